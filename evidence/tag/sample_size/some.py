"""Numbers that say of themselves that they are some of a sample: a subset, a pilot, the men in a bracket. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size.candidates import LIVING, Mention
from evidence.tag.sample_size.parent import is_of_other
from evidence.tag.sample_size.scan import IN_MODEL, Scan

_REACH: Final = 48  # characters before a number that "was tried out beforehand on a sample of " takes
_SUBSET: Final = re.compile(
    r"\b(?:sub-?set|sub-?sample|sub-?group|sub-?study)(?: of(?: the)?|,? comprising|,? consisting of|[,:]? ?\(?n ?=) ?$"
)
_TRIED: Final = re.compile(
    r"\b(?:piloted|pilot-?[ ]?tested|pre-?[ ]?tested|field-tested|tried out|pilot test(?:ing)?)(?: first| beforehand)?"
    r" (?:in|on|with|among|by)(?: a (?:further )?(?:sample|group) of)? $"
)
_SEXES: Final = r"(?:(?:wo)?men|(?:fe)?males?|boys|girls)\b(?! (?:and|or) (?:(?:wo)?men|(?:fe)?males?|boys|girls))"
_SEX: Final = re.compile(rf" {_SEXES}")
_WERE_SEX: Final = re.compile(rf" (?:of (?:them|whom) )?(?:were|was) {_SEXES}")
_OF_WHOLE: Final = re.compile(r"[^.;\d(]{1,60}?(?:\([^()]{1,40}\))?,? (?:only )?$")
_RATE: Final = (" per ", "in every ", "out of every ", "all but ")
_LIMIT: Final = (" or more ", " or fewer ", " or less ")  # "any study of ten or more adults"
_MADE_UP: Final = frozenset(
    [" virtual", " simulated", " hypothetical", " notional", " synthetic", " paper"]
)  # as `Number.after`
_OF_MODEL: Final = re.compile(
    r"\b(?:virtual|simulated|hypothetical|notional|synthetic) (?:[a-z]+ )?(?:of )?$"
    r"|\b(?:markov (?:cohort )?model|modell?ed)s? (?:of|for|in|with) (?:an? |the )?"
    r"(?:(?:cohort|population|group) of )?$"
)
_IN_MODEL: Final = re.compile(
    r"[a-z ,-]{0,40} (?:was|were) (?:simulated|modell?ed)\b|[a-z ,-]{0,40} in (?:an?|the) markov\b"
)
# "The three patients who died were elderly"; "used in over 500 patients abroad".
_SOME_WHO: Final = re.compile(r" (?:who (?:died|stopped|dropped out|withdrew|refused|declined|relapsed)|abroad)\b")
# "Out of all the enrolled subjects, 888 were glass workers"; but "of the enrolled patients, 60 were randomised".
_OF_THOSE_IN: Final = re.compile(
    r"(?:^|[\n.;:,] ?)(?:(?:out )?of|among) (?:all (?:the |our |these )?|the |our |these )"
    r"(?:[a-z]+ )?(?:enrolled|included|recruited|studied|participating|randomi[sz]ed|treated|analy[sz]ed)"
    r" (?:[a-z]+ )?(?:patients|subjects|participants|individuals|people|persons|women|men|children|adults|cases)"
    r", (?:only )?$"
)
_TAKEN_ON: Final = re.compile(
    r"(?: [a-z]+){0,2}? (?:(?:were|was|had been) (?:then |finally |subsequently )?"
    r"(?:randomi|randomly|alloc|assign|analy|evalua|assess|examin|studied|followed|treated|includ|enrol|eligib)"
    r"|completed|finished|remained|provided|underwent|attended|returned|responded|gave)"
)
# "An abnormal film was found in 48 patients (8%)": some of more whom nobody counts.
_FOUND_IN: Final = re.compile(
    r"\b(?:found|identified|seen|present|detected|observed|noted|diagnosed|evident|demonstrated|occurred|developed"
    r"|recurred|confirmed|apparent|discovered|recorded) in (?:only )?$"
)
_HALF: Final = 50  # percent
_THOSE_IN: Final = 90  # characters before a number that the first of these takes


def is_some_only(scan: Scan, mention: Mention, before: Mention | None) -> bool:
    """Whether a number counts some of a sample, or nobody in it; `before` is the mention before it."""
    text, start = scan.text, mention.start
    left = scan.left_of(mention.sentence, start, _REACH)
    if "sub" in left and _SUBSET.search(left) and not is_of_other(text, mention.end):
        return True
    if ("pilot" in left or "test" in left or "tried" in left) and _TRIED.search(left):
        return True
    if left.endswith(_RATE) or text.startswith(_LIMIT, mention.end):
        return True
    if _is_made_up(scan, mention, left) or _is_some_of_more(scan, mention, left):
        return True
    noun = mention.noun
    if noun and mention.side == "right" and left.endswith(("the ", "over ")) and _SOME_WHO.match(text, noun.end):
        return True
    return before is not None and before.sentence == mention.sentence and _is_a_sex(text, mention, before)


def _is_some_of_more(scan: Scan, mention: Mention, left: str) -> bool:
    """Whether a number tells what some of those were, or had, who were in the study, and not what was done next."""
    if mention.percent and mention.percent.value < _HALF and _FOUND_IN.search(left):
        return True
    if not left.endswith((", ", ", only ")):
        return False
    told = _OF_THOSE_IN.search(scan.left_of(mention.sentence, mention.start, _THOSE_IN))
    return told is not None and not _TAKEN_ON.match(scan.text, mention.stop)


def _is_made_up(scan: Scan, mention: Mention, left: str) -> bool:
    """Whether those counted live in a model only; `left` are the words before the number."""
    after = mention.number.after
    if after in _MADE_UP and scan.text[mention.end + len(after)] == " ":
        return True
    if scan.words.isdisjoint(IN_MODEL):
        return False
    return _OF_MODEL.search(left) is not None or _IN_MODEL.match(scan.text, mention.end) is not None


def _is_a_sex(text: str, mention: Mention, before: Mention) -> bool:
    """Whether the men or women of those told just before are counted: "18 (17 men)", "of the 54, 33 were women"."""
    if mention.value >= before.value:
        return False
    if text[mention.start - 1] == "(" and mention.start - before.end <= 2:
        return _SEX.match(text, mention.end) is not None
    if not _WERE_SEX.match(text, mention.end) or before.kind not in LIVING or before.side != "right":
        return False
    if " of whom " in text[before.end : mention.start]:
        return True
    return before.whole and _OF_WHOLE.fullmatch(text, before.end, mention.start) is not None
