"""What the lamps do, and when: the performance as data, and the clock that reads it.

A pose is written as its lamp feels it: yaw 0 faces the other lamp, negative towards the
cameras. So the same numbers are Filament's pose and Diode's mirror image of it, and a copy is
the same move on the other lamp, later. What differs is manner: Filament is sprung (it winds up,
overshoots and settles), Diode is exact.

Stillness is acting, and it costs nothing: a state that is held is rendered once. So moves end
exactly on their pose, and nothing trembles between them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from math import exp, pi, sin

RATE = 24

Pose = dict[str, float]


def _pose(yaw: float, lower: float, upper: float, pitch: float, tilt: float = 0.0) -> Pose:
    return {"yaw": yaw, "lower": lower, "upper": upper, "pitch": pitch, "tilt": tilt}


POSES: dict[str, Pose] = {
    # at work, and in company
    "work": _pose(-14, -22, 60, 30),
    "watch": _pose(-3, -20, 54, 66),
    "bow": _pose(-6, -4, 84, -6),
    "proud": _pose(-3, -8, 43, 74),
    "cocked": _pose(-6, -18, 52, 64, 26),
    "flourish": _pose(34, -2, 44, 72),
    "lean": _pose(-1, 8, 62, 70),
    "recoil": _pose(-3, -34, 36, 60),
    # at the bird: with its own light, from the side; without, straight
    "cast": _pose(52, 10, 76, 114, 72),
    "touch": _pose(60, 24, 84, 116, 64),
    "to the bird": _pose(95, -24, 52, 88),
    "nudge": _pose(95, 18, 82, 108),
    # illness and dark
    "sag": _pose(-8, -27, 70, 34),
    "asleep": _pose(-4, -8, 66, 8),
    "dead": _pose(-8, -36, 86, -4),
    "stir": _pose(-8, -34, 82, 10),
    "into the beam": _pose(-21, 22, 84, 22),
    "thanks": _pose(-3, -14, 66, 34),
    # the choice
    "over the sheet": _pose(-21, 20, 72, 36),
    "on the sheet": _pose(-21, 20, 72, 28),
    "follows": _pose(-21, 20, 72, 101, 65),
    # the neutral close-up
    "neutral": _pose(-34, -18, 60, 62),
}


@dataclass(frozen=True)
class Move:
    """From wherever the lamp is to a pose: start and length in seconds, and how."""

    start: float
    length: float
    to: str
    manner: str


@dataclass(frozen=True)
class Glow:
    """A light's level from a frame on: `ramp` seconds to get there (0 is at once)."""

    start: float
    level: float
    ramp: float = 0.0


@dataclass(frozen=True)
class Spoken:
    """A line with the second at which its sound begins."""

    speaker: str
    text: str
    onset: float


@dataclass(frozen=True)
class Noise:
    """A noise with the second at which it begins."""

    kind: str
    onset: float
    gain: float = 1.0


@dataclass(frozen=True)
class Beat:
    """A named stretch, seconds, half-open."""

    name: str
    start: float
    end: float
    what: str


@dataclass(frozen=True)
class Flight:
    """The hanging bird, touched at `start`, flaps and comes to rest after `length` seconds."""

    start: float
    length: float
    strength: float = 1.0


@dataclass(frozen=True)
class Performance:
    """All that is acted on one clock of `length` seconds from second `start`."""

    name: str
    story: bool
    start: float
    length: float
    first: dict[str, str]
    moves: dict[str, tuple[Move, ...]]
    glows: dict[str, tuple[Glow, ...]]
    flights: tuple[Flight, ...] = ()
    beats: tuple[Beat, ...] = ()
    lines: tuple[Spoken, ...] = ()
    noises: tuple[Noise, ...] = ()
    offsets: dict[str, Pose] = field(default_factory=dict)

    @property
    def frames(self) -> int:
        """States on the clock: one a frame, and one for its end."""
        return round(self.length * RATE) + 1


# --- manners ----------------------------------------------------------------------------


def minimum_jerk(u: float) -> float:
    """The smoothest way from 0 to 1 (Flash and Hogan 1985): 10u^3 - 15u^4 + 6u^5."""
    u = min(1.0, max(0.0, u))
    return u * u * u * (u * (6 * u - 15) + 10)


