"""A query, or a part of one, as an SQL condition on the store. Touches the database only to look up names."""
# ruff: noqa: S608 - SQL is made here of our own names; what was typed is a parameter

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import Connection
from typing import Final

from evidence.store.names import fold_name
from evidence.store.query_absent import is_absence
from evidence.store.query_tree import And, Bound, Code, Everything, Not, Or, Query, Term, Within, any_of
from evidence.store.search_absent import absent_condition
from evidence.store.search_codes import LISTED, PMID, Condition, code_condition
from evidence.store.search_screening import REASON, excluded_for, screening_condition
from evidence.store.search_status import status_condition
from evidence.store.search_tables import JOURNALS
from evidence.store.search_text import match_expression, split
from evidence.store.search_topic import Shown
from evidence.store.spelling import tokens
from evidence.values import DAYS_PER, DAYS_PER_MONTH

_MANY: Final = 50_000  # rows up to which a list of PMIDs is made first; above, each hit is looked up


def condition(query: Query, connection: Connection, shown: Shown) -> Condition:  # noqa: PLR0911 - one a kind of node
    """What a record must be for this part of a query to find it; `shown` knows what a topic's columns show."""
    match query:
        case Everything():
            return Condition("1")
        case And(parts):
            match, rest = split(parts)
            each = [condition(part, connection, shown) for part in rest]
            return _joined(" AND ", [_matching(match), *each] if match else each)
        case Or(parts):
            match = match_expression(query)
            return _matching(match) if match else _joined(" OR ", _either(parts, connection, shown))
        case Not(part):
            inner = condition(part, connection, shown)
            return Condition(f"NOT {inner.sql}", inner.parameters)
        case Term():
            return _term(query, connection)
        case Code(field, word):
            if found := shown.condition(query) or screening_condition(query, connection):
                return found
            if found := status_condition(query, connection):
                return found
            return absent_condition(field, word) if is_absence(query) else code_condition(query)
        case Within():
            return _within(query)


def mentions(query: Query, word: str) -> bool:
    """True where the query asks for a status of that name, anywhere."""
    match query:
        case And(parts) | Or(parts):
            return any(mentions(part, word) for part in parts)
        case Not(part):
            return mentions(part, word)
        case Code(field, value):
            return field in {"status", "is"} and value == word
        case _:
            return False


def _either(parts: tuple[Query, ...], connection: Connection, shown: Shown) -> Iterator[Condition]:
    """Alternatives, PMIDs among them as one list (`pmid:1,2,3` may have thousands), and words as one."""
    pmids = [int(part.low.number) for part in parts if isinstance(part, Within) and _one_pmid(part) and part.low]
    if pmids:
        yield Condition(f"{LISTED} IN (SELECT value FROM json_each(?))", (str(pmids),))
    words = [part for part in parts if match_expression(part)]
    if words:
        yield _matching(match_expression(any_of(words)) or '""')
    for part in parts:
        if part not in words and not (isinstance(part, Within) and _one_pmid(part)):
            yield condition(part, connection, shown)


def _one_pmid(part: Within) -> bool:
    return part.field == "pmid" and part.low == part.high and part.low is not None and part.low.number.is_integer()


def _joined(word: str, parts: Iterator[Condition] | list[Condition]) -> Condition:
    found = list(parts)
    return Condition(
        "(" + word.join(part.sql for part in found) + ")",
        tuple(parameter for part in found for parameter in part.parameters),
    )


# Words


def _matching(expression: str) -> Condition:
    return Condition(f"{LISTED} IN (SELECT rowid FROM records_fts WHERE records_fts MATCH ?)", (expression,))


def _term(term: Term, connection: Connection) -> Condition:
    match term.field:
        case "author":
            return _author(term)
        case "journal":
            return _listed(_journals(term, connection), "records", JOURNALS, connection)
        case "pt":
            return _listed(_types(term, connection), "publication_types", "name COLLATE NOCASE", connection)
        case field if field == REASON:
            return excluded_for(connection, lambda reason: has_words(reason, term))
        case _:
            return _matching(match_expression(term) or '""')


def _author(term: Term) -> Condition:
    """`hu` is the surname Hu; `hu j` also Hu JX, as initials are often cut short."""
    name = fold_name(term.text.replace(",", " "))
    if term.prefix or " " in name:
        within = Condition("folded >= ? AND folded < ?", (name, name + "\U0010ffff"))
    else:
        within = Condition("folded = ? OR (folded >= ? AND folded < ?)", (name, name + " ", name + "!"))
    return Condition(f"{LISTED} IN (SELECT pmid FROM authors WHERE {within.sql})", within.parameters)


