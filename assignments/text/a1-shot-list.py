# %% [markdown] role="given" name="brief"
# # a1 Shot list
#
# A film arrives, and no edit with it. Before anybody can talk about it, somebody has to write down its shots: where each begins, where it stops, how long it lasts. That list is called a **shot log**. You will let a machine write it, and then say what the machine could not see.
#
# **What you write.** Four functions and a sentence, each tested on films that you see here and on films that you don't. Write your own: a detector that calls somebody else's `find_cuts` earns nothing.
#
# **What a person reads.** Two paragraphs at the end.
#
# | | points |
# |---|---|
# | the difference of two pictures | 2 |
# | cuts: this film, and unseen ones | 9 |
# | precision, recall, F1 | 4 |
# | the shot log, as a table and in a sentence | 5 |
# | in your words | 10 |
#
# You need lesson 01. Frames count from 0, as everywhere in this course.

# %% role="given" name="film"
import itertools

import numpy as np
import pandas as pd

import kuleshov as ku

rushes = ku.rushes("understudy")


def look(film, start=0, stop=None):
    """Return a film as small grey pictures, uint8 (frames, 36, 64), 16 black to 235 white."""
    return np.stack([planes.y.copy() for planes in film.planes((64, 36), start, stop)])


edit = ku.Cut.from_text(
    """
title: The film without a list
4A-1 02:00 04:00
5A-1 04:00 05:12
KB-1 02:00 03:06
2A-1 14:00 17:12
5A-1 06:00 08:00
KC-1 02:00 03:12
4A-1 09:00 11:00
2A-1 08:00 09:12
KD-1 02:00 04:06
""",
    rushes,
)
pictures = np.concatenate([look(rushes[s.take].clip, s.in_, s.out) for s in edit])
edit

# %%
# To watch it, take away the first # and run this cell.
# edit.render("a1-the-film.mp4")

# %% [markdown] role="given" name="truth"
# We made this film, so we know where its cuts are. Most films don't come with that.
#
# A cut is named by the **first frame of the new shot**. Frame 0 is where the film begins; it is no cut.

# %% role="given" name="known"
truth = edit.cuts
print(len(pictures), "frames; cuts at", truth)

# %% [markdown] role="given" name="about_difference"
# ## 1 The difference of two pictures
#
# `difference(before, after)`: by how many levels do two pictures differ, on average over all pixels? One number. A pixel that got brighter counts as much as one that got darker.


# %% role="solution" name="difference"
def difference(before, after):
    """Return the mean absolute difference of two grey pictures, in levels of 0 to 255."""
    ### BEGIN SOLUTION
    return float(np.abs(after.astype(float) - before.astype(float)).mean())
    ### END SOLUTION


# %%
# Try it here; this cell is not graded.
difference(pictures[46], pictures[47])

# %% role="tests" name="test_difference" points=2
from kuleshov.grading import shot_list

wrong = shot_list.wrong_difference(difference, pictures[10], pictures[200])
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_first, made_then in ((0, 255), (200, 40), (7, 7)):
    wrong = shot_list.wrong_difference(
        difference, np.full((36, 64), made_first, np.uint8), np.full((36, 64), made_then, np.uint8)
    )
    assert not wrong, wrong[0]
made_chance = np.random.default_rng(class_seed("pictures"))
wrong = shot_list.wrong_difference(
    difference, *made_chance.integers(0, 256, (2, 18, 32)).astype(np.uint8)
)
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_cuts"
# ## 2 Cuts
#
# `find_cuts(pictures)`: the frames at which the film cuts, as a list of whole numbers, in order.
#
# It will also be run on films that you have not seen: other shots; films printed so dark that everything differs less; films with grain, and with a camera that pans, so that everything differs more. No single number can be the threshold for all of them. What could a difference be large *compared with*?


# %% role="solution" name="find_cuts"
def find_cuts(pictures):
    """Return the first frame of every new shot, given pictures, uint8 (frames, height, width)."""
    ### BEGIN SOLUTION
    steps = np.array([difference(*pair) for pair in itertools.pairwise(pictures)])
    cuts = []
    for i, step in enumerate(steps):
        around = np.concatenate([steps[max(0, i - 6) : i], steps[i + 1 : i + 7]])
        contrast = float(np.std(pictures[i : i + 2]))
        if step > 2 * around.max(initial=0) + 0.1 * contrast:
            cuts.append(i + 1)
    return cuts
    ### END SOLUTION


# %%
# Hold it against the truth, here; not graded.
print("found", find_cuts(pictures))
print("truth", truth)

# %% role="tests" name="test_seen" points=3
wrong = shot_list.wrong_cuts(find_cuts, [(pictures, truth)], least=0.9)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = shot_list.wrong_cuts(
    find_cuts, [(pictures[60:], [cut - 60 for cut in truth if cut > 60])], least=0.85
)
assert not wrong, "Where the same film begins at frame 60: " + wrong[0]
from kuleshov.grading import student

