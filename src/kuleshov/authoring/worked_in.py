"""Notebooks that somebody has worked in: kept in the studio before they are packed or made anew."""

import json
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from ..files import whole

FOLDER = "notebooks"


def is_worked_in(notebook: Path) -> bool:
    """Say whether cells of a notebook were run; the course's own come without results.

    Parameters
    ----------
    notebook : Path
        What is no notebook, or can't be read, was not.

    Examples
    --------
    >>> from kuleshov.folders import course_root
    >>> is_worked_in(course_root() / "README.md")
    False
    """
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
        return any(cell.get("execution_count") or cell.get("outputs") for cell in cells)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return False


def keep(notebook: Path, studio: Path) -> Path:
    """Copy a notebook into the studio, beside what is kept there already.

    Parameters
    ----------
    notebook, studio : Path

    Returns
    -------
    Path
        The copy: ``notebooks/NAME.ipynb``, or ``NAME-2.ipynb`` and so on, where another state of it
        is kept under the name. One that is kept already isn't kept twice.
    """
    data = notebook.read_bytes()
    for number in count(1):
        name = f"{notebook.stem}{f'-{number}' if number > 1 else ''}.ipynb"
        copy = studio / FOLDER / name
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            with whole(copy) as draft:
                draft.write_bytes(data)
            return copy
        if copy.read_bytes() == data:
            return copy
    raise AssertionError  # never reached: numbers have no end


def keep_all(root: Path, studio: Path) -> list[Path]:
    """Keep all lessons and assignments of a course that somebody has worked in.

    Parameters
    ----------
    root, studio : Path

    Returns
    -------
    list of Path
        The copies.
    """
    places: Iterable[Path] = [
        *(root / "course").glob("*.ipynb"),
        *(root / "assignments" / "release").glob("*/*.ipynb"),
    ]
    return [keep(one, studio) for one in sorted(places) if is_worked_in(one)]
