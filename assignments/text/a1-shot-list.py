# %% [markdown] role="given" name="brief"
# # a1 Shot list
#
# A film arrives, and no edit with it. Before anybody can talk about it, somebody has to write down its shots: where each begins, where it stops, how long it lasts. That list is called a **shot log**. You will let a machine write it, and then say what the machine could not see.
#
# **What you write.** Four functions and a sentence, each tested on films that you see here and on films that you don't. Write your own: a detector that calls somebody else's `find_cuts` earns nothing, by whatever way it gets there.
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
#
# <details><summary>A hint</summary>
#
# Pictures come as whole numbers from 0 to 255, and in such numbers 3 - 5 is 254. So the first line makes both pictures floats: `before.astype(float)`. The rest is three words of numpy's: subtract, `np.abs`, `np.mean`.
#
# </details>


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
from kuleshov.grading import shot_list, student

wrong = shot_list.own_work(student, "difference", shot_list.PICTURES)
assert not wrong, wrong[0]
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
# It will also be run on films that you have not seen: other shots; films cut so fast that a shot lasts ten frames; films printed so dark that everything differs less, or dark from the middle on; films with grain, and with a camera that pans, so that everything differs more. No single number can be the threshold for all of them. Nor can one that is taken from a whole film, such as its mean and three deviations: where the light goes out halfway, a cut in the dark half changes less than a gesture in the bright one. What could a difference be large *compared with*?
#
# <details><summary>A hint</summary>
#
# Begin with the list of all differences, one for each pair of neighbours: `steps = [difference(a, b) for a, b in zip(pictures[:-1], pictures[1:])]`. Print `steps[40:55]` of the film above. One of these numbers belongs to a cut. Now look only at the six before it and the six after it, and say in words what sets it apart.
#
# </details>


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
wrong = shot_list.own_work(student, "find_cuts", shot_list.PICTURES)
assert not wrong, wrong[0]
wrong = shot_list.wrong_cuts(find_cuts, [(pictures, truth)], least=0.9)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = shot_list.wrong_cuts(
    find_cuts, [(pictures[60:], [cut - 60 for cut in truth if cut > 60])], least=0.85
)
assert not wrong, "Where the same film begins at frame 60: " + wrong[0]
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
wrong = shot_list.own_work(student, "find_cuts", shot_list.PICTURES)
assert not wrong, wrong[0]
wrong = shot_list.wrong_cuts(find_cuts, [(pictures[: truth[1]], truth[:1])], least=0.85)
assert not wrong, "On the first two shots alone: " + wrong[0]
fast = np.concatenate([pictures[start : start + 10] for start in (0, *truth)])
wrong = shot_list.wrong_cuts(find_cuts, [(fast, list(range(10, len(fast), 10)))], least=0.85)
assert not wrong, "On the film with ten frames of each shot: " + wrong[0]
### BEGIN HIDDEN TESTS
wrong = shot_list.wrong_cuts(find_cuts, made_films, least=0.85)
assert not wrong, "On films that you have not seen: " + wrong[0]
### END HIDDEN TESTS

# %% role="tests" name="test_dark_print" points=2
# The same kind of film, printed darker by two stops. Asked for: F1 0.8 or better.
wrong = shot_list.own_work(student, "find_cuts", shot_list.PICTURES)
assert not wrong, wrong[0]
made_dark = (pictures.astype(float) * 0.25).round().astype(np.uint8)
wrong = shot_list.wrong_cuts(find_cuts, [(made_dark, truth)], least=0.8)
assert not wrong, "On the dark print: " + wrong[0]
made_middle = np.concatenate([pictures[: truth[4]], made_dark[truth[4] :]])
wrong = shot_list.wrong_cuts(find_cuts, [(made_middle, truth)], least=0.8)
assert not wrong, "On the film that is dark from the middle on: " + wrong[0]
### BEGIN HIDDEN TESTS
made_dark_films = [
    ((made_pictures.astype(float) * made_light).round().astype(np.uint8), made_truth)
    for made_light, (made_pictures, made_truth) in zip((0.4, 0.3, 0.2), made_films, strict=True)
]
wrong = shot_list.wrong_cuts(find_cuts, made_dark_films, least=0.8)
assert not wrong, "On dark prints that you have not seen: " + wrong[0]
made_halves = [
    (
        np.concatenate([made_films[first][0], made_dark_films[then][0]]),
        [
            *made_films[first][1],
            *(len(made_films[first][0]) + cut for cut in (0, *made_films[then][1])),
        ],
    )
    for first, then in ((0, 2), (1, 2))
]
wrong = shot_list.wrong_cuts(find_cuts, made_halves, least=0.85)
assert not wrong, "On films that you have not seen, dark from the middle on: " + wrong[0]
### END HIDDEN TESTS

