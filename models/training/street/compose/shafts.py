"""What is seen through an opening in the ground: a ray per pixel down the shaft, to the wall, a ledge or the bottom."""

import numpy as np

from .camera import sample
from .decals import local, shape_rho
from .noise import blotches, fractal, smooth


def trace(shape, stages, x, y, mx, my):
    """Follow rays down a shaft that narrows or widens by stages.

    shape: outline, rho 1 at the ground. stages: [(bottom depth, scale of the outline)], in half widths. x, y (n,): where rays enter the ground;
    mx, my (n,): how far they go sideways for each unit of depth. Returns depth (n,), what (n,): 0 wall, 1 ledge, 2 bottom, stage (n,)."""
    depth = np.zeros_like(x)
    what = np.zeros(x.shape, np.int8)
    stage = np.zeros(x.shape, np.int8)
    alive = np.arange(x.size)
    top = 0.0
    for k, (bottom, scale) in enumerate(stages):
        if k > 0:
            at = shape_rho(x[alive] + mx[alive] * top, y[alive] + my[alive] * top, shape)
            ledge = at >= scale
            depth[alive[ledge]], what[alive[ledge]], stage[alive[ledge]] = top, 1, k
            alive = alive[~ledge]
        if alive.size == 0:
            return depth, what, stage
        ax, ay, amx, amy = x[alive], y[alive], mx[alive], my[alive]
        hits = shape_rho(ax + amx * bottom, ay + amy * bottom, shape) >= scale
        low, high = np.full(hits.sum(), top, np.float32), np.full(hits.sum(), bottom, np.float32)
        hx, hy, hmx, hmy = ax[hits], ay[hits], amx[hits], amy[hits]
        for _ in range(9):
            mid = (low + high) / 2
            out = shape_rho(hx + hmx * mid, hy + hmy * mid, shape) >= scale
            high, low = np.where(out, mid, high), np.where(out, low, mid)
        depth[alive[hits]], what[alive[hits]], stage[alive[hits]] = high, 0, k
        alive, top = alive[~hits], bottom
    depth[alive], what[alive], stage[alive] = top, 2, len(stages) - 1
    return depth, what, stage


WALLS = {"brick": ((0.2, 0.25, 0.38), 3), "old brick": ((0.16, 0.18, 0.22), 2), "concrete": ((0.42, 0.44, 0.46), 5), "dark concrete": ((0.25, 0.26, 0.27), 4),
         "soil": ((0.16, 0.24, 0.34), 3), "plastic": ((0.1, 0.1, 0.1), 1), "stone": ((0.3, 0.33, 0.36), 2)}


def wall_texture(rng, kind, n=192):
    """Albedo (n, n, 3) of a wall: across: all the way round, down: two half widths, wrapping."""
    a = np.ones((n, n, 1), np.float32) * np.array(WALLS[kind][0], np.float32) * rng.uniform(0.6, 1.3)
    v, u = np.mgrid[0:n, 0:n].astype(np.float32) / n
    a *= (1 + rng.uniform(0.08, 0.25) * fractal(rng, n, 5, 6))[..., None].clip(0.3, 1.9)
    if "brick" in kind or kind == "stone":
        rows, cols = rng.integers(8, 18), rng.integers(8, 20)
        row = np.floor(v * rows)
        fu, fv = np.mod(u * cols + 0.5 * np.mod(row, 2), 1), np.mod(v * rows, 1)
        joint = np.minimum(np.minimum(fu, 1 - fu) * 1.6, np.minimum(fv, 1 - fv))
        tone = rng.uniform(0.7, 1.3, (64, 64)).astype(np.float32)[(row % 64).astype(int), (np.floor(u * cols + 0.5 * np.mod(row, 2)) % cols).astype(int)]
        a *= tone[..., None]
        m = smooth(joint, 0.12, 0.04)[..., None]
        a = a * (1 - m) + m * rng.uniform(0.1, 0.45)
    elif "concrete" in kind and rng.random() < 0.6:
        a *= (1 - 0.6 * (np.mod(v * rng.integers(2, 6), 1) < 0.04))[..., None]
    elif kind == "plastic":
        a *= (0.7 + 0.5 * np.sin(v * 6.28 * rng.integers(12, 30)))[..., None].clip(0.2, 2)
    if rng.random() < 0.5:
        stain = blotches(rng, n, rng.uniform(0.1, 0.6), 3)[..., None] * rng.uniform(0.3, 0.9)
        a = a * (1 - stain) + stain * a * np.array(rng.choice([0.3, 0.5])) * np.array([0.9, 1.1, 0.95], np.float32)
    return a.astype(np.float32)


