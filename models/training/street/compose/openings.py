"""Open holes of every kind: framed shafts, square pits in a kerb, pits broken through a road, holes with a rim of soil, and what lies in them."""

import numpy as np

from .decals import Decal, any_shape, collar, dress, local, rim, shape_rho
from .iron import face
from .noise import blotches, fractal, pick, smooth, wobble
from .shafts import draw_shaft
from .solids import lump, plate, shadow, worker

KINDS = {"framed": 0.4, "ragged": 0.21, "soil": 0.15, "kerbed": 0.14, "slabs": 0.1}
OVERGROWN = np.array([0.08, 0.26, 0.2])


def opening(stage, view, n, place, light, ground):
    """Draw an open hole into the view and set the view's target; the target is emptied where hardly a hole is left to see."""
    rng = stage.rng
    kind = pick(rng, KINDS)
    shape, out = OUTLINES[kind](rng, view, n, place, light, ground)
    broken = kind in ("ragged", "soil")
    filled = broken and rng.random() < 0.45
    rubbish = stage.library.rubbish(rng) if rng.random() < 0.2 else None
    mouth = draw_shaft(rng, view, place.centre, place.half, place.turn, shape, light, broken, rubbish, shallow=filled)
    reach(view, place, shape, out)
    seen = mouth.copy()
    if filled or (broken and rng.random() < 0.4):
        pits_filling(rng, view, place, light, ground)
    if rng.random() < 0.16:
        seen *= 1 - _shifted(stage, view, place, shape if shape[0] != "ragged" else ("round",), light, ground)
    elif rng.random() < (0.3 if broken else 0.06):
        seen *= 1 - _sticking(stage, view, place, light, ground, broken)
    elif place.wide > 60 and rng.random() < 0.16:
        seen *= 1 - worker(rng, view, place.centre, place.half, light)
    if seen.sum() < 0.42 * mouth.sum():
        view.target[:] = 0  # hardly a hole any more: neither open nor closed, so it is not drawn at all


def reach(view, place, shape, out):
    """Let the target hold the ground up to `out` times the outline."""
    x, y = local(view, place.centre, place.turn)
    view.target = np.maximum(view.target, (shape_rho(x / place.half, y / place.half, shape) < out).astype(np.float32))


def _torn(rng, low=0.02, high=0.2):
    """A ragged outline, often longer than wide."""
    t = np.linspace(0, 2 * np.pi, 256, endpoint=False)
    long = 1 + rng.uniform(0, 0.35) * np.cos(2 * t + rng.uniform(0, 6))
    return ("ragged", (wobble(rng, rough=rng.uniform(low, high)) * long).clip(0.4, 1.6).astype(np.float32))


def _framed(rng, view, n, place, light, ground):
    """A hole in its frame."""
    shape = any_shape(rng, 0.62)
    decal, out = rim(rng, n, ground, shape, False)
    decal.draw(view, place.centre, place.half, place.turn, light)
    return shape, min(out, 1.2)


def _ragged(rng, view, n, place, light, ground):
    """A hole broken through the road."""
    shape = _torn(rng)
    decal, out = rim(rng, n, ground, shape, True)
    decal.draw(view, place.centre, place.half, place.turn, light)
    return shape, min(out, 1.2)


def _soil(rng, view, n, place, light, ground):
    """A hole in a rim of soil, crumbs or weeds, as digging and rain leave it."""
    shape = _torn(rng, 0.02, 0.1) if rng.random() < 0.55 else any_shape(rng, 0.5)
    d = Decal(rng, n, ground)
    far = rng.uniform(1.2, 1.65)
    rho = shape_rho(d.x, d.y, shape) + rng.uniform(0.03, 0.14) * fractal(rng, n, 5, 5)
    tone = ground * rng.uniform(0.55, 1.25) * np.array([0.85, 1, 1.1]) if rng.random() < 0.6 else np.array([0.14, 0.24, 0.36]) * rng.uniform(0.5, 1.6)
    ring = smooth(rho, far + 0.12, far - 0.12)
    hump = np.exp(-((rho - (1 + far) / 2) / (0.4 * (far - 0.8))) ** 2)
    crumbs = fractal(rng, n, int(rng.integers(10, 26)), 4)
    d.paint(ring * rng.uniform(0.7, 1), d.grainy(tone, rng.uniform(0.15, 0.4)), rng.uniform(1, 4) * hump + rng.uniform(0.2, 0.7) * crumbs)
    if rng.random() < 0.3:
        weeds = ring * smooth(rho, 0.95, 1.05) * blotches(rng, n, rng.uniform(0.1, 0.5), 7, 0.3)
        d.paint(weeds, d.grainy(OVERGROWN * rng.uniform(0.6, 1.6), 0.5), 0.8 + 0.6 * crumbs)
    if rng.random() < 0.5:
        dress(rng, d)
    d.draw(view, place.centre, place.half, place.turn, light)
    return shape, 1 + 0.6 * (far - 1)


