"""A licence is not forgotten by accident."""
import tempfile
import unittest
from pathlib import Path

import yaml

from street.configuration import read_configuration
from street.train import refuse_empty

OWN = Path(__file__).resolve().parents[1] / "street.yaml"


class Licences(unittest.TestCase):
    def test_pictures_without_a_licence_are_refused(self):
        raw = yaml.safe_load(OWN.read_text())
        raw["datasets"] = str(OWN.parent / raw["datasets"])
        raw["sets"]["manhole"] = {"share": 0.1}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "street.yaml"
            path.write_text(yaml.safe_dump(raw))
            with self.assertRaisesRegex(SystemExit, "manhole may not be trained on"):
                read_configuration(path)

    def test_what_ships_is_trained_on_sets_that_allow_it(self):
        configuration = read_configuration(OWN)
        self.assertIn("waste", [s.name for s in configuration.sets])
        self.assertNotIn("manhole", [s.name for s in configuration.sets])

    def test_classes_that_a_set_labels_in_part_are_no_background_there(self):
        traffic = next(s for s in read_configuration(OWN).sets if s.name == "traffic-cam-world")
        self.assertNotIn("car", traffic.labelled)
        self.assertIn("person", traffic.labelled)


class MadePictures(unittest.TestCase):
    def test_a_detector_is_not_trained_blind_to_manholes_because_nobody_made_their_pictures(self):
        sets = read_configuration(OWN).sets
        pictures = {s.name: [object()] for s in sets}
        refuse_empty(sets, pictures)
        pictures["composed"] = []
        with self.assertRaisesRegex(SystemExit, "set composed: no pictures in"):
            refuse_empty(sets, pictures)


class Extension(unittest.TestCase):
    def test_the_last_training_differs_only_where_its_file_says_so(self):
        whole, last = read_configuration(OWN), read_configuration(OWN.parent / "finish.yaml")
        self.assertEqual(whole.classes, last.classes)
        self.assertEqual({}, last.retention)
        self.assertEqual((420, whole.training["batch"]), (last.training["iterations"], last.training["batch"]))
        shares = {s.name: s.share for s in last.sets}
        self.assertEqual((0.56, next(s.share for s in whole.sets if s.name == "traffic-cam-vn")), (shares["waste"], shares["traffic-cam-vn"]))
