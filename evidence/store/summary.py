"""The store in numbers, for `status` and for the footnotes of tables. Reads only the database that it is given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from evidence.store.corrections import disputes
from evidence.store.screening_summary import screening_summary

if TYPE_CHECKING:
    from evidence.pubmed.account import PullReport

_AS_OF = """
SELECT max(at) FROM (
    SELECT max(stored_at) AS at FROM revisions UNION ALL SELECT max(made_at) FROM corrections
    UNION ALL SELECT max(made_at) FROM screenings UNION ALL SELECT max(deleted_at) FROM tombstones
)"""
_DESIGNS = """
SELECT coalesce(design, design_abstained, 'not tagged'), count(*) FROM records LEFT JOIN facts USING (pmid)
WHERE NOT deleted GROUP BY 1 ORDER BY 2 DESC, 1"""
_SPOKEN_OF = "SELECT DISTINCT pmid FROM corrections JOIN records USING (pmid) WHERE NOT deleted"
_OF_OTHERS = "SELECT count(*) FROM corrections WHERE pmid NOT IN (SELECT pmid FROM records)"
_QUOTES = "SELECT coalesce(sum(json_array_length(quotes)), 0) FROM findings"


def as_of(db: Database) -> str:
    """The day (ISO, UTC) on which the store last changed; "" where nothing says."""
    (at,) = db.conn.execute(_AS_OF).fetchone()
    return str(at)[:10] if at else ""


def designs(db: Database) -> dict[str, int]:
    """How many records have each design, most first; the reason where there is none."""
    return {str(code): int(count) for code, count in db.conn.execute(_DESIGNS)}


def quotes(db: Database) -> int:
    """How many quotes the candidates have."""
    return int(db.conn.execute(_QUOTES).fetchone()[0])


def sources(db: Database) -> dict[str, int]:
    """How many records have their text from where."""
    query = "SELECT source, count(*) FROM records WHERE NOT deleted GROUP BY source ORDER BY 2 DESC, 1"
    return {str(source): int(count) for source, count in db.conn.execute(query)}


def summary(db: Database, counts: dict[str, int], pulls: Iterable[PullReport]) -> dict[str, Any]:
    """What `evidence status` shows: `counts` of the store, designs, values, texts, and the last pulls, newest first.

    And `screening`, where anybody has screened; `disputed` counts values alone.
    """
    screening = screening_summary(db)
    here = {pmid for (pmid,) in db.conn.execute(_SPOKEN_OF)}
    return counts | {
        "as_of": as_of(db),
        "quotes": quotes(db),
        "disputed": sum(one.pmid in here for one in disputes(db.conn)),
        "corrections_of_others": db.conn.execute(_OF_OTHERS).fetchone()[0],
        "designs": designs(db),
        "values": {
            "design": counts["with_design"],
            "sample size": counts["with_sample_size"],
            "follow-up": counts["with_follow_up"],
        },
        "texts": {
            "with an abstract": counts["records"] - counts["without_abstract"] - counts["summaries"],
            "our summary, not the abstract": counts["summaries"],
            "title only": counts["without_abstract"],
        },
        "sources": sources(db),
        "pulls": [_short(report) for report in pulls],
        **({"screening": screening} if screening else {}),
    }


def _short(report: PullReport) -> dict[str, Any]:
    """A pull in short: the search as it was written and understood, counts, how far the query was followed."""
    counts = report.counts
    return {
        "query": report.query, "source": report.source, "found": report.found, "new": counts.new,
        "changed": counts.changed, "unchanged": counts.unchanged, "books": counts.books, "deleted": counts.deleted,
        "failed": counts.failed, "through": report.watermark.isoformat() if report.watermark else None,
        "day": report.day.isoformat() if report.day else None, "translation": report.translation,
        "warnings": [f"{kind}: {text}" for kind, text in report.warnings],
    }  # fmt: skip
