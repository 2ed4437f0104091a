"""Surfaces of a street, made of noise: no picture of anyone's is needed. Ground textures use world coordinates,
so that two sheets that meet show no seam."""
import functools
import zlib

import bpy


def once(build):
    """The same surface asked for twice is one material; found by name, so that it survives a cleared scene."""
    @functools.wraps(build)
    def shared(*args, **options):
        name = f"{build.__name__} {zlib.crc32(repr((args, options)).encode()):08x}"
        found = bpy.data.materials.get(name)
        if found is None:
            found = build(*args, **options)
            found.name = name
        return found
    return shared


class Surface:
    """A material under construction; every method adds a node and returns its output socket."""

    def __init__(self, name):
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.bsdf = self.tree.nodes["Principled BSDF"]
        self.output = self.tree.nodes["Material Output"]

    def node(self, kind, inputs=None, **properties):
        made = self.tree.nodes.new("ShaderNode" + kind)
        for key, value in properties.items():
            setattr(made, key, value)
        for key, value in (inputs or {}).items():
            self.feed(made.inputs[key], value)
        return made

    def feed(self, target, value):
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, target)
        else:
            target.default_value = (*value, 1.0) if isinstance(value, tuple) and len(target.default_value) == 4 else value

    def set(self, **inputs):
        for key, value in inputs.items():
            self.feed(self.bsdf.inputs[key.replace("_", " ")], value)
        return self

    def position(self):
        return self.node("NewGeometry").outputs["Position"]

    def local(self):
        return self.node("TexCoord").outputs["Object"]

    def wall_position(self):
        """(x + y, z): so that a texture laid out flat runs along a wall, whichever way the wall runs."""
        parts = self.node("SeparateXYZ", {0: self.position()})
        along = self.node("Math", {0: parts.outputs["X"], 1: parts.outputs["Y"]}, operation="ADD").outputs[0]
        return self.node("CombineXYZ", {"X": along, "Y": parts.outputs["Z"]}).outputs[0]

    def noise(self, where, scale, detail=4.0, rough=0.55, distortion=0.0):
        return self.node("TexNoise", {"Vector": where, "Scale": scale, "Detail": detail, "Roughness": rough,
                                      "Distortion": distortion}).outputs["Fac"]

    def cells(self, where, scale, feature="F1"):
        return self.node("TexVoronoi", {"Vector": where, "Scale": scale}, feature=feature).outputs["Distance"]

    def ramp(self, value, low, high, start=0.0, end=1.0):
        """Maps [low, high] to [start, end] and holds outside."""
        return self.node("MapRange", {"Value": value, "From Min": low, "From Max": high,
                                      "To Min": start, "To Max": end}).outputs["Result"]

    def mix(self, share, first, second, blend="MIX"):
        made = self.tree.nodes.new("ShaderNodeMixRGB")
        made.blend_type = blend
        for target, value in zip(made.inputs, (share, first, second)):
            self.feed(target, value)
        return made.outputs[0]

    def add(self, first, second, factor=1.0):
        return self.node("Math", {0: second, 1: factor, 2: first}, operation="MULTIPLY_ADD").outputs[0]

    def bump(self, height, distance, strength=1.0):
        normal = self.node("Bump", {"Height": height, "Distance": distance, "Strength": strength}).outputs[0]
        self.feed(self.bsdf.inputs["Normal"], normal)
        return self

    def see_through(self, share):
        """Where `share` is 1 the surface is not there: worn paint."""
        mixed = self.node("MixShader", {0: share, 1: self.bsdf.outputs[0], 2: self.node("BsdfTransparent").outputs[0]})
        self.tree.links.new(mixed.outputs[0], self.output.inputs["Surface"])
        return self


@once
def asphalt(tint=(0.085, 0.085, 0.088), wear=0.5):
    s = Surface("asphalt")
    p = s.position()
    stones, blotches, patches = s.cells(p, 95.0), s.noise(p, 0.7, 6.0), s.noise(p, 14.0, 5.0, 0.7)
    colour = s.mix(s.ramp(stones, 0.15, 0.75), tuple(c * 1.65 for c in tint), tuple(c * 0.75 for c in tint))
    colour = s.mix(s.ramp(blotches, 0.38, 0.66, 0.0, 0.55), colour, tuple(c * 1.9 for c in tint))
    colour = s.mix(s.ramp(patches, 0.5, 0.75, 0.0, 0.35), colour, tuple(c * 0.45 for c in tint))
    stain = s.ramp(s.noise(p, 0.9, 3.0, 0.5, 1.5), 0.62, 0.74, 0.0, 0.5)
    colour = s.mix(stain, colour, (0.03, 0.03, 0.032))
    warped = s.mix(0.45, p, s.node("TexNoise", {"Vector": p, "Scale": 1.6, "Detail": 5.0}).outputs["Color"], "ADD")
    broken = s.ramp(s.noise(p, 0.5, 2.0), 0.52, 0.6, 0.0, wear)
    crack = s.node("Math", {0: s.ramp(s.cells(warped, 0.42, "DISTANCE_TO_EDGE"), 0.001, 0.005, 1.0, 0.0), 1: broken},
                   operation="MULTIPLY").outputs[0]
    colour = s.mix(crack, colour, (0.015, 0.015, 0.015))
    s.set(Base_Color=colour, Roughness=s.ramp(blotches, 0.3, 0.7, 0.78, 0.93), Specular=0.25)
    return s.bump(s.add(s.add(stones, patches, 0.6), crack, -3.0), 0.006, 0.8).material


