"""Lengths of time that are no follow-up: ages, histories, intervals, run-ins, assays, horizons. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations import Shape
from evidence.tag.follow_up_cues import Mention
from evidence.tag.text import Section

_BEFORE_INTERVAL: Final = (
    "every ",
    "each ",
    "per ",
    "every other ",
    "intervals of ",
    "interval of ",
    "once in ",
    "every-",
    "alternate ",
)
_AFTER_INTERVAL: Final = re.compile(r"[ -]?(?:\w+ )?(?:intervals?|apart|cycles?|cadence|dosing)\b|,? every|ly\b")
_AFTER_OLD: Final = re.compile(
    r"'?[ -](?:old|of age|olds|age)\b|\)? of age|[ -](?:and|or) (?:older|over|above|younger)"
)
_BEFORE_PAST: Final = re.compile(
    r"\b(?:previous|past|last|preceding|prior|recent|earlier|next|within|first|initial|prior to|before|since|history of|every|stable for|known|lasting|lasted|every)[ -](?:the )?(?:last |past |previous |preceding |at least |about )?$"
)
_PAST: Final = re.compile(r"\b(?:previous|past|last|preceding|prior)[ -]$")
_AFTER_PAST: Final = re.compile(
    r"'?,? (?:ago|before|earlier|prior|previously|preceding|preoperatively|history|duration|of (?:diabetes|disease|illness|age|symptoms|experience|education|abstinence|onset|life)|since|from (?:diagnosis|onset)|(?:of )?(?:stable|previous|prior)|lead-time)\b"
)
_AFTER_RUNIN: Final = re.compile(
    r"[ ,-]*(?:(?!treatment\b|follow|trial\b|study\b|extension|of\b|double-blind (?:treatment|trial|study))[\w-]+[ ,/-]+){0,5}?(?:run-?in|lead-in|wash-?out|screening|baseline (?:phase|period)|(?:medicine|drug|medication|placebo|treatment)-free|stabili[sz]ation|pre-?treatment|wash)\b"
)
_BEFORE_RUNIN: Final = re.compile(
    r"(?:run-?in|lead-in|wash-?out|washed(?: out)?|screening|stabili[sz]ation)(?: (?:period|phase|interval))?(?: (?:of|for|was|lasting))*(?: (?:at least|up to))? $"
)
_AFTER_HORIZON: Final = re.compile(
    r"'?[ -](?:(?:overall|event-free|disease-free|progression-free|relapse-free|cumulative|actuarial|cancer-specific|local|recurrence-free|metastasis-free|failure-free|absolute|estimated|crude|graft|patient|rates? of|pfs|dfs|all-cause|cardiovascular|relative|fracture|predicted|probability of)[ ,-]+(?:and )?){0,3}(?:survivals?|incidence|risks?|pfs|os|dfs|efs|rfs|prevalence|probabilit|survivors)\b"
)
_ASSAY: Final = re.compile(
    r"'?[ -](?:post-?\w+|urin|ambulatory|blood|glucose|iop|intraocular|ecg|holter|clamp|fast|recall|dietary|diurnal|plasma|pressure|curve|continuous|oral|meal|insulin|infusion|energy|pg\b|bp\b|pp|collection|profile|abpm|monitor|creatinine|protein|proteinuria|sleep|period of fasting|electro)"
)
_LEFT_AGE: Final = re.compile(r"(?:\bage[ds]?|\bmedian|\bmean)\b[^;)]{0,40}$")
_DOSE: Final = re.compile(r"'?[ -](?:,? ?(?:on|off)\b|(?:out )?of (?:each|every)|cycles?\b|schedule)")
_WEEKLY: Final = re.compile(r"(?:times|once|twice|sessions|days|hours|h|min|minutes|mg|g|ml|%)(?: ?/| a| an| per|) ?$")
_DATE: Final = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)[ ,]*$"
)


def trap(mention: Mention) -> str | None:
    """The trap that a length is ("age", "interval", …), None where it is none."""
    one, left, right = mention.duration, mention.left, mention.right
    return (
        _interval(left, right)
        or _age(mention)
        or _past(mention)
        or _run_in(mention)
        or ("horizon" if _AFTER_HORIZON.match(right) else None)
        or ("assay" if one.unit == "hours" and _is_assay(mention) else None)
        or (
            "gestation"
            if mention.after("pregnant", 25) is not None or mention.before("pregnant", 20) is not None
            else None
        )
        or _other(mention)
    )


def _interval(left: str, right: str) -> str | None:
    if left.endswith(_BEFORE_INTERVAL) or _AFTER_INTERVAL.match(right) or _WEEKLY.search(left[-12:]):
        return "interval"
    return None


def _age(mention: Mention) -> str | None:
    if _AFTER_OLD.match(mention.right):
        return "age"
    if mention.duration.unit not in {"years", "months"}:
        return None
    gap = mention.before("age", 40)
    if gap is not None and mention.before("follow", len(gap)) is None and ";" not in gap:
        return "age"
    return None


def _past(mention: Mention) -> str | None:
    left, right = mention.left, mention.right
    if _PAST.search(left[-12:]) or _AFTER_PAST.match(right):
        return "past"
    gap = mention.before("history", 45)
    if (
        gap is not None
        and mention.before("follow", len(gap)) is None
        and mention.before("treat", len(gap)) is None
        and ";" not in gap
    ):
        return "past"
    if left.endswith(("within ", "within the first ", "in the first ")) and mention.has("history"):
        return "past"
    return None


def _run_in(mention: Mention) -> str | None:
    if _AFTER_RUNIN.match(mention.right) or _BEFORE_RUNIN.search(mention.left[-50:]):
        return "run-in"
    return None


def _is_assay(mention: Mention) -> bool:
    if _ASSAY.match(mention.right):
        return True
    return (
        mention.before("observe", 25) is None
        and mention.before("follow", 25) is None
        and mention.after("follow", 20) is None
    )


def _other(mention: Mention) -> str | None:
    left = mention.left
    if mention.duration.shape is Shape.LABEL and _DATE.search(left[-12:]):
        return "date"
    if _DOSE.match(mention.right):
        return "dose"
    gap = mention.before("survive", 50)
    if (
        gap is not None
        and mention.before("follow", len(gap)) is None
        and not re.search(r"\b(?:at|after|by|through)\b", gap)
    ):
        return "outcome"
    if (
        mention.has("call")
        and mention.sentence.section in {Section.CONCLUSIONS, Section.NONE}
        and mention.sentence.place > 0.6
    ):
        return "called for"
    if mention.has("reported") and mention.before("reported", 40) is not None:
        return "earlier report"
    return None
