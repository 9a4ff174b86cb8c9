"""Lengths of what is still to be done or told elsewhere: planned analyses, awaited results, advice. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.follow_up.cues import Mention

_WATCH: Final = (
    r"(?:follow(?:ed)?[ -]?up|followed|surveillance|monitor(?:ing|ed)|observation|reviews?|reviewed|checks?|check-?ups?"
    r"|re-?examin(?:ations?|ed)|re-?assess(?:ments?|ed)|seen|examined|visits?|scanned|screen(?:ed|ing)|controls)"
)
_NO_MODAL: Final = "".join(
    f"(?<!{word} )" for word in ("can", "may", "could", "might", "will", "would", "to", "cannot")
)
# "It is recommended that such patients be seen every 3 months", "we suggest that patients be re-examined".
_BE_SEEN: Final = re.compile(
    r"\b(?:recommend(?:ed)?|suggest(?:ed)?|advised?|proposed?|urged?|advisable|desirable|important|essential"
    rf"|prudent|wise) that\b[^.;]{{2,60}} {_NO_MODAL}be (?:\w+ )?{_WATCH}\b"
)
_NOW: Final = r" (?:seems?|is|are|would be|appears?|may be|might be|will be) (?:(?:to be|\w+ly|also|still|thus) )?"
_IS_NEEDED: Final = re.compile(
    r"(?: (?:or more|or longer|of age|at least|(?:in|for|of|after) (?:[\w-]+ ){0,3}[\w-]+))?"
    rf"{_NOW}(?:wise|prudent|sensible|advisable|desirable|reasonable|justified|indicated|mandatory|warranted|needed"
    r"|required|necessary|essential|called for|recommended|advised|proposed|suggested)\b"
)
_FOR_THEM: Final = re.compile(
    r"\b(?:follow[ -]?up|surveillance|monitoring|observation|reviews?|checks?|check-?ups?|re-?examinations?"
    r"|re-?assessments?|visits?|screening|controls?)\b[^.;,]{0,40} $"
)
# "The 5-year results are awaited", "six-month outcomes were reported elsewhere", "results at 2 years have been".
_RESULTS: Final = r"(?:results?|outcomes?|findings|data|analys[ei]s|report|follow-?up)"
_ARE_TOLD: Final = re.compile(
    r",? (?:are|is) (?:\w+ )?(?:awaited|pending|outstanding|forthcoming|expected|yet to come)\b"
    r"| will (?:follow|be available|appear)\b| have appeared\b|,? (?:were|was) published (?:in (?:19|20)\d\d|before)\b"
    r"| (?:will be|are to be|were|was|have been|has been|are|is) (?:\w+ )?(?:reported|published|presented|described"
    r"|given|analy[sz]ed) (?:elsewhere|separately|later|in due course|soon|in (?:another|(?:an?|the) "
    r"(?:\w+ )?(?:previous|earlier|later|further|separate|subsequent|future|companion)) "
    r"(?:paper|report|article|publication))\b"
    r"| (?:were|have been|has been|was) (?:previously|already|earlier) (?:reported|published|presented|described)\b"
    r"| (?:were|was|ha(?:ve|s) been) (?:reported|published|presented|described) (?:previously|already|before|earlier)\b"
    r"| ha(?:ve|s) been published\b| (?:is|are) (?:now |still )?being (?:analy[sz]ed|prepared|collected|awaited)\b"
)
_RESULTS_AHEAD: Final = re.compile(
    rf"'?[ -](?:[\w-]+ ){{0,2}}?{_RESULTS}(?: (?:of|in|for) [^.;,]{{2,40}}?)?(?= (?:a|i|w|h))"
)
_RESULTS_AT: Final = re.compile(rf"\b{_RESULTS}(?: of [^.;,]{{2,30}})?,? (?:at|after|to|of) $")
# "A further analysis at 15 years is planned", "they are to be re-examined after 5 years".
_ANOTHER: Final = re.compile(
    r"(?:^|\b(?:an?|the|further|later|longer|another|additional|next|and) )(?:[\w-]+ ){0,2}(?:analys[ei]s|follow-?ups?"
    r"|evaluations?|examinations?|re-?examinations?|assessments?|surveys?|reports?) (?:[\w-]+ ){0,3}$"
)
_PLANNED: Final = re.compile(
    r"(?:'?[ -](?:[\w-]+ ){0,3}(?:analys[ei]s|follow-?ups?|evaluations?|examinations?|assessments?|survey|data))?"
    r" (?:is|are) (?:\w+ )?(?:planned|scheduled|intended|foreseen|under ?way|in progress|in preparation|awaited"
    r"|continuing|ongoing)\b"
)
# "The trial was planned for 5 years but was stopped after a median of 2.8 years".
_WAS_PLANNED: Final = re.compile(
    r"\b(?:trial|study|follow-?up)(?: [^.;,]{2,30})? (?:was|were|had been) "
    r"(?:originally |initially |first )?(?:planned|scheduled|designed|intended|meant|projected|due|to) "
    r"(?:for|to (?:last|run|continue|go on)(?: for| over)?|last|run) (?:an? )?(?:period of )?$"
    r"|\b(?:(?:trial|study),?|although|though) (?:originally |initially )?(?:planned|scheduled|designed|intended) "
    r"(?:for|to last|to run for) $|\bplanned to (?:follow|treat|observe|study) (?:[\w-]+ ){1,3}for $"
)
# "Observation is planned to 104 weeks", "re-audit is planned in a year", "observation goes on to five years".
_GOES_ON_TO: Final = re.compile(
    r"\b(?:observation|surveillance|monitoring|re-?audit|another audit) (?:is|are) (?:now |still )?"
    r"(?:planned|scheduled|intended|due)(?: to continue)? (?:to|in|until|at|after|up to) $"
    r"|\b(?:observation|follow-?up|surveillance|monitoring) (?:goes on|continues|is continuing)"
    r" (?:to|for|until|up to) $"
)
_CUT_SHORT: Final = re.compile(
    r"[^.;]{0,60}?(?:\b(?:but|and|which|although|however),?|,)(?: (?:it|this|the (?:trial|study)))? "
    r"(?:(?:was|were|had been|had to be) (?:[\w-]+ ){0,2}?)?(?:stopped|terminated|ended|halted|closed|curtailed"
    r"|interrupted|abandoned|lasted)\b"
)
_EXTENDED_TO: Final = re.compile(
    r"'?[ -](?:[\w-]+ ){0,3}(?:trial|study|treatment|follow-?up) (?:was|were|has been) (?:\w+ )?"
    r"(?:extended|prolonged) to "
)
_TO_BE_SEEN: Final = re.compile(
    rf"\b(?:are|is) (?:now |still )?to be {_WATCH}(?: again)? (?:after|at|for|in|over|until|every \w+ for) $"
)


def not_yet(mention: Mention) -> str | None:
    """What a length is of that was not done or is not told here; None where it may be this report's."""
    left, right = mention.left, mention.right
    if _is_advised(mention) or _is_cut_short(mention):
        return "called for"
    if " to be " in left and _TO_BE_SEEN.search(left) and not _is_of_protocol(mention):
        return "called for"
    if left.endswith(_GOES_TO) and _GOES_ON_TO.search(left) and not _is_of_protocol(mention):
        return "called for"
    if not _is_named(right):
        return None
    if (_IS_NEEDED.match(right) and _FOR_THEM.search(mention.left_within(_REACH))) or _is_planned(mention):
        return "called for"
    ahead = _RESULTS_AHEAD.match(right)
    told = _ARE_TOLD.match(right, ahead.end()) if ahead else (_ARE_TOLD.match(right) and _RESULTS_AT.search(left))
    return "reported elsewhere" if told else None


