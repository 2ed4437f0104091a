"""Weights between trainings."""
import unittest

import torch

from street.mix import mix


class Mix(unittest.TestCase):
    def test_weights_lie_between_in_their_shares_and_counters_are_the_lasts(self):
        one, other = ({"w": torch.tensor([v]), "n": torch.tensor(n)} for v, n in ((1.0, 3), (2.0, 7)))
        mixed = mix([(0.25, one), (0.75, other)])
        self.assertEqual((1.75, 7), (float(mixed["w"]), int(mixed["n"])))

    def test_shares_that_do_not_add_up_are_refused(self):
        with self.assertRaises(SystemExit):
            mix([(0.5, {"w": torch.ones(1)}), (0.4, {"w": torch.ones(1)})])
