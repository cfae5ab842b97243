"""Golden values for src/compare, from SciPy or by definition. Run by hand: python3 write-golden.py; writes golden.json."""

import itertools
import json
import math
from pathlib import Path

import numpy as np
import scipy
from scipy import special, stats

rng = np.random.default_rng(20260808)


def distributions():
    normal = [-30, -12.5, -6, -3.0001, -3, -2.9999, -1, -0.1, 0, 0.5, 2.5, 3.0001, 4, 8]
    chances = [1e-9, 0.000833, 0.005, 0.025, 0.3, 0.5, 0.8, 0.95, 0.995, 0.9999]
    binomial = [(0, 1, 0.5), (3, 10, 0.25), (298, 299, 0.99), (985, 1000, 0.99), (98_950, 100_000, 0.99),
                (499_000, 1_000_000, 0.5), (9_990_100, 10_000_000, 0.999), (-1, 5, 0.5), (5, 5, 0.5)]
    beta = [(0.5, 0.5, 0.1), (2, 3, 0.4), (10, 0.5, 0.99), (200, 800, 0.2), (50_000, 50_000, 0.501)]
    student = [(p, f) for p in (0.6, 0.95, 0.995, 0.9999) for f in (1, 2, 9, 19, 200)]
    return {
        "normalCdf": [{"x": x, "p": stats.norm.cdf(x)} for x in normal],
        "normalQuantile": [{"p": p, "x": stats.norm.ppf(p)} for p in chances],
        "binomialCdf": [{"k": k, "n": n, "q": q, "p": stats.binom.cdf(k, n, q)} for k, n, q in binomial],
        "incompleteBeta": [{"a": a, "b": b, "x": x, "p": special.betainc(a, b, x)} for a, b, x in beta],
        "logGamma": [{"x": x, "value": special.gammaln(x)} for x in (0.5, 1.5, 3, 10.25, 500, 1e6)],
        "studentQuantile": [{"p": p, "freedom": f, "x": stats.t.ppf(p, f)} for p, f in student],
    }


def walsh(x):
    return sorted((x[i] + x[j]) / 2 for i in range(len(x)) for j in range(i, len(x)))


def one_sided(x, centre, alternative, method):
    shifted = np.asarray(x) - centre
    return stats.wilcoxon(shifted, alternative=alternative, method=method, correction=True).pvalue


def interval(x, tail, method):
    """All centres that no one-sided test at `tail` rejects: SciPy's p, between neighbouring Walsh averages."""
    averages = walsh(x)
    between = [averages[0] - 1, *((a + b) / 2 for a, b in zip(averages, averages[1:])), averages[-1] + 1]
    above = [one_sided(x, centre, "greater", method) for centre in between]
    kept = next((i for i, p in enumerate(above) if p > tail), None)
    if kept == 0:
        return None
    below = [one_sided(x, centre, "less", method) for centre in between]
    last = max(i for i, p in enumerate(below) if p > tail)
    return [averages[kept - 1], averages[last]]


def signed_rank():
    cases = []
    for n in (5, 6, 8, 9, 12, 16, 25):
        x = np.round(rng.normal(0.04, 0.05, n), 6)
        centres = [-0.05, 0, 0.0488, 0.1]
        cases.append({
            "differences": x.tolist(),
            "estimate": float(np.median(walsh(x))),
            "tests": [{"centre": c, "above": one_sided(x, c, "greater", "exact"),
                       "below": one_sided(x, c, "less", "exact")} for c in centres],
            "intervals": [{"tail": t, "ends": interval(x, t, "exact")} for t in (0.05, 0.005, 0.0025)],
        })
    x = np.round(rng.normal(0.01, 0.05, 120), 6)
    cases.append({
        "differences": x.tolist(),
        "estimate": float(np.median(walsh(x))),
        "tests": [{"centre": c, "above": one_sided(x, c, "greater", "approx"),
                   "below": one_sided(x, c, "less", "approx")} for c in (-0.002, 0.01, 0.02)],
        "intervals": [],
    })
    return cases


