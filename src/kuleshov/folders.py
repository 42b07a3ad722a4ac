"""Where things lie: the course's folders, the student's studio, the cache.

One rule for all: the environment variable if it is set, else the nearest folder above the
working directory that looks like the course, else the checkout that this package runs from.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from .errors import LibraryError

_STUDIO: ContextVar[Path | None] = ContextVar("studio", default=None)


def course_root() -> Path:
    """Return the folder that holds ``course/`` and ``datasets/``.

    Raises
    ------
    LibraryError
        Where neither the working directory, nor a folder above it, nor the package's own
        checkout is a copy of the course.
    """
    named = os.environ.get("KULESHOV_HOME")
    here = Path.cwd()
    places = [Path(named)] if named else [here, *here.parents, Path(__file__).resolve().parents[2]]
    for place in places:
        if (place / "datasets").is_dir() and (place / "course").is_dir():
            return place
    raise LibraryError(
        "The course's folders were not found from here. Start JupyterLab with `make lab`, or set "
        "KULESHOV_HOME to the folder that holds course/ and datasets/."
    )


def studio() -> Path:
    """Return the folder of everything a student makes, made on first use."""
    return made(_studio())


@contextmanager
def studio_at(folder: Path) -> Iterator[None]:
    """Let another folder be the studio, with a ledger of its own, until the block ends.

    For what is made in somebody else's name: nothing of it gets into a student's own ledger. Other
    threads keep the studio that they had.

    Parameters
    ----------
    folder : Path

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> with studio_at(Path(mkdtemp()) / "elsewhere"):
    ...     studio().name
    'elsewhere'
    """
    before = _STUDIO.set(folder)
    try:
        yield
    finally:
        _STUDIO.reset(before)


def _studio() -> Path:
    return _STUDIO.get() or Path(os.environ.get("KULESHOV_STUDIO") or course_root() / "studio")


def whereabouts(path: str | Path) -> Path:
    """Return the file that a name means: where it says, else, for a bare name, in the studio.

    What lies in the working folder comes first; ``"./name"`` means that alone.
    """
    place = Path(path).expanduser()
    beside = isinstance(path, str) and path.startswith(("./", ".\\"))  # Path drops the dot
    if beside or place.parent != Path() or os.path.lexists(place):
        return place
    try:
        own = _studio() / place
    except LibraryError:
        return place
    return own if os.path.isfile(own) else place  # noqa: PTH113 - False for any odd name


def from_here(folder: Path) -> str:
    """Return a folder as one writes it in the working folder: ``../studio/footage``."""
    try:
        return Path(os.path.relpath(folder)).as_posix()
    except ValueError:  # on another drive
        return folder.as_posix()


def cache() -> Path:
    """Return the user's cache folder, made on first use."""
    named = os.environ.get("KULESHOV_CACHE")
    if named:
        folder = Path(named)
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
        folder = Path(base) / "kuleshov"
    return made(folder)


def made(folder: Path) -> Path:
    """Make a folder of the kit's where it is not there yet, and return it.

    Raises
    ------
    LibraryError
        Where it can't be made, for something else has its name, or nothing may be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise LibraryError(
            f"The folder {folder} can't be made: {problem.strerror}. Name another in "
            "KULESHOV_CACHE (what can be made again) or KULESHOV_STUDIO (your own work)."
        ) from None
    return folder
