"""Composed pictures: what a label says is where it was drawn, and the same seed draws the same picture."""
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import cv2
import numpy as np

from street.compose.__main__ import write
from street.compose.backgrounds import Library, ground_mask
from street.compose.camera import Camera
from street.compose.lids import transplant
from street.compose.lighting import Light
from street.compose.opened import fit, uncover
from street.compose.scene import compose
from street.compose.shafts import trace
from street.compose import openings
from street.compose.things import AIR, CLOSED, OPEN, Place, Stage
from street.backgrounds import uncovered


def write_street(folder: Path) -> None:
    """A waste set of one picture: sky above, grey road below, a bin in between."""
    image = np.full((400, 400, 3), 200, np.uint8)
    image[160:] = 110 + np.random.default_rng(1).integers(-6, 7, (240, 400, 3))
    image[120:220, 180:240] = (40, 140, 40)
    for part in ("images", "labels"):
        (folder / "waste" / "train" / part).mkdir(parents=True)
    cv2.imwrite(str(folder / "waste/train/images/w1.png"), image)
    (folder / "waste/train/labels/w1.txt").write_text("1 0.525 0.425 0.15 0.25\n")


class Geometry(unittest.TestCase):
    def test_a_ground_point_is_seen_where_it_was_looked_up(self):
        camera = Camera(480, 360, 500.0, 0.4, 1.6)
        at = camera.ground(300, 250)
        pixels, _ = camera.project([[at[0], at[1], 0.0]])
        np.testing.assert_allclose(pixels[0], [300, 250], atol=1e-2)

    def test_a_steep_look_reaches_the_bottom_and_a_flat_one_the_far_wall(self):
        zero = np.zeros(2, np.float32)
        depth, what, _ = trace(("round",), [(3.0, 1.0)], zero, zero, zero, np.array([0.1, 2.0], np.float32))
        self.assertEqual([2, 0], what.tolist())
        self.assertAlmostEqual(3.0, float(depth[0]), places=5)
        self.assertAlmostEqual(0.5, float(depth[1]), delta=0.02)

    def test_a_ledge_is_met_where_the_shaft_narrows(self):
        x = np.array([0.9], np.float32)
        depth, what, stage = trace(("round",), [(0.2, 1.0), (3.0, 0.8)], x, x * 0, x * 0, x * 0)
        self.assertEqual((1, 1), (int(what[0]), int(stage[0])))
        self.assertAlmostEqual(0.2, float(depth[0]), places=5)


