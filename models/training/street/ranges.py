"""Chooses the range that eight bits are spread over, tensor by tensor, from what calibration pictures make.

Activations are asymmetric uint8 (one scale and zero point per tensor), weights symmetric int8 per output channel, as
Nagel et al. 2021, "A White Paper on Neural Network Quantization", arXiv:2106.08295, section 3 and 5 advise: rounding
within the range and clipping beyond it both cost, and the range with the least mean squared error of the two together
is taken. A tensor that a SiLU reads is judged by the error *after* the SiLU: far below zero nothing is left of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

BINS = 4096
_FRACTIONS = np.concatenate([np.linspace(1.0, 0.3, 29), np.geomspace(0.28, 0.03, 14)])


@dataclass(frozen=True)
class Affine:
    """The uint8 code ``q`` of a real ``x``: x ≈ scale · (q − zero); ``scale`` > 0 in x's unit, ``zero`` 0..255."""

    scale: float
    zero: int

    @staticmethod
    def over(low: float, high: float) -> "Affine":
        """The code whose 256 steps span [low, high], widened to hold 0, which must have a code of its own (padding)."""
        low, high = min(low, 0.0), max(high, 0.0)
        scale = max((high - low) / 255, 1e-8)
        return Affine(float(np.float32(scale)), int(np.clip(round(-low / scale), 0, 255)))


@dataclass
class Spread:
    """How often a tensor's values fall where: ``counts`` [BINS] over [low, high], over all calibration pictures."""

    low: float = float("inf")
    high: float = float("-inf")
    counts: np.ndarray = field(default_factory=lambda: np.zeros(BINS))

    def widen(self, x: Tensor) -> None:
        """First pass: extends the ends to hold ``x``."""
        low, high = torch.aminmax(x)
        self.low, self.high = min(self.low, float(low)), max(self.high, float(high))

    def add(self, x: Tensor) -> None:
        """Second pass, once the ends are final: counts the values of ``x``."""
        if self.high > self.low:
            self.counts += torch.histc(x.float(), BINS, self.low, self.high).double().cpu().numpy()

    def centres(self) -> np.ndarray:
        """The value in the middle of each bin [BINS]."""
        return self.low + (np.arange(BINS) + 0.5) * (self.high - self.low) / BINS

    def join(self, other: "Spread") -> "Spread":
        """The spread of both tensors' values together."""
        both = Spread(min(self.low, other.low), max(self.high, other.high))
        for part in (self, other):
            if part.high > part.low:
                place = (part.centres() - both.low) / (both.high - both.low) * BINS
                np.add.at(both.counts, np.clip(place.astype(int), 0, BINS - 1), part.counts)
        return both


def silu(x: np.ndarray) -> np.ndarray:
    """x · sigmoid(x), the activation of YOLOX (Hendrycks and Gimpel, arXiv:1606.08415)."""
    return x / (1 + np.exp(-np.clip(x, -60, 60)))


def least_error(spread: Spread, through: Callable[[np.ndarray], np.ndarray] = lambda x: x) -> Affine:
    """The range with the least mean squared error of ``through(x)``, searched over clips of either end."""
    if not spread.high > spread.low:
        return Affine.over(spread.low, spread.high)
    full = np.nonzero(spread.counts)[0]
    x, weight = spread.centres()[full], spread.counts[full]
    wanted = through(x)

    def error(low: float, high: float) -> float:
        code = Affine.over(low, high)
        kept = np.clip(np.round(x / code.scale), -code.zero, 255 - code.zero) * code.scale
        return float(weight @ (through(kept) - wanted) ** 2)

    # One end after the other, twice: the two hardly interact, and 4 · 43 tries do the work of 43².
    low, high = min(spread.low, 0.0), max(spread.high, 0.0)
    ends = [low, high]
    for _ in range(2):
        for side, whole in ((0, low), (1, high)):
            tries = [[*ends] for _ in _FRACTIONS]
            for ends_tried, fraction in zip(tries, _FRACTIONS):
                ends_tried[side] = whole * fraction
            ends = min(tries, key=lambda e: error(*e))
    return Affine.over(*ends)


def channel_scales(weight: Tensor, bits: int) -> Tensor:
    """Symmetric per-channel scales [O] of a convolution's weight [O, I, kH, kW] with the least squared error.

    ``bits`` 8 uses −127..127; 7 uses −63..63, for processors whose 8-bit products saturate (x64 without VNNI).
    """
    most = 2 ** (bits - 1) - 1
    flat = weight.reshape(weight.shape[0], -1)
    peak = flat.abs().amax(1).clamp_min(1e-8)
    best, scales = torch.full_like(peak, float("inf")), peak / most
    for fraction in np.linspace(1.0, 0.6, 41):
        scale = (peak * float(fraction) / most)[:, None]
        error = (torch.round(flat / scale).clamp(-most, most) * scale - flat).square().sum(1)
        better = error < best
        best, scales = torch.where(better, error, best), torch.where(better, scale[:, 0], scales)
    return scales
