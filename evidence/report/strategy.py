"""The searches of a store as a review has to publish them (PRISMA 2020, item 7), as HTML. Touches nothing.

Each database with the day on which it was last asked, the search line by line as it was written, and as the source
itself understood it: what it made of the words, what it could not find, and every limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evidence.pubmed.account import SOURCES
from evidence.report.embedding import markup
from evidence.report.flow import Asked, Flow, Searched
from evidence.values import counted

NAME: Final = "searches"
TITLE: Final = "The searches"


def strategy(flow: Flow) -> str:
    """The section of the page; "" where no search was pulled and nothing added."""
    if not flow.searches and not flow.added:
        return ""
    return (
        f'<section id="{NAME}" aria-labelledby="{NAME}-title"><h2 id="{NAME}-title">{TITLE}</h2>'
        '<p class="note">As PRISMA 2020 asks for in item 7: what was searched, when, and how the source understood it.'
        f"</p>{''.join(map(_search, flow.searches))}{_added(flow.added)}</section>\n"
    )


def _added(pmids: tuple[int, ...]) -> str:
    if not pmids:
        return ""
    head = f"Added one by one, by PMID or DOI: {counted(len(pmids), 'records')}."
    return f"<p><strong>{head}</strong></p><pre>{', '.join(map(str, pmids))}</pre>"


def _search(search: Searched) -> str:
    source = SOURCES.get(search.source, search.source)
    asked = f"asked {search.pulls} times, last" if search.pulls > 1 else "asked once,"
    day = f" on {search.last} (UTC)" if search.last else " on a day that is not kept"
    head = f"{source}: {asked}{day}; it counted {counted(search.count, 'records')}."
    parts = [f"<p><strong>{markup(head)}</strong></p>", _quoted("As written", search.query)]
    for one in search.asked:
        parts += _understood(source, one)
    return "".join(parts)


def _understood(source: str, one: Asked) -> Iterator[str]:
    since = f" since {one.day}" if one.day else ""
    if one.translation:
        yield _quoted(f"As {source} understood it{since}", one.translation)
    if one.bounds:
        yield f"<p>{markup(f'Limited{since} to records {one.bounds}.')}</p>"
    if one.warnings:
        listed = "".join(f"<li>{markup(f'{kind}: {text}')}</li>" for kind, text in one.warnings)
        yield f"<p>{markup(f'{source} warned{since}:')}</p><ul>{listed}</ul>"


def _quoted(name: str, text: str) -> str:
    return f'<p class="note">{markup(name)}:</p><pre>{markup(text)}</pre>'
