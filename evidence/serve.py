"""The store in Datasette (extra `web`): facets, full-text search, canned queries, read-only. Starts its server."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from evidence.errors import BadInput
from evidence.store.store import Store
from evidence.topics import Topic

_RCTS: Final = "SELECT * FROM evidence_table WHERE design = 'rct' ORDER BY year DESC"
_QUOTES: Final = """
SELECT f.pmid, r.title, f.field, json_extract(f.value, '$.value') AS value, f.rule, f.confidence,
    json_extract(q.value, '$.text') AS quote, 'https://pubmed.ncbi.nlm.nih.gov/' || f.pmid || '/' AS pubmed
FROM findings f JOIN records r USING (pmid), json_each(f.quotes) q
WHERE f.chosen AND f.pmid = :pmid ORDER BY f.field"""
_WORDS: Final = """
SELECT r.pmid, r.title, r.year, f.design, f.n, f.follow_up,
    'https://pubmed.ncbi.nlm.nih.gov/' || r.pmid || '/' AS pubmed
FROM records_fts JOIN records r ON r.pmid = records_fts.rowid LEFT JOIN facts f USING (pmid)
WHERE records_fts MATCH '"' || replace(:words, '"', '""') || '"' AND NOT r.deleted ORDER BY rank LIMIT 200"""
_DOUBT: Final = """
SELECT pmid, title, design, design_confidence, n, n_confidence, follow_up, follow_up_confidence
FROM evidence_table WHERE min(coalesce(design_confidence, 1), coalesce(n_confidence, 1),
    coalesce(follow_up_confidence, 1)) < 0.8 ORDER BY pmid"""


def metadata(database: str, topic: Topic) -> dict[str, Any]:
    """Datasette's metadata for a store: facets, labels, search, and the questions people ask most."""
    facets = ["design", "year", "n_unit", "follow_up_statistic", "retracted", "corrected", "confirmed"]
    table: dict[str, Any] = {
        "facets": facets, "fts_table": "records_fts", "fts_pk": "pmid", "sort_desc": "year",
        "description": "What counts for each record: a person's word where there is one, else the best candidate.",
    }  # fmt: skip
    queries = {
        "randomised_trials": {"sql": _RCTS, "title": "Randomised trials, newest first"},
        "quotes_of": {"sql": _QUOTES, "title": "The words that a record's values were read from"},
        "words": {"sql": _WORDS, "title": "Records with a phrase in title, abstract, keywords or MeSH"},
        "doubtful": {"sql": _DOUBT, "title": "Values to look at: confidence below 0.8"},
    }
    tables = {
        "evidence_table": table,
        "records": {"label_column": "title", "facets": ["source", "year"], "sort_desc": "year"},
        "findings": {"facets": ["field", "rule", "chosen"]},
        "corrections": {"facets": ["field", "verdict", "made_by"]},
        "screenings": {"facets": ["stage", "verdict", "made_by"]},
    }
    return {
        "title": topic.title,
        "description": "Abstracts may be under their publishers' copyright: for your own use.",
        "databases": {database: {"tables": tables, "queries": queries}},
    }


def serve(store: Path, topic: Topic, *, host: str, port: int) -> int:
    """Run Datasette on the store until interrupted; returns its exit status.

    Raises:
        BadInput: the store can't be opened, or Datasette is not installed.
    """
    Store.open(store, create=False).close()
    beside = Path(sys.executable).with_name("datasette")
    program = str(beside) if beside.exists() else shutil.which("datasette")
    if program is None:
        raise BadInput("Datasette is not installed", "pip install 'evidence-tracker[web]'")
    with tempfile.TemporaryDirectory() as folder:
        about = Path(folder) / "metadata.json"
        about.write_text(json.dumps(metadata(store.stem, topic)), "utf-8")
        command = [
            program, "serve", str(store.absolute()), "--metadata", str(about), "--host", host, "--port", str(port),
            "--setting", "allow_download", "off",
        ]  # fmt: skip
        return subprocess.run(command, check=False).returncode  # noqa: S603 - our own arguments, no shell
