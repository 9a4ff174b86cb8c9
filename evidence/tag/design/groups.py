"""Design rule for two groups at the same time, told by what each of them had, without a word such as "controlled".

Whoever has a second group beside the treated one, and does not say that lots were drawn, has a concurrent comparator:
the children of another school, those who would not have it, the others. Pure.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.records import Quote
from evidence.tag.design.parts import told
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import Signs
from evidence.tag.holding import holds

# What somebody does with a treatment; "had" alone may also be an illness.
_GOT: Final = (
    r"(?:got|received|(?:was|were) (?:given|offered|taught|treated|visited|trained|assigned|fed)|underwent|took"
    r"|attended|joined|followed|practi[sc]ed|used|wore)"
)
_HAD: Final = rf"(?:{_GOT}|had|kept|continued|did)"
# What is done to people for the sake of a study.
_MADE: Final = (
    r"(?:wore|attended|joined|practi[sc]ed|came to|(?:was|were) (?:taught|offered|trained|visited|fed|given))"
)
_USUAL: Final = (
    r"(?:usual|standard|routine|conventional|ordinary) (?:[a-z]+ )?(?:care|treatment|therapy|lessons|teaching)"
)
_CARED: Final = rf"(?:{_GOT}|(?:had|kept|continued)(?: with| to)? (?:the |their )?(?:{_USUAL}|only)|kept|went on)"
_PLACE: Final = (
    r"(?:wards?|units?|schools?|class(?:es)?|classrooms?|villages?|towns?|cit(?:y|ies)|clinics?|hospitals?|districts?"
    r"|communit(?:y|ies)|cent(?:er|re)s?|practices?|homes?|count(?:y|ies)|regions?|nurser(?:y|ies)|factor(?:y|ies)"
    r"|neighbou?rhoods?|colleges?|kindergartens?)"
)
_MANY: Final = r"(?:an?|one|two|three|four|five|six|eight|ten|\d+)"
_ALIKE: Final = r"(?:similar|other|comparable|matched|further|neighbou?ring|adjacent|nearby)"
_NOT: Final = (
    r"did not(?: (?:get|receive|have|attend|take|undergo|join|do) [a-z]+)?(?: so)? ?"
    r"(?=[.,;:(]|$|and\b|formed\b|served\b)"
)
_FORMED: Final = (
    r"(?:formed|served as|acted as|were|was|made up|became) (?:the |a |our )?(?:controls?\b|comparison group|reference)"
)
_UNASKED: Final = r"(?! (?:to )?(?:participat|tak(?:e|ing) part|consent|be (?:interviewed|tested|followed)|randomi))"
_LEFT: Final = (
    r"(?:the (?:others|rest|remainder)|th(?:ose|e \d+) who (?:did not|would not|declined|refused))(?: \([^)]{1,12}\))?"
)
_BESIDE: Final = r"(?:[,;]|\band|\bwhile|\bwhereas|\bbut) (?!all\b|both\b|also\b|each\b|they\b)(?:[a-z0-9-]+ ){1,6}?"

# Words of which a form needs one of each lot: most sentences lack them, and to look for them costs less than a pattern.
_DENIED: Final = (("did not",),)
_CONTROLS: Final = ("control", "comparison group", "reference")
_ELSE: Final = (
    "other", "similar", "comparable", "matched", "further", "neighbouring", "neighboring", "adjacent", "nearby",
    "second", "parallel",
)  # fmt: skip
_PLACES: Final = (
    "ward", "unit", "school", "class", "village", "town", "cit", "clinic", "hospital", "district", "communit", "cent",
    "practice", "home", "count", "region", "nurser", "factor", "neighbo", "college", "kindergarten",
)  # fmt: skip
_ORDINARY: Final = ("usual ", "standard ", "routine ", "conventional ", "ordinary ")
_REFUSED: Final = ("did not", "would not", "declined", "refused")
_OTHERS: Final = ("the others", "the rest", "the remainder")
_BY_CHOICE: Final = (
    "who wanted", "who wished", "who agreed", "who accepted", "who chose", "who opted", "who volunteered",
    "who preferred",
)  # fmt: skip
_GROUP_ONE: Final = ("group 1", "group a", "group i")
_GROUP_TWO: Final = ("group 2", "group b", "group ii")
_TREATED: Final = ("experimental group", "intervention group")
_UNTREATED: Final = ("control group", "comparison group")

_FORMS: Final = (
    # Two groups were studied; one had massage, and the other did not.
    (
        (("group",), ("one ",), ("other ",)),
        (
            rf"\bgroups?\b[^.]{{0,60}}\bone (?:group )?{_HAD}\b[^.]{{1,100}}?"
            rf"\bother (?:group )?(?:{_HAD}|{_NOT}|served|acted)"
        ),
    ),
    # Massage was given to 30 patients, while 30 similar patients did not get it.
    (_DENIED, rf"\b(?:{_GOT}|was given to)\b[^.]{{1,100}}?\b(?:others|{_ALIKE} (?:[a-z-]+ ){{1,3}}?){_NOT}"),
    # Thirty attended yoga; 18 who lived too far away formed the control group.
    (
        (("who ", "that "), _CONTROLS),
        (
            rf"\b{_GOT}\b[^.]{{1,120}}?\b(?:who|that) (?:did not|declined|refused|lived|could not|preferred"
            rf"|chose not)\b[^.]{{0,60}}?\b{_FORMED}"
        ),
    ),
    # Those who wanted massage had it; the others had usual care.
    (
        (_BY_CHOICE, _REFUSED + _OTHERS),
        (
            rf"\bwho (?:wanted|wished|agreed|accepted|chose|opted|volunteered|preferred){_UNASKED}\b[^.]{{1,100}}?"
            rf"\b{_LEFT} (?:{_HAD}|{_FORMED})"
        ),
    ),
    # The 25 who declined it received the old drug.
    (
        (("who declined", "who refused"),),
        rf"\bwho (?:declined|refused){_UNASKED}(?: [a-z-]+){{0,3}} (?:{_CARED}|{_FORMED})\b",
    ),
    # Thirty on one ward had massage, those on another ward had usual care.
    (
        (_ELSE, _PLACES),
        (
            rf"\b{_MANY} (?:[a-z-]+ )?{_PLACE}\b[^.]{{1,100}}?\b(?:another|{_ALIKE}|second|parallel) {_PLACE}\b"
            rf"[^.]{{0,20}}?(?:{_CARED}\b|{_NOT}|as before|as usual|in the (?:usual|ordinary)|went)"
        ),
    ),
    # Children of a town that received salt, and of a town that did not.
    (_DENIED, rf"\b{_PLACE} (?:that|which|where) {_HAD}\b[^.]{{1,100}}?\b{_PLACE} (?:that|which|where) {_NOT}"),
    # Four schools got a garden, and four others did not.
    (_DENIED, rf"\b{_PLACE} {_HAD}\b[^.]{{1,80}}?\b{_MANY} (?:others|{_ALIKE} {_PLACE}) {_NOT}"),
    # Group 1 was given the drug, whereas group 2 was given the old one.
    (
        (_GROUP_ONE, _GROUP_TWO),
        rf"\bgroup (?:1|a|i)\b[^.]{{0,40}}?\b{_GOT}\b[^.]{{1,140}}?\bgroup (?:2|b|ii)\b[^.]{{0,40}}?\b{_HAD}\b",
    ),
    # Surgeon A used mesh, and surgeon B none.
    (
        ((" b", " y", " 2", " ii"),),
        (
            rf"\b(?P<kind>surgeon|{_PLACE}|group) (?:a|x|1|i)\b[^.]{{0,50}}?\b{_GOT}\b[^.]{{1,120}}?"
            r"(?:[,;]|and|whereas|while) (?:[a-z]+ )?(?P=kind) (?:b|y|2|ii)\b"
        ),
    ),
    # The first group was given tablets, the second group syrup.
    (
        (("first group", "one group"), ("second group", "other group")),
        rf"\b(?:first|one) group\b[^.]{{0,50}}?\b{_GOT}\b[^.]{{1,100}}?\b(?:second|other) group\b",
    ),
    # Thirty in the experimental group had massage, and 30 in the control group had none.
    (
        (_TREATED, ("control", "comparison group")),
        r"\b(?:experimental|intervention) group\b[^.]{1,140}?\b(?:controls?|comparison group)\b",
    ),
    ((_UNTREATED, _TREATED), r"\b(?:control|comparison) group\b[^.]{1,140}?\b(?:experimental|intervention) group\b"),
    # Twenty wore the tape, and 20 did not.
    (_DENIED, rf"\b{_MADE}\b[^.]{{1,60}}?(?:,|;|and|while|whereas|but) (?:the )?(?:other |another )?[a-z0-9-]+ {_NOT}"),
    # Six schools were taught it; six other schools served as controls.
    ((_ELSE, _CONTROLS), rf"\b{_MADE}\b[^.]{{1,120}}?\b{_ALIKE} (?:[a-z-]+ ){{1,3}}?{_FORMED}"),
    (((" without",),), rf"\b{_GOT}\b[^.]{{1,80}}?\bin {_MANY} (?:[a-z-]+ )?{_PLACE} without\b"),
    # Those whose parents agreed had it; those whose parents refused did not.
    (
        (("whose ",),),
        (
            r"\bwhose [a-z]+ (?:agreed|wanted|consented|accepted|chose|preferred)\b[^.]{1,100}?\bwhose [a-z]+"
            r" (?:refused|declined|did not)\b"
        ),
    ),
    (
        (("because the",),),
        r"\bbecause (?:they|their [a-z]+) (?:preferred|wanted|chose|asked)\b[^.]{1,60}?\b(?:stayed|remained|kept)\b",
    ),
    # Thirty came to lessons, and 30 on the waiting list had none.
    (
        (("waiting",),),
        (
            r"(?:[,;]|and|while|whereas) [^.,;]{1,40}\bon (?:a|the) waiting[- ]list"
            r" (?:had no|got|received|served|formed|acted)"
        ),
    ),
    # Thirty had massage, and 30 on other days had usual care.
    (
        (_ORDINARY,),
        (
            rf"\b{_HAD}\b[^.]{{1,100}}?{_BESIDE}(?:had|received|got|continued|(?:was|were) given)"
            rf" (?:the |their )?{_USUAL}\b"
        ),
    ),
)
_Needs = tuple[tuple[str, ...], ...]
_TOLD: Final[tuple[tuple[_Needs, re.Pattern[str]], ...]] = tuple((needs, re.compile(form)) for needs, form in _FORMS)


def _first_told(text: str) -> re.Match[str] | None:
    """The first words of a sentence that fit any form, as one pattern of them all would find them."""
    best: re.Match[str] | None = None
    for needs, form in _TOLD:
        if not _may_fit(text, needs):
            continue
        found = form.search(text)
        if found and (best is None or found.start() < best.start()):
            best = found
    return best


def _may_fit(text: str, needs: _Needs) -> bool:
    """Whether a sentence has a word of each lot."""
    for some in needs:  # noqa: SIM110 - `all` takes twice the time
        if not holds(text, some):
            return False
    return True


_NOT_THESE: Final = (
    "random_allocated", "random_trial", "random_word", "random_quasi", "retrospective", "crossover", "no_control",
    "extracted_teeth", "cohort_named", "case_control",
)  # fmt: skip


@speaks_for("design.told_apart", "non-randomised-controlled", 5.0, by="other_group waitlist")
def told_apart(signs: Signs) -> Quote | None:
    """One group was treated and another at the same time was not, or otherwise; nothing says at random or looks back.

    Takes: Four schools got a garden, and four others did not.
    Leaves: Four schools got a garden.
    """
    if signs.has_any(_NOT_THESE, "tmbe") or signs.about_papers:
        return None
    if signs.planned or signs.about_animals:
        return None
    return told(signs, ("other_group", "waitlist"), _first_told)
