"""Where records can be pulled from: PubMed, or Europe PMC as a second source. Touches the store it is given.

A second source has a ledger of its own, never overwrites PubMed's text (`store.precedence`) and never deletes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from evidence.pubmed.account import PUBMED, Progress
from evidence.pubmed.europepmc import BATCH, EuropePmc
from evidence.pubmed.europepmc_record import read_results
from evidence.pubmed.eutils import Eutils
from evidence.pubmed.items import Parsed
from evidence.pubmed.pull import Client, Puller
from evidence.records import Record

if TYPE_CHECKING:
    from evidence.store.store import Store

EUROPE_PMC = "europepmc"


def client_of(source: str, eutils_url: str, *, notice: Callable[[str], None]) -> Eutils | EuropePmc:
    """The client of a source; `notice` is told in one line of each wait."""
    return EuropePmc(notice=notice) if source == EUROPE_PMC else Eutils(eutils_url, notice=notice)


def puller(
    client: Client,
    store: Store,
    *,
    now: datetime,
    tag: Callable[[Sequence[Record]], object],
    progress: Callable[[Progress], None],
    notice: Callable[[str], None],
    begun: Callable[[], None] = lambda: None,
    ready: Callable[[Sequence[Parsed]], None] = lambda _: None,
) -> Puller:
    """A pull of the client's source into a store, alone on it."""
    from evidence.store.ledger import Ledger
    from evidence.store.pull_lock import alone

    def keep_off() -> contextlib.AbstractContextManager[None]:
        return alone(store.path, notice=notice)

    if isinstance(client, EuropePmc):
        ledger = Ledger(store.db, EUROPE_PMC)
        return Puller(
            client, store, ledger, now, tag, progress, BATCH, keep_off, read=read_results, begun=begun,
            authoritative=False, ready=ready,
        )  # fmt: skip
    name = client.source if isinstance(client, Eutils) else PUBMED
    return Puller(client, store, Ledger(store.db, name), now, tag, progress, alone=keep_off, begun=begun, ready=ready)
