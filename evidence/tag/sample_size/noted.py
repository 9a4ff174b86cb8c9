"""Which weights a candidate asks for: what weights are learned from, and what a choice is explained by. Pure.

`weigh` looks up one table after the other and adds up; tables that note what they are asked for make a list of it, so
that learning, reading and explaining go by one description.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evidence.tag.sample_size.candidates import Candidate
from evidence.tag.sample_size.features import weigh
from evidence.tag.sample_size.rivals import Rivals
from evidence.tag.sample_size.scan import Scan
from evidence.tag.sample_size.weights import Feature, Key, made, spoken


class _Noting(Mapping[Key, int]):
    """A table of weights that weighs nothing and notes what it is asked for."""

    def __init__(self, name: str, noted: list[Feature]) -> None:
        self._name, self._noted = name, noted

    def get(self, key: Key, _default: object = 0, /) -> int:
        key = key if isinstance(key, tuple) else (key,)
        self._noted.append(key if self._name == "flags" else (self._name, *key))
        return 0

    def __getitem__(self, key: Key) -> int:
        return self.get(key)

    def __iter__(self) -> Iterator[Key]:
        return iter(())

    def __len__(self) -> int:
        return 0


def features_of(scan: Scan, candidates: list[Candidate], rivals: Rivals, design: str) -> list[list[Feature]]:
    """The features of each candidate, and last those of answering nothing: what `weigh` looks up for each.

    `design` is the code that was read before, "none" where none was.
    """
    noted: list[Feature] = []
    noting = made(lambda name: _Noting(spoken(name), noted))
    described: list[list[Feature]] = []
    for _ in weigh(scan, candidates, rivals, noting, design):
        described.append(list(noted))
        noted.clear()
    return described
