"""Design rules for allocation in other words: by turns, and by chance where nobody says "randomised". Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.records import Quote
from evidence.tag.design.parts import told
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import Signs

_PERSON: Final = r"(?:patient|woman|man|child|infant|adult|subject|mother|baby|case|participant|neonate|girl|boy|pupil)"
_GIVEN: Final = (
    r"(?:got|received|admitted|enrolled|underwent|(?:was|being) (?:given|treated|allocated|assigned|put|fed|started))"
)
_TURNS: Final = re.compile(
    r"\b(?:allocat\w+|assign\w+|allotted|entered)\b[^.;]{0,60}?\b(?:in|by) (?:strict )?"
    r"(?:rotation|turns|alternation)\b"
    r"|\b(?:methods|techniques|treatments|drugs|regimens|dressings|solutions|approaches) were (?:used|applied|employed)"
    r" (?:in|by) (?:strict )?(?:alternation|rotation|turns)\b"
    rf"|\bevery (?:other|second) (?:[a-z]+ )?{_PERSON}(?: [a-z]+){{0,2}}? {_GIVEN}\b"
    r"|\bnumbers? (?:that )?(?:ended|ending|ends) (?:in|with) (?:an? )?(?:odd|even)\b"
    r"|\b(?:played|offered|worked|opened|given to those [a-z]+) on alternate (?:days|weeks|months|sessions|lists)\b"
    r"|\bon alternate (?:operating |clinic |theatre )(?:days|lists|sessions)\b"
    r"|\b(?:even or odd|odd or even|even and odd|odd and even) (?:[a-z]+ ){0,2}?(?:numbers?|digits?|dates?|days?)\b"
    r"|\bconsecutive [a-z]+ (?:were given|received|got)\b[^.;]{1,50}?\balternately\b"
    r"|\balternately (?:placed|put|entered|offered|kept|nursed|selected) (?:on|to|in|into|for|with)\b"
    rf"|\b{_PERSON}?(?:patients|women|children|infants|adults|subjects) were alternated\b"
    r"|\balternate (?:adults|children|men|girls|boys|mothers|babies|neonates|newborns|participants|volunteers"
    r"|attend[a-z]+)\b"
    r"(?=[^.;]{0,60} (?:received|got|underwent|were (?:given|allocated|assigned|treated|put|fed))\b)"
)
# A letter of invitation is no treatment.
_LETTER: Final = r"(?! (?:an? |the )?(?:[a-z]+ )?(?:questionnaire|survey|invitation|letter|interview|phone|e-?mail))"
_PART: Final = r"(?:side|half|eye|leg|arm|limb|knee|hand|foot|ear|quadrant|breast|cheek|area|site|lesion|wound|tooth)"
_MANY: Final = r"(?:two|three|four|five|six|2|3|4)"
_MINIMISED: Final = (
    r"\bminimi[sz]ation (?:for|on|with|through|procedure|method|program|programme|algorithm|technique|software"
    r"|criteria)\b"
)
_CHANCE: Final = re.compile(
    rf"\b(?:allocat\w+|assign\w+|allotted)\b[^.]{{0,220}}?{_MINIMISED}"
    rf"|{_MINIMISED}[^.]{{0,80}}?\b(?:allocat\w+|assign\w+)\b|\bused minimi[sz]ation\b|^minimi[sz]ation trial\b"
    r"|\b(?:allocated|assigned|allotted) by (?:pure )?chance\b"
    r"|\b(?:treatment|order|drug|arm|group|side|sequence|regimen)s? (?:was|were) (?:picked|chosen|drawn|settled)"
    r" by (?:a |the )?computer\b"
    rf"|\brandomly (?:selected|chosen|picked) to (?:have|receive|undergo|get)\b{_LETTER}"
    rf"|\b(?:one|the|which) (?:[a-z]+ )?{_PART}\b[^.;]{{0,25}}?\b(?:picked|chosen|selected|drawn|taken|decided)"
    r" (?:at random|randomly|by (?:chance|lot|coin|computer))[^.;]{0,12}"
    r" (?:was|were|to be)? ?(?:treated|received|had|got|given)\b"
    # A Latin square orders what people are given; so does a design of sequences and periods.
    r"|\b(?:received|ate|took|drank|given|consumed|wore|used)\b[^.;]{0,80}?\blatin[- ]square\b"
    r"|\blatin[- ]square\b[^.;]{0,80}?\b(?:received|ate|took|drank|given|consumed|wore|used)\b"
    rf"|\b{_MANY}[- ](?:period|sequence)s?,? (?:and )?(?:{_MANY}[- ]treatments?,? )?(?:and )?"
    rf"{_MANY}[- ](?:period|sequence)s?\b"
    # Both look like the other drug: nobody hides a choice of the doctor's like that.
    r"|\bdouble[- ]dummy\b"
)


def _veto(signs: Signs) -> bool:
    """Whether it is about animals, papers, what is planned, or says what it is in plain words."""
    if signs.about_animals or signs.about_papers or signs.planned or signs.teeth_alone:
        return True
    return signs.has_any(("random_not", "random_quasi", "retrospective", "economic_study"))


@speaks_for("design.by_turns", "quasi-randomised", 8.5, by="turns")
def by_turns(signs: Signs) -> Quote | None:
    """One treatment after the other was given to whoever came next.

    Takes: Adults were allocated to the two dressings in rotation.
    Leaves: The shoulder was measured in rotation.
    """
    if signs.is_randomised or signs.has("cross_named") or _veto(signs):
        return None
    return told(signs, ("turns",), _TURNS.search)


@speaks_for("design.by_chance", "rct", 7.0, by="chance random_sampling")
def by_chance(signs: Signs) -> Quote | None:
    """Chance allocated people, or the order of what they were given, in words without "random".

    Takes: Allocation was done by telephone, with minimisation for age and sex.
    Leaves: The doctors aimed at the minimisation of pain.
    """
    return None if _veto(signs) else told(signs, ("chance", "random_sampling"), _CHANCE.search)
