"""Assignment a4: what is drawn for a class can be found by whoever looks, in every class."""

from pathlib import Path

import cv2
import numpy as np
import pytest

import kuleshov as ku
from kuleshov.errors import KuleshovError
from kuleshov.grading.checks import a4_kitchen, a4_light, a4_pictures, a4_space
from kuleshov.metrics.formulas.marks import Marks
from kuleshov.metrics.formulas.reconstruction import moved, solve, things

ROOT = Path(__file__).resolve().parents[3]
STILLS = ROOT / "assignments" / "material" / "a4-space-and-light"
FEW = [0, 28, 1011, *(pytest.param(n, marks=pytest.mark.proof) for n in range(1, 120))]
HINTS = [*range(12), *(pytest.param(n, marks=pytest.mark.proof) for n in range(12, 400))]


@pytest.fixture(scope="module")
def rushes():
    return ku.rushes("understudy")


@pytest.mark.parametrize("seed", FEW)
def test_the_moved_thing_and_the_bearings_can_be_found_whatever_the_seed(seed):
    kitchen = a4_kitchen.kitchen(seed)
    pictures = Marks.from_text(kitchen.marks.to_text()).pictures
    room = solve(pictures)
    first, second = moved(pictures, room)[:2]
    assert first.thing == kitchen.moved and first.p < 1e-5 < second.p
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


@pytest.mark.parametrize("seed", HINTS)
def test_the_hints_way_undoes_the_file_that_students_have(seed, rushes):
    """By the mean light of each colour, as the hint says, from the JPEG."""
    was = a4_pictures.original(seed, rushes)
    data = a4_pictures._jpeg(a4_pictures.draw(seed).grade.apply(was), 98)
    spoilt = cv2.imdecode(np.frombuffer(data, np.uint8), 1)[..., ::-1]
    lights = [
        np.where(p <= 0.04045, p / 12.92, ((p + 0.055) / 1.055) ** 2.4).reshape(-1, 3).mean(axis=0)
        for p in (was / 255, spoilt / 255)
    ]
    r, g, b = np.log2(lights[0] / lights[1])
    undo = {"stops": (r + g + b) / 3, "warmth": r - b, "tint": g - (r + b) / 2}
    for what in ("light", "colour"):
        assert a4_light.not_undone(undo, seed, seed, rushes, what) == []
        flat = undo | {"tint": 0.0}
        assert what == "light" or a4_light.not_undone(flat, seed, seed, rushes, what)


def test_the_known_pair_shows_its_fault_by_one_patch_of_wall(rushes):
    example = a4_pictures.Pair(
        *a4_pictures.EXAMPLE[:3], "exposure", a4_pictures.EXAMPLE[3], (0.5, 0.5)
    )
    both = a4_pictures._side_by_side(example, rushes)
    left, right = both[:, : a4_pictures.SIZE[0]], both[:, a4_pictures.SIZE[0] :]
    found = ku.apart(right, left, region=(0.35, 0.7, 0.2, 0.2), against=(0.26, 0.45, 0.08, 0.15))
    assert found.stops == pytest.approx(a4_pictures.EXAMPLE[3].stops, abs=0.4)


def test_other_forms_of_right_answers_are_taken(rushes):
    given = [["cup", "door"], ["door", "lamp"]]
    for form in (np.array, set, tuple, lambda names: dict.fromkeys(names).keys()):
        assert a4_space.wrong_shared(lambda _, form=form: form(["door"]), given) == []
    assert "names are asked for" in a4_space.wrong_shared(lambda _: [["door"]], given)[0]
    behind = ((0, 0), (0, 1), (0, -1))
    for degrees in (180.0, -180.0, np.float32(180)):
        assert a4_space.wrong_bearing(lambda *_, d=degrees: d, *behind) == []
    right = {n: w.title() for n, w in a4_light.the_faults(3).items()} | {0: "exposure"}
    assert a4_light.wrong_faults(right, 3, range(1, 7)) == []
    assert "'exposure' is missing" in a4_light.no_faults(dict.fromkeys(range(7), "none"))[0]
    grade = a4_pictures.draw(3).grade
    undo = ku.Grade(-grade.stops, -grade.warmth, -grade.tint)
    assert a4_light.not_undone(undo, 3, 3, rushes, "colour") == []
    marks = Marks.from_text(a4_space.true_sides(3, 1))
    assert a4_space.wrong_sides(marks, 1, 3) == []
    capitals = a4_space.true_sides(3, 1).replace("*man", "*Man")
    assert a4_space.wrong_sides(capitals, 1, 3) == [] and "*Man" in capitals
    assert "is 1 or 2" in a4_space.wrong_keeper(np.array([1, 2]))[0]


def test_a_file_that_is_missing_or_damaged_is_named(tmp_path):
    for read in (a4_light.still, a4_light.graded_still, a4_space.marked):
        with pytest.raises(KuleshovError, match="isn't beside the notebook"):
            read(tmp_path / "graded.txt")
    (tmp_path / "graded.jpg").write_bytes(b"")
    with pytest.raises(KuleshovError, match="is damaged"):
        a4_light.still(tmp_path / "graded.jpg")


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
