"""The stream of training batches: sets in their shares, each picture of a set once before any comes again."""
from __future__ import annotations

from typing import Iterator

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from .augment import CELL, Sample, mosaic, single, spoil
from .configuration import Configuration
from .network import STRIDES
from .pictures import Picture

Batch = tuple[Tensor, list[Tensor], list[Tensor], Tensor]


class Feed(IterableDataset):
    """Yields whole batches: images uint8 [N, 3, S, S]; per picture boxes [K, 5] and ignored places [K, 5]; known bool [N, A, C]."""

    def __init__(self, pictures: dict[str, list[Picture]], configuration: Configuration, first: int = 0):
        super().__init__()
        self._pictures = {name: found for name, found in pictures.items() if found}
        shares = np.array([next(s.share for s in configuration.sets if s.name == name) for name in self._pictures])
        self._names, self._shares = list(self._pictures), shares / shares.sum()
        self._options, self._seed, self._first = configuration.training, configuration.seed, first

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        number, workers = (worker.id, worker.num_workers) if worker else (0, 1)
        cv2.setNumThreads(0)
        options = self._options
        queues: dict[str, list[int]] = {name: [] for name in self._names}
        for step in range(self._first + number, options["iterations"], workers):
            rng = np.random.default_rng((self._seed, step))
            size = int(rng.choice(options["sizes"]))
            plain = step >= options["plain_from"] * options["iterations"]
            yield self._batch(size, plain, rng, queues)

    def _batch(self, size: int, plain: bool, rng: np.random.Generator, queues: dict[str, list[int]]) -> Batch:
        samples = [self._sample(size, plain, rng, queues) for _ in range(self._options["batch"])]
        images = np.stack([spoil(s.pixels, rng) for s in samples])
        known = np.stack([known_by_anchor(s) for s in samples])
        return (torch.from_numpy(images).permute(0, 3, 1, 2).contiguous(), [torch.from_numpy(s.boxes) for s in samples],
                [torch.from_numpy(s.ignore) for s in samples], torch.from_numpy(known))

    def _sample(self, size: int, plain: bool, rng: np.random.Generator, queues: dict[str, list[int]]) -> Sample:
        if not plain and rng.random() < self._options["mosaic"]:
            return mosaic([self._next(rng, queues) for _ in range(4)], size, rng)
        return single(self._next(rng, queues), size, rng, plain or bool(rng.random() < 0.3))

    def _next(self, rng: np.random.Generator, queues: dict[str, list[int]]) -> Picture:
        name = self._names[rng.choice(len(self._names), p=self._shares)]
        if not queues[name]:
            queues[name] = rng.permutation(len(self._pictures[name])).tolist()
        return self._pictures[name][queues[name].pop()]


def known_by_anchor(sample: Sample) -> np.ndarray:
    """bool [A, C], by the cell in which the middle of an anchor lies."""
    parts = []
    for stride in STRIDES:
        step = stride // CELL
        parts.append(sample.known[sample.tile[step // 2::step, step // 2::step].reshape(-1)])
    return np.concatenate(parts)


def batches(feed: Feed, workers: int) -> DataLoader:
    return DataLoader(feed, batch_size=None, num_workers=workers, prefetch_factor=4 if workers else 2)
