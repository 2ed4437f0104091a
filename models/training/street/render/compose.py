"""One scene from one stream of random numbers: what lies where, seen by whom, in which light."""
import math

import bpy
import numpy as np
from mathutils import Vector

import clutter
import textures
from ground import Site
from manhole import Opening, closed, opened
from refuse import waste_place
from shade import coloured, pictured
from shapes import box, cards, place, rock
from view import View, darken, light

KINDS = ("asphalt", "concrete", "paving", "stones", "soil", "grass")


def compose(rng, of_bins):
    """Builds the scene in Blender; returns the site with its labels, the view, and the kind of light."""
    view = View(rng, of_bins)
    kind, sun = light(rng, view)
    site = Site(rng, str(rng.choice(KINDS, p=[0.46, 0.16, 0.2, 0.06, 0.06, 0.06])))
    taken = waste_place(site, view) if of_bins else manholes(rng, site, view)
    if not of_bins or rng.random() < 0.2:
        lookalikes(rng, site, view, taken, sun)
    site.lay()
    standing(rng, view, taken)
    strewn(rng, site, view)
    if view.name != "steep" or rng.random() < 0.2:
        surroundings(rng, view)
    if sun is not None and rng.random() < 0.3:
        shade_from_afar(rng, sun)
    clear_sight(view)
    return site, view, kind


def seen_again(rng, of_bins):
    """Another camera and another light on the scene that stands: a third of the work of a new one."""
    darken()
    again = View(rng, of_bins)
    kind, sun = light(rng, again)
    if sun is not None and rng.random() < 0.3:
        shade_from_afar(rng, sun)
    clear_sight(again)
    return again, kind


def clear_sight(view):
    """Takes away what the camera stands in, and walls between it and the place that it looks at."""
    bpy.context.view_layer.update()
    eye = view.place
    for body in list(bpy.data.objects):
        if body.type == "MESH" and body.visible_camera and body.pass_index == 0:
            corners = np.array([body.matrix_world @ Vector(corner) for corner in body.bound_box])
            if (np.array(eye) > corners.min(0) - 0.3).all() and (np.array(eye) < corners.max(0) + 0.3).all():
                bpy.data.objects.remove(body)
    for _ in range(20):
        way = Vector((0, 0, 0.3)) - eye
        hit, _, _, _, body, _ = bpy.context.scene.ray_cast(bpy.context.evaluated_depsgraph_get(), eye, way.normalized(), distance=way.length - 0.4)
        if not hit or body.name.split(".")[0] not in ("house", "along", "leaves", "body", "cabin", "roof"):
            return
        bpy.data.objects.remove(bpy.data.objects[body.name])


def manholes(rng, site, view):
    """None in one scene of eight, else one at the origin and at times more about it. Returns [(place, radius), ...]."""
    taken = []
    count = int(rng.choice([0, 1, 2, 3], p=[0.12, 0.64, 0.18, 0.06]))
    for k in range(count):
        form = Opening(rng, (0.0, 0.0), small=k > 0 and rng.random() < 0.3)
        reach = float(np.hypot(*form.half)) + form.frame_width
        if k:
            at = free_place(rng, view, taken, reach + 0.7)    # shafts widen by up to 0.35 m below: they must not meet
            if at is None:
                continue
            form.at = at
        (opened if rng.random() < 0.62 else closed)(site, form)
        taken.append((form.at, reach))
    return taken


def free_place(rng, view, taken, reach, spread=0.45):
    """A place in view, clear of what is there; None where it finds none."""
    for _ in range(12):
        at = view.on_ground(rng.normal(0.1, 1.0) * view.frame * spread * 1.6, rng.normal(0, 1.0) * view.frame * spread)
        if all(np.hypot(*(at - other)) > reach + far + 0.08 for other, far in taken):
            return at
    return None


def lookalikes(rng, site, view, taken, sun):
    count = rng.choice([0, 1, 2, 3], p=[0.55, 0.3, 0.1, 0.05]) if taken else rng.integers(1, 5)
    for k in range(count):
        at = free_place(rng, view, taken, 0.4, 0.3) if taken else view.on_ground(*rng.normal(0, 0.15 if k == 0 else 0.35, 2) * view.frame)
        if at is None:
            continue
        if sun is not None and sun.z > 0.3 and rng.random() < 0.2:
            clutter.ring_shadow(site, at, sun)
        else:
            clutter.LOOKALIKES[rng.integers(len(clutter.LOOKALIKES))](site, at)
        taken.append((at, 0.4))


def blocks_view(view, at, radius):
    """Whether something tall at this place would stand between the camera and the origin, or about the camera."""
    eye = np.array(view.place[:2])
    way = -eye / max(1e-6, np.hypot(*eye))
    along, across = float((at - eye) @ way), float(abs((at - eye) @ np.array([-way[1], way[0]])))
    return np.hypot(*(at - eye)) < 0.6 + radius or (0 < along < np.hypot(*eye) and across < 0.28 + radius)


