"""Turns the stills into the demo's clips and their truth files: `python3 assemble.py STILLS OUT [clip ...]`.

A clip is a list of (second, state); one state fades into the next over FADE seconds. Over that go what a street camera
adds: a mast that sways by a pixel, light that drifts as thin cloud passes, sensor noise. Every one of these comes round at
the clip's end, which is its beginning again when a camera simulator plays it in a loop.
"""
import json
import math
import os
import subprocess
import sys

import numpy as np

WIDTH, HEIGHT, FPS, FADE = 960, 540, 10, 1.0
NOISE = 1.5            # standard deviation in grey levels: a small sensor by day
SWAY, DRIFT = 0.5, 0.035   # pixels; share of brightness
# A key frame a second is what an agent decodes; as in a camera's stream no frame waits for a later one. Near 1.4 MB a clip.
QUALITY = ("-crf", "35", "-x264-params", "ipratio=1.1:aq-mode=3:bframes=0")

CLIPS = {
    "bin-corner": {
        "seconds": 60,
        "states": [(0, "tidy"), (8, "fuller"), (11, "overflowing"), (21, "worse"), (48, "tidy")],
        "zones": [
            {"id": "bin", "rule": "state", "classes": ["overflow"], "problem": "bin-overflow",
             "around": ["overflow", "bin"], "margin": 0.03},
            {"id": "pavement", "rule": "occupancy", "classes": ["garbage"], "problem": "garbage",
             "around": ["garbage"], "margin": 0.04}],
        "expected": {"openedBetween": [11, 34], "clearedBetween": [48, 60]},
        "quiet": ["manhole-open anywhere, at any time", "bin-overflow and garbage before 8 s and after 49 s"]},
    "manhole-street": {
        "seconds": 60,
        "states": [(0, "closed"), (9, "ajar"), (11, "open"), (48, "closed")],
        "zones": [
            {"id": "cover", "rule": "state", "classes": ["manhole-open"], "problem": "manhole-open",
             "around": ["manhole-open"], "margin": 0.05}],
        "expected": {"openedBetween": [9, 32], "clearedBetween": [48, 60]},
        "quiet": ["overflow and garbage anywhere, at any time", "manhole-open before 9 s and after 49 s"]},
    "lane": {
        "seconds": 60,
        "states": [(0, "free"), (9, "first-bin"), (12, "blocked"), (48, "free")],
        "zones": [
            {"id": "lane", "rule": "occupancy", "classes": ["bin", "garbage", "overflow"], "problem": "road-occupied",
             "ground": "lane"}],
        "expected": {"openedBetween": [9, 34], "clearedBetween": [48, 60]},
        "quiet": ["road-occupied before 9 s and after 49 s: the parked cars stand outside the zone"]},
}


def read_still(path):
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
                         check=True, stdout=subprocess.PIPE).stdout
    return np.frombuffer(raw, np.uint8).reshape(HEIGHT, WIDTH, 3).astype(np.float32)


def shares(plan, second):
    """The states seen at this second and how much of each; the change begins at the planned second."""
    current = max(k for k, (begins, _) in enumerate(plan) if begins <= second)
    faded = (second - plan[current][0]) / FADE
    if current == 0 or faded >= 1:
        return [(plan[current][1], 1.0)]
    faded = faded * faded * (3 - 2 * faded)
    return [(plan[current - 1][1], 1 - faded), (plan[current][1], faded)]


def swayed(picture, dx, dy):
    """Moved by less than a pixel, by linear interpolation; the border repeats."""
    for axis, move in ((0, dy), (1, dx)):
        near = np.roll(picture, 1 if move > 0 else -1, axis)
        edge = 0 if move > 0 else -1
        if axis == 0:
            near[edge] = picture[edge]
        else:
            near[:, edge] = picture[:, edge]
        picture = picture * (1 - abs(move)) + near * abs(move)
    return picture


