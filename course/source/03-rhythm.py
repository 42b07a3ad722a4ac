# %% [markdown]
# # 03 Rhythm
#
# Each row lasts an hour and three quarters, and each line is a cut. One row is a film of 1950, as people saw it. In the two others chance has had a hand. Which row is the film?
#
# ![Three rows of vertical lines over 105 minutes. In rows A and C lines stand in small clusters everywhere, with a gap here and there. In row B they crowd into broad dark bands near minutes 24, 31, 55 and 70, with long thin stretches between.](images/03-orders.png)
#
# *Claim under test: "ninety seconds of scrolling" and "two hours in the dark" differ in tempo, and tempo is how long a shot lasts. It would be wrong if two films of one tempo could differ in all that you feel as rhythm.*
#
# About 75 minutes, with our scene of twelve shots; more with one of your own. You need lesson 02, or to know what a cut and a take are. Two small functions are yours to write. If code isn't yours, leave them: a cell that needs one says so, and all else goes on. The trade's words are in the [glossary](glossary.md).

# %%
import numpy as np

import kuleshov as ku
from kuleshov import plots
from kuleshov.lessons import lesson_03

rushes = ku.rushes("understudy")
scene = ku.Cut.load(rushes.path / "editors-cut.edit", rushes)
film = ku.Clip(rushes.path / "editors-cut.mp4")
film

# %% [markdown]
# ## Watch first
#
# That is a whole scene, 56 seconds, as an editor cut it. Play it three times.
#
# 1. With the picture and the sound.
# 2. With the sound off. Tap the table at each cut. Where do your taps come in a hurry, and where do you wait?
# 3. With your eyes shut. Can you hear a cut at all? Where does the scene change its pace now, and is it in the same places?
#
# ## Predict
#
# How long does a shot of this scene last, typically: half of the shots shorter, half longer? And over the seventy years from 1935 to 2005, in which were the shots of films longest? Put your numbers where the 0s are.

# %%
ku.predict("a typical shot of the scene", 0.0, unit="s")

# %%
ku.predict("the slowest year from 1935 to 2005", 0)

# %% [markdown]
# ## Do it: a century
#
# Somebody has sat down with 134 films, most of them from Hollywood, and found every cut in them: seven to ten films of every fifth year. The kit carries a row for each film. `asl` is the **average shot length** that you met in lesson 01, in seconds: running time divided by shots.

# %%
films = ku.table("century")
some = films.sample(6, random_state=1).sort_values("year")
some[["film", "year", "genre", "shots", "asl", "median"]].round(2)

# %%
plots.century(films, "asl", middle="mean", mine=np.mean(scene.shot_lengths))

# %% [markdown]
# Every grey dot is a film, and a bar is the mean of a year's. There is a hump in the forties. Did films slow down before they sped up? Or did *a few shots* in them become very long? An average can't tell you. The **median** is the length that half of the shots don't reach; one very long take leaves it where it is.
#
# So ask for the median of each film.

# %%
plots.century(films, "median", middle="median", mine=np.median(scene.shot_lengths))

# %%
ku.predict("a typical shot of the scene").compare(float(np.median(scene.shot_lengths)))

# %%
slowest = films.groupby("year")["median"].median().idxmax()
ku.predict("the slowest year from 1935 to 2005").compare(int(slowest))

# %% [markdown]
# In seconds the hump is lower. Beside 1935 it is as high: the typical shot of 1945 lasts half as long again. So 1945 was no trick of the mean. The fifties were, in part: their means stayed up, and their medians sank. What came after 1960 is the fall that people mean when they say that films are cut faster now. It was all there before the first feed.
#
# The scene's diamond lies far below. It is no feature film; it is one quarrel of two lamps. If you lay the quickest minute of a film beside the average of another, you have measured your own choice.

# %% [markdown]
# ## Do it: a tempo
#
# Here is the scene with a slider. At 2 every shot is half as long, about its own middle; at 0.5 twice, as far as its take goes. Before you touch it: twelve lines are spoken in the scene, and all are whole. How many will still be whole at tempo 2?

# %%
ku.predict("lines whole at tempo 2", 0)

# %%
ku.tempo(scene)

