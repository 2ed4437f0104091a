"""Renders labelled pictures of states that no licensed photograph shows: `blender -b -P render.py -- --count 600 --seed 1 --out DIR`.

Writes a YOLO data set: DIR/images/*.jpg, DIR/labels/*.txt (class cx cy w h in 0..1) and DIR/data.yaml. Picture k of a seed is
always the same; those that are there already are not rendered again, so a stopped run goes on where it stopped.
"""
import argparse
import os
import sys
import tempfile
import time
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

import bpy
import numpy as np

import picture
from compose import compose, seen_again

import cv2                                                   # after picture, which says that OpenCV shall read EXR

SHOTS = 4                                                    # pictures of one scene, each with its own camera and light
CLASSES = ("manhole-closed", "manhole-open", "bin", "overflow", "garbage")


def clear():
    """Nothing of the last scene is left, materials and drawn pictures included."""
    for kept in (bpy.data.objects, bpy.data.meshes, bpy.data.materials, bpy.data.images, bpy.data.lights, bpy.data.cameras):
        bpy.data.batch_remove([item for item in kept if item.name not in ("Render Result", "Viewer Node")])


def write(out, name, photo, quality, found):
    """Label first, each under a passing name and then renamed: a reader never sees half a pair."""
    lines = [f"{CLASSES.index(kind)} {cx:.5f} {cy:.5f} {w:.5f} {h:.5f}\n" for kind, cx, cy, w, h in found]
    parts = (("labels", ".txt", "".join(lines).encode()), ("images", ".jpg", cv2.imencode(".jpg", photo, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()))
    for folder, ending, content in parts:
        passing = os.path.join(out, f".{name}{ending}.part")
        with open(passing, "wb") as file:
            file.write(content)
        os.replace(passing, os.path.join(out, folder, name + ending))


def shoot(asked, scene, number, names, folder):
    """Makes scene `number` and takes its pictures."""
    started = time.process_time()
    clear()
    scene.cycles.seed = number
    rng = np.random.default_rng([asked.seed, number])
    of_bins = bool(rng.random() < asked.bins)
    site, view, kind = compose(rng, of_bins)
    for shot, name in enumerate(names):
        rng = np.random.default_rng([asked.seed, number, shot])
        if shot:
            view, kind = seen_again(rng, of_bins)
        # Cycles knows a picture in memory by its address: kept beyond its scene it would stand for the next scene's.
        scene.render.use_persistent_data = shot < len(names) - 1
        bpy.context.view_layer.update()
        made = time.process_time()
        light, seen = picture.rendered(folder)
        found = picture.boxes(site, view, seen)
        write(asked.out, name, *picture.photographed(rng, light, view, kind), found)
        print(f"{name}: {view.name}, {kind}, {len(found)} boxes, {made - started:.2f} s made, {time.process_time() - made:.2f} s rendered", flush=True)
        started = time.process_time()


def main():
    parser = argparse.ArgumentParser(prog="render.py")
    parser.add_argument("--out", required=True)
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--first", type=int, default=0, help="index of the first picture")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", type=int, default=3, help="of light per pixel")
    parser.add_argument("--bins", type=float, default=0.0, help="share of scenes of bins and refuse, 0 to 1; the others show manholes")
    asked = parser.parse_args(sys.argv[sys.argv.index("--") + 1:])
    for folder in ("images", "labels"):
        os.makedirs(os.path.join(asked.out, folder), exist_ok=True)
    with open(os.path.join(asked.out, "data.yaml"), "w") as file:
        names = ", ".join(f"{k}: {name}" for k, name in enumerate(CLASSES))
        file.write(f"path: .\ntrain: images\nnames: {{ {names} }}\nseed: {asked.seed}\n")
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        scene = picture.set_up(asked.samples, folder)
        for number in range(asked.first // SHOTS, -(-(asked.first + asked.count) // SHOTS)):
            names = [f"s{asked.seed}-{SHOTS * number + shot:05d}" for shot in range(SHOTS)]
            if not all(os.path.exists(os.path.join(asked.out, "images", name + ".jpg")) for name in names):
                shoot(asked, scene, number, names, folder)


try:
    main()
except Exception:                                            # Blender goes on after an error in a script and ends with 0
    traceback.print_exc()
    sys.exit(1)
