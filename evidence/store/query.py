"""The grammar of the search language: text to a tree (`parse`) and back (`str`). Touches nothing.

    query   = all ("OR" all)*
    all     = one (["AND"] one)*               words side by side are joined by AND, which binds tighter than OR
    one     = ("-" | "NOT") one | "(" query ")" | field ":" (value | "(" query ")") | phrase ["*"] | word ["*"]

Made by hand and not with lark or pyparsing: what is an operator here hangs on its place, not on its character. A "-"
is NOT only where a word begins (`follow-up`, `IL-2`), "(" opens a group only there (`CD34(+)`), "*" is a prefix only
where a word ends (`CYP2C19*2`), a colon makes a field only after a name and before a value (`1:1`, `Stem cells: a
review`). A tokeniser that has to be told the place at each character is the parser already, and a library's error
("unexpected token at column 7") is not one that helps the person; each error here says what to write instead.

Words without a letter or digit (`+`, `&`, `=`) are passed over, as they are in the index. A text with nothing but such
words is an error, as it would otherwise read as "all records"; the empty text is all records.
"""

from __future__ import annotations

import re
from typing import Final, NoReturn

from evidence.errors import BadInput
from evidence.store.query_fields import Kind, Own, SearchField, field_named, find_field
from evidence.store.query_labels import label_at
from evidence.store.query_status import note_at
from evidence.store.query_tree import (
    DASHES,
    FIELD,
    OPERATORS,
    And,
    Bound,
    Code,
    Everything,
    Not,
    Or,
    Query,
    Term,
    Within,
    all_of,
    any_of,
    cleaned,
    negated,
    positive_terms,
)  # fmt: skip
from evidence.store.query_values import OPERATOR, read_value
from evidence.values import UNIT_WORD

__all__ = [
    "And", "Bound", "Code", "Everything", "Not", "Or", "Query", "Term", "Within", "all_of", "any_of", "negated",
    "parse", "positive_terms",
]  # fmt: skip

_LISTED: Final = ("is", "has", "status")  # fields of which an error lists the values, though one be near
_LONGEST: Final = 20_000
_DEEPEST: Final = 20
_MOST: Final = 800  # parts; SQLite bears an expression of 1,000 parts one below the other, some of them our own
_WORD_OPERATOR = re.compile(r"(?:AND|OR|NOT)(?=[\s()]|$)")
_COUNTED: Final = (Kind.NUMBER, Kind.LENGTH)
_SPACES_OPERATOR = re.compile(rf" +(?={OPERATOR})")
_SPACED_OPERATOR = re.compile(rf"{OPERATOR}\s+")
_NUMBER_THEN_UNIT = re.compile(
    rf"(?:{OPERATOR})?\s*[\d.,]*\d\s+(?:min(?:ute)?s?|{UNIT_WORD})(?=[\s)]|$)", re.IGNORECASE
)
_WORD = re.compile(r"[^,*]*[^\W\d_]{2}[^,*]*\*?")  # not initials, nor the thousands of a number
_INITIALS = re.compile(r"[A-Z]{1,3}")
_BRACKETED = re.compile(r"\[([^\]]{1,40})\]")
_PUBMED: Final = {
    "mesh": "mesh", "mh": "mesh", "mesh terms": "mesh", "majr": "mesh", "tiab": "tiab", "title/abstract": "tiab",
    "tw": "", "text word": "", "all fields": "", "all": "", "ti": "title", "title": "title", "ab": "abstract",
    "au": "author", "author": "author", "pt": "pt", "ptyp": "pt", "publication type": "pt", "dp": "year",
    "pdat": "year", "ta": "journal", "journal": "journal", "la": "language", "lang": "language", "pmid": "pmid",
    "uid": "pmid", "aid": "doi", "doi": "doi", "si": "nct", "ot": "keyword",
}  # fmt: skip


def parse(text: str, own: Own = ()) -> Query:
    """Read a query as typed, with the fields that a topic brings; see CLI help, "The search language".

    Raises:
        BadInput: an unknown field or code, a range that can't be read, an open bracket or quote, nothing to search for.
    """
    line = cleaned(text)
    if not line:
        return Everything()
    if len(line) > _LONGEST:
        raise BadInput(f"a query of {len(line):,} characters", f"keep it below {_LONGEST:,}, or give ids on stdin")
    reader = _Reader(line, own)
    query = reader.alternatives(None)
    if reader.at < len(line):
        raise BadInput(
            f"a closing bracket without an opening one at character {reader.at + 1}",
            'remove it, or quote the words: "…)"',
        )
    if query is None:
        raise BadInput(f"nothing to search for in {line!r}", "write a word with a letter or a digit")
    if (many := _parts(query)) > _MOST:
        raise BadInput(f"too many parts in a query: {many:,}", f"keep it to {_MOST}, or give ids on stdin")
    return query


