"""Counts in an unusual dress: ">2300 patients", "45K", "the sample was 412", the whole behind a rate. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.numbers import Number
from evidence.tag.sample_size.scan import Cue, Scan

_AT_LEAST: Final = frozenset(">\u2265~\u2248")
_N_AT_LEAST: Final = re.compile(r"\bn ?=? ?[>\u2265~\u2248] ?$")
# ">100 patients a year", "trials with >100 patients": what a centre or a study must have.
_MUST_HAVE: Final = re.compile(
    r"(?:[(\d=<]|(?<!total )(?<!cohort )(?<!series )(?<!sample )(?<!population )\bof|\b(?:with|than|treating|seeing"
    r"|performing|having|enrolling|randomi[sz]ing|aged?|to|and|or|score|per|just|only)) $"
)
_MANY: Final = 100  # fewer may be years of age


def is_at_least(left: str, tail: str, value: float, *, is_unit: bool) -> bool:
    """Whether a sign before a number says "about" or "at least" of a count: ">2300 patients", "(n = ~2300)".

    `left` and `tail` are as in `is_labelled`; `is_unit`: a unit noun follows at once.
    """
    if tail[-1:] not in _AT_LEAST:
        return False
    if _N_AT_LEAST.search(left):
        return True
    return is_unit and (value >= _MANY or tail[-1] == "~") and not _MUST_HAVE.search(tail[:-1].rstrip(" ") + " ")


# "The follow-up rate was 91% (119/131)": those of whom it is the rate are people.
_RATE: Final = re.compile(
    r"\b((?:follow-?up|completion|retention|adherence|participation|response|relapse|recurrence|success|cure|survival"
    r"|complication|infection|failure|remission|re-?operation) rate|mortality|drop-?out|attrition|withdrawal)\b"
    r"[^.;()\n\d]{0,20}(?:[\d.]{1,5} ?(?:%|percent|per cent))? ?\($"
)
_RATE_REACH: Final = 64


def rated(text: str, start: int) -> Cue | None:
    """The rate of which a part and its whole follow at `start`, as the noun of a whole that has none."""
    if text[start - 1] != "(":
        return None
    found = _RATE.search(text, max(0, start - _RATE_REACH), start)
    return Cue(*found.span(1), "participants") if found else None


# "The final sample was 412", "sample size: 88": as good as "n = 88", where no noun of its own follows.
_SAMPLE_WAS: Final = re.compile(
    r"\b(?<!required )(?<!needed )"
    r"(?:sample(?: size)?|study group|study population) (?:was|were|numbered|totall?ed|is) $"
    r"|\bsample size: ?$"
)
_ENDS_SAMPLE: Final = re.compile(r" ?(?:[.,;)]|\(|and (?!\d)|with |at |for |because )")
_WAS: Final = frozenset(["was", "were", "numbered", "totalled", "totaled", "is", "size:"])


def is_told_of_sample(text: str, end: int, left: str, word: str) -> bool:
    """Whether a number that ends at `end` is as good as "n = 412": "the sample was 412", "(n > 2300)"."""
    if word[-1:] in _AT_LEAST and _N_AT_LEAST.search(left):
        return True
    return word in _WAS and _SAMPLE_WAS.search(left) is not None and _ENDS_SAMPLE.match(text, end) is not None


def in_thousands(scan: Scan, number: Number) -> Number:
    """A number with the k behind it where people follow at once, "45K patients", and not "a 10k run"."""
    stop = number.end
    if not scan.is_unit(scan.sentence_at(number.start), stop + 2):
        return number
    return number._replace(end=stop + 1, value=1000 * number.value, kind="digits")
