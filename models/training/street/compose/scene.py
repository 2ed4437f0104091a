"""One picture: a background, its camera, the things laid into it, and the labels."""

import os
from dataclasses import dataclass

import cv2
import numpy as np

from .backgrounds import camera_of, ground_mask
from .camera import Camera
from .finish import cast_shadows, develop
from .ground import draw_ground
from .lighting import Light
from .opened import uncover
from .things import Place, Stage

SIZES = ((4, 3), (4, 3), (16, 9), (16, 9), (3, 2), (1, 1), (3, 4))
DRAWN = 0.36  # share of the pictures whose ground is drawn
OPENED = 0.28  # share of the pictures in which a real cover is opened, where covers are labelled


@dataclass
class Picture:
    """image (rows, columns, 3) uint8; boxes [(class, x0, y0, x1, y1)] pixels; source, background and crop (0..1) as sources.csv tells them."""

    image: np.ndarray
    boxes: list
    quality: int
    source: str
    background: str
    crop: tuple
    flipped: int


def plan(rng):
    """What lies in a picture, the chief thing first."""
    kind = rng.choice(["open", "closed", "both", "none"], p=[0.33, 0.35, 0.16, 0.16])
    if kind == "none":
        return ["negative"] * int(rng.choice([0, 1, 2, 3], p=[0.12, 0.48, 0.28, 0.12]))
    things = {"open": ["open"], "closed": ["closed"], "both": ["open", "closed"]}[kind]
    if rng.random() < 0.22:
        things = things + [things[0]] * int(rng.integers(1, 3))
    if kind == "both" and rng.random() < 0.5:
        things = things[::-1]
    if rng.random() < 0.45:
        things = things + ["negative"] * int(rng.choice([1, 1, 2]))
    return things


def half_of(rng):
    """Half width of a thing in metres."""
    return rng.uniform(0.26, 0.42) if rng.random() < 0.75 else rng.uniform(0.18, 0.75)


def compose(rng, library, photos, surfaces):
    """A Picture drawn from rng: library of backgrounds, photos of real covers, surfaces of real ground."""
    light = Light.drawn(rng)
    light.soften = rng.choice([0.0, rng.uniform(0.3, 0.6), rng.uniform(0.6, 1.2)], p=[0.25, 0.5, 0.25])
    if rng.random() < OPENED:
        for _ in range(8):
            picture = _opened(rng, light, library, photos)
            if picture is not None:
                return picture
    if rng.random() < DRAWN:
        return _drawn(rng, light, library, photos, surfaces)
    for _ in range(8):
        picture = _real(rng, light, library, photos)
        if picture is not None:
            return picture
    return _drawn(rng, light, library, photos, surfaces)


def _aim(rng, w, h):
    """A camera and the place of the chief thing: its width in the picture and how steeply it is seen are drawn first."""
    while True:
        wide = w * float(np.exp(rng.uniform(np.log(0.06), np.log(0.9)))) if rng.random() < 0.5 else w * rng.uniform(0.25, 0.85)
        steep = float(rng.choice([rng.uniform(0.17, 0.5), rng.uniform(0.33, 0.9), rng.uniform(0.8, 1.5)], p=[0.34, 0.47, 0.19]))
        focal = w * rng.uniform(0.7, 1.6)
        half = half_of(rng)
        away = focal * 2 * half / wide
        u, v = w * np.clip(rng.normal(0.5, 0.2), 0.06, 0.94), h * np.clip(rng.normal(0.55, 0.18), 0.12, 0.9)
        pitch = steep - np.arctan2(v - h / 2, focal)
        tall = away * np.sin(steep)
        if not (0.25 < tall < 14 and 0.0 < pitch < 1.5):
            continue
        camera = Camera(w, h, focal, float(pitch), float(tall))
        at = camera.ground(u, v)
        if at is not None:
            return camera, Place(at, half, _turn(rng, at), wide)


