"""The role that goes with a chosen size: what happened to those who are counted. Pure.

The order is that of the definitions: randomised, enrolled, treated, analysed, completed; what the words round the
number leave open, the design tells. Nobody was taken in for a review or a report of a case: their role is "total".
"""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.candidates import Candidate, Mention
from evidence.tag.sample_size.scan import Cue, Scan
from evidence.values import Design

# Designs whose people may have been allotted by lot, where their sentence says so of anybody.
_BY_LOT: Final = frozenset(["rct", "animal"])
# Those whose people were treated, and taken in for nothing else.
_TREATED: Final = frozenset(["single-arm", "case-series"])
# The cues of treatment that say it of whoever is counted in their sentence: who was followed, tested or admitted was
# not treated by that.
_TREATS: Final = (
    "treated", "underg", "underwent", "were undergoing", "were given", "were fed", "vaccinated", "immuni",
    "transplanted", "operated", "injected", "receiv", "implanted",
)  # fmt: skip
# "A randomised, double-blind trial" says nothing of those who are counted beside it.
_OF_THE_STUDY: Final = re.compile(
    r"random(?:i[sz]ed|ly)?(?:[ ,-]+[a-z0-9]+){0,14}?"
    r" (?:study|trial|design|fashion|manner|comparison|crossover|evaluation|protocol|investigation)\b"
)
_ALLOTTED: Final = re.compile(r"randomi[sz]|randomly|at random")
# "... They were divided at random": the sentence behind says it of those told before.
_THEY_WERE: Final = re.compile(
    r"(?:\w+ ){0,4}?(?:they|patients|participants|subjects|women|men|children|volunteers|animals|rats|mice|these|all)\b"
    r"[^.;\n]{0,90}\brandom"
)
_BEHIND: Final = 160  # characters of the sentence behind
_ANALYSED: Final = re.compile(
    r"[^.;\n\d]{0,60}\b(?:(?:included|eligible|available|used) (?:in|for) (?:the|this|our|final|these)?"
    r"(?: final| present| primary)? ?(?:analys|evaluation)|(?:were|was|are) (?:\w+ly )?(?:analy[sz]ed|reviewed)\b"
    r"|\(?intent(?:ion)?[- ]to[- ]treat)"
)
_EVALUABLE: Final = (" evaluable", " assessable", " analysable", " analyzable")


def role_of(scan: Scan, candidate: Candidate, design: Design | None) -> str:
    """What is said to have happened to those counted, one of `values.ROLES`.

    The target of a protocol is planned, whatever is to happen to them.
    """
    if not candidate.parts or (design and (design.parent == "synthesis" or design.code == "case-report")):
        return "total"
    if design and design.code == "protocol":
        return "planned"
    return _said(scan, candidate.head, design) or _unsaid(scan, candidate.head, design)


def _said(scan: Scan, head: Mention, design: Design | None) -> str | None:
    """The role that the words round the number give; None where they don't say that anybody was taken in."""
    if head.role in ("planned", "completed"):
        return head.role
    if _is_analysed(scan, head):
        return "analysed"
    lot = design is not None and design.code in _BY_LOT
    if lot and _were_allotted(scan, head):
        return "randomised"
    if head.role == "enrolled":
        return "enrolled"
    by_lot = head.role == "randomised" or (lot and "randomised" in head.cues.kinds)
    return "randomised" if by_lot else None


def _were_allotted(scan: Scan, head: Mention) -> bool:
    """Whether the sentence of those counted, or the one behind it, says that people were allotted at random."""
    begin, end = scan.span(head.sentence)
    if "randomised" in head.cues.kinds and _ALLOTTED.search(_OF_THE_STUDY.sub("", scan.text[begin:end])):
        return True
    behind = scan.text[end + 1 : end + 1 + _BEHIND]
    return "random" in behind and _THEY_WERE.match(behind) is not None


def _unsaid(scan: Scan, head: Mention, design: Design | None) -> str:
    """The role of those of whom it is not said that they were taken in: that which their design has."""
    said, kinds = head.role, head.cues.kinds
    code, parent = (design.code, design.parent) if design else ("", "")
    if said in ("treated", "outcome") and code in _TREATED:
        return "treated"
    told = head.cues.others if head.form == "n=" else head.cues.others[head.split :]
    if said == "treated" and parent != "interventional" and _has_cue(scan, told, _TREATS):
        return "treated"
    if said == "analysed" and parent != "interventional":
        return "analysed"
    if parent == "observational" and "analysed" in kinds and "enrolled" not in kinds:
        return "analysed"
    return "enrolled"


def _is_analysed(scan: Scan, head: Mention) -> bool:
    """Whether it is plainly said that those counted were analysed: "609 were included in the final analysis"."""
    if head.noun and head.side == "right" and holds(scan.text[head.end : head.noun.end], _EVALUABLE):
        return True
    return _ANALYSED.match(scan.text, head.stop) is not None


def _has_cue(scan: Scan, cues: list[Cue], words: tuple[str, ...]) -> bool:
    """Whether any cue of treatment begins with one of some words."""
    return any([cue.kind == "treated" and scan.text.startswith(words, cue.start) for cue in cues])  # noqa: C419
