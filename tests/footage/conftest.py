"""The footage as it lies in the repository, and the code that makes it."""

import sys
from pathlib import Path

import pytest

from kuleshov.library.truth import Truth, load_truth

RUSHES = Path(__file__).parents[2] / "datasets/rushes/understudy"
sys.path.insert(0, str(Path(__file__).parent))  # so that these tests can import footage_files
sys.path.insert(0, str(RUSHES / "make"))  # the make project is never installed here


@pytest.fixture(scope="session")
def truth() -> Truth:
    return load_truth(RUSHES)
