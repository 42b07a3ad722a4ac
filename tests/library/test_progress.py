"""A bar for people; silence for machines, and above all while grading."""

import io
import sys

import pytest

from kuleshov.library import progress


class Terminal(io.StringIO):
    """A stderr that a person watches."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    return screen


def some_work(show: bool | None = None) -> None:
    with progress.bar("moth", show) as report:
        report(5, 10)
        report(10, 10)


def test_a_person_sees_a_bar(terminal: Terminal) -> None:
    some_work()
    assert "moth" in terminal.getvalue()


def test_grading_hears_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    some_work()
    assert terminal.getvalue() == ""


def test_a_pipe_hears_nothing(capfd: pytest.CaptureFixture) -> None:
    some_work()
    assert capfd.readouterr() == ("", "")


def test_a_bar_can_be_refused(terminal: Terminal) -> None:
    some_work(show=False)
    assert terminal.getvalue() == ""
