"""A topic of one's own, as a user works with it: the store keeps it, and a mistake in it is found at once."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest
from running import RECORDS, Done, run

from evidence.cli import main
from evidence.demo import starter_set
from evidence.pubmed import http_client
from evidence.pubmed.http_client import RetryPolicy
from evidence.pubmed.loopback import Loopback
from evidence.store.kept_topic import keep_what_was_shown
from evidence.store.schema import MIGRATIONS

FOOT = '''
name = "foot"
title = "The diabetic foot"
description = """
Cells for the diabetic
foot."""
[search]
query = "foot[tiab] AND diabet*[tiab]"
[table]
columns = ["study", "n", "intervention", "pmid"]
[vocabulary.intervention]
"MNC" = ["mononuclear*"]
"MSC?" = ["mesenchymal*"]
[vocabulary.population]
"DFU" = ["foot ulcer*", "diabetic foot"]
[abbreviations]
DFU = "diabetic foot ulcer"
'''


@pytest.fixture(scope="module")
def server() -> Iterator[Loopback]:
    with Loopback(islice(starter_set(), 0, None, 4)) as server:
        yield server


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with foot.toml in it."""
    (tmp_path / "foot.toml").write_text(FOOT, "utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that the starter set was imported into by foot.toml; not to be changed."""
    folder = tmp_path_factory.mktemp("imported")
    (folder / "foot.toml").write_text(FOOT, "utf-8")
    done("import", str(RECORDS), "--topic", "foot.toml", cwd=folder)
    return folder


@pytest.fixture(scope="module")
def pulled(server: Loopback, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that was pulled by the shipped topic; not to be changed."""
    folder = tmp_path_factory.mktemp("pulled")
    assert "topic" not in done("pull", cwd=folder, EVIDENCE_EUTILS_URL=server.url).stderr
    return folder


@pytest.fixture
def filled(here: Path, imported: Path) -> Path:
    """A folder as if `imported` had been made in it, to be changed at will."""
    shutil.copy(imported / "evidence.db", here / "evidence.db")
    with closing(sqlite3.connect(here / "evidence.db")) as connection, connection:
        connection.execute("UPDATE topics SET source = ?", (str(here / "foot.toml"),))
    return here


@pytest.fixture
def full(here: Path, pulled: Path) -> Path:
    """A folder with a copy of the store of `pulled`, and foot.toml."""
    shutil.copy(pulled / "evidence.db", here / "evidence.db")
    return here


def done(*words: str, cwd: Path, **environment: str) -> Done:
    """As `run`, of what is to succeed."""
    ended = run(*words, cwd=cwd, **environment)
    assert ended.status == 0, ended.stderr
    return ended


def heads(folder: Path, **environment: str) -> list[str]:
    return done("search", "--tsv", cwd=folder, **environment).stdout.splitlines()[0].split("\t")


def test_the_store_keeps_the_topic_that_it_was_filled_with(here: Path, server: Loopback) -> None:
    done("pull", "--topic", "foot.toml", cwd=here, EVIDENCE_EUTILS_URL=server.url)
    stored = int(done("search", "--count", cwd=here).stdout)
    assert heads(here) == ["Study", "n", "Intervention", "PMID", "Check", "Status"]
    assert "The diabetic foot" in done("export", "-o", "-", "--format", "md", cwd=here).stdout
    done("report", "-o", "report", cwd=here)
    assert "The diabetic foot" in (here / "report" / "index.html").read_text("utf-8")
    (here / "foot.toml").unlink()  # the text is in the store, not only the name
    again = done("pull", cwd=here, EVIDENCE_EUTILS_URL=server.url)
    assert " 0 new + " in again.stderr
    assert int(done("search", "--count", cwd=here).stdout) == stored
    with closing(sqlite3.connect(here / "evidence.db")) as connection:
        (kept,) = connection.execute("SELECT name, source, toml FROM topics")
    assert kept == ("foot", str(here / "foot.toml"), FOOT)


def test_an_import_of_a_topic_keeps_it_too(imported: Path) -> None:
    assert "Intervention" in heads(imported)
    assert json.loads(done("status", "--json", cwd=imported).stdout)["topic"] == {
        "name": "foot", "title": "The diabetic foot", "source": str(imported / "foot.toml"),
        "description": "Cells for the diabetic foot.",
    }  # fmt: skip
    assert "foot: The diabetic foot" in done("status", cwd=imported).stdout
    assert "\n  Cells for the diabetic foot.\n" in done("status", cwd=imported).stdout
    assert "foot: The diabetic foot" in done("doctor", cwd=imported).stdout


def test_what_a_person_says_goes_before_what_the_store_keeps(filled: Path) -> None:
    (filled / "own.toml").write_text(FOOT.replace('"intervention", "pmid"', '"population"'), "utf-8")
    assert "Population" in heads(filled, EVIDENCE_TOPIC="own.toml")
    (filled / "evidence.toml").write_text('topic = "bone-marrow-diabetes"\n', "utf-8")
    assert "Cell type" in heads(filled)
    assert "Population" in heads(filled, EVIDENCE_TOPIC="own.toml")


def test_a_pull_of_another_topic_says_so_once_and_is_kept(full: Path, server: Loopback) -> None:
    second = done("pull", "--topic", "foot.toml", cwd=full, EVIDENCE_EUTILS_URL=server.url)
    (line,) = [line for line in second.stderr.splitlines() if "topic" in line]
    assert "was bone-marrow-diabetes and is foot from now on" in line
    assert "Intervention" in heads(full)
    third = done("pull", "--topic", "foot.toml", cwd=full, EVIDENCE_EUTILS_URL=server.url)
    assert "topic" not in third.stderr
    (full / "foot.toml").write_text(FOOT.replace("foot[tiab] AND", "ulcer*[tiab] AND"), "utf-8")
    fourth = done("pull", "--topic", "foot.toml", cwd=full, EVIDENCE_EUTILS_URL=server.url)
    assert "the search of the topic foot is another than before" in fourth.stderr


def test_a_dry_run_of_another_topic_says_so_and_keeps_nothing(here: Path, server: Loopback) -> None:
    nothing_yet = done("pull", "--dry-run", "--topic", "foot.toml", cwd=here, EVIDENCE_EUTILS_URL=server.url)
    assert "topic of this store" not in nothing_yet.stderr
    done("pull", cwd=here, EVIDENCE_EUTILS_URL=server.url)
    before = (here / "evidence.db").read_bytes()
    for words in (["--topic", "foot.toml"], ["--topic", "foot.toml", "-q", "foot[tiab]"]):
        tried = done("pull", "--dry-run", *words, cwd=here, EVIDENCE_EUTILS_URL=server.url)
        (line,) = [line for line in tried.stderr.splitlines() if "topic" in line]
        assert "is bone-marrow-diabetes and will be foot once this is pulled; what was found before stays" in line
    for words in ([], ["-q", "foot[tiab]"], ["--topic", "bone-marrow-diabetes"]):
        assert "topic" not in done("pull", "--dry-run", *words, cwd=here, EVIDENCE_EUTILS_URL=server.url).stderr
    assert (here / "evidence.db").read_bytes() == before
    assert "Cell type" in heads(here)


def test_a_query_of_its_own_leaves_the_topic_alone(here: Path, server: Loopback) -> None:
    done("pull", "--topic", "foot.toml", cwd=here, EVIDENCE_EUTILS_URL=server.url)
    other = done("pull", "-q", "kidney[tiab]", cwd=here, EVIDENCE_EUTILS_URL=server.url)
    assert "topic" not in other.stderr
    assert "Intervention" in heads(here)


def test_a_pull_that_found_nobody_leaves_the_topic_alone(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        http_client, "RetryPolicy", lambda: RetryPolicy(attempts=2, first_pause=0)
    )  # a user waits for longer
    monkeypatch.setenv("EVIDENCE_EUTILS_URL", "http://127.0.0.1:9/entrez/eutils/")
    assert main(["--db", str(full / "evidence.db"), "pull", "--topic", str(full / "foot.toml")]) == 5
    assert "Cell type" in heads(full)


def test_a_store_that_was_filled_before_topics_were_kept(full: Path, server: Loopback) -> None:
    with closing(sqlite3.connect(full / "evidence.db")) as connection:
        connection.executescript("DELETE FROM topics; DROP TABLE nlm_files; DROP TABLE screenings")
        connection.execute(f"PRAGMA user_version = {MIGRATIONS.index(keep_what_was_shown)}")
    assert "Cell type" in heads(full)
    told = done("pull", "--topic", "foot.toml", cwd=full, EVIDENCE_EUTILS_URL=server.url).stderr
    assert "was bone-marrow-diabetes and is foot from now on" in told


def test_a_status_is_shown_though_the_topic_leaves_it_out(filled: Path) -> None:
    """A retracted trial in a table that does not say so would be read as any other."""
    pmid = done("search", "--ids", cwd=filled).stdout.split()[0]
    done("correct", pmid, "n", "171", "--because", "one withdrew", "--by", "A", cwd=filled)
    shown = done("search", pmid, "--tsv", cwd=filled).stdout.splitlines()
    assert shown[0].split("\t") == ["Study", "n", "Intervention", "PMID", "Check", "Status"]
    assert "n corrected" in shown[1]
    assert heads(filled, EVIDENCE_TOPIC="foot.toml") == ["Study", "n", "Intervention", "PMID", "Check", "Status"]
    named = done("search", pmid, "--tsv", "--columns", "study,n", cwd=filled).stdout
    assert named.startswith("Study\tn\n")


def test_where_nobody_named_a_topic_there_is_none(here: Path, server: Loopback) -> None:
    """An asthma trial has no cell type, and its table no title of bone marrow."""
    done("import", str(RECORDS), cwd=here)
    general = {"Study", "Design", "n", "Follow-up (months)", "Follow-up: statistic", "Status", "PMID", "DOI"}
    assert general <= set(heads(here))
    assert not {"Population", "Cell type", "Route"} & set(heads(here))
    assert json.loads(done("status", "--json", cwd=here).stdout)["topic"] is None
    assert "Topic none" in done("status", cwd=here).stdout
    assert "topic" in done("doctor", cwd=here).stdout
    done("report", "-o", "report", cwd=here)
    page = (here / "report" / "index.html").read_text("utf-8")
    assert "<title>Evidence table" in page
    assert "Bone marrow cell therapy" not in done("export", "-o", "-", "--format", "md", "n:>=0", cwd=here).stdout
    assert "Population" in heads(here, EVIDENCE_TOPIC="bone-marrow-diabetes")
    told = done("pull", cwd=here, EVIDENCE_EUTILS_URL=server.url).stderr
    assert "this store was filled without a topic; its topic is bone-marrow-diabetes from now on" in told
    assert "Cell type" in heads(here)


def test_a_query_of_ones_own_brings_no_topic_to_a_new_store(here: Path, server: Loopback) -> None:
    done("pull", "-q", "kidney[tiab]", cwd=here, EVIDENCE_EUTILS_URL=server.url)
    assert "Cell type" not in heads(here)
    assert "will be bone-marrow-diabetes" in done("pull", "--dry-run", cwd=here, EVIDENCE_EUTILS_URL=server.url).stderr
    done("add", "22814142", cwd=here, EVIDENCE_EUTILS_URL=server.url)
    assert "Cell type" not in heads(here)


def test_a_topic_that_was_edited_since_is_told_and_not_taken_in_unasked(filled: Path) -> None:
    (filled / "foot.toml").write_text(FOOT.replace('"n", ', ""), "utf-8")
    found = done("search", "--tsv", cwd=filled)
    assert found.stdout.startswith("Study\tn\t")
    assert f"{filled / 'foot.toml'} has changed since" in found.stderr
    assert f"`evidence pull --topic {filled / 'foot.toml'}`, or `evidence import` with it" in found.stderr
    assert "has changed since" not in done("search", "--quiet", cwd=filled).stderr
    done("import", str(RECORDS), "--topic", "foot.toml", cwd=filled)  # no new record, and the new topic all the same
    assert "has changed since" not in done("search", cwd=filled).stderr
    assert "n" not in heads(filled)


@pytest.mark.parametrize("words", [("pull",), ("import", str(RECORDS))])
def test_a_wrong_column_is_found_before_a_store_is_made(here: Path, words: tuple[str, ...]) -> None:
    (here / "foot.toml").write_text(FOOT.replace('"study"', '"studdy"'), "utf-8")
    ended = run(*words, "--topic", "foot.toml", cwd=here)
    assert ended.status == 4
    assert ended.stderr.count("\n") == 1
    assert "foot.toml: no column 'studdy'" in ended.stderr
    assert "did you mean study" in ended.stderr
    assert not (here / "evidence.db").exists()
    looked = run("doctor", cwd=here, EVIDENCE_TOPIC="foot.toml")
    assert looked.status == 1
    assert "'studdy'" in looked.stdout


def test_a_kept_topic_that_can_no_longer_be_read_says_what_to_do(filled: Path) -> None:
    with closing(sqlite3.connect(filled / "evidence.db")) as connection:
        connection.executescript("UPDATE topics SET toml = replace(toml, '\"n\"', '\"gone\"')")
    ended = run("search", cwd=filled)
    assert ended.status == 4
    assert "EVIDENCE_TOPIC" in ended.stderr
    assert heads(filled, EVIDENCE_TOPIC="foot.toml") == ["Study", "n", "Intervention", "PMID", "Check", "Status"]


def test_what_a_column_shows_can_be_searched(starter: Path) -> None:
    table = done("search", "-k", "1000", "--columns", "pmid,population,route", "--tsv", cwd=starter).stdout
    rows = [line.split("\t") for line in table.splitlines()[1:]]
    for label in ("DFU", "bullosis diabeticorum"):
        shown = {pmid for pmid, population, _ in rows if label in population.split(", ")}
        assert shown
        for typed in (f"population:{label}", f'population:"{label.lower()}"'):
            assert set(done("search", typed, "--ids", "-k", "1000", cwd=starter).stdout.split()) == shown
    either = {pmid for pmid, _, route in rows if {"IV", "IM"} & set(route.split(", "))}
    assert done("search", "route:IV,IM", "--count", cwd=starter).stdout.strip() == str(len(either))
    none = sum(route == "NR" for _, _, route in rows)
    assert done("search", "-has:route", "--count", cwd=starter).stdout.strip() == str(none)
    exported = done("export", "route:IV,IM", "-o", "-", "--format", "tsv", cwd=starter).stdout
    assert len(exported.splitlines()) == len(either) + 1


def test_a_word_of_the_table_that_no_text_has_leads_to_its_field(imported: Path) -> None:
    for words in (("DFU",), ("dfu", "n:>=0")):
        found = done("search", *words, cwd=imported)
        assert found.stderr.splitlines()[-1] == "DFU is a population here: population:DFU"
        assert "DFU is a population" not in done("search", *words, "--quiet", cwd=imported).stderr
    assert "0 records found" in done("search", "zzyzx", cwd=imported).stderr


def test_the_topics_fields_are_explained_completed_and_corrected(filled: Path) -> None:
    told = done("search", "--explain", "intervention:msc", cwd=filled).stdout
    assert "the topic's names for the intervention: MSC (as the column shows it, by mesenchymal*, where" in told
    for typed, found in (
        ("evidence search interv", "intervention:"),
        ("evidence search population:d", "population:DFU"),
    ):
        ended = run(cwd=filled, _EVIDENCE_COMPLETE="zsh_complete", COMP_WORDS=typed, COMP_CWORD="2")
        assert found in ended.stdout.replace("\\:", ":").split()
    for typed, found in (("interventoin:MNC", "did you mean 'intervention'?"), ("population:DFI", "population:DFU?")):
        ended = run("search", typed, cwd=filled)
        assert ended.status == 4
        assert found in ended.stderr
    assert "no field 'route'" in run("search", "route:IV", cwd=filled).stderr  # another topic's
    done("search", "intervention:MNC", "--save", "mnc", "--count", cwd=filled)
    assert done("search", "--saved", "mnc", "--count", cwd=filled).stdout.strip() != "0"


def test_an_import_that_fails_leaves_the_topic_alone(filled: Path) -> None:
    (filled / "other.toml").write_text(FOOT.replace('"foot"', '"other"'), "utf-8")
    (filled / "bad.xml").write_bytes(b"<PubmedArticleSet><PubmedArticle>")
    (filled / "none.xml").write_bytes(b"no records")
    for name, status in (("bad.xml", 6), ("none.xml", 4), ("missing.xml", 4)):
        ended = run("import", name, "--topic", "other.toml", cwd=filled)
        assert (ended.status, "topic of this store" in ended.stderr) == (status, False), ended.stderr
        assert json.loads(done("status", "--json", cwd=filled).stdout)["topic"]["name"] == "foot"
    told = done("import", str(RECORDS), "--topic", "other.toml", cwd=filled).stderr
    assert told.count("the topic of this store was foot and is other from now on") == 1
    assert json.loads(done("status", "--json", cwd=filled).stdout)["topic"]["name"] == "other"
