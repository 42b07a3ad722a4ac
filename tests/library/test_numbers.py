"""Tables of numbers: cleaned, carried, and what stands in where they can't be had."""

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from server import serve

from kuleshov.errors import LibraryError
from kuleshov.files import sha256
from kuleshov.library import numbers
from kuleshov.library.catalogue import catalog
from kuleshov.library.numbers import one_row_a_shot, table

CENTURY = table("century")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path))
    monkeypatch.setenv("KULESHOV_MIRROR", "http://127.0.0.1:9")


def test_titles_lose_their_second_space_and_years_become_numbers() -> None:
    wide = pd.DataFrame({" Rebecca  (1940)": [4.5, 1.0, None], "M (One) (1935)": [2.0, 3.0, 9.5]})
    made = one_row_a_shot(wide)
    assert list(made.columns) == ["film", "year", "shot", "seconds"]
    assert made.film.tolist() == ["Rebecca"] * 2 + ["M (One)"] * 3
    assert made.year.tolist() == [1940] * 2 + [1935] * 3
    assert made.shot.tolist() == [1, 2, 1, 2, 3]
    assert made.seconds.tolist() == [4.5, 1.0, 2.0, 3.0, 9.5]


def test_a_stand_in_says_what_it_is(offline: None, capsys: pytest.CaptureFixture[str]) -> None:
    shots = table("cutting")
    said = capsys.readouterr().out
    assert "stand-in of our own making" in said and "each single length is invented" in said
    assert shots.attrs["stand_in"] is True
    assert shots.equals(table("cutting")), "the same each time"
    made = shots.groupby("film", sort=False).seconds
    assert (made.size().to_numpy() == CENTURY.shots).all()
    ratio = made.median().to_numpy() / CENTURY["median"]
    assert abs(np.log(ratio)).median() < 0.05
    memory = [stats.spearmanr(one[1:], one[:-1]).statistic for _, one in made]
    assert np.corrcoef(memory, CENTURY.lag1)[0, 1] > 0.9


def test_genres_need_no_stand_in(offline: None, capsys: pytest.CaptureFixture[str]) -> None:
    genres = table("film_genre")
    assert list(genres.columns) == ["film", "genre"] and len(genres) == 134
    assert capsys.readouterr().out == ""


def test_what_is_carried_agrees_with_lesson_00s_picture() -> None:
    """The means of every fifth year were computed once more, for another picture."""
    from kuleshov.show.plots import HOLLYWOOD

    means = CENTURY.groupby("year").asl.agg(["size", "mean"]).reset_index()
    there = pd.read_csv(HOLLYWOOD)
    assert means["size"].tolist() == there.films.tolist()
    assert means["mean"].to_numpy() == pytest.approx(there.seconds.to_numpy(), abs=0.006)


def test_the_test_rejects_a_twentieth_where_nobody_made_an_order() -> None:
    power = table("power")
    # Of a thousand windows 5 % are 50, give or take three times 6.9.
    assert power.shuffled.between(0.029, 0.071).all()
    assert power.rejected.is_monotonic_increasing and len(CENTURY) == 134
    assert (CENTURY.p <= 0.05).sum() == 128


@pytest.mark.data
def test_what_is_carried_is_what_the_films_give(
    test_data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path))
    with serve(test_data / "data") as server:
        monkeypatch.setenv("KULESHOV_MIRROR", server.url)
        shots = table("cutting")
    for film in ("Top Hat", "Rebecca", "King Kong", "Annie Get Your Gun"):
        seconds = shots[shots.film == film].seconds.to_numpy()
        row = CENTURY[CENTURY.film == film].iloc[0]
        rank = stats.rankdata(np.round(seconds * 10)) - (len(seconds) + 1) / 2
        assert row.lag1 == pytest.approx((rank[1:] @ rank[:-1]) / (rank @ rank), abs=6e-5)
        assert row.asl == pytest.approx(seconds.sum() / len(seconds), abs=6e-5)
        assert row["median"] == pytest.approx(np.median(seconds), abs=6e-5)
        assert row.log_sd == pytest.approx(np.log(seconds).std(ddof=1), abs=6e-5)


def test_a_table_that_there_is_not_is_asked_back() -> None:
    with pytest.raises(LibraryError, match=r"There is no table 'centuries'.*century"):
        table("centuries")
    for odd in (7, ["century"], None):
        with pytest.raises(LibraryError, match=r"There is no table"):
            table(odd)  # type: ignore[arg-type]


def test_a_file_that_is_another_one_is_not_read_and_a_damaged_one_is_fetched_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "there"
    there.mkdir()
    wide = there / "cutting.csv"
    wide.write_text("A (1935)\n1.0\n")
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path / "cache"))
    with serve(there) as server:
        monkeypatch.setenv("KULESHOV_MIRROR", server.url)
        assert table("cutting").attrs["stand_in"]
    assert "was changed at its address" in capsys.readouterr().out
    known = dataclasses.replace(
        catalog()["cutting"], sha256=sha256(wide), bytes=wide.stat().st_size
    )
    monkeypatch.setattr(numbers, "catalog", lambda: {"cutting": known})
    with serve(there) as server:
        monkeypatch.setenv("KULESHOV_MIRROR", server.url)
        for _ in range(2):
            shots = table("cutting")
            assert (shots.attrs, shots.values.tolist()) == ({}, [["A", 1935, 1, 1.0]])
            (kept,) = (tmp_path / "cache").rglob("cutting.csv")
            kept.write_text("cut off")


def test_the_clips_are_carried_as_the_benchmark_measured_them() -> None:
    clips = table("clips")
    assert set(clips.made_by) == {"people", "a generator"} and clips.film.is_unique
    assert ((clips.made_by == "a generator") == clips.film.str.startswith("g_")).all()
    tidy = pd.read_csv(ROOT / "benchmarks" / "results" / "clips.csv")
    wide = clips.set_index("film")
    for one in tidy.itertuples():
        assert wide.loc[one.clip, one.id] == pytest.approx(one.value)
    numbers_of = wide.drop(columns="made_by")
    assert int(numbers_of.notna().to_numpy().sum()) == len(tidy), "and nothing else"
