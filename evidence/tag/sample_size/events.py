"""Those to whom something happened give way to all: "anaemia was found in 234 of 1,345 women". Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size.candidates import LIVING, Mention
from evidence.tag.sample_size.rivals import Rivals
from evidence.tag.sample_size.said import behind
from evidence.tag.sample_size.scan import Scan
from evidence.tag.sample_size.twice import are_cases

_NO_EVENT: Final = (  # headings of those who took part
    r"(?:patients|participants|participation|subjects|sample|population|setting|respon|repl|consent|recruit|attend|enrol"
    r"|includ|design|groups?)"
)
_FOUND_IN: Final = re.compile(
    r"\b(?:present|found|seen|noted|observed|detected|diagnosed|documented|demonstrated|occurred|developed|appeared"
    r"|persisted|recurred|confirmed|abnormal|positive|negative|normal|raised|elevated|reported|prescribed|resolved"
    r"|healed|came back|achieved|obtained|performed|done|successful|complete|partial|unchanged|required|necessary"
    r"|needed|again|repeated)"
    r" (?:in|by|among|for) (?:only |about |a total of )?$"
    rf"|(?:^|[.;:] |\n)(?![a-z -]{{0,20}}\b{_NO_EVENT})[a-z][a-z -]{{2,30}}: $"
    r"|\b(?:rate|non-?response|prevalence|incidence|frequency|mortality|proportion)\b[^.;]{0,60}\($"
)
_BEFELL: Final = re.compile(
    r"(?: \([^()]{1,24}\))?(?: (?!who|that|which|with|in)[a-z-]+){0,3}?(?: \([^()]{1,24}\))? (?:died"
    r"|(?:were|was) lost to"
    r"|had (?!been|both|all|complete|valid|usable|data|follow)"
    r"|developed|suffered|experienced|relapsed|recurred|improved|failed|survived"
    r"|(?:were|tested) (?:sero)?(?:positive|negative)"
    r"|were (?:obese|overweight|anaemic|anemic|diabetic|infected|affected|smokers|dead|alive"
    r"|found to have|diagnosed))\b"
)
# Those of whom this is said were taken in, whatever befell them.
_TAKEN: Final = re.compile(
    r"\b(?:includ|enrol|recruit|random|consent|agree|participa|took part"
    r"|complet(?!e (?:remission|response|relief|recovery|healing|resolution|cure))|analy[sz]|evalua|assess|availab"
    r"|eligib|respon|repl(?:y|ied)|return|answer|interview|examin|trace|stud(?:y|ied)|accept|met\b|fulfil|select"
    r"|follow(?!-?up)|remain|review|sampl|entered|criteria|invited|screened|excluded)"
)
_REACH: Final = 70  # characters before a number
# "In 31 of 104 women an abscess formed", with a share before the comma or none.
_IN_SOME: Final = re.compile(r"(?:^|[.;:] |\n)in (?:only )?$")
_THEN: Final = re.compile(
    r"(?: [a-z-]+){0,2}(?: \([^()]{1,20}\))?,? (?:an?|the|no|their|there|[a-z-]+) [^.;]{0,40}?"
    r"\b(?:occurred|developed|arose|was|were|had|recurred|formed|persisted|appeared)\b"
)
_PART_OF: Final = re.compile(r" \(?(?:\d{1,3}(?:\.\d)? ?(?:%|per cent|percent) )?(?:out )?of (?:the |all )?")


def all_looked_at(scan: Scan, source: Mention, rivals: Rivals) -> int | None:
    """How many there were in all, where the source is only those to whom something happened; else None."""
    after = rivals.after(source)
    if after and after.value > source.value and are_cases(scan.text, source, after):
        return after.value
    begin = scan.starts[source.sentence]
    over = after is not None and (source.form == "over" or _is_part_of(scan, source, after))
    if after and over:
        whole = after
        told = _befell_before(scan, source, whole)
    else:
        whole = rivals.rows[source.sentence][0]
        told = None
    if (
        whole.value <= source.value
        or not (over or whole.whole or whole.form == "of")
        or source.value in rivals.repeated
    ):
        return None
    if not told and (whole.kind not in LIVING or (source.place == 0 and not over)):
        return None
    last = whole if over else source
    what = behind(scan, last, None).removeprefix(")")
    if not told and not _BEFELL.match(what):
        return None
    taken = _TAKEN.search(scan.text, begin, max(begin, told.start()) if told else source.start)
    return None if taken or _TAKEN.search(scan.text, source.start, last.end + len(what)) else whole.value


def _is_part_of(scan: Scan, source: Mention, whole: Mention) -> bool:
    """Whether a count with its noun is part of the next: "twelve women of 131"."""
    noun = source.noun
    return (
        noun is not None and source.side == "right" and _PART_OF.fullmatch(scan.text, noun.end, whole.start) is not None
    )


def _befell_before(scan: Scan, source: Mention, whole: Mention) -> re.Match[str] | None:
    """The words before a part that say what befell it: "stones were found in", "in" with an event behind."""
    begin = max(0, scan.starts[source.sentence] - 1, source.start - _REACH)  # the line's end before it is looked at
    told = _FOUND_IN.search(scan.text, begin, source.start)
    if told or not scan.text.endswith("in ", 0, source.start):
        return told
    return _IN_SOME.search(scan.text, begin, source.start) if _THEN.match(scan.text, whole.end) else None
