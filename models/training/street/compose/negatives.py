"""Things in a street that look like manholes and are none. Laid by the very path that lays manholes; never labelled."""

import numpy as np

from .decals import Decal, any_shape, collar, local, shape_rho
from .iron import METALS
from .noise import blotches, fractal, pick, smooth, wobble
from .solids import lump, plate, shadow, tyre


def stain(rng, d, view, centre, half, light):
    """Oil or water that darkened the ground, a soft-edged or sharp-edged spot."""
    rho = shape_rho(d.x, d.y, ("ragged", wobble(rng, rough=rng.uniform(0.03, 0.3))))
    soft = rng.uniform(0.05, 0.7)
    mask = smooth(rho, 1 + soft, 1 - soft) * rng.uniform(0.3, 0.95)
    d.paint(mask * (0.6 + 0.4 * blotches(rng, d.n, 0.6)), d.grainy(d.ground * rng.uniform(0.08, 0.6), 0.15))


def puddle(rng, d, view, centre, half, light):
    """Standing water: dark near, sky far, the edge wet."""
    rho = shape_rho(d.x, d.y, ("ragged", wobble(rng, rough=rng.uniform(0.05, 0.35))))
    d.paint(smooth(rho, 1.25, 0.95) * 0.6, d.grainy(d.ground * 0.5, 0.1))
    sky = light.sky / np.maximum(1, light.white)
    tilt = np.clip(0.5 + 0.5 * (d.x * rng.normal() + d.y * rng.normal()), 0, 1)[..., None]
    look = d.ground * 0.2 * (1 - tilt) + tilt * sky * rng.uniform(0.1, 0.9)
    look = look * (1 + 0.12 * fractal(rng, d.n, 3, 3))[..., None]
    d.paint(d.inside(rho, 1.0), look.astype(np.float32))


def patch(rng, d, view, centre, half, light):
    """A repair of newer asphalt or concrete, round or square, without iron."""
    shape = any_shape(rng)
    rho = shape_rho(d.x, d.y, shape) + rng.uniform(0, 0.05) * fractal(rng, d.n, 6, 4)
    colour = d.ground * rng.choice([rng.uniform(0.3, 0.85), rng.uniform(1.1, 1.5)])
    d.paint(d.inside(rho), d.grainy(colour, rng.uniform(0.04, 0.2)))
    if rng.random() < 0.5:
        d.paint(smooth(abs(rho - 1), rng.uniform(0.03, 0.08) + d.edge, 0) * rng.uniform(0.4, 0.9), d.ground * rng.choice([0.3, 0.5, 1.5]))


def paint(rng, d, view, centre, half, light):
    """A painted ring, disc, square or letter."""
    rho = shape_rho(d.x, d.y, any_shape(rng))
    colour = np.array([[0.8, 0.82, 0.84], [0.1, 0.55, 0.75], [0.12, 0.1, 0.55], [0.5, 0.25, 0.1], [0.03, 0.03, 0.03]][rng.integers(5)]) * rng.uniform(0.6, 1)
    inner = rng.choice([-1.0, rng.uniform(0.5, 0.92)])
    mask = d.inside(rho) * (1 - d.inside(rho, inner) if inner > 0 else 1) * (1 - blotches(rng, d.n, rng.uniform(0.02, 0.5), 9))
    d.paint(mask * rng.uniform(0.5, 1), colour)


def planter(rng, d, view, centre, half, light):
    """A tree pit: soil, gravel or grass in a frame of stones."""
    shape = any_shape(rng)
    rho = shape_rho(d.x, d.y, shape)
    out = rng.uniform(1.05, 1.35)
    d.paint(d.inside(rho, out), d.grainy(np.array([0.4, 0.42, 0.44]) * rng.uniform(0.6, 1.3)), 0.5)
    inner = np.array([[0.12, 0.19, 0.26], [0.1, 0.28, 0.2], [0.3, 0.33, 0.36]][rng.integers(3)]) * rng.uniform(0.6, 1.3)
    d.paint(d.inside(rho), d.grainy(inner, 0.4), -0.6 + 0.4 * fractal(rng, d.n, 16, 4))


def grate(rng, d, view, centre, half, light):
    """A gully grating: bars over dark slots in a frame."""
    shape = ("box", 1.0, rng.uniform(0.35, 1.0))
    rho = shape_rho(d.x, d.y, shape)
    metal = np.array(METALS[rng.choice(["grey iron", "dark iron", "rust", "worn steel"])]) * rng.uniform(0.7, 1.3)
    d.paint(d.inside(rho, rng.uniform(1.04, 1.15)), d.grainy(metal, 0.08), 0.6)
    k, a = rng.uniform(5, 12), rng.choice([0.0, 1.57, 0.6])
    u, v = d.x * np.cos(a) + d.y * np.sin(a), -d.x * np.sin(a) + d.y * np.cos(a)
    slot = smooth(np.sin(u * k * 1.57), -0.2, 0.1) * (abs(v) > rng.uniform(0, 0.08)) * d.inside(rho, 0.9)
    d.paint(slot, np.full(3, 0.02), -1.5)


