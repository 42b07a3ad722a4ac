"""A shot's grade: what it does to the film's light, and where it stays through an edit's changes."""

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.errors import EditError
from kuleshov.grading.checks import a2_first_cut
from kuleshov.media import Grade, letterboxed
from kuleshov.media.grade import GRADE_LIMITS
from kuleshov.media.picture import exact_rgb
from kuleshov.metrics.formulas import light as metrics_light
from kuleshov.timeline import Cut, Edit, Shot
from kuleshov.timeline.pictures import graded_frame, pictures, pictures_at

DARK = {"stops": -1.45, "warmth": 0.1, "tint": -0.1}
CALLED = Grade(-1.45, 0.1, -0.1)


@pytest.fixture
def cut():
    rushes = ku.rushes("understudy")
    return Cut("light", rushes=rushes).add("4A-1", 3, 5).add("5A-1", 3, 5).add("1A-1", 12, 14)


def grades(cut):
    return [shot.grade for shot in cut]


def light(picture):
    """Return mean linear red, green and blue, by the curve of IEC 61966-2-1."""
    shown = picture.reshape(-1, 3) / 255
    return np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4).mean(0)


def test_a_grade_is_given_by_its_numbers_or_whole_and_taken_off(cut):
    assert grades(cut.grade(2, stops=-1.45, warmth=0.1, tint=-0.1)) == [None, CALLED, None]
    assert grades(cut.grade(3, Grade(stops=1))) == [None, CALLED, Grade(1)]
    assert grades(cut.grade(2, None)) == [None, None, Grade(1)]
    assert cut.undo().shots[1].grade == CALLED and cut.redo().shots[1].grade is None
    assert cut.grade(3, {"stops": 0.0, "warmth": 0.0}).shots[2].grade is None
    assert cut.grade(1, stops=1).grade(1, warmth=0.5).shots[0].grade == Grade(warmth=0.5)
    assert cut.grade(1, stops=0).shots[0].grade is None
    frame = ku.rushes("understudy")["4A-1"].clip.frame(100)
    box = ku.match_grade(frame, frame)
    box.children[0].value = -1.45
    assert cut.grade(1, box.grade).shots[0].grade == Grade(-1.45)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (lambda cut: cut.grade(1), r"Which grade\? cut.grade\(1, stops=-1\).*cut.grade\(1, None\)"),
        (lambda cut: cut.grade(1, DARK, stops=1), "whole or by its numbers, not both"),
        (lambda cut: cut.grade(1, None, stops=1), "whole or by its numbers, not both"),
        (lambda cut: cut.grade(1, stops=3.5), "'4A-1': a grade's stops may lie from -3 to"),
        (lambda cut: cut.grade(1, tint=float("nan")), "tint may lie from -1 to .1, not at nan"),
        (lambda cut: cut.grade(1, "dark"), "a grade is stops, warmth and tint, not 'dark'"),
        (lambda cut: cut.grade(4, stops=1), "There is no shot 4"),
        (lambda cut: cut.black().grade(4, stops=1), r"Shot 4 \(black\) comes from no take"),
        (lambda cut: cut.title_card("Again", grade=DARK), "no picture to grade"),
        (lambda cut: cut.lane("tone").lay("4A-1", 1, 2, at=0, grade=DARK), "grade: not known here"),
    ],
)
def test_what_is_no_grade_is_refused_and_changes_nothing(cut, asked, says):
    cut.black().undo()
    before = cut.edit.shots[:3]
    with pytest.raises(EditError, match=says):
        asked(cut)
    assert cut.edit.shots[:3] == before


