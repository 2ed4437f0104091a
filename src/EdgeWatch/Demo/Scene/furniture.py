"""Street furniture: wheelie bins, manholes, trees, hedges, lamp posts, bollards."""
import math

import numpy as np
from mathutils import Matrix, Vector

import materials
from mesh import Boxes, keep_sharp, leaf_cloud, loft, new_object, place, rounded_rectangle, turned
from refuse import Pile

BIN_GREEN, BIN_BLUE = (0.012, 0.135, 0.055), (0.018, 0.07, 0.26)


def bin_body(material):
    """240 l after EN 840-1: 0.58 m wide, 0.72 m deep, 1.07 m high with lid; open above, tapering to the ground."""
    def ring(z, width, depth, radius=0.05):
        return [(x, y, z) for x, y, _ in rounded_rectangle(width, depth, radius, z)]
    rings = [ring(0.06, 0.40, 0.46), ring(0.10, 0.43, 0.50), ring(0.86, 0.53, 0.65), ring(0.865, 0.57, 0.70),
             ring(0.93, 0.58, 0.71), ring(0.935, 0.55, 0.68), ring(0.98, 0.555, 0.685), ring(0.985, 0.58, 0.715),
             ring(1.0, 0.58, 0.715), ring(1.0, 0.51, 0.64), ring(0.5, 0.45, 0.56)]
    return keep_sharp(loft("bin body", rings, material, close_ends=(True, True)), 25)


def bin_lid(material, open_degrees):
    """Hinged along the back edge; 0 is shut, 100 stands up, 250 hangs down behind."""
    def ring(z, width, depth, radius=0.06):
        return [(x, y - 0.37, z) for x, y, _ in rounded_rectangle(width, depth, radius, z)]
    rings = [ring(-0.035, 0.60, 0.75), ring(0.0, 0.61, 0.76), ring(0.03, 0.60, 0.75), ring(0.045, 0.50, 0.62),
             ring(0.065, 0.48, 0.60), ring(0.07, 0.2, 0.3)]
    lid = keep_sharp(loft("bin lid", rings, material, close_ends=(False, True)), 25)
    under = keep_sharp(loft("bin lid", [ring(-0.035, 0.60, 0.75), ring(0.02, 0.56, 0.70)], material, close_ends=(False, True)))
    for part in (lid, under):
        part.matrix_world = Matrix.Translation((0, 0.36, 1.02)) @ Matrix.Rotation(math.radians(-open_degrees), 4, "X")
    return [lid, under]


def bin_fittings(material, dark):
    parts = []
    for side in (-1, 1):
        wheel = turned("bin wheel", [(0, -0.025), (0.06, -0.03), (0.10, -0.025), (0.10, 0.025), (0.06, 0.03), (0, 0.025)], dark, 28)
        wheel.matrix_world = Matrix.Translation((side * 0.235, 0.27, 0.10)) @ Matrix.Rotation(math.pi / 2, 4, "Y")
        parts.append(wheel)
    grip = Boxes("bin grip", material)
    grip.add((-0.2, 0.41, 0.965), (0.2, 0.44, 0.995))
    for x in (-0.2, -0.05, 0.05, 0.17):
        grip.add((x, 0.34, 0.955), (x + 0.03, 0.44, 0.99))
    ribs = Boxes("bin ribs", material)
    for x in np.linspace(-0.24, 0.24, 7):
        ribs.add((x - 0.006, -0.362, 0.87), (x + 0.006, -0.33, 0.995))
    return parts + [grip.build(0.006), ribs.build(0.003)]


def bin_emblem():
    """A white sign of three arrows that chase each other, on the front panel, which leans with the taper."""
    vertices, faces = [], []
    for turn in (math.radians(a) for a in (90, 210, 330)):
        arrow = [(-0.075, -0.075), (0.035, -0.075), (0.035, -0.095), (0.085, -0.055), (0.035, -0.015), (0.035, -0.035), (-0.05, -0.035)]
        faces.append(tuple(range(len(vertices), len(vertices) + len(arrow))))
        vertices += [(x * math.cos(turn) - z * math.sin(turn), 0.0, x * math.sin(turn) + z * math.cos(turn)) for x, z in arrow]
    sign = new_object("bin emblem", vertices, faces, materials.painted((0.72, 0.73, 0.72), 0.5))
    sign.matrix_world = Matrix.Translation((0, -0.303, 0.58)) @ Matrix.Rotation(math.atan2(0.075, 0.76), 4, "X")
    return sign


