"""Groups of films beside each other: a class's films against generated ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import KuleshovError
from ..views import view
from .common_form import caveats, in_form, measured, refuse_twins, thinner
from .differences import Differences, of_groups

if TYPE_CHECKING:
    import pandas

    from ..media import Clip, FilmLike
    from ..metrics import Measures


@dataclass(frozen=True)
class Groups(Mapping[str, "list[Measures]"]):
    """Groups of films and their measures, in the order in which they were given.

    Attributes
    ----------
    films : dict of str to list of Clip
        As they were measured: brought to one form where they differed in it.
    measures : dict of str to list of Measures
    caveats : list of str
        What differs between the groups besides what was made.
    changed : list of str
        What was done to bring the films to one form, in words.
    """

    films: dict[str, list[Clip]]
    measures: dict[str, list[Measures]]
    caveats: list[str]
    changed: list[str]

    def __getitem__(self, name: str) -> list[Measures]:
        return self.measures[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.measures)

    def __len__(self) -> int:
        return len(self.measures)

    def differences(self) -> Differences:
        """Return how the two groups differ, films drawn again and dealt anew.

        Returns
        -------
        Differences
            The first group's mean minus the second's, a row for each measure.
        """
        a, b = self.measures
        return Differences((a, b), "films", tuple(of_groups(self.measures[a], self.measures[b])))

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            How the groups differ, as :meth:`Differences.table` has it.
        """
        return self.differences().table()

    def to_frame(self) -> pandas.DataFrame:
        """Return every film's numbers for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a film and measure: group, film, id, name, value, unit, low, high, reason; NaN for
            what is not there.
        """
        import pandas

        frames = [
            film.to_frame().assign(group=group, film=film.film.name)
            for group, films in self.measures.items()
            for film in films
        ]
        made = pandas.concat(frames, ignore_index=True)
        return made[["group", "film", *made.columns.drop(["group", "film"])]]

    def plot(self, **options: Any) -> Any:
        """Draw every film of both groups as a mark, each measure on a scale of its own.

        Parameters
        ----------
        **options
            ``width``: inches, 9 where it is left out.

        Returns
        -------
        Plot
            Shows itself in a notebook.
        """
        return view("spread")(self, **options)

    def __str__(self) -> str:
        counts = ", ".join(
            f"{name}: {len(films)} film{'s' if len(films) > 1 else ''}"
            for name, films in self.films.items()
        )
        return "\n".join([counts, str(self.differences()), *self.changed, *self.caveats])

    __repr__ = __str__


def compare_groups(
    given: Mapping[str, FilmLike | Sequence[FilmLike | None] | None], match: bool = True
) -> Groups:
    """Measure two groups of films; see :func:`kuleshov.compare`.

    Parameters
    ----------
    given : mapping of str to list of Clip, Take or path
        Two groups by name; a film that is no list is a group of one, and None is left out.
    match : bool
        Whether to bring the films to one form where they differ in it.

    Returns
    -------
    Groups

    Raises
    ------
    KuleshovError
        Where there are not two groups with a film in each, where a film is in both or twice in one,
        or where one film is nearly a row of stills beside another.
    MediaError
        Where a film can't be read.

    See Also
    --------
    kuleshov.compare : What students call.

    Examples
    --------
    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> groups = compare_groups({"ours": [rushes["C1a"], None], "theirs": [rushes["C1b"]]})
    >>> {name: [one.asl.value for one in films] for name, films in groups.items()}
    {'ours': [2.0], 'theirs': [2.0]}
    """
    from ..media.clip import clip_of

    if len(given) != 2:
        raise KuleshovError(
            "Groups are compared two at a time: ku.compare(ours=[...], theirs=[...])."
        )
    named: dict[str, Any] = {}
    members: dict[str, list[str]] = {}
    for side, films in given.items():
        listed = films if isinstance(films, (list, tuple)) else [films]
        present = [film for film in listed if film is not None]
        if not present:
            raise KuleshovError(f"There is no film in {side}.")
        members[side] = [f"{side} {n + 1}" for n in range(len(present))]
        named.update(zip(members[side], present, strict=True))
    clips = {name: clip_of(film) for name, film in named.items()}
    refuse_twins(clips)
    formed, changed = in_form(clips, match)
    numbers = {name: measured(named[name], clips[name], clip) for name, clip in formed.items()}
    sides = {side: [formed[name] for name in names] for side, names in members.items()}
    measures = {side: [numbers[name] for name in names] for side, names in members.items()}
    return Groups(sides, measures, _between(members, formed, clips), changed)


def _between(
    members: Mapping[str, Sequence[str]], formed: Mapping[str, Clip], given: Mapping[str, Clip]
) -> list[str]:
    """Return what the groups differ in besides what was made, from the middle film of each."""
    middle = {
        side: sorted(names, key=lambda name: formed[name].duration)[len(names) // 2]
        for side, names in members.items()
    }
    said = [
        *caveats({side: formed[name] for side, name in middle.items()}),
        *thinner({side: given[name] for side, name in middle.items()}),
    ]
    return [f"In the middle film of each: {words}" for words in said]
