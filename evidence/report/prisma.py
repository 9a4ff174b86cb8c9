"""A PRISMA 2020 flow diagram of counted numbers, as a Vega-Lite specification. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

from evidence.pubmed.account import SOURCES
from evidence.report.drawing import Figure, Spec
from evidence.report.flow import Flow, FromFiles
from evidence.report.screened import ScreeningFlow
from evidence.sanitize import plain_text
from evidence.screening import State, short
from evidence.values import counted

NOT_KEPT: Final = "not recorded in this store"
_LINE, _PAD, _GAP = 16, 10, 26  # heights of a line, of a box's margin, between boxes
_WIDE, _BETWEEN, _STAGE = 300, 34, 26  # widths of a box, between columns, of a stage's bar
_LETTERS: Final = 46  # a line of a box holds
_IN_TABLE: Final = {
    State.INCLUDED: "of them included by people",
    State.EXCLUDED: "excluded, and shown all the same",
    State.DISPUTED: "people differ, not decided yet",
    None: "not screened yet",
}
_REASONS: Final = 12  # that are told one by one
_LONGEST: Final = 80  # characters of a reason
_SEVERAL: Final = "Screening"  # the stage of several boxes


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the flow: the stage it belongs to, what goes on, and what leaves at its side."""

    stage: str
    stays: tuple[str, ...]
    leaves: tuple[str, ...] = ()


def steps(flow: Flow) -> list[Step]:
    """The flow in words, top to bottom; the page lists the same for those who can't see the figure."""
    identified = [f"Records identified from searches (n = {flow.identified:,})"]
    for search in flow.searches:
        asked = counted(search.pulls or 1, "pulls")
        through = f", up to {search.through}" if search.through else ""
        identified.append(f"{SOURCES.get(search.source, search.source)}: n = {search.identified:,} ({asked}{through})")
    files = flow.files
    if files:
        identified.append(f"Records read from {counted(files.files, 'files')} (n = {files.read:,})")
    if flow.other:
        where = "Added singly, or from files that no account is kept of" if files else "From files or added singly"
        identified.append(f"{where} (n = {flow.other:,})")
    removed = [
        "Removed before screening:",
        f"found by several searches (n = {flow.duplicates:,})",
        *(_removed_of_files(files) if files else ()),
        f"not fetched or not readable (n = {flow.failed + (files.failed if files else 0):,})",
        f"deleted from PubMed (n = {flow.gone:,})",
    ]
    stored = [f"Records in the store (n = {flow.stored:,})"]
    if flow.dropped:
        stored.append(f"of them found by no search any more (n = {flow.dropped:,})")
    included = [f"Records in this table (n = {flow.selected:,})"]
    if flow.screening is None:  # PRISMA's box is for what readers judged to belong; no reader has judged these
        included.append("nobody has screened them here")
    else:
        included += _of_table(flow.screening)
    if flow.update:
        included += [
            f"of them in the store before (n = {flow.update.selected_before:,})",
            f"new with the last pull (n = {flow.update.selected_new:,})",
        ]
    return [
        *([_update_step(flow)] if flow.update else []),
        Step("Identification", tuple(identified), tuple(removed)),
        Step("Screening", tuple(stored), ("Not selected by this report's search", f"(n = {flow.left_out:,})")),
        *(_unscreened() if flow.screening is None else _screened(flow.screening)),
        Step("Included", tuple(included)),
    ]


def _unscreened() -> Iterator[Step]:
    yield Step("Screening", ("Records screened by people", NOT_KEPT), ("Records excluded", NOT_KEPT))
    yield Step("Screening", ("Reports sought, assessed for eligibility", NOT_KEPT), ("Reports excluded", NOT_KEPT))


def _screened(of: ScreeningFlow) -> Iterator[Step]:
    """What people decided, in PRISMA's boxes; what they have not decided yet beside it, so that each box adds up."""
    yield Step(
        "Screening",
        (f"Records screened by people (n = {of.screened:,})", *_some("not screened yet", of.unscreened)),
        (f"Records excluded (n = {of.excluded:,})", *_some("people differ, not decided yet", of.disputed)),
    )
    reasons = [
        line for reason, count in of.full_text_excluded[:_REASONS] for line in _some(short(reason, _LONGEST), count)
    ]
    rest = sum(count for _, count in of.full_text_excluded[_REASONS:])
    colon = ":" if reasons else ""
    yield Step(
        "Screening",
        (f"Reports sought for retrieval (n = {of.sought:,})", *_some("full text not judged yet", of.waiting)),
        (f"Reports not retrieved (n = {of.not_retrieved:,})",),
    )
    yield Step(
        "Screening",
        (f"Reports assessed for eligibility (n = {of.assessed:,})",),
        (
            f"Reports excluded (n = {of.full_text_out:,}){colon}", *reasons, *_some("for other reasons", rest),
            *_some("people differ, not decided yet", of.full_text_disputed),
        ),
    )  # fmt: skip
    yield Step(
        "Included",
        (
            f"Records included by people (n = {of.kept:,})",
            *_some("of them by title and abstract, full text not judged yet", of.waiting),
        ),
    )


def _of_table(of: ScreeningFlow) -> Iterator[str]:
    """What people decided of the rows of the table."""
    for state, count in of.table:
        yield from _some(_IN_TABLE[state], count)


def _some(words: str, count: int) -> tuple[str, ...]:
    """A line with its number, none where that is 0."""
    return (f"{words} (n = {count:,})",) if count else ()


