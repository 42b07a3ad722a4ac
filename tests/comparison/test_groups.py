"""Groups of films: who is in which, and what stands in the way between them."""

from types import SimpleNamespace

import pytest

from kuleshov.comparison import groups
from kuleshov.comparison.groups import Groups, compare_groups
from kuleshov.errors import KuleshovError
from kuleshov.metrics.measures import Measure


@pytest.fixture
def asked(monkeypatch):
    """Films are numbers of seconds; what is asked of the films' own parts is kept."""
    asked = []

    def in_form(clips, match):
        asked.append((list(clips), match))
        return dict(clips), ["coded again."]

    clip_of = lambda seconds: SimpleNamespace(duration=seconds)  # noqa: E731
    monkeypatch.setattr("kuleshov.media.clip.clip_of", clip_of)
    monkeypatch.setattr(groups, "in_form", in_form)
    monkeypatch.setattr(groups, "refuse_twins", lambda clips: asked.append(len(clips)))
    monkeypatch.setattr(groups, "measured", lambda film, given, clip: {
        "asl": Measure("asl", "Length", float(film), "s")})  # fmt: skip
    monkeypatch.setattr(groups, "caveats", lambda clips: [
        f"{name} {clip.duration}" for name, clip in clips.items()])  # fmt: skip
    monkeypatch.setattr(groups, "thinner", lambda clips: [])
    return asked


def test_every_film_is_in_its_group_in_order(asked):
    found = compare_groups({"ours": [5, None, 1, 3], "theirs": (2, 4)})
    assert asked == [5, (["ours 1", "ours 2", "ours 3", "theirs 1", "theirs 2"], True)]
    values = {side: [one["asl"].value for one in films] for side, films in found.items()}
    assert values == {"ours": [5, 1, 3], "theirs": [2, 4]}
    assert [clip.duration for clip in found.films["ours"]] == [5, 1, 3]
    assert (len(found), list(found)) == (2, ["ours", "theirs"])
    rows = found.differences()
    assert (rows.sides, rows.of, rows["asl"].values) == (("ours", "theirs"), "films", (3, 3))
    assert repr(found) == str(found) == "\n".join([
        "ours: 3 films, theirs: 2 films", str(rows), "coded again.",
        "In the middle film of each: ours 3", "In the middle film of each: theirs 4"])  # fmt: skip


def test_a_film_alone_is_a_group_of_one(asked):
    found = compare_groups({"ours": 7, "theirs": [2]}, False)
    assert asked[1] == (["ours 1", "theirs 1"], False)
    assert str(found).startswith("ours: 1 film, theirs: 1 film\n")


@pytest.mark.parametrize(
    ("lengths", "middle"),
    [([4], 4), ([4, 1], 4), ([9, 1, 5], 5), ([4, 3, 2, 1], 3), ([8, 2, 6, 4, 0], 4)],
)
def test_the_middle_film_stands_for_its_group(asked, lengths, middle):
    said = compare_groups({"ours": lengths, "theirs": [1]}).caveats
    assert said[0] == f"In the middle film of each: ours {middle}"


def test_bits_a_pixel_are_those_of_the_middle_films_as_they_came(asked, monkeypatch):
    monkeypatch.setattr(groups, "in_form", lambda clips, match: (
        {name: SimpleNamespace(duration=10 - clip.duration) for name, clip in clips.items()}, []
    ))  # fmt: skip
    monkeypatch.setattr(groups, "caveats", lambda clips: [])
    monkeypatch.setattr(groups, "thinner", lambda clips: [
        f"{name} {clip.duration} thin" for name, clip in clips.items()])  # fmt: skip
    said = compare_groups({"ours": [3, 1, 8], "theirs": [2]}).caveats
    assert said == [
        "In the middle film of each: ours 3 thin", "In the middle film of each: theirs 2 thin",
    ]  # fmt: skip


def test_two_groups_with_a_film_in_each_are_wanted(asked):
    for given in ({"ours": [1]}, {"ours": [1], "theirs": [2], "others": [3]}):
        with pytest.raises(KuleshovError, match="two at a time"):
            compare_groups(given)
    for nothing in ([], [None], None):
        with pytest.raises(KuleshovError, match="There is no film in theirs"):
            compare_groups({"ours": [1], "theirs": nothing})


def test_groups_show_themselves_by_their_view(monkeypatch):
    drawn = lambda name: lambda *these, **options: (name, *these, options)  # noqa: E731
    monkeypatch.setattr(groups, "view", drawn)
    both = Groups({}, {}, [], [])
    assert both.plot(width=4) == ("spread", both, {"width": 4})
