"""What the verbs of a person's word say: whose word counts, what the machine read, what was taken back."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from running import run

SEED = "22814142"
BY = ("--because", "the paper says so", "--by", "A. Reader")


def why(folder: Path, field: str, *options: str) -> str:
    return " ".join(run("why", SEED, field, *options, cwd=folder).stdout.replace("│", " ").split())


@pytest.mark.parametrize(
    ("field", "value", "machine"),
    [
        ("design", "rct", "the machine read non-randomised-controlled"),
        ("n", "117", "the machine read 118 participants"),
        ("n", "none", "the machine read 118 participants"),
        (
            "follow_up",
            "2y",
            "the machine read 36 months (fixed; 3 + 33 = 36 months) (follow_up.visits_added, ",
        ),
    ],
)
def test_why_shows_first_what_the_machine_read(stored: Path, field: str, value: str, machine: str) -> None:
    before = why(stored, field)
    assert "the machine read" not in before
    assert run("correct", SEED, field, value, *BY, cwd=stored).status == 0
    told = why(stored, field)
    assert machine in told
    assert "rule: " in told
    place = told.index("the machine read")
    assert place < told.index("“")
    assert json.loads(run("why", SEED, field, "--json", cwd=stored).stdout)["machine"]["quotes"]


def test_why_says_where_the_machine_read_nothing(stored: Path) -> None:
    assert run("correct", "28751962", "follow_up", "3y", *BY, cwd=stored).status == 0
    assert "the machine read nothing: not stated" in run("why", "28751962", "follow_up", cwd=stored).stdout


@pytest.mark.parametrize("value", ["none", "NR", "not reported"])
def test_nothing_reported_in_all_its_words(stored: Path, value: str) -> None:
    assert run("correct", SEED, "n", value, *BY, cwd=stored).stdout == f"{SEED}\tsample_size\tnot stated\n"


@pytest.mark.parametrize("value", ["NA", "n/a", "Not applicable"])
def test_not_applicable_in_all_its_words(stored: Path, value: str) -> None:
    said = run("correct", SEED, "follow_up", value, *BY, cwd=stored)
    assert (said.status, said.stdout) == (0, f"{SEED}\tfollow_up\tnot applicable\n")
    told = why(stored, "follow_up")
    assert "Follow-up not applicable (corrected by A. Reader)" in told
    assert "the machine read 36 months" in told
    assert "A. Reader: not applicable - the paper says so" in told


def test_not_applicable_is_shown_wherever_the_machine_s_own_is(stored: Path) -> None:
    """NR and NA of a person and of the machine are told apart in every form, and found by the same search."""
    nothing = {SEED: "NA", "33198815": "NA", "20488328": "NR"}  # a person's; the machine's own two
    assert run("correct", SEED, "follow_up", "NA", *BY, cwd=stored).status == 0
    query = " OR ".join(f"pmid:{pmid}" for pmid in nothing)
    for form in ("csv", "tsv"):
        text = run("search", query, f"--{form}", "--columns", "pmid,follow_up", cwd=stored).stdout
        rows = list(csv.reader(text.splitlines()[1:], delimiter={"csv": ",", "tsv": "\t"}[form]))
        assert dict(rows) == nothing
    for form in ("md", "html"):
        text = run("export", query, "-o", "-", "--format", form, "--columns", "pmid,follow_up", cwd=stored).stdout
        assert "NA" in text
        assert "NR" in text
    lines = run("search", query, "--nl", cwd=stored).stdout.splitlines()
    reasons = {str(one["pmid"]): one["follow_up"]["abstained"] for one in map(json.loads, lines)}
    assert reasons == {SEED: "not applicable", "33198815": "not applicable", "20488328": "not stated"}
    corrected = next(one for one in map(json.loads, lines) if str(one["pmid"]) == SEED)["follow_up"]["correction"]
    assert (corrected["verdict"], corrected["by"]) == ("not applicable", "A. Reader")
    found = run("search", f"({query}) -has:followup", "--ids", cwd=stored).stdout.split()
    assert set(found) == set(nothing)
    assert run("search", "is:corrected", "--ids", cwd=stored).stdout.split() == [SEED]
    assert run("verify", cwd=stored).status == 0


@pytest.mark.parametrize("name", ["said.csv", "said.jsonl"])
def test_not_applicable_goes_to_colleagues_and_back_without_loss(stored: Path, tmp_path: Path, name: str) -> None:
    assert run("correct", SEED, "n", "NA", *BY, cwd=stored).status == 0
    assert run("corrections", "export", name, cwd=stored).status == 0
    (tmp_path / "other").mkdir()
    there = str(tmp_path / "other" / "evidence.db")
    taken = run("--db", there, "corrections", "import", name, cwd=stored)
    assert "1 correction taken in" in taken.stderr, taken.stderr
    assert "0 corrections taken in, 1 was there" in run("corrections", "import", name, cwd=stored).stderr
    assert run("--db", there, "corrections", "export", f"back-{name}", cwd=stored).status == 0
    assert (stored / f"back-{name}").read_bytes() == (stored / name).read_bytes()


def test_not_applicable_is_taken_back_like_any_word(stored: Path) -> None:
    run("correct", SEED, "n", "NA", *BY, cwd=stored)
    done = run("withdraw", SEED, "n", "--by", "A. Reader", cwd=stored)
    assert done.stdout == f"{SEED}\tsample_size\t118 participants (enrolled)\n"
    assert "kept on record: not applicable, by A. Reader on 20" in done.stderr


def test_a_share_above_one_is_no_confidence(stored: Path) -> None:
    done = run("search", "confidence:<80", cwd=stored)
    assert (done.status, done.stdout, done.stderr.count("\n")) == (4, "", 1)


def test_a_corrected_design_keeps_the_species_and_takes_the_allocation_of_its_code(stored: Path) -> None:
    assert run("correct", SEED, "design", "rct", *BY, cwd=stored).status == 0
    for query in ("species:human", "allocation:randomised", "report:follow-up", "design:rct"):
        assert SEED in run("search", query, "-k", "100", "--ids", cwd=stored).stdout.split(), query
    assert SEED not in run("search", "allocation:non-randomised", "-k", "100", "--ids", cwd=stored).stdout.split()


@pytest.mark.parametrize("value", ["246", "246 patients", "n = 246"])
def test_the_machine_s_own_number_keeps_its_arms_its_studies_and_its_quotes(stored: Path, value: str) -> None:
    before = json.loads(run("show", "33198815", "--json", cwd=stored).stdout)["sample_size"]
    assert run("correct", "33198815", "n", value, *BY, cwd=stored).status == 0
    after = json.loads(run("show", "33198815", "--json", cwd=stored).stdout)["sample_size"]
    assert after["correction"]["by"] == "A. Reader"
    for name in ("value", "role", "arms", "studies", "quotes"):
        assert after[name] == before[name] is not None


def test_a_length_is_taken_with_its_median_and_range(stored: Path) -> None:
    done = run("correct", SEED, "follow_up", "median 36 months (range 12-60)", *BY, cwd=stored)
    assert done.stdout == f"{SEED}\tfollow_up\t36 months (median; range 12-60)\n"


def test_who_says_so_is_the_account_where_no_name_is_set(stored: Path) -> None:
    gone = dict.fromkeys(("USER", "USERNAME", "LOGNAME", "LNAME"), "")
    done = run("correct", SEED, "n", "117", "--because", "x", cwd=stored, **gone)
    assert done.status == 0, done.stderr
    assert run("show", SEED, "--json", cwd=stored).stdout.count('"by": "') == 1


@pytest.mark.parametrize("name", ["table.csv", "table.tsv"])
def test_an_exported_table_can_be_evaluated(stored: Path, name: str) -> None:
    assert run("export", "-o", name, cwd=stored).status == 0
    done = run("evaluate", name, "--json", cwd=stored)
    assert done.status == 0, done.stderr
    assert [one["right"] for one in json.loads(done.stdout)["scores"]] == [1.0, 1.0, 1.0]


def test_withdraw_takes_back_one_s_own_words_only(stored: Path) -> None:
    run("correct", SEED, "n", "117", "--because", "x", "--by", "A. Reader", cwd=stored)
    run("correct", SEED, "n", "none", "--because", "y", "--by", "B. Reader", cwd=stored)
    done = run("withdraw", SEED, "n", "--by", "C. Reader", cwd=stored)
    assert (done.status, done.stdout) == (0, f"{SEED}\tsample_size\tnot stated\n")
    assert "nothing to take back: no word of C. Reader stood" in done.stderr
    done = run("withdraw", SEED, "n", "--by", "b.  reader", cwd=stored)
    assert done.stdout == f"{SEED}\tsample_size\t117 participants (total)\n"
    assert "taken back, and kept on record: not reported, by B. Reader on 20" in done.stderr
    assert "said by others, and stands: 117, by A. Reader on 20" in done.stderr
    done = run("withdraw", SEED, "n", "--by", "A. Reader", cwd=stored)
    assert done.stdout == f"{SEED}\tsample_size\t118 participants (enrolled)\n"
    assert "the machine's reading counts now" in done.stderr


def test_two_extractors_who_differ_are_told_found_and_counted(
    stored: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    shutil.copy(stored / "evidence.db", other / "evidence.db")
    run("correct", SEED, "n", "117", "--because", "x", "--by", "A. Reader", cwd=stored)
    run("confirm", "33198815", "design", "--by", "A. Reader", cwd=stored)
    run("correct", SEED, "n", "116", "--because", "y", "--by", "B. Reader", cwd=other)
    run("confirm", "33198815", "design", "--by", "B. Reader", cwd=other)
    run("corrections", "export", "b.csv", cwd=other)
    assert run("search", "is:disputed", "--ids", cwd=stored).stdout == ""
    done = run("corrections", "import", str(other / "b.csv"), cwd=stored)
    assert done.status == 0
    assert f"differs: PMID {SEED}, sample_size: A. Reader said 117 on 20" in done.stderr
    assert "; 116 of B. Reader stands, said last\n" in done.stderr
    assert "disputed values in this file: 1; `evidence search is:disputed`" in done.stderr
    assert run("search", "is:disputed", "--ids", cwd=stored).stdout == f"{SEED}\n"
    assert SEED not in run("search", "-is:disputed", "--ids", cwd=stored).stdout.split()
    assert "people differ (A. Reader: 117; B. Reader: 116)" in why(stored, "n")
    assert (
        "disputed: people differ (A. Reader: 117; B. Reader: 116)"
        in run("show", SEED, cwd=stored, COLUMNS="200").stdout
    )
    assert "n disputed" in run("search", SEED, "--csv", cwd=stored).stdout
    (entry,) = json.loads(run("search", "is:disputed", "--json", cwd=stored).stdout)
    words = [(said["by"], said["value"]["value"], said["verdict"]) for said in entry["sample_size"]["disputed"]]
    assert words == [("A. Reader", 117, "value"), ("B. Reader", 116, "value")]
    assert entry["design"]["disputed"] == entry["follow_up"]["disputed"] == []
    assert json.loads(run("search", "is:disputed", "--nl", cwd=stored).stdout) == entry
    assert json.loads(run("export", "is:disputed", "-o", "-", "--format", "jsonl", cwd=stored).stdout) == entry
    assert run("report", SEED, "-o", "report", cwd=stored).status == 0
    assert "A. Reader: 117; B. Reader: 116" in (stored / "report" / "records" / "0000.js").read_text("utf-8")
    assert "n disputed" in (stored / "report" / "table.csv").read_text("utf-8")
    assert "disputed" not in run("show", "33198815", cwd=stored).stdout
    counts = json.loads(run("status", "--json", cwd=stored).stdout)
    assert (counts["corrections"], counts["corrected"], counts["confirmed"], counts["disputed"]) == (4, 1, 1, 1)
    assert "Corrections 4; values corrected 1, confirmed 1, disputed 1, text changed since 0" in " ".join(
        run("status", cwd=stored).stdout.split()
    )
    run("withdraw", SEED, "n", "--by", "B. Reader", cwd=other)
    run("corrections", "export", "b.csv", cwd=other)
    assert "differs" not in run("corrections", "import", str(other / "b.csv"), cwd=stored).stderr
    assert run("search", "is:disputed", "--count", cwd=stored).stdout == "0\n"
    settled = json.loads(run("show", SEED, "--json", cwd=stored).stdout)["sample_size"]
    assert (settled["value"], settled["disputed"]) == (117, [])


def test_a_yes_is_no_correction(stored: Path) -> None:
    run("confirm", SEED, "n", "--by", "A. Reader", cwd=stored)
    run("correct", SEED, "follow_up", "35 months", *BY, cwd=stored)
    run("correct", SEED, "design", "cohort", *BY, cwd=stored)
    run("confirm", "33198815", "n", "--by", "A. Reader", cwd=stored)
    assert run("search", "is:corrected", "--ids", cwd=stored).stdout == f"{SEED}\n"
    assert set(run("search", "is:confirmed", "--ids", cwd=stored).stdout.split()) == {SEED, "33198815"}
    status = run("search", "is:confirmed", "--columns", "pmid,status", cwd=stored).stdout
    assert f"{SEED}\tsummary, not the published abstract; design, follow-up corrected; n confirmed" in status
    assert "33198815\tsummary, not the published abstract; n confirmed" in status
    assert run("search", "status:corrected", "--ids", cwd=stored).stdout == f"{SEED}\n"
    hint = run("search", "status:book", cwd=stored)
    assert (hint.status, "did you mean is:book?" in hint.stderr) == (4, True)


def test_with_nothing_to_withdraw_nothing_is_written(stored: Path) -> None:
    done = run("withdraw", SEED, "n", "--by", "C. Reader", cwd=stored)
    assert (done.status, done.stdout) == (0, f"{SEED}\tsample_size\t118 participants (enrolled)\n")
    assert "nothing to take back" in done.stderr
    assert run("corrections", "export", "-", cwd=stored).stdout == ""
    assert run("withdraw", "1", "n", "--by", "C. Reader", cwd=stored).status == 3


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_corrections_that_a_european_excel_wrote_are_taken_in(stored: Path, delimiter: str) -> None:
    run("correct", SEED, "n", "117", "--because", "one withdrew; 118, less 1", "--by", "A. Reader", cwd=stored)
    run("corrections", "export", "ours.csv", cwd=stored)
    with (
        (stored / "ours.csv").open(newline="") as ours,
        (stored / "excel.csv").open("w", newline="", encoding="utf-8-sig") as excel,
    ):
        csv.writer(excel, delimiter=delimiter).writerows(csv.reader(ours))
    taken = run("corrections", "import", "excel.csv", cwd=stored)
    assert "0 corrections taken in, 1 was there" in taken.stderr


def test_a_negative_value_is_a_wrong_value_and_no_option(starter: Path) -> None:
    done = run("correct", "33198815", "follow_up", "-5 months", "--because", "-5 it says", "--by", "Ada", cwd=starter)
    assert done.status == 4
    assert done.stderr.startswith("evidence: no follow-up length '-5 months': write a number and a unit")
    assert len(done.stderr.splitlines()) == 1


def test_minutes_means_with_a_deviation_and_ranges_may_be_typed(stored: Path) -> None:
    for typed, told in (
        ("30 minutes", "30 minutes (fixed)"),
        ("41 days \u00b1 25", "41 days (1.3 months; mean)"),
        ("range 12-60 months", "60 months (range 12-60)"),
        ("30 days", "30 days (1 month; fixed)"),
    ):
        done = run("correct", "33198815", "follow_up", typed, "--because", "-5", "--by", "Ada", cwd=stored)
        assert done.stdout == f"33198815\tfollow_up\t{told}\n"


def test_a_person_s_value_that_another_confirmed_is_still_a_person_s(stored: Path) -> None:
    pmid = "20488328"  # of which the machine reads no follow-up
    run("correct", pmid, "follow_up", "30 minutes", "--because", "x", "--by", "Ann", cwd=stored)
    run("confirm", pmid, "follow_up", "--by", "Bob", cwd=stored)
    for query in ("is:corrected", "is:confirmed"):
        assert run("search", query, "--ids", cwd=stored).stdout == f"{pmid}\n", query
    row = run("search", "is:corrected", "--columns", "status,follow_up_source", cwd=stored).stdout
    assert "follow-up corrected; follow-up confirmed" in row
    assert "corrected, confirmed by Bob" in row


def test_a_third_person_settles_what_two_say_otherwise(stored: Path) -> None:
    for by, n in (("Ann", "18"), ("Bob", "24")):
        run("correct", SEED, "n", n, "--because", "x", "--by", by, cwd=stored)
    run("corrections", "export", "said.csv", cwd=stored)
    told = run("corrections", "import", "said.csv", cwd=stored).stderr
    assert "a person who is none of those who differ settles one" in told
    assert run("search", "is:disputed", "--columns", "disputed,pmid", cwd=stored).stdout.startswith("Disputed")
    assert "\nn\t" in run("search", "is:disputed", "--columns", "disputed,pmid", cwd=stored).stdout
    run("confirm", SEED, "n", "--by", "Carl", cwd=stored)
    run("correct", SEED, "n", "18", "--because", "adjudicated", "--by", "Carl", cwd=stored)
    assert run("search", "is:disputed", "--count", cwd=stored).stdout == "0\n"
    assert json.loads(run("status", "--json", cwd=stored).stdout)["disputed"] == 0
    assert "people differ" not in why(stored, "n")
    run("corrections", "export", "said.csv", cwd=stored)
    assert "differs" not in run("corrections", "import", "said.csv", cwd=stored).stderr


def test_corrections_of_records_that_are_not_there_are_counted(stored: Path) -> None:
    for by, n in (("Ann", "18"), ("Bob", "24")):
        run("correct", SEED, "n", n, "--because", "x", "--by", by, cwd=stored)
    run("corrections", "export", "said.csv", cwd=stored)
    text = (stored / "said.csv").read_text().replace(SEED, "22814149")
    (stored / "other.csv").write_text(text)
    run("withdraw", SEED, "n", "--by", "Bob", cwd=stored)
    told = run("corrections", "import", "other.csv", cwd=stored).stderr
    assert "of records not in the store: 2, of a record that is not here" in told
    assert "`evidence add 22814149`" in told
    assert "differs" not in told
    counts = json.loads(run("status", "--json", cwd=stored).stdout)
    assert (counts["disputed"], counts["corrections_of_others"]) == (0, 2)
    assert "Corrections 5, of records not in the store 2;" in " ".join(run("status", cwd=stored).stdout.split())


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (
            ("pmid,verdict,value,reason,by,at,seen", "1,value,,x,A,2026-01-01,"),
            "no correction (no field): each needs pmid",
        ),
        (
            ("pmid,field,verdict,value,reason,by,at,seen", "1,size,value,,x,A,2026-01-01,"),
            "('size' is no field): write design, sample_size or follow_up",
        ),
        (
            ("pmid,field,verdict,value,reason,by,at,seen", "1,design,wrong,,x,A,2026-01-01,"),
            "('wrong' is no verdict): write value, not reported, not applicable, confirmed, confirmed not reported, ",
        ),
        (
            ("pmid;field;verdict;value;reason;by;at;seen", '1;sample_size;value;{"value": 5};x;A;2026-01-01;'),
            'the value lacks unit, role, arms, studies, derived; write one as {"value": 118, "unit": "participants"',
        ),
        (
            ("pmid,field,value,by,because", "1,n,5,,x"),
            "('' is no name of who says so): each needs pmid, field, value, by, because",
        ),
        (("pmid,field,value,by", "1,n,5,A"), "(no because): each needs pmid, field, value, by, because"),
    ],
)
def test_what_is_wrong_in_a_correction_is_said_in_plain_words(stored: Path, wrong: tuple[str, ...], says: str) -> None:
    (stored / "wrong.csv").write_text("\n".join(wrong) + "\n")
    done = run("corrections", "import", "wrong.csv", cwd=stored)
    assert done.status == 4
    assert done.stderr.startswith("evidence: wrong.csv, line 2: no correction (")
    assert says in done.stderr


BY_HAND = """pmid,field,value,by,because
33198815,n,240,C. Reader,six left
22814142,followup,three years,C. Reader,page 4
20488328,sample_size,none,C. Reader,not in the text
32010488,follow_up,NA,C. Reader,in animals
"""


def test_a_table_of_corrections_may_be_written_by_hand(stored: Path) -> None:
    (stored / "mine.csv").write_text(BY_HAND)
    done = run("corrections", "import", "mine.csv", cwd=stored)
    assert done.status == 0
    assert done.stderr.splitlines() == [
        "4 corrections taken in, 0 were there already",
        "the machine reads the same, so they count as confirmed: 3",
    ]
    again = run("corrections", "import", "mine.csv", cwd=stored)
    assert again.stderr == "0 corrections taken in, 4 were there already\n"
    for pmid, field, told in (
        ("33198815", "n", "240 participants (total)  (corrected by C. Reader)"),
        (SEED, "follow_up", "3 years (36 months; fixed"),
        ("20488328", "n", "Sample size not stated  (confirmed by C. Reader)"),
        ("32010488", "follow_up", "Follow-up   not applicable  (confirmed by C. Reader)"),
    ):
        assert told in run("why", pmid, field, cwd=stored, COLUMNS="200").stdout
    assert run("search", "is:stale", "--count", cwd=stored).stdout == "0\n", "nobody knows what was seen"
    assert run("corrections", "export", "ours.csv", cwd=stored).status == 0
    assert "0 corrections taken in, 4 were" in run("corrections", "import", "ours.csv", cwd=stored).stderr


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("1,n,many,C,x", "line 2: no sample size 'many': write one whole number"),
        ("1,n,,C,x", "line 2: no value: write one as for `evidence correct`, or none, or NA"),
        ("1,design,rtc,C,x", "line 2: no design 'rtc'; did you mean rct"),
    ],
)
def test_a_value_by_hand_that_is_none_is_told_as_correct_does(stored: Path, row: str, says: str) -> None:
    (stored / "mine.csv").write_text(f"pmid,field,value,by,because\n{row}\n")
    done = run("corrections", "import", "mine.csv", cwd=stored)
    assert (done.status, done.stderr.count("\n")) == (4, 1)
    assert says in done.stderr


def test_a_search_that_finds_nothing_is_told_which_part_does(stored: Path) -> None:
    done = run("search", "diabetes", "author:huuu", cwd=stored)
    assert "no record has author:huuu, whatever else is asked for" in done.stderr
    assert "population" not in done.stderr
    done = run("export", f"{SEED} OR 33198815", "-o", "x.csv", cwd=stored)
    assert done.stderr == "2 rows written to x.csv\n"
    assert run("search", f"pmid:{SEED},33198815", "--count", cwd=stored).stdout == "2\n"


def test_a_status_that_there_is_not_lists_those_that_there_are(stored: Path) -> None:
    done = run("search", "is:foo", cwd=stored)
    assert "is is one of corrected, confirmed, disputed" in done.stderr


def test_what_a_table_calls_a_column_can_be_sorted_by(stored: Path) -> None:
    by_name = run("search", "--sort", "followup", "--ids", cwd=stored).stdout
    for head in ("Months", "Follow-up (months)", "follow_up", "follow_up_days"):
        assert run("search", "--sort", head, "--ids", cwd=stored).stdout == by_name, head
    turned = run("search", "--sort", "-followup", "--ids", cwd=stored).stdout
    assert run("search", "--sort=-Months", "--ids", cwd=stored).stdout == turned != by_name


@pytest.mark.parametrize("id_", ["10.1507/endocrj.ej12-0092", "https://pubmed.ncbi.nlm.nih.gov/22814142/"])
def test_what_was_found_by_another_name_is_told_by_its_pmid(stored: Path, id_: str) -> None:
    for verb in (("correct", id_, "n", "118"), ("confirm", id_, "n"), ("withdraw", id_, "n")):
        told = run(*verb, *BY, cwd=stored)
        assert told.stdout.startswith("22814142\tsample_size\t118"), told


def test_ordinary_wording_is_taken(stored: Path) -> None:
    told = run("correct", SEED, "follow_up", "median 34 months (IQR 25-56)", *BY, cwd=stored)
    assert told.stdout == f"{SEED}\tfollow_up\t34 months (median; IQR 25-56)\n"
    told = run("correct", SEED, "design", "prospective cohort", *BY, cwd=stored)
    assert told.stdout.startswith(f"{SEED}\tdesign\tcohort (")
    assert "time perspective: prospective" in told.stdout
    told = run("correct", SEED, "follow_up", "1000 years", *BY, cwd=stored)
    assert (told.status, "more than 120 years" in told.stderr) == (4, True)


@pytest.mark.parametrize("name", ["follow-up", "followup", "Follow_up", "follow up"])
def test_a_field_goes_by_the_names_that_people_type(stored: Path, name: str) -> None:
    told = run("correct", SEED, name, "2 years", *BY, cwd=stored)
    assert told.stdout.startswith(f"{SEED}\tfollow_up\t2 years"), told.stderr
    assert run("confirm", SEED, name, cwd=stored).status == 0
    assert run("why", SEED, name, "--json", cwd=stored).status == 0


def test_a_doi_in_a_table_of_corrections_is_its_record(stored: Path) -> None:
    rows = "PMID,Field,Value,By,Because\n10.1507/endocrj.ej12-0092,n,117,Eva,page 2\n"
    (stored / "mine.csv").write_text(rows)
    assert run("corrections", "import", "mine.csv", cwd=stored).stderr.startswith("1 correction taken in")
    assert json.loads(run("show", SEED, "--json", cwd=stored).stdout)["sample_size"]["value"] == 117
    (stored / "mine.csv").write_text(f"{rows}10.1000/gone,n,5,Eva,x\n33198815,n,5,Eva,x\n")
    done = run("corrections", "import", "mine.csv", cwd=stored)
    assert (done.status, done.stderr.count("\n")) == (4, 1)
    assert "line 3: no record with DOI 10.1000/gone in the store" in done.stderr
    assert "Eva" not in run("show", "33198815", "--json", cwd=stored).stdout


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("median (IQR) 4.2 (3.1-5.6) years", ""),
        ("mean 33.2 \u00b1 8 months", "the deviation is not kept, only the mean"),
        ("median 34 months (range 25-56)", ""),
        (">12 months", ""),
    ],
)
def test_what_is_not_kept_of_a_length_is_told_in_one_line(stored: Path, value: str, told: str) -> None:
    done = run("correct", SEED, "follow_up", value, *BY, cwd=stored)
    assert (done.status, done.stderr.count("\n")) == (0, 1 if told else 0)
    assert done.stderr.startswith(told)


def test_an_import_tells_what_is_not_kept_as_the_verb_does_and_once(stored: Path) -> None:
    rows = (
        "follow_up,mean 34 months (SD 8)", "follow_up,12 months", "design,cluster RCT", "n,118",
    )  # fmt: skip
    table = "".join(f"{SEED},{row},Eva {place},page 2\n" for place, row in enumerate(rows))
    (stored / "mine.csv").write_text("pmid,field,value,by,because\n" + table)
    told = run("corrections", "import", "mine.csv", cwd=stored).stderr.splitlines()
    assert told[:3] == [
        "4 corrections taken in, 0 were there already",
        "mine.csv, line 2: the deviation is not kept, only the mean; a range would be: (range 12-60)",
        "mine.csv, line 4: 'cluster' is not kept: a design has no attribute for it; the reason is",
    ]
    again = run("corrections", "import", "mine.csv", cwd=stored)
    assert again.stderr.startswith("0 corrections taken in, 4 were there already\n")
    assert "not kept" not in again.stderr
    assert run("corrections", "import", "mine.csv", "--quiet", cwd=stored).stderr == ""


def test_who_differs_in_an_attribute_or_a_statistic_differs_and_is_told_in_full(stored: Path) -> None:
    rows = (
        ("2025-01-01T09:00:00+00:00", "design", "prospective cohort", "Anna"),
        ("2025-01-01T10:30:00+00:00", "design", "retrospective cohort", "Ben"),
        ("2025-01-01T09:00:00+00:00", "follow_up", "median 34 months (range 25-56)", "Anna"),
        ("2025-01-02T09:00:00+00:00", "follow_up", "at least 34 months", "Ben"),
    )
    table = "".join(f"{SEED},{field},{value},{by},read,{at}\n" for at, field, value, by in rows)
    (stored / "two.csv").write_text("pmid,field,value,by,because,at\n" + table, "utf-8")
    told = run("corrections", "import", "two.csv", cwd=stored).stderr
    assert "disputed values in this file: 2" in told
    assert "Anna said cohort (time perspective: prospective) on 2025-01-01" in told
    assert "Anna said median 34 months (range 25-56) on 2025-01-01, Ben said at least 34 months on 2025-01-02" in told
    assert run("search", "is:disputed", "--ids", cwd=stored).stdout == f"{SEED}\n"
    assert json.loads(run("status", "--json", cwd=stored).stdout)["disputed"] == 2
    shown = " ".join(run("show", SEED, cwd=stored).stdout.split())
    assert "Ben: cohort (time perspective: retrospective)" in shown
    design, length = why(stored, "design"), why(stored, "follow_up")
    assert "2025-01-01 09:00:00 UTC Anna: value cohort (time perspective: prospective) - read" in design
    assert "2025-01-01 10:30:00 UTC Ben: value cohort (time perspective: retrospective) - read" in design
    assert "2025-01-01 Anna: value median 34 months (range 25-56) - read" in length
    assert "2025-01-02 Ben: value at least 34 months - read" in length


def test_a_word_that_parts_or_joins_two_papers_of_one_study_says_so(stored: Path) -> None:
    first, later = "21216483", "30917698"  # joined by their authors and n
    kept = run("correct", first, "n", "40", "--because", "full text", "--by", "A. Reader", cwd=stored)
    assert (kept.status, kept.stderr) == (0, ""), "both abstracts say 41"
    assert f"{later}; {first}" in run("studies", cwd=stored).stdout
    parted = run("correct", first, "design", "systematic review", *BY, cwd=stored)
    assert (
        parted.stderr
        == f"PMID {first} and {later} (Lu D, 2019) are no longer told as one study: see `evidence studies`\n"
    )
    assert f"{later}; {first}" not in run("studies", cwd=stored).stdout
    back = run("withdraw", first, "design", "--by", "A. Reader", cwd=stored)
    assert f"PMID {first} and {later} (Lu D, 2019) are now told as one study" in back.stderr
