"""The labelled abstracts that the design tagger learns from, as it sees them. Reads ../shared and data/gold.

Imported by design.py beside it.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from gold_rows import INDIRECT, WRITTEN, designs_of_doubt, gold_rows, invented_rows

from evidence.records import Passage
from evidence.tag.design.features import IN_TITLE, WORD
from evidence.tag.design.ranker import CODES, NONE
from evidence.tag.design.reading import gather
from evidence.tag.sample_size.counts import count
from evidence.tag.text import Document
from evidence.values import DESIGNS

sys.path.append(str(Path(__file__).parents[2]))  # marked sentences are read as the tests read them
from marked_designs import marked_designs, passages_of

CORPORA = ("studytypeteller", "psynamic", "clinical_hedges", "ct_corpus")
MORE = "pubmed, designs only"  # what was left of the real records, half of it lasers and alloys: no sample of papers
# What a row of each corpus weighs: more than an invented text, of which there are as many and which only imitate.
WORTH = {"studytypeteller": 1.5, "psynamic": 2.0, "clinical_hedges": 2.0, "ct_corpus": 1.0}
INVENTED = "invented"  # our own texts: learned from, but no sample of anything, so no confidence comes from them
OFTEN = 10  # texts of our own that have a word
TITLED = 8  # titles of them that have it
FOLDS = 5
ALL = frozenset(CODES)


class Row(NamedTuple):
    """One labelled abstract: what speaks for what, the codes that its label accepts, and those that its labels know."""

    corpus: str
    key: str
    fold: int
    strengths: dict[str, float]  # code -> strength of its strongest rule
    features: frozenset[str]
    accept: frozenset[str]
    known: frozenset[str]
    weight: float
    text_only: bool
    gold: bool  # labelled by hand for this project, with one code of the whole list
    would_do: frozenset[str] = frozenset()  # what the doubt in a hand label's own note would take too


def load(shared: Path, labels: Path, designs: Path) -> list[Row]:
    """All labelled rows: Clinical Hedges with and without indexing; hand labels; of designs only; invented texts.

    Of their words only those are features that `OFTEN` of our own texts have, or `TITLED` of their titles: those are of
    every specialty and kind.
    """
    more = (row._replace(corpus=MORE) for row in hand_labelled(shared, designs))
    ours = [*invented(labels.parent), *marked()]
    common = Counter(feature for row in ours for feature in row.features if is_word(feature))
    rows = [*corpus_rows(shared), *hand_labelled(shared, labels), *more, *ours]
    rare = {feature for feature, texts in common.items() if texts < (TITLED if is_titled(feature) else OFTEN)}
    unknown = {feature for row in rows for feature in row.features if is_word(feature)} - common.keys()
    return [row._replace(features=row.features - rare - unknown) for row in rows]


def is_word(feature: str) -> bool:
    """Whether a feature is a single word, anywhere or in the title."""
    return feature.startswith(WORD)


def is_titled(feature: str) -> bool:
    """Whether a feature is something in the title."""
    return feature.endswith(IN_TITLE)


def corpus_rows(shared: Path) -> Iterator[Row]:
    """The rows of the corpora that say something of the design."""
    for corpus in CORPORA:
        lines = (shared / "corpora" / f"{corpus}.jsonl").read_text(encoding="utf-8").splitlines()
        given = [(row, accept) for row in map(json.loads, lines) if (accept := accepted(row["gold"]))]
        known = frozenset().union(*(accept for _, accept in given))
        for row, accept in given:
            both = bool(row["publication_types"])
            for text_only in (False, True) if both else (True,):
                passages = [Passage("title", None, row["title"]), Passage("abstract.0", None, row["abstract"])]
                if not text_only:
                    passages += indexing(row)
                knows = known if corpus in CORPORA[:2] else ALL
                weight = WORTH[corpus] * (0.5 if both else 1.0)
                yield make(corpus, str(row["id"]), passages, accept, knows, weight=weight, text_only=text_only)


def indexing(row: dict[str, Any]) -> list[Passage]:
    """Publication types and MeSH headings of a corpus row."""
    pairs = (("publication_types", "publication_type"), ("mesh", "mesh"))
    return [Passage(f"{name}.{n}", None, value) for key, name in pairs for n, value in enumerate(row[key])]


def accepted(gold: dict[str, Any]) -> frozenset[str]:
    """The codes that a corpus label accepts."""
    design = gold.get("design")
    if design is None:
        given = gold.get("design_attributes", {}).get("allocation") == "randomised"
        return frozenset(["rct"]) if given else frozenset()
    if design["tier"] == "rct":
        return frozenset(["rct"]) if design["is_rct"] else ALL - {"rct"}
    return frozenset(design["accept"])


def hand_labelled(shared: Path, labels: Path) -> Iterator[Row]:
    """The rows of data/gold that name a design, or say that there is none."""
    for gold in gold_rows(shared, labels):
        design = gold.label.get("design")
        if design is not None:
            code = design if design in DESIGNS else NONE
            key = str(gold.label.get("id") or gold.key)
            row = make(gold.corpus, key, list(gold.passages), frozenset([code]), ALL, gold=True)
            yield row._replace(would_do=frozenset(designs_of_doubt(gold.label)))


def invented(folder: Path) -> Iterator[Row]:
    """The invented texts that name a design: those that were made to be hard weigh half."""
    for row in invented_rows(folder):
        design = row.label.get("design")
        if design is not None:
            codes = [design] if isinstance(design, str) else design
            accept = frozenset(code if code in DESIGNS else NONE for code in codes)
            weight = 0.5 if row.file in (WRITTEN, INDIRECT) else 1.0
            yield make(INVENTED, row.key, list(row.passages), accept, ALL, weight=weight, gold=True)


def marked() -> Iterator[Row]:
    """The marked sentences of the rules, which are short as few other texts are."""
    for number, code, text in marked_designs():
        only = frozenset([code if code in DESIGNS else NONE])
        accept = ALL - {code.removeprefix("not ")} if code.startswith("not ") else only
        yield make(INVENTED, f"marked {number}", passages_of(text), accept, ALL, weight=0.5, gold=True)


def make(
    corpus: str, key: str, passages: list[Passage], accept: frozenset[str], known: frozenset[str], *,
    weight: float = 1.0, text_only: bool = False, gold: bool = False,
) -> Row:  # fmt: skip
    """One row as the tagger sees it; rows of one title are of one fold."""
    document = Document(0, passages)
    brief = gather(document, count(document))
    title = next((passage.text for passage in passages if passage.name == "title"), key)
    digest = hashlib.sha256(re.sub(r"\W", "", title.lower()).encode()).digest()
    return Row(
        corpus, key, digest[0] % FOLDS, {code: case.strength for code, case in brief.cases.items()},
        frozenset(brief.features), accept, known, weight, text_only, gold,
    )  # fmt: skip
