"""Change lines on purpose, one at a time, and print those that no test notices.

    python tools/mutants.py --draw 200 --seed 1 src/kuleshov/timeline

Every change is made in a copy of the tree in a temporary folder. The nearest tests are asked first
and the wider ones only where those notice nothing: the module's doctests and the test file of its
name, then the test files that import it, then the other files of its folder of tests; in each the
quickest first. A change that makes the tests hang, or take many times as long, is noticed.

A stopped run goes on where it was. What was noticed stays noticed while the module's text is the
same; what survived is tried again once a test has changed. Changes that nothing could notice are
listed with the reason in tools/equivalent_mutants.toml and are never drawn.
"""

from __future__ import annotations

import argparse
import ast
import gc
import hashlib
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
import tomllib
from contextlib import ExitStack, contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from mutation import Change, changes, is_python

ROOT = Path(__file__).resolve().parents[1]
USUAL = [
    f"src/kuleshov/{part}"
    for part in ("metrics/formulas", "metrics/shots", "comparison", "grading/engine", "timeline")
]
LEFT_OUT = (".*", "__pycache__", "node_modules", "dist", "studio")
FLAGS = [
    *("-x", "-q", "--doctest-modules", "-m", "not proof and not browser"),
    *("-p", "no:cacheprovider", "-p", "no:unraisableexception"),
]
LONGEST = 20.0  # seconds: a file of tests that takes longer is usually not asked
PATIENCE = 10.0  # seconds, and five times as long as the tests take: then a mutant hangs
WARM = (
    "pytest", "numpy", "cv2", "av", "scipy.signal", "scipy.stats", "scipy.optimize", "pandas",
    "hypothesis", "opentimelineio", "pyloudnorm", "matplotlib.pyplot", "nbformat", "yaml",
    "nbgrader.api", "nbgrader.plugins",
)  # fmt: skip
NOTHING_FAILED = (0, 5)  # pytest: all passed; there were none
HUNG = "hung"


@dataclass(frozen=True)
class Mutant:
    """A change in a file, named by its path from the root."""

    path: str
    change: Change
    text: str  # the file's, unchanged

    @property
    def key(self) -> str:
        """A name that is the same as long as the file is."""
        at = f"{self.path}:{self.change.line}:{self.change.start}-{self.change.stop}"
        return f"{at} {self.change.new} {_digest(self.text)}"

    def __str__(self) -> str:
        whole = self.text.splitlines()[self.change.line - 1].strip()
        old, new = (" ".join(one.split()) for one in (self.change.old, self.change.new))
        return f"{self.path}:{self.change.line}  {old} -> {new or 'nothing'}  in  {whole}"


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]


# What is drawn.


def draw(root: Path, modules: list[str], count: int, seed: int) -> tuple[list[Mutant], int]:
    """Draw mutants by chance from files and folders; return how many there are as well."""
    files = sorted({file for name in modules for file in _files(root / name)})
    every = []
    for file in files:
        path, text = file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")
        every += [Mutant(path, change, text) for change in changes(text)]
    known = equivalent(root)
    every = [one for one in every if _signature(one) not in known]
    random.Random(seed).shuffle(every)
    drawn: list[Mutant] = []
    for one in every:
        if len(drawn) == count:
            break
        if is_python(one.change.of(one.text)):
            drawn.append(one)
    return drawn, len(every)


def _files(path: Path) -> list[Path]:
    if not path.exists():
        sys.exit(f"There is no {path}: name a file or a folder under src.")
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def equivalent(root: Path) -> set[tuple[str, str, str]]:
    """Return the changes that nothing could notice, as (whole line, old, new)."""
    listed = root / "tools" / "equivalent_mutants.toml"
    if not listed.exists():
        return set()
    rows = tomllib.loads(listed.read_text(encoding="utf-8")).get("equivalent", [])
    return {(row["line"], row["old"], row["new"]) for row in rows}


def _signature(one: Mutant) -> tuple[str, str, str]:
    whole = one.text.splitlines()[one.change.line - 1].strip()
    return whole, one.change.old, one.change.new


# Which tests are near.


