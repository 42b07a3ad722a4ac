"""A feed, a dark room and a memory test by hand in real JupyterLab; nothing leaves the machine."""

from urllib.parse import urlsplit

import pytest
from browser.conftest import SMALL_LAPTOP
from browser.rooms import Room, tidy

from kuleshov.comparison.attention_log import read_log

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
REFUSED = """() => {
    window.granted = Element.prototype.requestFullscreen;
    Element.prototype.requestFullscreen = () => Promise.reject();
}"""
CALL = """import kuleshov as ku
rushes = ku.rushes("understudy")
takes = [rushes[n] for n in ("2A-1", "3A-1", "4A-1", "5A-1", "7A-1", "8A-1", "6B-1", "6D-1")]
trial = ku.attention(takes, seed=1, pieces=8)
trial.forget()
trial.feed()"""


def place(stage):
    """Return the room of a stage, as the page knows it."""
    return f"document.querySelector('.ku-attention[data-stage={stage}]').parentElement.kuleshov"


class Rooms(Room):
    """A notebook with the three rooms."""

    def __init__(self, page, address, course, name, call=CALL):
        cells = [call, "trial.dark()", "trial.test()", "trial"]
        super().__init__(page, address, course, name, cells)

    def ready(self):
        for stage in ("feed", "dark", "test"):
            self.page.wait_for_selector(f".ku-attention[data-stage={stage}]", state="attached")
            self.until(f"{place(stage)}.wire.python === 'here'")

    def go(self, stage):
        """Bring a room into view, with the hands on it."""
        self.page.locator(f".ku-attention[data-stage={stage}]").scroll_into_view_if_needed()
        self.page.locator(f".ku-attention[data-stage={stage}]").focus()

    def begin(self, stage):
        self.go(stage)
        self.page.click(f".ku-attention[data-stage={stage}] .ku-begin")

    def view(self, stage, words):
        return self.page.evaluate(words.replace("VIEW", f"{place(stage)}.view"))

    def when(self, stage, words, timeout=60_000):
        self.until(words.replace("VIEW", f"{place(stage)}.view"), timeout)

    def log(self, course):
        name = self.page.evaluate(f"{place('feed')}.state.file")
        return read_log(course / "studio" / "attention" / name)

    def faults(self, axe, stage):
        """Return what axe finds in a room."""
        self.page.evaluate(axe)
        self.page.evaluate("document.body.style.height = '100vh'")
        return self.page.evaluate(
            f"axe.run({{include: [['.ku-attention[data-stage={stage}]']]}})"
            ".then((r) => r.violations.map((v) => v.id))"
        )


def test_all_by_keys_and_nothing_leaves(hub, page, course, axe):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    room = Rooms(page, hub, course, "attention")
    room.run()
    first = "feed" if not room.view("feed", "VIEW.room.state.closed") else "dark"
    assert first == "feed"
    assert "first" in page.inner_text(".ku-attention[data-stage=dark] .ku-intro")
    assert "opens after" in page.inner_text(".ku-attention[data-stage=test] .ku-intro")
    room.picture("attention-intro")
    assert room.faults(axe, "feed") == []
    asked.clear()

    room.begin("feed")
    room.when("feed", "VIEW.at === 0 && VIEW.watch.ms > 2100")  # long enough to be scored
    assert room.faults(axe, "feed") == []
    room.picture("attention-feed")
    page.keyboard.press("ArrowDown")
    room.when("feed", "VIEW.at === 1 && VIEW.watch.ms > 300")
    page.keyboard.press("ArrowUp")
    room.when("feed", "VIEW.at === 0 && VIEW.watch.ms > 300")
    for number in (1, 2, 3):
        page.keyboard.press("ArrowDown")
        room.when("feed", f"VIEW.at === {number} && VIEW.watch.ms > 300")
    page.keyboard.press("ArrowDown")
    room.when("feed", "VIEW.room.state.over === 'all seen'")
    log = room.log(course)
    seconds = log.seconds("feed")
    assert len(seconds) == 4 and len(log.on) == 6
    assert seconds[log.on[0][1]] >= 2.4 and all(0.3 <= one < 60 for one in seconds.values())
    assert log.over["feed"][0] == pytest.approx(sum(seconds.values()), abs=0.11)

    room.begin("dark")
    room.when("dark", "VIEW.video && VIEW.watch.ms > 400")
    assert room.view("dark", "document.fullscreenElement === VIEW.element")
    room.picture("attention-dark")
    page.mouse.move(300, 300)
    room.when("dark", "VIEW.element.dataset.awake === 'true'")
    room.picture("attention-dark-way-out")
    room.when("dark", "VIEW.room.state.over === 'all seen'")
    assert page.evaluate("document.fullscreenElement === null")
    log = room.log(course)
    whole = dict(log.seconds("dark"))
    lengths = room.view("dark", "VIEW.pieces.map(({take, seconds}) => [Number(take), seconds])")
    assert {n for n, _ in lengths} == set(whole)
    # None is cut short; a browser without a core to itself may show one for longer.
    assert all(-0.6 < whole[n] - s < 3 for n, s in lengths)

    assert "six minutes" in page.inner_text(".ku-attention[data-stage=test] .ku-intro")
    room.begin("test")
    room.when("test", "VIEW.now === 'filler'")
    room.picture("attention-filler")
    assert room.faults(axe, "test") == []
    page.click("text=Skip the minute")
    room.when("test", "VIEW.now === 'recall'")
    page.keyboard.type("a lamp, no moon on it")
    assert room.faults(axe, "test") == []
    page.click("text=Keep it, and go on")
    room.when("test", "VIEW.now === 'asking' && VIEW.showing !== null")
    assert room.faults(axe, "test") == []
    room.picture("attention-test")
    count = room.view("test", "VIEW.room.state.asked")
    assert count == 16
    for number in range(count):
        room.when(
            "test", f"VIEW.showing !== null && VIEW.line.textContent === '{number + 1} of 16'"
        )
        page.keyboard.press("o" if number % 2 else "n")
    room.when("test", "VIEW.now === 'done'")
    room.picture("attention-done")
    assert room.faults(axe, "test") == []
    log = room.log(course)
    assert log.done and len(log.said) == 16 and log.recalled == "a lamp, no moon on it"
    assert sum(one.called_old for one in log.said) == 8
    said = page.inner_text(".ku-done")
    assert "Done. The result is in the cell below." in said and "You knew" not in said

    own = urlsplit(hub).netloc
    outside = [url for url in asked if urlsplit(url).netloc != own and url[:5] not in ("blob:", "data:")]  # fmt: skip
    assert len(asked) > 0
    assert outside == [], "nothing is sent, and nothing asked for, but on this machine"


