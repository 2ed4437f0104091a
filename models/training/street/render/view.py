"""Where the camera stands and what light there is."""
import math

import bpy
import numpy as np
from mathutils import Vector

from shade import linear

# share of the picture's width that a cover of 0.7 m takes, degrees below the horizon, horizontal field of view in degrees
VIEWS = {"steep": ((0.22, 0.8), (42, 88), (45, 72)), "phone": ((0.14, 0.6), (16, 50), (48, 75)),
         "street": ((0.06, 0.2), (9, 26), (45, 75)), "pole": ((0.05, 0.15), (20, 50), (40, 80))}
CHANCES = (0.28, 0.46, 0.1, 0.16)
BIN_VIEWS = {"phone": ((0.12, 0.45), (3, 28), (45, 75)), "street": ((0.06, 0.18), (5, 20), (45, 75)), "pole": ((0.06, 0.16), (18, 42), (40, 80))}
BIN_CHANCES = (0.55, 0.2, 0.25)
COVER_METRES = 0.7


class View:
    """A camera that looks at the place about the origin; `distance` in metres, `frame` the width of ground in view there."""

    def __init__(self, rng, of_bins=False):
        views, chances = (BIN_VIEWS, BIN_CHANCES) if of_bins else (VIEWS, CHANCES)
        self.name = str(rng.choice(list(views), p=chances))
        share, below, field = (rng.uniform(*span) for span in views[self.name])
        self.size = [(336, 252), (368, 206), (252, 336), (288, 288)][rng.choice(4, p=[0.55, 0.2, 0.15, 0.1])]
        half_field = math.radians(field) / 2
        self.frame = COVER_METRES / share
        self.distance = self.frame / (2 * math.tan(half_field))
        self.azimuth, below = rng.uniform(0, 2 * math.pi), math.radians(below)
        away = Vector((math.cos(self.azimuth), math.sin(self.azimuth), 0))
        side = Vector((-away.y, away.x, 0))
        target = side * float(np.clip(rng.normal(0, 0.16), -0.33, 0.33)) * self.frame
        target += away * float(np.clip(rng.normal(0.02, 0.12), -0.25, 0.25)) * self.frame * min(1.0, 0.6 / math.sin(below))
        target += Vector((0, 0, 0.5 if of_bins else 0))
        self.place = target - away * self.distance * math.cos(below) + Vector((0, 0, self.distance * math.sin(below)))
        data = bpy.data.cameras.new("camera")
        data.sensor_fit, data.angle, data.clip_end, data.clip_start = "HORIZONTAL", 2 * half_field, 300, 0.02
        self.camera = bpy.data.objects.new("camera", data)
        bpy.context.collection.objects.link(self.camera)
        look = (target - self.place).to_track_quat("-Z", "Y").to_matrix().to_4x4()
        look.translation = self.place
        self.camera.matrix_world = look
        self.camera.rotation_euler.rotate_axis("Z", rng.normal(0, 0.05 if self.name != "pole" else 0.02))
        scene = bpy.context.scene
        scene.camera = self.camera
        scene.render.resolution_x, scene.render.resolution_y = self.size

    def on_ground(self, along, across):
        """The ground point `along` metres beyond the origin as the camera looks, `across` metres to its left."""
        c, s = math.cos(self.azimuth), math.sin(self.azimuth)
        return np.array([c * along - s * across, s * along + c * across])


def lamp(kind, energy, colour, at=None, towards=None, **options):
    data = bpy.data.lights.new("lamp", kind)
    data.energy, data.color = energy, linear(colour)
    for key, value in options.items():
        setattr(data, key, value)
    body = bpy.data.objects.new("lamp", data)
    if towards is not None:
        body.rotation_euler = Vector(towards).to_track_quat("Z", "Y").to_euler()
    if at is not None:
        body.location = at
    bpy.context.collection.objects.link(body)


def darken():
    """Takes all lamps and cameras away, and what only threw shadows."""
    for body in list(bpy.data.objects):
        if body.type in ("LIGHT", "CAMERA") or not body.visible_camera:
            bpy.data.objects.remove(body)


def sky(colour, strength):
    world = bpy.data.worlds.get("sky") or bpy.data.worlds.new("sky")
    world.use_nodes, world.cycles.sampling_method = True, "NONE"          # an even sky is met by bounces often enough
    inputs = world.node_tree.nodes["Background"].inputs
    inputs[0].default_value, inputs[1].default_value = (*linear(colour), 1.0), strength
    bpy.context.scene.world = world


def light(rng, view):
    """Returns the kind of light and the direction towards the sun, or None where there is none."""
    kind = str(rng.choice(["sun", "overcast", "dusk", "night"], p=[0.5, 0.33, 0.09, 0.08]))
    height, around = math.radians(rng.uniform(18, 75) if kind == "sun" else rng.uniform(6, 20)), rng.uniform(0, 6.28)
    towards = Vector((math.cos(around) * math.cos(height), math.sin(around) * math.cos(height), math.sin(height)))
    blue = rng.uniform(0.75, 0.98)
    if kind == "sun":
        sky((blue * 0.92, 0.93, 1.0), rng.uniform(0.35, 1.1))
        lamp("SUN", rng.uniform(2.5, 6.0), (1.0, rng.uniform(0.9, 1.0), rng.uniform(0.78, 0.96)), towards=towards, angle=rng.uniform(0.005, 0.05))
        return kind, towards
    if kind == "overcast":
        sky((0.9 * blue + 0.08, 0.95, 0.98), 1.0)
        lamp("SUN", rng.uniform(0.2, 1.2), (1, 1, 1), towards=Vector((towards.x, towards.y, 1.2)), angle=1.2)
        return kind, None
    if kind == "dusk":
        sky((0.6, 0.66, 0.85), 0.35)
        lamp("SUN", rng.uniform(0.0, 1.5), (1.0, 0.72, 0.45), towards=towards, angle=0.05)
        return kind, towards
    sky((0.25, 0.3, 0.45), 0.02)
    colour = [(1.0, 0.75, 0.4), (0.95, 0.97, 1.0), (1.0, 0.9, 0.75)][rng.integers(3)]
    at = rng.uniform(-5, 5, 2)
    lamp("POINT", 900, colour, at=(*at, rng.uniform(3.5, 6.5)), shadow_soft_size=0.15)
    if rng.random() < 0.35:                                  # a torch or flash beside the camera
        lamp("POINT", 12 * view.distance ** 2, (1, 1, 1), at=view.place + Vector((0.08, 0.0, 0.05)), shadow_soft_size=0.02)
    return kind, None
