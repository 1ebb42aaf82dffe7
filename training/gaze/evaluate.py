"""Measures the shipped weights on people that training never saw, and writes assets/gaze/tracker.json.

    python3 training/gaze/evaluate.py [RUN] [DATA]
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch

import calibration
from batches import BOX_COLUMNS, BOX_ROWS, JITTER_PX, VISIBLE, box_tokens
from model import HEADSET
from shards import ROOT, TEST, Shard, make_shard, training_set
from tensors import network_of, read_safetensors

OUT = ROOT / "assets/gaze"
RANGE_DEG = 25
TOP_K = (1.0, 0.8, 0.5)
SEED = 5
BATCH = 200


def plain(value, digits=3):
    return np.round(np.asarray(value, float), digits).tolist()


def angle_between(a, b):
    """Angle between gazes given by yaw and pitch, degrees, (..., 2)."""

    def direction(angles):
        yaw, pitch = np.deg2rad(angles[..., 0]), np.deg2rad(angles[..., 1])
        return np.stack([np.sin(yaw) * np.cos(pitch), np.sin(pitch), -np.cos(yaw) * np.cos(pitch)], -1)

    chord = np.linalg.norm(direction(a) - direction(b), axis=-1)
    return np.rad2deg(2 * np.arcsin(np.clip(chord / 2, 0, 1)))


@torch.no_grad()
def estimates(net, shard, boxed, top_k, random):
    """(n, 6, 2) yaw and pitch, degrees, and (n, 6) openness."""
    out = []
    for start in range(0, len(shard), BATCH):
        rows = slice(start, start + BATCH)
        columns = {name: column[rows] for name, column in shard.columns.items()}
        # Boxes sit where the estimate before puts them, so not exactly around the pupil.
        tokens = box_tokens(HEADSET, columns, JITTER_PX, random) if boxed else None
        out.append(net(torch.from_numpy(shard.images[rows].copy()).float() / 255, tokens, top_k))
    out = torch.cat(out)
    return torch.rad2deg(out[..., :2]).numpy().astype(float), torch.sigmoid(out[..., 2]).numpy()


class People:
    """Truth of the test images and who they show."""

    def __init__(self, shard):
        column = {name: values.numpy().astype(float) for name, values in shard.columns.items()}
        self.column = column
        self.visual = np.stack([column["visualYawDeg"], column["visualPitchDeg"]], 1)
        self.person = column["person"].astype(int)
        self.usable = column["pupilVisible"] >= VISIBLE
        self.within = self.usable & (np.abs(self.visual) <= RANGE_DEG).all(1)

    def calibrated(self, estimated):
        """(n, 6, 2) estimates of the visual axis after each person's own nine points, fitted for every exit."""
        out = np.empty_like(estimated)
        for person in np.unique(self.person):
            mine = self.person == person
            for exit_index in range(estimated.shape[1]):
                random = np.random.default_rng([SEED, person])
                seen = estimated[mine, exit_index]
                points = calibration.nine_points(seen, self.visual[mine], self.usable[mine], random)
                out[mine, exit_index] = calibration.calibrated(calibration.fit(*points), seen)
        return out

    def errors(self, visual, rows):
        off = visual[rows] - self.visual[rows][:, None]
        angle = angle_between(visual[rows], self.visual[rows][:, None])
        return {
            "meanDeg": plain(angle.mean(0)),
            "p95Deg": plain(np.quantile(angle, 0.95, axis=0)),
            "sigmaDeg": plain(np.sqrt((off**2).mean((0, 2)))),
        }

    def split(self, visual, groups):
        """Error of the last exit, calibrated, for named groups of images."""
        report = {}
        for name, rows in groups.items():
            rows = rows & self.within
            if rows.sum() >= 20:
                angle = angle_between(visual[rows, -1], self.visual[rows])
                report[name] = {"images": int(rows.sum()), "meanDeg": plain(angle.mean()), "p95Deg": plain(np.quantile(angle, 0.95))}
        return report


