"""How often a bad line is tried, and how long is waited in between."""

import hashlib

import pytest

from kuleshov.library import download
from kuleshov.library.download import Busy, Interrupted, Resumable, Unreachable

WHOLE = bytes(range(100))


class Line(Resumable):
    """A download over a line that brings so many bytes at each attempt, then breaks."""

    def __init__(self, brings, attempts=4, pause=1.0, problem=Interrupted):
        super().__init__(
            len(WHOLE), hashlib.sha256(WHOLE).hexdigest(), lambda done, size: None,
            attempts=attempts, pause=pause, patience=1.0,
        )  # fmt: skip
        self.brings, self.problem, self.tried = iter(brings), problem, 0

    def _attempt(self, url, part):
        self.tried += 1
        have = part.read_bytes()
        more = next(self.brings, 0)
        part.write_bytes(WHOLE[: len(have) + more])
        if len(have) + more < len(WHOLE):
            raise self.problem("broke off", "example.org")


@pytest.fixture
def pauses(monkeypatch):
    """The seconds that were waited, without waiting them."""
    waited = []
    monkeypatch.setattr(download.time, "sleep", waited.append)
    return waited


def test_a_line_that_brings_a_little_each_time_is_never_given_up(pauses, tmp_path):
    line = Line([5] * 20)
    line("https://example.org/film.mp4", tmp_path / "film.mp4", None)
    assert (tmp_path / "film.mp4").read_bytes() == WHOLE and line.tried == 20


@pytest.mark.parametrize("problem", [Interrupted, Unreachable, Busy])
@pytest.mark.parametrize("attempts", [1, 4])
def test_a_line_that_brings_nothing_is_tried_so_often(pauses, tmp_path, attempts, problem):
    line = Line([], attempts, problem=problem)
    with pytest.raises(problem):
        line("https://example.org/film.mp4", tmp_path / "film.mp4", None)
    assert line.tried == attempts and len(pauses) == attempts - 1


def test_after_some_progress_the_count_begins_anew(pauses, tmp_path):
    line = Line([0, 0, 0, 5])
    with pytest.raises(Interrupted):
        line("https://example.org/film.mp4", tmp_path / "film.mp4", None)
    assert line.tried == 4 + 3, "the attempt that brought bytes is the first of the next four"


def test_pauses_double_up_to_eight_seconds(pauses, tmp_path):
    with pytest.raises(Interrupted):
        Line([], 8, pause=0.5)("https://example.org/film.mp4", tmp_path / "film.mp4", None)
    assert pauses == [0.5, 1, 2, 4, 8, 8, 8]
