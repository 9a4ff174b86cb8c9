"""Design rules for case-control studies that are told by their parts: people chosen by outcome. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.records import Quote
from evidence.tag.design.cues import Cue
from evidence.tag.design.parts import first, own, words
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import OWN, Signs

_NOBODYS: Final = ("random_allocated", "random_trial", "animals", "animal_strain")


def _is_of_others(signs: Signs) -> bool:
    """A paper on papers, a trial or animals has no cases and controls of its own."""
    return signs.about_papers or signs.has_any(_NOBODYS)


_DRAWN: Final = re.compile(
    r"\b(?:with)?in (?:an?|the|this|our) (?:[a-z-]+ ){0,4}(?:(cohort)|register|registry|database)(?! stud| analys)"
    r"(?:[^,.;]|,[0-9]){0,60}, [^.;]{0,40}?(?:\bcases\b|(?(1)\bwith\b|(?!)))[^.;]{1,80}?\bcontrols\b"
)
_NOT_DRAWN: Final = re.compile(r"\bfollow|\bunderw|\btreated\b|\boperat")


@speaks_for("design.cases_of_a_cohort", "case-control", 6.6, by="cohort cohort_named control_group healthy_control")
def cases_of_a_cohort(signs: Signs) -> Quote | None:
    """The cases that a cohort or a register had, and controls out of it: a nested study.

    Takes: In a birth cohort of 9,000 children, 90 cases of asthma and 180 matched controls were studied.
    Leaves: In a cohort study, 90 adults with asthma and 180 controls were followed for ten years.
    """
    return None if _is_of_others(signs) else first(_DRAWN, own(signs, ("controls",), _NOT_DRAWN))


_GIVEN: Final = re.compile(r"\btreated with\b|\bgiven\b|\breceiv|\buntreated\b")
_PEOPLE: Final = (
    r"(?:(?:all|the|new|newly|incident|consecutive|hospital|other|healthy) ){0,2}"
    r"(?:[0-9][0-9,]{0,9}|people|persons|patients|women|men|children|infants|adults|residents|neighbou?rs|friends"
    r"|(?:one|two|three|four|five|six|seven|eight|nine) hundred|[a-z]{2,8}ty)\b"
)
_CASES_WERE: Final = re.compile(rf"\bcases (?:were|comprised|consisted of) {_PEOPLE}")
_CONTROLS_WERE: Final = re.compile(rf"\bcontrols (?:were|comprised|consisted of) {_PEOPLE}")
_INCIDENT: Final = re.compile(
    r"\b(?:incident|newly diagnosed|new) cases of [^.;,]{3,50} and [0-9][0-9,]{0,9} (?:[a-z-]+ ){0,3}controls\b"
)
_SET: Final = re.compile(
    r"\bconditional logistic\b|\b(?:incidence|risk)[ -](?:density|set)[ -]sampl|\bdensity sampling\b"
)
_IN_BOTH: Final = re.compile(r"\bcases?\b.{1,120}\bcontrols\b|\bcontrols\b.{1,120}\bcases\b")


@speaks_for("design.cases_were", "case-control", 6.6, by="control_group healthy_control case_control")
def cases_were(signs: Signs) -> tuple[Quote, ...]:
    """It is told who the cases were and who the controls, or that sets of cases and their controls were analysed.

    Takes: Cases were 120 adults with an ulcer; controls were 240 patients with other diseases.
    Leaves: Controls were 40 untreated patients. In ten cases the ulcer came back.
    """
    if b"cases" not in signs.vocabulary or _is_of_others(signs):
        return ()
    sentences = own(signs, ("controls",), _NOT_DRAWN)
    controls = first(_CONTROLS_WERE, sentences)
    cases = first(_CASES_WERE, own(signs, ("cases",), _GIVEN)) if controls else None
    if cases and controls:
        return (cases, controls)
    if drawn := first(_INCIDENT, sentences):
        return (drawn,)
    both = first(_IN_BOTH, sentences)
    sets = first(_SET, own(signs, ("conditional logistic", "sampl"))) if both else None
    return (both, sets) if both and sets else ()


_WELL: Final = ("without", "unaffected", " controls", " normal ", " healthy ", " well ", " free of ", " who ")
_ILL_AND_WELL: Final = re.compile(
    r"\b(?:with|ill|affected|who had|later developed)\b[^.;]{2,140}?\b(?:without|unaffected|controls|normal|well"
    r"|healthy|free of|who had (?:none|no|not)|who did not)\b"
)
_JOINED: Final = re.compile(r"..\b(?:and|to|in|with)\b")
_ASKING: Final = words(
    "onset diagnosis illness between interview interviews interviewed interviewer interviewers interviewing asked"
    " questioned ascertained past previous prior earlier"
)
_LOOKING_BACK: Final = words(
    "interview interviews interviewed interviewer interviewers interviewee interviewees interviewing asked questioned"
    " ascertained past previous prior earlier before"
)
_SET_SIDE: Final = words("compared between")
_HABITS: Final = words("use habit habits exposure intake consumption vaccination")
_ASKED: Final = re.compile(
    r"\binterview|\basked\b|\bquestioned\b|\bascertained\b|\b(?:past|previous|prior|earlier) (?:exposure|use)\b"
    r"|\bbefore (?:the )?(?:onset|diagnosis|illness)\b|\bin the past\b"
    r"|\b(?:use|habits?|exposure|intake|consumption|vaccination)\b[^.;]{0,50}\bcompared between\b"
)
_PAST: Final = re.compile(
    r"^past\b|\b(?:regard to|compared for|asked (?:about|for)|their|of) (?:past|previous|earlier)\b"
    r"|\bbefore (?:the )?(?:onset|diagnosis|illness)\b"
)
_ODDS: Final = re.compile(
    r"\bodds\b|\(or [0-9]|\bor ?= ?[0-9]|\brelative risk|\brisk factor"
    r"|\bunaware of (?:the (?:study )?hypothes|case|who)"
)


def _may_ask(vocabulary: frozenset[bytes]) -> bool:
    """Whether there are the words without which nobody is asked: "between" alone is in most records."""
    if vocabulary.isdisjoint(_ASKING):
        return False
    return not vocabulary.isdisjoint(_LOOKING_BACK) or (
        vocabulary.issuperset(_SET_SIDE) and not vocabulary.isdisjoint(_HABITS)
    )


@speaks_for("design.ill_and_well", "case-control", 5.2, by="humans")
def ill_and_well(signs: Signs) -> Quote | None:
    """Those who had fallen ill and those who had not were asked what they had done or met with before.

    Takes: We interviewed 90 women with an ulcer and 180 women without one. The odds ratio of smoking was 2.
    Leaves: Grip strength was measured in 90 women with an ulcer and 180 women without one. It was lower in the former.
    """
    if signs.has("treated") or not _may_ask(signs.vocabulary) or _is_of_others(signs):
        return None
    both = [one for one in own(signs, _WELL) if _ASKED.search(one.folded) or _PAST.search(one.folded)]
    groups = first(_ILL_AND_WELL, both)
    if groups is None or not _JOINED.search(groups.text.lower(), 2):
        return None
    past = any(_PAST.search(one.folded) for one in both)
    told = past or any(_ODDS.search(sentence.folded) for sentence in signs.sentences)
    return groups if told else None


_OUTCOME: Final = re.compile(
    r"\b(?:and|risk(?: factors?)? (?:of|for)|predictors? (?:of|for)|determinants of|(?:a)?etiology of) "
    r"(.{3,60}?)(?= in | among | after | during | following | nested |[:?.]|$)"
)
_ILLNESS: Final = r"\bwith (?P<illness>[^.;,()]{3,50}?)(?: \([^()]{1,12}\))?"
_MATCHED: Final = re.compile(
    rf"{_ILLNESS}(?:,? who [a-z ]{{3,30}})? were (?:each |individually )?"
    r"(?:(?:matched (?:with|to)|compared (?:with|to) (?:[a-z0-9]+ )?matched)\b"
    r"(?: (?!who|undergoing)[a-z0-9-]+){0,5}? (?:without|free of|with)\b"
    r"|compared (?:with|to) [a-z0-9 -]{3,40} with other\b)"
)
_PAIRING: Final = words("matched other each every")
_FOR_EACH: Final = re.compile(
    rf"\bfor (?:each|every) [a-z]+ {_ILLNESS},? (?:up to )?(?:one|two|three|four|five|[1-9])"
    r"(?: [a-z-]+){0,3} controls?\b"
)


@speaks_for("design.matched_by_outcome", "case-control", 5.4, by="humans healthy_control")
def matched_by_outcome(signs: Signs) -> Quote | None:
    """Those with what the title asks the causes of were matched with those without it.

    Takes: Smoking and leg ulcers // Adults with leg ulcers (n=90) were matched with two adults without ulcers each.
    Leaves: Leg ulcers and stroke // Adults with leg ulcers (n=90) were matched with two adults without ulcers each.
    """
    title = signs.document.title
    if title is None or signs.vocabulary.isdisjoint(_PAIRING) or _is_of_others(signs):
        return None
    asked = {word for match in _OUTCOME.finditer(title.folded) for word in match[1].replace("-", " ").split()}
    for sentence in own(signs, ("matched", "with other", "for each", "for every")) if asked else ():
        match = _MATCHED.search(sentence.folded) or _FOR_EACH.search(sentence.folded)
        if match and any(len(w) > 4 and w in asked for w in match["illness"].replace("-", " ").split()):
            return sentence.quote(match.start(), match.end())
    return None


_CASES_AND_CONTROLS: Final = re.compile(r"\bcases\b.{1,80}\bcontrols\b")


@speaks_for("design.cases_and_controls", "case-control", 5.4, by="control_group healthy_control")
def cases_and_controls(signs: Signs) -> Cue | None:
    """Cases and controls in one sentence, and the odds of one against the other.

    Takes: Cases were 300 women with cancer; controls were 600 women without. The odds ratio of smoking was 4.
    Leaves: In 300 cases of cancer, 600 women served as controls. Survival was better.
    """
    if signs.about_papers or signs.has("random_allocated"):
        return None
    if not any("odds ratio" in sentence.folded for sentence in signs.sentences):
        return None
    for cue in signs.cues:
        named = "control_group" in cue.signs or "healthy_control" in cue.signs
        if named and signs.zone_of[cue.sentence] in OWN and _CASES_AND_CONTROLS.search(signs.text_of(cue)):
            return cue
    return None
