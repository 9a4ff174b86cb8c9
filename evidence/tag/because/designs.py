"""What was weighed for and against a design, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evidence.findings import Finding, Reason
from evidence.tag.because.cue_words import words_of
from evidence.tag.design.ranker import PLACE, SCALE, model, one_of
from evidence.tag.design.reading import gather
from evidence.tag.sample_size.counts import Counts
from evidence.tag.text import Document

_ZONES: Final = {
    "t": "in the title", "b": "at the beginning", "m": "in the middle", "e": "at the end", "x": "of others' work",
}  # fmt: skip


_PLURAL: Final = {"case": "cases", "person": "persons"}


def of_design(document: Document, counts: Counts, finding: Finding) -> Iterator[Reason]:
    """What the rule and the learned layer say of a design; only the rule, in a text that the layer has not learned of.

    Args:
        document: the record.
        counts: what is counted in it.
        finding: the design as it was read.
    """
    brief, code = gather(document, counts), str(finding.value)
    case = brief.cases.get(code)
    learned = not brief.signs.is_scrap and brief.signs.is_english
    if case:
        yield Reason(f"the rule {case.rule}", case.strength * (SCALE if learned else 1.0))
    for feature in brief.features if learned else ():
        packed = model().weights.get(feature)
        if packed and (weight := one_of(packed, PLACE[code])):
            yield Reason(words(feature), weight)


def words(feature: str) -> str:
    """A feature of the learned layer for people: "reviewed@m" is a cue and where it stands, "w.ulcer" a single word."""
    name, _, zone = feature.partition("@")
    if name.startswith("w."):
        return f"the word “{name.removeprefix('w.')}”" + (" in the title" if zone else "")
    if zone:
        return f"words of {words_of(name)} {_ZONES.get(zone, zone)}"
    if name.startswith("rule:"):
        return f"the rule design.{name.removeprefix('rule:')}"
    kind, _, rest = name.partition(".")
    if kind == "n":
        return _often(*rest.rpartition(".")[::2])
    return _counted(rest) if kind == "counts" else name.replace("_", " ").replace(":", ": ")


def _often(what: str, many: str) -> str:
    """How much there is of a few things."""
    if what == "sentences":
        return "how long the text is"
    return f"{'no' if many == '0' else 'few' if many in '12' else 'many'} words of {words_of(what)}"


def _counted(what: str) -> str:
    """What is counted in the text, as the tagger of sample sizes saw it."""
    kind, _, value = what.partition(".")
    match kind:
        case "of":
            return (
                "no noun beside a number that could be the size"
                if value == "none"
                else f"a count of {_PLURAL.get(value, value)}"
            )
        case "most" | "first":
            return f"how large the {'largest' if kind == 'most' else 'first'} count of people is"
        case "by":
            return "a size that has to be worked out"
    return "how many numbers could be the size"