def sprung(u: float) -> float:
    """Wind up by 5 %, go, overshoot by 7 %, settle: a lamp on springs."""
    wind = -0.05 * sin(pi * u / 0.28) if u < 0.28 else 0.0
    over = 0.07 * sin(pi * (u - 0.62) / 0.38) if u > 0.62 else 0.0
    return wind + over + minimum_jerk((u - 0.12) / 0.66)


def falling(u: float) -> float:
    """A slow start, a drop, and a small bounce at the end."""
    bounce = 0.03 * sin(pi * (u - 0.8) / 0.2) if u > 0.8 else 0.0
    return min(1.0, (u / 0.8) ** 2.4) - bounce


MANNERS: dict[str, Callable[[float], float]] = {
    "sprung": sprung,
    "exact": minimum_jerk,
    "slow": minimum_jerk,
    "falling": falling,
}


# --- the scene --------------------------------------------------------------------------

FITS_SHORT = ((0, 0.35), (2, 1.0), (5, 0.12), (7, 0.7), (9, 0.35), (12, 1.0), (17, 0.12), (20, 1.0))
FITS_LONG = (
    *((0, 0.12), (3, 0.7), (5, 0.35), (8, 1.0), (10, 0.12), (13, 0.35), (15, 0.7), (18, 0.12)),
    *((22, 0.35), (26, 0.7)),
)
FITS_LAST = ((0, 0.12), (4, 0.35), (6, 0.12), (11, 0.35), (14, 1.25), (16, 0.12), (18, 0.0))


def fits(start: float, pattern: Iterable[tuple[int, float]]) -> tuple[Glow, ...]:
    """Write a pattern of failing, given in frames, as levels from `start` on."""
    return tuple(Glow(start + frames / RATE, level) for frames, level in pattern)


def copied(moves: Iterable[Move], late: float) -> tuple[Move, ...]:
    """Return the same moves, later, in Diode's manner."""
    return tuple(replace(m, start=m.start + late, manner="exact") for m in moves)


_REHEARSAL = (
    Move(0.9, 0.9, "bow", "sprung"),
    Move(2.2, 1.0, "cast", "sprung"),
    Move(3.5, 0.4, "touch", "slow"),
    Move(3.9, 0.4, "cast", "slow"),
    Move(5.6, 0.7, "work", "sprung"),
)
_BOW = (Move(8.5, 0.9, "bow", "sprung"), Move(9.7, 0.7, "watch", "sprung"))
_TEST = (
    Move(12.0, 0.7, "proud", "sprung"),
    Move(14.0, 0.6, "cocked", "sprung"),
    Move(16.3, 0.75, "flourish", "sprung"),
    Move(17.05, 0.65, "watch", "sprung"),
    Move(18.9, 0.6, "lean", "sprung"),
)
_RECOIL = (Move(20.1, 0.45, "recoil", "sprung"),)
_ILLNESS = (
    Move(22.7, 0.5, "sag", "sprung"),
    Move(23.75, 0.5, "watch", "sprung"),
    Move(27.3, 0.7, "sag", "sprung"),
)
_DEATH = (Move(31.0, 1.2, "dead", "falling"),)

BEATS = (
    Beat("rehearsal", 0.0, 6.0, "Filament practises: it bows to the sheet and sets a bird flying."),
    Beat("the copy", 6.0, 12.0, "A click. Diode wakes, watches, and repeats the bow."),
    Beat("the test", 12.0, 22.0, "Filament tries harder moves; each is copied, and each word."),
    Beat("the flicker", 22.0, 30.0, "Filament's bulb fails in fits. Diode copies the illness."),
    Beat("dark", 30.0, 38.0, "The bulb dies. Diode copies that too. Only the moon."),
    Beat("the choice", 38.0, 46.0, "Diode lights, warm, leans over, holds its light on the sheet."),
    Beat("the shadow", 46.0, 56.0, "Filament lifts its dark head; Diode's light follows; a bird."),
)

