"""Where things lie: another studio for a while, and for nobody else."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from kuleshov.folders import studio, studio_at


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "own"))
    return tmp_path / "own"


def test_another_studio_lasts_as_long_as_its_block_however_that_ends(own, tmp_path):
    with pytest.raises(ZeroDivisionError), studio_at(tmp_path / "other"):
        assert studio() == tmp_path / "other" and studio().is_dir()
        raise ZeroDivisionError
    assert studio() == own


def test_studios_lie_within_each_other(own, tmp_path):
    with studio_at(tmp_path / "other"):
        with studio_at(tmp_path / "third"):
            assert studio() == tmp_path / "third"
        assert studio() == tmp_path / "other"


def test_who_works_beside_it_keeps_their_own_studio(own, tmp_path):
    with ThreadPoolExecutor(1) as beside, studio_at(tmp_path / "other"):
        assert beside.submit(studio).result() == own
