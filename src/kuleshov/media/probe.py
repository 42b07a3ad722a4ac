"""What a file is, found once: every frame's time, the size as seen, colour, sound.

A container's own word for its frame count is often wrong or missing, so the packets are counted:
the whole file is read past, nothing but its first frame is decoded.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import MediaError
from ..timecode import StartTimecode
from .opening import MAX_PIXELS, careful, opened, skip_others, track_at
from .orientation import Orientation, orientation_of
from .start_timecode import start_timecode
from .tracks import SoundInfo, picture_track, refuse_jump, sound_info, sound_track

if TYPE_CHECKING:
    from av.container import InputContainer

MAX_FRAMES = 5_000_000  # two days at 24 a second: no course film, but some hostile GIF
_SLOWEST = Fraction(1, 1000)
_CLOSE = Fraction(1, 2000)  # 24 and 23.976 lie twice as far apart
_RATES = [Fraction(n) for n in (5, 6, 8, 10, 12, 12.5, 15, 16, 18, 20, 24, 25, 30, 48, 50, 60)]
_RATES += [Fraction(n * 1000, 1001) for n in (24, 30, 60, 120)]
_RATES += [Fraction(n) for n in (100, 120, 240)]
# A last picture that stands longer than the others is meant to, in these.
_HELD = ("gif", "apng", "mov,mp4,m4a,3gp,3g2,mj2")
_LONG = Fraction(3, 2)  # frames
_HALF = 0.51  # of a frame, and what clocks round
_LONGEST = 60  # s; a last frame that claims more is damage
_BOOKKEEPING = {"major_brand", "minor_version", "compatible_brands"}


@dataclass(frozen=True)
class Colour:
    """How a picture's numbers mean colours (ITU-T H.273); ``"unknown"`` where it isn't said.

    Attributes
    ----------
    primaries : str
        Such as ``"bt709"``.
    transfer : str
        Such as ``"bt709"``, ``"pq"`` or ``"hlg"``.
    matrix : str
        Such as ``"bt709"``.
    range : str
        ``"limited"`` (16 to 235) or ``"full"`` (0 to 255).
    """

    primaries: str = "unknown"
    transfer: str = "unknown"
    matrix: str = "unknown"
    range: str = "unknown"

    @property
    def hdr(self) -> bool:
        """Whether highlights reach beyond a usual screen's white (PQ or HLG)."""
        return self.transfer in ("pq", "hlg")


@dataclass(frozen=True)
class Probe:
    """All that is known of a film file without decoding it.

    Attributes
    ----------
    path : Path
    rate : Fraction
        Frames a second; the mean where the rate varies.
    frames : int
        How many, counted.
    width, height : int
        Pixels, as seen: after turning.
    orientation : Orientation
        What brings the stored picture upright: mirrored or not, and turned.
    start : Fraction
        The first frame's time on the file's own clock (s).
    duration : float
        Seconds, from the first frame to the end of the last.
    codec, pixel_format, container : str
    colour : Colour
    pixel_aspect : Fraction
        A pixel's width over its height, almost always 1.
    variable_rate : bool
        Whether any frame lies over half a frame away from an even spacing.
    edit_rate : Fraction
        At which it is cut: the same as ``rate`` where frames lie evenly, else their usual pace: the
        common rate nearest to the spacing that the middle one of all frames has.
    sound : SoundInfo or None
    start_timecode : StartTimecode or None
        The camera's timecode of the first frame, where the file keeps one.
    metadata : dict
        The container's own notes.
    stream : int
        Which of the file's tracks the picture is: the largest.
    pts : ndarray of int64 (frames,)
        Times in units of ``time_base``, ascending; empty where the file has none.
    keys : ndarray of int64 (k,)
        Numbers of the frames from which decoding can begin.
    seeks : ndarray of int64 (k,)
        Where to send the container for each of them, in units of ``time_base``.
    """

    path: Path
    rate: Fraction
    frames: int
    width: int
    height: int
    orientation: Orientation
    start: Fraction
    duration: float
    codec: str
    pixel_format: str
    container: str
    colour: Colour
    pixel_aspect: Fraction
    variable_rate: bool
    edit_rate: Fraction
    sound: SoundInfo | None
    start_timecode: StartTimecode | None
    metadata: dict[str, str]
    stream: int
    time_base: Fraction
    pts: np.ndarray = field(repr=False)
    keys: np.ndarray = field(repr=False)
    seeks: np.ndarray = field(repr=False)

    def times(self) -> np.ndarray:
        """Return each frame's time.

        Returns
        -------
        ndarray of float64 (frames,)
            Seconds from the first frame; evenly spaced where the file keeps no usable times.
        """
        if not len(self.pts):
            return np.arange(self.frames) / float(self.rate)
        return (self.pts - self.pts[0]) * float(self.time_base)

    def key_before(self, frame: int) -> int:
        """Return the last frame up to this one from which decoding can begin.

        Parameters
        ----------
        frame : int
            Counted from 0.

        Returns
        -------
        int
            ``frame`` itself where it is such a one; 0 where the file names none.
        """
        place = bisect_right(self.keys, frame) - 1
        return int(self.keys[place]) if place >= 0 else 0

    def seek_for(self, key: int) -> int:
        """Return where to send the container to begin at this keyframe.

        Parameters
        ----------
        key : int
            The keyframe's number; of another frame, the one before it counts.

        Returns
        -------
        int
            In units of ``time_base``; 0 where the file keeps no usable times.
        """
        place = max(0, bisect_right(self.keys, key) - 1)
        return int(self.seeks[place]) if len(self.seeks) else 0