def test_a_grade_stays_with_its_shot_through_what_is_done_to_it(cut):
    cut.grade(1, DARK)
    assert cut.copy() == cut and cut.copy().grade(1, None) != cut
    for change in (
        lambda c: c.trim(1, out=4), lambda c: c.roll(1, 5), lambda c: c.slip(1, 5),
        lambda c: c.split(2, 4), lambda c: c.level(1, -3), lambda c: c.note(1, "dark"),
        lambda c: c.replace(1, "4A-1", 6), lambda c: ku.at_tempo(c, 2),
    ):  # fmt: skip
        assert grades(change(cut.copy())) == [CALLED, None, None]
    assert grades(cut.copy().blade(1)) == [CALLED, CALLED, None, None]
    assert grades(cut.copy().move(1, 3)) == [None, None, CALLED]
    assert grades(cut.copy().insert_at(1, "6B-1", 2, 3)) == [CALLED, None, CALLED, None, None]
    assert grades(cut.copy().cutaway(0.5, "6B-1", 2, 3)) == [CALLED, None, CALLED, None, None]
    assert grades(cut.copy().lift(1)) == [None, None, None]
    graded = cut.copy().overwrite(2, "6B-1", 2, 3, picture_only=True, grade={"stops": 1})
    assert grades(graded) == [CALLED, Grade(1), None, None]
    line = cut.to_text().splitlines()[3]
    assert grades(cut.copy().paste(line, at=2, insert=True)) == [CALLED, CALLED, None, None]


def test_a_grade_goes_with_the_take_it_was_made_for_and_that_is_said(cut):
    cut.grade(1, DARK)
    sentence = "The grade of 4A-1 (-1.45 stops, +0.1 warmth, -0.1 tint) went with it: 5A-1 has"
    assert grades(other := cut.copy().replace(1, "5A-1", 3)) == [None, None, None]
    assert sentence in other.said
    assert "grade" not in cut.copy().replace(2, "4A-1", 3).said
    for alone in (False, True):
        assert grades(other := cut.copy().angle(1, "5A-1", picture_only=alone))[:2] == [
            CALLED,
            None,
        ]
        assert sentence in other.said


def test_a_grade_s_difference_is_said_as_an_editor_would(cut):
    graded = cut.copy().grade(2, stops=-1)
    assert cut.diff(graded) == ["Shot 2 (5A-1) is graded -1 stops."]
    assert graded.diff(cut) == ["Shot 2 (5A-1) is shown as it was shot, not -1 stops."]
    warmer = cut.copy().grade(2, warmth=0.5)
    assert graded.diff(warmer) == ["Shot 2 (5A-1) is graded +0.5 warmth, not -1 stops."]


@pytest.mark.parametrize(
    "grade", [DARK, {"stops": 1.0}, {"stops": -2.0}, {"warmth": 1.0}, {"tint": 0.5}]
)
def test_a_rendered_film_s_light_is_what_was_asked_for(cut, tmp_path, grade):
    """Given a shot far from white, a grade's gain is in the film to a twentieth of a stop."""
    cut = Cut("light", rushes=ku.rushes("understudy")).add("1A-1", 12, 13)
    film = cut.grade(1, grade).render(tmp_path / "graded.mp4", progress=False)
    bare = exact_rgb(cut.take_clip("1A-1").raw(12 * 24 + 12))[:180, :80]
    assert bare.max() < 120, "what is white already becomes no brighter"
    gained = np.log2(light(exact_rgb(film.raw(12))[:180, :80]) / light(bare))
    stops, warmth, tint = (grade.get(name, 0.0) for name in ("stops", "warmth", "tint"))
    asked = [stops + warmth / 2 - tint / 3, stops + tint * 2 / 3, stops - warmth / 2 - tint / 3]
    assert gained == pytest.approx(asked, abs=0.05)


def test_the_measure_of_exposure_counts_a_step_as_more_than_the_grade_does():
    """Given a middle grey (18 % of white, coded as 118), a stop down is 1.1 to 1.2 by BT.1886."""
    grey = np.full((2, 2, 3), 118, np.uint8)
    darker = Grade(-1).apply(grey)
    one, other = (
        metrics_light.linear(16 + float(each[0, 0, 0]) * 219 / 255) for each in (grey, darker)
    )
    assert 1.1 < np.log2(one / other) < 1.2


def test_sliders_go_as_far_as_an_edit_s_grades():
    frame = np.full((9, 16, 3), 90, np.uint8)
    sliders = ku.match_grade(frame, frame).children[:3]
    assert {one.description: (one.min, one.max) for one in sliders} == {
        name: (-limit, limit) for name, limit in GRADE_LIMITS.items()
    }


