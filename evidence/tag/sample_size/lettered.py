"""Groups that are told one a sentence, each by its name: "Group A: 40 women. Group B: 38 women. Group C: 41". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.apart import summed
from evidence.tag.sample_size.candidates import Candidate, Mention
from evidence.tag.sample_size.scan import Scan

_HAD: Final = r"(?:had|comprised|consisted of|included|contained|numbered|was made up of|were|was)"
_NAMED: Final = re.compile(
    rf"(?:[a-z]+: )?(?:(?:group|arm|cohort) [a-z0-9]{{1,3}}|the (?:[a-z-]+ ){{1,2}}(?:group|arm|cohort|series))"
    rf" ?(?:[:,(-]|{_HAD} )? ?(?:about )?(?:n ?= ?)?"
)
_GROUPS: Final = ("group", "arm ", "cohort", "series")  # most have the first
_OPENING: Final = 48  # characters before a count that may be its group's name
_FEWEST: Final = 2


def is_named(scan: Scan, mention: Mention) -> bool:
    """Whether a group's name, which opens the sentence, is all that stands before a count."""
    start = scan.starts[mention.sentence]
    if mention.start - start > _OPENING or mention.percent is not None or mention.form in ("of", "over"):
        return False
    return _NAMED.fullmatch(scan.text, start, mention.start) is not None


def lettered(scan: Scan, found: list[Mention]) -> Iterator[Candidate]:
    """The sum of the groups that are named so in sentences that follow each other."""
    row: list[Mention] = []
    starts = scan.starts
    opening = [m for m in found if m.start - starts[m.sentence] <= _OPENING]
    if len(opening) < _FEWEST or not holds(scan.text, _GROUPS):
        return
    for mention in opening:
        if not is_named(scan, mention) or (row and mention.sentence == row[-1].sentence):
            continue
        if row and mention.sentence - row[-1].sentence > 1:
            row = []
        if row or mention.form == "n=" or mention.is_of_living:
            row.append(mention)
    if len(row) >= _FEWEST:
        yield summed(row, "apart, opening")