def _turn(rng, at):
    """Half of the things lie along the line of sight or the street, the rest anyhow."""
    return float(np.arctan2(-at[0], at[1]) * rng.uniform(0, 1) + rng.normal(0, 0.15)) if rng.random() < 0.5 else rng.uniform(0, 6.28)


def _drawn(rng, light, library, photos, surfaces):
    a, b = SIZES[rng.integers(len(SIZES))]
    side = int(rng.integers(416, 513))
    w, h = (side, side * b // a) if a >= b else (side * a // b, side)
    camera, chief = _aim(rng, w, h)
    albedo, horizon = draw_ground(rng, camera, surfaces)
    warmth = rng.normal(0, 0.05)
    exposure = rng.uniform(75, 165) / max(0.08, float(albedo[h // 2:].mean()))
    light.white = np.full(3, min(520.0, exposure)) * np.array([1 + warmth, 1.0, 1 - 0.8 * warmth])
    canvas = (albedo * light.white + light.veil).astype(np.float32)
    if horizon > -0.12 * h:
        _backdrop(rng, canvas, horizon, library)
    canvas = cv2.GaussianBlur(canvas, (0, 0), rng.uniform(0.35, 0.8))
    stage = Stage(rng, canvas, camera, light, photos, library)
    ground = np.zeros((h, w), np.float32)
    ground[max(0, int(horizon + 0.14 * h)):] = 1
    _furnish(rng, stage, plan(rng), ground, chief)
    if rng.random() < (0.4 if light.sun > 0 else 0.08):
        cast_shadows(rng, stage.canvas, rng.uniform(0.25, 0.7))
    image, quality = _developed(rng, stage, horizon, True)
    return Picture(image, stage.boxes, quality, "procedural", "procedural", (0.0, 0.0, 1.0, 1.0), 0)


def _developed(rng, stage, horizon, drawn):
    """The finished picture and its quality; dark only as far as every labelled thing can still be made out."""
    image, quality = develop(rng, stage.canvas.copy(), horizon, drawn, True)
    if all(_visible(image, box) for box in stage.boxes):
        return image, quality
    return develop(rng, stage.canvas, horizon, drawn, False)


def _visible(image, box):
    _, x0, y0, x1, y1 = box
    mx, my = (x1 - x0) // 4 + 1, (y1 - y0) // 4 + 1
    part = image[max(0, y0 - my):y1 + my, max(0, x0 - mx):x1 + mx]
    small = cv2.resize(part, (8, 8), interpolation=cv2.INTER_AREA).mean(2)
    return small.mean() > 24 and small.std() > 6


def _backdrop(rng, canvas, horizon, library):
    """Street above the drawn ground, let in softly or behind a hard edge."""
    h, w = canvas.shape[:2]
    edge = int(np.clip(horizon + rng.uniform(0.05, 0.14) * h, 2, h * 0.7))
    strip = library.backdrop(rng, w, edge + 12)
    strip *= np.clip(canvas[edge:].mean() / max(20, strip[-8:].mean()), 0.5, 1.6)
    soft = rng.uniform(1, 12)
    m = (1 / (1 + np.exp((np.arange(edge + 12) - edge) / soft)))[:, None, None].astype(np.float32)
    canvas[:edge + 12] = canvas[:edge + 12] * (1 - m) + strip * m


def _real(rng, light, library, photos):
    source = library.draw(rng)
    image = cv2.imread(source.path)
    flipped = int(rng.random() < 0.5)
    ground = ground_mask(image, source)
    camera = camera_of(rng, source, image.shape[1], image.shape[0])
    crop = _crop(rng, ground)
    if crop is None:
        return None
    image, ground, camera = _cut(rng, image, ground, camera, crop)
    if flipped:
        image, ground = np.ascontiguousarray(image[:, ::-1]), np.ascontiguousarray(ground[:, ::-1])
    stage = Stage(rng, image.astype(np.float32), camera, light, photos, library)
    things = plan(rng)
    laid = _furnish(rng, stage, things, ground, None)
    if things and not laid:
        return None
    if rng.random() < 0.07:
        cast_shadows(rng, stage.canvas, rng.uniform(0.2, 0.6))
    done, quality = _developed(rng, stage, camera.horizon(), False)
    return Picture(done, stage.boxes, quality, source.kind, source.path.rsplit("/", 1)[-1], crop, flipped)


def _opened(rng, light, library, photos):
    """A picture in which a real cover is open now; None where the draw met none that fits."""
    source = library.draw_covered(rng)
    if source is None:
        return None
    image = cv2.imread(source.path)
    h, w = image.shape[:2]
    lids = source.covers() * np.array([w, h, w, h])
    box = lids[int(rng.integers(len(lids)))]
    wide = box[2] - box[0]
    if min(box[0], box[1]) < -2 or box[2] > w + 2 or box[3] > h + 2 or wide < 16 or box[3] - box[1] < 6:
        return None
    crop = _crop_around(rng, box, w, h)
    camera = Camera(w, h, 1.1 * w, 0.5, 1.6)
    flipped = int(rng.random() < 0.5)
    image, _, camera = _cut(rng, image, np.ones((h, w), np.float32), camera, crop)
    nh, nw = image.shape[:2]
    scale = np.array([nw / (crop[2] - crop[0]) / w, nh / (crop[3] - crop[1]) / h] * 2)
    moved = [(r - np.array([crop[0] * w, crop[1] * h] * 2)) * scale for r in np.vstack([box[None], _others(source, box, w, h)])]
    if flipped:
        image = np.ascontiguousarray(image[:, ::-1])
        moved = [np.array([nw - r[2], r[1], nw - r[0], r[3]]) for r in moved]
    stage = Stage(rng, image.astype(np.float32), camera, light, photos, library)
    place = tuple(int(round(c)) for c in moved[0].clip(0, [nw, nh, nw, nh]))
    if not uncover(rng, stage, place, moved[1:]):
        return None
    done, quality = _developed(rng, stage, camera.horizon(), False)
    return Picture(done, stage.boxes, quality, source.kind, os.path.basename(source.path), crop, flipped)


def _others(source, box, w, h):
    """Corners (n, 4) in pixels of everything labelled but the thing in `box`."""
    r = source.labels
    corners = np.stack([r[:, 1] - r[:, 3] / 2, r[:, 2] - r[:, 4] / 2, r[:, 1] + r[:, 3] / 2, r[:, 2] + r[:, 4] / 2], -1) * np.array([w, h, w, h])
    return corners[abs(corners - box).max(1) > 1]


def _crop_around(rng, box, w, h):
    """A window (x0, y0, x1, y1) in 0..1 that holds a box (pixels) at 0.12 to 0.75 of its width, not blown up more than about fourfold."""
    wide, tall = box[2] - box[0], box[3] - box[1]
    part = float(np.exp(rng.uniform(np.log(0.12), np.log(0.75))))
    cw = float(np.clip(wide / part, max(1.15 * wide, 120, 1.3 * tall), w))
    ch = float(np.clip(cw * rng.uniform(0.55, 1.1), min(h, 1.3 * tall), h))
    x = float(np.clip(box[0] + wide / 2 - cw * rng.uniform(0.3, 0.7), max(0, box[2] - cw), min(w - cw, box[0])))
    y = float(np.clip(box[1] + tall / 2 - ch * rng.uniform(0.35, 0.75), max(0, box[3] - ch), min(h - ch, box[1])))
    return (max(0.0, x / w), max(0.0, y / h), min(1.0, (x + cw) / w), min(1.0, (y + ch) / h))


def _crop(rng, ground):
    """A window (x0, y0, x1, y1) in 0..1 with enough ground, often the whole picture."""
    for _ in range(12):
        s = 1.0 if rng.random() < 0.22 else rng.uniform(0.32, 0.95)
        sw, sh = min(1.0, s * rng.uniform(0.85, 1.2)), min(1.0, s * rng.uniform(0.85, 1.2))
        x, y = rng.uniform(0, 1 - sw), (1 - sh) * rng.uniform(0.3, 1) ** 0.5
        h, w = ground.shape
        part = ground[int(y * h):int((y + sh) * h), int(x * w):int((x + sw) * w)]
        if part.size and part.mean() > 0.12:
            return (x, y, x + sw, y + sh)
    return None


def _cut(rng, image, ground, camera, crop):
    """The window at 416..512 pixels, its ground and the camera that sees it."""
    h, w = image.shape[:2]
    x0, y0, x1, y1 = int(crop[0] * w), int(crop[1] * h), int(crop[2] * w), int(crop[3] * h)
    k = rng.integers(416, 513) / max(x1 - x0, y1 - y0)
    nw, nh = max(32, int((x1 - x0) * k)), max(32, int((y1 - y0) * k))
    part = cv2.resize(image[y0:y1, x0:x1], (nw, nh), interpolation=cv2.INTER_CUBIC if k > 1 else cv2.INTER_AREA)
    mask = cv2.resize(ground[y0:y1, x0:x1], (nw, nh), interpolation=cv2.INTER_NEAREST)
    focal = camera.focal * k
    horizon = (camera.horizon() - y0) * k
    pitch = float(np.arctan2(nh / 2 - horizon, focal * camera.stretch))
    return part, mask, Camera(nw, nh, focal, pitch, camera.height, camera.stretch)


def _furnish(rng, stage, things, ground, chief):
    """Lay things far to near; returns how many were laid. chief: the place of the first, else all places are looked for on the ground."""
    taken, places = [], []
    larger = 1.0 if chief is not None or rng.random() < 0.4 else rng.uniform(1.2, 3.2)
    for k, what in enumerate(things):
        place = chief if k == 0 and chief is not None else _place(rng, stage.camera, ground, taken, larger)
        if place is None:
            continue
        box = _footprint(stage.camera, place, 1.5)
        if box is None:
            continue
        taken.append(box)
        places.append((what, place))
    places.sort(key=lambda p: -p[1].centre[1])
    return sum(stage.lay(what, place) for what, place in places)


def _footprint(camera, place, grow):
    """The pixel box (x0, y0, x1, y1) of a place on the ground, not clipped; None behind the camera."""
    a = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    s = place.half * grow
    px, depth = camera.project(np.stack([place.centre[0] + s * np.cos(a), place.centre[1] + s * np.sin(a), 0 * a], -1))
    return None if depth.min() < 0.15 else (*px.min(0), *px.max(0))


def _place(rng, camera, ground, taken, larger=1.0):
    """A free place on the ground where a manhole shows at a fair size, or None. larger: times the usual size, as if the camera stood nearer."""
    rows, cols = (4 * k for k in np.nonzero(ground[::4, ::4]))
    if rows.size == 0:
        return None
    best = None
    for _ in range(24):
        k = int(rng.integers(rows.size))
        at = camera.ground(cols[k], rows[k])
        if at is None:
            continue
        place = Place(at, larger * half_of(rng) * np.exp(rng.normal(0, 0.22)), _turn(rng, at), 0)
        box = _footprint(camera, place, 1.1)
        if box is None or not _fits(camera, box, ground, taken):
            continue
        place.wide = (box[2] - box[0]) / 1.1
        if best is None or rng.random() < place.wide / (best.wide + place.wide):
            best = place
    return best


def _fits(camera, box, ground, taken):
    x0, y0, x1, y1 = box
    if x1 - x0 < 13 or y1 - y0 < 5 or x1 - x0 > 0.95 * camera.width:
        return False
    if any(x0 < t[2] and x1 > t[0] and y0 < t[3] and y1 > t[1] for t in taken):
        return False
    cx0, cy0, cx1, cy1 = max(0, int(x0)), max(0, int(y0)), min(camera.width, int(x1) + 1), min(camera.height_px, int(y1) + 1)
    if cx1 <= cx0 or cy1 <= cy0 or (cx1 - cx0) * (cy1 - cy0) < 0.5 * (x1 - x0) * (y1 - y0):
        return False
    return ground[cy0:cy1, cx0:cx1].mean() > 0.9
