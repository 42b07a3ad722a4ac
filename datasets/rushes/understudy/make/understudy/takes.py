"""The takes: which camera saw which stretch of which performance, and how the room was dressed.

A take's name is its slate's: set-up, letter, take. A clinic's take is named for its pair.
"""

import math
from dataclasses import dataclass, field

from .lighting import direction
from .performance import PERFORMANCES, RATE, Performance, state

SLATE_FRAMES = 24
FLASH = 12  # the frame of the slate that flashes and beeps
HANDLE = 12
GRAIN = 2.2  # 8-bit levels


@dataclass(frozen=True)
class Planted:
    """An error made on purpose; see truth.schema.json."""

    kind: str
    what: str
    vector: tuple[float, ...] | None = None
    amount: float | None = None
    unit: str | None = None
    against: str | None = None


@dataclass(frozen=True)
class Take:
    """One take.

    `art` dresses the room: props, the cup's shift in metres, which side the moon is on, how
    bright the bulb's parts look, an edition when a prop was remade. `exposure` is in stops,
    `gains` are linear red, green and blue; `sound_early` is in frames.
    """

    name: str
    setup: str
    camera: str
    play: str
    begin: float
    end: float
    description: str
    art: dict = field(default_factory=dict)
    exposure: float = 0.0
    gains: tuple[float, float, float] = (1.0, 1.0, 1.0)
    sound_early: int = 0
    pair: str | None = None
    planted: Planted | None = None

    @property
    def performance(self) -> Performance:
        """The performance that was photographed."""
        return PERFORMANCES[self.play]

    @property
    def first_frame(self) -> int:
        """The first frame after slate and handle."""
        return SLATE_FRAMES + HANDLE

    @property
    def last_frame(self) -> int:
        """The first frame of the handle at the end."""
        return self.first_frame + round((self.end - self.begin) * RATE)

    @property
    def frames(self) -> int:
        """Pictures in the file."""
        return self.last_frame + HANDLE

    def clock_frame(self, frame: int) -> int:
        """Return the performance's clock frame that a take's frame shows; its ends hold."""
        picture = max(frame, SLATE_FRAMES) - self.first_frame
        at = round((self.begin - self.performance.start) * RATE) + picture
        return min(max(at, 0), self.performance.frames - 1)


def _scene(name: str, camera: str, begin: float, end: float, description: str, **more) -> Take:
    play = more.pop("play", "scene")
    return Take(name, name[0], camera, play, begin, end, description, **more)


DIM_BULB = {"bulb": (16.0, 0.10, 0.22)}
FAR_END = {"props": ("door",)}