def _removed_of_files(files: FromFiles) -> Iterator[str]:
    yield f"in files and found or read already (n = {files.already + files.found_too:,})"
    if files.outside:
        yield f"in files and outside the topic (n = {files.outside:,})"
    if files.unread:
        yield f"files not readable to their end, records not counted (files = {files.unread:,})"


def _update_step(flow: Flow) -> Step:
    update = flow.update
    if update is None:
        return Step("Previous", ())
    return Step(
        "Previous",
        (f"Records in the store before the last pull (n = {update.before:,})",),
        (
            f"The last pull looked at n = {update.found:,}:",
            f"new (n = {update.new:,}), revised (n = {update.changed:,}),",
            f"unchanged (n = {update.unchanged:,}), failed or gone (n = {update.failed:,})",
        ),
    )


def prisma(flow: Flow) -> Figure:
    """The diagram: a bar a stage at the left, what goes on in the middle, what leaves at the right."""
    drawn = _Drawing()
    for step in steps(flow):
        drawn.step(step)
    notes = [
        "After PRISMA 2020 (Page and others, BMJ 2021;372:n71), "
        + ("updated review." if flow.update else "new review.")
        + " Every number is counted from the store and its ledger of pulls and imports.",
    ]
    if not flow.holds:
        notes.append("The numbers of identification do not add up to the store: run `evidence verify`.")
    return Figure(
        name="prisma-flow",
        title="PRISMA 2020 flow",
        alternative="Flow of records from identification to this report; the list below says the same in words.",
        notes=tuple(notes),
        spec=drawn.spec(),
    )


class _Drawing:
    """Boxes, arrows and words at their places; the middle column's boxes are joined top to bottom."""

    def __init__(self) -> None:
        self.boxes: list[Spec] = []
        self.words: list[Spec] = []
        self.arrows: list[Spec] = []
        self.stages: dict[str, list[int]] = {}
        self.bottom = 0

    def step(self, step: Step) -> None:
        """Put the next step below those that are there."""
        stays, leaves = _lines(step.stays), _lines(step.leaves)
        height = max(len(stays), len(leaves)) * _LINE + 2 * _PAD
        if step.stage != _SEVERAL:  # its bar is as high as this one box, and has to hold the stage's name
            height = max(height, 7 * len(step.stage))
        left, top = _STAGE + 12, self.bottom + (_GAP if self.bottom else 0)
        if self.bottom:
            middle = left + _WIDE // 2
            self.arrows.append({"x": middle, "y": top - _GAP, "x2": middle, "y2": top, "turn": 180})
        self._box(left, top, height, stays)
        if leaves:
            side = left + _WIDE + _BETWEEN
            self._box(side, top, height, leaves)
            at = top + height // 2
            self.arrows.append({"x": left + _WIDE, "y": at, "x2": side, "y2": at, "turn": 90})
        self.bottom = top + height
        self.stages.setdefault(step.stage, [top, self.bottom])[1] = self.bottom

    def _box(self, left: int, top: int, height: int, lines: list[str]) -> None:
        self.boxes.append({"x": left, "x2": left + _WIDE, "y": top, "y2": top + height, "kind": "box"})
        self.words.extend(
            {"x": left + _PAD, "y": top + _PAD + _LINE * place + _LINE / 2, "text": line}
            for place, line in enumerate(lines)
        )

    def spec(self) -> Spec:
        """The whole drawing in pixels."""
        width = _STAGE + 12 + 2 * _WIDE + _BETWEEN
        bars = [
            {"x": 0, "x2": _STAGE, "y": top, "y2": end, "middle": (top + end) / 2, "text": name}
            for name, (top, end) in self.stages.items()
        ]
        x: Spec = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, width], "nice": False}}
        y: Spec = {"field": "y", "type": "quantitative", "axis": None,
                   "scale": {"domain": [self.bottom, 0], "nice": False}}  # fmt: skip
        place: Spec = {"x": x, "y": y}
        span: Spec = place | {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
        head: Spec = {"x": x | {"field": "x2"}, "y": y | {"field": "y2"}}
        return {
            "width": width, "height": self.bottom, "padding": 4,
            "layer": [
                {"data": {"values": bars}, "mark": {"type": "rect", "color": "#1F83C4", "opacity": 0.18,
                                                    "cornerRadius": 4}, "encoding": span},
                {"data": {"values": bars}, "mark": {"type": "text", "angle": 270, "fontSize": 12, "fontWeight": "bold"},
                 "encoding": {"x": {"value": _STAGE / 2}, "y": y | {"field": "middle"}, "text": {"field": "text"}}},
                {"data": {"values": self.boxes}, "mark": {"type": "rect", "filled": False, "stroke": "#808080",
                                                          "strokeWidth": 1.2, "cornerRadius": 3}, "encoding": span},
                {"data": {"values": self.arrows}, "mark": {"type": "rule", "color": "#808080"}, "encoding": span},
                {"data": {"values": self.arrows}, "mark": {"type": "point", "shape": "triangle", "filled": True,
                                                           "color": "#808080", "size": 70, "opacity": 1},
                 "encoding": head | {"angle": {"field": "turn", "type": "quantitative", "scale": None}}},
                {"data": {"values": self.words}, "mark": {"type": "text", "align": "left", "fontSize": 12},
                 "encoding": place | {"text": {"field": "text"}}},
            ],
        }  # fmt: skip


def _lines(parts: tuple[str, ...]) -> list[str]:
    """Lines that fit a box; "(n = 62)" stays in one piece."""
    whole = (plain_text(part).replace("(n = ", "(n\u00a0=\u00a0") for part in parts)
    return [line for part in whole for line in wrap(part, _LETTERS)]
