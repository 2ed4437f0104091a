"""Licensed street pictures to compose into: where their ground is, how their camera stood, and scraps of them for drawn scenes.

Only the train splits are read. Labels (YOLO) say where not to draw, and give the scale: a bin or a car has a known height."""

import os
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from ..covers import CLOSED, covers_in
from .camera import Camera

SETS = {  # share of the pictures; height of the camera (m); height (m) of what class ids stand for, by which the scale is read
    "waste": (0.54, (1.2, 1.9), {1: 1.0, 2: 1.1}),
    "manhole-closed-uk": (0.1, (1.2, 2.2), {}),
    "bins-amsterdam": (0.16, (1.3, 1.8), {}),
    "traffic-cam-vn": (0.1, (4.0, 8.0), {2: 1.5, 5: 1.5, 6: 2.6, 1: 3.0, 7: 2.0}),
    "traffic-cam-world": (0.1, (5.0, 10.0), {2: 1.5, 4: 1.7, 3: 1.5, 5: 2.6, 1: 3.0}),
}
COVERS = Path(__file__).parents[2] / "covers"  # tables of covers by set, as street.covers reads them
COVER, OTHER = 100, 101  # class among a picture's labels of a cover, and of what else the table names, where the set has no class for it


@dataclass
class Source:
    """A picture of a set: name within the set's train/images, its labels (n, 5): class, cx, cy, w, h, and the covers in it, likewise.

    Labels hold the covers too: nothing is laid on one."""

    kind: str
    path: str
    labels: np.ndarray

    def covers(self):
        """Closed covers in it: (n, 4) corners in 0..1."""
        c = self.labels[(self.labels[:, 0] == COVER) if self.kind != "manhole-closed-uk" else (self.labels[:, 0] == 0)]
        return np.stack([c[:, 1] - c[:, 3] / 2, c[:, 2] - c[:, 4] / 2, c[:, 1] + c[:, 3] / 2, c[:, 2] + c[:, 4] / 2], -1)


def read_labels(path):
    """YOLO labels (n, 5); empty where there is no file."""
    if not os.path.exists(path):
        return np.zeros((0, 5), np.float32)
    with open(path, encoding="utf-8") as f:
        rows = [list(map(float, line.split()[:5])) for line in f if len(line.split()) >= 5]
    return np.array(rows, np.float32).reshape(-1, 5)


