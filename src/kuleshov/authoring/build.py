"""Build everything that is made from something else, and refuse what is stale.

=============================  ===============================================
made                           from
=============================  ===============================================
course/NN-name.ipynb           course/source/NN-name.py
assignments/source/aN/*.ipynb  assignments/text/aN-name.py
assignments/source/aN/*.jpg    cells of assignments/text/aN-name.py that make files
assignments/release/aN/        the instructor's edition, by nbgrader
environment.yml                uv.lock
docs/measures.md, docs/images  the cards and proofs of the measures
course/glossary.md, pictures   the terms that lessons use
=============================  ===============================================

Built files are the same bytes when built again. :func:`check` builds into memory and compares.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..errors import KuleshovError
from ..files import whole
from .environment import environment_yml
from .glossary import glossary
from .made_files import kept, made_files
from .measures_page import PICTURES, measures_page
from .notebooks import instructors_edition, read_source, student_edition, to_bytes
from .release import release_edition
from .worked_in import is_worked_in, keep
from .wrong_answers import wrong_answers


class Stale(KuleshovError):
    """A built file that its source no longer makes."""


def products(root: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield every built file with the bytes that it should hold."""
    for source in sorted((root / "course" / "source").glob("*.py")):
        yield (
            root / "course" / f"{source.stem}.ipynb",
            to_bytes(student_edition(read_source(source))),
        )
    for source in sorted((root / "assignments" / "text").glob("*.py")):
        name = source.stem
        wrong_answers(source)  # refuses an exercise with too few
        instructor = to_bytes(instructors_edition(read_source(source)))
        folder = root / "assignments" / "source" / name
        yield folder / f"{name}.ipynb", instructor
        made = {file: kept(folder / file, data) for file, data in made_files(source, root).items()}
        for file, data in made.items():
            yield folder / file, data
        there = (p for p in sorted(folder.glob("*")) if p.is_file() and p.suffix != ".ipynb")
        extras = {path.name: path.read_bytes() for path in there} | made
        student = release_edition(name, instructor, extras)
        for file, data in student.items():
            yield root / "assignments" / "release" / name / file, data
    yield root / "environment.yml", environment_yml(root)
    yield from measures_page(root)
    yield from glossary(root)


def build(root: Path) -> list[Path]:
    """Write what has changed, and return it; nothing is touched that is up to date.

    A notebook that somebody has worked in is kept in ``studio/notebooks`` before it is made anew;
    the copy is returned as well.
    """
    changed = []
    for path, data in products(root):
        if path.is_file() and path.read_bytes() == data:
            continue
        if is_worked_in(path):
            changed.append(keep(path, root / "studio"))
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole(path) as draft:
            draft.write_bytes(data)
        changed.append(path)
    return changed


def check(root: Path) -> None:
    """Raise :class:`Stale`, naming all files that differ from what their sources make.

    A notebook in course/ or assignments/, or a picture of doses, that no source makes is named
    too: it was made by hand.
    """
    expected = dict(products(root))
    stale = [p for p, data in expected.items() if not p.is_file() or p.read_bytes() != data]
    places = [root / "course", root / "assignments" / "source", root / "assignments" / "release"]
    found = {
        p
        for place in places
        for p in place.rglob("*.ipynb")
        if not any(part.startswith(".") for part in p.relative_to(root).parts)
    }
    found |= set((root / PICTURES).glob("*.svg"))
    by_hand = sorted(found - set(expected))
    said = [f"{p.relative_to(root)} is not what its source makes{_used(p)}" for p in stale]
    said += [f"{p.relative_to(root)} has no source: it was made by hand" for p in by_hand]
    if said:
        raise Stale("; ".join(said) + ". Change the source, then run `make build`.")


def _used(path: Path) -> str:
    if not is_worked_in(path):
        return ""
    return " (it was worked in; `make build` keeps that as a copy in studio/notebooks)"
