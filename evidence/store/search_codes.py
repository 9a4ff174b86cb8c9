"""The fields that have one of a list of values, as SQL conditions on the store. Touches nothing."""
# ruff: noqa: S608 - SQL is made here of our own names; what was typed is a parameter

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from evidence.store.accounts import SEARCHED
from evidence.store.query_tree import Code
from evidence.store.search_tables import OF_FACTS
from evidence.store.tag_columns import PREFIX
from evidence.values import ATTRIBUTES, DESIGNS

PMID: Final = "{pmid}"
"""Stands in a condition for the column that has the PMID; `search.py` puts the name in."""

LISTED: Final = "{listed}"
"""As `PMID`, before IN (a long list): hits of the text index are looked up in the list, not the other way round."""

Parameter = str | int | float


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL with `PMID` where the PMID goes, `r.` for the record's facets, `f.` for its facts, `?` for the parameters.

    It is true or false, never NULL: what is not reported is not found by `n:>50`, and is found by `-n:>50`.
    """

    sql: str
    parameters: tuple[Parameter, ...] = ()


def listed(pmids: Iterable[int], *, but: bool = False) -> Condition:
    """Records that were looked up one by one, there are not many of them; or all but those."""
    how = "NOT IN" if but else "IN"
    return Condition(f"{LISTED} {how} (SELECT value FROM json_each(?))", (json.dumps(sorted(pmids)),))


def code_condition(code: Code) -> Condition:
    """What a record must be to have this code."""
    if code.field in _CODES:
        return _CODES[code.field](code.value)
    if code.field in OF_FACTS:
        return Condition(f"(r.{code.field} = ? COLLATE NOCASE) IS TRUE", (code.value,))
    if code.field in ATTRIBUTES:
        return Condition(f"(f.{code.field} = ? COLLATE NOCASE) IS TRUE", (code.value,))
    return {"status": _STATUS, "is": _IS, "has": _HAS}[code.field].get(code.value) or _medline_status(code.value)


def _design(value: str) -> Condition:
    codes = [value] if value in DESIGNS else [code for code, parent in DESIGNS.items() if parent == value]
    return Condition(f"(r.design IN ({', '.join('?' * len(codes))})) IS TRUE", tuple(codes))


def _medline_status(value: str) -> Condition:
    return Condition("(r.status = ? COLLATE NOCASE) IS TRUE", (value,))


def _fact(column: str) -> Callable[[str], Condition]:
    return lambda value: Condition(f"(f.{column} = ? COLLATE NOCASE) IS TRUE", (value,))


_CODES: Final[dict[str, Callable[[str], Condition]]] = {
    "design": _design,
    "unit": _fact("n_unit"),
    "role": _fact("n_role"),
    "statistic": _fact("follow_up_statistic"),
    "source": lambda value: Condition("(r.source = ?)", (value,)),
    "language": lambda value: Condition("(instr(lower(r.languages), ?) > 0) IS TRUE", (f'"{value}"',)),
    "doi": lambda value: Condition(
        f"{LISTED} IN (SELECT pmid FROM ids WHERE value = ? COLLATE NOCASE AND kind = 'doi')", (value,)
    ),
    "nct": lambda value: Condition(
        f"{LISTED} IN (SELECT pmid FROM registry_numbers WHERE accession = ? COLLATE NOCASE)", (value,)
    ),
}


def _lists(table: str, where: str = "1") -> Condition:
    return Condition(f"EXISTS (SELECT 1 FROM {table} x WHERE x.pmid = {PMID} AND {where})")


def _any(suffix: str) -> Condition:
    return Condition("(" + " OR ".join(f"f.{field}_{suffix} > 0" for field in PREFIX.values()) + ") IS TRUE")


def _last_pull(outcome: str) -> Condition:
    """What became of a record in the last pull of a search."""
    last = f"SELECT max(id) FROM pulls WHERE {SEARCHED}"
    return Condition(f"{LISTED} IN (SELECT pmid FROM outcomes WHERE pull = ({last}) AND outcome = '{outcome}')")


_STATUS: Final = {
    "retracted": Condition("r.retracted"),
    "deleted": Condition("r.deleted"),
    "summary": Condition("r.summary"),
    "concern": _lists("links", "x.kind = 'ExpressionOfConcernIn'"),
    "erratum": _lists("links", "x.kind = 'ErratumIn'"),
    "corrected": _any("corrected"),
    "confirmed": _any("confirmed"),
    "stale": _any("stale"),
}
_IS: Final = {
    "corrected": _STATUS["corrected"],
    "confirmed": _STATUS["confirmed"],
    "stale": _STATUS["stale"],
    "conflicting": _any("conflicts"),
    "retracted": _STATUS["retracted"],
    "deleted": _STATUS["deleted"],
    "summary": _STATUS["summary"],
    "new": _last_pull("new"),
    "revised": _last_pull("changed"),
    "tagged": _lists("readings"),
    "book": Condition("(r.kind = 'book')"),
    "article": Condition("(r.kind = 'article')"),
}
_HAS: Final = {
    "abstract": _lists("sections"),
    "nct": _lists("registry_numbers", "x.accession LIKE 'NCT%'"),
    "registry": _lists("registry_numbers"),
    "doi": _lists("ids", "x.kind = 'doi'"),
    "pmc": _lists("ids", "x.kind = 'pmc'"),
    "design": Condition("(r.design IS NOT NULL)"),
    "n": Condition("(r.n IS NOT NULL)"),
    "followup": Condition("(r.follow_up_days IS NOT NULL)"),
    "mesh": _lists("mesh"),
    "keywords": _lists("keywords"),
    "author": _lists("authors"),
    "year": Condition("(r.year IS NOT NULL)"),
    "link": _lists("links"),
    **{name: Condition(f"(f.{name} IS NOT NULL)") for name in ATTRIBUTES},
}
