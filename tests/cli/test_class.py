"""An instructor's commands around grading, in a class of their own."""

import json
import shutil
from datetime import datetime
from pathlib import Path

import nbformat
import pytest

from kuleshov.class_commands import _anchors, _text_of
from kuleshov.cli import main
from kuleshov.criticism import rubrics
from kuleshov.errors import KuleshovError
from kuleshov.grading.gradebook.database import opened
from kuleshov.grading.review import regrades
from kuleshov.grading.review.marking import given, put
from kuleshov.grading.seeds import pseudonym

ROOT = Path(__file__).resolve().parents[2]
NAME = "a2-first-cut"
STUDENTS = ("ada", "bo", "cy", "di")
CELLS = {"statement_about": 3, "statement_decisions": 4, "statement_findings": 3}
EDIT = "title: Two\nKA-1 02:00 03:00\nKB-1 02:00 03:00\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A copy of what the commands need of the course, with four submissions."""
    home = tmp_path_factory.mktemp("home")
    (home / "course").mkdir()
    (home / "datasets" / "rushes").mkdir(parents=True)
    (home / "datasets" / "rushes" / "understudy").symlink_to(ROOT / "datasets/rushes/understudy")
    shutil.copytree(ROOT / "grading" / "rubrics", home / "grading" / "rubrics")
    shutil.copytree(ROOT / "assignments", home / "assignments")
    own = home / "grading" / "class"
    for student in STUDENTS:
        folder = own / "submitted" / student / NAME
        folder.mkdir(parents=True)
        (folder / f"{NAME}.ipynb").write_text(submission(student))
    with opened(f"sqlite:///{own / 'gradebook.db'}") as book:
        book.add_assignment(NAME)
        book.add_notebook(NAME, NAME)
        for cell, points in CELLS.items():
            book.add_grade_cell(cell, NAME, NAME, max_score=points, cell_type="markdown")
            book.add_solution_cell(cell, NAME, NAME)
        for student in STUDENTS:
            book.add_student(student)
            book.add_submission(NAME, student, timestamp=datetime(2026, 11, 1))
    return home


@pytest.fixture(autouse=True)
def at_home(home, monkeypatch):
    monkeypatch.setenv("KULESHOV_HOME", str(home))


def submission(student):
    cells = [nbformat.v4.new_code_cell(f"cut = ku.Cut.from_text('''{EDIT}''', rushes)")]
    for cell in CELLS:
        made = nbformat.v4.new_markdown_cell(
            f"My {cell}. ![x](http://x.example/p.png) <b>{student}"
        )
        made.metadata["nbgrader"] = {"grade_id": cell}
        cells.append(made)
    return json.dumps(nbformat.v4.new_notebook(cells=cells))


def said(capsys, *arguments):
    with pytest.raises(SystemExit) as stop:
        main(["class", *arguments])
    out = capsys.readouterr()
    return stop.value.code, out.out + out.err


@pytest.fixture(scope="module")
def built(home):
    """The class's folder, with its edition made once: a private text of a2 among them."""
    own = home / "grading" / "class"
    (own / "overlay" / "text").mkdir(parents=True)
    public = (home / "assignments" / "text" / f"{NAME}.py").read_text()
    private = own / "overlay" / "text" / f"{NAME}.py"
    private.write_text(public.replace("at least eight shots", "nine"))
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as stop:
        patch.setenv("KULESHOV_HOME", str(home))
        main(["class", "build"])
    assert not stop.value.code
    return own


def test_a_class_has_its_own_seeds_and_a_private_text_wins(home, built, capsys):
    own = built
    for edition in ("source", "release"):
        text = (own / edition / NAME / f"{NAME}.ipynb").read_text()
        assert "of nine" in text and "at least eight shots" not in text
        assert (own / edition / NAME / "manifest.yaml").exists()
    a1 = "a1-shot-list/a1-shot-list.ipynb"
    ours = (own / "source" / a1).read_text()
    theirs = (home / "assignments" / "source" / a1).read_text()
    assert ours != theirs and ours.count("default_rng(") == theirs.count("default_rng(")
    assert "default_rng(" in theirs and "class_seed" not in ours
    secret = (own / "overlay" / "class.yaml").read_text()
    assert said(capsys, "build")[0] == 0
    assert (own / "overlay" / "class.yaml").read_text() == secret
    assert (own / "source" / a1).read_text() == ours


