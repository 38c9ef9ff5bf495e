"""Writes the tiny models of Tests/InferenceTests/Fixtures, and what the test data's stand-in model gives.

    make_inference_fixtures.py TEST_DATA OUT     (needs onnx, onnxruntime, numpy)

Inputs are drawn by SplitMix64 in whole numbers, so that the tests draw the very same.
"""

import json
import os
import sys

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper


def model(name, element, operation):
    """y = operation(a, b) with a batch of rows of four."""
    ports = [helper.make_tensor_value_info(port, element, ["batch", 4]) for port in ("a", "b", "y")]
    graph = helper.make_graph([helper.make_node(operation, ["a", "b"], ["y"])], name, ports[:2], ports[2:])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="semblance")
    made.ir_version = 8
    onnx.checker.check_model(made)
    return made


def draws(seed, count):
    mask, state = (1 << 64) - 1, seed
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & mask
        mixed = state
        mixed = ((mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9) & mask
        mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & mask
        yield mixed ^ mixed >> 31


def main(data, out):
    for name, element, operation in [
        ("sum-float", TensorProto.FLOAT, "Add"), ("sum-half", TensorProto.FLOAT16, "Add"),
        ("sum-int64", TensorProto.INT64, "Add"), ("sum-int32", TensorProto.INT32, "Add"),
    ]:
        onnx.save(model(name, element, operation), os.path.join(out, name + ".onnx"))
    folder = os.path.join(data, "models", "miniclip")
    pixels = np.array([value % 1024 for value in draws(1, 2 * 3 * 224 * 224)], np.float32)
    pixels = (pixels / np.float32(256) - np.float32(2)).reshape(2, 3, 224, 224)
    image = onnxruntime.InferenceSession(os.path.join(folder, "miniclip_image.onnx"))
    ids = np.zeros((2, 77), np.int64)
    for row in range(2):
        words = [value % 40000 for value in draws(2 + row, 5)]
        ids[row, : 7] = [49406] + words + [49407]
    text = onnxruntime.InferenceSession(os.path.join(folder, "miniclip_text.onnx"))
    values = {
        "image": image.run(None, {"pixel_values": pixels})[0].flatten().tolist(),
        "text": text.run(None, {"input_ids": ids})[0].flatten().tolist(),
    }
    with open(os.path.join(out, "miniclip.json"), "w") as file:
        json.dump({name: [round(value, 7) for value in row] for name, row in values.items()}, file)
        file.write("\n")


main(*sys.argv[1:])
