"""Assignment a4: what is drawn for a class can be found by whoever looks, in every class."""

from pathlib import Path

import cv2
import numpy as np
import pytest

import kuleshov as ku
from kuleshov.grading.checks import a4_kitchen, a4_light, a4_pictures, a4_space
from kuleshov.metrics.formulas.marks import Marks
from kuleshov.metrics.formulas.reconstruction import moved, solve, things

ROOT = Path(__file__).resolve().parents[3]
STILLS = ROOT / "assignments" / "material" / "a4-space-and-light"
FEW = [*range(3), *(pytest.param(n, marks=pytest.mark.proof) for n in range(3, 120))]


@pytest.fixture(scope="module")
def rushes():
    return ku.rushes("understudy")


@pytest.mark.parametrize("seed", FEW)
def test_the_moved_thing_and_the_bearings_can_be_found_whatever_the_seed(seed):
    kitchen = a4_kitchen.kitchen(seed)
    pictures = Marks.from_text(kitchen.marks.to_text()).pictures
    room = solve(pictures)
    first, second = moved(pictures, room)[:2]
    assert first.thing == kitchen.moved and first.p < 1e-9 < second.p
    without = solve(pictures, things(room.names)[first.thing])
    assert without.residual < 1.3
    where = dict(zip(without.names, without.plan()[0].tolist(), strict=True))
    here, facing = (np.array(where[n]) for n in ("clock middle", a4_kitchen.FACING))
    found = {
        name: a4_kitchen.turned(facing - here, np.array(where[name]) - here)
        for name in a4_kitchen.ASKED
    }
    assert a4_space.wrong_bearings(found, seed) == []
    assert len(a4_space.refusal_of(kitchen.few)) > 20


def test_a_seed_has_answers_of_its_own():
    kitchens = [a4_kitchen.kitchen(seed) for seed in range(60)]
    assert {k.moved for k in kitchens} == set(a4_kitchen.MOVABLE)
    for name in a4_kitchen.ASKED:
        spread = [k.bearings()[name] for k in kitchens]
        assert np.ptp(spread) > 2 * a4_space.BEARING, name
    drawn = [a4_pictures.draw(seed) for seed in range(60)]
    assert {one.keeps() for one in drawn} == {1, 2}
    for number in range(a4_pictures.PAIRS):
        assert {d.pairs[number].fault for d in drawn} == set(a4_pictures.FAULTS)
    for one in drawn:
        assert {pair.fault for pair in one.pairs} == set(a4_pictures.FAULTS)


@pytest.mark.parametrize("seed", range(4))
def test_a_pictures_fault_is_what_was_done_to_it(seed, rushes):
    drawn = a4_pictures.draw(seed)
    files = a4_pictures.pictures(seed, seed, seed, STILLS, rushes)
    for number, pair in enumerate(drawn.pairs, 1):
        both = cv2.imdecode(np.frombuffer(files[f"pair-{number}.jpg"], np.uint8), 1)[..., ::-1]
        right = both[:, a4_pictures.SIZE[0] :].astype(float)
        take = rushes[pair.right]
        clean = take.clip.frame(take.truth.frame_at(pair.second))
        clean = cv2.resize(a4_pictures._nearer(clean, pair.corner), a4_pictures.SIZE,
                           interpolation=cv2.INTER_AREA).astype(float)  # fmt: skip
        as_it_is, turned = np.abs(right - clean).mean(), np.abs(right[:, ::-1] - clean).mean()
        ratio = np.log2(np.median(right[..., 0] / 255) / np.median(clean[..., 0] / 255))
        ratio -= np.log2(np.median(right[..., 2] / 255) / np.median(clean[..., 2] / 255))
        assert (pair.fault == "none") == (as_it_is < 3)
        assert (pair.fault == "mirrored") == (turned < 3 < as_it_is)
        assert (pair.fault == "white balance") == (abs(ratio) > 0.35)


def test_the_grade_can_be_undone_in_every_class(rushes):
    for seed in range(25):
        grade, frame = a4_pictures.draw(seed).grade, seed
        undo = {"stops": -grade.stops, "warmth": -grade.warmth, "tint": -grade.tint}
        for what in ("light", "colour"):
            assert a4_light.not_undone(undo, seed, frame, rushes, what) == []
            again = {name: -value for name, value in undo.items()}
            assert "other sign" in a4_light.not_undone(again, seed, frame, rushes, what)[0]


def test_the_graded_file_is_the_frame_with_the_grade(rushes):
    files = a4_pictures.pictures(3, 5, 1, STILLS, rushes)
    given = cv2.imdecode(np.frombuffer(files["graded.jpg"], np.uint8), 1)[..., ::-1]
    was = a4_pictures.original(5, rushes)
    grade = a4_pictures.draw(3).grade
    assert np.abs(given.astype(float) - grade.apply(was)).mean() < 1.5


def test_marks_on_the_heads_pass_and_those_on_the_other_side_do_not():
    for seed in range(6):
        texts = [a4_space.true_sides(seed, number) for number in (1, 2)]
        assert [a4_space.wrong_sides(t, n, seed) for n, t in enumerate(texts, 1)] == [[], []]
        drawn = a4_pictures.draw(seed)
        for number, text in enumerate(texts, 1):
            first, second = Marks.from_text(text)
            names = sorted(first.subjects)
            left = [min(names, key=lambda n, p=p: p.subjects[n][0]) for p in (first, second)]
            assert (left[0] == left[1]) == (drawn.keeps() == number)
    swapped = (
        texts[0].replace("man", "wo-man").replace("*window", "*man").replace("*wowo-man", "*man")
    )
    assert a4_space.wrong_sides(swapped, 1, seed)
    assert a4_space.wrong_keeper(3 - drawn.keeps(), seed) and not a4_space.wrong_keeper(
        drawn.keeps(), seed
    )