_COVERAGE = (
    _scene(
        "1A-1",
        "master",
        0,
        56,
        "Master, wide. A bench at night; on the left an old red lamp, on the right a new white "
        "one, a window with a moon between them. The red lamp bows to a sheet of paper and "
        "lights a paper-thin bird on the wall. The white one wakes and copies it, move for "
        "move, word for word. The red one's bulb fails; the copy fails too. Darkness. Then "
        "the white lamp, alone, casts a small warm circle on the sheet, and waits. The red "
        "lamp rises, dark, into that light; the light follows it to the bird, which flies on "
        "the wall.",
    ),
    _scene(
        "2A-1",
        "over diode",
        6,
        30,
        "Over the white lamp's shoulder on the red lamp, from the click to the flicker. The "
        "red lamp bows, stretches, cocks its head, spins, leans in, recoils; its bulb fails "
        "in fits.",
    ),
    _scene(
        "3A-1",
        "over filament",
        6,
        30,
        "Over the red lamp's shoulder on the white lamp. It is dark and folded; a click, one "
        "flash, it wakes and rises, then copies all that the shoulder in front does, half a "
        "second late, the failing light too.",
    ),
    _scene(
        "3B-1",
        "over filament",
        38,
        46,
        "Over the dark red lamp's shoulder. In moonlight the white lamp's eye lights, small "
        "and warm; it leans over and holds the light on the sheet, out of frame below.",
    ),
    _scene(
        "4A-1",
        "close filament",
        10,
        34,
        "Close on the red lamp from the first repeated word until it is dead: proud, cocked, "
        "recoiling; then its bulb flickers, flares and goes out, and the head sinks.",
    ),
    _scene(
        "4B-1",
        "close filament",
        46,
        56,
        "Close on the red lamp, dark. It lifts its head; a warm light falls on its shade. It "
        "turns to the hanging bird, and a circle of light follows it to the wall. It asks: "
        "who taught you that? At the end it bows a little.",
    ),
    _scene(
        "5A-1",
        "close diode",
        10,
        30,
        "Close on the white lamp, a ring of light with a lens like a pupil. It copies, exactly: "
        "proud, cocked, spinning, leaning, recoiling, flickering.",
    ),
    _scene(
        "5B-1",
        "close diode",
        38,
        46,
        "Close on the white lamp in the dark. A click; its lens glows warm, its ring stays "
        "dark. It leans over, looks down, corrects itself a little, and waits.",
    ),
    _scene(
        "6A-1",
        "switch",
        6.0,
        8.5,
        "Insert: the white lamp's foot and its touch switch. The switch lights; a flash, dark, "
        "then cool light comes up on the foot while the lower arm moves.",
    ),
    _scene(
        "6B-1",
        "bulb",
        29.0,
        31.5,
        "Insert: the bulb in its shade. The filament trembles, flares once, and dies; the "
        "shade sinks out of frame, dark.",
        art=DIM_BULB,
    ),
    _scene(
        "6C-1",
        "sheet",
        38.5,
        42.5,
        "Insert: the sheet in moonlight. A small warm circle of light arrives, moves a little "
        "to find the middle, and stays.",
    ),
    _scene(
        "6D-1",
        "shadow",
        49.75,
        53.0,
        "Insert: the pale wall. A circle of warm light; in it the shadow of a bird, still; "
        "then the wings beat, and come to rest.",
    ),
    _scene("6E-1", "moon", 33.5, 37.5, "Insert: the window, the moon, a hill. Nothing moves."),
    _scene(
        "7A-1",
        "high",
        10,
        20,
        "High and wide: the bench from above, both lamps, the sheet between them, while the "
        "white lamp copies the red one.",
    ),
    _scene(
        "8A-1",
        "reverse",
        20,
        30,
        "Reverse, from the window's side: left and right are exchanged. The recoil, then the "
        "flicker, first the red lamp's, then its copy.",
        art=FAR_END,
    ),
    _scene(
        "4A-2",
        "close filament",
        12,
        22,
        "Close on the red lamp, second take, other timing: fewer moves, longer waits.",
        play="second",
    ),
    _scene(
        "5A-2",
        "close diode",
        12,
        22,
        "Close on the white lamp, second take, other timing: it copies almost a second late "
        "and answers after long silences.",
        play="second",
    ),
)

_KULESHOV = (
    Take(
        "KA-1",
        "K",
        "neutral",
        "kuleshov",
        0,
        4.5,
        "Close on the red lamp, lit, looking past the camera. It does nothing.",
    ),
    Take(
        "KB-1",
        "K",
        "moth",
        "kuleshov",
        0,
        4.0,
        "Insert: a dead moth on the sheet of paper, in warm light.",
        art={"props": ("moth",), "edition": 2},
    ),
    Take(
        "KC-1",
        "K",
        "box",
        "kuleshov",
        0,
        4.0,
        "Insert: a new bulb in an open cardboard box, on the sheet.",
        art={"props": ("box",), "edition": 2},
    ),
    Take(
        "KD-1",
        "K",
        "door",
        "door",
        0,
        4.5,
        "Insert: over the lamp's shade, at the dark end of the room, a door opens; light falls "
        "through it.",
        art=FAR_END,
    ),
)

COOLER = (0.80, 1.0, 1.30)


def _pair(
    number: int,
    first: str,
    second: str,
    what: str,
    planted: Planted | None = None,
    play: str = "clinic",
    split: float = 2.0,
    **wrong,
) -> tuple[Take, Take]:
    """Return a pair that meets at second `split` of its clock; `wrong` is done to the second."""
    pair = f"C{number}"
    cut = {"end": split}
    a = Take(
        f"{pair}a",
        "C",
        first,
        play,
        cut["end"] - 2.0,
        cut["end"],
        f"Clinic, pair {number}, first shot: {what}",
        pair=pair,
    )
    b = Take(
        f"{pair}b",
        "C",
        second,
        wrong.pop("second_play", play),
        split,
        split + 2.0,
        f"Clinic, pair {number}, second shot: {what}",
        pair=pair,
        planted=planted,
        **wrong,
    )
    return a, b


