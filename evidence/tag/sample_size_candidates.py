"""Which numbers of a record may be sizes, each with its unit noun and its form; ages, doses and years are not. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from evidence.tag.numbers import Number
from evidence.tag.sample_size_scan import Cue, Scan


@dataclass(slots=True)
class Mention:
    """A number that may be a size. `form` says how it is written: `n=`, `of` (denominator), `noun`, `bare`.

    `noun` is the unit's cue and `side` where it stands ("right", "left", "none"); `left` and `right` are its text.
    """

    number: Number
    value: int
    sentence: int
    form: str
    noun: Cue | None
    side: str
    gap: int = 0
    percent: float | None = None

    @property
    def start(self) -> int:
        """Where the number begins in the scan's text."""
        return self.number.start

    @property
    def end(self) -> int:
        """Where the number ends in the scan's text."""
        return self.number.end


# After a size there is no unit of measurement, time, rank, range, ratio or decimal.
_MEASURES: Final = (
    "mg microg mug g kg ml l dl mm cm km m nm um mmol mol iu u unit units mmhg hz khz ghz mhz gy cgy kcal cal kj pa kpa "
    "year years yr yrs y yo month months mo mos mth mths week weeks wk wks w day days d hour hours hr hrs h min "
    "mins minute minutes sec secs second seconds s ms msec degrees times point points percentile percentage mcg ng pg meq kda "
    "bp v mw j dollars usd eur euros january february march april june july august september october november "
    "december am pm a.m p.m"
)
_MONTHS: Final = "january|february|march|april|may|june|july|august|september|october|november|december"
_NOT_AFTER: Final = re.compile(
    r" ?(?:%|per ?cent|\+/-|\u00b1|[x\u00d7] ?\d|\u00b0|:\d|\.\d|/\d+[a-z]?/|(?:st|nd|rd|th|-?fold)\b)"
    rf"|[ -]{{0,2}}(?:{_MEASURES.replace('.', '[.]').replace(' ', '|')})\b(?! of )"
    r"|-(?!patient|subject|participant|person|[ ,;.])[a-z]|[-/]\d|-\b"
)
# Before a size there is no comparison, label, statistic, month or hyphenated name.
_LABELS: Final = (
    "p sd se sem ci hr or rr type types phase phases grade grades stage stages day days week weeks month months "
    "year visit level version step table figure fig no no. number numbers hour covid score scores item items axis cycle "
    "part parts class category categories quartile factor chapter model dose rs aged age ages interleukin il cd omega "
    "vitamin ratio titer titers dsm icd"
)
_NOT_BEFORE: Final = re.compile(
    r"(?:[<>\u2264\u2265\u00b1~^$\u20ac\u00a3+*\u00d7]|\+/-|[a-z]-|\d[-/:]|\d\.|\b(?!n\b)[a-z]+ ?=|(?:ratio|size|power) of"
    rf"|\b(?:{_LABELS.replace('.', '[.]').replace(' ', '|')}|{_MONTHS}))[ -]?$"
)
_N_EQUALS: Final = re.compile(r"\bn[a-z]?(?:\(?\d?\)?)? ?(?:=|:|= ?\() ?$|\bno\. ?= ?$|\bnumber ?= ?$|[(,;] ?n $")
_AFTER_OF: Final = re.compile(
    r"\d\)?,? ?(?:/|of(?: the| a total of| these| those| all)?|out of(?: the)?) ?$"
    r"|\b(?:none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty|all) (?:out )?of"
    r"(?: the)? $"
)
_YEAR: Final = re.compile(
    r"(?:in|since|from|between|to|until|till|through|during|by|and|year|of|[-,(/\d]|" + _MONTHS + r") ?$"
)
_PERCENT: Final = re.compile(r" ?[\[(]? ?(?:or |i\.e\.,? )?(\d{1,3}(?:[.\u00b7]\d+)?) ?(?:%|percent|per cent)")
_BREAK: Final = re.compile(r"[;:\n()\[\]]|\.\s|, (?:and|with|who|which|of|but|of whom) ")
_HUGE: Final = 20_000_000


def mentions(scan: Scan) -> list[Mention]:
    """The numbers that may be sizes, in order."""
    found = []
    sentence, start, end = -1, 0, -1
    for number in scan.numbers:
        if number.start >= end:
            sentence = scan.sentence_at(number.start)
            start, end = scan.span(sentence)
        if number.kind == "decimal" or not number.value or number.thousands > _HUGE:
            continue
        left = scan.text[max(start, number.start - 24) : number.start]
        if _NOT_AFTER.match(scan.text, number.end) or _NOT_BEFORE.search(left):
            continue
        mention = _mention(scan, number, sentence, left)
        if mention:
            found.append(mention)
    return found


def _mention(scan: Scan, number: Number, sentence: int, left: str) -> Mention | None:
    start, end = scan.span(sentence)
    noun, side, gap = _noun(scan, number, start, end)
    if number.kind == "pointed" and (side != "right" or noun is None or noun.kind not in ("participants", "animals")):
        return None
    form = "noun" if noun and side == "right" else "bare"
    if _N_EQUALS.search(left):
        form = "n="
    elif _AFTER_OF.search(left):
        form = "of"
    if _is_year(number, left) and (form == "bare" or gap > 1):
        return None
    percent = _PERCENT.match(scan.text, number.end)
    share = float(percent[1].replace("\u00b7", ".")) if percent else None
    return Mention(number, number.thousands, sentence, form, noun, side, gap, share)


def _is_year(number: Number, left: str) -> bool:
    four_digits = number.kind == "digits" and number.end - number.start == 4 and 1900 <= number.value <= 2040
    return four_digits and bool(_YEAR.search(left))


def _noun(scan: Scan, number: Number, start: int, end: int) -> tuple[Cue | None, str, int]:
    """The unit noun of a number: the first one on its right with only modifiers between, else the last on its left."""
    for cue in scan.cues_between(number.end, _limit(scan, number, end)):
        if cue.unit and (cue.kind != "person" or number.value == 1):
            gap = scan.text.count(" ", number.end, cue.start)
            if cue.kind != "samples" or gap <= 4:
                return cue, "right", gap
    before = scan.cues_between(max(start, number.start - 60), number.start)
    for cue in reversed(before):
        if cue.unit and cue.kind != "samples":
            return cue, "left", scan.text.count(" ", cue.end, number.start)
    return None, "none", 0


_LABEL_END: Final = ("type", "stage", "grade", "phase", "class", ",")


def _limit(scan: Scan, number: Number, end: int) -> int:
    """Where the noun phrase of a number must end: at the next number, a bracket, a stop, or a clause of its own."""
    limit = min(end, number.end + 80)
    for other in scan.numbers_between(number.end, limit):
        if not scan.text[number.end : other.start].rstrip().endswith(_LABEL_END):
            limit = other.start
            break
    broken = _BREAK.search(scan.text, number.end, limit)
    return broken.start() if broken else limit
