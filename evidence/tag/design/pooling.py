"""Design rules for meta-analyses that don't say so: many studies were taken in, one estimate made of them. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.design.cues import Cue
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import OWN, Signs
from evidence.tag.durations.forms import ONES, TENS
from evidence.tag.text import Sentence

_NUMBER: Final = rf"\b(?:[0-9]{{1,3}}|(?:{'|'.join(TENS)})(?:-[a-z]{{3,5}})?|{'|'.join(ONES[1:])}|hundred)"
_STUDIES: Final = rf"{_NUMBER}(?: [a-z][a-z-]{{0,20}}){{0,3}}? (?:studies|trials|surveys|rcts)\b"
_TAKEN_IN: Final = re.compile(
    rf"{_STUDIES}(?: [^.;]{{1,70}}?)?[ ,)](?:were|was) (?:finally |all |then )?(?:included|identified|eligible"
    r"|retrieved|found|selected|pooled|combined|analy[sz]ed|located|obtained|suitable|available|taken)\b"
    rf"|{_STUDIES}(?: [^.;]{{1,70}}?)?[ ,)](?:met|meeting|fulfilled|fulfilling|satisfied|satisfying|qualified) "
    r"|\b(?:evidence|results?|data|estimates|findings|basis|pool|pooled|pooling|combined|combining|included|identified"
    rf"|retrieved|tells?|joined|joining) (?:from |of |on )?(?:the )?(?:results of |data (?:of|from) )?{_STUDIES}"
    rf"|\bwhat {_STUDIES} tell"
)


# Who pools his own patients with what the literature has tells of his patients first.
_OWN_PATIENTS: Final = re.compile(
    r"\b(?:our (?:experience|patients|series|own|cases|laboratory|group)|with our results)\b"
)


def not_pooled(signs: Signs) -> bool:
    """Whether a review says that it did not pool, or could not, and neither names nor gives what it pooled else."""
    if not signs.has("meta_not", "me") or signs.has("meta_named", "tbme"):
        return False
    return not any("summary_estimate" in cue.signs and _is_given(signs, cue) for cue in signs.cues)


def _is_given(signs: Signs, cue: Cue) -> bool:
    """Whether the estimate itself is spoken of, and not the way to it."""
    return signs.text_of(cue).startswith(("pooled ", "summary ", "combined ", "overall "), cue.start)


def taken_in(signs: Signs) -> Sentence | None:
    """The first sentence that tells how many studies were found and taken in."""
    for number, sentence in enumerate(signs.sentences):
        text = sentence.folded
        named = "studies" in text or "trials" in text or "surveys" in text or "rcts" in text
        told = signs.zone_of[number] in OWN and named
        if told and _TAKEN_IN.search(text):
            return sentence
    return None


@speaks_for("design.studies_combined", "meta-analysis", 9.5, by="summary_estimate")
def studies_combined(signs: Signs) -> Cue | None:
    """So many studies were taken in, and one estimate was made of them, whatever it calls itself.

    Takes: Eleven case-control studies were eligible. The summary odds ratio was 1.4, without publication bias.
    Leaves: Eleven schools were eligible. The summary score was 14.
    """
    return _combined(signs)


def _combined(signs: Signs) -> Cue | None:
    """The words of one estimate that was made of so many studies; None where they are others', or are still to come."""
    if not_pooled(signs) or signs.pools_few_trials or signs.planned or signs.has("rev_umbrella"):
        return None
    estimate = signs.first("summary_estimate", "tmbe")
    if estimate is None or any(_OWN_PATIENTS.search(sentence.folded) for sentence in signs.sentences):
        return None
    return estimate if taken_in(signs) else None


@speaks_for("design.studies_in_title", "meta-analysis", 11.5, by="summary_estimate")
def studies_in_title(signs: Signs) -> Cue | None:
    """The title says from how many studies the evidence comes, and one estimate was made of them.

    Takes: Folate and stroke: evidence from 29 case-control studies // The summary odds ratio was 0.8.
    Leaves: Folate and stroke: a case-control study // The summary score was 14.
    """
    title = signs.document.title
    return _combined(signs) if title and _TAKEN_IN.search(title.folded) else None
