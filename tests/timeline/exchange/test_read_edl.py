"""EDLs by hand, as other programs write them: each field read right, or said."""

from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

from kuleshov.errors import EditError
from kuleshov.timecode import StartTimecode
from kuleshov.timeline import Cut
from kuleshov.timeline.exchange.from_otio import from_otio
from kuleshov.timeline.exchange.read_edl import read_edl


def take(name, rate=24, frames=480, start=None):
    """Return a take of which only length, rate and timecode matter."""
    begins = StartTimecode.read(start, Fraction(rate)) if start else None
    return SimpleNamespace(name=name, rate=Fraction(rate), frames=frames, start_timecode=begins)


TAKES = {name: take(name) for name in ("a", "b", "4A-1", "4A-2")}


def read(words, takes=TAKES, rate=None):
    """Return an EDL's edit and all that is said of it but a guess of its rate."""
    timeline, said = read_edl(words, takes, rate)
    found = from_otio(timeline, takes)
    said = [one for one in [*said, *found.said] if "does not say its rate" not in one]
    return found.edit, said


def points(edit):
    return [(shot.take, shot.in_, shot.out) for shot in edit.shots]


def event(number, reel, channels, kind, *times):
    return f"{number:03d}  {reel:8s} {channels:5s} {kind:8s} {' '.join(times)}\n"


FOUR = ("00:00:02:00", "00:00:06:00", "01:00:00:00", "01:00:04:00")
A, B = "* FROM CLIP NAME: a.mp4\n", "* FROM CLIP NAME: b.mp4\n"


@pytest.mark.parametrize(
    "words",
    [
        event(1, "AX", "V", "C", *FOUR) + A,
        "TITLE: x\nFCM: NON-DROP FRAME\n\n" + event(1, "AX", "V", "C", *FOUR) + A,
        f"000001  a.mp4  V  C  {' '.join(FOUR)} \n* FROM CLIP NAME:  a.mp4\n* COMMENT:\n",
        "\t".join(["1", "ax", "v", "c", *FOUR]) + "\n* from clip name: A.MP4\n",
        f"  001   a   AA/V   C    {'  '.join(FOUR)}\n",
        f"001 a B C {' '.join(FOUR)}\n",
        f"001 A A2V C {' '.join(FOUR)}\n",
        f"001 001 V C {' '.join(FOUR)}\n>>> SOURCE 001 a.mp4\n",
        f"001 TAPE1 V C {' '.join(FOUR)}\nFINAL CUT PRO REEL: a REPLACED BY: TAPE1\n",
        f"001 AX V C {' '.join(FOUR)}\n* REEL AX IS CLIP a.mov\n",
        f"001 AX V C {' '.join(FOUR)}\n* FROM CLIP: D:\\Rushes\\a.mp4\n",
        f"001 AX V C {' '.join(FOUR)}\n* SOURCE FILE: \\\\server\\share\\a.mp4\n",
        f"001 AX V C {' '.join(FOUR)}\n* FROM FILE: /media/a.mp4\n* EFFECT NAME: NONE\n",
        f"001 AX V C {' '.join(FOUR)}\n* FROM CLIP NAME: a\n" + event(
            2, "AX", "V", "C", "00:00:06:00", "00:00:06:00", "01:00:04:00", "01:00:04:00"),
        event(1, "AX", "V", "C", *FOUR).replace("01:00:0", "10:00:0") + A,
        event(1, "AX", "V", "C", *FOUR).replace("01:00:0", "00:00:0") + A,
        event(1, "AX", "V", "C", *FOUR).replace("01:00:0", "01:23:0") + A,
        (event(1, "AX", "V", "C", *FOUR) + A + "\x1a").replace("\n", "\r\n"),
    ],
)  # fmt: skip
def test_one_event_in_the_ways_that_programs_write_it(words):
    edit, said = read(words)
    assert points(edit) == [("a", 48, 144)] and not edit.shots[0].note
    assert all("no name but its reel" in one or "has no sound" in one for one in said)


