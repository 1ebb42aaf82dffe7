"""Writes what ships of a run: assets/gaze/headset.safetensors, headset.onnx and golden activations to check engines against.

    python3 training/gaze/export.py [RUN] [DATA]
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import torch

from batches import box_tokens
from model import HEADSET, Tracker
from onnx_graph import network_model
from shards import ROOT, VALIDATION, Shard, make_shard
from tensors import network_of, shipped_tensors, write_safetensors

OUT = ROOT / "assets/gaze"
GOLDEN_IMAGES = 3
GOLDEN_TOP_K = 0.7


def averaged_network(run):
    """The averaged weights of a run's last checkpoint, and how many images it has seen."""
    state = torch.load(run / "last.pt", map_location="cpu", weights_only=False)
    net = Tracker().eval()
    net.load_state_dict(state["average"])
    return net, state["images"]


@torch.no_grad()
def intermediate(net, image):
    """Some activations of a whole image, all patches kept: embedded patches and the residual stream after blocks 1 and 6."""
    kept = {}

    def keep(name):
        return lambda _, __, out: kept.update({name: out[0] if isinstance(out, tuple) else out})

    hooks = [net.patch.register_forward_hook(keep("embedded"))]
    hooks += [net.blocks[i].register_forward_hook(keep(f"block{i + 1}")) for i in (0, HEADSET.blocks - 1)]
    net(image[None])
    for hook in hooks:
        hook.remove()
    return {name: value[0] for name, value in kept.items()}


@torch.no_grad()
def write_golden(net, shard, folder):
    """golden.bin holds images as bytes, then float32 values; golden.json says where, and what each image was run with."""
    images = torch.from_numpy(shard.images[:GOLDEN_IMAGES].copy())
    columns = {name: column[:GOLDEN_IMAGES] for name, column in shard.columns.items()}
    boxes = box_tokens(HEADSET, columns)
    data = [images.numpy().tobytes()]
    about = {"width": HEADSET.width, "height": HEADSET.height, "images": []}

    def put(values):
        at = sum(map(len, data))
        data.append(np.ascontiguousarray(values.numpy(), "<f4").tobytes())
        return {"offset": at, "shape": list(values.shape)}

    for index, image in enumerate(images.float() / 255):
        first, last = int(boxes[index, 0]), int(boxes[index, -1])
        left, top = first % HEADSET.columns, first // HEADSET.columns
        size = {"columns": last % HEADSET.columns - left + 1, "rows": last // HEADSET.columns - top + 1}
        runs = []
        for box in (None, {"left": left, "top": top} | size):
            for top_k in (1.0, GOLDEN_TOP_K):
                exits = net(image[None], None if box is None else boxes[index : index + 1], top_k)[0]
                runs.append({"box": box, "topK": top_k, "exits": put(exits)})
        labels = {n: round(float(columns[n][index]), 4) for n in ("opticalYawDeg", "opticalPitchDeg", "pupilX", "pupilY")}
        activations = {name: put(value) for name, value in intermediate(net, image).items()}
        offset = index * HEADSET.width * HEADSET.height
        about["images"].append({"offset": offset, "labels": labels, "runs": runs, "activations": activations})
    (folder / "headset-golden.json").write_text(json.dumps(about, indent=1) + "\n")
    (folder / "headset-golden.bin").write_bytes(b"".join(data))


def export_run(run, data):
    net, images = averaged_network(run)
    tensors = shipped_tensors(net)
    OUT.mkdir(parents=True, exist_ok=True)
    write_safetensors(OUT / "headset.safetensors", tensors, {"network": "headset", "trainingImages": str(images)})
    onnx.save(network_model(tensors), OUT / "headset.onnx")
    write_golden(network_of(tensors), Shard(make_shard(VALIDATION, 0, data)), OUT)
    sizes = ", ".join(f"{path.name} {path.stat().st_size} bytes" for path in sorted(OUT.glob("headset*")))
    print(f"{images} images seen; {sizes}")


if __name__ == "__main__":
    arguments = [Path(a) for a in sys.argv[1:]]
    defaults = [ROOT / "training/runs/gaze", ROOT / "training/runs/gaze-data"]
    export_run(*arguments, *defaults[len(arguments) :])
