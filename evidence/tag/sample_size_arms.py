"""Sizes that a record gives in parts: arms to add, equal groups to multiply, counts with their percentages. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import ceil, floor
from typing import Final

from evidence.tag.sample_size_candidates import Mention
from evidence.tag.sample_size_scan import Scan

_MOST_PARTS: Final = 8
_WORD_VALUE: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "both": 2}


@dataclass(slots=True)
class Candidate:
    """A size read from one mention (`how` is "told") or worked out from several; `parts` are what is quoted.

    `spans` are quotes besides those of the parts, as (sentence, start, end) in the scan's text.
    """

    value: int
    how: str
    parts: tuple[Mention, ...]
    working: str | None = None
    spans: tuple[tuple[int, int], ...] = ()
    signs: tuple[str, ...] = ()

    @property
    def head(self) -> Mention:
        """The part whose sentence and unit count."""
        return self.parts[0]


def derived(scan: Scan, found: list[Mention]) -> list[Candidate]:
    """The sizes that can be worked out from the mentions, each value and way once."""
    seen: dict[tuple[int, str], Candidate] = {}
    apart = [mention for mention in found if not _OF_THEM.match(scan.text, mention.end)]
    for way in (_added(apart), _multiplied(scan, found), _doubled(scan, found), _from_shares(found)):
        for candidate in way:
            seen.setdefault((candidate.value, candidate.how), candidate)
    return list(seen.values())


def _family(mention: Mention) -> str:
    """Only parts that are written alike are added."""
    if mention.form in ("n=", "of", "over"):
        return mention.form
    return "noun"


_OF_THEM: Final = re.compile(r" of (?:them|whom|these|those|which)\b")  # "eight of them men" is no arm of its own
_SUMMED_UNITS: Final = frozenset(["participants", "animals", "donors", "families", "dyads", "eyes", "limbs", "sites"])


def _countable(mention: Mention) -> bool:
    return mention.noun is None or mention.noun.kind in _SUMMED_UNITS or mention.side == "left" or mention.form == "n="


def _is_echo(found: list[Mention], place: int) -> bool:
    """Whether a mention only repeats the one before it: the 41 of "forty-one (41) patients"."""
    return place > 0 and found[place - 1].value == found[place].value and found[place].start - found[place - 1].end <= 3


def _added(found: list[Mention]) -> Iterator[Candidate]:
    """Parts that are written alike in one sentence, and "n=" parts of two neighbouring ones."""
    usable = [m for n, m in enumerate(found) if m.value > 1 and not _is_echo(found, n) and _countable(m)]
    if len(usable) < 2:
        return
    for family in ("n=", "noun", "of"):
        alike = [m for m in usable if _family(m) == family]
        sentences = [list(group) for _, group in groupby(alike, key=_sentence)]
        for parts in sentences:
            if 2 <= len(parts) <= _MOST_PARTS and not _is_flow(parts):
                yield _sum(parts, family)
                if family == "noun" and len(parts) > 2:
                    yield from (_sum(list(pair), "noun, pair") for pair in pairwise(parts))
        if family == "n=":
            yield from _added_across(sentences)


def _added_across(sentences: list[list[Mention]]) -> Iterator[Candidate]:
    """The "n=" parts of two neighbouring sentences."""
    for parts, others in pairwise(sentences):
        if others[0].sentence - parts[0].sentence <= 2 and len(parts) + len(others) <= 4:
            yield _sum(parts + others, "n=, apart")


_ENTRY: Final = frozenset(["randomised", "allocated", "enrolled", "screened"])
_LATER: Final = frozenset(["analysed", "completed", "excluded"])


def _is_flow(parts: list[Mention]) -> bool:
    """Whether two numbers are one group at two times: 48 were enrolled and 42 (87%) evaluable."""
    if len(parts) != 2 or parts[1].value > parts[0].value:
        return False
    first, second = parts
    return (first.role in _ENTRY and second.role in _LATER) or (first.percent is None and second.percent is not None)


def _sentence(mention: Mention) -> int:
    return mention.sentence


def _sum(parts: list[Mention], how: str) -> Candidate:
    value = sum(part.value for part in parts)
    return Candidate(value, f"sum {how}", tuple(parts), " + ".join(str(part.value) for part in parts) + f" = {value}")


_EACH: Final = re.compile(
    r"(?:[a-z-]{1,24} ){0,3}(?:each\b|apiece\b|(?:in|per|for|to) (?:each|either|every|both)\b|in (?:the )?two\b"
    r"|/ ?arm\b|per (?:group|arm|treatment|cohort)\b|/ ?group\b)"
    r"|[),;]? ?(?:each\b|per (?:group|arm)\b|in (?:each|both)\b|/ ?(?:group|arm)\b)"
)
_HAD: Final = r"(?:of |had |with |included |consisted of |comprised |containing |comprising |consisting of )?"
_EACH_BEFORE: Final = re.compile(
    rf"(?:\beach (?:of the [a-z0-9]{{1,9}} (?:groups|arms|cohorts) )?(?:group |arm |one )?{_HAD}(?:about )?"
    rf"|\bboth (?:groups|arms) {_HAD}|\b(?:groups|arms) of (?:equal size )?|per (?:group|arm)[:,]? )\(?(?:n ?= ?)?$"
)
_GROUPS: Final = re.compile(
    r"\b(two|three|four|five|six|seven|eight|both|[2-8])[ -](?:[a-z-]{1,24} ){0,3}?"
    r"(?:sub)?(?:groups?|arms?|cohorts|regimens|treatments?)\b"
)


_SHARED: Final = (
    "each", "per group", "per arm", "/group", "/arm", "both groups", "both arms", "groups of", "arms of", "in either",
    "apiece", "in two",
)  # fmt: skip


def _multiplied(scan: Scan, found: list[Mention]) -> Iterator[Candidate]:
    """Equal groups: "30 each", "n = 20 per group", "three groups of ten"."""
    if not any(words in scan.text for words in _SHARED):
        return
    for mention in found:
        start, end = scan.span(mention.sentence)
        place = mention.noun.end if mention.noun and mention.side == "right" else mention.end
        after = _EACH.match(scan.text, place, end) or _EACH.match(scan.text, mention.end, end)
        before = _EACH_BEFORE.search(scan.text, max(start, mention.start - 50), mention.start)
        if not (after or before) or mention.value < 2:
            continue
        mention.sign = "each"
        groups, spans = _groups(scan, mention)
        span = (mention.start, after.end()) if after else (before.start() if before else 0, mention.end)
        value = groups * mention.value
        yield Candidate(value, "times", (mention,), f"{groups} x {mention.value} = {value}", (*spans, span))


def _groups(scan: Scan, mention: Mention) -> tuple[int, tuple[tuple[int, int], ...]]:
    """How many groups there are, and where it is said: in the sentence itself, else anywhere, else two."""
    start, end = scan.span(mention.sentence)
    end = min(end, mention.end + 300)
    found = (
        _GROUPS.search(scan.text, max(start, mention.start - 150), end)
        or _GROUPS.search(scan.text, max(0, start - 400), end)
        or _GROUPS.search(scan.text, end, end + 400)
    )
    if not found:
        return 2, ()
    return _WORD_VALUE.get(found[1]) or int(found[1]), ((found.start(), found.end()),)


_EQUAL: Final = re.compile(
    r"\b(?:an equal|the same|a similar|an identical) number of [a-z -]{0,40}?"
    r"(?:controls|subjects|patients|volunteers|participants)\b"
)


def _doubled(scan: Scan, found: list[Mention]) -> Iterator[Candidate]:
    """A group and an equal number of controls."""
    equal = _EQUAL.search(scan.text) if " number of " in scan.text else None
    if equal:
        sentence = scan.sentence_at(equal.start())
        for mention in found:
            if mention.sentence == sentence and mention.end <= equal.start():
                mention.sign = "doubled"
                value = 2 * mention.value
                yield Candidate(value, "double", (mention,), f"2 x {mention.value} = {value}", (equal.span(),))


def _from_shares(found: list[Mention]) -> Iterator[Candidate]:
    """Counts with percentages: the one number of which nine are 60.0 % and three 20.0 %."""
    shares = [m for m in found if m.percent and m.form != "of" and m.value * 100 / m.percent >= m.value][:8]
    if not shares:
        return
    for parts in [shares] if len(shares) == 1 else [shares, shares[:2], shares[:1]]:
        low = max(_least(m) for m in parts)
        high = min(_most(m) for m in parts)
        if low <= high <= 100_000:
            if high - low > 2:  # a rounded percentage of few people: any of several wholes
                return
            exact = "one" if low == high else "few"
            value = _nearest(parts, low, high)
            told = ", ".join(f"{m.value} is {m.percent:g} %" for m in parts)
            yield Candidate(value, f"share {min(len(parts), 3)} {exact}", tuple(parts), f"{told} of {value}")
            return


def _half_step(mention: Mention) -> float:
    """Half of the last digit that the percentage is told with."""
    told = f"{mention.percent:g}"
    return 0.05 if "." in told else 0.5


def _least(mention: Mention) -> int:
    return ceil(100 * mention.value / ((mention.percent or 1) + _half_step(mention)) - 1e-9)


def _most(mention: Mention) -> int:
    return floor(100 * mention.value / max((mention.percent or 1) - _half_step(mention), 0.01) + 1e-9)


def _nearest(parts: list[Mention], low: int, high: int) -> int:
    guess = round(sum(100 * m.value / (m.percent or 1) for m in parts) / len(parts))
    return min(max(guess, low), high)
