"""How a number is written: labels, signs and limits before what is no size, "n = 30", "12 of 45", shares. Pure."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from evidence.tag.months import MONTH_WORDS
from evidence.tag.sample_size.aged import is_age_of_one
from evidence.tag.sample_size.dress import is_told_of_sample

# Before a size there is no comparison, label, statistic, month or hyphenated name.
_LABELS: Final = frozenset(
    "p sd se sem ci hr or rr type types phase phases grade grades stage stages day days week weeks month months "
    "year visit level version step table figure fig no number numbers hour covid score scores item items axis cycle "
    "part parts class category categories quartile factor chapter model dose rs aged age ages interleukin il cd "
    "omega vitamin ratio per titer titers dsm icd swog calgb nsabp protocol nct fischer f344 x patient case subject "
    "tau asa ecog gold ckd gleason yahr rutherford sca nf trisomy hpv ross cobb nyha kps "
    "serving experiment experiments".split()
) | frozenset(MONTH_WORDS)
_NOT_OF: Final = (
    "ratio of", "power of", "one in", "1 in", "age of", "ages of", "dose of", "doses of", "score of", "scores of",
    "equal to", "less than", "aged between", "age between", "aged from", "length of", "diameter of", "level of",
    "levels of", "rate of", "minimum of",
)  # fmt: skip
_NOT_OF_ENDS: Final = frozenset(words.rpartition(" ")[2] for words in _NOT_OF)
_NOT_OF_WORDS: Final = re.compile(rf"(?<![.\d])\b(?:{'|'.join(_NOT_OF)})$")  # not "cortisone in"
# Somebody else's: "an earlier study of 60 men".
_OTHERS_STUDY: Final = re.compile(
    r"\b(?:earlier|previous|prior|recent|published|parent) (?:[a-z-]{1,20} )?"
    r"(?:study|trial|report|series|survey|work)s?"
    r" (?:of|in|with|on|among|randomi[sz]ed|enrolled|included)$"
    r"|\bpublished (?:[a-z]+ )?(?:values|data|norms|figures) (?:of|in|on)$"
    r"|\b(?:hypothetical|simulated|virtual) (?:cohort|population|sample|group) of$"
)
_LIMIT: Final = re.compile(
    r"(?:trials|studies) (?:in|of|with|on|including) (?:at least|more than|over)$"
    r"|(?:families|kindreds|pedigrees|hospitals|centres|centers|units|schools|practices|surgeons) with"
    r" (?:at least|more than|over)$"
    r"|(?<!no )(?<!not )fewer than$"
)
# "Strain 13 guinea pigs", "exon 10 carriers", but "of each strain 12 mice were used".
_NAMED: Final = ("strain", "line", "exon", "codon", "chromosome", "genotype", "serotype", "haplotype")
_OF_EACH_NAMED: Final = re.compile(r"\b(?:each|every|per|either|this|that|one|both|second-|third-|first-) ?[a-z]+$")
_OF_OTHERS: Final = frozenset("of in with on among randomised randomized enrolled included".split())
_GOES_ON: Final = re.compile(r",? ?(?:and|or|to|through|-|/|&) ?(?=\d)|, ?(?=\d+(?:,|,? (?:and|or|to)) ?\d)")
_SIGNS_BEFORE: Final = frozenset("<>\u2264\u2265\u00b1~^$\u20ac\u00a3+*\u00d7#")
# "Between 2/98 and 10/99": months of years, not 2 of 98.
_MONTH_OF: Final = re.compile(
    r"\b(?:between|since|(?:between|from) \d{1,2}/\d{2,4} (?:and|to|until|through)) (?:0?[1-9]|1[0-2])/$"
)
_IN_STRAIN: Final = re.compile(r"[a-z]\d[a-z\d]*/$")  # C57BL/6
_TO_THE_POWER: Final = (" mm(", " cm(", "/m(", " dm(", " km(", "/mm(")  # "80 mm(3)"
_STATISTIC: Final = re.compile(r"(?:^|[^a-z0-9])(?:[tfr]s?|chi|\u03c7)\($")
_STATISTIC_ENDS: Final = frozenset("tfrsi\u03c7")
_N_EQUALS: Final = re.compile(r"\bn[a-z]?(?:\(?\d?\)?)?\.? ?(?:=|:|= ?\() ?$|\bno\. ?= ?$|\bnumber ?= ?$|[(,;] ?n $")
_AFTER_OF: Final = re.compile(
    r"[\d%]\)?,? ?(?:/|of(?: the| a total of| these| those| all)?|out of(?: the)?) ?$"
    r"|\b(?:none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|all) (?:out )?of"
    r"(?: the)? $|\d of (?:the |an? )?(?:planned|intended|targeted|anticipated|expected|invited|eligible) $"
)
_OF_ENDS: Final = frozenset(
    "of the these those all planned intended targeted anticipated expected invited eligible".split()
)
_ADJECTIVES: Final = (
    r"(?:planned|intended|targeted|anticipated|expected|invited|eligible|randomi[sz]ed|enrolled|screened) "
)
_OVER: Final = re.compile(
    r" ?(?:\(\d[^()]{0,14}\) ?)?(?:/ ?|(?:out )?of (?:the |all |an? |these |those |a total of )?"
    rf"(?:{_ADJECTIVES})?)(?=\d)"
)
_OVERS: Final = (" of ", " (", "/", " out of ", " /")
_EQUALS_REACH: Final = 14  # characters before a number that "n = (" and the like can take
# "48 adults (54% female)": so many of the adults are, who are no share themselves.
_PERCENT: Final = re.compile(
    r" ?[\[(]? ?(?:or |i\.e\.,? )?(\d{1,3}(?:[.\u00b7]\d+)?) ?(?:%|percent|per cent)"
    r"(?! (?:of them |were )?(?:(?:fe)?males?|(?:wo)?men|girls|boys|white|black|caucasian"
    r"|hispanic|asian|african|married|single|aged|response|right-handed)\b)"
)


def goes_on(text: str, end: int, start: int) -> bool:
    """Whether two numbers are of one list, so that the label before the first holds for both: "days 1, 8 and 15"."""
    found = _GOES_ON.match(text, end) if start - end <= 10 else None
    return found is not None and found.end() == start


BARRED: Final = dict.fromkeys(
    [*_NOT_OF_ENDS, *_OF_OTHERS, *_NAMED, "least", "than", "over", "of", "between"], False
) | dict.fromkeys(_LABELS, True)
"""Words before a number: those that make it a label, and (false) those that may, with the words before them."""


_PERIODS: Final = frozenset(["days", "weeks", "months"])
# "Over fourteen months 94 women came": the months have a number of their own, so they are no label of the next.
_PERIOD: Final = re.compile(
    r"\b(?:over|during|within) (?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty)"
    r"[ -](?:days|weeks|months)$"
)


# "Postnatal-day 10 rats" are so old.
_OF_LIFE: Final = ("natal-day", "embryonic-day", "gestational-day", "gestation-day", "post-day")


def is_labelled(left: str, tail: str, word: str) -> bool:
    """Whether what stands before a number makes it a label, a statistic or a limit.

    `tail` is `left` without the spaces at its end, `word` the last word of that.
    """
    last = tail[-1:]
    if last.isalpha():
        if "-" in word and word.endswith(_OF_LIFE):
            return True
        barred = BARRED.get(word.lstrip("([") if word[0] in "([" else word)
        if barred is None or (barred and word in _PERIODS and _PERIOD.search(tail)):
            return False
        return barred or _is_barred(tail, word)
    return last != "" and (last in _SIGNS_BEFORE or _barred_by_sign(left, tail, last))


# "52 persons between 61 and 84" are of those ages.
_AGED_BETWEEN: Final = re.compile(
    r"\b(?:persons|people|patients|subjects|volunteers|(?:wo)?men|children|adults|pupils|aged) between$"
)


def _is_barred(tail: str, word: str) -> bool:
    """Whether the words before a number make it a ratio, a limit, somebody else's …: "an earlier study of 60"."""
    return (
        (word in _NOT_OF_ENDS and tail.endswith(_NOT_OF) and _NOT_OF_WORDS.search(tail) is not None)
        or (word in _OF_OTHERS and _OTHERS_STUDY.search(tail) is not None)
        or (word in ("least", "than", "over") and _LIMIT.search(tail) is not None)
        or (word == "of" and tail.endswith(" size of") and not tail.endswith("sample size of"))
        or (word == "of" and is_age_of_one(tail))
        or (word in _NAMED and _OF_EACH_NAMED.search(tail) is None)
        or (word == "between" and _AGED_BETWEEN.search(tail) is not None)
    )


