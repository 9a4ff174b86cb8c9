"""The columns that an evidence table can have. Touches nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from evidence.absent import NOT_REPORTED
from evidence.findings import Correction, Fact, Finding
from evidence.read_from import JOINT, on_one_line, told_in
from evidence.registry import Registered
from evidence.sanitize import plain_text
from evidence.tables.column_names import column_called
from evidence.tables.entry import (
    DESIGN_NAMES,
    Cell,
    Column,
    Entry,
    absent,
    called,
    status,
    study,
)
from evidence.tables.first_look import reasons
from evidence.topics import Topic
from evidence.values import ATTRIBUTES, LEAST, Design, Field, FollowUp, SampleSize, months_marked, plain


def _text(text: str | None) -> Cell:
    return Cell(text or "")


def _design(entry: Entry) -> Cell:
    design = entry.design
    return Cell(DESIGN_NAMES[design.code]) if design else absent(entry, Field.DESIGN)


def _n(entry: Entry) -> Cell:
    size = entry.size
    if not size:
        return absent(entry, Field.SAMPLE_SIZE)
    arms = f"{size} ({_by_arm(size)})" if len(size.arms) > 1 else None
    return Cell(str(size), size.value, fuller=arms)


def _by_arm(size: SampleSize) -> str:
    """Arm sizes as stated; what they come to where that is not n, so that nobody takes them for its parts."""
    arms = "/".join(map(str, size.arms))
    return arms if size.adds_up else f"{arms}; sum {sum(size.arms)}"


def _arms(entry: Entry) -> Cell:
    size = entry.size
    if not size:
        return absent(entry, Field.SAMPLE_SIZE)
    return Cell("/".join(map(str, size.arms)) or NOT_REPORTED, fuller=_by_arm(size) if size.arms else None)


def _follow_up(entry: Entry) -> Cell:
    length = entry.follow_up
    if not length:
        return absent(entry, Field.FOLLOW_UP)
    cell = _span(length.exact_months, length)
    return replace(cell, fuller=months_marked(length)) if length.mark else cell


def _span(number: float, length: FollowUp) -> Cell:
    """Months or days: a number that is no 0 for files to sort by; for people as stated where it is next to none."""
    return Cell(plain(number), number, fuller=str(length) if number < LEAST else None)


def _follow_up_stated(entry: Entry) -> Cell:
    length = entry.follow_up
    if not length:
        return absent(entry, Field.FOLLOW_UP)
    return Cell(length.stated)


def _attribute(name: str) -> Callable[[Entry], Cell]:
    return lambda entry: Cell((entry.design and entry.design.attribute(name)) or NOT_REPORTED)


def _terms(kind: str) -> Callable[[Entry], Cell]:
    return lambda entry: Cell(", ".join(entry.terms(kind)) or NOT_REPORTED)


def _pmid(entry: Entry) -> Cell:
    pmid = entry.record.pmid
    return Cell(str(pmid), pmid, f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/")


def _doi(entry: Entry) -> Cell:
    doi = entry.record.doi
    return Cell(doi, link=f"https://doi.org/{_in_link(doi)}") if doi else Cell("")


def _in_link(identifier: str) -> str:
    """An identifier as part of an address: old DOIs hold <, > and #, and a damaged one could hold anything."""
    return quote(plain_text(identifier), safe="/:;(),._-")


def _nct(entry: Entry) -> Cell:
    numbers = dict.fromkeys(number.accession for number in entry.record.registry_numbers)
    first = next((number for number in numbers if number.startswith("NCT")), None)
    return Cell("; ".join(numbers), link=f"https://clinicaltrials.gov/study/{_in_link(first)}" if first else None)


def _year(entry: Entry) -> Cell:
    year = entry.record.year
    return Cell(str(year), year) if year else Cell("")


def quotes_text(fact: Fact) -> str:
    """The words of a value on one line, parts joined by an ellipsis in brackets."""
    return JOINT.join(quote.text for quote in fact.quotes)


def _sentences(field_: Field) -> Callable[[Entry], Cell]:
    """The sentences that a value was read from, with the words that were read."""

    def cell(entry: Entry) -> Cell:
        if not (quotes := entry.facts[field_].quotes):
            return Cell("")
        text, marks = on_one_line(told_in(quotes, entry.record.passages))
        return Cell(text, marks=marks)

    return cell