@pytest.mark.parametrize(
    ("words", "rate", "guessed"),
    [
        ("00:00:01:00 00:00:02:00", 24, True),
        ("00:00:01:24 00:00:02:24", 25, True),
        ("00:00:01:29 00:00:02:29", 30, True),
        ("00:00:01:49 00:00:02:49", 50, True),
        ("00:00:01:59 00:00:02:59", 60, True),
        ("00:00:01;00 00:00:02;00", Fraction(30000, 1001), False),
        ("00:00:01;59 00:00:02;59", Fraction(60000, 1001), False),
        ("00:00:01.00 00:00:02.00", 24, True),
    ],
)
def test_the_rate_is_read_from_the_timecodes_and_a_guess_is_said(words, rate, guessed):
    line = f"001 AX V C {words} {words}\n* FROM CLIP NAME: unknown\n"
    timeline, said = read_edl(line)
    assert from_otio(timeline).edit.rate == rate
    assert guessed == any("By the largest frame number" in one for one in said)
    named, said = read_edl(f"* KULESHOV RATE: 120000/1001\n{line}")
    assert from_otio(named).edit.rate == Fraction(120000, 1001)
    assert not said


def test_the_takes_tell_the_rate_where_they_agree_and_can_count_so():
    takes = {"a": take("a", 25), "b": take("b", 25), "c": take("c", 60)}
    words = (
        event(1, "AX", "V", "C", *FOUR) + A + event(2, "B", "V", "C", *FOUR).replace("01:", "02:")
    )
    timeline, said = read_edl(words, takes)
    assert from_otio(timeline).edit.rate == 25 and "Its takes run at 25" in said[0]
    for other in (30, Fraction(30000, 1001)):
        _, said = read_edl(words, takes | {"b": take("b", other)})
        assert "By the largest frame number in it, 0, it was read at 24" in said[0]
    _, said = read_edl(words.replace("06:00", "06:25"), takes)
    assert "By the largest frame number in it, 25, it was read at 30" in said[0]
    asked, said = read_edl(words, takes, Fraction(50))
    assert from_otio(asked).edit.rate == 50 and said == []


def test_drop_frame_counts_as_the_clock_does():
    """00:01:00;02 follows 00:00:59;29: frame 1800 of 29.97."""
    ntsc = take("p", Fraction(30000, 1001), 4000)
    times = ("00:00:59;29", "00:01:00;03", "01:00:00;00", "01:00:00;02")
    edit, said = read(event(1, "AX", "V", "C", *times) + "* FROM CLIP NAME: p\n", {"p": ntsc})
    assert points(edit) == [("p", 1799, 1801)] and said == []
    # frame 1800 is called 00:01:00:02, whether by the sign or by the line above
    late = ("00:01:00:02", "00:01:00:04", "01:00:00:00", "01:00:00:02")
    by_head = event(1, "AX", "V", "C", *late) + "* FROM CLIP NAME: p\n"
    edit, _ = read(f"FCM: DROP FRAME\n{by_head}", {"p": ntsc})
    assert points(edit) == [("p", 1800, 1802)]
    edit, _ = read(f"FCM: NON-DROP FRAME\n{by_head}", {"p": ntsc})
    assert points(edit) == [("p", 1802, 1804)]
    with pytest.raises(
        EditError, match=r"Event 001 of this EDL.*drop-frame timecode leaves it out"
    ):
        read(event(1, "p", "V", "C", "00:01:00;00", "00:01:02;00", *times[2:]), {"p": ntsc})


CUT = event(2, "AX", "V", "C", "00:00:06:00", "00:00:06:00", "01:00:04:00", "01:00:04:00")


def test_a_dissolve_begins_at_its_cut_and_is_centred_here():
    into = event(
        2, "AX", "V", "D    024", "00:00:01:00", "00:00:03:00", "01:00:04:00", "01:00:06:00"
    )
    both = "* FROM CLIP NAME: a.mp4\n* TO CLIP NAME: b.mp4\n"
    edit, said = read(event(1, "AX", "V", "C", *FOUR) + A + CUT + into + both)
    assert points(edit) == [("a", 48, 156), ("b", 36, 72)]
    assert (edit.shots[1].dissolve, said) == (24, [])
    # where only the incoming one is named, by whichever word
    for only in ("* TO CLIP NAME: b.mp4\n", "* FROM CLIP NAME: b.mp4\n"):
        assert points(read(event(1, "AX", "V", "C", *FOUR) + A + CUT + into + only)[0]) == points(
            edit
        )
    wipe = into.replace("D    024", "W001 024")
    edit, said = read(event(1, "AX", "V", "C", *FOUR) + A + CUT + wipe + both)
    assert edit.shots[1].dissolve == 24
    assert said == ["A wipe (W001) at 00:00:04:00 became a dissolve."]


