"""What is shown as a table can be had as a table, in words, and as a frame, in numbers."""

from fractions import Fraction
from html import unescape
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from kuleshov import show, views
from kuleshov.comparison import (
    Comparison,
    Difference,
    Differences,
    Groups,
    Recognition,
    Remembered,
    VoteCorrelation,
    VoteCorrelations,
    crossed,
    preferences,
    remembered_by,
    votes,
)
from kuleshov.comparison.remembered import simulated
from kuleshov.criticism import review
from kuleshov.economy import MARKETS, LadderRules, ladder, market, markets
from kuleshov.economy.swings import Swing, Swings
from kuleshov.generate import Forecast, Nearest, futures
from kuleshov.library import rushes
from kuleshov.library.catalogue import catalog
from kuleshov.library.credit import Credit
from kuleshov.library.ledger_entries import Ledger, LedgerEntry
from kuleshov.library.papers import Paper, Papers
from kuleshov.library.synced import Place, Synced
from kuleshov.media.traces import Trace, Traces
from kuleshov.metrics import Drift, MarkedRoom, Measure, Measures, Transition, apart
from kuleshov.metrics.formulas.intervals import FEWEST_SURE
from kuleshov.metrics.formulas.marks import Marks
from kuleshov.metrics.formulas.reconstruction import Room
from kuleshov.metrics.found import Companion
from kuleshov.metrics.looking_back import Hindsight
from kuleshov.metrics.peaks import Surprises
from kuleshov.metrics.shots.cuts import as_cuts
from kuleshov.show.tables import measures_bundle
from kuleshov.timeline.gaps import gaps
from kuleshov.timeline.spoken import SpokenLine

# What is looked at in another way: pictures, players, a page of words.
NO_TABLE = {"OrderTest", "Clip", "Rushes", "Take", "CreditRoll", "Cut", "Card", "Critique"}

ASL = Measure(
    "asl", "Average shot length", 4.0731, "s", (3.1, 5.2),
    (np.array([0.0, 4.0]), np.array([4.0, 4.1])), beside=(Companion("range", 2, "s"),),
)  # fmt: skip
SILENT = Measure("loudness", "Loudness", float("nan"), "LUFS", reason="it has <no> sound.")
CUTS = as_cuts(
    [Transition(24, "cut", 24, 24), Transition(40, "fade", 36, 44)],
    Fraction(24), np.arange(60) / 24, 2.5,
)  # fmt: skip


def numbers(name="mine", asl=ASL):
    return Measures(SimpleNamespace(name=name), CUTS, {"asl": asl, "loudness": SILENT})


TWO = {"mine": numbers(), "measure": numbers("theirs", Measure("asl", ASL.name, 2.0, "s"))}
APART = Difference(
    "asl", "ASL", "s", (5.0, 3.5), 1.5, (0.4, 2.7), 0.62, 0.001, 0.02, (7, 8), of="gaps"
)


def on_one_clock():
    """Two takes of the rushes by the places that their cameras' timecode would give them."""
    bin_ = {name: rushes()[name] for name in ("2A-1", "4A-1")}
    first = Place("2A-1", Fraction(0), "timecode", "10:00:00:00")
    return Synced(bin_, [first, Place("4A-1", Fraction(7, 2), "sound", "with 2A-1", 1e-7)], [])


