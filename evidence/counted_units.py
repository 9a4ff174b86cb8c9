"""What a sample size counts, and in which role: "randomised patients", "eyes", "rats". Reads the vocabulary.

Tables count people and animals by whatever name they go ("20 patients" is 20 participants), as the taggers do; so the
same number is the same value. What is no unit ("per group", "or so", "excluded") is told from one that no list has.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from evidence.folding import fold

_ROLES: Final = {
    "randomised": "randomised", "randomized": "randomised",
    "enrolled": "enrolled", "enroled": "enrolled", "recruited": "enrolled", "included": "enrolled",
    "treated": "treated",
    "analysed": "analysed", "analyzed": "analysed", "evaluated": "analysed", "evaluable": "analysed",
    "completed": "completed",
    "planned": "planned",
}  # fmt: skip
# The classes of data/vocabulary/units.toml that are one unit, whatever the noun; of the others the noun is the unit.
_ONE_UNIT: Final = {
    "participants": "participants", "person": "participants", "animals": "animals", "eyes": "eyes", "limbs": "limbs",
    "studies": "studies",
}  # fmt: skip
_AS_NAMED: Final = "as named"
_IN_ALL: Final = re.compile(r"^(?:in )?total\b(?: of)?|\b(?:in total|in all|total|overall|altogether)$")
_PART: Final = re.compile(r"\b(?:per|each|every|apiece|respectively|groups?|arm|cohorts?)\b")
_NOT_IN_IT: Final = re.compile(
    r"(?<![\w-])(?:screened|excluded|exclusions|lost|losses|withdr[ae]wn?|withdrawals|dropped|drop-?outs?|died|dead|deaths|"
    r"approached|invited|declined|refused|ineligible|missing|discontinued)(?![\w-])"
)
_BEHIND: Final = re.compile(
    r"(?<![\w-])(?:with|without|who|whose|that|which|of|in|from|aged|undergoing|having|receiving|at|on|for|after)(?![\w-]).*"
)
_FILLING: Final = re.compile(r"\b(?:were|was|are|and then|had been|have been|being)\b")
_NO_NOUN: Final = re.compile(
    r"(?<![\w-])(?:a|an|the|or|so|more|less|fewer|than|about|approximately|around|roughly|nearly|almost|only|plus|minus|not|no|"
    r"most|least|to|but|over|under|up|out|between|vs|versus|by|times|x|n|is|it|and|as|if|yes|percent|some|other)(?![\w-])"
)


class PartOnlyError(ValueError):
    """A number of a part of the participants: per group, or in one of them."""


class NotInItError(ValueError):
    """A number of those who are no part of the sample; the text is the word that says so."""


def unit_and_role(text: str) -> tuple[str, str]:
    """What the words behind a number say is counted, and its role; "" is participants in the role total.

    Args:
        text: in small letters.

    Raises:
        PartOnlyError, NotInItError: as they say. ValueError: the words are no unit.
    """
    text = _IN_ALL.sub("", " ".join(re.sub("[(),]", " ", text).split())).strip()
    if not text:
        return "participants", "total"
    if _PART.search(text):
        raise PartOnlyError(text)
    if outside := _NOT_IN_IT.search(text):
        raise NotInItError(outside[0])
    words = _FILLING.sub(" ", text).split()
    roles = {_ROLES[word] for word in words if word in _ROLES}
    nouns = _BEHIND.sub("", " ".join(word for word in words if word not in _ROLES)).strip()
    unit = _unit(nouns) if nouns or not roles else "participants"
    if unit is None or len(roles) > 1 or (not nouns and len(words) > 1):
        raise ValueError(text)
    return unit, ("total" if unit == "studies" else next(iter(roles), "total"))  # studies are "included" by habit


def unit_meant(stored: str) -> str:
    """What a stored unit counts, so that two that mean the same are equal: not for people's eyes.

    Any text may be stored, by older versions and by rules of one's own; of what is no unit the words are taken.
    """
    words = " ".join(fold(stored).split())
    try:
        unit, _ = unit_and_role(words)
    except ValueError:
        unit = words
    return unit.removesuffix("s")


def _unit(nouns: str) -> str | None:
    """The unit that nouns stand for, "men and women"; None where they are none."""
    units = {_of_one(noun.strip()) for noun in re.split(r"\b(?:and|or)\b", nouns)}
    return units.pop() if len(units) == 1 else None


def _of_one(noun: str) -> str | None:
    if not noun or _NO_NOUN.search(noun):
        return None
    *_, head = noun.split()
    if known := _units().get(head) or _units().get(f"{head}s"):
        return noun if known == _AS_NAMED else known
    # A person may count what no list has, but in the plural: "29 diabetic" is no unit, nor is "29 assessed".
    return noun if head.endswith("s") and not head.endswith("ss") else None


@cache
def _units() -> dict[str, str]:
    """Noun -> the unit that it stands for, _AS_NAMED where that is the noun itself."""
    text = (files("evidence.data") / "vocabulary" / "units.toml").read_text("utf-8")
    units = {
        word: _ONE_UNIT.get(kind, _AS_NAMED) for kind, words in tomllib.loads(text).items() for word in words.split()
    }
    # The names of the classes, and people that the taggers have other rules for.
    return units | {"study": "studies", "human": "participants", "humans": "participants"}
