"""What stands and lies about in a street: some of it hides a manhole in part, some of it is taken for one and is not."""
import math

import numpy as np

import textures
from shade import coloured, pictured
from shapes import box, cards, extruded, jagged, lathe, new_object, outline, place

VIVID = [(0.85, 0.3, 0.08), (0.9, 0.4, 0.1), (0.85, 0.75, 0.1), (0.75, 0.1, 0.1), (0.1, 0.3, 0.65), (0.12, 0.45, 0.25), (0.9, 0.9, 0.88)]


def cloth(rng):
    return coloured(np.clip(rng.random(3) * rng.uniform(0.15, 1.0), 0.02, 0.95), 0.85)


def cone(rng, at):
    h, r = rng.uniform(0.45, 0.9), rng.uniform(0.13, 0.2)
    first, band = coloured(VIVID[rng.choice([0, 0, 1, 2, 3])], 0.5), coloured(rng.choice([(0.9, 0.9, 0.88), (0.95, 0.9, 0.9), (0.05, 0.05, 0.05)]), 0.5)
    parts = [box("foot", (2.4 * r, 2.4 * r, 0.04), first if rng.random() < 0.5 else coloured((0.06, 0.06, 0.06)), (*at, 0))]
    steps = np.linspace(0, 1, 6)
    for k, (a, b) in enumerate(zip(steps, steps[1:])):
        profile = [(r * (1 - 0.85 * a), 0.04 + h * a), (r * (1 - 0.85 * b), 0.04 + h * b)]
        parts.append(place(lathe("cone", profile, band if k in (1, 3) else first, 16), (*at, 0)))
    return parts


def barrier(rng, at, yaw):
    """A low rail on two feet, striped; or a plastic block."""
    if rng.random() < 0.4:
        return [box("block", (rng.uniform(0.9, 1.6), 0.45, rng.uniform(0.7, 1.0)), coloured(VIVID[rng.integers(len(VIVID))], 0.4), (*at, 0), yaw, 0.75)]
    long, high, count = rng.uniform(1.0, 2.2), rng.uniform(0.7, 1.1), 8
    tints = [coloured(VIVID[rng.choice([0, 2, 3])]), coloured((0.9, 0.9, 0.88))]
    c, s, parts = math.cos(yaw), math.sin(yaw), []
    for row in range(int(rng.integers(1, 4))):
        for k in range(count):
            along = (k + 0.5 - count / 2) * long / count
            parts.append(box("rail", (long / count, 0.03, 0.16), tints[k % 2], (at[0] + c * along, at[1] + s * along, high - 0.16 - 0.3 * row), yaw))
    for end in (-0.45, 0.45):
        parts.append(box("leg", (0.05, 0.5, high), coloured((0.3, 0.3, 0.3)), (at[0] + c * end * long, at[1] + s * end * long, 0), yaw))
    return parts


def person(rng, at, yaw):
    """Legs in a stride, trunk, arms, head: enough for feet and a figure in the picture."""
    tall, trousers, shirt, shoe = rng.uniform(0.92, 1.08), cloth(rng), cloth(rng), cloth(rng)
    skin = coloured([(0.85, 0.65, 0.52), (0.6, 0.42, 0.3), (0.38, 0.25, 0.18)][rng.integers(3)])
    if rng.random() < 0.25:
        shirt = coloured((0.8, 0.85, 0.15) if rng.random() < 0.5 else (0.95, 0.45, 0.1), 0.7)
    stride, parts = rng.uniform(0, 0.4), []
    for side in (-1, 1):
        parts.append((lathe("leg", [(0.055, 0.04), (0.07, 0.45), (0.09, 0.85), (0.02, 0.9)], trousers, 10), (side * 0.1, -side * stride * 0.3, 0.03), (side * stride * 0.6, 0)))
        parts.append((box("shoe", (0.1, 0.27, 0.09), shoe, taper=0.8), (side * 0.1, -side * stride * 0.3 + 0.05, 0), (0, 0)))
        parts.append((lathe("arm", [(0.035, 0.0), (0.05, 0.55), (0.02, 0.6)], shirt, 8), (side * 0.25, side * stride * 0.25, 0.85), (-side * stride * 0.8, side * 0.1)))
    parts.append((lathe("trunk", [(0.15, 0.85), (0.17, 1.1), (0.21, 1.4), (0.08, 1.48), (0.06, 1.52)], shirt, 14), (0, 0, 0), (0, 0)))
    parts.append((lathe("head", [(0.02, 1.5), (0.09, 1.56), (0.1, 1.66), (0.08, 1.74), (0.01, 1.78)], skin, 12), (0, 0, 0), (0, 0)))
    c, s, made = math.cos(yaw), math.sin(yaw), []
    for body, (x, y, z), tilt in parts:
        body.scale = (tall,) * 3
        made.append(place(body, (at[0] + c * x - s * y, at[1] + s * x + c * y, z), yaw, tilt))
    return made


