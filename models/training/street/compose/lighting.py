"""Light that fits the picture: how bright a white sheet on the ground would be, where the sun stands, what the sky reflects."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from .noise import grain, smooth


@dataclass
class Light:
    """white: (3,) BGR level of a white sheet on the ground, 0..about 500. sun: share of direct light, 0..1. toward: (2,) metres that a ray to the
    sun moves along the ground while it rises one metre. sky: (3,) BGR level of the sky in a mirror. veil: level that black has. wet: 0..1."""

    white: np.ndarray
    sun: float
    toward: np.ndarray
    sky: np.ndarray
    veil: float
    wet: float
    grain: float = 0.0
    soften: float = 0.5

    @staticmethod
    def drawn(rng):
        """Sun, sky and wetness of a picture; the levels follow the place by `at`."""
        sun = 0.0 if rng.random() < 0.45 else rng.uniform(0.3, 0.8)
        away, turn = rng.uniform(0.3, 2.5), rng.uniform(0, 2 * np.pi)
        wet = 0.0 if rng.random() < 0.75 else rng.uniform(0.2, 1)
        veil = rng.uniform(0, 16) if rng.random() < 0.7 else rng.uniform(10, 40)
        return Light(np.full(3, 300.0), sun, away * np.array([np.cos(turn), np.sin(turn)]), np.full(3, 200.0), veil, wet)

    def at(self, rng, patch):
        """The light at a place whose picture is `patch` (rows, columns, 3): the level by its mean, the grain by its finest detail."""
        thin = max(1, int(np.sqrt(patch.shape[0] * patch.shape[1] / 2500)))
        mean = np.median(patch[::thin, ::thin].reshape(-1, 3), 0).astype(np.float32)
        grey = max(8.0, float(mean.mean()))
        tint = 1 + rng.uniform(0.3, 0.9) * (mean / grey - 1)
        white = grey / rng.uniform(0.22, 0.5) * tint.clip(0.6, 1.5)
        lum = np.ascontiguousarray(patch[:160, :160, 1])
        fine = lum - cv2.GaussianBlur(lum, (0, 0), 1.0) if min(lum.shape) > 4 else np.zeros_like(lum)
        rough = float(np.median(abs(fine[::3, ::3]))) * 1.48
        sky = np.clip(white * rng.uniform(0.5, 1.1), 0, 250) * np.array([1.06, 1.0, 0.96])
        return replace(self, white=white, sky=sky, veil=self.veil * min(1.0, grey / 110), grain=rough)


def shade_relief(albedo, height, light, turn, rough=1.0):
    """Colour (n, n, 3) of a flat thing with relief: sun from one side, recesses darker, wet tops shining. turn: the thing's rotation, radians."""
    h = height.astype(np.float32) * rough
    n = h.shape[0]
    k = max(1.0, n / 160)
    soft = cv2.GaussianBlur(h, (0, 0), 0.6 * k)
    gx, gy = cv2.Sobel(soft, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(soft, cv2.CV_32F, 0, 1, scale=0.125)
    c, s = np.cos(turn), np.sin(turn)
    lx, ly = light.toward[0] * c + light.toward[1] * s, -light.toward[0] * s + light.toward[1] * c
    away = max(0.4, np.hypot(lx, ly))
    side = -(gx * np.float32(lx) + gy * np.float32(ly)) * np.float32(2.2 * k / max(1.0, away ** 0.5))
    direct = (1 + side.clip(-0.9, 1.3)) * light.sun + (1 - light.sun) * (1 + 0.25 * side.clip(-0.8, 0.8))
    around = cv2.blur(h, (int(9 * k) | 1,) * 2)
    open_sky = np.exp(-0.5 * np.maximum(0, around - h)).astype(np.float32)
    lit = albedo * (direct * open_sky).astype(np.float32)[..., None] * light.white.astype(np.float32)
    if light.wet > 0:
        top = smooth(h, 0.1, 0.7) * light.wet
        lit = lit * np.float32(1 - 0.4 * light.wet) + (0.3 * top).astype(np.float32)[..., None] * light.sky.astype(np.float32)
    return (lit + light.veil).astype(np.float32)


def settle(rng, canvas, view, light):
    """Lay a view's layers into the picture (rows, columns, 3 float32) as the camera would have: softened, with the place's grain."""
    x0, y0, x1, y1 = view.box
    keep, add = view.down(view.keep), view.down(view.add)
    if light.soften > 0.25:
        keep, add = cv2.GaussianBlur(keep, (0, 0), light.soften), cv2.GaussianBlur(add, (0, 0), light.soften)
    solid = (1 - keep).clip(0, 1)
    noise = grain(rng, keep.shape)
    noise = noise + 0.6 * cv2.GaussianBlur(1.6 * grain(rng, keep.shape), (0, 0), 0.8)
    noise = (noise * np.float32(min(9.0, 0.8 * light.grain)) * solid)[..., None]
    part = canvas[y0:y1, x0:x1]
    canvas[y0:y1, x0:x1] = part * keep[..., None] + add + noise
