"""What a table shows is what a search finds: NR and NA in each column of a tag, and every word of the status column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import count, product

import pytest
from stored import NOON, a_correction, a_record, parsed

from evidence.errors import BadInput
from evidence.findings import Correction, Finding, Reading, Verdict, digest_of
from evidence.records import SUMMARY_NOTICE, Indexed, Link, Quote, Record, RegistryNumber
from evidence.registry import Registered
from evidence.screening import Decision
from evidence.store import trials
from evidence.store.query import Code, Not, Query, Term, all_of, any_of, parse
from evidence.store.query_explain import explain
from evidence.store.query_fields import complete
from evidence.store.query_hints import hint
from evidence.tables.columns import COLUMNS
from evidence.tables.entry import Entry
from evidence.tracker import Tracker
from evidence.values import Design, Field, FollowUp, SampleSize, Value

NR, NA = Verdict.NOT_REPORTED, Verdict.NOT_APPLICABLE
EVERY = "(pmid:>0 OR status:deleted)"
SEARCHED = {"design": "design", "n": "n", "follow_up": "followup"}
VALUES: dict[Field, Value] = {
    Field.DESIGN: Design("rct", (("allocation", "randomised"),)),
    Field.SAMPLE_SIZE: SampleSize(40),
    Field.FOLLOW_UP: FollowUp(90, "days"),
}


def reading(record: Record, field: Field, said: Value | str) -> Reading:
    """A reading of one value, or of the reason why there is none."""
    if isinstance(said, str):
        return Reading(field, (), said)
    quote = (Quote("title", 0, 6, record.title[:6]),)
    return Reading(field, (Finding(record.pmid, field, said, quote, f"{field}.made_up", 0.9),))


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracker]:
    """Records of every kind that these columns tell apart: as read, as corrected, as PubMed has them."""
    with Tracker.open(tmp_path_factory.mktemp("shown") / "evidence.db", create=True) as opened:
        pmids = count(1)
        fill_with_absences(opened, pmids)
        fill_with_statuses(opened, pmids)
        yield opened


def fill_with_absences(tracker: Tracker, pmids: Iterator[int]) -> None:
    designs = [Design(code) for code in ("rct", "cross-sectional", "meta-analysis", "notice")]
    read: list[Design | str | None] = [*designs, "not stated", "not applicable", "no abstract", None]
    of_fields: list[FollowUp | str] = ["not stated", "not applicable", "conflicting", FollowUp(3, "months")]
    on_design = [None, NR, NA, Verdict.VALUE, Verdict.CONFIRMED]
    on_field = [None, NR, NA, Verdict.VALUE, Verdict.WITHDRAWN]
    for design, said, of_design, verdict in product(read, of_fields, on_design, on_field):
        record = a_record(next(pmids))
        tracker.store.put([parsed(record)])
        if design is not None:
            size: Value | str = SampleSize(30) if isinstance(said, FollowUp) else said
            tracker.store.put_readings(
                record.pmid,
                (
                    reading(record, Field.DESIGN, design),
                    reading(record, Field.SAMPLE_SIZE, size),
                    reading(record, Field.FOLLOW_UP, said),
                ),
                digest_of(record.passages),
            )
        if of_design:
            tracker.store.correct(word(record, Field.DESIGN, of_design))
        for field in (Field.SAMPLE_SIZE, Field.FOLLOW_UP):
            if verdict:
                tracker.store.correct(word(record, field, verdict))


def word(record: Record, field: Field, verdict: Verdict, by: str = "Ann", minutes: int = 0) -> Correction:
    value = VALUES[field] if verdict in {Verdict.VALUE, Verdict.CONFIRMED} else None
    made = a_correction(record, VALUES[field], minutes, field=field, verdict=verdict, by=by)
    return Correction(made.pmid, field, verdict, value, made.reason, by, made.at, made.seen)


def fill_with_statuses(tracker: Tracker, pmids: Iterator[int]) -> None:
    links = [(), (Link("ErratumIn"),), (Link("ExpressionOfConcernIn"), Link("ErratumIn")), (Link("RetractionIn"),)]
    kinds = [(), (Indexed("Retracted Publication", "D016441"),)]
    for linked, typed, silent in product(links, kinds, (True, False)):
        changes: dict[str, object] = {"links": linked, "publication_types": typed}
        record = a_record(next(pmids), **changes, **({"abstract": ()} if silent else {}))
        tracker.store.put([parsed(record)])
        tracker.store.put_readings(
            record.pmid,
            [reading(record, f, "no abstract" if silent else v) for f, v in VALUES.items()],
            digest_of(record.passages),
        )
    persons(tracker, pmids)
    registered(tracker, pmids)
    screened(tracker, pmids)
    summary = a_record(next(pmids), copyright=SUMMARY_NOTICE)
    deleted, dropped, notice = (a_record(next(pmids)) for _ in range(3))
    notice = a_record(notice.pmid, abstract=())
    tracker.store.put([parsed(one) for one in (summary, deleted, dropped, notice)])
    tracker.store.put_readings(
        notice.pmid, [reading(notice, Field.DESIGN, Design("notice"))], digest_of(notice.passages)
    )
    tracker.store.delete([deleted.pmid], at=NOON)
    connection = tracker.store.db.conn
    connection.execute("INSERT INTO searches (id, query, source) VALUES (1, 'q', 's'), (2, 'r', 's')")
    connection.execute(
        "INSERT INTO pulls (id, search, query, source, translation, started_at, count, found, unasked)"
        " VALUES (1, 1, 'q', 's', '', '', 0, 0, 0)"
    )
    for search, pmid, gone in ((1, dropped.pmid, 1), (1, summary.pmid, 1), (2, summary.pmid, None)):
        connection.execute("INSERT INTO hits (search, pmid, first, dropped) VALUES (?, ?, 1, ?)", (search, pmid, gone))


def persons(tracker: Tracker, pmids: Iterator[int]) -> None:
    """Values that one confirms, that two dispute, that all three were given for a title; words of another text."""
    for first, second in product(Field, Field):
        record = a_record(next(pmids), abstract=())
        tracker.store.put([parsed(record)])
        tracker.store.put_readings(
            record.pmid, [reading(record, f, v) for f, v in VALUES.items()], digest_of(record.passages)
        )
        tracker.store.correct(word(record, first, Verdict.CONFIRMED))
        tracker.store.correct(word(record, second, NR, "Bob", 1))
    record = a_record(next(pmids), abstract=())
    tracker.store.put([parsed(record)])
    for field in Field:
        tracker.store.correct(word(record, field, Verdict.VALUE))
    made = word(record, Field.DESIGN, Verdict.VALUE, minutes=5)
    changed = a_record(next(pmids))
    tracker.store.put([parsed(changed)])
    tracker.store.correct(
        Correction(changed.pmid, made.field, made.verdict, made.value, "so", "Ann", made.at, "1" * 16)
    )


def screened(tracker: Tracker, pmids: Iterator[int]) -> None:
    """Records that people include, exclude, exclude with a value corrected, and differ on."""
    for who in (("Ann",), ("Bob",), ("Bob",), ("Ann", "Bob")):
        record = a_record(next(pmids))
        tracker.store.put([parsed(record)])
        for by in who:
            verdict = Decision.INCLUDED if by == "Ann" else Decision.EXCLUDED
            tracker.screening.judge([str(record.pmid)], verdict, reason="so", by=by, at=NOON)
    tracker.store.correct(word(a_record(record.pmid - 1), Field.SAMPLE_SIZE, Verdict.VALUE))


def registered(tracker: Tracker, pmids: Iterator[int]) -> None:
    """Trials of which the registry says the same, and otherwise in each thing that it can."""
    said = [
        Registered("NCT00000001", 40, "actual", "randomised", days=90),
        Registered("NCT00000002", 41, "actual"),
        Registered("NCT00000003", 41, "estimated"),
        Registered("NCT00000004", allocation="non-randomised"),
        Registered("NCT00000005", days=365),
        Registered("NCT00000006"),
    ]
    trials.put(tracker.store.db, said, now=NOON)
    for trial in said:
        record = a_record(next(pmids), registry_numbers=(RegistryNumber("ClinicalTrials.gov", trial.nct),))
        tracker.store.put([parsed(record)])
        tracker.store.put_readings(
            record.pmid, [reading(record, f, v) for f, v in VALUES.items()], digest_of(record.passages)
        )


def entries(tracker: Tracker) -> list[Entry]:
    return list(tracker.entries(EVERY))


@pytest.mark.parametrize("column", SEARCHED)
@pytest.mark.parametrize("word_", ["NR", "NA", "no abstract"])
def test_each_word_for_nothing_finds_what_its_column_shows(tracker: Tracker, column: str, word_: str) -> None:
    shown = {one.record.pmid for one in entries(tracker) if COLUMNS[column].read(one).text == word_}
    assert len(shown) > 3
    assert set(tracker.pmids(f'{SEARCHED[column]}:"{word_}" {EVERY}')) == shown
    others = {one.record.pmid for one in entries(tracker)} - shown
    assert set(tracker.pmids(f'-{SEARCHED[column]}:"{word_}" {EVERY}')) == others


def test_the_words_for_nothing_together_are_all_without_a_value(tracker: Tracker) -> None:
    for name in SEARCHED.values():
        assert list(tracker.pmids(f'{name}:"NR,NA,no abstract"')) == list(tracker.pmids(f"-has:{name}"))
        assert not tracker.count(f"{name}:NR {name}:NA")
        assert not tracker.count(f'{name}:NR {name}:"no abstract"')


def test_every_note_of_the_status_column_is_found_by_its_words(tracker: Tracker) -> None:
    shown: dict[str, set[int]] = defaultdict(set)
    for one in entries(tracker):
        text = COLUMNS["status"].read(one).text
        for note in text.split("; ") if text else ():
            shown[note].add(one.record.pmid)
        if text:  # the whole cell finds it as well
            assert one.record.pmid in set(tracker.pmids(f'status:"{text}" {EVERY}')), text
    assert {
        "RETRACTED", "expression of concern", "has erratum", "deleted from PubMed", "no longer in the search",
        "summary, not the published abstract", "no abstract", "registry disagrees", "value without a design",
        "correction is stale", "design confirmed", "n disputed", "design, n, follow-up corrected", "excluded",
        "screening disputed",
    } <= set(shown)  # fmt: skip
    for note, pmids in shown.items():
        found = set(tracker.pmids(f'status:"{note}" {EVERY}'))
        if "," in note or note.endswith(("corrected", "confirmed", "disputed")):  # a longer list has it too
            assert pmids <= found, note
        else:
            assert found == pmids, note
    for how in ("corrected", "confirmed", "disputed"):
        said = {pmid for note, pmids in shown.items() if note.endswith(how) for pmid in pmids}
        assert set(tracker.pmids(f"status:{how} {EVERY}")) == said
        for tag in ("design", "n", "follow-up"):
            of_tag = {
                p for note, pmids in shown.items()
                if note.endswith(f" {how}") and tag in note.removesuffix(f" {how}").split(", ") for p in pmids
            }  # fmt: skip
            assert set(tracker.pmids(f'status:"{tag} {how}" {EVERY}')) == of_tag, (tag, how)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("n:NR", Code("n", "NR")),
        ("sample_size:nr", Code("n", "NR")),
        ("-follow_up:n/a", Not(Code("followup", "NA"))),
        ('followup:"not applicable"', Code("followup", "NA")),
        ('n:"not reported"', Code("n", "NR")),
        ('n:"no abstract"', Code("n", "no abstract")),
        ('status:"has erratum"', Code("status", "erratum")),
        ("n:NR,NA", any_of([Code("n", "NR"), Code("n", "NA")])),
        ("n:(NR OR NA)", any_of([Code("n", "NR"), Code("n", "NA")])),
        ("design:nr,rct", any_of([Code("design", "NR"), Code("design", "rct")])),
        ("allocation:NR", Not(Code("has", "allocation"))),
        ("species:none", Code("species", "none")),
        ('status:"no abstract"', Code("status", "no-abstract")),
        ("status:no abstract foot", all_of([Code("status", "no-abstract"), Term("foot")])),
        ("-status:deleted from PubMed", Not(Code("status", "deleted"))),
        ('status:"summary, not the published abstract"', Code("status", "summary")),
        ('status:"design, follow up corrected"',
         all_of([Code("status", "design-corrected"), Code("status", "follow-up-corrected")])),
        ('status:"RETRACTED; n corrected"', all_of([Code("status", "retracted"), Code("status", "n-corrected")])),
        ("status:corrected,erratum", any_of([Code("status", "corrected"), Code("status", "erratum")])),
        ("status:medline", Code("status", "medline")),
    ],
)  # fmt: skip
def test_what_a_table_shows_is_read(text: str, query: Query) -> None:
    assert parse(text) == query
    assert parse(str(query)) == query


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("n:none", "n:none may mean two things: write n:NR (not reported), n:NA (none can exist) or, for both, -has:n"),
        ("phase:NA", "phase:NA is no value: write phase:NR for records without one"),
        ("year:NR", "year:NR is no value: write -has:year"),
        ("status:abstractless", "no status 'abstractless'"),
    ],
)
def test_what_no_column_shows_is_told(text: str, says: str) -> None:
    with pytest.raises(BadInput) as told:
        parse(text)
    assert says in str(told.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("NR", "NR stands in a column: n:NR, followup:NR or design:NR"),
        ("no abstract", "no abstract is what the status column says; did you mean status:no-abstract?"),
        ('"n corrected"', "did you mean status:n-corrected?"),
        ("n=NR", "n=NR was read as words; did you mean n:NR?"),
        ("bone marrow", None),
        ("foot no abstract", None),
    ],
)
def test_a_word_that_only_the_table_has_leads_to_its_field(text: str, says: str | None) -> None:
    told = hint(text, parse(text))
    assert (told is None) if says is None else (says in (told or ""))


def test_they_are_explained_and_completed() -> None:
    assert explain(parse("n:NR followup:NA"))[2:4] == [
        "  sample size: NR, as the table says it: not reported",
        "  follow-up: NA, as the table says it: none can exist",
    ]
    assert complete("n:") == [("n:NR", "not reported"), ("n:NA", "none can exist")]
    assert complete("-design:na")[-1] == ("-design:NA", "none can exist")
    assert complete("followup:1") == []
    assert ("status:no-abstract", "") in complete("status:no")
