"""Design rules for tests set against a reference, told without the pair of sensitivity and specificity. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.records import Quote
from evidence.tag.design.parts import first, words
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import Signs

_NO_TEST: Final = ("economic_named", "random_allocated", "random_trial", "animals", "animal_strain")

_PROOF: Final = (
    r"(?:surgical|surgery|operati|histolog|histopatholog|patholog|autops|biops|venogra|angiogra|arthroscop|endoscop"
    r"|colposcop|laparoscop|cultures?\b|reference|excis|final (?:diagnos|patholog|histolog)|clinical diagnos|consensus"
    r"|experts?\b|ct\b|mri\b)"
)
_AGAINST: Final = re.compile(
    r"\b(?:checked|compared|correlated|verified|validated|agreed)(?: [a-z]+)? (?:with|to|against) "
    rf"(?:(?:the|those|that|of|later|subsequent) ){{0,3}}(?:[a-z-]+ )?{_PROOF}|\bchecked against\b"
    rf"|\bset against (?:the )?(?:[a-z-]+ )?{_PROOF}"
    rf"|\bas (?:judged|shown|proved|proven|defined|verified) (?:by|at) {_PROOF}"
    r"|\b(?:as|was|being) (?:the|a|our) (?:gold |reference |criterion |diagnostic )?(?:standard|reference|criterion)\b"
    r"|\b(?:had|having|underwent|undergone) both\b[^.;]{1,80}\band\b"
    rf"|\b(?:seen|found|shown|present) (?:at|on|by) (?:[a-z-]+ )?{_PROOF}"
    r"|\band final (?:[a-z]+ )?diagnos|\band then (?:arthroscop|operated|biopsied|explored)"
)
# The words with which it is told how often a test was right: they are looked for first.
_VERDICTS: Final = words(
    "positive positives negative negatives accuracy missed sensitivity correct correctly right agreed detected"
    " recognised false overestimation underestimation"
)
_WORDS: Final = (
    "positive", "negative", "accuracy", "missed", "sensitivity", "correct", "right", "agreed", "detected", "recogni",
    "false", "timation rate",
)  # fmt: skip
_RIGHT_OR_WRONG: Final = re.compile(
    r"\btrue[- ]positives?\b|\bfalse[- ](?:positive|negative|alarm)s?\b|\baccuracy (?:was|were|of [0-9])"
    r"|\bmissed (?:in )?[0-9.]{1,6}(?: ?%| of\b|[.,;]|$)|\bsensitivity (?:was|were|of [0-9])"
    r"|\bpositive in [0-9]{1,6} of (?:the )?[0-9]|\bagreed (?:with [a-z -]{3,30} )?in [0-9]"
    r"|\b(?:correct(?:ly)?|right) (?:in|identified|diagnosed|predicted|classified) (?:in )?[0-9]"
    r"|\b(?:over|under)estimation rate|\b(?:detected|recogni[sz]ed) [0-9.]{1,6}(?: ?%)? of (?:the )?[a-z0-9]"
    r"|\b(?:found|identified|showed) [0-9.]{1,6} ?% of (?:the |all )?positive"
)


@speaks_for("design.test_against", "diagnostic-accuracy", 5.0, always=True)
def test_against(signs: Signs) -> tuple[Quote, ...]:
    """What a test showed was set against a reference, and it is told how often it was right or missed something.

    Takes: Smears were checked against cultures in 128 women. There were 30 true positives and 4 false negatives.
    Leaves: Smears were compared with those of last year in 128 women. Fewer were abnormal.
    """
    if signs.vocabulary.isdisjoint(_VERDICTS) or signs.has_any(_NO_TEST) or signs.about_papers:
        return ()
    wrong = first(_RIGHT_OR_WRONG, signs.sentences, _WORDS)
    against = first(_AGAINST, signs.sentences) if wrong else None
    return (against, wrong) if against and wrong else ()


_AGREE: Final = words("agreement agreed bland kappa intraclass")
_AGREES: Final = ("agree", "bland", "kappa", "intraclass")
_AGREEMENT: Final = re.compile(
    r"\b(?:limits of agreement|bland[ -](?:and )?altman|intraclass|agreed in [0-9]"
    r"|(?<!nf-)(?<!nf )kappa\b(?! ?(?:b\b|light|free|chain|opioid|receptor)))"
)
_BETWEEN: Final = re.compile(
    r"\b(?:inter|intra)[ -]?(?:observer|rater|reader)|\b(?:agreement|concordance|comparison) (?:of|between)\b"
)


@speaks_for("design.methods_agree", "diagnostic-accuracy", 2.9, always=True)
def methods_agree(signs: Signs) -> tuple[Quote, ...]:
    """How far two methods or two observers agree: the title asks for it, or the limits of their agreement are given.

    Takes: Interobserver agreement in grading of tumours // Six pathologists graded 50 slides. Kappa was 0.5.
    Leaves: Agreement of spouses on insulin // Sixty couples were asked. They had no quarrel.
    """
    if signs.vocabulary.isdisjoint(_AGREE) or signs.about_papers:
        return ()
    if signs.has_any((*_NO_TEST, "treated", "cohort_named", "instrument")):
        return ()
    title = signs.document.title
    found = first(_AGREEMENT, signs.document.abstract, _AGREES)
    if found is None:
        return ()
    asked = first(_BETWEEN, (title,)) if title else None
    limits = found.text.casefold().startswith(("limits", "bland"))
    return (asked, found) if asked else (found,) if limits else ()
