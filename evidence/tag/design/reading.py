"""What design a record has: candidates from rules, ranked, with the words each was read from. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import evidence.tag.design.every_rule  # noqa: F401 - loads the rules
from evidence.findings import Finding, Reading
from evidence.records import Quote
from evidence.tag.design.attributes import attributes
from evidence.tag.design.counts import count_features
from evidence.tag.design.cues import Cue, cues
from evidence.tag.design.features import features, total, weighed, weightiest
from evidence.tag.design.indexing import MESH, PUBLICATION_TYPE, indexing
from evidence.tag.design.ranker import (
    CODES,
    NONE,
    PLACE,
    SCALE,
    UNSAID,
    WORTH_TELLING,
    Model,
    calibrated,
    model,
    probabilities,
    summed,
    unpack,
)
from evidence.tag.design.rules import rules_for
from evidence.tag.design.signs import TITLE, Signs
from evidence.tag.rule import rule
from evidence.tag.sample_size.counts import Counts
from evidence.tag.text import Document
from evidence.values import Design, Field

HARDLY: Final = 0.004  # share under which a code that rules found words for is no candidate
WEIGHED: Final = "design.weighed_signs"
# Rules that say too little to name the design of a paper that is not about medicine at all.
WEAK: Final = (
    WEIGHED,
    "design.nothing_done",
    "design.discusses",
    "design.review_word",
    "design.bench",
    "design.followed",
    "design.in_silico",
    "design.reviews",
    "design.trial_word",
)
# Rules that say that something was tried, and not how: enough beside an abstract that says no more, too little alone.
TRIED: Final = ("design.therapy_title", "design.trial_word")

_new: Final = tuple.__new__  # a NamedTuple's own constructor takes twice the time
Found = Cue | Quote | tuple[Cue | Quote, ...]


class Case(NamedTuple):
    """The best that speaks for one code: how strongly, which rule, and where its words are."""

    strength: float
    rule: str
    found: Found


class Brief(NamedTuple):
    """All that speaks for any code in one record."""

    signs: Signs
    cases: dict[str, Case]
    indexed: dict[str, Case]
    fired: list[str]  # the features of rules, indexing and counts

    @property
    def features(self) -> list[str]:
        """All features that the learned layer weighs."""
        return [*features(self.signs), *self.fired]


def read(document: Document, counts: Counts, *, rules_only: bool = False) -> Reading:
    """All candidates of one record, best first.

    Args:
        document: the record's passages.
        counts: what is counted in them.
        rules_only: rank by the rules alone, without learned weights.
    """
    return read_each([document], [counts], rules_only=rules_only)[0]


def read_each(documents: Sequence[Document], counts: Sequence[Counts], *, rules_only: bool = False) -> list[Reading]:
    """The same of some records, all of them one step on before any goes two: see `tagger.read_many`."""
    found = [cues(document.sentences) for document in documents]
    signs = [Signs(document, own) for document, own in zip(documents, found, strict=True)]
    briefs = [_brief(shown, counted) for shown, counted in zip(signs, counts, strict=True)]
    added = [None if rules_only else _added(brief) for brief in briefs]
    return [_reading(brief, some) for brief, some in zip(briefs, added, strict=True)]


def _added(brief: Brief) -> list[float] | None:
    """What the learned layer adds to each code; None for what it has not learned of: scraps, and other languages."""
    if brief.signs.is_scrap or not brief.signs.is_english:
        return None
    return unpack(total(brief.signs, weighed()) + summed(brief.fired, model().weights))


def _reading(brief: Brief, added: list[float] | None) -> Reading:
    """All candidates of a record, best first; by the rules alone where nothing is `added`."""
    layer = model()
    scores, none = _scored(brief, added, layer)
    shares = probabilities(scores, none)
    if not shares:
        return Reading(Field.DESIGN, (), "not stated" if brief.signs.document.has_abstract else "no abstract")
    code = next(iter(shares))
    chosen, passed_over = layer.rules if added is None else layer.learned
    silent = _abstention(brief, code, scores[code] < none, learned=added is not None)
    abstained = silent[0] if silent else None
    sure = calibrated(shares[code], passed_over if abstained else chosen)
    best = _finding(brief, code, brief.cases[code], sure, attributes(brief.signs, code))
    unsure = {other: min(sure, calibrated(share, passed_over)) for other, share in shares.items() if other != code}
    others = [
        _finding(brief, other, brief.cases[other], doubt) for other, doubt in unsure.items() if shares[other] > HARDLY
    ]
    if abstained:
        return Reading(Field.DESIGN, (best, *others), abstained)
    conflicts = tuple(_finding(brief, other, case, unsure[other]) for other, case in _against(brief, best).items())
    # What contradicts may speak for a code by other words than its best candidate does: both are kept.
    others += [conflict for conflict in conflicts if conflict not in others]
    return Reading(Field.DESIGN, (best, *sorted(others, key=lambda one: -one.confidence)), conflicts=conflicts)


def silence(document: Document, counts: Counts) -> str | None:
    """Why no code is given, in words for people; None where one is, as `read` has it."""
    brief = _brief(Signs(document), counts)
    added = _added(brief)
    scores, none = _scored(brief, added, model())
    code = next(iter(probabilities(scores, none)), None)
    if code is None:
        return "neither the text nor PubMed's indexing has a sign of any design"
    silent = _abstention(brief, code, scores[code] < none, learned=added is not None)
    return silent[1] if silent else None


def _scored(brief: Brief, added: list[float] | None, layer: Model) -> tuple[dict[str, float], float]:
    """The score of each code, and of there being no design."""
    if added is None:
        return {code: case.strength for code, case in brief.cases.items()}, 0.0
    _stand_in(brief, added, layer)
    return _scores(brief, added), added[PLACE[NONE]]


_FOREIGN: Final = ("not stated", "only weak signs, in a language that these rules don't read")
_TITLE_ALONE: Final = ("no abstract", "the title says that something was tried, and there is no abstract to say how")
_NO_STUDY: Final = ("not applicable", "that the record is no study with a design is likelier than any of the designs")


def _abstention(brief: Brief, code: str, unlikely: bool, *, learned: bool) -> tuple[str, str] | None:
    """Why the best code is no answer, also in words; None where it is one.

    It may be unlikelier than that there is no design.
    """
    weak = brief.cases[code].rule in WEAK
    if brief.cases[code].rule in TRIED and not brief.signs.document.has_abstract:
        return _TITLE_ALONE
    if weak and not brief.signs.is_english:
        return _FOREIGN
    # The learned layer knows how papers that are not about medicine look; the rules alone have to be told.
    outside = weak and not learned and brief.signs.is_outside_medicine
    return _NO_STUDY if unlikely or outside else None


def _finding(
    brief: Brief, code: str, case: Case, confidence: float, stated: tuple[tuple[str, str], ...] = ()
) -> Finding:
    """A candidate; `stated` are its attributes, which only the choice has."""
    _, rule_name, found = case
    pmid, quotes = brief.signs.document.pmid, _quotes(brief.signs, found)
    return _new(Finding, (pmid, Field.DESIGN, _new(Design, (code, stated)), quotes, rule_name, confidence, None))


# Indexing that is only coarser or of another kind than what the text says does not contradict it.
_AGREES: Final = {
    "narrative-review": ("systematic-review", "meta-analysis", "guideline", "commentary"),
    "systematic-review": ("meta-analysis", "guideline"),
    "meta-analysis": ("systematic-review",),
    "commentary": ("case-report", "case-series", "notice"),
    "cohort": ("case-series", "case-control", "cross-sectional", "single-arm", "diagnostic-accuracy", "economic"),
    "non-randomised-controlled": ("rct", "quasi-randomised", "historically-controlled"),
    "single-arm": (
        "rct",
        "quasi-randomised",
        "non-randomised-controlled",
        "historically-controlled",
        "cohort",
        "protocol",
    ),
    "animal": ("in-vitro", "in-silico"),
    "in-vitro": ("animal", "in-silico"),
    "rct": ("protocol", "quasi-randomised", "economic"),
}
_LOUD: Final = 3.5  # strength from which a heading of the indexing is taken at its word
_PLAIN: Final = 5.5  # strength from which the text states its design


def _against(brief: Brief, best: Finding) -> dict[str, Case]:
    """What contradicts the choice: PubMed's indexing where the text won, the text where the indexing won."""
    code = str(best.value)
    if best.rule in (PUBLICATION_TYPE, MESH):
        others = {c: case for c, case in brief.cases.items() if c not in brief.indexed and case.strength >= _PLAIN}
        return {c: case for c, case in others.items() if c not in _AGREES.get(code, ())}
    loud = {c: case for c, case in brief.indexed.items() if case.strength >= _LOUD and c != code}
    return {c: case for c, case in loud.items() if code not in _AGREES.get(c, ())}


