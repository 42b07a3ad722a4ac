"""Small habits with files: written whole or not at all, one writer at a time, known by hash."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

_DRAFT = re.compile(r"\..+\.[a-z0-9_]{8}(\.\w+)?")  # as draft_of names them


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in lower-case hexadecimal.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str
        64 letters.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_file(path: Path) -> bool:
    """Say whether a file is there; False of any name that no file can have.

    Parameters
    ----------
    path : Path

    Returns
    -------
    bool

    Examples
    --------
    >>> is_file(Path("a\\0b"))
    False
    """
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises where a name is too long


@contextmanager
def whole(path: Path, mode: int = 0o644, lasting: bool = True) -> Iterator[Path]:
    """Give an empty file to write to, which takes the place of ``path`` when the block ends well.

    A reader sees the old file or the new one, never half of it; where the block fails the old one
    stays and nothing is left beside it.

    Parameters
    ----------
    path : Path
        Its folder must be there.
    mode : int
        The new file's permissions.
    lasting : bool
        Whether to wait until the bytes are on the disk; a cache need not.

    Yields
    ------
    Path
        Hidden, in the same folder, with the same ending.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with whole(Path(folder) / "log.txt") as draft:
    ...         _ = draft.write_text("nine shots")
    ...     (Path(folder) / "log.txt").read_text()
    'nine shots'
    """
    draft = draft_of(path)
    try:
        yield draft
        if lasting:
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
        draft.chmod(mode)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def draft_of(path: Path) -> Path:
    """Make an empty, hidden file beside ``path`` with the same ending, and return where it lies."""
    handle, name = tempfile.mkstemp(f"{path.suffix}", f".{path.stem[:40]}.", path.parent)
    os.close(handle)
    return Path(name)


def clear_drafts(folder: Path) -> None:
    """Remove what a killed process left half written; nobody may be writing there meanwhile.

    Parameters
    ----------
    folder : Path
    """
    for path in folder.iterdir():
        if _DRAFT.fullmatch(path.name):
            path.unlink(missing_ok=True)


def write_whole(path: Path, text: str, lasting: bool = True) -> None:
    """Write a text file whole or not at all; what UTF-8 can't hold becomes a question mark.

    Parameters
    ----------
    path : Path
    text : str
        Its line ends are kept.
    lasting : bool
        Whether to wait until it is on the disk; what can be made again need not.
    """
    with whole(path, lasting=lasting) as draft:
        draft.write_bytes(text.encode("utf-8", "replace"))


def one_writer(path: Path) -> FileLock:
    """Return a lock beside ``path``, so that two notebooks can't overwrite each other's entries.

    Parameters
    ----------
    path : Path
        What is written while the lock is held; the lock lies beside it, hidden.

    Returns
    -------
    FileLock
        A context manager.
    """
    return FileLock(path.with_name(f".{path.name}.lock"))
