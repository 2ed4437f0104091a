"""The drawn surfaces of the renderer: they repeat without a seam, and a seed decides all of them."""
import sys
import unittest
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "street" / "render"))

import plates
import textures


def seam(picture: np.ndarray) -> float:
    """The step across the edge, in steps between neighbours inside: about 1 where the picture repeats."""
    across = np.abs(picture[0] - picture[-1]).mean() + np.abs(picture[:, 0] - picture[:, -1]).mean()
    inside = np.abs(np.diff(picture, axis=0)).mean() + np.abs(np.diff(picture, axis=1)).mean()
    return float(across / inside)


class DrawnSurfaces(unittest.TestCase):
    def test_noise_and_grain_repeat_without_a_seam(self):
        for drawn in (textures.noise(np.random.default_rng(1), 256, 5), textures.grain(np.random.default_rng(1), 256, 1.5)):
            self.assertLess(seam(drawn), 1.6)

    def test_every_ground_is_colour_and_height_in_range_and_is_decided_by_its_seed(self):
        for name, draw in textures.GROUNDS.items():
            (first, metres, relief), (second, _, _) = (draw(np.random.default_rng(7), 256) for _ in range(2))
            self.assertEqual(first.shape, (256, 256, 4), name)
            self.assertTrue(0 <= first.min() and first.max() <= 1 and metres > 0 < relief, name)
            np.testing.assert_array_equal(first, second, name)
            self.assertGreater(first[..., :3].std(), 0.01, name)

    def test_every_pattern_draws_a_cover_with_relief_but_the_plain_one(self):
        for pattern in plates.PATTERNS:
            drawn = pattern(np.random.default_rng(3))
            self.assertEqual(drawn.shape, (plates.SIZE, plates.SIZE))
            share = (drawn > 127).mean()
            self.assertTrue(share == 0 if pattern is plates.plain else 0.08 < share < 0.97, (pattern.__name__, share))

    def test_a_cover_has_no_key_holes_eight_or_an_even_few(self):
        for seed in range(12):
            count = cv2.connectedComponents((plates.pocked(np.random.default_rng(seed), 0.4) > 127).astype(np.uint8))[0] - 1
            self.assertIn(count, (0, 1, 2, 4, 8))


if __name__ == "__main__":
    unittest.main()
