"""Four shorts that were handed in, made once."""

import shutil
from pathlib import Path

import pytest
from made import small_shorts as shorts

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def four_shorts(tmp_path_factory):
    """A course and four hand-ins."""
    home = tmp_path_factory.mktemp("shorts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KULESHOV_HOME", str(ROOT))
        patch.setenv("KULESHOV_STUDIO", str(home / "studio"))
        own = shorts.make_course(home / "course")
        for number, (student, (title, author)) in enumerate(shorts.PEOPLE.items()):
            shorts.hand_in(own, student, shorts.make_film(home, number, title, author), title)
    return home / "course"


@pytest.fixture
def own(four_shorts, tmp_path, monkeypatch):
    """The class's folder, a copy that a test may change."""
    monkeypatch.setenv("KULESHOV_HOME", str(ROOT))
    shutil.copytree(four_shorts, tmp_path / "course")
    return tmp_path / "course" / "grading" / "class"
