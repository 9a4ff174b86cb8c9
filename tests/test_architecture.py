"""The arrows between the rooms run one way, the wheel holds every room, and nothing heavy is loaded to say hello."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tag_map import MAP, map_of_tag

ROOT = Path(__file__).resolve().parents[1]
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


def imports(path: Path) -> set[str]:
    """All modules that a file names in an import, also inside functions, but not under TYPE_CHECKING."""
    tree = ast.parse(path.read_text("utf-8"))
    typed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if id(node) in typed:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room(path: Path) -> str:
    return path.relative_to(ROOT / "evidence").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_arrows_run_one_way(path: Path) -> None:
    ours = {module for module in imports(path) if module.startswith("evidence.") and not module.startswith(HANDED_OVER)}
    named = {module.split(".")[1] for module in ours}
    assert not named & FORBIDDEN.get(room(path), set())


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_pure_rooms_touch_nothing_heavy(path: Path) -> None:
    where = str(path.relative_to(ROOT / "evidence").with_suffix(""))
    if where.startswith(PURE):
        assert not {module.split(".")[0] for module in imports(path)} & HEAVY


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_says_first_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_the_wheel_holds_every_room() -> None:
    rooms = {".".join(path.parent.relative_to(ROOT).parts) for path in SOURCES}
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    assert listed == rooms | {"evidence.data"}


def test_nothing_else_lies_at_the_top() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    top = {name.split("/")[0] for name in tracked}
    assert {name for name in top if not name.startswith(".")} <= {
        "pyproject.toml", "evidence", "data", "tests", "README.md", "LICENSE", "CHANGELOG.md",
        "setup.py",  # what is compiled where somebody asks for it, which pyproject.toml has no words for
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
