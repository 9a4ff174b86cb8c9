"""An evidence table made to fit a terminal: short statuses, whole words, the least needed columns left out first.

A cell never loses letters: columns are narrowed to their longest word, and if that is not enough some are left out, and
the line below the table says which. Touches nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from evidence.absent import NO_ABSTRACT
from evidence.sanitize import plain_text
from evidence.tables.entry import SUMMARY_STATUS

if TYPE_CHECKING:
    from evidence.tables.entry import Cell, Column

Row = tuple[str | None, list["Cell"]]

GAP: Final = 2  # spaces between columns
_NARROWEST: Final = 10
_HEADS: Final = {"follow_up": "Months"}
_LENGTHS: Final = ("follow_up", "follow_up_days")  # "24 hours", where a file has a number to sort by
_SHORT: Final = {SUMMARY_STATUS: "summary", "expression of concern": "concern", "correction is stale": "stale"}
_MEANING: Final = {"summary": "our summary, not the published abstract", "concern": "expression of concern",
                   NO_ABSTRACT: "only a title was there to read",
                   "stale": "the text has changed since it was corrected"}  # fmt: skip
# Left out in this order when the window is narrow: a PMID leads to the DOI, and the rest is a click or a `show` away.
_DISPENSABLE: Final = ("doi", "registry_number", "route", "outcome", "cell_type", "status", "population")


@dataclass(frozen=True, slots=True)
class Fitted:
    """The columns that fit by their places, how wide each is, the texts of the rows, and what to say below."""

    places: tuple[int, ...]
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    texts: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def fit(columns: Sequence[Column], rows: Iterable[Row], width: int, *, keep: bool = False) -> Fitted:
    """Fit a table into `width` letters; with `keep` no column is left out (a person named them)."""
    heads = [_HEADS.get(column.name, column.head) for column in columns]
    texts = [[_short(column, cell) for column, cell in zip(columns, cells, strict=True)] for _, cells in rows]
    whole = [max(len(text) for text in each) for each in zip(heads, *texts, strict=True)]
    least = [max(map(_longest, each)) for each in zip(heads, *texts, strict=True)]
    places = list(range(len(columns)))
    # The most that columns may take: each is a gap wide besides its letters, and the table a letter at both ends.
    for name in () if keep else _DISPENSABLE:
        if _sum(least, places) <= width:
            break
        places = [place for place in places if columns[place].name != name or _warns(name, texts, place)]
    widths = _narrowed([whole[place] for place in places], [least[place] for place in places], width)
    left_out = [heads[place] for place in range(len(columns)) if place not in places]
    return Fitted(
        tuple(places),
        tuple(heads[place] for place in places),
        tuple(widths),
        tuple(tuple(row[place] for place in places) for row in texts),
        tuple(_notes(texts, left_out)),
    )


def _warns(name: str, texts: list[list[str]], place: int) -> bool:
    """A status that says more than "summary" (retracted, corrected …) is never left out."""
    return name == "status" and any(row[place] not in {"", "summary"} for row in texts)


def _short(column: Column, cell: Cell) -> str:
    text = plain_text(cell.printed if column.name in _LENGTHS else cell.text)
    return "; ".join(_SHORT.get(note, note) for note in text.split("; ")) if column.name == "status" else text


def _longest(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _sum(widths: Sequence[int], places: Iterable[int]) -> int:
    return sum(widths[place] + GAP for place in places) + GAP


def _narrowed(whole: list[int], least: list[int], width: int) -> list[int]:
    """Take a letter from the widest column that can give one, until all fit; words are broken only when none can."""
    widths = list(whole)
    for floor in (least, [min(each, _NARROWEST) for each in least]):
        while _sum(widths, range(len(widths))) > width:
            giving = [place for place in range(len(widths)) if widths[place] > floor[place]]
            if not giving:
                break
            widths[max(giving, key=lambda place: (widths[place], place))] -= 1
    return widths


def _notes(texts: list[list[str]], left_out: list[str]) -> Iterable[str]:
    said = {word for row in texts for text in row for word in text.split("; ")}
    yield from (f"{short}: {meaning}" for short, meaning in _MEANING.items() if short in said)
    if left_out:
        yield f"not shown for lack of width: {', '.join(left_out)}"