def write_clip(name, clip, stills, out):
    pictures = {state: read_still(os.path.join(stills, f"{name}-{state}.png")) for _, state in clip["states"]}
    rng, frames = np.random.default_rng(3), clip["seconds"] * FPS
    # A few noise fields, moved about, serve for all frames: cheap, and the eye cannot tell.
    grain = [(rng.normal(size=(HEIGHT, WIDTH, 1)) + 0.35 * rng.normal(size=(HEIGHT, WIDTH, 3))).astype(np.float32) * NOISE for _ in range(4)]
    encoder = subprocess.Popen(
        ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(FPS), "-i", "-",
         "-c:v", "libx264", "-preset", "slow", *QUALITY, "-pix_fmt", "yuv420p", "-g", str(FPS), "-keyint_min", str(FPS),
         "-sc_threshold", "0", "-movflags", "+faststart", os.path.join(out, f"{name}.mp4")], stdin=subprocess.PIPE)
    for frame in range(frames):
        picture = sum(pictures[state] * share for state, share in shares(clip["states"], frame / FPS))
        turn = 2 * math.pi * frame / frames
        picture = swayed(picture, SWAY * math.sin(9 * turn), 0.5 * SWAY * math.sin(13 * turn))
        light = 1 + DRIFT * (0.7 * math.sin(turn) + 0.3 * math.sin(3 * turn + 1))
        noise = np.roll(grain[frame % 4], tuple(rng.integers(0, 500, 2)), (0, 1))
        encoder.stdin.write(np.clip(picture * light + noise, 0, 255).astype(np.uint8).tobytes())
    encoder.stdin.close()
    if encoder.wait():
        raise SystemExit(f"ffmpeg could not write {name}.mp4")


def zone_of(zone, boxes, ground_zones):
    """The lane's own outline, or a rectangle about every place where the zone's things ever stand, with a margin."""
    kept = {key: zone[key] for key in ("rule", "classes", "problem")}
    if "ground" in zone:
        outline = [[min(1.0, max(0.0, v)) for v in corner] for corner in ground_zones[zone["ground"]]]
        return {"id": zone["id"], "polygon": outline, **kept}
    sides = np.array([box["box"] for box in boxes if box["class"] in zone["around"]])
    x0, y0 = np.maximum(sides[:, :2].min(axis=0) - zone["margin"], 0).round(3)
    x1, y1 = np.minimum(sides[:, 2:].max(axis=0) + zone["margin"], 1).round(3)
    corners = [[float(x), float(y)] for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    return {"id": zone["id"], "polygon": corners, **kept}


def write_truth(name, clip, stills, out):
    plan, seconds = clip["states"], clip["seconds"]
    sheets = {state: json.load(open(os.path.join(stills, f"{name}-{state}.json"))) for _, state in plan}
    ends = [begins for begins, _ in plan[1:]] + [seconds]
    segments = [{"startSeconds": begins, "endSeconds": end, "boxes": sheets[state]["boxes"]} for (begins, state), end in zip(plan, ends)]
    every = [box for sheet in sheets.values() for box in sheet["boxes"]]
    zones = [zone_of(zone, every, sheets[plan[0][1]]["zones"]) for zone in clip["zones"]]
    truth = {
        "note": "Rendered from our own scene (street.py); boxes are projected from it, not drawn by hand. In the first second of a "
                "segment the picture still fades from the one before. openedBetween and clearedBetween allow for a rule that asks "
                "for several looks.",
        "clip": f"{name}.mp4", "durationSeconds": seconds, "zones": zones, "segments": segments,
        "expect": [{"zone": zone["id"], "problem": zone["problem"], **clip["expected"]} for zone in zones],
        "quiet": clip["quiet"]}
    with open(os.path.join(out, f"{name}.truth.json"), "w") as file:
        json.dump(truth, file, indent=1)
        file.write("\n")


def main():
    stills, out, *wanted = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    for name, clip in CLIPS.items():
        if not wanted or name in wanted:
            write_clip(name, clip, stills, out)
            write_truth(name, clip, stills, out)
            print(name, os.path.getsize(os.path.join(out, f"{name}.mp4")) // 1024, "KiB", flush=True)


main()
