"""An edit's text and JSON: what is written is read back, and what can't be read is named."""

import json
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kuleshov.errors import EditError
from kuleshov.timeline import Edit, Shot, text
from kuleshov.timeline.text import from_json, from_text, shot_line, to_json, to_text


@pytest.mark.parametrize("version", ["3", "0", "-1", '"1"', "true", "null", "[1]"])
def test_another_version_is_named_and_not_called_newer(version):
    words = to_json(Edit("Again")).replace('"kuleshov_edit": 1', f'"kuleshov_edit": {version}')
    with pytest.raises(EditError, match="and this kit reads versions 1 and 2") as refused:
        from_json(words)
    assert f"is of version {version}," in str(refused.value) and "newer" not in str(refused.value)


def test_the_sentence_names_the_line():
    with pytest.raises(EditError, match=r"Line 2 .*8A-1 01:00.*a shot's line is: take, in, out"):
        from_text("4A-1 01:00 04:12\n8A-1 01:00")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("4A-1 04:00 01:00", "not after its in point"),
        ("4A-1 01:00 04:30", "a second that has 24"),
        ("4A-1 01:00 04:00 J", "is not known here"),
        ("4A-1 01:00 04:00 dissolve", "wants its length"),
        ("4A-1 1 48f", "'1' is not a point"),
        ("4A-1 1 4", "'1' is not a point; write seconds and frames, 04:12, or seconds, 4.5"),
        ("4A-1 1,5 4,5", "is not a point"),
        ("4A-1 1.5.0 4.5", "is not a time"),
        ("title 02:00 Again", "stand in quotes"),
        ("4A-1 01:00 04:00 J8 L8", "says again"),
        ("4A-1 01:00 04:00 +99dB", "out of range"),
        ("4A-1 00:00 99999999999999999999:00", "beyond six hours|not a time"),
    ],
)
def test_what_cant_be_read_is_named(line, says):
    with pytest.raises(EditError, match=says):
        from_text("1A-1 00:00 02:00\n" + line)


LINES = [
    ("4A-1 01:00 04:12", Shot("4A-1", 24, 108)),
    ("4A-1 00:00 00:01", Shot("4A-1", 0, 1)),
    ("4A-1 01:00 04:12 J8", Shot("4A-1", 24, 108, split=8)),
    ("4A-1 01:00 04:12 L1", Shot("4A-1", 24, 108, split=-1)),
    ("4A-1 01:00 04:12 picture-only", Shot("4A-1", 24, 108, picture_only=True)),
    ("4A-1 01:00 04:12 dissolve 12", Shot("4A-1", 24, 108, dissolve=12)),
    ("4A-1 01:00 04:12 fade-in 1 fade-out 2", Shot("4A-1", 24, 108, fade_in=1, fade_out=2)),
    ("4A-1 01:00 04:12 -3dB", Shot("4A-1", 24, 108, gain=-3)),
    ("4A-1 01:00 04:12 +1.25dB", Shot("4A-1", 24, 108, gain=1.25)),
    ("4A-1 01:00 04:12 J8 dissolve 4 fade-out 6 -0.5dB  # slow",
     Shot("4A-1", 24, 108, split=8, dissolve=4, fade_out=6, gain=-0.5, note="slow")),
    ('"two words" 00:00 01:00', Shot("two words", 0, 24)),
    ('"a:b" 00:00 01:00', Shot("a:b", 0, 24)),
    ('"#1" 00:00 01:00', Shot("#1", 0, 24)),
    ('"" 00:00 01:00', Shot("", 0, 24)),
    (r'"a\\b\"c" 00:00 01:00', Shot('a\\b"c', 0, 24)),
    ("black 01:00", Shot("black", 0, 24)),
    ("gap 00:05 fade-out 2  # hole", Shot("gap", 0, 5, fade_out=2, note="hole")),
    ('title 02:00 "Who # \\"taught\\" you?" fade-in 6  # first',
     Shot("title", 0, 48, text='Who # "taught" you?', fade_in=6, note="first")),
]  # fmt: skip


@pytest.mark.parametrize(("line", "shot"), LINES)
def test_a_line_is_a_shot_and_a_shot_its_line(line, shot):
    first = Shot("x", 0, 48)
    assert shot_line(shot, Fraction(24)) == line
    read = from_text(f"x 00:00 02:00\n{line}").shots
    assert read == (first, shot) and read[1].note == shot.note
    head = "# kuleshov edit 1\ntitle: Again\nrate: 24\n"
    whole = Edit("Again", shots=(first, shot))
    assert to_text(whole) == f"{head}x 00:00 02:00\n{line}\n"
    assert from_text(to_text(whole)) == whole


