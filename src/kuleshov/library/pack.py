"""The studio in one file: taken home at the end of a course, and opened again elsewhere.

A pack is a plain zip. It comes from other people's machines, so unpacking trusts nothing: no
name that leaves the folder, no links, no file larger than it says, and nothing of yours is
ever overwritten.
"""

import os
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..errors import LibraryError
from ..files import whole

_LARGEST = 20 * 1024**3
_STORED = {".mp4", ".mov", ".m4a", ".webm", ".mkv", ".png", ".jpg", ".gif", ".zip", ".otioz"}
_DATE = (1980, 1, 1, 0, 0, 0)
_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789"),
}


@dataclass(frozen=True)
class Packed:
    """What went into a pack, or came out: the place, the files, and what was left out and why."""

    path: Path
    files: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __str__(self) -> str:
        told = f"{self.path} ({len(self.files)} {'file' if len(self.files) == 1 else 'files'})"
        return "\n".join([told, *(f"left out: {reason}" for reason in self.left_out)])


def pack(folder: Path | str, to: Path | str) -> Packed:
    """Put a folder into one zip. The same folder gives the same bytes.

    Parameters
    ----------
    folder : Path or str
        The studio, or any folder.
    to : Path or str
        The zip to write. It must not exist yet.

    Returns
    -------
    Packed
        Links and hidden files are left out, and named.

    Raises
    ------
    LibraryError
        Where there is no such folder, nothing in it, or a file of that name.
    """
    folder, to = Path(folder), Path(to)
    if not folder.is_dir():
        raise LibraryError(f"There is no folder {folder} to pack.")
    if to.exists():
        raise LibraryError(f"{to} is there already. Move it away, or give another name.")
    if not to.parent.is_dir():
        raise LibraryError(f"There is no folder {to.parent} to put the pack into.")
    files, left_out = _what_to_pack(folder)
    if not files:
        raise LibraryError(f"There is nothing in {folder} to pack.")
    _write(folder, files, to)
    return Packed(to, tuple(files), tuple(left_out))


def unpack(archive: Path | str, into: Path | str) -> Packed:
    """Open a pack into a folder, all of it or nothing.

    Parameters
    ----------
    archive : Path or str
        A zip that :func:`pack` wrote, or any.
    into : Path or str
        The folder; made if it is missing.

    Raises
    ------
    LibraryError
        Where the zip is missing, damaged or locked, holds a name that leaves the folder, a link
        or too much for the disk, or where a file of yours would be overwritten.
    """
    archive, into = Path(archive), Path(into)
    if not archive.is_file():
        raise LibraryError(f"There is no pack {archive}.")
    try:
        with zipfile.ZipFile(archive) as pack:
            members = [member for member in pack.infolist() if not member.is_dir()]
            names = _safe_names(members, archive)
            _need_room(members, into, archive)
            _refuse_to_overwrite(names, into)
            _extract(pack, dict(zip(names, members, strict=True)), into)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as problem:
        raise LibraryError(
            f"{archive} is damaged or is no zip ({problem}). Nothing was unpacked. Copy it again."
        ) from None
    except OSError as problem:
        raise LibraryError(f"{archive} could not be unpacked into {into} ({problem}).") from None
    except RuntimeError as problem:  # what zipfile says of a password
        raise LibraryError(f"{archive} can't be opened: {problem}. Nothing was unpacked.") from None
    return Packed(into, tuple(names))


def _what_to_pack(folder: Path) -> tuple[list[str], list[str]]:
    """Return the names of files to take, in order, and a reason for each that is left out."""
    files, left_out = [], []
    for path in _walk(folder):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            left_out.append(f"{name}: it is a link to {path.readlink()}")
        elif any(part.startswith(".") for part in PurePosixPath(name).parts):
            left_out.append(f"{name}: it is hidden")
        elif path.is_file():
            files.append(name)
    return files, left_out


