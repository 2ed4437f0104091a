"""Codes for the weights of convolutions, and the correction of the shift that rounding leaves in their outputs.

Cross-layer equalisation (Nagel et al. 2019, arXiv:1906.04721) is not done: it needs an activation that commutes with
scaling, which SiLU does not, and scales per channel do most of its work.
"""

from __future__ import annotations

import numpy as np
import onnx
import torch
from torch import Tensor

from .graph import GraphRunner
from .plan import Wiring
from .qdq import ConvCode
from .ranges import Affine, channel_scales

# A bias is a 32-bit code in steps of input scale · weight scale; half the range is left to the products.
_BIAS_LIMIT = 2**30


def encode(model: onnx.ModelProto, convolutions: tuple[str, ...], activations: dict[str, Affine], bits: int) -> dict[str, ConvCode]:
    """Codes of ``bits`` for the weights of each convolution, named by its output."""
    wiring, constants = Wiring(model), GraphRunner(model).constants
    codes = {}
    for name in convolutions:
        node = wiring.made_by[name]
        weight = constants[node.input[1]]
        bias = constants[node.input[2]] if len(node.input) > 2 else torch.zeros(weight.shape[0])
        most = 2 ** (bits - 1) - 1
        # A channel whose weights are nearly nothing gets a coarser step, lest its bias overflow.
        scales = torch.maximum(channel_scales(weight, bits), bias.abs() / (_BIAS_LIMIT * activations[node.input[0]].scale))
        code = torch.round(weight / scales[:, None, None, None]).clamp(-most, most)
        codes[name] = ConvCode(code.to(torch.int8).numpy(), scales.numpy(), bias.numpy().copy())
    return codes


def correct_biases(float_: GraphRunner, quantised: GraphRunner, codes: dict[str, ConvCode], pictures: Tensor) -> dict[str, ConvCode]:
    """The codes with biases that give every channel the mean that it has in float, over ``pictures`` [N, 3, H, W].

    From input to output, each convolution is corrected for what the ones before it, corrected already, still leave
    (Nagel et al. 2019, section 4.2: empirical bias correction). All pictures run at once.
    """
    wanted: dict[str, Tensor] = {}
    shifts: dict[str, Tensor] = {}

    def note(name: str, value: Tensor) -> Tensor:
        if name in codes:
            wanted[name] = value.mean((0, 2, 3))
        return value

    def correct(name: str, value: Tensor) -> Tensor:
        if name not in codes:
            return value
        shifts[name] = value.mean((0, 2, 3)) - wanted[name]
        return value - shifts[name][None, :, None, None]

    float_(pictures, note)
    quantised(pictures, correct)
    return {n: ConvCode(c.weight, c.scales, (c.bias - shifts[n].numpy()).astype(np.float32)) for n, c in codes.items()}
