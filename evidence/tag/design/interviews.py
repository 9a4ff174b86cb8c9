"""Design rules for qualitative studies: what people say, and its themes. Pure."""

from __future__ import annotations

from evidence.tag.design.cues import Cue
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import Signs


@speaks_for("design.qualitative_title", "qualitative", 8.5)
def qualitative_title(signs: Signs) -> Cue | None:
    """The title calls it a qualitative study.

    Takes: Living with an ulcer: a qualitative study
    Leaves: Qualitative faecal tests: a study
    """
    return None if signs.about_papers else signs.first("qualitative_study", "t")


@speaks_for("design.qualitative", "qualitative", 6.5)
def qualitative(signs: Signs) -> Cue | None:
    """Interviews or focus groups were analysed for themes.

    Takes: Semi-structured interviews with 20 nurses were analysed for themes.
    Leaves: Qualitative faecal tests were done.
    """
    if signs.has("qualitative_named", "t") or signs.count("qualitative") > 2:
        return signs.first("qualitative_named", "tmb")
    return None


@speaks_for("design.qualitative_word", "qualitative", 4.0)
def qualitative_word(signs: Signs) -> Cue | None:
    """A qualitative method is named.

    Takes: A focus group with five nurses was held.
    Leaves: A group of five nurses was trained.
    """
    return signs.first("qualitative_named", "tmb")
