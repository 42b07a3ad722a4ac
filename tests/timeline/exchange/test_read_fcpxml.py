"""FCPXML is read as its storylines say: where a project lies, its rate, its times, its damage."""

import zipfile
from fractions import Fraction

import pytest
from made.fcpxml import ASSETS, RESOURCES, clip, document, opened, project, sequence, shots

from kuleshov.errors import EditError
from kuleshov.timeline import Cut
from kuleshov.timeline.exchange import fcpxml_spine, read_fcpxml
from kuleshov.timeline.exchange.fcpxml_time import format_rate, seconds

ONE = clip("A", 0, 1, 2)
P = f"<project name='P'>{sequence(ONE)}</project>"


# Where the project lies


@pytest.mark.parametrize(
    "held",
    [P, f"<event>{P}</event>", f"<library>{P}</library>", f"<library><event>{P}</event></library>",
     f"<library><event><collection-folder>{P}</collection-folder>{ONE}</event></library>"],
)  # fmt: skip
@pytest.mark.parametrize("version", ["1.0", "1.9", "1.13"])
def test_a_project_is_found_wherever_it_lies(tmp_path, held, version):
    edit, said = opened(tmp_path, document(held, version=version))
    assert (edit.title, shots(edit), said) == ("P", [("A", 24, 72)], [])


@pytest.mark.parametrize(
    "holder", ["{}", "<event>{}</event>", "<library><event>{}</event></library>"]
)
@pytest.mark.parametrize(
    "one",
    [clip("B", 5, 3602, 1), '<clip name="B" start="3602s" duration="1s" format="r1"><video ref="b" '
     'offset="3600s" start="3600s" duration="9s"><audio ref="b" lane="-1" offset="3600s" '
     'start="3600s" duration="9s"/></video></clip>'],
)  # fmt: skip
def test_a_clip_alone_is_an_edit_of_one_shot(tmp_path, holder, one):
    edit, said = opened(tmp_path, document(holder.format(one)))
    assert (edit.title, edit.rate, shots(edit), said) == ("B", 24, [("B", 48, 72)], [])


@pytest.mark.parametrize("tag", ["ref-clip", "mc-clip"])
def test_a_compound_or_multicam_clip_alone_runs_as_what_it_is_of(tmp_path, tag):
    inner = {
        "ref-clip": f'<sequence format="r5" duration="2s"><spine>{ONE}</spine></sequence>',
        "mc-clip": f'<multicam format="r5"><mc-angle angleID="1">{ONE}</mc-angle></multicam>',
    }[tag]
    media = f'<format id="r5" frameDuration="1/25s"/><media id="k" name="K">{inner}</media>'
    alone = f'<event><{tag} ref="k" name="K" duration="2s"/></event>'
    edit, said = opened(tmp_path, document(alone, RESOURCES + media))
    assert (edit.title, edit.rate, shots(edit), said) == ("K", 25, [("A", 25, 75)], [])


def test_of_many_clips_without_a_project_some_are_named(tmp_path):
    many = "".join(clip("A", 0, n, 1).replace('name="A"', f'name="A{n}"') for n in range(30))
    words = document(f"<event>{many}</event>")
    says = r"holds 30 clips and no project: 'A0', .*'A11' and 18 more. Choose one: .*timeline='A0'"
    with pytest.raises(EditError, match=says):
        opened(tmp_path, words)
    assert opened(tmp_path, words, timeline="A7")[0].shots[0].in_ == 168


def test_of_several_projects_one_is_chosen_by_its_name(tmp_path):
    two = "".join(
        f"<event name='{event}'><project name='{name}'>{sequence(clip(take, 0, 3600, 1))}</project></event>"
        for event, name, take in (("x", "One", "A"), ("y", "Two", "B"), ("z", "One", "C"))
    )
    words = document(f"<library>{two}</library>")
    with pytest.raises(EditError, match=r"holds 3 timelines: 'One', 'Two', 'z/One'. Choose one: "):
        opened(tmp_path, words)
    for name, take in (("One", "A"), ("Two", "B"), ("z/One", "C")):
        assert opened(tmp_path, words, timeline=name)[0].shots[0].take == take
    assert Cut.load(tmp_path / "theirs.fcpxml", timeline="Two").title == "Two"
    with pytest.raises(EditError, match="holds no timeline 'Three'; it holds 'One', 'Two'"):
        opened(tmp_path, words, timeline="Three")


