"""One group gives way to the sum with the group it was compared with, where the words on both say so. Pure.

The ranker weighs a told number against a sum that nobody tells; that the second served as controls, was set against the
first or is "62 others" says that both were studied.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from evidence.tag.sample_size.apart import SERVED
from evidence.tag.sample_size.as_controls import are_controls, serve_as_controls
from evidence.tag.sample_size.candidates import LIVING, Mention, Ranked
from evidence.tag.sample_size.lettered import is_named
from evidence.tag.sample_size.rivals import Rivals
from evidence.tag.sample_size.scan import Scan

_TRUST: Final = 0.9  # at most: what is known of such pairs is the rule, not a measured share


def promoted(best: Ranked, value: int) -> Ranked:
    """The candidates with that of a value first."""
    for place, (_, candidate) in enumerate(best[1:], 1):
        if candidate.value == value:
            return [(min(best[0][0], _TRUST), candidate), *best[:place], *best[place + 1 :]]
    return best


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
_COMPARED_WITH: Final = re.compile(
    r"\bwho (?!agreed|consented|participated|enrolled|responded|replied|returned|completed)[a-z]{3,}ed"
    r" [^.;\d]{0,60}\bcompared (?:with|to)(?: the)? \Z"
)
_OTHERS: Final = re.compile(
    r" (?:[a-z-]+ )?others\b(?! of)|(?: [a-z-]+){1,4} (?:without|not given|who had not|who were not)\b"
)
_COMPARABLE: Final = re.compile(r"\b(?:comparable|matched|control|similar) (?:group|series|number|cohort) of $")
_FIRST_LAST: Final = re.compile(
    r"\b(?:the|with the|and the) (?:first|last|next|previous|preceding|following|subsequent) $"
)
_WE_COMPARED: Final = re.compile(r"\bcompar(?:ed|ing)(?: [a-z-]+){0,4} $")
_WITH: Final = re.compile(r"\b(?:with|and|to|versus)(?: (?:the|a group of|another))? $")
_AND_IN: Final = re.compile(r" and ((?:in|of|from|by|with) )$")
# "314 patients enrolled in the school group, 59 in the control group".
_GROUP: Final = r" (?:in|to|into|entered|joined|chose) (?:the |an? )?(?:[a-z-]+ ){1,4}(?:group|arm|cohort)"
_IN_ONE: Final = re.compile(rf"(?: [a-z-]+){{0,4}}?{_GROUP}(?:,|;| and|, and|,? while|,? whereas) $")
_IN_ANOTHER: Final = re.compile(rf"(?: (?:were|was|enrolled|entered|included|patients|subjects)){{0,2}}{_GROUP}\b")
_JOINTS: Final = ("; ", ", ", " and ", " while ", " whereas ")
_DEED: Final = re.compile(r" [a-z]{3,}(?:ed|ank|ook|ore|ept)\b")
_REACH: Final = 90
_UNLIKE: Final = 12  # times; controls are seldom more


def with_others(scan: Scan, source: Mention, best: Ranked, rivals: Rivals) -> int | None:
    """The sum of the first group and the one that it was compared with; None where no words say that there is one."""
    if source.form in ("of", "over") or source.whole or source.percent is not None or "random" in scan.text:
        return None  # healthy people beside a trial are none of those who were randomised
    for _, candidate in best[1:]:
        parts = candidate.parts
        if candidate.how == "sum apart, opening" and len(parts) > 2 and source in parts:
            return candidate.value  # "Group A: 40 women. Group B: 38 women. Group C: 41 women."
        if not candidate.is_sum or len(parts) != 2:
            continue
        first, second = parts
        if source is not second and source.value == first.value and scan.text.endswith("the ", 0, first.start):
            first = source  # "the 23 were compared with 46 patients"
        if source is not first and source is not second:
            continue
        served = serve_as_controls(scan.text, second) or SERVED.match(scan.text, second.stop)
        if rivals.counts and rivals.counts[-1] > candidate.value and not served:
            continue
        alone = sum(m.percent is None and m.value > 2 for m in rivals.rows[second.sentence]) <= 2
        if _are_groups(scan, first, second) and _are_two(scan, parts[0], second, alone=alone):
            return candidate.value
    return None


def _are_groups(scan: Scan, first: Mention, second: Mention) -> bool:
    """Whether both may be groups: those studied are counted, no share of anybody, and they are not too unlike.

    Those who declined are one where they were set against those who accepted.
    """
    return (
        first.kind in LIVING
        and (second.kind in LIVING or second.kind == "none")
        and first.percent is second.percent is None
        and first.role != "excluded"
        and (second.role != "excluded" or _COMPARED_WITH.search(scan.text, first.end, second.start) is not None)
        and "completed" not in (first.role, second.role)
        and max(first.value, second.value) <= _UNLIKE * min(first.value, second.value)
    )


def _are_two(scan: Scan, first: Mention, second: Mention, *, alone: bool) -> bool:
    """Whether the words before or behind the second say that it was set against the first.

    `alone`: no other group is told in its sentence.
    """
    text = scan.text
    begin = max(first.end, scan.starts[second.sentence], second.start - _REACH)
    left = text[begin : second.start]
    end = second.stop
    named = is_named(scan, first) and is_named(scan, second)
    if named or SERVED.match(text, end) or _COMPARABLE.search(left) or are_controls(scan, first, second):
        return True
    if first.sentence != second.sentence:
        return False
    before = scan.left_of(first.sentence, first.start, _REACH)
    if (
        _SET_AGAINST.search(left)
        or _OTHERS.match(text, second.end)
        or (_IN_ONE.fullmatch(text, first.end, second.start) and _IN_ANOTHER.match(text, second.end))
        or (_FIRST_LAST.search(left) and _FIRST_LAST.search(before))
        or (alone and _is_same_deed(text, first, second))
    ):
        return True
    if second.kind not in LIVING or first.side != "right" or second.side != "right":
        return False
    if _WITH.search(left) and _WE_COMPARED.search(before):
        return True
    told = _AND_IN.search(left) if alone else None
    return told is not None and before.endswith(told[1])


def _is_same_deed(text: str, first: Mention, second: Mention) -> bool:
    """Whether the same verb follows both: "eight dogs breathed ozone; four breathed filtered air"."""
    if first.side != "right" or first.noun is None or not text.endswith(_JOINTS, first.end, second.start):
        return False
    deed = _DEED.match(text, first.noun.end)
    return deed is not None and text.startswith(deed[0], second.end)


_HEAD: Final = re.compile(r"\b([a-z-]+) (?:group|arm|condition) \([^()\d]{1,30}$")


def _with_like_groups(scan: Scan, best: Ranked) -> int | None:
    """The sum that adds the same groups of the other arm: "training (old: n = 39; young: n = 41) … control (old: …"."""
    mine = best[0][1].parts
    for _, candidate in best[1:]:
        parts = candidate.parts
        if candidate.how == "sum n=, apart" and len(parts) == 2 * len(mine) and set(mine) < set(parts):
            first, second = (
                _HEAD.search(scan.left_of(m.sentence, m.start, _REACH)) for m in (parts[0], parts[len(mine)])
            )
            if first and second and first[1] != second[1]:
                return candidate.value
    return None


def with_more_groups(scan: Scan, best: Ranked) -> int | None:
    """The sum that adds a group told later to all that the best sum adds; None where there is none."""
    first = best[0][1]
    if not first.how.startswith("sum n="):
        return None
    if (all_of_both := _with_like_groups(scan, best)) is not None:
        return all_of_both
    longer = (c for _, c in best[1:] if c.how == "sum apart, others" and c.parts[:-1] == first.parts)
    longer = (c for c in longer if c.parts[-1].is_of_living)
    return next((c.value for c in longer), None)


_LISTED: Final = re.compile(
    r"(?! (?:who|of whom|died)\b)(?: (?!(?:were|was|had|died|including|of whom)\b)[a-z'/-]+){0,9}"
    r"(?:,| and|, and| or| versus| vs\.?| compared (?:with|to)| were compared (?:with|to)),?"
    r"(?: (?:in|of|from|with|the|another|a further))? $"
)
_MOST_LISTED: Final = 6


def with_all_groups(scan: Scan, best: Ranked, rivals: Rivals) -> int | None:
    """The sum of all groups of one list where the best is one of them, or some: "9 with X, 48 with Y and 30 well"."""
    first = best[0][1]
    random = "random" in scan.text
    for _, candidate in best[1:]:
        parts = candidate.parts
        if random and not (parts and parts[0].key and len({part.key for part in parts}) == 1):
            continue  # those beside a trial are no arm of it: "21 to A, 20 to B and 22 to C" are its arms
        if candidate.how != "sum noun" or not 3 <= len(parts) <= _MOST_LISTED or candidate.value <= first.value:
            continue
        more = first.parts and set(first.parts) < set(parts) and max(rivals.counts, default=0) <= candidate.value
        if more and _are_listed(scan.text, parts):
            return candidate.value
    return None


def _end_with_controls(text: str, parts: tuple[Mention, ...]) -> bool:
    """Whether the last of some groups are controls: "42 treated and 43 untreated cases and 40 controls"."""
    last = parts[-1].noun
    return last is not None and parts[-1].side == "right" and text.startswith("control", last.start)


def _are_listed(text: str, parts: tuple[Mention, ...]) -> bool:
    """Whether nothing but the groups' names stands between some counts, no share of them and no age."""
    if any(m.percent is not None for m in parts):
        return False
    if (parts[0].kind not in LIVING or parts[0].side != "right") and not (
        parts[0].key or _end_with_controls(text, parts)
    ):
        return False
    values = [m.value for m in parts]
    if any(a + b in values for a, b in pairwise(values)):
        return False  # "36 diabetics, 18 with retinopathy and 18 without"
    return all(_LISTED.fullmatch(text, a.end, b.start) for a, b in pairwise(parts)) or _are_in_brackets(text, parts)


# "Carcinoma (69 cases), the other disease (65), inflammation (18) and healthy bladders (10)".
_IN_BRACKET: Final = re.compile(r"(?: [a-z]+)?\)(?:,| and|, and)(?: [a-z-]+){1,4} \($")


def _are_in_brackets(text: str, parts: tuple[Mention, ...]) -> bool:
    """Whether each count stands in a bracket of its own behind its group's name, and nothing else between them."""
    return text.endswith("(", 0, parts[0].start) and all(
        text.startswith((")", " "), b.end) and _IN_BRACKET.fullmatch(text, a.end, b.start) for a, b in pairwise(parts)
    )
