"""Twenty projects that Final Cut Pro exported, held against what their XML says.

The shots were worked out by hand from the files: a clip's frames in its file are its start less its
file's start; what lies on a lane above covers what lies below; 25 frames a second in a sequence of 24
are played one for one, and so counted in the file's own time.
"""

import os
from fractions import Fraction
from pathlib import Path

import pytest
from lacking import lacking

from kuleshov.timeline import Cut

pytestmark = pytest.mark.data

# Title, rate and shots: take, in, out at the sequence's rate, and what else an edit holds of them.
PROJECTS = {
    "23.98": ("23.98_V1", "24000/1001", """
        TestVideo 0 760 in=286
        TestVideo2 0 646
        TestVideo 2086 2710
        TestVideo 2710 3404
        TestVideo 4288 4580
        TestVideo 7193 7270 dissolve=24
        TestVideo 7416 7726
        TestVideo 4967 5736 dissolve=128
        TestVideo 5736 6359
        TestVideo 9162 9340
        TestVideo 7191 7566
        """),
    "24": ("24_V1", "24", """
        TestVideo 0 760 in=286
        TestVideo 1186 2087 dissolve=407
        TestVideo 2088 2712
        TestVideo 2712 3407
        TestVideo 4292 4585
        TestVideo 7198 7276 dissolve=25
        TestVideo 7423 7733
        TestVideo 4974 5741 dissolve=129
        TestVideo 5741 6365
        TestVideo 9171 9341
        TestVideo 7198 7567
        TestVideo 9711 9719
        gap 0 4
        TestVideo2 0 82
        TestVideo2 171 255
        TestVideo2 362 448
        TestVideo2 707 787
        TestVideo2 1041 1061
        TestVideo2 1353 1357
        TestVideo2 1361 1368
        TestVideo2 1377 1384
        TestVideo2 1392 1398
        TestVideo2 1085 1150
        TestVideo2 1738 1838
        TestVideo2 2141 2159
        TestVideo2 362 410
        TestVideo2 2207 2308
        """),
    "24With25Media": ("24With25Media", "24", """
        gap 0 240
        TestVideo 657 708
        gap 0 69
        TestVideo2 0 3409
        gap 0 142
        """),
    "25i": ("25i_V1", "25", """
        Test_Video_(29.97_fps) 0 85
        Test_Video_(29.97_fps) 179 267
        Test_Video_(29.97_fps) 377 467
        Test_Video_(29.97_fps) 736 820
        Test_Video_(29.97_fps) 1084 1104
        Test_Video_(29.97_fps) 1409 1414
        Test_Video_(29.97_fps) 1418 1425
        Test_Video_(29.97_fps) 1434 1441
        Test_Video_(29.97_fps) 1450 1456
        Test_Video_(29.97_fps) 1129 1198
        Test_Video_(29.97_fps) 1810 1914
        Test_Video_(29.97_fps) 2231 2250
        Test_Video_(29.97_fps) 377 427
        Test_Video_(29.97_fps) 2300 2404
        """),
    "29.97": ("29.97_V1", "30000/1001", """
        TestVideo 0 103
        TestVideo 214 320
        TestVideo 452 560
        TestVideo 883 983
        TestVideo 1300 1325
        TestVideo 1689 1695
        TestVideo 1700 1709
        TestVideo 1719 1728
        TestVideo 1738 1746
        TestVideo 1357 1437
        TestVideo 2170 2294
        TestVideo 2674 2697
        TestVideo 452 513
        TestVideo 2758 2883
        """),
    "50": ("50_V1", "50", """
        TestVideo 0 1584 in=592
        TestVideo 2470 4348 dissolve=848
        TestVideo 4348 5651
        TestVideo 5644 7095
        TestVideo 8941 9552
        TestVideo 14996 15158 dissolve=53
        TestVideo 15464 16111
        TestVideo 10362 11961 dissolve=270
        TestVideo 11960 13261
        TestVideo 19105 19459
        TestVideo 14995 15766
        TestVideo 20231 20248
        gap 0 9
        TestVideo2 0 171
        TestVideo2 355 531
        TestVideo2 754 934
        TestVideo2 1469 1637
        TestVideo2 2169 2210
        TestVideo2 2816 2826
        TestVideo2 2836 2851
        TestVideo2 2868 2883
        TestVideo2 2898 2913
        TestVideo2 2265 2397
        TestVideo2 3620 3651
        """),
    "AudioOnly": ("Audio Only_01", "24000/1001", """
        gap 0 4647
        """),
    "AuditionSample": ("Audition-Sample", "24000/1001", """
        chocolate_for_senses 99 336
        """),
    "BasicMarkers_1HourProjectStart": ("Test Project", "30000/1001", """
        title 0 1919
        """),
    "Complex": ("Marker Data Demo_V2", "25", """
        Nature_Makes_You_Happy 0 3551 level=-96
        Is_This_The_Land_of_Fire_or_Ice 0 5145 level=-96
        black 0 2503
        """),
    "CutSample": ("Cut-Sample", "30000/1001", """
        Mojave_desert_sunrise_LYNDA_61316 0 916
        meditate 0 673
        meditate 673 2303
        meditate 2303 3518
        """),
    "DisabledClips": ("DisabledClips", "24", """
        title 0 241
        gap 0 241
        TestVideo 0 9978
        gap 0 9978
        """),
    "MulticamSample": ("Multicam Sample", "24000/1001", """
        gap 0 260
        Day2_InterviewOwners_02_A 0 6260 level=-96
        gap 0 110
        """),
    "StandaloneAssetClip": ("TestVideo", "30000/1001", """
        TestVideo 0 300
        """),
    "SyncClip": ("SyncClip", "25", """
        TestVideo 0 738 level=-96
        """),
    "TimelineWithSecondaryStoryline": ("Timline-With-Secondary-Storyline", "24000/1001", """
        World_of_Stories_Open_1.mov-HD_1080p 0 278
        00000 2524 2774 split=-10 dissolve=20
        MVI_8458.MOV-HD_1080p 102 130 picture-only
        MVI_9696.MOV-HD_1080p 0 75 picture-only
        00000 2877 2954
        MVI_8454.MOV-HD_1080p 60 146 picture-only
        MVI_3559.MOV_003-HD_1080p 26 102 level=-30
        MVI_8457.MOV_001-HD_1080p 36 75
        MVI_3556.MOV-HD_1080p 0 55
        MVI_3559.MOV_001-HD_1080p 27 131
        00000 3627 3768 split=58
        MVI_9698.MOV-HD_1080p 91 175 split=-58
        MVI_8461.MOV_003-HD_1080p 46 166
        MVI_8454.MOV_001-HD_1080p 48 103
        MVI_3554.MOV-HD_1080p 20 154
        MVI_9695.MOV-HD_1080p 71 184
        00000 3847 4001
        MVI_8461.MOV_002-HD_1080p 72 161 picture-only
        00000 5415 5554 split=89
        MVI_8457.MOV_001-HD_1080p 101 150 picture-only
        00000 5603 5715
        MVI_8461.MOV_001-HD_1080p 12 73 picture-only
        MVI_9696.MOV_002-HD_1080p 43 181 picture-only
        MVI_8458.MOV_001-HD_1080p 6 134 picture-only
        MVI_3560.MOV-HD_1080p 50 150 picture-only
        00000 6142 6144
        MVI_3559.MOV-HD_1080p 22 381 level=-13
        00000 6437 6681 split=33
        MVI_8453.MOV-HD_1080p 24 261 split=-39
        00000 13095 13288 split=59
        MVI_3559.MOV_002-HD_1080p 89 148 picture-only
        MVI_8459.MOV_001-HD_1080p 86 198 picture-only
        MVI_9699.MOV-HD_1080p 78 332 split=17
        00000 8660 8679 split=39
        MVI_8461.MOV-HD_1080p 80 126 picture-only
        MVI_8457.MOV-HD_1080p 83 168 picture-only
        MVI_8453.MOV_001-HD_1080p 56 107 picture-only
        MVI_3556.MOV_001-HD_1080p 52 96 picture-only
        0001IL.MXF-HD_1080p 34 168 picture-only
        MVI_9696.MOV_001-HD_1080p 96 169 picture-only
        MVI_9696.MOV_003-HD_1080p 36 105 picture-only
        MVI_9699.MOV_001-HD_1080p 19 73 picture-only
        00000 9235 9271
        Funders_Thank-HD_1080p 0 720
        Performer_Credits-HD_1080p 0 338
        Contact_Us-HD_1080p 0 720
        gap 0 53
        """),
    "TitlesRoles": ("TitlesRoles", "24", """
        title 0 241
        TestVideo 0 9978
        """),
    "TransitionMarkers1": ("Test Project", "24", """
        title 0 240 in=24
        title 0 240 dissolve=24
        title 0 240 dissolve=24 out=24
        """),
}  # fmt: skip

