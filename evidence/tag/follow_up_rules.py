"""The rules that read a follow-up off one length of time: what is said of it, and how much that counts. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from evidence.tag.durations import Shape
from evidence.tag.follow_up_cues import Mention
from evidence.tag.rule import rule
from evidence.tag.text import Section


@dataclass(frozen=True, slots=True)
class Claim:
    """That a length is a follow-up: by which rule, as which statistic."""

    mention: Mention
    rule: str
    statistic: str


_FILLER: Final = (
    r"(?:periods?|times?|duration|length|intervals?|was|were|is|are|has been|of|for|a|an|the|all|total|median|mean|average|medium|overall|over|up|to|"
    r"until|at|least|minimum|maximum|approximately|about|around|nearly|almost|more|than|only|additional|further|another|on|in|as|and|with|"
    r"lasted|lasting|ranged|ranging|ranges|range|from|between|after|beyond|during|through|throughout|within|patients?|participants?|subjects?|"
    r"now|excess|exceeding|each|both|groups?|clinically|prospectively|regularly|closely|annually|yearly|monthly|weekly|quarterly|"
    r"long-term|next|subsequent|post-?\w+|surgery|treatment|discharge|transplantation|randomi[sz]ation|ie|i\.e\.|or|maximal|data|"
    r"visits?|assessments?|available|continued|completed|also|then|longest|out|points?|baseline|entry|among|still|alive|surviv\w+|living|those|evaluable|n ?= ?\d+\)|came|amounted|reached|"
    r"planned|scheduled|who|equal\w*|estimated|of 100%)"
)
_LEFT_FILLER: Final = re.compile(rf"[ ,:;(=\[>\u2265~-]*(?:{_FILLER}[ ,:;(=\[>\u2265~-]+){{0,9}}")
_RIGHT_FILLER: Final = re.compile(
    r"'?[ ,)\]-]*(?:(?:of|median|mean|average|total|time|period|a|the|planned|complete|full|long-term|clinical|post-?\w+(?: \w+)?|longitudinal|"
    r"prospective|maximum|minimum|in|for|at|s|subsequent|observational|off-treatment|treatment-free|drug-free|no-treatment|without treatment|"
    r"safety|extended|continuous|active|routine|these|this|or more|or longer|their|our|open-label|naturalistic|and)[ ,'-]+){0,5}"
)
_AFTER_TRIAL: Final = re.compile(r"\b(?:after|following) (?:a |an |the )?adjective$")
_POINT: Final = re.compile(r"\b(?:at|by|after|on)(?: the| a| an|:| about| approximately| up to)* ?$")
_BY_POINT: Final = re.compile(r"\b(?:at|by|visits?|points?|assessments?)\b[^.;]*$")


def _statistic(mention: Mention, gap: str, *, ahead: bool) -> str | None:
    """Median, mean, minimum, maximum as the words between and just round the length say; None where they don't."""
    said = mention.duration.statistic
    if said:
        return said
    right = "" if mention.right.lstrip().startswith(("(", "[")) else mention.right
    near = f"{mention.left[-45:]} | {right[: len(gap) + 12]}"
    if not ahead:
        near = f"{mention.left[-(len(gap) + 30) :]} | {right[:12]}"
    near += mention.folded[mention.duration.start : mention.duration.end]
    for statistic, words in _STATISTIC_WORDS:
        if words.search(near):
            return statistic
    if mention.duration.shape is Shape.RANGE:
        return "range"
    return None


_STATISTIC_WORDS: Final = (
    ("median", re.compile(r"\bmedian\b")),
    ("mean", re.compile(r"\b(?:mean|average|averag\w+|on average)\b|\u00b1|\+/-")),
    (
        "minimum",
        re.compile(
            r"\b(?:at least|minimum|minimal|more than|in excess of|exceed\w*|longer than|or more|or longer)\b|[>\u2265]"
        ),
    ),
    ("maximum", re.compile(r"\b(?:up to|maximum|maximal|longest|as long as|up until)\b[^|]{0,25}\|")),
)


@rule("follow_up.stated")
def stated(mention: Mention) -> Claim | None:
    """A length that is said to be the follow-up: whole, median, mean, minimum or maximum.

    Takes: All patients were followed up for 18 months after the graft.
    Leaves: Two patients were lost to follow-up and the tablets were taken for an unknown time.
    """
    gap, ahead = _follow_gap(mention)
    if gap is None or (mention.duration.unit == "hours" and mention.right.startswith((" later", " after"))):
        return None
    statistic = _statistic(mention, gap, ahead=ahead)
    if statistic is None and _is_point(mention, gap, ahead=ahead):
        return Claim(mention, "follow_up.visit", "last-visit")
    return Claim(mention, "follow_up.stated", statistic or "fixed")


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
    if gap is not None and _LEFT_FILLER.fullmatch(gap) and not _AFTER_TRIAL.search(gap + mention.duration.shape):
        return gap, False
    return None, False


