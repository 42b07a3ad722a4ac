"""A folder of a site: written whole beside its place, and put only where nobody else's work lies."""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from ...errors import LibraryError
from ...files import sha256
from ...media.writing import disk

MARK = "programme.json"
"""What says that a folder was written here: each file's name with the hash of its bytes."""

_MADE = "kuleshov programme"


def write_site(target: Path, fill: Callable[[Path], None]) -> Path:
    """Write a site into a folder.

    Parameters
    ----------
    target : Path
        A new folder, an empty one, or a site that was written here and is as it was.
    fill : callable
        Writes everything into the folder that it is given.

    Returns
    -------
    Path
        ``target``.

    Raises
    ------
    LibraryError
        Where something else lies in ``target``; nothing is written.
    MediaError
        Where it can't be written.
    """
    if reason := _taken(target):
        raise LibraryError(
            f"{target} {reason} Give another folder with --to, or empty it yourself."
        )
    with disk(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".programme-", dir=target.parent) as beside:
            draft = Path(beside) / "site"
            draft.mkdir()
            fill(draft)
            mark = {"made_by": _MADE, "files": _hashes(draft)}
            (draft / MARK).write_text(json.dumps(mark, indent=1) + "\n", encoding="utf-8")
            if target.is_dir():
                target.rename(Path(beside) / "before")
            draft.rename(target)
    return target


def _taken(target: Path) -> str:
    """Say why nothing can be written there; "" where it can."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        return "is there already, and is no folder."
    if not target.is_dir() or not any(target.iterdir()):
        return ""
    try:
        mark = json.loads((target / MARK).read_bytes())
        known = dict(mark["files"]) if mark["made_by"] == _MADE else None
    except (OSError, ValueError, KeyError, TypeError):
        known = None
    if known is None:
        return "holds something that this command didn't write."
    there = _hashes(target)
    there.pop(MARK, None)
    changed = sorted(name for name in {*there, *known} if there.get(name) != known.get(name))
    return f"was changed since it was written ({changed[0]})." if changed else ""


def _hashes(folder: Path) -> dict[str, str]:
    return {
        one.relative_to(folder).as_posix(): "" if one.is_symlink() else sha256(one)
        for one in sorted(folder.rglob("*"))
        if one.is_symlink() or one.is_file()
    }
