"""Trial registration numbers as they stand in running text. Pure.

The forms are those of the registers in the WHO's ICTRP network, and PROSPERO for reviews.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from evidence.records import Passage, RegistryNumber

# A word that a text with such a number has (looked for first: far cheaper than the patterns); then bank, the prefix of
# its usual spelling, and the pattern of the number.
_FORMS: Final = tuple(
    (
        hint,
        tuple(
            (bank, prefix, prefix.rstrip("-/") if hint == "CT" else hint, re.compile(pattern, re.ASCII))
            for bank, prefix, pattern in forms
        ),
    )
    for hint, forms in {
        "CT": (
            ("ClinicalTrials.gov", "NCT", r"\bNCT[\s:#-]{0,3}(\d{8})\b"),
            ("ISRCTN", "ISRCTN", r"\bISRCTN[\s:#-]{0,3}(\d{8})\b"),
            ("EudraCT", "", r"(?<![\d-])(20\d\d-\d{6}-\d\d)(?![\d-])"),
            ("CTIS", "", r"(?<![\d-])(20\d\d-5\d{5}-\d\d-\d\d)(?![\d-])"),
            ("ChiCTR", "ChiCTR-", r"\bChiCTR-?([A-Z]{2,5}-\d{8,10})\b"),
            ("ChiCTR", "ChiCTR", r"\bChiCTR-?(\d{8,10})\b"),
            ("ANZCTR", "ACTRN", r"\bACTRN[\s:#]{0,2}(\d{14}p?)\b"),
            ("jRCT", "jRCT", r"\bjRCT(s?\d{9,10})\b"),
            ("JapicCTI", "JapicCTI-", r"\bJapicCTI-(\d{6})\b"),
            ("CTRI", "CTRI/", r"\bCTRI/(20\d\d/\d{2,3}/\d{6})\b"),
            ("IRCT", "IRCT", r"\bIRCT[\s:#]{0,2}(\d{6,14}N\d{1,3})\b"),
            ("CRiS", "KCT", r"\bKCT(\d{7})\b"),
            ("PACTR", "PACTR", r"\bPACTR(20\d{13,16})\b"),
            ("SLCTR", "SLCTR/", r"\bSLCTR/(20\d\d/\d{3})\b"),
            ("TCTR", "TCTR", r"\bTCTR(20\d{9})\b"),
        ),
        "nct": (("ClinicalTrials.gov", "NCT", r"\bnct(\d{8})\b"),),
        "UMIN": (("UMIN-CTR", "UMIN", r"\bUMIN[\s:#-]{0,2}([CR]?0\d{8})\b"),),
        "DRKS": (("DRKS", "DRKS", r"\bDRKS[\s:#-]{0,2}(\d{8})\b"),),
        "NTR": (("NTR", "NTR", r"\bNTR(?:[\s:#-]{1,2}(?=\d{4}\b))?(\d{3,5})\b"),),
        "RBR-": (("ReBEC", "RBR-", r"\bRBR-([0-9a-z]{6,8})\b"),),
        "RPCEC": (("RPCEC", "RPCEC", r"\bRPCEC(\d{8})\b"),),
        "CRD": (("PROSPERO", "CRD", r"\bCRD[\s:#-]{0,2}(4\d{10,11})\b"),),
    }.items()
)

_EUROPEAN: Final = ("Eudra", "EUDRA", "EUCTR", "CTIS", "EU CT", "EU-CT", "European")  # numbers without a prefix


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    """(bank, accession in its usual spelling) for each number in a text, register by register."""
    for hint, forms in _FORMS:
        if hint in text:
            for bank, prefix, word, pattern in forms:
                if word in text and (prefix or any(european in text for european in _EUROPEAN)):
                    for found in pattern.finditer(text):
                        yield bank, prefix + found[1]


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
