"""PubMed's query syntax read into a tree: words, phrases, field tags, ranges, AND/OR/NOT, brackets. Pure.

PubMed itself decides what a query finds; this reading serves where PubMed isn't there: the loopback server, and
`import --topic`, which filters baseline files. As in PubMed, operators bind from left to right, words side by side are
joined by AND, and unquoted words before one tag are one phrase ("stem cell*[tiab]").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from evidence.errors import BadInput

FIELDS: dict[str, str] = {
    **dict.fromkeys(("all", "all fields"), "all"),
    **dict.fromkeys(("ti", "title"), "ti"),
    **dict.fromkeys(("ab", "abstract"), "ab"),
    **dict.fromkeys(("tiab", "title/abstract"), "tiab"),
    **dict.fromkeys(("tw", "text word", "text words"), "tw"),
    **dict.fromkeys(("mh", "mesh", "mesh terms", "mesh:noexp", "mh:noexp"), "mh"),
    **dict.fromkeys(("majr", "mesh major topic"), "majr"),
    **dict.fromkeys(("pt", "ptyp", "publication type"), "pt"),
    **dict.fromkeys(("ot", "other term"), "ot"),
    **dict.fromkeys(("nm", "substance name", "supplementary concept"), "nm"),
    **dict.fromkeys(("au", "author", "auth", "1au"), "au"),
    **dict.fromkeys(("ta", "journal", "jour"), "ta"),
    **dict.fromkeys(("la", "lang", "language"), "la"),
    **dict.fromkeys(("uid", "pmid"), "uid"),
    **dict.fromkeys(("aid", "doi", "lid", "article identifier", "location id"), "aid"),
    **dict.fromkeys(("si", "secondary source id"), "si"),
    **dict.fromkeys(("sb", "filter", "subset"), "sb"),
    **dict.fromkeys(("dp", "pdat", "publication date", "date - publication"), "pdat"),
    **dict.fromkeys(("crdt", "date - create", "create date"), "crdt"),
    **dict.fromkeys(("edat", "date - entry", "entry date"), "edat"),
    **dict.fromkeys(("mdat", "lr", "date - modification"), "mdat"),
}
"""The field tags that are understood, by the short name used here."""

DATES = ("pdat", "crdt", "edat", "mdat")
_DEEPEST = 60
_TOKEN = re.compile(
    r'\s*(?:(?P<open>\()|(?P<close>\))|"(?P<quoted>[^"]*)"|\[(?P<tag>[^\]]*)\]|(?P<word>[^\s()"\[\]]+))'
)


@dataclass(frozen=True, slots=True)
class Term:
    """Words in a row, in one field; `prefix` when they end in an asterisk. An unknown tag is searched in all fields."""

    text: str
    field: str = "all"
    prefix: bool = False
    quoted: bool = False
    unknown_tag: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A range of a field, both ends included: PMIDs ("1:7500[UID]") or dates ("2010/01:2012[crdt]")."""

    low: str
    high: str
    field: str


@dataclass(frozen=True, slots=True)
class Both:
    """`left` AND `right`."""

    left: Query
    right: Query


@dataclass(frozen=True, slots=True)
class Either:
    """`left` OR `right`."""

    left: Query
    right: Query


@dataclass(frozen=True, slots=True)
class Without:
    """`left` NOT `right`."""

    left: Query
    right: Query


Query = Term | Span | Both | Either | Without
_JOINS: dict[str, type[Both | Either | Without]] = {"AND": Both, "OR": Either, "NOT": Without}


def joined(query: Both | Either | Without) -> list[Query]:
    """What one operator joins, from left to right: "a OR b OR c" is three, though the tree pairs them; NOT has two."""
    parts = [query.right]
    while not isinstance(query, Without) and type(query.left) is type(query):
        query = query.left
        parts.append(query.right)
    return [query.left, *reversed(parts)]


def parse(text: str) -> Query:
    """The tree of a PubMed query.

    Raises:
        BadInput: brackets or quotation marks that don't pair, an operator without a side, nothing at all.
    """
    reader = _Reader(_tokens(text), text)
    tree = reader.expression(0)
    if reader.here is not None:
        raise reader.complaint("a closing bracket without its opening one")
    return tree


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    at = 0
    text = text.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise BadInput(
                f"the query can't be read at {text[at : at + 20]!r}", "check its quotation marks and brackets"
            )
        kind = match.lastgroup or ""
        tokens.append((kind, match[kind]))
        at = match.end()
    return tokens


class _Reader:
    """Recursive descent over the tokens."""

    def __init__(self, tokens: list[tuple[str, str]], text: str) -> None:
        self._tokens = tokens
        self._text = text
        self._at = 0

    @property
    def here(self) -> tuple[str, str] | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def complaint(self, what: str) -> BadInput:
        shown = self._text if len(self._text) < 80 else self._text[:77] + "..."
        return BadInput(f"the query {shown!r} has {what}", "pair its brackets and give each AND, OR, NOT two sides")

    def expression(self, depth: int) -> Query:
        if depth > _DEEPEST:
            raise self.complaint(f"more than {_DEEPEST} brackets inside each other")
        tree = self._operand(depth)
        while self.here is not None and self.here[0] != "close":
            join: type[Both | Either | Without] = Both
            if self.here[0] == "word" and self.here[1].upper() in _JOINS and self.here[1].isupper():
                join = _JOINS[self.here[1]]
                self._at += 1
            tree = join(tree, self._operand(depth))
        return tree

    def _operand(self, depth: int) -> Query:
        if self.here is None:
            raise self.complaint("an end where a word should be")
        kind, value = self.here
        if kind == "open":
            self._at += 1
            tree = self.expression(depth + 1)
            if self.here is None:
                raise self.complaint("an opening bracket without its closing one")
            self._at += 1
            return tree
        if kind in ("close", "tag") or (kind == "word" and value in _JOINS):
            raise self.complaint(f"a {value!r} where a word should be")
        if kind == "quoted":
            self._at += 1
            return self._tagged(value, quoted=True)
        return self._words()

    def _words(self) -> Query:
        """One word; or all the words up to a tag, as one phrase."""
        end = self._at
        while end < len(self._tokens) and self._tokens[end][0] == "word" and self._tokens[end][1] not in _JOINS:
            end += 1
        tagged = end < len(self._tokens) and self._tokens[end][0] == "tag"
        stop = end if tagged else self._at + 1
        text = " ".join(value for _, value in self._tokens[self._at : stop])
        self._at = stop
        return self._tagged(text, quoted=False)

    def _tagged(self, text: str, *, quoted: bool) -> Query:
        tag = None
        if self.here is not None and self.here[0] == "tag":
            tag = self.here[1].strip().lower()
            self._at += 1
        field = FIELDS.get(tag or "all")
        if field in (*DATES, "uid") and ":" in text:
            low, high = (side.strip().strip('"') for side in text.split(":", 1))
            return Span(low, high, field)
        if field in DATES:
            return Span(text, text, field)
        unknown = tag if field is None else None
        return Term(text.rstrip("*"), field or "all", text.endswith("*"), quoted, unknown)
