"""Command: python3 -m street.compose --count N --seed S --data DATASETS --out DIR."""

import argparse
import csv
import os
import time

import cv2
import numpy as np

from .backgrounds import Library
from .scene import compose


def main():
    parser = argparse.ArgumentParser(prog="street.compose", description=__doc__)
    parser.add_argument("--count", type=int, default=3000, help="pictures to make")
    parser.add_argument("--seed", type=int, default=1, help="seed; a picture depends on it and on its index only")
    parser.add_argument("--start", type=int, default=0, help="index of the first picture")
    parser.add_argument("--data", required=True, help="folder of the data sets")
    parser.add_argument("--out", required=True, help="folder to write images/, labels/ and sources.csv into")
    run(parser.parse_args())


def run(args):
    """Write the pictures; those that are there already are kept."""
    cv2.setNumThreads(1)
    library = Library(args.data)
    photos, surfaces = library.covers(), library.surfaces(np.random.default_rng([args.seed, 0, 1]))
    for part in ("images", "labels"):
        os.makedirs(os.path.join(args.out, part), exist_ok=True)
    begun, boxes = time.perf_counter(), [0, 0]
    for index in range(args.start, args.start + args.count):
        name = f"composed_{args.seed:03d}_{index:06d}"
        if os.path.exists(os.path.join(args.out, "images", name + ".jpg")):
            continue
        picture = compose(np.random.default_rng([args.seed, 1 + index]), library, photos, surfaces)
        write(args.out, name, picture)
        for box in picture.boxes:
            boxes[box[0]] += 1
    took = time.perf_counter() - begun
    print(f"{args.count} pictures in {args.out}: {boxes[0]} closed, {boxes[1]} open, {took:.1f} s, {1000 * took / max(1, args.count):.0f} ms each")


def write(out, name, picture):
    """Label and source first, the picture last and in one step, so that a reader never meets half of one."""
    h, w = picture.image.shape[:2]
    with open(os.path.join(out, "labels", name + ".txt"), "w", encoding="utf-8") as f:
        for kind, x0, y0, x1, y1 in picture.boxes:
            f.write(f"{kind} {(x0 + x1) / 2 / w:.6f} {(y0 + y1) / 2 / h:.6f} {(x1 - x0) / w:.6f} {(y1 - y0) / h:.6f}\n")
    sources = os.path.join(out, "sources.csv")
    fresh = not os.path.exists(sources)
    with open(sources, "a", newline="", encoding="utf-8") as f:
        rows = csv.writer(f)
        if fresh:
            rows.writerow(["file", "set", "background", "x0", "y0", "x1", "y1", "flipped"])
        rows.writerow([name + ".jpg", picture.source, picture.background, *(f"{c:.5f}" for c in picture.crop), picture.flipped])
    part = os.path.join(out, "images", name + ".part")
    _, data = cv2.imencode(".jpg", picture.image, [cv2.IMWRITE_JPEG_QUALITY, picture.quality])
    with open(part, "wb") as f:
        f.write(data.tobytes())
    os.replace(part, os.path.join(out, "images", name + ".jpg"))


if __name__ == "__main__":
    main()
