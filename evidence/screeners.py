"""Persons who say which records belong to a review, by their ids. Touches the store that it is given.

What the words come to is for `screening`; here is what may be said, when it is said, and what is left to be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from evidence.disputes import person, standing
from evidence.errors import BadInput
from evidence.screening import Decision, Screened, Screening, Stage, State, Undecided, screened
from evidence.store import screenings
from evidence.store.corrections import not_there
from evidence.store.moments import behind_all, zoned
from evidence.store.store import Store


class Screeners:
    """What people say of which records of a store belong; `Tracker.screening` is one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def said(self) -> Iterator[Screening]:
        """All that was said, in the order in which it was said."""
        return screenings.load(self._store.db)

    @property
    def begun(self) -> bool:
        """Whether anybody has said of any record whether it belongs."""
        return screenings.any_said(self._store.db.conn)

    def of(self, id_: str) -> Screened | None:
        """What people say of one record; None where no word stands.

        Raises:
            NoSuchRecord: no such record.
        """
        return screened(screenings.load(self._store.db, self._store.find_id(id_)))

    def judge(
        self, ids: Iterable[str], verdict: Decision, *, stage: Stage = Stage.ABSTRACT, reason: str = "", by: str,
        at: datetime,
    ) -> list[tuple[int, Screened]]:  # fmt: skip
        """Let records in or leave them out, all of them or none: the PMIDs, each once, and what counts of them now.

        Raises:
            NoSuchRecord: one is not stored. BadInput: an id is none, who excludes gives no reason, nobody says so, or
                `at` has no zone.
        """
        if verdict is Decision.EXCLUDED and not reason.strip():
            raise BadInput("to exclude a record needs a reason", 'add --because "wrong population"')
        with self._store.transaction():
            pmids = list(dict.fromkeys(map(self._store.find_id, ids)))
            return [(pmid, self._say(pmid, stage, verdict, reason, by, at)) for pmid in pmids]

    def withdraw(
        self, id_: str, stage: Stage, *, reason: str = "", by: str, at: datetime
    ) -> tuple[Screening | None, Screened | None]:
        """Take back what one person said at one stage: that word, None where none stood; and what counts now.

        Raises:
            NoSuchRecord: no such record. BadInput: nobody says so, or `at` has no zone.
        """
        pmid = self._store.find_id(id_)
        before = self._standing(pmid, stage, by)
        if before:
            self._add(pmid, stage, Decision.WITHDRAWN, reason, by, at)
        return before, self.of(str(pmid))

    def open_for(self, by: str, stage: Stage, pmids: Iterable[int]) -> list[int]:
        """Those of these records that a person has not judged yet, in the same order.

        Of the second stage only those that are past the first.
        """
        all_ = screenings.of_all(self._store.db.conn)
        who = person(by)

        def is_open(pmid: int) -> bool:
            found = all_.get(pmid)
            if found is None:
                return stage is Stage.ABSTRACT
            judged = found.of(stage)
            mine = judged is not None and any(person(said.by) == who for said in judged.words)
            return not mine and (stage is Stage.ABSTRACT or found.goes_on)

        return [pmid for pmid in pmids if is_open(pmid)]

    def reasons(self) -> list[str]:
        """The reasons that records were ever excluded for, those used most first, each as it was first written."""
        counts: Counter[str] = Counter()
        written: dict[str, str] = {}
        for said in self.said():
            if said.verdict is Decision.EXCLUDED:
                key = person(said.reason)
                written.setdefault(key, said.reason)
                counts[key] += 1
        return [written[key] for key, _ in counts.most_common()]

    def take_in(
        self, told: Sequence[tuple[Screening, bool]], *, undecided: Callable[[Undecided], None],
        absent: Callable[[int], None],
    ) -> tuple[int, int]:  # fmt: skip
        """Take words in, each with whether it names its time, all or none: how many are new, how many were there.

        One that names none says nothing new where that person's word says the same already. `undecided` is told each
        record of them on which people now differ, `absent` the PMID of each that is not stored.
        """
        with self._store.transaction():
            new = sum(
                (timed or not self._stands(said)) and screenings.add(self._store.db, said) for said, timed in told
            )
        pmids = [said.pmid for said, _ in told]
        missing = not_there(self._store.db, pmids)
        for pmid in pmids:
            if pmid in missing:
                absent(pmid)
        here = sorted(set(pmids) - missing)
        spoken_of = {(said.pmid, said.stage) for said, _ in told}
        for pmid, found in screenings.of_records(self._store.db, here).items():
            for stage in Stage:
                judged = found.of(stage)
                if judged and judged.state is State.DISPUTED and (pmid, stage) in spoken_of:
                    undecided(Undecided(pmid, judged.words))
        return new, len(told) - new

    def _stands(self, said: Screening) -> bool:
        word = self._standing(said.pmid, said.stage, said.by)
        return word is not None and (word.verdict, word.reason) == (said.verdict, said.reason)

    def _standing(self, pmid: int, stage: Stage, by: str) -> Screening | None:
        """The word of one person that stands at a stage."""
        said = (one for one in screenings.load(self._store.db, pmid) if one.stage is stage)
        return next((one for one in standing(said) if person(one.by) == person(by)), None)

    def _say(self, pmid: int, stage: Stage, verdict: Decision, reason: str, by: str, at: datetime) -> Screened:
        self._add(pmid, stage, verdict, reason, by, at)
        return screenings.of_records(self._store.db, [pmid])[pmid]

    def _add(self, pmid: int, stage: Stage, verdict: Decision, reason: str, by: str, at: datetime) -> None:
        zoned(at)
        if not by.strip():
            raise BadInput("a decision needs a name", "add --by NAME, or `by` to evidence.toml")
        with self._store.transaction():
            at = behind_all(at, (one.at for one in screenings.load(self._store.db, pmid) if one.stage is stage))
            screenings.add(self._store.db, Screening(pmid, stage, verdict, " ".join(reason.split()), by.strip(), at))
