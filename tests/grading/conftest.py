"""The made class, graded once for all tests that look at it."""

import os
import shutil

import pytest
from grading.course import LIGHTS, Lights, make_course
from grading.made_class import CLASS, hand_in_all, processes
from lacking import lacking

from kuleshov.grading.engine.sandbox import probe
from kuleshov.grading.gradebook.results import Results
from kuleshov.grading.run import grade_class


@pytest.fixture(scope="session")
def isolation():
    """Whether this machine can isolate; say what it lacks where it can't."""
    if why := probe():
        lacking(why)


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A course with one assignment given out and nothing handed in."""
    folder = tmp_path_factory.mktemp("template")
    make_course(folder)
    return folder


@pytest.fixture
def course(template, tmp_path):
    """A fresh course."""
    from grading.course import Course, config

    folder = tmp_path / "course"
    shutil.copytree(template, folder)
    return Course(config(folder))


@pytest.fixture(scope="session")
def graded(isolation, template, tmp_path_factory):
    """The made class, graded by one command: the course, the report and all results."""
    from grading.course import Course, config

    folder = tmp_path_factory.mktemp("class") / "course"
    shutil.copytree(template, folder)
    course = Course(config(folder))
    lights = Lights(course)
    hand_in_all(lights, CLASS)
    before = _listing()
    report = grade_class(course, LIGHTS, jobs=2)
    results = Results(course.results, LIGHTS, course.directory.db_url)
    return course, report, results, before, _listing()


def _listing():
    """Return all processes, number and command, but those that other workers' tests have started."""
    there = {number: (parent, words) for number, parent, _, words in processes()}

    def above(number):
        while number in there:
            yield number
            number = there[number][0]

    mine, ours = os.getpid(), os.getppid()
    others = {n for n, (parent, _) in there.items() if parent == ours and n != mine}
    return {f"{n} {words}" for n, (_, words) in there.items() if others.isdisjoint(above(n))}
