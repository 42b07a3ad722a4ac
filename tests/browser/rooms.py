"""A room in a real notebook, for tests that have hands."""

import json
import os
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import TimeoutError

TOKEN = "a-test-and-nothing-else"
ROOM = "document.querySelector('.ku-room').parentElement.kuleshov"
STARTED = """() => [...document.querySelectorAll('.jp-InputPrompt')].some(
    p => /\\[[*\\d]/.test(p.textContent))"""
# Nothing comes back: a whole notebook would be sent here, in seconds.
OPEN = "path => jupyterapp.commands.execute('docmanager:open', {path}).then(() => null)"
# Close all, end every kernel and forget; say whether JupyterLab is there, and asks nothing.
TIDY = """async () => {
    const app = window.jupyterapp;
    if (!app || document.querySelector('.jp-Dialog')) return false;
    if (document.fullscreenElement) await document.exitFullscreen();
    for (const widget of [...app.shell.widgets('main')]) widget.dispose();
    await app.serviceManager.sessions.shutdownAll();
    localStorage.clear();
    sessionStorage.clear();
    document.body.style.height = '';
    return true;
}"""
# Rows of the timeline that show the same are not drawn again: all drawn anew must be the same picture.
# Where a take's pictures come meanwhile, it is asked once more.
AS_DRAWN_ANEW = """new Promise(done => {
    const { view } = ROOM;
    const drawn = work => requestAnimationFrame(() => requestAnimationFrame(work));
    const look = () => drawn(() => {
        const { version } = view.looks;
        if (JSON.parse(view.painted[0])[0][3] !== version) return look(); // it is drawn next
        const before = view.canvas.toDataURL();
        view.painted = [];
        view.tiles.kept = view.lanes.tiles.kept = new Map();
        view.paint();
        return drawn(() => {
            if (view.looks.version !== version) look();
            else done(before.length > 1000 && before === view.canvas.toDataURL());
        });
    });
    look();
})"""
STILL = """new Promise(done => {
    let before = '';
    const look = () => {
        const box = ROOM.view.track.getBoundingClientRect();
        const now = [box.x + ROOM.view.x(%s), box.y];
        if (String(now) === before) return done(now);
        before = String(now);
        setTimeout(look, 60);
    };
    look();
})"""
EDIT = """# kuleshov edit 1
title: {title}
rate: 24
1A-1 13:00 15:17
2A-1 09:17 10:14
3A-1 10:14 12:12
4A-1 08:12 12:10
5A-1 12:10 14:12
"""


def cells(title):
    """Return a notebook's cells: an edit as text, a room, and what code sees of it."""
    return [
        'import kuleshov as ku\nrushes = ku.rushes("understudy")\n'
        f'cut = ku.Cut.from_text("""\n{EDIT.format(title=title)}""", rushes)',
        "ku.cutting_room(rushes, cut)",
        "print(cut.to_text())",
    ]


def tidy(page):
    """Leave JupyterLab with nothing open and nothing kept, if it stands in this page."""
    if not page.evaluate(TIDY):
        page.goto("about:blank")  # whoever opens a notebook next loads JupyterLab anew


