"""The INT8 form says what the float model says, in codes that a runtime can fuse."""
import tempfile
import unittest
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from street import calibrate, plan, quantise
from street.export import ExportError, export
from street.graph import GraphRunner, UnsupportedNode
from street.ranges import BINS, Affine, Spread, channel_scales, least_error, silu

CLASSES = ("bin", "garbage")
SIZE = (64, 64)


def conv(inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1) -> nn.Module:
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups), nn.BatchNorm2d(outputs), nn.SiLU())


class TinyYolox(nn.Module):
    """Every operator that a YOLOX has, small enough for a test."""

    def __init__(self) -> None:
        super().__init__()
        self.stem, self.down = conv(12, 16, 3), conv(16, 16, 3, 2, groups=16)
        self.left, self.right = conv(16, 16, 1), conv(16, 16, 1)
        self.levels = nn.ModuleList(conv(32, 32, 3, 2) for _ in range(3))
        self.up, self.heads = conv(64, 32, 1), nn.ModuleList(nn.Conv2d(32, 5 + len(CLASSES), 1) for _ in range(3))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.cat((x[..., ::2, ::2], x[..., 1::2, ::2], x[..., ::2, 1::2], x[..., 1::2, 1::2]), 1)
        x = self.down(self.stem(x))
        left = self.left(x)
        x = torch.cat((left, self.right(x) + left), 1)
        fine = self.levels[0](x)
        middle = self.levels[1](fine)
        coarse = nn.functional.max_pool2d(self.levels[2](middle), 5, 1, 2)
        middle = self.up(torch.cat((nn.functional.interpolate(coarse, scale_factor=2, mode="nearest"), middle), 1))
        parts = [head(level) for head, level in zip(self.heads, (fine, middle, coarse))]
        return torch.cat([torch.cat((p[:, :4], p[:, 4:].sigmoid()), 1).flatten(2) for p in parts], 2).transpose(1, 2)


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        torch.manual_seed(3)
        cls.module = TinyYolox()
        with torch.no_grad():
            for _ in range(20):
                cls.module(torch.randint(0, 256, (4, 3, *SIZE)).float())
        cls.module.eval()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.model = cls.folder / "tiny.onnx"
        export(cls.module, cls.model, CLASSES, SIZE, False, {"version": "1.2.3"})
        noise = np.random.default_rng(1)
        for k in range(24):
            picture = cv2.resize(noise.integers(0, 256, (12, 12, 3), np.uint8), (80, 60), interpolation=cv2.INTER_CUBIC)
            cv2.imwrite(str(cls.folder / f"{k:02}.png"), picture)

    def quantised(self, name: str, **settings) -> tuple[quantise.Report, onnx.ModelProto]:
        path = self.folder / name
        report = quantise.quantise_file(self.model, self.folder, path, count=8, settings=quantise.Settings(**settings))
        return report, onnx.load(str(path))


class Export(Case):
    def test_both_forms_say_what_the_module_says(self):
        free = self.folder / "free.onnx"
        export(self.module, free, CLASSES, SIZE, True, {})
        images = torch.randint(0, 256, (3, 3, *SIZE)).float()
        expected = self.module(images).detach()
        self.assertLess(float((GraphRunner(onnx.load(str(free)))(images) - expected).abs().max()), 1e-4)
        self.assertLess(float((GraphRunner(onnx.load(str(self.model)))(images[:1]) - expected[:1]).abs().max()), 1e-4)
        self.assertEqual(onnx.load(str(free)).graph.output[0].type.tensor_type.shape.dim[0].dim_param, "batch")

    def test_the_focus_becomes_one_convolution(self):
        graph = onnx.load(str(self.model)).graph
        self.assertNotIn("Slice", {n.op_type for n in graph.node if "images" in n.input})
        first = next(n for n in graph.node if n.op_type == "Conv")
        self.assertEqual([16, 3, 6, 6], next(list(i.dims) for i in graph.initializer if i.name == first.input[1]))

    def test_the_file_carries_its_classes(self):
        keys = {p.key: p.value for p in onnx.load(str(self.model)).metadata_props}
        self.assertEqual(("{0: 'bin', 1: 'garbage'}", "[64, 64]", "1.2.3"), (keys["names"], keys["imgsz"], keys["version"]))

    def test_a_module_of_other_classes_is_refused(self):
        with self.assertRaisesRegex(ExportError, "3 classes"):
            export(self.module, self.folder / "no.onnx", ("a", "b", "c"), SIZE, False, {})
        self.assertFalse((self.folder / "no.onnx").exists())


