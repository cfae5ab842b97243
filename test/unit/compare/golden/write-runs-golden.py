"""Golden values for runs against runs, from SciPy. Run by hand: python3 write-runs-golden.py; writes runs-golden.json."""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy import stats

rng = np.random.default_rng(20261121)


def shift(n, m, centre):
    """Student's t of two samples of one spread. SciPy has none for a single new value: that is by its definition."""
    x, y = np.round(rng.normal(0, 0.05, n), 6), np.round(rng.normal(0.04, 0.05, m), 6)
    freedom = n + m - 2
    pooled = np.sqrt((((x - x.mean()) ** 2).sum() + ((y - y.mean()) ** 2).sum()) / freedom)
    error = pooled * np.sqrt(1 / n + 1 / m)
    estimate = y.mean() - x.mean()
    if n > 1 and m > 1:
        above = stats.ttest_ind(y - centre, x, alternative="greater").pvalue
        ends = list(stats.ttest_ind(y, x).confidence_interval(0.99))
    else:
        above = stats.t.sf((estimate - centre) / error, freedom)
        ends = [estimate - stats.t.ppf(0.995, freedom) * error, estimate + stats.t.ppf(0.995, freedom) * error]
    return {"from": x.tolist(), "to": y.tolist(), "centre": centre, "estimate": estimate, "spread": pooled,
            "above": above, "ends": [float(end) for end in ends]}


golden = {
    "scipy": scipy.__version__,
    "shifts": [shift(n, m, c) for n, m, c in ((10, 1, 0), (10, 1, 0.05), (2, 1, 0), (1, 4, 0.01), (5, 5, 0), (12, 3, 0.1))],
    "above": [{"t": t, "freedom": f, "p": stats.t.sf(t, f)} for t in (-3, -0.2, 0, 1, 4.5, 40) for f in (1, 2, 9, 30)],
}
Path(__file__).with_name("runs-golden.json").write_text(json.dumps(golden, indent=1) + "\n")