def probe(path: Path | str) -> Probe:
    """Find out what a film file is.

    Parameters
    ----------
    path : Path or str

    Returns
    -------
    Probe

    Raises
    ------
    MediaError
        Where it is missing, empty, damaged, cut off, a folder, no film, or has no picture.

    See Also
    --------
    kuleshov.Clip : The same with pictures and sound.

    Examples
    --------
    >>> import kuleshov as ku
    >>> found = probe(ku.rushes("understudy")["C1a"].clip.path)
    >>> found.frames, found.duration, found.keys.tolist()
    (96, 4.0, [0, 24, 48, 72])
    >>> found.key_before(30), found.colour.hdr
    (24, False)
    """
    path = Path(path)
    with opened(path) as container:
        track = picture_track(container, path)
        _refuse_enormous(track, path)
        pts, keys, seeks, count, last = _count(container, track, path)
        info = _describe(container, track, path)
        heard = sound_track(container)
        base = Fraction(track.time_base or Fraction(1, 90000))
        rate, variable = _rate(track, pts, base, count)
        held = last * base if variable or container.format.name in _HELD else Fraction(0)
        variable = variable or held * rate > _LONG
        length, usual = count / rate, rate
        if variable:
            length, usual = _length(pts, base, rate, held), _usual(pts, base) or rate
            rate = count / length
        start = Fraction(int(pts[0])) * base if len(pts) else Fraction(track.start_time or 0) * base
        return Probe(
            path=path,
            rate=rate,
            frames=count,
            start=start,
            duration=float(length),
            variable_rate=variable,
            edit_rate=usual,
            sound=sound_info(container, heard, path) if heard else None,
            start_timecode=start_timecode(container, path, usual),
            stream=track.index,
            time_base=base,
            pts=pts,
            keys=keys,
            seeks=seeks,
            **info,
        )


def notes(container: "InputContainer") -> dict[str, str]:
    """Return an open file's own notes, without the container's bookkeeping.

    Parameters
    ----------
    container : av.container.InputContainer

    Returns
    -------
    dict of str to str
        Such as ``"title"``.

    See Also
    --------
    read_metadata : The same of a file by its path.

    Examples
    --------
    >>> import kuleshov as ku
    >>> with opened(ku.rushes("understudy")["C1a"].clip.path) as container:
    ...     list(notes(container))
    ['encoder']
    """
    all_notes = container.metadata.items()
    return {str(key): str(value) for key, value in all_notes if key not in _BOOKKEEPING}


def _refuse_enormous(track: Any, path: Path) -> None:
    context = track.codec_context
    if context.width * context.height > MAX_PIXELS:
        raise MediaError(
            f"{path.name} says that its pictures are {context.width}x{context.height} pixels: "
            "too large to be decoded here."
        )