PEAKED = Surprises(
    SimpleNamespace(name="mine", edit_rate=24, frame_at=lambda second: round(second * 24)),
    np.arange(4) / 4, np.array([0.1, 0.9, 0.1, 0.1]), np.array([0.25]),
)  # fmt: skip
LOOKED_BACK = Hindsight(
    SimpleNamespace(name="mine", edit_rate=24), np.array([0, 12]), np.zeros((2, 3, 9, 16)), 0.2,
    np.array([0.4, 0.0]),
)  # fmt: skip
GREY = np.full((4, 6, 3), 90, np.uint8)
STEADY = Drift(
    SimpleNamespace(name="mine", edit_rate=Fraction(2), frames=4, duration=2.0),
    0, 4, np.arange(4) / 2, np.full((4, 3), 90.0),
)  # fmt: skip
MARKED = MarkedRoom(
    Marks.from_text("[a @ 00:00:01:00] 640x360\n[b @ 00:00:01:00] 640x360"),
    Room(
        2.0, ("cup foot", "reel"), np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 1.0]]),
        np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0]]), np.tile(np.eye(3), (2, 1, 1)),
        np.ones(2), np.array([[3.0, 1.0], [4.0, np.nan]]), 4,
    ),
    None,
)  # fmt: skip
NEAR = Nearest(
    SimpleNamespace(name="mine", edit_rate=Fraction(12)), "4A", np.array([2.0, 1.25, 7.5]),
    ("4A-1", "4A-1", "4B-1"), np.array([36, 38, 100]), 0, Fraction(24),
)  # fmt: skip
REMEMBERED = Remembered(
    Recognition(4, 8, 1, 8), Recognition(6, 8, 1, 8), {"feed": 31.4, "dark": 20.0},
    {"feed": 1, "dark": 0}, "dark", 60.0, "a lamp", "befo",
)  # fmt: skip
FORETOLD = Forecast(
    SimpleNamespace(edit_rate=24), "4A-1", (0, 48), (48, 96), (12, 24),
    {"model": np.array([4.0, 6.0]), "persistence": np.array([3.0, 8.0]), "mean": np.array([7.0, 7.0])},
    None,
)  # fmt: skip


SAID = [
    SpokenLine(who, "No.", at, on, off, 1.0, "", None)
    for who, at, on, off in (("a", "00:00:00:00", 0.0, 1.0), ("b", "00:00:01:12", 1.5, 2.0))
]


def grid():
    """Four takes of the clinic in a table, a set-up a row."""
    takes = rushes()
    return crossed(
        {n: {part: takes[f"C{n}{part}"] for part in "ab"} for n in "12"}, ("room", "side")
    )


