"""Designs: marked sentences, rules' own examples, attributes, conflicts, hostile text, the same bytes every time."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from marked_designs import marked_designs, passages_of

from evidence.findings import Reading
from evidence.records import Passage
from evidence.tag.design.cues import cues, vocabulary
from evidence.tag.design.features import IN_TITLE, WORD
from evidence.tag.design.ranker import CODES
from evidence.tag.design.reading import read
from evidence.tag.design.rules import DESIGN_RULES
from evidence.tag.rule import RULES, Rule
from evidence.tag.sample_size.counts import count
from evidence.tag.text import Document
from evidence.values import ATTRIBUTES, DESIGNS, Design, Field

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "data" / "gold"
OWN = [rule for name, rule in sorted(RULES.items()) if rule.field is Field.DESIGN]


def document(text: str) -> Document:
    """A record from `title // abstract // types // mesh`, or from an abstract alone."""
    return Document(1, passages_of(text))


def read_design(record: Document, *, rules_only: bool = False) -> Reading:
    """The designs of a record, with what is counted in it."""
    return read(record, count(record), rules_only=rules_only)


def chosen(text: str, *, rules_only: bool = False) -> Design | None:
    """The design that the tagger chooses."""
    finding = read_design(document(text), rules_only=rules_only).chosen
    assert finding is None or isinstance(finding.value, Design)
    return finding.value if finding and isinstance(finding.value, Design) else None


def cases() -> Iterator[object]:
    """The marked sentences, in order."""
    for number, code, text in marked_designs():
        yield pytest.param(code, text, id=f"line {number}")


@pytest.mark.parametrize("rules_only", [False, True], ids=["weights", "rules"])
@pytest.mark.parametrize(("code", "marked"), list(cases()))
def test_marked_sentences(code: str, marked: str, rules_only: bool) -> None:
    reading = read_design(document(marked), rules_only=rules_only)
    value = str(reading.chosen.value) if reading.chosen else "-"
    if code.startswith("not "):
        assert value != code.removeprefix("not "), reading
        return
    assert value == code, reading
    for words in re.findall("«(.*?)»", marked):
        assert any(words in quote.text for quote in reading.candidates[0].quotes), reading.candidates[0].quotes


def test_every_code_of_the_list_has_a_rule_and_a_marked_case() -> None:
    marked = {str(case.values[0]) for case in cases() if hasattr(case, "values")}
    assert set(DESIGNS) <= marked
    assert set(DESIGNS) == {rule.code for rule in DESIGN_RULES}


@pytest.mark.parametrize("rule", OWN, ids=lambda rule: rule.name)
def test_a_rule_takes_and_leaves_what_its_docstring_says(rule: Rule) -> None:
    if rule.takes.startswith("["):
        kind = "// //" if "type" in rule.takes else "// // //"
        takes, leaves = (f"A study of cells. {kind} {each.partition('] ')[2]}" for each in (rule.takes, rule.leaves))
    else:
        takes, leaves = rule.takes, rule.leaves
    if rule.name == "design.weighed_signs":
        return  # needs the whole learned layer; see the corpora
    assert rule.name in fired(takes), takes
    assert rule.name not in fired(leaves), leaves


@pytest.mark.parametrize(
    ("concluded", "is_one"),
    [
        ("The results of this meta-analysis favour the inhibitor.", True),
        ("The results differ from those of an earlier meta-analysis.", False),
    ],
)
def test_a_conclusion_names_the_paper_only_as_this_one(concluded: str, is_one: bool) -> None:
    passages = (
        Passage("title", None, "Do inhibitors harm the heart?"),
        Passage(
            "abstract.0", "METHODS", "Risk ratios of events were derived from the trials that were thought eligible."
        ),
        Passage(
            "abstract.1", "RESULTS", "Seven trials (19,818 women) told of events. They were more with the inhibitor."
        ),
        Passage("abstract.2", "CONCLUSIONS", concluded),
    )
    finding = read_design(Document(1, passages)).chosen
    assert finding is not None
    assert isinstance(finding.value, Design)
    assert (finding.value.code == "meta-analysis") is is_one


def fired(example: str) -> set[str]:
    """The rules that speak in an example, as an abstract, or as a title with one."""
    from evidence.tag.design.indexing import indexing
    from evidence.tag.design.signs import Signs

    names = set()
    texts = [example] if "//" in example else [example, f"{example} //"]
    for text in texts:
        names |= {rule.name for rule in DESIGN_RULES if rule.read(Signs(document(text)))}
        names |= {entry.rule for entry in indexing(document(text)) if entry.code}
    return names


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Eighty adults were randomised in a double-blind trial to cells or placebo.", "masking", "double"),
        ("A randomised, quadruple-masked trial in 80 adults.", "masking", "quadruple"),
        ("A randomised triple-blind trial in 80 adults.", "masking", "triple"),
        ("A randomised, observer-blinded trial in 80 adults.", "masking", "single"),
        ("After a single-blind run-in, 80 adults were randomised to double-blind cells.", "masking", "double"),
        ("A randomised open-label trial in 80 adults with open-angle glaucoma.", "masking", "open"),
        ("A randomised trial in 80 adults with open-angle glaucoma.", "masking", None),
        ("A randomised crossover trial in 20 adults.", "intervention_model", "crossover"),
        ("A randomised 2 x 2 factorial trial in 200 adults.", "intervention_model", "factorial"),
        ("A randomised parallel-group trial in 20 adults.", "intervention_model", "parallel"),
        ("A single-arm study without controls in 20 adults.", "intervention_model", "single-group"),
        ("A multicentre randomised trial in 200 adults.", "centres", "multiple"),
        ("A randomised trial at 38 study sites.", "centres", "multiple"),
        ("A randomised single-centre trial in 20 adults.", "centres", "single"),
        ("A randomised trial. Injection sites were inspected.", "centres", None),
        ("Phase I/II open-label trial of cells in ten adults.", "phase", "1/2"),
        ("A randomised phase III trial of cells.", "phase", "3"),
        ("A randomised trial of cells in the luteal phase.", "phase", None),
        ("A systematic review: 46 studies of intraperitoneal, intraperitoneal drugs in patients.", "species", "human"),
        ("A prospective cohort of 40 adults.", "time_perspective", "prospective"),
        ("We reviewed the records of 40 adults in a retrospective cohort study.", "time_perspective", "retrospective"),
        ("A cross-sectional survey of 40 adults.", "time_perspective", "cross-sectional"),
        ("Meta-analysis of cells in diabetic rats and mice.", "species", "animal"),
        ("Diabetic rats were injected with cells; the rats were killed.", "species", "animal"),
        ("A cohort study of 40 women.", "species", "human"),
        ("Post hoc analysis of a randomised trial of cells in 80 adults.", "report", "secondary"),
        ("Pooled data from two hospitals in a retrospective cohort study of 80 adults.", "report", "pooled"),
        ("Eighty adults were randomised to cells or to placebo.", "comparator", "placebo"),
        ("Eighty adults were randomised to cells or to sham surgery.", "comparator", "sham"),
        ("A scoping review.", "review_type", "scoping"),
        ("An umbrella review.", "review_type", "umbrella"),
        ("A network meta-analysis.", "review_type", "network"),
        ("A non-randomised controlled trial in 20 adults.", "allocation", "non-randomised"),
        ("Eighty adults were randomised to cells.", "allocation", "randomised"),
    ],
)  # fmt: skip
def test_attributes(text: str, name: str, value: str | None) -> None:
    design = chosen(text)
    assert design is not None
    assert design.attribute(name) == value


def test_attribute_names_are_those_of_the_list_in_alphabetical_order() -> None:
    design = chosen(
        "A multicentre, double-blind, placebo-controlled, randomised phase III crossover trial in 80 adults."
    )
    assert design is not None
    names = [name for name, _ in design.attributes]
    assert names == sorted(names)
    assert set(names) <= set(ATTRIBUTES)


def test_indexing_that_contradicts_the_text_is_shown_as_a_conflict() -> None:
    reading = read_design(document(
        "Cells for ulcers // In this retrospective cohort study we reviewed the records of 60 adults. Wounds "
        "closed in 40. The mean age was 60 years. // Randomized Controlled Trial"
    ))  # fmt: skip
    assert str(reading.candidates[0].value) != "rct" or reading.conflicts
    shown = {str(finding.value) for finding in (reading.candidates[0], *reading.conflicts)}
    assert "rct" in shown
    assert any(quote.passage == "publication_type.0" for f in reading.candidates for quote in f.quotes)


def test_an_allotment_that_the_indexer_read_too_is_believed() -> None:
    """It is surer of itself for it; words of another design beside it (asked, self-reported) had won over both."""
    told = (
        "Pictures of teeth // We studied how pictures and the fear of decay bear on brushing. A mixed sample of 640"
        " rowers were randomised to see no picture, a kind or a grim one. Self-reported brushing was asked for at 2 and"
        " 5 months. Among the whole sample fear went with brushing."
    )
    alone, named = read_design(document(told)), read_design(document(f"{told} // Randomized Controlled Trial"))
    assert named.chosen is not None
    assert str(named.chosen.value) == "rct"
    shares = [max(f.confidence for f in one.candidates if str(f.value) == "rct") for one in (alone, named)]
    assert shares[1] > shares[0]


def test_why_there_is_no_value() -> None:
    assert read_design(document("Glucose in Ghana //")).abstained == "no abstract"
    assert read_design(document("Glucose was low in Ghana in March.")).abstained == "not stated"
    assert read_design(Document(1, [])).abstained == "no abstract"


@pytest.mark.parametrize(
    "text",
    [
        (
            "Wir berichten über 45 Patienten, die in einer Klinik behandelt wurden. Die Patienten wurden über 2 Jahre "
            "nachuntersucht. Die Ergebnisse zeigen eine deutliche Besserung der Beschwerden in beiden Gruppen, ohne "
            "dass schwere Nebenwirkungen auftraten. Eine Randomisierung erfolgte nicht."
        ),
        (
            "Se presentan los resultados de 32 pacientes tratados con trasplante de médula ósea entre 1990 y 1998. La "
            "supervivencia a los cinco años fue del 61 por ciento y la recaída fue la causa principal de muerte. El "
            "seguimiento medio fue de 48 meses para todos los pacientes."
        ),
        (
            "W pracy opisano wyniki leczenia 32 chorych na cukrzycę, u których wykonano przeszczep szpiku. Po roku "
            "insulinę odstawiono u pięciu chorych. Ciężkich powikłań nie było, a dwóch chorych zmarło."
        ),
        # Too short for an abstract, as much as a phrase of English may be: two little words tell.
        "Soixante patients ont été traités dans un essai; le zinc n'a pas amélioré les acouphènes.",
        "I pazienti sono stati seguiti per un anno e i risultati della terapia discussi.",
    ],
)
def test_a_language_that_no_rule_reads_gets_no_design_but_that_of_its_indexing(text: str) -> None:
    title = Passage("title", None, "[Marrow transplantation in diabetes].")
    passages = [title, Passage("abstract.0", None, text)]
    assert read_design(Document(1, passages)).abstained == "not stated"
    kind = Passage("publication_type.0", None, "Case Reports")
    assert str(read_design(Document(1, [*passages, kind])).candidates[0].value) == "case-report"


@pytest.mark.parametrize("title", ["A trial of zinc in tinnitus", "Safety and efficacy of marrow cells in sailors"])
def test_a_title_alone_that_says_that_something_was_tried_does_not_say_how(title: str) -> None:
    reading = read_design(Document(1, [Passage("title", None, title)]))
    assert reading.abstained == "no abstract"
    assert [str(one.value) for one in reading.candidates] == ["single-arm"]
    named = Passage("title", None, f"{title}: a randomised trial")
    assert str(read_design(Document(1, [named])).candidates[0].value) == "rct"


def test_quotes_are_slices_and_candidates_come_best_first() -> None:
    silent, all_of_them = 0, list(cases())
    for case in all_of_them:
        text = str(getattr(case, "values")[1])  # noqa: B009 - untyped in pytest
        passages = {p.name: p.text for p in document(text).passages}
        reading = read_design(document(text))
        shares = [finding.confidence for finding in reading.candidates]
        assert shares == sorted(shares, reverse=True)
        silent += not shares
        for finding in reading.candidates:
            assert finding.quotes
            assert 0 < finding.confidence < 1
            for quote in finding.quotes:
                assert passages[quote.passage][quote.start : quote.end] == quote.text
    assert silent < len(all_of_them) / 2


def test_the_seed_article(shared: Path) -> None:
    text = (shared / "ontopic" / "seed.txt").read_text(encoding="utf-8").split("\n\n")
    title, abstract = text[0].strip(), max(text, key=len).strip()
    types = [Passage("publication_type.0", None, "Research Support, Non-U.S. Gov't")]
    mesh = [Passage(f"mesh.{n}", None, name) for n, name in enumerate(("Follow-Up Studies", "Humans"))]
    record = Document(22814142, [Passage("title", None, title), Passage("abstract.0", None, abstract), *types, *mesh])
    reading = read_design(record)
    assert isinstance(reading.candidates[0].value, Design)
    assert str(reading.candidates[0].value) == "non-randomised-controlled"
    assert reading.candidates[0].value.attribute("allocation") == "non-randomised"
    assert reading.conflicts == ()


@pytest.mark.parametrize(
    "piece",
    ["randomised controlled ", "two groups of ", "we report a ", "year old ", "non ", "phase i ii ", "12 of the ", "(",
     "patients ", "this review ",
     "will be ",
     "a patient with a patient ", "mice and ", "A. ", "é", "randomi", "45-year-old "],
)  # fmt: skip
def test_a_long_row_of_near_matches_ends(piece: str) -> None:
    """A megabyte of each must end: the time grows with the length, not with its square."""
    read_design(document((piece * (1_000_000 // len(piece)))[:1_000_000]))


def test_the_same_answer_under_every_hash_seed() -> None:
    script = (
        "import sys; sys.path[:0] = ['tests', 'tests/tag']; from test_design import cases, document, read_design\n"
        "for case in cases(): print(read_design(document(case.values[1])))"
    )
    runs = set()
    for seed in ("0", "1", "77"):
        command = [sys.executable, "-c", script]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        runs.add(subprocess.run(command, capture_output=True, check=True, cwd=ROOT, env=environment).stdout)
    assert len(runs) == 1


def test_no_rule_that_would_speak_is_passed_over() -> None:
    from evidence.tag.design.rules import rules_for
    from evidence.tag.design.signs import Signs

    for case in cases():
        signs = Signs(document(str(getattr(case, "values")[1])))  # noqa: B009 - untyped in pytest
        asked = [rule for rule, _ in rules_for(signs.counts, signs.in_zone["t"])]
        assert [rule for rule in DESIGN_RULES if rule.read(signs)] == [rule for rule in asked if rule.read(signs)]


def test_sums_of_weights_are_those_of_the_features_spelled_out() -> None:
    from evidence.tag.design.features import total, weighed
    from evidence.tag.design.ranker import model, summed, unpack
    from evidence.tag.design.reading import gather

    weights = model().weights
    for case in cases():
        text = document(str(getattr(case, "values")[1]))  # noqa: B009 - untyped in pytest
        brief = gather(text, count(text))
        packed = total(brief.signs, weighed()) + summed(brief.fired, weights)
        assert unpack(packed) == unpack(summed(brief.features, weights))


def test_all_weights_of_a_code_together_fit_in_its_bits() -> None:
    from evidence.tag.design.ranker import model, one_of

    for place, code in enumerate(CODES):
        assert sum(abs(100 * one_of(packed, place)) for packed in model().weights.values()) < 2**15, code


def test_every_word_of_a_record_is_found_also_inside_a_phrase() -> None:
    found = cues(document("The women were randomly allocated; they sized it up, and we wereas (n=9).").sentences)
    assert {b"were", b"women", b"randomly", b"allocated", b"sised", b"wereas", b"n"} <= set(found.words)
    assert all(cue.signs for cue in found.cues)


def test_words_are_weighed_only_where_our_own_invented_texts_have_them() -> None:
    """No word of the weights can have come from a corpus: each is one of some texts or titles in data/gold."""
    data = json.loads((ROOT / "data" / "weights" / "design.json").read_text(encoding="utf-8"))
    weighed = {feature.removeprefix(WORD) for feature in data["weights"] if feature.startswith(WORD)}
    rows = [
        json.loads(line)
        for name in ("written", "fresh", "later", "everyday", "ordinary", "indirect")
        for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    texts = [(row.get("title") or "", row["abstract"]) for row in rows]
    texts += [(text.partition(" // ")[0], text) for _, _, text in marked_designs()]
    seen = Counter(word for title, abstract in texts for word in _words(f"{title} {abstract}"))
    seen += Counter(word + IN_TITLE for title, _ in texts for word in _words(title))
    assert len(weighed) > 1000
    assert {word for word in weighed if seen[word] < 6} == set()


def _words(text: str) -> set[str]:
    return set(re.findall("[a-y]+", text.lower().replace("z", "s")))


def test_rules_alone_read_every_code() -> None:
    assert isinstance(read_design(document("A systematic review."), rules_only=True), Reading)


def test_the_weights_are_numbers_for_names_of_the_vocabulary_and_have_a_card() -> None:
    data = json.loads((ROOT / "data" / "weights" / "design.json").read_text(encoding="utf-8"))
    signs = {
        *vocabulary(),
        *(becomes for table in after().values() for becomes in table),
        "counted_people",
        "few_people",
        "few_patients",
        "two_or_three",
        "random_called",
        "counted_animals",
    }
    for feature, values in data["weights"].items():
        kind, _, rest = feature.partition(":")
        known = (
            feature.startswith(("n.", WORD, "counts."))
            or kind in ("publication_type", "mesh")
            or f"design.{rest}" in RULES
        )
        assert known or feature.partition("@")[0] in signs, feature
        assert len(values) == len(CODES)
    assert data["codes"] == list(CODES)
    assert {"date", "data", "rows", "figures"} <= set(data["card"])
    assert {"cross-validated", "leave one corpus out"} <= set(data["card"]["figures"])
    assert all(entry["n"] > 0 for steps in data["calibration"].values() for entry in steps)


def test_words_that_tell_two_signs_are_quoted_once() -> None:
    text = "The 118 patients fell into two groups. Group I had marrow cells infused and group II had insulin as before."
    for reading in (read_design(document(text)), read_design(document(text), rules_only=True)):
        for one in reading.candidates:
            assert len(set(one.quotes)) == len(one.quotes), one.rule


@pytest.mark.parametrize("rules_only", [False, True])
def test_what_lost_is_believed_less_than_what_was_chosen(rules_only: bool) -> None:
    """A loser has the measured precision of losers with its share, and no chosen code's."""
    text = (
        "Two children with cytopenia after marrow transplantation are described. Each was given two courses of an "
        "antibody, and counts recovered within a month in both; neither has bled since, and no infection was seen."
    )
    reading = read_design(document(text), rules_only=rules_only)
    chosen, *others = reading.candidates
    assert others
    assert all(other.confidence <= chosen.confidence for other in others)
    assert others[-1].confidence < chosen.confidence


