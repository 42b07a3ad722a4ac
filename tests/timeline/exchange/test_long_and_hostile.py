"""Long edits are read in seconds, and no file that means harm takes for ever."""

import time
from fractions import Fraction

import pytest

from kuleshov.errors import EditError
from kuleshov.timecode import timecode
from kuleshov.timeline import Cut, Edit, Shot
from kuleshov.timeline.exchange.split_edits import Stretch, with_splits

RATE = Fraction(25)
SECONDS = 8  # each is read in well under two; what is quadratic takes minutes


@pytest.fixture(autouse=True)
def in_seconds():
    begun = time.process_time()
    yield
    assert time.process_time() - begun < SECONDS


def loaded(folder, words, suffix):
    path = folder / f"theirs{suffix}"
    path.write_text(words)
    return Cut.load(path, rate=25)


def event(number, start, stop, name="AX"):
    source = f"{timecode(0, RATE)} {timecode(stop - start, RATE)}"
    return f"{number:06d}  {name} V C {source} {timecode(start, RATE)} {timecode(stop, RATE)}\n"


@pytest.mark.parametrize("split", [0, 5])
def test_one_take_cut_through_two_thousand_times(split):
    shots = [Shot("A", 40 * i, 40 * i + 40, split=split if i else 0) for i in range(2000)]
    edit = Edit(rate=RATE, shots=tuple(shots))
    heard = [Stretch("A", span.start, span.stop, span.offset) for span in edit.sound()]
    plain = edit.with_shots([Shot("A", shot.in_, shot.out) for shot in shots])
    assert with_splits(plain, heard) == (edit, [], [])


def test_splits_that_can_not_all_be_kept():
    shots = tuple(Shot(f"T{i}", 500, 540) for i in range(2000))
    heard = [Stretch(f"T{i}", 40 * i - 50, 40 * i + 90, 450) for i in range(1, 1999)]
    edit, _, _ = with_splits(Edit(rate=RATE, shots=shots), heard)
    assert edit.shots[1].split == 0 and edit.frames == 80_000


@pytest.mark.parametrize("number", ["1e999999999", "1/3", "nan", "9" * 40])
def test_a_time_of_fcp_7_is_a_plain_number(tmp_path, number):
    words = (
        "<xmeml version='4'><sequence><name>S</name><rate><timebase>25</timebase></rate><media>"
        "<video><track><clipitem><name>A</name><start>0</start><end>10</end><in>0</in><out>10</out>"
        f"</clipitem><clipitem><name>B</name><start>{number}</start><end>20</end></clipitem>"
        "</track></video></media></sequence></xmeml>"
    )
    with pytest.raises(EditError, match=r"This XML is damaged: its <start> is .*, and no number"):
        loaded(tmp_path, words, ".xml")


def test_bins_in_bins_get_a_sentence(tmp_path):
    words = "<xmeml>" + "<bin><children>" * 3000 + "</children></bin>" * 3000 + "</xmeml>"
    with pytest.raises(EditError, match="nested too deeply"):
        loaded(tmp_path, words, ".xml")


@pytest.mark.parametrize("line", [
    "001  x{} q 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00",
    "M2  x{}q",
    "|C:  |M:{}q",
    "* FINAL CUT PRO REEL: x{}q",
])  # fmt: skip
def test_a_line_of_blanks_is_passed_over(tmp_path, line):
    cut = loaded(tmp_path, event(1, 0, 40) + line.format(" " * 100_000) + "\n", ".edl")
    assert len(cut) == 1 and "1 of the EDL's lines can't be used here" in cut.said


def test_events_that_all_lie_over_each_other_are_refused(tmp_path):
    words = "".join(event(i + 1, i, i + 6000) for i in range(6000))
    with pytest.raises(EditError, match=r"lie over each other, more than 30 deep"):
        loaded(tmp_path, words, ".edl")


def test_the_later_event_lies_on_top_also_where_a_lower_row_is_free(tmp_path):
    words = (
        event(1, 0, 40, "A1") + event(2, 80, 120, "A2") + event(3, 20, 100, "B1")
        + event(4, 50, 70, "C1")
    )  # fmt: skip
    cut = loaded(tmp_path, words, ".edl")
    assert [(shot.take, len(shot)) for shot in cut] == [
        ("A1", 20), ("B1", 30), ("C1", 20), ("B1", 30), ("A2", 20),
    ]  # fmt: skip
    assert "Events 000003, 000004 lie over others in the film: they cover them." in cut.said


FCPXML = (
    '<fcpxml version="1.9"><resources><format id="r1" frameDuration="1/25s"/>{}</resources>'
    '<project name="P"><sequence format="r1"><spine>{}</spine></sequence></project></fcpxml>'
)
ASSET = (
    '<asset id="a{0}" name="T{0}" start="0s" duration="3600s" hasVideo="1" hasAudio="1" '
    'format="r1"><media-rep kind="original-media" src="file:///x/T{0}.mp4"/></asset>'
)


@pytest.fixture
def assets():
    return "".join(map(ASSET.format, range(20)))


def test_many_clips_with_notes_and_markers(tmp_path, assets):
    noted = "".join(
        f'<asset-clip ref="a{i % 19}" name="x{i}" offset="{i * 40}/25s" start="{i}/25s" '
        f'duration="40/25s"><note>n{i}</note><marker start="{i + 5}/25s" value="m{i}"/></asset-clip>'
        for i in range(600)
    )
    cut = loaded(tmp_path, FCPXML.format(assets, noted), ".fcpxml")
    assert cut.shots[599].note == "x599; n599; m599"


def test_many_clips_with_music_below(tmp_path, assets):
    music = "".join(
        f'<asset-clip ref="a{i % 19}" name="T" offset="{i * 40}/25s" start="{i}/25s" '
        f'duration="40/25s"><asset-clip ref="a19" lane="-1" offset="{i}/25s" start="{2 * i}/25s" '
        'duration="40/25s" srcEnable="audio" name="m"/></asset-clip>'
        for i in range(600)
    )
    cut = loaded(tmp_path, FCPXML.format(assets, music), ".fcpxml")
    assert cut.said.startswith("Sound that no shot has lies in lanes: sound (m)")
