"""The registry of rules: a stable dotted name, a docstring with an example of each kind, a function. Pure.

A rule's docstring has, after its first line, one sentence that it takes and one that it must leave:

    @rule("sample_size.randomised")
    def randomised(...):
        '''A number that is said to be randomised.

        Takes: In total, 1,204 patients were randomised to either arm.
        Leaves: We screened 1,204 patients, of whom none were enrolled.
        '''

A test runs both through the tagger. A renamed rule keeps its old name in `aliases`; a removed name is not used again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from evidence.tag.source import doc_of
from evidence.values import Field

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as `evidence rules` lists it."""

    name: str
    field: Field
    about: str
    takes: str
    leaves: str
    function: Callable[..., Any]


RULES: Final[dict[str, Rule]] = {}
ALIASES: Final[dict[str, str]] = {}  # old name -> the name it has now


def rule(name: str, *aliases: str) -> Callable[[F], F]:
    """Register a function as the rule `name` (`field.what`); `aliases` are names it had before.

    Raises:
        ValueError: at import, when the name is taken, is of no field, or the docstring lacks an example.
    """

    def register(function: F) -> F:
        about, takes, leaves = _examples(name, doc_of(function))
        if name in RULES or name in ALIASES:
            raise ValueError(f"two rules are called {name}")
        RULES[name] = Rule(name, Field(name.partition(".")[0]), about, takes, leaves, function)
        ALIASES.update(dict.fromkeys(aliases, name))
        return function

    return register


def _examples(name: str, doc: str) -> tuple[str, str, str]:
    """First line, the Takes: and the Leaves: sentence of a rule's docstring."""
    lines = doc.splitlines()
    found = dict.fromkeys(("Takes", "Leaves"), "")
    for line in lines[1:]:
        key, colon, sentence = line.strip().partition(": ")
        if colon and key in found:
            found[key] = sentence.strip()
    if not lines or not all(found.values()):
        raise ValueError(f"rule {name}: the docstring needs a first line, a line 'Takes: …' and a line 'Leaves: …'")
    return lines[0].strip(), found["Takes"], found["Leaves"]
