"""So many in each of so many groups or places: "20 were assigned to each of three groups", "200 from each of 5 towns".

Apart from the equal groups of which only "each" is said, since here the number of the groups stands beside it. Pure.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.numbers import SMALL
from evidence.tag.sample_size.candidates import Mention, Ranked
from evidence.tag.sample_size.rivals import Rivals
from evidence.tag.sample_size.scan import Scan
from evidence.tag.sample_size.so_many import so_many

_MANY: Final = rf"({'|'.join(word for word, value in SMALL.items() if value > 1)}|[2-9]|[1-9]\d)"
_OF_GROUPS: Final = r"(?:[a-z-]*groups|arms|cells|cohorts|strata|lots|batches|sequences|blocks|samples|teams)"
_OF_PLACES: Final = (
    r"(?:towns|cities|villages|regions|districts|areas|counties|provinces|states|countries|schools|universities|colleges"
    r"|classes|hospitals|clinics|centres|centers|sites|practices|wards|homes|camps|units|communities|factories|plants"
    r"|farms|herds|parishes|islands|tribes|occupations|grades|strains|breeds|species)"
)
_TREATMENTS: Final = r"(?:treatments|conditions|regimens|diets|interventions|schedules|dose levels|doses|programmes)"
_WHERE: Final = rf"(?:the |our |these |those )?{_MANY} (?:[a-z-]+ ){{0,2}}?"
_AFTER: Final = re.compile(
    rf"[^.;:()\d]{{0,60}}? (?:to|into|in|from|within|at|for) (?:each|every one) of {_WHERE}"
    rf"(?:{_OF_GROUPS}|{_OF_PLACES})\b"
    rf"|(?: [a-z-]+){{0,3}} each (?:from|in|at|of) {_WHERE}(?:{_OF_GROUPS}|{_OF_PLACES})\b"
    rf"|[^.;:()\d]{{0,40}}? (?:assigned|allocated|allotted|randomi[sz]ed)[^.;:()\d]{{0,30}}? to (?:each|every one) of"
    rf" {_WHERE}{_TREATMENTS}\b"
)
_BEFORE: Final = re.compile(
    rf"\b(?:from|in|at|for|of) (?:each|every one) of {_WHERE}(?:{_OF_GROUPS}|{_OF_PLACES}),?"
    r" (?:(?:we|a|about|total of|studied|took|chose|selected|sampled|asked|saw|recruited|interviewed"
    r"|examined) ){0,3}$"
)
_IN_TURN: Final = re.compile(r"\bcross(?:ed)?[ -]?over\b|\bin (?:turn|(?:a )?random(?:i[sz]ed)? (?:order|sequence))\b")
_REACH: Final = 120
_NEAR: Final = 24
_BEFELL: Final = re.compile(
    r"\b(?:occurred|found|seen|noted|observed|developed|present|reported|detected|recorded) (?:in|by|among) $"
)
_LEAST: Final = 4  # two nurses of each of five wards are those who did the work


def each_of(scan: Scan, mention: Mention, start: int, end: int) -> tuple[int, tuple[int, int]] | None:
    """How many groups or places have so many each, and where that is said; None where it is not.

    `start` and `end` are those of its sentence. Who had each of three treatments in turn is one.
    """
    text = scan.text
    if mention.value < _LEAST or mention.form in ("of", "over"):
        return None
    place = mention.stop
    told = _AFTER.match(text, place, min(end, place + _REACH)) or _BEFORE.search(
        text, max(start, mention.start - _REACH), mention.start
    )
    if not told or _IN_TURN.search(text):
        return None
    if _BEFELL.search(text, max(start, mention.start - _NEAR), mention.start):
        return None  # "nausea occurred in 12 women in each of two groups"
    if len(scan.numbers_between(told.start(), told.end())) > 1:
        return None  # "sixty, twenty in each of three groups"
    after = told.start() >= mention.end
    return so_many(told), (told.start() + after, told.end()) if after else told.span()


_TOLD: Final = frozenset(["randomised", "allocated", "enrolled", "treated", "planned", "analysed", "none"])


def with_equal_groups(best: Ranked, rivals: Rivals) -> int | None:
    """The size of all equal groups where the best is that of one and nobody else is counted; None elsewhere."""
    head = best[0][1].head
    if head.sign != "each" or head.percent is not None or head.role not in _TOLD:
        return None
    if rivals.counts and rivals.counts[-1] > head.value:
        return None
    return next((c.value for _, c in best[1:] if c.how == "times" and c.head is head), None)
