"""The store's room: one SQLite file. Loading it loads sqlite-utils, with numpy out of sight.

sqlite-utils imports numpy where it finds it (Biopython brings it), only to be able to store numpy's own number types.
We store none, and numpy would be a third of the time that `evidence search` takes to start.
"""

from __future__ import annotations

import sys


def _load_sqlite_utils() -> None:
    if "numpy" in sys.modules or "sqlite_utils" in sys.modules:
        return
    sys.modules["numpy"] = None  # type: ignore[assignment] # Python's own way to say "not to be had"
    try:
        import sqlite_utils  # noqa: F401 - loaded for its name in sys.modules
    finally:
        del sys.modules["numpy"]


_load_sqlite_utils()
