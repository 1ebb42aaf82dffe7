"""Muon: momentum whose matrices are made orthogonal (Jordan et al. 2024, kellerjordan.github.io/posts/muon), in float32."""

import torch

# Quintic Newton-Schulz iteration that pulls all singular values to about 1; coefficients from the post above.
A, B, C, STEPS = 3.4445, -4.7750, 2.0315, 5


def orthogonal(matrices):
    """(n, rows ≤ columns) each."""
    x = matrices / (matrices.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(STEPS):
        gram = x @ x.mT
        x = A * x + (B * gram + C * gram @ gram) @ x
    return x


class Muon(torch.optim.Optimizer):
    """For weights of hidden layers, (rows, columns). Those with 3 times as many rows as columns (qkv) count as three."""

    def __init__(self, parameters, lr=0.02, momentum=0.95, weight_decay=0.01):
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            shapes = {}
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if not state:
                    state["momentum"] = torch.zeros_like(p)
                state["momentum"].lerp_(p.grad, 1 - group["momentum"])
                ahead = p.grad.lerp(state["momentum"], group["momentum"])
                parts = 3 if p.shape[0] == 3 * p.shape[1] else 1
                for direction, weight in zip(ahead.chunk(parts), p.chunk(parts)):
                    tall = weight.shape[0] > weight.shape[1]
                    shapes.setdefault(tuple(sorted(weight.shape)), []).append((direction, weight, tall))
            for rows in shapes.values():
                flat = orthogonal(torch.stack([d.T if tall else d for d, _, tall in rows]))
                for direction, (_, weight, tall) in zip(flat, rows):
                    gain = max(1, weight.shape[0] / weight.shape[1]) ** 0.5
                    weight.mul_(1 - group["lr"] * group["weight_decay"])
                    weight.add_(direction.T if tall else direction, alpha=-group["lr"] * gain)
