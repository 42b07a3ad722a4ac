"""The room's Python half, spoken to as a browser speaks to it."""

import base64
import io
import json
import re
import threading
import wave

import cv2
import numpy as np
import pytest
from made import make_take, read_barcode, surround
from made.odd import phone_times
from made.takes import write_wav

import kuleshov as ku
from kuleshov.errors import EditError
from kuleshov.media import Clip
from kuleshov.show.rooms import cutting_room as room_module
from kuleshov.show.rooms import delivery, looks
from kuleshov.show.rooms.linker import linked

room_module._SLOW = ()  # answers in the same thread, so that a test can read them at once


def test_a_gesture_changes_the_very_cut_and_is_told_with_its_line(browser):
    cut = browser.room.cut
    answer = browser.do("trim", number=1, out=60)
    assert answer["ok"] and answer["lines"] == ['cut.trim(1, out="00:00:02:12")']
    assert cut.shots[0].out == 60
    state = browser.room.state
    assert state["edit"] == json.loads(cut.to_json())
    assert state["lines"] == answer["lines"] and state["undo"] and state["gestures"] == 1


def test_a_gesture_that_cannot_be_done_leaves_all_as_it_was(browser):
    before = browser.room.cut.edit
    answer = browser.do("trim", number=1, out=100000)
    assert not answer["ok"] and "4A-1 ends at 00:00:05:00" in answer["problem"]
    assert browser.room.cut.edit is before


def test_of_a_gesture_of_several_calls_all_or_nothing_happens(browser):
    before = browser.room.cut.edit
    assert not browser.do("remove", numbers=[2, 3])["ok"]
    assert browser.room.cut.edit == before


def test_several_shots_come_back_by_one_undo_and_go_by_one_redo(browser):
    cut = browser.room.cut
    before = cut.edit
    assert browser.do("remove", numbers=[1, 2])["lines"] == ["cut.remove(2)", "cut.remove(1)"]
    assert len(cut) == 0
    browser.do("undo")
    assert cut.edit == before
    browser.do("redo")
    assert len(cut) == 0
    browser.do("undo")
    cut.trim(1, out="50f")  # and code goes its own way
    assert browser.do("undo")["lines"] == ["cut.undo()"]
    assert cut.edit == before


def test_the_same_gesture_heard_twice_is_done_once(browser):
    first = browser.do("roll", id="x-1", number=1, by=2)
    again = browser.do("roll", id="x-1", number=1, by=2)
    assert first["lines"] == again["lines"]
    assert browser.room.cut.shots[0].out == 74


def test_gestures_from_two_threads_do_not_mix(browser):
    cut = browser.room.cut
    cut.trim(1, out="48f")

    def hand():
        for _ in range(60):
            browser.do("slip", number=1, by=1)
            browser.do("slip", number=1, by=-1)

    other = threading.Thread(target=hand)
    other.start()
    for _ in range(60):
        cut.slip(2, 1).slip(2, -1)
    other.join()
    assert [(s.in_, s.out) for s in cut] == [(24, 48), (24, 96)]


def test_two_rooms_on_one_cut_see_the_same(browser, rushes):
    second = ku.cutting_room(rushes, browser.room.cut)
    browser.do("split", number=2, frames=6)
    assert second.state["edit"]["shots"][1]["split"] == 6


def test_what_code_does_is_told_after_its_cell(browser):
    browser.room.cut.remove(1)
    room_module._follow()
    assert len(browser.room.state["edit"]["shots"]) == 1


def test_findings_stand_in_the_state_with_their_sentences(browser):
    browser.do("trim", number=1, out=26)
    kinds = {f["kind"]: f for f in browser.room.state["findings"]}
    assert "2 frames" in kinds["flash shot"]["sentence"] and kinds["flash shot"]["frame"] == 0


def test_a_take_is_looked_at_as_a_strip_and_as_levels(browser):
    answer = browser.do("look", take="4A-1")
    strip, levels = browser.heard[-1][1]
    assert answer["look"] == {"width": 128, "height": 72, "step": 24.0, "count": 5}
    assert strip[:2] == b"\xff\xd8" and len(levels) == 250
    assert max(levels) > 100
    files = list((looks.kept("x").parent).iterdir())
    assert {f.suffix for f in files} == {".jpg", ".levels"}
    browser.do("look", take="4A-1")
    assert browser.heard[-1][1] == [strip, levels]


