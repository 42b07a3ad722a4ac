"""What lies in a folder of rushes and is no take: it is said, with what brings it in."""

from itertools import islice
from pathlib import Path

from ..folders import from_here
from ..media.animation import kind_of_picture

FILMS = (
    ".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".mts", ".m2ts", ".mxf", ".3gp", ".mpg", ".mpeg",
    ".ts", ".wmv", ".flv", ".ogv", ".gif", ".apng",
)  # fmt: skip
"""What counts as a take in a folder without ``truth.json``."""

_STILLS = (
    ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".avif", ".heic", ".heif", ".dng",
)  # fmt: skip
_SOUNDS = (
    ".wav",
    ".mp3",
    ".aac",
    ".m4a",
    ".aif",
    ".aiff",
    ".flac",
    ".ogg",
    ".opus",
    ".wma",
    ".caf",
)
_OTHER_FILMS = (
    ".vob", ".m2v", ".dv", ".f4v", ".asf", ".mod", ".tod", ".mjpeg", ".h264", ".hevc", ".ivf", ".y4m",
    ".insv", ".360", ".lrv", ".braw", ".r3d", ".rmvb", ".divx",
)  # fmt: skip
_NAMED = 3
_MOST_FILES = 1000  # that are looked at in folders inside


def left_out(folder: Path) -> list[str]:
    """Say what a folder holds besides its takes.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    list of str
        A sentence for each kind of thing, with what to do. Nothing is said of hidden files, captions
        and notes.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     for file in ("4A-1.mp4", "slate.jpg", "notes.txt"):
    ...         (Path(name) / file).touch()
    ...     left_out(Path(name))
    ['slate.jpg is a still picture: no take.']
    """
    files: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if not path.name.startswith("."):
            files.setdefault(_kind(path), []).append(path)
    return [say(files[kind]) for kind, say in _SAID.items() if kind in files]


def _kind(path: Path) -> str:
    ending = path.suffix.lower()
    if path.is_dir():
        return "folder" if _folder_of_films(path) else ""
    if ending in FILMS or not path.is_file():
        return ""
    picture = kind_of_picture(path)
    if picture is not None:
        return "animation" if picture[1] else "still"
    kinds = {"still": _STILLS, "sound": _SOUNDS, "film": _OTHER_FILMS}
    return next((kind for kind, endings in kinds.items() if ending in endings), "")


def _folder_of_films(folder: Path) -> Path | None:
    """Return the first folder in this one, or itself, that has films in it."""
    for path in islice(folder.rglob("*"), _MOST_FILES):
        if path.suffix.lower() in FILMS and not path.name.startswith("."):
            return path.parent
    return None


def _animations(paths: list[Path]) -> str:
    one = len(paths) == 1
    are = "is an animation, which is" if one else "are animations, which are"
    return f"{_names(paths)} {are} no film yet: ku.import_footage({_first(paths)}) makes one of it."


def _stills(paths: list[Path]) -> str:
    return f"{_names(paths)} {'is a still picture' if len(paths) == 1 else 'are still pictures'}: no take."


def _sounds(paths: list[Path]) -> str:
    return f"{_names(paths)} {'is' if len(paths) == 1 else 'are'} sound: ku.sound({_first(paths)}) reads it."


def _films(paths: list[Path]) -> str:
    are = "may be a film" if len(paths) == 1 else "may be films"
    return f"{_names(paths)} {are}: try ku.import_footage({_first(paths)})."


def _folders(paths: list[Path]) -> str:
    where = from_here(_folder_of_films(paths[0]) or paths[0])
    holds = "a folder inside, holds" if len(paths) == 1 else "folders inside, hold"
    return f"{_names(paths)}, {holds} films too: ku.rushes({where!r}) opens them."


_SAID = {
    "animation": _animations,
    "film": _films,
    "folder": _folders,
    "sound": _sounds,
    "still": _stills,
}


def _names(paths: list[Path]) -> str:
    names = [path.name for path in paths]
    if len(names) > _NAMED:
        names = [*names[: _NAMED - 1], f"{len(names) - _NAMED + 1} more"]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _first(paths: list[Path]) -> str:
    return repr(from_here(paths[0]))
