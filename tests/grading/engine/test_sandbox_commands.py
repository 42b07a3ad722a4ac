"""How a sandbox is started, spoken with and ended, with its warm process played by the test."""

import json
import os
import socket
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from kuleshov.folders import course_root
from kuleshov.grading.engine import sandbox as engine
from kuleshov.grading.engine.sandbox import STANDARD, Limits, NoSandbox, Sandbox


class Process:
    """Stands in for what is started: keeps how, and says what it was told to."""

    said = ({"total": 1.5},)
    words = b""
    hangs = False

    def __init__(self, command, **how):
        self.command, self.how, self.pid, self.code, self.waits = command, how, 77, None, []
        self.end = socket.socket(fileno=os.dup(how["pass_fds"][0]))
        how["stderr"].write(self.words)
        for one in self.said:
            self.say(one)
        if not self.said:
            self.end.close()

    def say(self, message):
        self.end.send(json.dumps(message).encode())

    def hear(self):
        data, files, _, _ = socket.recv_fds(self.end, 4096, 2)
        return json.loads(data), [socket.socket(fileno=number) for number in files]

    def poll(self):
        return self.code

    def wait(self, seconds=None):
        self.waits.append(seconds)
        if self.hangs and self.code is None:
            raise subprocess.TimeoutExpired("x", 1)
        self.code = self.code or 0

    def kill(self):
        self.code = -9


@pytest.fixture
def box(monkeypatch):
    """Return a way to make sandboxes whose processes are the test's; none of them is confined."""
    monkeypatch.setattr(engine.subprocess, "Popen", Process)
    monkeypatch.setattr(
        engine, "launch_command", lambda inside, readable: ["jail", *inside, *readable]
    )
    monkeypatch.setattr(engine, "unsafe_command", lambda inside: ["bare", *inside])
    made = []

    def make(**how):
        made.append(Sandbox(**how))
        return made[-1]

    yield make
    for one in made:
        one.close()


def process(box):
    return box._process


def test_what_a_side_may_use_is_what_it_was():
    assert asdict(STANDARD) == {
        "memory": 1_073_741_824, "watch": 1_342_177_280, "processes": 64, "file": 134_217_728,
        "cpu": 600,
    }  # fmt: skip
    assert (engine.GRADER, engine.SCRATCH) == (61_905, "/scratch")


def test_a_sandbox_is_started_alone_with_one_socket_and_its_own_variables(box):
    made = box(readable=["/films"])
    command, how = process(made).command, process(made).how
    assert command[:5] == ["jail", sys.executable, "-I", "-m", "kuleshov.grading.inside.zygote"]
    assert command[5] == str(how["pass_fds"][0]) and command[7:] == ["/films"]
    options = {"confine": True, "scratch_mib": 384, "imports": list(engine.IMPORTS), "scratch": "/scratch"}  # fmt: skip
    assert json.loads(command[6]) == options
    assert how["env"] == engine.environment() and how["cwd"] == "/" and how["start_new_session"]
    assert how["stdin"] == subprocess.DEVNULL and how["stdout"] is how["stderr"] is made._errors
    assert (made.pid, made.alive, made.confined, made.cpu, made.warm_cpu) == (
        77,
        True,
        True,
        1.5,
        1.5,
    )
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(how["pass_fds"][0])
    process(made).code = 1
    assert not made.alive
    few = json.loads(process(box(imports=("os",), scratch_mib=9)).command[6])
    assert (few["imports"], few["scratch_mib"]) == (["os"], 9)
    assert json.loads(process(box(imports=None)).command[6])["imports"] is None
    with box() as entered:
        assert entered.alive
    assert not entered.alive and process(entered).waits == [15]


@pytest.mark.parametrize("user", [0, 1000])
def test_without_isolation_it_has_a_folder_of_its_own_that_goes_with_it(box, monkeypatch, user):
    given = []
    monkeypatch.setattr(engine.os, "getuid", lambda: user)
    monkeypatch.setattr(engine.os, "chown", lambda *these: given.append(these))
    made = box(confine=False)
    command = process(made).command
    assert command[0] == "bare" and not made.confined
    options = json.loads(command[6])
    place = Path(options["scratch"])
    assert options["confine"] is False and place.is_dir() and "kuleshov-unsafe-" in place.name
    assert given == ([] if user else [(str(place), 61_905, 61_905)])
    made.close()
    assert not place.exists()