def test_a_private_text_with_a_mistake_leaves_the_class_what_it_had(built, capsys):
    own = built
    before = {p: p.read_bytes() for p in (own / "source").rglob("*.ipynb")}
    wrong = own / "overlay" / "text" / "a1-wrong.py"  # after a1 was made, before a2 is
    wrong.write_text('# %% role="test"\n1')
    code, words = said(capsys, "build")
    wrong.unlink()
    assert code == 1 and "not one of" in words
    assert {p: p.read_bytes() for p in (own / "source").rglob("*.ipynb")} == before
    assert not list(own.glob(".building-*"))


def test_a_class_without_a_secret_is_refused(built, capsys):
    file = built / "overlay" / "class.yaml"
    kept = file.read_text()
    file.write_text("name: x\nsecret: short\n")
    code, words = said(capsys, "build")
    file.write_text(kept)
    assert code == 1 and "secret" in words


def fill(form, level_of):
    """Fill a form's cells: level_of gives a level's name by author and criterion."""
    notebook = nbformat.reads(form, as_version=4)
    for cell in notebook.cells:
        if asked := cell.metadata.get("kuleshov", {}).get("review"):
            level = level_of(asked["author"], asked["criterion"])
            cell.source = cell.source.replace("level: ", f"level: {level}", 1) + "because."
    return nbformat.writes(notebook)


def test_a_round_of_review_from_the_draw_to_the_gradebook(home, capsys):
    submitted = home / "grading" / "class" / "submitted"
    renamed = sorted(submitted.glob(f"*/{NAME}/{NAME}.ipynb"))[0]
    renamed.rename(renamed.with_stem(f"{NAME}-1"))  # as a system names what is handed in again
    (submitted / "nobody" / NAME).mkdir(parents=True)
    code, words = said(capsys, "review", NAME, "-k", "2")
    assert code == 0 and "reading: nobody, for no notebook of theirs was found." in words
    (submitted / "nobody" / NAME).rmdir()
    (submitted / "nobody").rmdir()
    folder = home / "grading" / "class" / "reviews" / NAME
    drawn = json.loads((folder / "draw.json").read_text())["drawn"]
    assert renamed.parent.parent.name in drawn
    for reader, authors in drawn.items():
        form = (folder / "forms" / reader / f"{NAME}-review.ipynb").read_text()
        nbformat.validate(nbformat.reads(form, as_version=4))
        assert "](http" not in form  # no picture of the author's is fetched
        assert "ku.Cut.from_text" in form and "KA-1 02:00 03:00" in form
        assert reader not in authors
        if reader == "di":
            continue  # forgets to review
        filled = folder / "filled" / reader / f"{NAME}-review.ipynb"
        filled.parent.mkdir(parents=True)
        level = "wonderful" if reader == "cy" else "3"
        filled.write_text(fill(form, lambda author, criterion, level=level: level))
    code, words = said(capsys, "reviews", NAME)
    assert code == 0 and "di has not reviewed yet" in words
    assert "cy: " in words and "no level 'wonderful'" in words
    assert "only one reader" in words or "2 readers" in words
    results = (folder / "results.csv").read_text()
    read = {
        author for reader, authors in drawn.items() if reader in ("ada", "bo") for author in authors
    }
    assert {line.split(",")[0] for line in results.splitlines()[1:]} == read
    assert said(capsys, "review", NAME)[0] == 1  # another draw would orphan what came back
    author = sorted(read)[0]
    (folder / "overrides.csv").write_text(
        f"student,criterion,level,why\n{author},statement_about,0,read it myself\n"
    )
    db = f"sqlite:///{home / 'grading/class/gradebook.db'}"
    with opened(db) as book:
        put(book, NAME, author, "statement_findings", 1, "The instructor's own.")
    assert said(capsys, "reviews", NAME, "--write")[0] == 0
    with opened(db) as book:
        assert given(book, NAME, author, "statement_about").points == 0
        assert given(book, NAME, author, "statement_decisions").points == 3
        assert given(book, NAME, author, "statement_findings").points == 1


