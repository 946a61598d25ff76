"""Random cases with the answers of scikit-learn and scipy, one JSON object a line, for scikit-learn*.test.ts.

    python cases.py classification FIRST COUNT   cases FIRST .. FIRST + COUNT - 1; a case is given by its number alone
    python cases.py scores FIRST COUNT           likewise, of a two-class model's scores (score_cases.py)
    python cases.py regression FIRST COUNT       likewise, of predicted values (regression_cases.py)
    python cases.py drift-counts FIRST COUNT     likewise, and drift-values, drift-distributions, drift-metric,
                                                 drift-estimated (drift_cases.py)
    python cases.py intervals                    normal quantiles, Wilson and delta-method intervals

NaN is written as null. Classes are numbers here and their decimal text there.
"""

import json
import sys
import warnings

import numpy as np
import sklearn
from scipy.stats import binomtest, norm
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    cohen_kappa_score,
    matthews_corrcoef,
    multilabel_confusion_matrix,
    precision_recall_fscore_support,
)
from sklearn.utils.extmath import _nanaverage

import drift_cases
from regression_cases import regression
from score_cases import scores

warnings.filterwarnings("ignore")
sklearn.set_config(assume_finite=True, skip_parameter_validation=True)

SHAPES = ["any", "any", "any", "mostly right", "all wrong", "all right", "few actual", "few predicted", "one actual",
          "one predicted"]