def test_an_ungraded_shot_s_frames_are_handed_on_as_they_were(cut):
    frame = letterboxed(cut.take_clip("4A-1").raw(80), (64, 36))
    assert graded_frame(frame, None) is frame
    bare = [frame.to_ndarray() for frame in pictures(cut, (64, 36))]
    half = [frame.to_ndarray() for frame in pictures(cut.copy().grade(2, DARK), (64, 36))]
    same = [np.array_equal(*two) for two in zip(bare, half, strict=True)]
    assert same == [not 48 <= frame < 96 for frame in range(144)]


def test_each_side_of_a_dissolve_has_its_own_grade_and_single_frames_are_the_film_s(cut):
    plain = cut.copy().dissolve(2, 8)
    graded = plain.copy().grade(2, stops=-3)
    size = (64, 36)
    whole = [frame.to_ndarray().astype(int) for frame in pictures(graded, size)]
    for number, frame in zip((40, 44, 48, 51, 60), pictures_at(graded, (40, 44, 48, 51, 60), size), strict=True):  # fmt: skip
        assert np.array_equal(frame.to_ndarray(), whole[number]), number
    bare = [frame.to_ndarray().astype(int)[:36].mean() for frame in pictures(plain, size)]
    darker = [before - now[:36].mean() for before, now in zip(bare, whole, strict=True)]
    assert darker[43] == 0 and 0 < darker[44] < darker[47] < darker[51] < darker[52] + 5


def test_an_edit_s_picture_a_moviepy_film_and_a_grader_see_the_grade(cut, tmp_path):
    graded = cut.copy().grade(1, stops=-3)
    shown = graded.show()._repr_mimebundle_()["text/html"]
    assert "-3stops" in repr(graded.show()) and shown != cut.show()._repr_mimebundle_()["text/html"]
    film = graded.to_moviepy()
    wanted = Grade(-3).apply(cut.take_clip("4A-1").frame(72))
    assert np.abs(film.get_frame(0).astype(int) - wanted).max() <= 2
    film.close()
    assert a2_first_cut.film_differs(graded) == []
    ungraded = a2_first_cut.film_differs(graded, cut.render(tmp_path / "plain.mp4", progress=False))
    assert ungraded == ["At 00:00:00:00 the film shows something else than shot 1 of the cut."]


def test_a_grade_is_kept_by_our_own_formats_and_its_loss_is_said_by_others(tmp_path, cut):
    cut.grade(1, DARK).grade(3, stops=1)
    for suffix in (".edit", ".json", ".otio"):
        again = Cut.load(cut.save(tmp_path / f"light{suffix}"), cut._bins[0])
        assert again == cut and (cut.said, again.said) == ("", "")
    for suffix, name in ((".edl", "The kit's EDL"), (".xml", "FCP 7 XML"), (".fcpxml", "FCPXML")):
        again = Cut.load(cut.save(tmp_path / f"light{suffix}"), cut._bins[0])
        said = (
            f"{name} does not keep the grade of shots 1, 3: there the takes look as they were shot."
        )
        assert said in cut.said and grades(again) == [None, None, None]
        ungraded = cut.copy().grade(1, None).grade(3, None)
        ungraded.save(tmp_path / f"plain{suffix}")
        assert "grade" not in ungraded.said


def test_a_grade_in_somebody_s_otio_that_is_none_is_refused_with_a_sentence(tmp_path, cut):
    path = cut.grade(1, DARK).save(tmp_path / "light.otio")
    path.write_text(path.read_text().replace('"stops": -1.45', '"stops": "dark"'))
    with pytest.raises(EditError, match="'4A-1': a grade's stops must be a number, not 'dark'"):
        Cut.load(path, cut._bins[0])
    path.write_text(path.read_text().replace('"grade": {', '"grade": 5, "x": {'))
    with pytest.raises(EditError, match="a grade is stops, warmth and tint, not 5"):
        Cut.load(path, cut._bins[0])


def test_a_shot_is_equal_and_hashed_by_its_grade():
    one, other = Shot("4A-1", 0, 9, grade=DARK), Shot("4A-1", 0, 9, grade=CALLED)
    assert one == other and hash(one) == hash(other) and one != Shot("4A-1", 0, 9)
    CALLED.apply(np.zeros((1, 1, 3), np.uint8))  # its tables are made now, and are no part of it
    assert Shot("4A-1", 0, 9, grade=CALLED) == one
    assert Edit(shots=(one,)) != Edit(shots=(Shot("4A-1", 0, 9),))
