"""Fits the compact sensitivity model of src/metrics/fovvideovdp/csf to the CSF tables of FovVideoVDP.

    python3 training/csf/fit.py TABLES [OUT]

TABLES holds csf_o0.f32 and csf_o5.f32: little-endian float32; 32 log2(rho), 32 log2(Y), 32 sqrt(ecc), then
S_log2[Y][rho][ecc]. Needs numpy and scipy.

What the tables turned out to be (each line is checked below, to the tables' own precision):
  1. Eccentricity acts as a shift along log2 frequency, by cortical magnification:
     S(rho, Y, e) = F(x, Y) with x = log2(rho) + 0.604562 * log2((e + 3.67) / 3.67).
  2. The ratio of the 5 Hz to the 0 Hz table does not depend on luminance: F5(x, Y) = F0(x, Y) + R(x).
  3. R is zero from its second zero crossing on, x = 5.64.
  4. Everything is clamped to log2(1e-4) from below; for x > 6.06 nothing else is left.
So F0 is a surface: cubic B-splines in x times samples at the table's 32 luminances, cut to low rank; and R one spline.
"""

import json
import re
import sys
from pathlib import Path

import numpy as np
from scipy.interpolate import BSpline
from scipy.optimize import brentq

EXPONENT, HALVING_DEG = 0.604562, 3.67
X_MAX = 6.06
RANK = 14
# Dense where sensitivity breaks off, and even below. Found by trying: fewer knots or a smaller rank fail MAX_ERROR.
SURFACE_KNOTS = np.r_[np.linspace(-4, 5.2, 34), np.arange(5.28, 5.95, 0.07), X_MAX]
RATIO_INTERVALS = 26
DIGITS = 5
MAX_ERROR = 1e-3
# Weight of the made-up values below the clamp; they keep the splines from swinging there.
DEAD_WEIGHT = 1e-3


def read_table(path):
    values = np.fromfile(path, "<f4").astype(float)
    axes = values[:96].reshape(3, 32)
    return axes, values[96:].reshape(32, 32, 32)


def padded(knots):
    return np.r_[[knots[0]] * 3, knots, [knots[-1]] * 3]


def design(knots, x):
    """Cubic B-splines, (len(x), len(knots) + 2); x beyond the knots counts as their end."""
    return BSpline.design_matrix(np.clip(x, knots[0], knots[-1]), padded(knots), 3).toarray()


def extend_below_clamp(x, surface, live):
    """Replaces clamped values: the brightest column goes on straight, the others keep their distance's slope to it."""
    out = surface.copy()
    count = live[:, -1].sum()
    top = surface[:, -1].copy()
    slope = (top[count - 1] - top[count - 8]) / (x[count - 1] - x[count - 8])
    top[count:] = top[count - 1] + slope * (x[count:] - x[count - 1])
    for column in range(surface.shape[1]):
        n = live[:, column].sum()
        distance = surface[:n, column] - top[:n]
        trend = np.polyfit(x[n - 30 : n], distance[n - 30 :], 1)[0]
        out[n:, column] = top[n:] + distance[-1] + trend * (x[n:] - x[n - 1])
    return out


def fit_surface(x, surface, live):
    basis = design(SURFACE_KNOTS, x)
    target = extend_below_clamp(x, surface, live)
    full = np.empty((basis.shape[1], surface.shape[1]))
    for column in range(surface.shape[1]):
        weight = np.where(live[:, column], 1, DEAD_WEIGHT)
        full[:, column] = np.linalg.lstsq(basis * weight[:, None], target[:, column] * weight, rcond=None)[0]
    # Truncate in the metric of the samples, not of the coefficients.
    _, metric = np.linalg.qr(basis * np.sqrt(live.mean(1) + 1e-6)[:, None])
    u, s, v = np.linalg.svd(metric @ full, full_matrices=False)
    along_x = np.linalg.solve(metric, u[:, :RANK] * np.sqrt(s[:RANK]))
    along_y = v[:RANK] * np.sqrt(s[:RANK])[:, None]
    return along_x.T, along_y


def fit_ratio(x, ratio):
    """One spline that ends where R crosses zero for the last time, so that clamping x there makes it zero beyond."""
    used = np.isfinite(ratio) & (x < 5.63)
    tail = np.polyfit(x[used & (x > 5.5)], ratio[used & (x > 5.5)], 3)
    end = round(brentq(lambda at: np.polyval(tail, at), 5.6, 5.7), 4)
    knots = np.linspace(-4, end, RATIO_INTERVALS + 1)
    return knots, np.linalg.lstsq(design(knots, x[used]), ratio[used], rcond=None)[0]


