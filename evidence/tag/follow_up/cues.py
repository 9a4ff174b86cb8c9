"""The words round a length of time that say what it is a length of: one pass for all cues, then gaps. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from evidence.folding import one_byte
from evidence.records import Quote
from evidence.tag.durations.find import find_each
from evidence.tag.durations.shape import LABELLED, LONG_UNITS, Duration
from evidence.tag.holding import holds
from evidence.tag.text import Document, Section, Sentence

# kind of cue -> its words, folded; the longest wins where one holds another ("followed by" before "followed").
_CUES: Final = {
    "follow": (
        "follow, follow-up, follow-ups, followup, followups, follow up, followed-up, followed up, followed, "
        "followedup, following up, f/u, median fu, mean fu, fu time, fu period, fu duration, month fu, months fu, "
        "year fu, years fu, fu was, fu of, fu:, (fu), (f/u), last fu, final fu, latest fu"
    ),
    "drug": "-fu, 5 fu, 5fu",  # hides 5-FU from "follow"
    "then": ("followed by, followed with"),
    "lost": (
        "lost to follow-up, lost to follow up, loss to follow-up, loss to follow up, losses to follow-up, "
        "lost to followup, lost-to-follow-up"
    ),
    "observe": (
        "observed for, watched for, charted for, totaling, totalling, "
        "observed over, observed during, observed until, observed up to, "
        "observation, observations, observational period, monitored, monitoring, surveillance, tracked, study "
        "period, study duration, trial period, trial duration, duration of the study, duration of the trial, "
        "duration of study, length of the study, study lasted, study will last, trial will last, "
        "study lasts, trial lasted, studied for, studied over, "
        "evaluated for, evaluated over, assessed over, recorded for, recorded over, assessment period, "
        "evaluation period, study time, investigation period, the study was, total duration, total study"
    ),
    "arm": (
        "observation group, observation groups, observation arm, observation arms, observation alone, "
        "observation only, observation cohort, observation-only"
    ),
    "seen": ("observed, studied, assessed, evaluated, treated and followed"),
    "trial": ("trial, study, studies, investigation, rct, comparison, trials, evaluation, pilot"),
    "treat": (
        "treatment, treated, therapy, received, receive, receiving, administered, given, supplementation, "
        "supplemented, intervention, training, program, programme, diet, diets, taking, took, exercise, "
        "monotherapy, administration, dosed, randomized to, randomised to, randomly assigned, assigned to, "
        "allocated to, consumed, exercised, trained, wore, used, fed, consumption, ingested, "
        "regimen, instilled, applied, add-on, daily, "
        "medication, course, maintenance, phase, period, double-blind, open-label, placebo, bid"
    ),
    "interval": ("interval, intervals"),
    "runin": (
        "run-in, run in, lead-in, washout, wash-out, wash out, washed out, washed, screening, medicine-free, "
        "drug-free, medication-free, stabilization, stabilisation, pretreatment, pre-treatment, runin, "
        "adaptation, equilibration, acclimatization, acclimatisation, acclimation, acclimatized, acclimatised, "
        "acclimated, habituation, habituated, quarantine, recovery, preparation, familiarization, familiarisation"
    ),
    "age": ("aged, age, ages, old"),
    "history": (
        "duration of diabetes, diabetes duration, disease duration, duration of disease, duration of illness, "
        "illness duration, duration of symptoms, symptom duration, history, diagnosis, duration of the "
        "disease, diagnosed, known diabetes, duration of type, abstinence, abstinent, had diabetes, duration "
        "of epilepsy, duration of depression, duration of pain"
    ),
    "survive": (
        "mos, mpfs, survival, survived, os, pfs, ttp, ttf, dfs, efs, rfs, time-to, time to, interval to, "
        "interval until, progression-free, "
        "disease-free, event-free, relapse-free, half-life, hospital stay, length of stay, hospitalization, "
        "duration of response, duration of complete, duration of remission, remission duration, healing time, "
        "healing times, duration of effect, duration of efficacy, "
        "duration of action, operating time, onset, delay, "
        "hospital stays, lengths of stay, median stay, mean stay, average stay, stay was, stay averaged, their stay, "
        "duration of hospital, life expectancy, latency, duration of effects, time from, duration of stay, "
        "incidence, risk"
    ),
    "horizon": "survivals, survivors, risks, prevalence, probability, probabilities",
    "pregnant": ("gestation, gestational, postmenstrual"),
    "visit": (
        "visits, visit, assessments, assessment, evaluations, measured, measurements, "
        "measurement, examined, examinations, examination, outcome, outcomes, endpoint, endpoints, end point, "
        "end points, time points, timepoints, time-points, time point, collected, recorded, obtained, "
        "performed, repeated, reassessed, re-evaluated, interviewed, completed, tested, checked, baseline"
    ),
    "lab": (
        "cultured, culture, cultures, incubated, incubation, expanded, expansion, passage, passaged, stored, storage, "
        "frozen, vitro"
    ),
    "befell": "developed, recurred, returned, presented, readmitted, re-admitted, relapsed, reappeared, complained",
    "happen": (
        "closed, healed, subsided, walked, removed, withdrawn, taken out, resumed, hospital, recovered, engrafted, "
        "extubated, weaned, mobilised, mobilized, regained, home, reached, discharged, relapse came, started, lost, "
        "stayed, remained, left, kept, persisted, wore off, outlasted, takes, required, waiting, sick leave, "
        "turnaround, lag, recruitment, enrolment, enrollment, accrual, data collection, inclusion period, grown, grew, "
        "worsened, lost weight, progressed, occurred, appeared, happened, arose, came, discontinued, withdrew, "
        "dropped out, stopped, quit, died, fell ill, relapse, relapses, recur, recurs, develop, develops, occur, "
        "occurs, heal, heals, "
        "die, dies"
    ),
    "reported": ("initial report, previous report, previously reported, earlier report, prior report"),
    "call": (
        "should, is needed, are needed, be needed, now needed, urgently needed, still needed, also needed, "
        "therefore needed, clearly needed, needed before, needed until, warranted, is required, are required, "
        "be required, required to, future, further studies, further research, longer follow-up, "
        "are necessary, is necessary, in preparation, underway, under way, in progress, "
        "recommend, recommended, must, clinicians, urge, advocate, awaited"
    ),
}
_WORDS: Final = [(kind, word) for kind, words in _CUES.items() for word in words.split(", ")]
_FINDER: Final = BytesAhoCorasick(
    [word.encode() for _, word in _WORDS], matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
)


class Cue(NamedTuple):
    """A cue of a kind at `folded[start:end]`."""

    kind: str
    start: int
    end: int


def cues_in(folded: str) -> list[Cue]:
    """The cues of a folded sentence in order, whole words only."""
    size, new = len(folded), tuple.__new__  # a NamedTuple's own constructor takes twice the time
    return [
        new(Cue, (_WORDS[which][0], start, end))
        for which, start, end in _FINDER.find_matches_as_indexes(one_byte(folded))
        if not (start and folded[start - 1].isalnum()) and not (end < size and folded[end].isalnum())
    ]


_NEAR: Final = 300  # characters to either side


@dataclass(slots=True, eq=False)  # not frozen, which would make each cost several times as much
class Mention:
    """A length of time in its sentence, with the cues and the words on either side of it.

    `left` and `right` reach to the neighbouring lengths of the sentence, at most 70 characters; `cues` are those within
    reach, `kinds` the kinds of the whole sentence.
    """

    sentence: Sentence
    duration: Duration
    cues: list[Cue]
    kinds: frozenset[str]
    left: str
    right: str
    order: int  # of all mentions of the record

    @property
    def folded(self) -> str:
        """The folded sentence."""
        return self.sentence.folded

    def before(self, kind: str, reach: int = 60) -> str | None:
        """The words between the nearest cue of a kind on the left and the length; None where none is in reach."""
        if kind not in self.kinds:
            return None
        start = self.duration.start
        for cue in reversed(self.cues):
            if cue.kind == kind and cue.end <= start:
                return self.sentence.folded[cue.end : start] if start - cue.end <= min(reach, len(self.left)) else None
        return None

    def after(self, kind: str, reach: int = 40) -> str | None:
        """The words between the length and the nearest cue of a kind on the right; None where none is in reach."""
        if kind not in self.kinds:
            return None
        end = self.duration.end
        for cue in self.cues:
            if cue.kind == kind and cue.start >= end:
                return self.sentence.folded[end : cue.start] if cue.start - end <= min(reach, len(self.right)) else None
        return None

    def left_within(self, reach: int) -> str:
        """The words of the sentence before the length, at most `reach` characters, over other lengths too."""
        start = self.duration.start
        return self.folded[max(0, start - reach) : start]

    def near_to(self, kind: str, left: int, right: int) -> bool:
        """Whether a cue of the kind stands within so many characters before or behind the length."""
        return kind in self.kinds and (self.before(kind, left) is not None or self.after(kind, right) is not None)

    def nearest_before(self) -> str:
        """The kind of the last cue before the length, "" where there is none."""
        start = self.duration.start
        return next((cue.kind for cue in reversed(self.cues) if cue.end <= start), "")

    def has(self, kind: str) -> bool:
        """Whether the sentence has a cue of the kind anywhere."""
        return kind in self.kinds

    @property
    def near(self) -> str:
        """The folded words round the length, some 300 characters to each side: a sentence, unless it is monstrous."""
        return self.folded[max(0, self.duration.start - _NEAR) : self.duration.end + _NEAR]

    def quote_near(self, found: re.Match[str]) -> Quote:
        """What a pattern whose first group is a count found in `near`; only the count where it runs into the length.

        So no word is quoted twice: "two 12-week periods" are "two", times 12 weeks.
        """
        begin = max(0, self.duration.start - _NEAR)
        start, end = begin + found.start(), begin + found.end()
        if start < self.duration.start < end:
            end = begin + found.end(1)
        return self.sentence.quote(start, end)

    @property
    def wording(self) -> str:
        """The folded words of the length itself."""
        return self.folded[self.duration.start : self.duration.end]


MOST: Final = 1000
"""More lengths of time than any abstract has; what comes after is left unread, so that no text takes for ever."""


def mentions_in_each(documents: Sequence[Document]) -> list[list[Mention]]:
    """All lengths of time of each record in reading order, the title's first; in steps: see `tagger.read_many`."""
    found = [list(find_each([sentence.folded for sentence in document.sentences])) for document in documents]
    return [_with_surroundings(document.sentences, own) for document, own in zip(documents, found, strict=True)]


