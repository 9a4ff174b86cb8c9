"""Sentences of a result or a discussion that set somebody else's study beside this one. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.follow_up.cues import Mention

_STUDY: Final = r"(?:stud(?:y|ies)|trials?|surveys?|series|reports?|cohorts?)\b"
_FEW: Final = r"(?:no|few|only (?:a )?few|hardly any|many|most|several|some|other)"
# Sentences that tell of others where they have no word of this study.
_THEIRS: Final = re.compile(
    r"(?:in )?(?:an?|one|the|two|three|several) (?:(?:large|recent|small|published|cochrane|network) )*"
    r"(?:meta-analys[ei]s|systematic reviews?) of |(?:however,? )?(?:in|from) the (?:[\w-]+ )?literature\b"
    rf"|{_FEW} (?:[\w-]+ ){{0,2}}{_STUDY} (?:have|has|had|report|give|describe|followed|lasted)\b"
    rf"|(?:an?|one|another) (?:[\w-]+,? ){{0,4}}{_STUDY}(?: (?:in|from|of|by|on) [^.;()]{{2,50}}?)? had (?:\w+ )?"
    r"(?:found|shown|reported|suggested|demonstrated|failed|concluded|claimed|observed|come to|led to)\b"
    r"|(?:the )?(?:reference|normative|normal|population) (?:values|data|rates|figures|norms) "
    rf"(?:came|come|(?:were|are) (?:taken|drawn|derived|from))\b|in the (?:reference|companion|sister) {_STUDY}"
    rf"|(?:an?|one|another) (?:similar|comparable|larger|smaller|recent) (?:[\w-]+ ){{0,2}}{_STUDY}"
    r"(?: (?:in|from|of|by|on) [^.;()]{2,50}?)? (?:followed|lasted|found|showed|reported|treated)\b"
    r"|(?:in )?(?:an?|the) (?:[\w-]+ )?review of [^.;]{0,40}\bliterature\b"
    r"|(?:the )?historical (?:controls|comparisons?|control group)(?: [^.;,]{1,30})? had\b"
)
_ANYWHERE: Final = re.compile(
    r"\blongest (?:reported |published |recorded )(?:[\w-]+ )?follow-?up\b"
    r"|\bfollow-?up (?:reported )?in the literature\b"
    r"|\bpooled data of (?:\w+ )?(?:published|other|previous)\b|\bpublished (?:series|reports|trials) "
    rf"(?:show|have|had|with)\b|\b{_STUDY} (?:by|of|from) "
    r"(?:others|other (?:groups|authors|workers|investigators|teams|centres|centers|units))\b"
)
# "These rates compare with those of the SHEP trial", "the results are like those of a Swedish study".
_COMPARED: Final = re.compile(
    r"\b(?:with|like|similar to|than|match(?:ed)?|resembl\w+|equal to|agree with|consistent with|in line with"
    r"|close to) (?:those|that|the (?:rates?|results?|findings|figures)|results|rates|findings) "
    r"(?:of|in|from|seen in|found in|observed in|reported (?:in|by|from)) (?:an?|the|one|two|other|another|several) "
    rf"(?!same |present |current |whole |main |parent |original |first |control "
    rf"|comparison )(?:[\w-]+ ){{0,4}}?{_STUDY}"
)
# "The results confirm those of a 5-year trial", "in contrast to a 3-year study": the length is that of the other.
_COMPARED_WITH: Final = re.compile(
    r"\b(?:those (?:of|in|from)|in contrast (?:to|with)|contrary to|unlike|compared with) "
    r"(?:an?|one|another|other|two) (?:(?!control|comparison)[\w-]+ ){0,2}$"
)
_THEIR_STUDY: Final = re.compile(rf"[ -](?:[\w-]+ ){{0,3}}?{_STUDY}")
# Told of an earlier report of the same unit: others than these.
_OF_OUR_UNIT: Final = re.compile(
    r"in (?:an?|our|the) (?:earlier|previous|prior|former) (?:report|paper|series|study|trial|publication)s?\b"
)
_THIS: Final = re.compile(
    r"\b(?:this|these|present|current|now|here|same|we (?:followed|studied|report|present|describe|continued"
    r"|extended))\b"
)
_OURS: Final = re.compile(r"\bours?\b")
_CASES: Final = re.compile(
    r"\breview(?:ed)? (?:of )?(?:the |all )*(?:\d+ |[\w-]+ )?(?:previously )?(?:published|reported) cases\b"
)


def is_beside_ours(folded: str, own: re.Pattern[str]) -> bool:
    """Whether a sentence tells of a study that this one is set beside: a meta-analysis, a survey, published cases.

    Args:
        folded: the sentence.
        own: what words of this study look like.
    """
    if ("cases" in folded and not _OURS.search(folded) and _CASES.search(folded)) or _is_of_our_unit(folded):
        return True
    named = "published" in folded or "pooled data" in folded or " other" in folded or "longest re" in folded
    named = named or "literature" in folded
    if not (_THEIRS.match(folded) or (named and _ANYWHERE.search(folded))):
        return False
    return own.search(folded) is None


def _is_of_our_unit(folded: str) -> bool:
    """Whether a sentence opens with an earlier report of the same authors, and tells of nothing else."""
    return _OF_OUR_UNIT.match(folded) is not None and _THIS.search(folded) is None


def is_compared(mention: Mention) -> bool:
    """Whether a length is told of a study with which ours is compared: "like those of a trial with 7 years of it"."""
    left, right = mention.left, mention.right
    those = "those " in left
    told = those or "that " in left or "results " in left or "rates " in left or "findings " in left
    if told and _COMPARED.search(left):
        return True
    beside = those or "contra" in left or "unlike " in left or "compared " in left
    return beside and _COMPARED_WITH.search(left) is not None and _THEIR_STUDY.match(right) is not None
