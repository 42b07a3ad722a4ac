"""What is heard of an FCPXML: each shot's own sound, split edits, levels, and what is left out."""

import pytest
from made.fcpxml import RESOURCES, clip, opened, project, shots


def read(folder, spine, resources=""):
    return opened(folder, project(spine, resources=RESOURCES + resources))


def split(edit):
    return [shot.split for shot in edit.shots]


@pytest.mark.parametrize(
    ("a", "b", "splits"),
    [
        # Sound of A (film 0 to 2 s, from its 1 s) and of B (2 to 4 s, from its 5 s).
        ({}, {}, [0, 0]),
        ({"audioStart": "1s", "audioDuration": "1s"}, {"audioStart": "3604s", "audioDuration": "3s"},
         [0, 24]),
        ({"audioStart": "1s", "audioDuration": "3s"}, {"audioStart": "3606s", "audioDuration": "1s"},
         [0, -24]),
        ({"audioStart": "1s", "audioDuration": "47/24s"}, {"audioStart": "86519/24s",
         "audioDuration": "49/24s"}, [0, 1]),
    ],
)  # fmt: skip
def test_sound_that_is_cut_elsewhere_is_a_split_edit(tmp_path, a, b, splits):
    edit, said = read(tmp_path, clip("A", 0, 1, 2, **a) + clip("B", 2, 3605, 2, **b))
    assert (split(edit), said) == (splits, [])


def test_two_sounds_at_once_and_silence_between_them_are_said(tmp_path):
    early = {"audioStart": "3604s", "audioDuration": "3s"}
    edit, said = read(tmp_path, clip("A", 0, 1, 2) + clip("B", 2, 3605, 2, **early))
    assert split(edit) == [0, 24]
    assert said == ["Where two shots are heard together, one is cut off: A and B."]
    edit, said = read(
        tmp_path, clip("A", 0, 1, 2, audioStart="1s", audioDuration="3s") + clip("B", 2, 3605, 2)
    )
    assert split(edit) == [0, -24] and said == [
        "Where two shots are heard together, one is cut off: A and B."
    ]
    short = {"audioStart": "1s", "audioDuration": "1s"}
    edit, said = read(tmp_path, clip("A", 0, 1, 2, **short) + clip("B", 2, 3605, 2))
    assert split(edit) == [0, 0]
    assert said == ["Silence between two shots is filled with their sound: A and B."]


def test_detached_sound_is_a_shot_s_own(tmp_path):
    sound = clip("A", 1, 1, 3, lane=-1, srcEnable="audio")
    spine = clip("A", 0, 1, 2, sound, srcEnable="video") + clip("C", 2, 0, 2)
    edit, said = read(tmp_path, spine)
    assert (shots(edit), said) == ([("A", 24, 72), ("C", 0, 48, {"split": -24})], [])


def test_a_file_s_sound_may_be_listed_as_a_file_of_its_own(tmp_path):
    sound = RESOURCES.split('<asset id="a"')[1].split("</asset>")[0].replace('hasVideo="1" ', "")
    spine = clip("C", 0, 1, 2).replace('ref="c"', 'ref="a"').replace("asset-clip", "video")
    spine = spine.replace("></video>", '><audio lane="-1" offset="1s" ref="s" start="1s" '
                          'duration="2s"/></video>')  # fmt: skip
    edit, said = read(tmp_path, spine, f'<asset id="s"{sound}</asset>')
    assert ([shot[:3] for shot in shots(edit)], said) == ([("A", 24, 72)], [])
    assert edit.shots[0].gain == 0


def test_detached_sound_that_was_moved_is_not(tmp_path):
    sound = clip("A", 1, 5, 2, lane=-1, srcEnable="audio")
    edit, said = read(tmp_path, clip("A", 0, 1, 2, sound, srcEnable="video"))
    assert shots(edit) == [("A", 24, 72, {"gain": -96.0})]
    assert said == [
        "Not heard in the file, so silent here (level -96 dB): A.",
        "Sound that no shot has lies in lanes: sound (A).",
    ]


def test_a_talk_runs_on_under_pictures_without_sound(tmp_path):
    over = '<spine lane="1" offset="3602s">' + clip("C", 0, 0, 1) + clip("C", 1, 9, 1) + "</spine>"
    edit, said = read(tmp_path, clip("B", 0, 3601, 6, over))
    assert [(s.take, s.in_, s.out) for s in edit.shots] == [
        ("B", 24, 48), ("C", 0, 24), ("C", 216, 240), ("B", 96, 168),
    ]  # fmt: skip
    assert [shot.picture_only for shot in edit.shots] == [False, True, True, False]
    assert [(s.start, s.stop, s.offset) for s in edit.sound()] == [(0, 72, 24), (72, 144, 96)]
    assert not any("ound" in sentence for sentence in said)


