"""The `headset` tracker network of src/workers/gaze/tracker-config.ts in PyTorch: a ViT with an exit after every block.

Differs from A3FR 1.2 in size, in a LayerNorm of its own before the shared head for every exit, and in how patches are embedded: cells
of 4 pixels, then 8, then 16 (a stem as in Touvron et al. 2022, arXiv 2203.09795), since 16-pixel patches are coarse against the 0.8
pixels that a degree of gaze measures: with it about a fifth of the images teach as much. GELU is the tanh form.
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

EPSILON = 1e-6


@dataclass(frozen=True)
class Config:
    width: int = 128
    height: int = 96
    patch: int = 16
    embed: tuple = (32, 64)
    dim: int = 128
    heads: int = 4
    hidden: int = 256
    blocks: int = 6
    prune_every: int = 2
    head: tuple = (128, 64)
    outputs: int = 3

    @property
    def columns(self):
        return self.width // self.patch

    @property
    def rows(self):
        return self.height // self.patch


HEADSET = Config()


def gelu(x):
    return F.gelu(x, approximate="tanh")


class PatchEmbedding(nn.Module):
    """
    (B, N, patch²) pixels in -1..1 -> (B, N, dim). Cells of patch / 2^levels pixels become `embed[0]` channels, two by two of them
    `embed[1]`, and so on; nothing crosses a patch's edge. The first layer learns on whitened pixels, since neighbours are nearly
    equal; the whitening folds into its weights.
    """

    def __init__(self, config):
        super().__init__()
        self.levels = len(config.embed)
        self.cell = config.patch >> self.levels
        inputs = [self.cell**2, *(4 * width for width in config.embed)]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(inputs, [*config.embed, config.dim]))
        self.register_buffer("mean", torch.zeros(inputs[0]))
        self.register_buffer("whitening", torch.eye(inputs[0]))

    def cells(self, pixels):
        """(..., patch²), row-major -> (..., cells, cell²): the cells so that four in a row are two by two, and so on."""
        batch, cell, levels = pixels.shape[:-1], self.cell, self.levels
        halves = (2,) * levels
        split = pixels.reshape(-1, *halves, cell, *halves, cell)
        rows, columns = range(1, levels + 1), range(levels + 2, 2 * levels + 2)
        order = [axis for pair in zip(rows, columns) for axis in pair]
        return split.permute(0, *order, levels + 1, 2 * levels + 2).reshape(*batch, 4**levels, cell**2)

    @torch.no_grad()
    def whiten(self, pixels, ridge=1e-3):
        """Takes the statistics of some patches, (n, patch²). `ridge`: variance that counts as noise, share of the largest."""
        cells = self.cells(pixels).reshape(-1, self.cell**2)
        self.mean.copy_(cells.mean(0))
        centred = cells - self.mean
        variances, directions = torch.linalg.eigh(centred.T @ centred / len(cells))
        self.whitening.copy_((directions / (variances + ridge * variances[-1]).sqrt()).T)

    def folded(self):
        """Weight and bias of the first layer on plain pixels."""
        weight = self.layers[0].weight @ self.whitening
        return weight, self.layers[0].bias - weight @ self.mean

    def forward(self, pixels):
        x = F.linear(self.cells(pixels), *self.folded())
        for layer in self.layers[1:]:
            x = gelu(x)
            x = layer(x.reshape(*x.shape[:-2], x.shape[-2] // 4, 4 * x.shape[-1]))
        return x.squeeze(-2)


class Block(nn.Module):
    """Pre-norm transformer block. Also gives each token's pruning score: the mean channel of what attention adds to it."""

    def __init__(self, config):
        super().__init__()
        dim = config.dim
        self.heads = config.heads
        self.norm1 = nn.LayerNorm(dim, eps=EPSILON)
        self.qkv = nn.Linear(dim, 3 * dim)
        self.proj = nn.Linear(dim, dim)
        self.norm2 = nn.LayerNorm(dim, eps=EPSILON)
        self.fc1 = nn.Linear(dim, config.hidden)
        self.fc2 = nn.Linear(config.hidden, dim)

    def attend(self, x):
        batch, tokens, dim = x.shape
        qkv = self.qkv(x).reshape(batch, tokens, 3, self.heads, dim // self.heads).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2])
        return self.proj(mixed.transpose(1, 2).reshape(batch, tokens, dim))

    def forward(self, x):
        attended = self.attend(self.norm1(x))
        x = x + attended
        return x + self.fc2(gelu(self.fc1(self.norm2(x)))), attended.mean(-1)


def keep_highest(x, scores, kept):
    """Keeps the `kept` tokens of highest score, in their order. x (B, N, D), scores (B, N)."""
    order = scores.topk(kept, dim=1).indices.sort(dim=1).values
    return x.gather(1, order[..., None].expand(-1, -1, x.shape[2]))


class Tracker(nn.Module):
    def __init__(self, config=HEADSET):
        super().__init__()
        self.config = config
        self.patch = PatchEmbedding(config)
        self.position = nn.Parameter(waves(config.rows, config.columns, config.dim))
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.blocks))
        self.exitNorm = nn.ModuleList(nn.LayerNorm(config.dim, eps=EPSILON) for _ in range(config.blocks))
        widths = (config.dim, *config.head, config.outputs)
        self.head = nn.ModuleList(nn.Linear(a, b) for a, b in zip(widths, widths[1:]))
        self.apply(initialize)

    def patches(self, images):
        """(B, height, width) in 0..1 -> (B, N, patch²) in -1..1; tokens and the pixels of a patch are row-major."""
        c = self.config
        cut = images.reshape(-1, c.rows, c.patch, c.columns, c.patch).transpose(2, 3)
        return cut.reshape(-1, c.rows * c.columns, c.patch**2) * 2 - 1

    def decide(self, features):
        for layer in self.head[:-1]:
            features = F.relu(layer(features))
        return self.head[-1](features)

    def forward(self, images, tokens=None, top_k=1.0, depth=None, features=False):
        """
        images (B, height, width) in 0..1; tokens (B, n) indices of the patches to look at, ascending, or None for all; depth: blocks
        to run. Gives (B, depth, 3): yaw, pitch (radians), openness (logit); with `features`, also what the head saw, (B, depth, dim),
        and the tokens after the first block, (B, n, dim).
        """
        config = self.config
        depth = depth or config.blocks
        pixels, position = self.patches(images), self.position
        if tokens is not None:
            pixels = pixels.gather(1, tokens[..., None].expand(-1, -1, pixels.shape[2]))
            position = self.position[tokens]
        x = self.patch(pixels) + position
        seen, first = [], None
        for index in range(depth):
            x, scores = self.blocks[index](x)
            first = first if index else x
            seen.append(self.exitNorm[index](x.mean(1)))
            if top_k < 1 and index + 1 < depth and (index + 1) % config.prune_every == 0:
                x = keep_highest(x, scores, max(1, int(top_k * x.shape[1])))
        seen = torch.stack(seen, 1)
        exits = self.decide(seen)
        return (exits, seen, first) if features else exits

    @torch.no_grad()
    def deepen(self, before, after):
        """Makes blocks `before` .. `after` - 1 do nothing yet, and their exits say what the exit before them says."""
        for index in range(before, after):
            nn.init.zeros_(self.blocks[index].proj.weight)
            nn.init.zeros_(self.blocks[index].fc2.weight)
            self.exitNorm[index].load_state_dict(self.exitNorm[before - 1].state_dict())


def initialize(module):
    if isinstance(module, nn.Linear):
        nn.init.trunc_normal_(module.weight, std=module.in_features**-0.5)
        nn.init.zeros_(module.bias)


def waves(rows, columns, dim):
    """(rows * columns, dim) start values of the position embedding: sines and cosines along x and y, 1/16 to 1/2 turn a cell."""
    y, x = torch.meshgrid(torch.arange(rows), torch.arange(columns), indexing="ij")
    turns = 2 * math.pi * torch.logspace(math.log10(1 / 16), math.log10(0.5), dim // 4)
    angles = torch.cat([x.reshape(-1, 1) * turns, y.reshape(-1, 1) * turns], 1)
    return torch.cat([angles.sin(), angles.cos()], 1)
