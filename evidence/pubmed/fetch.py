"""Records by PMID, each accounted for: here, gone from PubMed, or failed with a reason. Touches the client given.

A batch that breaks is halved until it is one record, so that one bad record costs itself only. What EFetch leaves out
in silence is asked for once more, and then ESummary decides whether it exists at all. All of that has a time together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from evidence.errors import Unreachable
from evidence.pubmed.account import Failure
from evidence.pubmed.protocols import Fetcher
from evidence.pubmed.service_errors import ServiceError

_IN_A_ROW = 3  # single records that fail one after the other: then it is the service, not the records


@dataclass
class Fetched:
    """What came of asking: answers as they came, and each PMID that is not in them."""

    bodies: list[bytes] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    gone: tuple[int, ...] = ()
    failures: list[Failure] = field(default_factory=list)


def fetch_records(client: Fetcher, pmids: Sequence[int]) -> Fetched:
    """All of `pmids`, each in a body, gone or failed.

    Raises:
        Unreachable: PubMed does not answer well, or not in the time that so many records have; nothing of the batch
            counts as asked.
    """
    fetched = Fetched()
    with client.within(len(pmids)):
        _fetch(client, list(pmids), fetched, [])
        if fetched.missing:
            again, fetched.missing = fetched.missing, []
            _fetch(client, again, fetched, [])
        if fetched.missing:
            fetched.gone = client.gone(fetched.missing)
    if fetched.missing:
        there = [pmid for pmid in fetched.missing if pmid not in set(fetched.gone)]
        fetched.failures += [Failure(pmid, "PubMed knows this record and does not send it") for pmid in there]
    return fetched


def _fetch(client: Fetcher, pmids: list[int], fetched: Fetched, failing: list[int]) -> None:
    """Fetch, halving what breaks; `failing` holds the single records that failed since the last success."""
    try:
        # Two tries for a large batch: its halves are tries as well.
        batch = client.fetch(pmids, attempts=2 if len(pmids) > 1 else None)
    except ServiceError as trouble:
        if len(pmids) == 1:
            failing.append(pmids[0])
            if len(failing) >= _IN_A_ROW:
                raise Unreachable(
                    f"PubMed can't be reached: {trouble.what}", "run the same command again later: it goes on from here"
                ) from None
            fetched.failures.append(Failure(pmids[0], trouble.what))
            return
        middle = (len(pmids) + 1) // 2
        _fetch(client, pmids[:middle], fetched, failing)
        _fetch(client, pmids[middle:], fetched, failing)
        return
    failing.clear()
    if batch.returned:
        fetched.bodies.append(batch.body)
    fetched.missing += batch.missing
