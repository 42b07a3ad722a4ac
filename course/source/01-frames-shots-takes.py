# %% [markdown]
# # 01 Frames, shots, takes
#
# Nine machines were asked for the same two shots. A woman and a man talk in a garden. First we see her, then we see him. Each row is one machine's answer, eight pictures from the first frame to the last.
#
# ![Nine rows of eight stills, a garden in most of them. Row 1: four stills of a fair woman in a bright pink blouse over a man's shoulder, then four of an older man in a beige shirt over hers. Row 2: she faces us and he is seen from behind; from still to still he turns to profile and she comes to the left edge, turned away. Row 3: eight alike, she faces us, he from behind. Row 4: both in profile; in the last four other trees, and she looks up. Row 5: four of her face, then four of his beside her profile, the background white. Row 6: four of a dark-haired woman in pink satin, then four of another woman beside a man's profile. Row 7: both in profile; she leaves to the left still by still, the house behind him grows. Row 8: two people side by side, larger in the last four, with other faces. Row 9: a cartoon on a split screen, the woman left, the man right; in the last four she is seen from behind.](images/01-srs.jpg)
#
# *Claim under test: "slop" is a word for what one has not looked at. It would be wrong if, after an hour of looking frame by frame, you had nothing more exact to say.*
#
# About 65 minutes. You need lesson 00, or to know how to run a cell. Three small functions are yours to write. The trade's words are in the [glossary](glossary.md).

# %%
import json
from itertools import pairwise
from pathlib import Path

import numpy as np

import kuleshov as ku
from kuleshov import plots

rushes = ku.rushes("understudy")
rushes["1A-1"]

# %% [markdown]
# ## Watch first
#
# That is a **take**: what one camera saw between *on* and *off*. Below are six pictures of it, and each is a **frame**. There are 24 of them in a second; the first is number 0, and here you see every second one.

# %%
plots.stills(rushes["1A-1"], range(172, 184, 2), "What moves here, and how long does it take?")

# %% [markdown]
# An editor takes a piece out of a take and puts it beside a piece of another. The piece is now a **shot**. The place where two shots meet is a **cut**. It has no length: it lies between two frames, and we name it by the first frame of the new shot.
#
# Here is a film of such pieces. Play it once, to its end, without stopping. Tap the table at each cut, and count.

# %%
edit = ku.Cut.load(Path("images/01-counting-film.edit"), rushes)
film = edit.render("counting-film.mp4")
film

# %% [markdown]
# ## Predict
#
# How many cuts did you count? Put your number where the 0 is. Nobody marks it.

# %%
ku.predict("cuts in the counting film", 0)

# %% [markdown]
# Now play it again and stop where you like. Write down, in seconds, when each new shot begins: between the square brackets, a comma between two, a point for the half, as in `[3.0, 60.0, 61.5]`, were it a longer film. Half a second is exact enough. The first is given. This is a **shot list**.

# %%
by_eye = [3.0]  # seconds at which a new shot begins: 3.0, then yours
ku.predict("shot list by eye", by_eye, unit="s")

# %% [markdown]
# Then the nine machines. If you are connected, the next cell fetches their clips (10 MB, a minute or less), and you can play them. If you are not, the sheet above stands in: the pictures are enough to count by.

# %%
fetched = ku.fetch_lesson("lesson-01", progress=False)
clips = {one.id: ku.fetch(one.id) for one in fetched if one.path}
print(f"{len(clips)} of {len(fetched)} clips are here.")
if len(clips) < len(fetched):
    print("For the others there are pictures, and where there are none, the page says so.")
reverses = {id.removeprefix("g_sd_srs_"): c for id, c in clips.items() if "_srs_" in id}
ku.side_by_side(**reverses) if reverses else None

