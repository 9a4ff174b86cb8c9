"""Design rules for studies with no human participants: animals, cells and molecules, computer models. Pure."""

from __future__ import annotations

from typing import Final

from evidence.tag.design.cues import Cue
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import Signs


@speaks_for("design.animals_studied", "animal", 8.5, by="animals animal_strain")
def animals_studied(signs: Signs) -> Cue | None:
    """Animals were what was studied.

    Takes: Streptozotocin-induced diabetic rats were given human cells.
    Leaves: Animal studies suggest that cells may help patients.
    """
    if not signs.about_animals or signs.about_papers or _reviewed(signs):
        return None
    return signs.first("animals", "t") or signs.first("animal_strain", "tmb") or signs.first("animals", "mb")


def _reviewed(signs: Signs) -> bool:
    """Animals come up in a paper that says it is a review, and nothing is said of anything done."""
    return signs.has("review_self", "bmex") and signs.count("conduct") < 2 and not signs.has("animals", "t")


@speaks_for("design.animal_strain", "animal", 4.5)
def animal_strain(signs: Signs) -> Cue | None:
    """A strain, a model or what is done to animals only.

    Takes: Male Wistar rats were used.
    Leaves: Male patients were enrolled.
    """
    found = None if signs.animals_in_passing else signs.first("animal_strain", "tmb")
    return None if found and not signs.count("animals") and _only_stained(signs) else found


def _only_stained(signs: Signs) -> bool:
    """Whether all that tells of animals is a way to stain tissue, which is a patient's where no animal comes up."""
    return all(
        signs.text_of(cue).startswith(("immunohisto", "western"), cue.start)
        for cue in signs.cues
        if "animal_strain" in cue.signs
    )


@speaks_for("design.animal_word", "animal", 3.0)
def animal_word(signs: Signs) -> Cue | None:
    """An animal is spoken of.

    Takes: Cells were grafted into nude mice.
    Leaves: Cells were grafted into patients.
    """
    return signs.first("animals", "tmbe") or signs.first("animal_model", "tmb")


@speaks_for("design.in_vitro", "in-vitro", 5.0)
def in_vitro(signs: Signs) -> Cue | None:
    """Cells, slices or extracts were studied outside a body.

    Takes: Human cells were cultured for ten days in vitro.
    Leaves: Human cells were infused for ten days.
    """
    return signs.first("in_vitro", "tmb")


@speaks_for("design.in_vitro_title", "in-vitro", 8.7, by="in_vitro")
def in_vitro_title(signs: Signs) -> Cue | None:
    """The title says that it was done in vitro, and says nothing of a body.

    Takes: Insulin spares rat retina in vitro // Retinas of 20 rats were kept for a week. Rats were of either sex.
    Leaves: Insulin spares rat retina in vitro and in vivo // Retinas of 20 rats were kept for a week.
    """
    named = signs.first("in_vitro", "t")
    if named is None or signs.about_papers or signs.has("humans", "t"):
        return None
    title = signs.sentences[named.sentence].folded
    alone = "in vivo" not in title and "vitro fert" not in title
    return named if alone and title[named.start : named.end] in _OUTSIDE else None


_OUTSIDE: Final = ("in vitro", "in vitro study", "in vitro model", "in vitro models", "organoid", "organoids")


@speaks_for("design.cells_alone", "in-vitro", 7.5, by="animal_cells in_vitro")
def cells_alone(signs: Signs) -> Cue | None:
    """Cells, slices or cultures, and next to nothing of the whole animals or people that they came from.

    Takes: Cultured rat cortical neurons were incubated with the peptide; primary cultures survived in vitro.
    Leaves: Rats were given the peptide; their cultured neurons survived in vitro.
    """
    enough = signs.cells > (1 if signs.has("animal_cells", "t") else 2)
    few = signs.count("whole_animals") < 2 and signs.count("humans") - signs.count("animal_cells") < 3
    return (
        (signs.first("animal_cells", "tmb") or signs.first("in_vitro", "tmb"))
        if enough and few and not signs.about_papers
        else None
    )


@speaks_for("design.extracted_teeth", "in-vitro", 8.0, by="extracted_teeth")
def extracted_teeth(signs: Signs) -> Cue | None:
    """Teeth were studied out of the mouth, whole or as specimens.

    Takes: Forty extracted human molars were bonded with either resin.
    Leaves: Forty adults had a molar extracted.
    """
    return None if signs.about_papers else signs.teeth_alone


@speaks_for("design.bench", "in-vitro", 2.2, by="bench")
def bench(signs: Signs) -> Cue | None:
    """Proteins, genes or receptors are spoken of, and neither people nor animals.

    Takes: The protein binds the receptor.
    Leaves: Men and women were given the protein; children were not.
    """
    people = signs.count("humans") > 2 or (signs.has("counted_people") and not signs.has("outside_body"))
    return None if people else signs.first("bench", "tm")


@speaks_for("design.in_silico", "in-silico", 6.5, by="in_silico")
def in_silico(signs: Signs) -> Cue | None:
    """A computer, a mathematical or a docking model was studied.

    Takes: Molecular docking of four compounds with the enzyme.
    Leaves: A mouse model of diabetes.
    """
    if signs.has("in_silico", "t") and not signs.has("counted_people"):
        return signs.first("in_silico", "t")
    if signs.count("animals") or signs.count("humans") > 2:
        return None
    return next((cue for cue in signs.each("in_silico", "mb") if not _is_of_statistics(signs, cue)), None)


def _is_of_statistics(signs: Signs, cue: Cue) -> bool:
    """Whether the words are those of the statistics that any study has: "statistical analysis"."""
    return signs.text_of(cue).startswith("statistical analy", cue.start)
