"""The edit in moviepy, on takes whose every frame and sample says where in the take it lies."""

from fractions import Fraction
from types import SimpleNamespace

import av
import numpy as np
import pytest

from kuleshov.errors import EditError
from kuleshov.media import Clip
from kuleshov.timeline import Cut
from kuleshov.timeline.mix import mix

SIZE = (16, 8)


class Known:
    """A take whose frame n is a grey of ``level`` + n, and whose sound at t seconds is t / 100."""

    sound, pixel_aspect, variable_rate = SimpleNamespace(layout="stereo"), Fraction(1), False
    on_screen = Clip.on_screen

    def __init__(self, name, level, frames=40, size=SIZE, rate=24):
        self.name, self.level, self.frames = name, level, frames
        self.rate = Fraction(rate)
        self.width, self.height = size
        self.seen = []

    def raw(self, number):
        self.seen.append(number)
        return av.VideoFrame.from_ndarray(
            np.full((self.height, self.width, 3), self.level + number, np.uint8)
        )

    def raw_ahead(self):
        return self.raw

    def read_sound(self, start, stop, rate):
        t = float(start) + np.arange(round((stop - start) * rate)) / rate
        length = float(self.frames / self.rate)
        return np.stack([np.where(t < length, t, 0) / 100] * 2, -1).astype(np.float32)


@pytest.fixture
def takes():
    """Return a few takes."""
    made = [
        Known("a", 40), Known("b", 140), Known("short", 40, frames=10),
        Known("square", 100, size=(8, 8)), Known("tall", 100, size=(16, 32)),
        Known("wide", 100, size=(32, 8)), Known("slow", 60, rate=12),
    ]  # fmt: skip
    return SimpleNamespace(**{take.name: take for take in made})


def greys(cut):
    """Return every frame's grey in the middle of the picture."""
    film = cut.to_moviepy()
    rate = float(cut.rate)
    return [float(film.get_frame(frame / rate)[4, 8, 1]) for frame in range(cut.frames)]


def times(cut, *frames):
    """Return which second of a take is heard in the middle of these frames of the film."""
    sound = cut.to_moviepy().audio
    return [
        round(100 * float(np.ravel(sound.get_frame((frame + 0.5) / float(cut.rate)))[0]), 4)
        for frame in frames
    ]


def test_every_frame_of_a_straight_cut_is_the_take_s_own(takes):
    cut = Cut("straight").add(takes.a, "3f", "7f").add(takes.b, 0, "1f").add(takes.a, "38f", "40f")
    assert greys(cut) == [43, 44, 45, 46, 140, 78, 79]
    film = cut.to_moviepy()
    assert (film.duration, film.fps, tuple(film.size)) == (pytest.approx(7 / 24), 24, SIZE)
    assert film.audio.duration == pytest.approx(7 / 24)


