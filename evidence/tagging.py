"""How to tag: processes, weights, a person's own rules; and lines without a store. Reads the rules file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.errors import BadInput

if TYPE_CHECKING:
    from evidence.pubmed.unpack import Readable
    from evidence.store.kept_rules import KeptRule, OwnRules
    from evidence.tag.own_rules import OwnRule
    from evidence.tag.tagger_pool import TaggerPool


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
        return self._read()[0]

    def own(self) -> OwnRules | None:
        """The person's rules in short, as a store remembers them; None where there are none.

        Raises:
            BadInput: the file can't be read, or a rule is wrong.
        """
        from evidence.store.kept_rules import KeptRule, OwnRules

        rules, text = self._read()
        if self.rules is None:
            return None
        file, digest = self.rules.name, hashlib.sha256(text.encode()).hexdigest()[:16]
        told = tuple(KeptRule(r.name, file, r.about, r.takes, r.leaves, r.confidence) for r in rules)
        return OwnRules(file, digest, tuple(rule.name for rule in rules), told)

    def _read(self) -> tuple[tuple[OwnRule, ...], str]:
        if self.rules is None:
            return (), ""
        from evidence.tag.own_rules import own_rules
        from evidence.writing import read_text

        with read_text(self.rules) as stream:
            text = stream.read()
        return own_rules(text, str(self.rules)), text

    def pool(self) -> TaggerPool:
        """The taggers, set up so.

        Raises:
            BadInput: the rules file can't be read, or a rule is wrong.
        """
        from evidence.tag.tagger_pool import TaggerPool

        return TaggerPool(self.processes, rules_only=self.rules_only, own=self.own_rules())


def tag_lines(batches: Iterable[Iterable[bytes]], tagging: Tagging) -> Iterator[str | BadInput]:
    """The answer to each JSON line of an article, in order; no database. A line that is none has its error instead.

    Args:
        batches: the lines, those together that are there together (`arriving`); they are tagged together.
        tagging: how to tag.

    Raises:
        BadInput: the person's rules are wrong.
    """
    with tagging.pool() as pool:
        yield from pool.lines(batches)


def arriving(read: Callable[[int], bytes], size: int = 1 << 18) -> Iterator[list[bytes]]:
    """The lines of a stream as they come: each list has the whole lines among up to `size` bytes that are there.

    It waits for no second line while it has one, so that a program that asks line by line is answered line by line.

    Args:
        read: gives what is there, at least one byte and at most so many, and nothing at the end (`os.read`).
        size: bytes.
    """
    begun: list[bytes] = []  # the pieces of a line whose end has not come
    while chunk := read(size):
        *whole, rest = chunk.split(b"\n")
        if whole:
            whole[0] = b"".join([*begun, whole[0]])
            begun = []
            yield whole
        begun.append(rest)
    yield [b"".join(begun)]


def unpacking(stream: Readable, name: str) -> Callable[[int], bytes]:
    """How to read a stream of lines for `arriving`, packed with gzip or not; as much as is there, if the stream does.

    What it gives raises BadInput, with the stream's `name`, where the packing is damaged, or is a bomb.
    """
    from evidence.pubmed.unpack import Unpacked

    unpacked: Unpacked | None = None

    def read(size: int) -> bytes:
        nonlocal unpacked
        unpacked = unpacked or Unpacked(stream)  # not before, as it reads, and may have to wait
        data = unpacked.read(size)
        if unpacked.fault:
            answered = "may be wrong" if unpacked.is_doubtful else "is right"
            raise BadInput(
                f"{name} can't be read to its end: {unpacked.fault}", f"get it again; what was answered {answered}"
            )
        return data

    return read


def trust_in(rule: Mapping[str, Any]) -> str:
    """How often a listed rule was right where it was chosen, and of how many, in words."""
    return f"right in {rule['precision']:.1%} of {rule['n']:,}" if rule["n"] else "not chosen in the corpora"


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


def listed_own(tagging: Tagging) -> list[dict[str, Any]]:
    """The person's own rules as `listed_rules` has the shipped ones; `precision` is what they say, `file` has them.

    Raises:
        BadInput: the file can't be read, or a rule is wrong.
    """
    return [
        {
            "rule": rule.name, "field": rule.field.value, "about": rule.about, "takes": rule.takes,
            "leaves": rule.leaves, "precision": rule.confidence, "n": 0, "file": str(tagging.rules),
        }
        for rule in tagging.own_rules()
    ]  # fmt: skip


def listed_kept(kept: Iterable[KeptRule]) -> list[dict[str, Any]]:
    """Rules of a person's own as a store kept them, as `listed_own` has those of a file; `kept` is true."""
    return [
        {
            "rule": rule.name, "field": rule.name.partition(".")[0], "about": rule.about, "takes": rule.takes,
            "leaves": rule.leaves, "precision": rule.confidence, "n": 0, "file": rule.file, "kept": True,
        }
        for rule in kept
    ]  # fmt: skip
