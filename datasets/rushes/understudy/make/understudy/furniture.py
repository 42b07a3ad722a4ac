"""The room's things, built: bench, walls, window, sky, shelves, and what lies about."""

import math
import random

from mathutils import Vector

from .materials import Nodes, glowing
from .room import (
    BIRD,
    BIRD_TURNED,
    CUP,
    DOOR_AT,
    REEL,
    SHEET,
    SHEET_SIZE,
    WALL,
    WINDOW,
    curl,
)
from .shapes import (
    box,
    cylinder,
    disc_with_holes,
    joint,
    lamp_light,
    lathe,
    mesh,
    ribbon,
    tube,
)

# The bird in flight, seen from above, its beak up: half a swallow's wing, and its body with a fork.
BODY = (
    (0.000, 0.034),
    (0.0030, 0.027),
    (0.0062, 0.020),
    (0.0075, 0.006),
    (0.0060, -0.010),
    (0.0070, -0.022),
    (0.0150, -0.046),
    (0.0030, -0.030),
    (-0.0030, -0.030),
    (-0.0150, -0.046),
    (-0.0070, -0.022),
    (-0.0060, -0.010),
    (-0.0075, 0.006),
    (-0.0062, 0.020),
    (-0.0030, 0.027),
)
WING = (
    (0.000, 0.008),
    (0.014, 0.019),
    (0.034, 0.024),
    (0.056, 0.018),
    (0.086, -0.010),
    (0.060, 0.004),
    (0.038, 0.003),
    (0.018, -0.006),
    (0.000, -0.010),
)
MOTH_FORE = (
    (0, 0),
    (0.006, 0.012),
    (0.020, 0.024),
    (0.036, 0.029),
    (0.040, 0.020),
    (0.032, 0.007),
    (0.014, 0),
)
MOTH_HIND = (
    (0, -0.002),
    (0.014, 0.001),
    (0.028, -0.003),
    (0.030, -0.014),
    (0.019, -0.023),
    (0.006, -0.015),
)


class Room:
    """What of the room can move, hide or glow."""

    def __init__(self, m: dict) -> None:
        bench(m)
        walls(m)
        window(m)
        sky(m)
        sheet(m)
        reel_and_strip(m)
        books(m)
        shelves(m)
        cables(m)
        self.cup = cup(m)
        self.bird, self.wings = bird(m)
        self.props = {"moth": moth(m), "box": boxed_bulb(m), "door": door(m)}
        self.door_hinge = self.props["door"][0]
        self.door_light = self.props["door"][1]


def bench(m: dict) -> None:
    """Six planks and an apron."""
    chance = random.Random(7)
    width = 0.172
    for i in range(6):
        y = -0.52 + width * (i + 0.5)
        at = (chance.uniform(-0.01, 0.01), y, -0.0205 + chance.uniform(-0.0006, 0.0004))
        box("plank", (2.7, width - 0.003, 0.04), m["wood"], 0.003, at=at)
    box("apron", (2.7, 0.03, 0.10), m["wood"], 0.003, at=(0, -0.505, -0.09))


def walls(m: dict) -> None:
    """A back wall with a hole for the window, and two side walls."""
    x0, x1, z0, z1 = WINDOW
    left, right, low, high = -2.0, 2.0, -1.0, 2.2

    def upright(name, a, b, bottom, top):
        corners = [(*a, bottom), (*b, bottom), (*b, top), (*a, top)]
        mesh(name, corners, [(0, 1, 2, 3)], m["plaster"], smooth=0)

    upright("wall", (left, WALL), (x0, WALL), low, high)
    upright("wall", (x1, WALL), (right, WALL), low, high)
    upright("wall", (x0, WALL), (x1, WALL), low, z0)
    upright("wall", (x0, WALL), (x1, WALL), z1, high)
    upright("side wall", (left, -3), (left, WALL), low, high)
    upright("side wall", (right, WALL), (right, -3), low, high)


