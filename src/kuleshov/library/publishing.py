"""Publishing: a film, its captions, its credit roll and its papers in one folder, once nothing lacks."""

import shutil
from collections.abc import Sequence
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
from .put_there import remember, was_put_there
from .roll import roll_of

if TYPE_CHECKING:
    from ..media import FilmLike

ROLL, PAGE = "credits.txt", "papers.html"
CONSENT, STATEMENT, POSTER = "consent.txt", "statement.md", "poster.jpg"
BY_HAND = (CONSENT, STATEMENT, POSTER)
"""What its authors lay beside their film: a publication never touches it."""


@dataclass(frozen=True)
class Published:
    """A folder that is ready to be put anywhere.

    Attributes
    ----------
    folder : Path
    film, roll, page : Path
        The film, its credit roll as text, and its papers as a page.
    captions : tuple of Path
        Its captions, one file a language; empty where none lay beside the film.
    """

    folder: Path
    film: Path
    roll: Path
    page: Path
    captions: tuple[Path, ...] = ()

    def __repr__(self) -> str:
        names = ", ".join(one.name for one in (self.film, *self.captions, self.roll, self.page))
        return f"{self.folder} holds {names}."


def publish(
    film: "FilmLike", folder: str | Path, title: str = "", *, replace: bool = False
) -> Published:
    """Put a film, its captions, credit roll and papers into a folder; refuse while anything lacks.

    Parameters
    ----------
    film : Clip, Take, str or Path
        A film that is there as a file. An edit is rendered first. Its captions lie beside it:
        film.vtt, and film.de.vtt for those in German.
    folder : str or Path
        A new one, an empty one, or one that holds ``consent.txt``, ``statement.md``, ``poster.jpg``
        and hidden files alone: they stay.
    title : str, optional
        The film's title; its name where none is given.
    replace : bool
        Whether to put it in the place of what this film was published as before: a folder that holds
        its file, captions, roll and papers, and nothing else; the ledger must know the film there as
        this one. What its authors laid there stays, and so do captions that lie there alone.

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
        something already: with ``replace``, a roll, papers or captions that were changed there.
    MediaError
        Where its captions can't be read, or the folder can't be written.

    See Also
    --------
    kuleshov.papers : What lacks.

    Examples
    --------
    >>> publish("first-cut.mp4", "to-the-world")  # doctest: +SKIP
    to-the-world holds first-cut.mp4, first-cut.vtt, credits.txt, papers.html.
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
    if held := _in_the_way(target, found.path, replace):
        raise LibraryError(
            f"{target} is there already and not empty: {held}. Give another folder; replace=True puts a "
            "film in the place of its own earlier publication, and of nothing else."
        )
    captions = _captions(found.path)
    kept = _kept(target, captions)
    return _write(found, [*captions, *kept], roll_of(found).text, target)


def _captions(film: Path) -> list[Path]:
    """Return the captions that go along with a film; each was read, so none is a surprise later."""
    from ..media.captions import Captions, captions_beside

    there = list(captions_beside(film).values())
    for one in there:
        Captions.load(one)
    return there


def _kept(target: Path, captions: list[Path]) -> list[Path]:
    """Return what stays in a folder that is published anew: all that nobody writes there again."""
    beside = {one.name: one for one in captions}
    kept = []
    for one in sorted(target.iterdir()) if target.is_dir() else ():
        if one.name in beside:
            if not was_put_there(one) and sha256(one) != sha256(beside[one.name]):
                raise LibraryError(
                    f"{one} holds something else than {beside[one.name]}, and ku.publish didn't write "
                    "that: one of them would be lost. Copy the one that you want over the other, then "
                    "publish."
                )
        elif one.suffix.lower() == ".vtt" or _is_by_hand(one):
            kept.append(one)
    return kept


def _is_by_hand(one: Path) -> bool:
    """Say whether a publication has nothing to do with a file: its authors' own, or hidden."""
    return one.name in BY_HAND or one.name.startswith(".")


def _in_the_way(target: Path, film: Path, replace: bool) -> str:
    """Say what would be lost: "" where nothing is there, or what this film was published as."""
    from ..media.captions import captions_beside

    if target.is_symlink():
        return "it is a link"
    if not target.exists():
        return ""
    if not target.is_dir():
        return "it is a file"
    there = {one.name: one for one in target.iterdir() if not one.name.startswith(".")}
    whole = {name for name, one in there.items() if one.is_file() and not one.is_symlink()}
    own = set(BY_HAND)
    if replace:
        beside = captions_beside(target / film.name).values()
        own |= {film.name, ROLL, PAGE, *(one.name for one in beside)}
    if held := sorted(set(there) - (whole & own)):
        return "it holds " + ", ".join(few(held, "and {} more", most=4))
    if film.name in there and not _was_here(film, sha256(there[film.name])):
        return f"the {film.name} in it is another film"
    return ""


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


def _refuse_changed(draft: Path, target: Path) -> None:
    """Refuse to write over a roll or papers that hold what somebody wrote into them."""
    for name in (ROLL, PAGE):
        there = target / name
        if there.is_file() and not was_put_there(there) and sha256(there) != sha256(draft / name):
            raise LibraryError(
                f"{there} was changed since ku.publish wrote it, and that would be lost. Take it out of "
                "the folder, then publish."
            )


def _write(found: Papers, along: Sequence[Path], roll: str, target: Path) -> Published:
    """Write everything beside its place first, and move it there when all of it is whole.

    What is written is remembered, so that a change made there is known the next time.
    """
    from ..media.captions import captions_beside
    from ..media.writing import disk

    assert found.path is not None
    film = found.path

    with disk(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".publishing-", dir=target.parent) as beside:
            draft = Path(beside) / "folder"
            draft.mkdir()
            shutil.copyfile(film, draft / film.name)
            for one in along:
                _copy(one, draft / one.name)
            (draft / ROLL).write_text(roll + "\n", encoding="utf-8")
            found.page(draft / PAGE)
            _refuse_changed(draft, target)
            written = [draft / one.name for one in along if one.parent != target]
            remember(draft / ROLL, draft / PAGE, *written)
            if target.is_dir():
                target.rename(Path(beside) / "before")
            draft.rename(target)
    captions = tuple(captions_beside(target / film.name).values())
    return Published(target, target / film.name, target / ROLL, target / PAGE, captions)


def _copy(one: Path, to: Path) -> None:
    if one.is_dir() and not one.is_symlink():  # hidden, such as a notebook's checkpoints
        shutil.copytree(one, to, symlinks=True)
    else:
        shutil.copy2(one, to, follow_symlinks=not one.name.startswith("."))
