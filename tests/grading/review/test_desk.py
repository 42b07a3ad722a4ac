"""The grader's desk: a critique beside the frames that it names, and marks that are kept."""

import json
import os
import re
import shutil
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from kuleshov.criticism import rubrics
from kuleshov.criticism.anchors import Anchor, Judged
from kuleshov.errors import KuleshovError
from kuleshov.grading.gradebook.database import opened
from kuleshov.grading.review.desk import Desk, serving
from kuleshov.grading.review.marking import given, put
from kuleshov.grading.review.reading import edit_in, read_submission

ROOT = Path(__file__).resolve().parents[3]
NAME = "a2-first-cut"
RUBRIC = rubrics.for_assignment(NAME, ROOT / "grading" / "rubrics")
EDIT = "title: Two\nKA-1 02:00 03:00\nKB-1 02:00 03:00\n"
ABOUT = (
    "It looks <script>alert(1)</script> away [film@00:00:00:12]. The mean shot is short "
    "{film.asl = 1.0 s}. It ends [film@00:01:00:00], and {film.asl = 9 s}."
)


def cell(name, source, kind="markdown"):
    return {"cell_type": kind, "metadata": {"nbgrader": {"grade_id": name}}, "source": source}


def notebook(about=ABOUT, edit=EDIT):
    cells = [
        cell("the_cut", f"cut = ku.Cut.from_text(\n'''\n{edit}''',\n rushes)", "code"),
        cell("statement_about", about),
        cell("statement_decisions", ""),
    ]
    return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory):
    """A gradebook with two submissions in it."""
    path = tmp_path_factory.mktemp("book") / "gradebook.db"
    with opened(f"sqlite:///{path}") as book:
        book.add_assignment(NAME)
        book.add_notebook(NAME, NAME)
        for criterion in RUBRIC.criteria:
            most = criterion.points
            book.add_grade_cell(criterion.id, NAME, NAME, max_score=most, cell_type="markdown")
            book.add_solution_cell(criterion.id, NAME, NAME)
        for student in ("ada", "bo"):
            book.add_student(student)
            book.add_submission(NAME, student)
    return path


@pytest.fixture
def desk(tmp_path, gradebook):
    (tmp_path / "gradebook.db").write_bytes(gradebook.read_bytes())
    graded = tmp_path / "autograded"
    for student in ("ada", "bo"):
        folder = graded / student / NAME
        folder.mkdir(parents=True)
        (folder / f"{NAME}.ipynb").write_text(notebook())
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    return Desk(NAME, RUBRIC, graded, gradebook.parent / "films", url, secret="of this class")


def shown(desk, student):
    return next(name for name, one in desk.students.items() if one == student)


def test_a_page_shows_the_words_the_frames_and_what_does_not_hold(desk):
    page = desk.page(shown(desk, "ada"))
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    assert page.count('class="still" data-frame="12"') == 1
    assert len(re.findall(r'<mark class="fails"', page)) == 2  # after the end; not 9 s
    assert "Average shot length measures 1 s, not 9." in page
    assert not re.search(r"\bada\b", page)
    assert "Nothing is written here." in page


def test_a_level_chosen_goes_into_the_gradebook(desk):
    with serving(desk) as address:
        mark = {"cell": "statement_about", "level": "2", "comment": "The stakes?"}
        request = urllib.request.Request(
            address + shown(desk, "ada"),
            json.dumps(mark).encode(),
            {"Content-Type": "application/json"},
        )
        assert urllib.request.urlopen(request).read() == b"Saved: What it is about, 2 of 3."
        index = urllib.request.urlopen(address).read().decode()
    with opened(desk.db) as book:
        assert given(book, NAME, "ada", "statement_about").points == 2
        assert given(book, NAME, "ada", "statement_about").comment == "The stakes?"
        assert given(book, NAME, "bo", "statement_about").points is None
    assert "2 of 10 points by hand" in index and "2 submissions, 2 of them wait" in index
    assert 'value="2" checked' in desk.page(shown(desk, "ada"))


