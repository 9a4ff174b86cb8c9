"""What rules of one's own did in a tagging of the whole store, for who wrote them. Reads the store it is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from evidence.findings import Field, Finding, Reading
from evidence.intake import Tag
from evidence.progress import Notice
from evidence.records import Record
from evidence.store.damage import Damaged
from evidence.store.store import Store
from evidence.values import Value, counted


class OwnTally:
    """Counts, rule by rule, the records it matched, the values it gives, and those of them that were others before."""

    def __init__(self, store: Store, rules: Iterable[str]) -> None:
        self._store = store
        self._rules = tuple(rules)
        self._matched: Counter[str] = Counter()
        self._given: Counter[str] = Counter()
        self._changed: Counter[str] = Counter()

    def counting(self, tag: Tag) -> Tag:
        """The same taggers, counted as their readings go by; the store is to have those of before still."""

        def tagged(records: Sequence[Record]) -> Iterable[tuple[Reading, ...]]:
            for record, readings in zip(records, tag(records), strict=True):
                for reading in readings:
                    self._see(record.pmid, reading)
                yield readings

        return tagged if self._rules else tag

    def _see(self, pmid: int, reading: Reading) -> None:
        matched = {finding.rule for finding in reading.candidates} & set(self._rules)
        self._matched.update(matched)
        chosen: Finding | None = reading.chosen
        if chosen is not None and chosen.rule in matched:
            self._given[chosen.rule] += 1
            self._changed[chosen.rule] += self._before(pmid, reading.field) != chosen.value

    def _before(self, pmid: int, field: Field) -> Value | None:
        try:
            reading = self._store.readings(pmid).get(field)
        except Damaged:  # tagging it again mends it
            return None
        return reading.chosen.value if reading and reading.chosen else None

    def tell(self, notice: Notice) -> None:
        """Say it to who is told."""
        for line in self.lines():
            notice(line)

    def lines(self) -> Iterator[str]:
        """A line a rule, in the order of the file; one that matched nothing says what text a rule sees."""
        for rule in self._rules:
            if not self._matched[rule]:
                yield (
                    f"{rule}: matched no record; a rule sees the sentences of titles and abstracts one by one,"
                    " without the labels of sections (DESIGN:)"
                )
                continue
            records, given, changed = self._matched[rule], self._given[rule], self._changed[rule]
            others = f", {changed:,} of them another value than before" if given else ""
            yield f"{rule}: matched {counted(records, 'records')}, chosen in {given:,}{others}"
