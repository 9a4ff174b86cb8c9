"""Those from whom a sample was drawn give way to it: "from a register of 12,000 we selected 640". Pure.

A register, the inhabitants of a region or the participants of a parent study are no more the sample than those who were
screened.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from evidence.tag.sample_size.candidates import Candidate, Mention
from evidence.tag.sample_size.rivals import Rivals
from evidence.tag.sample_size.scan import Scan
from evidence.tag.sample_size.wholes import FROM_TOTAL

_SOURCES: Final = r"(?:registers?|registry|database|cohort|population|pool|roster|list|biobank|file)"
_FROM: Final = re.compile(
    rf"\b(?:from|within|nested in|out of) (?:an?|the|our|its) (?:[a-z-]+ ){{0,4}}?{_SOURCES} (?:of|with|\()"
    r"(?: (?:about|some|over|nearly|approximately|more than|all))? ?$"
    r"|\b(?:using|in|on|searched) (?:an?|the|our|its) (?:[a-z-]+ ){0,4}?(?:register|registry|database) (?:of|with) $"
)
_INHABITED: Final = re.compile(
    r"\b(?:in|from|within|of) (?:an?|the|our) (?:[a-z-]+ ){0,2}?(?:population|nation|country|county|region|area"
    r"|city|town|province|state|district) (?:of|with)(?: (?:about|some|over|nearly|approximately|more than))? $"
)
_OF: Final = re.compile(r"(?:^|[\n.:;,(] ?)(?:of|among|from|in)(?: the| all| about| some)? $")
_DWELLERS: Final = ("inhabitants", "residents", "people", "persons", "citizens", "individuals")
_INHABITANTS: Final = 20_000  # a study seldom has more, a town has
_HOLDS: Final = re.compile(
    r"\b(?:register|registry|database|biobank) (?:holds|contains|has|covers|includes|comprises|held"
    r"|contained|had|covered|comprised)"
    r"(?: (?:data|records|files) (?:of|on))?(?: (?:about|some|over|more than))? $"
)
_OF_PARENT: Final = re.compile(
    r"(?: [a-z-]+){0,2}? (?:(?:in|of|from) (?:the|our|an?) (?:parent|main|original|larger|source|underlying)"
    r" (?:study|trial|cohort|sample|survey|project|registry|register|database)"
    r"|(?:on|in) (?:the|our|a) (?:[a-z]+ )?(?:register|registry|database|roll|list))\b"
)
_DRAWN: Final = (
    r"(?:selected|identified|drawn|sampled|chosen|picked|studied|examined|included|recruited|enrolled|analy[sz]ed"
    r"|compared|interviewed|investigated)"
)
_WE_DREW: Final = re.compile(
    r"\bwe (?:[a-z]+ )?(?:[a-z]+ and )?(?:drew|chose|took|picked|studied|examined|selected|sampled|identified|included"
    r"|recruited|enrolled|traced|analy[sz]ed|compared)(?: an? (?:[a-z]+ )?(?:sample|subset|group) of)? $"
    r"|\b(?:this|the present) (?:study|paper|report|analysis) (?:is|was) (?:about|of|on) (?:the )?$"
)
_WERE_DRAWN: Final = re.compile(
    rf"[^.;()]{{0,50}}?(?:\([^()]{{1,30}}\))?[^.;()]{{0,30}}?"
    rf"\b(?:were|was) (?:[a-z]+ )?{_DRAWN}\b(?! (?:as|to have|with (?:the )?disease)\b)"
)
_WE_TOOK: Final = re.compile(
    r"\bwe (?:[a-z]+ )?(?:selected|chose|traced|enrolled|included|recruited|randomi[sz]ed|sampled)(?: and [a-z]+ed)? $"
)
_SAMPLE: Final = re.compile(
    r"\b(?:sample|sub-?sample|sub-?set|sub-?group|sub-?cohort)(?: of| comprising)?(?: ?\(n ?= ?| |: ?|, ?n ?= ?)$"
)
_DRAWN_FROM: Final = re.compile(
    r"\)?(?: [a-z-]+){0,2}?(?: (?:was|were))? (?:randomly )?(?:drawn|taken|selected|chosen|sampled|picked)"
    rf" (?:at random )?(?:from|out of)(?: (?:the|all|an?|our))?(?: (?:[a-z]+ )?{_SOURCES} (?:of|\(n ?= ?))? ?$"
)
_OUT_OF: Final = re.compile(r"\)?(?: [a-z-]+)? (?:of|from|within)(?: (?:the|all|an?|our))?(?: [a-z]+)?( of)? $")
OF_ALL: Final = (" of ", " of the ", " out of ", " out of the ")
"""What may be all that stands between some and the whole that they are part of."""
_ENDS: Final = (" of ", " the ", " from ", " all ", " an ", " a ", " our ")
_REACH: Final = 60  # characters before a number


def is_parent(scan: Scan, source: Mention) -> bool:
    """Whether those counted are a register, a population or the people of another study from which some were drawn."""
    text = scan.text
    left = text[max(0, scan.starts[source.sentence] - 1, source.start - _REACH) : source.start]
    if left.endswith(("of ", "(", "with ", "over ", "about ", "than ", "some ", "all ", "among ", "the ", "from ")):
        if _FROM.search(left) or (_may_be_inhabitants(scan, source) and _INHABITED.search(left)):
            return True
        noun = source.noun
        if noun and source.value >= _INHABITANTS and text.startswith("inhabitants", noun.start):
            return _OF.search(left) is not None
    if ("regist" in left or "ba" in left) and _HOLDS.search(left):
        return True
    return _OF_PARENT.match(text, source.end) is not None


def _may_be_inhabitants(scan: Scan, source: Mention) -> bool:
    """Whether so many may live in a place, and no patients or workers are named: "a county of 310,000 people"."""
    if source.value < _INHABITANTS:
        return False
    noun = source.noun
    own = noun is not None and source.side == "right" and scan.text[source.end] != ","  # "10.2 million, 48,041 men"
    return not own or (noun is not None and scan.text.startswith(_DWELLERS, noun.start))


def are_drawn(scan: Scan, mention: Mention, behind: str) -> re.Match[str] | None:
    """The words that say that those counted were drawn from a parent; `behind` is what is said of them."""
    left = scan.left_of(mention.sentence, mention.start, _REACH)
    return _WE_DREW.search(left) or _WERE_DRAWN.match(behind)


def we_took(scan: Scan, mention: Mention) -> re.Match[str] | None:
    """The words that say that these were taken in of those told before: "of 5,000 men, we traced 1,200"."""
    left = scan.left_of(mention.sentence, mention.start, _REACH)
    return _WE_TOOK.search(left) if left.endswith(("ed ", "chose ")) else None


def sampled(scan: Scan, source: Mention, rivals: Rivals) -> int | None:
    """The sample that stands before its parent: "a random sample of 640 was drawn from 12,480 women".

    Not so of a subset of those studied: there the words name no other study or register.
    """
    sample = rivals.before(source)
    if (
        sample is None
        or source.value in rivals.repeated
        or sample.value >= source.value
        or not _is_sample(scan, sample)
    ):
        return None
    if _DRAWN_FROM.fullmatch(scan.text, sample.end, source.start):
        return sample.value
    out_of = _OUT_OF.fullmatch(scan.text, sample.end, source.start) is not None
    named = _OF_PARENT.match(scan.text, source.end) or scan.text.endswith(_OF_COHORT, 0, source.start)
    return sample.value if out_of and named else None


# "A random sample of 51,090 women was invited. The study included 25,866": those who did not come are none of it.
_AT_RANDOM: Final = re.compile(
    r"\b(?:random|representative|stratified|systematic|population[ -]based) sample of (?:about )?$"
)
_STUDY_HAD: Final = re.compile(
    r"\bthe (?:final |present )?(?:study|survey|analys[ei]s)(?: population| sample)? (?:finally )?"
    r"(?:included|comprised|was based on|had)(?: data (?:on|from|of))? $"
)


def of_sample(scan: Scan, source: Mention, rivals: Rivals) -> int | None:
    """How many of a sample drawn at random the study had at last; None where nobody says so."""
    if "sample of" not in scan.text or not _AT_RANDOM.search(scan.left_of(source.sentence, source.start, _REACH)):
        return None
    for mention in rivals.found:
        later = mention.start > source.end and mention.is_of_living and mention.value < source.value
        if later and _STUDY_HAD.search(scan.left_of(mention.sentence, mention.start, _REACH)):
            return mention.value
    return None


_OF_COHORT: Final = ("a cohort of ", "a population of ", "a register of ", "a registry of ", "a database of ")


def _is_sample(scan: Scan, mention: Mention) -> bool:
    """Whether the number is that of a sample or a subset, as the words right before it say."""
    left = scan.left_of(mention.sentence, mention.start, _REACH)
    return _SAMPLE.search(left) is not None


def is_of_other(text: str, place: int) -> bool:
    """Whether a subset whose number ends here is one of a cohort or of another study: "of a cohort of 2,300 men"."""
    found = _FROM_COHORT.match(text, place)
    return found is not None and (found[1] is not None or _OF_PARENT.match(text, found.end()) is not None)


_FROM_COHORT: Final = re.compile(
    r"\)? (?:of|from|within) (?:an? (cohort|population|register|registry|database) of |the |all )?[\d,]+"
)


def adds_parent(scan: Scan, candidate: Candidate) -> bool:
    """Whether a sum adds a sample to those from whom it was drawn."""
    if len(candidate.parts) < 2 or not candidate.is_sum:
        return False
    first = candidate.parts[0]
    if first.value > candidate.parts[1].value and is_parent(scan, first):
        return True
    return any([_is_part_of(scan.text, *two) for two in pairwise(candidate.parts)])  # noqa: C419 - quicker


def _is_part_of(text: str, part: Mention, whole: Mention) -> bool:
    """Whether a count is some of the next: "twelve women of 131", "640 were drawn from 12,480"."""
    if part.value >= whole.value or not text.endswith(_ENDS, 0, whole.start):
        return False
    if text.endswith(FROM_TOTAL, part.end, whole.start):
        return True
    noun = part.noun
    if noun and part.side == "right" and text[noun.end : whole.start] in OF_ALL:
        return True
    return _DRAWN_FROM.fullmatch(text, part.end, whole.start) is not None
