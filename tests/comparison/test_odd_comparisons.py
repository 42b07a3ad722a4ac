"""Comparisons of what is odd: uneven films, few shots, unlucky names, a studio that is locked."""

import os
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.comparison import Differences, cliffs_delta
from kuleshov.comparison.differences import _between, _drawn, of_films, of_groups
from kuleshov.errors import KuleshovError, MediaError
from kuleshov.media import Writer
from kuleshov.metrics.formulas.intervals import bootstrap
from kuleshov.metrics.formulas.shot_lengths import asl, log_sd, short_share
from kuleshov.metrics.measures import Measure
from kuleshov.show.differences import differences_html


def measured(id, values, statistic=np.mean, of="shots"):
    values = np.asarray(values, float)
    sample = bootstrap(values, statistic, of=of)
    return Measure(id, id, float(statistic(values)), "", sample=sample)


def of_lengths(lengths):
    """What a film of such shots has."""
    of = {"asl": asl, "log_sd": log_sd, "short_share": short_share}
    return {id: measured(id, lengths, statistic) for id, statistic in of.items()}


def found(first, second, of="shots", sides=("mine", "theirs")):
    return Differences(sides, of, tuple(of_films(first, second)))


def uneven(seed, middle, spread, shots=60):
    return middle * np.exp(np.random.default_rng(seed).normal(0, spread, shots))


def test_a_film_that_is_only_slower_is_not_more_uneven():
    slow, fast = of_lengths(uneven(1, 8, 0.5)), of_lengths(uneven(2, 1, 0.5))
    rows = found(slow, fast)
    assert rows["asl"].is_apart and rows["asl"].delta > 0.9
    assert not rows["log_sd"].is_apart and abs(rows["log_sd"].delta) < 0.3
    # Long shots are no sign of time in short ones: the effect points where the numbers point.
    assert rows["short_share"].is_apart and rows["short_share"].delta < -0.5


def test_a_film_that_is_only_more_uneven_is_found():
    even, odd = of_lengths(uneven(1, 3, 0.2)), of_lengths(uneven(2, 3, 1.2))
    rows = found(even, odd)
    assert rows["log_sd"].is_apart and rows["log_sd"].delta < -0.5


def test_a_split_counts_in_both_directions():
    def share(offsets):
        return float((np.abs(offsets) > 0.25).mean())

    none, split = np.zeros(20), np.tile([0.6, -0.6], 10)
    a, b = (measured("split_edits", one, share, "cuts") for one in (none, split))
    row = found({"split_edits": a}, {"split_edits": b})["split_edits"]
    assert row.delta == -1 and row.value == -1 and row.of == "cuts"


def test_an_average_and_its_shots_must_point_one_way():
    # One weight of ten lies far up; most shots lie lower. Both finds are sure; they disagree.
    low = np.tile([1.0, 60, 1, 1], 10)
    row = found({"x": measured("x", low)}, {"x": measured("x", np.full(40, 2.0))})["x"]
    assert row.value > 0 > row.delta and row.adjusted < 0.05 and row.interval[0] > 0
    assert not row.is_apart


@pytest.mark.parametrize(("films", "told"), [(5, False), (7, True)])
def test_too_few_for_so_many_questions_is_said(films, told):
    random = np.random.default_rng(0)

    def group(middle):
        return [
            {f"m{k}": Measure(f"m{k}", "", random.normal(middle, 1)) for k in range(20)}
            for _ in range(films)
        ]

    rows = Differences(("ours", "theirs"), "films", tuple(of_groups(group(90), group(10))))
    assert all(abs(one.delta) == 1 for one in rows), "they could not be further apart"
    assert bool(rows.apart) is told and rows.out_of_reach is not told
    assert ("it takes 6 on each side" in rows.title) is not told


def test_the_words_about_few_films_hold():
    random = np.random.default_rng(4)
    for films, share in ((4, 0.85), (5, 0.87), (12, 0.93)):
        held = 0
        for _ in range(1000):
            ends = _between(_drawn(random.normal(1, 1, films)), _drawn(random.normal(0, 1, films)))
            held += ends[0] <= 1 <= ends[1]
        assert held / 1000 == pytest.approx(share, abs=0.022)


def test_films_that_lack_a_number_are_left_out_and_counted():
    nan = Measure("x", "x", float("nan"), reason="it needs sound.")
    ours = [{"x": measured("x", [n] * 5)} for n in range(1, 6)] + [{"x": nan}]
    theirs = [{"x": nan}] * 3
    row = of_groups(ours, theirs)[0]
    assert not row.is_measured and row.counts == (5, 0)
    assert row.reason == "no film of one side has it: it needs sound."
    assert of_groups(ours, ours[1:])[0].counts == (5, 4)


def test_delta_refuses_what_it_cannot_rank():
    for a, b in (([], [1]), ([1], []), ([1, float("nan")], [1])):
        with pytest.raises(ValueError, match="takes a number or more on each side"):
            cliffs_delta(a, b)


def test_a_measure_that_is_none_is_named():
    rows = found(of_lengths([1] * 6), of_lengths([2] * 6))
    with pytest.raises(KeyError, match=r"no measure called .aslr.\. Did you mean asl\?"):
        rows["aslr"]


