"""The PRISMA flow of a store: what its ledger of pulls and its records say, counted. Reads the store it is given."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from evidence.report.flow import Flow, Followed, flow_of
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
    return replace(flow_of(pulls, followed, stored, selected), added=tuple(sorted(added)))
