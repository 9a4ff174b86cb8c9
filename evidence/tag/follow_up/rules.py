"""The rules for a length of time that is said to be the follow-up, and what a rule says of a length. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from evidence.tag.durations.shape import IS_ADJECTIVE, IS_LIST, IS_ORDINAL, Shape
from evidence.tag.follow_up.assessed_over import assessed_over
from evidence.tag.follow_up.cues import Mention
from evidence.tag.follow_up.since import since
from evidence.tag.follow_up.statistic import OF_SUMMARY, statistic_of
from evidence.tag.follow_up.whom import of_whom, whom_followed
from evidence.tag.rule import rule


@dataclass(slots=True, eq=False)  # not frozen, which would make each cost several times as much
class Claim:
    """That a length is a follow-up: by which rule, as which statistic."""

    mention: Mention
    rule: str
    statistic: str


_FILLER: Final = (
    r"(?:periods?|times?|duration|length|intervals?|was|were|is|are|has been|will|be|last|of|for|"
    r"a|an|the|all|total|median|mean|average|medium|overall|over|up|to|"
    r"until|at|least|minimum|maximum|approximately|about|around|nearly|almost|more|than|"
    r"only|additional|further|another|on|in|as|and|with|"
    r"lasted|lasting|averaged|averaging|iqr|sd|ranged|ranging|ranges|range|from|between|after|beyond|during|through|"
    r"throughout|within|women|men|children|infants|them|eyes|animals|mice|rats|patients?|participants?|subjects?|"
    r"m ?\(q1, ?q3|longer|now|excess|exceed(?:ing|ed|s)|each|both|groups?|"
    r"\w+ly|across|\d+%?|has|have|had|study|studies|treated|reaching|"
    r"carried|performed|conducted|done|made|took|place|occurred|measures?|measurements?|questionnaires?|surveys?|"
    r"interviews?|evaluations?|scans?|endoscopy|angiography|imaging|examinations?|telephone|sessions?|calls?|"
    r"long|long-term|next|subsequent|post-?\w+|surgery|treatment|discharge|transplantation|"
    r"randomi[sz]ation|ie|i\.e\.|or|maximal|data|"
    r"visits?|assessments?|available|age|continued|completed?|also|then|longest|out|points?|"
    r"baseline|entry|among|still|alive|surviv\w+|living|those|evaluable|n ?= ?\d+\)|"
    r"birth|came|went|amounted|reached|being|death|these|our|his|her|their|"
    r"(?:by|using|with) (?:the )?(?:reverse |inverse )?kaplan-meier(?: (?:methods?|estimat\w+|analysis|technique))?|"
    r"planned|scheduled|occurr\w+|enrol?l?ment|main|start|who|equal\w*|estimated|of 100%|"
    r"(?:\u00b1|\+/-) ?s\.?[de]\.?m?|\u00b1|\+/-|s\.d\.|standard (?:deviation|error)|sem?|q1-q3|"
    r"inter-?quartile range|(?:25th-75th |25th and 75th )percentiles?)"
)
_LEFT_FILLER: Final = re.compile(rf"[ ,:;(=\[>\u2265\u2248~-]*(?:{_FILLER}[ ,:;()=\[\]>\u2265\u2248~-]+){{0,9}}")
_RIGHT_FILLER: Final = re.compile(
    r"'?[ ,)\]-]*(?:(?:of|median|mean|average|total|time|period|a|the|planned|complete|"
    r"full|long-term|clinical|post-?\w+(?: \w+)?|longitudinal|"
    r"prospective|maximum|minimum|in|for|at|s|subsequent|observational|off-treatment|"
    r"treatment-free|drug-free|no-treatment|without treatment|"
    r"safety|extended|continuous|active|routine|these|this|or more|or longer|their|our|"
    r"open-label|naturalistic|cumulative|no|treatment|\(?t\d\)?)[ ,'-]+){0,5}"
)
_AFTER_TRIAL: Final = re.compile(r"\b(?:after|following) (?:a |an |the )?$")
_POINT: Final = re.compile(r"\b(?:at|by|after|on|to)(?: the| a| an|:| about| approximately| up to)* ?$")
_BY_POINT: Final = re.compile(r"\b(?:at|by|visits?|points?|assessments?)\b[^.;]*$")


@rule("follow_up.stated")
def stated(mention: Mention) -> Claim | None:
    """A length that is said to be the follow-up: whole, median, mean, minimum or maximum.

    Takes: All patients were followed up for 18 months after the graft.
    Leaves: Two patients were lost to follow-up and the tablets were taken for an unknown time.
    """
    if not mention.has("follow") or mention.duration.shape is IS_ORDINAL or mention.right.startswith(" by "):
        return None
    if mention.right.startswith(" followed") and _is_phase_that_came(mention):
        return None
    gap, ahead = _follow_gap(mention)
    if gap is None and (told := of_whom(mention) or whom_followed(mention)):
        return Claim(mention, "follow_up.stated", told)
    if gap is None or (mention.duration.unit == "hours" and mention.right.startswith((" later", " after"))):
        return None
    statistic = statistic_of(mention, gap, ahead=ahead)
    if statistic is None and _is_point(mention, gap, ahead=ahead):
        return Claim(mention, "follow_up.visit", "last-visit")
    return Claim(mention, "follow_up.stated", statistic or "fixed")


# "A maintenance phase of 1 month followed": what came next, not who was followed.
_PHASE_FOLLOWED: Final = re.compile(r" followed(?:[.,;]|$| and\b| in\b)")
_PHASE_OF: Final = re.compile(
    r"\b(?:(?<!follow-up )(?<!follow up )(?<!observation )(?:phase|period)|course|stage|chemotherapy|radiotherapy"
    r"|treatment|therapy|training|rehabilitation|maintenance"
    r"|extension|taper|wash-?out|programme|program|diet)(?: with [^.;,]{2,30})? (?:of|for|lasting|over)(?: an?"
    r"| about)? $"
)


def _is_phase_that_came(mention: Mention) -> bool:
    """Whether "followed" is said of a phase: "a maintenance phase of 1 month followed"."""
    return _PHASE_FOLLOWED.match(mention.right) is not None and _PHASE_OF.search(mention.left) is not None


def _follow_gap(mention: Mention) -> tuple[str | None, bool]:
    """The words between a length and "follow-up" beside it, and whether the cue stands behind the length."""
    if mention.duration.statistic and any(
        cue.kind == "follow" and cue.end <= mention.duration.start for cue in mention.cues
    ):
        return "", False
    gap = mention.after("follow", 50)
    if gap is not None and _RIGHT_FILLER.fullmatch(gap):
        return gap, True
    gap = mention.before("follow", 70)
    if gap is not None and _LEFT_FILLER.fullmatch(gap) and not _is_after_trial(mention, gap):
        return gap, False
    return None, False


def _is_after_trial(mention: Mention, gap: str) -> bool:
    """Whether a length is that of a trial after which people were followed: "followed after a 12-week trial"."""
    return mention.duration.shape is IS_ADJECTIVE and _AFTER_TRIAL.search(gap) is not None


def _is_point(mention: Mention, gap: str, *, ahead: bool) -> bool:
    """Whether the follow-up is a visit: "at 6-month follow-up", "followed up at 3, 6 and 12 months"."""
    if mention.duration.shape in (IS_LIST, Shape.LABELS, Shape.LABEL):
        return True
    if ahead:
        return bool(_POINT.search(mention.left[-24:])) or mention.right[len(gap) :].startswith(
            ("follow-up visit", "follow-up assess")
        )
    return bool(_BY_POINT.search(gap))


_WHILE: Final = re.compile(
    rf" (?:prospectively |daily |weekly |monthly |annually |yearly "
    rf"|\w+ times |repeatedly |continuously |regularly |closely )?(?:through "
    rf"\d{{4}} |until \w+ \d{{4}} |up to \d{{4}} )?(?:for|over|during|throughout|up to|"
    rf"for up to)[ ](?:{_FILLER}[ ]){{0,6}}$"
)
_OVER: Final = ("over ", "over a ", "spanning ", "spanning a ", "across ", "during ", "during a ", "over the ")
_WAVES: Final = re.compile(
    r"\b(?:\w+ (?:times|waves|occasions|surveys|assessments)|longitudinally)"
    r" (?:over|spanning|across|during)(?: an?| the)? $"
)


def _seen_at(left: str) -> str | None:
    """The statistic of "twice over two years", "reviewed at a minimum of 5 years", "seen after a mean of 2 years"."""
    if left.endswith(_OVER) and _WAVES.search(left):
        return "fixed"
    if left.endswith(" of ") and _TERM.search(left):
        return "fixed"
    if not left.endswith(_SUMMED_UP):
        return None
    if seen := _SEEN_AT.search(left):
        return OF_SUMMARY.get(seen[1], seen[1])
    if seen := _SEEN_IN_ALL.search(left):
        return "median" if seen[0].endswith(("median ", "median of ", "median, ")) else "mean"
    return None


_TERM: Final = re.compile(
    r"\b(?:during|over|throughout|in|for)(?: an?| one| the)? (?:[\w-]+ ){0,2}"
    r"(?:term|stay|season|voyage|expedition|camp|semester|school year|winter|sojourn) of $"
)
_SUMMED_UP: Final = (
    " of ", " averaged ", "(mean ", "(median ", "(average ", "(mean, ", "(median, ", "(average, ",
)  # fmt: skip
_SEEN_AT: Final = re.compile(
    r"\b(?:reviewed|re-?examined|examined|re-?assessed|assessed|evaluated|re-?evaluated|seen|recalled|interviewed"
    r"|contacted|traced|re-?studied|re-?tested|questioned|visited|surveyed)(?: again| clinically| radiographically"
    r"| and radiographed)?(?: [^.;,]{1,40})? (?:(?:at|after|for) )?an? (minimum|mean|median|average)"
    r"(?: period| time| interval)? of $"
)
# "Follow-up through the cancer registry averaged 11 years", "at long-term review (median 5.5 years)".
_SEEN_IN_ALL: Final = re.compile(
    r"\bfollow-?[ ]?up [^.;,]{1,60} averaged $"
    r"|\b(?:long-term|final|latest|last) (?:clinic |office |outpatient )?"
    r"(?:review|examination|assessment|evaluation|visit) \((?:mean|median|average)(?:,| of)? $"
    r"|\bin the course of a (?:mean|median) of $"
)


@rule("follow_up.observed")
def observed(mention: Mention) -> Claim | None:
    """A length that the participants were observed or monitored, or that the study lasted.

    Takes: Glucose was monitored for 45 days after the infusion.
    Leaves: Glucose was monitored every 4 hours.
    """
    seen_at = since(mention) or _seen_at(mention.left) or (of_whom(mention) if mention.has("observe") else None)
    if not seen_at and assessed_over(mention):
        seen_at = "fixed"
    if seen_at:
        return Claim(mention, "follow_up.observed", seen_at)
    if not (mention.has("seen") or mention.has("observe")):
        return None
    gap = mention.before("seen", 60)
    if gap is not None and _WHILE.match(gap):
        return Claim(mention, "follow_up.observed", statistic_of(mention, gap, ahead=False) or "fixed")
    gap = mention.before("observe", 45)
    # "Randomised to observation or to one year of the drug" is no year of observation.
    ahead = gap is None or gap.startswith(" or ") or not _LEFT_FILLER.fullmatch(gap)
    if ahead:
        gap = mention.after("observe", 30)
        if gap is None or not _RIGHT_FILLER.fullmatch(gap):
            return None
    statistic = statistic_of(mention, gap or "", ahead=ahead)
    if (
        statistic is None
        and not ahead
        and ((gap or "").strip() == "after" or _is_point(mention, gap or "", ahead=False))
    ):
        return Claim(mention, "follow_up.visit", "last-visit")
    return Claim(mention, "follow_up.observed", statistic or "fixed")
