"""A bin of which somebody else's takes are named as well: their films lie on another machine."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from ..errors import LibraryError
from ..folders import studio
from ..words import one_spelling
from .credit import Credit
from .takes import Take

if TYPE_CHECKING:
    from ..media import Clip


class TakeAway(Take):
    """A take of which the name is known, and no more: its film lies on another machine.

    It can be cut in by name, in point and out point, so that the rest of an edit can be held against
    a film. Nothing of it can be seen, heard or measured.

    Attributes
    ----------
    away : bool
        True.
    rate, frames
        24 fps and ten hours: as far as anybody here knows, it never ends.

    Examples
    --------
    >>> take = TakeAway("kitchen")
    >>> take, take.truth
    (TakeAway('kitchen'), None)
    """

    away = True
    rate, frames = Fraction(24), 10 * 3600 * 24

    def __init__(self, name: str) -> None:
        path = studio() / "footage" / f"{name}.mp4"
        super().__init__(name, path, None, Credit(title=name))

    @property
    def clip(self) -> "Clip":
        """What a take's film would be.

        Raises
        ------
        LibraryError
            Always: it isn't here.
        """
        raise LibraryError(
            f"The take {self.name} isn't on this machine, so nothing of it can be seen, heard or "
            f'measured here. To cut it in, write where it ends: cut.add("{self.name}", "0.0", "2.0").'
        )

    def __repr__(self) -> str:
        return f"TakeAway({self.name!r})"


class WithTakesAway(Mapping[str, Take]):
    """A bin that answers to any name: with a take of its own, else with one that is away.

    Parameters
    ----------
    held : mapping of str to Take
        The takes that are here.

    Examples
    --------
    >>> import kuleshov as ku
    >>> takes = WithTakesAway(ku.rushes("understudy"))
    >>> takes["4A-1"], takes["kitchen"], len(takes)
    (Take('4A-1', 00:00:24:00 of 00:00:26:00), TakeAway('kitchen'), 38)
    """

    def __init__(self, held: Mapping[str, Take]) -> None:
        self.held, self.name = held, str(getattr(held, "name", "its rushes"))
        self._away: dict[str, TakeAway] = {}

    def __getitem__(self, name: str) -> Take:
        if name in self.held:
            return self.held[name]
        known = one_spelling(str(name))
        return self._away.setdefault(known, TakeAway(known))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)

    def __repr__(self) -> str:
        return f"{self.held!r}\nWhat else is named lies on another machine."
