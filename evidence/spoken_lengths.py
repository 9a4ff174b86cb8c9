"""A length of time in everyday words as a number and a unit: "1 and a half years", "a year", "18-month". Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.values import UNIT_WORD, UNITS, plain

_SIGNS: Final = {"\u00bd": " 1/2", "\u00bc": " 1/4", "\u00be": " 3/4"}
_PARTS: Final = {"1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_UNIT: Final = rf"(?P<unit>{UNIT_WORD})(?![a-z])"
_FOLLOW_UP: Final = r"follow(?:ed)?[ -]?(?:up)?(?: period| time| duration)?"
_BEFORE: Final = re.compile(
    rf"^(?:{_FOLLOW_UP}:? )?(?:was |is |for )?(?:(?:about|around|approximately|circa|ca\.?) |~ ?)?"
)
_FOLLOW_UP_WITHIN: Final = re.compile(rf"^((?:median|mean|average|minimum|maximum)) {_FOLLOW_UP}(?: was| is| of|:)? ")
# "median (IQR) 4.2 (3.1-5.6) years", as tables head their cells: what the bracket holds is said before the number.
_HEADED: Final = re.compile(
    r"^(?P<statistic>median|mean|average) ?[(\[](?P<what>(?:\u00b1|\+/-)? ?sd|iqr|inter-?quartile range|range|min-max|"
    r"(?:9[059]% )?ci)[)\]](?:,? (?:was|is|of))?:? (?P<rest>\d.*)$"
)
_HELD: Final = re.compile(
    r"[(\[](?P<low>[\d.]+)(?:(?P<to>\s*(?:[-\u2013,;]|to)\s*)(?P<high>[\d.]+))?(?P<unit> ?[a-z]+)?[)\]]"
)
_BEHIND: Final = re.compile(rf" (?:of )?{_FOLLOW_UP}$")
_AND_A_HALF: Final = re.compile(rf"\b(\d+) and a half {_UNIT}|\b(?:a|1) {_UNIT.replace('unit', 'one')} and a half\b")
_FRACTION: Final = re.compile(rf"(?:(?<!\S)(\d+)(?: and)? )?(?<!\S)({'|'.join(_PARTS)})(?: (?:of )?an?)? {_UNIT}")
_HALF_A: Final = re.compile(rf"\bhalf an? {_UNIT}")
_ONE: Final = re.compile(rf"(?<![a-z] )\ban? (?={UNIT_WORD}(?![a-z]))|^an? (?={UNIT_WORD}(?![a-z]))")
_HYPHENED: Final = re.compile(rf"\b(\d+(?:\.\d+)?)-(?={UNIT_WORD}(?![a-z]))")
_COMPARED: Final = (
    (re.compile("^(?:\u2265|>=|>|more than |over ) ?"), "at least "),
    (re.compile("^(?:\u2264|<=) ?"), "up to "),
)
_BETWEEN: Final = re.compile(r"^between (\d\S*) and (?=\d)")
_STATISTIC_BEHIND: Final = re.compile(r"^(\d+(?:\.\d+)? ?[a-z]+),? \(?(median|mean)\)?$")
_YEARS, _MONTHS = ("|".join(word for word, unit in UNITS.items() if unit == kind) for kind in ("years", "months"))
_YEARS_AND_MONTHS: Final = re.compile(
    rf"(?<!\d)(\d{{1,4}}) ?(?:{_YEARS}),?(?: and)? (\d{{1,4}}) ?(?:{_MONTHS})(?![a-z])", re.ASCII
)


def plainly_said(text: str) -> str:
    """A length in small letters, number words in figures already, as number and unit; anything else as it is."""
    for sign, words in _SIGNS.items():
        text = text.replace(sign, words)
    text = _BEHIND.sub("", _BEFORE.sub("", _FOLLOW_UP_WITHIN.sub(r"\1 ", " ".join(text.split()))))
    text = _unheaded(text)
    for compared, words in _COMPARED:
        text = compared.sub(words, text)
    text = _YEARS_AND_MONTHS.sub(lambda found: f"{12 * int(found[1]) + int(found[2])} months", text)
    text = _AND_A_HALF.sub(lambda found: f"{found[1] or 1}.5 {found['unit'] or found['one']}", text)
    text = _HALF_A.sub(lambda found: f"0.5 {found['unit']}", text)
    text = _FRACTION.sub(lambda found: f"{plain(int(found[1] or 0) + _PARTS[found[2]])} {found['unit']}", text)
    text = _STATISTIC_BEHIND.sub(r"\2 \1", _BETWEEN.sub(r"\1 to ", text))
    return _HYPHENED.sub(r"\1 ", _ONE.sub("1 ", text))


def _unheaded(text: str) -> str:
    """What a heading says of a bracket, said in it: "median (iqr) 4 (3-5) years" is "median 4 (iqr 3-5) years"."""
    if not (headed := _HEADED.match(text)):
        return text
    what, rest = headed["what"].lstrip("\u00b1+/- "), headed["rest"]
    if (held := _HELD.search(rest)) and bool(held["to"]) is not (what == "sd"):
        ends = held["low"] + (f"-{held['high']}" if held["to"] else "")
        rest = f"{rest[: held.start()]}({what} {ends}{held['unit'] or ''}){rest[held.end() :]}"
    return f"{headed['statistic']} {rest}"