def car(rng, at, yaw):
    paint = coloured(rng.choice([(0.85, 0.85, 0.86), (0.1, 0.1, 0.11), (0.5, 0.52, 0.55), (0.6, 0.08, 0.08), (0.1, 0.2, 0.45), (0.8, 0.7, 0.2)]), 0.25)
    glass, rubber = coloured((0.08, 0.1, 0.12), 0.08), coloured((0.05, 0.05, 0.05), 0.9)
    long, tall, w = rng.uniform(3.8, 4.9), rng.uniform(1.4, 1.9), rng.uniform(1.65, 1.85)
    h = long / 2
    parts = [(extruded("body", [(-h, 0.3), (h, 0.3), (h, 0.72), (h * 0.55, 0.88), (-h * 0.9, 0.95), (-h, 0.8)], w, paint), (0, 0, 0), (0, 0)),
             (extruded("cabin", [(h * 0.55, 0.86), (h * 0.15, tall), (-h * 0.6, tall), (-h * 0.92, 0.9)], w * 0.9, glass), (0, 0, 0), (0, 0)),
             (extruded("roof", [(h * 0.17, tall - 0.04), (h * 0.12, tall + 0.02), (-h * 0.57, tall + 0.02), (-h * 0.62, tall - 0.04)], w * 0.9, paint), (0, 0, 0), (0, 0))]
    for side in (-1, 1):
        for axle in (-0.62, 0.6):
            wheel = lathe("wheel", [(0.0, 0.1), (0.2, 0.11), (0.24, 0.12), (0.33, 0.1), (0.33, -0.1), (0.0, -0.1)], rubber, 18)
            parts.append((wheel, (side * (w / 2 - 0.06), axle * h, 0.33), (0, side * math.pi / 2)))
    c, s, made = math.cos(yaw), math.sin(yaw), []
    for body, (x, y, z), tilt in parts:
        made.append(place(body, (at[0] + c * x - s * y, at[1] + s * x + c * y, z), yaw, tilt))
    return made


def pole(rng, at):
    return [place(lathe("pole", [(0.06, 0), (0.05, 4.0)], coloured(textures.tinted(rng, rng.uniform(0.15, 0.7)), 0.4), 12), (*at, 0))]


def tree(rng, at):
    trunk = place(lathe("trunk", [(0.16, 0), (0.11, 1.2), (0.1, 2.6)], coloured((0.25, 0.2, 0.16), 0.95), 10), (*at, 0))
    count, middle = 350, np.array([*at, 3.3])
    centres = middle + np.clip(rng.normal(0, 1, (count, 3)), -1.6, 1.6) * np.array([0.8, 0.8, 0.6])
    leaf = coloured(np.array([0.2, 0.34, 0.12]) * rng.uniform(0.6, 1.5), 0.7)
    return [trunk, cards("leaves", centres, rng.uniform(0.2, 0.6, count), rng.normal(0, 1, (count, 3)), leaf, rng.uniform(0, 6.3, count))]


def leaves(rng, centre, radius, count):
    """Leaves, paper and small litter flat on the ground."""
    at = np.column_stack([centre + rng.normal(0, radius, (count, 2)), rng.uniform(0.012, 0.03, count)])
    tint = [(0.55, 0.38, 0.12), (0.4, 0.25, 0.1), (0.3, 0.36, 0.12), (0.5, 0.42, 0.2), (0.72, 0.72, 0.7)][rng.choice(5, p=[0.3, 0.25, 0.2, 0.17, 0.08])]
    return [cards("litter", at, rng.uniform(0.03, 0.11, count), rng.normal(0, 0.25, (count, 3)) + [0, 0, 1], coloured(tint, 0.8), rng.uniform(0, 6.3, count))]