made_source = student.source("find_cuts") + student.source("difference")
assert "ku." not in made_source and "kuleshov" not in made_source, (
    "Your detector calls the kit's own. Write one yourself: a difference and a comparison."
)
### END HIDDEN TESTS


# %% role="tests" name="test_other_shots" points=2
# Other shots from the same rushes, in an order of our own. Asked for: F1 0.85 or better.
### BEGIN HIDDEN TESTS
def made_film(*shots):
    made_parts = [look(rushes[name].clip, first, first + frames) for name, first, frames in shots]
    return np.concatenate(made_parts), [
        int(n) for n in np.cumsum([len(p) for p in made_parts])[:-1]
    ]


made_chance = np.random.default_rng(class_seed("films"))
made_films = [made_film(*shot_list.some_shots(made_chance, rushes)) for _ in range(3)]
### END HIDDEN TESTS
wrong = shot_list.wrong_cuts(find_cuts, [(pictures[: truth[1]], truth[:1])], least=0.85)
assert not wrong, "On the first two shots alone: " + wrong[0]
### BEGIN HIDDEN TESTS
wrong = shot_list.wrong_cuts(find_cuts, made_films, least=0.85)
assert not wrong, "On films that you have not seen: " + wrong[0]
### END HIDDEN TESTS

# %% role="tests" name="test_dark_print" points=2
# The same kind of film, printed darker by two stops. Asked for: F1 0.8 or better.
made_dark = (pictures.astype(float) * 0.25).round().astype(np.uint8)
wrong = shot_list.wrong_cuts(find_cuts, [(made_dark, truth)], least=0.8)
assert not wrong, "On the dark print: " + wrong[0]
### BEGIN HIDDEN TESTS
made_dark_films = [
    ((made_pictures.astype(float) * made_light).round().astype(np.uint8), made_truth)
    for made_light, (made_pictures, made_truth) in zip((0.4, 0.3, 0.2), made_films, strict=True)
]
wrong = shot_list.wrong_cuts(find_cuts, made_dark_films, least=0.8)
assert not wrong, "On dark prints that you have not seen: " + wrong[0]
### END HIDDEN TESTS

# %% role="tests" name="test_pans_and_grain" points=2
# A camera that pans over something with contrast, and grain on top. Asked for: F1 0.8 or better.
assert callable(find_cuts), "`find_cuts` should be a function."
### BEGIN HIDDEN TESTS
import cv2

made_chance = np.random.default_rng(class_seed("pans"))