def test_a_sandbox_that_does_not_start_says_its_last_words(box, monkeypatch):
    monkeypatch.setattr(Process, "said", ())
    for words, last in (
        (b"", ""), (b"one\ntwo \xff\n\n", "two \N{REPLACEMENT CHARACTER}."),
        (b"a" * 10 + b"b" * 2000, "b" * 2000 + "."), (b"It has one.", "It has one."),
    ):  # fmt: skip
        monkeypatch.setattr(Process, "words", words)
        with pytest.raises(NoSandbox) as problem:
            box()
        advice = "What can be in its way, and what to do, stands at the end of grading/engine.md."
        assert str(problem.value) == f"The sandbox did not start. {last} {advice}"
    monkeypatch.setattr(Process, "said", ({},))
    assert box().cpu == 0


def test_a_sandbox_is_given_two_minutes_to_start(box, monkeypatch):
    asked = []
    monkeypatch.setattr(
        engine.select, "select", lambda *these: asked.append(these[3]) or ([], [], [])
    )
    with pytest.raises(NoSandbox, match="did not start"):
        box()
    assert asked == [120]


@pytest.fixture
def pair():
    both = socket.socketpair()
    yield both
    for one in both:
        one.close()


def test_a_fork_takes_two_sockets_its_limits_and_a_number(box, pair):
    made = box()
    ours, theirs = pair
    for number, limits in ((1, STANDARD), (2, Limits(cpu=7))):
        # What is said of others comes in between.
        process(made).say({"id": number - 1, "ended": "exit 0", "total": 2.0 * number})
        process(made).say({"id": 9, "pid": 8})
        process(made).say({"id": number, "odd": 1, "total": 0.5})
        process(made).say({"id": number, "pid": 5})
        more = [] if limits is STANDARD else [limits]
        assert made.fork("student", ours, theirs, *more) == number
        order, files = process(made).hear()
        assert order == {"do": "fork", "id": number, "side": "student", "limits": asdict(limits)}
        files[0].send(b"x")
        assert theirs.recv(1) == b"x" and files[1].fileno() > 0
        files[1].send(b"y")
        assert ours.recv(1) == b"y"
        assert made.cpu == 2.0 * number, "the most that was said"
        for one in files:
            one.close()
    assert made.warm_cpu == 1.5
    assert made.ending(1)["ended"] == "exit 0", "kept until somebody asks"


def test_a_fork_that_can_not_be_had_is_said(box, pair, monkeypatch):
    made = box()
    process(made).say({"id": 1, "failed": "no user namespaces"})
    with pytest.raises(
        NoSandbox, match=r"^A submission can't be isolated here: no user namespaces$"
    ):
        made.fork("test", *pair)
    process(made).how["stderr"].write(b"it fell")
    waited = []
    choose = engine.select.select
    monkeypatch.setattr(engine.select, "select", lambda *these: waited.append(these[3]) or choose(*these[:3], 0))  # fmt: skip
    with pytest.raises(NoSandbox, match=r"^The sandbox's warm process is gone\. it fell\.$"):
        made.fork("test", *pair)
    assert waited == [30]
    process(made).end.close()
    with pytest.raises(NoSandbox, match="is gone"):
        made.fork("test", *pair)
    made.kill(3)  # nobody hears it
    assert waited[1:] == []


def test_a_side_is_ended_and_its_end_waited_for(box, monkeypatch):
    made = box()
    made.kill(4)
    made.kill(5, "time")
    assert process(made).hear()[0] == {"do": "kill", "id": 4, "why": "killed"}
    assert process(made).hear()[0] == {"do": "kill", "id": 5, "why": "time"}
    process(made).say({"id": 5, "ended": "time", "peak": 3, "cpu": 0.5})
    process(made).say({"id": 4, "ended": "killed", "peak": 2, "cpu": 0.25})
    assert made.ending(4) == {"id": 4, "ended": "killed", "peak": 2, "cpu": 0.25}
    assert made.ending(5) == {"id": 5, "ended": "time", "peak": 3, "cpu": 0.5}
    waited = []
    monkeypatch.setattr(
        engine.select, "select", lambda *these: waited.append(these[3]) or ([], [], [])
    )
    assert made.ending(5) == made.ending(6, 0.5) == {"ended": "", "peak": 0, "cpu": 0.0}
    assert waited == [2.0, 0.5]


