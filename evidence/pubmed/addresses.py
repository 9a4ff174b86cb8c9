"""Where each service is, unless the environment names another place: a mirror, a test server. Reads that only."""

from __future__ import annotations

import os
from typing import Final

from evidence.errors import BadInput

NCBI: Final = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
EUROPE_PMC: Final = "https://www.ebi.ac.uk/europepmc/webservices/rest/"
CLINICAL_TRIALS: Final = "https://clinicaltrials.gov/api/v2/"


def address_of(given: str | None, variable: str, home: str) -> str:
    """The base URL of a service, with a slash at its end: as given, else as the environment says, else `home`.

    Raises:
        BadInput: it does not begin with http:// or https://, so that no request can be sent there.
    """
    base = (given or os.environ.get(variable) or home).rstrip("/") + "/"
    if not base.startswith(("http://", "https://")):
        raise BadInput(f"{base} is no address of a service", f"{variable} needs http:// or https://")
    return base
