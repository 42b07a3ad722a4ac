"""What a side sees and can't do, tried with real processes."""

import os
import socket
import time
from pathlib import Path

import pytest
from grading.course import LIGHTS, config, make_course
from grading.made_class import processes

from kuleshov.folders import course_root
from kuleshov.grading.engine.gate import weaknesses
from kuleshov.grading.engine.process_pair import ProcessPair
from kuleshov.grading.engine.sandbox import Limits
from kuleshov.grading.gradebook.course import Course
from kuleshov.grading.inside import launch
from kuleshov.grading.wire.channel import Channel, Closed

ASSIGNMENTS = course_root() / "assignments"


@pytest.fixture
def run(sandbox):
    """Run a cell on a student's side of its own; return what it printed, or its error's name."""
    opened = []

    def run(source, limits=None, seconds=20.0):
        ours, theirs = socket.socketpair()
        line, other = socket.socketpair()
        number = sandbox.fork("student", theirs, other, limits or Limits())
        theirs.close()
        opened.extend([ours, line, other])
        run.number, run.channel = number, Channel(ours)
        run.channel.send({"do": "files", "given": {}, "own": {}, "seconds": seconds})
        run.channel.send({"do": "run", "source": source})
        outputs = run.channel.receive(seconds + 10)[0]["outputs"]
        return "".join(o.get("text", o.get("ename", "")) for o in outputs)

    yield run
    for sock in opened:
        sock.close()


def test_it_is_nobody_and_alone(run):
    said = run(
        "import os\nprint(os.getuid(), os.getpid(), [p for p in os.listdir('/proc') if p.isdigit()])\n"
        "status = dict(l.split(':\\t', 1) for l in open('/proc/self/status') if ':\\t' in l)\n"
        "print(status['CapEff'].strip(), status['CapBnd'].strip(), status['NoNewPrivs'].strip(),"
        " status['Seccomp'].strip())\nprint(os.listdir('/proc/self/fd'))"
    )
    first, second, _ = said.splitlines()
    assert not first.startswith("0 ") and first.endswith("1 ['1']")
    assert second == "0000000000000000 0000000000000000 1 2"


def test_it_sees_the_environment_and_the_films_and_nothing_else_of_the_course(run):
    root = course_root()
    said = run(
        f"import os, pathlib\nroot = pathlib.Path({str(root)!r})\n"
        "print(sorted(p.name for p in root.iterdir()))\n"
        "print([str(p) for p in root.rglob('*.ipynb') if '.venv' not in p.parts], os.path.exists('/etc/shadow'))\n"
        "print(os.environ.get('HOME'), sorted(k for k in os.environ if 'TOKEN' in k or 'KEY' in k))"
    )
    names, books, environment = said.splitlines()
    assert "'datasets'" in names and "assignments" not in names and "grading" not in names
    assert books == "[] False" and environment == "/scratch/home []"


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/usr/bin/evil', 'w')",
        "open('/evil', 'w')",
        "import os; os.mkdir('/dev/evil')",
        "import socket; socket.create_connection(('127.0.0.1', 22), 1)",
        "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "import socket; socket.socket(40, socket.SOCK_STREAM)",
        "import os; os.setuid(0)",
        "import os; os.chroot('/scratch')",
        "import subprocess; subprocess.run(['unshare', '-U', 'true'], check=True)",
        "import subprocess; subprocess.run(['mount', '-t', 'tmpfs', 'x', '/scratch'], check=True)",
    ],
)
def test_it_can_not(run, attempt):
    assert "Error" in run(attempt)


def test_one_side_sees_nothing_that_another_wrote(run):
    run("import pathlib\npathlib.Path('/scratch/tmp/left').write_text('x')\n"
        "pathlib.Path('/dev/shm/left').write_text('x')")  # fmt: skip
    said = run("import os\nprint(os.path.exists('/scratch/tmp/left'), os.listdir('/dev/shm'))")
    assert said == "False []\n"


def test_the_watch_ends_a_side_whose_processes_hold_too_much_together(run, sandbox):
    limits = Limits(watch=300 * 2**20)
    bomb = (
        "import os, time\nfor _ in range(4):\n    if os.fork() == 0:\n"
        "        x = bytearray(b'x') * (120 * 2**20)\n        time.sleep(60)\n        os._exit(0)\n"
        "time.sleep(60)"
    )
    with pytest.raises(Closed):
        run(bomb, limits, seconds=50)
    end = sandbox.ending(run.number, 5)
    assert end["ended"] == "memory" and 300 * 2**20 < end["peak"] < 800 * 2**20


def test_one_process_meets_its_own_limit_as_a_memory_error(run):
    assert run("x = bytearray(600 * 2**20)", Limits(memory=256 * 2**20)) == "MemoryError"


def test_what_it_started_ends_with_it(run, sandbox):
    run("import subprocess\np = subprocess.Popen(['sleep', '7777'], start_new_session=True)")
    assert _sleeping()
    run.channel.close()
    sandbox.kill(run.number)
    sandbox.ending(run.number, 5)
    deadline = time.monotonic() + 5
    while _sleeping() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _sleeping()


def _sleeping():
    return [words for *_, words in processes() if words == "sleep 7777"]