class Openings(unittest.TestCase):
    def stage(self, seed=1, level=120):
        rng = np.random.default_rng(seed)
        canvas = np.full((360, 480, 3), level, np.float32) + rng.standard_normal((360, 480, 3)).astype(np.float32)
        camera = Camera(480, 360, 480.0, 0.75, 1.6)
        light = Light(np.full(3, 300.0), 0.0, np.array([0.5, 0.5]), np.full(3, 200.0), 0.0, 0.0)
        return Stage(rng, canvas, camera, light, [], Library(self.folder.name))

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        write_street(Path(self.folder.name))

    def test_every_kind_of_hole_is_dark_inside_its_box_and_the_box_holds_it(self):
        for kind in openings.KINDS:
            with self.subTest(kind), mock.patch.object(openings, "KINDS", {kind: 1}):
                stage = next(s for s in map(self.stage, range(20)) if s.lay("open", Place(s.camera.ground(240, 180), 0.4, 0.3, 180)))
                (what, x0, y0, x1, y1), = stage.boxes
                self.assertEqual(OPEN, what)
                px, _ = stage.camera.project([[*stage.camera.ground(240, 180), 0.0]])
                self.assertTrue(x0 < px[0, 0] < x1 and y0 < px[0, 1] < y1)
                self.assertGreater(x1 - x0, 90)
                self.assertLess(np.percentile(stage.canvas[y0:y1, x0:x1], 15), 90)

    def test_a_cover_that_lies_deep_in_its_frame_is_closed(self):
        stage, ground = self.stage(), np.full(3, 0.4)
        place = Place(stage.camera.ground(240, 180), 0.4, 0.0, 180)
        with mock.patch.object(openings, "face", lambda *_: (np.full((128, 128, 3), 0.5, np.float32), None)):
            view = stage.view(place)
            openings.sunken(stage, view, 128, place, stage.local_light(view), ground)
        stage.settle(view, stage.local_light(view))
        x0, y0, x1, y1 = view.box
        rows, cols = np.nonzero(view.down(view.target) > 0.5)
        middle = stage.canvas[y0 + int(rows.mean()) - 3:y0 + int(rows.mean()) + 4, x0 + int(cols.mean()) - 3:x0 + int(cols.mean()) + 4]
        self.assertGreater(middle.mean(), 40)

    def test_a_real_cover_that_was_opened_keeps_its_box(self):
        box = (180, 150, 300, 210)
        for seed in range(12):
            stage = self.stage(seed)
            self.assertTrue(uncover(stage.rng, stage, box, []))
            (what, *corners), = stage.boxes
            self.assertEqual(list(stage.widened(what, *box)), corners)
            self.assertEqual(0, len(uncovered(np.array([[0, *box]], np.float32), np.array([[what, *corners]], np.float32))))
            if what == OPEN:
                self.assertLess(np.percentile(stage.canvas[165:195, 220:260], 50), 100)
        self.assertGreater(AIR[OPEN][0], AIR[CLOSED][0])

    def test_a_real_cover_from_elsewhere_takes_the_light_of_its_new_place(self):
        lid = (np.full((40, 80, 3), 60, np.uint8), np.full(3, 100.0))
        canvas = np.full((100, 200, 3), 200, np.float32)
        self.assertTrue(transplant(np.random.default_rng(1), canvas, [lid], (50, 30, 130, 72), np.full(3, 200.0)))
        self.assertAlmostEqual(120, float(canvas[51, 90, 0]), delta=3)
        self.assertEqual(200, canvas[31, 51, 0])
        self.assertFalse(transplant(np.random.default_rng(1), canvas, [lid], (50, 30, 130, 42), np.full(3, 200.0)))

    def test_the_camera_that_is_fitted_to_a_cover_sees_a_disc_fill_its_box(self):
        for box in ((180, 150, 300, 210), (20, 250, 200, 340), (300, 60, 380, 84)):
            camera, place = fit(box, 480, 360)
            a = np.linspace(0, 6.283, 64)
            px, _ = camera.project(np.stack([place.centre[0] + place.half * np.cos(a), place.centre[1] + place.half * np.sin(a), 0 * a], -1))
            np.testing.assert_allclose([*px.min(0), *px.max(0)], box, atol=2)


class Pictures(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        write_street(Path(self.folder.name))
        self.library = Library(self.folder.name)

    def draw(self, index):
        return compose(np.random.default_rng([7, index]), self.library, [], [])

    def test_the_same_seed_draws_the_same_picture(self):
        one, other = self.draw(3), self.draw(3)
        self.assertTrue((one.image == other.image).all())
        self.assertEqual(one.boxes, other.boxes)

    def test_nothing_is_drawn_on_a_bin_or_in_the_sky(self):
        source = self.library.sets["waste"][0]
        ground = ground_mask(cv2.imread(source.path), source)
        self.assertEqual(0, ground[:150].max())
        self.assertEqual(0, ground[125:215, 185:235].max())
        self.assertGreater(ground[240:390, 20:380].mean(), 0.9)

    def test_every_box_lies_in_its_picture_and_is_large_enough_to_be_seen(self):
        kinds = set()
        for index in range(16):
            picture = self.draw(index)
            h, w = picture.image.shape[:2]
            for kind, x0, y0, x1, y1 in picture.boxes:
                kinds.add(kind)
                self.assertTrue(0 <= x0 < x1 <= w and 0 <= y0 < y1 <= h)
                self.assertGreaterEqual(x1 - x0, 9)
                self.assertGreaterEqual(y1 - y0, 4)
        self.assertEqual({0, 1}, kinds)

    def test_what_is_written_names_the_street_below(self):
        picture = next(p for p in map(self.draw, range(30)) if p.source == "waste" and p.boxes)
        out = Path(self.folder.name) / "out"
        for part in ("images", "labels"):
            (out / part).mkdir(parents=True)
        write(str(out), "one", picture)
        row = (out / "sources.csv").read_text().splitlines()[1].split(",")
        self.assertEqual(["one.jpg", "waste", "w1.png"], row[:3])
        label = [list(map(float, line.split())) for line in (out / "labels/one.txt").read_text().splitlines()]
        self.assertEqual(len(picture.boxes), len(label))
        _, x0, y0, x1, y1 = picture.boxes[0]
        h, w = picture.image.shape[:2]
        np.testing.assert_allclose(label[0][1:], [(x0 + x1) / 2 / w, (y0 + y1) / 2 / h, (x1 - x0) / w, (y1 - y0) / h], atol=1e-5)


if __name__ == "__main__":
    unittest.main()
