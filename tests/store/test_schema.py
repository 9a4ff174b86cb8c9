"""The file: every released schema opens with nothing lost, a newer or a foreign one is refused in one clear line."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlite_utils import Database
from stored import a_correction, a_record, parsed, readings_of

from evidence.errors import BadInput
from evidence.findings import Verdict, digest_of
from evidence.records import Author, Source
from evidence.store.deletions import Deletion, noted
from evidence.store.facts import write_minutes
from evidence.store.kept_topic import kept_topic
from evidence.store.nlm_files import Sent, sent
from evidence.store.opening import connect
from evidence.store.rows import CHILDREN
from evidence.store.schema import (
    MIGRATIONS,
    name_first_persons,
    tell_agreement,
    tell_confirmed_corrections,
    version_of,
)
from evidence.store.store import Store
from evidence.values import Field, FollowUp, SampleSize

NOBODY = 65534  # who owns nothing
RELEASED = sorted((Path(__file__).parent / "released").glob("schema_*.sql"))
SETTLED = MIGRATIONS.index(tell_confirmed_corrections) + 1  # the first schema whose rows are as they are today
BEFORE_SETTLED = [path for path in RELEASED if int(path.stem.rpartition("_")[2]) < SETTLED]


def layout(path: Path) -> list[tuple[str, str]]:
    """Name and definition of everything in a file."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name"
        return [(name, " ".join(sql.split())) for name, sql in connection.execute(query)]


