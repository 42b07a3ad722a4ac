"""Sound without a picture: what is heard is what the cut's mix has, and holes in it are told."""

import base64
import io
import re
import wave

import numpy as np
import pytest
from made import make_take

import kuleshov as ku
from kuleshov.errors import EditError, KuleshovError
from kuleshov.media import Writer
from kuleshov.show.hearing import RATE, audio, levels
from kuleshov.timeline.mix import mix

RUSHES = ku.rushes("understudy")


def heard(page):
    """Return the samples that a page plays, and their rate."""
    data = re.search(r"data:audio/wav;base64,([^\"]+)", page)[1]
    with wave.open(io.BytesIO(base64.b64decode(data))) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32767
        return samples, file.getframerate(), file.getnchannels()


def no():
    """Return "No." and "No.", each voice in a lane of its own, over the room without them."""
    cut = ku.Cut("No.", rushes=RUSHES).add("4A-1", "11:12", "15:00").stem(1, "rest")
    for who, start in (("filament", 12), ("diode", 13)):
        at = f"{24 * start - 276}f"
        cut.lane(who).lay("4A-1", f"{start}.0", f"{start + 1}.0", at=at, stem=who)
    return cut


def test_a_cut_is_heard_as_it_would_be_rendered():
    cut = no()
    samples, rate, channels = heard(ku.hear(cut, 1, 2).page)
    assert (rate, channels) == (RATE, 1)
    assert samples == pytest.approx(mix(cut, RATE, 2 * RATE, RATE).mean(axis=1), abs=1e-4)


def test_a_take_and_its_voice_are_heard_from_when_to_when():
    take = RUSHES["4A-1"]
    samples, *_ = heard(ku.hear(take, "12.0", "13.0").page)
    assert samples == pytest.approx(take.clip.read_sound(12, 13, rate=RATE)[:, 0], abs=1e-4)
    voice = take.stem("filament")
    samples, *_ = heard(ku.hear(voice, "12.0", "13.0").page)
    assert samples == pytest.approx(voice.read_sound(12, 13, rate=RATE)[:, 0], abs=1e-4)


def test_a_sound_file_is_heard_to_its_end():
    voice = ku.sound(RUSHES["4A-1"].stems["diode"])
    samples, *_ = heard(ku.hear(voice, 13).page)
    wanted = voice.read(13, rate=RATE, mono=True)[:, 0]
    assert len(samples) == len(wanted) and samples == pytest.approx(wanted, abs=1e-4)


def test_without_its_level_only_the_ear_can_tell():
    shown = ku.hear(no(), level=False)
    with_level = ku.hear(no())
    assert heard(shown.page)[0] == pytest.approx(heard(with_level.page)[0])
    assert "dBFS" in repr(with_level) and "dBFS" not in repr(shown) + shown.page
    assert "<svg" not in shown.page and "data:image" not in shown.page
    assert "<svg" in with_level.page or "data:image" in with_level.page


def test_where_nothing_is_heard_is_told():
    tone = 0.1 * np.ones(RATE, np.float32)
    tone[RATE // 2 : RATE // 4 * 3] = 0
    level = levels(tone)
    assert np.isneginf(level[50:75]).all() and level[:50] == pytest.approx(-20)
    cut = ku.Cut("hole", rushes=RUSHES).add("4A-1", 2, 3).black("0.5").add("4A-1", 3, 4)
    assert "Nothing at all is heard from 00:00:01:00 to 00:00:01:12." in repr(ku.hear(cut))
    assert "Nothing" not in repr(ku.hear(cut, 0, 1))
    assert repr(ku.hear(ku.Cut("black").black(1))) == "1.00 s of sound: nothing at all is heard."


@pytest.mark.parametrize("sides", [(1, -1), (1, 0), (1, 1)])
def test_both_sides_are_heard_as_they_are(tmp_path, sides):
    tone = 0.1 * np.sin(np.arange(48000) / 10)
    with Writer(tmp_path / "sides.mp4", size=(64, 36)) as film:
        for _ in range(24):
            film.write(np.zeros((36, 64, 3), np.uint8))
        film.write_sound(tone[:, None] * np.array(sides))
    shown = ku.hear(tmp_path / "sides.mp4")
    samples, _, channels = heard(shown.page)
    assert channels == 2 or sides == (1, 1)
    assert "Nothing" not in repr(shown)
    each = samples.reshape(-1, channels).std(axis=0)
    wanted = np.abs(sides[:channels]) * 0.1 / 2**0.5
    assert each == pytest.approx(wanted, abs=2e-3)


def test_what_is_louder_than_a_page_can_hold_is_clipped_and_does_not_turn_over():
    samples, *_ = heard(audio(np.float32([0, 2, -2]), "loud"))
    assert samples == pytest.approx([0, 1, -1])


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (lambda: ku.hear(RUSHES["1A-1"], 0, 61), "lasts 58.00 s"),
        (lambda: ku.hear(ku.Cut("long").black(61)), "61 s are more than a page should hold"),
        (lambda: ku.hear(RUSHES["4A-1"], 3, 2), "end before it begins"),
        (lambda: ku.hear(RUSHES["4A-1"].stem("diode"), 80, 81), r"It lasts 2\d\.\d\d s"),
        (lambda: ku.hear(RUSHES["4A-1"].stem("rest"), 80, 81), r"It lasts 26\.00 s"),
        (lambda: ku.hear(3), "no film"),
        (lambda: ku.answering("film", "diode"), "takes a Cut"),
        (lambda: ku.answering(no(), "diode", 2), "no sound 2"),
        (lambda: ku.answering(no().black(61), "diode"), "lasts 64 s; to be heard"),
    ],
)
def test_what_can_t_be_heard_is_said(what, words):
    with pytest.raises(KuleshovError, match=words):
        what()


def test_a_mute_film_has_nothing_to_hear(tmp_path):
    make_take(tmp_path / "mute.mp4", name="mute", sound=False)
    with pytest.raises(KuleshovError, match="mute has no sound"):
        ku.hear(tmp_path / "mute.mp4")


def test_an_answer_moves_with_the_slider_and_no_number_is_shown():
    cut = no()
    box = ku.answering(cut, "diode")
    slider, page = box.children
    assert box.cut.gaps().seconds == cut.gaps().seconds and "autoplay" not in page.value
    slider.value = -12
    assert box.cut.gaps().seconds == pytest.approx([cut.gaps().seconds[0] - 0.5])
    assert "autoplay" in page.value and "0.04" not in re.sub(r'src="[^"]+"', "", page.value)
    samples, *_ = heard(page.value)
    assert samples == pytest.approx(mix(box.cut, 0, len(samples), RATE).mean(axis=1), abs=1e-4)
    slider.value = 0
    assert box.cut == cut and cut.edit == no().edit, "the cut that was given stays as it was"
    assert slider.min == -cut.lane("diode").sounds[0].at


def test_a_time_that_is_none_is_refused():
    with pytest.raises(EditError):
        ku.hear(no(), "yesterday")
