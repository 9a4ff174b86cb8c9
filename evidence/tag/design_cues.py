"""Cues of a study design: one pass over a text finds every phrase of the vocabulary. Reads package data once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from evidence.tag.text import Sentence

# What phrases are matched against: punctuation and hyphens are one space each, z is s. One character for one.
PLAIN: Final = str.maketrans("z", "s") | str.maketrans(dict.fromkeys("-()[]{}.;/\"'", " "))
_PLAIN_BYTES: Final = bytes.maketrans(b"z-()[]{}.;/\"'", b"s" + 12 * b" ")
_CHOICE: Final = re.compile(r"\{([^{}]*)\}")


class Cue(NamedTuple):
    """A phrase of the vocabulary found in a sentence: `sentence.folded[start:end]`, and the signs that it is of."""

    signs: tuple[str, ...]
    sentence: int
    start: int
    end: int


class _Lexicon(NamedTuple):
    automaton: AhoCorasick
    signs: tuple[tuple[str, ...], ...]
    whole: tuple[bool, ...]


def expand(phrase: str) -> Iterator[str]:
    """Every phrase that a pattern with {a|b|} choices stands for."""
    choice = _CHOICE.search(phrase)
    if choice is None:
        yield phrase
        return
    for chosen in choice[1].split("|"):
        yield from expand(phrase[: choice.start()] + chosen + phrase[choice.end() :])


def vocabulary() -> dict[str, tuple[str, ...]]:
    """The signs of data/vocabulary/design.toml, each with its phrases spelled out as they are matched.

    Raises:
        ValueError: a star stands anywhere but at the end of a phrase.
    """
    text = resources.files("evidence.data").joinpath("vocabulary/design.toml").read_text(encoding="utf-8")
    signs: dict[str, tuple[str, ...]] = {}
    for group, table in tomllib.loads(text).items():
        if group == "after":
            continue
        if group == "words":
            signs |= {f"w.{word}": (word.translate(PLAIN),) for word in table["w"].split()}
            continue
        for sign, phrases in table.items():
            spelled = dict.fromkeys(phrase.translate(PLAIN) for pattern in phrases for phrase in expand(pattern))
            if sign.startswith("random_"):
                spelled |= {p.replace("randomised ", "randomised, ", 1): None for p in spelled if "randomised " in p}
            if wrong := [phrase for phrase in spelled if "*" in phrase[:-1]]:
                raise ValueError(f"vocabulary/design.toml, {group}.{sign}: a star inside {wrong[0]!r}")
            signs[sign] = tuple(spelled)
    return signs


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    signs: dict[str, list[str]] = {}
    open_ended: set[str] = set()
    for sign, phrases in vocabulary().items():
        for phrase in phrases:
            text = " " + phrase.strip().removesuffix("*")
            signs.setdefault(text, []).append(sign)
            if phrase.endswith("*"):
                open_ended.add(text)
    implied = {text: _implied(text, signs) for text, own in signs.items() if not _TRAPS.intersection(own)}
    return _Lexicon(
        AhoCorasick(list(signs), matchkind=MatchKind.LeftmostLongest),
        tuple(tuple(dict.fromkeys((*own, *implied.get(text, ())))) for text, own in signs.items()),
        tuple(text not in open_ended for text in signs),
    )


# Signs whose phrases hide what they hold: "without a control group" is no control group.
_TRAPS: Final = frozenset(
    "blind_assess placebo_not nothing random_sampling random_called random_trials random_not random_quasi no_control "
    "meta_called case_reviewed animal_model historical_control".split()
)
# Signs that are never read off a part of a longer phrase; random allocation is, where the phrase is of other things.
_NEVER_INSIDE: Final = (
    "random_",
    "calls",
    "others",
    "nothing",
    "conduct",
    "telling",
    "aged",
    "this_paper",
    "number_of",
)


def _implied(phrase: str, signs: dict[str, list[str]]) -> list[str]:
    """The signs of words and phrases inside a longer phrase, which the longest match would hide."""
    cuts = [n for n, letter in enumerate(phrase) if letter == " "] + [len(phrase)]
    inside: list[str] = []
    for n, start in enumerate(cuts):
        for stop in cuts[n + 1 :]:
            found = signs.get(phrase[start:stop])
            if found and stop - start < len(phrase):
                inside += found
    own = signs[phrase]
    if "retrospective" in own:  # records are reviewed, not the literature
        inside = [sign for sign in inside if sign not in ("review_word", "review_self", "discussed", "searching")]
    never = _NEVER_INSIDE if any(sign.startswith("random_") for sign in own) else _NEVER_INSIDE[1:]
    return [sign for sign in inside if not sign.startswith(never)]


def _plain(text: str) -> str:
    """The text as `PLAIN` has it; by way of bytes, which takes a tenth of the time of `str.translate`."""
    return text.encode("utf-8", "surrogatepass").translate(_PLAIN_BYTES).decode("utf-8", "surrogatepass")


def cues(sentences: tuple[Sentence, ...]) -> list[Cue]:
    """All cues of some sentences, in order; the longest at each place."""
    lexicon = _lexicon()
    texts = [sentence.folded for sentence in sentences]
    text = _plain("\n " + "\n ".join(texts) + "\n")
    found: list[Cue] = []
    number, begin, after = -1, 0, 0  # the sentence we are in: its number, where it begins, where the next begins
    signs, whole = lexicon.signs, lexicon.whole
    add, new = found.append, tuple.__new__  # a NamedTuple's own constructor takes twice the time
    for pattern, start, end in lexicon.automaton.find_matches_as_indexes(text):
        while start + 1 >= after:
            number += 1
            begin = after + 2
            after = begin + len(texts[number])
        if not whole[pattern]:
            add(new(Cue, (signs[pattern], number, start + 1 - begin, _word_end(text, end) - begin)))
        elif not text[end].isalnum():
            add(new(Cue, (signs[pattern], number, start + 1 - begin, end - begin)))
        else:
            found += [Cue(signs[p], number, a - begin, b - begin) for p, a, b in _hidden(lexicon, text, start + 1, end)]
    return found


def _word_end(text: str, end: int) -> int:
    """Where the word that an open-ended phrase broke off in ends; not looked for beyond 24 letters."""
    stop = min(end + 24, len(text))
    while end < stop and text[end].isalnum():
        end += 1
    return end


_REACH: Final = 60  # how far beyond a failed match one that it hid may go


def _hidden(lexicon: _Lexicon, text: str, begin: int, end: int) -> list[tuple[int, int, int]]:
    """What a match that ends inside a word hid: "we review" hides "reviewed the files"."""
    stop = min(end + _REACH, text.index("\n", end))
    out = []
    for pattern, start, last in lexicon.automaton.find_matches_as_indexes(text[begin:stop]):
        if start + begin >= end:
            break
        after = last + begin
        if not (lexicon.whole[pattern] and text[after].isalnum()):
            out.append((pattern, start + begin + 1, after))
    return out