def test_a_regrade_is_asked_decided_and_on_record(home, capsys):
    own = home / "grading" / "class"
    asked = own / "submitted" / "bo" / NAME / "regrade.txt"
    asked.write_text("statement_about: =the stakes are in line two\nnothing here\n")
    assert said(capsys, "regrade", NAME)[0] == 0
    table = own / "regrades" / f"{NAME}.csv"
    (request,) = regrades.load(table)
    assert (request.student, request.cell) == ("bo", "statement_about")
    assert request.reason.startswith("'=")  # no formula in a spreadsheet
    answered = regrades.load(table)
    answer = regrades.replace(answered[0], points="2,5", answer="You are right.")
    odd = [
        regrades.replace(answer, cell=cell, points=points)
        for cell, points in (("no_such", "2"), ("statement_findings", "nan"))
    ]
    regrades.save(table, [answer, *odd])
    code, words = said(capsys, "regrade", NAME, "--settle")
    assert code == 0 and "2.5 now" in words
    assert "no graded cell 'no_such'" in words and "not nan" in words
    regrades.save(table, [one for one in regrades.load(table) if one.cell == "statement_about"])
    with opened(f"sqlite:///{own / 'gradebook.db'}") as book:
        mark = given(book, NAME, "bo", "statement_about")
    assert (mark.points, mark.comment) == (2.5, "You are right.")
    said(capsys, "regrade", NAME, "--settle")
    (request,) = regrades.load(table)
    assert request.settled == "yes"


def test_marks_are_exported_under_pseudonyms(home, built, capsys, tmp_path):
    out = tmp_path / "grades.csv"
    code, words = said(capsys, "export", NAME, "--to", str(out), "--anonymous")
    assert code == 0 and "4 marks" in words
    secret = (built / "overlay" / "class.yaml").read_text().split("secret:")[1].strip()
    students = [line.split(",")[0] for line in out.read_text().splitlines()[1:]]
    assert students == sorted(pseudonym(secret, one) for one in STUDENTS)
    code, words = said(
        capsys, "export", NAME, "--canvas", str(out), "--to", str(tmp_path / "c.csv")
    )
    assert code == 1 and "not a gradebook exported from Canvas" in words


def test_marks_lie_in_the_classes_own_folder_where_nothing_else_is_said(home, capsys, monkeypatch):
    monkeypatch.chdir(home / "grading")
    code, words = said(capsys, "export", NAME)
    assert code == 0 and "4 marks." in words
    assert (home / "grading" / "class" / "grades.csv").is_file()
    assert not list((home / "grading").glob("*.csv"))


def test_an_assignment_that_is_not_there_is_named_and_another_offered(capsys):
    code, words = said(capsys, "read", "a3-x", "--no-browser")
    assert code == 1 and "There is no assignment 'a3-x'. There are a1-shot-list, a2-" in words
    code, words = said(capsys, "read", "a2-frist-cut", "--no-browser")
    assert code == 1 and f"Did you mean {NAME}?" in words


def test_a_rubrics_own_anchors_come_first_and_others_than_its_levels_are_left_out(home, capsys):
    public = home / "grading" / "rubrics"
    assert len(_anchors(rubrics.load(public / "critique.yaml"))) == 12
    assert _anchors(rubrics.load(public / "statement.yaml")) == ()
    own = home / "grading" / "class" / "overlay" / "rubrics"
    one = "anchors/critique/02-pace-and-feeling.md"
    (own / one).parent.mkdir(parents=True)
    shutil.copy(public / one, own / one)
    assert [anchor.name for anchor in _anchors(rubrics.load(public / "critique.yaml"))] == [
        "02-pace-and-feeling"
    ]
    assert capsys.readouterr().out == ""
    (own / one).write_text((own / one).read_text().replace("level: a topic", "level: a theme"))
    assert _anchors(rubrics.load(public / "critique.yaml")) == ()
    said = capsys.readouterr().out
    assert "The anchors are left out: 02-pace-and-feeling.md: The claim has no level 'a th" in said
    shutil.rmtree(own)


def test_nothing_graded_is_a_sentence(capsys):
    code, words = said(capsys, "read", NAME, "--no-browser")
    assert code == 1 and "is graded yet" in words


def test_the_gate_reads_the_classs_own_text_where_there_is_one(home):
    public = home / "assignments" / "text" / f"{NAME}.py"
    own = home / "grading" / "class" / "overlay"
    shutil.rmtree(own, ignore_errors=True)
    text, _, secret = _text_of(NAME)
    assert (text, secret) == (public, "public")

    (own / "text").mkdir(parents=True)
    (own / "class.yaml").write_text("name: ours\nsecret: a long secret\n")
    assert _text_of(NAME)[::2] == (public, "a long secret")
    shutil.copy(public, own / "text")
    assert _text_of(NAME)[0] == own / "text" / f"{NAME}.py"
    shutil.rmtree(own)
    with pytest.raises(
        KuleshovError, match="a8-lost has no text: its wrong answers are written in"
    ):
        _text_of("a8-lost")