def test_a_cell_that_was_left_empty_has_its_nought_and_waits_for_nobody(desk):
    with opened(desk.db) as book:
        for grade in book.find_submission_notebook(NAME, NAME, "bo").grades:
            grade.auto_score = 0.0
        book.db.commit()
    assert "2 submissions, 1 of them wait" in desk.index()


def asked(address, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_the_desk_is_closed_to_other_sites_and_other_paths(desk):
    with serving(desk) as address:
        base = address.rsplit("/", 2)[0]
        assert asked(base + "/")[0] == 404
        assert asked(base + "/guess/")[0] == 404
        assert asked(address, Host="evil.example")[0] == 404
        assert asked(address + "film/..%2f..%2fgradebook.db")[0] == 400
        assert asked(address + "nobody")[0] == 400
        request = urllib.request.Request(address + shown(desk, "ada"), b'{"cell": "x"}')
        with pytest.raises(urllib.error.HTTPError, match="400"):
            urllib.request.urlopen(request)


def test_a_film_is_sent_in_parts(desk):
    page = desk.page(shown(desk, "bo"))
    film = re.search(r'src="(film/\w+\.mp4)"', page)[1]
    with serving(desk) as address:
        status, part = asked(address + film, Range="bytes=4-7")
        assert (status, part) == (206, b"ftyp")
        assert asked(address + film)[0] == 200


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"cells": 3}', "no notebook"),
        (b" " * 9_000_000, "over 8 MB"),
    ],
)
def test_a_damaged_notebook_is_a_sentence_on_its_page(desk, content, says):
    path = desk.graded / "ada" / NAME / f"{NAME}.ipynb"
    path.write_bytes(content)
    assert says in desk.page(shown(desk, "ada"))


def test_a_link_or_a_pipe_is_not_followed(desk, tmp_path):
    path = tmp_path / "pipe.ipynb"
    os.mkfifo(path)
    with pytest.raises(KuleshovError):
        read_submission(path, ["statement_about"])
    link = tmp_path / "link.ipynb"
    link.symlink_to("/etc/passwd")
    with pytest.raises(KuleshovError, match="link"):
        read_submission(link, ["statement_about"])


def test_a_critique_of_the_editors_cut_is_read_beside_it(desk):
    path = desk.graded / "ada" / NAME / f"{NAME}.ipynb"
    opens = 'film = ku.Clip(ku.rushes("understudy").path / "editors-cut.mp4")'
    about = cell(
        "statement_about", "It waits [film@00:00:35:00], {film.shots = 33}, {film.asl = 9 s}."
    )
    book = {"cells": [cell("the_film", opens, "code"), about], "nbformat": 4, "metadata": {}}
    path.write_text(json.dumps({**book, "nbformat_minor": 5}))
    page = desk.page(shown(desk, "ada"))
    assert 'src="film/editors-cut.mp4"' in page and 'data-frame="840"' in page
    assert (page.count('<mark class="holds"'), page.count('<mark class="fails"')) == (2, 1)
    assert "The edit as text" not in page
    with serving(desk) as address:
        assert asked(address + "film/editors-cut.mp4", Range="bytes=4-7") == (206, b"ftyp")


def test_the_anchors_of_a_level_stand_beside_it_and_nothing_in_them_runs(desk):
    about = RUBRIC["statement_about"]
    words = "She <b>bold</b> waits.\n\nA second paragraph."
    for name, level in {
        "one": about.levels[0],
        "two": about.levels[0],
        "three": about.levels[-1],
    }.items():
        judged = {c.id: Judged(c.levels[-1], "Another row.") for c in RUBRIC.criteria}
        judged["statement_about"] = Judged(level, f"Because <i>{name}</i>.")
        parts = dict.fromkeys(judged, "Another part.") | {"statement_about": words}
        desk.anchors = [*desk.anchors, Anchor(name, "", parts, judged, "")]
    page = desk.page(shown(desk, "ada"))
    article = re.search(r'<article[^>]*data-cell="statement_about".*?</article>', page, re.DOTALL)[
        0
    ]
    best, *between, last = re.split(r'<label class="level">', article)[1:]
    assert f"<summary>2 anchors: {about.levels[0].name}</summary>" in best
    assert "<p>She &lt;b&gt;bold&lt;/b&gt; waits.</p><p>A second paragraph.</p>" in best
    assert "Because &lt;i&gt;two&lt;/i&gt;. <small>two</small>" in best
    assert f"<summary>1 anchor: {about.levels[-1].name}</summary>" in last
    assert not any("<details" in one for one in between)


