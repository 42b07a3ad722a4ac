"""What a lesson's check lets through: right answers however they are written, and no lazy one."""

import ast
from statistics import median

import numpy as np
import pytest
from notebooks.running import ROOT

import kuleshov as ku
from kuleshov.authoring.notebooks import read_source, solution_edition

RUSHES = ku.rushes("understudy")


def asked(lesson, name, answer, **given):
    """Return the box with which a lesson's check meets an answer."""
    (source,) = (ROOT / "course" / "source").glob(f"{lesson}-*.py")
    (cell,) = (
        cell.source
        for cell in solution_edition(read_source(source)).cells
        if cell.cell_type == "code" and f"ku.check(\n    {name}," in cell.source
    )
    *before, last = (node for node in ast.parse(cell).body if not _makes(node, name))
    there = {"ku": ku, "np": np, "rushes": RUSHES, name: answer, **given}
    exec(compile(ast.Module(before, []), source.name, "exec"), there)
    return eval(compile(ast.Expression(last.value), source.name, "eval"), there)


def _makes(node, name):
    """Say whether a statement is the answer that stands in the lesson."""
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)] == [name]
    return isinstance(node, ast.FunctionDef) and node.name == name


def said(lesson, name, answer, **given):
    box = asked(lesson, name, answer, **given)
    return "" if box.kind == "correct" else box.sentence


@pytest.mark.parametrize(
    ("lesson", "name"),
    [
        ("01", "difference"),
        ("01", "cuts_over"),
        ("01", "precision_recall"),
        ("09", "perfect_by_chance"),
    ],
)
def test_our_own_answer_is_right(lesson, name):
    (source,) = (ROOT / "course" / "source").glob(f"{lesson}-*.py")
    nodes = [
        node
        for cell in solution_edition(read_source(source)).cells
        if f"def {name}(" in cell.source and cell.cell_type == "code"
        for node in ast.parse(cell.source).body
        if _makes(node, name)
    ]
    there = {"np": np}
    exec(compile(ast.Module(nodes, []), source.name, "exec"), there)
    assert said(lesson, name, there[name]) == ""


# 01: how far apart are two pictures?


def slow_mean(before, after):
    total = 0
    for row_before, row_after in zip(before, after, strict=True):
        for one, other in zip(row_before, row_after, strict=True):
            total += abs(other - one)
    return total / before.size


@pytest.mark.parametrize(
    "right",
    [
        lambda a, b: np.mean(np.abs(b - a)),
        lambda a, b: float(np.abs(a - b).mean()),
        lambda a, b: np.abs(b - a).sum() / a.size,
        slow_mean,
    ],
)
def test_a_difference_is_right_however_it_is_written(right):
    assert said("01", "difference", right) == ""


@pytest.mark.parametrize(
    ("lazy", "sentence"),
    [
        (lambda a, b: float(np.median(np.abs(b - a))), "A quarter changes by 219"),
        (lambda a, b: median(np.abs(b - a).ravel().tolist()), "A quarter changes by 219"),
        (lambda a, b: round(float(np.abs(b - a).mean())), "not rounded?"),
        (lambda a, b: int(np.abs(b - a).mean()), "not rounded?"),
        (lambda a, b: (b - a).mean(), "Going dark counts"),
        (lambda a, b: abs((b - a).mean()), "Up and down cancel out"),
        (lambda a, b: np.abs(b - a).sum(), "not the sum"),
        (lambda a, b: np.abs(b - a), "A picture does not differ"),
        (lambda a, b: np.sqrt(((b - a) ** 2).mean()), "Half changes by 219"),
    ],
)
def test_a_difference_that_is_none_is_told_why(lazy, sentence):
    assert sentence in said("01", "difference", lazy)


# 01: the frames at which the film changes by more than the threshold


def with_a_loop(differences, threshold):
    found, frame = [], 1
    while frame <= len(differences):
        if differences[frame - 1] > threshold:
            found.append(frame)
        frame += 1
    return found


@pytest.mark.parametrize(
    "right",
    [
        with_a_loop,
        lambda d, line: [i for i, value in enumerate(d, 1) if value > line],
        lambda d, line: list(np.flatnonzero(d > line) + 1),
        lambda d, line: (np.where(np.array(d) > line)[0] + 1).tolist(),
    ],
)
def test_a_detector_is_right_however_it_is_written(right):
    assert said("01", "cuts_over", right) == ""


