"""A report of one patient that never gives a number: "we describe a 53-year-old man". Pure."""

from __future__ import annotations

import re
from typing import Final

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from evidence.folding import one_byte
from evidence.tag.sample_size.aged import aged_behind
from evidence.tag.sample_size.candidates import Candidate, Mention
from evidence.tag.sample_size.scan import BY_LETTER, IN_ORDER, NUMBERED, Scan

_PERSONS: Final = (
    "man woman male female boy girl patient infant child lady gentleman adult person individual adolescent volunteer "
    "user recipient donor smoker nurse farmer worker student athlete sister brother mother twin neonate newborn veteran"
).split()
_PERSON: Final = rf"(?:{'|'.join(_PERSONS)})"
_FIND_PERSON: Final = BytesAhoCorasick(map(one_byte, [*_PERSONS, "case"]), matchkind=MatchKind.LeftmostLongest)
_REACH_BEFORE: Final = 190  # more letters than a pattern can have before its person, and behind
_REACH_AFTER: Final = 16
_WORDS: Final = r"(?:[a-z-]{1,24} )"
_AGED: Final = re.compile(
    rf"\b(?:an?|the|this|our|one|in) {_WORDS}{{0,3}}?(?:\d{{1,3}}|[a-z]{{1,12}})[- ](?:years?|months?|weeks?|days?|yr)"
    rf"[- ]old(?:,? {_WORDS}{{0,4}}?{_PERSON}\b|(?= [a-z]{{3,}}))"
    r"|\b(?:mrs?|ms|miss)\.? [a-z]\.?,? (?:aged )?(?:an? )?\d{1,3}[- ]years?[- ]old\b"
)
_REPORTED: Final = re.compile(
    r"\b(?:report|describe|present|discuss|document|treated|observed|demonstrate)(?:s|d|ed)? "
    r"(?:(?:on|here|herein|findings in|the|a|an|one|our|case|history|of|rare|unusual|unique|first|this) ){1,6}"
    rf"{_WORDS}{{0,3}}?(?:{_PERSON}|case)\b"
)
_CASE: Final = re.compile(
    r"\b(?:a|single|this|the present|our|one|the|an additional|a new|another|new|first)"
    r" (?:[a-z]{3,12} )?case(?: report| study| of\b)?|\bcase (?:report|study|presentation)\b"
    r"|: a case\b"
)
_IN_A: Final = re.compile(rf"\b(?:in|of) an? {_WORDS}{{0,2}}?{_PERSON}\b(?!-)")
_SHORT: Final = re.compile(
    rf"\ban? {_WORDS}{{0,3}}?{_PERSON} (?:was|who|with|developed|presented|received|had|is|showed|treated)\b"
    rf"|\bthe {_WORDS}{{0,3}}?{_PERSON} (?:was|developed|presented|received|had|showed)\b"
)
_WENT: Final = re.compile(
    r"\b(?:the|our) patient (?:lived|died|recovered|survived|did|underwent|remain(?:ed|s)|responded|improved|complained"
    r"|suffered|made|became|returned|came|required|needed)\b"
)
_ONE_PATIENT: Final = ("the patient ", "our patient ")  # how what `_WENT` finds begins
_SIGNS: Final = (("reported", _REPORTED), ("short", _SHORT), ("in a", _IN_A), ("case", _CASE), ("went", _WENT))


_UNITS_OLD: Final = tuple(
    f"{unit}{gap}"
    for unit in ("year", "years", "month", "months", "week", "weeks", "day", "days", "yr")
    for gap in " -"
)
_BEFORE_OLD: Final = 130  # more letters than the pattern of an age can have before its "old"
_BEHIND_OLD: Final = 150  # and behind


def _aged_from(text: str) -> int | None:
    """Where to begin to look for an age: shortly before the first "year-old", which any age has; None without one."""
    place = text.find("old")
    while place >= 0:
        if text.endswith(_UNITS_OLD, 0, place):
            return max(0, place - _BEFORE_OLD)
        place = text.find("old", place + 1)
    return None


def _places(text: str, plain: bytes) -> list[tuple[int, int]]:
    """The stretches round each person in the singular and each "case", those that touch made one."""
    places: list[tuple[int, int]] = []
    for _, start, end in _FIND_PERSON.find_matches_as_indexes(plain):
        if (start and text[start - 1].isalnum()) or text[end : end + 1].isalnum():
            continue
        begin, stop = max(0, start - _REACH_BEFORE), end + _REACH_AFTER
        if places and begin <= places[-1][1]:
            places[-1] = (places[-1][0], stop)
        else:
            places.append((begin, stop))
    return places


# "The base case was a 69-year-old man": so old are those of a model, who never lived.
_SUPPOSED: Final = re.compile(
    r"\b(?:base[ -]case|hypothetical|simulated|modell?ed|imaginary|fictitious)\b[^.;\n]{0,80}$"
)
_NUMBERED: Final = re.compile(r"\b(?:patient|case|subject) (?:no\.? ?|number )?([1-9])\b(?![.,]?\d| ?%| of )")
_MOST_NUMBERED: Final = 10  # patients; as many are not told one by one


