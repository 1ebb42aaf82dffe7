"""Calibration of one person from nine points, as src/workers/gaze/calibration does it in the app.

Angles are (n, 2) arrays of yaw and pitch, degrees. The visual axis of a person is that of the population plus a polynomial of the
optical angles.
"""

import numpy as np

POPULATION_KAPPA_DEG = (-5, 1.5)
TARGETS_DEG = [(yaw, pitch) for pitch in (-15, 0, 15) for yaw in (-18, 0, 18)]
# The eye rests this far from a target (standard deviation each way), and nobody knows it.
FIXATION_DEG = 0.3
# Images of a fixation that are averaged.
FRAMES = 5
# What a point's error is taken to be against how far people differ: offset, linear and quadratic terms, degrees at 20 degrees.
POINT_SIGMA_DEG = 0.3
PRIOR_SIGMA_DEG = np.array([2, 1.2, 1.2, 0.8, 0.8, 0.8])
RIDGE = np.diag((POINT_SIGMA_DEG / PRIOR_SIGMA_DEG) ** 2)


def population_visual(optical):
    """Visual axis of an eye with the population's kappa. It is fixed in the eye, which turns about the vertical, then its own x."""
    yaw, pitch = np.deg2rad(POPULATION_KAPPA_DEG)
    x, y, z = np.sin(yaw) * np.cos(pitch), np.sin(pitch), -np.cos(yaw) * np.cos(pitch)
    sine, cosine = np.sin(np.deg2rad(optical[..., 1])), np.cos(np.deg2rad(optical[..., 1]))
    turned = np.rad2deg(np.arctan2(x, -(y * sine + z * cosine)))
    return np.stack([optical[..., 0] + turned, np.rad2deg(np.arcsin(y * cosine - z * sine))], -1)


def terms(optical):
    u, v = optical[:, 0] / 20, optical[:, 1] / 20
    return np.stack([np.ones_like(u), u, v, u * u, u * v, v * v], 1)


def fit(optical, targets):
    """(6, 2) coefficients."""
    design = terms(optical)
    return np.linalg.solve(design.T @ design + RIDGE, design.T @ (targets - population_visual(optical)))


def calibrated(coefficients, optical):
    return population_visual(optical) + terms(optical) @ coefficients


def nine_points(optical, truth, usable, random):
    """
    A person's calibration out of images whose visual axis is known: for each target the images that look nearest to it; the target
    moves by how far they miss it. Gives estimates and targets, (9, 2) each.
    """
    estimates, targets = [], []
    for target in TARGETS_DEG:
        distance = np.hypot(*(truth - target).T) + np.where(usable, 0, 1e3)
        nearest = np.argsort(distance)[:FRAMES]
        estimates.append(np.mean(optical[nearest], 0))
        targets.append(np.mean(truth[nearest], 0) + random.normal(0, FIXATION_DEG, 2))
    return np.array(estimates), np.array(targets)
