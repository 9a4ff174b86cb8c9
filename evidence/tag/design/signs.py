"""The signs of a study's design in one record: each cue with the zone of the paper that it stands in. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from evidence.records import Quote
from evidence.tag.design.cues import Cue, Found, cues
from evidence.tag.design.following import with_what_follows
from evidence.tag.holding import holds
from evidence.tag.text import Document, Section, Sentence

# Zones, one letter each: title, beginning (background and aims), middle (methods and results), end (conclusions),
# others' work or what is called for (x). `ALL` leaves out x.
TITLE, BEGIN, MIDDLE, END, ELSEWHERE = "t", "b", "m", "e", "x"
SCRAP: Final = 200  # characters
SHORT: Final = 6  # sentences with the title: too few to tell a background from methods by their place
OWN: Final = "tbm"
ALL: Final = "tbme"
_ZONE: Final = {
    Section.TITLE: TITLE, Section.BACKGROUND: BEGIN, Section.OBJECTIVE: BEGIN, Section.METHODS: MIDDLE,
    Section.RESULTS: MIDDLE, Section.CONCLUSIONS: END,
}  # fmt: skip


# Words of which an English abstract has two: 6,765 of 6,767 at hand do, of other languages hardly one does.
_ENGLISH: Final = frozenset(
    [b"the", b"of", b"and", b"were", b"with", b"from", b"that", b"which", b"this", b"by", b"are", b"to"]
)
# Little words of German, French, Spanish, Italian and Portuguese that no English phrase has two of.
_FOREIGN: Final = frozenset(
    b"der und eine wurden mit bei nicht les des une dans chez nous avec ont los las una con fue por que "
    b"della sono stati nel che com foi uma dos".split()
)

# Stems without which a text is hardly about health or life.
_MEDICINE: Final = re.compile(
    r"\b(?:clinic|disease|disorder|therap|treatment|diagnos|symptom|syndrome|health|medic|psych|drug|cancer"
    r"|tumor|tumour|surg|infect|nurs|hospital|patholog|brain|blood|pain|immun|pharmac|mental|neuro|cardi"
    r"|diabet|vaccin|cognit|behavio|injur|toxic|physiolog|stroke|depress|anxi|muscle|tissue|organ|hormon"
    r"|diet|nutrition|sleep|pregnan|dent|skin|heart|death)"
)


_WORN: Final = ("intraoral", "intra-oral", "volunteers")
# That it was they who pooled: others' analyses "had shown" something.
_OWN_DEED: Final = re.compile(
    r"\b(?:we|this|our|(?:were|was) (?:\w+ )?(?:pooled|combined)|conducted|performed|undertaken|presented)\b"
    r"|^(?:post[ -]hoc )?(?:pooled|combined|integrated)\b"
)

_TRIED: Final = re.compile(r"\brandomi[sz]ed\b|\bplacebo\b|\bdouble[ -]blind|\bphase (?:2|3|ii|iii)[ab]?\b")


class Signs:
    """What a record shows: `first(sign, zones)` its first cue in these zones, `count(sign)` how many anywhere."""

    def __init__(self, document: Document, found: Found | None = None) -> None:
        """Read the signs of a record off its cues: those `found`, where they are at hand."""
        self.document = document
        self.sentences = document.sentences
        self.length = sum([len(sentence.folded) for sentence in self.sentences])  # characters of title and abstract
        found = cues(self.sentences) if found is None else found
        self.vocabulary = found.words  # a rule for which none of its words is there need not look for them
        self.cues = with_what_follows(found.cues, found.gated, self.sentences)
        # What follows a cue may make it one that moves its sentence: "randomised trials" that are called for.
        moving = [self.cues[place] for place in (*found.moving, *found.gated)]
        self.zone_of = zone_of = _zones(self.sentences, moving)
        self.in_zone: dict[str, dict[str, Cue]] = {zone: {} for zone in ALL + ELSEWHERE}
        count: defaultdict[str, int] = defaultdict(int)
        self._count = count
        in_zone = [self.in_zone[zone] for zone in zone_of]
        for cue in self.cues:
            signs, sentence, _, _ = cue
            here = in_zone[sentence]
            for sign in signs:
                count[sign] += 1
                if sign not in here:
                    here[sign] = cue

    def first(self, sign: str, zones: str = OWN) -> Cue | None:
        """The first cue of a sign in the first of these zones that has one."""
        if sign in self._count:
            in_zone = self.in_zone
            for zone in zones:
                if sign in in_zone[zone]:
                    return in_zone[zone][sign]
        return None

    def has(self, sign: str, zones: str = OWN) -> bool:
        """Whether any of these zones has the sign."""
        if sign in self._count:
            in_zone = self.in_zone
            for zone in zones:
                if sign in in_zone[zone]:
                    return True
        return False

    def has_any(self, signs: tuple[str, ...], zones: str = OWN) -> bool:
        """Whether any of these zones has any of these signs."""
        if self._count.keys().isdisjoint(signs):
            return False  # the most frequent answer, and the cheapest
        for sign in signs:  # noqa: SIM110 - `any` takes longer
            if self.has(sign, zones):
                return True
        return False

    def each(self, sign: str, zones: str = OWN) -> Iterator[Cue]:
        """The cues of a sign in these zones, as they stand in the text."""
        for cue in self.cues if self.has(sign, zones) else ():
            if sign in cue.signs and self.zone_of[cue.sentence] in zones:
                yield cue

    @property
    def counts(self) -> Mapping[str, int]:
        """The signs that the record has anywhere, in the order in which they were met, and how many of each."""
        return self._count

    def count(self, sign: str) -> int:
        """How many cues of a sign the record has, anywhere."""
        return self._count.get(sign, 0)  # never [], which would note the sign

    @property
    def counts_many(self) -> bool:
        """Whether more people are counted than a few."""
        return self.count("counted_people") > self.count("few_people")

    @property
    def cells(self) -> int:
        """How often cells come up, those of animals among them."""
        return self.count("in_vitro") + self.count("animal_cells")

    @property
    def animals(self) -> int:
        """How often animals come up, by their kind or their strain."""
        return self.count("animals") + self.count("animal_strain")

    @property
    def is_randomised(self) -> bool:
        """Whether somebody was allocated by chance here, or it is a randomised trial."""
        return self.has("random_trial") or self.has("random_allocated")

    @property
    def is_outside_medicine(self) -> bool:
        """A paper of another field: no people, animals, cells or illness come up."""
        subjects = ("humans", "animals", "animal_strain", "in_vitro")
        if self.is_scrap or any(self.count(sign) for sign in subjects):
            return False
        return not any(_MEDICINE.search(sentence.folded) for sentence in self.sentences)

    @cached_property
    def by_sentence(self) -> list[set[str]]:
        """The signs of each sentence."""
        found: list[set[str]] = [set() for _ in self.sentences]
        for cue in self.cues:
            found[cue.sentence].update(cue.signs)
        return found

    @property
    def is_scrap(self) -> bool:
        """Too short to be an abstract."""
        return self.length < SCRAP

    @property  # asked once: a cached one takes as long as what it tells
    def is_english(self) -> bool:
        """Whether a text is in the only language of the cues and of the texts learned from.

        A lone phrase is, unless it has words of another language.
        """
        if len(_ENGLISH & self.vocabulary) > 1:
            return True
        return self.is_scrap and len(_FOREIGN & self.vocabulary) < 2

    @cached_property
    def animals_in_passing(self) -> bool:
        """People were treated, and animals come up once: "after good results in pigs, we treated ten patients"."""
        few = self.animals < 3 and not self.has("animals", "t")
        return few and self.has("counted_people") and (self.has("treated") or self._people_allocated)

    @property
    def _people_allocated(self) -> bool:
        """Whether people that are counted were allocated at random, and no animals in the same breath."""
        signs = ("random_allocated", "counted_people")
        return any(signs[0] in own and signs[1] in own and "animals" not in own for own in self.by_sentence)

    @cached_property
    def planned(self) -> tuple[Cue, ...]:
        """The words of two sentences that tell in the future tense what will be done; nothing where it was done."""
        if self.count("future") < 2 or not self.has("will", "mbe"):
            return ()
        places = list(self.each("future", "mbe"))
        return tuple(places[:2]) if len({cue.sentence for cue in places}) > 1 else ()

    @cached_property
    def about_papers(self) -> bool:
        """Studies, and neither animals nor people, are what it is about: a review by its own name, a letter."""
        zones = OWN if self.is_scrap else "tb"
        if self.has("this_issue", "bmex") or self.has("read_with", "tbmex"):
            return True  # a letter or an editorial
        searched = self.has("databases", "bm") and self.has("searching", "bm") and self.count("searching") > 1
        if self.pools_few_trials:
            return False
        return searched or self.has("meta_named", zones) or self.has("systematic_review", zones)

    @cached_property
    def pools_few_trials(self) -> bool:
        """Whether the data of two to four trials, mostly of the same makers, are analysed as one, and nothing searched.

        Their participants were allocated at random, so that it is a trial by design, whose report is a pooled one.
        """
        pooled = self.first("few_pooled", "tbm")
        if pooled is None or self.has("systematic_review", "tbm") or self.has("databases", "tbm"):
            return False
        sentence = self.sentences[pooled.sentence]
        if sentence.section is not Section.TITLE and not _OWN_DEED.search(sentence.folded):
            return False
        named = any(
            "meta_named" in cue.signs and self.text_of(cue).startswith(("meta", "individual"), cue.start)
            for cue in self.cues
        )
        return not named and any(_TRIED.search(sentence.folded) for sentence in self.sentences)

    @cached_property
    def teeth_alone(self) -> Cue | None:
        """The words for teeth, or pieces of them, studied out of the mouth; None where volunteers wore them."""
        cue = self.first("extracted_teeth", "tmb")
        worn = cue and any(holds(sentence.folded, _WORN) for sentence in self.sentences)
        return None if worn else cue

    @cached_property
    def about_animals(self) -> bool:
        """Animals, and not people, are what was studied: more is said of them, or they are in the title alone."""
        if (self.cells > 2 or self.has("animal_cells", "t")) and self.count("whole_animals") < 2:
            return False  # the animals only gave the cells
        animals = self.animals
        people = self.count("humans")
        if self.animals_in_passing:
            return False
        if self.has("counted_animals", "mb") and not people:
            return True
        if self.has("animals", "t") or self.has("animal_strain", "t"):
            return not self.has("humans", "t") or animals > people
        return animals > 1 and animals > people and self.has("animal_strain") and self.has("animals")

    def near(self, sign: str, other: str, zones: str = OWN) -> tuple[Cue, ...]:
        """The first cues of two signs that share a sentence in one of these zones, or nothing."""
        if sign not in self._count or other not in self._count:
            return ()
        for number, signs in enumerate(self.by_sentence):
            if sign in signs and other in signs and self.zone_of[number] in zones:
                inside = [cue for cue in self.cues if cue.sentence == number]
                return tuple(next(cue for cue in inside if wanted in cue.signs) for wanted in (sign, other))
        return ()

    def text_of(self, cue: Cue) -> str:
        """The folded sentence that a cue stands in."""
        return self.sentences[cue.sentence].folded

    def quote(self, cue: Cue) -> Quote:
        """The words of a cue, verbatim."""
        return self.sentences[cue.sentence].quote(cue.start, cue.end)


def _zones(sentences: tuple[Sentence, ...], moving: list[Cue]) -> list[str]:
    """The zone of each sentence: its section, else its place; calls for research and others' work are elsewhere."""
    count = len(sentences)
    long = count > SHORT
    zones = [
        _ZONE.get(sentence.section) or (_by_place(count - number, sentence.place) if long else MIDDLE)
        for number, sentence in enumerate(sentences)
    ]
    if count <= 3:
        return zones
    for signs, number, _, _ in moving:
        called = "calls" in signs and sentences[number].place > 0.5 and zones[number] is not TITLE
        if called or ("others" in signs and zones[number] not in (MIDDLE, TITLE)):
            zones[number] = ELSEWHERE
    return zones


def _by_place(left: int, place: float) -> str:
    """The zone of a sentence without a section; `left` counts the sentences from here to the end, this one included."""
    if place >= 0.99 and left == 1 and place > 0.0:
        return END
    return BEGIN if place < 0.25 else MIDDLE