def test_an_edit_is_found_by_reading_never_by_running():
    assert edit_in("text = 'A 1 2'\ncut = ku.Cut.from_text(text, rushes)") == "A 1 2"
    assert edit_in("raise SystemExit\nku.Cut.from_text('x')\nku.Cut.from_text('y')") == "y"
    assert edit_in("def (") == ""
    assert edit_in("(" * 5000) == ""


def test_points_between_two_levels_are_said(desk):
    for points, told in ((2.5, 1), (3, 0)):
        with opened(desk.db) as book:
            put(book, NAME, "ada", "statement_about", points)
        assert desk.page(shown(desk, "ada")).count("It holds 2.5 points, which is no level") == told


def test_an_edit_that_is_none_is_said_on_the_page(desk):
    path = desk.graded / "ada" / NAME / f"{NAME}.ipynb"
    path.write_text(notebook(edit="NOSUCH-1 01:00 02:00\n"))
    assert "The edit makes no film" in desk.page(shown(desk, "ada"))


def test_points_outside_a_cell_are_refused(desk):
    with opened(desk.db) as book:
        with pytest.raises(KuleshovError, match="0 to 3 points"):
            put(book, NAME, "ada", "statement_about", 4)
        with pytest.raises(KuleshovError, match="no graded submission"):
            put(book, NAME, "zoe", "statement_about", 1)
        with pytest.raises(KuleshovError, match="no graded cell"):
            put(book, NAME, "ada", "nothing", 1)
        put(book, NAME, "ada", "statement_about", 3)
        assert put(book, NAME, "ada", "statement_about", 1) == 3


def test_a_film_that_was_handed_in_is_played_and_never_opened(own, tmp_path, monkeypatch):
    from made import small_shorts as shorts

    folder = own / "submitted" / "bo" / shorts.NAME
    shorts.write(
        folder, "Moth", more="It turns [film@00:01:02:08], <b> and {film.asl = 2 s} [film@1:2]."
    )
    shorts.paste(folder, "## Review of k3f9\n\nIt holds [film@00:00:13:00].")
    graded = own / "autograded" / "bo" / shorts.NAME
    graded.parent.mkdir(parents=True)
    shutil.copytree(folder, graded)
    with opened(f"sqlite:///{tmp_path / 'g.db'}") as book:
        book.add_assignment(shorts.NAME)
    rubric = rubrics.load(own.parent / "rubrics" / "short.yaml")
    desk = Desk(
        shorts.NAME, rubric, own / "autograded", own / "films", f"sqlite:///{tmp_path / 'g.db'}",
        hand_ins=shorts.hand_ins(own),
    )  # fmt: skip
    monkeypatch.setattr("kuleshov.media.Clip", None)  # whoever opens a film here fails
    page = desk.page(shown(desk, "bo"))
    film = re.search(r'<video controls preload="metadata" src="(film/\w+\.mp4)">', page)[1]
    words = re.search(r'<track kind="captions" default src="(film/\w+\.vtt)"></video>', page)[1]
    assert '<button class="at" data-second="62" title="Show it in the film">[film@00:01:02:08]</button>, &lt;b&gt;' in page  # fmt: skip
    assert "<h2>4 Review one</h2>" in page  # peers don't level it; whoever marks does
    assert page.count('class="at"') == 1 and "[film@1:2]" in page
    assert "[film@00:00:13:00]" in page, "a moment of somebody else's film leads into none"
    with serving(desk) as address:
        status, sent = asked(address + film)
        assert status == 200 and sent == (folder / "short" / "short.mp4").read_bytes()
        assert asked(address + film, Range="bytes=4-7") == (206, b"ftyp")
        status, sent = asked(address + words)
        assert status == 200 and b"[click]" in sent and b"NOTE" not in sent
    (folder / "short" / "short.mp4").unlink()
    page = desk.page(shown(desk, "bo"))
    assert "there is no short.mp4 in what was handed in" in page and "<video" not in page
