"""Figures of the design tagger's training: F1 as score.py counts it, and how far confidence can be believed.

Imported by design.py beside it; touches nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from evidence.tag.design_ranker import calibrated

CORPORA = ("studytypeteller", "psynamic", "clinical_hedges", "ct_corpus")
FOLDS = 5
Answer = tuple[str | None, float]  # the code chosen and its share


class Row(NamedTuple):
    """One labelled abstract: what speaks for what, and the codes that its label accepts."""

    corpus: str
    key: str
    fold: int
    offsets: dict[str, float]  # code -> rule strength, scaled
    features: frozenset[str]
    accept: frozenset[str]
    weight: float
    text_only: bool
    tier: str


def figures(rows: list[Row], answers: list[Answer]) -> dict[str, float]:
    """Accuracy, macro F1 or F1 of each corpus, as score.py counts them."""
    out: dict[str, float] = {}
    for corpus in CORPORA:
        mine = [(r, a[0]) for r, a in zip(rows, answers, strict=True) if r.corpus == corpus]
        if not mine:
            continue
        if corpus == "clinical_hedges":
            for text_only in (False, True):
                part = [
                    (("rct" in r.accept and len(r.accept) == 1), a == "rct")
                    for r, a in mine
                    if r.text_only == text_only
                ]
                tp, fp, fn = (part.count(pair) for pair in ((True, True), (False, True), (True, False)))
                out[f"{corpus} {'text only ' if text_only else ''}F1"] = 2 * tp / (2 * tp + fp + fn or 1)
        elif corpus == "ct_corpus":
            out[corpus] = sum(a in r.accept for r, a in mine) / len(mine)
        else:
            out[f"{corpus} right"] = sum(a in r.accept for r, a in mine) / len(mine)
            out[f"{corpus} macro F1"] = macro(mine)
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


def bins(rows: list[Row], answers: list[Answer], least: int = 60) -> list[dict[str, float]]:
    """Isotonic calibration of the chosen share, in bins of at least so many rows (pool adjacent violators)."""
    pairs = sorted(
        (share, code in row.accept)
        for row, (code, share) in zip(rows, answers, strict=True)
        if code and row.tier == "code"
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
        {"from": round(low, 4) if n else 0.0, "precision": round((good + 0.5) / (count + 2), 3), "n": int(count)}
        for n, (low, good, count) in enumerate(blocks)
    ]


def honest(rows: list[Row], answers: list[Answer]) -> list[tuple[str, float, bool]]:
    """Corpus, confidence and whether right, of each answered row; its bins were fitted on the other folds' rows."""
    out = []
    for fold in range(FOLDS):
        others = [(r, a) for r, a in zip(rows, answers, strict=True) if r.fold != fold]
        found = bins([r for r, _ in others], [a for _, a in others])
        table = (tuple(b["from"] for b in found), tuple(b["precision"] for b in found))
        out += [
            (r.corpus, calibrated(share, table), code in r.accept)
            for r, (code, share) in zip(rows, answers, strict=True)
            if r.fold == fold and code and r.tier == "code"
        ]
    return out


def calibration(rows: list[Row], answers: list[Answer]) -> dict[str, float]:
    """Expected calibration error over ten bins of confidence, and each corpus's precision at 0.95 and more."""
    pairs = honest(rows, answers)
    total = 0.0
    for low in range(10):
        part = [(c, good) for _, c, good in pairs if low / 10 <= c < (low + 1) / 10 + (low == 9)]
        if part:
            total += abs(sum(c for c, _ in part) - sum(good for _, good in part))
    out = {"expected calibration error": round(total / len(pairs), 4)}
    for corpus in CORPORA:
        sure = [good for name, c, good in pairs if name == corpus and c >= 0.95]
        if sure:
            out[f"{corpus} precision at 0.95 and more"] = round(sum(sure) / len(sure), 4)
            out[f"{corpus} answers at 0.95 and more"] = len(sure)
    return out