class Room:
    """One notebook with one room, opened in one page."""

    def __init__(self, page, address, course, name, sources=None):
        self.page, self.address, self.name = page, address, name
        self.path = course / "course" / f"{name}.ipynb"
        self.studio = course / "studio" / "by-hand"
        rows = [
            {"cell_type": "code", "id": f"c{i}", "metadata": {}, "outputs": [], "source": source,
             "execution_count": None}
            for i, source in enumerate(sources or cells(name))
        ]  # fmt: skip
        kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
        book = {"cells": rows, "metadata": {"kernelspec": kernel}, "nbformat": 4}
        self.path.write_text(json.dumps({**book, "nbformat_minor": 5}))
        if page.url.startswith(f"{address}/lab"):
            page.evaluate(OPEN, f"course/{self.path.name}")
            self.opened()
        else:
            self.open()

    def open(self):
        """Load the page, or load it again, with this notebook alone."""
        self.page.goto(f"{self.address}/lab/tree/course/{self.path.name}?token={TOKEN}&reset")
        self.opened()

    def opened(self):
        """Wait until the notebook is there, and its kernel."""
        self.page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell .cm-line")
        self.page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']")
        # a kernel that isn't there yet would be asked for in a dialog
        self.page.wait_for_function("document.body.innerText.includes('(ipykernel) | Idle')")

    def run(self):
        """Run all cells and wait for a room that Python has answered, with its first picture."""
        self.start()
        self.ready()

    def start(self):
        """Run all cells, and wait for the first to be at work."""
        self.page.evaluate(
            "document.querySelectorAll('.ku-room').forEach(room => room.className = 'old');"
            "document.querySelectorAll('.jp-InputPrompt').forEach(p => p.textContent = '')"
        )
        for _ in range(4):  # the menu may open before the notebook has become the current one
            try:
                self.page.click(".lm-MenuBar-itemLabel:text-is('Run')", timeout=8000)
                self.page.click(".lm-Menu-itemLabel:text-is('Run All Cells')", timeout=8000)
                self.page.wait_for_function(STARTED, timeout=5000)
                break
            except TimeoutError:
                self.picture(f"not-started-{self.name}")

    def ready(self):
        self.page.wait_for_selector(".ku-room")
        self.page.wait_for_function(f"{ROOM}.wire.python === 'here'")
        self.page.wait_for_function(f"{ROOM}.view.element.clientWidth > 0")
        self.page.locator(".ku-room").scroll_into_view_if_needed()

    def js(self, words):
        return self.page.evaluate(words.replace("ROOM", ROOM))

    def until(self, words, timeout=60_000):
        self.page.wait_for_function(words.replace("ROOM", ROOM), timeout=timeout)

    def settle(self):
        """Wait until Python has answered every gesture."""
        self.until(
            "ROOM.wire.pending.length === 0 && ROOM.store.server.gestures >= ROOM.store.expected"
        )

    @property
    def text(self):
        self.settle()
        return self.js("ROOM.store.server.text")

    @property
    def lines(self):
        self.settle()
        return self.js("ROOM.store.server.lines")

    def keys(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def focus(self):
        self.js("ROOM.root.focus()")

    def is_drawn_whole(self):
        """Say whether the timeline looks as it does when all of it is drawn anew."""
        self.page.mouse.move(2, 2)
        return self.js(AS_DRAWN_ANEW)

    # The pointer

    def at(self, frame, row="picture"):
        """Return where a frame lies on the page, once nothing moves any more."""
        place = self.js(STILL % frame)
        lanes = {f"lane {n}": 160 + 40 * n + 18 for n in range(5)}  # the last is where one begins
        return place[0], place[1] + ({"ruler": 10, "picture": 75, "sound": 130} | lanes)[row]

    def cuts(self):
        return self.js("ROOM.store.cuts()")

    def drag(self, start, stop, held=None):
        mouse = self.page.mouse
        if held:
            self.page.keyboard.down(held)
        mouse.move(*start)
        mouse.down()
        for share in (0.3, 0.6, 1):
            mouse.move(*(a + (b - a) * share for a, b in zip(start, stop, strict=True)))
        mouse.up()
        if held:
            self.page.keyboard.up(held)

    # What surrounds it

    def source(self, index=0):
        """Return a cell's text as the notebook holds it now."""
        return self.js(f"ROOM.notebook.shared.cells[{index}].getSource()")

    def on_disk(self, index=0):
        """Return a cell's text as the file holds it now; nothing while the server writes it."""
        try:
            return "".join(json.loads(self.path.read_text())["cells"][index]["source"])
        except ValueError:
            return ""

    def printed(self):
        """Return what the last cell printed."""
        return self.page.locator(".jp-OutputArea-output pre").last.inner_text()

    def kernel(self):
        """Return the kernel's name on the server and its process."""
        sessions = json.loads(self.ask("sessions"))
        kernel = next(s["kernel"]["id"] for s in sessions if s["path"].endswith(self.path.name))
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if kernel in (process / "cmdline").read_bytes().decode():
                    return kernel, int(process.name)
            except OSError:
                continue
        raise AssertionError("the kernel's process was not found")

    def ask(self, what, method="GET"):
        headers = {"Authorization": f"token {TOKEN}"}
        request = urllib.request.Request(
            f"{self.address}/api/{what}", method=method, headers=headers
        )
        with urllib.request.urlopen(request) as answer:
            return answer.read()

    def picture(self, name):
        """Keep a screenshot where one was asked for, to be looked at."""
        folder = os.environ.get("KULESHOV_SCREENSHOTS")
        if folder:
            time.sleep(1.5)
            self.page.screenshot(path=str(Path(folder) / f"{name}.png"))
