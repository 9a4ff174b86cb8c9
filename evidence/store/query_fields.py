"""The fields of the search language: each one's name, what it takes, an example that works. Touches nothing.

A topic brings fields of its own (`query_topic.py`); who reads or completes a query passes them along as `own`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from functools import lru_cache
from typing import Final

from evidence.absent import NOT_APPLICABLE, NOT_REPORTED
from evidence.errors import BadInput
from evidence.records import Source
from evidence.topics import DEFAULT, OF_TOPICS
from evidence.values import DESIGNS, ROLES, STATISTICS, Field


class Kind(Enum):
    """How the text after the colon is read."""

    TEXT = "words, a phrase or word*"
    CODE = "one of a list"
    LABEL = "one of a topic's names, as its column shows it"
    OPEN = "a value"
    NUMBER = "a number or a range"
    LENGTH = "a length of time or a range"


@dataclass(frozen=True, slots=True)
class SearchField:
    """One field; `values` closes the list of a CODE or LABEL field and only suggests in an OPEN one.

    Of a LABEL field `words` tell what shows each of the values, and `legends` what each stands for, "" where the topic
    does not say.
    """

    name: str
    kind: Kind
    example: str
    about: str
    values: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    legends: tuple[str, ...] = ()


_RESORT: Final = ("where no ", " holds")


def resort(better: str) -> str:
    """What stands, for people to read, among the words of a value that gives way to a `better` one."""
    return better.join(_RESORT)


def is_resort(word: str) -> bool:
    """Whether one of a value's words is that note, and no word that shows the value."""
    return word.startswith(_RESORT[0]) and word.endswith(_RESORT[1])


PARENTS: Final = tuple(dict.fromkeys(DESIGNS.values()))

