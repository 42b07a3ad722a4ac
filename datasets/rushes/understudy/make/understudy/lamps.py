"""The two lamps, built from their measures, and bent."""

import math

from . import kinematics
from .lamps_data import COOL, WARM
from .shapes import box, cylinder, helix, joint, lamp_light, lathe, tube

QUARTER = (math.pi / 2, 0, 0)


class Lamp:
    """A lamp's joints and lights."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.measures = m = kinematics.LAMPS[name]
        self.base = joint(name, at=m.base)
        self.yaw = joint(name + " yaw", self.base, (0, 0, m.shoulder))
        self.lower = joint(name + " lower", self.yaw)
        self.upper = joint(name + " upper", self.lower, (0, 0, m.lower))
        self.head = joint(name + " head", self.upper, (0, 0, m.upper))
        self.turn = joint(name + " turn", self.head, (0, 0, -m.neck))

    def bend(self, pose: dict[str, float]) -> None:
        """Bend the joints; angles absolute, degrees."""
        r = math.radians
        self.yaw.rotation_euler = (0, 0, r(pose["yaw"]))
        self.lower.rotation_euler = (0, r(pose["lower"]), 0)
        self.upper.rotation_euler = (0, r(pose["upper"] - pose["lower"]), 0)
        self.head.rotation_euler = (0, -r(pose["upper"]) - r(pose["pitch"]), 0)
        self.turn.rotation_euler = (r(pose["tilt"]), 0, 0)


def filament(m: dict) -> Lamp:
    """Build the old lamp: red enamel, brass, springs, a bulb with a visible filament."""
    lamp = Lamp("filament")
    foot = [
        (0, 0),
        (0.088, 0),
        (0.090, 0.003),
        (0.090, 0.012),
        (0.083, 0.016),
        (0.081, 0.026),
        (0.077, 0.030),
        (0.040, 0.035),
        (0.030, 0.040),
        (0.024, 0.047),
        (0, 0.047),
    ]
    lathe("F foot", foot, m["red"], 56, parent=lamp.base)
    cylinder("F pin", 0.013, 0.016, m["brass"], parent=lamp.base, at=(0, 0, 0.054))
    _filament_arms(lamp, m)
    _filament_head(lamp, m)
    return lamp


def _filament_arms(lamp: Lamp, m: dict) -> None:
    for side in (-1, 1):
        at = (0, side * 0.019, -0.004)
        box("F lug", (0.030, 0.004, 0.044), m["red"], 0.0015, parent=lamp.yaw, at=at)
        y = side * 0.0125
        box(
            "F bar",
            (0.0085, 0.0035, 0.208),
            m["red"],
            0.001,
            parent=lamp.lower,
            at=(0, side * 0.013, 0.100),
        )
        # Few turns of thick satin wire: fine chrome becomes a tube of glass under the denoiser.
        tube(
            "F spring",
            helix(0, 0.082, 0.0068, 8.5),
            0.0015,
            m["spring"],
            parent=lamp.lower,
            at=(-0.017, y, 0.012),
        )
        hooks = (
            [(-0.017, y, 0.094), (-0.014, y, 0.102), (0, y, 0.112)],
            [(-0.017, y, 0.013), (-0.012, y, 0.004), (0, y, -0.004)],
        )
        for hook in hooks:
            tube("F hook", hook, 0.0011, m["steel"], parent=lamp.lower)
    cylinder("F bolt", 0.009, 0.048, m["brass"], 20, parent=lamp.yaw, turned=QUARTER)
    cylinder("F bolt", 0.010, 0.044, m["brass"], 20, parent=lamp.upper, turned=QUARTER)
    cylinder("F knuckle", 0.013, 0.018, m["red"], parent=lamp.upper, turned=QUARTER)
    box("F bar", (0.0095, 0.0095, 0.205), m["red"], 0.0016, parent=lamp.upper, at=(0, 0, 0.098))
    tube(
        "F spring",
        helix(0, 0.070, 0.0068, 7.5),
        0.0015,
        m["spring"],
        parent=lamp.upper,
        at=(-0.0155, 0, 0.018),
    )
    tube(
        "F hook",
        [(-0.0155, 0, 0.088), (-0.012, 0, 0.098), (0, 0, 0.106)],
        0.0011,
        m["steel"],
        parent=lamp.upper,
    )


def _filament_head(lamp: Lamp, m: dict) -> None:
    cylinder("F bolt", 0.0085, 0.036, m["brass"], 20, parent=lamp.head, turned=QUARTER)
    box("F neck", (0.012, 0.018, 0.026), m["red"], 0.003, parent=lamp.head, at=(0, 0, -0.008))
    shade = [
        (0, 0),
        (0.016, -0.001),
        (0.024, -0.007),
        (0.0265, -0.014),
        (0.0265, -0.045),
        (0.030, -0.050),
        (0.046, -0.076),
        (0.0775, -0.142),
        (0.0795, -0.1455),
        (0.0785, -0.148),
        (0.0760, -0.1465),
        (0.0440, -0.077),
        (0.028, -0.053),
        (0, -0.051),
    ]
    lathe("F shade", shade, [m["red"], m["shade inside"]], 64, [0] * 9 + [1] * 4, parent=lamp.turn)
    for k in range(8):
        a = k * math.pi / 4
        box(
            "F vent",
            (0.0012, 0.004, 0.016),
            m["dark"],
            0,
            parent=lamp.turn,
            at=(0.0266 * math.cos(a), 0.0266 * math.sin(a), -0.030),
            turned=(0, 0, a),
        )
    cylinder("F socket", 0.0135, 0.026, m["brass"], parent=lamp.turn, at=(0, 0, -0.064))
    glass = [
        (0.0120, -0.076),
        (0.0125, -0.086),
        (0.0170, -0.098),
        (0.0235, -0.110),
        (0.0268, -0.122),
        (0.0268, -0.131),
        (0.0235, -0.142),
        (0.0165, -0.1495),
        (0.0080, -0.1530),
        (0, -0.1538),
    ]
    bulb = lathe("F bulb", glass, m["bulb"], 40, smooth=80, parent=lamp.turn)
    coil = tube("F coil", _cage(), 0.00052, m["coil"], 2, parent=lamp.turn)
    stem = tube("F stem", [(0, 0, -0.076), (0, 0, -0.098)], 0.0022, m["lens"], parent=lamp.turn)
    for thing in (bulb, coil, stem):
        thing.visible_shadow = False
    spot = {"spot_size": math.radians(146), "spot_blend": 0.22, "shadow_soft_size": 0.016}
    lamp.key = lamp_light(
        "SPOT", "F key", WARM, settings=spot, parent=lamp.turn, at=(0, 0, -lamp.measures.lamp)
    )


def _cage(legs: int = 7) -> list[tuple[float, float, float]]:
    """Return the zigzag of a squirrel-cage filament."""
    points = []
    for i in range(legs * 2):
        a = 2 * math.pi * (i // 2 + 0.5 * (i % 2)) / legs
        high = i % 4 in (0, 3)
        radius = 0.0072 if high else 0.0112
        points.append((radius * math.cos(a), radius * math.sin(a), -0.098 if high else -0.134))
    return points


def diode(m: dict) -> Lamp:
    """Build the new lamp: a white ring of diodes on two plain arms, a lens in its middle."""
    lamp = Lamp("diode")
    foot = [
        (0, 0),
        (0.076, 0),
        (0.079, 0.002),
        (0.080, 0.006),
        (0.079, 0.011),
        (0.075, 0.0135),
        (0.018, 0.0145),
        (0.014, 0.018),
        (0.0125, 0.030),
        (0, 0.030),
    ]
    lathe("D foot", foot, m["white"], 64, parent=lamp.base)
    band = [(0.0795, 0.0015), (0.0803, 0.003), (0.0803, 0.0045), (0.0795, 0.006)]
    lathe("D band", band, m["grey"], 64, parent=lamp.base)
    cylinder("D touch", 0.006, 0.0012, m["standby"], 20, parent=lamp.base, at=(0.05, 0, 0.0142))
    for parent, r, h in (
        (lamp.yaw, 0.0155, 0.026),
        (lamp.upper, 0.014, 0.024),
        (lamp.head, 0.0115, 0.022),
    ):
        cylinder("D joint", r, h, m["white"], 32, parent=parent, turned=QUARTER)
        cylinder("D cap", r * 0.61, h + 0.0015, m["grey"], 32, parent=parent, turned=QUARTER)
    cylinder("D arm", 0.0072, 0.205, m["white"], parent=lamp.lower, at=(0, 0, 0.102))
    cylinder("D arm", 0.0062, 0.205, m["white"], parent=lamp.upper, at=(0, 0, 0.102))
    _diode_head(lamp, m)
    return lamp


def _diode_head(lamp: Lamp, m: dict) -> None:
    z = -0.010
    house = [
        (0.050, z - 0.004),
        (0.053, z),
        (0.060, z + 0.003),
        (0.076, z + 0.003),
        (0.084, z),
        (0.087, z - 0.006),
        (0.086, z - 0.014),
        (0.083, z - 0.0165),
        (0.0805, z - 0.0155),
    ]
    inner = [(0.050, z - 0.004), (0.0495, z - 0.010), (0.0515, z - 0.0160), (0.0545, z - 0.0155)]
    lathe("D house", house, m["white"], 72, parent=lamp.turn)
    lathe("D house inside", inner, m["white"], 72, parent=lamp.turn)
    ring = lathe(
        "D ring", [(0.0545, z - 0.0145), (0.0805, z - 0.0145)], m["ring"], 72, parent=lamp.turn
    )
    ring.visible_shadow = False
    box("D bar", (0.110, 0.012, 0.006), m["white"], 0.002, parent=lamp.turn, at=(0, 0, z - 0.004))
    hub = [
        (0, z + 0.004),
        (0.016, z + 0.003),
        (0.020, z - 0.001),
        (0.020, z - 0.012),
        (0.0175, z - 0.014),
        (0.0165, z - 0.013),
    ]
    lathe("D hub", hub, m["white"], 40, parent=lamp.turn)
    lens = [(0.0168, z - 0.0125), (0.012, z - 0.0145), (0.006, z - 0.0155), (0, z - 0.0158)]
    lathe("D lens", lens, m["lens"], 40, smooth=80, parent=lamp.turn)
    glow = lathe("D eye", [(0.0105, z - 0.0156), (0.0, z - 0.0166)], m["eye"], 32, parent=lamp.turn)
    glow.visible_shadow = False
    lamp.eye_glow = glow
    disk = {"shape": "DISK", "size": 0.15, "spread": math.radians(125)}
    lamp.key = lamp_light(
        "AREA", "D key", COOL, settings=disk, parent=lamp.turn, at=(0, 0, -lamp.measures.lamp)
    )
    # The eye: a small warm spot from the lens, so that its shadows are sharp.
    spot = {"spot_size": math.radians(27), "spot_blend": 0.25, "shadow_soft_size": 0.004}
    lamp.eye = lamp_light(
        "SPOT", "D eye", WARM, settings=spot, parent=lamp.turn, at=(0, 0, -lamp.measures.lamp)
    )