_BY_LOT: Final = "design.random_allocation"
_AGREED: Final = 3.0  # what it adds that the indexer, too, read of an allotment by lot


def gather(document: Document, counts: Counts) -> Brief:
    """Everything in a record that speaks for a code, before anything is chosen."""
    return _brief(Signs(document), counts)


def _brief(signs: Signs, counts: Counts) -> Brief:
    cases: dict[str, Case] = {}
    indexed: dict[str, Case] = {}
    fired: list[str] = []
    for each, feature in rules_for(signs.counts, signs.in_zone[TITLE]):
        if found := each.read(signs):
            fired.append(feature)
            if each.code not in cases or cases[each.code].strength < each.strength:
                cases[each.code] = _new(Case, (each.strength, each.name, found))
    for entry in indexing(signs.document):
        fired.append(entry.feature)
        if entry.code:
            case = Case(entry.strength, entry.rule, entry.quote)
            for table in (cases, indexed):
                if entry.code not in table or table[entry.code].strength < entry.strength:
                    table[entry.code] = case
    told = cases.get("rct")
    if told and told.rule == _BY_LOT and "rct" in indexed and indexed["rct"].strength >= _LOUD:
        cases["rct"] = told._replace(strength=told.strength + _AGREED)
    return Brief(signs, cases, indexed, fired + count_features(counts))


