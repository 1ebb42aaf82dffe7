"""Shards of eye images that the eye camera drew: made in the background, read as they come.

A shard is a folder: images.u8 (count, height, width), labels.f32 (count, columns) and layout.json, which names the columns.
Shard k of a set is always the same: its seed and its people follow from the set and k.
"""

import json
import shutil
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class ShardSet:
    """Images of some people. `people` is inclusive; the people of the sets are disjoint."""

    name: str
    people: tuple
    first_seed: int
    images: int
    shards: int
    conditions: str

    def folder(self, data, index):
        return Path(data) / f"{self.name}-{index:03d}"


def training_set(shards, images=5000):
    """Gaze to ±29°, so that ±25° has no edge."""
    return ShardSet("train", (0, 2999), 1_000_000, images, shards, "margin")


VALIDATION = ShardSet("validation", (100_000, 100_199), 2_000_000, 1000, 1, "default")
TEST = ShardSet("test", (200_000, 200_039), 3_000_000, 16_000, 1, "default")


def make_shard(shards, index, data):
    """Draws one shard unless it is there. The folder appears under its name only when it is whole."""
    folder = shards.folder(data, index)
    if folder.exists():
        return folder
    draft = folder.with_name(folder.name + ".draft")
    shutil.rmtree(draft, ignore_errors=True)
    first, last = shards.people
    command = ["node", "--import", "tsx", "scripts/gaze.ts", "--synthesize", str(shards.images), "--raw"]
    command += ["--seed", str(shards.first_seed + index), "--people", f"{first}-{last}"]
    command += ["--conditions", shards.conditions, "--out", str(draft)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    draft.rename(folder)
    return folder


class Shard:
    """images (n, height, width) uint8, not in memory until read; columns: name -> (n,) float32."""

    def __init__(self, folder):
        self.layout = json.loads((folder / "layout.json").read_text())
        shape = (self.layout["count"], self.layout["height"], self.layout["width"])
        self.images = np.memmap(folder / "images.u8", np.uint8, "r", shape=shape)
        values = np.fromfile(folder / "labels.f32", "<f4").reshape(shape[0], -1)
        self.columns = {name: torch.from_numpy(values[:, i].copy()) for i, name in enumerate(self.layout["columns"])}

    def __len__(self):
        return len(self.images)


class Stream:
    """
    Endless random batches. How many shards it draws from depends on the images drawn so far alone, not on how fast they were
    made, so that a seed means one sequence of batches. The next shard is made while the ones before it are in use; where it is
    late, the stream waits.
    """

    def __init__(self, shards, data, seed, first=6, images_per_shard=30_000):
        self.shards, self.data = shards, data
        self.first, self.images_per_shard = min(first, shards.shards), images_per_shard
        self.random = np.random.default_rng(seed)
        self.drawn = 0
        self.open = []
        self.making = None
        self.failure = None

    def state(self):
        return {"drawn": self.drawn, "random": self.random.bit_generator.state}

    def restore(self, state):
        self.drawn = state["drawn"]
        self.random.bit_generator.state = state["random"]

    def make(self, index):
        try:
            make_shard(self.shards, index, self.data)
        except (OSError, subprocess.CalledProcessError) as error:
            self.failure = error

    def make_next(self):
        """Starts on the next shard in the background, unless one is being made or all are there."""
        index = len(self.open)
        if index < self.shards.shards and (self.making is None or not self.making.is_alive()):
            self.making = threading.Thread(target=self.make, args=(index,), daemon=True)
            self.making.start()

    def reach(self, wanted):
        while len(self.open) < wanted:
            self.make_next()
            self.making.join()
            if self.failure:
                raise self.failure
            folder = self.shards.folder(self.data, len(self.open))
            if folder.exists():
                self.open.append(Shard(folder))
        self.make_next()

    def next(self, batch):
        """images (batch, height, width) uint8 and the columns of their labels."""
        wanted = min(self.shards.shards, self.first + self.drawn // self.images_per_shard)
        if wanted > len(self.open):
            self.reach(wanted)
        size = self.shards.images
        picks = np.sort(self.random.integers(0, size * wanted, batch))
        self.drawn += batch
        parts = [(self.open[k], picks[picks // size == k] - k * size) for k in np.unique(picks // size)]
        images = np.concatenate([shard.images[rows] for shard, rows in parts])
        names = self.open[0].columns
        return torch.from_numpy(images), {n: torch.cat([s.columns[n][rows] for s, rows in parts]) for n in names}
