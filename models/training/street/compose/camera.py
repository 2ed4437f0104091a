"""A pinhole camera above a flat ground, and the piece of a picture that one thing is drawn into.

World: X right, Y forward, Z up, metres; the ground is Z = 0 and the camera stands at (0, 0, height)."""

from dataclasses import dataclass

import cv2
import numpy as np


@dataclass
class Camera:
    """width, height_px: pixels. focal: pixels. pitch: radians below the horizon. height: metres. stretch: vertical focal / horizontal."""

    width: int
    height_px: int
    focal: float
    pitch: float
    height: float
    stretch: float = 1.0

    def rays(self, u, v):
        """Directions (…, 3) through pixels (u, v)."""
        xc = (u - self.width / 2) / self.focal
        yc = (v - self.height_px / 2) / (self.focal * self.stretch)
        s, c = np.sin(self.pitch), np.cos(self.pitch)
        return np.stack([xc, c - yc * s, -s - yc * c], -1).astype(np.float32)

    def ground(self, u, v):
        """Ground point (X, Y) seen at pixel (u, v); None where the pixel looks above the horizon."""
        d = self.rays(np.float32(u), np.float32(v))
        if d[2] > -1e-3:
            return None
        t = self.height / -d[2]
        return np.array([d[0] * t, d[1] * t])

    def project(self, points):
        """Pixels (n, 2) and depths (n,) of world points (n, 3)."""
        p = np.asarray(points, float)
        s, c = np.sin(self.pitch), np.cos(self.pitch)
        z = p[:, 2] - self.height
        depth = p[:, 1] * c - z * s
        down = -p[:, 1] * s - z * c
        safe = np.where(depth > 1e-3, depth, 1e-3)
        u = self.width / 2 + self.focal * p[:, 0] / safe
        v = self.height_px / 2 + self.focal * self.stretch * down / safe
        return np.stack([u, v], -1), depth

    def horizon(self):
        """Row of the horizon, pixels."""
        return self.height_px / 2 - self.focal * self.stretch * np.tan(self.pitch)


class View:
    """A piece of the picture, finer by `fine`, that layers are drawn into as out = keep * picture + add.

    x, y: ground coordinates (rows, columns) of each fine pixel; rays: directions; target: what the label's box will hold."""

    def __init__(self, camera, box, fine):
        self.camera, self.box, self.fine = camera, box, fine
        x0, y0, x1, y1 = box
        w, h = (x1 - x0) * fine, (y1 - y0) * fine
        u = x0 + (np.arange(w, dtype=np.float32) + 0.5) / fine
        v = y0 + (np.arange(h, dtype=np.float32) + 0.5) / fine
        self.rays = camera.rays(*np.meshgrid(u, v))
        down = np.minimum(self.rays[..., 2], -1e-3)
        t = camera.height / -down
        self.x, self.y = self.rays[..., 0] * t, self.rays[..., 1] * t
        self.keep = np.ones((h, w), np.float32)
        self.add = np.zeros((h, w, 3), np.float32)
        self.target = np.zeros((h, w), np.float32)

    @staticmethod
    def around(camera, points, budget=80_000):
        """The view that holds world `points` (n, 3), clipped to the picture; None where they are behind the camera or outside."""
        px, depth = camera.project(points)
        if depth.min() < 0.12:
            return None
        x0, y0 = np.floor(px.min(0)).astype(int) - 2
        x1, y1 = np.ceil(px.max(0)).astype(int) + 3
        x0, y0, x1, y1 = max(0, x0), max(0, y0), min(camera.width, x1), min(camera.height_px, y1)
        if x1 - x0 < 4 or y1 - y0 < 3:
            return None
        area = (x1 - x0) * (y1 - y0)
        fine = int(np.clip(np.sqrt(budget / area), 1, 5))
        return View(camera, (x0, y0, x1, y1), max(2, fine) if area < 40_000 else fine)

    def over(self, bgr, alpha):
        """Draw bgr (rows, columns, 3) with alpha (rows, columns) over what is there."""
        rows, cols = np.nonzero(alpha.any(1))[0], np.nonzero(alpha.any(0))[0]
        if rows.size == 0:
            return
        at = np.s_[rows[0]:rows[-1] + 1, cols[0]:cols[-1] + 1]
        a = alpha[at]
        self.keep[at] *= 1 - a
        self.add[at] += a[..., None] * (np.asarray(bgr[at], np.float32) - self.add[at])

    def darken(self, factor):
        """Multiply what is there, the picture included, by factor (rows, columns)."""
        self.keep *= factor
        self.add *= factor[..., None]

    def down(self, field):
        """A fine field at the picture's own resolution."""
        x0, y0, x1, y1 = self.box
        return cv2.resize(field, (x1 - x0, y1 - y0), interpolation=cv2.INTER_AREA)


def sample(texture, u, v, wrap=False, value=0):
    """Texture (n, n[, 3]) float32 at u, v in -1..1 (edge to edge), bilinear; outside: wrapped, or `value`."""
    h, w = texture.shape[:2]
    mx = ((u + 1) * 0.5 * w - 0.5).astype(np.float32)
    my = ((v + 1) * 0.5 * h - 0.5).astype(np.float32)
    if wrap:
        mx, my = np.mod(mx, w - 1), np.mod(my, h - 1)
        count, row = mx.size, 1024  # remap takes no row of more than 32,767 points
        rows = -(-count // row)
        flat = [np.pad(m.ravel(), (0, rows * row - count)).reshape(rows, row).astype(np.float32) for m in (mx, my)]
        out = cv2.remap(texture, *flat, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return out.reshape(rows * row, -1)[:count].reshape(mx.shape + texture.shape[2:])
    return cv2.remap(texture, mx, my, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=value)
