"""The taggers of today held against a person's labels, on texts of the store or of the labels. Reads the store."""

from __future__ import annotations

from typing import TextIO

from evidence.errors import BadInput, NoSuchRecord
from evidence.evaluate import Evaluation, evaluate
from evidence.labels import read_labels
from evidence.store.store import Store
from evidence.tag.crowd import Crowd
from evidence.tag.line import passages_of


def hold(store: Store, crowd: Crowd, stream: TextIO, name: str) -> Evaluation:
    """Read labels (CSV or JSON Lines, by the name's ending), tag their texts, and compare.

    Raises:
        BadInput: a line is no label; the message names it. Or there is no label at all: figures over nothing would
            read as if all was well.
    """
    labels = list(read_labels(stream, "csv" if name.lower().endswith(".csv") else "jsonl", name))
    if not any(label.accept for label in labels):
        raise BadInput(f"{name}: no labels", "give records a `design`, `sample_size` or `follow_up`")
    articles = [(label.key, passages_of(label.article)) for label in labels if label.article]
    stored = [label.key for label in labels if not label.article and label.key.isdigit() and _holds(store, label.key)]
    articles += [(key, list(store.passages(int(key)))) for key in stored]
    readings = crowd.read((0, passages) for _, passages in articles)
    return evaluate(labels, dict(zip((key for key, _ in articles), readings, strict=True)))


def _holds(store: Store, id_: str) -> bool:
    try:
        return bool(store.find_id(id_))
    except NoSuchRecord:
        return False
