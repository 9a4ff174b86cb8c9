"""How fast and how small the XML reader is beside its peers, on real records. Writes to a temporary folder.

    python tests/benchmarks/parsing.py [--records 30000] [--entrez-records 3000]

Each reader runs alone in its own process, which reports its time and the most memory it held; records a second of its
own CPU time (records/cpu) are what a busy machine leaves comparable. Bio.Entrez.read needs the whole file in memory
(4 GB for 30,000 records), so it gets a smaller file of the same records unless told otherwise.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

FIRST_PMID = 90_000_001
HEAD = (
    b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st '
    b'January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n<PubmedArticleSet>\n'
)
TAIL = b"</PubmedArticleSet>\n"
# Hand-made or edited ones are left out, those before 2010 that Entrez refuses, and the sets of 2016 (no PubmedData).
REAL = ("biopython", "metapub", "netsynergy", "titipata", "tipplerow", "jcore")
_PMID = re.compile(rb"(<PMID[^>]*>)\d+(</PMID>)")
_ARTICLE_ID = re.compile(rb'(<ArticleId IdType="pubmed">)\d+(</ArticleId>)')


def real_records(shared: Path) -> list[bytes]:
    """The XML of each real PubmedArticle under `shared`/pubmed/xml, each PMID once, in order of file and place."""
    from evidence.errors import BadInput
    from evidence.pubmed.files import read_file
    from evidence.pubmed.items import Parsed

    found: dict[int, bytes] = {}
    for path in sorted(path for folder in REAL for path in (shared / "pubmed" / "xml" / folder).rglob("*")):
        if path.is_dir() or path.name.startswith(("medlineXML_", "medlineTest_")):
            continue
        try:
            for item in read_file(path):
                if isinstance(item, Parsed) and item.raw.startswith(b"<PubmedArticle"):
                    found.setdefault(item.record.pmid, item.raw)
        except BadInput:
            continue  # an answer that holds no records
    return list(found.values())


def replicas(records: list[bytes], count: int) -> Iterator[bytes]:
    """`count` records under PMIDs from FIRST_PMID on, the given ones over and over."""
    for pmid, raw in enumerate(itertools.islice(itertools.cycle(records), count), start=FIRST_PMID):
        number = rb"\g<1>%d\g<2>" % pmid
        own = _PMID.sub(number, raw, count=1)
        data = own.rfind(b"</ReferenceList>") + 1  # the article's own ids may stand behind those of its references
        front, back = own[:data], own[data:]
        yield _ARTICLE_ID.sub(number, front, count=1) + b"" + (_ARTICLE_ID.sub(number, back, count=1)) + b"\n"


def replicate(shared: Path, target: Path, count: int) -> int:
    """Write `count` records to `target` (packed where it ends in .gz) and return the bytes of XML."""
    records = real_records(shared)
    size = len(HEAD) + len(TAIL)
    with gzip.open(target, "wb", compresslevel=1) if target.suffix == ".gz" else target.open("wb") as stream:
        stream.write(HEAD)
        for raw in replicas(records, count):
            size += stream.write(raw)
        stream.write(TAIL)
    return size


def _ours(path: Path) -> int:
    from evidence.pubmed.files import read_file
    from evidence.pubmed.items import Parsed

    return sum(isinstance(item, Parsed) for item in read_file(path))


def _entrez(path: Path) -> int:
    from Bio import Entrez

    with path.open("rb") as stream:
        return len(Entrez.read(stream, validate=False)["PubmedArticle"])  # type: ignore[no-untyped-call]


def _pubmed_parser(path: Path) -> int:
    import pubmed_parser

    return sum(1 for _ in pubmed_parser.parse_medline_xml(str(path)))


READERS: dict[str, tuple[str, Callable[[Path], int]]] = {
    "evidence": ("evidence, every field into Record", _ours),
    "evidence-gz": ("evidence, from .gz", _ours),
    "pubmed_parser": ("pubmed_parser.parse_medline_xml, from .gz", _pubmed_parser),
    "entrez": ("Bio.Entrez.read, whole file, not validated", _entrez),
}


def run_one(reader: str, path: Path) -> None:
    """Read the file with one reader and print its figures as JSON; this is the child process."""
    begin, begin_cpu = time.perf_counter(), time.process_time()
    count = READERS[reader][1](path)
    seconds, cpu = time.perf_counter() - begin, time.process_time() - begin_cpu
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"records": count, "seconds": seconds, "cpu": cpu, "memory": megabytes}))


def measure(reader: str, path: Path, size: int) -> str:
    """One line of the table."""
    title = READERS[reader][0]
    command = [sys.executable, __file__, "--reader", reader, "--file", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        return f"{title:<44} not run: {reason[0][:70]}"
    figures = json.loads(done.stdout)
    seconds = figures["seconds"]
    return (
        f"{title:<44} {figures['records']:>8,} {seconds:>8.1f} {figures['records'] / seconds:>9,.0f} "
        f"{figures['records'] / figures['cpu']:>11,.0f} "
        f"{size / seconds / 1e6:>7.1f} {figures['memory']:>9,.0f}"
    )


def table(shared: Path, folder: Path, records: int, entrez_records: int) -> Iterator[str]:
    """The lines of the table, one a reader."""
    plain, packed, small = folder / "all.xml", folder / "all.xml.gz", folder / "small.xml"
    size = replicate(shared, plain, records)
    replicate(shared, packed, records)
    small_size = replicate(shared, small, entrez_records)
    yield f"{records:,} records, {size / 1e6:,.0f} MB of XML, Python {sys.version.split()[0]}, {os.cpu_count()} cores"
    names = ("records", "seconds", "records/s", "records/cpu", "MB/s", "peak MB")
    yield f"{'reader':<44} {names[0]:>8} {names[1]:>8} {names[2]:>9} {names[3]:>11} {names[4]:>7} {names[5]:>9}"
    yield measure("evidence", plain, size)
    yield measure("evidence-gz", packed, size)
    yield measure("pubmed_parser", packed, size)
    yield measure("entrez", small, small_size)


def main() -> None:
    """Print the table, or be one of its child processes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("--entrez-records", type=int, default=3_000)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared")
    parser.add_argument("--reader", choices=READERS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.reader:
        run_one(options.reader, options.file)
        return
    with tempfile.TemporaryDirectory() as folder:
        for line in table(options.shared, Path(folder), options.records, options.entrez_records):
            print(line, flush=True)


if __name__ == "__main__":
    main()
