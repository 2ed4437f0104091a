"""YOLOX-Nano (Ge et al. 2021, arXiv 2107.08430; Apache-2.0), written for training and for export.

Input: float32 [N, 3, H, W], BGR, 0..255, H and W multiples of 32. Output of `forward`: [N, A, 5 + C] in the order of strides 8, 16, 32, row by
row: x and y offsets and logarithmic width and height (undecoded, in units of the stride), objectness, then the classes. While training, objectness
and classes are logits; in evaluation mode both went through the sigmoid, which is the layout that the agent reads.
"""
from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

STRIDES = (8, 16, 32)


class ConvBnAct(nn.Module):
    """Convolution, batch normalisation, SiLU; export folds the normalisation into the convolution."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False)
        self.bn = nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.03)
        self.folded_bias: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv(x)
        if self.folded_bias is not None:
            self._unfold(y)
        return F.silu(self.bn(y), inplace=True)

    @torch.no_grad()
    def _unfold(self, y: Tensor) -> None:
        """Weights that came without normalisation get one that leaves the present batch as it is, so that training starts from the same function."""
        y = y.float()
        mean, variance = y.mean((0, 2, 3)), y.var((0, 2, 3), unbiased=False)
        self.bn.running_mean.copy_(mean)
        self.bn.running_var.copy_(variance)
        self.bn.weight.copy_((variance + self.bn.eps).sqrt())
        self.bn.bias.copy_(mean + self.folded_bias)
        self.folded_bias = None


class DepthwiseConv(nn.Sequential):
    """Depthwise and pointwise convolution."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int = 1):
        super().__init__(ConvBnAct(inputs, inputs, kernel, stride, groups=inputs), ConvBnAct(inputs, outputs, 1))


class Bottleneck(nn.Module):
    def __init__(self, channels: int, shortcut: bool):
        super().__init__()
        self.conv1, self.conv2, self.shortcut = ConvBnAct(channels, channels, 1), DepthwiseConv(channels, channels, 3), shortcut

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv2(self.conv1(x))
        return x + y if self.shortcut else y


class CspLayer(nn.Module):
    """Cross-stage partial layer (Wang et al. 2020)."""

    def __init__(self, inputs: int, outputs: int, depth: int = 1, shortcut: bool = True):
        super().__init__()
        hidden = outputs // 2
        self.conv1, self.conv2 = ConvBnAct(inputs, hidden, 1), ConvBnAct(inputs, hidden, 1)
        self.blocks = nn.Sequential(*(Bottleneck(hidden, shortcut) for _ in range(depth)))
        self.conv3 = ConvBnAct(2 * hidden, outputs, 1)

    def forward(self, x: Tensor) -> Tensor:
        one, other = self.conv1(x), self.conv2(x)
        return self.conv3(torch.cat((self.blocks(one), other), 1))


