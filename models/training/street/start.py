"""Starts the street detector from weights trained on COCO, read from a YOLOX ONNX file (normalisation folded into the convolutions)."""
from __future__ import annotations

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from .network import ConvBnAct, StreetDetector

# The prior of RetinaNet (Lin et al. 2017): a class that is new says "1 in 100" everywhere, or the first steps would drown in false alarms.
NEW_CLASS_BIAS = -4.6


def start_from(model: StreetDetector, path: str, coco_classes: list[int | None], images: Tensor) -> None:
    """Copies every convolution of `path` into `model`.

    coco_classes: for each class of the model its index in the file, or None where the file does not know it.
    images: [N, 3, H, W], 0..255, N ≥ 32: the batch over which the normalisation is reconstructed.
    """
    graph = onnx.load(path).graph
    values = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer}
    stored = [(values[n.input[1]], values[n.input[2]]) for n in graph.node if n.op_type == "Conv"]
    order = _execution_order(model)
    if len(order) != len(stored):
        raise ValueError(f"{path}: {len(stored)} convolutions, the network has {len(order)}: it is no YOLOX-Nano")
    class_layers = {id(head.cls_pred) for head in model.heads}
    for layer, (weight, bias) in zip(order, stored):
        if id(layer) in class_layers:
            _copy_classes(layer, weight, bias, coco_classes)
        elif isinstance(layer, ConvBnAct):
            layer.conv.weight.data.copy_(weight)
            layer.folded_bias = bias
        else:
            layer.weight.data.copy_(weight)
            layer.bias.data.copy_(bias)
    model.train()
    with torch.no_grad():
        model(images)


def _copy_classes(layer: nn.Conv2d, weight: Tensor, bias: Tensor, coco_classes: list[int | None]) -> None:
    for own, theirs in enumerate(coco_classes):
        if theirs is None:
            layer.weight.data[own].normal_(std=0.01)
            layer.bias.data[own] = NEW_CLASS_BIAS
        else:
            layer.weight.data[own], layer.bias.data[own] = weight[theirs], bias[theirs]


def _execution_order(model: StreetDetector) -> list[nn.Module]:
    """The file names nothing: its convolutions stand in the order in which they are run."""
    order: list[nn.Module] = []
    inside = {id(m.conv) for m in model.modules() if isinstance(m, ConvBnAct)}
    hooks = [m.register_forward_hook(lambda module, *_: order.append(module)) for m in model.modules()
             if isinstance(m, ConvBnAct) or isinstance(m, nn.Conv2d) and id(m) not in inside]
    mode = model.training
    model.eval()
    with torch.no_grad():
        model(torch.zeros(1, 3, 64, 64))
    model.train(mode)
    for hook in hooks:
        hook.remove()
    return order
