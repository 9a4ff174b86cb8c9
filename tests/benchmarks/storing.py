"""How fast records go into a store and how much room they take, on the real records under new PMIDs.

    python tests/benchmarks/storing.py [--records 30000] [--only store,index,packing]

Each way of storing runs alone in its own process, which reports its time by the clock and by the processor (the one to
compare on a busy machine) and the most memory it held. Writes temporary files. `index` sets the full-text index
written by the store against triggers and against one build at the end, `packing` sets ways of compressing the raw XML
side by side (a trained dictionary is measured on records it never saw).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from parsing import real_records, replicate

BATCH = 500


def say(line: str) -> None:
    """One line on stdout, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _batches(path: Path) -> Iterator[list[object]]:
    from evidence.pubmed.files import read_file

    items = iter(read_file(path))
    while batch := list(islice(items, BATCH)):
        yield list(batch)


def store_alone(source: Path, target: Path) -> tuple[int, float, float]:
    """Records and seconds of `put` only; the reading between the batches is not counted."""
    return _store(source, target, whole=False, times=1)


def parse_and_store(source: Path, target: Path) -> tuple[int, float, float]:
    """Records and seconds of reading and storing together."""
    return _store(source, target, whole=True, times=1)


def again(source: Path, target: Path) -> tuple[int, float, float]:
    """Records and seconds of storing what is stored already."""
    return _store(source, target, whole=False, times=2)


def _store(source: Path, target: Path, *, whole: bool, times: int) -> tuple[int, float, float]:
    from evidence.gc_tuning import fewer_collections
    from evidence.pubmed.items import Parsed
    from evidence.store.store import Store

    with Store.open(target, create=True) as store, fewer_collections():  # as an import does
        for _ in range(times):
            count, seconds, busy, begin, awake = 0, 0.0, 0.0, time.perf_counter(), time.process_time()
            for batch in _batches(source):
                items = [item for item in batch if isinstance(item, Parsed)]
                start, woken = time.perf_counter(), time.process_time()
                store.put(items)
                seconds += time.perf_counter() - start
                busy += time.process_time() - woken
                count += len(items)
            if whole:
                seconds, busy = time.perf_counter() - begin, time.process_time() - awake
    return count, seconds, busy


WAYS: dict[str, Callable[[Path, Path], tuple[int, float, float]]] = {
    "store alone": store_alone,
    "parse and store": parse_and_store,
    "store again, unchanged": again,
}


def run_one(way: str, source: Path, target: Path) -> None:
    """Store the file in one way and print the figures as JSON; this is the child process."""
    count, seconds, busy = WAYS[way](source, target)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(json.dumps({"records": count, "seconds": seconds, "busy": busy, "memory": megabytes}))


