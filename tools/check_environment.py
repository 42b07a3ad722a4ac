"""Install environment.yml's pins with pip into a clean environment, and run lesson 00 there.

What Binder does, without Binder: run it before a release and whenever the lock changes.

    python3.11 tools/check_environment.py            # about five minutes, 500 MB of packages
    python3.11 tools/check_environment.py --keep DIR # leave the environment in DIR

Clips are fetched as postBuild does it; with ``KULESHOV_MIRROR`` they come from there. Afterwards
the network is taken away from the lesson by naming a mirror that isn't there.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LESSON = "00-a-film-in-ten-minutes"
RUN = """
import sys, nbformat
from nbclient import NotebookClient
book = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(book, timeout=300, resources={"metadata": {"path": sys.argv[2]}}).execute()
said = [o.text for c in book.cells for o in c.get("outputs", []) if o.get("name") == "stderr"]
sys.exit("the lesson wrote to stderr: " + said[0] if said else 0)
"""


def pins() -> list[str]:
    """Return what stands under ``pip:`` in environment.yml."""
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    return re.findall(r"^      - (\S+==\S+)$", text, re.M)


def python() -> str:
    """Return the interpreter that environment.yml names."""
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    wanted = re.search(r"- python=(\d+\.\d+)$", text, re.M)
    if wanted is None:
        sys.exit("check_environment: environment.yml names no Python.")
    if wanted[1] == ".".join(map(str, sys.version_info[:2])):
        return sys.executable
    found = shutil.which(f"python{wanted[1]}")
    if found is None:
        sys.exit(f"check_environment: environment.yml wants Python {wanted[1]}; it is not here.")
    return found


def do(what: str, command: list[str], **kwargs: object) -> None:
    """Run a command, say how long it took, and stop where it fails."""
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, **kwargs)  # type: ignore[call-overload]
    seconds = time.monotonic() - start
    print(f"{'failed' if done.returncode else 'done':>6}  {seconds:6.1f} s  {what}", flush=True)
    if done.returncode:
        sys.exit((done.stdout + done.stderr)[-3000:])


def prove(folder: Path) -> None:
    """Make the environment in a folder and run the lesson in it, on a copy of what git tracks."""
    home, copy, env = folder / "home", folder / "course", folder / "env"
    home.mkdir()
    do("copy the course", ["git", "clone", "--quiet", "--depth", "1", ROOT.as_uri(), str(copy)])
    do("make a clean environment", [python(), "-m", "venv", str(env)])
    quiet = {k: v for k, v in os.environ.items() if not k.startswith(("KULESHOV", "VIRTUAL_ENV"))}
    quiet |= {"HOME": str(home), "PATH": f"{env / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    here = str(env / "bin" / "python")
    pip = [here, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    do(f"install {len(pins())} pins", [*pip, *pins()], env=quiet)
    do("see that they agree", [here, "-m", "pip", "check"], env=quiet)
    mirror = os.environ.get("KULESHOV_MIRROR")
    with_mirror = quiet | ({"KULESHOV_MIRROR": mirror} if mirror else {})
    do("run postBuild", ["bash", "postBuild"], cwd=copy, env=with_mirror)
    offline = quiet | {"KULESHOV_MIRROR": "http://127.0.0.1:9"}
    lesson = [str(copy / "course" / f"{LESSON}.ipynb"), str(copy / "course")]
    do("run lesson 00", [here, "-c", RUN, *lesson], cwd=copy, env=offline)


def main() -> None:
    """Prove environment.yml in a temporary folder, or in the one that --keep names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", type=Path, help="an empty folder to leave everything in")
    keep = parser.parse_args().keep
    if keep is not None:
        keep.mkdir(parents=True)
        prove(keep.resolve())
    else:
        with tempfile.TemporaryDirectory(prefix="kuleshov-environment-") as folder:
            prove(Path(folder))
    print("environment.yml holds: lesson 00 runs on its pins alone.")


if __name__ == "__main__":
    main()
