"""The taggers of today held against a person's labels, on texts of the store or of the labels. Reads the store."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import StringIO
from typing import Final, TextIO

from evidence.disputes import standing
from evidence.errors import BadInput, NoSuchRecord
from evidence.evaluate import Evaluation, evaluate
from evidence.findings import Correction
from evidence.label_rows import Form, form_of
from evidence.labels import Labelled, read_labels
from evidence.progress import Notice, unheard
from evidence.store.store import Store
from evidence.tables.correction_files import holds_corrections
from evidence.tables.correction_files import read as read_corrections
from evidence.tag.line import Article, as_it_came
from evidence.tag.tagger_pool import TaggerPool
from evidence.values import Field, Value

_EVER: Final = datetime(9000, 1, 1, tzinfo=UTC)  # here no word outranks another by a clock that is ahead


def hold(store: Store, pool: TaggerPool, stream: TextIO, name: str, notice: Notice = unheard) -> Evaluation:
    """Read labels (CSV, TSV or JSON lines, by the name's ending; `-` is stdin), tag their texts, and compare.

    Each line is judged by its own text: two may have one id. Exported corrections are labels too: of each value the
    word that counts. `notice` is told where an exported table has two lengths of one record.

    Raises:
        BadInput: a line is no label; the message names it. Or there is no label at all: figures over nothing would
            read as if all was well.
    """
    called = "stdin" if name == "-" else name
    labels = _labels(stream.read(), form_of(name), called, notice)
    if not any(label.accept for label in labels):
        raise BadInput(f"{called}: no labels", "give records a `design`, `sample_size` or `follow_up`")
    texts = [(label, label.article or _stored(store, label)) for label in labels]
    there = [(label, text) for label, text in texts if text]
    read = pool.read((0, text.passages) for _, text in there)
    pairs = ((one, [as_it_came(r, text.places) for r in tags]) for (one, text), tags in zip(there, read, strict=True))
    return evaluate(pairs, absent=[label.key for label, text in texts if not text])


def _labels(text: str, form: Form, called: str, notice: Notice) -> list[Labelled]:
    stream = StringIO(text, newline="")
    if not holds_corrections(text, form):
        return list(read_labels(stream, form, called, notice))
    said: dict[tuple[int, Field], list[Correction]] = {}
    for one in sorted(read_corrections(stream, form, called, now=_EVER), key=lambda one: one.at):
        said.setdefault((one.pmid, one.field), []).append(one)
    accept: dict[int, dict[Field, tuple[Value | None, ...]]] = {}
    for (pmid, field), words in said.items():
        if stand := standing(words):
            value = stand[-1].value
            accept.setdefault(pmid, {})[field] = () if value is None else (value,)
    return [Labelled(str(pmid), accept[pmid]) for pmid in sorted(accept)]


def _stored(store: Store, label: Labelled) -> Article | None:
    """The text of the store, None where it holds no such record."""
    if not re.fullmatch(r"[0-9]{1,18}", label.key):
        return None
    try:
        store.find_id(label.key)
    except NoSuchRecord:
        return None
    return Article(label.key, list(store.passages(int(label.key))), {})
