"""A student opens lesson 00 in real JupyterLab, runs every cell, and sees films that play."""

import json
import os
import time
from pathlib import Path

import pytest
from browser.rooms import OPEN, tidy
from playwright.sync_api import TimeoutError

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]
TOKEN = "a-test-and-nothing-else"
LESSON = "course/00-a-film-in-ten-minutes.ipynb"

# Code cells that have not finished: no number in their brackets yet.
WAITING = """() => [...document.querySelectorAll(
    '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell')].filter(cell =>
    !/\\[\\d+\\]/.test(cell.querySelector('.jp-InputPrompt').textContent)).length"""

STARTED = """() => [...document.querySelectorAll('.jp-InputPrompt')].some(p => /\\[/.test(p.textContent)
    && !/\\[ \\]/.test(p.textContent))"""


def open_lesson(page, lab, lesson=LESSON):
    # Else a lesson that a test before had open comes back beside this one, its cells not run.
    page.goto(f"{lab}/lab/tree/{lesson}?reset&token={TOKEN}")
    opened(page)


def opened(page):
    """Wait until a notebook is there, and its kernel."""
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell .cm-line")
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']")
    # a kernel that isn't there yet would be asked for in a dialog
    page.wait_for_function("document.body.innerText.includes('(ipykernel) | Idle')")


def run_all(page, timeout=300_000):
    for _ in range(4):  # the menu may open before the notebook has become the current one
        page.click(".lm-MenuBar-itemLabel:text-is('Run')")
        page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")
        try:
            page.wait_for_function(STARTED, timeout=10_000)
            break
        except TimeoutError:
            picture(page, "not-started")
    page.wait_for_function(f"({WAITING})() === 0", timeout=timeout)


def picture(page, name):
    """Keep a screenshot where one was asked for, to be looked at."""
    folder = os.environ.get("KULESHOV_SCREENSHOTS")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


@pytest.fixture(scope="module")
def lesson(lab, window):
    """Lesson 00 as it stands open for the tests of this file, and all that was asked for since."""
    asked = []
    window.on("request", lambda request: asked.append(request.url))
    open_lesson(window, lab)
    return window, asked


def test_lab_knows_no_news_and_asks_no_questions(lab, lesson):
    page, asked = lesson
    assert page.locator(".jp-Dialog").count() == 0, "nothing pops up at the start"
    page.wait_for_timeout(3000)
    outside = [url for url in asked if not url.startswith((lab, "data:", "blob:", "ws:"))]
    assert asked and outside == [], json.dumps(outside)
    assert page.locator(".Toastify__toast").count() == 0
    picture(page, "opened")


def test_a_student_sees_lessons_and_no_instructors_tools(lesson):
    page, _ = lesson
    page.locator(".jp-DirListing-itemText", has_text="00-").first.wait_for()
    names = page.locator(".jp-DirListing-itemText").all_text_contents()
    assert not {"source", "images"} & set(names)
    assert page.locator(".lm-MenuBar-itemLabel:text-is('Nbgrader')").count() == 0
    assert page.locator("text=Create Assignment").count() == 0


def test_what_a_student_wrote_is_there_after_a_reload(lab, lesson, course):
    page, _ = lesson
    cell = page.locator(".jp-CodeCell .cm-content").filter(has_text="ku.predict(").first
    cell.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("  # mine")
    page.keyboard.press("Control+S")
    until = time.monotonic() + 30
    while "# mine" not in (course / LESSON).read_text():
        assert time.monotonic() < until, "Ctrl+S writes the notebook"
        page.wait_for_timeout(100)
    open_lesson(page, lab)
    page.locator(".cm-line", has_text="# mine").first.wait_for(state="attached")


def test_lesson_00_runs_from_top_to_bottom_and_its_films_play(lesson, course):
    page, _ = lesson
    run_all(page)

    errors = page.locator("[data-mime-type='application/vnd.jupyter.error']").all_text_contents()
    assert errors == []
    said = page.locator("[data-mime-type='application/vnd.jupyter.stderr']").all_text_contents()
    assert said == []

    videos = page.locator(".jp-NotebookPanel video[src]:not(.ku-stage video)")
    # the take, the film, and two side by side, twice: outputs may arrive after the last number
    page.wait_for_function(
        "document.querySelectorAll('.jp-NotebookPanel video:not(.ku-stage video)').length >= 6"
    )
    for i in range(videos.count()):
        video = videos.nth(i)
        video.scroll_into_view_if_needed()
        length = video.evaluate(
            """v => new Promise(done => { v.muted = true; v.preload = 'auto';
               v.onerror = () => done(-1);
               v.onplaying = () => { v.pause(); done(v.duration); }; v.load(); v.play();
               setTimeout(() => done(v.readyState >= 2 ? v.duration : -2), 60000); })"""
        )
        assert length > 5, f"video {i} does not play: {video.get_attribute('src')}"
        picture(page, f"video-{i}")
    film = course / "studio" / "first-cut.mp4"
    assert film.is_file(), "the student's film lies in the studio"


def test_an_unwritten_exercise_does_not_stop_run_all(lesson, page):
    tidy(page)
    page.evaluate(OPEN, "course/01-frames-shots-takes.ipynb")
    opened(page)
    run_all(page)  # to the last cell: those that were not run would have no number

    shown = page.locator("[data-mime-type='application/vnd.jupyter.stderr']").all_text_contents()
    assert len(shown) > 5, "JupyterLab shows an error as it shows what is written to stderr"
    assert shown[0].startswith("Nothing is written here yet: difference waits for you in cell [")
    for error in shown:
        assert error.startswith(("Nothing is written here yet", "This cell needs `")), error
    assert any("which waits for `difference`: nothing is written there yet." in e for e in shown)
    boxes = page.locator(".jp-OutputArea-output div[role='status']").all_text_contents()
    assert sum("Still missing" in box for box in boxes) == 3

    hint = page.locator(".jp-RenderedMarkdown details").first
    assert not hint.locator("p").is_visible()
    hint.locator("summary").click()
    assert hint.locator("p").is_visible() and hint.locator("p code").count() > 0
