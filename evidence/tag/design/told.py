"""Papers whose authors studied nobody: they tell of others' trials, answer letters, opine, advise or plan. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.design.cues import Cue
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import SHORT, Signs

# "In the LANDMARK trial, 448 were randomised", "in a double-blind trial of 448": nobody calls his own so in a review.
_SOMEBODYS: Final = re.compile(
    r"\b(?:in an?|a recent|an earlier) (?:[a-z-]+,? ){0,4}(?:trial|study)\b"
    r"|\b(?:in )?the (?!(?:present|current|same)\b)[a-z0-9-]{2,20} (?:trial|study)\b"
    r"|\b(?:two|three|four|several|recent|large) (?:[a-z0-9-]+,? ){0,4}(?:trials|studies)\b"
)
_FEW_DEEDS: Final = 2  # a trial of one's own measures, compares, finds


def told_of_others(signs: Signs) -> bool:
    """Whether a trial is only told of: by a paper that reviews or discusses its subject, or that answers a letter."""
    done = signs.count("conduct")
    if done < _FEW_DEEDS and signs.has("replies", "tbmex"):
        return True
    if done < _FEW_DEEDS + 1 and signs.has("review_frame", "tbmex"):
        return True
    return not done and signs.has("review_self", "bmex") and _is_somebodys(signs)


def told_in_passing(signs: Signs) -> bool:
    """Whether the paper says that it discusses something, and nothing was done in it."""
    done = signs.count("conduct")
    if done >= _FEW_DEEDS or len(signs.sentences) <= SHORT:
        return False
    return signs.has("review_self", "mbe") or (not done and signs.has("discussed", "mbe"))


def _is_somebodys(signs: Signs) -> bool:
    """Whether each sentence that tells of chance tells of somebody's trial."""
    signed = ("random_allocated", "random_trial", "blind_double", "placebo")
    told = [
        sentence.folded
        for sentence, own in zip(signs.sentences, signs.by_sentence, strict=True)
        if not own.isdisjoint(signed)
    ]
    return bool(told) and all(_SOMEBODYS.search(text) for text in told)


@speaks_for("design.review_frame", "narrative-review", 5.5, by="review_frame")
def review_frame(signs: Signs) -> Cue | None:
    """The paper stands in a review's frame: its purpose is that of a review, or it asks where we are now.

    Takes: Purpose of review: to outline new treatments. Recent findings: a trial of 448 adults found fewer relapses.
    Leaves: We reviewed the records of 448 adults.
    """
    own = signs.about_papers or signs.has("counted_animals") or signs.count("conduct") > _FEW_DEEDS
    return None if own else signs.first("review_frame", "tbmex")


@speaks_for("design.replies", "commentary", 8.0, by="replies")
def replies(signs: Signs) -> Cue | None:
    """Authors answer what others wrote of their paper.

    Takes: We thank Dr Roe for the comments on our randomised trial.
    Leaves: We thank the participants of our randomised trial.
    """
    return signs.first("replies", "tbmex") if signs.count("conduct") < _FEW_DEEDS and not signs.about_animals else None


@speaks_for("design.opines", "commentary", 3.6, by="opines")
def opines(signs: Signs) -> Cue | None:
    """Somebody gives an opinion: is not convinced, would not, says that it is time; and nobody was studied.

    Takes: The trial leaves me unconvinced. I would not change my practice.
    Leaves: We followed 40 adults and measured pain. Pain was recorded; it is time for a trial.
    """
    studied = signs.has("counted_people") or signs.count("conduct") > 1 or signs.about_animals or signs.about_papers
    return None if studied else signs.first("opines", "tbmex")


@speaks_for("design.advises", "guideline", 6.0, by="advises")
def advises(signs: Signs) -> Cue | None:
    """A college, a society or a working group advises, or drew the recommendations up; and nobody was studied.

    Takes: These recommendations were drawn up by the college. Antibiotics are advised under six months.
    Leaves: The college endorses it. We measured adherence in 40 adults, which was recorded for a year.
    """
    studied = signs.has("counted_people") or signs.count("conduct") > 1 or signs.about_papers
    return None if studied else signs.first("advises", "tbmex")


@speaks_for("design.plan", "protocol", 10.5, by="plan")
def plan(signs: Signs) -> Cue | None:
    """One phrase tells that a study or a review is still to come, and nothing was found in it yet.

    Takes: We will search Medline for trials, and will pool the data.
    Leaves: We measured pain in 40 adults: it fell, p < 0.05. We will follow them.
    """
    found = signs.count("conduct") > 1 or signs.has("review_self", "bmex")
    return None if found else signs.first("plan", "tbm")