def pairs(random, size, shape):
    """Unique cells (actual, predicted) of a matrix of the given size and shape."""
    cells = int(random.integers(1, 3 * size + 2))
    actual = random.integers(0, size, cells)
    predicted = random.integers(0, size, cells)
    if shape == "mostly right":
        predicted = np.where(random.random(cells) < 0.8, actual, predicted)
    elif shape == "all wrong" and size > 1:
        predicted = (actual + 1 + predicted % (size - 1)) % size
    elif shape == "all right":
        predicted = actual
    elif shape == "few actual":
        actual = actual % max(1, size // 4)
    elif shape == "few predicted":
        predicted = predicted % max(1, size // 4)
    elif shape == "one actual":
        actual = np.full(cells, size // 2)
    elif shape == "one predicted":
        predicted = np.full(cells, size // 2)
    unique = np.unique(actual * size + predicted)
    random.shuffle(unique)
    return unique // size, unique % size


def classification(number):
    random = np.random.default_rng([20240229, number])
    # Every 50th case is large; the others lean to few classes, where the corner cases are.
    size = 200 - number % 3 if number % 50 == 0 else int(np.exp(random.uniform(0, np.log(200.999))))
    shape = SHAPES[number % len(SHAPES)]
    actual, predicted = pairs(random, size, shape)
    kind = ["small", "large", "fraction", "once"][number // len(SHAPES) % 4]
    count = {
        "small": lambda: random.integers(1, 6, len(actual)),
        "large": lambda: np.exp(random.uniform(0, 12, len(actual))).astype(np.int64),
        "fraction": lambda: random.gamma(0.5, 20, len(actual)) + 1e-3,
        "once": lambda: np.ones(len(actual), dtype=np.int64),
    }[kind]()
    zero = [np.nan, 0.0, 1.0][int(random.integers(3))]
    beta = [1.0, 0.5, 2.0, float(np.round(random.uniform(0.1, 5), 3))][int(random.integers(4))]

    labels = np.unique(np.concatenate([actual, predicted]))
    answers = {}
    for average in (None, "macro", "micro", "weighted"):
        precision, recall, fbeta, _ = precision_recall_fscore_support(
            actual, predicted, beta=beta, average=average, sample_weight=count, zero_division=zero
        )
        answers[average or "each"] = {"precision": precision, "recall": recall, "fBeta": fbeta}

    # scikit-learn has no specificity: it is the recall of 'not this class', averaged as its other measures are.
    each = multilabel_confusion_matrix(actual, predicted, sample_weight=count)
    tn, fp = each[:, 0, 0].astype(float), each[:, 0, 1].astype(float)
    if len(np.unique(actual)) == 1:
        # tn is a difference of sums: where no outcome is of another class, fractions leave a rest that is not 0.
        none = np.isin(labels, actual)
        tn, fp = np.where(none, 0, tn), np.where(none, 0, fp)
    with np.errstate(invalid="ignore"):
        specificity = np.where(tn + fp > 0, tn / (tn + fp), zero)
        micro = tn.sum() / (tn + fp).sum() if (tn + fp).sum() > 0 else zero
    support = each[:, 1, 1] + each[:, 1, 0]
    answers["each"]["specificity"] = specificity
    answers["macro"]["specificity"] = _nanaverage(specificity)
    answers["micro"]["specificity"] = micro
    answers["weighted"]["specificity"] = _nanaverage(specificity, weights=support)

    return {
        "number": number,
        "shape": f"{shape}, {kind}, {size} classes",
        # Also a class that never occurs: it must not count.
        "listed": [str(k) for k in range(size)] + ["never"] if number % 2 else [],
        "actual": [str(k) for k in actual],
        "predicted": [str(k) for k in predicted],
        "count": count,
        "zeroDivision": "undefined" if np.isnan(zero) else zero,
        "beta": beta,
        "labels": [str(k) for k in labels],
        "answers": answers,
        "support": support,
        "accuracy": accuracy_score(actual, predicted, sample_weight=count),
        "balancedAccuracy": balanced_accuracy_score(actual, predicted, sample_weight=count),
        "mcc": matthews_corrcoef(actual, predicted, sample_weight=count),
        "kappa": cohen_kappa_score(actual, predicted, sample_weight=count),
        "baselineAccuracy": support.max() / count.sum(),
    }


def intervals():
    p = np.concatenate([10.0 ** -np.arange(1, 300, 7), np.linspace(0.0005, 0.9995, 1999), 1 - 10.0 ** -np.arange(1, 16)])
    yield {"kind": "quantile", "p": p, "z": norm.ppf(p)}
    random = np.random.default_rng(7)
    for i in range(2000):
        n = int(np.exp(random.uniform(0, 16)))
        successes = [0, n, int(random.integers(0, n + 1)), int(n * 0.999)][i % 4]
        confidence = [0.95, 0.99, 0.8, 0.999, 0.5][i % 5]
        ends = binomtest(successes, n).proportion_ci(confidence_level=confidence, method="wilson")
        yield {"kind": "wilson", "successes": successes, "n": n, "confidence": confidence, "ends": list(ends)}
    for i in range(1000):
        actual = random.integers(1, 500, int(random.integers(1, 30)))
        tp = random.binomial(actual, random.random(len(actual)))
        confidence = [0.95, 0.99, 0.8][i % 3]
        shares = tp / actual
        deviation = np.sqrt(np.sum(shares * (1 - shares) / actual)) / len(actual)
        half = norm.ppf(1 - (1 - confidence) / 2) * deviation
        ends = [max(0, shares.mean() - half), min(1, shares.mean() + half)] if deviation > 0 else None
        yield {"kind": "macroRecall", "tp": tp, "actual": actual, "confidence": confidence, "ends": ends}


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        return plain(value.item())
    return None if isinstance(value, float) and np.isnan(value) else value


def main():
    if sys.argv[1] == "intervals":
        found = intervals()
    else:
        first, count = int(sys.argv[2]), int(sys.argv[3])
        case = {
            "classification": classification,
            "scores": scores,
            "regression": regression,
            "drift-counts": drift_cases.counts,
            "drift-values": drift_cases.values,
            "drift-distributions": drift_cases.distributions,
            "drift-metric": drift_cases.metric,
            "drift-estimated": drift_cases.estimated,
        }[sys.argv[1]]
        found = (case(number) for number in range(first, first + count))
    for answer in found:
        sys.stdout.write(json.dumps(plain(answer), allow_nan=False) + "\n")


if __name__ == "__main__":
    main()
