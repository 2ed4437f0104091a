"""Things that stand or lie on the ground: discs (covers put aside, lids, tyres), cones, branches, stones, legs, barriers."""

import cv2
import numpy as np

from .camera import View, sample
from .decals import local, shape_rho
from .iron import face
from .lighting import shade_relief
from .noise import smooth


def shadow(view, centre, half, turn, shape, light, rise, soft=0.1):
    """Shadow on the ground of a plate of `shape` that hovers `rise` metres up; contact shade without sun."""
    deep = 0.25 + 0.5 * light.sun
    for k in (0.0, 0.5, 1.0) if light.sun > 0 else (0.0,):
        x, y = local(view, np.asarray(centre) - light.toward * rise * k, turn)
        rho = shape_rho(x / half, y / half, shape)
        view.darken((1 - deep * (0.5 if light.sun > 0 else 1) * smooth(rho, 1.02 + soft, 1.0 - 0.2 * soft)).astype(np.float32))


def plate(rng, view, centre, half, shape, light, ground, thick=0.05, base=0.0, lean=0.0, turn=0.0, photos=None, look=None):
    """A plate of `shape`: thick metres, its lower face `base` metres up, leaning by `lean` radians towards `turn`. look: (albedo, height) of its face.

    Returns the mask (rows, columns) of what is seen of it."""
    n = 160
    albedo, height = look if look is not None else face(rng, n, shape[0] == "round", ground, photos)
    colour = shade_relief(albedo, height, light, turn)
    c, s = np.cos(turn), np.sin(turn)
    ex = np.array([c * np.cos(lean), s * np.cos(lean), np.sin(lean)])
    ey = np.array([-s, c, 0.0])
    up = np.cross(ex, ey)
    middle = np.array([centre[0], centre[1], base + half * abs(np.sin(lean))])
    side = colour[::4, ::4].reshape(-1, 3).mean(0) * rng.uniform(0.3, 0.7)
    planes = Planes(view, ex, ey, up)
    steps = int(np.clip(thick / 0.015, 2, 6))
    seen, edge = np.zeros(view.keep.shape, np.float32), None
    above = (np.array([0, 0, view.camera.height]) - middle) @ up >= 0
    for k in range(steps + 1):
        u, v = planes.at(middle + up * (thick * (k / steps if above else 1 - k / steps)))
        rho = shape_rho(u / np.float32(half), v / np.float32(half), shape)
        if edge is None:
            edge = np.minimum(0.3, np.maximum(0.01, 0.6 * np.hypot(*np.gradient(rho))))
        m = smooth(rho, 1 + edge, 1 - edge)
        view.over(sample(colour, u / half, v / half) if k == steps else np.broadcast_to(side * (0.75 + 0.25 * k / steps), m.shape + (3,)), m)
        np.maximum(seen, m, out=seen)
    return seen


class Planes:
    """Where each pixel's ray meets planes of one direction: plane coordinates (metres) along ex and ey; far away where it does not."""

    def __init__(self, view, ex, ey, normal):
        self.eye = np.array([0, 0, view.camera.height])
        self.axes = ex, ey, normal
        rays = view.rays.reshape(-1, 3) @ np.stack([ex, ey, normal], -1).astype(np.float32)
        self.along, self.across, self.into = (rays[:, k].reshape(view.keep.shape) for k in range(3))
        self.into = np.where(abs(self.into) < 1e-5, np.float32(1e-5), self.into)

    def at(self, origin):
        """Coordinates in the plane through `origin` (3,)."""
        gap = self.eye - origin
        t = np.float32(-gap @ self.axes[2]) / self.into
        t = np.where((t > 0) & (t < 500), t, np.float32(1e4))
        return t * self.along + np.float32(gap @ self.axes[0]), t * self.across + np.float32(gap @ self.axes[1])


