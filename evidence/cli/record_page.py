"""One record, and one value's story, as people read them at a terminal or in a pipe. Prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from evidence.alike import same
from evidence.cli.attributes import add_attributes, attributes_to_json
from evidence.cli.quoted import quoted
from evidence.cli.screen import DESIGN_STYLES, console
from evidence.cli.silence import add_seen, add_why_none, silence_to_json
from evidence.cli.weighing import add_weighed, reasons_to_json
from evidence.disputes import disputed, told_by, word_of
from evidence.findings import Correction, Fact, Finding
from evidence.in_words import described
from evidence.sanitize import plain_text
from evidence.tables.columns import source_name
from evidence.tables.entry import status, study
from evidence.values import Field
from evidence.wire import Quoting, conflict_to_json, fact_in_full, with_sentence

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    from evidence.records import Passage, Quote
    from evidence.registry import Registered
    from evidence.results import Why
    from evidence.tables.entry import Entry

MARKS = {
    Field.DESIGN: "black on bright_green",
    Field.SAMPLE_SIZE: "black on bright_cyan",
    Field.FOLLOW_UP: "black on bright_yellow",
}
NAMES = {Field.DESIGN: "Design", Field.SAMPLE_SIZE: "Sample size", Field.FOLLOW_UP: "Follow-up"}


def print_record(entry: Entry) -> None:
    """The reference, the three values, and the text with their quotes marked (in brackets where there is no colour)."""
    from rich.text import Text

    page = console()
    print_head(page, entry)
    for word in entry.screening.words if entry.screening else ():
        line = f"Screening   {word}  ({word.by}, {word.stage.at}, {word.at:%Y-%m-%d})"
        page.print(Text(plain_text(line), style="dim"))
    for field in Field:
        page.print(_value_line(field, entry.facts[field]))
        if isinstance(source := entry.facts[field].source, Correction):
            page.print(Text(plain_text(f"            {_when_and_why(source)}"), style="dim"))
        if words := entry.disputed.get(field):
            page.print(Text(f"            {_differing(words)}", style="bold yellow"))
    for trial in entry.registered:
        page.print(Text(plain_text(f"Registry    {_registered(trial)}"), style="dim"))
    for said in entry.disagreements:
        page.print(Text(plain_text(f"            {said}"), style="yellow"))
    page.print()
    print_abstract(page, entry)
    colour = _has_colour(page)
    others = [p for p in entry.record.passages if not p.name.startswith(("title", "abstract"))]
    quoted = [p for p in others if any(q.passage == p.name for fact in entry.facts.values() for q in fact.quotes)]
    for passage in quoted:
        page.print(
            Text.assemble(
                (passage.name.partition(".")[0].replace("_", " ") + ": ", "dim"), marked(passage, entry, colour=colour)
            )
        )


def print_head(page: Console, entry: Entry) -> None:
    """The title with its quotes marked, the reference, and what must be known of it."""
    from rich.text import Text

    record, citation = entry.record, entry.record.citation
    page.print(_title(entry, colour=_has_colour(page)))
    place = " ".join(filter(None, (citation.journal, citation.place)))
    parts = (study(entry), place, f"PMID {record.pmid}", record.doi and f"doi {record.doi}")
    page.print(Text(plain_text(" · ".join(filter(None, parts)))))
    if notes := status(entry):
        page.print(Text(plain_text(notes), style="bold red" if "RETRACTED" in notes else "yellow"))


def print_abstract(page: Console, entry: Entry) -> None:
    """The abstract with its quotes marked."""
    for passage in entry.record.abstract:
        page.print(marked(passage, entry, colour=_has_colour(page)))


def _has_colour(page: Console) -> bool:
    return page.color_system is not None and not page.no_color  # a dumb terminal is one, and has none


def _when_and_why(said: Correction) -> str:
    """The day of a person's word and their reason, where they gave one."""
    return f"said on {said.at:%Y-%m-%d}" + (f": {said.reason}" if said.reason else "")


def _differing(words: Sequence[Correction]) -> str:
    """That people differ on a value, who says what, and which counts."""
    return plain_text(
        f"disputed: people differ ({told_by(words)}); what was said last counts, until a third person settles it"
    )


