"""Assignment a5: what is drawn for a class can be found, and met, by whoever listens, in every class."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.errors import KuleshovError
from kuleshov.grading.checks import a2_first_cut, a5_conversation, a5_sync, a5_talk
from kuleshov.metrics.formulas.loudness import integrated
from kuleshov.timeline.lanes import LaidSound, Lane

SEEDS = [0, 5, 28, *(pytest.param(n, marks=pytest.mark.proof) for n in range(100, 160))]
FILMS = [1, 2, *(pytest.param(n, marks=pytest.mark.proof) for n in range(3, 60))]
DRAWS = range(300)


@pytest.fixture(scope="module")
def rushes():
    return ku.rushes("understudy")


def again(seed, rushes, lag=12, level=-23):
    """Cut a class's talk as its brief asks, by what is printed there."""
    talk, asked = a5_talk.talk(seed, rushes), a5_talk.brief(seed, rushes)
    lines = talk.lines()
    begins = [0.9]
    for line in lines[:-1]:
        wait = 0.8
        if line.speaker == "filament":
            wait = next(gap for at, gap in asked.gaps.items() if abs(at - line.scene) < 0.06)
        begins.append(begins[-1] + line.stop - line.start + wait)
    cuts = [0, *(round(24 * second) + lag for second in begins[1:])]
    cut = ku.Cut("again", rushes=rushes)
    for line, begin, (start, stop) in zip(
        lines, begins, pairwise([*cuts, cuts[-1] + 36]), strict=True
    ):
        take = rushes[a5_talk.TAKES[line.speaker]]
        first = round(24 * take.at(scene=line.scene))
        seen = first + start - round(24 * begin)
        cut.add(take, f"{seen}f", f"{seen + stop - start}f", gain=-96)
        out = first + round(24 * (line.stop - line.start)) + 4
        cut.lane(line.speaker.title()).lay(
            take, f"{first - 2}f", f"{out}f", at=f"{round(24 * begin) - 2}f", stem=line.speaker
        )
    cut.lane("Room").lay("4A-1", "2.0", f"{48 + cut.frames}f", at=0, stem="rest")
    return cut.to_loudness(level)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_brief_can_be_met_in_every_class(seed, rushes):
    talk, asked = a5_talk.talk(seed, rushes), a5_talk.brief(seed, rushes)
    cut = again(seed, rushes)
    assert a5_talk.lines_wrong(cut, talk, asked) == []
    assert [a5_talk.wrong_timing(cut, talk, asked, overlap=over) for over in (True, False)] == [
        [],
        [],
    ]
    assert a5_talk.not_over_another(cut, talk) == []
    assert a5_talk.not_so_loud(cut) == [] and a5_talk.no_tone(cut) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_the_talk_as_it_is_given_meets_none_of_it(seed, rushes):
    talk, asked = a5_talk.talk(seed, rushes), a5_talk.brief(seed, rushes)
    assert [line.whole for line in talk.lines()] == [True] * 6
    assert [finding.sentence for finding in talk.check(sound=False)] == []
    for overlap in (True, False):
        assert "is asked for" in a5_talk.wrong_timing(talk, talk, asked, overlap)[0]
    assert "None of the three answers comes" in a5_talk.lines_wrong(talk, talk, asked)[0]
    assert a5_talk.not_over_another(talk, talk)[0].startswith("0 lines begin")
    assert "its level has to rise" in a5_talk.not_so_loud(talk)[0]
    assert "there is no sound at all" in a5_talk.no_tone(talk)[0]


def test_a_class_has_a_talk_of_its_own(rushes):
    briefs = [a5_talk.brief(seed, rushes) for seed in range(40)]
    assert len({tuple(one.words.values()) for one in briefs}) > 5
    assert len({tuple(np.sign(list(one.gaps.values()))) for one in briefs}) == 3
    for one in briefs:
        gaps = sorted(one.gaps.values())
        assert gaps[0] < -0.1 and 0.1 < gaps[1] < 0.25 and gaps[2] > 0.7


