"""Trains the `headset` tracker on drawn eye images.

    python3 training/gaze/train.py [--run DIR] [--data DIR] [--images-budget N | --minutes M] [--resume | --extend] ...

Writes checkpoints and a log into the run's folder; at the end exports to assets/gaze and evaluates. Seeded: with an images
budget, the same seed on the same machine gives the same batches. See docs/training.md.
"""

import argparse
import json
import math
import signal
import time
from pathlib import Path

import torch

from batches import JITTER_PX, VISIBLE, augmented, box_tokens, gaze_labels, hint_targets, local_targets
from losses import Hints, exits_loss
from model import HEADSET, Tracker
from muon import Muon
from shards import ROOT, VALIDATION, Shard, Stream, make_shard, training_set

# (share of the run from which on, blocks that train, batch): a shallow network learns where the pupil is at a third of the cost.
STAGES = ((0.0, 2, 32), (0.3, 4, 64), (0.5, 6, 64))
WARM_UP_STEPS = 300
# The learning rate stays up until this share of the run, then falls as a cosine. A longer run can go on from there.
FALL_FROM = 0.7
EMA = 0.998
WHOLE_IMAGES = 0.3
LEAST_TOP_K = 0.3
# Strong at first and nothing at the end: with 0.5 in place of 8 the error falls half as fast.
HINTS = 8.0


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--run", type=Path, default=ROOT / "training/runs/gaze", help="folder of checkpoints and log")
    add("--data", type=Path, default=ROOT / "training/runs/gaze-data", help="folder of drawn images")
    add("--shards", type=int, default=60, help="shards of 5000 training images")
    add("--images-budget", type=int, default=1_500_000, help="images to train on")
    add("--minutes", type=float, help="time to train, in place of an images budget")
    add("--batch", type=int, default=1, help="multiplies the batches of 32 and 64 images; for GPUs")
    add("--rate", type=float, default=5e-3, help="peak learning rate of AdamW")
    add("--muon", type=float, default=0.02, help="peak learning rate of Muon, for the blocks' weights")
    add("--seed", type=int, default=1)
    add("--device", default="auto", help="auto, cpu, cuda or mps")
    add("--threads", type=int, default=0, help="threads of the processor; 0 = as torch chooses")
    add("--resume", action="store_true", help="go on where the run's last checkpoint is")
    add("--extend", action="store_true", help="go on with a larger budget from where the learning rate began to fall")
    add("--no-export", action="store_true", help="leave assets/gaze as it is")
    return parser.parse_args()


def device_named(name):
    if name != "auto":
        return torch.device(name)
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")


def rate_at(progress, steps):
    """Share of the peak learning rate: a short rise, level, and half a cosine to nothing at the end."""
    fall = min(1, max(0, (progress - FALL_FROM) / (1 - FALL_FROM)))
    return min(1, (steps + 1) / WARM_UP_STEPS) * (0.5 + 0.5 * math.cos(math.pi * fall))


COUNTERS = ("images", "seconds", "steps", "depth")


