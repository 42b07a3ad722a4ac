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

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import KuleshovError
from ..files import one_writer, write_whole
from ..folders import from_here, made
from ..views import view
from ..words import either, few, meant, on_one_line, one_spelling
from .review_text import REPLY, Row, Sheet, sheets_in, unsigned
from .rubrics import Criterion, Rubric, rubric_of

if TYPE_CHECKING:
    import pandas

    from ..media import Clip

LONGEST = 20_000  # letters of one answer
_MOST = 400_000  # and of a text of reviews
_TOO_LONG = f"it is longer than {_MOST:,} letters, and the rest isn't read."


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
    """A review of one work; made by :func:`kuleshov.review`.

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
        self._unsaved: list[_Answer] = []

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
        >>> import kuleshov as ku
        >>> sheet = ku.review(None, "critique", words="The lamp waits.", name="k3f9")
        >>> sheet.level("The claim", "a topic", "It says what happens.").said["critique_claim"].level
        'a topic'
        """
        row = self._criterion(criterion)
        name = row.level(level).name if str(level).strip() else ""
        return self._change(_Answer(row.id, name, _short(why) or None))

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
        return self._change(_Answer(self._criterion(criterion).id, None, _short(why)))

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
        return self._change(_Answer("", None, _short(words)))

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
                f"level: {said.level}\nwhy: {unsigned(said.why)}".rstrip(),
            ]
        if self._reply:
            parts += [f"**{REPLY}**", unsigned(self._reply)]
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

    def _change(self, answer: _Answer) -> Review:
        """Take up an answer, beside what another form or notebook has saved meanwhile.

        An answer that can't be saved is kept, and saved with the next one.
        """
        from ..media.writing import disk

        self._unsaved.append(answer)
        self._put_unsaved()
        if self.path is None:
            self._unsaved.clear()
            return self
        made(self.path.parent)
        with disk(self.path), one_writer(self.path):
            self.read_again()
            write_whole(self.path, self.markdown + "\n")
        self._unsaved.clear()
        return self

    def _put_unsaved(self) -> None:
        for one in self._unsaved:
            if not one.id:
                self._reply = one.why or ""
                continue
            before = self._said.get(one.id, Said())
            level = before.level if one.level is None else one.level
            self._said[one.id] = Said(level, before.why if one.why is None else one.why)

    def read_again(self) -> Review:
        """Take over what lies in the studio, which another form or notebook may have changed.

        Returns
        -------
        Review

        Raises
        ------
        KuleshovError
            Where the file holds more than a review: it is left alone, and its lines are named.
        """
        if self.path is None or not self.path.is_file():
            return self
        try:
            text = self.path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            held = wrong.object[: wrong.start].count(b"\n") + 1
            raise _unread(self.path, [f"line {held} is no text in UTF-8."]) from None
        found, before = sheets_in(text[:_MOST])
        problems = [f"{one}" for one in before]
        if not found and not before:
            problems.append("it is empty.")
        if len(text) > _MOST:
            problems.append(_TOO_LONG)
        said = Review(self.name, self.rubric)
        for sheet in found[:1]:
            problems += _fill(said, sheet)
            if one_spelling(on_one_line(sheet.name)) != one_spelling(self.name):
                problems.append(
                    f"line {sheet.line} names {sheet.name[:40]!r}, and this is {self.name!r}."
                )
        problems += [f"line {one.line} begins a second review." for one in found[1:]]
        if problems:
            raise _unread(self.path, problems)
        self._said, self._reply = said._said, said._reply
        self._put_unsaved()
        return self


@dataclass(frozen=True)
class _Answer:
    """One answer: to a row by its id, or "" for the reply. None leaves a part as it is."""

    id: str
    level: str | None
    why: str | None


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
        A sentence for each thing that can't be used, with its line: a row that the rubric hasn't, a
        level that the row hasn't, words that belong to no row. The rest of that review is there.
        Words before the first review belong to the page around it, unless they give a level.

    Examples
    --------
    >>> text = "## Review of k3f9\\n\\n**The claim**\\n\\nlevel: a topic\\nwhy: It tells."
    >>> (one,), problems = read_reviews(text, "critique")
    >>> one.name, one.said["critique_claim"], problems
    ('k3f9', Said(level='a topic', why='It tells.'), [])
    """
    rows = rubric_of(rubric).for_peers
    found, problems = [], [_TOO_LONG] if len(text) > _MOST else []
    sheets, before = sheets_in(text[:_MOST])
    for sheet in sheets:
        one = Review(on_one_line(sheet.name), rows)
        problems += [f"{one.name}: {problem}" for problem in _fill(one, sheet)]
        found.append(one)
    problems += [
        f"line {one.line} is about nobody's work: a review begins with '## Review of ' and a name."
        for one in before
        if one.levelled
    ]
    return found, problems


def _fill(one: Review, sheet: Sheet) -> list[str]:
    """Take up what a text says, and return a sentence for each thing that has no place."""
    problems, seen = [str(stray) for stray in sheet.strays], set()
    for row in sheet.rows:
        try:
            if row.name.casefold() in seen:
                raise KuleshovError(f"{row.name} is there twice; the first one counts.")
            seen.add(row.name.casefold())
            _put(one, row)
        except KuleshovError as problem:
            problems.append(f"line {row.line}: {problem}")
    return problems


def _put(one: Review, row: Row) -> None:
    """Take up what a text says of one row, or the author's reply."""
    if row.name.casefold() == REPLY.casefold():
        one._reply = _short(row.why)
        return
    criterion = one._criterion(row.name)
    one._said[criterion.id] = Said("", _short(row.why))
    if row.level:
        one._said[criterion.id] = Said(criterion.level(row.level).name, _short(row.why))


def _unread(path: Path, problems: Sequence[str]) -> KuleshovError:
    return KuleshovError(
        f"{path} isn't a review that can be read, so nothing is written over it: "
        f"{' '.join(few(problems, 'And {} more.', most=3))} Mend it, or move it away."
    )


def _short(words: str) -> str:
    words = str(words).replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(words) > LONGEST:
        raise KuleshovError(
            f"This has {len(words):,} letters; {LONGEST:,} are kept at most. Say the half of it."
        )
    return words
