"""Which stored records may be told as reports of one study with a given one. Reads only."""

from __future__ import annotations

import json
from sqlite3 import Connection
from typing import Final

_FEWEST: Final = 3  # authors of both, as `tables.studies` asks of two reports that nothing else joins
_STEPS: Final = 2  # whom the other report could follow counts, too: of two studies it joins neither
_NEAR: Final = """
WITH from_ AS (SELECT value AS pmid FROM json_each(:pmids)), near AS (
    SELECT pmid FROM from_
    UNION SELECT b.pmid FROM from_ JOIN registry_numbers a USING (pmid)
        JOIN registry_numbers b ON b.accession = a.accession COLLATE NOCASE
    UNION SELECT linked_pmid FROM from_ JOIN links USING (pmid)
    UNION SELECT l.pmid FROM from_ JOIN links l ON l.linked_pmid = from_.pmid
    UNION SELECT pmid FROM (
        SELECT b.pmid AS pmid, a.pmid AS of FROM from_ JOIN authors a USING (pmid) JOIN authors b USING (folded)
        GROUP BY b.pmid, a.pmid HAVING count(DISTINCT folded) >= :fewest
    )
)
SELECT pmid FROM near WHERE pmid IS NOT NULL"""
_SHOWN: Final = "SELECT pmid FROM records WHERE NOT deleted AND pmid IN (SELECT value FROM json_each(?)) ORDER BY pmid"


def kin(connection: Connection, pmid: int) -> list[int]:
    """The record itself, and all that share a registry number, a link or three authors with it, or with one of these.

    A few where nothing is shared, so that asking costs next to nothing also in a large store; ascending. A paper that
    two records link to joins them, also where it is not stored or deleted by now.
    """
    found = [pmid]
    for _ in range(_STEPS):
        asked = {"pmids": json.dumps(found), "fewest": _FEWEST}
        found = [one for (one,) in connection.execute(_NEAR, asked)]
    return [one for (one,) in connection.execute(_SHOWN, (json.dumps(found),))]
