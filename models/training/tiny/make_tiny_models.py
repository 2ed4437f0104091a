#!/usr/bin/python3
"""Makes the tiny models of the tests: one per output layout, each a graph that finds the red and the blue patch of a picture.

Class 0 is red, class 1 is blue, so a swapped colour order or a wrong layout shows at once; the box is the extent of the patch in input pixels,
so a wrong letterbox shows too. No weights are trained. Needs Debian's python3-onnx.

    /usr/bin/python3 models/training/tiny/make_tiny_models.py tests/EdgeAgent.Tests/Detectors/Data
"""
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

WIDTH, HEIGHT = 96, 64
CLASSES = ["red", "blue"]
FAR = 1e4


class Graph:
    def __init__(self):
        self.nodes, self.constants, self.count = [], [], 0

    def name(self):
        self.count += 1
        return f"t{self.count}"

    def const(self, value, dtype=np.float32):
        name = self.name()
        self.constants.append(numpy_helper.from_array(np.asarray(value, dtype=dtype), name))
        return name

    def op(self, kind, *inputs, **attributes):
        name = self.name()
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def rename(self, value, name):
        self.nodes.append(helper.make_node("Identity", [value], [name]))


def plane(g, index):
    """One colour plane of the input as [N, H, W]."""
    return g.op("Gather", "images", g.const(index, np.int64), axis=1)


def patch(g, own, other, white):
    """Corners [N, 1] each and presence [N, 1] of the patch where plane `own` is high and the others are low."""
    high = g.op("Greater", plane(g, own), g.const(0.6 * white))
    low = g.op("Less", plane(g, other), g.const(0.35 * white))
    green = g.op("Less", plane(g, 1), g.const(0.35 * white))
    mask = g.op("And", g.op("And", high, low), green)
    there = g.op("Cast", mask, to=TensorProto.FLOAT)

    def extent(axis, size):
        line = g.op("ReduceMax", there, axes=[axis], keepdims=0)
        hit = g.op("Greater", line, g.const(0.5))
        first = g.op("ReduceMin", g.op("Where", hit, g.const(np.arange(size)), g.const(FAR)), axes=[1], keepdims=1)
        last = g.op("ReduceMax", g.op("Where", hit, g.const(np.arange(size) + 1), g.const(0.0)), axes=[1], keepdims=1)
        return first, last

    left, right = extent(1, WIDTH)
    top, bottom = extent(2, HEIGHT)
    present = g.op("ReduceMax", there, axes=[1, 2], keepdims=0)
    return left, top, right, bottom, g.op("Reshape", present, g.const([-1, 1], np.int64))


def centred(g, box):
    left, top, right, bottom, present = box
    x = g.op("Mul", g.op("Add", left, right), g.const(0.5))
    y = g.op("Mul", g.op("Add", top, bottom), g.const(0.5))
    return x, y, g.op("Sub", right, left), g.op("Sub", bottom, top), present


def row(g, *columns):
    """[N, 1] columns to [N, 1, columns]."""
    return g.op("Unsqueeze", g.op("Concat", *columns, axis=1), g.const([1], np.int64))


def like(g, column, value):
    """A column [N, 1] of one value."""
    return g.op("Add", g.op("Mul", column, g.const(0.0)), g.const(value))


def score(g, present, value):
    return g.op("Mul", present, g.const(value))


def pad_rows(g, rows, before, after, columns):
    """Rows of zeros before and after: [N, before + rows + after, columns]."""
    return g.op("Pad", g.op("Concat", *rows, axis=1), g.const([0, before, 0, 0, after, 0], np.int64))


def yolov5(g):
    rows = []
    for index, (own, other) in enumerate([(0, 2), (2, 0)]):
        x, y, w, h, present = centred(g, patch(g, own, other, 1))
        one, two = like(g, present, 0.95), like(g, present, 0.05)
        classes = (one, two) if index == 0 else (two, one)
        rows.append(row(g, x, y, w, h, score(g, present, 0.9), *classes))
        # The same thing a little to the right with a lower score: to be suppressed.
        rows.append(row(g, g.op("Add", x, g.const(1.0)), y, w, h, score(g, present, 0.6), *classes))
    g.rename(pad_rows(g, rows, 3, 5, 7), "output")
    return [("output", TensorProto.FLOAT, ["N", 12, 7])]


def yolov8(g):
    rows = []
    for index, (own, other) in enumerate([(0, 2), (2, 0)]):
        x, y, w, h, present = centred(g, patch(g, own, other, 1))
        best, worse, none = score(g, present, 0.9), score(g, present, 0.7), like(g, present, 0.01)
        rows.append(row(g, x, y, w, h, *((best, none) if index == 0 else (none, best))))
        rows.append(row(g, g.op("Add", x, g.const(1.0)), y, w, h, *((worse, none) if index == 0 else (none, worse))))
    # Anchors beyond one block of the scan and no multiple of a vector.
    g.rename(g.op("Transpose", pad_rows(g, rows, 600, 7, 6), perm=[0, 2, 1]), "output0")
    return [("output0", TensorProto.FLOAT, ["N", 6, 611])]


