"""The rules for what stands in for a stated follow-up: named results, a trial's or treatment's length, visits. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from evidence.tag.durations.shape import IS_ADJECTIVE, IS_LIST, IS_ORDINAL, IS_SINGLE, LABELLED, Shape
from evidence.tag.follow_up.beside_dose import beside_dose
from evidence.tag.follow_up.cues import Mention
from evidence.tag.follow_up.from_birth import from_birth
from evidence.tag.follow_up.rules import Claim, observed, stated
from evidence.tag.follow_up.two_looks import two_looks
from evidence.tag.rule import rule
from evidence.tag.text import Section

_RESULTS: Final = re.compile(
    r"'?\)?[ -](?:(?:clinical|long-term|final|interim|safety|efficacy|follow-up|outcome|survival|post-\w+|of)[ -]){0,3}"
    r"(?:results?|outcomes?|data(?! ?set)|report|update|findings|analysis|analyses)\b"
)


@rule("follow_up.results_at")
def results_at(mention: Mention) -> Claim | None:
    """Results that are named by their length, in a title or as "we report".

    Takes: Here we report the 3-year results of the implantation.
    Leaves: The 3-year survival was not estimated.
    """
    if not _RESULTS.match(mention.right) or mention.duration.shape is IS_ORDINAL:
        return None
    if (
        mention.sentence.section is Section.TITLE
        or "report" in mention.sentence.folded
        or mention.duration.shape is IS_ADJECTIVE
    ):
        return Claim(mention, "follow_up.results_at", "fixed")
    return None


_STUDY_AHEAD: Final = re.compile(
    r"'?[ ,-]+(?:\(?(?!treatment\b|washout|run-in|interval|follow|therap|course|after|"
    r"before|of (?:treatment|therapy)|period|phase|and\b(?! controlled\b| (?:[\w-]+ "
    r"){1,3}?(?:trial|study)\b)|then\b|with\b|at\b|was\b|were\b|showed|had\b|to\b|than\b)"
    r"[\w%.:/&+-]+[\]), ]+){0,14}?"
    r"(?:trial|study|studies|trials|rct|design|comparison|investigation|project|"
    r"protocol)\b(?! (?:drug|medication|treatment|group|visit|entry|arm|period|day))"
)
_STUDY_LEFT: Final = re.compile(
    r"\b(?:trial|study)(?: (?:period|duration|length|time|phase))? (?:of|for|over|lasting|"
    r"lasted|was|with a (?:total )?duration of|ran for|"
    r"conducted (?:over|for|during)|(?:performed|carried out|run) (?:over|for|during))[ ]"
    r"(?:a |an |about |approximately |up to |the |period of |total of |duration of ){0,4}$"
)


_GIVEN_IN: Final = (" in a ", " in an ", " in this ", " in the ")
_DOSED: Final = re.compile(
    r"(?:\d ?(?:mg|g|mcg|\u00b5g|\u03bcg|ml|iu|units?)(?:/[a-z]+)?(?: (?:daily|a day|per day|once|twice)){0,2}"
    r"|\b(?:gave|took|received|given|taken)\b[^.;,]{0,40}) for $"
)


@rule("follow_up.trial_length")
def trial_length(mention: Mention) -> Claim | None:
    """A trial or study that is named by its length.

    Takes: In this 24-week, randomised, double-blind trial both groups lost weight.
    Leaves: The trial was approved 24 weeks before.
    """
    if mention.duration.unit == "hours":
        return None
    left, right = mention.left, mention.right
    ahead = "stud" in right or "trial" in right or "pro" in right or "design" in right
    ahead = ahead or "comparison" in right or "rct" in right or "investigation" in right
    if right.startswith(_GIVEN_IN) and left.endswith("for ") and _DOSED.search(left):
        return None  # "90 mg for seven days in a prospective study" is how long they took it
    if ahead and mention.duration.shape in (IS_ADJECTIVE, IS_SINGLE, IS_LIST) and _STUDY_AHEAD.match(mention.right):
        return Claim(mention, "follow_up.trial_length", "fixed")
    if ("study" in left or "trial" in left) and _STUDY_LEFT.search(left[-60:]):
        return Claim(mention, "follow_up.trial_length", "fixed")
    return None


_FOR: Final = re.compile(
    r"\b(?:for|for as long as|over|during|lasting|lasted|lasts|will last|throughout|x|of|for >=?|was|for up "
    r"to|for at least)[ ](?:the |a |an |at least |up to |about |approximately |period "
    r"of |total of |total |duration of |minimum of |first |next |another |further "
    r"|additional |subsequent |planned |scheduled |mean of |median of |entire |maximum of |course of |following "
    r"|time of |or |[<>] or ){0,4}[<>\u2264\u2265=~]* ?$"
)
_WHILE: Final = (" for ", " over ", " during ")  # what most treatments are told with
_EACH: Final = re.compile(r",? each\b(?! other)|,? per (?:period|arm|treatment|phase)\b")
_TREATED_AHEAD: Final = re.compile(
    r"'?[ ,-]+(?:of |the |a )*(?:(?!(?:after|before|was|were|and|with|without|follow|"
    r"at|in|post|no)\b)[\w%/+]+[ -]+){0,10}?(?:treatment|therapy|intervention|administration|"
    r"supplementation|training|use|phases?|periods?|program(?:me)?|course|regimen|diet|dosing|"
    r"monotherapy|exercise|maintenance|consumption|chemotherapy|radiotherapy|tamoxifen|"
    r"hormone therapy|prophylaxis|combination|intake|feeding|placebo|exposure|double[ -]blind|"
    r"infusion|titration|extension|continuation)\b"
)


_LENGTH_OF: Final = re.compile(
    r"\b(?:length|duration) of (?:the |drug |study )?(?:treatment|therapy|intervention|exposure)"
    r"(?: was|:|,| of|,? mean)? $"
)
_OPENS_WITH: Final = ("duration was ", "duration: ", "the duration was ", "duration of ")  # a sentence of methods
_GIVEN_NEXT: Final = (
    "randomized to ",
    "randomised to ",
    "assigned to ",
    "allocated to ",
    "followed by ",
    "placebo, ",
    "plus ",
)


def _is_treated(mention: Mention) -> bool:
    """Whether a word of treatment is in reach; for "was 12 weeks" it must come first."""
    if mention.left.endswith("was "):
        return mention.before("treat", 60) is not None
    return "treat" in [kind for kind, _, _ in mention.cues]


@rule("follow_up.treated")
def treated(mention: Mention) -> Claim | None:
    """A length of treatment, where nothing says how long the participants were followed.

    Takes: The women received either drug once daily for 12 weeks.
    Leaves: The women had received the drug before.
    """
    one, left, right = mention.duration, mention.left, mention.right
    if mention.wording.endswith("ly"):
        return Claim(mention, "follow_up.treated", "treatment")
    if one.unit == "hours" or one.shape in LABELLED:
        return None
    if (
        (_TREATED_AHEAD.match(right) and not left.endswith(("after ", "before ", "at ", "on ", "within ")))
        or _EACH.match(right)
        or left.endswith(
            ("received ", "receive ", "completed ", "underwent ", "receiving ", "given ", "had ", "spent ")
        )
        or ("treat" in mention.kinds and _is_treated(mention) and (left.endswith(_WHILE) or _FOR.search(left[-60:])))
        or (right.startswith(" of ") and left.endswith(_GIVEN_NEXT) and mention.has("treat"))
        or left in _OPENS_WITH
        or (("n of " in left[-34:] or "h of " in left[-34:]) and _LENGTH_OF.search(left))
        or beside_dose(mention)
    ):
        return Claim(mention, "follow_up.treated", "treatment")
    return None


_AT: Final = re.compile(
    r"(?:^|[ (\[,;:/-])(?:at|after|by|until|till|through|to|and|in|during|over|within|"
    r"baseline|from|or|for|on|since|follow-up|throughout|up to|post|than|vs|versus|month|"
    r"between|the|post-?(?:intervention|treatment|training|test))"
    r"[ :,](?:the |a |an |end of |first |about |approximately |both |all "
    r"|only |month |week |day |full |to |and |at |least |up |mean of |median of |average of |ensuing |all "
    r"of |period of |lapse of |study |in |planned |scheduled |subsequent |following |next |another |initial |every "
    r"|post-?\w+ |post |entire |treatment |time |times |points? |visits? |[(>\u2264\u2265=<~:]|"
    r"or |either )*$"
)
_LASTING: Final = re.compile(
    r"\b(?:for|over|during|throughout)(?: (?:the|a|an|about|approximately|entire|another|up to|at least)){0,3} ?$"
)
_VISIT_AHEAD: Final = re.compile(
    r"'?[ ,)(-]*(?:of |the |a )*(?:post|after|later|following|visits?|of (?:treatment|"
    r"therapy|follow|supplement|intervention|train|use|diet|exercise)|assessment|evaluation|"
    r"modified rankin|rankin|mrs\b|functional|readmission|complication|abstinence|quit|remission|relapse rate|"
    r"outcome|thereafter|on treatment|change|endpoint|end|data|time|from (?:baseline|entry|randomi|enrol|diagnosis)|"
    r"result|on(?=[.,;)])|"
    r"mark|point|survey|mortality|rate)"
)


_LOOKED_UP_TO: Final = re.compile(
    r"\b(?:seen|examined|assessed|measured|tested|evaluated|reviewed|interviewed|monitored|recorded|visited)"
    r"(?: [a-z]+){0,2} (?:for )?up to $"
)


def _point_statistic(left: str) -> str:
    """What a time is: a mean, the most ("for up to 6 months"), the least, the whole ("over 6 months"), or a visit."""
    if left.endswith((" of ", " median ", " mean ", ") ", "] ")) and (summary := _SUMMARY.search(left[-50:])):
        return "median" if summary[1] == "median" else "mean"
    if left.endswith("up to ") and _LOOKED_UP_TO.search(left[-60:]):
        return "maximum"
    if not left.endswith(_WHILE) and not _LASTING.search(left[-30:]):
        return "last-visit"
    return "maximum" if left.endswith("up to ") else "minimum" if left.endswith("at least ") else "fixed"


_SPREAD_OUT: Final = re.compile(r"\u00b1|\+/-")


def _mean_of_spread(mention: Mention) -> str | None:
    """That a time with its deviation is a mean: "after 6.5 +/- 2.8 months of treatment"."""
    return "mean" if _SPREAD_OUT.search(mention.wording) else None


# Of what kind the spread behind a mean is: "(SD)", "[IQR]".
_SPREAD: Final = r"(?: ?[(\[][^()\[\]]{2,28}[)\]]| ?(?:\u00b1|\+/-) ?sd)"
_SUMMARY: Final = re.compile(rf"\b(mean|median|average){_SPREAD}?(?: time| period)?(?: of)? $")
_SUMMED_UP: Final = re.compile(rf"\b(?:during|over|after|at) an? (?:mean|median|average){_SPREAD}(?: of)? $")


_PLAINLY_AT: Final = (
    " at ", " after ", " for ", " by ", " until ", " to ", " and ", " in ", " during ", " over ", " within ", " from ",
    " or ", " on ", " since ", " than ", "during a median ", "over a median ", "during a mean ", "over a mean ",
)  # fmt: skip


def _is_at(mention: Mention) -> bool:
    """Whether a time is told as one at which something was so: "at", "after", "until", "the 6-month assessment"."""
    if mention.left.endswith(_PLAINLY_AT) or _VISIT_AHEAD.match(mention.right):
        return True
    spread = mention.left.endswith((") ", ") of ", "] ", "] of ", "sd of ")) and _SUMMED_UP.search(mention.left[-60:])
    return bool(spread) or _AT.search(mention.left[-50:]) is not None


_NUMBER_FIRST: Final = re.compile(r"\d%?(?: [\w/%]{1,5})? \($")
_BRACKETS: Final = re.compile(r"\(\d{1,3} (?:days|weeks|months|years)\)")


def _is_bracket(mention: Mention) -> bool:
    """Whether a time stands in brackets as another one does: "by 48 m (3 months) and 55 m (12 months)"."""
    if mention.right[:1] != ")" or not _NUMBER_FIRST.search(mention.left):
        return False
    return len(_BRACKETS.findall(mention.near)) > 1


_FIRST_OF: Final = (" of follow", " after ", " following ")


def is_first(mention: Mention) -> bool:
    """Whether a time is the first of more: "in the first year of follow-up"."""
    return mention.duration.shape is IS_ORDINAL and mention.wording.startswith(("first", "1st"))


def _is_whole_year(mention: Mention) -> bool:
    """Whether a first year is one that they were seen in to its end: "at the end of the first year"."""
    told = mention.right.startswith(_FIRST_OF) or mention.left.endswith("end of the ") or "post" in mention.wording
    return told and mention.duration.unit == "years"


_PARTED: Final = (" separated by ", " separated by a ", " separated by an ", " spaced by ")  # sessions are


@rule("follow_up.time_point")
def time_point(mention: Mention) -> Claim | None:
    """A time at which the participants were seen: the last one counts, in methods and results only.

    Takes: Acuity was measured at baseline and at 1, 3 and 6 months.
    Leaves: Acuity was measured every 3 months.
    """
    if mention.duration.unit == "hours" and mention.duration.value < 24:
        return None
    if is_first(mention) and not _is_whole_year(mention):
        return None  # the first of more
    if mention.left.endswith((" before ", " prior to ", *_PARTED)) and not two_looks(mention):
        return None
    listed = mention.duration.shape in (IS_LIST, Shape.LABELS, Shape.LABEL, IS_ORDINAL)
    looked = two_looks(mention) or ("last-visit" if from_birth(mention) else None)
    if listed or looked or not mention.left.strip() or _is_bracket(mention) or _is_at(mention):
        statistic = (
            mention.duration.statistic
            or looked
            or _mean_of_spread(mention)
            or ("last-visit" if listed else _point_statistic(mention.left))
        )
        return Claim(mention, "follow_up.time_point", statistic)
    return None


READERS: Final[tuple[Callable[[Mention], Claim | None], ...]] = (
    stated, observed, results_at, trial_length, treated, time_point,
)  # fmt: skip