@pytest.mark.parametrize(
    ("line", "shot"),
    [
        ("  4A-1   01:00\t04:12  ", Shot("4A-1", 24, 108)),
        ("4A-1 00:00:01:00 00:00:04:12", Shot("4A-1", 24, 108)),
        ("4A-1 1.0 4.5", Shot("4A-1", 24, 108)),
        ("4A-1 .99 4.51", Shot("4A-1", 24, 108)),
        ("4A-1 24f 108F", Shot("4A-1", 24, 108)),
        ("4A-1 01:00 04:12 j8", Shot("4A-1", 24, 108, split=8)),
        ("4A-1 01:00 04:12 l8", Shot("4A-1", 24, 108, split=-8)),
        ("4A-1 01:00 04:12 3DB", Shot("4A-1", 24, 108, gain=3)),
        ("4A-1 01:00 04:12 +0dB J0", Shot("4A-1", 24, 108)),
        ("4A-1 01:00 04:12 -3dB fade-out 2 L4", Shot("4A-1", 24, 108, split=-4, fade_out=2, gain=-3)),
        ("4A-1 01:00 04:12 dissolve 00012", Shot("4A-1", 24, 108, dissolve=12)),
        ('"4A-1" 01:00 04:12', Shot("4A-1", 24, 108)),
        ('"title" 02:00 "Again"', None),
        ("4A-1 01:00 04:12 dissolve 000012", None),
        ("4A-1 01:00 04:12 J000008", None),
        ("4A-1 01:00 04:12 -3.125dB", None),
        ("4A-1 01:00 04:12 ²dB", None),
        ("4A-1 -01:00 04:12", None),
        ("title 02:00", None),
        ("title 02:00 Again", None),
        ("black", None),
        ("4A-1", None),
        ("black 01:00 02:00", None),
    ],
)  # fmt: skip
def test_other_ways_of_writing_a_line_are_read_or_refused(line, shot):
    if shot is not None:
        assert from_text(f"x 00:00 02:00\n{line}").shots[1] == shot
    else:
        with pytest.raises(EditError, match="Line 2 of the edit"):
            from_text(f"x 00:00 02:00\n{line}")


@pytest.mark.parametrize(
    ("line", "note"),
    [("# no note at all", None), ("4A-1 00:00 01:00 #a # b", "a # b"), ("4A-1 00:00 01:00 # ", ""),
     ("4A-1 00:00 01:00 #", ""), ("4A-1 00:00 01:00", "")],
)  # fmt: skip
def test_a_note_stands_behind_the_first_sign_outside_of_quotes(line, note):
    assert [shot.note for shot in from_text(line).shots] == ([] if note is None else [note])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("4A-1 -01:00 04:12", "'-01:00' lies before the take"),
        ("4A-1 01:00", "a shot's line is: take, in, out"),
        ("black", "a shot's line is: take, in, out"),
        ("black 24", "'24' is not a point"),
        ("4A-1 01:00 04:12 fade-out -2", "fade-out wants its length in frames: fade-out 12"),
        ("4A-1 01:00 04:12 fade-in", "fade-in wants its length in frames: fade-in 12"),
        ("4A-1 01:00 04:12 dissolve 2 dissolve 2", "'dissolve' says again what was said already"),
        ("4A-1 01:00 04:12 -1dB +1dB", r"'\+1dB' says again"),
        ("4A-1 01:00 04:12 Again", "'Again' is not known here"),
        ("rate: 25", "the rate has to stand above the first shot"),
    ],
)
def test_what_is_wrong_with_a_line_is_named(line, says):
    with pytest.raises(EditError, match=f"^Line 2 of the edit, .*: {says}"):
        from_text(f"x 00:00 02:00\n{line}")


def test_headers_may_be_left_out_and_stand_in_any_order():
    bare = from_text("x 00:00 01:00")
    assert (bare.title, bare.rate, bare.frames) == ("untitled", 24, 24)
    assert from_text("x 00:00 01:00", Fraction(12)).frames == 12
    made = from_text("\n\nrate:25\n\n# words\ntitle:  Who: me? \nx 00:00 01:00\n\n", Fraction(12))
    assert (made.title, made.rate, made.frames) == ("Who: me?", 25, 25)
    assert from_text("x 00:00 01:00\ntitle: late").title == "late"
    assert from_text("") == Edit() and from_text("rate: 29.97").rate == Fraction(30000, 1001)


