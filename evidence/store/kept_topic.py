"""The topic that a store was filled with, kept in it so that it travels with it. Touches only the database it is given.

The text is kept and not just the file's name: the file may be edited, moved, or be on another computer, and the same
store is to give the same table. A shipped topic is kept by name; the words of today's version hold for it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from evidence import topics
from evidence.errors import BadInput
from evidence.store.accounts import SEARCHED
from evidence.store.moments import utc_seconds
from evidence.store.script import run_script
from evidence.topics import Topic

# One row each time that a store is filled with another topic than before; the last one counts. source: the file that
# it was read from, NULL for one that the program ships.
_TABLE: Final = """
CREATE TABLE topics (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, source TEXT, toml TEXT NOT NULL, kept_at TEXT NOT NULL
) STRICT;
"""


def create_topics(db: Database) -> None:
    """Migration 5: the topic that a store was filled with."""
    run_script(db, _TABLE)


def keep_what_was_shown(db: Database) -> None:
    """A migration: a store that searches filled before it kept a topic was shown by the default one, and stays so.

    From here on a store without a kept topic has none: its records came from files, or from a query of one's own.
    """
    sql = f"""
        INSERT INTO topics (name, source, toml, kept_at)
        SELECT ?, NULL, ?, pulled FROM (SELECT max(started_at) AS pulled FROM pulls WHERE {SEARCHED})
        WHERE pulled IS NOT NULL AND NOT EXISTS (SELECT 1 FROM topics)"""  # noqa: S608 - our own words
    db.conn.execute(sql, (topics.DEFAULT, topics.load(topics.DEFAULT).toml))


def kept_topic(db: Database) -> Topic | None:
    """The topic that the store was filled with last; None where it never had one.

    Raises:
        BadInput: its text is no topic for this version.
    """
    row = db.conn.execute("SELECT name, source, toml FROM topics ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        return None
    name, source, toml = row
    if source is None and name in topics.shipped():
        return topics.load(name)
    try:
        return topics.read(toml, f"{name}, as the store keeps it", source=source or "")
    except BadInput as error:
        raise BadInput(error.what, f"name a mended file in EVIDENCE_TOPIC and pull with it; {error.todo}") from None


def keep(db: Database, topic: Topic, *, at: datetime) -> str:
    """Keep a topic as the store's own, in the caller's transaction.

    Returns:
        One line for people where the store was filled with another search before; "" where nothing is mixed.
    """
    before = kept_topic(db)
    if before is not None and (before.toml, before.source) == (topic.toml, topic.source):
        return ""
    db.conn.execute(
        "INSERT INTO topics (name, source, toml, kept_at) VALUES (?, ?, ?, ?)",
        (topic.name, topic.source or None, topic.toml, utc_seconds(at)),
    )
    return _told(before, topic, _KEPT, filled=_filled_otherwise(db, topic.query))


def topic_change_preview(db: Database, topic: Topic) -> str:
    """What `keep` would say of a topic; nothing is kept."""
    return _told(kept_topic(db), topic, _FORETOLD, filled=_filled_otherwise(db, topic.query))


_KEPT: Final = ("was", "is", "from now on")
_FORETOLD: Final = ("is", "will be", "once this is pulled")


def _told(before: Topic | None, after: Topic, tense: tuple[str, str, str], *, filled: str) -> str:
    was, is_, when = tense
    stays = "what was found before stays in it (for a store of its own: --db FILE)"
    if before is None:
        return f"this store {filled}; its topic {is_} {after.name} {when}, {stays}" if filled else ""
    if before.name != after.name:
        return f"the topic of this store {was} {before.name} and {is_} {after.name} {when}; {stays}"
    if before.query != after.query:
        return f"the search of the topic {after.name} is another than before; {stays}"
    return ""  # other words or columns for the same records


def _filled_otherwise(db: Database, query: str) -> str:
    """By what a store that keeps no topic was filled, and never by this search; "" where by nothing else."""
    sql = f"SELECT count(*), coalesce(sum(query = ?), 0) FROM pulls WHERE {SEARCHED}"  # noqa: S608 - our own words
    every, this = db.conn.execute(sql, (query,)).fetchone()
    if every:
        return "" if this else "was filled with another search"
    # Articles that were added, or came from files, come from no search.
    records = db.conn.execute("SELECT EXISTS (SELECT 1 FROM records WHERE NOT deleted)").fetchone()[0]
    return "was filled without a topic" if records else ""


def is_outdated(topic: Topic) -> bool:
    """Whether the file that a topic was read from is still there, and says something else by now."""
    try:
        return bool(topic.source) and Path(topic.source).read_text("utf-8-sig") != topic.toml
    except (OSError, UnicodeDecodeError):
        return False
