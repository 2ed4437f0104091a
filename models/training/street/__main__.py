"""The whole way in one command: `/usr/bin/python3 -m street all`, or one step of it by name; every step goes on from what is there already.

compose   pictures of covers and open shafts, drawn into streets
render    pictures of covers, shafts and bins, rendered
label     people and vehicles, labelled by the teacher
train     the detector: away from COCO, back some of the way, on while keeping COCO
traffic   the people and vehicles of it, nearer to COCO
mix       what was learnt far from COCO and near to it
finish, further, longer, settle, beside    shorter trainings, each from the weights that the mix before it left (what each is for: its .yaml)
mix-finish, mix-further, …    weights between what such a training kept and those before; the last are the street detector
export    ONNX in a fixed and a dynamic-batch form, and INT8, into the model folders
"""
from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import yaml

from .mix import FIRST
from .ship import SHIPPED

HERE = Path(__file__).resolve().parent


# For each mix a file of its own and the shares of what it lies between. All were chosen on the validation splits.
MIXES = {
    "traffic": ("traffic.pt", {FIRST: 0.6, "street.pt": 0.4}),
    "mix": ("mixed.pt", {"away.pt": 0.5, "street.pt": 0.5}),
    "mix-finish": ("once.pt", {"away.pt": 0.3, "finish/street.pt": 0.7}),
    "mix-further": ("further.pt", {"once.pt": 0.3, "further/street-750.pt": 0.7}),
    "mix-longer": ("longer.pt", {"further.pt": 0.25, "longer/street-2700.pt": 0.25, "longer/street-3000.pt": 0.25, "longer/street-3600.pt": 0.25}),
    "mix-settle": ("settled.pt", {"settle/street-2200.pt": 0.5, "longer/street-2700.pt": 0.25, "further.pt": 0.25}),
    "mix-beside": (SHIPPED, {"beside/street-750.pt": 0.5, "beside/street-2000.pt": 0.5}),
}
SHORT = ("finish", "further", "longer", "settle", "beside")


def steps(config: Path, data: Path) -> dict[str, list[str]]:
    """The commands in their order. What is made on the way lies in `work` beside the configuration, which reads it from there."""
    work = config.parent / "work"
    python = [sys.executable, "-m"]

    def train(file: Path, folder: Path) -> list[str]:
        return [*python, "street.train", "--config", str(file), "--work", str(folder)]

    def mix(out: str, shares: dict[str, float]) -> list[str]:
        return [*python, "street.mix", "--config", str(config), "--out", str(work / out), *(f"{share}={name if name == FIRST else work / name}" for name, share in shares.items())]

    commands = {
        "compose": [*python, "street.compose", "--count", "12000", "--seed", "1", "--data", str(data), "--out", str(work / "composed")],
        "render": ["blender", "-b", "-t", "1", "-P", str(HERE / "render/render.py"), "--", "--count", "1200", "--seed", "1", "--out", str(work / "rendered")],
        "label": [*python, "street.label", "--config", str(config), "--work", str(work)],
        "train": train(config, work),
        "traffic": mix(*MIXES["traffic"]),
        "mix": mix(*MIXES["mix"]),
    }
    for name in SHORT:
        commands[name] = train(config.parent / f"{name}.yaml", work / name)
        commands[f"mix-{name}"] = mix(*MIXES[f"mix-{name}"])
    return {**commands, "export": [*python, "street.ship", "--config", str(config), "--work", str(work)]}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 -m street", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", help="a step, or all")
    parser.add_argument("--config", type=Path, default=HERE.parent / "street.yaml")
    arguments = parser.parse_args()
    config = arguments.config.absolute()
    commands = steps(config, config.parent / yaml.safe_load(config.read_text())["data"])
    if arguments.step not in (*commands, "all"):
        parser.error(f"{arguments.step} is no step: {', '.join(commands)} or all")
    for name, command in commands.items():
        if arguments.step in (name, "all"):
            print(f"== {name}: {' '.join(command)}", flush=True)
            subprocess.run(command, check=True, cwd=HERE.parent)


if __name__ == "__main__":
    main()
