"""`--explain` tells each part of a query, every spelling that is looked for, and what is left out."""

from __future__ import annotations

from evidence.store.query import parse
from evidence.store.query_explain import explain


def test_a_query_is_told_part_by_part() -> None:
    query = "randomised (n:>=50 OR followup:1y..) -title:mice design:synthesis author:hu confidence:<0.8 pmid:5 fee*"
    assert explain(parse(query)) == [
        "read as: " + query.replace("1y..", ">=1y"),
        "all of",
        '  "randomised" in title, abstract, keywords or MeSH (looked for: randomised, randomized)',
        "  any of",
        "    sample size: 50 or more",
        "    follow-up: 1y (365.2 days) or more",
        "  not",
        '    "mice" in the title',
        (
            "  study design, or a group of designs: synthesis"
            " (any of meta-analysis, systematic-review, narrative-review, guideline)"
        ),
        '  how an author\'s name begins: surname, initials: "hu"',
        "  the lowest confidence among the machine's tags, 0-1: less than 0.8",
        "  PubMed's number, or a range of them: 5",
        '  "fee"* in title, abstract, keywords or MeSH',
        "left out: records that PubMed has deleted (status:deleted finds them)",
    ]


def test_the_word_that_two_words_make_is_told() -> None:
    assert explain(parse("follow up")) == [
        "read as: follow up",
        "all of",
        '  "follow" in title, abstract, keywords or MeSH',
        '  "up" in title, abstract, keywords or MeSH',
        '    (or, for the last two, "followup")',
        "left out: records that PubMed has deleted (status:deleted finds them)",
    ]


def test_nothing_is_left_out_unsaid() -> None:
    assert explain(parse("")) == [
        "read as: every record",
        "every record",
        "left out: records that PubMed has deleted (status:deleted finds them)",
    ]
    assert explain(parse("status:deleted"))[-1].endswith(": deleted")
    told = explain(parse("n:20..100 n:<3 n:>5"))
    assert told[2:5] == [
        "  sample size: 20 to 100",
        "  sample size: less than 3",
        "  sample size: more than 5",
    ]
