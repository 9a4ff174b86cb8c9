"""The arrows between the rooms run one way, the wheel holds every room, and nothing heavy is loaded to say hello."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tag_map import MAP, map_of_tag

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = "import sys; from evidence.cli import main; sys.exit(main())"  # what the installed `evidence` runs
SOURCES = sorted((ROOT / "evidence").rglob("*.py"))
HEAVY = {"sqlite3", "sqlite_utils", "requests", "click", "rich", "Bio"}

# A room -> the rooms of evidence that it must not import.
FORBIDDEN = {
    "records": {"findings", "pubmed", "tag", "store", "tables", "report", "tracker", "cli"},
    "findings": {"pubmed", "tag", "store", "tables", "report", "tracker", "cli"},
    "tag": {"pubmed", "store", "tables", "report", "tracker", "cli"},
    "tables": {"pubmed", "tag", "store", "report", "tracker", "cli"},
    "report": {"pubmed", "tag", "store", "tracker", "cli"},
    "store": {"tag", "tables", "report", "tracker", "cli"},
    "pubmed": {"tag", "tables", "report", "tracker", "cli"},
    "tracker": {"cli"},
}
# Frozen values that rooms hand each other, in modules that touch nothing.
HANDED_OVER = ("evidence.pubmed.account", "evidence.pubmed.items")
PURE = ("tag", "records", "values", "findings", "folding", "disarm", "wire", "pubmed/medline_xml")
MODULES = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in SOURCES}
# What a module of no room may import for the rooms that use it, though they may not: inside functions, each for a
# reason. The list must not grow; what is in it and no longer there fails too.
ALLOWED_BETWEEN = {
    # A topic's columns are held against those that there are when its file is read, so that a slip is told then; and
    # each of its groups of words is a column and a field of the search, whose names live with columns and search.
    ("evidence.topics", "evidence.tables.columns"),
    ("evidence.topics", "evidence.store.query_fields"),
    # A size that a person types in words ("one hundred and eighteen") is read as one in a text is.
    ("evidence.typed", "evidence.tag.numbers"),
}
WRITES = re.compile(
    r"\b(INSERT\s+(OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|ALTER\s+TABLE"
    r"|(CREATE|DROP)\s+((TEMP|TEMPORARY|UNIQUE|VIRTUAL)\s+)?(TABLE|INDEX|VIEW|TRIGGER)|PRAGMA\s+\w+\s*=)",
    re.IGNORECASE,
)
WRITERS = {"upsert", "upsert_all", "insert_all", "executescript", "executemany", "create_table", "create_view"}
# A trial of SQLite's own powers, in memory; no store is open there.
TRIES_IN_MEMORY = {"doctor.py"}


@cache
def imports(path: Path) -> frozenset[str]:
    """All modules that a file names in an import, also inside functions, but not under TYPE_CHECKING."""
    tree = ast.parse(path.read_text("utf-8"))
    typed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typed:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"{path}: imports are absolute here"
            assert not node.level, f"{path}: imports are absolute here"
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def room(path: Path) -> str:
    return path.relative_to(ROOT / "evidence").parts[0].removesuffix(".py")


@cache
def ours(module: str) -> frozenset[str]:
    """The modules of Evidence that a module names; `evidence` itself loads nothing until it is asked for a name."""
    return imports(MODULES[module]) & MODULES.keys() - {"evidence"}


def ways(start: str, *, shut: set[str]) -> Iterator[tuple[str, str]]:
    """Each import on a way from a module, as (who, whom); none leads on from what is handed over or a shut room."""
    seen, to_do = {start}, [start]
    while to_do:
        module = to_do.pop()
        for other in sorted(ours(module)):
            if other.startswith(HANDED_OVER):
                continue
            yield module, other
            if other not in seen and other.split(".")[1] not in shut:
                seen.add(other)
                to_do.append(other)


def test_imports_are_seen_wherever_they_stand(tmp_path: Path) -> None:
    """Else all that stands below holds of anything."""
    (tmp_path / "a.py").write_text(
        "import json as j, os.path\nfrom evidence.store import ids\nif TYPE_CHECKING:\n    import click\n"
        "def f():\n    from evidence import topics\n",
        encoding="utf-8",
    )
    assert imports(tmp_path / "a.py") == {
        "json", "os.path", "evidence.store", "evidence.store.ids", "evidence", "evidence.topics",
    }  # fmt: skip
    assert ("evidence.tracker", "evidence.store.store") in set(ways("evidence.cli.collect", shut=set()))


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_arrows_run_one_way(path: Path) -> None:
    named = {
        module.split(".")[1]
        for module in imports(path)
        if module.startswith("evidence.") and not module.startswith(HANDED_OVER)
    }
    assert not named & FORBIDDEN.get(room(path), set())


def test_nor_do_they_run_back_by_a_way_round() -> None:
    """A module of no room imports for whoever imports it."""
    found = {
        way
        for name, path in MODULES.items()
        for way in ways(name, shut=FORBIDDEN.get(room(path), set()))
        if way[1].split(".")[1] in FORBIDDEN.get(room(path), set())
    }
    assert found == ALLOWED_BETWEEN


@pytest.mark.parametrize("module", HANDED_OVER)
def test_what_is_handed_over_touches_nothing(module: str) -> None:
    assert {whom.split(".")[1] for _, whom in ways(module, shut=set())} <= {
        "errors",
        "records",
        "naming",
        "values",
        "findings",
    }


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_pure_rooms_touch_nothing_heavy(path: Path) -> None:
    where = path.relative_to(ROOT / "evidence").with_suffix("").as_posix()
    if any(where == pure or where.startswith(f"{pure}/") for pure in PURE):
        (name,) = (name for name, its in MODULES.items() if its == path)
        for reached in {name} | {whom for _, whom in ways(name, shut=set())}:
            assert not {module.split(".")[0] for module in imports(MODULES[reached])} & HEAVY, reached


def writes(path: Path) -> set[str]:
    """The SQL of a file that writes, and the methods of sqlite-utils that do; docstrings are no SQL."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            found |= {match[0] for match in WRITES.finditer(node.value)}
        elif isinstance(node, ast.Attribute) and node.attr in WRITERS:
            found.add(node.attr)
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_store_writes_sql(path: Path) -> None:
    if room(path) != "store" and path.name not in TRIES_IN_MEMORY:
        assert not writes(path)


