"""What each camera sees and in which states its place can be. A state is arranged anew for every picture and returns
its labelled things: (class, bodies)."""
from dataclasses import dataclass, field
from typing import Callable

import numpy as np
from furniture import BIN_BLUE, BIN_GREEN, bin_contents, manhole_cover, manhole_frame, wheelie_bin
from refuse import Pile, Refuse
from street import KERB_HEIGHT, Street


@dataclass
class View:
    name: str
    location: tuple
    target: tuple
    lens: float
    states: tuple
    arrange: Callable
    ground_zones: dict = field(default_factory=dict)    # id -> corners on the ground, (x, y)


def bin_corner(state):
    place, heading = (0.0, 8.05, KERB_HEIGHT), -0.35
    things = [("bin", wheelie_bin((0.80, 8.12, KERB_HEIGHT), -0.3, BIN_BLUE))]
    lid = {"tidy": 0, "fuller": 18, "overflowing": 62, "worse": 225}[state]
    body = wheelie_bin(place, heading, BIN_GREEN, lid)
    if state == "tidy":
        return things + [("bin", body)]
    heaped = {"fuller": 0.0, "overflowing": 0.8, "worse": 1.0}[state]
    inside = bin_contents(Refuse(np.random.default_rng(11)), place, heading, heaped)
    things.append(("bin" if state == "fuller" else "overflow", body + inside))
    if state != "fuller":
        heap = Pile(Refuse(np.random.default_rng(12)), (1.95, 7.55, KERB_HEIGHT), 0.66)
        heap.bags(5).carriers(7, spread=1.1).cartons(2, spread=1.1).litter(9)
        if state == "worse":
            heap.bags(3).carriers(8, spread=1.1).cartons(1).litter(14)
        things.append(("garbage", heap.bodies))
    return things


def manhole_street(state):
    x, y = Street().manhole
    frame = manhole_frame((x, y, 0.0))
    if state == "closed":
        return [("manhole-closed", frame + manhole_cover((x, y, 0.003), heading=0.4))]
    things = [("manhole-open", frame)]
    if state == "ajar":
        return things + [("manhole-closed", manhole_cover((x + 0.42, y - 0.1, 0.075), heading=0.9, tilt=0.06))]
    return things + [("manhole-closed", manhole_cover((x + 1.05, y - 1.1, 0.055), heading=1.1))]


def lane(state):
    if state == "free":
        return []
    things = [("bin", wheelie_bin((28.1, 4.62, 0.0), -1.15, BIN_GREEN))]
    if state == "blocked":
        full, heading, refuse = (27.9, 3.8, 0.0), -1.25, Refuse(np.random.default_rng(5))
        things.append(("overflow", wheelie_bin(full, heading, BIN_GREEN, 40) + bin_contents(refuse, full, heading, 1.0)))
        heap = Pile(refuse, (27.4, 2.85, 0.0), 0.7).bags(10).carriers(18, spread=1.1).cartons(2).litter(24)
        things.append(("garbage", heap.bodies))
    return things


VIEWS = (
    View("bin-corner", (-3.3, 4.3, 3.1), (1.05, 7.6, 1.3), 25, ("tidy", "fuller", "overflowing", "worse"), bin_corner),
    View("manhole-street", (10.6, 1.35, 3.15), (15.2, -0.1, 0.72), 26, ("closed", "ajar", "open"), manhole_street),
    View("lane", (22.9, 5.2, 3.2), (28.6, 3.4, 0.75), 27, ("free", "first-bin", "blocked"), lane,
         {"lane": ((25.6, 2.35), (34.0, 2.35), (34.0, 5.05), (26.5, 5.05))}),
)