def bands(values, edges, unit):
    return {f"{a}-{b} {unit}": (values >= a) & (values < b) for a, b in zip(edges, edges[1:])}


def openness_report(people, openness):
    shut = people.column["pupilVisible"] < VISIBLE
    said = openness[:, -1] < 0.5
    return {
        "closedFound": plain((said & shut).sum() / max(1, shut.sum())),
        "openTakenForClosed": plain((said & ~shut).sum() / max(1, (~shut).sum())),
    }


def evaluate_run(run, data):
    net = network_of(read_safetensors(OUT / "headset.safetensors"))
    shard = Shard(make_shard(TEST, 0, data))
    people = People(shard)
    report = {}
    for boxed in (False, True):
        for top_k in TOP_K:
            angles, openness = estimates(net, shard, boxed, top_k, torch.Generator().manual_seed(SEED))
            calibrated = people.calibrated(angles)
            report[f"{'box' if boxed else 'whole'} {top_k}"] = {
                "calibrated": people.errors(calibrated, people.within),
                "uncalibrated": people.errors(calibration.population_visual(angles), people.within),
            }
            if boxed and top_k == 1.0:
                shipped, shipped_open = calibrated, openness
    column = people.column
    slip = np.sqrt(sum(column[f"slip{axis}"] ** 2 for axis in "XYZ"))
    by_person = [people.split(shipped, {"all": people.person == p})["all"]["meanDeg"] for p in np.unique(people.person)]
    state = torch.load(run / "last.pt", map_location="cpu", weights_only=False)
    main = report["box 1.0"]
    tracker = {
        "file": "headset.safetensors",
        "network": "headset",
        "trainedOn": {
            "images": "npm run gaze -- --synthesize",
            "eyeCameraVersion": shard.layout["version"],
            "imagesSeen": state["images"],
            "steps": state["steps"],
            "people": list(training_set(1).people),
            "testPeople": list(TEST.people),
            "testImages": len(shard),
            "testSeed": TEST.first_seed,
        },
        "populationKappaDeg": calibration.POPULATION_KAPPA_DEG,
        "boxPatches": [BOX_COLUMNS, BOX_ROWS],
        "exitSigmaDeg": main["calibrated"]["sigmaDeg"],
        "exitSigmaUncalibratedDeg": main["uncalibrated"]["sigmaDeg"],
        "finalExitMeanDeg": main["calibrated"]["meanDeg"][-1],
        "finalExitP95Deg": main["calibrated"]["p95Deg"][-1],
        "errors": report,
        "openness": openness_report(people, shipped_open),
        "byPerson": {"meanDeg": plain(sorted(by_person)), "worst": max(by_person), "median": plain(np.median(by_person))},
        "byPupil": people.split(shipped, bands(column["pupilMm"], (2, 3, 4, 5, 6, 8.1), "mm")),
        "bySlip": people.split(shipped, bands(slip, (0, 0.7, 1.4, 2.1, 4), "mm")),
        "byOpenness": people.split(shipped, bands(column["openness"], (0, 0.3, 0.6, 0.8, 1.01), "open")),
        "byGlasses": people.split(shipped, {"without": column["glasses"] == 0, "with": column["glasses"] == 1}),
    }
    (OUT / "tracker.json").write_text(json.dumps(tracker, indent=1) + "\n")
    print(f"exits, σ calibrated: {main['calibrated']['sigmaDeg']}; last exit {tracker['finalExitMeanDeg']}° mean, {tracker['finalExitP95Deg']}° p95")


if __name__ == "__main__":
    arguments = [Path(a) for a in sys.argv[1:]]
    defaults = [ROOT / "training/runs/gaze", ROOT / "training/runs/gaze-data"]
    evaluate_run(*arguments, *defaults[len(arguments) :])
