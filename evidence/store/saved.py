"""Searches kept by name, in the store itself, so that they travel with it. Touches only the database it is given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Final

from sqlite_utils import Database

from evidence.errors import BadInput
from evidence.store.moments import utc_seconds
from evidence.store.query import parse
from evidence.store.query_fields import Own
from evidence.store.search_order import order_by

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query by a name; `query` is as it prints itself, `sort` a name of `ORDERS` or None."""

    name: str
    query: str
    sort: str | None = None
    about: str | None = None


def save(db: Database, search: SavedSearch, *, at: datetime, own: Own = ()) -> SavedSearch:
    """Keep a search, in the place of one of the same name; what is kept is returned. Commits by itself.

    `own` are the fields that the topic brings.

    Raises:
        BadInput: the name, the query or the order can't be read.
    """
    if not _NAME.fullmatch(search.name):
        raise BadInput(f"no name for a search: {search.name!r}", "use small letters, digits and hyphens: foot-trials")
    query = str(parse(search.query, own))
    if search.sort not in {None, "relevance", "-relevance"}:
        order_by(str(search.sort), "pmid")
    kept = SavedSearch(search.name, query, search.sort, search.about)
    with db.atomic():
        db.conn.execute(
            "INSERT INTO saved_searches (name, query, sort, about, saved_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) "
            "DO UPDATE SET query = excluded.query, sort = excluded.sort, about = excluded.about, "
            "saved_at = excluded.saved_at",
            (kept.name, kept.query, kept.sort, kept.about, utc_seconds(at)),
        )
    return kept


def saved_searches(db: Database) -> Iterator[SavedSearch]:
    """All that are kept, by name."""
    for row in db.conn.execute("SELECT name, query, sort, about FROM saved_searches ORDER BY name"):
        yield SavedSearch(*row)


def saved(db: Database, name: str) -> SavedSearch:
    """The search of that name.

    Raises:
        BadInput: there is none; the message has the nearest one.
    """
    found = {one.name: one for one in saved_searches(db)}
    if name in found:
        return found[name]
    near = get_close_matches(name, found, n=1)
    meant = f"; did you mean {near[0]!r}?" if near else ""
    raise BadInput(f"no saved search {name!r}{meant}", f"there are: {', '.join(found) or 'none yet'}")


def forget(db: Database, name: str) -> None:
    """Drop a saved search. Commits by itself.

    Raises:
        BadInput: there is none of that name.
    """
    saved(db, name)
    with db.atomic():
        db.conn.execute("DELETE FROM saved_searches WHERE name = ?", (name,))
