"""course/glossary.md, from the terms that lessons use, with a drawing or stills for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..show.terms import Term, terms
from .notebooks import read_source

PAGE = Path("course") / "glossary.md"
PICTURES = Path("course") / "images" / "terms"

_HEAD = """\
<!-- Made by `make build` from src/kuleshov/show/terms.yaml; change what is there, not this page. -->
# Glossary

The words of the trade that the lessons and the cutting room use, in half a line each. In a notebook `ku.term("J-cut")`
shows one. Stills are from [The Understudy](../datasets/rushes/understudy), CC BY 4.0.
"""


def glossary(root: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the page and its drawings; stills are kept as they were made by :func:`make_stills`."""
    lessons = {path.name[:2]: path for path in sorted((root / "course" / "source").glob("*.py"))}
    page = _HEAD
    for one in sorted(terms(), key=lambda each: each.name.lower()):
        svg = one.drawing()
        name = f"{one.anchor}.{'svg' if svg else 'jpg'}"
        if svg:
            yield root / PICTURES / name, svg.encode()
        heading = f"## {one.name}\n\n{one.words}\n\n![{_seen(one)}](images/terms/{name})\n\n"
        where = one.where[0].upper() + one.where[1:]
        if lesson := lessons.get(one.lesson):
            link = f"[{one.lesson} {_title(lesson)}]({lesson.stem}.ipynb)"
            where = where.replace(one.lesson, link)
        page += f"\n{heading}{where}.\n"
    yield root / PAGE, page.encode()


def make_stills(root: Path) -> list[Path]:
    """Write the stills of all terms that have some, side by side; return the files."""
    import cv2
    import numpy as np

    made = []
    for one in terms():
        frames = [
            cv2.resize(each, (240, 135), interpolation=cv2.INTER_AREA) for each in one.pictures()
        ]
        if not frames:
            continue
        gap = np.full((135, 6, 3), 247, np.uint8)
        row = np.hstack([part for each in frames for part in (each, gap)][:-1])
        path = root / PICTURES / f"{one.anchor}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(path), row[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 82])
        made.append(path)
    return made


def first_use(root: Path, one: Term) -> str:
    """Return the number of the lesson that explains a term; "" where none uses it.

    That is the first in whose prose it stands in bold; where it stands in bold in none, the first
    in whose prose it stands.
    """
    called = "|".join(re.escape(name) for name in (one.name, *one.also))
    proses = {}
    for path in sorted((root / "course" / "source").glob("*.py")):
        cells = read_source(path).cells
        prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        proses[path.name[:2]] = prose
    for pattern in (rf"\*\*(?:{called})\b[^*]*\*\*", rf"(?<![\w-])(?:{called})s?(?![\w-])"):
        for lesson, prose in proses.items():
            if re.search(pattern, prose, re.IGNORECASE):
                return lesson
    return ""


def _title(lesson: Path) -> str:
    heading = re.search(r"^# # \d\d (.+)$", lesson.read_text(encoding="utf-8"), re.MULTILINE)
    return heading[1] if heading else lesson.stem


def _seen(one: Term) -> str:
    """Return what a picture shows, for those who can't see it."""
    if one.stills:
        named = ", ".join(dict.fromkeys(name for name, _ in one.stills))
        return f"{len(one.stills)} stills from {named}, an example of: {one.name}"
    return f"A drawing of what {one.name} means: {one.words}".replace("]", "").replace("[", "")
