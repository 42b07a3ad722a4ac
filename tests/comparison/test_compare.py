"""What stands in the way of a fair comparison is said from some size on, and not before."""

from fractions import Fraction
from importlib import import_module
from types import SimpleNamespace

import numpy as np
import pytest

from kuleshov.comparison import common_form
from kuleshov.comparison.common_form import caveats, in_form, refuse_twins, thinner
from kuleshov.comparison.compare import Comparison, _moved, compare
from kuleshov.errors import KuleshovError
from kuleshov.media import Clip, Writer
from kuleshov.metrics import REGISTRY, Measures
from kuleshov.metrics.measures import Measure

MODULE = import_module("kuleshov.comparison.compare")  # its function has the same name


def film(folder, size, rate=24, name=None):
    path = folder / f"{name or 'x'.join(map(str, (*size, rate)))}.mp4"
    with Writer(path, rate, size, None) as made:
        for n in range(rate):
            made.write(np.full((size[1], size[0], 3), 40 + n, np.uint8))
    return Clip(path)


@pytest.fixture
def studio(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    return tmp_path


@pytest.mark.parametrize("size", [(64, 48), (54, 36), (36, 36)])
def test_films_of_any_shape_are_measured_in_their_own_frames(studio, size):
    given = {"wide": film(studio, (64, 36)), "other": film(studio, size)}
    made, changed = in_form(given, True)
    shape = size[0] / size[1]
    assert made["other"].width / made["other"].height == pytest.approx(shape, rel=0.05)
    assert len(changed) == 2 and in_form(made, True) == (made, [])
    said = [words for words in caveats(given) if "times as wide as high" in words]
    assert len(said) == 1 and f"wide is 1.78 times as wide as high, other {shape:.2f}" in said[0]


def test_an_upright_film_has_as_many_pixels_as_the_same_film_lying(studio):
    given = {"wide": film(studio, (64, 36)), "tall": film(studio, (36, 64))}
    assert in_form(given, True) == (given, [])
    assert len(caveats(given)) == 1 and "tall 0.56 times" in caveats(given)[0]


def test_shapes_are_said_from_a_tenth_on():
    class Film:
        rate = edit_rate = 24
        duration, sound, pixel_aspect = 1, None, 1

        def __init__(self, width, height, pixel_aspect=1):
            self.width, self.height, self.pixel_aspect = width, height, pixel_aspect

    assert caveats({"a": Film(100, 100), "b": Film(105, 96)}) == []  # 1.09 times as wide
    assert len(caveats({"a": Film(100, 100), "b": Film(106, 96)})) == 1  # 1.104 times
    assert len(caveats({"a": Film(100, 100), "b": Film(100, 100, 1.2)})) == 1


@pytest.mark.parametrize(("slow", "fast", "let_in"), [(4, 12, False), (5, 12, True), (4, 11, True)])
def test_a_row_of_stills_is_not_compared_with_a_film(studio, slow, fast, let_in):
    given = {"slow": film(studio, (64, 36), slow), "fast": film(studio, (64, 36), fast)}
    if let_in:
        assert {clip.rate for clip in in_form(given, True)[0].values()} == {slow}
    else:
        with pytest.raises(KuleshovError, match="slow has 4 frames a second and fast 12"):
            in_form(given, True)


def clip(**facts):
    usual = {"width": 64, "height": 36, "rate": Fraction(24), "duration": 10.0, "sound": None}
    made = {**usual, "frames": 100, "pixel_aspect": 1, **facts}
    return SimpleNamespace(edit_rate=made["rate"], **made)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, 0),
        ({"width": 70}, 0),  # 1.09 times as many pixels, as wide
        ({"width": 71}, 2),  # 1.11 times
        ({"width": 68, "height": 38}, 1),
        ({"rate": Fraction("24.5")}, 0),
        ({"rate": Fraction(25)}, 1),
        ({"rate": Fraction(23)}, 1),
        ({"duration": 20.0}, 0),
        ({"duration": 20.1}, 1),
        ({"duration": 4.9}, 1),
        ({"sound": object()}, 1),
        ({"sound": object(), "width": 68, "height": 38}, 2),
    ],
)
def test_what_differs_before_anybody_made_anything_is_said(facts, said):
    assert len(caveats({"a": clip(), "b": clip(**facts)})) == said
    assert len(caveats({"b": clip(**facts), "a": clip()})) == said


def test_it_is_said_who_has_sound():
    assert caveats({"a": clip(), "b": clip(sound=object())}) == ["b has sound, a has none."]
    assert caveats({"a": clip(sound=object()), "b": clip(sound=object())}) == []


