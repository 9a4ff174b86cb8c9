"""Ages, and the weeks of a pregnancy, which are no follow-up. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.shape import IS_LIST, IS_RANGE
from evidence.tag.follow_up.cues import Mention
from evidence.tag.follow_up.from_birth import from_birth
from evidence.tag.holding import holds

_AFTER_OLD: Final = re.compile(
    r"'?[ -](?:old|of age|olds|age|group|(?:post-?(?:conceptional|menstrual|natal)|gestational|"
    r"corrected) age)\b|\)? of age|,? (?:and|or) (?:older|over|above|younger)"
)
_AGED: Final = re.compile(r"\bage[ds]?(?: ranged)?(?: from| of| between|:|,)? $")


def age(mention: Mention) -> str | None:
    """An age or a week of pregnancy, None where a length is neither."""
    since_birth = mention.left.endswith(_TO_AGE) and _is_since_birth(mention)
    return None if since_birth or from_birth(mention) else _by_words(mention)


def _by_words(mention: Mention) -> str | None:
    """An age or a week of pregnancy by the words round it."""
    left = mention.left
    aged = left.endswith(_AGED_SO) and not mention.has("follow")
    if (
        aged
        or (left.endswith(_SUMMED_UP) and _AGE_AT_LAST.search(left))
        or left.endswith(("younger than ", "older than ", "under the age of "))
        or _AFTER_OLD.match(mention.right)
        or (left.endswith((" of ", " of over ", " of under ", " of about ")) and _OF_ANIMALS.search(left))
        or (left.endswith(_OF_AGE_RANGE) and _PEOPLE_OF.search(left[-50:]) and not _is_course(mention))
        or (mention.duration.shape in _SEVERAL and _CHILDREN_OF.search(left[-40:]))
        or (left.endswith((" by ", " of ")) and _YOUNGER_BY.search(left))
        or _OF_CONCEPTION.match(mention.right)
    ):
        return "age"
    if mention.duration.unit == "months" and "pregnan" in mention.right[:28] and _OF_PREGNANCY.match(mention.right):
        return "gestation"
    if mention.duration.unit in {"weeks", "days"} and _is_gestation(mention):
        return "gestation"
    if mention.duration.unit not in {"years", "months"}:
        return "age" if _AGED.search(mention.left[-24:]) else None
    if mention.left.endswith(("for ", "for up to ", "over ", "during ", "throughout ")):
        return None if mention.duration.value < 18 else _of_age(mention)
    return _of_age(mention)


_SEVERAL: Final = (IS_RANGE, IS_LIST)
_YOUNGER_BY: Final = re.compile(r"\b(?:younger|older) (?:\([^()]{1,20}\) )?by (?:an? (?:mean|average|median) of )?$")
_OF_CONCEPTION: Final = re.compile(r"'? (?:after|before|from|preceding|following) conception\b")
_SUMMED_UP: Final = ("was ", "were ", "of ", "from ", "averaged ")
_AGE_AT_LAST: Final = re.compile(
    r"\bages?\b[^.;,]{0,40} at (?:the )?(?:time of )?(?:(?:last|latest|final|most recent|end of) )?"
    r"(?:follow-?[ ]?up|observation)"
    r"(?: visit| examination| assessment)?(?: \([^()]{1,12}\))? (?:was|were|of|averaged|ranged)(?: [a-z]+){0,2} $"
)
_AGED_SO: Final = (" aged ", "(aged ", ", aged ")
_OF_ANIMALS: Final = re.compile(
    r"\b(?:mice|rats|rabbits|pigs|piglets|lambs|sheep|calves|bulls|cows|heifers|dogs|cats|horses|goats|chicks|animals)"
    r" of (?:over |under |about )?$"
)
_SINCE_BIRTH: Final = (
    "until ",
    "until the age of ",
    "to ",
    "to the age of ",
    "up to ",
    "up to the age of ",
    "till ",
    "to age ",
    "until age ",
    "up to age ",
    "till age ",
)
_TOLD_BEFORE: Final = 400  # characters in which it is told who was followed
_AT_AGES: Final = ("at ages ", "at age ", "at the age of ", "at the ages of ")
_TO_AGE: Final = (*_SINCE_BIRTH, *_AT_AGES)
_SEEN: Final = ("traced", "assessed", "interviewed", "examined", "tested", "reviewed", "seen")
_BORN: Final = ("birth", "newborn", "neonat", "born ", "preterm", "premature", "cord blood", "infants")


def _is_since_birth(mention: Mention) -> bool:
    """Whether an age is how long those were followed who were taken in at birth: "until 18 months of age".

    Or at which they were seen again: "members of the birth cohort were traced at ages 5, 10 and 16 years".
    """
    before = mention.left_within(_TOLD_BEFORE)
    seen = "follow" in before or (mention.left.endswith(_AT_AGES) and holds(before, _SEEN))
    return seen and holds(before, _BORN)


def _is_late(mention: Mention) -> bool:
    """Whether the weeks are those of the second half of a pregnancy."""
    return mention.duration.unit == "weeks" and 20 <= mention.duration.value <= 43


_OBSTETRIC: Final = re.compile(
    r"\b(?:pregnan|gestation|labou?r\b|fet(?:al|us)|trimester|preterm|antenatal|parturi|(?:primi|multi)?gravid|"
    r"cervical length|deliver(?:y|ed)\b|birth\b|newborn|neonat)"
)
_IN_WEEKS: Final = (
    "at ",
    "before ",
    "between ",
    "after ",
    "until ",
    "by ",
    "beyond ",
    "from ",
    "<",
    "< ",
    "than ",
    "at or after ",
    "over ",
)


_BACK: Final = 120  # characters that these letters may stand before it
_OF_PREGNANCY: Final = re.compile(r"'?[ -](?:of (?:the |her |their |a )?pregnancy|pregnan(?:t|cy))\b")


# "The first half of pregnancy (up until 19 weeks)".
_PREGNANCY_TO: Final = re.compile(r"\bpregnancy \((?:up )?[a-z]+ $")
# "Mean birth weight and GA were 1,110 grams and 29.4 weeks".
_BY_LETTERS: Final = re.compile(r"\b(?:ga|gestational age)\b[^.;]{0,90}$")


def _is_gestation(mention: Mention) -> bool:
    """Whether weeks or days are those of a pregnancy."""
    late = _is_late(mention)
    if late and mention.duration.unit == "weeks" and _BY_LETTERS.search(mention.left_within(_BACK)):
        return True
    if mention.near_to("pregnant", 45 if late else 20, 25) or _OF_PREGNANCY.match(mention.right):
        return True
    if mention.left.endswith(_IN_WEEKS) and _PREGNANCY_TO.search(mention.left[-30:]):
        return True
    return late and (_is_obstetric(mention) or _is_among_unborn(mention) or _is_of_preterm(mention))


_TERM: Final = range(35, 38)  # weeks at which the lungs of infants born too early are judged
_LUNGS: Final = re.compile(r"\b(?:chronic lung disease|bronchopulmonary|oxygen|bpd|cld)\b")


def _is_of_preterm(mention: Mention) -> bool:
    """Whether the weeks are those at which chronic lung disease of preterm infants is judged: "oxygen at 36 weeks"."""
    if mention.duration.value not in _TERM or not mention.left.endswith("at ") or "follow" in mention.kinds:
        return False
    return mention.right[:1] in _ENDS and _LUNGS.search(mention.near) is not None


def _is_obstetric(mention: Mention) -> bool:
    """Whether weeks of the second half of a pregnancy are told in a sentence about mothers or the unborn."""
    later = mention.right.startswith((" after", " later", " post", " following", " of "))
    if later or not mention.left.endswith(_IN_WEEKS) or "follow" in mention.kinds:
        return False
    return _OBSTETRIC.search(mention.near) is not None


_UNBORN: Final = re.compile(r"\b(?:neonatal|fo?etal|fo?etus|gestation|antenatal|obstetric)", re.IGNORECASE)
_ARE_BORN: Final = re.compile(
    r"\b(?:post-?[ ]?partum|post-?natal|infants|babies|children|newborns|after (?:delivery|birth))\b", re.IGNORECASE
)
_ENDS: Final = frozenset([".", ",", ";", ")", ""])
_UNTIL_WEEKS: Final = ("at ", "until ", "till ", "before ", "by ", "beyond ")


def _is_among_unborn(mention: Mention) -> bool:
    """Whether bare weeks of the second half of a pregnancy stand in a text on the unborn: "steroids until 34 weeks"."""
    bare = mention.right[:1] in _ENDS or mention.right.startswith((" and ", " or ", " were "))
    if not bare or not mention.left.endswith(_UNTIL_WEEKS) or "follow" in mention.kinds:
        return False
    told = mention.sentence.passage.text
    return _UNBORN.search(told) is not None and _ARE_BORN.search(told) is None


_OF_AGE_RANGE: Final = ("under ", "below ", "over ", "above ", "ranging from ", "between ", "to ")
_PEOPLE_OF: Final = re.compile(
    r"\b(?:children|infants|boys|girls|adults|adolescents|men|women|people|persons|patients|subjects|toddlers)"
    r"(?: aged)? (?:under|below|over|above|ranging from|(?:aged )?between|aged from) $"
)


_CHILDREN_OF: Final = re.compile(
    r"\b(?:children|infants|boys|girls|toddlers|pupils|schoolchildren|newborns|neonates|brothers|sisters|siblings"
    r"|twins|youths|adolescents|teenagers)(?: of| from)? $"
)
_AFTER_SO_LONG: Final = tuple(
    f"{when} {summary} of " for when in ("after", "during", "over") for summary in ("a mean", "a median", "an average")
)


_MOST_COURSE: Final = 35  # years: those who are "over 40 years" are of that age
_COURSE: Final = re.compile(r"\b(?:followed|course of|outcomes? (?:of|in|for))\b[^.;]{0,200} over (?:about )?$")
_AT_TIME: Final = re.compile(r",? (?:the )?(?:[\w-]+ ){0,2}?(?:mortality|deaths|survival|incidence|prevalence)\b|,? \d")


def _is_course(mention: Mention) -> bool:
    """Whether people were followed over so long: "we followed 902 patients over 22 years"."""
    left = mention.left
    if mention.duration.value > _MOST_COURSE or not left.endswith(("over ", "over about ")):
        return False
    start = mention.duration.start
    return _COURSE.search(mention.folded, max(0, start - _TOLD_BEFORE), start) is not None


def _has_passed(mention: Mention) -> bool:
    """Whether a sentence opens with a time that has passed: "after 20 years deaths were fewer"."""
    if mention.left == "after ":
        return not mention.right.startswith(" of ")
    return mention.left in _OPENS and _AT_TIME.match(mention.right) is not None


_OPENS: Final = frozenset(["at ", "by "])


def _of_age(mention: Mention) -> str | None:
    """An age by the years that it has or by the word before it."""
    later = mention.right.startswith((" after", " later", " following", " post"))
    if (
        mention.duration.unit == "years"
        and mention.duration.value >= 18
        and not later
        and not mention.left.endswith(_AFTER_SO_LONG)
        and not mention.near_to("follow", 60, 60)
        and not _is_course(mention)
        and not _has_passed(mention)
    ):
        return None if mention.near_to("observe", 60, 30) or mention.near_to("seen", 60, 0) else "age"
    gap = mention.before("age", 40)
    if gap is not None and mention.before("follow", len(gap)) is None and ";" not in gap:
        return "age"
    return None
