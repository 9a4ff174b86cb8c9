"""The PMIDs and DOIs that a list of references names: RIS, a table, or nothing but ids. Reads the files it is given.

Such files lack what PubMed knows of a record (its indexing, its revisions, whether it was retracted), so they are no
source of records; but what they name can be fetched.
"""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from evidence.delimiters import sniffed
from evidence.errors import BadInput
from evidence.id_forms import doi_in, pmid_in
from evidence.places import is_file, is_folder
from evidence.progress import Notice

_HEAD: Final = 4096
_RIS: Final = re.compile(r"^TY  - ", re.MULTILINE)
_MEDLINE: Final = re.compile(r"^PMID {0,2}- ?\d", re.MULTILINE)
_LINE: Final = re.compile(r"([A-Z][A-Z0-9])  - ?(.*)")
_NOTED: Final = re.compile(r"\bPMID:?\s*(\d{1,8})\b|\b(\d{1,8})\s*\[pmid\]", re.ASCII | re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d{1,8}", re.ASCII)  # other databases number theirs with letters, or longer
_TEXTS: Final = ("AB", "N2", "TI", "T1")  # where a PMID is another article's
_COLUMNS: Final = {"pmid": "pmid", "pubmedid": "pmid", "pubmed": "pmid", "doi": "doi"}
_FORMS: Final = "give RIS, a table with a column pmid or doi, or a list of ids; records themselves: `evidence import`"


def named(ids: Iterable[str], notice: Notice) -> list[str]:
    """The ids as given, and where one is a file those that it names; `notice` is told of how many of its records.

    Raises:
        BadInput: a file holds records, which `evidence import` reads; or it names no id.
    """
    found: list[str] = []
    for one in ids:
        if pmid_in(one) is not None or doi_in(one) or not (is_file(Path(one)) or is_folder(Path(one))):
            found.append(one)
            continue
        told = _listed(Path(one))
        some = [id_ for id_ in told if id_]
        if not some:
            raise BadInput(f"{one} names no PMID and no DOI", _FORMS)
        notice(f"{one}: {len(some):,} of {len(told):,} records name a PMID or DOI")
        found += dict.fromkeys(some)
    return found


def _listed(path: Path) -> list[str]:
    """An id for each record of a file, "" for one that has none."""
    if is_folder(path):
        raise BadInput(
            f"{path} is a folder, no PMID and no DOI", f"`evidence import {shlex.quote(str(path))}` reads it"
        )
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            start = head.decode("utf-8-sig", "replace").lstrip()
            holds_records = start.startswith("<") or (_MEDLINE.search(start) and not _RIS.search(start))
            if holds_records or head.startswith(b"\x1f\x8b"):
                todo = f"read it with `evidence import {shlex.quote(str(path))}`"
                raise BadInput(f"{path} is a file of records, no PMID and no DOI", todo)
            text = (head + stream.read()).decode("utf-8-sig", "replace")
    except OSError as error:
        raise BadInput(f"{path} can't be read ({error.strerror})", "check its permissions") from None
    if _RIS.search(text):
        return [_of_ris(record) for record in _RIS.split(text)[1:]]
    words = text.replace(",", " ").replace(";", " ").split()
    if words and all(pmid_in(word) or doi_in(word) for word in words):
        return words
    return list(_of_table(text, path))


def _of_ris(record: str) -> str:
    lines = [(line[1], line[2].strip()) for line in map(_LINE.match, record.splitlines()) if line]
    noted = [found[1] or found[2] for tag, value in lines if tag not in _TEXTS and (found := _NOTED.search(value))]
    of_pubmed = [value for tag, value in lines if tag == "UR" and pmid_in(value) and not value.isdigit()]
    numbers = [value for tag, value in lines if tag == "AN" and _NUMBER.fullmatch(value)]
    databases = " ".join(value.lower() for tag, value in lines if tag == "DB")
    dois = [value for tag, value in lines if tag in ("DO", "M3", "UR", "L3") and doi_in(value)]
    known = "pubmed" in databases or "medline" in databases
    # An accession number of who knows what database counts only where there is nothing better.
    sure, doubtful = (numbers, []) if known else ([], [] if databases else numbers)
    return next(iter([*sure, *noted, *of_pubmed, *dois, *doubtful]), "")


def _of_table(text: str, path: Path) -> Iterator[str]:
    delimiter, lines = sniffed(text.splitlines(keepends=True))
    rows = csv.reader(lines, delimiter=delimiter)
    try:
        heads = [_COLUMNS.get(re.sub(r"[^a-z]", "", head.lower()), "") for head in next(rows, [])]
        if not any(heads):
            raise BadInput(f"{path} names no PMIDs and no DOIs", _FORMS)
        places = sorted((place for place, head in enumerate(heads) if head), key=lambda place: heads[place] != "pmid")
        for row in rows:
            if any(row):
                cells = [row[place].strip() for place in places if place < len(row)]
                yield next((cell for cell in cells if pmid_in(cell) or doi_in(cell)), "")
    except csv.Error as error:
        raise BadInput(f"{path}, line {rows.line_num}: no table ({error})", _FORMS) from None
