"""Sizes that are worked out from parts, by all ways there are: arms to add, shares, equal groups. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size.added import added
from evidence.tag.sample_size.apart import next_door
from evidence.tag.sample_size.as_controls import with_group_of
from evidence.tag.sample_size.both_shares import of_both
from evidence.tag.sample_size.candidates import Candidate, Mention
from evidence.tag.sample_size.contrast import contrasted
from evidence.tag.sample_size.controls_each import with_so_many_controls
from evidence.tag.sample_size.groups import doubled, multiplied, paired
from evidence.tag.sample_size.lettered import lettered
from evidence.tag.sample_size.no_groups import are_no_groups
from evidence.tag.sample_size.scan import Scan
from evidence.tag.sample_size.shares import from_shares
from evidence.tag.sample_size.the_rest import of_the_rest
from evidence.tag.sample_size.unequal import unequal
from evidence.tag.sample_size.whole_arms import whole_arms


def derived(scan: Scan, found: list[Mention]) -> list[Candidate]:
    """The sizes that can be worked out from the mentions, each value and way once."""
    seen: dict[tuple[int, str], Candidate] = {}
    text = scan.text
    times = list(multiplied(scan, found))
    apart = [
        m
        for m in found
        if not (text.startswith(" of ", m.end) and _OF_THEM.match(text, m.end))
        and not (m.whole and m.form != "n=")  # that of which parts follow: "of 885 patients, 442 were assigned to …"
        and not _of_studies(text, m)
        and not text.endswith(_OF_THESE, 0, m.start)
    ]
    for way in (
        added(scan, apart),
        next_door(scan, apart),
        times,
        doubled(scan, found),
        unequal(scan, found),
        paired(scan, found),
        contrasted(scan, apart),
        with_group_of(scan, apart),
        lettered(scan, apart),
        whole_arms(scan, found),
        with_so_many_controls(scan, found),
        from_shares(found),
    ):
        for candidate in way:
            if candidate.is_sum and are_no_groups(text, candidate.parts, found):
                continue
            seen.setdefault((candidate.value, candidate.how), candidate)
    for candidate in (
        *of_the_rest(scan, found),
        *of_both(scan, found),
    ):  # whose words or sums agree, whatever stands between
        seen.setdefault((candidate.value, candidate.how), candidate)
    return list(seen.values())


_OF_THESE: Final = (" of these ", " of those ")  # "three of these four patients" are some of the four told before
_OF_THEM: Final = re.compile(r" of (?:them|whom|these|those|which)\b")  # "eight of them men" is no arm of its own
_ON: Final = re.compile(r" (?:on|in|with|of|were|was)\b")
_OF_STUDIES: Final = re.compile(r"(?:studies|trials|articles|papers|reports) \([^()]*$")


def _of_studies(text: str, mention: Mention) -> bool:
    """Whether a mention counts studies in a bracket: "eight studies (3 on children and 5 on adults)"."""
    start = mention.start
    begin = start - 60 if start > 60 else 0
    if mention.form == "n=" or text.find("s (", begin, start) < 0:
        return False
    own = mention.noun is not None and mention.side == "right" and not _ON.match(text, mention.end)
    return not own and _OF_STUDIES.search(text[begin:start]) is not None
