"""The forms in which lengths of time are written: number words, units, patterns. Touches nothing.

A pattern is looked for only where `TRIGGERS` found a unit beside a number, and in a window round it; all repeats are
bounded, so a window costs the same whatever it holds.
"""

from __future__ import annotations

import re
from typing import Final

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

UNITS: Final = {
    "h": "hours", "d": "days", "w": "weeks", "m": "months", "y": "years", "f": "weeks", "p": "days",
}  # fmt: skip
ONES: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
WORD_VALUE: Final = (
    {word: n for n, word in enumerate(ONES, 1)}
    | {word: 10 * n for n, word in enumerate(TENS, 2)}
    | {word: n for n, word in enumerate(ORDINALS, 1)}
    | {"a": 1, "an": 1, "half": 0}
)
ONE: Final = "|".join(sorted(ONES, key=len, reverse=True))
WORDS: Final = rf"(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(ONES[:9])}))?|{ONE}"
NUMBER: Final = (
    r"(?:\d{1,2},\d{3}(?![\d,])|\d{1,4}(?!\d)(?:[.\u00b7]\d{1,2}|(?![.\u00b7]\d))(?: ?\u00bd|[ -]1/2)?|\u00bd"
    rf"|(?:{WORDS})(?:[ -]and[ -](?:a|one)[ -]half)?)"
)
UNIT: Final = (
    r"(?:months?|weeks?|years?|days?|hours?|fortnights?|decades?|yrs?|y|wks?|w|mos?|mths?|hrs?|h|d"
    r"|dpi|wpi|hpi|m(?= (?:follow|post|after)))(?!\w|\.f\b|[\"'\u2019]?-?(?:asc|mrs|nmr)|\")"
)
UNIT_ALONE: Final = re.compile(UNIT)
JOIN: Final = (
    r" ?(?:, ?(?:and |or |& ?|then |and at |at )?|/|& ?|and (?:at |then |after )?|or |to |until |through |vs\.? "
    r"|versus )"
)
SPREAD: Final = r"(?: ?(?:\u00b1|\+/-|\+/ -|\+ /-) ?(?:\d{1,4}(?:[.\u00b7]\d{1,2})?|\.\d{1,2})(?: ?s\.?d\.?)?)"
# What is told of the spread of a value between it and its unit: "(SD 6, range 6-48)", "(95% CI 13-15)".
BRACKET: Final = (
    r"(?: ?[(\[](?:(?:range[ds]?|ranging|sd|s\.d\.|standard deviation|sem?|s\.e\.|standard error|iqr"
    r"|inter-?quartile range|q1-q3|q1, q3|(?:95% ?)?ci|95% confidence intervals?"
    r"|25th-75th percentiles?|quartiles|min-max|min(?:imum|\.)?(?!\w)|max(?:imum|\.)?(?!\w)"
    r"|from|between|to|and|\u00b1|\+/-"
    rf"|(?:{NUMBER})(?![\d.%])\+?)[ ,:;=<-]{{0,3}}){{1,9}}[)\]])"
)
BRACKETED: Final = re.compile(
    rf"(?P<low>{NUMBER})(?: ?- ?| to | and |, ?|[;,] max(?:imum|\.)?:? )(?P<high>{NUMBER})\+?[)\]]$"
)
COUNTED: Final = r"(?: ?\((?:n ?= ?\d{1,5}|[dmtvw]\d{1,3})\))"
FIGURE: Final = re.compile(
    rf"(?<![\w.,/\u00b7])(?P<first>{NUMBER})(?: ?\+)?(?P<spread>{SPREAD}?{BRACKET}|{SPREAD})?"
    rf"(?P<rest>(?:-?{COUNTED}?(?:{JOIN}| ?- ?){NUMBER}\+?){{0,9}}{COUNTED}?)"
    rf"(?P<gap>{SPREAD}\) ?|{SPREAD}?[ -]{{0,2}})(?:(?:full |whole |consecutive |calendar |more |additional "
    rf"|further |median |mean |post-?operative |successive |(?:school|working) (?=days?)"
    rf"|or more ){{1,2}})?(?<![a-z])(?P<unit>{UNIT})"
)
WITHIN: Final = re.compile(
    rf"(?<![\w.,/\u00b7])(?P<low>{NUMBER})(?: ?- ?| to )(?P<high>{NUMBER}) ?[(\[]"
    rf"(?:(?P<statistic>mean|median|average)[,:=]? ?(?:of )?)?(?P<value>{NUMBER}){SPREAD}?[)\]][ -]?(?P<unit>{UNIT})"
)
# What stands before the first number of `FIGURE` and `WITHIN`: looked for at a third of what it takes to try these
# everywhere, since they begin with a look back.
BEFORE_NUMBER: Final = re.compile(
    rf"[^\w.,/\u00b7](?=[\d\u00bd]|{'|'.join(sorted({word[:4] for word in (*ONES, *TENS)}))})"
)
BEFORE_RANGE: Final = re.compile(
    r"\b(?:follow-?[ ]?up|mean|median|average)"
    r"(?: (?:follow-?up|time|period|duration|of|was|is|(?:of|in|for) (?:the |all )?[\w-]+)|[:,=]){0,4} "
    rf"(?P<value>{NUMBER})(?:{SPREAD})?(?: ?[(\[]|[,;] )"
    rf"(?:range[ds]?|ranging|iqr|inter-?quartile range|min-max|95% ?ci)?"
    rf"[,:;=]? ?(?:from |of |between )?$"
)
LABEL: Final = re.compile(
    rf"(?<![\w/])(?P<unit>months?|weeks?|years?|days?|wks?|hours?|pods?)(?: \+?|-|(?=\d))(?P<first>{NUMBER})"
    rf"(?P<rest>(?:{COUNTED}?(?:{JOIN}| ?- ?)(?:(?:months?|weeks?|years?|days?) )?{NUMBER}(?!\.\d| ?(?:\u00b1|\+/-)))"
    rf"{{0,9}})(?![\w%/]| ?(?:%|mg|ml|kg|{UNIT}))"
)
LETTER: Final = re.compile(
    r"(?<![\w/-])(?P<unit>[dwmy])(?P<first>\d{1,3})(?P<rest>(?: ?(?:,|and|-|/) ?(?:and "
    r")?[dwmy]?\d{1,3}){0,9})(?!\w|\.\d|%)"
)
ORDINAL_WORD: Final = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})"
ORDINAL: Final = re.compile(
    rf"(?<![\w-])(?P<first>{ORDINAL_WORD})(?P<rest>(?: ?(?:, ?|and |or )(?:and |the )?{ORDINAL_WORD}){{0,9}})"
    r"[ -](?:post-?\w{0,12} )?(?P<unit>days?|weeks?|months?|years?)(?![\w-])"
)
ARTICLE: Final = re.compile(
    r"(?<![\w-])(?:(?P<first>an?(?: full| whole| further)?|half an?|a half|half)[ -]"
    r"(?P<unit>years?|months?|weeks?|fortnight|decade|day|hour)"
    r"(?![\w-]))"
)
NUMERAL: Final = re.compile(
    rf"\d{{1,2}},\d{{3}}(?![\d,])|\d+(?:[.\u00b7]\d+)?(?: ?\u00bd|[ -]1/2)?|\u00bd|(?:{WORDS})"
    rf"(?:[ -]and[ -](?:a|one)[ -]half)?|{'|'.join(ORDINALS)}"
)
RATE: Final = re.compile(  # "a mean of 5.7 years per patient" is none
    r" ?(?:/|(?<!years )per |(?<=years )per (?!(?:person|patient|participant|subject|individual|wom[ae]n|man|child)\b)"
    r"|(?:a|each) (?=day|week|month|year|night|session)|every )"
)
BESIDE: Final = re.compile(
    rf"(?: (?:median |mean |average )?follow-?up(?: time| period)?)?,?;? ?[(\[]?(?:(?:inter-?quartile "
    rf"range|iqr|range[ds]?|min-max|25th-75th percentiles?|95% ?ci|quartiles|q1-q3)(?: ?[\[(](?:iqr|"
    rf"q1-q3|q1, q3)[\])])?"
    rf"(?: of| was| from|,|:|;|=)* ?[\[(]?|(?<=[(\[]))(?P<low>{NUMBER})(?:[ -](?P<low_unit>{UNIT})"
    rf")?(?: (?P<low_rest>\d+ {UNIT}))?"
    rf"(?: ?- ?| to |, ?| and )(?P<high>{NUMBER})(?:[ -]?(?P<high_unit>{UNIT}))?(?:,? "
    rf"(?:and )?(?P<high_rest>\d+ {UNIT}))?[)\]]?"
)
OPENS: Final = re.compile(
    r" ?[(\[,;]| (?:median |mean |average )?follow| (?:range|iqr|inter)"
)  # before SAID and BESIDE, which cost more
SAID: Final = re.compile(
    rf" ?(?P<open>[(\[;,]) ?(?:with )?(?:an? |the )?(?P<statistic>mean|average|median)(?: follow-?up)?[,:=]? "
    rf"?(?:of |was |being )?(?P<value>{NUMBER})(?:{SPREAD})?"
    rf"(?:[ -]?(?P<unit>{UNIT}))?(?![\w-])"
)
SAID_PLAINLY: Final = re.compile(rf" ?[(\[](?P<value>{NUMBER})(?:{SPREAD}| on average)[)\]]")
OPENS_RANGE: Final = re.compile(
    r"\b(?:from|ranged?|ranging|ranges|lasted|lasting|aged|ages?|between|of|for|was|were|:|,|followed)"
    r" ?[(:,]? ?$|[(\[] ?$"
)
CHAIN: Final = re.compile(
    rf"{COUNTED}? ?(?:,|;|/|&|and|or|then)? ?(?:and|or|then|"
    r"as well as)? ?(?:again )?(?:at |after )?(?:the )?"
)
UNIT_WORDS: Final = "month week year day yr mth fortnight decade hour wk pod".split()  # "12 mo" and "4 hr" are glued
GLUED: Final = [f"{digit}{gap}{letter}" for digit in range(10) for gap in ("", " ", "-") for letter in "hdwym"]
GLUED.extend((") m", "] m", ") y", "] y"))  # "52 (range 3-92) mo", "3.4 [2.1-4.6] y"
LETTERS: Final = [f" {letter}{digit}" for digit in range(10) for letter in "dwmy"]
TRIGGERS: Final = BytesAhoCorasick(
    [word.encode() for word in (*UNIT_WORDS, *GLUED, *LETTERS)],
    matchkind=MatchKind.LeftmostLongest,
    implementation=Implementation.DFA,
)  # twice as fast as the one that it would choose itself
LAST_WORD: Final = len(UNIT_WORDS)
LAST_GLUED: Final = LAST_WORD + len(GLUED)
LEFT: Final = 90  # a list of visits is seldom longer
RIGHT: Final = 60
NEAR: Final = 38  # "twenty-three consecutive postoperative "
NUMERIC: Final = frozenset(
    [
        *ONES,
        *TENS,
        "half",
        "1/2",
        "full",
        "whole",
        "consecutive",
        "successive",
        "school",
        "working",
        "calendar",
        "more",
        "additional",
        "further",
        "median",
        "mean",
        "sd",
        "postoperative",
        "operative",  # of "post-operative"
    ]
)
BEFORE_ARTICLE: Final = (
    "for ", "followed ", "over ", "during ", "after ", "within ", "of ", "than ", "least ", "until ", "to ", "at ",
    "lasted ", "lasting ", "about ", "follow-up was ", "period was ", "duration was ",
)  # fmt: skip
AFTER_ARTICLE: Final = (
    " after", " later", " following", " follow-up", " between", " in between", "'s interval", "'s wash", " of washout",
)  # fmt: skip
POSTS: Final = ("st", "nd", "rd", "th")
MOST: Final = {"hours": 999, "days": 4000, "weeks": 999, "months": 600, "years": 90}
INFECTED: Final = 200  # "300 dpi" are dots to the inch
METRES: Final = 120  # "448 m after oxygen" was walked

