"""Makes the INT8 form of a trained detector.

    /usr/bin/python3 -m street.quantise --model FP32.onnx --pictures TRAIN_IMAGES --count 200 --out INT8.onnx

Post-training quantisation after Nagel et al. 2021, "A White Paper on Neural Network Quantization", arXiv:2106.08295:

1. The focus is folded (``focus.py``); which tensors carry codes is planned (``plan.py``).
2. Pictures of the training split run through the float graph; each tensor's range is the one with the least mean
   squared error (``calibrate.py``, ``ranges.py``).
3. Weights get symmetric codes per output channel; biases take up the shift that is left (``weights.py``).
4. The result is written in QDQ form (``qdq.py``) and compared with the float model on pictures that did not calibrate it.

Which convolutions are quantised is decided by how many products an output sums: ``--least-sum``. A depthwise 3×3 sums
nine: integer kernels gain nothing on it, and its channels differ so much in range that one code for all of them hurts.
The prediction convolutions (boxes beside scores) and the first convolution stay float whatever it says. README.md has
the figures that the default was chosen by. The same model, pictures, count and seed give the same file on one machine.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor

from . import calibrate, focus, plan, qdq, weights
from .batch import FixedBatch, freed
from .graph import GraphRunner, UnsupportedNode
from .ranges import Affine, Spread, least_error, silu

_CORRECTED_ON = 32
_COMPARED_ON = 16


@dataclass(frozen=True)
class Settings:
    """How to quantise.

    ``least_sum``: products that an output of a convolution must sum for it to be quantised (1: all of them).
    ``bits`` of the weights: 8, or 7 where 8-bit products saturate (x64 without VNNI).
    ``float_``: convolutions, by the name of their output, that stay float besides.
    """

    least_sum: int = 128
    bits: int = 8
    float_: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """How far a quantised output is from the float one, over the anchors where either sees something (score ≥ 0.1).

    ``score`` is the root mean square difference of the score that differs most (0..1), ``box`` that of the box codes
    (centres in strides, sizes in natural logarithms), ``anchors`` how many were compared.
    """

    score: float
    box: float
    anchors: int


@dataclass(frozen=True)
class Report:
    """What became of a model. ``noise``: of each quantised convolution's output, in dB below its signal, by name."""

    quantised: int
    convolutions: int
    bytes_before: int
    bytes_after: int
    noise: dict[str, float]
    difference: Difference

    def __str__(self) -> str:
        worst = sorted(self.noise.items(), key=lambda n: n[1])
        return "\n".join([
            f"{'signal to noise':>15}  convolution",
            *(f"{decibel:>12.1f} dB  {name}" for name, decibel in worst),
            f"quantised: {self.quantised} of {self.convolutions} convolutions; the others stay float",
            f"size: {self.bytes_after / 1e6:.2f} MB of {self.bytes_before / 1e6:.2f} MB ({self.bytes_after / self.bytes_before:.2f})",
            f"on pictures that did not calibrate it: score ± {self.difference.score:.4f}, box ± {self.difference.box:.4f}"
            f" over {self.difference.anchors} anchors",
        ])


def quantise_file(model: Path, pictures: Path, out: Path, count: int = 200, seed: int = 1, settings: Settings = Settings()) -> Report:
    """Quantises the ONNX file ``model``, calibrated on ``count`` pictures of the folder ``pictures``, into ``out``."""
    folded = focus.fold(onnx.load(str(model)))
    height, width = (d.dim_value for d in folded.graph.input[0].type.tensor_type.shape.dim[2:])
    chosen = calibrate.load(calibrate.sample(pictures, count + _COMPARED_ON, seed), (height, width))
    compared, calibrating = chosen[:_COMPARED_ON], chosen[_COMPARED_ON:]
    if not len(calibrating):
        raise calibrate.NoPictures(f"{pictures} holds {len(chosen)} pictures; {_COMPARED_ON} are kept for comparison, so give more than that")
    made = quantise(folded, calibrating, settings)
    onnx.save(made, str(out))
    difference, noise = _measure(folded, made, compared)
    return Report(len(noise), len(plan.Wiring(folded).convolutions()), model.stat().st_size, out.stat().st_size, noise, difference)


