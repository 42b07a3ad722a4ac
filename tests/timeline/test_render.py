"""Given an edit of takes that name their own frames, the film shows exactly those frames."""

import hashlib
import os
import signal
import subprocess
import sys
import textwrap
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from made import make_take, read_barcode, surround, take_id

from kuleshov import library, media
from kuleshov.errors import EditError, KuleshovError
from kuleshov.library import Credit, progress
from kuleshov.library.ledger import add_credit
from kuleshov.media import Clip, downmix
from kuleshov.timeline import Cut, Edit, Shot
from kuleshov.timeline import render as rendering
from kuleshov.timeline.mix import RAMP, RATE, mix, sample_at
from kuleshov.timeline.pictures import pictures


def wanted(cut):
    """Yield (film frame, take, take frame) for every frame that nothing mixes or fades."""
    for span in cut.edit.picture():
        shot = span.shot
        after = cut.shots[span.number] if span.number < len(cut) else None
        first = span.start + max(shot.fade_in, shot.dissolve)
        last = span.stop - max(shot.fade_out, after.dissolve if after else 0)
        if not shot.is_card:
            yield from ((r, shot.take, r - span.start + span.offset) for r in range(first, last))


def assert_frames(cut, film):
    assert film.frames == cut.frames
    for frame, take, in_take in wanted(cut):
        assert read_barcode(film.frame(frame)) == (take_id(take), in_take), f"film frame {frame}"


def test_straight_cuts_show_every_frame_once(bin_):
    cut = Cut("straight", rushes=bin_)
    cut.add("1A-1", "02:00", "03:05").add("4A-1", "00:00", "00:01").add("2A-1", "09:00", "10:00")
    film = cut.render("film.mp4", progress=False)
    assert_frames(cut, film)
    assert cut.cuts == [29, 30]


def test_dissolves_fades_and_titles_keep_the_clock(bin_):
    cut = Cut("mixed", rushes=bin_).title_card("Again", "00:12")
    cut.add("1A-1", "02:00", "04:00", fade_in=6).add("2A-1", "03:00", "05:00", dissolve=13)
    cut.add("4A-1", "01:00", "02:00", dissolve=8, fade_out=6).black("00:06")
    film = cut.render("film.mp4", progress=False)
    assert_frames(cut, film)
    assert film.frame(cut.frames - 1).mean() < 3
    assert film.frame(6).max() > 200, "the title's words are bright"


def test_half_way_through_a_dissolve_both_pictures_are_there(bin_):
    cut = Cut("dissolve", rushes=bin_)
    cut.add("1A-1", "02:00", "03:00").add("2A-1", "02:00", "03:00", dissolve=13)
    film = cut.render("film.mp4", crf=4, progress=False)
    # thirteen frames, seven of them before the cut at 24: the middle one is 23
    a, b = bin_["1A-1"].frame(71), bin_["2A-1"].frame(47)
    middle = (a.astype(float) + b) / 2
    assert np.abs(film.frame(23) - middle).mean() < 3


def test_a_take_of_another_shape_and_rate_is_fitted_not_stretched(bin_):
    cut = Cut("fitted", rushes=bin_).add("1A-1", "00:00", "01:00").add("mute", "01:00", "02:00")
    film = cut.render("film.mp4", progress=False)
    picture = film.frame(30)
    assert picture[:, :60].max() < 8, "a square take in a wide film has black at its sides"
    seen = [read_barcode(film.frame(r)[:, 70:250], fitted=None)[1] for r in range(24, 48)]
    assert seen == [int((r + 0.5) / 24 * 16) + 16 for r in range(24)]


