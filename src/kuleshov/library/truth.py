"""What is known about footage that was made: cameras, lamps, lights, lines, beats, mistakes.

A film that was rendered has no secrets. Its ``truth.json`` says where every camera stood, how
every lamp was bent, when each word was spoken, and what was done wrong on purpose, so that a
number measured from the picture can be held against the fact. This module reads that file. It
stores as little as it can and derives the rest: a pixel is a projection, a line's place in a
take is its place in the performance, moved.

Three clocks meet here. A *performance* has a clock in seconds: all cameras of the scene saw the
same one. A *take* has a time in seconds from its frame 0, the first frame of its slate. A
*frame* is a whole number from that same frame 0. :meth:`TakeTruth.frame_at` goes from the first
to the last.

Conventions: metres, z up, the bench's top at z = 0; cameras follow OpenCV (x right, y down,
z into the picture); pixel (0, 0) is the *centre* of the upper left pixel.
"""

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import EditError, MediaError

_BEHIND = -0.5  # cosine of the angle at which a head shows no face: 120 degrees from the camera

FORMAT = "kuleshov truth 1"
"""What a truth.json of this form says under ``format``."""


@dataclass(frozen=True)
class Point:
    """A point of the room as one frame has it.

    Attributes
    ----------
    u, v : float
        Pixels from the centre of the upper left pixel, to the right and down. They are given
        even where the point lies outside the picture (``nan`` behind the camera).
    xyz : tuple of float
        Where it is in the room, metres.
    seen : bool
        Whether it lies inside the picture with nothing in front of it. A point that is seen
        may still be dark, or out of focus.
    """

    u: float
    v: float
    xyz: tuple[float, float, float]
    seen: bool


@dataclass(frozen=True)
class Light:
    """A light as one frame has it.

    Attributes
    ----------
    kind : str
        ``"spot"``, ``"disk"``, ``"panel"`` or ``"sun"``.
    xyz : tuple of float
        Where it is, metres. A sun has no place: this is the direction *towards* it.
    aim : tuple of float
        The direction in which it shines, length 1.
    colour : tuple of float
        Linear red, green and blue, relative to the film's white balance.
    power : float
        Watts as the renderer counts them; for a sun, watts a square metre. 0 is off.
    """

    kind: str
    xyz: tuple[float, float, float]
    aim: tuple[float, float, float]
    colour: tuple[float, float, float]
    power: float


@dataclass(frozen=True)
class Line:
    """A spoken line. Onset and offset are in seconds, on the clock of whoever holds it."""

    speaker: str
    text: str
    onset: float
    offset: float


@dataclass(frozen=True)
class Beat:
    """A stretch of the performance with a name, in seconds, half-open."""

    name: str
    start: float
    end: float
    what: str


@dataclass(frozen=True)
class Planted:
    """An error that was made on purpose.

    Attributes
    ----------
    kind : str
        ``"moved"``, ``"light side"``, ``"white balance"``, ``"exposure"``, ``"crossed line"``,
        ``"pose"``, ``"sync"`` or ``"none"`` (a clean pair, clean on purpose).
    what : str
        The thing that it was done to, in words.
    vector : tuple of float or None
        For what moved or turned: in `unit`.
    amount : float or None
        For what has one number: in `unit`.
    unit : str or None
        ``"m"``, ``"stops"``, ``"degrees"``, ``"frames"``, ...
    against : str or None
        The take that it is wrong beside.
    """

    kind: str
    what: str
    vector: tuple[float, ...] | None
    amount: float | None
    unit: str | None
    against: str | None


@dataclass(frozen=True)
class Lens:
    """A lens as it was set: focal length in mm, f-stop, focus in metres along the axis."""

    focal: float
    f_stop: float
    focus: float


