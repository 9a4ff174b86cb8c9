"""How often a follow-up like this one was right on the development corpora: numbers that the program ships. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from evidence.tag.follow_up_rank import Weighed
from evidence.tag.follow_up_rules import Claim


@dataclass(frozen=True, slots=True)
class Cell:
    """Answers alike: the share that was right, shrunk towards the rule's and the whole's, and how many there were."""

    share: float
    n: int


def cell_of(one: Weighed, all_of_them: list[Weighed]) -> tuple[str, ...]:
    """The cells that an answer falls in, the narrowest first: rule, said again elsewhere, outlasted by another.

    `again` means that another claim of the record has the same length (5 %); `longer` that one has a longer length.
    """
    days = one.days
    claims = [other.days for other in all_of_them if isinstance(other.what, Claim) and other is not one]
    again = any(abs(other - days) <= 0.05 * days for other in claims)
    longer = any(other > 1.05 * days for other in claims)
    rule = one.rule
    return (f"{rule} {'again' if again else 'once'} {'longer' if longer else 'longest'}", rule, "all")


@cache
def cells() -> Mapping[str, Cell]:
    """The shares that the program ships (data/weights/follow_up.json); none where the file is absent."""
    path = resources.files("evidence.data").joinpath("weights/follow_up.json")
    if not path.is_file():
        return {}
    data = json.loads(path.read_text(encoding="utf-8"))
    return {name: Cell(float(share), int(n)) for name, (share, n) in data["cells"].items()}


UNMEASURED = 0.8
"""Where nothing like it was measured."""


def confidence(one: Weighed, all_of_them: list[Weighed]) -> float:
    """The measured share of right answers among those like this one, 0-1."""
    known = cells()
    return next((known[name].share for name in cell_of(one, all_of_them) if name in known), UNMEASURED)