def test_a_text_is_read_up_to_a_million_letters_and_as_many_shots_as_an_edit_has(monkeypatch):
    words = "x 00:00 01:00\n"
    assert from_text(words + "\n" * (1_000_000 - len(words))).frames == 24
    with pytest.raises(EditError, match="over a million letters long"):
        from_text(words + "\n" * (1_000_001 - len(words)))
    monkeypatch.setattr(text, "MAX_SHOTS", 2)
    assert from_text(words * 2 + "title: two").frames == 48
    with pytest.raises(EditError, match="has more than 2 shots"):
        from_text(words * 3)


def test_json_holds_what_differs_from_a_plain_cut():
    shots = (
        Shot("A", 0, 48), Shot("B", 2, 50, 8, 6, 0, 4, -1.5, note="slow"),
        Shot("title", 0, 9, fade_in=2, text="Über"),
    )  # fmt: skip
    written = to_json(Edit("Again", Fraction(30000, 1001), shots))
    assert "Über" in written and "\n" not in written
    assert json.loads(written) == {
        "kuleshov_edit": 1, "title": "Again", "rate": "30000/1001",
        "shots": [
            {"take": "A", "in": 0, "out": 48},
            {"take": "B", "in": 2, "out": 50, "split": 8, "dissolve": 6, "fade_out": 4,
             "gain": -1.5, "note": "slow"},
            {"take": "title", "in": 0, "out": 9, "fade_in": 2, "text": "Über"},
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    "spoilt",
    [
        {"in": None}, {"in": 1.0}, {"in": True}, {"in": "1"}, {"split": 1.5}, {"fade_in": "2"},
        {"take": 5}, {"take": None}, {"gain": "3"}, {"gain": False}, {"gain": None}, {"note": 5},
        {"text": ["x"]}, {"colour": "red"},
    ],
)  # fmt: skip
def test_a_row_of_the_wrong_kind_is_refused(spoilt):
    row = {"take": "A", "in": 0, "out": 48}
    data = {"kuleshov_edit": 1, "title": "Again", "rate": "24", "shots": [row]}
    assert from_json(json.dumps(data)).frames == 48
    data["shots"] = [row | spoilt]
    with pytest.raises(EditError):
        from_json(json.dumps(data))


@pytest.mark.parametrize(
    "missing", ["kuleshov_edit", "title", "rate", "shots", "take", "in", "out"]
)
def test_a_part_that_is_missing_is_refused(missing):
    row = {"take": "A", "in": 0, "out": 48}
    data = {"kuleshov_edit": 1, "title": "Again", "rate": "24", "shots": [row]}
    (row if missing in row else data).pop(missing)
    with pytest.raises(EditError, match="not an edit's JSON: a part is missing"):
        from_json(json.dumps(data))
    for words in ("[]", "5", "null", '"x"', "{}", "no json"):
        with pytest.raises(EditError, match="not an edit's JSON"):
            from_json(words)


def test_a_title_of_another_kind_is_read_as_words():
    data = {"kuleshov_edit": 1.0, "title": 8, "rate": "25", "shots": []}
    assert (from_json(json.dumps(data)).title, from_json(json.dumps(data)).rate) == ("8", 25)


words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)


def _can_be_heard(shots):
    """Say whether no sound would begin before the film: J-cuts behind what is picture only."""
    first = next((n for n, shot in enumerate(shots) if not shot.picture_only), None)
    return first is None or shots[first].split <= sum(map(len, shots[:first]))


@st.composite
def edits(draw):
    shots = []
    for i in range(draw(st.integers(0, 6))):
        length = draw(st.integers(20, 200))
        take = draw(st.one_of(st.sampled_from(["4A-1", "1A-1", "black", "gap"]), words))
        assume(take not in ("title",))
        start = 0 if take in ("black", "gap") else draw(st.integers(0, 500))
        alone = draw(st.sampled_from([False, False, False, True]))
        shots.append(
            Shot(
                take,
                start,
                start + length,
                split=draw(st.integers(-9, 9)) if i and not alone else 0,
                dissolve=draw(st.integers(0, 9)) if i else 0,
                fade_out=draw(st.integers(0, 9)),
                gain=draw(st.integers(-240, 240)) / 10,
                note=draw(words),
                picture_only=alone,
            )
        )
    assume(_can_be_heard(shots))
    if draw(st.booleans()):
        shots.append(Shot("title", 0, 48, text=draw(words)))
    title = draw(words)
    rate = draw(st.sampled_from([Fraction(24), Fraction(30000, 1001)]))
    return Edit(title, rate, tuple(shots))


@settings(max_examples=40)
@given(edits())
def test_text_is_read_back_exactly(edit):
    again = from_text(to_text(edit))
    assert again == edit
    assert [s.note for s in again.shots] == [s.note for s in edit.shots]
    assert again.title == edit.title


