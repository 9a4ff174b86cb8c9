"""The story in one place: pull → parse → store → tag → choose → search → export; a person's word counts over all.

The command line and the library are two ways to call this class; it holds no logic beyond the order of things.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Self, TextIO

from evidence import intake, persons, topics
from evidence.disputes import Dispute
from evidence.entries import entries_of
from evidence.errors import BadInput
from evidence.findings import Correction, Fact
from evidence.lost_abstracts import telling_of_lost_abstracts
from evidence.one_study import telling_of_studies
from evidence.progress import Notice, Progress, silent, unheard
from evidence.records import Record
from evidence.results import Found, RegistryUpdate, Why
from evidence.screeners import Screeners
from evidence.screening import Undecided
from evidence.store import kept_rules, trials
from evidence.store.corrections import disputes
from evidence.store.kept_topic import is_outdated, keep, kept_topic, topic_change_preview
from evidence.store.moments import zoned
from evidence.store.namesakes import letters
from evidence.store.opening import plainly
from evidence.store.search_order import known_order
from evidence.store.store import Problem, Store
from evidence.tables.columns import DEFAULT_COLUMNS, pick, widened
from evidence.tables.entry import Entry, status
from evidence.tables.table import Provenance, Table, table_of
from evidence.taggers import Taggers
from evidence.tagging import Tagging
from evidence.tally import Tally
from evidence.values import Field
from evidence.version import version

if TYPE_CHECKING:
    from evidence.evaluate import Evaluation
    from evidence.pubmed.account import PullReport
    from evidence.pubmed.clinicaltrials import ClinicalTrials
    from evidence.pubmed.pull import Client, Puller
    from evidence.store.changes import Changes
    from evidence.store.kept_rules import KeptRule
    from evidence.store.query import Query
    from evidence.store.renewals import Renewal
    from evidence.store.saved import SavedSearch
    from evidence.store.search import Hit, Search
    from evidence.tables.studies import Study


class Tracker:
    """A store of records with their tags, and all that can be done with it; use it as a context manager."""

    def __init__(
        self, store: Store, topic: topics.Topic, *, tagging: Tagging | None = None, chosen: bool = True
    ) -> None:
        self.store = store
        self.topic = topic
        self._chosen = chosen  # a person named the topic: it is kept also where the query is another
        self._taggers = Taggers(store, tagging or Tagging())

    @classmethod
    def open(
        cls, path: Path | str, *, topic: str | None = None, create: bool = False, tagging: Tagging | None = None
    ) -> Self:
        """Open the store at `path`, made when there is none and `create` is set.

        Args:
            path: the file.
            topic: a shipped topic or a TOML file; None is the one that the store was filled with, else none at all.
            create: make the file where it is missing.
            tagging: how to tag, and with how many processes.

        Raises:
            BadInput: there is no database, or the file is none, or the topic can't be read.
        """
        given = topics.load(topic) if topic is not None else None  # before a store is made for nothing
        store = Store.open(path, create=create)
        try:
            loaded = given or kept_topic(store.db) or topics.NONE
        except BaseException:
            store.close()
            raise
        return cls(store, loaded, tagging=tagging, chosen=given is not None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._taggers.close(kind, error, trace)
        with plainly(self.store.path):
            self.store.close()
            if error is not None and isinstance(error, sqlite3.Error):
                raise error  # what SQLite says of the file, as one clear line

    @property
    def outdated_topic(self) -> str:
        """The file of the topic in use where it says something else by now than the store has kept; "" else."""
        return self.topic.source if not self._chosen and is_outdated(self.topic) else ""

    # --- pull, parse, store, tag ---------------------------------------------------------------------------------

    def pull(
        self, client: Client, query: str | None = None, *, now: datetime, since: date | None = None,
        limit: int | None = None, progress: Progress = silent, notice: Notice = unheard,
    ) -> PullReport:  # fmt: skip
        """Bring in what PubMed finds for a query, tag what is new, account for every record.

        The query is the topic's where none is given, of the default topic where there is none of those either.

        The second time only what is new or revised is asked for; an interrupted pull goes on where it stopped. The
        store keeps the topic; `notice` is told where it was filled with another one. Look at `report.check()`: it
        raises where records are missing.

        Raises:
            Unreachable: PubMed can't be reached or refuses. BadInput: it can't read the query.
        """
        topic = self._to_pull(query)
        puller = self._puller(client, now, progress, notice, keeps=topic if self._keeps(query) else None)
        with telling_of_lost_abstracts(self.store, notice):
            return puller.pull(query or topic.query, since=since, limit=limit)

    def preview(
        self, client: Client, query: str | None = None, *, now: datetime, since: date | None = None,
        limit: int | None = None, notice: Notice = unheard,
    ) -> PullReport:  # fmt: skip
        """What a pull would find and how PubMed understands the query; nothing is written.

        `notice` is told where the pull would give the store another topic or search than it was filled with.

        Raises:
            Unreachable: PubMed can't be reached or refuses. BadInput: it can't read the query.
        """
        topic = self._to_pull(query)
        if self._keeps(query) and (said := topic_change_preview(self.store.db, topic)):
            notice(said)
        return self._puller(client, now, silent).preview(query or topic.query, since=since, limit=limit)

    def add(self, client: Client, ids: Sequence[str], *, now: datetime, notice: Notice = unheard) -> PullReport:
        """Bring in single articles by PMID or DOI; a DOI that PubMed matches to another article is refused.

        Raises:
            BadInput: an id is neither. NoSuchRecord: PubMed has none of them. Unreachable: PubMed does not answer.
        """
        with telling_of_lost_abstracts(self.store, notice):
            return self._puller(client, now, silent, notice).add(ids)

    def _puller(
        self, client: Client, now: datetime, progress: Progress, notice: Notice = unheard, *,
        keeps: topics.Topic | None = None,
    ) -> Puller:  # fmt: skip
        from evidence.pubmed.sources import puller

        return puller(
            client,
            self.store,
            now=now,
            tag=lambda records: intake.tag_records(self.store, records, self._taggers.incoming(now, notice), at=now),
            progress=lambda step: progress(step.stage, step.done, step.total),
            notice=notice,
            begun=lambda: self._keep_topic(keeps, now, notice) if keeps else None,
            ready=self._taggers.await_these,
        )

    def _keeps(self, query: str | None) -> bool:
        """Whether a pull makes the topic the store's own: it is the topic's search, or a person named the topic."""
        return self._chosen or query is None

    def _to_pull(self, query: str | None) -> topics.Topic:
        """The topic in use; where there is none, and no query either, the default one."""
        return self.topic if self.topic.name or query is not None else topics.load(topics.DEFAULT)

    def _keep_topic(self, topic: topics.Topic, now: datetime, notice: Notice) -> None:
        if said := keep(self.store.db, topic, at=now):
            notice(said)
        if topic is not self.topic:
            self.topic = topic
            self.__dict__.pop("_search", None)  # it has the fields of the topic before

    def import_files(
        self,
        paths: Sequence[Path | Literal["-"]] | Sequence[Path],
        *,
        now: datetime,
        only_topic: bool = False,
        progress: Progress = silent,
        notice: Notice = unheard,
        outside: Callable[[Record, str], None] | None = None,
    ) -> dict[str, Tally | BadInput]:
        """Read files of PubMed records, or folders of baseline and update files, into the store and tag what is new.

        A file that can't be read at all doesn't stop the others: its error stands in its place in the answer.

        Args:
            paths: files, "-" for stdin, folders (their files are checked by .md5 and taken in number order, resuming).
            now: when, with a zone, for `changes`.
            only_topic: take only what the topic's query finds, by a local reading of it; the store keeps the topic.
            progress: told how many files and records are done.
            notice: told where the store was filled with another topic before, what a folder holds besides, which
                file may be cut off, and whose letters may be others.
            outside: told each record that the topic's query does not find, and what of the query it lacks.

        Raises:
            BadInput: `now` has no zone.
        """
        from evidence.importing import import_files
        from evidence.outside import with_reason

        def begun() -> None:  # not before: where no file can be read the topic stays what it was
            if only_topic:
                self._keep_topic(self.topic, now, notice)

        query = self.topic.query if only_topic else ""
        run = intake.Intake(
            self.store, self._taggers.incoming(zoned(now), notice), now, query, notice, begun,
            with_reason(query, outside) if query and outside else lambda _: None, self._taggers.await_these,
        )  # fmt: skip
        with telling_of_lost_abstracts(self.store, notice):
            return import_files(run, paths, progress=progress)

    def update_registry(self, client: ClinicalTrials, *, now: datetime) -> RegistryUpdate:
        """Ask ClinicalTrials.gov about every trial that a stored record names, and keep what it says.

        Raises:
            Unreachable: it does not answer; what was kept stays.
        """
        answered = client.trials(trials.wanted(self.store.db))
        with self.store.transaction():
            changed = trials.put(self.store.db, answered.trials, now=now)
        return RegistryUpdate(len(answered.trials), changed, answered.missing)

    # --- choose: a person over the machine -----------------------------------------------------------------------

    def correct(
        self, id_: str, field: Field, value: str | None, *, reason: str, by: str, at: datetime,
        notice: Notice = unheard,
    ) -> Fact:  # fmt: skip
        """Put a person's word over the machine's: `value` as typed, NR (or None) and NA for "not applicable" too.

        `notice` is told where the record is a report of another study by it, see `studies`.

        Raises:
            NoSuchRecord: no such record. BadInput: no such field or value, no reason, or `at` has no zone.
        """
        with telling_of_studies(self.store, self.topic, id_, notice):
            return persons.correct(self.store, id_, field, value, reason=reason, by=by, at=at)

    def confirm(self, id_: str, field: Field, *, reason: str = "", by: str, at: datetime) -> Fact:
        """Say that what counts is right: the value, or that none is reported or can exist.

        Raises:
            NoSuchRecord: no such record. BadInput: nobody has read it yet, no such field, or `at` has no zone.
        """
        return persons.confirm(self.store, id_, [field], reason=reason, by=by, at=at)[0]

    def confirm_several(
        self, id_: str, fields: Sequence[Field], *, reason: str = "", by: str, at: datetime
    ) -> list[Fact]:
        """As `confirm`, of several fields, all or none.

        Raises:
            NoSuchRecord, BadInput: as for `confirm`; nothing was said then.
        """
        return persons.confirm(self.store, id_, fields, reason=reason, by=by, at=at)

    def confirm_rest(
        self, id_: str, *, reason: str = "", by: str, at: datetime, notice: Notice = unheard
    ) -> list[Fact]:
        """Say that all is right that is nobody's word yet; `notice` is told what is left out, and why.

        Raises:
            NoSuchRecord: no such record. BadInput: nobody has read any of it yet, or `at` has no zone.
        """
        return persons.confirm_rest(self.store, id_, reason=reason, by=by, at=at, notice=notice)

    def withdraw(
        self, id_: str, field: Field, *, reason: str = "", by: str, at: datetime, notice: Notice = unheard
    ) -> Fact:
        """Take back what one person said of a field; what others said stands, and all is kept; `notice` as `correct`.

        Nothing is added where no word of theirs stands, see `standing`: there is nothing to take back.

        Raises:
            NoSuchRecord: no such record. BadInput: no such field, or `at` has no zone.
        """
        with telling_of_studies(self.store, self.topic, id_, notice):
            return persons.withdraw(self.store, id_, field, reason=reason, by=by, at=at)

    def standing(self, id_: str, field: Field) -> tuple[Correction, ...]:
        """The word of each person that stands on a field, oldest first; the last of it counts.

        Raises:
            NoSuchRecord: no such record. BadInput: no such field.
        """
        return persons.standing_on(self.store, id_, field)

    def export_corrections(self, stream: TextIO, form: str) -> int:
        """Write all corrections to a stream, and what was said in screening, as "csv" or "jsonl"; returns how many."""
        from evidence.tables.correction_files import write

        return write(chain(self.store.corrections(), self.screening.said()), stream, form)

    def import_corrections(
        self, stream: TextIO, form: str, name: str, *, now: datetime,
        differ: Callable[[Dispute | Undecided], None] = lambda _: None, absent: Callable[[int], None] = lambda _: None,
        notice: Notice = unheard, same: Callable[[Correction], None] = lambda _: None,
    ) -> tuple[int, int]:  # fmt: skip
        """Take corrections and decisions in from a stream, all or none: how many are new, how many were there.

        One that was made after `now`, by more than a day, is refused: it would outrank what is said until then.
        One that names no time is made `now`, unless that person's word says the same already. One that does not say
        which text was seen, as a table written by hand, is of the text that is stored now.
        `differ` is told each field, and each record in screening, that the stream speaks of on which people now differ,
        `absent` the PMID of each word of it whose record is not in the store: it counts as soon as the record is.
        `notice` is told what of a typed value is not kept, `same` each new one that says just what the machine has.

        Raises:
            BadInput: a line is no correction; nothing was changed.
        """
        from evidence.tables.correction_files import Written, written

        # First, for what is wrong with the stream is not the store's fault.
        told = list(written(stream, form, name, now=now, pmid_of=self.store.find_id))
        values = [one for one in told if isinstance(one, Written)]
        decisions = [(one.said, one.timed) for one in told if not isinstance(one, Written)]
        with self.store.transaction():
            new, known = persons.take_in(self.store, values, differ=differ, absent=absent, notice=notice, same=same)
            also_new, also_known = self.screening.take_in(decisions, undecided=differ, absent=absent)
        return new + also_new, known + also_known

    def disputes(self) -> Iterator[Dispute]:
        """The fields on which persons differ and nobody has settled it, by ascending PMID."""
        return disputes(self.store.db.conn)

    @cached_property
    def screening(self) -> Screeners:
        """Who says which records belong to the review: include, exclude, take back, and what is left to be read."""
        return Screeners(self.store)

    # --- search --------------------------------------------------------------------------------------------------

    @cached_property
    def _search(self) -> Search:
        from evidence.store.search import Search

        return Search(self.store.db, self.topic)

    def _parsed(self, query: str) -> Query:
        """A query as typed, read with the fields that the topic brings."""
        from evidence.store.query import parse

        return parse(query, self._search.own)

    def explain(self, query: str) -> list[str]:
        """How a query is understood, a line a part.

        Raises:
            BadInput: it can't be read.
        """
        from evidence.store.query_explain import explain
        from evidence.store.query_ids import with_id

        doubt = self.doubt(query)
        return explain(with_id(self._parsed(query)), self._search.own) + ([f"note: {doubt}"] if doubt else [])

    def search_fields(self) -> Iterator[str]:
        """The fields of the search language, a line each: an example, what it finds, the values that it can have."""
        from evidence.store.query_explain import fields_told

        return fields_told(self._search.own)

    def read_apart(self, argument: str) -> str | None:
        """How an argument is read that a topic's field takes only the beginning of; None where it is one value."""
        from evidence.store.query_hints import apart

        return apart(argument, self._search.own)

    def doubt(self, query: str) -> str | None:
        """One line where an OR, or a comparison without a colon, was probably meant otherwise than it is read.

        With what was meant; None where nothing looks so.

        Raises:
            BadInput: the query can't be read.
        """
        from evidence.store.query_compared import taken_for_words
        from evidence.store.query_sides import hanging

        return hanging(query, self._search.own) or taken_for_words(query, self._search.own)

    def hint(self, query: str) -> str | None:
        """What was probably meant by a query that finds nothing, in one line; None where nothing looks wrong.

        Raises:
            BadInput: the query can't be read.
        """
        return self._search.hint(query)

    def search(self, query: str = "", *, limit: int = 20, offset: int = 0, sort: str | None = None) -> Found:
        """Find records; see README, "Search".

        Raises:
            BadInput: the query can't be read; the message names the field and shows one that works. Or `limit` or
                `offset` is below 0.
        """
        for name, number in (("limit", limit), ("offset", offset)):
            if number < 0:
                raise BadInput(f"{name} is {number}", "give 0 or more; `pmids` and `every` yield all that is found")
        hits = self._search.run(self._parsed(query), sort=sort, limit=limit, offset=offset)
        return Found(hits.total, tuple(self._entries([hit.pmid for hit in hits.rows])), hits)

    def pmids(self, query: str = "", *, sort: str | None = None) -> Iterator[int]:
        """The PMIDs of all that a query finds, streamed in the order of `search`.

        Raises:
            BadInput: the query or the order can't be read; nothing was yielded.
        """
        return self._search.pmids(self._parsed(query), sort=known_order(sort or "relevance"))

    def every(self, query: str = "", *, sort: str | None = None) -> Iterator[Entry]:
        """All entries that a query finds, streamed in the order of `search`.

        Raises:
            BadInput: the query can't be read.
        """
        return self._entries(self.pmids(query, sort=sort))

    def hits(self, query: str = "", *, sort: str | None = None) -> Iterator[tuple[Entry, Hit]]:
        """All entries that a query finds, each with what was found in it, streamed in the order of `search`.

        Raises:
            BadInput: the query can't be read.
        """
        for hits in self._search.pages(self._parsed(query), sort=sort):
            entries = entries_of(self.store, self.topic, [hit.pmid for hit in hits])  # by parts, so without letters
            yield from zip(entries, hits, strict=True)

    def of_other_units(self, query: str) -> int:
        """How many of what a query finds by its n count something else than people; 0 where it names a unit itself.

        Raises:
            BadInput: the query can't be read.
        """
        from evidence.store.query_tree import Code, Not, Within, all_of, leaves

        parsed = self._parsed(query)
        told = list(leaves(parsed))
        if not any(isinstance(leaf, Within) and leaf.field == "n" for leaf in told):
            return 0
        if any(isinstance(leaf, Code) and leaf.field == "unit" for leaf in told):
            return 0
        counts_others = all_of([parsed, Code("has", "n"), Not(Code("unit", "participants"))])
        return self._search.count(counts_others)

    def count(self, query: str = "") -> int:
        """How many records a query finds.

        Raises:
            BadInput: the query can't be read.
        """
        return self._search.count(self._parsed(query))

    def save_search(self, name: str, query: str, sort: str | None, *, at: datetime) -> SavedSearch:
        """Keep a query by a name, in the store.

        Raises:
            BadInput: the name, the query or the order can't be read.
        """
        from evidence.store.saved import SavedSearch, save

        return save(self.store.db, SavedSearch(name, query, sort), at=at, own=self._search.own)

    def saved_search(self, name: str) -> SavedSearch:
        """The query of that name.

        Raises:
            BadInput: there is none; the message has the nearest.
        """
        from evidence.store.saved import saved

        return saved(self.store.db, name)

    def saved_searches(self) -> list[SavedSearch]:
        """All that are kept, by name."""
        from evidence.store.saved import saved_searches

        return list(saved_searches(self.store.db))

    def columns_for(self, query: str, *, for_programs: bool = False) -> tuple[str, ...]:
        """The columns that show best what a query found: the topic's, and what is doubtful where it asks for that.

        A topic that leaves out the status gets it all the same where a row has one: nobody is to miss a retraction.

        `for_programs`: a pipe, CSV or a workbook, where a length is a bare number and has what it is beside it.

        Raises:
            BadInput: the query can't be read.
        """
        return self._columns(self._parsed(query), for_programs=for_programs)

    def _columns(self, query: Query, *, for_programs: bool = False) -> tuple[str, ...]:
        from evidence.store.query_tree import Within, leaves

        by_confidence = any(isinstance(leaf, Within) and leaf.field == "confidence" for leaf in leaves(query))
        columns = tuple(self.topic.columns or DEFAULT_COLUMNS)
        if "status" not in columns and any(map(status, entries_of(self.store, self.topic, self._search.pmids(query)))):
            columns = (*columns, "status")
        return widened(columns, for_programs=for_programs, by_confidence=by_confidence)

    def record(self, id_: str) -> Record:
        """One record by PMID or DOI.

        Raises:
            NoSuchRecord: the store has none.
        """
        return self.store.record(self.store.find_id(id_))

    def entry(self, id_: str) -> Entry:
        """One record with what counts for it, by PMID or DOI.

        Raises:
            NoSuchRecord: the store has none.
        """
        return next(iter(self._entries([self.record(id_).pmid])))

    def entries(self, query: str = "", *, in_order: bool = True) -> Iterator[Entry]:
        """All entries that a query finds, streamed; in a published table's order (RCTs first) unless told otherwise.

        Raises:
            BadInput: the query can't be read.
        """
        return self._entries(self._search.pmids(self._parsed(query), sort="design" if in_order else "pmid"))

    def _entries(self, pmids: Iterable[int]) -> Iterator[Entry]:
        """The entries of a table's rows, namesakes told apart: for that the PMIDs of all are read first."""
        rows = list(pmids)
        yield from entries_of(self.store, self.topic, rows, letters=letters(self.store.db.conn, rows))

    def why(self, id_: str, field: Field) -> Why:
        """The whole story of one value.

        Raises:
            NoSuchRecord: no such record. BadInput: no such field.
        """
        from evidence.explained import why

        return why(self.store, self.entry(id_), field)

    def own_rules(self) -> tuple[KeptRule, ...]:
        """What the rules of a person's own say of themselves that the store was last tagged with; none where none."""
        kept = kept_rules.kept_rules(self.store.db)
        return kept.told if kept else ()

    def studies(self, query: str = "") -> list[Study]:
        """Reports of one trial together, by registration number and PubMed's links; most reports first.

        Raises:
            BadInput: the query can't be read.
        """
        from evidence.tables.studies import together

        return together(self.entries(query))

    # --- export --------------------------------------------------------------------------------------------------

    def _published(self, query: str, *, with_excluded: bool = False) -> Query:
        from evidence.store.search_screening import published

        parsed = self._parsed(query)
        return parsed if with_excluded else published(parsed, self.store.db.conn)

    def left_out(self, query: str = "") -> int:
        """How many of what a query finds `table`, `export` and `report` leave out, for people excluded them.

        None where the query itself asks about screening, as `is:excluded` does.

        Raises:
            BadInput: the query can't be read.
        """
        wanted = self._published(query)
        return self.count(query) - self._search.count(wanted) if wanted != self._parsed(query) else 0

    def table(
        self, query: str = "", columns: Sequence[str] = (), *, sort: str | None = None, with_excluded: bool = False
    ) -> Table:
        """The evidence table of a query; columns default to those of `columns_for`, the order to a published table's.

        Without the records that people excluded (see `left_out`), unless it is to be `with_excluded`.

        Raises:
            BadInput: the query or a column can't be read.
        """
        from evidence.store.summary import as_of

        order = known_order(sort or "design")
        wanted = self._published(query, with_excluded=with_excluded)
        made = Provenance(
            query=query,
            as_of=as_of(self.store.db),
            version=version(),
            records=self.count(),
            found=self._search.count(wanted),
            excluded=0 if with_excluded else self.left_out(query),
        )
        return table_of(
            self._entries(self._search.pmids(wanted, sort=order)),
            columns=columns or self._columns(wanted),
            topic=self.topic,
            provenance=made,
        )

    def export(
        self, stream: BinaryIO, format_name: str, query: str = "", columns: Sequence[str] = (), *,
        for_excel: bool = False, sort: str | None = None, with_excluded: bool = False,
    ) -> int:  # fmt: skip
        """Write the evidence table of a query to a stream, RCTs first unless `sort` says otherwise; the number of rows.

        Without the records that people excluded, see `table`.

        Raises:
            BadInput: the query, the format, a column or the order can't be read.
        """
        from evidence.tables.formats import FOR_PROGRAMS, write

        rows = self._published(query, with_excluded=with_excluded)
        wanted = columns or self._columns(rows, for_programs=format_name in FOR_PROGRAMS)
        table = self.table(query, wanted, sort=sort, with_excluded=with_excluded)
        write(table, format_name, stream, for_excel=for_excel)
        return table.provenance.found

    def report(self, folder: Path, query: str = "", *, with_excluded: bool = False) -> Path:
        """Write the web page of a query into a folder; returns the page's path.

        Its table lacks the records that people excluded, see `table`; its PRISMA flow counts them.

        Raises:
            BadInput: the query can't be read, or the folder can't be written.
        """
        from evidence.prisma_counts import flow_of_store
        from evidence.report.page import write_report
        from evidence.store.search_screening import whatever_screened

        to_screen = whatever_screened(self._parsed(query))
        return write_report(
            folder,
            self.table(query, with_excluded=with_excluded),
            self.topic,
            data_columns=pick(
                self._columns(self._published(query, with_excluded=with_excluded), for_programs=True), self.topic
            ),
            readings=self.store.readings,
            flow=lambda selected: flow_of_store(self.store, selected, self._search.pmids(to_screen)),
        )

    # --- look after the store ------------------------------------------------------------------------------------

    def status(self) -> dict[str, Any]:
        """What is in the store: counts, designs, values, the last pulls; and the topic that its tables are made by."""
        from evidence.store.ledger import Ledger
        from evidence.store.summary import summary

        pulls = list(reversed(Ledger(self.store.db).pulls()))
        topic = {"name": self.topic.name, "title": self.topic.title, "source": self.topic.source or "shipped",
                 "description": " ".join(self.topic.description.split())}  # fmt: skip
        named = topic if self.topic.name else None
        own = kept_rules.kept_rules(self.store.db)
        rules = own and {"name": own.name, "digest": own.digest, "rules": list(own.rules),
                         "values": kept_rules.values_by(self.store.db, own.rules)}  # fmt: skip
        unfinished = {"unfinished": [asdict(renewal) for renewal in self.unfinished]}
        return summary(self.store.db, self.store.counts(), pulls) | {"topic": named, "own_rules": rules} | unfinished

    def changes(self, since: date | None = None) -> Changes:
        """What is new, revised, retracted, retagged, deleted or dropped since a day, else the last pull or import."""
        from evidence.store.changes import changes, last_filled

        if since:
            return changes(self.store.db, since.isoformat())
        return changes(self.store.db, "", filled=last_filled(self.store.db))

    def verify(self) -> Iterator[Problem]:
        """All promises of the store that don't hold: quotes that are not verbatim first of all."""
        return self.store.verify()

    @property
    def untagged(self) -> int:
        """How many records lack a reading of some field, of which `verify` has nothing to check."""
        return sum(1 for _ in self.store.untagged())

    def evaluate(self, stream: TextIO, name: str, *, notice: Notice = unheard) -> Evaluation:
        """Hold the taggers of today against a person's labels: of stored records, or with their text in the file.

        `notice` is told where an exported table has two lengths of one record, of which the months count.

        Raises:
            BadInput: a line is no label; the message names it.
        """
        from evidence.gold import hold

        return hold(self.store, self._taggers.pool, stream, name, notice)

    @property
    def unfinished(self) -> tuple[Renewal, ...]:
        """What was to make all records anew and has not ended: broken off, or still at work in another program."""
        return self.store.unfinished()

    def tag_all(self, *, now: datetime, progress: Progress = silent, notice: Notice = unheard) -> int:
        """Tag every record again, with the rules of today; corrections stand. Returns how many.

        A transaction for each batch, as in `rebuild`.

        Args:
            now: when, with a zone, for `changes`.
            progress: told how many are done.
            notice: told where values go that rules of one's own had read, what those of now did, and that another pull
                is waited for.
        """
        return self._taggers.tag_all(now=now, progress=progress, notice=notice)

    def rebuild(
        self, *, now: datetime, progress: Progress = silent, notice: Notice = unheard
    ) -> tuple[int, tuple[tuple[int, str], ...]]:
        """Read every record again from its raw bytes and tag it: how many, and (PMID, reason) of each that failed.

        In slices, between which others may write; broken off it is `unfinished` until it is begun again and ends.
        `notice` is told where values go that rules of one's own had read, what those of now did, and that another pull
        is waited for.
        """
        from evidence.pubmed.files import read_raw

        rebuilt = self._taggers.rebuild(read_raw, now=now, progress=progress, notice=notice)
        return len(rebuilt.outcomes), rebuilt.failed
