"""Features are kept in a cache of the tests' own."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory):
    """Keep the user's cache out of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KULESHOV_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
