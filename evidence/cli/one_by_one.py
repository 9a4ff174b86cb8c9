"""Screening at a terminal: one record after another is shown, and a person says what becomes of it. Prints and asks.

What other people decided is not shown, so that each of two judges for themselves. Each answer is kept at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from evidence.cli.record_page import print_abstract, print_head
from evidence.cli.screen import console, out
from evidence.errors import EvidenceError
from evidence.sanitize import plain_text
from evidence.screening import Decision, Stage
from evidence.tables.columns import COLUMNS

if TYPE_CHECKING:
    from rich.console import Console

    from evidence.tables.entry import Entry
    from evidence.tracker import Tracker

PROMPT: Final = "[i]nclude [e]xclude [l]ater [b]ack [q]uit: "
_KEYS: Final = {word: key for key in ("include", "exclude", "later", "back", "quit") for word in (key, key[0])}
_OFFERED: Final = 9  # reasons, so that one figure chooses


class Desk:
    """One sitting of one person at one stage.

    Args:
        tracker: the store.
        pmids: what to read, in this order.
        stage: whether abstracts or full texts are judged.
        by: who judges.
        ask: shows a prompt and gives the line that was typed; raises EOFError where there is no more.
        now: the time.
    """

    def __init__(
        self, tracker: Tracker, pmids: Sequence[int], stage: Stage, by: str, *, ask: Callable[[str], str],
        now: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self.tracker, self.pmids, self.stage, self.by = tracker, pmids, stage, by
        self.ask, self.now = ask, now
        self.said: dict[int, tuple[Decision, str]] = {}  # what this person has said in this sitting, and why, by PMID

    def sit(self) -> None:
        """Go through the records until the last, or until the person has had enough: q, Ctrl-C, the end of input."""
        place = 0
        try:
            while place < len(self.pmids):
                self._show(place)
                place = self._answered(place)
        except (EOFError, KeyboardInterrupt):
            out("")  # the prompt has no line end of its own

    @property
    def counts(self) -> dict[Decision, int]:
        """How many records were let in and how many left out in this sitting."""
        said = Counter(verdict for verdict, _ in self.said.values())
        return {one: said[one] for one in (Decision.INCLUDED, Decision.EXCLUDED)}

    @property
    def told(self) -> str:
        """How many were judged in this sitting, and how many are left."""
        done = ", ".join(f"{count:,} {one.value}" for one, count in self.counts.items())
        return f"{done}, {len(self.pmids) - len(self.said):,} left"

    def _answered(self, place: int) -> int:
        """The place to go on at, which is behind the last where the person quits."""
        while True:
            match _KEYS.get(self.ask(PROMPT).strip().lower()):
                case "include" if self._judge(self.pmids[place], Decision.INCLUDED, ""):
                    return place + 1
                case "exclude" if (reason := self._reason()) and self._judge(
                    self.pmids[place], Decision.EXCLUDED, reason
                ):
                    return place + 1
                case "later":
                    return place + 1
                case "back" if place:
                    return place - 1
                case "back":
                    out("this is the first")
                case "quit":
                    return len(self.pmids)
                case None:
                    out("type one of i, e, l, b, q")
                case _:  # not said after all, and the person was told why
                    pass

    def _judge(self, pmid: int, verdict: Decision, reason: str) -> bool:
        """Keep a word; whether it is kept, as another program may be writing."""
        try:
            self.tracker.screening.judge(
                [str(pmid)], verdict, stage=self.stage, reason=reason, by=self.by, at=self.now()
            )
        except EvidenceError as error:
            out(f"not kept: {error}")
            return False
        self.said[pmid] = verdict, reason
        return True

    def _reason(self) -> str:
        """Why a record is excluded: one of the reasons used so far, by its number, or others; "" goes back."""
        offered = self.tracker.screening.reasons()[:_OFFERED]
        for number, reason in enumerate(offered, 1):
            out(f"  {number} {reason}")
        numbers = "number, or in your own words" if offered else "in your own words"
        while True:
            text = self.ask(f"why ({numbers}; nothing goes back): ").strip()
            if not text.isdecimal():
                return text
            if 1 <= int(text) <= len(offered):
                return offered[int(text) - 1]
            out(f"there is no reason {text}")

    def _show(self, place: int) -> None:
        """How far the sitting is, the record, and what this person said of it, if they came back."""
        from rich.rule import Rule
        from rich.text import Text

        page, pmid = console(), self.pmids[place]
        entry = replace(self.tracker.entry(str(pmid)), screening=None)
        head = f"{place + 1:,} of {len(self.pmids):,} · {self.told} · {self.stage.at}, {self.by}"
        page.print(Rule(Text(plain_text(head)), align="left", style="dim"))
        print_head(page, entry)
        page.print(Text(_tags(entry), style="cyan"))
        page.print()
        print_abstract(page, entry)
        _own_word(page, self.said.get(pmid))


def _own_word(page: Console, said: tuple[Decision, str] | None) -> None:
    from rich.text import Text

    page.print()
    if said:
        verdict, reason = said
        words = f"{verdict.value}: {reason}" if reason else verdict.value
        page.print(Text(plain_text(f"you said: {words}"), style="yellow"))


def _tags(entry: Entry) -> str:
    """The three tags in one line."""
    design, size, length = (COLUMNS[name].read(entry).printed for name in ("design", "n", "follow_up_stated"))
    return plain_text(f"Design {design} · n {size} · follow-up {length}")
