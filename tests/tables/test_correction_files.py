"""What persons said goes into files and comes back whole: export and import again, and nothing is new."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import BadInput, NoSuchRecord
from evidence.findings import LONGEST_WORDS, Correction, Design, Field, FollowUp, SampleSize, Value, Verdict
from evidence.store.store import Store
from evidence.tables.correction_files import read, write
from evidence.values import ATTRIBUTES, DAYS_PER, DESIGNS, ROLES, STATISTICS
from evidence.writing import text_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

words = (
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
    | st.lists(st.sampled_from(["'", '"', "=", "-", "@", "\\", "1", "\t", "\r\n", "\n", "\0", "\u202e", "\ufeff", ","]),
               min_size=1).map("".join)
    | st.sampled_from(["'=1+1 on page 2", "=1+1", '"118 patients", line 3', "'tis so", "\x1b[31mred", "null", "-5"])
).filter(str.strip)  # fmt: skip
numbers = st.integers(1, 10**9 - 1) | st.floats(0.001, 1e8)
values: dict[Field, st.SearchStrategy[Value]] = {
    Field.DESIGN: st.builds(
        Design,
        st.sampled_from(sorted(DESIGNS)),
        st.dictionaries(st.sampled_from(ATTRIBUTES), words.map(lambda text: text[:200])).map(
            lambda given: tuple(sorted(given.items()))
        ),
    ),
    Field.SAMPLE_SIZE: st.builds(
        SampleSize, st.integers(1, 10**9 - 1), st.from_regex("[a-z][a-z -]{0,99}", fullmatch=True),
        st.sampled_from(ROLES), st.lists(st.integers(0, 999)).map(tuple), st.none() | st.integers(0, 99), st.booleans(),
    ),
    Field.FOLLOW_UP: st.builds(
        lambda value, unit, statistic, ends, derived: FollowUp(value, unit, statistic, ends[0], ends[1], derived),
        numbers, st.sampled_from(sorted(DAYS_PER)), st.sampled_from(STATISTICS),
        st.tuples(numbers, numbers).map(sorted) | st.tuples(st.none(), numbers) | st.tuples(numbers, st.none()),
        st.booleans(),
    ),
}  # fmt: skip


@st.composite
def corrections(draw: st.DrawFn) -> Correction:
    """Any that can be said."""
    field = draw(st.sampled_from(Field))
    verdict = draw(st.sampled_from(Verdict))
    valued = verdict in (Verdict.VALUE, Verdict.CONFIRMED)
    silent = verdict in (Verdict.CONFIRMED, Verdict.WITHDRAWN)
    return Correction(
        draw(st.integers(1, 2**63 - 1)), field, verdict, draw(values[field]) if valued else None,
        draw(words | st.just("") if silent else words), draw(words),
        NOW - draw(st.timedeltas(timedelta(0), timedelta(40000))), draw(st.text("0123456789abcdef", max_size=16)),
    )  # fmt: skip


@given(st.lists(corrections(), max_size=4), st.sampled_from(["csv", "jsonl"]))
def test_what_is_written_is_read_back_the_same(said: list[Correction], form: str) -> None:
    file = io.BytesIO()  # bytes, so that the line ends are those of a file
    with text_of(file) as text:
        write(said, text, form)
    file.seek(0)
    with io.TextIOWrapper(file, "utf-8-sig", newline="") as text:
        assert list(read(text, form, "c", now=NOW)) == said


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_an_export_that_is_imported_again_has_nothing_new(tmp_path: Path, form: str) -> None:
    reasons = ["'=1+1 on page 2", "=1+1", "\u202eabc", "a\0b", "two\nlines", "\x01" * LONGEST_WORDS]
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        for reason in reasons:
            store.correct(
                Correction(1, Field.SAMPLE_SIZE, Verdict.VALUE, SampleSize(5), reason, "me", NOW, "0123456789abcdef")
            )
        text = io.StringIO(newline="")
        write(store.corrections(), text, form)
        assert not set(text.getvalue()) & {"\0", "\x01", "\u202e"}
        text.seek(0)
        again = [store.correct(said) for said in read(text, form, "c", now=NOW)]
    assert again == [False] * len(reasons)


def test_a_spreadsheet_meets_no_formula() -> None:
    said = Correction(1, Field.DESIGN, Verdict.NOT_REPORTED, None, "=1+1", "@me", NOW, "")
    text = io.StringIO(newline="")
    write([said], text, "csv")
    (row,) = csv.DictReader(io.StringIO(text.getvalue(), newline=""))
    assert (row["reason"], row["by"]) == ("'=1+1", "'@me")


def taken(text: str) -> list[Correction]:
    return list(read(io.StringIO(text, newline=""), "csv", "c.csv", now=NOW))


@pytest.mark.parametrize(("mark", "called"), [(",", "comma"), (";", "semicolon")])
def test_a_row_with_more_cells_than_its_header_is_refused(mark: str, called: str) -> None:
    """Thousands without quotation marks would make 1 of 1,204, and a person of 204."""
    rows = ("pmid,field,value,by,because", "1,n,118,Dora,page 1", "33957998,n,1,204,Dora,page 2")
    with pytest.raises(BadInput) as caught:
        taken("\n".join(rows).replace(",", mark))
    assert caught.value.what == "c.csv, line 3: more cells than the header has"
    assert caught.value.todo == f"put quotation marks round a value that has a {called}"
    (said,) = taken(f'{rows[0]}\n33957998,n,"1,204",Dora,page 2,,\n')  # a spreadsheet's empty cells say nothing
    assert (said.value, said.by, said.reason) == (SampleSize(1204), "Dora", "page 2")


def test_headers_and_cells_may_be_as_people_write_them() -> None:
    text = "PMID, Field ,Value,By,Because\n 7 ,Sample size, 118, Eva,page 2 \nPMID: 8,Follow-up,2 years,Eva,page 3\n"
    one, two = taken(text)
    assert (one.pmid, one.field, one.value, one.by, one.reason) == (
        7, Field.SAMPLE_SIZE, SampleSize(118), "Eva", "page 2",
    )  # fmt: skip
    assert (two.pmid, two.field) == (8, Field.FOLLOW_UP)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_doi_stands_for_its_pmid_where_the_store_has_it(form: str) -> None:
    def pmid_of(doi: str) -> int:
        if doi != "10.1000/here":
            raise NoSuchRecord(f"no record with DOI {doi} in the store", f"get it with `evidence add {doi}`")
        return 7

    rows = "pmid,field,value,by,because\nhttps://doi.org/10.1000/here,n,118,Eva,page 2\n"
    if form == "jsonl":
        (row,) = csv.DictReader(io.StringIO(rows))
        rows = "\n" + json.dumps(row)
    (said,) = read(io.StringIO(rows), form, "c", now=NOW, pmid_of=pmid_of)
    assert said.pmid == 7
    (said,) = read(io.StringIO(rows.replace("https://doi.org/10.1000/here", "PMID: 8")), form, "c", now=NOW)
    assert said.pmid == 8
    with pytest.raises(BadInput) as caught:
        list(read(io.StringIO(rows.replace("here", "gone")), form, "c", now=NOW, pmid_of=pmid_of))
    assert caught.value.what == "c, line 2: no record with DOI 10.1000/gone in the store"
    assert caught.value.todo == "get it with `evidence add 10.1000/gone`, or write its PMID"


def test_all_bad_lines_are_told_at_once_in_one_line() -> None:
    with pytest.raises(BadInput) as caught:
        taken("pmid,field,value,by,because\n1,n,118,Eva,x\n2,n,1,204,Eva,x\n3,size,5,Eva,x\n" + "4,n,many,Eva,x\n" * 5)
    told = str(caught.value)
    assert told.startswith("c.csv: 7 lines are no corrections: line 3: more cells than the header has (put quotation")
    assert "; line 4: no correction ('size' is no field) (write design, sample_size or follow_up; n and" in told
    assert told.count("no sample size 'many'") == 3
    assert told.count("write one whole number") == 1
    assert told.endswith("; and 2 more: mend them, none was taken in")
    assert "\n" not in told
