"""The sample size of a record: candidates, the order of their scores, and whether the best will do. Pure."""

from __future__ import annotations

from typing import Final

from evidence.findings import Finding, Reading
from evidence.tag.sample_size_candidates import Mention, mentions
from evidence.tag.sample_size_scan import Scan
from evidence.tag.text import Document
from evidence.values import Design, Field, SampleSize

_NO_SAMPLE: Final = frozenset(["narrative-review", "guideline", "commentary", "notice", "in-vitro", "in-silico"])
_ROLES: Final = ("randomised", "enrolled", "treated", "analysed", "completed")


def read(document: Document, *, design: Design | None, rules_only: bool = False) -> Reading:
    """All candidates of one record, best first."""
    del rules_only
    scan = Scan(document.sentences)
    found = mentions(scan)
    scored = sorted(((_score(scan, m), -n) for n, m in enumerate(found)), reverse=True)
    findings = tuple(_finding(document, scan, found[-n], score) for score, n in scored if score > 0)
    return Reading(Field.SAMPLE_SIZE, findings, None if findings else _reason(document, design))


def _reason(document: Document, design: Design | None) -> str:
    if not document.has_abstract:
        return "no abstract"
    return "not applicable" if design and design.code in _NO_SAMPLE else "not stated"


def _role(scan: Scan, mention: Mention) -> str:
    start, end = scan.span(mention.sentence)
    kinds = {cue.kind for cue in scan.cues_between(start, end)}
    return "enrolled" if not kinds & {"randomised"} and "allocated" in kinds else _strongest(kinds)


def _strongest(kinds: set[str]) -> str:
    return next((role for role in _ROLES if role in kinds), "total")


def _score(scan: Scan, mention: Mention) -> float:
    if not mention.noun or mention.noun.kind not in ("participants", "animals"):
        return 0.0
    role = _role(scan, mention)
    beside = 0.05 if mention.side == "right" else 0.0
    return {"randomised": 0.9, "enrolled": 0.8, "treated": 0.6, "analysed": 0.5}.get(role, 0.3) + beside


def _finding(document: Document, scan: Scan, mention: Mention, score: float) -> Finding:
    sentence = scan.sentences[mention.sentence]
    start, _ = scan.span(mention.sentence)
    role = _role(scan, mention)
    unit = mention.noun.kind if mention.noun else "participants"
    end = mention.noun.end if mention.noun and mention.side == "right" else mention.end
    quote = sentence.quote(mention.start - start, end - start)
    return Finding(
        document.pmid, Field.SAMPLE_SIZE, SampleSize(mention.value, unit, role), (quote,), f"sample_size.{role}", score
    )
