"""The lamps' own lights as numbers, for Blender and for truth."""

from . import kinematics

WARM = (1.0, 0.55, 0.20)  # about 2700 K under a white balance of about 4000 K
COOL = (0.70, 0.87, 1.0)  # about 5600 K
MOON = (0.34, 0.56, 1.0)
FILAMENT_WATTS, DIODE_WATTS, EYE_WATTS = 8.0, 2.6, 8.0


def _riding(lamp: str, kind: str, colour, watts: float, channel: str) -> dict:
    measures = kinematics.LAMPS[lamp]
    return {
        "kind": kind,
        "colour": list(colour),
        "power": watts,
        "rides": lamp,
        "ahead": round(measures.lamp - measures.centre, 4),
        "drive": channel,
    }


LAMP_LIGHTS = {
    "filament": _riding("filament", "spot", WARM, FILAMENT_WATTS, "filament.power"),
    "diode ring": _riding("diode", "disk", COOL, DIODE_WATTS, "diode.power"),
    "diode eye": _riding("diode", "spot", WARM, EYE_WATTS, "diode.eye"),
}
