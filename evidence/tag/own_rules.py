r"""A person's own rules from TOML, strictly checked, beside the shipped ones. Pure.

    [[rule]]
    name = "sample_size.register_names"
    about = "The names in a register of veterans are the sample."
    pattern = 'register of veterans (?:held|had) (?P<value>\d[\d,]*) names'
    role = "enrolled"
    confidence = 0.9
    takes = "The register of veterans held 1,204 names in 1990."
    leaves = "The register of veterans held 12 meetings."

The name begins with the field. A pattern is a Python regular expression, tried on each sentence. Capitals and small
letters are alike (`HbA1c` takes HBA1C; `[A-Z]` takes any letter). For sample_size it has a group `value`; for follow_up
`value` and `unit` (a word such as months); for design the rule has a `code`. Both examples are tried when the file is
loaded, so that a rule that does not do what it says is not used.

Refused as well is a pattern that could take forever: repetitions within a repetition that can take the same
characters, `(\w+ ?)+x`, and several of them side by side, `.*.*x`, `\d*\d*\d*x` (`slow_patterns.py` has the whole of
it). With something between them that none of them can take, such as a space, `(\w+ )+x` and `\d+ \d+ \d+x` are fine;
so are `.*`, `[^.]*` and `(?P<value>\d+).*patients`. A sentence of more than 1,000 characters, or with a word of more
than 60, is passed over.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from evidence.errors import BadInput
from evidence.findings import Finding, Reading
from evidence.records import Passage
from evidence.tag.rule import ALIASES, RULES
from evidence.tag.slow_patterns import trouble
from evidence.tag.text import Document
from evidence.typed import parse_value
from evidence.values import DESIGNS, ROLES, STATISTICS, Design, Field, FollowUp, SampleSize, Value

_COMMON: Final = {"name", "about", "pattern", "confidence", "takes", "leaves"}
_EXTRA: Final = {
    Field.DESIGN: {"code"},
    Field.SAMPLE_SIZE: {"unit", "role"},
    Field.FOLLOW_UP: {"statistic"},
}
_GROUPS: Final[dict[Field, tuple[str, ...]]] = {
    Field.DESIGN: (),
    Field.SAMPLE_SIZE: ("value",),
    Field.FOLLOW_UP: ("value", "unit"),
}
_LEAST_CONFIDENCE: Final = 0.01  # nobody means less; a typing error such as 1e-300 would hide the rule
# What a person's pattern is tried on, in characters: two repetitions side by side are allowed, and take a power of it.
_LONGEST_SENTENCE: Final = 1_000
_LONGEST_WORD: Final = 60


@dataclass(frozen=True, slots=True)
class OwnRule:
    """One rule of a person's file."""

    name: str
    field: Field
    about: str
    pattern: re.Pattern[str]
    confidence: float
    takes: str
    leaves: str
    says: tuple[tuple[str, str], ...]  # code, unit, role or statistic

    def findings(self, document: Document) -> Iterator[Finding]:
        """A candidate for each match that has a value."""
        for sentence in document.sentences:
            if _is_endless(sentence.folded):
                continue
            for match in self.pattern.finditer(sentence.folded):
                value = self._value(match)
                if value is not None and match.end() > match.start():
                    quote = sentence.quote(*match.span())
                    yield Finding(document.pmid, self.field, value, (quote,), self.name, self.confidence)

    def _value(self, match: re.Match[str]) -> Value | None:
        said = dict(self.says)
        if self.field is Field.DESIGN:
            return Design(said["code"])
        parts = [match[group] for group in _GROUPS[self.field]]
        if not all(parts):
            return None  # a branch of the pattern without the group
        try:
            value = parse_value(self.field, " ".join(parts))
        except BadInput:
            return None  # the pattern matched words that are no value
        if isinstance(value, SampleSize):
            return value._replace(unit=said.get("unit", value.unit), role=said.get("role", value.role))
        if isinstance(value, FollowUp) and value.value:
            return value._replace(statistic=said.get("statistic", value.statistic))
        return None


def _is_endless(sentence: str) -> bool:
    return len(sentence) > _LONGEST_SENTENCE or any(len(word) > _LONGEST_WORD for word in sentence.split())


def own_rules(text: str, path: str) -> tuple[OwnRule, ...]:
    """The rules of a TOML text; `path` names it in errors.

    Raises:
        BadInput: it is no TOML, or a rule is wrong; the message names rule and key.
    """
    try:
        data = tomllib.loads(text)
    except ValueError as error:
        raise BadInput(f"rules {path} are no TOML: {error}", "mend that line") from None
    except RecursionError:
        raise BadInput(f"rules {path} are nested too deeply", "write each rule below [[rule]]") from None
    tables = data.pop("rule", None)
    if data or not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise BadInput(f"rules {path} has more or other than [[rule]] tables", "write each rule below [[rule]]")
    rules = tuple(_rule(table, f"rules {path}, rule {number}") for number, table in enumerate(tables, 1))
    names = [rule.name for rule in rules]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise BadInput(f"rules {path}: two rules are called {twice[0]}", "give each a name of its own")
    for rule in rules:
        _try(rule)
    return rules


