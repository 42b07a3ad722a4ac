"""The edit as a student holds it: what every operation takes, gives back, says and refuses."""

import threading
from dataclasses import dataclass
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from kuleshov.errors import EditError
from kuleshov.timeline import Cut, Edit, Shot, checks


@dataclass(frozen=True)
class Reel:
    name: str
    frames: int = 240
    rate: Fraction = Fraction(24)


BIN = {name: Reel(name) for name in ("A", "B", "C", "D")}


def three(**options):
    """Return a cut of three shots, of two seconds, a second and three seconds."""
    cut = Cut("three", rushes=BIN).add("A", "24f", "72f").add("B", "48f", "72f")
    return cut.add("C", "12f", "84f", **options)


def points(cut):
    return [(shot.take, shot.in_, shot.out) for shot in cut]


A, B, C = ("A", 24, 72), ("B", 48, 72), ("C", 12, 84)
GAP = ("gap", 0, 24)


@pytest.mark.parametrize(
    ("operation", "wanted"),
    [
        (lambda cut: cut.add("D"), [A, B, C, ("D", 0, 240)]),
        (lambda cut: cut.add("D", out="10f"), [A, B, C, ("D", 0, 10)]),
        (lambda cut: cut.add("D", "01:00"), [A, B, C, ("D", 24, 240)]),
        (lambda cut: cut.insert(1, "D"), [("D", 0, 240), A, B, C]),
        (lambda cut: cut.insert(3, "D", "5f", "6f"), [A, B, ("D", 5, 6), C]),
        (lambda cut: cut.insert(4, "D", out="1f"), [A, B, C, ("D", 0, 1)]),
        (lambda cut: cut.replace(2, "D"), [A, ("D", 0, 24), C]),
        (lambda cut: cut.replace(2, "D", "10f"), [A, ("D", 10, 34), C]),
        (lambda cut: cut.replace(2, "D", "10f", "20f"), [A, ("D", 10, 20), C]),
        (lambda cut: cut.title_card("Again"), [A, B, C, ("title", 0, 48)]),
        (lambda cut: cut.title_card("Again", "5f", 1), [("title", 0, 5), A, B, C]),
        (lambda cut: cut.black(), [A, B, C, ("black", 0, 24)]),
        (lambda cut: cut.black("5f", 2), [A, ("black", 0, 5), B, C]),
        (lambda cut: cut.remove(1), [B, C]),
        (lambda cut: cut.remove(3), [A, B]),
        (lambda cut: cut.lift(2), [A, GAP, C]),
        (lambda cut: cut.move(1, 3), [B, C, A]),
        (lambda cut: cut.move(3, 2), [A, C, B]),
        (lambda cut: cut.trim(2), [A, B, C]),
        (lambda cut: cut.trim(2, "50f"), [A, ("B", 50, 72), C]),
        (lambda cut: cut.trim(2, out="50f"), [A, ("B", 48, 50), C]),
        (lambda cut: cut.trim(2, 0, "240f"), [A, ("B", 0, 240), C]),
        (lambda cut: cut.ripple(2, 6), [A, ("B", 48, 78), C]),
        (lambda cut: cut.ripple(2, -6, "out"), [A, ("B", 48, 66), C]),
        (lambda cut: cut.ripple(2, 6, "in"), [A, ("B", 42, 72), C]),
        (lambda cut: cut.roll(1, 6), [("A", 24, 78), ("B", 54, 72), C]),
        (lambda cut: cut.slip(2, -48), [A, ("B", 0, 24), C]),
        (lambda cut: cut.slip(2, 168), [A, ("B", 216, 240), C]),
        (lambda cut: cut.slide(2, 3), [("A", 24, 75), B, ("C", 15, 84)]),
        (lambda cut: cut.blade("02:12"), [A, ("B", 48, 60), ("B", 60, 72), C]),
    ],
)  # fmt: skip
def test_each_operation_gives_the_shots_it_promises_and_can_be_taken_back(operation, wanted):
    cut = three()
    before = cut.edit
    assert operation(cut) is cut
    assert points(cut) == wanted and cut.said == ""
    assert cut.undo() is cut and cut.edit is before
    assert cut.redo() is cut and points(cut) == wanted
    with pytest.raises(EditError, match="nothing to redo"):
        cut.redo()


