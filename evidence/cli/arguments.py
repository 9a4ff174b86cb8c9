"""What people type after a verb: a query, ids, the name of a tag. Reads stdin where they say so."""

from __future__ import annotations

import re
import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

import click

from evidence.cli.usage import Wrong
from evidence.errors import either
from evidence.screening import STAGES
from evidence.values import ATTRIBUTES, FIELD_NAMES, Field, field_meant

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class _FieldName(click.Choice[str]):
    """A choice of names that takes them in any case and with a space or a hyphen for an underscore, too.

    `also` are words that a verb takes besides.
    """

    def __init__(self, *also: str) -> None:
        super().__init__([*FIELD_NAMES, *also])
        self.also = also

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as typed where it is one of the list, else the field's own.

        Raises:
            Wrong: there is no such field.
        """
        if (plain := _underscored(value)) in self.also:
            return plain
        meant = None if value in FIELD_NAMES else field_meant(value)
        if value not in FIELD_NAMES and meant is None:
            near = get_close_matches(value.lower(), [*FIELD_NAMES, *self.also], n=1, cutoff=0.6)
            did_you = f"; did you mean {near[0]}?" if near else _part_of(value)
            raise Wrong(f"no field {value!r}{did_you}: write {either([*_FIELDS, *self.also])}", ctx, param)
        return super().convert(meant.value if meant else value, param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What help shows: three names, as all that can be typed for them would fill a line."""
        del param, ctx
        return "{" + "|".join([*_FIELDS, *self.also]) + "}"


def _part_of(name: str) -> str:
    """What a name is that is a column and no field of a tag: an attribute of the design, a topic's words."""
    from evidence.topics import OF_TOPICS

    bare = _underscored(name)
    if bare in ATTRIBUTES:
        return f', {bare} goes with the design ("prospective cohort", "double-blind RCT")'
    return ", a topic's columns have no quote and can't be corrected" if bare in OF_TOPICS else ""


def _underscored(name: str) -> str:
    return name.lower().replace("-", "_").replace(" ", "_")


_FIELDS: Final = ("design", "n", "follow_up")
ALL: Final = "all"
FIELD: Final = _FieldName()
"""The names of the tags that people type, for a command's argument; `field_named` says which is meant."""
FIELDS_OR_ALL: Final = _FieldName(ALL)
"""As `FIELD`, and `ALL` of them."""
FIELD_OR_SCREENING: Final = _FieldName(*STAGES)
"""As `FIELD`, and what people decide in screening."""
_MARK: Final = "\0"  # can't be typed: no argument of a process holds it


class Verb(click.Command):
    """A command that takes `-k=3` as it takes `-k 3` and `-k3`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Part a letter from the value behind its equals sign; of a letter that takes no value it is another's."""
        letters = {
            opt
            for param in self.params
            if isinstance(param, click.Option) and not param.is_flag
            for opt in param.opts
            if len(opt) == len("-k")
        }
        parted = []
        for arg in args:
            glued = arg[:2] in letters and arg[2:3] == "="
            parted += [arg[:2], arg[3:]] if glued else [arg]
        return super().parse_args(ctx, parted)


