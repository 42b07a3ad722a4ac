"""What a student's cells put out, before it becomes part of a notebook or a page."""

import pytest

from kuleshov.grading.engine.outputs import clean, words


def test_outputs_of_any_shape_become_a_notebooks_or_nothing():
    import nbformat

    odd = [None, 3, {"output_type": "x"}, {"output_type": "stream", "text": 3},
           {"output_type": "display_data", "data": {"application/javascript": "x"}},
           {"output_type": "display_data", "data": {"image/png": "<not base64>", "text/plain": "t"}},
           {"output_type": "error", "traceback": [3, "x"]},
           {"output_type": "execute_result", "data": {"text/html": "<a href='javascript:x'>y</a>"}}]  # fmt: skip
    made = clean(odd)
    assert made[-1]["data"]["text/html"] == "<a>y</a>"
    code = nbformat.v4.new_code_cell("x", outputs=[nbformat.from_dict(o) for o in made])
    nbformat.validate(nbformat.v4.new_notebook(cells=[code]))


@pytest.mark.parametrize("tag", ["<script>", "</script>", "<img src=x onerror=y>", "<b onclick=x>"])
def test_tags_in_a_statement_show_themselves(tag):
    assert words(f"a < b {tag}") == f"a < b {tag.replace('<', '&lt;')}"
