"""Masking that is told by who knew: "neither patients nor assessors knew which was given". Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.design.cues import Cue
from evidence.tag.design.signs import OWN, Signs

_WORDS: Final = frozenset([b"unaware", b"know", b"knew", b"told", b"aware", b"informed"])  # one of them says who knew
_GIVEN: Final = (
    r"(?:given|got|gets?|received|receiving|took|taking|taken|had|used|done|assigned|allocated|randomi[sz]ed|group|arm"
    r"|swallowed|held|contained|infused|injected|applied|side)"
)
_OF: Final = (
    r"(?:actual|allocated|assigned|drug|group|intervention|patients?'?|participants?'?|random|study|treatment|trial)"
)
_WHAT: Final = (
    rf"(?: of| about)?(?: (?:to )?(?:which|what|who|whether)\b(?! the (?:study|trial|survey|purpose))[^.;]{{0,40}}?"
    rf"\b{_GIVEN}\b"
    rf"| (?:the |their |each other's )?(?:{_OF} ){{0,2}}?(?:allocations?|assignments?|treatments?|groups?|membership"
    r"|arms?|codes?|randomi[sz]ation|allotment)\b)"
)
_KNEW: Final = rf"(?:knew|(?:were|was) (?:told|aware|informed)){_WHAT}"
_UNAWARE: Final = (
    rf"(?:did not know|(?:were|was) (?:kept |both |all )?(?:unaware|not aware|not told|not informed)){_WHAT}"
)
_GROUP: Final = r"(?:the |their |those who )?[a-z][a-z' -]{2,40}?"
_NEITHER: Final = re.compile(rf"\bneither (?P<one>{_GROUP}) nor (?P<other>{_GROUP}) {_KNEW}")
_BOTH: Final = re.compile(rf"(?:^|[,;] |\bboth )(?P<one>{_GROUP}),? and (?P<other>{_GROUP}) {_UNAWARE}")
_ONE: Final = re.compile(rf"(?:^|[,;] |\b(?:by|and|while|whereas) )(?P<one>{_GROUP}) (?:who )?{_UNAWARE}")
_TREATED: Final = re.compile(
    r"(?:the |their )?(?:[a-z-]+ )?(?:patients?|participants?|subjects|volunteers|recipients|children|parents|women|men"
    r"|mothers|adults|adolescents|pupils|residents|families|people|animals|owners)\b"
)


def unaware(signs: Signs) -> tuple[str, Cue] | None:
    """Double where neither those treated nor others knew what was given, single where one side didn't; its words."""
    if _WORDS.isdisjoint(signs.vocabulary):
        return None
    for number, sentence in enumerate(signs.sentences):
        if signs.zone_of[number] not in OWN:
            continue
        text = sentence.folded
        if found := _NEITHER.search(text) or _BOTH.search(text):
            treated = [_TREATED.match(found[side]) is not None for side in ("one", "other")]
            return "single" if all(treated) else "double", Cue((), number, *found.span())
        if found := _ONE.search(text):
            return "single", Cue((), number, *found.span())
    return None
