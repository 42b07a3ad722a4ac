"""What things are made of.

Wood, plaster and enamel read their pattern from pictures of noise that numpy draws once, not
from noise computed at every hit: that alone saves a sixth of the rendering time.
"""

import bpy
import numpy as np

PLAIN: dict[str, tuple[tuple[float, float, float], float, float, float]] = {
    # name: base colour, roughness, metallic, coat
    "brass": ((0.50, 0.31, 0.11), 0.30, 1.0, 0.0),
    "steel": ((0.42, 0.42, 0.44), 0.30, 1.0, 0.0),
    "spring": ((0.30, 0.30, 0.31), 0.50, 0.35, 0.0),
    "dark": ((0.012, 0.012, 0.014), 0.45, 0.0, 0.0),
    "white": ((0.72, 0.73, 0.74), 0.32, 0.0, 0.25),
    "grey": ((0.16, 0.17, 0.18), 0.42, 0.0, 0.0),
    "lens": ((0.004, 0.004, 0.006), 0.06, 0.0, 1.0),
    "paint": ((0.20, 0.205, 0.20), 0.45, 0.0, 0.0),
    "book blue": ((0.045, 0.085, 0.10), 0.55, 0.0, 0.0),
    "book ochre": ((0.23, 0.15, 0.055), 0.60, 0.0, 0.0),
    "book red": ((0.14, 0.030, 0.028), 0.55, 0.0, 0.0),
    "book green": ((0.055, 0.075, 0.045), 0.60, 0.0, 0.0),
    "book cream": ((0.26, 0.24, 0.20), 0.60, 0.0, 0.0),
    "pages": ((0.55, 0.50, 0.40), 0.80, 0.0, 0.0),
    "cup": ((0.12, 0.20, 0.22), 0.25, 0.0, 0.4),
    "pencil yellow": ((0.55, 0.33, 0.04), 0.40, 0.0, 0.0),
    "pencil blue": ((0.04, 0.13, 0.24), 0.40, 0.0, 0.0),
    "pencil red": ((0.40, 0.03, 0.02), 0.40, 0.0, 0.0),
    "pencil green": ((0.03, 0.17, 0.09), 0.40, 0.0, 0.0),
    "pencil tip": ((0.55, 0.38, 0.22), 0.70, 0.0, 0.0),
    "lead": ((0.03, 0.03, 0.03), 0.40, 0.0, 0.0),
    "can": ((0.20, 0.19, 0.17), 0.38, 0.9, 0.0),
    "jar": ((0.09, 0.13, 0.12), 0.12, 0.0, 0.0),
    "shelf": ((0.07, 0.04, 0.022), 0.50, 0.0, 0.0),
    "hill": ((0.004, 0.006, 0.010), 1.0, 0.0, 0.0),
    "card": ((0.42, 0.29, 0.17), 0.75, 0.0, 0.0),
    "print": ((0.52, 0.20, 0.04), 0.70, 0.0, 0.0),
    "moth": ((0.17, 0.125, 0.085), 0.85, 0.0, 0.0),
    "moth body": ((0.055, 0.040, 0.030), 0.90, 0.0, 0.0),
    "celluloid": ((0.020, 0.014, 0.011), 0.22, 0.0, 0.4),
    "door": ((0.10, 0.075, 0.055), 0.5, 0.0, 0.0),
}


