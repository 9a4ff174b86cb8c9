"""The topic that a run would use, for who only asks: what was set, else what the store keeps. Writes nothing."""

from __future__ import annotations

from evidence import topics
from evidence.errors import EvidenceError
from evidence.places import may_be_read
from evidence.settings import Settings


def topic_in_use(settings: Settings) -> topics.Topic:
    """What was set, else the topic that the store was filled with, else none; no store is made or changed.

    Raises:
        BadInput: the topic can't be read.
    """
    if settings.topic:
        return topics.load(settings.topic)
    return _kept(settings) or topics.NONE


def _kept(settings: Settings) -> topics.Topic | None:
    if not may_be_read(settings.db):
        return None
    from evidence.store.kept_topic import kept_topic
    from evidence.store.store import Store

    try:
        store = Store.open(settings.db, read_only=True)
    except EvidenceError:  # of yesterday, so that it keeps none; or it is damaged, which is not for here to say
        return None
    with store:
        return kept_topic(store.db)
