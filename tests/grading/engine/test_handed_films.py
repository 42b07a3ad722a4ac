"""Films that were handed in, looked at by a third process: real ones, broken ones, hostile ones."""

import json
import shutil

import pytest
from grading.course import Lights, make_course, scores
from grading.made_films import FILMS, MANIFEST, SHORT
from made.short import make_short

from kuleshov.grading.gradebook.results import Results
from kuleshov.grading.run import grade_class


@pytest.fixture(scope="module")
def films(isolation, tmp_path_factory):
    """All made films, handed in and graded by one command."""
    home = tmp_path_factory.mktemp("films")
    right, _ = make_short(home / "author", own=False)
    text = home / f"{SHORT}.txt"
    shutil.copyfile(f"{__file__.rpartition('/engine/')[0]}/{SHORT}.txt", text)
    course = make_course(home / "course", text, seconds=60)
    (home / "course" / "source" / SHORT / "manifest.yaml").write_text(MANIFEST)
    notebook = Lights(course, SHORT)
    for one in FILMS:
        one.hand_in(notebook, right)
    report = grade_class(course, SHORT, jobs=2)
    results = Results(course.results, SHORT, course.directory.db_url)
    return course, report, results


def result_of(films, who):
    return json.loads((films[2].folder / f"{who}.json").read_text())["result"]


@pytest.mark.parametrize("one", FILMS, ids=lambda one: one.who)
def test_every_film_gets_the_scores_it_should(films, one):
    found = scores(films[0], one.who, SHORT)
    assert found == one.scores, result_of(films, one.who)["said"]


@pytest.mark.parametrize("one", FILMS, ids=lambda one: one.who)
def test_every_film_is_spoken_of_as_it_should(films, one):
    result = result_of(films, one.who)
    look = " ".join(result["look"])
    assert one.human in look if one.human else not look
    told = json.dumps([result["said"], result["mended"]])
    assert one.said in told and "Traceback" not in told
    assert all(len(words.splitlines()) == 1 for words in result["said"].values())


def test_no_film_took_long_or_much(films):
    for one in FILMS:
        result = result_of(films, one.who)
        assert result["peak"] < 2**30, one.who
        assert result["cpu"] - result["own_cpu"] < 30, one.who


@pytest.mark.parametrize("one", [one for one in FILMS if one.cell], ids=lambda one: one.who)
def test_what_a_students_own_cell_tries_it_does(films, one):
    """An attack that stumbled over itself would prove nothing."""
    cells = result_of(films, one.who)["notebook"]["cells"]
    (ran,) = [cell for cell in cells if cell["source"] == one.cell]
    assert ran["execution_count"] and not [
        output["evalue"] for output in ran["outputs"] if output["output_type"] == "error"
    ]


def test_a_film_says_in_one_sentence_what_it_is(films):
    for who in ("huge-picture", "growing-picture", "cut-off-film", "long-film", "playlist"):
        said = result_of(films, who)["said"]
        assert len(set(said.values())) == 1, "each test says the same"
