"""Takes the render's grain away without Intel's denoiser, which Debian's Blender is built without.

The light that falls on a surface is smooth where its own pattern is not: so the picture is divided by the surface's colour,
smoothed by an edge-stopping a-trous filter (Dammertz et al. 2010) that heeds normal, depth and light, and multiplied again.
"""
import numpy as np

KERNEL = (1 / 16, 1 / 4, 3 / 8, 1 / 4, 1 / 16)


def shifted(plane, dy, dx):
    """The plane moved by (dy, dx); what lies outside repeats the edge."""
    rows = np.clip(np.arange(plane.shape[0]) + dy, 0, plane.shape[0] - 1)
    columns = np.clip(np.arange(plane.shape[1]) + dx, 0, plane.shape[1] - 1)
    return plane[rows][:, columns]


def denoise(picture, albedo, normal, depth, passes=4, light_tolerance=0.5):
    """All planes float32 of one size, linear light; returns the smoothed picture."""
    albedo = np.maximum(albedo, 0.02)
    light = np.log1p(np.clip(picture / albedo, 0, 60))
    relative_depth = np.log(np.clip(depth, 0.1, 500))
    for step in range(passes):
        reach, tolerance = 2 ** step, light_tolerance / 2 ** step
        guide = light.mean(axis=2)
        if step == 0:
            guide = sum(shifted(guide, y, x) for y in (-1, 0, 1) for x in (-1, 0, 1)) / 9
        total, weights = np.zeros_like(light), np.zeros(guide.shape, np.float32)
        for j, ky in enumerate(KERNEL):
            for i, kx in enumerate(KERNEL):
                dy, dx = (j - 2) * reach, (i - 2) * reach
                turned = np.sum((shifted(normal, dy, dx) - normal) ** 2, axis=2)
                apart = np.abs(shifted(relative_depth, dy, dx) - relative_depth)
                lighter = (shifted(guide, dy, dx) - guide) ** 2
                weight = ky * kx * np.exp(-turned / 0.15 - apart / (0.02 * reach) - lighter / tolerance ** 2)
                total += shifted(light, dy, dx) * weight[..., None]
                weights += weight
        light = total / weights[..., None]
    return np.expm1(light) * albedo
