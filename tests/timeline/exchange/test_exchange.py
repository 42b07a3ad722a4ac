"""Every export is opened again and compared; what a format loses is said."""

import json
import zipfile
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import opentimelineio as otio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kuleshov.errors import EditError, KuleshovError
from kuleshov.timeline import Cut, Edit, Shot, exchange, text
from kuleshov.timeline.exchange import load, place, save

OWN = [".edit", ".json", ".otio", ".otioz"]
FOREIGN = [".xml", ".fcpxml", ".edl"]


class Reel:
    """A take of ten seconds, of which only the name and the file's place matter."""

    frames, rate = 240, Fraction(24)

    def __init__(self, name, path=None):
        self.name = name
        if path is not None:
            self.path = path


@pytest.fixture(scope="module")
def bin_(tmp_path_factory):
    """Three takes whose files are there; nobody looks into them."""
    folder = tmp_path_factory.mktemp("bin")
    takes = {name: Reel(name, folder / f"{name}.mp4") for name in ("1A-1", "2A-1", "4A-1")}
    for take in takes.values():
        take.path.write_text(take.name * 1000)
    return takes


@pytest.fixture
def cut(bin_):
    cut = Cut("Exchange & co", rushes=bin_)
    cut.add("1A-1", "01:00", "04:00", note="hello").add("4A-1", "01:00", "04:12", split=8)
    cut.add("2A-1", "02:00", "05:00", split=-12, gain=-3).add("1A-1", "05:00", "06:00")
    return cut


@pytest.fixture
def full(cut):
    cut.title_card('Who "taught" you', "01:00").add("4A-1", "06:00", "07:00", fade_in=6)
    return cut.add("2A-1", "06:00", "08:00", dissolve=11, fade_out=4).black("00:12")


@pytest.mark.parametrize("suffix", OWN)
def test_our_own_formats_lose_nothing(full, bin_, suffix):
    again = Cut.load(full.save("edit" + suffix), bin_)
    assert full.diff(again) == []
    assert again == full
    assert [s.note for s in again] == [s.note for s in full]
    assert again.said == "" == full.said


@pytest.mark.parametrize("suffix", [".xml", ".fcpxml"])
def test_other_programs_formats_keep_picture_sound_and_splits(cut, bin_, suffix):
    again = Cut.load(cut.save("edit" + suffix), bin_)
    assert cut.diff(again) == []


def test_an_edl_keeps_the_picture_and_its_dissolves(bin_):
    cut = Cut("edl", rushes=bin_).add("1A-1", "01:00", "04:00")
    cut.add("4A-1", "01:00", "04:12", dissolve=10).add("2A-1", "02:00", "05:00")
    assert cut.diff(Cut.load(cut.save("edit.edl"), bin_)) == []
    assert cut.said == ""


@pytest.mark.parametrize("suffix", FOREIGN)
def test_what_a_format_loses_is_said(full, suffix):
    full.save("edit" + suffix)
    assert ("sound levels" in full.said) == (suffix == ".edl")
    assert ("titles" in full.said) == (suffix == ".edl")
    for lost in ("notes", "fades"):
        assert lost not in full.said
    # a fade from no black has no place in the XML
    assert ("the fade-in of shot 6, which comes from no black" in full.said) == (suffix == ".xml")
    assert ("split edits" in full.said) == (suffix == ".edl")


def test_an_fcpxml_keeps_all_of_an_edit(full, bin_):
    again = Cut.load(full.save("edit.fcpxml"), bin_)
    assert full.diff(again) == [] and again == full
    assert [s.note for s in again] == [s.note for s in full]
    assert again.said == "" == full.said


def test_media_paths_in_an_otio_are_relative_to_it(cut, bin_, tmp_path):
    path = cut.save(tmp_path / "cuts" / "edit.otio")
    text = path.read_text()
    assert str(tmp_path) not in text
    assert "../" in text


def test_an_otioz_carries_its_media(cut, tmp_path):
    path = cut.save(tmp_path / "edit.otioz")
    assert path.stat().st_size > sum(take.path.stat().st_size for take in cut._bins[0].values())


def test_a_clip_is_recognised_by_its_file_where_its_name_was_changed(cut, bin_, tmp_path):
    path = cut.save(tmp_path / "edit.otio")
    text = path.read_text().replace('"take": "4A-1"', '"taken": ""')
    path.write_text(text.replace('"name": "4A-1"', '"name": "Scene 4 (renamed)"'))
    assert [s.take for s in Cut.load(path, bin_)] == [s.take for s in cut]


