"""`make env` on machines that lack something: one sentence says what."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lacking import lacking

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path):
    """A checkout with nothing made in it yet, and an empty home."""
    root = tmp_path / "kuleshov"
    (root / "tools").mkdir(parents=True)
    (tmp_path / "home").mkdir()
    shutil.copy(ROOT / "tools" / "make_env.py", root / "tools")
    for name in ("Makefile", "uv.lock", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, root)
    return root


def make(checkout, path="", **environment):
    """Run `make env` with little on the PATH; return the one line that it says."""
    bin_ = checkout.parent / "bin"
    bin_.mkdir()
    (bin_ / "python3").symlink_to(sys._base_executable)
    for name in ("make", "sh", "touch"):
        (bin_ / name).symlink_to(shutil.which(name))
    clean = {
        "PATH": f"{bin_}{os.pathsep}{path}",
        "HOME": str(checkout.parent / "home"),
        **environment,
    }
    done = subprocess.run(["make", "env"], cwd=checkout, env=clean, capture_output=True, text=True)
    assert done.returncode != 0
    said = [line for line in done.stderr.splitlines() if not line.startswith("make: ")]
    assert len(said) == 1, done.stderr
    assert not (checkout / ".venv" / ".students").exists()
    return said[0]


def module(checkout):
    """Load the checkout's make_env.py, to put it on another machine than this one."""
    spec = importlib.util.spec_from_file_location("make_env", checkout / "tools" / "make_env.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def program(folder, name, script):
    """Write a program that stands in for a real one."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_without_a_network_the_index_could_not_be_reached(checkout):
    nowhere = "http://127.0.0.1:9"
    offline = {
        "PIP_INDEX_URL": f"{nowhere}/simple",
        "PIP_RETRIES": "0",
        "PIP_CONFIG_FILE": os.devnull,
    }
    said = make(checkout, **offline)
    assert said.startswith("make env: the Python package index could not be reached")
    assert "No matching distribution found for uv" in (checkout / ".uv" / "said.txt").read_text()


def test_without_a_network_but_with_uv_the_same_is_said(checkout, tmp_path):
    own = ROOT / ".uv" / "bin" / "uv"  # where none is on the PATH, `make env` brings this one
    uv = shutil.which("uv") or (own if own.exists() else lacking("uv was not found on the PATH"))
    (tmp_path / "uv-only").mkdir()
    (tmp_path / "uv-only" / "uv").symlink_to(uv)
    proxy = dict.fromkeys(("ALL_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    said = make(checkout, path=str(tmp_path / "uv-only"), **proxy, UV_HTTP_RETRIES="0")
    assert "index could not be reached" in said
    assert not (checkout / ".uv" / "bin").exists(), "it was uv that did not reach it"


def test_without_the_venv_module_its_package_is_named(checkout):
    shadow = checkout.parent / "shadow"
    shadow.mkdir()
    (shadow / "venv.py").write_text("raise ModuleNotFoundError(\"No module named 'venv'\")\n")
    assert "python3-venv" in make(checkout, PYTHONPATH=str(shadow))


def test_on_a_full_disk_the_room_it_needs_is_named(checkout, monkeypatch, capsys):
    made = module(checkout)
    monkeypatch.setattr(made.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 4e8))
    with pytest.raises(SystemExit, match=r"the disk has 0\.4 GB free; .* about 2 GB"):
        made.main([])


def test_on_another_python_the_ones_that_fit_are_named(checkout, monkeypatch):
    made = module(checkout)
    monkeypatch.setattr(made, "version_of", lambda *_: (3, 14))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11, 3\.12 or 3\.13, and this machine's"):
        made.main([])


def test_a_python_that_fits_is_found_behind_one_that_does_not(checkout, monkeypatch, tmp_path):
    made = module(checkout)
    program(tmp_path / "other", "python3.12", "echo 3.12")
    monkeypatch.setattr(
        made.sys, "executable", str(program(tmp_path / "old", "python3", "echo 3.9"))
    )
    monkeypatch.setenv("PATH", str(tmp_path / "other"))
    assert made.find_python() == str(tmp_path / "other" / "python3.12")


def test_an_old_or_broken_uv_on_the_path_is_not_trusted(checkout, monkeypatch, tmp_path):
    made = module(checkout)
    (checkout / ".uv").mkdir()
    own = program(checkout / ".uv" / "bin", "uv", "echo uv 0.9.1")
    for words in ("echo uv 0.4.30", "echo 'pyenv: uv: command not found' >&2; exit 127"):
        program(tmp_path / "path", "uv", words)
        monkeypatch.setenv("PATH", f"{tmp_path / 'path'}:/bin:/usr/bin")
        assert made.find_uv(sys.executable) == own


@pytest.mark.parametrize(
    ("installer", "sentence"),
    [
        ("Error: [Errno 28] No space left on device", "the disk is full"),
        ("failed to write to file: No space left on device (os error 28)", "the disk is full"),
        ("error: failed to create directory: Permission denied (os error 13)", "can't be written"),
        ("ensurepip is not\navailable. On Debian/Ubuntu systems", "python3-venv"),
        ("invalid peer certificate: UnknownIssuer", "certificate is not trusted"),
        ("ERROR: Could not find a version that satisfies uv (from versions: none)", "reached"),
        ("error: Request failed after 3 retries\n  Caused by: dns error", "reached"),
    ],
)
def test_what_installers_say_becomes_one_sentence(checkout, tmp_path, installer, sentence):
    made = module(checkout)
    said = tmp_path / "said"
    said.write_text(installer)
    command = [sys.executable, "-c", f"print(open({str(said)!r}).read()); raise SystemExit(1)"]
    with pytest.raises(SystemExit, match=sentence):
        made.run(command, "something else")
    assert (checkout / ".uv" / "said.txt").read_text().strip() == installer


def test_what_nobody_foresaw_is_shown_before_the_sentence(checkout, capsys):
    made = module(checkout)
    with pytest.raises(SystemExit, match="uv could not be installed"):
        made.run(
            [sys.executable, "-c", "raise SystemExit('a new thing')"], "uv could not be installed."
        )
    assert "a new thing" in capsys.readouterr().err
