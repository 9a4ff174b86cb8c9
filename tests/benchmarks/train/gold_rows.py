"""The hand labels of data/gold with the texts that they were read from, which stay in ../shared. Reads both folders.

A label file holds facts only; the text of a record is found by its PMID in ../shared/pubmed, or by corpus and id in
../shared/corpora.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from evidence.errors import EvidenceError
from evidence.pubmed.files import read_file
from evidence.pubmed.items import Parsed
from evidence.records import Passage
from evidence.values import DESIGNS


class GoldRow(NamedTuple):
    """One labelled record. `corpus` is "pubmed" for a real record with its indexing, else the corpus of its text.

    An invented text has the corpus "invented". `label` is the line of the file: design, sample_size and follow_up as
    data/gold/README.md describes them.
    """

    corpus: str
    key: str
    label: dict[str, Any]
    passages: tuple[Passage, ...]
    file: str = ""


def gold_rows(shared: Path, labels: Path) -> Iterator[GoldRow]:
    """The rows of a label file in its order.

    Raises:
        KeyError: a labelled record has no text in `shared`.
    """
    lines = [json.loads(line) for line in labels.read_text("utf-8").splitlines()]
    records = pubmed_passages(shared, {line["pmid"] for line in lines if "corpus" not in line})
    texts = _corpus_passages(shared, {(line["corpus"], line["id"]) for line in lines if "corpus" in line})
    for line in lines:
        if "corpus" in line:
            yield GoldRow(line["corpus"], str(line.get("pmid") or line["id"]), line, texts[line["corpus"], line["id"]])
        else:
            yield GoldRow("pubmed", str(line["pmid"]), line, records[line["pmid"]])


def designs_of_doubt(label: dict[str, Any]) -> list[str]:
    """The designs that the doubt in a label's own note would take too: "doubt: one group; case-series would do"."""
    kind, _, doubt = str(label.get("note", "")).partition(":")
    return [code for code in re.findall(r"[a-z-]+", doubt) if code in DESIGNS] if kind == "doubt" else []


WRITTEN: Final = "written.jsonl"  # short texts that were made to break the taggers; the others are whole abstracts
INDIRECT: Final = "indirect.jsonl"  # abstracts that were made hard: most never name their design
INVENTED: Final = (WRITTEN, "fresh.jsonl", "later.jsonl", "everyday.jsonl", "ordinary.jsonl", INDIRECT)
UNSEEN: Final = "g060"  # the last one of later.jsonl that anybody looked at; the others are measured on


def invented_rows(folder: Path) -> Iterator[GoldRow]:
    """The rows of the invented texts that weights may be learned from, in the order of their files; in `folder`."""
    for name in INVENTED:
        for line in map(json.loads, (folder / name).read_text("utf-8").splitlines()):
            if name != "later.jsonl" or line["id"] <= UNSEEN:
                texts = (("title", line.get("title")), ("abstract.0", line.get("abstract")))
                passages = tuple(Passage(n, None, text) for n, text in texts if text)
                yield GoldRow("invented", line["id"], line, passages, name)


def pubmed_passages(shared: Path, pmids: set[int]) -> dict[int, tuple[Passage, ...]]:
    """The passages of real records by PMID: of several versions the first in the order of the files."""
    found: dict[int, tuple[Passage, ...]] = {}
    for path in sorted((shared / "pubmed").glob("xml/*/*")) + sorted((shared / "pubmed").glob("medline/*")):
        if "jabref" in path.parts or path.name.startswith(("medlineXML_11119751-", "medlineTest_")):
            continue  # edited copies of real records
        try:
            for item in read_file(path):
                if isinstance(item, Parsed) and item.record.pmid in pmids:
                    found.setdefault(item.record.pmid, item.record.passages)
        except EvidenceError:
            continue  # answers that hold no records
    return found


def _corpus_passages(shared: Path, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], tuple[Passage, ...]]:
    found = {}
    for corpus in sorted({corpus for corpus, _ in wanted}):
        for line in (shared / "corpora" / f"{corpus}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if (corpus, row["id"]) in wanted:
                found[corpus, row["id"]] = _passages(row)
    return found


def _passages(row: dict[str, Any]) -> tuple[Passage, ...]:
    passages = [Passage("title", None, row["title"])] if row["title"] else []
    passages.append(Passage("abstract.0", None, row["abstract"]))
    passages += [Passage(f"publication_type.{n}", None, one) for n, one in enumerate(row["publication_types"] or ())]
    passages += [Passage(f"mesh.{n}", None, one) for n, one in enumerate(row["mesh"] or ())]
    return tuple(passages)
