"""Every real file beside the project is read, as many records as its manifest says; each refusal is explained."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from evidence.errors import BadInput
from evidence.pubmed.files import read_file, read_raw
from evidence.pubmed.items import Deleted, Parsed, Unreadable

_FILE = re.compile(r"- (\S+) \d+ B (\{.*?\})")
_MEDLINE = re.compile(r"\| (\S+\.(?:txt|nbib|medline)) \| .* \| (\d+) \|")

# What the manifest counts and no reader should take: the reason that a person is shown.
BROKEN = {
    "MedlineImporterTestMalformedEntry.xml": ("<PubmedArticle> is not closed", 1),
    "MedlineImporterTestMinimalEntry.xml": ("it has no MedlineCitation", 1),
    **{f"medlineXML_11119751-{letter}.xml": (f"'11119751-{letter}'", 1) for letter in "abcde"},
    "jabref_MedlinePlainImporterTestMultiAbstract.txt": ("it has no PMID", 1),
    "jabref_MedlinePlainImporterTestMultiTitle.txt": ("it has no PMID", 1),
    # Three pieces of a hand-made file, without a PMID, beside its five records.
    "jabref_MedlinePlainImporterTestMultipleEntries.txt": ("it has no", 3),
}
REFUSED = {  # answers of E-utilities that hold no records, a web page, and a text that is neither format
    **dict.fromkeys(["epost2.xml", "epost3.xml"], "error answer"),
    **dict.fromkeys(["einfo2.xml", "epost1.xml", "esummary1.xml"], "holds no PubMed records"),
    **dict.fromkeys([f"esearch{n}.xml" for n in (1, 2, 3, 5, 6, 7, 8)], "holds no PubMed records"),
    "sample_related_pmids_result.xml": "<eLinkResult>",
    "pubmed3.html": "web page",
    "MedlinePlainImporterTestInvalidFormat.xml": "neither",
}


def counted(path: Path) -> tuple[Counter[str], list[str]]:
    """Records by the manifest's letters, and the reasons for what could not be read."""
    found: Counter[str] = Counter()
    reasons = []
    for item in read_file(path):
        if isinstance(item, Parsed):
            found["B" if item.record.kind == "book" else "M" if item.raw.startswith(b"<MedlineC") else "A"] += 1
            assert read_raw(item.raw) == item.record
        elif isinstance(item, Deleted):
            found["D"] += len(item.pmids)
        elif isinstance(item, Unreadable):
            reasons.append(item.reason)
    return found, reasons


def manifest(shared: Path) -> dict[str, Counter[str]]:
    """Counts by "folder/file" as the manifest gives them, without what BROKEN explains."""
    counts: dict[str, Counter[str]] = {}
    folder = ""
    for line in (shared / "pubmed" / "MANIFEST.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            folder = line.split()[1]
        elif found := _FILE.match(line):
            counts[f"{folder}/{found[1]}"] = Counter(ast.literal_eval(found[2]))
        elif found := _MEDLINE.match(line):
            counts[f"medline/{found[1]}"] = Counter(A=int(found[2]))
    for name, expected in counts.items():
        del expected["malformed"]
        if name.startswith("xml/") and name.rpartition("/")[2] in BROKEN:
            expected["A"] = 0
    return counts


def test_every_file_is_read_to_the_count_of_its_manifest(shared: Path) -> None:
    counts = manifest(shared)
    assert len(counts) > 90
    for name, expected in counts.items():
        path = shared / "pubmed" / name
        if path.name in REFUSED:
            continue
        found, reasons = counted(path)
        assert +found == +expected, name
        reason, number = BROKEN.get(path.name, ("", 0))
        assert len(reasons) == number, (name, reasons)
        assert all(reason in said for said in reasons), (name, reasons)


def test_metapubs_folder_holds_one_record_a_file(shared: Path) -> None:
    """165 articles, a book, a real empty answer (37909814), an elink answer."""
    totals: Counter[str] = Counter()
    for path in sorted((shared / "pubmed" / "xml" / "metapub").iterdir()):
        if path.name not in REFUSED:
            found, reasons = counted(path)
            assert not reasons
            assert found.total() == (0 if path.name == "37909814.xml" else 1), path.name
            totals += found
    assert totals == Counter(A=165, B=1)


@pytest.mark.parametrize("name", REFUSED)
def test_what_holds_no_records_is_refused_with_its_reason(shared: Path, name: str) -> None:
    (path,) = (shared / "pubmed" / "xml").rglob(name)
    with pytest.raises(BadInput, match=REFUSED[name]):
        list(read_file(path))


def test_an_error_answer_is_never_an_empty_result(shared: Path) -> None:
    """Only an empty PubmedArticleSet may read as no records: it says that these PMIDs don't exist."""
    for path in sorted((shared / "pubmed" / "answers").iterdir()):
        try:
            assert list(read_file(path)) == []
        except BadInput:
            continue
        assert path.name in {"http200_efetch_empty_set_REALFILE.xml", "http200_efetch_unknown_pmid.xml"}


def test_each_link_line_of_medline_text_is_one_link(shared: Path) -> None:
    """1,621 retraction notices: Bio.Medline alone makes 3,025 items of their ROF lines, 1,441 without the PMID."""
    path = shared / "pubmed" / "medline" / "neilfws_retractions.medline"
    text = path.read_bytes().decode()
    records = [item.record for item in read_file(path) if isinstance(item, Parsed)]
    for tag, kind in (("ROF", "RetractionOf"), ("CIN", "CommentIn"), ("PROF", "PartialRetractionOf")):
        links = [link for record in records for link in record.links if link.kind == kind]
        assert len(links) == len(re.findall(rf"^{tag:<4}- \S", text, re.MULTILINE))
    unfolded = re.sub(r"\n {6}", " ", text)
    without = [line for line in re.findall(r"^ROF - .*", unfolded, re.MULTILINE) if "PMID:" not in line]
    assert sum(link.pmid is None for r in records for link in r.links if link.kind == "RetractionOf") == len(without)
