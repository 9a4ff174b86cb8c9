"""How long searching takes, beside plain FTS5: `python tests/benchmarks/searching.py [RECORDS ...]`. Writes a folder.

100 mixed queries, ranked, 20 rows with marked words and the exact total, timed inside the process, each the faster of
two runs; the store is as pulls leave it (no ANALYZE, index optimised). The texts are made up: 30,000 words with Zipf's
frequencies, so that the commonest stand in 98 % of the records, which is harder than PubMed. "Plain" is the same words
through `ORDER BY bm25() LIMIT 20`, without count, filters and marks. "Kept" is what the candidates of search.py cost in
quality: the scores of our first 20 by those of plain FTS5, summed, over queries of words with more than `EXACT` hits.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from sqlite_utils import Database

from evidence.store.query import parse
from evidence.store.search import EXACT, WEIGHTS, Search
from evidence.store.search_text import match_expression
from evidence.store.store import Store
from evidence.values import DESIGNS

SEED = 20_260_101
TITLE, KEYWORDS, MESH, BATCH = 12, 3, 7, 10_000
KNOWN = {
    1: "patients", 5: "diabetes", 9: "randomized", 12: "follow", 13: "up", 20: "mice", 30: "randomised", 45: "followup",
    80: "tumor", 100: "marrow", 101: "bone", 200: "tumour", 900: "ischaemia", 950: "ischemia",
}  # fmt: skip
CONSONANTS = "b c d f g h k l m n p r s t v z br cl dr gr pl st tr".split()
JOURNALS = [f"{first} of {second}" for first in ("Annals", "Journal", "Archives") for second in "abcdefghijklmnop"]


def vocabulary(rng: np.random.Generator) -> np.ndarray[Any, Any]:
    """30,000 words, the commonest first."""
    words: dict[str, None] = {}
    while len(words) < 30_000:
        syllables = rng.integers(len(CONSONANTS) * 5, size=2 + len(words) % 3)
        words["".join(CONSONANTS[one // 5] + "aeiou"[one % 5] for one in syllables) + "n" * (len(words) % 2)] = None
    found = np.array(list(words), dtype=object)
    for rank, word in KNOWN.items():
        found[rank] = word
    return found


def fill(db: Database, records: int, words: np.ndarray[Any, Any], rng: np.random.Generator) -> None:
    """Put made-up records into the tables that searching reads."""
    weights = 1 / np.arange(3, len(words) + 3)
    summed = np.cumsum(weights / weights.sum())
    db.conn.execute("PRAGMA synchronous = off")
    for start in range(1, records + 1, BATCH):
        size = min(BATCH, records + 1 - start)
        lengths = rng.integers(60, 160, size)
        drawn = iter(words[np.searchsorted(summed, rng.random(int(lengths.sum()) + size * (TITLE + KEYWORDS + MESH)))])
        db.conn.execute("BEGIN")
        texts = [(start + at, *texts_of(drawn, int(length))) for at, length in enumerate(lengths)]
        put_batch(db, texts, rng)
        db.conn.execute("COMMIT")
    db.conn.execute("INSERT INTO records_fts (records_fts) VALUES ('optimize')")


def texts_of(drawn: Iterator[str], length: int) -> tuple[str, ...]:
    """Title, abstract, keywords and headings of one record."""
    return tuple(" ".join(next(drawn) for _ in range(size)) for size in (TITLE, length, KEYWORDS, MESH))


def put_batch(db: Database, texts: list[tuple[Any, ...]], rng: np.random.Generator) -> None:
    """Insert records, their index, authors, types and facts."""
    size = len(texts)
    years = (1975 + 50 * rng.beta(3, 1.2, size)).astype(int).tolist()
    designs = rng.choice(list(DESIGNS), size).tolist()
    numbers = np.exp(rng.normal(4.3, 1.5, size)).astype(int).tolist()
    days = np.exp(rng.normal(5.5, 1.3, size)).round(1).tolist()
    sure = rng.random(size).round(2).tolist()
    journals = rng.choice(JOURNALS, size).tolist()
    names = [f"{text[1].partition(' ')[0]} a" for text in texts]
    db.conn.executemany(
        """
        INSERT INTO records (pmid, title, abstract, keywords, mesh, year, journal, retracted, summary, version, source,
            kind, authors_complete, published_precision, published_raw, languages, status, content_hash, text_digest)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 1, 'pubmed-xml', 'article', 1, 'year', '', '["eng"]', 'MEDLINE', '', '')""",
        [(*text, years[at], journals[at], at % 500 == 0) for at, text in enumerate(texts)],
    )
    db.conn.executemany(
        "INSERT INTO records_fts (rowid, title, abstract, keywords, mesh) VALUES (?, ?, ?, ?, ?)", texts
    )
    db.conn.executemany(
        "INSERT INTO authors (pmid, position, folded) VALUES (?, 0, ?)",
        [(text[0], name) for text, name in zip(texts, names, strict=True)],
    )
    db.conn.executemany(
        "INSERT INTO publication_types (pmid, position, name, major) VALUES (?, 0, ?, 0)",
        [(text[0], "Review" if at % 8 == 0 else "Journal Article") for at, text in enumerate(texts)],
    )
    db.conn.executemany(
        """
        INSERT INTO facts (pmid, design, design_parent, allocation, n, n_unit, n_role, follow_up_days,
            design_confidence, n_confidence, design_rule, n_rule, species)
        VALUES (?, ?, ?, ?, ?, 'participants', 'enrolled', ?, ?, ?, ?, ?, 'human')""",
        [
            (text[0], designs[at], DESIGNS[designs[at]], "randomised" if designs[at] == "rct" else None,
             numbers[at] if at % 3 else None, days[at] if at % 2 else None, sure[at], sure[-at], "design.word", "n.all")
            for at, text in enumerate(texts)
        ],
    )  # fmt: skip


KINDS = (
    "{r}", "{m}", "{c}", "{m} {r}", "{c} {m}", "{c} {m} {r}", "{c} {m} design:rct", "{m} design:observational",
    "{c} n:>=50", "{m} n:20..100 followup:>=12mo", "{c} year:2010..2020", "{c} -{m}", "{m} OR {r}",
    "({m} OR {r}) {c} year:2015..", '"{c} {m}"', "title:{m}", "mesh:{m} {c}", "{m:.4}*", "{r:.5}* {c}",
    "author:{m} {c}", 'journal:"annals of b" {m}', "pt:review {m}",
)  # fmt: skip
FIXED = (
    "randomised", "follow-up", "tumor", "ischemia mice", '"bone marrow" diabetes', "randomised follow-up design:rct",
    "design:rct n:>=50", "design:rct followup:1y..", "year:2019", "status:retracted", "confidence:<0.3 patients",
    "patients -mice -has:n",
)  # fmt: skip


def queries(words: np.ndarray[Any, Any], rng: np.random.Generator) -> list[str]:
    """100 queries of all kinds; c, m and r are a common, a middling and a rare word."""

    def pick(low: int, high: int) -> str:
        return str(words[rng.integers(low, high)])

    drawn = [(pick(0, 12), pick(50, 1000), pick(3000, 25000)) for _ in range(100 - len(FIXED))]
    return [*FIXED, *(KINDS[at % len(KINDS)].format(c=c, m=m, r=r) for at, (c, m, r) in enumerate(drawn))]


def timed(action: Callable[[], Any]) -> tuple[Any, float, float]:
    """What it returns, and milliseconds on the clock and of the processor, each of the faster of two runs."""
    clock, processor = [], []
    for _ in range(2):
        begun, spent = time.perf_counter(), time.process_time()
        result = action()
        clock.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - spent) * 1000)
    return result, min(clock), min(processor)


def plain(db: Database, expression: str) -> list[Any]:
    """FTS5's own answer."""
    sql = f"""
        SELECT rowid, -bm25(records_fts, {WEIGHTS}) AS score FROM records_fts WHERE records_fts MATCH ?
        ORDER BY score DESC LIMIT 20"""  # noqa: S608 - our own names
    return list(db.conn.execute(sql, (expression,)))