@pytest.mark.parametrize("split", [0, 8, -11])
def test_a_sound_cut_lies_where_the_split_puts_it(bin_, split):
    cut = Cut("split", rushes=bin_).add("1A-1", "02:00", "04:00").add("4A-1", "03:00", "05:00")
    if split:
        cut.split(2, split)
    heard = mix(cut, 0, sample_at(cut.frames, cut.rate))
    at = sample_at(48 - split, cut.rate)
    for take, film_start, take_start, a, b in (
        ("1A-1", 0, 2.0, 0, at - 200),
        ("4A-1", 96000, 3.0, at + 200, len(heard)),
    ):
        source = bin_[take].read_sound(0.0, 10.0)
        start = round(take_start * RATE) - film_start
        np.testing.assert_allclose(heard[a:b], np.broadcast_to(source[start + a : start + b], (b - a, 2)), atol=1e-6)  # fmt: skip


def test_sound_mixed_in_pieces_is_the_sound_mixed_at_once(bin_):
    cut = Cut("pieces", rushes=bin_).add("1A-1", "02:00", "04:00", gain=-6)
    cut.add("2A-1", "03:00", "05:00", dissolve=12).add(
        "4A-1", "01:00", "02:00", split=5, fade_out=9
    )
    end = sample_at(cut.frames, cut.rate)
    whole = mix(cut, 0, end)
    edges = [0, 1, 777, 96_000, 96_001, 150_001, end]
    pieces = [mix(cut, a, b) for a, b in pairwise(edges)]
    np.testing.assert_allclose(np.concatenate(pieces), whole, atol=1e-6)


def test_surround_comes_into_the_mix_as_everywhere_else(tmp_path):
    loud = Clip(surround(tmp_path / "rumble.mkv", centre=0, rumble=0.9))
    assert np.abs(mix(Cut("low", rushes={"r": loud}).add("r", 0, "24f"), 0, RATE)).max() < 1e-4
    spoken = Clip(surround(tmp_path / "spoken.mkv", centre=0.5, rumble=0.9))
    heard = mix(Cut("spoken", rushes={"s": spoken}).add("s", 0, "24f"), 0, RATE)
    wanted = downmix(spoken.read_sound(0, 1), "5.1")
    np.testing.assert_allclose(heard[RAMP:-RAMP], wanted[RAMP:-RAMP], atol=1e-6)
    assert np.abs(heard).max() == pytest.approx(0.5 * 0.2929, rel=0.01)


def test_a_through_edit_cannot_be_heard(bin_):
    joined = Cut("through", rushes=bin_).add("1A-1", "02:00", "03:00").add("1A-1", "03:00", "04:00")
    whole = Cut("whole", rushes=bin_).add("1A-1", "02:00", "04:00")
    np.testing.assert_allclose(mix(joined, 0, 96_000), mix(whole, 0, 96_000), atol=1e-6)


def test_the_films_sound_is_in_sync_within_a_millisecond(bin_):
    cut = (
        Cut("sync", rushes=bin_)
        .add("1A-1", "02:00", "04:00")
        .add("4A-1", "03:00", "05:00", split=8)
    )
    film = cut.render("film.mp4", progress=False)
    expected = mix(cut, 0, sample_at(cut.frames, cut.rate)).mean(axis=1)
    got = film.read_sound(0.0, cut.duration, mono=True).ravel()
    for a in (4800, 100_000):
        window = slice(a, a + 40_000)
        spectrum = np.fft.rfft(expected[window], 2**17) * np.conj(np.fft.rfft(got[window], 2**17))
        lag = int(np.argmax(np.fft.irfft(spectrum)))
        assert min(lag, 2**17 - lag) <= RATE // 1000


def test_rendering_again_returns_at_once_and_a_change_renders_anew(bin_, tmp_path):
    cut = Cut("again", rushes=bin_).add("1A-1", "02:00", "03:00")
    film = cut.render("film.mp4", progress=False)
    stamp = film.path.stat().st_mtime_ns
    cut.note(1, "a note changes nothing in the film")
    assert cut.render("film.mp4", progress=False).path.stat().st_mtime_ns == stamp
    cut.trim(1, out="03:01")
    assert cut.render("film.mp4", progress=False).frames == 25


def test_an_empty_edit_is_refused():
    with pytest.raises(EditError, match="empty: add a shot"):
        Cut("nothing").render("film.mp4")


