"""Marks set by hand in real JupyterLab: clicked, dragged, nudged, kept as text."""

import pytest
from browser.rooms import Room

from kuleshov.metrics.formulas.marks import Marks

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
TABLE = "document.querySelector('.ku-marking').parentElement.kuleshov"
CALL = """import kuleshov as ku
rushes = ku.rushes("understudy")
table = ku.mark((rushes["1A-1"], 4.0), (rushes["7A-1"], 4.0), title="by hand")
table"""


class Table(Room):
    """A notebook with a marking table."""

    def __init__(self, page, address, course, name):
        super().__init__(page, address, course, name, [CALL, "print(table.marks.to_text())"])

    def ready(self):
        self.page.wait_for_selector(".ku-marking img")
        self.page.wait_for_function(f"{TABLE}.boards.every((b) => b.image.complete)")
        self.page.locator(".ku-marking").scroll_into_view_if_needed()

    def at(self, number, x, y):
        box = self.page.locator(".ku-plane").nth(number).bounding_box()
        return box["x"] + x * box["width"] / 640, box["y"] + y * box["height"] / 360


def test_marks_are_clicked_dragged_and_nudged(hub, page, course, axe):
    room = Table(page, hub, course, "marking")
    room.run()
    file = course / "studio" / "marks" / "by-hand.txt"
    page.fill(".ku-thing", "the cup")
    page.mouse.click(*room.at(0, 200, 250))
    page.wait_for_selector(".ku-pin")
    page.mouse.click(*room.at(1, 400, 150))  # the thing that this picture lacks
    page.wait_for_function("document.querySelectorAll('.ku-pin').length === 2")
    room.drag(room.at(1, 400, 150), room.at(1, 420, 160))
    page.wait_for_function(
        f"Math.abs({TABLE}.pictures[1].points['the cup'][0] - 420) < 1.5", timeout=20_000
    )
    before = Marks.load(file).pictures[0].points["the cup"]
    page.locator(".ku-plane").nth(0).locator(".ku-pin").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"{TABLE}.pictures[0].points['the cup'][0] > {before[0] + 0.5}")
    marks = Marks.load(file)
    assert marks.pictures[0].points["the cup"][0] == pytest.approx(before[0] + 1, abs=0.06)
    assert abs(marks.pictures[0].points["the cup"][1] - 250) < 1.5
    assert "in all 2 pictures; a room wants 8" in page.inner_text(".ku-marking")

    page.fill(".ku-thing", "the reel")  # by keyboard alone: in the middle, then by arrows
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.dataset.thing === 'the reel'")
    for _ in range(3):  # faster than Python answers
        page.keyboard.press("Shift+ArrowLeft")
    page.wait_for_function(f"{TABLE}.pictures[0].points['the reel']?.[0] === 290")
    page.keyboard.press("Delete")
    page.wait_for_function("document.querySelectorAll('.ku-pin').length === 2")
    page.mouse.move(*room.at(0, 300, 200))
    room.picture("marking")

    page.evaluate(axe)
    page.evaluate("document.body.style.height = '100vh'")
    found = page.evaluate(
        "axe.run({include: [['.ku-marking']]}).then((r) => r.violations.map((v) => v.id))"
    )
    assert found == []
    page.locator(".ku-plane").nth(0).locator(".ku-pin").focus()
    page.keyboard.press("Delete")
    page.wait_for_function("document.querySelectorAll('.ku-pin').length === 1")
    assert Marks.load(file).pictures[0].points == {}
