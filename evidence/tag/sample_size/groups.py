"""Sizes of equal groups: "30 each", "n = 20 per group", "three groups of ten", "as many controls". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ahocorasick_rs import BytesAhoCorasick

from evidence.folding import one_byte
from evidence.tag.holding import holds
from evidence.tag.sample_size.candidates import LIVING, Candidate, Mention
from evidence.tag.sample_size.each_of import each_of
from evidence.tag.sample_size.scan import EQUALLY, MATCHED, Scan
from evidence.tag.sample_size.so_many import SEVERAL, so_many

# "16 men each received both drugs" are 16: each man, not each group.
_EACH_GROUP: Final = r"each\b(?! [a-z]{3,9} (?:both|all|each|the two|the three)\b)"
_EACH: Final = re.compile(
    rf"(?:[a-z-]{{1,24}} ){{0,3}}(?:{_EACH_GROUP}|apiece\b|(?:in|per|for|to) (?:each|either|every|both)\b"
    r"|in (?:the )?two\b"
    r"|/ ?arm\b|per (?:group|arm|treatment|cohort|genotype|strain|diet|dose)\b|/ ?group\b)"
    r"| (?:(?:were|was|had been|will be) )?[a-z]+ (?:in|to|at) each"
    r"(?= (?:of the (?:two|three|four|five|six|[2-6]) )?(?:group|arm|clinic|cent|hospital|ward|cohort|unit)|[.,;])"
    r"| of each (?:group|arm|genotype|strain|line|breed|kind|sort|sex|race)\b"
    r"| (?:joined|entered|formed|made up) (?:each|either) (?:group|arm)\b"
    rf"|[),;]? ?(?:{_EACH_GROUP}|per (?:group|arm|genotype|strain|diet|dose)\b|in (?:each|both|every)\b"
    r"|to each(?= (?:group|arm)|[.;)])"
    r"|/ ?(?:group|arm)\b)"
)
# "40 adults, each seen twice" are 40 where no groups are named: each adult was.
_OF_ONE: Final = re.compile(
    r" (?:of whom|with|[a-z]{3,}ed|seen|given|shown|taken|was|were|had|underwent|wore|took|got)\b"
)
_HAD: Final = (
    r"(?:of |had |with |included |will (?:have|include|comprise|contain|consist of) "
    r"|consisted of |comprised |containing |comprising |consisting of )?"
)
_EACH_BEFORE: Final = re.compile(
    rf"(?:(?<!for )(?<!controls )(?<!people )(?<!persons )(?<!subjects )(?<!children )(?<!patients )"
    rf"\beach (?:of the [a-z0-9]{{1,9}} (?:groups|arms|cohorts) )?(?:group |arm |one )?{_HAD}(?:about )?"
    rf"|\bboth (?:groups|arms) {_HAD}|\b(?:groups|arms|cohorts|batches|lots"
    r"|(?:successive|consecutive) (?:sets|panels)) of (?:equal size )?"
    r"|per (?:group|arm)[:,]? |\bequal numbers "
    r"|\b(?:groups|arms) (?:each )?(?:had|comprised|contained|included|consisted of) (?:the same|an equal)"
    r" (?:number|size)"
    r"(?: of [a-z-]+)?,? )\(?(?:n ?= ?)?$"
)
_BEFORE: Final = ("each", "both", "s of", "per ", "equal number", "same number", "same size")
_GROUPS: Final = re.compile(
    rf"\b({'|'.join(SEVERAL)}|both|[2-8])[ -](?:(?!(?:per|in|of|each|after|before|for|from|at|by|during"
    r"|days?|weeks?|months?|years?|hours?|times) )[a-z-]{1,24} ){0,3}?"
    r"(?:sub)?(?:groups?|arms?|cohorts|batches|lots|sets|panels|regimens|treatments?)\b"
)


# "Groups of ten were given 0, 100, 300 or 1000 mg/kg": one group a dose; counted are the joins between them.
_DOSES: Final = re.compile(
    r"(?<![\d.,])\d+(?:\.\d+)?(?:, \d+(?:\.\d+)?){0,6},?"
    r" (?:and|or) \d+(?:\.\d+)? ?(?:[mn\u00b5\u03bcu]?g|iu|ppm|%|mmol)\b"
)
_DOSE: Final = re.compile(r", (?!and|or)|,? (?:and|or) ")


_SHARED: Final = (
    "each", "per group", "per arm", "per genotype", "per strain", "per diet", "per dose",
    "/group", "/arm", "both groups", "both arms", "groups of", "arms of", "cohorts of",
    "batches of", "lots of", "sets of", "panels of", "in either", "d either", "apiece", "in two", "in every",
    "equal number", "the same number", "the same size", "every one of",
)  # fmt: skip
_FIND_SHARED: Final = BytesAhoCorasick(map(one_byte, _SHARED))


def multiplied(scan: Scan, found: list[Mention]) -> Iterator[Candidate]:
    """Equal groups: "30 each", "n = 20 per group", "three groups of ten"."""
    sentence, start, end, shared = -1, 0, 0, False
    for mention in found:
        if mention.sentence != sentence:
            sentence = mention.sentence
            start, end = scan.span(sentence)
            shared = bool(_FIND_SHARED.find_matches_as_indexes(scan.plain[start:end]))
        if not shared:
            continue
        if scan.text.endswith(_COHORTS_OF, start, mention.start) and _AND_MORE.match(scan.text, mention.stop, end):
            continue  # "eight cohorts of 241,323 men and 331,910 women" have those together
        many = each_of(scan, mention, start, end)
        if many:
            yield _times(mention, many[0], (many[1],))
            continue
        place = mention.stop
        after = _EACH.match(scan.text, place, end) or _EACH.match(scan.text, mention.end, end)
        before = _before(scan, max(start, mention.start - 50), mention.start)
        if (
            not (after or before)
            or mention.value < 2
            or _RANGE.search(scan.text, max(0, mention.start - 8), mention.start)
        ):
            continue
        groups, spans = _groups(scan, mention)
        if after and not before and not spans and after[0].endswith("each") and _OF_ONE.match(scan.text, after.end()):
            continue
        if not spans and _are_told(found, mention):
            continue
        if not spans:
            groups, spans = _clusters(scan, mention) or (groups, spans)
        span = (mention.start, after.end()) if after else (before.start() if before else 0, mention.end)
        yield _times(mention, groups, (*spans, span))


_COHORTS_OF: Final = (" cohorts of ", " groups of ", " studies of ")
_AND_MORE: Final = re.compile(r" and \d{1,3}(?:,\d{3})+ ")


def _times(mention: Mention, groups: int, spans: tuple[tuple[int, int], ...]) -> Candidate:
    """The size of so many groups of one size."""
    mention.sign = "each"
    value = groups * mention.value
    return Candidate(value, "times", (mention,), f"{groups} x {mention.value} = {value}", spans)


def _clusters(scan: Scan, group: Mention) -> tuple[int, tuple[tuple[int, int], ...]] | None:
    """How many practices, schools or the like have so many each: "24 practices will recruit 50 patients each"."""
    start = scan.starts[group.sentence]
    for cue in reversed([cue for cue in group.cues.units if cue.kind == "clusters" and cue.end < group.start]):
        if not _HAVE_EACH.fullmatch(scan.text, cue.end, group.start):
            continue
        before = scan.numbers_between(max(start, cue.start - _CLUSTER_REACH), cue.start)
        if before and before[-1].kind in ("digits", "word") and 1 < before[-1].value <= _MOST_CLUSTERS:
            return int(before[-1].value), ((before[-1].start, cue.end),)
    return None


_HAVE_EACH: Final = re.compile(
    r" (?:will |would |each )?(?:recruit(?:ed)?|enrol(?:l|led)?|included?|provided?|contributed?|with|of)"
    r" (?:about |up to |at least )?"
)
_CLUSTER_REACH: Final = 24
_MOST_CLUSTERS: Final = 1000


def _are_told(found: list[Mention], group: Mention) -> bool:
    """Whether all of the groups are told before, three to eight of them: "thirty sheep … each group had ten"."""
    return any(
        m.kind in LIVING and 3 * group.value <= m.value <= 8 * group.value and m.value % group.value == 0
        for m in found
        if m.end < group.start
    )


_OF_EACH: Final = (" from each of ", " in each of ", " at each of ", " of each of ", " with each of ")
_RANGE: Final = re.compile(r"\d (?:to|or) $")
_ARE_GROUPS: Final = ("group", "arm", "cohort", "batch", "lots", "cage", "pen", "herd", "class", "team", "block")


def _before(scan: Scan, start: int, end: int) -> re.Match[str] | None:
    """The words before a number that make it one of equal groups; most numbers have none of them near."""
    left = scan.text[start:end]
    if left.endswith(_OF_EACH) or (left.endswith("each of ") and not holds(left, _ARE_GROUPS)):
        return None  # "each of 85 cases was matched" is each case, "three groups, each of ten" are groups
    return _EACH_BEFORE.search(scan.text, start, end) if holds(left, _BEFORE) else None


def _groups(scan: Scan, mention: Mention) -> tuple[int, tuple[tuple[int, int], ...]]:
    """How many groups there are, and where it is said: in the sentence itself, else anywhere, else two."""
    start, end = scan.span(mention.sentence)
    end = min(end, mention.end + 300)
    found = (
        _GROUPS.search(scan.text, max(start, mention.start - 150), end)
        or _GROUPS.search(scan.text, max(0, start - 400), end)
        or _GROUPS.search(scan.text, end, end + 400)
    )
    if not found:
        doses = _DOSES.search(scan.text, mention.end, end)
        if doses:
            return 1 + len(_DOSE.findall(doses[0])), (doses.span(),)
        return _listed(scan.text, start, mention.start) or _listed_behind(scan.text, mention.stop, end) or (2, ())
    return so_many(found), ((found.start(), found.end()),)


_ITEMS: Final = re.compile(
    r"\b(?:randomi[sz]ed|assigned|allocated|divided|received|given|fed|treated with)(?: randomly| equally)?"
    r"(?: in)?(?:to)?"
    r"(?: receive| either)? ([^.;:()\n]{3,160}?) ?\(?(?:n ?= ?)?$"
)
_ITEMS_BEHIND: Final = re.compile(
    r" (?:each|apiece|in each|per group|per arm),? (?:to|on|got|received) ([^.;:()\n]{3,160})(?=[.;(])"
)
_NO_ITEM: Final = re.compile(r"\b(?:we|were|was|who|which|patients|men|women|rats|mice)\b")
_MOST_ITEMS: Final = 8
_MOST_WORDS: Final = 5  # of what a group gets


def _listed(text: str, start: int, end: int) -> tuple[int, tuple[tuple[int, int], ...]] | None:
    """Three and more groups by what each gets: "randomised to X, Y or Z (n = 80 each)"; None where no list is told."""
    return _items(_ITEMS.search(text, max(start, end - 200), end))


def _listed_behind(text: str, start: int, end: int) -> tuple[int, tuple[tuple[int, int], ...]] | None:
    """The same of a list behind the number: "at random, 30 each, to X, Y or Z"."""
    return _items(_ITEMS_BEHIND.match(text, start, end))


def _items(found: re.Match[str] | None) -> tuple[int, tuple[tuple[int, int], ...]] | None:
    if not found or "," not in found[1] or _NO_ITEM.search(found[1]):
        return None
    items = re.split(r",? or |, " if " or " in found[1] else r",? and |, ", found[1])
    if not 3 <= len(items) <= _MOST_ITEMS or any(len(item.split()) > _MOST_WORDS for item in items):
        return None
    return len(items), (found.span(1),)


_EQUAL: Final = re.compile(
    r"\b(?:an equal|the same|a similar|an identical) number of [a-z -]{0,40}?"
    r"(?:controls|subjects|patients|volunteers|participants)\b"
)


def doubled(scan: Scan, found: list[Mention]) -> Iterator[Candidate]:
    """A group and an equal number of controls."""
    equal = None if scan.words.isdisjoint(EQUALLY) else _EQUAL.search(scan.text)
    if equal:
        sentence = scan.sentence_at(equal.start())
        for mention in found:
            if mention.sentence == sentence and mention.end <= equal.start():
                yield _twice(mention, equal.span())


def paired(scan: Scan, found: list[Mention]) -> Iterator[Candidate]:
    """Matched pairs are two people each: "matched 1:1 by propensity score, giving 2,981 pairs".

    So are pairs of which one each was treated.
    """
    if not scan.words.isdisjoint(MATCHED):
        for mention in found:
            noun = mention.noun
            if noun and mention.side == "right" and scan.text.startswith("pairs", noun.start):
                yield _twice(mention)


def _twice(mention: Mention, *spans: tuple[int, int]) -> Candidate:
    """A size that is twice a count, with what else says so."""
    mention.sign = "doubled"
    value = 2 * mention.value
    return Candidate(value, "double", (mention,), f"2 x {mention.value} = {value}", spans)
