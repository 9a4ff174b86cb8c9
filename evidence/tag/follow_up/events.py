"""Times at which something happened, was given or is called by: schedules, mean times to events, school years. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.shape import IS_LIST, LABELLED, LISTED, OF_LABEL, OF_ONE_TIME
from evidence.tag.follow_up.cues import Mention
from evidence.tag.holding import holds

_CALLED: Final = re.compile(
    r"'?[ -](?:(?:medical|nursing|dental|pharmacy|university|college|undergraduate|psychology|high-school) )?"
    r"(?:students?|residents?|trainees?|fellows|undergraduates|pupils|registrars|experience|supply|"
    r"prescription|registry|horizon|class(?:es)?(?! of)|"
    r"data ?sets?|database|"
    r"time horizon|budget|plan|census|warranty|lease)\b"
)
_EXPOSED: Final = re.compile(
    r"'? (?:after|since|following|from) (?:the |their |a |an |his |her )?(?:first|initial|last|previous|most recent) "
    r"(?:\w+ )?(?:exposure|use|intake|episode|attack|contact|drink|cigarette|seizure|pregnancy|birth|delivery)\b"
)
_GETTING_USED: Final = re.compile(
    r"'? (?:of |for |to )?(?:acclimati[sz]ation|acclimation|adaptation|habituation|quarantine|recovery|"
    r"preparation|familiari[sz]ation|recover|acclimati[sz]e|adapt)\b"
)
_USED_TO: Final = re.compile(
    r"\b(?:acclimati[sz]ed|acclimated|habituated|quarantined|adapted|recover|acclimati[sz]ation|recovery)\b"
    r"(?: \w+){0,5}? (?:for|of|period of)(?: at least)? $"
)
_HAPPENED: Final = re.compile(
    r"\b(?:deaths?|died|discharged?|occurred|developed|appeared|resolved|healed|returned|removed|delivered|"
    r"relapsed|recurred|extubated|diagnosed|detected|presented|failed|closed|ended|cleared|stopped|reached|"
    r"engrafted|given up|abandoned|weaned|regained)(?: \w+){0,3}? (?:at|after|within|in|of)?"
    r"(?: a| an| the)?(?: overall)? ?(?:mean|median|average)(?: time| period| interval)?(?: of|:| was)? $"
)
# "The trial was stopped after a median of 3 years": what happened to the study ends the time that all were in it.
_STUDY_ENDED: Final = re.compile(
    r"\b(?:trial|study) (?:was |had to be )?(?:\w+ly )?(?:stopped|closed|ended)\b[^;]{0,40}$"
    r"|^(?:,? but (?:it )?|, )(?:the (?:trial|study) )?(?:was |had to be )?(?:\w+ly )?(?:stopped|closed|ended)\b"
    r"[^;]{0,40}$"
)
_SCHEDULED: Final = re.compile(
    r"\b(?:given|administered|vaccinat\w+|immuni[sz]\w+|injected|injections?|doses?|dosed|infusions?|infused)\b"
    r"(?: \w+){0,4}?(?: at| on|,|:| \()? ?$"
)
_FROM_ZERO: Final = re.compile(r"(?:(?:days?|weeks?|months?)[ -])?0\b")
_EMBRYO: Final = re.compile(
    r"\b(?:embryos?|blastocysts?|oocytes?|luteal|cycle day|of the cycle|menstrua\w+|cleavage)\b"
)
_BORN: Final = re.compile(
    r"\b(?:born|delivered|delivery|birth)(?: \w+){0,2}? (?:at|before|after|from|between) (?:>|<|\u2265|\u2264)? ?$"
)

_LASTED: Final = re.compile(
    r"\bduration of (?!(?:the |this |our |median |drug |active |study |mean |overall )*(?:follow|study|studies|"
    r"treatment|trial|therapy|intervention|observation|program|monitoring|exposure|use\b|surveillance|administration|"
    r"protraction|supplementation|training))(?:[\w-]+ ){1,9}?(?:was|were|is|of|averaged)[ ](?:only |about |a )*"
    r"(?:median |mean |average )?(?:of )?$"
    r"|\bduration (?:before|prior to|until) (?:[\w-]+ ){1,5}?(?:was|were) $"
    r"|\b(?:mean|median|average) (?:(?!follow|treat|therap|duration|time|period|interval|exposure|observ|study|length|"
    r"use)[\w-]+ ){1,4}?(?:was|were) (?:only |about )?$"
    r"|\b(?:mean|median|average) time (?:(?!study|treatment|therapy|observation|follow)[\w-]+ ){0,8}?(?:was|of|were) $"
)
_ON_AVERAGE: Final = re.compile(
    r"\b(?:developed|occurred|recurred|relapsed|died|failed|appeared|removed|revised|presented|ensued|arose)\b"
    r"[^;]{0,60} (?:a|at a|after a|an|at an|after an) (?:mean|median|average) of $"
)
# "Three relapsed, at 9, 22 and 70 months": what befell a few, not a share of all at that time.
_A_FEW: Final = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|[1-9])(?: [\w-]+){0,2}? (?:relapsed|died|recurred|failed|rejected)\b"
    r"[^.;]{0,30},? (?:at|after) $"
)
# "Counts fell below 2 after a median of 11 weeks", "closure was obtained after a mean of 13 days".
_CAME_ABOUT: Final = re.compile(
    r"\b(?:(?:fell|dropped|sank|rose) (?:below|above|under|over)"
    r"|(?:closure|union|healing|engraftment|recovery|normali[sz]ation|remission|control) (?:was|were)"
    r" (?:obtained|achieved|reached|seen|complete)|(?:recurred|relapsed|reappeared) in)\b[^.;]{0,60}"
    r" (?:after|at) an? (?:mean|median|average)(?: time)? of $"
    r"|\b(?:dialy[sz]ed|ventilated|intubated|catheteri[sz]ed|hospitali[sz]ed|lengthened (?:their|the) stay)"
    r" (?:for|by) an? (?:mean|median|average) of $"
)
# "They developed myoclonus after 14-60 months of dialysis".
_DEVELOPED_AFTER: Final = re.compile(r"\bdeveloped\b[^.;]{0,80} after $")
_SORTED: Final = re.compile(r"\b(?:stratified|grouped|divided|split|sorted|matched) (?:by|into|in) $")
# "Use of less than 12 months", "the interval between bite and admission ranged from 8 hours to 11 days".
_CUT_AT: Final = re.compile(
    r"\bexposed (?:for )?(?:(?:less|more|longer) than|over) $|"
    r"\bduration of (?!treat|therap|follow|stud|observ|use\b)[\w-]+ "
    r"(?:over|above|exceeding|beyond|(?:longer|more) than) $|"
    r"\b(?:use|career|incubation|delay|stay|ventilation|experience|exposure|employment|residence|interval)s? "
    r"(?:of|was|were|over) (?:no )?(?:(?:less|more|fewer|longer|shorter) than|under|over) $"
)
_LIMITS: Final = ("than ", "over ", "above ", "exceeding ", "beyond ", "under ")  # how the words that it takes end
_BETWEEN: Final = re.compile(
    r"\b(?:interval|time|delay) (?:between|from) [^.;]{3,80}? (?:(?:was|were|ranged|varied|averaged)\b[^.;]{0,30}|\()$"
)
_LEFT_OUT: Final = re.compile(r"(?: of \w+)? (?:was|were) (?:disregarded|excluded|omitted|left out|ignored|dropped)\b")
_RESPONDED: Final = re.compile(
    r"\b(?:responses?|stable disease) (?:(?:which |that )?(?:lasted|lasting)|for|of)"
    r"(?: over| at least| more than| about)? $"
    r"|\b(?:responses?|regressions?|remissions?|relief)\b[^.;]{0,70}[ ,](?:lasted|lasting)"
    r"(?: for| from| between)?(?: over| at least| more than| about)? $"
)
_INDEX: Final = re.compile(r" (?:of|before|preceding) (?:the |their |an )?index (?:date|event|day)\b")
_INTENDED: Final = re.compile(r"\b(?:intend|intended|wished|wanted|hoped) to [\w -]{2,40} (?:within|in) $")
_COMPARED: Final = re.compile(r"(?:\u00b1|\+/-).*\b(?:versus|vs|and)\b|\b(?:versus|vs)\b")
_CHANGED_BY: Final = re.compile(
    r"\b(?:delay|postpon|prolong|extend|shorten|increas|reduc|decreas|improv|longer|shorter|earlier|"
    r"later|rose|risen|fell|fallen|dropp|gain)\w*\b[^.;]{0,70}\bby (?:a (?:mean|median) of )?$"
)
_ONE: Final = re.compile(
    r"\b(?:he|she|his|her|the patient|a patient|one patient|the (?:boy|girl|man|woman|child|infant))\b"
)


def _is_of_one(mention: Mention) -> bool:
    """Whether a sentence tells what befell a single patient, not when one was seen."""
    return not mention.has("follow") and not mention.has("visit") and _ONE.search(mention.near) is not None


_LATER: Final = (" after", " later", " following", " post")
_EACH: Final = (" at the end of each", " at baseline", " before and after", " at the end of every", " before each")
_STEADY: Final = re.compile(r"\b(?:steady state|plateau|peak|maximum|nadir)\b[^.;)]{0,40}\b(?:after|at|by|within|in) $")
_BY: Final = ("by ", "by a mean of ", "by a median of ")
_MORE: Final = (" longer", " shorter", " sooner", " more than", " less than", " difference")
_SEEN_FOR: Final = ("observed for ", "followed for ", "followed up for ", "watched for ")
_DIED: Final = re.compile(
    r"(?<!he )(?<!she )(?<!the patient )(?<!the boy )(?<!the girl )(?<!the child )(?<!the man )(?<!the woman )"
    r"\bdied\b(?! at| by)[^.;]{0,60}$"
)
_ENDED_WITH: Final = re.compile(r"\b(?:he|she|the patient)\b[^.;]{0,50}\b(?:and|but) died\b")  # the end of a case
_WILL: Final = re.compile(r"\b(?:will|expected|anticipated|forecast|predicted|likely)\b")


_TO_COME: Final = re.compile(  # of "the next year", which is seldom told of what has been
    r"\b(?:will|would|expected|anticipated|forecast|predicted|likely|may|should|can|could|must|plan(?:s|ned)?|is|are)\b"
)


def event(mention: Mention) -> str | None:
    """What a time belongs to that is no time of observation; None where it may be one."""
    right = mention.right
    return (
        ("name" if _CALLED.match(right) or _is_of_school(mention) or _is_day_case(mention) else None)
        or ("past" if _EXPOSED.match(right) and mention.before("follow", 30) is None else None)
        or ("window" if _INDEX.match(right) or _LEFT_OUT.match(right) else None)
        or ("run-in" if "runin" in mention.kinds and _gets_used(mention) else None)
        or ("window" if right.startswith(_EACH) else None)
        or ("schedule" if mention.duration.shape in LISTED and _is_schedule(mention) else None)
        or ("gestation" if _is_before_birth(mention) else None)
        or ("name" if right.startswith(" period") and _SORTED.search(mention.left) else None)
        or ("measure" if _is_measure(mention) else None)
        or ("called for" if _is_ahead(mention) else None)
        or ("event" if _is_event(mention) else None)
    )


# "150 day case operations": so many of those who go home on the same day; "28-day case fatality" is within four weeks.
_DAY_CASE: Final = re.compile(
    r"[ -](?:case(?![ -]fatal)|(?:surgery|care) (?:patients|cases|procedures|operations|units?))\b"
)


def _is_day_case(mention: Mention) -> bool:
    return mention.duration.unit == "days" and _DAY_CASE.match(mention.right) is not None


_YEAR_OF: Final = re.compile(r"\b(?:students|pupils) (?:of|in|from) $")


def _is_of_school(mention: Mention) -> bool:
    """Whether a year is one of a school, or a day says how patients come: "students of year 11", "day patients"."""
    if mention.wording.endswith(" day") and mention.right.startswith((" patients", " cases")):
        return True
    return mention.wording.startswith("year ") and _YEAR_OF.search(mention.left) is not None


def _gets_used(mention: Mention) -> bool:
    """Whether animals or people get used to a place or rest before the start."""
    return _GETTING_USED.match(mention.right) is not None or _USED_TO.search(mention.left[-60:]) is not None


def _is_schedule(mention: Mention) -> bool:
    """Whether listed times are those at which doses were given: "at 0, 1 and 6 months"."""
    return _FROM_ZERO.match(mention.wording) is not None and _SCHEDULED.search(mention.left[-50:]) is not None


def _is_before_birth(mention: Mention) -> bool:
    """Whether weeks are those of a pregnancy, or a day is one of an embryo or a cycle: "transferred on day 5"."""
    if mention.left.endswith(_OF_YOUNG):
        return True
    if mention.duration.unit == "weeks":
        left = mention.left
        return ("born" in left or "deliver" in left or "birth" in left) and _BORN.search(mention.left[-40:]) is not None
    of_cycle = mention.duration.days <= 16 and mention.duration.shape in OF_ONE_TIME
    return of_cycle and mention.duration.unit == "days" and _EMBRYO.search(mention.near) is not None


def _is_measure(mention: Mention) -> bool:
    """Whether a length is itself what was measured: a duration of something else, two means beside each other."""
    if mention.duration.shape in OF_LABEL and mention.duration.low is not None:
        return True
    by = mention.left.endswith(_BY) and mention.duration.shape not in LABELLED  # "decreased only by day 7" is a time
    more = mention.right.startswith(_MORE) and not mention.left.endswith(_SEEN_FOR)
    if more or (by and _CHANGED_BY.search(mention.left) and not _is_study_extended(mention)):
        return True
    left = mention.left
    cut = left.endswith(_LIMITS) and _CUT_AT.search(left)
    if cut or (holds(left, _GAPS) and not mention.kinds & _SEEN and _BETWEEN.search(left)):
        return True
    if mention.duration.shape is IS_LIST and not mention.has("follow") and _COMPARED.search(mention.wording):
        return True
    if (
        not ("duration" in left or " time" in left or left.endswith((" was ", " were ")))
        or mention.before("follow", 70) is not None
    ):
        return False
    return _LASTED.search(left) is not None


_EXTENDED: Final = ("extended by ", "prolonged by ")
_OF_STUDY: Final = re.compile(r"\b(?:trial|study|treatment|therapy|observation|follow-?up)\b[^.;,]{0,30}$")


def _is_study_extended(mention: Mention) -> bool:
    """Whether it is the study that went on for longer: "a three-year trial was extended by two years"."""
    left = mention.left
    return left.endswith(_EXTENDED) and mention.duration.statistic is None and _OF_STUDY.search(left) is not None


def _is_ahead(mention: Mention) -> bool:
    """Whether a length lies in the future: "expected in the next 12 months"."""
    if "ed to " in mention.left and _INTENDED.search(mention.left):
        return True
    if mention.wording.startswith("next "):
        return _TO_COME.search(mention.near) is not None
    return mention.left.endswith(_NEXT) and _WILL.search(mention.left) is not None


def _is_event(mention: Mention) -> bool:
    """Whether something happened to some of them at that time, or on average at that time."""
    if "died" in mention.left and mention.right.startswith(_LATER) and _DIED.search(mention.left):
        return _ENDED_WITH.search(mention.left) is None
    left = mention.left
    lasted = left.endswith(_LAST) and holds(left, _RESPONSES) and _RESPONDED.search(left)
    developed = mention.duration.low is not None and mention.right.startswith(" of ") and _DEVELOPED_AFTER.search(left)
    if developed or lasted or (_has_befallen(mention) and _is_of_one(mention)) or _is_of_few(mention):
        return True
    if "stead" in left or "peak" in left or "plateau" in left or "maximum" in left or "nadir" in left:
        return _STEADY.search(left) is not None
    tail = left[-24:]
    if left.endswith(_IN_THE_COURSE) or not ("mean" in tail or "median" in tail or "average" in tail):
        return False
    on_average = mention.right.startswith(_LATER) and not mention.has("follow") and _ON_AVERAGE.search(left)
    if on_average or _CAME_ABOUT.search(left):
        return True
    return _HAPPENED.search(left) is not None and _STUDY_ENDED.search(left) is None


def _has_befallen(mention: Mention) -> bool:
    """Whether something is told to have befallen somebody beside a time, in the same part of the sentence."""
    if mention.before("befell", 60) is not None:
        return True
    gap = mention.after("befell", 70)
    return gap is not None and ";" not in gap


def _is_of_few(mention: Mention) -> bool:
    """Whether times are those at which something befell a few: "three relapsed, at 9, 22 and 70 months"."""
    listed = mention.duration.shape in LISTED and mention.kinds & _BEFELL
    return bool(listed) and _A_FEW.search(mention.left) is not None


_LAST: Final = (
    "lasted ", "lasting ", "for ", "of ", "from ", "between ", "over ", "least ", "than ", "about ",
)  # fmt: skip
_RESPONSES: Final = ("response", "stable disease", "regression", "remission", "relief")
_IN_THE_COURSE: Final = tuple(
    f"{during} a {summary} of " for during in ("in the course of", "during", "over") for summary in ("median", "mean")
)
_BEFELL: Final = frozenset(["befell", "happen"])
_SEEN: Final = frozenset(["follow", "visit", "observe"])
_GAPS: Final = ("interval ", "time between", "delay between", "delay from")
_OF_YOUNG: Final = ("postnatal-", "postnatal ", "embryonic ", "embryonic-", "gestational ", "oestrous ", "estrous ")
_NEXT: Final = ("in the next ", "within the next ", "over the next ", "over the coming ")
