"""A class's run: stopped, killed, gone on with, on workers that die, into SQLite and PostgreSQL."""

import base64
import csv
import io
import json
import os
import pwd
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from grading.course import FULL, LIGHTS, Lights, config, nbgraders, scores
from grading.made_class import NONE, processes
from lacking import lacking

from kuleshov.errors import KuleshovError
from kuleshov.grading.engine import sandbox, workers
from kuleshov.grading.engine.rebuild import text_of
from kuleshov.grading.engine.sandbox import NoSandbox
from kuleshov.grading.gradebook import exporters
from kuleshov.grading.gradebook.course import Course
from kuleshov.grading.gradebook.database import opened
from kuleshov.grading.gradebook.writer import GradebookWriter
from kuleshov.grading.gradebook.zips import collect_zip
from kuleshov.grading.run import _stoppable
from kuleshov.grading.run import grade_class as grade_cold

CONFIG = """
c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.db_url = {db!r}
c.ExecutePreprocessor.timeout = 6
"""


def grade_class(*arguments, **options):
    """Grade with the sandboxes of the test before: a warm one costs seconds to make."""
    return grade_cold(*arguments, **({"keep": True, "jobs": 1} | options))


def hand_in(course, count):
    """Hand in so many, each the second an empty one; return what each should get."""
    lights = Lights(course)
    expected = {}
    for number in range(count):
        who = f"s{number:02}"
        lights.hand_in(who, lights.empty() if number % 2 else lights.right())
        expected[who] = NONE if number % 2 else FULL
    return expected


def found(course, who, url=""):
    """Return a student's scores of the tests."""
    return {n: p for n, p in scores(course, who, url=url).items() if n in FULL}


def test_what_is_unchanged_is_not_graded_again_and_what_changed_is(course, isolation):
    expected = hand_in(course, 2)
    assert grade_class(course, LIGHTS, jobs=1).graded == 2
    lights = Lights(course)
    lights.hand_in("s01", lights.right(table="table = 1"))
    report = grade_class(course, LIGHTS, jobs=1)
    assert (report.graded, report.unchanged) == (1, 1)
    assert found(course, "s00") == expected["s00"]
    assert found(course, "s01") == FULL | {"test_table": 0}
    assert grade_class(course, LIGHTS, students=["s00"], again=True).graded == 1
    with pytest.raises(KuleshovError, match="handed in nothing"):
        grade_class(course, LIGHTS, students=["nobody"])


def test_a_persons_marks_and_comments_outlive_a_second_grading(course, isolation):
    hand_in(course, 1)
    grade_class(course, LIGHTS, jobs=1)
    with opened(course.directory.db_url) as book:
        grade = book.find_grade("statement", LIGHTS, LIGHTS, "s00")
        grade.manual_score, grade.needs_manual_grade = 4.0, False
        book.find_comment("statement", LIGHTS, LIGHTS, "s00").manual_comment = "Well seen."
        book.db.commit()
    grade_class(course, LIGHTS, jobs=1, again=True)
    with opened(course.directory.db_url) as book:
        grade = book.find_grade("statement", LIGHTS, LIGHTS, "s00")
        assert (grade.manual_score, grade.score) == (4.0, 4.0)
        comment = book.find_comment("statement", LIGHTS, LIGHTS, "s00")
        assert comment.comment == "Well seen."


def test_a_gradebook_that_another_program_holds_is_waited_for(course, isolation, monkeypatch):
    expected = hand_in(course, 2)
    url = f"sqlite:///{course.root / 'gradebook.db'}?timeout=0.1"
    other = sqlite3.connect(course.root / "gradebook.db", isolation_level=None)
    said = []
    console = SimpleNamespace(is_terminal=False, print=lambda words, **_: said.append(words))
    monkeypatch.setattr(GradebookWriter, "patience", 0.5)
    other.execute("BEGIN IMMEDIATE")  # others may read, and none may write
    report = grade_class(course, LIGHTS, url=url, console=console)
    assert report.waiting == ["s00", "s01"] and "2 wait for the gradebook" in str(report)
    assert said.count("Another program holds the gradebook; waiting until it lets go.") == 1

    def let_go(words, **_):
        other.execute("ROLLBACK")

    monkeypatch.setattr(console, "print", let_go)
    monkeypatch.setattr(GradebookWriter, "patience", 60.0)
    report = grade_class(course, LIGHTS, url=url, console=console)
    assert (report.graded, report.unchanged, report.waiting) == (0, 2, [])
    assert {who: found(course, who) for who in expected} == expected
    other.close()


