"""By which rules of a person's own a store was last tagged, so that none goes in silence. Touches the given database.

Kept are the file's name, a digest of its text and of each rule its name and what it says of itself, so that a value can
be explained where the file is no more; the pattern stays with the person.
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
# where from then on there are none. rules: by name what each says of itself; a list of names where an earlier version
# wrote it, which took no more, and reads this as their list.
_TABLE: Final = """
CREATE TABLE own_rules (
    id INTEGER PRIMARY KEY, name TEXT, digest TEXT, rules TEXT NOT NULL, kept_at TEXT NOT NULL
) STRICT;
"""
_HOW: Final = 'give --rules FILE, or set `rules = "FILE"` in evidence.toml'


@dataclass(frozen=True, slots=True)
class KeptRule:
    """What a rule of a person's own says of itself; `file` is the name of the file that had it."""

    name: str
    file: str
    about: str
    takes: str
    leaves: str
    confidence: float


@dataclass(frozen=True, slots=True)
class OwnRules:
    """A file of a person's own rules: its name, a digest of its text, the names of its rules, what each says."""

    name: str
    digest: str
    rules: tuple[str, ...]
    told: tuple[KeptRule, ...] = ()


def create_own_rules(db: Database) -> None:
    """A migration: the rules of one's own that a store was tagged with."""
    run_script(db, _TABLE)


def kept_rules(db: Database) -> OwnRules | None:
    """The rules of one's own that the store was last tagged with; None where there were none."""
    row = db.conn.execute("SELECT name, digest, rules FROM own_rules ORDER BY id DESC LIMIT 1").fetchone()
    if not row or row[0] is None:
        return None
    return OwnRules(row[0], row[1], tuple(json.loads(row[2])), _told(row[0], row[2]))


def every_kept(db: Database) -> dict[str, KeptRule]:
    """By name what each rule of a person's own says of itself that the store was ever tagged with; the newest counts.

    Also of earlier files: a value stays until its record is tagged again.
    """
    rows = db.conn.execute("SELECT name, rules FROM own_rules WHERE name IS NOT NULL ORDER BY id")
    return {rule.name: rule for file, rules in rows for rule in _told(file, rules)}


def _told(file: str, rules: str) -> tuple[KeptRule, ...]:
    read = json.loads(rules)
    return tuple(KeptRule(name, file, **said) for name, said in read.items()) if isinstance(read, dict) else ()


def _as_text(own: OwnRules | None) -> str:
    """The rules as the store keeps them: `_told` reads it."""
    kept = ("about", "takes", "leaves", "confidence")
    told = {rule.name: {name: getattr(rule, name) for name in kept} for rule in own.told} if own else {}
    return json.dumps(told or (own.rules if own else ()), ensure_ascii=False)


def values_by(db: Database, rules: tuple[str, ...]) -> int:
    """How many values that count were read by these rules."""
    among = "IN (SELECT value FROM json_each(:rules))"
    sums = " + ".join(f"coalesce({tag}_rule {among}, 0)" for tag in PREFIX.values())
    sql = f"SELECT coalesce(sum({sums}), 0) FROM facts"  # noqa: S608 - our own names
    return int(db.conn.execute(sql, {"rules": json.dumps(rules)}).fetchone()[0])


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
        if own and own.told and before and not before.told:  # which an earlier version kept by their names alone
            _put(db, own, at)
        return ""
    tagged = db.conn.execute("SELECT 1 FROM readings LIMIT 1").fetchone() is not None
    said = _whole(db, before, own) if whole else _some(before, own) if tagged else ""
    if own or whole:
        _put(db, own, at)
    return said


def _put(db: Database, own: OwnRules | None, at: datetime) -> None:
    db.conn.execute(
        "INSERT INTO own_rules (name, digest, rules, kept_at) VALUES (?, ?, ?, ?)",
        (own and own.name, own and own.digest, _as_text(own), utc_seconds(at)),
    )


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