# %%
shots_by_eye = {
    "ShotDirector": 0,
    "Wan2.2": 0,
    "HunyuanVideo": 0,
    "CineTrans": 0,
    "Phantom": 0,
    "StoryDiffusion": 0,
    "ReCamMaster": 0,
    "SynCamMaster": 0,
    "Mask2DiT": 0,
}  # how many shots are there in each? Put your number for every 0.
ku.predict("shots in the nine answers", list(shots_by_eye.values()))

# %%
ku.check("01 shots by eye", shots_by_eye)

# %% [markdown]
# The same nine had three more briefs. *Cut in*: from a group of men to a close picture of one.
#
# ![Seven rows of eight stills of men in a garden. Row 1: four of three men, then four of one in a robe, closer. Row 2: three men, and in the later stills one of them fills the picture. Row 3: four of three men, then four of one in a robe over a shoulder. Row 4: four of three men, then four of one close, with a hooded man behind. Row 5: four of two men in suits, then four of a hooded young man. Row 6: four of a group far away, then four of two of them, nearer. Row 7: a cartoon of three men, eight alike.](images/01-cutin.jpg)
#
# *Cut out*: from a man who smokes with a cup in his hand back to all of him, on the steps before a house.
#
# ![Seven rows of eight stills of a man with a cup. Row 1: four at half length in a doorway, then four full and small. Row 2: five or six at half length, the last ones of a small man on stairs. Row 3: four standing, then four sitting on stairs indoors. Row 4: four of a face with a cup, then four of a man sitting before a house. Row 5: eight in a doorway, larger from still to still. Row 6: four at half length by a window, then four farther away. Row 7: a cartoon, four at half length, then four full, on steps.](images/01-cutout.jpg)
#
# *Another angle*: a man in a hat with something in his hands, from the side, then from the front.
#
# ![Six rows of eight dark stills of a man by a window. Row 1: four from the side, then four small and from the front. Row 2: the man turns, still by still, before the same window. Row 3: four before a green wall, then four before a bright window. Row 4: four of a man in green with a banner, then four of another with a book. Row 5: four with a stained-glass window on the left, then four with it on the right. Row 6: four before a green wall, then four in a hall with stained glass.](images/01-angle.jpg)
#
# That makes 29. The comparison has 36; of the other seven we have no pictures, because we have not seen them. If they were fetched, you can (`clips["g_sd_angle_wan22"]` is one), and will know more than this page.
#
# Take two minutes. In how many of these 29 does it **never** happen that the whole picture changes from one frame to the next? A guess from the sheets is allowed.

# %%
ku.predict("clips of 29 in which the whole picture never changes at once", 0)

# %% [markdown]
# ## Do it: a machine that counts
#
# A machine sees no shots. It sees pictures as numbers. Make them small first, 64 by 36 pixels and grey: 16 is black, 235 is white. What matters for a cut survives that.
#
# The three functions that you write below are used by the cells after them. Never written code? Our answers are in [source/01-frames-shots-takes.py](source/01-frames-shots-takes.py), between the lines `BEGIN SOLUTION` and `END SOLUTION`. Copy one, read it aloud line by line, and go on. The looking is the lesson.


# %%
def small(film):
    """Return a film as small grey pictures, numbers of shape (frames, 36, 64)."""
    return np.stack([planes.y.copy() for planes in film.planes(size=(64, 36))]).astype(float)


pictures = small(film)
pictures.shape

# %% [markdown]
# A *function* is a recipe with a name: it takes things in, and gives one thing back after the word `return`. Write your lines in place of the two under the description, each with four spaces before it. `after - before` subtracts all pixels at once, `np.abs(…)` drops the minus signs, `np.mean(…)` takes the mean.
#
# **Yours, 1.** How far apart are two pictures? For each pixel, take how much it changed, up or down; then the mean over all pixels. One number, in levels of grey.
#
# <details><summary>A hint</summary>
#
# Begin with `change = after - before`: a table of numbers, some above 0 and some below. On paper, with two pixels, one up by 10 and one down by 10: what is their mean, and what should it be? The first line that is missing makes the minus signs go. The last line begins with `return`.
#
# </details>


