"""The ground of a scene: its drawn layers, the openings cut into it, the kerb and what lies beyond."""
import cv2
import numpy as np

import shade
import textures
from shapes import box, sheet

NEAR_METRES, NEAR_PIXELS, WIDE_METRES, WIDE_PIXELS, FAR = 4.0, 800, 24.0, 800, 70.0


class Site:
    """Collects stains, openings and labelled things while a scene is made; `lay` then makes the ground itself."""

    def __init__(self, rng, kind):
        self.rng, self.kind, self.holes, self.labels = rng, kind, [], []
        self.detail, self.metres, self.relief = textures.GROUNDS[kind](rng)
        self.wet = float(rng.uniform(0.3, 1.0)) if rng.random() < 0.2 else 0.0
        self.near = np.zeros((NEAR_PIXELS, NEAR_PIXELS, 4), np.float32)
        self.blotches, self.fine = textures.noise(rng, NEAR_PIXELS, 16, 5, 0.8), textures.grain(rng, NEAR_PIXELS, 1.0)

    def label(self, name, bodies, reference, least=0.35):
        """`reference`: points in space about whose projections lies the thing in full; below the `least` share in view: no label."""
        self.labels.append((name, bodies, reference, least))
        for body in bodies:
            body.pass_index = len(self.labels)

    def pixels(self, loop):
        return np.int32((np.asarray(loop) / NEAR_METRES + 0.5) * NEAR_PIXELS * 8)

    def over(self, window, tint, share):
        """Puts a colour onto a window of the near layer by a plane of shares."""
        view, share = self.near[window], np.clip(share, 0, 1)
        have = view[..., 3]
        total = have + share * (1 - have)
        part = np.divide(share, total, out=np.zeros_like(share), where=total > 1e-4)
        view[..., :3] = textures.blend(view[..., :3], tint, part)
        view[..., 3] = total

    def window(self, loop, margin):
        """The rows and columns of the near layer that hold the loop; None where it lies outside."""
        low = np.clip(self.pixels(loop).min(0) // 8 - margin, 0, NEAR_PIXELS)
        high = np.clip(self.pixels(loop).max(0) // 8 + margin, 0, NEAR_PIXELS)
        return (slice(low[1], high[1]), slice(low[0], high[0])) if (high > low).all() else None

    def stain(self, loop, tint, share, soft=2.0, speckle=0.4):
        """A patch of another tone within the loop; `soft`: blur of its edge in pixels of 5 mm; `speckle`: how uneven."""
        window = self.window(loop, int(3 * soft) + 2)
        if window is None:
            return
        drawn = np.zeros((NEAR_PIXELS, NEAR_PIXELS), np.uint8)
        cv2.fillPoly(drawn, [self.pixels(loop)], 255, cv2.LINE_AA, 3)
        drawn = cv2.GaussianBlur(drawn[window], (0, 0), soft).astype(np.float32) / 255
        tone = np.asarray(tint, np.float32) * (0.75 + 0.5 * self.fine[window])[..., None]
        self.over(window, tone, drawn * share * (1 - speckle * self.blotches[window]))

    def line(self, loop, tint, share, width):
        window = self.window(loop, width + 2)
        if window is None:
            return
        drawn = np.zeros((NEAR_PIXELS, NEAR_PIXELS), np.uint8)
        cv2.polylines(drawn, [self.pixels(loop)], True, 255, width, cv2.LINE_AA, 3)
        self.over(window, tint, drawn[window].astype(np.float32) / 255 * share * self.blotches[window])

    def crack_about(self):
        drawn = textures.cracks(self.rng, NEAR_PIXELS, int(self.rng.integers(2, 9)), 2, 50)
        self.over((slice(None), slice(None)), (0.04, 0.04, 0.04), drawn.astype(np.float32) / 255 * self.rng.uniform(0.4, 1.0))

    def wide_layer(self):
        """Slow light and dark about 0.5, which OVERLAY leaves alone, and in the height the painted lines (0.5: none)."""
        rng = self.rng
        colour = np.full((WIDE_PIXELS, WIDE_PIXELS, 3), 0.5, np.float32)
        colour += (rng.uniform(0.1, 0.45) * (textures.noise(rng, WIDE_PIXELS, 5, 6, 0.6) - 0.5))[..., None]
        for _ in range(int(rng.integers(0, 4))):             # patches where the road was opened and closed again
            middle, half = rng.uniform(0.3, 0.7, 2) * WIDE_PIXELS, rng.uniform(10, 120, 2)
            corners = cv2.boxPoints((tuple(map(float, middle)), tuple(map(float, half)), float(rng.choice([0, 0, rng.uniform(0, 90)]))))
            layer = np.zeros(colour.shape[:2], np.float32)
            cv2.fillPoly(layer, [np.int32(corners)], 1.0, cv2.LINE_AA)
            colour += (layer * rng.uniform(-0.22, 0.15))[..., None]
        drawn = textures.cracks(rng, WIDE_PIXELS, int(rng.choice([0, 2, 7])), 1, 90).astype(np.float32) / 255
        colour -= (rng.uniform(0.08, 0.25) * drawn)[..., None]
        paint = np.zeros((WIDE_PIXELS, WIDE_PIXELS), np.float32)
        if self.kind in ("asphalt", "concrete") and rng.random() < 0.5:
            self.mark(paint)
        return textures.packed(colour, cv2.GaussianBlur(paint, (0, 0), 0.8) * rng.uniform(0.55, 0.75))

    def mark(self, paint):
        rng, unit, middle = self.rng, WIDE_PIXELS / WIDE_METRES, WIDE_PIXELS / 2
        for _ in range(int(rng.integers(1, 4))):
            x, w = middle + rng.normal(0, 1.6) * unit, max(2, int(rng.uniform(0.1, 0.3) * unit))
            if rng.random() < 0.45:
                cv2.line(paint, (int(x), 0), (int(x), WIDE_PIXELS), 1.0, w, cv2.LINE_AA)
                continue
            long, gap = rng.uniform(1, 4) * unit, rng.uniform(1, 4) * unit
            for y in np.arange(rng.uniform(-gap, 0), WIDE_PIXELS, long + gap):
                cv2.line(paint, (int(x), int(y)), (int(x), int(y + long)), 1.0, w, cv2.LINE_AA)
        if rng.random() < 0.3:                               # a crossing
            y = int(middle + rng.normal(0, 2.5) * unit)
            for x in np.arange(middle - 5 * unit, middle + 5 * unit, unit):
                cv2.rectangle(paint, (int(x), y), (int(x + 0.5 * unit), int(y + 3 * unit)), 1.0, -1)

    def lay(self):
        rng = self.rng
        material = shade.ground(self.detail, self.metres, self.relief, rng.uniform(0, 6.28) if self.kind in ("asphalt", "stones") else rng.choice([0, 1.5708, 0.7854]),
                                self.wide_layer(), WIDE_METRES, self.near, NEAR_METRES, self.wet)
        side, edge = rng.choice([-1, 1]), rng.choice([rng.uniform(0.7, 2.5), rng.uniform(2.5, 7)])
        has_edge = rng.random() < 0.75
        end = edge if has_edge else FAR
        corners = np.array([(-FAR * side, -FAR), (end * side, -FAR), (end * side, FAR), (-FAR * side, FAR)])
        sheet("ground", corners if side > 0 else corners[::-1], self.holes, 0.0, material)
        if has_edge:
            self.beyond(side, edge)

    def beyond(self, side, edge):
        """Another ground behind a kerb: up from a road, down from a pavement, level with a verge."""
        rng = self.rng
        step = rng.uniform(0.08, 0.18) if self.kind == "asphalt" else rng.choice([-0.14, 0.0, 0.1])
        other = rng.choice(["paving", "paving", "concrete", "grass", "soil"] if self.kind == "asphalt" else ["asphalt", "asphalt", "grass", "soil"])
        detail, metres, relief = textures.GROUNDS[other](rng, 512)
        material = shade.pictured(detail, metres / 2, "world", relief, 0.9)
        kerb = shade.pictured(textures.concrete(rng, 512)[0], 1.5, "world", 0.003, 0.9)
        low, high = min(0.0, step) - 0.05, max(0.0, step) + rng.choice([0.0, 0.02, 0.1])
        box("kerb", (0.16, 2 * FAR, high - low), kerb, (side * (edge + 0.07), 0, low))
        x0, x1 = sorted((side * (edge + 0.1), side * FAR))
        sheet("beyond", np.array([(x0, -FAR), (x1, -FAR), (x1, FAR), (x0, FAR)]), [], step, material)
