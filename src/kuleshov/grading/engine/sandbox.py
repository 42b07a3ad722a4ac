"""A worker's sandbox: one bubblewrap, in it one warm process, and forks of that.

In it there is no network and no user but an ordinary one. The system, the Python environment and
the course's films are there to read; solutions, hidden tests, the gradebook and other submissions
are not there at all. Started as root, the engine becomes an ordinary user before bubblewrap is
started; folders on the way to Python that only root may read are bound in first.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ...errors import KuleshovError
from ...folders import course_root

GRADER = 61_905
"""The number of the user that root becomes: one that no account has."""

SCRATCH = "/scratch"
SYSTEM = ("bin", "sbin", "lib", "lib32", "lib64")
ADVICE = " What can be in its way, and what to do, stands at the end of grading/engine.md."
INSTALL = "apt install bubblewrap (Debian, Ubuntu), dnf install bubblewrap (Fedora)"
IMPORTS = (
    "numpy",
    "pandas",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "cv2",
    "av",
    "moviepy",
    "scipy.signal",  # a check of a cut's sound would import it in every submission anew
    "scipy.stats",
    "kuleshov.show",
    "kuleshov.library",
    "kuleshov.timeline",
    "kuleshov.timeline.render",
    "kuleshov.metrics",
    "kuleshov.criticism.delivery",
    "kuleshov.grading.checks.a1_shot_list",
    "kuleshov.grading.checks.a2_first_cut",
    "kuleshov.grading.checks.a7_fair_comparison",
    "kuleshov.grading.checks.a8_short",
)


class NoSandbox(KuleshovError):
    """Submissions can't be isolated here, and why."""


@dataclass(frozen=True)
class Limits:
    """What one side of one submission may use.

    Attributes
    ----------
    memory : int
        Bytes of address space of one process, beyond what it is born with.
    watch : int
        Bytes that all its processes may hold together, beyond what they are born with.
    processes : int
    file : int
        Bytes of one file.
    cpu : int
        Seconds of each process.
    """

    memory: int = 1024 * 2**20
    watch: int = 1280 * 2**20
    processes: int = 64
    file: int = 128 * 2**20
    cpu: int = 600


STANDARD = Limits()


