"""A film while it is measured: what has been computed from it so far, each thing once."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from ..errors import Refused
from ..media import Clip
from .closer_features import Looks, layouts, looks_of
from .features.everyday import Features, cached, features
from .formulas import loudness, motion, turn_taking
from .formulas.intervals import FEWEST, Sample, draws
from .shots.cuts import Cuts, cuts_of
from .shots.of_edit import of_edit, splits_of

EVEN = 2.0  # levels; a picture that varies less than this is one even tone
NEAR = 0.3  # ticks; a frame that lies so near to the next tick is one step away
BLOCKS = 8  # stretches of time that stand in for shots where there are too few


class Film:
    """A clip, what else is known about it, and what has been computed from it.

    Parameters
    ----------
    clip : Clip
        The film itself.
    given : dict
        What a file doesn't say: ``marks``, ``stems``, ``lines``, ``edit``, ``takes``, ``against``.

    Raises
    ------
    KuleshovError
        Where an edit was given that the film can't have been made from.
    """

    def __init__(self, clip: Clip, given: dict[str, Any] | None = None) -> None:
        self.clip = clip
        self.given = given or {}
        edit = self.given.get("edit")
        self._told = None if edit is None else of_edit(edit, clip)

    @cached_property
    def features(self) -> Features:
        """The film as small arrays."""
        return features(self.clip)

    @property
    def has_edit(self) -> bool:
        """Whether the cuts are told, by an edit or a list: what rests on them is never kept."""
        return self._told is not None

    @cached_property
    def cuts(self) -> Cuts:
        """The film's transitions: the edit's own where it was given, else those that were found."""
        return cuts_of(self.clip, self.features) if self._told is None else self._told

    @property
    def told_splits(self) -> tuple[np.ndarray, np.ndarray] | None:
        """When each cut is and by how much its sound comes first (s); None where it isn't told."""
        return splits_of(self.given.get("edit"))

    @cached_property
    def looks(self) -> Looks:
        """What the closer looks found; asked for first, it spares a second decode."""
        return looks_of(self.clip, self._told)

    def decode(self) -> None:
        """Decode the film once for all that looks at its pictures; each would decode it else."""
        _ = self.looks  # its one pass keeps the features, too

    @cached_property
    def lengths(self) -> np.ndarray:
        """Shot lengths (s).

        Raises
        ------
        Refused
            Where nothing can be seen that could be a shot.
        """
        self.need_picture()
        return np.array(self.cuts.shot_lengths)

    @cached_property
    def is_even(self) -> bool:
        """Whether every frame is one even tone, such as black."""
        return not any(float(frame.std()) >= EVEN for frame in self.features.luma)

    @property
    def rate(self) -> float:
        """Frames a second of the clock on which motion is measured (:attr:`on_clock`)."""
        return float(self.clip.edit_rate)

    @cached_property
    def on_clock(self) -> np.ndarray:
        """Which frame shows at each tick of an even clock, int (ticks,).

        Its own number where frames lie evenly. Where they don't, as phones write them, neighbours
        lie now a thirtieth of a second apart and now a tenth: what is measured over a lag is
        measured on this clock.
        """
        if not self.clip.variable_rate:
            return np.arange(self.clip.frames)
        ticks = range(max(1, int(self.clip.duration * self.clip.edit_rate)))
        return np.array(self.clip.on_screen(ticks, self.clip.edit_rate))

    def paced(self, values: np.ndarray) -> np.ndarray:
        """Return what each frame has, as it is met on :attr:`on_clock`.

        Parameters
        ----------
        values : ndarray (frames, ...)

        Returns
        -------
        ndarray (ticks, ...)
            The same one where frames lie evenly.
        """
        return values[self.on_clock] if self.clip.variable_rate else values

    def ticks(self, frames: Sequence[int]) -> np.ndarray:
        """Return the first tick of :attr:`on_clock` that shows a frame, or what follows it.

        Parameters
        ----------
        frames : sequence of int

        Returns
        -------
        ndarray of int64 (len(frames),)
        """
        return np.searchsorted(self.on_clock, frames)

    @cached_property
    def steps(self) -> np.ndarray:
        """Whether each frame comes one tick of the clock after the one before, bool (frames,).

        What changes from one frame to the next is only one thing over one time: a step over a tenth
        of a second holds three times the motion of a step over a thirtieth. All True where frames
        lie evenly, and for the first.
        """
        steps = np.ones(self.clip.frames, bool)
        if self.clip.variable_rate:
            spacing = np.diff(self.features.times) * self.rate
            steps[1:] = np.abs(spacing - 1) <= NEAR
        return steps

    @cached_property
    def shot(self) -> np.ndarray:
        """Which shot each frame lies in, from 0, int (frames,)."""
        return np.searchsorted(self.cuts.starts, np.arange(self.clip.frames), side="right") - 1

    @cached_property
    def whole(self) -> list[tuple[int, int]]:
        """First frame and end of every shot, dissolves and fades left out."""
        spans = []
        for first, last in zip(
            self.cuts.starts, [*self.cuts.starts[1:], self.clip.frames], strict=True
        ):
            for way in self.cuts:
                if way.frame <= first < way.end:
                    first = way.end
                if way.start < last <= way.frame:
                    last = way.start
            if last > first:
                spans.append((first, last))
        return spans

    @cached_property
    def fresh(self) -> np.ndarray:
        """Whether each frame is new: False where a shot on twos shows the last one again.

        So do films that were brought to a higher rate: at 24 frames a second from 16, every third.
        """
        fresh = np.ones(self.clip.frames, bool)
        for first, last in self.whole:
            fresh[first + 1 : last] = ~motion.repeats(self.features.change[first + 1 : last])
        return fresh

    @cached_property
    def layouts(self) -> np.ndarray:
        """A small picture of each shot, levels, float32 (shots, 3, 9, 16)."""
        return layouts(self.features, self.cuts)

    @cached_property
    def heard(self) -> loudness.Heard:
        """What the sound's one pass found.

        Raises
        ------
        Refused
            Where there is no sound.
        """
        if self.clip.sound is None:
            raise Refused("the film has no sound.")

        def listen() -> dict[str, np.ndarray]:
            return {
                name: np.array(one) for name, one in loudness.listen(self.clip)._asdict().items()
            }

        kept = cached(self.clip, "sound-6", listen)
        if set(kept) != set(loudness.Heard._fields):
            kept = listen()
        return loudness.Heard(kept["energy"], float(kept["peak"]), kept["change"])

    @cached_property
    def lines(self) -> list[turn_taking.Line]:
        """The spoken lines, from what was given.

        Raises
        ------
        Refused
            Where only the mixed sound is known.
        """
        given = self.given.get("lines")
        if given is not None:
            return [as_line(one) for one in given]
        stems = self.given.get("stems")
        if stems:
            return turn_taking.lines(*read_stems(stems))
        spoken = getattr(self.given.get("edit"), "lines", None)
        if spoken is None:
            raise Refused(
                "one mixed sound track does not say who speaks: give stems, lines or the edit."
            )
        said = [turn_taking.Line(one.speaker, one.start, one.stop) for one in spoken()]
        if not said:
            raise Refused("the takes of this edit don't say who speaks: give stems or lines.")
        return said

    def need_frames(self) -> None:
        """Refuse a film in which nothing can change.

        Raises
        ------
        Refused
            Where there is one frame only.
        """
        if self.clip.frames < 2:
            raise Refused("one frame is a picture, not a film.")

    def need_picture(self) -> None:
        """Refuse a film in which nothing can be seen.

        Raises
        ------
        Refused
            Where there is one frame only, or each is one even tone.
        """
        self.need_frames()
        if self.is_even:
            raise Refused("each of its pictures is one even tone.")


