"""The numbers of the PRISMA flow: counted, adding up, and silent on what nobody recorded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from reported import flow

from evidence.pubmed.account import Counts, Failure, PullReport
from evidence.report.flow import Asked, Flow, Followed, flow_of
from evidence.report.prisma import NOT_KEPT, prisma, steps
from evidence.report.screened import screening_flow
from evidence.screening import Decision, Screened, Screening, Stage, State, screened


def pull(query: str, found: set[int], new: set[int], failures: tuple[Failure, ...] = ()) -> PullReport:
    return PullReport(
        query, len(found), len(found), Counts(new=len(new), unchanged=len(found - new)), pull=1, failures=failures,
        watermark=date(2026, 3, 1), new_pmids=tuple(sorted(new)),
    )  # fmt: skip


def followed(found: set[int], owed: set[int] = frozenset(), dropped: set[int] = frozenset()) -> Followed:  # type: ignore[assignment]
    return Followed(found, owed, dropped)


def test_two_searches_overlap_one_record_fails_one_is_deleted_and_two_came_from_a_file() -> None:
    pulls = [pull("a", {1, 2, 3, 4}, {1, 2, 3}), pull("b", {3, 4, 5, 6}, {5})]
    ledger = {("pubmed", "a"): followed({1, 2, 3, 4}, owed={4}), ("pubmed", "b"): followed({3, 4, 5, 6}, owed={4})}
    made = flow_of(pulls, ledger, stored={1, 2, 3, 5, 90, 91}, selected={1, 2, 90})
    assert (made.identified, made.duplicates, made.failed, made.gone, made.other) == (8, 2, 1, 1, 2)
    assert (made.stored, made.selected, made.left_out) == (6, 3, 3)
    assert made.holds
    assert made.update is None, "two searches, each pulled once, are a new review"


def test_records_that_pubmed_counts_but_never_lists_are_counted_as_identified_and_failed() -> None:
    pulls = [pull("a", {1, 2}, {1, 2}, (Failure(None, "not listed", 3),))]
    made = flow_of(pulls, {("pubmed", "a"): followed({1, 2})}, stored={1, 2}, selected={1, 2})
    assert (made.identified, made.failed) == (5, 3)
    assert made.holds


def test_a_second_pull_of_one_search_makes_an_updated_review() -> None:
    pulls = [pull("a", {1, 2}, {1, 2}), pull("a", {3, 4}, {3, 4})]
    made = flow_of(pulls, {("pubmed", "a"): followed({1, 2, 3, 4}, dropped={2})}, stored={1, 2, 3, 4}, selected={1, 4})
    assert made.update
    assert made.update.before == 2
    assert (made.update.selected_before, made.update.selected_new) == (1, 1)
    assert made.dropped == 1
    assert steps(made)[0].stage == "Previous"


def test_each_way_in_which_a_search_was_understood_is_kept_with_its_day() -> None:
    first = replace(pull("a", {1}, {1}), day=date(2026, 1, 1), translation="a[All Fields]")
    same = replace(first, day=date(2026, 2, 1))
    other = replace(first, day=date(2026, 3, 1), translation="b[All Fields]", warnings=(("PhraseNotFound", "zz"),))
    some = replace(other, day=date(2026, 4, 1), since=date(2026, 3, 1), limit=20)
    pulls = [first, same, other, some]
    (search,) = flow_of(pulls, {("pubmed", "a"): followed({1})}, stored={1}, selected={1}).searches
    assert (search.last, search.count, search.pulls) == ("2026-04-01", 1, 4)
    assert search.asked == (
        Asked("2026-01-01", "a[All Fields]"),
        Asked("2026-03-01", "b[All Fields]", (("PhraseNotFound", "zz"),)),
        Asked("2026-04-01", "b[All Fields]", (("PhraseNotFound", "zz"),),
              "created or revised from 2026-03-01 on, the newest 20 of them"),
    )  # fmt: skip


def test_a_store_without_pulls_is_all_from_files() -> None:
    made = flow_of([], {}, stored={1, 2}, selected={1})
    assert (made.identified, made.other, made.selected) == (0, 2, 1)
    assert made.holds


@given(st.lists(st.sets(st.integers(1, 30)), max_size=4), st.sets(st.integers(1, 40)))
def test_the_flow_always_adds_up(searches: list[set[int]], stored: set[int]) -> None:
    pulls = [pull(str(number), found, found) for number, found in enumerate(searches)]
    ledger = {("pubmed", str(number)): followed(found) for number, found in enumerate(searches)}
    assert flow_of(pulls, ledger, stored, stored).holds


def test_a_sum_that_does_not_hold_is_said_below_the_figure() -> None:
    assert any("do not add up" in note for note in prisma(Flow((), 5, 0, 0, 0, 4, 0, 4)).notes)
    assert not any("do not add up" in note for note in prisma(flow(4)).notes)


def test_screening_that_is_not_recorded_is_never_a_number() -> None:
    people = [step for step in steps(flow(7)) if "screened" in step.stays[0] or "assessed" in step.stays[0]]
    assert len(people) == 2
    assert all(step.stays[1:] == (NOT_KEPT,) and step.leaves[1:] == (NOT_KEPT,) for step in people)


# Screening

STATES = (None, *State)
WORDS: dict[State, tuple[Decision, ...]] = {
    State.INCLUDED: (Decision.INCLUDED,),
    State.EXCLUDED: (Decision.EXCLUDED,),
    State.DISPUTED: (Decision.INCLUDED, Decision.EXCLUDED),
}


def decided(pmid: int, first: State | None, second: State | None, reason: str = "why") -> Screened | None:
    """What people say of a record that comes to these states at the two stages."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    return screened(
        Screening(pmid, stage, verdict, reason, f"P{number}", at)
        for stage, state in zip(Stage, (first, second), strict=True)
        for number, verdict in enumerate(WORDS[state] if state else ())
    )


