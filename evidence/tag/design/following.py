"""What a design cue becomes by the words after it, and people by a number before them. Reads package data once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from evidence.tag.design.cues import PLAIN, Cue, tables
from evidence.tag.text import Sentence

_new: Final = tuple.__new__  # a NamedTuple's own constructor takes twice the time
_UNITS: Final = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety hundred"
_NUMBERS: Final = {word: number for number, word in enumerate(_UNITS.split(), 2)} | {
    word: 10 * tens for tens, word in enumerate(_TENS.split(), 2)
}
FEW: Final = 20  # so many patients are still told of one by one
HANDFUL: Final = 12


def _counted(text: str, start: int) -> tuple[int, int]:
    """The number that people at `start` are counted with ("forty-two consecutive adult patients"), and where it begins.

    A number of 0 means that they aren't.
    """
    begin = start
    left = text[start - 40 if start > 40 else 0 : start]
    words = left.rsplit(" ", 3)
    words.reverse()
    for word in words:
        begin -= len(word)
        if word:
            number = _NUMBERS.get(word) or (_in_words(word) if "-" in word else 0)
            if number and _is_label(text, begin, start):
                return 0, start
            if number:
                return _with_hundreds(text, number, begin) if "hundred " in left else (number, begin)
            if not word.isalpha():
                if word[-1].isdecimal():
                    digits = word[word.rfind("(") + 1 :].rpartition("=")[2].replace(",", "")
                    if not (digits.isascii() and digits.isdecimal()) or _is_label(text, begin, start):
                        return 0, start
                    over = _THOUSANDS.search(text, max(0, begin - 5), begin) if len(word) == 3 else None
                    return (int(over[1] + digits), over.start()) if over else (int(digits), begin)
                if not word.replace("-", "").isalpha():
                    break
        begin -= 1
    return 0, start


_HUNDREDS: Final = re.compile(rf"\b(?:(?:a|one|{_UNITS.replace(' ', '|')}) )?hundred (?:and )?$")
_LONGEST: Final = 24  # characters that "seventeen hundred and " and a little more take


def _with_hundreds(text: str, number: int, begin: int) -> tuple[int, int]:
    """The number that begins there with the hundred before it, so that a quote has "one hundred and two patients"."""
    found = _HUNDREDS.search(text, max(0, begin - _LONGEST), begin)
    return (number + 100, found.start()) if found else (number, begin)


# "Type 2 patients", "on day 3 patients were seen", "at 6 months patients".
_LABELLED: Final = re.compile(
    r"\b(?:types?|stages?|grades?|phases?|groups?|class|visits?|levels?"
    r"|(?:on|at|in|by|from) (?:days?|weeks?|months?)) $"
)
_OF_TIME: Final = re.compile(r"[a-z0-9-]+[ -](?:days?|weeks?|months?|years?|hours?|mg|ml|%)[ ,]")
_THOUSANDS: Final = re.compile(r"(?<![\d.,])(\d{1,3}) $")


def _is_label(text: str, begin: int, start: int) -> bool:
    """Whether the number that begins there names a kind or a time, and counts nobody."""
    return _LABELLED.search(text, max(0, begin - 14), begin) is not None or bool(_OF_TIME.match(text, begin, start))


def _in_words(word: str) -> int:
    """The number that one word names, "forty-two" too; 0 where it names none."""
    tens, _, last = word.partition("-")
    return _NUMBERS[tens] + _NUMBERS.get(last, 0) if tens in _NUMBERS else 0


def _with_age(text: str, start: int) -> int:
    """Where the number before "-year-old" begins, so that a quote has it."""
    begin = start
    while (
        begin > 0 and start - begin < 4 and (text[begin - 1].isdigit() or (begin == start and text[begin - 1] == "-"))
    ):
        begin -= 1
    return begin


@lru_cache(maxsize=1)
def _follow_ups() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """What a cue becomes by what comes right after it: sign -> (the sign it then is, pattern)."""
    return {
        sign: tuple((becomes, re.compile(pattern)) for becomes, pattern in table.items())
        for sign, table in tables()["after"].items()
    }


# Before a randomised trial: it is called for, or somebody else's.
_ADJECTIVE: Final = (
    r"(?: (?:double blind|prospective|multicent(?:er|re)|placebo controlled|well designed|controlled|long term"
    r"|and longer|large|small|published|previous|recent|prior|clinical))?"
)
_CALLED: Final = re.compile(
    r" (?:larger|large|further|future|more|additional|new|adequately powered|well designed|larger scale|large scale"
    rf"|prospective|definitive|high quality|bigger|ongoing|subsequent){_ADJECTIVE} $"
)
_OTHERS: Final = re.compile(
    r" (?:previous|prior|published|earlier|recent|several|many|few|most|existing|available|past|two|three|four|five|six"
    rf"|numerous|multiple|reported|various|other|no|both|some){_ADJECTIVE} $"
)


# Words that leave a trial to the future, before it and after it; "a randomised trial was started" is nobody's future.
_WANTED: Final = re.compile(
    r" (?:justify|justifies|justifying|warrants?|warranting|merits?|deserves?|awaits?|awaiting|plan|planning|calls? for"
    r"|need for|encourages?|only|(?:be|being|requires?) (?:\w+ )?(?:confirm\w+|test\w*|verif\w+|evaluat\w+|stud\w+"
    r"|assess\w*|examin\w+|investigat\w+|prov\w+|explor\w+) (?:in|by|with|through)|confirmation (?:in|by|from)"
    r"|(?:are|am) (?:now |currently |presently |at present )?(?:conducting|performing|planning|undertaking|running"
    r"|carrying out|preparing|doing)) (?:an? |the |our |such )?"
    r"(?:(?:large|larger|prospective|multicent(?:er|re)|controlled|double blind|placebo controlled|definitive|formal"
    rf"|properly|phase (?:ii|iii|2|3)){_ADJECTIVE} )?$"
)
_TO_COME: Final = re.compile(
    r"(?: (?:controlled|clinical|double blind|placebo controlled|phase (?:ii|iii|2|3)|multicent(?:er|re)|prospective"
    r"|trials?|stud(?:y|ies)|comparisons?|evaluations?|investigations?)){0,4}"
    r"(?: (?:of|with|comparing|to|in)(?: [a-y0-9]+){1,8}?)? "
    r"(?:(?:is|are|seems?|appears?)(?: to be| now| currently| therefore| thus| also| already| being| well){0,2}"
    r" (?:planned|under ?way|in progress|in preparation|ongoing|on going|justified|indicated|warranted|needed|required"
    r"|necessary|desirable|conducted|designed|prepared|awaited|worthwhile|called for)"
    r"|(?:has|have) (?:now |recently |therefore |thus |since )?been (?:started|initiated|launched|planned"
    r"|begun|designed)"
    r"|would be (?:of interest|useful|needed|required|desirable|necessary|worthwhile|helpful|justified|appropriate"
    r"|valuable|interesting)"
    r"|(?:should|must|will have to|need to) (?:confirm|be|show|clarify|establish|determine|test|address))\b"
)
_LATE: Final = 0.5  # place in the abstract from which words look ahead


# Chance that parts a sample for a model, orders what is read, or takes one eye of two: nobody's treatment.
_OF_SO_MANY: Final = r"(?: [0-9]+ ?%)?(?: n ?= ?[0-9,]+)?"
_SET: Final = (
    r"(?:derivation|(?:development|training|validation|test|testing|learning|discovery|estimation|calibration"
    r"|exploratory|confirmatory|construction|replication|model\w*|hold out)"
    rf"{_OF_SO_MANY} (?:sets?|(?:sub)?samples?|cohorts?|subsets?|datasets?|data|series|half|halves|populations?"
    rf"|(?:(?:groups?|sets?|cohorts?){_OF_SO_MANY} )?(?:and|or) (?:an? |the |an? independent )?"
    r"(?:validation|test|testing|confirmatory|replication|calibration))|half sam|halves)\b"
)
_RATIO: Final = r"[0-9]+ ?: ?[0-9]+"
_PARTED: Final = re.compile(
    rf"(?:(?: (?:in|at|by|with) an?)? {_RATIO}(?: ratio)?)?(?: (?:into|to|as|between|in))?"
    rf"(?: (?:an?|the|two|either|independent|equal|[0-9]+|thirds?|half)){{0,3}} {_SET}"
    r"|(?: (?:in|at|by|with)(?: an?)?)? (?:[1-9]0 ?[:/] ?[1-9]0|75 ?: ?25|7 ?: ?3|8 ?: ?2|6 ?: ?4|9 ?: ?1)"
    r"(?: ratio| split)?(?! (?:to|ratio|between|for)\b)"
)
_READ: Final = re.compile(
    r"(?: (?:to|between|among))?(?: (?:one|of|two|three|the|either|different|both|blinded|independent)){0,3}"
    r" (?:reviewers|readers|raters|observers|abstractors|coders|interviewers)\b"
)
_SHOWN: Final = re.compile(
    r" (?:images|radiographs|slides|films|scans|pictures|photographs|stimuli|items|questions|vignettes"
    r"|recordings|videos"
    r"|x rays|specimens|mammograms|tracings|faces|words|tones)(?: (?:were|are|was|all|then|also|presented|shown|read"
    r"|displayed|reviewed|interpreted|analysed|evaluated|assessed|scored|rated|blinded|and)){0,5} $"
    r"| (?:read|reread|interpreted|viewed)(?: (?:again|blindly|independently|blinded|and|by|two|radiologists)){0,3} $"
)
_CHOSEN: Final = re.compile(
    r" (?:selected|chosen|sampled|drawn|picked|identified|recruited|selection)(?: (?:was|done|made|by"
    r"|using|use|with|from"
    r"|through|means|of|an?|the|tables?|computer|generated)){1,5} $"
)
_ONE_EYE: Final = re.compile(r" one (?:(?:of|per|from|each|patient|subject) ){0,3}$")
_DECLINED: Final = re.compile(
    r" (?:declin|refus)(?:e|ed|es|ing|al of) (?:(?:to|the|our|undergo|accept|consent) ){0,2}$"
)
_TREATED: Final = re.compile(r" (?:to|and|as|for (?!(?:\w+ )?(?:analys\w+|inclusion|evaluation|study|this)\b))")


def _sampling(text: str, cue: Cue) -> tuple[str, ...]:
    """The signs of chance that parted a sample, ordered what is read or chose people or eyes, and allocated nobody."""
    before = " " + text[max(cue.start - 70, 0) : cue.start].translate(PLAIN)
    after = " " + " ".join(text[cue.end : cue.end + 90].translate(PLAIN).split())
    words = text[cue.start : cue.end]
    if words.startswith("random number"):
        told = _CHOSEN.search(before) is not None
    elif words.startswith(("eye ", "limb ", "knee ", "side ")):
        told = _ONE_EYE.search(before) is not None and not _TREATED.match(after)
    elif _PARTED.match(after):
        return ("random_sampling", "parted")
    elif words.startswith("randomisation") and _DECLINED.search(before):
        told = True  # those who would not be allocated are asked why
    else:
        told = _READ.match(after) is not None or _SHOWN.search(before) is not None
    return ("random_sampling",) if told else ()


def _is_called(sentence: Sentence, cue: Cue) -> bool:
    """Whether a randomised trial is one that is called for, or planned, or one of others."""
    text = sentence.folded
    before = " " + text[max(cue.start - 44, 0) : cue.start].translate(PLAIN)
    trial = "random_trial" in cue.signs or "random_trials" in cue.signs
    if _CALLED.search(before) or (trial and _OTHERS.search(before)):
        return True
    if sentence.place <= _LATE or not trial:
        return False
    ahead = _WANTED.search(" " + text[max(cue.start - 80, 0) : cue.start].translate(PLAIN))
    return bool(ahead or _TO_COME.match(text[cue.end : cue.end + 120].translate(PLAIN)))


def _nobodys(sentence: Sentence, cue: Cue) -> tuple[str, ...]:
    """The signs of randomness that is no allocation of this study's; nothing where it is one."""
    text = sentence.folded
    if "randomi" in text[cue.start : cue.end] and _is_called(sentence, cue):
        return ("random_called",)
    return _sampling(text, cue) if "random_allocated" in cue.signs else ()


