"""Films brought to one form, and shots in another order."""

import re
from contextlib import contextmanager
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.comparison import matching
from kuleshov.errors import KuleshovError
from kuleshov.library.credit import is_generated
from kuleshov.media import Writer


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """One film at 24, wide, with sound; one at 8, small, without; every frame has its own grey."""
    folder, made = tmp_path_factory.mktemp("films"), {}
    for name, rate, size, seconds, heard in (
        ("mine", 24, (320, 180), 4, True),
        ("theirs", 8, (160, 120), 3, False),
    ):
        path = folder / f"{name}.mp4"
        with Writer(path, rate, size, 48000 if heard else None) as film:
            for n in range(rate * seconds):
                film.write(np.full((size[1], size[0], 3), 40 + n, np.uint8))
            if heard:
                film.write_sound(np.zeros((48000 * seconds, 2), np.float32))
        made[name] = ku.Clip(path)
    return made


@pytest.fixture
def films(two, tmp_path, monkeypatch):
    """The two, and a studio in which nothing was matched yet."""
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    return two


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


def test_each_may_keep_its_length_and_still_none_is_heard_where_one_is_silent(films):
    pair = ku.matched(shorten=False, **films)
    assert [clip.duration for clip in pair.values()] == [4.0, 3.0]
    assert all(clip.sound is None for clip in pair.values()) and "sound taken away" in str(pair)


def test_no_frame_is_invented_and_each_stands_at_its_moment(films):
    made = ku.matched(**films)["mine"]
    seen = [int(np.median(made.frame(n)[40:80, 40:120])) for n in range(made.frames)]
    expected = [40 + 3 * n for n in range(24)]
    assert np.abs(np.array(seen) - expected).max() <= 3


def test_what_a_model_made_still_says_so(films, tmp_path):
    with Writer(tmp_path / "dream.mp4", 8, (160, 120), None,
                metadata={"generated_by": "kuleshov dream", "title": "moth"}) as film:  # fmt: skip
        for n in range(16):
            film.write(np.full((120, 160, 3), 40 + n, np.uint8))
    pair = ku.matched(mine=films["mine"], theirs=ku.Clip(tmp_path / "dream.mp4"))
    assert {name: is_generated(clip) for name, clip in pair.items()} == {
        "mine": False, "theirs": True,
    }  # fmt: skip


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
    for option in ({"crf": films["mine"]}, {"shorten": films["mine"]}, {"shorten": 1}):
        with pytest.raises(KuleshovError, match="a film takes another name"):
            ku.matched(**films, **option)


def clip(**facts):
    """A clip that says what it is and holds nothing."""
    usual = {
        "width": 320, "height": 180, "rate": Fraction(24), "duration": 4.0, "codec": "h264",
        "sound": SimpleNamespace(layout="stereo"), "pixel_aspect": Fraction(1),
        "metadata": {}, "variable_rate": False,
    }  # fmt: skip
    made = {**usual, **facts}
    return SimpleNamespace(edit_rate=made["rate"], **made)


def test_the_smallest_of_everything_is_what_all_are_brought_to(monkeypatch):
    asked = []
    monkeypatch.setattr(matching, "_transcoded", lambda *these: asked.append(these) or len(asked))
    clips = {
        "wide": clip(),
        "slow": clip(width=400, height=170, rate=Fraction(12), duration=3.0),
        "mute": clip(height=240, duration=6.0, sound=None),
    }
    found = matching.bring(clips)
    # 57,600 pixels each: 368.1 by 156.5 for the second, 277.1 by 207.8 for the third
    sizes = [(320, 180), (368, 156), (278, 208)]
    assert asked == [
        (one, size, Fraction(12), 3.0, False, 20)
        for one, size in zip(clips.values(), sizes, strict=True)
    ]
    assert found.films == {"wide": 1, "slow": 2, "mute": 3} and found.given == clips
    assert (len(found), list(found), found["slow"]) == (3, ["wide", "slow", "mute"], 2)
    assert str(found).splitlines() == found.changed and len(found.changed) == 3
    del asked[:], clips["slow"]
    for mute in (True, False):
        del asked[:]
        matching.bring(clips, crf=51, shorten=False, mute=mute)
        assert asked == [(clips["wide"], (320, 180), 24, 4.0, not mute, 51),
                         (clips["mute"], (278, 208), 24, 6.0, False, 51)]  # fmt: skip
    del asked[:]
    matching.bring({"one": clip(), "other": clip()}, crf=0)
    assert [these[4:] for these in asked] == [(True, 0), (True, 0)], (
        "where all have sound, it stays"
    )
    for few, crf, said in ((1, 20, "two films"), (2, -1, "not at -1"), (2, 52, "not at 52")):
        with pytest.raises(KuleshovError, match=said):
            matching.bring({str(n): clip() for n in range(few)}, crf)


