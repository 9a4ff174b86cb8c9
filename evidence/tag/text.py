"""A record's passages as a tagger reads them: folded one to one, cut into sentences with their section. Pure.

Nothing here changes a text's length: `fold` maps one character to one character, so an offset in the folded text is an
offset in the passage, and a quote is always a slice of the passage itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from evidence.folding import fold
from evidence.records import Passage, Quote
from evidence.sentences import closed_up, sentence_spans


class Section(StrEnum):
    """The part of a paper that a sentence stands in; NONE where neither label nor heading says."""

    TITLE = "title"
    BACKGROUND = "background"
    OBJECTIVE = "objective"
    METHODS = "methods"
    RESULTS = "results"
    CONCLUSIONS = "conclusions"
    NONE = "none"


_new: Final = tuple.__new__  # a NamedTuple's own constructor takes twice the time


class Sentence(NamedTuple):
    """A sentence, `passage.text[start:end]`: its folded text, section and place in the abstract (0 first, 1 last)."""

    passage: Passage
    start: int
    end: int
    folded: str
    section: Section
    place: float

    def quote(self, start: int, end: int) -> Quote:
        """A quote from offsets inside this sentence."""
        passage, first = self[0], self[1]
        start, end = first + start, first + end
        return _new(Quote, (passage.name, start, end, passage.text[start:end]))

    @property
    def whole(self) -> Quote:
        """The sentence itself as a quote."""
        return self.quote(0, self.end - self.start)


class Document:
    """The passages of one record, cut up once and shared by the taggers of all fields.

    `title` is the title as one sentence, `abstract` the sentences of the abstract in order, `sentences` both.
    """

    __slots__ = ("_named", "abstract", "passages", "pmid", "sentences", "title")

    def __init__(self, pmid: int, passages: Iterable[Passage]) -> None:
        self.pmid = pmid
        self.passages = tuple(passages)
        named: dict[str, list[Passage]] = {}
        for passage in self.passages:
            prefix = passage.name.partition(".")[0]
            if prefix in named:
                named[prefix].append(passage)
            else:
                named[prefix] = [passage]
        self._named = named
        self.title = _title(named.get("title", ()))
        self.abstract = _cut(named.get("abstract", ()))
        self.sentences = (self.title, *self.abstract) if self.title else self.abstract

    def named(self, prefix: str) -> Sequence[Passage]:
        """The passages called `prefix` or `prefix.N`."""
        return self._named.get(prefix, ())

    @property
    def has_abstract(self) -> bool:
        """Whether there is any abstract text."""
        return any(p.text.strip() for p in self.named("abstract"))


def _title(passages: Sequence[Passage]) -> Sentence | None:
    """The first of the titles as one sentence."""
    if not passages or not passages[0].text:
        return None
    text = passages[0].text
    return Sentence(passages[0], 0, len(text), fold(closed_up(text)), Section.TITLE, 0.0)


_WHOLE: Final = 4  # sentences; fewer may be a background alone


def _cut(passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    """The sentences of an abstract's passages, in order."""
    spans = [
        (passage, start, end, folded[start:end], section)
        for passage in passages
        if (text := closed_up(passage.text)) and (folded := fold(text))
        for start, end, section in _sections(passage, text)
    ]
    last, new = max(len(spans) - 1, 1), _new
    # "Background: …" and never another heading: the study itself is told under it, which then says nothing.
    untold = len(spans) >= _WHOLE and all(span[4] is Section.BACKGROUND for span in spans)
    return tuple(
        [
            new(Sentence, (passage, start, end, folded, Section.NONE if untold else section, n / last))
            for n, (passage, start, end, folded, section) in enumerate(spans)
        ]
    )


_LABELS: Final = {
    Section.BACKGROUND: "background introduction context importance rationale significance",
    Section.OBJECTIVE: "objective objectives aim aims purpose goal goals hypothesis question",
    Section.METHODS: "method methods design setting settings patient patients participant participants subject "
    "subjects population sample intervention interventions measure measures measurement measurements "
    "outcome outcomes  material materials procedure procedures methodology eligibility randomization "
    "randomisation allocation masking blinding  treatment protocol data experimental search "
    "selection extraction sources therapy analysis",
    Section.RESULTS: "result results finding findings observation observations recruitment enrolment enrollment "
    "numbers",
    Section.CONCLUSIONS: "conclusion conclusions interpretation discussion implication implications summary comment "
    "limitation limitations registration funding relevance",
}
_SECTION_OF: Final = {word: section for section, words in _LABELS.items() for word in words.split()}
_CATEGORY: Final = {s.value.upper(): s for s in Section}
# A heading inside running text: "METHODS:", "Patients and methods -", "Results\u2014", at the start of a sentence.
_HEADING: Final = re.compile(r"([A-Z][A-Za-z()/&, -]{2,48}?)(?::| - |\. |\u2014)\s*(?=\S)")


@lru_cache(maxsize=512)  # most records use the same few
def section_of(label: str) -> Section:
    """The section that a label names: the strongest of its words, METHODS and RESULTS before the rest."""
    found = {_SECTION_OF[word] for word in re.findall(r"[a-z]+", label.lower()) if word in _SECTION_OF}
    order = (Section.RESULTS, Section.METHODS, Section.CONCLUSIONS, Section.OBJECTIVE, Section.BACKGROUND)
    return next((section for section in order if section in found), Section.NONE)


def _heading(text: str, start: int) -> Section:
    """The section whose heading begins a sentence, NONE where none does."""
    found = _HEADING.match(text, start)
    if not found:
        return Section.NONE
    label = found[1]
    words = label.split()
    if label.isupper() or (found[0].rstrip().endswith((":", "\u2014")) and len(words) <= 4):
        return section_of(label)
    return Section.NONE


_NO_STATEMENT: Final = re.compile(
    r"\[?\b(?:Key ?[Ww]ords|KEY ?WORDS):|\bSee (?:the )?(?:Instructions|Guidelines) (?:for|to) Authors\b"
)


def _stated(text: str) -> str:
    """The text before what ends some abstracts: keywords (filed under is not stated), how a journal grades evidence."""
    if "ords:" not in text and "ORDS:" not in text and "Authors" not in text:
        return text
    found = _NO_STATEMENT.search(text, len(text) // 2)
    return text[: found.start()] if found else text


def _sections(passage: Passage, text: str) -> list[tuple[int, int, Section]]:
    """The sentences of a passage, whose text is `text`, with the section that label, category or last heading gives."""
    section = _CATEGORY.get((passage.category or "").upper(), Section.NONE)
    if section is Section.NONE and passage.label:
        section = section_of(passage.label)
    text = _stated(text)
    if passage.label:
        return [(start, end, section) for start, end in sentence_spans(text)]
    spans, none = [], Section.NONE
    dashed = "\u2014" in text
    for start, end in sentence_spans(text):
        # Most sentences have neither a colon as far as a heading reaches nor begin with capitals.
        opening = text[start : start + 60]
        if ":" in opening or (dashed and "\u2014" in opening) or opening[:3].isupper():
            heading = _heading(text, start)
            section = section if heading is none else heading
        spans.append((start, end, section))
    return spans
