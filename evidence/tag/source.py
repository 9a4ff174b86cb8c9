"""The code and the docstring of a function as its file has them, also where what runs was compiled from that file.

A compiled function keeps neither, and the register of rules reads both: the docstring is what `evidence rules` prints,
and the words in the code tell which signs a design rule asks for. Both are in Python's own translation of the file,
which is installed beside what was compiled.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib.machinery import SourceFileLoader
from inspect import cleandoc
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any


def doc_of(function: Callable[..., Any]) -> str:
    """The docstring of a function at the top of its module, without indentation; "" where it has none."""
    if isinstance(function, FunctionType):
        return cleandoc(function.__doc__ or "")
    first = functions_beside(function)[function.__name__].co_consts[0]
    return cleandoc(first) if isinstance(first, str) else ""


def functions_beside(function: Callable[..., Any]) -> Mapping[str, CodeType]:
    """The code of each function at the top of the module of a function, itself too, by name."""
    return _functions_of(function.__module__)


@cache
def _functions_of(module: str) -> Mapping[str, CodeType]:
    compiled = sys.modules[module].__file__ or ""
    source = Path(compiled).with_name(module.rpartition(".")[2] + ".py")
    code = SourceFileLoader(module, str(source)).get_code(module)
    return {one.co_name: one for one in code.co_consts if isinstance(one, CodeType)} if code else {}
