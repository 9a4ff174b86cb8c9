"""The unit that goes with a chosen size: people, animals, eyes, couples. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size.candidates import Candidate
from evidence.tag.sample_size.scan import Scan
from evidence.values import Design

PEOPLE: Final = frozenset(["participants", "person"])
OF_THEM: Final = (" of them", " of whom", " of those")
"""People told before; the noun behind is what they have."""
_UNITS: Final = frozenset(["animals", "eyes", "limbs", "sites", "donors", "embryos", "families", "dyads"])


# "Fistulas were described in 16 of 198 patients": of so many patients.
_OF_PEOPLE: Final = re.compile(
    r" of (?:the |all )?[\d,]{1,9} (?:patients|participants|subjects|people|persons|women|men|children|adults"
    r"|infants)\b"
)


def unit_of(scan: Scan, candidate: Candidate, design: Design | None) -> str:
    """What the size is counted in; participants where no other unit is named, animals in work on animals.

    A noun on the left that has a number of its own, or people beside it, is not the unit: "68 dyads (n = 136)",
    "patients with solid tumours (n = 40)".
    """
    if not candidate.parts or candidate.head.kind not in _UNITS:
        unnamed = not candidate.parts or candidate.head.kind in ("none", "person")
        return "animals" if unnamed and design and design.code == "animal" else "participants"
    head = candidate.head
    if head.side == "right" and scan.text.startswith(OF_THEM, head.end):
        return "participants"
    if head.form == "over" and _OF_PEOPLE.match(scan.text, head.end):
        return "participants"
    if head.side == "left" and head.noun:
        own = scan.numbers_between(scan.reach_left(head.sentence, head.noun.start, 25), head.noun.start)
        people = any(cue.kind in PEOPLE and cue.start < head.noun.start for cue in head.cues.units)
        if own or people:
            return "participants"
    return head.kind
