"""Rules of one's own last: the setting that names them, what the store remembers, what is said where they go."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from running import run

sys.path.insert(0, str(Path(__file__).parents[1] / "pubmed"))
from articles import article_xml

RULE = """[[rule]]
name = "sample_size.treated_here"
about = "Patients that we treated."
pattern = 'treated (?P<value>\\d+) patients'
confidence = 0.99
takes = "We treated 30 patients."
leaves = "We treated patients."
"""
SHOWN = "sample_size.treated_here"
DID = SHOWN + ": matched {0} records, chosen in {0}, 2 of them another value than before\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store of two records, each of which has what the rule reads."""
    (tmp_path / "mine.toml").write_text(RULE, encoding="utf-8")
    pieces = article_xml(1) + article_xml(2)
    (tmp_path / "one.xml").write_bytes(b"<PubmedArticleSet>" + pieces + b"</PubmedArticleSet>")
    (tmp_path / "two.xml").write_bytes(b"<PubmedArticleSet>" + article_xml(3) + b"</PubmedArticleSet>")
    assert run("import", "one.xml", cwd=tmp_path).status == 0
    return tmp_path


def rule_of(folder: Path, pmid: str = "1") -> str:
    return str(json.loads(run("show", pmid, "--json", cwd=folder).stdout)["sample_size"]["rule"])


def kept(folder: Path) -> object:
    own = json.loads(run("status", "--json", cwd=folder).stdout)["own_rules"]
    return own and (own["name"], own["rules"], own["values"])


def test_a_rebuild_with_the_rules_keeps_them_and_one_without_says_what_goes(folder: Path) -> None:
    assert kept(folder) is None
    assert run("tag", "--all", "--rules", "mine.toml", cwd=folder).stderr == f"{DID.format(2)}2 records tagged\n"
    assert kept(folder) == ("mine.toml", [SHOWN], 2)
    assert "Rules of your own mine.toml" in run("status", cwd=folder).stdout
    again = DID.format(2).replace(", 2 of", ", 0 of")
    assert run("rebuild", "--rules", "mine.toml", cwd=folder).stderr == f"{again}2 records read again\n"
    assert rule_of(folder) == SHOWN
    done = run("rebuild", cwd=folder)
    first, _ = done.stderr.splitlines()
    assert first.startswith("2 values that rules of your own read (mine.toml) go with them; to keep them give --rules")
    assert (rule_of(folder) != SHOWN, kept(folder)) == (True, None)
    assert run("rebuild", cwd=folder).stderr == "2 records read again\n"


def test_the_setting_is_used_by_all_that_tags(folder: Path) -> None:
    inner = folder / "deeper"
    inner.mkdir()
    (folder / "evidence.toml").write_text('rules = "mine.toml"\ndb = "evidence.db"\n', encoding="utf-8")
    done = run("import", "../two.xml", cwd=inner)
    assert "what comes now is tagged with mine.toml, and what was there is not" in done.stderr
    assert (rule_of(folder, "3"), rule_of(folder, "1") != SHOWN) == (SHOWN, True)
    assert run("tag", "--all", cwd=inner).stderr == f"{DID.format(3)}3 records tagged\n"
    again = DID.format(3).replace(", 2 of", ", 0 of")
    assert run("rebuild", cwd=inner).stderr == f"{again}3 records read again\n"
    assert kept(folder) == ("mine.toml", [SHOWN], 3)
    line = json.dumps({"id": "1", "abstract": "We treated 30 patients."})
    assert SHOWN in run("tag", "-", cwd=folder, stdin=line).stdout
    assert f"{SHOWN}  (your own, 99% as you say)" in run("rules", cwd=folder).stdout
    (folder / "evidence.toml").unlink()
    (folder / "more.xml").write_bytes(b"<PubmedArticleSet>" + article_xml(4) + b"</PubmedArticleSet>")
    done = run("import", "more.xml", cwd=folder)
    assert "tagged with rules of your own (mine.toml), and what comes now is not" in done.stderr


def test_the_doctor_tells_rules_that_are_broken_missing_or_others(folder: Path) -> None:
    run("tag", "--all", "--rules", "mine.toml", cwd=folder)
    assert "the store was tagged with mine.toml, which no setting names" in run("doctor", cwd=folder).stdout
    (folder / "evidence.toml").write_text('rules = "mine.toml"\n', encoding="utf-8")
    assert "own rules" in (well := run("doctor", cwd=folder).stdout)
    assert "mine.toml is not as" not in well
    (folder / "mine.toml").write_text(RULE.replace("0.99", "0.98"), encoding="utf-8")
    assert "mine.toml is not as the store was tagged with it" in run("doctor", cwd=folder).stdout
    (folder / "mine.toml").write_text("nothing", encoding="utf-8")
    done = run("doctor", cwd=folder)
    assert (done.status, "BAD   own rules" in done.stdout) == (1, True)
    assert run("search", "--count", cwd=folder).stdout == "2\n"  # what tags nothing asks for no rules
    assert run("tag", "--all", cwd=folder).status == 4


