"""Counts that are told alike and so may be groups of one study: one word, one list, one total. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size.candidates import Mention

_DONE: Final = (
    r"(?:randomi[sz]ed|randomly|assigned|allocated|treated|enrolled|included|given|placed|allotted|who|that|were|was"
    r"|had been|then|each|also|only)"
)
_KEY: Final = re.compile(
    rf"(?: ?[(\[][^()\[\]]{{0,24}}[)\]])?(?:,? {_DONE}){{0,4}}"
    r" (to|in|into|on|with|without|by|receiv|underw|undergo|had|took|serv|as|from|complet)"
)
_TO_GROUP: Final = re.compile(r"[a-z]* (?:[a-z0-9/+-]{1,24} ){0,4}(?:group|arm|cohort)s?\b")
_GROUP_HAS: Final = re.compile(
    r"\b(?:group|arm|cohort)s?(?: [a-z0-9]{1,3})?(?: had| with| of| included| comprised"
    r"| consisted of| contained|,|:|;)?"
    r"[ (]+(?:n ?= ?)?$"
)
_LIST: Final = re.compile(
    r"(?: (?!(?:were|was|had|have|received|underwent|who|of|from|to|in|at|for|is|are)\b)[^ ,;:()]{1,30}){0,7}"
    r"(?: \([^()]{0,40}\))?"
    r"(?:,(?: and| or)?| and| or| vs\.?| versus| compared (?:to|with)| in comparison (?:to|with)| to)"
    r"(?: (?:that|those) of)?(?: the| an?| another)? $"
)
_WHOLE: Final = re.compile(r"(?:^|[\n:.;,] ?)(?:out of|of|among) (?:the |these |those |all |our |a total of )?$")
_WHOLE_ENDS: Final = ("of ", "among ", "the ", "these ", "those ", "all ", "our ")
_LONGEST_LIST: Final = 120


def key_of(text: str, mention: Mention) -> str:
    """The word that ties a count to its group ("to", "received", "in" a "group"); "" where nothing does."""
    place = mention.stop
    found = _KEY.match(text, place, place + 90)
    if found:
        word = found[1]
        if word in ("in", "into", "to", "on"):
            grouped = _TO_GROUP.match(text, found.end(), found.end() + 80)
            return "group" if grouped else word
        return word
    start = mention.start
    left = text[start - 40 if start > 40 else 0 : start]
    named = "group" in left or "arm" in left or "cohort" in left
    return "has" if named and _GROUP_HAS.search(left) else ""


def is_whole(text: str, mention: Mention) -> bool:
    """Whether a mention is that of which parts follow: "of 885 patients, 442 were assigned to …"."""
    start = mention.start
    return text.endswith(_WHOLE_ENDS, 0, start) and _WHOLE.search(text[max(0, start - 24) : start]) is not None


def is_listed(text: str, first: Mention, second: Mention) -> bool:
    """Whether two counts stand in one list of groups, no verb between: "22 users, 20 others and 19 controls"."""
    start = first.stop if first.stop <= second.start else first.end
    return second.start - start <= _LONGEST_LIST and _LIST.fullmatch(text, start, second.start) is not None


def totals(found: list[Mention]) -> tuple[dict[int, str], set[int]]:
    """Values to which two to four neighbouring counts come, with how many; and the places of those counts."""
    whole: dict[int, str] = {}
    parts: set[int] = set()
    values = {m.value: n for n, m in reversed(list(enumerate(found)))} if len(found) > 2 else {}
    if len(values) < 3:
        return whole, parts
    most = max(values)
    for start, first in enumerate(found):
        value, last, end = first.value, first.sentence + 2, first.end
        if value < 2:
            continue
        for place, mention in enumerate(found[start + 1 : start + 4], start + 1):
            value += mention.value
            if mention.sentence > last or mention.start - end <= 3 or mention.value < 2 or value > most:
                break
            end = mention.end
            if value in values and not start <= values[value] <= place:
                whole.setdefault(value, str(place - start + 1))
                parts.update(range(start, place + 1))
    return whole, parts