# %%
def difference(before, after):
    """Return by how many levels two pictures differ, on average over their pixels."""
    ### BEGIN SOLUTION
    return float(np.abs(after - before).mean())
    ### END SOLUTION


# %%
ku.check("01 difference", difference)

# %% [markdown]
# Run it over the whole film, each frame against the one before. The first value belongs to frame 1.

# %%
differences = np.array([difference(a, b) for a, b in pairwise(pictures)])
plots.differences_plot(differences, 24)

# %% [markdown]
# Which of these spikes are cuts? Draw a line: what is above it is called a cut. The line is a **threshold**.
#
# **Yours, 2.** Return the frames at which the film changes by more than the threshold. Remember how a cut is named, and which frame the first value belongs to. `for i, value in enumerate(differences)` walks through the values and counts them from 0; `if value > threshold` keeps some. Give back a list.
#
# <details><summary>A hint</summary>
#
# Begin with an empty list, `found = []`. Under it, `for i, value in enumerate(differences):`, and in the loop, four spaces further in, the question whether the value is over the threshold. `found.append(…)` puts a frame at the end. Which frame? For the first value `i` is 0, and it belongs to frame 1.
#
# </details>


# %%
def cuts_over(differences, threshold):
    """Return the first frame of each new shot, as a list of whole numbers."""
    ### BEGIN SOLUTION
    return [i + 1 for i, value in enumerate(differences) if value > threshold]
    ### END SOLUTION


# %%
ku.check("01 cuts over", cuts_over)

# %% [markdown]
# **Yours, 3.** How good is it? Two questions, and they are not the same. Of the cuts that were *found*, which share are cuts? That is **precision**. Of the cuts that *are there*, which share was found? That is **recall**. Give back two numbers, precision first. A found cut counts if a true one lies within `within` frames; two finds near one cut both count as right. Where you would divide by 0, give back 0.
#
# `len(found)` is how many there are, and `abs(f - t) <= within` asks whether two frames are near. Count, then divide.
#
# <details><summary>A hint</summary>
#
# Do it with your finger first: found `[5, 7]`, truth `[5, 9]`. Point at each found cut in turn: is any true one near? That count, divided by how many were found, is precision. `any(abs(f - t) <= within for t in truth)` is the question for one found cut `f`. For recall, point at the true ones.
#
# </details>


# %%
def precision_recall(found, truth, within=0):
    """Return precision and recall, each from 0 to 1."""
    ### BEGIN SOLUTION
    right = [f for f in found if any(abs(f - t) <= within for t in truth)]
    there = [t for t in truth if any(abs(f - t) <= within for f in found)]
    precision = len(right) / len(found) if len(found) else 0.0
    recall = len(there) / len(truth) if len(truth) else 0.0
    return precision, recall
    ### END SOLUTION


# %%
ku.check("01 precision and recall", precision_recall)

# %% [markdown]
# ## Measure
#
# We cut this film, so we know its cuts. The triangles under the curve are where they are.

# %%
truth = edit.cuts
print(len(truth), "cuts, at frames", truth)
plots.differences_plot(differences, 24, threshold=14, truth=truth)

# %% [markdown]
# Move the line. Try to get all the triangles and nothing else.

# %%
plots.threshold_slider(differences, 24, truth)

# %%
for threshold in (4, 8, 14, 20, 30):
    precision, recall = precision_recall(cuts_over(differences, threshold), truth)
    print(f"over {threshold:2} levels: precision {precision:.2f}, recall {recall:.2f}")
plots.trade_off_plot(differences, truth)

# %% [markdown]
# Lower the line and you invent cuts. Raise it and you lose some. There is no place for it that is right; there is only a choice of which mistake you would rather make. Somebody who counts shots for statistics chooses one way, somebody who must clear the rights to every shot another.
#
# And your eye? A person is given half a second.

