"""The footage as it lies in the repository, and the code that makes it."""

from pathlib import Path

import pytest

from kuleshov.library.truth import Truth, load_truth

RUSHES = Path(__file__).parents[2] / "datasets/rushes/understudy"


@pytest.fixture(scope="session")
def truth() -> Truth:
    return load_truth(RUSHES)
