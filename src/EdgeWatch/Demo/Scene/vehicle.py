"""A small hatchback and a bicycle, good enough for the far side of a street."""
import math

import numpy as np
from mathutils import Matrix, Vector

import materials
from mesh import Boxes, keep_sharp, loft, place, rounded_rectangle, turned

CAR_TINTS = [(0.55, 0.56, 0.57), (0.03, 0.035, 0.04), (0.28, 0.02, 0.02), (0.03, 0.07, 0.16), (0.70, 0.70, 0.68)]


def lower_body(paint):
    stations = [(-2.02, 0.70, 0.42, 0.66), (-1.98, 0.80, 0.30, 0.84), (-1.6, 0.86, 0.22, 0.93), (-0.3, 0.88, 0.20, 0.94),
                (0.9, 0.88, 0.20, 0.92), (1.2, 0.87, 0.21, 0.87), (1.75, 0.83, 0.25, 0.76), (1.98, 0.74, 0.32, 0.66),
                (2.04, 0.62, 0.42, 0.58)]
    rings = []
    for x, half_width, low, high in stations:
        ring = rounded_rectangle(2 * half_width, high - low, min(0.11, (high - low) / 2.2), 0, per_corner=6)
        rings.append([(x, y, z + (low + high) / 2) for y, z, _ in ring])
    return keep_sharp(loft("car body", rings, paint, close_ends=(True, True)), 50)


def cabin(paint, glass, dark):
    def ring(z, rear, front, half_width, radius):
        return [(x + (rear + front) / 2, y, z) for x, y, _ in rounded_rectangle(front - rear, 2 * half_width, radius, z, 6)]
    windows = keep_sharp(loft("car windows", [ring(0.88, -1.85, 1.15, 0.80, 0.12), ring(1.38, -1.50, 0.28, 0.64, 0.14)], glass), 50)
    roof = keep_sharp(loft("car roof", [ring(1.37, -1.53, 0.30, 0.655, 0.15), ring(1.43, -1.42, 0.16, 0.60, 0.15),
                                        ring(1.46, -1.1, -0.1, 0.42, 0.15)], paint, close_ends=(False, True)), 60)
    pillars = []
    for side in (-1, 1):
        for low, high in (((1.12, 0.80), (0.28, 0.645)), ((-0.35, 0.83), (-0.40, 0.665)), ((-1.45, 0.82), (-1.2, 0.66))):
            post = Boxes("car pillar", paint if low[0] != -0.35 else dark).add((-0.045, -0.012, 0), (0.045, 0.012, 1)).build()
            dx, dy = high[0] - low[0], side * (high[1] - low[1])
            shear = Matrix(((1, 0, dx, low[0]), (0, 1, dy, side * low[1]), (0, 0, 0.5, 0.88), (0, 0, 0, 1)))
            post.data.transform(shear)
            pillars.append(post)
    return [windows, roof, *pillars]


def wheels():
    tyre, rim = materials.painted((0.012, 0.012, 0.012), 0.8), materials.painted((0.42, 0.43, 0.44), 0.3, 0.8)
    parts = []
    for x in (-1.28, 1.28):
        for side in (-1, 1):
            turn = Matrix.Translation((x, side * 0.80, 0.31)) @ Matrix.Rotation(-side * math.pi / 2, 4, "X")
            for body in (turned("tyre", [(0.19, 0.09), (0.22, 0.10), (0.29, 0.10), (0.31, 0.07), (0.31, -0.1), (0.2, -0.1)], tyre, 32),
                         turned("rim", [(0.21, 0.10), (0.19, 0.075), (0.07, 0.06), (0.05, 0.085), (0, 0.085)], rim, 32),
                         turned("wheel arch", [(0.355, -0.12), (0.355, 0.075), (0, 0.05)], tyre, 32)):
                body.matrix_world = turn
                parts.append(body)
    return parts


