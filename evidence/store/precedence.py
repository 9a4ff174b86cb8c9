"""Which of two texts of one record stands: the whole order, written down here and nowhere else. Touches nothing.

1. Whose it is. PubMed's own text, as XML or MEDLINE text, comes before Europe PMC's, that before a summary of ours;
   behind them all comes what has neither an abstract nor a day of revision, which is what a stripped copy looks like.
2. The later one: the higher version, then the later day of revision (LR, DateRevised). So an abstract that PubMed took
   back goes, as its record is of a later day. No day is the earliest; one that is still to come is a slip, and none.
3. Of one day the fuller one: with an abstract, then with more of its fields filled in, then with the longer abstract,
   more authors, more in its lists. A copy that is torn off or stripped is never the fuller one.
4. Of equally full ones the richer format (`Source.rank`), then the longer text.
5. Whatever is alike in all that goes by its hash: any choice is as good, but it must be the same in whatever order two
   files come.

Where PubMed itself says the order (its answer of now to a pull, its update files by their number, in whatever order
they are imported) the last stands among those that 3 does not part by abstract and fields: it may have set a word
right twice in one day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Final

from evidence.records import Journal, PartialDate, Record, Source
from evidence.store.rows import rows_of

_Standing = tuple[int, int, str, bool, int]
"""What parts two texts first of all, higher stands: whose, version, day of revision, has an abstract, fields filled."""

_WHOSE: Final = {Source.PUBMED_XML: 3, Source.MEDLINE_TEXT: 3, Source.EUROPE_PMC: 2, Source.STARTER: 1}
_FIELDS: Final = tuple(  # those that every format has
    each.name for each in fields(Record)
    if each.name not in {"pmid", "version", "source", "kind", "authors_complete", "indexing_method", "journal"}
)  # fmt: skip
_LISTS: Final = tuple(each.name for each in fields(Record) if each.default == () and each.name != "abstract")
_STEPS: Final = 5  # bits of a length that count: formats differ by some letters, which is no fuller text


def stands(new: Record, old: Record, at: str | None, *, in_turn: bool = False, seen: bool = False) -> bool:
    """Whether `new` stands over `old`, another text of the same record.

    Args:
        new: the one that comes.
        old: the one that is there.
        at: the moment of it, in ISO 8601; None takes any day of revision for one that has been.
        in_turn: PubMed gave `old` before `new`, so that what is alike goes by that.
        seen: `new` was there before `old`, and gave way to it.
    """
    last = _last_day(at)
    if in_turn and last:
        last = max(last, new.revised or "")  # where PubMed names a later day, it is this computer's clock that is wrong
    first, second = _standing(new, last), _standing(old, last)
    if seen or in_turn or first != second:
        return first > second or (first == second and in_turn and not seen)
    finer, than = _fine(new), _fine(old)
    return finer > than or (finer == than and rows_of(new).content_hash > rows_of(old).content_hash)


def _last_day(at: str | None) -> str | None:
    """The last day that may have been: a day still to come would stand over all that PubMed says until then."""
    return at and (date.fromisoformat(at[:10]) + timedelta(1)).isoformat()  # NLM's clock is not ours


def _standing(record: Record, last: str | None) -> _Standing:
    revised = record.revised or ""
    if last and revised[:10] > last[:10]:
        revised = ""
    whose = _WHOSE[record.source] if record.abstract or revised else 0
    return (whose, record.version, revised, bool(record.abstract), _filled(record))


def _filled(record: Record) -> int:
    """How many of its fields say anything."""
    journal = (getattr(record.journal, each.name) for each in fields(Journal))
    return _some(getattr(record, name) for name in _FIELDS) + _some(journal)


def _some(values: Iterable[object]) -> int:
    return sum(value not in (None, "", (), PartialDate(None)) for value in values)


def _fine(record: Record) -> tuple[tuple[int, int], int, int, int, int]:
    """What parts two texts of one standing: abstract, in steps, authors, entries of lists, format, letters."""
    entries = sum(len(getattr(record, name)) for name in _LISTS)
    said = sum(sum(map(str.isalnum, (part.label or "") + part.text)) for part in record.abstract)
    return (_stepped(said), len(record.authors), entries, record.source.rank, _letters(record))


def _stepped(length: int) -> tuple[int, int]:
    """A length to the nearest twentieth or so, so that two of about the same are the same; keeps the order."""
    bits = length.bit_length()
    return bits, length >> max(0, bits - _STEPS)


def _letters(part: object) -> int:
    """How many letters a record has in all; less for any that lacks some of it."""
    if isinstance(part, str):
        return len(part)
    if isinstance(part, tuple):
        return len(part) + sum(map(_letters, part))
    if is_dataclass(part):
        return sum(_letters(getattr(part, each.name)) for each in fields(part))
    return int(part is not None)
