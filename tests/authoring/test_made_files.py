"""Files that an assignment gives out and that a class's seed decides."""

import importlib

import cv2
import numpy as np
import pytest

from kuleshov.authoring.build import products
from kuleshov.authoring.classes import Private, build_class
from kuleshov.authoring.made_files import kept, made_files
from kuleshov.authoring.notebooks import SourceError, read_source
from kuleshov.grading import seeds
from kuleshov.media import Writer

TEXT = """\
# %% role="given" name="start"
lines = open("drawn.txt").read().split()

# %% role="files" name="material"
base = (folder / "base.txt").read_bytes()
files = {"drawn.txt": base + str(class_seed("n")).encode()}

# %% role="tests" name="test_it" points=1
assert lines, "Read the file."
"""


@pytest.fixture
def course(tmp_path):
    """A course of one assignment, whose text makes a file."""
    for folder in ("course/source", "assignments/text", "grading/rubrics", "datasets"):
        (tmp_path / folder).mkdir(parents=True)
    material = tmp_path / "assignments" / "material" / "a9-drawn"
    material.mkdir(parents=True)
    (material / "base.txt").write_text("drawn ")
    (tmp_path / "assignments" / "text" / "a9-drawn.py").write_text(TEXT)
    return tmp_path


def of_class(course, secret, folder):
    overlay = course / f"overlay-{folder}"
    build_class(course, Private("class", secret, overlay), course / folder)
    return [course / folder / edition / "a9-drawn" for edition in ("source", "release")]


def test_a_file_is_made_from_the_seed_and_from_what_lies_in_the_assignments_folder(course):
    text = course / "assignments" / "text" / "a9-drawn.py"
    made = made_files(text, course)
    assert made == {"drawn.txt": f"drawn {seeds.seed('public', 'a9-drawn', 'n')}".encode()}
    assert made_files(text, course, "another") != made


def test_the_cell_that_makes_it_stands_in_no_notebook(course):
    notebook = read_source(course / "assignments" / "text" / "a9-drawn.py")
    assert [cell.source[:5] for cell in notebook.cells] == ["lines", "asser"]


def test_a_class_gives_out_its_own_and_grades_by_it(course):
    source, release = of_class(course, "a secret of ours", "autumn")
    said = f"drawn {seeds.seed('a secret of ours', 'a9-drawn', 'n')}"
    assert (source / "drawn.txt").read_text() == (release / "drawn.txt").read_text() == said
    other = of_class(course, "another secret", "spring")[1]
    assert (other / "drawn.txt").read_text() != said


def test_what_a_class_lays_into_its_overlay_wins_over_what_is_made(course):
    own = course / "overlay-autumn" / "files" / "a9-drawn"
    own.mkdir(parents=True)
    (own / "drawn.txt").write_text("by hand")
    public = course / "assignments" / "source" / "a9-drawn"
    public.mkdir(parents=True)
    (public / "drawn.txt").write_text("the public one")
    assert [(p / "drawn.txt").read_text() for p in of_class(course, "a secret", "autumn")] == [
        "by hand",
        "by hand",
    ]
    (own / "drawn.txt").unlink()
    drawn = (of_class(course, "a secret", "autumn")[1] / "drawn.txt").read_text()
    assert drawn.startswith("drawn "), "the class's, not the public one"


def test_an_own_text_that_makes_less_gives_out_nothing_of_the_public_edition(course):
    public = course / "assignments" / "source" / "a9-drawn"
    public.mkdir(parents=True)
    (public / "drawn.txt").write_text("the public one")
    (public / "manifest.yaml").write_text("assignment: a9-drawn")
    text = course / "overlay-autumn" / "text"
    text.mkdir(parents=True)
    own = TEXT.replace('drawn.txt": base', 'mine.txt": base').replace(
        'drawn.txt").read', 'mine.txt").read'
    )
    (text / "a9-drawn.py").write_text(own)
    material = course / "overlay-autumn" / "material" / "a9-drawn"
    material.mkdir(parents=True)
    (material / "base.txt").write_text("ours ")
    release = of_class(course, "a secret of ours", "autumn")[1]
    assert {p.name for p in release.iterdir()} == {"a9-drawn.ipynb", "mine.txt", "manifest.yaml"}
    assert (release / "mine.txt").read_text().startswith("ours ")


