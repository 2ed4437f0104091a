"""Makes training pictures: one picture, or four in a mosaic (Bochkovskiy et al. 2020), turned, scaled, lit and spoilt as street cameras do it."""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .pictures import Picture

PAD = 114
CELL = 8


@dataclass
class Sample:
    """pixels: uint8 [S, S, 3]. boxes, ignore: float32 [K, 5]: class and corners in pixels. known: bool [T, C], tile: uint8 [S/8, S/8]: row of `known` for each cell."""
    pixels: np.ndarray
    boxes: np.ndarray
    ignore: np.ndarray
    known: np.ndarray
    tile: np.ndarray


def single(picture: Picture, size: int, rng: np.random.Generator, plain: bool) -> Sample:
    """One picture in the whole frame; `plain` is as the agent sees it: kept in ratio, top left."""
    canvas = _Canvas(size, len(picture.known))
    if plain:
        scale = size / max(picture.pixels.shape[:2])
        matrix = np.array([[scale, 0, 0], [0, scale, 0]], np.float64)
    else:
        matrix = _placement(picture, (0, 0, size, size), size * float(np.exp(rng.uniform(np.log(0.6), np.log(1.6)))), rng)
    canvas.add(picture, matrix, (0, 0, size, size), bool(rng.random() < 0.5))
    return canvas.sample()


def mosaic(pictures: list[Picture], size: int, rng: np.random.Generator) -> Sample:
    """Four pictures around a random centre."""
    canvas = _Canvas(size, len(pictures[0].known))
    x, y = (int(v) for v in rng.uniform(0.3, 0.7, 2) * size)
    for picture, place in zip(pictures, ((0, 0, x, y), (x, 0, size, y), (0, y, x, size), (x, y, size, size))):
        longest = size * float(np.exp(rng.uniform(np.log(0.4), np.log(1.25))))
        canvas.add(picture, _placement(picture, place, longest, rng), place, bool(rng.random() < 0.5))
    return canvas.sample()


def _placement(picture: Picture, place: tuple[int, int, int, int], longest: float, rng: np.random.Generator) -> np.ndarray:
    """Affine matrix that puts a picture into a place: slightly turned, sheared and stretched, some part of it inside."""
    height, width = picture.pixels.shape[:2]
    scale = longest / max(height, width)
    stretch = float(np.exp(rng.uniform(-0.15, 0.15)))
    angle, shear = np.radians(rng.uniform(-5, 5)), np.tan(np.radians(rng.uniform(-4, 4)))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) @ np.array([[1, shear], [0, 1]]) @ np.diag([scale * stretch, scale / stretch])
    x1, y1, x2, y2 = place
    spare = np.array([(x2 - x1) - width * scale * stretch, (y2 - y1) - height * scale / stretch])
    corner = np.array([x1, y1]) + spare * rng.uniform(0, 1, 2)
    middle = corner + np.array([width * scale * stretch, height * scale / stretch]) / 2
    return np.hstack((turn, (middle - turn @ np.array([width / 2, height / 2]))[:, None]))