def _is_point(mention: Mention, gap: str, *, ahead: bool) -> bool:
    """Whether the follow-up is a visit: "at 6-month follow-up", "followed up at 3, 6 and 12 months"."""
    if mention.duration.shape in {Shape.LIST, Shape.LABELS, Shape.LABEL}:
        return True
    if ahead:
        return bool(_POINT.search(mention.left[-24:])) or mention.right[len(gap) :].startswith(
            ("follow-up visit", "follow-up assess")
        )
    return bool(_BY_POINT.search(gap))


_WHILE: Final = re.compile(
    rf" (?:prospectively |\w+ times |repeatedly |continuously |regularly |closely )?(?:through \d{{4}} |until \w+ \d{{4}} |up to \d{{4}} )?(?:for|over|during|throughout|up to|for up to)[ ](?:{_FILLER}[ ]){{0,6}}$"
)


@rule("follow_up.observed")
def observed(mention: Mention) -> Claim | None:
    """A length that the participants were observed or monitored, or that the study lasted.

    Takes: Glucose was monitored for 45 days after the infusion.
    Leaves: Glucose was monitored every 4 hours.
    """
    gap = mention.before("seen", 60)
    if gap is not None and _WHILE.match(gap):
        return Claim(mention, "follow_up.observed", _statistic(mention, gap, ahead=False) or "fixed")
    gap = mention.before("observe", 45)
    ahead = gap is None or not _LEFT_FILLER.fullmatch(gap)
    if ahead:
        gap = mention.after("observe", 30)
        if gap is None or not _RIGHT_FILLER.fullmatch(gap):
            return None
    statistic = _statistic(mention, gap or "", ahead=ahead)
    if statistic is None and not ahead and _is_point(mention, gap or "", ahead=False):
        return Claim(mention, "follow_up.visit", "last-visit")
    return Claim(mention, "follow_up.observed", statistic or "fixed")


_RESULTS: Final = re.compile(
    r"'?[ -](?:(?:clinical|long-term|final|interim|safety|efficacy|follow-up|outcome|survival|post-\w+|of)[ -]){0,3}"
    r"(?:results?|outcomes?|data|report|experience|update|findings|analysis|analyses)\b"
)


@rule("follow_up.results_at")
def results_at(mention: Mention) -> Claim | None:
    """Results that are named by their length, in a title or as "we report".

    Takes: Here we report the 3-year results of the implantation.
    Leaves: The 3-year survival was not estimated.
    """
    if not _RESULTS.match(mention.right) or mention.duration.shape is Shape.ORDINAL:
        return None
    if (
        mention.sentence.section is Section.TITLE
        or "report" in mention.sentence.folded
        or mention.duration.shape is Shape.ADJECTIVE
    ):
        return Claim(mention, "follow_up.results_at", "fixed")
    return None


_STUDY_AHEAD: Final = re.compile(
    r"'?[ ,-]+(?:\(?(?!treatment\b|washout|run-in|interval|follow|therap|course|after|before|of (?:treatment|therapy)|period|phase|and\b(?! controlled\b| (?:[\w-]+ ){1,3}?(?:trial|study)\b)|then\b|with\b|at\b|was\b|were\b|showed|had\b|to\b|than\b)[\w%.:/&+-]+[\]), ]+){0,14}?"
    r"(?:trial|study|studies|trials|rct|comparison|investigation|program(?:me)?|project|protocol)\b(?! (?:drug|medication|treatment|group|visit|entry|arm|period|day))"
)
_STUDY_LEFT: Final = re.compile(
    r"\b(?:trial|study)(?: (?:period|duration|length|time|phase))? (?:of|for|over|lasting|lasted|was|with a (?:total )?duration of|ran for|"
    r"conducted (?:over|for|during)|(?:performed|carried out|run) (?:over|for|during))[ ]"
    r"(?:a |an |about |approximately |up to |the |period of |total of |duration of ){0,4}$"
)


@rule("follow_up.trial_length")
def trial_length(mention: Mention) -> Claim | None:
    """A trial or study that is named by its length.

    Takes: In this 24-week, randomised, double-blind trial both groups lost weight.
    Leaves: The trial was approved 24 weeks before.
    """
    if mention.duration.unit == "hours":
        return None
    if mention.duration.shape in {Shape.ADJECTIVE, Shape.SINGLE, Shape.LIST} and _STUDY_AHEAD.match(mention.right):
        return Claim(mention, "follow_up.trial_length", "fixed")
    if _STUDY_LEFT.search(mention.left[-60:]):
        return Claim(mention, "follow_up.trial_length", "fixed")
    return None


