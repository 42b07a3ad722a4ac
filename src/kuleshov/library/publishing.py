"""Publishing: a film, its credit roll and its papers in one folder, once nothing lacks."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ..errors import LibraryError, Refused
from ..files import sha256
from ..words import few, on_one_line
from .ledger_file import place_of
from .ledger_writing import read
from .papers import Papers, papers
from .roll import roll_of

if TYPE_CHECKING:
    from ..media import FilmLike

ROLL, PAGE = "credits.txt", "papers.html"


@dataclass(frozen=True)
class Published:
    """A folder that is ready to be put anywhere.

    Attributes
    ----------
    folder : Path
    film, roll, page : Path
        The film, its credit roll as text, and its papers as a page.
    """

    folder: Path
    film: Path
    roll: Path
    page: Path

    def __repr__(self) -> str:
        names = ", ".join(one.name for one in (self.film, self.roll, self.page))
        return f"{self.folder} holds {names}."


def publish(
    film: "FilmLike", folder: str | Path, title: str = "", *, replace: bool = False
) -> Published:
    """Put a film, its credit roll and its papers into a folder; refuse while anything lacks.

    Parameters
    ----------
    film : Clip, Take, str or Path
        A film that is there as a file. An edit is rendered first.
    folder : str or Path
        A new one, or an empty one.
    title : str, optional
        The film's title; its name where none is given.
    replace : bool
        Whether to put it in the place of what this film was published as before: a folder that holds
        its file, roll and papers, and nothing else; the ledger must know the film there as this one.

    Returns
    -------
    Published

    Raises
    ------
    Refused
        While the papers have gaps or conflicts, or the file tells where it was filmed. Nothing is
        written.
    LibraryError
        Where it is no film with a file, it has its roll's or its papers' name, or the folder holds
        something already.
    MediaError
        Where the folder can't be written.

    See Also
    --------
    kuleshov.papers : What lacks.

    Examples
    --------
    >>> publish("first-cut.mp4", "to-the-world")  # doctest: +SKIP
    to-the-world holds first-cut.mp4, credits.txt, papers.html.
    """
    found = papers(film, title)
    if found.path is None or not found.path.is_file():
        raise LibraryError(
            "Only a film with a file can be published. Render the edit first: film = cut.render()."
        )
    if not found.complete:
        raise Refused(_lacks(found))
    if _tells_where(found.path):
        raise Refused(
            f"{found.path.name} holds the place where it was filmed, and whoever gets it can read it. Take "
            "it out first (ku.remove_traces), fill in that copy's papers, and publish the copy."
        )
    if found.path.name.casefold() in (ROLL, PAGE):
        raise LibraryError(
            f"A film can't be called {found.path.name}: its roll and its papers have these names. Rename it."
        )
    target = Path(folder)
    if not _is_free(target, found.path, replace):
        raise LibraryError(
            f"{target} is there already and not empty. Give another folder; replace=True puts a film in "
            "the place of its own earlier publication, and of nothing else."
        )
    return _write(found, found.path, roll_of(found).text, target)


def _is_free(target: Path, film: Path, replace: bool) -> bool:
    """Say whether nothing would be lost: nothing is there, or what this film was published as."""
    if not target.exists():
        return not target.is_symlink()
    if not target.is_dir() or target.is_symlink():
        return False
    there = {one.name: one for one in target.iterdir()}
    if not there:
        return True
    files = all(one.is_file() and not one.is_symlink() for one in there.values())
    whole = replace and files and set(there) == {film.name, ROLL, PAGE}
    return whole and _was_here(film, sha256(there[film.name]))


def _was_here(film: Path, digest: str) -> bool:
    """Say whether the ledger, or the film itself, knows these bytes as this film's."""
    at = place_of(film)
    known = any(entry.path == at for entry in read().about(digest=digest))
    return known or digest == sha256(film)


def _tells_where(film: Path) -> bool:
    from ..media import MediaError, traces

    try:
        return bool(traces(film).place)
    except MediaError:  # of no kind that is read
        return False


def _lacks(found: Papers) -> str:
    """Say what keeps a film from being published; ku.papers tells the rest."""
    told = few([*found.conflicts, *found.gaps], "{} more: ku.papers(film) names them.")
    return "\n".join(
        [
            f"{on_one_line(found.title)} can't be published yet, and nothing was written:",
            *(f"- {one}" for one in told),
        ]
    )


def _write(found: Papers, film: Path, roll: str, target: Path) -> Published:
    """Write everything beside its place first, and move it there when all of it is whole."""
    from ..media.writing import disk

    with disk(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".publishing-", dir=target.parent) as beside:
            draft = Path(beside) / "folder"
            draft.mkdir()
            shutil.copyfile(film, draft / film.name)
            (draft / ROLL).write_text(roll + "\n", encoding="utf-8")
            found.page(draft / PAGE)
            if target.is_dir():
                target.rename(Path(beside) / "before")
            draft.rename(target)
    return Published(target, target / film.name, target / ROLL, target / PAGE)
