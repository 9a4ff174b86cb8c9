"""Those to whom something happened give way to all: "anaemia was found in 234 of 1,345 women". Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size_candidates import LIVING, Mention
from evidence.tag.sample_size_rivals import Rivals
from evidence.tag.sample_size_said import behind
from evidence.tag.sample_size_scan import Scan
from evidence.tag.sample_size_twice import are_cases

_FOUND_IN: Final = re.compile(
    r"\b(?:present|found|seen|noted|observed|detected|diagnosed|documented|demonstrated|occurred|developed|appeared"
    r"|persisted|recurred|confirmed|abnormal|positive|negative|normal|raised|elevated|reported|prescribed|resolved"
    r"|healed)"
    r" (?:in|by|among|for) (?:only |about |a total of )?$"
    r"|\b(?:rate|prevalence|incidence|frequency|mortality|proportion)\b[^.;]{0,60}\($"
)
_BEFELL: Final = re.compile(
    r"(?: \([^()]{1,24}\))?(?: (?!who|that|which|with|in)[a-z-]+){0,3}? (?:died"
    r"|had (?!been|both|all|complete|valid|usable|data|follow)"
    r"|developed|suffered|experienced|relapsed|recurred|improved|failed|survived"
    r"|(?:were|tested) (?:sero)?(?:positive|negative)"
    r"|were (?:obese|overweight|anaemic|anemic|diabetic|infected|affected|smokers|dead|alive"
    r"|found to have|diagnosed))\b"
)
# Those of whom this is said were taken in, whatever befell them.
_TAKEN: Final = re.compile(
    r"\b(?:includ|enrol|recruit|random|consent|agree|participa|took part|complet|analy[sz]|evalua|assess|availab|eligib"
    r"|respon|repl(?:y|ied)|return|answer|interview|examin|trace|stud(?:y|ied)|accept|met\b|fulfil|select|follow|remain"
    r"|review|sampl|entered|criteria|invited|screened|excluded)"
)
_REACH: Final = 70  # characters before a number


def all_looked_at(scan: Scan, source: Mention, rivals: Rivals) -> int | None:
    """How many there were in all, where the source is only those to whom something happened; else None."""
    row = rivals.rows[source.sentence]
    place = source.place
    if place + 1 < len(row) and row[place + 1].value > source.value and are_cases(scan.text, source, row[place + 1]):
        return row[place + 1].value
    if source.form == "over" and place + 1 < len(row):
        whole = row[place + 1]
        told = _FOUND_IN.search(scan.text, max(0, source.start - _REACH), source.start)
    else:
        whole = row[0]
        told = None
    if whole.value <= source.value or not (whole.whole or whole.form == "of") or source.value in rivals.repeated:
        return None
    if not told and (whole.kind not in LIVING or (place == 0 and source.form != "over")):
        return None
    last = whole if source.form == "over" else source
    what = behind(scan, last, None)
    if not told and not _BEFELL.match(what):
        return None
    begin = scan.starts[source.sentence]
    return None if _TAKEN.search(scan.text, begin, last.end + len(what)) else whole.value
