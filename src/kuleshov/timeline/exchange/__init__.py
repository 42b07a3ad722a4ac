"""Edits in and out: the kit's own text and JSON, OpenTimelineIO, EDL, FCP 7 XML and FCPXML.

An .otio holds everything. The other programs' formats hold less; what an edit loses on the way
out, was guessed or could not be understood on the way in, is said in ``cut.said`` and never passed
over.

==========  ===================================================================
.edit       text, one shot a line: everything
.json       the same as data: everything
.otio       OpenTimelineIO: everything (grades for this kit alone); picture and sound tracks, media by relative path
.otioz      the same with the media in one file
.edl        CMX 3600, of which the kit writes the picture only: in, out, dissolves,
            fades, notes, markers, and in comments of its own the rate and the titles
.xml        Final Cut Pro 7 (Premiere, Resolve): all but grades, fades and dissolves where one
            side is black, and of lanes their names and fades
.fcpxml     Final Cut Pro, Resolve: all but grades, fades of black, fades in lanes and
            markers; its bundles, .fcpxmld, are read
==========  ===================================================================

Whatever comes in becomes an OpenTimelineIO timeline first (:mod:`.read_edl`, :mod:`.read_fcp7`,
:mod:`.read_fcpxml`, or OpenTimelineIO's own reader), and that an edit (:mod:`.from_otio`): at each moment the topmost
picture, with its own sound; what else sounds lies in lanes. Text may be coded in UTF-8, UTF-16 or Windows-1252.
"""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

from ...errors import EditError
from ...folders import studio
from ...media.sound import Sound
from ...timecode import read_rate
from ...words import some
from .. import text
from ..edit import Edit, EditWithTakes
from ..take_names import unknown_takes
from .file_words import file_words

_ADAPTERS = {
    ".otio": "otio_json",
    ".otioz": "otioz",
}
FORMATS = (".edit", ".json", ".otio", ".otioz", ".edl", ".xml", ".fcpxml")
_BUNDLE = ".fcpxmld"  # a folder; mail programs make it a .zip
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
    if "\0" in str(path):
        raise EditError("A sign that no file's name can have stands in this one: a null byte.")
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
            elif suffix == ".edl":
                losses = _write_edl(cut, draft)
            elif suffix == ".xml":
                losses = _write_fcp7(cut, draft)
            elif suffix == ".fcpxml":
                losses = _write_fcpxml(cut, draft)
            else:
                losses = _write_otio(cut, draft, target, suffix)
            draft.replace(target)
    except OSError as error:
        raise EditError(f"{target} could not be saved: {error.strerror or error}.") from None
    cut.said = " ".join(losses)
    # a bare name would mean the studio: load(save("./first.edl")) has to find it again
    return target if target.parent != Path() else Path.cwd() / target


