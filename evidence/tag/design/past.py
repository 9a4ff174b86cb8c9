"""Design rule for those treated now against those treated before, where nobody calls the latter "historical". Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.records import Quote
from evidence.tag.design.parts import told
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import Signs

_CARED: Final = (
    r"(?:treated|managed|operated|given|grafted|transplanted|delivered|cared for|done|performed"
    r"|who (?:had )?(?:had|got|received|underwent))"
)
_SPAN: Final = r"(?:years?|months?|weeks?|period|decade|era|winters?)"
_BEGAN: Final = r"(?:introduc\w+|implement\w+|started|began|adopted|available|in use|opened|changed|existed)"
_CHANGE: Final = (
    r"(?:bundle|protocol|guidelines?|programme|program|policy|intervention|introduction|implementation|pathway"
    r"|change (?:of|in)|service|checklist|new)"
)
# Those of before: treated before 1998, or before the new method was introduced; earlier recipients.
_THEN: Final = (
    rf"(?:\b{_CARED}\b[^.;]{{0,60}}?\b(?:before (?:\d{{4}}\b|[^.;]{{0,40}}?\b{_BEGAN})|earlier (?:without|with|by)\b"
    rf"|(?:in|during|over) (?:the )?(?:preceding|previous|prior|earlier) (?:[a-z0-9]+ )?{_SPAN})"
    rf"|\bof the (?:previous|preceding|earlier|former) {_SPAN}"
    r"|\b(?:our|the) (?:own )?(?:previous|earlier|past|former) experience"
    r"|\d+ (?:earlier|former|preceding) (?:recipients|patients|women|children|infants|cases|adults|operations))"
)
_AGAINST: Final = re.compile(
    rf"\b(?:(?:compared|comparison|contrasted|set|held) (?:[a-z]+ )?(?:with|to|against|beside)|controls were)\b"
    rf"[^.;]{{0,80}}?{_THEN}"
    rf"|{_THEN}[^.;]{{0,40}}?\b(?:(?:served|acted|used|taken) as|were)"
    r" (?:the |our |a )?(?:controls?|comparison|comparators?)\b"
)
# In one sentence both: before and after something that was brought in.
_BOTH: Final = re.compile(
    r"\b(?:treated|managed|operated on|operated upon|transplanted|cared for|born|seen|admitted)"
    r" before and (?:[a-z0-9-]+ ){0,3}?after\b(?! treatment| therapy| surgery)"
    rf"|\b{_SPAN} before\b(?=[^.]{{0,120}}\b{_CHANGE}\b)[^.]{{1,90}}?\b{_SPAN} after\b"
)


@speaks_for("design.against_earlier", "historically-controlled", 5.5, by="earlier_ones")
def against_earlier(signs: Signs) -> Quote | None:
    """Those treated in a new way are compared with those treated before it came.

    Takes: Thirty adults who had the new graft were compared with 28 treated before 1998.
    Leaves: Thirty adults with a graft were compared with 28 who had none.
    """
    other = ("random_allocated", "random_trial", "random_word", "retrospective", "cohort_named", "cross_named")
    if signs.has_any(other, "tmbe") or signs.about_papers or signs.planned or signs.about_animals:
        return None
    return told(signs, ("earlier_ones",), _BOTH.search) or told(signs, ("earlier_ones",), _AGAINST.search)
