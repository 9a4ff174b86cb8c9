"""The life of a pull: first, again, revised, deleted, dropped, limited, since a day; and what each costs to ask."""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from articles import article_xml, articles, book_xml, parsed
from eutils_server import always, at, damaged_record, one_record_short, unavailable
from pulling import NOW, QUERY, client_of, holdings, puller, waiting

from evidence.errors import BadInput, EvidenceError, NoSuchRecord, Unreachable
from evidence.pubmed import eutils, plan, planning, speech
from evidence.pubmed.account import Counts
from evidence.pubmed.loopback import Loopback
from evidence.pubmed.pull import Puller
from evidence.records import Record
from evidence.store.ids import find
from evidence.store.ledger import Ledger
from evidence.store.pull_lock import alone
from evidence.store.store import Store

LATER = NOW + timedelta(days=30)


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback(articles(*range(101, 151))) as server:
        yield server


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "evidence.db"


@pytest.mark.parametrize("size", [1, 2, 200])
def test_the_first_pull_stores_all_whatever_the_size_of_a_batch(server: Loopback, path: Path, size: int) -> None:
    server.library.put(parsed(book_xml(500))[0])
    with puller(server, path, size=size) as pull:
        report = pull.pull(QUERY)
    assert report.counts == Counts(new=50, books=1)
    assert (report.found, report.count, report.reconciles) == (51, 51, True)
    assert sorted(holdings(path)) == [*range(101, 151), 500]
    assert report.watermark == date(2026, 3, 1)


def test_a_second_pull_with_nothing_new_makes_two_requests_and_writes_no_record(server: Loopback, path: Path) -> None:
    with puller(server, path) as pull:
        pull.pull(QUERY)
        before = holdings(path)
        report = pull.pull(QUERY)
    assert report.requests == 2
    assert report.counts == Counts(unchanged=50)
    assert report.reconciles
    assert holdings(path) == before


def test_what_is_new_is_found_however_old_its_dates_are(server: Loopback, path: Path) -> None:
    with puller(server, path) as pull:
        pull.pull(QUERY)
        server.library.put(articles(99, created="1999/01/01", revised="1999/01/01")[0])
        report = pull.pull(QUERY)
    assert report.new_pmids == (99,)
    assert report.counts == Counts(new=1, unchanged=50)


def test_what_is_revised_is_asked_for_again(server: Loopback, path: Path) -> None:
    with puller(server, path) as pull:
        pull.pull(QUERY)
    server.library.put(articles(120, title="Marrow and diabetes, corrected", revised="2026/03/05")[0])
    with puller(server, path, now=LATER) as pull:
        report = pull.pull(QUERY)
    assert report.changed_pmids == (120,)
    assert report.asked == 1
    assert report.watermark == LATER.date()


def test_a_revision_on_the_day_of_the_last_pull_is_not_lost(server: Loopback, path: Path) -> None:
    with puller(server, path) as pull:
        pull.pull(QUERY)
    server.library.put(articles(120, title="Marrow and diabetes, corrected", revised="2026/02/28")[0])
    with puller(server, path, now=LATER) as pull:
        assert pull.pull(QUERY).changed_pmids == (120,)


def test_a_deleted_record_is_told_from_one_that_no_longer_matches(server: Loopback, path: Path) -> None:
    with puller(server, path) as pull:
        pull.pull(QUERY)
        server.library.delete(110)
        server.library.put(articles(111, title="Of other things")[0])
        report = pull.pull(QUERY)
        assert report.deleted_pmids == (110,)
        assert report.dropped == (111,)
        assert report.counts == Counts(changed=1, unchanged=48, deleted=1)
        assert report.reconciles
        assert pull.pull(QUERY).counts == Counts(unchanged=48)
    assert 110 not in holdings(path)
    assert 111 in holdings(path)


def test_a_record_that_is_listed_before_it_can_be_had_is_asked_for_until_it_can(server: Loopback, path: Path) -> None:
    server.library.delete(150)
    server.spoil = lambda request, said: (
        replace(
            said, body=said.body.replace(b"<Count>49<", b"<Count>50<").replace(b"<IdList>", b"<IdList><Id>150</Id>")
        )
        if request.endpoint == "esearch" and "mindate" not in request.fields
        else None
    )
    with puller(server, path) as pull:
        assert pull.pull(QUERY).counts == Counts(new=49, deleted=1)
        assert pull.pull(QUERY).counts == Counts(unchanged=49, deleted=1)
        server.spoil = None
        server.library.put(articles(150)[0])
        assert pull.pull(QUERY).new_pmids == (150,)


