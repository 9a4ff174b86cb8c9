"""What stays of the machine's reading under a person's correction, who spoke of one thing only. Touches nothing.

Who types `rct` speaks of the code, not of the species or the masking (of that too who types "double-blind RCT"); who
types the very number that the machine read confirms it. So what the machine read of the rest stays, unless the person's
word contradicts it. What of a design contradicts a code, and what follows from it, is what README, "What the tags
mean", says of the codes.
"""

from __future__ import annotations

from typing import Final

from evidence.alike import says_no_more
from evidence.values import DESIGNS, Design, FollowUp, SampleSize, Value


def _codes(*groups: str) -> frozenset[str]:
    return frozenset(code for code, parent in DESIGNS.items() if parent in groups)


_ALL: Final = frozenset(DESIGNS)
_STUDIES: Final = _codes("interventional", "observational")
_TRIALS: Final = _codes("interventional", "protocol", "non-clinical")
_CONTROLLED: Final = frozenset(["rct", "quasi-randomised", "non-randomised-controlled"])
_COMPARED: Final = _CONTROLLED | {"historically-controlled", "protocol"}
_REVIEWS: Final = frozenset(["meta-analysis", "systematic-review"])
_TOGETHER: Final = _TRIALS - {"single-arm"}  # groups side by side, or one after the other
# The codes that an attribute can stand with; then those that one of its values can.
_CAN_HAVE: Final = {
    "allocation": frozenset(["protocol", "animal", "in-vitro"]),  # of all others the code says it, or has none
    "centres": _TRIALS | _STUDIES,
    "comparator": _COMPARED | {"single-arm"},
    "intervention_model": _TRIALS,
    "masking": _TRIALS | {"diagnostic-accuracy"},
    "phase": _TRIALS,
    "report": _STUDIES,
    "review_type": _REVIEWS,
    "species": _ALL,
    "time_perspective": _STUDIES | _codes("other-research", "protocol"),
}
_CAN_BE: Final = {
    ("allocation", "non-randomised"): frozenset[str](),
    ("comparator", "historical"): _COMPARED - _CONTROLLED,  # a comparator of the same time is none of the past
    **{("comparator", given): _CONTROLLED | {"protocol"} for given in ("placebo", "sham")},
    **{("comparator", group): _COMPARED for group in ("active", "usual-care", "control")},  # healthy people are no arm
    ("intervention_model", "single-group"): _TRIALS - _COMPARED | {"protocol"},
    **{("intervention_model", model): _TOGETHER for model in ("parallel", "crossover", "factorial")},
    **{("review_type", pooled): frozenset(["meta-analysis"]) for pooled in ("network", "individual-patient-data")},
    **{("species", people): _ALL - _codes("non-clinical") for people in ("human", "both")},
    ("time_perspective", "cross-sectional"): frozenset(["cross-sectional"]),
    ("time_perspective", "retrospective"): _CAN_HAVE["time_perspective"] - _codes("interventional"),
}
_NOT_RANDOM: Final = {"allocation": "non-randomised"}
# What a code says of its study by itself.
_FOLLOWS: Final[dict[str, dict[str, str]]] = {
    "rct": {"allocation": "randomised"},
    "quasi-randomised": _NOT_RANDOM,
    "non-randomised-controlled": _NOT_RANDOM,
    "historically-controlled": _NOT_RANDOM,
    "cross-sectional": {"time_perspective": "cross-sectional"},
    "animal": {"species": "animal"},
    "qualitative": {"species": "human"},
}


def with_machine(said: Value, machine: Value | None) -> Value:
    """The person's value with what the machine read of the rest; a size or length that tells more stays as it is."""
    match said, machine:
        case Design(code, told), Design(read, attributes):
            stays = dict(attributes if code == read else _under(code, dict(attributes)))
            return Design(code, tuple(sorted((stays | dict(told)).items())))
        case Design(code, told), None:
            return Design(code, tuple(sorted((dict(_under(code, {})) | dict(told)).items())))
        case SampleSize(), SampleSize() if says_no_more(said, machine):
            return machine
        case FollowUp(), FollowUp() if says_no_more(said, machine):
            # "3 years" stays so beside "36 months", but not beside a median of them: that would be lost.
            return said if said.unit != machine.unit and not (machine.mark or machine.ends) else machine
    return said


def _under(code: str, read: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Attributes that were read with another code, as far as they can stand with this one, and what follows from it."""
    follows = dict(_FOLLOWS.get(code, {}))
    if code in _STUDIES:
        follows["species"] = "human"
    kept = {name: value for name, value in read.items() if _stands(code, name, value)} | follows
    if code == "single-arm":
        kept.setdefault("intervention_model", "single-group")
    return tuple(sorted(kept.items()))


def _stands(code: str, name: str, value: str) -> bool:
    """Whether an attribute can be one of a study of this design."""
    return code in _CAN_HAVE.get(name, _ALL) and code in _CAN_BE.get((name, value), _ALL)
