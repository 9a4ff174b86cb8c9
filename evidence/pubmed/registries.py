"""Trial registration numbers as they stand in running text. Pure.

The forms are those of the registers in the WHO's ICTRP network, and PROSPERO for reviews.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from evidence.records import Passage, RegistryNumber

# bank, a word that must be there (looked for first: it is far cheaper than the pattern), the pattern.
_FORMS: Final = tuple(
    (bank, hint, re.compile(pattern, re.ASCII))
    for bank, hint, pattern in (
        ("ClinicalTrials.gov", "NCT", r"\bNCT[\s:#-]{0,3}(?P<n>\d{8})\b"),
        ("ClinicalTrials.gov", "nct", r"\bnct(?P<n>\d{8})\b"),
        ("ISRCTN", "ISRCTN", r"\bISRCTN[\s:#-]{0,3}(?P<n>\d{8})\b"),
        ("EudraCT", "20", r"(?<![\d-])(?P<n>20\d\d-\d{6}-\d\d)(?![\d-])"),
        ("CTIS", "20", r"(?<![\d-])(?P<n>20\d\d-5\d{5}-\d\d-\d\d)(?![\d-])"),
        ("ChiCTR", "ChiCTR", r"\bChiCTR-?(?P<n>(?:[A-Z]{2,5}-)?\d{8,10})\b"),
        ("ANZCTR", "ACTRN", r"\bACTRN[\s:#]{0,2}(?P<n>\d{14}p?)\b"),
        ("UMIN-CTR", "UMIN", r"\bUMIN[\s:#-]{0,2}(?P<n>[CR]?0\d{8})\b"),
        ("jRCT", "jRCT", r"\bjRCT(?P<n>s?\d{9,10})\b"),
        ("JapicCTI", "JapicCTI", r"\bJapicCTI-(?P<n>\d{6})\b"),
        ("CTRI", "CTRI", r"\bCTRI/(?P<n>20\d\d/\d{2,3}/\d{6})\b"),
        ("IRCT", "IRCT", r"\bIRCT[\s:#]{0,2}(?P<n>\d{6,14}N\d{1,3})\b"),
        ("CRiS", "KCT", r"\bKCT(?P<n>\d{7})\b"),
        ("DRKS", "DRKS", r"\bDRKS[\s:#-]{0,2}(?P<n>\d{8})\b"),
        ("NTR", "NTR", r"\bNTR[\s:#-]{0,2}(?P<n>\d{3,5})\b"),
        ("PACTR", "PACTR", r"\bPACTR(?P<n>20\d{13,16})\b"),
        ("ReBEC", "RBR-", r"\bRBR-(?P<n>[0-9a-z]{6,8})\b"),
        ("SLCTR", "SLCTR", r"\bSLCTR/(?P<n>20\d\d/\d{3})\b"),
        ("TCTR", "TCTR", r"\bTCTR(?P<n>20\d{9})\b"),
        ("RPCEC", "RPCEC", r"\bRPCEC(?P<n>\d{8})\b"),
        ("PROSPERO", "CRD", r"\bCRD[\s:#-]{0,2}(?P<n>4\d{10,11})\b"),
    )
)
_PREFIX: Final = {
    "ClinicalTrials.gov": "NCT",
    "ISRCTN": "ISRCTN",
    "ChiCTR": "ChiCTR",
    "ANZCTR": "ACTRN",
    "UMIN-CTR": "UMIN",
    "jRCT": "jRCT",
    "JapicCTI": "JapicCTI-",
    "CTRI": "CTRI/",
    "IRCT": "IRCT",
    "CRiS": "KCT",
    "DRKS": "DRKS",
    "NTR": "NTR",
    "PACTR": "PACTR",
    "ReBEC": "RBR-",
    "SLCTR": "SLCTR/",
    "TCTR": "TCTR",
    "RPCEC": "RPCEC",
    "PROSPERO": "CRD",
}


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    """(bank, accession in its usual spelling) for each number in a text, register by register."""
    for bank, hint, pattern in _FORMS:
        if hint in text:
            for found in pattern.finditer(text):
                number = found["n"]
                prefix = _PREFIX.get(bank, "")
                if bank == "ChiCTR" and number[0].isalpha():
                    prefix = "ChiCTR-"
                yield bank, prefix + number


def in_text(passages: Iterable[Passage], known: Iterable[RegistryNumber] = ()) -> tuple[RegistryNumber, ...]:
    """The registration numbers in these passages that are not `known` yet, each once, where it stands first."""
    seen = {number.accession.upper() for number in known}
    fresh = []
    for passage in passages:
        for bank, accession in _numbers(passage.text):
            if accession.upper() not in seen:
                seen.add(accession.upper())
                fresh.append(RegistryNumber(bank, accession, passage.name))
    return tuple(fresh)