class Library:
    """All sources under a data folder."""

    def __init__(self, data):
        self.sets = {}
        self._covered = self._lids = None
        for kind in SETS:
            folder = os.path.join(data, kind, "train", "images")
            names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
            self.sets[kind] = []
            labels = os.path.join(data, kind, "train", "labels")
            table = COVERS / f"{kind}.csv"
            for n in names:
                found = read_labels(os.path.join(labels, os.path.splitext(n)[0] + ".txt"))
                covers = covers_in(Path(folder, n), table if table.exists() else None)
                self.sets[kind].append(Source(kind, os.path.join(folder, n), np.vstack((found, _seen(covers or [])))))
        if not any(self.sets.values()):
            raise SystemExit(f"No pictures under {data}: it must hold at least one of {', '.join(SETS)} with train/images.")

    def draw(self, rng):
        """A source, the set drawn by its share."""
        kinds = [k for k in SETS if self.sets[k]]
        p = np.array([SETS[k][0] for k in kinds])
        kind = kinds[rng.choice(len(kinds), p=p / p.sum())]
        return self.sets[kind][int(rng.integers(len(self.sets[kind])))]

    def draw_covered(self, rng):
        """A source in which a cover is labelled, or None."""
        if self._covered is None:
            self._covered = [s for sources in self.sets.values() for s in sources if len(s.covers())]
        return self._covered[int(rng.integers(len(self._covered)))] if self._covered else None

    def covers(self):
        """The inner parts of real covers, uint8 BGR: relief and colour for some of the drawn ones."""
        out = []
        for s in self.sets["manhole-closed-uk"]:
            image = cv2.imread(s.path)
            h, w = image.shape[:2]
            for c, x, y, bw, bh in s.labels:
                inner = image[int((y - bh * 0.3) * h):int((y + bh * 0.3) * h), int((x - bw * 0.27) * w):int((x + bw * 0.27) * w)]
                inside = x - bw / 2 > 0.01 and x + bw / 2 < 0.99
                if c == 0 and inside and inner.shape[0] > 16 and inner.shape[1] > 40:
                    out.append(inner.copy())
        return out

    def lids(self):
        """Real covers that the tables name: (pixels (rows, columns, 3) uint8 of the box, mean BGR of the ground round it); small, cut and angular ones are left out."""
        if self._lids is None:
            self._lids = [lid for s in sum(self.sets.values(), []) if (s.labels[:, 0] == COVER).any() for lid in _lids_of(s)]
        return self._lids

    def surfaces(self, rng, sources=110):
        """Squares of real ground, float32 BGR of mean 1, for tiles: up to two from each of `sources` pictures."""
        out = []
        for _ in range(sources):
            s = self.draw(rng)
            image = cv2.imread(s.path)
            ground = ground_mask(image, s)
            cuts = (_square(rng, image, ground) for _ in range(8))
            out += [c for c in cuts if c is not None][:2]
        return out

    def backdrop(self, rng, w, h):
        """A strip (h, w, 3) of street without labelled things, for above the drawn ground."""
        for _ in range(12):
            s = self.draw(rng)
            if s.kind in ("manhole-closed-uk", "bins-amsterdam"):
                continue
            image = cv2.imread(s.path)
            ih, iw = image.shape[:2]
            cw, ch = int(iw * rng.uniform(0.4, 1)), int(ih * rng.uniform(0.15, 0.4))
            x, y = int(rng.integers(0, iw - cw + 1)), int(rng.uniform(0, 0.35) * ih)
            if not _touches(s.labels, (x / iw, y / ih, (x + cw) / iw, (y + ch) / ih)) and image[y:y + ch, x:x + cw].min(2).mean() > 20:
                return cv2.resize(image[y:y + ch, x:x + cw], (w, h), interpolation=cv2.INTER_AREA).astype(np.float32)
        return np.full((h, w, 3), rng.uniform(60, 200), np.float32)

    def rubbish(self, rng):
        """A piece of real litter as albedo (128, 128, 3), or None."""
        for _ in range(6):
            s = self.sets["waste"][int(rng.integers(len(self.sets["waste"])))] if self.sets["waste"] else None
            boxes = s.labels[s.labels[:, 0] == 0] if s is not None else []
            for c, x, y, bw, bh in boxes:
                image = cv2.imread(s.path)
                h, w = image.shape[:2]
                cut = image[int((y - bh * 0.35) * h):int((y + bh * 0.35) * h), int((x - bw * 0.35) * w):int((x + bw * 0.35) * w)]
                if min(cut.shape[:2]) > 24:
                    return cv2.resize(cut, (128, 128), interpolation=cv2.INTER_AREA).astype(np.float32) / 300
        return None


def _lids_of(source):
    image = cv2.imread(source.path)
    h, w = image.shape[:2]
    for corners in source.covers():
        x0, y0, x1, y1 = (int(round(c)) for c in corners * [w, h, w, h])
        if min(x0, y0) < 2 or x1 > w - 2 or y1 > h - 2 or x1 - x0 < 36 or y1 - y0 < 12:
            continue
        mx, my = (x1 - x0) // 5, (y1 - y0) // 5
        rows = (image[max(0, y0 - my):y0, x0:x1], image[y1:y1 + my, x0:x1], image[y0:y1, max(0, x0 - mx):x0], image[y0:y1, x1:x1 + mx])
        ring = np.vstack([r.reshape(-1, 3) for r in rows])
        lid, around = image[y0:y1, x0:x1].copy(), np.median(ring, 0)
        if _looks_round(lid, around):
            yield lid, around + 1.0


