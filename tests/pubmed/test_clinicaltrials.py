"""ClinicalTrials.gov: read, kept beside the tags, and told where they disagree.

The content of `shared/ontopic/registry.jsonl` is real, under the field names of the registry's older API; `as_v2` maps
them to those of v2, which is what the client reads. The live service was never asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from articles import article_xml, parsed
from json_server import Answer, JsonServer
from pulling import NOW

from evidence.errors import BadInput, Unreachable
from evidence.pubmed.clinicaltrials import ClinicalTrials
from evidence.pubmed.http_client import RetryPolicy
from evidence.pubmed.pacing import Unpaced
from evidence.registry import Registered, disagreements, of_study
from evidence.store import trials
from evidence.store.store import Store
from evidence.values import Design, FollowUp, SampleSize

OLD = {
    "None (Open Label)": "NONE",
    "Single Group Assignment": "SINGLE_GROUP",
    "Parallel Assignment": "PARALLEL",
    "Factorial Assignment": "FACTORIAL",
    "Sequential Assignment": "SEQUENTIAL",
    "Crossover Assignment": "CROSSOVER",
    "N/A": "NA",
    "Randomized": "RANDOMIZED",
    "Non-Randomized": "NON_RANDOMIZED",
    "Anticipated": "ESTIMATED",  # v2's word for it
}


def as_v2(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the older API in the shape of v2."""

    def first(name: str) -> str | None:
        value = (row.get(name) or [None])[0]
        return OLD.get(value, value.upper().replace(" ", "_").replace("-", "_").replace(",", "")) if value else None

    return {
        "protocolSection": {
            "identificationModule": {"nctId": row["nct"]},
            "statusModule": {"overallStatus": first("status")},
            "designModule": {
                "designInfo": {
                    "allocation": first("allocation"),
                    "interventionModel": first("model"),
                    "observationalModel": first("obs_model"),
                    "maskingInfo": {"masking": first("masking")},
                },
                "enrollmentInfo": {"count": int(row["enrollment"][0]), "type": first("enrollment_type")}
                if row.get("enrollment")
                else {},
            },
            "outcomesModule": {
                "primaryOutcomes": [{"timeFrame": frame} for frame in row["primary_timeframe"]],
                "secondaryOutcomes": [{"timeFrame": frame} for frame in row["secondary_timeframe"]],
            },
        }
    }


def study(nct: str, **design: Any) -> dict[str, Any]:
    return as_v2(
        {
            "nct": nct,
            "status": ["Completed"],
            "allocation": ["Randomized"],
            "model": ["Parallel Assignment"],
            "masking": ["Double"],
            "enrollment": ["30"],
            "enrollment_type": ["Actual"],
            "primary_timeframe": ["6 months"],
            "secondary_timeframe": ["Baseline, Day 3, Day 365"],
            **design,
        }
    )


class Service(JsonServer):
    """The registry on loopback; answers in `bad` are given first."""

    below = "/api/v2/"

    def __init__(self) -> None:
        super().__init__()
        self.studies = {nct: study(nct) for nct in ("NCT00000001", "NCT00000002")}
        self.bad: list[Answer] = []

    def answer(self, params: dict[str, str]) -> Answer:
        """The studies that are asked for."""
        if self.bad:
            return self.bad.pop(0)
        found = [self.studies[nct] for nct in params["filter.ids"].split(",") if nct in self.studies]
        return 200, json.dumps({"totalCount": len(found), "studies": found}).encode()


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as service:
        yield service


@pytest.fixture
def client(service: Service) -> Iterator[ClinicalTrials]:
    patience = RetryPolicy(attempts=3, read=2)
    with ClinicalTrials(service.url, pace=Unpaced(), patience=patience, sleep=lambda _: None) as client:
        yield client


def test_a_trial_is_read_in_our_words(client: ClinicalTrials) -> None:
    answered = client.trials(["nct00000001", "NCT99999999"])
    assert answered.missing == ("NCT99999999",)
    assert answered.trials == (
        Registered(
            "NCT00000001",
            30,
            "actual",
            "randomised",
            "double",
            "parallel",
            "completed",
            "Baseline, Day 3, Day 365",
            365.0,
        ),
    )


def test_many_trials_are_asked_for_a_hundred_at_a_time(client: ClinicalTrials, service: Service) -> None:
    service.studies = {f"NCT{number:08d}": study(f"NCT{number:08d}") for number in range(250)}
    assert len(client.trials(service.studies).trials) == 250
    assert len(service.asked) == 3


