"""A class's names and marks are never one `git add .` from a public repository."""

import subprocess

import pytest

from kuleshov.grading.gradebook import database


@pytest.fixture
def course(tmp_path, monkeypatch):
    root = tmp_path / "course"
    root.mkdir()
    monkeypatch.setattr(database, "course_root", lambda: root)
    return root


@pytest.mark.parametrize("place", ["grading/class", "autumn", "deep/down/there"])
def test_all_of_a_class_is_ignored_wherever_it_lies_in_the_course(course, monkeypatch, place):
    subprocess.run(["git", "init", "-q", course], check=True)
    monkeypatch.setenv("KULESHOV_CLASS", str(course / place))
    folder = database.class_folder()
    (folder / "submitted" / "ada").mkdir(parents=True)
    (folder / "submitted" / "ada" / "a1.ipynb").write_text("{}")
    seen = subprocess.run(
        ["git", "-C", course, "status", "--porcelain", "-uall"], capture_output=True, text=True, check=True
    )  # fmt: skip
    assert seen.stdout == ""


def test_a_folder_of_ones_own_elsewhere_is_left_as_it_is(course, tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_CLASS", str(tmp_path / "teaching"))
    assert list(database.class_folder().iterdir()) == []
    own = course / "mine"
    own.mkdir()
    (own / ".gitignore").write_text("only this")
    database.keep_private(own)
    assert (own / ".gitignore").read_text() == "only this"
    (course / "grading").mkdir()
    (course / "grading" / "nbgrader_config.py").write_text("")
    database.keep_private(course / "grading")
    database.keep_private(course)
    assert not (course / "grading" / ".gitignore").exists() and not (course / ".gitignore").exists()
