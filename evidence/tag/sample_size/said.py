"""What is said to have happened to those whom a number counts, and whether the number is that of an arm. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.candidates import Mention
from evidence.tag.sample_size.scan import Cue, Scan

_ARM: Final = frozenset(["group", "allocated", "randomised", "treated"])
_FLOW: Final = frozenset(
    "randomised allocated enrolled treated analysed completed planned screened excluded outcome".split()
)
_FAR: Final = 400  # what is said further off is of something else
_ADJACENT: Final = 9  # "randomised the", "a planned "
_PARTING: Final = (" and", " when", " after", ",", ";", ":", "(", ")")
_FURTHER: Final = 18  # "planned to enrol about"


def local_role(scan: Scan, found: list[Mention], place: int, cues: list[Cue]) -> str:
    """What is said to have happened to the mention; `cues` are those of its sentence that are no units.

    That is the cue right before it ("randomised 86 patients"), else the first one up to the next mention, else the last
    one before; a numerator looks past its denominator, and a bare number goes with the one before it.
    """
    mention = found[place]
    split = mention.split
    if split:
        last = cues[split - 1]
        _, end, kind = last
        if kind in _FLOW and mention.start - end <= _ADJACENT and _beside(scan, last, mention):
            planned = split > 1 and cues[split - 2].kind == "planned"
            return "planned" if planned and mention.start - cues[split - 2].end <= _FURTHER else kind
    following = found[place + 1] if place + 1 < len(found) else None
    over = mention.form == "over" and following is not None and following.form == "of"
    start = following.end if over and following else mention.end
    end = mention.end + _FAR
    if following and not over and following.start < end:
        end = following.start
    for begin, _, kind in cues[split:]:
        if begin >= end:
            break
        if kind in _FLOW and begin >= start and not _is_of_other(scan, mention, start, begin, kind, over=over):
            return "randomised" if kind in _FIRST and _THEN_RANDOMISED.match(scan.text, start, end) else kind
    before = found[place - 1] if place and found[place - 1].sentence == mention.sentence else None
    start = max(mention.start - _FAR, before.end if before else 0)
    for begin, _, kind in reversed(cues[:split]):
        if begin < start:
            break
        if kind in _FLOW:
            return kind
    return before.role if before and mention.form == "bare" else "none"


_OWN_BEFORE: Final = re.compile(r"[,;] ?\d+ (?:[a-z-]+ )?")
_OWN_BEHIND: Final = re.compile(r"[a-z -]{2,24}?(?:=|: ?)[ n=]*\d")


def _is_of_other(scan: Scan, mention: Mention, start: int, begin: int, kind: str, *, over: bool) -> bool:
    """Whether a cue that stands behind a number is said of another one.

    Those of whom some were screened; the dropouts of "(n = 30, 4 dropouts)", "(n = 30, dropouts = 4)".
    """
    if over:
        return kind == "screened"
    if kind != "excluded" or mention.form != "n=" or scan.text[start] not in ",;":
        return False
    at_once = begin == start + 2 and _OWN_BEHIND.match(scan.text, begin) is not None
    return at_once or _OWN_BEFORE.fullmatch(scan.text, start, begin) is not None


# "1,267 met the criteria and were randomised": the last of what is said of them is what they are.
_FIRST: Final = frozenset(["screened", "enrolled"])
_THEN_RANDOMISED: Final = re.compile(r" [^,;.():\d]{0,70} and (?:were |was )?(?:then |subsequently )?random")


def _beside(scan: Scan, cue: Cue, mention: Mention) -> bool:
    """Whether nothing that parts clauses stands between a cue and the mention right behind it."""
    between = scan.text[cue.end : mention.start]
    return not holds(between, _PARTING)


def armish(scan: Scan, mention: Mention, cues: list[Cue]) -> str:
    """Where words of an arm stand: behind the mention (a), before an "n=" (b), nowhere (n).

    And c, where its own noun is one of a group: controls, cases, placebo.
    """
    split = mention.split
    if mention.form == "n=":
        if split and cues[split - 1].kind in _ARM and cues[split - 1].start > mention.start - 60:
            return "b"
        return "b" if mention.side == "left" and mention.gap < 3 and _is_of_group_noun(scan, mention) else "n"
    if _is_of_group_noun(scan, mention):
        return "c"
    for begin, _, kind in cues[split : split + 3]:
        if begin > mention.end + 75:
            break
        if kind in _ARM:
            return "a"
    return "n"


def _is_of_group_noun(scan: Scan, mention: Mention) -> bool:
    noun = mention.noun
    return noun is not None and scan.text.startswith(("control", "cases", "placebo"), noun.start)


# "Of 900 screened, 412 had no rash. They were randomly assigned to …": what is done to those told last before.
_THEY: Final = re.compile(
    r"(?:they|these|those|all(?: of (?:them|these|those))?)\b(?: [a-z-]+){0,3}? (?:were|was|underwent|entered)\b"
    r"[^.;\n]{0,40}\brandom"
)


def then_random(scan: Scan, mention: Mention) -> re.Match[str] | None:
    """The words of the next sentence that say that those counted last were randomised."""
    end = scan.span(mention.sentence)[1]
    return _THEY.match(scan.text, end + 1, end + 1 + REACH)


_STOP: Final = re.compile(r"[;\n]|\.(?!\d)")
REACH: Final = 110  # characters that are looked at behind a number
LINE: Final = 40  # what fits between two arms, halved


def behind(scan: Scan, mention: Mention, following: Mention | None, reach: int = REACH) -> str:
    """What is said of a mention: the words up to the next one, the end of its clause or the reach."""
    end = min(mention.end + reach, following.start if following else mention.end + reach)
    stop = _STOP.search(scan.text, mention.end, end)
    return scan.text[mention.end : stop.start() if stop else end]
