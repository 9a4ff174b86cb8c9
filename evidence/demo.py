"""The whole job without internet: the starter set on a loopback E-utilities server, pulled as PubMed is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import resources
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.progress import Progress
from evidence.pubmed.items import Parsed
from evidence.tables.columns import pick
from evidence.tracker import Tracker
from evidence.writing import holds_something, made_folder, whole_file

if TYPE_CHECKING:
    from evidence.pubmed.account import PullReport
    from evidence.pubmed.answers import Search
    from evidence.pubmed.eutils import Eutils
    from evidence.tables.entry import Column, Entry


@dataclass(frozen=True)
class Shown:
    """What the demo made: the account of the pull, the table (`piped`: its columns for a program), and the files."""

    report: PullReport
    columns: tuple[Column, ...]
    piped: tuple[Column, ...]
    entries: tuple[Entry, ...]
    files: tuple[Path, ...]
    kept: Mapping[Path, Path]  # the files that took another's place, each with where the other lies now


def starter_set() -> Iterator[Parsed]:
    """The records of data/starter, with the bytes they came as."""
    from evidence.pubmed.files import read_file

    for path in starter_files():
        yield from (item for item in read_file(path) if isinstance(item, Parsed))


def starter_files() -> list[Path]:
    """The files of the starter set, as installed."""
    folder = Path(str(resources.files("evidence.data") / "starter"))
    return sorted(folder.glob("*.xml"))


def _client_of(url: str) -> Eutils:
    """The client that asks this computer, and keeps nothing of how that understood a search as PubMed's word."""
    from evidence.pubmed.account import DEMO
    from evidence.pubmed.eutils import CAP, Eutils, Identity
    from evidence.pubmed.pacing import Unpaced

    class Here(Eutils):
        source = DEMO

        def search(self, term: str, *, retmax: int = CAP, dates: tuple[str, str, str] | None = None) -> Search:
            return replace(super().search(term, retmax=retmax, dates=dates), translation="", warnings=())

    return Here(url, identity=Identity(), pace=Unpaced())


def run_demo(folder: Path, *, now: datetime, topic: str, progress: Progress) -> Shown:
    """Serve, pull, tag, and write evidence.db, table.xlsx, table.csv and report/index.html into `folder`.

    Raises:
        BadInput: the folder can't be made or written.
    """
    from evidence.pubmed.loopback import Loopback

    made_folder(folder)
    with (
        Tracker.open(folder / "evidence.db", topic=topic, create=True) as tracker,
        Loopback(starter_set()) as server,
        _client_of(server.url) as client,
    ):
        report = tracker.pull(client, now=now, progress=progress)
        report.check()
        files = [folder / "evidence.db"]
        kept = {}
        for name in ("table.xlsx", "table.csv"):
            progress("writing", len(files), 4)
            written = BytesIO()
            tracker.export(written, name.rpartition(".")[2])
            if aside := _put(folder / name, written.getvalue()):
                kept[folder / name] = aside
            files.append(folder / name)
        files.append(tracker.report(folder / "report"))
        table = tracker.table()
        piped = pick(tracker.columns_for("", for_programs=True), tracker.topic)
        return Shown(report, table.columns, piped, tuple(table.entries), tuple(files), kept)


def _put(path: Path, content: bytes) -> Path | None:
    """Write a file; another one that is there, which a person may have worked in, is kept beside it: where."""
    aside = None
    if holds_something(path) and path.read_bytes() != content:
        others = (path.with_stem(f"{path.stem}-before-{number}") for number in count(1))
        aside = path.rename(next(other for other in others if not other.exists()))
    with whole_file(path) as stream:
        stream.write(content)
    return aside
