"""How many abstracts a second each tagger reads, and all three, on one process and on two.

    python tests/benchmarks/tagging.py                 # ../shared/corpora where present, else the starter set
    python tests/benchmarks/tagging.py --rows 500 --hostile

Prints processor time, so that what else runs on the machine counts little, except for the two processes, whose gain is
read off the wall clock. `--hostile` adds 1 MB of near-matches. Writes nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

from evidence.pubmed.files import read_file
from evidence.pubmed.items import Parsed
from evidence.records import Passage
from evidence.tag import design, follow_up, sample_size, tagger
from evidence.tag.text import Document
from evidence.values import Design

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("EVIDENCE_SHARED", ROOT.parent / "shared"))
Article = tuple[Passage, ...]
TOGETHER: Final = 64  # as evidence.tag.crowd sends them
HOSTILE: Final = ("followed for 3 months ", "n = 12, ", "randomised, ", "1, 2, 3 and ", "double-blind trial of the ")


def articles(most: int) -> list[Article]:
    """The passages of up to `most` articles, spread over the corpora."""
    paths = sorted((SHARED / "corpora").glob("*.jsonl"))
    if not paths:
        return [
            item.record.passages
            for item in read_file(ROOT / "data" / "starter" / "starter.xml")
            if isinstance(item, Parsed)
        ][:most]
    found = [passages_of(json.loads(line)) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    step = max(1, len(found) // most)
    return found[::step][:most]


def passages_of(row: dict[str, object]) -> Article:
    """The passages of one corpus row."""
    abstract = row["abstract"]
    sections = abstract if isinstance(abstract, list) else [{"label": None, "text": abstract}]
    found = [Passage("title", None, str(row["title"] or ""))]
    found += [Passage(f"abstract.{n}", one.get("label"), one["text"]) for n, one in enumerate(sections)]
    for key, name in (("publication_types", "publication_type"), ("mesh", "mesh")):
        values = row[key]
        found += [Passage(f"{name}.{n}", None, one) for n, one in enumerate(values if isinstance(values, list) else [])]
    return tuple(found)


def read_all(batch: list[Article]) -> int:
    """All three tags of some articles, by the dozen as a pull tags them; how many articles that were."""
    for start in range(0, len(batch), TOGETHER):
        tagger.read_many((0, passages) for passages in batch[start : start + TOGETHER])
    return len(batch)


def timed(work: Callable[[], object]) -> float:
    """Processor seconds of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def show(name: str, count: int, seconds: float) -> None:
    """One line: abstracts a second, and microseconds an abstract."""
    print(f"{name:34}{count / seconds:>10,.0f} a second{1e6 * seconds / count:>10.0f} us")


def one_process(batch: list[Article]) -> None:
    """Each tagger alone, then all three."""
    documents = [Document(0, passages) for passages in batch]
    show("cutting up (shared by all)", len(batch), timed(lambda: [Document(0, passages) for passages in batch]))
    known: list[tuple[Design | None, float]] = []

    def read_designs() -> None:
        known.extend(tagger.design_of(design.read(document)) for document in documents)

    def read_sizes() -> None:
        for document, (code, sure) in zip(documents, known, strict=True):
            sample_size.read(document, design=code, design_is=sure)

    def read_follow_ups() -> None:
        for document, (code, sure) in zip(documents, known, strict=True):
            follow_up.read(document, design=code, design_is=sure)

    show("design", len(batch), timed(read_designs))
    show("sample_size", len(batch), timed(read_sizes))
    show("follow_up", len(batch), timed(read_follow_ups))
    show("all three, with cutting up", len(batch), timed(lambda: read_all(batch)))


def processes(batch: list[Article], many: int) -> float:
    """Wall-clock seconds of `many` processes over a batch, the start of the processes left out."""
    with ProcessPoolExecutor(many) as pool:
        pieces = [batch[n :: many * 8] for n in range(many * 8)]
        list(pool.map(read_all, [batch[:20]] * many * 2))  # every process imports and loads its weights
        start = time.perf_counter()
        list(pool.map(read_all, pieces))
        return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1500)
    parser.add_argument("--hostile", action="store_true", help="1 MB of near-matches too")
    arguments = parser.parse_args()
    batch = articles(arguments.rows)
    characters = sum(len(one.text) for passages in batch for one in passages) / len(batch)
    print(f"{len(batch)} articles of {characters:,.0f} characters")
    read_all(batch[:50])  # weights and automata are loaded once
    one_process(batch)
    alone, both = processes(batch, 1), processes(batch, 2)
    print(f"{'two processes':34}{len(batch) / both:>10,.0f} a second, {alone / both:.2f} times one (wall clock)")
    for part in HOSTILE if arguments.hostile else ():
        text = Passage("abstract.0", None, part * (1_000_000 // len(part)))
        print(f"1 MB of {part!r:36}{timed(partial(tagger.read, 0, [text])):>8.1f} s")


if __name__ == "__main__":
    main()
