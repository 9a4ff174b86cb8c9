"""Europe PMC on loopback: cursor paging, idlist and core results; made from notes, not from the live service."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, bytes]


def result(pmid: int, **fields: Any) -> dict[str, Any]:
    """One result as resultType=core gives it; the text is made up."""
    return {
        "id": str(pmid),
        "source": "MED",
        "pmid": str(pmid),
        "doi": f"10.1234/made.{pmid}",
        "title": f"Marrow cells for diabetes, <i>report</i> {pmid}.",
        "abstractText": "<h4>Methods</h4>We treated 24 patients (P<0.001).<h4>Results</h4>All H<sub>2</sub>O "
        "&amp; well.",
        "authorList": {
            "author": [
                {
                    "lastName": "Made",
                    "firstName": "Up",
                    "initials": "U",
                    "authorId": {"type": "ORCID", "value": "0000-0001"},
                },
                {"collectiveName": "The Group"},
            ]
        },
        "journalInfo": {
            "volume": "3",
            "dateOfPublication": "2012 Jul",
            "journal": {"title": "Journal of Tests", "isoabbreviation": "J Tests", "nlmid": "1"},
        },
        "pubYear": "2012",
        "language": "eng",
        "pubTypeList": {"pubType": ["Journal Article"]},
        "meshHeadingList": {
            "meshHeading": [
                {
                    "majorTopic_YN": "N",
                    "descriptorName": "Diabetes Mellitus",
                    "meshQualifierList": {"meshQualifier": [{"qualifierName": "therapy", "majorTopic_YN": "Y"}]},
                }
            ]
        },
        "commentCorrectionList": {"commentCorrection": [{"type": "Retraction in", "id": "99", "source": "MED"}]},
        "dateOfCreation": "2012-07-18",
        "dateOfRevision": "2013-01-01",
        **fields,
    }


class EuropePmcServer:
    """Answers searches over `results`: those whose PMID the query names, or all for a query of words."""

    def __init__(self, *results: dict[str, Any]) -> None:
        self.results = {one["pmid"]: one for one in results}
        self.asked: list[dict[str, str]] = []
        self.spoil: Callable[[int, Answer], Answer] | None = None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"service": self}))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/rest/"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, params: dict[str, str]) -> Answer:
        """One request."""
        self.asked.append(params)
        said = self._search(params)
        return self.spoil(len(self.asked), said) if self.spoil else said

    def _search(self, params: dict[str, str]) -> Answer:
        named = re.findall(r"EXT_ID:(\d+)", params["query"])
        found = [self.results[pmid] for pmid in (named or sorted(self.results)) if pmid in self.results]
        cursor, size = params.get("cursorMark", "*"), int(params.get("pageSize", "25"))
        if cursor != "*" and not cursor.startswith("AoE"):
            return 200, b'{"version":"6.9"}'
        start = 0 if cursor == "*" else int(cursor[3:])
        page = found[start : start + size]
        if params["resultType"] == "idlist":
            page = [{"id": one["pmid"], "source": "MED", "pmid": one["pmid"]} for one in page]
        body = {
            "version": "6.9",
            "hitCount": len(found),
            "nextCursorMark": f"AoE{start + len(page)}",
            "resultList": {"result": page},
        }
        return 200, json.dumps(body).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    service: EuropePmcServer

    def do_GET(self) -> None:
        params = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        status, body = self.service.answer(params)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Nothing."""
