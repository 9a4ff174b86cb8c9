"""What weights say of rows that they never saw. Touches nothing.

Imported by sample_size.py, follow_up.py and follow_up_choice.py beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar


class Keyed(Protocol):
    """A row with the key of its record, which is the same in every corpus that holds it."""

    key: str


Told = TypeVar("Told", bound=Keyed)
Weights = TypeVar("Weights")
Answer = TypeVar("Answer")


def held_out(
    data: Sequence[Told],
    group: Callable[[Told], Any],
    learn: Callable[[list[Told]], Weights],
    answer: Callable[[Told, Weights], Answer],
    more: Sequence[Told] = (),
) -> list[Answer]:
    """The answer to each row by weights that never saw its group, nor its record in another corpus.

    Args:
        data: the rows that are answered, and learned from while others are.
        group: what is kept out together: a fold, a corpus.
        learn: weights from rows.
        answer: what weights say of a row.
        more: rows that are learned from and not answered.
    """
    answers: dict[int, Answer] = {}
    for held in sorted({group(row) for row in data}):
        test = [n for n, row in enumerate(data) if group(row) == held]
        keys = {data[n].key for n in test}
        weights = learn([row for row in (*data, *more) if group(row) != held and row.key not in keys])
        answers.update((n, answer(data[n], weights)) for n in test)
    return [answers[n] for n in range(len(data))]
