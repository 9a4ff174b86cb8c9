"""The map of evidence/tag: what each file of the taggers does, in the words of its own first line.

`python tests/tag_map.py` writes evidence/tag/README.md; a test holds the two to each other.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
TAG: Final = ROOT / "evidence" / "tag"
MAP: Final = TAG / "README.md"
HEAD: Final = """\
# What lies where in the taggers

A record comes in as passages and goes out as three readings. `tagger.py` has the story: `text.py` cuts it up, what is
counted is read first (`sample_size/counts.py`), then the design (`design/reading.py`), then the size and the follow-up
(`sample_size/reading.py`, `follow_up/reading.py`). To see why a record is read as it is, ask `evidence why PMID FIELD`:
its rule stands in the `rules.py` of the folder, or where `grep -r "RULE" evidence/tag` finds it.

A size is any number that `sample_size/candidates.py` lets through or `sample_size/arms.py` works out of several:
weights choose (`features.py`, `ranker.py`), and the rule is how the choice is told. A design and a length are found by
rules; weights add to a design's, and tell how sure a length is.

Most files are small and hold one cause of error: a wording that is no size or no follow-up, or one that is told apart.
The lines below are the files' own; `python tests/tag_map.py` writes them here.
"""


def map_of_tag() -> str:
    """The whole map, Markdown."""
    folders = sorted(path for path in TAG.iterdir() if (path / "__init__.py").is_file())
    return HEAD + "".join(_table(folder) for folder in (TAG, *folders))


def _table(folder: Path) -> str:
    title = "." if folder == TAG else folder.name
    return f"\n## {title}\n\n{_first_line(folder / '__init__.py')}\n\n| file | what it does |\n|---|---|\n" + "".join(
        _rows(folder)
    )


def _rows(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.py")):
        if path.name != "__init__.py":
            yield f"| `{path.name}` | {_first_line(path)} |\n"


def _first_line(path: Path) -> str:
    """The first line of a file's docstring, without "Pure.", which all of them are."""
    told = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return told.splitlines()[0].removesuffix(" Pure.").replace("|", "\\|")


if __name__ == "__main__":
    MAP.write_text(map_of_tag(), "utf-8")
