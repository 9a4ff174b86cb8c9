"""What the README says is so: its commands exist, its rule stands in the source, its own rule loads."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from evidence.cli.app import VERBS
from evidence.records import Passage
from evidence.tag.own_rules import own_rules
from evidence.tag.tagger import read
from evidence.topics import load

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def section(head: str) -> str:
    return README.partition(f"\n## {head}\n")[2].partition("\n## ")[0]


def block(text: str, language: str = "") -> str:
    found = re.search(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


@pytest.mark.parametrize("head", ["Run it", "Test it"])
def test_the_two_commands_are_one_line_each(head: str) -> None:
    assert len(block(section(head)).splitlines()) == 1


def test_every_verb_that_it_names_exists() -> None:
    named = set(re.findall(r"`evidence ([a-z]+)", README)) | set(
        re.findall(r"^evidence ([a-z]+)", README, re.MULTILINE)
    )
    assert len(named) > 8
    assert named <= set(VERBS)


def test_the_rule_it_shows_stands_in_the_source() -> None:
    assert block(section("Add a rule"), "python") in (ROOT / "evidence/tag/sample_size/rules.py").read_text("utf-8")


def test_the_marked_sentences_it_shows_are_tested() -> None:
    cases = (ROOT / "tests/cases/sample_size.txt").read_text("utf-8").splitlines()
    shown = [
        line.partition("|")[2].strip()
        for line in block(section("Add a rule").partition("those that must not")[2]).splitlines()
    ]
    held = {line.partition("|")[2].strip() for line in cases}
    assert len(shown) == 2
    assert set(shown) <= held


def test_the_rule_of_ones_own_is_the_one_that_answers() -> None:
    text = block(section("Add a rule"), "toml")
    passages = [Passage("abstract.0", None, tomllib.loads(text)["rule"][0]["takes"])]
    chosen = read(0, passages, own=own_rules(text, "README"))[1].chosen
    assert chosen is not None
    assert (chosen.rule, str(chosen.value)) == ("sample_size.register_names", "1204")
    assert [quote.text for quote in chosen.quotes] == ["register of veterans held 1,204 names"]


def test_the_topic_it_shows_loads(tmp_path: Path) -> None:
    path = tmp_path / "knee-exercise.toml"
    path.write_text(block(section("Add a topic"), "toml"), encoding="utf-8")
    topic = load(str(path))
    assert (topic.name, list(topic.vocabulary)) == ("knee-exercise", ["intervention"])
    assert topic.terms("intervention", (Passage("title", None, "Hydrotherapy for the knee"),))[0].name == "Aquatic"


def test_its_pictures_are_there() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert pictures
    for path in pictures:
        assert (ROOT / path).stat().st_size > 1000, path
