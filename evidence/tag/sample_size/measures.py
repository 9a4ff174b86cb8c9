"""What a number measures, so that it is no size: doses, times, ranks, shares, scores in a list. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.months import MONTH_WORDS

# After a size there is no unit of measurement, time, rank, range, ratio or decimal.
_MEASURES: Final = frozenset(
    "mg microg mug g kg ml l dl mm cm km m nm um mmol mol iu u unit units mmhg hz khz ghz mhz gy cgy kcal cal kj pa "
    "kpa year years yr yrs y yo month months mo mos mth mths week weeks wk wks w day days d hour hours hr hrs h min "
    "mins minute minutes sec secs second seconds s ms msec t degrees times point points percentile percentage mcg ng "
    "pg meq kda bp v mw j gram grams milligram milligrams microgram micrograms nanograms kilogram kilograms ug ul umol "
    "\u00b5g \u03bcg \u00b5l \u03bcl \u00b5m \u03bcm \u00b5mol \u03bcmol nmol pmol litre litres liter liters "
    "millilitres milliliters rads cfu mbq gbq kbq ppm rpm watt watts joules volts calories dollars usd "
    "eur euros am pm a.m p.m st nd rd th fold percent million billion themes subthemes categories topics genes "
    "variants mutations polymorphisms miu uiu ui bpm beats breaths letters dioptres diopters amino nucleotides nt "
    "residues copies db base kbp ieq rupees baht sek dkk nok chf yen yuan francs kronor".split()
) | frozenset(MONTH_WORDS) - {"may", "mar"}
_FRACTIONS: Final = frozenset("third thirds quarter quarters fourths fifths halves tenths".split())
_WORD_AFTER: Final = re.compile(r"[ -]{0,2}([a-z\u00b5\u03bc][a-z]*(?:\.[a-z]\b)?)")
_SYMBOL_AFTER: Final = re.compile(
    r" ?(?:%|\+/-|\u00b1|\u00b0|\u00d7|x ?\d|\* ?\d|:\d|\.\d|/\d+[a-z]?/|/0\d|-\d|-$|[;:] ?\d+ ?[:(])"
)
_COMPOUND: Final = re.compile(
    r"-(?!(?:patient|subject|participant|person|volunteer|adult|girl|boy|infant)s?\b|(?:wo)?men\b|children\b|odd )[a-z]"
    r"|-[ ,;.)]"
)
_OBSERVED: Final = ("patient", "person", "women", "woman", "subject", "cycle")  # of whose time rates are told
_YEARS_AFTER: Final = re.compile(rf" (?:{'|'.join(_OBSERVED)})s?['-]?[ -]?(?:years?|months|days)\b")
# The 15 and the 25 of "15, 25 and 30 mg", and what may stand between the 1 and the 8 of "days 1, 8 and 15".
_AND: Final = r"(?:,? ?(?:and|or|to|versus|vs\.?|-|&) ?)"
_WORD: Final = r"([a-z\u00b5\u03bc][a-z]*)"
# "150 (moderate) or 300 (high) minutes", "30 (T30), 70 (T70) and 120 (T120) days".
_VISIT: Final = r"[dmtvw]\d{1,3}"
_NAMED: Final = rf"(?: \((?:[a-z ]{{1,20}}|{_VISIT})\))?"
_OF_LIST: Final = re.compile(
    rf"{_NAMED}(?:, ?\d+(?:\.\d+)?{_NAMED}){{0,8}}{_AND}\d+(?:\.\d+)?{_NAMED}[ -]?{_WORD}"
    rf"|(?:, ?\d+(?:\.\d+)?){{2,8}}[ -]{_WORD}"
    rf"| \({_VISIT}\)[ -]{_WORD}"
)
# The 12 of "12 and 45%", the 64 and 83 of "64, 83 and 70%"; in "12, or 45%" the 12 is counted.
_OF_SHARES: Final = re.compile(
    r"(?:(?:, ?\d+(?:\.\d+)?){0,8}(?:,? and |,? versus | vs?\.? |-| to )|(?:, ?\d+(?:\.\d+)?){1,8},? or )"
    r"\d+(?:\.\d+)? ?(?:%|per cent|percent)"
)


# Two figures compared in a bracket with a p value are scores, rates or medians: "(112 versus 87; p = 0.01)".
_COMPARED: Final = re.compile(
    r"\(\d[\d.,\u00b7]* ?(?:versus|vs\.?|v\.?|and|compared (?:with|to)) \d[\d.,\u00b7]*[;,] ?p ?[=<>\u2264]"
)


def is_compared(text: str, start: int, stop: int) -> bool:
    """Whether a number is one of two that are compared in a bracket with a p value."""
    if "p" not in text[stop : stop + 24]:
        return False
    bracket = text.rfind("(", max(0, start - 18), start)
    return bracket >= 0 and _COMPARED.match(text, bracket) is not None


def is_listed_measure(text: str, start: int, stop: int) -> bool:
    """Whether a number is one of several measures: the 15 of "15, 25 and 30 mg", a score beside another."""
    if text[stop] in ", -" and (ends_in_measure(text, stop) or _OF_SHARES.match(text, stop)):
        return True
    return is_compared(text, start, stop)


def ends_in_measure(text: str, place: int) -> bool:
    """Whether a number that ends here stands in a list of measures: the 15 of "15, 25 and 30 mg"."""
    found = _OF_LIST.match(text, place)
    return found is not None and (found[1] or found[2] or found[3]) in _MEASURES


# What may stand behind a number (as `Number.after` has it) that is a measure: "5 a.m.", "30 person-years", no word.
MAY_MEASURE: Final = frozenset(
    word and " " + word
    for word in (
        "",
        *_MEASURES,
        *_FRACTIONS,
        *("per", "a", "p", "x"),
        *(noun + s + unit for noun in _OBSERVED for s in ("", "s") for unit in ("", "year", "years", "months", "days")),
    )
)


# "52 day patients", "60 db/db mice", "158 second-trimester examinations": neither days nor decibels nor seconds.
# "42 MS patients", "51 CHF and 20 healthy men", "42 T2DM patients": neither milliseconds nor francs nor tonnes. (But
# "after 24 h patients …".)
_PEOPLE: Final = (
    r"(?:(?:out|in)?patients?|pts|subjects|participants|cases|(?:wo)?men|children|individuals|volunteers|people|persons"
    r"|adults|families|probands|carriers|survivors|relatives|brains|eyes|hearts|donors|sera|relapses)"
)
_NO_MEASURE: Final = re.compile(
    r" day[ -](?:patients|cases|employees|workers|labourers|pupils|students)\b| db/| [a-z]\d+[a-z]"
    r"| (?:day|week|month|year)-old\b"
    rf"| [tmg][0-4](?:-[0-4])? (?:stage |tumou?r )?{_PEOPLE}\b"
    r"| (?:second|third)(?:-| (?:trimester|degree|line|molar|stage|grade|year|generation)\b)"
    rf"| (?:ms|mm|cm|chf|db|nm|pg|bp|mv|pa|cal)[ -](?:(?:fe)?male )?(?:{_PEOPLE}\b"
    r"|(?:and|or|versus|vs\.?) \d+ (?:healthy|normal|control|non-))"
)
_LETTERS: Final = re.compile(rf" ([a-z]{{2,3}})[ -](?:(?:fe)?male )?{_PEOPLE}\b")
_LETTERS_LONG: Final = frozenset([3, 4])  # two or three of them with the space before


def letters_of_illness(text: str, end: int, after: str) -> int | None:
    """Where letters end that may be an illness instead of a measure, if they are capitals: "30 MG patients".

    They stand behind the number that ends at `end`; `after` is as `Number.after`.
    """
    found = _LETTERS.match(text, end) if len(after) in _LETTERS_LONG else None
    return found.end(1) if found else None


_TIMES_TEN: Final = re.compile(r" x ?10\b")
# Of these, what is one whatever follows but a point: " p." is a page, or "p.m.".
_MEASURE_AFTER: Final = frozenset(f" {word}" for word in _MEASURES | _FRACTIONS)


def is_measured(text: str, end: int, after: str) -> bool:
    """Whether what follows a number (`after`, as `Number.after`) makes it a dose, a time, a range … and so no size."""
    if after in _MEASURE_AFTER and text[end + len(after)] != ".":
        return _NO_MEASURE.match(text, end) is None
    first = text[end]
    if first in " -" or first.isalpha():
        found = _WORD_AFTER.match(text, end)
        if found:
            word = found[1]
            if word in _MEASURES:
                return len(word) > 1 or not re.match(r"\. [a-z]", text[found.end() : found.end() + 3])
            if first.isalpha() or word in _FRACTIONS or (word == "x" and _TIMES_TEN.match(text, end)):
                return True
            if word == "per" and (text.startswith(" per cent", end) or text[end + 5 : end + 6].isdigit()):
                return True
            return (first == "-" and bool(_COMPOUND.match(text, end))) or bool(_YEARS_AFTER.match(text, end))
    return first in "%-: \u00b1\u00b0\u00d7x*./;+" and bool(_SYMBOL_AFTER.match(text, end))