def load(
    path: str | Path,
    rushes: Mapping[str, Any] | None = None,
    rate: int | float | str | Fraction | None = None,
    timeline: str | None = None,
) -> tuple[Edit, list[str]]:
    """Read an edit, and what could not be understood of it. See :meth:`kuleshov.timeline.Cut.load`.

    Parameters
    ----------
    path : str or Path
        Its ending says the format; a bare name lies in the studio, ``"./name"`` beside the notebook.
    rushes : mapping, optional
        Where takes are found by name.
    rate : int, float, str or Fraction, optional
        Frames a second, where the file doesn't say it or should be read at another.
    timeline : str, optional
        Which one, where the file holds several.

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
    suffix = _suffix(source, to_read=True)
    is_there = os.path.isfile(source)  # noqa: PTH113 - False for any odd name
    if not is_there and not (suffix == _BUNDLE and source.is_dir()):
        beside = Path(source.name)
        is_beside = os.path.isfile(beside)  # noqa: PTH113
        hint = f' There is one beside the notebook: "./{beside}".' if is_beside else ""
        raise EditError(f"There is no edit at {source}.{hint}")
    if suffix != ".otioz" and source.stat().st_size > MAX_BYTES:
        raise EditError(f"{source.name} is over 50 MB: it is not an edit.")
    if suffix in (".edit", ".json"):
        edit = _read_own(source, suffix)
        return edit, unknown_takes(edit, rushes)
    from . import read_fcpxml
    from .from_otio import from_otio  # OpenTimelineIO takes a while to import
    from .read_edl import read_edl
    from .read_fcp7 import read_fcp7

    asked = None if rate is None else read_rate(rate)
    if suffix == ".edl":
        held, said = read_edl(file_words(source), rushes, asked)
    elif suffix == ".xml":
        held, said = read_fcp7(source.read_bytes())
    elif suffix in (".fcpxml", _BUNDLE):
        held, said = read_fcpxml.read(source, timeline, asked)
        timeline = None  # it is chosen already
    else:
        held, said = _read_otio(source, suffix), []
    read = from_otio(held, rushes, asked, timeline)
    said = [*said, *read.said]
    lacking = unknown_takes(read.edit, rushes)
    return read.edit, said + [each for each in lacking if each not in said]


def _suffix(path: Path, to_read: bool = False) -> str:
    suffix = path.suffix.lower()
    if to_read and path.name.lower().endswith((_BUNDLE, f"{_BUNDLE}.zip")):
        return _BUNDLE
    if suffix not in FORMATS:
        raise EditError(f"{path.name}: an edit is kept as {', '.join(FORMATS)}.")
    return suffix


def _read_own(source: Path, suffix: str) -> Edit:
    words = file_words(source)
    if not words.strip():
        raise EditError(f"{source.name} is empty: nothing is written in it.")
    return text.from_text(words) if suffix == ".edit" else text.from_json(words)


def _check_shots(cut: EditWithTakes, suffix: str) -> None:
    if not cut.shots and suffix != ".otio":
        raise EditError(
            f"This edit is empty; only .edit, .json and .otio can hold it, not {suffix}."
        )


def _write_edl(cut: EditWithTakes, draft: Path) -> list[str]:
    from .source_times import first_frame, start_timecode
    from .write_edl import write_edl

    _check_shots(cut, ".edl")
    takes = {shot.take: cut.take(shot.take) for shot in cut.shots if not shot.is_card}
    files = {name: path.name if (path := _path(take)) else "" for name, take in takes.items()}
    begins = {name: start_timecode(take) for name, take in takes.items()}
    starts = {n: round(first_frame(start, cut.rate)) for n, start in begins.items() if start}
    words, lost = write_edl(cut.edit, files, starts)
    draft.write_text(words, encoding="utf-8")
    return _losses(cut.edit, ".edl", lost)


def _write_fcp7(cut: EditWithTakes, draft: Path) -> list[str]:
    from .write_fcp7 import Material, write_fcp7

    _check_shots(cut, ".xml")
    material = {}
    for name in _names(cut):
        take: Any = cut.take(name)
        path = _path(take)
        file = path.name if path else ""
        address = _address(take, None, ".xml")
        if isinstance(take, Sound):  # its rate is one of samples
            material[name] = Material(file, address, cut.rate, cut.take_frames(name), False)
        else:
            material[name] = Material(file, address, Fraction(take.rate), int(take.frames))
    words, lost = write_fcp7(cut.edit, material)
    draft.write_text(words, encoding="utf-8")
    return _losses(cut.edit, ".xml", lost)


def _write_fcpxml(cut: EditWithTakes, draft: Path) -> list[str]:
    from .write_fcpxml import write

    _check_shots(cut, ".fcpxml")
    return write(cut, draft)


def _names(cut: EditWithTakes) -> list[str]:
    return sorted(cut.edit.takes())


def _write_otio(cut: EditWithTakes, draft: Path, target: Path, suffix: str) -> list[str]:
    import opentimelineio as otio

    from .to_otio import to_otio

    _check_shots(cut, suffix)

    folder = target.parent if suffix == ".otio" else None
    media = {name: _address(cut.take(name), folder, suffix) for name in _names(cut)}
    timeline = to_otio(cut.edit, media, cut=cut)
    arguments: dict[str, Any] = {}
    if suffix == ".otioz":
        policy = otio.adapters.file_bundle_utils.MediaReferencePolicy.MissingIfNotFile
        arguments["media_policy"] = policy
    try:
        otio.adapters.write_to_file(timeline, str(draft), _ADAPTERS[suffix], **arguments)
    except OSError:
        raise
    except Exception as error:  # adapters raise their own many kinds
        raise EditError(f"This edit can't be written as {suffix}: {error}") from None
    return []


def _read_otio(source: Path, suffix: str) -> Any:
    """Return what another program's file holds: a timeline, or a collection of them."""
    import opentimelineio as otio

    try:
        if suffix == ".otio":
            words = file_words(source)
            _check_json(source.name, suffix, words)
            return otio.adapters.read_from_string(words, _ADAPTERS[suffix])
        if suffix == ".otioz":
            _check_json(source.name, suffix, _bundled(source))
        return otio.adapters.read_from_file(str(source), _ADAPTERS[suffix])
    except EditError:
        raise
    except Exception as error:  # a damaged file makes adapters raise almost anything
        reason = (str(error).strip() or type(error).__name__).splitlines()[0][:120]
        raise EditError(f"{source.name} can't be read as {suffix} ({reason}).") from None


