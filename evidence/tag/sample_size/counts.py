"""Every count of a record that may be its sample size, before any is chosen. Pure.

The design is read from these too: one patient is a case report, studies are a review, animals are animals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from evidence.tag.sample_size.arms import derived
from evidence.tag.sample_size.beside_trial import adds_undrawn
from evidence.tag.sample_size.candidates import Candidate, Mention, mentions
from evidence.tag.sample_size.case import are_told_together, one_by_one, single_case
from evidence.tag.sample_size.done_in import is_done_in
from evidence.tag.sample_size.others import is_by_staff, is_left_out, of_this_study
from evidence.tag.sample_size.parent import adds_parent
from evidence.tag.sample_size.replies import came_from, has_answered
from evidence.tag.sample_size.rivals import Rivals
from evidence.tag.sample_size.scan import Scan
from evidence.tag.sample_size.shares import REST
from evidence.tag.sample_size.some import is_some_only
from evidence.tag.sample_size.studies import of_studies
from evidence.tag.sample_size.the_rest import OF_THE_REST
from evidence.tag.sample_size.unit import OF_THEM
from evidence.tag.text import Document

_IDLE: Final = frozenset(["none", "outcome", "excluded"])
_IDLE_OR_DONE: Final = _IDLE | {"completed"}
_KEPT: Final = re.compile(r"[^.;]{0,12} (?:completed|finished|concluded|returned)\b")
_DEED: Final = re.compile(
    r" of [a-z]{4,5}(?: \([^()]{1,20}\))? (?:[a-z]{2,}ed|were|was|had|have|took|gave|met|underwent|could|did)\b"
)
_BEHIND: Final = 40  # characters behind a number in which it may be told that those answered


class Counts(NamedTuple):
    """A scanned record, every candidate for its size (told ones first, in their order), and how they stand."""

    scan: Scan
    candidates: list[Candidate]
    rivals: Rivals


def count(document: Document) -> Counts:
    """The counts of a record's title and abstract."""
    return count_each([document])[0]


def count_each(documents: Sequence[Document]) -> list[Counts]:
    """The counts of some records, all of them one step on before any goes two: see `tagger.read_many`."""
    scans = [Scan(document.sentences) for document in documents]
    numbers = [mentions(scan) for scan in scans]
    own = [of_this_study(scan, told) for scan, told in zip(scans, numbers, strict=True)]
    rivals = [Rivals(scan, told) for scan, told in zip(scans, own, strict=True)]
    # The rivals have said of each what happened to it, which the sums ask for; these sign what is one of equal groups.
    sums = [derived(scan, told) for scan, told in zip(scans, own, strict=True)]
    return [
        Counts(scan, _candidates(scan, each, worked_out), each)
        for scan, each, worked_out in zip(scans, rivals, sums, strict=True)
    ]


# "The incidence was 41/5120. Among these 41 patients, 22 had cancer": some of a whole, told again.
_THESE: Final = ("these ", "those ", "the latter ")


def _candidates(scan: Scan, rivals: Rivals, worked_out: list[Candidate]) -> list[Candidate]:
    """Every candidate of a scanned record, told ones first in their order, then those that are worked out."""
    found = rivals.found
    most = rivals.counts[-1] if rivals.counts else 0
    told = [m for m in found if m.sign != "doubled" and not _is_idle(scan, m, most)]
    told = [m for m in told if "excluded" not in m.cues.kinds or not is_left_out(scan, m)]
    parts = {m.value for m in found if m.form == "over"}
    told = [m for m in told if m.value not in parts or not scan.text.endswith(_THESE, 0, m.start)]
    told = [
        m
        for m, before in zip(told, [None, *told], strict=False)
        if not (is_some_only(scan, m, before) or is_by_staff(scan, m))
    ]
    candidates = [Candidate(m.value, "told", (m,)) for m in told]
    candidates += [
        c
        for c in worked_out
        if not (_is_part(c, most, rivals) or _adds_answers(scan, c) or adds_parent(scan, c) or adds_undrawn(scan, c))
    ]
    if studies := of_studies(scan, found):
        candidates.append(studies)
    largest = max([m.value for m in rivals.people if m.side == "right"], default=0)
    case = one_by_one(scan, largest) or single_case(scan, largest)
    if case and not any(are_told_together(scan, m) for m in told):
        candidates.append(case)
    return candidates


def _is_idle(scan: Scan, mention: Mention, most: int) -> bool:
    """Whether nothing makes a number a size where more people are told.

    Either it has no noun, and nothing is done to those counted, or it says what some of those told are: "eight of
    them men", but not "eight of them were treated". The rest of them, with their share, are no size alone either: "the
    other 25 (62 %) had no benefit".
    """
    if mention.percent is not None and mention.before in REST and mention.role in _IDLE_OR_DONE:
        return not _KEPT.match(scan.text, mention.stop)
    if mention.value >= most:
        return False
    if mention.form == "bare" and mention.kind == "none" and mention.role in _IDLE:
        if scan.text.endswith(" leaving ", 0, mention.start) or came_from(scan, mention):
            return False
        return not (has_answered(scan, scan.text[mention.end : mention.end + _BEHIND]) or is_done_in(scan, mention))
    if not scan.text.startswith(OF_THEM, mention.end) or came_from(scan, mention):
        return False
    return not _DEED.match(scan.text, mention.end)


def _is_part(candidate: Candidate, most: int, rivals: Rivals) -> bool:
    """Whether a sum of counts, not all of them named, is less than a number of people told: parts of those.

    Those who were randomised are the study all the same: "of the 174 seen, 24 were randomised to A and 24 to B".
    """
    return (
        candidate.how.startswith("sum noun")
        and not candidate.how.endswith(OF_THE_REST)
        and candidate.value < most
        and candidate.value not in rivals.known
        and any(part.kind == "none" for part in candidate.parts)
        and not all(part.role == "randomised" for part in candidate.parts)
    )


def _adds_answers(scan: Scan, candidate: Candidate) -> bool:
    """Whether a sum adds those who answered to all who were asked: "640 nurses were sent a form; 412 replied"."""
    if len(candidate.parts) < 2 or not candidate.is_sum:
        return False
    answered = [has_answered(scan, scan.text[part.end : part.end + _BEHIND]) for part in candidate.parts]
    return any(answered) and not all(answered)