def test_black_and_fades():
    head = event(1, "BL", "V", "C", *["00:00:00:00"] * 2, *["01:00:00:00"] * 2)
    up = event(1, "AX", "V", "D    024", "00:00:01:00", "00:00:03:00", "01:00:00:00", "01:00:02:00")
    edit, said = read(head + up + "* TO CLIP NAME: a.mp4\n")
    assert points(edit) == [("a", 24, 72)] and edit.shots[0].fade_in == 24 and said == []
    down = event(
        2, "BL", "V", "D    024", "00:00:00:00", "00:00:01:00", "01:00:04:00", "01:00:05:00"
    )
    edit, said = read(event(1, "AX", "V", "C", *FOUR) + A + CUT + down)
    assert points(edit) == [("a", 48, 168)] and edit.shots[0].fade_out == 24 and said == []
    black = event(1, "BL", "V", "C", "00:00:00:00", "00:00:01:00", "01:00:00:00", "01:00:01:00")
    after = event(2, "AX", "V", "C", "00:00:02:00", "00:00:03:00", "01:00:01:00", "01:00:02:00")
    assert points(read(black + after + A)[0]) == [("black", 0, 24), ("a", 48, 72)]


def test_events_out_of_order_gaps_and_overlaps():
    late = event(2, "b", "V", "C", "00:00:01:00", "00:00:02:00", "01:00:06:00", "01:00:07:00")
    edit, _ = read(late + event(1, "a", "V", "C", *FOUR))
    assert points(edit) == [("a", 48, 144), ("gap", 0, 48), ("b", 24, 48)]
    over = event(2, "b", "V", "C", "00:00:01:00", "00:00:02:00", "01:00:01:00", "01:00:02:00")
    edit, said = read(event(1, "a", "V", "C", *FOUR) + over)
    assert points(edit) == [("a", 48, 72), ("b", 24, 48), ("a", 96, 144)]
    assert "Event 002 lies over others in the film: it covers them." in said
    edit, said = read(late)
    assert points(edit) == [("gap", 0, 144), ("b", 24, 48)]
    assert "The first event comes 144 frames after 01:00:00:00" in said[0]
    backwards = event(3, "b", "V", "C", "00:00:01:00", "00:00:02:00", "01:00:05:00", "01:00:04:00")
    edit, said = read(event(1, "a", "V", "C", *FOUR) + backwards)
    assert points(edit) == [("a", 48, 144)] and "Event 003 ends before it begins" in said[0]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("M2   AX             048.0                00:00:02:00", "a runs at 200 % there"),
        ("M2   AX   012.0   00:00:02:00", "a runs at 50 % there"),
        ("m2 ax -024.0 00:00:02:00", "a runs at -100 % there"),
        ("M2   AX   000.0   00:00:02:00", "a stands still there"),
        ("M2   AX   024.0   00:00:02:00", ""),
        ("* ASC_SOP: (1 1 1)(0 0 0)(1 1 1)\n* ASC_SAT: 0.9", "colour decisions (ASC_SOP, ASC_SAT)"),
        ("* AUDIO LEVEL AT 00:00:00:00 IS -3.00 DB  (REEL AX A1)", "levels of sound and picture"),
        ("SPLIT:    AUDIO DELAY=  00:00:00:05", "can't be used here, the first: 'SPLIT:"),
        (
            "002  AX       V     C        00:00:01:00 00:00:02:",
            "can't be used here, the first: '002",
        ),
    ],
)
def test_speeds_and_what_an_edit_has_no_place_for_are_said(line, says):
    edit, said = read(event(1, "AX", "V", "C", *FOUR) + line + "\n" + A)
    assert points(edit) == [("a", 48, 144)]
    assert len(said) == (says != "") and all(says in one for one in said)


def test_comments_become_notes_and_markers_stay():
    words = (
        event(1, "AX", "V", "C", *FOUR) + A + "* COMMENT: slower\n* SCENE: 12\n"
        + event(2, "b", "V", "C", "00:00:01:00", "00:00:02:00", "01:00:04:00", "01:00:05:00")
        + " |C:ResolveColorBlue |M:Marker 1 |D:1\n* LOC: 01:00:04:12 RED     LOOK HERE\n"
    )  # fmt: skip
    edit, _ = read(words)
    assert [shot.note for shot in edit.shots] == ["slower; SCENE: 12", "Marker 1"]
    assert [(one.at, one.text) for one in edit.markers] == [(108, "LOOK HERE")]


