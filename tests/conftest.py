"""Fixtures that several rooms use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more of the machine and of what else it does; speed is measured in tests/benchmarks.
settings.register_profile("evidence", deadline=None)
settings.load_profile("evidence")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a case of unprintable bytes by its argument and number; None leaves every other to pytest.

    Packed bytes hold the second at which they were packed: two workers that collect across a change of second
    would have different tests, and the whole run would end before its first one.
    """
    unprintable = isinstance(val, bytes) and not val.decode("latin-1").isprintable()
    return argname if unprintable else None


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
