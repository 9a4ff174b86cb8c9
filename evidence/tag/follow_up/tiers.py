"""How much each way of telling a length is worth: the first part of a weight, of which the highest counts. Pure.

Only the order and the distances to what is taken off or put on matter; the numbers mean nothing else.
"""

from __future__ import annotations

from typing import Final

ALL_VISITS: Final = 400.0
"""Visits that follow upon each other, added: more than any one of them."""
ADDED: Final = 310.0
"""Another sum of what was followed: more than what it is made of."""
STATED: Final = 300.0
"""A follow-up that is called one, or said to have been observed."""
ANY_STATED: Final = 280.0
"""The least of these: one that stands in an opening."""
DATED: Final = 250.0
"""The time between two dates: behind a length that is stated, before visits."""
SEEN: Final = 200.0
"""A time at which people were seen again or results are given; how long the trial was."""
TAIL: Final = 150.0
"""A follow-up that is only the end of a longer trial: behind the trial's length."""
POINT: Final = 100.0
"""A time of which no more is said, and how long a treatment was."""
OUTDONE: Final = 90.0
"""A sum beside which a longer or a summarised follow-up stands; also between a point and one in an opening (80)."""
RECORDED: Final = 60.0
"""How long a device recorded or sessions lay apart: anything else that is told of counts more."""
LEAST: Final = 50.0
"""A time in a conclusion or an aim, and the first of several: something is given, and it is nearly nothing."""

OPENING: Final = 20.0
"""Taken off in the opening of an abstract without headings, where other people's studies are told of."""
OTHERS: Final = 250.0
"""Taken off in a background beside which the study tells of itself: below all that it says."""
RETURN: Final = 100.0
"""Put on for a point beside a visit: "at follow-up" never hides a later time."""
