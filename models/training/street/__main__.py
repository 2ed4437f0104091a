"""The whole way in one command: `/usr/bin/python3 -m street all`, or one step of it by name; every step goes on from what is there already.

compose   pictures of covers and open shafts, drawn into streets
render    pictures of covers, shafts and bins, rendered
label     people and vehicles, labelled by the teacher
train     the detector: away from COCO, back some of the way, on while keeping COCO
traffic   the people and vehicles of it, nearer to COCO
mix       what was learnt far from COCO and near to it
finish    a short training from there
mix-finish  that and what was learnt far from COCO
further   another short training from where the first ended
mix-further  that and what was before: the street detector
export    ONNX in a fixed and a dynamic-batch form, and INT8, into the model folders
"""
from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent


def steps(config: Path, data: Path) -> dict[str, list[str]]:
    """The commands in their order. What is made on the way lies in `work` beside the configuration, which reads it from there."""
    work = config.parent / "work"
    python = [sys.executable, "-m"]
    return {
        "compose": [*python, "street.compose", "--count", "4000", "--seed", "1", "--data", str(data), "--out", str(work / "composed")],
        "render": ["blender", "-b", "-t", "1", "-P", str(HERE / "render/render.py"), "--", "--count", "1200", "--seed", "1", "--out", str(work / "rendered")],
        "label": [*python, "street.label", "--config", str(config), "--work", str(work)],
        "train": [*python, "street.train", "--config", str(config), "--work", str(work)],
        "traffic": [*python, "street.mix", "--config", str(config), "--out", str(work / "traffic.pt"), "0.6=first", f"0.4={work / 'street.pt'}"],
        "mix": [*python, "street.mix", "--config", str(config), "--out", str(work / "mixed.pt"), f"0.5={work / 'away.pt'}", f"0.5={work / 'street.pt'}"],
        "finish": [*python, "street.train", "--config", str(config.parent / "finish.yaml"), "--work", str(work / "finish")],
        "mix-finish": [*python, "street.mix", "--config", str(config), "--out", str(work / "once.pt"), f"0.3={work / 'away.pt'}", f"0.7={work / 'finish' / 'street.pt'}"],
        "further": [*python, "street.train", "--config", str(config.parent / "further.yaml"), "--work", str(work / "further")],
        "mix-further": [*python, "street.mix", "--config", str(config), "--out", str(work / "street.pt"), f"0.3={work / 'once.pt'}", f"0.7={work / 'further' / 'street-750.pt'}"],
        "export": [*python, "street.ship", "--config", str(config), "--work", str(work)],
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 -m street", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=["compose", "render", "label", "train", "traffic", "mix", "finish", "mix-finish", "further", "mix-further", "export", "all"])
    parser.add_argument("--config", type=Path, default=HERE.parent / "street.yaml")
    arguments = parser.parse_args()
    config = arguments.config.absolute()
    commands = steps(config, config.parent / yaml.safe_load(config.read_text())["data"])
    for name, command in commands.items():
        if arguments.step in (name, "all"):
            print(f"== {name}: {' '.join(command)}", flush=True)
            subprocess.run(command, check=True, cwd=HERE.parent)


if __name__ == "__main__":
    main()
