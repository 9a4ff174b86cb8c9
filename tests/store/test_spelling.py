"""Spellings that mean one word find each other, whichever is typed; words that only look alike don't."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.store.query import Term
from evidence.store.search_text import looked_for
from evidence.store.spelling import MOST, compound, tokens, variants

PAIRS = """
randomised randomized · randomisation randomization · tumour tumor · tumours tumors · ischaemia ischemia
ischaemic ischemic · haematopoietic hematopoietic · haemoglobin hemoglobin · anaemia anemia · leukaemia leukemia
oedema edema · centre center · centres centers · multicentre multicenter · fibre fiber · litre liter · analyse analyze
analysed analyzed · dialysed dialyzed · labelled labeled · enrolment enrollment · programme program
paediatric pediatric · oestrogen estrogen · oesophageal esophageal · foetal fetal · diarrhoea diarrhea
aetiology etiology · colour color · behaviour behavior · leucocyte leukocyte · sulphate sulfate
hyperglycaemia hyperglycemia · orthopaedic orthopedic
anaesthesia anesthesia · coeliac celiac · titre titer · ageing aging · grey gray · defence defense · dyspnoea dyspnea
""".replace("\n", " · ").split(" · ")


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair])
def test_british_and_american_are_one(pair: str) -> None:
    british, american = pair.split()
    assert (american,) in variants(british)
    assert (british,) in variants(american)


@pytest.mark.parametrize(
    "word",
    "exercise disease otherwise size chemotherapy hemisphere academic pandemic parameter diameter discussion advise"
    " antibody multiple metabolic neonatal period mice promise premise systemic enter laboratory humoral".split(),
)
def test_a_word_that_only_looks_alike_stays_alone(word: str) -> None:
    assert variants(word) == ((word,),)


@pytest.mark.parametrize("typed", ["follow-up", "followup", '"follow up"', "Follow-Up"])
def test_a_hyphen_more_or_less_makes_no_difference(typed: str) -> None:
    assert set(variants(typed)) == {("follow", "up"), ("followup",)}


def test_longer_phrases_are_respelled_word_by_word() -> None:
    found = variants("randomised follow-up trial")
    assert found[0] == ("randomised", "follow", "up", "trial")
    assert set(found) == {
        ("randomised", "follow", "up", "trial"), ("randomized", "follow", "up", "trial"),
        ("randomised", "followup", "trial"), ("randomized", "followup", "trial"),
    }  # fmt: skip
    assert ("non", "randomized") in variants("nonrandomised")
    assert ("antiinflammatory",) in variants("anti-inflammatory")
    assert ("metaanalysis",) in variants("meta-analysis")


def test_two_words_are_one_only_where_the_vocabulary_says_so() -> None:
    assert compound("Follow", "up") == "followup"
    assert compound("bone", "marrow") is None
    assert compound("foll", "owup") is None


def test_a_beginning_is_respelled_where_it_is_long_enough_to_be_known() -> None:
    assert variants("haemat", prefix=True) == (("haemat",), ("hemat",))
    assert variants("randomis", prefix=True) == (("randomis",), ("randomiz",))
    assert variants("iris", prefix=True) == (("iris",),)
    # the index has "transplant" for transplantation, and "ischaem" for ischaemic
    assert looked_for(Term("transplantat", prefix=True)) == ("transplantat*", "transplant")
    assert "ischaem" in looked_for(Term("ischaemi", prefix=True))


def test_marks_part_words_as_the_index_does() -> None:
    assert tokens("CD34+ Crohn's p<0.05 IL-2_b") == ["cd34", "crohn", "s", "p", "0", "05", "il", "2", "b"]
    assert variants("+") == ()
    assert tokens("Mu\u0308ller İzmir") == ["müller", "izmir"]  # however the letters were put together


@given(st.text(max_size=60), st.booleans())
def test_the_typed_spelling_comes_first_and_there_is_an_end(text: str, prefix: bool) -> None:
    found = variants(text, prefix=prefix)
    assert len(found) == len(set(found)) <= MOST
    if found:
        assert found[0] == tuple(tokens(text))