def has_words(name: str, term: Term) -> bool:
    """True where the words stand side by side in a name, without regard to case and accents."""
    words, wanted = tokens(fold_name(name)), tokens(fold_name(term.text))
    for start in range(len(words) - len(wanted) + 1):
        found = words[start : start + len(wanted)]
        if found == wanted or (term.prefix and found[:-1] == wanted[:-1] and found[-1].startswith(wanted[-1])):
            return True
    return False


def _journals(term: Term, connection: Connection) -> list[str]:
    return [
        names
        for names in _distinct(connection, "records", JOURNALS)
        if any(has_words(name, term) for name in names.split("|"))
    ]


def _types(term: Term, connection: Connection) -> list[str]:
    return [name for name in _distinct(connection, "publication_types", "name COLLATE NOCASE") if has_words(name, term)]


def _distinct(connection: Connection, table: str, key: str) -> list[str]:
    """Each value once, by jumping along an index: as many steps as values, however many rows."""
    bare = key.removesuffix(" COLLATE NOCASE")
    sql = f"""
        WITH RECURSIVE one (value) AS (
            SELECT * FROM (SELECT {bare} FROM {table} ORDER BY {key} LIMIT 1)
            UNION ALL
            SELECT (SELECT {bare} FROM {table} WHERE {key} > one.value ORDER BY {key} LIMIT 1) FROM one
            WHERE one.value IS NOT NULL
        ) SELECT value FROM one WHERE value IS NOT NULL"""
    return [value for (value,) in connection.execute(sql)]


def _listed(names: list[str], table: str, key: str, connection: Connection) -> Condition:
    """Records of a table that have one of these names."""
    marks = ", ".join("?" * len(names))
    rows = f"SELECT pmid FROM {table} WHERE {key} IN ({marks})"
    found = connection.execute(f"SELECT count(*) FROM ({rows} LIMIT {_MANY + 1})", names).fetchone()[0]
    if table == "records" or found <= _MANY:
        return Condition(f"{LISTED} IN ({rows})", tuple(names))
    return Condition(f"EXISTS (SELECT 1 FROM {table} x WHERE x.pmid = {PMID} AND x.{key} IN ({marks}))", tuple(names))


# Numbers

NUMBERS: Final = {
    "n": "r.n",
    "studies": "f.n_studies",
    "followup": "r.follow_up_days",
    "year": "r.year",
    "confidence": "r.confidence",
    "pmid": PMID,
}
"""What each number is in SQL; a follow-up is in days, a confidence the lowest of the machine's tags that count."""


_SHORT: Final = """round(CASE WHEN f.follow_up LIKE '% minute%' THEN CAST(f.follow_up AS REAL)
    WHEN f.follow_up LIKE '% hour%' THEN CAST(f.follow_up AS REAL) * 60 ELSE r.follow_up_days * 1440 END, 2)"""
"""A length in minutes: of minutes and hours as stated, for in days with one decimal 90 minutes are 2 hours."""

_Test = tuple[str, str, float]  # column, operator, value


def _within(query: Within) -> Condition:
    column = NUMBERS[query.field]
    read = _length_test if query.field == "followup" else _test
    tests = [*read(column, query.low, ">"), *read(column, query.high, "<")]
    sql = " AND ".join(f"{compared} {operator} ?" for compared, operator, _ in tests)
    parameters = tuple(value for _, _, value in tests)
    return Condition(f"({sql})" if query.field == "pmid" else f"({sql}) IS TRUE", parameters)


def _length_test(column: str, bound: Bound | None, operator: str) -> list[_Test]:
    """A length in months or years is compared as tables print it, to a tenth of a month: 52 weeks are 12 months."""
    if bound is not None and bound.minutes is not None:
        return [(_SHORT, operator + ("=" if bound.inclusive else ""), round(bound.minutes, 2))]
    if bound is None or bound.unit not in {"months", "years"}:
        return _test(column, bound, operator)
    tenths = round(bound.number * DAYS_PER[bound.unit] / DAYS_PER_MONTH, 1)
    reach = tenths + (0.05 if (operator == ">") is not bound.inclusive else -0.05)
    return [(column, ">=" if operator == ">" else "<", reach * DAYS_PER_MONTH)]


def _test(column: str, bound: Bound | None, operator: str) -> list[_Test]:
    if bound is None:
        return []
    value = int(bound.value) if bound.value.is_integer() else bound.value  # FTS5 takes a PMID only as an integer
    return [(column, operator + ("=" if bound.inclusive else ""), value)]
