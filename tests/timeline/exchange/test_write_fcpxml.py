"""What the kit writes as FCPXML: in the shape that Final Cut asks for, and read back as it was."""

from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kuleshov.errors import EditError
from kuleshov.timecode import StartTimecode
from kuleshov.timeline import Cut, Edit, Shot
from kuleshov.timeline.exchange.write_fcpxml import write, written

RATES = [Fraction(24000, 1001), 24, 25, Fraction(30000, 1001), 30, 50, Fraction(60000, 1001), 60]


class Reel:
    """A take of ten seconds of which only name, rate and place matter."""

    def __init__(self, name, rate=24, path=None, **more):
        self.name, self.rate, self.frames = name, Fraction(rate), round(10 * rate)
        self.path = Path("/rushes") / f"{name}.mp4" if path is None else path
        self.__dict__.update(more)


def bin_of(rate):
    return {"A": Reel("A", rate), "B b&": Reel("B b&", 24), "Ü": Reel("Ü", Fraction(30000, 1001))}


def saved(folder, edit, takes=None):
    """Write an edit; return the document, what was said, and the edit as it is read again."""
    cut = Cut.from_edit(edit, takes or bin_of(edit.rate))
    path = folder / "cut.fcpxml"
    said = write(cut, path)
    return ElementTree.parse(path).getroot(), said, Cut.load(path, takes or bin_of(edit.rate))


@st.composite
def edits(draw):
    rate = Fraction(draw(st.sampled_from(RATES)))
    shots: list[Shot] = []
    for _ in range(draw(st.integers(1, 6))):
        take = draw(st.sampled_from(["A", "A", "B b&", "Ü", "title", "black", "gap"]))
        before = shots[-1].take if shots else ""
        if take == before == "gap":
            continue  # two holes are one
        in_, length = draw(st.integers(20, 90)), draw(st.integers(12, 60))
        more: dict[str, object] = {"text": "Say <it> & go"} if take == "title" else {}
        cards, bare = ("title", "black", "gap"), ("black", "gap")
        if take not in bare:
            more["fade_out"] = draw(st.sampled_from([0, 0, 5]))
        if take not in cards:
            more["gain"] = draw(st.sampled_from([0, 0, -3, -96, 6.25]))
        more["note"] = draw(st.sampled_from(["", "look"]))
        if before and not {take, before} <= set(bare):
            # a dissolve of one frame into a hole ends at the cut: it is a fade
            more["dissolve"] = draw(st.sampled_from([0, 0, 2 if take == "gap" else 1, 6, 7]))
        if take not in bare and not more.get("dissolve"):
            more["fade_in"] = draw(st.sampled_from([0, 0, 4]))
        if before and not {take, before} <= set(cards):
            # silence that comes early by more than half of a shot that is picture only is that shot's
            most = len(shots[-1]) // 2 - 1 if shots[-1].picture_only and take in cards else 15
            more["split"] = draw(st.integers(-15, min(15, most)))
        talks = next((s for s in reversed(shots) if not s.picture_only), Shot("gap", 0, 1))
        if not talks.is_card and take not in (*cards, talks.take) and not more.get("split"):
            # a line runs on under it; its own take's would be its own sound
            more["picture_only"] = draw(st.booleans())
            more["gain"] = 0 if more["picture_only"] else more["gain"]
        shots.append(Shot(take, in_, in_ + length, **more))
    try:
        return Edit("A film & more", rate, tuple(shots))
    except EditError:  # splits or dissolves that are longer than their shots
        assume(False)
        raise


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits())
def test_any_edit_comes_back_as_it_was(tmp_path, edit):
    _, said, again = saved(tmp_path, edit)
    assert again.edit == edit and again.title == edit.title
    assert [shot.note for shot in again] == [shot.note for shot in edit.shots]
    assert (said, again.said) == ([], "")


@pytest.mark.parametrize("take", ["title", "black", "Ü"])
@pytest.mark.parametrize("split", [-3, 0, 1, 5])
def test_silence_that_comes_early_leaves_a_shot_that_is_picture_only_what_it_is(
    tmp_path, take, split
):
    words = "Say" if take == "title" else ""
    shots = (Shot("A", 20, 32), Shot("B b&", 20, 32, picture_only=True))
    edit = Edit("film", Fraction(24), (*shots, Shot(take, 20, 40, split=split, text=words)))
    _, said, again = saved(tmp_path, edit)
    assert again.edit.shots == edit.shots and (said, again.said) == ([], "")


