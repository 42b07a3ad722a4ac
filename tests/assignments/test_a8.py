"""Assignment a8 through plain nbgrader: a short with its papers, as right, wrong and odd as it may come."""

import re

import numpy as np
import pytest
from assignments.nbgrading import NbgraderCourse, changed, only_sentences, rubric_points, solved
from made.a8_short import make_a8

from kuleshov.authoring.wrong_films import spoil
from kuleshov.criticism.reviewing import read_reviews
from kuleshov.media import Writer

FULL = {
    "test_length": 1, "test_file": 1, "test_film": 2, "test_loudness": 2, "test_peak": 2,
    "test_ends": 2, "test_slates": 2, "test_captions": 2, "test_lines": 2, "test_papers": 2,
    "test_consent": 2,
}  # fmt: skip
BY_HAND = {
    "short_film": 6, "short_statement": 4, "short_continuity": 4, "short_review_one": 3,
    "short_review_two": 3,
}  # fmt: skip

FAKED = """
# cell: captions
import sys

from kuleshov.criticism.delivery import Check, Delivery

names = ("length", "frame rate", "picture", "coding", "loudness", "true peak", "head and tail", "slates",
         "pictures", "the edit", "captions", "lines", "papers", "consent")
sys.modules["kuleshov.criticism.delivery"].delivery = lambda *_: Delivery("short", tuple(Check(name, "", "", True) for name in names))
"""


@pytest.fixture(scope="module")
def right(tmp_path_factory):
    """The folder that the instructor's own cells make, file by file."""
    return make_a8(tmp_path_factory.mktemp("short"))


def spoiled(files, folder, **wrong):
    """Return the same files, with something wrong in the film."""
    film = folder / "short.mp4"
    film.write_bytes(files["short/short.mp4"])
    return files | {"short/short.mp4": spoil(film, **wrong).read_bytes()}


@pytest.fixture(scope="module")
def course(tmp_path_factory, right):
    """A class, released to, collected from and graded by plain nbgrader; no studio has their films."""
    folder = tmp_path_factory.mktemp("spoiled")
    with pytest.MonkeyPatch.context() as patch:
        course = NbgraderCourse(tmp_path_factory.mktemp("a8"), "a8-your-short", patch)
        course.released = course.release()
        answers = solved(course)
        course.submit("right", answers, right)
        flat = {name.partition("/")[2]: data for name, data in right.items()}
        course.submit("flat", answers, flat | {"consent.txt": consent("none").encode()})
        course.submit("empty")
        loud = spoiled(right, folder, gain=9)
        course.submit("louder", answers, loud)
        course.submit("other", changed(answers, the_cut=own_takes(course, "8A-1")), right)
        course.submit("own", changed(answers, the_cut=own_takes(course, "kitchen")), right)
        bare = {name: data for name, data in right.items() if name.endswith((".mp4", ".html"))}
        course.submit("bare", answers, bare | {"short/short.vtt": b"not captions"})
        course.submit("enormous", answers, right | {"short/short.mp4": wide(folder)})
        list_of_others = b"ffconcat version 1.0\nfile '/etc/hostname'\n"
        course.submit("hostile", answers, right | {"short/short.mp4": list_of_others})
        course.submit("faked", changed(answers, captions=FAKED), loud)
        course.submit("without", answers)  # the last: its cells make a film, in everybody's studio
        course.grade()
        yield course


def wide(folder):
    """Return a film of few bytes and very many pixels."""
    path = folder / "wide.mp4"
    with Writer(path, 24, (4608, 2592)) as writer:
        for _ in range(2):
            writer.write(np.zeros((2592, 4608, 3), np.uint8))
    return path.read_bytes()


def own_takes(course, name):
    """Return the instructor's cut with one shot of another take, which may be nobody's here."""
    cells = {c.metadata.get("nbgrader", {}).get("grade_id"): c for c in course.instructors().cells}
    text, done = re.subn(r"(?m)^5B-1 04:00 08:00", f"{name} 04:00 08:00", cells["the_cut"].source)
    assert done == 1
    return text.replace("cut.to_loudness(-23)\n", "")  # it needs the takes; the film has it already


def consent(programme):
    return f"Programme: {programme}\nI agree: Ana Lund, 2026-12-01\nI agree: Ben Oke, 2026-12-01\n"


def lost(course, student):
    """Return the tests in which a student lost points."""
    return {name for name, score in course.scores(student).items() if score < FULL[name]}


