"""By which rules of a person's own a store was last tagged, so that none goes in silence. Touches the given database.

Kept are the file's name, a digest of its text and the names of its rules; the text itself stays with the person.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlite_utils import Database

from evidence.store.moments import utc_seconds
from evidence.store.script import run_script
from evidence.store.tag_columns import PREFIX
from evidence.values import counted

# One row each time that a store is tagged with other rules of one's own than before; the last one counts. name: NULL
# where from then on there are none.
_TABLE: Final = """
CREATE TABLE own_rules (
    id INTEGER PRIMARY KEY, name TEXT, digest TEXT, rules TEXT NOT NULL, kept_at TEXT NOT NULL
) STRICT;
"""
_HOW: Final = 'give --rules FILE, or set `rules = "FILE"` in evidence.toml'


@dataclass(frozen=True, slots=True)
class OwnRules:
    """A file of a person's own rules: its name, a digest of its text, the names of its rules."""

    name: str
    digest: str
    rules: tuple[str, ...]


def create_own_rules(db: Database) -> None:
    """A migration: the rules of one's own that a store was tagged with."""
    run_script(db, _TABLE)


def kept_rules(db: Database) -> OwnRules | None:
    """The rules of one's own that the store was last tagged with; None where there were none."""
    row = db.conn.execute("SELECT name, digest, rules FROM own_rules ORDER BY id DESC LIMIT 1").fetchone()
    return OwnRules(row[0], row[1], tuple(json.loads(row[2]))) if row and row[0] is not None else None


def values_by(db: Database, rules: tuple[str, ...]) -> int:
    """How many values that count were read by these rules."""
    among = "IN (SELECT value FROM json_each(?1))"
    sums = " + ".join(f"coalesce({tag}_rule {among}, 0)" for tag in PREFIX.values())
    sql = f"SELECT coalesce(sum({sums}), 0) FROM facts"  # noqa: S608 - our own names
    return int(db.conn.execute(sql, (json.dumps(rules),)).fetchone()[0])


def keep(db: Database, own: OwnRules | None, *, at: datetime, whole: bool) -> str:
    """Keep by which rules the store is tagged, in the caller's transaction, before it is.

    Args:
        db: the store's.
        own: those of now; None where there are none.
        at: with a zone.
        whole: every record is tagged again, and not only what comes in.

    Returns:
        One line for people where values go, or where records are tagged unlike others; "" else.
    """
    before = kept_rules(db)
    if (before and before.digest) == (own and own.digest):
        return ""
    tagged = db.conn.execute("SELECT 1 FROM readings LIMIT 1").fetchone() is not None
    said = _whole(db, before, own) if whole else _some(before, own) if tagged else ""
    if own or whole:
        db.conn.execute(
            "INSERT INTO own_rules (name, digest, rules, kept_at) VALUES (?, ?, ?, ?)",
            (own and own.name, own and own.digest, json.dumps(own.rules if own else ()), utc_seconds(at)),
        )
    return said


def _whole(db: Database, before: OwnRules | None, own: OwnRules | None) -> str:
    gone = tuple(rule for rule in before.rules if not own or rule not in own.rules) if before else ()
    if not before or not gone:
        return ""
    values = values_by(db, gone)
    many, go = counted(values, "values"), "goes" if values == 1 else "go"
    return f"{many} that rules of your own read ({before.name}) {go} with them; to keep them {_HOW}"


def _some(before: OwnRules | None, own: OwnRules | None) -> str:
    if not own:
        name = before.name if before else ""
        return f"this store was tagged with rules of your own ({name}), and what comes now is not: {_HOW}"
    return f"what comes now is tagged with {own.name}, and what was there is not: `evidence tag --all` tags all alike"
