"""Average precision at IoU 0.5 while training: a quick look only. What is published comes from `edgewatch eval`, the agent's own code."""
from __future__ import annotations

import cv2
import numpy as np
import torch
from torch import nn
from torchvision.ops import batched_nms, box_iou

from .network import anchors, decode
from .pictures import Picture

PAD = 114
FLOOR, SUPPRESSION = 0.02, 0.5


def letterbox(pixels: np.ndarray, size: int) -> tuple[np.ndarray, float]:
    """Kept in ratio, top left, on grey, as the agent does it."""
    scale = size / max(pixels.shape[:2])
    small = cv2.resize(pixels, (round(pixels.shape[1] * scale), round(pixels.shape[0] * scale)), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    canvas = np.full((size, size, 3), PAD, np.uint8)
    canvas[:small.shape[0], :small.shape[1]] = small
    return canvas, scale


@torch.no_grad()
def detect(model: nn.Module, pictures: list[Picture], size: int, batch: int = 16) -> list[np.ndarray]:
    """float32 [K, 6] each: class, score, corners in pixels of the picture."""
    grid, found = anchors(size, size), []
    for start in range(0, len(pictures), batch):
        boxed = [letterbox(p.pixels, size) for p in pictures[start:start + batch]]
        images = torch.from_numpy(np.stack([b[0] for b in boxed])).permute(0, 3, 1, 2).float().contiguous(memory_format=torch.channels_last)
        output = model(images)
        scores = output[..., 4:5] * output[..., 5:]
        boxes = decode(output[..., :4], grid)
        for n, (_, scale) in enumerate(boxed):
            place, kind = (scores[n] >= FLOOR).nonzero(as_tuple=True)
            keep = batched_nms(boxes[n, place], scores[n, place, kind], kind, SUPPRESSION)[:100]
            found.append(torch.cat((kind[keep, None].float(), scores[n, place, kind][keep, None], boxes[n, place][keep] / scale), 1).numpy())
    return found


def average_precision(found: list[np.ndarray], pictures: list[Picture], kind: int) -> float:
    """AP at IoU 0.5 of one class, 101 points (COCO); nan where no picture has one."""
    total, scores, hits = 0, [], []
    for detections, picture in zip(found, pictures):
        truth = torch.from_numpy(picture.boxes[picture.boxes[:, 0] == kind][:, 1:])
        spared = torch.from_numpy(picture.ignore[(picture.ignore[:, 0] == kind) | (picture.ignore[:, 0] < 0)][:, 1:])
        total += len(truth)
        rows = detections[detections[:, 0] == kind]
        taken = np.zeros(len(truth), bool)
        for row in rows[np.argsort(-rows[:, 1])]:
            box = torch.from_numpy(row[None, 2:])
            overlap = box_iou(box, truth)[0].numpy() if len(truth) else np.zeros(0)
            overlap = np.where(taken, -1, overlap)
            best = int(overlap.argmax()) if len(overlap) else -1
            if best >= 0 and overlap[best] >= 0.5:
                taken[best] = True
                hits.append(1)
            elif len(spared) and box_iou(box, spared).max() >= 0.5:
                continue
            else:
                hits.append(0)
            scores.append(row[1])
    if not total:
        return float("nan")
    order = np.argsort(-np.array(scores), kind="stable")
    true = np.cumsum(np.array(hits)[order]) if len(order) else np.zeros(0)
    recall, precision = true / total, true / np.arange(1, len(true) + 1)
    precision = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.mean([precision[recall >= r].max(initial=0) for r in np.linspace(0, 1, 101)]))
