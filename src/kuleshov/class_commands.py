"""``kuleshov class ...``: what an instructor does around grading.

Each command is a thin door to a module of :mod:`kuleshov.grading` or :mod:`kuleshov.authoring`.
"""

from __future__ import annotations

import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .errors import KuleshovError
from .folders import course_root
from .words import counted

if TYPE_CHECKING:
    from .authoring.classes import Private
    from .criticism.anchors import Anchor
    from .criticism.rubrics import Rubric
    from .grading.gradebook.hand_ins import HandIns
    from .grading.review.review_round import Round

commands = typer.Typer(
    no_args_is_help=True, help="Around grading: editions, reading, exports, peer review."
)
Assignment = Annotated[str, typer.Argument(help="Its name, such as a2-first-cut.")]
Database = Annotated[str, typer.Option("--db", help="The gradebook's address.")]


@commands.command("build")
def build_edition() -> None:
    """Make this class's own assignments: its seeds, and what lies in its private overlay."""
    from .authoring.classes import build_class

    private = _private()
    for path in build_class(course_root(), private, _class()):
        typer.echo(f"built {path}")
    typer.echo(f"Seeds and private texts are those of {private.name} ({private.folder}).")


@commands.command("read")
def read_critiques(
    assignment: Assignment,
    names: Annotated[bool, typer.Option("--names", help="Show students' names.")] = False,
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
    port: Annotated[int, typer.Option(help="The port; any free one where left out.")] = 0,
    db: Database = "",
) -> None:
    """Read and mark what students wrote, with the frames that they name beside it."""
    from .grading.review.desk import Desk, serving

    rubric = _rubric(assignment)
    desk = Desk(
        assignment,
        rubric,
        _class() / "autograded",
        _class() / "films",
        db,
        _private().secret,
        names,
        _anchors(rubric),
        _hand_ins(assignment),
    )
    if not desk.students:
        raise KuleshovError(f"No submission of {assignment} is graded yet.")
    with serving(desk, port) as address:
        typer.echo(
            f"{counted(len(desk.students), 'submission')} at {address}\nCtrl-C closes the desk."
        )
        if browser:
            webbrowser.open(address)
        while True:
            time.sleep(3600)


@commands.command("export")
def export_marks(
    assignments: Annotated[list[str], typer.Argument(help="One or more assignments.")],
    to: Annotated[
        Path | None, typer.Option(help="The file to write; in the class's folder where left out.")
    ] = None,
    canvas: Annotated[Path | None, typer.Option(help="The gradebook that Canvas exported.")] = None,
    moodle: Annotated[Path | None, typer.Option(help="Moodle's grading worksheet.")] = None,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Pseudonyms, no names.")] = False,
    db: Database = "",
) -> None:
    """Write marks: filled into Canvas's or Moodle's own file, or as a plain table."""
    from .grading.gradebook import exporters
    from .grading.gradebook.database import opened

    if (canvas or moodle) and len(assignments) > 1:
        raise KuleshovError("Canvas and Moodle take one assignment at a time.")
    usual = "for-canvas" if canvas else "for-moodle" if moodle else "grades"
    to = to or _class() / f"{usual}.csv"  # names and marks: never where git would publish them
    with opened(db) as book:
        found = [grade for name in assignments for grade in exporters.grades(book, name)]
    waiting = sum(grade.by_hand for grade in found)
    if canvas or moodle:
        fill = exporters.canvas if canvas else exporters.moodle
        filled = fill(exporters.read(canvas or moodle or Path()), found)
        exporters.write(to, filled.text)
        typer.echo(f"{to}: {filled.sentence}")
    else:
        if anonymous:
            found = exporters.anonymous(found, _private().secret)
        exporters.write(to, exporters.plain(found))
        typer.echo(f"{to}: {counted(len(found), 'mark')}.")
    if waiting:
        still = counted(waiting, "of them still waits", "of them still wait")
        typer.echo(f"{still} for a person.")


@commands.command("collect")
def collect_submissions(
    assignment: Assignment,
    archive: Annotated[Path, typer.Argument(help="The zip that Moodle or Canvas made.")],
    db: Database = "",
) -> None:
    """Put what students handed in to Moodle or Canvas where it is graded from."""
    from .grading.gradebook.course import known
    from .grading.gradebook.database import opened
    from .grading.gradebook.zips import collect_zip

    known(assignment, _class() / "source", course_root() / "assignments" / "source")
    found = collect_zip(archive, assignment, _class() / "submitted", _class() / "set-aside")
    named = {student: name for student, name in found.students.items() if name}
    if named:
        with opened(db) as book:  # so that the form grader shows people and not their numbers
            for student, name in named.items():
                first, _, last = name.rpartition(" ")
                book.update_or_create_student(student, first_name=first, last_name=last)
    for line in found.sentences:
        typer.echo(line)


@commands.command("review")
def draw_reviews(
    assignment: Assignment,
    k: Annotated[int, typer.Option("-k", help="How many works each reads.")] = 3,
    seed: Annotated[int, typer.Option(help="Another seed is another draw.")] = 1,
) -> None:
    """Draw who reads whom, and write a review form for each: a notebook."""
    round_ = _round(assignment)
    for path in round_.draw(k, seed):
        typer.echo(f"wrote {path}")
    for line in round_.notes:
        typer.echo(f"Note: {line}")
    for student, reason in round_.left_out.items():
        typer.echo(f"Left out, neither read nor reading: {student}, for {reason}")
    if round_.left_out:
        typer.echo(
            f"What was handed in under another name is found once it is graded (kuleshov grade {assignment}); "
            "then draw again."
        )