def test_a_talk_under_pictures_with_sound_is_cut_with_its_picture_and_said(tmp_path):
    edit, said = read(tmp_path, clip("B", 0, 3601, 6, clip("A", 3602, 0, 2, lane=1)))
    assert split(edit) == [0, 0, 0]
    assert said == [
        "Of what lies on several lanes only the picture on top was read.",
        "Sound that runs on under other shots ends with its own: B.",
    ]


def test_sound_runs_on_under_titles_and_holes(tmp_path):
    spine = (
        clip("A", 0, 0, 2, audioStart="0s", audioDuration="5/2s")
        + '<title ref="t" name="x" offset="2s" start="3600s" duration="1s"/>'
        + clip("B", 3, 3605, 2, audioStart="14419/4s", audioDuration="9/4s")
    )
    edit, said = read(tmp_path, spine)
    assert (split(edit), said) == ([0, -12, 6], [])


def angles(cuts):
    """Return a multicam clip cut every two seconds: the picture's angle, and the sound's level."""
    held = "".join(
        f'<mc-clip ref="mc" name="M" offset="{at}s" start="{at}s" duration="2s"><mc-source '
        f'angleID="{picture}" srcEnable="video"/><mc-source angleID="1" srcEnable="audio">'
        f'<adjust-volume amount="{level}dB"/></mc-source></mc-clip>'
        for at, picture, level in cuts
    )
    media = (
        '<media id="mc" name="M"><multicam format="r1"><mc-angle name="1" angleID="1">'
        + clip("A", 0, 0, 20) + '</mc-angle><mc-angle name="2" angleID="2">'
        + clip("C", 0, 0, 20)+ '</mc-angle><mc-angle name="3" angleID="3">' + clip("B", 0, 3600, 20) + "</mc-angle></multicam></media>"
    )  # fmt: skip
    return held, media


@pytest.mark.parametrize(
    ("pictures", "heard"),
    [
        # A is heard throughout, whatever is seen.
        ((1, 2, 1), [(0, 96), (96, 144)]),
        ((1, 2, 3), [(0, 144)]),
        ((2, 3, 1), [(0, 144)]),
    ],
)
def test_one_angle_is_heard_under_another_s_picture(tmp_path, pictures, heard):
    held, media = angles((2 * n, picture, 0) for n, picture in enumerate(pictures))
    edit, said = read(tmp_path, held, media)
    assert [(s.take, s.in_) for s in edit.shots] == [
        ("ACB"[picture - 1], 48 * n) for n, picture in enumerate(pictures)
    ]
    assert [(s.start, s.stop) for s in edit.sound()] == heard
    assert all("left out" not in one for one in said)


def test_an_angle_at_another_level_is_another_sound(tmp_path):
    held, media = angles([(0, 1, 0), (2, 2, -6)])
    edit, said = read(tmp_path, held, media)
    assert split(edit) == [0, 0] and "Sound that no shot has lies in lanes: sound (A)." in said


@pytest.mark.parametrize(
    ("inside", "gain", "said"),
    [
        ('<adjust-volume amount="-6dB"/>', -6, False),
        ('<adjust-volume amount="+3.5dB"/>', 3.5, False),
        ('<adjust-volume amount="-200dB"/>', -96, False),
        ('<adjust-volume amount="+30dB"/>', 24, False),
        ('<adjust-volume amount="-6dB" enabled="0"/>', 0, False),
        ('<adjust-volume><param name="amount" value="-12dB"/></adjust-volume>', -12, False),
        ('<adjust-volume><param name="amount"><fadeIn duration="1s"/></param></adjust-volume>', 0, True),
        ('<adjust-volume><param name="amount"><keyframeAnimation><keyframe time="0s" value="0dB"/>'
         "</keyframeAnimation></param></adjust-volume>", 0, True),
        ('<audio-channel-source srcCh="1, 2" enabled="0"/>', -96, True),
        ('<audio-channel-source srcCh="1, 2" active="0"/>', -96, True),
        ('<audio-channel-source srcCh="1"/><audio-channel-source srcCh="2" enabled="0"/>', 0, False),
    ],
)  # fmt: skip
def test_levels_are_read_and_what_rises_and_falls_is_said(tmp_path, inside, gain, said):
    edit, words = read(tmp_path, clip("A", 0, 0, 2, inside))
    assert edit.shots[0].gain == gain and bool(words) == said


