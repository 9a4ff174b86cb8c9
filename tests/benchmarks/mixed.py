"""How the taggers do on hand-labelled records of all kinds, which no corpus shows: `python tests/benchmarks/mixed.py`.

    python tests/benchmarks/mixed.py                            the records kept back (data/gold/held.jsonl)
    python tests/benchmarks/mixed.py data/gold/pubmed100.jsonl  other labels

Reads the labels and, in ../shared, the texts that they are about. Real records have their indexing, others title and
abstract only.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from evidence.evaluate import Evaluation, evaluate
from evidence.labels import read_labels
from evidence.tag.tagger import read_many
from evidence.values import Field

ROOT = Path(__file__).resolve().parents[2]
HELD = ROOT / "data" / "gold" / "held.jsonl"
KEPT_TEXTS = ROOT / "data" / "gold" / "unseen_texts.jsonl"
WRITTEN = ROOT / "data" / "gold" / "written.jsonl"
UNSEEN = ROOT / "data" / "gold" / "unseen.jsonl"
WORDINGS = ROOT / "data" / "gold" / "unseen_wordings.jsonl"
SHARED = Path(os.environ.get("EVIDENCE_SHARED", ROOT.parent / "shared"))
sys.path.append(str(Path(__file__).parent / "train"))  # the labels are joined with their texts as in training
from gold_rows import GoldRow, designs_of_doubt, gold_rows  # noqa: E402 - after the path is known

REAL = "real PubMed records"
TEXTS = "texts of the corpora"
MORE_TEXTS = "385 more texts of the corpora"
INVENTED = "invented short texts"
EVERYDAY = "invented everyday abstracts"
WORDED = "invented wordings, kept back"


def evaluations(labels: Path, shared: Path = SHARED) -> dict[str, Evaluation]:
    """The evaluation of each kind of text in a label file.

    Raises:
        KeyError: a labelled record has no text in `shared`.
    """
    return {name: evaluation_of(part) for name, part in _parts(labels, shared).items()}


def with_doubts(labels: Path, shared: Path = SHARED) -> dict[str, float]:
    """The share of designs of each kind of text that are right, or what the doubt in a label's note would take."""
    return {name: with_doubt(part) for name, part in _parts(labels, shared).items()}


def with_doubt(rows: Sequence[GoldRow]) -> float:
    """The same of some rows."""
    wider = [
        row._replace(label=row.label | {"design": [row.label["design"], *designs_of_doubt(row.label)]}) for row in rows
    ]
    return evaluation_of(wider).scores[0].right or 0.0


@cache
def _parts(labels: Path, shared: Path) -> dict[str, list[GoldRow]]:
    """The labelled rows of each kind of text that the file has."""
    rows = list(gold_rows(shared, labels))
    parts = {
        REAL: [row for row in rows if row.corpus == "pubmed"],
        TEXTS: [row for row in rows if row.corpus != "pubmed"],
    }
    return {name: part for name, part in parts.items() if part}


def evaluation_of(rows: Sequence[GoldRow]) -> Evaluation:
    """The evaluation of labelled rows by their texts."""
    tags = read_many((0, row.passages) for row in rows)
    lines = io.StringIO("".join(json.dumps(_label(row)) + "\n" for row in rows))
    return evaluate(zip(read_labels(lines, "jsonl", "labels"), tags, strict=True))


def _label(row: GoldRow) -> dict[str, Any]:
    """The label as `evidence evaluate` reads it."""
    return {"id": row.key} | {field.value: row.label[field.value] for field in Field}


def more_texts(shared: Path = SHARED) -> dict[str, Evaluation]:
    """The evaluation of texts labelled last, whose sizes and lengths no rule was mended by and no weight learnt."""
    return {MORE_TEXTS: evaluations(KEPT_TEXTS, shared)[TEXTS]}


def invented() -> dict[str, Evaluation]:
    """The evaluations of labels that bring their texts: made to break the taggers, as PubMed's, wordings by grids."""
    return {INVENTED: _of_file(WRITTEN), EVERYDAY: _of_file(UNSEEN), WORDED: _of_file(WORDINGS)}


def _of_file(labels: Path) -> Evaluation:
    with labels.open(encoding="utf-8") as stream:
        found = list(read_labels(stream, "jsonl", labels.name))
    tags = read_many((0, label.article.passages) for label in found if label.article)
    return evaluate(zip(found, tags, strict=True))


def rows_of(found: dict[str, Evaluation]) -> dict[str, float]:
    """`field, kind of text` -> share right, as the floor names them."""
    return {
        f"{score.field.value} by hand, {name}": round(score.right, 4)
        for name, evaluation in found.items()
        for score in evaluation.scores
        if score.right is not None
    }


def lines(found: dict[str, Evaluation]) -> Iterator[str]:
    """The table as Markdown."""
    yield (
        "| question | texts | rows | right | stated: found | nothing: silent | said / right of those answered "
        "| sure: right (n) | ECE |"
    )
    yield "|---|---|---:|---:|---:|---:|---:|---:|---:|"
    for name, evaluation in found.items():
        for score in evaluation.scores:
            sure = score.calibration
            told = f"{100 * sure.said:.0f} / {100 * sure.right:.0f} of {sure.n}" if sure else ""
            cells = (
                score.field.value.replace("_", " "), name, score.records, _percent(score.right), _percent(score.recall),
                _percent(score.abstention), told, f"{_percent(sure.sure)} ({sure.n_sure})" if sure else "",
                f"{sure.error:.3f}" if sure else "",
            )  # fmt: skip
            yield "| " + " | ".join(map(str, cells)) + " |"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("labels", type=Path, nargs="?", default=HELD)
    parser.add_argument("--misses", action="store_true", help="each miss too")
    asked = parser.parse_args()
    found = evaluations(asked.labels)
    doubted = with_doubts(asked.labels)
    if asked.labels == HELD:
        found |= more_texts() | invented()
    print(*lines(found), sep="\n")
    told = ", ".join(f"{_percent(share)} ({name})" for name, share in doubted.items())
    print(f"\nDesigns, with what the doubt in a label's own note would take too: {told}")
    for evaluation in found.values() if asked.misses else ():
        for miss in evaluation.misses:
            said = (
                f"{miss.chosen.value} ({miss.chosen.rule}, {miss.chosen.confidence:.2f})" if miss.chosen else "nothing"
            )
            print(miss.key, miss.field.value, *miss.labels, "<-", said, *[quote.text for quote in miss.quotes])


if __name__ == "__main__":
    main()
