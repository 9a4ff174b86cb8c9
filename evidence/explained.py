"""The whole story of one value: what counts, what was read and passed over, what people said. Reads the store given."""

from __future__ import annotations

from evidence.findings import Attribute, Reading, Reason, Silence
from evidence.records import Record
from evidence.results import Why
from evidence.store import kept_rules
from evidence.store.store import Store
from evidence.tables.entry import Entry
from evidence.typed import field_of
from evidence.values import Field


def why(store: Store, entry: Entry, field: Field) -> Why:
    """See `Tracker.why`."""
    field = field_of(field)
    record = entry.record
    read = store.readings(record.pmid).get(field)
    reading = read or Reading(field, (), "not stated")
    return Why(
        entry,
        entry.facts[field],
        reading,
        corrections=tuple(store.corrections(record.pmid, field)),
        silence=_silence(record, read) if read and read.abstained else None,
        reasons=_reasons(record, reading),
        attributes=_attributes(record, reading),
        own_rules=kept_rules.every_kept(store.db),
    )


def _silence(record: Record, reading: Reading) -> Silence:
    from evidence.tag.passed_over import silence_of

    silence = silence_of(record.pmid, record.passages, reading)
    if silence.why and reading.abstained == "no abstract":
        return silence._replace(why="there is no abstract to read, and the title does not say it")
    return silence


def _reasons(record: Record, reading: Reading) -> tuple[Reason, ...]:
    from evidence.tag.because.reasons import reasons

    return reasons(record.pmid, record.passages, reading.chosen) if reading.candidates and reading.chosen else ()


def _attributes(record: Record, reading: Reading) -> tuple[Attribute, ...]:
    from evidence.tag.because.attributes import attributes_of

    chosen = reading.chosen if reading.candidates else None
    return attributes_of(record.pmid, record.passages, chosen.value) if chosen else ()
