"""No text stops the taggers: thousands of short salads of the tokens that they look at hardest, and what once did."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from evidence.records import Passage
from evidence.tag.tagger import read_many
from evidence.values import Field

TOKENS = (
    "7/2018-11/2019 142/88 24 190 12/15 (n = 30) n=12 (1) (2) 45% (54% female) 1,204 1 204 2.3 million half a "
    "thousand 45K >2300 ~60 twenty-four one hundred and eighteen two of each 30 per group mmHg mg/kg g/l years "
    "months weeks days hours 6-month 12/52 2003-2008 January 2010 until 31 December 2015 to from between and or "
    "vs. (range IQR) [ ] ; : , . - / \u2013 \u00b1 patients controls women men participants eyes visits cells "
    "mice cases studies arm group placebo randomised randomly allocated screened enrolled completed died followed "
    "for follow-up median mean of the in at by on with after before baseline weekly twice sessions separated "
    "review searched pooled meta-analysis cohort case-control survey year"
).split(" ")
STOPPED = (  # each of these once stopped all that were read with it
    "Stroke patients and their proxies were recruited to complete scales between 7/2018-11/2019.",
    "Of 142/88 mmHg, 24 visits.",
)


@pytest.mark.parametrize("text", STOPPED)
def test_a_text_that_once_stopped_the_taggers_is_read(text: str) -> None:
    followed = "Sixty rowers were followed for 2 years."
    articles = [(1, [Passage("abstract.0", None, text)]), (2, [Passage("abstract.0", None, followed)])]
    stopped, after = read_many(articles)
    assert [reading.field for reading in stopped] == list(Field)
    assert [str(reading.chosen.value) for reading in after[1:] if reading.chosen] == ["60", "2 years"]


@pytest.mark.parametrize("seed", range(8))
def test_salads_of_numbers_and_words_are_read_and_quoted_verbatim(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    texts = [" ".join(chance.choices(TOKENS, k=chance.randint(3, 60))) for _ in range(250)]
    articles = [
        (n, [Passage("title", None, "Salad"), Passage("abstract.0", None, text)]) for n, text in enumerate(texts)
    ]
    found = Counter[Field]()
    for text, tags in zip(texts, read_many(articles), strict=True):
        passages = {"title": "Salad", "abstract.0": text}
        for reading in tags:
            found[reading.field] += bool(reading.candidates)
            for finding in reading.candidates:
                for quote in finding.quotes:
                    assert passages[quote.passage][quote.start : quote.end] == quote.text
    assert all(found[field] > 25 for field in Field), "a salad of such words holds candidates of each kind"