def wheelie_bin(location, heading=0.0, tint=BIN_GREEN, lid_degrees=0.0):
    """Front towards -y at heading 0. Returns its bodies."""
    shell = materials.painted(tint, 0.42, dirt=0.4)
    parts = [bin_body(shell), *bin_lid(shell, lid_degrees), *bin_fittings(shell, materials.painted((0.02, 0.02, 0.02), 0.7)),
             bin_emblem()]
    return place(parts, location, heading)


def bin_contents(refuse, location, heading=0.0, heaped=1.0):
    """Refuse that fills a bin and stands above its rim; `heaped` 0 ends at the rim, 1 about 0.5 m above it."""
    pile = Pile(refuse, (0, 0, 0), 0.26, floor=0.74)
    rng = refuse.rng
    for x, y in ((-0.1, -0.12), (0.12, -0.14), (-0.08, 0.14), (0.12, 0.16)):
        size = rng.uniform(0.36, 0.44)
        pile.lay(refuse.bag(size), x, y, size * 0.45, size * 0.55)
    for _ in range(round(4 * heaped)):
        size = rng.uniform(0.34, 0.46)
        pile.lay(refuse.bag(size) if rng.random() < 0.5 else refuse.carrier(size), rng.uniform(-0.16, 0.16),
                 rng.uniform(-0.22, 0.2), size * 0.45, size * 0.6)
    pile.carriers(round(9 * heaped), 0.18, 0.28)
    pile.cartons(round(heaped), 0.22, 0.28, 0.4)
    return place(pile.bodies, location, heading)


def manhole_frame(location, radius=0.40, depth=2.6):
    """Iron frame flush with the road, brick shaft below it with step irons; the cover is a thing of its own."""
    iron = materials.cast_iron()
    rim = turned("manhole frame", [(radius + 0.10, -0.02), (radius + 0.10, 0.004), (radius + 0.09, 0.008), (radius + 0.012, 0.008),
                                   (radius + 0.004, 0.002), (radius, -0.05), (radius - 0.03, -0.05), (radius - 0.03, -0.16)], iron, 72)
    shaft = turned("manhole shaft", [(radius - 0.03, -0.16), (radius - 0.01, -0.17), (radius + 0.03, -depth), (0, -depth)],
                   materials.concrete((0.045, 0.038, 0.032)), 48)
    steps = Boxes("step irons", iron)
    for z in np.arange(0.35, depth, 0.3):
        steps.add((radius - 0.17, -0.15, -z - 0.02), (radius - 0.15, 0.15, -z))
        for y in (-0.15, 0.13):
            steps.add((radius - 0.17, y, -z - 0.02), (radius, y + 0.02, -z))
    return place([rim, shaft, steps.build()], location)


def manhole_cover(location, radius=0.392, heading=0.0, tilt=0.0):
    """Cast cover 5 cm thick, its top at the location: tyres have polished it grey, dirt has filled its slots."""
    polished, dirt = materials.cast_iron((0.17, 0.168, 0.165), (0.12, 0.105, 0.09)), materials.cast_iron((0.035, 0.034, 0.033), (0.05, 0.04, 0.03))
    parts = [turned("manhole cover", [(0, -0.05), (radius - 0.005, -0.05), (radius, -0.045), (radius, -0.008), (radius - 0.006, 0.0),
                                      (radius - 0.035, 0.0), (radius - 0.04, -0.009), (radius * 0.62, -0.009), (radius * 0.61, 0.0),
                                      (radius * 0.54, 0.0), (radius * 0.53, -0.009), (radius * 0.24, -0.009), (radius * 0.23, 0.0),
                                      (0, 0.0)], polished, 72)]
    for count, inner, outer in ((24, 0.63, 0.90), (12, 0.26, 0.53)):
        for k in range(count):
            slot = Boxes("cover slot", dirt).add((inner * radius, -0.012, -0.012), (outer * radius, 0.012, 0.0)).build(0.003)
            slot.matrix_world = Matrix.Rotation(2 * math.pi * k / count, 4, "Z")
            parts.append(slot)
    for part in parts:
        part.matrix_world = Matrix.Rotation(tilt, 4, "X") @ part.matrix_world
    return place(parts, location, heading)