@once
def lane_paint(tint=(0.07, 0.21, 0.12)):
    """A coloured lane surface: the asphalt's stones show through where tyres wear it."""
    s = Surface("lane paint")
    p = s.position()
    stones, blotches = s.cells(p, 95.0), s.noise(p, 1.1, 6.0, 0.65)
    colour = s.mix(s.ramp(stones, 0.1, 0.8, 0.0, 0.5), tint, tuple(c * 0.5 for c in tint))
    colour = s.mix(s.ramp(blotches, 0.48, 0.72, 0.0, 0.6), colour, (0.13, 0.14, 0.13))
    colour = s.mix(s.ramp(s.noise(p, 12.0, 6.0, 0.7), 0.55, 0.75, 0.0, 0.4), colour, (0.05, 0.055, 0.05))
    return s.set(Base_Color=colour, Roughness=0.8, Specular=0.3).bump(stones, 0.005, 0.7).material


@once
def road_marking(wear=0.5):
    s = Surface("road marking")
    p = s.position()
    worn = s.ramp(s.add(s.noise(p, 9.0, 8.0, 0.75), s.cells(p, 95.0), 0.15), 0.72 - 0.2 * wear, 0.84 - 0.2 * wear)
    colour = s.mix(s.noise(p, 3.0), (0.50, 0.50, 0.48), (0.72, 0.72, 0.70))
    return s.set(Base_Color=colour, Roughness=0.7).bump(s.cells(p, 95.0), 0.003).see_through(worn).material


@once
def paving(first=(0.36, 0.33, 0.30), second=(0.27, 0.25, 0.235), width=0.42, height=0.21):
    s = Surface("paving")
    p = s.position()
    bricks = s.node("TexBrick", {"Vector": p, "Scale": 1.0, "Brick Width": width, "Row Height": height, "Mortar Size": 0.005,
                                 "Color1": first, "Color2": second, "Mortar": (0.10, 0.095, 0.09), "Mortar Smooth": 0.4})
    colour = s.mix(s.ramp(s.noise(p, 1.2, 6.0, 0.65), 0.4, 0.7, 0.0, 0.55), bricks.outputs["Color"], (0.16, 0.15, 0.14))
    colour = s.mix(s.ramp(s.noise(p, 45.0, 3.0), 0.35, 0.7, 0.0, 0.3), colour, (0.45, 0.43, 0.40))
    height_map = s.add(s.noise(p, 60.0, 4.0), bricks.outputs["Fac"], -1.5)
    return s.set(Base_Color=colour, Roughness=0.85, Specular=0.25).bump(height_map, 0.004).material


@once
def concrete(tint=(0.38, 0.37, 0.35)):
    s = Surface("concrete")
    p = s.position()
    colour = s.mix(s.ramp(s.noise(p, 2.2, 8.0, 0.7), 0.35, 0.7), tint, tuple(c * 0.55 for c in tint))
    colour = s.mix(s.ramp(s.noise(p, 60.0, 2.0), 0.4, 0.7, 0.0, 0.4), colour, tuple(min(1, c * 1.3) for c in tint))
    return s.set(Base_Color=colour, Roughness=0.9, Specular=0.2).bump(s.noise(p, 40.0, 6.0), 0.004).material


@once
def brickwork(first=(0.30, 0.125, 0.085), second=(0.20, 0.085, 0.065)):
    s = Surface("brickwork")
    p = s.wall_position()
    bricks = s.node("TexBrick", {"Vector": p, "Scale": 1.0, "Brick Width": 0.25, "Row Height": 0.075, "Mortar Size": 0.006,
                                 "Color1": first, "Color2": second, "Mortar": (0.33, 0.31, 0.28), "Mortar Smooth": 0.2})
    colour = s.mix(s.ramp(s.noise(p, 1.1, 5.0), 0.4, 0.75, 0.0, 0.45), bricks.outputs["Color"], (0.11, 0.07, 0.055))
    return s.set(Base_Color=colour, Roughness=0.9).bump(s.add(s.noise(p, 50.0), bricks.outputs["Fac"], -1.2), 0.006).material