class Nearest:
    """Knows which files of tests lie near a module."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.imports = {
            file.relative_to(root).as_posix(): _imported(file.read_text(encoding="utf-8"))
            for file in sorted((root / "tests").rglob("test_*.py"))
        }

    def circles(self, path: str) -> list[list[str]]:
        """Return the tests for a module in circles, the nearest first, none of them twice."""
        package, *folders, name = Path(path).relative_to("src").with_suffix("").parts
        module = ".".join([package, *folders, name])
        mirror = "/".join(["tests", *folders, f"test_{name}.py"])
        doctests = [path] if ">>>" in (self.root / path).read_text(encoding="utf-8") else []
        named = [*doctests, *([mirror] if mirror in self.imports else [])]
        importing = [file for file, names in self.imports.items() if module in names]
        around = [
            [file for file in self.imports if str(Path(file).parent) == "/".join(["tests", *own])]
            for own in (folders[:depth] for depth in range(len(folders), 0, -1))
        ]
        seen: set[str] = set()
        circles = []
        for circle in (named, importing, *around):
            circles.append([file for file in circle if file not in seen])
            seen.update(circle)
        return [circle for circle in circles if circle]


def _imported(text: str) -> set[str]:
    """Return every module that a file of tests may import: of ``from a import b`` a and a.b."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
    return names


# A copy of the tree, and a process in it that runs tests.


class Copy:
    """A copy of the tree with a warm process that forks for each run of pytest."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = folder / "tree"
        shutil.copytree(root, self.root, symlinks=True, ignore=shutil.ignore_patterns(*LEFT_OUT))
        (folder / "t").mkdir()
        environment = {
            **os.environ, "PYTHONPATH": str(self.root / "src"), "TMPDIR": str(folder / "t"),
            "PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
            "MPLBACKEND": "agg",
        }  # fmt: skip
        # Compiled files that are held against the text itself: its time and size may not change.
        subprocess.run(
            [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "src"],
            cwd=self.root, env=environment, check=True,
        )  # fmt: skip
        self._server = subprocess.Popen(
            [_python(self.root, folder / "venv"), __file__, "--serve"],
            cwd=self.root, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip

    def run(self, files: list[str], limit: float) -> tuple[int | str, float, str]:
        """Run files of tests until one fails; return pytest's code, the seconds and what it said."""
        assert self._server.stdin and self._server.stdout
        print(json.dumps([files, limit]), file=self._server.stdin, flush=True)
        code, seconds, said = json.loads(self._server.stdout.readline())
        return code, seconds, said

    @contextmanager
    def changed(self, one: Mutant) -> Any:
        """Have a mutant in the copy for a while."""
        file = self.root / one.path
        file.write_text(one.change.of(one.text), encoding="utf-8")
        try:
            yield
        finally:
            file.write_text(one.text, encoding="utf-8")

    def close(self) -> None:
        """End the warm process."""
        self._server.terminate()
        self._server.wait()


def _python(root: Path, place: Path) -> str:
    """Return a Python that knows the copy even where it looks at no environment, as sandboxes do.

    An environment in which the real tree is installed in place is copied (linked, on one disk),
    with the copy of the tree installed instead.
    """
    packages = Path(sysconfig.get_path("purelib"))
    own = {folder.name for folder in (root / "src").iterdir()}
    known = [file for file in packages.glob("*.pth") if _names(file, own)]
    if sys.prefix == sys.base_prefix or not known:
        return sys.executable
    leave = shutil.ignore_patterns("__pycache__", *(file.name for file in known))
    shutil.copytree(sys.prefix, place, symlinks=True, ignore=leave, copy_function=_link)
    inside = place / packages.relative_to(sys.prefix)
    (inside / known[0].name).write_text(f"{root / 'src'}\n", encoding="utf-8")
    return str(place / Path(sys.executable).relative_to(sys.prefix))


