"""Random scores of a two-class model with scikit-learn's answers."""

import numpy as np
from sklearn.calibration import calibration_curve
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    confusion_matrix,
    log_loss,
    precision_recall_curve,
    roc_auc_score,
    roc_curve,
)

SHAPES = ["any", "any", "ties", "on edges", "bins", "bins", "sure", "nearly sure", "separated", "one positive",
          "one negative", "all positive", "all negative", "one score", "beyond"]


def score_of(random, actual, shape):
    """Scores that tell the classes apart, more or less."""
    separation = random.uniform(0, 4)
    score = 1 / (1 + np.exp(-random.normal((actual - 0.5) * separation, 1)))
    if shape == "ties":
        score = np.round(score, 1)
    elif shape == "on edges":
        score = np.round(score * 20) / 20
    elif shape == "sure":
        # Exactly 0 or 1, and wrong at times: log loss has to be clipped.
        score = np.where(random.random(len(score)) < 0.3, np.round(score), score)
    elif shape == "nearly sure":
        score = np.where(random.random(len(score)) < 0.5, 1e-20, 1 - 2.0**-53)
    elif shape == "separated":
        score = np.where(actual, 0.5 + score / 2, score / 2 - 1e-3).clip(0, 1)
    elif shape == "one score":
        score = np.full(len(score), score[0])
    elif shape == "beyond":
        score = random.normal(actual, 3)
    return score


def in_bins(random, score):
    """Inner edges of bins, and the scores moved to the middles of their bins."""
    edges = np.unique(np.round(np.concatenate([[0], random.random(int(random.integers(0, 30))), [1]]), 3))
    place = np.searchsorted(edges[1:-1], score)
    return edges, (edges[place] + edges[place + 1]) / 2, place


def delong(actual, score):
    """By the kernel over all pairs, as DeLong and others define it: area, and its variance."""
    kernel = np.heaviside(score[actual == 1][:, None] - score[actual == 0][None, :], 0.5)
    variance = kernel.mean(axis=1).var(ddof=1) / kernel.shape[0] + kernel.mean(axis=0).var(ddof=1) / kernel.shape[1]
    return kernel.mean(), variance


def scores(number):
    random = np.random.default_rng([20240301, number])
    shape = SHAPES[number % len(SHAPES)]
    size = int(np.exp(random.uniform(0, np.log(600)))) + (1 if "one " in shape else 0)
    actual = (random.random(size) < random.uniform(0.02, 0.98)).astype(int)
    if shape in ("one positive", "all negative"):
        actual[:] = 0
    if shape in ("one negative", "all positive"):
        actual[:] = 1
    if shape in ("one positive", "one negative"):
        actual[0] = 1 - actual[0]
    score = score_of(random, actual, shape)
    edges, place = None, None
    if shape == "bins":
        edges, score, place = in_bins(random, score)
    kind = ["once", "whole", "fraction"][number // len(SHAPES) % 3]
    weight = {
        "once": lambda: np.ones(size),
        "whole": lambda: random.integers(1, 6, size).astype(float),
        "fraction": lambda: random.gamma(0.5, 20, size) + 1e-3,
    }[kind]()

    both = 0 < actual.sum() < size
    probabilities = score.min() >= 0 and score.max() <= 1
    weighted = {"sample_weight": weight}
    answer = {
        "number": number,
        "shape": f"{shape}, {kind}",
        "actual": actual,
        "score": score,
        "weight": weight,
        "edges": edges,
        "place": place,
        "rocAuc": roc_auc_score(actual, score, **weighted) if both else None,
        "prAuc": average_precision_score(actual, score, **weighted) if both else None,
        "logLoss": log_loss(actual, score, labels=[0, 1], **weighted) if probabilities else None,
        "brier": brier_score_loss(actual, score, pos_label=1, **weighted) if probabilities else None,
    }
    if both:
        fpr, tpr, _ = roc_curve(actual, score, drop_intermediate=False, **weighted)
        answer["roc"] = [fpr, tpr]
    if actual.sum() > 0:
        precision, recall, thresholds = precision_recall_curve(actual, score, **weighted)
        answer["precisionRecall"] = [precision, recall, thresholds]

    # A threshold between scores, or on one.
    cut = float(random.choice(score)) if number % 2 else float(random.uniform(-0.1, 1.1))
    if shape == "bins":
        # The outer bins are open: only their inner edges are known.
        cut = float(random.choice(edges[1:-1])) if len(edges) > 2 else None
    if cut is not None:
        tn, fp, fn, tp = confusion_matrix(actual, score > cut, labels=[0, 1], **weighted).ravel()
        answer["cut"] = {"threshold": cut, "tp": tp, "fp": fp, "fn": fn, "tn": tn}

    # calibration_curve knows no weights: whole ones are repeated instead.
    if probabilities and shape != "bins" and kind != "fraction":
        times = weight.astype(int)
        bins = 20 if number % 4 < 2 else int(random.integers(1, 40))
        share, mean = calibration_curve(np.repeat(actual, times), np.repeat(score, times), n_bins=bins, pos_label=1)
        answer["reliability"] = {"edges": np.linspace(0, 1, bins + 1), "mean": mean, "share": share}
        support = np.bincount(np.searchsorted(np.linspace(0, 1, bins + 1)[1:-1], score), weights=weight)
        if bins == 20:
            answer["ece"] = np.sum(support[support > 0] * np.abs(share - mean)) / weight.sum()
    if shape == "bins":
        positive, negative = (np.bincount(place, weights=weight * (actual == k)) for k in (1, 0))
        middle = ((edges[:-1] + edges[1:]) / 2)[: len(positive)]
        answer["ece"] = np.sum(np.abs(positive - middle * (positive + negative))) / weight.sum()

    if kind == "once" and min(actual.sum(), size - actual.sum()) >= 2:
        area, variance = delong(actual, score)
        answer["delong"] = {"area": area, "variance": variance}
    return answer
