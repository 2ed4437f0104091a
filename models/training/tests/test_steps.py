"""The way from nothing to the shipped weights can be gone: whatever a step reads, a step before it leaves."""
import unittest
from pathlib import Path

from street.__main__ import MIXES, SHORT, steps
from street.configuration import raw_configuration
from street.mix import FIRST
from street.ship import SHIPPED

TRAINING = Path(__file__).parents[1]


def kept(folder: str, file: str) -> set[str]:
    """Files that a training leaves in `work`, by its configuration."""
    options = raw_configuration(TRAINING / file)["training"]
    measured = range(options["validate_every"], options["iterations"] + 1, options["validate_every"])
    away = {"away.pt"} if options.get("return_at") else set()
    return {folder + name for name in {"street.pt", *away, *(f"street-{step}.pt" for step in measured)}}


class Steps(unittest.TestCase):
    def test_whatever_a_mix_or_a_training_reads_a_step_before_it_leaves(self):
        there = {FIRST}
        for name in steps(TRAINING / "street.yaml", Path("data")):
            if name in MIXES:
                out, shares = MIXES[name]
                self.assertLessEqual(set(shares), there, name)
                self.assertAlmostEqual(sum(shares.values()), 1, msg=name)
                self.assertNotIn(out, there, f"{name}: whoever goes the way again would read this for what it was before")
                there.add(out)
            elif name in SHORT:
                self.assertIn(raw_configuration(TRAINING / f"{name}.yaml")["start"]["from"].removeprefix("work/"), there, name)
                there |= kept(f"{name}/", f"{name}.yaml")
            elif name == "train":
                there |= kept("", "street.yaml")

    def test_the_last_step_before_the_export_leaves_what_is_exported(self):
        *_, last, export = steps(TRAINING / "street.yaml", Path("data"))
        self.assertEqual(("export", SHIPPED), (export, MIXES[last][0]))


if __name__ == "__main__":
    unittest.main()