def _quotes(signs: Signs, found: Found) -> tuple[Quote, ...]:
    if isinstance(found, Cue):
        return (signs.quote(found),)
    if isinstance(found, Quote):
        return (found,)
    # Two signs may be told by the same words: they are quoted once.
    return tuple(dict.fromkeys([part if isinstance(part, Quote) else signs.quote(part) for part in found]))


def _scores(brief: Brief, added: list[float]) -> dict[str, float]:
    """The score of each code: its rules' strength, and what the learned layer adds to it."""
    return {code: SCALE * case.strength + added[PLACE[code]] for code, case in brief.cases.items()}


@rule(WEIGHED)
def _stand_in(brief: Brief, added: list[float], layer: Model) -> None:
    """No single phrase tells the design, but many small signs do; the weightiest is quoted.

    Takes: Serum and tissue concentrations after oral dosing were lower in the knockout; protein expression was not.
    Leaves: Nothing was said.
    """
    best = max(_scores(brief, added).values(), default=0.0)
    least = max(0.0, best - WORTH_TELLING) - UNSAID
    if max(added[:-1]) <= least:
        return
    for place, extra in enumerate(added[: len(CODES) - 1]):
        if extra > least and CODES[place] not in brief.cases:
            quote = weightiest(brief.signs, CODES[place], layer.weights)
            if quote:
                brief.cases[CODES[place]] = Case(UNSAID / SCALE, WEIGHED, quote)
