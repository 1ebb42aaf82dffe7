"""The network's tensors as they ship: float16, the whitening folded in, under the names that the TypeScript engine reads."""

import json
import re
import struct

import numpy as np
import torch

from model import Tracker


def shipped_tensors(net):
    """name -> float16 numpy array, C order; weights are (out, in)."""
    state = {name: value for name, value in net.state_dict().items() if name not in ("patch.mean", "patch.whitening")}
    state["patch.layers.0.weight"], state["patch.layers.0.bias"] = net.patch.folded()
    state = {name.replace("patch.layers", "patch"): value for name, value in state.items()}
    return {name: value.detach().cpu().numpy().astype(np.float16) for name, value in state.items()}


def network_of(tensors):
    """A network with exactly the values that ship."""
    net = Tracker().eval()
    plain = {"patch.mean": net.patch.mean, "patch.whitening": net.patch.whitening}
    state = {name: torch.from_numpy(value.astype(np.float32)) for name, value in tensors.items()}
    net.load_state_dict(plain | {re.sub(r"^patch\.", "patch.layers.", name): value for name, value in state.items()})
    return net


def write_safetensors(path, tensors, about):
    """The safetensors format: header length (u64), JSON header, then the data, little-endian."""
    header, at = {"__metadata__": about}, 0
    for name, value in tensors.items():
        header[name] = {"dtype": "F16", "shape": list(value.shape), "data_offsets": [at, at + value.nbytes]}
        at += value.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    data = b"".join(np.ascontiguousarray(v).astype("<f2").tobytes() for v in tensors.values())
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def read_safetensors(path):
    data = path.read_bytes()
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    start = 8 + length

    def tensor(entry):
        first, last = entry["data_offsets"]
        return np.frombuffer(data[start + first : start + last], "<f2").reshape(entry["shape"])

    return {name: tensor(entry) for name, entry in header.items()}
