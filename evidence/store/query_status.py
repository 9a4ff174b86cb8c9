"""What a table's status column says, read as a search: `status:"no abstract"`, `status:"design, n corrected"`. Pure.

Each note is found by the words shown, and a whole cell (`RETRACTED; n corrected`) by all of its notes.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.store.query_fields import FIELDS
from evidence.store.query_tree import Code, Query, all_of

_CALLED: Final = {
    "expression of concern": "concern",
    "has erratum": "erratum",
    "deleted from pubmed": "deleted",
    "no longer in the search": "dropped",
    "summary, not the published abstract": "summary",
    "title only": "no-abstract",
    "correction is stale": "stale",
}
"""The notes that are more than their code with spaces for hyphens."""
JUDGED: Final = ("corrected", "confirmed", "disputed")
_TAG: Final = "(?:design|n|follow[- ]?up)"
_OF_TAGS: Final = re.compile(rf"({_TAG}(?:\s*,\s*{_TAG})*)[ -]({'|'.join(JUDGED)})")

_SPACED: Final = re.compile(
    "(?:"
    + "|".join(
        [re.escape(note) for note in _CALLED]
        + [re.escape(code.replace("-", " ")) for code in FIELDS["status"].values if "-" in code]
        + [_OF_TAGS.pattern]
    )
    + r")(?=[ );]|$)"
)


def read_status(text: str) -> Query | None:
    """The condition of what a cell says, in small letters; None where it is not all of such notes."""
    told = [_note(" ".join(part.split())) for part in text.split(";") if part.strip()]
    known = [one for one in told if one is not None]
    return all_of(known) if known and len(known) == len(told) else None


def _note(text: str) -> Query | None:
    if found := _OF_TAGS.fullmatch(text):
        tags = [re.sub(r"follow[- ]?up", "follow-up", tag.strip()) for tag in found[1].split(",")]
        return all_of(Code("status", f"{tag}-{found[2]}") for tag in tags)
    code = _CALLED.get(text.replace("-", " "), text.replace(" ", "-"))
    return Code("status", code) if code in FIELDS["status"].values else None


def note_at(text: str) -> int:
    """How long the note of several words is that a text begins with, 0 where there is none: a shell takes quotes away.

    Of two the longer: "no longer in the search" is no "no", and "deleted from PubMed" no "deleted".
    """
    found = _SPACED.match(text.lower())
    return found.end() if found else 0


def tag_judged(value: str) -> tuple[str, str] | None:
    """The tag and the judgement that a code names, `n-corrected`, by the prefix of its columns; None where none."""
    found = _OF_TAGS.fullmatch(value)
    return (found[1].replace("-", "_"), found[2]) if found else None
