"""Why a record has no value, and what was seen in it and passed over: numbers and times that became no candidate. Pure.

The taggers keep their candidates; what a trap took, an age or other people's patients, they let go of at once. Who asks
why nothing was taken wants to see just that, so the record is read once more here, with the rules of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from evidence.findings import Reading, Seen, Silence
from evidence.records import Passage, Quote
from evidence.tag import tagger
from evidence.tag.design import reading as design_reading
from evidence.tag.design.indexing import indexing
from evidence.tag.follow_up import reading as follow_up_reading
from evidence.tag.follow_up.cues import Mention as Length
from evidence.tag.follow_up.cues import mentions_in_each
from evidence.tag.follow_up.rank import claims_of_each, own_of
from evidence.tag.follow_up.traps_shared import traps_of
from evidence.tag.number_is import number_is
from evidence.tag.numbers import Number
from evidence.tag.other_studies import is_of_others
from evidence.tag.sample_size import reading as size_reading
from evidence.tag.sample_size.candidates import LIVING, Mention, mentions
from evidence.tag.sample_size.counts import Counts, count
from evidence.tag.sample_size.noun import noun_of
from evidence.tag.sample_size.others import is_by_staff, is_left_out
from evidence.tag.sample_size.scan import Cue, Scan
from evidence.tag.sample_size.some import is_some_only
from evidence.tag.text import Document
from evidence.values import Field

TRAPS: Final = {
    "age": "an age",
    "assay": "hours of a measurement",
    "called for": "what is still to be done",
    "condition of entry": "a condition of entry",
    "count": "a count of days on which something was done",
    "culture": "cells in culture",
    "dose": "days of a dose",
    "earlier report": "an earlier report's",
    "event": "the time at which something happened",
    "gestation": "a time of pregnancy or before birth",
    "horizon": "a rate by that time, such as survival",
    "interval": "an interval",
    "measure": "a measured length",
    "name": "part of a name",
    "order": "an order that was followed",
    "other study": "another study's",
    "outcome": "an outcome, such as the time to an event",
    "past": "what lay before the study",
    "preparation": "a training or preparation",
    "rate": "a rate",
    "recruitment": "the time of recruitment, or of a service",
    "reported elsewhere": "what is reported elsewhere",
    "run-in": "a run-in, a wash-out or a recovery",
    "schedule": "the days of a schedule",
    "start": "a time from which on something was so",
    "window": "a window of time for entry",
}
"""What a length of time is that `follow_up.traps` names, for people."""
_OF_OTHERS: Final = "told of another study, or of what is known"
_SAID_OF: Final = {
    "excluded": "those who were excluded or lost",
    "outcome": "those with an outcome",
    "screened": "those who were screened, asked or eligible",
}


def silence_of(pmid: int, passages: Iterable[Passage], reading: Reading) -> Silence:
    """Why a reading has no value, and what was seen and passed over, but for the candidates that the reading keeps.

    Args:
        pmid: of the record.
        passages: its text, as it was read.
        reading: one that abstained.
    """
    document = Document(pmid, passages)
    counts = count(document)
    others: list[Seen] = []
    if reading.field is Field.DESIGN:
        why, seen = design_reading.silence(document, counts), list(_headings(document))
    else:
        known = tagger.design_of(design_reading.read(document, counts))
        if reading.field is Field.SAMPLE_SIZE:
            why = size_reading.silence(document, counts, known)
            seen = list(_numbers(counts))
            others = list(_nobody(document, counts.scan, seen))
        else:
            silent = follow_up_reading.silence(document, follow_up_reading.weigh(document), *known)
            why, seen = silent[1] if silent else None, list(_lengths(document))
    kept = [quote for finding in reading.candidates for quote in finding.quotes]
    return Silence(why, _without(seen, kept), _without(others, kept))


def _without(seen: list[Seen], kept: list[Quote]) -> tuple[Seen, ...]:
    return tuple(one for one in seen if not any(_overlap(one.quote, quote) for quote in kept))


def _overlap(one: Quote, other: Quote) -> bool:
    return one.passage == other.passage and one.start < other.end and other.start < one.end


def _headings(document: Document) -> Iterator[Seen]:
    """The publication types that PubMed gives and that name no design."""
    naming = {entry.quote.passage for entry in indexing(document) if entry.code}
    for passage in document.named("publication_type"):
        if passage.name not in naming:
            yield Seen(Quote.whole(passage), "names no design")


def _lengths(document: Document) -> Iterator[Seen]:
    """The lengths of time that no rule takes for a follow-up, each with its trap."""
    told, traps = _times(document)
    claimed = {(claim.mention.order, claim.mention.duration.start) for claim in claims_of_each([told])[0]}
    for one in told:
        if (one.order, one.duration.start) not in claimed:
            why = _trap(traps[id(one)]) if id(one) in traps else _OF_OTHERS
            yield Seen(_quote_of(one), why)


def _times(document: Document) -> tuple[list[Length], dict[int, str | None]]:
    """All lengths of time, and by `id` the trap of each that is of this study."""
    (told,) = mentions_in_each([document])
    own = own_of(told)
    return told, dict(zip(map(id, own), traps_of(own), strict=True))


def _trap(name: str | None) -> str:
    return TRAPS.get(name, name) if name else "nothing says that people were followed so long"


def _quote_of(one: Length) -> Quote:
    return one.sentence.quote(one.duration.start, one.duration.end)


def _numbers(counts: Counts) -> Iterator[Seen]:
    """The numbers that count somebody, or may, each with what is said of it."""
    scan = counts.scan
    told = {mention.start: mention for mention in mentions(scan)}
    own = {mention.start: mention for mention in counts.rivals.found}
    candidates = {id(part) for candidate in counts.candidates for part in candidate.parts}
    before: Mention | None = None
    for number in scan.numbers:
        start = number.start
        if mention := own.get(start):
            why = _unlikely(mention) if id(mention) in candidates else _left_out(counts, mention, before)
            yield Seen(scan.quote(start, mention.stop), why)
            before = mention
        elif other := told.get(start):
            why = _whose(scan, start) or "those who did the work, or nobody's count"
            yield Seen(scan.quote(start, other.stop), why)
        elif noun := _living(scan, number):
            yield Seen(scan.quote(start, noun.end), _whose(scan, start) or "no count of those who were studied")


def _nobody(document: Document, scan: Scan, told: list[Seen]) -> Iterator[Seen]:
    """The numbers that count nobody, each with what it is, as far as that can be told."""
    times, traps = _times(document)
    spans = [(_quote_of(one), TRAPS.get(traps.get(id(one)) or "", "a length of time")) for one in times]
    for number in scan.numbers:
        quote = scan.quote(number.start, number.end)
        if any(_overlap(one.quote, quote) for one in told):
            continue
        if time := next((one for one in spans if _overlap(one[0], quote)), None):
            yield Seen(*time)
        else:
            start, end, what = number_is(scan.text, number)
            yield Seen(scan.quote(start, end), what)


def _whose(scan: Scan, start: int) -> str:
    """That a number is told of others' studies, "" where its sentence does not say so."""
    return _OF_OTHERS if is_of_others(scan.text, *scan.span(scan.sentence_at(start))) else ""


