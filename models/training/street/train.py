"""Trains the street detector: `python3 -m street.train --config street.yaml --work FOLDER`.

Runs on the CPU, or on a GPU where torch finds one. Now and then it measures, and keeps what it needs to go on after a break (`last.pt`) and the
averaged weights (`street.pt`, and `street-STEP.pt` of each measuring). What decided the result is written beside them in `run.json`: configuration, seed, versions, pictures by set, time.
"""
from __future__ import annotations

import argparse
import copy
import json
import math
import time
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
import torchvision
from torch import Tensor, nn

from .configuration import Configuration, DataSet, read_configuration
from .feed import Feed, batches
from .label import load
from .loss import loss_of
from .measure import average_precision, detect
from .network import StreetDetector, anchors
from .pictures import Picture
from .retain import ClassFeatures, FirstNetwork, feature_loss, retention_loss
from .start import start_from
from .teacher import Teacher


class Average:
    """Exponential moving average of weights and statistics; young averages follow faster (Tarvainen and Valpola 2017)."""

    def __init__(self, model: nn.Module, decay: float):
        self.model, self._decay, self.steps = copy.deepcopy(model).eval(), decay, 0

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        self.steps += 1
        decay = min(self._decay, (1 + self.steps) / (10 + self.steps))
        for own, new in zip(self.model.state_dict().values(), model.state_dict().values()):
            if own.dtype.is_floating_point:
                own.lerp_(new.to(own.dtype), 1 - decay)
            else:
                own.copy_(new)


def refuse_empty(sets: tuple[DataSet, ...], pictures: dict[str, list[Picture]]) -> None:
    """A set without pictures would leave its classes unlearnt and say nothing."""
    for data in sets:
        if not pictures[data.name]:
            raise SystemExit(f"set {data.name}: no pictures in {data.folder}; make them (`python3 -m street compose`, `render`) or take the set out of the configuration")


