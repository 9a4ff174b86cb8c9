"""How to tag: processes, weights, a person's own rules; and lines without a store. Reads the rules file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evidence.errors import BadInput
    from evidence.tag.crowd import Crowd
    from evidence.tag.own_rules import OwnRule


@dataclass(frozen=True, slots=True)
class Tagging:
    """How to tag: on how many processes, without the learned weights, with a person's own rules (a TOML file)."""

    processes: int = 1
    rules_only: bool = False
    rules: Path | None = None

    def own_rules(self) -> tuple[OwnRule, ...]:
        """The person's rules.

        Raises:
            BadInput: the file can't be read, or a rule is wrong.
        """
        if self.rules is None:
            return ()
        from evidence.tag.own_rules import own_rules
        from evidence.writing import read_text

        with read_text(self.rules) as stream:
            return own_rules(stream.read(), str(self.rules))

    def crowd(self) -> Crowd:
        """The taggers, set up so.

        Raises:
            BadInput: the rules file can't be read, or a rule is wrong.
        """
        from evidence.tag.crowd import Crowd

        return Crowd(self.processes, rules_only=self.rules_only, own=self.own_rules())


def tag_lines(lines: Iterable[bytes], tagging: Tagging) -> Iterator[str | BadInput]:
    """The answer to each JSON line of an article, in order; no database. A line that is none has its error instead.

    Raises:
        BadInput: the person's rules are wrong.
    """
    with tagging.crowd() as crowd:
        yield from crowd.lines(lines)


def listed_rules() -> list[dict[str, Any]]:
    """The shipped rules by name: what each reads, its examples, how often it was right where it was chosen, and n.

    Measured by tests/benchmarks/rule_figures.py on the development corpora.
    """
    from importlib import resources

    from evidence.tag import tagger  # noqa: F401 - loads the rules
    from evidence.tag.rule import RULES

    measured = json.loads((resources.files("evidence.data") / "weights" / "rules.json").read_text("utf-8"))
    return [
        {
            "rule": name, "field": rule.field.value, "about": rule.about, "takes": rule.takes, "leaves": rule.leaves,
            **measured.get(name, {"precision": 0.0, "n": 0}),
        }
        for name, rule in sorted(RULES.items())
    ]  # fmt: skip