def test_a_full_disk_or_a_missing_take_leaves_nothing_behind(bin_, tmp_path):
    cut = Cut("missing", rushes=bin_).add("1A-1", "02:00", "03:00")
    folder = tmp_path / "not-a-folder"
    folder.write_text("a file stands where a folder should be")
    with pytest.raises((KuleshovError, OSError)):
        cut.render(folder / "film.mp4", progress=False)
    assert sorted(p.name for p in tmp_path.iterdir() if "film" in p.name) == []


def test_ctrl_c_leaves_the_old_film_and_no_half_written_one(bin_, tmp_path):
    target = tmp_path / "film.mp4"
    target.write_bytes(b"the old film")
    program = textwrap.dedent(f"""
        import os, signal
        from kuleshov.timeline import Cut, render as module
        from kuleshov.media import Clip
        from kuleshov.timeline import pictures, render
        import kuleshov.timeline.render as r
        whole = r.pictures
        def interrupted(cut, size):
            for n, picture in enumerate(whole(cut, size)):
                if n == 30:
                    os.kill(os.getpid(), signal.SIGINT)
                yield picture
        r.pictures = interrupted
        cut = Cut("c").add(Clip({str(bin_["1A-1"].path)!r}), "00:00", "08:00")
        cut.render({str(target)!r}, progress=False)
    """)
    environment = {**os.environ, "KULESHOV_STUDIO": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True)
    assert done.returncode in (1, -signal.SIGINT, 130), done.stderr.decode()
    assert b"KeyboardInterrupt" in done.stderr
    assert target.read_bytes() == b"the old film"
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["film.mp4"]


def test_moviepy_gives_the_same_frames(bin_):
    cut = Cut("two ways", rushes=bin_)
    cut.add("1A-1", "02:00", "03:00", fade_in=6).add("2A-1", "03:00", "04:00", dissolve=8)
    cut.title_card("Ende", "00:06").add("4A-1", "01:00", "02:00", fade_out=6)
    film = cut.render("film.mp4", crf=4, progress=False)
    theirs = cut.to_moviepy()
    try:
        assert theirs.duration == pytest.approx(cut.duration)
        for frame in range(cut.frames):
            other = theirs.get_frame(float(Fraction(frame) / cut.rate))
            off = np.abs(film.frame(frame).astype(int) - other).mean()
            assert off < 4, f"film frame {frame} differs by {off:.1f} levels"
    finally:
        theirs.close()


def test_moviepy_hears_the_same_split(bin_):
    cut = (
        Cut("heard", rushes=bin_)
        .add("1A-1", "02:00", "04:00")
        .add("4A-1", "03:00", "05:00", split=8)
    )
    theirs = cut.to_moviepy()
    try:
        sound = theirs.audio.to_soundarray(fps=RATE)
    finally:
        theirs.close()
    ours = mix(cut, 0, sample_at(cut.frames, cut.rate))
    cut_at = sample_at(40, cut.rate)
    for window in (slice(9600, cut_at - 4800), slice(cut_at + 4800, 180_000)):
        a, b = ours[window, 0], sound[window, 0]
        assert np.corrcoef(a, b)[0, 1] > 0.9


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_phones_turned_take_stands_upright(tmp_path, rotation):
    turned = Clip(make_take(tmp_path / "phone.mp4", name="phone", frames=24, rotation=rotation))
    film = Cut("upright").add(turned).render("film.mp4", crf=4, progress=False)
    assert (film.width, film.height) == (turned.width, turned.height)
    assert np.abs(film.frame(12).astype(int) - turned.frame(12)).mean() < 3


def test_an_edit_with_more_shots_than_open_files_is_shown_whole(bin_):
    shots = tuple(Shot("1A-1", i, i + 1) for i in range(120))
    cut = Cut.from_edit(Edit("many", Fraction(24), shots), bin_)
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    used = max(int(entry.name) for entry in Path("/dev/fd").iterdir())
    resource.setrlimit(resource.RLIMIT_NOFILE, (used + 30, before[1]))
    try:
        assert sum(1 for _ in pictures(cut, (320, 180))) == 120
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_a_film_never_replaces_a_take_it_is_cut_from(tmp_path):
    take = Clip(make_take(tmp_path / "only.mp4", name="only", frames=12))
    before = take.path.read_bytes()
    with pytest.raises(EditError, match="is the file of the take 'only"):
        Cut("over").add(take, 0, "6f").render(take.path, progress=False)
    assert take.path.read_bytes() == before