def swipe(page, x, start, stop):
    """Draw one finger over the screen."""
    finger = page.context.new_cdp_session(page)

    def touch(kind, *points):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    touch("touchStart", {"x": x, "y": start})
    for part in (0.25, 0.5, 0.75, 1.0):
        touch("touchMove", {"x": x, "y": start + part * (stop - start)})
    touch("touchEnd")
    finger.detach()


def test_a_phone_is_swiped_scrolled_and_reloaded(hub, page, course):
    room = Rooms(page, hub, course, "attention-phone")
    room.run()
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("jupyterapp.shell.collapseLeft()")
    room.begin("feed")
    phone = page.locator(".ku-phone")
    phone.scroll_into_view_if_needed()
    box = phone.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.7
    room.when("feed", "VIEW.at === 0 && VIEW.watch.ms > 300")
    swipe(page, x, y, y - 120)
    room.when("feed", "VIEW.at === 1 && VIEW.watch.ms > 500")
    page.mouse.move(x, y)
    for _ in range(5):  # a wheel that runs on is one step
        page.mouse.wheel(0, 60)
    room.when("feed", "VIEW.at === 2 && VIEW.watch.ms > 600")
    room.picture("attention-phone")
    room.until("document.querySelector('.ku-phone').getBoundingClientRect().width <= 390")
    assert len(room.log(course).on) == 2

    page.set_viewport_size(SMALL_LAPTOP)
    tidy(page)
    again = CALL.replace("trial.forget()\n", "")
    room = Rooms(page, hub, course, "attention-again", again)  # another kernel: the file tells
    room.run()
    assert page.inner_text(".ku-attention[data-stage=feed] .ku-begin") == "Go on"
    room.begin("feed")
    room.when("feed", "VIEW.at === 2 && VIEW.watch.ms > 300")
    page.keyboard.press("PageDown")
    room.when("feed", "VIEW.at === 3 && VIEW.watch.ms > 300")
    room.view("feed", "(VIEW.spent = 89.9e3)")  # nobody waits for a minute and a half here
    room.when("feed", "VIEW.room.state.over === 'time is up'")
    assert page.is_visible("text=It is over: the time is up.")

    page.evaluate(REFUSED)
    room.begin("dark")  # a page that may not fill the screen: the cell is dark
    room.when("dark", "VIEW.video && VIEW.watch.ms > 300")
    room.picture("attention-dark-in-the-cell")
    page.keyboard.press("Escape")
    room.when("dark", "VIEW.room.state.over === 'left'")
    page.evaluate("() => { Element.prototype.requestFullscreen = window.granted; }")
    log = room.log(course)
    assert log.over["dark"][1] == "left"
    assert len(log.seconds("dark")) == 1
    room.when("test", "VIEW.room.state.left.length === 8 + 4 + 1")  # lures, and what was on screen


def test_the_dark_comes_first_by_another_coin_and_the_browsers_own_escape_is_the_way_out(
    hub, page, course
):
    room = Rooms(page, hub, course, "attention-dark", CALL.replace("seed=1", "seed=2"))
    room.run()
    assert "put the dark room first" in page.inner_text(".ku-attention[data-stage=feed] .ku-intro")
    room.begin("dark")
    room.when("dark", "VIEW.video && VIEW.watch.ms > 300")
    page.evaluate("() => document.exitFullscreen()")  # what Escape does in a browser with a window
    room.when("dark", "VIEW.room.state.over === 'left'")
    assert "you have left, and that is noted" in page.inner_text(
        ".ku-attention[data-stage=dark] .ku-intro"
    )
    room.when("feed", "!VIEW.room.state.closed")
    assert page.is_visible(".ku-attention[data-stage=feed] .ku-begin")
