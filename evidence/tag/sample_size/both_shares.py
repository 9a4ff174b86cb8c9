"""Cases and controls of whom only shares are told: "110 of the 223 cases were exposed, and 84 of 184 controls". Pure.

Neither number is told as a count of those who were studied, so the ranker takes the first; both were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from evidence.tag.sample_size.apart import summed
from evidence.tag.sample_size.candidates import Candidate, Mention, Ranked
from evidence.tag.sample_size.scan import Scan

OF_BOTH: Final = "sum of, both"
"""How such a sum comes about."""
_WHOLES: Final = re.compile(r"\b(?:of|among|in) (?:the |these |those |our |all )?$")
_REACH: Final = 16  # characters before a number
_NEXT: Final = 1  # sentences on
_UNLIKE: Final = 12  # times; controls are seldom more


def of_both(scan: Scan, found: Sequence[Mention]) -> Iterator[Candidate]:
    """The sum of the cases and the controls of which shares are told; only the first such pair."""
    for place, first in enumerate(found):
        if not _is_whole_of(scan, first, "cases"):
            continue
        for second in found[place + 1 :]:
            if second.sentence - first.sentence > _NEXT:
                break
            if _is_whole_of(scan, second, "controls") and second.value <= _UNLIKE * first.value:
                yield summed([first, second], OF_BOTH.removeprefix("sum "))
                return


def with_both(best: Ranked) -> int | None:
    """The sum of both where the best is one of them; None where it is not."""
    head = best[0][1].head if best[0][1].how == "told" else None
    return next((c.value for _, c in best[1:] if c.how == OF_BOTH and head in c.parts), None)


def _is_whole_of(scan: Scan, mention: Mention, noun: str) -> bool:
    """Whether a number is that of the cases, or of the controls, of which some are told."""
    if mention.noun is None or mention.side != "right" or mention.value <= 1:
        return False
    if not scan.text.startswith(noun, mention.noun.start):
        return False
    return _WHOLES.search(scan.left_of(mention.sentence, mention.start, _REACH)) is not None
