"""Submissions out of the zip that Moodle or Canvas hands an instructor, each put in its place.

Moodle names a student's folder or file "Ada Lovelace_1234567_assignsubmission_file_...", Canvas a
file "lovelaceada_12345_67890_a2-first-cut.ipynb", with LATE in it where it came late. The first number
is the student's, and by it the marks go back: Moodle's *Identifier*, Canvas's *ID*. A zip with a folder
for each student is taken, too. Nothing is written outside the student's folder, and what lay there
before is kept. Two files of one name are both kept.

All names in such a zip but the first part are the student's to choose. So the student is read from
the first place in a name that tells one, and when a work came is never read from what was handed in.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ...errors import KuleshovError
from ...files import whole
from ...words import counted
from ..engine.intake import BROKEN_ZIP

MAX_FILE = 200_000_000
MAX_FILES = 20_000

_MOODLE = re.compile(
    r"(?:.*?/)??(?P<who>[^/]+?)_(?P<id>\d+)_assignsubmission_(?P<kind>[a-z]+)_?/?(?P<name>.*)",
    re.S,
)
_CANVAS = re.compile(r"(?:.*?/)??(?P<who>[^/_]+)_(?P<late>LATE_)?(?P<id>\d+)_\d+_(?P<name>[^/]+)")
_FOLDER = re.compile(r"(?P<id>(?=[^/]*\w)[\w.@ -]+)/(?P<name>.+)", re.S)
_TIME = "timestamp.txt"
_LONGEST = 200
"""Bytes of a file's or folder's name; disks take 255."""


@dataclass
class Collected:
    """What came out of a zip.

    Attributes
    ----------
    students : dict of str to str
        Who handed in something, and the name beside the number, where the zip tells it.
    late : list of str
        Whom Canvas calls late.
    replaced : list of str
        Whose earlier files were set aside.
    unchanged : list of str
        Whose files were there already.
    left : list of str
        Files that bear no student's number, or can't be taken, and why.
    """

    students: dict[str, str] = field(default_factory=dict)
    late: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def sentences(self) -> list[str]:
        """Say what was collected and what was not."""
        said = [f"{counted(len(self.students), 'student')} handed in something."]
        if self.unchanged:
            said.append(f"{counted(len(self.unchanged), 'submission')} of them lay there already.")
        if self.replaced:
            said.append(f"Replaced, the earlier ones set aside: {_listed(self.replaced)}.")
        if self.late:
            said.append(
                f"Canvas calls late: {_listed(self.late)}. The zip doesn't say by how much, so "
                "nothing is taken off; write a timestamp.txt beside the notebook where it shall be."
            )
        if self.left:
            said.append(f"Left in the zip: {_listed(self.left)}.")
        return said


def collect_zip(path: Path, assignment: str, submitted: Path, aside: Path) -> Collected:
    """Put each student's files where ``nbgrader collect`` would have put them.

    Parameters
    ----------
    path : Path
        The zip that Moodle or Canvas made, or one with a folder for each student.
    assignment : str
    submitted : Path
        The class's folder of submissions.
    aside : Path
        Where earlier files go that are replaced.

    Returns
    -------
    Collected

    Raises
    ------
    KuleshovError
        Where it is no zip, or nothing in it bears a student's number.
    """
    found = Collected()
    try:
        with zipfile.ZipFile(path) as archive:
            files = _sorted_out(archive, found)
    except FileNotFoundError:
        raise KuleshovError(f"There is no file {path}.") from None
    except KuleshovError:
        raise  # it says what is wrong
    except BROKEN_ZIP:
        raise KuleshovError(f"{path} is no zip, or was not downloaded whole.") from None
    for student, theirs in files.items():
        _put(student, theirs, submitted / student / assignment, aside, found)
    if not found.students:
        raise KuleshovError(
            f"Nothing in {path.name} bears a student's number as Moodle or Canvas writes it: "
            f"{_listed(found.left) or 'it is empty'}."
        )
    return found


def _sorted_out(archive: zipfile.ZipFile, found: Collected) -> dict[str, dict[str, bytes]]:
    """Return each student's files by their names; note who they are."""
    files: dict[str, dict[str, bytes]] = {}
    folders: dict[str, set[str]] = {}
    names = _names_of(archive)
    for info, match in names:
        if match is None:
            found.left.append(info.filename)
            continue
        try:
            data = _read(archive, info)
        except KuleshovError as problem:
            found.left.append(str(problem))
            continue
        student, parts = match["id"].strip(), match.groupdict()
        name = _plain(match["name"] or "unnamed")
        if match.re is not _FOLDER and name.lower() == _TIME:
            found.left.append(f"{info.filename} (the time is not the student's to tell)")
            continue
        theirs = files.setdefault(student, {})
        theirs[_unlike(name, theirs, folders.setdefault(student, set()))] = data
        found.students.setdefault(student, _person(parts))
        if parts.get("late") and student not in found.late:
            found.late.append(student)
    return files


