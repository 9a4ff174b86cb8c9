"""Lengths of time that are no follow-up: ages, histories, intervals, run-ins, assays, horizons. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.shape import LISTED, LONG_UNITS
from evidence.tag.follow_up.ages import age
from evidence.tag.follow_up.away import away, per_year
from evidence.tag.follow_up.beside_ours import is_compared
from evidence.tag.follow_up.cues import Mention
from evidence.tag.follow_up.done_at import done_at
from evidence.tag.follow_up.doses import dose
from evidence.tag.follow_up.events import event
from evidence.tag.follow_up.happenings import happening
from evidence.tag.follow_up.history import past
from evidence.tag.follow_up.not_yet import not_yet
from evidence.tag.follow_up.recruitment import is_recruitment
from evidence.tag.follow_up.since import since
from evidence.tag.follow_up.two_looks import two_looks
from evidence.tag.follow_up.whom import of_whom
from evidence.tag.other_studies import TO_BE_DONE
from evidence.tag.text import Section

_BEFORE_INTERVAL: Final = (
    "every ",
    "each ",
    "per ",
    "every other ",
    "intervals of ",
    "interval of ",
    "once in ",
    "every-",
)
_AFTER_INTERVAL: Final = re.compile(r"[ -]?(?:\w+ )?(?:intervals?|apart|cycles?|cadence)\b|,? every\b")
_WEEKLY: Final = re.compile(
    r"(?:\b(?:times|once|twice|sessions|days|hours|min|minutes)|\d ?(?:h|min|mg|g|ml|%))(?: ?/| a| an| per|) ?$"
)
_WEEKLY_ENDS: Final = (
    "/", " a", " an", " per", "times", "once", "twice", "sessions", "days", "hours", "min", "minutes",
    "h", "mg", "g", "ml", "%",
)  # fmt: skip
_NO_RUN_IN: Final = (
    r"(?!treatment\b|follow|trial\b|study\b|extension|of\b|after\b|double-blind (?:treatment|trial|study)"
    r"|following\b|and\b|with\b|then\b|separated\b|divided\b)"
)
_RUN_IN: Final = (
    r"(?:run-?in|lead-in|wash-?out|screening|baseline (?:phase|period)|stabili[sz]ation|pre-?treatment|wash"
    r"|(?:medicine|drug|medication|placebo|treatment|medical)-free)"
)
_AFTER_RUN_IN: Final = re.compile(
    rf"[ ,-]*(?:{_NO_RUN_IN}\w+[ ,/-]+){{0,10}}?{_RUN_IN}\b(?! (?:trial|study|design))"
    r"|'? of (?:an? )?(?:[\w-]+ )?(?:run-?in|lead-in|wash-?out)\b(?! (?:trial|study|design))"
)
_BEFORE_RUN_IN: Final = re.compile(
    r"(?:run-?in|lead-in|wash-?out|washed(?: out)?|screening|stabili[sz]ation)(?: (?:period|phase|interval))?"
    r"(?: (?:of|for|was|lasting)){0,2}(?: (?:at least|up to))? $"
    r"|\bpre-?treatment \([^.;()]{0,40}\bfor $"
)
_AFTER_HORIZON: Final = re.compile(
    r"'?(?: \([^)]{0,30}\))?[ -](?:(?:overall|event-free|disease-free|progression-free|"
    r"relapse-free|cumulative|actuarial|cancer-specific|breast cancer|cancer|gail|stroke|cvd|chd|ascvd|death|mortality|"
    r"local|recurrence-free|metastasis-free|failure-free|absolute|estimated|crude|graft|patient|rates? of|pfs|dfs|"
    r"all-cause|cardiovascular|relative|fracture|predicted|probability of)[ ,-]+(?:and )?){0,3}"
    r"(?:survivals?|incidence|risks?|pfs|os|dfs|efs|rfs|prevalence|probabilit\w*|survivors)\b"
)
_ASSAY: Final = re.compile(
    r"'?[ -](?:post-?(?:meal|prandial|load|challenge|glucose|dose)|urin|ambulatory|blood|glucose|iop|intraocular|ecg|"
    r"holter|clamp|fast|recall|dietary|diurnal|plasma|pressure|curve|continuous|oral|meal|insulin|infusion|energy|"
    r"pg\b|bp\b|pp|collection|profile|abpm|monitor|creatinine|protein|sleep|of fasting|electro)"
)
_LATER: Final = re.compile(r"'?,? (?:later|after|post|following|period)")
_SPREAD: Final = re.compile(r"\u00b1|\+/-")
_CRITERION: Final = re.compile(
    r"\b(?:duration|episode|diabetes|disease|illness) (?:of|for|lasting) ?(?:at least |[=<>\u2264\u2265] ?)+$"
)
_LENGTHS: Final = frozenset(["follow", "observe", "treat", "trial", "visit"])
_AT_LENGTH: Final = re.compile(
    r"^(?!.*\b(?:rang|from )).*\b(?:at|after|by|through|to|until|within|on)"
    r"(?: the| day| week| month| year| a mean of)? ?$"
)


def trap(mention: Mention) -> str | None:
    """The trap that a length is ("age", "interval", …), None where it is none."""
    why = _interval(mention) or _excluded(mention) or not_yet(mention)
    why = why or ("other study" if is_compared(mention) else None)
    if two_looks(mention) or (not why and since(mention)):
        return None
    if why or ("follow" in mention.kinds and (_FOLLOWED.match(mention.right) or of_whom(mention))):
        return why or _reported_before(mention) or _wanted(mention)
    return (
        age(mention)
        or past(mention)
        or _run_in(mention)
        or _outcome(mention)
        or (_assay(mention) if mention.duration.unit == "hours" else None)
        or _other(mention)
    )


_LESS: Final = ("less than ", "fewer than ", "shorter than ", "under ", "<", "< ")
_LEFT_OUT: Final = re.compile(
    r"'?(?:[ -](?:of )?(?:clinical )?follow-?[ ]?up(?: (?:time|period|data))?)? (?:were|was) "
    r"(?:excluded|omitted|left out|not included|disregarded|dropped|ineligible)\b"
)
_EXCLUDED: Final = re.compile(r"\b(?:excluded|excluding|exclusion of|exclusion criteria)\b[^.;]{0,60}$")


def _excluded(mention: Mention) -> str | None:
    """Whether those who were followed for less are left out: "patients with less than a year of follow-up"."""
    if not mention.left.endswith(_LESS) or not mention.has("follow"):
        return None
    out = _LEFT_OUT.match(mention.right) or _EXCLUDED.search(mention.left)
    return "condition of entry" if out else None


_FOLLOWED: Final = re.compile(r"'?[ -](?:of |median |mean |cumulative |clinical |post-?\w+ )?follow-?[ ]?ups?\b")


def _interval(mention: Mention) -> str | None:
    left, right = mention.left, mention.right
    if left[-3:] in _INTERVAL_ENDS:
        if left.endswith(_OF_FOLLOWING) or (left.endswith("each ") and _PERIOD.match(right)):
            return None
        if left.endswith(" interval of ") and _FOLLOWED_FOR.search(left):
            return None
        if left.endswith(_BEFORE_INTERVAL):
            return "interval"
    weekly = left.rstrip(" ").endswith(_WEEKLY_ENDS) and _WEEKLY.search(left[-12:])
    return "interval" if weekly or (_is_interval(right) and not _are_times(mention)) else None


def _are_times(mention: Mention) -> bool:
    """Whether several intervals are times from the start on: "at 3-, 6- and 10-week intervals"."""
    listed = mention.duration.shape in LISTED and "," in mention.wording
    return listed and mention.left.endswith("at ") and mention.right.startswith(" interval")


_INTERVAL_ENDS: Final = frozenset(["ry ", "ry-", "ch ", "er ", "of ", "in "])  # how each of the words before one ends
_OF_FOLLOWING: Final = ("follow-up interval of ", "observation interval of ")
# "They were followed up for a median interval of 12 months".
_FOLLOWED_FOR: Final = re.compile(
    r"\b(?:followed(?:[ -]up)?|observed|monitored|seen|reviewed|re-?examined|traced|assessed) (?:again )?"
    r"(?:for|over|after|at) an? (?:(?:total|median|mean|average|minimum|maximum) )?interval of $"
)
_PERIOD: Final = re.compile(r"[ -](?:[\w-]+ )?(?:periods?|phase|arm|intervention)\b")


def _is_interval(right: str) -> bool:
    """Whether a length is that of an interval by the words behind it."""
    near = right[:28]
    may = "interval" in near or "apart" in near or "cycle" in near or "cadence" in near or "every" in near
    return may and _AFTER_INTERVAL.match(right) is not None


def _run_in(mention: Mention) -> str | None:
    if _is_watched_first(mention):
        return "run-in"
    if not (mention.has("runin") or "free" in mention.right or "baseline" in mention.right):
        return None  # most sentences; the patterns cost more
    if _AFTER_RUN_IN.match(mention.right) or _BEFORE_RUN_IN.search(mention.left):
        return "run-in"
    return None


# "After one month of observation without drug, 47 were given the tablets": nothing had begun.
_WATCHED_FIRST: Final = re.compile(
    r"'? of (?:[\w-]+ )?observation\b[^.;]{0,60}? (?:were|was) (?:given|randomi[sz]ed|allocated|assigned|treated)\b"
)


def _is_watched_first(mention: Mention) -> bool:
    """Whether people were only observed before they were treated."""
    return mention.left.endswith("after ") and _WATCHED_FIRST.match(mention.right) is not None


def _outcome(mention: Mention) -> str | None:
    years = mention.duration.unit == "years"
    right, kinds = mention.right, mention.kinds
    if right.startswith((" of study", " of the study", " of observation")):
        return None
    ahead = "survive" in kinds or "horizon" in kinds
    if ahead and right[:1] in _GOING_ON and _AFTER_HORIZON.match(right):
        return "horizon"
    if years and "mortality" in right and mention.left != "after " and _MORTALITY.match(right):
        return "horizon"
    gap = mention.before("survive", 70) if "survive" in kinds else None
    if gap is None or mention.before("follow", len(gap)) is not None or (not years and _COUNTED_IN.fullmatch(gap)):
        return None
    came_to = gap.endswith("remained at ") or (gap.endswith(" to ") and _CAME_TO.search(mention.left))
    if not came_to and _AT_LENGTH.search(gap):
        return "horizon" if years and _AT_ONLY.fullmatch(gap) else None
    return "outcome"


# "The incidence of vomiting in the first 28 days": of those who were watched so long; over years it is a horizon.
_COUNTED_IN: Final = re.compile(
    r" of (?!death|relapse|recurrence)[^.;]{1,50} (?:in|during|over|within)(?: the)?(?: first)? "
)
_GOING_ON: Final = frozenset(" -'")  # what may follow a length in whose name something is told
_MORTALITY: Final = re.compile(r"'?[ -](?:[\w-]+ ){0,2}?mortality\b")
_CAME_TO: Final = re.compile(r"\b(?:improv|increas|prolong|extend|reduc|decreas|rose|fell|shorten)\w*\b[^;]{0,60} to $")
_AT_ONLY: Final = re.compile(r"(?: rates?)?(?: estimates?)? at ")
_CULTURED: Final = re.compile(
    r"\b(?:cultured|incubated|cultures?|incubation|expanded|passaged?|stored|frozen)"
    r" (?:for|over|during|of) (?:up to )?$"
)
_IN_CULTURE: Final = re.compile(r"'? (?:in|of) (?:vitro|culture|incubation|storage|expansion)\b|'? in vitro\b")
_RECORD: Final = re.compile(
    r"[ -]point[ -]prevalence\b|'?-?[ -](?:(?:food|diet\w*|dietary|physical|activity|weighed|pain|voiding|bladder)"
    r"[ -]){0,2}(?:diar(?:y|ies)|recalls?|records?|recordings?|logs?|moving|ecgs?|electrocardiogra\w+)\b"
)


_RECALL: Final = re.compile(
    r"'?[ -]recalls?\b(?! (?:period|method|questionnaire|interview|data|bias))(?P<visit> visits?\b| exam)?"
)


def _is_recall_visit(mention: Mention) -> bool:
    """Whether people were recalled to be seen, "at the 3-year recall", not asked what they recall."""
    found = _RECALL.match(mention.right) if mention.duration.unit in LONG_UNITS else None
    return found is not None and (found["visit"] is not None or mention.left.endswith(("at the ", "at ", "to the ")))


def _assay(mention: Mention) -> str | None:
    """Hours, unless the participants were followed or seen for so long, or a day later."""
    one = mention.duration
    if mention.near_to("observe", 25, 0) or mention.near_to("follow", 25, 20):
        return None
    later = one.value >= 24 and _LATER.match(mention.right) and not _ASSAY.match(mention.right)
    return None if later else "assay"


# Not people but an order: "when the advice was followed and 10 days when it was not".
_OBEYED: Final = re.compile(
    r"\b(?:advice|rules?|protocol|guidelines?|guidance|algorithm|recommendations?|instructions?|orders?|diet|pathway)"
    r" (?:was|were|is|are|had been) (?:not |strictly |closely )?followed(?: \w+){0,3} $"
)


def _other(mention: Mention) -> str | None:
    return (
        (None if _is_on(mention) else dose(mention))
        or ("order" if "follow" in mention.kinds and _OBEYED.search(mention.left) else None)
        or ("culture" if "lab" in mention.kinds and _is_cultured(mention) else None)
        or ("measure" if _RECORD.match(mention.right) and not _is_recall_visit(mention) else None)
        or ("condition of entry" if mention.left.endswith(_LEASTS) and _CRITERION.search(mention.left[-40:]) else None)
        or ("recruitment" if is_recruitment(mention) else None)
        or ("measure" if _SPREAD.search(mention.wording) and not _is_stated_mean(mention) else None)
        or event(mention)
        or done_at(mention)
        or happening(mention)
        or away(mention)
        or per_year(mention)
        or (
            "called for" if ("call" in mention.kinds and _is_called_for(mention)) or _YET.match(mention.right) else None
        )
        or _reported_before(mention)
    )


def _is_on(mention: Mention) -> bool:
    """Whether a sentence begins with a time that has passed: "One year on, she walks"."""
    return not mention.left and mention.right.startswith(" on,")


_YET: Final = re.compile(r" (?:is|are|has|have) (?:yet to be|still to be|not yet)\b")
_LEASTS: Final = ("at least ", "=", "<", ">", "\u2264", "\u2265", "= ", "< ", "> ", "\u2264 ", "\u2265 ")


def _is_cultured(mention: Mention) -> bool:
    """Whether cells were kept for so long, not people followed."""
    return _CULTURED.search(mention.left[-30:]) is not None or _IN_CULTURE.match(mention.right) is not None


_WANTED: Final = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|research|investigations?)\b.{0,150}"
    rf"\b(?:{'|'.join(TO_BE_DONE)})\b"
)


def _reported_before(mention: Mention) -> str | None:
    return "earlier report" if mention.before("reported", 40) is not None else None


_PLANNED: Final = re.compile(r"\b(?:trials?|stud(?:y|ies)|audit) [^.;]{0,100}\b(?:is|are) (?:being |now )?planned\b")


def _wanted(mention: Mention) -> str | None:
    if "planned" in mention.folded and _PLANNED.search(mention.folded):
        return "called for"
    return "called for" if mention.has("call") and _is_called_for(mention) else None


def _is_called_for(mention: Mention) -> bool:
    """Whether a sentence wishes for a study instead of telling of one."""
    sentence = mention.sentence
    late = sentence.section in (Section.CONCLUSIONS, Section.NONE) and sentence.place > 0.6
    return late or _WANTED.search(mention.near) is not None


_AFTER_RANGE: Final = re.compile(r",? (?:with )?(?:an? |the )?(?:mean|average)\b")  # "followed for 6-48 months, mean"


_OVER_MEAN: Final = re.compile(r"\b(?:during|over) an? mean[^.;,]{0,20} of $")  # "over a mean ± SD of 4.2 ± 1.1 years"


# "Use was good after 6.5 +/- 2.8 months of treatment", "at 14 +/- 3 weeks after the operation".
_SO_MUCH_AFTER: Final = ("after ", "at ", "after a mean of ", "at a mean of ", "after an average of ")
_OF_TREATMENT: Final = re.compile(
    r" (?:of (?:[\w-]+ ){0,3}?(?:treatment|therapy|training|intervention|supplementation|use)\b"
    r"|(?:after|following|post) (?:the )?(?:[\w-]+ ){0,2}?(?:operation|surgery|treatment|therapy|implantation"
    r"|transplantation|randomi[sz]ation|enrol?lment|baseline|intervention|procedure)\b)"
)


def _is_stated_mean(mention: Mention) -> bool:
    """Whether a value with its deviation is a mean follow-up or treatment, not an age or a measure."""
    if mention.duration.statistic or mention.near_to("follow", 60, 60) or mention.near_to("observe", 45, 30):
        return True
    if mention.left.endswith(" of ") and _OVER_MEAN.search(mention.left):
        return True
    if mention.has("follow") and _AFTER_RANGE.match(mention.left):
        return True
    if mention.left.endswith(_SO_MUCH_AFTER) and _OF_TREATMENT.match(mention.right):
        return True
    return mention.nearest_before() in _LENGTHS and mention.duration.unit != "years"
