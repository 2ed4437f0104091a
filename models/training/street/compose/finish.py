"""What weather, lens and recorder do to the finished picture: shadows, night, fog, rain, blur, noise, writing on the picture."""

import cv2
import numpy as np

from .noise import fractal, grain, smooth


def cast_shadows(rng, canvas, strength):
    """Shadows of trees, walls and poles that fall over ground and covers alike. strength: 0..1."""
    h, w = canvas.shape[:2]
    kind = rng.integers(3)
    if kind == 0:
        f = cv2.resize(fractal(rng, 256, int(rng.integers(3, 12)), 4), (w, h), interpolation=cv2.INTER_CUBIC)
        at, soft = rng.uniform(-0.6, 0.8), rng.uniform(0.25, 0.8)
        mask = smooth(f, at - soft, at + soft)
    else:
        v, u = np.mgrid[0:h, 0:w].astype(np.float32) / max(h, w)
        a, d, soft = rng.uniform(0, 6.28), rng.uniform(-0.1, 0.6), rng.uniform(0.004, 0.05)
        q = u * np.cos(a) + v * np.sin(a) - d
        mask = smooth(q, -soft, soft) if kind == 1 else smooth(abs(q), rng.uniform(0.01, 0.12) + soft, 0)
    tint = np.array([1.0, 0.95, 0.9]) if rng.random() < 0.5 else np.ones(3)
    canvas *= 1 - strength * mask[..., None] * tint.astype(np.float32)


def night(rng, canvas):
    """Dark, lit by one or two lamps; the whole picture keeps some light."""
    h, w = canvas.shape[:2]
    v, u = np.mgrid[0:h, 0:w].astype(np.float32) / max(h, w)
    lit = np.full((h, w, 3), rng.uniform(0.16, 0.45), np.float32) * np.array([1.15, 1.0, 0.85], np.float32) ** rng.uniform(-1, 1.5)
    for _ in range(int(rng.integers(1, 3))):
        x, y, r = rng.uniform(0, 1), rng.uniform(-0.1, 0.9), rng.uniform(0.2, 0.8)
        colour = np.array([[0.45, 0.75, 1.0], [0.95, 1.0, 1.0], [0.7, 0.9, 1.0]][rng.integers(3)], np.float32) * rng.uniform(0.3, 1.1)
        lit += np.exp(-((u - x) ** 2 + ((v - y) * rng.uniform(1, 2)) ** 2) / (r * r))[..., None] * colour
    canvas *= lit
    return rng.uniform(2, 13)


def fog(rng, canvas, horizon):
    """Haze that thickens towards the horizon row."""
    h = canvas.shape[0]
    near = smooth(np.arange(h, dtype=np.float32), h, min(horizon, h - 2) - 1)[:, None, None]
    a = rng.uniform(0.05, 0.25) + rng.uniform(0.1, 0.5) * near
    canvas[:] = canvas * (1 - a) + a * rng.uniform(120, 225)


def rain(rng, canvas):
    """Streaks of rain."""
    h, w = canvas.shape[:2]
    mask = np.zeros((h, w), np.uint8)
    slant = rng.normal(0, 0.2)
    for _ in range(int(rng.integers(40, 300))):
        x, y, n = int(rng.integers(w)), int(rng.integers(h)), int(rng.integers(5, 28))
        cv2.line(mask, (x, y), (int(x + slant * n), y + n), int(rng.integers(20, 110)), 1, cv2.LINE_AA)
    canvas += mask[..., None].astype(np.float32) * rng.uniform(0.2, 0.6)


def writing(rng, canvas):
    """A clock or a name in a corner, as recorders write it."""
    h, w = canvas.shape[:2]
    day = f"{rng.integers(2015, 2027)}-{rng.integers(1, 13):02d}-{rng.integers(1, 29):02d}"
    text = f"{day} {rng.integers(24):02d}:{rng.integers(60):02d}:{rng.integers(60):02d}"
    at = (int(rng.uniform(0, 0.5) * w), int(rng.choice([0.05, 0.97]) * h))
    layer = np.zeros((h, w), np.uint8)
    cv2.putText(layer, text, at, cv2.FONT_HERSHEY_SIMPLEX, w / rng.uniform(900, 1500), 255, 1, cv2.LINE_AA)
    m = layer[..., None].astype(np.float32) / 255
    canvas[:] = canvas * (1 - m) + 240 * m


def develop(rng, canvas, horizon, drawn, may_be_dark):
    """The finished picture (rows, columns, 3) uint8 and its JPEG quality. drawn: the ground is drawn (stronger effects suit it)."""
    h, w = canvas.shape[:2]
    noise = rng.uniform(0, 4.5) if drawn else rng.uniform(0, 2)
    dark = may_be_dark and rng.random() < (0.08 if drawn else 0.06) and canvas[::8, ::8].mean() > 75
    if dark:
        noise += night(rng, canvas)
    elif may_be_dark and rng.random() < 0.06:
        fog(rng, canvas, horizon)
    if rng.random() < 0.04:
        rain(rng, canvas)
    canvas *= rng.uniform(0.75, 1.25) if not dark else rng.uniform(1.0, 1.6)
    tint = rng.normal(0, 0.035)
    canvas *= np.array([1 + tint, 1 + rng.normal(0, 0.01), 1 - tint], np.float32)
    gamma = np.exp(rng.normal(0, 0.16))
    curve = (255 * (np.arange(1025) / 1024) ** gamma - 110) * rng.uniform(0.8, 1.25) + 110
    out = curve.astype(np.float32)[(canvas.clip(0, 255) * (1024 / 255)).astype(np.int32)]
    if rng.random() < 0.22:
        out = cv2.GaussianBlur(out, (0, 0), rng.uniform(0.4, 1.5))
    if rng.random() < 0.06:
        n = int(rng.integers(3, 9))
        k = cv2.warpAffine(np.eye(n, dtype=np.float32), cv2.getRotationMatrix2D((n / 2 - 0.5, n / 2 - 0.5), rng.uniform(0, 180), 1), (n, n))
        out = cv2.filter2D(out, -1, k / max(1e-3, k.sum()))
    if rng.random() < 0.18:
        s = rng.uniform(0.35, 0.8)
        out = cv2.resize(cv2.resize(out, (max(8, int(w * s)), max(8, int(h * s))), interpolation=cv2.INTER_AREA), (w, h), interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.15:
        out = out + rng.uniform(0.4, 1.2) * (out - cv2.GaussianBlur(out, (0, 0), 1.2))
    speckle = 0.6 * np.dstack([grain(rng, (h, w)) for _ in range(3)]) + 0.8 * grain(rng, (h, w))[..., None]
    out = out + np.float32(noise) * speckle
    if rng.random() < 0.06:
        writing(rng, out)
    if rng.random() < 0.04:
        out = np.repeat(out.mean(2, keepdims=True), 3, 2)
    return out.clip(0, 255).astype(np.uint8), int(rng.choice([rng.integers(28, 60), rng.integers(60, 96)], p=[0.3, 0.7]))