# The shape that Final Cut's document type asks for: which children, in which order, and attributes.
CHILDREN = {
    "fcpxml": ["resources", "library"],
    "resources": ["format", "asset", "effect"],
    "asset": ["media-rep"],
    "library": ["event"],
    "event": ["project"],
    "project": ["sequence"],
    "sequence": ["spine"],
    "asset-clip": ["note", "conform-rate", "adjust-blend", "adjust-volume"],
    "title": ["text", "text-style-def", "note", "adjust-blend"],
    "gap": ["note"],
    "transition": ["filter-video"],
    "adjust-blend": ["param"],
    "param": ["fadeIn", "fadeOut"],
    "text": ["text-style"],
    "text-style-def": ["text-style"],
}
REQUIRED = {
    "fcpxml": ["version"], "format": ["id", "frameDuration"], "effect": ["id", "name", "uid"],
    "asset": ["id", "name", "start", "duration", "hasVideo", "format"], "media-rep": ["kind", "src"],
    "project": ["name"], "sequence": ["format", "duration", "tcStart", "tcFormat"],
    "asset-clip": ["ref", "offset", "name", "start", "duration"], "gap": ["offset", "duration"],
    "title": ["ref", "offset", "name", "start", "duration"], "transition": ["offset", "duration"],
    "filter-video": ["ref"], "conform-rate": ["scaleEnabled"], "adjust-volume": ["amount"],
    "fadeIn": ["type", "duration"], "fadeOut": ["type", "duration"], "text-style-def": ["id"],
}  # fmt: skip
FULL = (
    Shot("title", 0, 24, text="Again", fade_in=4, note="n"),
    Shot("A", 24, 72, split=-3, dissolve=6, gain=-3, note="hers", fade_out=5),
    Shot("Ü", 30, 60, split=8), Shot("black", 0, 6, note="dark"), Shot("gap", 0, 5, note="hole"),
    Shot("B b&", 0, 30, fade_in=4),
)  # fmt: skip


@pytest.mark.parametrize("rate", RATES)
def test_the_document_has_the_shape_that_final_cut_asks_for(tmp_path, rate):
    root, said, _ = saved(tmp_path, Edit("Film", Fraction(rate), FULL))
    assert said == []
    ids = [one.get("id") for one in root.findall("resources/*")]
    assert len(ids) == len(set(ids)) and all(ids)
    frame = 1 / Fraction(rate)
    for element in root.iter():
        assert all(element.get(name) for name in REQUIRED.get(element.tag, [])), element.tag
        order = CHILDREN.get(element.tag, [])
        found = [order.index(child.tag) for child in element] if element.tag not in (
            "spine", "resources") else []  # fmt: skip
        assert found == sorted(found), element.tag
        if element.tag not in ("text-style",):
            assert element.get("ref", ids[0]) in ids and element.get("format", ids[0]) in ids
    spine = root.find("library/event/project/sequence/spine")
    at = Fraction(0)
    for item in spine:
        offset, length = (Fraction(item.get(name).rstrip("s")) for name in ("offset", "duration"))
        assert offset % frame == 0 and length % frame == 0 and length > 0
        if item.tag != "transition":
            assert offset == at
            at += length
    assert root.find(".//sequence").get("duration") == f"{at}s"
    assert (
        (tmp_path / "cut.fcpxml")
        .read_text()
        .startswith(
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n\n<fcpxml version="1.9">'
        )
    )


def test_files_are_named_by_whole_addresses_and_lengths_in_their_own_time(tmp_path):
    path = tmp_path / "rushes ä" / "4A 1#2.mp4"
    take = Reel("4A-1", Fraction(30000, 1001), path, width=640, height=360, sound=None)
    root, _, again = saved(tmp_path, Edit(shots=(Shot("4A-1", 24, 48),)), {"4A-1": take})
    asset = root.find("resources/asset")
    assert asset.find("media-rep").get("src") == path.as_uri()
    assert "%20" in path.as_uri() and "%23" in path.as_uri()
    assert asset.get("duration") == "1001/100s" and "hasAudio" not in asset.attrib
    form = {one.get("id"): one for one in root.findall("resources/format")}[asset.get("format")]
    assert dict(form.attrib, id="") == {
        "id": "", "frameDuration": "1001/30000s", "width": "640", "height": "360",
    }  # fmt: skip
    sequence = root.find(".//sequence")
    assert sequence.get("format") != asset.get("format")
    conform = root.find(".//conform-rate")
    assert conform.attrib == {"scaleEnabled": "0", "srcFrameRate": "29.97"}
    assert [shot.take for shot in again] == ["4A-1"]


