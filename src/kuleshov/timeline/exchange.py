"""Edits in and out: the kit's own text and JSON, OpenTimelineIO, EDL, FCP 7 XML and FCPXML.

An .otio holds everything. The other programs' formats hold less; what an edit loses on the way
out, or could not be understood on the way in, is said in ``cut.said`` and never passed over.

==========  ===================================================================
.edit       text, one shot a line: everything
.json       the same as data: everything
.otio       OpenTimelineIO: everything; picture and sound tracks, media by relative path
.otioz      the same with the media in one file
.edl        CMX 3600, of which the kit writes the picture only: in, out, dissolves
.xml        Final Cut Pro 7 (Premiere, Resolve): picture, sound, split edits
.fcpxml     Final Cut Pro X: picture, sound, split edits
==========  ===================================================================
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import EditError
from ..folders import studio
from . import text
from .edit import Edit, EditWithTakes

if TYPE_CHECKING:
    from .from_otio import Read

_ADAPTERS = {
    ".otio": "otio_json",
    ".otioz": "otioz",
    ".edl": "cmx_3600",
    ".xml": "fcp_xml",
    ".fcpxml": "fcpx_xml",
}
FORMATS = (".edit", ".json", *_ADAPTERS)
MAX_BYTES = 50_000_000


def place(path: str | Path) -> Path:
    """Return where a name lies: a bare file name in the studio, any other path as it stands.

    Parameters
    ----------
    path : str or Path
        ``~`` is the user's own folder; ``"./first.edl"`` lies beside the notebook.

    Returns
    -------
    Path
        The studio's folder is made where it is not there yet.

    Raises
    ------
    LibraryError
        Where a bare name is given and there is no studio.

    Examples
    --------
    >>> place("films/first.edit").as_posix()
    'films/first.edit'
    """
    beside = isinstance(path, str) and path.startswith(("./", ".\\"))  # Path drops the dot
    path = Path(path).expanduser()
    return path if beside or path.parent != Path() else studio() / path


def save(cut: EditWithTakes, path: str | Path) -> Path:
    """Write an edit, whole or not at all. See :meth:`kuleshov.timeline.Cut.save`.

    Parameters
    ----------
    cut : Cut
        Its ``said`` tells afterwards what the format does not keep.
    path : str or Path
        Its ending says the format; a bare name lies in the studio, ``"./name"`` beside the notebook.

    Returns
    -------
    Path
        Where it was written.

    Raises
    ------
    EditError
        Where the ending names no known format, the format can't hold this edit, a take isn't at
        hand, or the disk refuses.

    See Also
    --------
    load : The way back.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("first").title_card("The Understudy", "2.0")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(cut, Path(folder) / "first.edit").read_text().splitlines()[-1]
    'title 02:00 "The Understudy"'
    """
    target = place(path)
    suffix = _suffix(target)
    losses: list[str] = []
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".saving-") as folder:
            draft = Path(folder) / target.name
            if suffix == ".edit":
                draft.write_text(text.to_text(cut.edit), encoding="utf-8")
            elif suffix == ".json":
                draft.write_text(text.to_json(cut.edit), encoding="utf-8")
            else:
                losses = _write_otio(cut, draft, target, suffix)
            draft.replace(target)
    except OSError as error:
        raise EditError(f"{target} could not be saved: {error.strerror or error}.") from None
    cut.said = " ".join(losses)
    return target


def load(path: str | Path, rushes: Mapping[str, Any] | None = None) -> tuple[Edit, list[str]]:
    """Read an edit, and what could not be understood of it. See :meth:`kuleshov.timeline.Cut.load`.

    Parameters
    ----------
    path : str or Path
        Its ending says the format; a bare name lies in the studio, ``"./name"`` beside the notebook.
    rushes : mapping, optional
        Where takes are found by name.

    Returns
    -------
    edit : Edit
    said : list of str
        What could not be understood, in sentences.

    Raises
    ------
    EditError
        Where the file is missing, damaged, over 50 MB, or holds no edit.

    See Also
    --------
    save : What writes such files.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("first").title_card("The Understudy", "2.0")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     edit, said = load(save(cut, Path(folder) / "first.json"))
    >>> edit == cut.edit, said
    (True, [])
    """
    source = place(path)
    if not source.is_file():
        beside = Path(source.name)
        hint = f' There is one beside the notebook: "./{beside}".' if beside.is_file() else ""
        raise EditError(f"There is no edit at {source}.{hint}")
    suffix = _suffix(source)
    if suffix != ".otioz" and source.stat().st_size > MAX_BYTES:
        raise EditError(f"{source.name} is over 50 MB: it is not an edit.")
    if suffix in (".edit", ".json"):
        return _read_own(source, suffix), []
    read = _read_otio(source, suffix, rushes)
    return read.edit, list(read.said)


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise EditError(f"{path.name}: an edit is kept as {', '.join(FORMATS)}.")
    return suffix


def _read_own(source: Path, suffix: str) -> Edit:
    try:
        words = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise EditError(f"{source.name} can't be read as text.") from None
    return text.from_text(words) if suffix == ".edit" else text.from_json(words)


def _write_otio(cut: EditWithTakes, draft: Path, target: Path, suffix: str) -> list[str]:
    import opentimelineio as otio

    from .otio_edit import to_otio

    if not cut.shots and suffix != ".otio":
        raise EditError(
            f"This edit is empty; only .edit, .json and .otio can hold it, not {suffix}."
        )
    if suffix == ".fcpxml" and cut.rate.denominator != 1:
        raise EditError(
            f"FCPXML can't be written at {cut.rate} frames a second here. Save .xml or .otio."
        )
    bundle = suffix == ".otioz"
    media = {
        name: _media_path(cut.take(name), None if bundle else target.parent)
        for name in {shot.take for shot in cut.shots if not shot.is_card}
    }
    own = suffix in (".otio", ".otioz")
    timeline = to_otio(cut.edit, media, sound=suffix != ".edl", cards=own, cut=cut)
    arguments: dict[str, Any] = {}
    if suffix == ".edl":
        arguments["rate"] = float(cut.rate)
    if bundle:
        policy = otio.adapters.file_bundle_utils.MediaReferencePolicy.MissingIfNotFile
        arguments["media_policy"] = policy
    try:
        otio.adapters.write_to_file(timeline, str(draft), _ADAPTERS[suffix], **arguments)
    except OSError:
        raise
    except Exception as error:  # adapters raise their own many kinds
        raise EditError(f"This edit can't be written as {suffix}: {error}") from None
    return _losses(cut.edit, suffix)


def _read_otio(source: Path, suffix: str, rushes: Mapping[str, Any] | None) -> Read:
    import opentimelineio as otio

    from .from_otio import from_otio

    arguments: dict[str, Any] = {"ignore_timecode_mismatch": True} if suffix == ".edl" else {}
    if suffix == ".edl" and _drops_frames(source):
        arguments["rate"] = 30000 / 1001
    if suffix in (".otio", ".otioz"):
        _check_json(source, suffix)
    try:
        timeline = otio.adapters.read_from_file(str(source), _ADAPTERS[suffix], **arguments)
    except Exception as error:  # a damaged file makes adapters raise almost anything
        reason = (str(error).strip() or type(error).__name__).splitlines()[0][:120]
        raise EditError(f"{source.name} can't be read as {suffix} ({reason}).") from None
    return from_otio(timeline, rushes)


def _drops_frames(source: Path) -> bool:
    """Say whether an EDL's timecode is drop-frame, 00:00:00;00: only 29.97 is written so."""
    return re.search(rb"\d\d:\d\d:\d\d;\d\d", source.read_bytes()) is not None


