"""Design rules for one person, or two or three, whose story is told without an age, a sex or the word patient. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.records import Quote
from evidence.tag.design.parts import first, words
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import Signs

_MANY: Final = ("random_allocated", "random_trial", "animals", "animal_strain", "cohort_named", "cross_named")

_BODIES: Final = (
    "lady gentleman woman women man boy girl infant toddler newborn neonate baby child teenager adolescent student"
    " schoolboy schoolgirl traveller traveler tourist housewife nurse doctor physician surgeon dentist teacher farmer"
    " soldier worker labourer laborer fisherman gardener butcher miner driver cyclist runner athlete swimmer diver"
    " pilot prisoner smoker alcoholic diabetic primigravida multigravida primipara septuagenarian octogenarian"
    " nonagenarian"
)
_SOMEBODY: Final = rf"(?:{_BODIES.replace(' ', '|')})"
_FELL_ILL: Final = (
    r"(?:developed|collapsed|presented|(?:was|had been) (?:brought|admitted|found|seen|referred|rushed|taken|bitten"
    r"|stung|struck|diagnosed|hospitali[sz]ed)|suffered|complained|noticed|came|fell|lost|died|swallowed|ingested"
    r"|inhaled|injected|sustained|became|experienced)"
)
_ONE: Final = re.compile(
    rf"(?<!when )(?<!if )(?<!that )(?<!whether )\ban? (?:(?!who|whose|for|to|of)[a-z-]+ ){{0,3}}?{_SOMEBODY} "
    rf"(?:(?:with|on|taking|after) [a-z -]{{3,30}} )?{_FELL_ILL}\b"
    r"|\bin an? (?:(?:previously|otherwise|apparently) )?(?:frail|healthy|elderly|young|returning|pregnant|middle-aged"
    rf"|lactating|premature|febrile|comatose) {_SOMEBODY}[.;,]"
    r"|\b(?:was|were|began|developed|occurred|appeared|fell|set in|followed|led|rose)\b[^.;]{0,80}?"
    rf"\bin an? (?:[a-z-]+ ){{0,3}}?{_SOMEBODY}(?:[.;,]| who (?:had|was)\b)"
    rf"|\bwe (?:saw|treated|cared for|operated on|report|describe) an? (?:[a-z-]+ ){{0,3}}?{_SOMEBODY}\b"
)
_DOZENS: Final = re.compile(
    r"\b[0-9][0-9,]{1,9} (?:[a-z-]+ ){0,2}(?:pregnancies|f(?:o)?etuses|families|couples|cases|births)\b"
)
_ANYBODY: Final = words(_BODIES)
_TURNS: Final = words("diagnosis parents family couple mother pregnancy baby")
_STORY: Final = re.compile(
    r"\bthe diagnosis was (?:made|confirmed|reached|established) (?:on day|on the|at operation|at autopsy|only)"
    r"|\bthe (?:parents|family|couple|mother) (?:chose|decided|opted|declined|refused|elected)"
    r"|\bthe pregnancy (?:went|ended|continued|was terminated|was ended|resulted|proceeded)"
    r"|\b(?:mother and (?:child|baby|infant)|the baby) (?:did well|survived|recovered|were well|left)"
)


@speaks_for("design.somebody_fell_ill", "case-report", 5.2, always=True)
def somebody_fell_ill(signs: Signs) -> Quote | None:
    """One person, who may be a nurse or a traveller, fell ill, and nobody is counted.

    Takes: A returning traveller developed jaundice on the sixth day of fever. His liver recovered in three weeks.
    Leaves: A nurse developed the form, which 90 nurses filled in.
    """
    present = signs.vocabulary & _ANYBODY
    if not present or _is_of_many(signs):
        return None
    return first(_ONE, signs.document.abstract, tuple([word.decode() for word in present]))


@speaks_for("design.story_of_one", "case-report", 3.0, always=True)
def story_of_one(signs: Signs) -> Quote | None:
    """What befell one person or one pregnancy is told, and nobody is counted.

    Takes: Scans at 22 weeks showed a tower-shaped skull. The parents chose to end the pregnancy.
    Leaves: In 40 pregnancies with a tower-shaped skull, the parents chose to go on in 12.
    """
    if signs.vocabulary.isdisjoint(_TURNS) or _is_of_many(signs) or first(_DOZENS, signs.sentences):
        return None
    return first(_STORY, signs.document.abstract)


def _is_of_many(signs: Signs) -> bool:
    """Whether papers are reviewed, people are counted, or something is measured, planned or done to animals."""
    return signs.has("counted_people") or signs.count("conduct") > 3 or _is_of_papers(signs)


_PEOPLE: Final = (
    r"(?:patients|wom[ae]n|men|boys|girls|children|infants|newborns|neonates|babies|adolescents|teenagers|adults|people"
    r"|persons|cases|brothers|sisters|siblings|twins|cousins|friends|nurses|farmers|workers|recipients|smokers|members)"
)
_TWO: Final = re.compile(
    rf"(?:^|\bin |\bof |\breport |\bdescribe |\bpresent |\bsaw |\btreated )(?:the cases? of )?(?:two|three|2|3)"
    rf" (?:[a-z-]+ ){{0,3}}?{_PEOPLE}\b"
)
_EACH: Final = re.compile(
    r"\bthe first\b.{1,120}\bthe (?:second|other|third)\b|\bone\b.{1,100}\bthe other\b"
    r"|\baged [0-9]+(?:, [0-9]+)? and [0-9]+"
    r"|\bthe (?:father|mother|elder|older|brother|boy|man|husband)\b.{1,100}"
    r"\bthe (?:daughter|son|younger|sister|girl|woman|wife)\b"
)
_IN_TURN: Final = words("second other third aged daughter son younger sister girl woman wife")
_HUNDREDS: Final = re.compile(
    rf"\b(?:[0-9][0-9,]{{1,9}}|[a-z]{{2,8}}ty|[a-z]{{2,5}}teen|hundred) (?:[a-z-]+ ){{0,3}}?{_PEOPLE}\b"
)


@speaks_for("design.two_one_by_one", "case-report", 6.0, by="few_people some_cases siblings")
def two_one_by_one(signs: Signs) -> tuple[Quote, ...]:
    """Two or three people are told of one by one, the first and the second, and nobody else is counted.

    Takes: Two women developed a rash after the infusion. The first recovered; the second died.
    Leaves: Two women died in the first year, one of a stroke, the other of a fall. The other 40 women are well.
    """
    if signs.vocabulary.isdisjoint(_IN_TURN) or signs.counts_many:
        return ()
    if _is_of_papers(signs):
        return ()
    two = first(_TWO, signs.sentences, ("two ", "three ", "2 ", "3 "))
    each = first(_EACH, signs.sentences, (" second", " other", " third", "aged", "the ")) if two else None
    if two is None or each is None or first(_HUNDREDS, signs.sentences):
        return ()
    return (two, each)


_TELLS: Final = words("presented reported described family")
_TOLD: Final = re.compile(
    r"\b(?:four|five|six|seven|eight|nine|ten|eleven|twelve|[4-9]|1[0-9]|20) (?:(?:[a-z-]+ ){0,4}(?:cases|injuries"
    r"|fractures|tumou?rs|lesions|fingers|hands|knees|hips|eyes|limbs|families|pregnancies|episodes|aneurysms|fistulas?|instances)"
    r" are (?:presented|reported|described)|members of (?:one|a|the same|this|our) (?:[a-z]+ )?family)\b"
)


@speaks_for("design.several_told", "case-series", 4.4, always=True)
def several_told(signs: Signs) -> Quote | None:
    """So many injuries or tumours are presented, or so many of one family, and no more people are counted.

    Takes: Eleven ring injuries are presented. Six fingers were replanted.
    Leaves: Eleven methods of repair are presented. Each has its place.
    """
    few = not signs.counts_many and not signs.vocabulary.isdisjoint(_TELLS)
    return first(_TOLD, signs.sentences, (" are ", " family")) if few and not _is_of_papers(signs) else None


def _is_of_papers(signs: Signs) -> bool:
    """Whether papers are reviewed, something is planned, or the record tells of a trial, a cohort or animals."""
    return signs.about_papers or bool(signs.planned) or signs.has_any(_MANY)