class Performance:
    """What was acted, once, on its own clock.

    Attributes
    ----------
    name : str
    story : bool
        Whether its seconds are the scene's (0 to 56). The Kuleshov set and the clinic have
        clocks of their own that mean nothing in the story.
    start : float
        The clock's first second.
    frames : int
        States held, one a clock frame.
    beats : list of Beat
    lines : list of Line
        Both in seconds of this clock.
    """

    def __init__(self, name: str, data: Mapping[str, Any], rate: Fraction) -> None:
        self.name = name
        self.story: bool = data["story"]
        self.start = float(data["start"])
        self.frames: int = data["frames"]
        self.beats = [Beat(**beat) for beat in data["beats"]]
        self.lines = [Line(**line) for line in data["lines"]]
        self._rate = rate
        self._state: Mapping[str, list[Any]] = data["state"]

    def index(self, seconds: float) -> int:
        """Return the state that holds at a second; before and after the clock, the ends hold.

        Parameters
        ----------
        seconds : float
            On this clock.

        Returns
        -------
        int
            0 to ``frames - 1``.
        """
        return min(max(round((seconds - self.start) * self._rate), 0), self.frames - 1)

    def value(self, channel: str, index: int) -> Any:
        """Return a channel's value in one state: a number, or three for a place.

        Parameters
        ----------
        channel : str
            As ``lamp.joint``.
        index : int
            Which state.

        Returns
        -------
        float, or list of three

        Raises
        ------
        KeyError
            Where the performance has no such channel.
        """
        series = self._state[channel]
        return series[index if len(series) > 1 else 0]

    def channel(self, name: str) -> NDArray[np.float64]:
        """Return a channel over the whole clock.

        Parameters
        ----------
        name : str
            As ``lamp.joint``.

        Returns
        -------
        ndarray of float64 (frames,), or (frames, 3) for a place

        Raises
        ------
        KeyError
            Where the performance has no such channel; :attr:`channels` lists them.
        """
        series = np.asarray(self._state[name], dtype=float)
        return series if len(series) > 1 else np.repeat(series, self.frames, axis=0)

    @property
    def channels(self) -> list[str]:
        """The names of all channels, as ``lamp.joint``."""
        return list(self._state)


