"""Nothing that the catalogue holds breaks a comparison with a film of the rushes."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

import kuleshov as ku
from kuleshov.comparison import matching
from kuleshov.comparison.common_form import _refuse_rates, caveats

FILMS = [entry for entry in ku.catalog().values() if entry.kind != "table"]
ODD = ["h_nasa"]  # 29.97 frames a second, 270 lines; lesson 00 has the square one


def odd() -> list[str]:
    """Return one clip of each odd form: the above, the fewest pixels, and the slowest."""
    small = min(FILMS, key=lambda entry: (entry.width * entry.height, entry.id))
    slow = min(FILMS, key=lambda entry: (entry.fps, -entry.width, entry.id))
    return list(dict.fromkeys([*ODD, small.id, slow.id]))


@pytest.fixture(scope="session")
def mine(tmp_path_factory):
    """A film of the rushes, three shots in six seconds."""
    cut = ku.Cut("mine", rushes=ku.rushes("understudy"))
    cut.add("4A-1", "04:00", "06:00").add("5A-1", "06:00", "08:00").add("1A-1", "08:00", "10:00")
    return cut.render(tmp_path_factory.mktemp("mine") / "mine.mp4", progress=False)


@pytest.mark.parametrize("entry", FILMS, ids=lambda entry: entry.id)
def test_its_size_and_rate_can_be_brought_to_one_form(entry):
    rate = Fraction(entry.fps).limit_denominator(1001)
    theirs = SimpleNamespace(
        width=entry.width, height=entry.height, rate=rate, edit_rate=rate,
        duration=entry.duration_s, sound=None, pixel_aspect=1, codec=entry.codec,
    )  # fmt: skip
    ours = SimpleNamespace(
        width=640, height=360, rate=Fraction(24), edit_rate=Fraction(24), duration=6.0, sound=None,
        pixel_aspect=1, codec="h264",
    )  # fmt: skip
    pair = {"mine": ours, "theirs": theirs}
    _refuse_rates(pair)
    sizes = matching._sizes(pair)
    for name, (width, height) in sizes.items():
        assert width <= pair[name].width and height <= pair[name].height
        assert width / height == pytest.approx(pair[name].width / pair[name].height, rel=0.02)
    areas = [width * height for width, height in sizes.values()]
    assert max(areas) <= 1.05 * min(areas)
    assert all(isinstance(words, str) for words in caveats(pair))


def stand_beside(mine, path, tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path))
    theirs = ku.Clip(path)
    both = ku.compare(mine=mine, theirs=theirs)
    rates = {float(clip.rate) for clip in both.films.values()}
    assert len(rates) == 1 and both["theirs"].slope.value < 0
    assert "mine and theirs" in both.plot().alt.split(".")[0]  # in its title
    assert "theirs" in ku.side_by_side(mine=mine, theirs=theirs)._repr_mimebundle_()["text/html"]
    room = ku.screening_room(mine=mine, theirs=theirs)
    assert [film["name"] for film in room.state["films"]] == ["mine", "theirs"]
    room.close()


@pytest.mark.data
@pytest.mark.parametrize("id", odd())
def test_odd_ones_are_compared_shown_and_screened(id, mine, test_data, tmp_path, monkeypatch):
    path = test_data / "clips" / "files" / ku.catalog()[id].filename
    stand_beside(mine, path, tmp_path, monkeypatch)


@pytest.mark.proof
def test_all_are_compared_shown_and_screened(mine, test_data, tmp_path, monkeypatch):
    files = test_data / "clips" / "files"
    here = [entry for entry in FILMS if (files / entry.filename).is_file()]
    assert len(here) > 50
    for entry in here:
        stand_beside(mine, files / entry.filename, tmp_path, monkeypatch)