@pytest.mark.parametrize("system", ["moodle", "canvas"])
def test_a_zip_from_another_system_goes_in_and_its_marks_go_back(
    course, isolation, tmp_path, system
):
    """grading/README.md, from "Take it in" to "Into your own system"."""
    lights = Lights(course)
    right, empty = (json.dumps(one).encode() for one in (lights.right(), lights.empty()))
    moodle = {"Ada Lovelace_7_assignsubmission_file_/c1 (1).ipynb": right,
              "Bo_8_assignsubmission_file_/c1-lights.ipynb": empty}  # fmt: skip
    canvas = {"lovelaceada_7_50_c1-lights-1.ipynb": right, "bo_LATE_8_51_c1-lights.ipynb": empty}
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name, data in (moodle if system == "moodle" else canvas).items():
            archive.writestr(name, data)
    submitted = course.folder("submitted", "x", LIGHTS).parents[1]
    collect_zip(tmp_path / "all.zip", LIGHTS, submitted, tmp_path / "aside")
    assert grade_class(course, LIGHTS).graded == 2
    assert found(course, "7") == FULL and found(course, "8") == NONE
    with opened(course.directory.db_url) as book:
        given = exporters.grades(book, LIGHTS)
    if system == "moodle":
        theirs = (
            "Identifier,Full name,Grade\nParticipant 7,Ada,\nParticipant 8,Bo,\nParticipant 9,Cy,\n"
        )
        rows = list(csv.reader(io.StringIO(exporters.moodle(theirs, given).text)))
        assert [row[-1] for row in rows] == ["Grade", "10.00", "0.00", ""]
    else:
        theirs = "Student,ID,SIS User ID,SIS Login ID,Section\nAda,7,S1,ada,F\nBo,8,S2,bo,F\n"
        rows = list(csv.reader(io.StringIO(exporters.canvas(theirs, given).text)))
        assert [row[-1] for row in rows] == [LIGHTS, "10", "0"]


def test_a_picture_in_an_answer_comes_back_in_its_feedback(course, isolation):
    png = base64.b64encode(base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )).decode()  # fmt: skip
    lights = Lights(course)
    for who, shown, attached in (
        ("ada", "a.png", {"a.png": {"image/png": png}}),
        ("bo", "a.png", {}),
        ("cy", "Bild%20ä(1).png", {"Bild ä(1).png": {"image/png": png}}),
    ):
        book = lights.right(statement=f"The dark: ![it](attachment:{shown})")
        (answer,) = [c for c in book["cells"] if f"attachment:{shown}" in text_of(c)]
        answer["attachments"] = attached
        lights.hand_in(who, book)
    report = grade_class(course, LIGHTS)
    assert [line for line in report.human if "a.png" in line] == report.human
    assert report.human[0].startswith("bo: The picture a.png in `statement` was not handed in")
    nbgraders(course.root, "generate_feedback", LIGHTS)
    pages = [
        (course.folder("feedback", who, LIGHTS) / f"{LIGHTS}.html").read_text("utf-8")
        for who in ("ada", "bo", "cy")
    ]
    assert png[:60] in pages[0] and "[picture a.png was not handed in]" in pages[1]
    assert png[:60] in pages[2], "nbconvert alone finds no name with a space or an umlaut"


def test_a_run_killed_at_random_times_and_started_again_loses_and_doubles_nothing(
    course, isolation
):
    expected = hand_in(course, 5)
    place = course.root / "nbgrader_config.py"
    place.write_text(CONFIG.format(root=str(course.root), db=course.directory.db_url))
    kept = course.results / LIGHTS
    chance = random.Random(os.getpid())
    for stop_at, how in ((1, signal.SIGKILL), (3, signal.SIGINT)):
        run = _command(course)
        while len(list(kept.glob("*.json"))) < stop_at and run.poll() is None:
            time.sleep(0.01)
        time.sleep(chance.random() * 0.1)
        run.send_signal(how)
        out = run.communicate(timeout=60)
        assert run.returncode != 0, out
    assert len(list(kept.glob("*.written"))) >= 1
    out = _command(course).communicate(timeout=120)
    assert "graded in" in out[0], out
    assert {who: found(course, who) for who in expected} == expected
    with opened(course.directory.db_url) as book:
        assert len(book.students) == len(expected)
        for who in expected:
            submission = book.find_submission(LIGHTS, who)
            names = [g.name for n in submission.notebooks for g in n.grades]
            assert len(names) == len(set(names)) == len(FULL) + 1
    assert grade_class(course, LIGHTS).unchanged == len(expected)
    assert not [p for p in course.root.rglob(".*") if p.name != ".lock"], "drafts were left"


def _command(course):
    start = "import sys; from kuleshov.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", start, "grade", LIGHTS, "--jobs", "1"]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=course.root, **options)


