"""Benchmarks are run by hand, and seldom: here only whether they could be, and what they kept."""

import json
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(p.stem for p in (ROOT / "benchmarks").glob("[a-z]*.py"))


@pytest.fixture(params=MODULES)
def benchmark(request, monkeypatch):
    """A benchmark's module, imported as `python -m benchmarks.NAME` does."""
    monkeypatch.setattr(sys, "path", [str(ROOT), *sys.path])
    return import_module(f"benchmarks.{request.param}")


def test_every_path_that_a_benchmark_names_is_there(benchmark):
    named = {name: path for name, path in vars(benchmark).items() if isinstance(path, Path)}
    lost = [f"{name} = {path}" for name, path in named.items() if not path.exists()]
    assert not lost


def test_the_figures_of_lessons_are_those_of_the_courses_lessons_and_keep_the_promise():
    kept = json.loads((ROOT / "benchmarks" / "results" / "lessons.json").read_text("utf-8"))
    there = sorted(path.stem for path in (ROOT / "course" / "source").glob("*.py"))
    assert [row["lesson"] for row in kept["lessons"]] == there
    assert all(row["peak_mib"] <= 1024 for row in kept["lessons"])