class Nodes:
    """A material's nodes, with less ceremony."""

    def __init__(self, material) -> None:
        self.tree = material.node_tree
        self.surface = self.tree.nodes.get("Principled BSDF")

    def add(self, kind: str, values: dict | None = None, **settings):
        """Add a node; `values` go to its inputs, `settings` to the node."""
        node = self.tree.nodes.new("ShaderNode" + kind)
        for key, value in settings.items():
            setattr(node, key, value)
        for key, value in (values or {}).items():
            node.inputs[key].default_value = value
        return node

    def join(self, source, output, target, entry) -> None:
        """Link an output to an input."""
        self.tree.links.new(source.outputs[output], target.inputs[entry])

    def range(self, source, output, low, high, to=(0.0, 1.0), smooth=False):
        """Map an output from [low, high] to `to`."""
        kind = "SMOOTHSTEP" if smooth else "LINEAR"
        node = self.add(
            "MapRange",
            {"From Min": low, "From Max": high, "To Min": to[0], "To Max": to[1]},
            interpolation_type=kind,
        )
        self.join(source, output, node, "Value")
        return node

    def math(self, operation, *terms):
        """Compute; each term is a number or a (node, output)."""
        node = self.add("Math", operation=operation)
        for i, term in enumerate(terms):
            if isinstance(term, tuple):
                self.join(term[0], term[1], node, i)
            else:
                node.inputs[i].default_value = term
        return node

    def ramp(self, source, output, *stops):
        """Colour an output by two stops of (position, colour)."""
        node = self.add("ValToRGB")
        for element, (position, colour) in zip(node.color_ramp.elements, stops, strict=True):
            element.position, element.color = position, (*colour, 1)
        self.join(source, output, node, "Fac")
        return node


def plain(name, base, rough, metal=0.0, coat=0.0, specular=0.5):
    """Return a material of one colour."""
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    values = {
        "Base Color": (*base, 1),
        "Roughness": rough,
        "Metallic": metal,
        "Coat Weight": coat,
        "Coat Roughness": 0.12,
        "Specular IOR Level": specular,
    }
    for key, value in values.items():
        material.node_tree.nodes["Principled BSDF"].inputs[key].default_value = value
    return material


def glowing(name, colour, strength):
    """Return a material that is seen to glow and lights nothing: no noise comes of it."""
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    nodes = Nodes(material)
    nodes.tree.nodes.clear()
    glow = nodes.add("Emission", {0: (*colour, 1), 1: strength})
    nodes.join(glow, 0, nodes.add("OutputMaterial"), 0)
    material.cycles.emission_sampling = "NONE"
    return material


def noise_picture(name: str, size: int, seed: int, waves: tuple[float, float], fall: float):
    """Draw periodic noise as a Blender image: flat up to `waves` across and up, then falling.

    Parameters
    ----------
    name : str
    size : int
        Pixels a side.
    seed : int
    waves : (float, float)
        Waves across and up at which the spectrum begins to fall; unequal waves make grain.
    fall : float
        Amplitude falls as frequency to the power of minus this.
    """
    spectrum = np.fft.rfft2(np.random.default_rng(seed).standard_normal((size, size)))
    fy = np.fft.fftfreq(size, 1 / size)[:, None] / waves[1]
    fx = np.fft.rfftfreq(size, 1 / size)[None, :] / waves[0]
    spectrum *= (1 + fx**2 + fy**2) ** (-fall / 2)
    spectrum[0, 0] = 0
    noise = np.fft.irfft2(spectrum, s=(size, size))
    levels = np.clip(0.5 + 0.17 * noise / noise.std(), 0, 1).astype(np.float32)
    image = bpy.data.images.new(name, size, size, float_buffer=False)
    image.colorspace_settings.name = "Non-Color"
    image.pixels.foreach_set(np.repeat(levels.ravel(), 4))
    image.pack()
    return image


def _patterned(nodes: Nodes, image, scale, projection="FLAT", turned=(0.0, 0.0, 0.0), shift=None):
    """Read a picture at the object's own coordinates, `scale` repeats a metre."""
    place = nodes.add("TexCoord")
    fit = nodes.add("Mapping", {"Scale": scale, "Rotation": turned})
    nodes.join(place, "Object", fit, "Vector")
    if shift is not None:
        nodes.join(shift, 0, fit, "Location")
    read = nodes.add("TexImage", image=image, projection=projection)
    if projection == "BOX":
        read.projection_blend = 0.3
    nodes.join(fit, "Vector", read, "Vector")
    return read


def _bumped(nodes: Nodes, read, strength, distance) -> None:
    bump = nodes.add("Bump", {"Strength": strength, "Distance": distance})
    nodes.join(read, "Color", bump, "Height")
    nodes.join(bump, "Normal", nodes.surface, "Normal")