def with_what_follows(found: list[Cue], gated: list[int], sentences: tuple[Sentence, ...]) -> list[Cue]:
    """The cues; those at `gated` lengthened and renamed where the right words stand around them."""
    for place in gated:
        cue = found[place]
        text = sentences[cue.sentence].folded
        if cue.signs[0].startswith("random_") and (other := _nobodys(sentences[cue.sentence], cue)):
            found[place] = Cue(other, cue.sentence, cue.start, cue.end)
        elif "humans" in cue.signs:
            found[place] = _people(cue, text)
        elif "some_cases" in cue.signs:
            number, begin = _counted(text, cue.start)
            if 1 < number <= HANDFUL:
                found[place] = Cue((*cue.signs, *_handful(number)), cue.sentence, begin, cue.end)
        elif "animals" in cue.signs and "humans" not in cue.signs and _counted(text, cue.start)[0]:
            found[place] = _new(Cue, ((*_followed(cue, text).signs, "counted_animals"), *cue[1:]))
        else:
            found[place] = _followed(cue, text)
    return found


_BEHIND: Final = re.compile(r"[^.;,()]{0,48}\(n ?= ?[0-9,]{2,9}\)")


def _counted_behind(text: str, end: int) -> int:
    """Where the number in brackets ends that people are counted with: "women with an ulcer (n=81)"; 0 without one."""
    match = _BEHIND.match(text, end)
    return match.end() if match else 0


