"""The street: x runs along it, y across it towards the north side, z up, in metres.

    y  -14  buildings | -6.2 .. -3.6 pavement with hedge | -3.6 .. 2.6 carriageway | 2.6 .. 5.0 bicycle lane
            | 5.0 kerb | 5.15 .. 8.8 pavement with trees | 8.8 buildings

Everything that differs from one such street to another is a field of `Street`, so that a later step can draw many.
"""
import math
from dataclasses import dataclass, field

import bpy
import numpy as np
from mathutils import Vector

import materials
from furniture import bollard, hedge, lamp_post, tree
from mesh import Boxes, new_object, place, sheet
from vehicle import CAR_TINTS, bicycle, car

KERB_HEIGHT = 0.13
NORTH_KERB, SOUTH_KERB, LANE_EDGE, NORTH_FRONT, SOUTH_FRONT = 5.0, -3.6, 2.6, 8.8, -14.0
WEST, EAST = -30.0, 75.0
SHOP_NAMES = ("BAKERY", "HARDWARE", "BOOKS & PAPER", "TEA HOUSE", "GREENGROCER", "CYCLES", "PHARMACY", "TAILOR", "NOODLES")


@dataclass
class Street:
    seed: int = 7
    manhole: tuple = (14.0, 0.4)          # centre in the carriageway; its hole is cut into the asphalt
    sun_elevation: float = 47.0           # degrees
    sun_azimuth: float = 222.0            # degrees from north, clockwise: afternoon
    sun_strength: float = 5.0
    sky_strength: float = 0.10
    haze: float = 1.6
    road_wear: float = 0.6                # 0 new .. 1 worn
    lane_tint: tuple = (0.20, 0.075, 0.055)
    trees_at: list = field(default_factory=lambda: [-9.0, 6.6, 20.0, 35.0, 43.0, 52.0, 61.0])
    far_trees_at: list = field(default_factory=lambda: [-14, -5, 4, 12.5, 20, 27, 35, 43, 52, 60])
    cars_at: list = field(default_factory=lambda: [5.0, 23.2, 34.5, 44.5, 55.0])    # parked along the south kerb
    bicycles_at: list = field(default_factory=lambda: [9.6, 10.4, 38.0])             # leaning against the fronts
    lamps_at: list = field(default_factory=lambda: [-14.0, 17.5, 47.0])


def clear():
    bpy.ops.wm.read_factory_settings(use_empty=True)


def build(street):
    """Builds all of it and returns what always stands there and has a class: (class, bodies)."""
    standing = []
    rng = np.random.default_rng(street.seed)
    light(street)
    ground(street)
    markings(street)
    kerbs_and_pavements()
    fronts(rng)
    for x in street.trees_at:
        tree((x, 5.75, KERB_HEIGHT), rng, rng.uniform(5.0, 5.8))
    for x in street.far_trees_at:
        tree((x, -7.4, KERB_HEIGHT), rng, rng.uniform(6.0, 8.0), crown=2.2)
    for low, high in ((-28, -2), (0.5, 24), (26.5, 70)):
        hedge((low, -6.4, 0.1), (high, -5.7, 1.15), rng)
    for x in street.lamps_at:
        lamp_post((x, 5.45, KERB_HEIGHT), -math.pi / 2)
    for k, x in enumerate(street.cars_at):
        standing.append(("car", car((x, SOUTH_KERB + 1.05, 0.0), rng.normal() * 0.02 + math.pi, CAR_TINTS[k % len(CAR_TINTS)])))
    for x in street.bicycles_at:
        tint = [(0.03, 0.10, 0.16), (0.22, 0.03, 0.03), (0.02, 0.02, 0.02)][rng.integers(3)]
        lean = math.radians(rng.uniform(52, 72))
        standing.append(("bicycle", bicycle((x, NORTH_FRONT - 0.75, KERB_HEIGHT), lean, tint)))
    # The street ends at a house across it, so that no bare horizon shows.
    Boxes("far end", materials.brickwork((0.36, 0.24, 0.16), (0.27, 0.17, 0.11))).add((EAST, -20.0, 0.0), (EAST + 8, 14.0, 10.0)).build()
    hedge((EAST - 2.5, -3.4, 0.0), (EAST - 1.2, 4.8, 1.5), rng, 400)
    for x in np.arange(30.5, 60.0, 3.0):
        bollard((x, 5.5, KERB_HEIGHT))
    return standing


