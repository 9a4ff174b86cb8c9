"""Days on which doses are given, and lengths after which something begins, which are no follow-up. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.shape import OF_LABEL, OF_ONE_TIME
from evidence.tag.follow_up.cues import Mention
from evidence.tag.holding import holds

_CYCLED: Final = re.compile(
    r"[cmaeqi](?:(?<=\bc)ycles?\b|(?<=\bm)g(?: m(?= ?[\^(-]{0,3}[2\u00b2])|/m(?![a-z]))|(?<=\ba)uc\b"
    r"|(?<=\be)very (?:\d+|two|three|four|six)[ -](?:weeks|days)"
    r"|(?<=q)\d ?w|(?<=\bi)v\b)"  # led by a set of letters, which costs a fifth of as many words
)
_DOSE: Final = re.compile(
    r"'?[ -](?:,? ?(?:on\b(?=[ ,;/-]*(?:and |then |followed by |with )?(?:an? )?$)|off\b)"
    r"|(?:out )?of (?:each|every) (?:month|week|cycle|\d)|cycles?\b|schedule|(?:of |treatment-)?(?:rest|pause)\b)"
)
_GIVEN_ON: Final = re.compile(
    r"(?:\b(?:mg|mcg|\u00b5g|microg|iu|ml|units|iv|im|po|sc|intravenously|orally|subcutaneously|intramuscularly"
    r"|mg/m2|mg m-2|mg/kg|auc \d)|\b(?:i\.v|i\.m|p\.o|s\.c)\.)\)?,? ?(?:on )?$"
    r"|\b(?:given|administered|started|initiated|injected|infused|begun) (?:only )?on $"
)
_IN_CYCLES: Final = ("cycle", "mg/m", "mg m", "auc", "every ", "iv", "q")


def dose(mention: Mention) -> str | None:
    """Days of a cycle, and where something starts: "on days 2 and 9 of a 21-day cycle", "from the second week"."""
    one = mention.duration
    labelled = one.shape in OF_LABEL and one.days <= 29
    if labelled and (_is_cycled(mention.near) or _GIVEN_ON.search(mention.left[-30:])):
        return "dose"
    if _is_conditional(mention):
        return "condition of entry"
    if _is_before_start(mention):
        return "start"
    starts = mention.left.endswith(("from the ", "from ", "since the ", "between the ", "beyond "))
    if starts and one.shape in OF_ONE_TIME and not mention.right.startswith((" to", "-")):
        return "start"
    if mention.left.endswith("from ") and mention.right.startswith(" on"):
        return "start"
    return "dose" if _DOSE.match(mention.right) else None


def _is_cycled(near: str) -> bool:
    """Whether drugs are given in cycles; plain words first, since the pattern costs fifty times more."""
    may = holds(near, _IN_CYCLES)
    return may and _CYCLED.search(near) is not None


# "Labour was induced if the cervix was not ripe 24 hours after the gel": when something is decided.
_IF: Final = re.compile(
    r"\b(?:if|unless) (?:[^.;,]{3,90} )?(?:not?|failed|were|was|had|persist\w*|occur\w*)\b[^.;,]{0,40} ?$"
)
_CLAUSE: Final = 140  # characters that it takes


def _is_conditional(mention: Mention) -> bool:
    """Whether a time stands in a condition."""
    told = " if " in mention.folded or " unless " in mention.folded or mention.folded.startswith(("if ", "unless "))
    if "follow" in mention.kinds or not told:
        return False
    before = mention.left_within(_CLAUSE)
    return ("if " in before or "unless " in before) and _IF.search(before) is not None


_THEN_ASSIGNED: Final = re.compile(
    r"'?,? (?:after|later|following)\b[^.;]{0,60}? (?:were|was) (?:then |randomly )*(?:randomi[sz]ed|randomly|assigned|"
    r"allocated|enrolled|recruited)\b"
)
_ASSIGNED_AFTER: Final = re.compile(r"\b(?:divided|split|randomi[sz]ed|allocated)(?: [\w-]+){1,6} after $")


def _is_before_start(mention: Mention) -> bool:
    """Whether the participants came in or were allocated so long after something: "3 weeks after the injury"."""
    if mention.has("follow"):
        return False
    right = mention.right
    if right.startswith((" after", " later", " following")) and _THEN_ASSIGNED.match(right):
        return True
    return mention.left.endswith(" after ") and _ASSIGNED_AFTER.search(mention.left) is not None