def test_films_called_like_columns_keep_their_numbers():
    rows = found(of_lengths([1] * 16), of_lengths([2] * 16), sides=("low", "p"))
    table = rows.to_frame().set_index("id")
    assert table.loc["asl", ["low value", "p value"]].tolist() == [1, 2]
    assert table.loc["asl", ["low", "high", "difference"]].tolist() == [-1, -1, -1]
    assert table.loc["asl", ["low count", "p count"]].tolist() == [16, 16]


def test_stretches_are_shown_with_the_reason_why_they_are_not_tested():
    a, b = (measured("warp", np.arange(8) + k, of="stretches") for k in (0, 20))
    rows = found({"warp": a}, {"warp": b})
    assert np.isnan(rows["warp"].p) and rows["warp"].delta == -1 and rows["warp"].of == "stretches"
    page = differences_html(rows)
    assert "No p for warp: stretches of time stand in for shots" in page
    assert "8 and 8 stretches" in page and "title=" not in page
    shots = {"warp": measured("warp", np.arange(30))}
    mixed = found(shots, {"warp": b})["warp"]
    assert mixed.of == "shots, or stretches" and np.isnan(mixed.p)


def test_names_are_escaped_once():
    rows = found(of_lengths([1] * 6), of_lengths([2] * 6), sides=("<b>", "R&B"))
    page = differences_html(rows)
    assert "&lt;b&gt;" in page and "R&amp;B" in page
    assert "<b></th>" not in page and "&amp;amp;" not in page and "&amp;lt;" not in page


@pytest.mark.parametrize("name", ["match", "crf", "shorten"])
def test_a_film_that_takes_an_options_name_is_not_swallowed(name):
    call = ku.compare if name == "match" else ku.matched
    with pytest.raises(KuleshovError, match="a film takes another name"):
        call(**{name: "one.mp4", "mine": "two.mp4", "theirs": "three.mp4"})


def film(path, size, seconds=1, sound=False, crf=20):
    random = np.random.default_rng(3)
    with Writer(path, 24, size, 44100 if sound else None, crf=crf) as made:
        for _ in range(24 * seconds):
            made.write(random.integers(40, 200, (size[1], size[0], 3), np.uint8))
        if sound:
            t = np.arange(44100 * seconds) / 44100
            made.write_sound(0.3 * np.sin(2 * np.pi * 440 * t)[:, None])
    return path


@pytest.fixture
def studio(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    (tmp_path / "studio").mkdir()
    return tmp_path


def test_sound_is_carried_over_in_pieces_that_leave_no_seam(studio, monkeypatch):
    from kuleshov.media import clip

    long = ku.Clip(film(studio / "l.mp4", (32, 18), 4, sound=True))
    other = film(studio / "o.mp4", (16, 16), 4, sound=True)
    whole = ku.matched(long=long, other=other, shorten=False)["long"].read_sound()
    monkeypatch.setattr(clip, "_AT_ONCE", 1)
    (studio / "again").mkdir()
    monkeypatch.setenv("KULESHOV_STUDIO", str(studio / "again"))
    pieces = ku.matched(long=long, other=other, shorten=False)["long"].read_sound()
    assert whole.shape == pieces.shape and np.abs(whole).max() > 0.2
    assert np.abs(whole - pieces).max() < 0.01


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is locked for root")
def test_a_locked_studio_is_said(studio):
    (studio / "studio").chmod(0o555)
    with pytest.raises(MediaError, match="doesn't let you"):
        ku.matched(a=film(studio / "a.mp4", (32, 18)), b=film(studio / "b.mp4", (16, 16)))


def test_a_studio_in_which_a_file_is_in_the_way_is_said(studio):
    (studio / "studio" / "matched").write_text("not a folder")
    with pytest.raises(KuleshovError):
        ku.matched(a=film(studio / "a.mp4", (32, 18)), b=film(studio / "b.mp4", (16, 16)))


def test_a_match_that_is_stopped_leaves_nothing_behind(studio, monkeypatch):
    a, b = ku.Clip(film(studio / "a.mp4", (32, 18))), film(studio / "b.mp4", (16, 16))
    write, count = Writer.write, iter(range(99))

    def stopped(self, picture):
        if next(count) == 10:
            raise KeyboardInterrupt
        return write(self, picture)

    monkeypatch.setattr(Writer, "write", stopped)
    with pytest.raises(KeyboardInterrupt):
        ku.matched(a=a, b=b)
    assert list((studio / "studio" / "matched").iterdir()) == []
    monkeypatch.undo()


def test_a_film_that_was_coded_thinly_is_said(studio):
    rich = film(studio / "rich.mp4", (64, 36), crf=5)
    thin = film(studio / "thin.mp4", (64, 36), crf=48)
    said = ku.compare(rich=rich, thin=thin).caveats
    assert any("bits a pixel" in words and "brings nothing back" in words for words in said)
    near = film(studio / "near.mp4", (64, 36), crf=7)
    assert not any("bits" in words for words in ku.compare(rich=rich, near=near).caveats)


def test_two_at_once_make_one_file(studio):
    from concurrent.futures import ThreadPoolExecutor

    a, b = film(studio / "a.mp4", (32, 18)), film(studio / "b.mp4", (16, 16))
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda _: ku.matched(a=a, b=b), range(3)))
    assert all(x["a"].sha256 == y["a"].sha256 for x, y in pairwise(made))
    assert len(list(Path(studio / "studio" / "matched").iterdir())) == 2
