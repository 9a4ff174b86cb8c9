"""Design rules for surveys that don't call themselves one: people polled or tested once, a scale tried out. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.records import Quote
from evidence.tag.design.cues import Cue
from evidence.tag.design.over_time import foretells
from evidence.tag.design.parts import first, own, words
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import OWN, Signs
from evidence.tag.holding import holds

_NO_SURVEY: Final = ("random_allocated", "random_trial", "animals", "cohort_named", "scheduled")
_GOT: Final = (" had", "replies received", "responses received", "answers received")  # which may be of anything


def _is_survey(signs: Signs) -> bool:
    """Nobody was treated or allocated by chance, and it is neither a cohort, nor before and after, nor on papers."""
    if signs.about_papers or signs.has_any(_NO_SURVEY):
        return False
    return not signs.has("treated") or not any(
        "treated" in cue.signs and not signs.text_of(cue)[: cue.end].endswith(_GOT) for cue in signs.cues
    )


_AGAIN: Final = re.compile(r"[^.;]{0,24}?\b(?:every|daily|weekly|monthly|each|before|at months?|at baseline|again)\b")
_CONSENT: Final = ("consent form", "referral form", "release form")


@speaks_for("design.polled", "cross-sectional", 4.6, by="polled")
def polled(signs: Signs) -> Cue | None:
    """Staff, members or customers were polled: a form went round, or somebody posed as a customer.

    Takes: An online link was sent to all members of the society; 210 answered.
    Leaves: A consent form was sent to all parents, and 90 children were vaccinated.
    """
    later = signs.has("cohort", "tm") or signs.has("mean_follow_up") or signs.has("over_time")
    if later or signs.planned or signs.has("qualitative_named", "tmbe") or not _is_survey(signs):
        return None
    cue = signs.first("polled", OWN)
    if cue is None:
        return None
    text = signs.text_of(cue)
    if holds(text[max(cue.start - 12, 0) : cue.end], _CONSENT) or _AGAIN.match(text, cue.end):
        return None
    return cue


_PLACES: Final = (
    r"(?:hospitals|pharmacies|clinics|units|wards|schools|practices|nursing homes|laboratories|kitchens|shops|stalls"
    r"|restaurants|playgrounds|ambulances|websites|web sites|web pages|videos|apps|leaflets|brochures|booklets|posters"
    r"|(?:consent|request|prescription) forms|information sheets|prescriptions|advertisements|labels|menus"
    r"|refrigerators|stethoscopes|mobile phones|keyboards)"
)
_THINGS: Final = words(
    "hospitals pharmacies clinics units wards schools practices homes laboratories kitchens shops stalls restaurants"
    " playgrounds ambulances websites sites pages videos apps leaflets brochures booklets posters forms sheets"
    " prescriptions advertisements labels menus refrigerators stethoscopes phones keyboards"
)
_INSPECTED: Final = re.compile(
    r"\b(?:[0-9][0-9,]{0,9}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]{2,8}ty"
    rf"|all)(?: [a-z-]+){{0,3}}? {_PLACES} (?:(?:were|was) )?(?:[a-z]+ly )?(?:inspected|visited|rated|audited|scored"
    r"|graded|evaluated|assessed|appraised|analysed|analyzed|examined|checked|swabbed|reviewed|read|watched)\b"
    rf"|\b{_PLACES} of [0-9][0-9,]{{0,9}}(?: [a-z-]+){{1,3}} were (?:inspected|rated|scored|read|examined|assessed)\b"
    rf"|\b(?:inspected|visited|rated|audited|scored|graded|evaluated|assessed|appraised|downloaded|watched|read)"
    rf" (?:all |the )?(?:first )?"
    rf"[0-9][0-9,]{{0,9}}(?: [a-z-]+){{0,2}} {_PLACES}\b"
)


@speaks_for("design.inspected", "cross-sectional", 3.2, always=True)
def inspected(signs: Signs) -> Quote | None:
    """So many places or things were inspected or rated, and no people come up in the same breath.

    Takes: The first 100 videos were rated by two dermatologists. Their quality was poor.
    Leaves: Eighty women from 12 clinics were visited at home after a year.
    """
    if signs.has("counted_people") or signs.vocabulary.isdisjoint(_THINGS) or not _is_survey(signs):
        return None
    return first(_INSPECTED, own(signs))


_NUMBER: Final = r"(?:[0-9][0-9,]{0,9}|(?:[a-z]+ )?hundred(?: and [a-z-]+)?|[a-z]{2,8}ty(?:-[a-z]+)?)"
_MATERIAL: Final = (
    r"(?:sera|serum samples?|bloods?(?: samples?| smears?| films?)?|stools?(?: samples?| specimens?)?|specimens|samples"
    r"|smears|swabs|scrapings|urines?(?: samples?)?|saliva|scans|radiographs|mouths"
    r"|oral cavity|eyes|feet|teeth|ears|skin)"
)
_EXAMINED: Final = r"(?:tested|examined|screened|inspected)"
_TESTED: Final = re.compile(
    rf"\b{_MATERIAL} (?:(?:was|were) (?:taken|collected|obtained|drawn) )?(?:of|from) (?:a total of |all )?{_NUMBER} "
    rf"|\b{_NUMBER}(?: [a-z-]+){{1,8}}? (?:were|was) (?:all )?{_EXAMINED}\b"
    rf"|\(n ?= ?[0-9,]{{2,9}}\) (?:were|was) (?:all )?{_EXAMINED}\b|\bof {_NUMBER}(?: [a-z-]+){{1,4}}? {_EXAMINED}\b"
    rf"|\b{_NUMBER}(?: [a-z-]+){{1,4}}? had (?:an? |their )(?:[a-z-]+ ){{0,2}}(?:test|examination|tested|examined)\b"
    rf"|\b(?:looked for|searched for|sought) in (?:a total of |all )?{_NUMBER} "
    rf"|\bwe (?:looked|searched) for [a-z -]{{3,40}}? in (?:all )?{_NUMBER} "
    rf"|\bwe {_EXAMINED} (?:the [a-z ]{{2,20}} of )?{_NUMBER} "
)
_DEED: Final = re.compile(
    rf"\b{_EXAMINED}\b|\b(?:taken|collected|obtained|analysed|analyzed|cultured|sought|examination|test)\b"
    r"|\b(?:look|search)ed for\b"
)
_SHARE: Final = re.compile(
    r"\b(?:found|seen|detected|present|missing|absent|noted|observed|diagnosed|abnormal"
    r"|isolated|grown|(?:sero)?positive|recovered|carried|infected)\b[^.;]{0,24}?\b[0-9.]{1,6} ?%"
    r"|\b[0-9.]{1,6} ?%\)? (?:of [a-z ]{3,24} )?(?:were |was |had )?"
    r"(?:sero)?(?:positive|infected|antibod|immune|carried|carriers)"
)
_MORE_THAN_ONCE: Final = re.compile(
    r"\b(?:months?|years?|weeks?|days?) (?:after|later)\b|\bevery (?:other|day|week|month|year|[0-9]|two|three|six)"
    r"|\bbefore and\b|\bagain\b|\bdied\b|\bmortality\b|\brepeatedly\b|\bsensitivity\b|\bsurviv"
    r"|\bfollowed (?!by\b)|\bat (?:baseline|entry|enrolment)\b|\bduring an? (?:mean|median)\b"
)
_LATER: Final = (
    "cohort", "retrospective", "over_time", "response", "mean_follow_up", "diagnostic_named", "telling", "in_vitro",
    "microbes", "control_group", "healthy_control",
)  # fmt: skip


@speaks_for("design.tested_once", "cross-sectional", 3.0, always=True)
def tested_once(signs: Signs) -> Quote | None:
    """People, or their blood, were tested or examined, and such a share had it; nobody was treated or followed.

    Takes: Sera of 420 pregnant women were tested for antibodies. These were found in 14%.
    Leaves: Sera of 420 pregnant women were tested for antibodies. Those in whom they were found were followed up.
    """
    if signs.has_any(_LATER) or not _is_survey(signs):
        return None
    sentences = own(signs)
    shares = first(_SHARE, sentences, ("%",))
    if not shares or first(_MORE_THAN_ONCE, sentences):
        return None
    return first(_TESTED, [one for one in sentences if "eligib" not in one.folded and _DEED.search(one.folded)])


_ASKED_OF: Final = re.compile(
    rf"\bwe (?:asked|questioned|interviewed) (?:all )?(?:the )?{_NUMBER}(?: [a-z-]+){{1,8}}?"
    r" (?:about|whether|how|what|which|if|to fill)\b"
    rf"|\b{_NUMBER}(?: [a-z-]+){{1,8}}? were (?:asked|questioned|interviewed)(?: [a-z]+){{0,3}}?"
    r" (?:about|whether|how|what|which|if)\b"
)


@speaks_for("design.asked_of_people", "cross-sectional", 3.0, by="examined")
def asked_of_people(signs: Signs) -> Quote | None:
    """So many people were asked about something; nobody was treated, followed or asked again.

    Takes: We asked 300 students about sleep. A third slept badly.
    Leaves: We asked 300 students about sleep, and again after two years. A third slept badly.
    """
    if signs.has_any(_LATER) or signs.planned or not _is_survey(signs):
        return None
    sentences = own(signs)
    asked = first(_ASKED_OF, sentences, ("asked", "questioned", "interviewed"))
    return None if asked is None or first(_MORE_THAN_ONCE, sentences) else asked


@speaks_for("design.instrument", "cross-sectional", 4.0, by="instrument")
def instrument(signs: Signs) -> Cue | None:
    """The title tells of a questionnaire or scale that was tried out: its reliability and validity.

    Takes: Reliability and validity of a new scale of itch
    Leaves: Development and validation of a score to predict death in cirrhosis
    """
    if signs.has("random_trial", "t") or signs.about_papers or foretells(signs):
        return None
    return signs.first("instrument", "t")
