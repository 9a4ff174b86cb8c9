"""The labelled records as rows: what the rules answer, described, and whether it is right. Reads ../shared."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gold_rows import WRITTEN, gold_rows, invented_rows

from evidence.errors import BadInput
from evidence.pubmed.items import Parsed
from evidence.pubmed.medline_xml import read_xml
from evidence.records import Passage, Record
from evidence.tag.design import reading as design
from evidence.tag.follow_up import reading as follow_up
from evidence.tag.follow_up.confidence import cell_of
from evidence.tag.follow_up.features import describe
from evidence.tag.follow_up.rank import Weighed
from evidence.tag.sample_size.counts import count
from evidence.tag.tagger import design_of
from evidence.tag.text import Document
from evidence.values import Design, FollowUp

ROOT: Final = Path(__file__).resolve().parents[3]
FOLDS: Final = 5
HAND: Final = ("hand", "doubt")
HOURS: Final = {"minutes": 1 / 60, "seconds": 1 / 3600}
# What a row weighs: hand labels are of literature of all kinds, the corpora of drug trials, where more is right.
TRUST: Final = {"class": 0.5, "duration": 0.5, "recall": 0.5, "hand": 1.0, "doubt": 1.0}


@dataclass(slots=True)
class Case:
    """A labelled record: what rules find in it, best first, why they give no value, and the design that was read."""

    corpus: str
    key: str
    gold: dict[str, Any]
    weighed: list[Weighed]
    abstained: str | None
    design: Design | None
    design_is: float
    whole: bool  # an abstract, of which what is learned says something

    @property
    def fold(self) -> int:
        """The fold of a record, the same wherever the record stands."""
        return int(hashlib.sha256(self.key.encode()).hexdigest(), 16) % FOLDS


@dataclass(slots=True)
class Row:
    """One labelled record: what is answered, whether that is right, its features and its cells.

    `answered` is whether a value is given; `passed_over` has one flag for each other value, whether it would be right.
    """

    corpus: str
    key: str
    fold: int
    tier: str
    answered: bool
    right: bool
    features: list[str]
    cells: tuple[str, ...]
    passed_over: list[bool]


def is_right(gold: dict[str, Any], days: float | None) -> bool:
    """Whether a length in days is right, as ../shared/score.py judges it; None is answering nothing."""
    if gold["tier"] == "class":
        if days is None:
            return bool(gold["class"] == "single-time-point")
        label = "single-time-point" if days <= 1 else "under-3-months" if days < 88 else "3-months-or-more"
        return bool(label == gold["class"])
    if days is None:
        return not gold["accept_days"] or gold.get("or_none", False)
    return any(abs(days - good) <= gold["tolerance"] * good + gold.get("slack", 0.5) for good in gold["accept_days"])


def labelled(shared: Path) -> Iterator[tuple[str, str, Document, dict[str, Any]]]:
    """Corpus, id, document and label of each row; a crossover's single period (tier `period`) is another question."""
    for corpus in ("ct_corpus", "psynamic", "trialsieve"):
        for line in (shared / "corpora" / f"{corpus}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            gold = row["gold"].get("follow_up")
            if gold is not None and gold["tier"] != "period":
                yield corpus, str(row["id"]), _document(row), gold
    hand = _hand(ROOT / "data" / "gold" / "pubmed100.jsonl")
    for record in _records(shared):
        if gold := hand.pop(record.pmid, None):
            yield "pubmed100", str(record.pmid), Document(record.pmid, record.passages), gold
    for one in gold_rows(shared, ROOT / "data" / "gold" / "train.jsonl"):
        yield one.corpus, one.key, Document(0, one.passages), _gold(one.label)


def cases(shared: Path) -> list[Case]:
    """Every labelled record as the rules see it."""
    return [_case(*one) for one in labelled(shared)]


def invented_cases() -> list[Case]:
    """The invented abstracts that say something of a follow-up: learned from, no sample of anything."""
    told = (one for one in invented_rows(ROOT / "data" / "gold") if "follow_up" in one.label and one.file != WRITTEN)
    return [_case("invented", one.key, Document(0, one.passages), _gold_of_list(one.label)) for one in told]


def _case(corpus: str, key: str, document: Document, gold: dict[str, Any]) -> Case:
    code, sure = design_of(design.read(document, count(document)))
    weighed = follow_up.weigh(document)
    abstained = follow_up.abstention(document, code, sure, weighed)
    return Case(corpus, key, gold, weighed, abstained, code, sure, len(document.abstract) >= follow_up.LEAST)


def row_of(case: Case, likeliest: list[Weighed] | None) -> Row:
    """The row of a record whose candidates come in this order; None where none of them is taken."""
    tier = case.gold["tier"]
    if case.abstained or not likeliest:
        return Row(case.corpus, case.key, case.fold, tier, False, is_right(case.gold, None), [], (), [])
    days = list(dict.fromkeys(one.days for one in likeliest))
    features = describe(likeliest, case.design, case.design_is)
    right, *others = [is_right(case.gold, one) for one in days]
    return Row(case.corpus, case.key, case.fold, tier, True, right, features, cell_of(likeliest[0], likeliest), others)


def _document(row: dict[str, Any]) -> Document:
    abstract = row["abstract"]
    texts = [{"label": None, "text": abstract}] if isinstance(abstract, str) else abstract
    passages = [Passage("title", None, row["title"] or "")]
    passages += [Passage(f"abstract.{n}", part.get("label"), part["text"]) for n, part in enumerate(texts)]
    passages += [Passage(f"publication_type.{n}", None, name) for n, name in enumerate(row["publication_types"])]
    passages += [Passage(f"mesh.{n}", None, name) for n, name in enumerate(row["mesh"])]
    return Document(0, passages)


def _hand(path: Path) -> dict[int, dict[str, Any]]:
    return {row["pmid"]: _gold(row) for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


WOULD_DO: Final = re.compile(r"[^;,]*(?:,[^;,]*)? would do")
LENGTH: Final = re.compile(r"\b(\d+(?:\.\d+)?) (hour|day|week|month|year)s?\b")


def _gold(row: dict[str, Any]) -> dict[str, Any]:
    """A hand label as the corpora write theirs; a length counts within 2 % and half a day.

    So does a length, or none, that the doubt in the label's own note names: "doubt: two studies; 4 weeks would do".
    """
    told, note = row["follow_up"], str(row.get("note", ""))
    days = [] if isinstance(told, str) else [_days(told)]
    if not note.startswith("doubt"):
        return {"tier": "hand", "accept_days": days, "tolerance": 0.02, "slack": 0.6}
    named = " ".join(WOULD_DO.findall(note.removeprefix("doubt: ")))
    others = [_days({"value": float(value), "unit": unit}) for value, unit in LENGTH.findall(named)]
    or_none = not days or "not stated" in named
    return {"tier": "doubt", "accept_days": days + others, "tolerance": 0.02, "slack": 0.6, "or_none": or_none}


def _gold_of_list(label: dict[str, Any]) -> dict[str, Any]:
    """A label of an invented text: one length or reason, or several that would do."""
    told = label["follow_up"] if isinstance(label["follow_up"], list) else [label["follow_up"]]
    days = [_days(one) for one in told if isinstance(one, dict)]
    return {"tier": "hand", "accept_days": days, "tolerance": 0.02, "slack": 0.6, "or_none": len(days) < len(told)}


def _days(told: dict[str, Any]) -> float:
    unit = told["unit"] if told["unit"].endswith("s") else told["unit"] + "s"
    if unit in HOURS:
        return float(told["value"] * HOURS[unit] / 24)
    return FollowUp(told["value"], unit).days


def _records(shared: Path) -> Iterator[Record]:
    """The real PubMed records beside the checkout."""
    for path in sorted((shared / "pubmed" / "xml").rglob("*.xml*")):
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        with contextlib.suppress(BadInput):  # an error answer, kept there for other tests
            yield from (item.record for item in read_xml(io.BytesIO(raw), name=path.name) if isinstance(item, Parsed))
