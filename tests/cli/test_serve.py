"""Datasette opens the store as it is, with our facets, queries and links, and can't write to it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

pytest.importorskip("datasette", reason="the extra evidence-tracker[web] is not installed")


@pytest.fixture(scope="module")
def site(starter: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = "import sys; from evidence.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", script, "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=starter, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        url = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                requests.get(url, timeout=1)
                break
            except requests.ConnectionError:
                time.sleep(0.1)
        yield url
        os.killpg(process.pid, signal.SIGTERM)  # the command and the Datasette that it started


def get(url: str) -> requests.Response:
    return requests.get(url, timeout=20)


def test_the_table_has_facets_and_the_seed(site: str) -> None:
    answer = json.loads(get(f"{site}/evidence/evidence_table.json?_shape=objects&pmid=22814142").text)
    (row,) = answer["rows"]
    assert (row["design"], row["n"], row["follow_up_months"]) == ("non-randomised-controlled", 118, 36.0)
    assert "design" in answer["facet_results"]


def test_full_text_search_works_on_it(site: str) -> None:
    answer = json.loads(get(f"{site}/evidence/evidence_table.json?_search=mononuclear&_shape=objects").text)
    assert answer["filtered_table_rows_count"] > 3


@pytest.mark.parametrize(
    "query", ["randomised_trials", "quotes_of?pmid=22814142", "words?words=bone+marrow", "doubtful"]
)
def test_the_canned_queries_answer(site: str, query: str) -> None:
    name, _, rest = query.partition("?")
    answer = json.loads(get(f"{site}/evidence/{name}.json?_shape=objects&{rest}").text)
    assert answer["ok"], answer
    assert answer["rows"] or query == "doubtful"


def test_it_links_to_pubmed(site: str) -> None:
    assert re.search(
        r'href="https://pubmed\.ncbi\.nlm\.nih\.gov/22814142/"', get(f"{site}/evidence/quotes_of?pmid=22814142").text
    )


def test_nothing_can_be_written(site: str) -> None:
    answer = get(f"{site}/evidence.json?sql=delete+from+records")
    assert answer.status_code == 400
