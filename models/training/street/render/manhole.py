"""Closed and open manholes: the frame in the ground, what covers it or does not, and what is seen through the opening."""
import math

import numpy as np
from mathutils import Matrix, Vector

import plates
import textures
from shade import coloured, pictured
from shapes import box, jagged, lathe, new_object, outline, place, rock, slab, wall


class Opening:
    """The form of one manhole: measures that frame, cover and shaft share. `half` is the cover's half width and depth."""

    def __init__(self, rng, at=(0.0, 0.0), small=False):
        self.rng, self.at, self.yaw = rng, np.array(at, float), float(rng.choice([0, math.pi / 2, rng.uniform(0, 6.28)], p=[0.3, 0.1, 0.6]))
        self.is_round = rng.random() < 0.64
        reach = rng.uniform(0.12, 0.24) if small else rng.uniform(0.27, 0.43)
        self.half = np.array([reach, reach])
        if not self.is_round:
            self.half = self.half * np.array([rng.choice([1.0, rng.uniform(1.0, 1.8)]), 1.0]) * 0.9
            self.yaw = float(rng.choice([0, math.pi / 2, rng.uniform(0, 6.28)], p=[0.5, 0.2, 0.3]))
        self.corner = rng.choice([0.005, 0.03, 0.08])
        self.gap, self.frame_width = rng.uniform(0.003, 0.012), rng.choice([0.0, rng.uniform(0.01, 0.04), rng.uniform(0.04, 0.11)], p=[0.3, 0.45, 0.25])
        self.top = rng.choice([0.002, rng.uniform(0.004, 0.012), rng.uniform(0.01, 0.05)], p=[0.45, 0.4, 0.15])
        self.broken = False

    def loop(self, grow=0.0):
        return outline(self.is_round, self.half, grow, self.corner)

    def in_world(self, loop):
        c, s = math.cos(self.yaw), math.sin(self.yaw)
        return loop @ np.array([[c, s], [-s, c]]) + self.at

    def put(self, body, z=0.0):
        return place(body, (*self.at, z), self.yaw)


def iron(rng):
    style = rng.choice(["iron", "iron", "rust", "pale"])
    colour = plates.iron_colour(rng, style, np.full((plates.SIZE, plates.SIZE), 0.6, np.float32))
    return pictured(textures.packed(colour, textures.grain(rng, plates.SIZE, 1.2)), rng.uniform(0.5, 1.0), relief=0.002,
                    roughness=rng.uniform(0.4, 0.8), metallic=rng.uniform(0, 0.4))


def frame_material(rng):
    if rng.random() < 0.7:
        return iron(rng)
    return pictured(textures.concrete(rng, 512)[0] * np.float32([rng.uniform(0.55, 0.95)] * 3 + [1]), rng.uniform(0.8, 2.0), relief=0.004, roughness=0.9)


def collar(site, form):
    """What the road menders left around the frame: a ring or square of another colour, cracked at its edge, and dirt."""
    rng = site.rng
    grow = form.frame_width + rng.uniform(0.06, 0.4)
    square = form.is_round and rng.random() < 0.35
    loop = outline(not square and form.is_round, form.half, grow, 0.03)
    loop = form.in_world(jagged(rng, loop, rng.choice([0.0, 0.015, 0.05])))
    tone = textures.tinted(rng, rng.choice([rng.uniform(0.1, 0.3), rng.uniform(0.35, 0.75)]), 0.02)
    site.stain(loop, tone, rng.uniform(0.35, 1.0), soft=rng.choice([0.6, 3.0]), speckle=rng.uniform(0.1, 0.6))
    if rng.random() < 0.6:
        site.line(loop, (0.05, 0.05, 0.05), rng.uniform(0.3, 0.9), int(rng.integers(1, 4)))


def dirt_ring(site, form):
    rng = site.rng
    loop = form.in_world(jagged(rng, form.loop(form.frame_width + rng.uniform(0.01, 0.1)), 0.06))
    site.stain(loop, textures.tinted(rng, rng.choice([0.12, 0.4, 0.55]), 0.05), rng.uniform(0.2, 0.7), soft=9.0, speckle=0.8)


def surround(site, form):
    if site.rng.random() < 0.55:
        collar(site, form)
    if site.rng.random() < 0.5:
        dirt_ring(site, form)
    if site.rng.random() < 0.4:
        site.crack_about()


def frame(site, form, deep=0.12):
    rng, outer, inner = site.rng, form.loop(form.gap + form.frame_width), form.loop(form.gap)
    site.holes.append(form.in_world(form.loop(form.gap + form.frame_width - 0.002)))
    ledge = form.loop(-rng.uniform(0.015, 0.04))
    low = [(outer, -0.05)] if form.top > 0.003 else []
    form.under = -deep - 0.004
    return form.put(wall("frame", low + [(outer, form.top), (inner, form.top), (inner, -deep), (ledge, -deep), (ledge, -deep - 0.03)],
                         frame_material(rng), smooth=False))