# Headings of some journals, with a long dash: "Results-fifteen patients came".
_HEADINGS: Final = (
    "methods-",
    "results-",
    "patients-",
    "participants-",
    "subjects-",
    "design-",
    "setting-",
    "findings-",
)


def _barred_by_sign(left: str, tail: str, last: str) -> bool:
    """A hyphen, an equals sign, a colon, a point or a stroke that ties the number to what stands before it."""
    if last == "(":
        if tail.endswith(_TO_THE_POWER):
            return True
        before = tail[-2:-1]  # a power: 10(6); a statistic: t(16)
        return before.isdigit() or (before in _STATISTIC_ENDS and _STATISTIC.search(tail) is not None)
    if last == "-":
        return left[-1] == "-" and tail[-2:-1].isalnum() and not tail.endswith(_HEADINGS)
    if last == "=":
        return not _is_n_equals(left)
    if last in ":.":
        return tail[-2:-1].isdigit() or tail.endswith((" no.", " nos.", "fig."))
    return last == "/" and (
        "/" in tail[-6:-1] or _MONTH_OF.search(tail) is not None or _IN_STRAIN.search(tail) is not None
    )


def _is_n_equals(left: str) -> bool:
    """Whether "n = " or the like stands before a number; most are written in a bracket, in one of two ways."""
    return left.endswith(("(n = ", "(n=")) or ("n" in left and _N_EQUALS.search(left[-_EQUALS_REACH:]) is not None)


