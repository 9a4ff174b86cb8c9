"""A conditional logit: weights that make the right one of each record's options likely. Touches nothing.

Imported by sample_size.py and follow_up_choice.py beside it. Needs numpy and scipy; deterministic, the solver starts at
zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Feature = TypeVar("Feature")


def fit(
    options: Sequence[Sequence[Sequence[Feature]]],
    right: Sequence[Sequence[bool]],
    trust: Sequence[float],
    names: dict[Feature, int],
    penalty: Any,
) -> Any:
    """One weight for each of `names`, in their order.

    Args:
        options: the features of each option of each record.
        right: whether each option is right; of each record at least one is.
        trust: what each record weighs.
        names: feature -> its place; others are passed over.
        penalty: of the squared weights, one number or one for each name.
    """
    matrix, owners = _matrix(options, names)
    good = np.concatenate([np.asarray(flags) for flags in right]).astype(float)
    weight = np.asarray(trust)
    starts = np.searchsorted(owners, np.arange(len(options)))

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        shares = np.exp(scores - np.maximum.reduceat(scores, starts)[owners])
        whole = np.add.reduceat(shares, starts)
        part = np.add.reduceat(shares * good, starts) + 1e-300
        slope = weight[owners] * (shares / whole[owners] - shares * good / part[owners])
        value = (weight * (np.log(whole) - np.log(part))).sum() + (penalty * weights * weights).sum() / 2
        return float(value), matrix.T @ slope + penalty * weights

    return minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def _matrix(options: Sequence[Sequence[Sequence[Feature]]], names: dict[Feature, int]) -> tuple[Any, Any]:
    """The options' features as a sparse matrix, and the number of the record of each."""
    columns: list[int] = []
    ends = [0]
    owners = []
    for number, record in enumerate(options):
        for features in record:
            columns += [names[f] for f in features if f in names]
            ends.append(len(columns))
            owners.append(number)
    shape = (len(ends) - 1, len(names))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=shape), np.array(owners)