def as_line(given: Any) -> turn_taking.Line:
    """Return a line from a line of truth, a tuple, or another line.

    Parameters
    ----------
    given : Line, or tuple of (str, float, float)
        Speaker, onset and offset (s); or whatever has them by these names.

    Returns
    -------
    Line
        Without its words.

    Raises
    ------
    ValueError
        Where a tuple has not three parts, or a time is no number.
    AttributeError
        Where it is something else.
    """
    if isinstance(given, (tuple, list)):
        speaker, onset, offset = given
        return turn_taking.Line(str(speaker), float(onset), float(offset))
    return turn_taking.Line(str(given.speaker), float(given.onset), float(given.offset))


def read_stems(stems: Any) -> tuple[dict[str, np.ndarray], int]:
    """Return recordings, mixed to one channel, from arrays or from files.

    Parameters
    ----------
    stems : mapping of str to ndarray (samples,) or (samples, channels), or to a path
        By speaker; arrays are taken to be at 48 kHz, files are brought to it.

    Returns
    -------
    recordings : dict of str to ndarray of float64 (samples,)
        By speaker.
    rate : int
        48000.

    Raises
    ------
    MediaError
        Where a file can't be read.
    """
    from ..media import sound as heard

    rate = 48000
    made = {}
    for speaker, stem in dict(stems).items():
        samples = stem if isinstance(stem, np.ndarray) else heard(stem).read(rate=rate, mono=True)
        samples = np.asarray(samples, float)
        made[str(speaker)] = samples.mean(axis=1) if samples.ndim == 2 else samples
    return made, rate


