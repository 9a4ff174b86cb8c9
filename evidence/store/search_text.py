"""The words of a query as an FTS5 expression, every spelling of them. Touches no database but a stemmer in memory.

Whatever was typed reaches FTS5 only as quoted strings of letters, digits and spaces, so nothing in it is syntax.

The index is stemmed (porter), which a prefix has to be helped over: "transplantation" is stored as `transplant`, and
`transplantat*` would find nothing. So the stems that words with this beginning are cut down to are looked for as well;
a prefix finds all words that begin with it, and may find a shorter form of the same word.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from typing import Final

from evidence.store import greek
from evidence.store.query_tree import And, Not, Or, Query, Term, all_of, any_of
from evidence.store.spelling import compound, variants

TOKENIZER: Final = "porter unicode61 remove_diacritics 2"
COLUMNS: Final = {
    "": "", "title": "{title}", "abstract": "{abstract}", "tiab": "{title abstract}", "mesh": "{mesh}",
    "keyword": "{keywords}",
}  # fmt: skip
STRONG: Final = "{title mesh}"
"""Where a word says what an article is about; see search.py on ranking."""

_SUFFIX: Final = 2  # letters: TGF beta 1, NF kappa B
_ENDINGS: Final = (
    "a", "able", "ae", "al", "ally", "ance", "as", "ation", "ations", "c", "d", "e", "ed", "ence", "er", "ers", "es",
    "i", "ic", "ical", "ies", "ing", "ion", "ional", "ions", "ise", "ised", "ity", "ive", "ize", "ized", "ly", "ment",
    "n", "ness", "ng", "on", "ons", "ous", "s", "sation", "se", "sed", "sing", "ve", "y", "zation", "ze", "zed", "zing",
)  # fmt: skip


def match_expression(query: Query) -> str | None:
    """The FTS5 expression of a query of words; None where there is none (a NOT with nothing to take it from)."""
    match query:
        case Term() if query.field in COLUMNS:
            return _term(query)
        case And(parts):
            return _all(parts)
        case Or(parts):
            each = [match_expression(part) for part in parts]
            return None if None in each else "(" + " OR ".join(part for part in each if part) + ")"
        case _:
            return None


def split(parts: Sequence[Query]) -> tuple[str | None, list[Query]]:
    """Of parts joined by AND: what one full-text expression answers, and the parts that are left."""
    found, taken_away, rest = [], [], []
    for part in parts:
        if match_expression(part):
            found.append(part)
        elif isinstance(part, Not) and match_expression(part.part):
            taken_away.append(part)
        else:
            rest.append(part)
    return (match_expression(all_of([*found, *taken_away])), rest) if found else (None, list(parts))


@lru_cache(maxsize=1024)  # a query is walked several times
def looked_for(term: Term) -> tuple[str, ...]:
    """The words and phrases that a term stands for, the typed one first; a prefix ends in *."""
    star = "*" if term.prefix else ""
    found = [" ".join(words) + star for words in variants(term.text, prefix=term.prefix)]
    if term.prefix:
        found += [
            " ".join((*words[:-1], stem)) for words in variants(term.text, prefix=True) for stem in _stems(words[-1])
        ]
    return tuple(dict.fromkeys(found))


def shown_by(terms: Iterable[Term]) -> str | None:
    """An expression that any of the terms matches, for marking them in a hit; None where the index holds none."""
    inside = [term for term in terms if term.field in COLUMNS]
    return match_expression(any_of(inside)) if inside else None


def _term(term: Term) -> str:
    phrases = [f'"{form.removesuffix("*")}"' + (" *" if form.endswith("*") else "") for form in looked_for(term)]
    joined = "(" + " OR ".join(phrases or ['""']) + ")"
    columns = COLUMNS[term.field]
    return f"({columns} : {joined})" if columns else joined


def _all(parts: tuple[Query, ...]) -> str | None:
    positive = _side_by_side([part for part in parts if not isinstance(part, Not)])
    negative = [match_expression(part.part) for part in parts if isinstance(part, Not)]
    if not positive or None in positive or None in negative:
        return None
    expression = " AND ".join(part for part in positive if part)
    if negative:
        expression = f"({expression}) NOT (" + " OR ".join(part for part in negative if part) + ")"
    return f"({expression})"


def _side_by_side(parts: list[Query]) -> list[str | None]:
    """One expression a part; `follow up`, typed as two words, finds `followup` as well, `NF kappa B` `NF-κB`."""
    found: list[str | None] = []
    for part, solid in with_solid_words(parts):
        expression = match_expression(part)
        if solid:
            found[-1] = f"(({found[-1]} AND {expression}) OR {_term(solid)})"
        else:
            found.append(expression)
    return found


def with_solid_words(parts: Iterable[Query]) -> Iterator[tuple[Query, Term | None]]:
    """Each part, with the solid word that it makes together with the part before it, or with the two before it.

    Of three words, as in TGF beta 1, the second makes `tgfbeta` and the third `tgfbeta1`.
    """
    last: Query | None = None
    made: Term | None = None
    for part in parts:
        solid = made and _with_suffix(made, part) if last is None else _solid_of(last, part)
        last, made = (None, solid) if solid else (part, None)
        yield part, made


def _solid_of(first: Query, second: Query) -> Term | None:
    """The solid word that two words side by side make; None where they don't."""
    if not (isinstance(first, Term) and isinstance(second, Term)):
        return None
    if first.field != second.field or first.prefix or second.prefix:
        return None
    solid = compound(first.text, second.text)
    return Term(solid, field=first.field) if solid else None


def _with_suffix(solid: Term, part: Query) -> Term | None:
    """The solid word that two made (`tgfbeta`), with the 1 or the B typed behind it; None where it is another word."""
    if not isinstance(part, Term) or part.prefix or part.field != solid.field or len(part.text) > _SUFFIX:
        return None
    if not part.text.isalnum() or not greek.ends_in_letter(solid.text):
        return None
    return Term(solid.text + part.text.lower(), field=solid.field)


@lru_cache(maxsize=256)
def _stems(beginning: str) -> tuple[str, ...]:
    """What the index keeps of words with this beginning where that is shorter, or ends otherwise."""
    own, *others = stemmed((beginning, *(beginning + ending for ending in _ENDINGS)))
    shorter = {stem for stem in others if len(stem) > 2 and beginning.startswith(stem) and stem != beginning}
    return tuple(sorted(shorter | ({own} - {beginning})))


def stemmed(words: tuple[str, ...]) -> list[str]:
    """Each word as the index would keep it, by the index's own stemmer."""
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE VIRTUAL TABLE words USING fts5 (word, tokenize='{TOKENIZER}')")
        memory.execute("CREATE VIRTUAL TABLE stems USING fts5vocab (words, instance)")
        memory.executemany("INSERT INTO words (rowid, word) VALUES (?, ?)", enumerate(words))
        found = dict(memory.execute("SELECT doc, term FROM stems").fetchall())
    return [found.get(number, word) for number, word in enumerate(words)]
