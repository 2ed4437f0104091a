"""Seeded noise fields that everything else is drawn with. All fields wrap around, so that they can be tiled."""

import cv2
import numpy as np


_GRAIN = np.random.default_rng(20251).standard_normal((1280, 1280), np.float32)


def grain(rng, shape):
    """White noise (rows, columns) float32, deviation 1, cut at a random place from one fixed field: much quicker than drawing it. At most 1024 a side."""
    y, x = rng.integers(0, 1280 - shape[0]), rng.integers(0, 1280 - shape[1])
    return _GRAIN[y:y + shape[0], x:x + shape[1]][::rng.choice([1, -1]), ::rng.choice([1, -1])]


def value_noise(rng, size, cells):
    """One octave of smooth noise: (size, size) float32, mean near 0, wrapping, with `cells` bumps a side."""
    cells = int(max(2, min(cells, size)))
    grid = grain(rng, (cells, cells))
    if cells >= size:
        return cv2.resize(np.ascontiguousarray(grid), (size, size), interpolation=cv2.INTER_NEAREST)
    step = size / cells
    pad = 2
    wide = np.pad(grid, pad, mode="wrap")
    full = int(round(step * (cells + 2 * pad)))
    big = cv2.resize(wide, (full, full), interpolation=cv2.INTER_CUBIC)
    start = int(round(step * pad))
    return big[start:start + size, start:start + size]


def fractal(rng, size, cells=4, octaves=5, fall=0.55):
    """Sum of octaves, each twice as fine and `fall` as strong: (size, size) float32, deviation 1."""
    out, gain = np.zeros((2, 2), np.float32), 1.0
    for _ in range(octaves):
        fine = min(size, 4 * int(max(2, cells)))  # a coarse octave needs few points; only the finest is drawn at full size
        out = cv2.resize(out, (fine, fine), interpolation=cv2.INTER_LINEAR)
        out += np.float32(gain) * value_noise(rng, fine, cells)
        gain *= fall
        cells *= 2
        if cells > size:
            break
    if out.shape[0] != size:
        out = cv2.resize(out, (size, size), interpolation=cv2.INTER_LINEAR)
    out -= out[::3, ::3].mean()
    out *= np.float32(1 / max(1e-6, float(out[::3, ::3].std())))
    return out


def smooth(x, low, high):
    """Smooth step from 0 at `low` to 1 at `high`; `low` may be the greater one."""
    t = np.asarray(x, np.float32) - np.asarray(low, np.float32)
    t = np.clip(t / np.asarray(high - low, np.float32), 0, 1)
    return t * t * (3 - 2 * t)


def blotches(rng, size, share, cells=4, soft=0.25):
    """Patches that cover about `share` (0..1) of the field: (size, size) float32 in 0..1."""
    field = fractal(rng, size, cells, 5)
    edge = np.quantile(field[::4, ::4], 1 - min(0.999, max(0.001, share)))
    return smooth(field, edge - soft, edge + soft).astype(np.float32)


def wobble(rng, count=256, rough=0.1, lobes=7):
    """Closed outline of a rough circle: (count,) float32 factors of the radius, mean 1, by angle 0..2 pi."""
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    out = np.zeros(count)
    for k in range(1, lobes + 1):
        out += rng.normal(0, 1 / k ** 0.8) * np.cos(k * angle + rng.uniform(0, 6.28))
    jag = rng.standard_normal(count)
    jag = (jag + np.roll(jag, 1) + np.roll(jag, 2)) / 3
    out = out / max(1e-6, out.std()) + 0.35 * jag
    return (1 + rough * np.clip(out, -2.5, 2.5)).astype(np.float32)


def pick(rng, weights):
    """A key of `weights` (name -> weight), drawn by weight."""
    names = list(weights)
    p = np.array([weights[n] for n in names], float)
    return names[int(rng.choice(len(names), p=p / p.sum()))]
