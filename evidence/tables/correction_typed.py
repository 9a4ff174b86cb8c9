"""A correction as a person writes it into a table, in the words of `evidence correct`. Touches nothing.

A colleague's table has pmid, field, value, by and because; what an export has besides is filled in: what is said is a
value (or none, or NA), it is said now, and of the text that the store has (see `Tracker.import_corrections`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from evidence.errors import BadInput
from evidence.findings import Verdict
from evidence.typed import parse_word
from evidence.values import Field, field_meant, value_to_json

NEEDED: Final = ("pmid", "field", "value", "by", "because")
TODO: Final = f"each needs {', '.join(NEEDED)}; `evidence corrections export` shows all that one may have"
"""What to do about one that can't be read."""
_OF_VALUES: Final = (Verdict.VALUE.value, Verdict.CONFIRMED.value)


def as_meant(data: dict[str, Any], where: str, *, now: datetime) -> dict[str, Any]:
    """What was written of a correction, with all keys that an exported one has.

    Args:
        data: by key; `because` is `reason`, a value may be text as for `evidence correct`.
        where: what errors call it.
        now: when it is said, where it names no time.

    Raises:
        BadInput: a key is missing, or the value is none.
    """
    data = {"reason": data.get("because")} | data if "because" in data else data
    if missing := [key for key in NEEDED if key not in data and not (key == "because" and "reason" in data)]:
        raise BadInput(f"{where}: no correction (no {', '.join(missing)})", TODO)
    field = field_meant(str(data["field"]))
    value, verdict = data["value"], data.get("verdict")
    filled = data | {
        "field": field or data["field"],
        "verdict": verdict or Verdict.VALUE.value,
        "at": data.get("at") or now.isoformat(),
        "seen": data.get("seen") or "",
    }
    if field is None or not isinstance(value, str):
        return filled
    if not value.strip() and verdict:
        return filled | {"value": None}
    if not verdict or verdict in _OF_VALUES:
        said = _said(field, value, where)
        if verdict == Verdict.CONFIRMED.value and said["value"] is None:
            said["verdict"] = f"{verdict} {said['verdict']}"  # which of the two was confirmed, NR or NA
            return filled | said
        return filled | (said if not verdict else {"value": said["value"]})
    return filled


def _said(field: Field, value: str, where: str) -> dict[str, Any]:
    """Verdict and value of what was typed."""
    if not value.strip():
        raise BadInput(f"{where}: no value", "write one as for `evidence correct`, or none, or NA")
    try:
        verdict, meant = parse_word(field, value)
    except BadInput as error:
        raise BadInput(f"{where}: {error.what}", error.todo) from None
    return {"verdict": verdict.value, "value": None if meant is None else value_to_json(meant)}
