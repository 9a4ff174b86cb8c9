"""Fits the learned layer of the design tagger: a multinomial logistic layer over its rules. Touches nothing.

Imported by design.py beside it. Needs numpy and scipy. The weight of a code is that of its kind and its own, so that a
label that accepts several codes of a kind ("controlled, but not randomised") teaches all of them. A code that a corpus
never gives as a label is held back there by `UNKNOWN`: that no cross-sectional study is among the labels says more of
the corpus than of cross-sectional studies. And a corpus whose rows were picked by their kind (half of them trials) has
a bias of its own while the layer is fitted, which is then left out: how common a kind is, hand labels tell.

The weights are the mean of two fits that err in different places. One penalises all weights alike. In the other a
weight is cheap where the counts alone speak for it: its penalty is divided by how far the odds of the code are from
even among the rows that have the feature (the log-count ratio of Wang and Manning, Baselines and Bigrams, ACL 2012,
there a factor of the feature).
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
FEW = 2.0  # rows with and without a code that every feature is taken to have been seen in besides
EVEN = 0.3  # no log-count ratio counts as less
POWER = 1.4  # of the ratio that divides the penalty; 2 would be the factor of the paper
LESS = 0.75  # of the penalty, where the ratios divide it
TWICE = 2.0  # a single word says less than a sign: its weight is penalised so much more


def kinds() -> Any:
    """Kinds x codes: 1 where the code is of the kind; codes of no kind above are a kind of their own, NONE of none."""
    listed = {code for kind in KINDS for code in kind}
    rows = [*KINDS, *((code,) for code in CODES if code not in listed and code != NONE)]
    return np.array([[float(code in kind) for code in CODES] for kind in rows])


def fit(rows: list[Row], penalty: float, most: int = MOST) -> Weights:
    """The weights of the features that are seen often enough: the mean of two fits, see above."""
    rows = [_biased(row) for row in rows]
    seen = Counter(feature for row in rows for feature in row.features)
    features = sorted(feature for feature, n in seen.items() if n >= LEAST)
    both = [_strongest(rows, penalty, features, most, by_telling=way) for way in (False, True)]
    none = np.zeros(len(CODES))
    names = sorted(name for name in set().union(*both) if not name.startswith(BIAS))
    return {name: (both[0].get(name, none) + both[1].get(name, none)) / 2 for name in names}


def _strongest(rows: list[Row], penalty: float, features: list[str], most: int, *, by_telling: bool) -> Weights:
    """The weights of the strongest features: fitted on all, chosen, fitted again."""
    first = solve(rows, penalty, features, by_telling=by_telling)
    size = {name: float(np.abs(values).max()) for name, values in first.items()}
    chosen = sorted(sorted(features, key=lambda name: (-size[name], name))[:most])
    return solve(rows, penalty, chosen, by_telling=by_telling)


def _biased(row: Row) -> Row:
    """The row with the bias of its corpus as one more feature."""
    picked = row.corpus in PICKED and not row.gold
    return row._replace(features=row.features | {BIAS + row.corpus}) if picked else row


def solve(rows: list[Row], penalty: float, features: list[str], *, by_telling: bool) -> Weights:
    """Weights of each feature for each code; a kind's share is penalised half as much as a code's own."""
    x, base, good, weight = matrices(rows, {feature: n for n, feature in enumerate(features)})
    of_kind = kinds()
    shared, own = (len(features), len(of_kind)), (len(features), len(CODES))
    cut = shared[0] * shared[1]
    cost = np.array([[penalty * (TWICE if is_word(name) else 1.0)] for name in features])
    ratio = telling(x, good, weight) ** (POWER / 2) if by_telling else np.ones(own)
    cost = cost * LESS if by_telling else cost
    cost_own, cost_kind = cost / ratio**2, cost / (ratio @ of_kind.T / of_kind.sum(axis=1)) ** 2

    def loss(flat: Any) -> tuple[float, Any]:
        u, v = flat[:cut].reshape(shared), flat[cut:].reshape(own)
        logits = base + x @ (u @ of_kind + v)
        right = logits + good
        all_sum, good_sum = np.logaddexp.reduce(logits, axis=1), np.logaddexp.reduce(right, axis=1)
        p, q = np.exp(logits - all_sum[:, None]), np.exp(right - good_sum[:, None])
        value = weight @ (all_sum - good_sum) + (cost_kind * u**2).sum() / 2 + (cost_own * v**2).sum()
        slope = x.T @ ((p - q) * weight[:, None])
        by_kind, by_code = slope @ of_kind.T + cost_kind * u, slope + 2 * cost_own * v
        return float(value), np.concatenate([by_kind.ravel(), by_code.ravel()])

    start = np.zeros(cut + own[0] * own[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 100}).x
    w = found[:cut].reshape(shared) @ of_kind + found[cut:].reshape(own)
    return {name: w[n] for n, name in enumerate(features)}


def telling(x: Any, good: Any, weight: Any) -> Any:
    """How far the odds of a code are from even where a feature is: features x codes, of geometric mean 1."""
    labelled = np.exp(good)
    with_code = labelled / labelled.sum(axis=1, keepdims=True) * weight[:, None]
    without = weight[:, None] - with_code
    seen = x.sign().T
    share_with = (seen @ with_code + FEW) / (with_code.sum(axis=0) + 2 * FEW)
    share_without = (seen @ without + FEW) / (without.sum(axis=0) + 2 * FEW)
    ratio = np.maximum(np.abs(np.log(share_with / share_without)), EVEN)
    return ratio / np.exp(np.log(ratio).mean())


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
    if code == NONE or scores[code] < none:
        return Answer(None, 0.0, shares)
    return Answer(code, shares.pop(code), shares)