@pytest.mark.parametrize(
    ("operation", "options"),
    [
        (lambda cut: cut.split(2, 8), {"split": 8}),
        (lambda cut: cut.dissolve(2, 8), {"dissolve": 8}),
        (lambda cut: cut.fade(2, 8), {"fade_in": 8}),
        (lambda cut: cut.fade(2, fade_out=8), {"fade_out": 8}),
        (lambda cut: cut.fade(2, 1, 2).fade(2), {}),
        (lambda cut: cut.level(2, -3), {"gain": -3}),
        (lambda cut: cut.remove(2).insert(2, "B", "48f", "72f", split=1, dissolve=2, gain=3),
         {"split": 1, "dissolve": 2, "gain": 3}),
        (lambda cut: cut.remove(2).insert(2, "B", "48f", "72f", fade_in=1, fade_out=2),
         {"fade_in": 1, "fade_out": 2}),
    ],
)  # fmt: skip
def test_each_option_is_set_on_its_shot_alone(operation, options):
    cut = three()
    assert operation(cut) is cut
    assert cut.shots == (Shot(*A), Shot(*B, **options), Shot(*C))


def test_notes_and_cards_options_are_kept():
    cut = three(note="last").note(1, "first")
    assert [shot.note for shot in cut] == ["first", "", "last"]
    cut.title_card("Again", "24f", fade_in=6, note="slow").black("24f", 1, fade_out=3)
    assert (cut.shots[-1].fade_in, cut.shots[-1].note, cut.shots[-1].text) == (6, "slow", "Again")
    assert cut.shots[0].fade_out == 3
    with pytest.raises(
        EditError, match=r"^colour, speed: not known here. A shot may have dissolve,"
    ):
        cut.add("A", speed=2, colour="red")


def test_a_title_s_words_and_the_film_s_title_are_written_anew():
    cut = three().title_card("Again", "24f", 2, fade_in=6).words(2, " Three\n weeks later ")
    assert cut.shots[1] == Shot("title", 0, 24, fade_in=6, text="Three weeks later")
    assert cut.undo().shots[1].text == "Again"
    before = cut.shots
    assert cut.rename(" Who taught \n you that ").title == "Who taught you that"
    assert cut.to_text().splitlines()[1] == "title: Who taught you that" and cut.shots == before
    assert cut.undo().title == "three" and cut.redo().title == "Who taught you that"


def test_a_take_in_another_s_place_keeps_all_but_the_words():
    cut = three().split(2, 4).dissolve(2, 6).level(2, -3).note(2, "hers").replace(2, "D", "5f")
    assert cut.shots[1] == Shot("D", 5, 29, split=4, dissolve=6, gain=-3)
    assert cut.shots[1].note == "hers"
    assert Cut("card", rushes=BIN).title_card("Again", "12f").replace(1, "A").shots == (
        Shot("A", 0, 12),
    )


def test_what_a_cut_says_of_itself():
    cut = three()
    assert (cut.frames, cut.duration, cut.rate, cut.title) == (144, 6.0, 24, "three")
    assert cut.cuts == [48, 72] and cut.shot_lengths == [2.0, 1.0, 3.0]
    assert len(cut) == 3 and [shot.take for shot in cut] == ["A", "B", "C"]
    assert repr(cut) == "Cut('three', 3 shots, 00:00:06:00)"
    assert repr(Cut().black()) == "Cut('untitled', 1 shot, 00:00:01:00)"
    assert repr(Cut()) == "Cut('untitled', 0 shots, 00:00:00:00)" and Cut().cuts == []
    assert Cut("slow", 12).black("1.0").frames == 12
    with pytest.raises(TypeError, match="unhashable"):
        hash(cut)
    assert cut == three() and cut != three(gain=1) and cut != cut.edit


