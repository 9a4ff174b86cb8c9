"""Figures of the design tagger's training: F1 as score.py counts it, and how far confidence can be believed.

Imported by design.py beside it; touches nothing.
"""

from __future__ import annotations

from collections import Counter

from design_fit import Answer
from design_rows import CORPORA, FOLDS, INVENTED, MORE, Row

from evidence.tag.design.ranker import NONE, calibrated
from evidence.tag.design.reading import HARDLY

TRIALS = ("ebm_nlp", "pico_corpus", "ct_corpus")
SURE, PROMISED = 0.95, 0.97  # from such a confidence on, so many are to be right in each corpus
ENOUGH = 50  # answers that show it
MODESTY = 1.5  # standard errors
Bins = list[dict[str, float]]


def is_right(row: Row, code: str | None) -> bool:
    """Whether an answer is one that the label accepts."""
    return (code or NONE) in row.accept


def figures(rows: list[Row], answers: list[Answer]) -> dict[str, float]:
    """Share right, macro F1 or F1 of each corpus, as score.py counts them, and the share right of hand labels."""
    pairs = [(row, code) for row, (code, _, _) in zip(rows, answers, strict=True)]
    out: dict[str, float] = {}
    for corpus in CORPORA:
        mine = [(r, code) for r, code in pairs if r.corpus == corpus and not r.gold]
        if mine and corpus == "clinical_hedges":
            for text_only in (False, True):
                part = [(r.accept == {"rct"}, code == "rct") for r, code in mine if r.text_only == text_only]
                tp, fp, fn = (part.count(pair) for pair in ((True, True), (False, True), (True, False)))
                out[f"{corpus} {'text only ' if text_only else ''}F1"] = 2 * tp / (2 * tp + fp + fn or 1)
        elif mine:
            out[f"{corpus} right"] = sum(is_right(r, code) for r, code in mine) / len(mine)
            if corpus != "ct_corpus":
                out[f"{corpus} macro F1"] = macro(mine)
    for corpus in sorted({r.corpus for r, _ in pairs if r.gold}):
        mine = [(r, code) for r, code in pairs if r.gold and r.corpus == corpus]
        out[f"hand labels, {corpus} right"] = sum(is_right(r, code) for r, code in mine) / len(mine)
    return {name: round(value, 4) for name, value in out.items()}


def macro(pairs: list[tuple[Row, str | None]]) -> float:
    """Macro F1 over the labels of a corpus."""
    labels = sorted({tuple(sorted(r.accept)) for r, _ in pairs})
    scores = []
    for label in labels:
        tp = sum(tuple(sorted(r.accept)) == label and a in label for r, a in pairs)
        fn = sum(tuple(sorted(r.accept)) == label and a not in label for r, a in pairs)
        fp = sum(tuple(sorted(r.accept)) != label and a in label for r, a in pairs)
        scores.append(2 * tp / (2 * tp + fp + fn or 1))
    return sum(scores) / len(scores)


def judged(rows: list[Row], answers: list[Answer]) -> list[tuple[Row, float, bool]]:
    """Row, share and whether right, of the answers that calibration goes by.

    Hand labels, and labels of one code in a corpus that gives them to few of our hand-labelled texts; a label that
    accepts six codes would flatter, and so would a corpus of one kind. What was left of the real records is no sample.
    Right is also what the doubt in a label's own note would take: both are what a careful reader says.
    """
    return [
        (row, share, code in row.accept | row.would_do)
        for row, (code, share, _) in zip(rows, answers, strict=True)
        if code and _is_sample(row)
    ]


def _is_sample(row: Row) -> bool:
    told = row.gold or (row.corpus == "psynamic" and len(row.accept) == 1)
    return told and row.corpus not in (MORE, INVENTED)


def bins(rows: list[Row], answers: list[Answer], least: int = 200) -> Bins:
    """How often codes of some share were right where they were chosen; see `_isotonic` and `_promised`."""
    found = judged(rows, answers)
    return _promised(_isotonic(found, least), found)


