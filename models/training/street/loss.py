"""The loss. Sets are labelled for some classes only, so each class is judged at each place only where it was looked for.

The score of a class is objectness × class, as the agent computes it, and the loss is taken of that product: a set that does not label manholes says
nothing about them, neither through the class nor through the objectness. Positives are assigned by task alignment (Feng et al. 2021, TOOD); their
target is the overlap of the predicted box (Zhang et al. 2021, VarifocalNet); boxes learn by CIoU (Zheng et al. 2020).
"""
from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F
from torchvision.ops import complete_box_iou_loss

from .network import decode

TOP = 10
ALPHA, BETA = 0.5, 6.0
NEGATIVE_WEIGHT, FOCUS = 0.75, 2.0
BOX_WEIGHT = 2.5


@dataclass
class Losses:
    """positive: bool [N, A], places that stand for an object."""
    total: Tensor
    classes: float
    boxes: float
    positive: Tensor


@torch.no_grad()
def assign(scores: Tensor, decoded: Tensor, grid: Tensor, boxes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Which anchors stand for which object, and how well.

    scores [A, C] 0..1, decoded [A, 4], grid [A, 3], boxes [K, 5]. Returns anchors [P], objects [P], targets [P] 0..1.
    """
    corners, overlap = boxes[:, 1:], _iou(boxes[:, 1:], decoded)
    inside = _candidates(corners, grid)
    aligned = scores[:, boxes[:, 0].long()].t().clamp_min(1e-6) ** ALPHA * overlap ** BETA
    aligned = torch.where(inside, aligned + 1e-12, torch.zeros_like(aligned))
    best, chosen = aligned.topk(min(TOP, aligned.shape[1]), 1)
    # As many anchors as overlap well together (Ge et al. 2021, dynamic k): a thing of a dozen pixels has one or two, and the rest would only be noise.
    enough = (overlap * inside).topk(best.shape[1], 1).values.sum(1, keepdim=True).round().clamp_min(1)
    wanted = (torch.arange(best.shape[1], device=best.device)[None] < enough) & (best > 0)
    picked = torch.zeros_like(inside).scatter_(1, chosen, wanted)
    # An anchor wanted by several objects goes to the one that it overlaps most.
    owner = torch.where(picked, overlap, torch.full_like(overlap, -1)).argmax(0)
    picked &= torch.zeros_like(picked).scatter_(0, owner[None], True)
    objects, anchors_ = picked.nonzero(as_tuple=True)
    quality, shared = aligned * picked, overlap * picked
    scaled = quality / quality.amax(1, keepdim=True).clamp_min(1e-12) * shared.amax(1, keepdim=True)
    return anchors_, objects, scaled[objects, anchors_].clamp(0.05, 1)


def _candidates(corners: Tensor, grid: Tensor) -> Tensor:
    """bool [K, A]: anchors whose middle lies in the object, or within one cell of its middle where cells are no larger than the object. Small things
    may have no anchor's middle inside: for them the finest cells serve, never the coarse ones."""
    centres = (grid[:, :2] + 0.5) * grid[:, 2:]
    size = corners[:, 2:] - corners[:, :2]
    distance = (centres[None] - (corners[:, None, :2] + corners[:, None, 2:]) / 2).abs()
    stride = grid[None, :, 2]
    near = (distance <= stride[..., None]).all(-1) & (stride <= size.amax(1, keepdim=True).clamp_min(8))
    return (distance <= size[:, None] / 2).all(-1) | near


def _iou(one: Tensor, other: Tensor) -> Tensor:
    shared = (torch.minimum(one[:, None, 2:], other[None, :, 2:]) - torch.maximum(one[:, None, :2], other[None, :, :2])).clamp_min(0).prod(-1)
    areas = (one[:, 2:] - one[:, :2]).prod(-1)[:, None] + (other[:, 2:] - other[:, :2]).prod(-1)[None]
    return shared / (areas - shared).clamp_min(1e-9)


def loss_of(output: Tensor, grid: Tensor, boxes: list[Tensor], ignore: list[Tensor], known: Tensor, things: Tensor) -> Losses:
    """output [N, A, 5 + C] with logits; known bool [N, A, C]; things [C]: 1 for people and vehicles: what is one of them is nothing else."""
    output = output.float()
    log_score = F.logsigmoid(output[..., 4:5]) + F.logsigmoid(output[..., 5:])
    score = log_score.exp()
    decoded = decode(output[..., :4], grid)
    target, weight = torch.zeros_like(score), known.float()
    box_losses, box_weights = [], []
    for n, objects in enumerate(boxes):
        _leave_out(weight[n], grid, ignore[n], objects, things)
        if not len(objects):
            continue
        places, owners, quality = assign(score[n].detach(), decoded[n].detach(), grid, objects)
        classes = objects[owners, 0].long()
        target[n, places, classes] = quality
        weight[n, places] = torch.where(target[n, places] > 0, torch.ones_like(target[n, places]), weight[n, places])
        box_losses.append(complete_box_iou_loss(decoded[n, places], objects[owners, 1:]))
        box_weights.append(quality)
    positive = target > 0
    focus = torch.where(positive, torch.maximum(target, torch.full_like(target, 0.3)), NEGATIVE_WEIGHT * score.detach() ** FOCUS)
    entropy = -(target * log_score + (1 - target) * torch.log1p(-score.clamp(max=1 - 1e-5)))
    amount = target.sum().clamp_min(1.0)
    class_loss = (entropy * focus * weight).sum() / amount
    box_loss = (torch.cat(box_losses) * torch.cat(box_weights)).sum() / amount if box_losses else output.sum() * 0
    return Losses(class_loss + BOX_WEIGHT * box_loss, float(class_loss), float(box_loss), positive.any(-1))


def _leave_out(weight: Tensor, grid: Tensor, ignore: Tensor, objects: Tensor, things: Tensor) -> None:
    """Changes weight [A, C] in place: nothing is said of ignored places; where a person or vehicle is, nothing else is, labelled for it or not."""
    centres = (grid[:, :2] + 0.5) * grid[:, 2:]
    certain = objects[things[objects[:, 0].long()] > 0] if len(objects) else objects
    for box in certain:
        inside = _core(centres, box[1:])
        weight[inside] = torch.maximum(weight[inside], 1 - things)
    for box in ignore:
        inside = _within(centres, box[1:])
        if box[0] < 0:
            weight[inside] = 0
        else:
            weight[inside, int(box[0])] = 0


def _within(centres: Tensor, box: Tensor) -> Tensor:
    return ((centres >= box[:2]) & (centres <= box[2:])).all(-1)


def _core(centres: Tensor, box: Tensor) -> Tensor:
    """The middle of a box: near its edges something else may begin."""
    margin = (box[2:] - box[:2]) * 0.2
    return ((centres >= box[:2] + margin) & (centres <= box[2:] - margin)).all(-1)
