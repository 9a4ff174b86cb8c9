"""The numbers of the PRISMA flow: counted, adding up, and silent on what nobody recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from reported import flow

from evidence.pubmed.account import Counts, Failure, PullReport
from evidence.report.flow import Asked, Flow, Followed, flow_of
from evidence.report.prisma import NOT_KEPT, prisma, steps


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
