"""Films measured beside each other, with what stands in the way of a fair comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from ..errors import KuleshovError
from ..metrics.measures import number
from ..metrics.registry import REGISTRY
from ..views import view
from .common_form import caveats, in_form, measured, refuse_twins, thinner
from .differences import Differences, named_apart, of_films
from .groups import Groups, compare_groups

if TYPE_CHECKING:
    import pandas

    from ..media import Clip, FilmLike
    from ..metrics import Measure, Measures


@dataclass(frozen=True)
class Comparison(Mapping[str, "Measures"]):
    """Films and their measures, in the order in which they were given.

    Attributes
    ----------
    films : dict of str to Clip
        As they were measured: brought to one form where they differed in it.
    measures : dict of str to Measures
    caveats : list of str
        What differs between the films besides what was made: length, sound, how thinly they
        were coded; size and rate where they were left alone. No number of the table can be read
        without them.
    given : dict of str to Clip
        As they came.
    changed : list of str
        What was done to bring them to one form, in words; empty where nothing was.

    Examples
    --------
    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> both = ku.compare(one=rushes["C1a"], other=rushes["C1b"])
    >>> both["one"].asl.value
    2.0
    >>> both.differences().title
    'one and other have too few shots to tell any difference from chance.'
    """

    films: dict[str, Clip]
    measures: dict[str, Measures]
    caveats: list[str]
    given: dict[str, Clip]
    changed: list[str]

    def __getitem__(self, name: str) -> Measures:
        return self.measures[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.measures)

    def __len__(self) -> int:
        return len(self.measures)

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row a measure, in the registry's order: the measure with its unit, and one column for
            each film; "–" where a film has no such number.
        """
        import pandas

        first = next(iter(self.measures.values()))
        rows = [
            (
                f"{one.name}, {one.unit}" if one.unit else one.name,
                *(_value(self.measures[name], one.id) for name in self.films),
            )
            for one in first.values()
        ]
        return pandas.DataFrame(rows, columns=["measure", *named_apart(self.films, ["measure"])])

    def to_frame(self) -> pandas.DataFrame:
        """Return the numbers for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a film and measure: film, id, name, value, unit, low, high, reason; NaN for what
            is not there.
        """
        import pandas

        frames = [one.to_frame().assign(film=name) for name, one in self.measures.items()]
        made = pandas.concat(frames, ignore_index=True)
        return made[["film", *made.columns.drop("film")]]

    def differences(self, *names: str) -> Differences:
        """Return how two of the films differ, with what their own shots say of chance.

        Parameters
        ----------
        *names : str
            Two films; the first two where they are left out.

        Returns
        -------
        Differences
            The first film minus the second, a row for each measure.

        Raises
        ------
        KuleshovError
            Where there are not two such films.
        """
        pair = names or tuple(self.films)[:2]
        for name in pair:
            if name not in self.films:
                listed = ", ".join(self.films)
                raise KuleshovError(f"There is no film called {name!r}; there are {listed}.")
        if len(set(pair)) != 2:
            raise KuleshovError(
                "A difference takes two films: ku.compare(mine=film, theirs=other).differences(), or "
                'the names of two where there are more, such as .differences("mine", "theirs").'
            )
        a, b = pair
        return Differences((a, b), "shots", tuple(of_films(self.measures[a], self.measures[b])))

    def price(self) -> list[str]:
        """Return which numbers the matching itself moved, in words.

        A number counts as moved when it changed by more than a tenth, and by more than a citation
        may be off. (Its interval says something else: how another film of such shots would come
        out.) What matching moves says something about codecs and sizes,
        nothing about who made the film. Numbers of the sound are not among them: they are measured
        before matching (:func:`measured`).

        Returns
        -------
        list of str
            A sentence for each number that moved, the film's name first; empty where nothing was
            matched.

        Raises
        ------
        MediaError
            Where a film that was given can't be read any more: it is measured once more here.
        """
        from ..metrics import measure

        if not self.changed:
            return []
        seen = [spec.id for spec in REGISTRY.values() if not spec.heard]
        said = []
        for name, clip in self.given.items():
            before = measure(clip, seen)
            moved = [_moved(before[id], self.measures[name][id]) for id in before]
            said += [f"{name}: {words}" for words in moved if words]
        return said

    def plot(self, **options: Any) -> Any:
        """Draw the films' measures below each other on one scale, what differs most on top.

        Parameters
        ----------
        **options
            ``width``: inches, 9 where it is left out.

        Returns
        -------
        Plot
            Shows itself in a notebook.
        """
        return view("dashboard")(self, **options)

    def strips(self, **options: Any) -> Any:
        """Draw the films one above the other on one clock: colours, cuts, motion, sound.

        Parameters
        ----------
        **options
            ``ids``: which measures to draw over time; ``width``: inches, 9 where it is left out.

        Returns
        -------
        Plot
            Shows itself in a notebook.
        """
        return view("strips")(self, **options)

    def sheet(self, columns: int = 6) -> Any:
        """Show the films at the same moments of their lengths, a row of stills for each.

        Parameters
        ----------
        columns : int
            Stills a film.

        Returns
        -------
        Sheet
            Shows itself in a notebook.
        """
        return view("sheet")(self, columns)

    def __str__(self) -> str:
        head = ["", *self.films]
        lines = [head, *self.table().itertuples(index=False)]
        widths = [max(len(str(line[i])) for line in lines) for i in range(len(head))]
        text = "\n".join(
            "  ".join(
                str(cell).ljust(width) for cell, width in zip(line, widths, strict=True)
            ).rstrip()
            for line in lines
        )
        return "\n".join([text, *self.changed, *self.caveats])


