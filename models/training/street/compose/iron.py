"""Relief and colour of covers, seen from straight above in a square of -1..1."""

import cv2
import numpy as np

from .noise import blotches, fractal, pick, smooth


def grid(n):
    """x, y (n, n) float32 from -1 to 1."""
    a = (np.arange(n, dtype=np.float32) + 0.5) * 2 / n - 1
    return np.meshgrid(a, a)


def _waffle(rng, x, y):
    k = rng.uniform(8, 26)
    duty = rng.uniform(-0.5, 0.5)
    return np.maximum(smooth(np.sin(k * x), duty, duty + 0.4), smooth(np.sin(k * y), duty, duty + 0.4)) * rng.choice([1, -1]) % 1.001


def _studs(rng, x, y):
    k = rng.uniform(4, 13)
    row = np.floor(y * k)
    fx = np.mod(x * k + 0.5 * np.mod(row, 2) * rng.integers(0, 2), 1) - 0.5
    fy = np.mod(y * k, 1) - 0.5
    a, b = rng.uniform(0.2, 0.42), rng.uniform(0.2, 0.42)
    square = rng.random() < 0.45
    d = np.maximum(abs(fx) / a, abs(fy) / b) if square else np.hypot(fx / a, fy / b)
    return smooth(d, 1.15, 0.8)


def _tread(rng, x, y):
    k = rng.uniform(5, 14)
    c, s = np.cos(0.785), np.sin(0.785)
    xr, yr = (x * c - y * s) * k, (x * s + y * c) * k
    odd = np.mod(np.floor(xr) + np.floor(yr), 2)
    fx, fy = np.mod(xr, 1) - 0.5, np.mod(yr, 1) - 0.5
    a = np.where(odd > 0.5, fx, fy)
    b = np.where(odd > 0.5, fy, fx)
    return smooth(np.hypot(a / 0.46, b / rng.uniform(0.1, 0.22)), 1.2, 0.8)


def _bricks(rng, x, y):
    k = rng.uniform(3, 7)
    row = np.floor(y * k * 1.8)
    fx, fy = np.mod(x * k + 0.5 * np.mod(row, 2), 1) - 0.5, np.mod(y * k * 1.8, 1) - 0.5
    return smooth(np.maximum(abs(fx), abs(fy)), 0.47, 0.36)


def _radial(rng, x, y):
    r, t = np.hypot(x, y), np.arctan2(y, x)
    spokes, rings = rng.integers(6, 30), rng.uniform(6, 22)
    ray = smooth(np.sin(spokes * t), -0.4, 0.3)
    return ray if rng.random() < 0.5 else ray * smooth(np.sin(rings * r), -0.5, 0.2)


def _rings(rng, x, y):
    return smooth(np.sin(np.hypot(x, y) * rng.uniform(9, 34) + rng.uniform(0, 6)), rng.uniform(-0.7, 0), 0.4)


def _hexes(rng, x, y):
    k = rng.uniform(4, 10)
    best = np.full(x.shape, 9, np.float32)
    for ox, oy in ((0, 0), (0.5, 0.866)):
        fx, fy = np.mod(x * k + ox, 1) - 0.5, (np.mod(y * k / 1.732 + oy / 1.732, 1) - 0.5) * 1.732
        best = np.minimum(best, np.maximum(abs(fx), 0.5 * abs(fx) + 0.866 * abs(fy)))
    return smooth(best, 0.47, 0.38)


def _plain(rng, x, y):
    return 0.3 + 0.05 * fractal(rng, x.shape[0], 6, 4)


PATTERNS = {_waffle: 5, _studs: 6, _tread: 4, _bricks: 2, _radial: 2, _rings: 2, _hexes: 2, _plain: 2}


def _turned(rng, pattern, x, y):
    a = rng.choice([0, 0, 0.785, rng.uniform(0, 3.14)])
    c, s = np.float32(np.cos(a)), np.float32(np.sin(a))
    return pattern(rng, x * c - y * s, x * s + y * c).astype(np.float32)


