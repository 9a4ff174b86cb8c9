"""Times at which people were plainly seen again: they speak against a design that has no follow-up. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from evidence.tag.design.ranker import GUESSED, LIKELY, SURE
from evidence.tag.durations.shape import LISTED, Shape
from evidence.tag.follow_up.cues import Mention
from evidence.tag.follow_up.rank import Weighed
from evidence.tag.follow_up.rules import Claim
from evidence.tag.text import Section
from evidence.values import Design

# How sure each must be to silence people who were plainly seen again. A review that is less sure was most often read
# off a text in which nobody is counted; one that calls itself so is surer.
_SURE: Final = {"narrative-review": LIKELY, "cross-sectional": SURE, "in-vitro": SURE}
_OWN: Final = (Section.NONE, Section.METHODS, Section.RESULTS)
_SEEN: Final = (
    r"(?:seen|examined|assessed|evaluated|tested|measured|recorded|scored|rated|scanned|interviewed|surveyed"
    r"|questioned|asked|contacted|reviewed|traced|visited|bled|drawn|taken|made|done|performed|obtained|collected"
    r"|repeated|verified|filled in|completed|replicated|held|sought|read|checked|counted|graded|noted"
    r"|sent|re-?\w{3,12}ed|answered|weighed|studied|followed)"
)
_LOOKED: Final = re.compile(
    rf"\b(?:was|were|been) (?:\w+ly |all |again |then ){{0,2}}{_SEEN}\b"
    r"|\b(?:filled in|completed|answered|returned|kept|rated|underwent|had|attended|took place)\b"
    r"|\b(?:was|were) (?:better|worse|higher|lower|normal|greater|less|unchanged|the same)\b"
    r"|\b(?:questionnaires?|radiographs?|interviews?|examinations?|assessments?|biops(?:y|ies)|visits?|scores?)\b"
)
_LOOKED_AGAIN: Final = re.compile(
    rf"\b(?:was|were|been) (?:\w+ly |all |again |then ){{0,2}}{_SEEN}\b(?: [\w-]+){{0,5}}? "
    r"(?:after |at |again |at an? (?:mean|median|average) of |and )?$"
    r"|\b(?:a|the) (?:review|re-?examination|assessment|visit) (?:was |took place )?(?:after|at) $"
    r"|\b(?:at|on) (?:entry|baseline|admission)(?:,| and) (?:again )?(?:at|after) $"
    r"|\bremain(?:s|ed) (?:[\w-]+ ){1,3}$|^(?:at|after) an? (?:mean|median|average) of $"
)
_COUNTED: Final = re.compile(
    r"'?[ -](?:after (?:[\w-]+ ){1,4})?(?:(?:assessment|questionnaire|interview|visit|examination)s? (?:was|were) "
    r"(?:completed|attended|returned)|were (?:counted|recorded|noted))\b"
)
_LATER: Final = re.compile(r"'?,? (?:after|later|following|thereafter|post)")
_BEFORE_AND: Final = re.compile(
    r"\b(?:before|at (?:entry|baseline|the start|the time of)|on (?:entry|admission|starting)|prior to"
    r"|preoperatively)\b[^.;]{0,60}(?:\band\b|,)[^.;]{0,12}$"
)
_AND_AT: Final = re.compile(r"[^.;]{0,40}\b(?:and|but)\b[^.;]{0,25}\b(?:at|after|by) $")
_AT: Final = (" at ", " after ", " by ")
_ADVISED: Final = re.compile(r"\b(?:should|must|can|may|is|are|recommend\w*|repeat|advise\w*)\b")
_PEOPLE: Final = re.compile(
    r"\b(?:patients?|participants|subjects|volunteers|wom[ae]n|men|children|infants|people|adults|nurses|pupils|they)\b"
)
_TREATED: Final = re.compile(r"\b(?:patients|participants|subjects|women|children|hips|knees|fractures|lifts|burned)\b")
_AGED: Final = re.compile(
    r"\b(?:patients|women|men|children|participants|subjects),? (?:\([^()]{0,20})?(?:with a mean age|(?:whose |of "
    r"|mean |median )+age\b|aged \d|ranged in age)"
)
"""Those whose age is told were treated themselves: who only gave the cells is seldom described."""
_BENCH: Final = re.compile(
    r"\b(?:cells?|cultur\w+|medium|media|immers\w+|stor(?:ed|age)|specimens?|incubat\w+|mice|rats?|in vitro|dis[ck]s?"
    r"|proliferation|thermocycl\w+|water|saliva|expression|mrna|differentiat\w+|degrad\w+|prob(?:e|es))\b"
)
# Things that were kept or worn out on a bench, where nobody is named: "stored in syringes", "discs in water".
_THINGS: Final = re.compile(
    r"\b(?:stored|storage|immers\w+|kept (?:in|at)|specimens?|thermocycl\w+|simulator|incubat\w+|dis[ck]s|beads"
    r"|weathering|solutions?|seeds?|plants?|oysters|crops?|soils?)\b"
)
_TWO_MONTHS: Final = 60.0  # days: tests are repeated to see whether they agree, and cells kept, for less than this


_PARTS: Final = re.compile(r"\b(?:molars?|teeth|radiographs?|hips?|knees?|implants were (?:placed|inserted|loaded))\b")


def names_parts(abstract: str) -> bool:
    """Whether a folded text tells of teeth, hips or knees that are not kept on a bench."""
    return _PARTS.search(abstract) is not None and _THINGS.search(abstract) is None


def visits_told(weighed: Sequence[Weighed], design: Design | None, design_is: float, abstract: str) -> bool:
    """Whether a text that was taken for a review, a survey or bench work says that people were seen again, and when.

    Args:
        weighed: what could be a follow-up.
        design: the design that was read, None where none was.
        design_is: how sure it is; a sure one is not spoken against.
        abstract: the folded text, in which work on cells must name those who were treated.
    """
    code = design.code if design else ""
    if design is not None and design_is >= _SURE.get(code, 0.0):
        return False
    lacks = _TREATED.search(abstract) is None
    if lacks and (code == "in-vitro" or (_THINGS.search(abstract) and not _PEOPLE.search(abstract))):
        return False
    if code == "in-vitro" and design_is < GUESSED and _AGED.search(abstract):
        return True
    told = [one.what.mention for one in weighed if isinstance(one.what, Claim)]
    told = [one for one in told if one.sentence.section in _OWN and not _ADVISED.search(one.near)]
    return any(_is_seen(one, code) for one in told) or (code != "in-vitro" and _are_two(told))


def _is_seen(mention: Mention, code: str) -> bool:
    """Whether people were seen again at a time: at two or more, before and after something, or looked at after long."""
    left, right = mention.left, mention.right
    if (code == "in-vitro" and _is_of_bench(mention)) or (code == "cross-sectional" and _is_in_survey(mention)):
        return False
    if mention.duration.shape in LISTED:
        return _LOOKED.search(mention.near) is not None
    later = _LATER.match(right) is not None
    if _COUNTED.match(right) or (later and _BEFORE_AND.search(left)):
        return True
    if code == "in-vitro" and later and mention.duration.days >= _TWO_MONTHS and _PEOPLE.search(left):
        return True
    if code == "cross-sectional" and mention.duration.days < _TWO_MONTHS:
        return False  # a questionnaire that some filled in again a fortnight later
    return mention.duration.shape is not Shape.RANGE and _LOOKED_AGAIN.search(left) is not None


def _is_of_bench(mention: Mention) -> bool:
    """Whether a time is one of cells or things: told with a word of them, or short and with nobody beside it."""
    short = mention.duration.days < _TWO_MONTHS and _PEOPLE.search(mention.near) is None
    return short or _BENCH.search(mention.near) is not None


def _is_in_survey(mention: Mention) -> bool:
    """Whether a time is one of those that a survey tells: hours of a day, students of years 5 and 6."""
    return mention.duration.unit == "hours" or mention.wording.startswith("years")


def _are_two(told: Sequence[Mention]) -> bool:
    """Whether two times follow each other: "fell by 22 at 3 months and by 25 at 12 months"."""
    seconds = [one for one in told if one.left.endswith(_AT) and _AND_AT.fullmatch(one.left)]
    return any(
        one.sentence is other.sentence and one.order == other.order + 1 and other.left.endswith(_AT)
        for one in seconds
        for other in told
    )