def tyre(rng, view, centre, half, light):
    """A tyre that lies flat: the dark ring that is no manhole."""
    thick = rng.uniform(0.4, 0.7) * half
    shadow(view, centre, half * 1.05, 0, ("round",), light, thick)
    black = light.white * rng.uniform(0.05, 0.12) + light.veil
    planes = Planes(view, *np.eye(3))
    for k in range(9):
        bulge = 1 - 0.12 * abs(2 * k / 8 - 1) ** 2
        x, y = planes.at(np.array([centre[0], centre[1], thick * k / 8]))
        r = np.hypot(x, y) / half
        hole = rng.uniform(0.5, 0.52)
        m = smooth(r, bulge + 0.02, bulge - 0.02) * (smooth(r, hole, hole + 0.03) if k > 0 else 1)
        tone = 0.6 + 0.9 * k / 8 * (1 + light.wet)
        view.over(np.broadcast_to(black * tone, m.shape + (3,)), m.astype(np.float32))


def _fill(view, points, colour, soft=True):
    """A flat polygon given in world points (n, 3), painted as it projects."""
    px, depth = view.camera.project(points)
    if depth.min() < 0.1:
        return
    px = (px - np.array(view.box[:2])) * view.fine
    mask = np.zeros(view.keep.shape, np.uint8)
    cv2.fillPoly(mask, [np.round(px * 16).clip(-3e5, 3e5).astype(np.int32)], 255, cv2.LINE_AA if soft else cv2.LINE_8, 4)
    m = mask.astype(np.float32) / 255
    view.over(np.broadcast_to(np.asarray(colour, np.float32), m.shape + (3,)), m)


def _towards(at):
    """Unit vectors across and along the line of sight on the ground at a place."""
    d = np.array([at[0], at[1]]) / max(1e-6, np.hypot(*at))
    return np.array([d[1], -d[0], 0.0]), np.array([d[0], d[1], 0.0])


def cone(rng, view, at, light, tall=None):
    """A traffic cone."""
    tall = tall or rng.uniform(0.45, 0.8)
    across, along = _towards(at)
    o = np.array([at[0], at[1], 0.0])
    colour = np.array([0.05, 0.2, 0.75]) * rng.uniform(0.6, 1.1)
    shadow(view, at, 0.22, 0, ("box", 1, 1), light, 0.1)
    _fill(view, [o + across * a + along * b for a, b in ((-0.2, -0.2), (0.2, -0.2), (0.2, 0.2), (-0.2, 0.2))], light.white * rng.choice([0.06, 0.3]))
    bands = int(rng.integers(3, 6))
    for k in range(bands):
        z0, z1 = tall * k / bands, tall * (k + 1) / bands
        r0, r1 = 0.14 * (1 - 0.85 * z0 / tall), 0.14 * (1 - 0.85 * z1 / tall)
        c = colour if k % 2 == 0 else np.full(3, 0.75)
        for part, tone in ((-1, 0.75), (0.1, 1.1)):
            q = [o + across * a * r + np.array([0, 0, z]) for a, r, z in ((part, r0, z0), (1, r0, z0), (1, r1, z1), (part, r1, z1))]
            _fill(view, q, light.white * c * tone)


def branch(rng, view, at, light):
    """A bough stuck in a hole as people do to warn."""
    across, along = _towards(at)
    for _ in range(int(rng.integers(1, 5))):
        p = np.array([at[0], at[1], -0.1])
        d = across * rng.normal(0, 0.5) + np.array([0, 0, 1.0]) + along * rng.normal(0, 0.2)
        width, colour = rng.uniform(0.008, 0.025), light.white * np.array([0.08, 0.13, 0.2]) * rng.uniform(0.5, 1.6)
        for k in range(int(rng.integers(4, 9))):
            q = p + d * rng.uniform(0.1, 0.25)
            _fill(view, [p - across * width, p + across * width, q + across * width * 0.8, q - across * width * 0.8], colour)
            if rng.random() < 0.6:
                leaf = q + across * rng.normal(0, 0.08) + np.array([0, 0, rng.normal(0, 0.05)])
                s = rng.uniform(0.02, 0.09)
                green = light.white * np.array([0.08, 0.3, 0.17]) * rng.uniform(0.4, 1.5)
                _fill(view, [leaf - across * s, leaf + np.array([0, 0, s]), leaf + across * s, leaf - np.array([0, 0, s * 0.7])], green)
            p, d, width = q, d + across * rng.normal(0, 0.35), width * 0.85


