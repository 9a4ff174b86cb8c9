"""The hand labels: well formed, about real records, facts and no text, with the agreement that their README claims."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evidence.errors import BadInput
from evidence.labels import read_labels
from evidence.pubmed.files import read_file
from evidence.pubmed.items import Parsed
from evidence.records import Record
from evidence.values import DESIGNS, ROLES, STATISTICS, FollowUp

GOLD = Path(__file__).parents[1] / "data" / "gold"
CLINICAL = {
    "rct", "quasi-randomised", "non-randomised-controlled", "historically-controlled", "single-arm", "cohort",
    "case-control", "cross-sectional", "case-series", "case-report", "diagnostic-accuracy", "qualitative",
}  # fmt: skip
REASONS = ("not stated", "not applicable")


def labels(name: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in (GOLD / name).read_text("utf-8").splitlines()]
    assert found, "of a file without labels all would hold"
    return found


@pytest.mark.parametrize(
    "name",
    ["pubmed100.jsonl", "starter.jsonl", "train.jsonl", "held.jsonl", "texts.jsonl", "unseen_texts.jsonl",
     "clinical.jsonl", "unseen_clinical.jsonl"],
)  # fmt: skip
def test_labels_keep_to_the_closed_lists(name: str) -> None:
    for label in labels(name):
        for reading in (label, *label.get("readings", {}).values()):
            assert reading["design"] in {*DESIGNS, "not applicable"}, label["pmid"]
            size, length = reading["sample_size"], reading["follow_up"]
            if size not in REASONS:
                assert size.get("role") in ROLES or size["value"] is None, label["pmid"]
                assert size["value"] is None or size["value"] > 0
            if length not in REASONS:
                assert length["statistic"] in STATISTICS, label["pmid"]
                assert FollowUp(length["value"], length["unit"]).days >= 0  # an unknown unit raises


def test_the_notice_names_each_corpus_that_weights_learned_from() -> None:
    learned = set()
    for name in ("design", "sample_size", "follow_up"):
        text = (GOLD.parent / "weights" / f"{name}.json").read_text("utf-8")
        learned |= set(
            re.findall(r"\b(?:ct|pico)_corpus|ebm_nlp|trialsieve|studytypeteller|clinical_hedges|psynamic", text)
        )
    notice = (GOLD.parent / "NOTICE.md").read_text("utf-8")
    assert set(re.findall(r"^\| ([a-z_]+)(?: \(C-TrO\))? \| ", notice, re.MULTILINE)) - {"corpus"} == learned
    assert len(learned) == 7


def test_labels_of_designs_only_are_of_records_that_no_other_file_labels() -> None:
    others = {label.get("pmid") for name in ("pubmed100.jsonl", "train.jsonl", "held.jsonl") for label in labels(name)}
    for label in labels("design.jsonl"):
        assert label["design"] in {*DESIGNS, "not applicable"}, label["pmid"]
        assert label["pmid"] not in others


def test_there_are_100_records_half_of_them_clinical_studies() -> None:
    gold = labels("pubmed100.jsonl")
    assert len({label["pmid"] for label in gold}) == 100
    assert sum(label["design"] in CLINICAL for label in gold) >= 50


def test_the_consensus_is_one_of_the_readings() -> None:
    for label in labels("pubmed100.jsonl"):
        for field in ("design", "sample_size", "follow_up"):
            assert label[field] in [reading[field] for reading in label["readings"].values()], label["pmid"]


def test_the_readme_shows_the_agreement_that_the_script_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "benchmarks"))
    import agreement

    assert agreement.table(labels("pubmed100.jsonl")) in (GOLD / "README.md").read_text("utf-8")
    sys.modules.pop("agreement")


def test_kappa_takes_chance_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "benchmarks"))
    import agreement

    # Worked by hand: 70 % the same, 0.5 * 0.6 + 0.5 * 0.4 = 50 % by chance, so (0.7 - 0.5) / 0.5.
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert agreement.agreement(first, second) == pytest.approx(0.7)
    assert agreement.kappa(first, second) == pytest.approx(0.4)
    assert agreement.kappa(["yes"], ["yes"]) == 1
    sys.modules.pop("agreement")


@pytest.fixture(scope="module")
def real(shared: Path) -> dict[int, Record]:
    """The real records that the labels are about."""
    wanted = {label["pmid"] for label in labels("pubmed100.jsonl")}
    found: dict[int, Record] = {}
    for path in sorted((shared / "pubmed" / "xml").rglob("*")):
        if path.name.endswith((".xml", ".xml.gz")) and "jabref" not in path.parts:
            found |= {record.pmid: record for record in _records(path) if record.pmid in wanted}
    return found


def test_every_label_is_about_a_real_record(real: dict[int, Record]) -> None:
    assert set(real) == {label["pmid"] for label in labels("pubmed100.jsonl")}


def test_no_label_carries_text_of_its_record(real: dict[int, Record]) -> None:
    """Five words in a row of an abstract would be a quotation; the labels are facts."""
    for label in labels("pubmed100.jsonl"):
        text = " ".join(passage.text for passage in real[label["pmid"]].abstract)
        assert not _runs(label.get("note", ""), 5) & _runs(text, 5), label["pmid"]


@pytest.mark.parametrize("name", ["train.jsonl", "held.jsonl", "texts.jsonl", "unseen_texts.jsonl"])
def test_labels_are_about_texts_of_shared_and_quote_none(
    name: str, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "benchmarks" / "train"))
    from gold_rows import gold_rows

    seen = set()
    for row in gold_rows(shared, GOLD / name):
        seen.add((row.corpus, row.key))
        text = " ".join(passage.text for passage in row.passages if passage.name.startswith("abstract"))
        assert not _runs(row.label.get("note", ""), 5) & _runs(text, 5), row.key
    assert len(seen) == len(labels(name))
    sys.modules.pop("gold_rows")


INVENTED = {
    "written.jsonl": 594, "fresh.jsonl": 150, "later.jsonl": 120, "everyday.jsonl": 160, "ordinary.jsonl": 1939,
    "indirect.jsonl": 2751, "unseen.jsonl": 543, "wordings.jsonl": 2272, "unseen_wordings.jsonl": 1155,
}  # fmt: skip


@pytest.mark.parametrize(("name", "texts"), INVENTED.items())
def test_invented_texts_bring_their_labels(name: str, texts: int) -> None:
    with (GOLD / name).open(encoding="utf-8") as stream:
        found = list(read_labels(stream, "jsonl", name))
    assert len({label.key for label in found}) == len(found) == texts
    assert all(label.article and label.accept for label in found)


def test_no_sentence_of_ours_is_taken_from_an_abstract(shared: Path) -> None:
    """Eight words in a row of a marked sentence, ten of an invented text, would be a quotation."""
    abstracts = [
        json.loads(line)["abstract"]
        for path in sorted((shared / "corpora").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    cases = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.suffix in {".txt", ".toml"})
    assert cases
    for length, files in ((8, cases), (10, [GOLD / name for name in INVENTED])):
        published = {run for text in abstracts for run in _runs(text, length)}
        for path in files:
            for line in path.read_text("utf-8").splitlines():
                assert not _runs(line, length) & published, f"{path.name}: {line[:80]}"


def test_no_record_is_both_learnt_from_and_kept_back() -> None:
    files = ("train.jsonl", "texts.jsonl", "held.jsonl", "unseen_texts.jsonl", "pubmed100.jsonl")
    keys = [str(label.get("pmid") or label["id"]) for name in files for label in labels(name)]
    assert len(set(keys)) == len(keys)


def test_the_seed_summary_is_in_our_own_words(shared: Path) -> None:
    published = (shared / "ontopic" / "seed.txt").read_text("utf-8")
    starter = json.loads((GOLD / "starter.jsonl").read_text("utf-8").splitlines()[0])
    summary = (GOLD.parent / "starter" / "starter.xml").read_text("utf-8").split("</Abstract>", 1)[0]
    assert starter["pmid"] == 22814142
    assert not _runs(summary.split("<Abstract>")[1], 6) & _runs(published, 6)


def _runs(text: str, length: int) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[start : start + length]) for start in range(len(words) - length + 1)}


def _records(path: Path) -> Iterator[Record]:
    """The records of one file; none where it holds none (search answers lie among them)."""
    try:
        for item in read_file(path):
            if isinstance(item, Parsed):
                yield item.record
    except BadInput:
        return