def shaft_plan(rng, ragged, shallow=False):
    """Stages [(depth, scale)], wall kinds, and what lies at the bottom. shallow: rubble close under the road."""
    kinds = list(WALLS)
    p = np.array([WALLS[k][1] for k in kinds], float)
    draw = lambda: kinds[rng.choice(len(kinds), p=p / p.sum())]
    deep = rng.choice([rng.uniform(0.8, 2), rng.uniform(2, 7), rng.uniform(6, 14)], p=[0.27, 0.45, 0.28])
    stages, walls = [], []
    if shallow:
        deep = rng.uniform(0.45, 1.2)
    if ragged:
        slab = rng.uniform(0.08, 0.4)
        stages += [(slab, 1.0), (deep, rng.choice([rng.uniform(0.8, 0.97), rng.uniform(1.05, 1.5)]))]
        walls += [rng.choice(["concrete", "dark concrete", "soil"]), rng.choice(["soil", "brick", draw()])]
    else:
        lip = rng.uniform(0.05, 0.3)
        stages += [(lip, 1.0), (deep * rng.uniform(0.2, 0.6), rng.uniform(0.82, 1.0))]
        walls += ["iron", draw()]
        if rng.random() < 0.5:
            stages.append((deep, stages[-1][1] * rng.uniform(1.1, 1.7)))
            walls.append(draw())
        else:
            stages[-1] = (deep, stages[-1][1])
    floor = "rubble" if shallow else rng.choice(["dark", "water", "rubbish", "rubble"], p=[0.35, 0.3, 0.15, 0.2])
    return stages, walls, floor


def draw_shaft(rng, view, centre, half, turn, shape, light, ragged, rubbish=None, shallow=False, lid=0.0):
    """Draw the opening of `shape` at `centre` into the view; returns the mask (rows, columns) of the opening.

    shallow: rubble lies so high in it that it is plainly seen. lid: depth, in half widths, at which a cover with the face `rubbish` closes it; 0: open."""
    x, y = local(view, centre, turn)
    x, y = x / half, y / half
    rho = shape_rho(x, y, shape)
    edge = np.hypot(*np.gradient(rho)) if min(rho.shape) > 2 else np.full_like(rho, 0.05)
    mask = smooth(rho, 1 + 0.6 * edge, 1 - 0.6 * edge).astype(np.float32)
    at = np.nonzero(rho < 1 + edge)
    if at[0].size < 4:
        return mask
    px, py = x[at] * 0.999 / np.maximum(1, rho[at]), y[at] * 0.999 / np.maximum(1, rho[at])
    r = view.rays[at]
    c, s = np.cos(turn), np.sin(turn)
    down = np.maximum(1e-3, -r[:, 2])
    mx, my = (r[:, 0] * c + r[:, 1] * s) / down, (-r[:, 0] * s + r[:, 1] * c) / down
    stages, walls, floor = ([(lid, 1.0)], ["dark concrete"], "lid") if lid > 0 else shaft_plan(rng, ragged, shallow)
    depth, what, stage = trace(shape, stages, px, py, mx.astype(np.float32), my.astype(np.float32))
    hx, hy = px + mx * depth, py + my * depth
    albedo = _surface(rng, what, stage, walls, hx, hy, depth, floor, rubbish)
    sx, sy = light.toward[0] * c + light.toward[1] * s, -light.toward[0] * s + light.toward[1] * c
    colour = _lit(rng, albedo, light, shape, depth, what, hx, hy, sx, sy)
    if floor == "water":
        _water(rng, colour, light, shape, what, hx + mx * depth, hy + my * depth, hx, hy)
    full = np.zeros(rho.shape + (3,), np.float32)
    full[at] = colour
    view.over(full, mask)
    return mask