def form_of(text: str, end: int, left: str, tail: str, word: str) -> str | None:
    """`n=`, `of` (denominator) or `over` (numerator); None for a number that is written plainly and ends at `end`.

    `left`, `tail` and `word` are what stands before it, as in `is_labelled`.
    """
    last = tail[-1:]
    if (last in "=:n" or (last == "(" and "=" in tail)) and _is_n_equals(left):
        return "n="
    if is_told_of_sample(text, end, left, word):
        return "n="
    if (last == "/" or word in _OF_ENDS) and _AFTER_OF.search(left):
        return "of"
    if text[end] in " /" and text.startswith(_OVERS, end) and _OVER.match(text, end):
        return "over"
    return None


class Percent(NamedTuple):
    """The percentage that a count is of some whole, and half of the last digit that it is told with."""

    value: float
    half_step: float


_SHARE_BEFORE: Final = re.compile(r"(\d{1,3}(?:\.\d+)?) ?(?:%|percent|per cent) ?[(\[]n ?= ?$")


def percent_before(left: str) -> Percent | None:
    """The percentage before a count in brackets: "71% (n = 12) of athletes"."""
    found = _SHARE_BEFORE.search(left) if "%" in left or "per" in left else None
    return _percent(found[1]) if found else None


def percent_after(text: str, place: int) -> Percent | None:
    """The percentage in brackets behind a count."""
    if text[place] not in " [(0123456789oi":
        return None
    near = text[place : place + 14]
    if "%" not in near and "per" not in near:
        return None
    found = _PERCENT.match(text, place)
    return _percent(found[1].replace("\u00b7", ".")) if found else None


def _percent(told: str) -> Percent | None:
    """A percentage by its figures; none where it is 0, which no count is of anything."""
    value = float(told)
    return Percent(value, 0.5 / 10 ** len(told.partition(".")[2])) if value else None
