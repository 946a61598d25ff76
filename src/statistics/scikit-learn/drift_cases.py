"""Random pairs of counts and of values with scipy's answers, and plain loops for what scipy does not have."""

import math

import numpy as np
from scipy.spatial.distance import jensenshannon
from scipy.stats import (
    chi2,
    chi2_contingency,
    entropy,
    false_discovery_control,
    ks_2samp,
    kstwobign,
    wasserstein_distance,
)

SHAPES = ["near", "far", "sparse", "one side only", "one bin", "fractions", "huge", "many", "same", "disjoint"]


def rows(random, shape):
    bins = {"one bin": 1, "many": 2000}.get(shape, int(random.integers(2, 60)))
    p = random.dirichlet(np.full(bins, 1.0))
    q = {"same": p, "near": p + 1e-3 / bins}.get(shape, random.dirichlet(np.full(bins, 1.0)))
    n, m = (int(np.exp(random.uniform(3, 9))) for _ in range(2))
    r, c = random.multinomial(n, p).astype(float), random.multinomial(m, q / q.sum()).astype(float)
    if shape == "sparse":
        r, c = (side * (random.random(bins) < 0.4) for side in (r, c))
    elif shape == "one side only":
        c[: bins // 2] = 0
    elif shape == "fractions":
        r, c = r * random.uniform(0.1, 1), c + random.random(bins)
    elif shape == "huge":
        r, c = r * 1e6, c * 1e7
    elif shape == "same":
        c = r * 3
    elif shape == "disjoint":
        r[bins // 2 :] = 0
        c[: bins // 2] = 0
    return r, c


def raised(share):
    """The floor of docs/statistics.md."""
    up = np.maximum(share, min(1e-4, 0.1 / len(share)))
    return up / up.sum()


def counts(number):
    random = np.random.default_rng([20240401, number])
    shape = SHAPES[number % len(SHAPES)]
    r, c = rows(random, shape)
    edges = np.cumsum(random.gamma(1, 10, len(r) + 1)) - random.uniform(0, 500)
    open_ends = number % 3
    answer = {"number": number, "shape": shape, "reference": r, "current": c, "edges": edges, "open": open_ends}
    if r.sum() == 0 or c.sum() == 0:
        return answer
    p, q = r / r.sum(), c / c.sum()
    filled = (r + c) > 0
    pf, qf = raised(p[filled]), raised(q[filled])
    places = (edges[:-1] + edges[1:]) / 2
    if open_ends > 0:
        places[-1] = edges[-2]
    if open_ends > 1:
        places[0] = edges[1]
    answer["measures"] = {
        "psi": entropy(pf, qf) + entropy(qf, pf),
        "kullbackLeibler": entropy(qf, pf),
        "jensenShannon": np.nan_to_num(jensenshannon(p, q, 2)),
        "hellinger": math.sqrt(math.fsum((math.sqrt(a) - math.sqrt(b)) ** 2 for a, b in zip(p, q)) / 2),
        "totalVariation": math.fsum(abs(p - q)) / 2,
        "lInfinity": np.abs(p - q).max(),
        "ks": np.abs(np.cumsum(p) - np.cumsum(q)).max(),
    }
    if len(np.unique(places)) > 1:
        answer["measures"]["wasserstein"] = wasserstein_distance(places, places, p, q)
        mean = np.average(places, weights=p)
        deviation = math.sqrt(np.average((places - mean) ** 2, weights=p))
        answer["deviation"] = deviation
    if filled.sum() > 1:
        test = chi2_contingency([r[filled], c[filled]], correction=False)
        answer["chiSquare"] = [
            test.statistic,
            test.dof,
            test.pvalue,
            math.sqrt(test.statistic / (r.sum() + c.sum())),
            test.expected_freq.min(),
        ]
    return answer


def values(number):
    random = np.random.default_rng([20240402, number])
    n, m = (int(np.exp(random.uniform(0, 7))) for _ in range(2))
    a, b = random.normal(0, 1, n), random.normal(random.uniform(-1, 1), random.uniform(0.5, 2), m)
    if number % 3 == 1:
        a, b = np.round(a * 2), np.round(b * 2)
    elif number % 3 == 2:
        a, b = a * 1e3 + 1e6, b * 1e3 + 1e6
    ks = ks_2samp(a, b, method="asymp").statistic
    return {
        "number": number,
        "reference": a,
        "current": b,
        "ks": ks,
        "pValue": kstwobign.sf(ks * math.sqrt(n / (n + m) * m)),
        "wasserstein": wasserstein_distance(a, b),
        "deviation": a.std(),
    }


def distributions(number):
    random = np.random.default_rng([20240403, number])
    degrees = float(np.exp(random.uniform(0, 9.5))) if number % 2 else int(random.integers(1, 100))
    x = chi2.ppf(random.uniform(0.0001, 0.9999), degrees) * random.uniform(0.8, 1.2)
    tail = [0.05, 0.01, 0.001, 1e-6, 0.5, 0.99][number % 6]
    p = random.random(int(random.integers(1, 40))) ** 3
    return {
        "degrees": degrees,
        "x": x,
        "above": chi2.sf(x, degrees),
        "tail": tail,
        "quantile": chi2.isf(tail, degrees),
        "p": p,
        "adjusted": false_discovery_control(p),
    }


def variance_of_mean(x):
    """Newey and West with Andrews and Monahan's prewhitening, as the papers write it: sums over lags, in loops."""
    size, e = len(x), x - x.mean()
    r = sum(e[t] * e[t - 1] for t in range(1, size)) / sum(e * e)
    rho = min(0.97, max(-0.97, r + (1 + 3 * r) / size))
    u = [e[t] - rho * e[t - 1] for t in range(1, size)]
    lags = math.floor(4 * (size / 100) ** (2 / 9))
    gamma = [sum(u[t] * u[t - j] for t in range(j, len(u))) / len(u) for j in range(lags + 1)]
    return (gamma[0] + 2 * sum((1 - j / (lags + 1)) * gamma[j] for j in range(1, lags + 1))) / (1 - rho) ** 2 / size


def ewma(x, mean, deviation, phi, weight, width):
    """Zhang's variance as the double sum over all pairs of values, each with its weight."""
    points, average = [], mean
    for t in range(1, len(x) + 1):
        average = (1 - weight) * average + weight * x[t - 1]
        weights = [weight * (1 - weight) ** (t - i) for i in range(1, t + 1)]
        variance = sum(
            weights[i] * weights[j] * phi ** abs(i - j) for i in range(t) for j in range(t)
        )
        points.append([average, mean - width * deviation * math.sqrt(variance),
                       mean + width * deviation * math.sqrt(variance)])
    return points


def page_hinkley(x, mean, deviation, tolerance, limit):
    """Page's sums and their least so far, written down in full and looked through again for each value."""
    changes, start, known = [], 0, None
    while start < len(x):
        found = None
        level, n = (mean, math.inf) if known is None else known
        ups, downs = [0.0], [0.0]
        for i in range(start, len(x)):
            z = (x[i] - level) / (deviation * math.sqrt(1 + (0 if n == math.inf else 1 / n)))
            ups.append(ups[-1] + z - tolerance)
            downs.append(downs[-1] - z - tolerance)
            for sums, direction in ((ups, "up"), (downs, "down")):
                least = min(sums)
                if found is None and sums[-1] - least > limit:
                    last_least = max(k for k in range(len(sums)) if sums[k] == least)
                    found = [start + last_least, i, direction]
            if found:
                break
            if n < math.inf:
                level, n = level + (x[i] - level) / (n + 1), n + 1
        if not found:
            break
        changes.append(found)
        since = x[found[0] : found[1] + 1]
        known = (float(np.mean(since)), len(since))
        start = found[1] + 1
    return changes


def metric(number):
    random = np.random.default_rng([20240404, number])
    size, phi = int(random.integers(30, 200)), [0, 0.3, 0.7, 0.9][number % 4]
    x = random.normal(0, 1, size)
    for t in range(1, size):
        x[t] += phi * x[t - 1]
    x[size // 2 :] += random.uniform(-3, 3)
    mean, deviation = random.uniform(-1, 1), random.uniform(0.5, 2)
    weight, width = random.uniform(0.05, 1), random.uniform(2, 4)
    tolerance, limit = random.uniform(0, 1), random.uniform(2, 8)
    return {
        "number": number,
        "values": x,
        "varianceOfMean": variance_of_mean(x),
        "mean": mean,
        "deviation": deviation,
        "correlation": phi,
        "weight": weight,
        "width": width,
        "ewma": ewma(x[:60], mean, deviation, phi, weight, width),
        "tolerance": tolerance,
        "limit": limit,
        "changes": page_hinkley(x, mean, deviation, tolerance, limit),
    }


def estimated(number):
    """Every prediction by itself, with the calibrated probability of its score."""
    random = np.random.default_rng([20240405, number])
    bins = int(random.integers(2, 30))
    positive, negative = random.integers(0, 50, bins), random.integers(0, 50, bins)
    positive[(positive + negative) == 0] = 1
    scores = random.integers(0, 80, bins)
    scores[0] += 1
    cut = int(random.integers(0, bins + 1))
    place = np.repeat(np.arange(bins), scores)
    probability = (positive / (positive + negative))[place]
    predicted = place >= cut
    tp, fn = probability[predicted].sum(), probability[~predicted].sum()
    right = np.where(predicted, probability, 1 - probability)
    return {
        "edges": np.linspace(0, 1, bins + 1),
        "positive": positive,
        "negative": negative,
        "scores": scores,
        "cut": cut / bins,
        "accuracy": right.mean(),
        "precision": tp / predicted.sum() if predicted.any() else None,
        "recall": tp / (tp + fn) if tp + fn > 0 else None,
    }