def weeds(rng, loop, count):
    """Tufts along a loop: grass that grows out of a rim."""
    where, vertices, faces = loop[rng.integers(0, len(loop), count // 12 + 1)], [], []
    for tuft in where:
        for _ in range(12):
            x, y = tuft + rng.normal(0, 0.035, 2)
            dx, dy = rng.normal(0, 0.05, 2)
            h, k = rng.uniform(0.03, 0.16), len(vertices)
            vertices += [(x - 0.004, y, 0), (x + 0.004, y + 0.004, 0), (x + dx, y + dy, h)]
            faces.append((k, k + 1, k + 2))
    return [new_object("weeds", vertices, faces, coloured(np.array([0.33, 0.42, 0.14]) * rng.uniform(0.6, 1.3), 0.7))]


# Not manholes: dark, round or square, flat or low.

def puddle(site, at):
    rng = site.rng
    loop = jagged(rng, outline(True, rng.uniform(0.2, 0.7, 2)), 0.1) + at
    site.stain(loop * 1.0 + (loop - at) * 0.12, (0.1, 0.1, 0.1), 0.6, soft=5.0, speckle=0.3)
    new_object("puddle", [(x, y, 0.002) for x, y in loop], [list(range(len(loop)))], coloured(textures.tinted(rng, rng.uniform(0.05, 0.25), 0.05), 0.04))


def patch(site, at):
    """Fresh asphalt or spilt oil: flat, dark, round or square."""
    rng = site.rng
    oil = rng.random() < 0.45
    loop = jagged(rng, outline(rng.random() < 0.65, rng.uniform(0.18, 0.6) * np.array([1, rng.uniform(0.7, 1.3)])), 0.07 if oil else rng.choice([0.0, 0.02])) + at
    site.stain(loop, textures.tinted(rng, rng.uniform(0.04, 0.22), 0.015), rng.uniform(0.6, 1.0), soft=6.0 if oil else 0.8, speckle=0.6 if oil else 0.1)
    if not oil and rng.random() < 0.5:
        site.line(loop, (0.04, 0.04, 0.04), 0.8, 3)


def tyre(site, at):
    rng, r, w = site.rng, site.rng.uniform(0.26, 0.36), site.rng.uniform(0.08, 0.13)
    profile = [(r * 0.58, 0.01), (r * 0.8, 0), (r, 0.03), (r, 2 * w - 0.03), (r * 0.8, 2 * w), (r * 0.58, 2 * w - 0.01), (r * 0.6, w), (r * 0.58, 0.01)]
    place(lathe("tyre", profile, coloured(textures.tinted(rng, rng.uniform(0.05, 0.2), 0.01), 0.85), 32), (*at, 0.0), 0, tuple(rng.normal(0, 0.04, 2)))


def tub(site, at):
    """A bin, bucket or planter looked into from above."""
    rng, r, h = site.rng, site.rng.uniform(0.15, 0.32), site.rng.uniform(0.25, 0.9)
    outer = coloured(rng.choice([(0.05, 0.05, 0.05), (0.15, 0.16, 0.17), (0.1, 0.3, 0.15), (0.5, 0.5, 0.52), (0.1, 0.2, 0.4)]), 0.5)
    place(lathe("tub", [(r * 0.8, 0), (r, h), (r * 0.94, h), (r * 0.75, 0.05), (0.001, 0.05)], outer, 28), (*at, 0))
    fill = rng.uniform(0.3, 0.95) * h
    place(lathe("fill", [(r * 0.92, fill), (0.001, fill + 0.02)], coloured(textures.tinted(rng, rng.uniform(0.03, 0.35), 0.06), 0.9), 24), (*at, 0))


def mat(site, at):
    rng = site.rng
    loop = outline(rng.random() < 0.6, rng.uniform(0.2, 0.5) * np.array([1.0, rng.uniform(0.7, 1.0)]))
    body = new_object("mat", [(x, y, 0.008) for x, y in loop], [list(range(len(loop)))], coloured(textures.tinted(rng, rng.uniform(0.03, 0.3), 0.05), 0.9))
    place(body, (*at, 0), rng.uniform(0, 6))


def gully(site, at):
    """A slotted gully grate: a labelled thing elsewhere, and neither an open nor a closed manhole."""
    rng = site.rng
    w, d, count = rng.uniform(0.3, 0.5), rng.uniform(0.3, 0.8), int(rng.integers(6, 14))
    drawn = np.full((256, 256, 4), 0.5, np.float32)
    drawn[..., :3] = textures.tinted(rng, rng.uniform(0.15, 0.45), 0.03) * (0.7 + 0.6 * textures.grain(rng, 256, 1.2))[..., None]
    slots = (np.arange(256) * count // 128 % 2 == 1)
    drawn[20:236, slots] = 0.02
    drawn[:, :12] = drawn[:, -12:] = 0.35
    body = new_object("gully", [(-w / 2, -d / 2, 0.004), (w / 2, -d / 2, 0.004), (w / 2, d / 2, 0.004), (-w / 2, d / 2, 0.004)], [(0, 1, 2, 3)],
                      pictured(drawn, (w, d), relief=0.02, roughness=0.6))
    place(body, (*at, 0), rng.choice([0, math.pi / 2, rng.uniform(0, 6)]))


def ring_shadow(site, at, towards_sun):
    """A disc or board out of view above, whose shadow falls on `at`."""
    rng, high = site.rng, site.rng.uniform(2.5, 5.0)
    loop = outline(rng.random() < 0.75, rng.uniform(0.2, 0.6) * np.array([1.0, rng.uniform(0.6, 1.0)]))
    body = new_object("shade", [(x, y, 0) for x, y in loop], [list(range(len(loop)))], coloured((0.1, 0.1, 0.1)))
    place(body, (at[0] + towards_sun[0] / towards_sun[2] * high, at[1] + towards_sun[1] / towards_sun[2] * high, high), rng.uniform(0, 6))
    body.visible_camera = False


LOOKALIKES = (puddle, patch, patch, tyre, tub, mat, gully)
