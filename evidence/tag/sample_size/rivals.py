"""What the other numbers of a record say of one: larger ones, arms beside it, totals and their parts. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import pairwise
from typing import Final, NamedTuple

from evidence.tag.sample_size.candidates import LIVING, Mention
from evidence.tag.sample_size.parallel import is_listed, is_whole, key_of, totals
from evidence.tag.sample_size.said import armish, local_role
from evidence.tag.sample_size.scan import Scan
from evidence.tag.sample_size.weights import DIGITS, Weights

_SUBSET: Final = re.compile(r"\b(?:of whom|of which|of these|of them|of those|includ|among|comprising|only)\b")
_ELLIPTIC: Final = re.compile(
    r" (?:(?:were |was )?(?:to|in|on|for|with|from|at|received|had|took|underwent"
    r"|assigned|allocated)\b|\(|[a-z-]{3,20}[.,;])"
)
_CONTRAST: Final = re.compile(r"(?:\b(?:and|or|vs|versus|while|whereas|compared with|but)\b|;)")
ROLES: Final = ("randomised", "enrolled", "allocated", "treated", "analysed", "completed")
"""What may have happened to those who are a study's size, the strongest first."""
_MAGNITUDES: Final = (0, 1, 2, 5, 10, 20, 50, 100, 300, 1000, 5000, 50000)
_MAGNITUDE_NAMES: Final = (*map(str, _MAGNITUDES), "huge")
_AT_ONCE: Final = len(" and ")
_ECHO: Final = 24  # characters that "one hundred and twenty (120)" can take


def magnitude(value: int) -> str:
    """The least of a row of round bounds that a value does not pass."""
    return _MAGNITUDE_NAMES[bisect_left(_MAGNITUDES, value)]


def ratio(one: int, other: int) -> str:
    """How alike two sizes are."""
    small, large = (one, other) if one < other else (other, one)
    return (
        "same"
        if large <= 1.25 * small
        else "near"
        if large <= 2.2 * small
        else "far"
        if large <= 6 * small
        else "apart"
    )


class Pair(NamedTuple):
    """How two neighbours of a sentence stand to each other.

    `told`: whether their sum is told, too ("told", "untold"). `joint` is what stands between them, None where they are
    not written alike. `key` is the word that ties both to their groups, "" where that is not one word.
    """

    told: str
    joint: str | None
    ratio: str
    elliptic: bool
    at_once: bool
    listed: bool
    key: str


def shares_noun(first: Mention, second: Mention, pair: Pair) -> bool:
    """Whether the noun of the second is that of the first, too: "20 obese and 18 lean women"."""
    return pair.listed and first.kind == "none" and second.is_of_living


