"""The same size, rate, length and codec for films that are to be compared.

Without it a comparison tells codecs apart, not makers. With it something else happens: matching
changes the films. So both are kept, and the measures before and after can be laid side by side.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from ..errors import KuleshovError
from ..folders import studio
from ..timeline.cut import need_cut
from ..timeline.tempo import straightened

if TYPE_CHECKING:
    from ..media import Clip, FilmLike
    from ..timeline import Cut

CRF = 20
ALIKE = 1.1  # times as many pixels: a twentieth more each way


@dataclass(frozen=True)
class Matched(Mapping[str, "Clip"]):
    """Films brought to one form.

    Attributes
    ----------
    films : dict of str to Clip
        As they are after it.
    given : dict of str to Clip
        As they were.
    changed : list of str
        What was done to each, in words.
    """

    films: dict[str, Clip]
    given: dict[str, Clip]
    changed: list[str]

    def __getitem__(self, name: str) -> Clip:
        return self.films[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.films)

    def __len__(self) -> int:
        return len(self.films)

    def __str__(self) -> str:
        return "\n".join(self.changed)

    __repr__ = __str__


def matched(crf: int = CRF, shorten: bool = True, **films: FilmLike | None) -> Matched:
    """Bring films to as many pixels, the lowest rate and the shortest length among them.

    Sound is kept only where all have it: a silent film beside one that is heard gives itself away.
    Pictures are scaled down, never up, until each has as many pixels as the smallest; each keeps
    its own shape, without black bars. A film with more frames a second gives up frames, never gains
    invented ones; each film's first seconds are kept, or with ``shorten=False`` all of it; all are
    written by one encoder at one quality, which brings back nothing that an earlier coding took.
    Films that were coded before are coded once more: matching is not free, and
    :func:`kuleshov.compare` of one film before and after, with ``match=False``, shows its price.
    What was made is kept in ``studio/matched``.

    Parameters
    ----------
    crf : int
        The encoder's quality (H.264), 0 to 51; smaller is better.
    shorten : bool
        Whether to keep only as many seconds as the shortest film has; else each keeps its length.
    **films : Clip or path
        At least two, each by its name; None is left out.

    Returns
    -------
    Matched
        The films in their new form by name; ``given`` holds what came in, ``changed`` says what was
        done to each.

    Raises
    ------
    KuleshovError
        Where fewer than two films are left, where crf lies outside 0 to 51, or where a film is
        called crf or shorten.
    MediaError
        Where a film can't be read, or the studio lets nothing be written.

    See Also
    --------
    kuleshov.compare : Matches by itself, with lengths and sound kept.

    Examples
    --------
    Left out here because it writes into the studio:

    >>> pair = ku.matched(mine=film, theirs=other)  # doctest: +SKIP
    >>> ku.compare(**pair)  # doctest: +SKIP
    >>> ku.compare(match=False, before=pair.given["mine"], after=pair["mine"])  # doctest: +SKIP

    One film can't be brought to one form:

    >>> matched(mine=None)
    Traceback (most recent call last):
        ...
    kuleshov.errors.KuleshovError: Matching wants two films: ku.matched(mine=film, theirs=other).
    """
    from ..media.clip import clip_of

    if not isinstance(shorten, bool) or not isinstance(crf, int):
        raise KuleshovError(
            "crf is a number and shorten True or False; a film takes another name: "
            "ku.matched(mine=film, theirs=other)."
        )
    clips = {name: clip_of(film) for name, film in films.items() if film is not None}
    return bring(clips, crf, shorten)


def bring(
    clips: Mapping[str, Clip], crf: int = CRF, shorten: bool = True, mute: bool = True
) -> Matched:
    """Bring clips to one form; see :func:`matched`.

    Parameters
    ----------
    clips : mapping of str to Clip
        Two or more.
    crf : int
        The encoder's quality (H.264), 0 to 51; smaller is better.
    shorten : bool
        Whether to keep only as many seconds as the shortest clip has.
    mute : bool
        Whether to take sound from all where one has none.

    Returns
    -------
    Matched

    Raises
    ------
    KuleshovError
        Where there are fewer than two clips, or crf lies outside 0 to 51.
    MediaError
        Where a film can't be read, or the studio lets nothing be written.

    Examples
    --------
    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> bring({"one": rushes["C1a"].clip, "other": rushes["C1b"].clip}, crf=60)
    Traceback (most recent call last):
        ...
    kuleshov.errors.KuleshovError: The quality (crf) lies between 0 and 51, not at 60.
    """
    if len(clips) < 2:
        raise KuleshovError("Matching wants two films: ku.matched(mine=film, theirs=other).")
    if not 0 <= crf <= 51:
        raise KuleshovError(f"The quality (crf) lies between 0 and 51, not at {crf}.")
    sizes = _sizes(clips)
    rate = min(clip.edit_rate for clip in clips.values())
    shortest = min(clip.duration for clip in clips.values())
    heard = all(clip.sound is not None for clip in clips.values())
    made, said = {}, []
    for name, clip in clips.items():
        seconds = shortest if shorten else clip.duration
        sound = heard if mute else clip.sound is not None
        size = sizes[name]
        made[name] = _transcoded(clip, size, rate, seconds, sound, crf)
        said.append(_said(name, clip, size, rate, seconds, sound))
    return Matched(made, dict(clips), said)


def in_one_form(clips: Iterable[Clip]) -> bool:
    """Say whether films have as many pixels, one rate and one codec already.

    Parameters
    ----------
    clips : iterable of Clip

    Returns
    -------
    bool
        True for no clip or one. Pixels count as equal within a tenth, whatever the shape; rates
        where they round to the same hundredth. A pixel that isn't square is another form.

    Examples
    --------
    >>> import kuleshov as ku
    >>> in_one_form(take.clip for take in ku.rushes("understudy").values())
    True
    """
    listed = list(clips)
    pixels = [clip.width * clip.height for clip in listed]
    forms = {(round(float(c.rate), 2), c.codec, c.pixel_aspect) for c in listed}
    return len(forms) <= 1 and (not pixels or max(pixels) <= ALIKE * min(pixels))


def shuffled(cut: Cut, seed: int = 1) -> Cut:
    """Return the same shots in another order, drawn by chance.

    Splits and dissolves belong to an order, so they are taken away, and ``said`` says so. What is
    left has the same shots, the same lengths and the same average as before.

    Parameters
    ----------
    cut : Cut
        Stays as it is.
    seed : int
        Each seed draws one order, the same every time.

    Returns
    -------
    Cut
        A new cut, its title followed by ", shuffled".

    Raises
    ------
    EditError
        Where it is no Cut.

    See Also
    --------
    kuleshov.Cut.move : Put one shot elsewhere by hand.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("first", rushes=ku.rushes("understudy"))
    >>> cut = cut.add("KA-1", 0, 2).add("KB-1", 0, 1).add("4A-1", 1, 3)
    >>> other = ku.shuffled(cut)
    >>> [shot.take for shot in other.shots], other.frames == cut.frames
    (['KB-1', '4A-1', 'KA-1'], True)
    """
    need_cut(cut)
    made = cut.copy(f"{cut.title}, shuffled")
    chance = np.random.default_rng(seed)
    for number in range(1, len(made) + 1):
        made.split(number, 0).dissolve(number, 0)
    for place in range(1, len(made)):
        made.move(int(chance.integers(place, len(made) + 1)), place)
    made.said = straightened(cut.edit)
    return made


def _sizes(clips: Mapping[str, Clip]) -> dict[str, tuple[int, int]]:
    """Return a size for each film: as many square pixels as the smallest has, in its own shape.

    They are the nearest even numbers at which nothing is scaled up.
    """
    own = {name: _in_square_pixels(clip) for name, clip in clips.items()}
    area = min(width * height for width, height in own.values())
    return {
        name: (
            _even(sqrt(area * width / height), clips[name].width),
            _even(sqrt(area * height / width), clips[name].height),
        )
        for name, (width, height) in own.items()
    }


def _in_square_pixels(clip: Clip) -> tuple[float, float]:
    """Return the largest size with square pixels for which no side is scaled up."""
    aspect = float(clip.pixel_aspect)
    return clip.width * min(1.0, aspect), clip.height / max(1.0, aspect)


def _even(length: float, most: int) -> int:
    return max(2, 2 * min(round(length / 2), most // 2))


def _transcoded(
    clip: Clip, size: tuple[int, int], rate: Fraction, seconds: float, sound: bool, crf: int
) -> Clip:
    from ..library.credit import generated_note
    from ..library.imports import nearest_frames
    from ..media import Clip, Writer, scaled
    from ..media.writing import disk

    # A length in float seconds may lie a hair under its last frame's end.
    frames = max(1, int(Fraction(seconds) * rate + Fraction(1, 1000)))
    form = f"shapes and notes kept {clip.sha256} {size} {rate} {frames} {sound} {crf}"
    name = hashlib.sha256(form.encode()).hexdigest()[:16]
    path = studio() / "matched" / f"{name}.mp4"
    with disk(path):
        path.parent.mkdir(exist_ok=True)
    if not path.exists():
        wanted = nearest_frames(clip.times(), rate, frames)
        heard = 48000 if sound else None
        with Writer(path, rate, size, heard, crf=crf, metadata=generated_note(clip)) as film:
            at = 0
            for number, frame in enumerate(clip.raw_frames()):
                while at < frames and wanted[at] == number:
                    film.write(scaled(frame, size))
                    at += 1
                if at >= frames:
                    break
            if sound:
                for piece in clip.sound_pieces(frames / rate):
                    film.write_sound(piece)
    made = Clip(path)
    made.credit = getattr(clip, "credit", None)
    return made


def _said(
    name: str, clip: Clip, size: tuple[int, int], rate: Fraction, seconds: float, sound: bool
) -> str:
    done = []
    if (clip.width, clip.height) != size:
        done.append(f"{clip.width}x{clip.height} made {size[0]}x{size[1]}")
    if clip.variable_rate:
        done.append(f"uneven frames made {float(rate):.4g} a second")
    elif clip.rate != rate:
        done.append(f"{float(clip.rate):.4g} frames a second made {float(rate):.4g}")
    if clip.duration - seconds > 0.5 / float(rate):
        done.append(f"{clip.duration:.1f} s cut to {seconds:.1f}")
    if clip.sound and not sound:
        done.append("its sound taken away, for another has none")
    return f"{name}: {'; '.join([*done, 'coded again'])}."