def cover(site, form, style=None):
    """The cover alone, its top at z = 0, lying at the origin: one plate, or two leaves."""
    rng = site.rng
    thick, bevel = rng.uniform(0.03, 0.07), rng.uniform(0.002, 0.008)
    style = style or rng.choice(["iron", "concrete"], p=[0.78, 0.22])
    if style == "concrete":
        drawn, thick = plates.concrete_plate(rng, site.detail), rng.uniform(0.06, 0.12)
        metallic, rough, relief = 0.0, 0.9, 0.004
    else:
        drawn, metallic, rough, relief = plates.iron_plate(rng, form.is_round), rng.uniform(0, 0.5), rng.uniform(0.35, 0.8), rng.uniform(0.005, 0.014)
    if site.wet:
        rough *= 0.45
    size = tuple(float(2 * v) for v in form.half)
    top = pictured(drawn, size, relief=relief, roughness=rough, metallic=metallic)
    if not form.is_round and rng.random() < 0.25:            # two leaves side by side
        leaf = outline(False, (form.half[0] / 2 - 0.003, form.half[1]), 0.0, 0.01)
        bodies = []
        for side in (-1, 1):
            bodies.append(slab("leaf", leaf + [side * form.half[0] / 2, 0], -thick, 0.0, bevel, top))
        return bodies, thick
    return [slab("cover", form.loop(), -thick, 0.0, bevel, top)], thick


def rim(form, z=0.0):
    return [(x, y, z) for x, y in form.in_world(form.loop(form.gap + form.frame_width))]


def closed(site, form):
    rng = site.rng
    surround(site, form)
    bodies = [frame(site, form)]
    lids, _ = cover(site, form)
    sunk = rng.choice([0.0, rng.uniform(-0.01, 0.006), rng.uniform(-0.05, -0.01)], p=[0.4, 0.45, 0.15])
    for lid in lids:
        place(lid, (*form.at, form.top + sunk), form.yaw, tuple(rng.normal(0, 0.008, 2)))
    bodies += lids
    form.put(new_object("under", [(x, y, -0.14) for x, y in form.loop(form.gap)], [list(range(len(form.loop())))], coloured((0.03, 0.03, 0.03))))
    site.label("manhole-closed", bodies, rim(form, form.top))


def shaft(site, form):
    """Wall, floor and what lies on it. Broken grounds have no frame: the wall begins at the jagged edge."""
    rng = site.rng
    depth = rng.choice([rng.uniform(0.25, 0.8), rng.uniform(0.8, 4.0)], p=[0.22, 0.78])
    spread = rng.choice([0.0, rng.uniform(-0.03, 0.1), rng.uniform(0.1, 0.35)])
    start, top = (form.edge, 0.0) if form.broken else (form.loop(form.gap + 0.003), form.under)
    loops = []
    for share in (0.0, 0.04, 0.12, 0.3, 0.6, 1.0):
        grown = start * (1 + spread / form.half[0] * min(1.0, share * 2.5) + (rng.normal(0, 0.03) if form.broken else 0))
        loops.append((jagged(rng, grown, 0.012) if form.broken and share else grown, top - share * depth))
    bodies = [form.put(wall("shaft", loops, pictured(textures.shaft_wall(rng), where="uv", relief=0.01, roughness=rng.uniform(0.4, 0.95))))]
    floor = loops[-1][0] * 1.02
    kind = rng.choice(["water", "mud", "dark"], p=[0.4, 0.35, 0.25])
    below = top - depth * (rng.uniform(0.5, 0.97) if kind == "water" else 1.0)
    material = {"water": lambda: coloured(textures.tinted(rng, rng.uniform(0.03, 0.25), 0.05), 0.03),
                "mud": lambda: pictured(textures.soil(rng, 256)[0], 0.8, relief=0.05, roughness=0.8),
                "dark": lambda: coloured((0.02, 0.02, 0.02), 1.0)}[kind]()
    wide = floor * 1.3
    bodies.append(form.put(new_object("floor", [(x, y, below) for x, y in wide], [list(range(len(wide)))], material)))
    reach = float(form.half.min())
    if rng.random() < 0.4:
        bodies += rungs(rng, form, reach, top, depth)
    if kind != "dark" and rng.random() < 0.5:
        for _ in range(int(rng.integers(2, 9))):
            lump = rock(rng, rng.uniform(0.05, 0.25, 3), coloured(rng.choice([(0.35, 0.33, 0.3), (0.6, 0.58, 0.52), (0.75, 0.74, 0.72), (0.2, 0.3, 0.5)])))
            bodies.append(place(lump, (*(form.at + rng.uniform(-0.7, 0.7, 2) * reach), below), rng.uniform(0, 6)))
    if rng.random() < 0.2:
        pipe = lathe("pipe", [(0.06, -reach * 1.5), (0.06, reach * 1.5)], coloured(textures.tinted(rng, rng.uniform(0.2, 0.6), 0.1)))
        bodies.append(place(pipe, (*form.at, top - rng.uniform(0.2, 0.9) * depth), rng.uniform(0, 6), (math.pi / 2, 0)))
    return bodies


