"""Takes of your own on one clock: in sync by their cameras' timecode, or by what they heard."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import LibraryError
from ..words import counted, few, some
from .credit import Credit
from .scene_clock import SceneClock
from .takes import Rushes, Take

if TYPE_CHECKING:
    import pandas

    from ..media import Clip
    from ..media.same_sound import Agreement

_HEADS = ("take", "begins at", "by", "how certain")
_DAY = 24 * 3600
_SAMPLE = 48_000


@dataclass(frozen=True)
class Place:
    """Where a take lies on the common clock, and how that is known.

    Attributes
    ----------
    take : str
    start : Fraction
        Seconds of the common clock at the take's first frame; the earliest take has 0.
    by : str
        ``"timecode"`` or ``"sound"``.
    words : str
        The timecode of the first frame; or with which take the sound agrees, and how well.
    chance : float or None
        By sound, how likely recordings that have nothing in common agree as well, 0 to 1
        (:class:`kuleshov.media.same_sound.Agreement`); None by timecode.
    """

    take: str
    start: Fraction
    by: str
    words: str
    chance: float | None = None

    @property
    def told(self) -> tuple[str, str, str, str]:
        """The take, where it begins, by what, and how certain that is, as a table has them."""
        return self.take, f"{float(self.start):.3f} s", self.by, self.words


class Synced(Rushes):
    """A bin of takes on one clock. Made by :func:`synced`.

    Attributes
    ----------
    places : list of Place
        Those that are on the clock, in its order.
    left_out : list of str
        Which takes have no place on it and why, and what else there is to know.
    """

    def __init__(self, bin_: Mapping[str, Any], places: list[Place], said: list[str]) -> None:
        takes = {name: _as_take(name, each) for name, each in bin_.items()}
        clocks: dict[str, SceneClock] = {}
        for place in places:
            take = takes[place.take]
            end = take.frames / take.rate
            clocks[take.name] = SceneClock(
                take.name, place.start, Fraction(0), end, "synced", clocks
            )
        for take in takes.values():
            take.scene_clock = clocks.get(take.name)
        name = str(getattr(bin_, "name", "synced"))
        path = getattr(bin_, "path", None) or Path(next(iter(takes.values())).path).parent
        credit = getattr(bin_, "credit", None) or Credit(title=name)
        super().__init__(name, path, takes.values(), None, credit, said)
        self.places = places

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row a take: take, begins at, by, how certain.
        """
        import pandas

        return pandas.DataFrame([place.told for place in self.places], columns=list(_HEADS))

    def to_frame(self) -> pandas.DataFrame:
        """Return the numbers behind it, for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a take: "take", "start" in seconds of the common clock, "by", and "chance", 0 to 1,
            missing where timecode tells.
        """
        import pandas

        rows = [(one.take, float(one.start), one.by, one.chance) for one in self.places]
        made = pandas.DataFrame(rows, columns=["take", "start", "by", "chance"])
        return made.astype({"chance": float})

    def __repr__(self) -> str:
        rows = [_HEADS, *(place.told for place in self.places)]
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        lines = [
            "  ".join(
                [*(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)), row[3]]
            )
            for row in rows
        ]
        head = f"{self.name}: {len(self.places)} of {counted(len(self), 'take')} on one clock"
        return "\n".join([head, *lines, *self.left_out])


def synced(rushes: Mapping[str, Any], by: str | None = None) -> Synced:
    """Put takes that were shot together on one clock.

    Parameters
    ----------
    rushes : Rushes or mapping
        Name to take, or to clip; two or more.
    by : {"timecode", "sound"}, optional
        What tells where they lie. Where it is left out, the cameras' timecode if all takes have
        one, else their sound.

    Returns
    -------
    Synced
        The same takes as a bin, each with :meth:`~kuleshov.library.Take.at` and
        :meth:`~kuleshov.library.Take.scene`; it shows itself as a table. The clock's second 0 is
        where the earliest take begins. Takes that could not be placed are in it without a clock,
        and are named.

    Raises
    ------
    LibraryError
        Where there are fewer than two takes, one is no take or clip, or lacks the timecode that
        was asked for.
    MediaError
        Where a take can't be read.

    Notes
    -----
    Timecode is taken at its word: cameras whose clocks were set together agree to a frame or two,
    and a clap shows whether they were. By sound, every pair is compared as
    :mod:`kuleshov.media.same_sound` says, and pairs are called in sync where chance alone agrees so
    well less than once in 100,000; :data:`~kuleshov.media.same_sound.CERTAIN` says how that was
    tried. Sound travels 14 m in a frame: a camera far from what sounds lies as much later. Room tone
    that a program has made, from the same random numbers in several takes, is the same sound and
    is taken for it.

    See Also
    --------
    kuleshov.Cut.angle : Cut to the same moment in another take.

    Examples
    --------
    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> both = ku.synced({name: rushes[name].clip for name in ("7A-1", "2A-1")})
    >>> print(both)  # doctest: +ELLIPSIS
    synced: 2 of 2 takes on one clock
    take  begins at  by     how certain
    2A-1  0.000 s    sound  with 7A-1: ... of 21 half seconds agree, by chance 1 in 10^...
    7A-1  4.000 s    sound  with 2A-1: ... of 21 half seconds agree, by chance 1 in 10^...
    >>> round(both["7A-1"].at(scene=6.0), 3)
    2.0
    """
    if not isinstance(rushes, Mapping) or len(rushes) < 2:
        raise LibraryError(
            "Takes are put on one clock together: give two or more by their names, as a bin or as "
            '{"wide": clip, "close": other}.'
        )
    if by not in (None, "timecode", "sound"):
        raise LibraryError(f'Takes are synced by "timecode" or by "sound", not by {by!r}.')
    if odd := [str(name) for name, each in rushes.items() if not hasattr(each, "frames")]:
        raise LibraryError(
            f"{some(odd)} can't be synced: only takes and clips, which have pictures. Sound alone "
            'is laid in a lane: cut.lane("music").lay(...).'
        )
    clips: dict[str, Any] = {
        str(name): getattr(each, "clip", each) for name, each in rushes.items()
    }
    if by is None:
        by = "timecode" if _have_clocks(clips) else "sound"
    places, said = _by_timecode(clips) if by == "timecode" else _by_sound(clips)
    return Synced(rushes, sorted(places, key=lambda place: (place.start, place.take)), said)


