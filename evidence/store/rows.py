"""A `Record` as the rows of its tables, and back again without loss. Touches nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from evidence.errors import BadInput
from evidence.findings import Digest, digest_of
from evidence.records import (
    Author,
    Indexed,
    Journal,
    Keyword,
    Link,
    MeshHeading,
    OtherAbstract,
    PartialDate,
    Passage,
    Record,
    RegistryNumber,
    Source,
    mesh_text,
)
from evidence.store.damage import rows_in, texts_of
from evidence.store.names import author_key

Row = tuple[Any, ...]

CONTENT: Final = (
    "title", "abstract", "version", "source", "kind", "vernacular_title", "copyright", "authors_complete",
    "journal", "journal_iso", "journal_medline", "nlm_id", "issn", "country", "volume", "issue", "pages",
    "published_year", "published_month", "published_day", "published_precision", "published_raw",
    "electronic_year", "electronic_month", "electronic_day", "electronic_precision", "electronic_raw",
    "completed", "revised", "history", "languages", "grants", "references_count", "status", "indexing_method",
    "coi_statement",
)  # fmt: skip
"""The columns of `records` that a record is read back from, in the order of `_content`."""

DERIVED: Final = ("keywords", "mesh", "first_author", "year", "doi", "retracted", "summary")
"""The columns that say the same again, for searching and for people."""

CHILDREN: Final[dict[str, tuple[str, ...]]] = {
    "sections": ("label", "category", "start", "end"),
    "authors": (
        "last_name", "fore_name", "initials", "suffix", "collective", "orcid", "affiliations", "folded",
    ),
    "publication_types": ("name", "ui", "major"),
    "mesh": ("heading", "descriptor", "ui", "descriptor_major", "kind", "major", "qualifiers"),
    "keywords": ("keyword", "owner", "major"),
    "chemicals": ("name", "ui", "major"),
    "ids": ("kind", "value"),
    "registry_numbers": ("bank", "accession", "seen_in"),
    "links": ("kind", "linked_pmid", "citation", "note"),
    "other_abstracts": ("kind", "language", "sections"),
}  # fmt: skip
"""The columns of the tables of what a record lists, after pmid and position; its rows are replaced with the record."""


def names(columns: Iterable[str]) -> str:
    """Column names for an SQL statement; quoted, for `end` is a word of SQL."""
    return ", ".join(f'"{column}"' for column in columns)


_LARGEST: Final = 2**63 - 1  # SQLite's integer
_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Rows:
    """A record taken apart; `children` has the rows of each table of `CHILDREN`, in its order."""

    pmid: int
    content: Row
    derived: Row
    children: tuple[list[Row], ...]
    content_hash: str
    text_digest: Digest


def rows_of(record: Record) -> Rows:
    """Take a record apart.

    Raises:
        BadInput: it can't be stored: no PMID, or a character that is half of one (a lone surrogate).
    """
    if not 0 < record.pmid <= _LARGEST:
        raise BadInput(f"{record.pmid} is no PMID", "give a whole number above 0")
    content, children = _content(record), _children(record)
    derived = (
        _lines([keyword.text for keyword in record.keywords]), _lines([row[0] for row in children[3]]),
        record.first_author.name or None, record.year, record.doi, record.is_retracted,
        record.is_summary,
    )  # fmt: skip
    text = _encode((record.pmid, content, children))
    try:
        content_hash = hashlib.sha256(text.encode()).hexdigest()[:32]
    except UnicodeEncodeError as error:
        near = text[max(0, error.start - 30) : error.start]
        raise BadInput(f"PMID {record.pmid} has a broken character after {near!r}", "repair the file") from None
    return Rows(record.pmid, content, derived, children, content_hash, digest_of(record.passages))


def _lines(texts: Sequence[str]) -> str | None:
    return "\n".join(texts) if texts else None


def _json(values: Sequence[Any]) -> str | None:
    return _encode(values) if values else None


def _content(record: Record) -> Row:
    j, p, e = record.journal, record.published, record.article_date
    return (
        record.title, _lines([section.text for section in record.abstract]), record.version, record.source.value,
        record.kind, record.vernacular_title, record.copyright, record.authors_complete,
        j.title, j.iso_abbreviation, j.medline_abbreviation, j.nlm_id, j.issn, j.country, j.volume, j.issue, j.pages,
        p.year, p.month, p.day, p.precision, p.raw,
        *((e.year, e.month, e.day, e.precision, e.raw) if e else (None, None, None, None, None)),
        record.completed, record.revised, _json(record.history), _json(record.languages), _json(record.grants),
        record.references, record.status, record.indexing_method, record.coi_statement,
    )  # fmt: skip


def _children(record: Record) -> tuple[list[Row], ...]:
    return (
        _sections(record.abstract),
        [
            (
                a.last_name, a.fore_name, a.initials, a.suffix, a.collective, a.orcid, _json(a.affiliations),
                author_key(a),
            )
            for a in record.authors
        ],
        [(t.name, t.ui, t.major) for t in record.publication_types],
        [
            (
                mesh_text(m), m.descriptor.name, m.descriptor.ui, m.descriptor.major, m.kind, m.major,
                _json([(q.name, q.ui, q.major) for q in m.qualifiers]),
            )
            for m in record.mesh
        ],
        [(k.text, k.owner, k.major) for k in record.keywords],
        [(c.name, c.ui, c.major) for c in record.chemicals],
        [(kind, value) for kind, value in record.ids],
        [(r.bank, r.accession, r.seen_in) for r in record.registry_numbers],
        [(link.kind, link.pmid, link.citation, link.note) for link in record.links],
        [
            (o.kind, o.language, _json([(s.name, s.label, s.text, s.category) for s in o.sections]))
            for o in record.other_abstracts
        ],
    )  # fmt: skip


def _sections(abstract: Sequence[Passage]) -> list[Row]:
    rows: list[Row] = []
    start = 0
    for section in abstract:
        end = start + len(section.text)
        rows.append((section.label, section.category, start, end))
        start = end + 1  # the newline between two sections
    return rows


def record_of(pmid: int, content: Row, children: Sequence[Sequence[Row]]) -> Record:
    """Put a record together again; the inverse of `rows_of` on `content` and `children`.

    Raises:
        ValueError, TypeError: the rows are damaged.
    """
    sections, authors, types, mesh, keywords, chemicals, ids, registries, links, others = children
    return Record(
        pmid=pmid,
        title=content[0],
        abstract=_abstract(content[1] or "", sections),
        version=content[2],
        source=Source(content[3]),
        kind=content[4],
        vernacular_title=content[5],
        copyright=content[6],
        authors_complete=bool(content[7]),
        journal=Journal(*content[8:17]),
        published=PartialDate(*content[17:22]),
        article_date=PartialDate(*content[22:27]) if content[25] is not None else None,
        completed=content[27],
        revised=content[28],
        history=tuple((status, date) for status, date in rows_in(content[29])),
        languages=texts_of(content[30]),
        grants=texts_of(content[31]),
        references=content[32],
        status=content[33],
        indexing_method=content[34],
        coi_statement=content[35],
        authors=tuple(_author(row) for row in authors),
        publication_types=_indexed(types),
        mesh=tuple(
            MeshHeading(Indexed(row[1], row[2], bool(row[3])), _indexed(rows_in(row[6])), row[4]) for row in mesh
        ),
        keywords=tuple(Keyword(text, owner, bool(major)) for text, owner, major in keywords),
        chemicals=_indexed(chemicals),
        ids=tuple((kind, value) for kind, value in ids),
        registry_numbers=tuple(RegistryNumber(*row) for row in registries),
        links=tuple(Link(*row) for row in links),
        other_abstracts=tuple(
            OtherAbstract(kind, language, tuple(Passage(*section) for section in rows_in(texts)))
            for kind, language, texts in others
        ),
    )


def _author(row: Row) -> Author:
    last_name, fore_name, initials, suffix, collective, orcid, affiliations, _ = row
    return Author(last_name, fore_name, initials, suffix, collective, orcid, texts_of(affiliations))


def _abstract(text: str, sections: Sequence[Row]) -> tuple[Passage, ...]:
    return tuple(
        Passage(f"abstract.{n}", label, text[start:end], category)
        for n, (label, category, start, end) in enumerate(sections)
    )


def _indexed(rows: Sequence[Row]) -> tuple[Indexed, ...]:
    return tuple(Indexed(name, ui, bool(major)) for name, ui, major in rows)
