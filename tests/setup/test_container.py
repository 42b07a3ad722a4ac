"""The container's steps are the ones that are tried here: the same script, the same environment."""

import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_what_the_container_copies_and_calls_is_there():
    text = (ROOT / "grading" / "Containerfile").read_text()
    called = re.findall(r"(?:bash|python3) (tools/\S+)", text)
    assert called == ["tools/install_debian.sh", "tools/make_env.py"]
    assert all((ROOT / path).is_file() for path in called)
    for option in re.search(r"make_env.py (.*)", text)[1].split():
        assert option in ("--no-dev", "--extra", "cluster")


def installed(purpose, tmp_path, *present):
    """Run the script where only some programs are on the PATH; return what it would install."""
    for name in ("bash", "ls", "env", *present):
        (tmp_path / name).symlink_to(shutil.which(name) or "/bin/true")
    log = tmp_path / "asked"
    apt = tmp_path / "apt-get"
    apt.write_text(f'#!/bin/bash\necho "$@" >> {log}\n')
    apt.chmod(0o755)
    script = ROOT / "tools" / "install_debian.sh"
    environment = {"PATH": str(tmp_path), "HOME": str(tmp_path)}
    subprocess.run([shutil.which("bash"), str(script), purpose], env=environment, check=True)
    return log.read_text() if log.exists() else ""


def test_a_machine_that_has_everything_installs_nothing(tmp_path):
    there = ("bwrap", "chromium", "npm", "espeak-ng", "exiftool", "postgres")
    assert installed("test", tmp_path, *there) == ""


def test_a_bare_machine_installs_what_its_purpose_wants(tmp_path):
    asked = installed("grade", tmp_path)
    assert "bubblewrap" in asked and "make" in asked and "chromium" not in asked


def test_tests_want_more(tmp_path):
    asked = installed("test", tmp_path, "postgres")
    for package in (
        "bubblewrap",
        "chromium",
        "nodejs",
        "npm",
        "espeak-ng",
        "libimage-exiftool-perl",
    ):
        assert package in asked
    assert os.access(ROOT / "tools" / "install_debian.sh", os.X_OK)
