"""Every example in the help of every verb runs as it stands, the first of each on the demo's records alone."""

from __future__ import annotations

import gzip
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import click
import pytest
from json_server import Answer, JsonServer
from running import RECORDS, run

from evidence.cli.app import VERBS, app
from evidence.demo import starter_set
from evidence.pubmed.loopback import Loopback
from evidence.tracker import Tracker

SERVES = "serve"  # until it is told to end; test_serve.py runs it
ASKS = "screen"  # at a terminal; test_one_by_one.py answers
ASK_THE_NET = ("pull", "add", "registry")
GIVEN = (
    "pubmed26n1335",
    "search-results",
    "baseline",
    "labels",
    "my-topic",
    "colleague",
    "embase",
    "articles",
)  # files that a person has


class Registry(JsonServer):
    """ClinicalTrials.gov that knows no trial."""

    below = "/api/v2/"

    def answer(self, params: dict[str, str]) -> Answer:
        """Nothing, whatever is asked."""
        del params
        return 200, b'{"totalCount": 0, "studies": []}'


def examples(verb: str) -> list[str]:
    """The lines of a verb's help that a shell can run."""
    command = app.get_command(click.Context(app), verb)
    assert command is not None
    return [line.strip() for line in (command.help or "").partition("\b\n")[2].splitlines() if line.strip()]


def in_shell(line: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line in bash, as a person does, in a folder that holds the demo's records as evidence.db."""
    script = "import sys; from evidence.cli import main; sys.exit(main())"
    command = f"{shlex.quote(sys.executable)} -W error -c {shlex.quote(script)}"
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("EVIDENCE_", "NCBI_"))}
    return subprocess.run(
        ["bash", "-euc", f'evidence() {{ {command} "$@"; }}\nset -o pipefail\n{line}'],
        cwd=cwd, env=clean | {"PYTHONIOENCODING": "utf-8"} | environment, capture_output=True, text=True, check=False,
        timeout=300, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture(scope="module")
def net() -> Iterator[dict[str, str]]:
    """The services on this computer."""
    with Loopback(starter_set()) as pubmed, Registry() as registry:
        yield {"EVIDENCE_EUTILS_URL": pubmed.url, "EVIDENCE_CLINICALTRIALS_URL": registry.url}


def give(folder: Path) -> None:
    """The files that some examples name."""
    topic = resources.files("evidence.data") / "topics" / "bone-marrow-diabetes.toml"
    (folder / "my-topic.toml").write_text(topic.read_text("utf-8").replace("bone-marrow-diabetes", "mine"), "utf-8")
    (folder / "pubmed26n1335.xml.gz").write_bytes(gzip.compress(RECORDS.read_bytes()))
    run("export", "design:rct", "-o", "search-results.nbib", "--quiet", cwd=folder)
    for name in ("downloads", "baseline"):
        (folder / name).mkdir()
        shutil.copy(RECORDS, folder / name / "records.xml")
    (folder / "embase.ris").write_text("TY  - JOUR\nDB  - Embase\nN1  - PMID: 22814142\nER  -\n")
    (folder / "references.csv").write_text("PubMed ID,Title\n33198815,Marrow\n")
    article = json.dumps({"id": "1", "title": "A trial", "abstract": "We randomised 40 cooks."}).encode()
    (folder / "articles.jsonl.gz").write_bytes(gzip.compress(article + b"\n"))
    (folder / "labels.csv").write_text("pmid,n\n22814142,118\n")
    (folder / "labels.jsonl").write_text(json.dumps({"pmid": 22814142, "sample_size": 118}) + "\n")
    run("correct", "22814142", "n", "117", "--because", "x", "--by", "Ann", "--quiet", cwd=folder)
    run("corrections", "export", "colleague.jsonl", "--quiet", cwd=folder)


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in {SERVES, ASKS}])
def test_the_first_example_runs_on_the_demos_records_alone(stored: Path, verb: str, net: dict[str, str]) -> None:
    first = examples(verb)[0]
    assert not any(name in first for name in GIVEN)
    done = in_shell(first, stored, **(net if verb in ASK_THE_NET else {}))
    assert done.returncode == 0, f"{first}\n{done.stderr}"


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in {SERVES, ASKS} and len(examples(verb)) > 1])
def test_all_examples_run_one_after_the_other(stored: Path, verb: str, net: dict[str, str]) -> None:
    lines = examples(verb)
    if any(name in line for line in lines for name in (*GIVEN, "ours.csv")):
        give(stored)
    for line in lines[1:]:
        done = in_shell(line, stored, **(net if verb in ASK_THE_NET else {}))
        assert done.returncode == 0, f"{line}\n{done.stderr}"


def test_each_verb_has_examples_of_itself() -> None:
    for verb in VERBS:
        assert any(f"evidence {verb}" in line for line in examples(verb)), verb


def test_every_field_is_listed_with_an_example_that_finds_its_way(starter: Path) -> None:
    rows = [line.split("\t") for line in run("search", "--fields", cwd=starter).stdout.splitlines()]
    queries = [" ".join(shlex.split(row[0])) if row[0].startswith("'") else row[0] for row in rows]
    assert {"design:rct", "n:>=50", "followup:>=12mo", "status:retracted", "population:T1D"} <= set(queries)
    about = "sample size; of people, limbs, eyes, animals alike (unit:participants)"
    assert next(row for row in rows if "n:>=50" in row[0]) == ["'n:>=50'", about, "NR, NA"]
    assert "no-abstract" in next(row for row in rows if row[0] == "status:retracted")[2]
    with Tracker.open(starter / "evidence.db", create=False) as tracker:
        assert sum(tracker.count(query) > 0 for query in queries) > 20
