"""Which numbers of a record may be sizes, each with its unit noun and its form; ages, doses and years are not. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from evidence.tag.numbers import Number
from evidence.tag.sample_size_forms import (
    ends_in_measure,
    form_of,
    goes_on,
    is_labelled,
    is_measured,
    is_year,
    looks_like_year,
    percent_after,
)
from evidence.tag.sample_size_scan import Cue, Scan


@dataclass(slots=True, eq=False)
class Mention:
    """A number that may be a size.

    `form` says how it is written: `n=`, `of` (denominator), `over` (numerator), `noun`, `bare`. `noun` is the unit's
    cue, `side` where it stands ("right", "left", "none"), `gap` the words between. `role` (what is said to have
    happened to those counted), `arm`, `key` (the word that ties it to a group), `place` in its sentence, `summed` (part
    of a told total), `whole` (parts of it follow: "of 45 patients, 12 …"), `sign` ("each": one of equal groups) and
    `split` (how many of its sentence's other cues stand before it) are filled in with its rivals.
    """

    number: Number
    value: int
    sentence: int
    form: str
    noun: Cue | None
    side: str
    gap: int
    start: int
    end: int
    kind: str
    percent: float | None = None
    role: str = "none"
    arm: str = "n"
    sign: str = ""
    key: str = ""
    place: int = 0
    summed: bool = False
    whole: bool = False
    split: int = 0


@dataclass(slots=True)
class Candidate:
    """A size read from one mention (`how` is "told") or worked out from several; `parts` are what is quoted.

    `spans` are quotes besides those of the parts, as (sentence, start, end) in the scan's text.
    """

    value: int
    how: str
    parts: tuple[Mention, ...]
    working: str | None = None
    spans: tuple[tuple[int, int], ...] = ()
    signs: tuple[str, ...] = ()

    @property
    def head(self) -> Mention:
        """The part whose sentence and unit count."""
        return self.parts[0]


_BREAK: Final = re.compile(r"[;:\n()\[\]]|\.\s|, (?:and|with|who|which|of|but|of whom) ")
# "45 were randomised to cells", "39 received cells": those counted are people, whatever they were given.
_VERB: Final = re.compile(
    r"\b(?:were|was|had|have|received|underwent|randomi[sz]ed|enrolled|included|assigned|allocated|treated|got|met|fulfilled|replied|agreed"
    r"|refused|completed|developed|experienced|reported|showed|responded|took|gave|returned|withdrew|died)\b"
)
_NOT_NOUN: Final = re.compile(r"[\d,.;:()]|\b(?:of|in|and|were|was|had|to|who|with|from|for|the)\b")
_PREPOSITIONS: Final = (" from ", " to ", " in ", " at ", " on ", " with ", " into ", " by ", " for ", " as ")
_BRACKET: Final = 60  # characters of a bracket that may stand between a number and its noun
_NEAR_BRACKET: Final = 30
_BEFORE: Final = 60  # characters between a noun and the number that follows it
_PHRASE: Final = 80  # characters that a noun phrase has at most between its number and its noun
_SAME_N: Final = re.compile(r" [a-z][a-z -]{0,24}[;,] ?(?:and )?")
_SEXES: Final = ("male", "female")
_LABEL_END: Final = ("type", "stage", "grade", "phase", "class", ",")
_NEVER: Final = frozenset(["samples", "events", "clusters", "studies"])  # what is counted in these is no sample
_OTHER_THINGS: Final = ("samples", "records")
_PEOPLE: Final = ("participants", "animals")
_MOST: Final = 120  # an abstract has five; more is a table, or noise, and neighbours are compared one by one
_HUGE: Final = 20_000_000
_LABEL_LIMIT: Final = 400  # "days 1, 8 and 15", but "in 2013, 40 patients"


def mentions(scan: Scan) -> list[Mention]:
    """The numbers that may be sizes, in order."""
    found: list[Mention] = []
    text = scan.text
    sentence, begin, end = -1, 0, -1
    label_end = -1
    for number in scan.numbers:
        start, stop, value, written = number
        if written == "decimal":
            continue
        if text[stop : stop + 1] == "%":
            label_end = -1
            continue
        if start >= end:
            sentence = scan.sentence_at(start)
            begin, end = scan.span(sentence)
        left = text[max(begin, start - 24) : start]
        if label_end >= 0 and goes_on(text, label_end, start) and not scan.is_unit(sentence, stop + 1):
            label_end = stop
            continue
        labelled = is_labelled(left)
        label_end = stop if labelled and value < _LABEL_LIMIT else -1
        if labelled or is_measured(text, stop) or text[start] == "0" or not 0 < number.thousands < _HUGE:
            continue
        if ends_in_measure(text, stop) and not left.endswith("= "):
            continue
        mention = _mention(scan, number, sentence, left, found[-1] if found else None)
        if mention:
            found.append(mention)
            if len(found) == _MOST:
                break
    return found


def _mention(scan: Scan, number: Number, sentence: int, left: str, last: Mention | None) -> Mention | None:
    noun, side, gap = _noun(scan, number, sentence)
    kind = noun.kind if noun else "none"
    if number.kind == "pointed" and (side != "right" or kind not in _PEOPLE):
        return None
    if side == "right" and kind in _NEVER:
        return None
    form = form_of(scan.text, number, left)
    if side != "right" and form != "n=" and scan.cues(sentence).of_studies:  # "of 47 studies, 22 met the criteria"
        return None
    if last and last.form == "n=" and _SAME_N.fullmatch(scan.text, last.end, number.start):
        form = "n="  # "(n = 828 men; 1,238 women)"
    if form != "n=" and looks_like_year(number):
        after_year = last is not None and last.sentence == sentence and looks_like_year(last.number)
        if not after_year and is_year(number, left, gap if _binds(scan, number, side) else 9):
            return None
    percent = percent_after(scan.text, number.end)
    if percent is None and noun and side == "right":
        percent = percent_after(scan.text, noun.end)
    form = form or ("noun" if side == "right" else "bare")
    return Mention(
        number, number.thousands, sentence, form, noun, side, gap, number.start, number.end, kind, percent
    )  # fmt: skip


def _binds(scan: Scan, number: Number, side: str) -> bool:
    """Whether a noun on the right may be the number's own: not in "between 1993 and 2002, women were …"."""
    return side == "right" and not scan.text.startswith(",", number.end)


def _noun(scan: Scan, number: Number, sentence: int) -> tuple[Cue | None, str, int]:
    """The unit noun of a number: the first one on its right with only modifiers between, else the last on its left."""
    text = scan.text
    noun = _noun_after(scan, number, sentence) or _noun_past_bracket(scan, number, sentence)
    if noun:
        return noun, "right", text.count(" ", number.end, noun.start)
    for cue in scan.units_before(sentence, number.start, _BEFORE):
        if cue.kind not in _OTHER_THINGS:
            return cue, "left", text.count(" ", cue.end, number.start)
    return None, "none", 0


def _noun_past_bracket(scan: Scan, number: Number, sentence: int) -> Cue | None:
    """The unit noun behind a bracket that follows the number: "ten (six male, four female) patients"."""
    if not scan.text.startswith(" (", number.end):
        return None
    close = scan.text.find(") ", number.end, number.end + _BRACKET)
    cue = next(iter(scan.units_after(sentence, close, _NEAR_BRACKET)), None) if close > 0 else None
    if cue is None or cue.kind in (*_OTHER_THINGS, "person"):
        return None
    return None if _NOT_NOUN.search(scan.text, close + 2, cue.start) else cue


def _noun_after(scan: Scan, number: Number, sentence: int) -> Cue | None:
    text = scan.text
    units = scan.units_after(sentence, number.end, _PHRASE)
    if not units or text.startswith(_PREPOSITIONS, number.end):  # "212 from the control clinics" are no clinics
        return None
    limit = -1
    sex = None
    for cue in units:
        if limit < 0 and not (cue.start == number.end + 1 and text[number.end] == " "):  # a noun at once needs none
            limit = _limit(scan, number, sentence)
        if cue.start >= limit >= 0:
            break
        if cue.kind == "person" and sex is None and text.startswith(_SEXES, cue.start):
            sex = Cue(cue.start, cue.end, "participants")  # "235 male and 400 female outpatients"
        near = cue.kind not in _OTHER_THINGS or (
            text.count(" ", number.end, cue.start) <= 4
            and "," not in text[number.end : cue.start]
            and not _VERB.search(text, number.end, cue.start)
        )
        if near and (cue.kind != "person" or number.value == 1):
            return cue
    return sex


def _limit(scan: Scan, number: Number, sentence: int) -> int:
    """Where the noun phrase of a number must end: at the next number, a bracket, a stop, or a clause of its own."""
    limit = min(scan.span(sentence)[1], number.end + _PHRASE)
    for other in scan.numbers_between(number.end, limit):
        if not scan.text[number.end : other.start].rstrip().endswith(_LABEL_END):
            limit = other.start
            break
    broken = _BREAK.search(scan.text, number.end, limit)
    return broken.start() if broken else limit