def test_the_public_edition_holds_it_in_both_folders(course, monkeypatch):
    for name in ("environment_yml", "measures_page", "glossary"):
        made = b"" if name == "environment_yml" else []
        monkeypatch.setattr(
            importlib.import_module("kuleshov.authoring.build"), name, lambda root, made=made: made
        )
    found = {str(p.relative_to(course / "assignments")): data for p, data in products(course)
             if p.suffix == ".txt"}  # fmt: skip
    assert set(found) == {"source/a9-drawn/drawn.txt", "release/a9-drawn/drawn.txt"}
    assert len(set(found.values())) == 1


@pytest.mark.parametrize(
    "body",
    ["files = {'a.txt': 'words'}", "files = {'../a.txt': b''}", "files = [b'']", "pass", "1 / 0"],
)
def test_a_cell_that_makes_none_is_named(course, body):
    text = course / "assignments" / "text" / "a9-drawn.py"
    text.write_text(f'# %% role="files" name="material"\n{body}\n')
    with pytest.raises(SourceError, match=r"a9-drawn.py, cell 1 (must leave files|makes no files)"):
        made_files(text, course)


def test_a_picture_that_shows_the_same_keeps_its_bytes(tmp_path):
    picture = np.random.default_rng(1).integers(0, 255, (40, 60, 3)).astype(np.uint8)
    picture = cv2.GaussianBlur(picture, (0, 0), 3)

    def jpeg(of, quality):
        return cv2.imencode(".jpg", of, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()

    place = tmp_path / "a.jpg"
    assert kept(place, b"new") == b"new"
    place.write_bytes(jpeg(picture, 95))
    assert kept(place, jpeg(picture, 94)) == place.read_bytes() != jpeg(picture, 94)
    brighter = jpeg(np.clip(picture.astype(int) + 3, 0, 255).astype(np.uint8), 95)
    assert kept(place, brighter) == brighter
    warmer = picture.astype(float) * (1.004, 1.0, 0.996)
    assert kept(place, jpeg(warmer.round().astype(np.uint8), 95)) != place.read_bytes(), (
        "another grade, though under a level in the mean"
    )
    assert kept(place, jpeg(picture[:20], 95)) == jpeg(picture[:20], 95)
    words = tmp_path / "a.txt"
    words.write_bytes(b"old")
    assert kept(words, b"new") == b"new"


def film(place, light=90, tone=0.1, frames=6, spot=0):
    """Write a short film and return its bytes."""
    with Writer(place, size=(64, 36), sound_rate=48000 if tone else None) as out:
        for number in range(frames):
            picture = np.full((36, 64, 3), light + number, np.uint8)
            picture[16:20, 30:36] += spot
            out.write(picture)
        if tone:
            out.write_sound(tone * np.sin(np.arange(frames * 2000) / 20))
    return place.read_bytes()


def test_a_film_that_shows_and_sounds_the_same_is_kept_whatever_its_bytes(tmp_path):
    place, other = tmp_path / "a.mp4", tmp_path / "b.mp4"
    there = film(place)
    again = there.replace(b"x264", b"x265")  # another build of the encoder says its name
    assert again != there and kept(place, again) == there
    for changed in (
        *(film(other, light=92), film(other, tone=0.2), film(other, tone=0)),
        *(film(other, frames=7), film(other, spot=60)),
    ):
        assert kept(place, changed) == changed
    mute = film(place, tone=0)
    assert kept(place, mute.replace(b"x264", b"x265")) == mute, "a film without sound"
    place.write_bytes(b"no film at all")
    assert kept(place, there) == there
