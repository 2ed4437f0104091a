"""Covers by their own pixels: cut out of a picture and laid into one."""

import cv2
import numpy as np

from .noise import smooth


def cut_out(canvas, box):
    """The pixels in a box and the mask (rows, columns) of its ellipse."""
    x0, y0, x1, y1 = box
    part = canvas[y0:y1, x0:x1].copy()
    v, u = np.mgrid[0:y1 - y0, 0:x1 - x0].astype(np.float32)
    r = np.hypot((u + 0.5) * 2 / (x1 - x0) - 1, (v + 0.5) * 2 / (y1 - y0) - 1)
    return part, smooth(r, 1.0 + 1 / (x1 - x0), 0.96 - 2 / (x1 - x0))


def blend(canvas, x, y, part, mask):
    h, w = canvas.shape[:2]
    u0, v0 = max(0, -x), max(0, -y)
    u1, v1 = min(mask.shape[1], w - x), min(mask.shape[0], h - y)
    if u1 <= u0 or v1 <= v0:
        return
    m = mask[v0:v1, u0:u1, None]
    at = canvas[y + v0:y + v1, x + u0:x + u1]
    at += m * (part[v0:v1, u0:u1] - at)


def transplant(rng, canvas, lids, box, ground):
    """Lay a real cover from elsewhere into `box` (x0, y0, x1, y1 pixels), one that was seen about as steeply. ground (3,): BGR level there.

    lids: as Library.lids gives them. Returns False where none was seen from such a height."""
    x0, y0, x1, y1 = (int(round(c)) for c in box)
    aspect = (y1 - y0) / max(1, x1 - x0)
    fits = [lid for lid in lids if abs(np.log(lid[0].shape[0] / lid[0].shape[1] / aspect)) < 0.3 and lid[0].shape[1] > 0.4 * (x1 - x0)]
    if not fits or y1 - y0 < 5:
        return False
    part, around = fits[int(rng.integers(len(fits)))]
    if rng.random() < 0.5:
        part = part[:, ::-1]
    shrink = part.shape[1] > x1 - x0
    part = cv2.resize(part, (x1 - x0, y1 - y0), interpolation=cv2.INTER_AREA if shrink else cv2.INTER_CUBIC).astype(np.float32)
    level = (np.asarray(ground) / around).clip(0.45, 2.2)
    _, mask = cut_out(canvas=part, box=(0, 0, x1 - x0, y1 - y0))
    blend(canvas, x0, y0, part * (0.3 * level + 0.7 * level.mean()).astype(np.float32), mask)
    return True
