"""What an import says of the records that it read, what the flow counts of them, and what changed by it."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from pathlib import Path

from running import run

sys.path.insert(0, str(Path(__file__).parents[1] / "pubmed"))
from articles import article_xml

from evidence.prisma_counts import flow_of_store
from evidence.report.prisma import steps
from evidence.tracker import Tracker

FEET = 'name = "feet"\ntitle = "Feet"\n[search]\nquery = "feet[ti]"\n'
NO_PMID = b"<PubmedArticle><MedlineCitation><Article/></MedlineCitation></PubmedArticle>"


def write(folder: Path, name: str, *pieces: bytes) -> str:
    (folder / name).write_bytes(b"<PubmedArticleSet>" + b"".join(pieces) + b"</PubmedArticleSet>")
    return name


def told(folder: Path) -> list[str]:
    """The lines of the flow."""
    with Tracker.open(folder / "evidence.db", create=False) as tracker:
        made = flow_of_store(tracker.store, list(tracker.pmids()))
    assert made.holds
    return [line for step in steps(made) for line in (*step.stays, *step.leaves)]


def flow(folder: Path) -> dict[str, int]:
    """The numbers of the flow by their words."""
    found = (re.fullmatch(r"(.*) \(n = ([\d,]+)\)", line) for line in told(folder))
    return {one[1]: int(one[2].replace(",", "")) for one in found if one}


def test_all_that_was_read_is_accounted_for(tmp_path: Path) -> None:
    one = write(tmp_path, "one.xml", article_xml(1), article_xml(2), article_xml(2), NO_PMID)
    two = write(tmp_path, "two.xml", article_xml(2), article_xml(3))
    (tmp_path / "torn.xml").write_bytes(b"<PubmedArticleSet><PubmedArticle>")
    done = run("import", one, two, "torn.xml", cwd=tmp_path)
    assert done.status == 6
    assert "\n3 files, 7 records read, 1 there twice, 2 not readable: 3 new, 1 unchanged\n" in done.stderr
    counted = flow(tmp_path)
    assert counted["in files and found or read already"] == 2
    assert counted["Records in the store"] == 3
    assert counted["not fetched or not readable"] == 2


def test_what_lies_outside_the_topic_is_told_and_counted(tmp_path: Path) -> None:
    topic = tmp_path / "feet.toml"
    topic.write_text('name = "feet"\ntitle = "Feet"\n[search]\nquery = "feet[ti]"\n', encoding="utf-8")
    pieces = [article_xml(number, title="Feet." if number % 3 else "Hands.") for number in range(1, 1201)]
    name = write(tmp_path, "all.xml", *pieces)
    done = run("import", name, "--topic", "feet.toml", cwd=tmp_path)
    assert done.status == 0, done.stderr
    assert done.stderr.endswith("1 file, 1,200 records read, 400 outside the topic: 800 new\n")
    counted = flow(tmp_path)
    assert counted["Records read from 1 file"] == 1200
    assert counted["in files and outside the topic"] == 400
    none = write(tmp_path, "none.xml", article_xml(5000, title="Hands."))
    done = run("import", none, "--topic", "feet.toml", cwd=tmp_path)
    assert done.stderr.endswith("1 file, 1 record read, 1 outside the topic\n")
    assert flow(tmp_path)["in files and outside the topic"] == 401


def test_files_that_lie_outside_the_topic_count_one_by_one_and_what_is_let_in_later_is_in(tmp_path: Path) -> None:
    (tmp_path / "feet.toml").write_text(FEET, encoding="utf-8")
    names = [write(tmp_path, f"{pmid}.xml", article_xml(pmid, title="Hands.")) for pmid in (1, 2, 3)]
    mixed = write(tmp_path, "mixed.xml", article_xml(4, title="Feet."), article_xml(5, title="Hands."))
    done = run("import", *names, mixed, "--topic", "feet.toml", cwd=tmp_path)
    assert done.stderr.endswith("4 files, 5 records read, 4 outside the topic: 1 new\n")
    counted = flow(tmp_path)
    assert (counted["Records read from 4 files"], counted["in files and outside the topic"]) == (5, 4)
    assert run("import", mixed, names[0], cwd=tmp_path).stderr.endswith("3 records read: 2 new, 1 unchanged\n")
    counted = flow(tmp_path)
    assert (counted["Records read from 4 files"], counted["in files and outside the topic"]) == (5, 2)
    assert (counted["in files and found or read already"], counted["Records in the store"]) == (0, 3)
    assert run("import", *names, mixed, cwd=tmp_path).status == 0
    assert "in files and outside the topic" not in flow(tmp_path)


def test_two_topics_of_one_file_leave_out_what_neither_lets_in(tmp_path: Path) -> None:
    (tmp_path / "feet.toml").write_text(FEET, encoding="utf-8")
    (tmp_path / "hands.toml").write_text(FEET.replace("feet", "hands"), encoding="utf-8")
    titles = ("Feet.", "Feet and hands.", "Hands.", "Eyes.")
    name = write(tmp_path, "a.xml", *(article_xml(n, title=title) for n, title in enumerate(titles, 1)))
    for topic in ("feet.toml", "hands.toml"):
        assert run("import", name, "--topic", topic, cwd=tmp_path).status == 0
    counted = flow(tmp_path)
    assert (counted["Records read from 1 file"], counted["in files and outside the topic"]) == (4, 1)
    assert (counted["in files and found or read already"], counted["Records in the store"]) == (0, 3)


def test_what_is_no_pubmed_file_is_no_file_of_the_review(tmp_path: Path) -> None:
    good = write(tmp_path, "b.xml", article_xml(1))
    (tmp_path / "notes.txt").write_text("marrow, diabetes", encoding="utf-8")
    (tmp_path / "page.xml").write_text("<html><body>Log in</body></html>", encoding="utf-8")
    (tmp_path / "pubmed26n0001.xml").write_text("<rss></rss>", encoding="utf-8")
    (tmp_path / "none.xml").write_bytes(b"")
    assert run("import", "notes.txt", cwd=tmp_path).status == 4
    assert run("import", "page.xml", "none.xml", good, cwd=tmp_path).status == 6
    assert run("import", ".", cwd=tmp_path).status == 6
    lines = told(tmp_path)
    assert "Records read from 1 file (n = 1)" in lines
    assert "records not counted" not in " ".join(lines)


def test_a_cut_off_medline_file_takes_nothing_from_the_store(tmp_path: Path) -> None:
    head = "PMID- 7\nLR  - 20240102\nTI  - Marrow for feet.\nAB  - We treated 12 feet with marrow and followed them"
    whole = f"{head}\n      for two years.\nFAU - Doe, Jane\nAU  - Doe J\nPT  - Journal Article\n\n"
    (tmp_path / "whole.nbib").write_text(whole, encoding="utf-8")
    (tmp_path / "cut.nbib").write_text(head, encoding="utf-8")
    assert run("import", "whole.nbib", cwd=tmp_path).stderr == "1 file, 1 record read: 1 new\n"
    for _ in range(2):
        done = run("import", "cut.nbib", cwd=tmp_path)
        assert done.status == 0
        assert "cut.nbib may be cut off, in PMID 7: its last line has no line end\n" in done.stderr
        assert "1 record read: 1 kept" in done.stderr
    with Tracker.open(tmp_path / "evidence.db", create=False) as tracker:
        (record,) = tracker.store.records()
    assert record.abstract[0].text.endswith("for two years.")
    assert record.authors


def test_the_whole_record_takes_the_place_of_the_cut_one(tmp_path: Path) -> None:
    (tmp_path / "cut.nbib").write_text("PMID- 7\nTI  - Marrow for fe", encoding="utf-8")
    (tmp_path / "whole.nbib").write_text("PMID- 7\nTI  - Marrow for feet.\nAB  - We did.\n", encoding="utf-8")
    (tmp_path / "other.nbib").write_text("PMID- 7\nTI  - Marrow for hands.\n", encoding="utf-8")
    assert run("import", "cut.nbib", cwd=tmp_path).status == 0
    assert run("import", "whole.nbib", cwd=tmp_path).stderr.endswith("1 record read: 1 changed\n")
    kept = " (kept: the store's text of them is later, or as late and no less full); nothing changed\n"
    assert run("import", "other.nbib", cwd=tmp_path).stderr.endswith(f"1 record read: 1 kept{kept}")


def test_all_of_a_folder_is_told_in_good_grammar(tmp_path: Path) -> None:
    place = tmp_path / "files"
    place.mkdir()
    write(place, "pubmed26n0001.xml", article_xml(1))
    write(place, "mine.xml", article_xml(2), article_xml(3))
    (place / "records").write_bytes(b"")
    done = run("import", "files", cwd=tmp_path)
    assert done.stderr.splitlines() == [
        "files: 1 file left out that does not look like records (records); to read one anyway, name it",
        "2 files, 3 records read: 3 new",
    ]
    (place / "notes").write_bytes(b"")
    done = run("import", "files", cwd=tmp_path)
    assert "files: 2 files left out that do not look like records (the first is notes)" in done.stderr
    assert done.stderr.endswith("2 unchanged; 1 file was taken in before; nothing changed\n")
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_bytes(b"junk")
    assert (
        "\n2 files (2 without records of PubMed), no records read\n"
        in run("import", "a.xml", "b.xml", cwd=tmp_path).stderr
    )


def test_the_same_file_again_counts_once_and_a_kept_record_is_explained(tmp_path: Path) -> None:
    late = write(tmp_path, "late.xml", article_xml(1, title="Late", revised="2022/01/01"), article_xml(2))
    early = write(tmp_path, "early.xml", article_xml(1, title="Early"))
    for _ in range(2):
        assert run("import", late, cwd=tmp_path).status == 0
    counted = flow(tmp_path)
    assert counted["Records read from 1 file"] == counted["Records in the store"] == 2
    assert (
        "1 kept (kept: the store's text of them is later, or as late and no less full)"
        in run("import", early, cwd=tmp_path).stderr
    )
    counted = flow(tmp_path)
    assert (counted["Records read from 2 files"], counted["in files and found or read already"]) == (3, 1)


def test_a_file_that_can_not_be_read_is_counted_until_it_can(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(gzip.compress(b"<PubmedArticleSet>")[:12])
    good = write(tmp_path, "b.xml", article_xml(1))
    assert run("import", "a.xml", good, cwd=tmp_path).status == 6
    assert any("records not counted (files = 1)" in line for line in told(tmp_path))
    write(tmp_path, "a.xml", article_xml(2))
    assert run("import", "a.xml", cwd=tmp_path).status == 0
    assert "records not counted" not in " ".join(told(tmp_path))
    assert run("report", "-o", "report", cwd=tmp_path).status == 0
    assert "Records read from 2 files" in (tmp_path / "report" / "index.html").read_text("utf-8")


def test_a_name_mistyped_is_no_file_that_could_not_be_read(tmp_path: Path) -> None:
    good = write(tmp_path, "b.xml", article_xml(1))
    assert run("import", "gone.xml", good, cwd=tmp_path).status == 6
    assert "records not counted" not in " ".join(told(tmp_path))


def test_a_damaged_file_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "updates").mkdir()
    name = write(tmp_path / "updates", "pubmed26n0001.xml", article_xml(1))
    (tmp_path / "updates" / (name + ".md5")).write_text(f"MD5({name})= {'0' * 32}\n", encoding="ascii")
    write(tmp_path / "updates", "pubmed26n0002.xml", article_xml(2))
    done = run("import", "updates", cwd=tmp_path)
    assert (done.status, "pubmed26n0001.xml is damaged" in done.stderr) == (6, True)


def test_changes_tell_the_revised_from_the_new_by_an_import_too(tmp_path: Path) -> None:
    first = write(tmp_path, "first.xml", article_xml(1), article_xml(2))
    revised = [article_xml(1, title="Again", revised="2023/01/01"), article_xml(2), article_xml(3)]
    second = write(tmp_path, "second.xml", *revised)
    assert run("import", first, cwd=tmp_path).status == 0
    assert run("import", second, cwd=tmp_path).status == 0
    found = json.loads(run("changes", "--json", cwd=tmp_path).stdout)
    assert (found["new"], found["revised"], found["filled_by"]) == ([3], [1], "import")
    assert found["after"].startswith(found["since"])
    done = run("changes", cwd=tmp_path)
    assert done.stderr.startswith("since the import of 20")
    assert "revised\t1\tAgain" in done.stdout
    assert run("import", second, cwd=tmp_path).status == 0
    assert run("changes", cwd=tmp_path).stderr.endswith(" (UTC): nothing\n")
    whole = json.loads(run("changes", "--since", "2020-01-01", "--json", cwd=tmp_path).stdout)
    assert (whole["new"], whole["since"], whole["after"]) == ([1, 2, 3], "2020-01-01", "")


def test_each_reading_adds_up(tmp_path: Path) -> None:
    write(tmp_path, "one.xml", article_xml(1), article_xml(2), article_xml(2), NO_PMID)
    run("import", "one.xml", cwd=tmp_path)
    parts = ("outside", "repeated", "failed", "new", "changed", "unchanged", "kept")
    with Tracker.open(tmp_path / "evidence.db", create=False) as tracker:
        (row,) = tracker.store.db.query("SELECT * FROM imported_files")
        assert row["read"] == sum(row[part] for part in parts) > 0
        assert not list(tracker.verify())
        tracker.store.db.conn.execute("UPDATE imported_files SET read = read + 1")
        assert [str(problem) for problem in tracker.verify()] == [
            "the import of one.xml read 5 records and accounts for 4"
        ]


def test_a_later_text_without_an_abstract_is_told_with_its_records(tmp_path: Path) -> None:
    """PubMed took the abstracts back, and so they go; who has a table of their values must hear it."""

    def nbib(pmid: int, day: int, abstract: str) -> str:
        said = f"AB  - {abstract}\n" if abstract else ""
        return f"PMID- {pmid}\nLR  - 2024010{day}\nTI  - Gout at our clinic\n{said}PT  - Journal Article\n\n"

    text = "We enrolled 118 patients with gout."
    (tmp_path / "old.nbib").write_text("".join(nbib(pmid, 1, text) for pmid in (7, 8, 9)), "utf-8")
    (tmp_path / "new.nbib").write_text(nbib(7, 2, "") + nbib(8, 2, "") + nbib(9, 2, text), "utf-8")
    (tmp_path / "back.nbib").write_text(nbib(7, 3, text) + nbib(8, 3, ""), "utf-8")
    assert "no abstract" not in run("import", "old.nbib", cwd=tmp_path).stderr
    done = run("import", "new.nbib", cwd=tmp_path)
    assert done.stderr.count("the later text of 2 records has no abstract: 7 8; the values read from the old one") == 1
    assert json.loads(run("changes", "--json", cwd=tmp_path).stdout)["revised"][:2] == [7, 8]
    assert "no abstract" not in run("import", "new.nbib", cwd=tmp_path).stderr
    assert "no abstract" not in run("import", "back.nbib", cwd=tmp_path).stderr
    (tmp_path / "evidence.db").unlink()
    done = run("import", "old.nbib", "new.nbib", "back.nbib", cwd=tmp_path)
    assert "the later text of a record has no abstract: 8;" in done.stderr


def test_a_file_that_gave_nothing_hides_no_changes(tmp_path: Path) -> None:
    assert run("import", write(tmp_path, "one.xml", article_xml(1)), cwd=tmp_path).status == 0
    before = run("changes", cwd=tmp_path)
    assert before.stdout.startswith("new\t1\t")
    (tmp_path / "torn.xml").write_bytes(b"<PubmedArticleSet><PubmedArticle>")
    assert run("import", "torn.xml", cwd=tmp_path).status in {4, 6}
    assert run("import", write(tmp_path, "none.xml", NO_PMID), cwd=tmp_path).status == 6
    after = run("changes", cwd=tmp_path)
    assert (after.stdout, after.stderr) == (before.stdout, before.stderr)


def test_no_table_of_looks_holds_a_formula(tmp_path: Path) -> None:
    """An author may be called anything; `studies` and `changes` go into spreadsheets as `search` does."""
    evil = b"<AuthorList><Author><LastName>=HYPERLINK(1)</LastName></Author></AuthorList></Article>"
    pieces = [article_xml(pmid, title="=1+1 on NCT00000001").replace(b"</Article>", evil) for pmid in (1, 2)]
    assert run("import", write(tmp_path, "evil.xml", *pieces), cwd=tmp_path).status == 0
    for words in (["studies"], ["studies", "--all"], ["changes"]):
        lines = run(*words, cwd=tmp_path).stdout.splitlines()
        cells = [cell for line in lines for cell in line.split("\t")]
        assert any("=HYPERLINK" in cell or "=1+1" in cell for cell in cells)
        assert not [cell for cell in cells if cell.startswith("=")]


def test_a_record_that_was_deleted_before_it_came_is_told_as_both(tmp_path: Path) -> None:
    gone = b"<DeleteCitation><PMID Version='1'>777</PMID></DeleteCitation>"
    later = write(tmp_path, "pubmed26n0002.xml", article_xml(2), gone)
    earlier = write(tmp_path, "pubmed26n0001.xml", article_xml(777), article_xml(1))
    assert run("import", later, cwd=tmp_path).status == 0
    assert run("import", earlier, cwd=tmp_path).stderr.endswith("1 file, 2 records read: 2 new, 1 deleted\n")
    counted = flow(tmp_path)
    assert (counted["deleted from PubMed"], counted["Records in the store"]) == (1, 2)
    lines = run("changes", cwd=tmp_path).stdout.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [["new", "1"], ["new", "777"], ["deleted", "777"]]


def test_the_import_and_the_flow_give_the_same_numbers(tmp_path: Path) -> None:
    """A review's first box must be what the import said: files, records, what could not be read."""
    one = write(tmp_path, "one.xml", article_xml(1), article_xml(2), NO_PMID)
    copy = write(tmp_path, "copy.xml", article_xml(1), article_xml(2), NO_PMID)
    (tmp_path / "notes.xml").write_bytes(b"no records here")
    (tmp_path / "cut.xml").write_bytes(gzip.compress(b"<PubmedArticleSet>")[:12])
    for _ in range(2):  # and read again it is the same files
        done = run("import", one, copy, "notes.xml", "cut.xml", "gone.xml", cwd=tmp_path)
        assert done.status == 6
        files = "5 files (1 without records of PubMed, 1 not readable, 1 not there), 6 records read, 2 not readable: "
        assert f"\n{files}" in done.stderr
        assert done.stderr.endswith(
            "evidence: 3 files and 2 records could not be read: listed above; the rest is stored\n"
        )
        counted = flow(tmp_path)
        assert counted["Records read from 2 files"] == 6
        assert counted["not fetched or not readable"] == 2
        assert counted["in files and found or read already"] == 2
        assert counted["Records in the store"] == 2
        assert any("records not counted (files = 1)" in line for line in told(tmp_path))


