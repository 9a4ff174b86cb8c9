"""Controls who are told in a clause or sentence of their own, beside the cases: both groups were studied. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.apart import FAR_LARGER, summed
from evidence.tag.sample_size.candidates import LIVING, Candidate, Mention
from evidence.tag.sample_size.scan import Scan

_CONTROLS: Final = re.compile(
    r" (?:[a-z-]+ ){0,3}?(?:controls\b|control (?:subjects|persons|patients|individuals|women|men|children)\b"
    r"|(?:healthy|normal|unaffected|unexposed) (?:[a-z-]+ )?(?:volunteers|subjects|persons|people|individuals|adults"
    r"|women|men|children|donors|relatives|siblings)\b|healthy [a-z-]+\b)(?! (?:among|of) (?:them|these|those)\b)"
)
_NAMED: Final = (
    r"(?:controls|(?:healthy|normal|unaffected|unexposed) (?:[a-z-]+ )?(?:controls|volunteers|subjects|persons|people"
    r"|individuals|adults|women|men|children))"
)
_ALSO: Final = re.compile(
    r"(?: [a-z-]+){0,4}? (?:were|was) (?:also|likewise|similarly) (?:studied|examined|included|tested|measured|enrolled"
    r"|recruited|investigated|assessed|evaluated|analy[sz]ed|interviewed|scanned)\b"
)
_INTRODUCED: Final = re.compile(
    r"(?:^|[\n.;] ?)(?:there were|(?:in addition|additionally|furthermore|moreover)[a-z ,]{0,24}|we also [a-z]+"
    r"|the (?:control|comparison|reference|unexposed) (?:group|series|cohort) (?:was made up of|comprised|consisted of"
    r"|included|contained|numbered|had)|controls were) (?:a total of |about )?$"
)
_GROUP_OF: Final = re.compile(
    rf"\band (?:an?|the|one) (?:[a-z-]+ ){{0,3}}(?:group|series) of (?:[a-z-]+ ){{0,2}}?{_NAMED}"
    r"(?: [a-z-]+){0,3} \(n ?= ?$"
)
_GROUP_N: Final = re.compile(
    r"(?:^|[\n.;] ?)(?:the|a) (?:control|comparison|reference|unexposed) (?:group|series|cohort)"
    r"(?: of [a-z ]{1,30})? \(n ?= ?$"
)
_MATCHED: Final = re.compile(
    r"\) (?:was|were|had been) (?:[a-z-]+ )?(?:matched|healthy|recruited|drawn|selected|chosen|taken|similar"
    r"|comparable)\b(?! from (?:among )?(?:them|these|those)\b)"
)
# "Placentas without inflammation (n = 48) served as controls".
_SERVED: Final = re.compile(
    r"\) (?:served|acted|were taken|were used) as (?:the |a )?(?:healthy |normal )?(?:controls?|comparison)\b"
)
_NUMBERED: Final = re.compile(
    rf"\b(?:{_NAMED}|(?:healthy|normal|unaffected|unexposed|untreated) [a-z-]+) (?:numbered|were) $"
)
_CONTROLS_N: Final = re.compile(
    r"(?:^|[\n.;] ?)(?:the )?(?:[a-z-]+ )?controls (?:were|was|came) [^.;()]{0,60} \(n ?= ?$"
)
# "200 children with asthma; controls (n = 400)": as many as that are none of those.
_MORE_N: Final = re.compile(
    rf"\b(?:{_NAMED}|(?:persons|people|patients|subjects|individuals|adults|women|men|children|members) without"
    r"(?: [a-z-]+){0,3}) \(n ?= ?$"
)
_ANY: Final = (
    "control",
    "healthy",
    "normal",
    "unaffected",
    "unexposed",
    "untreated",
    "comparison",
    "reference",
    " without ",
    " same period",
)
_FEW: Final = 4  # so many for each case stand between: "150 cases; two controls for each (n = 300)"
# "The same was done in another 20 patients who had tablets (control group)", a few sentences on.
_ANOTHER: Final = (" another ", " a further ", " an additional ")
_AS_CONTROLS: Final = re.compile(
    r" [^.;\n]{0,110}?(?:\((?:the |as )?(?:control|comparison) groups?\)|\((?:as )?controls?\)"
    r"|\b(?:as|for) (?:a |the )?(?:controls?|comparison)\b)"
)
_LATER: Final = 4  # sentences on
# "74 patients had it in the town. In the same period, 102 patients had it at the centre."
_SAME_PERIOD: Final = re.compile(r"(?:^|[\n.;] ?)(?:in|over|during|within) (?:this |the )same period, $")
_ALONG: Final = (" along with ", " together with ", " as well as ")
_REACH: Final = 90
_NEXT: Final = 1  # sentences on


def are_controls(scan: Scan, first: Mention, second: Mention) -> bool:
    """Whether the second are controls who, the words say, were studied beside those of the first."""
    text = scan.text
    if second.start < first.end:
        return False
    apart = second.sentence - first.sentence
    if apart > _NEXT or (second.form != "n=" and _are_others(text, second)):
        return apart <= _LATER and _are_others(text, second)
    begin = max(first.end, scan.starts[second.sentence] - 1, second.start - _REACH)
    left = text[begin : second.start]
    if second.form == "n=":
        return _are_in_bracket(text, first, second, left)
    if (
        _NUMBERED.search(left)
        or ("group" in left and _INTRODUCED.search(left))
        or (left.endswith(", ") and _SAME_PERIOD.search(left))
    ):
        return True
    named = _CONTROLS.match(text, second.end)
    if not named or second.form != "noun":
        return False
    return (
        _INTRODUCED.search(left) is not None
        or left.endswith(_ALONG)
        or _ALSO.match(text, named.end(), named.end() + _REACH) is not None
    )


def _are_in_bracket(text: str, first: Mention, second: Mention, left: str) -> bool:
    """Whether an "n =" is that of controls: "and a group of healthy men (n = 40)"; `left` are the words before it."""
    if (second.value >= first.value and _MORE_N.search(left)) or serve_as_controls(text, second):
        return True
    matched = _MATCHED.match(text, second.end) if first.sentence != second.sentence else None
    in_bracket = _CONTROLS_N.search(left) or _GROUP_OF.search(left) or (matched and _GROUP_N.search(left))
    return in_bracket is not None


def with_group_of(scan: Scan, found: list[Mention]) -> Iterator[Candidate]:
    """A count and the group of controls told behind it: "85 and a group of … (n = 40)", "the control group had"."""
    many = [m for m in found if m.value > _FEW]
    near = [*_before_served(scan.text, many), *_neighbours(scan.text, many)]
    if near and holds(scan.text, _ANY):
        for first, second in near:
            if are_controls(scan, first, second):
                yield summed([first, second], "apart, others")


def _neighbours(text: str, many: list[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Neighbours that may be cases and their controls."""
    for first, second in pairwise(many):
        if _may_be(text, first, second) and not serve_as_controls(text, second):
            yield first, second


def serve_as_controls(text: str, mention: Mention) -> bool:
    """Whether those in a bracket "served as controls", whatever the cases beside them were drawn from."""
    return mention.form == "n=" and _SERVED.match(text, mention.end) is not None


def _before_served(text: str, many: list[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Those who "served as controls" with the first who are told in the sentence before them, past any whole."""
    for second in many:
        if serve_as_controls(text, second):
            for first in many:
                if first.sentence == second.sentence - 1 and _may_be(text, first, second):
                    yield first, second
                    break


def _are_others(text: str, second: Mention) -> bool:
    """Whether a count says of itself that it is of other people, and that they are the controls."""
    return text.endswith(_ANOTHER, 0, second.start) and _AS_CONTROLS.match(text, second.end) is not None


def _may_be(text: str, first: Mention, second: Mention) -> bool:
    """Whether two neighbours may be cases and their controls by how and where they are told."""
    if first.form != "noun" or first.kind not in LIVING or second.value > FAR_LARGER * first.value:
        return False
    if second.sentence == first.sentence + 1 or (second.form == "n=" and first.sentence == second.sentence):
        return True
    return second.sentence > first.sentence and text.endswith(_ANOTHER, 0, second.start)