def window(m: dict) -> None:
    """Reveal, sill, frame and muntins."""
    x0, x1, z0, z1 = WINDOW
    w, h, deep = x1 - x0, z1 - z0, 0.09
    middle = (z0 + z1) / 2
    y = WALL + 0.05
    for size, at in (
        ((0.012, deep, h), (x0, WALL + deep / 2, middle)),
        ((0.012, deep, h), (x1, WALL + deep / 2, middle)),
        ((w, deep, 0.012), (0, WALL + deep / 2, z1)),
        ((w + 0.08, deep + 0.07, 0.022), (0, WALL + 0.02, z0 - 0.006)),
        ((0.034, 0.03, h), (x0 + 0.012, y, middle)),
        ((0.034, 0.03, h), (x1 - 0.012, y, middle)),
        ((w, 0.03, 0.034), (0, y, z1 - 0.012)),
        ((w, 0.03, 0.034), (0, y, z0 + 0.018)),
        ((0.016, 0.022, h), (0, y, middle)),
        ((w, 0.022, 0.016), (0, y, z0 + 0.36)),
    ):
        box("window", size, m["paint"], 0.002, at=at)


def sky(m: dict) -> None:
    """Sky, moon, its halo and a hill; none throws a shadow, or the moonlight would stop there."""
    night = glowing("sky", (0.02, 0.05, 0.12), 1.0)
    nodes = Nodes(night)
    parts = nodes.add("SeparateXYZ")
    nodes.join(nodes.add("TexCoord"), "Object", parts, 0)
    height = nodes.range(parts, "Z", -0.6, 2.4)
    colour = nodes.ramp(height, 0, (0.0, (0.030, 0.075, 0.150)), (1.0, (0.004, 0.012, 0.040)))
    nodes.join(colour, "Color", nodes.tree.nodes["Emission"], "Color")
    corners = [(-6, 3.2, -2), (6, 3.2, -2), (6, 3.2, 4), (-6, 3.2, 4)]
    backdrop = mesh("sky", corners, [(0, 1, 2, 3)], night, smooth=0)

    face = glowing("moon", (1, 0.96, 0.86), 1.5)
    nodes = Nodes(face)
    noise = nodes.add("TexNoise", {"Scale": 9.0, "Detail": 3.0})
    nodes.join(nodes.add("TexCoord"), "Object", noise, "Vector")
    seas = nodes.ramp(noise, 0, (0.36, (0.50, 0.54, 0.58)), (0.60, (1, 0.97, 0.90)))
    nodes.join(seas, "Color", nodes.tree.nodes["Emission"], "Color")
    flat = (math.pi / 2, 0, 0)
    moon = lathe(
        "moon", [(0, 0), (0.115, 0)], face, 64, smooth=0, at=(0.075, 3.1, 0.70), turned=flat
    )
    halo = lathe(
        "halo", [(0, 0), (0.52, 0)], _halo(), 48, smooth=0, at=(0.075, 3.05, 0.70), turned=flat
    )
    ridge = []
    for i in range(25):
        x = -3 + 6 * i / 24
        ridge += [
            (x, 3.0, -2),
            (x, 3.0, 0.30 + 0.10 * math.sin(i * 0.9) + 0.05 * math.sin(i * 2.3)),
        ]
    faces = [(2 * i, 2 * i + 2, 2 * i + 3, 2 * i + 1) for i in range(24)]
    hill = mesh("hill", ridge, faces, m["hill"], smooth=0)
    for thing in (backdrop, moon, halo, hill):
        thing.visible_shadow = False
        thing.visible_diffuse = thing is backdrop


def _halo():
    material = glowing("halo", (0.10, 0.16, 0.26), 1.0)
    nodes = Nodes(material)
    glow, out = nodes.tree.nodes["Emission"], nodes.tree.nodes["Material Output"]
    fit = nodes.add("Mapping", {"Scale": (1.9, 1.9, 1.9)})
    nodes.join(nodes.add("TexCoord"), "Object", fit, "Vector")
    ball = nodes.add("TexGradient", gradient_type="SPHERICAL")
    nodes.join(fit, "Vector", ball, "Vector")
    nodes.join(nodes.math("POWER", (ball, 1), 2.2), 0, glow, "Strength")
    both = nodes.add("AddShader")
    nodes.join(glow, 0, both, 0)
    nodes.join(nodes.add("BsdfTransparent"), 0, both, 1)
    nodes.join(both, 0, out, 0)
    return material


