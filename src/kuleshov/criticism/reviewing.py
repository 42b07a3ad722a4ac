"""A review: somebody's work, a rubric, and for each of its rows a level and why.

It is Markdown, in the studio and on paper::

    ## Review of k3f9

    **The claim**

    level: at risk
    why: The second sentence could be denied, and the rest sets out to show it.

    **Reply**

    What the author says to it.

So it can be written by the form, by code or by hand, pasted into a notebook, handed in, and read again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import KuleshovError
from ..files import one_writer, sha256, write_whole
from ..folders import course_root, from_here, made, studio
from ..library.imports import file_name
from ..views import view
from ..words import counted, either, meant, on_one_line
from .rubrics import Criterion, Rubric, find

if TYPE_CHECKING:
    import pandas

    from ..media import Clip, FilmLike

LEVEL = re.compile(r"^\s*level\s*:[ \t]*(?P<said>.*)$", re.I | re.M)
WHY = re.compile(r"^\s*why\s*:(?P<said>.*)\Z", re.I | re.M | re.S)
WORDS = "words.md"
_FILMS = (".mp4", ".m4v", ".webm")
_HEAD = re.compile(r"^##[ \t]+Review of[ \t]+(?P<name>.+?)[ \t]*#*[ \t]*$", re.I | re.M)
_ROW = re.compile(r"^\*\*(?P<name>[^*\n]+)\*\*[ \t]*$", re.M)
_REPLY = "Reply"
_SIGNS = re.compile(r"^(?=##\s|\*\*|level\s*:|why\s*:)", re.I | re.M)
_LONGEST = 20_000  # letters of one answer
_MOST = 400_000  # and of a text of reviews


@dataclass(frozen=True)
class Said:
    """What a reviewer says of one row.

    Attributes
    ----------
    level : str
        The level's name as the rubric has it; "" where none is given yet.
    why : str
    """

    level: str = ""
    why: str = ""


class Review:
    """A review of one work; made by :func:`review`.

    Attributes
    ----------
    name : str
        What the work is called here: where it is read blind, a pseudonym.
    rubric : Rubric
        The rows that peers level.
    film : Clip or None
    words : str
        The author's, as Markdown; "" where there are none.
    path : Path or None
        Where it lies in the studio; each answer is saved there at once. None where it was read from
        a text.
    earlier : tuple of Path
        Reviews of a work of this name that was another film, or had other words.
    """

    def __init__(
        self,
        name: str,
        rubric: Rubric,
        film: Clip | None = None,
        words: str = "",
        path: Path | None = None,
    ) -> None:
        self.name, self.rubric, self.film, self.words, self.path = name, rubric, film, words, path
        self.earlier: tuple[Path, ...] = ()
        self._said: dict[str, Said] = {}
        self._reply = ""

    @property
    def said(self) -> dict[str, Said]:
        """What is said so far, by the criterion's id."""
        return dict(self._said)

    @property
    def answer(self) -> str:
        """What the author replied."""
        return self._reply

    @property
    def missing(self) -> list[str]:
        """A sentence for each row that lacks its level, or says no reason."""
        lacks = []
        for one in self.rubric.criteria:
            said = self._said.get(one.id, Said())
            if not said.level:
                lacks.append(f"{one.name} has no level yet.")
            elif not said.why:
                lacks.append(f"{one.name} is {said.level}: say why, so that its author can use it.")
        return lacks

    @property
    def complete(self) -> bool:
        """Whether each row has its level and a reason."""
        return not self.missing

    def level(self, criterion: str, level: str | float, why: str = "") -> Review:
        """Say which level one row of the rubric has reached, and why.

        Parameters
        ----------
        criterion : str
            The row, by its name ("The claim") or its id ("critique_claim").
        level : str or float
            A level's name, or its points. "" takes it back.
        why : str
            A moment and what it does, in a sentence or two that the author can use. What was said
            before stays where it is left out.

        Returns
        -------
        Review
            The same, so that answers can follow each other.

        Raises
        ------
        KuleshovError
            Where the rubric has no such row, or the row no such level.

        Examples
        --------
        >>> sheet = review(None, "critique", words="The lamp waits.", name="k3f9")
        >>> sheet.level("The claim", "a topic", "It says what happens.").said["critique_claim"].level
        'a topic'
        """
        row = self._criterion(criterion)
        name = row.level(level).name if str(level).strip() else ""
        before = self._said.get(row.id, Said())
        self._said[row.id] = Said(name, _short(why) or before.why)
        self._save()
        return self

    def because(self, criterion: str, why: str) -> Review:
        """Change the reason of one row, and leave its level; "" takes the reason back.

        Parameters
        ----------
        criterion, why : str

        Returns
        -------
        Review

        Raises
        ------
        KuleshovError
            Where the rubric has no such row.
        """
        row = self._criterion(criterion)
        self._said[row.id] = Said(self._said.get(row.id, Said()).level, _short(why))
        self._save()
        return self

    def reply(self, words: str) -> Review:
        """Answer a review, as the author of the work.

        Parameters
        ----------
        words : str
            What you would change, what not, and why; "" takes it back.

        Returns
        -------
        Review
        """
        self._reply = _short(words)
        self._save()
        return self

    def form(self) -> Any:
        """Fill the review in by hand.

        Returns
        -------
        ipywidgets.VBox
            Each answer is saved at once.
        """
        return view("review form")(self)

    @property
    def markdown(self) -> str:
        """The review as Markdown: to paste, or to hand in."""
        parts = [f"## Review of {self.name}"]
        for one in self.rubric.criteria:
            said = self._said.get(one.id, Said())
            parts += [
                f"**{one.name}**",
                f"level: {said.level}\nwhy: {_SIGNS.sub(' ', said.why)}".rstrip(),
            ]
        if self._reply:
            parts += [f"**{_REPLY}**", _SIGNS.sub(" ", self._reply)]
        return "\n\n".join(parts)

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row for each criterion: its level, and why.
        """
        frame = self.to_frame()
        return frame[["level", "why"]].rename_axis(index="")

    def to_frame(self) -> pandas.DataFrame:
        """Return the levels as data.

        Returns
        -------
        pandas.DataFrame
            A row for each criterion, by its name: ``level``, its ``points`` (NaN where there is none
            yet), ``most``, the points that the criterion has, and ``why``.
        """
        import pandas

        rows = []
        for one in self.rubric.criteria:
            said = self._said.get(one.id, Said())
            points = one.level(said.level).points if said.level else float("nan")
            rows.append((said.level, points, one.points, said.why))
        index = pandas.Index([one.name for one in self.rubric.criteria], name="criterion")
        return pandas.DataFrame(rows, columns=["level", "points", "most", "why"], index=index)

    def __str__(self) -> str:
        return self.markdown

    def __repr__(self) -> str:
        lines = [self.markdown]
        if self.missing:
            lines.append("\n".join(self.missing))
        lines += [
            f"Another version of {self.name} was reviewed before: {from_here(one.parent)}/{one.name}."
            for one in self.earlier
        ]
        return "\n\n".join(lines)

    def _criterion(self, said: str) -> Criterion:
        wanted = on_one_line(str(said)).strip().casefold()
        for one in self.rubric.criteria:
            if wanted in (one.id.casefold(), one.name.casefold()):
                return one
        names = [one.name for one in self.rubric.criteria]
        raise KuleshovError(
            f"The rubric {self.rubric.name} has no row {str(said)[:60]!r}; it has {either(names)}."
            f"{meant(str(said), names)}"
        )

    def _save(self) -> None:
        if self.path is None:
            return
        from ..media.writing import disk

        made(self.path.parent)
        with disk(self.path), one_writer(self.path):
            write_whole(self.path, self.markdown + "\n")

    def _take(self, other: Review) -> None:
        """Go on where an earlier session stopped."""
        self._said, self._reply = dict(other._said), other._reply


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

    rows = _rubric(rubric).for_peers
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
    name = on_one_line(name).strip()
    if not name:
        raise KuleshovError('Say what the work is called: name="k3f9".')
    made_now = Review(name, rows, film, said, _place(name, rows, film, said))
    _resume(made_now)
    return made_now


def read_reviews(text: str, rubric: str | Rubric) -> tuple[list[Review], list[str]]:
    """Read reviews out of a text: a cell of a notebook, or a file that was handed in.

    Parameters
    ----------
    text : str
    rubric : str or Rubric

    Returns
    -------
    reviews : list of Review
        In the order of the text.
    problems : list of str
        A sentence for each thing that can't be used: a row that the rubric hasn't, a level that the
        row hasn't. The rest of that review is there.

    Examples
    --------
    >>> text = "## Review of k3f9\\n\\n**The claim**\\n\\nlevel: a topic\\nwhy: It tells."
    >>> (one,), problems = read_reviews(text, "critique")
    >>> one.name, one.said["critique_claim"], problems
    ('k3f9', Said(level='a topic', why='It tells.'), [])
    """
    rows = _rubric(rubric).for_peers
    text = text[:_MOST].replace("\r\n", "\n").replace("\r", "\n")
    found, problems = [], []
    for name, body in _parts(_HEAD, text):
        one = Review(name, rows)
        for row, said in _parts(_ROW, body):
            try:
                _put(one, row, said)
            except KuleshovError as problem:
                problems.append(f"{name}: {problem}")
        found.append(one)
    return found, problems


def _put(one: Review, row: str, said: str) -> None:
    """Take up what a text says of one row, or the author's reply."""
    if row.strip().casefold() == _REPLY.casefold():
        one._reply = _short(said)
        return
    criterion = one._criterion(row)
    level, why = LEVEL.search(said), WHY.search(said)
    words = level["said"].strip().strip("*_`").strip() if level else ""
    name = criterion.level(words).name if words else ""
    one._said[criterion.id] = Said(name, _short(why["said"]) if why else "")


