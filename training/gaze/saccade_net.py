"""Trains the saccade net (POLO, A3FR 1.2) on drawn sequences of eye images and writes assets/gaze/saccade-net.json.

    python3 training/gaze/saccade_net.py [--data DIR] [--epochs N] [--seed S]

The net sees means of 4 x 4 pixels: convolution 1 -> 8 (3 x 3, stride 2), ReLU, maximum over 2 x 2, FastRNN
h <- alpha * tanh(W x + U h + b) + beta * h, two classes. src/workers/gaze/events/saccade-net.ts runs it.
"""

import argparse
import json
import subprocess
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

ROOT = Path(__file__).resolve().parents[2]
CHANNELS, HIDDEN = 8, 24
GAIN = 50.0
BATCH, WINDOW = 16, 64
RATE = 1e-3
SHUT = 2
FRAMES = 192
# A flag this long after a saccade still belongs to it, ms: as scoreSaccades of src/workers/gaze/events.
TOLERANCE_MS = 30


class SaccadeNet(nn.Module):
    def __init__(self, rows, columns):
        super().__init__()
        self.conv = nn.Conv2d(1, CHANNELS, 3, stride=2, padding=1)
        self.w = nn.Linear(CHANNELS * rows * columns // 16, HIDDEN)
        self.u = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.alpha, self.beta = nn.Parameter(torch.tensor(1.0)), nn.Parameter(torch.tensor(0.0))
        self.fc = nn.Linear(HIDDEN, 2)
        self.start_as_motion_detector()

    @torch.no_grad()
    def start_as_motion_detector(self):
        """
        A third of the state remembers projections of the image; the rest compares the next image with them, in both directions. From
        random weights, 30 epochs found no saccade at all.
        """
        third = HIDDEN // 3
        nn.init.normal_(self.conv.weight, std=1.0)
        nn.init.zeros_(self.conv.bias)
        seen = 0.3 * torch.randn(third, self.w.in_features) / self.w.in_features**0.5
        self.w.weight.copy_(torch.cat([seen, GAIN * seen, -GAIN * seen]))
        self.w.bias.copy_(torch.cat([torch.zeros(third), -torch.ones(2 * third)]))
        nn.init.zeros_(self.u.weight)
        for i in range(third):
            self.u.weight[third + i, i], self.u.weight[2 * third + i, i] = -GAIN, GAIN
        nn.init.zeros_(self.fc.weight)
        self.fc.weight[1, third:] = 1.0
        self.fc.bias.copy_(torch.tensor([0.0, third]))

    def forward(self, cells, state=None):
        """cells (B, T, rows, columns) in -1..1 -> logits (B, T, 2) and the last state."""
        batch, steps = cells.shape[:2]
        features = F.max_pool2d(F.relu(self.conv(cells.flatten(0, 1)[:, None])), 2)
        drive = self.w(features.reshape(batch, steps, -1))
        state = torch.zeros(batch, HIDDEN) if state is None else state
        states = []
        for step in range(steps):
            state = self.alpha * torch.tanh(drive[:, step] + self.u(state)) + self.beta * state
            states.append(state)
        return self.fc(torch.stack(states, 1)), state


def sequences(data, name, count, seed, people):
    """cells (N, T, rows, columns), labels (N, T), times (N, T) in ms; drawn unless they are there."""
    folder = data / name
    if not (folder / "layout.json").exists():
        command = ["node", "--import", "tsx", "scripts/gaze-sequences/main.ts", "--count", str(count), "--seed", str(seed)]
        subprocess.run([*command, "--people", people, "--frames", str(FRAMES), "--out", str(folder)], cwd=ROOT, check=True)
    layout = json.loads((folder / "layout.json").read_text())
    shape = (layout["count"], layout["frames"])
    sums = np.fromfile(folder / "sums.u16", "<u2").reshape(*shape, layout["rows"], layout["columns"])
    cells = sums.astype(np.float32) * (2 / (255 * layout["cell"] ** 2)) - 1
    labels = np.fromfile(folder / "labels.u8", "u1").reshape(shape).astype(np.int64)
    times = np.fromfile(folder / "times.f32", "<f4").reshape(shape)
    return torch.from_numpy(cells), torch.from_numpy(labels), times


def varied(cells, random):
    """Another exposure, place and side for each sequence as a whole, which changes nothing of what moves."""
    gain = torch.from_numpy(random.uniform(0.85, 1.15, (len(cells), 1, 1, 1)).astype(np.float32))
    out = (cells + 1) * gain - 1
    if random.random() < 0.5:
        out = out.flip(3)
    down, right = random.integers(-2, 3, 2)
    return out.roll((int(down), int(right)), (2, 3))


def train(net, cells, labels, epochs, random):
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=1e-3)
    count, frames = labels.shape
    batches = epochs * count * frames // (BATCH * WINDOW)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=batches)
    for _ in range(batches):
        rows = torch.from_numpy(random.integers(0, count, BATCH))
        start = int(random.integers(0, frames - WINDOW + 1))
        x, y = varied(cells[rows, start : start + WINDOW], random), labels[rows, start : start + WINDOW]
        logits, _ = net(x)
        # Behind closed lids nothing is asked.
        asked = y != SHUT
        loss = F.cross_entropy(logits[asked], y[asked], weight=torch.tensor([1.0, 3.0]))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    return loss.item()


