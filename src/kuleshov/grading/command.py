"""``kuleshov grade``: a thin door, so that the command line starts fast."""

from __future__ import annotations

import typer


def grade_command(
    assignment: str = typer.Argument(help="Which assignment, by its name: a1-shot-list."),
    jobs: int = typer.Option(0, help="How many at a time; 0 is one for each core."),
    scheduler: str = typer.Option("", help="A Dask scheduler's address: tcp://host:8786."),
    db: str = typer.Option("", help="The gradebook's address, if it is not the usual one."),
    student: str = typer.Option("", help="Only this student."),
    again: bool = typer.Option(False, "--again", help="Grade what is unchanged, too."),
    unsafe: bool = typer.Option(
        False, "--unsafe", help="Without isolation: only for submissions that you trust."
    ),
) -> None:
    """Grade a class in isolation, into nbgrader's gradebook."""
    from .gradebook.course import Course
    from .run import grade_class

    report = grade_class(
        Course.here(),
        assignment,
        jobs,
        scheduler,
        db,
        [student] if student else [],
        again,
        confine=not unsafe,
    )
    typer.echo(str(report))
    if unsafe:
        typer.echo("Graded without isolation: every result is marked so.", err=True)