def made_pan(frames, speed, contrast):
    """Return a camera's pan over a painted wall."""
    made_wall = made_chance.normal(0, 1, (9, 40 + int(frames * abs(speed)) // 4))
    made_wall = cv2.resize(made_wall, None, fx=8, fy=4, interpolation=cv2.INTER_CUBIC)
    made_wall = 120 + contrast * made_wall / made_wall.std()
    made_starts = np.arange(frames) * abs(speed)
    made_rows = [made_wall[:36, int(s) : int(s) + 64] for s in made_starts]
    return np.array(made_rows[::-1] if speed < 0 else made_rows)


def made_grained(*shots):
    made_parts = [made_pan(*shot) for shot in shots]
    made_whole = np.concatenate(made_parts)
    made_whole += made_chance.normal(0, 6, made_whole.shape)
    made_whole = made_whole.clip(16, 235).round().astype(np.uint8)
    return made_whole, [int(n) for n in np.cumsum([len(p) for p in made_parts])[:-1]]


made_panned = [
    made_grained((40, 1.0, 40), (33, -1.0, 40), (51, 0.0, 35)),
    made_grained((60, 0.5, 45), (28, 1.0, 35), (37, 0.0, 45), (30, -0.5, 40)),
    made_grained((90, 1.0, 40), (45, 1.0, 40)),
]
wrong = shot_list.wrong_cuts(find_cuts, made_panned, least=0.8)
assert not wrong, "On pans and grain: " + wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_score"
# ## 3 How good is it?
#
# `score(found, truth, within=1)`: three numbers from 0 to 1.
#
# - **precision**: of the cuts that were found, the share that are cuts;
# - **recall**: of the cuts that are there, the share that were found;
# - **F1**: `2 * hits / (len(found) + len(truth))`, one number for both.
#
# A found cut is a hit if a true cut lies at most `within` frames away. Each true cut can be hit once, and each found cut can hit once. Where nothing is there and nothing was found, all three are 1. Where a share would divide by zero otherwise, it is 0.


# %% role="solution" name="score"
def score(found, truth, within=1):
    """Return (precision, recall, F1) of found cuts against true ones, all frames."""
    ### BEGIN SOLUTION
    if not found and not truth:
        return 1.0, 1.0, 1.0
    left, hits = sorted(found), 0
    for cut in sorted(truth):
        near = [f for f in left if abs(f - cut) <= within]
        if near:
            left.remove(near[0])
            hits += 1
    precision = hits / len(found) if found else 0.0
    recall = hits / len(truth) if truth else 0.0
    return precision, recall, 2 * hits / (len(found) + len(truth))
    ### END SOLUTION


# %%
# Not graded.
score([10, 50], [10, 50, 90])

# %% role="tests" name="test_score" points=2
wrong = shot_list.wrong_score(score, [10, 50], [10, 50, 90], (1, 2 / 3, 0.8))
assert not wrong, wrong[0]
wrong = shot_list.wrong_score(score, [12], [10], (0, 0, 0))
assert not wrong, wrong[0]

# %% role="tests" name="test_score_corners" points=2
wrong = shot_list.wrong_score(score, [], [], (1, 1, 1))
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_found, made_there, made_right, made_within in (
    ([9, 10, 11], [10], (1 / 3, 1, 0.5), 1),
    ([10], [9, 11], (1, 0.5, 2 / 3), 1),
    ([], [10, 20], (0, 0, 0), 1),
    ([5], [], (0, 0, 0), 1),
    ([10, 31, 70], [12, 30, 71, 90], (1, 3 / 4, 6 / 7), 2),
    ([10, 31, 70], [12, 30, 71, 90], (0, 0, 0), 0),
):
    wrong = shot_list.wrong_score(score, made_found, made_there, made_right, made_within)
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_log"
# ## 4 The shot log
#
# `shot_log(cuts, frames, rate)`: a pandas table with one row for each shot and the columns `shot` (1, 2, 3 ...), `start` (its first frame), `stop` (the first frame that is not in it any more) and `seconds`.


# %% role="solution" name="shot_log"
def shot_log(cuts, frames, rate):
    """Return a table of shots, given cuts (frames), the film's frames and its rate (1/s)."""
    ### BEGIN SOLUTION
    table = pd.DataFrame({"start": [0, *cuts], "stop": [*cuts, frames]})
    table.insert(0, "shot", range(1, len(table) + 1))
    table["seconds"] = (table["stop"] - table["start"]) / rate
    return table
    ### END SOLUTION


# %% role="tests" name="test_log" points=2
wrong = shot_list.wrong_log(shot_log, truth, len(pictures), 24.0)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = shot_list.wrong_log(shot_log, [24, 60], 96, 24.0)
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% role="tests" name="test_log_elsewhere" points=2
wrong = shot_list.wrong_log(shot_log, [10, 15], 40, 25.0)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_cuts, made_frames, made_rate in (([], 90, 24.0), ([1], 2, 16.0), ([41], 81, 16.0)):
    wrong = shot_list.wrong_log(shot_log, made_cuts, made_frames, made_rate)
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_words"
# Now the log of the film above, from the cuts that *your* detector found. Keep it in `log`, and print one sentence: how many shots there are, and how long the average shot lasts, in seconds with one decimal.

# %% role="given" name="no_log_yet"
log = None

# %% role="solution" name="the_log"
# cell: the_log
### BEGIN SOLUTION
log = shot_log(find_cuts(pictures), len(pictures), 24)
print(f"The film has {len(log)} shots; the average shot lasts {log.seconds.mean():.1f} s.")
### END SOLUTION

# %%
log

# %% role="tests" name="test_words" points=1
from kuleshov.grading import student

assert log is not None, "`log` is still empty: put the film's shot log into it."
wrong = shot_list.wrong_words(student.output("the_log"), log, len(truth) + 1, len(pictures) / 24)
assert not wrong, wrong[0]

# %% [markdown] role="given" name="about_statement"
# ## 5 In your words
#
# Run your detector on a take that nobody has cut, for example `find_cuts(look(rushes["4A-1"].clip))`, on the film of lesson 01, or on a film of your own. Look at the frames where it is wrong, or where it nearly was: what comes closest to its line. Then write for somebody who will use your list and has not seen the film.

# %%
# Room to look; not graded.

# %% [markdown] role="rubric" name="statement_rubric" rubric="shot-list"
# **How it is read.** One level in each part.

# %% [markdown] role="written" name="statement_misses" rubric="shot-list"
# **What your detector misses, or invents.** One moment of each kind, with the film's name and a timecode; where you found none of a kind, say where you looked, and what came closest. Say what is to be seen there, and why a difference of pictures cannot know it. About 100 words.
#
# ### BEGIN SOLUTION
# In 4A-1 it finds a cut at [4A-1@00:00:01:00], where the slate is taken away: a change of the whole picture, and nobody cut. In a film of lesson 01 it misses the dissolve of [g_sd_cutout_wan22@00:00:03:12]: two pictures lie over each other for half a second, so no frame differs much from the one before. The detector compares neighbours; a shot is a matter of where the camera stood, and when.
# ### END SOLUTION

# %% [markdown] role="written" name="statement_editor" rubric="shot-list"
# **Why an editor might not mind.** Take one of these errors, made or nearly made. Who would be misled by it, and in which work would it not matter at all? Is there a case in which the detector is right and the list is still no help? About 100 words.
#
# ### BEGIN SOLUTION
# An editor who wants the rhythm of a scene loses little if one cut in thirty is missed: the average moves by three per cent. Somebody who clears rights shot by shot loses everything. And where a clip was ordered with a reverse shot and came without one, the detector says "no cuts", which is true, and does not say what is missing.
# ### END SOLUTION