# %%
seen = [round(second * 24) for second in by_eye]
precision, recall = precision_recall(seen, truth, within=12)
print(f"your list: precision {precision:.2f}, recall {recall:.2f}")
ku.predict("cuts in the counting film").compare(len(truth))

# %% [markdown]
# Now look at what a detector gets wrong. First, three cuts, and whether your line at 20 levels finds them.

# %%
hard = (156, 228, 432)
for cut in hard:
    fate = "found" if cut in cuts_over(differences, 20) else "lost"
    print(f"frame {cut}: {differences[cut - 1]:.0f} levels, {fate}")
plots.stills(film, [f for cut in hard for f in (cut - 1, cut)], "before, after; three times")

# %% [markdown]
# Go there yourself. In the cutting room the down arrow takes you to the next cut, and left and right take you over it, frame by frame. You are looking at a copy: change what you like.

# %%
ku.cutting_room(rushes, edit.copy("The counting film, to look at"))

# %% [markdown]
# At frames 156 and 228 you see the same lamp from the same place, a moment later. Editors call that a **jump cut**. Few pixels move; did you feel it? At frame 432 one dark picture follows another, and there are few levels to lose.
#
# And the other way round: the largest change in this film that is no cut.

# %%
calm = differences.copy()
calm[[cut - 1 for cut in truth]] = 0
most = int(calm.argmax()) + 1
print(f"frame {most}: {calm.max():.0f} levels")
plots.stills(film, range(most - 6, most + 6, 2), "one shot")

# %% [markdown]
# Nobody cut. What moved, or what became dark, and how fast? In this film it is a lamp that lowers its head in a quarter of a second, and whose light gives out for a moment.
#
# A **flash** does worse. Every take of these rushes has one in its slate, on the frame with the beep, so that picture and sound can be lined up.

# %%
slate = small(rushes["KA-1"].clip)[:24]
flash = np.array([difference(a, b) for a, b in pairwise(slate)])
print("over 20 levels at frames", cuts_over(flash, 20), f"by up to {max(flash):.0f} levels")

# %% [markdown]
# The kit has a detector of its own. It compares each change with the ones around it, and it looks for dissolves as well. It can make the same two kinds of mistake. Here it stands beside yours, with the line at 20. F1 is both shares in one number, their harmonic mean.

# %%
print("the kit's:", ku.score(ku.find_cuts(film), truth, within=0))
print("yours:    ", ku.score(cuts_over(differences, 20), truth, within=0))

# %% [markdown]
# Does it matter? The oldest number about editing is made from such a list: the **average shot length**, the film's seconds divided by its shots.

# %%
seconds = len(pictures) / 24
print(f"cuts that were made: {seconds / (len(truth) + 1):.2f} s a shot")
for threshold in (8, 14, 20):
    shots = len(cuts_over(differences, threshold)) + 1
    print(f"over {threshold:2} levels:     {seconds / shots:.2f} s a shot")
ku.card("asl")

# %% [markdown]
# Is one of them nearly right? Where as many cuts are lost as are invented, the average comes out right from a list with wrong entries in it. A number can be right for no good reason.

# %% [markdown]
# ## Nine answers
#
# Now run *your* detector over the nine clips, with the line at 20. Where a clip could not be fetched, its differences were computed before, as a mean over pixels like yours.

# %%
stored = json.loads(Path("images/01-differences.json").read_text(encoding="utf-8"))


def changes(id):
    """Return the differences of a catalogue's clip: measured here, or measured before."""
    if id not in clips:
        return np.array(stored[id]["differences"])
    return np.array([difference(a, b) for a, b in pairwise(small(clips[id]))])


curves = {id: changes(id) for id in stored}
for id in (i for i in curves if "_srs_" in i):
    print(f"{stored[id]['model']:16}", cuts_over(curves[id], 20) or "no cuts")