def test_whole_numbers_are_seconds_and_an_f_makes_them_frames():
    cut = Cut("seconds", rushes=BIN).add("A", 7, np.int64(10)).add("B", "7f", "11f").black(2)
    assert [(shot.in_, shot.out) for shot in cut] == [(168, 240), (7, 11), (0, 48)]
    assert cut.said == ""


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        (lambda cut: cut.add("D", 1.01, 2.0), "1.01 s lies between two frames: snapped to 00:00:01:00."),
        (lambda cut: cut.add("D", 0, "2.49"), "2.49 s lies between two frames: snapped to 00:00:02:12."),
        (lambda cut: cut.replace(1, "D", 0.51), "0.51 s lies between two frames: snapped to 00:00:00:12."),
        (lambda cut: cut.trim(1, 1.01), "1.01 s lies between two frames: snapped to 00:00:01:00."),
        (lambda cut: cut.trim(1, out=2.99), "2.99 s lies between two frames: snapped to 00:00:03:00."),
        (lambda cut: cut.title_card("x", 1.01), "1.01 s lies between two frames: snapped to 00:00:01:00."),
        (lambda cut: cut.black(1.01), "1.01 s lies between two frames: snapped to 00:00:01:00."),
        (lambda cut: cut.blade(1.01), "1.01 s lies between two frames: snapped to 00:00:01:00."),
    ],
)  # fmt: skip
def test_a_time_between_two_frames_is_said_until_the_next_operation(operation, said):
    cut = three()
    assert operation(cut).said == said
    assert cut.note(1, "x").said == ""


def test_two_times_between_frames_are_both_said():
    cut = three().add("D", 1.01, 2.01)
    assert cut.said.count("snapped to") == 2 and "00:00:01:00. 2.01 s" in cut.said
    assert points(cut)[-1] == ("D", 24, 48)


