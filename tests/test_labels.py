"""Labels of a person's own, in CSV and JSON lines, and what is said of a line that can't be read."""

from __future__ import annotations

import io
import json

import pytest

from evidence.errors import BadInput
from evidence.label_rows import Form, form_of
from evidence.labels import Labelled, read_labels
from evidence.values import Design, Field, FollowUp, SampleSize


def labels(text: str, form: Form = "csv") -> list[Labelled]:
    return list(read_labels(io.StringIO(text, newline=""), form, "mine"))


def test_a_cell_is_a_value_as_people_type_it() -> None:
    (one,) = labels("pmid,design,sample_size,follow_up\n7,rct,24 eyes,36 months\n")
    assert one.key == "7"
    assert one.accept == {
        Field.DESIGN: (Design("rct"),),
        Field.SAMPLE_SIZE: (SampleSize(24, "eyes"),),
        Field.FOLLOW_UP: (FollowUp(36, "months"),),
    }


def test_none_is_a_label_and_an_empty_cell_is_not() -> None:
    (one,) = labels("pmid,sample_size,follow_up\n7,,none\n")
    assert one.accept == {Field.FOLLOW_UP: ()}


def test_several_values_may_be_right() -> None:
    (one,) = labels("id,design\nA,rct | quasi-randomised\n")
    assert [str(value) for value in one.accept[Field.DESIGN]] == ["rct", "quasi-randomised"]


def test_a_byte_order_mark_and_capital_headings_are_read() -> None:
    assert labels("\ufeffPMID,Design\n7,rct\n")[0].key == "7"


def test_json_lines_take_numbers_objects_and_reasons() -> None:
    line = '{"pmid": 7, "design": "rct", "sample_size": {"value": 12, "unit": "animals"}, "follow_up": "not stated"}\n'
    (one,) = labels(line, "jsonl")
    assert one.accept[Field.SAMPLE_SIZE] == (SampleSize(12, "animals"),)
    assert one.accept[Field.FOLLOW_UP] == ()
    (one,) = labels('{"id": "A", "sample_size": 12, "follow_up": {"value": 1.5, "unit": "years"}}', "jsonl")
    assert one.accept == {Field.SAMPLE_SIZE: (SampleSize(12),), Field.FOLLOW_UP: (FollowUp(1.5, "years"),)}


def test_columns_may_have_the_short_names_of_the_fields() -> None:
    assert labels("PMID,n,followup\n7,60,1 year\n", "csv") == labels("pmid,sample_size,follow_up\n7,60,1 year\n", "csv")


def test_a_line_may_bring_its_own_text() -> None:
    (one,) = labels('{"id": "A", "title": "T", "abstract": "60 were randomised.", "sample_size": 60}', "jsonl")
    assert one.article is not None
    assert [passage.text for passage in one.article.passages] == ["T", "60 were randomised."]


def test_such_a_text_is_made_plain_as_by_tag() -> None:
    line = '{"id": "A", "abstract": "60 were\\n  randomised.", "mesh": ["Humans "], "sample_size": 60}'
    (one,) = labels(line, "jsonl")
    assert one.article is not None
    assert [passage.text for passage in one.article.passages] == ["60 were randomised.", "Humans"]
    assert set(one.article.places) == {"abstract.0", "mesh.0"}


