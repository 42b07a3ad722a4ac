"""environment.yml for conda and Binder, its pins taken from uv.lock."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from packaging.requirements import Requirement

from ..errors import KuleshovError

PYTHON = "3.11"
_HEAD = """\
# Made from uv.lock by `make build`; change pyproject.toml and the lock, not this file.
# conda users: conda env create && conda activate kuleshov && pip install --no-deps -e .
# python is named exactly so: a range makes Binder choose another base image.
name: kuleshov
channels:
  - conda-forge
  - nodefaults
dependencies:
  - python={python}
  - pip
  - pip:
"""


def pins(root: Path) -> list[str]:
    """Return what the lock gives students on Linux with Python 3.11, as ``name==version``."""
    command = [_uv(root), "export", "--frozen", "--no-dev", "--no-hashes", "--no-emit-project"]
    command += ["--no-header", "--no-annotate", "--quiet"]
    environment = {k: v for k, v in os.environ.items() if k != "VIRTUAL_ENV"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise KuleshovError(f"uv could not read the lock: {done.stderr.strip()[-300:]}")
    where = {
        "python_version": PYTHON,
        "python_full_version": f"{PYTHON}.0",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": "x86_64",
        "os_name": "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }
    found = []
    for line in done.stdout.splitlines():
        wanted = Requirement(line)
        if wanted.marker is None or wanted.marker.evaluate(where):
            found.append(f"{wanted.name}{wanted.specifier}")
    return found


def environment_yml(root: Path) -> bytes:
    """Return the bytes of environment.yml."""
    lines = "".join(f"      - {pin}\n" for pin in pins(root))
    return (_HEAD.format(python=PYTHON) + lines).encode()


def _uv(root: Path) -> str:
    """Return the uv of this checkout, of the one that this environment was made in, or the PATH's."""
    for home in (root, Path(sys.prefix).parent):
        if (own := home / ".uv" / "bin" / "uv").exists():
            return str(own)
    if found := shutil.which("uv"):
        return found
    raise KuleshovError("uv is not here; `make env` brings it in.")
