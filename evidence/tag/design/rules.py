"""How design rules are written and kept: what a rule gives, and the register that tells its code and strength. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import Final, NamedTuple

from evidence.records import Quote
from evidence.tag.design.cues import Cue
from evidence.tag.design.signs import Signs
from evidence.tag.rule import rule
from evidence.tag.source import functions_beside

Reader = Callable[[Signs], "Cue | Quote | tuple[Cue | Quote, ...] | None"]


@dataclass(frozen=True)
class DesignRule:
    """A rule that speaks for one code; `strength` is its log-odds against a record that says nothing."""

    name: str
    code: str
    strength: float
    read: Reader

    @property
    def feature(self) -> str:
        """What the learned layer calls it."""
        return "rule:" + self.name[7:]


DESIGN_RULES: Final[list[DesignRule]] = []
BY: Final[dict[str, list[str]]] = {}  # rule -> the signs, one of which it needs, "sign@t" in the title
ALWAYS: Final[set[str]] = set()  # rules that speak without any cue of a sign


class _Needing(NamedTuple):
    """Sign -> the rules that it may make speak, a bit each: anywhere, and in the title; those that need none; all."""

    anywhere: dict[str, int]
    in_title: dict[str, int]
    always: int
    rules: list[tuple[DesignRule, str]]


@lru_cache(maxsize=1)
def _needing() -> _Needing:
    """Which rules are asked where a sign is shown.

    A rule speaks by a cue of a sign that it names, in its own code or in that of a function beside it. So a record
    without any of the signs that a rule names need not be shown to it: nine tenths of the rules a record.
    """
    anywhere: dict[str, int] = {}
    in_title: dict[str, int] = {}
    always = 0
    for number, each in enumerate(DESIGN_RULES):
        if each.name in ALWAYS:
            always |= 1 << number
        for name in BY.get(each.name) or _named(each.read.__name__, functions_beside(each.read), set()):
            table = in_title if name.endswith("@t") else anywhere
            sign = name.removesuffix("@t")
            table[sign] = table.get(sign, 0) | 1 << number
    return _Needing(anywhere, in_title, always, [(each, each.feature) for each in DESIGN_RULES])


def _named(name: str, beside: Mapping[str, CodeType], seen: set[str]) -> set[str]:
    """All strings in the code of a function, and in that of the functions of the same module that it calls."""
    if name not in beside or name in seen:
        return set()
    seen.add(name)
    found: set[str] = set()
    left = [beside[name]]
    while left:
        code = left.pop()
        for const in code.co_consts:
            if isinstance(const, str):
                found.add(const)
            elif isinstance(const, tuple | frozenset):
                found |= {part for part in const if isinstance(part, str)}
            elif isinstance(const, CodeType):
                left.append(const)
        for called in code.co_names:
            found |= _named(called, beside, seen)
    return found


def rules_for(shown: Iterable[str], titled: Iterable[str]) -> list[tuple[DesignRule, str]]:
    """The rules that may speak where these signs are shown, in order, each with its feature for the learned layer.

    Args:
        shown: the signs that a record has anywhere.
        titled: those that its title has.
    """
    anywhere, in_title, left, rules = _needing()
    for sign in shown:
        if sign in anywhere:
            left |= anywhere[sign]
    for sign in titled:
        if sign in in_title:
            left |= in_title[sign]
    asked = []
    flags = f"{left:b}"[::-1]  # looked through by a search: a step for each rule that is asked, not for each there is
    place = flags.find("1")
    while place >= 0:
        asked.append(rules[place])
        place = flags.find("1", place + 1)
    return asked


def speaks_for(
    name: str, code: str, strength: float, *aliases: str, by: str = "", always: bool = False
) -> Callable[[Reader], Reader]:
    """Register a design rule; its docstring needs the Takes: and Leaves: of every rule.

    Args:
        name: of the rule, "design.what".
        code: the design that it speaks for.
        strength: its log-odds.
        aliases: names that it had before.
        by: the signs, one of which must be shown for it to speak, "sign@t" in the title; all that it names where
            nothing is said.
        always: it may speak without a cue of any sign that it names.
    """

    def register(function: Reader) -> Reader:
        if always:
            ALWAYS.add(name)
        if by:
            BY[name] = by.split()
        DESIGN_RULES.append(DesignRule(name, code, strength, rule(name, *aliases)(function)))
        return function

    return register
