"""A bin of stand-in takes, made once."""

import pytest
from made import make_take

from kuleshov.media import Clip


@pytest.fixture(scope="session")
def bin_(tmp_path_factory):
    """Three takes of ten seconds, and one without sound at another size and rate."""
    folder = tmp_path_factory.mktemp("bin")
    takes = {}
    for name in ("1A-1", "2A-1", "4A-1"):
        takes[name] = Clip(make_take(folder / f"{name}.mp4", name=name, frames=240))
    silent = make_take(
        folder / "mute.mp4", name="mute", frames=80, rate=16, size=(240, 240), sound=False
    )
    takes["mute"] = Clip(silent)
    return takes


@pytest.fixture(autouse=True)
def own_studio(tmp_path, monkeypatch):
    """Keep every test's studio and cache to its own folder."""
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path / "cache"))
