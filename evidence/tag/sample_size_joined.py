"""One group gives way to the sum with the group it was compared with, where the words on both say so. Pure.

The ranker weighs a told number against a sum that nobody tells; that the second served as controls, was set against the
first or is "62 others" says that both were studied.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size_apart import SERVED
from evidence.tag.sample_size_candidates import LIVING, Mention, Ranked
from evidence.tag.sample_size_rivals import Rivals
from evidence.tag.sample_size_scan import Scan


def with_controls(scan: Scan, source: Mention, rivals: Rivals) -> int | None:
    """The controls with those they were compared with: "172 patients had cells and 74 were controls"."""
    if source.noun is None or source.side != "right" or not scan.text.startswith("control", source.noun.start):
        return None
    before = rivals.rows[source.sentence][: source.place]
    beside = before[-1] if before else None
    group = beside is not None and beside.kind == "participants" and beside.form == source.form == "noun"
    return beside.value + source.value if group and beside and beside.role != "excluded" else None


_SET_AGAINST: Final = re.compile(
    r"\b(?:compared|matched|contrasted|paired)\b[^.;\d]{0,40}? (?:with|to|against|and)(?: [a-z-]+){0,3} $"
    r"|\b(?:set|put|laid)(?: [a-z]+)? (?:against|beside|next to)(?: [a-z-]+){0,3} $"
)
_OTHERS: Final = re.compile(
    r" (?:[a-z-]+ )?others\b(?! of)|(?: [a-z-]+){1,4} (?:without|not given|who had not|who were not)\b"
)
_FIRST_LAST: Final = re.compile(
    r"\b(?:the|with the|and the) (?:first|last|next|previous|preceding|following|subsequent) $"
)
_REACH: Final = 90
_UNLIKE: Final = 12  # times; controls are seldom more


def with_others(scan: Scan, source: Mention, best: Ranked) -> int | None:
    """The sum of the first group and the one that it was compared with; None where no words say that there is one."""
    if source.form in ("of", "over") or source.whole or source.percent is not None or "random" in scan.text:
        return None  # healthy people beside a trial are none of those who were randomised
    for _, candidate in best[1:]:
        parts = candidate.parts
        if not candidate.how.startswith("sum") or len(parts) != 2 or source not in parts:
            continue
        first, second = parts
        if _are_groups(first, second) and _are_two(scan, first, second):
            return candidate.value
    return None


def _are_groups(first: Mention, second: Mention) -> bool:
    """Whether both may be groups: those studied are counted, no share of anybody, and they are not too unlike."""
    return (
        first.kind in LIVING
        and second.kind in (*LIVING, "none")
        and first.percent is second.percent is None
        and "excluded" not in (first.role, second.role)
        and "completed" not in (first.role, second.role)
        and max(first.value, second.value) <= _UNLIKE * min(first.value, second.value)
    )


def _are_two(scan: Scan, first: Mention, second: Mention) -> bool:
    """Whether the words before or behind the second say that it was set against the first."""
    text = scan.text
    begin = max(first.end, scan.starts[second.sentence], second.start - _REACH)
    left = text[begin : second.start]
    end = second.noun.end if second.noun and second.side == "right" else second.end
    if SERVED.match(text, end):
        return True
    if first.sentence != second.sentence:
        return False
    if _SET_AGAINST.search(left) or _OTHERS.match(text, second.end):
        return True
    before = text[max(0, first.start - _REACH) : first.start]
    return _FIRST_LAST.search(left) is not None and _FIRST_LAST.search(before) is not None