def _as_take(name: str, held: Any) -> Take:
    if isinstance(held, Take):
        take = copy.copy(held)
        take.name = str(name)
        return take
    take = Take(str(name), held.path, None, held.credit or Credit(title=str(name)))
    take.__dict__["clip"] = held  # it is open already
    return take


def _have_clocks(clips: Mapping[str, Clip]) -> bool:
    """Say whether all have a timecode, and one of them another than nought."""
    starts = [clip.start_timecode for clip in clips.values()]
    return all(start is not None for start in starts) and any(
        start.frame for start in starts if start
    )


def _by_timecode(clips: Mapping[str, Clip]) -> tuple[list[Place], list[str]]:
    lacking = [name for name, clip in clips.items() if clip.start_timecode is None]
    if lacking:
        raise LibraryError(
            f"{some(lacking)} {'has' if len(lacking) == 1 else 'have'} no timecode. Sync by sound: "
            'ku.synced(rushes, by="sound").'
        )
    codes = {name: clip.start_timecode for name, clip in clips.items() if clip.start_timecode}
    starts = {name: code.seconds for name, code in codes.items()}
    said = []
    if max(starts.values()) - min(starts.values()) > _DAY // 2:
        starts = {name: at + _DAY if at < _DAY // 2 else at for name, at in starts.items()}
        said = ["The timecode passes midnight: what lies before noon is taken for the next day."]
    earliest = min(starts.values())
    return [
        Place(name, at - earliest, "timecode", f"begins at {codes[name]}")
        for name, at in starts.items()
    ], said


def _by_sound(clips: Mapping[str, Clip]) -> tuple[list[Place], list[str]]:
    from ..media.same_sound import RATE, Heard, agreement

    heard: dict[str, Heard] = {}
    said = []
    for name, clip in clips.items():
        if clip.sound is None:
            said.append(f"{name} has no sound, so it has no place on the clock.")
        else:
            heard[name] = Heard(clip.read_sound(rate=RATE, mono=True)[:, 0])
    found = {
        (a, b): same
        for a, b in combinations(heard, 2)
        if (same := agreement(heard[a], heard[b])) is not None and same.certain
    }
    group, conflicts = _together(found)
    earliest = min(group.values(), default=0.0)
    places = [
        Place(
            name,
            Fraction(round((at - earliest) * _SAMPLE), _SAMPLE),
            "sound",
            *_how_certain(name, {pair: same for pair, same in found.items() if name in pair}),
        )
        for name, at in group.items()
    ]
    said += _alone([name for name in heard if name not in group], found)
    said += conflicts + _drifting(clips, found, group)
    return places, few(said, "There are {} more things of this kind to know.", 12)


def _together(
    found: Mapping[tuple[str, str], Agreement],
) -> tuple[dict[str, float], list[str]]:
    """Join pairs to one clock, the surest first; return the largest group, and what contradicts."""
    groups: dict[str, dict[str, float]] = {}
    conflicts = []
    for (a, b), same in sorted(found.items(), key=lambda each: each[1].chance):
        ours, theirs = groups.setdefault(a, {a: 0.0}), groups.setdefault(b, {b: 0.0})
        shift = ours[a] + same.offset - theirs[b]
        if ours is not theirs:
            ours |= {name: at + shift for name, at in theirs.items()}
            groups |= dict.fromkeys(theirs, ours)
        elif abs(shift) > 0.02:
            conflicts.append(
                f"{a} and {b} also sound alike {abs(shift):.2f} s from where surer pairs put them; "
                "look whether they are in sync."
            )
    return max(groups.values(), key=len, default={}), conflicts


def _how_certain(name: str, found: Mapping[tuple[str, str], Agreement]) -> tuple[str, float]:
    pair, same = min(found.items(), key=lambda each: each[1].chance)
    other = pair[0] if pair[1] == name else pair[1]
    odds = f"1 in 10^{math.floor(-math.log10(max(same.chance, 1e-300)))}"
    words = f"with {other}: {same.agreeing} of {same.pieces} half seconds agree, by chance {odds}"
    return words, same.chance


def _alone(names: list[str], found: Mapping[tuple[str, str], Agreement]) -> list[str]:
    said = []
    for name in names:
        others = [b if a == name else a for a, b in found if name in (a, b)]
        said.append(
            f"{name} is in sync with {some(others)} alone: call ku.synced for these by themselves."
            if others
            else f"{name} shares too little sound with the others to be placed for certain."
        )
    return said


def _drifting(
    clips: Mapping[str, Clip], found: Mapping[tuple[str, str], Agreement], group: Iterable[str]
) -> list[str]:
    """Say whose clocks run apart by more than a frame over what two takes share."""
    inside = set(group)
    said = []
    for (a, b), same in found.items():
        frames = abs(same.drift) * same.overlap * float(clips[a].rate)
        if {a, b} <= inside and frames > 1:
            said.append(
                f"The clocks of {a} and {b} run apart by {frames:.1f} frames over the "
                f"{same.overlap:.0f} s that they share; they are in sync in the middle of it."
            )
    return said
