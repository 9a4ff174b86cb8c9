"""Sizes that a record gives in parts: arms to add, counts with their percentages, equal groups. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from math import ceil, floor
from typing import Final

from evidence.tag.sample_size_candidates import Candidate, Mention
from evidence.tag.sample_size_groups import doubled, multiplied
from evidence.tag.sample_size_scan import Scan

_MOST_PARTS: Final = 8


def derived(scan: Scan, found: list[Mention]) -> list[Candidate]:
    """The sizes that can be worked out from the mentions, each value and way once."""
    seen: dict[tuple[int, str], Candidate] = {}
    text = scan.text
    apart = [
        m
        for m in found
        if not (text.startswith(" of ", m.end) and _OF_THEM.match(text, m.end))
        and not (m.whole and m.form != "n=")  # that of which parts follow: "of 885 patients, 442 were assigned to …"
        and not _of_studies(text, m)
    ]
    for way in (
        _added(apart),
        _next_door(scan, apart),
        multiplied(scan, found),
        doubled(scan, found),
        _from_shares(found),
    ):
        for candidate in way:
            seen.setdefault((candidate.value, candidate.how), candidate)
    return list(seen.values())


def _family(mention: Mention) -> str:
    """Only parts that are written alike are added."""
    if mention.form in ("n=", "of", "over"):
        return mention.form
    return "noun"


_OF_THEM: Final = re.compile(r" of (?:them|whom|these|those|which)\b")  # "eight of them men" is no arm of its own


_ON: Final = re.compile(r" (?:on|in|with|of|were|was)\b")
_OF_STUDIES: Final = re.compile(r"(?:studies|trials|articles|papers|reports) \([^()]*$")


def _of_studies(text: str, mention: Mention) -> bool:
    """Whether a mention counts studies in a bracket: "eight studies (3 on children and 5 on adults)"."""
    left = text[max(0, mention.start - 60) : mention.start]
    if "s (" not in left or mention.form == "n=":
        return False
    own = mention.noun is not None and mention.side == "right" and not _ON.match(text, mention.end)
    return not own and bool(_OF_STUDIES.search(left))


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
    families = [_family(m) for m in usable]
    for family in ("n=", "noun", "of"):
        if families.count(family) < 2:
            continue
        alike = [m for m, its in zip(usable, families, strict=True) if its == family]
        sentences = [list(group) for _, group in groupby(alike, key=_sentence)]
        for parts in sentences:
            if 2 <= len(parts) <= _MOST_PARTS and not _is_flow(parts):
                if 2 * max(m.value for m in parts) == sum(m.value for m in parts) and len(parts) > 2:
                    continue  # a total and its parts
                if family != "noun" or _named(parts):
                    yield _sum(parts, family)
                if family == "noun" and len(parts) > 2:
                    yield from (_sum(list(pair), "noun, pair") for pair in pairwise(parts) if _named(pair))
        if family == "n=":
            yield from _added_across(sentences)


def _added_across(sentences: list[list[Mention]]) -> Iterator[Candidate]:
    """The "n=" parts of two neighbouring sentences."""
    for parts, others in pairwise(sentences):
        if others[0].sentence - parts[0].sentence <= 2 and len(parts) + len(others) <= 4:
            yield _sum(parts + others, "n=, apart")


_OTHERS: Final = re.compile(
    r"\b(?:controls?|healthy|normal|unaffected|comparison|reference|placebo|another|the other|an additional|without)\b"
)
_OTHER_WORDS: Final = (
    "control", "healthy", "normal", "unaffected", "comparison", "reference", "placebo", "other", "additional",
    "without",
)  # fmt: skip


def _tells_others(text: str) -> bool:
    """Whether words near a count say that it is of another group than the first; plain words first, most have none."""
    return any(word in text for word in _OTHER_WORDS) and _OTHERS.search(text) is not None


_OPENING: Final = 14  # characters before a count that still opens its sentence: "A total of", "In "
_FAR_LARGER: Final = 6  # two groups of one study are not more unlike


def _next_door(scan: Scan, found: list[Mention]) -> Iterator[Candidate]:
    """A group and the one that a later sentence tells of: others, controls, or one that opens its sentence as well."""
    first = next((m for m in found if m.kind in ("participants", "animals") and m.value > 1 and m.form != "of"), None)
    if first is None:
        return
    opens = first.start - scan.starts[first.sentence] <= _OPENING
    for mention in found:
        apart = mention.sentence - first.sentence
        if apart < 1 or mention.value < 2 or mention.form in ("of", "over"):
            continue
        if apart > 3:
            return
        if max(first.value, mention.value) > _FAR_LARGER * min(first.value, mention.value):
            continue
        begin = max(scan.starts[mention.sentence], mention.start - 20)
        end = mention.noun.end if mention.noun and mention.side == "right" else mention.end + 20
        if _tells_others(scan.text[begin:end]):
            yield _sum([first, mention], "apart, others")
            return
        if apart == 1 and opens and mention.start - scan.starts[mention.sentence] <= _OPENING:
            yield _sum([first, mention], "apart, opening")
            return


_ENTRY: Final = frozenset(["randomised", "allocated", "enrolled", "screened"])
_LATER: Final = frozenset(["analysed", "completed", "excluded"])


def _named(parts: Iterable[Mention]) -> bool:
    """Whether a unit noun stands near any of the parts; bare numbers alone are doses and scores far oftener."""
    return any(m.kind != "none" for m in parts)


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