def rungs(rng, form, reach, top, depth):
    material, angle, made = coloured(textures.tinted(rng, rng.uniform(0.1, 0.4), 0.06), 0.5, 0.5), rng.uniform(0, 6.28), []
    way = np.array([math.cos(angle), math.sin(angle)])
    for z in np.arange(top - 0.1, top - depth, -0.3):
        at = form.at + way * (reach - 0.1)
        made.append(box("rung", (0.03, 0.26, 0.03), material, (*at, z), angle))
    return made


def lay_cover(site, form, lids, thick):
    """Beside the opening, leaning over its rim or on end, or half across it. Returns the share of the opening left to see."""
    rng, reach = site.rng, float(form.half.max()) + form.frame_width
    how = rng.choice(["beside", "across", "tilted", "gone"], p=[0.34, 0.28, 0.08, 0.30])
    if how == "gone":
        for lid in lids:
            lid.hide_render = True
            lid.hide_viewport = True
        return
    angle = rng.uniform(0, 6.28)
    way = Vector((math.cos(angle), math.sin(angle), 0))
    far = {"beside": rng.uniform(1.75, 2.6), "across": rng.uniform(0.85, 1.5), "tilted": rng.uniform(1.1, 1.5)}[how] * reach
    lean = {"beside": rng.choice([0.0, rng.uniform(0, 0.1)]), "across": rng.uniform(0.0, 0.09), "tilted": rng.uniform(0.25, 1.1)}[how]
    height = thick + 0.004 + max(form.top, 0) + math.sin(lean) * float(form.half.min()) * (1.0 if how != "across" else 0.6)
    axis = Vector((-way.y, way.x, 0))
    turn = Matrix.Rotation(lean * rng.choice([-1, 1]), 4, axis) @ Matrix.Rotation(rng.uniform(0, 6.28), 4, "Z")
    if rng.random() < 0.12:
        turn = turn @ Matrix.Rotation(math.pi, 4, "X") @ Matrix.Translation((0, 0, thick))     # upside down
    for lid in lids:
        lid.matrix_world = Matrix.Translation(Vector((*form.at, height)) + way * far) @ turn


def opened(site, form):
    rng = site.rng
    form.broken = rng.random() < 0.16
    if form.broken:
        form.edge = jagged(rng, form.loop() * rng.uniform(0.7, 1.5), rng.uniform(0.04, 0.12))
        site.holes.append(form.in_world(form.edge * 0.995))
        if rng.random() < 0.6:
            site.stain(form.in_world(jagged(rng, form.edge * rng.uniform(1.15, 1.6), 0.08)), textures.tinted(rng, rng.uniform(0.3, 0.6), 0.06), rng.uniform(0.3, 0.9), soft=4.0, speckle=0.8)
        site.crack_about()
        bodies, reference = [], [(x, y, 0.0) for x, y in form.in_world(form.edge)]
    else:
        surround(site, form)
        bodies, reference = [frame(site, form, rng.uniform(0.04, 0.12))], rim(form, form.top)
    bodies += shaft(site, form)
    site.label("manhole-open", bodies, reference, least=0.22)
    if not form.broken or rng.random() < 0.3:
        lids, thick = cover(site, form)
        lay_cover(site, form, lids, thick)
    if form.broken or rng.random() < 0.25:
        strew(site, form)


def strew(site, form):
    """Broken ground about the opening."""
    rng = site.rng
    material = pictured(site.detail, 1.0, relief=0.01) if rng.random() < 0.6 else coloured(textures.tinted(rng, rng.uniform(0.3, 0.7), 0.06))
    for _ in range(int(rng.integers(3, 16))):
        angle, far = rng.uniform(0, 6.28), float(form.half.max()) * rng.uniform(1.15, 2.3) + form.frame_width
        size = rng.uniform(0.02, 0.2) * rng.uniform(0.6, 1.2, 3)
        place(rock(rng, size, material), (form.at[0] + far * math.cos(angle), form.at[1] + far * math.sin(angle), size[2] * 0.25), rng.uniform(0, 6))