def test_folders_that_only_their_owner_may_enter_are_found(tmp_path):
    closed = tmp_path / "closed"
    (closed / "inner").mkdir(parents=True)
    closed.chmod(0o700)
    found = launch.closed_to_others(closed / "inner")
    assert found in (closed, *tmp_path.parents, tmp_path) and not found.stat().st_mode & 1
    assert launch.closed_to_others(Path("/usr/bin")) is None


@pytest.mark.skipif(os.getuid() != 0, reason="not run: only root is dropped")
def test_nothing_of_the_sandbox_runs_as_root(sandbox):
    inside = [
        user
        for _, _, user, words in processes()
        if "kuleshov.grading.inside.zygote" in words
        and "kuleshov.grading.inside.launch" not in words
    ]
    assert inside and 0 not in inside


def test_all_cells_together_have_their_time_too(sandbox):
    with ProcessPair(sandbox, {}, {}, ["done"], seconds=20, whole=1.0) as pair:
        for _ in range(4):
            pair.run("import time; time.sleep(0.6)\ndone = 1")
        assert "all its cells together" in pair.over
        said = pair.test("assert done == 1")["outputs"][0]["evalue"]
    assert "has ended" in said or "not defined" in said


def test_a_students_film_is_asked_for_its_frames_and_decoded_where_it_lies(sandbox):
    with ProcessPair(sandbox, {}, {}, ["film", "cut"], seconds=60) as pair:
        pair.run("import kuleshov as ku\nimport numpy as np", given=True)
        made = pair.run(
            "cut = ku.Cut('x').black('0.5').title_card('Lights', '0.5')\n"
            "film = cut.render('x.mp4', progress=False)"
        )
        assert made["ok"], made
        test = pair.test(
            "from kuleshov.grading import brief\n"
            "assert (film.frames, len(film), film.rate) == (24, 24, 24)\n"
            "assert type(film.frame(3)) is np.ndarray and film.frame(3).mean() < 20\n"
            "assert film[20].max() > 100\n"
            "assert np.stack([p.y for p in film.planes((64, 36))]).shape == (24, 36, 64)\n"
            "assert brief.film_differs(cut, film) == []\n"
            "import os; assert not [f for f in os.listdir('.') if f.endswith('.mp4')]"
        )
    assert test["ok"], test


@pytest.mark.parametrize(
    "name",
    [
        "a1-shot-list",
        "a2-first-cut",
        "a3-rhythm",
        "a4-space-and-light",
        "a5-conversation",
        "a6-the-generator",
        "a8-your-short",
    ],
)
def test_the_courses_assignments_are_graded_by_the_engine_as_they_are(sandbox, name):
    from kuleshov.grading.engine.grade import Release, grade
    from kuleshov.grading.engine.intake import Submission

    source, release = (
        (ASSIGNMENTS / kind / name / f"{name}.ipynb").read_bytes() for kind in ("source", "release")
    )
    beside = (ASSIGNMENTS / "release" / name).iterdir()
    files = {p.name: p.read_bytes() for p in beside if p.suffix in (".jpg", ".txt", ".mp4")}
    made = Release(name, source, release, files, seconds=120)
    right = grade(made, Submission(source), sandbox)
    assert right.scores == right.most and not right.human, right.said
    empty = grade(made, Submission(release), sandbox)
    assert set(empty.scores.values()) == {0.0} and set(empty.said) == set(empty.most)


def test_the_made_assignments_own_tests_pass_the_gate(sandbox, template):
    assert weaknesses(Course(config(template)).release(LIGHTS), sandbox) == []


WEAK = """
# %% role="given" name="start"
import numpy as np

# %% role="solution" name="work"
### BEGIN SOLUTION
def mean(values):
    return sum(values) / len(values)

found = np.array([1, 2])
### END SOLUTION

# %% role="tests" name="test_empty_array" points=1
assert (found == 3).all() or (found == np.array([1, 2])).all()

# %% role="tests" name="test_no_error" points=1
mean([1, 2]);

# %% role="tests" name="test_shows" points=1
assert mean([4, 4]) == 4
mean([0.5])

# %% role="tests" name="test_clash" points=1
found = [1]
assert mean([5, 7]) == 6

# %% role="tests" name="test_impossible" points=1
assert mean([5, 7]) == 7

# %% role="tests" name="test_emptied" points=1
data = [1, 2, 3]
wanted = [sum(data) / 3]
mean(data)
assert len(data) in (0, 3) and mean([1, 2, 3]) == 2

# %% role="tests" name="test_good" points=1
assert mean([1, 2, 6]) == 3 and list(found) == [1, 2]
"""


def test_weak_tests_clashes_and_impossible_ones_are_named(sandbox, tmp_path):
    text = tmp_path / "w1-weak.py"
    text.write_text(WEAK)
    (tmp_path / "course").mkdir()
    course = make_course(tmp_path / "course", text)
    said = {}
    for weakness in weaknesses(course.release("w1-weak"), sandbox):
        said.setdefault(weakness.test, []).append(weakness.sentence)
    assert "an empty array" in said.pop("test_empty_array")[0]
    assert "None, 0" in said.pop("test_no_error")[0]
    assert "it ends in `mean`" in said.pop("test_shows")[0]
    assert "it binds `found`" in said.pop("test_clash")[0]
    assert "the solution doesn't pass it" in said.pop("test_impossible")[0]
    assert set(said) <= {"test_emptied"}
