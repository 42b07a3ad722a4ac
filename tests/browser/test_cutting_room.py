"""A student cuts by hand in real JupyterLab, under a hub's base path, and loses nothing."""

import json
import os
import signal
import time
import wave

import pytest
from browser.rooms import EDIT, ROOM, Room, cells

import kuleshov as ku

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def rushes(course):
    return ku.rushes(course / "datasets" / "rushes" / "understudy")


def by_code(rushes, title, lines):
    """Return the text of the edit that the room's lines of code make."""
    cut = ku.Cut.from_text(EDIT.format(title=title), rushes)
    for line in lines:
        eval(line, {"cut": cut, "rushes": rushes, "ku": ku})
    return cut.to_text()


def test_what_the_pointer_does_is_what_the_lines_say_and_what_is_saved(hub, page, course, rushes):
    room = Room(page, hub, course, "pointer")
    room.run()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    cuts = room.cuts()
    x, y = room.at(cuts[1])
    room.drag((x - 3, y), (x - 40, y))
    cuts = room.cuts()
    x, y = room.at(cuts[2])
    room.drag((x + 3, y), (x + 14, y), held="Alt")
    x, y = room.at(cuts[4], "sound")
    room.drag((x, y), (x - 30, y))
    x, y = room.at((cuts[4] + cuts[5]) / 2)
    room.drag((x, y), (room.at(2)[0], y))
    take = page.locator(".ku-take").nth(1).bounding_box()
    room.drag((take["x"] + 50, take["y"] + 30), room.at(room.cuts()[2]))
    lines = room.lines
    assert [line.split("(")[0] for line in lines] == [
        "cut.trim", "cut.roll", "cut.split", "cut.move", "cut.insert",
    ]  # fmt: skip
    assert by_code(rushes, "pointer", lines) == room.text
    assert room.text.strip() in room.source()
    assert room.is_drawn_whole()
    room.picture("room-pointer")

    # Saved with the notebook, and found again by a kernel that knows nothing.
    wanted = room.text
    room.focus()
    room.keys("Control+s")
    until = time.monotonic() + 15
    while wanted.strip() not in room.on_disk():
        assert time.monotonic() < until, "Ctrl+S saves the notebook with the edit in its cell"
        time.sleep(0.2)
    kernel, _ = room.kernel()
    room.ask(f"kernels/{kernel}/restart", "POST")
    room.open()
    room.run()
    assert room.text == wanted
    page.wait_for_function("document.querySelectorAll('.jp-OutputArea-output pre').length > 0")
    assert room.printed().strip() == wanted.strip(), "code sees the same cut"
    otio = room.studio / "pointer--pointer.otio"
    assert ku.Cut.load(otio, rushes).to_text() == wanted
    edit = ku.Cut.load(otio, rushes)
    film = edit.render(course / "studio" / "by-hand.mp4", progress=False)
    found = [found.frame for found in ku.find_cuts(film)]
    assert found == edit.cuts, "the film has its cuts where they were made by hand"
    films = [url for url in asked if url.split("?")[0].endswith(".mp4")]
    assert films and all(url.startswith(f"{hub}/files/") for url in films)


def test_the_keyboard_alone_does_it_all_and_the_notebook_takes_no_key(hub, page, course, rushes):
    room = Room(page, hub, course, "keyboard")
    room.run()
    room.focus()
    cells = page.locator(".jp-Cell").count()
    scrolled = "document.querySelector('.jp-WindowedPanel-outer').scrollTop"
    before = page.evaluate(scrolled)
    room.keys("Space", "Space", "End", "ArrowUp", "Shift+ArrowLeft", "Home")
    assert abs(page.evaluate(scrolled) - before) < 2, "no key scrolls the notebook"
    room.keys("ArrowDown", "]", "]", "Alt+Shift+]", "Alt+[", "Alt+;", "Alt+;", "Shift+D", "Alt+,")
    room.keys("Alt+ArrowUp", "Alt+ArrowRight", "Control+Shift+ArrowDown", "Delete")
    room.keys("Control+z", "Control+Shift+z", "Control+z")
    room.keys("Space", "Space", "Home", "Shift+ArrowRight", "Control+b", "Shift+B")
    room.keys("2", "End", "j", "j", "k", "l", "k")
    room.keys("Shift+F")
    page.keyboard.type("5A-1")
    room.keys("Enter", "Shift+ArrowRight", "i")
    room.keys("Shift+ArrowRight", "Shift+ArrowRight", "o", "Shift+F12", "F9")
    room.keys("2", "a", "m", "m", "x", "?", "Escape")
    lines = room.lines
    for name in ("trim", "roll", "split", "dissolve", "slip", "level", "move", "remove", "undo", "redo",
                 "blade", "black", "add", "insert_at"):  # fmt: skip
        assert any(line.startswith(f"cut.{name}(") for line in lines), (name, lines)
    assert by_code(rushes, "keyboard", lines) == room.text
    assert page.locator(".jp-Cell").count() == cells and page.locator(".jp-Dialog").count() == 0
    assert "jp-mod-editMode" not in (page.locator(".jp-Notebook").get_attribute("class") or "")
    spoken = page.locator(".ku-room [aria-live]").inner_text()
    assert spoken.strip(), "what was done is told to screen readers"


def heard(cut):
    """Return which take's which frame is heard at each frame of the film."""
    spans = cut.edit.sound()
    return [(s.shot.take, s.offset + k) for s in spans for k in range(len(s))]


