"""The gate: what is wrong with an assignment's own tests is said before it is given out."""

from grading.course import LIGHTS, config, make_course

from kuleshov.grading.engine.gate import weaknesses
from kuleshov.grading.gradebook.course import Course


def test_the_made_assignments_own_tests_pass_the_gate(sandbox, template):
    assert weaknesses(Course(config(template)).release(LIGHTS), sandbox) == []


WEAK = """
# %% role="given" name="start"
import numpy as np

# %% role="solution" name="work"
### BEGIN SOLUTION
def mean(values):
    return sum(values) / len(values)

found = np.array([1, 2])
### END SOLUTION

# %% role="tests" name="test_empty_array" points=1
assert (found == 3).all() or (found == np.array([1, 2])).all()

# %% role="tests" name="test_no_error" points=1
mean([1, 2]);

# %% role="tests" name="test_shows" points=1
assert mean([4, 4]) == 4
mean([0.5])

# %% role="tests" name="test_clash" points=1
found = [1]
assert mean([5, 7]) == 6

# %% role="tests" name="test_impossible" points=1
assert mean([5, 7]) == 7

# %% role="tests" name="test_emptied" points=1
data = [1, 2, 3]
wanted = [sum(data) / 3]
mean(data)
assert len(data) in (0, 3) and mean([1, 2, 3]) == 2

# %% role="tests" name="test_good" points=1
assert mean([1, 2, 6]) == 3 and list(found) == [1, 2]
"""


def test_weak_tests_clashes_and_impossible_ones_are_named(sandbox, tmp_path):
    text = tmp_path / "w1-weak.py"
    text.write_text(WEAK)
    (tmp_path / "course").mkdir()
    course = make_course(tmp_path / "course", text)
    said = {}
    for weakness in weaknesses(course.release("w1-weak"), sandbox):
        said.setdefault(weakness.test, []).append(weakness.sentence)
    assert "an empty array" in said.pop("test_empty_array")[0]
    assert "None, 0" in said.pop("test_no_error")[0]
    assert "it ends in `mean`" in said.pop("test_shows")[0]
    assert "it binds `found`" in said.pop("test_clash")[0]
    assert "the solution doesn't pass it" in said.pop("test_impossible")[0]
    assert set(said) <= {"test_emptied"}
