"""The forms in which a PMID, a DOI or a trial's number is written: bare, with its name, as an address. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.errors import BadInput
from evidence.shown import shown

_PUBMED: Final = r"(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/"
_PMID: Final = re.compile(rf"(?:pmid:?\s*)?(\d{{1,18}})|{_PUBMED}(\d{{1,18}})/?(?:[?#].*)?", re.ASCII | re.IGNORECASE)
_LISTED: Final = re.compile(r"\d{5,8}", re.ASCII)  # fewer digits may be thousands of one number
_BETWEEN: Final = re.compile(r"\s*[,;]\s*|\s+")
# As the registers of the WHO's network and PROSPERO number their trials and reviews.
_REGISTRATION: Final = re.compile(
    r"((?:EudraCT|EUCTR|CTIS|EU[ -]CT)[\s:#-]{0,3})?(20\d\d-[05]\d{5}-\d\d(?:-\d\d)?)(?:-[A-Z]{2,3})?"
    r"|(?:JPRN-)?(UMIN)[\s:#-]{0,2}([CR]?0\d{8})|(?:JPRN-)?(jRCT)(s?\d{9,10})|(?:JPRN-)?(JapicCTI-)(\d{6})"
    r"|(NCT|ISRCTN|DRKS|CRD|KCT|RPCEC|TCTR|PACTR|ACTRN)[\s:#-]{0,3}(\d{5,20}p?)"
    r"|(IRCT)[\s:#]{0,2}(\d{6,14}N\d{1,3})|(ChiCTR-?)((?:[A-Z]{2,5}-)?\d{8,10})|(CTRI/|SLCTR/)(20\d\d/[\d/]{3,10})"
    r"|(NTR|NL)(\d{3,5})|(RBR-)([0-9a-z]{6,8})",
    re.ASCII | re.IGNORECASE,
)
_BEFORE_DOI: Final = r"(?:(?:https?://)?(?:www\.|dx\.)?doi\.org/|doi:?\s*)?"
_FRONT: Final = re.compile(_BEFORE_DOI, re.ASCII | re.IGNORECASE)
_DOI: Final = re.compile(rf'{_BEFORE_DOI}(10\.\d{{4,9}}/[^\s"]+)', re.ASCII | re.IGNORECASE)


def pmid_in(text: str) -> int | None:
    """The PMID that a text is, None where it is none."""
    found = _PMID.fullmatch(text.strip())
    return int(found[1] or found[2]) if found else None


def no_id(text: str) -> BadInput:
    """What to say of a text that was to be an id."""
    return BadInput(f"{shown(text)} is neither a PMID nor a DOI", "give one such as 22814142 or 10.1507/endocrj…")


def pmids_in(text: str) -> list[int]:
    """The PMIDs of a list with commas, semicolons or spaces between, `33198815,22814142`; none where it is no list."""
    parts = _BETWEEN.split(text.strip())
    return [int(part) for part in parts] if len(parts) > 1 and all(map(_LISTED.fullmatch, parts)) else []


def registrations_in(text: str) -> tuple[str, ...]:
    """The trial's number that a text is, in each spelling that records may have it in; none where it is none."""
    if not (found := _REGISTRATION.fullmatch(text.strip())):
        return ()
    if found[2]:
        country = found[0].upper().rpartition("-")[2]
        return (found[2], *([f"EUCTR{found[2]}-{country}"] if country.isalpha() else []))
    register, number = (part for part in found.groups()[2:] if part)
    if register.upper() in {"UMIN", "JRCT", "JAPICCTI-"}:
        return (register + number, f"JPRN-{register}{number}")
    if register.upper().startswith("CHICTR"):
        return (f"ChiCTR{number}", f"ChiCTR-{number}")
    return (register + number,)


def doi_in(text: str) -> str | None:
    """The DOI that a text is, None where it is none."""
    found = _DOI.fullmatch(text.strip())
    return found[1] if found else None


def without_resolver(doi: str) -> str:
    """A text that is known to be meant as a DOI, without what people write before one."""
    return _FRONT.sub("", doi.strip(), count=1)
