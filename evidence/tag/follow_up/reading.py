"""The follow-up of one record: all lengths of time, what each is said to be, and the one that counts. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from evidence.findings import Finding, Reading
from evidence.tag.design.ranker import GUESSED
from evidence.tag.durations.shape import LISTED
from evidence.tag.follow_up.choice import chosen, is_open
from evidence.tag.follow_up.confidence import by_rule, confidence, model
from evidence.tag.follow_up.cues import mentions_in_each
from evidence.tag.follow_up.extremes import extremes
from evidence.tag.follow_up.otherwise import at_horizon, in_hours, in_sessions, on_test_days
from evidence.tag.follow_up.rank import Weighed, claims_of_each, ranked
from evidence.tag.follow_up.rules import Claim
from evidence.tag.follow_up.spread import spread_of
from evidence.tag.follow_up.tiers import SEEN, STATED, TAIL
from evidence.tag.follow_up.told_as import told_as
from evidence.tag.follow_up.visits_told import names_parts, visits_told
from evidence.tag.other_studies import is_cited, tells_of_others
from evidence.tag.text import Document, Section
from evidence.values import Design, Field, FollowUp

NEVER: Final = frozenset(["meta-analysis", "systematic-review", "guideline", "notice"])
"""Designs without a follow-up of their own, whatever lengths of time the text has."""
SELDOM: Final = {
    "in-vitro": SEEN, "in-silico": SEEN, "narrative-review": TAIL, "commentary": TAIL, "cross-sectional": TAIL,
}  # fmt: skip
"""Designs without one, unless the text states one of at least this weight: then the design is the likelier error."""
LEAST_ALONE: Final = STATED
"""What an abstract of no design and nobody in it (chemistry, optics) must state at least: its times are a process's."""
_ANYBODY: Final = re.compile(
    r"\b(?:patient|participant|subjects|volunteer|wom[ae]n|m[ae]n\b|child|infant|neonat|adult|people|person|student|"
    r"users\b|females?\b|males?\b|individuals|respondent|responder|mother|worker|nurse|doctor|famil|"
    r"rats?\b|mice\b|mouse\b|rabbit|dog|pig|animal|limb|eye|he\b|his\b|she\b|surviv|graft|transplant|surg|operation|"
    r"hospital|clinic|drug|dose|pain\b|disease|symptom|"
    r"spirometr|audiogra|delirium|diplopia|abstinen|haemorrhage|[a-z]{4,}(?:ectomy|plasty|ostomy)\b|ca?esarean|"
    r"scaphoid|practices\b|thyroid|miners\b)"
)


def read(document: Document, *, design: Design | None, design_is: float = 1.0, rules_only: bool = False) -> Reading:
    """All follow-ups that one record states, best first.

    Args:
        document: the record's passages.
        design: the design chosen for it, None where none was; reviews and commentaries have no follow-up.
        design_is: how sure the design is, 0 to 1; one that is no more than a guess silences no length.
        rules_only: the rules' choice, as sure as its rule; without what is learned of times that no word explains.
    """
    return settled(document, weigh(document), design=design, design_is=design_is, rules_only=rules_only)


def settled(
    document: Document, weighed: list[Weighed], *, design: Design | None, design_is: float, rules_only: bool
) -> Reading:
    """What counts of all that `weigh` found in a record; the rest as in `read`."""
    abstained = abstention(document, design, design_is, weighed)
    learned = not (rules_only or len(document.abstract) < LEAST)
    if learned and not abstained and is_open(weighed):
        likeliest = chosen(weighed, design, design_is, model().choice)
        abstained = None if likeliest else "not stated"
        weighed = likeliest or weighed
    if abstained:
        sure = model().passed_over
    elif learned:
        sure = confidence(weighed, design, design_is)
    else:
        sure = by_rule(weighed)
    return Reading(Field.FOLLOW_UP, tuple(_findings(document.pmid, weighed, design, sure)), abstained)


LEAST: Final = 3
"""Sentences below which a text is a lone phrase, which the learned numbers say nothing of."""


def weigh(document: Document) -> list[Weighed]:
    """All that could be a follow-up of the record, best first."""
    return weigh_each([document])[0]


def weigh_each(documents: Sequence[Document]) -> list[list[Weighed]]:
    """The same of some records, all of them one step on before any goes two: see `tagger.read_many`."""
    told = mentions_in_each(documents)
    claims = claims_of_each(told)
    return [
        ranked(document, mentions, said)
        or in_sessions(document)
        or on_test_days(document)
        or in_hours(document, mentions)
        or at_horizon(document, mentions)
        for document, mentions, said in zip(documents, told, claims, strict=True)
    ]


Silence = tuple[str, str]
"""Why there is no value: one of `ABSTENTIONS`, and in words for people."""
_NEVER_OWN: Final = ("not applicable", "a record of this design has no follow-up of its own")
_SELDOM_OWN: Final = ("not applicable", "a record of this design seldom has one, and none is plainly stated here")
_CITED: Final = ("not applicable", "the likeliest length is that of a study which the record cites")
_OF_NOBODY: Final = ("not applicable", "neither people nor animals are named, so that its times are those of a process")
_UNSAID: Final = ("not stated", "of no length of time is it said that people were followed so long")
_TITLE_ONLY: Final = ("no abstract", "there is no abstract")
_OF_ARMS: Final = ("conflicting", "each arm has its own median or mean, for which no single length stands")
_NO_END: Final = ("not stated", "of the times here it is likelier that none ends the follow-up")