MOON_TURNED = -2.0  # times the moonlight's way in x: from the other side


def _azimuth(side: float) -> float:
    """Return the direction in which moonlight travels over the bench, degrees from +x."""
    x, y, _ = direction("moonlight", side)
    return round(math.degrees(math.atan2(y, x)) % 360, 1)


def _difference(right: str, wrong: str, frame: int) -> tuple[float, ...]:
    """Return by how much Filament's joints differ between two performances, degrees."""
    one, other = (state(PERFORMANCES[name], frame) for name in (right, wrong))
    return tuple(
        round(other[j] - one[j], 2)
        for j in one
        if j.startswith("filament.") and j != "filament.power"
    )


def _errors() -> tuple[Take, ...]:
    def plan(number, kind, what, **numbers) -> Planted:
        return Planted(kind, what, against=f"C{number}a", **numbers)

    both = "the red lamp turns from the sheet to the white one."
    cup = (0.11, -0.06, 0.0)
    third = Take(
        "C1c",
        "C",
        "high",
        "clinic",
        0.0,
        2.0,
        "Clinic, pair 1, third shot: the same bench from above, nothing moved.",
        pair="C1",
    )
    return (
        *_pair(
            1,
            "master",
            "clinic wide",
            both,
            plan(1, "moved", "the cup of pencils", vector=cup, unit="m"),
            art={"cup": cup},
        ),
        third,
        *_pair(
            2,
            "master",
            "clinic wide",
            "in moonlight only, " + both,
            plan(
                2,
                "light side",
                "the moonlight, turned about the vertical",
                amount=round(_azimuth(MOON_TURNED) - _azimuth(1.0), 1),
                unit="degrees",
            ),
            play="clinic dark",
            art={"light": MOON_TURNED},
        ),
        *_pair(
            3,
            "over filament",
            "clinic diode",
            both,
            plan(
                3,
                "white balance",
                "the whole picture",
                vector=COOLER,
                unit="linear gain of red, green, blue",
            ),
            gains=COOLER,
        ),
        *_pair(
            4,
            "clinic wide",
            "over diode",
            both,
            plan(4, "exposure", "the whole picture", amount=0.8, unit="stops"),
            exposure=0.8,
        ),
        *_pair(
            5,
            "over filament",
            "reverse",
            both,
            plan(5, "crossed line", "the camera", unit="side"),
            art=FAR_END,
        ),
        *_pair(
            6,
            "master",
            "over diode",
            both,
            plan(
                6,
                "pose",
                "Filament: up and proud, where it should be turning from its work",
                vector=_difference("clinic", "clinic pose", 48),
                unit="degrees of yaw, lower, upper, pitch, tilt at the cut",
            ),
            second_play="clinic pose",
        ),
        *_pair(
            7,
            "over filament",
            "clinic diode",
            "the white lamp is switched on.",
            plan(7, "sync", "the click", amount=-4.0, unit="frames"),
            play="clinic click",
            sound_early=4,
        ),
        *_pair(8, "clinic wide", "close filament", both, plan(8, "none", "a clean pair")),
    )


TAKES: dict[str, Take] = {take.name: take for take in (*_COVERAGE, *_KULESHOV, *_errors())}
ORDER = (
    "KA-1",
    "KB-1",
    "KC-1",
    "KD-1",
    "4A-1",
    "5A-1",
    "2A-1",
    "3A-1",
    "1A-1",
    "6A-1",
    "6B-1",
    "6C-1",
    "6D-1",
    "6E-1",
    "8A-1",
    "7A-1",
    "4B-1",
    "5B-1",
    "3B-1",
    "4A-2",
    "5A-2",
)


def in_order() -> list[Take]:
    """Return the takes in the order in which lessons want them."""
    rest = [name for name in TAKES if name not in ORDER]
    return [TAKES[name] for name in (*ORDER, *rest)]
