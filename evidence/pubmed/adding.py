"""Single articles by PMID or DOI: which PMIDs are meant. Touches the client given.

PubMed answers a DOI that it does not know with whatever its words match, so a DOI counts only when the record that
comes back bears it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from evidence.id_forms import doi_in, no_id, pmid_in
from evidence.pubmed.account import Failure
from evidence.pubmed.fetch import fetch_records
from evidence.pubmed.items import Parsed
from evidence.pubmed.medline_xml import read_xml
from evidence.pubmed.protocols import Client

_BEYOND: Final = 10**9  # PubMed's numbers have eight digits, and room for a ninth
_CANDIDATES: Final = 5


@dataclass(frozen=True, slots=True)
class Meant:
    """The PMIDs that were meant, each once, in the order given; and what is meant by none."""

    pmids: tuple[int, ...]
    failures: tuple[Failure, ...]


def resolve(client: Client, ids: Iterable[str]) -> Meant:
    """PMIDs for PMIDs and DOIs, in all the forms that `id_forms` reads.

    Raises:
        BadInput: one of them is neither; nothing was asked.
    """
    texts = [text.strip() for text in ids if text.strip()]
    read = [(text, pmid_in(text), doi_in(text)) for text in texts]
    for text, pmid, doi in read:
        if not doi and not 0 < (pmid or 0) < _BEYOND:
            raise no_id(text)
    pmids: list[int] = []
    failures: list[Failure] = []
    for _, pmid, doi in read:
        meant = _of_doi(client, doi) if doi else pmid or 0
        if isinstance(meant, Failure):
            failures.append(meant)
        else:
            pmids.append(meant)
    return Meant(tuple(dict.fromkeys(pmids)), tuple(failures))


def _of_doi(client: Client, doi: str) -> int | Failure:
    hits = client.search(f'"{doi}"[AID]', retmax=_CANDIDATES).pmids[:_CANDIDATES]
    bearers = {} if not hits else _dois(client, hits)
    same = [pmid for pmid in hits if bearers.get(pmid, "").casefold() == doi.casefold()]
    if same:
        return same[0]
    others = [f"PMID {pmid} with {bearers[pmid] or 'none'}" for pmid in hits if pmid in bearers]
    if others:
        return Failure(None, f"PubMed matches DOI {doi} to another article ({others[0]})")
    return Failure(None, f"PubMed has no article with DOI {doi}")


def _dois(client: Client, pmids: Sequence[int]) -> dict[int, str]:
    """The own DOI of each of these records, "" where it has none."""
    bodies = fetch_records(client, pmids).bodies
    items = (item for body in bodies for item in read_xml(io.BytesIO(body), name="PubMed's answer"))
    return {item.record.pmid: item.record.doi or "" for item in items if isinstance(item, Parsed)}