def test_a_rate_that_final_cut_does_not_list_is_conformed_without_its_name(tmp_path):
    root, _, again = saved(tmp_path, Edit(shots=(Shot("x", 24, 48),)), {"x": Reel("x", 16)})
    assert root.find(".//conform-rate").attrib == {"scaleEnabled": "0"}
    assert [(shot.in_, shot.out) for shot in again] == [(24, 48)]


def test_a_plain_shot_is_written_plainly_even_beyond_its_take(tmp_path):
    root, _, again = saved(tmp_path, Edit(shots=(Shot("A", 0, 260), Shot("A", 5, 20))))
    for one in root.iter("asset-clip"):
        assert set(one.attrib) == {
            "ref",
            "offset",
            "name",
            "start",
            "duration",
            "tcFormat",
            "audioRole",
        }
        assert len(one) == 0
    assert again.shots[0].out == 260


def test_times_in_a_file_count_from_its_camera_s_timecode(tmp_path):
    """Final Cut refuses a clip outside the times that its file has."""
    begins = StartTimecode.read("01:00:00:00", Fraction(24))
    take = Reel("A", 24, start_timecode=begins)
    shots = (Shot("A", 24, 48), Shot("A", 96, 120, split=6))
    root, _, again = saved(tmp_path, Edit(shots=shots), {"A": take})
    assert root.find("resources/asset").get("start") == "3600s"
    clips = root.findall(".//asset-clip")
    assert [clip.get("start") for clip in clips] == ["3601s", "3604s"]
    assert [clip.get("audioStart") for clip in clips] == [
        "3601s",
        f"{Fraction(3600 * 24 + 90, 24)}s",
    ]
    assert again.edit.shots == shots


def test_sound_that_a_take_does_not_have_is_not_asked_for(tmp_path):
    """A split may reach beyond a take's ends, where nothing is heard; it comes back nonetheless."""
    shots = (
        Shot("A", 0, 48),
        Shot("A", 4, 48, split=10),
        Shot("A", 200, 236),
        Shot("A", 9, 48, split=-12),
    )
    root, said, again = saved(tmp_path, Edit(shots=shots))
    for clip in root.findall(".//asset-clip"):
        first = Fraction(clip.get("audioStart", clip.get("start")).rstrip("s"))
        last = first + Fraction(clip.get("audioDuration", clip.get("duration")).rstrip("s"))
        assert 0 <= first < last <= 10
    assert again.edit.shots == shots and (said, again.said) == ([], "")


def test_what_the_format_does_not_keep_is_said(tmp_path):
    shots = (
        Shot("black", 0, 24, fade_in=4), Shot("gap", 0, 24, dissolve=4),
        Shot("title", 0, 24, text="x", gain=-3), Shot("A", 0, 24, gain=20),
        Shot("A", 0, 2, split=9), Shot("A", 9, 48, split=2),
    )  # fmt: skip
    _, said, _ = saved(tmp_path, Edit(shots=shots))
    assert said == [
        "The sound of shot 5 lies outside its take: left out.",
        "FCPXML does not keep fades of black, sound levels of titles and black, dissolves from black "
        "to black.",
        "Final Cut plays levels above +12 dB as +12 dB.",
    ]


def test_a_take_without_a_file_is_said(tmp_path):
    take = SimpleNamespace(name="A b", frames=240, rate=Fraction(24))
    root, said, again = saved(tmp_path, Edit(shots=(Shot("A b", 0, 9),)), {"A b": take})
    assert said == ["A b has no file; the other program will ask where it is."]
    assert root.find(".//media-rep").get("src") == "file:///A%20b"
    assert [shot.take for shot in again] == ["A b"]


def test_signs_that_xml_cannot_hold_are_replaced(tmp_path):
    edit = Edit("a\x00b", shots=(Shot("title", 0, 9, text="bell\x07 \U0001f3ac"),))
    _, _, again = saved(tmp_path, edit)
    assert (again.title, again.shots[0].text) == ("a b", "bell \U0001f3ac")


@pytest.mark.parametrize(
    ("time", "words"),
    [(Fraction(0), "0s"), (Fraction(5), "5s"), (Fraction(1001, 24000), "1001/24000s"),
     (Fraction(100, 2400), "1/24s")],
)  # fmt: skip
def test_times_are_written_exactly(time, words):
    assert written(time) == words


def test_levels_that_add_up_are_told_as_one(tmp_path):
    loud = "Final Cut plays levels above +12 dB as +12 dB."
    for gain, level, told in ((5, 10, True), (13, -4, False)):
        _, said, _ = saved(tmp_path, Edit(shots=(Shot("A", 0, 24, gain=gain),), level=level))
        assert (loud in said) is told
