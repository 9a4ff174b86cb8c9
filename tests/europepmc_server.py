"""Europe PMC on loopback: cursor paging, idlist and core results; made from notes, not from the live service."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from json_server import Answer, JsonServer


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


class EuropePmcServer(JsonServer):
    """Answers searches over `results`: those whose PMID the query names, or all for a query of words."""

    below = "/rest/"

    def __init__(self, *results: dict[str, Any]) -> None:
        super().__init__()
        self.results = {one["pmid"]: one for one in results}
        self.spoil: Callable[[int, Answer], Answer] | None = None

    def answer(self, params: dict[str, str]) -> Answer:
        """The results, or what `spoil` makes of them."""
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
