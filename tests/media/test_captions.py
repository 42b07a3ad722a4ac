"""Captions: what a file holds is what is read, and what is written a browser reads alike."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuleshov as ku
from kuleshov.errors import MediaError
from kuleshov.media import Caption, Captions
from kuleshov.media.captions import FASTEST, LONGEST, SHORTEST, reading_time

WORDS = st.text(min_size=1, max_size=90).filter(
    lambda text: any(a.isprintable() and not a.isspace() for a in text)
)
TIMES = st.integers(0, 10_000_000)


@given(st.lists(st.tuples(TIMES, st.integers(1, 20_000), WORDS, st.text(max_size=20)), max_size=8))
def test_what_is_written_is_read_back(rows):
    made = Captions(Caption(a / 1000, (a + n) / 1000, text, who) for a, n, text, who in rows)
    assert Captions.from_text(made.text) == made
    assert Captions.from_text(made.text).left_out == ()


@pytest.mark.parametrize("take", ["1A-1", "2A-1", "3B-1", "4A-1", "4A-2", "5A-1", "8A-1"])
def test_the_rushes_own_captions_are_read_to_the_thousandth(take):
    path = ku.rushes("understudy")[take].captions
    times = re.findall(r"(\d\d):(\d\d):(\d\d\.\d{3})", path.read_text("utf-8"))
    seconds = [int(h) * 3600 + int(m) * 60 + float(s) for h, m, s in times]
    read = Captions.load(path)
    assert [t for one in read for t in (one.start, one.stop)] == pytest.approx(seconds)
    assert {one.speaker for one in read} <= {"Filament", "Diode", ""} and not read.left_out
    assert Captions.from_text(read.text) == read


REAL = """\ufeffWEBVTT - a film
Kind: captions

STYLE
::cue { color: lime }

NOTE nobody reads
this

intro
00:01.000 --> 00:02.500 line:0 align:start
<v.loud Ana Lima>Rock &amp; <i>roll</i> &lt;3</v>

