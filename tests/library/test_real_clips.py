"""The real clips, fetched from a server on this machine and held against the catalogue."""

from pathlib import Path

import pytest
from server import serve

import kuleshov as ku
from kuleshov.files import sha256
from kuleshov.library.catalogue import catalog

pytestmark = pytest.mark.data

CARRIED = Path(__file__).parents[2] / "datasets" / "catalog.csv"


@pytest.fixture
def course(home: Path) -> Path:
    """A course with the real catalogue and nothing fetched yet."""
    (home / "datasets" / "catalog.csv").write_bytes(CARRIED.read_bytes())
    return home


def test_the_files_are_what_the_catalogue_says(test_data: Path, course: Path) -> None:
    folders = (test_data / "clips" / "files", test_data / "data")
    found = [path for folder in folders for path in folder.iterdir() if path.suffix != ".md"]
    by_name = {entry.filename: entry for entry in catalog().values()}
    assert len(found) > 60
    for path in found:
        entry = by_name[path.name]
        assert (path.stat().st_size, sha256(path)) == (entry.bytes, entry.sha256), path.name


def test_a_fetched_film_opens_and_carries_its_credit(
    test_data: Path, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve(test_data / "clips" / "files") as server:
        monkeypatch.setenv("KULESHOV_MIRROR", server.url)
        film = ku.fetch("g_k5_piano10")
        again = ku.fetch("g_k5_piano10")
        assert len(server.asked) == 1
    assert film.path == again.path
    assert (film.width, film.height, film.rate) == (512, 512, 24)
    assert "Kandinsky" in film.credit.line and "CC BY-SA 4.0" in film.credit.line


def test_the_tables_come_as_numbers(
    test_data: Path, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kuleshov.library import table

    with serve(test_data / "data") as server:
        monkeypatch.setenv("KULESHOV_MIRROR", server.url)
        lengths, genres = table("cutting"), table("film_genre")
    assert not lengths.attrs
    films = lengths.groupby(["film", "year"], as_index=False).seconds.agg(["size", "median"])
    assert len(films) == 134 and (films["size"] > 200).all()
    assert len(films.merge(genres, on="film")) == 134, "each title finds its genre"
    carried = films.merge(table("century"), on=["film", "year"])
    assert (carried["size"] == carried.shots).all() and len(carried) == 134
    assert abs(carried.median_x - carried.median_y).max() < 1e-4
