"""Real covers of the street pictures, opened: the shaft is drawn into the real frame; the cover's own pixels may lie beside it or half over it."""

import cv2
import numpy as np

from .camera import Camera, View
from .lids import blend, cut_out
from .noise import blotches, smooth, wobble
from .openings import pits_filling
from .shafts import draw_shaft
from .things import CLOSED, OPEN, Place


def fit(box, w, h):
    """A camera (picture of w by h pixels) and a Place whose round outline fills `box` (x0, y0, x1, y1 pixels); None where no flat disc looks so."""
    x0, y0, x1, y1 = box
    wide, tall = x1 - x0, y1 - y0
    half, focal = 0.33, 1.1 * max(w, h)
    steep = float(np.arcsin(np.clip(tall / wide, 0.12, 0.98)))
    u, v, size = (x0 + x1) / 2, (y0 + y1) / 2, float(wide)
    a = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    for _ in range(6):
        pitch = steep - np.arctan2(v - h / 2, focal)
        away = focal * 2 * half / size
        camera = Camera(w, h, focal, float(pitch), float(away * np.sin(steep)))
        at = camera.ground(u, v)
        if at is None:
            return None
        px, depth = camera.project(np.stack([at[0] + half * np.cos(a), at[1] + half * np.sin(a), 0 * a], -1))
        if depth.min() < 0.12:
            return None
        low, high = px.min(0), px.max(0)
        size *= wide / (high[0] - low[0])
        steep = float(np.arcsin(np.clip(np.sin(steep) * tall / (high[1] - low[1]), 0.05, 0.999)))
        u, v = u + (x0 + x1 - low[0] - high[0]) / 2, v + (y0 + y1 - low[1] - high[1]) / 2
    return camera, Place(at, half, 0.0, float(wide))


def uncover(rng, stage, box, others):
    """Open the real cover in `box` (pixels), or darken it as rain and shade do and leave it closed. others: pixel boxes that nothing may be laid on.

    Adds its label, with the margin that labels have; False where the cover's outline is no disc that a camera could see."""
    h, w = stage.canvas.shape[:2]
    found = fit(box, w, h)
    if found is None:
        return False
    camera, place = found
    s = 1.1 * place.half
    view = View.around(camera, np.array([[place.centre[0] + a * s, place.centre[1] + b * s, 0] for a in (-1, 1) for b in (-1, 1)]))
    if view is None:
        return False
    if rng.random() < 0.2:
        _darken(rng, stage, view, place)
        stage.boxes.append((CLOSED, *stage.widened(CLOSED, *box)))
        return True
    lid = cut_out(stage.canvas, box)
    light = stage.local_light(view)
    broken = rng.random() < 0.2
    part = rng.uniform(0.6, 0.92) if broken else rng.uniform(0.84, 1.0)
    shape = ("ragged", wobble(rng, rough=rng.uniform(0.03, 0.14))) if broken else ("round",)
    ground = (np.median(lid[0].reshape(-1, 3), 0) - light.veil).clip(2) / light.white
    filled = rng.random() < 0.12
    rubbish = stage.library.rubbish(rng) if rng.random() < 0.2 else None
    draw_shaft(rng, view, place.centre, place.half * part, rng.uniform(0, 6.28), shape, light, broken, rubbish, shallow=filled)
    if filled:
        pits_filling(rng, view, place, light, ground)
    stage.settle(view, light)
    stage.boxes.append((OPEN, *stage.widened(OPEN, *box)))
    if not broken and rng.random() < 0.65:
        _put_aside(rng, stage.canvas, lid, box, others)
    return True


def _darken(rng, stage, view, place):
    """Wet, oil or shade on a cover: darker, and yet closed."""
    x, y = (view.x - place.centre[0]) / place.half, (view.y - place.centre[1]) / place.half
    d = np.hypot(x + rng.normal(0, 0.2), y + rng.normal(0, 0.2)) + rng.uniform(0, 0.4) * cv2.resize(blotches(rng, 128, 0.5, 4), view.keep.shape[::-1])
    view.darken((1 - rng.uniform(0.3, 0.7) * smooth(d, rng.uniform(0.9, 1.5), rng.uniform(0.5, 0.85))).astype(np.float32))
    stage.settle(view, stage.local_light(view))


def _put_aside(rng, canvas, lid, box, others):
    """Lay the cover's own pixels beside its hole, or a little over it, at the same distance from the camera, with its edge and shadow."""
    x0, y0, x1, y1 = box
    wide, tall = x1 - x0, y1 - y0
    part, mask = lid
    if rng.random() < 0.5:
        part = part[:, ::-1]
    to = _free(rng, box, canvas.shape[:2], others)
    if to is None:
        return
    thick = max(1, round(wide * rng.uniform(0.02, 0.07)))
    blend(canvas, to[0] + thick, to[1] + thick, part * 0, 0.5 * cv2.GaussianBlur(mask, (0, 0), 0.5 + 0.02 * wide))
    for k in range(thick, 0, -1):
        blend(canvas, to[0], to[1] + k, part * 0.35, mask)
    blend(canvas, to[0], to[1], part * rng.uniform(0.8, 1.2), mask)


def _free(rng, box, size, others):
    """Where a cover may lie beside its hole: corners in pixels, at most two thirds of it outside the picture (size: rows, columns); None where there is no room."""
    (x0, y0, x1, y1), (h, w) = box, size
    wide, tall = x1 - x0, y1 - y0
    for _ in range(10):
        dx, dy = int(rng.choice([-1, 1]) * wide * rng.uniform(0.62, 1.25)), int(tall * rng.uniform(-0.35, 0.35))
        to = (x0 + dx, y0 + dy, x1 + dx, y1 + dy)
        if to[1] < 0 or to[3] - 0.3 * tall > h or to[2] < 0.35 * wide or to[0] > w - 0.35 * wide:
            continue
        if not any(to[0] < o[2] and to[2] > o[0] and to[1] < o[3] and to[3] > o[1] for o in others):
            return to
    return None
