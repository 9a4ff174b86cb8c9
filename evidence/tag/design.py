"""What design a record has: candidates from rules, ranked, with the words each was read from. Pure."""

from __future__ import annotations

from typing import Final, NamedTuple

from evidence.findings import Finding, Reading
from evidence.records import Quote
from evidence.tag import (  # noqa: F401 - each registers its rules
    design_interventional,
    design_nonclinical,
    design_observational,
    design_publication,
    design_synthesis,
)
from evidence.tag.design_attributes import attributes
from evidence.tag.design_cues import Cue
from evidence.tag.design_indexing import indexing
from evidence.tag.design_ranker import (
    ENOUGH,
    GROUP_OF,
    SCALE,
    STANDS_FOR,
    Model,
    calibrated,
    deltas,
    model,
    probabilities,
)
from evidence.tag.design_rules import DESIGN_RULES
from evidence.tag.design_signs import Signs
from evidence.tag.rule import rule
from evidence.tag.text import Document
from evidence.values import Design, Field

WEIGHED: Final = "design.weighed_signs"


class Case(NamedTuple):
    """The best that speaks for one code: how strongly, which rule, and its words."""

    strength: float
    rule: str
    quotes: tuple[Quote, ...]


class Brief(NamedTuple):
    """All that speaks for any code in one record, and the features that the learned layer weighs."""

    signs: Signs
    cases: dict[str, Case]
    features: list[str]


def read(document: Document, *, rules_only: bool = False) -> Reading:
    """All candidates of one record, best first.

    Args:
        document: the record's passages.
        rules_only: rank by the rules alone, without learned weights.
    """
    brief = gather(document)
    layer = model()
    if rules_only := rules_only or brief.signs.is_scrap:
        scores = {code: case.strength for code, case in brief.cases.items()}
    else:
        added = deltas(brief.features, layer.weights)
        _stand_in(brief, added, layer)
        scores = _scores(brief, added)
    bins = layer.rules if rules_only else layer.learned
    findings = tuple(
        Finding(
            document.pmid,
            Field.DESIGN,
            Design(code, attributes(brief.signs, code)),
            brief.cases[code].quotes,
            brief.cases[code].rule,
            calibrated(share, bins),
        )
        for code, share in probabilities(scores).items()
    )
    if not findings:
        return Reading(Field.DESIGN, (), "not stated" if document.has_abstract else "no abstract")
    return Reading(Field.DESIGN, findings)


def gather(document: Document) -> Brief:
    """Everything in a record that speaks for a code, before anything is chosen."""
    signs = Signs(document)
    cases: dict[str, Case] = {}
    features = signs.features()
    for each in DESIGN_RULES:
        if found := each.read(signs):
            features.append("rule:" + each.name[7:])
            if each.code not in cases or cases[each.code].strength < each.strength:
                cases[each.code] = Case(each.strength, each.name, _quotes(signs, found))
    for entry in indexing(document):
        features.append(entry.feature)
        if entry.code and (entry.code not in cases or cases[entry.code].strength < entry.strength):
            cases[entry.code] = Case(entry.strength, entry.rule, (entry.quote,))
    return Brief(signs, cases, features)


def _quotes(signs: Signs, found: Cue | Quote | tuple[Cue | Quote, ...]) -> tuple[Quote, ...]:
    parts: tuple[Cue | Quote, ...] = (found,) if isinstance(found, Cue | Quote) else found
    return tuple(part if isinstance(part, Quote) else signs.quote(part) for part in parts)


def _scores(brief: Brief, added: list[float]) -> dict[str, float]:
    """The score of each code: its rules' strength, and what the learned layer adds to its group."""
    return {
        code: SCALE * case.strength + (added[GROUP_OF[code]] if code in GROUP_OF else 0.0)
        for code, case in brief.cases.items()
    }


@rule(WEIGHED)
def _stand_in(brief: Brief, added: list[float], layer: Model) -> None:
    """No single phrase tells the design, but many small signs do; the weightiest is quoted.

    Takes: Serum and tissue concentrations after oral dosing were lower in the knockout; protein expression was not.
    Leaves: Nothing was said.
    """
    for group, code in enumerate(STANDS_FOR):
        if code not in brief.cases and added[group] > ENOUGH:
            quote = brief.signs.weightiest(group, layer.weights)
            if quote:
                brief.cases[code] = Case(0.0, WEIGHED, (quote,))
