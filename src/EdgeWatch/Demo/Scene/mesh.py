"""Meshes from numbers: boxes, turned bodies, lofts and leaf clouds. Units are metres, z is up."""
import math

import bpy
import numpy as np
from mathutils import Matrix, Vector


def new_object(name, vertices, faces, material=None, smooth=False):
    """An object of its own in the scene; `vertices` are (x, y, z), `faces` are tuples of vertex indices."""
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([tuple(map(float, v)) for v in vertices], [], [tuple(map(int, f)) for f in faces])
    if smooth:
        mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
    if material is not None:
        mesh.materials.append(material)
    mesh.update()
    body = bpy.data.objects.new(name, mesh)
    bpy.context.collection.objects.link(body)
    return body


def place(bodies, location, heading=0.0, scale=1.0):
    """Moves bodies that were modelled around the origin to their place; `heading` in radians about z."""
    move = Matrix.Translation(Vector(location)) @ Matrix.Rotation(heading, 4, "Z") @ Matrix.Scale(scale, 4)
    for body in bodies:
        body.matrix_world = move @ body.matrix_world
    return bodies


def bevel(body, width, segments=2):
    """Real edges are never sharp, and a sharp one catches no light."""
    modifier = body.modifiers.new("bevel", "BEVEL")
    modifier.width, modifier.segments, modifier.limit_method = width, segments, "ANGLE"
    return body


class Boxes:
    """Many axis-aligned boxes of one material in one mesh, which keeps a whole facade one object."""

    def __init__(self, name, material):
        self.name, self.material, self.vertices, self.faces = name, material, [], []

    def add(self, low, high):
        (x0, y0, z0), (x1, y1, z1), n = low, high, len(self.vertices)
        self.vertices += [(x, y, z) for z in (z0, z1) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
        self.faces += [tuple(n + i for i in f) for f in
                       ((3, 2, 1, 0), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7))]
        return self

    def build(self, edge=0.0):
        body = new_object(self.name, self.vertices, self.faces, self.material)
        return bevel(body, edge) if edge else body


def loft(name, rings, material, smooth=True, close_ends=(False, False)):
    """A skin over closed rings of equally many points each."""
    count = len(rings[0])
    vertices = [point for ring in rings for point in ring]
    faces = [(r * count + i, r * count + (i + 1) % count, (r + 1) * count + (i + 1) % count, (r + 1) * count + i)
             for r in range(len(rings) - 1) for i in range(count)]
    if close_ends[0]:
        faces.append(tuple(reversed(range(count))))
    if close_ends[1]:
        faces.append(tuple(range((len(rings) - 1) * count, len(rings) * count)))
    return new_object(name, vertices, faces, material, smooth)


def turned(name, profile, material, segments=40, smooth=True, close_ends=(False, False)):
    """A body of revolution about z from (radius, height) pairs: covers, posts, wheels, bottles."""
    angles = np.linspace(0, 2 * math.pi, segments, endpoint=False)
    rings = [[(r * math.cos(a), r * math.sin(a), z) for a in angles] for r, z in profile]
    body = loft(name, rings, material, smooth, close_ends)
    if smooth:
        keep_sharp(body)
    return body


def keep_sharp(body, degrees=35):
    """Smooth shading that keeps edges above `degrees`."""
    body.data.use_auto_smooth, body.data.auto_smooth_angle = True, math.radians(degrees)
    return body


def rounded_rectangle(width, depth, radius, z, per_corner=5):
    """One ring for `loft`: a rectangle centred on the origin with rounded corners."""
    ring = []
    for quarter, (sx, sy) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        cx, cy = sx * (width / 2 - radius), sy * (depth / 2 - radius)
        for a in np.linspace(0, math.pi / 2, per_corner):
            a += quarter * math.pi / 2
            ring.append((cx + radius * math.cos(a), cy + radius * math.sin(a), z))
    return ring


def leaf_cloud(name, points, size, material, rng):
    """One small bent leaf a point, turned at random; `rng` is a numpy Generator."""
    n = len(points)
    along = rng.normal(size=(n, 3))
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    across = np.cross(along, rng.normal(size=(n, 3)))
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    length = size * rng.uniform(0.7, 1.3, size=(n, 1))
    corners = np.stack([points - along * length, points + across * length * 0.45,
                        points + along * length, points - across * length * 0.45], axis=1)
    faces = np.arange(4 * n).reshape(n, 4)
    return new_object(name, corners.reshape(-1, 3), faces, material)


def sheet(name, low, high, z, material):
    """A flat horizontal rectangle: a lane, a painted line."""
    (x0, y0), (x1, y1) = low, high
    return new_object(name, [(x0, y0, z), (x1, y0, z), (x1, y1, z), (x0, y1, z)], [(0, 1, 2, 3)], material)