# %% [markdown]
# Move it, and read the line above the shots. (Where sound and picture were cut apart, they are cut together here: at another tempo a split would have to be found anew.) Then hear it, with your eyes shut.

# %%
fast = ku.at_tempo(scene, 2)
fast.render("twice.mp4", size=(640, 360))

# %%
for tempo in (0.5, 1, 1.5, 2, 3):
    print(lesson_03.at_a_glance(ku.at_tempo(scene, tempo), tempo))
whole = sum(line.whole for line in fast.lines())
ku.predict("lines whole at tempo 2").compare(whole)

# %% [markdown]
# Read the columns downwards. The median does what you asked for. `log_sd`, the spread, and `lag1`, whether a long shot follows a long one, hardly move at double tempo: the *pattern* of the scene is all there. Only hardly anybody gets to finish a sentence. A slider scales time, and words don't scale.
#
# `fast.check()` names each line that is cut off. An editor who is told "twice as fast" doesn't halve each shot. She throws out looks, keeps words, and lets the words run on under other pictures.
#
# ## Yours: as quick, and every line whole
#
# Bring the typical shot of this scene down to 1.1 seconds or less, from 1.5, and keep all twelve lines whole. In the cutting room, or in code. Ideas that work: cut to the listener before the line is over (mark a piece of a take with I and O, press 2 to go to the film, and F12 where it shall begin; in code `recut.cutaway(...)`); show a word in two shots, from two sides; take pauses out. Cutting a shot in two where nothing changes, a **through edit**, makes the numbers smaller and nobody sees it. It doesn't count.
#
# What stands here is the slider's answer at 1.4. It is quick enough, and not whole. Begin from it, or from `scene.copy("As quick")`.

# %%
recut = ku.at_tempo(scene, 1.4)
ku.cutting_room(rushes, recut)

# %%
ku.check("03 as quick and whole", recut)

# %% [markdown]
# Ten minutes are enough for this, done or not. The check waits; so does assignment a3, which wants more of it. It asks for two things only, and there is a third: is it still a scene? Play it. You will meet your re-cut again.
#
# ## Do it: a scene of yours
#
# Now take a scene of your own: about a dozen shots, from lesson 02 or from the room. Here is one of ours with twelve, so that the page runs.

# %%
mine = ku.Cut.from_text(
    """
title: mine
4A-1 02:02 03:02
5A-1 03:02 04:02 J4
4A-1 04:02 05:02
5A-1 05:02 05:19
4A-1 05:19 07:07
5A-1 07:07 08:07 J6
7A-1 08:07 10:05
2A-1 14:05 15:19
4A-1 11:19 12:19
5A-1 12:19 13:22
4A-1 14:02 15:19
8A-1 05:19 07:07
""",
    rushes,
)
mine.render("mine-03.mp4", size=(640, 360))

# %% [markdown]
# ## Measure
#
# In a moment chance will deal your shots anew. You have five numbers: how many shots, their average, their median, their spread, the share of time in short ones. How many of the five will change? Put your number where the 5 is.

# %%
ku.predict("numbers of five that change in a shuffle", 5)

# %%
dealt = ku.shuffled(mine, seed=3)
dealt.render("mine-03-dealt.mp4", size=(640, 360))

# %%
five = ["shots", "asl", "median", "log_sd", "short_share"]
before = ku.measure("mine-03.mp4", five, edit=mine)
after = ku.measure("mine-03-dealt.mp4", five, edit=dealt)
for id in five:
    print(f"{before[id].name:26} {before[id].words:>8} {after[id].words:>8}")
changed = sum(abs(before[id].value - after[id].value) > 1e-9 for id in five)
ku.predict("numbers of five that change in a shuffle").compare(changed)

# %%
print(lesson_03.unchanged(changed))

# %% [markdown]
# Now play the two. Is it the same film?
#
# So whatever you have lost, or gained, none of these five numbers is about it. A film could be cut after the average of 1950, or of a feed, and have no rhythm whatever.
#
# The numbers come from the list, by `edit=`. A detector that only sees the film may miss a cut between two shots from one camera, and in a shuffle such shots lie side by side.