def words_of(query: str) -> str | None:
    """The words of a query without its fields, as plain FTS5 can be asked for them."""
    kept = [part for part in query.split() if ":" not in part.lstrip("-") or part.startswith("title:")]
    return match_expression(parse(" ".join(kept))) if kept and not query.startswith("(") else None


def measure(records: int, folder: Path, *, verbose: bool) -> None:
    """Make a store, unless the folder has it, and time searching it."""
    rng = np.random.default_rng(SEED)
    words = vocabulary(rng)
    path = folder / f"{records}.db"
    made = path.exists()
    with Store.open(path, create=True) as store:
        begun = time.perf_counter()
        if not made:
            fill(store.db, records, words, np.random.default_rng(SEED))
        size = path.stat().st_size / 1e6
        print(f"{records:,} records, {size:,.0f} MB, made in {time.perf_counter() - begun:.0f} s")
        report(store.db, queries(words, np.random.default_rng(SEED)), verbose=verbose)


def report(db: Database, asked: list[str], *, verbose: bool) -> None:
    """Time all queries and print the table."""
    search = Search(db)
    times: dict[str, list[tuple[float, float]]] = {"evidence": [], "plain FTS5": []}
    kept = []
    for query in asked:
        found, *took = timed(partial(search.run, query))
        times["evidence"].append((took[0], took[1]))
        line = f"{took[0]:8.1f} ms {found.total:9,} {query}"
        if alone := words_of(query):
            rows, *bare = timed(partial(plain, db, alone))
            times["plain FTS5"].append((bare[0], bare[1]))
            line += f"  (plain {bare[0]:.1f})"
            if found.total > EXACT and ":" not in query:
                kept.append(sum(hit.score or 0.0 for hit in found.rows) / sum(score for _, score in rows))
        if verbose:
            print(line)
    for name, both in times.items():
        for what, one in (("clock", 0), ("processor", 1)):
            print(f"  {name:12} {what:9} {percentiles([pair[one] for pair in both])}")
    if kept:
        mean, least = statistics.mean(kept), min(kept)
        print(f"  kept, {len(kept)} queries of over {EXACT:,} hits: mean {mean:.3f}, least {least:.3f}")


def percentiles(times: list[float]) -> str:
    """The line of one row of the table."""
    cuts = statistics.quantiles(times, n=20, method="inclusive")
    return f"{len(times):3} queries: p50 {cuts[9]:6.1f} p95 {cuts[18]:6.1f} worst {max(times):6.1f} ms"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("records", nargs="*", type=int, default=[30_000, 1_000_000])
    parser.add_argument("-v", "--verbose", action="store_true", help="one line a query")
    parser.add_argument("--at", type=Path, help="keep the stores in this folder, and use those that it has")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        for number in arguments.records:
            measure(number, arguments.at or Path(temporary), verbose=arguments.verbose)