def test_keys_and_events_of_sound_alone():
    low = event(1, "AX", "V", "K B", *FOUR) + A
    high = event(1, "AUX", "V", "K    000", *FOUR)
    edit, said = read(low + high)
    assert points(edit) == [("a", 48, 144)] and said == ["The key over event 001 was left out."]
    with pytest.raises(EditError, match="holds sound only"):
        read(event(1, "AX", "AA", "C", *FOUR) + A)
    with pytest.raises(EditError, match="holds no event"):
        read("TITLE: nothing\n")


def test_a_split_edit_is_read_from_events_of_picture_and_of_sound():
    """The sound of b comes 8 frames early; a's picture goes on in an event of its own."""
    words = (
        event(1, "a", "B", "C", "00:00:02:00", "00:00:03:16", "01:00:00:00", "01:00:01:16")
        + event(2, "a", "V", "C", "00:00:03:16", "00:00:04:00", "01:00:01:16", "01:00:02:00")
        + event(3, "b", "A", "C", "00:00:00:16", "00:00:02:00", "01:00:01:16", "01:00:03:00")
        + event(4, "b", "V", "C", "00:00:01:00", "00:00:02:00", "01:00:02:00", "01:00:03:00")
    )
    edit, said = read(words)
    assert points(edit) == [("a", 48, 96), ("b", 24, 48)]
    assert [shot.split for shot in edit.shots] == [0, 8]
    assert all("no name but its reel" in one for one in said)
    late = (
        event(1, "a", "B", "C", "00:00:02:00", "00:00:04:00", "01:00:00:00", "01:00:02:00")
        + event(2, "a", "A", "C", "00:00:04:00", "00:00:04:08", "01:00:02:00", "01:00:02:08")
        + event(3, "b", "V", "C", "00:00:01:00", "00:00:02:00", "01:00:02:00", "01:00:03:00")
        + event(4, "b", "A", "C", "00:00:01:08", "00:00:02:00", "01:00:02:08", "01:00:03:00")
    )
    assert [shot.split for shot in read(late)[0].shots] == [0, -8]


def test_a_reel_as_the_only_name_finds_the_take_that_has_it():
    edit, said = read(event(1, "4A1", "V", "C", *FOUR) + event(2, "4A-2", "V", "C", *FOUR))
    assert {shot.take for shot in edit.shots} == {"4A-2"}  # it covers the first
    assert "A clip has no name but its reel: it was taken for the take 4A-2." in said
    edit, said = read(event(1, "TAPE7", "V", "C", *FOUR))
    assert points(edit) == [("TAPE7", 48, 144)]
    assert "There is no take TAPE7 among the rushes." in said
    assert points(read(event(1, "4A1", "V", "C", *FOUR))[0]) == [("4A-1", 48, 144)]


# Timecodes of the camera


def of_camera(hour, start=None, frames=480):
    times = (f"{hour}:00:02:00", f"{hour}:00:06:00", *FOUR[2:])
    return read(event(1, "AX", "V", "C", *times) + A, {"a": take("a", 24, frames, start)})


def test_source_times_are_counted_from_the_file_s_own_timecode():
    for hour, start in (("14", "14:00:00:00"), ("14", "13:59:50:00"), ("00", "00:00:01:00")):
        edit, said = of_camera(hour, start)
        seconds = {"14:00:00:00": 2, "13:59:50:00": 12, "00:00:01:00": 1}[start]
        assert points(edit) == [("a", 24 * seconds, 24 * seconds + 96)] and said == []


@pytest.mark.parametrize("hour", ["01", "09", "23"])
def test_a_whole_hour_is_taken_off_where_the_file_has_no_timecode_and_that_is_said(hour):
    edit, said = of_camera(hour)
    assert points(edit) == [("a", 48, 144)]
    assert len(said) == 1 and f"were counted from {hour}:00:00:00" in said[0]


def test_times_that_fit_nowhere_are_refused_with_what_to_do():
    times = ("14:22:10:05", "14:22:14:05", *FOUR[2:])
    words = event(1, "AX", "V", "C", *times) + A
    with pytest.raises(
        EditError, match=r"14:22:10:05 to 14:22:14:05 of a, which lasts 00:00:20:00"
    ):
        read(words)
    with pytest.raises(EditError, match=r"beyond six hours.*ku\.Cut\.load\(path, rushes\)"):
        read(words, None)
    with pytest.raises(EditError, match="14:22:10:05 to 14:22:14:05"):
        read(words, {"a": take("a", 24, 480, "10:00:00:00")})


