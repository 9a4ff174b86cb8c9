"""The signs of a study's design in one record: each cue with the zone of the paper that it stands in. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from evidence.records import Quote
from evidence.tag.design_cues import Cue, cues
from evidence.tag.design_following import with_what_follows
from evidence.tag.design_ranker import PLACE, unpack
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


# Stems without which a text is hardly about health or life.
_MEDICINE: Final = tuple(
    (
        "clinic disease disorder therap treatment diagnos symptom syndrome health medic psych drug cancer tumor "
        "tumour surg infect nurs hospital patholog brain blood pain immun pharmac mental neuro cardi diabet vaccin "
        "cognit behavio injur toxic physiolog stroke depress anxi muscle tissue organ hormon diet nutrition sleep "
        "pregnan dent skin heart death "
    ).split()
)


_COUNTED_SIGNS: Final = (
    "conduct", "own_work", "humans", "animals", "w.will", "registry_label", "review_self", "discussed", "animal_strain",
    "in_vitro", "bench", "counted_people", "whole_animals", "animal_cells", "case_report",
)  # fmt: skip


class Signs:
    """What a record shows: `zones[sign]` are the zones that have it, `first(sign, zones)` its first cue there."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sentences = document.sentences
        self.cues = with_what_follows(cues(self.sentences), self.sentences)
        self.zone_of = _zones(self.sentences, self.cues)
        self._first: dict[str, dict[str, Cue]] = {}
        self._count: dict[str, int] = {}
        first, count = self._first, self._count
        for cue in self.cues:
            zone = self.zone_of[cue.sentence]
            for sign in cue.signs:
                places = first.get(sign)
                if places is None:
                    first[sign] = {zone: cue}
                    count[sign] = 1
                else:
                    count[sign] += 1
                    if zone not in places:
                        places[zone] = cue

    def first(self, sign: str, zones: str = OWN) -> Cue | None:
        """The first cue of a sign in the first of these zones that has one."""
        places = self._first.get(sign)
        if places:
            for zone in zones:
                if zone in places:
                    return places[zone]
        return None

    def has(self, sign: str, zones: str = OWN) -> bool:
        """Whether any of these zones has the sign."""
        return self.first(sign, zones) is not None

    def count(self, sign: str) -> int:
        """How many cues of a sign the record has, anywhere."""
        return self._count.get(sign, 0)

    @property
    def is_outside_medicine(self) -> bool:
        """A paper of another field: no people, animals, cells or illness come up."""
        subjects = ("humans", "animals", "animal_strain", "in_vitro")
        if self.is_scrap or any(self.count(sign) for sign in subjects):
            return False
        return not any(f" {stem}" in f" {sentence.folded}" for sentence in self.sentences for stem in _MEDICINE)

    @cached_property
    def by_sentence(self) -> list[set[str]]:
        """The signs of each sentence."""
        found: list[set[str]] = [set() for _ in self.sentences]
        for cue in self.cues:
            found[cue.sentence].update(cue.signs)
        return found

    @cached_property
    def is_scrap(self) -> bool:
        """Too short to be an abstract; the learned layer has seen nothing like it."""
        return sum(sentence.end - sentence.start for sentence in self.sentences) < SCRAP

    @cached_property
    def about_papers(self) -> bool:
        """Studies, and neither animals nor people, are what was studied: a review or meta-analysis by its own name."""
        zones = OWN if self.is_scrap else "tb"
        searched = self.has("databases", "bm") and self.has("searching", "bm") and self.count("searching") > 1
        return searched or self.has("meta_named", zones) or self.has("systematic_review", zones)

    @cached_property
    def about_animals(self) -> bool:
        """Animals, and not people, are what was studied: more is said of them, or they are in the title alone."""
        cells = self.count("in_vitro") + self.count("animal_cells")
        if (cells > 2 or self.has("animal_cells", "t")) and self.count("whole_animals") < 2:
            return False  # the animals only gave the cells
        animals = self.count("animals") + self.count("animal_strain")
        people = self.count("humans")
        if self.has("counted_people") and animals < 3:
            return False  # "after good results in pigs, we treated ten patients"
        if self.has("animals", "t") or self.has("animal_strain", "t"):
            return not self.has("humans", "t") or animals > people
        return animals > 1 and animals > people and self.has("animal_strain") and self.has("animals")

    def near(self, sign: str, other: str, zones: str = OWN) -> tuple[Cue, ...]:
        """The first cues of two signs that share a sentence in one of these zones, or nothing."""
        if sign not in self._first or other not in self._first:
            return ()
        for number, signs in enumerate(self.by_sentence):
            if sign in signs and other in signs and self.zone_of[number] in zones:
                inside = [cue for cue in self.cues if cue.sentence == number]
                return tuple(next(cue for cue in inside if wanted in cue.signs) for wanted in (sign, other))
        return ()

    def quote(self, cue: Cue) -> Quote:
        """The words of a cue, verbatim."""
        return self.sentences[cue.sentence].quote(cue.start, cue.end)

    def weightiest(self, code: str, weights: Mapping[str, int]) -> Quote | None:
        """The words that add most to a code in the learned layer; the title where none adds anything."""
        best, heaviest, place = None, 0.0, PLACE[code]
        for sign, places in self._first.items():
            for zone, cue in places.items():
                row = weights.get(sign if sign.startswith("w.") else (_FEATURES.get(sign) or _features_of(sign))[zone])
                if row and (weight := unpack(row)[place]) > heaviest:
                    best, heaviest = cue, weight
        if best is not None:
            return self.quote(best)
        return self.sentences[0].whole if self.sentences else None

    def features(self) -> list[str]:
        """`sign@zone` of each sign that the record has; of single words `w.word`, and `w.word@t` in the title."""
        out = []
        for sign, places in self._first.items():
            if sign.startswith("w."):
                out.append(sign)
                if TITLE in places:
                    out.append(sign + "@t")
            else:
                names = _FEATURES.get(sign) or _features_of(sign)
                out += [names[zone] for zone in places]
        return out + self._amounts()

    def _amounts(self) -> list[str]:
        """How much there is of a few things: sentences, deeds, animals, people, the future."""
        out = [f"n.sentences.{min(len(self.sentences), 12) // 3}"]
        for sign in _COUNTED_SIGNS:
            count = self._count.get(sign, 0)
            out.append(f"n.{sign}.{count if count < 3 else 3 if count < 6 else 6}")
        return out


