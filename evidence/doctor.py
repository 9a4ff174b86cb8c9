"""What may be wrong with the set-up, each with what to do. Reads environment, disk and database; no network."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.errors import EvidenceError
from evidence.places import is_there
from evidence.settings import Settings
from evidence.tagging import Tagging
from evidence.topic_in_use import topic_in_use
from evidence.values import counted
from evidence.version import version

if TYPE_CHECKING:
    from evidence.store.kept_rules import OwnRules


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: `well` False is a fault (status 1), None a hint."""

    what: str
    well: bool | None
    says: str
    todo: str = ""


def examine(settings: Settings, environment: Mapping[str, str]) -> Iterator[Check]:
    """Look at one thing after the other; nothing is changed and no secret is shown."""
    yield Check("evidence", True, f"{version()} on Python {sys.version.split()[0]}")
    yield _sqlite()
    yield _topic(settings)
    yield from _rules(settings)
    yield from _database(settings)
    yield _identity(environment)
    yield _service(settings, environment)


def _sqlite() -> Check:
    with_fts = sqlite3.connect(":memory:")
    try:
        with_fts.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
    except sqlite3.OperationalError:
        return Check("SQLite", False, f"{sqlite3.sqlite_version} without FTS5", "use a Python whose SQLite has FTS5")
    finally:
        with_fts.close()
    return Check("SQLite", True, f"{sqlite3.sqlite_version} with FTS5")


def _topic(settings: Settings) -> Check:
    try:
        topic = topic_in_use(settings)
    except EvidenceError as error:
        return Check("topic", False, error.what, error.todo)
    return Check("topic", True, f"{topic.name}: {topic.title}" + (f" ({topic.source})" if topic.source else ""))


def _rules(settings: Settings) -> Iterator[Check]:
    """The rules of one's own that evidence.toml names."""
    if settings.rules is None:
        return
    try:
        own = Tagging(rules=settings.rules).own()
    except EvidenceError as error:
        yield Check("own rules", False, error.what, error.todo)
    else:
        yield Check("own rules", True, f"{settings.rules}: {len(own.rules) if own else 0}")


def _tagged_with(settings: Settings, kept: OwnRules) -> Iterator[Check]:
    """Whether the rules of one's own that the store was tagged with are those of evidence.toml."""
    try:
        own = Tagging(rules=settings.rules).own()
    except EvidenceError:
        return  # told above
    if own is None:
        todo = f'set `rules = "{kept.name}"` in evidence.toml: what is tagged without goes without'
        yield Check("own rules", None, f"the store was tagged with {kept.name}, which no setting names", todo)
    elif own.digest != kept.digest:
        yield Check("own rules", None, f"{own.name} is not as the store was tagged with it", "evidence tag --all")


def _database(settings: Settings) -> Iterator[Check]:
    path = settings.db
    try:
        there = is_there(path)
    except EvidenceError as error:
        yield Check("database", False, error.what, error.todo)
        return
    if not there:
        if os.access(path.parent, os.W_OK):
            yield Check("database", None, f"{path} is not there yet", "evidence pull, or evidence demo")
        else:
            yield Check("database", False, f"{path} can't be made", "choose another place with --db or EVIDENCE_DB")
        return
    from evidence.store.kept_rules import kept_rules
    from evidence.store.opening import plainly
    from evidence.store.store import Store

    try:
        with Store.open(path, create=False) as store, plainly(path):
            counts = store.counts()
            untagged = sum(1 for _ in store.untagged())
            kept, unfinished = kept_rules(store.db), store.unfinished()
    except EvidenceError as error:
        yield Check("database", False, error.what, error.todo)
        return
    held = f"{counted(counts['records'], 'records')}, {counted(counts['corrections'], 'corrections')}"
    yield Check("database", True, f"{path}: {held}")
    if untagged:
        yield Check("tags", None, f"{counted(untagged, 'records')} not tagged", "evidence tag --all")
    for renewal in unfinished:
        yield Check("records", None, str(renewal))
    if kept:
        yield from _tagged_with(settings, kept)
    if counts["stale"]:
        stale = f"{counted(counts['stale'], 'stale values')}: the text has changed"
        yield Check("corrections", None, stale, "evidence search is:stale")


def _identity(environment: Mapping[str, str]) -> Check:
    if environment.get("NCBI_EMAIL", "").strip():
        key = "with" if environment.get("NCBI_API_KEY", "").strip() else "without"
        return Check("NCBI", True, f"NCBI_EMAIL is set, {key} an API key")
    return Check("NCBI", None, "NCBI_EMAIL is not set", "set it, so that NCBI can reach you before it blocks you")


def _service(settings: Settings, environment: Mapping[str, str]) -> Check:
    proxy = next((name for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY") if environment.get(name)), None)
    return Check("service", True, settings.eutils_url + (f" through {proxy}" if proxy else "") + " (not asked)")
