"""The store on one screen, with small bars. Prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from evidence.cli.screen import DESIGN_STYLES, console
from evidence.pubmed.account import SOURCES
from evidence.sanitize import plain_text
from evidence.values import DESIGNS, counted

if TYPE_CHECKING:
    from rich.console import Console

NO_TOPIC: Final = "none, tables have the general columns; EVIDENCE_TOPIC, or `topic` in evidence.toml, names one"
_BAR: Final = 30
_TEXTS: Final = {"with an abstract": "published abstract"}  # a summary of ours is one to `has:abstract`, too


def print_status(counts: dict[str, Any], path: Path) -> None:
    """Records, tags, people's word, pulls."""
    from rich.text import Text

    page = console()
    page.print(
        Text.assemble(
            (str(path), "bold"),
            f"  {counted(counts['records'], 'records')}, {_size(path)}, as of {counts['as_of'] or 'never'}",
        )
    )
    topic = {key: plain_text(str(value)) for key, value in (counts["topic"] or {}).items()}
    named = f"{topic['name']}: {topic['title']} ({topic['source']})" if topic else NO_TOPIC
    page.print(Text.assemble(("Topic ", "bold"), named))
    if topic and topic["description"]:
        page.print(Text(f"  {topic['description']}", style="dim"))
    if own := counts["own_rules"]:
        shown = f"{plain_text(own['name'])}, {len(own['rules'])} of them read {counted(own['values'], 'values')}"
        page.print(Text.assemble(("Rules of your own ", "bold"), shown))
    page.print()
    _bars(
        page,
        "Design",
        counts["designs"],
        {code: DESIGN_STYLES.get(DESIGNS.get(code, ""), "") for code in counts["designs"]},
    )
    _bars(page, "Values", counts["values"], {})
    _bars(page, "Texts", {_TEXTS.get(name, name): count for name, count in counts["texts"].items()}, {})
    said = {"corrected": "corrected", "confirmed": "confirmed", "disputed": "disputed", "stale": "text changed since"}
    values = ", ".join(f"{words} {counts[name]:,}" for name, words in said.items())
    others = f", of records not in the store {of_others:,}" if (of_others := counts["corrections_of_others"]) else ""
    page.print(Text.assemble(("Corrections ", "bold"), f"{counts['corrections']:,}{others}; values {values}"))
    _print_screening(page, counts.get("screening"))
    told: set[tuple[str, str]] = set()
    for pull in counts["pulls"][:3]:
        page.print(Text.assemble(("Pull ", "bold"), _pull(pull)))
        page.print(Text(f"  {plain_text(str(pull['query']))}", style="dim"), no_wrap=True, overflow="ellipsis")
        understood = (str(pull["query"]), str(pull["translation"]))
        if pull["translation"] and understood not in told:
            page.print(Text(plain_text(f"  {_name(pull)} searched: {pull['translation']}")), soft_wrap=True)
        told.add(understood)
        for warning in pull["warnings"]:
            page.print(Text(plain_text(f"  {_name(pull)} warned: {warning}"), style="yellow"), soft_wrap=True)


def _print_screening(page: Console, told: dict[str, Any] | None) -> None:
    """How far screening is, who judged how many, how far each two agree; nothing where nobody has screened."""
    from rich.text import Text

    if not told:
        return
    states = ", ".join(f"{name} {told[name]:,}" for name in ("included", "excluded", "disputed", "left"))
    page.print(Text.assemble(("Screening ", "bold"), f"{counted(told['screened'], 'records')}: {states}"))
    for one in told["people"]:
        line = f"  {one['by']}: {one['judged']:,} judged, {one['included']:,} included, {one['excluded']:,} excluded"
        page.print(Text(plain_text(line)))
    for pair in told["pairs"]:
        page.print(Text(plain_text(f"  {_agreeing(pair)}")))


def _agreeing(pair: dict[str, Any]) -> str:
    """How far two people agree; "undefined" where both said one and the same throughout."""
    kappa = "undefined (one verdict throughout)" if pair["kappa"] is None else f"{pair['kappa']:.2f}"
    both = f"{' and '.join(pair['by'])}, {pair['stage'].replace('-', ' ')}: {pair['both']:,} judged by both"
    return f"{both}, {pair['agreement']:.0%} agreed, Cohen's kappa {kappa}"


def _name(pull: dict[str, Any]) -> str:
    return SOURCES.get(pull["source"], str(pull["source"]))


def _pull(pull: dict[str, Any]) -> str:
    """Its counts on a line; what is zero is left out but for what was found."""
    head = f"{pull['source']} through {pull['through'] or 'no date'}: found {pull['found']:,}"
    counts = ("new", "changed", "unchanged", "books", "deleted", "failed")
    return ", ".join([head, *(f"{name} {pull[name]:,}" for name in counts if pull[name])])


def _bars(page: Console, head: str, counts: dict[str, int], styles: dict[str, str]) -> None:
    from rich.text import Text

    page.print(Text(head, style="bold"))
    longest = max(counts.values(), default=0)
    for name, count in counts.items():
        bar = "█" * (round(_BAR * count / longest) or 1 if count else 0)
        page.print(Text.assemble(f"  {name:30}", (f"{bar:{_BAR}}", styles.get(name, "cyan")), f" {count:>7,}"))


def _size(path: Path) -> str:
    try:
        return f"{path.stat().st_size / 1e6:.1f} MB"
    except OSError:
        return "in memory"
