"""Keeps what COCO has taught while streets are learnt: the first network looks at the same pictures, and its answers are kept to (learning without
forgetting, Li and Hoiem 2016, arXiv 1606.09282).

Two things are asked of the street detector where a set is named in the configuration's `retention`: that people and vehicles score as the first network
scores them wherever no label says better, and that its class features can still be read as all of COCO's classes. The second keeps features alive that no
street label needs; bottles, benches and umbrellas in the pictures speak for them.
"""
from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torchvision.ops import complete_box_iou_loss

from .network import StreetDetector, decode
from .start import start_from

COCO_CLASSES = 80
CERTAIN = 0.2       # from this score on the first network's box is worth keeping
NOTICED = 0.05      # and from this objectness on its classes are


@dataclass(frozen=True)
class Remembered:
    """What the first network says. scores [N, A, K]: of the K classes in common; boxes [N, A, 4]: corners in pixels; objectness [N, A]; classes [N, A, 80]."""
    scores: Tensor
    boxes: Tensor
    objectness: Tensor
    classes: Tensor


class FirstNetwork:
    """The network that training began with, as it was; reads class features of another with its own last layer."""

    def __init__(self, weights: str, images: Tensor, rows: list[int], device: str):
        """images [N, 3, H, W], N ≥ 32: rebuilds the normalisation. rows: COCO's numbers of the classes in common."""
        model = StreetDetector(COCO_CLASSES)
        start_from(model, weights, list(range(COCO_CLASSES)), images)
        self._model = model.to(device, memory_format=torch.channels_last).eval().requires_grad_(False)
        self._rows = rows

    @torch.no_grad()
    def look(self, images: Tensor, grid: Tensor) -> Remembered:
        output = self._model(images)
        objectness, classes = output[..., 4], output[..., 5:]
        return Remembered(objectness[..., None] * classes[..., self._rows], decode(output[..., :4], grid), objectness, classes)

    def read(self, features: list[Tensor]) -> Tensor:
        """Class features of each level [N, C, H, W] → logits of COCO's classes [N, A, 80]."""
        return torch.cat([F.conv2d(f, head.cls_pred.weight, head.cls_pred.bias).flatten(2) for f, head in zip(features, self._model.heads)], 2).transpose(1, 2)


class ClassFeatures:
    """Catches what a model's heads know before their last layer, while it runs."""

    def __init__(self, model: StreetDetector):
        self.levels: list[Tensor] = []
        for head in model.heads:
            head.cls_convs.register_forward_hook(self._keep)

    def _keep(self, module: nn.Module, _inputs: tuple[Tensor, ...], output: Tensor) -> None:
        if module.training:
            self.levels.append(output)

    def take(self) -> list[Tensor]:
        levels, self.levels = self.levels, []
        return levels


def retention_loss(output: Tensor, grid: Tensor, remembered: Remembered, common: Tensor, asked: Tensor) -> Tensor:
    """How far people and vehicles have moved from what the first network says.

    output [N, A, 5 + C] with logits; common [K]: our numbers of the classes in `remembered`; asked bool [N, A]: places where it counts.
    """
    log_score = F.logsigmoid(output[..., 4:5].float()) + F.logsigmoid(output[..., 5:].float()[..., common])
    target = remembered.scores
    score = log_score.exp()
    entropy = -(target * log_score + (1 - target) * torch.log1p(-score.clamp(max=1 - 1e-5)))
    weight = (target - score.detach()).abs() * asked[..., None]
    amount = (target * asked[..., None]).sum().clamp_min(1.0)
    certain = remembered.scores.amax(-1).masked_fill(~asked, 0)
    kept = certain >= CERTAIN
    boxes = (complete_box_iou_loss(decode(output[..., :4].float(), grid)[kept], remembered.boxes[kept]) * certain[kept]).sum() / amount if kept.any() else output.sum() * 0
    return (entropy * weight).sum() / amount + boxes


def feature_loss(logits: Tensor, remembered: Remembered, asked: Tensor) -> Tensor:
    """How badly COCO's classes can be read from our features, where the first network notices anything. logits [N, A, 80]."""
    weight = remembered.objectness.masked_fill(~asked | (remembered.objectness < NOTICED), 0)
    places = weight > 0
    if not places.any():
        return logits.sum() * 0
    entropy = F.binary_cross_entropy_with_logits(logits[places], remembered.classes[places], reduction="none").sum(-1)
    return (entropy * weight[places]).sum() / weight.sum()