def shade(rng, d, view, centre, half, light):
    """The shadow of something round or square that is out of the picture: the ground shows through."""
    shape = any_shape(rng) if rng.random() < 0.6 else ("ragged", wobble(rng, rough=0.25))
    x, y = local(view, centre, rng.uniform(0, 3))
    soft = rng.uniform(0.02, 0.25)
    view.darken((1 - rng.uniform(0.35, 0.8) * smooth(shape_rho(x / half, y / half, shape), 1 + soft, 1 - soft)).astype(np.float32))


def pothole(rng, d, view, centre, half, light):
    """A shallow hole: its floor of gravel or soil is plainly seen, or water stands in it."""
    shape = ("ragged", wobble(rng, rough=rng.uniform(0.08, 0.3)))
    rho = shape_rho(d.x, d.y, shape)
    crumb = smooth(rho, 1.4, 0.95) * blotches(rng, d.n, 0.5, 9, 0.3)
    d.paint(crumb, d.grainy(d.ground * rng.uniform(0.6, 1.2), 0.25), 0.3 * fractal(rng, d.n, 14, 4))
    floor = d.ground * rng.uniform(0.55, 1.15) * np.array([0.9, 1, 1.08])
    lit = 1 - 0.35 * smooth(rho, 0.6, 0.98)
    d.paint(d.inside(rho), d.grainy(floor, 0.35) * lit[..., None], -0.9 + 0.7 * fractal(rng, d.n, 14, 5))
    if rng.random() < 0.35:
        d.paint(d.inside(rho, rng.uniform(0.6, 0.95)), d.ground * rng.uniform(0.2, 0.7))


def mat(rng, d, view, centre, half, light):
    """A rubber mat, a board or a bin lid on the ground."""
    tone = rng.choice([0.03, 0.06, 0.12, 0.3])
    look = np.full((64, 64, 3), tone, np.float32) * rng.uniform(0.8, 1.2, 3).astype(np.float32)
    look = look * (1 + 0.15 * fractal(rng, 64, 4, 4))[..., None]
    shape, thick = any_shape(rng), rng.choice([0.01, 0.03, half * rng.uniform(0.3, 1.2)])
    shadow(view, centre, half, 0.0, shape, light, thick)
    plate(rng, view, centre, half, shape, light, d.ground, thick, turn=rng.uniform(0, 3), look=(look.astype(np.float32), 0.2 * fractal(rng, 64, 4, 3)))


def tire(rng, d, view, centre, half, light):
    """A tyre on the ground."""
    tyre(rng, view, centre, half, light)


def ring(rng, d, view, centre, half, light):
    """Paving laid in a ring, of the ground's own colour."""
    rho = np.hypot(d.x, d.y)
    t = np.arctan2(d.y, d.x)
    stones = smooth(np.sin(rho * rng.uniform(9, 20)), -0.95, -0.6) * smooth(np.sin(t * rng.integers(8, 24)), -0.97, -0.7)
    d.paint(d.inside(rho), d.grainy(d.ground * rng.uniform(0.7, 1.3)) * (0.55 + 0.45 * stones)[..., None], stones * 0.5)


def leaves(rng, d, view, centre, half, light):
    """A dark heap of wet leaves or soil."""
    rho = shape_rho(d.x, d.y, ("ragged", wobble(rng, rough=0.2)))
    heap = smooth(rho + 0.2 * fractal(rng, d.n, 10, 4), 1.1, 0.8)
    d.paint(heap, d.grainy(np.array([0.07, 0.14, 0.2]) * rng.uniform(0.4, 1.6), 0.5), 1.2 * fractal(rng, d.n, 20, 4))


def heap(rng, d, view, centre, half, light):
    """Lumps of stone or broken road on the ground, without a hole."""
    for _ in range(int(rng.integers(2, 12))):
        a, r, size = rng.uniform(0, 6.28), half * rng.uniform(0, 0.9) ** 0.7, half * rng.uniform(0.12, 0.5)
        at = np.asarray(centre) + r * np.array([np.cos(a), np.sin(a)])
        shadow(view, at, size, 0.0, ("round",), light, 0.4 * size)
        lump(rng, view, at, 0.0, size, light, d.ground * rng.uniform(0.5, 1.3) * rng.uniform(0.9, 1.1, 3), 1.0)


KINDS = {heap: 2.5, stain: 4, puddle: 3, patch: 5, paint: 3, planter: 1.5, grate: 2.5, shade: 3, pothole: 2, mat: 3, tire: 1.5, ring: 1, leaves: 1.5}


def negative(rng, view, n, centre, half, turn, light, ground):
    """Draw one thing that is no manhole into the view."""
    d = Decal(rng, n, ground)
    kind = pick(rng, KINDS)
    if kind in (puddle, pothole, grate) and rng.random() < 0.2:
        collar(rng, d, ("round",))
    kind(rng, d, view, centre, half, light)
    if d.alpha.max() > 0:
        d.draw(view, centre, half, turn, light)
    return kind.__name__
