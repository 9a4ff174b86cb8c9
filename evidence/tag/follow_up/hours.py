"""Hours and minutes after a dose or an operation, for records that state nothing longer. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evidence.tag.durations.forms import JOIN
from evidence.tag.durations.shape import LISTED, Duration, Shape
from evidence.tag.follow_up.cues import Mention, read_apart
from evidence.tag.follow_up.rules import Claim
from evidence.tag.rule import rule
from evidence.tag.text import Document, Sentence

_POST: Final = re.compile(
    r"'?,? ?(?:\([^()]{1,40}\) )?\)?(?:later|after|post|following|of (?:observation|recovery|monitoring|reperfusion|"
    r"treatment|therapy|use|exposure))\b|'? post"
)
_ENDS: Final = re.compile(r"'? ?(?:[.,;()]|$|and\b|by\b|using\b)")
_LASTED: Final = re.compile(
    r"\b(?:for|over|during|throughout|up to|until|first|following|next|subsequent|ensuing|a total of)(?: the| a)?"
    r"(?: first| following| next| subsequent| up to)? ?$"
)
_TAKEN: Final = re.compile(
    r"\b(?:infus\w+|fasted|fasting|incubat\w+|coated|cured|etched|immersed|application|cultur\w+|lasted|"
    r"(?<!under )(?:anaesthesia|anesthesia)"
    r"|(?:before|prior)\b(?! (?:[\w-]+ ){0,3}and (?:at|for|up|over|until|every)\b))\b"
)
_WATCHED: Final = re.compile(
    r"\b(?:recorded|measured|assessed|scored|sampled|collected|obtained|drawn|monitored|evaluated|compared|tested|"
    r"observed|followed|noted|performed|rated|registered|determined|taken|studied|outcomes?|end ?points?|scores?|"
    r"increased|decreased|reduced|improved|attenuated|improvements?|reductions?|increases?|decreases?|changes?"
    r"|differences?|differed|completed|visited|confined|breathed|delivered|rose|fell|dropped|declined|decapitated|response|relief|questionnaires?"
    r"|times of measurement|measurements?|bled|withdrawn|killed|sacrificed|euthani[sz]ed|harvested|consumption"
    r"|conducted|examined|reperfusion|recovery)\b"
)
_CONSUMED: Final = re.compile(
    r"\b(?:consumption|requirements?"
    r"|(?:morphine|opioid|opiate|analgesics?|tramadol|fentanyl|ketorolac|paracetamol) use)"
    r" (?:of [\w-]+ )?(?:in|within|over|during|at) (?:the )?(?:first )?$"
)
# "The incidence of vomiting in the first 24 hours was 31%", "morphine use over 24 hours was the same".
_COUNTED: Final = re.compile(
    r"\b(?:incidence|frequency|rates?|blood loss|pain|events?|complications?|vomiting|nausea|emesis|morphine use"
    r"|opioid use|analgesics? use"
    r"|bleeding|reactions?|relapses?|recurrences?|return visits|readmissions?|need for [\w -]{3,30}|deaths?|mortality"
    r"|reintubations?|re-?operations?)\b[^.;,]{0,40} (?:in|over|within|during)(?: the)?(?: first)? $"
)
_WAS: Final = re.compile(r" (?:was|were|did|occurred|of (?:surgery|(?:the )?(?:operation|procedure|injection)))\b")
_REPEATED: Final = re.compile(
    r"\b(?:was|were) (?:repeated|re-?measured|measured|re-?assessed|assessed|re-?examined|examined|visited|seen"
    r"|interviewed|killed|sacrificed|decapitated|euthani[sz]ed|bled|weighed|scanned)"
    r"(?: again)? (?:at|after) $"
)
_DAY: Final = 24
_OPENS: Final = ("at ", "by ", "after ")  # "At 24 hours creatinine was lower"
# What was done with them then is no look at them: "after 24 hours the patients were randomised".
_WAS_SO: Final = re.compile(
    r",? (?:the )?(?:[\w-]+ ){1,12}?(?:was|were|had)\b(?! (?:then |again |\w+ly )?(?:randomi[sz]ed|allocated|assigned"
    r"|given|treated|started|switched|transferred|discharged|extubated|injected|infused|administered|removed|replaced"
    r"|withdrawn|operated|exposed|incubated|added|begun|stopped|discontinued))"
)
# "24-hour morphine consumption": what was needed after an operation, summed over so long.
_CONSUMED_IN: Final = re.compile(
    r"[ -](?:(?:post-?operative|cumulative|total|mean|median|iv|intravenous|rescue)[ -]){0,3}"
    r"(?:morphine|opioid|opiate|analgesics?|fentanyl|sufentanil|tramadol|narcotic|ketorolac|paracetamol)[ -]"
    r"(?:\w+ )?(?:consumption|requirements?|use|usage)\b"
)
# "Which completely subsided within 72 h": who can say so has watched so long.
_GONE: Final = re.compile(
    r"\b(?:subsided|resolved|disappeared|returned to (?:normal|baseline)|normali[sz]ed|abated|waned|ceased|faded)"
    r"(?: \w+ly| in all(?: \w+)?)? (?:within|by|after)(?: the)? $"
    r"|\b(?:was|were) (?:still|again|no longer) (?:[\w-]+ ){1,3}(?:after|at) $|\b(?:was|were) normal (?:after|at) $"
)
_AT: Final = re.compile(r"\b(?:at|after|and|before|baseline|to)(?:,? and)?(?: time)? ?$|^$|, $")
_MEAL: Final = re.compile(
    r"'?[ -](?:after|following|post|of|before)?[ -]?(?:the |a |an |each )?(?:\w+ )?(?:meals?|prandial\w*|"
    r"breakfast|lunch|"
    r"glucose|load|ogtt|fast\w*|admission|birth|onset|presentation|symptom)|'?[ -](?:before|prior|previous)"
)
_MINUTES: Final = re.compile(
    rf"(?<![\w.,/])(?P<first>\d{{1,3}})(?P<rest>(?:(?:{JOIN}| ?- ?)\d{{1,3}}){{0,9}})[ -](?P<unit>min(?:utes?|"
    rf"s)?)(?![\w/])"
)


_MIN: Final = re.compile(r"\d[ -]min")


@rule("follow_up.hours")
def hours(mention: Mention) -> Claim | None:
    """The hours or minutes after a dose or an operation that the participants were seen, where nothing longer is told.

    Takes: Pain was scored at 2, 4 and 8 h after the operation.
    Leaves: Glucose was read at 2 h after the meal.
    """
    statistic = _statistic(mention)
    seen = (
        _is_opening(mention)
        or _is_value_at(mention)
        or _WATCHED.search(mention.near)
        or _GONE.search(mention.left)
        or _COUNTED.search(mention.left)
    )
    if statistic and seen and not _MEAL.match(mention.right):
        return Claim(mention, "follow_up.hours", statistic)
    return None


_SO_LATE: Final = ("at ", "after ")


def later_too(mention: Mention) -> Claim | None:
    """A plain time in hours, where another one was read: "4 hours after the dose it fell, and was lower at 24 hours".

    It ends its part of a sentence, so that it is of no meal, wash-out or fast.
    """
    plain = mention.duration.shape is Shape.SINGLE and mention.left.endswith(_SO_LATE)
    if plain and _STOPS.match(mention.right) and not _TAKEN.search(mention.left):
        return Claim(mention, "follow_up.hours", "last-visit")
    return None


_STOPS: Final = re.compile(r" ?(?:[.,;)]|$|in (?:both|all|the|either)\b)")


def _statistic(mention: Mention) -> str | None:
    """What hours are by the words beside them: the whole, the last of some times; None where they are neither."""
    shape, left, right = mention.duration.shape, mention.left, mention.right
    after = _POST.match(right) is not None
    in_bracket = left.endswith("(") and right.startswith(")")
    if shape in LISTED and (after or in_bracket or _AT.search(left[-20:])):
        return "last-visit"
    if _CONSUMED_IN.match(right) and not left.endswith(("prior ", "previous ", "preoperative ")):
        return "fixed"
    if shape is Shape.RANGE and after and left.endswith(("between ", "from ", "at ")):
        return "last-visit"
    if shape is not Shape.SINGLE or _TAKEN.search(left):
        return None
    counted = _COUNTED.search(left) and (_WAS.match(right) or after)
    counted = counted or _is_opening(mention) or _is_value_at(mention)
    if counted or _CONSUMED.search(left[-40:]) or (_LASTED.search(left[-30:]) and (after or _ENDS.match(right))):
        return "fixed"
    again = mention.duration.value >= _DAY and _ENDS.match(right) and _REPEATED.search(left)
    return "last-visit" if again or (after and _AT.search(left[-20:])) or _GONE.search(left) else None


def _is_opening(mention: Mention) -> bool:
    """Whether a sentence opens with a day at whose end something was so: "at 24 hours creatinine was lower"."""
    may = mention.duration.value >= 1 and mention.left in _OPENS
    return may and _WAS_SO.match(mention.right) is not None


# "Satisfaction at 24 hours was higher"
_VALUE_WAS: Final = re.compile(r",? (?:was|were|did|had|fell|rose|improved|decreased|increased|differed)\b")


def _is_value_at(mention: Mention) -> bool:
    """Whether a day is told at whose end something was so, in its subject: "satisfaction at 24 hours was higher"."""
    may = mention.duration.value >= _DAY and mention.left.endswith(" at ")
    return may and _VALUE_WAS.match(mention.right) is not None


def minutes_in(document: Document) -> Iterator[Mention]:
    """The minutes that a record's own sentences tell, in hours; other readers know no minutes."""
    return read_apart(document, (" min",), _minutes)


def _minutes(sentence: Sentence) -> Iterator[Duration]:
    reached = 0
    for unit in _MIN.finditer(sentence.folded):
        match = _MINUTES.search(sentence.folded, max(reached, unit.start() - 60), unit.end() + 6)
        if match is None:
            continue
        reached = match.end()
        numbers = [int(digits) for digits in re.findall(r"\d+", match["first"] + " " + match["rest"])]
        shape = Shape.LIST if len(numbers) > 1 else Shape.SINGLE
        yield Duration(match.start(), match.end(), round(max(numbers) / 60, 4), "hours", shape, figure_end=match.end())