def test_a_shot_that_only_ends_late_stays_and_is_said():
    times = ("00:00:18:00", "00:00:22:00", *FOUR[2:])
    edit, said = read(event(1, "AX", "V", "C", *times) + A)
    assert points(edit) == [("a", 432, 528)]
    assert said == ["a ends before a shot that is cut from it does: cut.check() says where."]


def test_an_edl_is_opened_with_its_rate_asked_for(tmp_path):
    path = Path(tmp_path / "theirs.edl")
    path.write_text(event(1, "AX", "V", "C", *FOUR) + A)
    cut = Cut.load(path, TAKES, rate=25)
    assert (cut.rate, points(cut.edit), cut.said) == (25, [("a", 50, 150)], "")
    with pytest.raises(EditError, match="is not a rate"):
        Cut.load(path, TAKES, rate="fast")


def test_sound_that_is_written_in_two_events_leads_its_picture():
    words = (
        event(1, "a", "V", "C", "00:00:02:00", "00:00:04:00", "01:00:00:00", "01:00:02:00")
        + event(2, "a", "A", "C", "00:00:02:00", "00:00:03:16", "01:00:00:00", "01:00:01:16")
        + event(3, "b", "A", "C", "00:00:00:16", "00:00:01:00", "01:00:01:16", "01:00:02:00")
        + event(4, "b", "B", "C", "00:00:01:00", "00:00:02:00", "01:00:02:00", "01:00:03:00")
    )
    edit, said = read(words)
    assert [shot.split for shot in edit.shots] == [0, 8]
    assert all("no name but its reel" in one for one in said)


def test_a_through_edit_stays_two_shots():
    words = event(1, "a", "V", "C", *FOUR) + event(
        2, "a", "V", "C", "00:00:06:00", "00:00:07:00", "01:00:04:00", "01:00:05:00"
    )
    assert points(read(words)[0]) == [("a", 48, 144), ("a", 144, 168)]


def test_a_speed_of_the_film_s_own_rate_is_no_change():
    words = event(1, "AX", "V", "C", *FOUR) + "M2   AX   023.9   00:00:02:00\n" + A
    assert read(words, rate=Fraction(24000, 1001))[1] == []


def test_a_timecode_of_another_rate_is_found_by_what_it_reads_as():
    """01:00:00:00 at 23.976 lies 3.6 s behind the clock; an EDL at 24 still calls it so."""
    slow = take("a", Fraction(24000, 1001), 480, "01:00:00:00")
    times = ("01:00:02:00", "01:00:06:00", *FOUR[2:])
    edit, said = read(event(1, "AX", "V", "C", *times) + A, {"a": slow}, Fraction(24))
    assert points(edit) == [("a", 48, 144)] and said == []


def test_an_xml_that_is_called_an_edl_is_named():
    with pytest.raises(EditError, match="It is XML: give it the ending"):
        read('<?xml version="1.0"?><xmeml version="4"/>')


def test_events_that_end_before_they_begin_are_not_called_sound():
    back = event(1, "a", "V", "C", "00:00:01:00", "00:00:03:00", "01:00:02:00", "01:00:00:00")
    with pytest.raises(EditError, match="No event of this EDL has a length"):
        read(back)


def test_of_many_events_over_each_other_some_are_named():
    times = ("00:00:01:00", "00:00:03:00", "01:00:00:00", "01:00:02:00")
    _, said = read("".join(event(n, "a", "V", "C", *times) for n in range(1, 31)))
    (covering,) = [one for one in said if "Event" in one]
    assert covering.startswith("Events 002, 003, ") and "009 and 21 more lie over" in covering


@pytest.mark.parametrize(
    ("start", "says"),
    [(None, "its file has no timecode"),
     ("02:00:00:00", "its file begins at 02:00:00:00, which does not fit them")],
)  # fmt: skip
def test_a_timecode_that_does_not_fit_is_not_called_missing(start, says):
    takes = {"a": take("a", start=start)}
    times = ("23:00:02:00", "23:00:04:00", "01:00:00:00", "01:00:02:00")
    edit, said = read(event(1, "a", "V", "C", *times) + "* FROM CLIP NAME: a.mov\n", takes)
    assert points(edit) == [("a", 48, 96)]
    assert says in said[0]
    late = ("23:50:02:00", "23:50:04:00", "01:00:00:00", "01:00:02:00")
    wanted = says if start else "its file tells no timecode"
    with pytest.raises(EditError, match=wanted):
        read(event(1, "a", "V", "C", *late) + "* FROM CLIP NAME: a.mov\n", takes)