@settings(max_examples=40)
@given(edits())
def test_json_is_read_back_exactly(edit):
    again = from_json(to_json(edit))
    assert (again, again.title) == (edit, edit.title)
    assert [s.note for s in again.shots] == [s.note for s in edit.shots]


@settings(max_examples=40)
@given(st.text(max_size=200))
def test_any_text_is_an_edit_or_gets_a_sentence(words):
    for read in (from_text, from_json):
        try:
            assert isinstance(read(words), Edit)
        except EditError as error:
            assert str(error)


@pytest.mark.parametrize(
    "take",
    ["a b", 'say "no"', "a #1", "#1", "a\\", "\\u0041", "rate: 25", "title: x", " a ", "a\nb", "a\u2028b",
     "title.mp4", "caf\u00e9", "กิน ข้าว", "-3dB", "J8", "black "],
)  # fmt: skip
def test_any_name_of_a_take_comes_back(take):
    edit = Edit(shots=(Shot(take, 24, 48, note="n"), Shot("title", 0, 24, text="")))
    assert from_text(to_text(edit)) == edit


def test_a_name_in_either_spelling_of_its_accents_is_one_take():
    typed, of_a_folder = (
        from_text(f'"{name}" 01:00 02:00') for name in ("caf\u00e9", "cafe\u0301")
    )
    assert typed == of_a_folder and to_text(typed) == to_text(of_a_folder)


@given(st.tuples(st.integers(-300, 300), st.integers(-200, 200), st.integers(-100, 100)))
def test_any_grade_comes_back_from_text_and_json(numbers):
    grade = dict(zip(("stops", "warmth", "tint"), (n / 100 for n in numbers), strict=True))
    edit = Edit("Again", shots=(Shot("4A-1", 24, 108, gain=-3, grade=grade), Shot("x", 0, 9)))
    assert from_text(to_text(edit)) == edit and from_json(to_json(edit)) == edit
    kept = edit.shots[0].grade
    assert (kept is None) == (not any(numbers))
    if kept:
        assert (kept.stops, kept.warmth, kept.tint) == tuple(grade.values())


def test_a_grade_is_written_by_what_is_not_nothing_and_read_in_any_order():
    graded = Shot("4A-1", 24, 108, grade={"stops": -1.45, "warmth": 0.1, "tint": -0.1}, gain=-3)
    line = "4A-1 01:00 04:12 -1.45stops +0.1warmth -0.1tint -3dB"
    assert shot_line(graded, Fraction(24)) == line
    for words in ("-3dB -0.1TINT 0.1warmth -1.45stop", "-1.45stops -3dB +0.10warmth -0.10tint"):
        assert from_text(f"4A-1 01:00 04:12 {words}").shots == (graded,)
    assert from_text("4A-1 01:00 04:12 +0stops 0tint").shots[0].grade is None
    assert json.loads(to_json(Edit(shots=(graded,))))["kuleshov_edit"] == 2
    assert json.loads(to_json(Edit(shots=(graded,))))["shots"][0]["grade"] == {
        "stops": -1.45, "warmth": 0.1, "tint": -0.1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("4A-1 01:00 04:12 -4stops", "grade's stops may lie from -3 to \\+3, not at -4"),
        ("4A-1 01:00 04:12 2.01warmth", "grade's warmth may lie from -2 to \\+2, not at 2.01"),
        ("4A-1 01:00 04:12 -1.5tint", "grade's tint may lie from -1 to \\+1, not at -1.5"),
        ("4A-1 01:00 04:12 nanstops", "'nanstops' is not known here.*-1.45stops"),
        ("4A-1 01:00 04:12 -1.455stops", "is not known here"),
        ("4A-1 01:00 04:12 -1stop +1stops", r"'\+1stops' says again"),
        ("black 01:00 -1stops", "comes from no take: there is no picture to grade"),
        ('title 01:00 "Again" +1warmth', "comes from no take: there is no picture to grade"),
        ("lane: tone\n4A-1 01:00 02:00 at 01:00 -1stops", "a sound in a lane has no grade"),
    ],
)
def test_what_is_wrong_with_a_grade_is_said(line, says):
    with pytest.raises(EditError, match=says):
        from_text(f"x 00:00 02:00\n{line}")


@pytest.mark.parametrize(
    "grade",
    ["x", 1, [1, 0, 0], {"stops": "1"}, {"stops": True}, {"stops": None}, {"light": 1},
     {"stops": float("nan")}, {"stops": float("inf")}, {"tint": 1.01}],
)  # fmt: skip
def test_a_grade_of_the_wrong_kind_is_refused(grade):
    with pytest.raises(EditError, match="a grade"):
        Shot("4A-1", 24, 108, grade=grade)
