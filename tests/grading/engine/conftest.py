"""Real processes for the engine's tests."""

import pytest

from kuleshov.grading.engine.sandbox import Sandbox


@pytest.fixture(scope="module")
def sandbox(isolation):
    """One warm sandbox for all of a file's tests."""
    with Sandbox() as sandbox:
        yield sandbox
