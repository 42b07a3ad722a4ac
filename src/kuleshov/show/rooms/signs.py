"""By what an edit is known again: several signs, so that no single one can lose the work.

A title is changed, a notebook is renamed or copied, a cell is split, a variable gets another name;
each of them alone says little. Two edits are the same work where more of their signs agree than
differ.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SESSION = re.compile(r"-jvsc-[\w-]+(?=\.ipynb$|$)")  # what VS Code hangs on a notebook's name


@dataclass(frozen=True)
class Signs:
    """Where an edit was opened, and what it is called there. What isn't known is empty.

    Attributes
    ----------
    notebook : str
        The notebook's path.
    cell : str
        The id of the cell that opened the room; a copy of the notebook keeps it.
    name : str
        The variable that holds the edit.
    title : str
        The edit's own title.
    run : str
        The one run of that cell. It tells two edits of one cell apart, and is never kept.

    Examples
    --------
    >>> before = Signs("first.ipynb", "c-7", "cut", "Put yours in")
    >>> now = Signs("first.ipynb", "c-7", "cut", "Who taught you that")
    >>> now.mean_the_same_as(before), now.mean_the_same_as(Signs("first.ipynb", "c-9", "cut", "B"))
    (True, False)
    """

    notebook: str = ""
    cell: str = ""
    name: str = ""
    title: str = ""
    run: str = ""

    def agreeing(self, other: Signs) -> int:
        """Count by how many more signs two edits agree than differ; the notebook isn't one.

        Parameters
        ----------
        other : Signs

        Returns
        -------
        int
            From -3 to 3; what one of them doesn't know doesn't count.
        """
        pairs = [
            (mine, theirs)
            for mine, theirs in zip(self._three, other._three, strict=True)
            if mine and theirs
        ]
        return sum(1 if mine == theirs else -1 for mine, theirs in pairs)

    def mean_the_same_as(self, other: Signs) -> bool:
        """Say whether more signs agree than differ.

        Parameters
        ----------
        other : Signs

        Returns
        -------
        bool
        """
        return self.agreeing(other) > 0

    def is_beside(self, other: Signs) -> bool:
        """Say whether both are of one notebook, also where it was renamed meanwhile.

        Parameters
        ----------
        other : Signs
            As it was kept.

        Returns
        -------
        bool
        """
        if self.notebook == other.notebook or not (self.notebook and other.notebook):
            return True
        return bool(self.cell) and self.cell == other.cell and not Path(other.notebook).exists()

    @property
    def _three(self) -> tuple[str, str, str]:
        return self.cell, self.name, self.title


def signs_of(title: str, name: str, notebook: str) -> Signs:
    """Return the signs of an edit in the cell that is running now.

    Parameters
    ----------
    title : str
    name : str
        The variable that holds it.
    notebook : str
        Its path, as the server gives it to the kernel.

    Returns
    -------
    Signs
        Without a cell where the front end tells of none.
    """
    ask = getattr(_shell(), "get_parent", None)
    parent: Any = ask() if ask is not None else None
    told = parent if isinstance(parent, dict) else {}
    cell = str((told.get("metadata") or {}).get("cellId") or "")
    run = str((told.get("header") or {}).get("msg_id") or "")
    return Signs(_SESSION.sub("", notebook), cell[:200], name, title, run)


def _shell() -> Any:
    found = sys.modules.get("IPython")
    return found.get_ipython() if found else None
