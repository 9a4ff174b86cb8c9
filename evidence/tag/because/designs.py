"""What was weighed for and against a design, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evidence.findings import Finding, Reason
from evidence.tag.design.ranker import PLACE, SCALE, model, one_of
from evidence.tag.design.reading import gather
from evidence.tag.sample_size.counts import Counts
from evidence.tag.text import Document

_ZONES: Final = {
    "t": "in the title", "b": "at the beginning", "m": "in the middle", "e": "at the end", "x": "of others' work",
}  # fmt: skip


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
    if not learned:
        return
    for feature in brief.features:
        packed = model().weights.get(feature)
        if packed and (weight := one_of(packed, PLACE[code])):
            yield Reason(_words(feature), weight)


def _words(feature: str) -> str:
    """A feature of the learned layer for people: "reviewed@m" is a cue and where it stands, "w.ulcer" a single word."""
    name, _, zone = feature.partition("@")
    if name.startswith("w."):
        return f"the word “{name.removeprefix('w.')}”" + (" in the title" if zone else "")
    if zone:
        return f"{name.replace('_', ' ')} {_ZONES.get(zone, zone)}"
    kind, _, rest = name.partition(".")
    if kind == "n":
        what, _, many = rest.rpartition(".")
        return f"how often {what.replace('_', ' ')}: {many}"
    if kind == "counts":
        return f"what is counted: {rest.replace('.', ' ')}"
    return name.replace("_", " ").replace(":", ": ")
