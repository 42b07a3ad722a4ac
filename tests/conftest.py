"""What every test may ask for: stand-in takes, the real clips, a browser."""

import os
import shutil
from pathlib import Path

import pytest
from lacking import lacking


@pytest.fixture(scope="session")
def test_data() -> Path:
    """Return the folder that holds ``clips/``: the real clips, which are not committed."""
    named = os.environ.get("KULESHOV_TEST_DATA")
    if not named or not (Path(named) / "clips" / "files").is_dir():
        lacking("KULESHOV_TEST_DATA names no folder with the real clips in clips/files")
    return Path(str(named))


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium that a test may drive."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        found = shutil.which(name)
        if found:
            return found
    lacking("no Chromium or Google Chrome was found on the PATH")
    raise AssertionError  # never reached: lacking() has skipped or failed the test


@pytest.fixture(scope="session")
def take(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a stand-in take, 4A-1: 120 frames at 24 a second, 320x180, with sound."""
    from made import make_take

    return make_take(tmp_path_factory.mktemp("takes") / "4A-1.mp4")
