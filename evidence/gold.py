"""The taggers of today held against a person's labels, on texts of the store or of the labels. Reads the store."""

from __future__ import annotations

import re
from typing import TextIO

from evidence.errors import BadInput, NoSuchRecord
from evidence.evaluate import Evaluation, evaluate
from evidence.label_rows import form_of
from evidence.labels import Labelled, read_labels
from evidence.store.store import Store
from evidence.tag.crowd import Crowd
from evidence.tag.line import Article, as_it_came


def hold(store: Store, crowd: Crowd, stream: TextIO, name: str) -> Evaluation:
    """Read labels (CSV, TSV or JSON lines, by the name's ending; `-` is stdin), tag their texts, and compare.

    Each line is judged by its own text: two may have one id.

    Raises:
        BadInput: a line is no label; the message names it. Or there is no label at all: figures over nothing would
            read as if all was well.
    """
    called = "stdin" if name == "-" else name
    labels = list(read_labels(stream, form_of(name), called))
    if not any(label.accept for label in labels):
        raise BadInput(f"{called}: no labels", "give records a `design`, `sample_size` or `follow_up`")
    texts = [(label, label.article or _stored(store, label)) for label in labels]
    there = [(label, text) for label, text in texts if text]
    read = crowd.read((0, text.passages) for _, text in there)
    pairs = ((one, [as_it_came(r, text.places) for r in tags]) for (one, text), tags in zip(there, read, strict=True))
    return evaluate(pairs, absent=[label.key for label, text in texts if not text])


def _stored(store: Store, label: Labelled) -> Article | None:
    """The text of the store, None where it holds no such record."""
    if not re.fullmatch(r"[0-9]{1,18}", label.key):
        return None
    try:
        store.find_id(label.key)
    except NoSuchRecord:
        return None
    return Article(label.key, list(store.passages(int(label.key))), {})
