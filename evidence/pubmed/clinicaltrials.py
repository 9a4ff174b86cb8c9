"""The ClinicalTrials.gov client (API v2): what the registry says of trials, by NCT number. Touches the network.

A hundred trials a request. A trial that was registered twice has an old number, its alias, which the registry answers
with the number of now. Never tried on the live service: the fields are those of its documentation and of answers quoted
in public code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from evidence.errors import BadInput
from evidence.pubmed.addresses import CLINICAL_TRIALS
from evidence.pubmed.broken import count_of, json_of
from evidence.pubmed.http_client import Message
from evidence.pubmed.keyless import Keyless, insist
from evidence.pubmed.service_errors import Answer, Kind, ServiceError
from evidence.registry import Registered, aliases_of, of_study

_AT_ONCE: Final = 100
_NCT: Final = re.compile(r"NCT\d{8}")
_FIELDS: Final = "NCTId,NCTIdAlias,OverallStatus,StudyType,DesignModule,OutcomesModule"


@dataclass(frozen=True, slots=True)
class Answered:
    """The trials that the registry has, each by the number asked for, and the numbers that it does not have."""

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
            return self._http.ask(message, lambda answer: _read(answer, ncts))
        except ServiceError as trouble:
            raise self._surrender(trouble) from None


def _read(answer: Answer, ncts: Sequence[str]) -> dict[str, Registered]:
    """The trials of one answer, by the numbers asked for, if it is a whole one: as many studies as it counts."""
    insist(answer, (400, 404), "it does not take this request")
    try:
        data = json_of(answer.body)
        studies: list[dict[str, Any]] = data["studies"]
        told = [(of_study(study), aliases_of(study)) for study in studies]
        total = count_of(data.get("totalCount", len(studies)))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ServiceError(Kind.CUT, "an answer that is no whole list of studies") from None
    listed = {trial.nct: trial for trial, _ in told}
    if total != len(listed):
        raise ServiceError(Kind.CUT, f"{total} studies are counted and {len(listed)} listed")
    known = {alias: trial for trial, aliases in told for alias in aliases} | listed
    return {nct: replace(known[nct], nct=nct) for nct in ncts if nct in known}
