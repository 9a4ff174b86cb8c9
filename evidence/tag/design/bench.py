"""Design rules for bench work, mined data and animals that are told by what was done alone. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.records import Quote
from evidence.tag.design.cues import Cue
from evidence.tag.design.parts import told
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import Signs

# A deed of one's own: reviews tell in the present tense what structures and knock-downs show.
_DONE: Final = re.compile(r"\b(?:was|were|we|our)\b")


def _of_people_or_papers(signs: Signs) -> bool:
    """Whether people were studied, or papers reviewed, or nothing was done."""
    people = signs.has("counted_people", "tmb") or signs.count("humans") > 2
    if people or signs.about_papers or signs.has("review_self", "bmex") or signs.has("review_word", "t"):
        return True
    if signs.has("review_word", "bmex") and not signs.count("conduct") and not signs.count("own_work"):
        return True
    return not any(_DONE.search(sentence.folded) for sentence in signs.sentences)


@speaks_for("design.bench_done", "in-vitro", 5.6, by="bench_done")
def bench_done(signs: Signs) -> Cue | None:
    """Something was cloned, synthesised, loaded to failure: work at a bench, with neither people nor animals.

    Takes: The gene was cloned from a library and sequenced.
    Leaves: In this review we tell how the gene was cloned.
    """
    other = _of_people_or_papers(signs) or signs.about_animals or signs.has("animal_strain")
    return None if other else signs.first("bench_done", "tbme")


@speaks_for("design.data_mined", "in-silico", 5.0, by="data_mined")
def data_mined(signs: Signs) -> Cue | None:
    """Public data on genes were taken and analysed, or virtual people were run.

    Takes: Microarray data sets were taken from GEO, and differentially expressed genes put into networks.
    Leaves: Data sets were taken from GEO for 40 adults with asthma.
    """
    other = signs.count("animals") or signs.count("in_vitro") or _of_people_or_papers(signs)
    return None if other else signs.first("data_mined", "tbm")


_ANIMALS: Final = (
    r"(?:mice|mouse|rats?|rabbits?|pigs?|piglets|minipigs|dogs?|beagles|sheep|goats?|monkeys?|macaques|hamsters"
    r"|guinea pigs|zebrafish)\b"
)
# Something of people was put into animals, or onto a wound, under a capsule, into a muscle of theirs.
_PUT_INTO: Final = re.compile(
    r"\b(?:given|administered|injected|infused|implanted|transplanted|grafted|engrafted|transferred|applied|delivered"
    r"|inoculated|instilled|seeded)(?: [a-z]+ly)? (?:in|into|onto|on|to|under|beneath|over|around)"
    rf" (?:(?:the|an?|[a-z/-]+) ){{0,4}}?(?:[a-z-]+ (?:of|in) (?:[a-z/-]+ ){{0,3}}?)?{_ANIMALS}"
)


@speaks_for("design.put_into_animals", "animal", 6.0, by="animals")
def put_into_animals(signs: Signs) -> Quote | None:
    """Cells or the like were put into living animals, whoever gave them and wherever they were grown before.

    Takes: Human marrow cells were expanded in culture and grafted onto burns in athymic rats.
    Leaves: Marrow cells of rats were expanded in culture and given insulin.
    """
    if signs.about_papers or signs.has("counted_people", "tmb") or signs.has("review_self", "bmex"):
        return None
    return told(signs, ("animals",), _PUT_INTO.search)


@speaks_for("design.animals_alone", "animal", 9.2, by="animals animal_owned counted_animals")
def animals_alone(signs: Signs) -> Cue | None:
    """Animals were allocated or given something, or have an owner or a breed, and people don't come up.

    Takes: Piglets were randomly allocated to xenon or vehicle.
    Leaves: Adults who had a pig's valve were randomly allocated to warfarin or aspirin.
    """
    if signs.count("humans") or signs.cells or signs.about_papers or signs.has("review_self", "bmex"):
        return None
    given = signs.is_randomised or signs.has("or_placebo")
    if owned := signs.first("animal_owned", "tmb"):
        return owned
    return (signs.first("counted_animals", "mb") or signs.first("animals", "tm")) if given else None


@speaks_for("design.in_living", "animal", 6.6, by="in_living")
def in_living(signs: Signs) -> Cue | None:
    """Studied in living animals, whatever was done in a dish beside it.

    Takes: Xenon was studied in vivo in piglets and in vitro in cortical neurons.
    Leaves: Xenon was studied in vitro in neurons of piglets.
    """
    other = signs.about_papers or signs.has("counted_people") or signs.has("review_self", "bmex")
    return None if other else signs.first("in_living", "tmb")
