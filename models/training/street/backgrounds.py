"""Pictures drawn into others: what is known of the picture below is known of the new one too.

`sources.csv` of a set of made pictures names for each the set and the file that it was drawn into (`procedural` where there was none), the part of that
file that was taken (x0, y0, x1, y1 in 0..1) and whether it was mirrored. A real street may hold covers that its set does not label: where nobody
looked for them (covers.py), a closed cover that was not drawn is neither right nor wrong.
"""
from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import numpy as np

PROCEDURAL = "procedural"


@lru_cache(maxsize=None)
def sources_of(folder: Path) -> dict[str, dict[str, str]]:
    """Rows of sources.csv by file name; empty where the set has none."""
    table = folder / "sources.csv"
    if not table.exists():
        return {}
    with table.open() as rows:
        return {Path(row["file"]).name: row for row in csv.DictReader(rows)}


def place_in(boxes: np.ndarray, row: dict[str, str], width: int, height: int, own: tuple[int, int]) -> np.ndarray:
    """boxes [K, 5] in pixels of the picture below (own: its width and height) → pixels of the new one, cut to it; those of which less than a third is left are gone."""
    if not len(boxes):
        return boxes
    x0, y0, x1, y1 = (float(row[k]) for k in ("x0", "y0", "x1", "y1"))
    scale = np.array([own[0], own[1]] * 2)
    corners = (boxes[:, 1:] / scale - [x0, y0, x0, y0]) / [x1 - x0, y1 - y0, x1 - x0, y1 - y0]
    if int(row["flipped"]):
        corners = np.stack((1 - corners[:, 2], corners[:, 1], 1 - corners[:, 0], corners[:, 3]), 1)
    cut = corners.clip(0, 1)
    left = (cut[:, 2:] - cut[:, :2]).prod(1) / np.maximum((corners[:, 2:] - corners[:, :2]).prod(1), 1e-9)
    result = np.concatenate((boxes[:, :1], cut * [width, height, width, height]), 1).astype(np.float32)
    return result[left >= 0.33]


def uncovered(below: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """Those of the boxes below [K, 5] of which at most half lies under one of the drawn [M, 5]."""
    if not len(below) or not len(drawn):
        return below
    shared = (np.minimum(below[:, None, 3:], drawn[None, :, 3:]) - np.maximum(below[:, None, 1:3], drawn[None, :, 1:3])).clip(0).prod(-1)
    return below[(shared <= 0.5 * (below[:, 3:] - below[:, 1:3]).prod(-1)[:, None]).all(1)]
