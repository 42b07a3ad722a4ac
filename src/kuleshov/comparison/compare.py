"""Films measured beside each other, with what stands in the way of a fair comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ..errors import KuleshovError
from ..views import view
from .differences import Differences, of_films
from .matching import bring, in_one_form

if TYPE_CHECKING:
    from ..media import Clip
    from ..metrics import Measure, Measures
    from .groups import Groups


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

    def rows(self) -> list[tuple[str, str, list[str]]]:
        """Return (id, name with unit, one text a film) for every measure.

        Returns
        -------
        list of (str, str, list of str)
            In the registry's order; "–" where a film has no such number. Three figures are kept.
        """
        first = next(iter(self.measures.values()))
        found = []
        for id_ in first:
            label = f"{first[id_].name}, {first[id_].unit}" if first[id_].unit else first[id_].name
            found.append((id_, label, [_value(self.measures[name], id_) for name in self.films]))
        return found

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

        A number counts as moved when it left its own interval, or, where it has none, when it
        changed by more than a tenth. What matching moves says something about codecs and sizes,
        nothing about who made the film.

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
        said = []
        for name, clip in self.given.items():
            before = measure(clip)
            moved = [_moved(before[id], self.measures[name][id]) for id in before]
            said += [f"{name}: {words}" for words in moved if words]
        return said

    def plot(self, **options: Any) -> Any:
        """Draw the films' measures below each other, each measure on a scale of its own.

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
        lines = [head, *([label, *values] for _, label, values in self.rows())]
        widths = [max(len(str(line[i])) for line in lines) for i in range(len(head))]
        text = "\n".join(
            "  ".join(
                str(cell).ljust(width) for cell, width in zip(line, widths, strict=True)
            ).rstrip()
            for line in lines
        )
        return "\n".join([text, *self.changed, *self.caveats])


