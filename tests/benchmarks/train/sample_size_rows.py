"""The labelled records as rows: candidates described, with the labels that say which are right. Reads ../shared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from design_rows import indexing
from gold_rows import INDIRECT, WRITTEN, GoldRow, gold_rows, invented_rows

from evidence.records import Passage
from evidence.tag.design import reading as design
from evidence.tag.sample_size.candidates import Candidate
from evidence.tag.sample_size.counts import Counts, count
from evidence.tag.sample_size.noted import features_of
from evidence.tag.sample_size.rivals import Rivals
from evidence.tag.sample_size.scan import Scan
from evidence.tag.sample_size.weights import Feature
from evidence.tag.tagger import design_of
from evidence.tag.text import Document

FOLDS: Final = 5
LABELS: Final = Path(__file__).parents[3] / "data" / "gold" / "train.jsonl"
CERTAIN: Final = ("strict", "derived", "bin", "abstain", "gold", "gold abstain")
# Rows without a label of their own whose design says what to expect: none in a review, one or two in a case report.
WEAK: Final[dict[str, dict[str, Any]]] = {
    "narrative-review": {"tier": "weak abstain"},
    "in-vitro": {"tier": "weak abstain"},
    "case-report": {"tier": "weak bin", "min": 1, "max": 3},
}


@dataclass(slots=True)
class Row:
    """One labelled record with its candidates described; `right` has one flag for each and a last one for nothing."""

    corpus: str
    key: str
    tier: str
    gold: dict[str, Any]
    candidates: list[Candidate]
    features: list[list[Feature]]
    right: list[bool]
    scan: Scan
    rivals: Rivals
    taught: bool = True  # not where a hand label of the same text says more

    @property
    def values(self) -> list[int | None]:
        """The value of each candidate, None for answering nothing."""
        return [candidate.value for candidate in self.candidates] + [None]


def is_right(gold: dict[str, Any], value: int | None) -> bool:
    """Whether a value is right by a label, as score.py judges it."""
    if gold["tier"].endswith("abstain") or value is None:
        return gold["tier"].endswith("abstain") and value is None
    if gold["tier"].endswith("bin"):
        return bool(gold["min"] <= value <= (gold["max"] or 10**9))
    return value in gold["accept"]


Told = tuple[str, str, dict[str, Any], list[Passage]]
"""Corpus, key, label and passages of a row."""


def articles(shared: Path) -> Iterator[Told]:
    """Every labelled row of the corpora, the phrases, the hand labels, invented abstracts and our marked sentences."""
    yield from _of_corpora(shared)
    yield from _of_phrases(shared)
    yield from map(_by_hand, gold_rows(shared, LABELS))
    yield from (_of_invented(row) for row in invented_rows(LABELS.parent) if row.file != WRITTEN)
    yield from _of_cases()


def _of_corpora(shared: Path) -> Iterator[Told]:
    for path in sorted((shared / "corpora").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            gold = row["gold"].get("sample_size") or _expected(row)
            if gold:
                passages = [Passage("title", None, row["title"])] if row["title"] else []
                passages.append(Passage("abstract.0", None, row["abstract"]))
                passages += indexing(row)
                yield row["corpus"], row.get("pmid") or row["id"], gold, passages


def _of_phrases(shared: Path) -> Iterator[Told]:
    for line in (shared / "phrases.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] == "sample_size":
            yield "phrases", row["id"], _gold(row["value"]), [Passage("abstract.0", None, row["phrase"])]


def _labelled(row: GoldRow, tier: str) -> dict[str, Any]:
    """What a hand label says of the size: a reason for none, a value, several, or a value and what would do besides."""
    size = row.label["sample_size"]
    if isinstance(size, dict):  # where its value is null, none is the label, whatever would do besides
        size = [] if size.get("value") is None else [size["value"], *size.get("also", [])]
    accepted = [value for value in (size if isinstance(size, list) else [size]) if isinstance(value, int)]
    return {"tier": tier, "accept": accepted} if accepted else {"tier": f"{tier} abstain"}


def _by_hand(row: GoldRow) -> Told:
    gold = _labelled(row, "gold")
    if row.label.get("note", "").startswith("doubt"):
        gold["doubt"] = True
    return f"gold {row.corpus}", row.key, gold, list(row.passages)


def _of_invented(row: GoldRow) -> Told:
    """An invented abstract, in tiers of its own: it is no sample of anything, so no confidence comes from it."""
    tier = "indirect" if row.file == INDIRECT else "invented"
    return row.corpus, f"{row.file} {row.key}", _labelled(row, tier), list(row.passages)


def _of_cases() -> Iterator[Told]:
    for path in sorted((Path(__file__).parents[2] / "cases").glob("sample_size*.txt")):
        if path.stem.endswith("_untaught"):
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            value, bar, text = line.lstrip("~").partition("|")
            if bar and not line.startswith("#"):
                text = text.strip().replace("«", "").replace("»", "")
                gold = _gold(int(value) if value.strip() else None)
                yield "cases", f"{path.stem}{number}", gold, [Passage("abstract.0", None, text)]


def _expected(row: dict[str, Any]) -> dict[str, Any] | None:
    accepted = row["gold"].get("design", {}).get("accept", [])
    return WEAK.get(accepted[0]) if len(accepted) == 1 else None


def _gold(value: int | None) -> dict[str, Any]:
    return {"tier": "abstain"} if value is None else {"tier": "strict", "accept": [value]}


def rows(shared: Path) -> list[Row]:
    """Every labelled record, described."""
    found: list[Row] = []
    for corpus, key, gold, passages in articles(shared):
        document = Document(0, passages)
        counts = count(document)
        scan, candidates, rivals = counts
        right = [is_right(gold, c.value) or _sums_labels(gold, c) for c in candidates]
        right.append(gold["tier"].endswith("abstain"))
        described = features_of(scan, candidates, rivals, _design(document, counts))
        found.append(Row(corpus, key, gold["tier"], gold, candidates, described, right, scan, rivals))
    by_hand = {row.key for row in found if row.tier.startswith("gold")}
    for row in found:
        row.taught = row.tier.startswith("gold") or row.key not in by_hand
    return found


def _design(document: Document, counts: Counts) -> str:
    """The design by the rules alone: its weights were learned on these texts and would look better than they are."""
    code, _ = design_of(design.read(document, counts, rules_only=True))
    return code.code if code else "none"


def _sums_labels(gold: dict[str, Any], candidate: Candidate) -> bool:
    """Where arms and totals are labelled alike, the sum of labelled arms may be the total."""
    if gold["tier"] not in ("multi", "recall") or not candidate.how.startswith("sum"):
        return False
    return all(part.value in gold["accept"] for part in candidate.parts)


def fold_of(row: Row) -> int:
    """The fold of a record, the same wherever the record stands."""
    return int(hashlib.sha256(row.key.encode()).hexdigest(), 16) % FOLDS
