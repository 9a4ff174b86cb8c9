"""Fixtures that several rooms use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real input beside the checkout; tests that need it are skipped, loudly, where it is absent."""
    path = Path(os.environ.get("EVIDENCE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not (path / "pubmed").is_dir():
        pytest.skip(f"real PubMed records are absent ({path}); the project's own records cover the same ground")
    return path