def _looks_round(lid, around):
    """Whether the corners of a cover's box show the ground round it."""
    n, m = (max(2, side // 9) for side in lid.shape[:2])
    corners = [abs(np.median(lid[r, c].reshape(-1, 3), 0) - around).mean() for r in (np.s_[:n], np.s_[-n:]) for c in (np.s_[:m], np.s_[-m:])]
    return max(corners) < 20


def _seen(covers):
    """Rows (n, 5) of what a table of covers names in a picture, as labels."""
    rows = [[COVER if name == CLOSED else OTHER, (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0] for name, (x0, y0, x1, y1) in covers]
    return np.array(rows, np.float32).reshape(-1, 5)


def _square(rng, image, ground):
    """A square that is ground throughout, its slow changes of light taken out; None where the draw met none."""
    h, w = ground.shape
    n = int(rng.uniform(0.16, 0.45) * min(h, w))
    x, y = int(rng.integers(0, w - n)), int(rng.integers(0, h - n))
    if ground[y:y + n:4, x:x + n:4].mean() < 0.97:
        return None
    cut = image[y:y + n, x:x + n].astype(np.float32)
    mean = cut.reshape(-1, 3).mean(0)
    if mean.mean() < 40:
        return None
    low = cv2.blur(cut, (n // 2 | 1,) * 2)
    return (cut / np.maximum(low, 8) * mean / mean.mean()).clip(0, 3)


def _touches(labels, box, grow=0.0):
    if len(labels) == 0:
        return False
    x0, y0 = labels[:, 1] - labels[:, 3] / 2 - grow, labels[:, 2] - labels[:, 4] / 2 - grow
    x1, y1 = labels[:, 1] + labels[:, 3] / 2 + grow, labels[:, 2] + labels[:, 4] / 2 + grow
    return bool(((x0 < box[2]) & (x1 > box[0]) & (y0 < box[3]) & (y1 > box[1])).any())


def ground_mask(image, source):
    """Where ground is likely, (rows, columns) float32 0 or 1: of the colour found under bins and vehicles or at the lower edge, quiet, below the horizon."""
    full = h, w = image.shape[:2]
    if source.kind == "manhole-closed-uk":
        mask = np.ones((h, w), np.float32)
    else:
        h, w = h // 2, w // 2
        image = cv2.resize(image, (w, h), interpolation=cv2.INTER_AREA)
        lab = cv2.cvtColor(cv2.GaussianBlur(image, (0, 0), 1), cv2.COLOR_BGR2LAB).astype(np.float32)
        seeds = _seeds(source.labels, h, w)
        lit = (image.max(2) > 22) & (image.min(2) < 232)
        pixels = lab[(seeds > 0) & lit]
        if len(pixels) < 60:
            return np.zeros(full, np.float32)
        mid = np.median(pixels, 0)
        spread = np.maximum(np.median(abs(pixels - mid), 0) * 1.5, (9, 3, 3)).clip(None, (28, 7, 7))
        near = (abs(lab - mid) / spread).max(2) < 2.4
        grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        edges = cv2.GaussianBlur(abs(cv2.Laplacian(grey, cv2.CV_32F, ksize=3)), (0, 0), 2)
        mask = (near & lit & (edges < 26)).astype(np.uint8)
        mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
        mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
        _, parts = cv2.connectedComponents(mask)
        good = np.unique(parts[(seeds > 0) & (mask > 0)])
        kept = np.zeros(parts.max() + 1, np.float32)
        kept[good[good > 0]] = 1
        mask = cv2.resize(kept[parts], (full[1], full[0]), interpolation=cv2.INTER_NEAREST)
        h, w = full
    for _, x, y, bw, bh in source.labels:
        x0, x1 = int((x - bw / 2) * w) - 3, int((x + bw / 2) * w) + 3
        y0, y1 = int((y - bh / 2) * h) - 3, int((y + bh / 2) * h) + 3
        mask[max(0, y0):max(0, y1), max(0, x0):max(0, x1)] = 0
    return mask


def _seeds(labels, h, w):
    """Strips just under labelled things, and the middle of the lower edge."""
    seeds = np.zeros((h, w), np.uint8)
    for _, x, y, bw, bh in labels:
        bottom = int((y + bh / 2) * h)
        if bottom < h - 6:
            deep = max(4, int(bh * h * 0.12))
            seeds[bottom + 2:bottom + 2 + deep, max(0, int((x - bw * 0.4) * w)):int((x + bw * 0.4) * w)] = 1
    if seeds.sum() < 200:
        seeds[int(h * 0.9):int(h * 0.97), int(w * 0.25):int(w * 0.75)] = 1
    return seeds


def camera_of(rng, source, w, h):
    """A camera that explains the picture's scale: the horizon from the heights and feet of labelled things where there are any.

    w, h: the picture's pixels. Uncertain by a third or so, which widens what the detector sees."""
    kind, (low, high), heights = source.kind, *SETS[source.kind][1:]
    tall = rng.uniform(low, high)
    focal = w * rng.uniform(0.8, 1.2)
    if kind == "manhole-closed-uk":
        slope = rng.uniform(0.35, 0.8)
        return Camera(w, h, w * rng.uniform(1.0, 1.5), slope, tall, rng.uniform(0.65, 1.0))
    rows = [(y + bh / 2, bh / heights[int(c)]) for c, _, y, _, bh in source.labels if int(c) in heights and y + bh / 2 < 0.99]
    horizon = None
    if rows and kind == "waste":
        horizon = float(np.median([foot - tall * per_metre for foot, per_metre in rows]))
    elif len(rows) >= 4:
        foot, per_metre = np.array(rows).T
        slope, at = np.polyfit(foot, per_metre, 1)
        if slope > 0.02:
            horizon, tall = -at / slope, float(np.clip(1 / slope, 3, 14))
    if horizon is None or not -0.9 < horizon < 0.62:
        horizon = rng.uniform(0.1, 0.4)
    return Camera(w, h, focal, float(np.arctan2((0.5 - horizon) * h, focal)), tall)