class QueryCommand(Verb):
    """A command whose arguments are a query, in which "-mice" is NOT mice and no option.

    A lone letter or digit behind a hyphen is no word to exclude: who types "-k 3" means an option, of this verb or not.
    """

    no_option = re.compile(r"-(?!\w\Z)[^-\s]")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Mark the words that begin with a hyphen and are no option, so that click leaves them alone."""
        takes_value = {
            opt for param in self.params if isinstance(param, click.Option) and not param.is_flag for opt in param.opts
        }
        options = {opt for param in self.get_params(ctx) for opt in param.opts}
        marked, is_value = [], False
        for arg in _parted(
            args, [param.opts for param in self.params if param.required and isinstance(param, click.Option)]
        ):
            negated = self.no_option.match(arg) and arg not in options and not _is_given(arg, takes_value)
            marked.append(_MARK + arg if negated and not is_value else arg)
            is_value = not is_value and arg in takes_value
        try:
            return super().parse_args(ctx, marked)
        except click.NoSuchOption as error:
            if len(error.option_name) != len("-k"):
                raise
            from evidence.cli.options_meant import no_such_letter

            raise click.UsageError(no_such_letter(error.option_name, ctx), ctx) from None


def _is_given(arg: str, takes_value: set[str]) -> bool:
    """Whether a word is an option of one letter with its value: `-k3`, `-k=3`, `-k=all`."""
    return arg[:2] in takes_value and re.fullmatch(r"-\w(=.*|\d+)", arg) is not None


def _parted(args: list[str], wanted: list[list[str]]) -> list[str]:
    """The arguments, with an option that must be given (`-o`) parted from a value that was glued to it: `-otable.csv`.

    Where the option is given by itself, or there are several such words, they are negated words of the query.
    """
    for option, *others in wanted:
        glued = [place for place, arg in enumerate(args) if arg.startswith(option) and arg != option]
        alone = option in args or any(arg.partition("=")[0] in others for arg in args)
        if len(glued) == 1 and not alone:
            value = args[glued[0]].removeprefix(option).removeprefix("=")
            return [*args[: glued[0]], option, value, *args[glued[0] + 1 :]]
    return args


def completed(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What could follow in a query, for the shell: fields, and the values of a field that has a list of them."""
    from click.shell_completion import CompletionItem

    from evidence.cli.completing import settings_typed
    from evidence.errors import EvidenceError
    from evidence.store.query_fields import complete
    from evidence.store.query_topic import fields_of
    from evidence.topic_in_use import topic_in_use

    try:
        own = fields_of(topic_in_use(settings_typed(ctx)))
    except EvidenceError:  # a shell waits for words, not for what is wrong
        own = ()
    return [CompletionItem(text, help=about) for text, about in complete(incomplete, own)]


def typed(words: tuple[str, ...], *, phrases: bool = True) -> str:
    """The query as one text: of several arguments, one of several plain words was a phrase, whose marks the shell took.

    One argument alone is the query as it stands, but for a field's value, which is one thing. One that holds an OR
    among others is one group: who quotes it for the shell means all of it. Without `phrases` the words of a phrase are
    words, but for one with a hyphen before it: not these words is another thing.
    """
    from evidence.cli.phrases import phrase

    plain = [word.removeprefix(_MARK) for word in words]
    told = [phrase(word, alone=len(plain) == 1) if phrases or word.startswith("-") else word for word in plain]
    return " ".join(map(_grouped, told)) if len(told) > 1 else "".join(told)


def together(*queries: str) -> str:
    """Queries that must all hold, as one; an OR in one of them stays within it."""
    return " ".join(_grouped(query) for query in queries if query)


def _grouped(text: str) -> str:
    from evidence.store.query_sides import sides

    return f"({text})" if " OR " in text and len(sides(text)) > 1 else text


def given(ids: tuple[str, ...]) -> list[str]:
    """The ids as given; "-" stands for those on stdin, separated by white space; PMIDs may have commas between."""
    from evidence.id_forms import pmids_in

    told = [id_ for each in ids for id_ in (sys.stdin.read().split() if each == "-" else [each])]
    return [one for id_ in told for one in ([str(pmid) for pmid in pmids_in(id_)] or [id_])]


def field_named(name: str) -> Field:
    """A tag by any of the names in `FIELD`."""
    return FIELD_NAMES[name]


class ValueCommand(QueryCommand):
    """A command that takes a value, in which "-5 months" is a wrong value and no option; read it with `unmarked`."""

    no_option = re.compile(r"-\s*[\d.]")


def unmarked(word: str) -> str:
    """A word as it was typed."""
    return word.removeprefix(_MARK)
