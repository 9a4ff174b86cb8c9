"""Labels of a person's own, in CSV and JSON lines, and what is said of a line that can't be read."""

from __future__ import annotations

import io

import pytest

from evidence.errors import BadInput
from evidence.labels import Form, Labelled, read_labels
from evidence.values import Design, Field, FollowUp, SampleSize


def labels(text: str, form: Form = "csv") -> list[Labelled]:
    return list(read_labels(io.StringIO(text, newline=""), form, "mine"))


def test_a_cell_is_a_value_as_people_type_it() -> None:
    (one,) = labels("pmid,design,sample_size,follow_up\n7,rct,24 eyes,36 months\n")
    assert one.key == "7"
    assert one.accept == {
        Field.DESIGN: (Design("rct"),),
        Field.SAMPLE_SIZE: (SampleSize(24, "eyes"),),
        Field.FOLLOW_UP: (FollowUp(36, "months"),),
    }


def test_none_is_a_label_and_an_empty_cell_is_not() -> None:
    (one,) = labels("pmid,sample_size,follow_up\n7,,none\n")
    assert one.accept == {Field.FOLLOW_UP: ()}


def test_several_values_may_be_right() -> None:
    (one,) = labels("id,design\nA,rct | quasi-randomised\n")
    assert [str(value) for value in one.accept[Field.DESIGN]] == ["rct", "quasi-randomised"]


def test_a_byte_order_mark_and_capital_headings_are_read() -> None:
    assert labels("\ufeffPMID,Design\n7,rct\n")[0].key == "7"


def test_json_lines_take_numbers_objects_and_reasons() -> None:
    line = '{"pmid": 7, "design": "rct", "sample_size": {"value": 12, "unit": "animals"}, "follow_up": "not stated"}\n'
    (one,) = labels(line, "jsonl")
    assert one.accept[Field.SAMPLE_SIZE] == (SampleSize(12, "animals"),)
    assert one.accept[Field.FOLLOW_UP] == ()
    (one,) = labels('{"id": "A", "sample_size": 12, "follow_up": {"value": 1.5, "unit": "years"}}', "jsonl")
    assert one.accept == {Field.SAMPLE_SIZE: (SampleSize(12),), Field.FOLLOW_UP: (FollowUp(1.5, "years"),)}


def test_columns_may_have_the_short_names_of_the_fields() -> None:
    assert labels("PMID,n,followup\n7,60,1 year\n", "csv") == labels("pmid,sample_size,follow_up\n7,60,1 year\n", "csv")


def test_a_line_may_bring_its_own_text() -> None:
    (one,) = labels('{"id": "A", "title": "T", "abstract": "60 were randomised.", "sample_size": 60}', "jsonl")
    assert one.article is not None
    assert one.article["abstract"] == "60 were randomised."


@pytest.mark.parametrize(
    ("text", "form", "says"),
    [
        ("pmid,design\n7,trial\n", "csv", "mine, line 2"),
        ("pmid,note\n7,x\n", "csv", "no labels"),
        ("design\nrct\n", "csv", "no labels"),
        ("pmid;n\n7;60\n", "csv", "no labels in the columns 'pmid;n'.*with commas"),
        ("", "csv", "no labels"),
        ("pmid,design\n,rct\n", "csv", "no pmid"),
        ('{"design": "rct"}', "jsonl", "no pmid"),
        ("[1]", "jsonl", "not an object"),
        ("{", "jsonl", "not JSON"),
        ('{"id": ' + "[" * 50_000, "jsonl", "not JSON"),
        ("pmid,n\n7," + "x" * 200_000, "csv", "no CSV"),
    ],
)
def test_what_cannot_be_read_names_its_line(text: str, form: Form, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        labels(text, form)