@overload
def compare(match: bool = True, **films: FilmLike | None) -> Comparison: ...  # type: ignore[overload-overlap]
@overload
def compare(match: bool = True, **films: Sequence[FilmLike | None]) -> Groups: ...
@overload
def compare(
    match: bool = True, **films: FilmLike | Sequence[FilmLike | None] | None
) -> Comparison | Groups: ...
def compare(
    match: bool = True, **films: FilmLike | Sequence[FilmLike | None] | None
) -> Comparison | Groups:
    """Measure films, or groups of films, beside each other.

    Films of another size, rate or codec are first brought to one form (:func:`ku.matched` with
    lengths and sound kept), since else the form is compared and not what was made; ``price()`` says
    what that alone changed. The kit forms no sum of the measures: they share no unit, and none of
    them is story or taste.

    Parameters
    ----------
    match : bool
        Whether to bring films to one form where they differ in it.
    **films : Clip or path, or a list of them
        Each film under the name that it shall have in the table; None is left out, so that a clip
        that could not be fetched doesn't stop a lesson. Two lists are compared as groups.

    Returns
    -------
    Comparison or Groups
        Its ``differences()`` say what two films, or two groups, differ in by more than chance.

    Raises
    ------
    KuleshovError
        Where no film is left, where two names hold one and the same file, where a film is called
        match, where groups are not two or one is empty, or where one film is nearly a row of
        stills beside another.
    MediaError
        Where a film can't be read.

    See Also
    --------
    kuleshov.measure : The numbers of one film.
    kuleshov.matched : The same matching by itself, with lengths made equal too.
    kuleshov.side_by_side : The films to look at, not their numbers.

    Examples
    --------
    Two stretches of one take are alike in form: nothing is matched, and nothing stands in the way.

    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> both = ku.compare(one=rushes["C1a"], other=rushes["C1b"])
    >>> both.table().iloc[0].tolist()
    ['Average shot length, s', '2.00', '2.00']
    >>> both.changed, both.caveats
    ([], [])

    Groups are lists; with one film on each side chance can't be told from anything:

    >>> groups = ku.compare(ours=[rushes["C1a"]], theirs=[rushes["C1b"]])
    >>> groups.differences().title
    'ours and theirs have too few films to tell any difference from chance.'
    """
    from ..media.clip import clip_of

    if not isinstance(match, bool):
        raise KuleshovError(
            "match is True or False; a film takes another name: ku.compare(mine=film, theirs=other)."
        )
    named: dict[str, Any] = {name: film for name, film in films.items() if film is not None}
    if any(isinstance(film, (list, tuple)) for film in named.values()):
        return compare_groups(named, match)
    given = {name: clip_of(film) for name, film in named.items()}
    if not given:
        raise KuleshovError("There is no film to compare: ku.compare(mine=film, theirs=other).")
    refuse_twins(given)
    clips, changed = in_form(given, match)
    measures = {name: measured(named[name], given[name], clip) for name, clip in clips.items()}
    return Comparison(clips, measures, [*caveats(clips), *thinner(given)], given, changed)


def _moved(before: Measure, after: Measure) -> str:
    """Say how far matching moved a number; nothing where it stayed where it was, or nearly."""
    if before.reason and after.reason:
        return ""
    if before.reason or after.reason:
        return f"{before.name} {before.words} before, {after.words} after."
    tolerance = REGISTRY[before.id].tolerance if before.id in REGISTRY else 0.0
    if abs(after.value - before.value) <= max(tolerance, abs(before.value) / 10):
        return ""
    return f"{before.name} {before.words} before, {after.words} after."


def _value(measures: Measures, id_: str) -> str:
    measure = measures.get(id_)
    if measure is None or measure.reason:
        return "–"
    return number(measure.value)
