"""What a record is called where it has no author: the first words of its title. Touches nothing."""

from __future__ import annotations

from typing import Final

_WORDS: Final = 4
_LONGEST: Final = 40  # letters, for a title of one word that is a formula


def shown_title(title: str, vernacular: str | None) -> str:
    """The title for people: a translation without its brackets, the vernacular one where there is no other."""
    if title.startswith("[") and title.rstrip(".").endswith("]"):
        title = title.rstrip(".")[1:-1].strip() or title  # "[]" is a title too
    return title or vernacular or ""


def first_words(title: str) -> str:
    """How a title begins, as citation styles put it in the author's place: "Long-term insulin independence …"."""
    words = title.split()
    begun = " ".join(words[:_WORDS])
    cut = begun[:_LONGEST].strip(" .,:;?!")
    return f"{cut} …" if cut and (len(words) > _WORDS or len(begun) > _LONGEST) else cut
