"""A correction of one thing leaves the rest of the reading standing, as far as it can stand."""

from __future__ import annotations

import pytest

from evidence.demo import starter_set
from evidence.retained import with_machine
from evidence.tag.tagger import read
from evidence.values import ATTRIBUTES, Design, FollowUp, SampleSize, Value

TRIAL = Design(
    "non-randomised-controlled",
    (
        ("allocation", "non-randomised"), ("centres", "multiple"), ("comparator", "placebo"), ("masking", "double"),
        ("phase", "2"), ("report", "primary"), ("species", "human"), ("time_perspective", "prospective"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("rct", {"allocation": "randomised"}),
        ("quasi-randomised", {}),
        ("historically-controlled", {"comparator": None}),
        ("single-arm", {"allocation": None, "comparator": None, "intervention_model": "single-group"}),
        ("cohort", {"allocation": None, "comparator": None, "masking": None, "phase": None}),
        ("cross-sectional", {"allocation": None, "comparator": None, "masking": None, "phase": None,
                             "time_perspective": "cross-sectional"}),
        ("protocol", {"allocation": None, "report": None}),
        ("animal", {"allocation": None, "comparator": None, "report": None, "species": "animal",
                    "time_perspective": None}),
        ("commentary", {name: None for name in ATTRIBUTES if name != "species"}),
        ("systematic-review", {name: None for name in ATTRIBUTES if name != "species"}),
    ],
)  # fmt: skip
def test_another_code_keeps_what_it_does_not_contradict(code: str, changed: dict[str, str | None]) -> None:
    wanted = dict[str, str | None](TRIAL.attributes) | changed
    kept = tuple(sorted((name, value) for name, value in wanted.items() if value))
    assert with_machine(Design(code), TRIAL) == Design(code, kept)


def test_an_rct_read_as_an_animal_study_is_one_of_people() -> None:
    read_as = Design("animal", (("allocation", "randomised"), ("species", "animal")))
    assert with_machine(Design("rct"), read_as) == Design("rct", (("allocation", "randomised"), ("species", "human")))


def test_what_follows_from_the_code_needs_no_reading() -> None:
    assert with_machine(Design("rct"), None).attributes == (("allocation", "randomised"), ("species", "human"))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("said", "machine", "counts"),
    [
        (SampleSize(246), SampleSize(246, role="treated", arms=(172, 74), studies=11, derived=True), "machine"),
        (SampleSize(245), SampleSize(246, role="treated", arms=(172, 74)), "said"),
        (SampleSize(246, "eyes"), SampleSize(246, role="treated"), "said"),
        (SampleSize(246, role="treated"), SampleSize(246, role="treated", arms=(172, 74)), "machine"),
        (SampleSize(246, role="enrolled"), SampleSize(246, role="treated"), "said"),
        (FollowUp(36.0, "months"), FollowUp(36.0, "months", derived=True), "machine"),
        (FollowUp(36.0, "months"), FollowUp(36.0, "months", "median", 12.0, 60.0), "machine"),
        (FollowUp(36.0, "months", "mean"), FollowUp(36.0, "months", "median", 12.0, 60.0), "said"),
        (FollowUp(3.0, "years"), FollowUp(36.0, "months", derived=True), "said"),
        (FollowUp(3.0, "years"), FollowUp(36.0, "months", "median", 12.0, 60.0), "machine"),
        (Design(TRIAL.code), TRIAL, "machine"),
        (SampleSize(1), None, "said"),
    ],
)
def test_the_very_value_that_was_read_is_confirmed(said: Value, machine: Value | None, counts: str) -> None:
    assert with_machine(said, machine) == (machine if counts == "machine" else said)


def test_an_attribute_that_was_said_goes_before_the_one_that_was_read() -> None:
    said = Design("rct", (("masking", "single"), ("phase", "3")))
    wanted = dict(TRIAL.attributes) | {"allocation": "randomised", "masking": "single", "phase": "3"}
    assert with_machine(said, TRIAL) == Design("rct", tuple(sorted(wanted.items())))
    alone = Design("cohort", (("time_perspective", "prospective"),))
    assert with_machine(alone, None) == Design("cohort", (("species", "human"), ("time_perspective", "prospective")))


def test_what_the_taggers_say_with_a_code_can_stand_with_it() -> None:
    """The table here and the taggers' own agree: what was read with a code stays under that code."""
    for item in starter_set():
        chosen = read(item.record.pmid, item.record.passages)[0].chosen
        if chosen is None:
            continue
        machine = chosen.value
        assert isinstance(machine, Design)
        other = Design("notice" if machine.code != "notice" else "rct", machine.attributes)
        kept = with_machine(Design(machine.code), other)
        assert isinstance(kept, Design)
        gone = {name for name, _ in set(machine.attributes) - set(kept.attributes)}
        # By definition a single arm has no comparator; the taggers tell one all the same, of a drug given before, say.
        assert gone <= ({"comparator"} if machine.code == "single-arm" else set()), item.record.pmid
