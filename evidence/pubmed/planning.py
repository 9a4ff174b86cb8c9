"""Which records a pull asks for: all at first, then what is new, revised, owed, dropped. Touches the client given.

What is new is told by the list of PMIDs itself wherever PubMed gives the whole list (up to 9,999 hits: one request),
which is exact; creation dates (`crdt`) stand in for it above that, and only while the counts agree. What is revised is
told by `mdat` with two days of overlap, as dates have no time of day nor zone. What dropped out of the search is asked
for once more: EFetch then tells a deleted record from one that merely no longer matches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from evidence.pubmed.account import Ask, Failure, Plan
from evidence.pubmed.plan import CAP, Listing, list_all
from evidence.pubmed.protocols import Memory, Searcher

OVERLAP = timedelta(days=2)
FAR = "3000"  # PubMed's own way to say "until now"


def plan_pull(
    client: Searcher, memory: Memory, query: str, *, now: datetime, since: date | None, limit: int | None
) -> Plan:
    """The plan of one pull; see `Plan`.

    Raises:
        Unreachable, BadInput: as the client does.
    """
    if since is not None:
        return _since(client, query, since, limit)
    if limit is not None:
        return _limited(client, query, limit)
    today = now.astimezone(UTC).date()
    watermark = memory.watermark(query)
    if watermark is None or watermark > today:
        # In the future it is of a clock that ran ahead: when that pull was nobody knows, and what was revised after it.
        return _first(list_all(client.search, query), query, memory, today)
    return _update(client, query, memory, watermark, today)


def _first(listing: Listing, query: str, memory: Memory, today: date) -> Plan:
    """All that there is, and what earlier, partial pulls of the query knew beyond it."""
    members = memory.members(query)
    listing = _with_hidden(listing, members)
    dropped = members.difference(listing.pmids)
    return _plan(query, listing, [(listing.pmids, "listed"), (dropped, "dropped")], through=today)


def _update(client: Searcher, query: str, memory: Memory, watermark: date, today: date) -> Plan:
    members = memory.members(query)
    after = f"{watermark - OVERLAP:%Y/%m/%d}"
    listing = _with_hidden(_list_now(client, query, members, after), members)
    now_listed = set(listing.pmids)
    new = now_listed - members
    dated = _dated(client, query, "mdat", after)
    revised = set(dated.pmids) & now_listed - new
    owed = memory.owed(query) & now_listed - new - revised
    asks = [(new | owed, "listed"), (revised, "revised"), (members - now_listed, "dropped")]
    plan = _plan(query, listing, asks, through=today)
    if not dated.unlisted:
        return plan
    # Some revisions are hidden: their records are in the account already, as unchanged, and the watermark must wait.
    reason = f"PubMed counts {dated.count:,} revised records and lists {len(dated.pmids):,}"
    return replace(plan, through=None, unlisted=(*plan.unlisted, Failure(None, reason, 0)))


def _with_hidden(listing: Listing, members: frozenset[int]) -> Listing:
    """Where PubMed lists fewer than it counts, what was known is taken to be among the rest, and not to be gone."""
    return replace(listing, pmids=tuple(sorted(members.union(listing.pmids)))) if listing.unlisted else listing


def _list_now(client: Searcher, query: str, members: frozenset[int], after: str) -> Listing:
    """The whole search as of now: listed; above the cap, what is known with what was created since, if it adds up."""
    whole = client.search(query)
    if whole.count > CAP:
        known = members.union(_dated(client, query, "crdt", after).pmids)
        if len(known) == whole.count:
            return Listing(whole.count, tuple(sorted(known)), whole.translation, whole.warnings)
    return list_all(client.search, query, whole)


def _dated(client: Searcher, query: str, datetype: str, after: str) -> Listing:
    return list_all(lambda term: client.search(term, dates=(datetype, after, FAR)), query)


def _since(client: Searcher, query: str, since: date, limit: int | None) -> Plan:
    """What was created or revised since a day, whatever is known already; the newest first under a limit."""
    after = f"{since:%Y/%m/%d}"
    whole = client.search(query, retmax=0)
    created, revised = (_dated(client, query, datetype, after) for datetype in ("crdt", "mdat"))
    pmids = sorted({*created.pmids, *revised.pmids}, reverse=True)[:limit]
    gaps = (*created.gaps, *revised.gaps)
    listing = Listing(
        len(pmids) + created.unlisted + revised.unlisted, tuple(pmids), whole.translation, whole.warnings, gaps
    )
    return _plan(query, listing, [(pmids, "listed")], count=whole.count, since=since, limit=limit)


def _limited(client: Searcher, query: str, limit: int) -> Plan:
    """The newest records, as PubMed lists them; above the cap the highest PMIDs."""
    whole = client.search(query)
    if limit <= len(whole.pmids):
        listing = Listing(limit, tuple(sorted(whole.pmids[:limit])), whole.translation, whole.warnings)
    else:
        listing = list_all(client.search, query, whole)
        if limit < len(listing.pmids):
            listing = Listing(limit, listing.pmids[-limit:], listing.translation, listing.warnings)
    return _plan(query, listing, [(listing.pmids, "listed")], count=whole.count, limit=limit)


def _plan(
    query: str,
    listing: Listing,
    asks: Iterable[tuple[Iterable[int], str]],
    *,
    count: int | None = None,
    through: date | None = None,
    since: date | None = None,
    limit: int | None = None,
) -> Plan:
    """The plan for these asks; `found` is all that is listed or counted, and what dropped out."""
    made = tuple(Ask(tuple(sorted(pmids)), reason) for pmids, reason in asks if pmids)
    asked = {pmid for ask in made for pmid in ask.pmids}
    unasked = len(set(listing.pmids) - asked)
    return Plan(
        query=query,
        count=listing.count if count is None else count,
        found=len(asked) + unasked + listing.unlisted,
        asks=made,
        translation=listing.translation,
        warnings=_about_the_query(listing.warnings),
        unasked=unasked,
        unlisted=_unlisted(listing),
        since=since,
        limit=limit,
        through=through,
    )


def _about_the_query(warnings: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """That a listing was clamped is ours to mend and no news to anybody."""
    return tuple((kind, text) for kind, text in warnings if "adjusted" not in text)


def _unlisted(listing: Listing) -> tuple[Failure, ...]:
    if not listing.unlisted:
        return ()
    where = ", ".join(f"{gap.low}:{gap.high}" for gap in listing.gaps)
    reason = f"PubMed counts {listing.count:,} and lists {len(listing.pmids):,}; the rest lies in PMIDs {where}"
    return (Failure(None, reason, listing.unlisted),)
