"""Bins, clean and overfull, and piles of bags on the ground."""
import math

import bmesh
import bpy
import numpy as np
from mathutils import Vector, noise

import textures
from clutter import leaves
from shade import coloured, pictured
from shapes import box, lathe, place, rock

BIN_TINTS = [(0.13, 0.42, 0.22), (0.1, 0.3, 0.16), (0.12, 0.28, 0.6), (0.28, 0.3, 0.32), (0.16, 0.17, 0.18), (0.7, 0.14, 0.12), (0.85, 0.68, 0.1), (0.45, 0.28, 0.16)]
BAG_TINTS = [(0.07, 0.07, 0.08), (0.1, 0.1, 0.13), (0.82, 0.82, 0.8), (0.7, 0.72, 0.75), (0.65, 0.15, 0.13), (0.2, 0.35, 0.6), (0.25, 0.45, 0.25), (0.75, 0.6, 0.25), (0.75, 0.5, 0.55)]


def bag_meshes(rng, count=4):
    """Shapes of full bags about 1 m across, shared by all bags of a scene."""
    shapes = []
    for _ in range(count):
        ball, seed, mesh = bmesh.new(), Vector(rng.uniform(-50, 50, 3)), bpy.data.meshes.new("bag")
        bmesh.ops.create_icosphere(ball, subdivisions=4, radius=0.5)
        tied, folds = rng.random() < 0.6, int(rng.integers(6, 12))
        for vertex in ball.verts:
            p, high = vertex.co * 2, max(0.0, vertex.co.z * 2)
            grown = 1 + 0.3 * noise.noise(p + seed) + 0.1 * noise.noise(p * 3 - seed) + 0.06 * high * math.sin(folds * math.atan2(p.y, p.x))
            q = vertex.co * grown
            if tied and high > 0.55:
                q.x, q.y, q.z = q.x * (1.45 - high), q.y * (1.45 - high), q.z + 0.35 * (high - 0.55)
            vertex.co = Vector((q.x, q.y, max(q.z * 0.8, -0.28)))
        ball.to_mesh(mesh)
        ball.free()
        mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
        shapes.append(mesh)
    return shapes


class Refuse:
    """Pieces of waste; a piece is placed with its middle at `at`."""

    def __init__(self, rng):
        self.rng, self.shapes = rng, bag_meshes(rng)
        self.films = [coloured(BAG_TINTS[k], rng.uniform(0.25, 0.5)) for k in rng.permutation(len(BAG_TINTS))[:5]]
        if rng.random() < 0.5:
            self.films += self.films[:1] * 4                 # most bags of one kind
        self.card = coloured((0.62, 0.47, 0.32), 0.9)

    def piece(self, at, size):
        rng = self.rng
        if rng.random() < 0.14:
            return box("carton", size * rng.uniform(0.5, 1.1, 3), self.card, (at[0], at[1], at[2] - 0.3 * size), rng.uniform(0, 6.28))
        if rng.random() < 0.14:
            return place(rock(rng, size * rng.uniform(0.3, 0.9, 3), self.films[rng.integers(len(self.films))]), at, rng.uniform(0, 6.28))
        mesh = self.shapes[rng.integers(len(self.shapes))].copy()
        mesh.materials.append(self.films[rng.integers(len(self.films))])
        body = bpy.data.objects.new("bag", mesh)
        bpy.context.collection.objects.link(body)
        place(body, at, rng.uniform(0, 6.28), tuple(rng.normal(0, 0.35, 2)))
        body.scale = size * rng.uniform(0.8, 1.2, 3)
        return body

    def heap(self, at, radius, high, count, low=0.0):
        """A mound: pieces lie lower towards its edge."""
        bodies = []
        for _ in range(count):
            angle, far = self.rng.uniform(0, 6.28), math.sqrt(self.rng.random())
            size = self.rng.uniform(0.22, 0.5)
            z = low + 0.22 * size + high * self.rng.random() * (1 - far)
            bodies.append(self.piece((at[0] + radius * far * math.cos(angle), at[1] + radius * far * math.sin(angle), z), size))
        return bodies


def turned_parts(parts, at, yaw):
    """Places bodies that were made about the origin."""
    c, s = math.cos(yaw), math.sin(yaw)
    for body, (x, y, z), tilt in parts:
        place(body, (at[0] + c * x - s * y, at[1] + s * x + c * y, z), yaw, tilt)
    return [body for body, _, _ in parts]


def plastic(rng, tint):
    cloud = textures.noise(rng, 128, 4, 5, 0.65)
    colour = textures.blend(np.float32(tint) * (0.9 + 0.15 * cloud[..., None]), (0.4, 0.38, 0.34), textures.ramp(cloud, 0.6, 1.0) * rng.uniform(0, 0.5))
    return pictured(textures.packed(colour, np.full_like(cloud, 0.5)), 1.0, relief=0.001, roughness=rng.uniform(0.35, 0.7))