def _living(scan: Scan, number: Number) -> Cue | None:
    """The noun of people or animals that stands behind a number."""
    sentence = scan.sentence_at(number.start)
    noun, side, gap = noun_of(scan, number, sentence, scan.cues(sentence).units)
    beside = side == "right" and gap <= _BESIDE and scan.text[number.start - 1] in " (\n"
    return noun if noun and beside and noun.kind in LIVING else None


_BESIDE: Final = 2  # words between a number and its noun


def _unlikely(mention: Mention) -> str:
    """What is said of a candidate that was not worth keeping."""
    if mention.kind == "none":
        return "nobody is named whom it counts"
    return _SAID_OF.get(mention.role, "too unlikely to be the size")


def _left_out(counts: Counts, mention: Mention, before: Mention | None) -> str:
    """Why a number of this study is not even a candidate."""
    scan = counts.scan
    if "excluded" in mention.cues.kinds and is_left_out(scan, mention):
        return _SAID_OF["excluded"]
    if is_by_staff(scan, mention):
        return "those who did the work"
    if is_some_only(scan, mention, before):
        return "some of a sample, or nobody real"
    if mention.sign == "doubled":
        return "one of equal groups"
    return _unlikely(mention) if mention.kind == "none" else _SAID_OF.get(mention.role, "a part of those counted")
