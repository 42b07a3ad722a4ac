"""Submissions out of the zip that Moodle or Canvas hands an instructor, each put in its place.

Moodle names a student's folder or file "Ada Lovelace_1234567_assignsubmission_file_...", Canvas a
file "lovelaceada_12345_67890_a2-first-cut.ipynb", with LATE in it where it came late. The first number
is the student's, and by it the marks go back: Moodle's *Identifier*, Canvas's *ID*. A zip with a folder
for each student is taken, too. Nothing is written outside the student's folder, no name that a student
gives a file makes it another's, two of one name are both kept, and so is what lay there before.
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
from ..engine.intake import BROKEN_ZIP, TIMESTAMP

MAX_FILE = 200_000_000
MAX_FILES = 20_000

_MOODLE = re.compile(
    r"(?:.*?/)??(?P<who>[^/]+?)_(?P<id>\d+)_assignsubmission_(?P<kind>[a-z]+)_?/?(?P<name>.*)",
    re.S,
)
_CANVAS = re.compile(r"(?:.*?/)??(?P<who>[^/_]+)_(?P<late>LATE_)?(?P<id>\d+)_\d+_(?P<name>[^/]+)")
_FOLDER = re.compile(r"(?P<id>(?=[^/]*\w)[\w.@ -]+)/(?P<name>.+)", re.S)
_LONGEST = 200
"""Bytes of a file's or folder's name; disks take 255."""

_Named = tuple[zipfile.ZipInfo, re.Match[str]]


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
            for student, theirs in _by_student(archive, found).items():
                if files := _taken(archive, theirs, found):
                    told = [match.groupdict() for _, match in theirs]
                    found.students[student] = _person(told[0])
                    if any(parts.get("late") for parts in told):
                        found.late.append(student)
                    _put(student, files, submitted / student / assignment, aside, found)
    except FileNotFoundError:
        raise KuleshovError(f"There is no file {path}.") from None
    except KuleshovError:
        raise  # it says what is wrong
    except BROKEN_ZIP:
        raise KuleshovError(f"{path} is no zip, or was not downloaded whole.") from None
    if not found.students:
        raise KuleshovError(
            f"Nothing in {path.name} bears a student's number as Moodle or Canvas writes it: "
            f"{_listed(found.left) or 'it is empty'}."
        )
    names = list(found.students.values())
    if len(names) > 1 and len(set(names)) == 1:  # "Participant", in some language: marked blind
        found.students = dict.fromkeys(found.students, "")
    return found


def _by_student(archive: zipfile.ZipFile, found: Collected) -> dict[str, list[_Named]]:
    """Return what each student handed in, not yet read: a class's films don't fit into memory."""
    students: dict[str, list[_Named]] = {}
    named = _names_of(archive)
    if one := _of_one_student(named):
        raise KuleshovError(one)
    for info, match in named:
        if match is None:
            found.left.append(info.filename)
        elif match.re is not _FOLDER and _plain(match["name"]).lower() == TIMESTAMP:
            found.left.append(f"{info.filename} (when it came is not the student's to say)")
        else:
            students.setdefault(match["id"].strip(), []).append((info, match))
    return students


def _is_book(name: str) -> bool:
    return name.lower().endswith(".ipynb")


def _of_one_student(named: list[tuple[zipfile.ZipInfo, re.Match[str] | None]]) -> str:
    """Say that a zip is what a single student handed in; "" where it is a class's.

    Then folders are no students: a notebook lies beside them and none in them, or there is one folder,
    called as the notebook in it.
    """
    books = [(info.filename, match) for info, match in named if _is_book(info.filename)]
    by_folder = [match for _, match in named if match is not None and match.re is _FOLDER]
    loose = [name for name, match in books if match is None]
    within = [(name, match["id"].strip()) for name, match in books if match is not None]
    students = {match["id"].strip() for match in by_folder}
    alone = len(students) == 1 and any(PurePosixPath(name).stem == id for name, id in within)
    if not by_folder or not ((loose and not within) or alone):
        return ""
    return (
        f"This looks like what one student handed in: {books[0][0]} lies in it, and no name is "
        "around it. Put the zip itself, as it is, into submitted/NAME/ASSIGNMENT/, and grade."
    )


def _taken(archive: zipfile.ZipFile, theirs: list[_Named], found: Collected) -> dict[str, bytes]:
    """Return a student's files by their names; what can't be read is left."""
    files: dict[str, bytes] = {}
    folders: set[str] = set()
    for info, match in theirs:
        try:
            data = _read(archive, info)
        except KuleshovError as problem:
            found.left.append(str(problem))
        else:
            files[_unlike(_plain(match["name"]), files, folders)] = data
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
    is_number = who == "Participant" or who.endswith(f" {parts['id']}")
    return who if parts.get("kind") and not is_number else ""


def _plain(name: str) -> str:
    """Return a place inside the student's folder, whatever the zip says.

    >>> _plain("//etc/../passwd"), _plain("a\\\\b.ipynb"), _plain("..")
    ('etc/passwd', 'a/b.ipynb', 'unnamed')
    """
    parts = name.replace("\\", "/").replace("\0", "").split("/")
    return "/".join(_short(part) for part in parts if part not in ("", ".", "..")) or "unnamed"


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
        there = dict(_lying(folder))
        if TIMESTAMP not in files:  # an instructor wrote it beside the notebook
            there.pop(TIMESTAMP, None)
        if files == there:
            found.unchanged.append(student)
            return
        place = _free(aside / student / folder.name)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(folder, place)
        found.replaced.append(student)
    for name, data in files.items():
        try:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            with whole(folder / name, lasting=False) as draft:
                draft.write_bytes(data)
        except OSError as error:  # too long a name, or one that is a file's and a folder's
            found.left.append(f"{name[:60]} of {student} ({error.strerror})")


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
