"""From Cycles' planes to a photograph: smoothing, exposure, the camera's faults; and the boxes of what is in view."""
import os

os.environ["OPENCV_IO_ENABLE_OPENEXR"] = "1"                 # read by OpenCV as it loads

import bpy
import cv2
import numpy as np
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector

from margin import MARGIN

PLANES = ("Image", "DiffCol", "IndexOB")
MIN_SIDE = 8


def set_up(samples, folder):
    """Cycles at few samples and bounces, its planes written as EXR into `folder`."""
    scene, layer = bpy.context.scene, bpy.context.view_layer
    scene.render.engine, scene.render.threads_mode, scene.render.threads = "CYCLES", "FIXED", 1
    layer.use_pass_diffuse_color = layer.use_pass_object_index = True
    cycles = scene.cycles
    cycles.device, cycles.samples, cycles.use_adaptive_sampling, cycles.use_denoising = "CPU", samples, False, False
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces, cycles.transparent_max_bounces = 1, 1, 1, 1
    cycles.sample_clamp_indirect, cycles.blur_glossy = 2.0, 1.0
    cycles.caustics_reflective = cycles.caustics_refractive = False
    scene.use_nodes = True
    tree = scene.node_tree
    tree.nodes.clear()
    layers, files = tree.nodes.new("CompositorNodeRLayers"), tree.nodes.new("CompositorNodeOutputFile")
    files.base_path, files.format.file_format, files.format.color_depth, files.format.exr_codec = folder, "OPEN_EXR", "32", "NONE"
    files.file_slots.clear()
    for plane in PLANES:
        files.file_slots.new(plane)
        tree.links.new(layers.outputs[plane], files.inputs[plane])
    return scene


def rendered(folder):
    """Light (h, w, 3) smoothed, linear, BGR; and the index of the labelled thing at each pixel (h, w)."""
    scene = bpy.context.scene
    bpy.ops.render.render()
    light, colour, index = (cv2.imread(os.path.join(folder, f"{name}{scene.frame_current:04d}.exr"), cv2.IMREAD_UNCHANGED) for name in PLANES)
    index = index if index.ndim == 2 else index[..., 2]
    return smoothed(light[..., :3], colour[..., :3]), np.rint(index).astype(int)


def smoothed(light, colour):
    """Few samples leave grain in the light and none in the surfaces' colour: only their ratio is smoothed."""
    colour = np.maximum(colour, 0.03)
    ratio = np.log1p(np.clip(light / colour, 0, 60)).astype(np.float32)
    guide = cv2.medianBlur(ratio, 3)
    return np.expm1(cv2.ximgproc.jointBilateralFilter(guide, ratio, 9, 0.3, 3.0)) * colour


def boxes(site, view, index):
    """[(name, cx, cy, w, h), ...] in 0..1 about the visible part; what is mostly hidden or tiny is left out."""
    scene, (width, height), found = bpy.context.scene, view.size, []
    for number, (name, _, reference, least) in enumerate(site.labels, 1):
        rows, columns = np.nonzero(index == number)
        if len(rows) < 12:
            continue
        loop = [world_to_camera_view(scene, view.camera, Vector(point)) for point in reference]
        whole = cv2.contourArea(cv2.convexHull(np.float32([(p.x * width, p.y * height) for p in loop]))) if all(p.z > 0 for p in loop) else 0
        left, right, top, bottom = columns.min(), columns.max() + 1, rows.min(), rows.max() + 1
        if len(rows) < least * whole or right - left < MIN_SIDE or bottom - top < MIN_SIDE:
            continue
        across, down = MARGIN.get(name, (0, 0))
        (left, right), (top, bottom) = with_air(left, right, width, across), with_air(top, bottom, height, down)
        found.append((name, (left + right) / 2 / width, (top + bottom) / 2 / height, (right - left) / width, (bottom - top) / height))
    return found


def with_air(low, high, limit, share):
    """A side of a box made longer by `share` of itself, within 0..limit."""
    air = share / 2 * (high - low)
    return max(0, low - air), min(limit, high + air)


def exposed(rng, light, kind):
    """8-bit sRGB: exposure by the picture's own mean, as a camera does it, a soft or hard shoulder, a cast of white balance."""
    level = np.exp(np.mean(np.log(light.mean(axis=2) + 1e-3)))
    aim = rng.uniform(0.03, 0.12) if kind == "night" else rng.uniform(0.09, 0.26)
    light = light * (aim / level) * np.exp(rng.normal(0, 0.045, 3)).astype(np.float32)
    if rng.random() < 0.75:
        light = 1 - np.exp(-1.3 * light)
    picture = np.clip(light, 0, 1) ** (1 / rng.uniform(1.9, 2.5))
    grey = picture.mean(axis=2, keepdims=True)
    picture = grey + (picture - grey) * rng.uniform(0.35, 1.15)
    return np.clip(0.5 + (picture - 0.5) * rng.uniform(0.85, 1.25), 0, 1)


def photographed(rng, light, view, kind):
    """The picture as the camera hands it out, and its JPEG quality."""
    picture, pole = exposed(rng, light, kind), view.name == "pole"
    blur = abs(rng.normal(0, 0.6 if pole else 0.35))
    if blur > 0.25:
        picture = cv2.GaussianBlur(picture, (0, 0), blur)
    if rng.random() < 0.3:                                   # sharpened in the camera
        picture = picture + rng.uniform(0.3, 1.2) * (picture - cv2.GaussianBlur(picture, (0, 0), 1.5))
    noise = abs(rng.normal(0, 0.035 if kind == "night" else 0.015))
    picture = picture + rng.normal(0, noise, picture.shape[:2])[..., None] + rng.normal(0, noise * 0.5, picture.shape)
    picture = np.uint8(np.clip(picture, 0, 1) * 255)
    if pole and rng.random() < 0.5:
        stamp = f"20{rng.integers(18, 27)}-{rng.integers(1, 13):02d}-{rng.integers(1, 29):02d} {rng.integers(24):02d}:{rng.integers(60):02d}:{rng.integers(60):02d}"
        at = (6, 13) if rng.random() < 0.5 else (view.size[0] - 150, view.size[1] - 7)
        cv2.putText(picture, stamp, at, cv2.FONT_HERSHEY_SIMPLEX, 0.35, (255, 255, 255), 1, cv2.LINE_AA)
    return picture, int(rng.integers(40, 85) if pole else rng.integers(60, 96))
