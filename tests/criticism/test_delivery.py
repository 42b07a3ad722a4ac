"""A technician's look at a film's file: each check is tried on a film that fails it, and on one that doesn't."""

import gc
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.criticism.delivery import Brief, delivery
from kuleshov.media import Captions, Writer
from kuleshov.media.reading import Decoder

RUSHES = ku.rushes("understudy")
SHORT = Brief(seconds=(3.0, 8.0))


@pytest.fixture(autouse=True)
def studio(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    return tmp_path / "studio"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A short that lacks nothing, its edit, and the studio in which its papers lie."""
    home = tmp_path_factory.mktemp("made")
    patch = pytest.MonkeyPatch()
    patch.setenv("KULESHOV_STUDIO", str(home))
    cut = ku.Cut("short", rushes=RUSHES).black("0.5").add("4A-1", "12.0", "16.0").black("0.5")
    cut.to_loudness(-23)
    film = cut.render("short.mp4")
    cut.captions().save(film.path.with_suffix(".vtt"))
    ku.ledger.fill(film, made_by="Ana")
    yield film, cut, home
    patch.undo()


@pytest.fixture
def whole(made, monkeypatch):
    film, cut, home = made
    monkeypatch.setenv("KULESHOV_STUDIO", str(home))
    return film, cut


def found(report, name):
    return next(one for one in report if one.name == name)


def test_a_film_that_lacks_nothing_is_said_to_lack_nothing(whole):
    film, cut = whole
    report = delivery(film, edit=cut, brief=SHORT)
    assert report.complete and report.open == [], repr(report)
    assert found(report, "the edit").found == "1 of 1 shot as in the takes"
    assert found(report, "papers").found == "complete, as this studio's ledger has them"
    assert repr(report) == "short: 13 of 13 checks hold."
    assert list(report.table()["holds"]) == ["yes"] * 13


@pytest.mark.parametrize(
    ("name", "brief", "sentence"),
    [
        ("length", {"seconds": (60.0, 120.0)}, "It is 55.0 s too short."),
        ("length", {"seconds": (1.0, 2.0)}, "It is 3.0 s too long."),
        ("frame rate", {"rates": (Fraction(25),)}, "ku.Cut(title, rate=24)"),
        ("picture", {"size": (1280, 720)}, "too small"),
        ("picture", {"shape": (2.2, 2.4)}, "black bars"),
        ("loudness", {"loudness": (-16.0, 0.5)}, "7.0 dB louder"),
        ("true peak", {"peak": -60.0}, "loudest moment"),
        ("head and tail", {"black": 1.0}, 'cut.black("1")'),
    ],
)
def test_what_is_asked_for_otherwise_is_named_with_what_to_do(whole, name, brief, sentence):
    film, cut = whole
    report = delivery(film, edit=cut, brief=replace(SHORT, **brief))
    assert [one.name for one in report.open] == [name]
    assert sentence in report.open[0].do and sentence in repr(report)


def test_true_peak_and_loudness_are_the_measures_own(whole):
    film, cut = whole
    report = delivery(film, edit=cut, brief=SHORT)
    loud = ku.measure(film, ["loudness"])["loudness"]
    assert found(report, "loudness").found == f"{loud.value:.1f} LUFS"
    assert abs(loud.value + 23) <= 0.5
    assert found(report, "true peak").found == f"{loud.beside[-1].value:.1f} dBTP"


def test_what_is_said_of_loudness_mends_it_where_encoding_made_it_louder(whole):
    film, cut = whole
    lufs = ku.measure(film, ["loudness"])["loudness"].value
    asked = replace(SHORT, loudness=(lufs - 0.6, 0.5))
    do = found(delivery(film, edit=cut, brief=asked), "loudness").do
    assert do.endswith(f"If you did that: cut.to_loudness({lufs - 1.2:.1f}).")
    far = replace(SHORT, loudness=(-16.0, 0.5))
    assert "If you did that" not in found(delivery(film, edit=cut, brief=far), "loudness").do


def test_a_film_that_is_too_loud_is_brought_down_whole_before_its_peaks(whole):
    film, cut = whole
    loud = replace(SHORT, loudness=(-40.0, 0.5), peak=-60.0)
    assert found(delivery(film, cut, loud), "true peak").do.startswith(
        "First bring the whole to -40"
    )


def test_captions_are_looked_for_read_and_held_against_the_lines(whole):
    film, cut = whole
    path = film.path.with_suffix(".vtt")
    kept = path.read_bytes()
    try:
        path.unlink()
        assert "ku.captions(film)" in found(delivery(film, cut, SHORT), "captions").do
        path.write_text("WEBVTT\n\n00:01.000 --> soon\nNo.\n", encoding="utf-8")
        assert "line 3" in found(delivery(film, cut, SHORT), "captions").do
        Captions().add(0.6, 0.9, "No.").save(path)
        report = delivery(film, cut, SHORT)
        assert "are the least" in found(report, "captions").do
        lines = found(report, "lines")
        assert not lines.holds and lines.found.startswith("1 of 2") and "No." in lines.do
        Captions().save(path)
        assert not found(delivery(film, cut, SHORT), "captions").holds
    finally:
        path.write_bytes(kept)


def test_without_the_edit_slates_are_said_not_to_have_been_looked_for(whole):
    film, _ = whole
    report = delivery(film, brief=SHORT)
    assert [one.name for one in report.open] == ["slates"]
    assert found(report, "slates").found == "not looked for"
    assert "lines" not in [one.name for one in report]


def test_a_slate_and_gaps_in_the_papers_are_found():
    cut = ku.Cut("slate", rushes=RUSHES).add("4A-1", "0.0", "4.0")
    film = cut.render("slate.mp4")
    report = delivery(film, edit=cut, brief=SHORT)
    assert "1 seen" in found(report, "slates").found
    assert "made_by" in found(report, "papers").do
    assert found(report, "head and tail").found.startswith("0.00 s and 0.00 s of black, sound at")


def test_black_with_something_bright_in_it_is_not_black_and_dim_pictures_are_not_either(tmp_path):
    spot = np.zeros((360, 640, 3), np.uint8)
    spot[:60, :60] = 255  # 1.6 % of the picture
    dim = np.full((360, 640, 3), 30, np.uint8)
    for picture, black in ((spot, 0.0), (dim, 0.0), (np.full_like(dim, 6), 0.5)):
        path = tmp_path / f"{picture.mean():.0f}-{black}.mp4"
        with Writer(path, 24, (640, 360), sound_rate=None) as film:
            for _ in range(96):
                film.write(picture)
        told = found(delivery(path, brief=SHORT), "head and tail").found
        assert told == f"{black:.2f} s and {black:.2f} s of black"
        assert found(delivery(path, brief=SHORT), "coding").found.endswith("no sound")
        assert found(delivery(path, brief=SHORT), "loudness").found == "not measured"


def test_what_is_no_film_is_refused():
    with pytest.raises(ku.MediaError):
        delivery("nowhere.mp4")


def test_black_that_is_not_silent_is_said_to_be_heard(tmp_path):
    path = tmp_path / "loud.mp4"
    tone = 0.1 * np.sin(2 * np.pi * 440 * np.arange(4 * 48000) / 48000)
    with Writer(path, 24, (640, 360)) as film:
        for _ in range(96):
            film.write(np.full((360, 640, 3), 6, np.uint8))
        film.write_sound(np.column_stack([tone, tone]).astype(np.float32))
    ends = found(delivery(path, brief=SHORT), "head and tail")
    assert not ends.holds and ends.found.endswith("black, sound at the beginning and the end")


def written(path, levels):
    """Write a film of a frame for each level of grey, a second each at 12 fps."""
    with Writer(path, 12, (64, 36), sound_rate=None) as film:
        for level in np.repeat(levels, 12):
            film.write(np.full((36, 64, 3), level, np.uint8))
    return path


@pytest.mark.parametrize(
    ("levels", "holds", "said"),
    [
        ([0] * 6, False, "1 that differ among 24, 24 of them black"),
        ([120] * 6, False, "1 that differ among 24, 0 of them black"),
        ([120, 60, 120, 60], False, "2 that differ among 24, 0 of them black"),
        ([120, 60, 180, 60], True, "3 that differ among 24, 0 of them black"),
        ([0, 0, 0, 60, 120, 180], False, "4 that differ among 24, 12 of them black"),
        ([0, 0, 60, 120, 180], True, "4 that differ among 24, 10 of them black"),
    ],
)
def test_a_still_and_black_are_no_pictures(tmp_path, levels, holds, said):
    film = written(tmp_path / "film.mp4", levels)
    check = found(delivery(film), "pictures")
    assert (check.found, check.holds) == (said, holds)


def test_pictures_of_one_lightness_differ_by_their_colour(tmp_path):
    path = tmp_path / "film.mp4"
    with Writer(path, 12, (64, 36), sound_rate=None) as film:
        for colour in ((200, 30, 30), (30, 200, 30), (30, 30, 200)):
            for _ in range(24):
                film.write(np.full((36, 64, 3), colour, np.uint8))
    assert found(delivery(path), "pictures").found.startswith("3 that differ among 24")


def test_a_film_that_is_wrong_between_the_ends_of_its_shots_is_not_its_edit(whole, tmp_path):
    film, cut = whole
    (span,) = [one for one in cut.edit.picture() if not one.shot.is_card]
    kept = {span.start, span.stop - 1}
    path = tmp_path / "short.mp4"
    with Writer(path, 24, (640, 360), sound_rate=None) as writer:
        for number, picture in enumerate(film.images()):
            inside = span.start <= number < span.stop
            writer.write(np.full_like(picture, 90) if inside and number not in kept else picture)
    check = found(delivery(path, cut, SHORT), "the edit")
    assert check.found == "0 of 1 shot as in the takes" and "shot 2" in check.do


def test_how_many_pictures_are_asked_is_the_briefs(tmp_path):
    film = written(tmp_path / "film.mp4", [120, 60])
    assert found(delivery(film, brief=Brief(pictures=2)), "pictures").holds
    assert not found(delivery(film), "pictures").holds


def test_a_film_that_was_written_anew_is_looked_at_anew(tmp_path):
    film = written(tmp_path / "film.mp4", [120, 60, 180])
    assert found(delivery(film), "pictures").holds
    written(film, [120] * 3)
    assert not found(delivery(film), "pictures").holds


def test_of_what_is_remembered_of_a_film_nothing_is_an_open_file(whole, tmp_path):
    """Films that are rendered again and again would pile up, each with its decoder."""
    film, cut = whole
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(film.path.read_bytes())
    assert found(delivery(copy, edit=cut, brief=SHORT), "the edit").holds
    gc.collect()
    decoders = [one for one in gc.get_objects() if isinstance(one, Decoder)]
    assert not [one for one in decoders if one.probe.path == copy and one._container]


def test_a_film_is_decoded_once_while_nothing_about_it_changes(whole, monkeypatch):
    film, cut = whole
    first = delivery(film, edit=cut, brief=SHORT)
    monkeypatch.setattr(ku.Clip, "frame", lambda *_: pytest.fail("a frame was decoded again"))
    assert delivery(film, edit=cut, brief=SHORT).checks == first.checks
