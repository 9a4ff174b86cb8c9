"""Designs that are told by their parts: where a pattern first fits in the sentences of a record. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from evidence.records import Quote
from evidence.tag.design.signs import OWN, Signs
from evidence.tag.holding import holds
from evidence.tag.text import Sentence


def first(pattern: re.Pattern[str], sentences: Sequence[Sentence], having: tuple[str, ...] = ()) -> Quote | None:
    """Where a pattern first fits, looked for only in sentences that have one of these: most have none."""
    for sentence in sentences:
        text = sentence.folded
        if having and not holds(text, having):
            continue
        if match := pattern.search(text):
            return sentence.quote(match.start(), match.end())
    return None


def words(text: str) -> frozenset[bytes]:
    """Words as `Signs.vocabulary` has them: letters alone, in lower case, z as s."""
    return frozenset(word.encode() for word in text.split())


def own(signs: Signs, having: tuple[str, ...] = (), avoid: re.Pattern[str] | None = None) -> list[Sentence]:
    """The sentences that tell of the paper's own work, have one of these words and not what is to be avoided."""
    zones = signs.zone_of
    return [
        sentence
        for number, sentence in enumerate(signs.sentences)
        if zones[number] in OWN
        and (not having or holds(sentence.folded, having))
        and not (avoid and avoid.search(sentence.folded))
    ]


def told(signs: Signs, gates: tuple[str, ...], search: Callable[[str], re.Match[str] | None]) -> Quote | None:
    """The first words that a search finds in a sentence about the study itself that has a cue of one of some signs.

    Args:
        signs: of the record.
        gates: the signs; no other sentence is searched, and each of these once, which keeps it cheap.
        search: of a pattern or of several, on folded text.
    """
    for number, shown in enumerate(signs.by_sentence):
        if signs.zone_of[number] in OWN and not shown.isdisjoint(gates):
            sentence = signs.sentences[number]
            if found := search(sentence.folded):
                return sentence.quote(*found.span())
    return None