@pytest.mark.parametrize(
    ("sizes", "made"),
    [([(64, 48), (50, 60)], [(64, 48), (50, 60)]),  # 3,000 pixels: 63.2 by 47.4
     ([(65, 49), (99, 99)], [(64, 48), (56, 56)]), ([(3, 2)], [(2, 2)]),
     ([(1, 9), (9, 1)], [(2, 8), (8, 2)]), ([(5, 4)], [(4, 4)])],
)  # fmt: skip
def test_sizes_are_even_never_larger_and_never_nothing(sizes, made):
    named = {str(n): clip(width=w, height=h) for n, (w, h) in enumerate(sizes)}
    assert list(matching._sizes(named).values()) == made


@pytest.mark.parametrize(
    ("facts", "alike"),
    [({}, True), ({"width": 352}, True), ({"width": 353}, False), ({"height": 199}, False),
     ({"width": 180, "height": 320}, True), ({"codec": "hevc"}, False),
     ({"pixel_aspect": Fraction(4, 3)}, False),
     ({"rate": Fraction("24.004")}, True), ({"rate": Fraction("24.006")}, False),
     ({"duration": 9.0, "sound": None}, True)],
)  # fmt: skip
def test_films_have_one_form_where_size_rate_and_codec_are_one(facts, alike):
    assert matching.in_one_form([clip(), clip(**facts)]) is alike
    assert matching.in_one_form([]) and matching.in_one_form([clip(**facts)])


@pytest.mark.parametrize(
    ("facts", "form", "said"),
    [
        ({}, {}, "coded again"),
        ({}, {"size": (160, 90)}, "320x180 made 160x90; coded again"),
        ({}, {"rate": Fraction(12)}, "24 frames a second made 12; coded again"),
        ({"rate": Fraction(30000, 1001)}, {}, "29.97 frames a second made 24; coded again"),
        ({"duration": 4.02}, {}, "coded again"),
        ({"duration": 4.03}, {}, "4.0 s cut to 4.0; coded again"),  # over half of a 24th
        ({"duration": 4.0625, "rate": 8}, {"rate": 8}, "coded again"),  # half of an eighth
        ({"duration": 4.0626, "rate": 8}, {"rate": 8}, "4.1 s cut to 4.0; coded again"),
        ({"duration": 6.26}, {}, "6.3 s cut to 4.0; coded again"),
        ({"duration": 3.0}, {}, "coded again"),
        ({}, {"sound": False}, "its sound taken away, for another has none; coded again"),
        ({"sound": None}, {"sound": False}, "coded again"),
        ({"variable_rate": True}, {}, "uneven frames made 24 a second; coded again"),
    ],
)
def test_what_was_done_to_a_film_is_said_and_nothing_else(facts, form, said):
    usual = {"size": (320, 180), "rate": Fraction(24), "seconds": 4.0, "sound": True}
    words = matching._said("mine", clip(**facts), *{**usual, **form}.values())
    assert words.startswith(f"mine: {said}") and words.endswith("coded again.")


class Shelf:
    """Stands in for the writer: keeps what was asked of it and what it was given."""

    def __init__(self):
        self.asked, self.pictures, self.sound = [], [], []

    @contextmanager
    def __call__(self, path, *form, **options):
        self.asked.append((path, *form, options))
        yield self
        path.write_bytes(b"film")

    def write(self, picture):
        self.pictures.append(picture)

    def write_sound(self, samples):
        self.sound.append(samples)


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    shelf = Shelf()
    monkeypatch.setattr("kuleshov.media.Writer", shelf)
    monkeypatch.setattr("kuleshov.media.Clip", lambda path: SimpleNamespace(path=path))
    monkeypatch.setattr("kuleshov.media.scaled", lambda frame, size: (frame, size))
    return shelf


def reel(frames, rate=24, **facts):
    """A clip whose frames are numbers, and that says how many of them were asked for."""

    def raw_frames():
        for number in range(frames):
            made.read = number + 1
            yield number

    times = lambda: np.arange(frames) / rate  # noqa: E731
    made = clip(times=times, raw_frames=raw_frames, sha256=f"{frames}", sound=None, **facts)
    return made