@once
def plaster(tint=(0.62, 0.56, 0.46)):
    s = Surface("plaster")
    p = s.position()
    stretched = s.node("Mapping", {"Vector": p, "Scale": (1.0, 1.0, 0.18)}).outputs[0]
    streaks = s.ramp(s.noise(stretched, 2.6, 7.0, 0.7), 0.48, 0.74, 0.0, 0.5)
    colour = s.mix(streaks, tint, tuple(c * 0.5 for c in tint))
    return s.set(Base_Color=colour, Roughness=0.9, Specular=0.2).bump(s.noise(p, 70.0, 4.0), 0.003).material


@once
def window_glass():
    return Surface("window glass").set(Base_Color=(0.02, 0.026, 0.03), Roughness=0.04, Specular=0.7).material


@once
def shutter(tint=(0.32, 0.34, 0.36)):
    s = Surface("shutter")
    parts = s.node("SeparateXYZ", {0: s.position()})
    slat = s.node("Math", {0: s.node("Math", {0: parts.outputs["Z"], 1: 75.0}, operation="MULTIPLY").outputs[0]},
                  operation="SINE").outputs[0]
    colour = s.mix(s.ramp(s.noise(s.position(), 2.0, 6.0), 0.45, 0.75, 0.0, 0.5), tint, (0.18, 0.14, 0.11))
    return s.set(Base_Color=colour, Roughness=0.5, Metallic=0.3).bump(slat, 0.012).material


@once
def painted(tint, roughness=0.45, metallic=0.0, dirt=0.35):
    """Moulded plastic or painted metal with dust on it."""
    s = Surface("painted")
    p = s.local()
    share = s.ramp(s.noise(p, 4.0, 8.0, 0.7), 0.45, 0.8, 0.0, dirt)
    colour = s.mix(share, tint, tuple(0.5 * c + 0.09 for c in tint))
    s.set(Base_Color=colour, Roughness=s.ramp(share, 0.0, 0.4, roughness, 0.8), Metallic=metallic)
    return s.bump(s.noise(p, 90.0, 3.0), 0.0008).material


@once
def cast_iron(tint=(0.10, 0.095, 0.09), rusty=(0.13, 0.09, 0.06)):
    s = Surface("cast iron")
    p = s.local()
    rust = s.ramp(s.noise(p, 7.0, 8.0, 0.7), 0.42, 0.68)
    s.set(Base_Color=s.mix(rust, tint, rusty), Roughness=s.ramp(rust, 0.0, 1.0, 0.5, 0.85), Metallic=0.3)
    return s.bump(s.noise(p, 130.0, 4.0), 0.002).material


@once
def bag_film(tint, gloss=0.3):
    """Thin plastic film: many small creases, shiny on the ridges."""
    s = Surface("bag film")
    p = s.local()
    warped = s.mix(0.35, p, s.node("TexNoise", {"Vector": p, "Scale": 3.0, "Detail": 3.0}).outputs["Color"], "ADD")
    creases = s.add(s.cells(warped, 5.0, "DISTANCE_TO_EDGE"), s.cells(warped, 13.0, "DISTANCE_TO_EDGE"), 0.5)
    colour = s.mix(s.ramp(s.noise(p, 2.0, 5.0), 0.4, 0.75, 0.0, 0.35), tint, tuple(c * 0.55 + 0.02 for c in tint))
    return s.set(Base_Color=colour, Roughness=gloss, Specular=0.6).bump(creases, 0.07, 0.6).material


@once
def cardboard():
    s = Surface("cardboard")
    p = s.local()
    colour = s.mix(s.ramp(s.noise(p, 5.0, 6.0), 0.4, 0.75), (0.40, 0.26, 0.14), (0.27, 0.17, 0.09))
    return s.set(Base_Color=colour, Roughness=0.9, Specular=0.1).bump(s.noise(p, 25.0, 3.0), 0.004).material


@once
def foliage(tint=(0.075, 0.15, 0.03)):
    """Leaves let light through; each leaf has its own green."""
    s = Surface("foliage")
    each = s.node("NewGeometry").outputs["Random Per Island"]
    colour = s.mix(each, tuple(c * 0.6 for c in tint), tuple(c * 1.5 for c in tint))
    s.set(Base_Color=colour, Roughness=0.55, Specular=0.3)
    through = s.node("BsdfTranslucent", {"Color": colour})
    both = s.node("MixShader", {0: 0.35, 1: s.bsdf.outputs[0], 2: through.outputs[0]})
    s.tree.links.new(both.outputs[0], s.output.inputs["Surface"])
    return s.material


@once
def bark():
    s = Surface("bark")
    p = s.node("Mapping", {"Vector": s.local(), "Scale": (6.0, 6.0, 1.2)}).outputs[0]
    ridges = s.noise(p, 3.0, 8.0, 0.7)
    return s.set(Base_Color=s.mix(ridges, (0.05, 0.04, 0.03), (0.20, 0.17, 0.13)), Roughness=0.95).bump(ridges, 0.05).material
