"""Registration numbers in running text: the forms of each register, and numbers that only look like one."""

from __future__ import annotations

import pytest

from evidence.pubmed.registries import in_text
from evidence.records import Passage, RegistryNumber


def found(text: str) -> list[tuple[str, str]]:
    return [(number.bank, number.accession) for number in in_text([Passage("abstract.0", None, text)])]


@pytest.mark.parametrize(
    "text",
    [
        "Functional NCT of 12 sites.",
        "The code NCT123456789 has a digit too many.",
        "XNCT01234567 is a catalogue number.",
        "Between 2010-123456-12 and 2011 (a file number, no register is named).",
        "CT slices of 20 mm; the NTR 100 mutant; CRD 42 of 50.",
        "The NTR1 receptor and UMIN were studied in 2012-2013.",
    ],
)
def test_what_is_no_registration_number(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "bank", "accession"),
    [
        ("(ClinicalTrials.gov: NCT01234567).", "ClinicalTrials.gov", "NCT01234567"),
        ("number NCT 01234567", "ClinicalTrials.gov", "NCT01234567"),
        ("nct01234567", "ClinicalTrials.gov", "NCT01234567"),
        ("ISRCTN 63718836", "ISRCTN", "ISRCTN63718836"),
        ("EudraCT number 2010-123456-12", "EudraCT", "2010-123456-12"),
        ("EU CT 2022-500123-12-00", "CTIS", "2022-500123-12-00"),
        ("ChiCTR-TRC-10001234", "ChiCTR", "ChiCTR-TRC-10001234"),
        ("ChiCTR2000012345", "ChiCTR", "ChiCTR2000012345"),
        ("ACTRN12605000000001", "ANZCTR", "ACTRN12605000000001"),
        ("UMIN000012345", "UMIN-CTR", "UMIN000012345"),
        ("jRCTs031180123", "jRCT", "jRCTs031180123"),
        ("CTRI/2010/091/000123", "CTRI", "CTRI/2010/091/000123"),
        ("IRCT201012345N1", "IRCT", "IRCT201012345N1"),
        ("KCT0001234", "CRiS", "KCT0001234"),
        ("DRKS00001234", "DRKS", "DRKS00001234"),
        ("NTR1234 and Trial NTR 1234", "NTR", "NTR1234"),
        ("PACTR201012345678901", "PACTR", "PACTR201012345678901"),
        ("RBR-5xk3s1", "ReBEC", "RBR-5xk3s1"),
        ("SLCTR/2010/001", "SLCTR", "SLCTR/2010/001"),
        ("TCTR20101234567", "TCTR", "TCTR20101234567"),
        ("RPCEC00000123", "RPCEC", "RPCEC00000123"),
        ("PROSPERO CRD42012001234", "PROSPERO", "CRD42012001234"),
    ],
)
def test_each_register_in_its_usual_spelling(text: str, bank: str, accession: str) -> None:
    assert found(text) == [(bank, accession)]


def test_a_number_is_told_once_where_it_stands_first_and_not_when_it_is_known() -> None:
    passages = [
        Passage("title", None, "NCT00000001"),
        Passage("abstract.0", None, "NCT00000001 NCT00000002 NCT00000003"),
    ]
    known = [RegistryNumber("ClinicalTrials.gov", "NCT00000003")]
    assert [(n.accession, n.seen_in) for n in in_text(passages, known)] == [
        ("NCT00000001", "title"),
        ("NCT00000002", "abstract.0"),
    ]