# At what rate

RATES = [Fraction(24000, 1001), 24, 25, Fraction(30000, 1001), 30, 50, Fraction(60000, 1001), 60]


@pytest.mark.parametrize("rate", RATES)
def test_every_rate_is_exact_even_after_an_hour(tmp_path, rate):
    frame = 1 / Fraction(rate)
    form = f'<format id="r1" frameDuration="{frame}s"/>'
    late = 3600 * round(rate)
    spine = f'<gap offset="0s" start="3600s" duration="{late * frame}s"/>' + clip(
        "A", late * frame, 7 * frame, 5 * frame
    )
    edit, said = opened(tmp_path, project(spine, resources=form + ASSETS))
    assert edit.rate == rate and said == []
    assert shots(edit) == [("gap", 0, late), ("A", 7, 12)]


@pytest.mark.parametrize(
    ("name", "rate"),
    [("FFVideoFormat1080p2398", Fraction(24000, 1001)), ("FFVideoFormat720p24", 24),
     ("FFVideoFormat1080p25", 25), ("FFVideoFormat1080p2997", Fraction(30000, 1001)),
     ("FFVideoFormat1080p30", 30), ("FFVideoFormat3840x2160p50", 50),
     ("FFVideoFormat1080p5994", Fraction(60000, 1001)), ("FFVideoFormat1080p60", 60),
     ("FFVideoFormat1080i50", 25), ("FFVideoFormatDV720x480i5994_16x9", Fraction(30000, 1001)),
     ("FFVideoFormat1080i60", 30), ("FFVideoFormatRateUndefined", None), ("", None)],
)  # fmt: skip
def test_a_format_is_known_by_its_name_as_well(name, rate):
    from xml.etree.ElementTree import Element

    assert format_rate(Element("format", name=name)) == rate
    assert format_rate(Element("format", name=name, frameDuration="200/5000s")) == 25
    assert format_rate(None) is None


def test_a_sequence_without_a_rate_runs_as_its_clips_do_or_as_is_asked(tmp_path):
    unsaid = '<format id="r0" name="FFVideoFormatRateUndefined"/>'
    words = project(ONE, 'format="r0"', RESOURCES + unsaid)
    edit, said = opened(tmp_path, words)
    assert edit.rate == 24 and "was read at 24 frames a second, as its clips are" in said[0]
    edit, said = opened(tmp_path, words, rate=Fraction(25))
    assert (edit.rate, shots(edit), said) == (25, [("A", 25, 75)], [])
    other = ASSETS.replace('format="r1"', 'format="r5"')
    forms = (
        unsaid + '<format id="r5" frameDuration="1/25s"/><format id="r1" frameDuration="1/24s"/>'
    )
    odd = '<asset id="q" name="Q" duration="9s" hasVideo="1" format="r1"/>'
    spine = clip("Q", 0, 0, 1) + clip("A", 1, 0, 1) + clip("C", 2, 0, 1)
    assert opened(tmp_path, project(spine, 'format="r0"', forms + other + odd))[0].rate == 25
    with pytest.raises(EditError, match=r"does not say its frames a second. Give them: .*rate=24"):
        opened(tmp_path, project('<gap duration="1s"/>', 'format="r0"', unsaid))


# Times


@pytest.mark.parametrize(
    ("words", "time"),
    [("0s", 0), ("5s", 5), ("1001/24000s", Fraction(1001, 24000)), ("3.5s", Fraction(7, 2)),
     (" 1/2s ", Fraction(1, 2)), ("-2s", -2), ("7", 7), (None, 0)],
)  # fmt: skip
def test_times_are_exact(words, time):
    assert seconds(words) == time


@pytest.mark.parametrize("words", ["", "s", "abc", "1/0s", "1/2/3s", "1e9s", "nan", "9" * 50 + "s"])
def test_what_is_no_time_is_named(tmp_path, words):
    with pytest.raises(EditError, match="is not a time of FCPXML"):
        opened(tmp_path, project(f'<asset-clip ref="a" name="A" duration="{words}"/>'))


@pytest.mark.parametrize("begins", [0, 3600])
def test_a_project_that_begins_at_an_hour_begins_with_its_first_clip(tmp_path, begins):
    """Some count a clip's place from the sequence's timecode, some from 0."""
    spine = clip("A", begins, 1, 2) + clip("B", begins + 2, 3605, 1)
    edit, said = opened(tmp_path, project(spine, 'format="r1" tcStart="3600s"'))
    assert (shots(edit), said) == ([("A", 24, 72), ("B", 120, 144)], [])