def _words(rng, n):
    """Raised letters in a ring: (n, n) in 0..1."""
    strip = np.zeros((n // 2, 3 * n), np.uint8)
    text = "".join(rng.choice(list("ABCDEFGHIKLMNOPRSTUVWXYZ  0123456789"), int(rng.integers(14, 34))))
    at = int(n / 2 * rng.uniform(0.66, 0.86))
    size = n * rng.uniform(0.0018, 0.0032)
    cv2.putText(strip, text, (0, at), cv2.FONT_HERSHEY_SIMPLEX, size * 1.3, 255, max(1, int(n / 90)), cv2.LINE_AA)
    polar = cv2.rotate(strip, cv2.ROTATE_90_CLOCKWISE)
    out = cv2.warpPolar(polar, (n, n), (n / 2, n / 2), n / 2, cv2.WARP_INVERSE_MAP | cv2.WARP_FILL_OUTLIERS)
    return out.astype(np.float32) / 255


def _logo(rng, n):
    out = np.zeros((n, n), np.uint8)
    c, r = n // 2, int(n * rng.uniform(0.08, 0.2))
    kind = rng.integers(0, 4)
    if kind == 0:
        word = "".join(rng.choice(list("ABCDEGHKMNPRSTW"), int(rng.integers(1, 4))))
        cv2.putText(out, word, (c - r, c + r // 2), cv2.FONT_HERSHEY_DUPLEX, r / 22, 255, max(1, n // 60), cv2.LINE_AA)
    elif kind == 1:
        a = np.linspace(0, 6.28, int(rng.integers(3, 9)), endpoint=False) + rng.uniform(0, 6)
        cv2.fillPoly(out, [np.stack([c + r * np.cos(a), c + r * np.sin(a)], -1).astype(np.int32)], 255)
    elif kind == 2:
        cv2.circle(out, (c, c), r, 255, max(1, n // 40), cv2.LINE_AA)
    else:
        cv2.rectangle(out, (c - 2 * r, c - r // 2), (c + 2 * r, c + r // 2), 255, -1)
    return out.astype(np.float32) / 255


def relief(rng, n, round_shape):
    """Height (n, n) float32 in about 0..1 of an iron cover's face: zones of patterns, rims, letters, a logo, lifting holes."""
    x, y = grid(n)
    r = np.hypot(x, y) if round_shape else np.maximum(abs(x), abs(y))
    patterns = list(PATTERNS)
    p = np.array(list(PATTERNS.values()), float)
    draw = lambda: _turned(rng, patterns[rng.choice(len(patterns), p=p / p.sum())], x, y)
    h = draw()
    if rng.random() < 0.45:
        inner = rng.uniform(0.3, 0.75)
        h = np.where(r < inner, draw(), h)
        edge = rng.uniform(0.01, 0.05)
        h = np.where(abs(r - inner) < edge, rng.choice([0.0, 1.0]), h)
    if rng.random() < 0.25 and not round_shape:
        h = np.where(abs(x - y * rng.choice([-1, 0, 1])) < 0.025, -0.6, h)
    if rng.random() < 0.3:
        band = _words(rng, n)
        zone = (r > 0.64) & (r < 0.9)
        h = np.where(zone, 0.9 * band, h)
    if rng.random() < 0.35:
        mark = _logo(rng, n)
        h = np.where(cv2.dilate(mark, np.ones((n // 30 | 1,) * 2)) > 0.3, mark, h)
    border = rng.uniform(0.02, 0.1)
    h = np.where(r > 1 - border, rng.uniform(0.3, 1), h)
    return _holes(rng, h.astype(np.float32), x, y)


def _holes(rng, h, x, y):
    """Lifting holes, and on some covers a ring or a grid of vents."""
    for k in range(int(rng.choice([0, 1, 2, 2, 4]))):
        a = rng.uniform(0, 6.28) if k % 2 == 0 else a + 3.14
        d = rng.uniform(0.6, 0.85)
        w, t = rng.uniform(0.02, 0.06), rng.uniform(0.02, 0.09)
        c, s = np.cos(a), np.sin(a)
        u, v = x * c + y * s - d, -x * s + y * c
        h = np.where((abs(u) < w) & (abs(v) < t), -2.0, h)
    if rng.random() < 0.16:
        r, t = np.hypot(x, y), np.arctan2(y, x)
        k, rows, long = rng.integers(6, 18), rng.uniform(7, 14), rng.uniform(0.0, 0.6)
        vent = (np.sin(k * t) > long) & (np.sin(rows * r) > rng.uniform(-0.2, 0.4)) & (r > 0.2) & (r < 0.88)
        h = np.where(vent, -1.6, h)
    return h.astype(np.float32)


METALS = {  # albedo in blue, green, red
    "grey iron": (0.24, 0.25, 0.26), "dark iron": (0.12, 0.125, 0.13), "black iron": (0.07, 0.07, 0.075), "worn steel": (0.38, 0.39, 0.4),
    "rust": (0.13, 0.2, 0.33), "brown": (0.15, 0.19, 0.23), "bronze": (0.2, 0.32, 0.4), "concrete": (0.46, 0.48, 0.5), "pale concrete": (0.6, 0.63, 0.65),
    "green paint": (0.2, 0.36, 0.2), "red paint": (0.15, 0.15, 0.42), "yellow paint": (0.12, 0.5, 0.6), "blue paint": (0.45, 0.28, 0.15),
    "asphalt": (0.2, 0.2, 0.2),
}
METAL_WEIGHTS = {"grey iron": 11, "dark iron": 8, "black iron": 3, "worn steel": 5, "rust": 2.5, "brown": 4, "bronze": 0.7, "concrete": 4, "pale concrete": 1.5,
                 "green paint": 0.8, "red paint": 0.8, "yellow paint": 0.8, "blue paint": 0.6, "asphalt": 3}


def face(rng, n, round_shape, ground, photos=None):
    """Albedo (n, n, 3) and height (n, n) of a cover's face; `ground` (3,) is the albedo of the dirt that lies in its recesses.

    photos: cut faces of real covers (uint8 BGR pictures), used for some of the covers."""
    if photos and rng.random() < 0.14:
        return _photo_face(rng, n, photos)
    kind = pick(rng, METAL_WEIGHTS)
    stone = "concrete" in kind or kind == "asphalt"
    h = relief(rng, n, round_shape) if not stone or rng.random() < 0.2 else _holes(rng, 0.3 + 0.04 * fractal(rng, n, 8, 5), *grid(n))
    colour = np.array(METALS[kind], np.float32) * rng.uniform(0.55, 1.2) * rng.uniform(0.93, 1.07, 3).astype(np.float32)
    if rng.random() < 0.5:  # years of dust and tyres give most covers the road's own tone
        part = rng.uniform(0.3, 0.95)
        colour = colour * (1 - part) + part * ground * rng.uniform(0.55, 1.15)
    a = np.ones((n, n, 1), np.float32) * colour.astype(np.float32)
    polish = rng.uniform(-0.15, 0.7)
    a *= (1 + polish * (np.clip(h, 0, 1) - 0.4))[..., None]
    a *= (1 + 0.13 * fractal(rng, n, 3, 5) + 0.06 * fractal(rng, n, n // 3, 1))[..., None].clip(0.4, 1.8)
    if rng.random() < 0.25 and not stone:
        rust = blotches(rng, n, rng.uniform(0.05, 0.5), 4, rng.uniform(0.2, 1))[..., None] * rng.uniform(0.3, 0.9)
        a = a * (1 - rust) + rust * np.array([0.1, 0.17, 0.28], np.float32) * (0.8 + 0.4 * np.clip(h, 0, 1))[..., None]
    if rng.random() < 0.6:
        filled = smooth(np.clip(h, 0, 1), 0.6, 0.1) * blotches(rng, n, rng.uniform(0.2, 1), 3, 0.6) * rng.uniform(0.2, 1)
        a = a * (1 - filled[..., None]) + filled[..., None] * ground * rng.uniform(0.6, 1.1)
        h = np.where(h > -0.5, h * (1 - 0.7 * filled), h)
    if rng.random() < 0.15:
        over = blotches(rng, n, rng.uniform(0.1, 0.5), 4, rng.uniform(0.2, 0.9))[..., None] * rng.uniform(0.5, 1)
        a = a * (1 - over) + over * ground
        h = h * (1 - over[..., 0])
    a *= np.where(h < -0.5, 0.12, 1)[..., None]
    return a.astype(np.float32), (h * rng.uniform(0.4, 1.4)).astype(np.float32)


def _photo_face(rng, n, photos):
    """The middle of a real cover as colour and, by its brightness, as relief."""
    p = photos[int(rng.integers(len(photos)))]
    if rng.random() < 0.5:
        p = p[:, ::-1]
    times = max(1, round(p.shape[1] / (1.8 * p.shape[0])))  # a flat look at it is laid out several times, not drawn out into streaks
    p = np.vstack([p[::1 if k % 2 == 0 else -1] for k in range(times)])
    p = cv2.resize(p, (n, n), interpolation=cv2.INTER_CUBIC).astype(np.float32).clip(0, 255) / 255
    a = p / max(0.05, p.mean()) * rng.uniform(0.14, 0.38)
    g = a.mean(2)
    return a, ((g - cv2.blur(g, (n // 12 | 1,) * 2)) * 2).astype(np.float32)