def one_by_one(scan: Scan, largest: int) -> Candidate | None:
    """Two to nine patients who are told by number: "Patient 1 … Patient 2 …"; None where more people are counted."""
    if largest >= _MOST_NUMBERED:
        return None
    text, words = scan.text, scan.words
    in_order = None if words.isdisjoint(IN_ORDER) else _in_order(text, largest)
    if in_order:
        return in_order
    if words.isdisjoint(NUMBERED):
        return None if words.isdisjoint(BY_LETTER) else _by_letter(text, largest)
    told = {int(found[1]): found.span() for found in reversed(list(_NUMBERED.finditer(text)))}
    count = next(n for n in range(1, _MOST_NUMBERED + 1) if n not in told) - 1
    if count < 2 or largest > count:
        return None
    return Candidate(count, "case", (), None, (told[1], told[count]), ("numbered",))


_LETTERED: Final = re.compile(r"\b(?:patient|case) ([a-h])(?=[,:] )")


def _by_letter(text: str, largest: int) -> Candidate | None:
    """Two to eight patients who are told by letter: "Patient A, a 36-year-old … Patient B, a 50-year-old …"."""
    told = {found[1]: found.span() for found in reversed(list(_LETTERED.finditer(text)))}
    letters = "".join(sorted(told))
    if len(letters) < 2 or largest > len(letters) or not "abcdefgh".startswith(letters):
        return None
    return Candidate(len(letters), "case", (), None, (told["a"], told[letters[-1]]), ("numbered",))


_TOLD_IN: Final = tuple(
    re.compile(rf"\b(?:in |our )?the {word} (?:case|patient),? (?:(?:was|is|had) )?an? ")
    for word in ("first", "second", "third", "fourth")
)


def _in_order(text: str, largest: int) -> Candidate | None:
    """Two to four patients who are told in order: "In the first case, a girl … in the second case, a boy …"."""
    spans = []
    for pattern in _TOLD_IN:
        found = pattern.search(text)
        if found is None:
            break
        spans.append(found.span())
    if len(spans) < 2 or largest > len(spans):
        return None
    return Candidate(len(spans), "case", (), None, (spans[0], spans[-1]), ("numbered",))


def single_case(scan: Scan, largest: int) -> Candidate | None:
    """The one patient of a case report, with the words that show it; None where nothing does.

    `largest` is the largest number of people told: where there are many, they may be others' if the title says "case"
    or "in a man", or if it is told how the patient fared.
    """
    if not scan.sentences:
        return None
    text = scan.text
    features = []
    span: tuple[int, int] | None = None
    begin = _aged_from(text) if "old" in scan.words else None
    aged = _AGED.search(text, begin, text.rfind("old") + _BEHIND_OLD) if begin is not None else None
    if aged and _SUPPOSED.search(text, max(0, aged.start() - _BEFORE_OLD), aged.start()):
        return None
    of_one = aged.span() if aged else aged_behind(scan)
    if largest >= 5 and not of_one and not _is_of_one(scan):
        return None
    if of_one:
        features.append("aged")
        span = of_one
    places = _places(text, scan.plain)
    for name, pattern in _SIGNS:
        near = places if pattern is not _CASE else [place for place in places if text.find("case", *place) >= 0]
        found = next((match for start, end in near if (match := pattern.search(text, start, end))), None)
        if found:
            features.append(name)
            span = span or found.span()
    if span is None:
        return None
    title_end = len(scan.sentences[0].folded)
    if "case" in text[:title_end] or _is_in_one(text[:title_end]):
        features.append("in title")
    if aged and _AGED.search(text, aged.end()):
        features.append("several")
    features.append("signs=" + ",".join(features))
    return Candidate(1, "case", (), None, (span,), tuple(features))


def _is_of_one(scan: Scan) -> bool:
    """Whether the title is that of a case, or one patient's fate is told."""
    title = scan.sentences[0].folded
    return "case" in title or _is_in_one(title) or _tells_fate(scan.text)


def _is_in_one(title: str) -> bool:
    """Whether a title tells of something in one person."""
    return ("in a" in title or "of a" in title) and _IN_A.search(title) is not None


def _tells_fate(text: str) -> bool:
    """Whether it is told how one patient fared; most records have neither "the patient" nor "our patient"."""
    places = [place for words in _ONE_PATIENT if (place := text.find(words)) >= 0]
    return bool(places) and _WENT.search(text, min(places)) is not None


_KIN: Final = ("brothers", "sisters", "siblings", "twins", "cousins", "half-brothers", "half-sisters")
_MOST_KIN: Final = 5
_FEW_TOLD: Final = ("patients", "cases", "women", "men", "children", "boys", "girls", "infants", "adults", "newborns")
_PRESENTED: Final = re.compile(
    r"\b(?:describ|report|present)(?:e|es|ed|s)? (?:on |here )?(?:the (?:cases|case|histories) of )?$"
)
_TOLD_OF: Final = re.compile(r"\b(?:in|of) (?:the cases? of )?$")


def are_told_together(scan: Scan, mention: Mention) -> bool:
    """Whether a few are told of, so that one of them is not the case: "we describe two brothers", "three patients".

    Kin in a title, or behind "in" and "of", are as well; other patients there may be those of somebody else.
    """
    if not 2 <= mention.value <= _MOST_KIN or mention.noun is None or mention.side != "right" or mention.form == "of":
        return False
    kin = scan.text.startswith(_KIN, mention.noun.start)
    if not kin and not scan.text.startswith(_FEW_TOLD, mention.noun.start):
        return False
    begin = scan.reach_left(mention.sentence, mention.start, 40)
    if _PRESENTED.search(scan.text, begin, mention.start):
        return True
    return kin and (mention.sentence == 0 or _TOLD_OF.search(scan.text, begin, mention.start) is not None)
