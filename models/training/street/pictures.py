"""The pictures of a data set and what is known of each: objects, places that count neither way, and the classes that were looked for."""
from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import yaml

from .backgrounds import PROCEDURAL, place_in, sources_of, uncovered
from .configuration import Configuration, DataSet
from .covers import CLOSED, NEITHER_WAY, covers_in

SUFFIXES = {".jpg", ".jpeg", ".png"}
IGNORE = -1


@dataclass
class Picture:
    """boxes: float32 [K, 5]: class, x1, y1, x2, y2 in pixels of `pixels`. ignore: float32 [K, 5] likewise, class -1 for every class.
    known: bool [C]: a place without a box of the class is background for it."""
    path: Path
    pixels: np.ndarray
    boxes: np.ndarray
    ignore: np.ndarray
    known: np.ndarray


def files_of(data: DataSet, split: str) -> list[Path]:
    folder = data.folder / split / "images"
    if not folder.is_dir() and split == "train":
        folder = data.folder / "images"
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES) if folder.is_dir() else []


def read_picture(path: Path, data: DataSet, configuration: Configuration, longest: int = 640) -> Picture:
    """Reads a picture (BGR, its long side at most `longest`) and its labels; a label line that is not five numbers is an error that names file and line."""
    pixels = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if pixels is None:
        raise ValueError(f"{path}: not a picture that can be read; take it out of the set")
    scale = longest / max(pixels.shape[:2])
    if scale < 1:
        pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = pixels.shape[:2]
    boxes, ignore = _labels(path, data, configuration, width, height)
    known = np.zeros(len(configuration.classes), bool)
    for name in (*_looked_for(path, data), *_clean(path, data)):
        known[configuration.index(name)] = True
    picture = Picture(path, pixels, boxes, ignore, known)
    row = sources_of(data.folder).get(path.name)
    if row is not None and row["set"] != PROCEDURAL:
        _add_background(picture, row, configuration)
    return picture


def _add_background(picture: Picture, row: dict[str, str], configuration: Configuration) -> None:
    """Labels of the street that something was drawn into. What its set labels is known here too; of the drawn classes only those that do not occur there by themselves."""
    below = next((s for s in configuration.sets if s.name == row["set"]), None)
    if below is None:
        raise ValueError(f"{picture.path}: sources.csv names the set {row['set']!r}, which the configuration does not train on; take the picture out")
    file = below.folder / "train" / "images" / Path(row["background"]).name
    header = cv2.imread(str(file), cv2.IMREAD_REDUCED_GRAYSCALE_8)
    if header is None:
        raise ValueError(f"{picture.path}: its background {file} is not there; make the pictures anew")
    own = (1000, round(1000 * header.shape[0] / header.shape[1]))
    boxes, ignore = _labels(file, below, configuration, *own)
    height, width = picture.pixels.shape[:2]
    picture.boxes = np.vstack((picture.boxes, uncovered(place_in(boxes, row, width, height, own), picture.boxes)))
    picture.ignore = np.vstack((picture.ignore, place_in(ignore, row, width, height, own)))
    names = _looked_for(file, below)
    picture.known = np.array([name in names for name in configuration.classes])


def _looked_for(path: Path, data: DataSet) -> set[str]:
    """Classes of which a place without a box is background."""
    looked_at = covers_in(path, data.covers) is not None
    return {*data.labelled, *data.absent, *((CLOSED,) if looked_at else ())}


def _names(data: DataSet) -> dict[int, str]:
    """Own names by number; pictures that were made are numbered as the configuration lists their names, unless they say otherwise."""
    if not (data.folder / "data.yaml").exists():
        return dict(enumerate(data.names))
    names = yaml.safe_load((data.folder / "data.yaml").read_text())["names"]
    return dict(enumerate(names)) if isinstance(names, list) else names


def _labels(path: Path, data: DataSet, configuration: Configuration, width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    boxes: list[list[float]] = []
    ignore: list[list[float]] = []
    file = path.parent.parent / "labels" / f"{path.stem}.txt"
    if data.names and file.exists():
        names = _names(data)
        for number, line in enumerate(file.read_text().splitlines(), 1):
            parts = line.split()
            if not parts:
                continue
            if len(parts) != 5:
                raise ValueError(f"{file}:{number}: {line!r} is not 'class cx cy w h'")
            x, y, w, h = (float(v) for v in parts[1:])
            corners = [(x - w / 2) * width, (y - h / 2) * height, (x + w / 2) * width, (y + h / 2) * height]
            target = data.names.get(names[int(parts[0])], "leave-out")
            if target == "ignore":
                ignore.append([IGNORE, *corners])
            elif target != "leave-out":
                boxes.append([configuration.index(target), *corners])
    for name, (x1, y1, x2, y2) in covers_in(path, data.covers) or ():
        corners = [x1 * width, y1 * height, x2 * width, y2 * height]
        if name == CLOSED:
            boxes.append([configuration.index(CLOSED), *corners])
        ignore += [[configuration.index(kind), *corners] for kind in NEITHER_WAY.get(name, ())]
    return np.array(boxes, np.float32).reshape(-1, 5), np.array(ignore, np.float32).reshape(-1, 5)


_clean_pictures: dict[Path, set[str]] = {}


def _clean(path: Path, data: DataSet) -> tuple[str, ...]:
    """Sets that say of whole pictures only: a clean picture is background for the classes that the configuration names."""
    if not data.clean:
        return ()
    table = path.parent.parent / "image_labels.csv"
    if table not in _clean_pictures:
        with table.open() as rows:
            _clean_pictures[table] = {row["file"] for row in csv.DictReader(rows) if row["label"] == "clean"}
    return data.clean if path.name in _clean_pictures[table] else ()