def after() -> dict[str, dict[str, str]]:
    """What cues become by what follows them, as the vocabulary has it."""
    text = (ROOT / "data" / "vocabulary" / "design.toml").read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(text)["after"]
    return table


@pytest.mark.parametrize(
    ("words", "name", "value"),
    [
        ("Neither the patients nor the investigators were blinded.", "masking", "open"),
        ("Patients, investigators and outcome assessors were blinded.", "masking", "triple"),
        ("The study was doubly blinded.", "masking", "double"),
        ("Patients and physicians were unaware of the assignment.", "masking", "double"),
        ("Patients were not told what the study was about.", "masking", None),
        ("Most women were unaware of support groups.", "masking", None),
        ("Neither patients nor surgeons knew of the new drug.", "masking", None),
        ("Neither patients nor assessors knew which was given.", "masking", "double"),
        ("Neither the parents nor those who weighed the children were told what they got.", "masking", "double"),
        ("Both the patients and the nurses were kept unaware of treatment.", "masking", "double"),
        ("Patients and assessors were unaware of the allocation.", "masking", "double"),
        ("Neither the women nor the physician knew which capsule was being swallowed.", "masking", "double"),
        ("Those who read the scans did not know the allocation.", "masking", "single"),
        ("Women and their children did not know which cream was used.", "masking", "single"),
        ("Assessors were unaware of the treatment.", "masking", "single"),
        ("In phase 1 of the study, patients rested.", "phase", None),
        ("This was in the acute phase 2 days after a stroke.", "phase", None),
        ("The slope of phase III was steeper.", "phase", None),
        ("The phase II slope was measured.", "phase", None),
        ("It was a phase I/IIa trial.", "phase", "1/2"),
        ("It was a phase 2b/3 trial.", "phase", "2/3"),
        ("It was a phase-2 trial.", "phase", "2"),
        ("It was a phase three trial.", "phase", "3"),
        ("It was an open phase II trial.", "phase", "2"),
        ("Blinding was not assessed afterwards.", "masking", "single"),
        ("Raters were blinded; it was not possible to blind the nurses.", "masking", "single"),
        ("Patients were blinded, without any placebo.", "masking", "single"),
        ("The trial was double-blind, though the surgeons could not be blinded.", "masking", "double"),
        ("The salve was given without blinding.", "masking", "open"),
        ("There was no blinding.", "masking", "open"),
        ("They were not blinded.", "masking", "open"),
        ("Neither patients nor staff were blinded.", "masking", "open"),
        ("Neither the patients nor those who gave the salve could be blinded.", "masking", "open"),
        ("Nobody was blinded.", "masking", "open"),
        ("None of the nurses was masked.", "masking", "open"),
        ("Blinding was not possible.", "masking", "open"),
        ("Blinding of the nurses to the salve was judged impossible.", "masking", "open"),
        ("It was not possible to blind the nurses.", "masking", "open"),
        ("No attempt was made to blind anybody.", "masking", "open"),
        ("The study was not double-blind.", "masking", "open"),
        ("For lack of blinding the result is weak.", "masking", "open"),
        ("The study was unblinded.", "masking", "open"),
        ("The study was prospective, controlled, open.", "masking", "open"),
        ("The skin was grown on an open wound.", "masking", None),
        ("Means were tested by two-way analysis of variance.", "intervention_model", None),
        ("After a wash-out period of two weeks they began.", "intervention_model", None),
        ("Those who failed could cross over to the other salve.", "intervention_model", None),
        ("Seven patients in the oil group had crossed over by then.", "intervention_model", None),
        ("No crossover was allowed.", "intervention_model", None),
        ("Six weeks later all were crossed over.", "intervention_model", "crossover"),
        ("Two periods were parted by a wash-out: a crossover in all but name.", "intervention_model", "crossover"),
        ("The periods were separated by a wash-out period of a week.", "intervention_model", "crossover"),
        ("It was a two-way crossover.", "intervention_model", "crossover"),
        ("Each clinic crossed over to the other salve after a year.", "intervention_model", "crossover"),
        ("All were healthy volunteers.", "comparator", None),
        ("Means were compared after a week.", "comparator", None),
        ("Our aim was to compare oil with water.", "comparator", "active"),
        ("Our aim was to compare oil with no salve.", "comparator", "control"),
        ("It was a controlled trial.", "comparator", "control"),
    ],
)
def test_attributes_of_a_trial_by_its_words(words: str, name: str, value: str | None) -> None:
    design = chosen("Forty adults were randomly assigned to either salve. " + words)
    assert design is not None
    assert dict(design.attributes).get(name) == value


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("An open pilot study: ten adults had the salve. Means before and after were compared.", "comparator", None),
        ("An uncontrolled pilot study in ten healthy volunteers who had the salve.", "comparator", None),
        (
            "An uncontrolled pilot study: ten adults had the salve; age-matched controls had none.",
            "comparator",
            "healthy",
        ),
        ("This review looks at salves: work in rats and mice, and the first clinical trials.", "species", "both"),
        ("This review looks at salves: work in rats and mice.", "species", "animal"),
    ],
)
def test_attributes_of_what_is_no_controlled_trial(text: str, name: str, value: str | None) -> None:
    design = chosen(text)
    assert design is not None
    assert dict(design.attributes).get(name) == value


def test_what_was_kept_on_the_way_is_looked_back_at() -> None:
    design = chosen("A prospectively maintained database was retrospectively reviewed. Of 400 adults, 40 % survived.")
    assert design is not None
    assert dict(design.attributes)["time_perspective"] == "retrospective"


def test_the_vocabulary_is_read_in_no_time() -> None:
    """Choices within choices multiply: a phrase with ten of them stands for a million."""
    assert sum(len(phrases) for phrases in vocabulary().values()) < 70_000