SCENE = Performance(
    name="scene",
    story=True,
    start=0.0,
    length=56.0,
    first={"filament": "work", "diode": "asleep"},
    moves={
        "filament": (
            *_REHEARSAL,
            Move(7.0, 0.45, "watch", "sprung"),
            *_BOW,
            *_TEST,
            *_RECOIL,
            Move(21.4, 0.5, "watch", "sprung"),
            *_ILLNESS,
            *_DEATH,
            Move(44.5, 0.6, "stir", "slow"),
            Move(46.2, 1.2, "into the beam", "slow"),
            Move(48.5, 1.1, "to the bird", "slow"),
            Move(50.2, 0.35, "nudge", "slow"),
            Move(50.55, 0.4, "to the bird", "slow"),
            Move(54.7, 0.6, "thanks", "slow"),
        ),
        "diode": (
            Move(7.2, 0.7, "watch", "exact"),
            *copied(_BOW, 0.5),
            *copied(_TEST, 0.45),
            *copied(_RECOIL, 0.45),
            Move(21.8, 0.5, "watch", "exact"),
            Move(24.4, 0.5, "sag", "exact"),
            Move(25.2, 0.5, "watch", "exact"),
            Move(27.8, 0.7, "sag", "exact"),
            Move(31.7, 1.2, "dead", "exact"),
            Move(39.1, 1.3, "over the sheet", "slow"),
            Move(41.0, 0.4, "on the sheet", "exact"),
            Move(48.8, 1.0, "follows", "exact"),
        ),
    },
    glows={
        "filament.power": (
            Glow(0.0, 1.0),
            *fits(22.75, FITS_SHORT),
            *fits(27.3, FITS_LONG),
            *fits(30.2, FITS_LAST),
        ),
        "diode.power": (
            Glow(0.0, 0.0),
            Glow(6.75, 0.7),
            Glow(6.75 + 1 / RATE, 0.0),
            Glow(7.0, 1.0, 0.3),
            *fits(24.4, FITS_SHORT),
            *fits(27.8, FITS_LONG),
            *fits(31.2, FITS_LAST),
        ),
        "diode.eye": (Glow(0.0, 0.0), Glow(38.25, 1.0, 0.25)),
    },
    flights=(Flight(3.85, 1.5), Flight(50.5, 2.6, 1.1)),
    beats=BEATS,
    lines=(
        Spoken("filament", "Again.", 10.65),
        Spoken("diode", "Again.", 11.75),
        Spoken("filament", "Look.", 12.90),
        Spoken("diode", "Look.", 13.80),
        Spoken("filament", "Like this.", 14.65),
        Spoken("diode", "Like this.", 16.00),
        Spoken("filament", "No.", 20.60),
        Spoken("diode", "No.", 21.60),
        Spoken("filament", "Stop.", 25.95),
        Spoken("diode", "Stop.", 26.95),
        Spoken("filament", "Who taught you that?", 51.40),
        Spoken("diode", "No one.", 53.60),
    ),
    noises=(
        Noise("click", 6.75),
        Noise("buzz", 22.75, 0.6),
        Noise("buzz", 27.3, 0.9),
        Noise("buzz", 30.2, 1.0),
        Noise("pop", 30.95),
        Noise("click", 38.25, 0.8),
        Noise("tap", 3.85),
        Noise("tap", 50.5),
    ),
)


def _second() -> Performance:
    """The second takes: the same ten seconds with a slower copy and longer silences."""
    filament = (
        Move(12.0, 0.7, "proud", "sprung"),
        Move(14.4, 0.6, "cocked", "sprung"),
        Move(17.6, 0.6, "lean", "sprung"),
        Move(19.2, 0.45, "recoil", "sprung"),
    )
    return Performance(
        name="second",
        story=True,
        start=11.0,
        length=12.0,
        first={"filament": "watch", "diode": "watch"},
        moves={"filament": filament, "diode": copied(filament, 0.8)},
        glows={
            "filament.power": (Glow(0.0, 1.0),),
            "diode.power": (Glow(0.0, 1.0),),
            "diode.eye": (Glow(0.0, 0.0),),
        },
        beats=(Beat("the test", 12.0, 22.0, BEATS[2].what),),
        lines=(
            Spoken("filament", "Look.", 12.45),
            Spoken("diode", "Look.", 13.75),
            Spoken("filament", "Like this.", 14.95),
            Spoken("diode", "Like this.", 16.90),
            Spoken("filament", "No.", 19.70),
            Spoken("diode", "No.", 21.10),
        ),
    )


def _still(
    name: str, length: float, poses: dict[str, str], levels: dict[str, float], **more: object
) -> Performance:
    """Return a performance in which nothing moves unless `more` says so."""
    glows = {k: (Glow(0.0, v),) for k, v in levels.items()}
    data = {"moves": {"filament": (), "diode": ()}, **more}
    return Performance(name, False, 0.0, length, poses, glows=glows, **data)  # type: ignore[arg-type]


_AWAKE = {"filament.power": 1.0, "diode.power": 1.0, "diode.eye": 0.0}
_ALONE = {"filament.power": 1.0, "diode.power": 0.0, "diode.eye": 0.0}
_PAIR = {"filament": "work", "diode": "watch"}
_TURN = (Move(1.75, 0.5, "watch", "sprung"),)