def _count(
    container: "InputContainer", track: Any, path: Path
) -> tuple[np.ndarray, np.ndarray, np.ndarray, int, int]:
    """Read past all packets.

    Returns times ascending, keyframes' numbers, where to seek for them, how many frames there are,
    and for how long the last one shows; 0 where that isn't said.
    """
    skip_others(container, track.index)
    marks: list[int | None] = []
    keys: list[tuple[int, int]] = []
    last = (-(2**63), 0)
    # These are sent to when a picture shows, the others to when it is decoded. Sent to that, an MP4
    # begins a keyframe too early, and a single picture costs three times as much.
    by_showing = container.format.name.startswith(("matroska", "mov"))
    for packet in container.demux(track):
        if not packet.size or packet.is_discard or _hidden(packet, track):
            continue
        if packet.is_keyframe and packet.pts is not None:
            known = packet.dts is not None and not by_showing
            keys.append((packet.pts, packet.dts if known else packet.pts))
        marks.append(packet.pts)
        if packet.pts is not None and packet.pts >= last[0]:
            last = packet.pts, packet.duration or 0
        if len(marks) > MAX_FRAMES:
            raise MediaError(f"{path.name} holds over {MAX_FRAMES:,} frames: too long for a film.")
    if not marks:
        raise MediaError(f"{path.name} has a picture track with no frame in it.")
    _refuse_cut_off(track, marks, path)
    known_marks = [mark for mark in marks if mark is not None]
    pts = np.sort(np.array(known_marks, np.int64))
    if len(pts) < len(marks) or (np.diff(pts) <= 0).any():
        nothing = np.zeros(0, np.int64)
        return nothing, np.zeros(1, np.int64), nothing, _count_decoded(path, track.index), 0
    _refuse_jump(pts, Fraction(track.time_base or Fraction(1, 90000)), path)
    order = np.array(sorted(keys), np.int64).reshape(-1, 2)
    return pts, np.searchsorted(pts, order[:, 0]), order[:, 1], len(pts), last[1]


def _count_decoded(path: Path, index: int) -> int:
    """Count the pictures of a file that keeps no usable times, by decoding it once."""
    with opened(path) as container:
        skip_others(container, index)
        track = track_at(container, index, path)
        careful(track.codec_context)
        return sum(1 for _ in container.decode(track))


def _hidden(packet: Any, track: Any) -> bool:
    """Say whether a VP8 packet is a reference picture that is never shown."""
    return track.codec_context.name.startswith("vp8") and not bytes(packet)[0] & 0x10


def _refuse_cut_off(track: Any, marks: list[int | None], path: Path) -> None:
    promised = track.frames
    # Edit lists hide some frames that the index counts, so only a clear lack is a cut.
    last = max((mark for mark in marks if mark is not None), default=0)
    end = (track.start_time or 0) + (track.duration or 0)
    if promised and len(marks) < promised and track.duration and last < end - track.duration * 0.05:
        raise MediaError(
            f"{path.name} is cut off: its index promises {promised} frames, and only {len(marks)} "
            "are there. Copy it again."
        )


def _refuse_jump(pts: np.ndarray, base: Fraction, path: Path) -> None:
    """Refuse a clock that jumps: the rest would come hours later, after a still picture."""
    if len(pts) > 1:
        widest = int(np.diff(pts).argmax())
        at, gap = int(pts[widest] - pts[0]), int(pts[widest + 1] - pts[widest])
        refuse_jump(float(gap * base), float(at * base), path)


def _describe(container: "InputContainer", track: Any, path: Path) -> dict[str, Any]:
    frame = _first_frame(track, path)
    context = track.codec_context
    way = orientation_of(frame)
    turned = way.turns % 2 == 1
    aspect = Fraction(track.sample_aspect_ratio or 1)
    if not Fraction(1, 10) < aspect < 10:
        aspect = Fraction(1)
    return {
        "width": frame.height if turned else frame.width,
        "height": frame.width if turned else frame.height,
        "orientation": way,
        "codec": context.codec.canonical_name,
        "pixel_format": frame.format.name,
        "container": container.format.name.split(",")[0],
        "colour": _colour(frame, int(context.colorspace)),
        "pixel_aspect": 1 / aspect if turned else aspect,
        "metadata": notes(container),
    }


def _colour(frame: Any, matrix: int) -> Colour:
    primaries, transfers, matrices, ranges = _names()
    return Colour(
        primaries.get(int(frame.color_primaries), "unknown"),
        transfers.get(int(frame.color_trc), "unknown"),
        matrices.get(matrix, "unknown"),
        "full"
        if frame.format.name.startswith("yuvj")
        else ranges.get(int(frame.color_range), "unknown"),
    )


