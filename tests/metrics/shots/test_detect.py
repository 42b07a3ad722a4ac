"""Where a change counts as a cut: pictures drawn just inside and just outside."""

from types import SimpleNamespace

import numpy as np
import pytest

from kuleshov.metrics.shots import detect
from kuleshov.metrics.shots import frames as searched
from kuleshov.metrics.shots.frame_difference import Unlike
from kuleshov.metrics.shots.transition import Transition


def texture(seed, size=3):
    random = np.random.default_rng(seed)
    return np.kron(random.integers(70, 170, (45 // size, 80 // size + 1)), np.ones((size, size)))[
        :45, :80
    ]


STAYS = SimpleNamespace(kept=1.0)


def frames(*pictures, rate=24.0):
    luma = np.stack([np.clip(p, 0, 255).astype(np.uint8) for p in pictures])
    return searched.Frames(luma, np.full((len(luma), 2, 9, 16), 128, np.uint8), rate)


@pytest.mark.parametrize(("darker", "light"), [(0, True), (10, True), (16, True), (17, False)])
def test_a_lamp_makes_nearly_all_of_a_picture_brighter(darker, light):
    """So many of 80 columns grow darker by as much as the rest grows brighter."""
    before = texture(1)
    change = np.full((45, 80), 30.0)
    change[:, :darker] = -30
    assert detect.is_light(frames(before, before + change), 1, STAYS) is light
    assert detect.is_light(frames(before + change, before), 1, STAYS) is light


@pytest.mark.parametrize(
    ("kept", "edges", "light"),
    [(1.0, 0.45, False), (1.0, 0.46, True), (0.79, 0.46, True),
     (0.78, 0.7, False), (0.78, 0.71, True), (0.5, 0.6, False)],
)  # fmt: skip
def test_where_less_of_the_detail_stays_nearly_all_edges_must(monkeypatch, kept, edges, light):
    """A head that has moved meanwhile tells a cut under another light from a lamp."""
    monkeypatch.setattr(detect, "same_edges", lambda a, b: edges)
    lit = frames(texture(1), texture(1) + np.linspace(0, 85, 80))  # from one side
    assert detect.is_light(lit, 1, SimpleNamespace(kept=kept)) is light


@pytest.mark.parametrize(("spread", "light"), [(0, True), (14, True), (16, False)])
def test_a_flash_lies_on_all_of_a_picture_alike_and_may_burn_detail_out(monkeypatch, spread, light):
    """Half of the picture is lit by so many levels more than 30, half by as many less."""
    monkeypatch.setattr(detect, "same_edges", lambda a, b: 0.5)
    veil = np.where(np.arange(80) < 40, 30 + spread, 30 - spread)
    for pictures in ((texture(1), texture(1) + veil), (texture(1) + veil, texture(1))):
        assert detect.is_light(frames(*pictures), 1, SimpleNamespace(kept=0.5)) is light
    monkeypatch.setattr(detect, "same_edges", lambda a, b: 0.45)
    assert not detect.is_light(frames(texture(1), texture(1) + 30), 1, SimpleNamespace(kept=0.5))


def test_a_brighter_picture_of_something_else_is_no_lamp():
    assert not detect.is_light(frames(texture(1), texture(2) + 60), 1, STAYS)


class Told:
    """A film of which is told how much its structure changes and its detail stays, beside a cut."""

    def __init__(self, structure=0.0, kept=1.0, at=None):
        self.structure, self.kept, self.at = structure, kept, at

    def calm(self, a, b, limit):
        assert b == a + 1
        return (0.0 if self.at is not None and a != self.at else self.structure) < limit

    def keeps(self, a, b, share):
        assert b == a + 1
        return (1.0 if self.at is not None and a != self.at else self.kept) > share


@pytest.mark.parametrize(
    ("kept", "structure", "jumps"),
    [
        (0.85, 0.38, False),
        (0.85, 0.40, True),
        (0.75, 0.25, False),
        (0.75, 0.27, True),
        (0.81, 0.30, False),
        (0.80, 0.30, True),
    ],
)
def test_where_most_detail_stays_a_jump_must_stand_out_by_more(kept, structure, jumps):
    """A shot that changes by 0.1 from frame to frame anyway: 0.04 and 3.5 or 2.2 times as much."""
    here = Unlike(0.3, structure, kept)
    assert detect.is_jump(Told(0.1), 50, here) is jumps


@pytest.mark.parametrize(("away", "still"), [(1, False), (4, False), (5, True)])
def test_a_jump_is_one_when_four_frames_on_each_side_are_still(away, still):
    here = Unlike(0.3, 0.4, 0.7)
    assert detect.is_jump(Told(0.3, at=49 + away), 50, here) is still
    assert detect.is_jump(Told(0.3, at=49 - away), 50, here) is still


@pytest.mark.parametrize(
    ("kept", "structure", "new"),
    [(0.5, 0.5, True), (0.6, 0.5, True), (0.65, 0.5, False), (0.5, 0.3, True), (0.5, 0.25, False)],
)
def test_a_new_picture_has_lost_the_detail_of_the_old_one(kept, structure, new):
    assert detect.is_new(Told(kept=1.1), 50, Unlike(0.5, structure, kept)) is new


@pytest.mark.parametrize(
    ("kept", "beside", "new"), [(0.1, 0.45, True), (0.1, 0.35, False), (0.36, 0.55, False)]
)
def test_and_the_frames_beside_it_have_not(kept, beside, new):
    assert detect.is_new(Told(kept=beside), 50, Unlike(0.5, 0.5, kept)) is new


@pytest.mark.parametrize("away", [-1, 1])
def test_the_next_frame_but_one_may_keep_a_little_less(away):
    here = Unlike(0.5, 0.5, 0.3)  # beside it 0.5 must stay; two frames on 0.5 / 1.4
    assert detect.is_new(Told(kept=0.4, at=49 + 2 * away), 50, here)
    assert not detect.is_new(Told(kept=0.3, at=49 + 2 * away), 50, here)
    assert not detect.is_new(Told(kept=0.4, at=49 + away), 50, here)
    assert detect.is_new(Told(kept=0.0, at=49 + 3 * away), 50, here)


@pytest.mark.parametrize(("change", "found"), [(1.9, []), (2.0, [8]), (9.0, [8])])
def test_a_change_is_looked_at_from_two_levels_on(change, found):
    row = np.zeros(16, np.float32)
    row[8] = change
    assert detect.candidates(row) == found


@pytest.mark.parametrize(("usual", "found"), [(6.0, [8]), (6.5, [])])
def test_it_must_stand_out_of_what_is_usual_around_it(usual, found):
    row = np.full(16, usual, np.float32)
    row[8] = 9.0
    assert detect.candidates(row) == found


def test_of_two_changes_in_a_row_the_larger_is_looked_at():
    row = np.zeros(16, np.float32)
    row[7:10] = 3, 9, 3
    assert detect.candidates(row) == [8]
    row[7:10] = 9, 9, 0
    assert detect.candidates(row) == [7, 8], "two that are alike are both looked at"


def test_what_is_usual_is_six_frames_on_each_side():
    row = np.full(40, 8.0, np.float32)
    row[14:27] = 0
    row[20] = 9
    assert 20 in detect.candidates(row)
    row[:] = 0
    row[14:27] = 8
    row[20] = 9
    assert 20 not in detect.candidates(row)


@pytest.mark.parametrize("way", [1, -1])
def test_what_is_usual_is_the_median_of_the_six_frames_on_each_side(way):
    """Half of them 5 and half 7: 9 is 1.5 times the middle, and one more or less would tell."""
    row = np.full(41, 8.0, np.float32)
    row[14:20] = 5, 7, 7, 7, 7, 5
    row[21:27] = 5, 5, 5, 7, 7, 5
    row[20] = 9
    assert 20 in detect.candidates(row[::way])
    row[14] = row[26] = 7
    assert 20 not in detect.candidates(row[::way])


def test_before_the_first_frame_nothing_is_usual():
    row = np.array([0, 5, 9, 5, 5, 6, 7, 7, 7, 0, 0], np.float32)
    assert detect.candidates(row) == [2]
    row[1] = 6.5
    assert detect.candidates(row) == [], "of seven the middle is now 6.5"


def test_a_larger_change_two_frames_away_is_another_one():
    row = np.zeros(20, np.float32)
    row[[6, 8, 10]] = 10, 9, 10
    assert detect.candidates(row) == [6, 8, 10]


class Changes:
    """A film of which only the changes are known."""

    def __init__(self, change, relief):
        self.change, self.relief = np.array(change), np.array(relief)


@pytest.mark.parametrize(("change", "found"), [(1.9, []), (2.0, [8])])
def test_what_stands_out_of_flicker_must_be_a_change_too(monkeypatch, change, found):
    monkeypatch.setattr(detect, "is_cut", lambda film, frame: True)
    relief = np.zeros(16)
    relief[8] = 20
    assert detect.hard_cuts(Changes(np.full(16, change), relief)) == found


class Pair:
    """A film of which only the frames 49 and 50 are known."""

    def __init__(self, residual, structure):
        self.here = Unlike(residual, structure, 0.5)

    def calm(self, a, b, limit):
        assert (a, b) == (49, 50)
        return self.here.structure < limit

    def unlike(self, a, b):
        assert (a, b) == (49, 50)
        return self.here


@pytest.mark.parametrize(
    ("residual", "structure", "said", "cut"),
    [
        (0.5, 0.5, "jump", True),
        (0.5, 0.5, "new", True),
        (0.5, 0.5, "stride jump", False),
        (0.5, 0.5, "stride new", True),
        (0.5, 0.5, "", False),
        (0.5, 0.5, "jump new flash", False),
        (0.5, 0.5, "jump new light", False),
        (0.06, 0.15, "jump", True),
        (0.059, 0.5, "jump new", False),
        (0.5, 0.149, "jump new", False),
    ],
)
def test_a_cut_is_a_jump_or_something_new_and_nothing_else(
    monkeypatch, residual, structure, said, cut
):
    for name in ("stride", "jump", "new", "flash", "light"):
        monkeypatch.setattr(detect, f"is_{name}", lambda *_, name=name: name in said.split())
    assert detect.is_cut(Pair(residual, structure), 50) is cut


def test_a_structure_that_only_one_way_of_asking_finds_changed_is_no_cut(monkeypatch):
    monkeypatch.setattr(detect, "is_new", lambda *_: True)
    monkeypatch.setattr(detect, "is_stride", lambda *_: True)
    calm = Pair(0.5, 0.5)
    calm.calm = lambda a, b, limit: True
    assert detect.is_cut(calm, 50) is False
    one_way = Pair(0.5, 0.1)
    one_way.calm = lambda a, b, limit: False
    assert detect.is_cut(one_way, 50) is False


def test_cuts_inside_fades_are_none_and_all_come_in_order(monkeypatch):
    fade, blend = Transition(30, "fade", 20, 40), Transition(10, "dissolve", 8, 12)
    asked = []
    monkeypatch.setattr(detect, "hard_cuts", lambda film: [10, 19, 20, 30, 40, 41])
    monkeypatch.setattr(detect.gradual, "fades", lambda film: [fade])
    monkeypatch.setattr(detect.gradual, "dissolves", lambda *given: asked.append(given) or [blend])
    cuts = [Transition(n, "cut", n, n) for n in (10, 19, 41)]
    assert detect.run(frames(*[texture(1)] * 60)) == [blend, *cuts[:2], fade, cuts[2]]
    assert asked[0][1:] == ([10, 19, 41], [(20, 40)])


class Back:
    """A film in which one pair of frames is alike again: so far apart, so unlike."""

    def __init__(self, pair, apart=1.0, residual=0.1, structure=0.1, rate=24.0, frames=100):
        self.pair, self.near, self.rate, self.frames = pair, apart, rate, frames
        self.seen = Unlike(residual, structure, 1.0)

    def __len__(self):
        return self.frames

    def apart(self, a, b):
        assert 0 <= a < b < self.frames
        return self.near if (a, b) == self.pair else 10.0

    def back(self, a, b, limit):
        assert (a, b) == self.pair and limit == 0.4
        return self.seen


@pytest.mark.parametrize(
    ("frame", "film", "flash"),
    [
        (50, Back((49, 51)), True),
        (50, Back((49, 54)), True),
        (50, Back((49, 55)), False),
        (50, Back((48, 50)), True),
        (50, Back((45, 50)), True),
        (50, Back((44, 50)), False),
        (50, Back((49, 51), rate=2), True),
        (50, Back((49, 52), rate=2), False),
        (1, Back((0, 2)), True),
        (2, Back((0, 2)), True),
        (98, Back((97, 99)), True),
        (99, Back((95, 99)), True),
        (1, Back((5, 6), frames=2), False),
        (50, Back((49, 51), apart=6.9), True),
        (50, Back((49, 51), apart=7.0), False),
        (50, Back((49, 51), residual=0.19), True),
        (50, Back((49, 51), residual=0.2), False),
        (50, Back((49, 51), structure=0.19), True),
        (50, Back((49, 51), structure=0.2), False),
    ],
)
def test_a_flash_is_back_soon_and_nearly_as_it_was(frame, film, flash):
    """Ten levels apart; back is under 0.7 of it, 0.4 of the residual, half of the structure."""
    assert detect.is_flash(film, frame, Unlike(0.5, 0.4, 0.1)) is flash


def held(jumps, hold=2):
    """Return the changes of pictures that are held for so many frames each."""
    row = np.zeros(len(jumps) * hold + 1, np.float32)
    row[hold::hold] = jumps
    return row


@pytest.mark.parametrize(
    ("jumps", "stride"),
    [([9] * 6, True), ([5, 5, 9, 5, 5, 5], True), ([4, 4, 9, 4, 4, 4], False)],
)
def test_animation_on_twos_jumps_about_as_far_before_and_after(jumps, stride):
    film = frames(*[texture(1)] * 2)
    film.__dict__["change"] = held(jumps)
    assert detect.is_stride(film, 6) is stride


@pytest.mark.parametrize(
    ("before", "after", "stride"),
    [
        ([0, 10, 0], [0, 10], True),
        ([10, 0, 0, 0], [0, 0, 0, 10], True),
        ([10, 0, 0, 0, 0], [0, 10], False),  # held for longer than four frames
        ([0, 10, 0], [0, 0, 0, 0, 10], False),
        ([10, 0], [0, 10, 0], True),
        ([0], [0, 10], False),
        ([0, 10, 1.0], [1.0, 10], True),
        ([0, 10, 1.1], [0, 10], False),  # more than a tenth is no holding
        ([0, 10, 0], [1.1, 10], False),
        ([0, 5.1, 0], [0, 10], True),
        ([0, 5.0, 0], [0, 10], False),
        ([0, 10, 0], [0, 5.0], False),
        ([0, 10, 0], [0], False),
    ],
)
def test_a_stride_was_there_before_and_goes_on_after(before, after, stride):
    """A change of ten levels between these; the first frame has none before it."""
    film = Changes([0, *before, 10, *after], [])
    assert detect.is_stride(film, 1 + len(before)) is stride


def test_held_for_four_frames_is_animation_and_for_six_a_still_shot():
    film = frames(*[texture(1)] * 2)
    film.__dict__["change"] = held([9] * 5, 4)
    assert detect.is_stride(film, 12)
    film.__dict__["change"] = held([9] * 5, 6)
    assert not detect.is_stride(film, 18)
    film.__dict__["change"] = np.full(20, 9, np.float32)
    assert not detect.is_stride(film, 10), "every frame is new: nothing is held"


@pytest.mark.parametrize(("rate", "longest"), [(24.0, 4), (12.0, 2), (30.0, 5)])
def test_what_comes_back_within_a_sixth_of_a_second_was_a_flash(rate, longest):
    here, there = texture(1, 5), texture(2, 5)
    for length, cuts in ((longest, 0), (longest + 1, 2)):
        film = frames(*[here] * 12, *[there] * length, *[here] * 12, rate=rate)
        assert len(detect.hard_cuts(film)) == cuts


def test_pictures_are_levelled_to_one_mean_and_contrast():
    dark, bright = texture(1) * 0.5, texture(1) * 0.5 + 90
    film = frames(dark, bright)
    made = searched.levelled(film.luma, *film.moments)
    assert made.mean(axis=(1, 2)) == pytest.approx([128, 128], abs=1)
    assert made.std(axis=(1, 2)) == pytest.approx([40, 40], abs=1)
    faint = frames(100 + (texture(1) - 120) / 30, texture(1))
    lifted = searched.levelled(faint.luma, *faint.moments)
    assert lifted[0].std() == pytest.approx(4 * faint.luma[0].std(), rel=0.05), "by four at most"


def test_the_change_before_a_frame_is_that_of_its_light_and_its_colour():
    film = frames(np.full((45, 80), 100), np.full((45, 80), 103), np.full((45, 80), 103))
    film.colour[2] += 5
    assert film.change.tolist() == [0, 3, 5]
    assert searched.differences(np.zeros((1, 4, 4), np.uint8)).shape == (0,)


def test_a_long_film_is_compared_in_pieces_without_a_seam():
    random = np.random.default_rng(0)
    pictures = random.integers(0, 255, (600, 3, 4), np.uint8)
    whole = np.abs(np.diff(pictures.astype(int), axis=0)).mean(axis=(1, 2))
    assert searched.differences(pictures) == pytest.approx(whole)


def test_frames_outside_the_film_are_like_any_other():
    film = frames(texture(1), texture(2))
    for a, b in ((-1, 0), (1, 2)):
        assert (
            film.unlike(a, b) == searched.ALIKE and film.keeps(a, b, 0.99) and film.calm(a, b, 0.01)
        )
    assert film.unlike(0, 1).structure > 0.3 and not film.keeps(0, 1, 0.9)


def test_two_frames_are_no_film_to_be_cut():
    film = frames(texture(1), texture(2))
    assert detect.run(film) == []
    three = frames(texture(1), *[texture(2)] * 2)
    assert detect.run(three) == [Transition(1, "cut", 1, 1)]
