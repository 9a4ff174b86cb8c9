"""Measures how often each kind of follow-up answer is right on ../shared and writes data/weights/follow_up.json.

    python tests/benchmarks/train/follow_up.py            # calibration, cross-validated and leave-one-corpus-out
    python tests/benchmarks/train/follow_up.py --write    # the same, then count everything and write

Standard library only. Nothing is drawn at random: a row's fold is a hash of its id. What is written are names of rules,
shares and counts; no text of a corpus. The rules themselves are hand-written, so a share is all there is to learn.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import hashlib
import io
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from evidence.errors import BadInput
from evidence.pubmed.items import Parsed
from evidence.pubmed.medline_xml import read_xml
from evidence.records import Passage, Record
from evidence.tag import design, follow_up
from evidence.tag.follow_up_confidence import UNMEASURED, Cell, cell_of
from evidence.tag.text import Document
from evidence.values import Design, FollowUp

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("EVIDENCE_SHARED", ROOT.parent / "shared"))
OUT = ROOT / "data" / "weights" / "follow_up.json"
CORPORA = ("ct_corpus", "psynamic", "trialsieve", "pubmed100")
HAND = ROOT / "data" / "gold" / "pubmed100.jsonl"
FOLDS = 5
STRENGTH = 4.0  # answers of the wider cell that a narrower one starts with
DATE = "2026-11-22"


class Answer(NamedTuple):
    """One answer of the rules: where it comes from, the cells that it falls in, and whether it was right."""

    corpus: str
    fold: int
    cells: tuple[str, ...]
    right: bool


def document_of(row: dict[str, Any]) -> Document:
    """The passages of a corpus row."""
    abstract = row["abstract"]
    texts = [{"label": None, "text": abstract}] if isinstance(abstract, str) else abstract
    passages = [Passage("title", None, row["title"] or "")]
    passages += [Passage(f"abstract.{n}", part.get("label"), part["text"]) for n, part in enumerate(texts)]
    passages += [Passage(f"publication_type.{n}", None, name) for n, name in enumerate(row["publication_types"])]
    passages += [Passage(f"mesh.{n}", None, name) for n, name in enumerate(row["mesh"])]
    return Document(0, passages)


def is_right(gold: dict[str, Any], value: FollowUp) -> bool:
    """Whether a value is right, as ../shared/score.py judges it."""
    if gold["tier"] == "class":
        days = value.days
        label = "single-time-point" if days <= 1 else "under-3-months" if days < 88 else "3-months-or-more"
        return bool(label == gold["class"])
    return any(abs(value.days - days) <= gold["tolerance"] * days + 0.5 for days in gold["accept_days"])


def labelled() -> Iterator[tuple[str, str, Document, dict[str, Any]]]:
    """Corpus, id, document and label of each row; a crossover's single period (tier `period`) is another question."""
    for corpus in CORPORA[:-1]:
        for line in (SHARED / "corpora" / f"{corpus}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            gold = row["gold"].get("follow_up")
            if gold is not None and gold["tier"] != "period":
                yield corpus, row["id"], document_of(row), gold
    hand = {row["pmid"]: row for row in map(json.loads, HAND.read_text(encoding="utf-8").splitlines())}
    for record in records():
        if row := hand.pop(record.pmid, None):
            gold = row["follow_up"]
            days = [] if isinstance(gold, str) else [FollowUp(gold["value"], gold["unit"]).days]
            label = {"tier": "duration", "accept_days": days, "tolerance": 0.03}
            yield CORPORA[-1], str(record.pmid), Document(record.pmid, record.passages), label


def records() -> Iterator[Record]:
    """The real PubMed records beside the checkout."""
    for path in sorted((SHARED / "pubmed" / "xml").rglob("*.xml*")):
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        with contextlib.suppress(BadInput):  # an error answer, kept there for other tests
            yield from (item.record for item in read_xml(io.BytesIO(raw), name=path.name) if isinstance(item, Parsed))


def answers() -> Iterator[Answer]:
    """What the rules answer on each labelled row, where they answer."""
    for corpus, key, document, gold in labelled():
        chosen = design.read(document).chosen
        code = chosen.value if chosen and isinstance(chosen.value, Design) else None
        found = follow_up.read(document, design=code).chosen
        if found is None or not isinstance(found.value, FollowUp):
            continue
        weighed = follow_up.weigh(document)
        fold = int(hashlib.sha256(key.encode()).hexdigest(), 16) % FOLDS
        yield Answer(corpus, fold, cell_of(weighed[0], weighed), is_right(gold, found.value))


def count(rows: Iterable[Answer]) -> dict[str, Cell]:
    """The cells of some answers, each share shrunk towards the next wider cell's."""
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    parents: dict[str, str | None] = {}
    for row in rows:
        for cell, wider in zip(row.cells, (*row.cells[1:], None), strict=True):
            tally[cell][0] += row.right
            tally[cell][1] += 1
            parents[cell] = wider
    found: dict[str, Cell] = {}
    for cell in sorted(tally, key=lambda name: (name != "all", name.count(" "), name)):
        right, n = tally[cell]
        wider = parents[cell]
        prior = found[wider].share if wider else 1.0 * right / n
        found[cell] = Cell(round((right + STRENGTH * prior) / (n + STRENGTH), 4), n)
    return found


def sureness(row: Answer, cells: dict[str, Cell]) -> float:
    """The confidence that some cells give an answer."""
    return next((cells[name].share for name in row.cells if name in cells), UNMEASURED)


def calibration(pairs: list[tuple[float, bool]]) -> tuple[float, float | None, int]:
    """Expected calibration error over ten bins of equal width, precision at 0.95 and more, and how many those are."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for p, right in pairs:
        bins[min(int(10 * p), 9)].append((p, right))
    error = sum(abs(sum(p for p, _ in one) - sum(r for _, r in one)) for one in bins.values()) / len(pairs)
    sure = [right for p, right in pairs if p >= 0.95]
    return error, (sum(sure) / len(sure) if sure else None), len(sure)


def report(name: str, pairs: list[tuple[float, bool]]) -> None:
    """One line of figures."""
    error, precision, n = calibration(pairs)
    right = sum(r for _, r in pairs) / len(pairs)
    at = "-" if precision is None else f"{100 * precision:.1f} % of {n}"
    print(f"{name:28}{len(pairs):>5} answers, {100 * right:.1f} % right, ECE {error:.3f}, at >= 0.95: {at}")


def main() -> None:
    """Print the figures; with --write also the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    rows = list(answers())
    held = [(sureness(row, count(r for r in rows if r.fold != row.fold)), row.right) for row in rows]
    report("5-fold", held)
    for corpus in CORPORA:
        cells = count(row for row in rows if row.corpus != corpus)
        report(f"without {corpus}", [(sureness(row, cells), row.right) for row in rows if row.corpus == corpus])
    cells = count(rows)
    for corpus in CORPORA:
        report(f"all, on {corpus}", [(sureness(row, cells), row.right) for row in rows if row.corpus == corpus])
    if arguments.write:
        shares = {name: (cell.share, cell.n) for name, cell in cells.items()}
        data = {"date": DATE, "corpora": CORPORA, "n": len(rows), "cells": shares}
        OUT.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
