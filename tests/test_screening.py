"""Whether a record belongs: whose word stands, which stage counts, when nothing does; how far two people agree."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.rater_agreement import Pair, pairs
from evidence.screening import Decision, Screening, Stage, State, Undecided, screened

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
IN, OUT, BACK = Decision.INCLUDED, Decision.EXCLUDED, Decision.WITHDRAWN
FULL = Stage.FULL_TEXT


def word(by: str, verdict: Decision, minutes: int = 0, stage: Stage = Stage.ABSTRACT, pmid: int = 1) -> Screening:
    reason = "wrong population" if verdict is OUT else ""
    return Screening(pmid, stage, verdict, reason, by, NOON + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([], None),
        ([word("A", IN)], State.INCLUDED),
        ([word("A", OUT)], State.EXCLUDED),
        ([word("A", OUT), word("a ", IN, 1)], State.INCLUDED),
        ([word("A", OUT), word("A", BACK, 1)], None),
        ([word("A", OUT), word("B", IN, 1)], State.DISPUTED),
        ([word("A", OUT), word("B", IN, 1), word("A", OUT, 2)], State.DISPUTED),
        ([word("A", OUT), word("B", IN, 1), word("A", IN, 2)], State.INCLUDED),
        ([word("A", OUT), word("B", IN, 1), word("C", OUT, 2)], State.EXCLUDED),
        ([word("A", OUT), word("B", IN, 1), word("C", IN, 2)], State.INCLUDED),
        ([word("A", OUT), word("B", IN, 1), word("C", IN, 2), word("C", BACK, 3)], State.DISPUTED),
        ([word("A", OUT), word("B", IN, 1), word("B", BACK, 2)], State.EXCLUDED),
        ([word("A", OUT), word("B", IN, 1, FULL)], State.INCLUDED),
        ([word("A", OUT, 0, FULL), word("B", IN, 1)], State.EXCLUDED),
        ([word("A", IN), word("A", OUT, 1, FULL), word("B", IN, 2, FULL)], State.DISPUTED),
        ([word("A", OUT), word("B", IN, 1), word("A", OUT, 2, FULL)], State.EXCLUDED),
        ([word("A", IN), word("A", OUT, 1, FULL), word("A", BACK, 2, FULL)], State.INCLUDED),
    ],
)
def test_what_words_come_to(said: list[Screening], state: State | None) -> None:
    found = screened(said)
    assert (found and found.state) == state


def test_a_cell_says_the_verdict_with_its_reason_or_who_differs() -> None:
    both = screened([word("Ann", OUT), word("Bob", IN, 1)])
    assert both is not None
    assert str(both.counts) == "disputed: Ann: excluded (wrong population); Bob: included"
    alone = screened([word("Ann", OUT)])
    assert str(alone and alone.counts) == "excluded: wrong population"
    assert str(Undecided(1, both.counts.words)).startswith("PMID 1, screening: Ann said excluded: wrong population on")


def test_who_goes_on_to_the_second_stage() -> None:
    for said, goes_on in (
        ([word("A", IN)], True),
        ([word("A", OUT)], False),
        ([word("A", IN), word("B", OUT, 1)], False),
        ([word("A", OUT), word("B", OUT, 1, FULL)], True),
    ):
        found = screened(said)
        assert found is not None
        assert found.goes_on is goes_on


def judged(*verdicts: tuple[Decision, Decision]) -> list[Screening]:
    """What A and B said of records 1, 2, …, A of all first."""
    first = [word("A", one, number, pmid=number) for number, (one, _) in enumerate(verdicts, 1)]
    return first + [word("B", other, 100 + number, pmid=number) for number, (_, other) in enumerate(verdicts, 1)]


def test_kappa_is_what_cohen_calculates() -> None:
    """Yes of both 20, no of both 15, 5 and 10 apart: 0.7 agree, 0.5 by chance, so 0.4."""
    said = judged(*[(IN, IN)] * 20, *[(IN, OUT)] * 5, *[(OUT, IN)] * 10, *[(OUT, OUT)] * 15)
    (pair,) = pairs(said)
    assert (pair.names, pair.both, pair.agreed) == (("A", "B"), 50, 35)
    assert pair.agreement == pytest.approx(0.7)
    assert pair.kappa == pytest.approx(0.4)


def test_kappa_of_one_verdict_throughout_is_undefined_and_of_one_person_who_gives_one_is_not() -> None:
    assert pairs(judged((IN, IN), (IN, IN)))[0].kappa is None
    assert pairs(judged((IN, IN), (IN, OUT)))[0].kappa == pytest.approx(0)
    assert pairs(judged((IN, OUT), (OUT, IN)))[0].kappa == pytest.approx(-1)


@given(st.dictionaries(st.sampled_from([(a, b) for a in (IN, OUT) for b in (IN, OUT)]), st.integers(1, 99), min_size=1))
def test_kappa_is_between_minus_one_and_one_and_one_only_where_all_agree(
    counts: dict[tuple[Decision, Decision], int],
) -> None:
    pair = Pair(("A", "B"), Stage.ABSTRACT, tuple(counts.items()))
    if pair.kappa is not None:
        assert -1 <= pair.kappa <= 1
        assert (pair.kappa == pytest.approx(1)) is (pair.both == pair.agreed)


def test_what_was_said_after_both_had_spoken_is_no_agreement_of_two() -> None:
    talked_over = [*judged((IN, OUT), (OUT, OUT)), word("A", OUT, 500, pmid=1)]
    assert pairs(talked_over) == pairs(judged((IN, OUT), (OUT, OUT)))
    slip = [word("A", OUT, -5, pmid=1), *judged((IN, IN), (OUT, OUT))]
    assert pairs(slip)[0].agreed == 2, "what A said before B spoke, A may have mended"
    taken_back = [*judged((IN, OUT), (OUT, OUT)), word("B", BACK, 500, pmid=1)]
    assert pairs(taken_back)[0].both == 1


def test_pairs_are_told_by_stage_and_of_three_people_there_are_three() -> None:
    said = [word(by, IN, stage=stage) for by in ("C", "A", "b") for stage in Stage]
    assert [(pair.stage, pair.names) for pair in pairs(said)] == [
        (stage, names) for stage in Stage for names in (("A", "b"), ("A", "C"), ("b", "C"))
    ]
    assert pairs([word("A", IN, pmid=1), word("B", IN, pmid=2)]) == []