def sheet(m: dict) -> None:
    """A sheet of paper with the frames of a storyboard, two corners curled."""
    nx, ny = 16, 12
    w, h = SHEET_SIZE
    corners = [
        (-w / 2 + w * i / nx, -h / 2 + h * j / ny, curl(i / nx, j / ny))
        for j in range(ny + 1)
        for i in range(nx + 1)
    ]
    starts = [j * (nx + 1) + i for j in range(ny) for i in range(nx)]
    faces = [(a, a + 1, a + nx + 2, a + nx + 1) for a in starts]
    at, turned = SHEET
    mesh("sheet", corners, faces, m["paper"], at=at, turned=(0, 0, math.radians(turned)))
    pencil(m, "pencil yellow", 0.15, (0.12, -0.235, 0.0045), (math.pi / 2, 0, math.radians(62)))


def pencil(m, colour, length, at, turned, parent=None) -> None:
    """A sharpened pencil."""
    whole = joint("pencil", parent, at, turned)
    body = [(0, 0), (0.0036, 0), (0.0036, length - 0.016)]
    lathe("pencil", body, m[colour], 6, smooth=20, parent=whole)
    tip = [(0.0036, length - 0.016), (0.0012, length - 0.003)]
    lathe("pencil", tip, m["pencil tip"], 12, parent=whole)
    lathe("pencil", [(0.0012, length - 0.003), (0, length)], m["lead"], 8, parent=whole)


def cup(m: dict):
    """A cup of pencils; the clinic moves it."""
    whole = joint("cup", at=CUP)
    wall = [
        (0, 0),
        (0.030, 0),
        (0.033, 0.003),
        (0.036, 0.085),
        (0.0365, 0.090),
        (0.034, 0.0905),
        (0.0325, 0.086),
        (0.029, 0.006),
        (0, 0.005),
    ]
    lathe("cup", wall, m["cup"], 48, parent=whole)
    pencils = (
        ("pencil yellow", 0.0, 9),
        ("pencil blue", 1.3, 12),
        ("pencil red", 2.5, 8),
        ("pencil green", 3.8, 13),
        ("pencil yellow", 5.0, 10),
        ("lead", 5.8, 6),
    )
    for i, (colour, a, lean) in enumerate(pencils):
        turned = (-math.radians(lean) * math.sin(a), math.radians(lean) * math.cos(a), a)
        at = (0.013 * math.cos(a), 0.013 * math.sin(a), 0.006)
        pencil(m, colour, 0.150 + 0.012 * (i % 3), at, turned, whole)
    return whole


def reel_and_strip(m: dict) -> None:
    """A reel that leans at the wall's foot, and a loose strip of film on the bench."""
    reel = joint("reel", at=REEL, turned=(math.radians(84), 0, math.radians(26)))
    rings = [(0, 0, 0.125), (0, 0, 0.008)]
    angles = [2 * math.pi * k / 5 + 0.3 for k in range(5)]
    rings += [(0.072 * math.cos(a), 0.072 * math.sin(a), 0.030) for a in angles]
    for z in (-0.009, 0.009):
        disc_with_holes("flange", rings, 0.0008, m["can"], parent=reel, at=(0, 0, z))
    cylinder("reel film", 0.088, 0.0155, m["film"], 64, parent=reel)
    cylinder("reel hub", 0.022, 0.022, m["can"], 32, parent=reel)
    path = []
    for i in range(90):
        a, radius = i / 89 * 4.6 * math.pi, 0.030 + 0.016 * i / 89
        at = (
            -0.60 + radius * math.cos(a),
            -0.27 + radius * math.sin(a) * 0.9,
            0.0082 + 0.0005 * math.sin(a * 2),
        )
        path.append((at, (0.03 * math.cos(a * 3), 0.02, 1)))
    x, y, _ = path[-1][0]
    for i in range(1, 40):
        u = i / 39
        at = (
            x + 0.30 * u,
            y - 0.02 - 0.05 * math.sin(u * 3.0) + 0.03 * u,
            0.0082 + 0.012 * math.sin(u * math.pi),
        )
        path.append((at, (0, 0.55 * math.sin(u * 1.6), 1 - 0.5 * u)))
    ribbon("strip", path, 0.016, m["film"], 0.0115)


