"""Renders the states of the demo's three cameras: `blender -b -P render.py -- OUT [camera[/state] ...] [--samples N] [--boxes-only]`.

Writes OUT/<camera>-<state>.png and, beside it, OUT/<camera>-<state>.json with the boxes of the labelled things, projected
from their real shape. Pictures and boxes come from one scene: neither can be wrong about the other.
"""
import argparse
import json
import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import bpy
import numpy as np
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector

import states
from denoise import denoise
import street

WIDTH, HEIGHT = 960, 540
PLANES = ("Image", "DiffCol", "Normal", "Depth")


def set_up(samples):
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.render.resolution_x, scene.render.resolution_y = WIDTH, HEIGHT
    scene.render.use_persistent_data = True
    layer = bpy.context.view_layer
    layer.use_pass_diffuse_color = layer.use_pass_normal = layer.use_pass_z = True
    scene.view_settings.view_transform, scene.view_settings.look = "Filmic", "Medium High Contrast"
    scene.view_settings.exposure = 0.12
    cycles = scene.cycles
    cycles.device, cycles.samples, cycles.use_adaptive_sampling, cycles.use_denoising = "CPU", samples, False, False
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces, cycles.transparent_max_bounces = 5, 3, 2, 6
    cycles.sample_clamp_indirect, cycles.blur_glossy = 2.0, 1.0
    cycles.caustics_reflective = cycles.caustics_refractive = False
    return scene


def write_planes_to(scene, folder):
    """The passes that the denoiser needs go to `folder` as one EXR each, in linear light."""
    scene.use_nodes = True
    tree = scene.node_tree
    tree.nodes.clear()
    layers, files = tree.nodes.new("CompositorNodeRLayers"), tree.nodes.new("CompositorNodeOutputFile")
    files.base_path, files.format.file_format, files.format.color_depth = folder, "OPEN_EXR", "32"
    files.file_slots.clear()
    for plane in PLANES:
        files.file_slots.new(plane)
        tree.links.new(layers.outputs[plane], files.inputs[plane])


def plane(folder, name, frame):
    image = bpy.data.images.load(os.path.join(folder, f"{name}{frame:04d}.exr"))
    image.colorspace_settings.name = "Non-Color"
    values = np.empty(WIDTH * HEIGHT * 4, np.float32)
    image.pixels.foreach_get(values)
    bpy.data.images.remove(image)
    return values.reshape(HEIGHT, WIDTH, 4)[..., :3]


def render_denoised(scene, base=None, region=None):
    """Linear light. With a `base`, only `region` (left, top, right, bottom in 0..1) is rendered and the rest taken from it."""
    scene.render.use_border = base is not None
    if base is not None:
        left, top, right, bottom = region
        scene.render.border_min_x, scene.render.border_max_x = left, right
        scene.render.border_min_y, scene.render.border_max_y = 1 - bottom, 1 - top
    with tempfile.TemporaryDirectory() as folder:
        write_planes_to(scene, folder)
        bpy.ops.render.render()
        picture, albedo, normal, depth = (plane(folder, name, scene.frame_current) for name in PLANES)
    clean = denoise(picture, albedo, normal, depth[..., 0])
    if base is None:
        return clean
    whole = base.copy()
    # Blender's first row is the lowest; two pixels less, because the filter has no neighbours beyond the region's edge.
    rows = slice(round((1 - bottom) * HEIGHT) + 2, round((1 - top) * HEIGHT) - 2)
    columns = slice(round(left * WIDTH) + 2, round(right * WIDTH) - 2)
    whole[rows, columns] = clean[rows, columns]
    return whole


def save(scene, picture, path):
    whole = np.ones((HEIGHT, WIDTH, 4), np.float32)
    whole[..., :3] = picture
    image = bpy.data.images.new("clean", WIDTH, HEIGHT, alpha=True, float_buffer=True)
    image.pixels.foreach_set(whole.ravel())
    image.save_render(path, scene=scene)
    bpy.data.images.remove(image)


def aim(scene, view):
    data = bpy.data.cameras.new(view.name)
    data.lens = view.lens
    camera = bpy.data.objects.new(view.name, data)
    camera.location = view.location
    camera.rotation_euler = (Vector(view.target) - Vector(view.location)).to_track_quat("-Z", "Y").to_euler()
    bpy.context.collection.objects.link(camera)
    scene.camera = camera
    return camera