def _names_of(archive: zipfile.ZipFile) -> list[tuple[zipfile.ZipInfo, re.Match[str] | None]]:
    """Return the files of a zip, each read by the one way of naming that fits most of them."""
    infos = [info for info in archive.infolist() if not info.is_dir() and _is_shown(info.filename)]
    if len(infos) > MAX_FILES:
        raise KuleshovError(f"The zip holds {len(infos)} files; at most {MAX_FILES} are taken.")
    moodle, canvas = (
        [way.fullmatch(info.filename) for info in infos] for way in (_MOODLE, _CANVAS)
    )
    folders = [_FOLDER.fullmatch(name) for name in _folders([info.filename for info in infos])]
    ways = [moodle] if any(moodle) else [canvas, folders]  # no folder is named like that by chance
    best = max(ways, key=lambda way: sum(bool(one) for one in way))
    return list(zip(infos, best, strict=True))


def _folders(names: list[str]) -> list[str]:
    """Return names with slashes, whatever Windows made of them, and without a folder around all."""
    parts = [name.replace("\\", "/").removeprefix("./").split("/") for name in names]
    tops = {one[0] for one in parts}
    students = {one[1] for one in parts if len(one) > 2}
    around = len(tops) == 1 and len(students) > 1 and all(len(one) > 2 for one in parts)
    return ["/".join(one[1:] if around else one) for one in parts]


def _is_shown(name: str) -> bool:
    """Say whether a file was handed in, and not put there by a Mac or by git.

    Copies that Jupyter keeps may be all that there is of somebody's work.
    """
    parts = [part for part in PurePosixPath(name).parts if part not in (".", "..")]
    return not any(
        part == "__MACOSX" or (part.startswith(".") and part != ".ipynb_checkpoints")
        for part in parts
    )


def _person(parts: dict[str, str | None]) -> str:
    """Return a student's name where Moodle tells it; Canvas runs first and last name together."""
    who = (parts.get("who") or "").strip()
    return who if parts.get("kind") and not who.startswith("Participant ") else ""


def _plain(name: str) -> str:
    """Return a place inside the student's folder, whatever the zip says."""
    parts = [
        part
        for part in PurePosixPath(name.replace("\\", "/")).parts
        if part not in ("/", "..", ".")
    ]
    return "/".join(_short(part.replace("\0", "")) for part in parts) or "unnamed"


def _short(name: str) -> str:
    """Return a name that every disk takes; its ending stays."""
    return name if len(name.encode()) <= _LONGEST else f"{name[:20]}..{name[-18:]}"


def _unlike(name: str, files: dict[str, bytes], folders: set[str]) -> str:
    """Return a name that no other file has, nor a folder of others: two of one name are two."""
    tried, number = name, 1
    while tried in files or tried in folders or not files.keys().isdisjoint(_above(tried)):
        number += 1
        tried = f"{number}/{name}"
    folders |= _above(tried)
    return tried


def _above(name: str) -> set[str]:
    return {place.as_posix() for place in PurePosixPath(name).parents}


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(info) as file:
            data = file.read(MAX_FILE + 1)
    except BROKEN_ZIP:
        raise KuleshovError(f"{info.filename} (damaged, or locked by a password)") from None
    if len(data) > MAX_FILE:
        raise KuleshovError(f"{info.filename} (over {MAX_FILE / 1e6:.0f} MB)")
    return data


def _put(
    student: str, files: dict[str, bytes], folder: Path, aside: Path, found: Collected
) -> None:
    if folder.exists():
        lying = dict(_lying(folder))
        if files == lying or files == {k: v for k, v in lying.items() if k != _TIME}:
            found.unchanged.append(student)  # with the time that somebody wrote beside it
            return
        place = _free(aside / student / folder.name)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(folder, place)
        found.replaced.append(student)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with whole(folder / name, lasting=False) as draft:
            draft.write_bytes(data)


def _lying(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _free(place: Path) -> Path:
    tried, number = place, 1
    while tried.exists():
        number += 1
        tried = place.with_name(f"{place.name}-{number}")
    return tried


def _listed(names: list[str]) -> str:
    rest = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + rest