def test_a_killed_workers_submission_is_retried_and_then_reported(course, isolation, monkeypatch):
    expected = hand_in(course, 3)
    plain, killed = workers.grade, []

    def killing(release, submission, box):
        fatal = b"raise NotImplementedError" in submission.notebook  # s01's, which is empty
        if fatal or not killed:
            killed.append(box.pid)
            for pid in _tree(box.pid):
                os.kill(pid, signal.SIGKILL)
        return plain(release, submission, box)

    monkeypatch.setattr(workers, "grade", killing)
    # Five sandboxes, of which four die at once: none is warmed with what a whole course imports.
    monkeypatch.setattr(workers, "Sandbox", partial(sandbox.Sandbox, imports=()))
    report = grade_class(course, LIGHTS, keep=False)
    assert report.graded == 3 and len(killed) == 4
    assert found(course, "s00") == found(course, "s02") == expected["s00"]
    assert [line for line in report.human if line.startswith("s01: ")] == report.human
    assert "died 3 times" in report.human[0]


def _tree(pid):
    """Return a process and all below it."""
    pairs = [(number, parent) for number, parent, _, _ in processes()]
    found = [pid]
    for parent in found:
        found += [child for child, above in pairs if above == parent]
    return found


def test_without_bubblewrap_grading_is_refused_and_unsafe_results_are_marked(course, monkeypatch):
    hand_in(course, 1)
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    with pytest.raises(NoSandbox, match="apt install bubblewrap"):
        grade_class(course, LIGHTS, keep=False)
    grade_class(course, LIGHTS, confine=False)
    assert found(course, "s00") == FULL
    place = course.folder("autograded", "s00", LIGHTS) / f"{LIGHTS}.ipynb"
    assert "Graded without isolation" in json.loads(place.read_text())["cells"][0]["source"]


def test_two_runs_at_once_are_refused(course, isolation):
    from kuleshov.grading.gradebook.results import Results

    hand_in(course, 1)
    with (
        Results(course.results, LIGHTS, "").alone(),
        pytest.raises(KuleshovError, match="being graded by another run"),
    ):
        grade_class(course, LIGHTS)


def test_an_assignment_that_is_not_there_or_not_given_out_is_named(course):
    with pytest.raises(
        KuleshovError, match=r"There is no assignment 'a9'\. (Did you mean|There are) "
    ):
        grade_class(course, "a9")
    shutil.rmtree(course.folder("release", ".", LIGHTS))
    with pytest.raises(KuleshovError, match="nbgrader generate_assignment"):
        grade_class(course, LIGHTS)


def test_a_gradebook_that_lacks_the_assignment_is_told_how_it_gets_it(course, tmp_path):
    way = rf"In the folder grading run `kuleshov class build`, then `nbgrader .* {LIGHTS} --force"
    course.directory.db_url = f"sqlite:///{tmp_path}/new.db"
    with pytest.raises(KuleshovError, match=rf"doesn't know {LIGHTS}\. {way}`\.$"):
        grade_class(course, LIGHTS)
    other = f"sqlite:///{tmp_path}/other.db"
    with pytest.raises(KuleshovError, match=rf"{way} --db {other}`\.$"):
        grade_class(course, LIGHTS, url=other)


def test_where_nothing_was_handed_in_a_run_says_where_it_belongs(course):
    said = str(grade_class(course, LIGHTS))
    assert said.startswith("Nothing was handed in: a notebook belongs at ")
    assert said.endswith(f"submitted/NAME/{LIGHTS}/{LIGHTS}.ipynb.")


def test_a_late_submission_is_penalised_as_nbgrader_would(course, isolation):
    import datetime

    lights = Lights(course)
    folder = lights.hand_in("late", lights.right())
    (folder / "timestamp.txt").write_text("2026-02-03 12:00:00 UTC")
    with opened(course.directory.db_url) as book:
        book.update_or_create_assignment(LIGHTS, duedate=datetime.datetime(2026, 2, 1, 12))
    from kuleshov.grading.lateness import LatePolicy

    course.config.AssignLatePenalties.plugin_class = LatePolicy
    course.config.LatePolicy.per_day = 0.1
    grade_class(course, LIGHTS, jobs=1)
    with opened(course.directory.db_url) as book:
        notebook = book.find_submission_notebook(LIGHTS, LIGHTS, "late")
        assert notebook.late_submission_penalty == pytest.approx(2.0)


# On a cluster and into PostgreSQL ---------------------------------------------------------------


