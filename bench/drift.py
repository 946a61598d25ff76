"""The drift measures by numpy, scipy and Evidently, for bench/drift.ts, which writes the data and reads the times.

    python drift.py counts FOLDER FEATURES BINS ROUNDS   six measures of reference.bin and current.bin, vectorised
    python drift.py values FOLDER ROUNDS                 from single values: histogram and measures; sorted, KS and Wasserstein
    python drift.py evidently FOLDER ROUNDS              the same values by Evidently's own functions

One JSON object: milliseconds of each round, and the results, so that both sides are known to compute the same.
"""

import json
import sys
from time import perf_counter

import numpy as np


def timed(function, rounds):
    times = []
    for _ in range(rounds):
        start = perf_counter()
        result = function()
        times.append(1000 * (perf_counter() - start))
    return times, result


def six(r, c, edges):
    """As one writes it with arrays: each step over all features at once. Wasserstein with open ends, as ours."""
    p, q = r / r.sum(axis=1, keepdims=True), c / c.sum(axis=1, keepdims=True)
    filled = (r + c) > 0
    pf, qf = np.maximum(p, 1e-4) * filled, np.maximum(q, 1e-4) * filled
    pf, qf = pf / pf.sum(axis=1, keepdims=True), qf / qf.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        psi = np.nansum((pf - qf) * np.log(pf / qf), axis=1)
        m = (p + q) / 2
        js = np.sqrt((np.nansum(p * np.log(p / m), axis=1) + np.nansum(q * np.log(q / m), axis=1)) / 2 / np.log(2))
    hellinger = np.sqrt(((np.sqrt(p) - np.sqrt(q)) ** 2).sum(axis=1) / 2)
    difference = p - q
    variation = np.abs(difference).sum(axis=1) / 2
    ahead = np.abs(np.cumsum(difference, axis=1))
    low, high = edges[:-1], edges[1:]
    places = np.where(np.isinf(low), high, np.where(np.isinf(high), low, (low + high) / 2))
    wasserstein = (ahead[:, :-1] * np.diff(places)).sum(axis=1)
    return np.stack([psi, js, hellinger, variation, ahead.max(axis=1), wasserstein])


def read(folder, name):
    return np.fromfile(f"{folder}/{name}.bin")


def counts(folder, features, bins, rounds):
    shape = (int(features), int(bins))
    r, c, edges = read(folder, "reference").reshape(shape), read(folder, "current").reshape(shape), read(folder, "edges")
    times, result = timed(lambda: six(r, c, edges), int(rounds))
    return {"six": times, "result": result.tolist()}


def sorted_measures(a, b):
    """scipy's ks_2samp and wasserstein_distance, sorting once for both."""
    a, b = np.sort(a), np.sort(b)
    both = np.concatenate([a, b])
    both.sort(kind="stable")
    p, q = np.searchsorted(a, both, side="right") / len(a), np.searchsorted(b, both, side="right") / len(b)
    gap = np.abs(p - q)
    return gap.max(), (gap[:-1] * np.diff(both)).sum()


def values(folder, rounds):
    a, b, edges = read(folder, "a"), read(folder, "b"), read(folder, "valueEdges")
    binned = lambda: six(np.histogram(a, edges)[0][None, :], np.histogram(b, edges)[0][None, :], edges)
    histogram_times, histogram = timed(binned, int(rounds))
    sorted_times, exact = timed(lambda: sorted_measures(a, b), int(rounds))
    return {"binned": histogram_times, "exact": sorted_times, "result": [histogram[:, 0].tolist(), list(map(float, exact))]}


def evidently(folder, rounds):
    import pandas as pd
    from evidently.legacy.calculations import stattests
    from evidently.legacy.core import ColumnType

    a, b = pd.Series(read(folder, "a")), pd.Series(read(folder, "b"))
    tests = {
        "psi": stattests.psi_stat_test,
        "jensenShannon": stattests.jensenshannon_stat_test,
        "hellinger": stattests.hellinger_stat_test,
        "ks": stattests.ks_stat_test,
        "wasserstein": stattests.wasserstein_stat_test,
    }
    found = {"times": {}, "results": {}}
    for name, test in tests.items():
        function = lambda: test.func(a, b, ColumnType.Numerical, 0.1)
        found["times"][name], result = timed(function, int(rounds))
        found["results"][name] = float(result[0])
    combined = np.concatenate([a, b])
    found["edges"] = np.histogram_bin_edges(combined, bins="sturges").tolist()
    return found


if __name__ == "__main__":
    print(json.dumps({"counts": counts, "values": values, "evidently": evidently}[sys.argv[1]](*sys.argv[2:])))
