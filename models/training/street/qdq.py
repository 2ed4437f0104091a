"""Writes the QDQ form of a quantised model: QuantizeLinear and DequantizeLinear around float operators, opset 13.

A runtime that knows integer kernels fuses a float operator between such pairs into its integer twin (ONNX Runtime:
QLinearConv, QLinearMul, QLinearSigmoid, QLinearAdd, QLinearConcat; MaxPool, Resize, Slice and Reshape run on the codes
where both sides share one scale); any other runtime computes the same in float. Form and operators:
https://onnx.ai/onnx/operators/onnx__QuantizeLinear.html and
https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .ranges import Affine

OPSET = 13
# Their meaning did not change between opset 11, in which the first YOLOX models were exported, and 13.
_SAME_SINCE_11 = {"Add", "Concat", "Conv", "MaxPool", "Mul", "Reshape", "Resize", "Sigmoid", "Slice", "Transpose"}


class QuantisationError(Exception):
    """A model that cannot be written in QDQ form."""


@dataclass(frozen=True)
class ConvCode:
    """A convolution's weights as codes: ``weight`` int8 [O, I, kH, kW], ``scales`` float32 [O], ``bias`` float32 [O]."""

    weight: np.ndarray
    scales: np.ndarray
    bias: np.ndarray


def write(model: onnx.ModelProto, activations: dict[str, Affine], convolutions: dict[str, ConvCode]) -> onnx.ModelProto:
    """A copy of ``model`` in which the tensors named in ``activations`` and the weights of the convolutions named (by
    their output) in ``convolutions`` are quantised; the rest stays float."""
    _check_opset(model)
    graph, nodes, added = model.graph, [], []

    def constant(name: str, value: np.ndarray) -> str:
        added.append(numpy_helper.from_array(value, name))
        return name

    def coded(name: str) -> str:
        return f"{name}_dq" if name in activations else name

    def pair(name: str) -> None:
        code = activations[name]
        scale, zero = constant(f"{name}_scale", np.float32(code.scale)), constant(f"{name}_zero", np.uint8(code.zero))
        nodes.append(helper.make_node("QuantizeLinear", [name, scale, zero], [f"{name}_q"], f"{name}_quantise"))
        nodes.append(helper.make_node("DequantizeLinear", [f"{name}_q", scale, zero], [f"{name}_dq"], f"{name}_dequantise"))

    for value in graph.input:
        if value.name in activations:
            pair(value.name)
    for node in graph.node:
        copy = onnx.NodeProto()
        copy.CopyFrom(node)
        inputs, output = [coded(i) for i in node.input], node.output[0]
        if output in convolutions:
            code, of = convolutions[output], activations[node.input[0]]
            w, b = f"{output}_weight", f"{output}_bias"
            ws = constant(f"{w}_scale", code.scales.astype(np.float32))
            bs = constant(f"{b}_scale", (code.scales * np.float32(of.scale)).astype(np.float32))
            wz, bz = constant(f"{w}_zero", np.zeros(len(code.scales), np.int8)), constant(f"{b}_zero", np.zeros(len(code.scales), np.int32))
            sums = np.round(code.bias / (code.scales.astype(np.float64) * of.scale))
            nodes.append(helper.make_node("DequantizeLinear", [constant(f"{w}_q", code.weight), ws, wz], [f"{w}_dq"], f"{w}_dequantise", axis=0))
            nodes.append(helper.make_node("DequantizeLinear", [constant(f"{b}_q", sums.astype(np.int32)), bs, bz], [f"{b}_dq"], f"{b}_dequantise", axis=0))
            inputs = [inputs[0], f"{w}_dq", f"{b}_dq"]
        del copy.input[:]
        copy.input.extend(inputs)
        nodes.append(copy)
        if output in activations:
            pair(output)

    used = {i for n in nodes for i in n.input}
    kept = [i for i in graph.initializer if i.name in used] + added
    inputs = [i for i in graph.input if i.name not in {k.name for k in graph.initializer}]
    made = helper.make_model(
        helper.make_graph(nodes, graph.name, inputs, list(graph.output), kept), opset_imports=[helper.make_opsetid("", OPSET)], ir_version=7
    )
    made.producer_name = "edgewatch street.quantise"
    made.metadata_props.extend(model.metadata_props)
    onnx.checker.check_model(made, full_check=True)
    return made


def _check_opset(model: onnx.ModelProto) -> None:
    version = next((o.version for o in model.opset_import if o.domain in ("", "ai.onnx")), 0)
    strange = {n.op_type for n in model.graph.node} - _SAME_SINCE_11
    if version < 11 or version > OPSET or (version < OPSET and strange):
        raise QuantisationError(f"the model is of opset {version} with {sorted(strange)}; export it with opset {OPSET}")
