"""Writes a trained detector as ONNX, opset 13, with a fixed batch of one or with a free batch.

The layout is YOLOX's: input ``images`` float32 [N, 3, H, W], BGR, 0..255; output ``output`` float32 [N, A, 5 + C] in the
order of strides 8, 16, 32, row by row: boxes undecoded, objectness and classes after the sigmoid.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from .batch import freed
from .focus import fold, prune
from .graph import GraphRunner

OPSET = 13
STRIDES = (8, 16, 32)
TOLERANCE = 1e-4


class ExportError(Exception):
    """The module cannot be exported, or the file does not do what the module does."""


def export(module: nn.Module, path: Path, classes: Sequence[str], size: tuple[int, int], dynamic_batch: bool, metadata: Mapping[str, str]) -> None:
    """Writes ``module`` to ``path`` and checks the file: onnx.checker, and its output against the module's to 1e-4.

    ``size`` is (height, width) of the input, multiples of 32. The metadata keys ``names`` (as {index: name}), ``task``,
    ``imgsz`` and ``stride`` are written besides those of ``metadata``. The focus is folded into one convolution.
    Raises :exc:`ExportError` where the module is no YOLOX of these classes or the file differs.
    """
    height, width = size
    if height % max(STRIDES) or width % max(STRIDES):
        raise ExportError(f"the input of {height} × {width} is no multiple of {max(STRIDES)}; choose such a size")
    was_training = module.training
    module.eval()
    try:
        with warnings.catch_warnings():
            # torch 1.13 cannot infer the type of a prim::Constant and says so for every convolution; the file is verified below.
            warnings.filterwarnings("ignore", message="The shape inference of prim::Constant")
            model = _trace(module, size)
        shape = [1, sum((height // s) * (width // s) for s in STRIDES), 5 + len(classes)]
        found = [d.dim_value for d in model.graph.output[0].type.tensor_type.shape.dim]
        if found != shape:
            raise ExportError(f"the output is {found}; {len(classes)} classes at {height} × {width} need {shape}")
        if dynamic_batch:
            model = freed(model)
        keys = {"names": str(dict(enumerate(classes))), "task": "detect", "imgsz": str([height, width]), "stride": str(max(STRIDES)), **metadata}
        onnx.helper.set_model_props(model, keys)
        onnx.checker.check_model(model, full_check=True)
        _verify(module, model, size, (1, 3) if dynamic_batch else (1,))
    finally:
        module.train(was_training)
    onnx.save(model, str(path))


def _trace(module: nn.Module, size: tuple[int, int]) -> onnx.ModelProto:
    file, device = io.BytesIO(), next((p.device for p in module.parameters()), torch.device("cpu"))
    torch.onnx.export(module, torch.zeros(1, 3, *size, device=device), file, input_names=["images"], output_names=["output"],
                      opset_version=OPSET, do_constant_folding=True)
    model = onnx.load_from_string(file.getvalue())
    _settle(model, torch.zeros(1, 3, *size))
    return fold(model)


def _settle(model: onnx.ModelProto, images: Tensor) -> None:
    """Replaces by its value whatever does not depend on the pictures but on their size."""
    graph = model.graph
    for node in [n for n in graph.node if n.op_type == "Constant"]:
        graph.initializer.append(numpy_helper.from_array(np.array(numpy_helper.to_array(node.attribute[0].t)), node.output[0]))
        graph.node.remove(node)
    settled = {i.name for i in graph.initializer}
    values = GraphRunner(model).values(images)
    for node, (name, value) in zip(list(graph.node), values):
        if node.op_type == "Shape" or all(i in settled for i in node.input if i):
            settled.add(name)
            graph.initializer.append(numpy_helper.from_array(np.array(value), name))
            graph.node.remove(node)
    prune(graph)


def _verify(module: nn.Module, model: onnx.ModelProto, size: tuple[int, int], batches: Sequence[int]) -> None:
    device = next((p.device for p in module.parameters()), torch.device("cpu"))
    runner, noise = GraphRunner(model), torch.Generator().manual_seed(1)
    for batch in batches:
        images = torch.randint(0, 256, (batch, 3, *size), generator=noise).float()
        with torch.no_grad():
            expected = module(images.to(device)).cpu()
        # Relative to the value where it is large: an untrained network's boxes are anything.
        worst = float(((runner(images) - expected).abs() / expected.abs().clamp_min(1)).max())
        if not worst <= TOLERANCE:
            raise ExportError(f"with {batch} pictures the file's output differs from the module's by {worst:.2e}, more than {TOLERANCE:.0e}")