def _parts(sign: re.Pattern[str], text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands under each sign, up to the next."""
    signs = list(sign.finditer(text))
    ends = [one.start() for one in signs[1:]] + [len(text)]
    for one, end in zip(signs, ends, strict=False):
        yield one["name"].strip(), text[one.end() : end].strip()


def _short(words: str) -> str:
    words = str(words).replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(words) > _LONGEST:
        raise KuleshovError(
            f"This has {len(words):,} letters; {_LONGEST:,} are kept at most. Say the half of it."
        )
    return words


def _rubric(rubric: str | Rubric) -> Rubric:
    if isinstance(rubric, Rubric):
        return rubric
    return find(rubric, course_root() / "grading" / "rubrics")


def _words(words: str | Path) -> str:
    if isinstance(words, Path):
        try:
            with words.open("rb") as file:
                words = file.read(_LONGEST * 4).decode("utf-8-sig")
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
    """Return where a review lies: by name, rubric, and what exactly is reviewed."""
    of = (sha256(Path(film.path)) if film else "") + "\0" + words
    key = hashlib.sha256(of.encode("utf-8", "replace")).hexdigest()[:8]
    return studio() / "reviews" / f"{file_name(name)[:80]}-{rubric.name}-{key}.md"


def _resume(one: Review) -> None:
    path = one.path
    assert path is not None
    alike = path.name.rpartition("-")[0]
    one.earlier = tuple(
        sorted(other for other in path.parent.glob("*.md")
               if other != path and other.name.rpartition("-")[0] == alike)
    )  # fmt: skip
    if path.is_file():
        before, problems = read_reviews(path.read_text("utf-8", "replace"), one.rubric)
        if problems or not before:
            raise KuleshovError(
                f"{path} isn't a review that can be read: {' '.join(problems) or 'it is empty.'} "
                "Mend it, or move it away."
            )
        one._take(before[0])