# %% [markdown]
# A detector that takes the mean says "no cuts" four times. Go back to the sheet, or play them: Wan2.2, HunyuanVideo, ReCamMaster. Is the detector wrong?
#
# It is right. In Wan2.2's answer the camera drifts past the woman and round to the man. In ReCamMaster's it circles them both. In HunyuanVideo's it stands still for four seconds and looks at her. There is no cut in any of them, and a detector that says so has done its work without a fault.
#
# The brief asked for one.
#
# *From her to him*: that was the request, and the cut was the whole of it. Nothing invented, nothing lost, and the one thing that mattered is not in the list, because it is not in the film. Nothing that counts cuts will ever tell you about a cut that should have been there. You saw it.
#
# The fourth is Mask2DiT. Its screen is split, and in the middle only the left half changes. Is that a cut? The detector had half a picture's worth of change, and the line was in the way. What did you count?

# %%
ku.predict("shots in the nine answers").compare([2, 1, 1, 2, 2, 2, 1, 2, "1 or 2"])

# %% [markdown]
# Those are our counts, in the order of the sheet. Then all 29.

# %%
short = {id.removeprefix("g_sd_"): curve for id, curve in curves.items() if "_sd_" in id}
once = [id for id, curve in short.items() if len(cuts_over(curve, 20)) == 1]
print(f"Your detector finds one moment in {len(once)} of {len(short)} clips.")
plots.places_plot(short, threshold=20)

# %% [markdown]
# By eye we find 19 that cut once. The line at 20 loses one of them; you will meet it below. And it takes one that is none: Mask2DiT's cut-out, whose one mark stands off the middle, at frame 45. That is a dissolve of three frames at 8 a second, and its first step is large enough to pass for a cut. So the machine's number may be ours, and its clips are not.
#
# Look at *where* the cuts are. An editor cuts when a hand reaches the cup, when somebody has heard enough, a frame before the answer. These were cut where the file is half over, whatever anybody was doing there: frame 41 of 81, 49 of 98, 81 of 162. We don't know who chose that place: the model, the script that joined two pieces, or the people who wrote the request. But it looks chosen before there was anything to see.
#
# And how often is there none? By eye, frame by frame, we find ten of 29 in which the whole picture never changes at once: six without any join, one with a join that changes a man's beard and takes his book away and nothing else, one on half of the screen, and two dissolves.

# %%
ku.predict("clips of 29 in which the whole picture never changes at once").compare(10)

# %% [markdown]
# Whether the edit *that was asked for* is there is a harder question: the right framing, the same people, the same place. The author of this page would sign for five of the 29, and would argue with you about two of those. Four of the five are ShotDirector's. Before you make a ranking of that: all these clips were chosen, and shown, by the people who built ShotDirector.
#
# Is the question fair to everybody? ReCamMaster was made to take one video and film it again along another camera path; cuts are not what its makers promise. It did what it does. SynCamMaster makes several views of one moment at the same time. Two such views, laid one after the other, make a picture of a cut; whether its makers would call it one, we don't know. One can ask a fish to climb a tree, and one can print the result in a table.
#
# ## Where the eye and the number disagree
#
# Here are five places where counting comes to an end. Frame numbers are under the pictures.
#
# ![Five rows of eight stills. Row 1, Wan2.2, frames 50 to 60: a group of men in a garden, and the camera rushes at one of them until he fills the picture. Row 2, LongLive, frames 120 to 132: a man in a suit in an office is for one frame mixed with another man in a denim shirt before a blue wall, who then stays, soft at first. Row 3, Wan2.2, frames 78 to 92: a man in a doorway fades while a small figure on stairs appears. Row 4, Mask2DiT, frames 45 to 52: three cartoon men; from frame 48 to 49 the left one's book is gone and his beard is longer. Row 5, Mask2DiT, frames 45 to 52: a split screen; from frame 48 to 49 the woman on the left is seen from behind, the man on the right stays.](images/01-closer.jpg)

