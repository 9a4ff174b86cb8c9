"""A topic's name by what people call it: the name, its legend, the words that show it; then what is near. Pure.

A column shows short names (IV, T2D, DFU), and whoever looks for one knows the words: `route:intravenous`,
`population:"diabetic foot ulcer"`. What is the whole of a name, a legend or a word of the vocabulary is found. A part
of one (`cell_type:BM`) is found where it can mean one name only, and else all that it may mean are told; never a name
that merely has letters in common, as long as one has the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from evidence.errors import BadInput, either
from evidence.folding import fold
from evidence.store.query_fields import SearchField, is_resort
from evidence.store.query_tree import Code
from evidence.store.spelling import tokens, variants

_BRACKETS: Final = re.compile(r"(\S+ )?\((?:or )?([^)]*)\) ?")
_NEAR: Final = 0.75
_NEAR_LABEL: Final = 0.6  # of a short name one letter is much

Words = tuple[str, ...]


def labels(field: SearchField, text: str) -> list[str]:
    """The topic's names that a value means, as its column shows them; a comma parts several, or is part of one.

    None where nothing stands between the commas.

    Raises:
        BadInput: there is none, or a word may mean several; the message names what was probably meant.
    """
    whole = _meant(field, text)
    if len(whole) == 1:
        return whole
    found = []
    for part in filter(None, map(str.strip, text.split(","))):
        meant = _meant(field, part) or _by_a_part(field, part)
        if len(meant) > 1:
            raise BadInput(f"{field.name} {part!r} may be {either(meant)}", _todo(field, meant))
        if not meant:
            raise _none(field, part)
        found += meant
    return found


def label_at(field: SearchField, text: str) -> int:
    """How long the label is that a text begins with, 0 where it begins with none: a shell takes quotes away.

    Where no name begins there, its legend or words may, if they are several: `population:type 2 diabetes foot`.
    """
    folded = _alike(text)
    ends = [len(label) for label in field.values if folded.startswith(_alike(label))]
    if best := max((end for end in ends if text[end : end + 1] in {"", " ", ")", ","}), default=0):
        return best
    called = (name for place in range(len(field.values)) for name in _called(field, place) if " " in _alike(name))
    found = (re.match(_pattern(name), folded) for name in called)
    return max((one.end() for one in found if one), default=0)


def _pattern(name: str) -> str:
    """A name of several words at the beginning of a folded text, as far as its last word goes."""
    known = re.escape(_alike(name.rstrip("* ")))
    return known + (r"\w*" if name.endswith("*") else "s?") + r"(?=[ ),]|$)"


def _alike(text: str) -> str:
    """Letter for letter, so that its length stays."""
    return fold(text).replace("-", " ").replace("_", " ")


def _meant(field: SearchField, text: str) -> list[str]:
    """The name that is written so, else one that differs in capitals, hyphens or spaces, else those called so."""
    if text in field.values:
        return [text]
    if alike := [value for value in field.values if _alike(value) == _alike(text)]:
        return alike[:1]
    typed = variants(text)
    return [
        label
        for place, label in enumerate(field.values)
        if any(_is_all(form, name) for name in _called(field, place) for form in typed)
    ]


def _by_a_part(field: SearchField, text: str) -> list[str]:
    """The names of which, or of what they are called, a text is a part.

    Raises:
        BadInput: it is a part of words of the vocabulary alone, or has such words in it: which is near, and no more.
    """
    typed = variants(text)
    told = [(place, (field.values[place], *_legend(field, place))) for place in range(len(field.values))]
    named = {place for place, names in told if any(_is_part(form, name) for name in names for form in typed)}
    shown = {place for place, _ in told if any(_is_part(f, name) for name in _called(field, place) for f in typed)}
    meant = [label for place, label in enumerate(field.values) if place in named | shown]
    if len(meant) == 1 and not named:
        raise _perhaps(field, text, meant)
    return meant


def _none(field: SearchField, text: str) -> BadInput:
    """What to say of a text that is no name: the names whose words it has in it, else the nearest."""
    held = {place: _held(field, place, variants(text)) for place in range(len(field.values))}
    most = max(held.values(), default=0)
    near = [field.values[place] for place, many in held.items() if many == most and most] or _nearest(field, text)
    return _perhaps(field, text, near)


def _perhaps(field: SearchField, text: str, near: Sequence[str]) -> BadInput:
    meant = f"; did you mean {' or '.join(str(Code(field.name, label)) for label in near)}?" if near else ""
    todo = f"{_todo(field, near)}; {field.name} is" if near else "write"
    return BadInput(f"no {field.name} {text!r} in this topic{meant}", f"{todo} one of {', '.join(field.values)}")


def _todo(field: SearchField, meant: Sequence[str]) -> str:
    """What to write for one of several, and for all of them."""
    one = f"write {Code(field.name, meant[0])}"
    if len(meant) == 1:
        return one
    every = f"{field.name}:{','.join(meant)}"
    return f"{one}, or for any of them " + (f'"{every}"' if " " in every else every)


def _called(field: SearchField, place: int) -> Iterator[str]:
    """What a name is called besides: by its legend, and by the words that show it; a * ends a beginning."""
    yield from _legend(field, place)
    yield from (word for word in field.words[place] if not is_resort(word))


def _legend(field: SearchField, place: int) -> Iterator[str]:
    """A legend and the shorter ways to say it: "critical (or severe) limb ischaemia" is both of them."""
    if legend := field.legends[place] if field.legends else "":
        yield legend
        short = legend.partition(",")[0]
        yield _BRACKETS.sub(lambda found: found[1] or "", short).strip()
        yield _BRACKETS.sub(lambda found: f"{found[2]} ", short).strip()


def _is_all(typed: Words, name: str) -> bool:
    known = tokens(name)
    return len(typed) == len(known) and _begins(typed, known, name)


def _is_part(typed: Words, name: str) -> bool:
    """Whether each typed word is one of a name's; the beginning of a word stands for the word."""
    known = tokens(name)
    return bool(typed) and all(any(_same(word, one) for one in known) for word in typed)


def _held(field: SearchField, place: int, typed: Iterable[Words]) -> int:
    """How many words a text has side by side that are all of what a name is called; the most."""
    return max(
        (
            len(known)
            for name in _called(field, place)
            if (known := tokens(name))
            for form in typed
            if any(_begins(form[at:], known, name) for at in range(len(form) - len(known) + 1))
        ),
        default=0,
    )


def _begins(typed: Words, known: Sequence[str], name: str) -> bool:
    """Whether the first words of a text are those of a name, of which the last may be a beginning."""
    last = len(known) - 1
    return all(
        _same(word, one) or (at == last and name.endswith("*") and word.startswith(one))
        for at, (word, one) in enumerate(zip(typed, known, strict=False))
    )


def _same(word: str, known: str) -> bool:
    return word == known or word == known + "s" or word + "s" == known


def _nearest(field: SearchField, text: str) -> list[str]:
    """The name that is nearest in letters, by any of what it is called."""
    best = max((_nearness(field, place, text), -place) for place in range(len(field.values)))
    return [field.values[-best[1]]] if best[0] else []


def _nearness(field: SearchField, place: int, text: str) -> float:
    typed, label = _alike(text), _alike(field.values[place])
    called = [(label, _NEAR_LABEL), *((_alike(name.rstrip("* ")), _NEAR) for name in _called(field, place))]
    ratios = ((SequenceMatcher(None, typed, name, autojunk=False).ratio(), least) for name, least in called)
    return max((ratio for ratio, least in ratios if ratio >= least), default=0.0)
