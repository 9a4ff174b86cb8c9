"""Compiles the taggers where somebody asks: `EVIDENCE_COMPILED=1 pip install .`, some minutes with a C compiler.

The answers are the same, in two thirds of the time (`tests/benchmarks/tagging.py` shows both); all else about the
package is in pyproject.toml. A few files stay Python: the register of rules and what reads docstrings and code for it,
those that read somebody's own rules, once, and `tagger_pool`, which streams, since a compiled generator expression is
run at once. Rules are compiled like all else: `evidence rules` reads their docstrings from Python's translation of the
file.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from setuptools import setup

ROOT = Path(__file__).resolve().parent
COMPILER = "mypy>=2.1"
STAY = ("__init__", "tagger_pool", "own_rules", "pattern_signs", "rule", "slow_patterns", "source")


def compiled() -> list[str]:
    """The files to compile, relative to the root, by name."""
    return [
        str(path.relative_to(ROOT))
        for path in sorted([ROOT / "evidence" / "sentences.py", *(ROOT / "evidence" / "tag").rglob("*.py")])
        if path.stem not in STAY
    ]


wanted = os.environ.get("EVIDENCE_COMPILED", "") not in {"", "0"}
if wanted and any(argument.startswith(("bdist", "build")) for argument in sys.argv):
    from mypyc.build import mypycify  # pip brings it for the build, as asked for below

    # Strict types are the check's business; here libraries may be absent, and what they give is taken as it comes.
    modules = mypycify(["--config-file=", "--ignore-missing-imports", *compiled()], opt_level="1")
    # Python's own flags bring -Wall, and to look for what it warns of takes gcc three minutes here, where compiling
    # takes one: the C is mypyc's, not ours to mend. (-w would hide the warnings and search all the same.)
    if os.name == "posix":
        for module in modules:
            module.extra_compile_args.append("-Wno-all")
else:
    modules = []

setup(ext_modules=modules, setup_requires=[COMPILER] if wanted else [])  # type: ignore[arg-type]  # two stubs, one class
