"""PubMed's dates: "2012 Jul 13", 07 for a month, "Winter-Spring", "2000 Dec-2001 Mar". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from xml.etree.ElementTree import Element

from evidence.pubmed.words import words
from evidence.records import PartialDate

_MONTHS: Final = {
    name: n
    for n, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_YEAR: Final = re.compile(r"\d{4}", re.ASCII)
_WORD: Final = re.compile(r"[A-Za-z]+")
_DAY: Final = re.compile(r"\d{4} [A-Za-z]+\.? (\d{1,2})", re.ASCII)


def month_number(text: str) -> int | None:
    """1 to 12 from "7", "07", "Jul" or "July"; None from anything else ("Jul-Aug")."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 2 and 1 <= int(text) <= 12 else None
    return _MONTHS.get(text[:3].lower()) if text.isalpha() else None


def _small(text: str, top: int) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= top else None


def parts_of(element: Element) -> dict[str, str]:
    """The children of a date by tag: Year, Month, Day, Season, MedlineDate."""
    return {child.tag: words(child) for child in element}


def partial(element: Element | None) -> PartialDate | None:
    """A PubDate, ArticleDate or the like; None where the element is absent or empty."""
    if element is None:
        return None
    parts = parts_of(element)
    if given := parts.get("MedlineDate"):
        return from_text(given)
    raw = " ".join(parts[tag] for tag in ("Year", "Month", "Day", "Season") if parts.get(tag))
    if not raw:
        return None
    year = _YEAR.search(parts.get("Year", ""))
    if year is None:
        return PartialDate(None, raw=raw)
    season, month = parts.get("Season"), month_number(parts.get("Month", ""))
    vague = any(letter.isalpha() for letter in parts.get("Month", ""))  # "Jul-Aug" where a month should be
    if month is None:
        return PartialDate(int(year[0]), precision="season" if season or vague else "year", raw=raw)
    day = _small(parts.get("Day", ""), 31)
    return PartialDate(int(year[0]), month, day, "month" if day is None else "day", raw)


def from_text(raw: str) -> PartialDate:
    """A date in one string, as MedlineDate and MEDLINE text have it.

    The first four digits are the year. "2012 Jul 13" is exact to the day; a stretch inside one month ("2000 Dec 23-30")
    to the month; any other stretch ("2000 Oct-2001 Mar", "2019 Sep/Oct", "Spring") has precision season; "1947-1948"
    has precision year.
    """
    years = _YEAR.findall(raw)
    if not years:
        return PartialDate(None, raw=raw)
    year = int(years[0])
    named = _WORD.findall(raw)
    month = month_number(named[0]) if len(named) == 1 else None
    if month is None or len(years) > 1:
        return PartialDate(year, precision="season" if named else "year", raw=raw)
    day = _DAY.fullmatch(raw)
    number = _small(day[1], 31) if day else None
    return PartialDate(year, month, number, "month" if number is None else "day", raw)


def iso(element: Element | None) -> str | None:
    """DateCompleted, DateRevised or a PubMedPubDate as ISO 8601, as far as it is given; None without a year."""
    if element is None:
        return None
    parts = {child.tag: child.text or "" for child in element}
    return _iso(parts.get("Year", ""), parts.get("Month", ""), parts.get("Day", ""))


@lru_cache(maxsize=1 << 14)  # six a record, and only so many days
def _iso(year: str, month: str, day: str) -> str | None:
    year, number, date = year.strip(), month_number(month.strip()), _small(day.strip(), 31)
    if len(year) != 4 or not (year.isascii() and year.isdigit()):
        return None
    if number is None:
        return year
    return f"{year}-{number:02d}" if date is None else f"{year}-{number:02d}-{date:02d}"


def history(dates: Iterable[Element]) -> tuple[tuple[str, str], ...]:
    """(PubStatus, ISO date) of each PubMedPubDate that has a date."""
    found = ((date.get("PubStatus") or "", iso(date)) for date in dates)
    return tuple((status, given) for status, given in found if given)
