"""How many abstracts a second each tagger reads, and all three, on one process and on two; as Python and compiled.

    python tests/benchmarks/tagging.py                 # ../shared/corpora where present, else the starter set
    python tests/benchmarks/tagging.py --rows 500 --hostile
    python tests/benchmarks/tagging.py --installed     # only what is installed, without the minutes of compiling

Prints processor time, so that what else runs on the machine counts little, except for the two processes, whose gain is
read off the wall clock. `--hostile` adds 1 MB of near-matches. Compiles a copy of the project into a temporary folder
(setup.py), writes nothing else, and fails where the compiled taggers give another answer to any article of the corpora.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

from evidence.pubmed.files import read_file
from evidence.pubmed.items import Parsed
from evidence.records import Passage
from evidence.tag import tagger, text
from evidence.tag.design import reading as design
from evidence.tag.follow_up import reading as follow_up
from evidence.tag.sample_size import reading as sample_size
from evidence.tag.sample_size.counts import Counts, count_each
from evidence.tag.tagger_pool import TOGETHER, TaggerPool
from evidence.tag.text import Document
from evidence.values import Design

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("EVIDENCE_SHARED", ROOT.parent / "shared"))
Article = tuple[Passage, ...]
PARTS: Final = ("evidence", "data", "setup.py", "pyproject.toml", "README.md", "LICENSE")  # what a build needs
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
    """All three tags of some articles, as a pull tags them; how many articles that were."""
    with TaggerPool() as pool:
        return sum(1 for _ in pool.read((0, passages) for passages in batch))


def timed(work: Callable[[], object]) -> float:
    """Processor seconds of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def show(name: str, count: int, seconds: float) -> None:
    """One line: abstracts a second, and microseconds an abstract."""
    print(f"{name:34}{count / seconds:>10,.0f} a second{1e6 * seconds / count:>10.0f} us")


def one_process(batch: list[Article]) -> None:
    """Each tagger alone, then all three; some dozens of articles together, as a pull and `evidence tag -` do."""
    documents = [Document(0, passages) for passages in batch]
    show("cutting up (shared by all)", len(batch), timed(lambda: [Document(0, passages) for passages in batch]))
    counts: list[Counts] = []
    known: list[tuple[Design | None, float]] = []

    together = [slice(n, n + TOGETHER) for n in range(0, len(batch), TOGETHER)]

    def read_counts() -> None:
        for some in together:
            counts.extend(count_each(documents[some]))

    def read_designs() -> None:
        for some in together:
            known.extend(map(tagger.design_of, design.read_each(documents[some], counts[some])))

    def read_sizes() -> None:
        for some in together:
            sample_size.read_each(documents[some], counts[some], known[some])

    def read_follow_ups() -> None:
        for some in together:
            told = follow_up.weigh_each(documents[some])
            for document, weighed, (code, sure) in zip(documents[some], told, known[some], strict=True):
                follow_up.settled(document, weighed, design=code, design_is=sure, rules_only=False)

    show("counts (for design and size)", len(batch), timed(read_counts))
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


def digest(batch: list[Article]) -> str:
    """A fingerprint of all answers to some articles, by the rules alone too."""
    seen = hashlib.sha256()
    for rules_only in (False, True):
        with TaggerPool(rules_only=rules_only) as pool:
            for tags in pool.read((0, passages) for passages in batch):
                seen.update(repr(tags).encode())
    return seen.hexdigest()[:16]


def installed(rows: int, *, hostile: bool) -> None:
    """The table of the taggers that this process imports."""
    batch = articles(rows)
    characters = sum(len(one.text) for passages in batch for one in passages) / len(batch)
    how = "as Python" if Path(text.__file__).suffix == ".py" else "compiled"
    print(f"{how}: {len(batch)} articles of {characters:,.0f} characters")
    read_all(batch[:50])  # weights and automata are loaded once
    one_process(batch)
    alone, both = processes(batch, 1), processes(batch, 2)
    print(f"{'two processes':34}{len(batch) / both:>10,.0f} a second, {alone / both:.2f} times one (wall clock)")
    for part in HOSTILE if hostile else ():
        near = Passage("abstract.0", None, part * (1_000_000 // len(part)))
        print(f"1 MB of {part!r:36}{timed(partial(tagger.read, 0, [near])):>8.1f} s")
    every = articles(1_000_000)
    print(f"answers to all {len(every):,} articles: {digest(every)}", flush=True)


def compiled(folder: Path) -> dict[str, str]:
    """An environment in which the taggers are compiled, from a copy of the project built in `folder`.

    Raises:
        SystemExit: it could not be built.
    """
    copy, target = folder / "copy", folder / "installed"
    copy.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
        else:
            shutil.copy(source, copy)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(copy)]
    done = subprocess.run(
        pip, check=False, env={**os.environ, "EVIDENCE_COMPILED": "1"}, stderr=subprocess.PIPE, text=True
    )
    if done.returncode:
        sys.exit(f"the taggers could not be compiled, use --installed to do without:\n{done.stderr.strip()[-600:]}")
    return {**os.environ, "PYTHONPATH": str(target)}


def main() -> int:
    """Print the tables; 1 where two of them disagree."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1500)
    parser.add_argument("--hostile", action="store_true", help="1 MB of near-matches too")
    parser.add_argument("--installed", action="store_true", help="only the taggers as they are installed")
    arguments = parser.parse_args()
    if arguments.installed:
        installed(arguments.rows, hostile=arguments.hostile)
        return 0
    again = [sys.executable, __file__, "--installed", "--rows", str(arguments.rows)]
    again += ["--hostile"] * arguments.hostile
    told = []
    with tempfile.TemporaryDirectory() as folder:
        for env in (dict(os.environ), compiled(Path(folder))):
            told.append(subprocess.run(again, env=env, stdout=subprocess.PIPE, text=True, check=True).stdout)
            print(told[-1], flush=True)
    if not told[1].startswith("compiled: "):
        sys.exit("what was compiled is not what was measured")
    if told[0].splitlines()[-1] != told[1].splitlines()[-1]:
        sys.exit("compiled taggers give other answers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
