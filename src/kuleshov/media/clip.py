"""A film file as an object: its numbers, its pictures, its sound."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil
from numbers import Integral
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np

from ..errors import EditError, KuleshovError, MediaError
from ..folders import whereabouts
from ..timecode import Time, names_frame, to_frame
from ..views import view
from .channels import downmix
from .facts import Facts
from .picture import Planes, planes_of, to_rgb
from .probe import probe
from .reading import Decoder, Reader, threads
from .sound import SoundReader, check_span, read_sound

_AT_ONCE = 30  # s of sound that are held in memory


class Clip(Facts):
    """A film that can be looked at, listened to and measured.

    The file is probed when the clip is made, and decoded only where something is asked of it.

    Parameters
    ----------
    path : str or Path
        A film file; or the http(s) address of one, which is downloaded once. A bare name that is
        not in the working folder is looked for in the studio, where films are rendered to.

    Attributes
    ----------
    path : Path
    name : str
        The file's name without its ending.
    rate : Fraction
        Frames a second; their mean where :attr:`variable_rate` holds.
    edit_rate : Fraction
        Frames a second at which it is cut and its timecode counts: the same as ``rate``, or where
        frames lie unevenly, as many phones write them, the common rate nearest to their usual pace.
    frames : int
        How many, counted.
    duration : float
        Seconds.
    width, height : int
        Pixels as seen, after rotation.
    rotation : int
        Degrees by which the stored picture is turned, counter-clockwise, to stand upright.
    mirrored : bool
        Whether left and right of the stored picture change places first, as front cameras ask.
    start : Fraction
        The first frame's time on the file's own clock (s); everywhere else it is 0.
    codec, pixel_format : str
    colour : Colour
    pixel_aspect : Fraction
        A pixel's width over its height.
    variable_rate : bool
    sound : SoundInfo or None
    start_timecode : StartTimecode or None
        The camera's timecode of the first frame, where the file keeps one.
    metadata : dict
    credit : Credit or None
        Whose it is, where the library knows (:class:`kuleshov.library.Credit`).
    description : str
        What is seen and heard, for those who can't; empty where nobody wrote it.

    Raises
    ------
    MediaError
        Where the file is missing, empty, damaged, cut off, no film, or has no picture; or where an
        address gives nothing.

    Examples
    --------
    >>> import kuleshov as ku
    >>> clip = ku.rushes("understudy")["C1a"].clip
    >>> clip
    Clip('C1a.mp4', 00:00:04:00 at 24 fps, 640x360, h264, sound aac 48000 Hz mono)
    >>> clip.frames, clip.rate, clip[17].shape
    (96, Fraction(24, 1), (360, 640, 3))
    >>> clip.frame_number("1.5"), clip.frame_number("01:12")
    (36, 36)
    >>> [picture.shape for picture in clip.images(step=48, size=(64, 36))]
    [(36, 64, 3), (36, 64, 3)]
    >>> clip.read_sound("1.0", "1.5").shape
    (24000, 1)
    >>> clip[96]
    Traceback (most recent call last):
        ...
    kuleshov.errors.MediaError: C1a ends at 00:00:04:00 (96 frames); frame 96 was asked for.
    """

    credit: Any = None
    description: str = ""

    def __init__(self, path: Any) -> None:
        if isinstance(path, str) and path.startswith(("http://", "https://")):
            from .remote import download

            path = download(path)
        found = whereabouts(path)
        super().__init__(found, probe(found))
        stat = self.path.stat()
        self._identity = (str(self.path.resolve()), stat.st_mtime_ns, stat.st_size)
        self._reader = Reader(self.probe)

    # Pictures --------------------------------------------------------------------------------

    def frame(self, time: Time) -> np.ndarray:
        """Return one frame as people see it: upright, in SDR.

        Parameters
        ----------
        time : int, float, str or Fraction
            A frame's number, 48 or "48f"; else seconds or timecode (see :mod:`kuleshov.timecode`).

        Returns
        -------
        ndarray of uint8 (height, width, 3)
            RGB.

        Raises
        ------
        MediaError
            Where the clip has no such frame, or it can't be decoded.
        """
        return to_rgb(self._reader.frame(self.frame_number(time)))

    def __getitem__(self, time: Time) -> np.ndarray:
        if isinstance(time, slice):
            raise MediaError(
                f"A stretch of frames is written {self.name}.images(start, stop), not with a colon."
            )
        return self.frame(time)

    def raw(self, time: Time) -> Any:
        """Return one decoded frame as it is stored, an ``av.VideoFrame`` not to be changed.

        For what hands pictures straight to an encoder; it may lie turned or mirrored (see
        :attr:`rotation` and :attr:`mirrored`).

        Parameters
        ----------
        time : int, float, str or Fraction
            A frame's number, 48 or "48f"; else seconds or timecode (see :mod:`kuleshov.timecode`).

        Returns
        -------
        av.VideoFrame

        Raises
        ------
        MediaError
            Where the clip has no such frame, or it can't be decoded.
        """
        return self._reader.frame(self.frame_number(time))

    def raw_ahead(self) -> Callable[[int], Any]:
        """Return what gives frames by number as :meth:`raw` does, fastest in order.

        It decodes the next ones while its caller works on one.

        Returns
        -------
        callable
            From a frame's number to an ``av.VideoFrame``, not to be changed.
        """
        return Reader(self.probe, threads=2).frame

    def storyboard(self, count: int = 8) -> Any:
        """Show the film as stills spread over its length, each with its timecode.

        Parameters
        ----------
        count : int
            How many stills.

        Returns
        -------
        View
            Shows itself in a notebook.
        """
        return view("storyboard")(self, count)

    def strip(self, width: int = 900) -> Any:
        """Show the film as a strip of its colours, time running left to right.

        Parameters
        ----------
        width : int
            Pixels.

        Returns
        -------
        View
            Shows itself in a notebook.
        """
        return view("strip")(self, width=width)

    def raw_frames(self, start: Time = 0, stop: Time | None = None) -> Iterator[Any]:
        """Yield decoded frames as they are stored, in order, in one pass (see :meth:`raw`).

        Parameters
        ----------
        start, stop : int, float, str or Fraction
            The first frame, and the one after the last; to the end where ``stop`` is left out. A
            whole number is a frame's, as in ``clip[48]``.

        Yields
        ------
        av.VideoFrame

        Raises
        ------
        MediaError
            Where the clip has no such frames, or one can't be decoded.
        """
        first, last = self._span(start, stop)
        for _, frame in self._decoded(first, last):
            yield frame

    def images(
        self,
        start: Time = 0,
        stop: Time | None = None,
        step: int = 1,
        size: tuple[int, int] | None = None,
    ) -> Iterator[np.ndarray]:
        """Yield frames as people see them: uint8 RGB (height, width, 3).

        Parameters
        ----------
        start, stop : int, float, str or Fraction
            The first frame, and the one after the last; to the end where ``stop`` is left out. A
            whole number is a frame's, as in ``clip[48]``.
        step : int
            Every how many frames; a large step jumps from keyframe to keyframe.
        size : (int, int), optional
            Width and height, 2 to 8192; as stored where it is left out.

        Yields
        ------
        ndarray of uint8 (height, width, 3)
            RGB.

        Raises
        ------
        MediaError
            Where the clip has no such frames, one can't be decoded, or ``step`` or ``size`` can't
            be meant.
        """
        if not isinstance(step, int) or step < 1:
            raise MediaError(f"step is {step}; it counts frames, so it is 1 or more.")
        first, last = self._span(start, stop)
        _check_size(size)
        if step == 1:
            for _, frame in self._decoded(first, last):
                yield to_rgb(frame, size)
            return
        reader = Reader(self.probe)
        try:
            for number in range(first, last, step):
                yield to_rgb(reader.frame(number), size)
        finally:
            reader.close()

    def planes(
        self,
        size: tuple[int, int] | None = (320, 180),
        start: Time = 0,
        stop: Time | None = None,
    ) -> Iterator[Planes]:
        """Yield brightness and colour as they are stored, in one pass, for measuring.

        Parameters
        ----------
        size : (int, int) or None
            Width and height of the brightness, 2 to 8192; None gives the stored size without a
            copy.
        start, stop : int, float, str or Fraction
            The first frame, and the one after the last; to the end where ``stop`` is left out. A
            whole number is a frame's, as in ``clip[48]``.

        Yields
        ------
        Planes
            ``(frame, y, u, v)``; not to be written to.

        Raises
        ------
        MediaError
            Where the clip has no such frames, one can't be decoded, or ``size`` can't be meant.
        """
        first, last = self._span(start, stop)
        _check_size(size)
        for number, frame in self._decoded(first, last):
            yield planes_of(frame, number, size)

    def __iter__(self) -> Iterator[np.ndarray]:
        return self.images()

    def __len__(self) -> int:
        return self.frames

    # Sound -----------------------------------------------------------------------------------

    def read_sound(
        self,
        start: Time = 0,
        stop: Time | None = None,
        rate: int = 48000,
        mono: bool = False,
    ) -> np.ndarray:
        """Return samples.

        Sample ``k`` lies at ``start + k / rate`` where the picture's first frame is 0. Outside
        the sound track there is silence.

        Parameters
        ----------
        start, stop : int, float, str or Fraction
            Seconds, "48f" or timecode. Seconds as a number are taken to the sample; written as
            text, to the frame. The end of the picture where ``stop`` is left out.
        rate : int
            Samples a second wanted, 1,000 to 384,000.
        mono : bool
            Whether to average the channels.

        Returns
        -------
        ndarray of float32 (samples, channels)
            From -1 to 1.

        Raises
        ------
        MediaError
            Where the clip has no sound at all, it can't be decoded, or the stretch can't be meant.
        """
        if self.sound is None:
            raise MediaError(f"{self.path.name} has no sound track.")
        begin = self._seconds(start)
        end = Fraction(self.duration) if stop is None else self._seconds(stop)
        check_span(self.path.name, begin, end, rate)
        return read_sound(self.path, self.sound, self.start, begin, end, rate, mono)

    def sound_pieces(self, stop: Time | None = None, mono: bool = False) -> Iterator[np.ndarray]:
        """Yield the sound from the first frame on, half a minute at a time, any layout made stereo.

        Parameters
        ----------
        stop : int, float, str or Fraction
            As for :meth:`read_sound`; the end of the picture where it is left out.
        mono : bool
            Whether to average the two channels.

        Yields
        ------
        ndarray of float32 (samples, 2), or (samples, 1) where mono is wanted
            At 48 kHz, from -1 to 1; what follows another piece begins where that one ended.

        Raises
        ------
        MediaError
            Where the clip has no sound at all, it can't be decoded, or the end can't be meant.
        """
        if self.sound is None:
            raise MediaError(f"{self.path.name} has no sound track.")
        end = Fraction(self.duration) if stop is None else self._seconds(stop)
        with SoundReader(self.path, self.sound, self.start) as reader:
            for number in range(ceil(end / _AT_ONCE)):
                first = Fraction(number * _AT_ONCE)
                piece = reader.read(first, min(first + _AT_ONCE, end), mono=mono)
                yield piece if mono else downmix(piece, self.sound.layout)

    # Housekeeping ----------------------------------------------------------------------------

    def close(self) -> None:
        """Close the file; it opens again by itself when the next frame is asked for."""
        self._reader.close()

    def __enter__(self) -> "Clip":
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def __fspath__(self) -> str:
        return str(self.path)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self.path),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Clip) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    def __repr__(self) -> str:
        rate = f"{float(self.rate):.6g}" + (" (varying)" if self.variable_rate else "")
        heard = "no sound" if self.sound is None else f"sound {self.sound}"
        return (
            f"Clip({self.path.name!r}, {self.timecode(self.frames)} at {rate} fps, "
            f"{self.width}x{self.height}, {self.codec}{', HDR' if self.colour.hdr else ''}, "
            f"{heard})"
        )

    def frame_number(self, time: Time) -> int:
        """Return the number of the frame that a time names.

        Parameters
        ----------
        time : int, float, str or Fraction
            A frame's number, 48 or "48f"; else seconds or timecode, which name the frame that is
            nearest in time where frames lie unevenly.

        Returns
        -------
        int
            0 to ``frames - 1``.

        Raises
        ------
        MediaError
            Where the clip has no such frame, or the time can't be read.
        """
        number = self._number(time)
        if number < 0:
            raise MediaError(
                f"{self.name} begins at 00:00:00:00 (frame 0); frame {number} was asked for."
            )
        if number >= self.frames:
            raise MediaError(
                f"{self.name} ends at {self.timecode(self.frames)} ({self.frames} frames); "
                f"frame {number} was asked for."
            )
        return number

    def frame_at(self, time: Time) -> int:
        """Return the number of the frame that is seen at a moment; 5 is five seconds here as well.

        Parameters
        ----------
        time : int, float, str or Fraction
            See the table in :mod:`kuleshov.timecode`.

        Returns
        -------
        int
            0 to ``frames - 1``.

        Raises
        ------
        MediaError
            Where the clip has no such moment, or the time can't be read.

        See Also
        --------
        frame_number : where a whole number is a frame's.

        Examples
        --------
        >>> import kuleshov as ku
        >>> clip = ku.rushes("understudy")["C1a"].clip
        >>> clip.frame_at(2), clip.frame_at("48f"), clip.frame_number(2)
        (48, 48, 2)
        """
        seconds = isinstance(time, Integral) and not isinstance(time, bool)
        return self.frame_number(Fraction(int(time)) if seconds else time)

    def _number(self, time: Time) -> int:
        """Return the number of a frame that is counted out, or that lies at a time."""
        if isinstance(time, Integral) and not isinstance(time, bool):
            return int(time)
        try:
            number = to_frame(time, self.edit_rate)
        except EditError as problem:
            raise MediaError(str(problem)) from None
        if self.variable_rate and not names_frame(time):
            seconds = float(number / self.edit_rate if isinstance(time, str) else time)
            if 0 <= seconds < self.duration:  # frames lie unevenly: the one nearest in time
                return int(np.abs(self.times() - seconds).argmin())
            over = round((seconds - self.duration) * float(self.edit_rate))
            return self.frames + over if seconds > 0 else number
        return number

    def _span(self, start: Time, stop: Time | None) -> tuple[int, int]:
        first = self._number(start)
        last = self.frames if stop is None else self._number(stop)
        if last > self.frames or first < 0:
            self.frame_number(first if first < 0 else last - 1)
        if first > last:
            raise MediaError(
                f"Frames {first} to {last} of {self.name} were asked for: the end lies before "
                "the start."
            )
        return first, last

    def _decoded(self, first: int, last: int) -> Iterator[tuple[int, Any]]:
        if first >= last:
            return
        decoder = Decoder(self.probe, threads(self.probe.width * self.probe.height))
        try:
            for number, frame in decoder.run(first):
                if number >= first:
                    yield number, frame
                if number + 1 >= last:
                    return
        finally:
            decoder.close()

    def _seconds(self, time: Time) -> Fraction:
        if isinstance(time, (Integral, Fraction)) and not isinstance(time, bool):
            return Fraction(int(time) if isinstance(time, Integral) else time)
        if isinstance(time, (float, np.floating)):
            return Fraction(str(float(time))) if np.isfinite(time) else self._refuse(time)
        number = self._number(time)
        if self.variable_rate and 0 <= number <= self.frames:
            return Fraction(float([*self.times(), self.duration][number]))
        return number / self.rate

    def _refuse(self, time: object) -> Fraction:
        raise MediaError(f"{time} is not a time in {self.name}.")


class HasClip(Protocol):
    """What brings a film with it, as a take of the rushes does."""

    @property
    def clip(self) -> Clip:
        """The film."""


FilmLike: TypeAlias = Clip | HasClip | str | Path
"""What is taken wherever a film is asked for; :func:`clip_of` makes a clip of it."""


def clip_of(film: FilmLike) -> Clip:
    """Return the clip of a clip, a take or a path.

    Parameters
    ----------
    film : Clip, Take, str or Path
        A take is taken as its clip.

    Returns
    -------
    Clip
        The same one, or a new one of that path.

    Raises
    ------
    KuleshovError
        Where it is something else.
    MediaError
        Where there is no such film, or it can't be read.

    See Also
    --------
    find_cuts, frame_differences : which take films in all these ways

    Examples
    --------
    >>> clip_of(["film.mp4"])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    kuleshov.errors.KuleshovError: What was given is of type list and no film: give a clip, ...
    """
    given = getattr(film, "clip", film)
    if isinstance(given, Clip):
        return given
    if isinstance(given, (str, Path)):
        return Clip(given)
    raise KuleshovError(
        f"What was given is of type {type(film).__name__} and no film: "
        "give a clip, a take or the path of a film file."
    )


def _check_size(size: tuple[int, int] | None) -> None:
    if size is None:
        return
    if len(size) != 2 or min(size) < 2 or max(size) > 8192:
        raise MediaError(f"size is {size}; it is (width, height) in pixels, from 2 to 8192.")


def usable(film: FilmLike) -> tuple[Clip, int, int]:
    """Return a film's clip and which of its frames are of use, its slate and handles left out.

    Parameters
    ----------
    film : Clip, Take, str or Path

    Returns
    -------
    clip : Clip
    first, stop : int
        The first frame, and the one after the last, counted at the clip's ``edit_rate``, so that an
        uneven film is taken as a player shows it.

    Raises
    ------
    MediaError, LibraryError
        Where the film is missing or can't be read.

    See Also
    --------
    clip_of : The clip alone.

    Examples
    --------
    >>> import kuleshov as ku
    >>> usable(ku.rushes("understudy")["6E-1"])[1:]
    (36, 132)
    """
    clip = clip_of(film)
    if not clip.variable_rate:
        return clip, getattr(film, "first", 0), getattr(film, "last", clip.frames)
    # A take of the course, which has a slate and handles, is even.
    return clip, 0, int(clip.frames / clip.rate * clip.edit_rate)
