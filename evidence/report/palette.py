"""The colour, the shape and the name of each group of designs. Touches nothing.

Colours keep a contrast of 3:1 with white and with the page's dark ground, and differ to colour-blind eyes (after
Okabe and Ito); a shape says the same once more.
"""

from __future__ import annotations

from typing import Any, Final

from evidence.tables.entry import Entry
from evidence.values import GROUPS

NO_DESIGN: Final = "design not stated"
_LOOKS: Final = {
    "interventional": ("#1F83C4", "circle"),
    "observational": ("#009270", "square"),
    "synthesis": ("#B5568D", "diamond"),
    "other-research": ("#7566D0", "cross"),
    "protocol": ("#B07800", "triangle-up"),
    "non-clinical": ("#80807A", "triangle-down"),
    "publication": ("#B55A3C", "triangle-right"),
    NO_DESIGN: ("#8899AA", "stroke"),
}


def group(entry: Entry) -> str:
    """The group of an entry's design."""
    return entry.design.parent if entry.design else NO_DESIGN


def colour(present: list[str], **more: Any) -> dict[str, Any]:
    """The colour channel for the groups that are there."""
    return {
        "field": "group",
        "type": "nominal",
        "scale": {"domain": present, "range": [_LOOKS[name][0] for name in present]},
        "title": None,
    } | more


def shape(present: list[str], **more: Any) -> dict[str, Any]:
    """The shape channel for the groups that are there."""
    return {
        "field": "group",
        "type": "nominal",
        "scale": {"domain": present, "range": [_LOOKS[name][1] for name in present]},
        "title": None,
    } | more


def in_order(names: set[str]) -> list[str]:
    """Group names in the order of designs, those without one last."""
    return [name for name in (*GROUPS, NO_DESIGN) if name in names]