@commands.command("reviews")
def collect_reviews(
    assignment: Assignment,
    write: Annotated[bool, typer.Option("--write", help="Into the gradebook.")] = False,
    db: Database = "",
) -> None:
    """Bring filled review forms together, and show how much each reader counts."""
    round_ = _round(assignment)
    for line in round_.collect():
        typer.echo(line)
    if write:
        typer.echo(f"{counted(round_.write(db), 'mark')} written into the gradebook.")


@commands.command("programme")
def gather_programme(
    assignment: Assignment,
    folder: Annotated[Path, typer.Argument(help="Where the films go; class/... stays private.")],
    title: Annotated[
        str, typer.Option(help="The programme's; what most consents say where left out.")
    ] = "",
) -> None:
    """Gather a class's films, with each author's consent, for `kuleshov programme`."""
    from .criticism.screening.words_in import calm
    from .grading.gradebook.database import keep_private
    from .grading.review.gathering import gather

    cells = [row.id for row in _rubric(assignment).criteria]
    found = gather(_hand_ins(assignment), cells, folder, _private().secret, title)
    if folder.is_dir():
        keep_private(folder)  # consents and papers name people
    lines = [f"{found.title}: {counted(len(found.folders), 'film')} in {folder}"]
    lines += [f"{student} is {name}" for student, name in found.folders.items()]
    lines += [f"Left out: {student}, for {why}" for student, why in found.left_out.items()]
    lines += [f"Note: {one}" for one in found.said]
    typer.echo(calm("\n".join(lines)))


@commands.command("regrade")
def settle_regrades(
    assignment: Assignment,
    settle: Annotated[bool, typer.Option("--settle", help="Write what was decided.")] = False,
    db: Database = "",
) -> None:
    """Gather regrade requests in a table; with --settle, write the points decided there."""
    from .grading.gradebook.database import opened
    from .grading.review import regrades

    path = _class() / "regrades" / f"{assignment}.csv"
    handed_in = sorted((_class() / "submitted").glob(f"*/{assignment}/regrade.txt"))
    new = [r for p in handed_in for r in regrades.asked(p, p.parent.parent.name, assignment)]
    requests = regrades.merged(regrades.load(path), new)
    if settle:
        with opened(db) as book:
            requests, said = regrades.settle(book, requests)
        for line in said:
            typer.echo(line)
    regrades.save(path, requests)
    left = sum(not request.settled for request in requests)
    typer.echo(f"{path}: {counted(len(requests), 'request')}, {left} to decide.")


def gate_command(
    assignments: Annotated[list[str], typer.Argument(help="Which ones, by their names.")],
) -> None:
    """Try every test of an assignment on work that deserves nothing, before it is given out."""
    from .authoring.wrong_answers import let_through
    from .grading.engine.gate import weaknesses
    from .grading.engine.sandbox import Sandbox
    from .grading.gradebook.course import Course

    course, weak = Course.here(), 0
    with Sandbox() as sandbox:
        for assignment in assignments:
            found = weaknesses(course.release(assignment), sandbox)
            found += let_through(*_text_of(assignment))
            weak += len(found)
            for one in found:
                typer.echo(f"{assignment}, {one}")
            if not found:
                typer.echo(
                    f"{assignment}: the solution passes every test; no stub does, and every wrong "
                    "answer is told why it is none."
                )
    if weak:
        raise typer.Exit(1)


def _text_of(assignment: str) -> tuple[Path, list[Path], str]:
    """Return an assignment's text, its rubrics and its secret: the class's own where it has one."""
    from .grading.seeds import PUBLIC

    own = _class() / "overlay"
    texts = [own / "text", course_root() / "assignments" / "text"]
    found = [text for folder in texts if (text := folder / f"{assignment}.py").is_file()]
    if not found:
        raise KuleshovError(
            f"{assignment} has no text: its wrong answers are written in "
            f"{texts[-1] / assignment}.py, from which its notebook is made."
        )
    is_own = (own / "class.yaml").is_file()
    return found[0], _rubric_folders(), _private().secret if is_own else PUBLIC


def _round(assignment: str) -> Round:
    from .grading.review.review_round import Round

    return Round(_hand_ins(assignment), _rubric(assignment), _private().secret)


def _hand_ins(assignment: str) -> HandIns:
    from .grading.engine.intake import read_manifest
    from .grading.gradebook.hand_ins import HandIns

    places = [_class(), course_root() / "assignments"]
    found = [one for one in places if (one / "source" / assignment).is_dir()]
    edition = found[0] if found else places[-1]
    manifest = read_manifest(edition / "source" / assignment / "manifest.yaml", assignment)
    given = edition / "release" / assignment / f"{assignment}.ipynb"
    return HandIns(_class(), assignment, manifest, given)


def _class() -> Path:
    from .grading.gradebook.database import class_folder

    return class_folder()


def _private() -> Private:
    from .authoring.classes import overlay

    return overlay(_class() / "overlay")


def _rubric(assignment: str) -> Rubric:
    from .criticism.rubrics import for_assignment
    from .grading.gradebook.course import known

    known(assignment, _class() / "source", course_root() / "assignments" / "source")
    return for_assignment(assignment, *_rubric_folders())


def _anchors(rubric: Rubric) -> tuple[Anchor, ...]:
    """Return the rubric's anchors; where they don't fit it, say so and go on without them."""
    from .criticism.anchors import AnchorError, anchors_for

    try:
        return anchors_for(rubric, *_rubric_folders())
    except AnchorError as error:
        typer.echo(f"The anchors are left out: {error}")
        return ()


def _rubric_folders() -> list[Path]:
    return [_class() / "overlay" / "rubrics", course_root() / "grading" / "rubrics"]