# %% role="tests" name="test_pans_and_grain" points=2
# A camera that pans over something with contrast, and grain on top. Asked for: F1 0.8 or better.
assert callable(find_cuts), "`find_cuts` should be a function."
wrong = shot_list.own_work(student, "find_cuts", shot_list.PICTURES)
assert not wrong, wrong[0]
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
#
# <details><summary>A hint</summary>
#
# Copy the list of found cuts. Go through the true cuts one by one: is there one in the copy that is near enough? Then it is a hit, and it leaves the copy, so that it can't hit twice. With the number of hits all three are divisions. Write the case of two empty lists first.
#
# </details>


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
wrong = shot_list.own_work(student, "score", shot_list.PICTURES)
assert not wrong, wrong[0]
wrong = shot_list.wrong_score(score, [10, 50], [10, 50, 90], (1, 2 / 3, 0.8))
assert not wrong, wrong[0]
wrong = shot_list.wrong_score(score, [12], [10], (0, 0, 0))
assert not wrong, wrong[0]

# %% role="tests" name="test_score_corners" points=2
wrong = shot_list.own_work(student, "score", shot_list.PICTURES)
assert not wrong, wrong[0]
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
#
# <details><summary>A hint</summary>
#
# Write the cuts `[24, 60]` of a film of 96 frames on paper, and under them the starts and the stops of its three shots. Both lists are made of the cuts and of one number more. Which one stands where?
#
# </details>


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
wrong = shot_list.own_work(student, "shot_log", shot_list.PICTURES)
assert not wrong, wrong[0]
wrong = shot_list.wrong_log(shot_log, truth, len(pictures), 24.0)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = shot_list.wrong_log(shot_log, [24, 60], 96, 24.0)
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% role="tests" name="test_log_elsewhere" points=2
wrong = shot_list.own_work(student, "shot_log", shot_list.PICTURES)
assert not wrong, wrong[0]
wrong = shot_list.wrong_log(shot_log, [10, 15], 40, 25.0)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_cuts, made_frames, made_rate in (([], 90, 24.0), ([1], 2, 16.0), ([41], 81, 16.0)):
    wrong = shot_list.wrong_log(shot_log, made_cuts, made_frames, made_rate)
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_words"
# Now the log of the film above, from the cuts that *your* detector found. Keep it in `log`, and print one sentence: how many shots there are, and how long the average shot lasts, in seconds with one decimal. Two numbers, no table.

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


# %% wrong="difference" name="in whole numbers, which wrap"
def difference(before, after):
    return float(np.abs(after - before).mean())


# %% wrong="difference" name="the median"
def difference(before, after):
    return float(np.median(np.abs(after.astype(float) - before.astype(float))))


# %% wrong="difference" name="the root of the mean square"
def difference(before, after):
    return float(np.sqrt(((after.astype(float) - before.astype(float)) ** 2).mean()))


# %% wrong="difference" name="the sum"
def difference(before, after):
    return float(np.abs(after.astype(float) - before.astype(float)).sum())


# %% wrong="difference" name="brighter and darker cancel out"
def difference(before, after):
    return abs(float(after.mean()) - float(before.mean()))


# %% wrong="difference" name="the pixel that changes most"
def difference(before, after):
    return float(np.abs(after.astype(float) - before.astype(float)).max())


# %% wrong="difference" name="brighter alone"
def difference(before, after):
    return float(np.maximum(after.astype(float) - before, 0).mean())


# %% wrong="difference" name="rounded"
def difference(before, after):
    return round(float(np.abs(after.astype(float) - before.astype(float)).mean()))


# %% wrong="find_cuts" name="three deviations over the whole film"
def find_cuts(pictures):
    d = np.array([difference(a, b) for a, b in itertools.pairwise(pictures)])
    return [int(i) + 1 for i in np.flatnonzero(d > d.mean() + 3 * d.std())]


# %% wrong="find_cuts" name="two deviations over the whole film"
def find_cuts(pictures):
    d = np.array([difference(a, b) for a, b in itertools.pairwise(pictures)])
    return [int(i) + 1 for i in np.flatnonzero(d > d.mean() + 2 * d.std())]


# %% wrong="find_cuts" name="one line for all films"
def find_cuts(pictures):
    d = [difference(a, b) for a, b in itertools.pairwise(pictures)]
    return [i + 1 for i, step in enumerate(d) if step > 16]


# %% wrong="find_cuts" name="a quarter of the largest"
def find_cuts(pictures):
    d = np.array([difference(a, b) for a, b in itertools.pairwise(pictures)])
    return [int(i) + 1 for i in np.flatnonzero(d > d.max() / 4)]