def light(street):
    """Sky after Nishita for the shadows' blue, and a sun lamp for the sun: its disc in the sky would cost noise."""
    world = bpy.data.worlds.new("sky")
    bpy.context.scene.world = world
    world.use_nodes = True
    nodes = world.node_tree.nodes
    sky = nodes.new("ShaderNodeTexSky")
    sky.sky_type, sky.sun_disc, sky.dust_density = "NISHITA", False, street.haze
    sky.sun_elevation, sky.sun_rotation = math.radians(street.sun_elevation), math.radians(street.sun_azimuth)
    world.node_tree.links.new(sky.outputs[0], nodes["Background"].inputs["Color"])
    nodes["Background"].inputs["Strength"].default_value = street.sky_strength
    sun = bpy.data.objects.new("sun", bpy.data.lights.new("sun", "SUN"))
    sun.data.energy, sun.data.angle, sun.data.color = street.sun_strength, math.radians(0.7), (1.0, 0.93, 0.83)
    sun.rotation_euler = towards_sun(street).to_track_quat("Z", "Y").to_euler()
    bpy.context.collection.objects.link(sun)


def towards_sun(street):
    elevation, azimuth = math.radians(street.sun_elevation), math.radians(street.sun_azimuth)
    return Vector((math.sin(azimuth) * math.cos(elevation), math.cos(azimuth) * math.cos(elevation), math.sin(elevation)))


def ground(street):
    """Asphalt with a round hole for the manhole: four sheets about a square, and the square less a circle."""
    road = materials.asphalt(wear=street.road_wear)
    (cx, cy), half = street.manhole, 0.75
    for low, high in (((WEST, SOUTH_KERB), (cx - half, LANE_EDGE)), ((cx + half, SOUTH_KERB), (EAST, LANE_EDGE)),
                      ((cx - half, SOUTH_KERB), (cx + half, cy - half)), ((cx - half, cy + half), (cx + half, LANE_EDGE))):
        sheet("carriageway", low, high, 0.0, road)
    sheet("bicycle lane", (WEST, LANE_EDGE), (EAST, NORTH_KERB), 0.0, materials.lane_paint(street.lane_tint))
    sheet("earth", (-120, -120), (160, SOUTH_KERB), -0.02, materials.concrete((0.2, 0.2, 0.17)))
    sheet("earth", (-120, NORTH_KERB), (160, 120), -0.02, materials.concrete((0.2, 0.2, 0.17)))
    patch = materials.asphalt((0.066, 0.066, 0.068), wear=0.9)
    angles = np.arange(64) * 2 * math.pi / 64 + math.pi / 64
    inner = [(cx + 0.495 * math.cos(a), cy + 0.495 * math.sin(a), 0.0) for a in angles]
    outer = [(cx + half * math.cos(a) / max(abs(math.cos(a)), abs(math.sin(a))),
              cy + half * math.sin(a) / max(abs(math.cos(a)), abs(math.sin(a))), 0.0) for a in angles]
    faces = [(64 + i, 64 + (i + 1) % 64, (i + 1) % 64, i) for i in range(64)]
    corners = [[64 + i, 64 + i + 1, 128 + n] for n, i in enumerate((7, 23, 39, 55))]
    square = [(cx + sx * half, cy + sy * half, 0.0) for sx, sy in ((1, 1), (-1, 1), (-1, -1), (1, -1))]
    new_object("manhole surround", inner + outer + square, faces + corners, patch)


def markings(street):
    paint = materials.road_marking(street.road_wear)
    z = 0.003
    for edge in (LANE_EDGE - 0.1, NORTH_KERB - 0.32):
        sheet("lane line", (WEST, edge), (EAST, edge + 0.14), z, paint)
    for x in np.arange(WEST, EAST, 6.0):
        sheet("centre line", (x, -0.85), (x + 2.6, -0.72), z, paint)
    sheet("edge line", (WEST, SOUTH_KERB + 0.25), (EAST, SOUTH_KERB + 0.37), z, paint)
    for x in (-9.0, 19.0, 34.0, 50.0):
        bicycle_sign((x, 3.75), paint)


