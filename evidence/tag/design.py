"""What design a record has: candidates from rules, ranked, with the words each was read from. Pure."""

from __future__ import annotations

from evidence.findings import Finding, Reading
from evidence.records import Quote
from evidence.tag import (  # noqa: F401 - each registers its rules
    design_interventional,
    design_nonclinical,
    design_observational,
    design_publication,
    design_synthesis,
)
from evidence.tag.design_cues import Cue
from evidence.tag.design_rules import DESIGN_RULES
from evidence.tag.design_signs import Signs
from evidence.tag.text import Document
from evidence.values import Design, Field


def read(document: Document, *, rules_only: bool = False) -> Reading:
    """All candidates of one record, best first.

    Args:
        document: the record's passages.
        rules_only: rank by the rules alone, without learned weights.
    """
    del rules_only
    signs = Signs(document)
    best: dict[str, tuple[float, str, tuple[Quote, ...]]] = {}
    for each in DESIGN_RULES:
        found = each.read(signs)
        if not found:
            continue
        parts = (found,) if isinstance(found, Cue | Quote) else found
        quotes = tuple(part if isinstance(part, Quote) else signs.quote(part) for part in parts)
        if each.code not in best or best[each.code][0] < each.strength:
            best[each.code] = (each.strength, each.name, quotes)
    ranked = sorted(best.items(), key=lambda item: -item[1][0])
    findings = tuple(
        Finding(document.pmid, Field.DESIGN, Design(code, _allocation(code)), quotes, name, 0.9)
        for code, (_, name, quotes) in ranked
    )
    if not findings:
        return Reading(Field.DESIGN, (), "not stated" if document.has_abstract else "no abstract")
    return Reading(Field.DESIGN, findings)


def _allocation(code: str) -> tuple[tuple[str, str], ...]:
    given = {"rct": "randomised", "non-randomised-controlled": "non-randomised"}
    return (("allocation", given[code]),) if code in given else ()
