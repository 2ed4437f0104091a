"""The one configuration file of a training, read and checked."""
from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class DataSet:
    """One data set in YOLO form: `train|val|test` with `images` and `labels`, or these two directly (generated pictures: all of them train)."""
    name: str
    folder: Path
    share: float
    labels: dict[str, str] = field(default_factory=dict)
    labelled: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    pseudo: tuple[str, ...] = ()
    picture_labels: dict[str, Any] | None = None


@dataclass(frozen=True)
class Configuration:
    path: Path
    seed: int
    classes: tuple[str, ...]
    start: dict[str, Any]
    teacher: dict[str, Any]
    sets: tuple[DataSet, ...]
    training: dict[str, Any]
    export: dict[str, Any]

    def index(self, name: str) -> int:
        return self.classes.index(name)

    def weights_of(self, part: dict[str, Any]) -> Path:
        return (self.path.parent / part["weights"]).resolve()


def read_configuration(path: str | Path) -> Configuration:
    """Reads and checks; a name that is no class ends with the set, the name and the classes there are."""
    path = Path(path).resolve()
    raw = yaml.safe_load(path.read_text())
    classes = tuple(raw["classes"])
    sets = []
    for name, entry in raw["sets"].items():
        named = [*entry.get("labels", {}).values(), *entry.get("labelled", ()), *entry.get("absent", ()), *entry.get("pseudo", ())]
        unknown = sorted(set(named) - set(classes) - {"ignore"})
        if unknown:
            raise SystemExit(f"{path}: set {name} names {', '.join(unknown)}; the classes are {', '.join(classes)}")
        sets.append(DataSet(name, (path.parent / entry["folder"]).resolve(), float(entry["share"]), entry.get("labels", {}), tuple(entry.get("labelled", ())),
                            tuple(entry.get("absent", ())), tuple(entry.get("pseudo", ())), entry.get("picture_labels")))
    return Configuration(path, int(raw["seed"]), classes, raw["start"], raw["teacher"], tuple(sets), raw["training"], raw["export"])
