"""Where the sentences of a text begin and end. Pure.

Nothing here changes a text's length, so a place in a sentence is a place in the passage that it was cut from.
"""

from __future__ import annotations

import re
from typing import Final

# A decimal with a space in it, as scanned abstracts have: "4. 8 +/- 1.4 days", "+/- 3. 7", "(77. 8%)", "p < 0. 05".
# Between two sentences the same characters may stand, "in 2. 8 patients": so only where a sign or bracket tells.
_PARTED: Final = re.compile(
    r"\. (?<=\d\. )(?=\d)(?:(?=\d{1,2} ?(?:\+/-|\u00b1))"
    r"|(?:(?<=[(\[]\d\. )|(?<=[(\[]\d\d\. ))(?=\d{1,2}(?:%?[)\];,]| (?:year|month|week|day|hour)s?\b))"
    r"|(?:(?<=\u00b1\d\. )|(?<=\u00b1 \d\. )|(?<=/-\d\. )|(?<=/- \d\. ))(?=\d{1,2}(?:%|[);,]| [a-z]))"
    r"|(?:(?<=[<>=]0\. )|(?<=[<>=] 0\. )))(\d{1,5})(?!\d)"
)


def closed_up(text: str) -> str:
    """The text with its parted decimals closed, "4. 8 " to "4.8  ": as long as before, all else where it was."""
    return _PARTED.sub(r".\1 ", text) if ". " in text else text


# The end of a sentence: a stop, closing brackets or quotes, space, then something that can begin one. Where sections
# were put together without a space ("in 40 patients.Methods: We"), a word of its own begins one: no "p.Val600Glu".
_AFTER_STOP: Final = (
    r"[)\]\"'\u201d\u2019]*)(?:\s+(?=[A-Z0-9(\[\"'\u201c\u2018<>=\u2264\u2265~\u00c0-\u00de\u0391-\u03a9])"
    r"|(?=[A-Z][a-z]*[ ,:]|[A-Z]{4,}[ ,:]))"
)
_STOP: Final = re.compile(r"([.!?]" + _AFTER_STOP)
_SMALL_STOP: Final = re.compile(r"([.!?][)\]\"'\u201d\u2019]*)\s+")  # of a text that has no capital at all
_POINT: Final = re.compile(r"(\." + _AFTER_STOP)  # one character to begin with is searched for at full speed
_ABBREVIATED: Final = frozenset(
    "vs approx ca cf dr fig figs no nos i.e e.g al st prof mr mrs ms resp incl viz est jr sr sp spp subsp var inc ltd"
    " co dept".split()
)
# What a single capital may name: "in group B. At" ends a sentence, "by J. Smith" does not.
_LETTERED: Final = frozenset(
    "arm class cohort factor grade group hepatitis hospital influenza method part patient phase region site stage team"
    " type vitamin ward".split()
)
_LONG: Final = 7  # letters; no abbreviation has as many
_WORD_BEFORE: Final = re.compile(r"([\w.]+)$")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, white space between them left out; linear in the length of the text."""
    spans, start = [], 0
    small = text.islower()
    stops = _SMALL_STOP if small else _STOP if "?" in text or "!" in text else _POINT
    for stop in stops.finditer(text):
        end, closed = stop.span(1)
        after = stop.end()
        if after == closed and not _may_end(text, end):
            continue
        if text[end - 1].isalpha() and not (end - start > _LONG and text[end - _LONG : end].isalpha()):
            word = _word_before(text, start, end)
            if word.lower() in _ABBREVIATED or (small and (len(word) == 1 or "." in word)):
                continue  # "et al. In": not an end
            if len(word) == 1 and word.isupper() and _word_before(text, start, end - 2).lower() not in _LETTERED:
                continue  # "E. coli"
        spans.append((start, closed))
        start = after
    tail = text[start:].rstrip()
    if tail:
        spans.append((start, start + len(tail)))
    return spans


def _may_end(text: str, stop: int) -> bool:
    """Whether a stop without a space behind it may end a sentence: after a small word or a number, no "U.S.Army"."""
    return text[stop - 1 : stop] in ")]%" or text[stop - 2 : stop].islower() or text[stop - 1 : stop].isdigit()


def _word_before(text: str, start: int, stop: int) -> str:
    """The word that ends at `stop`, its last 12 characters at most; the pattern is for other than plain words."""
    tail = text[stop - 12 if stop - 12 > start else start : stop]
    word = tail[tail.rfind(" ") + 1 :]
    if word.isalpha():
        return word
    found = _WORD_BEFORE.search(tail)
    return found[1] if found else ""
