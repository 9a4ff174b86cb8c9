"""Greek letters and their names find each other: β-cell and beta-cell, TNFα and TNF-alpha, NF-κB and NF-kappaB. Pure.

Done to the query alone, as all spelling is: the index keeps the text as published. It folds capitals and the odd forms
of a letter (µ the micro sign, ϕ, ς) by itself, and splits words at hyphens only, so that `IL-1β` is `il`, `1β`.
"""
# ruff: noqa: RUF002, RUF003 - Greek letters are what this is about

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

_NAMES: Final = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi"
    " psi omega"
).split()
_LETTERS: Final = dict(zip(_NAMES, "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
_NAME_OF: Final = {letter: name for name, letter in _LETTERS.items()}
_SHARP_S: Final = "ß"  # what many a keyboard has for a beta: "TGF-ß1"
_LONG: Final = tuple(name for name in _NAMES if len(name) > 3 and name not in {"zeta", "iota"})
_GREEK: Final = re.compile(r"[ͰͱͲͳʹ͵Ͷͷͺ-ϿΑ-ω]|µ")
# A name in a solid word: "tnfalpha", "1beta", "kappab", "beta1"; more letters behind it make another word (betaine).
_SOLID: Final = re.compile(rf"([^\W_]{{0,6}}?)({'|'.join(_LONG)})([^\W_]{{0,2}})")
_SHORT: Final = 4  # letters of what is written solid with a letter: TNFα, βcell; not αlipoic
_BEFORE: Final = 6  # of what may stand before one in a word of its own: "IL-1 beta", "PGC-1 alpha"


class _Unit(NamedTuple):
    """A piece of a phrase; `name` is that of the Greek letter that it is, `joins` whether the next is glued to it."""

    text: str
    name: str
    joins: bool


def forms(words: Sequence[str], *, prefix: bool = False) -> Iterator[tuple[str, ...]]:
    """The phrase as typed, then each other way to write its Greek letters; with `prefix` its last word is a beginning.

    Letters or names throughout, and what stands beside one solid or apart: TNFα, TNF-α, TNFalpha, TNF-alpha.
    """
    yield tuple(words)
    units = [unit for at, word in enumerate(words) for unit in _units(word, whole=not prefix or at < len(words) - 1)]
    if not any(unit.name for unit in units):
        return
    spellings: list[Callable[[_Unit], str]] = [_letter, lambda unit: unit.name or unit.text]
    if any(unit.name == "beta" for unit in units):
        spellings.append(lambda unit: _SHARP_S if unit.name == "beta" else _letter(unit))
    for spelt in spellings:
        texts = [spelt(unit) for unit in units]
        for joined in (_as_typed, _solid_behind, _letters_solid, _apart, _solid):
            yield tuple(_put_together(texts, [joined(one, next_) for one, next_ in pairwise(units)]))


def solid(first: str, second: str) -> str | None:
    """The solid word of two words typed side by side of which the second is a Greek letter: TNF alpha; else None."""
    is_letter = second.lower() in _LONG or any(unit.name for unit in _units(second.lower(), whole=False))
    return f"{first}{second}".lower() if is_letter and len(first) <= _BEFORE and first[-1:].isalnum() else None


def ends_in_letter(word: str) -> bool:
    """Whether the last piece of a word is a Greek letter: tgfbeta, tnfα."""
    return bool(_units(word, whole=False)[-1].name)


def _letter(unit: _Unit) -> str:
    return _LETTERS.get(unit.name, unit.text)


def _units(word: str, *, whole: bool) -> list[_Unit]:
    """A word in pieces where Greek letters or their names part it; one of few letters is a name only as a `whole`."""
    if word in _LETTERS and (whole or word in _LONG):
        return [_Unit(word, word, joins=False)]
    if _GREEK.search(word) or _SHARP_S in word:
        return _parted(word)
    found = _SOLID.fullmatch(word)
    if found is None or found[3] == "s":
        return [_Unit(word, "", joins=False)]
    before = [unit._replace(joins=True) for unit in _units(found[1], whole=whole)] if found[1] else []
    behind = [_Unit(found[3], "", joins=False)] if found[3] else []
    return [*before, _Unit(found[2], found[2], joins=bool(behind)), *behind]


def _parted(word: str) -> list[_Unit]:
    """A word with Greek letters in it; a μ before Latin letters is "micro" (μg), ß a letter of its own in Straße."""
    pieces = [piece for piece in re.split(rf"({_GREEK.pattern}|(?<![a-z]{{4}}){_SHARP_S})", word) if piece]
    units = []
    for piece, behind in zip(pieces, [*pieces[1:], ""], strict=True):
        name = "beta" if piece == _SHARP_S else _NAME_OF.get(piece.casefold(), "")
        is_micro = name == "mu" and behind[:1].isascii() and behind[:1].isalpha()
        is_german = piece == _SHARP_S and bool(re.match("[a-z]{3}", behind))
        units.append(_Unit(piece, "" if is_micro or is_german else name, joins=bool(behind)))
    return units


# Whether two pieces side by side are one word.


def _as_typed(one: _Unit, _next: _Unit) -> bool:
    return one.joins


def _solid_behind(one: _Unit, next_: _Unit) -> bool:
    """As most write it: TGF-β1, NF-κB."""
    if one.name and _may_join(next_):
        return True
    return one.joins and not (next_.name and not one.text.isdigit())


def _letters_solid(one: _Unit, next_: _Unit) -> bool:
    """αβ T cells."""
    return one.joins or bool(one.name and next_.name)


def _apart(one: _Unit, next_: _Unit) -> bool:
    return one.joins and not (one.name or next_.name)


def _solid(one: _Unit, next_: _Unit) -> bool:
    other = next_ if one.name else one
    return one.joins or bool((one.name or next_.name) and _may_join(other))


def _may_join(unit: _Unit) -> bool:
    return bool(unit.name) or len(unit.text) <= _SHORT


def _put_together(texts: Sequence[str], joins: Sequence[bool]) -> list[str]:
    words = [texts[0]]
    for text, join in zip(texts[1:], joins, strict=True):
        if join:
            words[-1] += text
        else:
            words.append(text)
    return words
