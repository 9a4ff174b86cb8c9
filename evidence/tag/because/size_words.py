"""What the features of a sample size are called, for people who never saw them. Pure.

Features that say nothing by themselves share a phrase (how a number stands to the one beside it, which words touch
it), and what is told of them is their sum.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from evidence.tag.sample_size.weights import Feature

_FLAGS: Final = {
    "case": "a report of one patient",
    "early": "near the beginning of its sentence",
    "first person": "the first count of people",
    "less than before": "less than a number before it",
    "less than next": "less than the number behind it",
    "more than last": "more than the number before it",
    "noun shared": "shares its noun with the number beside it",
    "not more than last": "not more than the number before it",
    "opens": "its sentence opens with it",
    "part of told": "a part of a total that is told",
    "planned in protocol": "planned, in a protocol",
    "repeated": "told again elsewhere",
    "twin": "there is another group of that size",
    "derived head told before": "its first part was told before",
    "derived is told": "the sum is told as well",
    "derived is told people": "the sum is told as well, of people",
    "derived just over told": "the sum is a little more than a number that is told",
    "derived just under told": "the sum is a little less than a number that is told",
    "derived less than told": "the sum is less than a number of people that is told",
    "derived no people": "no number in the text stands beside people",
    "derived told before": "a larger number of people is told before its parts",
    "elliptic sum": "its second part leaves out what was said of the first",
    "part percent": "a percentage stands beside a part",
    "parts of told": "its parts come to a total that is told",
    "sum at once": "its parts stand side by side",
    "sum far": "its parts stand far from each other",
    "sum mid": "its parts stand some way from each other",
    "sum near": "its parts stand near each other",
    "sum of shared noun": "its parts share a noun",
}
_BESIDE: Final = "how it stands to the number beside it"
_TOUCHING: Final = "the words and signs that touch it"
_FOLLOWED: Final = "a part of it follows"
_PART: Final = "a part of a larger number before it"
_ALIKE: Final = "how alike in size its parts are"
_NO_NOUN: Final = "no noun says what it counts"
_CASE: Final = "the signs of a case report"
# Phrases that go by the table alone.
_TOLD: Final = {
    "adds up": "numbers beside it add up to it",
    "at once": _BESIDE,
    "case largest": "the largest count of people in the text",
    "case people": "how many counts of people the text has",
    "case rivals": "how many other numbers could be the size",
    "case sign": _CASE,
    "derived under": "how the sum stands to a larger number before it",
    "each of studies": "its parts are of several studies",
    "elliptic": "written like the number beside it",
    "flow": _FOLLOWED,
    "flow part": _PART,
    "how": "how it was worked out",
    "listed": "one of a list of numbers",
    "listed ratio": _ALIKE,
    "listed sum": "its parts stand in one list",
    "longer list": "its parts are some of a longer list",
    "pair of": "its parts are two of several numbers",
    "parallel": "told in the same words as the number beside it",
    "parallel ratio": _ALIKE,
    "parallel sum": "its parts are told alike",
    "part as": _PART,
    "parts": "how many parts it has",
    "percent": "a percentage stands beside it",
    "share of": "it is given with a percentage, as a part is",
    "sibling apart": _BESIDE,
    "sibling joint": _BESIDE,
    "sibling ratio": _BESIDE,
    "sign": "told of each group",
    "sum arms": "how its parts are told as groups",
    "sum design": "a sum, in a study of this design",
    "sum first person": "the first count of people is one of its parts",
    "sum heads row": "its parts are the first counts of their sentence",
    "sum of people": "its parts are told as people",
    "sum ratio": _ALIKE,
    "sum roles": "what is said of its parts",
    "whole of": _FOLLOWED,
}
_FORMS: Final = {
    "bare": "no noun stands right beside it", "n=": "written as n = …", "noun": "its noun stands beside it",
    "of": "written as “… of so many”", "over": "written as “…/so many”",
}  # fmt: skip
_PLACES: Final = {"0": "at the beginning", "1": "early", "2": "in the middle", "3": "late", "4": "at the end"}
_CUES: Final = {
    "allocated": "being allocated", "analysed": "being analysed", "completed": "completing",
    "demography": "age, sex and the like", "design": "a study's design", "enrolled": "being enrolled",
    "excluded": "being excluded or lost", "group": "groups", "other": "other studies", "outcome": "outcomes",
    "planned": "plans", "randomised": "being randomised", "reporting": "reporting",
    "screened": "being screened or asked", "subgroup": "subgroups", "total": "a total", "treated": "being treated",
}  # fmt: skip


def words(feature: Feature) -> str:
    """A feature for people: a table and its key, or the name of a flag."""
    name, *rest = feature
    if not rest:
        return _FLAGS.get(name, "some of its neighbours")
    told = _SAID.get(name)
    return told(*rest) if told else _TOLD.get(name, "what else stands near it")


def _said(front: str) -> Callable[..., str]:
    """Of a number or a part: what is said of those it counts."""
    return lambda role, *_: f"{front}: {'nothing' if role == 'none' else _CUES.get(role, role)}"


def _speaks(front: str) -> Callable[..., str]:
    return lambda *key: f"{front} words of {_CUES.get(key[-1], key[-1])}"


def _unit(kind: str, _side: str = "") -> str:
    return _NO_NOUN if kind == "none" else f"it counts {_plural(kind)}"


def _parts_are(kind: str) -> str:
    return "no noun says what its parts count" if kind == "none" else f"its parts are {_plural(kind)}"


def _plural(kind: str) -> str:
    return "persons" if kind == "person" else kind


def _gap(_words: str, side: str = "") -> str:
    return _NO_NOUN if side == "none" else "how near its noun is"


def _touching(side: str) -> Callable[..., str]:
    """The word before or behind, where it is one."""
    return lambda word: f"{side} it “{word}”" if word.isalpha() and word not in ("digit", "other") else _TOUCHING


def _size(front: str) -> Callable[..., str]:
    return lambda most: f"{front}, a very large one" if most == "huge" else f"{front} of up to {most}"


def _larger(of: str) -> Callable[..., str]:
    def told(many: str, *_: str) -> str:
        some = "no count" if many == "0" else "one count" if many == "1" else "several counts"
        return f"{some} of people {'is' if many in '01' else 'are'} larger{of}"

    return told


def _shares(_how: str, many: str) -> str:
    return "no percentage in the text is a share of it" if many == "0" else "percentages in the text are shares of it"


_SAID: Final[dict[str, Callable[..., str]]] = {
    "between": lambda word: f"between its parts stands “{word.strip()}”",
    "bigger": _larger(""),
    "case design": lambda code: f"the design: {'none' if code == 'none' else code}",
    "case title": lambda word: f"the title has “{word.strip()}”",
    "derived size": _size("a sum"),
    "derived with": _speaks("in the sentence of the sum"),
    "first": _speaks("right behind it"),
    "form": lambda form: _FORMS.get(form, "how it is written"),
    "gap": _gap,
    "last": _speaks("right before it"),
    "left": _touching("before"),
    "part unit": _parts_are,
    "place": lambda place: f"it stands {_PLACES.get(place, f'in the {place}')}",
    "prev": _speaks("not far before it"),
    "right": _touching("behind"),
    "role": _said("said of those it counts"),
    "shares": _shares,
    "size": _size("a number"),
    "sum behind": lambda word, *_: f"behind a part stands “{word.strip()}”",
    "sum bigger": _larger(" than the sum"),
    "sum head role": _said("said of its first part"),
    "unit": _unit,
    "with": _speaks("in its sentence"),
}
