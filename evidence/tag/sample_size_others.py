"""Numbers that are never this study's size: those of somebody else's study, and those who were left out. Pure.

"A number … excluded, lost … or in somebody else's study is never it" (DEFINITIONS). Where no better number stands near,
the ranker alone would take them all the same.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size_candidates import Mention
from evidence.tag.sample_size_scan import Scan

_STUDY: Final = r"(?:stud(?:y|ies)|trials?|reports?|series|surveys?|meta-analys[ei]s|reviews?|cohorts?)\b(?! patients)"
_DID: Final = (
    r"(?:reported|enrolled|randomi[sz]ed|included|studied|treated|found|described|showed|shown|followed|recruited"
    r"|analy[sz]ed|examined|compared|observed|noted|demonstrated|published)\b"
)
# A sentence that opens with whose study it is. Further in, "patients of a previous study" may be this study's patients.
_OTHERS: Final = re.compile(
    r"(?:(?:however|moreover|similarly|although|while|whereas|yet|but|and|since|indeed),? )?"
    r"(?:"
    r"(?:(?:in|unlike|after|following|as in|according to) )?"
    r"(?:(?:a|an|one|the|two|three|four|several|most|many|few|some|only one|another|these) )?"
    r"(?:(?:large|small|larger|smaller|landmark|pivotal|single|well-known) )?"
    r"(?:previous|earlier|prior|recent|recently published|previously published|published|other|another|past)"
    rf"(?: [a-z-]+){{0,4}}? {_STUDY}"
    rf"|others (?:have |had )?{_DID}"
    rf"|other (?:groups|authors|investigators|researchers|teams|workers) (?:have |had )?{_DID}"
    r"|[a-z'-]+(?:,? (?:and|&) [a-z'-]+)? et al\b"
    rf"|[a-z'-]+ and (?:colleagues|coworkers|co-workers|associates) (?:have |had |recently )?{_DID}"
    r")"
)
_OWN: Final = re.compile(
    r"\b(?:we|our|ours|us|present|current|here|herein"
    r"|this (?:[a-z-]+ )?(?:study|trial|report|article|paper|work|review|analysis|series|cohort)"
    r"|re-?analy[sz]\w+|pooled|secondary|sub-?study|post[ -]hoc"
    r"|were (?:re-?)?(?:analy[sz]ed|used|reviewed|included|identified|searched|assessed|retrieved|pooled|combined))\b"
)
_HINTS: Final = ("previous", "earlier", "prior", "recent", "published", "past ", "other", "et al", "and co", "and asso")
_OPENING: Final = 90  # characters within which a sentence says whose study it tells of

_LEAVES_OUT: Final = re.compile(
    r"\b(?:exclud(?:ed|ing)|exclusion of|omitting|omitted|losing)"
    r"(?: (?:a total of|another|the|an additional|all|further|only|data (?:of|from)))? $"
)
_LEFT_OUT: Final = re.compile(
    r" (?:who )?(?:(?:was|were) (?:then |later |also |subsequently |finally )?"
    r"(?:excluded|ineligible|not eligible|not included|not enrolled|lost to follow)"
    r"|(?:declined|refused)(?! (?:by|to less|from))|dropped out|withdrew"
    r"|did not (?:meet|participate|complete|return|respond))\b"
)
_BEFORE: Final = 44  # characters that "after exclusion of an additional " takes, and some


def in_other_study(scan: Scan, sentence: int) -> bool:
    """Whether a sentence tells of somebody else's study: it opens with that, and has no word of this one."""
    begin, end = scan.span(sentence)
    opening = scan.text[begin : min(end, begin + _OPENING)]
    if not any([hint in opening for hint in _HINTS]):  # noqa: C419 - a list takes half the time
        return False
    return _OTHERS.match(scan.text, begin, end) is not None and _OWN.search(scan.text, begin, end) is None


# "A randomised trial with at least 500 patients is needed": a study that nobody has done.
# "Two radiologists read the films", "three reviewers independently": those who did the work are no sample of it.
_STAFF: Final = re.compile(
    r"(?:(?:independent|blinded|experienced|trained|senior|expert|different|board-certified|of the|consultant) )*"
    r"(?:[a-z]+ )?(?:paediatricians|pediatricians|radiologists|pathologists|surgeons|readers|raters|observers|reviewers"
    r"|examiners|investigators|researchers|assessors|dentists|dermatologists|cardiologists|neurologists|psychiatrists"
    r"|ophthalmologists|authors|clinicians|physicians|doctors|nurses|therapists|physiotherapists|experts|technicians"
    r"|sonographers)\b"
    r"(?: \([^()]{1,40}\))?,? (?:who were )?(?:blinded|unaware|blind|independently|separately|each|performed|did|read"
    r"|reviewed|assessed|examined|rated|scored|graded|interpreted|evaluated|extracted|screened|selected|judged|measured"
    r"|analy[sz]ed|classified)\b"
)
_FEW: Final = 12  # readers; more of them are a survey


def is_staff(scan: Scan, mention: Mention) -> bool:
    """Whether those counted did the work: "two radiologists read the films"."""
    if mention.value > _FEW or mention.side != "right" or mention.kind != "participants":
        return False
    return _STAFF.match(scan.text, mention.end + 1) is not None


_WANTED: Final = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|research)\b[^.;\n]{0,90}"
    r"\b(?:is|are|would be) (?:now |still |clearly |urgently |therefore )?"
    r"(?:needed|warranted|required|necessary|called for)\b"
)
_IS_WANTED: Final = (" needed", " warranted", " required", " necessary", " called for")


def called_for(scan: Scan) -> list[tuple[int, int]]:
    """The spans that call for a study which is still to be done, in order."""
    if not any([words in scan.text for words in _IS_WANTED]):  # noqa: C419 - a list takes half the time
        return []
    return [found.span() for found in _WANTED.finditer(scan.text)]


def is_left_out(scan: Scan, mention: Mention) -> bool:
    """Whether those counted are said to have been excluded, or lost: "after excluding 12", "12 patients withdrew".

    Not so of a whole whose part it is: "3 of 15 participants withdrew".
    """
    kinds = mention.cues.kinds
    if "excluded" not in kinds or mention.form == "of":
        return False
    begin, end = scan.span(mention.sentence)
    if _LEAVES_OUT.search(scan.text, max(begin, mention.start - _BEFORE), mention.start):
        return True
    noun = mention.noun
    return _LEFT_OUT.match(scan.text, noun.end if noun and mention.side == "right" else mention.end, end) is not None