@pytest.mark.parametrize("crf", [99, -1, "best", 20.5])
def test_a_quality_that_x264_has_not_is_refused(bin_, crf):
    with pytest.raises(EditError, match="crf is x264's quality"):
        Cut("crf", rushes=bin_).add("1A-1", 0, "6f").render("film.mp4", crf=crf, progress=False)


class Still:
    """A take of which only the name, the size and the bytes matter."""

    frames, rate, sha256 = 240, Fraction(24), "abc"

    def __init__(self, name, width=64, height=36):
        self.name, self.width, self.height = name, width, height


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """Two takes of half a second, small enough to be rendered at once."""
    folder = tmp_path_factory.mktemp("tiny")
    takes = {}
    for name in ("1A-1", "2A-1"):
        file = make_take(folder / f"{name}.mp4", name, 12, size=(64, 36), barcode=False)
        takes[name] = Clip(file)
    return takes


def short(tiny):
    return Cut("Short", rushes=tiny).add("1A-1", 0, "6f").add("2A-1", "2f", "6f")


def signed(tiny):
    """Return the same takes with their credits, of which one's licence is asked of the film."""
    takes = {name: Clip(clip.path) for name, clip in tiny.items()}
    for name, licence in (("1A-1", "CC BY-SA 4.0"), ("2A-1", "CC BY 4.0")):
        takes[name].credit = Credit(f"Take {name}", "Ana", "a phone", "her kitchen", licence)
    return takes


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Who taught you that?", "who-taught-you-that"), ("¿Über_2?", "über_2"), ("...", "film"),
     ("", "film"), ("a -- b", "a-b"), ("n" * 60, "n" * 60), ("n" * 61, "n" * 60)],
)  # fmt: skip
def test_a_title_becomes_a_file_s_name(title, slug):
    assert rendering._slug(title) == slug


@pytest.mark.parametrize(
    ("asked", "made"),
    [("a.mp4", "a.mp4"), ("a.MOV", "a.MOV"), ("a.m4v", "a.m4v"), ("a", "a.mp4"),
     ("cut.v2", "cut.v2.mp4"), (None, "short.mp4")],
)  # fmt: skip
def test_a_film_lies_in_the_studio_under_a_film_s_name(monkeypatch, tmp_path, asked, made):
    calls = []
    monkeypatch.setattr(rendering, "_make", lambda cut, *rest: calls.append(rest))
    monkeypatch.setattr(rendering, "_credit", lambda cut, target: ("credit of", target))
    monkeypatch.setattr(media, "Clip", lambda target: SimpleNamespace(path=target))
    cut = Cut("Short").black("2f")
    film = rendering.render(cut, asked)
    target = tmp_path / "studio" / made
    assert film.path == target and film.credit == ("credit of", target)
    assert calls == [(target, (640, 360), 20, rendering._key(cut, (640, 360), 20), None)]
    rendering.render(cut, asked, size=(64, 36), crf=30, progress=False)
    assert calls[1] == (target, (64, 36), 30, rendering._key(cut, (64, 36), 30), False)
    monkeypatch.setattr(rendering, "_is_rendered", lambda target, key: key in str(calls))
    rendering.render(cut, asked)
    rendering.render(cut, asked, crf=31)
    assert len(calls) == 3, "what is there already isn't made again"


def test_a_film_has_the_first_take_s_size_made_even():
    for (width, height), size in (((64, 36), (64, 36)), ((65, 37), (64, 36)), ((63, 36), (62, 36))):
        cut = (
            Cut("size")
            .black("1f")
            .add(Still("a", width, height), 0, "1f")
            .add(Still("b", 9, 9), 0, "1f")
        )
        assert rendering.film_size(cut) == size
    assert rendering.film_size(Cut("cards").black("1f")) == (640, 360)
    assert rendering._whole_size([np.int64(64), 36]) == (64, 36)
    for size in ((64, 36, 3), (64,), 64, "64x36", (True, 36), (64.0, 36)):
        with pytest.raises(EditError, match="size"):
            rendering._whole_size(size)