def _parts(query: Query) -> int:
    """How many conditions a query may be to SQLite: words side by side are one, and so are alternative PMIDs."""
    match query:
        case Not(part):
            return _parts(part)
        case And(parts):
            others = [part for part in parts if not _is_plain(part)]
            return sum(map(_parts, others)) + (len(others) < len(parts))
        case Or(parts):
            return 1 if all(map(_is_plain, parts)) else sum(_parts(part) for part in parts if not _is_one_pmid(part))
        case _:
            return 1


def _several(field: SearchField, text: str) -> list[str]:
    """The words of a choice, `bhansali,hu`; none where a comma is part of one: `Hu,JX`, `1,200`, in quotes always."""
    parts = text.split(",")
    if field.name == "author" and _INITIALS.fullmatch(parts[-1]) and not parts[0].isupper():
        return []
    return parts if len(parts) > 1 and all(_WORD.fullmatch(part) for part in parts) else []


def _is_plain(part: Query) -> bool:
    return isinstance(part, Term) and not part.field


def _is_one_pmid(part: Query) -> bool:
    return isinstance(part, Within) and part.field == "pmid" and part.low == part.high


class _Reader:
    """One pass over one line; each method reads one line of the grammar and leaves `at` behind it."""

    def __init__(self, line: str, own: Own) -> None:
        self.line = line
        self.own = own
        self.at = 0
        self.depth = 0

    def alternatives(self, field: SearchField | None) -> Query | None:
        parts = [self.together(field)]
        while self.operator() == "OR":
            self.skip("OR")
            parts.append(self.together(field))
        found = [part for part in parts if part is not None]
        return any_of(found) if found else None

    def together(self, field: SearchField | None) -> Query | None:
        start = self.at
        parts: list[Query | None] = []
        while not self.ends():
            operator = self.operator()
            if operator == "OR":
                break
            if operator == "AND":
                if not parts:
                    self.dangling("AND", "before")
                self.skip("AND")
            parts.append(self.one(field))
        if not parts and self.operator() == "OR":
            self.dangling("OR", "before" if self.at == start else "after")
        found = [part for part in parts if part is not None]
        return all_of(found) if found else None

    def one(self, field: SearchField | None) -> Query | None:
        """One part; None where it has nothing to search for."""
        minus = False
        while (operator := self.operator()) == "NOT" or self.is_minus():
            minus = not minus
            if operator:
                self.skip(operator)
            else:
                self.at += 1
        if operator:
            self.dangling(operator, "before")
        part = self.plain(field)
        return negated(part) if minus and part is not None else part

    def plain(self, field: SearchField | None) -> Query | None:
        match self.peek():
            case "(":
                return self.group(field)
            case '"':
                return self.leaf(field, *self.phrase())
            case _:
                named = self.names_field()
                if field is not None and (inner := FIELD.match(self.line, self.at)) and self.finds(inner[1]):
                    raise BadInput(f"{inner[0]} stands inside {field.name}:(…)", "write one field after the other")
                return self.named() if named and field is None else self.leaf(field, *self.word(field))

    def group(self, field: SearchField | None) -> Query | None:
        opened = self.at
        self.at += 1
        self.depth += 1
        if self.depth > _DEEPEST:
            raise BadInput(f"more than {_DEEPEST} brackets inside each other", "write a flatter query")
        inner = self.alternatives(field)
        if self.peek() != ")":
            raise BadInput(
                f"the bracket at character {opened + 1} is not closed", 'close it with ")", or quote the words: "(…"'
            )
        self.at += 1
        self.depth -= 1
        return inner

    def named(self) -> Query | None:
        found = FIELD.match(self.line, self.at)
        assert found is not None  # noqa: S101 - names_field said so; this tells mypy
        field = field_named(found[1], self.own)
        self.at = found.end()
        if field.kind in _COUNTED and (spaced := _SPACES_OPERATOR.match(self.line, self.at)):
            self.at = spaced.end()
        if self.at == len(self.line) or self.line[self.at] in " )":
            raise BadInput(
                f"nothing after `{found[0]}`",
                f"write {field.example}, no space after the colon, and in quotes if it holds > or <",
            )
        query = self.plain(field)
        if query is None:
            raise BadInput(f"nothing to search for in {self.line[found.start() : self.at]}", f"write {field.example}")
        return query

    def leaf(self, field: SearchField | None, text: str, quoted: bool) -> Query | None:
        """A word, a phrase or a value, once its text is known."""
        if field is not None and field.kind is not Kind.TEXT:
            return _read(field, text)
        if not quoted:
            self.refuse_pubmed_tag(text)
            if field is not None and (several := _several(field, text)):
                read = [self.leaf(field, one, quoted) for one in several]
                return any_of(one for one in read if one is not None)
        words = text.rstrip("* ")
        prefix = words != text
        if not any(character.isalnum() for character in words):
            return None
        if not quoted and words.startswith("*"):
            raise BadInput(f"{text!r}: * stands for the end of a word", "write the beginning of the word: diabet*")
        if prefix and len(words) == 1:
            raise BadInput(f"{text!r} is too short to begin words with", "write two letters or more before the *")
        return Term(words, prefix, field.name if field else "")

    def phrase(self) -> tuple[str, bool]:
        """Text in quotes, a quote in it doubled; a * behind the quotes belongs to it."""
        opened, parts = self.at, []
        while self.peek() == '"':
            closed = self.line.find('"', self.at + 1)
            if closed < 0:
                raise BadInput(f"the quotation mark at character {opened + 1} is not closed", 'close it: "bone marrow"')
            parts.append(self.line[self.at + 1 : closed])
            self.at = closed + 1
            if self.line[self.at : self.at + 1] != '"':
                break
        text = '"'.join(parts).strip()
        if self.line[self.at : self.at + 1] == "*":
            self.at += 1
            text += "*"
        self.refuse_pubmed_tag("x" + self.line[self.at :].partition(" ")[0], self.at - 1)
        return text, True

    def word(self, field: SearchField | None) -> tuple[str, bool]:
        """Characters up to a space, or to a bracket that was not opened in them."""
        start, opened = self.at, 0
        if field is not None and field.kind in _COUNTED:
            self.over_spaces(field)
        if field is not None and field.kind is Kind.LABEL:
            self.over_labels(field)
        if field is not None and field.name == "status":
            self.at += note_at(self.line[self.at :])
        while self.at < len(self.line) and (character := self.line[self.at]) != " ":
            opened += (character == "(") - (character == ")")
            if opened < 0:
                break
            self.at += 1
        return self.line[start : self.at], False

    def over_spaces(self, field: SearchField) -> None:
        """`n:>= 50` and `followup:12 months` are one value, as is what follows in `n: > 50`."""
        spaced = _SPACED_OPERATOR.match(self.line, self.at)
        if field.kind is Kind.LENGTH and (found := _NUMBER_THEN_UNIT.match(self.line, self.at)):
            self.at = found.end()
        elif spaced:
            self.at = spaced.end()

    def over_labels(self, field: SearchField) -> None:
        """`cell_type:BM cells,stem cells` is one value: a topic's names may be of several words."""
        while length := label_at(field, self.line[self.at :]):
            self.at += length
            if self.line[self.at : self.at + 1] != ",":
                break
            self.at += 1

    def names_field(self) -> bool:
        """A name and a colon begin here, and mean a field: `doi:10.1/x`, not `1:1`, `http://…` or `Title: subtitle`."""
        found = FIELD.match(self.line, self.at)
        if not found or self.line.startswith("//", found.end()):
            return False
        return self.finds(found[1]) or self.line[found.end() : found.end() + 1] not in {"", " ", ")"}

    def finds(self, name: str) -> bool:
        return find_field(name, self.own) is not None

    def refuse_pubmed_tag(self, word: str, start: int | None = None) -> None:
        at = word.find("[")
        place = (self.at - len(word) if start is None else start) + at
        found = _BRACKETED.match(self.line, place) if at > 0 else None
        tag = found[1].lower().partition(":")[0] if found else ""
        if tag in _PUBMED:
            write = f"{_PUBMED[tag]}:… before the words" if _PUBMED[tag] else "the words alone"
            raise BadInput(f"PubMed's [{tag}] is not of this language", f"write {write}")

    def peek(self) -> str:
        while self.line[self.at : self.at + 1] == " ":
            self.at += 1
        return self.line[self.at : self.at + 1]

    def ends(self) -> bool:
        return self.peek() in {"", ")"}

    def is_minus(self) -> bool:
        """A dash with something right behind it; one that stands alone is a mark like any other."""
        return self.peek() != "" and self.peek() in DASHES and self.line[self.at + 1 : self.at + 2] not in {"", " "}

    def operator(self) -> str:
        self.peek()
        found = _WORD_OPERATOR.match(self.line, self.at)
        return found[0] if found else ""

    def skip(self, operator: str) -> None:
        """Past an operator, which must have something behind it."""
        self.at += len(operator)
        if self.ends():
            self.dangling(operator, "after")

    def dangling(self, operator: str, side: str) -> NoReturn:
        raise BadInput(f"nothing {side} {operator}", f'write a word there, or "{operator}" in quotes to search for it')


assert frozenset({"AND", "OR", "NOT"}) == OPERATORS  # noqa: S101 - the pattern above and the printer must agree


def _read(field: SearchField, text: str) -> Query:
    """As `read_value`; of what a record can be an error names all, as one that is near in letters helps nobody."""
    try:
        return read_value(field, text)
    except BadInput as error:
        if field.name not in _LISTED or not error.todo.startswith(f"write {field.name}:") or "one of" in error.todo:
            raise
        raise BadInput(error.what, f"{error.todo}; {field.name} is one of {', '.join(field.values)}") from None