@pytest.mark.parametrize(
    ("operation", "says"),
    [
        (lambda cut: cut.add("A", "-1f", "5f"), "A begins at 00:00:00:00; this cut asks for 1 frames before."),
        (lambda cut: cut.add("A", 0, "241f"), "A ends at 00:00:10:00; .* up to 00:00:10:01."),
        (lambda cut: cut.add("A", "24f", "24f"), "The out point of A, 00:00:01:00, is not after its in point, 00:00:01:00."),
        (lambda cut: cut.add("A", "24f", "-5f"), "The out point of A, 00:00:00:00, is not after its in point, 00:00:01:00."),
        (lambda cut: cut.trim(1, "72f"), "The out point of A, 00:00:03:00, is not after its in point, 00:00:03:00."),
        (lambda cut: cut.replace(3, "D", "169f"), "D ends at 00:00:10:00; .* up to 00:00:10:01."),
        (lambda cut: cut.add("A", 24, 72), r'up to 00:01:12:00\. 24 means 24 seconds; frame 24 is written "24f"\.$'),
        (lambda cut: cut.add("A", 0, 11), r"up to 00:00:11:00\. 11 means 11 seconds"),
        (lambda cut: cut.add("A", 0, 241), r"up to 00:04:01:00\.$"),
        (lambda cut: cut.add("A", 0, 11.0), r"up to 00:00:11:00\.$"),
        (lambda cut: cut.trim(1, 48), 'not after its in point, 00:00:48:00. 48 means .* "48f"'),
        (lambda cut: cut.replace(1, "D", np.int64(60)), 'frame 60 is written "60f"'),
        (lambda cut: cut.insert(1, "D", 0, 200), 'frame 200 is written "200f"'),
        (lambda cut: cut.blade(60), r'^The film ends at 00:00:06:00\. 60 means 60 seconds; .* "60f"\.$'),
        (lambda cut: cut.cutaway(60, "D", 0, 1), 'frame 60 is written "60f"'),
        (lambda cut: cut.cutaway(0, "D", 0, 24), 'frame 24 is written "24f"'),
        (lambda cut: cut.ripple(3, 157), "C ends at 00:00:10:00"),
        (lambda cut: cut.ripple(3, 13, "in"), "C begins at 00:00:00:00; this cut asks for 1 frames"),
        (lambda cut: cut.ripple(1, 1, "head"), "A shot has an \"in\" and an \"out\" edge, not 'head'"),
        (lambda cut: cut.slip(2, 169), "B ends at 00:00:10:00"),
        (lambda cut: cut.roll(1, 169), "not after its in point|A ends"),
        (lambda cut: cut.slide(2, 60).roll(1, 120), "not after its in point|A ends"),
        (lambda cut: cut.take("E"), "There is no take 'E' in its rushes. (Did you mean|There are) A"),
        (lambda cut: cut.add(7), "A shot is cut from a take or a clip, .* not from 7"),
        (lambda cut: cut.add(SimpleNamespace(name="E")), "A shot is cut from a take or a clip"),
        (lambda cut: cut.add(SimpleNamespace(name="", frames=9)), "A shot is cut from a take or"),
        (lambda cut: cut.add(Reel("black")), "A clip named 'black' can't be cut in"),
        (lambda cut: cut.title_card("x", "24f", 5), "inserted at 1 to 4, not at 5"),
        (lambda cut: cut.words(2, "x"), r"Shot 2 \(B\) is no title card: .*before=2\) puts one in"),
        (lambda cut: cut.title_card("x").words(4, 7), "A title is words, not 7"),
        (lambda cut: cut.words(9, "x"), "There is no shot 9"),
        (lambda cut: cut.rename(" \n"), "A film has a title of a word or more"),
        (lambda cut: cut.rename(None), "A film's title is words, not None"),
        (lambda cut: cut.undo().undo().undo().undo(), "There is nothing to undo."),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_in_a_sentence(operation, says):
    with pytest.raises(EditError, match=says):
        operation(three())


def test_a_roll_and_a_slide_stay_within_the_takes():
    cut = Cut("edge", rushes=BIN).add("A", "200f", "230f").add("B", 0, "40f").add("C", "5f", "40f")
    assert points(cut.copy().slide(2, 10))[0] == ("A", 200, 240)
    assert points(cut.copy().slide(2, -5))[2] == ("C", 0, 40)
    for way, by, says in (("slide", 11, "A ends"), ("slide", -6, "C begins|begins 1 frames"),
                          ("roll", 11, "A ends"), ("roll", -1, "begins 1 frames")):  # fmt: skip
        with pytest.raises(EditError, match=says):
            getattr(cut, way)(2 if way == "slide" else 1, by)


def test_takes_are_found_in_the_bins_and_remembered():
    cut = Cut("own").add(BIN["A"], 0, "24f").add(BIN["A"], "24f", "48f")
    assert cut.take("A") is BIN["A"] and cut.add("A", 0, "1f").frames == 49
    for name in ("path", "clip"):
        first, other = (SimpleNamespace(name="X", frames=9, rate=Fraction(24)) for _ in range(2))
        if name == "path":
            first.path, other.path = "one.mp4", "other.mp4"
            with pytest.raises(EditError, match="Two different clips are named 'X'"):
                Cut("two").add(first).add(other)
            other.path = "one.mp4"
        else:
            first.clip = film = object()
            assert Cut("film").add(first).take_clip("X") is film
        assert Cut("two").add(first).add(other).take("X") is other
    assert Cut("itself").add(BIN["A"]).take_clip("A") is BIN["A"]
    bins = dict(BIN)
    cut = Cut("once", rushes=bins)
    assert cut.take("A") is BIN["A"]
    del bins["A"]
    assert cut.take("A") is BIN["A"]
    with pytest.raises(EditError, match="There is no take 'E' in its rushes"):
        cut.take("E")


@pytest.mark.parametrize(
    ("frames", "rate", "whole"), [(80, 16, 120), (250, 25, 240), (1, 48, 0), (24, 25, 23)]
)
def test_a_take_s_length_is_in_whole_frames_of_the_edit(frames, rate, whole):
    cut = Cut("rates", rushes={"A": Reel("A", frames, Fraction(rate))})
    assert cut.take_frames("A") == whole


def test_a_cut_takes_over_another_s_shots_and_takes_but_keeps_its_own():
    mine, other = Cut("mine", rushes=BIN).add("A", 0, "24f"), Cut("other", 12)
    own, more = Reel("A"), Reel("E")
    other.add(own, 0, "6f").add(more, 0, "6f")
    assert mine.become(other) is mine
    assert points(mine) == [("A", 0, 6), ("E", 0, 6)] and (mine.title, mine.rate) == ("mine", 24)
    assert mine.take("E") is more and mine.take("A") is BIN["A"]
    assert points(mine.undo()) == [("A", 0, 24)]


def test_a_copy_has_the_same_takes_and_a_life_of_its_own():
    cut = three()
    twin, named = cut.copy(), cut.copy("twin")
    assert (twin.title, named.title) == ("three", "twin") and twin == named == cut
    assert twin.rate == cut.rate == 24 and Cut("slow", 12).copy().rate == 12
    twin.add("D", 0, "5f")
    assert len(cut) == 3 and twin.take("D") is BIN["D"]
    with pytest.raises(EditError, match="nothing to undo"):
        named.undo()
    own = Cut("own").add(Reel("X"), 0, "5f")
    assert own.copy().add("X", "5f", "9f").frames == 9


def test_a_change_after_an_undo_is_the_new_future():
    cut = three().undo().black("5f")
    with pytest.raises(EditError, match="nothing to redo"):
        cut.redo()
    assert points(cut.undo().undo()) == [A]
    assert points(cut.redo()) == [A, B] and points(cut.redo()) == [A, B, ("black", 0, 5)]


def test_a_cut_that_is_held_waits_for_whoever_holds_it():
    cut, got = Cut("held", rushes=BIN), []

    def ask():
        got.append(cut.held().acquire(blocking=False))

    with cut.held():
        assert len(cut.add("A", 0, "5f")) == 1, "who holds it goes on"
        other = threading.Thread(target=ask)
        other.start()
        other.join()
    ask()
    assert got == [False, True]


def test_a_cut_is_read_from_text_and_data_with_its_takes_at_hand():
    cut = three().note(1, "x")
    for again in (
        Cut.from_text(cut.to_text(), BIN), Cut.from_json(cut.to_json(), BIN),
        Cut.from_edit(cut.edit, BIN), Cut.from_edit(Edit("three", Fraction(24), cut.shots), BIN),
    ):  # fmt: skip
        assert again == cut and again.title == "three" and again.take("D") is BIN["D"]
        with pytest.raises(EditError, match="nothing to undo"):
            again.undo()
    assert Cut.from_text(Cut("slow", 12).to_text()).rate == 12


def test_a_check_listens_unless_it_is_told_not_to(monkeypatch):
    monkeypatch.setattr(checks, "check", lambda cut, sound: [cut, sound])
    cut = Cut("quiet")
    assert cut.check() == [cut, True] and cut.check(sound=False) == [cut, False]
    assert cut.diff(Cut().black()) and not cut.diff(Cut("same"))


@pytest.mark.parametrize("held", ["caf\u00e9", "cafe\u0301"])
@pytest.mark.parametrize("typed", ["caf\u00e9", "cafe\u0301"])
def test_a_take_is_found_in_either_spelling_of_its_accents(held, typed):
    class Reel:
        name, frames, rate = held, 100, 24

    cut = Cut("names", rushes={held: Reel()}).add(typed, 0, "24f")
    assert cut.take(typed) is cut.take(held) and cut.take_frames(cut.shots[0].take) == 100
    assert Cut.from_text(cut.to_text(), {held: Reel()}).take_frames(held) == 100
    assert Cut("given").add(Reel(), 0, "24f") == cut


def test_a_film_that_is_called_as_a_card_goes_by_its_file_s_name(tmp_path):
    class Film:
        frames, rate = 100, 24

        def __init__(self, name):
            self.name, self.path = name, tmp_path / f"{name}.mp4"

    cut = Cut("cards").add(Film("title"), 0, "24f").add(Film("black"), 0, "24f")
    assert [(shot.take, shot.is_card) for shot in cut] == [
        ("title.mp4", False),
        ("black.mp4", False),
    ]
    assert Cut.from_text(cut.to_text()) == cut
    with pytest.raises(EditError, match="'gap' is a card in an edit, and can't be a take"):
        Cut("cards", rushes={"gap": Film("gap")}).add("gap", 0, "24f")