class SpatialPyramid(nn.Module):
    """Spatial pyramid pooling (He et al. 2015) over 5, 9 and 13 cells."""

    def __init__(self, channels: int):
        super().__init__()
        self.conv1, self.conv2 = ConvBnAct(channels, channels // 2, 1), ConvBnAct(channels * 2, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        x = self.conv1(x)
        return self.conv2(torch.cat((x, *(F.max_pool2d(x, k, 1, k // 2) for k in (5, 9, 13))), 1))


class Backbone(nn.Module):
    def __init__(self, w: int = 16):
        super().__init__()
        self.stem = ConvBnAct(12, w, 3)
        self.dark2 = nn.Sequential(DepthwiseConv(w, 2 * w, 3, 2), CspLayer(2 * w, 2 * w, 1))
        self.dark3 = nn.Sequential(DepthwiseConv(2 * w, 4 * w, 3, 2), CspLayer(4 * w, 4 * w, 3))
        self.dark4 = nn.Sequential(DepthwiseConv(4 * w, 8 * w, 3, 2), CspLayer(8 * w, 8 * w, 3))
        self.dark5 = nn.Sequential(DepthwiseConv(8 * w, 16 * w, 3, 2), SpatialPyramid(16 * w), CspLayer(16 * w, 16 * w, 1, shortcut=False))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = torch.cat((x[..., ::2, ::2], x[..., 1::2, ::2], x[..., ::2, 1::2], x[..., 1::2, 1::2]), 1)
        fine = self.dark3(self.dark2(self.stem(x)))
        middle = self.dark4(fine)
        return fine, middle, self.dark5(middle)


class Pyramid(nn.Module):
    """Path aggregation (Liu et al. 2018): coarse meaning goes down to the fine grid and back up."""

    def __init__(self, w: int = 16):
        super().__init__()
        self.lateral0, self.p4 = ConvBnAct(16 * w, 8 * w, 1), CspLayer(16 * w, 8 * w, shortcut=False)
        self.reduce1, self.p3 = ConvBnAct(8 * w, 4 * w, 1), CspLayer(8 * w, 4 * w, shortcut=False)
        self.down2, self.n3 = DepthwiseConv(4 * w, 4 * w, 3, 2), CspLayer(8 * w, 8 * w, shortcut=False)
        self.down1, self.n4 = DepthwiseConv(8 * w, 8 * w, 3, 2), CspLayer(16 * w, 16 * w, shortcut=False)

    def forward(self, levels: tuple[Tensor, Tensor, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        fine, middle, coarse = levels
        coarse = self.lateral0(coarse)
        middle = self.p4(torch.cat((F.interpolate(coarse, scale_factor=2, mode="nearest"), middle), 1))
        middle = self.reduce1(middle)
        fine = self.p3(torch.cat((F.interpolate(middle, scale_factor=2, mode="nearest"), fine), 1))
        middle = self.n3(torch.cat((self.down2(fine), middle), 1))
        return fine, middle, self.n4(torch.cat((self.down1(middle), coarse), 1))


class Head(nn.Module):
    """Decoupled head of one level: classes on one branch, box and objectness on the other."""

    def __init__(self, inputs: int, classes: int, w: int = 64):
        super().__init__()
        self.stem = ConvBnAct(inputs, w, 1)
        self.cls_convs = nn.Sequential(DepthwiseConv(w, w, 3), DepthwiseConv(w, w, 3))
        self.cls_pred = nn.Conv2d(w, classes, 1)
        self.reg_convs = nn.Sequential(DepthwiseConv(w, w, 3), DepthwiseConv(w, w, 3))
        self.reg_pred, self.obj_pred = nn.Conv2d(w, 4, 1), nn.Conv2d(w, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x)
        classes = self.cls_pred(self.cls_convs(x))
        place = self.reg_convs(x)
        box, objectness = self.reg_pred(place), self.obj_pred(place)
        if self.training:
            return torch.cat((box, objectness, classes), 1).flatten(2)
        return torch.cat((box, objectness.sigmoid(), classes.sigmoid()), 1).flatten(2)


class StreetDetector(nn.Module):
    """YOLOX-Nano with one output per class of the configuration."""

    def __init__(self, classes: int):
        super().__init__()
        self.backbone, self.pyramid = Backbone(), Pyramid()
        self.heads = nn.ModuleList(Head(channels, classes) for channels in (64, 128, 256))

    def forward(self, images: Tensor) -> Tensor:
        levels = self.pyramid(self.backbone(images))
        return torch.cat([head(level) for head, level in zip(self.heads, levels)], 2).transpose(1, 2)


def anchors(width: int, height: int) -> Tensor:
    """[A, 3]: column, row and stride of every output, in the order of the output."""
    parts = []
    for stride in STRIDES:
        rows, columns = torch.meshgrid(torch.arange(height // stride), torch.arange(width // stride), indexing="ij")
        parts.append(torch.stack((columns.flatten(), rows.flatten(), torch.full((rows.numel(),), stride)), 1))
    return torch.cat(parts).float()


def decode(boxes: Tensor, grid: Tensor) -> Tensor:
    """[..., A, 4] as the network says them → corners x1, y1, x2, y2 in pixels of the input."""
    centre = (boxes[..., :2] + grid[:, :2]) * grid[:, 2:]
    half = boxes[..., 2:4].clamp(max=8).exp() * grid[:, 2:] / 2
    return torch.cat((centre - half, centre + half), -1)


def fold(layer: ConvBnAct) -> nn.Conv2d:
    """The convolution that does what convolution and normalisation of a trained layer do."""
    scale = layer.bn.weight / (layer.bn.running_var + layer.bn.eps).sqrt()
    conv = nn.Conv2d(layer.conv.in_channels, layer.conv.out_channels, layer.conv.kernel_size, layer.conv.stride, layer.conv.padding, groups=layer.conv.groups)
    conv.weight.data = (layer.conv.weight * scale[:, None, None, None]).detach()
    conv.bias.data = (layer.bn.bias - layer.bn.running_mean * scale).detach()
    return conv


def parameters_of(model: nn.Module) -> int:
    return int(np.sum([p.numel() for p in model.parameters()]))
