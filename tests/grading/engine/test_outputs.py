"""What a student's cells put out, before it becomes part of a notebook or a page."""

import re

import pytest

from kuleshov.grading.engine.outputs import clean, html, words


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


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("<svg onload=alert(1)><b>z</b></svg>", "<b>z</b>"),
        ("<img src=x onerror=alert(1)>", "<img>"),
        ("<img src='data:image/svg+xml;base64,AAAA'>", "<img>"),
        ("<img src='//else.where/seen.png'>", "<img>"),
        ("<a href='java&#115;cript:alert(1)'>a</a>", "<a>a</a>"),
        ("<a href=' jav&Tab;ascript&colon;alert(1)'>a</a>", "<a>a</a>"),
        ("<a href='data:text/html,<script>x</script>'>a</a>", "<a>a</a>"),
        ("<p style='background:url(//else.where)'>a</p>", "<p>a</p>"),
        ("<style>p{background:url(//else.where)}</style>a", "a"),
        ("<script>alert(1)</script>a<script>never closed <b>", "a"),
        ("<meta http-equiv=refresh content='0;url=//else.where'><base href=//else.where>a", "a"),
        ("<iframe src=//else.where></iframe><form action=//else.where><input>a</form>", "a"),
        ("<!-- <b> --!><script>x</script> -->a<!--", " --&gt;a"),
        ("<b title='<script>x</script>'>a", '<b title="&lt;script&gt;x&lt;/script&gt;">a</b>'),
        ("<<b>script>alert(1)<</b>/script>", "&lt;<b>script&gt;alert(1)&lt;</b>/script&gt;"),
        # What a browser that parses it a second time would read otherwise.
        ("<svg></p><style><a id='</style><img src=1 onerror=x>'>", "<p></p><img>'&gt;"),
        ("<math><mtext><table><mglyph><style><img src=x onerror=y>", None),
        ("<form><math><mtext></form><form><mglyph><style></math><img src onerror=y>", None),
        ("<noscript><p title='</noscript><img src=x onerror=y>'>", None),
    ],
)
def test_nothing_of_others_html_runs_or_asks_another_place(hostile, harmless):
    made = html(hostile)
    assert made == html(made), "read again, it is what it was"
    assert made == harmless if harmless is not None else not re.search("<[^>]*(on|style|=x)", made)


def test_a_table_and_a_picture_stay_as_they_were():
    table = (
        '<table class="dataframe" border="1"><thead><tr><th></th><th>s</th></tr></thead>'
        '<tbody><tr><td colspan="2">1 &lt; 2</td></tr></tbody></table>'
    )
    picture = '<img src="data:image/png;base64,iVBORw0K\nGgo=" alt="a shot" width="64">'
    link = '<a href="#cell" title="up">up</a>'
    assert [html(one) for one in (table, picture, link)] == [table, picture, link]


@pytest.mark.parametrize("tag", ["<script>", "</script>", "<img src=x onerror=y>", "<b onclick=x>"])
def test_tags_in_a_statement_show_themselves(tag):
    assert words(f"a < b {tag}") == f"a < b {tag.replace('<', '&lt;')}"