def test_what_a_rule_says_of_itself_stays_where_its_file_does_not(folder: Path) -> None:
    run("tag", "--all", "--rules", "mine.toml", cwd=folder)
    (folder / "mine.toml").unlink()
    assert "rule of your own: Patients that we treated. (mine.toml)" in run("why", "1", "n", cwd=folder).stdout
    assert json.loads(run("why", "1", "n", "--json", cwd=folder).stdout)["rule_about"] == "Patients that we treated."
    told = run("rules", cwd=folder).stdout
    assert (
        f"{SHOWN}  (your own, 99% as you say; as the store kept it of mine.toml)\n    Patients that we treated." in told
    )
    kept_one = json.loads(run("rules", "--json", cwd=folder).stdout.splitlines()[-1])
    assert (kept_one["rule"], kept_one["takes"], kept_one["kept"]) == (SHOWN, "We treated 30 patients.", True)
    run("tag", "--all", cwd=folder)
    assert SHOWN not in run("rules", cwd=folder).stdout


def test_a_rule_of_the_settings_is_listed_once_and_by_its_file(folder: Path) -> None:
    (folder / "evidence.toml").write_text('rules = "mine.toml"\n', encoding="utf-8")
    run("tag", "--all", cwd=folder)
    told = run("rules", cwd=folder).stdout
    assert (told.count(SHOWN), "as the store kept it" in told) == (1, False)


def test_names_that_an_earlier_version_kept_are_told_more_of_in_time(folder: Path) -> None:
    run("tag", "--all", "--rules", "mine.toml", cwd=folder)
    with closing(sqlite3.connect(folder / "evidence.db")) as db, db:
        db.execute("UPDATE own_rules SET rules = ?", (json.dumps([SHOWN]),))
    assert f"rule: {SHOWN}" in run("why", "1", "n", cwd=folder).stdout
    assert kept(folder) == ("mine.toml", [SHOWN], 2)
    assert run("tag", "--all", "--rules", "mine.toml", cwd=folder).stderr.endswith("2 records tagged\n")
    assert "rule of your own: Patients that we treated." in run("why", "1", "n", cwd=folder).stdout
    assert kept(folder) == ("mine.toml", [SHOWN], 2)


def test_what_a_rule_says_commands_no_terminal(folder: Path) -> None:
    about = 'about = "Red \\u001b[31m and \\u202e back."'
    (folder / "mine.toml").write_text(RULE.replace('about = "Patients that we treated."', about), encoding="utf-8")
    run("tag", "--all", "--rules", "mine.toml", cwd=folder)
    for told in (run("why", "1", "n", cwd=folder).stdout, run("rules", cwd=folder).stdout):
        assert "Red" in told
        assert not {"\x1b", "\u202e"} & set(told)


def test_why_shows_the_rule_that_reads_the_same(folder: Path) -> None:
    run("tag", "--all", "--rules", "mine.toml", cwd=folder)
    told = run("why", "1", "n", cwd=folder).stdout
    assert f"({SHOWN}, 99% sure)" in told
    assert "other rules that read the same (1)" in told
    assert "(sample_size.treated, " in told
    assert "candidates that lost" not in told


def test_tagging_all_says_what_each_rule_of_ones_own_did(folder: Path) -> None:
    """Who wrote a rule must see that it works, and above all that it does not."""
    idle = RULE.replace("treated_here", "idle").replace("treated (?P<value>", "DESIGN: (?P<value>")
    idle = idle.replace("We treated 30 patients", "DESIGN: 30 patients")
    unsure = RULE.replace("treated_here", "unsure").replace("0.99", "0.02")
    (folder / "mine.toml").write_text(RULE + idle + unsure, encoding="utf-8")
    first = run("tag", "--all", "--rules", "mine.toml", cwd=folder)
    assert first.status == 0, first.stderr
    assert f"{SHOWN}: matched 2 records, chosen in 2, " in first.stderr
    assert "sample_size.idle: matched no record; a rule sees the sentences of titles and abstracts" in first.stderr
    assert "sample_size.unsure: matched 2 records, chosen in 0\n" in first.stderr
    assert first.stderr.endswith("2 records tagged\n")
    again = run("tag", "--all", "--rules", "mine.toml", cwd=folder)
    assert f"{SHOWN}: matched 2 records, chosen in 2, 0 of them another value than before" in again.stderr
    assert "matched" not in run("tag", "--all", cwd=folder).stderr


def test_a_rebuild_says_what_each_rule_did_as_tagging_does(folder: Path) -> None:
    done = run("rebuild", "--rules", "mine.toml", cwd=folder)
    assert done.stderr == f"{DID.format(2)}2 records read again\n"
    assert run("rebuild", "--rules", "mine.toml", "--quiet", cwd=folder).stderr == ""