def test_clips_without_places_follow_each_other_and_holes_are_gaps(tmp_path):
    spine = (
        '<asset-clip ref="a" duration="1s"/><gap duration="1s"/><asset-clip ref="b" duration="2s"/>'
        + clip("A", 5, 9, 1)
    )
    edit, said = opened(tmp_path, project(spine))
    assert said == [] and shots(edit) == [
        ("A", 0, 24), ("gap", 0, 24), ("B", 0, 48), ("gap", 0, 24), ("A", 216, 240),
    ]  # fmt: skip


@pytest.mark.parametrize(("start", "in_"), [(3600, 0), (3602, 48), (2, 48)])
def test_points_are_counted_from_the_file_s_first_frame(tmp_path, start, in_):
    """Also where a program forgets the file's own timecode."""
    edit, said = opened(tmp_path, project(clip("B", 0, start, 1)))
    assert (shots(edit), said) == ([("B", in_, in_ + 24)], [])


def test_a_clip_that_begins_before_its_file_begins_with_it(tmp_path):
    """B's times run from 3600 s on for 40 s."""
    for start in (50, 3599):
        edit, said = opened(tmp_path, project(clip("B", 0, start, 1)))
        assert shots(edit) == [("B", 0, 24)]
        assert said == ["Clips that begin before their file does begin with it here: B."]


def test_a_cut_between_two_frames_goes_to_the_nearer_one_and_is_said(tmp_path):
    spine = clip("A", 0, 0, "101/100") + clip("B", "101/100", 3600, "99/100")
    edit, said = opened(tmp_path, project(spine))
    assert shots(edit) == [("A", 0, 24), ("B", 0, 24)]
    assert said == ["Cuts between two frames were moved to the nearer one: A, B."]


# Names


@pytest.mark.parametrize(
    ("name", "src", "bin_", "take", "note"),
    [
        ("A", "file:///x/A.mov", ["A", "B"], "A", ""),
        ("he looks", "file:///x/A.mov", ["A", "B"], "A", "he looks"),
        ("A.mov", "file:///x/A.mov", ["A"], "A", ""),
        ("B", "file:///gone.mov", ["B"], "B", "B"),
        ("x", "file:///C:/Rushes/4A-1%20b.mp4", ["4A-1 b"], "4A-1 b", "x"),
        ("x", "./Media/4A-1.mov", ["4A-1"], "4A-1", "x"),
        ("x", "file:///y.mov", ["z"], "A", "x"),
    ],
)
def test_a_take_is_known_by_its_file_or_by_either_of_its_names(
    tmp_path, name, src, bin_, take, note
):
    words = project(ONE).replace("file:///Volumes/x/A.mov", src).replace(
        'ref="a" name="A"', f'ref="a" name="{name}"')  # fmt: skip
    (tmp_path / "x.fcpxml").write_text(words)
    shot = Cut.load(tmp_path / "x.fcpxml", dict.fromkeys(bin_)).shots[0]
    assert (shot.take, shot.note) == (take, note)


# Bundles, and damage


def test_bundles_are_read_as_folders_and_as_zips(tmp_path, monkeypatch):
    bundle = tmp_path / "mine.fcpxmld"
    bundle.mkdir()
    (bundle / "Info.fcpxml").write_text(project(ONE))
    (bundle / "CurrentVersion.plist").write_text("x")
    assert shots(Cut.load(bundle)) == [("A", 24, 72)]
    zipped = tmp_path / "mine.fcpxmld.zip"
    with zipfile.ZipFile(zipped, "w") as file:
        file.writestr("__MACOSX/mine.fcpxmld/._Info.fcpxml", b"\0")
        file.write(bundle / "Info.fcpxml", "mine.fcpxmld/Info.fcpxml")
    assert shots(Cut.load(zipped)) == [("A", 24, 72)]
    monkeypatch.setattr(read_fcpxml, "_MAX_BYTES", 100)
    for path in (bundle, zipped):
        with pytest.raises(EditError, match="holds over 50 MB of text"):
            Cut.load(path)
    monkeypatch.undo()
    (bundle / "Info.fcpxml").rename(bundle / "other.fcpxml")
    assert shots(Cut.load(bundle)) == [("A", 24, 72)]
    (bundle / "other.fcpxml").unlink()
    with pytest.raises(EditError, match=r"mine\.fcpxmld is a bundle without"):
        Cut.load(bundle)
    with zipfile.ZipFile(zipped, "w") as file:
        file.writestr("readme.txt", "x")
    with pytest.raises(EditError, match="is a bundle without an"):
        Cut.load(zipped)
    with pytest.raises(EditError, match="There is no edit at"):
        Cut.load(tmp_path / "gone.fcpxmld")


