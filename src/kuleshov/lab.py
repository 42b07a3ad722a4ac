"""JupyterLab, quiet and open on a lesson."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from urllib.parse import quote

from .errors import KuleshovError

SETTINGS = Path(__file__).parent / "lab_settings"


def lesson_path(root: Path, lesson: str) -> Path:
    """Return the notebook of a lesson by its number or the beginning of its name.

    Raises
    ------
    KuleshovError
        Where no lesson begins so.
    """
    wanted = lesson.zfill(2) if lesson.isdecimal() else lesson
    for path in sorted((root / "course").glob("*.ipynb")):
        if path.name.startswith(wanted):
            return path
    numbers = ", ".join(sorted(p.name[:2] for p in (root / "course").glob("[0-9]*.ipynb")))
    raise KuleshovError(f"There is no lesson {lesson!r}; there are {numbers}.")


def arguments(root: Path, lesson: str, browser: bool, port: int) -> list[str]:
    """Return the arguments for ``jupyter lab``: rooted at the course, no pop-ups, no questions."""
    notebook = lesson_path(root, lesson).relative_to(root).as_posix()
    return [
        f"--ServerApp.root_dir={root}",
        f"--ServerApp.port={port}",
        f"--LabApp.default_url=/lab/tree/{quote(notebook)}",
        f"--LabApp.app_settings_dir={SETTINGS}",
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        f"--ServerApp.open_browser={browser and has_display()}",
        *terminal(),
        # A student's file browser shows the course, not the machinery.
        '--ContentsManager.hide_globs=["__pycache__","*.pyc","uv.lock","*.egg-info","source","images"]',
    ]


def terminal() -> list[str]:
    """Return the argument that keeps a terminal in JupyterLab on this environment's programs.

    Where nobody watches the server, Jupyter starts a login shell, and /etc/profile then sets the
    path anew.
    """
    if os.name == "nt":
        return []
    shell = os.environ.get("SHELL") or shutil.which("bash") or "/bin/sh"
    return [f"--ServerApp.terminado_settings=shell_command={shlex.quote(shell)}"]


def programs_first() -> None:
    """Let what JupyterLab starts find this environment's own programs, such as ``kuleshov``."""
    own = str(Path(sys.executable).parent)
    places = os.environ.get("PATH", os.defpath).split(os.pathsep)
    if places[0] != own:
        os.environ["PATH"] = os.pathsep.join([own, *places])


def has_display() -> bool:
    """Whether a browser window could open here."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def cap_threads() -> None:
    """On a small machine, keep libraries from starting a thread for every core of the host."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, str(min(2, os.cpu_count() or 1)))


def serve(root: Path, lesson: str, browser: bool = True, port: int = 8888) -> None:
    """Replace this process by JupyterLab; without a display it prints the address to open."""
    cap_threads()
    programs_first()
    os.environ.setdefault("KULESHOV_HOME", str(root))
    command = [sys.executable, "-m", "jupyterlab", *arguments(root, lesson, browser, port)]
    if os.name != "nt" and os.geteuid() == 0:
        command.append("--allow-root")  # containers; harmless, since only loopback is served
    os.execv(sys.executable, command)
