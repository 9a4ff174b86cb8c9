"""The search language in plain Python, word by word over whole records: slow, simple, and made apart from the SQL.

`finds` knows only what the made-up records of `library` hold. Their words stand in the index as they are (porter leaves
them whole), but for the few of `SAME`, which it spells out by hand.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from evidence.findings import Correction, Finding, Reading, Verdict, digest_of
from evidence.records import (
    Author,
    Indexed,
    Journal,
    Keyword,
    Link,
    MeshHeading,
    PartialDate,
    Passage,
    Quote,
    Record,
    RegistryNumber,
    Source,
)
from evidence.retained import with_machine
from evidence.store.query_tree import And, Bound, Code, Everything, Not, Or, Query, Term, Within
from evidence.values import DESIGNS, ROLES, STATISTICS, Design, Field, FollowUp, SampleSize

WORDS = tuple("foot marrow limb ulcer blood graft islet stump wound mice cd34 il 2 crohn".split())
SAME = (
    (("randomised",), ("randomized",)),
    (("tumour",), ("tumor",)),
    (("ischaemia",), ("ischemia",)),
    (("follow", "up"), ("followup",)),
)
BEGINNINGS = ((("randomis",), ("randomiz",)),)  # spellings that are known before the word is whole
NAMES = ("Hu", "Huang", "Müller", "de Boer", "O'Brien")
JOURNALS = (
    Journal("Endocrine journal", "Endocr J", "Endocr J"), Journal("Diabetes care"), Journal("Journal of wounds"),
    Journal(),
)  # fmt: skip
TYPES = ("Review", "Systematic Review", "Journal Article", "Randomized Controlled Trial")
STATUSES = ("MEDLINE", "In-Process", "Publisher", None)


@dataclass(frozen=True)
class Held:
    """A record with all that the store was told of it."""

    record: Record
    design: Finding | None
    size: Finding | None
    length: Finding | None
    conflict: bool
    corrections: tuple[Correction, ...]
    deleted: bool
    new: bool

    @property
    def screening(self) -> str:
        """What people are to have said of whether it belongs: one of four, by its PMID; "" where nothing."""
        return ("", "included", "excluded", "disputed")[self.record.pmid % 4]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What the taggers are to have said."""
        found = {Field.DESIGN: self.design, Field.SAMPLE_SIZE: self.size, Field.FOLLOW_UP: self.length}
        return tuple(
            Reading(field, (one,), None, (one,) if self.conflict and field is Field.DESIGN else ())
            if one
            else Reading(field, (), "not stated")
            for field, one in found.items()
        )


class Library(list[Held]):
    """Records, told in short where a test fails."""

    def __repr__(self) -> str:
        return f"<{len(self)} records>"


def library(seed: int, size: int) -> Library:
    """So many records of all kinds, the same for the same seed."""
    draw = random.Random(seed)  # noqa: S311 - test data
    return Library(_held(draw, 100 + number) for number in range(size))


def _text(draw: random.Random, most: int) -> str:
    words = [*WORDS, *(" ".join(form) for pair in SAME for form in pair), "follow-up", "CD34+", "Crohn's", "IL-2"]
    return " ".join(draw.choices(words, k=draw.randint(0, most)))


def _held(draw: random.Random, pmid: int) -> Held:
    record = _record(draw, pmid)
    quote = (Quote("title", 0, 1, record.title[:1]),)

    def finding(field: Field, value: Design | SampleSize | FollowUp) -> Finding | None:
        sure = draw.choice((0.5, 0.75, 0.8, 0.95))
        return None if draw.random() < 0.3 else Finding(pmid, field, value, quote, f"{field}.made_up", sure)

    attributes = {"allocation": "randomised", "masking": "double", "species": "human", "phase": "2"}
    kept = tuple(sorted(pair for pair in attributes.items() if draw.random() < 0.5))
    size = SampleSize(
        draw.choice((1, 30, 49, 50, 51, 100, 118)), draw.choice(("participants", "eyes")), draw.choice(ROLES),
        studies=draw.choice((None, 4)),
    )  # fmt: skip
    length = FollowUp(
        draw.choice((1, 6, 12, 36.5)), draw.choice(("days", "weeks", "months", "years")), draw.choice(STATISTICS)
    )
    return Held(
        record,
        finding(Field.DESIGN, Design(draw.choice(sorted(DESIGNS)), kept)),
        finding(Field.SAMPLE_SIZE, size),
        finding(Field.FOLLOW_UP, length),
        conflict=draw.random() < 0.3,
        corrections=(),
        deleted=draw.random() < 0.1,
        new=draw.random() < 0.3,
    )


