"""Final Cut Pro 7 XML by hand, as Premiere, Resolve and others write it."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

from kuleshov.errors import EditError
from kuleshov.timeline import Cut
from kuleshov.timeline.exchange import read_fcp7 as reading
from kuleshov.timeline.exchange.from_otio import from_otio
from kuleshov.timeline.exchange.read_fcp7 import read_fcp7

TAKES = {
    name: SimpleNamespace(name=name, rate=Fraction(24), frames=480) for name in ("a", "b", "Straße")
}


def rate(base=24, ntsc="FALSE"):
    return f"<rate><timebase>{base}</timebase><ntsc>{ntsc}</ntsc></rate>"


def item(name, start, end, in_, out, more="", own=None, url="file://localhost/C%3a/Rushes/{}.mp4"):
    """Return a clip item; its file is described where it stands."""
    own = own or rate()
    file = (
        f'<file id="f{name}"><name>{name}.mp4</name><pathurl>{url.format(name)}</pathurl>{own}'
        "<duration>480</duration></file>"
    )
    return (
        f'<clipitem id="{name}{start}"><name>{name}.mp4</name>{own}<duration>480</duration>'
        f"<start>{start}</start><end>{end}</end><in>{in_}</in><out>{out}</out>{file}{more}</clipitem>"
    )


def transition(start, end, name="Cross Dissolve", alignment="center"):
    return (
        f"<transitionitem><start>{start}</start><end>{end}</end><alignment>{alignment}</alignment>"
        f"<effect><name>{name}</name><effectid>{name}</effectid></effect></transitionitem>"
    )


def sequence(video, audio="", own=None, name="S", id_="s"):
    tracks = "".join(
        f"<track>{track}</track>" for track in ([video] if isinstance(video, str) else video)
    )
    sounds = "".join(f"<track>{track}</track>" for track in ([audio] if audio else []))
    return (
        f'<sequence id="{id_}"><name>{name}</name>{own or rate()}<media><video>{tracks}</video>'
        f"<audio>{sounds}</audio></media></sequence>"
    )


def document(*sequences, head='<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE xmeml>'):
    return f'{head}<xmeml version="4">{"".join(sequences)}</xmeml>'


def read(words, timeline=None):
    held, said = read_fcp7(words.encode() if isinstance(words, str) else words)
    found = from_otio(held, TAKES, timeline=timeline)
    return found.edit, [*said, *found.said]


def points(edit):
    return [(shot.take, shot.in_, shot.out) for shot in edit.shots]


@pytest.mark.parametrize(
    ("base", "ntsc", "wanted"),
    [(24, "TRUE", Fraction(24000, 1001)), (24, "FALSE", 24), (25, "FALSE", 25),
     (30, "TRUE", Fraction(30000, 1001)), (30, "FALSE", 30), (50, "FALSE", 50),
     (60, "true", Fraction(60000, 1001)), (60, "FALSE", 60)],
)  # fmt: skip
def test_the_rate_is_the_sequence_s(base, ntsc, wanted):
    own = rate(base, ntsc)
    edit, said = read(document(sequence(item("a", 0, 40, 12, 52, own=own), own=own)))
    assert (edit.rate, points(edit), said) == (wanted, [("a", 12, 52)], [])


def test_a_clip_of_another_rate_is_counted_at_its_own():
    """Its frames 60 to 180 at 29.97 are 2.002 to 6.006 s: 48 to 144 at 24."""
    edit, _ = read(document(sequence(item("a", 0, 96, 60, 180, own=rate(30, "TRUE")))))
    assert points(edit) == [("a", 48, 144)]


@pytest.mark.parametrize(
    "url",
    ["file://localhost/C%3a/Rushes/{}.mp4", "file:///Users/x/{}.mp4", "E:\\Rushes\\{}.mp4",
     "\\\\server\\share\\{}.mp4", "/media/{}.mp4", "file:///C:/a%20b/{}.MOV"],
)  # fmt: skip
def test_a_renamed_clip_is_known_by_its_file(url):
    words = item("a", 0, 96, 48, 144, url=url).replace("<name>a.mp4</name>", "<name>wide</name>", 1)
    edit, said = read(document(sequence(words)))
    assert points(edit) == [("a", 48, 144)] and said == []


def test_what_is_switched_off_is_said():
    off = item("a", 0, 96, 48, 144, "<enabled>FALSE</enabled>")
    edit, said = read(document(sequence([item("b", 0, 96, 0, 96), off])))
    assert points(edit) == [("b", 0, 96)] and said == ["Switched off, and left out: a.mp4."]
    track = item("a", 0, 96, 48, 144) + "<enabled>FALSE</enabled>"
    edit, said = read(document(sequence([item("b", 0, 96, 0, 96), track])))
    assert points(edit) == [("b", 0, 96)] and said == ["Switched off, and left out: the track V2."]


def test_transitions_take_their_frames_from_both_sides():
    """Ends at a transition are -1; in and out points reach into it."""
    words = item("a", 0, -1, 48, 150) + transition(90, 102) + item("b", -1, 150, 24, 84)
    edit, said = read(document(sequence(words)))
    assert points(edit) == [("a", 48, 144), ("b", 30, 84)]
    assert edit.shots[1].dissolve == 12 and said == []
    # others write where the material ends: the same edit
    written = words.replace("<end>-1</end>", "<end>102</end>").replace(
        "<start>-1</start>", "<start>90</start>"
    )
    assert read(document(sequence(written)))[0] == edit
    wiped = words.replace("Cross Dissolve", "Clock Wipe")
    assert read(document(sequence(wiped)))[1] == ["Clock Wipe at 00:00:04:00 became a dissolve."]


def test_transitions_at_an_end_are_fades():
    head = transition(0, 24, alignment="start-black") + item("a", -1, 96, 48, 144)
    edit, said = read(document(sequence(head)))
    assert points(edit) == [("a", 48, 144)] and edit.shots[0].fade_in == 24 and said == []
    tail = item("a", 0, -1, 48, 144) + transition(72, 96, alignment="end-black")
    edit, said = read(document(sequence(tail)))
    assert points(edit) == [("a", 48, 144)] and edit.shots[0].fade_out == 24 and said == []


def nested(inner, in_=0, out=96):
    return (
        f"<clipitem><name>Scene 1</name>{rate()}<start>0</start><end>{out - in_}</end>"
        f"<in>{in_}</in><out>{out}</out>{inner}</clipitem>"
    )


def test_a_nested_sequence_is_opened_and_said():
    inner = sequence(item("a", 0, 96, 48, 144), id_="inner")
    edit, said = read(document(sequence(nested(inner, 10, 50))))
    assert points(edit) == [("a", 58, 98)]
    assert said == ["Nested sequences were opened into their own shots: Scene 1."]
    twice = nested(inner) + nested('<sequence id="inner"/>').replace(
        "<start>0</start><end>96</end>", "<start>96</start><end>192</end>"
    )
    assert points(read(document(sequence(twice)))[0]) == [("a", 48, 144)] * 2


def test_sequences_that_hold_themselves_or_multiply_are_refused(monkeypatch):
    with pytest.raises(EditError, match="The sequence S holds itself"):
        read(document(sequence(nested('<sequence id="s"/>'))))
    monkeypatch.setattr(reading, "MOST_ITEMS", 5)
    with pytest.raises(EditError, match="more than 5 clips"):
        read(document(sequence("".join(item("a", i, i + 1, 0, 1) for i in range(6)))))


def generator(name, category, parameters=""):
    return (
        f"<generatoritem><name>{name}</name>{rate()}<start>0</start><end>48</end><in>0</in>"
        f"<out>48</out><effect><name>{name}</name><effectid>{name}</effectid><effectcategory>"
        f"{category}</effectcategory>{parameters}</effect></generatoritem>"
    )


WORDS = "<parameter><parameterid>str</parameterid><value>Once\n upon</value></parameter>"


def test_titles_keep_their_words_and_generators_are_black():
    edit, said = read(document(sequence(generator("Text", "Text", WORDS))))
    assert [(s.take, s.text, len(s)) for s in edit.shots] == [("title", "Once upon", 48)]
    assert said == []
    edit, said = read(document(sequence(generator("Slug", "Slug"))))
    assert points(edit) == [("black", 0, 48)] and said == []
    edit, said = read(document(sequence(generator("Bars and Tone", "Matte"))))
    assert points(edit) == [("black", 0, 48)] and "became black" in said[0]
    graphic = item("x", 0, 48, 0, 48).split("<file")[0] + (
        "<file id='g'><mediaSource>GraphicAndType</mediaSource></file><filter><effect><name>The "
        "Understudy</name><effectid>GraphicAndType</effectid></effect></filter></clipitem>"
    )
    edit, said = read(document(sequence(graphic)))
    assert edit.shots[0].text == "The Understudy" and said == []


def effect(name, key, *parameters):
    inside = "".join(
        f"<parameter><parameterid>{k}</parameterid><value>{v}</value></parameter>"
        for k, v in parameters
    )
    return (
        f"<filter><effect><name>{name}</name><effectid>{key}</effectid>{inside}</effect></filter>"
    )


CENTRE = ("center", "<horiz>0</horiz><vert>0</vert>")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (effect("Time Remap", "timeremap", ("variablespeed", 0), ("speed", 50)), "runs at 50 %"),
        (effect("Time Remap", "timeremap", ("speed", 100), ("reverse", "TRUE")), "runs at -100 %"),
        (effect("Time Remap", "timeremap", ("variablespeed", 1)), "left out: variable speed"),
        (effect("Time Remap", "timeremap", ("speed", 100)), ""),
        (effect("Basic Motion", "basic", ("scale", 100), ("rotation", 0), CENTRE), ""),
        (effect("Basic Motion", "basic", ("scale", 50), ("rotation", 0), CENTRE), "Basic Motion"),
        (effect("Opacity", "opacity", ("opacity", 40)), "left out: Opacity"),
        (effect("Sepia", "sepia"), "left out: Sepia"),
        (effect("Sepia", "sepia").replace("<filter>", "<filter><enabled>FALSE</enabled>"), ""),
        ("<compositemode>screen</compositemode>", "blending mode screen"),
        ("<stillframe>TRUE</stillframe>", "stands still"),
    ],
)
def test_what_changes_a_clip_is_said_unless_it_changes_nothing(more, says):
    edit, said = read(document(sequence(item("a", 0, 96, 48, 144, more))))
    assert points(edit) == [("a", 48, 144)]
    assert len(said) == (says != "") and all(says in one for one in said)


def test_sound_is_read_and_other_sound_is_said():
    picture = item("a", 0, 48, 48, 96) + item("b", 48, 96, 24, 72)
    sound = item("a", 0, 40, 48, 88) + item("b", 40, 96, 16, 72)
    edit, said = read(document(sequence(picture, sound)))
    assert [shot.split for shot in edit.shots] == [0, 8] and said == []
    quiet = item("a", 0, 48, 48, 96, effect("Audio Levels", "audiolevels", ("level", 0.5)))
    edit, said = read(document(sequence(picture, quiet + item("b", 48, 96, 24, 72))))
    assert [shot.gain for shot in edit.shots] == [-6.02, 0] and said == []


@pytest.mark.parametrize(
    ("factor", "gain"),
    [("1", 0), ("1.41254", 3), ("0.0316228", -30), ("0", -96), ("3.98107", 12), ("1e-9", -96),
     ("15.8489", 24), ("99", 24)],
)  # fmt: skip
def test_a_level_of_sound_is_a_factor(factor, gain):
    level = effect("Audio Levels", "audiolevels", ("level", factor))
    sound = item("a", 0, 48, 48, 96, level)
    edit, said = read(document(sequence(item("a", 0, 48, 48, 96), sound)))
    assert (edit.shots[0].gain, said) == (gain, [])


@pytest.mark.parametrize("words", ["loud", "-1", "nan", "inf", ""])
def test_a_level_that_is_no_number_is_said(words):
    level = effect("Audio Levels", "audiolevels", ("level", words))
    edit, said = read(document(sequence(item("a", 0, 48, 48, 96), item("a", 0, 48, 48, 96, level))))
    assert edit.shots[0].gain == 0
    assert said == ["The effects on the sound of a were left out: Audio Levels."]


def test_a_level_that_rises_is_said():
    level = effect("Audio Levels", "audiolevels", ("level", 0.5))
    rising = level.replace(
        "</parameter>", "<keyframe><when>9</when><value>1</value></keyframe></parameter>"
    )
    edit, said = read(
        document(sequence(item("a", 0, 48, 48, 96), item("a", 0, 48, 48, 96, rising)))
    )
    assert edit.shots[0].gain == 0
    assert said == ["The effects on the sound of a were left out: Audio Levels."]


def test_one_sequence_of_several_is_chosen_and_bins_are_looked_into():
    one, two = (sequence(item("a", 0, 9, k, 9 + k), name=f"Scene {k}", id_=k) for k in (1, 2))
    bins = f"<project><children><bin><children>{one}{two}</children></bin></children></project>"
    with pytest.raises(EditError, match=r"2 timelines: 'Scene 1', 'Scene 2'.*timeline='Scene 1'"):
        read(document(bins))
    assert points(read(document(bins), "Scene 2")[0]) == [("a", 2, 11)]


def test_a_multiclip_shows_its_active_angle_and_a_subclip_counts_from_its_start():
    angle = (
        "<angle><activevideoangle>{}</activevideoangle><clip><file id='{}'><name>{}.mp4</name>"
        "<pathurl>{}.mp4</pathurl></file></clip></angle>"
    )
    angles = angle.format("FALSE", 1, "a", "a") + angle.format("TRUE", 2, "b", "b")
    multi = (
        item("cam", 0, 24, 0, 24).split("<file")[0] + f"<multiclip>{angles}</multiclip></clipitem>"
    )
    assert points(read(document(sequence(multi)))[0]) == [("b", 0, 24)]
    sub = item("a", 0, 24, 10, 34, "<subclipinfo><startoffset>100</startoffset></subclipinfo>")
    assert points(read(document(sequence(sub)))[0]) == [("a", 110, 134)]


def test_markers_become_notes():
    marker = "<marker><name>look</name><comment>here</comment><in>60</in><out>-1</out></marker>"
    edit, _ = read(document(sequence(item("a", 0, 96, 48, 144, marker))))
    assert edit.shots[0].note == "look: here"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("<mlt/>", "a project of Shotcut or Kdenlive"),
        ("<fcpxml version='1.9'/>", r"FCPXML.*ending \.fcpxml"),
        ("<html/>", "holds no Final Cut Pro 7 sequence"),
        ("<xmeml>", "is damaged"),
        ("<xmeml/>", "holds no timeline"),
        ('<!DOCTYPE x [<!ENTITY a "aaa">]><xmeml>&a;</xmeml>', "entities of its own"),
    ],
)
def test_what_is_no_such_xml_is_named(tmp_path, words, says):
    (tmp_path / "theirs.xml").write_text(words)
    with pytest.raises(EditError, match=says):
        Cut.load(tmp_path / "theirs.xml")


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("latin-1", "ISO-8859-1"),
     ("latin-1", ""), ("utf-16-le", ""), ("utf-8", "UTF-16"), ("latin-1", "UTF-8")],
)  # fmt: skip
def test_any_of_the_usual_codings_is_read(tmp_path, encoding, declared):
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else '<?xml version="1.0"?>'
    words = document(sequence(item("Straße", 0, 96, 48, 144)), head=head)
    path = tmp_path / "theirs.xml"
    path.write_bytes(words.encode(encoding))
    assert points(Cut.load(path, TAKES).edit) == [("Straße", 48, 144)]


def test_a_fade_in_the_middle_of_a_track_is_found_beside_its_gap():
    words = item("a", 0, -1, 48, 96) + transition(42, 48, alignment="end-black")
    words += item("b", 60, 96, 0, 36)
    edit, said = read(document(sequence(words)))
    assert points(edit) == [("a", 48, 96), ("gap", 0, 12), ("b", 0, 36)]
    assert edit.shots[0].fade_out == 6 and said == []


def test_an_effect_that_moves_is_at_rest_at_no_time():
    keyed = effect("Opacity", "opacity", ("opacity", 100)).replace(
        "</value>", "</value><keyframe><when>9</when><value>0</value></keyframe>"
    )
    _, said = read(document(sequence(item("a", 0, 96, 48, 144, keyed))))
    assert said == ["The effects on a were left out: Opacity."]


def test_a_sequence_without_a_rate_says_that_it_was_guessed():
    words = sequence(item("a", 0, 24, 48, 72), own="<rate><timebase>0</timebase></rate>")
    edit, said = read(document(words))
    assert edit.rate == 24
    assert "S does not say its rate: it was read at 24 a second." in said


@pytest.mark.parametrize("number", ["nan", "1e300", "9" * 400, "1/0", "0x10"])
def test_what_is_no_number_is_damage(number):
    with pytest.raises(EditError, match="and no number"):
        read(document(sequence(item("a", 0, number, 48, 72))))


def test_a_clip_that_has_no_room_is_said():
    edit, said = read(document(sequence(item("a", 0, 24, 48, 72) + item("b", 5, 2, 0, 24))))
    assert points(edit) == [("a", 48, 72)]
    assert said == ["b.mp4 has no room: it was left out."]
