"""Lint and test the browser's half of the rooms; say so where this machine has no Node.js."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
INSTALLED = ROOT / "node_modules" / ".package-lock.json"


def main() -> None:
    """Install what the lock names if it isn't there, then lint, then test."""
    if not (shutil.which("npm") and shutil.which("node")):
        said = (
            "not run: the JavaScript tests, for there is no npm on the PATH (Node.js 20 or later)"
        )
        sys.exit(said) if os.environ.get("KULESHOV_REQUIRE") == "all" else print(said)
        return
    steps = [["npm", "run", "--silent", "lint"], ["npm", "test", "--silent"]]
    lock = ROOT / "package-lock.json"
    if not INSTALLED.exists() or INSTALLED.stat().st_mtime < lock.stat().st_mtime:
        steps.insert(0, ["npm", "ci", "--silent", "--no-audit", "--no-fund"])
    for step in steps:
        if subprocess.run(step, cwd=ROOT).returncode:
            sys.exit(f"failed: {' '.join(step)}")


main()
