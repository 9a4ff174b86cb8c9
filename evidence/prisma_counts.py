"""The PRISMA flow of a store: what its ledger of pulls and imports and its records say. Reads the store it is given."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from evidence.report.flow import Flow, Followed, FromFiles, flow_of
from evidence.report.screened import ScreeningFlow, screening_flow
from evidence.store.imports import BROKEN_OFF, ImportedFile, brought, imported_files
from evidence.store.ledger import Ledger
from evidence.store.screenings import any_said, of_all
from evidence.store.search import Search
from evidence.store.store import Store

_OF_NOTHING: Final = hashlib.sha256().hexdigest()


def flow_of_store(store: Store, selected: Collection[int], found: Iterable[int] | None = None) -> Flow:
    """The flow of a report that shows the records `selected`; with what people decided, where anybody has screened.

    That is counted of those that its search has `found`, whatever it says of screening; else of those selected.
    """
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
    screening = _screening(store, selected, selected if found is None else found)
    return replace(flow, added=tuple(sorted(added)), screening=screening)


def _screening(store: Store, selected: Collection[int], found: Iterable[int]) -> ScreeningFlow | None:
    if not any_said(store.db.conn):
        return None
    return screening_flow(frozenset(found), of_all(store.db.conn), selected)


def _files(read: Iterable[ImportedFile]) -> FromFiles | None:
    """The files as one account; a file read again counts once, and not at all as unread once it could be read."""
    readings: dict[tuple[str, str, int], list[ImportedFile]] = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    for file, broken_off in _joined(read):
        # Of a file that can't be read the name is all there is, and of one that earlier versions found all outside.
        name = file.name if file.error or file.content == _OF_NOTHING else ""
        # Two files of one run that hold the same are two, as the import said: the second one's records are duplicates.
        place = seen[file.begun, name, file.content]
        seen[file.begun, name, file.content] += 1
        readings.setdefault((name, file.content, place), []).extend([file, *broken_off])
        if not file.error:
            readings.pop((file.name, "", 0), None)
    files = [_once(each) for each in readings.values()]
    if not files:
        return None
    return FromFiles(
        files=sum(not file.error or file.read > 0 for file in files),
        read=sum(file.read for file in files),
        outside=sum(file.outside for file in files),
        failed=sum(file.failed for file in files),
        already=sum(file.repeated + file.changed + file.unchanged + file.kept for file in files),
        unread=sum(file.error is not None for file in files),
    )


def _joined(read: Iterable[ImportedFile]) -> list[tuple[ImportedFile, list[ImportedFile]]]:
    """The readings, each with those of the same file before it that a kill, Ctrl-C or a full disk broke off.

    The later one had all that they had: what they brought it found there already. Where that can't be, the name is
    another file's by now.
    """
    joined: list[tuple[ImportedFile, list[ImportedFile]]] = []
    waiting: dict[str, list[ImportedFile]] = {}  # by name the last that was broken off, and those before it
    for file in read:
        before = waiting.pop(file.name, [])
        if before and sum(one.new for one in before) > file.read - file.failed - file.new:
            joined.append((before[0], before[1:]))
            before = []
        if file.error == BROKEN_OFF:
            waiting[file.name] = [file, *before]
        else:
            joined.append((file, before))
    return joined + [(last, before) for last, *before in waiting.values()]


def _once(readings: Sequence[ImportedFile]) -> ImportedFile:
    """All readings of one content as one: what a topic left out and a later reading let in was not outside.

    Read again, what the first brought is "unchanged", so the new of all readings stand against what the file holds;
    of the rest no more was outside than the widest topic left out.
    """
    first = readings[0]
    new = sum(file.new for file in readings)
    rest = max(0, first.read - first.failed - new)
    to_their_end = [file for file in readings[1:] if file.error != BROKEN_OFF]
    outside = min(rest, *(file.outside for file in (first, *to_their_end)))
    return replace(first, new=new, outside=outside, repeated=rest - outside, changed=0, unchanged=0, kept=0)
