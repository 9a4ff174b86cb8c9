"""What stands after a field's colon: a code of a list, a number, a length of time, a range of them. Touches nothing."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Final, NoReturn

from evidence.design_names import design_beside, designs_near
from evidence.errors import BadInput, either
from evidence.id_forms import without_resolver
from evidence.store.query_absent import read_none
from evidence.store.query_fields import FIELDS, OF_TAGS, Kind, SearchField, no_topic_with
from evidence.store.query_labels import labels
from evidence.store.query_status import read_status
from evidence.store.query_tree import Bound, Code, Query, Within, all_of, any_of
from evidence.topics import OF_TOPICS
from evidence.values import DESIGNS, UNITS, says_none

OPERATOR: Final = "(?:>=|<=|=>|=<|≥|≤|>|<|=)"

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?|\.\d{1,6}"
_BOUND = re.compile(rf"({_NUMBER})\s*([A-Za-z]+)?", re.ASCII)
_COMPARED = re.compile(rf"({OPERATOR})\s*(.*)", re.DOTALL)
_NEARLY: Final = (  # a range and a lower end as people write them elsewhere
    (re.compile(r"([^-\u2013]+?)(?:[-\u2013]|\s+to\s+)(.+)"), r"\1..\2"), (re.compile(r"(.+?)\s*\+"), r"\1.."),
)  # fmt: skip
_SHARE: Final = (re.compile(r"([<>=]*)\s*([1-9]\d)\s*%"), r"\g<1>0.\2")  # of no number but a confidence
_UNITS: Final = UNITS | dict.fromkeys(("min", "mins", "minute", "minutes"), "minutes")
_PERCENT: Final = 100
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_CANONICAL_OPERATOR = {"=>": ">=", "=<": "<=", "≥": ">=", "≤": "<="}
_ALSO: Final = {
    "randomized": "randomised", "non-randomized": "non-randomised", "nonrandomized": "non-randomised",
    "nonrandomised": "non-randomised", "quasi-randomized": "quasi-randomised",
    "analyzed": "analysed", "trial": "interventional", "humans": "human", "animals": "animal",
    "follow-up": "followup", "follow_up": "followup", "sample_size": "n", "sample-size": "n", "keyword": "keywords",
    "authors": "author", "multi": "multiple", "multicentre": "multiple", "multicenter": "multiple",
    "double-blind": "double", "single-blind": "single", "triple-blind": "triple", "open-label": "open",
    "cross-over": "crossover", "retraction": "retracted", "expression-of-concern": "concern", "errata": "erratum",
}  # fmt: skip


_OF_RECORDS: Final = ("status", "is", "has")  # fields whose values people look for in one another


def read_value(field: SearchField, text: str) -> Query:
    """The condition that `text` puts on a field that is not one of words; commas are alternatives in lists.

    Raises:
        BadInput: it can't be read; the message names the field and shows one that works.
    """
    if (none := read_none(field, text)) is not None:
        return none
    match field.kind:
        case Kind.LABEL:
            return any_of(Code(field.name, label) for label in labels(field, text) or _unreadable(field, text))
        case Kind.OPEN:
            return any_of(Code(field.name, _open(field, part)) for part in _parts(field, text.lower()))
        case Kind.CODE:
            return _codes(field, text.lower())
        case _:
            return _numbers(field, text)


def _numbers(field: SearchField, text: str) -> Query:
    """A number, a range, a list of PMIDs, or both NR and NA."""
    if field.name == "pmid":
        return any_of(_range(field, part) for part in _parts(field, text))
    if field.name in OF_TAGS and "," in text and all(map(says_none, text.split(","))):
        return any_of(read_value(field, part) for part in text.split(","))
    return _range(field, text)


def _codes(field: SearchField, text: str) -> Query:
    """The condition of one code or several; what belongs together may have a comma in it."""
    if field.name == "status" and (shown := read_status(text)) is not None:
        return shown  # "design, n corrected"
    whole = field.name == "design" and design_beside(text)  # "randomised, double-blind trial" is one
    parts = [text] if whole else _parts(field, text)
    return any_of(read_none(field, part) or _coded(field, part) for part in parts)


def _parts(field: SearchField, text: str) -> list[str]:
    if field.name == "doi":  # a DOI may have commas, and comes with a resolver in front
        return [without_resolver(text)]
    parts = [part for part in (part.strip() for part in text.split(",")) if part]
    if not parts:
        _unreadable(field, text)
    return parts


def _coded(field: SearchField, text: str) -> Query:
    """The condition of one code; a design may come with what is written beside it: "prospective cohort"."""
    if field.name == "design" and (design := design_beside(text)):
        code, attributes = design
        return all_of([Code("design", code), *(Code(name, value) for name, value in attributes)])
    return (read_status(text) if field.name == "status" else None) or Code(field.name, _code(field, text))


def _code(field: SearchField, text: str) -> str:
    known = {value.replace("_", "-"): value for value in field.values}
    for value in (text, _ALSO.get(text, text), _ALSO.get(_hyphened(text), _hyphened(text))):
        if value.replace("_", "-") in known:
            return known[value.replace("_", "-")]
    if field.name in _OF_RECORDS and (other := next((o for o in _OF_RECORDS if text in FIELDS[o].values), None)):
        raise BadInput(f"no {field.name} {text!r}; did you mean {other}:{text}?", f"write {other}:{text}")
    if field == FIELDS["has"] and text.replace("-", "_") in OF_TOPICS:  # a topic's own lists its groups
        raise no_topic_with(f"no has {text!r}")
    close = get_close_matches(_hyphened(text), known, n=1, cutoff=0.5)
    near = [f"{field.name}:{known[one]}" for one in close]
    if field.name == "design":
        group = [known[one] for one in close if known[one] not in DESIGNS]  # which is what was meant, if it is as near
        near = [str(_coded(field, one)) for one in designs_near(text)] or [f"design:{one}" for one in group]
    if len(near) == 1:
        raise BadInput(f"no {field.name} {text!r}; did you mean {near[0]}?", f"write {near[0]}")
    if near:
        raise BadInput(f"design {text!r} may be any of several", f"write {either(near)}, or all with OR between")
    raise BadInput(f"no {field.name} {text!r}", f"write {field.example}; {field.name} is one of {_list(field)}")


def _open(field: SearchField, text: str) -> str:
    """A phase in Arabic figures, as the tags have it; anything else as typed."""
    return re.sub(r"[ivx]+", lambda found: _ROMAN.get(found[0], found[0]), text) if field.name == "phase" else text


def _hyphened(text: str) -> str:
    return re.sub(r"[\s_]+", "-", text.strip())


def _list(field: SearchField) -> str:
    return ", ".join(field.values)


def _range(field: SearchField, text: str) -> Within:
    text = text.strip()
    if compared := _COMPARED.fullmatch(text):
        return _comparison(field, _CANONICAL_OPERATOR.get(compared[1], compared[1]), _bound(field, compared[2], text))
    low_text, dots, high_text = text.partition("..")
    if not dots:
        bound = _bound(field, text, text)
        return Within(field.name, bound, bound)
    low = _bound(field, low_text, text) if low_text.strip() else None
    high = _bound(field, high_text, text) if high_text.strip() else None
    if low is None and high is None:
        _unreadable(field, text)
    if low is not None and high is not None:
        low, high = _one_unit(field, low_text, low, high)
        if low.value > high.value:
            raise BadInput(f"{field.name}:{text} runs backwards", f"write {field.name}:{high}..{low}")
    return Within(field.name, low, high)


def _one_unit(field: SearchField, low_text: str, low: Bound, high: Bound) -> tuple[Bound, Bound]:
    """`6..12y` means years at both ends."""
    if field.kind is Kind.LENGTH and not re.search(r"[A-Za-z]", low_text):
        return Bound(low.number, high.unit), high
    return low, high


def _comparison(field: SearchField, operator: str, bound: Bound) -> Within:
    if operator == "=":
        return Within(field.name, bound, bound)
    bound = Bound(bound.number, bound.unit, inclusive=operator.endswith("="))
    return Within(field.name, bound, None) if operator.startswith(">") else Within(field.name, None, bound)


def _bound(field: SearchField, text: str, whole: str) -> Bound:
    """One end; `whole` is what an error shows."""
    found = _BOUND.fullmatch(text.strip())
    if not found:
        _unreadable(field, whole)
    unit = (found[2] or "").lower()
    number = float(found[1].replace(",", ""))
    if field.kind is not Kind.LENGTH:
        if unit or (field.name == "pmid" and not number.is_integer()):
            _unreadable(field, whole)
        if field.name == "confidence" and number > 1:  # else `<80` would quietly find every record
            share = f"{number / 100:g}" if number <= _PERCENT else "0.8"
            todo = f"it goes from 0 to 1; write {share} for {float(share):.0%}"
            raise BadInput(f"confidence:{whole.strip()} is above 1", todo)
        return Bound(number)
    if unit and unit not in _UNITS:
        _unreadable(field, whole, f"no unit of time {unit!r}")
    return Bound(number, _UNITS.get(unit, "months"))


def _unreadable(field: SearchField, text: str, why: str = "") -> NoReturn:
    forms = {
        Kind.NUMBER: f"{field.name}:>=50, {field.name}:20..100, {field.name}:20.. or {field.name}:<50",
        Kind.LENGTH: f"{field.example}, followup:6mo..2y, followup:1y.. or followup:<90min (min, h, d, w, mo, y)",
    }
    shown = field.example if field.name in {"year", "confidence", "pmid"} else forms.get(field.kind, field.example)
    shown = _nearly(field, text.strip()) or shown
    raise BadInput(f"{field.name}:{text.strip()} can't be read{': ' + why if why else ''}", f"write {shown}")


def _nearly(field: SearchField, text: str) -> str | None:
    """What `20-100`, `100+` or a confidence of `80%` is in this language; None for anything else."""
    forms = (*_NEARLY, _SHARE) if field.name == "confidence" else _NEARLY
    for pattern, form in forms if field.kind in {Kind.NUMBER, Kind.LENGTH} else ():
        if found := pattern.fullmatch(text):
            try:
                return str(_range(field, found.expand(form)))
            except BadInput:
                continue
    return None
