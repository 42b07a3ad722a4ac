"""What the light of one shot does over its time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..errors import KuleshovError, Refused
from ..library.takes import Take
from ..media.clip import Clip, FilmLike, clip_of
from ..media.still import Region, part_of
from ..timecode import timecode
from ..views import view
from ..words import counted
from .film import Film
from .formulas import light
from .matching import BLACK, in_black, signed

if TYPE_CHECKING:
    import pandas

SIZE = (320, 180)  # pixels; a median needs no more


@dataclass(frozen=True, eq=False)
class Drift:
    """How the light of one shot changes, second by second; made by :func:`drift`.

    Attributes
    ----------
    film : Clip
    start, stop : int
        The shot's first frame, and the one after its last.
    times : ndarray (frames,)
        When each frame of the shot begins, seconds of the film.
    colours : ndarray (frames, 3)
        Red, green and blue of each frame's median colour, as coded, 0 to 255.
    region : (float, float, float, float) or None
        Which part of the picture was looked at.
    """

    film: Clip
    start: int
    stop: int
    times: NDArray[np.float64]
    colours: NDArray[np.float64]
    region: Region | None = None

    @cached_property
    def windows(self) -> list[NDArray[np.bool_]]:
        """Which frames each whole second holds, the first counted from the shot's beginning.

        Where the shot is no whole number of seconds long, one more is its last second, which shares
        frames with the one before.
        """
        since = self.times - self.times[0]
        whole = int(self.length + 1e-6)
        found = [(since >= n - 1e-6) & (since < n + 1 - 1e-6) for n in range(whole)]
        rest = self.length - whole > 1e-6
        return [*found, since >= self.length - 1 - 1e-6] if rest else found

    @cached_property
    def length(self) -> float:
        """How long the shot lasts (s)."""
        after = self.film.times()[self.stop] if self.stop < self.film.frames else self.film.duration
        return float(after - self.times[0])

    @cached_property
    def stops(self) -> NDArray[np.float64]:
        """How much brighter each frame's median colour is than the first second's: stops (frames,)."""
        level = np.log2(np.maximum(light.luminance(self.colours), BLACK))
        return np.asarray(level - np.median(level[self.windows[0]]))

    @cached_property
    def seconds(self) -> NDArray[np.float64]:
        """The same, the median of each whole second: stops (seconds,). The first is 0."""
        return np.array([float(np.median(self.stops[inside])) for inside in self.windows])

    @property
    def net(self) -> float:
        """By how many stops the last second is brighter than the first; below 0 it is darker."""
        return float(self.seconds[-1])

    @property
    def range(self) -> float:
        """How many stops lie between the darkest second and the brightest."""
        return float(np.ptp(self.seconds))

    @cached_property
    def dE(self) -> float:  # noqa: N802  as it is written
        """How different the first and the last second's median colours look, CIEDE2000."""
        first, last = (np.median(self.colours[self.windows[n]], axis=0) for n in (0, -1))
        return light.colour_difference(light.lab(first), light.lab(last))

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            One row: net, range, and how different the ends look.
        """
        import pandas

        row = (f"{signed(self.net)} stops", f"{self.range:.2f} stops", f"{self.dE:.1f} dE")
        return pandas.DataFrame([row], columns=["net", "range", "colour"])

    def to_frame(self) -> pandas.DataFrame:
        """Return the curve for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a frame: time (s), stops against the first second, and red, green and blue of its
            median colour, as coded, 0 to 255.
        """
        import pandas

        red, green, blue = self.colours.T
        columns = {"time": self.times, "stops": self.stops, "red": red, "green": green, "blue": blue}  # fmt: skip
        return pandas.DataFrame(columns)

    def plot(self, title: str = "") -> Any:
        """Draw the curve.

        Parameters
        ----------
        title : str
            What is found; net and range where it is left out.

        Returns
        -------
        Plot
            As :func:`kuleshov.plots.light` gives it.
        """
        return view("light")({self.film.name: self}, title)

    def __str__(self) -> str:
        return f"net {signed(self.net)} stops, range {self.range:.2f}, {self.dE:.1f} dE"

    def __repr__(self) -> str:
        ends = (timecode(frame, self.film.edit_rate) for frame in (self.start, self.stop))
        return f"{self.film.name}, {' to '.join(ends)}: {self}"


def drift(
    film: FilmLike, shot: int | None = None, region: Region | None = None, edit: Any = None
) -> Drift:
    """Return how the light of one shot changes from its first second to its last.

    Parameters
    ----------
    film : Clip, Take, str or Path
        Of a take the slate and the handles are left out.
    shot : int, optional
        Which shot, 1 for the first. May be left out where there is but one.
    region : (float, float, float, float), optional
        Left, top, width, height of the part that is looked at, each a share of the picture, 0 to 1.
    edit : Cut, Cuts, or sequence of float, optional
        The cut that the film was made from, or when each new shot begins (s). Without one the shots
        are those that can be seen.

    Returns
    -------
    Drift
        ``.net`` and ``.range`` in stops, ``.dE`` of its ends; ``.plot()`` draws the curve.

    Raises
    ------
    Refused
        Where the shot is under two seconds, or its median is black for a second.
    KuleshovError
        Where the film has more shots than one and none was named, or there is no such shot.
    MediaError
        Where the film can't be read.

    See Also
    --------
    kuleshov.apart : Two pictures.
    kuleshov.measure : ``exposure``, how light jumps at cuts.

    Notes
    -----
    Of each second the median frame counts, so a lamp that blinks moves neither number. *Net* knows
    nothing of the way: light that goes and comes back has a net of 0, and *range* sees it.

    Examples
    --------
    >>> import kuleshov as ku
    >>> ku.drift(ku.rushes("understudy")["6E-1"])  # the moon
    6E-1, 00:00:01:12 to 00:00:05:12: net +0.00 stops, range 0.00, 0.0 dE
    """
    clip = clip_of(film)
    start, stop = _span(film, clip, shot, edit)
    pictures = clip.images(start, stop, size=SIZE)
    colours = np.array([light.median_colour(part_of(picture, region)) for picture in pictures])
    found = Drift(clip, start, stop, clip.times()[start:stop], colours, region)
    if found.length < 2 - 1e-6:
        raise Refused(
            f"The shot lasts {found.length:.1f} s: under two seconds there is no first second to "
            "hold against a last."
        )
    for second, frames in enumerate(found.windows, 1):
        if np.median(light.luminance(colours[frames])) < BLACK:
            raise Refused(f"Second {second} of the shot can't be compared: {in_black(region)}")
    return found


def _span(film: FilmLike, clip: Clip, shot: int | None, edit: Any) -> tuple[int, int]:
    """Return a shot's first frame and the one after its last."""
    if isinstance(film, Take) and edit is None:
        if shot not in (None, 1):
            raise KuleshovError(f"{film.name} is a take, and a take is one shot: leave out shot=.")
        return film.first, film.last
    shots = Film(clip, {"edit": edit}).whole
    if shot is None and len(shots) == 1:
        return shots[0]
    many = f"{clip.name} has {counted(len(shots), 'shot')}"
    if shot is None:
        raise KuleshovError(f"{many}: say which, as in shot=1.")
    if not isinstance(shot, int) or not 1 <= shot <= len(shots):
        raise KuleshovError(f"shot is {shot!r}, but {many}: they count from 1.")
    return shots[shot - 1]
