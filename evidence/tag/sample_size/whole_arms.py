"""Arms that are each told as a whole with its part: "Of 51 given tablets, 13 had pain. Of 50 given drops, 14". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evidence.tag.sample_size.apart import FAR_LARGER, summed
from evidence.tag.sample_size.candidates import LIVING, Candidate, Mention
from evidence.tag.sample_size.rivals import Rivals
from evidence.tag.sample_size.scan import Scan

_OPENS: Final = re.compile(r"(?:[a-z]+: )?(?:and |while |whereas )?(?:of|among) (?:the )?(?:other )?")
_OPENING: Final = 34  # characters before a number, in which a sentence or clause opens so
_DEED: Final = (
    r"(?:randomi[sz]ed|(?:randomly )?(?:assigned|allocated)|given|treated|receiving|taking"
    r"|(?:who|that) (?:were (?:randomi[sz]ed|(?:randomly )?(?:assigned|allocated)|given|treated)|received|had|took))"
)
_FRAME: Final = re.compile(
    rf"(?: [a-z-]+){{0,2}}? (?:{_DEED} (?P<got>[^,;.\d]{{3,60}}?)"
    r"|in (?P<group>[^,;.\d]{3,40}? (?:group|arm)))(?:,| \()"
)
_NEAR: Final = 3  # sentences, within which the next arm is told
_MOST: Final = 4


def whole_arms(scan: Scan, found: list[Mention]) -> Iterator[Candidate]:
    """The sum of the arms that open their sentences so, each told what another got."""
    row: list[Mention] = []
    names: set[str] = set()
    for mention in found:
        if mention.percent is not None or not (mention.kind in LIVING or mention.kind == "none"):
            continue
        if not _opens(scan, mention):
            continue
        told = _FRAME.match(scan.text, mention.end)
        if not told or (row and mention.sentence - row[-1].sentence > _NEAR):
            continue
        names.add(told["got"] or told["group"])
        row.append(mention)
    if 1 < len(row) == len(names) <= _MOST and _are_arms(found, row):
        yield summed(row, "apart, whole arms")


def with_whole_arms(scan: Scan, source: Mention, rivals: Rivals) -> int | None:
    """The sum of all such arms, where the best is one of them."""
    if not _opens(scan, source):
        return None
    return next((c.value for c in whole_arms(scan, rivals.found) if source in c.parts), None)


def _opens(scan: Scan, mention: Mention) -> bool:
    """Whether the words before a count open its sentence as such arms do."""
    start = scan.starts[mention.sentence]
    near = mention.place == 0 and mention.start - start <= _OPENING
    return near and _OPENS.fullmatch(scan.text, start, mention.start) is not None


def _are_arms(found: list[Mention], row: list[Mention]) -> bool:
    """Whether none is far larger than another, nor was told before as some of those whom an earlier one counts."""
    values = [m.value for m in row]
    if max(values) > FAR_LARGER * min(values):
        return False
    ones = {m.sentence: m for m in row}
    return not any(m.value in values and m.sentence in ones and m is not ones[m.sentence] for m in found)