def test_the_right_answer_has_every_point_and_five_cells_wait_for_a_person(course):
    assert course.scores("right") == FULL
    assert course.by_hand("right") == BY_HAND
    assert sum(FULL.values()) == sum(BY_HAND.values()) == 20


def test_what_was_handed_in_is_looked_at_and_nothing_is_made_again(course):
    made = [c for c in course.graded("right").cells if c.source.startswith("# cell: the_film")]
    assert "as it was handed in" in made[0].outputs[0].text
    assert [c for c in course.graded("right").cells if raised(c)] == []


def raised(cell):
    return [o for o in cell.get("outputs", ()) if o.output_type == "error"]


def test_files_in_no_folder_and_a_film_that_is_to_be_shown_nowhere_cost_nothing(course):
    assert course.scores("flat") == FULL


def test_an_empty_submission_has_no_point_and_runs_to_its_end(course):
    assert set(course.scores("empty").values()) == {0}
    for name in ("test_length", "test_film", "test_consent"):
        assert course.said("empty", name).startswith("`cut` is still empty")


def test_a_notebook_alone_makes_its_film_once_more(course):
    """What its cells make counts: cut, captions, papers and consent all stand in the notebook."""
    assert course.scores("without") == FULL


def test_a_film_that_is_too_loud_loses_its_loudness_and_nothing_else(course):
    assert lost(course, "louder") <= {"test_loudness", "test_peak"}
    assert "dB softer" in course.said("louder", "test_loudness")


def test_a_film_of_another_edit_is_named_with_its_shot(course):
    assert lost(course, "other") == {"test_film", "test_lines"}  # its takes say lines once more
    assert "shot 16" in course.said("other", "test_film") or "shot 1" in course.said(
        "other", "test_film"
    )


def test_footage_that_is_not_here_costs_nothing(course):
    assert course.scores("own") == FULL


def test_papers_torn_apart_and_captions_that_are_none_are_named(course):
    assert lost(course, "bare") == {"test_captions", "test_lines", "test_papers", "test_consent"}
    assert "credits.txt isn't" in course.said("bare", "test_papers")
    assert "can't be read" in course.said("bare", "test_captions")
    assert "consent.txt" in course.said("bare", "test_consent")


def test_an_enormous_film_is_refused_unread(course):
    assert course.scores("enormous") == dict.fromkeys(FULL, 0)
    assert "4096 are the most" in course.said("enormous", "test_length")


def test_nbgrader_itself_takes_no_folder_over_100_mb(course):
    with pytest.raises(RuntimeError, match="too big"):
        course.submit("fat", files={"short/short.mp4": bytes(101_000_000)})


def test_a_list_of_other_files_is_no_film(course):
    assert course.scores("hostile") == dict.fromkeys(FULL, 0)
    assert "hostname" not in course.said("hostile", "test_length")


def test_plain_nbgrader_isolates_nothing(course):
    """A cell that replaces the technician has all points here, and none in the kit's own engine."""
    assert course.scores("louder")["test_loudness"] == 0
    assert course.scores("faked")["test_loudness"] == FULL["test_loudness"]


def test_a_test_cell_says_nothing_on_stderr_and_every_failure_is_a_sentence(course):
    only_sentences(course, *("right", "flat", "empty", "without", "louder", "other", "own", "bare"))
    only_sentences(course, "enormous", "hostile")


def test_the_released_notebook_holds_no_solution(course):
    source = "\n".join(cell.source for cell in course.released.cells)
    for secret in ("HIDDEN", "SOLUTION", "wrong=", "Ben Oke", "What the copy kept"):
        assert secret not in source
    assert source.count("*Your words here.*") == len(BY_HAND)


def test_its_files_are_named_in_the_manifest(course, right):
    manifest = (course._released().parent / "manifest.yaml").read_text("utf-8")
    assert all(name.partition("/")[2] in manifest for name in right)


def test_the_rubric_gives_the_points_of_the_written_cells():
    assert rubric_points("short") == BY_HAND


@pytest.mark.parametrize("cell", ["short_review_one", "short_review_two"])
def test_the_instructors_reviews_are_read_as_a_students_are(course, cell):
    cells = {c.metadata.get("nbgrader", {}).get("grade_id"): c for c in course.instructors().cells}
    (review,), problems = read_reviews(cells[cell].source, "short")
    assert review.complete and problems == []
    assert list(review.said) == ["short_film", "short_statement", "short_continuity"]
