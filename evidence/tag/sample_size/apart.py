"""Groups that are told in different sentences: "n=" parts, shares of two groups, a group and its controls. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.candidates import LIVING, Candidate, Mention
from evidence.tag.sample_size.scan import Scan


def summed(parts: Iterable[Mention], how: str) -> Candidate:
    """The sum of some parts, with its arithmetic."""
    its = tuple(parts)
    value = sum([part.value for part in its])
    return Candidate(value, f"sum {how}", its, " + ".join([str(part.value) for part in its]) + f" = {value}")


def across(sentences: list[list[Mention]]) -> Iterator[Candidate]:
    """The "n=" parts of three or four sentences that have one each, else of two neighbouring ones."""
    lone = [parts[0] for parts in sentences if len(parts) == 1]
    if 2 < len(lone) == len(sentences) < 5 and lone[-1].sentence - lone[0].sentence < 2 * len(lone):
        yield summed(lone, "n=, apart")
        return
    for parts, others in pairwise(sentences):
        if others[0].sentence - parts[0].sentence <= 2 and len(parts) + len(others) <= 4:
            yield summed(parts + others, "n=, apart")


def of_two(sentences: list[list[Mention]]) -> Iterator[Candidate]:
    """The two groups of which one sentence each tells the share; a denominator told twice is that of one group."""
    if len(sentences) == 2 and sentences[1][0].sentence - sentences[0][0].sentence == 1:
        first, second = sentences
        sizes = {m.value for m in first + second}
        if len(sizes) == 2 and max(sizes) <= FAR_LARGER * min(sizes):
            yield summed([first[0], second[0]], "of, apart")


_OTHERS: Final = re.compile(
    r"\b(?:controls?|healthy|normal|unaffected|comparison|reference|placebo|another|the other|an additional|without"
    r"|a further|sham[a-z-]*|untreated|uninoculated|unexposed|uninfected|intact)\b|\d others\b"
)
_OTHER_WORDS: Final = (
    "control", "healthy", "normal", "unaffected", "comparison", "reference", "placebo", "other", "additional",
    "without", "further", "sham", "untreated", "unexposed", "uninoc", "uninf", "intact",
)  # fmt: skip
_NOT_THOSE: Final = re.compile(r"\b(?:previously|otherwise|hitherto) untreated")
_IN_THOSE: Final = re.compile(r"\b(?:normal|unaffected|intact|without) (?:in|by|for)(?: the| all)? $")
SERVED: Final = re.compile(
    r"[^.;\d]{0,110}?\b(?:(?:served|serving|acted|acting|act|used|taken|chosen|kept|studied|enrolled"
    r"|recruited|selected) (?:as|for)"
    r"(?: [a-z-]+){0,2} (?:comparison|controls?|reference)\b|were (?:[a-z]+ )?controls\b)"
)
"""What is said behind those who were the other group: "served as normal controls", "were used for comparison"."""


def _tells_others(text: str) -> bool:
    """Whether words near a count say that it is of another group than the first; plain words first, most have none."""
    return holds(text, _OTHER_WORDS) and _OTHERS.search(text) is not None


_COMPARED: Final = re.compile(
    r"\b(?:(?:compared|matched|contrasted) (?:with|to)|set against|(?:laid|set|put) beside)"
    r"(?: (?:that|those|the (?:results?|outcomes?|records|findings)) (?:in|of|for|from|seen in))?"
    r"(?: the(?: (?:first|next|last))?| a total of| a group of)? $"
)
_COMPARED_REACH: Final = 90  # characters that the first pattern has at most, and the second
_EACH_REACH: Final = 160
_FOR_EACH: Final = re.compile(
    r"\bfor (?:each|every)\b[^.;]{0,100}\b(?:chosen|selected|matched|taken|drawn|recruited)\b"
)


def _is_compared(scan: Scan, mention: Mention) -> bool:
    """Whether a count is of those with whom the first ones were compared, or who were chosen for each of them."""
    reach = _EACH_REACH if mention.form == "n=" else _COMPARED_REACH
    left = scan.left_of(mention.sentence, mention.start, reach)
    if mention.form == "n=":
        return _FOR_EACH.search(left) is not None
    return _COMPARED.search(left) is not None


_SOME_OF: Final = (" of the ", " of these ", " of them ", " of those ")
_BEFORE: Final = 20
_RIGHT_BEHIND: Final = 12  # characters behind a number without a noun: "12 healthy", not "9, and became normal"
_NEXT: Final = re.compile(r"\b(?:the preceding|comparable (?:group|series|number) of) $")
_FOR_COMPARISON: Final = ("for comparison", "as controls", "for control", "in comparison")
_SAYS_WHO: Final = 40  # characters behind a noun that may say that they are others
_HAVE_NOT: Final = (" in the control group", " without ", " who had not ", " who did not ", " who had no ", " matched ")


def _are_others(scan: Scan, mention: Mention, found: list[Mention]) -> bool:
    """Whether the words round a count say that it is of another group than the first."""
    begin = scan.reach_left(mention.sentence, mention.start, _BEFORE)
    end = mention.noun.end if mention.noun and mention.side == "right" else mention.end + _RIGHT_BEHIND
    behind = scan.text[end : end + _SAYS_WHO]
    have_not = holds(behind, _HAVE_NOT)
    left = scan.text[begin : mention.start]
    if left.endswith((" all ", "both ", "these ", " in the ", "(")) or scan.text.startswith(_SOME_OF, mention.end):
        return False  # "in all three", "two of the dogs", "(34 men)" are of those told before
    if have_not and mention.side == "right":
        return True
    if _IN_THOSE.search(left):
        return False  # "counts became normal in 29"
    if _tells_others(_NOT_THOSE.sub("", scan.text[begin:end])):
        return True
    if _NEXT.search(left) or scan.text.startswith(_FOR_COMPARISON, scan.starts[mention.sentence]):
        return True
    served = SERVED.match(scan.text, end) if mention.place == 0 else None
    return served is not None and not any(mention.start < m.start < served.end() for m in found)


_CARERS: Final = (
    "surgeon", "physician", "doctor", "nurse", "clinician", "practitioner", "gps", "therapist", "pharmacist", "midwi",
    "teacher", "provider",
)  # fmt: skip


def _is_carer(scan: Scan, mention: Mention) -> bool:
    """Whether those counted are of a calling that looks after others: "sixty surgeons. Their 335 patients …"."""
    return mention.noun is not None and mention.side == "right" and scan.text.startswith(_CARERS, mention.noun.start)


def _are_alike(scan: Scan, first: Mention, mention: Mention) -> bool:
    """Whether two that open their sentences may be two groups: no carers and cared for, nor who was seen again later.

    Nor those of one sex among the first: "six patients were female".
    "Sixty surgeons. Their 335 patients …"; "ninety were operated on. At one year 78 were seen". Nor all but one of the
    first: "three cases. Two patients had it; a third had both".
    """
    if mention.value == first.value - 1 and _ONE_MORE.search(scan.text, mention.end):
        return False
    if mention.value <= first.value and scan.text.startswith(_LATER, scan.starts[mention.sentence]):
        return False
    if mention.value <= first.value and _ARE_OF_SEX.match(scan.text, mention.stop):
        return False
    return _is_carer(scan, first) == _is_carer(scan, mention)


def _are_groups(found: list[Mention], mention: Mention) -> bool:
    """Whether a sentence has other groups beside one: "with (n = 80) and without (n = 120) fever"."""
    return mention.form == "n=" and sum([m.form == "n=" and m.sentence == mention.sentence for m in found]) > 1


_ARE_OF_SEX: Final = re.compile(
    r"(?: \([^()]{1,16}\))? (?:were|was) (?:(?:fe)?males?|(?:wo)?m[ae]n|boys?|girls?|white|black|caucasian|aged|older"
    r"|younger|right-handed)\b(?! (?:were|who|with|and)\b)"
)
_ONE_MORE: Final = re.compile(
    r"\b(?:a|the) (?:second|third|fourth|fifth|sixth|other|remaining|last)"
    r" (?:patient|case|child|man|woman|boy|girl|infant)\b"
)
_MOST_GROUPS: Final = 6
_LATER: Final = ("at ", "after ", "by ")
_OPENING: Final = 14  # characters before a count that still opens its sentence: "A total of", "In "
FAR_LARGER: Final = 6  # two groups of one study are not more unlike


def next_door(scan: Scan, found: list[Mention]) -> Iterator[Candidate]:
    """A group and the one that a later sentence tells of: others, controls, or one that opens its sentence as well."""
    first = next((m for m in found if m.value > 1 and m.form != "of" and (m.kind in LIVING or m.form == "n=")), None)
    if first is None:
        return
    opens = first.start - scan.starts[first.sentence] <= _OPENING
    for mention in found:
        apart = mention.sentence - first.sentence
        unlike = first.form == "n=" and mention.side == "right"  # "cases (n = 94) were compared with 282 controls"
        if apart < (0 if unlike else 1) or mention is first or mention.value < 2 or mention.form in ("of", "over"):
            continue
        if apart > 3:
            return
        if first.sentence == 0 and (mention.value == first.value or _are_groups(found, mention)):
            continue  # the title tells the same, or all of those whose groups are told here
        if max(first.value, mention.value) > FAR_LARGER * min(first.value, mention.value):
            continue
        if _are_others(scan, mention, found) or _is_compared(scan, mention):
            groups = [m for m in found if m.sentence == first.sentence and m.form == "n="] if first.form == "n=" else []
            several = 1 < len(groups) < _MOST_GROUPS and mention not in groups
            yield summed([*(groups if several else [first]), mention], "apart, others")
            return
        if apart == 1 and opens and mention.start - scan.starts[mention.sentence] <= _OPENING:
            if _are_alike(scan, first, mention):
                yield summed([first, mention], "apart, opening")
            return