2
01:00:00.000 --> 01:00:01.000
one line
and another
"""


def test_what_is_no_words_and_times_is_left_out_and_said():
    read = Captions.from_text(REAL.replace("\n", "\r\n"), "a.vtt")
    assert read[0] == Caption(1.0, 2.5, "Rock & roll <3", "Ana Lima")
    assert read[1] == Caption(3600.0, 3601.0, "one line\nand another")
    told = " ".join(read.left_out)
    for kind in ("1 STYLE block", "1 NOTE block", "1 place on the screen", "1 look of letters"):
        assert kind in told
    assert told in repr(read).replace("\n", " ")


def test_subrip_is_read_and_webvtt_is_written(tmp_path):
    (tmp_path / "a.srt").write_bytes(b"1\r\n00:00:01,000 --> 00:00:02,500\r\nAgain.\r\n\r\n")
    read = Captions.load(tmp_path / "a.srt")
    assert read == Captions().add(1.0, 2.5, "Again.")
    assert Captions.load(read.save(tmp_path / "a.vtt")) == read
    with pytest.raises(MediaError, match=r'"a\.vtt"'):
        read.save(tmp_path / "a.srt")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("00:01.000 -> 00:02.000\nNo.\n", "holds no captions"),
        ("WEBVTT\n\n00:01.000 --> two\nNo.\n", r"line 3: '00:01.000 --> two' can't be read"),
        ("WEBVTT\n\n00:61.000 --> 01:02.000\nNo.\n", "line 3"),
        (
            "WEBVTT\n\n00:02.000 --> 00:01.000\nNo.\n",
            "ends at 00:00:01.000, and begins at 00:00:02",
        ),
        ("a letter to my aunt", "holds no captions"),
        ("x" * (4 * 2**20 + 1), "more than 4 MB"),
        ("WEBVTT\n\n" + "00:01.000 --> 00:02.000\na\n\n" * 20_001, "more than 20000"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(words, sentence):
    with pytest.raises(MediaError, match=sentence):
        Captions.from_text(words, "a.vtt")


def test_an_empty_file_and_one_without_captions_have_none(tmp_path):
    for words in ("", "WEBVTT", "WEBVTT\n\n"):
        assert len(Captions.from_text(words)) == 0
    assert len(Captions.from_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<b></b>\n").left_out) == 2
    (tmp_path / "a.vtt").write_bytes("WEBVTT\n\n00:01.000 --> 00:02.000\nJörg".encode("latin-1"))
    with pytest.raises(MediaError, match="UTF-8"):
        Captions.load(tmp_path / "a.vtt")
    with pytest.raises(MediaError, match="can't be read"):
        Captions.load(tmp_path / "none.vtt")


@pytest.mark.parametrize(
    ("start", "stop", "text"),
    [
        (2, 1, "No."),
        (1, 1, "No."),
        (-1, 1, "No."),
        (0, float("nan"), "No."),
        (0, 1, " \n "),
        (0, 1, "\x07"),
    ],
)
def test_a_caption_that_is_none_is_refused(start, stop, text):
    with pytest.raises(MediaError):
        Captions().add(start, stop, text)


def test_words_that_look_like_a_time_or_a_tag_stay_words():
    made = Captions().add(
        0, 2, "a\n\n00:00:05.000 --> 00:00:06.000\nb <i>c</i> &amp;", "Eve>\n\nNOTE"
    )
    assert made.text.count("-->") == 1 and "<i>" not in made.text
    (back,) = Captions.from_text(made.text)
    assert back == made[0] and back.text.startswith("a\n00:00:05.000 --> ")


def test_what_a_reader_stumbles_over_is_said_and_nothing_else():
    good = Captions().add(0, SHORTEST, "No.").add(2, 2 + LONGEST, "Who taught you that?")
    assert good.check(9.0) == []
    edge = Captions().add(0, 2, "x" * int(2 * FASTEST)).add(3, 5, "y" * 40)
    assert edge.check() == []
    cases = {
        "the least": good.add(10, 10.5, "No."),
        "Make two of it": good.add(10, 18, "No."),
        "letters a second": good.add(10, 11, "x" * 30),
        "3 lines": good.add(10, 13, "a\nb\nc"),
        "43 letters": good.add(10, 14, "x" * 43),
        "ends after the film": good.add(10, 12, "No."),
        "of the same speaker": good.add(3, 5, "Yes, you."),
    }
    for sentence, captions in cases.items():
        found = captions.check(11.0 if sentence == "ends after the film" else 20.0)
        assert len(found) == 1 and sentence in found[0], (sentence, found)
    assert good.add(3, 5, "Yes, you.", "Diode").check() == []  # two who talk at once


def test_moved_captions_keep_their_lengths_and_lose_what_lies_before():
    made = Captions().add(1, 2, "a").add(5, 6, "b")
    assert [one.start for one in made.shifted(-1.5)] == [0.0, 3.5]
    assert made.shifted(2).shifted(-2) == made and len(made.shifted(-9)) == 0


def test_a_draft_has_every_line_that_is_heard_and_can_be_read():
    rushes = ku.rushes("understudy")
    cut = ku.Cut.load(rushes.path / "editors-cut.edit", rushes)
    made, lines = cut.captions(), cut.lines()
    assert [one.text for one in made] == [line.text for line in lines]
    assert [one.start for one in made] == pytest.approx([line.start for line in lines], abs=0.001)
    assert all(one.stop >= line.stop - 0.001 for one, line in zip(made, lines, strict=True))
    assert len(made) == 12 and len(made.check(cut.duration)) <= 2
    assert all(one.stop - one.start >= reading_time(one.text) - 0.35 for one in made)


def test_a_cut_in_which_nobody_speaks_has_no_captions():
    cut = ku.Cut("Moon", rushes=ku.rushes("understudy")).add("6E-1", 2, 4)
    assert cut.lines() == [] and len(cut.captions()) == 0
