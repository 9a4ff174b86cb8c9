"""Every fault at every step of a pull: the store ends as without the fault, or the status says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from articles import article_xml, book_xml, parsed
from eutils_server import (
    EVERYWHERE,
    IN_FETCHES,
    IN_SEARCHES,
    Fault,
    always,
    at,
    bad_key,
    block_page,
    late,
    redirect_to_block,
    stall,
)
from pulling import EMAIL, KEY, QUERY, holdings, puller, waiting

from evidence.errors import EvidenceError, PartlyDone, Unreachable
from evidence.pubmed.loopback import Loopback
from evidence.pubmed.pull import Puller

ARTICLES = parsed(*(article_xml(pmid) for pmid in range(101, 113)), book_xml(200))
SIZE = 4  # four batches: first, two in the middle, last
FINAL = (bad_key, redirect_to_block, block_page)
SLOW = (stall, late)
STEPS = {"search": ("esearch", 1), "first": ("efetch", 1), "middle": ("efetch", 2), "last": ("efetch", 4)}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """What a pull without faults leaves in the store."""
    path = tmp_path_factory.mktemp("clean") / "evidence.db"
    with Loopback(ARTICLES) as server, puller(server, path, size=SIZE) as pull:
        assert pull.pull(QUERY).reconciles
    return holdings(path)


def patience(fault: Fault) -> float:
    """Seconds to wait for an answer: little only where the fault is to keep us waiting, for slow machines' sake."""
    return 0.25 if fault in SLOW else 30.0


CASES = [
    (fault, step)
    for step, (endpoint, _) in STEPS.items()
    for fault in (*EVERYWHERE, *(IN_SEARCHES if endpoint == "esearch" else IN_FETCHES))
]


@pytest.mark.parametrize(("fault", "step"), CASES, ids=lambda value: getattr(value, "__name__", value))
def test_a_fault_once_leaves_no_gap(fault: Fault, step: str, clean: dict[int, str], tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    server = Loopback(ARTICLES, spoil=at(fault, *STEPS[step]))
    with server, puller(server, path, size=SIZE, read=patience(fault)) as pull:
        if fault in FINAL:  # not to be tried again by itself; a person is, and then nothing is missing
            with pytest.raises(Unreachable):
                pull.pull(QUERY)
        report = pull.pull(QUERY)
        assert report.resumed == (fault in FINAL and step != "search")
    assert report.reconciles
    assert report.found == len(ARTICLES)
    assert holdings(path) == clean


@pytest.mark.parametrize(("fault", "step"), CASES, ids=lambda value: getattr(value, "__name__", value))
def test_a_fault_that_stays_is_told_and_mended_later(
    fault: Fault, step: str, clean: dict[int, str], tmp_path: Path
) -> None:
    path = tmp_path / "evidence.db"
    with Loopback(ARTICLES, spoil=at(fault, *STEPS[step], times=1000)) as server:
        with puller(server, path, size=SIZE, read=patience(fault)) as pull:
            told, missing = _pull(pull)
        held = holdings(path)
        assert told or held == clean
        assert set(held) | missing >= set(clean)
        server.spoil = None
        with puller(server, path, size=SIZE) as pull:
            assert pull.pull(QUERY).reconciles
    assert holdings(path) == clean


def _pull(pull: Puller) -> tuple[bool, set[int]]:
    """Whether the pull said that something is amiss, and which records it said are missing."""
    try:
        report = pull.pull(QUERY)
    except EvidenceError as error:
        _check_words(error, 5)
        begun = pull.ledger.unfinished(QUERY, None, None) is not None
        return True, set(waiting(pull) if begun else range(1000))
    if report.reconciles:
        return False, set()
    with pytest.raises(PartlyDone) as partly:
        report.check()
    _check_words(partly.value, 6)
    return True, set(report.missing)


def _check_words(error: EvidenceError, status: int) -> None:
    assert error.status == status
    assert KEY not in str(error)
    assert EMAIL not in str(error)


def test_a_query_without_hits_is_done_and_not_a_fault(tmp_path: Path) -> None:
    with Loopback(ARTICLES) as server, puller(server, tmp_path / "evidence.db") as pull:
        report = pull.pull("xyzzy")
    assert (report.found, report.reconciles) == (0, True)
    assert ("PhraseNotFound", "xyzzy") in report.warnings


def test_no_secret_is_kept_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    with Loopback(ARTICLES) as server, puller(server, path) as pull:
        assert pull.pull(QUERY).reconciles
        server.spoil = always(bad_key)
        with pytest.raises(Unreachable) as caught:
            pull.pull(QUERY)
        assert KEY not in repr(pull)
    assert KEY not in str(caught.value)
    for file in tmp_path.iterdir():
        assert KEY.encode() not in file.read_bytes()
        assert EMAIL.encode() not in file.read_bytes()
