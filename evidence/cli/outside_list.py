"""The list of what lies outside the topic, for `import --outside`. Writes the file that is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from evidence.cli.asked import say_kept
from evidence.cli.screen import say
from evidence.errors import BadInput
from evidence.records import Record
from evidence.tally import Tally
from evidence.values import counted


class _Unread(Exception):  # noqa: N818 - it is not an error
    """Nothing was read that a list could hold; raised where a list of before would be replaced by none."""


@contextmanager
def listing(
    path: Path | None, answers: Mapping[str, Tally | BadInput], *, quiet: bool
) -> Iterator[Callable[[Record, str], None] | None]:
    """Where to tell what lies outside the topic; None where nobody asks.

    `answers` are there when the block ends: nobody is told of the records of files that were taken in before, and a
    list of before may have them, so that it is left where there is nothing else to tell.
    """
    if path is None:
        yield None
        return
    from evidence.outside import outside_csv
    from evidence.writing import holds_something, text_of, whole_file

    listed = 0
    with suppress(_Unread), whole_file(path) as stream, text_of(stream) as text:
        tell = outside_csv(text)

        def count(record: Record, reason: str) -> None:
            nonlocal listed
            listed += 1
            tell(record, reason)

        yield count
        known = taken_in_before(answers)
        if known and not listed and holds_something(path):
            say_kept(path, "0 records", None, quiet=quiet)
            raise _Unread
    if known:
        was = "was" if known == 1 else "were"
        say(
            f"not listed: what lies outside the topic in {counted(known, 'files')} that {was} taken in before; to have"
            " it listed name the files themselves, and not their folder",
            quiet=quiet,
        )


def taken_in_before(answers: Mapping[str, Tally | BadInput]) -> int:
    """How many files were taken in before, and not read."""
    return sum(isinstance(answer, Tally) and answer.known for answer in answers.values())
