"""A list of references names PMIDs and DOIs, however it is written; a file of records is another verb's."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from evidence.errors import BadInput
from evidence.progress import unheard
from evidence.reference_lists import named

RIS = """TY  - JOUR
TI  - Marrow for feet, after PMID: 999
DB  - PubMed
AN  - 11
DO  - 10.1000/eleven
ER  -

TY  - JOUR
DB  - Embase
AN  - 22
DO  - 10.1000/twelve
ER  -

TY  - JOUR
N1  - PMID: 13
ER  -

TY  - JOUR
UR  - https://pubmed.ncbi.nlm.nih.gov/14/
ER  -

TY  - JOUR
AN  - 15
ER  -

TY  - JOUR
DB  - Embase
AN  - 16
AB  - As in PMID: 17.
ER  -
"""


def ids(folder: Path, name: str, text: str) -> list[str]:
    (folder / name).write_text(text, "utf-8")
    return named([str(folder / name)], unheard)


def test_a_ris_file_names_each_record_once_and_no_other_database_s_number(tmp_path: Path) -> None:
    told: list[str] = []
    (tmp_path / "a.ris").write_text(RIS, "utf-8")
    address = "https://pubmed.ncbi.nlm.nih.gov/14/"
    assert named(["7", str(tmp_path / "a.ris")], told.append) == ["7", "11", "10.1000/twelve", "13", address, "15"]
    assert told == [f"{tmp_path / 'a.ris'}: 5 of 6 records name a PMID or DOI"]


@pytest.mark.parametrize(
    "text",
    [
        "PMID,Title,DOI\n11,A,10.1000/x\n,B,10.1000/b\n,C,\n",
        "Title;PubMed ID;DOI\nA;11;\nB;;https://doi.org/10.1000/b\n",
        "doi\tpmid\n10.1000/x\t11\n10.1000/b\t\n",
    ],
)
def test_a_table_names_them_by_its_columns(tmp_path: Path, text: str) -> None:
    first, second = ids(tmp_path, "a.csv", text)
    assert (first, second.removeprefix("https://doi.org/")) == ("11", "10.1000/b")


def test_a_file_of_nothing_but_ids_is_a_list(tmp_path: Path) -> None:
    assert ids(tmp_path, "ids.txt", "11, 12\n10.1000/b\n11\n") == ["11", "12", "10.1000/b"]


@pytest.mark.parametrize("content", [b"<PubmedArticleSet/>", b"PMID- 7\nTI  - A\n", gzip.compress(b"<a/>", mtime=0)])
def test_a_file_of_records_is_read_by_import(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "my file.xml").write_bytes(content)
    with pytest.raises(BadInput, match=r"is a file of records.*`evidence import '.*my file.xml'`"):
        named([str(tmp_path / "my file.xml")], unheard)
    with pytest.raises(BadInput, match=r"is a folder.*`evidence import "):
        named([str(tmp_path)], unheard)


@pytest.mark.parametrize("text", ["", "Title\nA\n", "pmid\nnone\n", "TY  - JOUR\nER  -\n"])
def test_a_file_that_names_none_says_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match="names no PMID"):
        ids(tmp_path, "a.csv", text)
