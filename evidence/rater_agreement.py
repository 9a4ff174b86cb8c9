"""How far two people agree who screened the same records, each for themselves. Touches nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, groupby

from evidence.disputes import not_taken_back, person
from evidence.screening import Decision, Screening, Stage


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who judged the same records at one stage.

    `counts` has how many records got each two verdicts, of the first and of the second of them; `names` are as each
    was first written.
    """

    names: tuple[str, str]
    stage: Stage
    counts: tuple[tuple[tuple[Decision, Decision], int], ...]

    @property
    def both(self) -> int:
        """Records that both judged."""
        return sum(count for _, count in self.counts)

    @property
    def agreed(self) -> int:
        """Records of which both said the same."""
        return sum(count for (one, other), count in self.counts if one is other)

    @property
    def agreement(self) -> float:
        """The share of those of which both said the same, from 0 to 1."""
        return self.agreed / self.both

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa, from -1 to 1: how much more they agree than two who include as often, each by chance.

        (p - e) / (1 - e), where p is the share on which they agree, and e the sum over the verdicts of the product of
        the shares in which each of the two gives it (Cohen J. A coefficient of agreement for nominal scales. Educ
        Psychol Meas 1960;20:37-46). None where e is 1, which is where both gave one and the same verdict throughout:
        nothing is left then that chance could not have done, and 0 / 0 is no number.
        """
        chance = sum(self._share(0, verdict) * self._share(1, verdict) for verdict in Decision)
        return None if chance == 1 else (self.agreement - chance) / (1 - chance)

    def _share(self, whose: int, verdict: Decision) -> float:
        return sum(count for verdicts, count in self.counts if verdicts[whose] is verdict) / self.both


def pairs(said: Iterable[Screening]) -> list[Pair]:
    """All pairs who judged a record in common, by stage and then by name.

    Of each record the two words count that stood when both had spoken first: what they said after they had talked
    it over tells nothing of how far they agree. What a person took back was not said.

    Args:
        said: all that was said of all records, oldest first.
    """
    names: dict[str, str] = {}
    met: dict[tuple[Stage, str, str], Counter[tuple[Decision, Decision]]] = {}
    told = list(said)
    for one in told:
        names.setdefault(person(one.by), " ".join(one.by.split()))
    for (stage, _), words in groupby(sorted(told, key=_thing), key=_thing):
        for who, other, verdicts in _at_first(list(words)):
            met.setdefault((stage, who, other), Counter())[verdicts] += 1
    in_order = sorted(met.items(), key=lambda each: (list(Stage).index(each[0][0]), *each[0][1:]))
    return [
        Pair((names[one], names[other]), stage, tuple(sorted(counts.items())))
        for (stage, one, other), counts in in_order
    ]


def _thing(said: Screening) -> tuple[Stage, int]:
    return said.stage, said.pmid


def _at_first(said: list[Screening]) -> Iterator[tuple[str, str, tuple[Decision, Decision]]]:
    """Each two who judged one record, in the order of their names, with what they said when both had spoken."""
    by: dict[str, list[Screening]] = {}
    for one in not_taken_back(said):
        by.setdefault(person(one.by), []).append(one)
    for who, other in combinations(sorted(by), 2):
        both = max(by[who][0].at, by[other][0].at)
        first, second = ([word for word in by[each] if word.at <= both][-1].verdict for each in (who, other))
        yield who, other, (first, second)
