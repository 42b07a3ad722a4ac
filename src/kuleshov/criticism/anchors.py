"""Anchors: texts written for a rubric, each with the level of every row and why it is that one.

Two readers of one rubric agree better once they have read the same texts and compared what they
gave. An anchor is such a text, a Markdown file in ``grading/rubrics/anchors/<rubric>``::

    ---
    rubric: critique
    written_for: "this rubric; its author is made up"
    film: editors-cut
    levels:
      critique_claim: {level: a topic, why: "It says what will be looked at."}
    ---

    ## The claim

    This critique examines how pace and emotion work together.

with a section for each criterion of the rubric, under the criterion's name and in its order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import KuleshovError
from ..folders import course_root
from .rubrics import Level, Rubric, RubricError, find

IN_THE_LESSON = (
    "02-pace-and-feeling",
    "03-mouth-to-mouth",
    "08-a-story-of-two-lamps",
    "10-room-for-two",
)
"""The four that lesson 12 shows, one a level; their names' order gives no level away."""

MAX_LETTERS = 20_000
_FRONT = re.compile(r"\A---\n(.*?\n)---\n(.*)\Z", re.DOTALL)
_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)


class AnchorError(KuleshovError):
    """An anchor that can't be used; the sentence names the file and what is wrong in it."""


class Judged(NamedTuple):
    """The level of one row, and the sentence that says why."""

    level: Level
    why: str


@dataclass(frozen=True)
class Anchor:
    """A text that was written to stand for a level.

    Attributes
    ----------
    name : str
        The file's name without its ending.
    film : str
        The film that it is about.
    parts : dict of str to str
        What is written, by the criterion's id, in the rubric's order.
    levels : dict of str to Judged
        Level and reason, by the criterion's id.
    text : str
        The whole as Markdown, without its levels.
    """

    name: str
    film: str
    parts: dict[str, str]
    levels: dict[str, Judged]
    text: str

    @property
    def points(self) -> float:
        """The points that most of its rows have; of two that are as many, the higher."""
        counted = Counter(judged.level.points for judged in self.levels.values())
        return max(counted, key=lambda points: (counted[points], points))


def read_anchor(path: Path, rubric: Rubric | None = None) -> Anchor:
    """Read an anchor from its file.

    Parameters
    ----------
    path : Path
        A Markdown file.
    rubric : Rubric, optional
        What its levels are held against; without it the rubric that it names, two folders up.

    Returns
    -------
    Anchor

    Raises
    ------
    AnchorError
        In one sentence, where it can't be read, isn't marked as written for the purpose, names a
        level that the rubric doesn't have, gives no reason, or lacks a part.
    RubricError
        Where there is no such rubric.

    See Also
    --------
    load_anchors : All of a folder.

    Examples
    --------
    >>> from kuleshov.criticism.anchors import read_anchor
    >>> from kuleshov.folders import course_root
    >>> folder = course_root() / "grading" / "rubrics" / "anchors" / "critique"
    >>> anchor = read_anchor(folder / "02-pace-and-feeling.md")
    >>> anchor.parts["critique_claim"]
    'This critique examines how pace and emotion work together in The Understudy.'
    >>> anchor.levels["critique_claim"].level.name
    'a topic'
    """
    front, body = _halves(path)
    if not str(front.get("written_for") or "").strip():
        raise AnchorError(f"{path.name} wants written_for: no student's work is an anchor.")
    named = str(front.get("rubric") or "")
    if not named:
        raise AnchorError(f"{path.name} wants rubric, the name of the one that it is for.")
    rubric = rubric or find(named, path.absolute().parents[2])
    if named != rubric.name:
        raise AnchorError(f"{path.name} is for the rubric {named}, not for {rubric.name}.")
    return Anchor(
        name=path.stem,
        film=str(front.get("film") or ""),
        parts=_parts(body, rubric, path.name),
        levels=_levels(front.get("levels"), rubric, path.name),
        text=body.strip(),
    )