class Rivals:
    """The told mentions of one record, with what each is said to be and how it stands to its neighbours."""

    def __init__(self, scan: Scan, found: list[Mention]) -> None:
        self.scan = scan
        self.found = found
        people = [m for m in found if m.kind == "participants"]
        self.people = people or [m for m in found if m.kind == "animals"]  # where nobody else is counted
        self.counts = sorted([m.value for m in self.people])
        self.first = next((m for m in found if m.kind in LIVING and m.side == "right"), None)
        self.known: set[int] = set()
        self.repeated: set[int] = set()
        self.rows: dict[int, list[Mention]] = {}
        for place, mention in enumerate(found):
            cues = mention.cues.others
            mention.split = bisect_left(cues, (mention.start,))
            mention.role = local_role(scan, found, place, cues)
            mention.arm = armish(scan, mention, cues)
            mention.key = key_of(scan.text, mention)
            mention.whole = is_whole(scan.text, mention)
            (self.repeated if mention.value in self.known else self.known).add(mention.value)
            row = self.rows.setdefault(mention.sentence, [])
            mention.place = len(row)
            row.append(mention)
        self.best = self._best_of(m for m in found if m.kind in ("participants", "none"))
        self.whole, parts = totals(found)
        for place in parts:
            found[place].summed = True
        self.pairs = {sentence: self._pairs(row) for sentence, row in self.rows.items()}
        self.largest_before: dict[int, int] = {}
        largest = 0
        for sentence, row in self.rows.items():
            self.largest_before[sentence] = largest
            for mention in row:
                if mention.value > largest:
                    largest = mention.value

    def before(self, mention: Mention) -> Mention | None:
        """The number right before another in its sentence, None where it is the first."""
        return self.rows[mention.sentence][mention.place - 1] if mention.place else None

    def after(self, mention: Mention) -> Mention | None:
        """The number right behind another in its sentence, None where it is the last."""
        row, place = self.rows[mention.sentence], mention.place + 1
        return row[place] if place < len(row) else None

    def bigger(self, value: int) -> int:
        """How many counts of people are larger."""
        return len(self.counts) - bisect_right(self.counts, value)

    def _pairs(self, row: list[Mention]) -> list[Pair]:
        return [self._pair(first, second) for first, second in pairwise(row)]

    def _pair(self, first: Mention, second: Mention) -> Pair:
        alike = first.form == second.form or "n=" not in (first.form, second.form)
        pair = (
            "told" if first.value + second.value in self.known else "untold",
            self._joint(first, second) if alike else None,
            ratio(first.value, second.value),
            alike and self._elliptic(first, second),
            second.start - first.end == _AT_ONCE and self.scan.text.startswith(" and ", first.end),
            is_listed(self.scan.text, first, second),
            first.key if first.key == second.key else "",
        )
        return tuple.__new__(Pair, pair)  # a NamedTuple's own constructor takes twice the time

    def _best_of(self, mentions: Iterable[Mention]) -> str:
        """The strongest role that any of the mentions has."""
        roles = {mention.role for mention in mentions}
        return next((role for role in ROLES if role in roles), "none")

    def best_role(self) -> str:
        """The strongest role of a sentence with people in it."""
        kinds: set[str] = set()
        for mention in self.people:
            if mention.side == "right":
                kinds |= mention.cues.kinds
        return next((role for role in ROLES if role in kinds), "none")

    def told(self, mention: Mention, w: Weights) -> int:
        """What the others say of a told mention."""
        value, role = mention.value, mention.role
        row = self.rows[mention.sentence]
        bigger = self.bigger(value)
        flag = w.flags.get
        score = w.role.get(role, 0) + w.bigger.get(DIGITS[bigger if bigger < 4 else 4], 0)
        if mention.percent is not None:
            score += w.share_of.get((role, "more" if bigger else "most"), 0)
        if mention.sign:
            score += w.sign.get(mention.sign, 0)
        if mention is self.first:
            score += flag("first person", 0)
        if value in self.repeated:
            twin = any(m.value == value and abs(m.start - mention.start) > _ECHO for m in row)
            score += flag("twin" if twin else "repeated", 0)  # groups of one size, or one size told twice
        if self.largest_before[mention.sentence] > value:
            score += flag("less than before", 0)
        if value in self.whole:
            score += w.adds_up.get(self.whole[value], 0)
        if mention.summed:
            score += flag("part of told", 0)
        if len(row) > 1:
            score += self._in_row(mention, row, w)
        if mention.form == "n=" and len([m for m in row if m.form == "n="]) == 1:
            score += self._next_door(mention, w)
        return score

    def _in_row(self, mention: Mention, row: list[Mention], w: Weights) -> int:
        """What those before and after in the same sentence say."""
        value, place = mention.value, mention.place
        pairs = self.pairs[mention.sentence]
        flag = w.flags.get
        score = 0
        if place:
            last = row[place - 1]
            more = "more than last" if last.value < value else "not more than last"
            score += flag(more, 0) + self._side("before", pairs[place - 1], w)
            if shares_noun(last, mention, pairs[place - 1]):
                score += flag("noun shared", 0)
        if place + 1 < len(row):
            after = row[place + 1]
            if after.value > value:
                score += flag("less than next", 0)
            score += self._side("after", pairs[place], w)
            if mention.whole:
                part = next((m for m in row[place + 1 :] if m.value < value), after)
                score += w.whole_of.get(part.role, 0) + w.flow.get((mention.role, part.role), 0)
        first = row[0]
        if first.value > value and place and first.whole:
            score += w.part_as.get(mention.role, 0) + w.flow_part.get((first.role, mention.role), 0)
        return score

    def _side(self, side: str, pair: Pair, w: Weights) -> int:
        """How a mention stands to the one beside it: arms of one trial look alike."""
        told, joint = pair.told, pair.joint
        score = 0
        if pair.key:
            score += w.parallel.get((side, told), 0)
        if pair.listed:
            score += w.listed.get((side, told), 0)
        if joint is None:
            return score
        score += w.sibling_joint.get((side, joint, told), 0) + w.sibling_ratio.get((side, pair.ratio, told), 0)
        if pair.elliptic:
            score += w.elliptic.get((side, told), 0)
        if pair.at_once:
            score += w.at_once.get((side, told), 0)
        return score

    def _next_door(self, mention: Mention, w: Weights) -> int:
        """How the only "n=" of a sentence stands to that of a neighbouring sentence."""
        for near in (mention.sentence - 1, mention.sentence + 1):
            other = next((m for m in self.rows.get(near, ()) if m.form == "n="), None)
            if other:
                told = "told" if mention.value + other.value in self.known else "untold"
                return w.sibling_apart.get((told, mention.arm + other.arm), 0)
        return 0

    def _elliptic(self, first: Mention, second: Mention) -> bool:
        """Whether the second leaves out what was said of the first: "51 patients had the drug and 49 placebo"."""
        if second.form != "bare" or second.side == "right" or first.percent is not None:
            return False
        return (
            _ELLIPTIC.match(self.scan.text, second.end) is not None
            and " and " in self.scan.text[first.end : second.start]
        )

    def _joint(self, first: Mention, second: Mention) -> str:
        """What joins two neighbours: a subset ("of whom"), a contrast ("versus", "and", ";"), and how far they are."""
        text = self.scan.text
        if text.find("(", first.end, second.start) >= 0 or _SUBSET.search(text, first.end, second.start):
            return "subset"
        found = _CONTRAST.search(text, first.end, second.start)
        distance = second.start - first.end
        near = "near" if distance < 60 else "mid" if distance < 140 else "far"
        return f"{found[0] if found else 'none'} {near}"
