"""Ten tiny films of a class, with complete papers and everybody's consent: made once, then copied.

Among them are two of one title, one of letters that run from right to left, one of a very long
title, and words that a page could obey. Half lie as ``ku.publish`` leaves them, half as hands do.
"""

from pathlib import Path

import numpy as np

import kuleshov as ku
from kuleshov.media import Caption, Captions, Writer

TITLE = "Ten <small> films"
ATTACK = '<img src="https://evil.example/a.png" onerror="document.title=1"><script>document.title=2</script>'
FILMS = {
    "ana-lamp": ("Lamp", "Ana Lund"),
    "ben-lamp": ("Lamp", "Ben Oke"),
    "chen": ("灯", "陈 静"),
    "dalia": ("المصباح الأخير", "داليا"),
    "emil": ('"><script>document.title=3</script>', 'Emil "</script>" Ek'),
    "fay & co": ("The " + "very " * 40 + "long night", "Fay Day"),
    "gül #1": ("100 % dark?", "Gül"),
    "hugo": ("Moth", "Hugo Ruiz"),
    "ida": ("Door", "Ida Berg"),
    "jo": ("Rain", "Jo"),
}
PUBLISHED = ("ana-lamp", "ben-lamp", "chen", "hugo", "jo")
ORDERS = {
    "as-handed-in.md": tuple(FILMS),
    "backwards.md": tuple(reversed(FILMS)),
    "lamps-last.md": (*(n for n in FILMS if "lamp" not in n), "ben-lamp", "ana-lamp"),
}


def make_class(home: Path) -> Path:
    """Make the hand-ins of ten people, and three programmes of them."""
    home.mkdir(parents=True)
    for number, (name, (title, author)) in enumerate(FILMS.items()):
        _hand_in(home, number, name, title, author)
    (home / "ana-lamp" / "statement.md").write_text("# Lamp\n\nIt **wants** the moth.\n", "utf-8")
    (home / "emil" / "statement.md").write_text(
        f"# {FILMS['emil'][0]}\n\n{ATTACK}\n\n![x](https://evil.example/b.png) [y](javascript:alert(1))\n", "utf-8"
    )  # fmt: skip
    Captions([Caption(0.0, 0.9, "Again & again <b>")]).save(home / "ana-lamp" / "film.en.vtt")
    write_orders(home)
    return home


def write_orders(home: Path) -> None:
    """Write the programme, and two others in another order."""
    note = f"Watch the *light*.\n\n{ATTACK}"
    for name, order in ORDERS.items():
        lines = [f"# {TITLE}", "Curator: Ada Moss", "", note, "", "## Order"]
        lines += [f"{at}. {one}" for at, one in enumerate(order, 1)]
        (home / name).write_text("\n".join(lines), "utf-8")
    (home / "programme.md").write_bytes((home / "as-handed-in.md").read_bytes())


def film(path: Path, shade: int, seconds: float = 1.0) -> Path:
    """Write a film of two shots, 64x48: a square that moves, then one that stands elsewhere."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count = round(24 * seconds)
    with Writer(path, 24, (64, 48), sound_rate=None, crf=23, preset="ultrafast") as out:
        for n in range(count):
            frame = np.full(
                (48, 64, 3), (shade, 255 - shade, 90) if n < count / 3 else 20, np.uint8
            )
            frame[10:30, n % 40 : n % 40 + 16] = (230, 140, 40)
            out.write(frame)
    return path


def sign(film: Path, title: str, author: str) -> None:
    """Fill in a film's papers."""
    ku.ledger.fill(
        film, title=title, kind="human", made_by=author, made_with="a phone", made_on="2026-11-20",
        source="my kitchen", likeness="nobody", consent="nobody to ask", licence="CC BY 4.0",
        edits="none",
    )  # fmt: skip


def agree(folder: Path, *authors: str, programme: str = TITLE) -> None:
    """Write down that authors agreed."""
    lines = [f"Programme: {programme}", *(f"I agree: {one}, 2026-11-28" for one in authors)]
    (folder / "consent.txt").write_text("\n".join(lines) + "\n", "utf-8")


def _hand_in(home: Path, number: int, name: str, title: str, author: str) -> None:
    made = film(home.parent / "studio" / f"{number}" / "film.mp4", 20 * number)
    sign(made, title, author)
    if name in PUBLISHED:
        ku.publish(made, home / name)
    else:
        (home / name).mkdir()
        (home / name / "film.mp4").write_bytes(made.read_bytes())
    agree(home / name, author)
