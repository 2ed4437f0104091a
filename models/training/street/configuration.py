"""The one configuration file of a training, read together with models/datasets.yaml, and checked."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class DataSet:
    """One data set in YOLO form: `train|val|test` with `images` and `labels`, or these two directly (pictures that were made: all of them train).

    names: own name → class, `ignore` (counts neither way) or `leave-out`. labelled: classes that are labelled wherever they occur. absent: classes
    that do not occur. pseudo: classes that the teacher labels. clean: classes that a picture called clean does not show (sets that say of whole
    pictures only). covers: table of manhole covers that were labelled by eye (covers.py). repeat: class →
    how often a picture that shows it comes while another of the set comes once.
    """
    name: str
    folder: Path
    share: float
    names: dict[str, str]
    labelled: tuple[str, ...]
    absent: tuple[str, ...]
    pseudo: tuple[str, ...]
    clean: tuple[str, ...]
    covers: Path | None
    repeat: dict[str, int]


@dataclass(frozen=True)
class Configuration:
    path: Path
    seed: int
    classes: tuple[str, ...]
    start: dict[str, Any]
    retention: dict[str, Any]
    teacher: dict[str, Any]
    sets: tuple[DataSet, ...]
    validation: tuple[tuple[DataSet, str], ...]
    training: dict[str, Any]
    export: dict[str, Any]

    def index(self, name: str) -> int:
        return self.classes.index(name)

    def weights_of(self, part: dict[str, Any]) -> Path:
        return (self.path.parent / part["weights"]).resolve()


def read_configuration(path: str | Path) -> Configuration:
    """Reads and checks. A set that may not be trained on, or a name that is no class, ends with the set, the name and the remedy."""
    path = Path(path).resolve()
    raw = raw_configuration(path)
    known = yaml.safe_load((path.parent / raw["datasets"]).read_text())["sets"]
    classes = tuple(raw["classes"])
    sets = tuple(_set(path, name, entry, _trainable(path, name, known.get(name)), raw["data"], classes) for name, entry in raw["sets"].items())
    measured = {name: {"share": 0, "covers": raw["sets"].get(name, {}).get("covers")} for name in raw["validate"]}
    validation = tuple((_set(path, name, measured[name], known.get(name), raw["data"], classes), split) for name, split in raw["validate"].items())
    return Configuration(path, int(raw["seed"]), classes, raw["start"], raw.get("retention") or {}, raw["teacher"], sets, validation, raw["training"], raw["export"])


def raw_configuration(path: Path) -> dict[str, Any]:
    """The file; one that `extends` another says only what is different there."""
    raw = yaml.safe_load(path.read_text())
    return _over(raw_configuration(path.parent / raw.pop("extends")), raw) if "extends" in raw else raw


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    both = {**below, **above}
    return {key: _over(below[key], value) if isinstance(value, dict) and isinstance(below.get(key), dict) else value for key, value in both.items()}


def _trainable(path: Path, name: str, described: dict[str, Any] | None) -> dict[str, Any] | None:
    if described is not None and described["use"] != "train":
        raise SystemExit(f"{path}: set {name} may not be trained on (datasets.yaml says use: {described['use']}); take it out")
    return described


def _set(path: Path, name: str, entry: dict[str, Any], described: dict[str, Any] | None, data: str, classes: tuple[str, ...]) -> DataSet:
    if described is None and "folder" not in entry:
        raise SystemExit(f"{path}: set {name} is not in datasets.yaml; describe its source, licence and names there")
    names = entry.get("names", described["names"] if described else {})
    whole = bool(described) and described.get("kind") == "pictures"
    gaps = described.get("gaps", []) if described else []
    labelled = () if whole else tuple(entry.get("labelled", [c for c in dict.fromkeys(names.values()) if c in classes and c not in gaps]))
    found = DataSet(name, (path.parent / entry.get("folder", f"{data}/{name}")).resolve(), float(entry["share"]), {} if whole else names, labelled,
                    tuple(entry.get("absent", ())), tuple(entry.get("pseudo", ())), tuple(entry.get("clean", ())),
                    path.parent / entry["covers"] if entry.get("covers") else None, dict(entry.get("repeat", {})))
    unknown = sorted({*found.names.values(), *found.labelled, *found.absent, *found.pseudo, *found.clean, *found.repeat} - set(classes) - {"ignore", "leave-out"})
    if unknown:
        raise SystemExit(f"{path}: set {name} names {', '.join(unknown)}; the classes are {', '.join(classes)}")
    return found