def _bundled(source: Path) -> bytes:
    """Return the timeline that a bundle holds."""
    try:
        with zipfile.ZipFile(source) as bundle, bundle.open("content.otio") as file:
            data = file.read(MAX_BYTES + 1)
    except (ValueError, KeyError, OSError, zipfile.BadZipFile):
        raise EditError(f"{source.name} can't be read as .otioz: it is damaged.") from None
    if len(data) > MAX_BYTES:
        raise EditError(f"{source.name} holds over 50 MB of text: it is not an edit.")
    return data


def _check_json(name: str, suffix: str, data: str | bytes) -> None:
    """Refuse JSON that is nested so deeply that OpenTimelineIO's own reader would crash."""
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        raise EditError(f"{name} can't be read as {suffix}: it is damaged.") from None


def _path(take: Any) -> Path | None:
    path = getattr(getattr(take, "clip", take), "path", None)
    return None if path is None else Path(path)


def _address(take: Any, folder: Path | None, suffix: str = "") -> str:
    """Return where a take's file lies: its path from ``folder``, else its whole address."""
    path = _path(take)
    if path is None:
        return ""
    if folder is not None:
        with suppress(ValueError):  # another drive on Windows has no relative path
            return Path(os.path.relpath(path, folder)).as_posix()
    address = path.resolve().as_uri()
    if suffix == ".xml":  # Premiere and Resolve find media by this form only
        address = address.replace("file:///", "file://localhost/", 1)
    return address


def _losses(edit: Edit, suffix: str, transitions: list[str] | None = None) -> list[str]:
    """Say what a format does not keep of an edit."""
    from .lane_tracks import changed_in_lanes, levels_written, lost_in_lanes
    from .lost_grades import lost_grades

    name = {".edl": "The kit's EDL", ".xml": "FCP 7 XML"}[suffix]
    parts = {
        "split edits": suffix == ".edl" and any(s.split for s in edit.shots),
        "which shots are picture only": suffix == ".edl"
        and any(s.picture_only for s in edit.shots),
        "sound levels": suffix == ".edl" and any(s.gain for s in edit.shots),
        **dict.fromkeys(lost_in_lanes(edit, lanes=suffix == ".xml"), True),
        **dict.fromkeys(transitions or [], True),
    }
    lost = [what for what, is_lost in parts.items() if is_lost]
    said = [f"{name} does not keep {some(lost)}."] if lost else []
    said += lost_grades(edit, name)
    if suffix == ".xml":
        said += changed_in_lanes(edit, "tracks")
    if suffix == ".xml" and max(levels_written(edit), default=0) > 12:
        said.append("Other programs play levels above +12 dB as +12 dB.")
    if suffix == ".edl" and any(shot.text for shot in edit.shots):
        said.append("Other programs show black where this EDL has titles.")
    return said
