"""Design rules for economic evaluations: costs, and what they buy. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.design.cues import Cue
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import Signs


@speaks_for("design.economic", "economic", 6.5, by="economic_named")
def economic(signs: Signs) -> Cue | None:
    """Costs are what the paper is about.

    Takes: Cost-effectiveness of cell therapy for ulcers
    Leaves: Effectiveness of cell therapy for ulcers
    """
    if signs.has("random_trial", "t"):
        return None
    return signs.first("economic_named", "t") or (
        signs.first("economic_named", "bm") if len(signs.sentences) < 2 else None
    )


@speaks_for("design.economic_beside", "economic", 9.0)
def economic_beside(signs: Signs) -> Cue | None:
    """Costs were weighed beside or within a trial.

    Takes: An economic evaluation alongside a randomised trial of cells for ulcers.
    Leaves: A randomised trial of cells for ulcers; an economic evaluation follows.
    """
    trial = signs.has("random_trial", "t") and not signs.has("economic_named", "t")
    return None if trial or signs.about_papers else signs.first("economic_beside", "tbm")


@speaks_for("design.economic_method", "economic", 4.0, by="economic cost")
def economic_method(signs: Signs) -> Cue | None:
    """An economic evaluation was done.

    Takes: We did a cost-utility analysis from the payer perspective; direct costs and cost savings were counted.
    Leaves: The drug costs little.
    """
    if signs.count("economic") > 2:
        return signs.first("economic_named", "mb")
    return signs.first("cost", "t") if signs.has("economic_named", "mb") and not signs.about_papers else None


@speaks_for("design.economic_modelled", "economic", 7.4, by="economic_modelled")
def economic_modelled(signs: Signs) -> Cue | None:
    """Money for a year of life, or a payer's view, and costs: an economic evaluation, whatever its title is.

    Takes: A decision tree was built. Screening cost 9,200 dollars per QALY.
    Leaves: Ninety adults were randomly assigned; a Markov model of costs follows.
    """
    other = signs.has("review_self", "bmex") or signs.has("random_allocated") or signs.has("random_trial", "t")
    if other or (signs.about_papers and not _has_built(signs)):
        return None
    spoken = signs.count("economic_modelled")
    enough = spoken > 1 or (spoken and signs.count("cost"))
    return signs.first("economic_modelled", "mbt") if enough else None


# "We used a Markov model; its data came from MEDLINE": what was read went into it, and is not what was studied.
_BUILT: Final = re.compile(
    r"\b(?:used|constructed|developed|built|created|designed|using) an? (?:[a-z-]+ ){0,4}?(?:markov|decision|state)"
    r"[a-z -]{0,30}\bmodel\b"
)


def _has_built(signs: Signs) -> bool:
    """Whether a model of decisions was made for this paper."""
    return not signs.has("systematic_review", "t") and any(_BUILT.search(one.folded) for one in signs.sentences)


@speaks_for("design.economic_title", "economic", 11.0, by="economic_study@t")
def economic_title(signs: Signs) -> Cue | None:
    """The title calls it an economic evaluation.

    Takes: A cost-minimisation analysis of two insulins
    Leaves: Costs of two insulins
    """
    named, trial = signs.first("economic_study", "t"), signs.first("random_trial", "t")
    if signs.about_papers or (named and trial and trial.start < named.start):
        return None
    return named
