"""Two films in step in real JupyterLab; notes that are citations; a blind vote that stays blind."""

import json
import shutil
from pathlib import Path

import pytest
from browser.rooms import Room

from kuleshov.comparison import preferences

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
SCREEN = "document.querySelector('.ku-screening').parentElement.kuleshov"


class Screening(Room):
    """A notebook with a screening room."""

    def __init__(self, page, address, course, name, call, shown="print(room.notes)"):
        start = 'import kuleshov as ku\nrushes = ku.rushes("understudy")\n'
        super().__init__(page, address, course, name, [start + call, shown])

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


def test_two_films_in_step_and_a_note_that_is_a_citation(hub, page, course, axe):
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
    page.evaluate(axe)
    assert violations(page) == []


FILMS = 'mine=rushes["KA-1"], theirs=rushes["KB-1"], third=rushes["KC-1"]'
SECRETS = ("mine", "theirs", "third", "KA-1", "KB-1", "KC-1")


def see_both(room):
    """See two films to their end, quicker than a person does."""
    room.until("ROOM.videos.every((video) => video.readyState >= 2)")
    room.js("ROOM.root.focus()")
    room.page.keyboard.press("ArrowRight")
    room.js("ROOM.seen.forEach((seen) => seen.marks.fill(1))")
    room.page.keyboard.press("ArrowRight")
    room.until("ROOM.vote.choices.every((button) => !button.disabled)")


def vote(room, choice, why):
    """Vote with the keyboard alone; wait until Python has kept it."""
    left = room.js("ROOM.state.left")
    room.page.focus(".ku-voting [aria-label='Why']")
    room.page.keyboard.type(why)
    room.page.focus(f".ku-voting button:text-is('{choice}')")
    room.page.keyboard.press("Enter")
    room.until(f"ROOM.state.left === {left - 1}")


def test_all_pairs_stay_blind_until_the_last_vote(hub, page, course, axe):
    folder = course / "studio" / "preferences"
    shutil.rmtree(folder, ignore_errors=True)
    blind = Path(course / "studio" / "notes" / "mine-theirs-third.txt")
    frames, asked = [], []
    page.on(
        "websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(data))
    )
    page.on("request", lambda request: asked.append(request.url))
    call = f'room = ku.screening_room({FILMS}, blind=True, viewer="zeta")'
    room = Screening(page, hub, course, "blind", call, shown="room")
    room.run()
    frames.clear()  # until here the cells themselves were sent to and fro
    page.evaluate(axe)
    for pair in (1, 2, 3):
        assert f"pair {pair} of 3" in page.inner_text(".ku-screening .ku-head")
        assert room.js("ROOM.vote.choices.every((button) => button.disabled)")
        assert room.js("ROOM.vote.why.value") == ""
        if pair == 1:
            room.picture("screening-blind")
            assert violations(page) == []
        see_both(room)
        page.keyboard.press("n")
        page.keyboard.type(f"note {pair}")
        page.keyboard.press("Enter")
        page.wait_for_selector(".ku-notes li")
        assert page.locator(".ku-notes li").count() == 1  # none of the pair before
        reached = b"".join(f if isinstance(f, bytes) else f.encode() for f in frames)
        told = json.dumps(room.js("ROOM.state")) + page.inner_text(".ku-screening")
        for secret in SECRETS:
            assert secret.encode() not in reached and secret not in told
            assert not any(secret in url for url in asked)
        vote(room, "Film B", f"reason {pair}")
        kept = preferences(folder / "zeta.txt").judgements
        assert [(one.choice, one.why) for one in kept][-1] == (-1, f"reason {pair}")
        room.until("document.activeElement === ROOM.root")  # Python's answer follows its state
    page.wait_for_selector(".ku-revealed")
    names = room.js("ROOM.state.films.map((film) => film.name)")
    assert [kept[-1].first, kept[-1].second] == names
    lines = page.locator(".ku-votes li").all_inner_texts()
    assert lines == [f"{one.second}, not {one.first}: {one.why}" for one in kept]
    assert blind.read_text().count("note") == 3
    assert violations(page) == []
    room.picture("screening-revealed")

    page.fill(".ku-voting [aria-label*='next viewer']", "two words")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ku-said:text('no pseudonym')")
    page.fill(".ku-voting [aria-label*='next viewer']", "eta")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ku-head :text('pair 1 of 3')")
    told = json.dumps(room.js("ROOM.state")) + page.inner_text(".ku-screening")
    assert not any(secret in told for secret in SECRETS)
    see_both(room)
    vote(room, "Neither", "")
    assert [one.choice for one in preferences(folder / "eta.txt").judgements] == [0]


def test_the_room_fills_the_screen_so_that_no_code_is_read(hub, page, course):
    call = f'room = ku.screening_room({FILMS}, blind=True, viewer="theta")'
    room = Screening(page, hub, course, "whole", call, shown="room")
    room.run()
    page.keyboard.press("w")
    room.until("document.fullscreenElement === ROOM.root")
    for width in (1200, 800):
        page.set_viewport_size({"width": width, "height": 800})
        room.until("ROOM.root.getBoundingClientRect().width === innerWidth")
        middle = "document.elementFromPoint(innerWidth / 2, innerHeight - 4)"
        assert room.js(f"ROOM.root.contains({middle})")
        assert room.js("ROOM.root.scrollWidth <= ROOM.root.clientWidth")
        room.picture(f"screening-whole-{width}")
    page.keyboard.press("w")
    room.until("document.fullscreenElement === null")


def violations(page):
    """Return what axe finds in the room."""
    page.evaluate("document.body.style.height = '100vh'")
    return page.evaluate(
        "axe.run({include: [['.ku-screening']]}).then((r) => r.violations.map((v) => v.id))"
    )
