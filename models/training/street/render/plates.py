"""The tops of covers, drawn: what is cast into iron or concrete, as height 0..1, and from it the colours of wear and dirt."""
import cv2
import numpy as np

from textures import blend, grain, noise, packed, ramp, tinted

SIZE = 512
WORDS = ("SEWER", "WATER", "DRAIN", "GAS", "CITY OF", "TELECOM", "STORM", "D400", "EN124", "MADE IN", "FIRE", "PWR", "CABLE",
         "HYDRANT", "DN700", "B125", "STREET", "WORKS", "1987", "2014")


def rotated(drawn, angle):
    turn = cv2.getRotationMatrix2D((SIZE / 2, SIZE / 2), angle, 1.0)
    return cv2.warpAffine(drawn, turn, (SIZE, SIZE), flags=cv2.INTER_LINEAR)


def bars(drawn, centre, length, width, angle, value=255):
    box = cv2.boxPoints(((float(centre[0]), float(centre[1])), (float(length), float(width)), float(angle)))
    cv2.fillPoly(drawn, [np.int32(box * 16)], value, cv2.LINE_AA, 4)


def waffle(rng):
    drawn, step, fill = np.zeros((SIZE, SIZE), np.uint8), SIZE / rng.integers(8, 20), rng.uniform(0.5, 0.8)
    for x in np.arange(step / 2, SIZE, step):
        for y in np.arange(step / 2, SIZE, step):
            bars(drawn, (x, y), step * fill, step * fill, 0)
    drawn = 255 - drawn if rng.random() < 0.35 else drawn
    return rotated(drawn, rng.choice([0, 45, rng.uniform(0, 90)]))


def basket(rng):
    drawn, step, strokes = np.zeros((SIZE, SIZE), np.uint8), SIZE / rng.integers(5, 12), int(rng.integers(1, 4))
    for i, x in enumerate(np.arange(-step / 2, SIZE + step, step)):
        for j, y in enumerate(np.arange(-step / 2, SIZE + step, step)):
            for k in range(strokes):
                shift = (k - (strokes - 1) / 2) * step / strokes
                upright = (i + j) % 2
                bars(drawn, (x + shift * upright, y + shift * (1 - upright)), step * 0.85, step * 0.55 / strokes, 90 * upright)
    return rotated(drawn, rng.choice([0, 45, rng.uniform(0, 90)]))


def studs(rng):
    drawn, step = np.zeros((SIZE, SIZE), np.uint8), SIZE / rng.integers(9, 22)
    for j, y in enumerate(np.arange(step / 2, SIZE, step * 0.87)):
        for x in np.arange(step / 2 * (1 + j % 2), SIZE, step):
            cv2.circle(drawn, (int(x), int(y)), int(step * 0.33), 255, -1, cv2.LINE_AA)
    return rotated(drawn, rng.uniform(0, 90))


def lozenges(rng):
    drawn, step = np.zeros((SIZE, SIZE), np.uint8), SIZE / rng.integers(7, 18)
    for i, x in enumerate(np.arange(0, SIZE + step, step)):
        for j, y in enumerate(np.arange(0, SIZE + step, step)):
            cv2.ellipse(drawn, (int(x), int(y)), (int(step * 0.5), int(step * 0.14)), 45 if (i + j) % 2 else -45, 0, 360, 255, -1, cv2.LINE_AA)
    return drawn