def source_name(fact: Fact) -> str:
    """Who says so: the rule's name, "corrected by NAME", or who confirmed it, the machine's value or a person's."""
    match fact.source:
        case Finding(rule=rule):
            return rule
        case Correction(by=by) if not fact.is_confirmed:
            return f"corrected by {by}"
        case Correction(by=by):
            return f"corrected, confirmed by {by}" if fact.is_corrected else f"confirmed by {by}"
        case None:
            return ""


def _of_person(read: Callable[[Correction], str]) -> Callable[[Fact], Cell]:
    """A cell about the person's word that counts; empty where the machine's does."""
    return lambda fact: Cell(read(fact.source) if isinstance(fact.source, Correction) else "")


_SAID: Final[tuple[tuple[str, str, str, Callable[[Correction], str], int], ...]] = (
    ("said_by", "said by", "the person who corrected or confirmed it", lambda said: said.by, 16),
    ("said_on", "said on", "the day on which they did, in UTC", lambda said: f"{said.at:%Y-%m-%d}", 12),
    ("because", "because", "why the person corrected or confirmed it, in their words", lambda said: said.reason, 30),
)
"""Who, when and why, of a value that a person spoke of: one column each."""


def _confidence(fact: Fact) -> Cell:
    if isinstance(fact.source, Finding):
        return Cell(f"{fact.source.confidence:.2f}", fact.source.confidence)
    return Cell("")


def _doubtful(entry: Entry) -> Cell:
    """The tag of the machine's that is least sure, which is what a search by confidence goes by."""
    sure = [(f.source.confidence, field) for field, f in entry.facts.items() if isinstance(f.source, Finding)]
    if not sure:
        return Cell("")
    least, field = min(sure, key=lambda one: one[0])
    return Cell(f"{called([field])} {least:.0%}")


def _least(entry: Entry) -> Cell:
    """How sure the machine is of the tag that it is least sure of."""
    sure = [fact.source.confidence for fact in entry.facts.values() if isinstance(fact.source, Finding)]
    return Cell(f"{min(sure):.2f}", min(sure)) if sure else Cell("")


def _of(field_: Field, read: Callable[[Fact], Cell]) -> Callable[[Entry], Cell]:
    return lambda entry: read(entry.facts[field_])


def _tag_columns(prefix: str, field_: Field, name: str) -> list[Column]:
    """The columns that every tag has: its sentences, confidence, source, why there is none."""
    return [
        Column(f"{prefix}_quote", f"{name}: quote", f"the sentences that {name.lower()} was read from",
               _sentences(field_), 48),
        Column(f"{prefix}_confidence", f"{name}: confidence", "measured share of right values at this score (0-1)",
               _of(field_, _confidence), 8, numeric=True),
        Column(f"{prefix}_source", f"{name}: source", "the rule, or the person who corrected or confirmed it",
               _of(field_, lambda fact: _text(source_name(fact))), 24),
        Column(f"{prefix}_abstained", f"{name}: why none", "the reason where there is no value",
               _of(field_, lambda fact: _text(fact.abstained)), 14),
        Column(f"{prefix}_working", f"{name}: working", "the arithmetic of a derived value",
               _of(field_, lambda fact: _text(fact.working)), 24),
    ]  # fmt: skip


def _design_part(read: Callable[[Design], str | None]) -> Callable[[Entry], Cell]:
    return lambda entry: Cell((entry.design and read(entry.design)) or "")


def _size_part(read: Callable[[SampleSize], str | None]) -> Callable[[Entry], Cell]:
    return lambda entry: Cell((entry.size and read(entry.size)) or "")


def _length_part(read: Callable[[FollowUp], str | None]) -> Callable[[Entry], Cell]:
    return lambda entry: Cell((entry.follow_up and read(entry.follow_up)) or "")


def _studies(entry: Entry) -> Cell:
    studies = entry.size.studies if entry.size else None
    return Cell("", None) if studies is None else Cell(str(studies), studies)


def _days(entry: Entry) -> Cell:
    return _span(entry.follow_up.exact_days, entry.follow_up) if entry.follow_up else Cell("")


def _conflicts(entry: Entry) -> Cell:
    conflicts = entry.facts[Field.DESIGN].conflicts
    return Cell("; ".join(f"{conflict.value} ({conflict.rule})" for conflict in conflicts))


