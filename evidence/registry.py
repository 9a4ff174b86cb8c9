"""What a trial registry says of a trial, and where a record's tags say otherwise. Touches nothing.

The words are those of our design attributes (randomised, single-group, open …); ClinicalTrials.gov's v2 spells them
RANDOMIZED, SINGLE_GROUP, NONE.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from evidence.time_frames import longest_time_frame
from evidence.values import Design, FollowUp, SampleSize

_ALLOCATION: Final = {"RANDOMIZED": "randomised", "NON_RANDOMIZED": "non-randomised"}
_MASKING: Final = {"NONE": "open"}
_MOST: Final = 10**12  # people
_TOLERANCE: Final = 0.1  # of the longer follow-up: "12 months" and "52 weeks" are no disagreement


@dataclass(frozen=True, slots=True)
class Registered:
    """What a registry says of one trial, beside our tags; None where it says nothing.

    `enrolment_type` is actual or estimated; `last_time_frame` the longest of the outcomes' time frames as written,
    `days` its length.
    """

    nct: str
    enrolment: int | None = None
    enrolment_type: str | None = None
    allocation: str | None = None
    masking: str | None = None
    model: str | None = None
    status: str | None = None
    last_time_frame: str | None = None
    days: float | None = None


def of_study(study: Mapping[str, Any]) -> Registered:
    """A study as ClinicalTrials.gov's API v2 gives it.

    Raises:
        ValueError: it has no NCT number, or another shape.
    """
    try:
        protocol = study["protocolSection"]
        design = protocol.get("designModule") or {}
        info = design.get("designInfo") or {}
        enrolment = design.get("enrollmentInfo") or {}
        frame, days = longest_time_frame(_time_frames(protocol.get("outcomesModule") or {}))
        return Registered(
            nct=str(protocol["identificationModule"]["nctId"]),
            enrolment=_count(enrolment.get("count")),
            enrolment_type=_word(enrolment.get("type")),
            allocation=_ALLOCATION.get(info.get("allocation") or ""),
            masking=_word((info.get("maskingInfo") or {}).get("masking"), _MASKING),
            model=_word(info.get("interventionModel") or info.get("observationalModel")),
            status=_word((protocol.get("statusModule") or {}).get("overallStatus"), joint=" "),
            last_time_frame=frame,
            days=days,
        )
    except (KeyError, TypeError, AttributeError):
        raise ValueError("a study of another shape than ClinicalTrials.gov's") from None


def aliases_of(study: Mapping[str, Any]) -> tuple[str, ...]:
    """The numbers that a study had before, as obsolete ones or duplicates, in capitals.

    Raises:
        ValueError: it has another shape.
    """
    aliases = study["protocolSection"]["identificationModule"].get("nctIdAliases") or []
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise ValueError("former numbers that are no list of words")
    return tuple(alias.upper() for alias in aliases)


def _count(said: object) -> int | None:
    """An enrolment: a whole number that SQLite can hold, or none."""
    if said is None or (isinstance(said, int) and not isinstance(said, bool) and 0 <= said < _MOST):
        return said
    raise ValueError("an enrolment that is no number of people")


def _word(value: str | None, known: Mapping[str, str] | None = None, joint: str = "-") -> str | None:
    """SINGLE_GROUP as single-group."""
    return (known or {}).get(value, value.lower().replace("_", joint)) if value else None


def _time_frames(outcomes: Mapping[str, Any]) -> list[str]:
    kinds = ("primaryOutcomes", "secondaryOutcomes", "otherOutcomes")
    return [one["timeFrame"] for kind in kinds for one in outcomes.get(kind) or [] if one.get("timeFrame")]


def disagreements(
    trial: Registered, design: Design | None, size: SampleSize | None, follow_up: FollowUp | None
) -> tuple[str, ...]:
    """Where the tags say otherwise than the registry, one sentence each; silence on either side is none.

    An estimated enrolment is a plan and no disagreement; neither is an article about a part of the trial, which a
    machine can't tell from an error: so a person decides.
    """
    found = []
    for name in ("allocation", "masking", "intervention_model"):
        tagged = design.attribute(name) if design else None
        registered = trial.model if name == "intervention_model" else getattr(trial, name)
        if tagged and registered and tagged != registered:
            found.append(f"{trial.nct}: {name.replace('_', ' ')} {registered} in the registry, {tagged} here")
    if size and size.unit == "participants" and trial.enrolment_type == "actual" and trial.enrolment != size.value:
        found.append(f"{trial.nct}: {trial.enrolment} enrolled in the registry, {size.value} here")
    if follow_up and trial.days and abs(trial.days - follow_up.days) > _TOLERANCE * max(trial.days, follow_up.days):
        found.append(f"{trial.nct}: last time frame {trial.last_time_frame!r} in the registry, {follow_up} here")
    return tuple(found)
