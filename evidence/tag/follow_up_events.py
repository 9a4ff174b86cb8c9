"""Times at which something happened, was given or is called by: schedules, mean times to events, school years. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from evidence.tag.durations import Shape
from evidence.tag.follow_up_cues import Mention

_CALLED: Final = re.compile(
    r"'?[ -](?:(?:medical|nursing|dental|pharmacy|university|college|undergraduate|psychology|high-school) )?"
    r"(?:students?|residents?|trainees?|fellows|undergraduates|pupils|registrars|experience|registry|horizon|"
    r"data ?sets?|database|"
    r"time horizon|budget|plan|census|warranty|lease)\b"
)
_EXPOSED: Final = re.compile(
    r"'? (?:after|since|following|from) (?:the |their |a |an |his |her )?(?:first|initial|last|previous|most recent) "
    r"(?:\w+ )?(?:exposure|use|intake|episode|attack|contact|drink|cigarette|seizure|pregnancy|birth|delivery)\b"
)
_GETTING_USED: Final = re.compile(
    r"'? (?:of |for |to )?(?:acclimati[sz]ation|acclimation|adaptation|habituation|quarantine|recovery|"
    r"recover|acclimati[sz]e|adapt)\b"
)
_USED_TO: Final = re.compile(
    r"\b(?:acclimati[sz]ed|acclimated|habituated|quarantined|adapted|recover|acclimati[sz]ation|recovery)\b"
    r"(?: \w+){0,5}? (?:for|of|period of)(?: at least)? $"
)
_HAPPENED: Final = re.compile(
    r"\b(?:deaths?|died|discharged?|occurred|developed|appeared|resolved|healed|returned|removed|delivered|"
    r"relapsed|recurred|extubated|diagnosed|detected|presented|failed|closed|ended|cleared|stopped|reached|"
    r"engrafted)(?: \w+){0,3}? (?:at|after|within|in|of)?"
    r"(?: a| an| the)?(?: overall)? ?(?:mean|median|average)(?: time| period| interval)?(?: of|:| was)? $"
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
    r"|\b(?:mean|median|average) time (?:(?!study|treatment|therapy|observation|follow)[\w-]+ ){0,8}?(?:was|of|were) $"
)
_COMPARED: Final = re.compile(r"(?:\u00b1|\+/-).*\b(?:versus|vs|and)\b|\b(?:versus|vs)\b")
_CHANGED_BY: Final = re.compile(
    r"\b(?:delay|prolong|extend|shorten|increas|reduc|decreas|improv)\w*\b[^.;]{0,70}\bby (?:a (?:mean|median) of )?$"
)
_EACH: Final = (" at the end of each", " at baseline", " before and after", " at the end of every", " before each")
_STEADY: Final = re.compile(r"\b(?:steady state|plateau|peak|maximum|nadir)\b[^.;]{0,40}\b(?:after|at|by|within|in) $")
_MORE: Final = (" longer", " shorter", " sooner", " more than", " less than", " difference")
_DIED: Final = re.compile(r"\bdied\b(?! at| by)[^.;]{0,60}$")
_WILL: Final = re.compile(r"\b(?:will|expected|anticipated|forecast|predicted|likely)\b")


def event(mention: Mention) -> str | None:
    """What a time belongs to that is no time of observation; None where it may be one."""
    return next((name for name, belongs in _KINDS if belongs(mention)), None)


def _gets_used(mention: Mention) -> bool:
    """Whether animals or people get used to a place or rest before the start."""
    return mention.has("runin") and (
        _GETTING_USED.match(mention.right) is not None or _USED_TO.search(mention.left[-60:]) is not None
    )


def _is_schedule(mention: Mention) -> bool:
    """Whether the times are those at which doses were given: "at 0, 1 and 6 months"."""
    listed = mention.duration.shape in {Shape.LIST, Shape.LABELS}
    return listed and _FROM_ZERO.match(mention.figure) is not None and _SCHEDULED.search(mention.left[-50:]) is not None


def _is_before_birth(mention: Mention) -> bool:
    """Whether weeks are those of a pregnancy, or a day is one of an embryo or a cycle: "transferred on day 5"."""
    if mention.left.endswith(_OF_YOUNG):
        return True
    if mention.duration.unit == "weeks":
        return _BORN.search(mention.left[-40:]) is not None
    of_cycle = mention.duration.days <= 16 and mention.duration.shape in {Shape.LABEL, Shape.ORDINAL}
    return of_cycle and mention.duration.unit == "days" and _EMBRYO.search(mention.near) is not None


def _is_measure(mention: Mention) -> bool:
    """Whether a length is itself what was measured: a duration of something else, two means beside each other."""
    if mention.duration.shape is Shape.LABEL and mention.duration.low is not None:
        return True
    if mention.right.startswith(_MORE) or _CHANGED_BY.search(mention.left):
        return True
    if mention.duration.shape is Shape.LIST and not mention.has("follow") and _COMPARED.search(mention.figure):
        return True
    return _LASTED.search(mention.left) is not None


def _is_ahead(mention: Mention) -> bool:
    """Whether a length lies in the future: "expected in the next 12 months"."""
    return mention.left.endswith(_NEXT) and _WILL.search(mention.left) is not None


def _is_event(mention: Mention) -> bool:
    """Whether something happened to some of them at that time, or on average at that time."""
    if mention.right.startswith((" after", " later", " following", " post")) and _DIED.search(mention.left):
        return True
    return _STEADY.search(mention.left) is not None or _HAPPENED.search(mention.left[-70:]) is not None


_OF_YOUNG: Final = ("postnatal-", "postnatal ", "embryonic ", "embryonic-", "gestational ", "oestrous ", "estrous ")
_NEXT: Final = ("in the next ", "within the next ", "over the next ", "over the coming ")
_KINDS: Final[tuple[tuple[str, Callable[[Mention], object]], ...]] = (
    ("name", lambda mention: _CALLED.match(mention.right)),
    ("past", lambda mention: _EXPOSED.match(mention.right)),
    ("run-in", _gets_used),
    ("window", lambda mention: mention.right.startswith(_EACH)),
    ("schedule", _is_schedule),
    ("gestation", _is_before_birth),
    ("measure", _is_measure),
    ("called for", _is_ahead),
    ("event", _is_event),
)
