"""The student's edition of an assignment, made by nbgrader itself in a folder of its own."""

from __future__ import annotations

import logging
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from ..errors import KuleshovError


def release_edition(name: str, instructor: bytes, extras: dict[str, bytes]) -> dict[str, bytes]:
    """Run nbgrader's generate_assignment over an instructor's notebook.

    Parameters
    ----------
    name : str
        The assignment's name, "a1-shot-list".
    instructor : bytes
        The instructor's notebook.
    extras : dict of str to bytes
        Files released beside it, by name.

    Returns
    -------
    dict
        File name to bytes, as the student gets them.

    Raises
    ------
    KuleshovError
        With nbgrader's own words, where it refuses the notebook.
    """
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

    with tempfile.TemporaryDirectory(prefix="kuleshov-release-") as folder:
        root = Path(folder)
        source = root / "source" / name
        source.mkdir(parents=True)
        (source / f"{name}.ipynb").write_bytes(instructor)
        for file, data in extras.items():
            (source / file).write_bytes(data)
        config = Config()
        config.CourseDirectory.root = str(root)
        config.CourseDirectory.db_url = f"sqlite:///{root / 'gradebook.db'}"
        config.ClearSolutions.code_stub = {"python": "# Your code here\nraise NotImplementedError"}
        config.ClearSolutions.text_stub = "*Your words here.*"
        _start(root / "gradebook.db")
        api = NbGraderAPI(config=config)
        api.log_level = logging.ERROR
        said = api.generate_assignment(name, force=True, create=True)
        if not said["success"]:
            raise KuleshovError(f"nbgrader refuses {name}: {(said['error'] or said['log'])[-600:]}")
        made = root / "release" / name
        return {p.name: p.read_bytes() for p in sorted(made.iterdir()) if p.is_file()}


def _start(gradebook: Path) -> None:
    """Begin a gradebook that is thrown away: in a new one, nbgrader asks a program for its version.

    That takes as long as all the rest.
    """
    with closing(sqlite3.connect(gradebook)) as book:
        book.execute("CREATE TABLE alembic_version (version_num TEXT NOT NULL)")