def brought(made, seconds, rate=24, sound=False, crf=20, size=(64, 36)):
    return matching._transcoded(made, size, Fraction(rate), seconds, sound, crf)


def test_a_film_gives_up_frames_and_no_more_of_it_is_read_than_is_kept(shelf, tmp_path):
    made = reel(48, pixel_aspect=Fraction(4, 3), credit="hers")
    film = brought(made, 1.0, rate=8, crf=31)
    assert shelf.pictures == [(n, (64, 36)) for n in range(0, 24, 3)]
    assert made.read == 22 and film.credit == "hers"
    assert shelf.asked == [(film.path, 8, (64, 36), None, {"crf": 31, "metadata": {}})]
    assert film.path.parent == tmp_path / "studio" / "matched"
    assert re.fullmatch("[0-9a-f]{16}.mp4", film.path.name)
    assert brought(made, 1.0, rate=8, crf=31).path == film.path and len(shelf.asked) == 1
    forms = [{"seconds": 0.5}, {"rate": 12}, {"crf": 30}, {"size": (32, 18)}]
    paths = {brought(made, **{"seconds": 1.0, "rate": 8, "crf": 31, **form}).path for form in forms}
    assert len(paths | {film.path}) == 5, "another form is another file"
    assert brought(reel(3), 0.1).credit is None


@pytest.mark.parametrize(
    ("frames", "kept"),
    # A thousandth of a frame may be lacking, for seconds are no exact numbers.
    [("10", 10), ("9.999", 10), ("9.99899", 9), ("10.9", 10), ("1", 1), ("0.2", 1), ("0", 1)],
)
def test_whole_frames_are_kept_and_one_at_least(shelf, frames, kept):
    brought(reel(20), Fraction(frames) / 24)
    assert [number for number, *_ in shelf.pictures] == list(range(kept))


def test_a_film_that_ends_early_shows_its_last_frame_on(shelf):
    brought(reel(3), 5 / 24)
    assert [number for number, *_ in shelf.pictures] == [0, 1, 2, 2, 2]


def test_sound_is_carried_over_piece_by_piece_as_long_as_the_picture(shelf):
    asked = []

    def sound_pieces(end):
        asked.append(end)
        yield from (np.full((4, 2), n, np.float32) for n in (1, 2))

    made = reel(2)
    made.sound, made.sound_pieces = SimpleNamespace(layout="5.1"), sound_pieces
    brought(made, Fraction(61), rate=2, sound=True)
    assert asked == [61] and shelf.asked[0][3] == 48000
    assert [piece.max() for piece in shelf.sound] == [1, 2]


def test_a_film_is_coded_at_the_quality_that_was_asked_for_and_else_at_20(films):
    usual = ku.matched(**films)
    assert ku.matched(crf=20, **films)["mine"].path == usual["mine"].path
    assert ku.matched(shorten=True, **films)["mine"].path == usual["mine"].path
    kept = ku.matched(shorten=False, **films)["mine"]
    assert kept.duration == pytest.approx(4.0)


@pytest.fixture
def cut():
    cut = ku.Cut("scene", rushes=ku.rushes("understudy"))
    for n in range(9):
        cut.add(("4A-1", "KA-1", "KB-1")[n % 3], f"{24 + n}f", f"{40 + 2 * n}f")
    return cut.split(2, 4).dissolve(3, 6)


def test_a_shuffle_has_the_same_shots_in_another_order(cut):
    other = ku.shuffled(cut, seed=3)
    of = lambda edit: sorted((s.take, s.in_, s.out) for s in edit)  # noqa: E731
    assert of(other) == of(cut)
    assert [s.in_ for s in other] != [s.in_ for s in cut]
    assert not any(s.split or s.dissolve for s in other) and cut.shots[1].split == 4
    assert other.frames == cut.frames
    assert other.said == "1 split and 1 dissolve became straight cuts."
    assert ku.shuffled(other).said == ""
    assert ku.shuffled(cut, seed=3).to_text() == other.to_text() != ku.shuffled(cut, 4).to_text()


def test_every_order_is_as_likely(cut):
    for number in range(9, 3, -1):
        cut.remove(number)
    orders = [tuple(s.in_ for s in ku.shuffled(cut, seed)) for seed in range(300)]
    counts = [orders.count(order) for order in set(orders)]
    assert len(counts) == 6 and min(counts) > 25
