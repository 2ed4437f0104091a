"""What COCO has taught is kept, and only where it is asked for."""
import unittest

import torch

from street.network import StreetDetector, anchors, decode
from street.retain import ClassFeatures, Remembered, feature_loss, retention_loss

CLASSES = 3
COMMON = torch.tensor([0, 2])


def remembered_of(output: torch.Tensor, grid: torch.Tensor) -> Remembered:
    """A first network that says exactly what `output` says of the classes in common."""
    scores = output[..., 4:5].sigmoid() * output[..., 5:].sigmoid()
    return Remembered(scores[..., COMMON].detach(), decode(output[..., :4], grid).detach(), output[..., 4].sigmoid().detach(), torch.rand(1, len(grid), 80))


class Retention(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(1)
        self.grid = anchors(64, 64)
        self.everywhere = torch.ones(1, len(self.grid), dtype=torch.bool)
        self.first = torch.randn(1, len(self.grid), 5 + CLASSES)

    def gradient(self, output, asked):
        output = output.clone().requires_grad_(True)
        retention_loss(output, self.grid, remembered_of(self.first, self.grid), COMMON, asked).backward()
        return output.grad[0]

    def test_a_network_that_still_says_the_same_is_left_alone(self):
        self.assertLess(self.gradient(self.first, self.everywhere).abs().max(), 1e-5)

    def test_a_score_that_fell_is_raised_again(self):
        fallen = self.first.clone()
        fallen[..., 5] -= 3
        gradient = self.gradient(fallen, self.everywhere)
        self.assertLess(gradient[:, 5].max(), 0)

    def test_a_class_of_our_own_is_not_held_back(self):
        moved = self.first.clone()
        moved[..., 6] += 5
        self.assertEqual(0, self.gradient(moved, self.everywhere)[:, 6].abs().max())

    def test_nothing_is_asked_where_a_label_knows_better(self):
        asked = self.everywhere.clone()
        asked[0, :40] = False
        gradient = self.gradient(torch.randn_like(self.first), asked)
        self.assertEqual(0, gradient[:40].abs().max())
        self.assertGreater(gradient[40:].abs().max(), 0)


class Features(unittest.TestCase):
    def test_classes_that_no_street_needs_stay_readable(self):
        grid = anchors(64, 64)
        remembered = remembered_of(torch.full((1, len(grid), 5 + CLASSES), 2.0), grid)
        logits = torch.zeros(1, len(grid), 80, requires_grad=True)
        feature_loss(logits, remembered, torch.ones(1, len(grid), dtype=torch.bool)).backward()
        wrong = (remembered.classes - 0.5).sign()
        self.assertGreaterEqual((-logits.grad * wrong).min(), 0)

    def test_features_are_taken_while_training_only(self):
        model = StreetDetector(CLASSES)
        features = ClassFeatures(model)
        model.eval()(torch.zeros(1, 3, 64, 64))
        self.assertEqual([], features.take())
        model.train()(torch.zeros(2, 3, 64, 64))
        self.assertEqual([8, 4, 2], [level.shape[-1] for level in features.take()])
        self.assertEqual([], features.take())