def test_each_row_is_drawn_again_for_all_that_it_shows(hub, page, course):
    sources = cells("rows")
    sources[0] += '\nfor n in range(2):\n    cut.lane(f"lane {n}").lay("1A-1", 10, 12, at=n)'
    room = Room(page, hub, course, "rows", sources)
    room.run()
    page.mouse.move(*room.at(room.cuts()[1]))
    room.until("ROOM.view.hint && ROOM.view.painted.join().includes('\"edge\"')")
    assert room.is_drawn_whole(), "the hint at the edge goes with the pointer"
    room.focus()
    for key in (
        "Control+a", "Control+Shift+a", "v", "u", "Escape", "i", "Shift+ArrowRight", "o", "Alt+x", "Alt+s",
        "Control+=", "Control+=", "End", "Home", "Shift+z",
    ):  # fmt: skip
        room.keys(key)
        assert room.is_drawn_whole(), key
    for solo in ("lane 0", ""):
        page.click(f"button[data-solo='{solo}']")
        assert room.is_drawn_whole(), f"{solo or 'shots'} alone"
    page.click("button[data-mute='lane 1']")
    assert room.is_drawn_whole()
    assert [line.partition("(")[0] for line in room.lines] == ["cut.lane"], "the mute alone is one"


def test_a_take_that_is_carried_shows_where_it_falls_and_escape_lets_go(hub, page, course):
    room = Room(page, hub, course, "carried")
    room.run()
    take = page.locator(".ku-take").nth(0).bounding_box()
    page.mouse.move(take["x"] + 50, take["y"] + 30)
    page.mouse.down()
    place = room.at(room.cuts()[2] + 3)
    for off in (20, 0):
        page.mouse.move(place[0] - off, place[1])
    room.until(f"ROOM.view.hint?.frame === {room.cuts()[2]}")
    page.mouse.move(place[0] + 1, place[1])
    room.until(f"ROOM.view.hint?.frame === {room.cuts()[2]}")
    ground = "getComputedStyle(document.querySelector('.ku-ghost')).backgroundColor"
    assert page.evaluate(ground) != "rgba(0, 0, 0, 0)"
    room.picture("room-carried")
    page.keyboard.press("Escape")
    assert page.locator(".ku-ghost").count() == 0
    page.mouse.up()
    assert room.lines == [] and room.js("ROOM.view.hint") is None


def test_no_button_of_a_monitor_is_cut_off_and_keys_live_on_when_a_lane_goes(hub, page, course):
    room = Room(page, hub, course, "whole")
    room.run()
    page.locator(".ku-take").nth(0).click()
    for width in (1280, 800):
        page.set_viewport_size({"width": width, "height": 900})
        room.until("ROOM.view.wide === ROOM.view.element.clientWidth")
        out = room.js(
            "[...ROOM.root.querySelectorAll('.ku-transport')].flatMap(row => {"
            " const box = row.closest('.ku-monitor').getBoundingClientRect();"
            " return [...row.querySelectorAll('button')].filter(b => {"
            "  const one = b.getBoundingClientRect();"
            "  return one.left < box.left - 1 || one.right > box.right + 1;"
            " }).map(b => b.title); })"
        )
        assert out == [], f"cut off at {width}"
        room.picture(f"room-transport-{width}")
    page.set_viewport_size({"width": 1280, "height": 900})
    take = page.locator(".ku-take").nth(0).bounding_box()
    room.drag((take["x"] + 50, take["y"] + 30), room.at(24, "lane 0"))
    x, y = room.at(60, "lane 0")
    room.drag((x, y + 12), (x + 20, y + 12))
    page.locator(".ku-laid").focus()
    room.keys("Control+z", "Control+z")
    room.until("!(ROOM.store.edit.lanes ?? []).length")
    room.keys("End")
    assert room.js("ROOM.store.playhead === ROOM.store.frames"), "the keys are the room's still"


def test_a_line_runs_on_under_a_cutaway_that_a_key_lays(hub, page, course, rushes):
    room = Room(page, hub, course, "cutaway")
    room.run()
    room.focus()
    room.keys("Shift+F")
    page.keyboard.type("5A-1")
    room.keys("Enter", "Shift+ArrowRight", "Shift+ArrowRight", "i", "Shift+ArrowRight", "o")
    room.keys("2", "Home", "Shift+ArrowRight", "F12")
    (line,) = room.lines
    assert line.startswith('cut.cutaway("00:00:01:00", rushes["5A-1"], "')
    assert by_code(rushes, "cutaway", [line]) == room.text
    before, after = (
        ku.Cut.from_text(words, rushes) for words in (EDIT.format(title=""), room.text)
    )
    assert [shot.picture_only for shot in after.shots[:3]] == [False, True, False]
    assert heard(after) == heard(before)
    room.picture("room-cutaway")
    room.keys("Alt+p")
    assert room.lines[1:] == ["cut.picture_only(2, on=False)"]
    assert heard(ku.Cut.from_text(room.text, rushes)) != heard(before)
    room.keys("Alt+p")
    assert heard(ku.Cut.from_text(room.text, rushes)) == heard(before)


def laid(room, lane=0):
    return room.js(
        f"(ROOM.store.edit.lanes ?? [])[{lane}]?.sounds.map((s) => [s.take, s.in, s.at, s.out - s.in])"
    )