def wheelie(rng, at, yaw, tint, lid):
    """A bin on wheels, of 120 to 1100 litres; `lid` in radians from closed. Returns bodies, and where its mouth is."""
    big = rng.random() < 0.25
    w, d, h = (rng.uniform(1.1, 1.4), rng.uniform(0.8, 1.0), rng.uniform(1.0, 1.2)) if big else (rng.uniform(0.46, 0.6), rng.uniform(0.5, 0.72), rng.uniform(0.85, 1.0))
    shell = plastic(rng, tint)
    top = shell if rng.random() < 0.7 else plastic(rng, BIN_TINTS[rng.integers(len(BIN_TINTS))])
    parts = [(box("shell", (w * 0.84, d * 0.84, h - 0.1), shell, taper=1.17), (0, 0, 0.08), (0, 0)),
             (box("lip", (w * 1.05, d * 1.05, 0.06), shell), (0, 0, h - 0.06), (0, 0))]
    cover = box("lid", (w * 1.04, d * 1.06, 0.05), top, taper=0.93)
    for vertex in cover.data.vertices:
        vertex.co.y -= d * 0.53
    parts.append((cover, (0, d * 0.53, h), (-lid, 0)))
    for side in (-1, 1):
        wheel = lathe("wheel", [(0.0, 0.04), (0.11, 0.04), (0.12, 0), (0.11, -0.04), (0.0, -0.04)], coloured((0.05, 0.05, 0.05)), 14)
        parts.append((wheel, (side * w * 0.4, d * 0.42, 0.11), (0, math.pi / 2)))
    if rng.random() < 0.6:
        parts.append((box("emblem", (w * 0.4, 0.004, 0.2), coloured((0.85, 0.85, 0.82))), (0, -d * 0.49, h * 0.5), (0.05, 0)))
    return turned_parts(parts, at, yaw), (min(w, d) * 0.42, h)


def street_bin(rng, at, yaw, tint, lid):
    """A metal case with two inlets and a roof, as it stands on pavements, or a round litter bin."""
    if rng.random() < 0.4:
        r, h = rng.uniform(0.2, 0.3), rng.uniform(0.7, 1.0)
        body = lathe("litter bin", [(r * 0.9, 0), (r, h), (r * 0.9, h), (r * 0.85, h * 0.7), (0.001, h * 0.7)], plastic(rng, tint), 24)
        return turned_parts([(body, (0, 0, 0), (0, 0))], at, yaw), (r * 0.7, h)
    w, d, h = rng.uniform(0.9, 1.2), rng.uniform(0.35, 0.5), rng.uniform(0.95, 1.2)
    case = plastic(rng, [(0.6, 0.61, 0.62), (0.25, 0.27, 0.28), tint][rng.integers(3)])
    parts = [(box("case", (w, d, h), case), (0, 0, 0), (0, 0)), (box("roof", (w * 1.1, d * 1.2, 0.07), case), (0, 0, h + rng.uniform(0, 0.25)), (0, 0))]
    for side, door in ((-1, BIN_TINTS[rng.integers(len(BIN_TINTS))]), (1, tint)):
        parts.append((box("door", (w * 0.4, 0.02, h * 0.6), plastic(rng, door)), (side * w * 0.24, -d / 2, h * 0.08), (0, 0)))
        parts.append((box("inlet", (w * 0.32, 0.03, h * 0.14), coloured((0.04, 0.04, 0.04))), (side * w * 0.24, -d / 2, h * 0.77), (0, 0)))
    return turned_parts(parts, at, yaw), (d * 0.45, h)


def corners(bodies):
    bpy.context.view_layer.update()
    return [tuple(body.matrix_world @ Vector(corner)) for body in bodies for corner in body.bound_box]


def waste_place(site, view):
    """A row of one to five bins, some overfull, and at times bags beside it. Returns [(place, radius), ...]."""
    rng, refuse, taken = site.rng, Refuse(site.rng), []
    count, yaw = int(rng.choice([0, 1, 2, 3, 5], p=[0.12, 0.34, 0.28, 0.16, 0.1])), view.azimuth + math.pi / 2 + rng.normal(0, 0.5)
    tint, along = BIN_TINTS[rng.integers(len(BIN_TINTS))], np.array([math.cos(yaw), math.sin(yaw)])
    make, step, state = (wheelie, rng.uniform(0.7, 1.0), rng.choice(["clean", "mixed", "full"])) if rng.random() < 0.75 else (street_bin, 1.4, rng.choice(["clean", "mixed"]))
    for k in range(count):
        at = along * (k - (count - 1) / 2) * step * (1.5 if make is wheelie and count < 3 else 1.0) + rng.normal(0, 0.04, 2)
        full = state == "full" or (state == "mixed" and rng.random() < 0.5)
        lid = rng.uniform(0.5, 2.2) if full else rng.choice([0.0, rng.uniform(0, 0.15), rng.uniform(1.8, 4.2)], p=[0.6, 0.25, 0.15])
        bodies, (mouth, high) = make(rng, at, yaw + rng.normal(0, 0.12), BIN_TINTS[rng.integers(len(BIN_TINTS))] if rng.random() < 0.3 else tint, lid)
        if full:
            bodies += refuse.heap(at, mouth, rng.uniform(0.15, 0.5), int(rng.integers(6, 16)), high - 0.1)
        site.label("overflow" if full else "bin", bodies, corners(bodies))
        taken.append((at, 0.6))
    if count == 0 or (state != "clean" and rng.random() < 0.6):
        at = np.zeros(2) if count == 0 else view.on_ground(-rng.uniform(0.5, 1.0), rng.choice([-1, 1]) * rng.uniform(0.3, 1.2) * count)
        radius = rng.uniform(0.4, 1.4)
        bodies = refuse.heap(at, radius, rng.uniform(0.1, 0.7), int(8 + 22 * radius))
        bodies += leaves(rng, at, radius * 0.6, int(rng.integers(10, 60)))
        site.label("garbage", bodies, corners(bodies), least=0.25)
        taken.append((at, radius + 0.2))
    return taken
