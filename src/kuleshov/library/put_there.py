"""What publications wrote: so that words which somebody added there by hand are known for theirs.

The studio keeps a line for each file, its SHA-256 and its name. It stays right where a folder is
copied or moved, and no publication carries it along.
"""

from pathlib import Path

from ..files import one_writer, sha256, write_whole
from ..folders import made, studio


def remember(*files: Path) -> None:
    """Keep that these files are as a publication wrote them.

    Parameters
    ----------
    *files : Path
    """
    path = _record()
    made(path.parent)
    with one_writer(path):
        held = _lines(path)
        lines = dict.fromkeys([*held, *(f"{sha256(one)}  {one.name}" for one in files)])
        write_whole(path, "\n".join(lines) + "\n")


def was_put_there(file: Path) -> bool:
    """Say whether a file is as a publication wrote it: its bytes, under its name.

    Parameters
    ----------
    file : Path

    Returns
    -------
    bool
    """
    return f"{sha256(file)}  {file.name}" in _lines(_record())


def _record() -> Path:
    return studio() / ".published"


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8", "replace").splitlines() if path.is_file() else []
