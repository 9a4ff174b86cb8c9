"""What a row, a cell and a column of an evidence table are. Touches nothing.

A `Column` turns an `Entry` (a record with what counts for it) into a `Cell`: the text that people read, the number that
a spreadsheet sorts by, and a link. Published tables print NR for what is not reported; so do we, and NA where a value
can't exist (the follow-up of a review). Where there was a title only to read, nobody knows what is reported: the cell
says "no abstract".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from evidence.absent import NO_ABSTRACT, nothing
from evidence.findings import Correction, Fact, Finding
from evidence.naming import first_words
from evidence.pieces import Piece, pieces
from evidence.records import Record
from evidence.registry import Registered, disagreements
from evidence.screening import Screened, State
from evidence.topics import Topic
from evidence.values import Design, Field, FollowUp, SampleSize

_SHORT: Final = {Field.DESIGN: "design", Field.SAMPLE_SIZE: "n", Field.FOLLOW_UP: "follow-up"}
SUMMARY_STATUS: Final = "summary, not the published abstract"

# What design codes are called in a printed table.
DESIGN_NAMES: Final = {
    "meta-analysis": "Meta-analysis",
    "systematic-review": "Systematic review",
    "narrative-review": "Narrative review",
    "guideline": "Guideline",
    "rct": "RCT",
    "quasi-randomised": "Quasi-randomised trial",
    "non-randomised-controlled": "Non-randomised controlled",
    "historically-controlled": "Historically controlled",
    "single-arm": "Single-arm",
    "cohort": "Cohort",
    "case-control": "Case-control",
    "cross-sectional": "Cross-sectional",
    "case-series": "Case series",
    "case-report": "Case report",
    "diagnostic-accuracy": "Diagnostic accuracy",
    "economic": "Economic evaluation",
    "qualitative": "Qualitative",
    "protocol": "Protocol",
    "animal": "Animal study",
    "in-vitro": "In vitro",
    "in-silico": "In silico",
    "commentary": "Commentary",
    "notice": "Notice",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with what counts for it, and the topic whose vocabulary names its population, cells and route."""

    record: Record
    facts: Mapping[Field, Fact]
    topic: Topic | None = None
    registered: tuple[Registered, ...] = ()
    deleted: bool = False
    dropped: bool = False  # no longer found by the search that brought it
    # the fields of which people say different things and nobody has settled it, each with their words, oldest first
    disputed: Mapping[Field, tuple[Correction, ...]] = field(default_factory=dict)
    letter: str = ""  # "a", "b" … where other entries of one table have its author and year
    screening: Screened | None = None  # whether people say that it belongs, None where no word stands

    @property
    def design(self) -> Design | None:
        """The design that counts."""
        value = self.facts[Field.DESIGN].value
        return value if isinstance(value, Design) else None

    @property
    def size(self) -> SampleSize | None:
        """The sample size that counts."""
        value = self.facts[Field.SAMPLE_SIZE].value
        return value if isinstance(value, SampleSize) else None

    @property
    def follow_up(self) -> FollowUp | None:
        """The follow-up length that counts."""
        value = self.facts[Field.FOLLOW_UP].value
        return value if isinstance(value, FollowUp) else None

    def nothing(self, field: Field) -> str:
        """What a table says where a field has no value: NR, NA or "no abstract"; see `absent.nothing`."""
        return nothing(self.facts, field)

    @property
    def is_title_only(self) -> bool:
        """Whether the machine had a title only to read: its NR is then of no abstract that was silent.

        Not of a notice, which never has an abstract, and not where persons gave all three values.
        """
        if any(passage.text.strip() for passage in self.record.abstract):
            return False
        notice = self.design is not None and self.design.code == "notice"
        return not notice and not all(isinstance(fact.source, Correction) for fact in self.facts.values())

    @property
    def lacks_design(self) -> bool:
        """Whether the machine takes the record for no study at all, and yet read a size or a length from it."""
        fact = self.facts[Field.DESIGN]
        no_study = fact.abstained == "not applicable" and not isinstance(fact.source, Correction)
        return no_study and any(
            isinstance(self.facts[field].source, Finding) for field in (Field.SAMPLE_SIZE, Field.FOLLOW_UP)
        )

    @property
    def disagreements(self) -> tuple[str, ...]:
        """Where the trial registry says otherwise than the tags, one sentence each; a person decides."""
        return tuple(
            said for trial in self.registered for said in disagreements(trial, self.design, self.size, self.follow_up)
        )

    def terms(self, kind: str) -> tuple[str, ...]:
        """The topic's names of one kind that the record bears."""
        return tuple(t.name for t in self.topic.terms(kind, self.record.passages)) if self.topic else ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what people read, what a spreadsheet sorts by (None for text), where a click goes.

    `fuller` is what a printed table says instead, where it says more than a spreadsheet can sort: "118 (56/62)".
    `marks` are stretches of the text, the words of a sentence that a value was read from. `doubts` say why the value
    should be read first; documents show them as a sign, and files for programs leave them to the column `check`.
    """

    text: str
    number: float | int | None = None
    link: str | None = None
    fuller: str | None = None
    marks: tuple[tuple[int, int], ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def printed(self) -> str:
        """The text for a document that people read (Markdown, HTML, DOCX, LaTeX)."""
        return self.fuller or self.text

    @property
    def pieces(self) -> list[Piece]:
        """The same in pieces, each with a letter where it is marked and "" where it is not."""
        if self.fuller or not self.marks:
            return [(self.printed, "")]
        return pieces(self.text, ((start, end, "m") for start, end in self.marks))


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name on the command line, its printed head, what it holds, and how wide it wants to be."""

    name: str
    head: str
    about: str
    read: Callable[[Entry], Cell] = field(repr=False)
    width: int = 14
    numeric: bool = False  # set right, also where it says NR