def evaluate(model, axes):
    log_rho, _, root_ecc = axes
    shift = EXPONENT * np.log2((root_ecc**2 + HALVING_DEG) / HALVING_DEG)
    x = (log_rho[:, None] + shift[None, :]).ravel()
    surface = model["surface"]
    along_x = design(np.array(surface["knots"]), x) @ np.array(surface["alongX"]).T
    sustained = along_x @ np.array(surface["alongLuminance"])
    ratio = design(np.array(model["ratio"]["knots"]), x) @ np.array(model["ratio"]["coefficients"])
    sustained[x > X_MAX] = model["floor"]
    shape = (32, 32, 32)
    both = [sustained, sustained + ratio[:, None]]
    return [np.maximum(model["floor"], table).T.reshape(shape) for table in both]


def rounded(values):
    return np.round(values, DIGITS).tolist()


def main(folder, out):
    axes, table0 = read_table(folder / "csf_o0.f32")
    axes5, table5 = read_table(folder / "csf_o5.f32")
    assert np.array_equal(axes, axes5)
    log_rho, log_y, root_ecc = axes
    x = (log_rho[:, None] + EXPONENT * np.log2((root_ecc**2 + HALVING_DEG) / HALVING_DEG)[None, :]).ravel()
    order = np.argsort(x)
    order = order[x[order] <= X_MAX]
    x = x[order]
    surface = table0.reshape(32, -1)[:, order].T
    transient = table5.reshape(32, -1)[:, order].T
    floor = table0.min()
    live = surface > floor + 1e-6
    both = live & (transient > floor + 1e-6)
    spread = np.where(both, transient - surface, np.nan)
    seen = both.any(1)
    ratio = np.full(len(x), np.nan)
    ratio[seen] = np.nanmean(spread[seen], 1)
    assert np.nanmax(np.abs(spread - ratio[:, None])) < 1e-5, "5 Hz / 0 Hz depends on luminance"

    along_x, along_y = fit_surface(x, surface, live)
    ratio_knots, coefficients = fit_ratio(x, ratio)
    model = {
        "fittedTo": "CSF tables of FovVideoVDP (0 Hz and 5 Hz), MIT copy in gfxdisp/ColorVideoVDP @ 7ca201a",
        "command": "python3 training/csf/fit.py TABLES",
        "maxErrorLog2": 0,
        "axes": {
            "log2Rho": [float(log_rho[0]), float(log_rho[-1])],
            "log2Luminance": [float(np.log2(1e-3)), float(np.log2(1e4))],
            "rootEccentricity": [0, float(np.sqrt(120))],
            "size": 32,
        },
        "floor": float(np.log2(1e-4)),
        "floorBeyondX": X_MAX,
        "magnification": {"exponent": EXPONENT, "halvingDeg": HALVING_DEG},
        "surface": {"knots": rounded(SURFACE_KNOTS), "alongX": rounded(along_x), "alongLuminance": rounded(along_y)},
        "ratio": {"knots": rounded(ratio_knots), "coefficients": rounded(coefficients)},
    }
    errors = [np.abs(fit - table).max() for fit, table in zip(evaluate(model, axes), (table0, table5))]
    model["maxErrorLog2"] = float(np.ceil(max(errors) * 1e5) / 1e5)
    values = along_x.size + along_y.size + coefficients.size
    print(f"{values} coefficients, largest error in log2 S: {errors[0]:.2e} at 0 Hz, {errors[1]:.2e} at 5 Hz")
    if max(errors) > MAX_ERROR:
        sys.exit("The fit is not good enough; nothing written.")
    # A row of numbers a line.
    text = json.dumps(model, indent=1)
    out.write_text(join_innermost_lists(text) + "\n")
    print(f"{out}: {out.stat().st_size} bytes")


def join_innermost_lists(text):
    return re.sub(r"\[[^\[\]]*\]", lambda row: re.sub(r"\s+", "", row.group()), text)


if __name__ == "__main__":
    here = Path(__file__).resolve().parents[2]
    target = here / "src/metrics/fovvideovdp/csf/sensitivity-model.json"
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else target)
