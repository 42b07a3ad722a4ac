"""What a festival or a broadcaster asks of a film's file before anybody looks at it.

None of it says whether a film is any good. Each thing asked is a check with what was asked, what was
found, and what to do; what could not be looked at is said, and counts as not there yet.
"""

from __future__ import annotations

from pathlib import Path

from ..errors import KuleshovError, MediaError
from ..folders import whereabouts
from ..media.clip import Clip, FilmLike, clip_of
from ..media.opening import check_file, opened
from ..media.tracks import picture_track
from ..timeline.edit import Edit, EditWithTakes
from .beside_checks import captions_of, consent_to, papers_of
from .brief import Brief, Check, Delivery
from .edit_checks import decode_for, lines_with_captions, shows_the_edit, slates_in, takes_away
from .film_checks import of_the_film

__all__ = ["Brief", "Check", "Delivery", "delivery"]

MOST_SECONDS, MOST_BYTES, MOST_SIDE = 600, 100_000_000, 4096
"""What is looked at: ten minutes, 100 MB, pictures of 4096 pixels a side."""


def delivery(
    film: FilmLike, edit: EditWithTakes | None = None, brief: Brief | None = None
) -> Delivery:
    """Look at a film's file as a festival's technician does: length, size, sound, captions, papers.

    Parameters
    ----------
    film : Clip, Take, str or Path
        The rendered film, at most ten minutes, 100 MB, and pictures of 4096 pixels a side. What lies
        beside it is looked at as well: captions (film.vtt, film.de.vtt), papers (credits.txt and
        papers.html, as ``ku.publish`` leaves them; where they aren't there, this studio's ledger)
        and consent.txt.
    edit : Cut, optional
        What it was cut as. With it, slates are looked for, whether each line that is known to be
        spoken has a caption, and whether the film is as long as the edit and shows its shots. What
        lies in takes that aren't here is passed over, and said.
    brief : Brief, optional
        What is asked; a short of one to two minutes where it is left out. A consent is asked for
        where it names a programme, or one lies beside the film.

    Returns
    -------
    Delivery

    Raises
    ------
    KuleshovError
        Where what was given as an edit is none.
    MediaError
        Where the film can't be read, or is larger than what is looked at.

    See Also
    --------
    kuleshov.papers : What its papers lack, fact by fact.
    kuleshov.captions : Where captions are timed.
    kuleshov.publish : What puts a film and its papers into one folder.

    Notes
    -----
    Loudness is measured as ITU-R BS.1770-4 does. A frame is black where its mean is under 20 of 255
    levels and all but a hundredth of it under 60; silence there is quieter than -60 dBFS. Of each
    shot the first frame, the last, and one or more between them are held against its take, outside
    dissolves and fades; which ones lie between, the film's own bytes draw. In a shot that is all fades
    it is the lightest frame. Black is held to be black; titles, and what is heard, are not compared.

    Examples
    --------
    >>> delivery("short.mp4", edit=cut)  # doctest: +SKIP
    short: 13 of 13 checks hold.
    """
    if edit is not None and not isinstance(getattr(edit, "edit", None), Edit):
        raise KuleshovError(
            f"What was given as edit is of type {type(edit).__name__} and no edit: give a Cut."
        )
    clip, asked = _looked_at(film), brief or Brief()
    away = takes_away(edit) if edit is not None else []
    if edit is not None:
        decode_for(clip, edit, away)
    checks = [*of_the_film(clip, asked)]
    captions, held = captions_of(clip)
    checks.append(captions)
    if edit is not None and held:
        checks.append(lines_with_captions(edit, held, away))
    checks.append(slates_in(edit, away))
    if edit is not None:
        checks.append(shows_the_edit(clip, edit, away))
    checks.append(papers_of(clip))
    checks += consent_to(clip, asked)
    return Delivery(clip.name, tuple(checks), asked)


def _looked_at(film: FilmLike) -> Clip:
    """Return the film, once it is known to be small enough: nothing of a larger one is decoded."""
    if isinstance(film, str | Path) and "://" not in str(film):
        _refuse_size(whereabouts(film))  # before its packets are counted
    clip = clip_of(film)
    _refuse_bytes(clip.path)
    _refuse(clip.path, clip.duration, clip.width, clip.height)  # what the packets say, counted
    return clip


def _refuse_size(path: Path) -> None:
    """Refuse a film that says itself that it is too large."""
    check_file(path)
    _refuse_bytes(path)
    with opened(path) as container:
        context = picture_track(container, path).codec_context
        seconds = (container.duration or 0) / 1e6
        _refuse(path, seconds, context.width, context.height)


def _refuse_bytes(path: Path) -> None:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise MediaError(
            f"{path.name} has {size / 1e6:.0f} MB; {MOST_BYTES // 10**6} MB are the most that is looked "
            "at. Render it smaller: cut.render(size=...)."
        )


def _refuse(path: Path, seconds: float, width: int, height: int) -> None:
    if seconds > MOST_SECONDS + 1:
        raise MediaError(
            f"{path.name} lasts {seconds / 60:.0f} minutes; {MOST_SECONDS // 60} are the most that is "
            "looked at. Cut it shorter."
        )
    if max(width, height) > MOST_SIDE:
        raise MediaError(
            f"{path.name} has pictures of {width} x {height} pixels; {MOST_SIDE} are the most that is "
            "looked at. Render it smaller: cut.render(size=...)."
        )