def _registry(read: Callable[[Registered], str | None]) -> Callable[[Entry], Cell]:
    return lambda entry: Cell("; ".join(filter(None, (read(trial) for trial in entry.registered))))


def _enrolment(trial: Registered) -> str | None:
    return None if trial.enrolment is None else f"{trial.enrolment} ({trial.enrolment_type or 'type not given'})"


SCREENING: Final = Column(
    "screening", "Screening", "whether people let the record in, and why not; empty: nobody has said",
    lambda entry: Cell(str(entry.screening.counts) if entry.screening else ""), 24,
)  # fmt: skip
"""The column of what nobody says in most stores."""
COLUMNS: Final[dict[str, Column]] = {
    column.name: column
    for column in (
        Column("study", "Study",
               "first author and year; a, b … by PMID where this table has several of them",
               lambda entry: Cell(study(entry)), 18),
        Column("design", "Design", "study design", _design, 18),
        Column("n", "n",
               "sample size, with a unit if not participants; in print with arms, and their sum where it is not n",
               _n, 9, numeric=True),
        Column("arms", "n by arm", "arm sizes as stated", _arms, 10),
        Column("population", "Population", "the topic's names for the population", _terms("population"), 14),
        Column("cell_type", "Cell type", "the topic's names for the cells given", _terms("cell_type"), 16),
        Column("route", "Route", "the topic's names for the way they were given", _terms("route"), 16),
        Column("outcome", "Outcomes", "the topic's names for the outcomes", _terms("outcome"), 20),
        Column("follow_up", "Follow-up (months)",
               "length in months; in print with what it is where that is not the whole period (54 max), and as stated "
               "where it is next to nothing (24 hours)",
               _follow_up, 11, numeric=True),
        Column("follow_up_stated", "Follow-up as stated",
               "value and unit with what it lies between, or both ends of a range", _follow_up_stated, 18),
        Column("status", "Status", "retracted, corrected, no abstract …", lambda entry: Cell(status(entry)), 18),
        Column("pmid", "PMID", "PubMed's identifier", _pmid, 10, numeric=True),
        Column("doi", "DOI", "digital object identifier", _doi, 32),
        Column("registry_number", "Registration", "trial registry numbers", _nct, 14),
        Column("title", "Title", "title for people", lambda entry: _text(entry.record.display_title), 60),
        Column("author", "First author", "first author's last name",
               lambda entry: _text(entry.record.citation.first_author), 14),
        Column("authors", "Authors", "all authors",
               lambda entry: _text(", ".join(a.name for a in entry.record.authors)), 40),
        Column("year", "Year", "year of publication", _year, 6, numeric=True),
        Column("journal", "Journal", "journal, abbreviated", lambda entry: _text(entry.record.citation.journal), 20),
        Column("place", "Place", "volume(issue):pages", lambda entry: _text(entry.record.citation.place), 14),
        Column("language", "Language", "language of the article",
               lambda entry: _text(", ".join(entry.record.languages)), 8),
        Column("text_source", "Text from", "where the text came from",
               lambda entry: _text(entry.record.source.value), 12),
        Column("design_code", "Design code", "the code of the closed list",
               _design_part(lambda design: design.code), 18),
        Column("design_group", "Design group", "the code's parent",
               _design_part(lambda design: design.parent), 14),
        *(
            Column(name, name.replace("_", " ").capitalize(), f"design attribute {name}", _attribute(name), 14)
            for name in ATTRIBUTES
        ),
        Column("design_conflicts", "Design: conflicts", "candidates that contradict the choice", _conflicts, 30),
        *_tag_columns("design", Field.DESIGN, "Design"),
        Column("n_unit", "n: unit", "what is counted", _size_part(lambda size: size.unit), 12),
        Column("n_role", "n: role", "randomised, enrolled, treated …", _size_part(lambda size: size.role), 12),
        Column("studies", "Studies", "number of studies of a review", _studies, 8, numeric=True),
        *_tag_columns("n", Field.SAMPLE_SIZE, "Sample size"),
        Column("follow_up_days", "Follow-up (days)", "length in days", _days, 10, numeric=True),
        Column("follow_up_statistic", "Follow-up: statistic",
               "what the length is: fixed (the whole period), median, maximum, range (its upper end), treatment …",
               _length_part(lambda length: length.statistic), 12),
        *_tag_columns("follow_up", Field.FOLLOW_UP, "Follow-up"),
        Column("check", "Check", "why this row should be read first; empty: nothing was noticed",
               lambda entry: Cell("; ".join(reasons(entry))), 26),
        Column("doubtful", "Least sure", "the tag that the machine is least sure of, and how sure", _doubtful, 14),
        Column("confidence", "Least confidence", "the least of the three: what a search by confidence goes by (0-1)",
               _least, 8, numeric=True),
        Column("disputed", "Disputed", "of which values people differ, unless a third person settled it",
               lambda entry: Cell(called(entry.disputed)), 14),
        SCREENING,
        Column("registry_disagreement", "Registry: disagreement", "where the registry says otherwise than the tags",
               lambda entry: Cell("; ".join(entry.disagreements)), 40),
        Column("registry_enrolment", "Registry: enrolment", "ClinicalTrials.gov: enrolled, actual or estimated",
               _registry(_enrolment), 16),
        Column("registry_allocation", "Registry: allocation", "ClinicalTrials.gov: allocation",
               _registry(lambda t: t.allocation), 16),
        Column("registry_masking", "Registry: masking", "ClinicalTrials.gov: masking",
               _registry(lambda t: t.masking), 12),
        Column("registry_model", "Registry: model", "ClinicalTrials.gov: intervention model",
               _registry(lambda t: t.model), 16),
        Column("registry_status", "Registry: status", "ClinicalTrials.gov: overall status",
               _registry(lambda t: t.status), 14),
        Column("registry_time_frame", "Registry: last time frame", "ClinicalTrials.gov: the longest time frame",
               _registry(lambda t: t.last_time_frame), 16),
        *(
            Column(f"{prefix}_{what}", f"{name}: {head}", about, _of(field_, _of_person(read)), width)
            for prefix, field_, name in (
                ("design", Field.DESIGN, "Design"), ("n", Field.SAMPLE_SIZE, "Sample size"),
                ("follow_up", Field.FOLLOW_UP, "Follow-up"),
            )
            for what, head, about, read, width in _SAID
        ),
    )
}  # fmt: skip
DEFAULT_COLUMNS: Final = ("study", "design", "n", "follow_up", "status", "pmid", "doi")
_CONFIDENCES: Final = ("doubtful", "design_confidence", "n_confidence", "follow_up_confidence")


