"""The part of a Cut that speaks of sound which follows no picture: lanes, and the whole level."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Self

from .cut_base import locked
from .cut_lane import CutLane
from .cut_takes import CutTakes

if TYPE_CHECKING:
    from .lanes import Lane
    from .loudness import Loudness


class SoundEdits(CutTakes):
    """The lanes of sound, and the film's level. A Cut has them all."""

    def lane(self, name: str) -> CutLane:
        """Return a lane, to lay sound in that follows no picture.

        Parameters
        ----------
        name : str
            "tone", "music", "Filament"; a lane that isn't there yet begins with its first sound.

        Returns
        -------
        CutLane

        See Also
        --------
        kuleshov.timeline.cut_lane.CutLane : What can be done in it.

        Examples
        --------
        >>> import kuleshov as ku
        >>> cut = ku.Cut("away", rushes=ku.rushes("understudy")).add("1A-1", "12.0", "16.0")
        >>> cut.lane("tone").lay("1A-1", "34.0", "38.0", at="0.0", gain=6)
        Lane 'tone': 1 sound
          1  00:00:00:00 to 00:00:04:00  1A-1 34:00 38:00 +6dB
        """
        return CutLane(self, name)

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes of sound, as plain data."""
        return self._edit.lanes

    @locked
    def master(self, level: float) -> Self:
        """Set the whole film's level in dB, behind all others; 0 leaves the sum as it is.

        Parameters
        ----------
        level : float
            dB, -96 to 24.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there is no such level.

        See Also
        --------
        to_loudness : finds the level for a loudness that is asked for.
        """
        return self._do(dataclasses.replace(self._edit, level=level))

    def loudness(self) -> Loudness:
        """Return how loud the film is: of its mix, so no picture has to be rendered.

        Returns
        -------
        Loudness
            Integrated loudness (LUFS), its range (LU) and its true peak (dBTP).

        Raises
        ------
        MediaError
            Where a take can't be read.

        See Also
        --------
        to_loudness : sets the film's level

        Notes
        -----
        Measured as ITU-R BS.1770-4 says, in stereo, as :meth:`render` writes it. One recording on
        both sides measures 3.01 LU more than in a file with one channel.

        Examples
        --------
        >>> import kuleshov as ku
        >>> cut = ku.Cut("close", rushes=ku.rushes("understudy")).add("4A-1", "2.0", "6.0")
        >>> cut.loudness()
        -24.1 LUFS, range 0.2 LU, peak -11.9 dBTP
        """
        from .loudness import loudness

        return loudness(self)

    @locked
    def to_loudness(self, lufs: float = -23.0) -> Self:
        """Set the whole film's level so that it is as loud as is asked for.

        Parameters
        ----------
        lufs : float
            Integrated loudness in LUFS, -70 to 0; broadcasters in Europe ask for -23 (EBU R 128).

        Returns
        -------
        Cut
            This cut; ``said`` tells what was measured, what was set, and where peaks would clip. Where
            takes of the edit lie on another machine, its level stays as it is, and ``said`` names them.

        Raises
        ------
        EditError
            Where the film is silent, too short to be measured (under 0.4 s), or would need a level
            beyond -96 to 24 dB.
        MediaError
            Where a take can't be read.

        Notes
        -----
        Measured as ITU-R BS.1770-4 says, on the same mix that :meth:`render` writes.
        """
        from .loudness import level_for

        away = [name for name in self.edit.takes() if self.is_away(name)]
        if away:
            self.said = (
                f"{', '.join(away)} can't be heard on this machine, so the film's level was left as "
                "it is."
            )
            return self
        level, said = level_for(self, lufs)
        self.master(level)
        self.said = said
        return self