def test_x264_s_qualities_are_taken_and_no_others(tmp_path):
    cut = Cut("crf").black("1f")
    for crf in (0, 51):
        rendering._check_target(cut, tmp_path / "film.mp4", crf)
    for crf in (-1, 52, True, False, 20.0):
        with pytest.raises(EditError, match="a whole number from 0"):
            rendering._check_target(cut, tmp_path / "film.mp4", crf)


def test_a_film_is_known_by_its_shots_takes_size_and_quality():
    cut = Cut("key").add(Still("a"), 0, "5f", note="hers")
    words = (
        '[3, {"kuleshov_edit": 1, "rate": "24", "shots": [{"in": 0, "out": 5, "take": "a"}], '
        '"title": "key"}, {"a": "abc"}, [64, 36], 20]'
    )
    wanted = "kuleshov edit " + hashlib.sha256(words.encode()).hexdigest()[:32]
    assert rendering._key(cut, (64, 36), 20) == wanted
    assert rendering._key(cut.copy().note(1, "not his"), (64, 36), 20) == wanted
    cut._takes["a"].sha256 = "abd"
    assert rendering._key(cut, (64, 36), 20) != wanted


@pytest.mark.parametrize(
    ("rate", "frames", "turns"),
    [(24, 200, [96, 192, 200]), (24, 96, [96]), (24, 95, [95]), (24, 97, [96, 97]),
     ("30000/1001", 121, [120, 121]), (2, 17, [8, 16, 17])],
)  # fmt: skip
def test_picture_and_sound_are_written_in_turns_of_four_seconds(monkeypatch, rate, frames, turns):
    monkeypatch.setattr(rendering, "pictures", lambda cut, size: iter(range(1, cut.frames + 1)))
    monkeypatch.setattr(rendering, "mix", lambda cut, start, stop: (start, stop))
    seen, heard = [], []
    writer = SimpleNamespace(write=seen.append, write_sound=heard.append)
    cut = Cut("turns", rate).black(f"{frames}f")
    assert list(rendering._write(cut, writer, (64, 36))) == turns
    assert seen == list(range(1, frames + 1))
    edges = [0, *(round(turn / cut.rate * 48000) for turn in turns)]
    assert heard == list(pairwise(edges))


def test_a_film_is_written_with_its_quality_notes_and_progress(tiny, tmp_path, monkeypatch):
    calls, reports = [], []

    @contextmanager
    def bar(words, show, *, unit="bytes"):
        calls.append((words, show, unit))
        yield lambda done, total: reports.append((done, total))

    class Writer(media.Writer):
        def __init__(self, path, rate, size, **options):
            calls.append((path, rate, size, options))
            super().__init__(path, rate, size, **options)

    monkeypatch.setattr(progress, "bar", bar)
    monkeypatch.setattr(media, "Writer", Writer)
    target = tmp_path / "new" / "folder" / "film.mp4"
    cut = short(signed(tiny))
    film = cut.render(target, size=(32, 18), crf=40, progress=False)
    key = rendering._key(cut, (32, 18), 40)
    notes = {"title": "Short", "copyright": "CC BY-SA 4.0", "comment": key}
    options = {"sound_rate": 48000, "crf": 40, "metadata": notes}
    assert calls == [("Rendering film.mp4", False, "frames"), (target, 24, (32, 18), options)]
    assert reports == [(10, 10)]
    assert (film.frames, film.width, film.height, film.rate) == (10, 32, 18, 24)
    assert {name: film.metadata[name] for name in notes} == notes
    assert rendering._is_rendered(target, key) and not rendering._is_rendered(target, key + "x")
    (tmp_path / "words.mp4").write_text("no film")
    assert not rendering._is_rendered(tmp_path / "words.mp4", key)
    assert not rendering._is_rendered(tmp_path, key) and not rendering._is_rendered(
        tmp_path / "x", key
    )


