"""What grading a class costs: plain nbgrader and this kit's engine, the same class, the same run.

    python -m benchmarks.bench_grading [--small 30] [--large 300] [--plain 30] [--quick]

The class hands in benchmarks/grading_class.txt solved; every fifth has one wrong cell. Plain is
``nbgrader autograde`` as it comes, one submission after the other. The engine grades with
isolation on and writes the gradebook and the autograded notebooks; its seconds begin with a cold
start (making the warm processes is in them) and end with the last row written. "Own" is the
student's own work: CPU inside the student's cells; "over own" is all the rest, but for the two
seconds or so that make a warm process, once a worker. CPU is user and system time of this process
and of everything below it. Memory is how much less the machine had to give while it ran, sampled
five times a second; a machine that others use makes all of these figures worse, and the load
before and after says whether it was one. a2, whose render dominates, is measured apart.
"""

import argparse
import json
import logging
import os
import platform
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))
RESULTS = HERE / "results" / "grading.json"
NAME = "grading_class"

from grading.course import make_course, name, nbgraders  # noqa: E402

from kuleshov.folders import course_root  # noqa: E402
from kuleshov.grading.engine.grade import Release, grade  # noqa: E402
from kuleshov.grading.engine.intake import Submission, text_of  # noqa: E402
from kuleshov.grading.engine.sandbox import Sandbox  # noqa: E402
from kuleshov.grading.gradebook.course import Course  # noqa: E402
from kuleshov.grading.gradebook.database import opened  # noqa: E402
from kuleshov.grading.run import grade_class  # noqa: E402


