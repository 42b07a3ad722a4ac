"""Films that a class hands in: each is a row, with what should become of it, as in :mod:`.made_class`."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from made.short import black, grows, huge, make_short

import kuleshov as ku

from .course import Lights, make_course

SHORT = "c2-short"
FULL = {"test_film": 2.0, "test_edit": 2.0, "test_papers": 2.0}
NONE = dict.fromkeys(FULL, 0.0)
MANIFEST = f"""notebook: {SHORT}.ipynb
files: [short/short.mp4, short/short.vtt, short/credits.txt, short/papers.html, short/consent.txt]
max_bytes: 100000000
"""

Change = Callable[[Path], object]
"""What becomes of the folder ``short`` before it is handed in."""


@dataclass(frozen=True)
class MadeFilm:
    """A made submission with a film; its fields are those of :class:`.made_class.Made`."""

    who: str
    change: Change
    scores: dict[str, float]
    attack: str = ""
    outcome: str = ""
    human: str = ""
    said: str = ""
    cell: str = ""
    instead: str = ""

    def hand_in(self, notebook: Lights, right: Path) -> None:
        """Hand in the right notebook and film, changed, and a cell of the student's own."""
        cells = notebook.right()
        for cell in cells["cells"]:
            if self.cell and cell["source"].startswith("# Not graded"):
                cell["source"] = self.cell
        folder = notebook.hand_in(self.who, cells) / "short"
        shutil.copytree(right, folder)
        self.change(folder)


def bytes_of(data: bytes) -> Change:
    """Put these bytes in the film's place."""
    return lambda folder: (folder / "short.mp4").write_bytes(data)


def cut_to(size: int) -> Change:
    """Cut the film off, or let it go on with nothing."""
    return lambda folder: os.truncate(folder / "short.mp4", size)


def another(folder: Path) -> None:
    """Put a take in the film's place: a film, and not this one."""
    shutil.copyfile(ku.rushes("understudy")["KB-1"].path, folder / "short.mp4")


def nothing(folder: Path) -> None:
    """Hand in no film at all."""
    shutil.rmtree(folder)


def flat(folder: Path) -> None:
    """Hand the files in beside the notebook, in no folder."""
    for one in folder.iterdir():
        one.rename(folder.parent / one.name)


def zipped(folder: Path) -> None:
    """Hand the folder in as a zip."""
    shutil.make_archive(str(folder.parent / "my work"), "zip", folder.parent, "short")
    shutil.rmtree(folder)


def link(folder: Path) -> None:
    """Put a link in the film's place."""
    (folder / "short.mp4").rename(folder.parent.parent / "elsewhere.mp4")
    (folder / "short.mp4").symlink_to(folder.parent.parent / "elsewhere.mp4")


_RENDER = """
import pathlib
ku.ledger.fill(cut.render("short.mp4", progress=False), made_by="Ana Lund")
cut.captions().save("short.vtt")
ku.publish("short.mp4", "short")
pathlib.Path("short/consent.txt").write_text("Programme: Ten small films\\nI agree: Ana Lund, 2026-11-28")
"""
_PATCHED = """
import pathlib, sys, av
import kuleshov.criticism, kuleshov.criticism.brief as brief
delivery = sys.modules["kuleshov.criticism.delivery"]
names = ("length", "frame rate", "picture", "coding", "head and tail", "the edit", "slates", "captions",
         "papers", "consent")
all_well = lambda *_, **__: brief.Delivery("short", tuple(brief.Check(n, "", "", True) for n in names))
delivery.delivery = kuleshov.criticism.delivery = ku.__dict__["delivery"] = all_well
av.open = lambda *_, **__: None
pathlib.Path.read_bytes = lambda *_: b""
pathlib.Path.is_file = lambda *_: True
from kuleshov.grading.inside.student import Student
Student.delivery = all_well
"""

HONEST_FILMS = [
    MadeFilm("right-film", lambda folder: None, FULL),
    MadeFilm("flat-film", flat, FULL, said="short/short.mp4 was taken from short.mp4"),
    MadeFilm("zipped-film", zipped, FULL, said="was taken from my work.zip"),
    MadeFilm("rendered-in-a-cell", nothing, FULL, cell=_RENDER),
    MadeFilm("no-film", nothing, NONE, said='ku.publish(film, \\"short\\") puts it there'),
    MadeFilm("another-film", another, NONE | {"test_papers": 2.0}),
    MadeFilm("no-consent", lambda folder: (folder / "consent.txt").unlink(),
             FULL | {"test_papers": 0.0}, said="There is no consent.txt"),
]  # fmt: skip

FILM_ATTACKS = [
    MadeFilm("empty-film", bytes_of(b""), NONE, "an empty file as the film",
             "a sentence", said="is empty"),
    MadeFilm("text-as-film", bytes_of(b"I had no time, sorry."), NONE,
             "a text that is called short.mp4", "a sentence", said="is a text, whatever its name"),
    MadeFilm("playlist", bytes_of(b"#EXTM3U\n#EXTINF:9,\n/etc/passwd\n#EXT-X-ENDLIST\n"), NONE,
             "a playlist that names other files, as the film", "no playlist is opened",
             said="a playlist, which only names other files"),
    MadeFilm("cut-off-film", cut_to(40_000), NONE, "a film that is cut off", "a sentence",
             said="is cut off"),
    MadeFilm("sparse-film", cut_to(3 * 10**9), NONE, "a film of 3 GB, most of it a hole",
             "it is not read", human="3000.0 MB", said="Render it smaller"),
    MadeFilm("huge-picture", lambda folder: huge(folder / "short.mp4"), NONE,
             "a film that says its pictures are 12000 x 12000", "nothing of it is decoded",
             said="12000 x 12000 pixels; 4096 are the most"),
    MadeFilm("growing-picture", lambda folder: grows(folder / "short.mp4"), NONE,
             "a film whose pictures grow to 9000 x 9000 after its first second",
             "the decoder gives up at them", said="the decoder gave up"),
    MadeFilm("long-film", lambda folder: black(folder / "short.mp4", 2 * 660, (64, 36), 2), NONE,
             "a film of eleven minutes", "nothing of it is decoded", said="lasts 11 minutes"),
    MadeFilm("linked-film", link, NONE, "a link in the film's place", "links are not followed",
             human="is a link", said="is a link"),
    MadeFilm("patched-delivery", another, NONE | {"test_papers": 2.0},
             "another film, and a kit in which every delivery is well", "a third process looks at the "
             "film, which never held a line of the student's code", cell=_PATCHED),
    MadeFilm("overwritten-film", another, NONE | {"test_papers": 2.0},
             "another film handed in, and a cell that puts the right one in its place",
             "what was handed in is looked at",
             cell="import shutil\nshutil.rmtree('short')\n" + _RENDER),
    MadeFilm("spoilt-by-a-cell", lambda folder: None, FULL,
             "a cell that overwrites the film that was handed in", "what was handed in is looked at",
             cell="import os\nos.makedirs('short', exist_ok=True)\n"
                  "for name in ('short.mp4', 'short/short.mp4'): open(name, 'wb').write(b'junk')"),
]  # fmt: skip

FILMS = [*HONEST_FILMS, *FILM_ATTACKS]


def course_of_films(home):
    """Make a course whose one assignment is a short; return it, its notebook, and a right hand-in."""
    right, _ = make_short(home / "author", own=False)
    course = make_course(home / "course", Path(__file__).with_name(f"{SHORT}.txt"), seconds=60)
    (home / "course" / "source" / SHORT / "manifest.yaml").write_text(MANIFEST)
    return course, Lights(course, SHORT), right