@pytest.mark.parametrize(
    ("lazy", "sentence"),
    [
        (lambda d, line: [i - 1 for i, v in enumerate(d) if v > line], "first frame that is new"),
        (lambda d, line: [i for i, v in enumerate(d) if v > line], "Frame 0 is never a cut"),
        (lambda d, line: [i + 2 for i, v in enumerate(d) if v > line], "first frame that is new"),
        (lambda d, line: [i + 1 for i, v in enumerate(d) if v > 20], "threshold that is given"),
        (lambda d, line: [i + 1 for i, v in enumerate(d) if v > 9], "threshold that is given"),
        (lambda d, line: [i + 1 for i, v in enumerate(d) if v >= line], "not as much"),
        (lambda d, line: np.flatnonzero(d > line) + 1, "A list is asked for"),
        (lambda d, line: [v for v in d if v > line], "first frame that is new"),
        (lambda d, line: print(d), "nothing came back"),
        (lambda d, line: [i + 1 for i, _ in enumerate(d)], "Where nothing changes"),
    ],
)
def test_a_detector_that_is_wrong_is_told_why(lazy, sentence):
    assert sentence in said("01", "cuts_over", lazy)


# 01: precision and recall


def counted(found, truth, within=0):
    right = there = 0
    for f in found:
        if min((abs(f - t) for t in truth), default=within + 1) <= within:
            right += 1
    for t in truth:
        if min((abs(f - t) for f in found), default=within + 1) <= within:
            there += 1
    precision = right / len(found) if found else 0
    return [precision, there / len(truth) if truth else 0]


def with_arrays(found, truth, within=0):
    if not len(found) or not len(truth):
        return 0, 0
    near = np.abs(np.subtract.outer(found, truth)) <= within
    return near.any(1).mean(), near.any(0).mean()


@pytest.mark.parametrize("right", [counted, with_arrays])
def test_two_shares_are_right_however_they_are_counted(right):
    assert said("01", "precision_recall", right) == ""


def hit(found, truth, within):
    return float(any(abs(f - t) <= within for f in found for t in truth))


def pairs_of(found, truth, within):
    """Count each cut once, as the kit's own score does and the lesson's question does not."""
    left = list(truth)
    for f in found:
        left = [t for n, t in enumerate(left) if abs(f - t) > within or t in left[:n]]
    return len(truth) - len(left)


def share(n, of):
    return n / len(of) if of else 0


@pytest.mark.parametrize(
    ("lazy", "sentence"),
    [
        (lambda f, t, within=0: (hit(f, t, within),) * 2, "precision is a half"),
        (lambda f, t, within=0: (share(len(set(f) & set(t)), f), 1.0 if f and t else 0), "a half"),
        (lambda f, t, within=0: counted(f, t, 0), "if within is 1"),
        (lambda f, t, within=0: counted(f, t, 1), "where within is 0"),
        (lambda f, t, within=0: counted(f, t, within)[::-1], "Precision asks"),
        (lambda f, t, within=0: sum(counted(f, t, within)) / 2, "Return two numbers"),
        (
            lambda f, t, within=0: (
                share(pairs_of(f, t, within), f),
                share(pairs_of(f, t, within), t),
            ),
            "both right",
        ),
        (
            lambda f, t, within=0: counted(f, t, within) if f else (1, 0),
            "Nothing found",
        ),
        (lambda f, t, within=0: counted(f, t, within) if t else (0, 1), "No cut there"),
    ],
)
def test_two_shares_that_are_wrong_are_told_why(lazy, sentence):
    assert sentence in said("01", "precision_recall", lazy)


# 02: three viewers, a film each


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("v1, A, sad\nv2, B, hungry\nv3, C, afraid", ""),
        ("v1, a, sad\nv2, b, sad\nv3, c, sad\nv4, c, calm", ""),
        ("v1, A, unasked\nv2, B, unasked\nv3, C, unasked", "Replace the words"),
        ("v1, A, sad\nv2, A, sad\nv3, A, sad", "each of the three wants a viewer"),
        ("v1, A, sad\nv2, B, sad\nv3, D, sad", "each of the three wants a viewer"),
        ("v1, A, sad\nv1, B, sad\nv1, C, sad", "Three different people"),
        ("v1, A, sad\nv2, B, sad\nv3, C, sad\nv3, A, sad", "One film for each person"),
    ],
)
def test_votes_are_three_peoples_on_three_films(lines, sentence):
    found = said("02", "said", ku.votes(lines))
    assert sentence in found and bool(found) == bool(sentence)


