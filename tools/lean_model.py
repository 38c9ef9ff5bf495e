"""Writes an int8 copy of a model's folder whose vision transformer does less for the same vectors.

    python3 tools/lean_model.py FOLDER OUT

FOLDER is one that `semblance models add` takes; every *.onnx in it is copied to OUT as NAME_int8.onnx,
everything else as it is. Two rewrites that change no result, where a model has the pattern:

- **Patches by a product.** The patch embedding is a convolution whose stride is its size, so a matrix
  product over patches is the same sum, and one that can be quantised.
- **One token at the end.** Where only the class token leaves the last block, the rest of that block
  (output projection, both layers of the perceptron, the norms) is worked out for that token alone.

Each is run beside the original on random inputs; the tool writes nothing when any number differs by
more than 1e-5. Then onnxruntime's dynamic quantisation of all products with constant weights (8 bits,
signed, one scale a matrix). How far the quantised vectors turned is printed as a cosine: look at it, and
at `semblance models bench`. Needs numpy, onnx, onnxruntime.
"""

import argparse
import pathlib
import shutil
import sys
import tempfile

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

# Results whose every row of the last axis depends on the same row of the inputs only. Where one has an
# axis, it must be the last.
BY_ROW = {"Add", "Sub", "Mul", "Div", "Pow", "Sqrt", "Erf", "Tanh", "Sigmoid", "Gelu", "MatMul", "Cast",
          "Identity", "LayerNormalization", "ReduceMean"}


class Graph:
    """A model's graph with who makes and who takes each result."""

    def __init__(self, model):
        self.model, self.graph = model, model.graph
        self.constants = {value.name: value for value in self.graph.initializer}
        for node in self.graph.node:
            if node.op_type == "Constant" and node.attribute[0].name == "value":
                self.constants[node.output[0]] = node.attribute[0].t
        inferred = onnx.shape_inference.infer_shapes(model).graph
        self.ranks = {value.name: len(value.type.tensor_type.shape.dim)
                      for part in (inferred.value_info, inferred.input, inferred.output) for value in part
                      if value.type.tensor_type.HasField("shape")}
        self.refresh()

    def refresh(self):
        self.maker = {name: node for node in self.graph.node for name in node.output}
        self.takers = {}
        for node in self.graph.node:
            for name in node.input:
                self.takers.setdefault(name, []).append(node)
        self.results = {value.name for value in self.graph.output}

    def array(self, name):
        value = self.constants.get(name)
        return None if value is None else numpy_helper.to_array(value)

    def add_constant(self, name, array):
        value = numpy_helper.from_array(array, name)
        self.graph.initializer.append(value)
        self.constants[name] = value
        return name

    def insert(self, nodes, before):
        place = next(i for i, node in enumerate(self.graph.node) if node is before or node == before)
        for offset, node in enumerate(nodes):
            self.graph.node.insert(place + offset, node)
        self.refresh()


def attributes(node):
    return {a.name: helper.get_attribute_value(a) for a in node.attribute}


def patches_by_product(graph):
    """Replaces the patch embedding; answers whether there was one."""
    images = {value.name: [d.dim_value for d in value.type.tensor_type.shape.dim] for value in graph.graph.input}
    for node in list(graph.graph.node):
        sides = images.get(node.input[0]) if node.op_type == "Conv" else None
        weights = graph.array(node.input[1]) if sides else None
        if weights is None or len(sides) != 4 or weights.ndim != 4:
            continue
        known = attributes(node)
        width, channels, high, wide = weights.shape
        if (list(known.get("strides", [])) != [high, wide] or any(known.get("pads", [0]))
                or known.get("group", 1) != 1 or any(d != 1 for d in known.get("dilations", [1]))
                or sides[1] != channels or not sides[2] or sides[2] % high or sides[3] % wide):
            continue
        rows, columns, name = sides[2] // high, sides[3] // wide, node.output[0] + "_patches"

        def shape(suffix, *sizes):
            return graph.add_constant(f"{name}_{suffix}", np.array(sizes, np.int64))

        matrix = np.ascontiguousarray(weights.reshape(width, -1).T)
        nodes = [
            helper.make_node("Reshape", [node.input[0], shape("cut", 0, channels, rows, high, columns, wide)],
                             [f"{name}_1"]),
            helper.make_node("Transpose", [f"{name}_1"], [f"{name}_2"], perm=[0, 2, 4, 1, 3, 5]),
            helper.make_node("Reshape", [f"{name}_2", shape("rows", 0, rows * columns, channels * high * wide)],
                             [f"{name}_3"]),
            helper.make_node("MatMul", [f"{name}_3", graph.add_constant(f"{name}_weights", matrix)], [f"{name}_4"]),
        ]
        last = f"{name}_4"
        if len(node.input) > 2:
            nodes.append(helper.make_node("Add", [last, node.input[2]], [f"{name}_5"]))
            last = f"{name}_5"
        nodes += [
            helper.make_node("Transpose", [last], [f"{name}_6"], perm=[0, 2, 1]),
            helper.make_node("Reshape", [f"{name}_6", shape("map", 0, width, rows, columns)], [node.output[0]]),
        ]
        graph.insert(nodes, node)
        graph.graph.node.remove(node)
        graph.refresh()
        return True
    return False


