"""Whether a record is the beginning of another, as a file that was cut off leaves it. Touches nothing.

XML shows where it was cut; MEDLINE text has no ending, so what is left of its last record looks like a whole one.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from evidence.records import Record, Source


def is_torn_from(record: Record, whole: Record) -> bool:
    """Whether a record from MEDLINE text says only what `whole`, another of the same revision, says too, and less."""
    if not record.source is whole.source is Source.MEDLINE_TEXT or record.revised != whole.revised or record == whole:
        return False
    return _begins(record, whole)


def _begins(part: object, whole: object) -> bool:
    """Whether `part` is `whole`, or what is left of it: nothing, the first letters, some of the things in it."""
    if part == whole or part is None or part in ("", ()):
        return True
    if type(part) is not type(whole):
        return False
    if isinstance(part, str) and isinstance(whole, str):
        return whole.startswith(part)
    if isinstance(part, tuple) and isinstance(whole, tuple):
        there = frozenset(whole)
        strays = [one for one in part if one not in there]  # a file is cut at one place only
        return not strays or (len(strays) == 1 and any(_begins(strays[0], other) for other in whole))
    if is_dataclass(part):
        return all(_begins(getattr(part, each.name), getattr(whole, each.name)) for each in fields(part))
    return False
