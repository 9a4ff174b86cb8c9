"""Which stored papers are told as reports of one study, and that a person's word changed it. Reads the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from evidence.entries import entries_of
from evidence.errors import EvidenceError
from evidence.progress import Notice
from evidence.store.kin import kin
from evidence.store.store import Store
from evidence.tables.entry import study
from evidence.tables.studies import together
from evidence.topics import Topic


@contextmanager
def telling_of_studies(store: Store, topic: Topic, id_: str, notice: Notice) -> Iterator[None]:
    """Tell which papers a record was told as one study with before the block, and is not after it; and new ones."""
    try:
        pmid = store.find_id(id_)
    except EvidenceError:  # the block says it, and first what is wrong with the word itself
        yield
        return
    before = other_reports(store, topic, pmid)
    yield
    after = other_reports(store, topic, pmid)
    for papers, what in (
        (before.keys() - after, "no longer told as one study"),
        (after.keys() - before, "now told as one study"),
    ):
        for other in sorted(papers):
            notice(f"PMID {pmid} and {other} ({(before | after)[other]}) are {what}: see `evidence studies`")


def other_reports(store: Store, topic: Topic, pmid: int) -> dict[int, str]:
    """The other reports of the study that a record is one of, by PMID, each as a table names it."""
    near = kin(store.db.conn, pmid)
    if len(near) < 2:
        return {}
    for one in together(entries_of(store, topic, near)):
        reports = {entry.record.pmid: study(entry) for entry in one.reports}
        if reports.pop(pmid, None):
            return reports
    return {}