def _title(entry: Entry, *, colour: bool) -> Text:
    """The title for people, with the quotes that stand in it; a translation's brackets are no part of it."""
    from rich.text import Text

    shown = entry.record.display_title
    for passage in entry.record.passages:
        if passage.name == "title" and (start := passage.text.find(shown)) >= 0:
            title = marked(passage, entry, colour=colour, start=start, end=start + len(shown))
            title.style = "bold"
            return title
    return Text(plain_text(shown), style="bold")


def _registered(trial: Registered) -> str:
    """What the registry says, on one line; silence is left out."""
    size = f"{trial.enrolment} ({trial.enrolment_type or 'no type given'})" if trial.enrolment is not None else None
    parts = (size, trial.allocation, trial.masking, trial.model, trial.status, trial.last_time_frame)
    return f"{trial.nct}: " + ", ".join(part for part in parts if part)


def _value_line(field: Field, fact: Fact) -> Text:
    from rich.text import Text

    parent = getattr(fact.value, "parent", None)
    style = DESIGN_STYLES.get(parent, "") if parent else ""
    line = Text.assemble((f"{NAMES[field]:12}", "bold"), (plain_text(fact_in_words(fact)), style))
    source = source_name(fact)
    if isinstance(fact.source, Finding):
        source = f"{source}, {fact.source.confidence:.0%} sure"
    return line.append(plain_text(f"  ({source})") if source else "", style="dim")


def fact_in_words(fact: Fact) -> str:
    """The value that counts: "36 months (fixed; 3 + 33 = 36 months)", or why there is none."""
    return fact.abstained or "not stated" if fact.value is None else described(fact.value, working=fact.working)


def marked(passage: Passage, entry: Entry, *, colour: bool, start: int = 0, end: int | None = None) -> Text:
    """A passage, or a stretch of it, with the quotes of the values that count marked; «» where there is no colour."""
    from rich.text import Text

    spans = sorted(
        (quote.start, quote.end, field)
        for field, fact in entry.facts.items()
        for quote in fact.quotes
        if quote.passage == passage.name
    )
    text = Text.assemble((plain_text(f"{passage.label}: ") if passage.label else "", "bold"))
    place, last = start, len(passage.text) if end is None else end
    for opens, closes, field in spans:
        begin, stop = max(opens, place), min(closes, last)  # two fields' quotes may overlap; each character shows once
        if begin >= stop:
            continue
        text.append(plain_text(passage.text[place:begin]))
        piece = plain_text(passage.text[begin:stop])
        text.append(piece if colour else f"«{piece}»", style=MARKS[field])
        place = stop
    return text.append(plain_text(passage.text[place:last]))


def print_why(why: Why) -> None:
    """A small tree: what counts, its quotes, who lost, what people said."""
    from rich.text import Text
    from rich.tree import Tree

    field = why.fact.field
    tree = Tree(
        Text.assemble((plain_text(f"{NAMES[field]} of {study(why.entry)} "), "bold"), f"(PMID {why.entry.record.pmid})")
    )
    counts = tree.add(_value_line(field, why.fact))
    if why.fact.stale:
        counts.add(Text("the text has changed since this correction: look again", style="bold yellow"))
    if words := disputed(why.corrections):
        counts.add(Text(_differing(words), style="bold yellow"))
    if isinstance(why.fact.source, Finding):
        _add_reading(counts, why.fact.source, why)
    elif why.fact.source is not None:
        _add_machine(tree, why)
    else:
        add_why_none(counts, why.silence)
    machine = why.fact.machine
    others = [finding for finding in why.reading.candidates if finding != machine]
    agreeing = [finding for finding in others if machine and same(finding.value, machine.value)]
    _add_candidates(tree, "other rules that read the same", agreeing, why)
    _add_candidates(tree, "candidates that lost", [finding for finding in others if finding not in agreeing], why)
    add_seen(tree, why.silence, why.reading)
    for said_there in (*map(_registered, why.entry.registered), *why.entry.disagreements):
        tree.add(Text(plain_text(said_there), style="dim"))
    if why.corrections:
        branch = tree.add(Text("what people said", style="bold"))
        days = Counter(said.at.date() for said in why.corrections)
        for said in why.corrections:
            branch.add(Text(plain_text(_said(said, timed=days[said.at.date()] > 1))))
    console().print(tree)