_TEXT = (
    SearchField("title", Kind.TEXT, 'title:"diabetic foot"', "words of the title", (), ("ti",)),
    SearchField("abstract", Kind.TEXT, "abstract:ischaemia", "words of the abstract", (), ("ab",)),
    SearchField("tiab", Kind.TEXT, "tiab:marrow*", "words of title or abstract", (), ("title_abstract",)),
    SearchField(
        "mesh", Kind.TEXT, 'mesh:"Bone Marrow Transplantation"', "words of the MeSH headings", (), ("mh", "heading")
    ),
    SearchField("keyword", Kind.TEXT, "keyword:angiogenesis", "words of the keywords", (), ("keywords", "kw")),
    SearchField("author", Kind.TEXT, 'author:"hu j"', "how an author's name begins: surname, initials", (), ("au",)),
    SearchField("journal", Kind.TEXT, 'journal:"endocr j"', "words of the journal, full or short", (), ("ta", "jour")),
    SearchField("pt", Kind.TEXT, "pt:review", "words of PubMed's publication types", (), ("publication_type", "type")),
    SearchField(
        "excluded", Kind.TEXT, 'excluded:"wrong population"', "words of the reason for which people excluded it"
    ),
)
_CODES = (
    SearchField("design", Kind.CODE, "design:rct", "study design, or a group of designs",
                tuple(dict.fromkeys((*DESIGNS, *PARENTS)))),
    SearchField("species", Kind.CODE, "species:human", "who was studied", ("human", "animal", "both", "none")),
    SearchField(
        "status", Kind.CODE, "status:retracted", "what the table's status says, or how far PubMed has indexed it",
        ("retracted", "deleted", "summary", "concern", "erratum", "no-abstract", "corrected", "confirmed", "disputed",
         "stale", "dropped", "excluded", "screening-disputed", "registry-disagrees", "value-without-a-design",
         "medline", "in-process", "publisher",
         "in-data-review", "pubmed-not-medline", "oldmedline"),
    ),
    SearchField(
        "has", Kind.CODE, "has:nct", "that the record has such a thing (-has:n: it has none)",
        ("abstract", "nct", "registry", "doi", "pmc", "design", "n", "followup", "mesh", "keywords", "author", "year",
         "link", "allocation", "masking", "intervention_model", "phase", "centres", "time_perspective", "species",
         "report", "comparator", "review_type"),
    ),
    SearchField(
        "is", Kind.CODE, "is:corrected", "what the record is, or what people have said of it and of its tags",
        ("corrected", "confirmed", "disputed", "stale", "conflicting", "retracted", "deleted", "summary", "new",
         "revised", "tagged", "book", "article", "included", "excluded", "unscreened"),
    ),
    SearchField("role", Kind.CODE, "role:randomised", "what the sample size counts", ROLES),
    SearchField("statistic", Kind.CODE, "statistic:median", "what the follow-up is", STATISTICS, ("stat",)),
    SearchField("source", Kind.CODE, "source:pubmed-xml", "where the text came from", tuple(Source)),
    SearchField("unit", Kind.OPEN, "unit:eyes", "what the sample size counts: participants, eyes, animals",
                ("participants", "animals", "limbs", "eyes", "donors", "studies")),
    SearchField("language", Kind.OPEN, "language:eng", "PubMed's three letters of the language",
                ("eng", "chi", "fre", "ger", "spa", "jpn", "rus", "por", "ita"), ("lang", "la")),
    SearchField("doi", Kind.OPEN, "doi:10.1507/endocrj.ej12-0092", "the article's DOI"),
    SearchField("nct", Kind.OPEN, "nct:NCT00872326", "a trial's registry number", (), ("registry",)),
)  # fmt: skip
_ATTRIBUTES = (
    SearchField("allocation", Kind.CODE, "allocation:randomised", "how groups were made",
                ("randomised", "non-randomised")),
    SearchField("masking", Kind.CODE, "masking:double", "who did not know",
                ("open", "single", "double", "triple", "quadruple"), ("blinding",)),
    SearchField("intervention_model", Kind.CODE, "intervention_model:crossover", "how groups were treated",
                ("parallel", "crossover", "factorial", "sequential", "single-group"), ("model",)),
    SearchField("phase", Kind.OPEN, "phase:2", "the trial's phase", ("1", "1/2", "2", "2/3", "3", "4")),
    SearchField("centres", Kind.CODE, "centres:multiple", "one centre or several", ("single", "multiple"),
                ("centers",)),
    SearchField("time_perspective", Kind.CODE, "time_perspective:prospective", "looking ahead or back",
                ("prospective", "retrospective", "cross-sectional"), ("perspective",)),
    SearchField("report", Kind.CODE, "report:follow-up",
                "which report of a study this is; primary: no sign of an earlier one",
                ("primary", "follow-up", "secondary", "subgroup", "pooled")),
    SearchField("comparator", Kind.OPEN, "comparator:placebo", "what the treatment was compared with",
                ("placebo", "sham", "active", "usual-care", "control", "historical", "healthy")),
    SearchField("review_type", Kind.OPEN, "review_type:scoping", "the kind of review",
                ("network", "individual-patient-data", "umbrella", "scoping", "rapid")),
)  # fmt: skip
_NUMBERS = (
    SearchField("n", Kind.NUMBER, "n:>=50", "sample size; of people, limbs, eyes, animals alike (unit:participants)",
                (), ("sample_size", "size")),
    SearchField("studies", Kind.NUMBER, "studies:>=10", "number of studies in a review"),
    SearchField("followup", Kind.LENGTH, "followup:>=12mo", "follow-up; min, h, d, w, mo or y, months without a unit",
                (), ("follow_up", "fu")),
    SearchField("year", Kind.NUMBER, "year:2010..2020", "year of publication", (), ("dp",)),
    SearchField("confidence", Kind.NUMBER, "confidence:<0.8", "the lowest confidence among the machine's tags, 0-1"),
    SearchField("pmid", Kind.NUMBER, "pmid:22814142", "PubMed's number, or a range of them", (), ("uid",)),
)  # fmt: skip

FIELDS: Final = {field.name: field for field in (*_CODES, *_NUMBERS, *_TEXT, *_ATTRIBUTES)}
"""All fields by name, in the order that help shows them."""

