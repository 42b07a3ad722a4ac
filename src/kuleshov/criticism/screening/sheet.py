"""What the curator wrote: a title, a name, a note, and the order."""

import re
from dataclasses import dataclass
from pathlib import Path

from ...errors import LibraryError
from .words_in import words_of

NAME = "programme.md"
_ENTRY = re.compile(r"^\s*(?:\d+[.)]|[-*+])\s+(.+?)\s*$")
_CURATOR = re.compile(r"^\s*curators?\s*:\s*(.*?)\s*$", re.IGNORECASE)  # or nobody yet
_ORDER = re.compile(r"^##\s+order\s*#*\s*$", re.IGNORECASE)
_LIKE_THIS = (
    "Write it so: a first line '# ' and the title, a line 'Curator: ' and a name, the note, and under "
    "'## Order' one folder a line, '1. ' and its name."
)


@dataclass(frozen=True)
class Sheet:
    """A programme as its curator wrote it.

    Attributes
    ----------
    title : str
    curator : str
        "" where nobody signed.
    note : str
        Markdown: why these films, why in this order.
    order : tuple of str
        Names of folders; those that aren't named come after, by name.
    """

    title: str
    curator: str = ""
    note: str = ""
    order: tuple[str, ...] = ()


def read_sheet(path: Path) -> Sheet:
    """Read a programme.

    Parameters
    ----------
    path : Path
        A text file in Markdown.

    Returns
    -------
    Sheet

    Raises
    ------
    LibraryError
        Where it isn't there, has no title, or names a folder twice.
    """
    if not path.is_file():
        raise LibraryError(f"{path} isn't there. {_LIKE_THIS}")
    return sheet_of(words_of(path), path.name)


def sheet_of(words: str, name: str = NAME) -> Sheet:
    """Read a programme from its words.

    Parameters
    ----------
    words : str
    name : str
        What the file is called, for sentences.

    Returns
    -------
    Sheet

    Raises
    ------
    LibraryError
        Where it has no title, or names a folder twice.

    Examples
    --------
    >>> sheet_of("# Nine lamps\\nCurator: Ada\\n\\nDark to light.\\n\\n## Order\\n1. moth\\n2. bulb")
    Sheet(title='Nine lamps', curator='Ada', note='Dark to light.', order=('moth', 'bulb'))
    """
    title, curator, note, order, is_order = "", "", [], [], False
    for line in words.splitlines():
        signed = _CURATOR.match(line)
        if _ORDER.match(line):
            is_order = True
        elif is_order:
            order += _entry(line, name)
        elif not title and line.startswith("# "):
            title = line[2:].strip()
        elif signed and not curator:
            curator = signed[1]
        else:
            note.append(line)
    if not title:
        raise LibraryError(f"{name} has no title. {_LIKE_THIS}")
    twice = next((one for one in order if order.count(one) > 1), "")
    if twice:
        raise LibraryError(f"{name} names {twice} twice in its order. Leave one of them.")
    return Sheet(title, curator, "\n".join(note).strip(), tuple(order))


def _entry(line: str, name: str) -> list[str]:
    """Return the folder that a line of the order names; none where it is empty."""
    if not line.strip():
        return []
    found = _ENTRY.match(line)
    if not found:
        raise LibraryError(
            f"Under '## Order' {name} has a line that isn't '1. ' and a folder's name: "
            f"{line.strip()[:60]!r}. What else there is to say stands above it."
        )
    return [found[1]]
