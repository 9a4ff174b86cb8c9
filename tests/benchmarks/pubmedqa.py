"""How the taggers do on clinical abstracts that are mostly no trials: `python tests/benchmarks/pubmedqa.py FILE`.

    python tests/benchmarks/pubmedqa.py ori_pqal.json             what nobody who mended looked at
    python tests/benchmarks/pubmedqa.py ori_pqal.json --all       the half that was looked at too
    python tests/benchmarks/pubmedqa.py ori_pqal.json --misses    with each miss

FILE is that of the public dataset PubMedQA (Jin and others 2019, aclanthology.org/D19-1259; data/ori_pqal.json of its
repository): a thousand abstracts whose titles ask a question, with their headings from MeSH and no publication types.
It is not in ../shared, and no text of it is here: the labels are facts, by PMID.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from mixed import ROOT, evaluation_of, lines, with_doubt  # isort: skip - makes the next one found
from gold_rows import GoldRow

from evidence.records import Passage

UNSEEN: Final = ROOT / "data" / "gold" / "unseen_clinical.jsonl"
SEEN: Final = ROOT / "data" / "gold" / "clinical.jsonl"
NAME: Final = "PubMedQA"


def rows(dataset: Path, labels: Path) -> Iterator[GoldRow]:
    """The labelled records with their texts, in the order of the labels.

    Raises:
        KeyError: the dataset has no record of a labelled PMID.
    """
    texts = json.loads(dataset.read_text("utf-8"))
    for label in map(json.loads, labels.read_text("utf-8").splitlines()):
        key = str(label["pmid"])
        yield GoldRow(NAME, key, label, passages(texts[key]))


def passages(record: dict[str, Any]) -> tuple[Passage, ...]:
    """Title, sections and headings of a record of the dataset; its long answer is the abstract's conclusion."""
    sections = [*zip(record["LABELS"], record["CONTEXTS"], strict=True), ("CONCLUSION", record["LONG_ANSWER"])]
    return (
        Passage("title", None, record["QUESTION"]),
        *(Passage(f"abstract.{n}", label, text) for n, (label, text) in enumerate(sections)),
        *(Passage(f"mesh.{n}", None, heading) for n, heading in enumerate(record["MESHES"])),
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--all", action="store_true", help="the half that was looked at when rules were mended too")
    parser.add_argument("--misses", action="store_true", help="each miss too")
    asked = parser.parse_args()
    for labels in (UNSEEN, SEEN) if asked.all else (UNSEEN,):
        found = list(rows(asked.dataset, labels))
        evaluation = evaluation_of(found)
        print(f"{labels.name}\n", *lines({NAME: evaluation}), sep="\n")
        print(f"\nDesigns, with what the doubt in a label's own note would take too: {100 * with_doubt(found):.1f}\n")
        for miss in evaluation.misses if asked.misses else ():
            said = f"{miss.chosen.value} ({miss.chosen.rule})" if miss.chosen else "nothing"
            print(miss.key, miss.field.value, *miss.labels, "<-", said, *[quote.text for quote in miss.quotes])


if __name__ == "__main__":
    main()
