"""Flat things with relief that lie in the ground: covers with frame and collar, and the rims of open holes."""

import numpy as np

from .camera import sample
from .iron import METALS, face, grid
from .lighting import shade_relief
from .noise import blotches, fractal, smooth

REACH = 1.85  # half side of a decal, in half widths of the cover


class Decal:
    """A square of ground painted from above. albedo (n, n, 3), alpha (n, n), height (n, n); x, y: coordinates in half widths of the thing."""

    def __init__(self, rng, n, ground):
        self.rng, self.n, self.ground = rng, n, np.asarray(ground, np.float32)
        x, y = grid(n)
        self.x, self.y = x * REACH, y * REACH
        self.edge = 2.2 * REACH / n
        self.albedo = np.zeros((n, n, 3), np.float32) + self.ground
        self.alpha = np.zeros((n, n), np.float32)
        self.height = np.zeros((n, n), np.float32)
        self._grain = None

    def paint(self, mask, albedo, height=None):
        """Paint albedo ((3,) or (n, n, 3)) where mask (n, n) in 0..1 says."""
        mask = np.asarray(mask, np.float32)
        rows, cols = np.nonzero(mask.any(1))[0], np.nonzero(mask.any(0))[0]
        if rows.size == 0:
            return
        at = np.s_[rows[0]:rows[-1] + 1, cols[0]:cols[-1] + 1]
        m, colour = mask[at], np.asarray(albedo, np.float32)
        self.albedo[at] += m[..., None] * ((colour if colour.ndim == 1 else colour[at]) - self.albedo[at])
        np.maximum(self.alpha[at], m, out=self.alpha[at])
        if height is not None:
            h = np.asarray(height, np.float32)
            self.height[at] += m * ((h if h.ndim == 0 else h[at]) - self.height[at])

    def spot(self, at, reach, albedo, rho, height=None):
        """Paint a small thing: at (2,), reach: half its size; rho(u, v): its outline in coordinates centred on it; height(q): its relief."""
        k = self.n / (2 * REACH)
        x0, x1 = (int(np.clip(f, 0, self.n)) for f in ((at[0] + REACH - reach) * k - 1, (at[0] + REACH + reach) * k + 2))
        y0, y1 = (int(np.clip(f, 0, self.n)) for f in ((at[1] + REACH - reach) * k - 1, (at[1] + REACH + reach) * k + 2))
        if x1 <= x0 or y1 <= y0:
            return
        box = np.s_[y0:y1, x0:x1]
        q = rho(self.x[box] - np.float32(at[0]), self.y[box] - np.float32(at[1]))
        m = smooth(q, 1 + self.edge / reach, 1 - self.edge / reach)
        self.albedo[box] += m[..., None] * (np.asarray(albedo, np.float32) - self.albedo[box])
        self.alpha[box] = np.maximum(self.alpha[box], m)
        self.height[box] += m * ((0.6 if height is None else height(q)) - self.height[box])

    def inside(self, rho, limit=1.0):
        """1 where rho < limit, with a soft edge of about a pixel."""
        return smooth(rho, limit + self.edge, limit - self.edge)

    def grainy(self, colour, strength=0.12):
        """A colour with the grain of asphalt or concrete: (n, n, 3)."""
        if self._grain is None or self.rng.random() < 0.3:
            self._grain = 0.5 * fractal(self.rng, self.n, 4, 5) + fractal(self.rng, self.n, self.n // 3, 1)
        return np.asarray(colour, np.float32) * np.clip(1 + np.float32(strength) * self._grain, 0.3, 2)[..., None]

    def draw(self, view, centre, half, turn, light):
        """Draw into a view: centre (2,) ground metres, half: half width of the thing in metres, turn: radians."""
        colour = shade_relief(self.albedo, self.height, light, turn)
        u, v = local(view, centre, turn)
        s = half * REACH
        rgba = sample(np.dstack([colour * self.alpha[..., None], self.alpha]), u / s, v / s)
        a = rgba[..., 3]
        view.over(rgba[..., :3] / np.maximum(a, 1e-4)[..., None], a)


def local(view, centre, turn):
    """Ground coordinates of a view's pixels in the frame of a thing at `centre`, turned by `turn`."""
    c, s = np.float32(np.cos(turn)), np.float32(np.sin(turn))
    dx, dy = view.x - np.float32(centre[0]), view.y - np.float32(centre[1])
    return dx * c + dy * s, -dx * s + dy * c


def shape_rho(x, y, shape):
    """How far out a point lies: 1 on the outline. shape: ("round",) | ("box", a, b) half sides | ("ragged", outline)."""
    if shape[0] == "box":
        return np.maximum(abs(x) / shape[1], abs(y) / shape[2])
    r = np.hypot(x, y)
    if shape[0] == "round":
        return r
    outline = shape[1]
    at = np.mod(np.arctan2(y, x) * (len(outline) / (2 * np.pi)), len(outline))
    low = at.astype(np.int32) % len(outline)
    part = at - np.floor(at)
    return r / (outline[low] * (1 - part) + outline[(low + 1) % len(outline)] * part)


def any_shape(rng, rounds=0.68):
    """An outline: round for a share of `rounds`, else square or long."""
    if rng.random() < rounds:
        return ("round",)
    b = rng.choice([1.0, rng.uniform(0.4, 1.0)])
    return ("box", 1.0, b)


def collar(rng, decal, shape):
    """The patch of newer or older surface around a frame, round or square, sometimes with a seam."""
    rho = shape_rho(decal.x, decal.y, shape)
    far = rng.uniform(1.25, 1.75)
    if rng.random() < 0.5:
        a = 0 if shape[0] == "box" else rng.uniform(0, 1.57)
        c, s = np.cos(a), np.sin(a)
        rho = np.maximum(abs(decal.x * c - decal.y * s), abs(decal.x * s + decal.y * c) * rng.uniform(1, 1.15))
    rho = rho + rng.uniform(0, 0.03) * fractal(rng, decal.n, 8, 4)
    concrete = rng.random() < 0.35
    base = np.array([0.42, 0.44, 0.46]) if concrete else decal.ground * rng.choice([rng.uniform(0.5, 0.85), rng.uniform(1.05, 1.5)])
    decal.paint(decal.inside(rho, far) * rng.uniform(0.6, 1), decal.grainy(base, rng.uniform(0.04, 0.16)))
    if rng.random() < 0.5:
        seam = smooth(abs(rho - far), rng.uniform(0.02, 0.05) + decal.edge, 0) * rng.uniform(0.4, 0.9)
        decal.paint(seam, decal.ground * rng.choice([0.35, 0.5, 1.4]))


def frame(rng, decal, shape, lip=True):
    """The ring that a cover sits in; returns its outer rho (1 where there is none)."""
    if rng.random() < 0.2:
        return 1.0
    out = 1 + rng.uniform(0.03, 0.16)
    rho = shape_rho(decal.x, decal.y, shape)
    kind = rng.choice(["grey iron", "dark iron", "worn steel", "rust", "brown", "concrete", "pale concrete"], p=[0.24, 0.22, 0.14, 0.1, 0.1, 0.14, 0.06])
    if "concrete" in kind:
        out += rng.uniform(0.02, 0.15)
    colour = np.array(METALS[kind]) * rng.uniform(0.7, 1.35)
    decal.paint(decal.inside(rho, out), decal.grainy(colour, 0.08), rng.uniform(0.1, 0.9))
    if lip and rng.random() < 0.6:
        decal.paint(smooth(abs(rho - out), 0.025 + decal.edge, 0) * rng.uniform(0.3, 0.9), decal.ground * 0.3, -0.3)
    return out


def dress(rng, decal):
    """What a street lays over a cover: road markings, dirt, a puddle, leaves."""
    x, y, n = decal.x, decal.y, decal.n
    if rng.random() < 0.14:
        a, d, w = rng.uniform(0, 3.14), rng.uniform(-0.9, 0.9), rng.uniform(0.1, 0.45)
        line = smooth(abs(x * np.cos(a) + y * np.sin(a) - d), w + decal.edge, w - decal.edge)
        worn = line * (1 - blotches(rng, n, rng.uniform(0.02, 0.6), 10)) * rng.uniform(0.6, 1)
        colour = rng.choice(3, p=[0.6, 0.3, 0.1])
        decal.paint(worn, np.array([[0.78, 0.8, 0.82], [0.12, 0.55, 0.75], [0.12, 0.12, 0.5]][colour]) * rng.uniform(0.6, 1))
    if rng.random() < 0.3:
        fade = smooth(np.hypot(x, y), 1.8, 1.0)
        dirt = blotches(rng, n, rng.uniform(0.05, 0.35), 4, rng.uniform(0.2, 1)) * rng.uniform(0.3, 0.95) * fade
        decal.paint(dirt, decal.grainy(decal.ground * rng.uniform(0.5, 1.25)), 0.2)
    if rng.random() < 0.12:
        for _ in range(int(rng.integers(2, 25))):
            at, r, thin = rng.uniform(-1.7, 1.7, 2), rng.uniform(0.02, 0.09), rng.uniform(0.3, 0.7)
            c, s = np.cos(rng.uniform(0, 3.14)), np.sin(rng.uniform(0, 3.14))
            colour = np.array([0.05, 0.22, 0.35]) * rng.uniform(0.5, 1.8) * rng.uniform(0.7, 1.3, 3)
            decal.spot(at, r, colour.clip(0, 0.9), lambda u, v: np.hypot((u * c + v * s) / r, (v * c - u * s) / (r * thin)))


def cover(rng, n, ground, photos=None):
    """A closed cover in its frame: (decal, rho limit of the label, shape, tilt of the label's outline)."""
    shape = any_shape(rng)
    d = Decal(rng, n, ground)
    if rng.random() < 0.42:
        collar(rng, d, shape)
    out = frame(rng, d, shape)
    rho = shape_rho(d.x, d.y, shape)
    count = int(rng.choice([1, 1, 2, 3])) if shape[0] == "box" else 1
    albedo, height = _faces(rng, d, shape, count, photos)
    d.paint(d.inside(rho, 1.0), albedo, height - rng.uniform(0, 1.2))
    gap = rng.uniform(0.012, 0.035)
    d.paint(smooth(abs(rho - 1), gap + d.edge, gap * 0.4) * rng.uniform(0.5, 1), d.ground * rng.uniform(0.1, 0.4), -1.2)
    if count > 1:
        cell = np.mod((d.x + 1) / 2 * count, 1)
        cut = smooth(np.minimum(cell, 1 - cell) / count * 2, gap + d.edge, gap * 0.4) * d.inside(rho, 0.99) * (abs(d.x) < 0.95)
        d.paint(cut * 0.9, d.ground * 0.2, -1.2)
    if rng.random() < 0.25:
        _broken_edge(rng, d, rho, out)
    dress(rng, d)
    return d, out, shape


def _faces(rng, d, shape, count, photos):
    m = max(48, int(d.n / REACH))
    albedo, height = face(rng, m, shape[0] == "round", d.ground, photos)
    sx, sy = 1.0, 1.0
    if shape[0] == "box":
        sy = shape[2] if rng.random() < 0.5 else 1.0
    u, v = d.x / sx, d.y / sy
    if count > 1:
        u = np.mod((u + 1) / 2 * count, 1) * 2 - 1
    return sample(albedo, u, v), sample(height, u, v)


def _broken_edge(rng, d, rho, out):
    """Asphalt broken away round a frame: dark, rough, lower."""
    ring = smooth(rho, out + rng.uniform(0.15, 0.5), out) * smooth(rho, out - 0.02, out + 0.02)
    bad = ring * blotches(rng, d.n, rng.uniform(0.2, 0.8), 5, 0.2)
    d.paint(bad, d.grainy(d.ground * rng.uniform(0.4, 0.9), 0.25), -0.8 + 0.5 * fractal(rng, d.n, 12, 4))
    if rng.random() < 0.3:
        green = ring * blotches(rng, d.n, 0.3, 8, 0.3)
        d.paint(green, d.grainy(np.array([0.08, 0.26, 0.2]), 0.4), 0.5)


def rim(rng, n, ground, shape, ragged):
    """The surface round an open hole: (decal, rho limit of the label)."""
    d = Decal(rng, n, ground)
    if rng.random() < (0.25 if ragged else 0.45):
        collar(rng, d, shape)
    rho = shape_rho(d.x, d.y, shape)
    out = 1.0
    if ragged:
        out = 1 + rng.uniform(0, 0.14)
        crumb = smooth(rho, 1 + rng.uniform(0.1, 0.7), 0.98) * blotches(rng, n, rng.uniform(0.3, 0.9), 9, 0.35)
        tone = rng.choice([0.55, 0.8, 1.25])
        d.paint(crumb, d.grainy(d.ground * tone, 0.25), 0.4 * fractal(rng, n, 14, 4) - 0.2)
    else:
        out = frame(rng, d, shape)
        if rng.random() < 0.35:
            _broken_edge(rng, d, rho, out)
    if rng.random() < 0.3:
        _rubble(rng, d)
    dress(rng, d)
    return d, out


def _rubble(rng, d):
    """Stones and crumbs on the ground round a hole."""
    for _ in range(int(rng.integers(4, 50))):
        a, r = rng.uniform(0, 6.28), rng.uniform(1.05, 1.8)
        size, flat = rng.uniform(0.015, 0.1) * rng.uniform(0.4, 1), rng.uniform(0.8, 1.6)
        colour = d.ground * rng.uniform(0.5, 1.6) * rng.uniform(0.9, 1.1, 3)
        d.spot((r * np.cos(a), r * np.sin(a)), 1.3 * size, colour, lambda u, v: np.hypot(u, v * flat) / size, lambda q: 1.2 * (1 - np.minimum(q, 1)))