def load_anchors(folder: Path, rubric: Rubric | None = None) -> tuple[Anchor, ...]:
    """Read all anchors of a folder, in the order of their names; its README is none.

    Parameters
    ----------
    folder : Path
    rubric : Rubric, optional
        What their levels are held against; without it the rubric that each names.

    Returns
    -------
    tuple of Anchor
        Empty where the folder isn't there or holds none.

    Raises
    ------
    AnchorError
        Where one of them can't be used.

    See Also
    --------
    anchors_for : Those of a rubric, wherever they lie.
    lesson_anchors : The four of lesson 12.
    """
    files = [path for path in sorted(folder.glob("*.md")) if path.name != "README.md"]
    return tuple(read_anchor(path, rubric) for path in files)


def anchors_for(rubric: Rubric, *folders: Path) -> tuple[Anchor, ...]:
    """Return the anchors of a rubric from the first of the rubrics' folders that has some.

    Raises
    ------
    AnchorError
        Where one of them doesn't fit the rubric, as after levels were renamed.
    """
    for folder in folders:
        if found := load_anchors(folder / "anchors" / rubric.name, rubric):
            return found
    return ()


def lesson_anchors() -> tuple[Anchor, ...]:
    """Return the four critiques that lesson 12 shows, one a level, in an order that tells nothing.

    Raises
    ------
    LibraryError
        Where the course's folders aren't found.
    AnchorError
        Where one of them can't be used.
    """
    folder = course_root() / "grading" / "rubrics" / "anchors" / "critique"
    return tuple(read_anchor(folder / f"{name}.md") for name in IN_THE_LESSON)


def _halves(path: Path) -> tuple[dict[str, Any], str]:
    """Return what stands before the text, as data, and the text."""
    import yaml

    try:
        whole = path.read_text(encoding="utf-8-sig")
    except OSError:
        raise AnchorError(f"There is no anchor at {path}.") from None
    except UnicodeDecodeError:
        raise AnchorError(f"{path.name} can't be read as text (UTF-8).") from None
    if len(whole) > MAX_LETTERS:
        raise AnchorError(f"{path.name} is over {MAX_LETTERS:,} letters long.")
    found = _FRONT.match(whole)
    if not found:
        raise AnchorError(f"{path.name} wants its levels at the top, between two lines of ---.")
    try:
        front = yaml.safe_load(found[1])
    except (yaml.YAMLError, RecursionError) as error:
        first = (str(error).splitlines() or ["too deep"])[0]
        raise AnchorError(f"The top of {path.name} can't be read as YAML: {first}.") from None
    if not isinstance(front, dict):
        raise AnchorError(f"The top of {path.name} wants rubric, written_for, film and levels.")
    return front, found[2]


def _levels(raw: Any, rubric: Rubric, file: str) -> dict[str, Judged]:
    if not isinstance(raw, Mapping):
        raise AnchorError(f"{file} wants levels: one for each criterion of {rubric.name}.")
    for id in raw:
        if id not in {criterion.id for criterion in rubric.criteria}:
            raise AnchorError(f"{file} has a level for {id}; {rubric.name} has no such criterion.")
    levels = {}
    for criterion in rubric.criteria:
        entry = raw.get(criterion.id)
        if not isinstance(entry, Mapping) or not str(entry.get("why") or "").strip():
            raise AnchorError(f"{file} wants a level and a why for {criterion.id}.")
        try:
            level = criterion.level(entry.get("level", ""))
        except RubricError as error:
            raise AnchorError(f"{file}: {error}") from None
        levels[criterion.id] = Judged(level, str(entry["why"]).strip())
    return levels


def _parts(body: str, rubric: Rubric, file: str) -> dict[str, str]:
    """Return the sections by their criteria's ids; nothing may stand outside of them."""
    before, *found = _HEADING.split(body)
    names = [criterion.name for criterion in rubric.criteria]
    if before.strip() or found[::2] != names:
        said = ", ".join(found[::2]) or "none"
        raise AnchorError(
            f"{file} wants the parts {', '.join(names)}, in this order; it has {said}."
        )
    parts = {}
    for criterion, words in zip(rubric.criteria, found[1::2], strict=True):
        if not words.strip():
            raise AnchorError(f"{file} has nothing under {criterion.name}.")
        parts[criterion.id] = words.strip()
    return parts
