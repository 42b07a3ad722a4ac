"""Pieces of films as small films of their own, for the rooms of a memory test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np

from ...comparison.matched_sets import Piece
from ...folders import cache, made
from ...media import Clip, Writer
from ...media.channels import downmix

WIDTH = 480  # pixels: a telephone's, and two dozen pieces are a few MB
_RECIPE = 1  # raised whenever the same piece would give another film


def film_of(piece: Piece) -> Clip:
    """Return a piece as a film of its own, with its sound; it is made once and kept.

    Parameters
    ----------
    piece : Piece

    Returns
    -------
    Clip
        At most 480 pixels wide.

    Raises
    ------
    MediaError
        Where it can't be read or written.
    """
    clip = piece.clip
    place = _place(piece)
    if place.is_file():
        return Clip(place)
    size, rate = size_of(clip), clip.edit_rate
    own = Clip(clip.path)  # a reader of its own: this may be another thread
    with own, Writer(place, rate, size, 48000 if own.sound else None, crf=24) as film:
        for picture in _pictures(own, piece):
            film.write(cv2.resize(picture, size, interpolation=cv2.INTER_AREA))
        if own.sound:
            heard = own.read_sound(Fraction(piece.first) / rate, Fraction(piece.stop) / rate)
            film.write_sound(downmix(heard, own.sound.layout))
    return Clip(place)


def still_of(piece: Piece) -> bytes:
    """Return the picture of a piece that a test asks for, as JPEG.

    Parameters
    ----------
    piece : Piece

    Returns
    -------
    bytes

    Raises
    ------
    MediaError
        Where it can't be read.
    """
    picture = picture_of(piece)
    _, data = cv2.imencode(".jpg", np.ascontiguousarray(picture[..., ::-1]))
    return bytes(data)


def picture_of(piece: Piece) -> np.ndarray:
    """Return the picture of a piece that a test asks for.

    Parameters
    ----------
    piece : Piece

    Returns
    -------
    ndarray of uint8 (height, width, 3)
        RGB, at most 480 pixels wide.

    Raises
    ------
    MediaError
        Where it can't be read.
    """
    with Clip(piece.clip.path) as own:
        [frame] = own.on_screen([piece.asked], own.edit_rate)
        return cv2.resize(own.frame(frame), size_of(own), interpolation=cv2.INTER_AREA)


def credits_of(pieces: Iterable[Piece]) -> list[str]:
    """Return whose films pieces come from, each line once.

    Parameters
    ----------
    pieces : iterable of Piece

    Returns
    -------
    list of str
    """
    known = (getattr(piece.clip, "credit", None) for piece in pieces)
    return sorted({line for one in known if one and (line := one.attribution or one.line)})


def size_of(clip: Clip) -> tuple[int, int]:
    """Return a clip's size, 480 pixels wide at most and even."""
    scale = min(1.0, WIDTH / clip.width, WIDTH / clip.height)
    width, height = (max(2, round(side * scale / 2) * 2) for side in (clip.width, clip.height))
    return width, height


def _place(piece: Piece) -> Path:
    name = f"{piece.clip.sha256[:24]}-{piece.first}-{piece.stop}.{_RECIPE}.mp4"
    return made(cache() / "pieces") / name


def _pictures(clip: Clip, piece: Piece) -> Iterator[np.ndarray]:
    """Yield a piece's pictures at one rate."""
    if not clip.variable_rate:
        yield from clip.images(piece.first, piece.stop)
        return
    for frame in clip.on_screen(range(piece.first, piece.stop), clip.edit_rate):
        yield clip.frame(frame)