class TakeTruth:
    """What is known about one take.

    Attributes
    ----------
    name, setup, description : str
        ``"4A-1"``; ``"4"``; what is seen and heard, for those who can't.
    frames : int
        Pictures in the file, slate and handles included.
    rate : Fraction
        Frames a second.
    slate : int
        The frame on which the slate flashes and beeps.
    first_picture : int
        The frame after the slate, where the handle begins.
    performance : tuple of float, or None
        The seconds ``[in, out)`` of the scene's clock between the handles; None where the take
        is no part of the scene's time (the Kuleshov set, the clinic).
    first_frame, last_frame : int
        The stretch between slate and handles, half-open: ``last_frame`` is not in it.
    K : array, shape (3, 3)
        The camera's matrix, pixels.
    lens : Lens
    side : str
        ``"near"`` or ``"far"`` side of the line of action.
    grain : float
        Strength of the grain, 8-bit levels (see the datasheet for what is measured how).
    planted : Planted or None
    pair : str or None
        Which pair of the clinic it belongs to (``"C1"``).
    quality : str
        ``"animatic"`` (a stand-in) or ``"final"``.
    file : Path
    sha256 : str
    stems : dict of str to Path
        One mono recording a lamp that speaks.
    captions : Path or None
    depths : dict of int to Path
        For a few frames, a 16-bit PNG of the distance along the camera's axis in millimetres.

    Examples
    --------
    >>> import kuleshov as ku
    >>> truth = ku.rushes("understudy")["4A-1"].truth
    >>> truth.performance, truth.frame_at(10.0), truth.time_at(10.0)
    ((10.0, 34.0), 36, 1.5)
    >>> head = truth.heads(100)["filament"]
    >>> round(head.u), round(head.v), head.seen
    (337, 49, True)
    >>> truth.joints(100)["filament"]["pitch"]
    74.215
    >>> truth.lines[0].text
    'Again.'
    """

    def __init__(self, name: str, data: Mapping[str, Any], owner: "Truth") -> None:
        self._data = data
        self._owner = owner
        self.name = name
        self.setup: str = data["setup"]
        self.description: str = data["description"]
        self.frames: int = data["frames"]
        self.rate = owner.rate
        self.slate: int = data["slate"]["flash"]
        self.first_frame: int = data["usable"][0]
        self.last_frame: int = data["usable"][1]
        self.clock = owner.performances[data["clock"]["performance"]]
        self._clock_in = float(data["clock"]["in"])
        self.first_picture: int = data["slate"]["frames"]
        self.performance: tuple[float, float] | None = (
            (self._clock_in, float(data["clock"]["out"])) if self.clock.story else None
        )
        self.K: NDArray[np.float64] = np.array(data["camera"]["K"], dtype=float)
        self.lens = Lens(**data["camera"]["lens"])
        self.side: str = data["side"]
        self.grain = float(data["grain"])
        self.planted = _planted(data.get("planted"))
        self.pair: str | None = data.get("pair")
        self.quality: str = data["quality"]
        self.sha256: str = data["sha256"]
        folder = owner.folder
        self.file = folder / data["file"]
        self.stems: dict[str, Path] = {k: folder / v for k, v in data["stems"].items()}
        self.captions: Path | None = folder / data["captions"] if data.get("captions") else None
        self.depths: dict[int, Path] = {
            int(k): folder / v for k, v in data.get("depths", {}).items()
        }

    def __repr__(self) -> str:
        """Name, length and quality."""
        return f"<TakeTruth {self.name}: {self.frames} frames, {self.quality}>"

    def frame_at(self, t: float) -> int:
        """Return the frame in which second `t` of the scene's clock lies.

        Parameters
        ----------
        t : float
            Seconds of the performance, handles allowed.

        Returns
        -------
        int
            From 0, the slate counted in.

        Raises
        ------
        EditError
            Where the take has no such second, or no part in the scene's time.
        """
        if self.performance is None:
            raise EditError(f"{self.name} is no part of the scene's time, so it has no second {t}.")
        frame = self.first_frame + round((t - self._clock_in) * self.rate)
        if not self.first_picture <= frame < self.frames:
            a, b = self.performance
            raise EditError(f"{self.name} holds seconds {a:g} to {b:g} of the scene; {t:g} is not.")
        return frame

    def time_at(self, t: float) -> float:
        """Return second ``t`` of this take's clock in the take's own time.

        Parameters
        ----------
        t : float
            Seconds; nothing asks whether the take holds them.

        Returns
        -------
        float
            Seconds from frame 0.
        """
        return float(self.first_frame / self.rate) + t - self._clock_in

    def pose(self, frame: int) -> NDArray[np.float64]:
        """Return the world-to-camera pose ``[R | t]`` of one frame.

        Parameters
        ----------
        frame : int
            From 0.

        Returns
        -------
        ndarray of float64 (3, 4)
            Metres.

        Raises
        ------
        EditError
            Where the take moves its camera and has no such frame.
        """
        poses = self._poses
        return poses[self._checked(frame) if len(poses) > 1 else 0]

    def camera(self, frame: int) -> NDArray[np.float64]:
        """Return where the camera stands in one frame.

        Parameters
        ----------
        frame : int
            From 0.

        Returns
        -------
        ndarray of float64 (3,)
            Metres.

        Raises
        ------
        EditError
            Where the take moves its camera and has no such frame.
        """
        pose = self.pose(frame)
        return np.asarray(-pose[:, :3].T @ pose[:, 3])

    def project(self, xyz: NDArray[np.float64], frame: int) -> NDArray[np.float64]:
        """Project points of the room into one frame.

        Parameters
        ----------
        xyz : array, shape (n, 3)
            Metres.
        frame : int

        Returns
        -------
        array, shape (n, 2)
            Pixels; ``nan`` for what is behind the camera.
        """
        pose = self.pose(frame)
        seen = np.atleast_2d(xyz) @ pose[:, :3].T + pose[:, 3]
        ahead = seen[:, 2:] > 1e-6
        pixels = (seen @ self.K.T)[:, :2] / np.where(ahead, seen[:, 2:], 1.0)
        return np.where(ahead, pixels, np.nan)

    def points(self, frame: int) -> dict[str, Point]:
        """Return the room's named points, which do not move within a take, as one frame has them.

        On the slate's frames nothing is seen.

        Parameters
        ----------
        frame : int
            From 0.

        Returns
        -------
        dict of str to Point
        """
        names = list(self.static)
        return self._project_named(names, [self.static[name] for name in names], frame)

    def heads(self, frame: int) -> dict[str, Point]:
        """Return the centre of each lamp's head in one frame.

        Parameters
        ----------
        frame : int
            From 0.

        Returns
        -------
        dict of str to Point

        Raises
        ------
        EditError
            Where the take has no such frame.
        """
        index = self.state_index(frame)
        places = {lamp: self.clock.value(f"{lamp}.head", index) for lamp in self._owner.lamps}
        return self._project_named(list(places), list(places.values()), frame)

    def faces(self, frame: int) -> tuple[str, ...]:
        """Name the lamps whose face one frame shows: the head is seen, and not from behind.

        Parameters
        ----------
        frame : int
            From 0.

        Returns
        -------
        tuple of str
            In profile counts: over a shoulder, the lamp whose shoulder it is does not.

        Examples
        --------
        >>> import kuleshov as ku
        >>> rushes = ku.rushes("understudy")
        >>> takes = [rushes[name].truth for name in ("1A-1", "2A-1", "5A-1")]
        >>> [take.faces(take.frame_at(13)) for take in takes]
        [('filament', 'diode'), ('filament',), ('diode',)]
        """
        camera = self.camera(frame)
        lights = self.lights(frame)
        found = []
        for name, head in self.heads(frame).items():
            aim = next((one.aim for at, one in lights.items() if at.split()[0] == name), None)
            ahead = camera - np.array(head.xyz)
            turned = aim is not None and np.array(aim) @ ahead > _BEHIND * np.linalg.norm(ahead)
            if head.seen and turned:
                found.append(name)
        return tuple(found)

    def joints(self, frame: int) -> dict[str, dict[str, float]]:
        """Return both lamps' joint angles in one frame, degrees, as ``[lamp][joint]``.

        Parameters
        ----------
        frame : int
            From 0.

        Returns
        -------
        dict of str to dict of str to float

        Raises
        ------
        EditError
            Where the take has no such frame.
        """
        index = self.state_index(frame)
        return {
            lamp: {
                joint: float(self.clock.value(f"{lamp}.{joint}", index))
                for joint in self._owner.joint_names
            }
            for lamp in self._owner.lamps
        }

    def lights(self, frame: int) -> dict[str, Light]:
        """Return every light in one frame, those that are off with power 0.

        Parameters
        ----------
        frame : int
            From 0.

        Returns
        -------
        dict of str to Light

        Raises
        ------
        EditError
            Where the take has no such frame.
        """
        index = self.state_index(frame)
        found = {}
        for name, spec in {**self._owner.light_data, **self._data.get("lights", {})}.items():
            power = spec["power"]
            if "drive" in spec:
                power = power * self.clock.value(spec["drive"], index)
            place, aim = spec.get("xyz"), spec.get("aim")
            if "rides" in spec:  # a lamp's light moves with its head
                aim = self.clock.value(f"{spec['rides']}.beam", index)
                head = self.clock.value(f"{spec['rides']}.head", index)
                place = [h + spec["ahead"] * a for h, a in zip(head, aim, strict=True)]
            found[name] = Light(
                spec["kind"], _triple(place), _triple(aim), _triple(spec["colour"]), float(power)
            )
        return found

    @cached_property
    def static(self) -> dict[str, tuple[float, float, float]]:
        """Where the room's named points are in this take, metres (the clinic moves some)."""
        moved = self._data.get("moved", {})
        return {k: _triple(v) for k, v in {**self._owner.point_data, **moved}.items()}

    @cached_property
    def lines(self) -> list[Line]:
        """The lines that are heard in this take, in seconds of the take."""
        end = float(self.frames / self.rate)
        begin = float(self.first_picture / self.rate)
        moved = [
            Line(one.speaker, one.text, self.time_at(one.onset), self.time_at(one.offset))
            for one in self.clock.lines
        ]
        return [one for one in moved if one.offset > begin and one.onset < end]

    @cached_property
    def beats(self) -> list[Beat]:
        """The beats that this take holds, cut to it, in seconds of the take."""
        begin, end = (float(f / self.rate) for f in (self.first_frame, self.last_frame))
        cut = [
            Beat(
                one.name,
                max(begin, self.time_at(one.start)),
                min(end, self.time_at(one.end)),
                one.what,
            )
            for one in self.clock.beats
        ]
        return [one for one in cut if one.end > one.start]

    def state_index(self, frame: int) -> int:
        """Return which state of the clock one frame shows (on the slate, the first that it has).

        Parameters
        ----------
        frame : int
            From 0.

        Returns
        -------
        int
            For :meth:`Performance.value`.

        Raises
        ------
        EditError
            Where the take has no such frame.
        """
        picture = max(self._checked(frame), self.first_picture)
        return self.clock.index(self._clock_in + float((picture - self.first_frame) / self.rate))

    @cached_property
    def _poses(self) -> NDArray[np.float64]:
        return np.array(self._data["camera"]["poses"], dtype=float)

    @cached_property
    def _visibility(self) -> dict[str, list[int]]:
        return {k: list(accumulate(runs)) for k, runs in self._data["visible"].items()}

    def _seen(self, name: str, frame: int) -> bool:
        """Runs alternate, hidden first; the number of the run that holds the frame decides."""
        ends = self._visibility.get(name)
        return ends is not None and bisect_right(ends, frame) % 2 == 1

    def _project_named(self, names: list[str], places: list[Any], frame: int) -> dict[str, Point]:
        pixels = self.project(np.array(places, dtype=float).reshape(-1, 3), frame)
        return {
            name: Point(float(u), float(v), _triple(place), self._seen(name, frame))
            for name, place, (u, v) in zip(names, places, pixels, strict=True)
        }

    def _checked(self, frame: int) -> int:
        if not 0 <= frame < self.frames:
            raise EditError(f"{self.name} has frames 0 to {self.frames - 1}; {frame} is not one.")
        return frame


