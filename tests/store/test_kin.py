"""Whom a record may be one study with: who shares a number, a link or three authors, and these again."""

from __future__ import annotations

from pathlib import Path

from stored import a_record, parsed

from evidence.records import Author, Link, RegistryNumber
from evidence.store.kin import kin
from evidence.store.store import Store


def named(names: str) -> tuple[Author, ...]:
    return tuple(Author(name, "A", "A") for name in names.split())


def test_kin_share_a_number_a_link_or_three_authors_and_nothing_else_does(tmp_path: Path) -> None:
    trial = (RegistryNumber("ClinicalTrials.gov", "NCT00000001"),)
    alone = {"registry_numbers": (), "links": ()}
    records = [
        a_record(1, authors=named("Lee Kim Ito Abe"), **alone),
        a_record(2, authors=named("Ono Ito Abe Kim"), **alone),  # three of 1
        a_record(3, authors=named("Ono Ito Abe Doe"), **alone),  # two of 1, three of 2
        a_record(4, authors=named("Lee Kim"), **alone),
        a_record(5, authors=named("Poe"), registry_numbers=trial, links=(Link("UpdateIn", 1),)),
        a_record(6, authors=named("Roe"), registry_numbers=trial, links=()),
        a_record(7, authors=named("Lee Kim Ito"), **alone),
    ]
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        store.put([parsed(record) for record in records])
        store.delete([7])
        assert kin(store.db.conn, 1) == [1, 2, 3, 5, 6]
        assert kin(store.db.conn, 4) == [4]
        assert kin(store.db.conn, 6) == [1, 5, 6]


def test_a_number_in_small_letters_is_the_same(tmp_path: Path) -> None:
    """As `tables.studies` has it."""
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        for pmid, number in ((1, "NCT00000001"), (2, "nct00000001")):
            told = (RegistryNumber("ClinicalTrials.gov", number),)
            store.put([parsed(a_record(pmid, registry_numbers=told, authors=(), links=()))])
        assert kin(store.db.conn, 1) == [1, 2]


def test_two_that_link_to_a_paper_are_kin_though_the_store_has_it_not(tmp_path: Path) -> None:
    follows = {"authors": (), "registry_numbers": ()}
    records = [
        a_record(1, links=(Link("UpdateOf", 900),), **follows),
        a_record(2, links=(Link("UpdateOf", 900), Link("UpdateOf", 3)), **follows),
        a_record(3, links=(), **follows),
        a_record(4, links=(Link("UpdateOf", 3),), **follows),
        a_record(5, links=(Link("UpdateOf", None),), **follows),
    ]
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        store.put([parsed(record) for record in records])
        store.delete([3])
        assert kin(store.db.conn, 1) == [1, 2]
        assert kin(store.db.conn, 4) == [2, 4]
        assert kin(store.db.conn, 5) == [5]
