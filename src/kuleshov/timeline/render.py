"""From an edit to a film: one pass, each frame decoded once and encoded once.

Pictures stay in the takes' own YUV from decoder to encoder; only frames inside a dissolve or a
fade are touched. A film remembers in its metadata from which edit and takes it was rendered, so
that rendering the same edit again returns at once.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import EditError
from ..files import sha256 as file_sha256
from ..library.credit import CARDS, CUT_HERE
from ..media.writing import disk
from ..timecode import timecode
from . import text
from .checks import past_end
from .edit import EditWithTakes
from .exchange import place
from .mix import RATE, mix, sample_at
from .pictures import pictures
from .plain import whole

if TYPE_CHECKING:
    from ..media import Clip

RECIPE = 3
"""Raised whenever the same edit would give other pictures or sound than before."""

_SECONDS_A_TURN = 4


def render(
    cut: EditWithTakes,
    path: str | Path | None = None,
    *,
    size: tuple[int, int] | None = None,
    crf: int = 20,
    progress: bool | None = None,
) -> Clip:
    """Make the film of an edit.

    Parameters
    ----------
    cut : Cut
    path : str or Path, optional
        Where to write; a bare name lies in the studio. Without it the edit's title names it. Where
        it ends in neither .mp4, .mov nor .m4v, ``.mp4`` is put behind it.
    size : (int, int), optional
        Width and height in pixels, even numbers; the first take's size if it isn't given.
    crf : int
        x264's quality, 0 (best) to 51; 20 is hard to tell from the takes.
    progress : bool, optional
        Show a bar; where nothing is said, one is shown where a person watches.

    Returns
    -------
    Clip
        The film, with its credit.

    Raises
    ------
    EditError
        Where the edit is empty, a take isn't at hand or is over before a shot of it, the film would
        replace a take, or ``size`` or ``crf`` can't be meant.
    MediaError, LibraryError
        Where a take can't be read or the film can't be written. What was there before stays.

    See Also
    --------
    kuleshov.Cut.render : What students call.

    Examples
    --------
    >>> import kuleshov as ku
    >>> import tempfile
    >>> cut = ku.Cut("first").title_card("The Understudy", "0.5")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     film = render(cut, Path(folder) / "first.mp4", size=(64, 36), progress=False)
    >>> film.frames, film.width, film.metadata["title"]
    (12, 64, 'first')
    """
    from ..media import Clip

    if not cut.frames:
        raise EditError("This edit is empty: add a shot before you render it.")
    target = place(path or f"{_slug(cut.title)}.mp4")
    if target.suffix.lower() not in (".mp4", ".mov", ".m4v"):
        target = target.with_name(target.name + ".mp4")
    _check_target(cut, target, crf)
    check_ends(cut)
    size = _whole_size(size) if size is not None else film_size(cut)
    key = _key(cut, size, crf)
    if not _is_rendered(target, key):
        _make(cut, target, size, crf, key, progress)
    film = Clip(target)
    film.credit = _credit(cut, target)
    return film


def _whole_size(size: Any) -> tuple[int, int]:
    try:
        width, height = (whole(number, "A size in pixels") for number in size)
    except (TypeError, ValueError):
        raise EditError(
            f"A size is width and height in pixels, (640, 360), not {size!r}."
        ) from None
    return width, height


def _check_target(cut: EditWithTakes, target: Path, crf: int) -> None:
    """Refuse what would destroy a take, and what x264 would quietly change."""
    if isinstance(crf, bool) or not isinstance(crf, int) or not 0 <= crf <= 51:
        raise EditError(f"crf is x264's quality, a whole number from 0 (best) to 51, not {crf!r}.")
    if not os.path.isfile(target):  # noqa: PTH113 - False for any odd name
        return
    used = {clip.path for clip in _clips(cut).values()}
    for name, path in cut.take_files().items():
        with suppress(OSError):  # a take whose file is gone can't be replaced
            if target.samefile(path) and (path in used or not _is_a_render(target)):
                raise EditError(
                    f"{target.name} is the file of the take {name!r}; the film would replace it. "
                    "Give the film another name."
                )


def _is_a_render(target: Path) -> bool:
    """Say whether a film in a bin was itself rendered, and so can be rendered again."""
    from ..errors import MediaError
    from ..media import Clip

    try:
        return str(Clip(target).metadata.get("comment", "")).startswith(CUT_HERE)
    except MediaError:
        return False


def check_ends(cut: EditWithTakes) -> None:
    """Refuse a shot beyond its take: only a frozen frame could be shown for it.

    Parameters
    ----------
    cut : Cut

    Raises
    ------
    EditError
        Naming the shot and where its take ends.

    Examples
    --------
    >>> import kuleshov as ku
    >>> check_ends(ku.Cut("first").title_card("The Understudy", "3f"))
    """
    for span in cut.edit.picture():
        if sentence := past_end(cut, span):
            raise EditError(f"At {timecode(span.start, cut.rate)} {sentence}")


def _make(
    cut: EditWithTakes,
    target: Path,
    size: tuple[int, int],
    crf: int,
    key: str,
    progress: bool | None,
) -> None:
    from ..library import film_licence, ledger
    from ..library.progress import bar
    from ..media import Writer

    with disk(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    licence = film_licence(ledger.for_film(_clips(cut).values())).licence
    metadata = {"title": cut.title, "copyright": licence, "comment": key}
    with (
        bar(f"Rendering {target.name}", progress, unit="frames") as report,
        Writer(target, cut.rate, size, sound_rate=RATE, crf=crf, metadata=metadata) as writer,
    ):
        for done in _write(cut, writer, size):
            report(done, cut.frames)


def _write(cut: EditWithTakes, writer: Any, size: tuple[int, int]) -> Iterator[int]:
    """Write picture and sound in turns of some seconds, so that neither waits in memory."""
    turn = _SECONDS_A_TURN * round(cut.rate)
    heard = 0
    for number, picture in enumerate(pictures(cut, size), 1):
        writer.write(picture)
        if number % turn == 0 or number == cut.frames:
            upto = sample_at(number, cut.rate)
            writer.write_sound(mix(cut, heard, upto))
            heard = upto
            yield number


def _slug(title: str) -> str:
    # marks of other scripts, vowels among them, are no letters to a pattern's \w
    kept = (
        c if c.isalnum() or c == "_" or unicodedata.category(c)[0] == "M" else " "
        for c in title.lower()
    )
    return "-".join("".join(kept).split())[:60].strip("-") or "film"


def _clips(cut: EditWithTakes) -> dict[str, Any]:
    """Return the films and sound files that an edit is made of, those of its lanes among them."""
    takes = {name: cut.take(name) for name in cut.edit.takes()}
    return {name: getattr(take, "clip", take) for name, take in takes.items()}


def film_size(cut: EditWithTakes) -> tuple[int, int]:
    """Return the size of the first take in pixels, made even.

    Parameters
    ----------
    cut : Cut

    Returns
    -------
    width, height : int
        (640, 360) where no shot comes from a take.

    Raises
    ------
    EditError
        Where a take is in none of the cut's bins.

    Examples
    --------
    >>> import kuleshov as ku
    >>> film_size(ku.Cut("first", rushes=ku.rushes("understudy")).add("4A-1"))
    (640, 360)
    """
    for shot in cut.shots:
        if not shot.is_card:
            clip = cut.take_clip(shot.take)
            return clip.width // 2 * 2, clip.height // 2 * 2
    return 640, 360


def _key(cut: EditWithTakes, size: tuple[int, int], crf: int) -> str:
    plain = json.loads(text.to_json(cut.edit))
    plain.pop("markers", None)
    for row in plain["shots"] + [row for lane in plain.get("lanes", ()) for row in lane["sounds"]]:
        row.pop("note", None)
    sources = {name: _digest(film) for name, film in _clips(cut).items()}
    whole = json.dumps([RECIPE, plain, sources, size, crf], sort_keys=True)
    return f"{CUT_HERE}{hashlib.sha256(whole.encode()).hexdigest()[:32]}"


def _digest(film: Any) -> str:
    """Return the digest of a film's or a sound file's bytes."""
    return getattr(film, "sha256", None) or file_sha256(film.path)


def _is_rendered(target: Path, key: str) -> bool:
    """Say whether a film of this very edit is there: its comment says so, and the ledger, too."""
    from ..errors import MediaError
    from ..library import ledger
    from ..media import Clip

    if not os.path.isfile(target):  # noqa: PTH113
        return False
    try:
        if Clip(target).metadata.get("comment") != key:
            return False
    except MediaError:
        return False
    known = ledger().of(digest=file_sha256(target))  # anybody can write a comment
    return known is not None and (bool(known.parts) or known.source == CARDS)


def _credit(cut: EditWithTakes, target: Path) -> Any:
    """Return the film's own credit; it has, or gets, its line in the ledger, wherever it lies."""
    from ..library import ledger

    return ledger.film_made(target, cut.title, _clips(cut).values())
