"""What the other numbers of a record say of one: larger ones, arms beside it, totals and their parts. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from evidence.tag.sample_size_candidates import Mention
from evidence.tag.sample_size_scan import Cue, Scan

_WHOLE: Final = re.compile(r"(?:^|[\n:.;,] ?)(?:out )?of (?:the |these |those |all |a total of |a total )?$")
_SUBSET: Final = re.compile(r"\b(?:of whom|of which|of these|of them|of those|includ|among|comprising|only)\b|\(")
_ELLIPTIC: Final = re.compile(
    r" (?:(?:were |was )?(?:to|in|on|for|with|received|assigned|allocated)\b|\(|[a-z-]{3,20}[.,;])"
)
_CONTRAST: Final = re.compile(r"(?:\b(?:and|or|vs|versus|while|whereas|compared with|but)\b|;)")
_ARM: Final = frozenset(["group", "allocated", "randomised", "treated"])
_FLOW: Final = frozenset(
    "randomised allocated enrolled treated analysed completed planned screened excluded outcome".split()
)
_FAR: Final = 400  # what is said further off is of something else
_ADJACENT: Final = 9  # "randomised the", "a planned "
_FURTHER: Final = 18  # "planned to enrol about"
_BEST: Final = ("randomised", "enrolled", "allocated", "treated", "analysed", "completed")
_MAGNITUDES: Final = (0, 1, 2, 5, 10, 20, 50, 100, 300, 1000, 5000, 50000)
_MAGNITUDE_NAMES: Final = (*map(str, _MAGNITUDES), "huge")
_DIGITS: Final = tuple(str(n) for n in range(10))

Feature = tuple[str, ...]


def magnitude(value: int) -> str:
    """The least of a row of round bounds that a value does not pass."""
    return _MAGNITUDE_NAMES[bisect_left(_MAGNITUDES, value)]


def ratio(one: int, other: int) -> str:
    """How alike two sizes are."""
    small, large = min(one, other), max(one, other)
    return (
        "same"
        if large <= 1.25 * small
        else "near"
        if large <= 2.2 * small
        else "far"
        if large <= 6 * small
        else "apart"
    )


class Rivals:
    """The told mentions of one record, with what each is said to be and how it stands to its neighbours."""

    def __init__(self, scan: Scan, found: list[Mention]) -> None:
        self.scan = scan
        self.found = found
        self.values = [m.value for m in found]
        self.people = [m for m in found if m.kind == "participants"]
        self.first = next((m for m in found if m.kind in ("participants", "animals") and m.side == "right"), None)
        self.known = set(self.values)
        for place, mention in enumerate(found):
            mention.role = _local_role(scan, found, place)
            mention.arm = _armish(scan, mention)
        self.best = self._best_of(m for m in found if m.kind in ("participants", "none"))
        self.rows: dict[int, list[Mention]] = {}
        for mention in found:
            self.rows.setdefault(mention.sentence, []).append(mention)

    def _best_of(self, mentions: Iterable[Mention]) -> str:
        """The strongest role that any of the mentions has."""
        roles = {mention.role for mention in mentions}
        return next((role for role in _BEST if role in roles), "none")

    def best_role(self) -> str:
        """The strongest role of a sentence with people in it."""
        kinds = {kind for m in self.people if m.side == "right" for kind in self.scan.cues(m.sentence).kinds}
        return next((role for role in _BEST if role in kinds), "none")

    def told(self, mention: Mention, features: list[Feature]) -> None:
        """Add what the others say of a told mention."""
        value = mention.value
        row = self.rows[mention.sentence]
        place = row.index(mention)
        bigger = sum(m.value > value for m in self.people)
        features += (
            ("arm", mention.arm),
            ("role", mention.role),
            ("role", mention.role, mention.form, mention.kind),
            ("bigger", _DIGITS[min(bigger, 4)]),
            ("in sentence", _DIGITS[min(place, 4)]),
            ("rivals", _DIGITS[min(len(row), 5)]),
        )
        features.append(("against", mention.role, self._best_of(m for m in row if m is not mention)))
        features.append(("best told", mention.role, self.best))
        if mention.percent is not None:
            features.append(("share of", mention.role, "more" if bigger else "most"))
        if mention.sign:
            features.append(("sign", mention.sign))
        if mention is self.first:
            features.append(("first person",))
        if self.values.count(value) > 1:
            features.append(("repeated",))
        if place:
            features.append(("more than last",) if row[place - 1].value < value else ("not more than last",))
        if place + 1 < len(row) and row[place + 1].value > value:
            features.append(("less than next",))
        if any(m.value > value for m in self.found if m.sentence < mention.sentence):
            features.append(("less than before",))
        self._whole(mention, row, place, features)
        self._siblings(mention, row, place, features)

    def _whole(self, mention: Mention, row: list[Mention], place: int, features: list[Feature]) -> None:
        """Add the flow of "of 118 screened, 40 were randomised": what became of the part."""
        if place + 1 < len(row) and _WHOLE.search(self.scan.text, max(0, mention.start - 24), mention.start):
            part = next((m for m in row[place + 1 :] if m.value < mention.value), row[place + 1])
            features.append(("whole of", part.role))
        first = row[0]
        smaller = place and first.value > mention.value
        if smaller and _WHOLE.search(self.scan.text, max(0, first.start - 24), first.start):
            features.append(("part as", mention.role))

    def _siblings(self, mention: Mention, row: list[Mention], place: int, features: list[Feature]) -> None:
        """Add how the mention stands to those beside it that are written like it: arms of one trial look alike."""
        if place:
            self._sibling("before", mention, row[place - 1], row[place - 1], mention, features)
        if place + 1 < len(row):
            self._sibling("after", mention, row[place + 1], mention, row[place + 1], features)
        if mention.form == "n=" and len([m for m in row if m.form == "n="]) == 1:
            for near in (mention.sentence - 1, mention.sentence + 1):
                other = next((m for m in self.rows.get(near, ()) if m.form == "n="), None)
                if other:
                    features.append(("sibling apart", self._told(mention, other), mention.arm + other.arm))
                    break

    def _told(self, mention: Mention, other: Mention) -> str:
        return "told" if mention.value + other.value in self.known else "untold"

    def _sibling(
        self, side: str, mention: Mention, other: Mention, first: Mention, second: Mention, features: list[Feature]
    ) -> None:
        if other.form != mention.form and "n=" in (other.form, mention.form):
            return
        told = self._told(mention, other)
        features += (
            ("sibling roles", side, mention.role, other.role),
            ("sibling joint", side, self.joint(first, second), told),
            ("sibling arm", side, mention.arm + other.arm, told),
            ("sibling ratio", side, ratio(mention.value, other.value), told),
        )
        if self.elliptic(first, second):
            features.append(("elliptic", side, told))
        if told == "untold":
            alike = ratio(mention.value, other.value)
            same = "one role" if mention.role == other.role else "two roles"
            features.append(("twin", side, alike, mention.arm + other.arm, same))
        if other.kind == mention.kind:
            features.append(("sibling unit", side, mention.form, told))

    def elliptic(self, first: Mention, second: Mention) -> bool:
        """Whether the second leaves out what was said of the first: "51 patients had the drug and 49 placebo"."""
        if second.form != "bare" or second.side == "right" or first.percent is not None:
            return False
        return (
            _ELLIPTIC.match(self.scan.text, second.end) is not None
            and " and " in self.scan.text[first.end : second.start]
        )

    def joint(self, first: Mention, second: Mention) -> str:
        """What joins two neighbours: a subset ("of whom"), a contrast ("versus", "and", ";"), and how far they are."""
        text = self.scan.text
        if _SUBSET.search(text, first.end, second.start):
            return "subset"
        found = _CONTRAST.search(text, first.end, second.start)
        distance = second.start - first.end
        near = "near" if distance < 60 else "mid" if distance < 140 else "far"
        return f"{found[0] if found else 'none'} {near}"


def _local_role(scan: Scan, found: list[Mention], place: int) -> str:
    """What is said to have happened to the mention.

    That is the cue right before it ("randomised 86 patients"), else the first one up to the next mention, else the last
    one before; a numerator looks past its denominator, and a bare number goes with the one before it.
    """
    mention = found[place]
    cues = scan.cues(mention.sentence).others
    split = bisect_left(cues, (mention.start,))
    if split and cues[split - 1].kind in _FLOW and _beside(scan, cues[split - 1], mention):
        planned = split > 1 and cues[split - 2].kind == "planned" and mention.start - cues[split - 2].end <= _FURTHER
        return "planned" if planned else cues[split - 1].kind
    following = found[place + 1] if place + 1 < len(found) else None
    over = mention.form == "over" and following is not None and following.form == "of"
    start = following.end if over and following else mention.end
    end = mention.end + _FAR
    if following and not over:
        end = min(end, following.start)
    for n in range(split, len(cues)):
        if cues[n].start >= end:
            break
        if cues[n].kind in _FLOW and cues[n].start >= start and not (over and cues[n].kind == "screened"):
            return cues[n].kind
    before = found[place - 1] if place and found[place - 1].sentence == mention.sentence else None
    start = max(mention.start - _FAR, before.end if before else 0)
    for n in range(split - 1, -1, -1):
        if cues[n].start < start:
            break
        if cues[n].kind in _FLOW:
            return cues[n].kind
    return before.role if before and mention.form == "bare" else "none"


def _beside(scan: Scan, cue: Cue, mention: Mention) -> bool:
    """Whether a cue stands right before a mention, nothing between them that parts clauses."""
    if mention.start - cue.end > _ADJACENT:
        return False
    between = scan.text[cue.end : mention.start]
    return not any(sign in between for sign in ",;:()")


def _armish(scan: Scan, mention: Mention) -> str:
    """Whether words of an arm follow the mention (a), come before an "n=" (b), or neither (n)."""
    cues = scan.cues(mention.sentence).others
    split = bisect_left(cues, (mention.start,))
    if mention.form == "n=":
        if split and cues[split - 1].kind in _ARM and cues[split - 1].start > mention.start - 60:
            return "b"
        return "b" if mention.side == "left" and mention.gap < 3 and _is_control(scan, mention) else "n"
    if _is_control(scan, mention):
        return "c"
    for n in range(split, min(split + 3, len(cues))):
        if cues[n].start > mention.end + 75:
            break
        if cues[n].kind in _ARM:
            return "a"
    return "n"


def _is_control(scan: Scan, mention: Mention) -> bool:
    noun = mention.noun
    return noun is not None and scan.text.startswith(("control", "cases", "placebo"), noun.start)
