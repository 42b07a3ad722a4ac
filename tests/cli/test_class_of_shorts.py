"""A class of ten goes from hand-ins to reviews to a page with votes, by the commands of grading/README.md alone."""

import csv
import json
import re
import shlex
import shutil
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from made import programme as made
from made import small_shorts as shorts

import kuleshov as ku
from kuleshov.cli import main
from kuleshov.grading.gradebook.database import opened
from kuleshov.grading.review.marking import given
from kuleshov.lessons import ten_films

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "grading" / "README.md").read_text("utf-8")
SECTION = "A class's shorts: hand in, read each other, show"
HOSTILE = '<script>document.title=9</script> ![x](https://evil.example/a.png) "quoted" =1+1'
NO_FILM, NO_CONSENT, GAPS = "s03", "s05", "s08"


def commands(section):
    """Return the commands of a section of the README, in order."""
    text = README.split(f"\n## {section}\n")[1].split("\n## ")[0]
    blocks = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("kuleshov ")]


def hand_in_small_ones(own, home):
    """Hand in ten films of a second: hostile titles and names among them, and three that lack something."""
    for number, (title, author) in enumerate(made.FILMS.values()):
        film = shorts.make_film(home, number, title, author)
        folder = shorts.hand_in(own, f"s{number:02}", film, title, more=HOSTILE)
        yield folder
    (own / "submitted" / NO_FILM / shorts.NAME / "short" / "short.mp4").unlink()
    (own / "submitted" / NO_CONSENT / shorts.NAME / "short" / "consent.txt").unlink()
    page = own / "submitted" / GAPS / shorts.NAME / "short" / "papers.html"
    page.write_text(
        page.read_text("utf-8").replace("a phone", '<i class="gap">○ gap: nobody said</i>'), "utf-8"
    )


def course(home):
    """Make a course of a8 alone, with an empty class; return the class's folder."""
    for edition in ("source", "release"):
        shutil.copytree(
            ROOT / "assignments" / edition / shorts.NAME,
            home / "assignments" / edition / shorts.NAME,
        )
    (home / "course").mkdir()
    own = home / "grading" / "class"
    shutil.copytree(ROOT / "grading" / "rubrics", home / "grading" / "rubrics")
    (home / "datasets" / "rushes").mkdir(parents=True)
    (home / "datasets" / "rushes" / "understudy").symlink_to(ROOT / "datasets/rushes/understudy")
    own.mkdir()
    return own


def enrol(own, students):
    with opened(f"sqlite:///{own / 'gradebook.db'}") as book:
        book.add_assignment(shorts.NAME)
        book.add_notebook(shorts.NAME, shorts.NAME)
        for cell, points in shorts.CELLS.items():
            book.add_grade_cell(
                cell, shorts.NAME, shorts.NAME, max_score=points, cell_type="markdown"
            )
            book.add_solution_cell(cell, shorts.NAME, shorts.NAME)
        for student in students:
            book.add_student(student)
            book.add_submission(shorts.NAME, student, timestamp=datetime(2026, 11, 1))


def left_empty(own, *students):
    """Have the gradebook hold what a grading run writes for a cell that was left as it was given."""
    with opened(f"sqlite:///{own / 'gradebook.db'}") as book:
        for student in students:
            notebook = book.find_submission_notebook(shorts.NAME, shorts.NAME, student)
            for grade in notebook.grades:
                if grade.name == "short_review_two":
                    grade.auto_score, grade.needs_manual_grade = 0.0, False
        book.db.commit()


@pytest.fixture
def said(capsys):
    """Give a command of the README, and return what it said."""

    def say(command):
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main(shlex.split(command)[1:])
        out = capsys.readouterr()
        assert not stop.value.code, out.err
        return out.out

    return say


