"""The forms in which people write a PMID or a DOI: bare, with its name, as a web address. Touches nothing."""

from __future__ import annotations

import re
from typing import Final

_PUBMED: Final = r"(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/"
_PMID: Final = re.compile(rf"(?:pmid:?\s*)?(\d{{1,18}})|{_PUBMED}(\d{{1,18}})/?(?:[?#].*)?", re.ASCII | re.IGNORECASE)
_LISTED: Final = re.compile(r"\d{5,8}", re.ASCII)  # fewer digits may be thousands of one number
_BEFORE_DOI: Final = r"(?:(?:https?://)?(?:www\.|dx\.)?doi\.org/|doi:?\s*)?"
_FRONT: Final = re.compile(_BEFORE_DOI, re.ASCII | re.IGNORECASE)
_DOI: Final = re.compile(rf'{_BEFORE_DOI}(10\.\d{{4,9}}/[^\s"]+)', re.ASCII | re.IGNORECASE)


def pmid_in(text: str) -> int | None:
    """The PMID that a text is, None where it is none."""
    found = _PMID.fullmatch(text.strip())
    return int(found[1] or found[2]) if found else None


def pmids_in(text: str) -> list[int]:
    """The PMIDs of a list with commas between, `33198815,22814142`; none where it is no such list."""
    parts = text.split(",")
    return [int(part) for part in parts] if len(parts) > 1 and all(map(_LISTED.fullmatch, parts)) else []


def doi_in(text: str) -> str | None:
    """The DOI that a text is, None where it is none."""
    found = _DOI.fullmatch(text.strip())
    return found[1] if found else None


def without_resolver(doi: str) -> str:
    """A text that is known to be meant as a DOI, without what people write before one."""
    return _FRONT.sub("", doi.strip(), count=1)
