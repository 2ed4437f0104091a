"""Meshes from outlines, profiles and boxes. Metres; z up; every function links and returns one object."""
import math

import bmesh
import bpy
import numpy as np
from mathutils import Matrix, Vector, geometry


def new_object(name, vertices, faces, material=None, uvs=None, smooth=False):
    """`uvs`: one (u, v) per corner, in the faces' order."""
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([tuple(map(float, v)) for v in vertices], [], faces)
    if uvs is not None:
        mesh.uv_layers.new().data.foreach_set("uv", np.asarray(uvs, np.float32).ravel())
    if smooth:
        mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
    if material:
        mesh.materials.append(material)
    body = bpy.data.objects.new(name, mesh)
    bpy.context.collection.objects.link(body)
    return body


def place(body, at, yaw=0.0, tilt=(0.0, 0.0)):
    body.matrix_world = Matrix.Translation(Vector(at)) @ Matrix.Rotation(yaw, 4, "Z") @ Matrix.Rotation(tilt[0], 4, "X") @ Matrix.Rotation(tilt[1], 4, "Y")
    return body


def outline(is_round, half, grow=0.0, corner=0.04, count=64):
    """Closed loop (n, 2), anticlockwise, of a circle or ellipse, or of a rectangle with rounded corners, grown by `grow`."""
    a, b = half[0] + grow, half[1] + grow
    angle = np.arange(count) * 2 * np.pi / count
    if is_round:
        return np.stack([a * np.cos(angle), b * np.sin(angle)], 1)
    corner = min(max(0.004, corner + grow), a, b)
    centres = np.array([(a - corner, b - corner), (corner - a, b - corner), (corner - a, corner - b), (a - corner, corner - b)])
    steps = np.linspace(0, np.pi / 2, 7)
    return np.concatenate([c + corner * np.stack([np.cos(steps + k * np.pi / 2), np.sin(steps + k * np.pi / 2)], 1)
                           for k, c in enumerate(centres)])


def jagged(rng, loop, amount):
    """The loop broken: pushed in and out by slow and quick noise."""
    n = len(loop)
    wave = sum(rng.normal(0, 1 / f) * np.sin(f * np.arange(n) * 2 * np.pi / n + rng.uniform(0, 6.3)) for f in (2, 3, 5, 8, 13, 17))
    return loop * (1 + amount * (wave + rng.normal(0, 0.12, n)))[:, None]


def sheet(name, outer, holes, z, material):
    """A flat face with holes, by constrained triangulation."""
    points, loops = [], []
    for loop in [outer, *holes]:
        loops.append(list(range(len(points), len(points) + len(loop))))
        points += [Vector((float(x), float(y))) for x, y in loop]
    edges = [(loop[k], loop[(k + 1) % len(loop)]) for loop in loops for k in range(len(loop))]
    vertices, _, faces, _, _, origin = geometry.delaunay_2d_cdt(points, edges, loops, 1, 1e-6)
    kept = [face for face, of in zip(faces, origin) if 0 in of and len(of) == 1]
    return new_object(name, [(v.x, v.y, z) for v in vertices], kept, material)


def wall(name, loops, material, turns=1.0, smooth=True):
    """Joins loops of equal length [(loop, z), ...] from top to bottom; u goes round, v runs down by length."""
    n, uvs, faces = len(loops[0][0]), [], []
    vertices = [(x, y, z) for loop, z in loops for x, y in loop]
    deep = np.cumsum([0.0] + [abs(a[1] - b[1]) + float(np.abs(a[0] - b[0]).mean()) for a, b in zip(loops, loops[1:])])
    for k in range(len(loops) - 1):
        for i in range(n):
            j = (i + 1) % n
            faces.append((k * n + i, k * n + j, (k + 1) * n + j, (k + 1) * n + i))
            for u, v in ((i, k), (i + 1, k), (i + 1, k + 1), (i, k + 1)):
                uvs.append((turns * u / n, 1 - deep[v] / 2.2))
    return new_object(name, vertices, faces, material, uvs, smooth)


