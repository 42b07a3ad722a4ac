"""What every test may ask for: stand-in takes, the real clips, a browser."""

import gc
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from lacking import LACKS, lacking

# A busy machine is no fault: nothing here is judged by the time that it takes.
settings.register_profile("kuleshov", settings(), deadline=None)
settings.load_profile("kuleshov")

# What a shell starts in the background ignores Ctrl-C, and so would every program that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)


# What takes longest is dealt out first, so that no process works on alone in the end.
LONGEST = (
    "tests/browser/test_cutting_room.py", "tests/notebooks", "tests/browser/test_lab.py",
    "tests/grading/test_class.py", "tests/grading/test_run.py", "tests/browser", "tests/assignments",
    "tests/grading", "tests/cli",
)  # fmt: skip


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; each file's tests stay together."""

    def place(item: pytest.Item) -> int:
        file = item.path.relative_to(item.config.rootpath).as_posix()
        return next((n for n, start in enumerate(LONGEST) if file.startswith(start)), len(LONGEST))

    items.sort(key=place)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Deal out file by file, and notebooks one by one: each lesson to come is a share of its own."""
    from xdist.scheduler import LoadScopeScheduling

    class Shares(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file, _, test = nodeid.partition("::")
            return f"{file}{test.partition('[')[2]}" if "notebooks/test_notebooks" in file else file

    return Shares(config, log)


def pytest_collection_finish() -> None:
    """Let no search for garbage go through what was collected: thousands of tests live to the end."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say once what this machine lacked, and the one command that brings it."""
    skipped = [report.longrepr[2] for report in terminalreporter.stats.get("skipped", [])]
    reasons = Counter(reason.removeprefix("Skipped: ") for reason in skipped)
    lacked = {why: n for why, n in reasons.items() if why.startswith(LACKS)}
    if not reasons:
        return
    terminalreporter.section("not run")
    for why, number in sorted(reasons.items(), key=lambda one: one[0] not in lacked):
        tests = "1 test" if number == 1 else f"{number} tests"
        terminalreporter.line(f"{tests:>9}: {why.removeprefix(LACKS)}")
    if lacked:
        terminalreporter.line(
            "On Debian and Ubuntu, `bash tools/install_debian.sh test` brings the programs that "
            "are lacking."
        )


@pytest.fixture(autouse=True)
def no_figure_left() -> Iterator[None]:
    """Close what a student's cell drew with pyplot, which knows one list for all tests of a process."""
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


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