def review_all(own):
    """Let the first half of the class fill forms, and the second write into their own notebooks."""
    forms = own / "reviews" / shorts.NAME / "forms"
    readers = sorted(one.name for one in forms.iterdir())
    for reader in readers[: len(readers) // 2]:
        form = nbformat.reads(
            (forms / reader / f"{shorts.NAME}-review.ipynb").read_text("utf-8"), 4
        )
        for cell in form.cells:
            if asked := cell.metadata.get("kuleshov"):
                level = {"short_film": "held", "short_statement": "reasoned"}
                chosen = level.get(asked["review"]["criterion"], "listed")
                cell.source = cell.source.replace("level: ", f"level: {chosen}") + "00:00:00:04."
        place = own / "reviews" / shorts.NAME / "filled" / reader
        place.mkdir(parents=True)
        (place / f"{shorts.NAME}-review.ipynb").write_text(nbformat.writes(form), "utf-8")
    for reader in readers[len(readers) // 2 :]:
        folders = sorted(one for one in (forms / reader).iterdir() if one.is_dir())
        sheets = [ku.review(one, "short") for one in folders]
        for sheet in sheets:
            sheet.level("The film", "held", why="At 00:00:00:04 it turns.")
            sheet.level("The statement", "reasoned", why="Two of three.")
            sheet.level("Continuity", "listed", why="It repeats the sheet.")
        shorts.paste(own / "submitted" / reader / shorts.NAME, *(one.markdown for one in sheets))
    return readers


class Page(HTMLParser):
    """The films of a page, and whatever would run or fetch."""

    def __init__(self, words):
        super().__init__()
        self.films, self.tags = {}, []
        self.feed(words)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        self.tags.append(tag)
        if tag == "article":
            self.films[held["data-film"]] = held["data-title"]
        for address in (held.get("src"), held.get("poster"), held.get("href")):
            assert not address or not address.startswith("http"), address


def vote(own, site):
    """Let three visitors vote; one hands in twice, and one file is nobody's."""
    page = (site / "index.html").read_text("utf-8")
    order = json.loads(page.split('id="programme">')[1].split("</script>")[0])
    (own / "votes").mkdir()
    for visitor in range(3):
        rows = [
            {"place": at, "film": film, "title": "?", "vote": 1 + (at + visitor) % 5}
            for at, film in enumerate(order["order"], 1)
        ]
        told = {
            "programme": order["title"],
            "ballot": f"{visitor}",
            "order": order["order"],
            "votes": rows,
        }
        (own / "votes" / f"votes ({visitor}).json").write_text(json.dumps(told), "utf-8")
    shutil.copy(own / "votes" / "votes (1).json", own / "votes" / "again.json")
    (own / "votes" / "bad.json").write_text("{")


def test_a_class_of_ten_by_the_commands_of_the_guide_alone(tmp_path, said, monkeypatch):
    monkeypatch.setenv("KULESHOV_HOME", str(ROOT))
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    own = course(tmp_path / "course")
    students = [one.parent.name for one in hand_in_small_ones(own, tmp_path / "films")]
    enrol(own, students)
    monkeypatch.setenv("KULESHOV_HOME", str(tmp_path / "course"))
    monkeypatch.chdir(tmp_path / "course" / "grading")
    review, reviews, write, gather, show, count = commands(SECTION)

    told = said(review)
    assert told.count("wrote ") == 9
    assert f"Left out, neither read nor reading: {NO_FILM}, for there is no short.mp4" in told
    forms = own / "reviews" / shorts.NAME / "forms"
    assert len(list(forms.glob("*/*/short.mp4"))) == 18
    held = b"".join(one.read_bytes() for one in forms.rglob("*") if one.is_file())
    for _, author in made.FILMS.values():
        assert len(author) < 4 or author.encode() not in held  # a name of three letters is anywhere
    assert b"<script" not in held and b"](https" not in held

    readers = review_all(own)
    by_form, by_hand = readers[0], readers[-1]
    left_empty(own, by_form, by_hand)
    told = said(reviews)
    assert len(readers) == 9 and "54 levels from 9 readers" in told
    assert f"{by_form} reviewed in the form, and the cells for it are empty: read " in told
    assert f"{by_hand} reviewed in the form" not in told
    assert "27 marks written" in said(write)
    with opened(f"sqlite:///{own / 'gradebook.db'}") as book:
        for cell, points in (("short_film", 6), ("short_statement", 3), ("short_continuity", 1)):
            assert given(book, shorts.NAME, "s00", cell).points == points
        assert given(book, shorts.NAME, "s00", "short_review_one").points is None
        waits = {one: given(book, shorts.NAME, one, "short_review_two").waits for one in readers}
        assert waits[by_form] and not waits[by_hand], (
            "an empty cell isn't nothing where a form came"
        )

    told = said(gather)
    assert told.startswith(f"{made.TITLE}: 7 films in class/spring\n")
    assert f"Left out: {NO_FILM}, for there is no short.mp4" in told
    assert f"Left out: {NO_CONSENT}, for there is no consent.txt" in told
    assert f"Left out: {GAPS}, for the papers have gaps: Door: made with" in told
    spring = own / "spring"
    assert (spring / ".gitignore").is_file()  # consents name people: git leaves them alone
    whose = dict(re.findall(r"^(s\d\d) is (\w+)$", told, re.MULTILINE))
    assert {one.name for one in spring.iterdir() if one.is_dir()} == set(whose.values())
    sheet = (spring / "programme.md").read_text("utf-8")
    words = sheet.replace("Curator: ", "Curator: Ada Moss").replace(
        "\n\n\n\n", f"\n\nFrom dark to light. {HOSTILE}\n\n"
    )
    lines = words.splitlines()
    (spring / "programme.md").write_text("\n".join([*lines[:-7], *reversed(lines[-7:])]), "utf-8")

    told = said(show)
    assert told.startswith(f"{made.TITLE}: 7 films, in ") and "\nLeft out:" not in told
    site = own / "spring-site"
    page = Page((site / "index.html").read_text("utf-8"))
    kept = {title for at, (title, _) in enumerate(made.FILMS.values()) if f"s{at:02}" in whose}
    assert {title[:60] for title in page.films.values()} == {title[:60] for title in kept}
    assert page.tags.count("script") == 2 and page.tags.count("video") == 7
    words = (site / "index.html").read_text("utf-8")
    assert (
        words.count("It wants.") == 7
        and "Three decisions" not in words
        and "Your words" not in words
    )

    vote(own, site)
    told = said(count)
    assert (
        "3 visitors, 1 order" in told
        and "counts once" in told
        and "bad.json: it isn't JSON" in told
    )
    with (own / "votes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 21 and {row["film"] for row in rows} == set(page.films)
    assert {int(row["place"]) for row in rows} == set(range(1, 8))

    # An author takes the consent back, another hands in another version: the same commands again.
    (own / "submitted" / "s01" / shorts.NAME / "short" / "consent.txt").unlink()
    shorts.write(own / "submitted" / "s02" / shorts.NAME, "Another title")
    told = said(gather)
    assert f"{whose['s01']} (s01) was shown before and is gone." in told
    assert f"programme.md still names {whose['s01']}" in told
    curated = (spring / "programme.md").read_text("utf-8")
    assert "Ada Moss" in curated
    gone = [line for line in curated.splitlines() if whose["s01"] not in line]
    (spring / "programme.md").write_text("\n".join(gone), "utf-8")
    assert "6 films" in said(show)
    page = Page((site / "index.html").read_text("utf-8"))
    assert "Another title" in page.films.values() and len(page.films) == 6
    assert "1 vote is for a film that this site doesn't show" in said(count)


@pytest.mark.proof
def test_the_ten_films_of_lesson_12_by_the_same_commands(tmp_path, said, monkeypatch):
    monkeypatch.setenv("KULESHOV_HOME", str(ROOT))
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    films, plan = ten_films.shorts(tmp_path / "ten"), ten_films.made()
    own = course(tmp_path / "course")
    for name, film in plan["films"].items():
        shorts.hand_in(own, name, films / name, film["title"], more=film["statement"])
    enrol(own, plan["films"])
    monkeypatch.setenv("KULESHOV_HOME", str(tmp_path / "course"))
    monkeypatch.chdir(tmp_path / "course" / "grading")
    review, reviews, write, gather, show, count = commands(SECTION)

    assert said(review).count("wrote ") == 10
    assert len(review_all(own)) == 10 and "60 levels from 10 readers" in said(reviews)
    assert "30 marks written" in said(write)
    told = said(gather)
    assert (
        told.startswith(f"{plan['title']}: 10 films in class/spring\n") and "Left out" not in told
    )
    whose = dict(re.findall(r"^(\S+) is (\w+)$", told, re.MULTILINE))
    evening = plan["orders"]["by-pairs"]
    order = [f"{at}. {whose[name]}" for at, name in enumerate(evening["films"], 1)]
    sheet = [
        f"# {plan['title']}",
        f"Curator: {evening['curator']}",
        "",
        evening["note"],
        "",
        "## Order",
        *order,
    ]
    (own / "spring" / "programme.md").write_text("\n".join(sheet), "utf-8")
    assert "10 films" in said(show)
    page = Page((own / "spring-site" / "index.html").read_text("utf-8"))
    assert list(page.films.values()) == [plan["films"][name]["title"] for name in evening["films"]]
    vote(own, own / "spring-site")
    assert "3 visitors, 1 order" in said(count)
