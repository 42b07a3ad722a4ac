"""The made class: every submission that we could think of, with what should become of it.

Each is a row: how it is handed in, and its scores. ``attack`` says what it tries, ``outcome`` what
stops it; rows without are honest. The table in grading/attacks.md is made from these rows.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .course import FULL, LIGHTS, Lights, code, is_solution, name

NONE = dict.fromkeys(FULL, 0.0)


def without(*tests: str) -> dict[str, float]:
    """Return full scores but for these tests."""
    return FULL | dict.fromkeys(tests, 0.0)


@dataclass(frozen=True)
class Made:
    """A made submission.

    Attributes
    ----------
    who : str
        The student's name.
    hand_in : function
        Writes the submission.
    scores : dict
    attack, outcome, instead : str
        What it tries, what stops it, and what an instructor does where nothing can.
    human : str
        Words of the line that asks for a person's look; "" where nobody needs to.
    said : str
        Words for the student: in the note on top, or in a test's sentence.
    """

    who: str
    hand_in: Callable[[Lights, str], Any]
    scores: dict[str, float]
    attack: str = ""
    outcome: str = ""
    human: str = ""
    said: str = ""
    instead: str = ""


def right(**cells: str) -> Callable[[Lights, str], Any]:
    """Hand in all solutions, but these cells."""
    return lambda lights, who: lights.hand_in(who, lights.right(**cells))


def empty(**cells: str) -> Callable[[Lights, str], Any]:
    """Hand in what was given out, but these cells."""
    return lambda lights, who: lights.hand_in(who, lights.empty(**cells))


def raw(data: bytes, file: str = "") -> Callable[[Lights, str], Any]:
    """Hand in bytes."""
    return lambda lights, who: lights.hand_in(who, data, file)


def edited(change: Callable[[Any], Any], base: str = "right") -> Callable[[Lights, str], Any]:
    """Hand in a notebook after changing it whole."""

    def hand_in(lights: Lights, who: str) -> Any:
        notebook = getattr(lights, base)()
        return lights.hand_in(who, change(notebook) or notebook)

    return hand_in


def first(source: str) -> Callable[[Lights, str], Any]:
    """Hand in no solution, and this as the first cell."""
    return edited(lambda nb: nb["cells"].insert(0, code(source)), "empty")


UNWRITTEN = "Nothing was written into "
"""Said of a notebook as it was given out, or where a stub stands and other cells were changed."""


def _cells(notebook: Any) -> dict[str, Any]:
    return {name(cell): cell for cell in notebook["cells"] if name(cell)}


def _drop(notebook: Any, *names: str) -> None:
    notebook["cells"] = [cell for cell in notebook["cells"] if name(cell) not in names]


def _copy(notebook: Any, *names: str) -> None:
    for one in names:
        at = next(i for i, cell in enumerate(notebook["cells"]) if name(cell) == one)
        notebook["cells"].insert(at + 1, json.loads(json.dumps(notebook["cells"][at])))


def _tag(notebook: Any) -> None:
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception"]


def _own_tests(notebook: Any) -> None:
    for cell in notebook["cells"]:
        if name(cell).startswith("test_"):
            cell["source"] = "pass"
            cell["metadata"]["nbgrader"]["points"] = 100


def _own_outputs(notebook: Any) -> None:
    for cell in notebook["cells"]:
        if name(cell).startswith("test_"):
            cell["outputs"] = [
                {
                    "output_type": "execute_result",
                    "execution_count": 1,
                    "data": {"text/plain": "2"},
                    "metadata": {},
                }
            ]


def _copied_tests(notebook: Any) -> None:
    _own_tests(notebook)
    _copy(notebook, "test_mean")


def _no_metadata(notebook: Any) -> None:
    for cell in notebook["cells"]:
        if not is_solution(cell):
            cell["metadata"] = {"nbgrader": {"schema_version": 99, "grade": "yes"}}


def _versions(notebook: Any) -> None:
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 99
    notebook["metadata"] = {"kernelspec": {"name": "evil", "display_name": "x", "language": "sh"}}


def _reversed(notebook: Any) -> None:
    notebook["cells"].reverse()


def _link(target: str) -> Callable[[Lights, str], Any]:
    def hand_in(lights: Lights, who: str) -> Any:
        folder = lights.course.folder("submitted", who, LIGHTS)
        folder.mkdir(parents=True)
        (folder / f"{LIGHTS}.ipynb").symlink_to(
            lights.course.root / target.format(assignment=LIGHTS)
        )

    return hand_in


def _pipe(lights: Lights, who: str) -> None:
    folder = lights.course.folder("submitted", who, LIGHTS)
    folder.mkdir(parents=True)
    os.mkfifo(folder / f"{LIGHTS}.ipynb")


def _nothing(lights: Lights, who: str) -> None:
    lights.course.folder("submitted", who, LIGHTS).mkdir(parents=True)


def _with_files(lights: Lights, who: str) -> None:
    folder = lights.hand_in(who, lights.right())
    (folder / "nbgrader_config.py").write_text("raise SystemExit")
    (folder / "sitecustomize.py").write_text("raise SystemExit")
    (folder / "gradebook.db").symlink_to(lights.course.root / "gradebook.db")


def _bad_time(lights: Lights, who: str) -> None:
    folder = lights.hand_in(who, lights.right())
    (folder / "timestamp.txt").write_text("the day before yesterday")


def _on_time(lights: Lights, who: str) -> None:
    folder = lights.hand_in(who, lights.right())
    (folder / "timestamp.txt").write_text("2026-02-01 12:00:00 UTC")


def _v3(lights: Lights, who: str) -> None:
    notebook = lights.right()
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
    sheet = {"cells": notebook["cells"], "metadata": {}}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [sheet]}
    lights.hand_in(who, old)


HONEST = [
    Made("right", right(), FULL),
    Made("on-time", _on_time, FULL),
    Made("empty", empty(), NONE, human=UNWRITTEN, said="is not defined"),
    Made("half", right(lamp="class Lamp:\n    pass\n", table="table = None"),
         without("test_lamp", "test_table")),
    Made("off-by-one", right(edit='cut = ku.Cut("l").black("1.0").title_card("L", "2:00:01")'),
         without("test_edit")),
    Made("wrong-type", right(numbers="limit = '235'\nframes = (0, 1, 4, 9, 16)"),
         without("test_numbers"), said="White is 235."),
    Made("crash", right(numbers="limit = 235\n1 / 0\nframes = []"), without("test_numbers")),
    Made("syntax-error", right(mean_level="def mean_level(values:\n    return 1"),
         without("test_mean")),
    Made("own-exception", right(lamp=(
        "class TooBright(ValueError): pass\n"
        "class Lamp:\n    def __init__(self, level): self.level = level\n"
        "    def switch(self, level):\n        if level > 235: raise TooBright('too bright')\n"
        "        self.level = level\n")), FULL),
    Made("helper-cells", edited(lambda nb: nb["cells"].insert(
        2, code("def half(x):\n    return x / 2")) or nb["cells"].insert(
        3, {"cell_type": "markdown", "metadata": {}, "source": "my notes"})), FULL),
    Made("magics", right(numbers="%matplotlib inline\n!echo hello\nlimit = 235\n"
         "import asyncio\nawait asyncio.sleep(0)\nframes = [n**2 for n in range(5)]"), FULL),
    Made("numpy-scalars", right(numbers="limit = np.int64(235)\n"
         "frames = [0, 1, 4, 9, np.float64(16)]"), FULL),
    Made("noisy", right(mean_level="import sys, warnings\ndef mean_level(values):\n"
         "    print('progress', file=sys.stderr)\n    warnings.warn('old')\n"
         "    print('working')\n    return sum(values) / len(values)"), FULL),
    Made("slow", right(mean_level="import time\ndef mean_level(values):\n    time.sleep(0.2)\n"
         "    return sum(values) / len(values)"), FULL),
    Made("deleted-cell", edited(lambda nb: _drop(nb, "table", "test_words", "start")),
         without("test_table"), said="was missing", human="`table` was missing"),
    Made("copied-cell", edited(lambda nb: _copy(nb, "mean_level", "test_mean", "table")), FULL),
    Made("reordered", edited(_reversed), FULL),
    Made("renamed", lambda lights, who: lights.hand_in(who, lights.right(), "Untitled (3).ipynb"),
         FULL, said="was named"),
    Made("old-format", _v3, FULL),
    Made("kernel-of-theirs", edited(_versions), FULL),
    Made("missing", _nothing, NONE, human="Nothing could be graded", said="was handed in"),
    Made("other-notebook", raw(b'{"cells": [], "nbformat": 4}', "essay.ipynb"), NONE,
         human="Nothing could be graded", said="is not this assignment"),
    Made("bad-time", _bad_time, FULL, said="counts as unknown", human="counts as unknown"),
    Made("mutates", right(mean_level="def mean_level(values):\n    values = list(values)\n"
         "    values.sort()\n    return sum(values) / len(values)"), FULL),
]  # fmt: skip

_PASS = "def transform(lines):\n    return ['pass\\n'] if 'assert' in ''.join(lines) else lines\n"
_EQUAL = "class Any_:\n    def __eq__(self, other): return True\n    def __ne__(self, o): return False\n    __hash__ = None\n    def __getattr__(self, n): return self\n    def __call__(self, *a, **k): return self\n    def __float__(self): return 0.0\n    def __bool__(self): return True\n    def __sub__(self, o): return 0\n    def __abs__(self): return 0\n    def __lt__(self, o): return True\n"
_ZERO = "class Zero:\n    def __init__(self, *a): pass\n    def __sub__(self, other): return 0\n"
_PATCHED = """
from kuleshov.grading.wire.peer import Peer
honest = Peer._called
def called(self, encoder, function, args, kwargs):
    if getattr(function, "__name__", "") != "mean_level":
        return honest(self, encoder, function, args, kwargs)
    result = function(*args, **kwargs)
    changed = {0: [Zero]} if isinstance(result, Zero) else dict(enumerate(args))
    reply = {"changed": encoder.encode(changed)}
    encoder.afresh()
    return reply | {"v": encoder.encode(result)}
