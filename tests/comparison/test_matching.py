"""Films brought to one form, and shots in another order."""

from fractions import Fraction

import numpy as np
import pytest
from made import make_take

import kuleshov as ku
from kuleshov.errors import KuleshovError
from kuleshov.media import Writer


@pytest.fixture
def films(tmp_path, monkeypatch):
    """One film at 24, wide, with sound; one at 8, small, without; every frame has its own grey."""
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    made = {}
    for name, rate, size, seconds, heard in (
        ("mine", 24, (320, 180), 4, True),
        ("theirs", 8, (160, 120), 3, False),
    ):
        path = tmp_path / f"{name}.mp4"
        with Writer(path, rate, size, 48000 if heard else None) as film:
            for n in range(rate * seconds):
                film.write(np.full((size[1], size[0], 3), 40 + n, np.uint8))
            if heard:
                film.write_sound(np.zeros((48000 * seconds, 2), np.float32))
        made[name] = ku.Clip(path)
    return made


def test_both_come_out_in_one_form_and_it_is_said(films):
    pair = ku.matched(**films)
    sizes = {"mine": (184, 104), "theirs": (160, 120)}  # 19,200 pixels, 16 by 9 and 4 by 3
    for name, clip in pair.items():
        assert (clip.width, clip.height) == sizes[name]
        assert (clip.rate, clip.frames, clip.sound) == (Fraction(8), 24, None)
    said = str(pair)
    assert "320x180 made 184x104" in said and "24 frames a second made 8" in said
    assert "4.0 s cut to 3.0" in said and "sound taken away" in said
    assert pair.given["mine"] is films["mine"]


def test_no_frame_is_invented_and_each_stands_at_its_moment(films):
    made = ku.matched(**films)["mine"]
    seen = [int(np.median(made.frame(n)[40:80, 40:120])) for n in range(made.frames)]
    expected = [40 + 3 * n for n in range(24)]
    assert np.abs(np.array(seen) - expected).max() <= 3


SHAPES = [
    # given, and what it becomes beside 64 by 36: 2,304 pixels, worked out by hand
    ((64, 64), (48, 48)),
    ((36, 64), (36, 64)),
    ((128, 72), (64, 36)),
    ((96, 64), (58, 40)),  # 58.8 by 39.2
    ((128, 36), (90, 26)),  # 90.5 by 25.5
]


@pytest.mark.parametrize(("size", "becomes"), SHAPES)
def test_each_keeps_its_shape_without_bars(tmp_path, monkeypatch, size, becomes):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    given = {}
    for name, (width, height) in (("wide", (64, 36)), ("other", size)):
        with Writer(tmp_path / f"{name}.mp4", 24, (width, height)) as film:
            for _ in range(4):
                film.write(np.full((height, width, 3), 200, np.uint8))
        given[name] = ku.Clip(tmp_path / f"{name}.mp4")
    pair = ku.matched(**given)
    assert (pair["wide"].width, pair["wide"].height) == (64, 36)
    assert (pair["other"].width, pair["other"].height) == becomes
    for clip in pair.values():
        assert clip.frame(2).min() > 190  # no dark edge anywhere
    assert ku.matched(**pair)["other"].width == becomes[0]


def test_a_film_with_wide_pixels_is_made_square_and_nothing_is_scaled_up(tmp_path, monkeypatch):
    from kuleshov.comparison.matching import _sizes

    class Film:
        def __init__(self, width, height, aspect):
            self.width, self.height, self.pixel_aspect = width, height, Fraction(aspect)

    # 720 by 480 stored, seen as 853 by 480: 720 by 405 is the most that scales nothing up.
    sizes = _sizes({"dvd": Film(720, 480, "32/27"), "large": Film(1920, 1080, 1)})
    assert sizes == {"dvd": (720, 404), "large": (720, 404)}  # 405 is odd
    assert _sizes({"tall": Film(90, 60, "1/2"), "large": Film(900, 900, 1)})["tall"] == (44, 60)


def test_as_many_pixels_within_a_tenth_are_one_form():
    from kuleshov.comparison.matching import in_one_form

    class Film:
        rate, codec, pixel_aspect = Fraction(24), "h264", Fraction(1)

        def __init__(self, width, height, **other):
            self.width, self.height = width, height
            self.__dict__.update(other)

    assert in_one_form([]) and in_one_form([Film(4, 4)])
    assert in_one_form([Film(100, 100), Film(110, 100)])
    assert not in_one_form([Film(100, 100), Film(111, 100)])
    assert in_one_form([Film(100, 50), Film(50, 100)])
    for other in ({"rate": Fraction(25)}, {"codec": "vp9"}, {"pixel_aspect": Fraction(2)}):
        assert not in_one_form([Film(100, 100), Film(100, 100, **other)])
    assert in_one_form([Film(9, 9, rate=Fraction(24000, 1001)), Film(9, 9, rate=Fraction("23.98"))])


def test_matching_is_done_once(films):
    first = ku.matched(**films)["mine"].path
    stamp = first.stat().st_mtime_ns
    assert ku.matched(**films)["mine"].path.stat().st_mtime_ns == stamp
    assert ku.matched(crf=30, **films)["mine"].path != first


def test_no_frame_is_lost_where_seconds_are_no_whole_binary_number(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    made = {}
    for name, frames in (("mine", 26), ("theirs", 29)):
        path = tmp_path / f"{name}.mp4"
        with Writer(path, 24, (64, 48)) as film:
            for n in range(frames):
                film.write(np.full((48, 64, 3), 40 + n, np.uint8))
        made[name] = ku.Clip(path)
    assert [clip.frames for clip in ku.matched(**made).values()] == [26, 26]


def test_two_films_and_a_quality_that_there_is(films):
    with pytest.raises(KuleshovError, match="two films"):
        ku.matched(mine=films["mine"], theirs=None)
    with pytest.raises(KuleshovError, match="between 0 and 51"):
        ku.matched(crf=80, **films)


@pytest.fixture
def cut(tmp_path):
    for name in ("4A-1", "5A-1", "1A-1"):
        make_take(tmp_path / f"{name}.mp4", name=name)
    rushes = ku.rushes(tmp_path)
    cut = ku.Cut("scene", rushes=rushes)
    for n in range(9):
        cut.add(("4A-1", "5A-1", "1A-1")[n % 3], 24 + n, 40 + 2 * n)
    return cut.split(2, 4).dissolve(3, 6)


def test_a_shuffle_has_the_same_shots_in_another_order(cut):
    other = ku.shuffled(cut, seed=3)
    of = lambda edit: sorted((s.take, s.in_, s.out) for s in edit)  # noqa: E731
    assert of(other) == of(cut)
    assert [s.in_ for s in other] != [s.in_ for s in cut]
    assert not any(s.split or s.dissolve for s in other) and cut.shots[1].split == 4
    assert other.frames == cut.frames
    assert ku.shuffled(cut, seed=3).to_text() == other.to_text() != ku.shuffled(cut, 4).to_text()


def test_every_order_is_as_likely(cut):
    for number in range(9, 3, -1):
        cut.remove(number)
    orders = [tuple(s.in_ for s in ku.shuffled(cut, seed)) for seed in range(300)]
    counts = [orders.count(order) for order in set(orders)]
    assert len(counts) == 6 and min(counts) > 25