SAID = {
    "23.98": ["own speed here, not as in the file: TestVideo2 (95.9 %), TestVideo (227.4 %)"],
    "24": ["TestVideo (100.1 %)", "Sound that runs on under other shots ends with its own: TestVideo"],
    "24With25Media": ["end in a gap: TestVideo (3 frames), TestVideo2 (142 frames)", "Keywords"],
    "25i": ["Effects were left out: Black & White on Clip 5.1", "Clip 4 (206.7 %)"],
    "29.97": ["Color Adjustments on TestVideo", "only the picture on top was read"],
    "50": ["TestVideo (100.1 %)", "TestVideo2 (195.8 %)"],
    "AudioOnly": ["No picture was found", "lies in lanes: effects (Water Lake 3, Forest Day)"],
    "AuditionSample": ["only the pick was read: chocolate for senses", "Label 2: Forest"],
    "BasicMarkers_1HourProjectStart": [],
    "Complex": ["Generators are black here: Clouds", "stand on black here: Basic Title - Basic Title",
                "no shot has lies in lanes: dialogue (Interstellar Soundtrack", "Marker on Title 1"],
    "CutSample": ["Effects were left out: Color Wheels on meditate, Color Curves on meditate"],
    "DisabledClips": ["Switched off in the file, so left out: Basic Title 2, TestVideo."],
    "MulticamSample": ["Not heard in the file, so silent here (level -96 dB): Day2_Interview",
                       "no shot has lies in lanes: dialogue (4CH001I)"],
    "StandaloneAssetClip": [],
    "SyncClip": ["silent here (level -96 dB): TestVideo", "lies in lanes: dialogue (TestAudio)"],
    "TimelineWithSecondaryStoryline": [
        "Other transitions are dissolves here: Flash at 00:00:11:04", "El_Huaynazo",
        "MVI_8454.MOV_001-HD 1080p (98.18 %)",
        "transform on 00000",
    ],
    "TitlesRoles": ["stand on black here: Basic Title (Title)", "TestVideo (100.1 %)"],
    "TransitionMarkers1": [],
}  # fmt: skip

