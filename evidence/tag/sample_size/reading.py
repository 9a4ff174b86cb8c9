"""The sample size of a record: candidates, the order of their chances, and whether the best will do. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from evidence.findings import Finding, Reading
from evidence.records import Quote
from evidence.tag.design.ranker import GUESSED
from evidence.tag.other_studies import is_cited, tells_of_others
from evidence.tag.sample_size.arms_told import arms_of
from evidence.tag.sample_size.by_design import counts_nobody, is_of_some, is_plan
from evidence.tag.sample_size.candidates import Candidate, Mention, Ranked
from evidence.tag.sample_size.counts import Counts
from evidence.tag.sample_size.features import weigh
from evidence.tag.sample_size.flow import past_screening
from evidence.tag.sample_size.ranker import chances, confidence, model, rule_precision
from evidence.tag.sample_size.roles import role_of
from evidence.tag.sample_size.rules import rule_of
from evidence.tag.sample_size.scan import Scan
from evidence.tag.sample_size.studies_counted import studies_of
from evidence.tag.sample_size.unit import unit_of
from evidence.tag.text import Document
from evidence.values import Design, Field, SampleSize

# Designs that have no sample, and what it takes to answer all the same: cells may come from donors, and be counted so.
_NO_SAMPLE: Final = {
    "narrative-review": 0.9, "guideline": 0.9, "commentary": 0.9, "notice": 0.9, "in-silico": 0.9, "in-vitro": 0.7,
}  # fmt: skip
_ECHO: Final = 3  # characters between a number and itself: "forty-one (41)"
_NEGLIGIBLE: Final = 0.002  # less of a chance than this is not worth a row
_MOST_FINDINGS: Final = 6
_PLAUSIBLE: Final = 0.25  # what a protocol plans is believed from here on, also where nothing is likelier
_UNLIKELY: Final = 0.25  # rules alone: a rule of less precision is no answer
_HIDDEN: Final = 0.2  # rules alone: what a number without a unit noun beside it is worth


def read(
    document: Document, counts: Counts, *, design: Design | None, design_is: float = 1.0, rules_only: bool = False
) -> Reading:
    """All candidates of one record, each value once, best first.

    Args:
        document: the record; title and abstract are read.
        counts: its counts.
        design: the chosen design, which tells whether no value is "not stated" or "not applicable".
        design_is: how sure the design is, 0 to 1; one that is no more than a guess silences no sample.
        rules_only: rank by the measured precision of the rules alone, without the learned weights.
    """
    return read_each([document], [counts], [(design, design_is)], rules_only=rules_only)[0]


DesignRead = tuple[Design | None, float]
"""A design and how sure it is."""


def read_each(
    documents: Sequence[Document], counts: Sequence[Counts], known: Sequence[DesignRead], *, rules_only: bool = False
) -> list[Reading]:
    """The same of some records, all of them one step on before any goes two: see `tagger.read_many`."""
    ranks = [
        _rank_by_rules(each) if rules_only else _rank(each, one[0]) for each, one in zip(counts, known, strict=True)
    ]
    best = [
        past_screening(each.scan, by_value(ranked, add=not rules_only), each.rivals)
        for each, (ranked, _) in zip(counts, ranks, strict=True)
    ]
    return [
        _reading(document, each, some, nothing, one, rules_only)
        for document, each, some, (_, nothing), one in zip(documents, counts, best, ranks, known, strict=True)
    ]


def _rank(counts: Counts, design: Design | None) -> tuple[Ranked, float]:
    """The candidates with their chances, and the chance that none is right."""
    scan, candidates, rivals = counts
    shares = chances(weigh(scan, candidates, rivals, model().weights, design.code if design else "none"))
    nothing = shares.pop()
    return list(zip(shares, candidates, strict=True)), nothing


def _rank_by_rules(counts: Counts) -> tuple[Ranked, float]:
    """The same by the measured precision of the rules alone."""
    ranked = [(rule_precision(rule_of(c)) * (1.0 if is_plain(c) else _HIDDEN), c) for c in counts.candidates]
    return ranked, _UNLIKELY


def _reading(
    document: Document, counts: Counts, best: Ranked, nothing: float, known: DesignRead, rules_only: bool
) -> Reading:
    """The candidates as findings, and whether the best will do."""
    scan, (design, design_is) = counts.scan, known
    of = _Known(document.pmid, design, studies_of(scan, design))
    findings = tuple(
        _finding(of, counts, candidate, chance if rules_only else confidence(chance))
        for n, (chance, candidate) in enumerate(best[:_MOST_FINDINGS])
        if n == 0 or chance >= _NEGLIGIBLE
    )
    silent = _silence(scan, best, nothing, of, design_is, findings)
    return Reading(Field.SAMPLE_SIZE, findings, _reason(document, design) if silent else None)


def silence(document: Document, counts: Counts, known: DesignRead) -> str | None:
    """Why none of the candidates is the size, in words for people; None where the best is, as `read` has it."""
    (scan, _, rivals), (design, design_is) = counts, known
    ranked, nothing = _rank(counts, design)
    best = past_screening(scan, by_value(ranked, add=True), rivals)
    of = _Known(document.pmid, design, studies_of(scan, design))
    findings = [_finding(of, counts, one, confidence(chance)) for chance, one in best[:1]]
    return _silence(scan, best, nothing, of, design_is, findings)


def _silence(
    scan: Scan, best: Ranked, nothing: float, of: _Known, design_is: float, findings: Sequence[Finding]
) -> str | None:
    """Why the best candidate is no answer, None where it is one."""
    if not best:
        if of.design and of.design.code in _NO_SAMPLE:
            return "a record of this design has no sample of its own"
        return "no number is said to count those who were studied"
    chance, candidate = best[0]
    if why := _none_of_such(scan, candidate, of, design_is, findings[0].confidence):
        return why
    if chance < nothing and not (chance >= _PLAUSIBLE and is_plan(scan, candidate, of.design)):
        return "that no size is stated is likelier than any number here"
    return None


def _none_of_such(scan: Scan, candidate: Candidate, of: _Known, design_is: float, sure: float) -> str | None:
    """Why a record of its design has no size in its candidate, None where it may have."""
    design = of.design
    if tells_of_others(design, design_is):
        return "a record of this design counts the people of other studies"
    if _is_nobodys(scan, candidate, of):
        return "the likeliest number is no sample of such a record"
    if (parts := candidate.parts) and is_cited(design, scan.text, *scan.span(parts[0].sentence)):
        return "the likeliest number is that of a study which the record cites"
    if design and design.code in _NO_SAMPLE and design_is >= GUESSED and sure < _NO_SAMPLE[design.code]:
        return "a record of this design seldom has a sample, and no number here is sure enough"
    return None


def is_plain(candidate: Candidate) -> bool:
    """Whether the unit noun stands beside the number, or the size is worked out."""
    return candidate.how != "told" or candidate.head.side == "right" or candidate.head.form == "n="


def by_value(ranked: list[tuple[float, Candidate]], *, add: bool) -> list[tuple[float, Candidate]]:
    """Each value with the chance of all its candidates (or of its best) and the best of them, highest first.

    A number that is told with its noun is a better quote than parts that come to it.
    """
    chance: dict[int, float] = {}
    best: dict[int, tuple[bool, float, Candidate]] = {}
    last: Mention | None = None
    for share, candidate in ranked:
        value = candidate.value
        mention = candidate.parts[0] if candidate.how == "told" else None
        if not add or (mention and last and _are_two(last, mention)):
            chance[value] = max(chance.get(value, 0.0), share)
        else:
            chance[value] = chance.get(value, 0.0) + share
        last = mention
        told = mention is not None and mention.kind != "none"
        if value not in best or (told, share) > best[value][:2]:
            best[value] = (told, share, candidate)
    order = sorted(best, key=chance.__getitem__, reverse=True)  # stable: the first in the text wins a tie
    return [(chance[value], best[value][2]) for value in order]


def _are_two(first: Mention, second: Mention) -> bool:
    """Whether two mentions are groups of one size and no size told twice: "40 had the drug and 40 had none"."""
    return first.value == second.value and first.sentence == second.sentence and second.start - first.end > _ECHO


def _reason(document: Document, design: Design | None) -> str:
    if not document.has_abstract:
        return "no abstract"
    return "not applicable" if design and design.code in _NO_SAMPLE else "not stated"


def _is_nobodys(scan: Scan, candidate: Candidate, of: _Known) -> bool:
    """Whether a candidate is no sample of such a record, whatever its chance."""
    return counts_nobody(scan, candidate, of.design) or is_of_some(scan, candidate, of.studies)


class _Known(NamedTuple):
    """What is known of a record before its size: its design and, of a review, the number of its studies."""

    pmid: int
    design: Design | None
    studies: int | None


def _finding(of: _Known, counts: Counts, candidate: Candidate, sure: float) -> Finding:
    scan = counts.scan
    arms = arms_of(counts, candidate, of.design)
    derived_value = candidate.how not in ("told", "case")
    new = tuple.__new__  # a NamedTuple's own constructor takes twice the time
    told = (
        candidate.value,
        unit_of(scan, candidate, of.design),
        role_of(scan, candidate, of.design),
        arms,
        of.studies,
        derived_value,
    )
    quotes, by = _quotes(scan, candidate), rule_of(candidate)
    value = new(SampleSize, told)
    return new(Finding, (of.pmid, Field.SAMPLE_SIZE, value, quotes, by, sure, candidate.working))


def _quotes(scan: Scan, candidate: Candidate) -> tuple[Quote, ...]:
    """One quote for each part, with its unit noun where that follows, and one for each other span."""
    if len(candidate.parts) == 1 and not candidate.spans:
        part = candidate.parts[0]
        return (scan.quote_in(part.sentence, *_span(part)),)
    spans = [*map(_span, candidate.parts), *candidate.spans]
    return tuple(scan.quote(*span) for n, span in enumerate(spans) if not _is_covered(span, spans[n + 1 :]))


def _span(part: Mention) -> tuple[int, int]:
    """A number with its unit noun where that follows."""
    return part.start, part.stop


def _is_covered(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """Whether a later span has all of these words."""
    return any(start <= span[0] and span[1] <= end for start, end in others)