def over_shots(
    values: np.ndarray, weights: np.ndarray | None = None, of: str = "shots"
) -> tuple[float, Sample | None]:
    """Return the mean of what each shot has, weighted, and the same of shots drawn again.

    Parameters
    ----------
    values : ndarray (shots,)
        One a shot, no NaN among them.
    weights : ndarray (shots,), optional
        Such as their lengths; where left out, all weigh the same.
    of : str
        What the values are, if not one for each shot.

    Returns
    -------
    value : float
        The mean.
    sample : Sample or None
        None under five values.
    """
    values = np.asarray(values, float)
    weight = np.ones(len(values)) if weights is None else np.asarray(weights, float)
    value = float(values @ weight / weight.sum())
    if len(values) < FEWEST:
        return value, None
    drawn = draws(len(values))
    results = (values * weight)[drawn].sum(axis=1) / weight[drawn].sum(axis=1)
    return value, Sample(values, results, of)


def over_moments(
    values: np.ndarray, at: np.ndarray, shot: np.ndarray
) -> tuple[float, Sample | None]:
    """Return the mean over moments, and the same of shots, or stretches of time, drawn again.

    Stretches of time stand in for shots where there are fewer than five of them.

    Parameters
    ----------
    values : ndarray (moments,)
        NaN where there is none.
    at : ndarray of int (moments,)
        The frame of each.
    shot : ndarray of int (frames,)
        Which shot each frame lies in.

    Returns
    -------
    value : float
        The mean of those that are there; NaN where none is.
    sample : Sample or None
        None where there are fewer than five shots and fewer than five moments.
    """
    seen = np.isfinite(values)
    values, label = values[seen], shot[at[seen]]
    if not len(values):
        return float("nan"), None
    of = "shots"
    if len(np.unique(label)) < FEWEST:
        of = "stretches"
        label = np.arange(len(values)) * BLOCKS // max(BLOCKS, len(values))
    names, which = np.unique(label, return_inverse=True)
    counts = np.bincount(which)
    means = np.bincount(which, values) / counts
    value, sample = over_shots(means, counts.astype(float), of)
    return value, sample if len(names) >= FEWEST else None


def of_shots(
    film: Film, function: Callable[[int, int], float], least: int
) -> tuple[float, Sample | None, np.ndarray, np.ndarray]:
    """Compute something inside every shot of at least ``least`` frames.

    Parameters
    ----------
    film : Film
        A film.
    function : callable
        From a shot's first frame and the one after its last to a number; NaN where it has none.
    least : int
        Frames; shorter shots are passed over.

    Returns
    -------
    value, sample : float, Sample or None
        Mean weighted by the shots' lengths.
    starts : ndarray (shots,)
        When each begins (s).
    values : ndarray (shots,)
        What the function gave, where it gave a number.

    Raises
    ------
    Refused
        Where there is no picture, no shot is long enough, or the function gave no number.
    """
    film.need_picture()
    spans = [(a, b) for a, b in film.whole if b - a >= least]
    if not spans:
        raise Refused(f"no shot lasts {least} frames.")
    values = np.array([function(a, b) for a, b in spans])
    weights = np.array([b - a for a, b in spans], float)
    seen = np.isfinite(values)
    if not seen.any():
        raise Refused("nothing moves in it, or nothing that could be followed.")
    value, sample = over_shots(values[seen], weights[seen])
    starts = np.array([film.features.times[a] for a, _ in spans])
    return value, sample, starts[seen], values[seen]


def pace_of(rate: float) -> str:
    """Say how many frames a second there are.

    Parameters
    ----------
    rate : float
        Frames a second.

    Returns
    -------
    str
        "24 frames a second".
    """
    return "one frame a second" if round(rate, 2) == 1 else f"{rate:.3g} frames a second"


def count_of(shots: int) -> str:
    """Say how many shots there are.

    Parameters
    ----------
    shots : int
        How many.

    Returns
    -------
    str
        "this film has 7".
    """
    return "this film has one" if shots == 1 else f"this film has {shots}"