def _kerbed(rng, view, n, place, light, ground):
    """A square or round pit whose kerb of concrete or iron stands out of the road."""
    shape = any_shape(rng, 0.3)
    d = Decal(rng, n, ground)
    if rng.random() < 0.5:
        collar(rng, d, shape)
        d.draw(view, place.centre, place.half, place.turn, light)
    wide, thick = rng.uniform(0.08, 0.4), rng.uniform(0.02, 0.3) * place.half
    outer = ("box", 1.0, (shape[2] + wide) / (1 + wide)) if shape[0] == "box" else ("round",)
    tone = np.array([0.42, 0.44, 0.46]) * rng.uniform(0.6, 1.4) if rng.random() < 0.7 else np.array([0.16, 0.18, 0.22]) * rng.uniform(0.6, 1.5)
    tone = tone * (1 - 0.5 * rng.random()) + ground * 0.5 * rng.random()
    look = tone * (1 + 0.14 * fractal(rng, 128, 4, 6))[..., None].clip(0.4, 1.6)
    foot = np.asarray(place.centre) + 0.0
    shadow(view, foot, place.half * (1 + wide) * 1.03, place.turn, outer, light, thick)
    seen = plate(rng, view, foot, place.half * (1 + wide), outer, light, ground, thick, base=-thick, turn=place.turn,
                 look=(look.astype(np.float32), 0.5 * fractal(rng, 128, 12, 4)))
    view.target = np.maximum(view.target, seen)
    return shape, 1 + wide


def _slabs(rng, view, n, place, light, ground):
    """A trench or gully from which one slab of several is missing."""
    b = rng.uniform(0.35, 0.9)
    shape = ("box", 1.0, b) if rng.random() < 0.5 else ("box", b, 1.0)
    d = Decal(rng, n, ground)
    gap = rng.uniform(0.02, 0.06)
    tone = ground * 0.4 + 0.6 * np.array([0.4, 0.42, 0.44]) * rng.uniform(0.6, 1.3)
    row = abs(d.y if shape[2] < 1 else d.x) / b
    along = d.x if shape[2] < 1 else d.y
    course = smooth(abs(along), 1.06 + d.edge, 1.06 - d.edge)
    d.paint(course * rng.uniform(0.6, 1), d.grainy(tone, 0.12), 0.4)
    joint = smooth(abs(np.mod(row, 2) - 1) * b, gap + d.edge, gap * 0.3) * course * (row > 0.5)
    edge = smooth(abs(abs(along) - 1.06), gap + d.edge, gap * 0.3)
    d.paint(np.maximum(joint, edge) * 0.85, d.ground * 0.2, -1)
    d.draw(view, place.centre, place.half, place.turn, light)
    return shape, 1 + rng.uniform(0, 0.06)


OUTLINES = {"framed": _framed, "ragged": _ragged, "soil": _soil, "kerbed": _kerbed, "slabs": _slabs}


def pits_filling(rng, view, place, light, ground):
    """Lumps of the broken road in the hole and on its edge."""
    for _ in range(int(rng.integers(2, 9))):
        a, r = rng.uniform(0, 6.28), place.half * rng.uniform(0, 1.05)
        at = place.centre + r * np.array([np.cos(a), np.sin(a)])
        deep = rng.uniform(0.05, 0.7) * place.half if r < 0.75 * place.half else 0.0
        lump(rng, view, at, -deep, place.half * rng.uniform(0.1, 0.42), light, ground * rng.uniform(0.5, 1.2), max(0.25, 1 - deep / place.half))


def _shifted(stage, view, place, shape, light, ground):
    """Its cover pushed aside, so that a crescent of the hole shows; returns what of the view it hides."""
    rng = stage.rng
    a = rng.uniform(0, 6.28)
    at = place.centre + place.half * rng.uniform(0.6, 1.5) * np.array([np.cos(a), np.sin(a)])
    lean = rng.choice([0.0, rng.uniform(0.05, 0.3)])
    turn = place.turn + (rng.uniform(-0.5, 0.5) if lean == 0 else a)
    shadow(view, at, place.half, place.turn, shape, light, 0.06)
    return plate(rng, view, at, place.half * rng.uniform(0.95, 1.08), shape, light, ground,
                 rng.uniform(0.03, 0.1), base=0.005, lean=lean, turn=turn, photos=stage.photos)


def _sticking(stage, view, place, light, ground, broken):
    """A cover or pieces of slab that have fallen half into the hole or stand in it; returns what of the view they hide."""
    rng, hides = stage.rng, np.zeros(view.keep.shape, np.float32)
    for _ in range(int(rng.integers(1, 4)) if broken else 1):
        shape = ("round",) if not broken and rng.random() < 0.5 else ("box", 1, rng.uniform(0.3, 1)) if rng.random() < 0.5 else _torn(rng, 0.1, 0.25)
        look = None
        if broken:
            stone = np.array([0.4, 0.42, 0.44]) * rng.uniform(0.4, 1.2)
            look = ((stone * (1 + 0.2 * fractal(rng, 96, 5, 5))[..., None].clip(0.3, 1.8)).astype(np.float32), 0.6 * fractal(rng, 96, 10, 4))
        at = place.centre + place.half * rng.uniform(0, 0.5) * np.array([np.cos(a := rng.uniform(0, 6.28)), np.sin(a)])
        hides = np.maximum(hides, plate(rng, view, at, place.half * rng.uniform(0.3, 0.75), shape, light, ground, rng.uniform(0.04, 0.14),
                                        base=-place.half * rng.uniform(0.2, 0.8), lean=rng.uniform(0.3, 1.2), turn=rng.uniform(0, 6.28),
                                        photos=stage.photos, look=look))
    return hides


def sunken(stage, view, n, place, light, ground):
    """A closed cover that lies deep in its frame after the road was raised: a dark crescent, and yet closed. Sets the view's target."""
    rng = stage.rng
    shape = any_shape(rng, 0.75)
    decal, out = rim(rng, n, ground, shape, False)
    decal.draw(view, place.centre, place.half, place.turn, light)
    lid, _ = face(rng, 128, shape[0] == "round", ground, stage.photos)
    draw_shaft(rng, view, place.centre, place.half, place.turn, shape, light, False, lid, lid=rng.uniform(0.02, 0.12))
    reach(view, place, shape, min(out, 1.2))
