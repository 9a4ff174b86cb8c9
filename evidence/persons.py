"""What persons say of records, by their ids: said, confirmed, taken back, brought in a file. Touches the store given.

Which of the words counts is for `disputes`; here is what may be said, and when it is said.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from evidence.absent import NO_ABSTRACT, NOT_APPLICABLE, nothing
from evidence.disputes import Dispute, person, standing, word_of
from evidence.errors import BadInput
from evidence.findings import Correction, Fact, Verdict, digest_of
from evidence.progress import Notice
from evidence.store.corrections import disputes, not_there, with_seen
from evidence.store.moments import behind_all, zoned
from evidence.store.store import Store
from evidence.typed import field_of, parse_word
from evidence.values import Field, Value

if TYPE_CHECKING:
    from evidence.tables.correction_files import Written


def correct(store: Store, id_: str, field: Field, value: str | None, *, reason: str, by: str, at: datetime) -> Fact:
    """See `Tracker.correct`."""
    field = field_of(field)
    if not reason.strip():
        raise BadInput("a correction needs a reason", 'add --because "what the paper says"')
    verdict, meant = parse_word(field, value) if value is not None else (Verdict.NOT_REPORTED, None)
    return _say(store, id_, field, verdict, meant, reason, by, at)


def confirm(store: Store, id_: str, fields: Sequence[Field], *, reason: str, by: str, at: datetime) -> list[Fact]:
    """See `Tracker.confirm`: all of these fields, or none."""
    with store.transaction():
        return [
            _say(store, id_, field, *_yes(store, id_, field), reason, by, at)
            for field in dict.fromkeys(map(field_of, fields))
        ]


def confirm_rest(store: Store, id_: str, *, reason: str, by: str, at: datetime, notice: Notice) -> list[Fact]:
    """See `Tracker.confirm_rest`."""
    open_: list[Field] = []
    could_not: BadInput | None = None
    with store.transaction():
        for field in Field:
            said = _fact(store, id_, field).source
            if isinstance(said, Correction):
                notice(f"{field.value}: left as it is, {word_of(said)} is the word of {said.by}")
                continue
            try:
                _yes(store, id_, field)
            except BadInput as error:
                could_not = could_not or error
                notice(f"{field.value}: not confirmed, {error.what} ({error.todo})")
            else:
                open_.append(field)
        if could_not and not open_:
            raise BadInput(f"nothing of {id_} was confirmed", could_not.todo)
        return confirm(store, id_, open_, reason=reason, by=by, at=at)


def _yes(store: Store, id_: str, field: Field) -> tuple[Verdict, Value | None]:
    """What who confirms a field says: its value is right, or that there is none, as tables show it.

    Raises:
        BadInput: nothing is shown that could be right.
    """
    facts = store.facts(store.find_id(id_))
    fact = facts[field]
    if fact.value is not None:
        return Verdict.CONFIRMED, fact.value
    if fact.abstained is None:
        raise BadInput(f"{id_} was not read for its {field.value} yet", "run `evidence tag --all`")
    word = nothing(facts, field)
    if word == NO_ABSTRACT:
        command = f'evidence correct {shlex.quote(id_)} {field.value} VALUE --because "what the paper says"'
        raise BadInput(
            f"{id_} has no abstract that a {field.value} could have been read from",
            f"to say what the paper has, or `none`: {command}",
        )
    return Verdict.CONFIRMED_NOT_APPLICABLE if word == NOT_APPLICABLE else Verdict.CONFIRMED_NOT_REPORTED, None


def withdraw(store: Store, id_: str, field: Field, *, reason: str, by: str, at: datetime) -> Fact:
    """See `Tracker.withdraw`."""
    field = field_of(field)
    if not any(person(one.by) == person(by) for one in standing_on(store, id_, field)):
        return _fact(store, id_, field)
    return _say(store, id_, field, Verdict.WITHDRAWN, None, reason, by, at)


def standing_on(store: Store, id_: str, field: Field) -> tuple[Correction, ...]:
    """See `Tracker.standing`."""
    return standing(store.corrections(store.find_id(id_), field_of(field)))


def _fact(store: Store, id_: str, field: Field) -> Fact:
    return store.facts(store.find_id(id_))[field]


def _say(
    store: Store, id_: str, field: Field, verdict: Verdict, value: Value | None, reason: str, by: str, at: datetime
) -> Fact:
    zoned(at)
    record = store.record(store.find_id(id_))
    if not by.strip():
        raise BadInput("a correction needs a name", "add --by NAME, or `by` to evidence.toml")
    digest = digest_of(record.passages)
    with store.transaction():
        at = behind_all(at, (said.at for said in store.corrections(record.pmid, field)))
        store.correct(Correction(record.pmid, field, verdict, value, reason.strip(), by.strip(), at, digest))
    return store.facts(record.pmid)[field]


def take_in(
    store: Store, told: Sequence[Written], *, differ: Callable[[Dispute], None], absent: Callable[[int], None],
    notice: Notice, same: Callable[[Correction], None],
) -> tuple[int, int]:  # fmt: skip
    """Take corrections in, all or none: how many are new, how many were there; see `Tracker.import_corrections`."""
    seen = with_seen(store.db, [one.said for one in told])
    told = [replace(one, said=said) for one, said in zip(told, seen, strict=True)]
    with store.transaction():
        added = [one for one in told if (one.timed or not _stands(store, one.said)) and store.correct(one.said)]
    for one in added:
        if one.not_kept:
            notice(f"{one.where}: {one.not_kept}")
    pmids = [one.said.pmid for one in told]
    missing = not_there(store.db, pmids)
    for pmid in pmids:
        if pmid in missing:
            absent(pmid)
    for one in added:
        if one.said.pmid not in missing and _agrees(store, one.said):
            same(one.said)
    spoken_of = {(one.said.pmid, one.said.field) for one in told}
    for dispute in disputes(store.db.conn):
        if (dispute.pmid, dispute.field) in spoken_of and dispute.pmid not in missing:
            differ(dispute)
    return len(added), len(told) - len(added)


def _stands(store: Store, said: Correction) -> bool:
    """Whether that person's word on that field says the same already."""
    words = standing(store.corrections(said.pmid, said.field))
    told = (person(said.by), said.verdict.plainly, said.value)
    return any((person(one.by), one.verdict.plainly, one.value) == told for one in words)


def _agrees(store: Store, said: Correction) -> bool:
    """Whether that word counts, and says just what the machine has."""
    fact = store.facts(said.pmid)[said.field]
    return fact.source == said and fact.agrees
