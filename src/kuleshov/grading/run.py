"""A class, graded fast and in isolation, to be stopped and gone on with at any time."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ..errors import KuleshovError
from ..words import counted
from .engine.grade import Release, key
from .engine.intake import collect
from .engine.result import SubmissionResult
from .engine.workers import Done, Task, cluster, local
from .gradebook.course import Course
from .gradebook.results import Results
from .gradebook.writer import GradebookBusy, GradebookWriter
from .times import zone_of


@dataclass
class Report:
    """What a run did, and where it looks for a student's notebook."""

    graded: int = 0
    unchanged: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    own_cpu: float = 0.0
    human: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    place: Path | None = None

    def __str__(self) -> str:
        if self.place and not self.graded and not self.unchanged:
            return f"Nothing was handed in: a notebook belongs at {self.place}."
        rate = f", {60 * self.graded / self.seconds:.0f} a minute" if self.seconds > 0 else ""
        words = f"{self.graded} graded in {self.seconds:.1f} s{rate}"
        if self.unchanged:
            words += f"; {self.unchanged} unchanged since they were graded"
        if self.human:
            words += f"; {counted(len(self.human), 'wants', 'want')} a person's look"
        if self.waiting:
            words += (
                f"; {counted(len(self.waiting), 'waits', 'wait')} for the gradebook, which another "
                "program holds: close that and start again"
            )
        return words + "."


def grade_class(
    course: Course,
    assignment: str,
    jobs: int = 0,
    scheduler: str = "",
    url: str = "",
    students: Sequence[str] = (),
    again: bool = False,
    confine: bool = True,
    keep: bool = False,
    console: Console | None = None,
) -> Report:
    """Grade all submissions of an assignment, or one, into the gradebook.

    Parameters
    ----------
    course : Course
    assignment : str
    jobs : int
        How many at a time on this machine; 0 is one for each core.
    scheduler : str
        A Dask scheduler's address, instead.
    url : str
        The gradebook's, where it is not the course's own.
    students : sequence of str
        These alone; all who handed in something, where it is empty.
    again : bool
        Grade what is unchanged, too.
    confine : bool
        Whether submissions are isolated.
    keep : bool
        Keep the sandboxes warm for the next call of this process.
    console : rich Console, optional
        Where the bar and the lines go.

    Returns
    -------
    Report
    """
    console = console or Console(stderr=True)
    release = course.release(assignment)
    there = course.students(assignment)
    for student in students:
        if student not in there:
            raise KuleshovError(f"{student} handed in nothing for {assignment}.")
    students = students or there
    place = course.folder("submitted", "NAME", assignment).resolve() / f"{assignment}.ipynb"
    report, started = Report(place=place), time.monotonic()

    def say(words: str) -> None:
        console.print(words, markup=False, highlight=False, soft_wrap=True)

    with GradebookWriter(course, url, say) as writer:
        writer.knows(assignment)
        results = Results(course.results, assignment, writer.url)
        with results.alone(), _stoppable() as stop:
            films: dict[str, list[str]] = {}
            tasks, kept = _sorted_out(course, release, students, results, again, films)
            for alike in (who for who in films.values() if len(who) > 1):
                report.human.append(
                    f"{', '.join(alike)}: the same film was handed in, byte for byte."
                )
                say(report.human[-1])
            report.unchanged = len(kept)
            for task, result in kept:
                if not results.is_written(task.student, task.key):
                    _write(writer, results, assignment, task, result, report)
                    stop()
            graded = (
                cluster(release, tasks, scheduler, confine)
                if scheduler
                else local(release, tasks, jobs or os.cpu_count() or 1, confine, keep)
            )
            for task, result in _shown(graded, len(tasks), console):
                results.keep(task.student, task.key, result)
                _write(writer, results, assignment, task, result, report)
                _count(report, task.student, result, console)
                stop()
    report.seconds = time.monotonic() - started
    return report


def _write(
    writer: GradebookWriter,
    results: Results,
    assignment: str,
    task: Task,
    result: SubmissionResult,
    report: Report,
) -> None:
    try:
        writer.write(assignment, task.student, result)
    except GradebookBusy:
        report.waiting.append(task.student)  # its result is kept, and written by the next run
    else:
        results.written(task.student, task.key)


@contextmanager
def _stoppable() -> Iterator[Callable[[], None]]:
    """Give a function that ends the run where Ctrl-C was pressed and nobody was told.

    Python drops a KeyboardInterrupt that comes up while an object is being taken away, as the
    gradebook's are after each submission; the run would go on. So it is noted, too.
    """
    asked: list[int] = []

    def ring(number: int, frame: Any) -> None:
        asked.append(number)
        raise KeyboardInterrupt

    def stop() -> None:
        if asked:
            raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield stop  # signals are the main thread's
        return
    before = signal.signal(signal.SIGINT, ring)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


def _sorted_out(
    course: Course,
    release: Release,
    students: Sequence[str],
    results: Results,
    again: bool,
    films: dict[str, list[str]] | None = None,
) -> tuple[list[Task], list[Done]]:
    """Return what is to be graded, and what an earlier run graded already; note who has which film."""
    manifest, given = course.manifest(release.assignment), json.loads(release.release)
    zone, whose = zone_of(course.config), {} if films is None else films
    todo: list[Task] = []
    done: list[Done] = []
    for student in students:
        folder = course.folder("submitted", student, release.assignment)
        read = partial(collect, folder, manifest, given, zone, release.files)
        found = read()
        for digest in {sha256(data).hexdigest() for data in found.films}:
            whose.setdefault(digest, []).append(student)
        task = Task(student, key(release, found), found, read).without_films()
        kept = None if again else results.of(student, task.key)
        if kept is None:
            todo.append(task)
        else:
            done.append((task, replace(kept, handed_in=found.handed_in)))
    return todo, done


def _shown(graded: Iterator[Done], count: int, console: Console) -> Iterator[Done]:
    """Pass results on, with a bar where somebody watches."""
    if not console.is_terminal or os.environ.get("NBGRADER_EXECUTION"):
        yield from graded
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("grading", total=count, rate="")
        started = time.monotonic()
        for number, done in enumerate(graded, 1):
            yield done
            rate = f"{60 * number / (time.monotonic() - started):.0f}/min"
            progress.update(bar, advance=1, rate=rate)


def _count(report: Report, student: str, result: SubmissionResult, console: Console) -> None:
    report.graded += 1
    report.cpu += result.cpu
    report.own_cpu += result.own_cpu
    if result.human:
        line = f"{student}: {result.human}"
        report.human.append(line)
        console.print(line, markup=False, highlight=False, soft_wrap=True)