def projected(scene, camera, point):
    """Left and top in 0..1 of the picture."""
    seen = world_to_camera_view(scene, camera, point)
    return seen.x, 1 - seen.y


def projected_box(scene, camera, bodies, sun=None):
    """Left, top, right, bottom in 0..1 of the picture over every vertex of the bodies as rendered; with the direction of
    the `sun`, over their shadows on the ground as well."""
    graph = bpy.context.evaluated_depsgraph_get()
    seen = []
    for body in bodies:
        shown = body.evaluated_get(graph)
        mesh = shown.to_mesh()
        points = [shown.matrix_world @ vertex.co for vertex in mesh.vertices]
        points = [point for point in points if point.z > -0.06]     # a shaft is seen through its rim, never beyond it
        if sun is not None:
            points += [point - sun * max(0.0, point.z / sun.z) for point in points]
        seen += [projected(scene, camera, point) for point in points]
        shown.to_mesh_clear()
    xs, ys = zip(*seen)
    return [round(min(1.0, max(0.0, v)), 4) for v in (min(xs), min(ys), max(xs), max(ys))]


def in_picture(scene, camera, bodies):
    """Before the camera, and mostly inside the frame: what is cut off further is not labelled."""
    middles = [world_to_camera_view(scene, camera, body.matrix_world @ Vector(body.bound_box[0])) for body in bodies]
    return sum(m.z > 0 and 0 < m.x < 1 and 0 < m.y < 1 for m in middles) > 0.6 * len(middles)


def union(first, second, margin=0.012):
    low = [max(0.0, min(first[k], second[k]) - margin) for k in (0, 1)]
    return low + [min(1.0, max(first[k], second[k]) + margin) for k in (2, 3)]


class Stills:
    """Renders a camera's states. The first is rendered whole; the others differ from it only about their labelled things,
    so only that region and its shadows are rendered: a third of the time, and nothing else flickers in a cross-fade."""

    def __init__(self, scene, view, standing, out):
        self.scene, self.view, self.out, self.camera = scene, view, out, aim(scene, view)
        bpy.context.view_layer.update()
        self.standing = [thing for thing in standing if in_picture(scene, self.camera, thing[1])]
        self.base = self.base_region = None

    def render(self, state, with_picture):
        before = set(bpy.data.objects)
        things = self.view.arrange(state)
        bpy.context.view_layer.update()
        stem = os.path.join(self.out, f"{self.view.name}-{state}")
        self.write_boxes(stem + ".json", state, things)
        if with_picture:
            started, everything = time.monotonic(), [body for _, bodies in things for body in bodies]
            sun = street.towards_sun(street.Street())
            region = projected_box(self.scene, self.camera, everything, sun) if everything else [1.0, 1.0, 0.0, 0.0]
            if self.base is None:
                self.base, self.base_region = render_denoised(self.scene), region
                picture = self.base
            else:
                picture = render_denoised(self.scene, self.base, union(region, self.base_region))
            save(self.scene, picture, stem + ".png")
            print(f"rendered {self.view.name}/{state} in {time.monotonic() - started:.0f} s", flush=True)
        for body in set(bpy.data.objects) - before:
            bpy.data.objects.remove(body)

    def write_boxes(self, path, state, things):
        boxes = [{"class": label, "box": projected_box(self.scene, self.camera, bodies)}
                 for label, bodies in things + self.standing]
        zones = {zone: [[round(v, 4) for v in projected(self.scene, self.camera, Vector((x, y, 0)))] for x, y in corners]
                 for zone, corners in self.view.ground_zones.items()}
        with open(path, "w") as file:
            json.dump({"camera": self.view.name, "state": state, "boxes": boxes, "zones": zones}, file, indent=1)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("out")
    arguments.add_argument("wanted", nargs="*")
    arguments.add_argument("--samples", type=int, default=16)
    arguments.add_argument("--boxes-only", action="store_true", help="write the boxes again, keep the pictures")
    asked = arguments.parse_args(sys.argv[sys.argv.index("--") + 1:])
    os.makedirs(asked.out, exist_ok=True)
    street.clear()
    scene = set_up(asked.samples)
    standing = street.build(street.Street())
    for view in states.VIEWS:
        stills = Stills(scene, view, standing, asked.out)
        for state in view.states:
            if not asked.wanted or view.name in asked.wanted or f"{view.name}/{state}" in asked.wanted:
                stills.render(state, not asked.boxes_only)


if __name__ == "__main__":
    main()
