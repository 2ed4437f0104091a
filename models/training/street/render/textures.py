"""Grounds, walls and fronts drawn as pictures: colour in sRGB 0..1 and a height 0..1 in the fourth channel.

A picture of noise is looked up many times faster than a tree of noise nodes is evaluated, and the time of one lookup is most
of the time of a sample. Every ground repeats without a seam.
"""
import cv2
import numpy as np


def noise(rng, size, cells, octaves=4, fade=0.55):
    """Periodic value noise in 0..1, size x size; `cells` random values along the first octave's side."""
    total, weight, whole = np.zeros((size, size), np.float32), 1.0, 0.0
    for _ in range(octaves):
        if cells > size:
            break
        grid = np.pad(rng.random((cells, cells), dtype=np.float32), 2, mode="wrap")
        step = size / cells
        big = cv2.resize(grid, None, fx=step, fy=step, interpolation=cv2.INTER_CUBIC)
        start = int(2 * step)
        total += weight * big[start:start + size, start:start + size]
        whole, weight, cells = whole + weight, weight * fade, cells * 2
    total /= whole
    low, high = np.percentile(total[::4, ::4], (1, 99))
    return np.clip((total - low) / (high - low + 1e-6), 0, 1)


def grain(rng, size, blur):
    """Periodic stones of about 2.5 * blur pixels, in 0..1 about 0.5."""
    white = cv2.GaussianBlur(np.pad(rng.standard_normal((size, size), dtype=np.float32), 8, mode="wrap"), (0, 0), blur)[8:-8, 8:-8]
    return np.clip(0.5 + white / (4 * white.std()), 0, 1)


def ramp(value, low, high):
    return np.clip((value - low) / (high - low), 0, 1)


def blend(under, over, share):
    share = share[..., None] if np.ndim(share) == 2 else share
    return under * (1 - share) + np.asarray(over, np.float32) * share


def packed(colour, height):
    return np.dstack([np.clip(colour, 0, 1), np.clip(height, 0, 1)]).astype(np.float32)


def tinted(rng, grey, spread=0.04):
    """A grey with a slight, random cast."""
    return np.clip(grey + rng.normal(0, spread, 3) * (0.4 + grey), 0.01, 0.98).astype(np.float32)