class Training:
    def __init__(self, configuration: Configuration, work: Path, device: str, workers: int):
        self.configuration, self.work, self.device, self.workers = configuration, work, device, workers
        self.options = configuration.training
        torch.manual_seed(configuration.seed)
        teacher = Teacher(configuration, work)
        self.pictures = {s.name: load(s, "train", configuration, teacher) for s in configuration.sets}
        refuse_empty(configuration.sets, self.pictures)
        self.validation = {s.name: (s, load(s, split, configuration, teacher)) for s, split in configuration.validation}
        things = torch.zeros(len(configuration.classes))
        things[[configuration.index(name) for name in configuration.start["coco"]]] = 1
        self.things = things.to(device)
        self.first: FirstNetwork | None = None
        repeat = {s.name: s.repeat for s in configuration.sets}
        for name, found in self.pictures.items():
            for picture in found:
                # One column more: whether what the first network says counts there.
                picture.known = np.append(picture.known, name in configuration.retention.get("sets", ()))
            found += [picture for picture in found for _ in range(self._times(picture, repeat[name]) - 1)]
        self.grids = {size: anchors(size, size).to(device) for size in self.options["sizes"]}

    def _times(self, picture: Picture, repeat: dict[str, int]) -> int:
        """How often a picture comes while another of its set comes once: things that are rare in it are shown more often."""
        shown = {self.configuration.classes[int(kind)] for kind in picture.boxes[:, 0]}
        return max((times for name, times in repeat.items() if name in shown), default=1)

    def start(self) -> StreetDetector:
        """COCO's weights, with the normalisation rebuilt over pictures of all sets; and the network that they made, to be remembered."""
        model = StreetDetector(len(self.configuration.classes))
        images = next(iter(Feed(self.pictures, self.configuration)))[0].float()
        rows = self.configuration.start["coco"]
        weights = str(self.configuration.weights_of(self.configuration.start))
        start_from(model, weights, [rows.get(name) for name in self.configuration.classes], images)
        if self.configuration.retention:
            self.first = FirstNetwork(weights, images, list(rows.values()), self.device)
            self.common = torch.tensor([self.configuration.index(name) for name in rows], device=self.device)
            self.features = ClassFeatures(model)
        self._save("first.pt", model)
        if "from" in self.configuration.start:
            model.load_state_dict(torch.load(self.configuration.path.parent / self.configuration.start["from"], map_location="cpu")["weights"])
        return model.to(self.device, memory_format=torch.channels_last)

    def _save(self, file: str, model: nn.Module) -> None:
        torch.save({"classes": self.configuration.classes, "weights": model.state_dict()}, self.work / file)

    def run(self) -> None:
        model = self.start()
        frozen = self._freeze(model)
        optimiser = torch.optim.AdamW(self._groups(model), lr=self.options["rate"], weight_decay=self.options["weight_decay"])
        beginning = copy.deepcopy(model.state_dict()) if self.options.get("return_at") else None
        average, first, spent = Average(model, self.options["average"]), 0, 0.0
        last = self.work / "last.pt"
        if last.exists():
            state = torch.load(last, map_location=self.device)
            model.load_state_dict(state["model"])
            average.model.load_state_dict(state["average"])
            optimiser.load_state_dict(state["optimiser"])
            average.steps, first, spent = state["step"], state["step"], state["seconds"]
            print(f"goes on from step {first}", flush=True)
        started = time.monotonic()
        sums, recent = np.zeros(4), 0
        for step, batch in enumerate(batches(Feed(self.pictures, self.configuration, first), self.workers), first):
            if step == self.options.get("return_at"):
                self._return(model, average, beginning)
                optimiser.state.clear()
            self._rate(optimiser, step)
            model.train()
            for module in frozen:
                module.eval()
            losses = self._step(model, optimiser, batch)
            average.update(model)
            sums, recent = sums + losses, recent + 1
            if (step + 1) % 50 == 0:
                speed = (step + 1 - first) * self.options["batch"] / (time.monotonic() - started)
                print(f"{step + 1} loss {sums[0] / recent:.3f} classes {sums[1] / recent:.3f} boxes {sums[2] / recent:.3f} retention {sums[3] / recent:.3f} {speed:.1f} pictures/s", flush=True)
                sums, recent = np.zeros(4), 0
            seconds, finished = spent + time.monotonic() - started, step + 1 == self.options["iterations"]
            if (step + 1) % 100 == 0 or finished:
                state = {"model": model.state_dict(), "average": average.model.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1, "seconds": seconds}
                torch.save(state, last.with_suffix(".new"))
                last.with_suffix(".new").replace(last)
            if (step + 1) % self.options["validate_every"] == 0 or finished:
                self._keep(average.model, step + 1, seconds)

    def _step(self, model: nn.Module, optimiser: torch.optim.Optimizer, batch: tuple) -> np.ndarray:
        images, boxes, ignore, known = batch
        grid = self.grids[images.shape[-1]]
        images = images.to(self.device).float().contiguous(memory_format=torch.channels_last)
        output, known = model(images), known.to(self.device)
        losses = loss_of(output, grid, [b.to(self.device) for b in boxes], [i.to(self.device) for i in ignore], known[..., :-1], self.things)
        total, kept = losses.total, 0.0
        if self.first is not None:
            kept = self._retain(images, output, grid, known[..., -1] & ~losses.positive)
            total, kept = total + kept, float(kept)
        optimiser.zero_grad(set_to_none=True)
        total.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 10.0)
        optimiser.step()
        return np.array([float(losses.total), losses.classes, losses.boxes, kept])

    def _retain(self, images: Tensor, output: Tensor, grid: Tensor, asked: Tensor) -> Tensor:
        """What it costs to have moved away from the first network; only where no label stands for an object."""
        options, remembered = self.configuration.retention, self.first.look(images, grid)
        logits = self.first.read(self.features.take())
        return options["scores"] * retention_loss(output, grid, remembered, self.common, asked) + options["features"] * feature_loss(logits, remembered, asked)

    def _return(self, model: nn.Module, average: Average, beginning: dict[str, Tensor]) -> None:
        """Goes part of the way back to the first weights: between the two lie weights that know both (Wortsman et al. 2022, arXiv 2109.01903)."""
        self._save("away.pt", average.model)
        share = self.options["return_share"]
        with torch.no_grad():
            for name, own in average.model.state_dict().items():
                if own.dtype.is_floating_point:
                    own.lerp_(beginning[name], share)
        model.load_state_dict(average.model.state_dict())
        average.steps = 0

    def _freeze(self, model: nn.Module) -> list[nn.Module]:
        """Edges and textures are the same everywhere: the first layers stay as they are, which also saves the dearest part of the backward pass."""
        frozen = [model.get_submodule(name) for name in self.options["frozen"]]
        for module in frozen:
            module.requires_grad_(False)
        return frozen

    def _groups(self, model: nn.Module) -> list[dict]:
        """Normalisation and biases are not decayed; what COCO has taught moves more slowly."""
        groups: dict[tuple[bool, bool], list[Tensor]] = {}
        for name, parameter in model.named_parameters():
            if parameter.requires_grad:
                groups.setdefault((name.startswith("backbone"), parameter.ndim > 1), []).append(parameter)
        return [{"params": parameters, "factor": self.options["backbone_rate"] if backbone else 1.0, **({} if decayed else {"weight_decay": 0.0})}
                for (backbone, decayed), parameters in groups.items()]

    def _rate(self, optimiser: torch.optim.Optimizer, step: int) -> None:
        warm, total = self.options["warm_up"], self.options["iterations"]
        share = (step + 1) / warm if step < warm else 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, total - warm)))
        for group in optimiser.param_groups:
            group["lr"] = self.options["rate"] * group["factor"] * max(share, 0.02)

    def _keep(self, model: StreetDetector, step: int, seconds: float) -> None:
        self._save("street.pt", model)
        self._save(f"street-{step}.pt", model)
        precision = self._validate(model)
        print(f"step {step}: " + " ".join(f"{k} {v:.3f}" for k, v in precision.items()), flush=True)
        run = {"step": step, "seconds": round(seconds), "seed": self.configuration.seed, "configuration": self.configuration.path.read_text(),
               "pictures": {name: len(found) for name, found in self.pictures.items()}, "device": self.device, "threads": torch.get_num_threads(),
               "versions": {"torch": torch.__version__, "torchvision": torchvision.__version__, "onnx": onnx.__version__, "opencv": cv2.__version__, "numpy": np.__version__},
               "validation": {k: round(v, 4) for k, v in precision.items()}}
        (self.work / "run.json").write_text(json.dumps(run, indent=1))

    def _validate(self, model: StreetDetector) -> dict[str, float]:
        result = {}
        for name, (data, pictures) in self.validation.items():
            found = detect(model.eval(), pictures, self.configuration.export["size"])
            for kind in sorted(set(data.names.values()) & set(self.configuration.classes), key=self.configuration.index):
                result[f"{name}/{kind}"] = average_precision(found, pictures, self.configuration.index(kind))
        return {k: v for k, v in result.items() if not math.isnan(v)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", default="street.yaml")
    parser.add_argument("--work", default="work", help="folder of what is made on the way; a training that was broken off goes on from here")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=1, help="processes that make the training pictures")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    work = Path(arguments.work)
    work.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    Training(read_configuration(arguments.config), work, device, arguments.workers).run()


if __name__ == "__main__":
    main()