ORDINAL_WORDS: Final = frozenset(ORDINALS)
CLOSING: Final = frozenset([")", "]", "\u00bd", ",", "+"])
UNIT_LENGTH: Final = 11  # "fortnights" and a character more, for what must not follow
LEAST: Final = {"d": 7, "w": 2, "m": 6, "y": 1}
SMALLER: Final = {"years": ("months", 12), "months": ("weeks", 5), "weeks": ("days", 7)}


_AND_HALF: Final = re.compile(r"[ -]and[ -](?:a|one)[ -]half$")


def number(text: str) -> float:
    """The value of one numeral: 12, 1.5, 8·9, 2½, 1,095, eighteen, "one and a half", third, 3rd."""
    if text.isdecimal():
        return float(text)
    text = text.strip()
    half = 0.5 if text.endswith(("\u00bd", "half", "1/2")) else 0.0
    if text[:1].isdigit():
        digits = re.match(r"\d{1,2},\d{3}|\d+(?:[.\u00b7]\d+)?", text)
        return float((digits[0] if digits else "0").replace(",", "").replace("\u00b7", ".")) + half
    return half + sum(WORD_VALUE.get(word, 0) for word in re.split(r"[ -]", _AND_HALF.sub("", text)) if word)


def unit_of(word: str) -> str:
    """The unit that a unit word stands for; fortnights and decades count as 2 weeks and 10 years (see `scale_of`)."""
    return "years" if word.startswith("dec") else UNITS[word[0]]


def scale_of(word: str) -> int:
    """How many of its unit a unit word is: 2 (weeks) for a fortnight, 10 (years) for a decade, else 1."""
    return 2 if word[0] == "f" else 10 if word.startswith("dec") else 1
