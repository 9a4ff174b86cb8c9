"""Periods over which those who did the study worked: patients gathered, operations done, interviews held. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.follow_up.cues import Mention

_DONE_OVER: Final = (
    r"(?: (?:at|in|by) (?:our|one|this|a single) (?:[\w-]+ ){0,3}?\w+)?"
    r" (?:over|during|within|in|in the course of)(?: an?| the| some| about| a period of| a total of)? $"
)
_GATHERED: Final = re.compile(
    r"\b(?:patients|cases|women|men|children|infants|records|sample|series|material)(?: \([^)]{0,20}\))? "
    r"(?:were|was|had been) (?:\w+ly )?(?:gathered|collected|assembled|accumulated|brought together|approached|invited"
    rf"|sampled|drawn|selected){_DONE_OVER}|\bsurgery was (?:done|performed|undertaken){_DONE_OVER}"
    r"|\b(?:inclusion|patient entry|intake)(?: of patients)? (?:lasted|took|went on|continued|ran)(?: for| over)? $"
    r"|\b(?:operations|procedures|implantations|transplantations|resections|reconstructions|replacements) (?:were|had "
    rf"been) (?:all )?(?:done|made|performed|carried out|undertaken){_DONE_OVER}"
    r"|\b(?:patients|women|men|subjects|participants|children|infants|they|\d+) (?:entered|joined|came into)"
    r"(?: (?:the|this|our) (?:study|trial|cohort|protocol|register|registry))?"
    rf"{_DONE_OVER}"
)
_INTERVIEWED: Final = re.compile(
    r"\b(?:interviews|focus groups|field ?work)\b[^.;]{0,40}? (?:took place|(?:were|was) (?:all )?(?:done|made|held|"
    rf"conducted|performed|carried out|undertaken)){_DONE_OVER}"
)
_TREATED: Final = re.compile(
    r"\b(?:(?:patients|cases|women|men|children|infants|fractures|hips|knees|tumou?rs|lesions|\d+) were (?:\w+ly )?"
    r"|all (?:the |our )?(?:patients|cases)(?: with [^.;,]{2,30})? )(?:treated|seen|managed|operated on|operated)"
    rf"{_DONE_OVER}"
)
# "Seen at one institute in 14 years", "delivered in our unit during nine years": a place, and how long it was busy.
_AT_PLACE: Final = re.compile(
    r"\b(?:seen|treated|managed|admitted|delivered|operated on|operated|put on|transplanted|hospitali[sz]ed|conveyed"
    r"|examined|encountered|diagnosed|notified|inspected|registered|sent)\b[^.;]{0,60}?"
    r" (?:at|in|to|by) (?:an?|one|our|the|this|two|three|four|\d+) (?:(?!group|arm|trial|study)[\w-]+ ){0,4}?"
    r"(?:hospitals?|units?|institutes?|clinics?|cent(?:re|er)s?|departments?|practices?|wards?|icus?|slaughterhouse)"
    r"(?: (?:of|in) [^.;,]{2,40}?)? (?:in|during|over|within)(?: a period of)? $"
)
# "In eleven years we performed it in four patients", "during a period of six years rumenotomy was performed on 316".
_OPENS: Final = re.compile(r"(?:methods?:? |results?:? )?(?:in|during|over|within)(?: an?)?(?: period of)? $")
_WE_DID: Final = re.compile(
    r"(?:[ -](?:time )?period)?,? (?:we (?:have )?(?:performed|treated|operated|carried out|cared for|implanted"
    r"|transplanted|managed|did)\b"
    r"|(?:(?:one|two|three|a) (?:hundred|thousand)[\w -]{0,30}? |[\d,]+ |all )(?:[\w-]+ ){0,3}?(?:patients|cases"
    r"|children|women|men|infants|persons|people|legs|limbs|cattle|cows|dogs|animals"
    r"|operations)\b[^.;]{0,140}? (?:were|was|came|had|underwent)\b"
    r"(?! (?:followed|observed for|given|taking|treated with|fed|trained|exposed))"
    r"|(?:[\w-]+ ){1,3}(?:was|were) (?:performed|done|carried out|undertaken|made) (?:on|in) \d)"
)
_OF_ADMISSIONS: Final = re.compile(
    r" of (?:consecutive |hospital |emergency )*(?:admissions|referrals|attendances|deliveries|births|operations)\b"
)
_MORE_THAN_A_COURSE: Final = 3.0  # years over which patients were "treated" that are no course of treatment
# "Treated over five years with the hormone", "seen over five years at intervals of six months": those are followed.
_WITH_WHAT: Final = re.compile(
    r"(?:[ -](?:time )?(?:period|span))?,?(?: with | every | at [\w -]{0,20}interval| \w+ times| regularly)"
)
_OVER: Final = (
    "for ",
    "over ",
    "during ",
    "within ",
    "of ",
    "in ",
    "took ",
    "lasted ",
    " a ",
    " an ",
    " the ",
    "some ",
    "about ",
)


def was_worked_over(mention: Mention) -> bool:
    """Whether a period is one over which patients were gathered, operations done or interviews held.

    "Patients were treated over a 6-year period" is so too, of several years and without a word of what with.
    """
    unit, left = mention.duration.unit, mention.left
    if unit == "years" and not left and _OF_ADMISSIONS.match(mention.right):
        return True
    if unit == "weeks" or not left.endswith(_OVER):
        return False
    if _AT_PLACE.search(left) or (unit == "years" and _OPENS.fullmatch(left) and _WE_DID.match(mention.right)):
        return True
    if _GATHERED.search(left) or _INTERVIEWED.search(left):
        return True
    if unit != "years" or mention.duration.value < _MORE_THAN_A_COURSE or _TREATED.search(left) is None:
        return False
    return _WITH_WHAT.match(mention.right) is None