@pytest.mark.parametrize("suffix", [*OWN, *FOREIGN])
@pytest.mark.parametrize("content", [b"", b"{}", b"\x00\xff" * 500, b"<xmeml/>", b"[" * 100_000])
def test_a_damaged_file_gets_a_sentence(tmp_path, suffix, content):
    path = tmp_path / f"damaged{suffix}"
    path.write_bytes(content)
    try:
        assert len(Cut.load(path)) == 0
    except EditError as error:
        assert "Traceback" not in str(error)


def test_a_missing_file_and_an_unknown_ending_get_a_sentence(cut, tmp_path):
    with pytest.raises(EditError, match="no edit at"):
        Cut.load(tmp_path / "nowhere.otio")
    with pytest.raises(EditError, match=r"an edit is kept as \.edit, \.json, \.otio"):
        cut.save(tmp_path / "edit.docx")


def test_a_save_that_fails_leaves_what_was_there(cut, tmp_path, monkeypatch):
    path = cut.save(tmp_path / "edit.edit")
    before = path.read_bytes()
    monkeypatch.setattr(text, "to_text", lambda edit: (_ for _ in ()).throw(OSError(28, "No space left")))  # fmt: skip
    with pytest.raises(EditError, match="could not be saved: No space left"):
        cut.save(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith((".", "edit"))] == ["edit.edit"]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["1A-1", "2A-1"]), st.integers(9, 150),
    st.integers(20, 80), st.integers(-9, 9), st.booleans()), min_size=1, max_size=6))  # fmt: skip
def test_any_edit_of_takes_survives_every_track_format(bin_, shots):
    cut = Cut("any", rushes=bin_)
    for i, (take, start, length, split, heard) in enumerate(shots):
        if heard or not i:
            cut.add(take, f"{start}f", f"{start + length}f", split=split if i else 0)
        else:  # in its own take's sound, in step, nobody would hear that it is picture only
            cut.add("4A-1", f"{start}f", f"{start + length}f", picture_only=True)
    for suffix in (".otio", ".xml", ".fcpxml"):
        assert cut.diff(Cut.load(cut.save("any" + suffix), bin_)) == []
        assert cut.said == ""


@pytest.mark.parametrize("split", [0, 10])
@pytest.mark.parametrize("suffix", [".otio", ".xml", ".fcpxml"])
def test_sound_that_begins_under_or_behind_a_picture_alone_begins_there_again(bin_, suffix, split):
    cut = Cut("late", rushes=bin_).add("4A-1", "10f", "34f", picture_only=True)
    cut.add("1A-1", "30f", "78f", split=split).add("2A-1", "20f", "60f")
    again = Cut.load(cut.save("late" + suffix), bin_)
    heard = [[(s.shot.take, s.start, s.offset) for s in one.edit.sound()] for one in (cut, again)]
    assert again.edit == cut.edit if suffix == ".otio" else heard[0] == heard[1][-2:]


def test_an_edl_says_that_it_does_not_know_what_is_picture_only(bin_):
    cut = Cut("away", rushes=bin_).add("1A-1", 0, "96f").cutaway("24f", "2A-1", 0, "24f")
    again = Cut.load(cut.save("away.edl"), bin_)
    assert cut.said == "The kit's EDL does not keep which shots are picture only."
    assert cut.diff(again) == ["Shot 2 (2A-1) is heard again."]


@pytest.mark.parametrize("suffix", [".otio", ".xml", ".fcpxml", ".edl"])
def test_the_same_shot_twice_stays_twice(bin_, suffix):
    cut = (
        Cut("twice", rushes=bin_).add("2A-1", 0, "20f").add("2A-1", 0, "20f").add("1A-1", 0, "20f")
    )
    assert cut.diff(Cut.load(cut.save("twice" + suffix), bin_)) == []


def test_fcp_7_xml_keeps_a_dissolve(bin_):
    cut = Cut("dissolve", rushes=bin_).add("1A-1", 0, "24f").add("2A-1", "24f", "60f", dissolve=6)
    cut.add("4A-1", "10f", "40f")
    assert cut.diff(Cut.load(cut.save("edit.xml"), bin_)) == []


