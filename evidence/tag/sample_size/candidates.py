"""Which numbers of a record may be sizes, each with its unit noun and its form; ages, doses and years are not. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from evidence.tag.numbers import Number
from evidence.tag.sample_size.dress import in_thousands, is_at_least, rated
from evidence.tag.sample_size.forms import (
    BARRED,
    Percent,
    form_of,
    goes_on,
    is_labelled,
    percent_after,
    percent_before,
)
from evidence.tag.sample_size.measures import MAY_MEASURE, is_listed_measure, is_measured, letters_of_illness
from evidence.tag.sample_size.noun import noun_of
from evidence.tag.sample_size.scan import Cue, Cues, Scan
from evidence.tag.sample_size.units_of_nobody import counts_none, is_age, is_item, is_of_clusters
from evidence.tag.sample_size.years import is_told_of_time, is_year, looks_like_year


@dataclass(slots=True, eq=False)
class Mention:
    """A number that may be a size.

    `form` says how it is written: `n=`, `of` (denominator), `over` (numerator), `noun`, `bare`. `noun` is the unit's
    cue, `side` where it stands ("right", "left", "none"), `gap` the words between. `cues` are those of its sentence,
    `before` the last word before it, which may be a sign. `role` (what is said to have
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
    percent: Percent | None
    cues: Cues
    before: str
    role: str = "none"
    arm: str = "n"
    sign: str = ""
    key: str = ""
    place: int = 0
    summed: bool = False
    whole: bool = False
    split: int = 0

    @property
    def stop(self) -> int:
        """Where it ends with the noun that stands behind it, if one does."""
        return self.noun.end if self.noun and self.side == "right" else self.end

    @property
    def is_of_living(self) -> bool:
        """Whether the noun behind it is one of people or animals."""
        return self.side == "right" and self.kind in LIVING


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

    @property
    def is_sum(self) -> bool:
        """Whether it was worked out by adding its parts up."""
        return self.how.startswith("sum")


Ranked = list[tuple[float, Candidate]]
"""Candidates with their chances, the likeliest first."""

# "Participants were 1,019 older …": as good as "n = 1,019", whatever they are called behind.
_ARE: Final = (" were ", " were a total of ", " comprised ", " consisted of ")
_ALL: Final = ("participants", "patients", "subjects", "respondents")
_OPENS: Final = 6  # characters before a noun that still opens its sentence: "The ", "Study "
_SAME_N: Final = re.compile(r" [a-z][a-z -]{0,24}[;,] ?(?:and )?")
_NEXT_N: Final = re.compile(r",? and |, ?|/|, ?n ?= ?")
_AFTER_N: Final = (")", " and ", ", and ", "/", ", respectively", " respectively", "; respectively")
LIVING: Final = ("participants", "animals")  # units of those who are studied
_IN_THOUSANDS: Final = (*LIVING, "records")  # "5.400 operations": what is counted in whole numbers
_MOST: Final = 120  # an abstract has five; more is a table, or noise, and neighbours are compared one by one
_OVER_REACH: Final = 12  # characters between the part and the whole: " of all the "
_HUGE: Final = 20_000_000
_OF_SO_MANY: Final = frozenset([100, 1_000, 10_000, 100_000, 1_000_000])  # "births/1000 women" are a rate
_ITEMS: Final = 20  # more than any list of criteria has
_JOINS: Final = frozenset(["", " and", " or", " to", " versus", " vs", " v", " compared"])  # what joins those of a list
_LEFT: Final = 24  # characters before a number that may say what it is
_NO_LABEL: Final = frozenset(["", ",", ";", ")", "["])  # last characters before a number that is not labelled
_LABEL_LIMIT: Final = 400  # "days 1, 8 and 15", but "in 2013, 40 patients"


def mentions(scan: Scan) -> list[Mention]:
    """The numbers that may be sizes, in order."""
    found: list[Mention] = []
    text = scan.text
    sentence, begin, end = -1, 0, -1
    label_end = -1
    last: Mention | None = None
    for each in scan.numbers:
        number = in_thousands(scan, each) if text[each.end] == "k" else each
        start, stop, value, written, after = number
        if written == "decimal":
            continue
        per = value in _OF_SO_MANY and _is_of_so_many(found, text, start)
        item = text[stop] == ")" and text[start - 1] == "(" and _is_no_count(text, stop, value)
        if after == "%" or item or per:
            last = found[-1] if found else None
            label_end = -1
            continue
        if start >= end:
            sentence = scan.sentence_at(start)
            begin, end = scan.span(sentence)
        left = text[start - _LEFT if start - _LEFT > begin else begin : start]
        if label_end >= 0 and goes_on(text, label_end, start) and not scan.is_unit(sentence, stop + 1):
            label_end = stop
            continue
        tail = left.rstrip(" ")
        word = tail[tail.rfind(" ") + 1 :]
        may = word in BARRED or (word[-1:] not in _NO_LABEL and not word.isalpha())
        labelled = may and is_labelled(left, tail, word)
        labelled = labelled and not is_at_least(left, tail, value, is_unit=scan.is_unit(sentence, stop + 1))
        label_end = stop if labelled and value < _LABEL_LIMIT and word[-1:] != "-" else -1  # "in 1998-99, and 60 came"
        if (
            labelled
            or text[start] == "0"
            or (after in MAY_MEASURE and is_measured(text, stop, after) and not _is_illness(scan, stop, after))
            or (after in _JOINS and is_listed_measure(text, start, stop) and not left.endswith("= "))
        ):
            _take_back(found, text, start)
            last = found[-1] if found else None
            continue
        whole = number.thousands if written == "pointed" else int(value)
        mention = _mention(scan, number, whole, sentence, (left, tail, word), last) if 0 < whole < _HUGE else None
        if mention:
            found.append(mention)
            if len(found) == _MOST:
                break
        elif last and last.form == "over" and start - last.end <= _OVER_REACH:
            found.pop()  # the part of a whole that is no size: "at 24 of 190 visits"
        last = found[-1] if found else None
    return found


_SHARE: Final = re.compile(r"\d\.\d+ ?/ ?$")  # "36.7/1000 children" is a rate
_PER: Final = re.compile(r" [a-z][a-z -]{1,28}/ ?")


def _is_of_so_many(found: list[Mention], text: str, start: int) -> bool:
    """Whether a round number is that of a rate, whose events are taken back: "12 births/1000 women"."""
    if text[start - 1] != "/" and not text.endswith("/ ", 0, start):
        return False
    if text[start - 2].isdigit() and _SHARE.search(text, start - _LEFT if start > _LEFT else 0, start):
        return True
    if found and _PER.fullmatch(text, found[-1].end, start):
        found.pop()
        return True
    return text[start - 2].isalpha()


def _is_no_count(text: str, stop: int, value: float) -> bool:
    """Whether a number in brackets is the item of a list, "(1) pain, (2) sleep", or of an isotope, "(13)C"."""
    return text[stop + 1].isalpha() or (value <= _ITEMS and is_item(text, value))


def _take_back(found: list[Mention], text: str, start: int) -> None:
    """Drop the last mention where the measure that begins at `start` is its whole: "142/88 mmHg"."""
    if found and found[-1].form == "over" and text[found[-1].end : start] == "/":
        found.pop()


def _is_illness(scan: Scan, stop: int, after: str) -> bool:
    """Whether what follows a number is an illness and no measure: "30 MG patients" have myasthenia."""
    end = letters_of_illness(scan.text, stop, after)
    return end is not None and scan.quote(stop + 1, end).text.isupper()


def _mention(
    scan: Scan, number: Number, value: int, sentence: int, before: tuple[str, str, str], last: Mention | None
) -> Mention | None:
    text, cues = scan.text, scan.cues(sentence)
    left, tail, word = before
    start, stop, _, written, _ = number
    form = form_of(text, stop, left, tail, word)
    noun, side, gap = noun_of(scan, number, sentence, cues.units)
    if noun is None and form == "of" and last and last.form == "over" and (noun := rated(text, last.start)):
        side, gap = "left", 1
    kind = noun.kind if noun else "none"
    own = noun if side == "right" else None
    if (written == "pointed" and (own is None or kind not in _IN_THOUSANDS)) or counts_none(scan, number, own):
        return None
    if own is None and form is None and (is_age(text, number, noun, word) or is_of_clusters(scan, number, cues.units)):
        return None
    if side != "right" and form != "n=" and cues.of_studies:  # "of 47 studies, 22 met the criteria"
        return None
    if last and last.form == "n=" and _are_of_one_n(text, last.end, start, stop):
        form = "n="
    if form != "n=" and looks_like_year(number):
        before_it = last if last and last.sentence == sentence else None
        if _is_told_year(scan, number, (left, before_it), own, gap if _binds(scan, number, side) else 9):
            return None
    form = form or _as_good_as_n(text, start, scan.starts[sentence], noun, last)
    percent = percent_after(text, stop)
    if percent is None and noun and side == "right":
        percent = percent_after(text, noun.end)
    if percent is None and form == "n=":
        percent = percent_before(left)
    form = form or ("noun" if side == "right" else "bare")
    return Mention(number, value, sentence, form, noun, side, gap, start, stop, kind, percent, cues, word)


def _is_told_year(scan: Scan, number: Number, before: tuple[str, Mention | None], own: Cue | None, gap: int) -> bool:
    """Whether a number is a year, by the words and the number before it, its own noun, and how far a noun is."""
    left, last = before
    if own and scan.text[own.end] == "'":
        return True  # "the 2009 and 2012 Kids' Database"
    after_year = last is not None and looks_like_year(last.number)
    if after_year and not is_told_of_time(left):  # "1990 women were seen between 1985 and 1989"
        return False
    return is_year(number, left, gap)


def _as_good_as_n(text: str, start: int, begin: int, noun: Cue | None, last: Mention | None) -> str | None:
    """The form of a number of which its noun says that they were so many, in a sentence that begins at `begin`."""
    if noun is None or noun.kind not in LIVING or text[noun.end : start] not in _ARE:
        return None
    opens = noun.start - begin <= _OPENS and text.startswith(_ALL, noun.start)
    return "n=" if opens or last is None else None


def _are_of_one_n(text: str, last: int, start: int, stop: int) -> bool:
    """Whether one "n =" holds for two numbers: "(n = 828 men; 1,238 women)", "(n = 81, 80 and 79, respectively)"."""
    return _SAME_N.fullmatch(text, last, start) is not None or (
        _NEXT_N.fullmatch(text, last, start) is not None and text.startswith(_AFTER_N, stop)
    )


def _binds(scan: Scan, number: Number, side: str) -> bool:
    """Whether a noun on the right may be the number's own: not in "between 1993 and 2002, women were …"."""
    return side == "right" and scan.text[number.end] != ","