def _promised(steps: Bins, found: list[tuple[Row, float, bool]]) -> Bins:
    """No bin is sure from which on some corpus had fewer right than `SURE` promises of each."""
    for step in steps:
        above = [(row.corpus, good) for row, share, good in found if share >= step["from"]]
        many = Counter(corpus for corpus, _ in above)
        right = Counter(corpus for corpus, good in above if good)
        if any(right[corpus] < PROMISED * n for corpus, n in many.items() if n >= ENOUGH):
            step["precision"] = min(step["precision"], SURE - 0.001)
    return steps


def passed_over(rows: list[Row], answers: list[Answer], least: int = 200) -> Bins:
    """How often codes of some share were right where another was chosen, or none; see `_isotonic`."""
    told = zip(rows, answers, strict=True)
    others = [(row, code, share) for row, answer in told if _is_sample(row) for code, share in answer.others.items()]
    return _isotonic([(row, share, code in row.accept) for row, code, share in others if share > HARDLY], least)


def _isotonic(found: list[tuple[Row, float, bool]], least: int) -> Bins:
    """Isotonic calibration of shares, in bins of at least so many rows (pool adjacent violators).

    Literature is mixed: corpora of trials alone, where all is easy, are left out, and real records count twice. Each
    precision is lowered by a part of its standard error: it is measured on texts much like those learned from.
    """
    pairs = sorted(
        (share, good)
        for row, share, good in found
        if row.corpus not in TRIALS
        for _ in range(2 if row.corpus == "pubmed" else 1)
    )
    blocks: list[list[float]] = []  # from, right, n
    for start in range(0, len(pairs), least):
        part = pairs[start : start + least]
        if len(part) < least // 2 and blocks:
            blocks[-1][1] += sum(good for _, good in part)
            blocks[-1][2] += len(part)
        else:
            blocks.append([part[0][0], sum(good for _, good in part), len(part)])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1][1] += last[1]
            blocks[-1][2] += last[2]
    return [
        {"from": round(low, 4) if n else 0.0, "precision": _timid(good, count), "n": int(count)}
        for n, (low, good, count) in enumerate(blocks)
    ]


def _timid(good: float, count: float) -> float:
    """The share right of so many, less `MODESTY` of its standard errors."""
    share = (good + 0.5) / (count + 1)
    return round(float(share - MODESTY * (share * (1 - share) / (count + 1)) ** 0.5), 3)


def honest(rows: list[Row], answers: list[Answer]) -> list[tuple[Row, float, bool]]:
    """Row, confidence and whether right; the bins were fitted on the other folds' rows."""
    out = []
    for fold in range(FOLDS):
        others = [(r, a) for r, a in zip(rows, answers, strict=True) if r.fold != fold]
        found = bins([r for r, _ in others], [a for _, a in others])
        table = (tuple(b["from"] for b in found), tuple(b["precision"] for b in found))
        mine = [(r, a) for r, a in zip(rows, answers, strict=True) if r.fold == fold]
        out += [
            (row, calibrated(share, table), good)
            for row, share, good in judged([r for r, _ in mine], [a for _, a in mine])
        ]
    return out


def error(pairs: list[tuple[float, bool]]) -> float:
    """Expected calibration error over ten bins of confidence."""
    total = 0.0
    for low in range(10):
        part = [(c, good) for c, good in pairs if low / 10 <= c < (low + 1) / 10 + (low == 9)]
        total += abs(sum(c for c, _ in part) - sum(good for _, good in part))
    return round(total / len(pairs), 4)


def calibration(rows: list[Row], answers: list[Answer]) -> dict[str, float]:
    """Expected calibration error, pooled and of each corpus, and its precision at a confidence of 0.95 and more."""
    found = honest(rows, answers)
    out = {"expected calibration error": error([(c, good) for _, c, good in found])}
    for corpus in sorted({row.corpus for row, _, _ in found}):
        mine = [(c, good) for row, c, good in found if row.corpus == corpus]
        if len(mine) < 100:
            continue
        out[f"{corpus}: expected calibration error"] = error(mine)
        if sure := [good for c, good in mine if c >= SURE]:
            out[f"{corpus}: precision at {SURE} and more"] = round(sum(sure) / len(sure), 4)
            out[f"{corpus}: answers at {SURE} and more"] = len(sure)
        if strict := [good for row, c, good in found if c >= SURE and row.corpus == corpus and not row.would_do]:
            out[f"{corpus}: precision at {SURE} and more, labels without doubt"] = round(sum(strict) / len(strict), 4)
    return out