def storing(folder: Path, shared: Path, records: int) -> Iterator[str]:
    """One line a way of storing."""
    source = folder / "all.xml"
    size = replicate(shared, source, records)
    yield f"{records:,} records, {size / 1e6:,.0f} MB of XML, {size / records:,.0f} bytes each"
    yield f"{'way':<24}  records  seconds records/s per CPU s MB held bytes/record"
    for way in WAYS:
        target = folder / f"{way}.db"
        command = [sys.executable, __file__, "--way", way, "--file", str(source), "--db", str(target)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        got = json.loads(done.stdout)
        count, room = got["records"], target.stat().st_size / got["records"]
        yield (
            f"{way:<24} {count:>8,} {got['seconds']:>8.1f} {count / got['seconds']:>9,.0f} "
            f"{count / got['busy']:>9,.0f} {got['memory']:>7,.0f} {room:>12,.0f}"
        )


_FILL = "INSERT INTO copy_fts (rowid, title, abstract, keywords, mesh) "
_INDEX = f"{_FILL} SELECT pmid, title, abstract, keywords, mesh FROM copy WHERE pmid BETWEEN ? AND ?"  # noqa: S608 - our own names
_TRIGGER = (
    f"CREATE TRIGGER copy_insert AFTER INSERT ON copy BEGIN {_FILL} "  # noqa: S608 - as above
    "VALUES (new.pmid, new.title, new.abstract, new.keywords, new.mesh); END"
)
_COPY = "INSERT INTO copy SELECT pmid, title, abstract, keywords, mesh FROM records WHERE pmid BETWEEN ? AND ?"


def indexing(folder: Path) -> Iterator[str]:
    """Seconds that the full-text index costs over the same rows, in transactions of BATCH records."""
    yield f"{'full-text index':<26} {'CPU s':>8}"
    for way in ("no index", "by the store", "by triggers", "once at the end"):
        connection = sqlite3.connect(folder / "store alone.db", isolation_level=None)
        connection.execute("DROP TABLE IF EXISTS copy_fts")
        connection.execute("DROP TABLE IF EXISTS copy")
        connection.execute("CREATE TABLE copy (pmid INTEGER PRIMARY KEY, title, abstract, keywords, mesh)")
        connection.execute(
            "CREATE VIRTUAL TABLE copy_fts USING fts5 (title, abstract, keywords, mesh, content=copy, "
            "content_rowid=pmid, tokenize='porter unicode61 remove_diacritics 2')"
        )
        if way == "by triggers":
            connection.execute(_TRIGGER)
        pmids = [pmid for (pmid,) in connection.execute("SELECT pmid FROM records ORDER BY pmid")]
        begin = time.process_time()
        for place in range(0, len(pmids), BATCH):
            span = (pmids[place], pmids[min(place + BATCH, len(pmids)) - 1])
            connection.execute("BEGIN")
            # One statement a row, as `put` does: a trigger fires inside each.
            connection.executemany(_COPY, [(pmid, pmid) for pmid in pmids[place : place + BATCH]])
            if way == "by the store":
                connection.execute(_INDEX, span)
            connection.execute("COMMIT")
        if way == "once at the end":
            connection.execute("INSERT INTO copy_fts (copy_fts) VALUES ('rebuild')")
        yield f"{way:<26} {time.process_time() - begin:>8.2f}"
        connection.close()


def packing(raws: list[bytes]) -> Iterator[str]:
    """One line a way of compressing; every second record trains the dictionaries, the others are measured."""
    import zstandard

    training, measured = raws[::2], raws[1::2]
    ways: list[tuple[str, Callable[[bytes], bytes]]] = [
        (f"zlib {level}", lambda raw, level=level: zlib.compress(raw, level))  # type: ignore[misc]
        for level in (1, 6)
    ]
    ways += [(f"zstd {level}", zstandard.ZstdCompressor(level=level).compress) for level in (1, 3, 6, 9)]
    for size in (16 << 10, 110 << 10):
        trained = zstandard.train_dictionary(size, [*training])
        ways += [
            (
                f"zstd {level}, {size >> 10} kB trained",
                zstandard.ZstdCompressor(level=level, dict_data=trained).compress,
            )
            for level in (3, 6)
        ]
    yield f"{'packing of raw XML':<26} {'records/s':>9} {'bytes/record':>12} {'ratio':>6}"
    for title, pack in ways:
        begin = time.process_time()
        packed = sum(len(pack(raw)) for raw in measured)
        seconds = time.process_time() - begin
        ratio = sum(map(len, measured)) / packed
        yield f"{title:<26} {len(measured) / seconds:>9,.0f} {packed / len(measured):>12,.0f} {ratio:>6.2f}"


def main() -> None:
    """Print the tables, or one line of figures as a child process."""
    here = Path(__file__).resolve()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("--only", default="store,index,packing")
    parser.add_argument("--way", choices=WAYS)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--db", type=Path)
    asked = parser.parse_args()
    if asked.way:
        run_one(asked.way, asked.file, asked.db)
        return
    shared = Path(os.environ.get("EVIDENCE_SHARED", here.parents[3] / "shared"))
    parts = asked.only.split(",")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "store" in parts or "index" in parts:
            for line in storing(folder, shared, asked.records):
                say(line)
        if "index" in parts:
            for line in indexing(folder):
                say(line)
    if "packing" in parts:
        for line in packing(real_records(shared)):
            say(line)


if __name__ == "__main__":
    main()
