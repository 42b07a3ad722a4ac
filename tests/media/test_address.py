"""A film by its address is downloaded once."""

from pathlib import Path

import pytest
from made import make_take, read_barcode
from server import serve

from kuleshov.media import Clip, MediaError


def test_an_address_is_fetched_once_and_is_a_clip_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path / "cache"))
    (tmp_path / "site").mkdir()
    make_take(tmp_path / "site" / "take.mp4", frames=6)
    with serve(tmp_path / "site") as server:
        clip = Clip(f"{server.url}/take.mp4")
        assert read_barcode(clip[5])[1] == 5
        assert clip.name == "take"
        asked = len(server.asked)
        assert Clip(f"{server.url}/take.mp4") == clip
        assert len(server.asked) == asked
        with pytest.raises(MediaError, match=r"gave no film \(answer 404\)"):
            Clip(f"{server.url}/none.mp4")
    with pytest.raises(MediaError, match="can't be reached from here"):
        Clip(f"{server.url}/other.mp4")
