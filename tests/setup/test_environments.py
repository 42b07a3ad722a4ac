"""What students get: the same pins everywhere, nothing of the tests, and a start that is quick."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from kuleshov.authoring.environment import pins

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def environment():
    """environment.yml, as conda and Binder read it."""
    return yaml.safe_load((ROOT / "environment.yml").read_text())


@pytest.fixture(scope="module")
def pinned(environment):
    """Name to version of everything under ``pip:``."""
    under_pip = next(d["pip"] for d in environment["dependencies"] if isinstance(d, dict))
    return dict(pin.split("==") for pin in under_pip)


def test_the_pins_are_the_locks(pinned):
    assert [f"{name}=={version}" for name, version in pinned.items()] == pins(ROOT)


def test_binder_reads_it_as_it_must_be_written(environment):
    assert environment["name"] == "kuleshov"
    assert environment["dependencies"][0] == "python=3.11", "a range takes another base image"
    text = (ROOT / "environment.yml").read_text()
    entries = [line.strip() for line in text.splitlines() if line.strip().startswith("- ")]
    assert not [e for e in entries if e.startswith(("- -r", "- -e"))], "they spoil Binder's cache"
    assert not (ROOT / "binder").exists(), "that folder would hide environment.yml from Binder"


def test_students_get_no_test_tools_and_what_the_lessons_stand_on(pinned):
    for tool in ("pytest", "playwright", "hypothesis", "mypy", "ruff"):
        assert tool not in pinned
    assert "opencv-python-headless" in pinned and "opencv-python" not in pinned
    assert int(pinned["pillow"].split(".")[0]) < 12, "moviepy 2.2.1 needs it"
    assert tuple(map(int, pinned["jsonschema"].split(".")[:2])) < (4, 25), "a second at each start"


def test_what_is_committed_names_no_index_but_the_public_one():
    found = set(re.findall(r"https?://[^/\"]+", (ROOT / "uv.lock").read_text()))
    assert found <= {"https://pypi.org", "https://files.pythonhosted.org"}


def test_importing_the_kit_loads_nothing_heavy():
    heavy = ["cv2", "scipy", "moviepy", "pandas", "matplotlib", "nbgrader", "opentimelineio"]
    script = f"import sys, kuleshov; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


# postBuild, with stand-ins for the programs that it calls


@pytest.fixture
def binder(tmp_path):
    """Run postBuild in a checkout where python, pip and kuleshov only write down what they do."""
    checkout, programs = tmp_path / "checkout", tmp_path / "bin"
    for folder in (checkout / "course", checkout / "src/kuleshov/lab_settings", programs):
        folder.mkdir(parents=True)
    shutil.copy(ROOT / "postBuild", checkout)
    (checkout / "src/kuleshov/lab_settings/overrides.json").write_text("{}")
    for lesson in ("00-a", "01-b"):
        (checkout / "course" / f"{lesson}.ipynb").write_text("{}")

    def run(failing="nothing"):
        for name in ("python", "kuleshov"):
            script = f'echo "{name} $*" >> {tmp_path}/done\n'
            script += f'case "{name} $*" in *{failing}*) exit 1;; *prefix*) echo {tmp_path};; esac'
            (programs / name).write_text(f"#!/bin/sh\n{script}\n")
            (programs / name).chmod(0o755)
        path = f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin"
        done = subprocess.run(
            ["bash", "postBuild"], cwd=checkout, env={"PATH": path}, capture_output=True, text=True
        )
        return done.returncode, (tmp_path / "done").read_text(), done.stderr

    return run


def test_binder_gets_the_kit_without_its_needs_and_every_lessons_clips(binder, tmp_path):
    code, done, _ = binder()
    assert code == 0
    assert "pip install --quiet --no-cache-dir --no-deps ." in done
    # --go-on: a clip that its host lost makes no image unusable
    fetched = [f"kuleshov fetch --go-on lesson-0{n}\n" for n in (0, 1)]
    assert "".join(fetched) + "kuleshov doctor\n" in done
    assert (tmp_path / "share/jupyter/lab/settings/overrides.json").is_file()


@pytest.mark.parametrize(
    ("failing", "step"),
    [
        ("install", "installing the kit"),
        ("lesson-01", "fetching what lesson 01 shows"),
        ("doctor", "looking at what works here"),
    ],
)
def test_binder_fails_loudly_where_a_step_fails(binder, failing, step):
    code, _, err = binder(failing)
    assert code != 0
    assert f"failed while {step}" in err


def test_postbuild_can_be_run():
    assert os.access(ROOT / "postBuild", os.X_OK)


# What only some machines have; a command that needs one says so.
EXTRAS = {"c2pa", "cryptography", "distributed", "psycopg", "pyarrow", "jupyterhub", "torch"}


def test_what_the_kit_imports_is_in_a_students_environment(pinned):
    """Tests run where all of their own tools are; a student's and an instructor's kernel does not."""
    from importlib.metadata import packages_distributions

    known = packages_distributions()
    lacking = {}
    for file in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level and node.module:
                names = [node.module]
            for name in {name.split(".")[0] for name in names} - {"kuleshov"}:
                if name in sys.stdlib_module_names or name in EXTRAS:
                    continue
                given = {canonical(one) for one in known.get(name, [])}
                if not given & set(pinned):
                    lacking.setdefault(name, file.name)
    assert lacking == {}


def canonical(name):
    """Return a distribution's name as indexes write it."""
    return re.sub(r"[-_.]+", "-", name).lower()
