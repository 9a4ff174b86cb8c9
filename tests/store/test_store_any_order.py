"""Whatever is done in whatever order, the store keeps its promises and every word of a person."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from stored import NOON, a_correction, a_record, parsed, readings_of

from evidence.findings import Correction, Verdict, choose, digest_of
from evidence.records import Record, Source
from evidence.store.precedence import stands
from evidence.store.store import Outcome, Store
from evidence.values import Field, SampleSize

PMIDS = st.integers(1, 3)
READERS = st.sampled_from(["A reader", "B reader"])
TITLES = st.sampled_from(["Marrow.", "Feet of marrow.", ""])


class Life(RuleBasedStateMachine):
    """A store beside a plain dictionary of what should be in it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store.open(Path(self.folder.name) / "evidence.db", create=True)
        self.records: dict[int, Record] = {}
        self.deleted: set[int] = set()
        self.awaited: set[int] = set()  # deleted before they were stored
        self.said: list[Correction] = []

    def teardown(self) -> None:
        """Close the file."""
        self.store.close()
        self.folder.cleanup()

    @rule(pmid=PMIDS, title=TITLES, version=st.integers(1, 2), source=st.sampled_from(Source))
    def put(self, pmid: int, title: str, version: int, source: Source) -> None:
        """A record comes, better or worse than the one that is there."""
        record = a_record(pmid, title=title, version=version, source=source)
        old = self.records.get(pmid)
        if old is None and pmid in self.awaited:
            self.deleted.add(pmid)
        outcome = self.store.put([parsed(record)])[pmid]
        if old is None or (record != old and stands(record, old, None)):
            self.records[pmid] = record
            if old is not None:
                self.deleted.discard(pmid)
            assert outcome is (Outcome.CHANGED if old else Outcome.NEW)
        else:
            assert outcome is (Outcome.UNCHANGED if record == old else Outcome.KEPT)

    @rule(pmid=PMIDS, size=st.integers(1, 3))
    def tag(self, pmid: int, size: int) -> None:
        """The taggers read a record."""
        if record := self.records.get(pmid):
            fields = readings_of(record, size) if record.title else readings_of(record, size)[:0]
            self.store.put_readings(pmid, fields, digest_of(record.passages))

    @rule(pmid=PMIDS, size=st.integers(1, 3), minutes=st.integers(0, 9), verdict=st.sampled_from(Verdict), by=READERS)
    def correct(self, pmid: int, size: int, minutes: int, verdict: Verdict, by: str) -> None:
        """A person says something."""
        record = self.records.get(pmid, a_record(pmid))
        value = SampleSize(size) if verdict in {Verdict.VALUE, Verdict.CONFIRMED} else None
        # Seconds of their own: which of two words of one instant counts is no promise.
        at = NOON + timedelta(minutes=minutes, seconds=len(self.said))
        said = replace(a_correction(record), verdict=verdict, value=value, at=at, by=by)
        assert self.store.correct(said)
        self.said.append(said)

    @rule(pmid=PMIDS)
    def delete(self, pmid: int) -> None:
        """PubMed withdraws a record."""
        self.store.delete([pmid], unknown=True)
        (self.deleted if pmid in self.records else self.awaited).add(pmid)

    @rule(pmid=PMIDS)
    def restore(self, pmid: int) -> None:
        """PubMed has it after all."""
        self.store.restore([pmid])
        self.deleted.discard(pmid)
        self.awaited.discard(pmid)

    @rule()
    def rebuild(self) -> None:
        """Everything is read again from its bytes."""
        known = {parsed(record).raw: record for record in self.records.values()}
        assert not self.store.rebuild(lambda raw, _: known[raw]).failed

    @rule()
    def reopen(self) -> None:
        """The program ends and starts."""
        self.store.close()
        self.store = Store.open(self.store.path, create=True)

    @invariant()
    def promises_hold(self) -> None:
        """What must be true after each step."""
        assert not list(self.store.verify())
        assert {record.pmid: record for record in self.store.records(sorted(self.records))} == self.records
        assert [record.pmid for record in self.store.records()] == sorted(self.records.keys() - self.deleted)
        assert list(self.store.corrections()) == sorted(self.said, key=lambda said: said.at)
        self._facts_are_settled()

    def _facts_are_settled(self) -> None:
        for pmid, facts in self.store.facts_of(sorted(self.records)):
            reading = self.store.readings(pmid).get(Field.SAMPLE_SIZE)
            last = self._last_word(pmid)
            if reading is not None:
                digest = digest_of(self.records[pmid].passages)
                assert facts[Field.SAMPLE_SIZE] == choose(reading, last, digest)

    def _last_word(self, pmid: int) -> Correction | None:
        """Of each person's last word, those that take nothing back; the last of these."""
        said = [one for one in self.said if one.pmid == pmid]
        last = [max((one for one in said if one.by == by), key=lambda one: one.at) for by in {one.by for one in said}]
        stand = [one for one in last if one.verdict is not Verdict.WITHDRAWN]
        return max(stand, key=lambda one: one.at, default=None)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=25, stateful_step_count=15, suppress_health_check=[HealthCheck.too_slow])