SECOND = _second()
KULESHOV = _still("kuleshov", 4.5, {"filament": "neutral", "diode": "asleep"}, _ALONE)
DOOR = replace(
    KULESHOV,
    name="door",
    glows={
        **KULESHOV.glows,
        "door.open": (Glow(0.0, 0.0), Glow(1.2, 1.0, 1.6)),
        "door.lit": (Glow(0.0, 0.0), Glow(1.2, 1.0)),
    },
    noises=(Noise("door", 1.1),),
)
CLINIC = _still(
    "clinic",
    4.0,
    _PAIR,
    _AWAKE,
    moves={"filament": _TURN, "diode": ()},
    noises=(Noise("creak", 1.75),),
)
CLINIC_POSE = replace(
    CLINIC,
    name="clinic pose",
    first={"filament": "proud", "diode": "watch"},
    moves={"filament": (), "diode": ()},
    noises=(),
)
CLINIC_DARK = replace(
    CLINIC, name="clinic dark", glows={name: (Glow(0.0, 0.0),) for name in CLINIC.glows}
)
CLINIC_CLICK = replace(
    CLINIC,
    name="clinic click",
    moves={"filament": (), "diode": ()},
    glows={**CLINIC.glows, "diode.power": (Glow(0.0, 0.0), Glow(3.0, 1.0))},
    noises=(Noise("click", 3.0, 1.2),),
)
PERFORMANCES = {
    one.name: one
    for one in (SCENE, SECOND, KULESHOV, DOOR, CLINIC, CLINIC_DARK, CLINIC_POSE, CLINIC_CLICK)
}


# --- the clock --------------------------------------------------------------------------

State = dict[str, float]
"""Channels by name: ``lamp.joint`` in degrees, levels from 0, the bird's angles in degrees."""


def state(play: Performance, frame: int) -> State:
    """Return everything that moves or glows in one frame of a performance's clock.

    Parameters
    ----------
    play : Performance
    frame : int
        From the clock's first; before it and after its last the ends hold.

    Returns
    -------
    dict
        Rounded, so that a pose that is held is the same state to the last bit.
    """
    frame = min(max(frame, 0), play.frames - 1)
    t = play.start + frame / RATE
    found: State = {}
    for lamp, first in play.first.items():
        for joint, value in _lamp(first, play.moves[lamp], t).items():
            found[f"{lamp}.{joint}"] = round(_turned(lamp, joint, value), 3)
    for name, glows in play.glows.items():
        found[name] = round(_level(glows, t), 3)
    found["bird.flap"], found["bird.swing"] = _bird(play.flights, t)
    return found


def _turned(lamp: str, joint: str, value: float) -> float:
    """Turn a pose as the lamp feels it into the room's: Diode looks along -x, mirrored."""
    if lamp == "filament":
        return value
    return {"yaw": 180.0 - value, "tilt": -value}.get(joint, value)


def _lamp(first: str, moves: tuple[Move, ...], t: float) -> Pose:
    pose = POSES[first]
    for at, move in enumerate(moves):
        if t <= move.start:
            break
        # A move that the next one interrupts is left where it is then.
        until = moves[at + 1].start if at + 1 < len(moves) else t
        u = min((min(t, max(until, move.start)) - move.start) / move.length, 1.0)
        share = MANNERS[move.manner](u)
        goal = POSES[move.to]
        pose = {joint: pose[joint] + share * (goal[joint] - pose[joint]) for joint in pose}
    return pose


def _level(glows: tuple[Glow, ...], t: float) -> float:
    level = 0.0
    for glow in glows:
        if t < glow.start - 1e-6:
            break
        share = 1.0 if not glow.ramp else minimum_jerk((t - glow.start) / glow.ramp)
        level += share * (glow.level - level)
    return level


def _bird(flights: tuple[Flight, ...], t: float) -> tuple[float, float]:
    """Wings' angle (degrees, up positive) and the swing on the thread."""
    for flight in flights:
        after = t - flight.start
        if 0 < after < flight.length:
            fade = (1 - after / flight.length) * exp(-0.35 * after) * flight.strength
            flap = 34 * fade * sin(2 * pi * 2.1 * after)
            return round(flap, 2), round(9 * fade * sin(2 * pi * 0.8 * after), 2)
    return 0.0, 0.0
