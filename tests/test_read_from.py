"""The sentence that a value was read from: verbatim, round the quote, once; the quote where the text is gone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evidence.pieces import pieces
from evidence.read_from import JOINT, on_one_line, sentence_of, told_in
from evidence.records import Passage, Quote

ABSTRACT = (
    Passage("title", None, "Bread for bakers. A trial"),
    Passage("abstract.0", "METHODS", "We asked bakers. We treated 15 men, 15 women and 16 children. All were fed."),
    Passage("abstract.1", "RESULTS", "They lived for 4. 8 +/- 1.2 years. In 31 of 46 (67.4%) it rose. All ate."),
    Passage("publication_type.0", None, "Randomized Controlled Trial. Phase 2"),
)


def quoted(name: str, words: str) -> Quote:
    """The first place of the words in a passage."""
    text = next(passage.text for passage in ABSTRACT if passage.name == name)
    return Quote(name, text.index(words), text.index(words) + len(words), words)


def line(*quotes: Quote) -> str:
    return on_one_line(told_in(quotes, ABSTRACT))[0]


def test_numbers_of_one_sentence_give_it_once() -> None:
    each = [quoted("abstract.0", words) for words in ("15 men", "15 women", "16 children")]
    (told,) = told_in([*each, each[0]], ABSTRACT)
    assert told.text == "We treated 15 men, 15 women and 16 children."
    assert [told.text[start:end] for start, end in told.marks] == ["15 men", "15 women", "16 children"]


def test_sentences_apart_are_joined_in_the_order_of_the_quotes() -> None:
    said = line(quoted("abstract.1", "31 of 46"), quoted("abstract.0", "16 children"))
    assert said == f"In 31 of 46 (67.4%) it rose.{JOINT}We treated 15 men, 15 women and 16 children."


def test_a_quote_over_two_sentences_gives_both_and_takes_in_one_of_them() -> None:
    over = quoted("abstract.0", "16 children. All")
    both = "We treated 15 men, 15 women and 16 children. All were fed."
    assert sentence_of(over, ABSTRACT) == both
    assert line(quoted("abstract.0", "15 men"), quoted("abstract.0", "All were"), over) == both


def test_a_decimal_with_a_space_in_it_ends_no_sentence() -> None:
    assert sentence_of(quoted("abstract.1", "1.2 years"), ABSTRACT) == "They lived for 4. 8 +/- 1.2 years."


def test_a_title_and_what_the_index_says_are_whole() -> None:
    assert line(quoted("title", "trial")) == "Bread for bakers. A trial"
    assert line(quoted("publication_type.0", "Phase 2")) == "Randomized Controlled Trial. Phase 2"


def test_where_the_text_has_changed_or_gone_the_words_of_the_quote_are_left() -> None:
    here = quoted("abstract.0", "15 men")
    for gone in [
        Quote("abstract.7", 3, 9, "15 men"),
        Quote("abstract.0", 4, 10, "15 men"),
        Quote("mesh.0", -3, 2, "x"),
    ]:
        (told,) = told_in([gone], ABSTRACT)
        assert (told.passage, told.text, told.marks) == (gone.passage, gone.text, ((0, len(gone.text)),))
        assert line(here, gone, gone) == f"We treated 15 men, 15 women and 16 children.{JOINT}{gone.text}"


def test_the_words_are_where_the_line_says() -> None:
    quotes = [quoted("abstract.1", "31 of 46"), quoted("abstract.0", "16 children")]
    text, marks = on_one_line(told_in(quotes, ABSTRACT))
    assert [text[start:end] for start, end in marks] == ["31 of 46", "16 children"]


PARTS = ("We saw 3. ", "In 4 (5%", "). ", "et al. In ", "E. coli", "A. ", "é\U0001f600 ", "3. 8 +/- 1", "?")
TEXTS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=9).map("".join) | st.text(min_size=1, max_size=60)


@st.composite
def read(draw: st.DrawFn) -> tuple[list[Passage], list[Quote]]:
    """Passages and quotes that stand in them."""
    names = ["title", "abstract.0", "abstract.1", "mesh.0"]
    passages = [Passage(name, None, draw(TEXTS)) for name in names]
    quotes = []
    for passage in draw(st.lists(st.sampled_from(passages), min_size=1, max_size=6)):
        start = draw(st.integers(0, len(passage.text) - 1))
        end = draw(st.integers(start + 1, len(passage.text)))
        quotes.append(Quote(passage.name, start, end, passage.text[start:end]))
    return passages, quotes


@given(read())
def test_each_is_a_slice_of_its_passage_that_holds_the_quotes_and_none_is_told_twice(
    made: tuple[list[Passage], list[Quote]],
) -> None:
    passages, quotes = made
    texts = {passage.name: passage.text for passage in passages}
    told = told_in(quotes, passages)
    for one in told:
        assert texts[one.passage][one.start : one.end] == one.text
        assert all(one.text[start:end] for start, end in one.marks)
    for quote in quotes:
        (holds,) = [one for one in told if one.passage == quote.passage and one.start <= quote.start < one.end]
        assert quote.end <= holds.end
        start = quote.start - holds.start
        assert any(begin <= start and start + len(quote.text) <= end for begin, end in holds.marks)
        assert quote.text in sentence_of(quote, passages)
    text, marks = on_one_line(told)
    assert text.count(JOINT) >= len(told) - 1
    assert "".join(words for words, _ in pieces(text, ((start, end, "m") for start, end in marks))) == text


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40), st.sampled_from("dnf"))))
def test_pieces_are_the_text_and_each_letter_covers_its_span(text: str, spans: list[tuple[int, int, str]]) -> None:
    made = pieces(text, spans)
    assert "".join(words for words, _ in made) == text
    letters = [marks for words, marks in made for _ in words]
    for place, marks in enumerate(letters):
        assert marks == "".join(sorted({letter for start, end, letter in spans if start <= place < end}))