def _walk(folder: Path) -> Iterator[Path]:
    """Yield all that lies in a folder, sorted, without following links."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)
        else:
            yield path


def _write(folder: Path, files: list[str], to: Path) -> None:
    try:
        with whole(to) as draft, zipfile.ZipFile(draft, "w") as pack:
            for each in files:
                if (folder / each).resolve() != draft.resolve():
                    _put(pack, folder / each, each)
    except OSError as problem:
        raise LibraryError(f"The pack {to} could not be written: {problem.strerror}.") from problem


def _put(pack: zipfile.ZipFile, path: Path, name: str) -> None:
    """Add a file with a date that says nothing, so that the same studio gives the same zip."""
    about = zipfile.ZipInfo(name, _DATE)
    about.external_attr = (stat.S_IFREG | 0o644) << 16
    stored = path.suffix.lower() in _STORED
    about.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    about.file_size = path.stat().st_size
    with path.open("rb") as source, pack.open(about, "w") as target:
        shutil.copyfileobj(source, target, 1024 * 1024)


def _safe_names(members: list[zipfile.ZipInfo], archive: Path) -> list[str]:
    """Return each member's name, once none of them can do harm."""
    if not members:
        raise LibraryError(f"{archive} is empty.")
    seen: set[str] = set()
    for member in members:
        reason = _harm(member)
        if reason is None and member.filename.casefold() in seen:
            reason = "stands in it twice"
        if reason:
            raise LibraryError(f"{archive} was not unpacked: {member.filename!r} {reason}.")
        seen.add(member.filename.casefold())
    for name in seen:
        if any(parent.as_posix() in seen for parent in PurePosixPath(name).parents):
            raise LibraryError(f"{archive} was not unpacked: {name!r} lies inside a file.")
    return [member.filename for member in members]


def _harm(member: zipfile.ZipInfo) -> str | None:
    """Say why a member can't be trusted; None if it can."""
    name = member.orig_filename
    parts = name.split("/")
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "is not a plain file"
    if name.startswith("/") or "\\" in name or ":" in name or ".." in parts:
        return "would leave the folder"
    if any(part in ("", ".") for part in parts) or any(ord(char) < 32 for char in name):
        return "is no name for a file"
    if any(part.split(".")[0].casefold() in _RESERVED or part[-1] in " ." for part in parts):
        return "can't be written on every system"
    if max(map(len, parts)) > 200 or len(name) > 1000:
        return "has too long a name"
    return None


def _need_room(members: list[zipfile.ZipInfo], into: Path, archive: Path) -> None:
    total = sum(member.file_size for member in members)
    home = next(parent for parent in (into, *into.absolute().parents) if parent.exists())
    free = shutil.disk_usage(home).free
    if total > min(_LARGEST, free):
        raise LibraryError(
            f"{archive} holds {total / 1e9:.1f} GB, and {min(_LARGEST, free) / 1e9:.1f} GB may be "
            f"unpacked into {into}. Nothing was unpacked."
        )


def _refuse_to_overwrite(names: list[str], into: Path) -> None:
    if into.exists() and not into.is_dir():
        raise LibraryError(f"{into} is a file, not a folder to unpack into.")
    there = [name for name in names if os.path.lexists(into / name)]
    if there:
        more = f" and {len(there) - 3} more" if len(there) > 3 else ""
        raise LibraryError(
            f"In {into} there is already {', '.join(there[:3])}{more}. Nothing was overwritten: "
            "unpack into an empty folder, or move yours away."
        )
    links = [name for name in names if _leaves(into, into / name)]
    if links:
        raise LibraryError(
            f"{into / links[0]} would lie behind a link that leads out of {into}. Nothing was "
            "unpacked."
        )


def _leaves(into: Path, path: Path) -> bool:
    return not path.parent.resolve().is_relative_to(into.resolve())


def _extract(pack: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], into: Path) -> None:
    """Write everything beside its place first, and move it there when all of it is whole."""
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".unpacking-", dir=into) as beside:
        for name, member in members.items():
            target = Path(beside) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy_out(pack, member, target)
        for name in members:
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(beside) / name).rename(into / name)


def _copy_out(pack: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """Copy a member out; zipfile stops at the size that it declares, and checks its sum."""
    with pack.open(member) as source, target.open("xb") as file:
        shutil.copyfileobj(source, file, 1024 * 1024)
