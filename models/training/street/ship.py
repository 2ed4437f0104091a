"""Turns a training into model folders: `python3 -m street.ship --config street.yaml --work FOLDER`.

`models/street` gets the ONNX file with a free batch, which the agent uses, and the one with a batch of one, for accelerators that want every size
fixed; `models/street-int8` gets the quantised form, calibrated on training pictures; `models/traffic` gets the people and vehicles of `traffic.pt`. Manifests and cards are written by people: thresholds come
from `edgewatch eval --suggest-thresholds` on the validation split.
"""
from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import torch

from .configuration import Configuration, read_configuration
from .export import export
from .network import StreetDetector
from .quantise import quantise_file

MODELS = Path(__file__).resolve().parents[2]
NAME = "street_yolox_nano"
SHIPPED = "shipped.pt"


def ship(configuration: Configuration, work: Path) -> None:
    model = _model(configuration, work / SHIPPED)
    size, run = configuration.export["size"], json.loads((work / "run.json").read_text())
    facts = {"licence": "Apache-2.0", "trained_steps": str(run["step"]), "seed": str(configuration.seed)}
    street, int8 = MODELS / "street", MODELS / "street-int8"
    (MODELS / "traffic").mkdir(exist_ok=True)
    for folder in (street, int8):
        folder.mkdir(exist_ok=True)
        (folder / "labels.txt").write_text("".join(f"{name}\n" for name in configuration.classes))
    weights = street / f"{NAME}_{size}.onnx"
    export(model, weights, configuration.classes, (size, size), True, facts)
    export(model, street / f"{NAME}_{size}_batch1.onnx", configuration.classes, (size, size), False, facts)
    pictures = next(s for s in configuration.sets if s.name == configuration.export["calibrate"]).folder / "train" / "images"
    print(quantise_file(weights, pictures, int8 / f"{NAME}_{size}_int8.onnx", configuration.export["calibration_pictures"], configuration.seed))
    traffic = MODELS / "traffic"
    things = tuple(configuration.start["coco"])
    (traffic / "labels.txt").write_text("".join(f"{name}\n" for name in things))
    export(_only(_model(configuration, work / "traffic.pt"), [configuration.index(name) for name in things]), traffic / f"traffic_yolox_nano_{size}.onnx", things, (size, size), True, facts)
    for folder in (street, int8, traffic):
        _sum(folder)


def _model(configuration: Configuration, file: Path) -> StreetDetector:
    kept = torch.load(file, map_location="cpu")
    if tuple(kept["classes"]) != configuration.classes:
        raise SystemExit(f"{file} was trained for {', '.join(kept['classes'])}; the configuration names {', '.join(configuration.classes)}: train anew")
    model = StreetDetector(len(configuration.classes)).eval()
    model.load_state_dict(kept["weights"])
    return model


def _only(model: StreetDetector, rows: list[int]) -> StreetDetector:
    """The same network with some of its classes."""
    for head in model.heads:
        few = torch.nn.Conv2d(head.cls_pred.in_channels, len(rows), 1)
        few.weight.data, few.bias.data = head.cls_pred.weight.data[rows], head.cls_pred.bias.data[rows]
        head.cls_pred = few
    return model


def _sum(folder: Path) -> None:
    files = [*sorted(folder.glob("*.onnx")), folder / "labels.txt"]
    (folder / "SHA256SUMS").write_text("".join(f"{hashlib.sha256(f.read_bytes()).hexdigest()}  {f.name}\n" for f in files))
    print(f"{folder.name}: " + ", ".join(f"{f.name} {f.stat().st_size / 1e6:.2f} MB" for f in files))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", default="street.yaml")
    parser.add_argument("--work", type=Path, default=Path("work"))
    arguments = parser.parse_args()
    ship(read_configuration(arguments.config), arguments.work)


if __name__ == "__main__":
    main()