def test_what_is_missing_from_a_recut_is_said(rushes):
    talk, asked = a5_talk.talk(5, rushes), a5_talk.brief(5, rushes)
    cut = again(5, rushes)

    def said(*changes):
        made = cut.copy("changed")
        for change in changes:
            change(made)
        return " ".join(a5_talk.lines_wrong(made, talk, asked))

    first, second = cut.lane("Diode").sounds[0], cut.lane("Filament").sounds[1]
    assert "isn't heard in yours" in said(lambda c: c.lane("Diode").remove(2))
    assert "isn't heard in yours" in said(lambda c: c.lane("Diode").mute())
    assert "is cut off" in said(lambda c: c.lane("Diode").trim(1, out=f"{first.out - 12}f"))
    points = f"{first.in_}f", f"{first.out}f"
    assert "is heard 2 times; once is enough" in said(
        lambda c: c.lane("more").lay(first.take, *points, at="8.0", stem="diode")
    )
    assert "is no line of this talk" in said(
        lambda c: c.lane("more").lay("1A-1", "50.0", "58.0", at=0)
    )
    assert "in their order" in said(
        lambda c: c.lane("Diode").move(1, f"{second.at + 60}f", to="other")
    )


def test_voices_that_nobody_can_hear_are_no_lines(rushes):
    talk, asked = a5_talk.talk(5, rushes), a5_talk.brief(5, rushes)
    for level in (-59, -40):
        cut = again(5, rushes)
        cut.lane("Filament").fader(level)
        cut.lane("Diode").fader(level)
        assert all(line.whole for line in cut.lines())
        assert (
            "is too soft to be heard" in a5_talk.lines_wrong(cut.to_loudness(-23), talk, asked)[0]
        )
    softer = again(5, rushes)
    softer.lane("Filament").fader(-8)
    assert a5_talk.lines_wrong(softer.to_loudness(-23), talk, asked) == []


def test_a_second_take_and_a_nudge_are_told(rushes):
    talk, asked = a5_talk.talk(1, rushes), a5_talk.brief(1, rushes)
    cut = again(1, rushes)
    first = cut.lane("Filament").sounds[0]
    line = next(one for one in rushes["4A-2"].truth.lines if one.text == talk.lines()[0].text)
    cut.lane("Filament").remove(1)
    cut.lane("Filament").lay(
        "4A-2", f"{round(24 * line.onset) - 2}f", f"{round(24 * line.offset) + 4}f",
        at=f"{first.at}f", stem="filament",
    )  # fmt: skip
    assert "another moment or take" in a5_talk.lines_wrong(cut, talk, asked)[0]
    nudged = talk.copy("nudged")
    nudged.lane("Diode").move(3, f"{nudged.lane('Diode').sounds[2].at + 4}f")
    assert "None of the three" in a5_talk.lines_wrong(nudged, talk, asked)[0]


def test_a_shot_in_pieces_is_one_look(rushes):
    talk, cut = a5_talk.talk(5, rushes), again(5, rushes)
    whole = a5_talk.not_over_another(cut, talk)
    for frame in range(6, cut.frames, 6):
        if frame not in cut.cuts:
            cut.blade(f"{frame}f")
    assert a5_talk.not_over_another(cut, talk) == whole == []


def test_a_lane_is_held_to_its_takes_before_anything_is_measured(rushes):
    for take, stem, said in (
        ("9Z-1", "", "Lane more, at 00:00:01:00:"),
        ("4A-1", "room", "Lane more, at 00:00:01:00:"),
        ("4A-1", "rest", "and your sound goes on after it"),
    ):
        cut = again(5, rushes)
        lane = Lane("more", (LaidSound(take, 600, 1300, 24, stem=stem),))
        made = ku.Cut.from_text(cut.to_text(), rushes)
        made._edit = replace(made.edit, lanes=(*made.edit.lanes, lane))
        assert said in a2_first_cut.not_its_text(made, rushes)[0]
    assert a2_first_cut.not_its_text(again(5, rushes), rushes) == []


