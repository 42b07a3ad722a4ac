"""Features are kept in a cache of the tests' own; films are made by ``from made import ...``."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory):
    """Keep the user's cache out of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KULESHOV_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
