"""Pseudo-labels: what a stronger general model says of people and vehicles in pictures whose sets do not label them (Lee 2013; certain or ignored, never guessed)."""
from __future__ import annotations

import hashlib
from pathlib import Path

import cv2
import numpy as np

from .configuration import Configuration
from .runtime import OnnxSession


class Teacher:
    """DEIMv2 (Apache-2.0): plain stretch to 416 × 416, RGB 0..1, COCO classes; boxes come in pixels of the picture."""

    SIZE = 416

    def __init__(self, configuration: Configuration, cache: Path):
        self._weights = configuration.weights_of(configuration.teacher)
        self._floor = configuration.teacher["doubtful"]
        self._classes = {coco: configuration.index(name) for name, coco in configuration.start["coco"].items()}
        self._cache = cache / f"teacher-{hashlib.sha256(self._weights.read_bytes()).hexdigest()[:12]}"
        self._cache.mkdir(parents=True, exist_ok=True)
        self._session: OnnxSession | None = None

    def boxes(self, pixels: np.ndarray) -> np.ndarray:
        """float32 [K, 6]: class, score, x1, y1, x2, y2 in pixels; kept on disk, one file a picture, named by what the picture shows."""
        file = self._cache / f"{hashlib.sha256(np.ascontiguousarray(pixels)).hexdigest()[:24]}.npy"
        if file.exists():
            return np.load(file)
        found = self._look(pixels)
        np.save(file, found)
        return found

    def _look(self, pixels: np.ndarray) -> np.ndarray:
        self._session = self._session or OnnxSession(self._weights, ["labels", "boxes", "scores"])
        height, width = pixels.shape[:2]
        small = cv2.cvtColor(cv2.resize(pixels, (self.SIZE, self.SIZE), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2RGB)
        images = small.transpose(2, 0, 1)[None].astype(np.float32) / 255
        labels, boxes, scores = self._session.run(images=images, orig_target_sizes=np.array([[width, height]], np.int64))
        keep = [i for i in range(scores.shape[1]) if scores[0, i] >= self._floor and int(labels[0, i]) in self._classes]
        rows = [[self._classes[int(labels[0, i])], float(scores[0, i]), *boxes[0, i].tolist()] for i in keep]
        return np.array(rows, np.float32).reshape(-1, 6)
