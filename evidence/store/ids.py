"""The record that a person means by a PMID or a DOI. Reads the database that it is given, never writes."""

from __future__ import annotations

from typing import Final

from sqlite_utils import Database

from evidence.errors import NoSuchRecord
from evidence.id_forms import doi_in, no_id, pmid_in
from evidence.store.names import storable
from evidence.store.reading import digests

_BY_DOI: Final = """
SELECT pmid FROM ids JOIN records USING (pmid) WHERE value = ? COLLATE NOCASE AND ids.kind = 'doi'
ORDER BY deleted, pmid LIMIT 1"""


def find(db: Database, text: str) -> int:
    """The PMID; of several records with one DOI (a book and its chapters) the lowest that is not deleted.

    Raises:
        BadInput: it is neither a PMID nor a DOI.
        NoSuchRecord: no stored record has it.
    """
    text = text.strip()
    if (pmid := pmid_in(text)) is not None:
        return next(iter(digests(db, [pmid])))
    if (doi := doi_in(text)) and storable(text):
        if row := db.conn.execute(_BY_DOI, (doi,)).fetchone():
            return int(row[0])
        raise NoSuchRecord(f"no record with DOI {doi} in the store", f"get it with `evidence add {doi}`")
    raise no_id(text)
