"""An entry as the page's data: a short row for the table, and the whole record for the window. Touches nothing.

Quotes are cut here, where offsets count code points; JavaScript counts UTF-16 units and would mark the wrong letters.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from evidence.disputes import told_by
from evidence.findings import Correction, Fact, Finding, Reading
from evidence.in_words import described
from evidence.pieces import Piece, pieces
from evidence.read_from import told_in
from evidence.records import Passage
from evidence.sanitize import plain_text
from evidence.tables.columns import quotes_text, source_name
from evidence.tables.entry import DESIGN_NAMES, SUMMARY_STATUS, Entry, status, study
from evidence.tables.first_look import doubts
from evidence.values import Design, Field, Value, months_marked

LETTERS: Final = {Field.DESIGN: "d", Field.SAMPLE_SIZE: "n", Field.FOLLOW_UP: "f"}
SUMMARY: Final = "summary"
_LOST: Final = 8  # candidates shown that lost, a field


class Rows:
    """The rows of one report; terms are numbered as they come, so that a name is written once."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        self.terms: dict[str, list[str]] = {kind: [] for kind in kinds}
        self.rows: list[list[Any]] = []

    def add(self, entry: Entry) -> None:
        """Append an entry, in the order that `COLUMNS` of data/report/page.js names."""
        size, length, record = entry.size, entry.follow_up, entry.record
        self.rows.append([
            record.pmid, plain_text(study(entry)), plain_text(record.display_title),
            plain_text(record.citation.journal), record.year, entry.design.code if entry.design else None,
            size.value if size else None, str(size) if size else entry.nothing(Field.SAMPLE_SIZE),
            length.exact_months if length else None,
            months_marked(length) if length else entry.nothing(Field.FOLLOW_UP),
            statuses(entry), [self._numbers(kind, entry) for kind in self.terms], plain_text(record.doi or ""),
            "" if entry.design else entry.nothing(Field.DESIGN), _first_look(entry),
        ])  # fmt: skip

    def _numbers(self, kind: str, entry: Entry) -> list[int]:
        known = self.terms[kind]
        names = entry.terms(kind)
        known.extend(name for name in names if name not in known)
        return [known.index(name) for name in names]


def _first_look(entry: Entry) -> list[str] | int:
    """Why each of the three values should be read first, "" where nothing speaks for it; 0 where no value has it."""
    why = [plain_text("; ".join(doubts(entry, field))) for field in Field]
    return why if any(why) else 0


def statuses(entry: Entry) -> list[str]:
    """What a reader must know before trusting a row, each on its own and short."""
    return [SUMMARY if note == SUMMARY_STATUS else note for note in status(entry).split("; ") if note]


def whole(entry: Entry, readings: Mapping[Field, Reading]) -> dict[str, Any]:
    """All that the window shows of a record; `readings` hold the candidates that lost."""
    record = entry.record
    return {
        "pmid": record.pmid,
        "study": plain_text(study(entry)),
        "authors": plain_text(", ".join(author.name for author in record.authors)),
        "cite": plain_text(_cited(entry)),
        "doi": plain_text(record.doi or ""),
        "trials": sorted({plain_text(number.accession) for number in record.registry_numbers}),
        "status": statuses(entry),
        "notice": plain_text(record.copyright or ""),
        "values": [_value(entry, field, readings.get(field)) for field in Field],
        "passages": [[_kind(p), plain_text(p.label or ""), cut(p, entry)] for p in record.passages],
    }


def _cited(entry: Entry) -> str:
    """Journal, year and place, as far as they are known."""
    citation = entry.record.citation
    head = " ".join(filter(None, (citation.journal, str(citation.year or ""))))
    return ";".join(filter(None, (head, citation.place)))


def _kind(passage: Passage) -> str:
    return passage.name.partition(".")[0]


def cut(passage: Passage, entry: Entry) -> list[Piece]:
    """A passage in pieces, each with the letters of the fields that quote it ("" for none, "dn" for two)."""
    spans = [
        (quote.start, quote.end, LETTERS[field])
        for field, fact in entry.facts.items()
        for quote in fact.quotes
        if quote.passage == passage.name
    ]
    return _plain(pieces(passage.text, spans))


def _plain(parts: list[Piece]) -> list[Piece]:
    return [(plain_text(words), letters) for words, letters in parts]


def _sentences(entry: Entry, field: Field) -> list[tuple[str, list[Piece]]]:
    """Each sentence that a value was read from: the passage that it stands in, and its pieces."""
    letter = LETTERS[field]
    return [
        (told.passage, _plain(pieces(told.text, ((start, end, letter) for start, end in told.marks))))
        for told in told_in(entry.facts[field].quotes, entry.record.passages)
    ]


def _value(entry: Entry, field: Field, reading: Reading | None) -> dict[str, Any]:
    """One tag: its value in words, who says so and how surely, who says otherwise, the quotes, and who lost."""
    fact = entry.facts[field]
    # The machine's own choice stands among them where a person said otherwise: else it would stand nowhere.
    counts = fact.machine if fact.machine and fact.machine.value == fact.value else None
    lost = [one for one in reading.candidates if one != counts] if reading else []
    return {
        "field": fact.field.value,
        "value": _described(fact.value),
        "none": plain_text(fact.abstained or ("" if fact.value else "not tagged")),
        "source": plain_text(source_name(fact)),
        "confidence": fact.source.confidence if isinstance(fact.source, Finding) else None,
        "on": f"{fact.source.at:%Y-%m-%d}" if isinstance(fact.source, Correction) else "",
        "because": plain_text(fact.source.reason) if isinstance(fact.source, Correction) else "",
        "stale": fact.stale,
        "disputed": plain_text(told_by(entry.disputed.get(field, ()))),
        "working": plain_text(fact.working or ""),
        "doubts": plain_text("; ".join(doubts(entry, field))),
        "quotes": _sentences(entry, field),
        "lost": [_lost(one, conflict=one in fact.conflicts) for one in lost[:_LOST]],
        "more": max(0, len(lost) - _LOST),
    }


def _lost(finding: Finding, *, conflict: bool) -> list[Any]:
    quotes = quotes_text(Fact(finding.field, finding.value, finding, machine=finding))
    return [_described(finding.value), finding.rule, finding.confidence, plain_text(quotes), conflict]


def _described(value: Value | None) -> str:
    """A value in words, a design by its name; "" for none."""
    if value is None:
        return ""
    return described(value, design=DESIGN_NAMES[value.code] if isinstance(value, Design) else None)
