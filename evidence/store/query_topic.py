"""The fields that a topic brings to the search language: one for each group of its words. Touches nothing.

`population:DFU` finds exactly the records whose column shows DFU; see `search_topic.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from evidence.store.query_fields import FIELDS, Kind, SearchField, resort
from evidence.store.query_tree import Code, Query, Term, positive_terms
from evidence.topics import Topic, gives_way_to, label_of

_ALSO: Final = {"cell_type": ("cell",)}


def fields_of(topic: Topic | None) -> tuple[SearchField, ...]:
    """A field for each group of words that has a name in it, and `has` that knows the groups."""
    groups = {kind: _labels_of(names) for kind, names in (topic.vocabulary if topic else {}).items() if names}
    if topic is None or not groups:
        return ()
    has = replace(FIELDS["has"], values=(*FIELDS["has"].values, *groups))
    return (has, *(_field(kind, labels, topic.abbreviations) for kind, labels in groups.items()))


def _labels_of(names: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The names of a group as its column shows them, each with what is to be told of the words that show it."""
    labels: dict[str, tuple[str, ...]] = {}
    for name, words in names.items():
        label, others = label_of(name), gives_way_to(name)
        better = f"name that begins with {others}" if others else "other name"
        note = () if others is None else (resort(better),)
        labels[label] = (*labels.get(label, ()), *words, *note)
    return labels


def _field(kind: str, labels: dict[str, tuple[str, ...]], legends: Mapping[str, str]) -> SearchField:
    return SearchField(
        kind,
        Kind.LABEL,
        str(Code(kind, next(iter(labels)))),
        f"the topic's names for the {_plainly(kind)}",
        tuple(labels),
        _ALSO.get(kind, ()),
        tuple(labels.values()),
        tuple(legends.get(label, "") for label in labels),
    )


def hint(query: Query, own: tuple[SearchField, ...]) -> str:
    """What to write instead of words that stand in the table and not in the texts; "" where none does."""
    terms = [term for term in positive_terms(query) if not term.field and not term.prefix]
    whole = " ".join(term.text for term in terms)
    found = next(_labelled([Term(whole), *terms], own), None)
    if found is None:
        return ""
    what = _plainly(found.field)
    article = "an" if what[0].lower() in "aeiou" else "a"
    return f"{found.value} is {article} {what} here: {found}"


def _labelled(terms: list[Term], own: tuple[SearchField, ...]) -> Iterator[Code]:
    for term in terms:
        for field in own:
            for label in field.values if field.kind is Kind.LABEL else ():
                if label.casefold() == term.text.casefold():
                    yield Code(field.name, label)


def _plainly(kind: str) -> str:
    return kind.replace("_", " ").replace("-", " ")