def _record(draw: random.Random, pmid: int) -> Record:
    def some(*values: str) -> list[str]:
        return [value for value in values if draw.random() < 0.4]

    kinds = some(*TYPES) + (["Retracted Publication"] if draw.random() < 0.1 else [])
    return Record(
        pmid=pmid,
        source=draw.choice(list(Source)),
        kind=draw.choice(("article", "article", "book")),
        title=_text(draw, 5) or "x",
        abstract=tuple(Passage(f"abstract.{n}", None, _text(draw, 8) or "y") for n in range(draw.randint(0, 2))),
        authors=tuple(Author(name, None, draw.choice(("J", "JX", "A"))) for name in some(*NAMES)),
        journal=draw.choice(JOURNALS),
        published=PartialDate(draw.choice((None, 1999, 2010, 2012, 2020))),
        languages=tuple(some("eng", "chi")),
        publication_types=tuple(Indexed(kind) for kind in kinds),
        mesh=tuple(MeshHeading(Indexed(word)) for word in some("foot", "blood", "limb wound")),
        keywords=tuple(Keyword(word) for word in some("graft", "islet", "wound foot")),
        ids=tuple((kind, f"10.1000/{kind}.{pmid}") for kind in some("doi", "pmc")),
        registry_numbers=tuple(RegistryNumber("bank", number) for number in some("NCT00000001", "ISRCTN1")),
        links=tuple(Link(kind) for kind in some("ErratumIn", "ExpressionOfConcernIn", "CommentIn")),
        status=draw.choice(STATUSES),
    )


def correction(held: Held, made: Correction) -> Held:
    """The record with a person's word on it."""
    return Held(
        held.record,
        held.design,
        held.size,
        held.length,
        held.conflict,
        (*held.corrections, made),
        held.deleted,
        held.new,
    )


# What a query finds


def finds(query: Query, held: Held) -> bool:  # noqa: PLR0911 - one a kind of node
    """True where the query finds the record."""
    match query:
        case Everything():
            return True
        case And(parts):
            return all(finds(part, held) for part in parts)
        case Or(parts):
            return any(finds(part, held) for part in parts)
        case Not(part):
            return not finds(part, held)
        case Term():
            return _shows(query, held.record)
        case Code():
            return _has(query, held)
        case Within():
            value = _number(query.field, held)
            if value is not None and query.field == "followup":
                return _above(value, query.low) and _below(value, query.high)
            return value is not None and _inside(value, query.low, query.high)


def _months(days: float, bound: Bound) -> tuple[float, float]:
    """A length and a bound as tables print them: to a tenth of a month where the bound is in months or years."""
    if bound.unit not in {"months", "years"}:
        return days, bound.value
    return round(days / 30.4375, 1), round(bound.number * (12 if bound.unit == "years" else 1), 1)


def _above(days: float, low: Bound | None) -> bool:
    if low is None:
        return True
    length, bound = _months(days, low)
    return length > bound or (low.inclusive and length == bound)


def _below(days: float, high: Bound | None) -> bool:
    if high is None:
        return True
    length, bound = _months(days, high)
    return length < bound or (high.inclusive and length == bound)


def _inside(value: float, low: Bound | None, high: Bound | None) -> bool:
    above = low is None or value > low.value or (low.inclusive and value == low.value)
    below = high is None or value < high.value or (high.inclusive and value == high.value)
    return above and below


def _words(text: str) -> list[str]:
    plain = text.lower().replace("ü", "u")
    return re.findall(r"[a-z0-9]+", plain)


def _shows(term: Term, record: Record) -> bool:
    if term.field == "author":
        name = " ".join(term.text.lower().replace("ü", "u").replace(",", " ").split())
        names = [author.name.lower().replace("ü", "u") for author in record.authors]
        if term.prefix or " " in name:
            return any(one.startswith(name) for one in names)
        return any(one == name or one.startswith(name + " ") for one in names)
    return any(_follow(form, _words(text), term.prefix) for text in _texts(term.field, record) for form in _forms(term))


def _texts(field: str, record: Record) -> list[str]:
    journal = record.journal
    texts = {
        "title": [record.title],
        "abstract": ["\n".join(section.text for section in record.abstract)],
        "mesh": [" ".join(heading.descriptor.name for heading in record.mesh)],
        "keyword": [" ".join(keyword.text for keyword in record.keywords)],
    }
    if not field:
        return [text for several in texts.values() for text in several]
    if field == "tiab":
        return texts["title"] + texts["abstract"]
    named = {
        "journal": [journal.title or "", journal.iso_abbreviation or "", journal.medline_abbreviation or ""],
        "pt": [kind.name for kind in record.publication_types],
    }
    return (texts | named)[field]


