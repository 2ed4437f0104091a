"""Covers that were labelled by eye: what was seen is an object or counts neither way, and what nobody looked at is not background."""
import tempfile
import unittest
from pathlib import Path

import cv2
import numpy as np
import yaml

from street.backgrounds import uncovered
from street.configuration import read_configuration
from street.covers import covers_in
from street.pictures import files_of, read_picture

OWN = Path(__file__).resolve().parents[1] / "street.yaml"
HEAD = "split,file,name,cx,cy,w,h\n"
TABLE = HEAD + "train,w1.png,manhole-closed,0.5,0.75,0.2,0.1\ntrain,w1.png,grate,0.9,0.9,0.1,0.1\ntrain,w1.png,hole,0.1,0.9,0.1,0.1\ntrain,w2.png,,,,,\n"


class Streets(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        for part in ("waste/train/images", "composed/images", "composed/labels"):
            (self.folder / part).mkdir(parents=True)
        for name in ("w1", "w2", "w3"):
            cv2.imwrite(str(self.folder / f"waste/train/images/{name}.png"), np.full((200, 400, 3), 90, np.uint8))
        (self.folder / "waste.csv").write_text(TABLE)
        raw = yaml.safe_load(OWN.read_text())
        raw |= {"datasets": str(OWN.parent / raw["datasets"]), "data": str(self.folder), "validate": {"waste": "train"}}
        raw["sets"] = {k: v for k, v in raw["sets"].items() if k in ("waste", "composed")}
        raw["sets"]["waste"]["covers"] = "waste.csv"
        raw["sets"]["composed"]["folder"] = "composed"
        (self.folder / "street.yaml").write_text(yaml.safe_dump(raw))
        self.configuration = read_configuration(self.folder / "street.yaml")
        self.closed, self.open = self.configuration.index("manhole-closed"), self.configuration.index("manhole-open")

    def read(self, name, data=None):
        data = data or next(s for s in self.configuration.sets if s.name == "waste")
        return read_picture(next(f for f in files_of(data, "train") if f.stem == name), data, self.configuration)

    def test_a_cover_that_was_seen_is_an_object(self):
        picture = self.read("w1")
        np.testing.assert_allclose(picture.boxes, [[self.closed, 160, 140, 240, 160]], atol=0.01)
        self.assertTrue(picture.known[self.closed])

    def test_a_grate_is_no_cover_and_no_background_but_surely_no_open_shaft(self):
        grates = [row for row in self.read("w1").ignore if row[1] > 300]
        self.assertEqual([self.closed], [int(row[0]) for row in grates])

    def test_what_may_be_a_hole_counts_neither_way_for_both(self):
        holes = [row for row in self.read("w1").ignore if row[3] < 100]
        self.assertEqual([self.closed, self.open], [int(row[0]) for row in holes])

    def test_a_street_that_was_looked_at_is_background_and_one_that_was_not_says_nothing(self):
        self.assertTrue(self.read("w2").known[self.closed])
        self.assertFalse(self.read("w3").known[self.closed])

    def test_measuring_uses_the_same_covers_as_training(self):
        data, split = self.configuration.validation[0]
        self.assertEqual(1, len(self.read("w1", data).boxes))

    def test_covers_of_the_street_below_are_known_in_what_was_drawn_into_it(self):
        below = "waste,waste/w1.png,0,0,1,1"
        (self.folder / "composed/sources.csv").write_text(
            f"file,set,background,x0,y0,x1,y1,flipped\nimages/c1.png,{below},1\nimages/c2.png,{below},0\nimages/c3.png,{below.replace('w1', 'w3')},0\n")
        for name in ("c1", "c2", "c3"):
            cv2.imwrite(str(self.folder / f"composed/images/{name}.png"), np.full((100, 200, 3), 90, np.uint8))
            (self.folder / f"composed/labels/{name}.txt").write_text("1 0.5 0.75 0.2 0.1\n" if name == "c2" else "1 0.2 0.2 0.1 0.1\n")
        data = next(s for s in self.configuration.sets if s.name == "composed")
        apart, over, unseen = (self.read(name, data) for name in ("c1", "c2", "c3"))
        self.assertEqual([self.open, self.closed], apart.boxes[:, 0].astype(int).tolist())
        self.assertEqual([self.open], over.boxes[:, 0].astype(int).tolist())
        self.assertEqual([True, True, False], [bool(p.known[self.closed]) for p in (apart, over, unseen)])

    def test_a_box_that_half_shows_stays(self):
        below, drawn = np.float32([[0, 0, 0, 10, 10]]), np.float32([[1, 5, 0, 20, 20]])
        self.assertEqual(1, len(uncovered(below, drawn)))
        self.assertEqual(0, len(uncovered(below, drawn - [0, 1, 0, 0, 0])))


class Tables(unittest.TestCase):
    def refused(self, row, message):
        with tempfile.TemporaryDirectory() as folder:
            table = Path(folder) / "waste.csv"
            table.write_text(HEAD + row)
            with self.assertRaisesRegex(ValueError, message):
                covers_in(Path("waste/train/images/w1.jpg"), table)

    def test_an_unknown_name_is_refused_with_its_line(self):
        self.refused("train,w1.jpg,lid,0.5,0.5,0.1,0.1\n", "waste.csv:2: 'lid' is none of manhole-closed, grate")

    def test_a_box_outside_the_picture_is_refused(self):
        self.refused("train,w1.jpg,grate,0.99,0.5,0.1,0.1\n", "waste.csv:2: the box does not lie within")

    def test_a_row_with_a_name_and_no_box_is_refused(self):
        self.refused("train,w1.jpg,grate,,,,\n", "waste.csv:2: cx, cy, w and h are not four numbers")

    def test_the_tables_that_ship_are_read(self):
        for data in read_configuration(OWN).sets:
            if data.covers:
                self.assertIsNone(covers_in(Path(data.name) / "train/images/none.jpg", data.covers), data.name)
