"""Drawn ground: asphalt, concrete, slabs, cobbles, soil, grass and real surfaces cut from pictures, with kerbs, markings, cracks and repairs."""

import cv2
import numpy as np

from .noise import blotches, fractal, pick, smooth, value_noise

SIDE = 512  # texels of a tile


def asphalt(rng):
    tone = np.array([0.3, 0.305, 0.31]) * rng.uniform(0.5, 1.35) * (1 + rng.normal(0, 0.03) * np.array([1, 0, -1]))
    grain = rng.uniform(0.05, 0.28)
    t = 1 + grain * fractal(rng, SIDE, SIDE // 4, 2) + 0.06 * fractal(rng, SIDE, 3, 4)
    chips = (value_noise(rng, SIDE, SIDE // 3) > 1.9) * rng.uniform(0, 0.8)
    return (t + chips)[..., None] * tone, rng.uniform(1.2, 2.5)


def concrete(rng):
    tone = np.array([0.46, 0.49, 0.51]) * rng.uniform(0.65, 1.25) * rng.uniform(0.95, 1.05, 3)
    t = 1 + 0.08 * fractal(rng, SIDE, 3, 6) + 0.04 * fractal(rng, SIDE, SIDE // 2, 1)
    return t[..., None] * tone, rng.uniform(1.5, 4)


def slabs(rng):
    """Paving in rows: slabs, bricks or setts, with joints."""
    rows, cols = int(rng.integers(2, 14)), int(rng.integers(2, 10))
    v, u = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) / SIDE
    row = np.floor(v * rows).astype(int)
    shift = rng.choice([0, 0.5]) * (row % 2) if rows % 2 == 0 else 0
    fu, fv = np.mod(u * cols + shift, 1), np.mod(v * rows, 1)
    col = np.floor(u * cols + shift).astype(int) % cols
    joint = np.minimum(np.minimum(fu, 1 - fu) / cols, np.minimum(fv, 1 - fv) / rows) * SIDE
    joint = joint + rng.uniform(0, 1.5) * fractal(rng, SIDE, 40, 3)
    wide = rng.uniform(1.5, 5)
    base = np.array([[0.42, 0.45, 0.47], [0.25, 0.3, 0.5], [0.35, 0.4, 0.45], [0.28, 0.28, 0.29], [0.35, 0.33, 0.55], [0.3, 0.45, 0.5]][rng.integers(6)])
    tones = 1 + rng.uniform(0.02, 0.2) * rng.standard_normal((rows, cols, 1)) + rng.uniform(0, 0.05) * rng.standard_normal((rows, cols, 3))
    a = base * rng.uniform(0.7, 1.3) * tones[row, col] * (1 + 0.08 * fractal(rng, SIDE, 8, 6))[..., None]
    m = (smooth(joint, wide, wide * 0.4) * rng.uniform(0.4, 1))[..., None]
    return a * (1 - m) + m * base * rng.choice([0.35, 0.5, 1.4]), cols * rng.choice([0.1, 0.2, 0.3, 0.45])


def loose(rng):
    """Soil, sand, gravel."""
    base = np.array([[0.2, 0.3, 0.4], [0.35, 0.42, 0.5], [0.14, 0.2, 0.28], [0.4, 0.42, 0.44], [0.16, 0.28, 0.48]][rng.integers(5)]) * rng.uniform(0.7, 1.3)
    t = 1 + 0.14 * fractal(rng, SIDE, 4, 6) + rng.uniform(0.05, 0.3) * fractal(rng, SIDE, int(rng.integers(30, 170)), 2)
    return t[..., None] * base, rng.uniform(1, 3)


def grass(rng):
    base = np.array([0.08, 0.3, 0.2]) * rng.uniform(0.6, 1.4) * rng.uniform(0.85, 1.15, 3)
    blades = cv2.GaussianBlur(rng.standard_normal((SIDE, SIDE)).astype(np.float32), (0, 0), sigmaX=0.8, sigmaY=2.6)
    t = 1 + 0.3 * blades / blades.std() + 0.2 * fractal(rng, SIDE, 6, 4)
    return t[..., None] * base, rng.uniform(1, 2.5)


MATERIALS = {asphalt: 9, concrete: 5, slabs: 5, loose: 4, grass: 0.6}


def material(rng, surfaces, finest=9.0):
    """(tile (SIDE, SIDE, 3) float32 albedo, metres it spans); surfaces: real ones, albedo of mean 1.

    finest: metres that a tile without a pattern may span at most, so that it is not coarser than the picture."""
    if surfaces and rng.random() < 0.4:
        s = surfaces[int(rng.integers(len(surfaces)))].astype(np.float32)
        s = np.rot90(s, int(rng.integers(4))) if rng.random() < 0.3 else s
        tile = np.vstack([np.hstack([s, s[:, ::-1]]), np.hstack([s, s[:, ::-1]])[::-1]])
        tile = cv2.resize(tile, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
        return tile * rng.uniform(0.2, 0.5), min(rng.uniform(1.2, 5), 1.5 * finest)
    make = pick(rng, MATERIALS)
    tile, side = make(rng)
    return tile.clip(0.02, 1).astype(np.float32), side if make is slabs else min(side, finest)


def _lookup(tile, side, x, y, footprint):
    """The tile at ground points, from a smaller copy where a pixel spans many texels. footprint (rows,): metres per pixel."""
    out = np.zeros(x.shape + (3,), np.float32)
    level = np.log2(np.maximum(1e-9, footprint / (side / SIDE))).clip(0, 6)
    for k in range(7):
        weight = (1 - abs(level - k)).clip(0, 1)
        rows = np.nonzero(weight > 0)[0]
        if rows.size == 0:
            continue
        r = slice(rows[0], rows[-1] + 1)
        n = SIDE >> k
        small = np.pad(cv2.resize(tile, (n, n), interpolation=cv2.INTER_AREA), ((0, 1), (0, 1), (0, 0)), mode="wrap")
        mx = np.mod(x[r] * (n / side), n).astype(np.float32)
        my = np.mod(y[r] * (n / side), n).astype(np.float32)
        out[r] += weight[r, None, None] * cv2.remap(small, mx, my, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return out


def _band(x, centre, half, soft):
    return smooth(abs(x - centre), half + soft, half - soft)


def draw_ground(rng, camera, surfaces):
    """Albedo (rows, columns, 3) float32 of ground over the whole picture, and the row above which it fades out."""
    w, h = camera.width, camera.height_px
    u, v = np.meshgrid(np.arange(w, dtype=np.float32) + 0.5, np.arange(h, dtype=np.float32) + 0.5)
    r = camera.rays(u, v)
    t = camera.height / np.maximum(-r[..., 2], 2e-3)
    turn = rng.uniform(0, 6.28)
    c, s = np.cos(turn), np.sin(turn)
    gx, gy = r[..., 0] * t, r[..., 1] * t
    x, y = gx * c - gy * s, gx * s + gy * c
    footprint = np.sqrt((t / camera.focal)[:, w // 2] * abs(np.gradient(gy[:, w // 2]))).astype(np.float32)
    soft = np.maximum(1e-4, (t / camera.focal).astype(np.float32) * 1.2)
    near = float(t[int(h * 0.7), w // 2])
    fine = float(footprint[int(h * 0.7)]) * SIDE * rng.uniform(0.9, 2.2)
    out = _lookup(*material(rng, surfaces, fine), x, y, footprint)
    tone = fractal(rng, SIDE, 4, 5)
    wide = _lookup(np.dstack([tone] * 3), near * rng.uniform(1, 6), x, y, footprint)[..., :1]
    out *= 1 + rng.uniform(0, 0.14) * wide.clip(-2.5, 2.5)
    if rng.random() < 0.28:
        out = _verge(rng, out, x, y, near, soft, footprint, surfaces)
    for _ in range(int(rng.choice([0, 0, 1, 2]))):
        repair = _band(x, rng.normal(0, near), near * rng.uniform(0.1, 0.8), soft) * _band(y, rng.normal(0, near), near * rng.uniform(0.1, 1), soft)
        out *= 1 - (1 - rng.uniform(0.5, 1.3)) * repair[..., None]
    if rng.random() < 0.35:
        _marking(rng, out, x, y, near, soft)
    if rng.random() < 0.45:
        _cracks(rng, out, camera, near)
    if rng.random() < 0.22:
        dark = _lookup(np.dstack([blotches(rng, SIDE, rng.uniform(0.03, 0.3), 5, rng.uniform(0.2, 1))] * 3), near * rng.uniform(1, 3), x, y, footprint)
        out *= 1 - rng.uniform(0.15, 0.55) * dark
    return out.clip(0.01, 1.1), camera.horizon()


def _verge(rng, out, x, y, near, soft, footprint, surfaces):
    """Another surface beyond a line, often with kerb stones between."""
    at = rng.normal(0, 0.5) * near + rng.choice([-1, 1]) * near * 0.4
    other = _lookup(*material(rng, surfaces), x, y, footprint)
    m = smooth(x, at - soft, at + soft)[..., None]
    out = out * (1 - m) + other * m
    if rng.random() < 0.6:
        wide = rng.uniform(0.06, 0.14)
        k = _band(x, at, wide, soft)[..., None]
        stone = np.array([0.45, 0.47, 0.48]) * rng.uniform(0.7, 1.3) * (1 - 0.5 * (np.mod(y, 0.9) < 0.02))[..., None]
        if rng.random() < 0.25:
            stone = np.where((np.mod(y, 1.4) < 0.7)[..., None], np.array([0.1, 0.5, 0.65]), rng.choice([0.05, 0.7]))
        out = out * (1 - k) + k * stone
        d = _band(x, at - wide, rng.uniform(0.01, 0.04), soft)[..., None]
        out = out * (1 - 0.6 * d)
    return out


def _marking(rng, out, x, y, near, soft):
    """Painted lines: one, two, dashed, a crossing."""
    colour = np.array([[0.75, 0.78, 0.8], [0.1, 0.5, 0.68]][int(rng.random() < 0.3)]) * rng.uniform(0.55, 1.1)
    a, at, half = rng.uniform(0, 3.14), rng.normal(0, 0.6) * near, rng.uniform(0.04, 0.12)
    across, along = x * np.cos(a) + y * np.sin(a), -x * np.sin(a) + y * np.cos(a)
    kind = rng.integers(4)
    m = _band(across, at, half, soft)
    if kind == 1:
        m = np.maximum(m, _band(across, at + half * 4, half, soft))
    elif kind == 2:
        m = m * (np.mod(along, 3) < 1.6)
    elif kind == 3:
        m = _band(np.mod(across, 1.0), 0.5, 0.25, soft) * _band(along, at, 1.3, soft)
    worn = blotches(rng, SIDE, rng.uniform(0.02, 0.5), 60, 0.5)
    worn = cv2.remap(worn, np.mod(x * 150, SIDE).astype(np.float32), np.mod(y * 150, SIDE).astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    m = (m * (1 - worn) * rng.uniform(0.6, 1))[..., None]
    out *= 1 - m
    out += m * colour


def _cracks(rng, out, camera, near):
    """Cracks that wander over the ground; dark, or sealed with tar."""
    mask = np.zeros(out.shape[:2], np.uint8)
    tar = rng.random() < 0.2
    for _ in range(int(rng.integers(1, 7))):
        p = np.array([rng.normal(0, near * 0.6), near * rng.uniform(0.3, 2.2)])
        a, pts = rng.uniform(0, 6.28), []
        for _ in range(int(rng.integers(8, 40))):
            a += rng.normal(0, 0.35)
            p = p + near * 0.05 * np.array([np.cos(a), np.sin(a)])
            pts.append([p[0], p[1], 0.0])
        px, depth = camera.project(np.array(pts))
        px = px[depth > 0.2]
        if len(px) > 2:
            wide = int(rng.choice([1, 1, 2])) * (2 if tar else 1)
            cv2.polylines(mask, [np.round(px * 8).clip(-2e5, 2e5).astype(np.int32)], False, int(rng.integers(60, 220)), wide, cv2.LINE_AA, 3)
    out *= 1 - (mask.astype(np.float32) / 255 * rng.uniform(0.4, 0.9))[..., None]
