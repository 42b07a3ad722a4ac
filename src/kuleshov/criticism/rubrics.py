"""Rubrics as data: criteria, levels, points, and a phrase that says what a level looks like.

A rubric is a YAML file in ``grading/rubrics``::

    rubric: statement
    for: [a2-first-cut]
    criteria:
      - id: statement_about          # the written cell that it is about
        name: What it is about
        points: 3
        levels:
          - {points: 3, name: at stake, anchor: "Says what somebody stands to lose."}
          - {points: 0, name: missing, anchor: "Nothing."}

The written cells of an assignment take their points from it, the table that students see is made
from it, and so are the reading page, the form of a peer review, and the check of marks. A criterion
that says ``peers: false`` is the instructor's alone: such as what a student wrote about others.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import KuleshovError
from ..folders import course_root
from ..words import on_one_line
from .review_text import REPLY


class RubricError(KuleshovError):
    """A rubric that can't be used; the sentence names file and criterion."""


@dataclass(frozen=True)
class Level:
    """One level of a criterion: its points, its name, and what it looks like."""

    points: float
    name: str
    anchor: str


@dataclass(frozen=True)
class Criterion:
    """One row of a rubric, about one written cell.

    Attributes
    ----------
    id : str
        The written cell's name.
    name : str
    points : float
    levels : tuple of Level
        From the best down.
    peers : bool
        Whether students level it in each other's work.
    """

    id: str
    name: str
    points: float
    levels: tuple[Level, ...]
    peers: bool = True

    def level(self, said: str | float) -> Level:
        """Return the level of that name, or of that many points.

        Raises
        ------
        RubricError
            Naming the levels that there are.
        """
        wanted = (f"{said:g}" if isinstance(said, float) else str(said)).strip().casefold()
        for level in self.levels:
            if wanted in (level.name.casefold(), f"{level.points:g}"):
                return level
        names = ", ".join(f"{level.name} ({level.points:g})" for level in self.levels)
        raise RubricError(f"{self.name} has no level {str(said)[:60]!r}; it has {names}.")


@dataclass(frozen=True)
class Rubric:
    """A rubric: its name, the assignments that it serves, its criteria in their order.

    Raises
    ------
    RubricError
        Where a name couldn't be read back from the text of a review: two rows of one name, one
        that is called Reply, an asterisk in a name.
    """

    name: str
    assignments: tuple[str, ...]
    criteria: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        names: set[str] = set()
        for row in self.criteria:
            for said in (row.name, *(level.name for level in row.levels)):
                _readable(said)
            if row.name.casefold() in (REPLY.casefold(), *names):
                raise RubricError(
                    f"{row.name} can't name a row: another is called that."
                    if row.name.casefold() in names
                    else f"{row.name} can't name a row: in a review that is where its author replies."
                )
            names.add(row.name.casefold())

    @property
    def points(self) -> float:
        """The most that a student can reach."""
        return sum(criterion.points for criterion in self.criteria)

    @property
    def for_peers(self) -> Rubric:
        """The same without the rows that are the instructor's alone."""
        return replace(self, criteria=tuple(one for one in self.criteria if one.peers))

    def __getitem__(self, id: str) -> Criterion:
        for criterion in self.criteria:
            if criterion.id == id:
                return criterion
        known = ", ".join(criterion.id for criterion in self.criteria)
        raise RubricError(f"The rubric {self.name} has no criterion {id!r}; it has {known}.")

    def to_markdown(self) -> str:
        """Return the rubric as a table for the student's notebook."""
        lines = ["| | points | what it looks like |", "|---|---|---|"]
        for criterion in self.criteria:
            lines.append(f"| **{criterion.name}** | | |")
            lines += [
                f"| {level.name} | {level.points:g} | {level.anchor.replace('|', chr(92) + '|')} |"
                for level in criterion.levels
            ]
        return "\n".join(lines)