def bicycle_sign(centre, paint):
    """The painted bicycle, drawn with flat rings and bars; it reads along +x."""
    def ring(cx, cy, radius):
        turn = np.linspace(0, 2 * math.pi, 29)[:-1]
        vertices = [(cx + r * math.cos(a), cy + r * math.sin(a), 0.004) for r in (radius, radius - 0.07) for a in turn]
        return new_object("bicycle sign", vertices, [(i, (i + 1) % 28, 28 + (i + 1) % 28, 28 + i) for i in range(28)], paint)

    def bar(a, b, width=0.065):
        a, b = Vector((*a, 0.0045)), Vector((*b, 0.0045))
        across = (b - a).cross(Vector((0, 0, 1))).normalized() * width / 2
        return new_object("bicycle sign", [a - across, a + across, b + across, b - across], [(0, 1, 2, 3)], paint)

    hub, front, seat, head, pedal = (0.0, 0.42), (0.0, -0.42), (0.5, 0.2), (0.55, -0.25), (0.02, 0.05)
    parts = [ring(*hub, 0.3), ring(*front, 0.3), bar(hub, pedal), bar(hub, seat), bar(pedal, seat), bar(pedal, head),
             bar(seat, head), bar(front, (0.72, -0.22)), bar((0.72, -0.32), (0.72, -0.06)), bar((0.56, 0.32), (0.56, 0.1))]
    return place(parts, (*centre, 0.0), 0.0, 1.25)


def kerbs_and_pavements():
    stone = materials.concrete((0.42, 0.41, 0.39))
    kerbs = Boxes("kerb", stone)
    for x in np.arange(WEST, EAST, 1.0):
        kerbs.add((x + 0.004, NORTH_KERB, -0.1), (x + 0.996, NORTH_KERB + 0.15, KERB_HEIGHT))
        kerbs.add((x + 0.004, SOUTH_KERB - 0.15, -0.1), (x + 0.996, SOUTH_KERB, KERB_HEIGHT))
    kerbs.build(0.018)
    sheet("pavement", (WEST, NORTH_KERB + 0.15), (EAST, NORTH_FRONT), KERB_HEIGHT, materials.paving())
    sheet("pavement", (WEST, SOUTH_FRONT), (EAST, SOUTH_KERB - 0.15), KERB_HEIGHT, materials.paving((0.33, 0.27, 0.24), (0.30, 0.30, 0.29)))
    gutter = materials.concrete((0.2, 0.2, 0.19))
    sheet("gutter", (WEST, NORTH_KERB - 0.12), (EAST, NORTH_KERB), 0.002, gutter)
    sheet("gutter", (WEST, SOUTH_KERB), (EAST, SOUTH_KERB + 0.15), 0.002, gutter)


def fronts(rng):
    """Two rows of houses; each has a width, a number of storeys, a wall and a shop or a plain ground floor."""
    walls = [materials.brickwork(), materials.plaster(), materials.plaster((0.50, 0.50, 0.47)),
             materials.brickwork((0.36, 0.24, 0.16), (0.27, 0.17, 0.11)), materials.plaster((0.55, 0.42, 0.33))]
    for front, facing in ((NORTH_FRONT, -1), (SOUTH_FRONT, 1)):
        x, k = WEST, 0 if facing < 0 else 2
        while x < EAST:
            width = float(rng.choice([7.2, 8.4, 9.6]))
            house(x, width, front, facing, int(rng.integers(3, 6) if facing < 0 else rng.integers(2, 4)), walls[k % len(walls)], rng)
            x, k = x + width, k + 1