def _enamel():
    material = plain("red", (0.34, 0.018, 0.012), 0.28, coat=0.6)
    nodes = Nodes(material)
    image = noise_picture("enamel noise", 512, 4, (14, 14), 1.7)
    read = _patterned(nodes, image, (4.0, 4.0, 4.0), "BOX")
    colour = nodes.ramp(read, "Color", (0.25, (0.25, 0.013, 0.009)), (0.75, (0.42, 0.024, 0.014)))
    nodes.join(colour, "Color", nodes.surface, "Base Color")
    rough = nodes.range(read, "Color", 0, 1, (0.18, 0.42))
    nodes.join(rough, 0, nodes.surface, "Roughness")
    return material


def _wood():
    """Planks run along x; each is shifted by its own random number."""
    material = plain("wood", (0.08, 0.04, 0.02), 0.4)
    nodes = Nodes(material)
    image = noise_picture("wood noise", 1024, 8, (3, 44), 1.9)
    chance = nodes.add("ObjectInfo")
    shift = nodes.add("CombineXYZ")
    nodes.join(chance, "Random", shift, 0)
    nodes.join(chance, "Random", shift, 1)
    read = _patterned(nodes, image, (0.55, 1.35, 1.0), shift=shift)
    colour = nodes.ramp(read, "Color", (0.25, (0.030, 0.014, 0.008)), (0.75, (0.150, 0.074, 0.034)))
    nodes.join(colour, "Color", nodes.surface, "Base Color")
    rough = nodes.range(read, "Color", 0, 1, (0.55, 0.27))
    nodes.join(rough, 0, nodes.surface, "Roughness")
    _bumped(nodes, read, 0.25, 0.0012)
    return material


def _plaster():
    material = plain("plaster", (0.50, 0.47, 0.43), 0.85, specular=0.2)
    nodes = Nodes(material)
    image = noise_picture("plaster noise", 1024, 15, (5, 5), 1.75)
    read = _patterned(nodes, image, (0.8, 0.8, 0.8), "BOX")
    colour = nodes.ramp(read, "Color", (0.25, (0.37, 0.345, 0.315)), (0.75, (0.58, 0.55, 0.505)))
    nodes.join(colour, "Color", nodes.surface, "Base Color")
    _bumped(nodes, read, 0.4, 0.006)
    return material


def _bricked(name, colours, mortar, width, brick, row, coordinates, rough, coat):
    """A grid of frames: the storyboard on the sheet, the pictures on the film."""
    material = plain(name, colours[0], rough, coat=coat, specular=0.2)
    nodes = Nodes(material)
    place = nodes.add("TexCoord")
    grid = nodes.add(
        "TexBrick",
        {
            "Scale": 1.0,
            "Mortar Size": width,
            "Brick Width": brick,
            "Row Height": row,
            "Color1": (*colours[0], 1),
            "Color2": (*colours[1], 1),
            "Mortar": (*mortar, 1),
        },
        offset=0.0,
        squash=1.0,
    )
    nodes.join(place, coordinates, grid, "Vector")
    nodes.join(grid, "Color", nodes.surface, "Base Color")
    return material


def _inside_of_shade(controls):
    """Dark paint that seems to glow near the bulb; the level follows the lamp's power."""
    material = plain("shade inside", (0.075, 0.060, 0.050), 0.5)
    nodes = Nodes(material)
    place = nodes.add("TexCoord")
    parts = nodes.add("SeparateXYZ")
    nodes.join(place, "Object", parts, 0)
    near = nodes.range(parts, "Z", -0.150, -0.085, (0.10, 1.0), smooth=True)
    level = nodes.math("MULTIPLY", (near, 0), 1.0)
    nodes.join(level, 0, nodes.surface, "Emission Strength")
    nodes.surface.inputs["Emission Color"].default_value = (1.0, 0.42, 0.11, 1)
    material.cycles.emission_sampling = "NONE"
    controls["shade"] = level.inputs[1]
    return material


