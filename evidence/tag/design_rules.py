"""How design rules are written and kept: what a rule gives, and the register that tells its code and strength. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from evidence.records import Quote
from evidence.tag.design_cues import Cue
from evidence.tag.design_signs import Signs
from evidence.tag.rule import rule

Reader = Callable[[Signs], "Cue | Quote | tuple[Cue | Quote, ...] | None"]


@dataclass(frozen=True, slots=True)
class DesignRule:
    """A rule that speaks for one code; `strength` is its log-odds against a record that says nothing."""

    name: str
    code: str
    strength: float
    read: Reader


DESIGN_RULES: Final[list[DesignRule]] = []


def speaks_for(name: str, code: str, strength: float, *aliases: str) -> Callable[[Reader], Reader]:
    """Register a design rule; its docstring needs the Takes: and Leaves: of every rule."""

    def register(function: Reader) -> Reader:
        DESIGN_RULES.append(DesignRule(name, code, strength, rule(name, *aliases)(function)))
        return function

    return register
