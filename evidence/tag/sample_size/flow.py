"""A number that was only there to choose from gives way to the one that was taken in from it. Pure.

A number screened, eligible, invited, excluded or lost is never it (README, "What the tags mean"): the ranker weighs
that among much else, and where words stand between it can be outweighed, so here it is a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.both_shares import with_both
from evidence.tag.sample_size.candidates import Mention, Ranked
from evidence.tag.sample_size.done_in import done_in
from evidence.tag.sample_size.each_of import with_equal_groups
from evidence.tag.sample_size.elliptic import with_its_noun
from evidence.tag.sample_size.events import all_looked_at
from evidence.tag.sample_size.instead import BORN_TO, beside, raised
from evidence.tag.sample_size.joined import promoted, with_all_groups, with_controls, with_more_groups, with_others
from evidence.tag.sample_size.left import final_sample, left_over
from evidence.tag.sample_size.parent import are_drawn, is_parent, of_sample, sampled, we_took
from evidence.tag.sample_size.powered import who_came
from evidence.tag.sample_size.reached import DONE, PLAN, owners, reached, recruited_instead
from evidence.tag.sample_size.replies import FORM_TO, GOT_A_FORM, answers_from, are_left, has_replied, is_response
from evidence.tag.sample_size.rivals import Rivals
from evidence.tag.sample_size.said import LINE, REACH, behind, then_random
from evidence.tag.sample_size.scan import Scan
from evidence.tag.sample_size.started import starters
from evidence.tag.sample_size.studies import with_studies
from evidence.tag.sample_size.the_rest import left_in_groups
from evidence.tag.sample_size.unequal import with_unequal
from evidence.tag.sample_size.whole_arms import with_whole_arms
from evidence.tag.sample_size.wholes import FROM_TOTAL

_BEFORE: Final = re.compile(
    r"\b(?:screened|screening of|approached|invited|contacted|mailed to|sent to|wrote to|e-?mailed"
    r"|(?:records|files|charts) of|we assessed"
    rf"|identified|{FORM_TO}|(?:distributed|addressed|posted|handed|offered|e-?mailed) to)"
    r"(?: a total of| the| all| (?:an? )?(?:[a-z]+ ){0,2}sample of)? $"
)
_OF: Final = re.compile(
    r"(?:^|[\n.:;,(] ?|\bwe )(?:out of|of|among|from)(?: the| all| an? (?:total|population|series) of| all the)? $"
)
_ENDS: Final = ("ed ", "of ", "to ", "the ", "all ", "among ", "from ")  # how both patterns end
_BY_POST: Final = (
    r"received (?:by|an?|the) (?:[a-z-]+ ){0,2}(?:e-?mail|post|letter|form|questionnaire|survey|link|invitation)"
)
_SCREENED: Final = re.compile(
    r"\b(?:screened|approached|invited|contacted|mailed|searched|assessed|evaluated|eligible|asked|offered"
    r"|who (?:registered|applied|signed up)"
    rf"|e-?mailed|on the list|were reached|{_BY_POST})\b(?! (?:and|then) (?:randomi|enrol|includ|treated))|{GOT_A_FORM}"
)
_SCREENING: Final = (
    "screened", "approached", "invited", "contacted", "mailed", "searched", "assessed", "evaluated", "eligible",
    "asked", "offered", "received ", "invitation", "questionnaire", "survey", "the list", "reached", "who registered",
    "who applied", "who signed",
)  # fmt: skip
_SENT: Final = re.compile(
    rf"\b(?:(?:sent|distributed|addressed|posted|handed|wrote) to|invited|contacted|approached|e-?mailed|mailed|offered"
    rf"|on the list|were reached|{FORM_TO}|{_BY_POST})\b|{GOT_A_FORM}"
)
_REPLIED: Final = re.compile(
    r"\b(?:replied|answered|responded|returned|completed|responses|respondents|answers|usable|took part|attended"
    r"|consented|agreed|accepted|opened|began|came|did(?= so|[.,;])|sent (?:it|them) back|filled (?:it |them )?in"
    r"|gave (?:[a-z]+ )?(?:informed )?consent)\b"
)
_TREATED: Final = re.compile(
    r"\b(?:started|began|received|underwent|treated|analysed|analyzed|studied"
    r"|had (?:both|all|complete|valid|usable) (?!eyes|ears|kidneys|legs|feet|hands))\b"
)
_AGREED: Final = re.compile(r"\b(?:agreed|consented|gave (?:[a-z]+ )?consent|accepted)\b(?! that)")
_SUBJECT: Final = re.compile(
    r"\b(?:are|form|were) the (?:subject|subjects|basis) of\b"
    r"|\b(?:made up|formed|constituted|comprised) (?:the|our) (?:(?:final|present|study|analysis) ){1,2}"
    r"(?:sample|cohort|group|population|series)\b"
)
_SUBJECTS: Final = (" the subject", " the basis", "made up ", "formed ", "constituted ", "comprised ")
_WERE_ANALYSED: Final = re.compile(r"\bwere (?:then |therefore |thus )?(?:analy[sz]ed|studied)\b")
_AND_ANALYSED: Final = re.compile(rf"\band {_WERE_ANALYSED.pattern[2:]}")
_DATA_OF: Final = ("data of ", "data from ", "data on ", "records of ", "charts of ", "files of ")
_TAKEN_IN: Final = re.compile(
    r"\b(?:randomi[sz]ed|randomly(?! (?:selected|chosen|sampled|drawn|picked))"
    r"|enrolled|included|recruited|allocated|assigned|entered|participated|took part"
    r"|(?:met|fulfilled|satisfied)\b[^.;]{0,20}\bcriteria|underwent randomi[sz]ation|are the subject|were followed)\b"
)
_NONE: Final = re.compile(
    r"[^.;]{0,40}\bnone (?:of (?:them|whom) )?(?:was|were) (?:enrolled|included|randomi[sz]ed|eligible)"
)
_NOT: Final = re.compile(r"\b(?:not|excluded|ineligible|declined|refused)\b")
_RANDOMISED: Final = re.compile(
    r"(?: \([^()]{1,30}\))?"
    r"(?:[^.;:()\[\]\n\d]|(?<= )\d{1,2} (?:weeks?|months?|days?|years?)\b){0,60}?"
    r"\b(?:(?:were|was|had been|underwent) (?:then |subsequently |finally |eventually )?"
    r"(?:randomi[sz]ed|randomly (?:assigned|allocated)|(?:assigned|allocated) (?:at random|randomly))"
    r"|(?:went on to|continued into|entered|proceeded to) (?:the |a )?(?:[a-z-]+ ){0,2}randomi[sz]ed)\b"
)
_TO_ARMS: Final = re.compile(
    r"(?![^.;\n]{0,80}\b(?:sub-?study|sub-?group)\b)(?: [a-z-]+){0,2} (?:phase|part|period|stage)\b"
    r"| (?:to|into|between) (?:[^.;\n]{0,80} (?:or|versus) |(?:two|three|four|2|3|4) )"
)
_NO_NOUN: Final = re.compile(
    r" (?:were|was|with|who|of (?:them|whom|these)|underwent|went|entered|continued|met|fulfilled|had)\b| \("
)
_TO_ONE_ARM: Final = re.compile(
    r" (?:to|in|into)\b(?! (?:a |the )?(?:study|trial)\b)(?![^.;,()\n]{0,80} or )"
    r"(?! (?:either|one|two|three|four|[234]) )"
)
_CUT_SHORT: Final = re.compile(
    r"\b(?:stopped|terminated|halted|prematurely|slow|in the end|closed early|ended early)\b"
)
_OTHER_ARM: Final = 4  # arms of one trial are not more unlike
_AND: Final = re.compile(r"\b(?:and|whereas|while)\b")
_VERB: Final = re.compile(
    r"\b(?:were|was|had|gave|agreed|consented|replied|excluded|refused|declined|died|eligible)\b|[.;]"
)
_ANSWERED: Final = re.compile(
    r"\b(?:returned|replied|answered|responded|sent (?:it|them) back)\b"
)  # the next are some of them
_ONLY_SEEN: Final = ("screened", "excluded")
_OWN_REACH: Final = 260  # characters behind the first number, whose own verb may be far
_ALL: Final = 0.9  # parts that come to more of the whole than this are all of it
_FEW: Final = 9  # "900 nurses of one town", "asked by two letters": no number of those who answered
_LATER: Final = 4  # sentences on, in which it may be told what became of those asked


def past_screening(scan: Scan, best: Ranked, rivals: Rivals) -> Ranked:
    """The candidates with a first one that was only chosen from behind the first taken in; none where none was."""
    if best and (studies := with_studies(best)):
        return promoted(best, studies)
    if best and (came := who_came(scan, best)):
        best = promoted(best, came)
    if best and (left := left_in_groups(scan, best[0][1].value, rivals.found)):
        return promoted(best, left)
    more = (with_both(best) or with_all_groups(scan, best, rivals)) if best else None
    more = more or (with_unequal(best) if best else None)
    more = more or (with_more_groups(scan, best) if best and "random" not in scan.text else None)
    if more:
        return promoted(best, more)
    if not best or best[0][1].how != "told":
        more = raised(scan, best, rivals) if best and best[0][1].how == "times" else None
        return promoted(best, more) if more else best
    source = best[0][1].head
    none = scan.text.find("none", source.end, source.end + LINE + len("none")) >= 0
    if none and _NONE.match(scan.text, source.end, source.end + REACH):
        return [(0.0, candidate) for _, candidate in best]
    taken = (
        _whole_of(scan, source, rivals)
        or owners(scan, source, rivals)
        or with_equal_groups(best, rivals)
        or with_whole_arms(scan, source, rivals)
        or with_controls(scan, source, rivals)
        or with_others(scan, source, best, rivals)
        or with_its_noun(scan, source, best, rivals)
        or beside(scan, source, rivals)
        or left_over(scan, source, rivals)
        or final_sample(scan, source, rivals)
        or starters(scan, source, rivals)
        or reached(scan, source, rivals)
        or answers_from(scan, source, rivals.before(source))
        or sampled(scan, source, rivals)
        or of_sample(scan, source, rivals)
        or done_in(scan, source, rivals)
        or _taken_in(scan, source, rivals)
        or _randomised_later(scan, source, rivals)
        or recruited_instead(scan, source, rivals)
        or all_looked_at(scan, source, rivals)
    )
    return promoted(best, taken) if taken else best


def _whole_of(scan: Scan, source: Mention, rivals: Rivals) -> int | None:
    """The whole that a part with its share is told of: "of 6866 patients, 690 (10%) received the drugs".

    Those who were enrolled, randomised, analysed of a whole are the study all the same.
    """
    row = rivals.rows[source.sentence]
    before = row[source.place - 1] if source.place else None
    if before is None or source.percent is None or not before.is_of_living or before.role in _ONLY_SEEN:
        return None
    off = abs(100 * source.value / before.value - source.percent.value) if before.value else 100.0
    behind_it = scan.text[source.end : source.end + REACH]
    if (
        off > 1
        or _TAKEN_IN.search(behind_it)
        or _WERE_ANALYSED.search(behind_it)
        or not _OF.search(scan.left_of(before.sentence, before.start, 40))
    ):
        return None
    return before.value if scan.text.startswith(", ", before.stop) and before.stop + 2 == source.start else None


def _randomised_later(scan: Scan, source: Mention, rivals: Rivals) -> int | None:
    """How many were randomised at last of those enrolled or planned: "411 enrolled; the 400 who were randomised".

    An arm is no such number: there the rest is told as well. A plan gives way only where it is said that it failed.
    """
    end = source.end
    later = [m for m in rivals.found if m.start > end and m.value < source.value and m.form != "of" and not m.percent]
    later = [m for m in later if not scan.text.endswith(BORN_TO, 0, m.start)]  # the infants were, not their mothers
    if not later or "random" not in scan.text or _randomised(scan.text, end):
        return None
    begin = scan.reach_left(source.sentence, source.start, LINE)
    planned = source.role == "planned" or PLAN.search(scan.text, begin, source.start) is not None
    if planned and not _CUT_SHORT.search(scan.text):
        return None
    screened = _SCREENED.search(behind(scan, source, None)) or _BEFORE.search(scan.text, begin, source.start)
    for mention in later:
        value = mention.value
        told = _randomised(scan.text, mention.end)
        few = not (planned or screened) and 2 * value < source.value
        if told and (not few or _are_few_to_arms(scan, mention, told.end())):
            rest = source.value - value
            arm = rest in rivals.known and _OTHER_ARM * rest >= value and not (planned or screened)
            return None if arm or _TO_ONE_ARM.match(scan.text, told.end(), told.end() + REACH) else value
    return None


def _randomised(text: str, end: int) -> re.Match[str] | None:
    """The words behind a number that say that those counted were randomised; mostly there is nothing near of chance."""
    if text.find("random", end, end + REACH) < 0:
        return None
    return _RANDOMISED.match(text, end, end + REACH)


def _are_few_to_arms(scan: Scan, mention: Mention, end: int) -> bool:
    """Whether much fewer than were enrolled are people who were randomised to arms: no "at least ten hot flushes"."""
    people = mention.is_of_living or _NO_NOUN.match(scan.text, mention.end)
    return bool(people) and _TO_ARMS.match(scan.text, end, end + REACH) is not None


def _taken_in(scan: Scan, source: Mention, rivals: Rivals) -> int | None:
    """How many behind a source are said to be taken in from it; None where it is no source or nothing is."""
    row = [m for m in rivals.rows[source.sentence] if m is source or (m.start > source.start and not _is_place(m))]
    own = behind(scan, source, row[1] if len(row) > 1 else None, _OWN_REACH)
    subject = _subject(scan, row) if len(row) > 1 else None
    if subject and subject.value < source.value:
        return subject.value
    left = scan.left_of(source.sentence, source.start, 40)
    may = left.endswith(_ENDS)
    parent = is_parent(scan, source)
    screened = parent or bool((may and _BEFORE.search(left)) or (_may_screen(own) and _SCREENED.search(own)))
    if not screened and not (may and _OF.search(left)):
        return next((m.value for m in row[1:] if has_replied(scan, m, source)), None)
    # What follows a bracket that is still open is said within it, but for the count behind a response rate.
    said_within = own.count("(") > own.count(")") and not (len(row) > 1 and is_response(scan, row[1]))
    ours = we_took(scan, row[1]) if len(row) > 1 and row[1].value < source.value else None
    told = own[: len(own) - len(ours[0])] if ours and own.endswith(ours[0]) else own  # ", we included " is of the next
    if said_within or (not parent and _TAKEN_IN.search(told)):
        return None
    sent = bool(_SENT.search(left) or _SENT.search(own))
    taken = _first_taken(scan, row, screened, sent, parent=parent)
    if taken or not sent or any(m.value > _FEW for m in row[1:]):
        return taken
    for n in range(1, _LATER):  # what became of them is told in a sentence after it
        following = rivals.rows.get(source.sentence + n, ())
        row = [source, *(m for m in following if m.form != "n=" or is_response(scan, m))]
        taken = _first_taken(scan, row, screened, sent)
        if taken or any(m.role in DONE for m in row[1:]):
            return taken
    return None


def _is_place(mention: Mention) -> bool:
    """Whether hospitals, farms or the like are counted, which stand between those asked and those who answered."""
    return mention.kind == "clusters" and mention.side == "right"


def _subject(scan: Scan, row: list[Mention]) -> Mention | None:
    """The first behind a source that is said to be what the paper is of: "61 charts; 30 are the subject of"."""
    if not holds(scan.text[row[0].end : scan.span(row[0].sentence)[1]], _SUBJECTS):
        return None
    return next((m for m, after in _followed(row[1:]) if _SUBJECT.search(behind(scan, m, after))), None)


def _first_taken(scan: Scan, row: list[Mention], screened: bool, sent: bool, *, parent: bool = False) -> int | None:
    """The first of those behind a source that were randomised, else that were taken in; arms are added."""
    source = row[0]
    from_total = scan.text.endswith(FROM_TOTAL, 0, source.start)
    found = None
    for before, (mention, after) in zip(row, _followed(row[1:]), strict=False):
        if mention.value >= source.value or mention.form == "of":
            continue
        what = behind(scan, mention, after)
        if not screened and _is_in(scan, mention):
            rest = source.value - mention.value
            if any(m.value == rest and _is_in(scan, m) for m in row if m.start > mention.start):
                return None  # "of 3,250 patients 410 were enrolled in one town and 2,840 in the other"
        told = (
            _TAKEN_IN.search(what)
            or (sent and _REPLIED.search(what))
            or (screened and (_TREATED.search(what) or _AGREED.search(what)))
            or are_left(scan, mention, what)
            or (then_random(scan, mention) if screened and after is None and mention.value > _FEW else None)
            or (parent and are_drawn(scan, mention, what))
            or we_took(scan, mention)
            or (_analysed(scan, mention, what) if 2 * mention.value < source.value else None)
            or (_WERE_ANALYSED.search(what) if from_total else None)
            or is_response(scan, mention)
            or has_replied(scan, mention, source)
        )
        if told and not _NOT.search(what):
            arms = [other for other in (before, after) if other and other is not source and other.role != "completed"]
            value = mention.value + sum(other.value for other in arms if _are_arms(scan, mention, other))
            if value > _ALL * source.value and value != mention.value:
                return None  # the arms of what was the size all along
            if told[0].startswith("random"):
                return value
            found = found or value
    return found


def _analysed(scan: Scan, mention: Mention, what: str) -> re.Match[str] | None:
    """The words that say that it was these who were studied: "410 had fever and were analysed", "data of 410 were"."""
    if scan.left_of(mention.sentence, mention.start, LINE).endswith(_DATA_OF):
        return _WERE_ANALYSED.search(what)
    return _AND_ANALYSED.search(what)


def _is_in(scan: Scan, mention: Mention) -> bool:
    """Whether nothing near says that those counted were left out."""
    return mention.role != "excluded" and not _NOT.search(behind(scan, mention, None))


def _may_screen(words: str) -> bool:
    """Whether there is any of the words of screening, which the pattern takes twice as long to miss."""
    return holds(words, _SCREENING)


def _followed(row: list[Mention]) -> Iterator[tuple[Mention, Mention | None]]:
    """Each mention with the next one."""
    return zip(row, [*row[1:], None], strict=False)


def _are_arms(scan: Scan, one: Mention, other: Mention) -> bool:
    """Whether two neighbours are arms: alike, with no more than "and" and what is given between them."""
    first, second = sorted((one, other), key=lambda m: m.start)
    between = scan.text[first.end : second.start]
    return (
        _AND.search(between) is not None
        and len(between) < 2 * LINE
        and max(one.value, other.value) <= 2 * min(one.value, other.value)
        and (_TAKEN_IN.search(between) is not None or not _VERB.search(between))
        and not _ANSWERED.search(between)
    )