def _bulb(controls):
    """Thin glass: seen through, glossy at the edge, with a warm halo that faces the eye."""
    material = bpy.data.materials.new("bulb")
    material.use_nodes = True
    nodes = Nodes(material)
    nodes.tree.nodes.clear()
    clear = nodes.add("BsdfTransparent", {0: (0.97, 0.94, 0.90, 1)})
    gloss = nodes.add("BsdfGlossy", {"Roughness": 0.06})
    edge = nodes.add("LayerWeight", {0: 0.22})
    glass = nodes.add("MixShader")
    nodes.join(edge, "Fresnel", glass, 0)
    nodes.join(clear, 0, glass, 1)
    nodes.join(gloss, 0, glass, 2)
    facing = nodes.add("LayerWeight", {0: 0.5})
    halo = nodes.range(facing, "Facing", 0.0, 0.9, (1.0, 0.12))
    level = nodes.math("MULTIPLY", (halo, 0), 1.0)
    glow = nodes.add("Emission", {0: (1, 0.50, 0.16, 1)})
    nodes.join(level, 0, glow, 1)
    both = nodes.add("AddShader")
    nodes.join(glass, 0, both, 0)
    nodes.join(glow, 0, both, 1)
    nodes.join(both, 0, nodes.add("OutputMaterial"), 0)
    material.cycles.emission_sampling = "NONE"
    controls["halo"] = level.inputs[1]
    return material


def _ring(controls):
    """Twenty-four diodes on a ring, drawn by the angle, soft across the ring."""
    material = glowing("ring", (0.74, 0.90, 1.0), 1.0)
    nodes = Nodes(material)
    glow = nodes.tree.nodes["Emission"]
    place = nodes.add("TexCoord")
    parts = nodes.add("SeparateXYZ")
    nodes.join(place, "Object", parts, 0)
    angle = nodes.math("ARCTAN2", (parts, "Y"), (parts, "X"))
    wave = nodes.math("COSINE", (nodes.math("MULTIPLY", (angle, 0), 24.0), 0))
    length = nodes.add("VectorMath", operation="LENGTH")
    nodes.join(place, "Object", length, 0)
    off = nodes.math("ABSOLUTE", (nodes.math("SUBTRACT", (length, "Value"), 0.0717), 0))
    across = nodes.range(off, 0, 0.0150, 0.0, smooth=True)
    dots = nodes.math("MULTIPLY_ADD", (wave, 0), 0.5, 0.5)
    bright = nodes.math("MULTIPLY", (dots, 0), (across, 0))
    total = nodes.math("MULTIPLY_ADD", (bright, 0), 1.5, 0.55)
    level = nodes.math("MULTIPLY", (total, 0), 1.0)
    nodes.join(level, 0, glow, 1)
    controls["ring"] = level.inputs[1]
    return material


def all_materials() -> tuple[dict, dict]:
    """Return the materials by name, and the controls that follow the lamps' levels."""
    controls: dict = {}
    found = {
        name: plain(name, base, rough, metal, coat)
        for name, (base, rough, metal, coat) in PLAIN.items()
    }
    found |= {
        "red": _enamel(),
        "wood": _wood(),
        "plaster": _plaster(),
        "shade inside": _inside_of_shade(controls),
        "bulb": _bulb(controls),
        "ring": _ring(controls),
        "coil": glowing("coil", (1.0, 0.36, 0.07), 1.0),
        "eye": glowing("eye", (1.0, 0.50, 0.16), 0.0),
        "standby": glowing("standby", (0.2, 0.9, 1.0), 1.5),
        "new glass": plain("new glass", (0.75, 0.72, 0.66), 0.08, coat=0.5),
        "paper": _bricked(
            "paper",
            ((0.75, 0.73, 0.68), (0.71, 0.69, 0.64)),
            (0.30, 0.29, 0.29),
            0.0011,
            0.062,
            0.042,
            "Object",
            0.75,
            0.0,
        ),
        "film": _bricked(
            "film",
            ((0.16, 0.085, 0.035), (0.075, 0.040, 0.020)),
            (0.010, 0.007, 0.006),
            0.10,
            1.0,
            1.0,
            "UV",
            0.16,
            0.4,
        ),
    }
    controls["coil"] = found["coil"].node_tree.nodes["Emission"].inputs[1]
    controls["standby"] = found["standby"].node_tree.nodes["Emission"].inputs[1]
    controls["eye"] = found["eye"].node_tree.nodes["Emission"].inputs[1]
    return found, controls