def test_an_answer_that_waits_too_long_is_told_by_how_many_frames(rushes):
    talk, asked = a5_talk.talk(5, rushes), a5_talk.brief(5, rushes)
    cut = again(5, rushes)
    short = next(n for n, gap in enumerate(asked.gaps.values(), 1) if 0 < gap < 0.3)
    at = cut.lane("Diode").sounds[short - 1].at
    cut.lane("Diode").move(short, f"{at + 1}f")
    assert a5_talk.wrong_timing(cut, talk, asked, overlap=False) == []
    cut.lane("Diode").move(short, f"{at + 4}f")
    assert "Move the line 4 frames earlier" in a5_talk.wrong_timing(cut, talk, asked, False)[0]


def test_a_talk_is_as_loud_as_is_asked_and_clips_nowhere(rushes):
    cut = again(5, rushes)
    level = cut.edit.level
    assert a5_talk.not_so_loud(cut.master(level + 0.4)) == []
    assert "fall by 1.0 dB" in a5_talk.not_so_loud(cut.master(level + 1))[0]
    cut.lane("pop").lay("6B-1", "82f", "84f", at="3.0", gain=24)
    assert "dBTP" in a5_talk.not_so_loud(cut.to_loudness(-23))[0]
    for name in ("Diode", "Filament", "Room", "pop"):
        cut.lane(name).mute()
    assert "loud enough to be measured" in a5_talk.not_so_loud(cut)[0]


def test_a_room_that_ends_before_the_talk_is_a_hole(rushes):
    cut = again(5, rushes)
    whole = cut.lane("Room").sounds[0].out
    assert a5_talk.no_tone(cut.copy("x")) == []
    cut.lane("Room").trim(1, out=f"{whole - 3}f")
    assert a5_talk.no_tone(cut) == []
    cut.lane("Room").trim(1, out=f"{whole - 20}f")
    assert "no sound at all for 0." in a5_talk.no_tone(cut)[0]


def test_a_flash_of_the_other_is_no_look(rushes):
    talk = a5_talk.talk(5, rushes)
    cut = ku.Cut("flashes", rushes=rushes)
    begins = [round(24 * line.start) for line in talk.lines()]
    for shot, start, at in zip(talk, (0, *talk.cuts), begins, strict=True):
        other = "5A-1" if shot.take == "4A-1" else "4A-1"
        before = at - start - 1
        cut.add(shot.take, f"{shot.in_}f", f"{shot.in_ + before}f", gain=-96)
        cut.add(other, "192f", "195f", gain=-96)
        cut.add(shot.take, f"{shot.in_ + before + 3}f", f"{shot.out}f", gain=-96)
    for who in ("Filament", "Diode"):
        for one in talk.lane(who).sounds:
            points = f"{one.in_}f", f"{one.out}f"
            cut.lane(who).lay(one.take, *points, at=f"{one.at}f", stem=one.stem)
    assert cut.frames == talk.frames
    assert sum(line.over_another for line in cut.lines()) == 6
    assert "6 pictures are there for under half a second" in a5_talk.not_over_another(cut, talk)[0]


@pytest.mark.parametrize("seed", FILMS)
def test_a_films_offset_can_be_counted_whatever_the_seed(seed, rushes, tmp_path):
    """By the largest rise of light and of level, as the assignment's own solution does."""
    for number, (name, data) in enumerate(a5_sync.films(seed, rushes).items(), 1):
        (tmp_path / name).write_bytes(data)
        table = a5_sync.curves(tmp_path / name)
        seen = table["light"].diff().idxmax()
        assert seen == a5_sync.draw(seed)[number - 1].seen
        heard = table["level"].where(table["frame"] > 2).diff().idxmax()
        assert a5_sync.wrong_offset({1: 0, 2: 0, 3: 0} | {number: heard - seen}, seed, number) == []