# %%
for id, frames in (
    ("g_sd_cutin_wan22", (54, 55, 56, 57)),
    ("g_ll_nocache", (121, 122, 123, 124)),
    ("g_sd_cutout_wan22", (80, 84, 87, 90)),
    ("g_sd_cutin_mask2dit", (48, 49, 50)),
    ("g_sd_srs_mask2dit", (48, 49, 50)),
    ("g_sd_srs_recammaster", (41, 42, 43, 44)),
    ("g_sd_angle_shotdirector", (40, 41, 42)),
):
    values = ", ".join(f"{frame}: {curves[id][frame - 1]:.1f}" for frame in frames)
    print(f"{id:24} {values} levels")

# %% [markdown]
# - Row 1: the camera rushes in so fast that four frames in a row count as cuts. It is one shot.
# - Row 2: one man in an office becomes another. The change takes a few frames, and is over the line for two. One shot that forgets who is in it, or two shots joined badly? Its makers changed the request in the middle. They show this clip beside the same one made with their method, in which the man stays.
# - Row 3: a dissolve of half a second. It never passes 4 levels, and at its end it is another man on other stairs.
# - Row 4: the join is there, in the exact middle, at less than 7 levels. Two shots with the same framing. What was asked for is missing, and so is the book.
# - Row 5: half a cut.
#
# The last two lines of the list are the worst. A cut in a dark room (ShotDirector's man in the hat) changes the picture *no more* than one more frame of ReCamMaster's camera, circling in the sun. No line can call the first a cut and the second not.
#
# ## In your words
#
# Three sentences about the counting film: a cut that you missed or nearly missed, a change that is no cut, and what a list of cuts leaves out. Point with timecodes. The three below are ours: write yours in their place.

# %%
words = """
At [film@00:00:06:12] the ring tilts a little, and I only noticed the second time.
At [film@00:00:01:10] a lamp looks down, and more of the picture changes than at that cut.
The list has thirteen lines, and none of them says who is waiting for whom.
"""
ku.critique(words, film=film)

# %% [markdown]
# ## Check yourself
#
# Nothing here is graded.

# %%
ku.check("01 shot list", by_eye, film=film, cuts=truth)

# %% [markdown]
# ## Go further
#
# - What does the word "slop" add to your notes on the 29, now that you have them? Which of your notes would be true of a film that you love?
# - Did the other seven clips come? Nobody who wrote this page has seen them. `cuts_over(changes("g_sd_angle_wan22"), 20)`, and then your eye.
# - Make the detector's line follow the film: compare each change with the ones around it. Which of the five rows does that mend? Assignment a1 begins here.
# - Take a clip from your phone in which you turn round quickly: `ku.import_footage("my-clip.mov")`. How many cuts does your detector see?
# - Write the brief "from her to him" for three friends with telephones. How many cut? Where?
# - Lesson 02 is about what a cut does, which no detector is asked.
#
# ## Sources
#
# - The word: Carrie Marshall, TechRadar, February 2026, on "Jia Zhangke's Dance". She wrote of three viral clips, not of these: "Impressive slop if you don't look too hard". In the same piece she says that slop "wasn't invented by AI".
# - The clips `g_sd_*`: X. Wu, X. Chen, Y. Wang and Y. Qiao, project page of "ShotDirector: directorially controllable multi-shot video generation with cinematographic transitions" (2025), arXiv 2512.10286. Page and clips under CC BY-SA 4.0; the stills above, which are made from them, are under the same licence. We have not found the full text of the four requests.
# - J. Bai and others, "ReCamMaster: camera-controlled generative rendering from a single video" (2025), arXiv 2503.11647: it "reproduces the dynamic scene of an input video at novel camera trajectories".
# - J. Bai and others, "SynCamMaster: synchronizing multi-camera video generation from diverse viewpoints" (2024), arXiv 2412.07760.
# - The dissolving man: `g_ll_nocache`, NVIDIA and the LongLive authors, project page, Apache-2.0. He stands there beside the same clip made with their method (`g_ll_recache`).
# - Whose each picture is stands in `course/images/01-sources.md`. What the clips show was looked at, frame by frame, in 29 of the 36.
