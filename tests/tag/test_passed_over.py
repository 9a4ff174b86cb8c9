"""Why nothing was taken: each number and each time that could have been a value, with what it was taken for."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from evidence.findings import Finding, Reading, Silence
from evidence.records import Passage, Quote
from evidence.tag.follow_up.cues import mentions_in_each
from evidence.tag.follow_up.traps_shared import traps_of
from evidence.tag.line import passages_of
from evidence.tag.passed_over import TRAPS, silence_of
from evidence.tag.tagger import read
from evidence.tag.text import Document
from evidence.values import Field, FollowUp

METHODS = "METHODS: Adults with gout of at least two years were seen at our clinic; their mean age was 61 years."
TRAPPED = f"{METHODS} RESULTS: Uric acid fell in most. Pain was asked for every two weeks."


def silence(field: Field, abstract: str, title: str = "Gout at one clinic", **more: list[str]) -> Silence:
    """What is said of a text whose reading is to abstain."""
    passages = passages_of({"title": title, "abstract": abstract} | more)
    reading = next(one for one in read(7, passages) if one.field is field)
    assert reading.abstained, reading
    return silence_of(7, passages, reading)


def told(said: Silence) -> dict[str, str]:
    return {one.quote.text: one.why for one in said.seen}


def test_each_time_that_is_no_follow_up_is_shown_with_its_trap() -> None:
    said = silence(Field.FOLLOW_UP, TRAPPED)
    assert told(said) == {
        "two years": "a condition of entry",
        "61 years": "an age",
        "two weeks": "an interval",
    }
    assert said.why == "of no length of time is it said that people were followed so long"


def test_a_time_of_which_nothing_is_said_and_one_of_another_study() -> None:
    abstract = (
        "Previous studies have followed patients for ten years. Adults with gout were asked about their shoes, which "
        "had lasted six months. They liked soft shoes. Stiff ones were disliked."
    )
    assert told(silence(Field.FOLLOW_UP, abstract)) == {
        "ten years": "told of another study, or of what is known",
        "six months": "nothing says that people were followed so long",
    }


def test_each_number_of_people_that_is_no_size_is_shown_with_what_is_said_of_it() -> None:
    abstract = (
        "A previous trial enrolled 805 men with gout. Uric acid was measured in serum that had been stored. "
        "Films were read by two radiologists. Pain was less (p = 0.03) in 2011, at a dose of 40 mg."
    )
    said = silence(Field.SAMPLE_SIZE, abstract, title="Gout")
    assert told(said) == {
        "805 men": "told of another study, or of what is known",
        "two radiologists": "those who did the work",
    }
    assert {one.quote.text: one.why for one in said.others} == {
        "p = 0.03": "a p value",
        "2011": "a date",
        "40 mg": "a measure",
    }
    assert said.why == "no number is said to count those who were studied"


def test_each_number_that_counts_nobody_is_named_with_what_it_is() -> None:
    abstract = (
        "Men with type 2 gout, aged 61 years, were seen in March 2012. Pain fell in 45% of joints, or in 15 of them "
        "(RR 2). Two groups were formed from nine trials. IL-6 was measured."
    )
    said = silence(Field.SAMPLE_SIZE, abstract, title="Gout")
    assert {one.quote.text: one.why for one in said.others} == {
        "type 2": "part of a name",
        "61 years": "an age",
        "March 2012": "a date",
        "45%": "a share",
        "RR 2": "a statistic",
        "Two groups": "a count of groups",
        "nine trials": "a count of studies",
        "IL-6": "part of a name",
    } | {one.quote.text: one.why for one in said.others if one.quote.text.startswith("15")}


def test_candidates_that_the_reading_keeps_are_not_shown_twice() -> None:
    text = "Adults were seen after 3 months."
    passages = [Passage("title", None, "Gout"), Passage("abstract.0", None, text)]
    start = text.index("3 months")
    quote = Quote("abstract.0", start, start + 8, "3 months")
    kept = Finding(7, Field.FOLLOW_UP, FollowUp(3, "months"), (quote,), "follow_up.time_point", 0.1)
    assert silence_of(7, passages, Reading(Field.FOLLOW_UP, (kept,), "not stated")).seen == ()


def test_a_design_shows_the_publication_types_that_name_none() -> None:
    said = silence(Field.DESIGN, "", title="Notes", publication_types=["Journal Article"])
    assert told(said) == {"Journal Article": "names no design"}
    assert said.why


def test_what_the_rules_of_today_would_read_is_told_by_no_reason() -> None:
    passages = passages_of({"title": "Gout", "abstract": "We enrolled 40 adults with gout. All were given the drug."})
    assert silence_of(7, passages, Reading(Field.SAMPLE_SIZE, (), "not stated")).why is None


@pytest.mark.parametrize(
    ("abstract", "words"),
    [
        (
            "We searched PubMed systematically and pooled nine trials of the drug in a meta-analysis.",
            "no follow",
        ),
        ("", "no abstract"),
    ],
)
def test_why_a_follow_up_can_not_be(abstract: str, words: str) -> None:
    title = "The drug for gout: a systematic review and meta-analysis" if abstract else "Gout"
    assert words in str(silence(Field.FOLLOW_UP, abstract, title=title).why)


def test_every_trap_has_words_for_people() -> None:
    text = (resources.files("evidence.data") / "gold" / "unseen.jsonl").read_text("utf-8")
    names: set[str | None] = set()
    for line in text.splitlines():
        (told,) = mentions_in_each([Document(7, passages_of({"abstract": json.loads(line)["abstract"]}))])
        names.update(traps_of(told))
    assert len(names) > 15
    assert not names - {None} - set(TRAPS)


def test_every_abstention_has_a_reason_and_verbatim_quotes_in_reading_order() -> None:
    """The reason is found by the taggers' own steps, so there is one wherever they abstain."""
    text = (resources.files("evidence.data") / "gold" / "fresh.jsonl").read_text("utf-8")
    silent = 0
    for line in text.splitlines():
        passages = passages_of({key: value for key, value in json.loads(line).items() if key in ("title", "abstract")})
        texts = {passage.name: passage.text for passage in passages}
        for reading in read(7, passages):
            if not reading.abstained:
                continue
            silent += 1
            said = silence_of(7, passages, reading)
            assert said.why, line
            assert all(texts[q.passage][q.start : q.end] == q.text for q, _ in (*said.seen, *said.others))
            assert not any(
                q.passage == p.passage and q.start < p.end and p.start < q.end
                for q, _ in said.seen
                for p, _ in said.others
            )
            places = [(list(texts).index(q.passage), q.start) for q, _ in said.seen]
            assert places == sorted(places)
    assert silent > 50