def silence(document: Document, weighed: list[Weighed], design: Design | None, design_is: float) -> Silence | None:
    """Why no value is given of what `weigh` found, None where one is, as `settled` has it."""
    if told := silent_rules(document, design, design_is, weighed):
        return told
    learned = len(document.abstract) >= LEAST and is_open(weighed)
    return _NO_END if learned and not chosen(weighed, design, design_is, model().choice) else None


def abstention(document: Document, design: Design | None, design_is: float, weighed: list[Weighed]) -> str | None:
    """Why the rules give no value, None where they give one."""
    told = silent_rules(document, design, design_is, weighed)
    return told[0] if told else None


def silent_rules(document: Document, design: Design | None, design_is: float, weighed: list[Weighed]) -> Silence | None:
    """The same, in words too."""
    if (design is not None and design.code in NEVER) or tells_of_others(design, design_is):
        return _NEVER_OWN
    best = weighed[0] if weighed else None
    if best is not None and is_cited(design, best.mention.folded):
        return _CITED
    if design is not None and design.code in SELDOM and (best is None or best.weight[0] < SELDOM[design.code]):
        guessed = best is not None and design_is < GUESSED and (design.code == "cross-sectional" or _in_methods(best))
        if not guessed and not _sees_again(document, weighed, design, design_is):
            return _SELDOM_OWN
    unknown = design is None or (design.code in SELDOM and design_is < GUESSED)
    if best is not None and unknown and best.weight[0] < LEAST_ALONE and not _names_anybody(document):
        return _OF_NOBODY
    if best is None:
        return _UNSAID if document.has_abstract else _TITLE_ONLY
    return _OF_ARMS if _differs_by_arm(best) else None


def _sees_again(document: Document, weighed: list[Weighed], design: Design, design_is: float) -> bool:
    """Whether people were plainly seen again in a text whose design is not sure enough to silence that."""
    return bool(weighed) and visits_told(weighed, design, design_is, _abstract(document))


def _in_methods(best: Weighed) -> bool:
    """Whether a length stands in a part that is headed as methods, which a review seldom has."""
    return best.mention.sentence.section is Section.METHODS


def _names_anybody(document: Document) -> bool:
    """Whether a text is a lone phrase, or one that names people or animals, or parts of them that nobody keeps."""
    sentences = document.abstract
    if len(sentences) < LEAST or any(_ANYBODY.search(sentence.folded) for sentence in sentences):
        return True
    return names_parts(_abstract(document))


def _abstract(document: Document) -> str:
    return " ".join([sentence.folded for sentence in document.abstract])


def _differs_by_arm(best: Weighed) -> bool:
    """Whether the best is a median or mean of each arm ("148 and 45 months"), which no single value stands for."""
    claim = best.what
    return (
        isinstance(claim, Claim)
        and claim.statistic in {"median", "mean"}
        and claim.mention.duration.shape in LISTED
        and not _is_nearly_one(claim.mention.wording)
    )


def _is_nearly_one(figure: str) -> bool:
    """Whether the numbers of a list are within a tenth of each other: "40.8 and 40.5 months"."""
    numbers = [float(digits) for digits in re.findall(r"\d+(?:\.\d+)?", figure)]
    return len(numbers) > 1 and min(numbers) >= 0.9 * max(numbers)


def _findings(pmid: int, weighed: list[Weighed], design: Design | None, sure: float) -> Iterator[Finding]:
    """The candidates, best first, each value once; those passed over are as sure as such ones are right."""
    seen: set[tuple[float, str]] = set()
    visits = _visits(weighed) if len(weighed) > 1 else 1
    for one in weighed:
        what = one.what
        length = what.mention.duration if isinstance(what, Claim) else what
        value = (length.value, length.unit)
        if value not in seen:
            seen.add(value)
            yield _finding(pmid, what, visits, design, sure) if isinstance(what, Claim) else what.finding(pmid, sure)
            sure = min(sure, model().passed_over)


def _visits(weighed: list[Weighed]) -> int:
    """How many different times the participants were seen at, as far as single visits tell."""
    told = [one.what for one in weighed if isinstance(one.what, Claim)]
    return len({claim.mention.duration.days for claim in told if claim.statistic == "last-visit"})


_SUMMARIES: Final = ("median", "mean")


def _finding(pmid: int, claim: Claim, visits: int, design: Design | None, sure: float) -> Finding:
    one = claim.mention.duration
    statistic = told_as(claim, visits, design)
    low, high = extremes(one, claim.mention.sentence.folded) if statistic in _SUMMARIES else (one.low, one.high)
    spread = spread_of(claim.mention) if low is not None else None
    value = FollowUp(one.value, one.unit, statistic, low, high, spread=spread)
    quote = claim.mention.sentence.quote(one.start, one.end)
    return Finding(pmid, Field.FOLLOW_UP, value, (quote,), claim.rule, sure)
