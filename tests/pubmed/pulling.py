"""A pull in a test: a patient client without pauses, a real store in a file, and what the store holds afterwards."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from evidence.pubmed.eutils import Eutils, Identity, RetryPolicy
from evidence.pubmed.loopback import Loopback
from evidence.pubmed.pacing import Unpaced
from evidence.pubmed.pull import Puller
from evidence.store.ledger import Ledger
from evidence.store.store import Store

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
QUERY = "marrow AND diabetes"
KEY = "0123456789abcdef"
EMAIL = "somebody@example.org"


@contextmanager
def client_of(server: Loopback, read: float = 30.0) -> Iterator[Eutils]:
    """A client that never pauses; `read` is how long it waits for a stalled answer."""
    with Eutils(
        server.url,
        identity=Identity(EMAIL, KEY),
        pace=Unpaced(),
        patience=RetryPolicy(attempts=4, read=read, deadline=300),
        sleep=lambda _: None,
        chance=random.Random(1),  # noqa: S311 - jitter of a test
    ) as client:
        yield client


@contextmanager
def puller(
    server: Loopback, path: Path, *, now: datetime = NOW, size: int = 200, read: float = 30.0
) -> Iterator[Puller]:
    """All that a pull needs, on the store at `path`."""
    with client_of(server, read) as client, Store.open(path, create=True) as store:
        yield Puller(client, store, Ledger(store.db), now, size=size)


def waiting(pull: Puller) -> tuple[int, ...]:
    """The PMIDs that an interrupted pull of `QUERY` has still to store."""
    number = pull.ledger.unfinished(QUERY, None, None)
    batches = pull.ledger.pending(number) if number is not None else ()
    return tuple(pmid for batch in batches for pmid in batch.ask.pmids)


def holdings(path: Path) -> dict[int, str]:
    """What the store holds: the hash of each record's content by PMID."""
    with Store.open(path, create=True) as store:
        return dict(store.db.conn.execute("SELECT pmid, content_hash FROM records WHERE NOT deleted ORDER BY pmid"))
