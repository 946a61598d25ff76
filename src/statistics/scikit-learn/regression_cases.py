"""Random predicted and actual values with scikit-learn's answers."""

import numpy as np
from sklearn.metrics import (
    mean_absolute_error,
    mean_absolute_percentage_error,
    r2_score,
    root_mean_squared_error,
)

SHAPES = ["any", "large offset", "small", "all equal", "all zero", "some zero", "exact", "constant prediction"]


def regression(number):
    random = np.random.default_rng([20240302, number])
    shape = SHAPES[number % len(SHAPES)]
    size = int(np.exp(random.uniform(0, np.log(3000))))
    scale = np.exp(random.uniform(-3, 3))
    actual = random.normal(random.uniform(-5, 5), 1, size) * scale
    predicted = actual + random.normal(random.uniform(-1, 1), random.uniform(0, 2), size) * scale
    if shape == "large offset":
        actual, predicted = actual + 1e6, predicted + 1e6
    elif shape == "small":
        actual, predicted = actual * 1e-9, predicted * 1e-9
    elif shape == "all equal":
        actual = np.full(size, actual[0])
    elif shape == "all zero":
        actual = np.zeros(size)
    elif shape == "some zero":
        actual = np.where(random.random(size) < 0.1, 0, actual)
        actual[0] = 0
    elif shape == "exact":
        predicted = actual
    elif shape == "constant prediction":
        predicted = np.full(size, actual.mean())

    error = predicted - actual
    defined = len(np.unique(actual)) > 1
    return {
        "number": number,
        "shape": shape,
        "actual": actual,
        "predicted": predicted,
        "mae": mean_absolute_error(actual, predicted),
        "rmse": root_mean_squared_error(actual, predicted),
        "bias": error.mean(),
        "r2": r2_score(actual, predicted, force_finite=False) if defined else None,
        "mape": mean_absolute_percentage_error(actual, predicted),
        "biasDeviation": error.std(ddof=1) / np.sqrt(size) if size > 1 else None,
        "sums": {
            "n": size,
            "error": error.sum(),
            "absolute": np.abs(error).sum(),
            "squared": np.square(error).sum(),
            "actual": actual.sum(),
            "actualSquared": np.square(actual).sum(),
        },
    }
