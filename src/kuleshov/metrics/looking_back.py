"""What each shot of a film gains by the shots after it, and what any order of them would give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import KuleshovError, Refused
from ..media.clip import FilmLike, clip_of
from ..timecode import timecode
from ..views import view
from .families.foresight import looked_back
from .film import Film
from .formulas import surprise as model
from .formulas.shuffles import SHUFFLES, dealt
from .measures import number

if TYPE_CHECKING:
    import pandas

    from ..media import Clip

SHOWN = 6  # shots in a table


@dataclass(frozen=True, eq=False)
class Hindsight:
    """How much less unexpected a film's shots are once one knows what comes after.

    Made by :func:`hindsight`; shows itself as a table, and :meth:`plot` draws a bar for each shot.

    Attributes
    ----------
    film : Clip
    starts : ndarray of int (shots,)
        The first frame of each shot.
    pictures : ndarray (shots, 3, 9, 16)
        The small picture of each, levels, of which alone it knows.
    value : float
        Over all shots, a little below 0 to 1: the measure of this name.
    shots : ndarray (shots,)
        The same for each shot.
    """

    film: Clip
    starts: np.ndarray
    pictures: np.ndarray
    value: float
    shots: np.ndarray

    def by_chance(self, shuffles: int = SHUFFLES) -> np.ndarray:
        """Return the value of the same shots in orders that chance has drawn.

        Parameters
        ----------
        shuffles : int
            How many; 999 where left out. They are seeded: the same film gives the same numbers.

        Returns
        -------
        ndarray of float64 (shuffles,)

        See Also
        --------
        kuleshov.shuffled : An edit's shots in such an order, to be looked at.
        """
        return dealt(np.arange(len(self.shots)), model.costs(self.pictures).in_order, shuffles)

    def __str__(self) -> str:
        rows = self.table().itertuples(index=False)
        return "\n".join([f"{self.film.name}: {self.finding}", *("  ".join(row) for row in rows)])

    __repr__ = __str__

    @property
    def finding(self) -> str:
        """What it amounts to, in a sentence without its full stop."""
        most = int(self.shots.argmax())
        return (
            f"{number(self.value)} of what its shots cost is explained by what comes after; most of "
            f"shot {most + 1}, {number(float(self.shots[most]))}"
        )

    def table(self) -> pandas.DataFrame:
        """Return the shots that gain most, as words.

        Returns
        -------
        pandas.DataFrame
            A row a shot: its number, the timecode at which it begins, and its gain.
        """
        import pandas

        rows = [
            (
                str(shot + 1),
                timecode(int(self.starts[shot]), self.film.edit_rate),
                number(float(self.shots[shot])),
            )
            for shot in np.argsort(-self.shots, kind="stable")[:SHOWN]
        ]
        return pandas.DataFrame(rows, columns=["shot", "begins at", "gain"])

    def to_frame(self) -> pandas.DataFrame:
        """Return all shots for pandas, in the film's order.

        Returns
        -------
        pandas.DataFrame
            A row a shot: shot (from 1), frame, gain.
        """
        import pandas

        return pandas.DataFrame(
            {"shot": np.arange(1, len(self.shots) + 1), "frame": self.starts, "gain": self.shots}
        )

    def plot(self, **options: Any) -> Any:
        """Draw a bar for each shot.

        Parameters
        ----------
        **options
            As :func:`kuleshov.show.peaks.hindsight_plot` takes them.

        Returns
        -------
        Plot
            As :func:`kuleshov.show.peaks.hindsight_plot` gives it.
        """
        return view("hindsight")(self, **options)


def hindsight(film: FilmLike, edit: Any = None) -> Hindsight:
    """Return what each shot of a film gains by the shots after it.

    Parameters
    ----------
    film : Clip, Take, str or Path
    edit : Cut, Cuts, or sequence of float, optional
        The cut that the film was made from, or when each new shot begins (s). Without one the
        shots are those that can be seen; ``ku.find_cuts`` names them.

    Returns
    -------
    Hindsight
        Shows itself as a table of the shots that gain most; ``.plot()`` draws all.

    Raises
    ------
    KuleshovError
        Where it has under five shots, nothing can be seen, or it wasn't made from the edit.

    See Also
    --------
    kuleshov.measure : The one number over the film, ``ku.measure(film, "hindsight")``.

    Examples
    --------
    >>> import kuleshov as ku
    >>> found = ku.hindsight(ku.rushes("understudy").path / "editors-cut.mp4")
    >>> print(found.finding)
    0.19 of what its shots cost is explained by what comes after; most of shot 1, 0.97
    """
    watched = Film(clip_of(film), {"edit": edit})
    try:
        value, shots = looked_back(watched).hindsight()
    except Refused as refused:
        raise KuleshovError(f"Its hindsight can't be measured, for {refused}") from None
    return Hindsight(watched.clip, np.array(watched.cuts.starts), watched.layouts, value, shots)