def _names(file: Path, own: set[str]) -> bool:
    """Say whether a .pth file names a folder that holds one of these packages."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return any(line and (Path(line) / name).is_dir() for line in lines for name in own)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def serve() -> None:
    """Import what takes long once; then run pytest in a fork for every line that comes in."""
    for name in WARM:
        with suppress(ImportError):
            import_module(name)
    _warm_up()
    gc.freeze()  # what is here now is not looked through again in every fork
    for order in sys.stdin:
        files, limit = json.loads(order)
        print(json.dumps(_forked(files, limit)), flush=True)


def _warm_up() -> None:
    """Run pytest on nothing, so that its plugins are there."""
    import pytest

    with tempfile.TemporaryDirectory() as empty, redirect_stdout(io.StringIO()):
        pytest.main([*FLAGS, "--rootdir", empty, empty])


def _forked(files: list[str], limit: float) -> tuple[int | str, float, str]:
    with tempfile.TemporaryFile() as said:
        began = time.monotonic()
        child = os.fork()
        if not child:
            _be_pytest(files, said.fileno())
        code: int | str = HUNG
        while code == HUNG and time.monotonic() - began < limit:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                code = os.waitstatus_to_exitcode(status)
            else:
                time.sleep(0.01)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)  # what it started as well
        if code == HUNG:
            os.waitpid(child, 0)
        seconds = time.monotonic() - began
        said.seek(max(0, said.seek(0, os.SEEK_END) - 2000))
        return code, seconds, said.read().decode(errors="replace")


def _be_pytest(files: list[str], said: int) -> None:
    """Run pytest in this process, which ends with it."""
    code = 3
    try:
        os.setsid()
        for stream in (1, 2):
            os.dup2(said, stream)
        import pytest

        for package in {Path(file).parent for file in files if file.startswith("src/")}:
            # Else pytest puts the module in place of what its package takes from it by that name.
            with suppress(Exception):
                import_module(".".join(package.parts[1:]))
        code = int(pytest.main([*FLAGS, *files]))
    finally:
        sys.stdout.flush()
        os._exit(code)


# Trying them.


class Journal:
    """What is known already, in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        known = json.loads(path.read_text()) if path.exists() else {}
        self.seconds: dict[str, float] = known.get("seconds", {})
        self.tried: dict[str, dict[str, str]] = known.get("tried", {})

    def keep(self, where: dict[str, Any], key: str, what: Any) -> None:
        """Write down one more thing; the file is whole at any moment."""
        with self._lock:
            where[key] = what
            beside = self.path.with_suffix(".new")
            beside.write_text(json.dumps({"seconds": self.seconds, "tried": self.tried}, indent=0))
            beside.replace(self.path)


class Trial:
    """Tries mutants on copies of one tree."""

    def __init__(self, root: Path, journal: Journal, longest: float) -> None:
        self.root, self.journal, self.near = root, journal, Nearest(root)
        self.longest = longest
        tests = {file: file.read_text() for file in sorted((root / "tests").rglob("*.py"))}
        helpers = [text for file, text in tests.items() if not file.name.startswith("test_")]
        sources = [file.read_text() for file in sorted((root / "src").rglob("*.py"))]
        self.tests = _digest(*tests.values())
        self._around = _digest(*helpers, *sources)
        self.too_long: set[str] = set()

    def known(self, one: Mutant) -> dict[str, str] | None:
        """Return what became of a mutant, where that still holds."""
        found = self.journal.tried.get(one.key)
        if found and found["tests"] != self.tests and found["outcome"] == "survived":
            return None
        return found

    def attempt(self, copy: Copy, one: Mutant) -> dict[str, str]:
        """Try a mutant, circle by circle of tests, and write down what became of it."""
        found = {"mutant": str(one), "tests": self.tests, "outcome": "survived", "by": ""}
        for circle in self.near.circles(one.path):
            asked = self._quickest_first(copy, circle)
            if not asked:
                continue
            limit = PATIENCE + 5 * sum(seconds for seconds, _ in asked)
            with copy.changed(one):
                code, _, said = copy.run([file for _, file in asked], limit)
            if code not in NOTHING_FAILED:
                found.update(outcome="noticed", by=_failed(said) if code != HUNG else HUNG)
                break
        self.journal.keep(self.journal.tried, one.key, found)
        return found

    def _quickest_first(self, copy: Copy, files: list[str]) -> list[tuple[float, str]]:
        timed = sorted((self._seconds(copy, file), file) for file in files)
        self.too_long.update(file for seconds, file in timed if seconds > self.longest)
        return [one for one in timed if one[0] <= self.longest]

    def _seconds(self, copy: Copy, file: str) -> float:
        """Return how long a file of tests takes; it must pass while nothing is changed.

        One that takes longer than is wanted is stopped, and kept with a minus: more than so long.
        """
        key = f"{file} {_digest((self.root / file).read_text())} {self._around}"
        known = self.journal.seconds.get(key)
        if known is None or -self.longest < known < 0:
            code, known, said = copy.run([file], self.longest)
            if code == HUNG:
                known = -self.longest
            elif code not in NOTHING_FAILED:
                raise SystemExit(f"{file} fails while nothing is changed:\n{said}")
            self.journal.keep(self.journal.seconds, key, round(known, 2))
        return known if known >= 0 else float("inf")


