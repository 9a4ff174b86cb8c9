"""The orders that hits can be had in. Touches nothing."""

from __future__ import annotations

from typing import Final

from evidence.errors import BadInput
from evidence.store.search_sql import NUMBERS
from evidence.values import DAYS_PER, IN_ORDER, MINUTES

_DESIGN_RANK: Final = (
    "CASE r.design " + " ".join(f"WHEN '{code}' THEN {rank}" for rank, code in enumerate(IN_ORDER)) + " END"
)

_FIRST_AUTHOR: Final = (  # a person, as tables name a row; a group where there is none
    "(SELECT folded FROM authors a WHERE a.pmid = {pmid} ORDER BY coalesce(collective, '') <> '', position LIMIT 1)"
)
_DAYS: Final = {"minutes": DAYS_PER["hours"] / MINUTES} | DAYS_PER
_BY_UNIT: Final = " ".join(
    f"WHEN follow_up LIKE '% {unit.removesuffix('s')}%' THEN {days}" for unit, days in _DAYS.items()
)
_LENGTH: Final = (  # as stated, for in days with one decimal 45 minutes are as long as none; only of who has one
    "CASE WHEN r.follow_up_days IS NOT NULL THEN (SELECT coalesce(round("  # noqa: S608 - our own units
    f"CAST(follow_up AS REAL) * CASE {_BY_UNIT} END, 6), follow_up_days) FROM facts WHERE pmid = {{pmid}}) END"
)
_ORDERS: Final = {
    "pmid": ("", "DESC"),
    "year": ("r.year", "DESC"),
    "n": ("r.n", "DESC"),
    "followup": (_LENGTH, "DESC"),
    "design": (_DESIGN_RANK, "ASC"),
    "author": (_FIRST_AUTHOR, "ASC"),
    "confidence": (NUMBERS["confidence"], "ASC"),
    "added": ("(SELECT stored_at FROM revisions v WHERE v.pmid = {pmid} AND v.revision = 1)", "DESC"),
}

ORDERS: Final = ("relevance", *_ORDERS)
"""What `--sort` takes: newest, largest, longest, trials, A and least certain first; a minus turns it round."""


_ALSO: Final = {
    "months": "followup", "followupmonths": "followup", "followupasstated": "followup", "followupstated": "followup",
    "followupdays": "followup", "days": "followup", "samplesize": "n", "study": "author", "firstauthor": "author",
    "leastconfidence": "confidence", "leastsure": "confidence", "doubtful": "confidence", "sure": "confidence",
    "published": "year", "designcode": "design",
}  # fmt: skip
"""The heads of tables, and the columns, that go by one of the orders: what `--columns` takes, `--sort` takes."""


def order_by(name: str, pmid: str) -> str:
    """ORDER BY's expression; what has no value comes last either way, ties go to the higher PMID.

    Raises:
        BadInput: no such order.
    """
    turned, bare = name.startswith("-"), "".join(filter(str.isalnum, name.casefold()))
    bare = _ALSO.get(bare, bare)
    if bare not in _ORDERS:
        raise BadInput(f"can't sort by {name!r}", f"sort by one of {', '.join(ORDERS)}; -{ORDERS[2]} turns it round")
    key, direction = _ORDERS[bare]
    if turned:
        direction = "ASC" if direction == "DESC" else "DESC"
    if not key:
        return f"{pmid} {direction}"
    return f"{key.format(pmid=pmid)} {direction} NULLS LAST, {pmid} DESC"


def known_order(name: str) -> str:
    """The name of an order as it is, so that a wrong one is said before anything is printed.

    Raises:
        BadInput: no such order.
    """
    if name.removeprefix("-") != ORDERS[0]:
        order_by(name, "pmid")
    return name
