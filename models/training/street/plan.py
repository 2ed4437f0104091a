"""Decides which tensors of a detector carry codes and which share one, so that a runtime can fuse integer kernels.

A quantised convolution needs codes on both sides. Concat, MaxPool, Resize, Slice and Add between two of them are taken
along, since a float operator in between would cost a conversion either way. MaxPool, Resize and Slice move codes
without looking at them, so both sides share one code; so do the inputs of a Concat that nothing else reads: the Concat
is then a copy, and its values are rounded once, not twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import onnx

_MOVES = {"MaxPool", "Resize", "Slice"}
_FOLLOWED = _MOVES | {"Concat", "Add"}


@dataclass(frozen=True)
class Plan:
    """What is quantised. Convolutions go by the name of their output.

    ``groups`` partitions every coded tensor but the sigmoids; the tensors of a group share one code.
    ``silu`` are the coded tensors that nothing but a SiLU reads; ``sigmoids`` the coded outputs of Sigmoid, in 0..1.
    """

    convolutions: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    silu: frozenset[str]
    sigmoids: frozenset[str]

    def coded(self) -> set[str]:
        """Every tensor that carries a code."""
        return {t for g in self.groups for t in g} | self.sigmoids


class Wiring:
    """Who makes and who reads each tensor of a model."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self.nodes = list(model.graph.node)
        self.made_by = {o: n for n in self.nodes for o in n.output}
        self.read_by: dict[str, list[onnx.NodeProto]] = {}
        for node in self.nodes:
            for name in dict.fromkeys(node.input):
                self.read_by.setdefault(name, []).append(node)
        self.outputs = {o.name for o in model.graph.output}

    def convolutions(self) -> list[str]:
        """The outputs of all convolutions, in order."""
        return [n.output[0] for n in self.nodes if n.op_type == "Conv"]

    def silu_of(self, tensor: str) -> tuple[str, str] | None:
        """The outputs (sigmoid, product) of the SiLU that is the only reader of ``tensor``, or None."""
        readers = self.read_by.get(tensor, [])
        sigmoid = next((n for n in readers if n.op_type == "Sigmoid"), None)
        product = next((n for n in readers if n.op_type == "Mul"), None)
        if sigmoid is None or product is None or len(readers) != 2 or set(product.input) != {tensor, sigmoid.output[0]}:
            return None
        return sigmoid.output[0], product.output[0]

    def predictions(self) -> list[str]:
        """The outputs of the convolutions whose values reach the output with no further convolution in between."""
        heads, seen, open_ = [], set(), list(self.outputs)
        while open_:
            node = self.made_by.get(open_.pop())
            if node is None or id(node) in seen:
                continue
            seen.add(id(node))
            if node.op_type == "Conv":
                heads.append(node.output[0])
            else:
                open_.extend(node.input)
        return [c for c in self.convolutions() if c in heads]


def make(model: onnx.ModelProto, keep_float: Iterable[str]) -> Plan:
    """Plans for all convolutions but those in ``keep_float``. The sigmoid and the product of a SiLU that stands between
    quantised convolutions run on codes too: as exact as in float, and faster than going there and back."""
    wiring, float_ = Wiring(model), set(keep_float)
    convolutions = [c for c in wiring.convolutions() if c not in float_]
    coded = set(convolutions)
    open_ = [wiring.made_by[c].input[0] for c in convolutions]
    while open_:
        name = open_.pop()
        if name in coded:
            continue
        coded.add(name)
        node = wiring.made_by.get(name)
        if node is not None and node.op_type in _FOLLOWED:
            open_.extend(node.input if node.op_type in ("Concat", "Add") else node.input[:1])
    silu = {c for c in convolutions if wiring.silu_of(c) is not None}
    sigmoids = {wiring.silu_of(c)[0] for c in silu if wiring.silu_of(c)[1] in coded}
    return Plan(tuple(convolutions), _groups(wiring, coded), frozenset(silu), frozenset(sigmoids))


def _groups(wiring: Wiring, coded: set[str]) -> tuple[tuple[str, ...], ...]:
    of = {name: name for name in coded}

    def root(name: str) -> str:
        while of[name] != name:
            name = of[name]
        return name

    for node in wiring.nodes:
        output = node.output[0]
        if output not in coded:
            continue
        if node.op_type in _MOVES:
            of[root(node.input[0])] = root(output)
        elif node.op_type == "Concat":
            for name in node.input:
                # A tensor with other readers keeps its own, finer code; the Concat converts it.
                if all(r is node or r.op_type in _MOVES for r in wiring.read_by[name]):
                    of[root(name)] = root(output)
    groups: dict[str, list[str]] = {}
    for name in sorted(coded):
        groups.setdefault(root(name), []).append(name)
    return tuple(tuple(g) for g in groups.values())