def test_levels_of_a_compound_clip_and_of_what_it_holds_add_up(tmp_path):
    held = '<media id="k" name="C"><sequence format="r1" duration="2s"><spine>' + clip(
        "A", 0, 0, 2, '<adjust-volume amount="-6dB"/>') + "</spine></sequence></media>"  # fmt: skip
    spine = '<ref-clip ref="k" name="C" duration="2s"><adjust-volume amount="-3dB"/></ref-clip>'
    assert read(tmp_path, spine, held)[0].shots[0].gain == -9


@pytest.mark.parametrize(
    ("more", "off", "heard"),
    [
        ({"audioRole": "dialogue"}, "dialogue.dialogue-1", False),
        ({"audioRole": "dialogue"}, "dialogue", False),
        ({"audioRole": "dialogue"}, "music", True),
        ({}, "dialogue", True),
    ],
)
def test_a_role_that_is_switched_off_is_not_heard(tmp_path, more, off, heard):
    spine = (
        '<sync-clip name="S" offset="0s" duration="2s">' + clip("A", 0, 0, 2, **more)
        + f'<sync-source sourceID="storyline"><audio-role-source role="{off}" active="0"/>'
        "</sync-source></sync-clip>"
    )  # fmt: skip
    edit, _ = read(tmp_path, spine)
    assert shots(edit) == [("A", 0, 48, *([] if heard else [{"gain": -96.0}]))]


def test_of_a_synchronized_clip_the_connected_sound_has_roles_of_its_own(tmp_path):
    """The camera's sound is off, the recorder's, of the same role, is on."""
    beside = clip("A", 0, 0, 2, lane=-1, srcEnable="audio", audioRole="dialogue")
    held = clip("A", 0, 0, 2, beside, audioRole="dialogue")
    source = (
        '<sync-source sourceID="{}"><audio-role-source role="dialogue" active="0"/></sync-source>'
    )
    for off, left in (("storyline", 0), ("connected", 0)):
        spine = f'<sync-clip name="S" duration="2s">{held}{source.format(off)}</sync-clip>'
        edit, said = read(tmp_path, spine)
        assert (shots(edit), len(said)) == ([("A", 0, 48)], left)


def test_sound_of_what_is_not_seen_lies_in_a_lane(tmp_path):
    hidden = clip("A", 0, 0, 2, clip("C", 0, 0, 2, lane=1)) + clip("B", 2, 3600, 1)
    edit, said = read(tmp_path, hidden)
    assert [shot.take for shot in edit.shots] == ["C", "B"]
    assert "Sound that no shot has lies in lanes: sound (A)." in said


def test_sounds_lie_in_lanes_by_their_roles_at_their_places(tmp_path):
    music = clip("M", 1, 0.5, 1, lane=-1, audioRole="music.music-1", srcEnable="audio")
    door = clip("B", 0.5, 2, 1, lane=-2, audioRole="effects", srcEnable="audio")
    edit, said = read(tmp_path, clip("A", 0, 0, 3, music + door))
    laid = {
        lane.name: [(one.take, one.in_, one.at, len(one)) for one in lane.sounds]
        for lane in edit.lanes
    }
    assert laid == {"effects": [("B", 48, 12, 24)], "music": [("M", 12, 24, 24)]}
    assert said == ["Sound that no shot has lies in lanes: effects (B); music (M)."]


def test_edits_that_the_kit_once_saved_by_an_adapter_are_read(tmp_path):
    """It wrote 1.8, clips of a video, and each sound as a clip of a gap on a lane below."""

    def sound(take, at, start, length):
        return (
            f'<clip name="{take}" offset="{at}s" duration="{length}s" start="{start}s" lane="-1"><gap '
            f'name="Gap" offset="0s" duration="10/1s"><audio offset="0s" ref="{take.lower()}" '
            'duration="10/1s" lane="-1"/></gap></clip>'
        )

    def picture(take, at, start, length, inside=""):
        return (
            f'<clip name="{take}" offset="{at}s" duration="{length}s" start="{start}s"><video '
            f'offset="0s" ref="{take.lower()}" duration="10/1s"/>{inside}</clip>'
        )

    spine = picture("A", 0, 1, 3, sound("A", 1, 1, "8/3") + sound("D", "11/3", "2/3", "7/3"))
    spine += picture("D", 3, 1, 2)
    fourth = (
        '<asset id="d" name="D" src="bin/D.mp4" start="0s" duration="10/1s" hasVideo="1" hasAudio="1" '
        'format="r1"/>'
    )
    edit, _ = read(tmp_path, spine, fourth)
    assert shots(edit) == [("A", 24, 96), ("D", 24, 72, {"split": 8})]