# Sign -> zone -> feature, written once: a name that is kept has its hash at hand when its weight is looked up.
_FEATURES: Final[dict[str, dict[str, str]]] = {}


def _features_of(sign: str) -> dict[str, str]:
    return _FEATURES.setdefault(sign, {zone: f"{sign}@{zone}" for zone in ALL + ELSEWHERE})


def _zones(sentences: tuple[Sentence, ...], found: list[Cue]) -> list[str]:
    """The zone of each sentence: its section, else its place; calls for research and others' work are elsewhere."""
    calls = {cue.sentence for cue in found if "calls" in cue.signs}
    others = {cue.sentence for cue in found if "others" in cue.signs}
    zones = []
    count = len(sentences)
    for number, sentence in enumerate(sentences):
        zone = _ZONE.get(sentence.section) or (_by_place(count - number, sentence.place) if count > SHORT else MIDDLE)
        if (
            zone is not TITLE
            and count > 3
            and ((number in calls and sentence.place > 0.5) or (number in others and zone is not MIDDLE))
        ):
            zone = ELSEWHERE
        zones.append(zone)
    return zones


def _by_place(left: int, place: float) -> str:
    """The zone of a sentence without a section; `left` counts the sentences from here to the end, this one included."""
    if place >= 0.99 and left == 1 and place > 0.0:
        return END
    return BEGIN if place < 0.25 else MIDDLE
