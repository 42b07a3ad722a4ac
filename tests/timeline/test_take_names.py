"""Whatever an address or a name looks like, it leads to the take that it means, or to none."""

import opentimelineio as otio
import pytest

from kuleshov.timeline.take_names import (
    file_name,
    is_sound_file,
    matching,
    reel_name,
    take_by_reel,
    take_name,
    without_ending,
)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/m/a b.mov", "a b.mov"), ("a.mov", "a.mov"), ("", ""), ("media/", "media"),
        ("file:///m/a%20b.mov", "a b.mov"), ("file://localhost/C%3a/R/a.mov", "a.mov"),
        ("file:///C:/R/a.mov", "a.mov"), ("C:\\R\\a.mov", "a.mov"), ("E:/R\\a.mov", "a.mov"),
        ("\\\\server\\share\\a.mov", "a.mov"), ("file:///m/Stra%C3%9Fe.mov", "Straße.mov"),
        ("/m/100% real.mov", "100% real.mov"), ("/m/a#1?.mov", "a#1?.mov"),
        ("https://x.org/a.mov?download=1#t", "a.mov"), ("file:///C%3A%5CR%5Ca.mov", "a.mov"),
    ],
)  # fmt: skip
def test_a_file_s_own_name(address, name):
    assert file_name(address) == name


@pytest.mark.parametrize(
    ("name", "plain"),
    [("a.mov", "a"), ("a.MP4", "a"), ("a.b.mxf", "a.b"), ("Scene 4.2", "Scene 4.2"), (".mov", ".mov"),
     ("a", "a"), ("", ""), ("mov", "mov")],
)  # fmt: skip
def test_only_endings_of_films_and_sounds_are_taken_off(name, plain):
    assert without_ending(name) == plain


@pytest.mark.parametrize(
    ("name", "takes", "found"),
    [
        ("a", ["a", "A"], "a"), ("A.MOV", ["a"], "a"), ("a", ["A.mov"], "A.mov"), ("x", ["a"], None),
        ("IMG_1.mp4", ["IMG_1.MOV", "IMG_1.mp4"], "IMG_1.mp4"), ("", ["a"], None),
        ("IMG_1", ["IMG_1.MOV", "IMG_1.mp4"], None),
        ("caf\u00e9", ["cafe\u0301"], "cafe\u0301"), ("cafe\u0301.mov", ["caf\u00e9"], "caf\u00e9"),
        ("กิน", ["กน", "กิน"], "กิน"), ("กัน", ["กน", "กิน"], None),
    ],
)  # fmt: skip
def test_a_name_means_one_take_or_none(name, takes, found):
    assert matching(name, takes) == found


def test_reels():
    assert take_by_reel("4A1", ["4A-1", "4A-2"]) == "4A-1"
    assert take_by_reel("SCENE12T", ["scene 12, take 1", "scene 12, take 2"]) is None
    assert [take_by_reel(reel, ["AX", "BL", "AUX"]) for reel in ("AX", "BL", "AUX", "")] == [
        None
    ] * 4
    assert reel_name("Ünder") == "NDER"


def clip(name="", url="", reference="", reel=""):
    media = otio.schema.ExternalReference(url)
    media.name = reference
    return otio.schema.Clip(name, media_reference=media, metadata={"cmx_3600": {"reel": reel}})


@pytest.mark.parametrize(
    ("item", "take"),
    [
        (clip("x", "/m/b.mov", "a"), "b"), (clip("a", "/m/x.mov"), "a"), (clip("x", "", "a"), "a"),
        (clip("", "", "", "A1"), "a-1"), (clip("x", "/m/y.mov", "z", "A1"), "a-1"),
        (clip("", "/m/title.mov"), "title.mov"), (clip("black"), "black (a take)"), (clip(), "unnamed"),
    ],
)  # fmt: skip
def test_file_then_name_then_reel(item, take):
    assert take_name(item, ["a", "b", "a-1"], ("title", "black", "gap")) == take


def test_a_file_of_sound_is_known_by_its_ending():
    endings = ["a.wav", "a.MP3", "file:///m/a.aiff", "a.mov", "a", ""]
    assert [is_sound_file(clip("", url)) for url in endings] == [True] * 3 + [False] * 3


def test_the_same_letters_in_another_spelling_come_before_other_capitals():
    assert matching("cafe\u0301", ["caf\u00e9", "Caf\u00e9"]) == "caf\u00e9"