def test_sound_is_laid_in_lanes_drawn_louder_faded_and_heard_alone(hub, page, course, rushes, axe):
    page.goto("about:blank")  # its meter runs beside what else the page has played: load it anew
    room = Room(page, hub, course, "lanes")
    room.run()
    take = page.locator(".ku-take").nth(0).bounding_box()
    start = take["x"] + 50, take["y"] + 30
    room.drag(start, room.at(24, "lane 0"))
    (tone,) = laid(room)
    assert tone[0] == "1A-1" and abs(tone[2] - 24) <= 1
    x, y = room.at(tone[2] + 100, "lane 0")
    room.drag((x, y + 12), (x + 40, y + 12))
    (moved,) = laid(room)
    assert moved[1] == tone[1] and moved[2] > tone[2]
    x, y = room.at(moved[2], "lane 0")
    room.drag((x + 2, y + 12), (x + 20, y + 12))
    (trimmed,) = laid(room)
    assert trimmed[1] - moved[1] == trimmed[2] - moved[2] > 0, "what is left stays in step"
    room.drag((room.at(trimmed[2], "lane 0")[0] + 3, y - 14), (x + 60, y - 14))
    first = "ROOM.store.edit.lanes[0].sounds[0]"
    assert room.js(f"{first}.fade_in") > 0
    x, y = room.at(trimmed[2] + 150, "lane 0")
    line = room.js(
        "ROOM.view.track.getBoundingClientRect().y + ROOM.view.lanes.top + 3 + 12 / 48 * 30"
    )
    room.drag((x, line), (x, line + 10))
    assert room.js(f"{first}.gain") < -10
    room.picture("room-lanes-one")

    second = page.locator(".ku-take").nth(1).bounding_box()
    room.drag((second["x"] + 50, second["y"] + 30), room.at(60, "lane 1"))
    assert [take for take, *_ in laid(room, 1)] == ["2A-1"]
    page.click(".ku-lanehead >> nth=2 >> button:text-is('S')")
    assert room.js("[...ROOM.store.solo]") == ["sound"]
    page.click(".ku-lanehead >> nth=3 >> button:text-is('M')")
    assert room.js("ROOM.store.edit.lanes[1].muted")
    told = len(room.lines)
    page.click(".ku-lanehead >> nth=2 >> input")
    room.keys("Control+a", "2", "Escape")
    assert page.input_value(".ku-lanehead >> nth=2 >> input") == "0"
    assert len(room.lines) == told, "Escape leaves a level as it was"
    page.fill(".ku-lanehead >> nth=2 >> input", "-6")
    page.keyboard.press("Enter")
    page.click(".ku-lanehead >> nth=2 >> .ku-lanename")
    page.keyboard.press("Control+a")
    page.keyboard.type("room tone")
    page.keyboard.press("Enter")
    room.until("ROOM.store.edit.lanes[0].name === 'room tone'")
    room.focus()
    room.keys("Home", *["Shift+ArrowRight"] * 3, "Alt+s", "Alt+ArrowUp", ".")
    heard = page.locator(".ku-inspector select:visible")
    assert heard.locator("option").all_inner_texts() == ["all", "filament", "diode", "rest"]
    heard.focus()
    heard.select_option("rest")
    room.keys("Enter", "Escape")  # out of the field: what was done stays
    assert room.js(f"{first}.stem") == "rest"
    page.locator("[title='Note']:visible").fill("only typed")
    room.keys("Escape", "Shift+Z")
    assert not room.js(f"{first}.note"), "what was not entered is let go"
    text = room.text
    assert by_code(rushes, "lanes", room.lines) == text
    page.evaluate(axe)
    page.evaluate("document.body.style.height = '100vh'")
    found = page.evaluate("axe.run({include: ['.ku-room']}).then(found => found.violations)")
    assert [(v["id"], [n["html"][:160] for n in v["nodes"]]) for v in found] == []
    assert room.is_drawn_whole()
    room.picture("room-lanes")
    room.keys("Home", " ")
    room.until(
        "/[0-9].*LUFS/.test(document.querySelector('.ku-monitor[data-active=true] output.ku-marked').textContent)"
    )
    room.picture("room-lanes-playing")
    room.keys(" ", "Alt+l")
    room.until("ROOM.store.server.edit.level !== undefined", timeout=60_000)
    assert "-23 LUFS" in page.inner_text(".ku-notice")
    room.focus()
    room.keys("Delete", "Control+z")
    assert room.js("ROOM.store.edit.lanes.length") == 2
    page.set_viewport_size({"width": 800, "height": 900})
    room.until("ROOM.root.scrollWidth <= ROOM.root.clientWidth")
    room.picture("room-lanes-800")


