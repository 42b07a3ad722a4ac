"""What a test asks of a film in plain nbgrader, where everything runs in one kernel."""

import shutil

import pytest
from made.short import TITLE, make_short

import kuleshov as ku
from kuleshov.criticism import Brief
from kuleshov.errors import KuleshovError
from kuleshov.grading import student


@pytest.fixture(scope="module")
def handed(tmp_path_factory):
    return make_short(tmp_path_factory.mktemp("author"), own=False)


def test_a_film_is_found_where_it_is_asked_for_or_by_its_name(handed, tmp_path, monkeypatch):
    folder, text = handed
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    cut = ku.Cut.from_text(text, ku.rushes("understudy"))
    asked = Brief(seconds=(3.0, 10.0), programme=TITLE)
    with pytest.raises(ku.MediaError, match=r"short\.mp4 was not found"):
        student.delivery("short/short.mp4", cut, asked)
    shutil.copytree(folder, tmp_path / "flat" / "deep")
    monkeypatch.chdir(tmp_path / "flat" / "deep")
    found = student.delivery("short/short.mp4", cut, asked)
    assert found.complete and len(found) == 14, repr(found)
    shutil.copytree(folder, "short")
    (tmp_path / "flat" / "deep" / "short" / "consent.txt").unlink()
    found = student.delivery("short/short.mp4", cut, asked)
    assert [one.name for one in found.open] == ["consent"], (
        "the one where it is asked for comes first"
    )


def test_what_is_no_edit_is_said(handed):
    with pytest.raises(KuleshovError, match="type int and no edit: give a Cut"):
        student.delivery(str(handed[0] / "short.mp4"), 0)