def slab(name, loop, low, high, bevel, material):
    """A plate: top face, bevelled edge, side and bottom."""
    n, inner = len(loop), loop * (1 - bevel / np.abs(loop).max())
    vertices = [(x, y, high) for x, y in inner] + [(x, y, high - bevel) for x, y in loop] + [(x, y, low) for x, y in loop]
    ring = [(k * n + i, (k + 1) * n + i, (k + 1) * n + (i + 1) % n, k * n + (i + 1) % n) for k in (0, 1) for i in range(n)]
    return new_object(name, vertices, [list(range(n)), list(range(3 * n - 1, 2 * n - 1, -1))] + ring, material)


def lathe(name, profile, material, count=20, smooth=True):
    """A profile [(radius, z), ...] turned about z."""
    angle = np.arange(count) * 2 * np.pi / count
    vertices = [(r * math.cos(a), r * math.sin(a), z) for r, z in profile for a in angle]
    faces = [(k * count + i, k * count + (i + 1) % count, (k + 1) * count + (i + 1) % count, (k + 1) * count + i)
             for k in range(len(profile) - 1) for i in range(count)]
    return new_object(name, vertices, faces, material, smooth=smooth)


def box(name, size, material, at=(0, 0, 0), yaw=0.0, taper=1.0):
    """Stands on `at`; the top is `taper` times as wide."""
    w, d, h = size[0] / 2, size[1] / 2, size[2]
    vertices = [(sx * w * t, sy * d * t, z) for z, t in ((0, 1.0), (h, taper)) for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    faces = [(3, 2, 1, 0), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7)]
    uvs = [c for _ in faces for c in ((0, 0), (1, 0), (1, 1), (0, 1))]
    return place(new_object(name, vertices, faces, material, uvs), at, yaw)


def extruded(name, profile, width, material):
    """A side view [(y, z), ...] given a width along x."""
    n = len(profile)
    vertices = [(x, y, z) for x in (-width / 2, width / 2) for y, z in profile]
    faces = [list(range(n)), list(range(2 * n - 1, n - 1, -1))] + [(i, n + i, n + (i + 1) % n, (i + 1) % n) for i in range(n)]
    return new_object(name, vertices, faces, material)


def rock(rng, size, material):
    """A broken lump: a cube's corners and middles pushed about."""
    grid = np.array([(x, y, z) for x in (-1, 0, 1) for y in (-1, 0, 1) for z in (-1, 0, 1) if (x, y, z) != (0, 0, 0)], float)
    grid = grid / np.maximum(1.0, np.linalg.norm(grid, axis=1, keepdims=True) ** 0.6) * rng.uniform(0.75, 1.2, (26, 1)) * np.asarray(size) / 2
    mesh, shape = bpy.data.meshes.new("rock"), bmesh.new()
    for v in grid:
        shape.verts.new(tuple(v))
    bmesh.ops.convex_hull(shape, input=shape.verts)
    shape.to_mesh(mesh)
    shape.free()
    mesh.materials.append(material)
    body = bpy.data.objects.new("rock", mesh)
    bpy.context.collection.objects.link(body)
    return body


def cards(name, centres, sizes, normals, material, spin):
    """Many small squares in one mesh: leaves, litter, the shade of a tree."""
    vertices, faces = [], []
    for centre, size, normal, turn in zip(centres, sizes, normals, spin):
        up = Vector(normal).normalized()
        side = up.orthogonal().normalized()
        side.rotate(Matrix.Rotation(float(turn), 3, up))
        other, c = up.cross(side) * float(size) * 0.35, Vector(centre)
        side = side * float(size) * 0.5
        k = len(vertices)
        vertices += [c - side, c - other, c + side, c + other]
        faces.append((k, k + 1, k + 2, k + 3))
    return new_object(name, vertices, faces, material)
