"""What lies about: tied bags, carrier bags, cartons, bottles and paper, and piles of them that rest on what is below."""
import math

import bmesh
import bpy
import numpy as np
from mathutils import Matrix, Vector, noise

import materials
from mesh import new_object, turned

BAG_TINTS = [(0.012, 0.012, 0.014), (0.012, 0.012, 0.014), (0.02, 0.022, 0.03), (0.62, 0.62, 0.60), (0.75, 0.75, 0.73)]
CARRIER_TINTS = [(0.75, 0.74, 0.72), (0.75, 0.74, 0.72), (0.48, 0.05, 0.05), (0.80, 0.80, 0.80), (0.10, 0.18, 0.36),
                 (0.16, 0.32, 0.18), (0.62, 0.48, 0.16), (0.62, 0.36, 0.38), (0.55, 0.60, 0.64), (0.015, 0.015, 0.018)]
LITTER_TINTS = [(0.78, 0.77, 0.74), (0.70, 0.12, 0.08), (0.75, 0.62, 0.12), (0.16, 0.35, 0.62), (0.55, 0.42, 0.30)]


def smoothstep(low, high, value):
    share = min(1.0, max(0.0, (value - low) / (high - low)))
    return share * share * (3 - 2 * share)


def bag_mesh(rng, tied):
    """A full bag about 1 m across: sagging below, creased, drawn together to a knot above when tied."""
    mesh = bpy.data.meshes.new("bag")
    sphere = bmesh.new()
    bmesh.ops.create_icosphere(sphere, subdivisions=5, radius=1.0)
    seed = Vector(rng.uniform(-50, 50, 3))
    folds, squash = int(rng.integers(7, 12)), rng.uniform(0.68, 0.9)
    for vertex in sphere.verts:
        p = vertex.co.copy()
        angle = math.atan2(p.y, p.x)
        lumps = 0.30 * noise.noise(p * 1.0 + seed) + 0.08 * noise.noise(p * 2.2 - seed)
        creases = 0.09 * (0.4 - abs(noise.noise(p * 2.0 + seed))) + 0.035 * (0.3 - abs(noise.noise(p * 5.0 - seed)))
        pleats = 0.06 * math.sin(folds * angle + 4 * noise.noise(p * 1.5 + seed)) * smoothstep(0.1, 0.85, p.z)
        p *= 1.0 + lumps + creases + pleats
        if tied:
            neck = smoothstep(0.55, 0.98, vertex.co.z)
            p.x, p.y = p.x * (1 - 0.75 * neck), p.y * (1 - 0.75 * neck)
            p.z += 0.42 * smoothstep(0.8, 1.0, vertex.co.z)
        p.z = max(p.z * squash, -0.52 + 0.05 * noise.noise(p * 3 + seed))
        vertex.co = p * 0.5
    sphere.to_mesh(mesh)
    sphere.free()
    mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
    return mesh


