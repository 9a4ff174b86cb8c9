"""What a person set: an option, else the environment, else evidence.toml found by walking up. Reads that file only."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from evidence import topics
from evidence.errors import BadInput
from evidence.places import is_file
from evidence.pubmed.addresses import NCBI

FILE_NAME: Final = "evidence.toml"
_KEYS: Final = ("db", "topic", "by", "rules")


@dataclass(frozen=True, slots=True)
class Settings:
    """How the program is to run. The API key lives in the environment only and never in here."""

    db: Path
    topic: str | None = None  # None: the one that the store was filled with
    by: str = ""  # who corrects
    eutils_url: str = NCBI
    rules: Path | None = None  # a person's own, with which everything is tagged


def settings(environment: Mapping[str, str], folder: Path, *, db: Path | None = None) -> Settings:
    """The settings for a run in `folder`; an option that was given (`db`) wins over all.

    Environment: EVIDENCE_DB, EVIDENCE_TOPIC, EVIDENCE_EUTILS_URL, USER (who corrects, where nothing else says).

    Raises:
        BadInput: evidence.toml can't be read or has a key that there is not.
    """
    path = _find(folder)
    kept = _read(path) if path else {}
    stored = (path.parent / kept["db"]) if path and "db" in kept else folder / "evidence.db"
    return Settings(
        db=db or (Path(environment["EVIDENCE_DB"]) if environment.get("EVIDENCE_DB") else stored),
        topic=environment.get("EVIDENCE_TOPIC")
        or (_topic(kept["topic"], path.parent) if path and "topic" in kept else None),
        by=kept.get("by") or environment.get("USER") or environment.get("USERNAME") or "",
        eutils_url=environment.get("EVIDENCE_EUTILS_URL") or NCBI,
        rules=path.parent / kept["rules"] if path and "rules" in kept else None,
    )


def _topic(named: str, beside: Path) -> str:
    """A shipped topic by its name, else a file: beside evidence.toml as `db` is, where it is there."""
    return named if named in topics.shipped() or not is_file(beside / named) else str(beside / named)


def _find(folder: Path) -> Path | None:
    """The nearest evidence.toml at or above a folder."""
    return next((p / FILE_NAME for p in (folder, *folder.parents) if is_file(p / FILE_NAME)), None)


def _read(path: Path) -> dict[str, str]:
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:  # no UTF-8, no TOML, a number or a list beyond measure
        raise BadInput(f"{path} can't be read: {error}", "mend or remove it") from None
    for key, value in data.items():
        if key not in _KEYS or not isinstance(value, str):
            raise BadInput(f"{path}: {key!r} is no setting", f"settings are texts: {', '.join(_KEYS)}")
    return data