def widened(columns: tuple[str, ...], *, for_programs: bool, by_confidence: bool) -> tuple[str, ...]:
    """The columns that nobody chose, with what belongs beside the length, and what to check before the status.

    Where a program reads the table the length is a bare number: the length as stated and what it is stand beside it,
    and why a row should be read first is a column. How sure the machine is comes where the search asks for that. Where
    people read, the cell says what the length is, and the least sure tag is enough.
    """
    added = (("follow_up_stated", "follow_up_statistic") if for_programs and "follow_up" in columns else ()) + (
        _CONFIDENCES[: None if for_programs else 1] if by_confidence else ()
    )
    place = columns.index("follow_up") + 1 if "follow_up" in columns else len(columns)
    wide = (*columns[:place], *(name for name in added if name not in columns), *columns[place:])
    if not for_programs or "check" in columns:
        return wide
    place = wide.index("status") if "status" in wide else len(wide)
    return (*wide[:place], "check", *wide[place:])


def columns_of(topic: Topic | None) -> Mapping[str, Column]:
    """All columns by name: those of every table, then one for each group of words that the topic brings."""
    return COLUMNS | {kind: _of_group(kind) for kind in (topic.vocabulary if topic else ()) if kind not in COLUMNS}


def _of_group(kind: str) -> Column:
    words = kind.replace("_", " ").replace("-", " ")
    return Column(kind, words.capitalize(), f"the topic's names for the {words}", _terms(kind), 16)


def pick(names: Iterable[str], topic: Topic | None = None) -> tuple[Column, ...]:
    """Columns by name or by the head that tables show, in the order asked for; those of the topic's own words too.

    Raises:
        BadInput: there is no such column; the message names the nearest.
    """
    known = columns_of(topic)
    return tuple(known[name] if name in known else column_called(name, known) for name in names)