@pytest.mark.parametrize(("times", "said"), [(4, False), (4.1, True), (1, False)])
def test_a_film_of_far_fewer_bits_is_named(tmp_path, times, said):
    rich, thin = tmp_path / "rich.mp4", tmp_path / "thin.mp4"
    thin.write_bytes(bytes(57600))
    rich.write_bytes(bytes(round(57600 * times)))
    pair = {"thin": clip(path=thin), "rich": clip(path=rich)}
    words = thinner(pair)
    assert bool(words) is said
    if said:
        assert words[0].startswith("thin came with 2 bits a pixel, rich with 8.2")


def test_what_differs_is_said_in_words():
    usual = {"width": 64, "height": 36, "duration": 10.0, "sound": object()}
    pair = {"a": clip(**usual), "b": clip(width=32, height=18, rate=Fraction(8), duration=4.0)}
    assert caveats(pair) == [
        "a is 64x36 pixels, b 32x18: what looks like texture may be size.",
        "a has 24 frames a second, b 8: motion can't be compared as it stands.",
        "a lasts 10.0 s, b 4.0 s.",
        "a has sound, b has none.",
    ]
    three = {**pair, "c": clip(**usual)}
    assert len(caveats(three)) == 8, "b differs from both others in all four"
    assert caveats({"a": clip()}) == [] == caveats({})


def test_bits_are_counted_over_all_pixels_of_all_frames(tmp_path):
    files = {name: tmp_path / name for name in ("plain", "rich")}
    files["plain"].write_bytes(bytes(1000))
    files["rich"].write_bytes(bytes(6000))
    plain, rich = (clip(path=files[name]) for name in files)
    # 8000 bits over 10 x 20 x 5 pixels are 8 a pixel; six times the file over half the frames, 96.
    plain.width, plain.height, plain.frames = 10, 20, 5
    rich.width, rich.height, rich.frames = 20, 10, 2.5
    assert thinner({"plain": plain, "rich": rich})[0].startswith(
        "plain came with 8 bits a pixel, rich with 96: what looks like texture or stillness"
    )
    assert thinner({"rich": rich, "plain": plain})[0].startswith("rich came with 96 bits a pixel")
    rich.frames = 15  # six times the file over three times as many frames
    assert thinner({"plain": plain, "rich": rich}) == []


def test_of_many_films_the_slowest_and_the_fastest_are_named(monkeypatch):
    rates = {"mid": 10, "fast": 25, "slow": 2, "other": 20}
    given = {name: clip(rate=Fraction(rate), codec=name) for name, rate in rates.items()}
    with pytest.raises(KuleshovError, match=r"^slow has 2 frames a second and fast 25: brought"):
        in_form(given, True)
    monkeypatch.setattr(common_form, "bring", lambda films, **how: SimpleNamespace(
        films=films, changed=[how]))  # fmt: skip
    given = {name: clip(codec=name) for name in "ab"}
    assert in_form(given, True) == (given, [{"shorten": False, "mute": False}]), (
        "lengths and sound are kept"
    )


def test_one_file_under_two_names_is_refused_wherever_it_stands():
    films = [SimpleNamespace(name=f"take {n}", sha256=n % 3) for n in range(4)]
    refuse_twins({"x": films[0], "y": films[1], "z": films[2]})
    with pytest.raises(KuleshovError, match=r"^w and z are one and the same film: take 0"):
        refuse_twins({"y": films[1], "w": films[0], "x": films[2], "z": films[3]})


def test_what_is_heard_is_measured_as_it_came(monkeypatch):
    heard = [spec.id for spec in REGISTRY.values() if spec.heard]
    numbers = lambda film, ids: Measures(film, None, {id: f"{id} of {film}" for id in ids})  # noqa: E731
    monkeypatch.setattr(
        common_form, "measure", lambda film, ids=("asl", "loudness"): numbers(film, ids)
    )
    found = common_form.measured("take", "as it came", "in new form")
    assert found["asl"] == "asl of in new form" and found.film == "in new form"
    assert {id: found[id] for id in heard} == {id: f"{id} of take" for id in heard}
    assert "loudness" in heard and "asl" not in heard
    assert common_form.measured("take", "one", "one").found == {
        "asl": "asl of take", "loudness": "loudness of take",
    }  # fmt: skip


def number(value, interval=None, reason="", id="asl", unit="s"):
    return Measure(id, id.upper(), float(value), unit, interval, reason=reason)


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        # How another film of such shots would come out has nothing to do with it.
        (number(2, (1, 3)), number(1.5), True),
        # A tenth up or down is let pass.
        (number(10), number(9), False),
        (number(10), number(11), False),
        (number(10), number(8.99), True),
        (number(10), number(11.01), True),
        (number(-10), number(-9), False),
        (number(-10), number(-11), False),
        (number(-10), number(-11.01), True),
        (number(-10), number(-8.99), True),
        (number(0), number(0), False),
        # And what a citation may be off, here 0.1 s.
        (number(0), number(0.1), False),
        (number(0), number(0.11), True),
        (number("nan", reason="mute."), number("nan", reason="mute."), False),
    ],
)
def test_a_number_moved_by_more_than_a_tenth_and_than_a_citation_may_be_off(before, after, moved):
    said = f"ASL {before.words} before, {after.words} after." if moved else ""
    assert _moved(before, after) == said


