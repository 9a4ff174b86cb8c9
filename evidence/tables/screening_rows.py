"""A decision of screening as a row of a file of corrections, and back. Touches nothing.

Its field is `screening`, or `screening_full_text` for one by full text; its value `included` or `excluded`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from evidence.errors import BadInput, either
from evidence.findings import Verdict
from evidence.screening import STAGES, Decision, Screening, Stage
from evidence.shown import shown
from evidence.tables.correction_check import good_moment, good_pmid, good_text

_SAID: Final = {
    "included": Decision.INCLUDED, "include": Decision.INCLUDED,
    "excluded": Decision.EXCLUDED, "exclude": Decision.EXCLUDED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WrittenScreening:
    """A decision as a file has it, and whether it names its time."""

    said: Screening
    timed: bool


def screening_to_json(said: Screening) -> dict[str, Any]:
    """One decision as an object with the keys of a correction; nobody keeps which text was `seen`."""
    value = None if said.takes_back else said.verdict.value
    verdict = Verdict.WITHDRAWN if said.takes_back else Verdict.VALUE
    return {
        "pmid": said.pmid, "field": said.stage.field, "verdict": verdict.value, "value": value,
        "reason": said.reason, "by": said.by, "at": said.at.isoformat(), "seen": "",
    }  # fmt: skip


def stage_named(field: Any) -> Stage | None:
    """The stage that a field names, however it is written; None for the field of a value."""
    return STAGES.get(field.strip().lower().replace("-", "_").replace(" ", "_")) if isinstance(field, str) else None


def screening_from_json(
    data: dict[str, Any], stage: Stage, where: str, *, timed: bool, now: datetime
) -> WrittenScreening:
    """The decision that `screening_to_json` wrote, or one that a person did, with all keys that an exported one has.

    Raises:
        BadInput: it is none; the message names `where`.
    """
    try:
        verdict = _decision(data["verdict"], data["value"])
        said = Screening(
            pmid=good_pmid(data["pmid"]),
            stage=stage,
            verdict=verdict,
            reason=good_text(data["reason"] or "", "reason", empty=verdict is not Decision.EXCLUDED),
            by=good_text(data["by"], "name of who says so"),
            at=good_moment(data["at"], now),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:  # a stranger's JSON
        todo = f"the value of {stage.field} is {either(['included', 'excluded'])}; who excludes says because of what"
        raise BadInput(f"{where}: no decision of screening ({error})", todo) from None
    return WrittenScreening(said, timed)


def _decision(verdict: Any, value: Any) -> Decision:
    """What is said.

    Raises:
        ValueError: it is neither a decision nor one taken back.
    """
    text = value.strip().lower() if isinstance(value, str) else value
    if verdict == Verdict.WITHDRAWN.value and not text:
        return Decision.WITHDRAWN
    if verdict != Verdict.VALUE.value or not isinstance(text, str) or text not in _SAID:
        raise ValueError(f"{shown(value)} is no such value" if verdict == Verdict.VALUE.value else f"{shown(verdict)}")
    return _SAID[text]
