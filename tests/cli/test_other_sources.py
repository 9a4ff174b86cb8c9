"""Europe PMC and ClinicalTrials.gov from the command line, on loopback; the live services were never asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from europepmc_server import EuropePmcServer, result
from json_server import Answer, JsonServer
from running import run

STUDY = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT00000001"},
        "statusModule": {"overallStatus": "COMPLETED"},
        "designModule": {
            "designInfo": {
                "allocation": "RANDOMIZED",
                "interventionModel": "PARALLEL",
                "maskingInfo": {"masking": "NONE"},
            },
            "enrollmentInfo": {"count": 61, "type": "ACTUAL"},
        },
        "outcomesModule": {"primaryOutcomes": [{"timeFrame": "24 months"}]},
    }
}
RECORD = """\
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article><Journal><JournalIssue><PubDate>
<Year>2020</Year></PubDate></JournalIssue></Journal><ArticleTitle>Cells or saline: a randomised trial</ArticleTitle>
<Abstract><AbstractText>Sixty patients were randomised and followed for 12 months (NCT00000001).</AbstractText>
</Abstract>
</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""


class Registry(JsonServer):
    """ClinicalTrials.gov with one trial."""

    below = "/api/v2/"

    def answer(self, params: dict[str, str]) -> Answer:
        """The trial, whatever is asked."""
        del params
        return 200, json.dumps({"totalCount": 1, "studies": [STUDY]}).encode()


def test_what_a_registry_says_stands_beside_the_tags(tmp_path: Path) -> None:
    assert run("import", "-", cwd=tmp_path, stdin=RECORD).status == 0
    with Registry() as registry:
        done = run("registry", "update", cwd=tmp_path, EVIDENCE_CLINICALTRIALS_URL=registry.url)
    assert done.status == 0, done.stderr
    assert "1 trial in the registry, 1 new or changed" in done.stderr
    shown = json.loads(run("show", "7", "--json", cwd=tmp_path).stdout)
    assert shown["sample_size"]["value"] == 60
    assert shown["registered"][0]["enrolment"] == 61
    assert any("61 enrolled in the registry, 60 here" in said for said in shown["registry_disagreements"])
    for told in (run("show", "7", cwd=tmp_path).stdout, run("why", "7", "n", cwd=tmp_path).stdout):
        assert "61" in told
    table = run("export", "-o", "-", "--format", "csv", "--columns", "n,registry_enrolment,status", cwd=tmp_path).stdout
    assert table.splitlines()[1].startswith("60,61 (actual),")
    assert "registry disagrees" in table


def test_europe_pmc_is_a_second_source(tmp_path: Path) -> None:
    with EuropePmcServer(*(result(pmid) for pmid in range(101, 106))) as server:
        done = run(
            "pull", "--source", "europepmc", "-q", "marrow", cwd=tmp_path, EVIDENCE_EUROPEPMC_URL=server.url,
        )  # fmt: skip
    assert done.status == 0, done.stderr
    assert "5 new" in done.stderr
    assert run("search", "source:europepmc", "--count", cwd=tmp_path).stdout.strip() == "5"


@pytest.mark.parametrize(
    ("words", "variable"),
    [
        (("pull", "-q", "marrow", "--dry-run"), "EVIDENCE_EUTILS_URL"),
        (("pull", "-q", "marrow", "--dry-run", "--source", "europepmc"), "EVIDENCE_EUROPEPMC_URL"),
        (("registry", "update"), "EVIDENCE_CLINICALTRIALS_URL"),
    ],
)
def test_an_address_that_is_none_is_said_at_once(stored: Path, words: tuple[str, ...], variable: str) -> None:
    done = run(*words, cwd=stored, **{variable: "nowhere"})
    assert (done.status, done.stdout) == (4, "")
    assert done.stderr == f"evidence: nowhere/ is no address of a service: {variable} needs http:// or https://\n"
