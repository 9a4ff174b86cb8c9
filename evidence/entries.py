"""Records with all that counts for them, as the rows of tables: facts, registered trials, where PubMed has them.

Reads the store it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from evidence.chunks import chunks
from evidence.store import corrections, pubmed_status, screenings, trials
from evidence.store.store import Store
from evidence.tables.entry import Entry
from evidence.topics import Topic


def entries_of(
    store: Store, topic: Topic, pmids: Iterable[int], *, letters: Mapping[int, str] = MappingProxyType({})
) -> Iterator[Entry]:
    """The entries of these records in the order given, a stream; `letters` tell namesakes of one table apart.

    Raises:
        NoSuchRecord: one is not stored.
    """
    for chunk in chunks(pmids):
        registered = trials.of_records(store.db, chunk)
        gone, dropped = pubmed_status.deleted(store.db, chunk), pubmed_status.dropped(store.db, chunk)
        differ = corrections.disputed_fields(store.db, chunk)
        judged = screenings.of_records(store.db, chunk)
        for record, (pmid, facts) in zip(store.records(chunk), store.facts_of(chunk), strict=True):
            yield Entry(
                record, facts, topic, registered.get(pmid, ()), deleted=pmid in gone, dropped=pmid in dropped,
                disputed=differ.get(pmid, {}), letter=letters.get(pmid, ""), screening=judged.get(pmid),
            )  # fmt: skip
