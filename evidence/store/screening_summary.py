"""Screening in numbers, for `status`. Reads only the database that it is given."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from sqlite_utils import Database

from evidence.disputes import person
from evidence.rater_agreement import Pair, pairs
from evidence.screening import State
from evidence.store.screenings import any_said, load, of_all

_LIVE: Final = "SELECT pmid FROM records WHERE NOT deleted"
_DIGITS: Final = 4


def screening_summary(db: Database) -> dict[str, Any] | None:
    """How many records are screened and how; who judged how many; how far they agree. None where nobody did.

    Of the records that are stored and not deleted; `left` of them nobody has judged. People are told by the words of
    theirs that stand, at either stage; how far they agree by those that they said first, see `rater_agreement`.
    """
    if not any_said(db.conn):
        return None
    live = {pmid for (pmid,) in db.conn.execute(_LIVE)}
    here = {pmid: found for pmid, found in of_all(db.conn).items() if pmid in live}
    states = Counter(found.state for found in here.values())
    names: dict[str, str] = {}
    judged: Counter[tuple[str, str]] = Counter()
    for found in here.values():
        mine = {}  # a person's word on the full text is said of the same record
        for said in found.words:
            names.setdefault(person(said.by), said.by)
            mine[person(said.by)] = said.verdict.value
        judged.update(mine.items())
    people = {who: {verdict: judged[who, verdict] for verdict in ("included", "excluded")} for who in sorted(names)}
    return {
        "screened": len(here),
        **{state.value: states[state] for state in State},
        "left": len(live) - len(here),
        "people": [{"by": names[who], "judged": sum(each.values())} | each for who, each in people.items()],
        "pairs": [_told(pair) for pair in pairs(said for said in load(db) if said.pmid in live)],
    }


def _told(pair: Pair) -> dict[str, Any]:
    """Agreement as a share from 0 to 1; kappa null where it is undefined, see `Pair.kappa`."""
    kappa = pair.kappa
    return {
        "by": list(pair.names), "stage": pair.stage.value, "both": pair.both, "agreed": pair.agreed,
        "agreement": round(pair.agreement, _DIGITS), "kappa": None if kappa is None else round(kappa, _DIGITS),
    }  # fmt: skip
