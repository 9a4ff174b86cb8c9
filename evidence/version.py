"""The version of the installed package. Reads its metadata only."""

from __future__ import annotations


def version() -> str:
    """The version, as `pip show evidence-tracker` says."""
    from importlib import metadata

    return metadata.version("evidence-tracker")
