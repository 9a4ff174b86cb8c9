"""What is taken for a follow-up where no length is one: counted sessions, test days, hours, survival horizons. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.tag.follow_up.cues import OF_OTHERS, Mention
from evidence.tag.follow_up.days_of_testing import days_in, days_tested
from evidence.tag.follow_up.horizon import horizon
from evidence.tag.follow_up.hours import hours, later_too, minutes_in
from evidence.tag.follow_up.rank import Weighed, days_of
from evidence.tag.follow_up.rules import Claim
from evidence.tag.follow_up.sessions import courses_in, sessions_counted
from evidence.tag.follow_up.sums import Sum
from evidence.tag.follow_up.traps import trap
from evidence.tag.text import Document


def in_hours(document: Document, mentions: list[Mention]) -> list[Weighed]:
    """The longest time in hours or minutes after a dose or an operation, for a record that states nothing longer."""
    told = [one for one in mentions if one.duration.unit == "hours" and trap(one) == "assay"]
    claims = [claim for one in told if (claim := hours(one))]
    if claims:
        claims += [claim for one in told if one.sentence.section not in OF_OTHERS and (claim := later_too(one))]
    claims = claims or [claim for one in minutes_in(document) if (claim := hours(one))]
    return _longest_first(claims, 40.0)


def on_test_days(document: Document) -> list[Weighed]:
    """The days on which everybody was tested, for a record that states nothing longer."""
    return _longest_first([claim for one in days_in(document) if (claim := days_tested(one))], 45.0)


def in_sessions(document: Document) -> list[Weighed]:
    """The longest course of so many sessions, so many a week, for a record that states nothing longer."""
    return _longest_first([one for told in courses_in(document) if (one := sessions_counted(told))], 50.0)


def at_horizon(document: Document, mentions: list[Mention]) -> list[Weighed]:
    """The longest survival horizon, for a record that states nothing else; a lone phrase can't show that it is all."""
    if len(document.abstract) < 3:
        return []
    claims = [claim for mention in mentions if (claim := horizon(mention)) and trap(mention) in {"horizon", "outcome"}]
    return _longest_first(claims, 30.0)


def _longest_first(told: Sequence[Claim | Sum], tier: float) -> list[Weighed]:
    """What was told, all of one tier, the longest first."""
    return sorted((Weighed(one, (tier, 0.0, days_of(one))) for one in told), key=lambda one: one.weight, reverse=True)