def stone(rng, view, at, light):
    """A lump of stone or broken concrete."""
    s = rng.uniform(0.04, 0.22)
    shadow(view, at, s, 0, ("round",), light, s * 0.6, 0.4)
    across, along = _towards(at)
    o = np.array([at[0], at[1], 0.0])
    grey = light.white * rng.uniform(0.2, 0.6) * rng.uniform(0.92, 1.08, 3)
    a = np.sort(rng.uniform(0, np.pi, int(rng.integers(4, 7))))
    top = [o + across * s * np.cos(t) * rng.uniform(0.7, 1.1) + np.array([0, 0, s * (0.15 + np.sin(t) * rng.uniform(0.6, 1.1))]) for t in a]
    base = [o + across * s - along * 0.3 * s, o - across * s - along * 0.3 * s]
    _fill(view, [base[0]] + top + [base[1]], grey * 0.7)
    _fill(view, [p + along * 0.1 for p in top], grey * 1.15)


def lump(rng, view, at, low, size, light, colour, lit):
    """An angular lump of broken road (size: metres) that lies `low` metres up, dimmed to `lit` of the light."""
    across, along = _towards(at)
    o = np.array([at[0], at[1], low])
    a = np.sort(rng.uniform(0, 2 * np.pi, int(rng.integers(5, 9))))
    r = size * rng.uniform(0.6, 1.1, a.size)
    top = [o + across * q * np.cos(t) + along * q * np.sin(t) + np.array([0, 0, size * rng.uniform(0.35, 0.6)]) for t, q in zip(a, r)]
    base = [p - np.array([0, 0, size * 0.6]) + along * 0.1 * size for p in top]
    shade = light.white * colour * lit
    for k in range(len(top)):
        j = (k + 1) % len(top)
        if np.sin((a[k] + a[j]) / 2) < 0.3:  # the sides that face the camera
            _fill(view, [top[k], top[j], base[j], base[k]], shade * rng.uniform(0.3, 0.7) + light.veil)
    _fill(view, top, shade * rng.uniform(0.85, 1.3) + light.veil)
    inner = [p * 0.55 + (o + np.array([0, 0, size * 0.55])) * 0.45 for p in top]
    _fill(view, inner, shade * rng.uniform(0.95, 1.45) + light.veil)


def worker(rng, view, centre, half, light):
    """Somebody who stands in the hole to the waist or the chest, often in a vest and a helmet; returns what of the view is hidden."""
    before = view.keep.copy()
    at = np.asarray(centre) + half * rng.uniform(-0.35, 0.35, 2)
    across, along = _towards(at)
    size, up = half * rng.uniform(0.75, 1.1), np.array([0, 0, 1.0])
    cloth = np.array([[0.05, 0.75, 0.75], [0.05, 0.3, 0.8], [0.3, 0.15, 0.08], [0.5, 0.5, 0.5], [0.1, 0.1, 0.12]][rng.integers(5)]) * rng.uniform(0.6, 1.0)
    skin = np.array([0.25, 0.35, 0.5]) * rng.uniform(0.4, 1.3)
    o = np.array([at[0], at[1], -0.5 * size])
    high = rng.uniform(0.7, 1.5) * size
    torso = _oval(o, across, up, (0.48 * size, high))
    lean = across * size * rng.normal(0, 0.15)
    _fill(view, torso, light.white * cloth)
    _fill(view, [p + across * 0.24 * size for p in _oval(o, across, up, (0.2 * size, high * 0.9))], light.white * cloth * 0.7)
    if rng.random() < 0.6:
        for k in (-0.2, 0.2):
            c = o + across * k * size
            _fill(view, [c, c + across * 0.08 * size, c + across * 0.08 * size + up * high * 0.85, c + up * high * 0.85], light.white * 0.75)
    for side in (-1, 1):
        s, e = o + up * high * 0.75 + across * 0.42 * side * size, o + across * side * size * rng.uniform(0.7, 1.1) + up * size * rng.uniform(0.4, 0.9)
        _fill(view, [s - up * 0.14 * size, s + up * 0.1 * size, e + up * 0.08 * size, e - up * 0.1 * size], light.white * cloth * rng.uniform(0.7, 1.1))
    head = o + up * (high + 0.18 * size) + lean
    _fill(view, _oval(head, across, up, (0.2 * size, 0.25 * size)), light.white * skin)
    hat = np.array([[0.05, 0.6, 0.8], [0.8, 0.8, 0.8], [0.05, 0.05, 0.06], [0.7, 0.35, 0.1]][rng.integers(4)])
    crown = [p for p in _oval(head + up * 0.05 * size, across, up, (0.24 * size, 0.26 * size)) if (p - head) @ up > 0.02 * size]
    _fill(view, crown, light.white * hat)
    return (before - view.keep).clip(0, 1)


