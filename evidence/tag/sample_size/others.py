"""Numbers that are never this study's size: those of somebody else's study, and those who were left out. Pure.

A number excluded, lost, or in somebody else's study is never it (README, "What the tags mean"). Where no better number
stands near, the ranker alone would take them all the same.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.other_studies import TO_BE_DONE, has_own, is_of_others
from evidence.tag.sample_size.candidates import Mention
from evidence.tag.sample_size.earlier import of_now
from evidence.tag.sample_size.scan import SO_FAR, YEARLY, Scan
from evidence.tag.sample_size.spread import not_rates, not_spread
from evidence.tag.sample_size.to_help_one import not_to_help_one

_POPULATION: Final = re.compile(r"\b(?:are|is|were|was) estimated to (?:be|have|live|depend|suffer|die|affect)\b")
_LEAVES_OUT: Final = re.compile(
    r"\b(?:exclud(?:ed|ing)|exclusion of|omitting|omitted|losing)"
    r"(?: (?:a total of|another|the|an additional|all|further|only|data (?:of|from)))? $"
)
_LEFT_OUT: Final = re.compile(
    r" (?:who )?(?:(?:was|were) (?:then |later |also |subsequently |finally )?"
    r"(?:excluded|ineligible|not eligible|not included|not enrolled|lost to follow)"
    r"|(?:declined|refused)(?! (?:by|to less|from))|dropped out|withdrew"
    r"|died before|did not (?:meet|participate|complete|return|respond))\b"
)
_BEFORE: Final = 44  # characters that "after exclusion of an additional " takes, and some
# "Two radiologists read the films", "three reviewers independently", "outlined by two experts": those who did the work
# are no sample of it.
_GRADES: Final = "independent|blinded|experienced|trained|senior|expert|different|board-certified"
_READERS: Final = (
    "radiologists|pathologists|readers|raters|observers|reviewers|examiners|investigators|researchers|assessors|authors"
    "|experts|technicians|sonographers"
)
_STAFF: Final = re.compile(
    rf"(?:(?:{_GRADES}|of the|consultant) )*"
    rf"(?:[a-z]+ )?(?:{_READERS}|paediatricians|pediatricians|surgeons|dentists|dermatologists|cardiologists"
    r"|neurologists"
    r"|psychiatrists|ophthalmologists|clinicians|physicians|doctors|nurses|therapists|physiotherapists)\b"
    r"(?: \([^()]{1,40}\))?,? (?:who were )?(?:blinded|unaware|blind|independently|separately|each|performed|did|read"
    r"|reviewed|assessed|examined|rated|scored|graded|interpreted|evaluated|extracted|screened|selected|judged|measured"
    r"|analy[sz]ed|classified)\b"
)
_BY_STAFF: Final = re.compile(
    rf" (?:(?:{_GRADES}) )*(?:{_READERS}|[a-z]+ologists|judges|coders"
    r"|dentists|physicians|surgeons|clinicians|nurses|therapists|psychologists)\b"
)
# "Patients with an ulcer who were seen by 80 Italian primary care physicians": the patients are the sample.
_SEEN_BY: Final = re.compile(
    r"\b(?:patients|people|persons|children|women|men|adults|infants|outpatients|cases)\b[^.;,\n]{0,60}"
    r"\b(?:seen|treated|managed|referred|recruited|enrolled|followed|examined|operated on|cared for) by (?:the )?$"
)
_DOCTORS: Final = re.compile(
    r" (?:[a-z-]+ ){0,4}?(?:physicians|doctors|gps|general practitioners|practitioners|surgeons|nurses|dentists"
    r"|clinicians|pa?ediatricians|specialists|midwives)\b"
)
_FEW_BY: Final = 6  # behind "by"
_FEW: Final = 12  # readers; more of them are a survey
_WANTED_ENDS: Final = (
    *TO_BE_DONE,
    "called for",
    "planned",
    "being prepared",
    "being planned",
    "in preparation",
    "under way",
)
# "A randomised trial with at least 500 patients is needed": a study that nobody has done.
_WANTED: Final = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|research)\b[^.;\n]{0,90}"
    r"\b(?:is|are|would be) (?:now |still |clearly |urgently |therefore )?"
    rf"(?:{'|'.join(_WANTED_ENDS)})\b"
)
_NEAR: Final = 160  # characters to either side
_LEFT_OF: Final = 90  # characters before a number
_CLOSING: Final = 3  # sentences at the end, where a study is called for


def of_this_study(scan: Scan, found: list[Mention]) -> list[Mention]:
    """The mentions without those of other studies, done or called for, and without those who did the work."""
    text = scan.text
    others: list[int] = []
    common = not scan.words.isdisjoint(YEARLY) or not scan.words.isdisjoint(SO_FAR)
    last = -1
    for mention in found:
        sentence = mention.sentence
        if sentence != last:
            last = sentence
            begin, end = scan.span(sentence)
            guessed = "planned" in mention.cues.kinds and _POPULATION.search(text, begin, end)
            told = guessed or (common and _is_common_knowledge(text, begin, end))
            if (told and not has_own(text, begin, end)) or is_of_others(text, begin, end):
                others.append(sentence)
    if others:
        found = [m for m in found if m.sentence not in others]
    if found and found[-1].sentence >= len(scan.sentences) - _CLOSING:
        found = [m for m in found if not _is_called_for(scan, m)]
    if "population " in text:
        found = [m for m in found if not _lives_there(scan, m)]
    if "previously " in text:
        found = [m for m in found if not text.startswith(" previously ", m.end) or not _BEFORE_NOW.match(text, m.end)]
    found = not_to_help_one(scan, not_rates(scan, not_spread(scan, of_now(scan, found))))
    return [m for m in found if m.value > _FEW or m.side != "right" or not _STAFF.match(text, m.end + 1)]


# "A region with a population of 2.5 million": those who live there.
_IS_POPULATION: Final = re.compile(
    r"\bpopulation(?: (?:of|in) [^.;,()]{1,60})? (?:of|was|is|numbers|numbered|exceeds|exceeded|totall?ed)"
    r"(?: (?:about|approximately|over|some|around|nearly|almost|more than|roughly))? $"
)
_PLACE: Final = 100_000  # a study may be of a population that is smaller
_DWELLERS: Final = ("inhabitants", "residents", "people", "persons", "citizens", "individuals")


def _lives_there(scan: Scan, mention: Mention) -> bool:
    """Whether those counted are all who live somewhere: "a region with a population of 2.5 million"."""
    if mention.value < _PLACE or not _IS_POPULATION.search(scan.left_of(mention.sentence, mention.start, _LEFT_OF)):
        return False
    noun = mention.noun if mention.side == "right" and scan.text[mention.end] == " " else None
    return noun is None or scan.text.startswith(_DWELLERS, noun.start)


# "We report a case and review the 134 previously reported cases."
_BEFORE_NOW: Final = re.compile(r" previously (?:reported|published|described|recorded|documented) ")


_HAPPENS: Final = re.compile(
    r"\b(?:are (?:born|diagnosed|affected|admitted|treated|performed|seen|infected|hospitali[sz]ed|killed|reported)"
    r"|die|develop|suffer|undergo|occur|happen|receive|affects?|kills?|new (?:cases|infections|diagnoses))\b"
)
_VAGUE: Final = ("elsewhere", "worldwide", "around the world", "more than", "over ")
_HAS: Final = r"\b(?:have|has) (?:already |so far )?"
_PUBLISHED: Final = re.compile(rf"{_HAS}been (?:published|reported|described|documented)\b")
_PERFORMED: Final = re.compile(
    rf"{_HAS}(?:been (?:implanted|performed|carried out|used|given)|had|undergone|received)\b"
)


def _is_common_knowledge(text: str, begin: int, end: int) -> bool:
    """Whether a sentence says what happens every year, or what has been done and published: nobody's sample."""
    sentence = text[begin:end]
    if holds(sentence, YEARLY):
        return _HAPPENS.search(sentence) is not None
    if not holds(sentence, SO_FAR):
        return False
    vague = holds(sentence, _VAGUE)
    return _PUBLISHED.search(sentence) is not None or (vague and _PERFORMED.search(sentence) is not None)


