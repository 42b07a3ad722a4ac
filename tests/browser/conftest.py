"""A real JupyterLab on a copy of the course, and a real Chromium to open it in."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser.rooms import tidy
from lacking import lacking

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-test-and-nothing-else"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]


SMALL_LAPTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def axe():
    """Return the script that looks for what a screen reader can't read; npm brings it."""
    script = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        lacking(
            "axe-core is not in node_modules: python tools/test_js.py installs it, with Node.js"
        )
    return script.read_text("utf-8")


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """Copy what a student sees into a folder of its own, so that nothing here is written to."""
    root = tmp_path_factory.mktemp("lab") / "course-root"
    ignore = shutil.ignore_patterns("make", ".ipynb_checkpoints")
    shutil.copytree(ROOT / "course", root / "course", ignore=ignore)
    rushes = Path("datasets", "rushes", "understudy")
    shutil.copytree(ROOT / rushes, root / rushes, ignore=ignore)
    shutil.copy(ROOT / "datasets" / "catalog.csv", root / "datasets" / "catalog.csv")
    rubrics = Path("grading", "rubrics")
    shutil.copytree(ROOT / rubrics, root / rubrics)
    return root


@contextmanager
def running_lab(course, home, base=""):
    """Start the course as `kuleshov lab` does, under a base path as a hub does; yield the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "HOME": str(home),
        "JUPYTER_TOKEN": TOKEN,
        "KULESHOV_HOME": str(course),
        "KULESHOV_CACHE": str(home / "cache"),
        "KULESHOV_MIRROR": "http://127.0.0.1:9",  # offline, as on Binder
    }
    settings = home / ".jupyter" / "jupyter_server_config.json"
    settings.parent.mkdir()
    served = {"base_url": f"{base}/"}
    # Only so can a test open a notebook in a JupyterLab that is loaded already.
    seen = {"expose_app_in_browser": True}
    settings.write_text(json.dumps({"ServerApp": served, "LabApp": seen}))
    log = home / "lab.log"
    command = [sys.executable, "-c", "from kuleshov.cli import main; main()"]
    command += ["lab", "--no-browser", "--port", str(port)]
    with log.open("w") as said:
        server = subprocess.Popen(
            command, env=environment, cwd=course, stdout=said, stderr=said, start_new_session=True
        )
    try:
        until = time.monotonic() + 90
        while "is running at" not in log.read_text():
            assert server.poll() is None and time.monotonic() < until, log.read_text()[-2000:]
            time.sleep(0.3)
        yield f"http://127.0.0.1:{port}{base}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


@pytest.fixture(scope="session")
def lab(course, tmp_path_factory):
    """Start the course as `kuleshov lab` does; yield the server's address."""
    with running_lab(course, tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.fixture(scope="session")
def hub(course, tmp_path_factory):
    """The same under a base path, as on a hub or on Binder."""
    with running_lab(course, tmp_path_factory.mktemp("hub"), "/user/ana") as address:
        yield address


@pytest.fixture(scope="module")
def browser(chromium):
    """One Chromium for all tests of a file.

    It ends with the file: Playwright keeps an event loop running in this thread, and
    whatever test came next could start none of its own.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def window(browser):
    """One page for all tests of a file: to load JupyterLab costs more than most tests do in it."""
    with browser.new_context(viewport=SMALL_LAPTOP) as context:
        window = context.new_page()
        window.set_default_timeout(60_000)
        yield window


@pytest.fixture
def page(window):
    """A page that remembers nothing, as wide as a small laptop; JupyterLab may stand in it."""
    yield window
    window.unroute_all()
    window.set_viewport_size(SMALL_LAPTOP)
    tidy(window)