_GOES_TO: Final = ("to ", "for ", "in ", "until ", "at ", "after ")


def _is_planned(mention: Mention) -> bool:
    """Whether a length is that of a follow-up that is planned, in a text not all of which lies ahead."""
    if _PLANNED.match(mention.right) is None or _ANOTHER.search(mention.left) is None:
        return False
    return not _is_of_protocol(mention)


def _is_of_protocol(mention: Mention) -> bool:
    """Whether all of a text lies ahead, so that what is planned is what it is about."""
    return " will " in mention.sentence.passage.text


def _is_cut_short(mention: Mention) -> bool:
    """Whether a study was planned for so long, and was stopped before; or was "extended to" more than so long."""
    if mention.right.endswith(" to ") and _EXTENDED_TO.fullmatch(mention.right):
        return True
    if not mention.left.endswith(_ENDS_PLAN) or "ed " not in mention.right:
        return False
    return _CUT_SHORT.match(mention.right) is not None and _WAS_PLANNED.search(mention.left) is not None


def _is_named(right: str) -> bool:
    """Whether the words behind a length have a verb that the patterns need."""
    if " is " in right or " are " in right or " be" in right or " seem" in right or " appear" in right:
        return True
    if " elsewhere" in right or "separately" in right or " will " in right:
        return True
    return "publ" in right or "described" in right or "presented" in right or "reported" in right


def _is_advised(mention: Mention) -> bool:
    """Whether a length stands behind "it is recommended that patients be seen"."""
    folded = mention.folded
    if " that " in folded and " be " in folded and _BE_SEEN.search(mention.left_within(_REACH)):
        return True
    may = mention.left.endswith(("for ", "to ", "until ")) and (
        "every " in folded or " is " in folded or " are " in folded
    )
    return may and _ADVISED_FOR.search(mention.left_within(_REACH)) is not None


_REACH: Final = 150  # characters that the patterns of advice take at most
# "We recommend colonoscopy every 6 months for 5 years", "follow-up is now being extended to 10 years".
_ADVISED_FOR: Final = re.compile(
    r"\b(?:we|authors|guidelines) (?:\w+ )?(?:recommend|advise|suggest|propose"
    r"|advocate) [^.;]{2,80} every [\w -]{3,20} for $"
    r"|\b(?:study|trial|follow-?up|observation) (?:is|are) (?:now |still )?(?:being |to be )?(?:continued|extended"
    r"|prolonged|continuing) (?:to|for|until|up to) $"
)
_ENDS_PLAN: Final = ("for ", "last ", "run ", "continue ", "go on ", "over ", "for a ", "period of ")
