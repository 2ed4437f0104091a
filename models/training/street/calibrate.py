"""Calibration: what the tensors of a float model hold when it looks at real pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from .graph import GraphRunner
from .ranges import Spread

_PICTURES = {".jpg", ".jpeg", ".png", ".bmp", ".webp"}
_PAD = 114


class NoPictures(Exception):
    """A folder without pictures, or a picture that cannot be read."""


def sample(folder: Path, count: int, seed: int) -> list[Path]:
    """``count`` pictures at random (the same for the same folder and seed) from ``folder`` and below, or all if fewer."""
    found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in _PICTURES)
    if not found:
        raise NoPictures(f"{folder} holds no pictures ({', '.join(sorted(_PICTURES))}); give the training split's folder of images")
    chosen = np.random.default_rng(seed).permutation(len(found))[:count]
    return [found[k] for k in chosen]


def letterbox(picture: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """A BGR picture [h, w, 3] uint8 scaled to fit (height, width) ``size``, at the top left on grey 114, as the agent does."""
    height, width = size
    ratio = min(height / picture.shape[0], width / picture.shape[1])
    h, w = min(height, round(picture.shape[0] * ratio)), min(width, round(picture.shape[1] * ratio))
    board = np.full((height, width, 3), _PAD, np.uint8)
    board[:h, :w] = cv2.resize(picture, (w, h), interpolation=cv2.INTER_LINEAR)
    return board


def load(paths: Sequence[Path], size: tuple[int, int]) -> Tensor:
    """The pictures as the model takes them: [N, 3, height, width] float32, BGR, 0..255."""
    boards = []
    for path in paths:
        picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if picture is None:
            raise NoPictures(f"{path} cannot be read as a picture; remove it from the folder")
        boards.append(letterbox(picture, size))
    return torch.from_numpy(np.stack(boards)).permute(0, 3, 1, 2).float()


def spreads(runner: GraphRunner, tensors: Iterable[str], pictures: Tensor, batch: int = 8) -> dict[str, Spread]:
    """The spread of each tensor's values over ``pictures`` [N, 3, H, W]: one pass for the ends, one to count."""
    of = {name: Spread() for name in tensors}

    def widen(name: str, value: Tensor) -> Tensor:
        if name in of:
            of[name].widen(value)
        return value

    def count(name: str, value: Tensor) -> Tensor:
        if name in of:
            of[name].add(value)
        return value

    for tap in (widen, count):
        for start in range(0, len(pictures), batch):
            runner(pictures[start : start + batch], tap)
    return of