def standing(rng, view, taken):
    """Cones, barriers, people and cars about the place; one in eight may hide a part of it."""
    makers = [(clutter.cone, 0.3, 0.2, 0.34), (clutter.barrier, 0.14, 0.6, 0.7), (clutter.person, 0.26, 0.3, 0.5), (clutter.pole, 0.1, 0.1, 1.2)]
    if view.name == "steep":
        makers = [(make, chance * 0.6, radius, near) for make, chance, radius, near in makers]
    for make, chance, radius, near in makers:
        while rng.random() < chance:
            angle, far = rng.uniform(0, 6.28), near + 0.3 + abs(rng.normal(0, 1)) * min(view.frame * 0.4, 5.0)
            at = far * np.array([math.cos(angle), math.sin(angle)])
            if any(np.hypot(*(at - other)) < radius + reach for other, reach in taken) or (blocks_view(view, at, radius) and rng.random() > 0.12):
                continue
            make(rng, at) if make in (clutter.cone, clutter.pole) else make(rng, at, rng.uniform(0, 6.28))
    if view.name != "steep":
        for _ in range(int(rng.choice([0, 1, 2, 4], p=[0.45, 0.25, 0.2, 0.1]))):
            at = view.on_ground(rng.uniform(3.0, 18), rng.normal(0, 5))
            if not blocks_view(view, at, 2.2) and all(np.hypot(*(at - other)) > 2.6 + reach for other, reach in taken):
                clutter.car(rng, at, rng.choice([0, math.pi, rng.uniform(0, 6.28)]))


def strewn(rng, site, view):
    if rng.random() < 0.35:
        clutter.leaves(rng, view.on_ground(*rng.normal(0, 0.5, 2)), rng.uniform(0.4, 2.5), int(rng.integers(8, 90)))
    if rng.random() < (0.8 if site.kind in ("grass", "soil") else 0.15):
        for loop in site.holes:
            clutter.weeds(rng, loop * 1.0, int(rng.integers(40, 400)))
    for _ in range(int(rng.choice([0, 2, 8], p=[0.6, 0.25, 0.15]))):
        size = rng.uniform(0.02, 0.12) * rng.uniform(0.6, 1.3, 3)
        place(rock(rng, size, coloured(textures.tinted(rng, rng.uniform(0.25, 0.7), 0.05), 0.9)), (*(rng.normal(0, 0.3, 2) * view.frame + 0.6), size[2] * 0.3), rng.uniform(0, 6))


def surroundings(rng, view):
    """House fronts, walls, trees and poles behind, in the direction of view and along the street."""
    fronts = [pictured(textures.house_front(rng), where="uv", relief=0.0, roughness=0.8) for _ in range(3)]
    back = rng.uniform(6, 25)
    for _ in range(int(rng.integers(1, 7))):
        at = view.on_ground(back + rng.uniform(0, 14), rng.normal(0, 9))
        box("house", (rng.uniform(6, 16), rng.uniform(6, 12), rng.uniform(4, 14)), fronts[rng.integers(3)], (*at, 0), view.azimuth + math.pi / 2 + rng.normal(0, 0.3))
    if rng.random() < 0.4:                                   # a hedge, wall or fence along
        at, tint = view.on_ground(rng.uniform(4, 10), rng.normal(0, 2)), np.float32([(0.2, 0.3, 0.12), (0.6, 0.58, 0.54), (0.45, 0.3, 0.22)][rng.integers(3)])
        rough = textures.noise(rng, 256, 24, 4)
        face = pictured(textures.packed(tint * (0.5 + rough[..., None]), rough), 2.0, "world", 0.05, 0.9)
        box("along", (rng.uniform(4, 20), 0.4, rng.uniform(0.6, 2.2)), face, (*at, 0), view.azimuth + math.pi / 2 + rng.normal(0, 0.4))
    for _ in range(int(rng.integers(0, 4))):
        clutter.tree(rng, view.on_ground(rng.uniform(5, 16), rng.normal(0, 6)))


def shade_from_afar(rng, sun):
    """The shade of a tree's crown, or of a roof's straight edge."""
    middle = sun * float(rng.uniform(6, 9)) / max(0.25, sun.z)
    dark = coloured((0.1, 0.14, 0.08))
    if rng.random() < 0.6:
        count = int(rng.integers(60, 260))
        at = np.array(middle) + rng.normal(0, 1, (count, 3)) * [1.8, 1.8, 0.5]
        body = cards("crown", at, rng.uniform(0.2, 0.8, count), rng.normal(0, 1, (count, 3)), dark, rng.uniform(0, 6.3, count))
    else:
        body = box("roof", (8, 8, 0.1), dark, middle + Vector((rng.choice([-1, 1]) * rng.uniform(3.2, 5), rng.normal(0, 2), 0)), rng.uniform(0, 6.28))
    body.visible_camera = False
