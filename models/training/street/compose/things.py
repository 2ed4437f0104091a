"""Manholes, open and closed, and what is no manhole, laid into a picture at a place on its ground."""

from dataclasses import dataclass, replace

import numpy as np

from ..render.margin import MARGIN
from .camera import View
from .decals import REACH, any_shape, collar, cover, Decal
from .iron import face
from .lids import transplant
from .lighting import settle
from .negatives import negative
from .openings import opening, reach, sunken
from .solids import plate, shadow, stand

CLOSED, OPEN = 0, 1
AIR = {CLOSED: MARGIN["manhole-closed"], OPEN: MARGIN["manhole-open"]}


@dataclass
class Place:
    """Where a thing lies: centre (2,) ground metres, half: half width in metres, turn: radians, wide: its width in pixels."""

    centre: np.ndarray
    half: float
    turn: float
    wide: float


class Stage:
    """A picture that is being composed. canvas (rows, columns, 3) float32 BGR 0..255; boxes: [(class, x0, y0, x1, y1)] in pixels."""

    def __init__(self, rng, canvas, camera, light, photos, library):
        self.rng, self.canvas, self.camera, self.light = rng, canvas, camera, light
        self.photos, self.library = photos, library
        self.boxes = []

    def view(self, place):
        """The view of a place, or None."""
        s = place.half * REACH * 1.05
        pts = np.array([[place.centre[0] + a * s, place.centre[1] + b * s, z] for a in (-1, 1) for b in (-1, 1) for z in (0, 0.25 * place.half)])
        return View.around(self.camera, pts)

    def local_light(self, view):
        x0, y0, x1, y1 = view.box
        part = self.canvas[y0:y1, x0:x1]
        return self.light.at(self.rng, part)

    def texels(self, place, view):
        """Side of the decal for a place: fine enough for the view, no finer."""
        return int(np.clip(place.wide * min(view.fine, 2) * REACH * 0.75, 64, 400)) // 2 * 2

    def lay(self, what, place):
        """Lay one thing; False where it does not fit (then nothing is drawn)."""
        view = self.view(place)
        if view is None:
            return False
        light = self.local_light(view)
        x0, y0, x1, y1 = view.box
        thin = max(1, int(np.sqrt((y1 - y0) * (x1 - x0) / 2500)))
        ground = (np.median(self.canvas[y0:y1:thin, x0:x1:thin].reshape(-1, 3), 0) - light.veil).clip(2) / light.white
        n = self.texels(place, view)
        if what == "negative":
            negative(self.rng, view, n, place.centre, place.half, place.turn, light, ground)
            settle(self.rng, self.canvas, view, light)
            self.around(place, light, 0.25)
            return True
        if what == "closed" and self.rng.random() < 0.08 and self._real_cover(place, view):
            return True
        if what == "open":
            kind = OPEN
            opening(self, view, n, place, light, ground)
        else:
            kind = CLOSED
            self._closed(view, n, place, light, ground)
        box = self._box(view, kind)
        if box is None:
            return False
        settle(self.rng, self.canvas, view, light)
        self.boxes.append((kind, *box))
        if what == "open" and self.rng.random() < 0.55:
            self._beside(place, light, ground)
        self.around(place, light, 0.48 if what == "open" else 0.16)
        return True

    def _box(self, view, kind):
        """The target's box in pixels with the margin of its kind, at least 9 by 4, or None."""
        seen = view.down(view.target) > 0.45
        if not seen.any():
            return None
        rows, cols = np.nonzero(seen.any(1))[0], np.nonzero(seen.any(0))[0]
        x0, y0 = view.box[0] + cols[0], view.box[1] + rows[0]
        x1, y1 = view.box[0] + cols[-1] + 1, view.box[1] + rows[-1] + 1
        return self.widened(kind, x0, y0, x1, y1) if x1 - x0 >= 9 and y1 - y0 >= 4 else None

    def widened(self, kind, x0, y0, x1, y1):
        """A tight box as people would draw it (render/margin.py), cut to the picture; whole pixels."""
        h, w = self.canvas.shape[:2]
        mx, my = (x1 - x0) * AIR[kind][0] / 2, (y1 - y0) * AIR[kind][1] / 2
        return max(0, round(x0 - mx)), max(0, round(y0 - my)), min(w, round(x1 + mx)), min(h, round(y1 + my))

    def _closed(self, view, n, place, light, ground):
        rng, form = self.rng, self.rng.random()
        if form < 0.12:
            self._raised(view, n, place, light, ground)
        elif form < 0.2:
            sunken(self, view, n, place, light, ground)
        else:
            decal, out, shape = cover(rng, n, ground, self.photos)
            decal.draw(view, place.centre, place.half, place.turn, light)
            reach(view, place, shape, out)

    def _real_cover(self, place, view):
        """A real cover from another picture; False where none fits."""
        box, (h, w) = self._outline(place.centre, place.half), self.canvas.shape[:2]
        x0, y0, x1, y1 = view.box
        ground = np.median(self.canvas[y0:y1:3, x0:x1:3].reshape(-1, 3), 0)
        inside = max(0, min(w, box[2]) - max(0, box[0])) * max(0, min(h, box[3]) - max(0, box[1]))
        if box[2] - box[0] < 9 or inside < 0.5 * (box[2] - box[0]) * (box[3] - box[1]):
            return False
        if not transplant(self.rng, self.canvas, self.library.lids(), box, ground):
            return False
        self.boxes.append((CLOSED, *self.widened(CLOSED, max(0, box[0]), max(0, box[1]), min(w, box[2]), min(h, box[3]))))
        self.around(place, self.local_light(view), 0.16)
        return True

    def _raised(self, view, n, place, light, ground):
        """A cover that stands out of the road, level or tilted."""
        rng, shape = self.rng, any_shape(self.rng)
        d = Decal(rng, n, ground)
        if rng.random() < 0.7:
            collar(rng, d, shape)
            d.draw(view, place.centre, place.half, place.turn, light)
        thick = rng.uniform(0.03, 0.3) * place.half
        lean = rng.choice([0.0, rng.uniform(0.02, 0.12)])
        shadow(view, place.centre, place.half, place.turn, shape, light, thick)
        look = face(rng, max(64, n // 2), shape[0] == "round", ground, self.photos)
        seen = plate(rng, view, place.centre, place.half, shape, light, ground, thick, lean=lean, turn=place.turn, look=look)
        view.target = seen

    def _beside(self, place, light, ground):
        """The cover lies on the ground near its hole; it is not labelled."""
        rng = self.rng
        a = rng.uniform(0, 6.28)
        at = place.centre + place.half * rng.uniform(1.9, 3.2) * np.array([np.cos(a), np.sin(a)])
        aside = replace(place, centre=at)
        view = self.view(aside)
        if view is None or at[1] < 0.1 or self.covered(self._outline(at, 1.1 * place.half)):
            return
        shape, lean = any_shape(rng), rng.choice([0.0, rng.uniform(0.05, 0.35), rng.uniform(0.35, 1.2)], p=[0.5, 0.35, 0.15])
        shadow(view, at, place.half, place.turn, shape, light, 0.08)
        plate(rng, view, at, place.half * rng.uniform(0.95, 1.15), shape, light, ground,
              rng.uniform(0.03, 0.1), lean=lean, turn=rng.uniform(0, 6.28), photos=self.photos)
        settle(rng, self.canvas, view, light)

    def settle(self, view, light):
        settle(self.rng, self.canvas, view, light)

    def _outline(self, at, half):
        """Pixel box of a disc on the ground."""
        t = np.linspace(0, 2 * np.pi, 12, endpoint=False)
        px, _ = self.camera.project(np.stack([at[0] + half * np.cos(t), at[1] + half * np.sin(t), 0 * t], -1))
        return *px.min(0), *px.max(0)

    def covered(self, box):
        """Whether a pixel box would touch more than a fifth of a labelled one."""
        for _, x0, y0, x1, y1 in self.boxes:
            w, h = min(x1, box[2]) - max(x0, box[0]), min(y1, box[3]) - max(y0, box[1])
            if w > 0 and h > 0 and w * h > 0.2 * (x1 - x0) * (y1 - y0):
                return True
        return False

    def around(self, place, light, chance):
        """People, cones, stones and boughs near a thing."""
        rng = self.rng
        if rng.random() > chance:
            return
        kind = rng.choice(["cone", "branch", "stone", "legs", "barrier"], p=[0.22, 0.16, 0.3, 0.2, 0.12])
        if kind == "legs" and place.wide < 90:
            return  # from afar the rest of the person would be seen, and nobody labelled it
        for _ in range(int(rng.integers(1, 5)) if kind in ("stone", "cone") else 1):
            a, far = rng.uniform(0, 6.28), place.half * (rng.uniform(0, 0.4) if kind == "branch" else rng.uniform(1.3, 3.2))
            at = place.centre + far * np.array([np.cos(a), np.sin(a)])
            if at[1] < 0.3:
                continue
            view = stand(rng, self.camera, kind, at, light)
            if view is not None and self._spares(view):
                settle(rng, self.canvas, view, light)

    def _spares(self, view):
        """Whether an upright thing hides no more than a third of each labelled box."""
        solid = view.down(1 - view.keep) > 0.5
        vx, vy = view.box[:2]
        for _, x0, y0, x1, y1 in self.boxes:
            part = solid[max(0, y0 - vy):max(0, y1 - vy), max(0, x0 - vx):max(0, x1 - vx)]
            if part.size and part.sum() > 0.35 * (x1 - x0) * (y1 - y0):
                return False
        return True