def end_to_end(g):
    rows = []
    for index, (own, other) in enumerate([(0, 2), (2, 0)]):
        left, top, right, bottom, present = patch(g, own, other, 1)
        rows.append(row(g, left, top, right, bottom, score(g, present, 0.9), like(g, present, float(index))))
    g.rename(pad_rows(g, rows, 0, 298, 6), "output0")
    return [("output0", TensorProto.FLOAT, [1, 300, 6])]


def yolox(g):
    # Red sits in the stride 8 grid at cell (3, 2), blue in the stride 16 grid at cell (1, 2), and again in the stride 32 grid at cell (2, 1).
    cells = [(8, 3, 2, 0), (16, 1, 2, 1), (32, 2, 1, 1)]
    starts, sizes, first = {}, {}, 0
    for stride in (8, 16, 32):
        starts[stride], sizes[stride] = first, WIDTH // stride
        first += (WIDTH // stride) * (HEIGHT // stride)
    # BGR: red is plane 2. Levels are 0..255.
    boxes = [centred(g, patch(g, 2, 0, 255)), centred(g, patch(g, 0, 2, 255))]
    parts, at = [], 0
    for stride, column, line, index in cells:
        x, y, w, h, present = boxes[index]
        place = starts[stride] + line * sizes[stride] + column
        raw = (
            g.op("Sub", g.op("Div", x, g.const(float(stride))), g.const(float(column))),
            g.op("Sub", g.op("Div", y, g.const(float(stride))), g.const(float(line))),
            g.op("Log", g.op("Max", g.op("Div", w, g.const(float(stride))), g.const(1e-3))),
            g.op("Log", g.op("Max", g.op("Div", h, g.const(float(stride))), g.const(1e-3))))
        one, two = like(g, present, 0.95), like(g, present, 0.05)
        strength = 0.7 if stride == 32 else 0.9
        parts.append(pad_rows(g, [row(g, *raw, score(g, present, strength), *((one, two) if index == 0 else (two, one)))], place - at, 0, 7))
        at = place + 1
    g.rename(pad_rows(g, parts, 0, first - at, 7), "output")
    return [("output", TensorProto.FLOAT, [1, first, 7])]


def detr(g):
    boxes, scores, labels = [], [], []
    for index, (own, other) in enumerate([(0, 2), (2, 0)]):
        left, top, right, bottom, present = patch(g, own, other, 1)
        boxes.append(row(g, left, top, right, bottom))
        scores.append(score(g, present, 0.9))
        labels.append(like(g, present, float(index)))
    scale = g.op("Div", g.op("Cast", "orig_target_sizes", to=TensorProto.FLOAT), g.const([WIDTH, HEIGHT]))
    scale = g.op("Unsqueeze", g.op("Concat", scale, scale, axis=1), g.const([1], np.int64))
    g.rename(g.op("Cast", g.op("Concat", *labels, axis=1), to=TensorProto.INT64), "labels")
    g.rename(g.op("Mul", g.op("Concat", *boxes, axis=1), scale), "boxes")
    g.rename(g.op("Concat", *scores, axis=1), "scores")
    return [("labels", TensorProto.INT64, ["N", 2]), ("boxes", TensorProto.FLOAT, ["N", 2, 4]), ("scores", TensorProto.FLOAT, ["N", 2])]


def save(folder, layout, build, batch):
    g = Graph()
    outputs = [helper.make_tensor_value_info(*output) for output in build(g)]
    inputs = [helper.make_tensor_value_info("images", TensorProto.FLOAT, [batch, 3, HEIGHT, WIDTH])]
    if layout == "detr":
        inputs.append(helper.make_tensor_value_info("orig_target_sizes", TensorProto.INT64, [batch, 2]))
    graph = helper.make_graph(g.nodes, f"tiny-{layout}", inputs, outputs, g.constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="edgewatch-tiny")
    model.ir_version = 7
    helper.set_model_props(model, {"names": str(dict(enumerate(CLASSES)))})
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, str(folder / f"tiny-{layout}.onnx"))


if __name__ == "__main__":
    target = Path(sys.argv[1])
    for layout, build, batch in [
        ("yolov5", yolov5, "N"), ("yolov8", yolov8, "N"), ("end-to-end", end_to_end, 1), ("yolox", yolox, 1), ("detr", detr, "N")]:
        save(target, layout, build, batch)
