"""A bar for people; silence for machines, and above all while grading."""

import io
import sys

import pytest

from kuleshov.library import progress


class Terminal(io.StringIO):
    """A stderr that a person watches."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def a_plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setenv("TERM", "xterm")


def seen_of_some_work(show: bool | None = None) -> str:
    """Do some work on a terminal and return what is seen there.

    The terminal is put in place here and not in a fixture: pytest sets ``sys.stderr`` anew when
    a test begins.
    """
    with pytest.MonkeyPatch.context() as patch:
        screen = Terminal()
        patch.setattr(sys, "stderr", screen)
        with progress.bar("moth", show) as report:
            report(5, 10)
            report(10, 10)
    return screen.getvalue()


def test_a_person_sees_a_bar() -> None:
    assert "moth" in seen_of_some_work()


def test_grading_hears_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert seen_of_some_work() == ""


def test_a_bar_can_be_refused() -> None:
    assert seen_of_some_work(show=False) == ""


def test_a_pipe_hears_nothing(capfd: pytest.CaptureFixture) -> None:
    with progress.bar("moth") as report:
        report(10, 10)
    assert capfd.readouterr() == ("", "")
