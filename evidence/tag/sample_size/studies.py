"""Two or three studies of one paper, each with its own people: "Experiment 1 included 48 …. Experiment 2 …". Pure.

They are added only where they are plainly parallel: numbered one after the other, each with one count right behind its
name. Where one of them has none, or is of the same people, nothing is added.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size.apart import summed
from evidence.tag.sample_size.candidates import Candidate, Mention, Ranked
from evidence.tag.sample_size.scan import SECONDS, Scan

_NAME: Final = re.compile(
    r"\b(?:(?P<kind>experiment|study|sample|survey) (?P<number>[1-4]|one|two|three|four|i{1,3}|iv)\b"
    r"|(?P<order>first|second|third|fourth) (?P<of>experiment|study|sample|survey)\b)"
)
_NUMBER: Final = {
    "1": 1, "one": 1, "i": 1, "first": 1, "2": 2, "two": 2, "ii": 2, "second": 2, "3": 3, "three": 3, "iii": 3,
    "third": 3, "4": 4, "four": 4, "iv": 4, "fourth": 4,
}  # fmt: skip
_BEHIND: Final = 60  # characters between the name and its count
_SAME: Final = re.compile(
    r"\b(?:same|again|of these|of them|of those|of whom|the original|re-?test|returned|retained|per|each)\b"
)
_MOST: Final = 12  # times: studies of one paper are not more unlike
_NAMES: Final = 12  # more of them is a table


def of_studies(scan: Scan, found: list[Mention]) -> Candidate | None:
    """The sum of the people of some numbered studies; None where there are none, or not all have one count."""
    if scan.words.isdisjoint(SECONDS):
        return None
    names = list(_NAME.finditer(scan.text))[:_NAMES]
    parts: dict[int, Mention] = {}
    for place, name in enumerate(names):
        number = _NUMBER[name["number"] or name["order"]]
        if number in parts:
            continue
        end = names[place + 1].start() if place + 1 < len(names) else len(scan.text)
        mention = _only_count(scan, found, name.end(), end)
        if mention:
            parts[number] = mention
    numbers = {_NUMBER[name["number"] or name["order"]] for name in names}
    if len({name["kind"] or name["of"] for name in names}) > 1 or numbers != set(range(1, len(numbers) + 1)):
        return None
    values = [m.value for m in parts.values()]
    if len(numbers) < 2 or set(parts) != numbers or max(values) > _MOST * min(values):
        return None
    return summed([parts[n] for n in sorted(parts)], "noun, studies")


def _only_count(scan: Scan, found: list[Mention], begin: int, end: int) -> Mention | None:
    """The one count of people that stands right behind the name of a study, up to the next name; None of several."""
    sentence = scan.sentence_at(begin)
    its = [m for m in found if begin <= m.start < end and m.sentence == sentence and m.percent is None]
    if len(its) != 1 or its[0].form in ("of", "over") or its[0].start > begin + _BEHIND:
        return None
    only = its[0]
    if only.form != "n=" and not only.is_of_living and only.role != "enrolled":
        return None
    return None if _SAME.search(scan.text, begin, min(end, scan.span(sentence)[1])) else only


def with_studies(best: Ranked) -> int | None:
    """The sum of all studies where the best is one of them, or some."""
    first = best[0][1]
    for _, candidate in best[1:]:
        if candidate.how == "sum noun, studies":
            own = any(part in candidate.parts for part in first.parts)
            return candidate.value if own and first.value < candidate.value else None
    return None
