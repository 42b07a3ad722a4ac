"""A home, a studio and a cache of its own for each test of the library."""

from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty course folder; the studio and the cache lie in it, far from the real ones."""
    place = tmp_path / "home"
    for folder in ("course", "datasets/rushes", "studio", "cache"):
        (place / folder).mkdir(parents=True)
    monkeypatch.setenv("KULESHOV_HOME", str(place))
    monkeypatch.setenv("KULESHOV_STUDIO", str(place / "studio"))
    monkeypatch.setenv("KULESHOV_CACHE", str(place / "cache"))
    monkeypatch.delenv("KULESHOV_MIRROR", raising=False)
    return place
