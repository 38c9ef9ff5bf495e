"""Writes models of CLIP's shape with random weights, for measuring speed: they know nothing.

    python3 Benchmarks/inference/make_model.py OUT [--vocabulary FILE] [--seed 1]

OUT/vitb32-f32 and OUT/vitb32-int8 are folders that `semblance models add` takes: an image tower
(ViT-B/32: 12 layers of 768, 12 heads, patches of 32, 224 pixels, 512 numbers), and with a vocabulary
(bpe_simple_vocab_16e6.txt.gz) a text tower (12 layers of 512, 8 heads, 77 tokens). int8 is
onnxruntime's dynamic quantisation of the same weights. Shapes are those of Radford et al. 2021,
table 20. Needs onnx, onnxruntime and numpy.
"""

import argparse
import math
import pathlib
import shutil

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic


class Graph:
    """Nodes and weights as they are made; every method returns the name of a result."""

    def __init__(self, seed):
        self.nodes, self.weights, self.count = [], [], 0
        self.random = np.random.default_rng(seed)

    def constant(self, array):
        self.count += 1
        self.weights.append(numpy_helper.from_array(array, f"w{self.count}"))
        return f"w{self.count}"

    def normal(self, *shape, deviation=0.02):
        return self.constant(self.random.normal(0, deviation, shape).astype(np.float32))

    def node(self, operation, *inputs, **attributes):
        self.count += 1
        self.nodes.append(helper.make_node(operation, list(inputs), [f"r{self.count}"], **attributes))
        return f"r{self.count}"

    def shape(self, *sides):
        return self.constant(np.array(sides, np.int64))

    def layer_norm(self, x, width):
        ones = self.constant(np.ones(width, np.float32))
        return self.node("LayerNormalization", x, ones, self.normal(width), axis=-1, epsilon=1e-5)

    def linear(self, x, inputs, outputs):
        return self.node("Add", self.node("MatMul", x, self.normal(inputs, outputs)), self.normal(outputs))

    def heads(self, x, tokens, width, heads, order):
        split = self.node("Reshape", x, self.shape(0, tokens, heads, width // heads))
        return self.node("Transpose", split, perm=order)

    def attention(self, x, tokens, width, heads, mask):
        query = self.heads(self.linear(x, width, width), tokens, width, heads, [0, 2, 1, 3])
        key = self.heads(self.linear(x, width, width), tokens, width, heads, [0, 2, 3, 1])
        value = self.heads(self.linear(x, width, width), tokens, width, heads, [0, 2, 1, 3])
        scale = self.constant(np.float32(math.sqrt(heads / width)))
        scores = self.node("MatMul", self.node("Mul", query, scale), key)
        if mask is not None:
            scores = self.node("Add", scores, mask)
        mixed = self.node("MatMul", self.node("Softmax", scores, axis=-1), value)
        joined = self.node("Transpose", mixed, perm=[0, 2, 1, 3])
        return self.linear(self.node("Reshape", joined, self.shape(0, tokens, width)), width, width)

    def block(self, x, tokens, width, heads, mask=None):
        attended = self.attention(self.layer_norm(x, width), tokens, width, heads, mask)
        x = self.node("Add", x, attended)
        hidden = self.linear(self.layer_norm(x, width), width, 4 * width)
        # QuickGELU: x · sigmoid(1.702 x).
        slope = self.constant(np.float32(1.702))
        hidden = self.node("Mul", hidden, self.node("Sigmoid", self.node("Mul", hidden, slope)))
        return self.node("Add", x, self.linear(hidden, 4 * width, width))

    def unit(self, x, name):
        length = self.node("ReduceL2", x, axes=[-1], keepdims=1)
        self.nodes.append(helper.make_node("Div", [x, length], [name]))

    def model(self, name, inputs, outputs):
        graph = helper.make_graph(self.nodes, name, inputs, outputs, self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="semblance")
        model.ir_version = 8
        onnx.checker.check_model(model)
        return model


def image_tower(seed, width=768, layers=12, heads=12, patch=32, side=224, outputs=512):
    g = Graph(seed)
    patches = (side // patch) ** 2
    x = g.node("Conv", "pixel_values", g.normal(width, 3, patch, patch), strides=[patch, patch])
    x = g.node("Transpose", g.node("Reshape", x, g.shape(0, width, patches)), perm=[0, 2, 1])
    # One class token a picture, whatever the size of the batch.
    batch = g.node("Slice", g.node("Shape", x), g.shape(0), g.shape(1))
    shape = g.node("Concat", batch, g.shape(1, width), axis=0)
    x = g.node("Concat", g.node("Expand", g.normal(1, 1, width), shape), x, axis=1)
    x = g.layer_norm(g.node("Add", x, g.normal(1, patches + 1, width)), width)
    for _ in range(layers):
        x = g.block(x, patches + 1, width, heads)
    x = g.node("Gather", x, g.constant(np.int64(0)), axis=1)
    g.unit(g.node("MatMul", g.layer_norm(x, width), g.normal(width, outputs)), "image_embeds")
    return g.model(
        "image", [helper.make_tensor_value_info("pixel_values", TensorProto.FLOAT, ["batch", 3, side, side])],
        [helper.make_tensor_value_info("image_embeds", TensorProto.FLOAT, ["batch", outputs])])


def text_tower(seed, width=512, layers=12, heads=8, tokens=77, vocabulary=49408, outputs=512):
    g = Graph(seed)
    x = g.node("Add", g.node("Gather", g.normal(vocabulary, width), "input_ids"), g.normal(tokens, width))
    mask = g.constant(np.triu(np.full((tokens, tokens), -10000, np.float32), 1))
    for _ in range(layers):
        x = g.block(x, tokens, width, heads, mask)
    x = g.layer_norm(x, width)
    # The end token has the greatest number; its place is picked by a row of zeros and a one.
    place = g.node("ArgMax", "input_ids", axis=-1, keepdims=0)
    one_hot = g.node("OneHot", place, g.constant(np.int64(tokens)), g.constant(np.array([0, 1], np.float32)))
    picked = g.node("MatMul", g.node("Unsqueeze", one_hot, g.shape(1)), x)
    x = g.node("Squeeze", picked, g.shape(1))
    g.unit(g.node("MatMul", x, g.normal(width, outputs)), "text_embeds")
    return g.model(
        "text", [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", tokens])],
        [helper.make_tensor_value_info("text_embeds", TensorProto.FLOAT, ["batch", outputs])])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--vocabulary", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    plain, small = options.out / "vitb32-f32", options.out / "vitb32-int8"
    towers = {"vision_model": image_tower(options.seed)}
    if options.vocabulary:
        towers["text_model"] = text_tower(options.seed + 1)
    for folder in (plain, small):
        folder.mkdir(parents=True, exist_ok=True)
        if options.vocabulary:
            shutil.copyfile(options.vocabulary, folder / options.vocabulary.name)
    for name, model in towers.items():
        onnx.save(model, plain / f"{name}.onnx")
        quantize_dynamic(
            plain / f"{name}.onnx", small / f"{name}_int8.onnx", weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"])


if __name__ == "__main__":
    main()