def books(m: dict) -> None:
    """Three that lie, five that stand."""
    height = 0.0
    lying = (
        ((0.165, 0.235, 0.034), "book blue", 97),
        ((0.15, 0.215, 0.026), "book ochre", 84),
        ((0.14, 0.205, 0.030), "book red", 101),
    )
    for i, (size, colour, turned) in enumerate(lying):
        at = (0.80 + 0.008 * i, 0.30 - 0.01 * i, height)
        book = joint("book", at=at, turned=(0, 0, math.radians(turned)))
        w, d, h = size
        box("cover", (w, d, 0.003), m[colour], 0.001, parent=book, at=(0, 0, 0.0015))
        box("cover", (w, d, 0.003), m[colour], 0.001, parent=book, at=(0, 0, h - 0.0015))
        box("spine", (0.004, d, h), m[colour], 0.0015, parent=book, at=(0.002 - w / 2, 0, h / 2))
        box(
            "pages",
            (w - 0.008, d - 0.008, h - 0.005),
            m["pages"],
            0,
            parent=book,
            at=(0.001, 0, h / 2),
        )
        height += h + 0.0005
    x = 1.02
    standing = (
        (0.030, 0.22, "green"),
        (0.024, 0.20, "cream"),
        (0.036, 0.235, "red"),
        (0.022, 0.19, "ochre"),
        (0.030, 0.225, "blue"),
    )
    for w, h, colour in standing:
        box("book", (w, 0.15, h), m["book " + colour], 0.002, at=(x + w / 2, 0.40, h / 2))
        x += w + 0.001


def shelves(m: dict) -> None:
    """Shelves on the side walls, so that close-ups have something behind them."""
    for x, z, seed in ((-1.87, 0.20, 3), (-1.87, 0.56, 11), (1.87, 0.26, 21), (1.87, 0.60, 33)):
        _shelf(m, (x, -0.05, z), seed)


def _shelf(m: dict, at, seed: int, length: float = 1.5) -> None:
    chance = random.Random(seed)
    board = joint("shelf", at=at, turned=(0, 0, math.pi / 2))
    box("shelf", (length, 0.18, 0.018), m["shelf"], parent=board)
    colours = [m["book " + c] for c in ("blue", "ochre", "red", "green", "cream")]
    u = 0.05 - length / 2
    while u < length / 2 - 0.08:
        kind = chance.random()
        if kind < 0.45:
            for _ in range(chance.randint(2, 5)):
                w, h = chance.uniform(0.018, 0.036), chance.uniform(0.15, 0.21)
                box(
                    "book",
                    (w, 0.13, h),
                    chance.choice(colours),
                    parent=board,
                    at=(u + w / 2, 0, 0.009 + h / 2),
                )
                u += w + 0.001
            u += 0.03
        elif kind < 0.75:
            r, h = chance.uniform(0.035, 0.05), chance.uniform(0.09, 0.14)
            jar = [(0, 0), (r, 0), (r, h * 0.75), (r * 0.6, h * 0.9), (r * 0.62, h)]
            lathe("jar", jar, m["jar"], 28, parent=board, at=(u + r, 0, 0.009))
            u += 2 * r + 0.03
        else:
            r = chance.uniform(0.08, 0.10)
            for k in range(chance.randint(2, 3)):
                cylinder(
                    "can", r, 0.024, m["can"], 40, parent=board, at=(u + r, 0, 0.022 + k * 0.0255)
                )
            u += 2 * r + 0.03