def test_a_deleted_record_that_comes_back_is_back(server: Loopback, path: Path) -> None:
    with puller(server, path) as pull:
        pull.pull(QUERY)
        server.library.delete(110)
        pull.pull(QUERY)
        server.library.put(articles(110)[0])
        assert pull.pull(QUERY).reconciles
    assert 110 in holdings(path)


def test_a_record_that_can_t_be_read_is_named_kept_raw_and_asked_for_next_time(server: Loopback, path: Path) -> None:
    article = re.compile(rb'(?s)(<PMID Version="1">130</PMID>.*?)<Article .*?</Article>')
    server.spoil = lambda request, said: (
        replace(said, body=article.sub(rb"\1", said.body)) if request.endpoint == "efetch" else None
    )
    with puller(server, path) as pull:
        report = pull.pull(QUERY)
        assert report.missing == (130,)
        assert report.counts == Counts(new=49, failed=1)
        (kept,) = pull.sink.db.conn.execute("SELECT count(*) FROM bodies WHERE data IS NOT NULL").fetchone()  # type: ignore[attr-defined]
        assert kept == 1
        server.spoil = None
        again = pull.pull(QUERY)
    assert again.counts == Counts(new=1, unchanged=49)
    assert again.reconciles


def test_a_limit_takes_the_newest_and_leaves_the_watermark(server: Loopback, path: Path) -> None:
    with puller(server, path) as pull:
        report = pull.pull(QUERY, limit=3)
        assert (report.found, report.count, report.watermark) == (3, 50, None)
        assert sorted(holdings(path)) == [148, 149, 150]
        assert pull.pull(QUERY).counts == Counts(new=47, unchanged=3)


def test_since_a_day_takes_what_was_created_or_revised_then(server: Loopback, path: Path) -> None:
    server.library.put(articles(103, revised="2025/06/01")[0])
    server.library.put(articles(104, created="2025/06/02")[0])
    with puller(server, path) as pull:
        report = pull.pull(QUERY, since=date(2025, 6, 1))
    assert report.new_pmids == (103, 104)
    assert (report.found, report.watermark, report.reconciles) == (2, None, True)


def test_a_preview_costs_one_request_and_writes_nothing(server: Loopback, path: Path) -> None:
    with puller(server, path) as pull:
        report = pull.preview(QUERY)
        assert (report.count, report.asked, report.pull) == (50, 50, None)
        assert "marrow" in report.translation
        assert len(server.requests) == 1
        assert pull.ledger.unfinished(QUERY, None, None) is None
    assert holdings(path) == {}


def test_a_preview_after_a_pull_says_what_is_new(server: Loopback, path: Path) -> None:
    with puller(server, path) as pull:
        pull.pull(QUERY)
        server.library.put(articles(160)[0])
        report = pull.preview(QUERY)
        assert (report.count, report.asked) == (51, 1)
        assert pull.preview(QUERY, since=date(2030, 1, 1)).asked == 0


def test_an_unknown_word_is_shown_as_a_warning_and_the_rest_is_searched(server: Loopback, path: Path) -> None:
    with puller(server, path) as pull:
        report = pull.pull("marrow AND diabetes AND xyzzy")
        assert report.found == 50
        assert report.warnings == (("PhraseNotFound", "xyzzy"),)
        assert Ledger(pull.sink.db).pulls()[0].warnings == report.warnings  # type: ignore[attr-defined]


def test_tags_are_asked_for_new_and_changed_records_only(server: Loopback, path: Path) -> None:
    seen: list[int] = []
    with puller(server, path) as pull:
        tagging = replace(pull, tag=lambda records: seen.extend(record.pmid for record in records))
        tagging.pull(QUERY)
        assert sorted(seen) == list(range(101, 151))
        seen.clear()
        server.library.put(articles(120, title="Marrow and diabetes, corrected", revised="2026/03/05")[0])
        tagging.pull(QUERY)
    assert seen == [120]


def test_a_batch_whose_tagging_breaks_is_not_stored(server: Loopback, path: Path) -> None:
    def broken(records: object) -> None:
        raise RuntimeError(str(records)[:5])

    with puller(server, path) as pull:
        with pytest.raises(RuntimeError):
            replace(pull, tag=broken).pull(QUERY)
        assert holdings(path) == {}
        sent = len(server.requests)
        report = pull.pull(QUERY)
    assert report.resumed
    assert len(server.requests) == sent  # its bytes were kept before they were read
    assert report.counts == Counts(new=50)


def test_ctrl_c_in_the_middle_loses_nothing(server: Loopback, path: Path) -> None:
    def interrupt(records: Sequence[Record]) -> None:
        if any(record.pmid == 120 for record in records):
            raise KeyboardInterrupt

    with puller(server, path, size=10) as pull:
        with pytest.raises(KeyboardInterrupt):
            replace(pull, tag=interrupt).pull(QUERY)
        assert waiting(pull) == tuple(range(111, 151))
        report = pull.pull(QUERY)
    assert report.resumed
    assert report.counts == Counts(new=50)