def test_a_warm_process_that_does_not_end_is_ended(box, monkeypatch):
    made = box()
    monkeypatch.setattr(Process, "hangs", True)
    made.close()
    assert process(made).code == -9 and process(made).waits == [15, None]
    assert made._errors.closed


def test_sides_see_these_variables_and_no_others(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x")
    found = engine.environment()
    assert found["PATH"].split(":") == [str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"]  # fmt: skip
    assert found["KULESHOV_HOME"] == str(course_root())
    assert {name for name, value in found.items() if value == "1"} == {
        "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"}  # fmt: skip
    assert {found[name] for name in ("HOME", "TMPDIR")} == {"/scratch"} and len(found) == 16


def test_isolation_wants_linux_and_bubblewrap(monkeypatch):
    monkeypatch.setattr(engine.shutil, "which", lambda name: None)
    with pytest.raises(NoSandbox, match="bubblewrap is not installed: apt install"):
        engine.launch_command(["x"])
    monkeypatch.setattr(engine.sys, "platform", "darwin")
    with pytest.raises(NoSandbox, match="Isolation needs Linux"):
        engine.launch_command(["x"])


@pytest.mark.parametrize(
    ("users", "dropped"), [((1000, 1000), False), ((0, 0), True), ((0, 1), True), ((1, 0), True)]
)
def test_nothing_is_started_as_root(monkeypatch, users, dropped):
    monkeypatch.setattr(engine.os, "getuid", lambda: users[0])
    monkeypatch.setattr(engine.os, "geteuid", lambda: users[1])
    monkeypatch.setattr(engine.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(engine, "_needed", lambda: [Path("/kit")])
    monkeypatch.setattr(engine, "_arguments", lambda places: [f"--{place}" for place in places])
    for command, plain, places in (
        (engine.launch_command(["py", "x"], ["/films"]),
         ["/usr/bin/bwrap", "--/kit", "--/films", "--", "py", "x"], ["/kit", "/films"]),
        (engine.launch_command(["py"]), ["/usr/bin/bwrap", "--/kit", "--", "py"], ["/kit"]),
        (engine.unsafe_command(("py", "x")), ["py", "x"], ["/kit"]),
    ):  # fmt: skip
        if dropped:
            assert command[:4] == [sys.executable, "-I", "-m", "kuleshov.grading.inside.launch"]
            plan = {"user": 61_905, "places": places, "command": plain}
            assert json.loads(command[4]) == plan and len(command) == 5
        else:
            assert command == plain


@pytest.mark.parametrize(
    ("prefix", "base", "python", "places"),
    [("/opt/env", "/opt/py", "/opt/all/py/bin/python", ["/opt/all", "/opt/env", "/opt/py"]),
     ("/opt/py/env", "/opt/py", "/opt/all/py/bin/python", ["/opt/all", "/opt/py"]),
     ("/opt/py/env", "/opt/py", "/opt/py/bin/python", ["/opt"]),
     ("/usr", "/usr", "/usr/bin/python", [])],
)  # fmt: skip
def test_only_the_outermost_of_what_is_needed_is_bound(
    monkeypatch, tmp_path, prefix, base, python, places
):
    monkeypatch.setattr(engine.sys, "prefix", prefix)
    monkeypatch.setattr(engine.sys, "base_prefix", base)
    monkeypatch.setattr(engine.sys, "executable", python)
    monkeypatch.setattr(engine, "course_root", lambda: tmp_path)
    kit = Path(engine.__file__).parents[3]
    assert engine._needed() == sorted([*map(Path, places), kit, tmp_path / "datasets"])


def test_every_link_on_the_way_to_python_is_there_and_nothing_beside_it(monkeypatch, tmp_path):
    """As uv and Homebrew lay them: a link to a link, and a folder that stands for a version."""
    there = tmp_path.resolve()
    for folder in ("env/bin", "home/.local/bin", "store/py-3.12.4/bin"):
        (there / folder).mkdir(parents=True)
    (there / "store/py-3.12.4/bin/python3.12").write_text("")
    (there / "store/py-3.12").symlink_to("py-3.12.4")
    (there / "home/.local/bin/python3.12").symlink_to("../../../store/py-3.12/bin/python3.12")
    (there / "env/bin/python").symlink_to(there / "home/.local/bin/python3.12")
    ways = ["env/bin/python", "home/.local/bin/python3.12", "store/py-3.12"]
    assert engine.links(there / "env/bin/python") == [there / way for way in ways]
    monkeypatch.setattr(engine.sys, "executable", str(there / "env/bin/python"))
    said = " ".join(engine._arguments([there / "env", there / "store"]))
    link = there / ways[1]
    assert f"--symlink ../../../store/py-3.12/bin/python3.12 {link} " in said
    assert said.count(str(link.parent)) == 1, "the link, not its folder"
    assert f"--symlink py-3.12.4 {there}/store" not in said, "it comes with its folder"


def test_a_brewed_python_brings_its_libraries(monkeypatch, tmp_path):
    brew = tmp_path.resolve() / "brew"
    (brew / "Cellar/python@3.12/3.12.4/bin").mkdir(parents=True)
    python = brew / "Cellar/python@3.12/3.12.4/bin/python3.12"
    python.write_text("")
    (brew / "bin").mkdir()
    (brew / "bin/python3.12").symlink_to("../Cellar/python@3.12/3.12.4/bin/python3.12")
    monkeypatch.setattr(engine.sys, "executable", str(brew / "bin/python3.12"))
    assert brew in engine._needed()


def test_what_a_sandbox_shows_and_hides(monkeypatch, tmp_path):
    monkeypatch.setattr(engine.sys, "executable", "/usr/bin/python")
    for name in ("assignments", "grading", "course"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(engine, "course_root", lambda: tmp_path)
    args = engine._arguments([Path("/opt/kit"), tmp_path])
    said = " ".join(args)
    assert args[:5] == ["--unshare-user", "--unshare-all", "--hostname", "grading", "--new-session"]
    assert "--ro-bind /usr /usr" in said and "--ro-bind-try /etc/fonts /etc/fonts" in said
    assert f"--proc /proc --dev /dev --tmpfs /scratch --dir {tmp_path}/course" in said
    assert said.endswith(
        f"--ro-bind /opt/kit /opt/kit --ro-bind {tmp_path} {tmp_path} --tmpfs {tmp_path}/assignments"
        f" --tmpfs {tmp_path}/grading --remount-ro /dev --remount-ro / --chdir /scratch"
    )
    assert ("--symlink scratch/tmp /tmp" in said) is not tmp_path.is_relative_to("/tmp")
    elsewhere = " ".join(engine._arguments([Path("/opt/kit")]))
    assert "--tmpfs /scratch --symlink scratch/tmp /tmp --dir" in elsewhere
    assert str(tmp_path / "assignments") not in elsewhere, "what is not shown needs no hiding"
    assert "--symlink" not in " ".join(engine._arguments([Path("/tmp/x")])).split("--tmpfs")[1]
    for name in ("bin", "sbin", "lib", "lib32", "lib64"):
        place = Path("/") / name
        linked = f"--symlink {place.readlink()} {place}" if place.is_symlink() else "--none"
        bound = f"--ro-bind {place} {place}" if place.is_dir() else "--none"
        assert (linked in said) is place.is_symlink()
        assert (bound in said) is (place.is_dir() and not place.is_symlink())
    with monkeypatch.context() as patched:
        patched.setattr(Path, "is_symlink", lambda self: False)
        assert "--ro-bind /bin /bin" in " ".join(engine._arguments([]))
        patched.setattr(Path, "is_dir", lambda self: False)
        assert "/bin" not in " ".join(engine._arguments([])).split()


def test_a_machine_is_asked_whether_it_can_isolate(monkeypatch):
    asked = []

    class Warm:
        def __init__(self, **how):
            asked.append(how)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            asked.append("closed")

        def fork(self, side, host, line):
            asked.append((side, host, line))

    monkeypatch.setattr(engine, "Sandbox", Warm)
    assert engine.probe() == ""
    how, (side, host, line), closed = asked
    assert (how, side, closed) == ({"imports": None}, "student", "closed")
    assert host.fileno() == line.fileno() == -1

    def refuse(self, *_):
        raise NoSandbox("not here")

    monkeypatch.setattr(Warm, "fork", refuse)
    assert engine.probe() == "not here"