def cables(m: dict) -> None:
    """The lamps are plugged in somewhere."""
    old = [
        (-0.44, 0.10, 0.004),
        (-0.50, 0.20, 0.003),
        (-0.53, 0.30, 0.003),
        (-0.50, 0.42, 0.003),
        (-0.46, 0.52, 0.003),
    ]
    new = [(0.45, 0.08, 0.004), (0.52, 0.18, 0.003), (0.55, 0.32, 0.003), (0.52, 0.52, 0.003)]
    tube("cable", old, 0.0026, m["dark"])
    tube("cable", new, 0.0020, m["white"])


def bird(m: dict):
    """A bird cut from film that hangs on a thread: a body, a tail, two wings on hinges.

    It is flat, like a figure of a shadow play, and faces the lamps' beams.
    """
    hang = joint("bird", at=(*BIRD[:2], BIRD[2] + 0.60), turned=(0, 0, math.radians(BIRD_TURNED)))
    figure = joint("bird figure", hang, (0, 0, -0.60))
    tube("thread", [(0, 0, -0.60 + 0.012), (0, 0, 0.30)], 0.0004, m["dark"], 1, parent=hang)
    _cutout("body", _rounded(BODY), m["celluloid"], figure)
    wings = {}
    for side in (-1, 1):
        hinge = joint("wing", figure, (side * 0.004, 0, 0.006))
        outline = [(side * x, z) for x, z in _rounded(WING)]
        _cutout("wing", outline, m["celluloid"], hinge)
        wings[side] = hinge
    return hang, wings


