"""What is known of a film without decoding it: its numbers, and when each frame shows."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import numpy as np

from ..errors import MediaError
from ..timecode import StartTimecode, timecode
from .probe import Colour, Probe
from .tracks import SoundInfo

PLAYS = ("h264", "vp8", "vp9", "av1")
"""The codings of a picture that a browser plays."""


class Facts:
    """A film file's numbers, under the names that :class:`kuleshov.Clip` has for them.

    Parameters
    ----------
    path : Path
    probe : Probe
        What was found in it.

    Examples
    --------
    >>> import kuleshov as ku
    >>> clip = ku.rushes("understudy")["C1a"].clip
    >>> Facts(clip.path, clip.probe).timecode(36)
    '00:00:01:12'
    """

    def __init__(self, path: Path, probe: Probe) -> None:
        self.path, self.probe = path, probe

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @property
    def rate(self) -> Fraction:
        """Frames a second."""
        return self.probe.rate

    @property
    def edit_rate(self) -> Fraction:
        """Frames a second at which it is cut: its own, or the usual pace of uneven frames."""
        return self.probe.edit_rate

    @property
    def frames(self) -> int:
        """How many frames, counted."""
        return self.probe.frames

    @property
    def duration(self) -> float:
        """Seconds, from the first frame to the end of the last."""
        return self.probe.duration

    @property
    def width(self) -> int:
        """Pixels across, as seen."""
        return self.probe.width

    @property
    def height(self) -> int:
        """Pixels down, as seen."""
        return self.probe.height

    @property
    def rotation(self) -> int:
        """Degrees counter-clockwise that bring the stored picture upright."""
        return self.probe.orientation.turns * 90

    @property
    def mirrored(self) -> bool:
        """Whether left and right of the stored picture change places before it is turned."""
        return self.probe.orientation.mirrored

    @property
    def start(self) -> Fraction:
        """The first frame's time on the file's own clock (s)."""
        return self.probe.start

    @property
    def codec(self) -> str:
        """How the picture is coded, such as ``"h264"``."""
        return self.probe.codec

    @property
    def pixel_format(self) -> str:
        """How pixels are stored, such as ``"yuv420p"``."""
        return self.probe.pixel_format

    @property
    def colour(self) -> Colour:
        """What the stored numbers mean as colours."""
        return self.probe.colour

    @property
    def pixel_aspect(self) -> Fraction:
        """A pixel's width over its height, 1 in almost all files."""
        return self.probe.pixel_aspect

    @property
    def variable_rate(self) -> bool:
        """Whether frames lie unevenly in time."""
        return self.probe.variable_rate

    @property
    def sound(self) -> SoundInfo | None:
        """The sound track, or None."""
        return self.probe.sound

    @property
    def start_timecode(self) -> StartTimecode | None:
        """The camera's timecode of the first frame; None where the file keeps none."""
        return self.probe.start_timecode

    @property
    def metadata(self) -> dict[str, str]:
        """The file's own notes, such as ``"title"``."""
        return dict(self.probe.metadata)

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the file's bytes, in hexadecimal; computed when first asked for."""
        import hashlib

        try:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as problem:
            raise MediaError(
                f"{self.name} was here and can't be read any more: {problem.strerror}."
            ) from None

    def times(self) -> np.ndarray:
        """Return each frame's time.

        Returns
        -------
        ndarray of float64 (frames,)
            Seconds from the first frame, ascending.
        """
        return self.probe.times()

    def timecode(self, frame: int) -> str:
        """Write a frame's address as timecode, which is true also where frames lie unevenly.

        Parameters
        ----------
        frame : int
            From 0 to ``frames``, which is the film's end.

        Returns
        -------
        str
            ``hh:mm:ss:ff``, counted at :attr:`edit_rate`.
        """
        if self.variable_rate:
            seconds = self.times()[frame] if frame < self.frames else self.duration
            frame = round(Fraction(float(seconds)) * self.edit_rate)
        return timecode(frame, self.edit_rate)

    def on_screen(self, frames: Iterable[int], rate: Fraction) -> list[int]:
        """Return which of its frames show while frames of an edit do, each in the middle of its time.

        Parameters
        ----------
        frames : iterable of int
            Of an edit that begins where this clip does.
        rate : Fraction
            The edit's frames a second.

        Returns
        -------
        list of int
            One for each, from 0 to ``self.frames - 1``: outside of the clip its first or last one.
        """
        if self.variable_rate:
            middles = [(number + 0.5) / float(rate) for number in frames]
            shown = (np.searchsorted(self.times(), middles, side="right") - 1).tolist()
        else:
            shown = [(2 * number + 1) * self.rate // (2 * rate) for number in frames]
        return [min(max(number, 0), self.frames - 1) for number in shown]
