"""Files that are given out with an assignment and are made from the class's seeds.

A cell of an assignment's text may make them::

    # %% role="files" name="material"
    from kuleshov.grading import light

    files = light.pictures(class_seed("pairs"), folder)

It stands in no notebook. It runs when the assignment is built, with ``folder`` as the place of what
the files are made from (``assignments/material/aN-name``), and leaves a dict of names and bytes. So
a student has a picture in hand and not the numbers that made it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePath
from typing import Any

import numpy as np

from ..errors import KuleshovError
from ..grading import seeds
from ..media import Clip
from ..media.still import picture_of
from .notebooks import SourceError, cells_of

_SAME, _TONE = 1.0, 0.15  # grey levels: another machine's decoder rounds otherwise
_SPOT, _HEARD = 6.0, 0.005  # grey levels of a part of a frame, of full scale


def made_files(
    text: Path, root: Path, secret: str = seeds.PUBLIC, own: Path | None = None
) -> dict[str, bytes]:
    """Make the files of an assignment's text.

    Parameters
    ----------
    text : Path
        ``aN-name.py``.
    root : Path
        The course's folder.
    secret : str, optional
        From which the class's seeds are derived.
    own : Path, optional
        A folder of a class's own material: ``folder``, where it is there.

    Returns
    -------
    dict of str to bytes
        By name; empty where no cell makes any.

    Raises
    ------
    SourceError
        Where such a cell breaks, or leaves no ``files`` of names and bytes.
    KuleshovError
        What such a cell itself refuses in a sentence.
    """
    found: dict[str, bytes] = {}
    folder = root / "assignments" / "material" / text.stem
    folder = own if own is not None and own.is_dir() else folder
    for number, (kind, options, source) in enumerate(cells_of(text), 1):
        if options.get("role") != "files" or kind != "code":
            continue
        where = f"{text.name}, cell {number}"
        names: dict[str, Any] = {"folder": folder}
        try:
            exec(compile(seeds.sown(source, secret, text.stem), where, "exec"), names)
        except KuleshovError:
            raise
        except Exception as problem:  # an author's own code: named, not passed on
            said = f"{type(problem).__name__}: {problem}"
            raise SourceError(f"{where} makes no files ({said}).") from problem
        found |= _checked(names.get("files"), where)
    return found


def _checked(files: Any, where: str) -> dict[str, bytes]:
    plain = isinstance(files, dict) and all(
        isinstance(name, str) and PurePath(name).name == name and isinstance(data, bytes)
        for name, data in files.items()
    )
    if not plain:
        raise SourceError(f'{where} must leave files = {{"name.png": bytes, ...}}, plain names.')
    return dict(files)


def kept(place: Path, made: bytes) -> bytes:
    """Return the bytes that are there already, where they show the same picture or film as those made.

    A picture's bytes depend on the machine that decoded and encoded it; what it shows does not.
    """
    there = place.read_bytes() if place.is_file() else b""
    if there == made or not there or place.suffix not in (".jpg", ".png", ".mp4"):
        return made
    if place.suffix == ".mp4":
        return there if _one_film(there, made) else made
    old, new = picture_of(there), picture_of(made)
    if old is None or new is None or old.shape != new.shape:
        return made
    apart = new.astype(float) - old
    tone = np.abs(apart.mean(axis=(0, 1))).max()  # of red, green or blue: another grade shows here
    return there if tone < _TONE and np.abs(apart).mean() < _SAME else made


def _one_film(there: bytes, made: bytes) -> bool:
    """Say whether two films show and sound the same, frame by frame."""
    with tempfile.TemporaryDirectory() as folder:
        clips = []
        for name, data in (("there.mp4", there), ("made.mp4", made)):
            (Path(folder) / name).write_bytes(data)
            try:
                clips.append(Clip(Path(folder) / name))
            except KuleshovError:
                return False  # what lies there is no film
        old, new = clips
        shapes = [(clip.frames, clip.rate, clip.width, clip.height) for clip in clips]
        if shapes[0] != shapes[1]:
            return False
        return _heard_alike(old, new) and all(map(_seen_alike, old, new))


def _seen_alike(one: Any, other: Any) -> bool:
    """Say whether two frames show the same, in each sixteenth of their sides as well."""
    import cv2

    apart = np.abs(one.astype(np.float32) - other)
    blocks = cv2.resize(apart, (16, 16), interpolation=cv2.INTER_AREA)
    return bool(apart.mean() < _SAME and blocks.max() < _SPOT)


def _heard_alike(one: Clip, other: Clip) -> bool:
    if one.sound is None or other.sound is None:
        return one.sound is other.sound
    a, b = (np.asarray(clip.read_sound(0, None, rate=48000, mono=True)) for clip in (one, other))
    return bool(a.shape == b.shape and np.abs(a - b).max(initial=0) < _HEARD)