def test_a_number_that_came_or_went_has_moved():
    none = number("nan", reason="mute.")
    assert _moved(none, number(2)) == "ASL – before, 2.00 s after."
    assert _moved(number(2), none) == "ASL 2.00 s before, – after."


@pytest.fixture
def three():
    measures = {
        name: {"asl": number(value), "cuts": number(value * 1000, id="cuts", unit="")}
        for name, value in (("mine", 4.0), ("theirs", 2.0), ("ours", 3.14159))
    }
    measures["theirs"]["cuts"] = number("nan", reason="none.", id="cuts", unit="")
    del measures["ours"]["cuts"]
    films = dict.fromkeys(measures)
    return Comparison(films, measures, ["They differ."], {"mine": "a film"}, [])


def test_films_stand_beside_each_other_in_a_table(three):
    assert list(three.table()) == ["measure", "mine", "theirs", "ours"]
    assert three.table().to_numpy().tolist() == [
        ["ASL, s", "4.00", "2.00", "3.14"],
        ["CUTS", "4000", "–", "–"],
    ]
    assert str(three).splitlines() == [
        "        mine  theirs  ours",
        "ASL, s  4.00  2.00    3.14",
        "CUTS    4000  –       –",
        "They differ.",
    ]
    assert (len(three), list(three)) == (3, ["mine", "theirs", "ours"])
    assert three["mine"]["asl"].value == 4


def test_two_of_three_films_are_told_apart_the_first_two_unless_others_are_named(three):
    found = three.differences()
    assert (found.sides, found.of, found["asl"].value) == (("mine", "theirs"), "shots", 2)
    other = three.differences("ours", "mine")
    assert other.sides == ("ours", "mine") and other["asl"].value == pytest.approx(-0.85841)
    for names, said in (
        (("mine",), "takes two films"), (("mine", "mine"), "takes two films"),
        (("mine", "theirs", "ours"), "takes two films"),
        (("mine", "his"), "no film called 'his'; there are mine, theirs, ours"),
    ):  # fmt: skip
        with pytest.raises(KuleshovError, match=said):
            three.differences(*names)


def test_the_price_of_matching_is_what_it_moved(three, monkeypatch):
    was = {"asl": number(8), "cuts": number(4000, id="cuts", unit="")}
    monkeypatch.setattr("kuleshov.metrics.measure", lambda film, ids: was)
    assert three.price() == [], "nothing was matched"
    three.changed.append("mine: coded again.")
    assert three.price() == ["mine: ASL 8.00 s before, 4.00 s after."]
    assert str(three).splitlines()[-2:] == ["mine: coded again.", "They differ."]


def test_a_comparison_shows_itself_by_its_views(three, monkeypatch):
    drawn = lambda name: lambda *these, **options: (name, *these, options)  # noqa: E731
    monkeypatch.setattr(MODULE, "view", drawn)
    assert three.plot(width=3) == ("dashboard", three, {"width": 3})
    assert three.strips(ids=["asl"]) == ("strips", three, {"ids": ["asl"]})
    assert three.sheet() == ("sheet", three, 6, {}) and three.sheet(2) == ("sheet", three, 2, {})


def test_films_are_matched_unless_that_is_not_wanted(monkeypatch):
    asked = []

    def in_form(given, match):
        asked.append(match)
        return {name: f"{film} in form" for name, film in given.items()}, ["said"]

    facts = {
        "in_form": in_form, "measured": lambda *these: these, "refuse_twins": lambda films: None,
        "caveats": lambda films: sorted(films.values()), "thinner": lambda films: sorted(films.values()),
        "compare_groups": lambda *these: these,
    }  # fmt: skip
    for name, fact in facts.items():
        monkeypatch.setattr(MODULE, name, fact)
    monkeypatch.setattr("kuleshov.media.clip.clip_of", lambda film: f"clip {film}")
    both = compare(b=2, none=None, a=1)
    assert both.films == {"b": "clip 2 in form", "a": "clip 1 in form"}
    assert both.measures == {"b": (2, "clip 2", "clip 2 in form"), "a": (1, "clip 1", "clip 1 in form")}  # fmt: skip
    assert both.given == {"b": "clip 2", "a": "clip 1"} and both.changed == ["said"]
    assert both.caveats == ["clip 1 in form", "clip 2 in form", "clip 1", "clip 2"]
    assert len(compare(match=False, a=1)) == 1 and asked == [True, False]
    assert compare(ours=[1], theirs=2, none=None) == ({"ours": [1], "theirs": 2}, True)
    assert compare(ours=1, theirs=(2,), match=False) == ({"ours": 1, "theirs": (2,)}, False)
    with pytest.raises(KuleshovError, match="no film to compare"):
        compare(a=None)