def test_an_old_number_is_the_trial_that_has_it_as_an_alias(client: ClinicalTrials, service: Service) -> None:
    """As it is documented: `filter.ids` finds former numbers too, and the study comes with the number of now."""
    moved = study("NCT00000002")
    moved["protocolSection"]["identificationModule"]["nctIdAliases"] = ["NCT00000003"]
    # a study that nobody asked for, so far as can be seen: the registry knows why, and the others still count
    service.studies |= {"NCT00000003": moved, "NCT00000004": study("NCT00000009")}
    answered = client.trials(["NCT00000001", "NCT00000003", "NCT00000004"])
    assert [trial.nct for trial in answered.trials] == ["NCT00000001", "NCT00000003"]
    assert answered.trials[1] == replace(of_study(moved), nct="NCT00000003")
    assert answered.missing == ("NCT00000004",)
    assert len(service.asked) == 1
    assert "NCTIdAlias" in service.asked[0]["fields"].split(",")


@pytest.mark.parametrize(
    "bad", [(500, b""), (429, b"slow down"), (200, b"{"), (200, b"{}"), (200, b'{"totalCount":2,"studies":[]}')]
)
def test_a_bad_answer_is_tried_again_and_never_reads_as_no_such_trial(
    bad: tuple[int, bytes], client: ClinicalTrials, service: Service
) -> None:
    service.bad = [bad]
    assert len(client.trials(["NCT00000001"]).trials) == 1
    service.bad = [bad] * 5
    with pytest.raises(Unreachable, match="ClinicalTrials"):
        client.trials(["NCT00000001"])


def test_what_is_no_nct_number_is_said_before_anything_is_asked(client: ClinicalTrials, service: Service) -> None:
    with pytest.raises(BadInput, match="ISRCTN1"):
        client.trials(["NCT00000001", "ISRCTN1"])
    assert service.asked == []


def test_all_real_registry_rows_are_read(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "ontopic/registry.jsonl").read_text().splitlines()]
    read = [of_study(as_v2(row)) for row in rows]
    assert len(read) == 124
    assert sum(one.allocation == "randomised" for one in read) == 62
    assert sum(one.allocation == "non-randomised" for one in read) == 25
    assert sum(one.masking == "open" for one in read) == 74
    assert sum(one.model == "single-group" for one in read) == 39
    assert sum(one.enrolment_type == "actual" for one in read) == 48
    assert sum(one.days is not None for one in read) == 122


TRIAL = Registered("NCT00000001", 30, "actual", "randomised", "double", "parallel", "completed", "52 weeks", 364.0)
RCT = Design("rct", (("allocation", "randomised"), ("masking", "double")))


def test_agreement_is_silent() -> None:
    assert disagreements(TRIAL, RCT, SampleSize(30), FollowUp(12, "months")) == ()
    assert disagreements(TRIAL, None, None, None) == ()


def test_each_disagreement_is_a_sentence() -> None:
    design = Design("single-arm", (("allocation", "non-randomised"), ("intervention_model", "single-group")))
    said = disagreements(TRIAL, design, SampleSize(28), FollowUp(24, "months"))
    assert len(said) == 4
    assert said[0] == "NCT00000001: allocation randomised in the registry, non-randomised here"
    assert "30 enrolled" in said[2]


def test_an_estimated_enrolment_or_another_unit_is_no_disagreement() -> None:
    assert disagreements(replace(TRIAL, enrolment_type="estimated"), None, SampleSize(28), None) == ()
    assert disagreements(TRIAL, None, SampleSize(60, "limbs"), None) == ()


def test_what_the_registry_says_is_kept_and_found_by_record(client: ClinicalTrials, tmp_path: Path) -> None:
    named = article_xml(7).replace(b"We treated", b"(NCT00000001) We treated")
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        store.put(parsed(named, article_xml(8)))
        assert trials.wanted(store.db) == ("NCT00000001",)
        answered = client.trials(trials.wanted(store.db))
        with store.transaction():
            assert trials.put(store.db, answered.trials, now=NOW) == 1
            assert trials.put(store.db, answered.trials, now=NOW) == 0
        assert trials.of_records(store.db, [7, 8]) == {7: answered.trials}


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        '{"totalCount":1e999,"studies":[]}',
        '{"totalCount":true,"studies":[]}',
        '{"totalCount":-1,"studies":[]}',
        json.dumps({"studies": [study("NCT00000001", enrollment=["9" * 13])]}),
        '{"studies":[{"protocolSection":{"identificationModule":{"nctId":"NCT00000001","nctIdAliases":7}}}]}',
    ],
)
def test_an_answer_of_another_shape_is_unreachable(client: ClinicalTrials, service: Service, body: str) -> None:
    service.bad = [(200, body.encode())] * 9
    with pytest.raises(Unreachable):
        client.trials(["NCT00000001"])
