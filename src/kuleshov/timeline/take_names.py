"""Which take a clip in another program's edit shows: by its file, its name or its reel.

The file decides, because a clip can be renamed; then the clip's name, then its reel. A name is
the same in either of Unicode's spellings of an accent (macOS writes the long one into folders), in
capitals and small letters, with and without the file's ending, and wherever the file lies, on
Windows too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from ..words import meant, one_spelling
from .edit import Edit

_ENDINGS = [
    "mp4",
    "mov",
    "m4v",
    "mkv",
    "webm",
    "avi",
    "gif",
    "mxf",
    "mts",
    "m2ts",
    "mpg",
    "mpeg",
    "wmv",
    "ogv",
    "3gp",
    "r3d",
    "braw",
    "ari",
    "dng",
    "exr",
    "png",
    "jpg",
    "jpeg",
    "tif",
    "tiff",
    "webp",
    "avif",
    "apng",
    "wav",
    "mp3",
    "aac",
    "m4a",
    "aif",
    "aiff",
    "flac",
    "ogg",
    "opus",
    "wma",
    "caf",
]
SOUND_ENDINGS = ("wav", "mp3", "aac", "m4a", "aif", "aiff", "flac", "ogg", "opus", "wma", "caf")
_ENDING = re.compile(rf"\.({'|'.join(_ENDINGS)})$", re.IGNORECASE)
_REELS = ("cmx_3600", "fcp_xml")
_NO_REELS = ("AX", "BL", "AUX", "BLACK", "")


def file_name(address: str) -> str:
    """Return a file's own name from its address, however a program has written it.

    Parameters
    ----------
    address : str
        A path of this machine or another, or a ``file://`` address.

    Returns
    -------
    str
        Its last part, percent signs resolved where it is an address.

    Examples
    --------
    >>> file_name("file://localhost/C%3a/Rushes/4A-1%20b.mov"), file_name("E:\\\\Rushes\\\\4A-1.mov")
    ('4A-1 b.mov', '4A-1.mov')
    """
    if re.match(r"https?://", address, re.IGNORECASE):
        address = re.split(r"[?#]", address)[0]
    return unquote(re.split(r"[/\\]", unquote(address).rstrip("/\\"))[-1])


def without_ending(name: str) -> str:
    """Return a name without a film's or a sound's ending; other dots stay.

    Parameters
    ----------
    name : str

    Returns
    -------
    str

    Examples
    --------
    >>> without_ending("4A-1.MOV"), without_ending("Scene 4.2")
    ('4A-1', 'Scene 4.2')
    """
    return _ENDING.sub("", name) or name


def is_sound_file(item: Any) -> bool:
    """Say whether all that a clip refers to is a file of sound.

    Parameters
    ----------
    item : otio.schema.Item

    Returns
    -------
    bool

    Examples
    --------
    >>> import opentimelineio as otio
    >>> is_sound_file(otio.schema.Clip("song", otio.schema.ExternalReference("music/song.wav")))
    True
    """
    ending = PurePosixPath(file_name(_address(item))).suffix.lstrip(".").lower()
    return ending in SOUND_ENDINGS


def take_name(item: Any, takes: Collection[str] | None, cards: Iterable[str] = ()) -> str:
    """Return the name of the take that a clip shows.

    Parameters
    ----------
    item : otio.schema.Item
    takes : collection of str or None
        Names of the takes at hand.
    cards : iterable of str
        Names that mean black, a hole or a title; a take can't have them, so its file's ending
        stays.

    Returns
    -------
    str
        Of a take at hand where one fits, else what the clip calls itself.

    Examples
    --------
    >>> import opentimelineio as otio
    >>> media = otio.schema.ExternalReference("D:\\\\Rushes\\\\4A-1.mp4")
    >>> clip = otio.schema.Clip("he looks up", media_reference=media)
    >>> take_name(clip, ["4A-1", "4B-1"]), take_name(clip, None)
    ('4A-1', 'he looks up')
    """
    for name in _names(item):
        found = matching(name, takes or ())
        if found is not None:
            return found
    if (by_reel := take_by_reel(reel(item), takes or ())) is not None:
        return by_reel
    file = file_name(_address(item))
    name = next((each for each in (_name(item), file, reel(item)) if each), "unnamed")
    plain = one_spelling(without_ending(name))
    return one_spelling(file or f"{plain} (a take)") if plain in cards else plain


def matching(name: str, takes: Collection[str]) -> str | None:
    """Return the one take that a name can mean, or None.

    Parameters
    ----------
    name : str
        A file's name or a take's, with or without an ending.
    takes : collection of str

    Returns
    -------
    str or None

    Examples
    --------
    >>> matching("4a-1.MOV", ["4A-1", "4A-2"]), matching("IMG_1", ["IMG_1.MOV", "IMG_1.mp4"])
    ('4A-1', None)
    """
    if not name:
        return None
    for key in (lambda n: n, one_spelling, _folded, _stem_folded):
        fits = [take for take in takes if key(str(take)) == key(name)]
        if len(fits) == 1:
            return str(fits[0])
    return None


def reel_name(take: str) -> str:
    """Return a take's reel as CMX 3600 allows it: eight capitals and digits.

    Parameters
    ----------
    take : str

    Returns
    -------
    str

    Examples
    --------
    >>> reel_name("4A-1"), reel_name("scene 12, take 3")
    ('4A1', 'SCENE12T')
    """
    reel = "".join(c for c in take.upper() if c.isascii() and c.isalnum())[:8]
    return "AX" if reel in _NO_REELS else reel  # BL would be black


def take_by_reel(name: str, takes: Collection[str]) -> str | None:
    """Return the one take that a reel can mean, by its name or by the reel that it would get.

    Parameters
    ----------
    name : str
    takes : collection of str

    Returns
    -------
    str or None

    Examples
    --------
    >>> take_by_reel("4A1", ["4A-1", "4A-2"]), take_by_reel("AX", ["4A-1", "?"])
    ('4A-1', None)
    """
    if name.upper() in _NO_REELS:
        return None
    found = matching(name, takes)
    fits = [str(take) for take in takes if reel_name(str(take)) == reel_name(name)]
    return found or (fits[0] if len(fits) == 1 else None)


def reel(item: Any) -> str:
    """Return a clip's reel, "" where it has none or only a stand-in.

    Parameters
    ----------
    item : otio.schema.Item

    Returns
    -------
    str

    Examples
    --------
    >>> import opentimelineio as otio
    >>> reel(otio.schema.Clip("x", metadata={"cmx_3600": {"reel": "A001"}}))
    'A001'
    """
    for key in _REELS:
        own = item.metadata.get(key)
        name = str(own.get("reel") or "") if hasattr(own, "get") else ""
        if name and name.upper() not in _NO_REELS:
            return name
    return ""


def unknown_takes(edit: Edit, rushes: Iterable[str] | None) -> list[str]:
    """Say which takes of an edit the rushes lack, and which may have been meant.

    Parameters
    ----------
    edit : Edit
    rushes : mapping or iterable of str, optional
        The takes' names. Without them nothing is known to lack.

    Returns
    -------
    list of str
        A sentence for each take, in the order of the film.

    Examples
    --------
    >>> from kuleshov.timeline import Shot
    >>> unknown_takes(Edit(shots=(Shot("4C-1", 24, 48), Shot("4A-1", 24, 48))), ["4A-1", "KB-1"])
    ['There is no take 4C-1 among the rushes. Did you mean 4A-1?']
    """
    if rushes is None:
        return []
    held = {one_spelling(str(name)) for name in rushes}
    return [
        f"There is no take {name} among the rushes.{meant(name, sorted(held))}"
        for name in edit.takes()
        if name not in held
    ]


def _names(item: Any) -> Iterator[str]:
    """Yield all that may name the take, the surest first."""
    yield file_name(_address(item))
    yield _name(item)
    reference = getattr(item, "media_reference", None)
    yield str(getattr(reference, "name", "") or "")


def _name(item: Any) -> str:
    return str(item.name or "").strip()


def _address(item: Any) -> str:
    reference = getattr(item, "media_reference", None)
    return str(getattr(reference, "target_url", "") or getattr(reference, "name_prefix", "") or "")


def _folded(name: str) -> str:
    return one_spelling(name).casefold()


def _stem_folded(name: str) -> str:
    return without_ending(_folded(name))
