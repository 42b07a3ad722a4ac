"""Films in one form, and what stands in the way of a fair comparison: for two films and for groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from ..errors import KuleshovError
from ..media import Clip, FilmLike
from ..metrics import REGISTRY, Measures, measure
from .matching import ALIKE, bring, in_one_form


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
        Where one film has under 5 frames a second and another 12 or more.
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
    pair = bring(given, shorten=False, mute=False)
    return pair.films, pair.changed


WIDER = 1.1  # times as wide for its height
SLOWEST, FAST = 5, 12  # frames a second
COARSER = 4  # times as many bits a pixel


def measured(film: FilmLike, given: Clip, clip: Clip) -> Measures:
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
    if clip is given:
        return measure(film)
    found = measure(clip)
    return replace(
        found,
        found={**found, **measure(film, [spec.id for spec in REGISTRY.values() if spec.heard])},
    )


def _refuse_rates(given: Mapping[str, Clip]) -> None:
    """Refuse films of which one is nearly a row of stills: at its rate no motion is left."""
    by_rate = sorted(given, key=lambda name: given[name].edit_rate)
    slow, fast = (float(given[name].edit_rate) for name in (by_rate[0], by_rate[-1]))
    if slow < SLOWEST and fast >= FAST:
        raise KuleshovError(
            f"{by_rate[0]} has {slow:.3g} frames a second and {by_rate[-1]} {fast:.4g}: brought to "
            "one rate, no motion would be left to compare. match=False takes them as they are."
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
        Pixels, shape (where one is a tenth wider for its height), rate, length (where one is over
        twice as long), and sound that only one has.

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
        pixels = sorted((x.width * x.height, y.width * y.height))
        if pixels[1] > ALIKE * pixels[0]:
            said.append(
                f"{a} is {x.width}x{x.height} pixels, {b} {y.width}x{y.height}: what looks like "
                "texture may be size."
            )
        if max(_shape(x), _shape(y)) > WIDER * min(_shape(x), _shape(y)):
            said.append(
                f"{a} is {_shape(x):.2f} times as wide as high, {b} {_shape(y):.2f} times: each is "
                "measured in its own frame, and a frame of another shape is filled otherwise."
            )
        if abs(float(x.edit_rate) - float(y.edit_rate)) > 0.5:
            said.append(
                f"{a} has {float(x.edit_rate):.4g} frames a second, {b} {float(y.edit_rate):.4g}: motion can't "
                "be compared as it stands."
            )
        if max(x.duration, y.duration) > 2 * min(x.duration, y.duration):
            said.append(f"{a} lasts {x.duration:.1f} s, {b} {y.duration:.1f} s.")
        for name, other, clip, twin in ((a, b, x, y), (b, a, y, x)):
            if clip.sound and not twin.sound:
                said.append(f"{name} has sound, {other} has none.")
    return said


def _shape(clip: Clip) -> float:
    """Return how many times as wide as high a picture is seen."""
    return float(clip.pixel_aspect) * clip.width / clip.height


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
