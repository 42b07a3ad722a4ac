"""Every export is opened again and compared; what a format loses is said."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kuleshov.errors import EditError
from kuleshov.timeline import Cut, text

OWN = [".edit", ".json", ".otio", ".otioz"]
FOREIGN = [".xml", ".fcpxml", ".edl"]


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
    assert cut.diff(again.level(3, -3)) == []


def test_an_edl_keeps_the_picture_and_its_dissolves(bin_):
    cut = Cut("edl", rushes=bin_).add("1A-1", "01:00", "04:00")
    cut.add("4A-1", "01:00", "04:12", dissolve=10).add("2A-1", "02:00", "05:00")
    assert cut.diff(Cut.load(cut.save("edit.edl"), bin_)) == []
    assert cut.said == ""


@pytest.mark.parametrize("suffix", FOREIGN)
def test_what_a_format_loses_is_said(full, suffix):
    full.save("edit" + suffix)
    for lost in ("sound levels", "titles", "notes", "fades"):
        assert lost in full.said
    assert ("split edits" in full.said) == (suffix == ".edl")
    assert ("dissolves" in full.said) == (suffix == ".fcpxml")


def test_media_paths_in_an_otio_are_relative_to_it(cut, bin_, tmp_path):
    path = cut.save(tmp_path / "cuts" / "edit.otio")
    text = path.read_text()
    assert str(tmp_path) not in text
    assert "../" in text


def test_an_otioz_carries_its_media(cut, tmp_path):
    path = cut.save(tmp_path / "edit.otioz")
    assert path.stat().st_size > sum(
        clip.path.stat().st_size for name, clip in cut._bins[0].items() if name != "mute"
    )


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


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(["1A-1", "2A-1", "4A-1"]), st.integers(0, 150),
    st.integers(20, 80), st.integers(-9, 9)), min_size=1, max_size=6))  # fmt: skip
def test_any_edit_of_takes_survives_every_track_format(bin_, shots):
    cut = Cut("any", rushes=bin_)
    for i, (take, start, length, split) in enumerate(shots):
        cut.add(take, start, start + length, split=split if i else 0)
    for suffix in (".otio", ".xml", ".fcpxml"):
        assert cut.diff(Cut.load(cut.save("any" + suffix), bin_)) == []


@pytest.mark.parametrize("suffix", [".otio", ".xml", ".fcpxml", ".edl"])
def test_the_same_shot_twice_stays_twice(bin_, suffix):
    cut = Cut("twice", rushes=bin_).add("2A-1", 0, 20).add("2A-1", 0, 20).add("1A-1", 0, 20)
    assert cut.diff(Cut.load(cut.save("twice" + suffix), bin_)) == []


def test_fcp_7_xml_keeps_a_dissolve(bin_):
    cut = Cut("dissolve", rushes=bin_).add("1A-1", 0, 24).add("2A-1", 24, 60, dissolve=6)
    cut.add("4A-1", 10, 40)
    assert cut.diff(Cut.load(cut.save("edit.xml"), bin_)) == []


@pytest.mark.parametrize("suffix", [".edl", ".xml"])
def test_a_rate_of_29_97_comes_back(bin_, suffix):
    cut = Cut("ntsc", 29.97, rushes=bin_).add("1A-1", 0, 24).add("2A-1", 24, 60)
    again = Cut.load(cut.save("edit" + suffix), bin_)
    assert cut.diff(again) == []


def test_what_an_adapter_cannot_write_is_said_in_words(bin_):
    ntsc = Cut("ntsc", 29.97, rushes=bin_).add("1A-1", 0, 24)
    with pytest.raises(EditError, match=r"can't be written at 30000/1001 frames a second here"):
        ntsc.save("edit.fcpxml")
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
