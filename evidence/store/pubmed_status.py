"""How stored records stand with PubMed: deleted by it, or found by no search any more that brought them. Reads only."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from evidence.store.reading import OF_THESE, these

_DELETED = f"SELECT pmid FROM records WHERE deleted AND pmid {OF_THESE}"  # noqa: S608 - our own names
# A record that another search still finds is not dropped.
DROPPED = "SELECT pmid FROM hits GROUP BY pmid HAVING min(dropped IS NOT NULL)"
"""The records that no search finds any more that once found them, as SQL."""
_DROPPED = DROPPED.replace("hits", f"hits WHERE pmid {OF_THESE}")


def deleted(db: Database, pmids: Sequence[int]) -> frozenset[int]:
    """Those of these records that PubMed has deleted or merged away."""
    return frozenset(int(pmid) for (pmid,) in db.conn.execute(_DELETED, these(pmids)))


def dropped(db: Database, pmids: Sequence[int]) -> frozenset[int]:
    """Those of these records that no search finds any more that once found them."""
    return frozenset(int(pmid) for (pmid,) in db.conn.execute(_DROPPED, these(pmids)))
