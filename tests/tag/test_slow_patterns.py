"""Patterns of a person's own that could take forever are refused; what people ordinarily write is not."""

from __future__ import annotations

import re
import time

import pytest

from evidence.errors import BadInput
from evidence.tag.slow_patterns import trouble

FINE = [
    r".{0,40}\d{1,5}.{0,40}patients",
    r"(?:\d{1,2}[./-]){2}\d{4}",
    r"\b(?:\w+ ){0,3}x",
    r"[^.]*",
    r".*",
    r"\d+ (?:patients|women)",
    r"register of (?P<value>\d[\d,]*) veterans",
    r"(?P<value>\d+).*patients",
    r"(?P<value>\d+)[^.]*patients",
    r"(?P<value>\d+)\s*(?P<unit>\w+) later",
    r"trial[^.]*(?P<value>\d+)[^.]*patients",
    r"randomi[sz]ed.*(?P<value>\d[\d,]*) (?:patients|women).*",
    r".*randomi[sz]ed.*",
    r".*(?P<value>\d+).*patients.*",
    r"seen for (?P<value>\d+)? ?(?P<unit>months|years)?",
    r"(?:\w+ ){0,10}patients",
    r"(?:\w+\s+)*patients",
    r"(?:\w+\W+){0,5}patients",
    r"(?P<value>\d{1,3}(?:,\d{3})*) (?:eyes|patients)",
    r"(?:\d+(?:,\d+)*) x",
    r"\d+(?:\.\d+)?\s*(?:months?|years?|mo|yrs?)",
    r"(?:a|an|the) (?:\w+ )?(?:\w+ )?cohort",
    r"\bn\s*=\s*(?P<value>\d+)\b",
    r"(?:.|\n)*x",
    r"(?:[a-z]+, )*and (?P<value>\d+)",
    r"(?:(?!patients).)*x",
    r"(?:[^.;]|\.\d)*x",
    r"(?:median|mean) follow-?up (?:time |period )?(?:of|was) (?P<value>\d+(?:\.\d+)?) (?P<unit>months|years)",
    r"[^.]{0,40}(?P<value>\d+)[^.]{0,40}patients",
    r".{0,80}foo.{0,80}bar",
    r"\w+-\w+-\w+ x",
    r"\w+ \w+ \w+ \w+ x",
    r"(?:(?:patients|women|men)(?:,| and| or)? )+with",
    r"(?>\w+ ?)+x",
    r"(?:\w++ ?)+x",
    r"(?P<value>\d+) (?:of|/) \d+ (?:\([^)]*\) )?patients",
    r'"[^"]*"\s*:\s*\d+',
    r"^\s*(?P<value>\d+)\s*patients\s*$",
    r"\S+@\S+",
    r"\s*.*\s*x",
    r".*?(?P<value>\d+)",
    r"(?:\w+[ -]){1,6}study",
    r"[a-z]+ing .*ed .*s",
    r"foo.*bar.*baz.*qux",
    r"(?P<value>[\d,]+)(?:\s+\w+){0,3}\s+participants",
    r"patients [\w ]+[^.;]*months",
    r"(?:\w|\d)+x",
]
FINE += ["(?:a|aa)" * 8 + "x", "(?:ab|a|b)" * 12 + "x", r"(?:\d{1,3},?){4}", r"(?:mr|mrs|ms|dr)\.? " * 4 + "x"]
FINE += ["a?" * 10 + "x", r"(?:very )?(?:much )?(?:more )?patients"]
ENDLESS = [
    r"(?:a?){30}a{30}x",
    r"(?:\w{1,8}){2}(?:\w{1,8}){2}x",
    r"(?:c.(?:a?)+)*x",
    r"(?i)A+a+a+x",
    r"(a+)+$",
    r"(a*)*b",
    r"(a|a)*b",
    r"(a|aa)+$",
    r"(\w+ ?)+x",
    r"(?:\w+\s*)+x",
    r"^(\w+\s?)*$",
    r"(.*)*x",
    r"(.*a){20}x",
    r"(.*,)*x",
    r"(?:[^.]*,)*x",
    r"(?:\d{1,3},?)+x",
    r"(?:\d+,?)+x",
    r"(?:a|ab|b)*x",
    r".*.*x",
    r".*.*=.*",
    r".*.*.*x",
    r"\d*\d*\d*x",
    r"\d+\d+\d+x",
    r"\w+\s?\w+\s?\w+\s?x",
    r"(?:\w+\s?){0,3}x",
    r"(?:\w+ ?){0,10}x",
    r"[^.]*.*[^,]*x",
    r".*,.*,.*,x",
    r"(?=(a+)+b)x",
    r"(?>(a+)+b)x",
    r"((a?)*)*b",
    r"(x+x+)+y",
    r"(?:a?a?)*x",
    r"(?:b(?:a*)?)*c",
    r"([a-z]+)*\d",
    r"([a-zA-Z0-9]+\s?)*$",
    r"(?:(?:\w+)\s*(?:,|and)?\s*)+patients",
    r"\d+[^.]*\d+[^.]*women",
    r"(\w*)*?x",
    r"a.*.*.*b",
    r"(?:foo|fo+)*x",
    "a?" * 30 + "a" * 30,
    r"(?:\w\w?)?" * 14 + "x",
    "(?:a|aa)" * 25 + "x",
    "(?:a|a)" * 25 + "x",
    "(?:a|aa)b?" * 25 + "x",
    "(?:aa|aaa)" * 25 + "x",
    "(?:ab|a|b)" * 25 + "x",
    "(?:foo|fo|o)" * 25 + "x",
    "(?:a{1,2})" * 25 + "x",
    r"(?:\w|\w\w)" * 25 + "x",
    "(?i)" + "(?:a|Aa)" * 25 + "x",
    "(?:a|aa) ?(?:a|aa)" * 12 + "x",
]
HOSTILE = {
    "digits": ("1" * 59 + " ") * 16,
    "letters": ("a" * 59 + " ") * 16,
    "words": "a " * 500,
    "cues": "trial " * 50 + ("1" * 59 + " ") * 8 + "foobar" * 9 + " foo bar" * 20,
}


@pytest.mark.parametrize("pattern", FINE)
def test_ordinary_patterns_are_left_alone(pattern: str) -> None:
    assert trouble(re.compile(pattern)) is None


@pytest.mark.parametrize("pattern", ENDLESS)
def test_patterns_that_could_take_forever_are_found(pattern: str) -> None:
    assert trouble(re.compile(pattern))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_is_left_takes_a_moment(text: str) -> None:
    """Each pattern on a sentence and words of the greatest length that own rules are tried on."""
    for pattern in FINE:
        begin = time.process_time()
        for _ in re.finditer(pattern, text[:1000]):
            pass
        assert time.process_time() - begin < 10, pattern


def test_long_lists_of_names_are_looked_into_quickly() -> None:
    names = "|".join(f"drug{number:04}" for number in range(1_500))
    begin = time.process_time()
    assert trouble(re.compile(f"(?:{names}) (?:in|for) \\d+")) is None
    assert trouble(re.compile(f"(?:(?:{names}), )+")) is None
    assert time.process_time() - begin < 10
    with pytest.raises(BadInput, match="more than 20,000"):
        trouble(re.compile("(((((((a{4}){4}){4}){4}){4}){4}){4}){4}"))
