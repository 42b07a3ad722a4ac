"""A class's own edition of the assignments: its seeds, and what it keeps to itself.

The repository is public, and so are its solutions and hidden tests. A class that is graded keeps
a private folder, the overlay, which git ignores::

    grading/class/overlay/
        class.yaml              # name, and the secret from which the class's seeds come
        text/aN-name.py         # wins over assignments/text/aN-name.py; a new name is added
        files/aN-name/          # files released beside a notebook of that name
        material/aN-name/       # what an own text makes such files from
        rubrics/name.yaml       # wins over grading/rubrics/name.yaml

:func:`build_class` makes ``grading/class/source`` and ``grading/class/release`` from both. Where
these stand, ``grading/nbgrader_config.py`` takes them instead of the public ones.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..errors import KuleshovError
from ..files import whole
from .made_files import made_files
from .notebooks import instructors_edition, read_source, to_bytes
from .release import release_edition
from .wrong_answers import wrong_answers


@dataclass(frozen=True)
class Private:
    """What a class keeps to itself: its name, its secret, and where its overlay lies."""

    name: str
    secret: str
    folder: Path


def overlay(folder: Path) -> Private:
    """Read a class's overlay; on first use make one with a secret of its own.

    Raises
    ------
    KuleshovError
        Where class.yaml holds no secret: a new one would change every seed of the class.
    """
    import yaml

    file = folder / "class.yaml"
    if not file.exists():
        for part in ("text", "files", "rubrics"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        words = (
            "# Keep this file, and keep it to yourself: the class's seeds and pseudonyms come "
            f"from it.\nname: my class\nsecret: {secrets.token_hex(16)}\n"
        )
        with whole(file, mode=0o600) as draft:
            draft.write_text(words, encoding="utf-8")
    try:
        raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        raw = None
    if not isinstance(raw, dict) or len(str(raw.get("secret") or "")) < 8:
        raise KuleshovError(f"{file} wants two lines, name: and secret: (8 letters or more).")
    return Private(str(raw.get("name") or "class"), str(raw["secret"]), folder)


def build_class(root: Path, private: Private, to: Path) -> list[Path]:
    """Make a class's source and release folders, and return the notebooks.

    All of it is made beside the old one and then takes its place, so that a mistake in a private
    text leaves the class with what it had.

    Parameters
    ----------
    root : Path
        The course's folder.
    private : Private
        From :func:`overlay`.
    to : Path
        The folder in which ``source`` and ``release`` are made.
    """
    texts = {path.stem: path for path in sorted((root / "assignments" / "text").glob("*.py"))}
    texts |= {path.stem: path for path in sorted((private.folder / "text").glob("*.py"))}
    rubrics = [private.folder / "rubrics", root / "grading" / "rubrics"]
    to.mkdir(parents=True, exist_ok=True)
    notebooks = []
    with tempfile.TemporaryDirectory(prefix=".building-", dir=to) as draft:
        for name, text in sorted(texts.items()):
            wrong_answers(text)  # refuses an exercise with too few
            notebook = read_source(text, rubrics, private.secret)
            instructor = to_bytes(instructors_edition(notebook))
            made = made_files(text, root, private.secret, private.folder / "material" / name)
            extras = _beside(name, root, private.folder, made)
            _write(Path(draft) / "source" / name, {f"{name}.ipynb": instructor, **extras})
            _write(Path(draft) / "release" / name, release_edition(name, instructor, extras))
            notebooks.append(to / "source" / name / f"{name}.ipynb")
        for edition in ("source", "release"):
            _take_the_place(Path(draft) / edition, to / edition, Path(draft) / f"old-{edition}")
    return notebooks


def _beside(name: str, root: Path, private: Path, made: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files that lie beside an assignment's notebook.

    What was made for the public edition is left out, for its answers are public; what was made for
    this class takes its place, and the private ones win over all.
    """
    text = root / "assignments" / "text" / f"{name}.py"
    public = _files(root / "assignments" / "source" / name)
    for file in made_files(text, root) if text.is_file() else ():
        public.pop(file, None)
    return public | made | _files(private / "files" / name)


def _files(folder: Path) -> dict[str, bytes]:
    files = sorted(folder.glob("*")) if folder.is_dir() else []
    return {p.name: p.read_bytes() for p in files if p.is_file() and p.suffix != ".ipynb"}


def _write(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _take_the_place(new: Path, place: Path, old: Path) -> None:
    if place.exists():
        shutil.move(place, old)
    shutil.move(new, place)