def has_table(connection: sqlite3.Connection, name: str) -> bool:
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)).fetchone())


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_released_schema_opens_with_nothing_lost(tmp_path: Path, released: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(released.read_text(encoding="utf-8"))
    with Store.open(old, create=True) as store:
        assert version_of(store.db) == len(MIGRATIONS)
        assert store.record(22814142) == a_record()
        assert store.facts(22814142)[Field.SAMPLE_SIZE].value == SampleSize(120)
        assert len(list(store.corrections())) == 1
        assert not list(store.verify())
        assert kept_topic(store.db) is None  # none was kept before schema 5, and none in that dump
        store.correct(a_correction(a_record(), minutes=1, verdict=Verdict.NOT_APPLICABLE, value=None))
        assert store.facts(22814142)[Field.SAMPLE_SIZE].abstained == "not applicable"
        assert len(list(store.corrections())) == 2
        assert not list(store.verify())
    with Store.open(new, create=True):
        pass
    assert layout(old) == layout(new)


def test_an_older_store_writes_minutes_as_minutes(tmp_path: Path) -> None:
    """Else its row would not be what its readings say, and `verify` would fail after an upgrade."""
    record = a_record()
    with Store.open(tmp_path / "old.db", create=True) as store:
        store.put([parsed(record)])
        store.correct(a_correction(record, FollowUp(0.0167, "hours"), field=Field.FOLLOW_UP))
        store.db.conn.execute("UPDATE facts SET follow_up = '0.0167 hours'")
        assert list(store.verify())
        write_minutes(store.db)
        assert store.db.conn.execute("SELECT follow_up FROM evidence_table").fetchall() == [("1 minute",)]
        assert not list(store.verify())


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_what_an_older_store_knew_to_be_deleted_is_noted(tmp_path: Path, released: Path) -> None:
    """So that NLM's files can say more of it, in whatever order they come."""
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(released.read_text(encoding="utf-8"))
        connection.execute("UPDATE records SET deleted = 1")
        connection.execute("INSERT INTO tombstones VALUES (22814142, '2026-03-01T12:00:00.000000+00:00')")
        if has_table(connection, "deletions"):
            connection.execute("INSERT INTO deletions SELECT pmid, NULL, deleted_at FROM tombstones")
        connection.commit()
    with Store.open(old, create=True) as store:
        assert noted(store.db, [22814142]) == {22814142: Deletion(None, "2026-03-01T12:00:00.000000+00:00")}
        store.delete([5, 22814142], serial=2, unknown=True)
        assert noted(store.db, [5, 22814142])[22814142].serial == 2
        store.put([parsed(a_record(5)), parsed(a_record(title="Of an earlier file.", revised="2014-01-01"))], serial=1)
        assert list(store.records()) == []
        store.put([parsed(a_record(5)), parsed(a_record())], serial=3)
        assert [record.pmid for record in store.records()] == [5, 22814142]
        assert not list(store.verify())


AUTHOR = "SELECT author FROM evidence_table"


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_an_older_store_names_the_first_person_too(tmp_path: Path, released: Path) -> None:
    """The one whom tables name, where PubMed lists the group before."""
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(released.read_text(encoding="utf-8"))
        connection.execute("UPDATE authors SET position = 9 WHERE position = 0")
        connection.execute("UPDATE records SET first_author = 'The Group'")
        connection.commit()
    with Store.open(old, create=True) as store:
        assert store.db.conn.execute(AUTHOR).fetchall() == [("Müller J",)]


def test_the_view_names_whom_tables_name(tmp_path: Path) -> None:
    record = a_record(authors=(Author(collective="The Group"), Author("Müller", "Jörg", "J", "Jr")))
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        store.put([parsed(record)])
        assert store.db.conn.execute(AUTHOR).fetchall() == [(record.first_author.name,)] == [("Müller J Jr",)]
        store.db.conn.execute("UPDATE records SET first_author = 'The Group'")
        assert list(store.verify())
        name_first_persons(store.db)
        assert store.db.conn.execute(AUTHOR).fetchall() == [("Müller J Jr",)]
        assert not list(store.verify())


IMPORTED = """
INSERT INTO imported_files VALUES (NULL, ?, '', 'x', '2026-03-01T12:00:00+00:00', 1, 0, 0, 0, 1, 0, 0, 0, 0, NULL)"""


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
@pytest.mark.parametrize("names", [["there/pubmed26n0003.xml.gz"], ["pubmed26n0003.xml", "a.xml"], ["a.xml"], []])
def test_an_older_store_knows_of_which_file_a_record_is_where_its_run_had_one(
    tmp_path: Path, released: Path, names: list[str]
) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(released.read_text(encoding="utf-8"))
        connection.execute("UPDATE revisions SET stored_at = '2026-03-01T12:00:00+00:00'")
        told = names if has_table(connection, "imported_files") else []
        for name in told:
            connection.execute(IMPORTED, (name,))
        connection.commit()
    with Store.open(old, create=True) as store:
        known = {22814142: Sent(26_00000003, 26_00000003)} if told == ["there/pubmed26n0003.xml.gz"] else {}
        assert sent(store.db, [22814142]) == known
        store.delete([22814142], serial=26_00000002)
        assert len(list(store.records())) == len(known)
        assert not list(store.verify())


@pytest.mark.parametrize("released", BEFORE_SETTLED, ids=lambda path: path.stem)
def test_what_people_said_is_settled_anew_in_an_older_store(tmp_path: Path, released: Path) -> None:
    """Another person's withdrawal takes nothing back any more, and a yes is no correction."""
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(released.read_text(encoding="utf-8"))
        add = "INSERT INTO corrections (pmid, field, verdict, value, reason, made_by, made_at, seen)"
        later = "2027-01-01T00:00:00.000000+00:00"
        connection.execute(f"{add} VALUES (22814142, 'sample_size', 'withdrawn', NULL, '', 'B', ?, '')", (later,))
        connection.execute(
            f"{add} VALUES (22814142, 'design', 'confirmed', ?, '', 'B', ?, '')",
            ('{"value": "non-randomised-controlled"}', later),
        )
        connection.execute("UPDATE facts SET n_corrected = 0, n = 118, design_corrected = 1")
        connection.commit()
    with Store.open(old, create=True) as store:
        assert store.facts(22814142)[Field.SAMPLE_SIZE].value == SampleSize(120)
        row = store.db.conn.execute("SELECT n, n_corrected, design_corrected, design_confirmed FROM facts").fetchone()
        assert row == (120, 1, 0, 1)
        assert not list(store.verify())


def test_who_said_just_what_the_machine_had_has_confirmed_it_in_an_older_store(tmp_path: Path) -> None:
    old, record = tmp_path / "old.db", a_record()
    with Store.open(old, create=True) as store:
        store.put([parsed(record)])
        store.put_readings(record.pmid, readings_of(record), digest_of(record.passages))
        size = store.facts(record.pmid)[Field.SAMPLE_SIZE].value
        store.correct(a_correction(record, size))
        store.db.conn.execute("UPDATE facts SET n_corrected = 1, n_confirmed = 0")
        store.db.conn.execute("DROP TABLE screenings")  # which a later migration makes
        store.db.conn.execute(f"PRAGMA user_version = {MIGRATIONS.index(tell_agreement)}")
        store.db.conn.commit()
    with Store.open(old, create=True) as store:
        assert store.db.conn.execute("SELECT n_corrected, n_confirmed FROM facts").fetchone() == (0, 1)


def test_there_are_dumps_of_released_schemas() -> None:
    """dump_schema.py writes one; a parametrised test over none would pass in silence."""
    assert BEFORE_SETTLED
    assert len(RELEASED) > len(BEFORE_SETTLED)


def test_child_tables_are_those_that_refer_to_a_record_by_position(tmp_path: Path) -> None:
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        for table in CHILDREN:
            assert store.db.table(table).pks == ["pmid", "position"]


def test_no_cascade_reaches_a_correction_and_nothing_is_replaced(tmp_path: Path) -> None:
    """The two ways in which other tools have lost what people had typed."""
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        assert store.db.table("corrections").foreign_keys == []
        for name in store.db.table_names():
            assert not [key for key in store.db.conn.execute(f"PRAGMA foreign_key_list({name})") if "CASCADE" in key]
    room = Path(connect.__code__.co_filename).parent
    for path in sorted(room.glob("*.py")):
        assert not re.search(r"INSERT OR |REPLACE INTO", path.read_text(encoding="utf-8")), path.name


def test_no_parameter_goes_by_its_number() -> None:
    """Python 3.12 takes `?1` for a name, and warns where its value comes from a tuple."""
    for path in sorted(Path(connect.__code__.co_filename).parent.glob("*.py")):
        assert not re.search(r"[ (,]\?[1-9]\b", path.read_text(encoding="utf-8")), path.name


def test_people_can_open_the_file_as_it_is(tmp_path: Path) -> None:
    """Datasette and the sqlite3 shell: plain types, a view to begin with, and full-text search of `records`."""
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        store.put([parsed(a_record())])
        assert store.db.table("records").detect_fts() == "records_fts"
        assert [row["pmid"] for row in store.db.table("records").search("marrow")] == [22814142]
        row = next(store.db.query("SELECT author, year, design, n, follow_up_months, pmid, doi FROM evidence_table"))
        assert row == {
            "author": "Müller J", "year": 2012, "design": None, "n": None, "follow_up_months": None, "pmid": 22814142,
            "doi": "10.1000/Foot.22814142",
        }  # fmt: skip


def test_the_connection_is_set_up_for_safety(tmp_path: Path) -> None:
    with Store.open(tmp_path / "evidence.db", patience=3, create=True) as store:
        ask = {name: store.db.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys")}
        assert ask == {"journal_mode": "wal", "foreign_keys": 1}
        assert store.db.conn.execute("PRAGMA busy_timeout").fetchone()[0] == 3000


def refused(path: Path, **options: bool) -> str:
    """The line that a person gets."""
    with pytest.raises(BadInput) as caught:
        Store.open(path, **({"create": True} | options))
    line = str(caught.value)
    assert "\n" not in line
    assert str(path.parent) in line
    return line


def test_a_newer_schema_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    with Store.open(path, create=True) as store:
        store.db.conn.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    assert "was made by a newer version of Evidence (schema" in refused(path)
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE records (pmid)")
    before = path.read_bytes()
    assert "is a database of another program" in refused(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"<xml/>", b"SQLite format 2\0", os.urandom(5000), b"\0"])
def test_a_file_that_is_no_database_is_refused_and_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "evidence.db"
    path.write_bytes(content)
    assert "is no database" in refused(path)
    assert path.read_bytes() == content


def test_a_database_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    with Store.open(path, create=True) as store:
        store.put([parsed(a_record(pmid)) for pmid in range(1, 200)])
    path.write_bytes(path.read_bytes()[:6000])
    assert "is damaged" in refused(path)


def test_damage_in_the_middle_is_found_and_said(tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    with Store.open(path, create=True) as store:
        store.put([parsed(a_record(pmid)) for pmid in range(1, 300)])
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 2
    whole[middle : middle + 40_000] = b"\xff" * 40_000
    path.write_bytes(whole)
    with Store.open(path, create=True) as store:
        try:
            assert any("damaged" in problem.what for problem in store.verify())
        except BadInput as error:
            assert "is damaged" in str(error)  # noqa: PT017 - either will do


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "evidence.db"
    with Store.open(path, create=True) as store:
        store.put([parsed(a_record())])

    def failing(db: Database) -> None:
        db.conn.execute("ALTER TABLE records ADD COLUMN more TEXT")
        raise RuntimeError("half way")

    before = layout(path)
    for module in ("schema", "opening"):
        monkeypatch.setattr(f"evidence.store.{module}.MIGRATIONS", (*MIGRATIONS, failing))
    with pytest.raises(RuntimeError, match="half way"):
        Store.open(path, create=True)
    monkeypatch.undo()
    assert layout(path) == before
    with Store.open(path, create=True) as store:
        assert store.record(22814142) == a_record()


def test_a_folder_a_missing_folder_and_a_missing_file_are_told_apart(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)
    assert "there is no folder" in refused(tmp_path / "none" / "evidence.db")
    assert "there is no store" in refused(tmp_path / "evidence.db", create=False)
    assert "there is no store" in refused(tmp_path / "evidence.db", read_only=True)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "can't be opened" in refused(tmp_path / "file" / "evidence.db")
    assert not (tmp_path / "evidence.db").exists()


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder where not even root may make a file")
def test_a_place_where_nothing_can_be_made_says_so() -> None:
    assert "can't be written" in refused(Path("/proc/evidence.db"))


@pytest.fixture
def locked() -> Iterator[Path]:
    """A folder that nobody but root may write to; not `tmp_path`, whose parents keep all but their owner out."""
    with TemporaryDirectory() as name:
        yield Path(name)


@contextmanager
def locked_out(folder: Path) -> Iterator[None]:
    """Within it nobody may make a file in the folder: root, whom no mode keeps out, is nobody meanwhile."""
    root = os.name == "posix" and os.geteuid() == 0
    if os.name != "posix" or (root and not hasattr(os, "setresuid")):
        pytest.skip("no modes, or no way back to root")
    folder.chmod(0o555)
    for path in folder.iterdir():
        path.chmod(0o444)
    if root:
        os.setresuid(NOBODY, NOBODY, 0)  # the real one too, which `os.access` asks for
    try:
        with pytest.raises(PermissionError):
            (folder / "any").touch()
        yield
    finally:
        if root:
            os.setresuid(0, 0, 0)
        folder.chmod(stat.S_IRWXU)


def test_a_place_that_may_not_be_written_says_so(locked: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "evidence.db", create=True):
        pass  # all modules are loaded before rights are given up
    with locked_out(locked):
        assert "can't be written" in refused(locked / "evidence.db")


def test_a_store_in_a_folder_that_may_not_be_written_can_be_read(locked: Path) -> None:
    """A colleague's share, a mounted archive."""
    with Store.open(locked / "evidence.db", create=True) as store:
        store.put([parsed(a_record())])
    with locked_out(locked):
        for read_only in (True, False):
            with Store.open(locked / "evidence.db", read_only=read_only) as store:
                assert store.record(22814142) == a_record()
                with pytest.raises(BadInput, match="can't be written"):
                    store.put([parsed(a_record(1))])


def test_a_damaged_file_is_let_go_of_when_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.13 warns of a connection that nobody closed; on Windows its file could not be moved away."""
    path = tmp_path / "evidence.db"
    with Store.open(path, create=True):
        pass
    data = path.read_bytes()
    path.write_bytes(data[:8192] + b"\xab" * (len(data) - 8192))
    made: list[sqlite3.Connection] = []
    connecting = sqlite3.connect

    def kept(*words: Any, **options: Any) -> sqlite3.Connection:
        made.append(connecting(*words, **options))
        return made[-1]

    monkeypatch.setattr(sqlite3, "connect", kept)
    assert "is damaged" in refused(path)
    (connection,) = made
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


def test_a_read_only_store_reads_and_refuses_to_write(tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    with Store.open(path, create=True) as store:
        store.put([parsed(a_record())])
    with Store.open(path, read_only=True) as store:
        assert store.record(22814142).source is Source.PUBMED_XML
        assert not list(store.verify())
        with pytest.raises(BadInput, match="can't be written"):
            store.put([parsed(a_record(1))])


def test_an_older_schema_is_not_upgraded_by_a_reader(tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    with Store.open(path, create=True) as store:
        store.db.conn.execute(f"PRAGMA user_version = {len(MIGRATIONS) - 1}")
    assert "has the older schema" in refused(path, read_only=True)


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    """What `mktemp` leaves behind."""
    path = tmp_path / "evidence.db"
    path.touch()
    with Store.open(path, create=True) as store:
        assert store.counts()["records"] == 0


def test_a_store_that_was_cut_to_nothing_is_no_store_of_no_records(tmp_path: Path) -> None:
    """A copy that a full disk stopped: a search in it must not say that it found nothing."""
    path = tmp_path / "evidence.db"
    path.touch()
    for options in ({"create": False}, {"read_only": True}):
        assert "evidence.db is empty, not a store: restore a copy" in refused(path, **options)
    assert path.stat().st_size == 0


def a_log(tmp_path: Path) -> bytes:
    """The write-ahead log of a store whose program was killed."""
    with Store.open(tmp_path / "killed.db", create=True) as store:
        store.put([parsed(a_record())])
        return (tmp_path / "killed.db-wal").read_bytes()


def test_a_log_beside_an_empty_file_is_not_thrown_away(tmp_path: Path) -> None:
    path, log, left = tmp_path / "evidence.db", tmp_path / "evidence.db-wal", a_log(tmp_path)
    path.touch()
    log.write_bytes(left)
    for options in ({}, {"create": False}):
        assert "move evidence.db, evidence.db-wal and evidence.db-shm away" in refused(path, **options)
    assert log.read_bytes() == left


def test_a_copy_with_its_log_on_a_disk_for_reading_only_says_to_copy_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "evidence.db"
    log = a_log(tmp_path)
    path.write_bytes((tmp_path / "killed.db").read_bytes())
    (tmp_path / "evidence.db-wal").write_bytes(log)
    (tmp_path / "evidence.db-shm").symlink_to(
        tmp_path / "nowhere" / "shm"
    )  # the file that readers of a log need can't be made
    monkeypatch.setattr(os, "access", lambda *_: False)
    said = refused(path, create=False)
    assert "can't be read where it lies: its last changes are in evidence.db-wal" in said
    assert "copy both to a folder that you may write to" in said


def test_a_damaged_file_with_a_log_says_that_the_log_must_go_too(tmp_path: Path) -> None:
    """SQLite would write it into the copy that is put in the place of the damaged file, and damage that."""
    path = tmp_path / "evidence.db"
    with Store.open(path, create=True) as store:
        store.put([parsed(a_record())])
    path.write_bytes(path.read_bytes()[:5000])
    assert "is damaged" in refused(path)
    assert "-wal" not in refused(path)
    (tmp_path / "evidence.db-wal").write_bytes(a_log(tmp_path)[:100])
    assert "move evidence.db, evidence.db-wal and evidence.db-shm away together, then restore" in refused(path)


@pytest.mark.parametrize("name", ["with space.db", "per%20cent.db", "hash#.db", "question?.db", "ünï.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    for options in ({}, {"read_only": True}):
        with Store.open(tmp_path / name, **({"create": True} | options)):
            pass
    assert (tmp_path / name).stat().st_size
