"""The figures of an evaluation and its misses, as plain columns. Prints."""

from __future__ import annotations

from evidence.cli.screen import out
from evidence.evaluate import Evaluation, Judged
from evidence.sanitize import plain_text


def print_evaluation(found: Evaluation, *, misses: bool) -> None:
    """A row a field; then which designs are taken for which; then the misses with their quotes."""
    head = ("records", "stated", "answered", "right", "precision", "recall", "silent", "sure", "n sure", "ECE")
    out(f"{'field':12}" + "".join(f"{name:>10}" for name in head))
    for one in found.scores:
        trust = one.calibration
        counts = "".join(f"{count:>10,}" for count in (one.records, one.stated, one.answered))
        shares = (one.right, one.precision, one.recall, one.abstention, trust.sure if trust else None)
        rest = f"{trust.n_sure:>10,}{trust.error:>10.3f}" if trust else f"{'-':>10}{'-':>10}"
        out(f"{one.field.value:12}{counts}{''.join(map(_percent, shares))}{rest}")
    for one in found.scores:
        wrong = [(pair, n) for pair, n in one.confusion.items() if pair[0] != pair[1]]
        if one.field.value == "design" and wrong:
            out("\nlabelled → read, how often")
            for (label, answer), count in sorted(wrong, key=lambda row: (-row[1], row[0])):
                out(f"{count:>5}  {label} → {answer}")
    if misses:
        out("")
        for miss in found.misses:
            out(_miss(miss))


def _percent(share: float | None) -> str:
    return f"{'-':>10}" if share is None else f"{100 * share:>9.1f}%"


def _miss(miss: Judged) -> str:
    label = " | ".join(miss.labels) or "none"
    answer = miss.chosen
    said = f"{answer.value} ({answer.rule}, {answer.confidence:.0%})" if answer else "nothing"
    quotes = " […] ".join(plain_text(quote.text) for quote in miss.quotes)
    return f"{miss.key}  {miss.field.value}: labelled {label}, read {said}" + (f": “{quotes}”" if quotes else "")
