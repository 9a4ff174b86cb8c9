"""The ClinicalTrials.gov client (API v2): what the registry says of trials, by NCT number. Touches the network.

A hundred trials a request. Never tried on the live service: the fields are those of its documentation and of answers
quoted in public code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from evidence.errors import BadInput
from evidence.pubmed.addresses import CLINICAL_TRIALS
from evidence.pubmed.broken import count_of, json_of
from evidence.pubmed.courier import Message
from evidence.pubmed.faults import Answer, Kind, Trouble
from evidence.pubmed.keyless import Keyless, insist
from evidence.registry import Registered, of_study

_AT_ONCE: Final = 100
_NCT: Final = re.compile(r"NCT\d{8}")
_FIELDS: Final = "NCTId,OverallStatus,StudyType,DesignModule,OutcomesModule"


@dataclass(frozen=True, slots=True)
class Answered:
    """The trials that the registry has, by NCT number, and the numbers that it does not have."""

    trials: tuple[Registered, ...]
    missing: tuple[str, ...]


class ClinicalTrials(Keyless):
    """A polite client of ClinicalTrials.gov."""

    name = "ClinicalTrials.gov"
    home = CLINICAL_TRIALS
    variable = "EVIDENCE_CLINICALTRIALS_URL"
    rate = 1  # its documentation asks for about 50 a minute

    def trials(self, ncts: Iterable[str]) -> Answered:
        """What the registry says of these trials.

        Raises:
            BadInput: one is no NCT number. Unreachable: no good answer within the patience.
        """
        wanted = sorted({nct.strip().upper() for nct in ncts})
        for nct in wanted:
            if not _NCT.fullmatch(nct):
                raise BadInput(f"{nct!r} is no ClinicalTrials.gov number", "give one such as NCT00646724")
        found: dict[str, Registered] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            found |= self._some(wanted[start : start + _AT_ONCE])
        missing = tuple(nct for nct in wanted if nct not in found)
        return Answered(tuple(found[nct] for nct in sorted(found)), missing)

    def _some(self, ncts: Sequence[str]) -> dict[str, Registered]:
        params = {"filter.ids": ",".join(ncts), "fields": _FIELDS, "pageSize": str(_AT_ONCE), "countTotal": "true"}
        try:
            message = Message("GET", self.base + "studies", params=params)
            return self._courier.ask(message, lambda answer: _read(answer, ncts))
        except Trouble as trouble:
            raise self._surrender(trouble) from None


def _read(answer: Answer, ncts: Sequence[str]) -> dict[str, Registered]:
    """The trials of one answer, if it is a whole one: as many studies as it counts, and none but those asked for."""
    insist(answer, (400, 404), "it does not take this request")
    try:
        data = json_of(answer.body)
        studies: list[dict[str, Any]] = data["studies"]
        trials = {trial.nct: trial for trial in map(of_study, studies)}
        total = count_of(data.get("totalCount", len(studies)))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Trouble(Kind.CUT, "an answer that is no whole list of studies") from None
    if total != len(trials) or not set(trials) <= set(ncts):
        raise Trouble(Kind.CUT, f"{total} studies are counted and {len(trials)} listed")
    return trials
