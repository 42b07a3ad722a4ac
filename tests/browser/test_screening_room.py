"""Two films in step in real JupyterLab; notes that are citations; a blind vote that stays blind."""

import json
import shutil

import pytest
from browser.rooms import Room

from kuleshov.comparison import preferences

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
SCREEN = "document.querySelector('.ku-screening').parentElement.kuleshov"


class Screening(Room):
    """A notebook with a screening room."""

    def __init__(self, page, address, course, name, call):
        super().__init__(
            page,
            address,
            course,
            name,
            [
                'import kuleshov as ku\nrushes = ku.rushes("understudy")\n' + call,
                "print(room.notes)",
            ],
        )

    def ready(self):
        self.page.wait_for_selector(".ku-screening")
        self.page.wait_for_function(f"{SCREEN}.wire.python === 'here'")
        self.page.wait_for_function(f"{SCREEN}.videos.every((video) => video.readyState >= 2)")
        self.page.locator(".ku-screening").scroll_into_view_if_needed()
        self.page.locator(".ku-screening").focus()

    def js(self, words):
        return self.page.evaluate(words.replace("ROOM", SCREEN))

    def until(self, words, timeout=20_000):
        self.page.wait_for_function(words.replace("ROOM", SCREEN), timeout=timeout)


TIMES = "ROOM.videos.map((video) => video.currentTime)"


def test_two_films_in_step_and_a_note_that_is_a_citation(hub, page, course):
    room = Screening(
        page,
        hub,
        course,
        "screen",
        'room = ku.screening_room(mine=rushes["4A-1"], theirs=rushes["5A-1"])\nroom',
    )
    room.run()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    room.until("ROOM.seconds > 1.12")
    wanted = (27 + 0.5) / 24
    room.until(f"{TIMES}.every((t) => Math.abs(t - {wanted}) < 0.001)")
    page.keyboard.press(".")  # the second film a frame later
    room.until(f"Math.abs({TIMES}[1] - {wanted + 1 / 24}) < 0.001")
    page.keyboard.press(",")
    room.picture("screening-beside")

    page.keyboard.press("Space")
    # On a busy machine one of them may stand for a moment; the room brings them together again.
    began = room.js("ROOM.videos[0].currentTime")
    room.until(
        f"ROOM.videos.every((video) => video.currentTime > {began} + 1) && "
        "Math.abs(ROOM.videos[0].currentTime - ROOM.videos[1].currentTime) < 1.5 / 24"
    )
    page.keyboard.press("Space")
    room.until(f"new Set({TIMES}.map((t) => t.toFixed(3))).size === 1")

    page.keyboard.press("2")
    for _ in range(10):
        page.keyboard.press("[")
    assert room.js("ROOM.wipe") == 30
    room.picture("screening-wipe")
    page.keyboard.press("3")
    page.keyboard.press("f")
    assert (
        page.locator('.ku-screen[data-side="0"]').evaluate("e => getComputedStyle(e).visibility")
        == "hidden"
    )
    page.keyboard.press("1")

    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("n")
    page.keyboard.type("It waits.")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ku-notes li")
    assert (course / "studio" / "notes" / "mine-theirs.txt").read_text() == (
        "[theirs@00:00:01:00] It waits.\n"  # it was about the film in front
    )
    page.select_option(".ku-measured select", "activity")
    room.until("document.querySelectorAll('.ku-line').length === 2", timeout=60_000)
    room.picture("screening-series")


def test_a_blind_vote_stays_blind_until_it_is_cast(hub, page, course):
    shutil.rmtree(course / "studio" / "preferences", ignore_errors=True)
    frames = []
    page.on(
        "websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(data))
    )
    call = 'room = ku.screening_room(mine=rushes["KA-1"], theirs=rushes["KB-1"], blind=True, viewer="zeta")\nroom'
    room = Screening(page, hub, course, "blind", call)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    room.run()
    state = json.dumps(room.js("ROOM.state"))
    assert "mine" not in state and "theirs" not in state and "KA-1" not in state
    assert not any("KA-1" in url or "KB-1" in url for url in asked)
    assert room.js("ROOM.ballot.every((button) => button.disabled)")
    room.picture("screening-blind")
    room.js("ROOM.seen.forEach((seen) => seen.marks.fill(1))")
    page.keyboard.press("ArrowRight")
    room.until("ROOM.ballot.every((button) => !button.disabled)")
    page.fill(".ku-voting .ku-noteline", "it looks back")
    page.click(".ku-voting button:text-is('Film B')")
    page.wait_for_selector(".ku-revealed")
    (vote,) = preferences(course / "studio" / "preferences" / "zeta.txt").judgements
    shown = room.js("ROOM.state.films.map((film) => film.name)")
    assert (vote.first, vote.second, vote.choice, vote.why) == (*shown, -1, "it looks back")
    assert vote.second in page.inner_text(".ku-revealed")
    room.picture("screening-revealed")


def test_axe_finds_nothing(hub, page, course, axe):
    room = Screening(
        page,
        hub,
        course,
        "axe",
        'room = ku.screening_room(mine=rushes["KA-1"], theirs=rushes["KB-1"])\nroom',
    )
    room.run()
    page.evaluate(axe)
    page.evaluate("document.body.style.height = '100vh'")
    found = page.evaluate(
        "axe.run({include: [['.ku-screening']]}).then((r) => r.violations.map((v) => v.id))"
    )
    assert found == []