def load(path: Path) -> Rubric:
    """Read a rubric from its file.

    Raises
    ------
    RubricError
        In one sentence, where it is no rubric: a level without a phrase, points that don't
        begin at the criterion's and go down to 0, an id or a name used twice, a name that a
        review's Markdown would change.
    """
    import yaml

    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError:
        raise RubricError(f"There is no rubric at {path}.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        first = str(error).splitlines()[0]
        raise RubricError(f"{path.name} can't be read as YAML: {first}.") from None
    if not isinstance(raw, dict) or not isinstance(raw.get("criteria"), list):
        raise RubricError(f"{path.name} wants the keys rubric, for and criteria.")
    criteria = tuple(_criterion(entry, path.name) for entry in raw["criteria"])
    ids = [criterion.id for criterion in criteria]
    for id in ids:
        if ids.count(id) > 1:
            raise RubricError(f"{path.name} has two criteria of the id {id}.")
    if not criteria:
        raise RubricError(f"{path.name} has no criteria.")
    try:
        return Rubric(str(raw.get("rubric") or path.stem), tuple(raw.get("for") or ()), criteria)
    except RubricError as problem:
        raise RubricError(f"{path.name}: {problem}") from None


def find(name: str, *folders: Path) -> Rubric:
    """Return the rubric of that name from the first folder that has it."""
    for folder in folders:
        if (folder / f"{name}.yaml").is_file():
            return load(folder / f"{name}.yaml")
    places = " or ".join(str(folder) for folder in folders)
    raise RubricError(f"There is no rubric {name}.yaml in {places}.")


def rubric_of(rubric: str | Rubric) -> Rubric:
    """Return one of the course's rubrics by its name, or the rubric itself."""
    if isinstance(rubric, Rubric):
        return rubric
    return find(rubric, course_root() / "grading" / "rubrics")


def for_assignment(assignment: str, *folders: Path) -> Rubric:
    """Return the rubric of an assignment; the first folder that has one wins.

    Raises
    ------
    RubricError
        Where no rubric names the assignment.
    """
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            rubric = load(path)
            if assignment in rubric.assignments:
                return rubric
    raise RubricError(f"No rubric says `for: [{assignment}]`.")


def _readable(name: str) -> None:
    """Refuse a name that a review's Markdown would change."""
    if name != on_one_line(name).strip("_`") or "*" in name:
        raise RubricError(
            f"{on_one_line(name)!r} can't name a row or a level: a review is Markdown, so write it on "
            "one line, without asterisks and without blanks, _ or ` at its ends."
        )


def _criterion(entry: Any, file: str) -> Criterion:
    if not isinstance(entry, dict) or not entry.get("id") or not entry.get("name"):
        raise RubricError(f"{file}: a criterion wants id, name, points and levels.")
    where = f"{file}, {entry['id']}"
    levels = tuple(_level(level, where) for level in entry.get("levels") or ())
    points = _number(entry.get("points"), where)
    steps = [level.points for level in levels]
    if len(steps) < 2 or steps != sorted(set(steps), reverse=True):
        raise RubricError(f"{where}: levels want two points or more, from the best down.")
    if steps[0] != points or steps[-1] != 0:
        raise RubricError(f"{where}: the best level gives all {points:g} points, the last one 0.")
    if len({level.name.casefold() for level in levels}) < len(levels):
        raise RubricError(f"{where}: two levels have one name.")
    peers = entry.get("peers", True)
    if not isinstance(peers, bool):
        raise RubricError(f"{where}: peers wants true or false.")
    return Criterion(str(entry["id"]), str(entry["name"]), points, levels, peers)


def _level(entry: Any, where: str) -> Level:
    if not isinstance(entry, dict) or not entry.get("name") or not entry.get("anchor"):
        raise RubricError(f"{where}: each level wants points, a name and an anchor phrase.")
    return Level(_number(entry.get("points"), where), str(entry["name"]), str(entry["anchor"]))


def _number(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RubricError(f"{where}: points want a number.")
    if not (math.isfinite(value) and value >= 0):
        raise RubricError(f"{where}: points can't be {value}.")
    return float(value)
