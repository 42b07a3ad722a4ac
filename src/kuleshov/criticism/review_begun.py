"""A review begins, or goes on: what is reviewed, by which rows, and where its review lies."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import KuleshovError
from ..files import sha256
from ..folders import studio
from ..library.imports import file_name
from ..words import counted, either, on_one_line, one_spelling
from .reviewing import LONGEST, Review
from .rubrics import Rubric, rubric_of

if TYPE_CHECKING:
    from ..media import Clip, FilmLike

WORDS = "words.md"
_FILMS = (".mp4", ".m4v", ".webm")


def review(
    work: FilmLike | Path | None,
    rubric: str | Rubric = "critique",
    *,
    words: str | Path = "",
    name: str = "",
) -> Review:
    """Review somebody's work by a rubric, in your own notebook.

    Parameters
    ----------
    work : Clip, Take, str, Path or None
        A film; or a folder as a class's draw hands it out: a film, its captions, and the author's
        words in ``words.md``. None where there are words and no film.
    rubric : str or Rubric
        One of the course's by its name ("critique", "short"), or one of your own.
    words : str or Path, optional
        The author's words, or a text file that holds them.
    name : str, optional
        What to call the work; the folder's or the film's name where it is left out.

    Returns
    -------
    Review
        With what you said before, if you did: it lies in ``studio/reviews``. ``print(it)`` is what
        you hand in.

    Raises
    ------
    KuleshovError
        Where there is nothing to review, no such rubric, or the folder holds two films.
    MediaError
        Where the film can't be read.

    See Also
    --------
    kuleshov.critique : A text of your own, with evidence that is looked up.

    Examples
    --------
    >>> sheet = review(None, "critique", words="The lamp waits, and so do we.", name="k3f9")
    >>> _ = sheet.level("The claim", "a claim", "It could be denied. Who waits?")
    >>> print(sheet.markdown.partition("**The evidence**")[0].strip())
    ## Review of k3f9
    <BLANKLINE>
    **The claim**
    <BLANKLINE>
    level: a claim
    why: It could be denied. Who waits?
    """
    from ..media.clip import clip_of

    rows = rubric_of(rubric).for_peers
    said = _words(words)
    film = None
    folder = Path(work) if isinstance(work, str | Path) and Path(work).is_dir() else None
    if folder is not None:
        film = _film_in(folder)
        beside = folder / WORDS
        said = said or (_words(beside) if beside.is_file() else "")
        name = name or folder.resolve().name
    elif work is not None:
        film = clip_of(work)
        name = name or film.name
    if film is None and not said:
        raise KuleshovError(
            "There is nothing to review: give a film, a folder that holds one, or words."
        )
    name = one_spelling(on_one_line(name))
    if not name:
        raise KuleshovError('Say what the work is called: name="k3f9".')
    made_now = Review(name, rows, film, said, _place(name, rows, film, said)).read_again()
    made_now.earlier = _earlier(made_now)
    return made_now


def _words(words: str | Path) -> str:
    if isinstance(words, Path):
        try:
            with words.open("rb") as file:
                words = file.read(LONGEST * 4).decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise KuleshovError(f"{words} can't be read as text (UTF-8).") from None
    return words.strip()


def _film_in(folder: Path) -> Clip | None:
    from ..media import Clip

    films = sorted(one for one in folder.iterdir() if one.suffix.lower() in _FILMS)
    if len(films) > 1:
        names = either([one.name for one in films])
        raise KuleshovError(
            f"{folder.name} holds {counted(len(films), 'film')}. Which is meant: {names}?"
        )
    return Clip(films[0]) if films else None


def _place(name: str, rubric: Rubric, film: Clip | None, words: str) -> Path:
    """Return where a review lies: by name, rubric and rows, and by what exactly is reviewed."""
    rows = _key(name, rubric.name, *(one.id for one in rubric.criteria))
    work = _key(sha256(Path(film.path)) if film else "", words)
    return studio() / "reviews" / f"{file_name(f'{name[:80]}-{rubric.name}')}-{rows}-{work}.md"


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:8]


def _earlier(one: Review) -> tuple[Path, ...]:
    """Return the reviews by the same rows of a work of this name that was another film or text."""
    assert one.path is not None
    alike = one.path.name.rpartition("-")[0]
    there = sorted(one.path.parent.glob("*.md"))
    return tuple(it for it in there if it != one.path and it.name.rpartition("-")[0] == alike)
