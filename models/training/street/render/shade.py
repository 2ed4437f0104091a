"""Materials of the scene: a drawn picture, looked up by place in the world, by place in the object, or by the mesh's UV."""
import bpy


def image(pixels, name="drawn"):
    """An sRGB picture in memory from float32 (h, w, 4), colour and height; its first row is the lowest."""
    made = bpy.data.images.new(name, pixels.shape[1], pixels.shape[0], alpha=True, float_buffer=False)
    made.alpha_mode = "CHANNEL_PACKED"
    made.pixels.foreach_set(pixels.ravel())
    made.update()
    return made


def linear(colour):
    """sRGB 0..1 to linear light, for colours that are set and not looked up."""
    return tuple(float(c / 12.92 if c < 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for c in colour)


class Surface:
    """A material under construction; every method adds a node and returns its output socket."""

    def __init__(self, name):
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.bsdf, self.output = self.tree.nodes["Principled BSDF"], self.tree.nodes["Material Output"]

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
        elif isinstance(value, tuple) and len(target.default_value) == 4:
            target.default_value = (*value, 1.0)
        else:
            target.default_value = value

    def set(self, **inputs):
        for key, value in inputs.items():
            self.feed(self.bsdf.inputs[key.replace("_", " ")], value)
        return self

    def looked_up(self, picture, metres, turn=0.0, shift=(0.0, 0.0), where="world", extension="REPEAT"):
        """The picture spread over `metres` of the world's or the object's ground plane; with 'uv', `metres` is ignored."""
        if where == "uv":
            at = self.node("TexCoord").outputs["UV"]
        else:
            source = self.node("NewGeometry").outputs["Position"] if where == "world" else self.node("TexCoord").outputs["Object"]
            across, along = metres if isinstance(metres, tuple) else (metres, metres)
            at = self.node("Mapping", {"Vector": source, "Location": (*shift, 0.0), "Rotation": (0.0, 0.0, turn),
                                       "Scale": (1 / across, 1 / along, 0.0)}).outputs[0]
        return self.node("TexImage", {"Vector": at}, image=picture, extension=extension)

    def mix(self, share, first, second, blend="MIX"):
        made = self.tree.nodes.new("ShaderNodeMixRGB")
        made.blend_type = blend
        for target, value in zip(made.inputs, (share, first, second)):
            self.feed(target, value)
        return made.outputs[0]

    def ramp(self, value, low, high, start=0.0, end=1.0):
        return self.node("MapRange", {"Value": value, "From Min": low, "From Max": high, "To Min": start, "To Max": end}).outputs[0]

    def math(self, operation, first, second):
        return self.node("Math", {0: first, 1: second}, operation=operation).outputs[0]

    def bump(self, height, distance, strength=1.0):
        self.feed(self.bsdf.inputs["Normal"], self.node("Bump", {"Height": height, "Distance": distance, "Strength": strength}).outputs[0])
        return self


def coloured(colour, roughness=0.6, metallic=0.0, glow=0.0):
    """One sRGB colour all over."""
    tint = linear(colour)
    s = Surface("coloured").set(Base_Color=tint, Roughness=roughness, Metallic=metallic, Specular=0.4)
    if glow:
        s.set(Emission=tint, Emission_Strength=glow)
    return s.material


def pictured(pixels, metres=1.0, where="object", relief=0.004, roughness=0.7, metallic=0.0, shift=(0.5, 0.5), strength=1.0):
    s = Surface("pictured")
    seen = s.looked_up(image(pixels), metres, 0.0, shift, where)
    s.set(Base_Color=seen.outputs["Color"], Roughness=roughness, Metallic=metallic, Specular=0.4)
    return s.bump(seen.outputs["Alpha"], relief, strength).material


def ground(detail, metres, relief, turn, wide, wide_metres, near, near_metres, wet):
    """Repeated `detail`, times the slow light and dark of `wide` (its height marks where paint lies), under the one-off `near`
    about the origin (its height is its share). `wet` 0..1: darker, and smooth where the ground lies low."""
    s = Surface("ground")
    fine = s.looked_up(image(detail), metres, turn)
    broad = s.looked_up(image(wide), wide_metres, 0.0, (0.5, 0.5))
    close = s.looked_up(image(near), near_metres, 0.0, (0.5, 0.5), extension="CLIP")
    colour = s.mix(1.0, fine.outputs["Color"], broad.outputs["Color"], "OVERLAY")
    worn = s.math("ADD", broad.outputs["Alpha"], s.math("MULTIPLY", fine.outputs["Alpha"], 0.35))
    colour = s.mix(s.ramp(worn, 0.66, 0.74), colour, linear((0.86, 0.85, 0.8)))
    colour = s.mix(close.outputs["Alpha"], colour, close.outputs["Color"])
    if wet > 0:
        pool = s.ramp(fine.outputs["Alpha"], 0.3, 0.9, 0.12, 0.12 + 0.5 * (1 - wet))
        colour = s.mix(0.55 * wet, colour, (0.0, 0.0, 0.0))
        s.set(Roughness=pool, Specular=0.5)
    else:
        s.set(Roughness=0.9, Specular=0.25)
    s.set(Base_Color=colour)
    return s.bump(fine.outputs["Alpha"], relief, 0.9).material
