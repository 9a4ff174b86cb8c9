"""Sums of parts that are written alike: which are groups of one study, and which only some of the others. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.apart import across, of_two, summed
from evidence.tag.sample_size.beside import are_no_arms, are_times
from evidence.tag.sample_size.candidates import Candidate, Mention
from evidence.tag.sample_size.parallel import is_listed
from evidence.tag.sample_size.scan import Scan

_MOST_PARTS: Final = 8


def _family(mention: Mention) -> str:
    """Only parts that are written alike are added."""
    if mention.form in ("n=", "of", "over"):
        return mention.form
    return "noun"


_SUMMED_UNITS: Final = frozenset(
    ["participants", "animals", "donors", "families", "dyads", "eyes", "limbs", "sites", "records"]
)
_OF_THOSE: Final = frozenset(["records", "eyes", "limbs", "sites", "dyads", "families"])
_FEW: Final = 4  # as many hormones, sites or visits as this
_SOME_OF: Final = (" of whom ", " of which ", " of these ", " of those ")  # what follows is some of those before


def _countable(mention: Mention) -> bool:
    return mention.noun is None or mention.noun.kind in _SUMMED_UNITS or mention.side == "left" or mention.form == "n="


_WANTED: Final = frozenset(["planned", "intended", "targeted", "anticipated", "expected"])  # "74 of the planned 92"
_WANTED_IN_ALL: Final = ("planned total of ", "intended total of ", "target total of ", "expected total of ")


def _is_wanted(text: str, mention: Mention) -> bool:
    """Whether so many were planned, so that they are no group beside those who came."""
    return mention.before in _WANTED or text.endswith(_WANTED_IN_ALL, 0, mention.start)


def _is_some(mention: Mention) -> bool:
    """Whether a number may be a group: two of what nobody names are two of anything."""
    return mention.value > 2 or (mention.value == 2 and (mention.side == "right" or mention.form != "bare"))


def _is_echo(found: list[Mention], place: int) -> bool:
    """Whether a mention only repeats the one before it: the 41 of "forty-one (41) patients"."""
    return place > 0 and found[place - 1].value == found[place].value and found[place].start - found[place - 1].end <= 3


_FOR_EACH: Final = ("for each, ", "for each ", "matched to ", "matched with ", "each with ")


def _is_per_case(text: str, mention: Mention) -> bool:
    """Whether a few are so many for each case: "178 cases, each matched to two controls"."""
    behind = text[mention.end : mention.end + 40]
    return text.endswith(_FOR_EACH, 0, mention.start) or " for each" in behind or " per case" in behind


def added(scan: Scan, found: list[Mention]) -> Iterator[Candidate]:
    """Parts that are written alike in one sentence, and "n=" parts of two neighbouring ones."""
    if len(found) < 2:
        return
    usable = [m for n, m in enumerate(found) if _is_some(m) and not _is_echo(found, n) and _countable(m)]
    usable = [m for m in usable if m.value > _FEW or not _is_per_case(scan.text, m)]
    if any(m.is_of_living for m in usable):
        usable = [m for m in usable if m.side != "right" or m.kind not in _OF_THOSE]  # their eyes are no group beside
    if len(usable) < 2:
        return
    families = [_family(m) for m in usable]
    for family in ("n=", "noun", "of"):
        if families.count(family) < 2:
            continue
        alike = [m for m, its in zip(usable, families, strict=True) if its == family and not _is_wanted(scan.text, m)]
        sentences = [list(group) for _, group in groupby(alike, key=_sentence)]
        for its in sentences:
            if not _are_unlike(its):
                yield from _of_sentence(scan, its, family)
        if family == "n=":
            yield from across(sentences)
        elif family == "of":
            yield from of_two(sentences)


def _of_sentence(scan: Scan, its: list[Mention], family: str) -> Iterator[Candidate]:
    """The sums of the parts of one sentence, of those with a noun of their own, and of neighbours."""
    groups = _without_asides(scan, its) if family == "noun" else its
    for parts in _levels(scan, groups) if family == "noun" else (its,):
        if not 2 <= len(parts) <= _MOST_PARTS or _is_flow(scan.text, parts):
            continue
        if len(parts) == 2:
            if _is_one_of(*parts) or (groups is its and _is_some_of(scan.text, *parts)):
                continue
            if (family != "noun" or _named(parts)) and not are_no_arms(scan.text, *parts):
                yield summed(parts, family)
            continue
        rows = _rows(scan, parts) if family == "noun" and _named(parts) else []
        yield from (summed(row, family) for row in rows)
        values = [m.value for m in parts]
        if 2 * max(values) == sum(values) or (family == "of" and len(set(values)) == 1):
            continue  # a total and its parts; one group, of which this and that is told
        if family != "noun" and not are_times(scan.text, parts) and not _has_whole(scan.text, parts):
            yield summed(parts, family)
        elif family == "noun" and _named(parts):
            heads = [m for m in parts if m.side == "right" and m.kind in _SUMMED_UNITS]
            if not rows and 2 <= len(heads) < len(parts) and _are_all(heads, parts) and not _is_flow(scan.text, heads):
                yield summed(heads, "noun, heads")
            yield summed(parts, family)
            yield from (summed(list(pair), "noun, pair") for pair in pairwise(parts) if _named(pair))


_OF_ALL: Final = re.compile(r"\ball (?:[a-z]+ )?(?:participants|patients|subjects|cases|children|adults) \(?n ?= ?$")


def _has_whole(text: str, parts: list[Mention]) -> bool:
    """Whether one of the parts is all of them: "87% of all participants (n = 31), 97% of the easy ones (n = 25)"."""
    return any(_OF_ALL.search(text, max(0, m.start - 40), m.start) for m in parts)


def _is_one_of(first: Mention, second: Mention) -> bool:
    """Whether the second of two counts is one of the equal groups of the first: "60 men, 30 in each group"."""
    return second.sign == "each" and first.value in range(2 * second.value, 8 * second.value + 1, second.value)


def _is_some_of(text: str, first: Mention, second: Mention) -> bool:
    """Whether the second of two counts is of those of the first: "60 patients, of whom about 40 were women"."""
    between = text[first.end : second.start]
    return second.value < first.value and holds(between, _SOME_OF)


def _without_asides(scan: Scan, parts: list[Mention]) -> list[Mention]:
    """The parts without those of the one before: "32 patients, of whom 17 had neglect, and 25 healthy persons"."""
    asides = [
        part
        for before, part, after in zip(parts, parts[1:], parts[2:], strict=False)
        if part.value < before.value < part.value + after.value and scan.text.endswith(_SOME_OF, before.end, part.start)
    ]
    return [part for part in parts if part not in asides] if asides else parts


def _rows(scan: Scan, parts: list[Mention]) -> list[list[Mention]]:
    """Runs of three and more groups in one list: "46 with palsy, 51 with Parkinson's disease and 41 controls"."""
    runs = [parts[:1]]
    for before, part in pairwise(parts):
        if is_listed(scan.text, before, part):
            runs[-1].append(part)
        else:
            runs.append([part])
    return [run for run in runs if len(run) > 2 and _named(run) and 2 * run[0].value != sum(m.value for m in run)]


def _are_unlike(parts: list[Mention]) -> bool:
    """Whether people and animals are counted: forty dogs, and their twelve owners. Controls may be of either name."""
    return len({m.kind for m in parts if m.is_of_living and m.arm != "c"}) > 1


def _are_all(heads: list[Mention], parts: list[Mention]) -> bool:
    """Whether the parts without a noun are no groups: they break a head down, are few, or follow when all is told."""
    others = [m for m in parts if m not in heads]
    return (
        others[0].start > heads[-1].start
        or all(m.value <= _FEW for m in others)
        or sum(m.value for m in others) in [m.value for m in heads]
    )


def _is_own(parts: list[Mention]) -> bool:
    """Whether a unit noun of its own follows any of the parts."""
    return any(m.side == "right" for m in parts)


def _levels(scan: Scan, parts: list[Mention]) -> tuple[list[Mention], ...]:
    """The parts outside brackets and those within: "19 users (8 of both sexes) and 23 controls" has parts of a part."""
    text, place = scan.text, scan.starts[parts[0].sentence]
    opens, closes = ("(", ")") if text.find("(", place, parts[-1].start) >= 0 else ("[", "]")
    if text.find(opens, place, parts[-1].start) < 0:
        return (parts,)
    deep: list[Mention] = []
    flat: list[Mention] = []
    depth = 0
    for m in parts:
        depth += text.count(opens, place, m.start) - text.count(closes, place, m.start)
        place = m.start
        (deep if depth > 0 else flat).append(m)
    total = sum(m.value for m in deep)
    if any(m.value == total for m in flat) or (len(flat) > 1 and _is_own(flat)):
        return (flat,)
    return (flat, deep)


_ENTRY: Final = frozenset(["randomised", "allocated", "enrolled", "screened", "treated"])
_LATER: Final = frozenset(["analysed", "completed", "excluded"])
_ONE_NOUN: Final = re.compile(r" (?!(?:were|was|had|of)\b)[a-z-]+ (?:and|or|versus|vs\.?) ")


def _are_joined(text: str, first: Mention, second: Mention) -> bool:
    """Whether nothing but "and" stands between two groups that have a noun each: "11 women and 8 men"."""
    noun = first.noun
    if first.kind == "none" and second.side == "right" and _ONE_NOUN.fullmatch(text, first.end, second.start):
        return True  # "250 urban and 250 rural nurses"
    return noun is not None and first.side == second.side == "right" and text[noun.end : second.start] == " and "


_AGAINST: Final = ("compared with ", "compared to ", " that of ", " those of ")  # what stands here is another group
_CONTROLS: Final = (" controls ", " healthy ", " control ", " matched controls ")
_STAYED: Final = (" came", " completed", " finished", " returned", " remained")
_DONE_TO: Final = (" were", " was", " received", " underwent")


def _named(parts: Iterable[Mention]) -> bool:
    """Whether a unit noun stands near any of the parts, or they were allocated: "24 were assigned to A and 24 to B".

    Bare numbers alone are doses and scores far oftener.
    """
    return any(m.kind != "none" or (m.role in _ENTRY and m.number.after in _DONE_TO) for m in parts)


_REST: Final = ("remaining", "other")
_GOT: Final = re.compile(
    r" (?:[a-z]+ly )?(?:had (?!a\b|no\b)|received|got|chose|took|underwent|served|continued|preferred"
    r"|were (?:given|treated|on|managed|assigned))\b"
)


def _is_flow(text: str, parts: list[Mention]) -> bool:
    """Whether two numbers are one group at two times: 48 were enrolled and 42 (87%) evaluable."""
    if len(parts) != 2 or parts[1].value > parts[0].value:
        return False
    first, second = parts
    if text.endswith(_AGAINST, first.end, second.start) or _are_joined(text, first, second):
        return False
    if text.startswith(_CONTROLS, second.end):
        return False  # "85 took part; 40 healthy men were also examined"
    if second.before in _REST and _GOT.match(text, second.stop):
        return False  # "30 had cells, and the remaining 28 patients had standard care"
    if second.role == "completed" and second.number.after in _STAYED:
        return True
    return (first.role in _ENTRY and second.role in _LATER) or (first.percent is None and second.percent is not None)


def _sentence(mention: Mention) -> int:
    return mention.sentence
