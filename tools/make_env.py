"""Make the project's environment in .venv, and nothing else.

Runs on whatever python3 there is, back to 3.6, so it is written in old, plain Python. It finds
an interpreter that the kit supports, brings in uv in a small environment of its own (.uv), and
installs exactly what uv.lock names. Every known way in which this can fail ends in one sentence
that says what to do; an unknown one shows the installer's last words before it.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 13)
UV = "uv>=0.9,<1"
OLDEST_UV = (0, 9)
NEEDED_BYTES = 2 * 10**9  # 1 GB for students, 1.3 GB with the tests, and room to unpack it

REASONS = [
    (
        r"ensurepip|No module named '?venv",
        "this Python can't make environments: install its venv module (Debian, Ubuntu: "
        "apt install python3-venv) and run make again.",
    ),
    (
        r"No space left|[Dd]isk quota|os error 28",
        "the disk is full: the environment needs about 2 GB with its caches.",
    ),
    (
        r"Permission denied|Read-only file system",
        "the course's folder, or the cache in your home folder, can't be written: put the course "
        "where you may write, or set UV_CACHE_DIR to such a folder, and run make again.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|UnknownIssuer|invalid peer certificate",
        "the network's certificate is not trusted here: if your school or company inspects "
        "traffic, set SSL_CERT_FILE to its certificates, and run make again.",
    ),
    (
        r"dns error|error sending request|[Ff]ailed to establish|NewConnectionError|timed out"
        r"|Connection refused|[Cc]onnect error|Network is unreachable|from versions: none"
        r"|Failed to fetch|Failed to download",
        "the Python package index could not be reached: check the network and run make again; "
        "it goes on where it stopped.",
    ),
]


def stop(sentence):
    """Say what is wrong and end without a traceback."""
    sys.exit("make env: " + sentence)


def version_of(program, *question):
    """Return (major, minor) of what a program prints about itself, (0, 0) where it doesn't."""
    try:
        said = subprocess.check_output([str(program), *question], stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return (0, 0)
    found = re.search(r"(\d+)\.(\d+)", said.decode("utf-8", "replace"))
    return (int(found.group(1)), int(found.group(2))) if found else (0, 0)


def find_python():
    """Return the path of a supported interpreter: the one running, else one on the PATH."""
    names = ["python3.11", "python3.12", "python3.13", "python3", "python"]
    candidates = [sys.executable] + [p for p in map(shutil.which, names) if p]
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    python = next((p for p in candidates if OLDEST <= version_of(p, "-c", ask) <= NEWEST), None)
    if python is None:
        here = ".".join(map(str, sys.version_info[:3]))
        stop(
            f"Kuleshov needs Python 3.11, 3.12 or 3.13, and this machine's python3 is {here}. "
            "Install one of them, from python.org or your system's packages, and run make again."
        )
    return python


def run(command, why, **kwargs):
    """Run a command; where it fails, say why in one sentence."""
    pipe = subprocess.PIPE
    done = subprocess.run([*map(str, command)], stdout=pipe, stderr=subprocess.STDOUT, **kwargs)
    if done.returncode == 0:
        return
    said = done.stdout.decode("utf-8", "replace").strip()
    for pattern, reason in REASONS:
        if re.search(pattern, said):
            stop(reason + keep(said))
    print(said[-2000:], file=sys.stderr)
    stop(why)


def keep(said):
    """Keep an installer's own words where somebody who wants them finds them; return the place."""
    place = ROOT / ".uv" / "said.txt"
    try:
        place.parent.mkdir(exist_ok=True)
        place.write_text(said + "\n", encoding="utf-8")
    except OSError:
        return ""
    return f" (What the installer said is kept in {place.relative_to(ROOT)}.)"


def check_disk():
    """Refuse early where the environment can't fit."""
    free = shutil.disk_usage(str(ROOT)).free
    if free < NEEDED_BYTES and not (ROOT / ".venv").is_dir():
        stop(f"the disk has {free / 1e9:.1f} GB free; the environment needs about 2 GB.")


def find_uv(python):
    """Return uv: a new enough one on the PATH, or the project's own in .uv, made if need be."""
    on_path = shutil.which("uv")
    if on_path and version_of(on_path, "--version") >= OLDEST_UV:
        return on_path
    home = ROOT / ".uv"
    uv = home / ("Scripts/uv.exe" if os.name == "nt" else "bin/uv")
    if version_of(uv, "--version") < OLDEST_UV:
        run([python, "-m", "venv", "--clear", home], "the folder .uv could not be made here.")
        pip = [uv.with_name("python"), "-m", "pip", "--disable-pip-version-check"]
        run([*pip, "install", "--quiet", UV], "uv could not be installed.")
    return uv


def main(arguments):
    """Make .venv from the lock; ``--no-dev`` leaves out what only tests need."""
    python = find_python()
    check_disk()
    uv = find_uv(python)
    environment = dict(
        os.environ,
        UV_PROJECT_ENVIRONMENT=str(ROOT / ".venv"),
        UV_PYTHON_DOWNLOADS="never",  # find_python has found one that fits
    )
    environment.pop("VIRTUAL_ENV", None)
    command = [uv, "sync", "--quiet", "--frozen", "--python", python, "--inexact", *arguments]
    run(command, "the packages of uv.lock could not be installed.", cwd=str(ROOT), env=environment)
    print(f"make env: ready in {ROOT / '.venv'}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        stop("stopped; run make again, and it goes on where it was.")