RESULTS = {
    "Review": lambda: review(None, "critique", words="It waits.", name="k3f9").level(
        "The claim", "a claim", "Who waits?"
    ),
    "MarketRules": lambda: MARKETS["mixed"],
    "LadderRules": LadderRules,
    "Market": lambda: market(years=2, people=100),
    "Markets": lambda: markets("monoculture", "mixed", years=1),
    "Ladder": lambda: ladder(10, 2),
    "Swings": lambda: Swings("shared (%)", 40.0, (Swing("push", "power", 0, 1.5, 10.5, 65.0),)),
    "Gaps": lambda: gaps(SAID),
    "Forecast": lambda: FORETOLD,
    "Futures": lambda: futures(rushes()["4A-1"], rushes()["4A-2"], count=2),
    "Crossed": grid,
    "Nearest": lambda: NEAR,
    "Remembered": lambda: REMEMBERED,
    "RememberedBy": lambda: remembered_by([REMEMBERED, simulated(seed=2)]),
    "MarkedRoom": lambda: MARKED,
    "Apart": lambda: apart(GREY, GREY),
    "Drift": lambda: STEADY,
    "Surprises": lambda: PEAKED,
    "Hindsight": lambda: LOOKED_BACK,
    "Measure": lambda: ASL,
    "Measures": numbers,
    "Cuts": lambda: CUTS,
    "Comparison": lambda: Comparison(dict.fromkeys(TWO), TWO, [], {}, []),
    "Differences": lambda: Differences(("mine", "p"), "shots", (APART,)),
    "Groups": lambda: Groups(
        {name: [None] for name in TWO}, {name: [one] for name, one in TWO.items()}, [], []
    ),
    "Votes": lambda: votes("v1, A, hunger\nv2, A, grief\nv3, B, hunger"),
    "Preferences": lambda: preferences("v1, a > b\nv2, a > b\nv3, b > c"),
    "VoteCorrelations": lambda: VoteCorrelations((VoteCorrelation("asl", "ASL", -1, 1 / 12, 4),)),
    "Ledger": lambda: Ledger(
        [
            LedgerEntry("moth.mp4", made_by="Ana", licence="CC0-1.0", added="2026-02-16 10:00:00"),
            LedgerEntry("lamp.mp4"),
        ],
        Path("ledger.json"),
    ),
    "Papers": lambda: Papers("Night", (Paper(Credit("Moth", "Ana", kind="human"), "human"),)),
    "Traces": lambda: Traces(
        Path("moth.mp4"),
        (
            Trace("source type", "trainedAlgorithmicMedia", "XMP in uuid/DigitalSourceType", 1204),
            Trace("tool", "Lavf62 <b>", "moov/udta/©too", 900),
        ),
        "intact",
        "not known",
    ),
    "Catalogue": lambda: catalog(brief="srs"),
    "Synced": lambda: on_one_clock(),
}
HELD = {
    "Swings": [("push", "power", 0, 1.5, 10.5, 65.0)],
    "Forecast": [(12, 0.5, 4.0, 3.0, 7.0, "persistence"), (24, 1.0, 6.0, 8.0, 7.0, "model")],
    "Gaps": [(1.5, 0.5, "a", "b")],
    "Nearest": [(0, 2.0, "4A-1", 36), (1, 1.25, "4A-1", 38), (2, 7.5, "4B-1", 100)],
    "Remembered": [
        (
            "feed",
            4,
            8,
            1,
            8,
            pytest.approx(0.967, abs=1e-3),
            *[pytest.approx(v, abs=1e-2) for v in (-0.38, 2.32)],
            31.4,
            1,
        ),
        (
            "dark",
            6,
            8,
            1,
            8,
            pytest.approx(1.557, abs=1e-3),
            *[pytest.approx(v, abs=1e-2) for v in (0.17, 2.95)],
            20.0,
            0,
        ),
    ],
    "Drift": [(n / 2, 0.0, 90.0, 90.0, 90.0) for n in range(4)],
    "MarkedRoom": [
        ("cup foot", "thing", 0.0, 0.0, 1.0, pytest.approx(np.sqrt(12.5))),
        ("reel", "thing", pytest.approx(45.0), 1.0, 1.0, 1.0),
        ("a @ 00:00:01:00", "camera", None, 0.0, 0.0, None),
        ("b @ 00:00:01:00", "camera", pytest.approx(90.0), 1.0, 0.0, None),
    ],
    "Surprises": [(0.25, 6, 0.9, 1, 4, "at a cut", None)],
    "Hindsight": [(1, 0, 0.4), (2, 12, 0.0)],
    "Review": [("a claim", 3.0, 4.0, "Who waits?")] + 4 * [("", None, 4.0, "")],
    "Measure": [("asl", ASL.name, 4.0731, "s", 3.1, 5.2, "")],
    "Measures": [
        ("asl", ASL.name, 4.0731, "s", 3.1, 5.2, ""),
        ("loudness", "Loudness", None, "LUFS", None, None, "it has <no> sound."),
    ],
    "Cuts": [("cut", 24, 24, 24, 1.0), ("fade", 40, 36, 44, pytest.approx(40 / 24))],
    "VoteCorrelations": [("asl", "ASL", -1, 1 / 12, 4)],
    "Synced": [("2A-1", 0.0, "timecode", None), ("4A-1", 3.5, "sound", 1e-7)],
    "Preferences": [
        ("a", pytest.approx(0.82, abs=0.1), None, None, 2, 2),
        ("b", pytest.approx(0.4, abs=0.15), None, None, 1, 3),
        ("c", pytest.approx(0.3, abs=0.15), None, None, 0, 1),
    ],
}


def test_whatever_shows_itself_has_both_or_is_looked_at_in_another_way():
    for module, name in show._SHOWN:
        kind = getattr(import_module(module), name)
        has = [callable(getattr(kind, way, None)) for way in ("table", "to_frame")]
        assert has == [name not in NO_TABLE] * 2, name
        assert (name in RESULTS) == has[0], f"{name} is not tried here"


@pytest.mark.parametrize("name", RESULTS)
def test_a_table_has_words_and_a_frame_the_numbers_behind_them(name):
    table, frame = RESULTS[name]().table(), RESULTS[name]().to_frame()
    assert isinstance(table, pd.DataFrame) and len(table) and len(frame)
    assert table.columns.is_unique and frame.columns.is_unique
    cells = table.to_numpy().ravel().tolist()
    assert all(isinstance(cell, str) for cell in cells) or name == "Votes"  # counts are their words
    for head, column in frame.items():
        texts = column.map(lambda cell: isinstance(cell, str | tuple)).to_numpy()
        assert texts.all() or pd.api.types.is_numeric_dtype(column) or head == "added", head