def _people(cue: Cue, text: str) -> Cue:
    """People, who may be counted; and patients, who may be a handful."""
    number, begin = _counted(text, cue.start)
    if not number:
        end = _counted_behind(text, cue.end) if text.find("(n", cue.end, cue.end + 50) > 0 else 0
        return _new(Cue, ((*cue.signs, "counted_people"), cue.sentence, cue.start, end)) if end else cue
    signs = (*cue.signs, "counted_people")
    if 1 < number <= FEW:
        signs = (*signs, "few_people")
        if number <= HANDFUL and text.startswith("patients", cue.start):
            signs = (*signs, *_handful(number))
    return _new(Cue, (signs, cue.sentence, begin, cue.end))


def _handful(number: int) -> tuple[str, ...]:
    """What so few patients or cases show: two or three are told of one by one."""
    return ("few_patients", "two_or_three") if number < 4 else ("few_patients",)


def _followed(cue: Cue, text: str) -> Cue:
    """What a cue becomes by the words right after it."""
    after = _follow_ups()
    for sign in cue.signs:
        if sign in after:
            following = text[cue.end : cue.end + 90].translate(PLAIN)
            gap = len(following) - len(following.lstrip(" "))
            for becomes, pattern in after[sign]:
                if match := pattern.match(following, gap):
                    begin = _with_age(text, cue.start)
                    return Cue((*cue.signs, becomes), cue.sentence, begin, cue.end + match.end())
    return cue
