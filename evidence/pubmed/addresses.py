"""Where each service is, unless the environment names another place: a mirror, a test server. Reads that only."""

from __future__ import annotations

import os
from typing import Final
from urllib.parse import urlsplit

from evidence.errors import BadInput

NCBI: Final = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
EUROPE_PMC: Final = "https://www.ebi.ac.uk/europepmc/webservices/rest/"
CLINICAL_TRIALS: Final = "https://clinicaltrials.gov/api/v2/"


def address_of(given: str | None, variable: str, home: str) -> str:
    """The base URL of a service, with a slash at its end: as given, else as the environment says, else `home`.

    Raises:
        BadInput: it does not begin with http:// or https://, or names no host, so that no request can be sent there.
    """
    base = (given or os.environ.get(variable) or home).rstrip("/") + "/"
    if not base.startswith(("http://", "https://")):
        raise BadInput(f"{base} is no address of a service", f"{variable} needs http:// or https://")
    sendable(base, variable)
    try:
        parts = urlsplit(base)
        usable = parts.hostname and parts.hostname.encode("idna") and parts.port != 0
    except ValueError:  # an empty part of a name as in a..b, a port that is none, half a bracket
        usable = False
    if not usable:
        raise BadInput(f"{base} is no address of a service", f"correct {variable}")
    return base


def sendable(text: str, what: str) -> str:
    """The text, if it can be sent: bytes of a command line or an environment that are no UTF-8 can't.

    Raises:
        BadInput: it can't; the message says `what` it is, and not the text, which may be a secret.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadInput(f"{what} holds bytes that are no text", "write it in UTF-8") from None
    return text