def _rounded(outline, steps=5):
    """Return a closed outline with its corners drawn round (Catmull and Rom); x, y or z, metres."""
    n, found = len(outline), []
    for i in range(n):
        a, b, c, d = (outline[(i + k) % n] for k in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            found.append(
                tuple(
                    0.5
                    * (
                        2 * q
                        + (r - p) * t
                        + (2 * p - 5 * q + 4 * r - s) * t * t
                        + (3 * q - p - 3 * r + s) * t**3
                    )
                    for p, q, r, s in zip(a, b, c, d, strict=True)
                )
            )
    return found


def _cutout(name, outline, material, parent) -> None:
    """A flat shape in the plane of x and z, a millimetre thick."""
    n = len(outline)
    front = [(x, -0.0005, z) for x, z in outline]
    back = [(x, 0.0005, z) for x, z in outline]
    rim = [(i, (i + 1) % n, n + (i + 1) % n, n + i) for i in range(n)]
    faces = [tuple(range(n)), tuple(range(2 * n - 1, n - 1, -1)), *rim]
    mesh(name, front + back, faces, material, smooth=0, parent=parent)


# --- what the neutral close-up may be looking at -------------------------------------------


def moth(m: dict):
    """A dead moth on its back-folded wings, on the sheet; hidden unless asked for."""
    whole = joint("moth", at=(0.02, -0.145, 0.0035), turned=(0, 0, math.radians(34)))
    parts = []
    for side in (-1, 1):
        for outline, lift in ((MOTH_FORE, 0.004), (MOTH_HIND, 0.003)):
            corners = [(side * x, y, lift * x / 0.03) for x, y in _rounded(outline)]
            face = tuple(range(len(corners)))
            parts.append(mesh("moth wing", corners, [face], m["moth"], smooth=0, parent=whole))
        spot = (side * 0.028, 0.0195, 0.0042)
        parts.append(
            cylinder("moth eye", 0.0036, 0.0008, m["moth body"], 20, parent=whole, at=spot)
        )
    body = [
        (0, 0.016),
        (0.003, 0.013),
        (0.0042, 0.006),
        (0.0035, -0.006),
        (0.0018, -0.018),
        (0, -0.021),
    ]
    parts.append(
        lathe(
            "moth body",
            body,
            m["moth body"],
            16,
            parent=whole,
            at=(0, 0, 0.0025),
            turned=(-math.pi / 2, 0, 0),
        )
    )
    for side in (-1, 1):
        feeler = [(0, 0.015, 0.003), (side * 0.006, 0.024, 0.006), (side * 0.013, 0.028, 0.004)]
        parts.append(tube("feeler", feeler, 0.0004, m["moth body"], 1, parent=whole))
        for k in range(3):
            y = 0.008 - 0.006 * k
            leg = [
                (0, y, 0.004),
                (side * 0.005, y + 0.001, 0.010),
                (side * 0.002, y + 0.003, 0.013),
            ]
            parts.append(tube("leg", leg, 0.0004, m["moth body"], 1, parent=whole))
    return parts


def boxed_bulb(m: dict):
    """A cardboard box, open at the front, a new bulb standing in it."""
    whole = joint("box", at=(0.02, -0.12, 0.0015), turned=(0, 0, math.radians(-24)))
    w, h, t = 0.074, 0.118, 0.0016
    parts = [
        box("box back", (w, t, h), m["card"], 0, parent=whole, at=(0, w / 2, h / 2)),
        box("box floor", (w, w, t), m["card"], 0, parent=whole, at=(0, 0, t / 2)),
        box("box front", (w, t, 0.024), m["print"], 0, parent=whole, at=(0, -w / 2, 0.012)),
    ]
    parts += [
        box("box side", (t, w, h), m["card"], 0, parent=whole, at=(side * w / 2, 0, h / 2))
        for side in (-1, 1)
    ]
    flap = box(
        "box flap",
        (w, t, 0.05),
        m["card"],
        0,
        parent=whole,
        at=(0, w / 2 + 0.010, h + 0.022),
        turned=(math.radians(-24), 0, 0),
    )
    glass = [
        (0, 0.002),
        (0.0125, 0.002),
        (0.0125, 0.026),
        (0.0170, 0.042),
        (0.0235, 0.054),
        (0.0268, 0.066),
        (0.0268, 0.075),
        (0.0235, 0.086),
        (0.0165, 0.0935),
        (0, 0.098),
    ]
    brass = [0, 0] + [1] * 7
    parts += [
        flap,
        lathe(
            "new bulb",
            glass,
            [m["brass"], m["new glass"]],
            40,
            brass,
            60,
            parent=whole,
            at=(0, -0.002, 0.004),
        ),
    ]
    return parts


def door(m: dict):
    """The room's far end: a wall, a roof, and a door with light behind it."""
    x, y = DOOR_AT
    parts = []
    wide, high, floor = 0.86, 2.0, -0.76
    for a, b, low, top in (
        (-2.0, x, -1.0, 2.2),
        (x + wide, 2.0, -1.0, 2.2),
        (x, x + wide, floor + high, 2.2),
    ):
        corners = [(a, y, low), (b, y, low), (b, y, top), (a, y, top)]
        parts.append(mesh("far wall", corners, [(3, 2, 1, 0)], m["plaster"], smooth=0))
    corners = [(-2, 0, floor), (2, 0, floor), (2, -5, floor), (-2, -5, floor)]
    parts.append(mesh("floor", corners, [(0, 1, 2, 3)], m["shelf"], smooth=0))
    corners = [(-2, WALL, 2.2), (2, WALL, 2.2), (2, y, 2.2), (-2, y, 2.2)]
    parts.append(mesh("roof", corners, [(3, 2, 1, 0)], m["plaster"], smooth=0))
    hinge = joint("door hinge", at=(x, y, floor))
    parts.append(
        box(
            "door",
            (wide - 0.01, 0.04, high - 0.01),
            m["door"],
            parent=hinge,
            at=(wide / 2, 0, high / 2),
        )
    )
    hall = glowing("hall", (1.0, 0.66, 0.34), 0.55)
    corners = [
        (x - 0.8, y - 1.6, floor),
        (x + 1.6, y - 1.6, floor),
        (x + 1.6, y - 1.6, 1.6),
        (x - 0.8, y - 1.6, 1.6),
    ]
    parts.append(mesh("hall", corners, [(3, 2, 1, 0)], hall, smooth=0))
    light = lamp_light(
        "AREA",
        "hall light",
        (1.0, 0.66, 0.34),
        at=(x + 0.55, y - 1.3, 0.7),
        settings={"shape": "RECTANGLE", "size": 0.6, "size_y": 0.5, "energy": 60.0},
    )
    light.rotation_euler = Vector((-0.25, 1.0, -0.35)).to_track_quat("-Z", "Y").to_euler()
    return hinge, light, [*parts, light]