def _failed(said: str) -> str:
    lines = [line for line in said.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return " ".join(lines[-1].split()[1:2]) if lines else "an end before its time"


def try_all(trial: Trial, drawn: list[Mutant], jobs: int) -> None:
    """Try what isn't known yet, in so many copies at a time, and print survivors as they come."""
    waiting: SimpleQueue[Mutant] = SimpleQueue()
    for one in drawn:
        if trial.known(one) is None:
            waiting.put(one)
        elif trial.known(one)["outcome"] == "survived":
            print(one, flush=True)
    problems: list[BaseException] = []

    def work(copy: Copy) -> None:
        try:
            while not problems:
                one = waiting.get_nowait()
                found = trial.attempt(copy, one)
                if found["outcome"] == "survived":
                    print(one, flush=True)
                print(f"\r{waiting.qsize()} to go ", end="", file=sys.stderr, flush=True)
        except Empty:
            pass
        except BaseException as problem:
            problems.append(problem)

    if not waiting.empty():
        with ExitStack() as stack:
            folders = [stack.enter_context(_folder()) for _ in range(jobs)]
            copies = [Copy(trial.root, folder) for folder in folders]
            for copy in copies:
                stack.callback(copy.close)
            threads = [threading.Thread(target=work, args=[copy], daemon=True) for copy in copies]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    if problems:
        raise problems[0]


@contextmanager
def _folder() -> Any:
    with tempfile.TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True) as name:
        yield Path(name)


# What is said in the end.


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share.

    >>> [round(x, 3) for x in wilson(2, 3)]
    [0.208, 0.939]
    """
    z = 1.959964
    if not n:
        return 0.0, 1.0
    p, wide = hits / n, z * z / n
    half = z * (p * (1 - p) / n + wide / (4 * n)) ** 0.5
    return (p + wide / 2 - half) / (1 + wide), (p + wide / 2 + half) / (1 + wide)


def figures(trial: Trial, drawn: list[Mutant], there: int) -> dict[str, Any]:
    """Count what became of the mutants, in all and by module."""
    found = {one: trial.known(one) or {} for one in drawn}
    survived = [one for one in drawn if found[one].get("outcome") == "survived"]
    low, high = wilson(len(survived), len(drawn))
    by_module: dict[str, dict[str, int]] = {}
    for one in drawn:
        row = by_module.setdefault(one.path, {"drawn": 0, "survived": 0})
        row["drawn"] += 1
        row["survived"] += one in survived
    return {
        "mutants there are": there,
        "drawn": len(drawn),
        "noticed": len(drawn) - len(survived),
        "hung": sum(one.get("by") == HUNG for one in found.values()),
        "survived": len(survived),
        "share that survived": round(len(survived) / max(1, len(drawn)), 4),
        "interval": [round(low, 4), round(high, 4)],
        "by module": dict(sorted(by_module.items())),
        "survivors": sorted(map(str, survived)),
    }


def say(counted: dict[str, Any], trial: Trial) -> None:
    """Print the summary."""
    print(f"\n{'drawn':>6} {'survived':>9}")
    for path, row in counted["by module"].items():
        print(f"{row['drawn']:6} {row['survived']:9}  {path}")
    low, high = counted["interval"]
    print(
        f"{counted['drawn']} drawn of {counted['mutants there are']}, {counted['noticed']} noticed, "
        f"{counted['survived']} survived: {counted['share that survived']:.1%} "
        f"({low:.1%} to {high:.1%}, 95 %)"
    )
    if trial.too_long:
        listed = ", ".join(sorted(trial.too_long))
        print(f"Not asked, for they take over {trial.longest:g} s: {listed}")


def main() -> None:
    """Draw, try, say."""
    wanted = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    wanted.add_argument("modules", nargs="*", default=USUAL, help="files or folders under src")
    wanted.add_argument("--draw", type=int, default=200, help="how many (usually 200)")
    wanted.add_argument("--seed", type=int, default=1)
    wanted.add_argument("--jobs", type=int, default=1, help="how many at a time (usually 1)")
    wanted.add_argument(
        "--longest", type=float, default=LONGEST, help="seconds of a file of tests that is asked"
    )
    wanted.add_argument("--keep", action="store_true", help="write benchmarks/results/mutants.json")
    wanted.add_argument("--journal", type=Path, help="usually .mutants.json")
    wanted.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    asked = wanted.parse_args()
    root = asked.root.resolve()
    trial = Trial(root, Journal(asked.journal or root / ".mutants.json"), asked.longest)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # and take the copies away
    drawn, there = draw(root, asked.modules, asked.draw, asked.seed)
    try_all(trial, drawn, asked.jobs)
    counted = figures(trial, drawn, there)
    say(counted, trial)
    if asked.keep:
        command = [
            "python tools/mutants.py",
            f"--draw {asked.draw} --seed {asked.seed} --longest {asked.longest:g}",
        ]
        named = [] if asked.modules == USUAL else asked.modules
        kept = {"command": " ".join([*command, *named]), "seed": asked.seed, **counted}
        results = root / "benchmarks" / "results" / "mutants.json"
        results.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["--serve"] else main()