def _check_json(source: Path, suffix: str) -> None:
    """Refuse JSON that is nested so deeply that OpenTimelineIO's own reader would crash."""
    try:
        if suffix == ".otioz":
            with zipfile.ZipFile(source) as bundle, bundle.open("content.otio") as file:
                data = file.read(MAX_BYTES + 1)
        else:
            data = source.read_bytes()
        if len(data) > MAX_BYTES:
            raise EditError(f"{source.name} holds over 50 MB of text: it is not an edit.")
        json.loads(data)
    except EditError:
        raise
    except (ValueError, RecursionError, KeyError, OSError, zipfile.BadZipFile):
        raise EditError(f"{source.name} can't be read as {suffix}: it is damaged.") from None


def _media_path(take: Any, folder: Path | None) -> str:
    """Return a take's file as a path relative to ``folder``, absolute where there is none."""
    path = getattr(getattr(take, "clip", take), "path", None)
    if path is None:
        return ""
    if folder is None:
        return Path(path).resolve().as_uri()
    with suppress(ValueError):  # another drive on Windows has no relative path
        return Path(os.path.relpath(path, folder)).as_posix()
    return Path(path).resolve().as_uri()


def _losses(edit: Edit, suffix: str) -> list[str]:
    if suffix in (".otio", ".otioz"):
        return []
    name = {".edl": "The kit's EDL", ".xml": "FCP 7 XML", ".fcpxml": "FCPXML"}[suffix]
    parts = {
        "split edits": suffix == ".edl" and any(s.split for s in edit.shots),
        "sound levels": any(s.gain for s in edit.shots),
        "fades": any(s.fade_in or s.fade_out for s in edit.shots),
        "titles and black (they come back as gaps)": any(
            s.take in ("title", "black") for s in edit.shots
        ),
        "dissolves": suffix == ".fcpxml" and any(s.dissolve for s in edit.shots),
        "what stands before the first take": suffix == ".edl"
        and bool(edit.shots and edit.shots[0].is_card),
        "notes": any(s.note for s in edit.shots),
    }
    lost = [what for what, is_lost in parts.items() if is_lost]
    return [f"{name} does not keep {', '.join(lost)}."] if lost else []
