"""What the tracker is trained on: angles where the pupil shows, openness everywhere, all exits at once (A3FR 1.2)."""

import torch
import torch.nn.functional as F
from torch import nn

from batches import LEDS

SHARPNESS = 100
# The paper's table error -> latency is a line: 6.748 ms at no error, 0.392 ms more per degree.
BASE_MS, MS_PER_DEGREE = 6.748, 0.392
# Share of the performance-aware part when it is in full swing. Alone it sees little more than the worst image of a batch,
# which is noise early on; so plain Huber on the angles leads, and this part grows with the square of the progress.
PERFORMANCE_SHARE = 0.1
HUBER_DEG = 2.0


def exit_weights(count):
    """Each exit counts half of the next, the last one 1."""
    return [2.0 ** (i + 1 - count) for i in range(count)]


def performance_aware_ms(distances):
    """Soft maximum of a batch's angular errors (n,), radians, as milliseconds of latency."""
    centre = distances.mean()
    spread = (SHARPNESS * (distances - centre)).clamp(-100, 100)
    soft_maximum = (torch.logsumexp(spread, 0) - torch.log(torch.tensor(float(len(distances))))) / SHARPNESS + centre
    return BASE_MS + MS_PER_DEGREE * torch.rad2deg(soft_maximum)


def angle_loss(predicted, truth, progress):
    """(n, 2) radians each; about the mean error in degrees."""
    distances = torch.rad2deg(((predicted - truth).square().sum(-1) + 1e-9).sqrt())
    huber = F.huber_loss(distances, torch.zeros_like(distances), delta=HUBER_DEG) / HUBER_DEG
    share = PERFORMANCE_SHARE * progress**2
    return huber + share * (performance_aware_ms(torch.deg2rad(distances)) - BASE_MS)


def exits_loss(exits, labels, progress):
    """exits (B, n, 3); labels as `gaze_labels`. Images without a pupil teach openness only."""
    visible = labels["open"] > 0.5
    truth = torch.stack([labels["yaw"], labels["pitch"]], -1)[visible]
    total = 0
    for index, weight in enumerate(exit_weights(exits.shape[1])):
        out = exits[:, index]
        openness = F.binary_cross_entropy_with_logits(out[:, 2], labels["open"])
        total = total + weight * (angle_loss(out[visible, :2], truth, progress) + openness)
    return total


class Hints(nn.Module):
    """Linear heads that exist while training only: what the exits and the first block's tokens know of pupil and glints."""

    def __init__(self, config):
        super().__init__()
        self.whole = nn.Linear(config.dim, 3 + 2 * LEDS)
        self.local = nn.Linear(config.dim, 3)

    def forward(self, features, first, targets, local):
        """features (B, exits, D), first (B, n, D); targets and local as the functions of batches.py give them."""
        values, weights = targets
        near, offset = local
        whole = ((self.whole(features) - values[:, None]).abs() * weights[:, None]).mean()
        seen = self.local(first)
        found = F.binary_cross_entropy_with_logits(seen[..., 0], near)
        placed = ((seen[..., 1:] - offset).abs().sum(-1) * near).sum() / near.sum().clamp_min(1)
        return 2 * whole + found + placed