def hand_in(course: Course, count: int) -> None:
    """Let so many students hand in; every fifth has a wrong mean."""
    released, source = (
        json.loads((course.folder(kind, ".", NAME) / f"{NAME}.ipynb").read_text())
        for kind in ("release", "source")
    )
    solutions = {name(c): text_of(c) for c in source["cells"]}
    for number in range(count):
        for cell in released["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("solution"):
                wrong = number % 5 == 4 and name(cell) == "mean_level"
                cell["source"] = (
                    "def mean_level(values):\n    return 0" if wrong else solutions[name(cell)]
                )
        folder = course.folder("submitted", f"s{number:04}", NAME)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{NAME}.ipynb").write_text(json.dumps(released))


@contextmanager
def measured(row: dict[str, Any]) -> Iterator[None]:
    """Put seconds, CPU and the machine's memory into a row."""
    stop, least = threading.Event(), [available()]
    before = available()

    def watch() -> None:
        while not stop.wait(0.2):
            least[0] = min(least[0], available())

    watcher = threading.Thread(target=watch, daemon=True)
    cpu, started = cpu_seconds(), time.monotonic()
    watcher.start()
    try:
        yield
    finally:
        row["seconds"] = time.monotonic() - started
        row["cpu"] = cpu_seconds() - cpu
        stop.set()
        watcher.join()
        row["memory_mib"] = round((before - least[0]) / 1024)


def available() -> int:
    """Return the machine's available memory in KiB."""
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable"):
            return int(line.split()[1])
    return 0


def cpu_seconds() -> float:
    """Return CPU of this process and of all that it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def scores(course: Course) -> dict[str, float]:
    """Return everybody's score in the gradebook."""
    with opened(course.directory.db_url) as book:
        return {s.student_id: s.score for s in book.assignment_submissions(NAME)}


def fresh(folder: Path, count: int) -> Course:
    """Return a course with so many submissions."""
    folder.mkdir()
    course = make_course(folder, HERE / f"{NAME}.txt", seconds=60)
    hand_in(course, count)
    return course


def plain(folder: Path, count: int) -> tuple[dict[str, Any], dict[str, float]]:
    """Grade with nbgrader as it comes."""
    course = fresh(folder, count)
    row: dict[str, Any] = {"how": "nbgrader autograde, plain", "workers": 1, "class": count}
    with measured(row):
        for student in course.students(NAME):
            nbgraders(course.root, "autograde", NAME, student, seconds=60)
    return row, scores(course)


def engine(folder: Path, count: int, jobs: int) -> tuple[dict[str, Any], dict[str, float]]:
    """Grade with the engine."""
    course = fresh(folder, count)
    row: dict[str, Any] = {"how": "kuleshov grade", "workers": jobs, "class": count}
    with measured(row):
        report = grade_class(course, NAME, jobs=jobs)
    assert report.graded == count and not report.human, report
    with Sandbox() as sandbox:
        warm = sandbox.warm_cpu
    row["warm_cpu"] = jobs * warm  # of the run's own sandboxes, as another one spends it
    row["cpu"] += report.cpu + row["warm_cpu"]
    row["own_cpu"] = report.own_cpu
    row["isolated"] = True
    return row, scores(course)


def one_film() -> dict[str, Any]:
    """Grade the instructor's own a2, alone."""
    folder = course_root() / "assignments"
    source, release = (
        (folder / kind / "a2-first-cut" / "a2-first-cut.ipynb").read_bytes()
        for kind in ("source", "release")
    )
    with Sandbox() as sandbox:
        result = grade(
            Release("a2-first-cut", source, release, seconds=120), Submission(source), sandbox
        )
    kept = ("seconds", "cpu", "own_cpu", "peak")
    return {"how": "a2, whole", **{key: result[key] for key in kept}}


def finished(row: dict[str, Any]) -> dict[str, Any]:
    """Add what follows from a row."""
    count = row["class"]
    row["per_minute"] = 60 * count / row["seconds"]
    row["wall_each"] = row["seconds"] / count
    row["cpu_each"] = row["cpu"] / count
    if "own_cpu" in row:
        row["own_cpu_each"] = row["own_cpu"] / count
        row["over_own_each"] = (row["cpu"] - row["warm_cpu"] - row["own_cpu"]) / count
    return {key: round(v, 4) if isinstance(v, float) else v for key, v in row.items()}


def quietly() -> None:
    """Let nbgrader and Jupyter say nothing."""
    logging.disable(logging.CRITICAL)


def main() -> None:
    """Measure, print, and keep."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--small", type=int, default=30)
    arguments.add_argument("--large", type=int, default=300)
    arguments.add_argument("--plain", type=int, default=30, help="0 leaves plain nbgrader out")
    arguments.add_argument("--quick", action="store_true", help="6 of each, kept nowhere")
    asked = arguments.parse_args()
    if asked.quick:
        asked.small = asked.plain = asked.large = 6
    quietly()
    before = os.getloadavg()
    with tempfile.TemporaryDirectory(prefix="kuleshov-bench-") as folder:
        root = Path(folder)
        runs: list[Callable[[], tuple[dict[str, Any], dict[str, float]]]] = []
        if asked.plain:
            runs.append(lambda: plain(root / "plain", asked.plain))
        sizes = dict.fromkeys((asked.small, asked.large))
        runs += [partial(engine, root / f"e{n}-{j}", n, j) for n in sizes for j in (1, 2)]
        rows, all_scores = [], []
        for run in runs:
            row, found = run()
            rows.append(finished(row))
            all_scores.append(found)
            print(json.dumps(rows[-1]), flush=True)
        for found in all_scores:
            shared = set(found) & set(all_scores[0])
            assert {s: found[s] for s in shared} == {s: all_scores[0][s] for s in shared}
    film = one_film()
    report(rows, film, before, asked)


def report(rows: list[dict[str, Any]], film: dict[str, Any], before: Any, asked: Any) -> None:
    """Print the table; keep the figures, unless it was a quick look."""
    base = rows[0] if rows[0]["how"].startswith("nbgrader") else None
    print(f"\n{'':28}{'class':>6}{'workers':>8}{'/min':>8}{'CPU each':>10}{'over own':>10}{'x':>7}")
    for row in rows:
        times = row["per_minute"] / base["per_minute"] if base else 0
        row["times_plain"] = round(times, 2)
        over = f"{row['over_own_each']:.3f}" if "over_own_each" in row else ""
        print(
            f"{row['how']:28}{row['class']:6}{row['workers']:8}{row['per_minute']:8.0f}"
            f"{row['cpu_each']:10.3f}{over:>10}{times:7.1f}   {row['memory_mib']} MiB"
        )
    print(f"a2 whole: {film['seconds']:.1f} s, {film['cpu']:.1f} CPU-s")
    if not asked.quick:
        load = {"before": before, "after": os.getloadavg()}
        machine = {"cores": os.cpu_count(), "machine": platform.machine()}
        command = "python -m benchmarks.bench_grading " + " ".join(sys.argv[1:])
        made = {"command": command.strip(), "load": load, **machine, "rows": rows, "a2": film}
        RESULTS.write_text(json.dumps(made, indent=1) + "\n")


if __name__ == "__main__":
    main()