class _Canvas:
    def __init__(self, size: int, classes: int):
        self._size = size
        self._pixels = np.full((size, size, 3), PAD, np.uint8)
        self._tile = np.zeros((size // CELL, size // CELL), np.uint8)
        self._known = [np.ones(classes, bool)]
        self._boxes: list[np.ndarray] = []
        self._ignore: list[np.ndarray] = []

    def add(self, picture: Picture, matrix: np.ndarray, place: tuple[int, int, int, int], mirror: bool) -> None:
        x1, y1, x2, y2 = place
        if mirror:
            width = picture.pixels.shape[1]
            matrix = matrix @ np.array([[-1, 0, width], [0, 1, 0], [0, 0, 1]], np.float64)
        shifted = matrix - np.array([[0, 0, x1], [0, 0, y1]])
        self._paste(picture, shifted, place)
        self._mark(picture, matrix, place)
        boxes, partly = _moved(picture.boxes, matrix, place)
        ignore, _ = _moved(picture.ignore, matrix, place, least=0.0)
        self._boxes.append(boxes)
        self._ignore.extend((ignore, partly))

    def _paste(self, picture: Picture, matrix: np.ndarray, place: tuple[int, int, int, int]) -> None:
        x1, y1, x2, y2 = place
        self._pixels[y1:y2, x1:x2] = cv2.warpAffine(picture.pixels, matrix, (x2 - x1, y2 - y1), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT,
                                                    borderValue=(PAD, PAD, PAD))

    def _mark(self, picture: Picture, matrix: np.ndarray, place: tuple[int, int, int, int]) -> None:
        """Which cells show this picture: what is known of them is what is known of it; around it there is nothing."""
        height, width = picture.pixels.shape[:2]
        corners = np.array([[0, 0, 1], [width, 0, 1], [width, height, 1], [0, height, 1]]) @ matrix.T / CELL
        shown = np.zeros_like(self._tile)
        cv2.fillConvexPoly(shown, np.round(corners).astype(np.int32), 1)
        inside = np.zeros_like(shown)
        inside[place[1] // CELL:-(-place[3] // CELL), place[0] // CELL:-(-place[2] // CELL)] = 1
        self._tile[(shown & inside) > 0] = len(self._known)
        self._known.append(picture.known)

    def sample(self) -> Sample:
        return Sample(self._pixels, np.vstack(self._boxes), np.vstack(self._ignore), np.stack(self._known), self._tile)


def _moved(boxes: np.ndarray, matrix: np.ndarray, place: tuple[int, int, int, int], least: float = 0.35) -> tuple[np.ndarray, np.ndarray]:
    """Boxes after the move, cut to the place; those of which too little is left come second: they count neither way."""
    if not len(boxes):
        return boxes, boxes
    x1, y1, x2, y2 = boxes[:, 1:].T
    corners = np.stack((np.stack((x1, y1), 1), np.stack((x2, y1), 1), np.stack((x2, y2), 1), np.stack((x1, y2), 1)), 1) @ matrix[:, :2].T + matrix[:, 2]
    whole = np.concatenate((corners.min(1), corners.max(1)), 1)
    cut = np.clip(whole, [place[0], place[1]] * 2, [place[2], place[3]] * 2)
    size, full = cut[:, 2:] - cut[:, :2], whole[:, 2:] - whole[:, :2]
    left = size.prod(1) / np.maximum(full.prod(1), 1e-6)
    good = (left >= least) & (size.min(1) >= 4)
    some = ~good & (size.min(1) >= 1)
    result = np.concatenate((boxes[:, :1], cut), 1).astype(np.float32)
    return result[good], result[some]


def spoil(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Light, weather and compression: day and dusk, lamps at night, infrared, fog, rain, a weak lens, an encoder that saves bits."""
    pixels = _light(pixels, rng)
    if rng.random() < 0.05:
        veil = rng.uniform(0.15, 0.5)
        pixels = cv2.addWeighted(pixels, 1 - veil, np.full_like(pixels, int(rng.uniform(150, 230))), veil, 0)
    if rng.random() < 0.04:
        pixels = _rain(pixels, rng)
    if rng.random() < 0.15:
        size, factor = pixels.shape[:2], rng.uniform(0.4, 0.85)
        small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        pixels = cv2.resize(small, (size[1], size[0]), interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.12:
        pixels = cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.5, 1.6))
    if rng.random() < 0.2:
        noise = rng.standard_normal((pixels.shape[0], pixels.shape[1], 1), np.float32) * rng.uniform(2, 14)
        pixels = np.clip(pixels + noise, 0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        pixels = cv2.imdecode(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(rng.uniform(20, 80))])[1], cv2.IMREAD_COLOR)
    return pixels


def _light(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    if rng.random() < 0.9:
        hsv = cv2.cvtColor(pixels, cv2.COLOR_BGR2HSV)
        hue, saturation, value = rng.uniform(-6, 6), rng.uniform(0.5, 1.5), rng.uniform(0.6, 1.4)
        steps = np.arange(256)
        pixels = cv2.cvtColor(cv2.merge((cv2.LUT(hsv[..., 0], ((steps + hue) % 180).astype(np.uint8)), cv2.LUT(hsv[..., 1], np.clip(steps * saturation, 0, 255).astype(np.uint8)),
                                         cv2.LUT(hsv[..., 2], np.clip(steps * value, 0, 255).astype(np.uint8)))), cv2.COLOR_HSV2BGR)
    if rng.random() < 0.15:
        gamma, dim = rng.uniform(1.2, 2.4), rng.uniform(0.5, 1.0)
        warm = np.array([rng.uniform(0.6, 1.1), rng.uniform(0.85, 1.0), 1.0])
        table = np.clip((np.arange(256) / 255.0)[:, None] ** gamma * 255 * dim * warm, 0, 255).astype(np.uint8)
        pixels = cv2.LUT(pixels, table[None])
    if rng.random() < 0.03:
        pixels = cv2.cvtColor(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    return pixels


def _rain(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    streaks = (rng.random(pixels.shape[:2], np.float32) > 0.996).astype(np.float32)
    length, slant = int(rng.uniform(7, 19)), rng.uniform(-0.4, 0.4)
    kernel = np.zeros((length, length), np.float32)
    for i in range(length):
        kernel[i, int(np.clip(length / 2 + slant * (i - length / 2), 0, length - 1))] = 1 / length
    lit = cv2.filter2D(streaks, -1, kernel)[..., None] * rng.uniform(200, 500)
    return np.clip(pixels + lit, 0, 255).astype(np.uint8)