def test_a_sound_file_of_the_bin_is_heard_laid_copied_and_cut_in_two(hub, page, course, rushes):
    with wave.open(str(course / "course" / "song.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes([0, 0, 0, 60, 0, 0, 0, 196]) * 8000)  # four seconds of 2 kHz
    first, second, third = cells("song")
    second = 'both = {**rushes, "song": ku.sound("song.wav")}\nku.cutting_room(both, cut)'
    room = Room(page, hub, course, "song", [first, second, third])
    room.run()
    tile = page.locator(".ku-take").last
    tile.scroll_into_view_if_needed()
    room.until(
        "(() => { const c = [...document.querySelectorAll('.ku-take canvas')].at(-1); "
        "return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v) => v); })()"
    )
    tile.click()
    assert "Source: song" in page.locator("[aria-label=Source]").inner_text()
    room.keys("Space")
    room.until("ROOM.store.source.at > 6 && ROOM.source.track.playing.sources.length > 0")
    room.keys("k", "2", "Home", "F9", "F12")
    assert laid(room) == [["song", 0, 0, 96]]
    assert "sound alone" in page.locator(".ku-said").inner_text(), "no cutaway without a picture"
    box = tile.bounding_box()
    room.drag((box["x"] + 30, box["y"] + 20), room.at(150))
    (_, (take, _, at, _)) = laid(room)
    assert take == "song" and abs(at - 150) <= 1, "dropped on the picture, it lies in the lane"
    room.picture("room-sound-file")
    room.focus()
    room.keys("Home", "Alt+s", "Control+c", *["Shift+ArrowRight"] * 2, "Control+b")
    assert laid(room)[:2] == [["song", 0, 0, 48], ["song", 48, 48, 48]]
    room.keys(*["Shift+ArrowRight"] * 10, "Control+v", "Home")
    assert len(laid(room)) == 4
    x, y = room.at(20, "lane 0")
    room.drag((x, y + 10), (x, y + 50), held="Alt")
    assert len(laid(room)) == 4 and laid(room, 1) == [["song", 0, 0, 48]]
    again = ku.Cut.from_text(EDIT.format(title="song"), rushes)
    both = {**rushes, "song": ku.sound(course / "course" / "song.wav")}
    for line in room.lines:
        eval(line, {"cut": again, "both": both, "ku": ku})
    assert again.to_text() == room.text
    page.set_viewport_size({"width": 800, "height": 900})
    page.locator(".ku-laneheads").scroll_into_view_if_needed()
    room.picture("room-sound-file-800")


PICTURES = """[...document.querySelectorAll('.ku-angle')].map(button => [button.dataset.take,
    button.getAttribute('aria-current')])"""
EXACT = """[...ROOM.angles.cells.values()].every(cell => cell.shown.startsWith('frame')) &&
    ROOM.angles.cells.size > 1"""


def test_the_same_moment_is_cut_to_from_the_strip_by_hand_key_and_while_it_plays(
    hub, page, course, rushes
):
    room = Room(page, hub, course, "angles")
    room.run()
    room.focus()
    room.keys("2", "Home", "Shift+ArrowRight")  # second 12.5 of the scene, in 1A-1
    showing = [name for name, take in rushes.items() if _shows(take, 12.5)]
    room.until("document.querySelectorAll('.ku-angle').length === " + str(len(showing)))
    assert page.evaluate(PICTURES) == [[n, str(n == "1A-1").lower()] for n in showing]
    room.until(EXACT)
    room.picture("room-angles")
    page.locator(".ku-angle[data-take='4A-1']").click()
    assert room.lines == ['cut.angle("00:00:01:00", rushes["4A-1"])']
    assert ku.Cut.from_text(room.text, rushes).scene(1) == 12.5

    room.keys("ArrowRight", "f")  # match frame: 4A-1, a frame further on
    assert room.js("[ROOM.store.source.take, ROOM.store.source.at, ROOM.store.monitor]") == [
        "4A-1", rushes["4A-1"].truth.frame_at(12.5) + 1, "source",
    ]  # fmt: skip
    assert "scene 12:13" in page.locator("[aria-label=Source]").inner_text()
    room.keys("2", "g", "Home", "ArrowRight", "Alt+Enter")
    assert room.lines[1:] == ['cut.angle("00:00:01:01", rushes["2A-1"], picture_only=True)']
    room.keys("Home", "Space")  # the keys are the film's again
    room.until("ROOM.record.playing && ROOM.store.playhead > 2")
    page.locator(".ku-angle[data-take='5A-1']").click()
    room.until("ROOM.record.playing && ROOM.store.playhead > 12")
    room.focus()
    room.keys("k")
    (line,) = room.lines[2:]
    assert line.endswith('rushes["5A-1"])')
    assert by_code(rushes, "angles", room.lines) == room.text


def test_an_angle_that_ends_early_is_seen_until_then_and_that_is_said(hub, page, course, rushes):
    code = (
        'import kuleshov as ku\nrushes = ku.rushes("understudy")\n'
        'cut = ku.Cut("early", rushes=rushes).add("1A-1", 13, 33)'
    )
    room = Room(page, hub, course, "early", [code, "ku.cutting_room(rushes, cut)"])
    room.run()
    room.focus()
    room.keys("2", "Home", "Shift+ArrowRight", "Shift+ArrowRight")
    page.locator(".ku-angle[data-take='7A-1']").click()
    assert room.lines == ['cut.angle("00:00:02:00", rushes["7A-1"])']
    said = "The same moment in 7A-1. It ends at 00:00:09:00: 1A-1 is seen again from there."
    assert said in room.js("ROOM.announcer.line.textContent")
    assert "7A-1 ends at 00:00:09:00 of the film" in page.locator(".ku-notice").inner_text()
    assert room.text.endswith("1A-1 13:00 15:00\n7A-1 05:00 12:00\n1A-1 22:00 33:00\n")
    assert room.js("ROOM.store.frames") == 480
    room.picture("room-early")
    room.keys("Control+z")
    assert room.text.endswith("1A-1 13:00 33:00\n")


def _shows(take, second):
    """Whether a take of the first performance has a second of the scene, by its makers' notes."""
    truth = take.truth
    if truth.performance is None or truth.clock.name != "scene":
        return False
    return truth.first_picture <= truth.time_at(second) * 24 < truth.frames


def test_a_screen_reader_finds_no_fault(hub, page, course, axe):
    room = Room(page, hub, course, "axe")
    room.run()
    room.keys("Control+a")
    page.locator(".ku-take").nth(2).click()
    room.js("ROOM.problem('Something to read in red.')")
    page.evaluate(axe)
    # The page's body is 0 px high, and axe would take all text as off screen and skip its contrast.
    page.evaluate("document.body.style.height = '100vh'")

    def violations():
        found = page.evaluate("axe.run({include: ['.ku-room']}).then(found => found.violations)")
        return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]

    assert violations() == []
    room.focus()
    room.keys("?")
    assert violations() == []
    room.keys("Escape")
    page.evaluate("document.querySelector('.ku-words').style.color = '#444'")
    assert [name for name, _ in violations()] == ["color-contrast"], "axe sees contrast at all"


def test_a_killed_kernel_a_reload_and_a_closed_tab_lose_nothing(hub, page, course, rushes):
    room = Room(page, hub, course, "killed")
    room.run()
    room.js("ROOM.wire.patience = 800")
    room.focus()
    room.keys("]", "]", "]")
    room.settle()
    _, process = room.kernel()
    os.kill(process, signal.SIGKILL)
    room.keys("]", "]", "ArrowDown", "Alt+Shift+]")
    page.wait_for_selector(".ku-python[data-status='away']")
    assert "kept in the browser" in page.locator(".ku-python").inner_text()
    room.keys("]")
    wanted = room.js("JSON.stringify(ROOM.store.edit)")

    # The page is reloaded without a word to Python: what it kept is on the server and in itself.
    room.open()
    room.run()
    assert json.loads(room.js("JSON.stringify(ROOM.store.edit)")) == json.loads(wanted)
    room.settle()

    # With the kernel alive, a reload finds the room as it was, and its Python.
    room.focus()
    room.keys("Control+s")
    room.until("!document.querySelector('.jp-mod-dirty')")
    room.open()
    room.ready()
    assert json.loads(room.js("JSON.stringify(ROOM.store.edit)")) == json.loads(wanted)
    room.keys("End")

    # A tab closed amid gestures.
    room.focus()
    room.keys("Home", "]", "]", "]", "]")
    wanted = json.loads(room.js("JSON.stringify(ROOM.store.edit)"))
    page.goto("about:blank")
    until = time.monotonic() + 10
    kept = {}
    while kept != wanted and time.monotonic() < until:
        for path in room.studio.glob("killed--killed*.json"):
            try:
                record = json.loads(path.read_text())
            except ValueError:  # the server is just writing it
                continue
            kept = json.loads(record["edit"]) if isinstance(record["edit"], str) else record["edit"]
            if kept == wanted:
                break
        time.sleep(0.2)
    assert kept == wanted


def test_a_new_title_keeps_the_work_and_where_the_code_differs_it_is_asked(hub, page, course, axe):
    code = (
        'import kuleshov as ku\nrushes = ku.rushes("understudy")\n'
        'cut = ku.Cut("Put yours in", rushes=rushes).add("1A-1", 13, 15).add("4A-1", 8, 10)'
    )
    room = Room(page, hub, course, "retitled", [code, "ku.cutting_room(rushes, cut)"])
    put = "ROOM.shared.notebook.shared.cells[0].setSource"
    room.run()
    room.focus()
    room.js("ROOM.store.gesture('trim', { number: 1, out: 350 })")
    room.settle()
    renamed = code.replace("Put yours in", "Who taught you that")
    room.js(f"{put}({json.dumps(renamed)})")
    room.run()
    assert room.js("ROOM.store.edit.shots[0].out") == 350
    assert page.locator(".ku-head h2").inner_text() == "Who taught you that"
    assert "Taken up where you left it by hand" in page.locator(".ku-notice").inner_text()

    room.js(f"{put}({json.dumps(renamed.replace('8, 10', '8, 11'))})")
    room.run()
    asked = page.locator(".ku-question")
    assert "The code and what you cut by hand" in asked.inner_text()
    assert "Shot 2 (4A-1) runs from 00:00:08:00 to 00:00:10:00 instead of" in asked.inner_text()
    assert "Keep mine by hand; Take the code's." in room.js("ROOM.announcer.live.textContent")
    room.picture("room-question")
    page.evaluate(axe)
    page.evaluate("document.body.style.height = '100vh'")
    found = page.evaluate("axe.run({include: ['.ku-notice']}).then(found => found.violations)")
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    page.get_by_role("button", name="Keep mine by hand").press("Enter")
    room.settle()
    assert room.js("ROOM.store.edit.shots.map(shot => shot.out)") == [350, 240]
    assert page.locator(".ku-question").count() == 0


def test_a_finding_is_answered_at_its_mark_and_the_word_is_in_the_edit(hub, page, course, axe):
    code = (
        'import kuleshov as ku\nrushes = ku.rushes("understudy")\n'
        'cut = ku.Cut("found", rushes=rushes).add("KA-1", 1.5, 2.5).add("KA-1", 3, 4)'
    )
    told = "print(cut.check(sound=False), cut.statement(), sep='\\n')"
    room = Room(page, hub, course, "found", [code, "ku.cutting_room(rushes, cut)", told])
    room.run()
    mark = page.locator(".ku-mark")
    assert "the picture jumps" in mark.get_attribute("aria-label")
    mark.focus()
    room.keys("Enter")
    assert "It may be a choice" in page.locator(".ku-finding").inner_text()
    page.keyboard.type("He has made up his mind.")
    room.picture("room-finding")
    page.evaluate(axe)
    page.evaluate("document.body.style.height = '100vh'")
    found = page.evaluate("axe.run({include: ['.ku-room']}).then(found => found.violations)")
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    room.keys("Enter")
    said = 'cut.marker("00:00:01:00", "He has made up his mind.", answers="jump cut")'
    assert room.lines == [said]
    assert mark.get_attribute("aria-label").endswith("Your answer: He has made up his mind.")
    assert page.locator(".ku-finding").is_hidden()
    room.picture("room-answered")
    room.keys("Control+z")
    room.settle()
    assert "Your answer" not in mark.get_attribute("aria-label")
    mark.click()
    page.get_by_label("Why it stays").fill("It is a rhyme.")
    page.get_by_role("button", name="Keep it, with this word").click()
    assert 'answer: 01:00 "jump cut" It is a rhyme.' in room.text


def test_a_grade_is_typed_seen_and_taken_off(hub, page, course):
    room = Room(page, hub, course, "graded")
    room.run()
    page.mouse.click(*room.at(20))
    field = page.get_by_label("Grade (")
    assert field.input_value() == ""
    video = "[...document.querySelectorAll('[aria-label=Film] video')].map(v => v.style.filter).join('')"
    assert page.evaluate(video) == ""
    field.fill("-1.45stops 0.1 warmth")
    field.press("Enter")
    assert room.lines == ["cut.grade(1, stops=-1.45, warmth=0.1)"]
    assert "1A-1 13:00 15:17 -1.45stops +0.1warmth\n" in room.text
    assert field.input_value() == "-1.45 stops, +0.1 warmth"
    assert "graded -1.45 stops, +0.1 warmth" in page.locator(".ku-said").inner_text()
    page.wait_for_function(f"{video}.includes('url')")
    assert room.is_drawn_whole()
    room.picture("room-graded")
    field.fill("as dark as it goes")
    field.press("Enter")
    assert "can't be read. Write stops of light" in page.locator(".ku-said").inner_text()
    assert field.input_value() == "-1.45 stops, +0.1 warmth" and len(room.lines) == 1
    field.fill("")
    field.press("Enter")
    assert room.lines[1:] == ["cut.grade(1, None)"] and "stops" not in room.text
    page.wait_for_function(f"{video} === ''")


def test_a_title_s_words_and_the_film_s_title_are_written_by_hand(hub, page, course, rushes):
    room = Room(page, hub, course, "titles")
    room.run()
    room.focus()
    room.keys("Home", "Shift+T")
    page.keyboard.type("Later")
    room.keys("Enter")
    field = page.get_by_label("Words (")
    assert field.input_value() == "Later"
    field.fill("Three weeks later")
    field.press("Enter")
    assert room.lines[1:] == ['cut.words(1, "Three weeks later")']
    assert 'title 02:00 "Three weeks later"' in room.text
    assert page.locator(".ku-said").inner_text() == "Title 1 reads: Three weeks later."
    page.mouse.click(*room.at(60))
    assert field.is_hidden(), "a shot from a take has no words"

    heading = page.get_by_role("button", name="titles: the film's title")
    heading.click()
    assert page.locator(".ku-titlewords").is_hidden(), "one click writes nothing"
    heading.dblclick()
    room.picture("room-title")
    page.keyboard.type("The one who waits")
    room.keys("Enter")
    assert room.lines[-1] == 'cut.rename("The one who waits")'
    assert page.locator(".ku-head h2").inner_text() == "The one who waits"
    assert "title: The one who waits\n" in room.text
    assert (
        page.locator(".ku-room")
        .get_attribute("aria-label")
        .startswith("Cutting room: The one who waits.")
    )
    page.locator(".ku-filmtitle").focus()
    room.keys("F2", "Escape", "Control+z")
    room.settle()
    assert page.locator(".ku-head h2").inner_text() == "titles"
    room.keys("Control+Shift+z")
    assert by_code(rushes, "titles", room.lines) == room.text

    room.settle()
    kernel, _ = room.kernel()
    room.ask(f"kernels/{kernel}/restart", "POST")
    room.open()
    room.run()
    assert page.locator(".ku-head h2").inner_text() == "The one who waits"


def test_a_time_is_typed_at_the_clock_and_by_resolves_key(hub, page, course):
    room = Room(page, hub, course, "clock")
    room.run()
    room.focus()
    said = page.locator(".ku-said")

    def typed(words, *keys):
        room.keys(*keys)
        page.keyboard.type(words)
        room.keys("Enter")
        return room.js("ROOM.store.playhead")

    assert typed("2:10", "=") == 58
    assert said.inner_text() == "00:00:02:10, 2 seconds 10 frames later."
    assert typed("1:00", "+") == 82 and typed("12f", "-") == 70
    assert typed("00:00:01:00", "=") == 24 and typed("2.5", "=") == 60
    assert typed("99:00", "=") == room.js("ROOM.store.frames")
    assert said.inner_text().startswith("The film ends at ")
    room.keys("=")
    page.keyboard.type("noon")
    room.keys("Enter")
    assert said.inner_text().startswith(
        "\u201cnoon\u201d is no time. Write seconds and frames (12:10)"
    )
    room.picture("room-clock")
    field = page.get_by_label("Where to go in the film")
    field.fill("1:00")
    room.keys("Escape")
    assert field.is_hidden() and room.js("ROOM.store.playhead") == room.js("ROOM.store.frames")
    assert room.js("document.activeElement === ROOM.root") and room.lines == []

    page.locator(".ku-take").nth(2).click()
    page.locator("[aria-label^=Source] .ku-clock").click()  # the take's own, by the pointer
    page.keyboard.type("100f")
    room.keys("Enter")
    assert room.js("[ROOM.store.source.at, ROOM.store.monitor]") == [100, "source"]


def test_what_is_dragged_catches_and_n_lets_go(hub, page, course, rushes):
    room = Room(page, hub, course, "snap")
    room.run()
    room.focus()
    cuts = room.cuts()
    room.js("ROOM.store.gesture('lay', { lane: 'tone', take: '1A-1', in_: 800, out: 860, at: 70 })")
    pixels = 4 / room.js("ROOM.view.scale")  # frames

    def laid():
        return json.loads(room.js("JSON.stringify(ROOM.store.edit.lanes[0].sounds[0])"))

    def pulled(frame, to, *keys, row="lane 0"):
        start, stop = room.at(frame, row), room.at(to, row)
        page.mouse.move(*start)
        page.mouse.down()
        for share in (0.4, 0.8, 1):
            page.mouse.move(start[0] + (stop[0] - start[0]) * share, start[1] + 2)
        for key in keys:
            room.keys(key)
        page.mouse.move(stop[0], start[1] + 1)
        seen = page.locator(".ku-caught").is_visible()
        said = page.locator(".ku-said").inner_text()
        if not keys:
            room.picture(f"room-snap-{row.replace(' ', '')}")
        page.mouse.up()
        room.settle()
        return seen, said

    middle = laid()["at"] + 30
    assert pulled(middle, middle - laid()["at"] + pixels) == (True, "On the film's head")
    assert laid()["at"] == 0, "on frame 0 exactly"
    assert room.lines[-1] == 'cut.lane("tone").move(1, "00:00:00:00")'
    seen, said = pulled(30, 30 + cuts[1] - 60 + pixels)  # its end, to the first cut
    assert (seen, said, laid()["at"] + 60) == (True, "On a cut", cuts[1])
    at = laid()["at"]
    seen, _ = pulled(at + 30, at + 30 - pixels, "n")
    assert not seen and laid()["at"] < at, "N lets go for this drag"
    assert page.locator("[data-command=snap]").get_attribute("aria-pressed") == "true"
    assert page.locator(".ku-caught").is_hidden()

    # A shot's edge, to the playhead; then with snapping off.
    room.js(f"ROOM.record.goto({cuts[2] - 10})")
    seen, said = pulled(cuts[2] - pixels / 2, cuts[2] - 10 - 1.5 * pixels, row="picture")
    assert (seen, said) == (True, "On the playhead")
    assert room.cuts()[2] == cuts[2] - 10
    room.focus()
    room.keys("Control+z", "n")
    assert page.locator(".ku-said").inner_text() == "Snapping is off."
    seen, _ = pulled(cuts[2] - pixels / 2, cuts[2] - 10 - 1.5 * pixels, row="picture")
    assert not seen and room.cuts()[2] != cuts[2] - 10
    assert by_code(rushes, "snap", room.lines) == room.text

    room.keys("Home", "ArrowDown", "v", "u")
    assert "a trim moves the side before it alone, shot 1, 1A-1." in room.js(
        "ROOM.announcer.live.textContent"
    )


def test_room_tone_fills_the_lane_by_one_key_and_a_stem_is_drawn_as_its_own(
    hub, page, course, rushes
):
    room = Room(page, hub, course, "tone")
    room.run()
    room.focus()
    room.keys("Shift+F")
    page.keyboard.type("1A-1")
    room.keys("Enter", "=")
    page.keyboard.type("34.0")
    room.keys("Enter", "i", "+")
    page.keyboard.type("2.5")
    room.keys("Enter", "o", "Alt+r")
    assert room.lines == ['cut.lane("tone").fill(rushes["1A-1"], "00:00:34:00", "00:00:36:13")']
    frames = room.js("ROOM.store.frames")
    sounds = ku.Cut.from_text(room.text, rushes).edit.lanes[0].sounds
    assert sounds[0].at == 0 and sounds[-1].stop == frames and len(sounds) == -(-frames // 61)
    assert by_code(rushes, "tone", room.lines) == room.text
    said = page.locator(".ku-said").inner_text()
    assert said.startswith("1A-1 fills lane tone from 00:00:00:00 to ")
    room.js("ROOM.store.gesture('lay', { lane: 'talk', take: '1A-1', in_: 312, out: 372, at: 0 })")
    room.js(
        "ROOM.store.gesture('lay', { lane: 'voice', take: '1A-1', in_: 312, out: 372, at: 0, stem: 'diode' })"
    )
    room.until(
        "ROOM.looks.heard('1A-1')?.levels.length > 0 && ROOM.looks.heard('1A-1', 'diode')?.levels.length > 0"
    )
    whole, voice = (
        room.js(f"[...ROOM.looks.heard('1A-1'{stem}).levels.slice(650, 775)]")
        for stem in ("", ", 'diode'")
    )
    assert sum(voice) < sum(whole) / 2, "where Filament speaks Diode's stem is silent"
    assert room.is_drawn_whole()
    room.picture("room-tone")


def test_python_at_work_on_another_cell_is_not_gone_and_a_restarted_one_is(hub, page, course):
    work = "import time\nfor _ in range(60):\n    time.sleep(0.25)"
    room = Room(page, hub, course, "busy", [*cells("busy"), work])
    room.start()
    page.wait_for_selector(".ku-room")
    room.js("Object.assign(ROOM.wire, { patience: 500 })")
    room.until("ROOM.wire.python === 'busy'")
    assert page.locator(".ku-python").inner_text() == ""
    assert "restarted" not in page.locator(".ku-room").inner_text()
    room.focus()
    room.keys("End")
    room.js("ROOM.store.gesture('trim', { number: 1, head: 0, tail: -2 })")
    said = page.locator(".ku-python").inner_text()
    assert "Python is busy" in said and "1 gesture is kept" in said
    room.picture("room-busy")
    room.until("ROOM.wire.python === 'here'", timeout=40_000)
    room.settle()
    assert page.locator(".ku-python").inner_text() == ""
    kernel, _ = room.kernel()
    room.ask(f"kernels/{kernel}/restart", "POST")
    page.wait_for_selector(".ku-python[data-status='away']")
    assert "stopped or restarted" in page.locator(".ku-room").inner_text()
    room.picture("room-restarted")


def test_without_the_servers_files_films_come_through_the_widget(hub, page, course):
    page.route("**/files/**", lambda route: route.fulfill(status=404))
    room = Room(page, hub, course, "channel")
    room.run()
    room.until("ROOM.record.player.slots.some(s => s.reel.video.readyState >= 2)")
    address = room.js("ROOM.record.player.slots.find(s => s.reel.take).reel.video.src")
    assert address.startswith("blob:")
    room.focus()
    room.keys("l")
    room.until("ROOM.store.playhead > 20")
    room.keys("k")
    assert room.js("ROOM.record.track.context.state") == "running"

    # Where nothing plays at all: what to do, and the storyboard's pictures.
    room.js("ROOM.record.player.onproblem('no H.264 here')")
    assert "Chrome, Edge, Firefox or Safari" in page.locator(".ku-notice").inner_text()
    room.until(
        "(() => { const c = document.querySelector('.ku-monitor:last-child .ku-still'); "
        "return c.getContext('2d').getImageData(0, 0, 640, 360).data.some(v => v > 40 && v < 250); })()"
    )
    room.keys("]")
    room.settle()
    assert room.lines[-1].startswith("cut.trim(")


def test_an_editors_hands_find_their_keys_and_the_whole_window(hub, page, course):
    room = Room(page, hub, course, "hands")
    room.run()
    room.js("ROOM.source.stop()")  # as it is told when it is scrolled out of sight
    assert page.inner_text(".ku-monitor .ku-over >> nth=0") == "Choose a take in the bin"
    room.focus()
    room.keys("Home", "Shift+ArrowRight", "i", "Shift+ArrowRight", "o")
    assert room.js("ROOM.store.range()") == {"start": 24, "stop": 49}
    assert room.lines == [], "marks trim nothing"

    # K held with L goes slowly, J plays backwards and is heard.
    page.keyboard.down("k")
    page.keyboard.down("l")
    room.until("ROOM.record.player.speed === 0.25")
    page.keyboard.up("l")
    page.keyboard.up("k")
    assert room.js("ROOM.record.player.speed") == 0
    room.keys("End", "j")
    room.until("ROOM.record.track.playing?.back && ROOM.record.track.playing.sources.length > 0")
    room.until("ROOM.store.playhead < ROOM.store.frames - 12")
    room.keys("k", "v", "u", ".")
    assert room.lines[-1].startswith("cut.trim(")
    assert room.is_drawn_whole()
    room.picture("room-marked")

    # The other set, from the sheet; buttons say its keys, and the next room knows it.
    room.keys("?")
    page.click(".ku-sheet button:text-is('Premiere')")
    room.picture("room-keys")
    room.keys("Escape", "Shift+Delete")
    assert room.lines[-1] == 'cut.extract_range("00:00:01:00", "00:00:02:01")'
    button = page.locator(".ku-room [data-command='blade']")
    assert "(Ctrl K)" in button.get_attribute("aria-label")
    page.select_option(".ku-keys", "resolve")
    assert "(Ctrl B)" in button.get_attribute("aria-label")

    # Three points: what is marked of the film is filled from the source; a marker stands there.
    room.keys("Home", "Shift+ArrowRight", "i", "Shift+ArrowRight", "o", "Shift+F")
    page.keyboard.type("6A-1")
    room.keys("Enter", "F10", "Shift+B", "Home", "m", "m")
    page.keyboard.type("Why now?")
    room.keys("Enter")
    assert room.lines[-4].startswith('cut.overwrite("00:00:01:00", rushes["6A-1"], ')
    assert room.lines[-1] == 'cut.marker("00:00:00:00", "Why now?")'
    assert page.locator(".ku-marker").get_attribute("aria-label").endswith("Why now?")
    room.keys("Control+a", "Control+c", "Control+v", "Delete", "Control+z")

    # The whole window, and back into the cell, with the same films.
    width = room.js("ROOM.record.stage.clientWidth")
    page.evaluate(f"window.room = {ROOM}")
    room.keys("Control+f")
    page.wait_for_function(f"room.record.stage.clientWidth > {width}")
    assert page.evaluate("room.root.getBoundingClientRect().width === innerWidth")
    page.set_viewport_size({"width": 1600, "height": 1000})
    room.picture("room-window")
    page.set_viewport_size({"width": 1280, "height": 900})
    room.keys("Home", "l")
    page.wait_for_function("room.store.playhead > 6")
    room.keys("k", "v", "Escape")
    assert page.evaluate("[room.store.point, room.root.dataset.full]") == [None, "true"]
    room.keys("Escape")  # nothing is chosen any more: back into the cell
    assert room.js("ROOM.root.dataset.full") is None

    # The monitor on the whole screen, where the keys still reach the room.
    room.keys("p")
    room.until("document.fullscreenElement === ROOM.record.element")
    room.keys("Home", "ArrowRight", "p")
    room.until("!document.fullscreenElement && document.activeElement === ROOM.root")
    assert room.js("ROOM.store.playhead") == 1
    page.set_viewport_size({"width": 800, "height": 900})
    room.picture("room-800")