@pytest.mark.parametrize("suffix", [".edl", ".xml", ".fcpxml"])
def test_a_rate_of_29_97_comes_back(bin_, suffix):
    cut = Cut("ntsc", 29.97, rushes=bin_).add("1A-1", 0, "24f").add("2A-1", "24f", "60f")
    again = Cut.load(cut.save("edit" + suffix), bin_)
    assert cut.diff(again) == []


def test_an_empty_edit_is_no_edl():
    with pytest.raises(EditError, match="This edit is empty"):
        Cut("nothing").save("edit.edl")


def test_a_name_with_a_dot_before_it_lies_beside_the_notebook(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    monkeypatch.chdir(tmp_path)
    cut = Cut("first").title_card("One", "2.0")
    cut.save("./first.edit")
    assert (tmp_path / "first.edit").is_file() and not (tmp_path / "studio").exists()
    assert Cut.load("./first.edit").edit == cut.edit
    with pytest.raises(EditError, match=r"There is one beside the notebook: \"\./first\.edit\""):
        Cut.load("first.edit")
    cut.save("first.edit")
    assert (tmp_path / "studio" / "first.edit").is_file()
    assert Cut.load("first.edit").edit == cut.edit
    with pytest.raises(EditError, match=r"no edit at .*second\.edit\.$"):
        Cut.load("./second.edit")


def two(folder=Path("media"), **options):
    """Return a cut of two shots whose files need not be there."""
    cut = Cut("two").add(Reel("A", folder / "A.mp4"), "24f", "72f")
    return cut.add(Reel("B", folder / "B.mp4"), "30f", "60f", **options)


def test_a_bare_name_lies_in_the_studio_and_any_other_path_where_it_says(tmp_path):
    studio = tmp_path / "studio"
    assert place("first.edit") == place(Path("first.edit")) == studio / "first.edit"
    assert place("cuts/first.edit") == Path("cuts/first.edit")
    assert place(tmp_path / "first.edit") == tmp_path / "first.edit"
    assert place("~/first.edit") == Path.home() / "first.edit"
    assert place("./../first.edit") == Path("../first.edit")
    cut = two()
    assert save(cut, "first.edit") == studio / "first.edit" == cut.save("first.edit")
    assert load("first.edit")[0] == cut.edit


@pytest.mark.parametrize("suffix", [".edit", ".JSON", ".Otio"])
def test_folders_are_made_and_endings_read_in_either_case(tmp_path, suffix):
    cut = two()
    target = tmp_path / "a" / "b" / f"cut{suffix}"
    for _ in range(2):
        assert save(cut, target) == target
    assert load(target) == (cut.edit, [])
    assert [file.name for file in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize("suffix", [".edit", ".json"])
def test_our_own_text_is_written_as_it_is(tmp_path, suffix):
    cut = Cut("Über", rushes={"A": Reel("A")}).add("A", 0, "5f")
    written = save(cut, tmp_path / f"cut{suffix}").read_bytes().decode("utf-8")
    assert written == {".edit": cut.to_text, ".json": cut.to_json}[suffix]()
    (tmp_path / f"bad{suffix}").write_bytes(b"\x00\x01\x02\xff")
    with pytest.raises(EditError, match=r"bad\.\w+ can't be read as text"):
        load(tmp_path / f"bad{suffix}")


KINDS = ("split edits", "sound levels")


@pytest.mark.parametrize(
    ("shots", "lost"),
    [
        ((), {}),
        ((Shot("A", 0, 9), Shot("B", 0, 9)), {}),
        ((Shot("A", 0, 9), Shot("B", 0, 9, split=1)), {"split edits": ".edl"}),
        ((Shot("A", 0, 9), Shot("B", 0, 9, dissolve=1)), {}),
        ((Shot("A", 0, 9, gain=-1),), {"sound levels": ".edl"}),
        ((Shot("A", 0, 9, fade_in=1),), {}),
        ((Shot("A", 0, 9, fade_out=1),), {}),
        ((Shot("A", 0, 9, note="x"),), {}),
        ((Shot("A", 0, 9), Shot("title", 0, 9)), {}),
        ((Shot("A", 0, 9), Shot("black", 0, 9)), {}),
        ((Shot("A", 0, 9), Shot("gap", 0, 9)), {}),
        ((Shot("gap", 0, 9), Shot("A", 0, 9)), {}),
    ],
)
def test_each_format_names_what_it_loses(shots, lost):
    names = {".edl": "The kit's EDL", ".xml": "FCP 7 XML"}
    for suffix, name in names.items():
        said = exchange._losses(Edit(shots=shots), suffix)
        assert bool(said) == any(suffix in where for where in lost.values())
        for what in KINDS:
            assert any(what in one for one in said) == (suffix in lost.get(what, ""))
        assert all(one.startswith(f"{name} does not keep ") for one in said)


def test_several_losses_are_said_in_one_sentence():
    shots = (Shot("A", 0, 9, gain=1, note="x"), Shot("B", 0, 9, split=1))
    assert exchange._losses(Edit(shots=shots), ".edl") == [
        "The kit's EDL does not keep split edits, sound levels."
    ]
    titled = Edit(shots=(Shot("title", 0, 9, text="Again"),))
    assert exchange._losses(titled, ".edl") == [
        "Other programs show black where this EDL has titles."
    ]


def test_media_are_named_by_their_path_from_the_folder_or_their_whole_address(tmp_path):
    file = tmp_path / "media" / "A b.mp4"
    for take in (Reel("A", file), SimpleNamespace(clip=Reel("A", file), path="not this")):
        assert exchange._address(take, tmp_path / "cuts") == "../media/A b.mp4"
        assert exchange._address(take, None) == file.as_uri()
        # the form by which Premiere and Resolve find media
        whole = exchange._address(take, None, ".xml")
        assert whole == f"file://localhost{tmp_path}/media/A%20b.mp4"
    assert exchange._address(Reel("A"), tmp_path) == exchange._address(Reel("A"), None) == ""


def test_a_draft_lies_beside_its_target_until_it_is_whole(tmp_path, monkeypatch):
    target = tmp_path / "cut.edit"
    target.write_text("the old one")
    beside = []

    def look(edit):
        beside.extend(sorted(file.name for file in tmp_path.iterdir()))
        return target.read_text()

    monkeypatch.setattr(text, "to_text", look)
    save(two(), target)
    assert len(beside) == 2 and beside[0].startswith(".saving-") and beside[1] == "cut.edit"
    assert [file.name for file in tmp_path.iterdir()] == ["cut.edit"]


def test_what_a_timeline_file_holds(tmp_path):
    """An .otio and an .xml have cards and sound, an .edl no sound."""
    cut = two(tmp_path, split=4).title_card("Again", "12f", 2).black("6f", 2)
    read = {}
    for suffix in (".otio", ".xml", ".edl"):
        path = save(cut, tmp_path / f"cut{suffix}")
        read[suffix] = load(path, cut._takes)
    assert read[".otio"] == (cut.edit, [])
    first, last = cut.shots[0], cut.shots[-1]
    xml, edl = read[".xml"][0].shots, read[".edl"][0].shots
    assert (xml[0], xml[-1]) == (first, last) and {shot.take for shot in xml[1:-1]} == {
        "title",
        "black",
    }
    assert read[".xml"] == (cut.edit, [])
    assert [shot.split for shot in edl] == [0] * len(edl)
    written = otio.adapters.read_from_file(str(tmp_path / "cut.otio"))
    media = [clip.media_reference for clip in written.tracks[0].find_clips()][::3]
    assert [one.target_url for one in media] == ["A.mp4", "B.mp4"]
    assert [one.available_range.duration.value for one in media] == [240, 240]


def test_an_empty_edit_is_kept_in_our_own_formats_only(tmp_path):
    for suffix in (".edit", ".json", ".otio"):
        assert load(save(Cut("none"), tmp_path / f"none{suffix}"))[0] == Edit()
    for suffix in (".otioz", ".edl", ".xml", ".fcpxml"):
        with pytest.raises(EditError, match=rf"This edit is empty; .* not \{suffix}"):
            save(Cut("none"), tmp_path / f"none{suffix}")


def test_an_otioz_holds_the_files_that_are_there_and_is_read_without_them(bin_, tmp_path):
    cut = Cut("both", rushes=bin_).add("1A-1", 0, "24f").add("2A-1", "10f", "20f").black("5f")
    path = save(cut, tmp_path / "both.otioz")
    with zipfile.ZipFile(path) as bundle:
        names = sorted(name for name in bundle.namelist() if name.startswith("media/"))
        assert names == ["media/1A-1.mp4", "media/2A-1.mp4"]
    assert load(path, bin_) == (cut.edit, [])
    nowhere = Cut("nowhere").add(Reel("A"), 0, "24f").add(Reel("B"), 0, "24f")
    path = save(nowhere, tmp_path / "nowhere.otioz")
    with zipfile.ZipFile(path) as bundle:
        assert not [name for name in bundle.namelist() if name.endswith(".mp4")]
    assert load(path)[0] == nowhere.edit
    gone = two(tmp_path)
    assert load(save(gone, tmp_path / "gone.otioz"))[0] == gone.edit


def test_a_file_of_over_fifty_megabytes_is_no_edit(tmp_path, monkeypatch):
    assert exchange.MAX_BYTES == 50_000_000
    cut = two(tmp_path)
    for suffix in (".edit", ".otio", ".otioz", ".xml"):
        path = save(cut, tmp_path / f"cut{suffix}")
        size = path.stat().st_size
        if suffix == ".otioz":
            with zipfile.ZipFile(path) as bundle:
                size = bundle.getinfo("content.otio").file_size
            assert size > 1000
        monkeypatch.setattr(exchange, "MAX_BYTES", size)
        assert load(path)[0] == cut.edit
        monkeypatch.setattr(exchange, "MAX_BYTES", size - 1)
        with pytest.raises(EditError, match=r"over 50 MB.* it is not an edit"):
            load(path)


DROP = """TITLE: Theirs
FCM: {mode}

001  AX       V     C        00:00:01{sign}00 00:00:03{sign}00 00:00:00{sign}00 00:00:02{sign}00
* FROM CLIP NAME: A
"""


@pytest.mark.parametrize(
    ("mode", "sign", "rate", "second"),
    [("DROP FRAME", ";", Fraction(30000, 1001), 30), ("NON-DROP FRAME", ":", Fraction(24), 24)],
)
def test_an_edl_with_semicolons_runs_at_29_97(tmp_path, mode, sign, rate, second):
    path = tmp_path / "theirs.edl"
    path.write_text(DROP.format(mode=mode, sign=sign))
    edit, said = load(path)
    assert edit.rate == rate
    assert bool(said) == (sign == ":") and all("does not say its rate" in one for one in said)
    assert [(shot.in_, shot.out) for shot in edit.shots] == [(second, 3 * second)]


def test_an_edl_whose_times_do_not_agree_is_read_by_its_source(tmp_path):
    path = tmp_path / "theirs.edl"
    path.write_text(
        DROP.format(mode="NON-DROP FRAME", sign=":").replace("00:00:02:00", "00:00:05:00")
    )
    assert load(path)[0].shots[0].in_ == 24


def test_an_edl_is_written_in_the_edit_s_own_timecode(tmp_path):
    cut = Cut("ntsc", 25).add(Reel("A"), "25f", "74f")
    words = save(cut, tmp_path / "cut.edl").read_text()
    assert "00:00:01:00 00:00:02:24 00:00:00:00 00:00:01:24" in words


def test_takes_are_recognised_only_by_the_bin_that_is_given(tmp_path):
    path = save(two(tmp_path), tmp_path / "cut.otio")
    data = json.loads(path.read_text())
    for track in data["tracks"]["children"]:
        for clip in track["children"]:
            clip["metadata"], clip["name"] = {}, "renamed"
    path.write_text(json.dumps(data))
    assert [shot.take for shot in load(path)[0].shots] == ["renamed"] * 2
    assert [shot.take for shot in load(path, {"A": 1, "B": 2})[0].shots] == ["A", "B"]
    assert [shot.take for shot in load(path, {})[0].shots] == ["renamed"] * 2
    assert Cut.load(path).said == ""


@pytest.mark.parametrize(
    ("suffix", "content", "says"),
    [
        (".otio", b"[" * 100_000, "can't be read as .otio: it is damaged"),
        (".otioz", b"no zip", "can't be read as .otioz: it is damaged"),
        (".otio", b"{", "can't be read as .otio: it is damaged"),
        (".xml", b"<", "This XML is damaged"),
        (".edit", b"\x81\x02", "can't be read as text"),
    ],
)
def test_damage_is_named(tmp_path, suffix, content, says):
    path = tmp_path / f"cut{suffix}"
    path.write_bytes(content)
    with pytest.raises(EditError, match=says):
        load(path)


def test_the_reason_of_another_program_s_reader_is_one_short_line(tmp_path, monkeypatch):
    path = tmp_path / "cut.otio"
    path.write_text("{}")
    for error, reason in (
        (ValueError("first\nsecond"), "first"), (ValueError("x" * 130), "x" * 120),
        (KeyError(), "KeyError"), (ValueError("  "), "ValueError"),
    ):  # fmt: skip
        monkeypatch.setattr(otio.adapters, "read_from_string", lambda *_, e=error: (_ for _ in ()).throw(e))  # fmt: skip
        with pytest.raises(EditError) as refused:
            load(path)
        assert str(refused.value) == f"cut.otio can't be read as .otio ({reason})."


@pytest.mark.parametrize("suffix", [".edit", ".json", ".otio", ".edl", ".xml", ".fcpxml"])
@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16"])
def test_what_another_editor_has_coded_anew_is_read(tmp_path, suffix, coding):
    cut = Cut("Größe").add(Reel("Straße", tmp_path / "Straße.mp4"), "24f", "48f")
    path = cut.save(tmp_path / f"cut{suffix}")
    path.write_bytes(path.read_text(encoding="utf-8").encode(coding))
    assert load(path)[0] == cut.edit


RATES = [23.976, 24, 25, 29.97, 30, 50, 59.94, 60]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(RATES),
    st.lists(st.tuples(st.sampled_from(["1A-1", "2A-1", "4A-1"]), st.integers(10, 100),
    st.integers(25, 60), st.integers(-9, 9), st.sampled_from([0, 0, 1, 7, 8])), min_size=1, max_size=5),
)  # fmt: skip
def test_splits_and_dissolves_come_back_at_every_rate(bin_, rate, shots):
    cut = Cut("any", rate, rushes=bin_)
    for i, (take, start, length, split, dissolve) in enumerate(shots):
        cut.add(
            take,
            f"{start}f",
            f"{start + length}f",
            split=split * (i > 0),
            dissolve=dissolve * (i > 0),
        )
    for suffix in (".otio", ".xml", ".fcpxml"):
        again = Cut.load(cut.save("any" + suffix), bin_)
        assert (cut.diff(again), again.said, again.rate) == ([], "", cut.rate)


def test_what_is_saved_beside_the_notebook_is_found_by_what_save_returns(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cut = two(tmp_path)
    path = cut.save("./cut.edl")
    assert path == tmp_path / "cut.edl" and Cut.load(path) == cut


def test_a_gap_s_own_level_and_note_come_back_in_an_otio(tmp_path):
    cut = Cut.from_edit(Edit(shots=(Shot("gap", 0, 9, gain=-3, note="hole"), Shot("A", 0, 9))))
    cut._takes["A"] = Reel("A")
    assert load(cut.save(tmp_path / "gap.otio"))[0].shots[0].gain == -3


def test_one_timeline_of_several_is_chosen_by_its_name(tmp_path):
    held = otio.schema.SerializableCollection("bin")
    for name in ("Day", "Night"):
        span = otio.opentime.TimeRange(
            otio.opentime.RationalTime(0, 24), otio.opentime.RationalTime(len(name), 24)
        )
        track = otio.schema.Track("V", kind="Video", children=[otio.schema.Clip("A", None, span)])
        timeline = otio.schema.Timeline(name)
        timeline.tracks.append(track)
        held.append(timeline)
    path = tmp_path / "both.otio"
    path.write_text(held.to_json_string())
    assert Cut.load(path, timeline="Night").frames == 5
    with pytest.raises(EditError, match=r"2 timelines: 'Day', 'Night'\. Say which one"):
        Cut.load(path)


@pytest.mark.parametrize("suffix", OWN + FOREIGN)
def test_a_take_that_the_rushes_lack_is_named_whatever_the_format(cut, bin_, suffix):
    path = cut.save("lacking" + suffix)
    said = "There is no take 4A-1 among the rushes."
    assert said in Cut.load(path, {n: bin_[n] for n in ("1A-1", "2A-1")}).said
    assert said not in Cut.load(path, bin_).said + Cut.load(path).said


@pytest.mark.parametrize("name", ["a\0b.edl", "x" * 300 + ".edl"])
def test_a_name_that_no_file_can_have_gets_a_sentence(name):
    black = Cut("black").black("1f")
    for do in (black.save, Cut.load, lambda name: black.render(name.replace(".edl", ".mp4"))):
        with pytest.raises(KuleshovError):
            do(name)


@pytest.mark.parametrize("suffix", [".edit", ".json"])
def test_an_empty_file_is_no_empty_edit(tmp_path, suffix):
    (tmp_path / f"a{suffix}").write_text(" \n")
    with pytest.raises(EditError, match="is empty"):
        Cut.load(tmp_path / f"a{suffix}")