def _is_called_for(scan: Scan, mention: Mention) -> bool:
    """Whether a number stands in words that call for a study which is still to be done."""
    if mention.sentence < len(scan.sentences) - _CLOSING:
        return False
    begin, end = scan.span(mention.sentence)
    begin, end = max(begin, mention.start - _NEAR), min(end, mention.end + _NEAR)
    near = scan.text[begin:end]
    if not holds(near, _WANTED_ENDS):
        return False
    found = _WANTED.search(scan.text, begin, end)
    return found is not None and found.start() < mention.start < found.end()


def is_left_out(scan: Scan, mention: Mention) -> bool:
    """Whether those counted are said to have been excluded, or lost: "after excluding 12", "12 patients withdrew".

    Not so of a whole whose part it is: "3 of 15 participants withdrew".
    """
    if mention.form == "of":
        return False
    begin, end = scan.span(mention.sentence)
    if _LEAVES_OUT.search(scan.text, max(begin, mention.start - _BEFORE), mention.start):
        return True
    return _LEFT_OUT.match(scan.text, mention.stop, end) is not None


def is_by_staff(scan: Scan, mention: Mention) -> bool:
    """Whether those counted are the few by whom the work was done: "outlined by two radiologists"."""
    if not scan.text.endswith((" by ", " by the "), scan.starts[mention.sentence], mention.start):
        return False
    if mention.value <= _FEW_BY and _BY_STAFF.match(scan.text, mention.end):
        return True
    left = scan.left_of(mention.sentence, mention.start, _NEAR)
    return _SEEN_BY.search(left) is not None and _DOCTORS.match(scan.text, mention.end) is not None