class Run:
    """All that a checkpoint holds: networks, averages, optimizers, random states, and how far the run is."""

    def __init__(self, args):
        self.args = args
        self.device = device_named(args.device)
        torch.manual_seed(args.seed)
        self.random = torch.Generator().manual_seed(args.seed)
        self.net, self.hints = Tracker().to(self.device), Hints(HEADSET).to(self.device)
        self.average = Tracker().to(self.device)
        hidden = [p for block in self.net.blocks for p in block.parameters() if p.ndim == 2]
        rest = [p for p in [*self.net.parameters(), *self.hints.parameters()] if all(p is not h for h in hidden)]
        self.optimizers = [
            torch.optim.AdamW(rest, lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01),
            Muon(hidden, lr=args.muon),
        ]
        self.peaks = [args.rate, args.muon]
        self.stream = Stream(training_set(args.shards), args.data, args.seed)
        self.images, self.seconds, self.steps, self.depth = 0, 0.0, 0, 0

    def parts(self):
        modules = {"net": self.net, "hints": self.hints, "average": self.average}
        return modules | {f"optimizer{i}": o for i, o in enumerate(self.optimizers)}

    def progress(self):
        if self.args.minutes:
            return self.seconds / (60 * self.args.minutes)
        return self.images / self.args.images_budget

    def save(self, name="last.pt"):
        state = {part_name: part.state_dict() for part_name, part in self.parts().items()}
        state["random"], state["stream"] = self.random.get_state(), self.stream.state()
        state |= {counter: getattr(self, counter) for counter in COUNTERS}
        draft = self.args.run / f"{name}.draft"
        torch.save(state, draft)
        draft.rename(self.args.run / name)

    def load(self, name="last.pt"):
        state = torch.load(self.args.run / name, map_location=self.device, weights_only=False)
        for part_name, part in self.parts().items():
            part.load_state_dict(state[part_name])
        self.random.set_state(state["random"].cpu())
        self.stream.restore(state["stream"])
        for counter in COUNTERS:
            setattr(self, counter, state[counter])

    def begin(self):
        images, _ = self.stream.next(64)
        pixels = self.net.patches(images[:64].float().to(self.device) / 255)
        while len(pixels) * pixels.shape[1] < 20_000:
            images, _ = self.stream.next(64)
            pixels = torch.cat([pixels, self.net.patches(images.float().to(self.device) / 255)])
        self.net.patch.whiten(pixels.reshape(-1, pixels.shape[2]))
        self.net.deepen(STAGES[0][1], HEADSET.blocks)
        self.average.load_state_dict(self.net.state_dict())

    def stage(self):
        """Batch of now. Where the run has come to more blocks, they join."""
        _, wanted, batch = [stage for stage in STAGES if self.progress() >= stage[0]][-1]
        if self.depth and wanted > self.depth:
            self.net.deepen(self.depth, wanted)
            self.average.deepen(self.depth, wanted)
        self.depth = max(self.depth, wanted)
        return batch * self.args.batch

    def step(self):
        started = time.monotonic()
        progress = self.progress()
        batch = self.stage()
        for optimizer, peak in zip(self.optimizers, self.peaks):
            for group in optimizer.param_groups:
                group["lr"] = peak * rate_at(progress, self.steps)
        images, columns = self.stream.next(batch)
        coin = torch.rand(3, generator=self.random).tolist()
        tokens = None if coin[0] < WHOLE_IMAGES else box_tokens(HEADSET, columns, JITTER_PX, self.random)
        top_k = 1.0 if coin[1] < 0.5 else LEAST_TOP_K + (1 - LEAST_TOP_K) * coin[2]
        pixels = augmented(images, self.random).to(self.device)
        columns = {name: column.to(self.device) for name, column in columns.items()}
        tokens = tokens if tokens is None else tokens.to(self.device)
        exits, features, first = self.net(pixels, tokens, top_k, self.depth, features=True)
        every = torch.arange(first.shape[1], device=self.device).expand(len(images), -1)
        local = local_targets(HEADSET, columns, every if tokens is None else tokens)
        loss = exits_loss(exits, gaze_labels(columns), progress)
        hint = self.hints(features, first, hint_targets(HEADSET, columns), local)
        for optimizer in self.optimizers:
            optimizer.zero_grad(set_to_none=True)
        (loss + HINTS * (1 - min(1, progress)) * hint).backward()
        torch.nn.utils.clip_grad_norm_([*self.net.parameters(), *self.hints.parameters()], 20.0)
        for optimizer in self.optimizers:
            optimizer.step()
        self.steps += 1
        with torch.no_grad():
            keep = min(EMA, (1 + self.steps) / (10 + self.steps))
            torch._foreach_lerp_(list(self.average.parameters()), list(self.net.parameters()), 1 - keep)
        self.images += len(images)
        self.seconds += time.monotonic() - started
        return loss.item(), hint.item()


@torch.no_grad()
def validate(net, shard, depth, device):
    """Angular error of the optical axis per exit, degrees, without calibration, where the pupil shows."""
    seen = shard.columns["pupilVisible"] >= VISIBLE
    report = {}
    for name in ("whole", "box"):
        out = []
        for start in range(0, len(shard), 250):
            rows = slice(start, start + 250)
            columns = {n: c[rows] for n, c in shard.columns.items()}
            tokens = None if name == "whole" else box_tokens(HEADSET, columns).to(device)
            images = torch.from_numpy(shard.images[rows].copy()).to(device).float() / 255
            out.append(net(images, tokens, depth=depth).cpu())
        out = torch.cat(out)
        labels = gaze_labels(shard.columns)
        off = torch.rad2deg(out[..., :2] - torch.stack([labels["yaw"], labels["pitch"]], -1)[:, None])[seen]
        error = off.norm(dim=-1)
        report[name] = {
            "mean": [round(v, 2) for v in error.mean(0).tolist()],
            "p95": [round(v, 2) for v in error.quantile(0.95, 0).tolist()],
        }
        report["open"] = round(((out[:, -1, 2] > 0) == (labels["open"] > 0.5)).float().mean().item(), 3)
    return report


def main():
    args = options()
    if args.threads:
        torch.set_num_threads(args.threads)
    args.data.mkdir(parents=True, exist_ok=True)
    args.run.mkdir(parents=True, exist_ok=True)
    run = Run(args)
    if args.resume or args.extend:
        run.load("level.pt" if args.extend else "last.pt")
    else:
        run.begin()
    validation = Shard(make_shard(VALIDATION, 0, args.data))
    stopping = []
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))
    log = open(args.run / "log.jsonl", "a", buffering=1)
    saved = logged = validated = time.monotonic()
    while run.progress() < 1 and not stopping:
        level = run.progress() < FALL_FROM
        loss, hint = run.step()
        if level and run.progress() >= FALL_FROM:
            run.save("level.pt")
        now = time.monotonic()
        if now - logged > 30:
            rate = run.images / run.seconds
            line = {"images": run.images, "minutes": run.seconds / 60, "progress": run.progress(), "blocks": run.depth}
            line |= {"imagesPerSecond": rate, "loss": loss, "hint": hint}
            log.write(json.dumps({k: round(v, 4) for k, v in line.items()}) + "\n")
            logged = now
        if now - saved > 90:
            run.save()
            saved = now
        if now - validated > 240:
            log.write(json.dumps({"images": run.images} | validate(run.average, validation, run.depth, run.device)) + "\n")
            validated = now
    run.save()
    if stopping:
        return
    log.write(json.dumps({"images": run.images} | validate(run.average, validation, run.depth, run.device)) + "\n")
    if not args.no_export:
        from evaluate import evaluate_run
        from export import export_run

        export_run(args.run, args.data)
        evaluate_run(args.run, args.data)


if __name__ == "__main__":
    main()
