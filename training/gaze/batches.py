"""What a batch is made of: labels in the network's units, boxes of patches around the pupil, changes of brightness."""

import math

import torch
import torch.nn.functional as F

# A box of patches as the event-driven crop makes them: 80 x 64 pixels.
BOX_COLUMNS, BOX_ROWS = 5, 4
JITTER_PX = 12
# With less of the pupil to be seen, an image teaches no gaze, and the eye counts as closed.
VISIBLE = 0.25
LEDS = 8


def gaze_labels(columns):
    """yaw, pitch (radians, optical axis); `open`: 1 where enough of the pupil shows."""
    radians = math.pi / 180
    return {
        "yaw": columns["opticalYawDeg"] * radians,
        "pitch": columns["opticalPitchDeg"] * radians,
        "open": (columns["pupilVisible"] >= VISIBLE).float(),
    }


def box_tokens(config, columns, jitter=0.0, random=None):
    """(B, 20) indices of the patches around each pupil, ascending. `jitter` pixels either way, the box inside the grid."""

    def start(middle, cells, most):
        shift = jitter * (2 * torch.rand(len(middle), generator=random) - 1) if jitter else 0
        return ((middle + shift) / config.patch - cells / 2).round().clamp(0, most - cells).long()

    left = start(columns["pupilX"], BOX_COLUMNS, config.columns)
    top = start(columns["pupilY"], BOX_ROWS, config.rows)
    cells = torch.arange(BOX_ROWS)[:, None] * config.columns + torch.arange(BOX_COLUMNS)
    return (top * config.columns + left)[:, None] + cells.reshape(-1)


def augmented(images, random):
    """(B, H, W) uint8 -> 0..1 with another exposure, contrast and, a third of them, a little blur. Angles are absolute: nothing moves."""
    count = len(images)
    x = images.float() / 255

    def between(low, high):
        return low + (high - low) * torch.rand((count, 1, 1), generator=random)

    blurred = torch.rand(count, generator=random) < 1 / 3
    if blurred.any():
        part = x[blurred][:, None]
        smooth = F.avg_pool2d(F.pad(part, (1, 1, 1, 1), mode="replicate"), 3, 1)
        x[blurred] = torch.lerp(part, smooth, torch.rand((len(part), 1, 1, 1), generator=random))[:, 0]
    return (x * between(0.75, 1.25) + between(-0.05, 0.05)).clamp(0, 1)


def hint_targets(config, columns):
    """
    What an image shows beside the gaze, for extra losses while training. Gives (B, 3 + 2 LEDS) values near -1..1, pupil's place,
    its size and the glints' places, and their (B, ...) weights: a glint that hides weighs nothing.
    """

    def scaled(x, size):
        return x / (size / 4) - 2

    values = [scaled(columns["pupilX"], config.width), scaled(columns["pupilY"], config.height)]
    values.append(columns["pupilMm"] / 2 - 2)
    weights = [(columns["pupilVisible"] >= VISIBLE).float()] * 3
    for led in range(LEDS):
        x, y = columns[f"glint{led}X"], columns[f"glint{led}Y"]
        values += [scaled(x, config.width), scaled(y, config.height)]
        weights += [((x >= 0) & (columns["pupilVisible"] >= VISIBLE)).float()] * 2
    return torch.stack(values, 1), torch.stack(weights, 1)


def local_targets(config, columns, tokens):
    """For each token of `tokens` (B, n): is the pupil's middle near it, and where (patches from its own middle): (B, n), (B, n, 2)."""
    middle_x = (tokens % config.columns + 0.5) * config.patch
    middle_y = (tokens // config.columns + 0.5) * config.patch
    offset = torch.stack([columns["pupilX"][:, None] - middle_x, columns["pupilY"][:, None] - middle_y], -1) / config.patch
    visible = (columns["pupilVisible"] >= VISIBLE)[:, None]
    return ((offset.abs() < 1.25).all(-1) & visible).float(), offset
