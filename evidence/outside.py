"""The records of files that a topic leaves out, each with the reason: a review has to account for them (PRISMA).

Writes the stream that it is given.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import TextIO

from evidence.intake import Outside
from evidence.records import Record
from evidence.sanitize import no_formula


def with_reason(query: str, told: Callable[[Record, str], None]) -> Outside:
    """What to tell of a record that a query leaves out: the record, and what of the query it lacks.

    Raises:
        BadInput: the query can't be read.
    """
    from evidence.pubmed.lacking import Lacking
    from evidence.pubmed.matching import Card
    from evidence.pubmed.query import parse

    lacking = Lacking(parse(query))
    return lambda record: told(record, lacking(Card.of(record)))


def outside_csv(stream: TextIO) -> Callable[[Record, str], None]:
    """Writes a head, and a row for each record that is told: pmid, title, reason."""
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(("pmid", "title", "reason"))
    return lambda record, reason: rows.writerow((record.pmid, no_formula(record.title), no_formula(reason)))