# 02: a scene of one's own

SPOKEN = """
title: Whole
1A-1 13:00 15:17
2A-1 09:17 11:05
3A-1 11:05 12:12
4A-1 08:12 13:12
5A-1 13:12 15:00 J12
4A-1 15:00 17:00
"""
SILENT = "title: Six inserts\n" + "".join(
    f"{take} 02:00 03:00{split}\n"
    for take, split in zip(
        ("6A-1", "6B-1", "6C-1", "6D-1", "6E-1", "6C-1"), ("", "", "", "", "", " J4"), strict=True
    )
)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (SPOKEN, ""),
        (SPOKEN.replace("J12", "L6"), ""),
        (SPOKEN.replace(" J12", ""), "No split of 4 frames"),
        (SPOKEN.replace("J12", "J1"), "No split of 4 frames"),
        (SILENT, "Nobody speaks"),
        (SPOKEN.replace("11:05 12:12", "11:05 12:00"), "A line is cut off"),
        ("title: Two\n4A-1 08:12 13:12\n5A-1 13:12 15:00 J12\n", "At least 6 shots"),
    ],
)
def test_a_scene_has_words_and_a_split_that_can_be_heard(text, sentence):
    found = said("02", "mine", ku.Cut.from_text(text, RUSHES))
    assert sentence in found and bool(found) == bool(sentence)


# 09: how many numbers go with the votes by chance


def test_chance_is_counted_right_however_it_is_written():
    from math import factorial

    assert said("09", "perfect_by_chance", lambda n, m: 2 * m / factorial(n)) == ""
    assert said("09", "perfect_by_chance", lambda n, m: m / factorial(n) * 2) == ""


@pytest.mark.parametrize(
    "lazy", [lambda n, m: round(2 * m / _orders(n)), lambda n, m: 2 * m // _orders(n)]
)
def test_an_average_is_not_rounded(lazy):
    assert "An average may be a fraction" in said("09", "perfect_by_chance", lazy)


def _orders(n):
    return 1 if n < 2 else n * _orders(n - 1)


# 09: votes that can be defended


def seen(**pairs):
    """Return votes: each viewer on so many of the six pairs, the first with a reason."""
    films = ("mine", "shuffled", "generated", "reel")
    all_six = [(a, b) for n, a in enumerate(films) for b in films[n + 1 :]]
    lines = [f"{who}, {a} > {b}" for who, n in pairs.items() for a, b in all_six[:n]]
    return ku.preferences("\n".join([lines[0] + ", it waits", *lines[1:]]))


@pytest.mark.parametrize(
    ("votes", "sentence"),
    [
        (seen(v1=3, v2=3, v3=3), ""),
        (seen(v1=6, v2=6, v3=6, v4=4), ""),
        (seen(v1=6, v2=2, v3=1), "one of yours has seen fewer"),
        (seen(v1=6, v2=6), "Three viewers at least"),
        (seen(made1=3, made2=3, made3=3), "These votes are the made-up ones"),
    ],
)
def test_each_viewer_has_seen_three_pairs(votes, sentence):
    found = said("09", "judged", votes)
    assert sentence in found and bool(found) == bool(sentence)


# 00: a film of one's own


@pytest.mark.parametrize(
    ("title", "seconds", "sentence"),
    [
        ("Mara's first cut", 4.0, ""),
        ("Somebody's first cut", 4.0, "Somebody's name on it"),
        ("Mara's first cut", 1.0, "aim at about 20"),
    ],
)
def test_the_first_film_is_long_enough_and_signed(title, seconds, sentence):
    cut = ku.Cut(title, rushes=RUSHES)
    for n in range(5):
        cut.add("1A-1", 7.0 + 5 * n, 7.0 + 5 * n + seconds)
    found = said("00", "cut", cut)
    assert sentence in found and bool(found) == bool(sentence)
