"""Joins a picture's own labels with the teacher's: `python3 -m street.label --config street.yaml` asks the teacher ahead of training and keeps the answers."""
from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from .configuration import Configuration, DataSet, read_configuration
from .pictures import IGNORE, Picture, files_of, read_picture
from .teacher import Teacher

SAME = 0.5


def overlaps(one: np.ndarray, others: np.ndarray) -> np.ndarray:
    """IoU of one box [4] with others [K, 4], corners."""
    size = np.clip(np.minimum(one[2:], others[:, 2:]) - np.maximum(one[:2], others[:, :2]), 0, None)
    shared = size[:, 0] * size[:, 1]
    areas = (others[:, 2] - others[:, 0]) * (others[:, 3] - others[:, 1])
    return shared / np.maximum((one[2] - one[0]) * (one[3] - one[1]) + areas - shared, 1e-9)


def add_pseudo_labels(picture: Picture, data: DataSet, configuration: Configuration, teacher: Teacher) -> None:
    """What the teacher is certain of becomes an object, unless the set itself labels that class: then it counts neither way, as what it doubts.
    What it says of something that has a label already is left out."""
    if not data.pseudo:
        return
    own = set(data.names.values())
    for row in teacher.boxes(picture.pixels):
        index, score, corners = int(row[0]), row[1], row[2:]
        if configuration.classes[index] not in data.pseudo:
            continue
        if len(picture.boxes) and overlaps(corners, picture.boxes[:, 1:]).max() >= SAME:
            if picture.boxes[overlaps(corners, picture.boxes[:, 1:]).argmax(), 0] == index:
                continue
            picture.ignore = np.vstack((picture.ignore, [[index, *corners]])).astype(np.float32)
        elif score >= configuration.teacher["certain"] and configuration.classes[index] not in own:
            picture.boxes = np.vstack((picture.boxes, [[index, *corners]])).astype(np.float32)
        else:
            picture.ignore = np.vstack((picture.ignore, [[index, *corners]])).astype(np.float32)
    for name in data.pseudo:
        picture.known[configuration.index(name)] = True


def load(data: DataSet, split: str, configuration: Configuration, teacher: Teacher) -> list[Picture]:
    """All pictures of a split with labels and pseudo-labels."""
    pictures = []
    for path in files_of(data, split):
        picture = read_picture(path, data, configuration)
        add_pseudo_labels(picture, data, configuration, teacher)
        pictures.append(picture)
    return pictures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", default="street.yaml")
    parser.add_argument("--work", default="work", help="folder of what is made on the way")
    arguments = parser.parse_args()
    configuration = read_configuration(arguments.config)
    teacher = Teacher(configuration, Path(arguments.work))
    for data in configuration.sets:
        for split in ("train", "val"):
            started = time.monotonic()
            pictures = load(data, split, configuration, teacher) if data.pseudo and data.folder.exists() else []
            print(f"{data.name} {split}: {len(pictures)} pictures, {sum(len(p.boxes) for p in pictures)} objects, {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