class Quantised(Case):
    def test_the_output_stays_close_and_the_file_gets_smaller(self):
        report, model = self.quantised("all.onnx", least_sum=1)
        images = calibrate.load(calibrate.sample(self.folder, 4, 5), SIZE)
        expected = self.module(images).detach()
        actual = torch.cat([GraphRunner(model)(i[None]) for i in images])
        signal, error = expected.std(), (actual - expected).square().mean().sqrt()
        self.assertGreater(float(error), 0)
        self.assertLess(float(error / signal), 0.05)
        self.assertEqual(7, report.quantised)
        self.assertTrue(all(decibel > 15 for decibel in report.noise.values()), report)

    def test_predictions_and_the_first_convolution_stay_float(self):
        _, model = self.quantised("all.onnx", least_sum=1)
        convolutions = [n for n in model.graph.node if n.op_type == "Conv"]
        self.assertFalse(convolutions[0].input[1].endswith("_dq"))
        self.assertEqual(4, sum(not n.input[1].endswith("_dq") for n in convolutions))

    def test_short_sums_stay_float(self):
        report, model = self.quantised("long.onnx", least_sum=64)
        quantised = [n for n in model.graph.node if n.op_type == "Conv" and n.input[1].endswith("_dq")]
        self.assertEqual(4, report.quantised)
        self.assertTrue(all(dict((a.name, a.i) for a in n.attribute)["group"] == 1 for n in quantised))

    def test_everything_around_a_quantised_convolution_carries_codes(self):
        _, model = self.quantised("all.onnx", least_sum=1)
        made_by = {n.output[0]: n for n in model.graph.node}
        read_by = {i: n.op_type for n in model.graph.node for i in n.input}
        for node in model.graph.node:
            if node.op_type == "Conv" and node.input[1].endswith("_dq"):
                self.assertEqual({"DequantizeLinear"}, {made_by[i].op_type for i in node.input})
                self.assertEqual("QuantizeLinear", read_by[node.output[0]])

    def test_weights_and_biases_have_a_code_per_channel(self):
        _, model = self.quantised("all.onnx", least_sum=1)
        values = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
        weights = [n[: -len("_weight_q")] for n in values if n.endswith("_weight_q")]
        self.assertEqual(7, len(weights))
        for name in weights:
            self.assertEqual((np.int8, np.int32), (values[f"{name}_weight_q"].dtype, values[f"{name}_bias_q"].dtype))
            self.assertEqual(len(values[f"{name}_weight_q"]), len(values[f"{name}_weight_scale"]))
            self.assertTrue((values[f"{name}_weight_zero"] == 0).all())

    def test_the_same_seed_makes_the_same_file(self):
        _, one = self.quantised("one.onnx", least_sum=1)
        _, two = self.quantised("two.onnx", least_sum=1)
        self.assertEqual(one.SerializeToString(), two.SerializeToString())

    def test_a_free_batch_stays_free(self):
        free, out = self.folder / "free_batch.onnx", self.folder / "free_batch_int8.onnx"
        export(self.module, free, CLASSES, SIZE, True, {})
        quantise.quantise_file(free, self.folder, out, count=8, settings=quantise.Settings(least_sum=1))
        images = calibrate.load(calibrate.sample(self.folder, 3, 5), SIZE)
        one = self.quantised("all.onnx", least_sum=1)[1]
        together, apart = GraphRunner(onnx.load(str(out)))(images), torch.cat([GraphRunner(one)(i[None]) for i in images])
        self.assertLess(float((together - apart).abs().mean()), 1e-3)

    def test_a_folder_without_pictures_is_named(self):
        with tempfile.TemporaryDirectory() as empty, self.assertRaisesRegex(calibrate.NoPictures, "holds no pictures"):
            calibrate.sample(Path(empty), 3, 1)


class Codes(unittest.TestCase):
    def test_the_codes_hold_the_range_and_zero(self):
        for low, high in ((-3.3, 7.1), (2.0, 5.0), (-5.0, -1.0)):
            code = Affine.over(low, high)
            self.assertTrue(0 <= code.zero <= 255)
            self.assertLess(abs(min(low, 0) + code.scale * code.zero), code.scale)
            self.assertLess(abs(max(high, 0) - code.scale * (255 - code.zero)), code.scale)

    def test_one_outlier_is_clipped_for_the_sake_of_the_rest(self):
        spread = Spread(-1.0, 100.0)
        spread.counts[: BINS // 50] = 1e6
        spread.counts[-1] = 1
        self.assertLess(least_error(spread).scale, 0.5 * Affine.over(-1, 100).scale)

    def test_before_a_silu_the_far_negative_is_given_up(self):
        spread = Spread(-100.0, 10.0, np.ones(BINS))
        self.assertLess(least_error(spread, silu).scale, 0.3 * least_error(spread).scale)

    def test_scales_of_weights_reach_the_greatest_or_clip_little(self):
        weight = torch.randn(5, 8, 3, 3, generator=torch.Generator().manual_seed(2)) * torch.tensor([0.01, 0.1, 1, 10, 0])[:, None, None, None]
        scales = channel_scales(weight, 8)
        peak = weight.abs().amax((1, 2, 3))
        self.assertTrue(bool((scales * 127 <= peak.clamp_min(1e-8) * 1.001).all()) and bool((scales * 127 >= peak * 0.59).all()))


class Runner(unittest.TestCase):
    def test_an_unknown_operator_is_named(self):
        node = onnx.helper.make_node("Softmax", ["images"], ["output"], "last")
        value = [onnx.helper.make_tensor_value_info(n, onnx.TensorProto.FLOAT, [1, 3]) for n in ("images", "output")]
        model = onnx.helper.make_model(onnx.helper.make_graph([node], "g", value[:1], value[1:]))
        with self.assertRaisesRegex(UnsupportedNode, r"Softmax \(last\)"):
            GraphRunner(model)(torch.zeros(1, 3))

    def test_a_concat_shares_one_code_with_what_it_alone_reads(self):
        torch.manual_seed(4)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "m.onnx"
            export(TinyYolox(), path, CLASSES, SIZE, False, {})
            model = onnx.load(str(path))
        groups = plan.make(model, []).groups
        wiring = plan.Wiring(model)
        lookup = {t: k for k, g in enumerate(groups) for t in g}
        for node in model.graph.node:
            if node.op_type == "MaxPool":
                self.assertEqual(lookup[node.input[0]], lookup[node.output[0]])
            if node.op_type == "Concat" and node.output[0] in lookup:
                for name in node.input:
                    alone = all(r is node for r in wiring.read_by[name])
                    self.assertEqual(alone, lookup[name] == lookup[node.output[0]], name)


if __name__ == "__main__":
    unittest.main()