def test_a_dask_cluster_grades_the_class_though_a_worker_dies(course, isolation, tmp_path):
    distributed = pytest.importorskip("distributed")
    expected = hand_in(course, 4)
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True}
    options |= {"dashboard_address": None, "local_directory": str(tmp_path)}
    with distributed.LocalCluster(**options) as cluster:
        kept, report = course.results / LIGHTS, []
        import threading

        run = threading.Thread(
            target=lambda: report.append(
                grade_class(course, LIGHTS, scheduler=cluster.scheduler_address)
            )
        )
        with distributed.Client(cluster, set_as_default=False) as client:
            pids = client.run(os.getpid)
        run.start()
        while not list(kept.glob("*.json")) and run.is_alive():
            time.sleep(0.05)
        os.kill(sorted(pids.values())[0], signal.SIGKILL)
        run.join(150)
    assert report and report[0].graded == len(expected)
    assert all("Nothing was written" in line for line in report[0].human), report[0].human
    assert {who: found(course, who) for who in expected} == expected


def test_a_scheduler_that_does_not_answer_is_named(course):
    hand_in(course, 1)
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    with pytest.raises(KuleshovError, match="No Dask scheduler answers"):
        grade_class(course, LIGHTS, scheduler=f"tcp://127.0.0.1:{port}")


def test_results_go_into_postgresql(course, isolation, postgresql):
    expected = hand_in(course, 2)
    course.config.CourseDirectory.db_url = postgresql
    with pytest.raises(KuleshovError, match="The gradebook doesn't know"):
        grade_class(course, LIGHTS, url=postgresql)
    import grading.course as made

    plain = made.config
    try:
        made.config = lambda *a, **k: _with_db(plain(*a, **k), postgresql)
        nbgraders(course.root, "generate_assignment", LIGHTS)
    finally:
        made.config = plain
    fresh = Course(config(course.root))
    assert grade_class(fresh, LIGHTS, jobs=1, url=postgresql).graded == 2
    for who, points in expected.items():
        assert found(fresh, who, postgresql) == points
    report = grade_class(fresh, LIGHTS, jobs=1, url=postgresql)
    assert (report.graded, report.unchanged) == (0, 2)


def _with_db(config, url):
    config.CourseDirectory.db_url = url
    return config


@pytest.fixture
def postgresql():
    """A PostgreSQL server of this test alone, as an ordinary user; its address."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="kuleshov-postgresql-"))  # where its user may enter
    user = {}
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        account = _account()
        os.chown(folder, account.pw_uid, account.pw_gid)
        user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/", "check": True}
    initdb = ["initdb", "-D", folder / "data", "-U", "teacher", "-A", "trust", "--no-sync"]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories="
    start = ["pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start"]
    stop = ["pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"]
    try:
        subprocess.run([programs / initdb[0], *initdb[1:]], **quiet, **user)
        subprocess.run([programs / start[0], *start[1:]], **quiet, **user)
        yield f"postgresql+psycopg://teacher@127.0.0.1:{port}/postgres"
        subprocess.run([programs / stop[0], *stop[1:]], **quiet, **user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account():
    """Return an ordinary account: initdb wants one that has a name."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return lacking("neither the account `postgres` nor `nobody` is here")


def _programs():
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    named = shutil.which("initdb")
    for place in [*([Path(named).parent] if named else []), *places]:
        if all((place / program).is_file() for program in ("initdb", "pg_ctl", "postgres")):
            return place
    return lacking("PostgreSQL is not installed (apt install postgresql)")


def test_nbgraders_autograde_and_formgraders_button_run_the_engine(course, isolation, monkeypatch):
    import grading.course as made
    import nbgrader.apps.api
    import nbgrader.apps.autogradeapp
    from grading.made_class import CLASS

    from kuleshov.grading import autograde

    for module in (nbgrader.apps.api, nbgrader.apps.autogradeapp):  # put back after the test
        monkeypatch.setattr(module, "Autograde", module.Autograde)
    plain = made.config

    def installed(*arguments, **options):
        config = plain(*arguments, **options)
        autograde.install(config)
        return config

    monkeypatch.setattr(made, "config", installed)
    lights = Lights(course)
    chosen = [one for one in CLASS if one.who in ("half", "skip-execution", "renamed", "link")]
    for one in chosen:
        one.hand_in(lights, one.who)
        nbgraders(course.root, "autograde", LIGHTS, one.who)
        assert found(course, one.who) == one.scores, one.who
    with pytest.raises(AssertionError, match="No submission of c1-lights by nobody"):
        nbgraders(course.root, "autograde", LIGHTS, "nobody")
    assert autograde.Autograde(config=plain(course.root)).engine is False


def test_a_ctrl_c_that_python_dropped_still_ends_the_run():
    before = signal.getsignal(signal.SIGINT)
    with _stoppable() as stop:
        stop()  # nobody asked: nothing happens
        with suppress(KeyboardInterrupt):  # as in the last moments of an object
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            stop()
    assert signal.getsignal(signal.SIGINT) is before