def _forms(term: Term) -> list[list[str]]:
    forms = [_words(term.text)]
    if term.field in {"journal", "pt"}:
        return forms
    for pair in (*SAME, *(BEGINNINGS if term.prefix else ())):
        for one, other in (pair, pair[::-1]):
            others = [_replaced(form, list(one), list(other)) for form in forms]
            forms += [form for form in others if form not in forms]
    return forms


def _replaced(words: list[str], one: list[str], other: list[str]) -> list[str]:
    for at in range(len(words) - len(one) + 1):
        if words[at : at + len(one)] == one:
            return [*words[:at], *other, *words[at + len(one) :]]
    return words


def _follow(wanted: list[str], words: list[str], prefix: bool) -> bool:
    for at in range(len(words) - len(wanted) + 1):
        found = words[at : at + len(wanted)]
        if found == wanted or (prefix and found[:-1] == wanted[:-1] and found[-1].startswith(wanted[-1])):
            return True
    return False


def _settled(held: Held, field: Field) -> tuple[object, Finding | None]:
    """The value that counts, and the machine's finding where it is that."""
    machine = {Field.DESIGN: held.design, Field.SAMPLE_SIZE: held.size, Field.FOLLOW_UP: held.length}[field]
    said = [one for one in held.corrections if one.field is field]
    if said and said[-1].verdict is not Verdict.WITHDRAWN:
        value = said[-1].value
        # a design keeps what the machine read beside it
        return (with_machine(value, machine.value if machine else None) if isinstance(value, Design) else value), None
    return (machine.value, machine) if machine else (None, None)


def _number(name: str, held: Held) -> float | None:
    size, length = _settled(held, Field.SAMPLE_SIZE)[0], _settled(held, Field.FOLLOW_UP)[0]
    sure = [found.confidence for field in Field if (found := _settled(held, field)[1])]
    return {
        "n": size.value if isinstance(size, SampleSize) else None,
        "studies": size.studies if isinstance(size, SampleSize) else None,
        "followup": length.days if isinstance(length, FollowUp) else None,
        "year": held.record.year,
        "confidence": min(sure, default=None),
        "pmid": held.record.pmid,
    }[name]


def _has(code: Code, held: Held) -> bool:  # noqa: C901, PLR0911 - one a field
    record, value = held.record, code.value
    design, size = _settled(held, Field.DESIGN)[0], _settled(held, Field.SAMPLE_SIZE)[0]
    length = _settled(held, Field.FOLLOW_UP)[0]
    attributes = dict(design.attributes) if isinstance(design, Design) else {}
    links = {link.kind for link in record.links}
    stale = any(
        one.seen != digest_of(record.passages) for one in held.corrections if one.verdict is not Verdict.WITHDRAWN
    )
    is_ = {
        "retracted": record.is_retracted, "deleted": held.deleted, "summary": record.is_summary, "new": held.new,
        "revised": False, "tagged": True, "book": record.kind == "book", "article": record.kind == "article",
        "corrected": any(one.verdict is not Verdict.WITHDRAWN for one in held.corrections), "stale": stale,
        "confirmed": False, "disputed": held.screening == "disputed", "included": held.screening == "included",
        "excluded": held.screening == "excluded", "unscreened": not held.screening,
        "conflicting": held.conflict and held.design is not None,
    }  # fmt: skip
    has = {
        "abstract": bool(record.abstract), "doi": record.doi is not None, "mesh": bool(record.mesh),
        "nct": any(number.accession.startswith("NCT") for number in record.registry_numbers),
        "registry": bool(record.registry_numbers), "pmc": "pmc" in dict(record.ids), "link": bool(links),
        "keywords": bool(record.keywords), "author": bool(record.authors), "year": record.year is not None,
        "design": design is not None, "n": size is not None, "followup": length is not None,
    }  # fmt: skip
    notice = isinstance(design, Design) and design.code == "notice"
    status = {
        "concern": "ExpressionOfConcernIn" in links, "erratum": "ErratumIn" in links,
        "no-abstract": not record.abstract and not notice, "screening-disputed": held.screening == "disputed",
    }  # fmt: skip
    match code.field:
        case "design":
            return isinstance(design, Design) and value in {design.code, design.parent}
        case "status":
            return status.get(value, is_.get(value, (record.status or "").lower() == value))
        case "is":
            return is_[value]
        case "has":
            return has.get(value, value in attributes)
        case "unit" | "role":
            return isinstance(size, SampleSize) and getattr(size, code.field) == value
        case "statistic":
            return isinstance(length, FollowUp) and length.statistic == value
        case "source":
            return record.source.value == value
        case "language":
            return value in record.languages
        case "doi":
            return (record.doi or "").lower() == value
        case "nct":
            return value in [number.accession.lower() for number in record.registry_numbers]
        case attribute:
            return attributes.get(attribute) == value