def quantise(model: onnx.ModelProto, pictures: Tensor, settings: Settings) -> onnx.ModelProto:
    """The QDQ form of a float ``model``, calibrated on ``pictures`` [N, 3, H, W] float32, BGR, 0..255."""
    runner = GraphRunner(freed(model))
    planned = plan.make(model, kept_float(model, settings))
    spread = calibrate.spreads(runner, [t for g in planned.groups for t in g], pictures)
    codes = {t: Affine(float(np.float32(1 / 255)), 0) for t in planned.sigmoids}
    for group in planned.groups:
        code = _code(group, spread, planned.silu)
        codes.update({t: code for t in group})
    convolutions = weights.encode(model, planned.convolutions, codes, settings.bits)
    rough = GraphRunner(freed(qdq.write(model, codes, convolutions)))
    convolutions = weights.correct_biases(runner, rough, convolutions, pictures[:_CORRECTED_ON])
    return qdq.write(model, codes, convolutions)


def kept_float(model: onnx.ModelProto, settings: Settings) -> list[str]:
    """The convolutions that stay float, by output."""
    wiring = plan.Wiring(model)
    shapes = {i.name: list(i.dims) for i in model.graph.initializer}
    always = {*wiring.predictions(), *wiring.convolutions()[:1], *settings.float_}
    return [c for c in wiring.convolutions() if c in always or math.prod(shapes[wiring.made_by[c].input[1]][1:]) < settings.least_sum]


def compare(expected: Tensor, actual: Tensor) -> Difference:
    """The difference of two raw outputs [N, A, 5 + C]: x, y, w, h, objectness, classes."""
    scores = [(o[..., 4:5] * o[..., 5:]) for o in (expected, actual)]
    seen = torch.maximum(scores[0], scores[1]).amax(-1) >= 0.1
    if not bool(seen.any()):
        return Difference(0.0, 0.0, 0)
    change = (scores[0] - scores[1])[seen].abs().amax(-1)
    boxes = (expected[..., :4] - actual[..., :4])[seen]
    return Difference(float(change.square().mean().sqrt()), float(boxes.square().mean().sqrt()), int(seen.sum()))


def _code(group: tuple[str, ...], spread: dict[str, Spread], silu_only: frozenset[str]) -> Affine:
    joined = spread[group[0]]
    for name in group[1:]:
        joined = joined.join(spread[name])
    return least_error(joined, silu) if silu_only.issuperset(group) else least_error(joined)


def _measure(model: onnx.ModelProto, made: onnx.ModelProto, pictures: Tensor) -> tuple[Difference, dict[str, float]]:
    coded = {n.output[0] for n in made.graph.node if n.op_type == "Conv" and n.input[1].endswith("_weight_dq")}
    right: dict[str, Tensor] = {}
    noise: dict[str, float] = {}

    def note(name: str, value: Tensor) -> Tensor:
        if name in coded:
            right[name] = value
        return value

    def judge(name: str, value: Tensor) -> Tensor:
        if name in right:
            wanted = right.pop(name)
            noise[name] = 10 * math.log10(float(wanted.square().mean()) / max(float((value - wanted).square().mean()), 1e-20))
        return value

    expected = GraphRunner(freed(model))(pictures, note)
    return compare(expected, GraphRunner(freed(made))(pictures, judge)), noise


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="street.quantise", description="Make the INT8 form (QDQ) of a YOLOX ONNX model.")
    parser.add_argument("--model", type=Path, required=True, help="the FP32 model")
    parser.add_argument("--pictures", type=Path, required=True, help="folder of pictures to calibrate on: the training split's")
    parser.add_argument("--count", type=int, default=200, help="how many of them (200)")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    parser.add_argument("--seed", type=int, default=1, help="chooses the pictures (1)")
    parser.add_argument("--least-sum", type=int, default=Settings.least_sum, help="quantise convolutions whose outputs sum at least so many products (%(default)s)")
    parser.add_argument("--bits", type=int, choices=(7, 8), default=Settings.bits, help="bits of the weights: 7 for x64 without VNNI (8)")
    parser.add_argument("--float", nargs="*", default=(), metavar="NAME", help="convolutions to keep float, by the name of their output")
    parser.add_argument("--threads", type=int, help="threads of torch (all cores)")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    settings = Settings(arguments.least_sum, arguments.bits, tuple(arguments.float))
    try:
        report = quantise_file(arguments.model, arguments.pictures, arguments.out, arguments.count, arguments.seed, settings)
    except (calibrate.NoPictures, qdq.QuantisationError, FixedBatch, UnsupportedNode, OSError) as error:
        raise SystemExit(f"✗ {error}") from error
    print(report)


if __name__ == "__main__":
    main()
