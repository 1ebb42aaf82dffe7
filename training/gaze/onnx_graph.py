"""The network as an ONNX graph (opset 17), built by hand: float16 weights that a Cast makes float32, no pruning, all patches."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from model import EPSILON, HEADSET

OPSET = 17


class Graph:
    def __init__(self):
        self.nodes, self.weights, self.count = [], [], 0

    def name(self, stem):
        self.count += 1
        return f"{stem}_{self.count}"

    def op(self, kind, *inputs, **attributes):
        out = self.name(kind.lower())
        self.nodes.append(helper.make_node(kind, list(inputs), [out], **attributes))
        return out

    def constant(self, value, stem="constant"):
        name = self.name(stem)
        self.weights.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def weight(self, value):
        """A float16 array as float32."""
        return self.op("Cast", self.constant(value, "weight"), to=TensorProto.FLOAT)

    def number(self, value):
        return self.constant(np.float32(value))

    def integers(self, *values):
        return self.constant(np.array(values, np.int64))


class NetworkGraph(Graph):
    def __init__(self, tensors, config):
        super().__init__()
        self.tensors, self.config = tensors, config

    def linear(self, x, name):
        product = self.op("MatMul", x, self.weight(np.ascontiguousarray(self.tensors[f"{name}.weight"].T)))
        return self.op("Add", product, self.weight(self.tensors[f"{name}.bias"]))

    def norm(self, x, name):
        scale, bias = self.weight(self.tensors[f"{name}.weight"]), self.weight(self.tensors[f"{name}.bias"])
        return self.op("LayerNormalization", x, scale, bias, axis=-1, epsilon=EPSILON)

    def gelu(self, x):
        """Tanh form; opset 17 has no Gelu."""
        cube = self.op("Mul", self.op("Mul", x, x), x)
        inner = self.op("Add", x, self.op("Mul", cube, self.number(0.044715)))
        tanh = self.op("Tanh", self.op("Mul", inner, self.number(np.sqrt(2 / np.pi))))
        half = self.op("Mul", x, self.number(0.5))
        return self.op("Mul", half, self.op("Add", tanh, self.number(1)))

    def embedded(self, image):
        """(tokens, dim): pixels in the order of the cells, then a layer for cells, for two by two of them, and so on."""
        c, levels = self.config, len(self.config.embed)
        cell, halves = c.patch >> levels, [2] * levels
        scaled = self.op("Sub", self.op("Mul", image, self.number(2 / 255)), self.number(1))
        cut = self.op("Reshape", scaled, self.integers(c.rows, *halves, cell, c.columns, *halves, cell))
        along = levels + 2
        order = [axis for level in range(levels + 1) for axis in (level, level + along)]
        cut = self.op("Transpose", cut, perm=[*order, levels + 1, levels + 1 + along])
        x = self.op("Reshape", cut, self.integers(-1, cell**2))
        for level in range(levels + 1):
            if level > 0:
                x = self.op("Reshape", self.gelu(x), self.integers(-1, 4 * c.embed[level - 1]))
            x = self.linear(x, f"patch.{level}")
        return x

    def attention(self, x, name):
        c = self.config
        wide = c.dim // c.heads
        qkv = self.op("Reshape", self.linear(x, f"{name}.qkv"), self.integers(-1, 3, c.heads, wide))
        qkv = self.op("Transpose", qkv, perm=[1, 2, 0, 3])
        q, k, v = (self.op("Gather", qkv, self.constant(np.int64(i)), axis=0) for i in range(3))
        scores = self.op("MatMul", q, self.op("Transpose", k, perm=[0, 2, 1]))
        shares = self.op("Softmax", self.op("Mul", scores, self.number(wide**-0.5)), axis=-1)
        mixed = self.op("Transpose", self.op("MatMul", shares, v), perm=[1, 0, 2])
        return self.linear(self.op("Reshape", mixed, self.integers(-1, c.dim)), f"{name}.proj")

    def block(self, x, name):
        x = self.op("Add", x, self.attention(self.norm(x, f"{name}.norm1"), name))
        hidden = self.gelu(self.linear(self.norm(x, f"{name}.norm2"), f"{name}.fc1"))
        return self.op("Add", x, self.linear(hidden, f"{name}.fc2"))

    def head(self, features):
        layers = len(self.config.head) + 1
        for layer in range(layers):
            features = self.linear(features, f"head.{layer}")
            features = features if layer + 1 == layers else self.op("Relu", features)
        return features


def network_model(tensors, config=HEADSET):
    """input `image` (1, 1, height, width) float32, grey 0..255; output `exits` (blocks, 3) as the network gives them."""
    graph = NetworkGraph(tensors, config)
    x = graph.op("Add", graph.embedded("image"), graph.weight(tensors["position"]))
    exits = []
    for index in range(config.blocks):
        x = graph.block(x, f"blocks.{index}")
        pooled = graph.op("ReduceMean", x, axes=[0], keepdims=1)
        exits.append(graph.norm(pooled, f"exitNorm.{index}"))
    out = graph.head(graph.op("Concat", *exits, axis=0))
    graph.nodes.append(helper.make_node("Identity", [out], ["exits"]))
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 1, config.height, config.width])
    result = helper.make_tensor_value_info("exits", TensorProto.FLOAT, [config.blocks, config.outputs])
    body = helper.make_graph(graph.nodes, "saccade-headset", [image], [result], graph.weights)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="saccade", ir_version=8)
    onnx.checker.check_model(model)
    return model
