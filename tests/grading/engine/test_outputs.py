"""What a student's cells put out, before it becomes part of a notebook or a page."""

import re

import pytest

from kuleshov.grading.engine.outputs import PICTURE, TEXT, _is_base64, clean, html, words


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


def shown(kind, value, output="display_data", **more):
    return {"output_type": output, "data": {kind: value}, **more}


def test_what_is_said_is_kept_up_to_a_length():
    assert TEXT == 2 * 2**20 and PICTURE == 8 * 2**20
    for length in (TEXT, TEXT + 1):
        (made,) = clean([{"output_type": "stream", "text": "x" * length}])
        assert made == {"output_type": "stream", "name": "stdout", "text": "x" * TEXT}
    names = [
        {"output_type": "stream", "text": "a", "name": n} for n in ("stderr", "stdout", "x", 3)
    ]
    assert [one["name"] for one in clean(names)] == ["stderr", "stdout", "stdout", "stdout"]
    assert [one["text"] for one in clean([{"output_type": "stream", "text": t} for t in
            (None, ["a"], "\ud800 \u00fc", "")])] == ["", "", "? \u00fc", ""]  # fmt: skip
    assert len(clean(names * 50)) == len(clean([*names * 50, names[0]])) == 200
    # What is no output counts among the two hundred as well.
    assert len(clean([None] * 199 + names)) == 1
    assert clean(names[0]) == clean(None) == clean("x") == clean([names]) == []


def test_an_error_is_kept_up_to_a_length():
    long = {"ename": "E" * 201, "evalue": "v" * 10_001, "traceback": ["t" * 20_001] * 201}
    (made,) = clean([{"output_type": "error", **long}])
    assert made == {
        "output_type": "error", "ename": "E" * 200, "evalue": "v" * 10_000,
        "traceback": ["t" * 20_000] * 200,
    }  # fmt: skip
    (none,) = clean([{"output_type": "error", "traceback": "no list", "ename": 3}])
    assert none == {"output_type": "error", "ename": "", "evalue": "", "traceback": []}


def test_pictures_are_kept_where_they_are_pictures_and_not_too_large():
    for kind in ("image/png", "image/jpeg", "image/gif"):
        (made,) = clean([shown(kind, "AAAA\nAAA=")])
        assert made == {"output_type": "display_data", "data": {kind: "AAAA\nAAA="}, "metadata": {}}
    assert len(clean([shown("image/png", "A" * PICTURE)])) == 1
    for refused in (
        shown("image/png", "A" * (PICTURE + 4)), shown("image/png", "AAA"),
        shown("image/png", "\u00fc"), shown("image/png", 3), shown("image/svg+xml", "AAAA"),
        {"output_type": "display_data", "data": ["image/png"]}, {"output_type": "display_data"},
    ):  # fmt: skip
        assert clean([refused]) == []
    assert [_is_base64(one) for one in ("AAAA", "AA\nA=", "AAA", "\u00fc")] == [
        True,
        True,
        False,
        False,
    ]


def test_texts_are_made_harmless_by_their_kind():
    script = "<script>x</script>1 < 2"
    made = {kind: clean([shown(kind, [script, 3, "!"])])[0]["data"][kind] for kind in
            ("text/plain", "text/latex", "text/markdown", "text/html")}  # fmt: skip
    harmless = "&lt;script>x&lt;/script>1 < 2!"
    assert made == {
        "text/plain": f"{script}!", "text/latex": harmless, "text/markdown": harmless,
        "text/html": "1 &lt; 2!",
    }  # fmt: skip
    counts = [clean([shown("text/plain", "1", "execute_result", execution_count=n)])[0] for n in
              (7, "7", None)]  # fmt: skip
    assert [one["execution_count"] for one in counts] == [7, None, None]
    assert "execution_count" not in clean([shown("text/plain", "1", execution_count=7)])[0]
    both = {"output_type": "display_data", "data": {"text/x": "1", "text/plain": "1"}, "metadata": {"a": 1}}  # fmt: skip
    assert clean([both]) == [shown("text/plain", "1", metadata={})]


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("[a](JavaScript:x)", "[a](JavaScript :x)"),
        ("[a](vbscript\\:x)", "[a](vbscript \\:x)"),
        ("[a](javascript \t:x) javascript", "[a](javascript  \t:x) javascript"),
        ("[a](java&#115;cript&colon;x) &amp;", "[a](java& #115;cript& colon;x) &amp;"),
        (r"$\href{x}{y} \hrefs$", r"$\ href{x}{y} \hrefs$"),
        ("a <- b <B> <br/> </ul> <h6> <h7>", "a <- b <B> <br/> </ul> <h6> &lt;h7>"),
        ("<!-- x --> <?php", "&lt;!-- x --> &lt;?php"),
        ("", ""),
        ("x <b", "x &lt;b"),
    ],
)
def test_links_and_tags_in_words_lead_nowhere(text, dead):
    assert words(text) == dead


def test_of_addresses_a_place_in_the_page_and_a_picture_in_itself_are_kept():
    assert html('<a href="#">a</a><a href="x#y">b</a>') == '<a href="#">a</a><a>b</a>'
    for kind, kept in (("png", True), ("JPEG", True), ("gif", True), ("svg+xml", False)):
        picture = f'<img src="data:image/{kind};base64,AA=">'
        assert html(picture) == (picture if kept else "<img>")
    assert html('<img src="data:image/png;base64,AA#">') == "<img>"
    assert html('<a href="#x" rel="y" target="z">a</a>') == '<a href="#x">a</a>'
    assert html("<title>a</title><b>b</b>") == "a<b>b</b>"
