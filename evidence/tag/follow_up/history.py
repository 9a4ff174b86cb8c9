"""Lengths of time that lie before the study: histories, what had been taken, what is asked of those who enter. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.shape import IS_RANGE, LISTED
from evidence.tag.follow_up.coming import is_of_coming
from evidence.tag.follow_up.cues import Mention
from evidence.tag.follow_up.diagnosis import is_from_diagnosis, is_since_diagnosis
from evidence.tag.follow_up.from_birth import from_birth
from evidence.tag.follow_up.pluperfect import had_gone_on
from evidence.tag.holding import holds

_PAST: Final = (
    "previous ", "past ", "last ", "final ", "preceding ", "prior ", "previous-", "past-", "last-", "final-",
    *(f"despite {so_long}" for so_long in ("", "a mean of ", "a median of ", "an average of ", "at least ", "up to ")),
)  # fmt: skip
_AFTER_PAST: Final = re.compile(
    r"'?,?(?: period)? (?!(?:before|prior to) and (?:during|throughout)\b(?! (?:the |this )?(?:study|trial)))"
    r"(?:ago|before|earlier|prior|previously|preceding|preoperatively|history|since|lead-time"
    r"|of (?:diabetes|disease|illness|age|symptoms|experience|education|abstinence|onset|life|stable|previous|prior"
    r"|practice|service|schooling|employment|clinical practice|training experience|professional)|in practice"
    r"|post-?residency"
    r"|from (?:diagnosis|onset)|after (?:a |an |the |their |his |her )?(?:[\w-]+ ){0,3}?(?:diagnosis|onset)|pre-\w+)\b"
)
_WITHIN: Final = re.compile(
    r" (?:of|after|following|from) (?:the |their )?(?:complet|diagnos|onset|symptom|initial|last|final|first|birth|"
    r"admission|arrival|hospitali)"
)
_HURT: Final = re.compile(
    r" (?:after|following|post-?) ?(?:a |an |the |their )?(?:[\w-]+ ){0,5}?(?:strokes?|injury|injuries|trauma|"
    r"infarction|"
    r"onset|tbi|concussion|diagnosis|poststroke|event|transplant\w*|delivery|childbirth)\b| post-?[ ]?partum\b"
)
_HURT_PEOPLE: Final = re.compile(
    r"\b(?:patients|participants|survivors|subjects|adults|individuals|people|women|mothers|men|children),? \(?$"
)
_OPERATION: Final = re.compile(
    r" (?:prior to|before|preceding) (?:the |their |elective |planned |definitive |scheduled )*(?:[\w-]+ ){0,2}?"
    r"(?:surgery|operation|procedure|resection|transplantation|delivery|biopsy|surgical)\b"
)
_AT_LEAST: Final = re.compile(
    r"(?:\bat least|\bmore than|\bgreater than|\bminimum of|\blonger than|[>\u2265]=?|\bor=)[ ]?(?:the |a )?$"
)
_ENTRY: Final = re.compile(
    r"'? (?:with (?:inadequate|insufficient|poor)|(?:and )?(?:who )?(?:were|was) (?:not "
    r"(?:adequately|sufficiently|controlled)"
    r"|inadequately |randomi|eligible|enrolled|stratified|included|switched)|or (?:more|"
    r"longer))"
)
_HAD_BEEN: Final = re.compile(
    r"\b(?:had|have|has) (?:not |previously |already |formerly )?(?:been|received|taken|used|had"
    r"|suffered)\b[^.;]{0,40}\bfor "
    r"(?:about |over |almost |nearly |approximately |more than |between )?$"
)


def past(mention: Mention) -> str | None:
    """What of a length lies before the study: a history, a habit, a condition of entry; None where it lies in it."""
    left, kinds = mention.left, mention.kinds
    gap = mention.before("history", 45) if "history" in kinds else None
    seen = ("visit" in kinds and left.endswith("up to ")) or ("follow" in kinds and mention.near_to("follow", 70, 0))
    listed = seen or _is_abstinent_at(mention)
    if gap is not None and (
        listed
        or ";" in gap
        or is_since_diagnosis(mention, gap)
        or any(mention.before(k, len(gap)) is not None for k in ("follow", "treat"))
    ):
        gap = None
    if (
        gap is not None
        or left.endswith(_PAST)
        or (_has_for(left) and _is_told_for(mention))
        or had_gone_on(mention)
        or (_AFTER_PAST.match(mention.right) and not (seen or _is_since(mention) or _is_before_operation(mention)))
        or (left.endswith(("within ", "within the first ", "in the first ")) and mention.has("history"))
        or is_of_coming(mention)
        or (left.endswith(_COMPLETED) and _is_of_parent(mention))
        or ("follow" not in kinds and _SINCE_USE.match(mention.right))
    ):
        return "past"
    limited = mention.right.startswith(_DURATION) and left.endswith(("than ", "than a ", "under ", "at least "))
    stricken = left.endswith(" within ") and _STRICKEN.match(mention.right)
    return "condition of entry" if limited or stricken or _is_entry(mention) else None


# "Patients who completed a 16-week trial could go on to open treatment": an extension begins when that was over.
_COMPLETED: Final = tuple(
    f"{verb} {article} "
    for verb in ("completed", "completing", "finished", "finishing")
    for article in ("a", "an", "the")
)
_OF_PARENT: Final = re.compile(
    r"[^.;]{0,60}?\b(?:trial|study)\b[^.;]{0,60}?\b(?:could|were (?:eligible|offered|invited|allowed)|entered|enter"
    r"|went on|go on|continued?|rolled over)\b"
)

# An extension whose length stands beside that of its parent is added to it: see periods_added.
_BESIDE: Final = re.compile(r"\b(?:days?|weeks?|months?|years?)\b")


def _is_of_parent(mention: Mention) -> bool:
    """Whether a length is that of a study that was over when this one began."""
    return _OF_PARENT.match(mention.right) is not None and not _BESIDE.search(mention.folded, mention.duration.end)


# "tested three weeks after MDMA discontinuation", "a month after their last cannabis use": how long users had gone
# without, which is no time that a study saw.
_DRUG: Final = (
    r"(?:mdma|ecstasy|cannabis|marijuana|cocaine|crack|heroin|(?:meth)?amphetamines?|lsd|khat|illicit drugs?)"
)
_SINCE_USE: Final = re.compile(
    r"'? (?:after|following|since) (?:the |their |his |her )?"
    rf"(?:last (?:{_DRUG} )?(?:use|intake|consumption|abuse)|{_DRUG} (?:discontinuation|cessation|withdrawal)"
    rf"|(?:discontinuing|(?:discontinuation|cessation) of|quitting|last use of) {_DRUG})\b"
)

_ABSTINENT_AT: Final = ("abstinence at ", "abstinence rate at ", "abstinence rates at ", "abstinent at ")
_ABSTINENCE_SEEN: Final = re.compile(
    r"\babstinence(?: rates?)? (?:was|were) (?:\w+ly )?(?:recorded|verified|assessed|measured|confirmed|ascertained"
    r"|determined|evaluated|checked|validated|tested|reported)\b[^.;]{0,30}$"
)


def _is_abstinent_at(mention: Mention) -> bool:
    """Whether times are those at which they were asked: "at weeks 4 and 8", "abstinence at 26 weeks"."""
    left = mention.left
    if "abstinen" in left and _ABSTINENCE_SEEN.search(left):
        return True
    return left.endswith(_ABSTINENT_AT) or (mention.duration.shape in LISTED and left.endswith(("at ", "from ")))


_DURATION: Final = ("' duration", "'s duration", "' standing", "'s standing")
_STRICKEN: Final = re.compile(
    r" of (?:an? |the |their )?(?:[\w-]+ ){0,2}?(?:strokes?|injury|infarction|ha?emorrhage|menopause)\b"
)
_SINCE: Final = re.compile(r" since(?: then)?(?:[.,;]|$)")


def _is_since(mention: Mention) -> bool:
    """Whether a length is the time since what was done, "no recurrence in the eight months since", or until it was."""
    if mention.left.endswith((" in the ", " over the ", " during the ", " for the ")) and _SINCE.match(mention.right):
        return True
    if mention.right.startswith(" since ") and _BEEN_WELL.search(mention.left):
        return True
    return is_from_diagnosis(mention) or from_birth(mention) or _is_before_operation(mention)


_GOES_ON: Final = (" for ", "lasted ", "lasting ", "existed ", "existing ", "persisting ", "present ")


def _has_for(left: str) -> bool:
    """Whether what is before a length can end as the patterns of `_is_told_for` do."""
    tail = left[-24:]
    return holds(tail, _GOES_ON)


def _is_told_for(mention: Mention) -> bool:
    """Whether a length is what a complaint, a job or a drug before the study went on for."""
    left = mention.left[-70:]
    if ("prior" in left or "previous" in left) and _GIVEN_BEFORE.search(left):
        return True
    if _LIVED.search(left) or (mention.has("age") and _CAME_WITH.search(left[-50:])):
        return True
    return (
        _HAD_BEEN.search(left) is not None
        and not _BEEN_WELL.search(left)
        and not _is_treated_since(left)
        and not mention.near_to("follow", 60, 60)
        and not mention.near_to("observe", 60, 0)
    )


# How somebody has been since: "has been well for four years", "has had no attack for 18 months".
_BEEN_WELL: Final = re.compile(
    r"\b(?:has|have) (?:now |since )?(?:been|had|remained|stayed) (?:\w+ly )?"
    r"(?:well|free|no|symptom-free|seizure-free|relapse-free|pain-free|asymptomatic|in (?:complete )?remission"
    r"|stable)\b"
)
# "She has been taking the drug for 18 months": told of now, unlike what patients "had taken" or "who have taken" it.
_TREATED_SINCE: Final = re.compile(
    r"\b(?:has|have) (?:now |since |all )?(?:been (?:treated|given|taken|taking|receiving|maintained|continued|on\b)"
    r"|received|taken)"
    r"\b[^.;,]{0,40} for (?:about |over |almost |nearly |more than )?$"
)
_OF_SUCH: Final = re.compile(r"\b(?:who|that|which|if|whether|those)(?: [\w-]+){0,3} $")


def _is_treated_since(left: str) -> bool:
    """Whether a length is how long a treatment has gone on by now."""
    found = _TREATED_SINCE.search(left)
    return found is not None and _OF_SUCH.search(left, 0, found.start()) is None


_GIVEN_BEFORE: Final = re.compile(
    r"\b(?:received|receiving|taken|had|with|after) (?:prior|previous) [^.;,]{1,40} "
    r"for (?:about |over |more than )?[<>\u2265]? ?$"
)
_CAME_WITH: Final = re.compile(r"\b(?:with|and) an? (?:[\w-]+ ){1,3}for $")
_LIVED: Final = re.compile(
    r"\b(?:in practice|practi[sc]ing|practi[sc]ed|worked|employed|smoked|lived|married|in post|jobs? held|held a job)\b"
    r"[^.;]{0,30}\bfor (?:over |about |at least |more than |no less than )?$"
    r"|\b(?:patients|subjects|adults|recipients|men|women|children|those|who (?:were|had been)) (?:[\w-]+ ){0,2}?"
    r"(?:on|undergoing|receiving) (?:[\w-]+ ){0,2}?(?:ha?emo)?dialysis for "
    r"(?:an? )?(?:mean |median |average )?(?:of )?$"
    r"|\b(?:pain|symptoms?|fever|cough|headaches?|illness|complaints?|diarrh\w+|swelling|jaundice)\b(?: [\w-]+){0,2} "
    r"(?:lasting|persisting|existing)(?: for)? (?:more than |over |at least )?$"
    r"|\b(?:diabetes|disease|illness|symptoms|pain|complaints?|epilepsy)\b[^.;]{0,25}\b(?:lasted|existed|been present)"
    r" (?:for )?(?:(?:less|more) than |\w+ )?$"
)


def _is_before_operation(mention: Mention) -> bool:
    """Whether a treatment goes on until an operation: "assigned to the drug for 4 weeks prior to surgery"."""
    return (
        mention.left.endswith("for ")
        and _OPERATION.match(mention.right) is not None
        and mention.near_to("treat", 70, 0)
        and not _HAD_BEEN.search(mention.left[-60:])
    )


_OF_TREATMENT: Final = re.compile(r" of (?:[\w-]+ ){0,2}?(?:treatment|therapy|training|intervention|supplementation)\b")


def _is_seen_after(mention: Mention) -> bool:
    """Whether they were seen when treated for at least so long: "tested after at least 2 weeks of treatment"."""
    after = mention.left.rstrip("<>\u2265 ").removesuffix("at least").rstrip()
    return after.endswith("after") and _OF_TREATMENT.match(mention.right) is not None


_ALLOCATED: Final = re.compile(r"\b(?:allocated|assigned|randomi[sz]ed) to (?:receive )?at least $")
_DOSED: Final = re.compile(
    r"\b(?:received|receive|were given|was given|administered|treated with)\b(?!.*\b(?:had|have|has|who|"
    r"stable)\b).*\bfor "
)
_DOSED_BEFORE: Final = 160  # characters in which it is told what was given


def _is_dosed(mention: Mention) -> bool:
    """Whether the words before a least length say that something was given for so long."""
    before = mention.left_within(_DOSED_BEFORE)
    may = " for " in before and (
        "receive" in before or "given" in before or "administered" in before or "treated" in before
    )
    return may and _DOSED.search(before) is not None


_SEEN_REGULARLY: Final = re.compile(
    r"\b(?:all|they|each) (?:were|was) (?:seen|reviewed|observed) for (?:at least|more than|over) $"
    r"|\b(?:seen|reviewed|examined|assessed|evaluated|visited|scanned|tested) "
    r"(?:yearly|annually|monthly|weekly|daily|regularly|half-yearly|quarterly|every \w+|at \w+ intervals)"
    r" for (?:at least|more than|over) $"
)
_SEEN_AT: Final = ("reviewed at a minimum of ", "seen at a minimum of ", "examined at a minimum of ")


def _is_several(mention: Mention) -> bool:
    """Whether a length is told with a limit: "2 to 6 years", "three or more months"."""
    return mention.duration.shape is IS_RANGE or " or more " in mention.wording


def _is_entry(mention: Mention) -> bool:
    """Whether a length is asked of those who come in: "for at least 3 months", "within 6 weeks of diagnosis"."""
    if _is_several(mention) and _HURT_PEOPLE.search(mention.left):
        return _HURT.match(mention.right) is not None or mention.left.endswith(("survivors ", "survivors, "))
    if mention.left.endswith("within ") and _WITHIN.match(mention.right):
        return True
    tail = mention.left[-18:]
    may = "least" in tail or "than" in tail or ">" in tail or "\u2265" in tail or "minimum" in tail or "or=" in tail
    if may and _AT_LEAST.search(tail) and not mention.left.endswith(_SEEN_AT):
        if _HURT.match(mention.right) and not mention.has("follow"):
            return True
        least = not mention.right.startswith((" after", " following", " post")) and not _is_seen_after(mention)
        seen = _SEEN_REGULARLY.search(mention.left) or _ALLOCATED.search(mention.left)
        if least and (seen or _is_dosed(mention)):
            return False
        if least and not mention.near_to("follow", 60, 60) and not mention.near_to("observe", 40, 30):
            return True
    return _ENTRY.match(mention.right) is not None and not mention.has("follow")
