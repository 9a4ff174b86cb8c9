"""Whether counts that a sum would add are of no groups: steps of one way, waves, wants, wholes, other things. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from evidence.tag.sample_size.candidates import Mention
from evidence.tag.sample_size.steps import are_lost, is_next_step, is_next_time
from evidence.tag.sample_size.twice import are_same
from evidence.tag.sample_size.unlike import are_cases_among, are_owned, are_unlike, are_with_places
from evidence.tag.sample_size.wanted import is_other_count
from evidence.tag.sample_size.wholes import is_total
from evidence.tag.sample_size.years import looks_like_year

_LISTED: Final = (", ", " and ", ", and ", " to ", " or ", "-")
_NEAR: Final = 200  # characters between two counts, of which the words between say how they stand to each other


def are_no_groups(text: str, parts: Sequence[Mention], found: Sequence[Mention]) -> bool:
    """Whether any two neighbours of a sum are no two groups, or the first of its parts is all of the others."""
    if len(parts) < 2:
        return False
    years = [part for part in parts if looks_like_year(part.number)]
    if sum([part.side != "right" for part in years]) > 1 or _are_listed_years(text, years):
        return True
    if is_total(text, parts, found) or are_owned(text, parts[0]):
        return True
    if any([are_cases_among(text, part, found) for part in parts]):  # noqa: C419 - quicker
        return True
    if any([are_with_places(text, first, second) for first, second in pairwise(parts)]):  # noqa: C419 - quicker
        return True
    return any(
        _are_no_two(text, first, second)
        for first, second in pairwise(parts)
        if first.sentence == second.sentence and second.start - first.end <= _NEAR
    )


def _are_listed_years(text: str, years: Sequence[Mention]) -> bool:
    """Whether numbers that look like years stand in a list of rising ones: "the 2006, 2009 and 2012 Kids' Database"."""
    return len(years) > 1 and all(
        first.value < second.value and text[first.end : second.start] in _LISTED for first, second in pairwise(years)
    )


def _are_no_two(text: str, first: Mention, second: Mention) -> bool:
    return (
        are_lost(text, second)
        or is_next_step(text, first, second)
        or is_next_time(text, first, second)
        or are_same(text, first, second)
        or are_unlike(text, first, second)
        or is_other_count(text, first, second)
    )