def car(location, heading=0.0, tint=CAR_TINTS[0]):
    """Nose towards +x at heading 0."""
    paint, dark = materials.painted(tint, 0.22, 0.1, dirt=0.15), materials.painted((0.015, 0.015, 0.016), 0.5)
    white, red = materials.painted((0.75, 0.77, 0.8), 0.1), materials.painted((0.35, 0.01, 0.01), 0.15)
    parts = [lower_body(paint), *cabin(paint, materials.window_glass(), dark), *wheels()]
    for side in (-1, 1):
        parts.append(Boxes("head lamp", white).add((1.86, side * 0.58 - 0.13, 0.60), (2.0, side * 0.58 + 0.13, 0.70)).build(0.03))
        parts.append(Boxes("tail lamp", red).add((-2.03, side * 0.66 - 0.09, 0.66), (-1.9, side * 0.66 + 0.09, 0.86)).build(0.02))
        parts.append(Boxes("mirror", paint).add((0.72, side * 0.96 - 0.08, 0.92), (0.84, side * 0.96 + 0.08, 1.04)).build(0.03))
    parts.append(Boxes("number plate", white).add((-2.035, -0.26, 0.50), (-2.0, 0.26, 0.61)).build(0.005))
    parts.append(Boxes("grille", dark).add((1.97, -0.4, 0.36), (2.045, 0.4, 0.48)).build(0.02))
    return place(parts, location, heading)


def tube(start, end, radius, material):
    start, end = Vector(start), Vector(end)
    body = turned("tube", [(radius, 0), (radius, (end - start).length)], material, 12)
    body.matrix_world = Matrix.Translation(start) @ (end - start).to_track_quat("Z", "Y").to_matrix().to_4x4()
    return body


def bicycle(location, heading=0.0, tint=(0.03, 0.10, 0.16)):
    """A city bicycle on its stand, front wheel towards +x at heading 0."""
    paint, black = materials.painted(tint, 0.25), materials.painted((0.015, 0.015, 0.015), 0.6)
    steel = materials.painted((0.45, 0.46, 0.47), 0.3, 0.9)
    rear, front, pedal, seat, head = (-0.52, 0, 0.34), (0.55, 0, 0.34), (-0.06, 0, 0.29), (-0.22, 0, 0.80), (0.38, 0, 0.82)
    parts = [tube(a, b, r, m) for a, b, r, m in (
        (rear, pedal, 0.012, paint), (rear, seat, 0.011, paint), (pedal, seat, 0.017, paint), (pedal, head, 0.02, paint),
        ((-0.19, 0, 0.70), (0.375, 0, 0.74), 0.017, paint), (front, head, 0.015, paint), (head, (0.34, 0, 1.02), 0.014, steel),
        ((0.34, -0.28, 1.03), (0.34, 0.28, 1.03), 0.012, steel), (seat, (-0.25, 0, 0.92), 0.014, steel),
        ((-0.2, 0.02, 0.3), (-0.3, 0.16, 0.0), 0.009, black), ((-0.06, -0.16, 0.29), (-0.06, 0.16, 0.29), 0.012, steel))]
    for x, _, z in (rear, front):
        section = np.linspace(0, 2 * math.pi, 11)
        spokes = [tube((x, 0, z), (x + 0.31 * math.cos(a), 0, z + 0.31 * math.sin(a)), 0.0025, steel)
                  for a in np.arange(14) * 2 * math.pi / 14]
        tyre = turned("bicycle tyre", [(0.325 + 0.02 * math.cos(a), 0.02 * math.sin(a)) for a in section], black, 48)
        tyre.matrix_world = Matrix.Translation((x, 0, z)) @ Matrix.Rotation(math.pi / 2, 4, "X")
        parts += [tyre, *spokes]
    parts.append(Boxes("saddle", black).add((-0.38, -0.07, 0.92), (-0.10, 0.07, 0.97)).build(0.03))
    parts.append(Boxes("carrier", steel).add((-0.75, -0.06, 0.70), (-0.3, 0.06, 0.715)).build(0.004))
    return place(parts, location, heading)