# %% [markdown]
# ## Yours, 1: a number that knows order
#
# Write one. By how many seconds does a shot differ from the one before it, up or down, on average? `np.diff(lengths)` takes each from the next; `np.abs(…)` drops the minus signs.
#
# <details><summary>A hint</summary>
#
# On paper first: shots of 1, 3 and 2 seconds. From 1 to 3 it is two seconds, from 3 to 2 it is one. Their mean is 1.5. How many steps are there among three shots? Begin with `steps = np.diff(lengths)` and look at what is in it. The minus sign goes next, the mean comes last, behind `return`.
#
# </details>


# %%
def step(lengths):
    """Return by how many seconds a shot differs from the one before it, on average."""
    ### BEGIN SOLUTION
    return float(np.mean(np.abs(np.diff(lengths))))
    ### END SOLUTION


# %%
ku.check("03 step", step)

# %%
print(f"yours {step(mine.shot_lengths):.2f} s, dealt {step(dealt.shot_lengths):.2f} s")

# %% [markdown]
# Two numbers, and they are most likely different. But another shuffle gives another number again. Is yours special? Deal a thousand times, and look where yours lies.

# %%
ours = ku.order_test(mine, step)
ours

# %% [markdown]
# ## Yours, 2: how far out
#
# If the order didn't matter, yours would be one of the thousand like any other. So count those that lie as far from their mean as yours does, on either side, and take their share. Yours is one of the orders that chance could have dealt: it counts, above and below the line. That share is **p**. Near 1, your order is an everyday one. Under 0.05, people begin to talk.
#
# <details><summary>A hint</summary>
#
# `np.mean(others)` is the middle. `abs(own - middle)` is how far out yours lies. Go through `others` and count each that lies as far from the middle, or farther. Then divide. With 99 others of which none is as far out, the answer is 1 in 100, and not 0: somebody has to be first.
#
# </details>


# %%
def share_as_far(own, others):
    """Return which share of all orders lies as far from the others' mean as one's own."""
    ### BEGIN SOLUTION
    middle = np.mean(others)
    far = sum(abs(other - middle) >= abs(own - middle) for other in others)
    return (1 + far) / (1 + len(others))
    ### END SOLUTION


# %%
ku.check("03 share as far", share_as_far)

# %%
print(f"p = {share_as_far(ours.value, ours.shuffled):.3f}; the kit says {ours.p:.3f}")

# %% [markdown]
# Those who measure films have a number of their own for this, `lag1`. It asks for each shot's place when all are sorted by length, so that one very long shot doesn't decide. Above 0 a long shot follows a long one, below 0 they alternate. Its card wants twenty shots; the test takes fewer. (*p* is the share of all orders, yours among them, that lie as far from the middle as yours does.)

# %%
asked = ku.order_test(mine, "lag1")
asked

# %% [markdown]
# Is there an order in the scene? If somebody cut it, each cut is where it is for a reason, which could be said aloud. Read the p once more.
#
# Here is how much a test like this can see. We cut pieces out of the 134 films, a thousand of each size, and put `lag1` to the test in every one. All of these pieces were ordered by an editor. How often does the test notice? That share is its **power**.

# %%
power = ku.table("power")
plots.power(power, mine=len(mine))

# %% [markdown]
# Find the amber mark. The grey line is what luck alone brings: about 5 in 100, as it should be. Of pieces of twelve shots, ordered by people who were paid for it, the test notices one in ten, and half of these luck would bring.

# %%
ku.card("lag1")

# %% [markdown]
# To lay beside each other: your p, and that power.

# %%
print(lesson_03.verdict(asked))

# %% [markdown]
# A test that finds nothing has told you something about the film, or about itself. With a dozen shots it mostly speaks about itself. Ask the same of the whole scene, which has 33 shots, and of your re-cut of it: what is left of what the scene had? (With 33 shots the test sees an order in one of four or five pieces of films. A large p proves no loss.) Then of a film, and of pieces of twelve shots from that film.

# %%
shots = ku.table("cutting")
annie = shots[shots.film == "Annie Get Your Gun"].seconds.to_numpy()
untouched = recut.shot_lengths == ku.at_tempo(scene, 1.4).shot_lengths
re_cut = "the slider's re-cut" if untouched else "your re-cut"
for name, what in [("the scene", scene), (re_cut, recut), ("the film", annie)]:
    print(f"{name}: {ku.order_test(what, 'lag1')}")
