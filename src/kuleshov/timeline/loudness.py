"""How loud an edit is, before it is rendered, and the level that makes it as loud as is asked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..errors import EditError
from .edit import EditWithTakes
from .mix import RATE, mix, sample_at
from .plain import HIGHEST, LOWEST

if TYPE_CHECKING:
    from ..metrics.formulas.loudness import Heard

CEILING = -1.0
"""dBTP: above it a decoded film may clip: the most that EBU R 128 permits."""

_CLOSE = 0.005  # LU
_ROUNDS = 20


def listen(cut: EditWithTakes) -> Heard:
    """Hear an edit's mix once.

    Parameters
    ----------
    cut : Cut

    Returns
    -------
    Heard
        Its energy in tenths of a second, and its true peak in dBTP.

    Raises
    ------
    MediaError
        Where a take can't be read.

    See Also
    --------
    kuleshov.metrics.formulas.loudness.integrated : loudness from the energy

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("first", rushes=ku.rushes("understudy")).add("4A-1", "3.0", "4.0")
    >>> len(listen(cut).energy)
    10
    """
    from ..metrics.formulas import loudness

    def read_sound(start: Fraction, stop: Fraction, rate: int) -> NDArray[np.float32]:
        return mix(cut, round(start * rate), round(stop * rate), rate)

    duration = Fraction(sample_at(cut.frames, cut.rate), RATE)
    shape = SimpleNamespace(layout="stereo", channels=2)
    film = SimpleNamespace(sound=shape, duration=duration, read_sound=read_sound)
    return loudness.listen(film)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Loudness:
    """How loud a film is; shown as a line.

    Attributes
    ----------
    lufs : float
        Integrated loudness (LUFS); minus infinity where nothing is loud enough to count.
    range : float
        How far soft passages lie under loud ones (LU); NaN under 3 s of sound.
    peak : float
        Its highest level, between the samples too (dBTP); minus infinity in silence.

    Examples
    --------
    >>> Loudness(-27.94, 21.0, -11.11)
    -27.9 LUFS, range 21.0 LU, peak -11.1 dBTP
    """

    lufs: float
    range: float
    peak: float

    @property
    def clips(self) -> bool:
        """Whether its peaks may clip: they lie over -1 dBTP, the most that EBU R 128 permits."""
        return self.peak > CEILING

    def off(self, lufs: float = -23.0, within: float = 0.5) -> str:
        """Say by how much it misses a loudness, and what would mend it; "" where it doesn't.

        Parameters
        ----------
        lufs : float
            What is asked for (LUFS).
        within : float
            How near is near enough (LU), 0 or more.

        Returns
        -------
        str
            A sentence.

        Raises
        ------
        EditError
            Where what is asked for is no loudness, or nearer than nothing.

        Examples
        --------
        >>> Loudness(-27.94, 21.0, -11.1).off(-23)
        'It is at -27.9 LUFS, 4.9 LU softer than -23: its level has to rise by 4.9 dB.'
        >>> Loudness(-23.4, 21.0, -6.0).off(-23)
        ''
        """
        if not math.isfinite(self.lufs):
            return "Nothing in it is loud enough to be measured: it is silent, or under 0.4 s long."
        if not (within >= 0 and math.isfinite(lufs)):
            raise EditError(
                f"Near enough is 0 LU or more, and a loudness a number: not {within} and {lufs}."
            )
        away = round(self.lufs - lufs, 2)  # as fine as a meter that one reads
        if abs(away) <= within:
            return ""
        how, move = ("louder", "fall") if away > 0 else ("softer", "rise")
        places = 1 if round(abs(away), 1) > within else 2  # or it would contradict itself
        return (
            f"It is at {self.lufs:.{places}f} LUFS, {abs(away):.{places}f} LU {how} than {lufs:g}: its "
            f"level has to {move} by {abs(away):.{places}f} dB."
        )

    def __repr__(self) -> str:
        if not math.isfinite(self.lufs):
            return "too soft to be measured"
        reach = f", range {self.range:.1f} LU" if math.isfinite(self.range) else ""
        return f"{self.lufs:.1f} LUFS{reach}, peak {self.peak:.1f} dBTP"


def loudness(cut: EditWithTakes) -> Loudness:
    """Return how loud an edit's mix is.

    Parameters
    ----------
    cut : Cut

    Returns
    -------
    Loudness
        Of both channels, as broadcasters measure it.

    Raises
    ------
    MediaError
        Where a take can't be read.

    See Also
    --------
    level_for : the level for a loudness that is asked for

    Examples
    --------
    >>> import kuleshov as ku
    >>> loudness(ku.Cut("black").black(2))
    too soft to be measured
    """
    from ..metrics.formulas.loudness import integrated, loudness_range

    heard = listen(cut)
    return Loudness(integrated(heard.energy), loudness_range(heard.energy), heard.peak)


def level_for(cut: EditWithTakes, lufs: float) -> tuple[float, str]:
    """Return the film's level that brings its mix to a loudness.

    Parameters
    ----------
    cut : Cut
    lufs : float
        Integrated loudness, -70 to 0.

    Returns
    -------
    float, str
        dB for the whole film, and what was found, in words.

    Raises
    ------
    EditError
        Where there is nothing to measure, or no level in range does it.
    MediaError
        Where a take can't be read.

    Notes
    -----
    A level lifts soft passages over the gate of the measurement, or drops them under it; so the
    level is found in rounds, each measured on the energies of the first.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("first", rushes=ku.rushes("understudy")).add("4A-1", "3.0", "5.0")
    >>> level, said = level_for(cut, -23)
    >>> cut.master(level).edit.level == level, said.endswith("it is at -23 LUFS.")
    (True, True)
    """
    from ..metrics.formulas.loudness import integrated

    if isinstance(lufs, bool) or not isinstance(lufs, int | float) or not -70 < lufs <= 0:
        raise EditError(f"A loudness is a number of LUFS over -70 and up to 0, not {lufs!r}.")
    heard, now = listen(cut), cut.edit.level
    bare = heard.energy * 10 ** (-now / 10)  # as it would be at 0 dB

    def at(level: float) -> float:
        return integrated(bare * 10 ** (level / 10))

    by = next((level for level in (now, 0.0, HIGHEST) if math.isfinite(at(level))), None)
    if by is None:
        raise EditError(
            "This film is silent, or under 0.4 s long: there is no loudness to bring to "
            f"{lufs:g} LUFS."
        )
    for _ in range(_ROUNDS):
        off = lufs - at(by)
        if not math.isfinite(off):
            raise EditError(f"At {lufs:g} LUFS nothing of this film would be loud enough to count.")
        by += off
        if abs(off) < _CLOSE:
            break
    level = round(by, 2)
    if not LOWEST <= level <= HIGHEST:
        raise EditError(
            f"To be at {lufs:g} LUFS this film would need a level of {level:+.1f} dB, and {LOWEST} to "
            f"+{HIGHEST} can be set: make its sounds louder or softer first."
        )
    return level, _said(at(now), lufs, level, heard.peak - now + by)


def _said(was: float, lufs: float, level: float, peak: float) -> str:
    before = f"at {was:.1f} LUFS" if math.isfinite(was) else "too soft to be measured"
    said = f"The mix was {before}; at {level:+g} dB it is at {lufs:g} LUFS."
    if peak > CEILING:
        said += (
            f" Its peaks reach {peak:+.1f} dBTP, over {CEILING:g}: they may clip. Lower the loudest "
            "sounds, then set the loudness again."
        )
    return said
