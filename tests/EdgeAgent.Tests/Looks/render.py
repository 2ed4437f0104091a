"""Renders the looks at a registered cover that the tests of the absence rule judge: `blender -b -P render.py -- OUT [look ...] [--samples N]`.

One camera of the demo's street looks at one cover: as it always lies there, in every way in which it can be hidden without being gone,
and gone. Writes OUT/<look>.png of 640 x 360 and OUT/looks.json with the box of the cover and of the car, projected from the scene.
"""
import argparse
import json
import math
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "..", "src", "EdgeWatch", "Demo", "Scene"))

import bpy
from mathutils import Matrix, Vector

import materials
import render
import states
import street
from furniture import manhole_frame
from mesh import Boxes, new_object, place
from vehicle import CAR_TINTS, car

VIEW = next(view for view in states.VIEWS if view.name == "manhole-street")
DAY = dict(light=street.Street(), exposure=0.12)
AFTERNOON = dict(light=street.Street(sun_elevation=36.0, sun_azimuth=250.0, sun_strength=4.0), exposure=0.2)
DUSK = dict(light=street.Street(sun_elevation=1.5, sun_azimuth=285.0, sun_strength=0.15, sky_strength=0.06), exposure=1.2)
LATE = dict(light=street.Street(sun_elevation=-3.0, sun_azimuth=290.0, sun_strength=0.0, sky_strength=0.05), exposure=1.6, lamp=400.0)

# What lies there, under which light, how far the camera was turned (left, up, rolled; degrees), whether a leaf sticks to its glass.
LOOKS = {
    "cover": dict(DAY, state="closed"),
    "car": dict(DAY, state="car"),
    "beside": dict(DAY, state="beside"),
    "open": dict(DAY, state="open"),
    "gone": dict(DAY, state="gone"),
    "leaf": dict(DAY, state="closed", leaf=True),
    "nudged": dict(DAY, state="closed", turned=(2.5, 0.6, 0.5)),
    "knocked": dict(DAY, state="closed", turned=(-11.0, 5.0, 4.0)),
    "afternoon": dict(AFTERNOON, state="closed"),
    "dusk": dict(DUSK, state="closed"),
    "late": dict(LATE, state="closed"),
    "late-gone": dict(LATE, state="gone"),
}


def arrange(state):
    """(class, bodies) of what lies in the road."""
    x, y = street.Street().manhole
    if state == "car":
        return VIEW.arrange("closed") + [("car", car((x + 0.3, y + 0.1, 0.0), 0.05, CAR_TINTS[1]))]
    if state == "beside":
        return VIEW.arrange("closed") + [("car", car((x + 1.2, y - 1.75, 0.0), 0.0, CAR_TINTS[2]))]
    if state == "gone":
        return [("manhole-open", manhole_frame((x, y, 0.0)))]
    return VIEW.arrange(state)


def relight(scene, look):
    for body in [one for one in bpy.data.objects if one.type == "LIGHT"]:
        bpy.data.objects.remove(body)
    street.light(look["light"])
    scene.view_settings.exposure = look["exposure"]
    if look.get("lamp"):
        lamp = bpy.data.objects.new("lamp", bpy.data.lights.new("lamp", "AREA"))
        lamp.data.energy, lamp.data.size, lamp.data.color = look["lamp"], 0.5, (1.0, 0.72, 0.42)
        lamp.location = (17.5, 3.8, 7.0)
        bpy.context.collection.objects.link(lamp)


def turn(camera, view, turned):
    camera.rotation_euler = (Vector(view.target) - Vector(view.location)).to_track_quat("-Z", "Y").to_euler()
    left, up, rolled = (math.radians(angle) for angle in turned)
    bpy.context.view_layer.update()
    own = Matrix.Rotation(left, 4, "Y") @ Matrix.Rotation(up, 4, "X") @ Matrix.Rotation(rolled, 4, "Z")
    camera.matrix_world = camera.matrix_world @ own


def stick_leaf(camera):
    """A wet leaf on the glass, 2.5 cm before a lens of 4 mm at f/2: too near to be sharp, over the cover."""
    camera.data.clip_start = 0.005
    camera.data.dof.use_dof, camera.data.dof.focus_distance, camera.data.dof.aperture_fstop = True, 6.0, 13.0
    outline = [(math.cos(a) * 0.0062, math.sin(a) * 0.0040 * (1 - 0.35 * math.cos(a)), 0.0) for a in (k * math.pi / 18 for k in range(36))]
    leaf = new_object("leaf", outline, [tuple(range(36))], materials.painted((0.10, 0.075, 0.02), 0.6))
    leaf.matrix_world = camera.matrix_world @ Matrix.Translation((-0.0004, -0.0058, -0.025)) @ Matrix.Rotation(0.5, 4, "Z")
    return [leaf]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("out")
    arguments.add_argument("wanted", nargs="*")
    arguments.add_argument("--samples", type=int, default=12)
    asked = arguments.parse_args(sys.argv[sys.argv.index("--") + 1:])
    os.makedirs(asked.out, exist_ok=True)
    render.WIDTH, render.HEIGHT = 640, 360
    street.clear()
    scene = render.set_up(asked.samples)
    scene.render.threads_mode, scene.render.threads = "FIXED", 1
    street.build(street.Street())
    camera, boxes = render.aim(scene, VIEW), {}
    for name, look in LOOKS.items():
        if asked.wanted and name not in asked.wanted:
            continue
        before = set(bpy.data.objects)
        relight(scene, look)
        turn(camera, VIEW, look.get("turned", (0, 0, 0)))
        things = arrange(look["state"])
        bpy.context.view_layer.update()
        camera.data.dof.use_dof = False
        if look.get("leaf"):
            stick_leaf(camera)
        boxes[name] = [{"class": label, "box": render.projected_box(scene, camera, bodies)} for label, bodies in things]
        render.save(scene, render.render_denoised(scene), os.path.join(asked.out, f"{name}.png"))
        print(f"rendered {name}", flush=True)
        for body in set(bpy.data.objects) - before:
            if body.type != "LIGHT":
                bpy.data.objects.remove(body)
    with open(os.path.join(asked.out, "looks.json"), "w") as file:
        json.dump(boxes, file, indent=1)


main()