@pytest.mark.parametrize(("length", "before"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_a_dissolve_mixes_the_frames_around_its_cut_by_their_middles(takes, length, before):
    """The larger half of an odd one lies before the cut, at frame 6."""
    cut = Cut("mixed").add(takes.a, "4f", "10f").add(takes.b, "10f", "18f", dissolve=length)
    wanted = []
    for frame in range(14):
        share = min(max(Fraction(2 * (frame - 6 + before) + 1, 2 * length), 0), 1)
        wanted.append(float((44 + frame) * (1 - share) + (150 + frame - 6) * share))
    assert greys(cut) == pytest.approx(wanted, abs=1.01)


def test_frames_that_a_take_lacks_are_its_first_or_its_last(takes):
    cut = Cut("beyond").add(takes.short, "8f", "10f").add(takes.b, 0, "4f", dissolve=4)
    # frames 8, 9, 9, 9 of the first under 0, 0, 0, 1 of the second; 49 to 140 an eighth at a time
    wanted = [48 + 92 / 8, 49 + 3 * 91 / 8, 49 + 5 * 91 / 8, 49 + 7 * 92 / 8, 142, 143]
    assert greys(cut) == pytest.approx(wanted, abs=1.01)
    assert max(takes.short.seen) == 9
    assert min(takes.b.seen) == 0


def test_a_take_of_another_rate_keeps_its_pace(takes):
    assert greys(Cut("pace").add(takes.slow, "4f", "9f")) == [62, 62, 63, 63, 64]


def test_fades_darken_the_shot_s_own_ends(takes):
    cut = Cut("fades").add(takes.a, 0, "6f", fade_in=2).add(takes.b, 0, "6f", fade_out=3)
    wanted = [40 / 4, 41 * 3 / 4, 42, 43, 44, 45, 140, 141, 142, 143 * 5 / 6, 144 / 2, 145 / 6]
    assert greys(cut) == pytest.approx(wanted, abs=1.01)
    late = Cut("late").add(takes.a, 0, "4f", fade_out=2).add(takes.b, "2f", "6f", dissolve=2)
    # under a quarter of the second the first is at a quarter, and after its end black
    wanted = [40, 41, 42 * 3 / 4, 43 / 4 * 3 / 4 + 141 / 4, 142 * 3 / 4, 143, 144, 145]
    assert greys(late) == pytest.approx(wanted, abs=1.5)


def test_two_dissolves_one_after_the_other_each_lengthen_their_own_two_clips(takes):
    cut = (
        Cut("three")
        .add(takes.a, "10f", "14f")
        .add(takes.b, "10f", "20f")
        .add(takes.a, "30f", "38f")
    )
    film = cut.dissolve(2, 2).dissolve(3, 7).to_moviepy()
    # half of each dissolve, the larger half of an odd one before its cut
    assert [clip.duration * 24 for clip in film.clips] == pytest.approx([4 + 1, 1 + 10 + 3, 4 + 8])
    assert [clip.start * 24 for clip in film.clips] == pytest.approx([-0.5, 2.5, 9.5])
    cards = Cut("cards").title_card("M", "5f").black("3f").to_moviepy()
    assert [clip.duration * 24 for clip in cards.clips] == pytest.approx([5, 3])


def test_an_edit_without_shots_is_no_film():
    with pytest.raises(EditError, match="This edit is empty: add a shot"):
        Cut("empty").to_moviepy()


def test_cards_are_black_and_only_a_title_has_words(takes):
    cut = (
        Cut("cards", 24)
        .add(takes.a, 0, "2f")
        .title_card("MMMM", "2f")
        .black("3f")
        .add(takes.b, 0, "1f")
    )
    assert greys(cut)[0:2] == [40, 41] and greys(cut)[4:] == [0, 0, 0, 140]
    film = Cut("cards").title_card("MMMM", "2f").black("1f").to_moviepy()
    assert tuple(film.size) == (640, 360) and film.audio is None
    peaks = [int(film.get_frame(frame / 24).max()) for frame in range(3)]
    assert peaks[:2] == [250, 250] and peaks[2] == 0


def test_a_take_of_another_shape_is_fitted_whole_between_bars(takes):
    cut = Cut("bars").add(takes.a, 0, "1f").add(takes.square, 0, "2f").add(takes.tall, 0, "2f")
    film = cut.to_moviepy()
    square, tall = (film.get_frame(frame / 24)[..., 0] for frame in (1, 3))
    assert square[4].tolist() == [0] * 4 + [100] * 8 + [0] * 4
    assert tall[4].tolist() == [0] * 6 + [100] * 4 + [0] * 6
    for picture, bar in ((square, 4), (tall, 6)):
        assert set(picture[:, bar:-bar].ravel().tolist()) == {100}
    assert film.get_frame(2 / 24)[4, 8, 0] == 101
    wide = Cut("wide").add(takes.a, 0, "1f").add(takes.wide, 0, "2f").to_moviepy().get_frame(1 / 24)
    assert wide[:, 8, 0].tolist() == [0] * 2 + [100] * 4 + [0] * 2
    assert set(wide[2:6].ravel().tolist()) == {100}
    over = (
        Cut("over")
        .add(takes.a, "6f", "12f")
        .add(takes.square, "6f", "12f", dissolve=4)
        .to_moviepy()
    )
    # the bars come in over the first shot as the picture does: an eighth, then the rest
    bars = [over.get_frame(frame / 24)[4, 0] for frame in range(4, 8)]
    seen = [50 * 7 / 8, 51 * 5 / 8, 52 * 3 / 8, 53 / 8]
    assert np.allclose(bars, np.repeat(seen, 3).reshape(4, 3), atol=1.5)
    assert over.get_frame(8 / 24)[4, 0].tolist() == [0, 0, 0]


def test_sound_lies_under_its_picture_and_splits_move_its_cuts(takes):
    cut = Cut("heard").add(takes.a, "6f", "12f").add(takes.b, "20f", "26f")
    seconds = [(frame + 0.5) / 24 for frame in (6, 11, 20, 25)]
    assert times(cut, 0, 5, 6, 11) == pytest.approx(seconds, abs=1e-4)
    cut.split(2, 2)  # heard from frame 4 on
    assert times(cut, 3, 4) == pytest.approx([9.5 / 24, 18.5 / 24], abs=1e-4)
    cut.split(2, -2)
    assert times(cut, 7, 8) == pytest.approx([13.5 / 24, 22.5 / 24], abs=1e-4)


def test_sound_that_would_lead_its_take_begins_with_it(takes):
    cut = Cut("lead").add(takes.a, "6f", "12f").add(takes.b, "1f", "8f").split(2, 3)
    assert times(cut, 2, 3, 4, 5) == pytest.approx([8.5 / 24, 0, 0, 0.5 / 24], abs=1e-4)
    assert times(cut, 12) == pytest.approx([7.5 / 24], abs=1e-4)
    cut = Cut("end").add(takes.short, "6f", "10f").add(takes.b, "5f", "11f").split(2, -2)
    assert times(cut, 3, 4, 5, 6) == pytest.approx([9.5 / 24, 0, 0, 7.5 / 24], abs=1e-4)


@pytest.mark.parametrize(("length", "before"), [(4, 2), (5, 3)])
def test_sound_is_faded_in_over_a_dissolve(takes, length, before):
    """The cut lies at frame 6; a moment's sound there is what both takes give together."""
    cut = Cut("over").add(takes.a, "6f", "12f").add(takes.b, "20f", "27f", dissolve=length)
    wanted = []
    for frame in range(6 - before, 8):
        middle = Fraction(2 * frame + 1, 2)
        share = min((middle - 6 + before) / length, 1)
        wanted.append(share * (middle + 14) / 24 + (middle + 6 if frame < 6 else 0) / 24)
    assert times(cut, *range(6 - before, 8)) == pytest.approx([float(w) for w in wanted], abs=1e-3)
    assert times(cut, 5 - before, 12) == pytest.approx([(11.5 - before) / 24, 26.5 / 24], abs=1e-4)
    cut.split(2, 1)  # then it is cut, not faded
    assert times(cut, 4, 5, 6) == pytest.approx([10.5 / 24, 19.5 / 24, 20.5 / 24], abs=1e-4)


def test_a_dissolve_at_a_take_s_head_is_heard_from_its_first_sample(takes):
    cut = Cut("head").add(takes.a, "6f", "12f").add(takes.b, "1f", "9f", dissolve=6)
    # one frame of the three before the cut is there: it begins at frame 5
    first = float(10.5 / 24)
    assert times(cut, 4) == pytest.approx([first], abs=1e-4)
    assert times(cut, 5) == pytest.approx([11.5 / 24 + 0.5 / 24 / 12], abs=1e-4)


def test_levels_are_set_and_cards_and_mute_takes_say_nothing(takes):
    cut = (
        Cut("level")
        .add(takes.a, "6f", "12f", gain=6.0206)
        .black("2f")
        .add(takes.b, "6f", "12f", gain=-20)
    )
    takes.slow.sound = None
    cut.add(takes.slow, 0, "4f")
    wanted = [2 * 6.5 / 24, 0, 0, 0.65 / 24, 0]
    assert times(cut, 0, 6, 7, 8, 15) == pytest.approx(wanted, abs=1e-4)
    assert Cut("mute").add(takes.slow, 0, "4f").to_moviepy().audio is None


def test_lanes_are_heard_as_the_mix_has_them(takes):
    cut = Cut("lanes").add(takes.a, "3f", "39f", gain=-6)
    lane = cut.lane("tone").lay(takes.b, "6f", "30f", at="4f", gain=-3, fade_in=6, fade_out=4)
    lane.fader(2)
    cut.lane("off").lay(takes.b, "0f", "20f").mute()
    cut.lane("late").lay(takes.b, "0f", "20f", at="50f")
    cut.master(4)
    film = cut.to_moviepy()
    instants = (np.arange(36) + 0.5) / 24  # in the middle of each frame, off the ramps of the ends
    heard = np.array([np.ravel(film.audio.get_frame(t))[0] for t in instants])
    whole = mix(cut, 0, 36 * 2000)[:, 0]
    assert np.allclose(heard, whole[(np.arange(36) * 2000) + 1000], atol=1e-6)
    assert len(film.audio.clips) == 2, "what is muted, or lies behind the end, is not there"
    film.close()
