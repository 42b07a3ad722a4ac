"""What is shown has words behind it, escapes what comes from outside, and tells the truth."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from made import make_take
from PIL import Image

import kuleshov
from kuleshov.comparison import compare
from kuleshov.comparison.preferences import Judgement
from kuleshov.errors import KuleshovError, LibraryError
from kuleshov.generate import kept
from kuleshov.library import catalogue
from kuleshov.media import Clip, Writer
from kuleshov.show.bins import rushes_html, rushes_text
from kuleshov.show.edit_picture import cut_bundle, timeline_svg
from kuleshov.show.pictures import jpeg, strip_of
from kuleshov.show.player import address, clip_bundle, player
from kuleshov.show.rooms import looks, screening_room
from kuleshov.show.side_by_side import SideBySide, side_by_side
from kuleshov.timeline import Cut


@pytest.fixture
def clip(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path / "cache"))
    return Clip(make_take(tmp_path / "a <b> & 'c'.mp4", frames=96))


def test_a_clip_shows_a_player_with_a_storyboard_behind_it(clip):
    shown = clip_bundle(clip)
    page = shown["text/html"]
    assert "<video" in page and "<b>" not in page
    assert len(re.findall(r"<figure", page)) == 6
    assert all(alt for alt in re.findall(r'<img[^>]*alt="([^"]*)"', page))
    assert shown["text/plain"] == repr(clip)


def test_a_film_outside_the_course_is_linked_to_where_the_server_sees_it(clip, tmp_path):
    shown = address(clip.path)
    assert "studio/shown" in shown
    twin = next((tmp_path / "studio" / "shown").iterdir())
    assert twin.read_bytes() == clip.path.read_bytes()
    assert address(clip.path) == shown, "linked once"


def test_a_film_in_a_hidden_folder_is_linked_wherever_the_notebook_lies(tmp_path, monkeypatch):
    root = tmp_path / ".at" / "root"  # what is hidden above the server's folder, it never sees
    for folder in ("course/deep", "datasets", ".cache/clips", "films"):
        (root / folder).mkdir(parents=True)
    monkeypatch.setenv("KULESHOV_HOME", str(root))
    monkeypatch.delenv("KULESHOV_STUDIO", raising=False)
    for place in ("hidden", "seen"):
        folder = root / (".cache/clips" if place == "hidden" else "films")
        (folder / "film.mp4").write_bytes(b"a film")
        for here in (root, root / "course", root / "course" / "deep"):
            monkeypatch.chdir(here)
            shown = here / address(folder / "film.mp4")
            assert shown.read_bytes() == b"a film"
            assert shown.resolve().parent == (folder if place == "seen" else root / "studio/shown")


def test_a_film_that_can_not_be_copied_whole_leaves_nothing_and_says_so(
    clip, tmp_path, monkeypatch
):
    def half(source, target):
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(clip.path), "hardlink_to", lambda *_: (_ for _ in ()).throw(OSError))
    monkeypatch.setattr("kuleshov.show.player.shutil.copyfile", half)
    with pytest.raises(KuleshovError, match="The disk is full"):
        address(clip.path)
    assert list((tmp_path / "studio" / "shown").iterdir()) == []
    monkeypatch.undo()
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    address(clip.path)
    twin = next((tmp_path / "studio" / "shown").iterdir())
    assert twin.read_bytes() == clip.path.read_bytes()


def test_an_animated_picture_is_framed_as_others_are_and_needs_no_still(tmp_path, monkeypatch):
    from types import SimpleNamespace

    monkeypatch.setattr("kuleshov.show.player.address", lambda path: "film.gif")
    gif = SimpleNamespace(codec="gif", name="a", frames=3, path=None)  # without pictures
    assert "aspect-ratio:16/9" in player(gif, wide=True)
    assert "width:200px" in player(gif, 200)


FOLDERS = {
    "studio/shown": lambda: address(Path(__file__)),
    "studio/preferences": lambda: screening_room.keep(Judgement("v1", "a", "b", 0, "")),
    "studio/footage": lambda: kuleshov.import_footage("none.mov"),
    "studio/dreams": lambda: kept.place("dreams", "moth"),
    "cache/rooms": lambda: looks.kept("x"),
    "cache/clips": lambda: catalogue.clips_folder(),
}


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_that_can_not_be_made_is_a_sentence(tmp_path, monkeypatch, folder):
    monkeypatch.setenv("KULESHOV_HOME", str(tmp_path))
    for place in ("course", "datasets", "studio", "cache"):
        (tmp_path / place).mkdir()
    for name in ("STUDIO", "CACHE"):
        monkeypatch.setenv(f"KULESHOV_{name}", str(tmp_path / name.lower()))
    (tmp_path / folder).write_text("in the way")
    with pytest.raises(LibraryError, match=f"{Path(folder).name} can't be made"):
        FOLDERS[folder]()


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("predictions.json", lambda studio: kuleshov.predict("cuts", 3)),
        ("ledger.json", lambda studio: kuleshov.ledger.add("moth.mp4", *["Ana"] * 5)),
        ("moth.svg", lambda studio: Cut("moth").black("24f").show(studio / "moth.svg")),
    ],
)
def test_a_file_that_can_not_be_written_is_a_sentence(tmp_path, monkeypatch, name, write):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path))
    monkeypatch.setattr("kuleshov.files.Path.replace", full)
    with pytest.raises(KuleshovError, match=f"The disk is full: {name} was not written"):
        write(tmp_path)
    assert not list(tmp_path.glob(name))


def test_a_timeline_is_drawn_to_scale_with_its_splits(clip):
    cut = Cut("scale <1>").add(clip, 0, "24f").add(clip, "48f", "96f", split=6)
    svg = timeline_svg(cut, width=720, thumbs=False)
    root = ElementTree.fromstring(svg)
    space = "{http://www.w3.org/2000/svg}" if root.tag.startswith("{") else ""
    boxes = [
        (float(r.get("x")), float(r.get("width"))) for r in root.iter(f"{space}rect") if r.get("x")
    ]
    assert boxes[:2] == [(0, 240), (240, 480)], "picture: one pixel a tenth of a second"
    assert boxes[2:4] == [(0, 180), (180, 540)], "sound: the J-cut lies six frames earlier"
    assert root.find(f"{space}title").text.startswith("scale <1>: 2 shots")


def test_an_edit_can_be_read_as_a_list(clip):
    shown = cut_bundle(Cut("list").add(clip, 0, "24f").add(clip, "48f", "96f"))
    assert shown["text/plain"].count("\n") >= 5
    assert "jumps" in shown["text/html"], "findings are in the words too"


def test_a_strip_has_the_films_colours_in_their_order(tmp_path):
    path = tmp_path / "colours.mp4"
    colours = [(200, 40, 40), (40, 200, 40), (40, 40, 200)]
    with Writer(path, rate=24, size=(64, 36), sound_rate=None) as writer:
        for colour in colours:
            for _ in range(24):
                writer.write(np.full((36, 64, 3), colour, np.uint8))
    strip = strip_of(Clip(path), columns=72, height=10)
    assert strip.shape == (10, 72, 3)
    for i, colour in enumerate(colours):
        assert np.abs(strip[:, i * 24 + 4 : i * 24 + 20].astype(int) - colour).max() < 8


def test_a_long_title_is_shortened_between_its_letters(clip):
    cut = Cut("title").title_card("<" * 80, "48f")
    for length in range(8):
        cut.black(f"{48 + length}f")
        assert "<<" in "".join(ElementTree.fromstring(timeline_svg(cut)).itertext())


def test_two_edits_on_one_page_are_clipped_by_their_own_shapes(clip):
    short = Cut("short").add(clip, 0, "24f")
    long = Cut("long").add(clip, 0, "24f").add(clip, "48f", "96f")
    first, second = (re.findall(r'clipPath id="([^"]+)"', timeline_svg(c)) for c in (short, long))
    assert not set(first) & set(second), "the first shot is wider in the shorter edit"


def test_an_edit_without_its_rushes_or_with_silence_in_a_split_is_shown(clip):
    lost = cut_bundle(Cut.from_text("<b> 00:00 01:00"))["text/html"]
    assert "is in none of this cut" in lost and "<b>" not in lost
    early = Cut("J").add(clip, 0, "30f").add(clip, 0, "24f", split=20).add(clip, 0, "24f", split=40)
    assert "<svg" in cut_bundle(early)["text/html"]


def test_a_contact_sheet_says_in_seconds_what_of_a_take_is_usable():
    sheet = rushes_html(kuleshov.rushes("understudy"))
    assert "1.5 to 57.5 s" in sheet and "57:12" not in sheet


def test_what_is_no_film_is_named():
    for beside in (side_by_side, compare):
        with pytest.raises(KuleshovError, match="of type Cut and no film"):
            beside(mine=Cut("not rendered yet"))


def test_theirs_is_blue_and_the_licence_stands_under_each(clip, tmp_path):
    from kuleshov.library.credit import Credit, signed
    from kuleshov.show.style import AMBER_ON_INK, BLUE_ON_INK

    theirs = signed(
        Clip(make_take(tmp_path / "theirs.mp4", frames=48)),
        Credit("A pianist", "Some lab", "a model", licence="Apache 2.0", attribution="Some lab",
               kind="generated"),
    )  # fmt: skip
    page = side_by_side(mine=clip, theirs=theirs)._repr_mimebundle_()["text/html"]
    mine, others = page.split("theirs<")
    assert AMBER_ON_INK in mine.split("mine<")[1]
    assert BLUE_ON_INK in others and AMBER_ON_INK not in others
    assert "Some lab" in others and "Apache 2.0" in others


def test_a_contact_sheet_names_a_film_that_can_not_be_read_and_one_to_import(tmp_path):
    make_take(tmp_path / "a.mp4", frames=6)
    (tmp_path / "b.mp4").write_bytes(b"no film at all")
    frames = [Image.new("RGB", (64, 36), grey) for grey in ("black", "white")]
    frames[0].save(tmp_path / "gen.webp", save_all=True, append_images=frames[1:])
    rushes = kuleshov.rushes(tmp_path)
    sheet = rushes_html(rushes)
    assert "0.0 to 0.2 s" in sheet and "<b>b</b>" in sheet
    for words in (sheet, rushes_text(rushes)):
        assert "gen.webp is an animation, which is no film yet" in words


def test_an_edit_whose_take_was_deleted_still_shows_its_list(tmp_path):
    make_take(tmp_path / "a.mp4", frames=24)
    path = (
        Cut("gone", rushes=kuleshov.rushes(tmp_path)).add("a", 0, "12f").save(tmp_path / "a.edit")
    )
    cut = Cut.load(path, kuleshov.rushes(tmp_path))
    (tmp_path / "a.mp4").unlink()
    shown = cut_bundle(cut)["text/html"]
    assert "The take a is missing" in shown and "00:00:00:00" in shown


def test_films_that_nobody_has_seen_show_their_first_frame_and_no_more(tmp_path):
    clip = Clip(make_take(tmp_path / "a.mp4", frames=96))
    films = {"one": clip}
    seen, unseen = (
        SideBySide(films, unseen=way)._repr_mimebundle_()["text/html"] for way in (False, True)
    )
    first = jpeg(clip.frame(0), 460)
    assert first in unseen and first not in seen
    assert "over time, left to right" in seen and "over time" not in unseen
