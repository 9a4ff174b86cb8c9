"""A person's own rules are checked when they are read, and tried on their own examples."""

from __future__ import annotations

import pytest

from evidence.errors import BadInput
from evidence.records import Passage
from evidence.tag.own_rules import own_rules
from evidence.tag.tagger import read
from evidence.values import Field, SampleSize

RULE = r"""
[[rule]]
name = "sample_size.veterans"
about = "Veterans of one register are the sample."
pattern = 'register of (?P<value>\d[\d,]*) veterans'
role = "enrolled"
confidence = 0.99
takes = "We looked at a register of 1,204 veterans."
leaves = "The veterans registered 1,204 events."
"""


def test_it_is_read_with_its_quote() -> None:
    (rule,) = own_rules(RULE, "mine.toml")
    passage = Passage("abstract.0", None, "Data are from the Register of 1,204 Veterans in one state.")
    reading = read(0, [passage], own=(rule,))[1]
    assert reading.chosen
    assert reading.chosen.value == SampleSize(1204, role="enrolled")
    assert reading.chosen.rule == "sample_size.veterans"
    (quote,) = reading.chosen.quotes
    assert passage.text[quote.start : quote.end] == quote.text == "Register of 1,204 Veterans"


@pytest.mark.parametrize("written", ["HbA1c", "hba1c", "HBA1C", "[Hh]bA1c", "(?i:HbA1c)"])
def test_capitals_and_small_letters_are_alike(written: str) -> None:
    text = RULE.replace("'register of", f"'{written} of").replace("a register", "an HbA1c")
    (rule,) = own_rules(text, "mine.toml")
    passage = Passage("abstract.0", None, "We had the HbA1C OF 1,204 veterans.")
    chosen = read(0, [passage], own=(rule,))[1].chosen
    assert chosen
    assert (chosen.value, chosen.quotes[0].text) == (SampleSize(1204, role="enrolled"), "HbA1C OF 1,204 veterans")


def test_capitals_do_not_hide_a_slow_pattern() -> None:
    with pytest.raises(BadInput, match="could take forever"):
        own_rules(RULE.replace("register of (?P", r"([A-Z][a-z]*)+x(?P"), "mine.toml")


def test_without_a_match_the_shipped_rules_answer_alone() -> None:
    passages = [Passage("abstract.0", None, "Sixty patients were randomised.")]
    assert read(0, passages, own=own_rules(RULE, "mine.toml")) == read(0, passages)


@pytest.mark.parametrize("sentence", ["We saw all the veterans.", "They are a register of 0 veterans."])
def test_a_match_without_a_value_is_no_answer(sentence: str) -> None:
    (rule,) = own_rules(RULE.replace(" veterans'", " veterans|all the veterans'"), "mine.toml")
    passages = [Passage("abstract.0", None, sentence)]
    assert rule.pattern.search(sentence)
    assert read(0, passages, own=(rule,)) == read(0, passages)


@pytest.mark.parametrize("sentence", ["Seen for years.", "Seen for 7.", "Seen for 0 months."])
def test_a_follow_up_needs_both_number_and_unit(sentence: str) -> None:
    text = r"""[[rule]]
name = "follow_up.seen"
about = "How long they were seen."
pattern = 'seen for (?P<value>\d+)? ?(?P<unit>months|years)?'
takes = "They were seen for 7 months."
leaves = "They were not seen."
"""
    (rule,) = own_rules(text, "mine.toml")
    passages = [Passage("abstract.0", None, sentence)]
    assert rule.pattern.search(sentence.lower())
    assert read(0, passages, own=(rule,)) == read(0, passages)