def _with_surroundings(sentences: tuple[Sentence, ...], told: list[tuple[int, list[Duration]]]) -> list[Mention]:
    """The lengths of each of some sentences, which are told by their number."""
    found: list[Mention] = []
    for n, durations in told:
        sentence = sentences[n]
        # No capital stands for months or years.
        own = [one for one in durations if one.unit in LONG_UNITS or not _is_symbol(sentence, one)]
        if own:
            found += around(sentence, own, len(found))
            if len(found) >= MOST:
                return found[:MOST]
    return found


OF_OTHERS: Final = (Section.BACKGROUND, Section.CONCLUSIONS)


def read_apart(
    document: Document, gates: tuple[str, ...], read: Callable[[Sentence], Iterable[Duration]]
) -> Iterator[Mention]:
    """The lengths that one reader alone knows, in a record's own sentences that have one of some words.

    Args:
        document: the record; what its background and its conclusions tell is left out.
        gates: the words, folded, without which the reader need not look.
        read: the lengths of a sentence.
    """
    for order, sentence in enumerate(document.abstract):
        if sentence.section in OF_OTHERS or not holds(sentence.folded, gates):
            continue
        if told := list(read(sentence)):
            yield from around(sentence, told, order)


def around(sentence: Sentence, durations: list[Duration], order: int) -> Iterator[Mention]:
    """The lengths of one sentence, each with its surroundings."""
    folded = sentence.folded
    size = len(folded)
    cues = cues_in(folded)
    kinds = frozenset([kind for kind, _, _ in cues])
    starts: list[int] = []
    for n, one in enumerate(durations[:MOST]):
        start, end = one.start, one.end
        low = durations[n - 1].end if n else 0
        if start - _WORDS_AROUND > low:
            low = start - _WORDS_AROUND
        high = durations[n + 1].start if n + 1 < len(durations) else size
        if end + _WORDS_AROUND < high:
            high = end + _WORDS_AROUND
        local = cues
        if start > _REACH or size - end > _REACH:  # else all of them are within reach
            starts = starts or [cue[1] for cue in cues]
            local = cues[bisect_left(starts, start - _REACH) : bisect_left(starts, end + _REACH)]
        yield Mention(sentence, one, local, kinds, folded[low:start], folded[end:high], order + n)


_WORDS_AROUND: Final = 70
_REACH: Final = 120


def _is_symbol(sentence: Sentence, one: Duration) -> bool:
    """Whether the unit is a capital that means something else: +3.0 D lenses, 200 W."""
    if one.shape in LABELLED:
        return False
    last = sentence.passage.text[sentence.start + one.figure_end - 1]
    return last in "DWH" and sentence.folded[one.figure_end - 2 : one.figure_end - 1] in " -0123456789"