def runs(mask):
    """Index pairs (first, last) of the stretches where a mask is true."""
    edges = np.flatnonzero(np.diff(np.r_[0, mask.astype(int), 0]))
    return list(zip(edges[::2], edges[1::2] - 1))


def score(probability, labels, times, threshold):
    """Saccade by saccade: hit when a frame in it, or just after, is flagged; a flagged stretch far from any is a false alarm."""
    saccades = hits = stretches = false = 0
    for p, y, t in zip(probability, labels, times):
        flags = (p >= threshold) & (y != SHUT)
        truth = runs(y == 1)
        saccades += len(truth)
        hits += sum(flags[(t >= t[a]) & (t <= t[b] + TOLERANCE_MS)].any() for a, b in truth)
        for a, b in runs(flags):
            stretches += 1
            near = any(t[a] - TOLERANCE_MS <= t[d] and t[b] + TOLERANCE_MS >= t[c] for c, d in truth)
            false += not near
    minutes = float(np.sum(times[:, -1] - times[:, 0])) / 60_000
    return {
        "saccades": saccades,
        "hitRate": round(float(hits) / max(1, saccades), 4),
        "falseShare": round(float(false) / max(1, stretches), 4),
        "falsePerMinute": round(false / minutes, 2),
    }


def best_threshold(probability, labels, times):
    """The one with the best balance of missed saccades and false alarms."""

    def cost(threshold):
        result = score(probability, labels, times, threshold)
        return (1 - result["hitRate"]) + result["falseShare"]

    return min(np.arange(0.3, 0.99, 0.03).round(2), key=cost)


def rounded(tensor):
    return [float(f"{v:.5g}") for v in tensor.detach().reshape(-1).tolist()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "training/runs/gaze-data")
    parser.add_argument("--out", type=Path, default=ROOT / "assets/gaze/saccade-net.json")
    parser.add_argument("--epochs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0)
    args = parser.parse_args()
    if args.threads:
        torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    cells, labels, times = sequences(args.data, "seq-train", 320, 1, "0-2999")
    net = SaccadeNet(*cells.shape[2:])
    loss = train(net, cells, labels, args.epochs, np.random.default_rng(args.seed))
    test_cells, test_labels, test_times = sequences(args.data, "seq-test", 60, 2, "200000-200039")
    with torch.no_grad():
        seen = torch.softmax(net(cells[:80])[0], -1)[..., 1].numpy()
        probability = torch.softmax(net(test_cells)[0], -1)[..., 1].numpy()
    threshold = float(best_threshold(seen, labels[:80].numpy(), times[:80]))
    result = score(probability, test_labels.numpy(), test_times, threshold)
    weights = {
        "format": "saccade-net",
        "version": 1,
        "width": cells.shape[3],
        "height": cells.shape[2],
        "channels": CHANNELS,
        "hidden": HIDDEN,
        "convWeight": rounded(net.conv.weight),
        "convBias": rounded(net.conv.bias),
        "w": rounded(net.w.weight),
        "u": rounded(net.u.weight),
        "b": rounded(net.w.bias),
        "alpha": net.alpha.item(),
        "beta": net.beta.item(),
        "fcWeight": rounded(net.fc.weight),
        "fcBias": rounded(net.fc.bias),
        "threshold": threshold,
        "trainedOn": {"sequences": len(cells), "frames": cells.shape[1], "epochs": args.epochs, "seed": args.seed},
        "measured": {"testPeople": [200000, 200039], "sequences": len(test_cells), "toleranceMs": TOLERANCE_MS} | result,
    }
    args.out.write_text(json.dumps(weights) + "\n")
    print(f"loss {loss:.3f}, threshold {threshold}: {result}; {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