@cache
def _names() -> tuple[dict[int, str], ...]:
    """Return what primaries, transfers, matrices and ranges are called here."""
    from av.video.reformatter import ColorPrimaries as P
    from av.video.reformatter import ColorRange as R
    from av.video.reformatter import Colorspace as M
    from av.video.reformatter import ColorTrc as T

    primaries: dict[int, str] = {
        P.BT709: "bt709", P.BT470BG: "bt470bg", P.SMPTE170M: "smpte170m", P.BT2020: "bt2020",
        P.SMPTE431: "dci-p3", P.SMPTE432: "display-p3",
    }  # fmt: skip
    transfers: dict[int, str] = {
        T.BT709: "bt709", T.GAMMA22: "gamma22", T.GAMMA28: "gamma28", T.SMPTE170M: "smpte170m",
        T.LINEAR: "linear", T.IEC61966_2_1: "srgb", T.BT2020_10: "bt2020-10",
        T.BT2020_12: "bt2020-12", T.SMPTE2084: "pq", T.ARIB_STD_B67: "hlg",
    }  # fmt: skip
    matrices: dict[int, str] = {
        M.ITU709: "bt709", M.FCC: "fcc", M.ITU601: "bt470bg", M.SMPTE240M: "smpte240m",
        M.BT2020: "bt2020nc",
        # PyAV has no name for these of H.273's: its SMPTE170M is BT.470 BG's 5.
        0: "rgb", 6: "smpte170m", 10: "bt2020c",
    }  # fmt: skip
    ranges: dict[int, str] = {R.MPEG: "limited", R.JPEG: "full"}
    return primaries, transfers, matrices, ranges


def _first_frame(track: Any, path: Path) -> Any:
    import av

    failed: Exception | None = None
    with opened(path) as again:  # not every kind of file can be wound back
        skip_others(again, track.index)
        same = track_at(again, track.index, path)
        careful(same.codec_context)
        try:
            for frame in again.decode(same):
                return frame
        except av.FFmpegError as problem:
            failed = problem
    raise MediaError(
        f"{path.name} is damaged: not one of its pictures can be decoded "
        f"({failed or 'nothing came out'}). Copy it again from where it came."
    )


def _rate(track: Any, pts: np.ndarray, base: Fraction, count: int) -> tuple[Fraction, bool]:
    said = track.average_rate or track.guessed_rate or track.base_rate or 24
    said = max(_SLOWEST, Fraction(said))
    if count < 2 or not len(pts) or pts[-1] == pts[0]:
        return _near(said) or said, False
    mean = Fraction(count - 1) / (int(pts[-1] - pts[0]) * base)
    tick = Fraction(1, int(pts[-1] - pts[0]))  # as a share of all: hundredths of a second in a GIF
    for most in (0.25, _HALF):  # frames; what a file says of its rate is sometimes half right
        for rate in _candidates(said, mean, tick, _spacing(pts, base)):
            if _even(pts, base, rate, most):
                return rate, False
    return (_near(mean) or max(_SLOWEST, mean.limit_denominator(1001))), True


def _candidates(
    said: Fraction, mean: Fraction, tick: Fraction, spacing: Fraction
) -> Iterable[Fraction]:
    usual = _near(1 / spacing)  # a stream through a pipe may begin half a frame early
    for rate in (_near(said), _near(mean, tick), usual, said, mean.limit_denominator(1001)):
        if rate and rate >= _SLOWEST:
            yield rate


def _near(rate: Fraction, off: Fraction = _CLOSE) -> Fraction | None:
    """Return the common rate within 0.05 % of this one, or within what its clock leaves open."""
    near = [known for known in _RATES if abs(known - rate) <= rate * max(off, _CLOSE)]
    # A clock too coarse to tell 24 from 23.976 belongs to a GIF, and no GIF is made at 23.976.
    return min(near, key=lambda known: (known.denominator, abs(known - rate)), default=None)


def _even(pts: np.ndarray, base: Fraction, rate: Fraction, most: float) -> bool:
    off = (pts - pts[0]) * float(base) * float(rate) - np.arange(len(pts))
    return float(off.max() - off.min()) <= most


def _length(pts: np.ndarray, base: Fraction, rate: Fraction, held: Fraction) -> Fraction:
    """Return seconds from the first frame to the end of the last, which is held so long."""
    known = held if 0 < held <= _LONGEST else 1 / rate
    return int(pts[-1] - pts[0]) * base + known


def _usual(pts: np.ndarray, base: Fraction) -> Fraction | None:
    """Return the common rate nearest to the spacing of most frames; None of a single one."""
    if len(pts) < 2:
        return None
    spacing = float(_spacing(pts, base))
    return min(_RATES, key=lambda known: abs(np.log(float(known) * spacing)))


def _spacing(pts: np.ndarray, base: Fraction) -> Fraction:
    """Return how far apart most frames lie (s)."""
    return Fraction(float(np.median(np.diff(pts)))) * base