def signed_rank_ties():
    """By enumeration: the chance of a rank sum so large, with middle ranks, given the sizes of the differences."""
    cases = []
    for values in ([1, 1, 1, 1, 1, 1, -1, 2], [0, 0, 1, 2, 3, 4, 5, 6], [1, -1, 2, -2, 3, 3, 4, 5, 5], [0] * 8):
        kept = [v for v in values if v != 0]
        ranks = stats.rankdata(np.abs(kept)) if kept else []
        seen = sum(r for r, v in zip(ranks, kept) if v > 0)
        sums = [sum(r for r, up in zip(ranks, signs) if up) for signs in itertools.product([0, 1], repeat=len(kept))]
        cases.append({"differences": values, "above": float(np.mean([s >= seen for s in sums]))})
    return cases


def sign_flip():
    cases = []
    for n in (3, 6, 9, 13):
        x = np.round(rng.normal(0.03, 0.05, n), 6)
        cases.append(x)
    cases.append(np.array([1, 1, 1, 1, 1, 1, 1, 1.0]))
    cases.append(np.array([1, -1, 2, -2, 3, 3.0]))
    exact = [{
        "differences": x.tolist(),
        "p": stats.permutation_test((x, np.zeros(len(x))), lambda a, b, axis: np.mean(a - b, axis=axis),
                                    permutation_type="samples", n_resamples=np.inf, vectorized=True).pvalue,
    } for x in cases]
    x = np.round(rng.normal(0.01, 0.05, 40), 6)
    normal = {"differences": x.tolist(), "p": 2 * stats.norm.cdf(-abs(x.sum()) / math.sqrt((x**2).sum()))}
    return [*exact, normal]


def quantile_ranks():
    cases = []
    for count in (5, 35, 36, 71, 72, 298, 299, 367, 368, 1000, 20_000):
        for quantile in (0.5, 0.95, 0.99):
            for confidence in (0.9, 0.95, 0.99):
                ends = stats.quantile_test(np.arange(1, count + 1), q=0, p=quantile).confidence_interval(confidence)
                cases.append({"count": count, "quantile": quantile, "confidence": confidence,
                              "from": None if math.isnan(ends.low) else int(ends.low),
                              "to": None if math.isnan(ends.high) else int(ends.high)})
    return cases


def holm():
    """Adjusted chances by definition, as statsmodels' multipletests(method='holm') gives them."""
    cases = []
    for p in ([0.001], [0.01, 0.04], [0.04, 0.01, 0.02], [0.02, 0.02, 0.02], [0.5, 0.001, 0.012, 0.9, 0.0124]):
        order = np.argsort(p, kind="stable")
        adjusted = np.empty(len(p))
        adjusted[order] = np.minimum(1, np.maximum.accumulate(np.asarray(p)[order] * (len(p) - np.arange(len(p)))))
        cases.append({"p": p, "adjusted": adjusted.tolist()})
    return cases


def design_effect():
    """Of batches that are the stretches themselves (20 of them): variance of the ratio estimate, beside independence."""
    samples = rng.integers(80, 120, 20)
    share = np.clip(rng.normal(0.1, 0.06, 20), 0, 1)
    beyond = rng.binomial(samples, share)
    p = beyond.sum() / samples.sum()
    n = len(samples)
    ratio = np.var(beyond - p * samples, ddof=1) * n / samples.sum() ** 2 / (p * (1 - p) / samples.sum())
    tail = 0.005
    return {
        "samples": samples.tolist(), "beyond": beyond.tolist(), "tail": tail,
        "effect": ratio * (stats.t.ppf(1 - tail, n - 1) / stats.norm.ppf(1 - tail)) ** 2,
    }


golden = {
    "scipy": scipy.__version__,
    "numpy": np.__version__,
    "distributions": distributions(),
    "signedRank": signed_rank(),
    "signedRankTies": signed_rank_ties(),
    "signFlip": sign_flip(),
    "quantileRanks": quantile_ranks(),
    "holm": holm(),
    "designEffect": design_effect(),
}
Path(__file__).with_name("golden.json").write_text(json.dumps(golden, default=float, indent=1) + "\n")
