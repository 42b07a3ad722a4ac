"""A small bin of stand-in takes, and a studio of one's own."""

import pytest
from made import make_take

import kuleshov as ku


@pytest.fixture(scope="session")
def takes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bin")
    for name in ("4A-1", "5A-1", "1A-1"):
        make_take(folder / f"{name}.mp4", name=name)
    return folder


@pytest.fixture
def rushes(takes, tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return ku.rushes(takes)


class Browser:
    """Speaks to a room as a browser does, and keeps what it hears."""

    def __init__(self, room, name="b"):
        self.room, self.name, self.heard, self.count = room, name, [], 0
        room.send = lambda content, buffers=None: self.heard.append((content, buffers))

    def do(self, name, id=None, **args):
        self.count += 1
        message = {"v": 1, "id": id or f"{self.name}-{self.count}", "do": name, "args": args}
        self.room._arrived(self.room, message, [])
        return self.heard[-1][0] if self.heard else None


@pytest.fixture
def browser(rushes):
    cut = ku.Cut("by hand", rushes=rushes).add("4A-1", "24f", "72f").add("5A-1", "24f", "96f")
    return Browser(ku.cutting_room(rushes, cut))
