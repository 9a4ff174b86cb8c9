"""An option wins over the environment, that over evidence.toml, that over the default."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.errors import BadInput
from evidence.pubmed.addresses import NCBI
from evidence.settings import settings


def test_defaults(tmp_path: Path) -> None:
    chosen = settings({}, tmp_path)
    assert (chosen.db, chosen.topic, chosen.eutils_url) == (tmp_path / "evidence.db", None, NCBI)


def test_precedence(tmp_path: Path) -> None:
    (tmp_path / "evidence.toml").write_text('db = "kept.db"\nby = "A. Reader"\n')
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert settings({}, below).db == tmp_path / "kept.db"
    assert settings({"EVIDENCE_DB": "env.db"}, below).db == Path("env.db")
    assert settings({"EVIDENCE_DB": "env.db"}, below, db=Path("given.db")).db == Path("given.db")
    assert settings({"USER": "root"}, below).by == "A. Reader"


def test_a_topic_is_named_by_the_environment_or_lies_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "evidence.toml").write_text('topic = "foot.toml"\n')
    below = tmp_path / "a"
    below.mkdir()
    assert settings({}, below).topic == "foot.toml"
    (tmp_path / "foot.toml").touch()
    assert settings({}, below).topic == str(tmp_path / "foot.toml")
    assert settings({"EVIDENCE_TOPIC": "heart.toml"}, below).topic == "heart.toml"


@pytest.mark.parametrize("text", ["db = 3", "key = 'secret'", "db = ", "\xff", "db = " + "[" * 3_000])
def test_a_file_that_is_wrong_is_one_clear_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "evidence.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(BadInput, match=r"evidence\.toml"):
        settings({}, tmp_path)


def test_rules_of_one_s_own_lie_beside_the_file_that_names_them(tmp_path: Path) -> None:
    assert settings({}, tmp_path).rules is None
    (tmp_path / "evidence.toml").write_text('rules = "mine.toml"\n')
    below = tmp_path / "a"
    below.mkdir()
    assert settings({}, below).rules == tmp_path / "mine.toml"
