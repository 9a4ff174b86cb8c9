"""Fixtures that several rooms use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more of the machine and of what else it does; speed is measured in tests/benchmarks.
settings.register_profile("evidence", deadline=None)
settings.load_profile("evidence")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real input beside the checkout; tests that need it are skipped, loudly, where it is absent.

    With EVIDENCE_REQUIRE_SHARED set (in CI) its absence is a failure: a check that can't fail is a defect.
    """
    path = Path(os.environ.get("EVIDENCE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not (path / "pubmed").is_dir():
        if os.environ.get("EVIDENCE_REQUIRE_SHARED"):
            pytest.fail(f"real PubMed records are absent ({path}), and EVIDENCE_REQUIRE_SHARED is set")
        pytest.skip(f"real PubMed records are absent ({path}); the project's own records cover the same ground")
    return path