@pytest.mark.parametrize(
    "name", [name for name in RESULTS if name not in ("Comparison", "Catalogue")]
)
def test_what_the_table_says_is_what_is_shown(name):
    thing = RESULTS[name]()
    module = next(module for module, kind in show._SHOWN if kind == name)
    show._viewer(f"{module}.{name}", show._SHOWN[module, name])
    page = unescape(views.view(f"{module}.{name}")(thing)["text/html"])
    for cell in thing.table().to_numpy().ravel():
        assert str(cell) in page or cell == "–"  # a refusal shows its reason


@pytest.mark.parametrize("name", HELD)
def test_a_frame_holds_the_numbers_as_they_are(name):
    frame = RESULTS[name]().to_frame().astype(object)
    assert [tuple(row) for row in frame.where(frame.notna(), None).to_numpy()] == HELD[name]


def test_a_film_called_like_a_column_keeps_its_name():
    both = RESULTS["Comparison"]()
    assert list(both.table()) == ["measure", "mine", "measure value"]
    assert both.to_frame().groupby("film").value.max().to_dict() == {"mine": 4.0731, "measure": 2.0}
    assert list(RESULTS["Differences"]().table())[:3] == ["measure", "mine", "p value"]
    told = RESULTS["Differences"]().table().iloc[0].tolist()
    assert told == [
        "ASL, s",
        "5.00",
        "3.50",
        "+1.50 [+0.40, +2.70]",
        "+0.62",
        "0.02",
        "7 and 8 gaps",
    ]


def test_votes_are_counted_and_their_shares_have_intervals():
    seen = RESULTS["Votes"]()
    assert seen.table().to_numpy().tolist() == [["A", 1, 1], ["B", 1, 0]]
    (row,) = seen.to_frame().query("film == 'A' and word == 'grief'").itertuples(index=False)
    assert (row.votes, row.of, (row.share, row.low, row.high)) == (1, 2, seen.share("A", "grief"))


def test_the_groups_films_stand_one_below_the_other():
    frame = RESULTS["Groups"]().to_frame()
    assert frame[["group", "film"]].drop_duplicates().to_numpy().tolist() == [
        ["mine", "mine"], ["measure", "theirs"],
    ]  # fmt: skip


def test_what_nobody_stated_is_said_and_the_last_word_on_a_file_counts():
    book = RESULTS["Ledger"]()
    assert book.table().to_numpy().tolist() == [
        ["moth", "Ana", "not stated", "CC0-1.0", "not stated"],
        ["lamp", *["not stated"] * 4],
    ]
    assert book.to_frame().added[0] == pd.Timestamp("2026-02-16 10:00", tz="UTC")
    assert pd.isna(book.to_frame().added[1])


def test_the_catalogue_keeps_to_itself_what_there_is_to_see():
    frame = catalog().to_frame()
    assert not {"shots", "notes"} & set(frame)
    clip, table = frame[frame.id == "g_k5_piano10"].iloc[0], frame[frame.kind == "table"]
    assert (clip.width, clip.height) == (512, 512) and table.width.isna().all()


def test_a_series_is_a_row_a_moment():
    assert ASL.over_time().to_numpy().tolist() == [["asl", 0.0, 4.0], ["asl", 4.0, 4.1]]
    assert len(SILENT.over_time()) == 0 and len(numbers().over_time()) == 2


def test_measures_over_other_numbers_of_films_are_kept_apart():
    found = VoteCorrelations(tuple(VoteCorrelation(f"m{n}", "M", 1, 0.3, n) for n in (3, 4, 4)))
    assert [one.id for one in found.over(4)] == ["m4", "m4"] and found[:1].found == found.found[:1]
    assert "too few films" in str(found.over(5)) and len(found.over(5).table()) == 0


def test_the_note_under_numbers_says_how_many_shots_an_interval_takes():
    assert FEWEST_SURE == 12
    assert "that takes twelve" in measures_bundle(numbers())["text/html"]