@pytest.mark.parametrize("coding", ["utf-16", "latin-1", "utf-8-sig"])
def test_words_are_read_however_they_are_coded(tmp_path, coding):
    words = project('<title ref="t" name="x" duration="1s"><text>Größe</text></title>')
    words = words.replace("UTF-8", {"utf-16": "UTF-16"}.get(coding, "UTF-8"))
    (tmp_path / "x.fcpxml").write_bytes(words.encode(coding))
    assert Cut.load(tmp_path / "x.fcpxml").shots[0].text == "Größe"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "damaged"),
        ("<fcpxml", "damaged"),
        (project(ONE)[:-30], "damaged"),
        ("<fcpxml/>", "holds no project. Export the project"),
        ('<fcpxml><resources><media id="r1"/></resources></fcpxml>', "holds no project"),
        ("<xmeml/>", "is not FCPXML: it begins with <xmeml>. Give the file the ending .xml"),
        ("<html/>", "is not FCPXML: it begins with <html>"),
        ("<fcpxml><project name='P'/></fcpxml>", "The project 'P' of theirs.fcpxml is empty"),
        ('<!DOCTYPE fcpxml [<!ENTITY a "aa">]><fcpxml><project name="&a;"/></fcpxml>', "entities"),
        ('<!DOCTYPE f [<!ENTITY a SYSTEM "file:///etc/passwd">]><fcpxml>&a;</fcpxml>', "entities"),
        (project('<gap duration="25200s"/>'), "longer than six hours"),
        (project(clip("A", 0, 0, 1, clip("A", 0, 0, 1, lane="x"))), "'x' is not a lane"),
        (project("<clip duration='1s'>" * 40 + "</clip>" * 40), "nested too deeply"),
        (project("<clip duration='1s' lane='0'>" * 3000 + "</clip>" * 3000), "nested too deeply"),
    ],
)  # fmt: skip
def test_damage_gets_a_sentence(tmp_path, words, says):
    with pytest.raises(EditError, match=says):
        opened(tmp_path, words)


def test_a_compound_clip_that_unfolds_without_end_is_refused(tmp_path, monkeypatch):
    """Each of twenty compound clips holds the next one ten times."""
    assert fcpxml_spine._MOST_STEPS == 20_000  # four seconds
    monkeypatch.setattr(fcpxml_spine, "_MOST_STEPS", 500)
    media = "".join(
        f'<media id="m{n}" name="{n}"><sequence format="r1" duration="1s"><spine>'
        + f'<ref-clip ref="m{n + 1}" duration="1s"/>' * 10
        + "</spine></sequence></media>"
        for n in range(20)
    )
    words = project('<ref-clip ref="m0" duration="1s"/>', resources=RESOURCES + media)
    with pytest.raises(EditError, match="too many clips"):
        opened(tmp_path, words)


def test_what_refers_to_nothing_is_left_out_and_said(tmp_path):
    spine = "".join(
        f'<{tag} ref="zz" name="{tag}" offset="{at}s" duration="1s"/>'
        for at, tag in enumerate(("asset-clip", "video", "ref-clip", "mc-clip"))
    ) + clip("A", 4, 0, 1)  # fmt: skip
    edit, said = opened(tmp_path, project(spine))
    assert shots(edit) == [("gap", 0, 96), ("A", 0, 24)]
    assert said == [
        "Clips whose file this FCPXML does not name were left out: asset-clip, video.",
        "Compound clips that this FCPXML does not hold were left out: ref-clip.",
        "Multicam clips that this FCPXML does not hold were left out: mc-clip.",
    ]


@pytest.mark.parametrize("before", ["", ONE])
def test_a_length_below_nothing_moves_nothing(tmp_path, before):
    words = before + '<asset-clip ref="a" name="A" start="1s" duration="-2s"/>'
    edit, said = opened(tmp_path, project(words))
    assert shots(edit) == ([("A", 24, 72)] if before else [])
    assert "Without a length, so left out: A." in said
