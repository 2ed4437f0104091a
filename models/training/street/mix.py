"""Weights between trainings that began alike: `python3 -m street.mix --out FILE SHARE=FILE …`; `first` stands for the network that training began with.

Between two trainings from one start lie weights that know what either has learnt (Wortsman et al. 2022, arXiv 2109.01903 and 2203.05482).
"""
from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor

from .configuration import read_configuration

FIRST = "first"


def mix(parts: list[tuple[float, dict[str, Tensor]]]) -> dict[str, Tensor]:
    """Shares that add up to 1, each with the weights of one training. Counters are those of the last."""
    if abs(sum(share for share, _ in parts) - 1) > 1e-6:
        raise SystemExit(f"the shares {', '.join(f'{share:g}' for share, _ in parts)} do not add up to 1")
    last = parts[-1][1]
    return {name: sum(share * weights[name] for share, weights in parts) if value.dtype.is_floating_point else value for name, value in last.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", default="street.yaml")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("parts", nargs="+", metavar="SHARE=FILE", help="0.5=work/street.pt; 0.6=first")
    arguments = parser.parse_args()
    configuration = read_configuration(arguments.config)
    parts = []
    for part in arguments.parts:
        share, file = part.split("=", 1)
        parts.append((float(share), torch.load(arguments.out.parent / "first.pt" if file == FIRST else file, map_location="cpu")["weights"]))
    torch.save({"classes": configuration.classes, "weights": mix(parts)}, arguments.out)


if __name__ == "__main__":
    main()
