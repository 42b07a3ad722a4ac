import os
import shutil
from pathlib import Path

import pytest
from browser.test_lab import open_lesson, run_all

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]
ROOT = Path(__file__).resolve().parents[2]
BOOKS = os.environ["BOOKS"].split(",")


@pytest.fixture(scope="session", autouse=True)
def mirror(tmp_path_factory):
    yield


@pytest.mark.parametrize("book", BOOKS)
def test_look(book, mirror, lab, window, course):
    page = window
    out = Path(os.environ["LOOK"])
    name = Path(book).stem
    src = ROOT / book
    rel = f"course/zz/{name}/{src.name}"
    if book.startswith("course/"):
        rel = book
    else:
        shutil.copytree(src.parent, course / "course" / "zz" / name, dirs_exist_ok=True)
    if os.environ.get("SOLVED"):
        from kuleshov.authoring.notebooks import read_source, solution_edition, to_bytes

        text = (
            ROOT
            / ("course/source" if book.startswith("course/") else "assignments/text")
            / f"{name}.py"
        )
        (course / rel).write_bytes(to_bytes(solution_edition(read_source(text))))
    page.set_viewport_size({"width": 1280, "height": 1000})
    open_lesson(page, lab, rel)
    try:
        run_all(page, 150000)
    except Exception as e:
        print("WAITING", str(e)[:200])
    page.wait_for_timeout(3000)
    page.screenshot(path=str(out / (name + "-end.png")))
    cells = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell")
    d = out / name
    shutil.rmtree(d, ignore_errors=True)
    d.mkdir(parents=True)
    for i in range(cells.count()):
        c = cells.nth(i)
        try:
            c.scroll_into_view_if_needed(timeout=5000)
            page.wait_for_timeout(150)
            c.screenshot(path=str(d / f"{i:03}.png"), timeout=20000)
        except Exception as e:
            print(i, e)