def test_a_film_holds_the_takes_sound_moved_by_what_was_drawn(rushes, tmp_path):
    """To the sample, by correlation with the take: another way than a jump of level."""
    for drawn, (name, data) in zip(a5_sync.draw(4), a5_sync.films(4, rushes).items(), strict=True):
        (tmp_path / name).write_bytes(data)
        film = ku.Clip(tmp_path / name).read_sound(0, None, rate=48000, mono=True).ravel()
        take = rushes[drawn.event.take].clip.read_sound(0, None, rate=48000, mono=True).ravel()
        size = 1 << (len(film) + len(take)).bit_length()
        likeness = np.fft.irfft(np.fft.rfft(take, size) * np.conj(np.fft.rfft(film, size)), size)
        lag = int(np.argmax(likeness))
        lag -= size if lag > size // 2 else 0
        early = drawn.event.early
        assert lag == pytest.approx(2000 * (drawn.first - drawn.late - early), abs=30)


def test_offsets_are_drawn_so_that_none_is_guessed():
    for seed in DRAWS:
        late = [film.late for film in a5_sync.draw(seed)]
        assert min(late) < 0 < max(late) and min(map(abs, late)) > 2
        for guess in (0, 1, -1):
            assert all(
                a5_sync.wrong_offset(dict.fromkeys((1, 2, 3), guess), seed, n) for n in (1, 2, 3)
            )
    for number in range(3):
        assert len({a5_sync.draw(seed)[number].late for seed in DRAWS}) > 10


def test_slips_of_sync_have_their_sentences():
    late = {n: film.late for n, film in enumerate(a5_sync.draw(9), 1)}

    def said(factor):
        given = {number: factor * frames for number, frames in late.items()}
        return a5_sync.wrong_offset(given, 9, 2)[0]

    assert "wrong way round" in said(-1) and "milliseconds" in said(1000 / 24)
    assert "seconds" in said(1 / 24) and "is it *heard*" in said(1.6)
    assert a5_sync.wrong_offset(dict.fromkeys(late, np.int64(late[1])), 9, 1) == []
    only = {2: late[2]}
    assert a5_sync.wrong_offset(only, 9, 2) == [] and "Film 1 is" in a5_sync.no_offset(only, 1)[0]
    assert "a number of frames" in a5_sync.no_offset({1: "4"}, 1)[0]
    assert "write it as" in a5_sync.no_offset([1, 2, 3], 1)[0]
    with pytest.raises(KuleshovError, match="isn't beside the notebook"):
        a5_sync.curves("nowhere.mp4")


def test_loudness_is_the_meters_own():
    """Blocks that last, so that those which the kit's meter hears between them hardly count."""
    for seed in range(8):
        power = a5_conversation.some_power(seed, 30)
        tenths = np.repeat(power.sum(axis=1), 4 * 1000)
        assert a5_conversation._gated(power) == pytest.approx(integrated(tenths), abs=0.02)


def test_drawn_numbers_tell_the_slips_apart():
    """Every rule of a function makes a difference in what a class is asked."""
    for seed in range(40):
        lines = a5_conversation.some_lines(seed, 8)
        shots = a5_conversation.some_shots(seed, lines)
        assert 0 < a5_conversation._over(lines, shots) < 1
        assert a5_conversation._over(lines, shots) != a5_conversation._over(lines, shots, end=True)
        power = a5_conversation.some_power(seed, 40)
        for rival in a5_conversation._rivals(power):
            assert a5_conversation.wrong_loudness(lambda _, value=rival: value, power)
        right = a5_conversation._gated(power)
        assert a5_conversation.wrong_loudness(lambda _, value=right: value, power) == []


def test_right_answers_in_other_forms_and_odd_ones_are_told_rightly():
    talk = [("a", 0, 1), ("b", 1.445, 2)]
    assert a5_conversation.wrong_gaps(lambda _: np.array([445.0]), talk) == []
    assert "list of numbers" in a5_conversation.wrong_gaps(lambda _: "445", talk)[0]
    lines = [("a", 0.5, 1), ("b", 1.5, 2), ("a", 2.5, 3)]
    shots = [(0.0, 2.0, ("a",)), (2.0, 4.0, ("a",))]
    over = lambda value: a5_conversation.wrong_over_another(lambda *_: value, lines, shots)  # noqa: E731
    assert over(1 / 3) == over(0.333) == over(np.float32(1 / 3)) == []
    assert "what a mean of nothing gives" in over(float("nan"))[0]
