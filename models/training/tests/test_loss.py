"""What a set does not label must teach nothing, and what it labels must teach the right thing."""
import unittest

import torch

from street.loss import assign, loss_of
from street.network import StreetDetector, anchors, decode

CLASSES = 3
NO_BOXES = torch.zeros(0, 5)


def output_for(grid: torch.Tensor) -> torch.Tensor:
    torch.manual_seed(1)
    return torch.randn(1, len(grid), 5 + CLASSES, requires_grad=True)


class MaskedLoss(unittest.TestCase):
    def setUp(self):
        self.grid = anchors(64, 64)
        self.things = torch.tensor([1.0, 0.0, 0.0])

    def gradient(self, boxes, ignore, known):
        output = output_for(self.grid)
        loss_of(output, self.grid, [boxes], [ignore], known[None], self.things).total.backward()
        return output.grad[0]

    def test_a_set_that_does_not_label_a_class_says_nothing_about_it(self):
        known = torch.zeros(len(self.grid), CLASSES, dtype=torch.bool)
        known[:, 0] = True
        gradient = self.gradient(NO_BOXES, NO_BOXES, known)
        self.assertEqual(0, gradient[:, 6:].abs().max())
        self.assertGreater(gradient[:, 5].abs().min(), 0)

    def test_nothing_is_said_of_a_doubtful_place(self):
        known = torch.ones(len(self.grid), CLASSES, dtype=torch.bool)
        gradient = self.gradient(NO_BOXES, torch.tensor([[1, 0.0, 0, 64, 64]]), known)
        self.assertEqual(0, gradient[:, 6].abs().max())
        self.assertGreater(gradient[:, 7].abs().min(), 0)

    def test_where_a_vehicle_stands_there_is_no_garbage_even_if_the_set_knows_none(self):
        known = torch.zeros(len(self.grid), CLASSES, dtype=torch.bool)
        gradient = self.gradient(torch.tensor([[0, 8.0, 8, 56, 56]]), NO_BOXES, known)
        middle = ((self.grid[:, :2] + 0.5) * self.grid[:, 2:] - 32).abs().max(1).values < 12
        self.assertGreater(gradient[middle][:, 6].abs().min(), 0)
        self.assertEqual(0, gradient[~middle][:, 6].abs().min())

    def test_an_object_raises_its_own_class_only(self):
        known = torch.ones(len(self.grid), CLASSES, dtype=torch.bool)
        gradient = self.gradient(torch.tensor([[2, 16.0, 16, 48, 48]]), NO_BOXES, known)
        self.assertLess(gradient[:, 7].min(), 0)
        self.assertGreaterEqual(gradient[:, 6].min(), 0)


class Assignment(unittest.TestCase):
    def test_a_thing_smaller_than_a_cell_still_has_an_anchor(self):
        grid = anchors(64, 64)
        decoded = decode(torch.zeros(len(grid), 4), grid)
        places, owners, targets = assign(torch.full((len(grid), CLASSES), 0.1), decoded, grid, torch.tensor([[1, 33.0, 33, 36, 36]]))
        self.assertGreater(len(places), 0)
        self.assertTrue((targets > 0).all())
        self.assertTrue((owners == 0).all())

    def test_an_anchor_stands_for_one_thing(self):
        grid = anchors(64, 64)
        decoded = decode(torch.zeros(len(grid), 4), grid)
        places, _, _ = assign(torch.full((len(grid), CLASSES), 0.1), decoded, grid, torch.tensor([[1, 8.0, 8, 40, 40], [1, 10.0, 10, 42, 42]]))
        self.assertEqual(len(places), len(places.unique()))


class Layout(unittest.TestCase):
    def test_the_outputs_stand_in_the_order_of_the_anchors(self):
        model = StreetDetector(CLASSES).eval()
        with torch.no_grad():
            self.assertEqual((2, len(anchors(96, 64)), 5 + CLASSES), tuple(model(torch.zeros(2, 3, 64, 96)).shape))

    def test_decoding_gives_corners_in_pixels(self):
        grid = torch.tensor([[3.0, 2.0, 8.0]])
        corners = decode(torch.tensor([[0.5, 0.5, 0.0, 0.6931472]]), grid)
        torch.testing.assert_close(corners, torch.tensor([[24.0, 12.0, 32.0, 28.0]]))


if __name__ == "__main__":
    unittest.main()