class Sandbox:
    """A warm process that forks sides; a context manager.

    Parameters
    ----------
    confine : bool
        Whether sides are isolated. Where not, nothing protects this machine from them.
    imports : sequence of str
        Modules to import once, before any fork; None makes forks that can run nothing.
    readable : sequence of Path
        More files and folders that sides may read.
    scratch_mib : int
        Room for a side's files.

    Raises
    ------
    NoSandbox
        Where this machine can't isolate.
    """

    def __init__(
        self,
        confine: bool = True,
        imports: Sequence[str] | None = IMPORTS,
        readable: Sequence[Path] = (),
        scratch_mib: int = 384,
    ) -> None:
        self.confined = confine
        self._lock = threading.Lock()
        self._ended: dict[int, dict[str, Any]] = {}
        self._number = 0
        self.cpu = self.warm_cpu = 0.0  # seconds, of all that it did; and until it was warm
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control = ours
        options = {
            "confine": confine,
            "scratch_mib": scratch_mib,
            "imports": imports and list(imports),
        }
        options["scratch"] = SCRATCH if confine else self._own_folder()
        inside = [
            sys.executable,
            "-I",
            "-m",
            "kuleshov.grading.inside.zygote",
            str(theirs.fileno()),
        ]
        inside += [json.dumps(options)]
        command = launch_command(inside, readable) if confine else unsafe_command(inside)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the sandbox
        try:
            self._process = subprocess.Popen(
                command,
                env=environment(),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=self._errors,
                stderr=self._errors,
                cwd="/",
                start_new_session=True,  # Ctrl-C ends the engine, which ends this
            )
        finally:
            theirs.close()
        self._await_ready()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The number of the outermost process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether forks can still be had."""
        return self._process.poll() is None

    def fork(
        self,
        side: str,
        host: socket.socket,
        line: socket.socket | None = None,
        limits: Limits = STANDARD,
    ) -> int:
        """Fork a side ("student", "test" or "film"), give it its sockets, and return its number.

        Raises
        ------
        NoSandbox
            Where the side can't be isolated, or the warm process is gone.
        """
        with self._lock:
            self._number += 1
            number = self._number
            order = {"do": "fork", "id": number, "side": side, "limits": asdict(limits)}
            files = [one.fileno() for one in (host, line) if one is not None]
            try:
                socket.send_fds(self._control, [json.dumps(order).encode()], files)
                said = self._hear(number, 30, ("pid", "failed"))
            except OSError:
                said = None
        if said is None:
            raise NoSandbox(f"The sandbox's warm process is gone. {self._last_words()}")
        if "failed" in said:
            raise NoSandbox(f"A submission can't be isolated here: {said['failed']}")
        return number

    def kill(self, number: int, why: str = "killed") -> None:
        """End a side and all its processes."""
        with self._lock, contextlib.suppress(OSError):
            self._control.send(json.dumps({"do": "kill", "id": number, "why": why}).encode())

    def ending(self, number: int, seconds: float = 2.0) -> dict[str, Any]:
        """Wait for a side's end; return why it ended, its peak memory (bytes) and its CPU (s)."""
        with self._lock:
            said = self._hear(number, seconds, ("ended",))
        return said or {"ended": "", "peak": 0, "cpu": 0.0}

    def close(self) -> None:
        """End everything in the sandbox."""
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(15)  # the warm process ends when nobody speaks to it
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._errors.close()
        if self._folder:
            self._folder.cleanup()

    def _hear(self, number: int, seconds: float, keys: Sequence[str]) -> dict[str, Any] | None:
        """Read what the zygote says until it says that of this side."""
        while True:
            if number in self._ended and "ended" in keys:
                return self._ended.pop(number)
            ready, _, _ = select.select([self._control], [], [], seconds)
            data = self._control.recv(65536) if ready else b""
            if not data:
                return None
            said = json.loads(data)
            self.cpu = max(self.cpu, said.get("total", 0.0))
            if "ended" in said:
                self._ended[said["id"]] = said
            elif said.get("id") == number and any(key in said for key in keys):
                return dict(said)

    def _await_ready(self) -> None:
        ready, _, _ = select.select([self._control], [], [], 120)
        data = self._control.recv(65536) if ready else b""
        if not data:
            words = self._last_words()
            self.close()
            raise NoSandbox(f"The sandbox did not start. {words}{ADVICE}")
        self.cpu = self.warm_cpu = float(json.loads(data).get("total", 0.0))

    def _last_words(self) -> str:
        self._errors.seek(0)
        lines = self._errors.read()[-2000:].decode(errors="replace").strip().splitlines()
        said = lines[-1] if lines else ""
        return said if not said or said.endswith((".", "!", "?")) else f"{said}."

    def _own_folder(self) -> str:
        self._folder = tempfile.TemporaryDirectory(prefix="kuleshov-unsafe-")
        if os.getuid() == 0:
            os.chown(self._folder.name, GRADER, GRADER)  # made a line above, and empty
        return self._folder.name