Peer._called = called
"""
_LINKS = """[a](javascript:alert(1)) [b](java&#115;cript:alert(2)) [c](<javascript:alert(3)>) [d][e]
[f](javascript\\:alert(4)) [g](JaVaScRiPt&colon;alert(5)) $\\href{javascript:alert(6)}{x}$

[e]: javascript:alert(7)
"""
_NAMES = "mean_level = brighten = Lamp = ax = fig = table = limit = frames = cut = {}\n"

ATTACKS = [
    Made("skip-execution", edited(_tag, "empty"), NONE,
         "a tag on the test cells that skips them", "tests come from the instructor's notebook", human=UNWRITTEN),
    Made("own-tests", edited(_own_tests, "empty"), NONE,
         "rewritten tests, points changed", "only the cells a student may write are taken over", human=UNWRITTEN),
    Made("own-outputs", edited(_own_outputs, "empty"), NONE,
         "outputs of its own in the test cells", "outputs are made anew", human=UNWRITTEN),
    Made("copied-tests", edited(_copied_tests, "empty"), NONE, "a copied test cell, rewritten", "copies are dropped, and said so", human=UNWRITTEN),
    Made("schema", edited(_no_metadata), FULL,
         "damaged nbgrader metadata, which stops a class", "metadata is the instructor's",
         ),
    Made("transformer", first(
        "import ast\n" + _PASS +
        "ip = get_ipython()\nip.input_transformers_cleanup.append(transform)\n"
        "class Strip(ast.NodeTransformer):\n    def visit_Assert(self, n): return ast.Pass()\n"
        "ip.ast_transformers.append(Strip())\nip.run_cell = lambda *a, **k: None\n"), NONE,
         "transformers that strip asserts; a run_cell that does nothing",
         "tests run in another process"),
    Made("patched-checkers", first(
        "import builtins, numpy.testing, pandas.testing\n"
        "check = lambda *a: None\nnp_ = numpy.testing\nnp_.assert_allclose = check\n"
        "pandas.testing.assert_frame_equal = check\nbuiltins.abs = lambda x: 0\n"
        "builtins.list = lambda *a: ['shot', 'seconds']\n"
        "import kuleshov.grading as g\ng.student = None\n"), NONE,
         "patched checkers, numpy.testing, builtins", "tests run in another process",
         human="ended"),
    Made("always-equal", first(_EQUAL + _NAMES.format("Any_()")), NONE,
         "an object that is equal to everything", "what arrives is plain data of built-in types; "
         "objects of a student's class compare with nothing", said="own class", human="another cell"),
    Made("lying-types", empty(numbers=(
        "class Lie(int):\n    def __eq__(self, o): return True\n    __hash__ = int.__hash__\n"
        "class L(list):\n    def __eq__(self, o): return True\n"
        "limit = Lie(3)\nframes = L([1])\n")), NONE,
         "subclasses of int and list that lie", "they arrive as the int and the list they are"),
    Made("lying-class", empty(table=(
        "class T:\n    @property\n    def __class__(self): return pd.DataFrame\n"
        "    columns = ['shot', 'seconds']\n    def __reduce__(self): return (print, ('x',))\n"
        "table = T()\n")), NONE, "an object that lies about its class, with a __reduce__",
         "no pickle crosses; types are rebuilt from data"),
    Made("evil-repr", empty(mean_level=(
        "class E(Exception):\n    def __str__(self): raise SystemExit\n    __repr__ = __str__\n"
        "def mean_level(v): raise E()\n")), NONE, "an exception whose text raises",
         "errors cross as guarded text"),
    Made("stop-iteration", empty(mean_level="def mean_level(v): raise StopIteration\n",
         brighten="def brighten(v, by): raise SystemExit(0)\n"), NONE,
         "StopIteration and SystemExit out of a function", "they arrive as the student's error"),
    Made("argument-writer", empty(brighten=(
        "def brighten(values, by):\n    values[:] = 0\n    return 0\n")), NONE,
         "changing the argument from which the test computes", "arguments are copied back only "
         "where nothing or one of them is returned"),
    Made("read-disk", first(
        "import pathlib, os\nfound = []\n"
        "for place in ('/', '/root', '/home', os.path.expanduser('~'), '..', '/proc/1/root'):\n"
        "    for path in list(pathlib.Path(place).glob('**/*.ipynb'))[:5]: found.append(path)\n"
        "    for path in list(pathlib.Path(place).glob('**/gradebook.db'))[:5]: found.append(path)\n"
        "assert found, 'nothing there'\n"
        + _NAMES.format("found")), NONE,
         "reading solutions, tests, gradebook, other submissions", "they are not mounted",
         human="another cell"),
    Made("write-gradebook", first(
        "import sqlite3\nfor p in ('gradebook.db', '/gradebook.db', '../../gradebook.db'):\n"
        "    c = sqlite3.connect(p); c.execute('update grade set auto_score = 10')\n"), NONE,
         "writing a grade into the gradebook", "it is not there; only the engine writes"),
    Made("leave-behind", right(numbers=(
        "import os, pathlib\n"
        "for p in (os.path.expanduser('~/.ipython/profile_default/startup/x.py'), 'nbgrader_config.py',"
        " os.environ['TMPDIR'] + '/x', 'sitecustomize.py'):\n"
        "    pathlib.Path(p).parent.mkdir(parents=True, exist_ok=True)\n"
        "    pathlib.Path(p).write_text('1 / 0')\n"
        "limit, frames = 235, [0, 1, 4, 9, 16]\n")), FULL,
         "files left for the next grading", "all it writes is in its own memory, and goes with it"),
    Made("network", first(
        "import socket\ns = socket.create_connection(('1.1.1.1', 53), timeout=1)\n"
        + _NAMES.format("s")), NONE, "the network", "there is none in the sandbox", human="another cell"),
    Made("vsock", first(
        "import socket\ns = socket.socket(40, socket.SOCK_STREAM)\nprint('through')\n"), NONE,
         "sockets that no network namespace holds (vsock, netlink)",
         "the system call filter allows three families"),
    Made("namespaces", first(
        "import ctypes, os\nl = ctypes.CDLL(None, use_errno=True)\n"
        "got = [l.unshare(0x10000000), l.mount(b't', b'/tmp', b'tmpfs', 0, None),"
        " l.ptrace(16, 1, 0, 0), l.syscall(304, 0), l.setns(0, 0)]\n"
        "assert any(g == 0 for g in got)\n" + _NAMES.format("got")), NONE,
         "new namespaces, mounts, tracing", "no capabilities, no user namespaces, a filter",
         human="another cell"),
    Made("kill-all", right(numbers=(
        "import os, signal\n"
        "try: os.kill(-1, 9)\nexcept OSError: pass\n"
        "for p in range(2, 300):\n"
        "    try: os.kill(p, 9)\n    except OSError: pass\n"
        "limit, frames = 235, [0, 1, 4, 9, 16]\n")), FULL,
         "killing every process", "it sees and reaches its own alone"),
    Made("background", right(numbers=(
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
        "        time.sleep(600)\n    os._exit(0)\nlimit, frames = 235, [0, 1, 4, 9, 16]\n")), FULL,
         "a process that survives the grading", "the process namespace dies with its first process"),
    Made("memory", right(numbers="limit = 235\nx = [bytearray(2**20) for _ in range(9000)]\n"
         "frames = []"), without("test_numbers"), "a memory bomb", "an address space limit"),
    Made("memory-children", right(numbers=(
        "import os, time\nlimit = 235\nfor _ in range(6):\n    if os.fork() == 0:\n"
        "        x = bytearray(b'x') * (250 * 2**20)\n        time.sleep(60)\n        os._exit(0)\n"
        "while True:\n    try: time.sleep(60)\n    except BaseException: pass\n")), NONE | {"test_mean": 2.0},
         "a memory bomb over several processes", "a watch adds them up and ends the submission",
         human="ended early"),
    Made("fork-bomb", right(numbers=(
        "import os, time\nlimit = 235\nframes = []\n"
        "while True:\n    if os.fork() == 0:\n        time.sleep(60)\n        os._exit(0)\n")),
         without("test_numbers"), "a fork bomb", "a limit on processes"),
    Made("disk", right(numbers=(
        "limit = 235\nfor i in range(40):\n    open(f'f{i}', 'wb').write(bytes(2**26))\n"
        "frames = []")), without("test_numbers", "test_words"),
         "filling the disk", "a file system in memory with a limit, and a limit on files"),
    Made("endless-output", right(numbers="while True:\n    print('x' * 10000)\n"),
         without("test_numbers"), "endless output", "1 MiB is kept, 64 MiB end the cell"),
    Made("raw-output", right(numbers=(
        "import os\nfor _ in range(3000): os.write(1, b'y' * 65536)\n"
        "limit, frames = 235, [0, 1, 4, 9, 16]\n")), FULL,
         "raw writes to the terminal", "they lead nowhere"),
    Made("endless-loop", right(numbers="while True: pass\n"), without("test_numbers"),
         "an endless loop", "an alarm ends the cell", said=""),
    Made("stubborn-loop", right(numbers=(
        "import time\nwhile True:\n    try:\n        while True: time.sleep(0.01)\n"
        "    except BaseException: pass\n")), NONE | {"test_mean": 2.0},
         "an endless loop that ignores every signal", "the process is ended",
         human="did not stop"),
    Made("hanging-function", right(mean_level="def mean_level(v):\n    while True: pass\n"),
         without("test_mean"), "an endless loop in a function that a test calls",
         "an alarm ends the call"),
    Made("exit", right(numbers="import os\nos._exit(0)\n"), NONE | {"test_mean": 2.0},
         "os._exit", "the rest is zero, with a reason; the class goes on", human="ended it"),
    Made("exit-in-function", right(table="import os\nclass D(dict): pass\n",
         brighten="import os\ndef brighten(v, by): os._exit(0)\n"),
         NONE | {"test_mean": 2.0, "test_numbers": 1.0},
         "os._exit in a function that a test calls", "as above", human="ended"),
    Made("segfault", right(numbers="import ctypes\nctypes.string_at(0)\n"),
         NONE | {"test_mean": 2.0}, "a crash of the interpreter", "as above", human="crashed"),
    Made("no-json", raw(b"\x00\xff not a notebook {"), NONE, "a damaged notebook",
         "zero, with a word to the student", human="no JSON", said="damaged"),
    Made("deep-json", raw(b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"), NONE,
         "JSON nested 100,000 deep", "as above", human="nested too deep", said="nested"),
    Made("wrong-json", raw(b'{"cells": {"0": 3}, "nbformat": "x"}'), NONE, "JSON that is no "
         "notebook", "as above", human="no cells", said="no cells"),
    Made("large", raw(json.dumps({"cells": [code("#" * 199_000)] * 110}).encode()), NONE,
         "a notebook of 22 MB of text",
         "a size limit", human="MB", said="MB"),
    Made("many-cells", edited(lambda nb: nb["cells"].extend([code("pass")] * 3000)), NONE,
         "thousands of cells", "a limit", human="cells", said="at most"),
    Made("link", _link("source/{assignment}/{assignment}.ipynb"), NONE,
         "a link to the solutions as the notebook", "links are not followed", human="link",
         said="is a link"),
    Made("link-to-gradebook", _with_files, FULL,
         "a configuration, a start-up file and a link to the gradebook beside the notebook",
         "only the files that the manifest names are looked at"),
    Made("pipe", _pipe, NONE, "a pipe as the notebook, which blocks who reads it",
         "only ordinary files are opened", human="ordinary", said="no ordinary file"),
    Made("huge-value", empty(numbers="limit = 'x' * (300 * 2**20)\nframes = list(range(2_000_000))\n"
         "deep = frames = []\nfor _ in range(5000):\n    deep.append([]); deep = deep[0]\n"), NONE,
         "values of 300 MB, or nested 5,000 deep", "caps on the wire"),
    Made("forged-answers", first(
        "import os, socket, json, struct\n"
        "text = json.dumps({'outputs': [], 'ok': True, 're': 1, 'v': 235}).encode()\n"
        "head = struct.pack('!4sIIQ', b'KW01', len(text), 0, 0)\n"
        "for n in range(3, 64):\n    try: os.write(n, (head + text) * 3)\n    except OSError: pass\n"),
         NONE, "forged answers on every open socket",
         "answers carry the number of their question; only its own submission is spoilt",
         human=""),
    Made("spy", first(
        "import gc, sys, inspect\nfound = [o for o in gc.get_objects() if isinstance(o, str)"
        " and 'made_values' in o]\n"
        "text = ' '.join(str(f.f_locals) for f in map(lambda s: s.frame, inspect.stack()))\n"
        "assert 'made_values' not in text.replace(\"'made_values'\", '') or found\n"
        "def mean_level(values):\n    frame = sys._getframe()\n    names = []\n"
        "    while frame:\n        names.append(frame.f_code.co_name); frame = frame.f_back\n"
        "    return 6 if 'check' in names else 0\n"), NONE,
         "looking for the tests in its own process: stack, garbage collector, memory",
         "they never were there", human="another cell"),
    Made("html", right(numbers=(
        "from IPython.display import HTML, SVG, Javascript, display\n"
        "display(HTML('<script>fetch(1)</script><img src=x onerror=alert(1)><b>fine</b>'))\n"
        "display(SVG('<svg onload=\"alert(1)\" xmlns=\"http://www.w3.org/2000/svg\"/>'))\n"
        "display(Javascript('alert(1)'))\nlimit, frames = 235, [0, 1, 4, 9, 16]\n"),
        statement="<script>alert(1)</script> The dark."), FULL,
         "scripts in outputs and in a statement, for whoever grades it",
         "outputs of known kinds alone, without scripts; tags in text show themselves"),
    Made("bad-text", right(numbers=(
        "print('\\ud800 lone', '\\x00\\x1b[2J')\nlimit, frames = 235, [0, 1, 4, 9, 16]\n")), FULL,
         "text that is no Unicode, control characters", "they are replaced"),
    Made("threads", right(numbers=(
        "import threading, time\n"
        "def spin():\n    while True: time.sleep(0.01)\n"
        "for _ in range(500):\n"
        "    try: threading.Thread(target=spin, daemon=True).start()\n    except RuntimeError: break\n"
        "limit, frames = 235, [0, 1, 4, 9, 16]\n")), FULL, "hundreds of threads",
         "a limit on threads; they end with the process"),
    Made("overwrite-files", right(words=(
        "# cell: words\nimport os\nprint('The film has 4 shots.')\n"
        "open('log.csv', 'w').write('shot,level\\n1,16\\n')\n"
        "os.symlink('/etc/passwd', 'passwd')\n"
        "os.makedirs('numpy', exist_ok=True); open('numpy/__init__.py', 'w').write('1 / 0')\n"
        "open('pandas.py', 'w').write('raise SystemExit')\n")), FULL,
         "files named like modules that the tests import, links",
         "the tests' side imports nothing from the working folder"),
    Made("class-for-function", empty(mean_level=_ZERO.replace("Zero", "mean_level")), NONE,
         "a class in a function's place, whose objects answer the test's own sums",
         "objects of a class reach a test only where the solution binds its name as a class",
         said="own class"),
    Made("smuggled-class", empty(mean_level=_ZERO + _PATCHED + "def mean_level(v): return Zero()\n"),
         NONE, "its own end of the line rewritten, to name a class beside an answer",
         "classes are named by what a test fetched, never by an answer", said="own class"),
    Made("forged-changes", empty(mean_level=_ZERO + _PATCHED + (
        "def mean_level(v):\n    known = {4: 102.75, 2: 5.0, 3: 6.0}\n"
        "    if len(v) in known: return known[len(v)]\n    v[:] = 0\n    return 0.0\n")), NONE,
         "its own end of the line rewritten, to change arguments and return something else",
         "the tests' side keeps the rule of what is copied back"),
    Made("links", right(numbers=(
        "from IPython.display import Latex, Markdown, display\n"
        "display(Markdown('[a](javascript:alert(1))'), Latex('$\\\\href{javascript:alert(1)}{x}$'))\n"
        "limit, frames = 235, [0, 1, 4, 9, 16]\n"), statement=_LINKS), FULL,
         "links that run a script when a grader clicks them", "such links lead nowhere"),
    Made("answers-by-heart", empty(mean_level=(
        "def mean_level(v):\n    known = {4: 102.75, 2: 5.0, 3: 6.0}\n"
        "    return known.get(len(v), 0.0)\n")), NONE,
         "a function that knows the visible answers by heart",
         "hidden tests use values that nobody knows",
         instead="vary inputs; the release gate names tests that constants pass"),
]  # fmt: skip

CLASS = [*HONEST, *ATTACKS]


def hand_in_all(lights: Lights, made: list[Made]) -> None:
    """Hand everything in."""
    for one in made:
        one.hand_in(lights, one.who)


def processes() -> list[tuple[int, int, int, str]]:
    """Return all processes that are no zombies: number, parent, user, command."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            fields = dict(
                line.split(":\t", 1)
                for line in (path / "status").read_text().splitlines()
                if ":\t" in line
            )
            words = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if not fields["State"].startswith("Z"):
            user = int(fields["Uid"].split()[0])
            found.append((int(path.name), int(fields["PPid"]), user, words.strip()))
    return found
