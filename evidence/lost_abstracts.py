"""Records that lose their abstract to a later text: said once a run, as their values go with it. Reads the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from evidence.progress import Notice
from evidence.shown import first_of
from evidence.store.store import Store
from evidence.values import counted

_SHOWN: Final = 20  # PMIDs in the line


@contextmanager
def telling_of_lost_abstracts(store: Store, notice: Notice) -> Iterator[None]:
    """Say at the end of what fills the store, also where it breaks off, which records have an abstract no more."""
    try:
        yield
    finally:
        if bared := store.take_lost_abstracts():
            whose = counted(len(bared), "records") if len(bared) > 1 else "a record"
            notice(
                f"the later text of {whose} has no abstract: {first_of(bared, _SHOWN, ' ')}; the values read from the"
                " old one are gone (a person's word stays), and `evidence changes` lists what was revised"
            )
