"""Make the project's environment in .venv, and nothing else.

Runs on whatever python3 there is, so it is written in old, plain Python. It finds an
interpreter that the kit supports, brings in uv in a small environment of its own
(.uv), and installs exactly what uv.lock names. Every way in which this can fail ends in
one sentence that says what to do.
"""

import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OLDEST, NEWEST = (3, 11), (3, 13)
UV = "uv>=0.9,<1"
OLDEST_UV = (0, 9)
NEEDED_BYTES = 3 * 10**9  # the environment with its tests, and uv's own cache


def stop(sentence):
    """Say what is wrong and end without a traceback."""
    sys.exit("make env: " + sentence)


def version_of(python):
    """Return (major, minor) of an interpreter, or None where it doesn't answer."""
    try:
        ask = "import sys; print('%d %d' % sys.version_info[:2])"
        said = subprocess.check_output([python, "-c", ask], stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return None
    return tuple(int(part) for part in said.split())


def find_python():
    """Return the path of a supported interpreter: the one running, else one on the PATH."""
    names = ["python3.11", "python3.12", "python3.13", "python3", "python"]
    found = [sys.executable] + [p for p in map(shutil.which, names) if p]
    for python in found:
        version = version_of(python)
        if version and OLDEST <= version <= NEWEST:
            return python
    here = ".".join(str(part) for part in sys.version_info[:3])
    stop(
        "Kuleshov needs Python 3.11, 3.12 or 3.13, and this machine's python3 is %s. "
        "Install one of them, from python.org or your system's packages, and run make again." % here
    )


REASONS = [
    (
        r"ensurepip|No module named '?venv",
        "this Python can't make environments: install its venv module (Debian, Ubuntu: "
        "apt install python3-venv) and run make again.",
    ),
    (
        r"No space left|Disk quota|ENOSPC",
        "the disk is full: the environment needs about 3 GB with its caches.",
    ),
    (
        r"Permission denied|Read-only file system",
        "this folder, or the cache in your home folder, can't be written: %(where)s. Put the "
        "course where you may write, and run make again.",
    ),
    (
        r"dns error|error sending request|[Ff]ailed to establish|NewConnectionError|timed out"
        r"|Connection refused|[Cc]onnect error|Network is unreachable|resolution|from versions: none"
        r"|Failed to fetch",
        "the Python package index could not be reached: check the network and run make again; "
        "it goes on where it stopped.",
    ),
]


def run(command, why, **kwargs):
    """Run a command; where it fails, say why in one sentence, its last words if that is not known."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **kwargs)
    if done.returncode == 0:
        return
    said = done.stdout.decode("utf-8", "replace").strip()
    for pattern, reason in REASONS:
        if re.search(pattern, said):
            stop(reason % {"where": ROOT} if "%(" in reason else reason)
    print(said[-2000:], file=sys.stderr)
    stop(why)


def check_disk():
    """Refuse early where the environment can't fit."""
    free = shutil.disk_usage(ROOT).free
    if free < NEEDED_BYTES and not os.path.isdir(os.path.join(ROOT, ".venv")):
        stop("the disk has %.1f GB free; the environment needs about 3 GB." % (free / 1e9))


def find_uv(python):
    """Return uv: a new enough one on the PATH, or the project's own in .uv, brought in if need be."""
    on_path = shutil.which("uv")
    if on_path and version_of_uv(on_path) >= OLDEST_UV:
        return on_path
    home = os.path.join(ROOT, ".uv")
    folder = "Scripts" if os.name == "nt" else "bin"
    uv = os.path.join(home, folder, "uv.exe" if os.name == "nt" else "uv")
    if version_of_uv(uv) < OLDEST_UV:
        run([python, "-m", "venv", "--clear", home], "the folder .uv could not be made here.")
        own = os.path.join(home, folder, "python")
        pip = [own, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run([*pip, UV], "uv could not be installed.")
    return uv


def version_of_uv(uv):
    """Return (major, minor) of a uv, or (0, 0) where it doesn't answer."""
    try:
        said = subprocess.check_output([uv, "--version"], stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return (0, 0)
    found = re.search(r"(\d+)\.(\d+)", said.decode("utf-8", "replace"))
    return (int(found.group(1)), int(found.group(2))) if found else (0, 0)


def main(arguments):
    """Make .venv from the lock; ``--no-dev`` leaves out what only tests need."""
    python = find_python()
    check_disk()
    uv = find_uv(python)
    environment = dict(
        os.environ,
        UV_PROJECT_ENVIRONMENT=os.path.join(ROOT, ".venv"),
        UV_PYTHON_DOWNLOADS="never",  # find_python has found one that fits
    )
    environment.pop("VIRTUAL_ENV", None)
    command = [uv, "sync", "--quiet", "--frozen", "--python", python, "--inexact"] + arguments
    run(command, "the packages of uv.lock could not be installed.", cwd=ROOT, env=environment)
    print("make env: ready in %s" % os.path.join(ROOT, ".venv"))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        stop("stopped; run make again, and it goes on where it was.")