def house(x, width, front, facing, storeys, wall, rng):
    """A facade of piers and spandrels, so that windows are really set back from the wall."""
    masonry, glass, frames = Boxes("wall", wall), Boxes("glass", materials.window_glass()), \
        Boxes("frames", materials.painted([(0.6, 0.6, 0.58), (0.12, 0.10, 0.08), (0.10, 0.14, 0.13)][rng.integers(3)], 0.5))
    sills = Boxes("sills", materials.concrete((0.5, 0.48, 0.44)))

    def box(target, x0, x1, depth0, depth1, z0, z1):
        y0, y1 = sorted((front - facing * depth0, front - facing * depth1))
        target.add((x0, y0, z0), (x1, y1, z1))

    top, bays = 3.6 + 3.1 * (storeys - 1), round(width / 2.4)
    bay = width / bays
    box(masonry, x, x + width, 0.3, 6.0, 0, top)
    ground_floor(box, masonry, glass, frames, sills, x, width, (front, facing), rng)
    for storey in range(1, storeys):
        floor = 3.6 + 3.1 * (storey - 1)
        box(masonry, x, x + width, 0.0, 0.3, floor, floor + 0.9)
        box(masonry, x, x + width, 0.0, 0.3, floor + 2.5, floor + 3.1)
        for b in range(bays + 1):
            box(masonry, max(x, x + b * bay - 0.55), min(x + width, x + b * bay + 0.55), 0.0, 0.3, floor + 0.9, floor + 2.5)
        for b in range(bays):
            left, right = x + b * bay + 0.55, x + (b + 1) * bay - 0.55
            window(box, glass, frames, sills, left, right, floor + 0.9, floor + 2.5)
    box(sills, x - 0.02, x + width + 0.02, -0.14, 0.3, top, top + 0.28)
    for part in (masonry, glass, frames):
        part.build()
    sills.build(0.015)


def window(box, glass, frames, sills, left, right, low, high):
    middle, bar = (left + right) / 2, 0.035
    box(glass, left, right, 0.20, 0.22, low, high)
    for a, b, z0, z1 in ((left, left + 0.06, low, high), (right - 0.06, right, low, high), (left, right, low, low + 0.06),
                         (left, right, high - 0.06, high), (middle - bar, middle + bar, low, high)):
        box(frames, a, b, 0.14, 0.21, z0, z1)
    box(sills, left - 0.06, right + 0.06, -0.07, 0.2, low - 0.07, low)


def ground_floor(box, masonry, glass, frames, sills, x, width, facade, rng):
    """A shop: plinth, glass or shutters between piers, a sign board above."""
    bays = round(width / 2.4)
    bay, shut = width / bays, materials.shutter()
    shutters, board = Boxes("shutters", shut), Boxes("sign board", materials.painted(
        [(0.30, 0.035, 0.03), (0.03, 0.13, 0.10), (0.04, 0.08, 0.22), (0.42, 0.28, 0.05), (0.10, 0.10, 0.10)][rng.integers(5)], 0.4))
    box(masonry, x, x + width, 0.0, 0.3, 2.75, 3.6)
    for b in range(bays + 1):
        box(masonry, max(x, x + b * bay - 0.2), min(x + width, x + b * bay + 0.2), 0.0, 0.3, 0, 2.75)
    for b in range(bays):
        left, right = x + b * bay + 0.2, x + (b + 1) * bay - 0.2
        if rng.random() < 0.35:
            box(shutters, left, right, 0.12, 0.14, KERB_HEIGHT, 2.75)
        else:
            window(box, glass, frames, sills, left, right, KERB_HEIGHT + 0.55, 2.75)
            box(masonry, left, right, 0.03, 0.3, 0, KERB_HEIGHT + 0.5)
    box(board, x + 0.25, x + width - 0.25, -0.12, 0.0, 2.85, 3.45)
    board.build(0.02)
    shutters.build()
    name = SHOP_NAMES[rng.integers(len(SHOP_NAMES))]
    sign = bpy.data.curves.new("shop sign", "FONT")
    sign.body, sign.size, sign.extrude, sign.align_x, sign.align_y = name, 0.42, 0.01, "CENTER", "CENTER"
    sign.materials.append(materials.painted((0.72, 0.70, 0.62), 0.4))
    letters = bpy.data.objects.new("shop sign", sign)
    bpy.context.collection.objects.link(letters)
    front, facing = facade
    letters.location = (x + width / 2, front + facing * 0.135, 3.15)
    letters.rotation_euler = (math.pi / 2, 0, 0 if facing < 0 else math.pi)
