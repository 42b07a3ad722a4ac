"""The words of the trade: each is used by a lesson or the room, is shown, and looks like what it says."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import cv2
import numpy as np
import pytest

import kuleshov as ku
from kuleshov.authoring.glossary import PICTURES, first_use
from kuleshov.authoring.notebooks import read_source
from kuleshov.errors import KuleshovError
from kuleshov.show.terms import WIDTH, terms

ROOT = Path(__file__).resolve().parents[2]
NO_TERMS = {
    "never",
    "one",
    "Yours, 1.",
    "Yours, 2.",
    "Yours, 3.",
    "Yours.",
}  # stressed, not explained
every_term = pytest.mark.parametrize("one", terms(), ids=lambda one: one.anchor)
LESSONS = sorted((ROOT / "course" / "source").glob("*.py"))


@every_term
def test_it_is_met_in_the_lesson_that_it_names(one):
    assert first_use(ROOT, one) == one.lesson


@pytest.mark.parametrize("source", LESSONS, ids=lambda path: path.stem)
def test_every_word_that_a_lesson_explains_is_there(source):
    prose = "\n".join(c.source for c in read_source(source).cells if c.cell_type == "markdown")
    explained = set(re.findall(r"\*\*([^*]+)\*\*", prose)) - NO_TERMS
    for word in explained:
        assert ku.term(word.split(" in ")[0])
    assert "(glossary.md)" in prose, "every lesson leads to the glossary"


@every_term
def test_a_drawing_is_a_picture_with_words_and_stays_inside(one):
    if one.stills:
        assert one.drawing() == ""
        return
    root = ElementTree.fromstring(one.drawing())
    assert one.words in root.get("aria-label")
    for piece in root.iter("{http://www.w3.org/2000/svg}rect"):
        x, wide = float(piece.get("x", 0)), float(piece.get("width"))
        assert wide > 0 and x >= 0 and x + wide <= WIDTH


@pytest.mark.parametrize("one", [t for t in terms() if t.stills], ids=lambda one: one.anchor)
def test_the_kept_stills_are_those_frames(one):
    kept = cv2.imread(str(ROOT / PICTURES / f"{one.anchor}.jpg")).astype(float)
    assert kept.shape == (135, 246 * len(one.stills) - 6, 3)
    for n, frame in enumerate(one.pictures()):
        small = cv2.resize(frame, (240, 135), interpolation=cv2.INTER_AREA)[..., ::-1]
        assert np.abs(kept[:, 246 * n : 246 * n + 240] - small).mean() < 4


def test_a_word_is_found_whatever_its_capitals_and_shows_itself():
    one = ku.term("j-CUT ")
    page = one._repr_mimebundle_()
    assert one.name == "J-cut" and "<svg" in page["text/html"] and one.words in page["text/plain"]
    assert ku.term("point of view").name == "point-of-view shot"
    shown = ku.term("cut")._repr_mimebundle_()["text/html"]
    assert shown.count("<img") == 2 and "first met in lesson 01" in shown


def test_an_unknown_word_is_answered_with_those_that_are_near():
    with pytest.raises(KuleshovError, match=r"No lesson explains 'jcut'\. Did you mean J-cut.*\?"):
        ku.term("jcut")
    with pytest.raises(KuleshovError, match=r"There is: take, rushes, .*agreement"):
        ku.term("qqqqqq")