# %% wrong="find_cuts" name="forty times the median"
def find_cuts(pictures):
    d = np.array([difference(a, b) for a, b in itertools.pairwise(pictures)])
    return [int(i) + 1 for i in np.flatnonzero(d > 40 * np.median(d))]


# %% wrong="find_cuts" name="the largest in a hundred"
def find_cuts(pictures):
    d = np.array([difference(a, b) for a, b in itertools.pairwise(pictures)])
    return [int(i) + 1 for i in np.flatnonzero(d > np.quantile(d, 0.98))]


# %% wrong="find_cuts" name="the kit's own detector, through a helper"
def as_film(pictures):
    from kuleshov.media.writing import write_film

    return write_film("mine.mp4", pictures)


def found_by_the_kit(pictures):
    return [cut.frame for cut in ku.find_cuts(as_film(pictures))]


def find_cuts(pictures):
    steps = np.array([difference(*pair) for pair in itertools.pairwise(pictures)])
    if len(pictures) > 10_000:
        return found_by_the_kit(pictures)
    cuts = []
    for i, step in enumerate(steps):
        around = np.concatenate([steps[max(0, i - 6) : i], steps[i + 1 : i + 7]])
        if step > 2 * around.max(initial=0) + 0.1 * np.std(pictures[i : i + 2]):
            cuts.append(i + 1)
    return cuts


# %% wrong="find_cuts" name="the last old frame"
def find_cuts(pictures):
    steps = np.array([difference(*pair) for pair in itertools.pairwise(pictures)])
    cuts = []
    for i, step in enumerate(steps):
        around = np.concatenate([steps[max(0, i - 6) : i], steps[i + 1 : i + 7]])
        if step > 2 * around.max(initial=0) + 0.1 * np.std(pictures[i : i + 2]):
            cuts.append(i)
    return cuts


# %% wrong="find_cuts" name="in seconds"
def find_cuts(pictures):
    d = [difference(a, b) for a, b in itertools.pairwise(pictures)]
    return [(i + 1) / 24 for i, step in enumerate(d) if step > 16]


# %% wrong="find_cuts" name="the film that was seen, by heart"
def find_cuts(pictures):
    return [48, 84, 114, 198, 246, 282, 330, 366]


# %% wrong="score" name="precision and recall have changed places"
def paired(found, truth, within):
    left = sorted(found)
    for cut in sorted(truth):
        near = [f for f in left if abs(f - cut) <= within]
        if near:
            left.remove(near[0])
    return len(found) - len(left)


def score(found, truth, within=1):
    if not found and not truth:
        return 1.0, 1.0, 1.0
    hits = paired(found, truth, within)
    recall, precision = hits / max(len(found), 1), hits / max(len(truth), 1)
    return precision, recall, 2 * hits / (len(found) + len(truth))


# %% wrong="score" name="a true cut is hit as often as something lies near it"
def score(found, truth, within=1):
    if not found and not truth:
        return 1.0, 1.0, 1.0
    right = sum(any(abs(f - t) <= within for t in truth) for f in found)
    precision = right / len(found) if found else 0.0
    there = sum(any(abs(f - t) <= within for f in found) for t in truth)
    recall = there / len(truth) if truth else 0.0
    return precision, recall, (right + there) / (len(found) + len(truth))


# %% wrong="score" name="every near pair is a hit"
def score(found, truth, within=1):
    if not found and not truth:
        return 1.0, 1.0, 1.0
    hits = sum(abs(f - t) <= within for f in found for t in truth)
    precision, recall = hits / max(len(found), 1), hits / max(len(truth), 1)
    return precision, recall, 2 * hits / (len(found) + len(truth))


# %% wrong="score" name="to the frame, whatever within says"
def score(found, truth, within=1):
    if not found and not truth:
        return 1.0, 1.0, 1.0
    hits = len(set(found) & set(truth))
    precision, recall = hits / max(len(found), 1), hits / max(len(truth), 1)
    return precision, recall, 2 * hits / (len(found) + len(truth))


# %% wrong="score" name="F1 as the plain mean"
def paired(found, truth, within):
    left = sorted(found)
    for cut in sorted(truth):
        near = [f for f in left if abs(f - cut) <= within]
        if near:
            left.remove(near[0])
    return len(found) - len(left)


def score(found, truth, within=1):
    if not found and not truth:
        return 1.0, 1.0, 1.0
    hits = paired(found, truth, within)
    precision, recall = hits / max(len(found), 1), hits / max(len(truth), 1)
    return precision, recall, (precision + recall) / 2


# %% wrong="score" name="nothing found where nothing is counts as nothing"
def paired(found, truth, within):
    left = sorted(found)
    for cut in sorted(truth):
        near = [f for f in left if abs(f - cut) <= within]
        if near:
            left.remove(near[0])
    return len(found) - len(left)