def _oval(o, across, up, radii):
    t = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    return [o + across * radii[0] * np.cos(a) + up * radii[1] * np.sin(a) for a in t]


def legs(rng, view, at, light):
    """Two legs in trousers with shoes: somebody who walks past."""
    across, along = _towards(at)
    cloth = light.white * rng.uniform(0.03, 0.5) * rng.uniform(0.7, 1.3, 3)
    shoe = light.white * rng.choice([0.04, 0.12, 0.7])
    hip = np.array([at[0], at[1], 0.9]) + across * rng.normal(0, 0.1)
    for side in (-1, 1):
        foot = np.array([at[0], at[1], 0.0]) + across * (0.12 * side + rng.normal(0, 0.12)) + along * rng.normal(0, 0.15)
        shadow(view, foot[:2], 0.1, 0, ("round",), light, 0.3, 0.6)
        knee = (foot + hip) / 2 + across * rng.normal(0, 0.03)
        w = rng.uniform(0.05, 0.075)
        for p, q, wp, wq in ((foot, knee, w, w * 1.15), (knee, hip + across * 0.08 * side, w * 1.15, w * 1.6)):
            _fill(view, [p - across * wp, p + across * wp, q + across * wq, q - across * wq], cloth * rng.uniform(0.85, 1.1))
        toe = foot - along * rng.uniform(-0.1, 0.18) + across * rng.normal(0, 0.08)
        _fill(view, [foot - across * w, foot + across * w, toe + across * 0.05, toe - across * 0.05, foot + np.array([0, 0, 0.09])], shoe)


def barrier(rng, view, at, light):
    """A striped board on two legs, or a string of tape between two poles."""
    across, along = _towards(at)
    a = rng.uniform(-0.7, 0.7)
    run = across * np.cos(a) + along * np.sin(a)
    o, long, z = np.array([at[0], at[1], 0.0]), rng.uniform(0.5, 1.0), rng.uniform(0.5, 0.95)
    up = np.array([0, 0, 1.0])
    paint = [np.array([0.08, 0.08, 0.6]), np.full(3, 0.8)] if rng.random() < 0.5 else [np.array([0.05, 0.6, 0.75]), np.full(3, 0.06)]
    for side in (-0.9, 0.9):
        p = o + run * long * side
        shadow(view, p[:2], 0.06, 0, ("round",), light, 0.3)
        _fill(view, [p - run * 0.025, p + run * 0.025, p + run * 0.025 + up * z, p - run * 0.025 + up * z], light.white * paint[1] * 0.8)
    high, parts = rng.uniform(0.06, 0.22), int(rng.integers(4, 9))
    for k in range(parts):
        p, q = o + run * long * (2 * k / parts - 1), o + run * long * (2 * (k + 1) / parts - 1)
        _fill(view, [p + up * (z - high), q + up * (z - high), q + up * z, p + up * z], light.white * paint[k % 2])


ABOUT = {"cone": cone, "branch": branch, "stone": stone, "legs": legs, "barrier": barrier}
TALL = {"cone": 0.8, "branch": 1.3, "stone": 0.3, "legs": 1.0, "barrier": 1.0}


def stand(rng, camera, kind, at, light):
    """One upright thing in a view of its own; None where it would be outside the picture or behind the camera."""
    half, z = (1.1 if kind == "barrier" else 0.5), TALL[kind]
    box = [[at[0] + a * half, at[1] + b * half, c] for a in (-1, 1) for b in (-1, 1) for c in (0, z)]
    view = View.around(camera, np.array(box))
    if view is not None:
        ABOUT[kind](rng, view, at, light)
    return view