def is_by_row(graph, node):
    """Whether a node's rows depend on the same rows of its inputs only, which have three axes."""
    if node.op_type not in BY_ROW:
        return False
    known = attributes(node)
    if node.op_type == "LayerNormalization" and known.get("axis", -1) not in (-1, 2):
        return False
    if node.op_type == "ReduceMean":
        return list(known.get("axes", [])) in ([-1], [2]) and bool(known.get("keepdims", 1))
    if node.op_type == "MatMul":
        return graph.array(node.input[1]) is not None and graph.array(node.input[1]).ndim == 2
    # A constant that has a token axis would have to be cut too.
    constants = [graph.array(name) for name in node.input if graph.array(name) is not None]
    return all(value.ndim < 2 or value.shape[-2] == 1 for value in constants)


def one_token(graph):
    """Works the end of the last block out for the class token alone; answers how many nodes that covers."""
    for last in graph.graph.node:
        index = graph.array(last.input[1]) if last.op_type == "Gather" else None
        if (index is None or index.size != 1 or int(index.reshape(-1)[0]) != 0
                or attributes(last).get("axis", 0) != 1 or graph.ranks.get(last.input[0]) != 3):
            continue
        covered, edge, waiting = {id(last)}, [], [last.input[0]]
        nodes = {id(last): last}
        while waiting:
            name = waiting.pop()
            node = graph.maker.get(name)
            takers = graph.takers.get(name, [])
            inside = all(id(taker) in covered for taker in takers) and name not in graph.results
            if node is None or not inside or not is_by_row(graph, node):
                edge.append(name)
                continue
            covered.add(id(node))
            nodes[id(node)] = node
            waiting += [n for n in node.input if n and graph.array(n) is None]
            # What had another taker may have none now.
            waiting += edge
            edge = []
            if len(nodes) > 200:
                break
        edge = sorted(set(edge))
        if len(covered) == 1 or any(graph.ranks.get(name) != 3 for name in edge):
            continue
        ends = {"starts": 0, "ends": 1, "axes": 1}
        cut = [graph.add_constant(f"one_token_{key}", np.array([value], np.int64)) for key, value in ends.items()]
        for number, name in enumerate(edge):
            short = f"{name}_token"
            first = next(node for node in graph.graph.node if id(node) in covered and name in node.input)
            for node in nodes.values():
                for place, taken in enumerate(node.input):
                    if taken == name:
                        node.input[place] = short
            graph.insert([helper.make_node("Slice", [name, *cut], [short], name=f"one_token_{number}")], first)
        return len(covered) - 1
    return 0


def outputs(model, inputs):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "model.onnx"
        onnx.save(model, path)
        session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        return session.run(None, inputs)


def random_inputs(model):
    random = np.random.default_rng(1)
    values = {}
    for value in model.graph.input:
        sides = [d.dim_value or 3 for d in value.type.tensor_type.shape.dim]
        kind = helper.tensor_dtype_to_np_dtype(value.type.tensor_type.elem_type)
        values[value.name] = (random.normal(0, 1, sides).astype(kind) if np.issubdtype(kind, np.floating)
                              else random.integers(1, 400, sides).astype(kind))
    return values


def lean(source, target):
    """Writes the int8 copy of one model file, and tells what was done."""
    model = onnx.load(source)
    inputs = random_inputs(model)
    before = outputs(model, inputs)
    graph = Graph(model)
    done = ["patches by a product"] if patches_by_product(graph) else []
    if covered := one_token(Graph(model)):
        done.append(f"{covered} steps for the class token alone")
    for value in list(model.graph.value_info):
        model.graph.value_info.remove(value)
    onnx.checker.check_model(model)
    after = outputs(model, inputs)
    difference = max(float(np.abs(a - b).max()) for a, b in zip(before, after))
    if difference > 1e-5:
        raise SystemExit(f"{source}: results would differ by {difference:.2g}; nothing was written")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "lean.onnx"
        onnx.save(model, path)
        quantize_dynamic(path, target, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"],
                         extra_options={"DefaultTensorType": TensorProto.FLOAT})
    session = onnxruntime.InferenceSession(str(target), providers=["CPUExecutionProvider"])
    turned = [float((a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum()))
              for a, b in zip(before, session.run(None, inputs)) if a.dtype.kind == "f"]
    print(f"{target.name}: {', '.join(done) or 'no rewrite'}; difference {difference:.1e};"
          f" int8: cosine {min(turned):.5f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    options = parser.parse_args()
    if options.out.exists() and any(options.out.iterdir()):
        raise SystemExit(f"{options.out} holds something already: name a new folder")
    options.out.mkdir(parents=True, exist_ok=True)
    found = sorted(path for path in options.folder.iterdir() if path.is_file())
    if not any(path.suffix == ".onnx" for path in found):
        raise SystemExit(f"{options.folder} holds no .onnx file")
    for path in found:
        if path.suffix == ".onnx":
            lean(path, options.out / f"{path.stem}_int8.onnx")
        else:
            shutil.copyfile(path, options.out / path.name)


if __name__ == "__main__":
    sys.exit(main())