def test_a_stem_s_wave_is_its_own_asked_once_and_kept(browser, rushes, monkeypatch):
    take, asked = rushes["4A-1"], []

    class Voice:
        sound = take.clip.sound

        def read_sound(self, start, stop, rate=48000, mono=False):
            asked.append((start, stop))
            return np.full((round((stop - start) * rate), 1), 0.1, np.float32)  # -20 dBFS

    monkeypatch.setattr(type(take), "stem", lambda self, name: Voice())
    answer = browser.do("wave", take="4A-1", stem="filament")
    (levels,) = browser.heard[-1][1]
    assert answer["ok"] and set(levels) == {170} and len(levels) == 250
    browser.do("wave", take="4A-1", stem="filament")
    assert browser.heard[-1][1] == [levels] and len(asked) == 1
    browser.do("wave", take="4A-1", stem="rest")
    assert len(asked) == 2, "another stem is heard by itself"


def test_a_stem_that_is_not_there_is_a_sentence(browser):
    answer = browser.do("wave", take="4A-1", stem="nobody")
    assert not answer["ok"] and "has no stem 'nobody'" in answer["problem"]


def test_a_film_comes_whole_in_pieces_and_nothing_else_comes(browser, takes, monkeypatch):
    monkeypatch.setattr(delivery, "CHUNK", 4000)
    whole = (takes / "4A-1.mp4").read_bytes()
    assert browser.do("media", take="4A-1")["media"]["size"] == len(whole)
    found = b""
    while len(found) < len(whole):
        assert browser.do("chunk", take="4A-1", kind="film", start=len(found))["size"] == len(whole)
        found += browser.heard[-1][1][0]
    assert found == whole
    refused = browser.do("chunk", take="/etc/passwd", kind="film", start=0)
    assert not refused["ok"] and "no take" in refused["problem"]


def test_sound_comes_as_wav_for_browsers_without_aac(browser):
    browser.do("chunk", take="4A-1", kind="sound", start=0)
    data = browser.heard[-1][1][0]
    assert data[:4] == b"RIFF" and len(data) == 44 + 2 * 240000


def test_footage_that_browsers_do_not_play_gets_a_proxy(tmp_path, rushes, monkeypatch):
    folder = tmp_path / "footage"
    folder.mkdir()
    path = make_take(folder / "big.mp4", name="big", size=(320, 180))
    monkeypatch.setattr(delivery, "MOST_PIXELS", 100 * 100)
    monkeypatch.setattr(delivery, "PROXY_SIZE", (160, 90))
    films, clip = delivery.Films(), Clip(path)
    assert films.of(clip) == {"making": True}
    films._proxies[path].thread.join(30)
    where = films.of(clip)
    proxy = Clip(where["path"])
    assert (proxy.width, proxy.height, proxy.frames) == (160, 90, clip.frames)
    assert looks.kept("x").parent in proxy.path.parents
    assert delivery.longest_gop(proxy) <= 1.01


def test_what_is_said_in_the_middle_is_heard_in_a_proxy(tmp_path):
    clip = Clip(surround(tmp_path / "six.mkv", centre=0.5, rumble=0.0))
    proxy = delivery.Proxy(tmp_path / "proxy.mp4")
    delivery._make(proxy, clip)
    assert not proxy.problem
    heard = Clip(proxy.path).read_sound(0.5, 1.5)
    assert np.sqrt((heard**2).mean(axis=0)) == pytest.approx(
        [0.5 * 0.2929 / np.sqrt(2)] * 2, rel=0.1
    )


def test_a_damaged_take_is_a_sentence(browser, tmp_path):
    browser.room._takes["broken"] = type("T", (), {"clip": None, "name": "broken"})()
    (tmp_path / "broken.mp4").write_bytes(b"no film")
    for each in ("look", "media"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                room_module.CuttingRoom, "_clip", lambda *_: Clip(tmp_path / "broken.mp4")
            )
            answer = browser.do(each, take="broken")
        assert not answer["ok"] and "broken.mp4" in answer["problem"]


def test_levels_lie_on_a_scale_of_decibels():
    sound = np.array([0.001, 0.0, 1.0, -0.5, 0.0316, 0.0], np.float32)
    assert looks.scaled(sound, 2).tolist() == [0, 255, 127]


