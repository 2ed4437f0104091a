"""Frees the batch of a model that was traced with one picture."""

from __future__ import annotations

import numpy as np
import onnx
from onnx import numpy_helper


class FixedBatch(Exception):
    """A model whose batch cannot be freed: something besides the target of a Reshape holds it."""


def freed(model: onnx.ModelProto) -> onnx.ModelProto:
    """A copy of ``model`` that takes any number of pictures; an equal copy where it does already.

    Traced with one picture, nothing but the target shape of a Reshape holds the batch fast; its first 1 becomes 0, which
    says "as it comes in".
    """
    free = onnx.ModelProto()
    free.CopyFrom(model)
    constants = {i.name: i for i in free.graph.initializer}
    for node in free.graph.node:
        if node.op_type != "Reshape":
            continue
        if node.input[1] not in constants:
            raise FixedBatch(f"the shape that {node.output[0]} is brought into is computed while running; export with a fixed size")
        shape = np.array(numpy_helper.to_array(constants[node.input[1]]))
        if shape[0] not in (0, 1):
            raise FixedBatch(f"the Reshape {node.output[0]} mixes pictures: its shape is {shape.tolist()}")
        shape[0] = 0
        constants[node.input[1]].CopyFrom(numpy_helper.from_array(shape, node.input[1]))
    for value in (*free.graph.input, *free.graph.output):
        value.type.tensor_type.shape.dim[0].dim_param = "batch"
    del free.graph.value_info[:]
    return free