class Truth:
    """What is known about a bin of takes.

    Attributes
    ----------
    title : str
    rate : Fraction
        Frames a second, of every take.
    size : tuple of int
        Width and height, pixels.
    takes : dict of str to TakeTruth
        In the order of the slates.
    performances : dict of str to Performance
    beats, lines : list of Beat, list of Line
        Of the scene, in seconds of its clock.
    lamps, joint_names : list of str
    line_of_action : array, shape (2, 3)
        Two points of the line of action, metres.
    folder : Path
        Where the files lie.
    """

    def __init__(self, data: Mapping[str, Any], folder: Path) -> None:
        self.folder = folder
        self.title: str = data["title"]
        self.rate = Fraction(*data["rate"])
        self.size: tuple[int, int] = (data["size"][0], data["size"][1])
        self.lamps: list[str] = data["lamps"]
        self.joint_names: list[str] = data["joints"]
        self.line_of_action = np.array(data["line_of_action"], dtype=float)
        self.point_data: dict[str, Any] = data["points"]
        self.light_data: dict[str, Any] = data["lights"]
        self.performances = {
            name: Performance(name, one, self.rate) for name, one in data["performances"].items()
        }
        scene = self.performances[data["scene"]]
        self.beats, self.lines = scene.beats, scene.lines
        self.takes = {name: TakeTruth(name, one, self) for name, one in data["takes"].items()}

    def __repr__(self) -> str:
        """Title and number of takes."""
        return f"<Truth of {self.title}: {len(self.takes)} takes>"


