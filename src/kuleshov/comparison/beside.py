"""Films measured beside each other, with what stands in the way of a fair comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ..errors import KuleshovError

if TYPE_CHECKING:
    from ..media import Clip
    from ..metrics import Measures


@dataclass(frozen=True)
class Comparison(Mapping[str, "Measures"]):
    """Films and their measures, in the order in which they were given.

    Attributes
    ----------
    films : dict of str to Clip
    measures : dict of str to Measures
    caveats : list of str
        What differs between the films besides what was made: size, rate, length, sound. No
        number of the table can be read without them.
    """

    films: dict[str, Clip]
    measures: dict[str, Measures]
    caveats: list[str]

    def __getitem__(self, name: str) -> Measures:
        return self.measures[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.measures)

    def __len__(self) -> int:
        return len(self.measures)

    def rows(self) -> list[tuple[str, str, list[str]]]:
        """Return (id, name with unit, one text a film) for every measure."""
        first = next(iter(self.measures.values()))
        found = []
        for id_ in first:
            label = f"{first[id_].name}, {first[id_].unit}" if first[id_].unit else first[id_].name
            found.append((id_, label, [_value(self.measures[name], id_) for name in self.films]))
        return found

    def plot(self, **options: Any) -> Any:
        """Draw the films' measures below each other, each measure on a scale of its own."""
        from ..show.dashboard import dashboard

        return dashboard(self, **options)

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
        return "\n".join([text, *self.caveats])


def compare(**films: Any) -> Comparison:
    """Measure films beside each other.

    Parameters
    ----------
    **films : Clip or path
        Each film under the name that it shall have in the table; None is left out, so that a clip
        that could not be fetched doesn't stop a lesson.

    Examples
    --------
    ::

        ku.compare(mine=film, theirs=ku.fetch("g_k5_piano10"))

    Raises
    ------
    KuleshovError
        Where no film is left.
    """
    from ..metrics import measure
    from ..metrics.cuts import clip_of

    clips = {name: clip_of(film) for name, film in films.items() if film is not None}
    if not clips:
        raise KuleshovError("There is no film to compare: ku.compare(mine=film, theirs=other).")
    return Comparison(clips, {name: measure(clip) for name, clip in clips.items()}, caveats(clips))


def caveats(clips: Mapping[str, Clip]) -> list[str]:
    """Return a sentence for every way in which two films differ before anybody made anything."""
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


def _value(measures: Measures, id_: str) -> str:
    measure = measures.get(id_)
    if measure is None or measure.reason:
        return "–"
    return f"{measure.value:.3g}"
