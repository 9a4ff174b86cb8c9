"""Design rules for papers about papers: meta-analyses, systematic and narrative reviews, guidelines. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.records import Quote
from evidence.tag.design.cues import Cue
from evidence.tag.design.pooling import not_pooled
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import Signs


def is_planned(signs: Signs) -> bool:
    """Whether the title is that of a protocol: of a review that is still to come."""
    return signs.has("protocol", "t") and signs.has("future", "mbe")


@speaks_for("design.meta_analysis_title", "meta-analysis", 10.0)
def meta_analysis_title(signs: Signs) -> Cue | None:
    """The title calls it a meta-analysis.

    Takes: Cells for leg ulcers: a meta-analysis
    Leaves: Cells for leg ulcers: a systematic review
    """
    other = signs.has("rev_umbrella", "t") or is_planned(signs) or signs.pools_few_trials
    return None if other else signs.first("meta_named", "t")


@speaks_for("design.meta_analysis", "meta-analysis", 6.2)
def meta_analysis(signs: Signs) -> Cue | None:
    """Studies were pooled.

    Takes: We searched PubMed and did a random-effects meta-analysis of nine trials.
    Leaves: A previous meta-analysis found no benefit.
    """
    if signs.pools_few_trials:
        return None
    named = signs.first("meta_named", "mb")
    return named or next((cue for cue in signs.each("meta_named", "e") if _is_this(signs, cue)), None)


_THIS: Final = ("this ", "our ", "the present ", "the current ", "the above ", "these ")


def _is_this(signs: Signs, cue: Cue) -> bool:
    """Whether a conclusion names the paper itself: "the results of this meta-analysis"."""
    return signs.text_of(cue).endswith(_THIS, 0, cue.start)


@speaks_for("design.pooled_studies", "meta-analysis", 5.5)
def pooled_studies(signs: Signs) -> tuple[Cue, ...]:
    """Estimates were pooled over studies that were searched for.

    Takes: We searched Embase; the pooled odds ratio of nine included studies was 1.2.
    Leaves: The odds ratio was 1.2.
    """
    if not_pooled(signs):
        return ()
    pooled, searched = signs.first("meta_analysis", "m"), signs.first("searching", "m") or signs.first("databases", "m")
    return (pooled, searched) if pooled and searched else ()


@speaks_for("design.systematic_title", "systematic-review", 9.5)
def systematic_title(signs: Signs) -> Cue | None:
    """The title calls it a systematic, scoping, rapid or umbrella review.

    Takes: Cells for leg ulcers: a systematic review
    Leaves: Cells for leg ulcers: a review
    """
    return None if signs.has("case_report", "t") or is_planned(signs) else signs.first("systematic_review", "t")


@speaks_for("design.systematic_review", "systematic-review", 6.0)
def systematic_review(signs: Signs) -> Cue | None:
    """The abstract calls it a systematic review.

    Takes: We did a systematic review of cell therapy.
    Leaves: A previous review found no benefit.
    """
    return signs.first("systematic_review", "mbe")


@speaks_for("design.searched", "systematic-review", 5.5)
def searched(signs: Signs) -> tuple[Cue, ...]:
    """Databases were searched for studies.

    Takes: MEDLINE and Embase were searched for trials; nine studies met the inclusion criteria.
    Leaves: The hospital database was used.
    """
    where, how = signs.first("databases", "mbe"), signs.first("searching", "mbe")
    return (where, how) if where and how else ()


@speaks_for("design.studies_selected", "systematic-review", 3.6)
def studies_selected(signs: Signs) -> Cue | None:
    """Studies were selected, or their quality assessed.

    Takes: Included studies had a low risk of bias.
    Leaves: Included patients had a low risk of stroke.
    """
    return signs.first("searching", "mb") or signs.first("databases", "mb")


@speaks_for("design.narrative_synthesis", "systematic-review", 5.5, by="narrative_synthesis reviews_overviewed")
def narrative_synthesis(signs: Signs) -> Cue | None:
    """Studies were chosen by reviewers and put together in words; or reviews were.

    Takes: Two reviewers independently chose articles; 23 were described in a narrative synthesis.
    Leaves: Reviewers chose to describe it in words.
    """
    made = signs.first("narrative_synthesis", "mbe") if signs.has("searching", "mbe") else None
    return signs.first("reviews_overviewed", "tmb") or made


_OPERATION: Final = (
    r"[a-z]{3,20}(?:ectom(?:y|ies)|ostom(?:y|ies)|otom(?:y|ies)|oplast(?:y|ies)|odes[ei]s|oscop(?:y|ies)|centesis"
    r"|orrhaph(?:y|ies)|pex(?:y|ies))"
)
_PEOPLE_REVIEWED: Final = re.compile(
    r"(?:\b(?:[0-9][0-9,]*|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|consecutive)"
    r"(?:[ -][a-z-]+){0,3}? (?:patients|cases|charts|records|hips|knees|eyes|children|women|men|infants|procedures"
    r"|operations|admissions|fractures|shoulders|ankles|feet|transplants|transplantations|tumou?rs|biopsies|deaths"
    r"|grafts|allografts|flaps|donors|recipients|deliveries|births|pregnancies|limbs|legs|hands|wrists|elbows"
    r"|aneurysms|injuries|autopsies|necropsies|attendances|consultations|referrals|hospitali[sz]ations|resections"
    rf"|implants|[a-z]{{3,16}}omas|{_OPERATION})\b)"
    r"|\b(?:charts|records|case notes) of "
)
# "Patients were reviewed every three months": who comes to a clinic is reviewed there, uncounted too.
_PEOPLE_SEEN: Final = re.compile(
    r"(?:^|[.;,:] )(?:(?:and|all|these|our|the|both|surviving|remaining|operated|treated) ){0,2}"
    r"(?:patients|cases|women|men|children|infants|participants|survivors|recipients|they|hips|knees|eyes)"
    r"(?: (?:with|who|in) [^.;,:]{1,50}?)? were (?:then |all |also |subsequently |regularly )?"
    r"(?:clinically |prospectively |retrospectively |radiographically )?reviewed\b"
)
_PUBLISHED: Final = re.compile(r"\b(?:literature|published|articles|papers|studies|trials|publications|reports)\b")


def _told_of_people(signs: Signs, sign: str, zones: str = "bme", *, counted: bool = False) -> Cue | None:
    """The words by which somebody's own patients are reviewed, and not the literature.

    A review of 100 patients or of 52 hips is a look back at them, where nothing was searched and nothing published
    is spoken of; patients who "were reviewed every three months" were seen. `counted` leaves these out.
    """
    if signs.about_papers or signs.has("databases", "tbme"):
        return None
    cue = signs.first(sign, zones)
    if cue is None:
        return None
    text = signs.text_of(cue)
    if "review" not in text[cue.start : cue.end] or _PUBLISHED.search(text):
        return None
    return cue if _PEOPLE_REVIEWED.search(text) or (not counted and _PEOPLE_SEEN.search(text)) else None


@speaks_for("design.people_reviewed", "cohort", 4.6, by="review_word review_self discussed")
def people_reviewed(signs: Signs) -> Cue | None:
    """People, cases or joints that are counted were reviewed: it looks back at them, and reviews no papers.

    Takes: We reviewed 100 patients with an abscess of the liver.
    Leaves: We reviewed 100 papers on abscesses of the liver.
    """
    for sign in ("review_word", "review_self", "discussed"):
        if cue := _told_of_people(signs, sign, "bmet", counted=True):
            return cue
    return None


@speaks_for("design.review_title", "narrative-review", 5.2, by="review_word@t")
def review_title(signs: Signs) -> Cue | None:
    """The title calls it a review, an overview or an update.

    Takes: Cell therapy for diabetes: an overview
    Leaves: Cell therapy for diabetes: a systematic review
    """
    return None if signs.about_papers or _told_of_people(signs, "review_word", "t") else signs.first("review_word", "t")


@speaks_for("design.reviews", "narrative-review", 5.0)
def reviews(signs: Signs) -> Cue | None:
    """The paper says that it reviews, discusses or summarises.

    Takes: In this review, we discuss how cells may help.
    Leaves: We reviewed the charts of 30 adults.
    """
    return None if _told_of_people(signs, "review_self") else signs.first("review_self", TEXT_ZONES)


TEXT_ZONES: Final = "bmex"  # all but the title
SHORT_TEXT = 400  # characters: in so few, a percentage is a finding of their own


@speaks_for("design.discusses", "narrative-review", 3.2)
def discusses(signs: Signs) -> Cue | None:
    """Things are discussed, described or considered, as reviews do, and other papers too.

    Takes: The sources of such cells are discussed.
    Leaves: Forty adults received cells.
    """
    if _told_of_people(signs, "discussed"):
        return None
    return next((cue for cue in signs.each("discussed", TEXT_ZONES) if not _are_considered(signs, cue)), None)


def _are_considered(signs: Signs, cue: Cue) -> bool:
    """Whether people or data were considered for a study: "all patients who had the operation were considered"."""
    words = signs.text_of(cue)[cue.start : cue.end]
    if "considered" not in words:
        return False
    return not words.endswith("considered") or "humans" in signs.by_sentence[cue.sentence]


@speaks_for("design.review_word", "narrative-review", 3.0)
def review_word(signs: Signs) -> Cue | None:
    """The abstract speaks of a review, of recent work or of perspectives.

    Takes: Recent advances in cell therapy are many.
    Leaves: Forty adults received cells.
    """
    return None if _told_of_people(signs, "review_word") else signs.first("review_word", TEXT_ZONES)


@speaks_for("design.review_hint", "narrative-review", 2.5)
def review_hint(signs: Signs) -> Cue | None:
    """The title speaks of a role, of promise or of challenges.

    Takes: Marrow cells as a potential treatment for diabetes
    Leaves: Marrow cells in forty adults with diabetes
    """
    return signs.first("review_hint", "tm") if signs.document.title is None or signs.has("review_hint", "t") else None


@speaks_for("design.nothing_done", "narrative-review", 2.6, always=True)
def nothing_done(signs: Signs) -> Quote | None:
    """Nothing is said of anything that was measured, compared or found: the paper talks about its subject.

    Takes: Bone marrow is a source of many cells. It may one day serve in diabetes.
    Leaves: Bone marrow was collected and the yield was measured.
    """
    text = signs.document.title or (signs.sentences[0] if signs.sentences else None)
    done = sum(signs.count(sign) for sign in ("conduct", "own_work", "calendar", "scheduled"))
    if text is None or done > 1 or signs.has("counted_people", "tmb") or len(signs.sentences) < 2:
        return None
    if _told_of_people(signs, "review_word") or _told_of_people(signs, "discussed"):
        return None
    counts = signs.length < SHORT_TEXT and any("%" in sentence.folded for sentence in signs.sentences)
    if counts and not signs.has("review_word", TEXT_ZONES + "t"):
        return None
    return text.whole


@speaks_for("design.guideline_title", "guideline", 9.0)
def guideline_title(signs: Signs) -> Cue | None:
    """The title calls it a guideline, a consensus or a position statement.

    Takes: Clinical practice guideline for cell therapy in diabetes
    Leaves: Late diagnosis of diabetes: are current guidelines sufficient?
    """
    title = signs.document.title
    if title and title.folded.endswith("?"):
        return None  # it asks whether some are right, or followed
    return signs.first("guideline_named", "t") or signs.first("guideline_word", "t")


@speaks_for("design.guideline", "guideline", 5.5)
def guideline(signs: Signs) -> Cue | None:
    """The paper calls itself a guideline, a consensus or a position statement.

    Takes: This consensus statement sets out when to use cells.
    Leaves: Cells were used as the guidelines say.
    """
    return signs.first("guideline_named", "mb")


@speaks_for("design.recommendations", "guideline", 5.4, by="guideline")
def recommendations(signs: Signs) -> Cue | None:
    """Recommendations are what the paper gives: it speaks of them again and again, and nobody was studied.

    Takes: The task force graded its recommendations. We recommend insulin. The guidelines cover feet.
    Leaves: Recommendations were audited in 40 adults; guidelines were followed. Guidance was found wanting.
    """
    studied = signs.has("counted_people") or signs.count("conduct") > 3 or signs.about_papers
    return None if studied or signs.count("guideline") < 3 else signs.first("guideline", "tmbe")


@speaks_for("design.recommends", "guideline", 2.5)
def recommends(signs: Signs) -> Cue | None:
    """Recommendations, a working group, a panel.

    Takes: Recommendations of the working group on cell therapy
    Leaves: Results of cell therapy in ten adults
    """
    return signs.first("guideline", "tmb")
