"""Cases with so many controls for each, where the controls are not counted: "two controls for each case". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.candidates import Candidate, Mention
from evidence.tag.sample_size.scan import PER_CASE, Scan
from evidence.tag.sample_size.so_many import so_many

_WHO: Final = (
    r"(?:controls|persons|people|subjects|individuals|patients|women|men|children|infants|newborns|residents|adults"
    r"|students|members|drivers|workers)"
)
_SO_MANY: Final = r"(?<![\w-])(one|two|three|four|five|[1-5]) (?:(?!and )[a-z-]{1,24} ){0,3}?"
_MATCHED_TO: Final = rf"(?:was|were) (?:[a-z-]{{1,24}} )?(?:matched|compared|paired) (?:to|with) {_SO_MANY}controls\b"
_MATCHED_WITH: Final = r"\b(?:matched|compared|paired|contrasted)"
_CONTROLS_EACH: Final = re.compile(
    rf"\b{_SO_MANY}controls (?:[a-z ]{{0,20}})?(?:(?:for|per|to) (?:each|every|one)|per case)\b"
    rf"|\beach with {_SO_MANY}(?:matched )?controls\b"
    rf"|\bfor each of (?:the )?[\d,]{{1,9}} (?:cases|patients|children|women|men),? {_SO_MANY}controls\b"
    r"|\bfor (?:each|every)(?: (?:case|patient|child|woman|man|of them|of these|one),?|,)"
    rf" {_SO_MANY}{_WHO}\b"
    # "For every five infants vaccinated" tells of a rate.
    rf"|\bfor (?:each|every) {_SO_MANY}(?:controls\b|{_WHO} (?:were|was) )"
    rf"|\b(?:each|every)(?: [a-z-]{{1,24}}){{0,2}}? (?:case|patient|child|woman|man|participant) {_MATCHED_TO}"
    rf"|\beach of (?:the )?(?:\d[\d,]*|[a-z-]{{3,20}}) (?:[a-z-]{{1,24}} )?{_MATCHED_TO}"
    rf"|\b(?:each|every)\b[^.;\d]{{0,60}}?{_MATCHED_WITH}[^.;\d]{{0,60}}? (?:with|to) {_SO_MANY}{_WHO}\b"
    rf"|{_MATCHED_WITH} (?:with|to) {_SO_MANY}{_WHO} each\b"
    rf"|\band {_SO_MANY}{_WHO} (?:[a-z]{{1,12}} ){{0,9}}for each\b"
)
_FOR_ONE: Final = ("each", "every", "per case", "one")  # without one of them the pattern finds nothing
_MANY: Final = 9


def with_so_many_controls(scan: Scan, found: list[Mention]) -> Iterator[Candidate]:
    """Cases with so many controls for each, where the controls are not counted: "two controls for each case"."""
    told = _told_each(scan)
    if told is None:
        return
    people = [m for m in found if m.kind == "participants" and m.side == "right" and m.value > _MANY]
    before = [m for m in people if m.end <= told.end()]
    if before:
        cases = before[-1]
        each = so_many(told)
        if any(_is_another(scan, m, each * cases.value) for m in found if 2 * m.value > cases.value):
            return
        for mention in before:
            if mention.value == cases.value:
                mention.sign = "doubled"
        working = f"{cases.value} + {each} x {cases.value} = {(each + 1) * cases.value}"
        yield Candidate((each + 1) * cases.value, "double", (cases,), working, (told.span(),))


def _told_each(scan: Scan) -> re.Match[str] | None:
    """The words that say how many controls there are for each: looked for in the sentences that may hold them."""
    found: list[re.Match[str]] = []
    for words in PER_CASE:
        place = scan.text.find(words) if words in scan.words else -1
        while place >= 0:
            start, end = scan.span(scan.sentence_at(place))
            sentence = scan.text[start:end]
            may = holds(sentence, _FOR_ONE)
            if may and (told := _CONTROLS_EACH.search(scan.text, start, end)):
                found.append(told)
                break
            place = scan.text.find(words, end)
    return min(found, key=lambda told: told.start(), default=None)


def _is_another(scan: Scan, mention: Mention, expected: int) -> bool:
    """Whether controls are counted who are not as many as expected: then they are added as they are told."""
    noun = mention.noun
    return noun is not None and scan.text.startswith("controls", noun.start) and mention.value != expected
