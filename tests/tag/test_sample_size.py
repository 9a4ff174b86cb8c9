"""The sample size of a record: marked sentences, quotes that hold, abstentions, hostile text, the same bytes always."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from evidence.findings import Finding, Reading
from evidence.records import Passage
from evidence.tag.rule import RULES, Rule
from evidence.tag.sample_size.counts import count
from evidence.tag.sample_size.reading import read
from evidence.tag.text import Document
from evidence.values import Design, Field, SampleSize

CASES = sorted((Path(__file__).parents[1] / "cases").glob("sample_size*.txt"))
SIZE_RULES = [rule for rule in RULES.values() if rule.field is Field.SAMPLE_SIZE]


@pytest.mark.parametrize(
    ("title", "text", "value"),
    [  # only what the title names is what the paper is of: anything else that was done in some is an outcome
        ("Foot ulcers in a clinic", "Of 300 patients seen in our clinic, amputation was done in 18.", 300),
        ("Iron or salt", "Of 118 adults enrolled, 32 received iron and 86 received salt.", 118),
        ("Marrow infusion: our experience", "Of 300 patients seen in our clinic, marrow infusion was done in 18.", 18),
        ("Islet autografts", "Of 412 patients with pancreatitis, 37 underwent an islet autograft.", 37),
    ],
)
def test_those_in_whom_what_the_title_names_was_done(title: str, text: str, value: int) -> None:
    found = size(reading(text, title=title).chosen)
    assert found is not None
    assert found.value == value


def reading(text: str, *, title: str = "", design: Design | None = None, rules_only: bool = False) -> Reading:
    passages = [Passage("title", None, title)] if title else []
    if text:
        passages.append(Passage("abstract.0", None, text))
    document = Document(0, passages)
    return read(document, count(document), design=design, rules_only=rules_only)


def size(finding: Finding | None) -> SampleSize | None:
    assert finding is None or isinstance(finding.value, SampleSize)
    return finding.value if finding else None  # type: ignore[return-value]  # the assert says so


def cases() -> Iterator[object]:
    """Value, text, marked words of each line; a line that begins with `~` is a known gap."""
    lines = [(p.stem, n, line) for p in CASES for n, line in enumerate(p.read_text("utf-8").splitlines(), 1)]
    for name, number, line in lines:
        told, bar, marked = line.partition("|")
        if line.startswith("#") or not bar:
            continue
        gap = told.startswith("~")
        value = int(told.strip("~ ")) if told.strip("~ ") else None
        marks = [piece.partition("»")[0] for piece in marked.split("«")[1:]]
        text = marked.strip().replace("«", "").replace("»", "")
        yield pytest.param(
            value, text, marks, id=f"{name} line {number}",
            marks=[pytest.mark.xfail(reason="a known gap", strict=True)] if gap else [],
        )  # fmt: skip


@pytest.mark.parametrize(("value", "text", "marks"), list(cases()))
def test_marked_sentences(value: int | None, text: str, marks: list[str]) -> None:
    chosen = reading(text).chosen
    found = size(chosen)
    assert (found.value if found else None) == value
    quoted = [quote.text for quote in chosen.quotes] if chosen else []
    for mark in marks:
        assert any(mark in quote or quote in mark for quote in quoted), (mark, quoted)


@pytest.mark.parametrize("rule", SIZE_RULES, ids=lambda rule: rule.name)
def test_a_rule_takes_and_leaves_what_its_docstring_says(rule: Rule) -> None:
    takes, leaves = rule.takes, rule.leaves
    name = rule.name
    chosen = reading(takes).chosen
    assert chosen is not None
    assert chosen.rule == name
    left = reading(leaves).chosen
    assert left is None or left.rule != name


SEED = (
    "By their wish to have cells implanted, One hundred and eighteen patients with T2DM were divided into two groups; "
    "group I had cells and group II insulin."
)


def test_the_seed_shape() -> None:
    chosen = reading(SEED).chosen
    assert chosen is not None
    assert chosen.value == SampleSize(118, "participants", "enrolled")
    assert chosen.quotes[0].text == "One hundred and eighteen patients"


def test_a_sum_quotes_each_part_and_shows_its_working() -> None:
    chosen = reading("Patients received the drug (n = 60) or placebo (n = 58).").chosen
    assert chosen is not None
    assert chosen.value == SampleSize(118, "participants", "treated", (60, 58), None, derived=True)
    assert chosen.working == "60 + 58 = 118"
    assert [quote.text for quote in chosen.quotes] == ["60", "58"]


def test_a_told_total_lists_its_arms() -> None:
    chosen = size(reading("In all, 45 women were randomised to yoga (n = 22) or a waiting list (n = 23).").chosen)
    assert chosen == SampleSize(45, "participants", "randomised", (22, 23))


def test_equal_groups_are_multiplied_with_both_quotes() -> None:
    chosen = reading("Volunteers were put in two groups (n = 25 each).").chosen
    assert chosen is not None
    value = size(chosen)
    assert value is not None
    assert (value.value, value.arms, value.derived) == (50, (25, 25), True)
    assert chosen.working == "2 x 25 = 50"
    assert [quote.text for quote in chosen.quotes] == ["two groups", "25 each"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("24 rats were randomly assigned to one of two diets.", "animals"),
        ("Seventy-five families with a deaf child were randomised.", "families"),
        ("Thirty eyes of 22 patients were operated on.", "participants"),
        ("Forty-one of them, all with foot ulcers, were treated.", "participants"),
        ("Fistulas were described in 16 of 198 patients after surgery, and 16 were treated.", "participants"),
    ],
)
def test_units(text: str, unit: str) -> None:
    chosen = size(reading(text).chosen)
    assert chosen is not None
    assert chosen.unit == unit


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("In total, 90 patients were randomised.", "randomised"),
        ("In total, 90 patients were enrolled.", "enrolled"),
        ("In total, 90 patients were treated with the drug.", "treated"),
        ("Data of 90 patients were analysed.", "analysed"),
        ("90 patients will be enrolled.", "planned"),
        ("We studied 90 patients; of them 83 were analysed.", "enrolled"),
        ("The final analysis: 90 patients were included in this analysis.", "analysed"),
        ("In all, 90 patients were asked about their sleep.", "enrolled"),  # they are the study
    ],
)
def test_roles(text: str, role: str) -> None:
    chosen = size(reading(text).chosen)
    assert chosen is not None
    assert chosen.role == role


@pytest.mark.parametrize(
    ("code", "text", "role"),
    [
        ("rct", "Ninety women were enrolled in this randomised trial. They came on Mondays.", "enrolled"),
        ("rct", "Ninety women were enrolled. They were then divided at random into two groups.", "randomised"),
        ("rct", "Ninety women who had back pain were randomly assigned to yoga or rest.", "randomised"),
        ("cohort", "Ninety women took part in a randomised trial and were followed for a year.", "enrolled"),
        ("single-arm", "Ninety women received the cells.", "treated"),
        ("rct", "Ninety women received the cells.", "enrolled"),  # what they received is not what they are counted for
        ("cohort", "Records of ninety women were reviewed.", "analysed"),
        ("meta-analysis", "The trials had enrolled 90 women.", "total"),
        ("case-report", "Ninety women were treated.", "total"),
        ("protocol", "Ninety women are enrolled.", "planned"),
    ],
)
def test_what_the_design_says_of_a_role(code: str, text: str, role: str) -> None:
    chosen = size(reading(text, design=Design(code)).chosen)
    assert chosen is not None
    assert (chosen.value, chosen.role) == (90, role)


@pytest.mark.parametrize(
    ("code", "text", "arms"),
    [
        ("rct", "Sixty adults were enrolled: 36 men and 24 women.", ()),
        ("case-series", "Sixty adults were seen. We treated 36 of the hip and 24 of the knee.", ()),
        ("rct", "Sixty adults were enrolled. Cells were received by all. It helped 31. Pain was had by 29.", ()),
        ("rct", "Sixty adults were treated with a salve. Fifty-eight received all of it. Two received none.", ()),
        ("rct", "Sixty adults were enrolled. Thirty-one received cells and 29 received saline.", (31, 29)),
        ("rct", "Sixty adults were randomised. Thirty-one got cells; the other 29 got saline.", (31, 29)),
        ("rct", "Sixty adults were randomised. Thirty-one received cells. The 29 controls had nothing.", (31, 29)),
        (
            "rct",
            "Sixty adults were randomised. Thirty-one, with 41 limbs, got cells. The 29 controls had none.",
            (31, 29),
        ),
        (
            "rct",
            "Sixty adults were randomised: 31 took one dose of cells (group 1), and 29 had saline (group 2).",
            (31, 29),
        ),
        ("rct", "We enrolled 60 adults (cells, n = 31; saline, n = 29).", (31, 29)),
        ("rct", "Sixty adults were enrolled. It helped 12 of 31 in the cell group and 9 of 29 in the other.", (31, 29)),
        ("rct", "Sixty adults were randomised; 30 in each group had one injection.", (30, 30)),
        ("rct", "Sixty adults were randomised. We assigned 29 patients to cells and 28 patients to saline.", (29, 28)),
        ("cohort", "Of 60 adults, 31 were in the insulin group and 29 in the diet group.", (31, 29)),
    ],
)
def test_the_arms_of_a_told_total(code: str, text: str, arms: tuple[int, ...]) -> None:
    chosen = size(reading(text, design=Design(code)).chosen)
    assert chosen is not None
    assert (chosen.value, chosen.arms) == (60, arms)


def test_of_a_reviews_studies_those_count_whose_people_are_told() -> None:
    title = "Exercise for low mood: a systematic review and meta-analysis"
    told = "Two trials have been included in a report before. Fifteen studies (1,817 patients) were included here."
    chosen = size(reading(told, title=title).chosen)
    assert chosen is not None
    assert (chosen.value, chosen.studies) == (1817, 15)


def test_a_review_counts_its_studies() -> None:
    title = "Exercise for low mood: a systematic review and meta-analysis"
    chosen = size(reading("We included 19 trials with 2,315 participants.", title=title).chosen)
    assert chosen is not None
    assert (chosen.value, chosen.studies) == (2315, 19)


def test_why_there_is_no_value() -> None:
    assert reading("", title="A letter").abstained == "no abstract"
    assert reading("We look at what is known.").abstained == "not stated"
    assert reading("We look at what is known.", design=Design("commentary")).abstained == "not applicable"


def test_only_a_design_that_is_more_than_a_guess_silences_a_sample() -> None:
    document = Document(
        0, [Passage("abstract.0", None, "Cell therapy was given to 50 patients; a further 25 served as controls.")]
    )
    review = Design("narrative-review")
    assert read(document, count(document), design=review, design_is=0.9).abstained == "not applicable"
    chosen = size(read(document, count(document), design=review, design_is=0.4).chosen)
    assert chosen is not None
    assert chosen.value == 75


def test_cells_may_have_donors_who_are_counted() -> None:
    """It takes less than in a model on a computer: of some texts more are answered."""
    texts = [
        f"{cells} of {number} {people} were grown for three days."
        for cells in ("Cells", "Platelets", "Muscle cells")
        for number in ("nine", "12", "35")
        for people in ("organ donors", "donors", "women", "patients with asthma")
    ]
    grown, modelled = (
        [text for text in texts if reading(text, design=Design(code)).chosen] for code in ("in-vitro", "in-silico")
    )
    assert len(grown) > len(modelled)


def test_quotes_are_slices_and_confidences_are_shares() -> None:
    text = (
        "Of 118 screened, 40\u00a0patients were randomised: 20 to A, 20 to B; 36 (90%) completed. It cost 1\u2009204."
    )
    found = reading(text)
    assert found.candidates
    for finding in found.candidates:
        assert 0 <= finding.confidence <= 1
        assert finding.quotes
        assert all(text[quote.start : quote.end] == quote.text for quote in finding.quotes)
    values = [finding.value for finding in found.candidates]
    assert len(values) == len({value.value for value in values if isinstance(value, SampleSize)})


def test_rules_alone_answer_too() -> None:
    chosen = size(reading(SEED, rules_only=True).chosen)
    assert chosen is not None
    assert chosen.value == 118


@pytest.mark.parametrize(
    "piece",
    [
        "12 of 45 ", "n = 30 each ", "5 (25%) ", "two groups of ten ", "a man ", "a-", "1,204 patients ", "of the ",
        "we report a case of a ", "one hundred and ", "an equal number of ", "30 patients, ", "(n = 4) ", "women ",
        "randomised ", "each of the ", "in a patient ", "a 5-year-old ", "12/", "3 and 4 patients. ", "per group ",
        "12 studies and 4 ", "1.2.", "2010 and ", "9 studies patients 8 trials ",
        "previous study ", "Smith et al ", "study of 9 patients ", "trials are needed ", "two readers ", "two trained ",
        "excluding 12 patients ", "12 patients were excluded. ",
        "for every 20 treated ", "24 patients need to be treated to ", "power of 24 would ", "n = 12 hospitals ",
        "20 jerks per ", "excluded final sample included 9 ", "24 in the one group, ", "the infant with ",
    ],
)  # fmt: skip
def test_a_long_row_of_near_matches_ends(piece: str) -> None:
    reading(piece * (200_000 // len(piece)), design=Design("meta-analysis"))


@pytest.mark.parametrize("piece", ["12 trials ", "10 cells ", "cycles trials three, "])
def test_units_that_count_no_sample_are_not_copied_for_each_number(piece: str) -> None:
    reading(piece * (500_000 // len(piece)))  # nothing is kept of these, so no limit stops a quadratic walk


@pytest.mark.parametrize("text", ["Of 142/88 mmHg, 24 visits.", "between 1/2 3 tablets"])
def test_a_measure_takes_its_first_figure_along_once(text: str) -> None:
    assert reading(text).chosen is None  # it was taken back, and then looked for again in an empty list


def test_the_weights_are_numbers_for_the_rules_that_there_are() -> None:
    shipped = json.loads((files("evidence.data") / "weights" / "sample_size.json").read_text("utf-8"))
    assert sorted(shipped["rules"]) == sorted(rule.name for rule in SIZE_RULES if rule.name in shipped["rules"])
    assert all(abs(weight) < 10 for weight in shipped["weights"].values())
    longest = max(len(part) for name in shipped["weights"] for part in name.split("|"))
    assert longest < 45, "a feature is named by a word or two, never by a stretch of text"
    assert [step["right"] for step in shipped["calibration"]] == sorted(s["right"] for s in shipped["calibration"])


def test_the_same_answer_under_every_hash_seed() -> None:
    script = (
        "import sys; sys.path.insert(0, 'tests/tag'); from test_sample_size import reading\n"
        "print([reading(line) for line in sys.stdin.read().splitlines()])"
    )
    text = CASES[0].read_text("utf-8")
    answers = {
        subprocess.run(
            [sys.executable, "-c", script], input=text, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed}, cwd=Path(__file__).parents[2],
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(answers) == 1


def test_no_noun_is_of_two_units() -> None:
    """The later one would win in silence: GPs were practices, not practitioners, for a while."""
    units = tomllib.loads((Path(__file__).parents[2] / "data" / "vocabulary" / "units.toml").read_text("utf-8"))
    nouns = [noun for words in units.values() if isinstance(words, str) for noun in words.split()]
    assert len(nouns) == len(set(nouns))


@pytest.mark.parametrize(
    ("design", "text", "value"),
    [
        ("notice", "The editors doubt the data of this trial, in which 120 women were given a drip.", None),
        ("cohort", "In this trial 120 women were given a drip.", 120),
        ("economic", "Survival came from a single-arm trial of 140 patients.", None),
        ("economic", "We followed the bills of 140 patients for a year.", 140),
        ("economic", "We modelled a 70-year-old man with atrial fibrillation.", None),
        ("systematic-review", "We found nine studies, of gout (n = 7) and of asthma (n = 2).", None),
        ("cohort", "Bakers with gout (n = 7) and asthma (n = 2) were seen.", 9),
        ("protocol", "Six wards will take part, and we expect to include 1,440 patients.", 1440),
    ],
)
def test_what_the_design_says_of_a_number(design: str, text: str, value: int | None) -> None:
    chosen = size(reading(text, design=Design(design)).chosen)
    assert (chosen.value if chosen else None) == value


CUT = (
    "The rate was 5 per 100 women (n = 30/group), 80 mm(3) between 2/98 and 10/99, at 3 T in 38 of 40 in group B. "
    "Of 60 patients, 12 (20%) for each, three of whom were 2 or 3, in 1991 survey; children under six."
)


def test_a_text_that_ends_anywhere_is_read() -> None:
    """What looks behind a number finds something there, or nothing, and no end of the text."""
    quotes = [quote for end in range(len(CUT)) for one in reading(CUT[:end]).candidates for quote in one.quotes]
    assert len(quotes) > len(CUT)
    assert all(CUT[quote.start : quote.end] == quote.text for quote in quotes)
