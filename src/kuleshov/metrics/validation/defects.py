"""Mistakes made on purpose, in doses: what a measure must notice, and what it must not.

Each defect takes the frames of one shot and a dose and returns the frames with that much of it.
A dose of 0 changes nothing. Frames are brightness and colour as coded: lists of
``(y, u, v)``, y uint8 (height, width), u and v half of that.

A student can feed them to a measure of her own (:func:`kuleshov.metrics.validation.proof.dose_response`).
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from ...media.picture import Planes, shrink

Frame = tuple[np.ndarray, np.ndarray, np.ndarray]
Defect = Callable[[list[Frame], float, int], list[Frame]]


class Reel:
    """Frames in memory that can be measured like a clip.

    Parameters
    ----------
    frames : list of Frame
        All of one size.
    rate : Fraction
        Frames a second.
    name : str
        What it is called.
    """

    def __init__(self, frames: Sequence[Frame], rate: Fraction, name: str = "reel") -> None:
        self._frames = list(frames)
        self.rate = self.edit_rate = Fraction(rate)
        self.variable_rate = False
        self.name = name
        self.sound = None

    @classmethod
    def of(cls, clip: Any, first: int = 0, count: int = 48, lines: int = 360) -> "Reel":
        """Read a stretch of a clip, at no more than so many lines.

        Parameters
        ----------
        clip : Clip
            A film.
        first : int
            Where the stretch begins.
        count : int
            How many frames it has, or fewer where the clip ends.
        lines : int
            Larger pictures are shrunk until their shorter side has so many.

        Returns
        -------
        Reel
            With the clip's name and rate.

        Raises
        ------
        MediaError
            Where the clip can't be decoded.
        """
        frames = []
        for planes in clip.planes(None, first, min(first + count, clip.frames)):
            height, width = planes.y.shape
            scale = min(1.0, lines / min(height, width))
            size = (round(width * scale / 2) * 2, round(height * scale / 2) * 2)
            half = (size[0] // 2, size[1] // 2)
            y, u, v = shrink(planes.y, size), shrink(planes.u, half), shrink(planes.v, half)
            frames.append((y.copy(), u.copy(), v.copy()))
        return cls(frames, clip.rate, clip.name)

    def with_(self, defect: Defect, dose: float, seed: int = 1) -> "Reel":
        """Return the reel with a dose of a defect.

        Parameters
        ----------
        defect : callable
            One of ``DEFECTS``, or your own: from frames, dose and seed to frames.
        dose : float
            In the defect's unit.
        seed : int
            Of its chance.

        Returns
        -------
        Reel
            Another one; this one stays as it is.
        """
        return Reel(defect(self._frames, dose, seed), self.rate, self.name)

    @property
    def frames(self) -> int:
        """How many frames."""
        return len(self._frames)

    @property
    def duration(self) -> float:
        """Seconds."""
        return float(self.frames / self.rate)

    def times(self) -> np.ndarray:
        """Return when each frame begins (s).

        Returns
        -------
        ndarray of float64 (frames,)
            Seconds.
        """
        return np.arange(self.frames) / float(self.rate)

    def planes(self, size: tuple[int, int] | None = None) -> Iterator[Planes]:
        """Yield the frames.

        Parameters
        ----------
        size : (int, int), optional
            Not heeded: frames come as they are.

        Yields
        ------
        Planes
            Number, brightness and both colour differences of each frame.
        """
        for number, (y, u, v) in enumerate(self._frames):
            yield Planes(number, y, u, v)


def noise(frames: list[Frame], dose: float, seed: int = 1) -> list[Frame]:
    """Add grain, new in every frame: standard deviation in 8-bit levels.

    Parameters
    ----------
    frames : list of Frame
        Of one shot.
    dose : float
        Standard deviation, 8-bit levels; 0 changes nothing.
    seed : int
        Of the chance in it.

    Returns
    -------
    list of Frame
        As many, of the same size.
    """
    random = np.random.default_rng(seed)
    if not dose:
        return frames
    return [
        (_coded(y + dose * random.standard_normal(y.shape, np.float32)), u, v) for y, u, v in frames
    ]


def blur(frames: list[Frame], dose: float, seed: int = 1) -> list[Frame]:
    """Blur every frame: sigma in pixels.

    Parameters
    ----------
    frames : list of Frame
        Of one shot.
    dose : float
        Sigma, pixels; 0 changes nothing.
    seed : int
        Not used: there is no chance in it.

    Returns
    -------
    list of Frame
        As many, of the same size.
    """
    import cv2

    return [(cv2.GaussianBlur(y, (0, 0), dose), u, v) for y, u, v in frames] if dose else frames


def brighten(frames: list[Frame], dose: float, seed: int = 1) -> list[Frame]:
    """Expose every frame more, by so many stops of light; what is too bright is lost.

    Parameters
    ----------
    frames : list of Frame
        Of one shot.
    dose : float
        Stops; 0 changes nothing.
    seed : int
        Not used: there is no chance in it.

    Returns
    -------
    list of Frame
        As many, of the same size.
    """
    return [_gained(frame, 2 ** (dose / 2.4)) for frame in frames]


def saturate(frames: list[Frame], dose: float, seed: int = 1) -> list[Frame]:
    """Turn the colour up by this share.

    Parameters
    ----------
    frames : list of Frame
        Of one shot.
    dose : float
        Share: 0.5 is half as much again; 0 changes nothing.
    seed : int
        Not used: there is no chance in it.

    Returns
    -------
    list of Frame
        As many, of the same size.
    """
    return [(y, _stretched(u, 1 + dose), _stretched(v, 1 + dose)) for y, u, v in frames]


def flicker(frames: list[Frame], dose: float, seed: int = 1) -> list[Frame]:
    """Let the light flicker from frame to frame: percent, rms, of light.

    Parameters
    ----------
    frames : list of Frame
        Of one shot.
    dose : float
        Percent of light, rms; 0 changes nothing.
    seed : int
        Of the chance in it.

    Returns
    -------
    list of Frame
        As many, of the same size.
    """
    random = np.random.default_rng(seed)
    ripple = random.choice([-1.0, 1.0], len(frames)) * (1 + 0.2 * random.normal(size=len(frames)))
    return [
        _gained(frame, np.exp(dose / 100 * step / 2.4))
        for frame, step in zip(frames, ripple, strict=True)
    ]


def drift(frames: list[Frame], dose: float, seed: int = 1) -> list[Frame]:
    """Let the light go down slowly: stops from the first frame to the last.

    Parameters
    ----------
    frames : list of Frame
        Of one shot.
    dose : float
        Stops from the first frame to the last; 0 changes nothing.
    seed : int
        Not used: there is no chance in it.

    Returns
    -------
    list of Frame
        As many, of the same size.
    """
    shares = np.linspace(0, 1, len(frames))
    return [
        _gained(frame, 2 ** (-dose * share / 2.4))
        for frame, share in zip(frames, shares, strict=True)
    ]


def shake(frames: list[Frame], dose: float, seed: int = 1) -> list[Frame]:
    """Hold the camera in an unsteady hand: rms of each frame's throw, per mille of the width.

    Parameters
    ----------
    frames : list of Frame
        Of one shot.
    dose : float
        Per mille of the picture's width, rms; 0 changes nothing.
    seed : int
        Of the chance in it.

    Returns
    -------
    list of Frame
        As many, of the same size.
    """
    random = np.random.default_rng(seed)
    throws = random.normal(size=(len(frames), 2)) / np.sqrt(2)
    return [
        _shifted(frame, dose / 1000 * frame[0].shape[1] * throw)
        for frame, throw in zip(frames, throws, strict=True)
    ]


def pan(frames: list[Frame], dose: float, seed: int = 1) -> list[Frame]:
    """Pan evenly: per mille of the width from each frame to the next.

    Parameters
    ----------
    frames : list of Frame
        Of one shot.
    dose : float
        Per mille of the picture's width, a frame; 0 changes nothing.
    seed : int
        Not used: there is no chance in it.

    Returns
    -------
    list of Frame
        As many, of the same size.
    """
    middle = len(frames) / 2
    return [
        _shifted(frame, np.array([dose / 1000 * frame[0].shape[1] * (at - middle), 0.0]))
        for at, frame in enumerate(frames)
    ]


def boil(frames: list[Frame], dose: float, seed: int = 1) -> list[Frame]:
    """Let textures boil: patches of light, new in every frame, in levels.

    Parameters
    ----------
    frames : list of Frame
        Of one shot.
    dose : float
        Levels, standard deviation of the patches before they are drawn out; 0 changes nothing.
    seed : int
        Of the chance in it.

    Returns
    -------
    list of Frame
        As many, of the same size.
    """
    import cv2

    if not dose:
        return frames
    random = np.random.default_rng(seed)
    made = []
    for y, u, v in frames:
        coarse = random.normal(size=(18, 32)).astype(np.float32)
        patches = cv2.resize(coarse, (y.shape[1], y.shape[0]), interpolation=cv2.INTER_CUBIC)
        made.append((_coded(y + dose * patches), u, v))
    return made


def melt(frames: list[Frame], dose: float, seed: int = 1) -> list[Frame]:
    """Let the world melt: places wander apart, to so many pixels (rms) at the last frame.

    Parameters
    ----------
    frames : list of Frame
        Of one shot.
    dose : float
        Pixels, rms, at the last frame; 0 changes nothing.
    seed : int
        Of the chance in it.

    Returns
    -------
    list of Frame
        As many, of the same size.
    """
    if not dose:
        return frames
    shape = frames[0][0].shape
    across, down = _wander(shape[0], shape[1], seed)
    shares = np.linspace(0, 1, len(frames))
    return [
        (_bent(y, dose * share * across, dose * share * down), u, v)
        for (y, u, v), share in zip(frames, shares, strict=True)
    ]


def stutter(frames: list[Frame], dose: float, seed: int = 1) -> list[Frame]:
    """Let time stumble: this share of the frames shows a moment a few frames off.

    Parameters
    ----------
    frames : list of Frame
        Of one shot.
    dose : float
        Share of the frames, 0 to 1; 0 changes nothing.
    seed : int
        Of the chance in it.

    Returns
    -------
    list of Frame
        As many, of the same size.
    """
    random = np.random.default_rng(seed)
    off = random.integers(2, 5, len(frames)) * random.choice([-1, 1], len(frames))
    chosen = random.random(len(frames)) < dose
    at = np.clip(np.arange(len(frames)) + off * chosen, 0, len(frames) - 1)
    return [frames[int(n)] for n in at]


def appear(frames: list[Frame], dose: float, seed: int = 1) -> list[Frame]:
    """Let bright things come out of nowhere: so many levels brighter, each for half a second.

    Parameters
    ----------
    frames : list of Frame
        Of one shot.
    dose : float
        Levels; 0 changes nothing.
    seed : int
        Of the chance in it.

    Returns
    -------
    list of Frame
        As many, of the same size.
    """
    random = np.random.default_rng(seed)
    made = [(y.copy(), u, v) for y, u, v in frames]
    height, width = frames[0][0].shape
    for begin in range(6, len(frames), 16):
        top, left = random.integers(0, height // 2), random.integers(0, width // 2)
        for y, _, _ in made[begin : begin + 10]:
            patch = y[top : top + height // 3, left : left + width // 3]
            patch[:] = _coded(patch.astype(np.float32) + dose)
    return made


def expose_half(frames: list[Frame], dose: float, seed: int = 1) -> list[Frame]:
    """Expose the second half of the frames less, by so many stops: a cut that doesn't match.

    Parameters
    ----------
    frames : list of Frame
        Of one shot.
    dose : float
        Stops; 0 changes nothing.
    seed : int
        Not used: there is no chance in it.

    Returns
    -------
    list of Frame
        As many, of the same size.
    """
    half = len(frames) // 2
    return [*frames[:half], *(_gained(frame, 2 ** (-dose / 2.4)) for frame in frames[half:])]


def warm_half(frames: list[Frame], dose: float, seed: int = 1) -> list[Frame]:
    """Warm the second half of the frames: levels of colour difference, brightness kept.

    Parameters
    ----------
    frames : list of Frame
        Of one shot.
    dose : float
        Levels of colour difference; 0 changes nothing.
    seed : int
        Not used: there is no chance in it.

    Returns
    -------
    list of Frame
        As many, of the same size.
    """
    half = len(frames) // 2
    warm = [
        (y, _coded(u.astype(np.float32) - dose), _coded(v.astype(np.float32) + dose))
        for y, u, v in frames[half:]
    ]
    return [*frames[:half], *warm]


DEFECTS: dict[str, tuple[Defect, str]] = {
    "noise": (noise, "levels"),
    "blur": (blur, "px"),
    "brighten": (brighten, "stops"),
    "saturate": (saturate, "share"),
    "flicker": (flicker, "%"),
    "drift": (drift, "stops"),
    "shake": (shake, "‰ of width"),
    "pan": (pan, "‰ of width a frame"),
    "boil": (boil, "levels"),
    "melt": (melt, "px"),
    "stutter": (stutter, "share of frames"),
    "appear": (appear, "levels"),
    "expose_half": (expose_half, "stops"),
    "warm_half": (warm_half, "levels"),
}
"""Every defect of a picture by its name, and the unit of its dose."""


def _coded(values: np.ndarray) -> np.ndarray:
    return np.clip(np.round(values), 0, 255).astype(np.uint8)


def _gained(frame: Frame, gain: float) -> Frame:
    if gain == 1:
        return frame
    codes = np.arange(256, dtype=np.float32)
    bright = np.clip(np.round(16 + (codes - 16) * gain), 0, 235).astype(np.uint8)
    y, u, v = frame
    return bright[y], _stretched(u, gain), _stretched(v, gain)


def _stretched(plane: np.ndarray, gain: float) -> np.ndarray:
    codes = np.arange(256, dtype=np.float32)
    return np.clip(np.round(128 + (codes - 128) * gain), 16, 240).astype(np.uint8)[plane]


def _shifted(frame: Frame, by: np.ndarray) -> Frame:
    import cv2

    def moved(plane: np.ndarray, x: float, y: float) -> np.ndarray:
        matrix = np.array([[1, 0, x], [0, 1, y]], np.float32)
        size = (plane.shape[1], plane.shape[0])
        return cv2.warpAffine(
            plane, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT
        )

    if not np.any(by):
        return frame
    y, u, v = frame
    x, d = float(by[0]), float(by[1])
    return moved(y, x, d), moved(u, x / 2, d / 2), moved(v, x / 2, d / 2)


@lru_cache(maxsize=4)
def _wander(height: int, width: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return a smooth field of directions, rms 1 pixel, with eight bends across."""
    import cv2

    random = np.random.default_rng(seed)
    fields = []
    for _ in range(2):
        coarse = random.normal(size=(6, 9)).astype(np.float32)
        fine = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
        fields.append(fine / max(float(fine.std()), 1e-6))
    return fields[0], fields[1]


def _bent(plane: np.ndarray, across: np.ndarray, down: np.ndarray) -> np.ndarray:
    import cv2

    rows, columns = np.mgrid[0 : plane.shape[0], 0 : plane.shape[1]].astype(np.float32)
    x, y = (columns + across).astype(np.float32), (rows + down).astype(np.float32)
    return np.asarray(cv2.remap(plane, x, y, cv2.INTER_LINEAR, None, cv2.BORDER_REFLECT))