def test_a_table_may_bring_texts_and_indexing() -> None:
    (one,) = labels("id,abstract,MeSH,keywords,n\nA,60 were seen.,Humans; Aged,,60\n")
    assert one.article is not None
    assert [(passage.name, passage.text) for passage in one.article.passages] == [
        ("abstract.0", "60 were seen."), ("mesh.0", "Humans"), ("mesh.1", "Aged"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "told",
    [
        '"60|none"',
        '"60 | not stated"',
        "[60, null]",
        "[null, 60]",
        '[{"value": 60}, "none"]',
        '{"value": 60, "also": [null]}',
    ],
)
def test_a_value_or_no_answer(told: str) -> None:
    (one,) = labels(f'{{"id": 1, "sample_size": {told}}}', "jsonl")
    assert set(one.accept[Field.SAMPLE_SIZE]) == {SampleSize(60), None}


def test_a_value_or_no_answer_in_a_table() -> None:
    (one,) = labels("id,n,design\n1,60|none,none|not stated\n")
    assert one.accept == {Field.SAMPLE_SIZE: (SampleSize(60), None), Field.DESIGN: ()}


@pytest.mark.parametrize(
    "told", ['{"value": null}', '{"value": null, "studies": 7}', "[null]", '"none"', '"NR"', '"na"']
)
def test_nothing_stated_is_said_so(told: str) -> None:
    (one,) = labels(f'{{"id": 1, "sample_size": {told}}}', "jsonl")
    assert one.accept == {Field.SAMPLE_SIZE: ()}


def test_null_is_an_empty_cell() -> None:
    assert labels('{"id": 1, "sample_size": null, "design": ""}', "jsonl") == [Labelled("1", {})]


def test_numbers_are_taken_to_the_last_digit() -> None:
    (one,) = labels('{"id": 7.0, "n": 1234567.0, "followup": {"value": 3378.5625, "unit": "days"}}', "jsonl")
    assert one.key == "7"
    assert one.accept == {Field.SAMPLE_SIZE: (SampleSize(1234567),), Field.FOLLOW_UP: (FollowUp(3378.5625, "days"),)}


def test_an_id_is_one_line() -> None:
    assert labels('{"id": "A\\n B", "n": 60}', "jsonl")[0].key == "A B"


def test_also_are_other_sizes_that_are_right() -> None:
    (one,) = labels('{"id": 7, "n": {"value": 24, "unit": "eyes", "also": [12]}}', "jsonl")
    assert one.accept[Field.SAMPLE_SIZE] == (SampleSize(24, "eyes"), SampleSize(12, "eyes"))


@pytest.mark.parametrize("names", ["pmid,n,followup", "PMID,Sample size,Follow-up", "id,SAMPLE_SIZE, follow up "])
def test_columns_are_called_as_people_type_them_in_every_form(names: str) -> None:
    expected = labels("pmid,sample_size,follow_up\n7,60,1 year\n")
    assert labels(f"{names}\n7,60,1 year\n") == expected
    assert labels(f"{names}\n7,60,1 year\n".replace(",", "\t"), "tsv") == expected
    line = json.dumps(dict(zip(names.split(","), (7, 60, "1 year"), strict=True)))
    assert labels(line, "jsonl") == expected


@pytest.mark.parametrize(
    ("name", "form"), [("a.csv", "csv"), ("A.TSV", "tsv"), ("a.jsonl", "jsonl"), ("-", "jsonl"), ("csv", "csv")]
)
def test_the_ending_says_the_form(name: str, form: Form) -> None:
    assert form_of(name) == form


def test_excel_s_files_are_read() -> None:
    text = '\ufeffpmid,design,note\r\n7,rct,"a ""note"", in\r\ntwo lines"\r\n,,\r\n\r\n8,cohort\r\n'
    assert [(one.key, *one.accept[Field.DESIGN]) for one in labels(text)] == [
        ("7", Design("rct")), ("8", Design("cohort")),
    ]  # fmt: skip


def test_a_byte_order_mark_is_passed_over_on_stdin_too() -> None:
    assert labels('\ufeff{"id": 1, "design": "rct"}', "jsonl")[0].key == "1"


@pytest.mark.parametrize(
    ("text", "form", "says"),
    [
        ("pmid,design\n7,trial\n", "csv", "mine, line 2"),
        ("pmid,note\n7,x\n", "csv", "no labels"),
        ("design\nrct\n", "csv", "no labels"),
        ("pmid|n\n7|60\n", "csv", r"no labels in the columns 'pmid\|n'.*with commas"),
        ("", "csv", "no labels"),
        ("pmid,design\n,rct\n", "csv", "no pmid"),
        ('{"design": "rct"}', "jsonl", "no pmid"),
        ("[1]", "jsonl", "not an object"),
        ("{", "jsonl", "not JSON"),
        ('{"id": ' + "[" * 50_000, "jsonl", "not JSON"),
        ("pmid,n\n7," + "x" * 200_000, "csv", "no CSV"),
        ('pmid,design,note\n7,rct,"open\n8,rct,x\n', "csv", "line 3: no CSV"),
        ("pmid,n\n7,1,204\n", "csv", "line 2: more cells than columns"),
        ("pmid,n,sample_size\n7,60,60\n", "csv", "line 1: sample_size stands twice"),
        ("pmid\tdesign\n7\ttrial\n", "tsv", "line 2: no design"),
        ("pmid,design\n7,rct\n", "tsv", "with tabs between"),
        ("pmid,n\n7,0\n", "csv", "line 2: a sample size of 0"),
        ("pmid,n\n7,nan\n", "csv", "line 2: no sample size 'nan'"),
        ("pmid,n\n7,60|\n", "csv", "line 2: no sample size ''"),
        ("pmid,n\n7," + "9" * 5_000, "csv", "line 2: no sample_size '9{80}'…"),
        ('{"id": 1, "n": 60, "sample_size": 60}', "jsonl", "stands twice"),
        ('{"id": 1, "n": {"valu": 60}}', "jsonl", "line 1: sample_size is an object without `value` .valu"),
        ('\n{"id": 1, "n": {}}', "jsonl", "line 2: sample_size is an object without `value`"),
        ('{"id": 1, "n": []}', "jsonl", "line 1: an empty list as sample_size"),
        ('{"id": 1, "n": [[]]}', "jsonl", "line 1: no sample_size"),
        ('{"id": 1, "n": {"value": {}}}', "jsonl", "line 1: no sample_size"),
        ('{"id": 1, "n": {"value": 6, "also": 7}}', "jsonl", "line 1: `also` of sample_size is no list"),
        ('{"id": 1, "n": {"value": 6, "unit": ["eyes"]}}', "jsonl", "line 1: `unit` of sample_size is no text"),
        ('{"id": 1, "n": {"value": 6, "unit": {}}}', "jsonl", "line 1: `unit` of sample_size is no text"),
        ('{"id": 1, "n": {"value": 6, "unit": true}}', "jsonl", "line 1: `unit` of sample_size is no text"),
        ('{"id": 1, "design": {"value": "rct", "unit": []}}', "jsonl", "line 1: `unit` of design is no text"),
        ('{"id": 1, "follow_up": {"value": 6, "unit": 5}}', "jsonl", "line 1: `unit` of follow_up is no text"),
        ('{"id": 1, "n": 0}', "jsonl", "line 1: a sample size of 0"),
        ('{"id": 1, "n": {"value": 0}}', "jsonl", "line 1: a sample size of 0"),
        ('{"id": 1, "n": -5}', "jsonl", "line 1: no sample size '-5'"),
        ('{"id": 1, "n": 1.5}', "jsonl", "line 1: no sample size '1.5'"),
        ('{"id": 1, "n": NaN}', "jsonl", "line 1: not JSON .NaN"),
        ('{"id": 1, "n": Infinity}', "jsonl", "line 1: not JSON .Infinity"),
        ('{"id": 1, "n": 1e999}', "jsonl", "line 1: no sample size 'inf'"),
        ('{"id": 1, "n": 1%s}' % ("0" * 4_000), "jsonl", "line 1: no sample_size '10{79}'…"),
        ('{"id": 1, "n": true}', "jsonl", "line 1: no sample_size 'True'"),
        ('{"id": 1, "n": false}', "jsonl", "line 1: no sample_size 'False'"),
        ('{"id": 1, "follow_up": {"value": 12}}', "jsonl", "line 1: no follow-up length"),
        ('{"id": " ", "design": "rct"}', "jsonl", "line 1: no pmid: give"),
        ('{"id": [1], "design": "rct"}', "jsonl", r"line 1: no pmid '\[1\]'"),
        ('{"pmid": true, "design": "rct"}', "jsonl", "line 1: no pmid 'True'"),
        ('{"pmid": 1.5, "design": "rct"}', "jsonl", "line 1: no pmid '1.5'"),
        ('{"pmid": 1e999, "design": "rct"}', "jsonl", "line 1: no pmid 'inf'"),
        ('{"id": 1, "desing": "rct"}', "jsonl", "line 1: no key 'desing': call it 'design'"),
        ('{"id": 1, "design": "rct", "abstract": 5}', "jsonl", "line 1: `abstract` is no text"),
        ('{"id": 1, "design": "rct", "abstract": "x", "mesh": "Humans"}', "jsonl", "line 1: `mesh` is no list"),
        ('{"id": 1, "design": "rct", "abstrct": "x"}', "jsonl", "line 1: no key 'abstrct'"),
        (r'{"id": 1, "design": "rct", "abstract": "\ud800"}', "jsonl", "line 1: half of a character"),
        ("pmid,design\n7,rct\n", "jsonl", "line 1: not JSON .*called .csv or .tsv"),
    ],
)
def test_what_cannot_be_read_names_its_line(text: str, form: Form, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        labels(text, form)


def test_the_tool_s_own_table_is_a_file_of_labels() -> None:
    head = "Study,Design,n,Follow-up (months),PMID\n"
    first, second, third = labels(head + "A,RCT,16,NR,1\nB,Animal study,NR,NA,2\nC,Cohort,24 eyes,12.5,3\n")
    assert first.accept == {
        Field.DESIGN: (Design("rct"),), Field.SAMPLE_SIZE: (SampleSize(16),), Field.FOLLOW_UP: (),
    }  # fmt: skip
    assert second.accept == {Field.DESIGN: (Design("animal"),), Field.SAMPLE_SIZE: (), Field.FOLLOW_UP: ()}
    assert third.accept[Field.FOLLOW_UP] == (FollowUp(12.5, "months"),)


def test_months_may_be_number_words_and_an_error_repeats_what_was_typed() -> None:
    (one,) = labels("pmid,Follow-up (months)\n1,twenty-five\n")
    assert labels("pmid,Follow-up months\n1,25\n") == [one]
    assert one.accept == {Field.FOLLOW_UP: (FollowUp(25.0, "months"),)}
    with pytest.raises(BadInput, match="line 2: no follow-up length 'Twenty-five': write a number and a unit"):
        list(labels("pmid,follow_up\n1,Twenty-five\n"))


HEAD = "PMID,Follow-up (months),Follow-up as stated\n"


@pytest.mark.parametrize(
    ("row", "meant"),
    [
        ("0.00068,30 minutes", FollowUp(0.5, "hours")), ("0.04928,36 hours", FollowUp(36.0, "hours")),
        ("0.2,7 days", FollowUp(7.0, "days")), ("0.5,2 weeks", FollowUp(2.0, "weeks")),
        ("34.0,34 months (IQR 25-56)", FollowUp(34.0, "months")), (",7 days", None),
        ("<0.1,24 hours", FollowUp(24.0, "hours")),  # as a spreadsheet saves the workbook: what its cells show
    ],
)  # fmt: skip
def test_a_length_that_the_months_round_is_taken_as_stated(row: str, meant: FollowUp | None) -> None:
    told: list[str] = []
    (one,) = read_labels(io.StringIO(f"{HEAD}1,{row}\n", newline=""), "csv", "mine", told.append)
    assert one.accept == ({Field.FOLLOW_UP: (meant,)} if meant else {})
    assert not told


def test_where_the_two_columns_differ_the_months_count_and_it_is_told() -> None:
    rows = "1,12,12 months\n2,24,12 months\n3,0.1,9 days\n4,NR,5 weeks\n5,6,NR\n6,NA,NR\n"
    told: list[str] = []
    found = read_labels(io.StringIO(HEAD + rows, newline=""), "csv", "mine", told.append)
    accepted = [one.accept[Field.FOLLOW_UP] for one in found]
    assert accepted[1:] == [(FollowUp(24.0, "months"),), (FollowUp(0.1, "months"),), (), (FollowUp(6.0, "months"),), ()]
    assert told == ["mine: the months and the follow-up as stated differ in lines 3, 4, 5, 6; the months count"]


def test_a_length_as_stated_is_a_label_alone() -> None:
    (one,) = labels("pmid,Follow-up as stated\n1,54 months (6-54)\n")
    assert one.accept == {Field.FOLLOW_UP: (FollowUp(54.0, "months"),)}
    with pytest.raises(BadInput, match="line 1: follow_up_as_stated stands twice"):
        labels("pmid,Follow-up as stated,follow_up_as_stated\n1,1 year,1 year\n")


def test_a_follow_up_with_its_unit_goes_before_the_column_in_months() -> None:
    (one,) = labels("pmid,follow_up,Follow-up (months)\n1,2 years,7\n")
    assert one.accept == {Field.FOLLOW_UP: (FollowUp(2.0, "years"),)}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_says_by_its_heading_what_parts_its_cells(delimiter: str) -> None:
    rows = [["pmid", "Sample, size; n", "n", "mesh"], ["1", "", "1,204", "Humans;Male"], ["2", "", "none", ""]]
    text = "".join(delimiter.join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)
    assert [one.accept for one in labels(text)] == [
        {Field.SAMPLE_SIZE: (SampleSize(1204),)}, {Field.SAMPLE_SIZE: ()},
    ]  # fmt: skip
