"""Runs an ONNX graph in torch, node by node, so that every tensor in it can be seen and changed.

Debian has no ONNX Runtime for Python, and calibration needs what a runtime hides: the values between the nodes. The
runner knows the operators of a YOLOX detector and the two of quantised models; anything else is an error that names the
node. Semantics follow the operators' specification, https://onnx.ai/onnx/operators/, at opset 13.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from torch import Tensor

Tap = Callable[[str, Tensor], Tensor]
"""Sees every tensor that a node makes, by name, and returns the value that the rest of the graph goes on with."""


class UnsupportedNode(Exception):
    """A node that the runner cannot execute: its operator, or the way it is used, is unknown to it."""


class GraphRunner:
    """One loaded model with one float input and one output.

    Tensors are torch tensors on ``device``; initialisers live in :attr:`constants` and may be replaced between runs.
    """

    def __init__(self, model: onnx.ModelProto, device: str = "cpu") -> None:
        graph = model.graph
        self.constants: dict[str, Tensor] = {
            i.name: torch.from_numpy(np.array(numpy_helper.to_array(i))).to(device) for i in graph.initializer
        }
        inputs = [i.name for i in graph.input if i.name not in self.constants]
        if len(inputs) != 1 or len(graph.output) != 1:
            raise UnsupportedNode(f"the model has inputs {inputs} and {len(graph.output)} outputs; the runner takes one of each")
        self.input, self.output, self.device = inputs[0], graph.output[0].name, device
        self.nodes = list(graph.node)
        self._attributes = [{a.name: onnx.helper.get_attribute_value(a) for a in n.attribute} for n in self.nodes]
        self._uses = Counter(name for n in self.nodes for name in n.input)

    @torch.no_grad()
    def __call__(self, images: Tensor, tap: Tap | None = None) -> Tensor:
        """Runs the graph on ``images`` [N, C, H, W] and returns the output; ``tap`` sees every tensor on the way."""
        output = None
        for name, value in self.values(images, tap):
            if name == self.output:
                output = value
        if output is None:
            raise UnsupportedNode(f"no node makes the output {self.output}")
        return output

    @torch.no_grad()
    def values(self, images: Tensor, tap: Tap | None = None) -> Iterator[tuple[str, Tensor]]:
        """Yields (name, value) of every node's output in order; a value is let go after its last use."""
        live, left = {self.input: images.to(self.device)}, Counter(self._uses)
        if tap is not None:
            live[self.input] = tap(self.input, live[self.input])
        for node, attributes in zip(self.nodes, self._attributes):
            arguments = [(live[i] if i in live else self.constants[i]) if i else None for i in node.input]
            value = _run(node, attributes, arguments)
            name = node.output[0]
            live[name] = value if tap is None else tap(name, value)
            yield name, live[name]
            for i in node.input:
                left[i] -= 1
                if left[i] == 0:
                    live.pop(i, None)


def _run(node: onnx.NodeProto, attributes: dict[str, Any], inputs: list[Tensor | None]) -> Tensor:
    operator = _OPERATORS.get(node.op_type)
    if operator is None or len(node.output) != 1:
        raise UnsupportedNode(f"{node.op_type} ({node.name or node.output[0]}): the runner knows {', '.join(sorted(_OPERATORS))}")
    try:
        return operator(attributes, *inputs)
    except (RuntimeError, IndexError, ValueError) as error:
        raise UnsupportedNode(f"{node.op_type} ({node.name or node.output[0]}): {error}") from error


def _symmetric(pads: list[int] | None) -> tuple[int, int]:
    top, left, bottom, right = pads or [0, 0, 0, 0]
    if (top, left) != (bottom, right):
        raise ValueError(f"pads {pads} differ between the sides")
    return top, left


def _conv(a: dict[str, Any], x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    return F.conv2d(x, weight, bias, a.get("strides", [1, 1]), _symmetric(a.get("pads")), a.get("dilations", [1, 1]), a.get("group", 1))


def _max_pool(a: dict[str, Any], x: Tensor) -> Tensor:
    return F.max_pool2d(x, a["kernel_shape"], a.get("strides", [1, 1]), _symmetric(a.get("pads")), ceil_mode=bool(a.get("ceil_mode", 0)))


def _slice(a: dict[str, Any], x: Tensor, starts: Tensor, ends: Tensor, axes: Tensor | None = None, steps: Tensor | None = None) -> Tensor:
    index = [slice(None)] * x.dim()
    for k, (start, end) in enumerate(zip(starts.tolist(), ends.tolist())):
        index[axes[k] if axes is not None else k] = slice(start, end, int(steps[k]) if steps is not None else 1)
    return x[tuple(index)]


def _resize(a: dict[str, Any], x: Tensor, roi: Tensor | None = None, scales: Tensor | None = None, sizes: Tensor | None = None) -> Tensor:
    if a.get("mode", b"nearest") != b"nearest" or a.get("coordinate_transformation_mode") != b"asymmetric" or a.get("nearest_mode") != b"floor":
        raise ValueError("only nearest with asymmetric coordinates and floor, as torch exports an up-sampling")
    size = [round(d * s) for d, s in zip(x.shape[2:], scales.tolist()[2:])] if scales is not None and scales.numel() else sizes.tolist()[2:]
    return F.interpolate(x, size=size, mode="nearest")


def _reshape(a: dict[str, Any], x: Tensor, shape: Tensor) -> Tensor:
    return x.reshape([x.shape[k] if d == 0 else d for k, d in enumerate(shape.tolist())])


def _spread(value: Tensor, like: Tensor, axis: int) -> Tensor:
    return value if value.dim() == 0 else value.reshape([-1 if k == axis % like.dim() else 1 for k in range(like.dim())])


def _limits(kind: torch.dtype) -> tuple[int, int]:
    return torch.iinfo(kind).min, torch.iinfo(kind).max


def _quantise(a: dict[str, Any], x: Tensor, scale: Tensor, zero: Tensor) -> Tensor:
    # torch rounds half to even, as the specification asks. In place: calibration spends most of its time here.
    axis, (low, high) = a.get("axis", 1), _limits(zero.dtype)
    return (x / _spread(scale, x, axis)).round_().add_(_spread(zero, x, axis)).clamp_(low, high).to(zero.dtype)


def _dequantise(a: dict[str, Any], x: Tensor, scale: Tensor, zero: Tensor | None = None) -> Tensor:
    axis, real = a.get("axis", 1), x.to(torch.float32)
    return (real if zero is None else real.sub_(_spread(zero, x, axis))).mul_(_spread(scale, x, axis))


_OPERATORS: dict[str, Callable[..., Tensor]] = {
    "Add": lambda a, x, y: x + y,
    "Concat": lambda a, *x: torch.cat(x, a["axis"]),
    "Conv": _conv,
    "DequantizeLinear": _dequantise,
    "Identity": lambda a, x: x,
    "MaxPool": _max_pool,
    "Mul": lambda a, x, y: x * y,
    "QuantizeLinear": _quantise,
    "Reshape": _reshape,
    "Resize": _resize,
    "Shape": lambda a, x: torch.tensor(x.shape),
    "Sigmoid": lambda a, x: torch.sigmoid(x),
    "Slice": _slice,
    "Transpose": lambda a, x: x.permute(a["perm"]),
}