def test_a_shipped_value_that_is_surer_stays() -> None:
    passages = [Passage("abstract.0", None, "Sixty patients were randomised; a register of 9 veterans was at hand.")]
    unsure = own_rules(RULE.replace("0.99", "0.01"), "mine.toml")
    assert read(0, passages, own=unsure)[1].chosen == read(0, passages)[1].chosen


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('name = "sample_size.veterans"', 'name = "veterans"', "field"),
        ('name = "sample_size.veterans"', 'name = "size.veterans"', "field"),
        ("(?P<value>", "(?P<count>", "group 'value'"),
        (r"\d[\d,]*)", r"\d[\d,]*", "regular expression"),
        ('role = "enrolled"', 'role = "present"', "role"),
        ('role = "enrolled"', 'rule = "enrolled"', "'rule'"),
        ("confidence = 0.99", "confidence = 99", "confidence"),
        ('about = "Veterans of one register are the sample."', "", "about"),
        ("We looked at a register of 1,204 veterans.", "We looked at 1,204 veterans.", "does not read its own example"),
        ("The veterans registered 1,204 events.", "A register of 12 veterans.", "reads its own example"),
        ("[[rule]]", "[rules]", r"\[\[rule\]\]"),
        ("[[rule]]", "[[rule]", "no TOML"),
        ("0.99", "1" * 5_000, "no TOML"),
        ("[[rule]]", "x = " + "[" * 3_000, "nested too deeply"),
        (r"\d[\d,]*", r"[\d,]{0,99999999999999}", "counts too high"),
        (r"\d[\d,]*", "(" * 3_000 + "a" + ")" * 3_000, "nested too deeply"),
        (r"\d[\d,]*", r"(?:\d+,?)+", "rule 1: the pattern could take forever: a repetition within a repetition"),
        ("'register", "'.*.*register", "rule 1: the pattern could take forever: several repetitions side by side"),
        (r"\d[\d,]*)", r"\d[\d,]*)((((((((a{4}){4}){4}){4}){4}){4}){4}){4})?", "rule 1: its repetitions make more"),
        ('role = "enrolled"', 'unit = ""', "no unit ''"),
        ('role = "enrolled"', r'unit = "\u001b[31m"', "no unit"),
        ("confidence = 0.99", "confidence = 1e-300", "confidence is not between"),
        ("confidence = 0.99", "confidence = nan", "confidence is not between"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, says: str) -> None:
    assert old in RULE
    with pytest.raises(BadInput, match=says):
        own_rules(RULE.replace(old, new), "mine.toml")


@pytest.mark.parametrize("rest", [" and so on" * 100, " " + "1" * 61])
def test_a_sentence_or_a_word_without_end_is_passed_over(rest: str) -> None:
    (rule,) = own_rules(RULE, "mine.toml")
    passages = [Passage("abstract.0", None, f"A register of 12 veterans{rest}.")]
    assert rule.pattern.search(passages[0].text.lower())
    assert read(0, passages, own=(rule,)) == read(0, passages)


def test_two_rules_of_one_name_are_refused() -> None:
    with pytest.raises(BadInput, match="two rules"):
        own_rules(RULE + RULE, "mine.toml")


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        (("design.registry", "seen in the registry", 'code = "cohort"'), Field.DESIGN, "cohort"),
        (
            ("follow_up.seen", r"seen for (?P<value>\d+) (?P<unit>months)", 'statistic = "median"'),
            Field.FOLLOW_UP,
            "7 months",
        ),
    ],
)
def test_rules_of_the_other_fields(lines: tuple[str, str, str], field: Field, value: str) -> None:
    name, pattern, extra = lines
    sentence = "They were seen in the registry and seen for 7 months."
    text = f"""[[rule]]
name = "{name}"
about = "An example."
pattern = '{pattern}'
{extra}
confidence = 1.0
takes = "{sentence}"
leaves = "Nothing was seen."
"""
    readings = {
        reading.field: reading for reading in read(0, [Passage("abstract.0", None, sentence)], own=own_rules(text, "t"))
    }
    chosen = readings[field].chosen
    assert chosen
    assert str(chosen.value) == value