def test_sql_that_writes_is_seen_where_it_stands() -> None:
    for name in ("saving_records", "tags", "corrections", "ledger", "schema"):
        assert writes(ROOT / "evidence" / "store" / f"{name}.py"), name
    assert {path.name for path in SOURCES if room(path) != "store" and writes(path)} == TRIES_IN_MEMORY


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_says_first_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_the_wheel_holds_every_room() -> None:
    rooms = {".".join(path.parent.relative_to(ROOT).parts) for path in SOURCES}
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    assert listed == rooms | {"evidence.data"}


def test_the_wheel_holds_what_the_program_reads_and_no_more() -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    assert tool["include-package-data"] is False, "else it holds whatever MANIFEST.in names"
    data = ROOT / "data"
    held = {
        path.relative_to(data).as_posix() for each in tool["package-data"]["evidence.data"] for path in data.glob(each)
    }
    spared = {"gold", "pictures"}
    assert held == {
        path.relative_to(data).as_posix()
        for path in data.glob("*/*")
        if path.parent.name not in spared and path.suffix != ".md" and path.name != "facts.jsonl"
    }
    sources = "".join(path.read_text("utf-8") for path in SOURCES)
    for folder in {name.split("/")[0] for name in held}:
        assert re.search(rf'"evidence\.data"\).*\b{folder}\b', sources), folder
    for folder in spared:
        assert not re.search(rf'"evidence\.data"\).*\b{folder}\b', sources), folder


def test_python_m_evidence_is_the_command(tmp_path: Path) -> None:
    for words, status in ((["--version"], 0), (["show", "1"], 4)):
        given = [[sys.executable, "-m", "evidence", *words], [sys.executable, "-c", f"{SCRIPT}", *words]]
        module, script = (
            subprocess.run(each, cwd=tmp_path, capture_output=True, text=True, check=False) for each in given
        )
        assert (module.returncode, module.stdout, module.stderr) == (script.returncode, script.stdout, script.stderr)
        assert module.returncode == status, module.stderr
        assert module.stdout + module.stderr


def test_nothing_else_lies_at_the_top() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode or not listed.stdout:
        pytest.skip("no checkout: what is tracked is not known")
    top = {name.split("/")[0] for name in listed.stdout.split("\0") if name}
    assert {"evidence", "data", "tests"} <= {name for name in top if not name.startswith(".")} <= {
        "pyproject.toml", "evidence", "data", "tests", "README.md", "LICENSE", "CHANGELOG.md",
        "setup.py",  # what is compiled where somebody asks for it, which pyproject.toml has no words for
        "MANIFEST.in",  # what a source distribution holds beside the packages, which it has no words for either
    }  # fmt: skip


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from evidence.cli import main; main(['search', '--help']);"
        "print([m for m in ('sqlite_utils', 'requests', 'Bio', 'rich', 'numpy', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_map_of_the_taggers_is_what_their_files_say() -> None:
    assert MAP.read_text("utf-8") == map_of_tag(), "python tests/tag_map.py writes it"