def _surface(rng, what, stage, walls, x, y, depth, floor, rubbish):
    albedo = np.full((depth.size, 3), 0.2, np.float32)
    around = (np.arctan2(y, x) / np.pi).astype(np.float32)
    for k, kind in enumerate(walls):
        m = (what == 0) & (stage == k)
        if kind == "iron":
            albedo[m] = np.array([0.2, 0.22, 0.26]) * rng.uniform(0.4, 1.6)
        elif m.any():
            t = wall_texture(rng, kind)
            albedo[m] = sample(t, around[m][None], depth[m][None] - 1, wrap=True)[0]
        ledge = (what == 1) & (stage == k)
        albedo[ledge] = np.array([0.24, 0.25, 0.27]) * rng.uniform(0.5, 1.7)
    if rng.random() < 0.35:
        step, a0, w = rng.uniform(0.7, 1.1), rng.uniform(-1, 1), rng.uniform(0.09, 0.16)
        near = abs(np.mod(around - a0 + 1, 2) - 1) < w
        bar = np.mod(depth, step)
        m = (what == 0) & (stage > 0) & near
        albedo[m & (bar < 0.1)] = np.array([0.16, 0.22, 0.3]) * rng.uniform(0.7, 2)
        albedo[m & (bar > 0.1) & (bar < 0.2)] *= 0.35
    m = what == 2
    if m.any():
        if floor == "lid":
            albedo[m] = sample(rubbish, x[m][None].clip(-0.98, 0.98), y[m][None].clip(-0.98, 0.98), wrap=True)[0]
        elif floor == "rubbish" and rubbish is not None:
            albedo[m] = sample(rubbish, x[m][None] * 0.8, y[m][None] * 0.8, wrap=True)[0] * 0.7
        else:
            t = 0.16 * (1 + 0.45 * fractal(rng, 128, 6, 5)[..., None].clip(-1.8, 2.5)) * np.array([0.8, 1, 1.15], np.float32)
            albedo[m] = sample(t.astype(np.float32), x[m][None] * 0.7, y[m][None] * 0.7, wrap=True)[0] * (1.7 if floor == "rubble" else 0.5)
    return albedo


def _lit(rng, albedo, light, shape, depth, what, x, y, sx, sy):
    """Sky light falls off down the shaft; the sun reaches where the way to it leaves through the opening."""
    wide = min(shape[1:3]) if shape[0] == "box" else 1.0
    q = depth / wide
    sky = np.where(what == 0, 1 - q / np.sqrt(q * q + 1), 1 / (1 + q * q))
    sky = sky ** rng.uniform(0.8, 1.5) * rng.uniform(0.45, 1.0)
    lit = sky * (1 - 0.6 * light.sun)
    if light.sun > 0:
        reach = shape_rho(x * 0.98 + sx * depth, y * 0.98 + sy * depth, shape) < 1
        length = max(0.2, np.hypot(x, y).max())
        facing = np.where(what == 0, np.clip((-(x * sx + y * sy) / length) / np.hypot(sx, sy), 0, 1) * np.hypot(sx, sy), 1.0)
        lit = lit + np.where(reach, light.sun * np.minimum(facing, 1.3), 0)
    return albedo * lit[:, None] * light.white.astype(np.float32) + light.veil


def _water(rng, colour, light, shape, what, up_x, up_y, x, y):
    """Still water: the sky where the mirrored way leaves through the opening, dark elsewhere."""
    m = what == 2
    if not m.any():
        return
    ripple = rng.uniform(0, 0.3)
    wx, wy = np.sin(17 * x[m] + 5 * y[m]), np.sin(13 * y[m] - 7 * x[m])
    sees = shape_rho(up_x[m] + ripple * wx, up_y[m] + ripple * wy, shape) < 1
    mirror = rng.uniform(0.06, 0.6)
    colour[m] = colour[m] * 0.4 + np.where(sees, mirror, 0.02)[:, None] * light.sky