pieces = [annie[start : start + 12] for start in range(0, len(annie) - 12, 12)]
saw = sum(ku.order_test(piece, "lag1", shuffles=199).p <= 0.05 for piece in pieces)
print(f"Of its {len(pieces)} pieces of twelve shots, the test sees an order in {saw}.")

# %%
found = int((films.p <= 0.05).sum())
print(f"Of {len(films)} whole films, the test sees an order in {found}.")

# %% [markdown]
# And the three rows at the top? The film is B, *Annie Get Your Gun*. It has the highest `lag1` of the 134, and still most of its pieces of twelve show nothing. (Offline they were cut from a stand-in, which has the film's `lag1` and not its shots.) Quick shots keep company with quick shots. A small p doesn't say why: shots that only grow longer towards the end, as this lesson's scene does, give one too. What happens in those dark bands, and why they had to be quick, no table says.
#
# ## Where the eye and the number disagree
#
# You have met it twice now. In hundreds of lines your eye may have seen the film at once, or not; the number is sure, and in 127 other films as well. Of a dozen shots you knew at once which of the two was the film, since you had seen it; the number has seen nothing, and seldom knows.
#
# And what about the claim? The feed and the dark differ in many things. If tempo is one of them, you can now say what would have to be measured, on how many shots, and what would still be missing: what was cut to what.
#
# ## In your words
#
# Three sentences about the two renders of your scene: a place where the dealt one fails, a place where it surprised you, and what no number here has said. A timecode in square brackets shows its frame, a number in braces is measured again; whether the sentence is right, only a reader knows. The three below are ours, about the scene as it stood when you came: write yours in their place.

# %%
words = """
At [mine@00:00:01:04] Diode says again what Filament has said, and I know that it copies.
At [dealt@00:00:00:07] it says "No." before anybody has asked it for anything.
Both have a median of {mine.median = 1.06 s}, and only one of them made me wait for an answer.
"""
ku.critique(words, mine="mine-03.mp4", dealt="mine-03-dealt.mp4")

# %% [markdown]
# ## Check yourself
#
# The two functions have their checks above, and so has the re-cut. Here is the last question. How many shots would you need before a test of `lag1` notices the order in half of the films? Read it off the picture, and put it where the 0 is.

# %%
needed = 0
ku.check("03 shots needed", needed)

# %% [markdown]
# ## Go further
#
# - `ku.order_test(scene, "trend")` asks whether shots grow longer towards the end. In this scene they do, and you can hear why.
# - *All About Eve* and *The Asphalt Jungle*, both of 1950, have one average within a tenth of a second. Find them in `films`: what do `median` and `log_sd` say of the two?
# - `plots.century(films, "short_share")` is the share of the time in shots under two seconds, `"log_sd"` how unequal a film's shots are. Which of them falls, which rises, and which does nothing?
# - The genres: `films.groupby("genre")["median"].median()`. How many films does the smallest group have? What would you have to hold constant?
# - `ku.table("cutting")` has each shot, rounded to a tenth of a second. Rounding makes ties: what does it do to a median of 2.8?
# - Measure a feed. Note the length of each shot of ninety seconds of scrolling, by ear and thumb, and lay it on the century. What are you comparing with what?
# - Assignment a3 asks for these numbers by your own code, and for a re-cut at half the median.
#
# ## Sources
#
# - The tables of 134 films: N. Redfern, "Motion picture editing as a Hawkes process", *Journal of Data Science* 21 (2023), MIT licence; the shots were first published by J. E. Cutting, J. E. DeLong and C. E. Nothelfer (2010). Means, medians, `lag1` and the power were computed from them with this kit (`benchmarks/century.py`).
# - The opening picture is *Annie Get Your Gun* (1950) from the same table, and two shuffles of it (`course/images/03-make.py`).
# - "Ninety seconds" of scrolling and "two hours" in a dark room: an unsigned opinion piece that begins "The entertainment elite are panicking over a ghost story", 2026. The piece doesn't say that the two differ in tempo; that claim is ours, made to be tested.
# - The average shot length as a habit of film history: B. Salt, "Statistical style analysis of motion pictures", *Film Quarterly* 28 (1974).