def web(rng):
    """Rings and spokes, the panels between them sunk or raised."""
    drawn, middle = np.zeros((SIZE, SIZE), np.uint8), (SIZE // 2, SIZE // 2)
    rings, spokes, width = int(rng.integers(2, 6)), int(rng.choice([6, 8, 12, 16, 24])), int(rng.integers(7, 20))
    radii = np.linspace(0.12, 0.46, rings) * SIZE
    for k, radius in enumerate(radii):
        cv2.circle(drawn, middle, int(radius), 255, width, cv2.LINE_AA)
        if k:
            count = spokes * (2 if k > rings / 2 and rng.random() < 0.6 else 1)
            for angle in np.arange(count) * 2 * np.pi / count + (k % 2) * np.pi / count * rng.integers(2):
                way = np.array([np.cos(angle), np.sin(angle)])
                a, b = np.array(middle) + way * radii[k - 1], np.array(middle) + way * radius
                cv2.line(drawn, tuple(np.int32(a)), tuple(np.int32(b)), 255, width, cv2.LINE_AA)
    return 255 - drawn if rng.random() < 0.4 else drawn


def rings(rng):
    drawn = np.zeros((SIZE, SIZE), np.uint8)
    for radius in np.arange(20, SIZE * 0.5, SIZE / rng.integers(14, 30)):
        cv2.circle(drawn, (SIZE // 2, SIZE // 2), int(radius), 255, int(SIZE / 60), cv2.LINE_AA)
    return drawn


def ribs(rng):
    drawn, step = np.zeros((SIZE, SIZE), np.uint8), SIZE / rng.integers(8, 24)
    for x in np.arange(step / 2, SIZE, step):
        bars(drawn, (x, SIZE / 2), step * 0.5, SIZE, 0)
    return rotated(drawn, rng.choice([0, 90]))


def sectors(rng):
    """Rows of small blocks along circles."""
    drawn = np.zeros((SIZE, SIZE), np.uint8)
    step = SIZE / rng.integers(16, 30)
    for radius in np.arange(step * 1.5, SIZE * 0.47, step):
        count = int(2 * np.pi * radius / (step * rng.uniform(0.9, 2.2)))
        for angle in np.arange(count) * 2 * np.pi / count:
            at = SIZE / 2 + radius * np.array([np.cos(angle), np.sin(angle)])
            bars(drawn, at, step * 0.6, step * 0.75 * min(2.0, 2 * np.pi * radius / count / step), np.degrees(angle))
    return drawn


def plain(rng):
    return np.zeros((SIZE, SIZE), np.uint8)


PATTERNS = (waffle, basket, studs, lozenges, web, rings, ribs, sectors, plain, web, waffle, basket)


def letter(drawn, text, at, angle, scale):
    stamp = np.zeros((SIZE, SIZE), np.uint8)
    (w, h), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_DUPLEX, scale, 4)
    cv2.putText(stamp, text, (int(SIZE / 2 - w / 2), int(SIZE / 2 + h / 2)), cv2.FONT_HERSHEY_DUPLEX, scale, 255, max(2, int(scale * 4)), cv2.LINE_AA)
    turn = cv2.getRotationMatrix2D((SIZE / 2, SIZE / 2), angle, 1.0)
    turn[:, 2] += np.array(at) - SIZE / 2
    np.maximum(drawn, cv2.warpAffine(stamp, turn, (SIZE, SIZE)), out=drawn)


def lettered(rng, drawn, is_round):
    """Clears a field or a ring of the pattern and casts words into it."""
    words = rng.choice(WORDS, 3)
    if is_round and rng.random() < 0.5:
        radius, text = SIZE * rng.uniform(0.36, 0.43), "  ".join(words)
        cv2.circle(drawn, (SIZE // 2, SIZE // 2), int(radius), 0, int(SIZE * 0.1), cv2.LINE_AA)
        for k, sign in enumerate(text):
            angle = k * 0.22 - 1.5
            letter(drawn, sign, SIZE / 2 + radius * np.array([np.sin(angle), -np.cos(angle)]), -np.degrees(angle), 1.3)
        return drawn
    half = np.array([rng.uniform(0.15, 0.32), rng.uniform(0.06, 0.14)]) * SIZE
    middle = np.array([SIZE / 2, SIZE * rng.uniform(0.35, 0.65)])
    cv2.rectangle(drawn, tuple(np.int32(middle - half)), tuple(np.int32(middle + half)), 0, -1)
    letter(drawn, str(words[0]), middle, 0, half[0] / 60)
    return drawn


def pocked(rng, reach):
    """Key holes, bolts and lifting pockets near the edge: 255 where one is."""
    pits, count = np.zeros((SIZE, SIZE), np.uint8), int(rng.choice([0, 1, 2, 2, 4, 4, 8]))
    start, size, square = rng.uniform(0, 6.28), int(rng.uniform(6, 17)), rng.random() < 0.4
    for k in range(count):
        angle = start + 2 * np.pi * k / count
        at = SIZE / 2 + SIZE * reach * np.array([np.cos(angle), np.sin(angle)])
        if square:
            bars(pits, at, size * 2.6, size * 1.3, np.degrees(angle) + 90)
        else:
            cv2.circle(pits, tuple(np.int32(at)), size, 255, -1, cv2.LINE_AA)
    return pits


def iron_colour(rng, style, height):
    """Bare, rusty, polished by wheels on the ridges, dust or grime in the hollows; or painted and worn."""
    base = {"iron": tinted(rng, rng.uniform(0.16, 0.42), 0.02), "rust": np.array([0.36, 0.26, 0.2]) * rng.uniform(0.7, 1.4),
            "pale": tinted(rng, rng.uniform(0.45, 0.68), 0.02)}.get(style)
    if base is None:
        base = np.array([[0.8, 0.65, 0.1], [0.65, 0.12, 0.1], [0.15, 0.3, 0.6], [0.15, 0.42, 0.25], [0.8, 0.8, 0.78],
                         [0.8, 0.45, 0.15], [0.1, 0.1, 0.1]][rng.integers(7)]) * rng.uniform(0.6, 1.0)
    cloud, fine = noise(rng, SIZE, 3, 6, 0.65), grain(rng, SIZE, 1.2)
    colour = base * (0.75 + 0.35 * cloud + 0.3 * (fine - 0.5))[..., None]
    hollow = tinted(rng, rng.choice([rng.uniform(0.05, 0.2), rng.uniform(0.3, 0.6)]), 0.03)
    colour = blend(colour, hollow, (1 - height) * rng.uniform(0.35, 0.95) * ramp(cloud, -0.8, 0.6))
    ridge = tinted(rng, rng.uniform(0.35, 0.75), 0.015)
    colour = blend(colour, ridge, ramp(height, 0.6, 1.0) * rng.uniform(0, 0.6) * ramp(noise(rng, SIZE, 3, 4), 0.2, 0.8))
    return blend(colour, tinted(rng, rng.uniform(0.3, 0.6), 0.05), ramp(noise(rng, SIZE, 4, 6, 0.7), 0.55, 0.95) * rng.uniform(0, 0.7))


def iron_plate(rng, is_round, reach=0.44):
    pattern = PATTERNS[rng.integers(len(PATTERNS))]
    drawn = pattern(rng)
    if rng.random() < 0.5:                                   # a smooth field, ring or border across the pattern
        cv2.circle(drawn, (SIZE // 2, SIZE // 2), int(SIZE * rng.uniform(0.06, 0.2)), int(rng.choice([0, 255])), -1, cv2.LINE_AA)
    if rng.random() < 0.45:
        drawn = lettered(rng, drawn, is_round)
    if is_round and rng.random() < 0.6:
        cv2.circle(drawn, (SIZE // 2, SIZE // 2), int(SIZE * 0.475), int(rng.choice([0, 255])), int(SIZE * rng.uniform(0.02, 0.06)), cv2.LINE_AA)
    pits = pocked(rng, reach * rng.uniform(0.6, 1.0))
    height = cv2.GaussianBlur(drawn, (0, 0), rng.uniform(0.8, 2.2)).astype(np.float32) / 255
    height = np.minimum(height, 1 - pits / 255.0)
    style = rng.choice(["iron", "rust", "pale", "paint"], p=[0.52, 0.16, 0.2, 0.12])
    colour = iron_colour(rng, style, height) * (1 - 0.9 * pits / 255.0)[..., None]
    return packed(colour, height * 0.9 + 0.1 * grain(rng, SIZE, 1.0) * (pits == 0))


def concrete_plate(rng, ground):
    """A slab of concrete, or a tray filled with the ground about it, with lifting holes."""
    if rng.random() < 0.3:
        colour = cv2.resize(ground[..., :3], (SIZE, SIZE)) * rng.uniform(0.75, 1.2)
    else:
        base = tinted(rng, rng.uniform(0.4, 0.78), 0.025)
        colour = base * (0.7 + 0.4 * noise(rng, SIZE, 3, 7, 0.65) + rng.uniform(0.1, 0.6) * (grain(rng, SIZE, rng.uniform(1, 2.5)) - 0.5))[..., None]
    drawn = np.full((SIZE, SIZE), 128, np.uint8)
    if rng.random() < 0.35:
        letter(drawn, str(rng.choice(WORDS)), (SIZE / 2, SIZE / 2), 0, 2.0)
    pits = pocked(rng, rng.uniform(0.2, 0.36))
    colour = colour * (1 - 0.85 * pits / 255.0)[..., None] * (1 - 0.25 * (drawn > 200))[..., None]
    return packed(colour, 0.4 + 0.3 * grain(rng, SIZE, 1.2) + 0.2 * (drawn > 200) - 0.4 * (pits > 0))
