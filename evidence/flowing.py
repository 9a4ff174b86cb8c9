"""The PRISMA flow of a store: what its ledger of pulls and imports and its records say. Reads the store it is given."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from evidence.report.flow import Flow, Followed, FromFiles, flow_of
from evidence.store.imports import ImportedFile, brought, imported_files
from evidence.store.ledger import Ledger
from evidence.store.search import Search
from evidence.store.store import Store


def flow_of_store(store: Store, selected: Collection[int]) -> Flow:
    """The flow of a report that shows the records `selected`."""
    pulls = Ledger(store.db).searched()
    followed = {}
    for pull in pulls:
        ledger = Ledger(store.db, pull.source)
        dropped = ledger.dropped(pull.query)
        found = ledger.members(pull.query) | dropped
        followed[pull.source, pull.query] = Followed(found, ledger.owed(pull.query), dropped)
    stored = frozenset(Search(store.db).pmids())
    searched = {pmid for hits in followed.values() for pmid in hits.found}
    added = (Ledger(store.db).added() & stored) - searched
    files = _files(imported_files(store.db))
    flow = flow_of(pulls, followed, stored, selected, files, brought(store.db))
    return replace(flow, added=tuple(sorted(added)))


def _files(read: Iterable[ImportedFile]) -> FromFiles | None:
    """The files as one account; left out is what was read again, which brings nothing, and what could be read since."""
    once: dict[tuple[str, str, str], ImportedFile] = {}
    for file in read:
        name = file.name if file.error else ""  # of a file that can't be read the name is all there is
        once.setdefault((name, file.content, file.query), file)
        if not file.error:
            once.pop((file.name, "", file.query), None)
    files = list(once.values())
    if not files:
        return None
    return FromFiles(
        files=len(files),
        read=sum(file.read for file in files),
        outside=sum(file.outside for file in files),
        failed=sum(file.failed for file in files),
        already=sum(file.repeated + file.changed + file.unchanged + file.kept for file in files),
        unread=sum(file.error is not None for file in files),
    )