def _rule(table: dict[str, Any], where: str) -> OwnRule:
    texts = {key: table.get(key) for key in ("name", "about", "pattern", "takes", "leaves")}
    for key, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise BadInput(f"{where}: {key} is missing or no text", f'write {key} = "…"')
    name = str(texts["name"])
    prefix = name.partition(".")[0]
    if prefix not in list(Field) or not re.fullmatch(r"[a-z_]+\.[a-z0-9_]+", name):
        raise BadInput(f"{where}: {name!r} does not begin with a field", "such as sample_size.veterans")
    from evidence.tag import tagger  # noqa: F401 - loads the shipped rules, whose names are taken

    if name in RULES or name in ALIASES:
        raise BadInput(f"{where}: {name} is a shipped rule", "give yours another name")
    field = Field(prefix)
    if unknown := sorted(set(table) - _COMMON - _EXTRA[field]):
        raise BadInput(f"{where}: no key {unknown[0]!r}", "keys are " + ", ".join(sorted(_COMMON | _EXTRA[field])))
    confidence = table.get("confidence", 0.9)
    _check_confidence(confidence, where)
    return OwnRule(
        name,
        field,
        str(texts["about"]),
        _pattern(str(texts["pattern"]), field, where),
        float(confidence),
        str(texts["takes"]),
        str(texts["leaves"]),
        _says(table, field, where),
    )


def _check_confidence(confidence: Any, where: str) -> None:
    is_number = isinstance(confidence, int | float) and not isinstance(confidence, bool)
    if not is_number or not _LEAST_CONFIDENCE <= confidence <= 1:
        what = f"{where}: confidence is not between {_LEAST_CONFIDENCE} and 1"
        raise BadInput(what, "write the share of right values, such as 0.9")


def _pattern(text: str, field: Field, where: str) -> re.Pattern[str]:
    try:
        pattern = re.compile(text, re.IGNORECASE)  # the sentences are in small letters, people's patterns need not be
        slow = trouble(pattern)
    except BadInput as error:
        raise BadInput(f"{where}: {error.what}", error.todo) from None
    except re.error as error:
        raise BadInput(f"{where}: the pattern is no regular expression ({error})", "mend it") from None
    except (OverflowError, RecursionError):
        todo = "write fewer brackets within brackets, and smaller numbers in {}"
        raise BadInput(f"{where}: the pattern counts too high or is nested too deeply", todo) from None
    if slow:
        todo = "put between them what none of them can take, such as a space, or leave one out"
        raise BadInput(f"{where}: the pattern could take forever: {slow}", todo)
    if missing := sorted(set(_GROUPS[field]) - set(pattern.groupindex)):
        raise BadInput(f"{where}: the pattern has no group {missing[0]!r}", f"write (?P<{missing[0]}>…) in it")
    return pattern


def _says(table: dict[str, Any], field: Field, where: str) -> tuple[tuple[str, str], ...]:
    """What the rule says of each value that it reads."""
    allowed = {"code": tuple(DESIGNS), "role": ROLES, "statistic": STATISTICS}
    said = {key: table[key] for key in sorted(_EXTRA[field]) if key in table}
    for key, value in said.items():
        if not isinstance(value, str) or value not in allowed.get(key, (value,)):
            raise BadInput(f"{where}: no {key} {value!r}", f"one of {', '.join(allowed.get(key, ('a word',)))}")
        if not value.strip() or not value.isprintable():
            raise BadInput(f"{where}: no {key} {value!r}", "write a plain word, such as eyes")
    if field is Field.DESIGN and "code" not in said:
        raise BadInput(f"{where}: a design rule needs a code", f"one of {', '.join(DESIGNS)}")
    return tuple(said.items())


def _try(rule: OwnRule) -> None:
    """Hold a rule against its own examples."""
    for key, sentence in (("takes", rule.takes), ("leaves", rule.leaves)):
        found = any(rule.findings(Document(0, (Passage("abstract.0", None, sentence),))))
        if found is not (key == "takes"):
            does = "does not read" if key == "takes" else "reads"
            raise BadInput(
                f"rule {rule.name} {does} its own example of what it {key}", "mend the pattern or the example"
            )


def with_own(reading: Reading, rules: Sequence[OwnRule], document: Document) -> Reading:
    """A reading with the candidates of a person's rules in their place by confidence; theirs win ties."""
    if not rules:
        return reading
    own = [f for rule in rules if rule.field is reading.field for f in rule.findings(document)]
    if not own:
        return reading
    best = max(own, key=lambda finding: finding.confidence)
    shipped = reading.chosen
    candidates = sorted((*own, *reading.candidates), key=lambda finding: -finding.confidence)
    if shipped is None or best.confidence >= shipped.confidence:
        return Reading(reading.field, (best, *(f for f in candidates if f is not best)), None, reading.conflicts)
    return Reading(reading.field, (shipped, *(f for f in candidates if f is not shipped)), None, reading.conflicts)


__all__ = ["OwnRule", "own_rules", "with_own"]
