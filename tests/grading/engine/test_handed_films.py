"""Films that were handed in, looked at by a third process: real ones, broken ones, hostile ones."""

import json

import pytest
from grading.course import scores
from grading.made_films import FILMS, SHORT, course_of_films

from kuleshov.grading.engine.handed_films import HandedFilms
from kuleshov.grading.engine.sandbox import Limits
from kuleshov.grading.gradebook.results import Results
from kuleshov.grading.run import grade_class
from kuleshov.grading.wire import converters  # noqa: F401 - a delivery comes back as one
from kuleshov.grading.wire.values import plain, restore

MIB = 2**20


@pytest.fixture(scope="module")
def films(isolation, tmp_path_factory):
    """All made films, handed in and graded by one command."""
    home = tmp_path_factory.mktemp("films")
    course, notebook, right = course_of_films(home)
    for one in FILMS:
        one.hand_in(notebook, right)
    report = grade_class(course, SHORT, jobs=2)
    results = Results(course.results, SHORT, course.directory.db_url)
    return course, report, results, right


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


QUESTION = {"ask": "delivery", "place": "short/short.mp4", "v": plain([None, None])[0]}


@pytest.mark.parametrize(
    ("seconds", "limits", "words"),
    [
        (0.1, Limits(), "short.mp4 could not be looked at in 0.05 s."),
        (60.0, Limits(file=100_000), "There was no room for short.mp4"),
    ],
)
def test_a_film_that_takes_too_much_is_named_and_the_next_one_is_looked_at(
    films, sandbox, seconds, limits, words
):
    own = {one.name: one.read_bytes() for one in films[3].iterdir()}
    greedy = HandedFilms(sandbox, own, seconds, limits)
    answer, _ = greedy.ask(QUESTION, [], lambda *_: ({}, []))
    assert words in answer["error"], answer
    assert greedy.lost == [answer["error"]], "a person should look"
    answer, buffers = HandedFilms(sandbox, own, 60.0, Limits()).ask(
        QUESTION, [], lambda *_: ({}, [])
    )
    assert restore(answer["v"], buffers).title == "short"