def test_without_a_browser_the_room_is_its_picture(browser, capsys):
    browser.room._ipython_display_()
    still = browser.room._still()
    assert "<svg" in still["text/html"] and browser.room._key in still["text/html"]
    assert "4A-1 01:00 03:00" in still["text/plain"]


def test_where_work_is_graded_there_is_no_widget(rushes, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    cut = ku.Cut("x", rushes=rushes).add("4A-1", 0, "24f")
    shown = ku.cutting_room(rushes, cut)._repr_mimebundle_()
    assert set(shown) == {"text/html", "text/plain"} and "<svg" in shown["text/html"]


def test_a_room_wants_a_bin_and_a_cut(rushes):
    with pytest.raises(EditError, match=r"ku.cutting_room\(ku.rushes"):
        ku.cutting_room(ku.Cut("x"))
    with pytest.raises(EditError, match="not a str"):
        ku.cutting_room(rushes, "cut")
    assert len(ku.cutting_room(rushes).cut) == 0


def test_all_modules_are_one_that_names_no_other():
    source = linked("cutting-room.js")
    names = re.findall(r"^// ([\w-]+\.js)$", source, re.MULTILINE)
    needed = set(re.findall(r'\$\["([\w-]+\.js)"\]', source))
    assert needed == set(names) and len(names) == len(set(names)) > 20
    assert not re.search(r"^(import|export) ", source.rsplit("export default", 1)[0], re.MULTILINE)
    assert source.index('$["time.js"]') < source.index('$["cutting-room.js"]')


def test_modules_in_a_circle_are_refused(tmp_path):
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nexport const a = 1;\n')
    (tmp_path / "b.js").write_text('import { a } from "./a.js";\nexport const b = 1;\n')
    with pytest.raises(ku.show.rooms.linker.KuleshovError, match=r"a\.js > b\.js > a\.js"):
        linked("a.js", tmp_path)


def test_a_data_address_holds_no_film(browser):
    """Films come in pieces or from the server: never as one long address in a message."""
    assert "base64" not in json.dumps(browser.room.state) + json.dumps(browser.room.bin)
    assert base64  # the module is what would have been used


def test_a_phones_uneven_film_is_played_and_drawn_in_step_with_its_sound(tmp_path):
    times = phone_times(fast=20, slow=20)
    path = make_take(tmp_path / "VID_1.mp4", frames=40, size=(160, 90), times=times)
    clip = Clip(path)
    assert not delivery.plays(clip)  # a browser would, but counts its frames evenly
    made = delivery.Proxy(tmp_path / "proxy.mp4")
    delivery._make(made, clip)
    proxy = Clip(made.path)
    assert (proxy.rate, proxy.variable_rate) == (30, False)
    for frame in range(0, proxy.frames, 4):
        begun = [n for n, time in enumerate(times) if time <= (frame + 0.5) / 30]
        assert read_barcode(proxy[frame])[1] == begun[-1]
    shown = clip.on_screen(range(0, clip.frames, looks.step_of(clip)), clip.rate)
    drawn = looks._drawn(clip, 128, looks.step_of(clip))
    strip = cv2.imdecode(np.frombuffer(drawn, np.uint8), cv2.IMREAD_COLOR)[..., ::-1]
    for place, frame in enumerate(shown):
        part = strip[:, 128 * place : 128 * (place + 1)].astype(int)
        assert np.abs(part - next(clip.images(frame, size=(128, 72)))).mean() < 6


@pytest.mark.parametrize(("layout", "channels"), [(1, 1), (2, 2)])
def test_music_reaches_the_browser_on_both_sides(tmp_path, monkeypatch, layout, channels):
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path / "cache"))
    sides = [np.full(30 * 8000, level) for level in (0.5, -0.25)][:layout]
    song = ku.sound(write_wav(tmp_path / "song.wav", np.stack(sides, 1), rate=8000))
    data, size = delivery.Films().piece("song", song, "sound", 0)
    with wave.open(io.BytesIO(data[:44] + data[44 : 44 + 4 * 48000])) as file:
        heard = np.frombuffer(data[44 : 44 + 4 * 24000], "<i2").reshape(-1, channels)[12000:]
        assert file.getnchannels() == channels and size == 44 + 30 * 48000 * 2 * channels
    assert np.allclose(heard / 32767, [0.5, -0.25][:layout], atol=0.01)