def cracks(rng, size, count, width, steps=60):
    """Random walks, 255 where cracked; not periodic, for layers that are not repeated."""
    drawn = np.zeros((size, size), np.uint8)
    for _ in range(count):
        heading, point, path = rng.uniform(0, 6.28), rng.uniform(0, size, 2), []
        for _ in range(int(rng.integers(steps // 3, steps))):
            heading += rng.normal(0, 0.45)
            point = point + size / 90 * np.array([np.cos(heading), np.sin(heading)])
            path.append(point)
        cv2.polylines(drawn, [np.int32(np.array(path) * 8)], False, 255, int(rng.integers(1, width + 1)), cv2.LINE_AA, 3)
    return drawn


def asphalt(rng, size=800):
    base = tinted(rng, rng.choice([rng.uniform(0.18, 0.32), rng.uniform(0.32, 0.62)]), 0.015)
    stones = grain(rng, size, rng.uniform(0.9, 2.0))
    colour = base * (1 + rng.uniform(0.25, 0.9) * (stones - 0.5)[..., None])
    bright = ramp(grain(rng, size, rng.uniform(0.8, 1.6)), 0.72, 0.85)
    colour = blend(colour, tinted(rng, rng.uniform(0.5, 0.75)), bright * rng.uniform(0, 0.55))
    colour = blend(colour, base * rng.uniform(0.6, 0.8), ramp(noise(rng, size, 4, 6), 0.5, 0.9) * rng.uniform(0.2, 0.7))
    colour = blend(colour, tinted(rng, rng.uniform(0.4, 0.6)), ramp(noise(rng, size, 3, 6, 0.7), 0.6, 1.0) * rng.uniform(0, 0.5))
    return packed(colour, 0.3 + 0.6 * stones), rng.uniform(1.8, 3.2), rng.uniform(0.003, 0.008)


def concrete(rng, size=800):
    base = tinted(rng, rng.uniform(0.42, 0.74), 0.02)
    cloud, fine = noise(rng, size, 3, 7, 0.65), grain(rng, size, 1.0)
    colour = base * (1 + 0.35 * (cloud - 0.5) + rng.uniform(0.05, 0.3) * (fine - 0.5))[..., None]
    colour = blend(colour, base * 0.55, ramp(noise(rng, size, 5, 6, 0.7), 0.6, 1.0) * rng.uniform(0.1, 0.7))
    height = 0.5 + 0.3 * (fine - 0.5) + 0.2 * cloud
    if rng.random() < 0.6:                                   # the joints of slabs: one or two to a tile
        n, joint = int(rng.integers(1, 3)), np.ones((size, size), np.float32)
        for k in range(n):
            at = int((k + 0.5) * size / n)
            joint[at - 3:at + 3], joint[:, at - 3:at + 3] = 0, 0
        joint = cv2.GaussianBlur(joint, (0, 0), 1.2)
        colour, height = colour * (0.35 + 0.65 * joint)[..., None], height * joint
    return packed(colour, height), rng.uniform(2.0, 4.0), 0.005


def paving(rng, size=800):
    across, down = [(8, 16), (6, 6), (4, 4), (10, 20), (12, 12), (5, 10), (3, 6), (16, 16)][rng.integers(8)]
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
    row = np.floor(y * down).astype(int)
    u = x * across + (0.5 * (row % 2) if rng.random() < 0.6 else 0)
    column = np.floor(u).astype(int) % across
    edge = np.minimum(np.minimum(u % 1, 1 - u % 1) / across, np.minimum(y * down % 1, 1 - y * down % 1) / down) * size
    palette = np.array([tinted(rng, rng.uniform(0.35, 0.75), rng.choice([0.015, 0.04])) for _ in range(3)])
    if rng.random() < 0.35:
        palette *= np.array([[1.1, 0.72, 0.6]])              # burnt clay
    if rng.random() < 0.12:
        palette = np.array([[0.78, 0.64, 0.25]] * 3)         # tactile yellow
    share = rng.uniform(0.03, 0.12)
    each = palette[rng.integers(0, len(palette), (down, across))] * rng.uniform(1 - share, 1 + share, (down, across, 1))
    fine, cloud = grain(rng, size, rng.uniform(0.8, 1.5)), noise(rng, size, 3, 6, 0.65)
    colour = each[row % down, column] * (1 + 0.22 * (fine - 0.5) + rng.uniform(0.1, 0.4) * (cloud - 0.5))[..., None]
    joint = ramp(edge, rng.uniform(0.5, 2), rng.uniform(2.5, 5))
    colour = blend(tinted(rng, rng.uniform(0.15, 0.5)) * np.ones_like(colour), colour, joint)
    return packed(colour, 0.25 * (fine - 0.5) + 0.75 * joint), rng.uniform(1.2, 2.4), 0.006


def stones(rng, size=800):
    """Cobbles or gravel: cells about scattered points, rounded."""
    gravel = rng.random() < 0.5
    n = int(rng.integers(38, 70) if gravel else rng.integers(12, 22))
    spread = 0.45 if gravel else 0.18
    at = (np.stack(np.meshgrid(np.arange(n), np.arange(n)), -1) + 0.5 + rng.uniform(-spread, spread, (n, n, 2))) / n * size
    seeds = np.full((size, size), 255, np.uint8)
    whole = at.reshape(-1, 2).astype(int) % size
    seeds[whole[:, 1], whole[:, 0]] = 0
    seeds = np.pad(seeds, 128, mode="wrap")
    _, label = cv2.distanceTransformWithLabels(seeds, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    edges = (label != np.roll(label, 1, 0)) | (label != np.roll(label, 1, 1))
    depth = cv2.distanceTransform((~edges).astype(np.uint8) * 255, cv2.DIST_L2, 5)[128:-128, 128:-128]
    label = label[128:-128, 128:-128]
    base = tinted(rng, rng.uniform(0.3, 0.65), 0.04)
    tone = rng.uniform(0.7, 1.25, (label.max() + 1, 1)) * rng.uniform(0.94, 1.06, (label.max() + 1, 3))
    fine, bulge = grain(rng, size, 1.2), np.sqrt(np.clip(depth / (size / n * 0.45), 0, 1))
    colour = base * tone[label] * (1 + 0.25 * (fine - 0.5))[..., None] * ramp(bulge, -0.3, 0.6)[..., None]
    return packed(colour, bulge * 0.85 + 0.15 * fine), rng.uniform(1.4, 2.4), 0.02


def soil(rng, size=800):
    base = np.array([[0.47, 0.37, 0.27], [0.55, 0.47, 0.36], [0.36, 0.30, 0.24], [0.60, 0.38, 0.26]][rng.integers(4)], np.float32)
    lumps, fine = noise(rng, size, 10, 7, 0.7), grain(rng, size, 1.3)
    colour = base * (0.75 + 0.35 * lumps + 0.3 * (fine - 0.5))[..., None]
    colour = blend(colour, np.array([0.3, 0.36, 0.16]) * (0.7 + 0.6 * fine[..., None]), ramp(noise(rng, size, 4, 5), 0.55, 0.7) * rng.uniform(0, 1))
    return packed(colour, lumps * 0.7 + 0.3 * fine), rng.uniform(1.5, 3.0), 0.03


def grass(rng, size=800):
    blades = sum(cv2.filter2D(grain(rng, size, 0.8), -1, np.float32(k) / np.sum(k), borderType=cv2.BORDER_REFLECT)
                 for k in (np.eye(9), np.eye(9)[::-1], np.ones((11, 1)))) / 3
    blades = ramp(blades, 0.38, 0.62)
    base = np.array([[0.27, 0.38, 0.14], [0.36, 0.42, 0.2], [0.45, 0.43, 0.25]][rng.integers(3)], np.float32)
    colour = base * (0.35 + 1.0 * blades)[..., None]
    colour = blend(colour, np.array([0.4, 0.32, 0.22]) * (0.6 + 0.8 * blades[..., None]), ramp(noise(rng, size, 5, 5), 0.55, 0.9) * rng.uniform(0.1, 0.9))
    return packed(colour, blades), rng.uniform(1.2, 2.2), 0.04


GROUNDS = {"asphalt": asphalt, "concrete": concrete, "paving": paving, "stones": stones, "soil": soil, "grass": grass}


def shaft_wall(rng, size=256):
    """Brick courses, concrete rings or plain render, darker downwards in streaks; u goes round, v goes down."""
    base = tinted(rng, rng.uniform(0.3, 0.7), 0.03)
    fine, cloud = grain(rng, size, 1.0), noise(rng, size, 5, 5, 0.65)
    colour, height = base * (0.7 + 0.4 * cloud + 0.2 * fine)[..., None], 0.5 + 0.3 * fine
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
    kind = rng.integers(3)
    if kind == 0:
        across, down = 14, 22
        row = np.floor(y * down).astype(int)
        u = x * across + 0.5 * (row % 2)
        edge = np.minimum(np.minimum(u % 1, 1 - u % 1) * down / across, np.minimum(y * down % 1, 1 - y * down % 1))
        clay = blend(base, [0.5, 0.27, 0.2], np.float32(rng.uniform(0, 1)))
        each = clay * rng.uniform(0.65, 1.2, (down, across + 1, 1))
        mortar = ramp(edge, 0.04, 0.14)
        colour = blend(base * 0.9 * np.ones_like(colour), each[row, np.floor(u).astype(int) % across], mortar) * (0.75 + 0.3 * cloud)[..., None]
        height = mortar
    elif kind == 1:
        ring = np.minimum(y * 5 % 1, 1 - y * 5 % 1)
        colour, height = colour * (0.4 + 0.6 * ramp(ring, 0.0, 0.05))[..., None], ramp(ring, 0.0, 0.08)
    streak = cv2.resize(noise(rng, size, 24, 3)[:6], (size, size), interpolation=cv2.INTER_CUBIC)
    colour = colour * (1 - rng.uniform(0.1, 0.6) * ramp(streak, 0.4, 0.9))[..., None]
    if rng.random() < 0.4:
        colour = blend(colour, [0.22, 0.26, 0.12], ramp(cloud, 0.5, 0.8) * 0.5)
    return packed(colour, height)


def house_front(rng, width=256, height=256):
    wall = tinted(rng, rng.uniform(0.3, 0.85), 0.04)
    front = np.ones((height, width, 3), np.float32) * wall * (0.85 + 0.25 * noise(rng, 256, 3, 6)[:height, :width, None])
    columns, rows = int(rng.integers(3, 8)), int(rng.integers(2, 6))
    pane, w, h = tinted(rng, rng.uniform(0.1, 0.35)), width / columns, height / (rows + 1)
    frame = tinted(rng, rng.uniform(0.2, 0.9)).tolist()
    for row in range(rows):
        for column in range(columns):
            left, top = (column + 0.22) * w, (row + 0.25) * h
            corners = (int(left), int(top)), (int(left + 0.56 * w), int(top + 0.6 * h))
            cv2.rectangle(front, *corners, (pane * rng.uniform(0.6, 1.8)).tolist(), -1)
            cv2.rectangle(front, *corners, frame, 1)
    for column in range(columns):                            # shops at street level
        tint = np.clip(rng.uniform(0.2, 0.8) + rng.normal(0, 0.14, 3), 0, 1).tolist()
        cv2.rectangle(front, (int((column + 0.06) * w), int(height - 0.95 * h)), (int((column + 0.94) * w), height), tint, -1)
        cv2.rectangle(front, (int((column + 0.15) * w), int(height - 0.7 * h)), (int((column + 0.8) * w), height), (pane * rng.uniform(0.5, 1.5)).tolist(), -1)
    return packed(front[::-1], np.full((height, width), 0.5))
