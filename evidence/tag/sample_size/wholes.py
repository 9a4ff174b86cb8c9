"""A total and its parts, where one of the parts is written so that it is no part of a sum: "and one man". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from evidence.tag.sample_size.candidates import Mention

_ONE_MORE: Final = re.compile(
    r"[^.;:()]{0,60}?(?:,| and|, and) (?:one|1|a single|a) (?!of\b|to\b|in (?!an? )|day|week|month|year)[a-z-]+"
    r"(?! (?:withdrew|died|dropped|was|were|had|did|could|[a-z]{3,}ed)\b)"
)
_ALL_OF: Final = re.compile(
    r"\b(?:whole|entire|total|overall|full|complete) (?:group|cohort|sample|series|population) \(?n ?= ?$"
    r"|\ball (?:[a-z]+ )?(?:participants|patients|subjects|cases|children|adults|women|men) \(n ?= ?$"
)
_REACH: Final = 60
_WORDS: Final = 40
_MOST: Final = 5  # parts of a total
_THEN: Final = ("; ", ": ")  # "104 women; twenty-two had a rash and 31 a cough"
FROM_TOTAL: Final = tuple(
    f"{of} a {whole} of " for of in ("from", "out of", "of", "among") for whole in ("total", "population", "series")
)
"""What stands before a number of which some follow: "from a total of 400 pregnancies, 90 results were analysed"."""
_PAIR: Final = 2  # "group 2" is a label oftener than a count


def is_total(text: str, parts: Sequence[Mention], found: Sequence[Mention]) -> bool:
    """Whether the first of some counts is all of the others: "four patients, three women and one man".

    One is no part of a sum, nor is "23 of them", so the parts that are written so are counted here. `found` are all
    counts of the record.
    """
    if parts[0].form == "of":
        return is_one_whole(text, parts, found)
    first, last = parts[0], parts[-1]
    if first.sentence != last.sentence:
        return False
    rest = sum([part.value for part in parts[1:]])
    apposed = rest + 1 == first.value and _is_apposed(text, first, parts[1])
    if apposed and _ONE_MORE.match(text[last.end : last.end + _REACH + _WORDS]):
        return True
    from_it = parts[1].value < first.value and text.endswith(FROM_TOTAL, 0, first.start)
    if (
        from_it
        or _is_whole_group(text, first, parts[1])
        or _are_of_studies(text, first, parts[1])
        or _has_own_parts(parts)
    ):
        return True
    if rest >= first.value:
        return False
    behind = [m for m in found if m.sentence == first.sentence and m.start > first.end and m.value > _PAIR]
    return _has_some(text, parts) or any(
        sum([m.value for m in behind[:n]]) == first.value and parts[-1] in behind[:n] for n in range(2, _MOST + 1)
    )


_DID: Final = re.compile(r"\b(?:and|had|got|were|was|received|took|underwent|completed|did|gave)\b")
_SEXES: Final = ("men", "women", "boys", "girls", "males", "females")


def _is_apposed(text: str, first: Mention, second: Mention) -> bool:
    """Whether the second begins an apposition: "six patients, five men", but not "thirty boys, 29 girls"."""
    between = text[first.end : second.start]
    if not between.endswith((", ", ": ", " (", "; ")) or _DID.search(between):
        return False
    return not all(m.noun and m.side == "right" and text.startswith(_SEXES, m.noun.start) for m in (first, second))


_OF_THEM: Final = re.compile(r"\b(?:those|subgroup|subset|subsample|who|only|of (?:them|these|whom))\b")
_OTHERS: Final = re.compile(r"\b(?:controls?|healthy|normal|comparison|reference)\b")


def _is_whole_group(text: str, first: Mention, second: Mention) -> bool:
    """Whether the first "n=" is said to be all and the second some of them: "all women (n = 127) and those with …"."""
    if first.form != "n=" or second.form != "n=":
        return False
    told = _ALL_OF.search(text, max(0, first.start - _REACH), first.start)
    if not told:
        return False
    between = text[first.end : second.start]
    if told[0].startswith("all"):
        return _OF_THEM.search(between) is not None
    return _OTHERS.search(between) is None


def _has_some(text: str, parts: Sequence[Mention]) -> bool:
    """Whether the others, none with a noun, tell of some of the first: "104 women; 22 had a rash and 31 none"."""
    first = parts[0]
    if (
        len(parts) <= _PAIR
        or first.side != "right"
        or first.noun is None
        or text[first.noun.end : parts[1].start] not in _THEN
    ):
        return False
    return all(part.form == "bare" and part.side != "right" for part in parts[1:])


_AT: Final = re.compile(
    r"(?: [a-z-]+)? (?:(?:after|at|by|within) (?:the )?(?:\d+|an?|one|two|three|four|five|six|nine|ten|twelve)"
    r"[ -](?:hours?|days?|weeks?|months?|years?)|in the (?:first|second|third|next|last))\b"
)


# "Allocated to the drug (41/80) or none (39/80)"; of those who got better, as many may add up by chance.
_ALLOCATED: Final = re.compile(
    r"\b(?:allocated|assigned|randomi[sz]ed|divided|allotted) (?:to|into|between)\b[^.;]{0,40}$"
)


def is_one_whole(text: str, parts: Sequence[Mention], found: Sequence[Mention]) -> bool:
    """Whether denominators of one value are one group: "41/80 had the drug, 39/80 none", "12 of 131 at a year"."""
    whole = parts[0].value
    if any(part.value != whole for part in parts):
        return False
    if all(_AT.match(text, part.end) for part in parts):
        return True
    over = [before for before, part in pairwise(found) if before.form == "over" and part in parts]
    if len(over) != len(parts) or sum([before.value for before in over]) != whole:
        return False
    return _ALLOCATED.search(text, max(0, over[0].start - _REACH), over[0].start) is not None


_OF_STUDIES: Final = r"(?:trials|studies|cohorts|rcts|articles|reports)"
_OF_SO_MANY: Final = re.compile(
    rf"(?:^|[\n.;:,] ?)(?:out )?of (?:the |these )?[a-z0-9-]{{1,12}} (?:[a-z-]+ ){{0,2}}{_OF_STUDIES} \($"
)
_OVERALL: Final = re.compile(rf"\b(?:overall|in total|altogether|in all|a total of)\b[^.;()]{{0,40}}{_OF_STUDIES} \($")


# "Twenty-eight studies were included, 19 assessing insight": so many of the studies.
_SOME_STUDIES: Final = re.compile(rf"\b{_OF_STUDIES} (?:were|met|fulfilled)\b[^.;:]{{0,40}}, $")


def _are_of_studies(text: str, first: Mention, second: Mention) -> bool:
    """Whether a review's studies and some of them are told, with their people: "of 31 trials (6,010), 23 (4,512)"."""
    left = text[max(0, first.start - _REACH) : first.start]
    if left.endswith(", ") and first.side != "right" and _SOME_STUDIES.search(left):
        return True
    if left.endswith("s (") and _OF_SO_MANY.search(left):
        return True
    between = text[first.end : second.start]
    return second.value > first.value and between.endswith("s (") and _OVERALL.search(between) is not None


def _has_own_parts(parts: Sequence[Mention]) -> bool:
    """Whether one of several "n=" is the sum of the two behind it: "127 from two towns (n = 56 and n = 71)"."""
    values = [part.value for part in parts if part.form == "n="]
    return len(values) > _PAIR and any(a == b + c for a, b, c in zip(values, values[1:], values[2:], strict=False))
