"""The gate tries an assignment whose solution renders its film: nothing was handed in."""

from pathlib import Path

from grading.course import make_course
from grading.made_films import _RENDER, SHORT

from kuleshov.grading.engine.gate import weaknesses

TEXT = Path(__file__).parent.parent / f"{SHORT}.txt"


def test_tests_that_ask_about_a_film_pass_the_gate(sandbox, tmp_path):
    """What the solution's cell rendered is looked at; with a stub in its edit's place no test passes."""
    text = tmp_path / TEXT.name
    text.write_text(
        TEXT.read_text().replace("### END SOLUTION\n", f"{_RENDER}### END SOLUTION\n", 1)
    )
    course = make_course(tmp_path / "course", text, seconds=60)
    assert weaknesses(course.release(SHORT), sandbox) == []
