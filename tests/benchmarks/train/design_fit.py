"""Fits the learned layer of the design tagger: a multinomial logistic layer over its rules. Touches nothing.

Imported by design.py beside it. Needs numpy and scipy. The weight of a code is that of its kind and its own, so that a
label that accepts several codes of a kind ("controlled, but not randomised") teaches all of them. A code that a corpus
never gives as a label is held back there by `UNKNOWN`: that no cross-sectional study is among the labels says more of
the corpus than of cross-sectional studies. And a corpus whose rows were picked by their kind (half of them trials) has
a bias of its own while the layer is fitted, which is then left out: how common a kind is, hand labels tell.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import numpy as np
from design_rows import Row, is_word
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from evidence.tag.design.ranker import CODES, NONE, PLACE, SCALE, UNSAID, WORTH_TELLING, probabilities

Weights = dict[str, Any]  # feature -> a row of weights, one a code
UNKNOWN = -3.0
NEVER = -60.0
KINDS: tuple[tuple[str, ...], ...] = (
    ("cohort", "single-arm", "non-randomised-controlled", "case-series", "quasi-randomised", "historically-controlled"),
    ("cross-sectional", "case-control"),
    ("systematic-review", "meta-analysis"),
)
PICKED = ("studytypeteller", "clinical_hedges", "ct_corpus")  # corpora with as many of each kind as was wanted
BIAS = "corpus:"
TIMID = 0.5  # size of a bias as a feature: half as large, it is penalised four times as much
LEAST = 6  # rows that a feature must be seen in
MOST = 5500  # features
TWICE = 2.0  # a single word says less than a sign: its weight is penalised so much more


def kinds() -> Any:
    """Kinds x codes: 1 where the code is of the kind; codes of no kind above are a kind of their own, NONE of none."""
    listed = {code for kind in KINDS for code in kind}
    rows = [*KINDS, *((code,) for code in CODES if code not in listed and code != NONE)]
    return np.array([[float(code in kind) for code in CODES] for kind in rows])


def fit(rows: list[Row], penalty: float, most: int = MOST) -> Weights:
    """The weights of the strongest features: fitted on all that are seen often enough, chosen, fitted again."""
    rows = [_biased(row) for row in rows]
    seen = Counter(feature for row in rows for feature in row.features)
    features = sorted(feature for feature, n in seen.items() if n >= LEAST)
    first = solve(rows, penalty, features)
    size = {name: float(np.abs(values).max()) for name, values in first.items()}
    found = solve(rows, penalty, sorted(sorted(features, key=lambda name: (-size[name], name))[:most]))
    return {name: values for name, values in found.items() if not name.startswith(BIAS)}


def _biased(row: Row) -> Row:
    """The row with the bias of its corpus as one more feature."""
    picked = row.corpus in PICKED and not row.gold
    return row._replace(features=row.features | {BIAS + row.corpus}) if picked else row


def solve(rows: list[Row], penalty: float, features: list[str]) -> Weights:
    """Weights of each feature for each code; a kind's share is penalised half as much as a code's own."""
    x, base, good, weight = matrices(rows, {feature: n for n, feature in enumerate(features)})
    of_kind = kinds()
    shared, own = (len(features), len(of_kind)), (len(features), len(CODES))
    cut = shared[0] * shared[1]
    cost = np.array([[penalty * (TWICE if is_word(name) else 1.0)] for name in features])

    def loss(flat: Any) -> tuple[float, Any]:
        u, v = flat[:cut].reshape(shared), flat[cut:].reshape(own)
        logits = base + x @ (u @ of_kind + v)
        right = logits + good
        all_sum, good_sum = np.logaddexp.reduce(logits, axis=1), np.logaddexp.reduce(right, axis=1)
        p, q = np.exp(logits - all_sum[:, None]), np.exp(right - good_sum[:, None])
        value = weight @ (all_sum - good_sum) + (cost * u**2).sum() / 2 + (cost * v**2).sum()
        slope = x.T @ ((p - q) * weight[:, None])
        return float(value), np.concatenate([(slope @ of_kind.T + cost * u).ravel(), (slope + 2 * cost * v).ravel()])

    start = np.zeros(cut + own[0] * own[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 100}).x
    w = found[:cut].reshape(shared) @ of_kind + found[cut:].reshape(own)
    return {name: w[n] for n, name in enumerate(features)}


def matrices(rows: list[Row], names: dict[str, int]) -> tuple[Any, Any, Any, Any]:
    """Features (rows x features), what the rules say of each code, which codes are accepted, weights of rows."""
    base = np.full((len(rows), len(CODES)), UNSAID)
    base[:, PLACE[NONE]] = 0.0
    good = np.full((len(rows), len(CODES)), NEVER)
    places = [(i, names[f]) for i, row in enumerate(rows) for f in sorted(row.features) if f in names]
    for i, row in enumerate(rows):
        for code, strength in row.strengths.items():
            base[i, PLACE[code]] = SCALE * strength
        for code in CODES:
            if code in row.accept:
                good[i, PLACE[code]] = 0.0
            elif code not in row.known:
                base[i, PLACE[code]] += UNKNOWN
    at = np.array(places).T
    size = np.ones(len(names))
    size[[n for name, n in names.items() if name.startswith(BIAS)]] = TIMID
    x = csr_matrix((size[at[1]], (at[0], at[1])), shape=(len(rows), len(names)))
    return x, base, good, np.array([row.weight for row in rows])


class Answer(NamedTuple):
    """The code chosen (None: no design) with its share, and the shares of those passed over."""

    code: str | None
    share: float
    others: dict[str, float]


def predict(row: Row, weights: Weights, blend: float = 1.0) -> Answer:
    """The code that the layer would choose, and its share, as in evidence.tag.design.reading; None for no design."""
    added = np.zeros(len(CODES))
    for feature in row.features:
        if feature in weights:
            added += weights[feature]
    added *= blend
    scores = {code: SCALE * strength + added[PLACE[code]] for code, strength in row.strengths.items()}
    least = max(0.0, max(scores.values(), default=0.0) - WORTH_TELLING) - UNSAID
    for place, extra in enumerate(added[:-1]):
        if extra > least and CODES[place] not in scores:
            scores[CODES[place]] = UNSAID + extra
    none = float(added[PLACE[NONE]])
    shares = probabilities(scores, none)
    code = next(iter(shares), NONE)
    people = any(feature.startswith("counted_people@") for feature in row.features)
    if code == NONE or (scores[code] < none and not people):
        return Answer(None, 0.0, shares)
    return Answer(code, shares.pop(code), shares)