def test_what_lies_outside_the_topic_is_listed_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "feet.toml").write_text(FEET.replace("feet[ti]", "(feet[ti] OR foot[ti]) AND ulcer*[ti] NOT rats[ti]"))
    titles = ("Feet and ulcers", "Feet", "=Hands, ulcers", "Foot ulcers of rats")
    name = write(tmp_path, "all.xml", *(article_xml(at, title=title) for at, title in enumerate(titles, 1)))
    done = run("import", name, "--topic", "feet.toml", cwd=tmp_path)
    assert done.stderr.startswith("to see what lies outside the topic, and why, add --outside FILE.csv\n")
    done = run("import", name, "--topic", "feet.toml", "--outside", "out.csv", cwd=tmp_path)
    assert done.status == 0, done.stderr
    assert "--outside" not in done.stderr
    assert (tmp_path / "out.csv").read_text("utf-8").splitlines() == [
        "pmid,title,reason",
        "2,Feet,lacks ulcer*[ti]",
        '3,"\'=Hands, ulcers",lacks feet[ti] OR foot[ti]',
        '4,Foot ulcers of rats,"has what NOT excludes, rats[ti]"',
    ]
    assert run("import", name, "--outside", "out.csv", cwd=tmp_path).status == 2


def test_a_list_of_what_lies_outside_says_which_files_it_has_nothing_of(tmp_path: Path) -> None:
    """Baseline files of a folder are read once: a second list must not pass for the whole, nor replace it."""
    (tmp_path / "feet.toml").write_text(FEET)
    (tmp_path / "base").mkdir()

    def hold(number: int) -> str:
        name = write(tmp_path / "base", f"pubmed26n{number:04}.xml", article_xml(number, title=f"Hand {number}."))
        digest = hashlib.md5((tmp_path / "base" / name).read_bytes(), usedforsecurity=False).hexdigest()
        (tmp_path / "base" / f"{name}.md5").write_text(f"MD5({name})= {digest}\n")
        return f"base/{name}"

    first = hold(1)
    done = run("import", "base", "--topic", "feet.toml", cwd=tmp_path)
    assert done.stderr.startswith(
        "to see what lies outside the topic, and why, name the files themselves and add --out"
    )
    listing = ("--topic", "feet.toml", "--outside", "out.csv")
    assert run("import", first, *listing, cwd=tmp_path).stderr == "1 file, 1 record read, 1 outside the topic\n"
    whole = (tmp_path / "out.csv").read_bytes()
    assert b"Hand 1." in whole
    said = (
        "not listed: what lies outside the topic in 1 file that was taken in before; to have it listed name the files"
    )
    done = run("import", "base", *listing, cwd=tmp_path)
    assert done.stderr.startswith("0 records: out.csv is left as it was")
    assert (done.status, (tmp_path / "out.csv").read_bytes(), said in done.stderr) == (0, whole, True)
    second = hold(2)
    done = run("import", "base", *listing, cwd=tmp_path)
    told = (tmp_path / "out.csv").read_text()
    assert (said in done.stderr, "Hand 1." in told, "Hand 2." in told) == (True, False, True)
    assert "not listed" not in run("import", first, second, *listing, cwd=tmp_path).stderr
    assert (tmp_path / "out.csv").read_text().count("Hand") == 2


def test_adding_a_file_of_records_names_the_verb_that_reads_it(tmp_path: Path) -> None:
    done = run("add", write(tmp_path, "one.xml", article_xml(1)), cwd=tmp_path)
    assert done.status == 4
    assert done.stderr.endswith(
        "one.xml is a file of records, no PMID and no DOI: read it with `evidence import one.xml`\n"
    )
    (tmp_path / "refs.ris").write_text("TY  - JOUR\nDO  - 10.1000/x\nER  -\n")
    assert "`evidence add FILE` fetches what it names" in run("import", "refs.ris", cwd=tmp_path).stderr