def _add_candidates(tree: Tree, head: str, findings: Sequence[Finding], why: Why) -> None:
    """Candidates with their rules and quotes, a dozen at most; nothing where there are none."""
    from rich.text import Text

    if not findings:
        return
    branch = tree.add(Text(f"{head} ({len(findings)})", style="bold"))
    for finding in findings[:12]:
        conflicts = "  contradicts the choice" if finding in why.reading.conflicts else ""
        sure = f"{finding.confidence:.0%}" if finding.confidence >= 0.005 else "under 1%"
        leaf = branch.add(Text(plain_text(f"{finding.value}  ({finding.rule}, {sure}){conflicts}")))
        _add_quotes(leaf, finding.quotes)


def _add_machine(tree: Tree, why: Why) -> None:
    """What the machine read where a person's word counts: the first thing to hold that word against."""
    from rich.text import Text

    machine = why.fact.machine
    if machine is None:
        branch = tree.add(Text(f"the machine read nothing: {why.reading.abstained or 'not stated'}"))
        add_why_none(branch, why.silence)
        return
    told = described(machine.value, working=machine.working)
    branch = tree.add(Text(plain_text(f"the machine read {told}  ({machine.rule}, {machine.confidence:.0%} sure)")))
    _add_reading(branch, machine, why)


def _add_reading(branch: Tree, finding: Finding, why: Why) -> None:
    """A reading's quotes, its rule, the words of its attributes and what was weighed, below it."""
    from rich.text import Text

    _add_quotes(branch, finding.quotes)
    if finding.rule:
        branch.add(Text(plain_text(_rule_about(finding.rule, why)), style="dim"))
    add_attributes(branch, why.attributes)
    add_weighed(branch, why.reasons)


def _add_quotes(branch: Any, quotes: tuple[Quote, ...]) -> None:
    for quote in quotes:
        branch.add(quoted(quote))


def _said(said: Correction, *, timed: bool) -> str:
    """Who said what and why, all of it; with the time of day (`timed`) where a day alone tells no order."""
    value = f" {word_of(said)}" if said.value is not None else ""
    at = f"{said.at:%Y-%m-%d %H:%M:%S %Z}" if timed else f"{said.at:%Y-%m-%d}"
    return f"{at} {said.by}: {said.verdict.value}{value}" + (f" - {said.reason}" if said.reason else "")


def _rule_about(name: str, why: Why) -> str:
    """What a rule reads, and that it was never measured, where it was not, or whose it is."""
    from evidence.tagging import listed_rules, trust_in

    about = _about(name, why)
    if about is None:
        return f"rule: {name}"
    if own := why.own_rules.get(name):
        return f"rule of your own: {about} ({own.file})"
    rule = next(one for one in listed_rules() if one["rule"] == name)
    return f"rule: {about}" + ("" if rule["n"] else f" ({trust_in(rule)})")


def _about(name: str, why: Why) -> str | None:
    """What a rule reads, in words; None of one that there is not any more and that the store did not keep."""
    from evidence.tagging import listed_rules

    if own := why.own_rules.get(name):
        return own.about
    return next((str(one["about"]) for one in listed_rules() if one["rule"] == name), None)


def _machine_to_json(machine: Finding | None, quoting: Quoting) -> dict[str, Any] | None:
    """The machine's own choice, also where a person's word counts."""
    return None if machine is None else conflict_to_json(machine, quoting) | {"working": machine.working}


def why_to_json(why: Why) -> dict[str, Any]:
    """The same as JSON."""
    quoting = with_sentence(why.entry.record.passages)
    return {
        "pmid": why.entry.record.pmid,
        "field": why.fact.field.value,
        "fact": fact_in_full(why.fact, why.entry.record.passages),
        "stale": why.fact.stale,
        "machine": _machine_to_json(why.fact.machine, quoting),
        "rule_about": _about(why.fact.machine.rule, why) if why.fact.machine else None,
        "candidates": [conflict_to_json(finding, quoting) for finding in why.reading.candidates],
        **silence_to_json(why.silence),
        "weighed": reasons_to_json(why.reasons),
        "attributes": attributes_to_json(why.attributes),
        "corrections": [
            {
                "verdict": said.verdict.value, "value": None if said.value is None else str(said.value),
                "in_full": None if said.value is None else word_of(said),
                "reason": said.reason, "by": said.by, "at": said.at.isoformat(),
            }
            for said in why.corrections
        ],
    }  # fmt: skip
