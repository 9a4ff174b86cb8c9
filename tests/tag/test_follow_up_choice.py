"""Times that no word explains: which is the follow-up, or none of them, by what is learned; rules alone keep theirs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from evidence.records import Passage
from evidence.tag.follow_up import reading as follow_up
from evidence.tag.follow_up.choice import MARGIN, chosen, is_open, options
from evidence.tag.follow_up.confidence import model
from evidence.tag.follow_up.rank import Weighed
from evidence.tag.text import Document
from evidence.values import Design

GOLD = Path(__file__).parents[2] / "data" / "gold"
COHORT = Design("cohort")
TIMES = "Forty adults came. At 6 weeks the leak had closed. At 3 months pain was less."


def record(text: str) -> Document:
    return Document(7, [Passage("abstract.0", None, text)])


def told(text: str) -> list[Weighed]:
    found = follow_up.weigh(record(text))
    assert is_open(found)
    return found


def test_only_times_that_no_word_explains_are_chosen_among() -> None:
    assert not is_open(follow_up.weigh(record("All were followed up for 3 years. At 6 weeks pain was less.")))
    assert not is_open([])
    assert is_open(told(TIMES))


def test_without_weights_the_order_of_the_rules_stays() -> None:
    found = told(TIMES)
    assert chosen(found, COHORT, 1.0, {}) == found


def test_another_time_or_none_comes_first_where_it_is_likelier_by_the_margin() -> None:
    found = told(TIMES)
    first, second = found[0], found[1]
    places, features = options(found, COHORT, 1.0)
    assert places == [0, 1]
    own = next(feature for feature in features[1] if feature not in features[0])
    assert chosen(found, COHORT, 1.0, {own: 3.0}) == [second, first]
    assert chosen(found, COHORT, 1.0, {"none cohort": 3.0}) is None
    assert chosen(found, COHORT, 1.0, {"none cohort": 0.1}) == found, f"less than {MARGIN} of the chances"


def test_a_length_told_twice_is_one_option() -> None:
    found = told(f"{TIMES} At 3 months 31 adults had no pain.")
    places, features = options(found, COHORT, 1.0)
    assert len({round(found[place].days, 3) for place in places}) == len(places) == 2
    assert len(features) == len(places) + 1
    assert "told 1" in features[0]


def test_a_time_at_which_something_befell_a_patient_is_none_where_weights_are_learned() -> None:
    text = (
        "A man of 58 was brought in with fever and a stiff neck. The rash had spread in four days. Penicillin was "
        "given. The fever fell and the rash faded, and he was sent home in good health."
    )
    case = Design("case-report")
    alone = follow_up.read(record(text), design=case, rules_only=True)
    learned = follow_up.read(record(text), design=case)
    assert alone.chosen is not None
    assert learned.abstained == "not stated"
    assert learned.candidates[0].value == alone.chosen.value, "what was passed over is kept"


def test_words_are_weighed_only_where_our_own_invented_texts_have_them() -> None:
    """No word can have come from an abstract that is not ours."""
    sides = ("before ", "behind ", "left ", "right ")
    weighed = {word for f in model().choice if f.startswith(sides) for word in f.split(" ")[1:] if word.isalpha()}
    texts = [
        f"{row.get('title', '')} {row['abstract']}".lower()
        for name in ("fresh", "later", "everyday", "ordinary", "indirect")
        for row in map(json.loads, (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    ]
    seen = Counter(word for text in texts for word in weighed if word in text)
    assert len(weighed) > 50
    assert {word for word in weighed if seen[word] < 10} == set()