_FOR: Final = re.compile(
    r"\b(?:for|over|during|lasting|lasted|throughout|x|within|of|for >=?|was|for up to|for at least)[ ](?:the |a |an |at least |up to |about |approximately |period of |total of |total |duration of |minimum of |first |next |next |another |further |additional |subsequent |mean of |median of |entire |maximum of |course of |following |time of |or ){0,4}[<>\u2264\u2265=~]* ?$"
)
_TREATED_AHEAD: Final = re.compile(
    r"'?[ ,-]+(?:of |the |a )*(?:(?!(?:after|before|was|were|and|with|without|follow|at|in|post|no)\b)[\w%/+-]+[ -]+){0,5}?(?:treatment|therapy|intervention|administration|supplementation|training|use|phase|period|program(?:me)?|course|regimen|diet|dosing|monotherapy|exercise|maintenance|consumption|chemotherapy|radiotherapy|tamoxifen|hormone therapy|prophylaxis|combination|intake|feeding|placebo|exposure|double-blind|infusion|titration|extension|continuation)\b"
)


@rule("follow_up.treated")
def treated(mention: Mention) -> Claim | None:
    """A length of treatment, where nothing says how long the participants were followed.

    Takes: The women received either drug once daily for 12 weeks.
    Leaves: The women had received the drug before.
    """
    if mention.duration.unit == "hours":
        return None
    if mention.duration.shape in {Shape.LABEL, Shape.LABELS, Shape.ORDINAL}:
        return None
    if _TREATED_AHEAD.match(mention.right) and not mention.left.endswith(("after ", "before ")):
        return Claim(mention, "follow_up.treated", "treatment")
    if mention.left.endswith(("received ", "receive ", "completed ", "underwent ", "receiving ", "given ", "had ")):
        return Claim(mention, "follow_up.treated", "treatment")
    if _FOR.search(mention.left[-60:]) and any(cue.kind == "treat" for cue in mention.cues):
        return Claim(mention, "follow_up.treated", "treatment")
    return None


_AT: Final = re.compile(
    r"(?:^|[ (\[,;:/-])(?:at|after|by|until|till|through|to|and|in|during|over|within|baseline|from|or|for|on|since|follow-up|throughout|up to|post|than|vs|versus|month|between|the)[ :,](?:the |a |an |end of |first |about |approximately |both |all |only |month |week |day |full |to |and |at |least |up |mean of |median of |all of |period of |study |in |subsequent |following |next |another |initial |every |post-?\w+ |post |entire |treatment |time |times |points? |visits? |[(>\u2265=<~:]|or |either )*$"
)
_VISIT_AHEAD: Final = re.compile(
    r"'?[ ,)(-]*(?:of |the |a )*(?:post|after|later|following|visits?|of (?:treatment|therapy|follow|supplement|intervention|train|use|diet|exercise)|assessment|evaluation|outcome|thereafter|on treatment|change|endpoint|end|data|time|from baseline|result|mark|point|survey|mortality|rate)"
)


@rule("follow_up.time_point")
def time_point(mention: Mention) -> Claim | None:
    """A time at which the participants were seen: the last one counts, in methods and results only.

    Takes: Acuity was measured at baseline and at 1, 3 and 6 months.
    Leaves: Acuity was measured every 3 months.
    """
    if mention.duration.unit == "hours" and mention.duration.value < 24:
        return None
    listed = mention.duration.shape in {Shape.LIST, Shape.LABELS, Shape.LABEL, Shape.ORDINAL}
    if listed or not mention.left.strip() or _AT.search(mention.left[-50:]) or _VISIT_AHEAD.match(mention.right):
        return Claim(mention, "follow_up.time_point", "last-visit")
    return None


READERS: Final[tuple[Callable[[Mention], Claim | None], ...]] = (
    stated, observed, results_at, trial_length, treated, time_point,
)  # fmt: skip


_SURVIVAL: Final = re.compile(r"'?[ -](?:[\w-]+[ -]){0,3}?(?:survivals?|os|pfs|dfs|efs|rfs)\b")


@rule("follow_up.horizon")
def horizon(mention: Mention) -> Claim | None:
    """A survival horizon in the results, where it is all that there is: "2-year overall survival was 54%".

    Takes: The charts of 60 patients were read. All had the operation. The 5-year overall survival was 71%.
    Leaves: The 5-year overall survival was 71%.
    """
    if mention.sentence.section not in {Section.RESULTS, Section.NONE} or not _SURVIVAL.match(mention.right):
        return None
    return Claim(mention, "follow_up.horizon", "fixed")