NOTES = {
    "23.98": [(0, "Shot_01"), (8, "Shot_08")],
    "25i": [(0, "Clip 1; Marker 2")],
    "BasicMarkers_1HourProjectStart": [(0, "Standard Marker: some notes here")],
    "SyncClip": [(0, "asset notes in browser"), (0, "Marker on Sync Clip")],
    "TransitionMarkers1": [(0, "Marker 1; Marker 2"), (2, "Marker 9")],
}


@pytest.fixture(scope="module")
def exported() -> Path:
    """Return the folder with the files that Final Cut wrote."""
    folder = Path(os.environ.get("KULESHOV_TEST_DATA", "")) / "reports" / "fcpxml"
    if not os.environ.get("KULESHOV_TEST_DATA") or not folder.is_dir():
        lacking("KULESHOV_TEST_DATA names no folder with Final Cut's files in reports/fcpxml")
    return folder


def written(shot):
    """Return a shot as the table writes it."""
    extras = (("split", shot.split), ("dissolve", shot.dissolve), ("in", shot.fade_in),
              ("out", shot.fade_out), ("level", shot.gain))  # fmt: skip
    more = [f"{name}={value:g}" for name, value in extras if value]
    more += ["picture-only"] * shot.picture_only
    return " ".join([shot.take.replace(" ", "_"), str(shot.in_), str(shot.out), *more])


@pytest.mark.parametrize("name", PROJECTS)
def test_each_project_is_read_as_its_xml_says(exported, name):
    title, rate, shots = PROJECTS[name]
    cut = Cut.load(exported / f"{name}.fcpxml")
    assert (cut.title, cut.rate) == (title, Fraction(rate))
    assert [written(shot) for shot in cut] == [line.strip() for line in shots.strip().splitlines()]
    for words in SAID[name]:
        assert words in cut.said
    assert bool(cut.said) == bool(SAID[name])
    for number, words in NOTES.get(name, []):
        assert words in cut.shots[number].note


def test_drop_frame_timecode_changes_nothing(exported):
    cuts = [Cut.load(exported / f"{name}.fcpxml") for name in ("29.97", "29.97d")]
    assert cuts[0].edit == cuts[1].edit and cuts[1].title == "29.97d_V1"


def test_a_compound_clip_is_what_it_holds(exported):
    """It was made of the same film; a few of its sounds are cut and levelled otherwise."""
    held = Cut.load(exported / "CompoundClipSample.fcpxml")
    loose = Cut.load(exported / "TimelineWithSecondaryStoryline.fcpxml")
    assert held.title == "Compound Clip - Sample"
    assert [(s.take, s.in_, s.out) for s in held] == [(s.take, s.in_, s.out) for s in loose]
    assert [(held.shots[n].split, loose.shots[n].split) for n in (1, 6)] == [(49, -10), (15, 0)]
    assert [(held.shots[n].gain, loose.shots[n].gain) for n in (6, 18)] == [(-30, -30), (-6, 0)]


def test_takes_at_hand_are_found_by_their_files(exported):
    class Take:
        frames, rate = 9000, Fraction(30000, 1001)

    takes = {"Test Video (29.97 fps)": Take(), "another": Take()}
    cut = Cut.load(exported / "25i.fcpxml", takes)
    assert {shot.take for shot in cut} == {"Test Video (29.97 fps)"}