class Refuse:
    """Makes single pieces around the origin. Bag shapes are made once and shared: a pile of 40 costs eight meshes."""

    def __init__(self, rng, shapes=5):
        self.rng = rng
        self.tied = [bag_mesh(rng, True) for _ in range(shapes)]
        self.loose = [bag_mesh(rng, False) for _ in range(shapes)]

    def bag(self, size, tints=BAG_TINTS, tied=True):
        mesh = self.rng.choice(np.array(self.tied if tied else self.loose, dtype=object))
        body = bpy.data.objects.new("bag", mesh)
        bpy.context.collection.objects.link(body)
        if not mesh.materials:
            mesh.materials.append(None)
        body.material_slots[0].link = "OBJECT"
        tint = tints[self.rng.integers(len(tints))]
        body.material_slots[0].material = materials.bag_film(tint, 0.28 if sum(tint) < 0.3 else 0.42)
        stretch = [size * self.rng.uniform(0.85, 1.15) for _ in range(3)]
        body.matrix_world = self.turn(0.3) @ Matrix.Diagonal((*stretch, 1.0)) @ Matrix.Translation((0, 0, 0.2))
        return [body]

    def carrier(self, size):
        return self.bag(size, CARRIER_TINTS, tied=self.rng.random() < 0.5)

    def carton(self, size):
        w, d, h = (size * f for f in self.rng.uniform(0.6, 1.0, 3))
        t, material = 0.006, materials.cardboard()
        corners = [(-w / 2, -d / 2), (w / 2, -d / 2), (w / 2, d / 2), (-w / 2, d / 2)]
        vertices = [(x, y, z) for z in (0, h) for x, y in corners]
        faces = [(3, 2, 1, 0), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7)]
        for side in range(4):
            a, b = vertices[4 + side], vertices[4 + (side + 1) % 4]
            out = Vector((a[0] + b[0], a[1] + b[1], 0)).normalized() * d * 0.45
            lift = self.rng.uniform(-0.25, 0.35) * h
            n = len(vertices)
            vertices += [(p[0] + out.x, p[1] + out.y, p[2] + lift) for p in (b, a)]
            faces.append((4 + side, 4 + (side + 1) % 4, n, n + 1))
        body = new_object("carton", vertices, faces, material)
        body.modifiers.new("board", "SOLIDIFY").thickness = t
        body.matrix_world = self.turn(0.5)
        return [body]

    def bottle(self, size=0.24):
        tint = [(0.30, 0.42, 0.45), (0.05, 0.20, 0.08), (0.55, 0.60, 0.62)][self.rng.integers(3)]
        shape = [(0.0, 0), (0.13, 0), (0.14, 0.03), (0.13, 0.3), (0.14, 0.55), (0.13, 0.7), (0.05, 0.88), (0.05, 1.0), (0, 1.0)]
        body = turned("bottle", [(r * size, z * size) for r, z in shape], materials.painted(tint, 0.12), 20)
        cap = turned("bottle cap", [(0, 0.97 * size), (0.06 * size, 0.97 * size), (0.06 * size, 1.04 * size), (0, 1.04 * size)],
                     materials.painted((0.6, 0.08, 0.05)), 16)
        lying = self.turn(0.0) @ Matrix.Rotation(math.radians(self.rng.uniform(80, 94)), 4, "X")
        for part in (body, cap):
            part.matrix_world = Matrix.Translation((0, 0, 0.14 * size)) @ lying
        return [body, cap]

    def paper(self, size):
        """A crumpled sheet or wrapper."""
        steps, seed = 9, Vector(self.rng.uniform(-50, 50, 3))
        grid = np.linspace(-0.5, 0.5, steps)
        vertices = [(x * size, y * size * 0.75, size * (0.18 + 0.35 * noise.noise(Vector((x, y, 0)) * 3.2 + seed)))
                    for y in grid for x in grid]
        faces = [(j * steps + i, j * steps + i + 1, (j + 1) * steps + i + 1, (j + 1) * steps + i)
                 for j in range(steps - 1) for i in range(steps - 1)]
        tint = LITTER_TINTS[self.rng.integers(len(LITTER_TINTS))]
        body = new_object("paper", vertices, faces, materials.painted(tint, 0.7), smooth=True)
        body.modifiers.new("sheet", "SOLIDIFY").thickness = 0.002
        body.matrix_world = self.turn(0.25)
        return [body]

    def turn(self, tilt):
        return (Matrix.Rotation(self.rng.uniform(0, 2 * math.pi), 4, "Z")
                @ Matrix.Rotation(self.rng.normal() * tilt, 4, "X") @ Matrix.Rotation(self.rng.normal() * tilt, 4, "Y"))


class Pile:
    """A height field under the pieces laid so far, so that each new piece rests on the ones below without physics."""
    STEP = 0.04

    def __init__(self, refuse, centre, radius, floor=0.0):
        self.refuse, self.rng, self.centre, self.radius = refuse, refuse.rng, Vector(centre), radius
        cells = int(2 * (radius + 0.8) / self.STEP)
        self.heights = np.full((cells, cells), float(floor))
        self.axis = (np.arange(cells) + 0.5) * self.STEP - cells * self.STEP / 2
        self.bodies = []

    def lay(self, bodies, x, y, half_width, thickness, sink=0.25):
        """Puts a piece at (x, y) from the pile's centre on what lies there."""
        away = np.hypot(self.axis[None, :] - x, self.axis[:, None] - y) / half_width
        under = away < 1
        if not under.any():
            return
        rest = float(np.percentile(self.heights[under], 65)) - sink * thickness * (self.heights[under].max() > 0.02)
        dome = rest + thickness * np.sqrt(np.clip(1 - away ** 2, 0, 1))
        self.heights = np.where(under, np.maximum(self.heights, dome), self.heights)
        for body in bodies:
            body.matrix_world = Matrix.Translation(self.centre + Vector((x, y, max(rest, 0.0)))) @ body.matrix_world
        self.bodies += bodies

    def spot(self, spread=1.0):
        """More pieces in the middle than at the rim."""
        angle, away = self.rng.uniform(0, 2 * math.pi), self.radius * spread * self.rng.random() ** 0.6
        return away * math.cos(angle), away * math.sin(angle)

    def bags(self, count, low=0.42, high=0.62, spread=0.75):
        for _ in range(count):
            size = self.rng.uniform(low, high)
            self.lay(self.refuse.bag(size), *self.spot(spread), size * 0.48, size * 0.75)
        return self

    def carriers(self, count, low=0.2, high=0.34, spread=1.0):
        for _ in range(count):
            size = self.rng.uniform(low, high)
            self.lay(self.refuse.carrier(size), *self.spot(spread), size * 0.48, size * 0.7)
        return self

    def cartons(self, count, low=0.28, high=0.45, spread=0.9):
        for _ in range(count):
            size = self.rng.uniform(low, high)
            self.lay(self.refuse.carton(size), *self.spot(spread), size * 0.5, size * 0.7, sink=0.1)
        return self

    def litter(self, count, spread=1.3):
        for _ in range(count):
            if self.rng.random() < 0.3:
                self.lay(self.refuse.bottle(self.rng.uniform(0.2, 0.3)), *self.spot(spread), 0.08, 0.07, sink=0.0)
            else:
                size = self.rng.uniform(0.1, 0.24)
                self.lay(self.refuse.paper(size), *self.spot(spread), size * 0.4, 0.04, sink=0.0)
        return self
