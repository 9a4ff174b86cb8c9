"""JSON and JSON Lines: an entry with all that is known of its values. Touches the stream that it is given."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, TextIO

from evidence.findings import Correction, Fact
from evidence.records import Passage
from evidence.sanitize import quiet_json
from evidence.screening import Screened, Screening
from evidence.tables.correction_files import correction_to_json
from evidence.tables.entry import SUMMARY_STATUS, Entry, study
from evidence.tables.table import Table
from evidence.values import Field
from evidence.wire import fact_in_full, lengths_of


def entry_to_json(entry: Entry) -> dict[str, Any]:
    """One record as JSON: its reference, its three values with quotes, its terms, its registrations."""
    record, citation = entry.record, entry.record.citation
    passages = record.passages
    return {
        "pmid": record.pmid,
        "doi": record.doi,
        "study": study(entry),
        "title": record.display_title,
        "authors": [author.name for author in record.authors],
        "year": citation.year,
        "journal": citation.journal,
        "place": citation.place,
        "publication_types": [kind.name for kind in record.publication_types],
        "registry_numbers": sorted({number.accession for number in record.registry_numbers}),
        "text": SUMMARY_STATUS if record.is_summary else record.source.value,
        "retracted": record.is_retracted,
        "deleted": entry.deleted,
        "terms": {kind: list(entry.terms(kind)) for kind in (entry.topic.vocabulary if entry.topic else ())},
        **{field.value: _fact(entry.facts[field], entry.disputed.get(field, ()), passages) for field in Field},
        "registered": [asdict(trial) for trial in entry.registered],
        "registry_disagreements": list(entry.disagreements),
        **({"screening": _screening(entry.screening)} if entry.screening else {}),
    }


def _line(data: dict[str, Any]) -> str:
    """JSON that a terminal can show: control characters are escapes in it."""
    return quiet_json(json.dumps(data, ensure_ascii=False))


def _fact(fact: Fact, words: Iterable[Correction], passages: Iterable[Passage]) -> dict[str, Any]:
    """A fact with who corrected it, where a person did, and in `disputed` the words of people who differ, oldest first.

    That list is empty where nobody differs, and where a third person settled it; of its words the last one counts.
    """
    data = fact_in_full(fact, passages) | {"disputed": [_word(said) for said in words]}
    if isinstance(fact.source, Correction):
        said = fact.source
        data["correction"] = {
            "verdict": said.verdict.value, "reason": said.reason, "by": said.by, "at": said.at.isoformat(),
            "stale": fact.stale,
        }  # fmt: skip
    return data


def _screening(said: Screened) -> dict[str, Any]:
    """What counts, `state`, by the words of which `stage`; in `words` all that stand, oldest first at each stage."""
    counts = said.counts.said
    return {"state": said.state.value, "stage": counts.stage.value, "words": [_decision(word) for word in said.words]}


def _decision(said: Screening) -> dict[str, Any]:
    return {
        "stage": said.stage.value, "verdict": said.verdict.value, "reason": said.reason, "by": said.by,
        "at": said.at.isoformat(),
    }  # fmt: skip


def _word(said: Correction) -> dict[str, Any]:
    """What one person said, as a file of corrections has it."""
    told = correction_to_json(said)
    if told["value"] is not None:
        told["value"] |= lengths_of(said.value)
    return {key: told[key] for key in ("verdict", "value", "reason", "by", "at")}


def write_jsonl(table: Table, stream: TextIO) -> None:
    """Write one object a line."""
    stream.writelines(_line(entry_to_json(entry)) + "\n" for entry in table.entries)


def write_json(table: Table, stream: TextIO) -> None:
    """Write one document: caption, where it came from, and the entries; streamed, an entry a line."""
    made = asdict(table.provenance)
    if not table.provenance.excluded:
        del made["excluded"]
    head = {"caption": table.caption, "provenance": made}
    stream.write(_line(head)[:-1] + ', "entries": [')
    stream.writelines(
        ("," if number else "") + "\n" + _line(entry_to_json(entry)) for number, entry in enumerate(table.entries)
    )
    stream.write("\n]}\n")