def compare(match: bool = True, **films: Any) -> Comparison | Groups:
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
        match, where groups are not two or one is empty, or where two films are too unlike in rate
        or shape to be matched.
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
    >>> both.rows()[0]
    ('asl', 'Average shot length, s', ['2', '2'])
    >>> both.changed, both.caveats
    ([], [])

    Groups are lists; with one film on each side chance can't be told from anything:

    >>> groups = ku.compare(ours=[rushes["C1a"]], theirs=[rushes["C1b"]])
    >>> groups.differences().title
    'ours and theirs have too few films to tell any difference from chance.'
    """
    from ..metrics.shots.cuts import clip_of

    if not isinstance(match, bool):
        raise KuleshovError(
            "match is True or False; a film takes another name: ku.compare(mine=film, theirs=other)."
        )
    named = {name: film for name, film in films.items() if film is not None}
    if any(isinstance(film, (list, tuple)) for film in named.values()):
        from .groups import compare_groups

        return compare_groups(named, match)
    given = {name: clip_of(film) for name, film in named.items()}
    if not given:
        raise KuleshovError("There is no film to compare: ku.compare(mine=film, theirs=other).")
    refuse_twins(given)
    clips, changed = in_form(given, match)
    measures = {name: measured(named[name], given[name], clip) for name, clip in clips.items()}
    return Comparison(clips, measures, [*caveats(clips), *thinner(given)], given, changed)


def in_form(given: Mapping[str, Clip], match: bool) -> tuple[dict[str, Clip], list[str]]:
    """Return films in one form, and what was done to them, where that is wanted and they differ.

    Parameters
    ----------
    given : mapping of str to Clip
    match : bool
        Whether to bring them to one form; lengths and sound are kept.

    Returns
    -------
    films : dict of str to Clip
        The same clips where nothing was done.
    changed : list of str
        A sentence for each film; empty where nothing was done.

    Raises
    ------
    KuleshovError
        Where one film has under 5 frames a second and another 12 or more, or where one is over 1.5
        times as wide for its height as another.
    MediaError
        Where a film can't be read, or the studio lets nothing be written.

    See Also
    --------
    kuleshov.matched : What students call, which also makes lengths equal.

    Examples
    --------
    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> given = {"one": rushes["C1a"].clip, "other": rushes["C1b"].clip}
    >>> films, changed = in_form(given, match=True)
    >>> films == given, changed
    (True, [])
    """
    if not match or in_one_form(given.values()):
        return dict(given), []
    _refuse_rates(given)
    _refuse_shapes(given)
    pair = bring(given, shorten=False)
    return pair.films, pair.changed


WIDER = 1.5  # times as wide for its height: 16:9 beside 4:3 is 1.33
SLOWEST, FAST = 5, 12  # frames a second
COARSER = 4  # times as many bits a pixel
HEARD = ("loudness", "split_edits", "floor_transfer")


def measured(film: Any, given: Clip, clip: Clip) -> Measures:
    """Return all measures of a film in its new form; its sound is measured as it came.

    Parameters
    ----------
    film : Clip, Take or path
        As the caller named it: a take knows who speaks in it.
    given, clip : Clip
        As it came, and in its new form.

    Returns
    -------
    Measures
        Loudness and what else is heard come from the film as it came, the rest from its new form.

    Raises
    ------
    MediaError
        Where a film can't be read.

    Examples
    --------
    >>> import kuleshov as ku
    >>> take = ku.rushes("understudy")["C1a"]
    >>> measured(take, take.clip, take.clip).asl.words
    '2.00 s'
    """
    from ..metrics import measure

    if clip is given:
        return measure(film)
    found = measure(clip)
    return replace(found, found={**found, **measure(film, list(HEARD))})


def _refuse_rates(given: Mapping[str, Clip]) -> None:
    """Refuse films of which one is nearly a row of stills: at its rate no motion is left."""
    by_rate = sorted(given, key=lambda name: given[name].rate)
    slow, fast = (float(given[name].rate) for name in (by_rate[0], by_rate[-1]))
    if slow < SLOWEST and fast >= FAST:
        raise KuleshovError(
            f"{by_rate[0]} has {slow:.3g} frames a second and {by_rate[-1]} {fast:.4g}: brought to "
            "one rate, no motion would be left to compare. match=False takes them as they are."
        )


def _refuse_shapes(given: Mapping[str, Clip]) -> None:
    """Refuse an upright film beside a wide one: in one form, one of them is mostly black bars."""
    shape = {n: float(c.pixel_aspect) * c.width / c.height for n, c in given.items()}
    slim, wide = min(shape, key=shape.__getitem__), max(shape, key=shape.__getitem__)
    if shape[wide] > WIDER * shape[slim]:
        raise KuleshovError(
            f"{slim} is {given[slim].width} by {given[slim].height} pixels and {wide} "
            f"{given[wide].width} by {given[wide].height}: brought to one form, black bars would be "
            "measured. Crop one of them, or take them as they are with match=False."
        )


def refuse_twins(clips: Mapping[str, Clip]) -> None:
    """Refuse two names for one file: it differs from itself in nothing.

    Parameters
    ----------
    clips : mapping of str to Clip

    Raises
    ------
    KuleshovError
        Where two of them are the same bytes, whatever they are called.
    MediaError
        Where a file can't be read any more.

    Examples
    --------
    >>> import kuleshov as ku
    >>> film = ku.rushes("understudy")["C1a"].clip
    >>> refuse_twins({"mine": film, "theirs": film})
    Traceback (most recent call last):
        ...
    kuleshov.errors.KuleshovError: mine and theirs are one and the same film: C1a. Give another.
    """
    for (a, x), (b, y) in combinations(clips.items(), 2):
        if x.sha256 == y.sha256:
            raise KuleshovError(f"{a} and {b} are one and the same film: {x.name}. Give another.")


def caveats(clips: Mapping[str, Clip]) -> list[str]:
    """Return a sentence for every way in which two films differ before anybody made anything.

    Parameters
    ----------
    clips : mapping of str to Clip

    Returns
    -------
    list of str
        Size, rate, length (where one is over twice as long), and sound that only one has.

    See Also
    --------
    thinner : The same for how many bits are spent on a pixel.

    Examples
    --------
    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> caveats({"long": rushes["4A-1"].clip, "short": rushes["C1a"].clip})
    ['long lasts 26.0 s, short 4.0 s.']
    """
    said = []
    for (a, x), (b, y) in combinations(clips.items(), 2):
        if (x.width, x.height) != (y.width, y.height):
            said.append(
                f"{a} is {x.width}x{x.height} pixels, {b} {y.width}x{y.height}: what looks like "
                "texture may be size."
            )
        if abs(float(x.rate) - float(y.rate)) > 0.5:
            said.append(
                f"{a} has {float(x.rate):.4g} frames a second, {b} {float(y.rate):.4g}: motion can't "
                "be compared as it stands."
            )
        if max(x.duration, y.duration) > 2 * min(x.duration, y.duration):
            said.append(f"{a} lasts {x.duration:.1f} s, {b} {y.duration:.1f} s.")
        for name, other, clip, twin in ((a, b, x, y), (b, a, y, x)):
            if clip.sound and not twin.sound:
                said.append(f"{name} has sound, {other} has none.")
    return said


def thinner(given: Mapping[str, Clip]) -> list[str]:
    """Return a sentence for every pair of which one spends far fewer bits on a pixel.

    Sound is counted in, and a busy picture takes more: a hint, and so only from four times on.

    Parameters
    ----------
    given : mapping of str to Clip
        As they came, before any matching.

    Returns
    -------
    list of str
        Empty where no film spends over four times as many bits a pixel as another.

    See Also
    --------
    caveats : The other ways in which films differ beforehand.

    Examples
    --------
    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> thinner({"one": rushes["C1a"].clip, "other": rushes["C1b"].clip})
    []
    """
    bits = {
        name: 8 * clip.path.stat().st_size / (clip.frames * clip.width * clip.height)
        for name, clip in given.items()
    }
    return [
        f"{a} came with {bits[a]:.2g} bits a pixel, {b} with {bits[b]:.2g}: what looks like texture "
        "or stillness may be coding, and matching brings nothing back."
        for a, b in combinations(given, 2)
        if max(bits[a], bits[b]) > COARSER * min(bits[a], bits[b])
    ]


def _moved(before: Measure, after: Measure) -> str:
    """Say how far matching moved a number; nothing where it stayed in its interval."""
    if before.reason and after.reason:
        return ""
    if before.reason or after.reason:
        return f"{before.name} {before.words} before, {after.words} after."
    low, high = before.interval or sorted((0.9 * before.value, 1.1 * before.value))
    if low <= after.value <= high:
        return ""
    return f"{before.name} {before.words} before, {after.words} after."


def _value(measures: Measures, id_: str) -> str:
    measure = measures.get(id_)
    if measure is None or measure.reason:
        return "–"
    return f"{measure.value:.3g}"