def test_uneven_hits_beyond_the_cap_are_all_stored_and_then_cost_three_requests(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the cap the list can't be had in one request; counts and creation dates show that it is the same.

    With a cap of a tenth, on both sides; the real one is tried in test_bio_entrez.py and test_plan.py.
    """
    for module in (eutils, plan, planning, speech):
        monkeypatch.setattr(module, "CAP", 999)
    chance = random.Random(3)  # noqa: S311 - a test's data
    clump = chance.sample(range(30_000_000, 30_003_000), 1_500)
    pmids = sorted({*clump, *chance.sample(range(1, 30_000_000), 1_000)})
    pieces = [article_xml(pmid, created=f"{chance.choice((1999, 2020, 2020, 2025))}/01/01") for pmid in pmids]
    with Loopback(parsed(*pieces)) as server, puller(server, path, size=50) as pull:
        report = pull.pull(QUERY)
        assert report.counts == Counts(new=2_500)
        assert (report.count, report.found) == (2_500, 2_500)
        assert report.warnings == ()  # PubMed's word that a listing was cut short is no news to anybody
        assert report.requests == 3 + 50  # the least there can be: 2,500 / 999 and 2,500 / 50
        assert list(holdings(path)) == pmids
        again = pull.pull(QUERY)
        assert again.requests == 3
        assert again.counts == Counts(unchanged=2_500)
        server.library.put(articles(35_000_000, created="2026/03/01")[0])
        server.library.delete(pmids[7])
        third = pull.pull(QUERY)
    assert third.new_pmids == (35_000_000,)
    assert third.deleted_pmids == (pmids[7],)
    assert third.reconciles


def test_what_pubmed_counts_and_never_lists_is_told_and_nothing_known_is_called_dropped(
    server: Loopback, path: Path
) -> None:
    with puller(server, path) as pull:
        pull.pull(QUERY)
        server.spoil = lambda request, said: (
            replace(said, body=said.body.replace(b"<Count>50<", b"<Count>53<").replace(b"<Id>120</Id>", b""))
            if request.endpoint == "esearch" and "UID" not in request.fields["term"]
            else None
        )
        report = pull.pull(QUERY)
    assert report.dropped == ()
    assert report.counts == Counts(unchanged=50, failed=3)
    assert "counts 53" in report.failures[0].reason
    assert not report.reconciles


def test_the_way_to_an_outage_is_told_with_what_is_still_to_come(server: Loopback, path: Path) -> None:
    server.spoil = at(unavailable, "efetch", 3, times=100)
    with puller(server, path, size=10) as pull, pytest.raises(Unreachable, match="30 records still to come"):
        pull.pull(QUERY)


def test_after_a_clock_that_ran_ahead_nothing_revised_is_missed(server: Loopback, path: Path) -> None:
    """When the pull of the future was, nobody knows: all is asked for once more, and from then on as ever."""
    with puller(server, path, now=NOW + timedelta(days=3650)) as pull:
        assert pull.pull(QUERY).watermark == date(2036, 2, 27)
    server.library.put(articles(120, title="Marrow and diabetes, corrected", revised="2026/02/20")[0])
    with puller(server, path) as pull:
        report = pull.pull(QUERY)
        assert report.counts == Counts(changed=1, unchanged=49)
        assert (report.watermark, report.reconciles) == (date(2026, 3, 1), True)
        assert pull.pull(QUERY).requests == 2


def test_two_pulls_at_once_on_one_store_follow_each_other(server: Loopback, path: Path) -> None:
    notices: list[str] = []
    reports: list[Counts] = []

    def run() -> None:
        with client_of(server) as client, Store.open(path, create=True) as store:
            keep_off = lambda: alone(path, notice=notices.append)  # noqa: E731 - shorter than a function
            reports.append(Puller(client, store, Ledger(store.db), NOW, size=5, alone=keep_off).pull(QUERY).counts)

    with Store.open(path, create=True):
        pass
    threads = [threading.Thread(target=run) for _ in range(2)]
    with alone(path):
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()
    assert sorted(reports, key=lambda counts: counts.new) == [Counts(unchanged=50), Counts(new=50)]
    assert len(holdings(path)) == 50


def test_who_won_t_wait_is_told_that_another_pull_is_at_work(path: Path) -> None:
    with alone(path), pytest.raises(EvidenceError, match="another pull"), alone(path, patience=0.01):
        pass


def test_articles_are_added_by_pmid_and_by_doi(server: Loopback, path: Path) -> None:
    server.library.put(articles(300, doi="10.1507/endocrj.EJ12-0092")[0])
    with puller(server, path) as pull:
        report = pull.add(["PMID: 101", "https://doi.org/10.1507/ENDOCRJ.ej12-0092"])
    assert report.new_pmids == (101, 300)
    assert report.reconciles
    assert sorted(holdings(path)) == [101, 300]


@pytest.mark.parametrize(
    "typed",
    ["https://pubmed.ncbi.nlm.nih.gov/101/?x=1", "pubmed.ncbi.nlm.nih.gov/101", "https://www.ncbi.nlm.nih.gov/pubmed/101",
     "PMID101", "doi.org/10.1234/x", "doi10.1234/x"],
)  # fmt: skip
def test_what_show_takes_for_an_id_add_takes_too(server: Loopback, path: Path, typed: str) -> None:
    server.library.put(articles(101, doi="10.1234/x")[0])
    with puller(server, path) as pull:
        assert pull.add([typed]).new_pmids == (101,)
    with Store.open(path, create=True) as store:
        assert find(store.db, typed) == 101


@pytest.mark.parametrize("typed", ["0", "PMID: 00", "1234567890", '10.1234/x"y'])
def test_what_can_t_be_pubmed_s_is_not_asked_for(server: Loopback, path: Path, typed: str) -> None:
    with puller(server, path) as pull, pytest.raises(BadInput, match="neither"):
        pull.add([typed])


def test_a_doi_that_pubmed_matches_to_another_article_is_refused(server: Loopback, path: Path) -> None:
    server.library.put(articles(300, doi="10.1507/endocrj.12.3")[0])
    with puller(server, path) as pull:
        with pytest.raises(NoSuchRecord, match="another article"):
            pull.add(["10.1507/endocrj.12"])
        report = pull.add(["10.1507/endocrj.12", "102"])
    assert report.counts == Counts(new=1, failed=1)
    assert not report.reconciles
    assert sorted(holdings(path)) == [102]


def test_an_id_that_pubmed_does_not_have_is_no_such_record(server: Loopback, path: Path) -> None:
    with puller(server, path) as pull:
        with pytest.raises(NoSuchRecord, match="999"):
            pull.add(["999"])
        with pytest.raises(NoSuchRecord, match=r"10\.1234/nothing"):
            pull.add(["10.1234/nothing"])
        with pytest.raises(BadInput, match="neither"):
            pull.add(["101", "hello"])


def test_a_read_only_folder_is_said_and_nothing_is_lost(server: Loopback, path: Path) -> None:
    with puller(server, path) as pull:
        pull.pull(QUERY)
    server.library.put(articles(160)[0])
    with (
        client_of(server) as client,
        Store.open(path, read_only=True) as store,
        pytest.raises(BadInput, match="can't be written"),
    ):
        Puller(client, store, Ledger(store.db), NOW).pull(QUERY)
    with puller(server, path) as pull:
        assert pull.pull(QUERY).new_pmids == (160,)


def test_a_full_disk_is_said_and_the_next_run_goes_on(server: Loopback, path: Path) -> None:
    with puller(server, path, size=5) as pull:
        pages = pull.sink.db.conn.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]
        pull.sink.db.conn.execute(f"PRAGMA max_page_count = {pages + 12}")  # type: ignore[attr-defined]
        with pytest.raises(EvidenceError, match="full"):
            pull.pull(QUERY)
    with puller(server, path, size=5) as pull:
        assert pull.pull(QUERY).reconciles
    assert len(holdings(path)) == 50


def test_a_record_left_out_by_efetch_for_good_is_a_failure_with_its_number(server: Loopback, path: Path) -> None:
    server.spoil = always(one_record_short, "efetch")
    with puller(server, path) as pull:
        report = pull.pull(QUERY)
    assert report.missing == (150,)
    assert "does not send" in report.failures[0].reason


def test_one_damaged_record_costs_itself_only(server: Loopback, path: Path) -> None:
    server.spoil = lambda request, said: (
        replace(said, body=said.body.replace(b"report 105.</ArticleTitle>", b"report 105.</Oops>"))
        if request.endpoint == "efetch"
        else None
    )
    with puller(server, path) as pull:
        report = pull.pull(QUERY)
    assert report.missing == (105,)
    assert report.counts == Counts(new=49, failed=1)


def test_a_damaged_batch_is_asked_for_again_at_once(server: Loopback, path: Path) -> None:
    server.spoil = at(damaged_record, "efetch", 1)
    with puller(server, path) as pull:
        report = pull.pull(QUERY)
    assert report.reconciles
    assert report.requests == 3