def environment() -> dict[str, str]:
    """Return the variables that sides see, and no others."""
    programs = [str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"]
    one = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
    return {
        "PATH": os.pathsep.join(programs),
        "LANG": "C.UTF-8",
        "HOME": SCRATCH,
        "TMPDIR": SCRATCH,
        "MPLCONFIGDIR": f"{SCRATCH}/matplotlib",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "IPYTHONDIR": f"{SCRATCH}/ipython",
        "KULESHOV_HOME": str(course_root()),
        "KULESHOV_MIRROR": "http://127.0.0.1:9",
        "NBGRADER_EXECUTION": "autograde",
        "ARROW_DEFAULT_MEMORY_POOL": "system",  # the others reserve more than a side may have
        "MALLOC_ARENA_MAX": "2",
        **dict.fromkeys(one, "1"),
    }


def launch_command(inside: Sequence[str], readable: Sequence[Path] = ()) -> list[str]:
    """Return the command that runs another in a sandbox.

    Raises
    ------
    NoSandbox
        Where bubblewrap is not installed, or this is no Linux.
    """
    if not sys.platform.startswith("linux"):
        raise NoSandbox("Isolation needs Linux: grade in a container (grading/engine.md says how).")
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        raise NoSandbox(f"bubblewrap is not installed: {INSTALL}.")
    places = [*_needed(), *(Path(p) for p in readable)]
    return _not_as_root([bwrap, *_arguments(places), "--", *inside], places)


def unsafe_command(inside: Sequence[str]) -> list[str]:
    """Return the command that runs another without isolation; not even this is done as root."""
    return _not_as_root(list(inside), _needed())


def _not_as_root(command: list[str], places: Sequence[Path]) -> list[str]:
    if os.getuid() != 0 and os.geteuid() != 0:
        return command
    plan = {"user": GRADER, "places": [str(p) for p in places], "command": command}
    return [sys.executable, "-I", "-m", "kuleshov.grading.inside.launch", json.dumps(plan)]


def probe() -> str:
    """Say why submissions can't be isolated on this machine; nothing where they can.

    A whole sandbox is started and one side forked, in a second or so.
    """
    try:
        with Sandbox(imports=None) as sandbox:
            ours, theirs = socket.socketpair()
            line, other = socket.socketpair()
            try:
                sandbox.fork("student", theirs, other)
            finally:
                for sock in (ours, theirs, line, other):
                    sock.close()
    except NoSandbox as problem:
        return str(problem)
    return ""


def _needed() -> list[Path]:
    """Return what Python, the kit and the course's films need, outermost folders alone."""
    root = course_root()
    package = Path(__file__).resolve().parents[2]
    found = [Path(sys.base_prefix), Path(sys.prefix), package.parent, root / "datasets"]
    real = Path(sys.executable).resolve()
    found += [real.parents[2]]
    # A brewed Python's libraries, and the loader of them all, lie beside the cellar.
    found += [folder.parent for folder in real.parents if folder.name == "Cellar"]
    found = sorted({p.absolute() for p in found} - {Path("/usr"), Path("/")})
    return [p for p in found if not any(q != p and q in p.parents for q in found)]


def links(program: Path) -> list[Path]:
    """Return every link on the way to a program, those in its folders' names among them.

    A Python is often reached by several: .venv/bin/python, ~/.local/bin/python3.12, a folder that
    stands for a version. Where one of them is missing in the sandbox, there is no Python in it.
    """
    found: list[Path] = []
    at, rest = Path(program.anchor), list(program.absolute().parts[1:])
    while rest:
        part = rest.pop(0)
        at = at.parent if part == ".." else at / part
        if at.is_symlink() and at not in found:
            found.append(at)
            target = at.readlink()
            rest = [*(target.parts[1:] if target.is_absolute() else target.parts), *rest]
            at = Path(target.anchor) if target.is_absolute() else at.parent
    return found


def _links_outside(places: Sequence[Path]) -> list[Path]:
    """Return the links on the way to this Python that bound folders don't bring along."""
    system = [Path("/usr"), *(Path("/") / name for name in SYSTEM)]
    return [
        link
        for link in links(Path(sys.executable))
        if not any(link.is_relative_to(p) or p.is_relative_to(link) for p in [*places, *system])
    ]


def _arguments(places: Sequence[Path]) -> list[str]:
    ways = _links_outside(places)
    args = ["--unshare-user", "--unshare-all", "--hostname", "grading", "--new-session"]
    args += ["--ro-bind", "/usr", "/usr"]
    for name in SYSTEM:
        place = Path("/") / name
        if place.is_symlink():
            args += ["--symlink", str(place.readlink()), str(place)]
        elif place.is_dir():
            args += ["--ro-bind", str(place), str(place)]
    for name in ("ld.so.cache", "fonts", "localtime", "alternatives", "ImageMagick-6"):
        args += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    args += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", SCRATCH]
    if not any(p.is_relative_to("/tmp") for p in [*places, *ways]):
        args += ["--symlink", f"{SCRATCH.strip('/')}/tmp", "/tmp"]
    args += ["--dir", str(course_root() / "course")]
    for place in places:
        args += ["--ro-bind", str(place), str(place)]
    for link in ways:  # the link alone: its folder may be somebody's home
        args += ["--symlink", str(link.readlink()), str(link)]
    for place in _hidden(places):
        args += ["--tmpfs", str(place)]
    return [*args, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", SCRATCH]


def _hidden(places: Sequence[Path]) -> list[Path]:
    """Return folders below readable ones that hold a class's own matter."""
    root = course_root()
    secret = [root / "assignments", root / "grading", root / "studio", root / ".git"]
    return [s for s in secret if s.is_dir() and any(p in s.parents for p in places)]
