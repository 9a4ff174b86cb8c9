"""Why a connection did not bring an answer, told by the error that requests has for it. Touches nothing."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from evidence.errors import Unreachable
from evidence.pubmed.service_errors import Kind

_CA: Final = "where your network looks into encrypted traffic, name the file of its certificates in REQUESTS_CA_BUNDLE"
_UNTRUSTED: Final = re.compile(r"certificate verify failed: ([\w -]{1,80}?) \(")  # in OpenSSL's words


def of_connection(error: Exception, url: str) -> tuple[Kind, str]:
    """A connection that broke off is told from one that never came about; no text shows what was sent.

    Raises:
        Unreachable: the other end is not who it says, which no further attempt mends.
    """
    said, host = repr(error), urlsplit(url).hostname

    def is_one_of(*names: str) -> bool:
        return any(name in said for name in names)

    if is_one_of("CERTIFICATE_VERIFY_FAILED"):
        why = _UNTRUSTED.search(said)
        raise Unreachable(f"the certificate that came for {host} is not trusted{f' ({why[1]})' if why else ''}", _CA)
    if is_one_of("Read timed out"):
        return Kind.HEAVY, "an answer that stalls"
    if is_one_of("RemoteDisconnected", "ConnectionReset", "BrokenPipe", "Aborted", "IncompleteRead"):
        return Kind.CUT, "the connection was lost before the answer"
    if is_one_of("BadStatusLine", "LineTooLong", "HTTPException", "InvalidHeader"):
        return Kind.BUSY, f"an answer that is no HTTP, from {host}"
    if is_one_of("ProxyError"):
        return Kind.BUSY, f"the proxy gives no connection to {host}"
    return Kind.BUSY, f"no connection to {host}"