Own = tuple[SearchField, ...]
"""The fields that a topic brings; one of them stands in the place of ours of the same name."""


@lru_cache(maxsize=8)
def _by_name(own: Own) -> Mapping[str, SearchField]:
    """All fields by folded name or alias; a topic's alias gives way to any name."""
    aliases = {_folded(alias): field for field in own for alias in field.aliases}
    ours = {_folded(name): field for field in FIELDS.values() for name in (field.name, *field.aliases)}
    return aliases | ours | {_folded(field.name): field for field in own}


def _folded(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")


def find_field(name: str, own: Own = ()) -> SearchField | None:
    """The field of that name or alias; case, hyphens and underscores don't matter (`Follow-Up` is `followup`)."""
    return _by_name(own).get(_folded(name))


def field_named(name: str, own: Own = ()) -> SearchField:
    """As `find_field`.

    Raises:
        BadInput: there is none; the message has the nearest one and an example that works.
    """
    if field := find_field(name, own):
        return field
    if _folded(name) in {"cell", *map(_folded, OF_TOPICS)}:
        raise no_topic_with(f"no field {name!r}", own)
    fields = _by_name(own)
    long_names = [known for known in fields if len(known) > 2]  # two letters are near to nothing
    near = get_close_matches(_folded(name), long_names, n=1, cutoff=0.6)
    if near:
        field = fields[near[0]]
        raise BadInput(
            f"no field {name!r}; did you mean {field.name!r}?",
            f'write {field.example}, or quote the words if the colon is part of them: "{name}:…"',
        )
    known = ", ".join(all_fields(own))
    raise BadInput(
        f"no field {name!r}", f'fields are {known} (design:rct works); quote words that have a colon: "{name}:…"'
    )


def no_topic_with(what: str, own: Own = ()) -> BadInput:
    """The error for a field that another topic brings, or any: `what` there is not."""
    groups = [field.name for field in own if field.kind is Kind.LABEL]
    if groups:
        return BadInput(f"{what}: the topic in use has no such words", f"its fields are {', '.join(groups)}")
    return BadInput(
        f"{what}: it would find a topic's words, and no topic with words is in use",
        f'set EVIDENCE_TOPIC={DEFAULT}, or `topic = "mine.toml"` in evidence.toml; `evidence pull --topic` keeps one in'
        " the store",
    )


def all_fields(own: Own = ()) -> Mapping[str, SearchField]:
    """All fields by name, a topic's own behind ours."""
    return FIELDS | {field.name: field for field in own}


OF_TAGS: Final[Mapping[str, Field]] = {
    "design": Field.DESIGN, "n": Field.SAMPLE_SIZE, "followup": Field.FOLLOW_UP,
}  # fmt: skip
"""The search fields of the three tags, which can be NR or NA."""
_NOTHING: Final = {NOT_REPORTED: "not reported", NOT_APPLICABLE: "none can exist"}


def complete(start: str, own: Own = ()) -> list[tuple[str, str]]:
    """What could follow in a shell: pairs (text, help). `des` gives `design:`, `design:r` gives `design:rct`."""
    return list(_completions(start, own))


def _completions(start: str, own: Own) -> Iterator[tuple[str, str]]:
    name, colon, typed = start.partition(":")
    minus = "-" if name.startswith("-") else ""
    if not colon:
        for field in all_fields(own).values():
            if field.name.startswith(name.removeprefix("-").lower()):
                yield f"{minus}{field.name}:", field.about
        return
    chosen = find_field(name.removeprefix("-"), own)
    for value in chosen.values if chosen else ():
        if value.lower().startswith(typed.lower()):
            about = DESIGNS.get(value, "all of this group") if chosen and chosen.name == "design" else ""
            yield f"{name}:{value}", about
    for word, about in _NOTHING.items() if chosen and chosen.name in OF_TAGS and chosen.kind is not Kind.LABEL else ():
        if word.lower().startswith(typed.lower()):
            yield f"{name}:{word}", about
