"""Slates that are in the picture: seen in a shot, or through a dissolve into it."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Any

from .edit import EditWithTakes
from .findings import Finding, found


def slates(cut: EditWithTakes) -> Iterator[Finding]:
    """Yield the shots that show their take's slate, and the dissolves that do.

    Parameters
    ----------
    cut : Cut
        Its takes must be at hand; where the picture begins is known where a take's truth tells it.

    Yields
    ------
    Finding
        Of the kind "slate".

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("first", rushes=ku.rushes("understudy")).add("4A-1", 0, 2).add("4A-1", 4, 5)
    >>> [(found.kind, found.shots) for found in slates(cut)]
    [('slate', (1,))]
    """
    for span in cut.edit.picture():
        truth: Any = None if span.shot.is_card else getattr(cut.take(span.shot.take), "truth", None)
        slate = getattr(truth, "first_picture", 0)
        in_ = span.shot.in_
        lead = span.shot.dissolve - span.shot.dissolve // 2
        if not slate or in_ - lead >= slate * cut.rate / truth.rate:
            continue
        first = ceil(slate * cut.rate / truth.rate)
        if in_ >= first:
            yield found(
                "slate", span.start - lead, cut.rate, [span.number],
                f"the dissolve into shot {span.number} ({span.shot.take}) shows the slate: the "
                f"take's picture begins at frame {first}. Shorten the dissolve, or slip the shot.",
            )  # fmt: skip
            continue
        yield found(
            "slate", span.start, cut.rate, [span.number],
            f"shot {span.number} ({span.shot.take}) shows the slate: it begins at frame {in_} of "
            f"its take, whose picture begins at frame {first}: "
            f'cut.trim({span.number}, in_="{first}f").',
        )  # fmt: skip