@given(
    st.dictionaries(
        st.integers(1, 60),
        st.tuples(st.sampled_from(STATES), st.sampled_from(STATES), st.sampled_from(("a", "A", "b", "Not  retrieved"))),
        max_size=40,
    ),
    st.booleans(),
)
def test_what_people_decided_always_adds_up(
    said: dict[int, tuple[State | None, State | None, str]], with_excluded: bool
) -> None:
    judged = {pmid: one for pmid, told in said.items() if (one := decided(pmid, *told))}
    out = {pmid for pmid, one in judged.items() if one.state is State.EXCLUDED}
    shown = said.keys() - (set() if with_excluded else out)
    made = screening_flow(said.keys(), judged, shown)
    assert made.found == len(said) == made.unscreened + made.screened
    assert made.screened == len(judged) == made.excluded + made.disputed + made.sought
    assert made.sought == made.waiting + made.not_retrieved + made.assessed
    assert made.assessed == made.full_text_out + made.full_text_disputed + made.included
    assert made.full_text_out + made.not_retrieved + made.excluded == len(out)
    assert "not retrieved" not in {" ".join(reason.split()).casefold() for reason, _ in made.full_text_excluded}
    assert made.kept == sum(one.state is State.INCLUDED for one in judged.values())
    assert made.shown == len(shown)
    assert dict(made.table)[State.INCLUDED] == made.kept
    assert dict(made.table)[State.DISPUTED] == made.disputed + made.full_text_disputed
    assert dict(made.table)[None] == made.unscreened
    assert dict(made.table)[State.EXCLUDED] == (len(out) if with_excluded else 0)


def numbers(lines: Iterable[str]) -> list[int]:
    return [int(found) for line in lines for found in re.findall(r"\(n = (\d+)\)", line)]


def test_the_boxes_have_these_numbers_and_reasons_those_used_most_first() -> None:
    states = (
        *((State.EXCLUDED, None),) * 4, *((State.DISPUTED, None),) * 3, *((State.INCLUDED, None),) * 2,
        *((State.INCLUDED, State.EXCLUDED),) * 6, (State.INCLUDED, State.DISPUTED),
        (None, State.INCLUDED), (None, None),
    )  # fmt: skip
    reasons = ["no controls", "No  controls", "children", "children", "children", "not retrieved"]
    told = {n: decided(n, *two, reasons[n - 10] if 10 <= n <= 15 else "x") for n, two in enumerate(states, 1)}
    judged = {pmid: one for pmid, one in told.items() if one}
    made = screening_flow(
        told.keys(), judged, [n for n, one in told.items() if not one or one.state is not State.EXCLUDED]
    )
    shown = replace(flow(made.shown), stored=len(told), screening=made)
    assert shown.left_out == 0
    _, _, screening, sought, reports, included, table = steps(shown)
    assert (numbers(screening.stays), numbers(screening.leaves)) == ([17, 1], [4, 3])
    assert (numbers(sought.stays), numbers(sought.leaves)) == ([10, 2], [1])
    assert (numbers(reports.stays), numbers(reports.leaves)) == ([7], [5, 3, 2, 1])
    assert [line.partition(" (n")[0] for line in reports.leaves] == [
        "Reports excluded", "children", "No  controls", "people differ, not decided yet",
    ]  # fmt: skip
    assert (numbers(included.stays), numbers(table.stays)) == ([3, 2], [8, 3, 4, 1])


def test_many_reasons_and_long_ones_leave_the_box_a_box() -> None:
    told = {n: decided(n, None, State.EXCLUDED, f"{n} " + "very " * 200) for n in range(1, 31)}
    made = screening_flow(told.keys(), {pmid: one for pmid, one in told.items() if one}, [])
    leaves = next(step.leaves for step in steps(replace(flow(0), screening=made)) if "assessed" in step.stays[0])
    assert leaves[-1] == "for other reasons (n = 18)"
    assert sum(numbers(leaves[1:])) == numbers(leaves)[0] == 30
    assert max(map(len, leaves)) < 100
