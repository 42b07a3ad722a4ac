"""nbgrader's gradebook, opened so that it works from any place."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import KuleshovError
from ...folders import course_root

if TYPE_CHECKING:
    from nbgrader.api import Gradebook


def class_folder() -> Path:
    """Return the folder of the class's own data, made on first use.

    It is ``grading/class``, or where the environment variable KULESHOV_CLASS says.
    """
    folder = Path(os.environ.get("KULESHOV_CLASS") or course_root() / "grading" / "class")
    folder.mkdir(parents=True, exist_ok=True)
    keep_private(folder)
    return folder


def keep_private(folder: Path) -> None:
    """Have git ignore all of a class's folder that lies in the course's, wherever it is.

    Names and marks lie in it: one ``git add .`` would publish them.
    """
    inside = folder.resolve().is_relative_to(course_root().resolve())
    own = folder.resolve() == course_root().resolve() or (folder / "nbgrader_config.py").exists()
    if inside and not own and not (folder / ".gitignore").exists():
        (folder / ".gitignore").write_text("# A class's own data, never public.\n*\n", "utf-8")


def default_url() -> str:
    """Return the address of the class's gradebook, as ``nbgrader_config.py`` has it."""
    return f"sqlite:///{class_folder() / 'gradebook.db'}"


@contextmanager
def opened(url: str = "") -> Iterator[Gradebook]:
    """Open a gradebook, SQLite or PostgreSQL, and close it again.

    Raises
    ------
    KuleshovError
        Where there is none at that address.
    """
    from nbgrader.api import Gradebook
    from sqlalchemy.exc import OperationalError, SAWarning

    with programs_first(), warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # about nbgrader's own models
        try:
            book = Gradebook(url or default_url())
        except OperationalError as error:
            reason = str(error.orig).strip().splitlines()[0]
            raise KuleshovError(f"The gradebook can't be opened: {reason}.") from None
        try:
            yield book
        finally:
            book.close()


@contextmanager
def programs_first() -> Iterator[None]:
    """Let nbgrader find alembic, which it calls by name: this environment's own programs first."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before
