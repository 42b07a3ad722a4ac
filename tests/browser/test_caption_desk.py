"""Captions timed by hand in real JupyterLab: a key held, a button held, and shown by the player."""

import pytest
from browser.rooms import Room

from kuleshov.media import Captions

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
DESK = "document.querySelector('.ku-captioning').parentElement.kuleshov"
CALL = """import kuleshov as ku
rushes = ku.rushes("understudy")
film = ku.Cut("spoken", rushes=rushes).add("4A-1", "12.0", "17.0").render("spoken.mp4")
desk = ku.captions(film)
desk"""
CUES = """() => {
    const track = document.querySelector('.jp-OutputArea video track');
    if (!track) return null;
    track.track.mode = 'showing';
    return track.track.cues && [...track.track.cues].map((cue) => [cue.startTime, cue.text]);
}"""


class Desk(Room):
    """A notebook with a caption desk."""

    def __init__(self, page, address, course, name):
        super().__init__(page, address, course, name, [CALL, "print(desk.captions)", "film"])

    def ready(self):
        self.page.wait_for_selector(".ku-captioning video")
        self.until(f"{DESK}.video.readyState >= 2")
        self.page.locator(".ku-captioning").scroll_into_view_if_needed()

    def heard(self, seconds):
        """Wait until the film has come so far."""
        self.until(f"{DESK}.video.currentTime > {seconds}")


def test_lines_are_timed_by_ear(hub, page, course, axe):
    room = Desk(page, hub, course, "captions")
    room.run()
    file = course / "studio" / "spoken.vtt"
    page.fill(".ku-captioning textarea", "Filament: No.\nDiode: No.\n[a spring creaks]")
    page.locator(".ku-captioning").focus()
    page.keyboard.down("c")  # it begins to play
    room.heard(0.9)
    page.keyboard.up("c")
    room.heard(1.2)
    page.keyboard.press("Space")
    room.until(f"{DESK}.video.paused")
    room.until(f"{DESK}.state.captions.length === 1")
    one = Captions.load(file)[0]
    assert (one.speaker, one.text) == ("Filament", "No.") and one.start < 0.1
    assert 0.9 <= one.stop < 1.6
    room.picture("captions-one")

    hold = page.locator(".ku-hold")
    assert "Diode: No." in hold.inner_text()
    box = hold.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 10)
    page.mouse.down()
    room.heard(2.4)
    page.mouse.up()
    room.until(f"{DESK}.state.captions.length === 2")
    assert page.input_value(".ku-captioning textarea").strip() == "[a spring creaks]"
    page.keyboard.press("c")
    page.locator(".ku-captioning").focus()
    page.keyboard.press("Space")
    room.until(f"{DESK}.video.paused")

    start = page.locator('[aria-label="Start of caption 2"]')
    start.fill("1.75")
    start.press("Tab")
    room.until(f"{DESK}.state.captions[1].start === 1.75")
    page.click('[aria-label^="Hear caption 2"]')
    room.until(f"{DESK}.under.textContent === 'Diode: No.'")
    room.until(f"{DESK}.video.paused")
    page.click('[aria-label^="Take caption 1 out"]')
    room.until(f"{DESK}.state.captions.length === 1")
    room.until(f"{DESK}.lines.value.startsWith('Filament: No.')")  # it waits for its time again
    assert [one.text for one in Captions.load(file)] == ["No."]
    room.picture("captions-two")

    page.evaluate(axe)
    page.evaluate("document.body.style.height = '100vh'")
    faults = page.evaluate(
        "axe.run({include: [['.ku-captioning']]}).then((r) => r.violations.map((v) => v.id))"
    )
    assert faults == []

    page.locator(".jp-CodeCell .cm-content").nth(2).click()
    page.keyboard.press("Control+Enter")
    page.wait_for_function(f"({CUES})()?.length")
    assert page.evaluate(CUES) == [[1.75, "<v Diode>No."]]