def tree(location, rng, height=6.5, crown=1.9, leaves=9000):
    """Trunk, a few limbs and a crown of leaf clouds, in a square of bare earth."""
    bark = materials.bark()
    trunk = turned("trunk", [(0.17, 0), (0.13, 0.3), (0.11, height * 0.5), (0.06, height * 0.8)], bark, 14)
    parts, centres = [trunk], []
    for _ in range(9):
        angle, out = rng.uniform(0, 2 * math.pi), crown * rng.uniform(0.3, 0.75)
        tip = Vector((out * math.cos(angle), out * math.sin(angle), height * rng.uniform(0.55, 0.95)))
        base = Vector((0, 0, height * rng.uniform(0.38, 0.55)))
        limb = turned("limb", [(0.05, 0), (0.018, (tip - base).length)], bark, 7)
        limb.matrix_world = Matrix.Translation(base) @ (tip - base).to_track_quat("Z", "Y").to_matrix().to_4x4()
        parts.append(limb)
        centres.append(tip)
    points = []
    for tip in centres:
        cloud = rng.normal(size=(leaves // len(centres), 3))
        cloud /= np.linalg.norm(cloud, axis=1, keepdims=True)
        points.append(np.array(tip) + cloud * rng.uniform(0.35, 1.0, (len(cloud), 1)) * crown * np.array([0.55, 0.55, 0.4]))
    parts.append(leaf_cloud("crown", np.concatenate(points), 0.075, materials.foliage(), rng))
    return place(parts, location)


def hedge(low, high, rng, leaves_per_m2=900):
    """A clipped hedge: leaves on and under the skin of a box."""
    low, high = np.array(low), np.array(high)
    size = high - low
    count = int(leaves_per_m2 * (size[0] * size[1] + 2 * size[2] * (size[0] + size[1])))
    points = rng.uniform(size=(count, 3))
    side, axis = rng.random(count), rng.choice(3, count, p=[0.15, 0.5, 0.35])
    depth = np.where(side < 0.5, rng.uniform(0, 0.22, count), 1 - rng.uniform(0, 0.22, count))
    points[np.arange(count), axis] = np.where(axis == 2, 1 - rng.uniform(0, 0.12, count), depth)
    core = Boxes("hedge core", materials.painted((0.012, 0.02, 0.008), 0.9)).add(tuple(low + 0.12), tuple(high - 0.12))
    return [leaf_cloud("hedge", low + points * size + rng.normal(size=(count, 3)) * 0.03, 0.045,
                       materials.foliage((0.05, 0.11, 0.025)), rng), core.build()]


def lamp_post(location, heading=0.0, height=7.0):
    steel = materials.painted((0.16, 0.18, 0.19), 0.4, 0.6)
    post = turned("lamp post", [(0.12, 0), (0.12, 0.5), (0.075, 0.55), (0.05, height), (0, height)], steel, 20)
    arm = turned("lamp arm", [(0.03, 0), (0.025, 1.6)], steel, 10)
    arm.matrix_world = Matrix.Translation((0, 0, height - 0.05)) @ Matrix.Rotation(math.radians(82), 4, "Y")
    head = Boxes("lamp head", steel).add((1.3, -0.14, height + 0.14), (2.0, 0.14, height + 0.24)).build(0.03)
    return place([post, arm, head], location, heading)


def bollard(location):
    return place([turned("bollard", [(0.06, 0), (0.06, 0.85), (0.045, 0.9), (0, 0.9)], materials.painted((0.05, 0.055, 0.06), 0.4, 0.3), 24),
                  turned("bollard band", [(0.0625, 0.68), (0.0625, 0.78)], materials.painted((0.75, 0.75, 0.72)), 24)], location)