def load_truth(path: str | Path) -> Truth:
    """Read a truth.json.

    Parameters
    ----------
    path : str or Path
        The file, or the folder that holds ``truth.json``.

    Returns
    -------
    Truth

    Raises
    ------
    MediaError
        Where there is no such file, or it is of another form.

    Examples
    --------
    >>> truth = load_truth("datasets/rushes/understudy")  # doctest: +SKIP
    >>> take = truth.takes["4A-1"]  # doctest: +SKIP
    >>> take.heads(take.frame_at(12.0))["filament"].seen  # doctest: +SKIP
    True
    """
    file = Path(path)
    if file.is_dir():
        file = file / "truth.json"
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise MediaError(f"There is no truth to read at {file} ({error.strerror}).") from None
    except ValueError:
        raise MediaError(f"{file} is damaged: it is not JSON.") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise MediaError(f"{file} is not a truth file of the form {FORMAT!r}.")
    return Truth(data, file.parent)


def _triple(values: Any) -> tuple[float, float, float]:
    x, y, z = values
    return (float(x), float(y), float(z))


def _planted(data: Mapping[str, Any] | None) -> Planted | None:
    if data is None:
        return None
    vector = data.get("vector")
    return Planted(
        kind=data["kind"],
        what=data["what"],
        vector=None if vector is None else tuple(float(x) for x in vector),
        amount=data.get("amount"),
        unit=data.get("unit"),
        against=data.get("against"),
    )