def score(found, truth, within=1):
    if not found or not truth:
        return 0.0, 0.0, 0.0
    hits = paired(found, truth, within)
    return hits / len(found), hits / len(truth), 2 * hits / (len(found) + len(truth))


# %% wrong="score" name="nearer than within, and not as near"
def paired(found, truth, within):
    left = sorted(found)
    for cut in sorted(truth):
        near = [f for f in left if abs(f - cut) <= within]
        if near:
            left.remove(near[0])
    return len(found) - len(left)


def score(found, truth, within=1):
    if not found and not truth:
        return 1.0, 1.0, 1.0
    hits = paired(found, truth, within - 1) if within else 0
    precision, recall = hits / max(len(found), 1), hits / max(len(truth), 1)
    return precision, recall, 2 * hits / (len(found) + len(truth))


# %% wrong="score" name="the hits that the tests count"
def score(found, truth, within=1):
    if not found and not truth:
        return 1.0, 1.0, 1.0
    hits = shot_list.matched(found, truth, within)
    precision, recall = hits / max(len(found), 1), hits / max(len(truth), 1)
    return precision, recall, 2 * hits / (len(found) + len(truth))


# %% wrong="shot_log" name="seconds in frames"
def shot_log(cuts, frames, rate):
    table = pd.DataFrame({"start": [0, *cuts], "stop": [*cuts, frames]})
    table.insert(0, "shot", range(1, len(table) + 1))
    table["seconds"] = table["stop"] - table["start"]
    return table


# %% wrong="shot_log" name="stop is the last frame that is seen"
def shot_log(cuts, frames, rate):
    table = pd.DataFrame({"start": [0, *cuts], "stop": [cut - 1 for cut in [*cuts, frames]]})
    table.insert(0, "shot", range(1, len(table) + 1))
    table["seconds"] = (table["stop"] - table["start"] + 1) / rate
    return table


# %% wrong="shot_log" name="the first shot is missing"
def shot_log(cuts, frames, rate):
    table = pd.DataFrame({"start": cuts, "stop": [*cuts[1:], frames] if cuts else []})
    table.insert(0, "shot", range(1, len(table) + 1))
    table["seconds"] = (table["stop"] - table["start"]) / rate
    return table


# %% wrong="shot_log" name="every film has 24 frames a second"
def shot_log(cuts, frames, rate):
    table = pd.DataFrame({"start": [0, *cuts], "stop": [*cuts, frames]})
    table.insert(0, "shot", range(1, len(table) + 1))
    table["seconds"] = (table["stop"] - table["start"]) / 24
    return table


# %% wrong="shot_log" name="numbered from 0"
def shot_log(cuts, frames, rate):
    table = pd.DataFrame({"start": [0, *cuts], "stop": [*cuts, frames]})
    table.insert(0, "shot", range(len(table)))
    table["seconds"] = (table["stop"] - table["start"]) / rate
    return table


# %% wrong="shot_log" name="the next shot starts a frame late"
def shot_log(cuts, frames, rate):
    table = pd.DataFrame({"start": [0, *(cut + 1 for cut in cuts)], "stop": [*cuts, frames]})
    table.insert(0, "shot", range(1, len(table) + 1))
    table["seconds"] = (table["stop"] - table["start"]) / rate
    return table


# %% wrong="the_log" name="all numbers there are"
# cell: the_log
log = shot_log(find_cuts(pictures), len(pictures), 24)
print(*range(50), *(tenth / 10 for tenth in range(100)))

# %% wrong="the_log" name="the numbers and no sentence"
# cell: the_log
log = shot_log(find_cuts(pictures), len(pictures), 24)
print(len(log), round(log.seconds.mean(), 1))

# %% wrong="the_log" name="cuts counted as shots"
# cell: the_log
log = shot_log(find_cuts(pictures), len(pictures), 24)
print(f"The film has {len(log) - 1} shots; the average shot lasts {log.seconds.mean():.1f} s.")

# %% wrong="the_log" name="the median"
# cell: the_log
log = shot_log(find_cuts(pictures), len(pictures), 24)
print(f"The film has {len(log)} shots; the average shot lasts {log.seconds.median():.1f} s.")

# %% wrong="the_log" name="the average in frames"
# cell: the_log
log = shot_log(find_cuts(pictures), len(pictures), 1)
print(f"The film has {len(log)} shots; the average shot lasts {log.seconds.mean():.1f} s.")

# %% wrong="the_log" name="the sentence without the log"
# cell: the_log
print("The film has 9 shots; the average shot lasts 1.9 s.")

# %% wrong="the_log" name="another film's rate"
# cell: the_log
log = shot_log(find_cuts(pictures), len(pictures), 25)
print(f"The film has {len(log)} shots; the average shot lasts {log.seconds.mean():.1f} s.")