def study(entry: Entry) -> str:
    """The row key of published tables: "Hu J, 2012"; "Hu J, 2012a" where the table has another.

    Where nobody is named, the title's first words stand for the author.
    """
    record, year = entry.record, entry.record.year
    first = record.first_author.name or first_words(record.display_title)
    letter = entry.letter if year or not entry.letter else f" {entry.letter}"
    return f"{first or 'No author'}, {year or 'no year'}{letter}"


def status(entry: Entry) -> str:
    """What a reader must know before trusting the row; "" when there is nothing."""
    record = entry.record
    notes = [
        "RETRACTED" if record.is_retracted else "",
        "expression of concern" if any(link.kind == "ExpressionOfConcernIn" for link in record.links) else "",
        "has erratum" if any(link.kind == "ErratumIn" for link in record.links) else "",
        "deleted from PubMed" if entry.deleted else "",
        "no longer in the search" if entry.dropped else "",
        _screened(entry),
        SUMMARY_STATUS if record.is_summary else "",
        NO_ABSTRACT if entry.is_title_only else "",
        _judged(entry, "corrected", lambda fact: fact.is_corrected),
        _judged(entry, "confirmed", lambda fact: fact.is_confirmed),
        f"{called(entry.disputed)} disputed" if entry.disputed else "",
        "registry disagrees" if entry.disagreements else "",
        "value without a design" if entry.lacks_design else "",
        "correction is stale" if any(fact.stale for fact in entry.facts.values()) else "",
    ]
    return "; ".join(filter(None, notes))


def _screened(entry: Entry) -> str:
    """That people excluded it or differ on that; that it is included is nothing to be warned of."""
    state = entry.screening and entry.screening.state
    return {State.EXCLUDED: "excluded", State.DISPUTED: "screening disputed"}.get(state, "") if state else ""


def _judged(entry: Entry, how: str, which: Callable[[Fact], bool]) -> str:
    """Which of the three values a person judged so: "design, n corrected"."""
    fields = called(field for field in Field if which(entry.facts[field]))
    return f"{fields} {how}" if fields else ""


def called(fields: Iterable[Field]) -> str:
    """Fields as tables call them, in their order: "design, n"."""
    some = set(fields)
    return ", ".join(_SHORT[field] for field in Field if field in some)


def absent(entry: Entry, field: Field) -> Cell:
    """The cell of a value that there is not."""
    return Cell(entry.nothing(field))
