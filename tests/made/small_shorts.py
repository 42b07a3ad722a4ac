"""Small shorts that a class hands in as a8 has it: a notebook and the folder `short`, each film with its papers.

The films are those of `made.programme`; the assignment is a small one with the real one's names.
"""

import json
import shutil
from pathlib import Path

import nbformat

import kuleshov as ku
from kuleshov.grading.engine.intake import read_manifest
from kuleshov.grading.gradebook.hand_ins import HandIns
from kuleshov.grading.seeds import pseudonym
from kuleshov.media import Caption, Captions

from . import programme

NAME = "a8-your-short"
FILES = ["short.mp4", "short.vtt", "credits.txt", "papers.html", "consent.txt"]
CELLS = {
    "short_film": 6, "short_statement": 4, "short_continuity": 4, "short_review_one": 3,
    "short_review_two": 3,
}  # fmt: skip
ASKED = {name: f"**{name.title()}.**\n\nWrite here." for name in CELLS}
PEOPLE = {
    "ada": ("Lamp", "Ada Lund"),
    "bo": ("Moth", "Bo Ek"),
    "cy": ("Door", "Cy Day"),
    "di": ("Rain", "Di Oke"),
}
SECRET = "a class's secret"
SHOWN = {student: pseudonym(SECRET, student) for student in PEOPLE}
RUBRIC = "rubric: short\nfor: [a8-your-short]\ncriteria:\n" + "".join(
    f"  - {{id: {name}, name: {name.replace('short_', '').replace('_', ' ').capitalize()}, points: {points}, "
    f"peers: {'false' if 'review' in name else 'true'}, levels: ["
    f"{{points: {points}, name: full, anchor: All.}}, {{points: {points / 2:g}, name: half, anchor: Half.}}, "
    "{points: 0, name: none, anchor: Nothing.}]}\n"
    for name, points in CELLS.items()
)


def make_course(home: Path) -> Path:
    """Make a course with this one assignment, its rubric, and nothing handed in; return the class's folder."""
    for edition in ("source", "release"):
        folder = home / "assignments" / edition / NAME
        folder.mkdir(parents=True)
        given = {name: f"{asked}\n\n*Your words here.*" for name, asked in ASKED.items()}
        (folder / f"{NAME}.ipynb").write_text(notebook(given), "utf-8")
        (folder / "manifest.yaml").write_text(
            f"notebook: {NAME}.ipynb\nfiles: [{', '.join(FILES)}]\nmax_bytes: 1000000\n"
        )
    (home / "course").mkdir()
    (home / "grading" / "rubrics").mkdir(parents=True)
    (home / "grading" / "rubrics" / "short.yaml").write_text(RUBRIC)
    return home / "grading" / "class"


def notebook(words: dict[str, str]) -> str:
    """Return a notebook with these written cells."""
    cells = []
    for name, said in words.items():
        cell = nbformat.v4.new_markdown_cell(said)
        cell.metadata["nbgrader"] = {"grade_id": name}
        cells.append(cell)
    return json.dumps(nbformat.v4.new_notebook(cells=cells))


def write(folder: Path, title: str, logline: str = "It wants.", more: str = "") -> None:
    """Write a student's answers into the notebook as it was given out, under what is asked there."""
    said = {
        "short_film": f"Title: {title}\n\nLogline: {logline}", "short_statement": f"I chose. {more}",
        "short_continuity": "Two breaks.",
    }  # fmt: skip
    given = folder.parents[4] / "assignments" / "release" / NAME / f"{NAME}.ipynb"
    held = nbformat.reads(given.read_text("utf-8"), as_version=4)
    for cell in held.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in CELLS:
            cell.source = cell.source.replace("*Your words here.*", said.get(name, ""))
    (folder / f"{NAME}.ipynb").write_text(nbformat.writes(held), "utf-8")


def paste(folder: Path, *reviews: str) -> None:
    """Write reviews of others into a student's notebook."""
    path = folder / f"{NAME}.ipynb"
    held = nbformat.reads(path.read_text("utf-8"), as_version=4)
    names = [name for name in CELLS if "review" in name]
    cells = [c for c in held.cells if c.metadata.get("nbgrader", {}).get("grade_id") in names]
    for cell, said in zip(cells, reviews, strict=False):
        cell.source += f"\n\n{said}"
    path.write_text(nbformat.writes(held), "utf-8")


def make_film(home: Path, number: int, title: str, author: str) -> Path:
    """Publish a film whose file names its author; return the folder."""
    plain = programme.film(home / f"{number}" / "plain.mp4", 20 * number)
    film = ku.leave_traces(plain, plain.with_name("short.mp4"), notes={"artist": author})
    programme.sign(film, title, author)
    ku.publish(film, home / f"{number}" / "short")
    folder = home / f"{number}" / "short"
    Captions([Caption(0.0, 0.9, "[click]")]).save(folder / "short.vtt")
    notes = (
        (folder / "short.vtt")
        .read_text("utf-8")
        .replace("WEBVTT\n", f"WEBVTT\n\nNOTE by {author}\n", 1)
    )
    (folder / "short.vtt").write_text(notes, "utf-8")
    programme.agree(folder, author)
    return folder


def hand_in(own: Path, student: str, film: Path, title: str, **more: str) -> Path:
    """Hand in a notebook and a film's folder; return where both lie."""
    folder = own / "submitted" / student / NAME
    folder.mkdir(parents=True)
    write(folder, title, **more)
    shutil.copytree(film, folder / "short")
    return folder


def hand_ins(own: Path) -> HandIns:
    """Return what was handed in to a class."""
    assignments = own.parents[1] / "assignments"
    manifest = read_manifest(assignments / "source" / NAME / "manifest.yaml", NAME)
    given = assignments / "release" / NAME / f"{NAME}.ipynb"
    return HandIns(own, NAME, manifest, given)
