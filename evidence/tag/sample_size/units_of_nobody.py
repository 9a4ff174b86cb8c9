"""Numbers whose noun, or the word before them, says that nobody is counted: cells, records found, ages. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.numbers import Number
from evidence.tag.sample_size.aged import OLDEST
from evidence.tag.sample_size.scan import Cue, Scan

NEVER: Final = frozenset(["samples", "events", "clusters", "studies"])
"""Units in which no sample is counted."""
KINDS: Final = 3
"""So few of a thing may be kinds of it: "two operations were compared"."""
# "Two mechanisms on the bladder of rats", "three pathways in mice": kinds of what has no unit, not so many rats.
_HEAD: Final = re.compile(
    r" (?:(?!(?:of|in|on|by|to|from|at|with|for|and|or)\b)[a-z-]+ ){0,2}?([a-z-]*[a-hj-np-rtv-z]s)"
    r" (of|on|in|by|to|from|at|between|during|within|through|against|upon) "
)
_DONE_TO: Final = re.compile(
    r"[a-z-]*(?:ies|[a-z]{3}ions|ments|grafts|plants|repairs|stents|stays|referrals|embers|arrests|crises|biops[a-z]+)$"
)


def has_own_head(text: str, number: Number, start: int) -> bool:
    """Whether another plural stands between a number and the noun at `start`, with a preposition behind it.

    What was done to people is as many as they are: "17 rotationplasties in children".
    """
    found = _HEAD.match(text, number.end, start)
    if found is None:
        return False
    return number.value <= KINDS or (found[2] != "of" and not _DONE_TO.search(found[1]))


_OF_AGE: Final = frozenset(
    f" {aged}{words} "
    for aged in ("", "aged ")
    for words in ("under", "below", "over", "above", "older than", "younger than")
)
_DATABASES: Final = ("medline", "pubmed", "embase", "cochrane", "scopus", "databases were searched")
_LIMITS: Final = frozenset(["over", "under", "above", "below"])


def counts_none(scan: Scan, number: Number, noun: Cue | None) -> bool:
    """Whether a number's own noun, if it has one, counts nobody: cells, two operations, records that were found."""
    if noun is None:
        return False
    if number.value == 1 and number.kind == "digits" and _is_in_name(scan.text, number, noun):
        return True
    few = number.value <= KINDS and (noun.kind == "records" or has_own_head(scan.text, number, noun.start))
    if noun.kind in _GIVEN and scan.text.endswith(_WITH, 0, number.start):
        return _INOCULATED.search(scan.text, max(0, number.start - _REACH), number.start) is not None
    if noun.kind == "events" and _are_dead(scan, number, noun):
        return False
    return few or noun.kind in NEVER or (noun.kind == "records" and _is_found(scan, noun))


def _is_in_name(text: str, number: Number, noun: Cue) -> bool:
    """Whether a 1 ends a name: more than one are called "thalassaemia 1 carriers"."""
    several = text[noun.end - 1] == "s" or text.startswith(_PLURALS, noun.start)
    return several and noun.start == number.end + 1 and text[number.end] == " " and text[number.start - 2].isalpha()


_PLURALS: Final = ("men", "women", "children", "people")


# "Dogs were infected with 200 larvae", "challenged with about 50 ticks": what they were given is no sample.
_GIVEN: Final = ("animals", "sites", "records", "embryos")
_WITH: Final = (" with ", " with the ", " with about ", " with approximately ", " with a total of ")
_INFECTED: Final = r"(?:infected|infested|inoculated|injected|challenged|dosed|re-?infected)"
_INOCULATED: Final = re.compile(
    rf"\b(?:{_INFECTED}|we {_INFECTED}(?: (?!with )[a-z0-9-]+){{1,4}}) with (?:(?!with )[a-z]+ ){{0,3}}$"
)


# "We reviewed 89 deaths": here the dead are the sample, and no event in one.
_REVIEWED: Final = re.compile(
    r"\bwe (?:retrospectively |prospectively )?(?:reviewed|analy[sz]ed|examined|studied|investigated|audited)"
    r"(?: (?:the|all|a total of|all the))? $"
    r"|\b(?:data|records?|certificates|information|statistics) (?:for|on|of|from|about)(?: the| all| a total of)? $"
)
_WERE_REVIEWED: Final = re.compile(
    r"[^.;,]{0,60}? were (?:retrospectively )?(?:reviewed|analy[sz]ed|examined|studied|investigated|audited)\b"
)
_REACH: Final = 48


def _are_dead(scan: Scan, number: Number, noun: Cue) -> bool:
    """Whether deaths are what a study is of."""
    if not scan.text.startswith("deaths", noun.start):
        return False
    reviewed = _REVIEWED.search(scan.text, max(0, number.start - _REACH), number.start)
    return reviewed is not None or _WERE_REVIEWED.match(scan.text, noun.end) is not None


_OF_CLUSTERS: Final = re.compile(
    r" (?:per (?:arm|group)|(?:to|in) each|each|in the (?:intervention|control)|intervention|control)\b"
)


def is_of_clusters(scan: Scan, number: Number, units: list[Cue]) -> bool:
    """Whether a number counts the clusters that stand right before it: "24 centres (12 per arm)"."""
    text, start = scan.text, number.start
    if text[start - 2 : start] not in (" (", ", ") or not _OF_CLUSTERS.match(text, number.end):
        return False
    before = bisect_left(units, (start,)) - 1
    cue = units[before] if before >= 0 else None
    if cue is None or cue.kind != "clusters" or cue.end != start - 2:
        return False
    whole = scan.numbers_between(max(0, cue.start - _REACH), cue.start)
    return bool(whole) and whole[-1].value >= number.value


def is_item(text: str, value: float) -> bool:
    """Whether a number that stands alone in brackets is the number of an item: "(1) men; (2) aged 18; (3) well"."""
    return "(1)" in text and f"({value - 1 if value > 1 else 2:g})" in text


def is_age(text: str, number: Number, noun: Cue | None, word: str) -> bool:
    """Whether a number without a noun of its own is an age: "children under six", "those now over seventy".

    `noun` stands before it, `word` is the last word before it.
    """
    if noun and text[noun.end : number.start] in _OF_AGE:
        return True
    return number.value <= OLDEST and word in _LIMITS


def _is_found(scan: Scan, noun: Cue) -> bool:
    """Whether records are those that a search of the literature brought up."""
    return scan.text.startswith("records", noun.start) and holds(scan.text, _DATABASES)