def test_a_film_outside_of_the_studio_says_whose_takes_it_was_cut_from(tiny, tmp_path):
    target = tmp_path / "film.mp4"
    film = short(signed(tiny)).render(target, progress=False)
    assert (film.credit.title, film.credit.source, film.credit.licence) == (
        "Short", "Take 1A-1; Take 2A-1", "CC BY-SA 4.0",
    )  # fmt: skip
    assert [one.credit.title for one in library.papers(film).clips] == ["Take 1A-1", "Take 2A-1"]
    assert library.ledger().of(path=target).parts


def test_a_film_in_the_studio_keeps_its_line_in_the_ledger_while_it_is_the_same(tiny):
    cut = short(tiny)
    film = cut.render(progress=False)
    entry = library.ledger().of(path=film.path)
    assert film.path.name == "short.mp4" and film.credit == entry.credit
    assert (entry.credit.title, entry.credit.source) == ("Short", "1A-1; 2A-1")
    known = replace(entry.credit, maker="Ana")
    add_credit(film.path, known)
    assert cut.render(progress=False).credit == known
    anew = cut.trim(1, "1f").render(progress=False)
    assert anew.frames == 9 and anew.credit.maker == "", "another film has to be signed again"


def test_a_shot_beyond_its_take_is_refused_and_not_shown_as_a_frozen_frame(bin_, tmp_path):
    """The takes have 240 frames. A dissolve's handle beyond the end is another matter."""
    cut = Cut.from_text("1A-1 00:00 00:02\n2A-1 09:22 10:01", bin_)
    for make in (lambda: cut.render(tmp_path / "film.mp4", progress=False), cut.to_moviepy):
        with pytest.raises(EditError) as refused:
            make()
        assert str(refused.value) == (
            "At 00:00:00:02 shot 2 asks for frames of 2A-1 up to 00:00:10:01, but 2A-1 ends at "
            "00:00:10:00. Trim the shot: cut.trim(2, ...)."
        )
    assert not (tmp_path / "film.mp4").exists()
    found = [f.sentence for f in cut.check(sound=False) if f.kind == "beyond take"]
    assert found == [str(refused.value)]
    rendering.check_ends(cut.trim(2, out="10:00"))
    rendering.check_ends(Cut("cards").black("500f"))


def test_marks_of_other_scripts_stay_in_a_film_s_name():
    assert rendering._slug("กินข้าว หรือยัง?") == "กินข้าว-หรือยัง"
    assert rendering._slug("cafe\u0301_1: Größe") == "cafe\u0301_1-größe"


def test_a_take_that_is_not_cut_in_is_not_replaced_either(tmp_path):
    paths = {name: make_take(tmp_path / f"{name}.mp4", frames=12) for name in ("a", "b")}
    rushes = library.rushes(tmp_path)
    before = paths["b"].read_bytes()
    cut = Cut("over", rushes=rushes).add("a", 0, "6f")
    with pytest.raises(EditError, match=r"b\.mp4 is the file of the take 'b'"):
        cut.render(paths["b"], progress=False)
    assert paths["b"].read_bytes() == before
    first = cut.render(tmp_path / "film.mp4", progress=False)
    again = Cut("over", rushes=library.rushes(tmp_path)).add("a", 0, "9f")
    assert first.frames == 6
    assert again.render(tmp_path / "film.mp4", progress=False).frames == 9


def test_a_take_whose_file_is_gone_hinders_no_name(tmp_path):
    rushes = {name: Clip(make_take(tmp_path / f"{name}.mp4", frames=12)) for name in ("a", "b")}
    (tmp_path / "film.mp4").write_bytes(b"old")
    (tmp_path / "b.mp4").unlink()
    film = (
        Cut("gone", rushes=rushes).add("a", 0, "6f").render(tmp_path / "film.mp4", progress=False)
    )
    assert film.frames == 6
