"""Why a choice was made: what is told adds up to what was weighed, in words, and a stranger's value has none."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from evidence.findings import Finding
from evidence.records import Passage
from evidence.tag.because.attributes import EARLIER, attributes_of
from evidence.tag.because.designs import words as design_words
from evidence.tag.because.lengths import words as length_words
from evidence.tag.because.reasons import reasons
from evidence.tag.because.size_words import words as size_words
from evidence.tag.because.sizes import of_size
from evidence.tag.design.ranker import model as design_model
from evidence.tag.design.reading import gather
from evidence.tag.follow_up.confidence import model as length_model
from evidence.tag.sample_size.counts import count
from evidence.tag.sample_size.features import weigh
from evidence.tag.sample_size.ranker import model as size_model
from evidence.tag.sample_size.reading import read as read_size
from evidence.tag.sample_size.weights import NAMES, spoken
from evidence.tag.tagger import read
from evidence.tag.text import Document
from evidence.values import Design, Field, SampleSize

TEXTS = [
    "Sixty-one rowers were randomised: 31 had salt (n = 31) and 30 had sugar. Cramps came in 12 of 31 and 9 of 30.",
    "We asked 640 rowers; 412 replied. Of these, 38 % had cramps. They were followed for 2 years.",
    "A rower of 42 years came with cramps. Salt was given. He rowed again after 3 months.",
    "Patients received salt (n = 60) or sugar (n = 58) for 12 weeks. Cramps were fewer with salt.",
]
CHOSEN = [  # what is chosen of each, so that the tests below have something to be told of
    [Field.DESIGN, Field.SAMPLE_SIZE],
    [Field.DESIGN, Field.SAMPLE_SIZE, Field.FOLLOW_UP],
    [Field.DESIGN, Field.FOLLOW_UP],
    [Field.DESIGN, Field.SAMPLE_SIZE, Field.FOLLOW_UP],
]


def passages(text: str) -> tuple[Passage, ...]:
    return (Passage("title", None, "Salt against cramps"), Passage("abstract.0", None, text))


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_told_of_a_size_adds_up_to_its_score(text: str) -> None:
    document = Document(1, passages(text))
    counts = count(document)
    design = Design("rct")
    scores = weigh(counts.scan, counts.candidates, counts.rivals, size_model().weights, design.code)
    told: dict[int, list[int]] = {}
    for candidate, score in zip(counts.candidates, scores, strict=False):
        told.setdefault(candidate.value, []).append(score)
    candidates = read_size(document, counts, design=design).candidates
    assert candidates or Field.SAMPLE_SIZE not in CHOSEN[TEXTS.index(text)]
    for finding in candidates:
        assert isinstance(finding.value, SampleSize)
        found = list(of_size(counts, finding, design.code))
        assert round(100 * sum(one.weight for one in found)) in told[finding.value.value]
        assert all(one.what and "|" not in one.what for one in found)


def test_every_weight_has_words_that_need_no_knowledge_of_the_program() -> None:
    """No feature's name is shown: "sibling ratio: after, far, untold", "how often conduct: 0"."""
    told = {size_words(feature) for feature in _of_sizes()}
    assert told
    told |= {length_words(feature) for feature in length_model().weights if feature != "bias"}
    told |= {design_words(feature) for feature in design_model().weights}
    odd = re.compile(r"untold|sibling |, in quarters|how often|guess|_|@|: \d|time_point")
    assert not [what for what in told if odd.search(what) and not what.startswith(("the rule ", "the word "))]
    assert not [what for what in told if what.startswith("what else")]


def _of_sizes() -> Iterator[tuple[str, ...]]:
    for table in NAMES:
        for key in getattr(size_model().weights, table):
            name, rest = spoken(table), (key,) if isinstance(key, str) else key
            if name == "flags":
                yield rest
            elif not name.startswith("nothing"):  # told of no value
                yield (name, *rest)


def _chosen(text: str) -> list[Finding]:
    found = [reading.chosen for reading in read(1, passages(text)) if reading.chosen]
    assert [finding.field for finding in found] == CHOSEN[TEXTS.index(text)]
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_features_of_one_phrase_are_told_as_one(text: str) -> None:
    for finding in _chosen(text):
        what = [one.what for one in reasons(1, passages(text), finding)]
        assert len(what) == len(set(what)) > 0


@pytest.mark.parametrize("text", TEXTS)
def test_each_choice_has_reasons_the_heaviest_first(text: str) -> None:
    for finding in _chosen(text):
        found = reasons(1, passages(text), finding)
        assert found
        weights = [abs(one.weight) for one in found]
        assert weights == sorted(weights, reverse=True)
        assert min(weights) >= 0.1


def test_a_design_is_told_with_its_rule_and_that_adds_up_too() -> None:
    text = passages(TEXTS[0])
    chosen = read(1, text)[0].chosen
    assert chosen is not None
    found = reasons(1, text, chosen)
    assert found[0].what == f"the rule {chosen.rule}"
    document = Document(1, text)
    assert gather(document, count(document)).cases[str(chosen.value)].rule == chosen.rule


def test_nothing_is_said_of_a_value_that_nobody_weighed() -> None:
    """A person's own rule may find what no tagger sees; nor are weights of today told of a length of yesterday."""
    for value in (7, 61):  # as sure as the person says, also where a tagger has read the same
        own = Finding(1, Field.SAMPLE_SIZE, SampleSize(value), (), "sample_size.mine", 0.9, None)
        assert reasons(1, passages(TEXTS[0]), own) == ()
    follow_up = read(1, passages(TEXTS[1]))[2].chosen
    assert follow_up is not None
    assert reasons(1, passages(TEXTS[0]), follow_up) == ()


def test_each_attribute_has_the_words_that_it_was_read_from_or_says_why_not() -> None:
    text = (
        "Sixty rowers were randomised, without blinding, to salt or sugar at four centres. Salt was compared to sugar."
    )
    finding = read(1, passages(text))[0].chosen
    assert finding is not None
    assert isinstance(finding.value, Design)
    told = attributes_of(1, passages(text), finding.value)
    assert tuple((one.name, one.value) for one in told) == finding.value.attributes
    words = {one.name: [quote.text for quote in one.quotes] or one.because for one in told}
    assert words["masking"] == ["without blinding"]
    assert words["centres"] == ["four centres"]
    assert words["allocation"] == words["species"] == "follows from the design"
    whole = {passage.name: passage.text for passage in passages(text)}
    assert all(q.text == whole[q.passage][q.start : q.end] for one in told for q in one.quotes)
    assert all(bool(one.quotes) != bool(one.because) for one in told)


def test_an_attribute_of_an_earlier_version_says_so() -> None:
    (told,) = attributes_of(1, passages(TEXTS[0]), Design("rct", (("masking", "triple"),)))
    assert (told.value, told.quotes, told.because) == ("triple", (), EARLIER)


def test_a_size_has_no_attributes() -> None:
    assert attributes_of(1, passages(TEXTS[0]), SampleSize(61)) == ()
