# %% [markdown]
# # 08 Surprise and inevitability
#
# Seven pictures from one film, in the film's order. In one of them somebody does what nobody taught them. It lasts two seconds, and the story turns on it. Which one is it, and would a machine see it?
#
# ![Seven dark stills of two lamps on a bench, from left to right, each with its timecode; under them an empty axis that asks how surprising each moment is.](images/08-seven.png)
#
# *Claim under test: great cinema lives by "the least likely, most surprising narrative choice that still manages to feel inevitable"; a machine can hit a structure "down to the millisecond" and has nothing. The first half would be wrong, as far as pictures go, if a machine that is surprised by the unlikely passed over that choice; the second, if a structure fitted a film better than noise.*
#
# About 75 minutes, or an hour if you leave out the small function that is yours to write: a cell that needs it then says so, and all else goes on. You need lesson 02, or to know what a cut is. The trade's words are in the [glossary](glossary.md).

# %%
from itertools import pairwise

import numpy as np
import pandas as pd
from PIL import Image

import kuleshov as ku
from kuleshov import plots

rushes = ku.rushes("understudy")
film = ku.Clip(rushes.path / "editors-cut.mp4")
cut = ku.Cut.load(rushes.path / "editors-cut.edit", rushes)
film

# %% [markdown]
# ## Watch first
#
# Play it once, with sound, to its end. Don't stop it. Filament is the red lamp, Diode the white one. Afterwards say aloud what you had not expected.
#
# Now mark it by hand. Here is the same edit on the bench. Click into it, play it with the space key, and press M at each moment that surprises you. Four to eight marks will do. Mark what surprises *you*: what somebody does, not how bright it is. (The bench is a copy; the film stays as it is.)

# %%
bench = cut.copy("The Understudy, to mark")
ku.cutting_room(rushes, bench)

# %%
yours = [marker.at / 24 for marker in bench.markers]  # seconds; or write a list: [4.5, 20.0]
if not yours:
    yours = [4.5, 20.0, 50.0]
    print("No mark stands on the bench: three moments that mean nothing stand in for yours.")
print(", ".join(f"{second:.1f} s" for second in yours))

# %% [markdown]
# ## Predict
#
# Next, a machine watches. It knows no lamps. It has a picture of 16 by 9 places, and at each place it expects as much light as there has been lately. What it saw a quarter of a second ago counts for a third. It is surprised by as much as a new picture changes its mind, in *bits*: one bit is the step from "heads or tails" to "heads", when a coin has landed. What you get is the mean over the places.
#
# At which second of the film will it be surprised most? And which share of all its surprise will lie *at a cut*, which means within a quarter of a second of one? There are 32 cuts, and such moments fill a little under a third of the time.

# %%
ku.predict("the moment of most surprise", 28.0, unit="s")
ku.predict("share of the surprise that lies at a cut", 0.3)

# %% [markdown]
# ## Measure
#
# Amber triangles are your marks. Numbers stand beside the eight highest peaks.

# %%
found = ku.surprises(film, edit=cut)
found.plot(marks={"you": yours})

# %%
found

# %%
ku.predict("the moment of most surprise").compare(found[0].time, share=False)

# %% [markdown]
# Two clocks stand in the table. *In the film* counts from the film's beginning, 00:00:30:06 is thirty seconds and six frames; a frame is a twenty-fourth of a second, so that is 30.25 s. *In the scene* is the performance's own time, which all cameras share.
#
# The machine's first is a *cut*. The film goes from Filament, small and lit, to a close picture of its bulb, and the frame fills with amber. In the story nothing has happened yet. Less than a second later the bulb flares up once more, and that is number 8. That it then goes out has no number.

# %%
at = [found[0].frame - 1, found[0].frame, 742, 744, 746, 754]
plots.stills(film, at, "the cut to the bulb; then the bulb dies")

# %% [markdown]
# How much of it is made by the editor's knife?
#
# **Yours, 1.** You get three rows of numbers: the seconds of the moments, the bits of each, and the seconds of the cuts. Return the share of all bits that lie within a quarter of a second of any cut: a number from 0 to 1.
#
# <details><summary>A hint</summary>
#
# Begin with `near = [...]`, which says of each time whether a cut is near: `min(abs(time - cut) for cut in cuts) <= within` asks it for one. Then add up the bits of those that are near, and divide by the sum of all bits. It is the bits that are shared out, not the moments.
#
# </details>


# %%
def share_at_cuts(times, bits, cuts, within=0.25):
    """Return the share of the bits that lie within so many seconds of a cut, 0 to 1."""
    ### BEGIN SOLUTION
    near = [min(abs(time - cut) for cut in cuts) <= within + 1e-9 for time in times]
    return sum(bit for bit, is_near in zip(bits, near, strict=True) if is_near) / sum(bits)
    ### END SOLUTION


# %%
ku.check("08 share at cuts", share_at_cuts)

# %%
print(f"The kit: {found.share_at_cuts:.0%}, in {found.time_at_cuts:.0%} of the time.")
ku.predict("share of the surprise that lies at a cut").compare(found.share_at_cuts)

# %%
share = share_at_cuts(found.times, found.bits, found.cuts)
print(f"Yours: {share:.0%} of the surprise lies at a cut.")

# %% [markdown]
# You were not startled 32 times. When Smith and Henderson asked people to detect the cuts in pieces of feature films, a quarter of those inside a scene went unnoticed, and a third where something began to move at the same moment. Those people were looking for cuts. You were looking at lamps.
#
# So take the cuts out: everything within a quarter of a second of one. The scale stays as it was.

# %%
top = 1.18 * found[0].bits
inside = found.without_cuts()
inside.plot(marks={"you": yours}, top=top)

# %% [markdown]
# The two highest that are left: at 00:00:07:18 a switch is pressed and a lamp is on, at 00:00:31:00 the bulb flares up for the last time. Light on, light on.
#
# ## Where the eye and the number disagree
#
# Now the turn. Both lamps are dark. There is a click, and at second 39.4 of the scene Diode, who until then has copied every gesture, lifts its head, and there is light in it: warm, as the other lamp's was. It leans over and lays its light on the sheet. Nobody has shown it that.
#
# The same second can be seen without an editor, in the **master**: the take that shows the whole performance, in one shot from far enough away.
#
# The machine has watched 670 moments of the film, every second frame. What is the place of the one in which Diode lights? 1 is the most surprising.

# %%
ku.predict("the turn's place among the moments of the film", 10)

# %%
wide = rushes["1A-1"]  # the master
master = ku.surprises(wide)
turn, in_master = cut.seen(scene=39.4)[0], wide.at(scene=39.4)
for name, where, moment in [
    ("in the editor's cut", found, turn),
    ("with its cuts out", inside, turn),
    ("in the master", master, in_master),
]:
    print(f"{name:20} {where.at(moment)}; half of them are below {np.nanmedian(where.bits):.3f}")
after = (master.times >= in_master) & (master.times < in_master + 2.5)
print(
    f"in the master, the two and a half seconds from there: {master.bits[after].max():.3f} at most"
)
ku.predict("the turn's place among the moments of the film").compare(found.at(turn).rank)

# %%
found.plot(marks={"you": yours, "the turn": [turn]})

# %%
master.plot(marks={"the turn": [in_master]}, top=top)

# %% [markdown]
# The first three lines give the best moment within a quarter of a second, so the turn had every chance. Where Diode lights, the curve is flat, about as high as when nothing happens at all. In the master, where nobody cuts, it stays so to the end: the lamp lights, leans over and lays its light on the sheet, and nothing stands out from the noise. What surprises the machine most there is the rehearsal, when Filament swings up and throws a bird's shadow on the wall.
#
# In the editor's cut number 2 comes six tenths of a second after the triangle. It is a cut: to the sheet, close. Of the pictures at the top the sixth shows what comes then.
#
# Did you mark it? Then you know something that this number doesn't: not what the picture was like, but what *could have been expected of Diode*.
#
# ## Do it: make the machine look
#
# Below are fourteen seconds of the master around the turn, and the same with an **insert**: a close shot of a thing, here of the sheet, laid over the master while the sound runs on. The light arrives in it.

# %%
plain = ku.Cut("The turn, in one shot", rushes=rushes)
plain.add(wide, wide.at(scene=30), wide.at(scene=44))
closer = plain.copy("The turn, with an insert")
sheet = rushes["6C-1"]
closer.cutaway(9.5, sheet, sheet.at(scene=39.5), sheet.at(scene=42))
ku.cutting_room(rushes, closer)

# %% [markdown]
# Watch it. Then move the insert: press S twice for the tool *Slide*, and drag the shot earlier or later (in code: `closer.slide(2, -48)`). Run the next cell and see where the peaks have gone. If you like, lay something else over the film: click a take in the bin, mark a piece of it with I and O, press 2 to go to the film, and F12 where it shall begin. Run the cell again.


# %%
def surprise_of(edit):
    """Render an edit, small and quick, and return its surprises."""
    small = edit.render(f"{edit.title}.mp4", size=(320, 180), progress=False)
    return ku.surprises(small, edit=edit)


before, after = surprise_of(plain), surprise_of(closer)
print("in one shot:   ", before.at(9.5))
for frame in closer.cuts:
    print("at your cut:   ", after.at(f"{frame}f"))
after.plot(top=max(after[0].bits * 1.18, 3))

# %% [markdown]
# As the edit stood when you came, the moment had no peak to speak of, and is now number 1 of the fourteen seconds. Nobody in the picture did anything else than before. The editor's cut has this same insert, and the cut to it is the second highest peak of the film, at 00:00:39:04. What moves inside the insert counts for more, too: take the cuts out, and the light that slides on the sheet is still number 5 of what is left. In the master it is a few places of 144, and lost.
#
# So an editor knew where the turn is and went close, and the number follows the editor. Is it the turn, then, that the number has found? Lay other things over the same second, in four seconds of the master: the same moment over Filament's shoulder; the moon; and a dead moth from another scene, which means nothing here.

# %%
four = ku.Cut("Four seconds", rushes=rushes).add(wide, wide.at(scene=38), wide.at(scene=42))
bits, pictures = {}, []
for name, take, start in [
    ("the sheet", sheet, sheet.at(scene=39.5)),
    ("over the shoulder", rushes["3B-1"], rushes["3B-1"].at(scene=39.5)),
    ("the moon", rushes["6E-1"], 2.2),
    ("a dead moth", rushes["KB-1"], 2.0),
]:
    pictures.append(take.clip.frame(take.clip.frame_at(start + 1))[::2, ::2])
    other = four.copy(f"The turn, {name}").cutaway(1.5, take, start, start + 2)
    bits[name] = surprise_of(other).at(1.5).bits
    print(f"{name:18} {bits[name]:5.2f} bits")
print(f"The moth startles it {bits['a dead moth'] / bits['the sheet']:.1f} times as much.")

# %%
Image.fromarray(np.hstack(pictures))  # a second into each, in the same order

# %% [markdown]
# Which of the four would you keep in the film? The number would take the moth: it is bright where the master is dark. The shot over the shoulder is the one that shows who does it, and it startles the machine far less than the moth. Here is the number's card. Read *fooled by* and *says nothing about*.

# %%
ku.card("surprise")

# %% [markdown]
# "Least likely" is not one thing. A film may be unlikely as light on a wall, and it may be unlikely as something that *this* lamp does after *that* minute. The first takes a few dozen lines of code. For the second, the machine would have to know what a copy is.
#
# ## And inevitable?
#
# "... that still manages to feel inevitable." That half can be tried too, by a machine that looks back. Let it tell a shot by pointing at another one and saying what is different. How many bits does a shot cost if it may point at the shots *before* it? And how many if it may also point at those *after*? What is saved is its *hindsight*. No psychology stands behind this; the kit made it up for this thought.
#
# Which shot will gain most? The turn is in shots 25 and 26.

# %%
back = ku.hindsight(film)
back.plot()

# %%
most = np.argsort(-back.shots)[:4]
plots.stills(film, back.starts[most] + 6, f"what gains most: shots {', '.join(map(str, most + 1))}")

# %%
for shot in (25, 26):
    print(f"shot {shot}: {round(back.shots[shot - 1], 2) + 0.0:.2f}")

# %% [markdown]
# Shot 1 is the moon. It gains nearly everything, because the same moon is seen again in the dark. The first of the turn's two shots gains a little, and the insert, on which the story turns, nothing: it is seen once. This machine takes *repeated* for *inevitable*.
#
# Does it know at least that "before" and "after" are different things? Deal the same 33 shots in another order, 999 times, and look at what they gain.

# %%
by_chance = back.by_chance(999)
low, high = np.quantile(by_chance, [0.025, 0.975])
print(f"as it was cut: {back.value:.3f}")
print(f"by chance:     {by_chance.mean():.3f}, and 95 of 100 from {low:.3f} to {high:.3f}")

# %% [markdown]
# *p* is the share of the orders, the film's own counted in, that gain at least as much.

# %%
p = (1 + (by_chance >= back.value - 1e-12).sum()) / (1 + len(by_chance))
print(f"p = {p:.2f}")
ku.card("hindsight")

# %% [markdown]
# A small *p* would speak against "any order would do"; people begin to speak of more than chance under 0.05. This one is nowhere near. By this number, an Understudy that chance has dealt is about as inevitable as the one that somebody cut: 95 of 100 lie within 0.02 of it.
#
# ## To the millisecond
#
# Now structure. Screenwriters have sheets that say at which share of a film its turns fall. One page has: catalyst at 10 %, break into two at 20 %, midpoint at 50 %, all is lost at 75 %, break into three at 80 %. (Another page puts the first two at 12 and 25.) Such a turn is called a **beat**. If you know a better sheet, write its shares: above 0, below 1, rising.

# %%
SHEET = {
    "catalyst": 0.10,
    "break into two": 0.20,
    "midpoint": 0.50,
    "all is lost": 0.75,
    "break into three": 0.80,
}
ku.check("08 sheet", SHEET)

# %% [markdown]
# Here is a machine that finds these beats in a film. It takes the highest peaks of four curves, and each beat may choose the one that suits it best. Read it if you read code; it runs for you if you don't, and so do the longer cells below.


# %%
def peaks_of(times, values, most):
    """Return the times of the highest peaks of a curve."""
    rises = range(1, len(values) - 1)
    up = [i for i in rises if values[i - 1] < values[i] >= values[i + 1]]
    return [times[i] for i in sorted(up, key=lambda i: -values[i])[:most]]


def fit(sheet, curves, seconds, most=12, within=0.02):
    """Return for each beat the nearest peak of any curve: seconds off, whose, and is it a hit."""
    peaks = [(t, name) for name, curve in curves.items() for t in peaks_of(*curve, most)]
    found = {}
    for beat, share in sheet.items():
        time, name = min(peaks, key=lambda peak: abs(peak[0] - share * seconds))
        off = time - share * seconds
        found[beat] = (off, name, abs(off) <= within * seconds)
    return found


# %%
numbers = ku.measure(film, ["surprise", "activity", "exposure", "loudness"])
series = numbers.over_time().groupby("id")
curves = {id: (one.time.to_numpy(), one.value.to_numpy()) for id, one in series}
for beat, (off, name, hit) in fit(SHEET, curves, film.duration).items():
    print(f"{beat:17} {off * 24:+5.0f} frames, {name:9} {'hit' if hit else 'missed'}")

# %% [markdown]
# Within 2 % of the film's length is a hit: about a second to either side. Before you are glad or sorry about the misses, give it other things to watch. *Backwards* is the film from its end. *Dealt* has its shots in chance's order. *Noise* is four curves of random numbers, no film at all; of *dealt* and *noise* you see the mean of twenty. The columns say how many peaks of each curve the machine may choose from.
#
# Which row will fit best, with 12 peaks?

# %%
ku.predict("what the sheet fits best", "as it was cut")

# %%
random = np.random.default_rng(8)


def dealt(order):
    """Return the curves with the film's shots in another order, the same for all of them."""
    made = {}
    for name, (times, values) in curves.items():
        shot = np.searchsorted(found.cuts, times, side="right")
        made[name] = times, np.concatenate([values[shot == n] for n in order])
    return made


# %%
others = {
    "as it was cut": lambda: curves,
    "backwards": lambda: {n: (film.duration - t[::-1], v[::-1]) for n, (t, v) in curves.items()},
    "dealt": lambda: dealt(random.permutation(len(cut))),
    "noise": lambda: {n: (t, random.random(len(t))) for n, (t, _) in curves.items()},
}
table = pd.DataFrame(index=list(others))
for most in (5, 12, 20, 40):
    for name, make in others.items():
        tries = [fit(SHEET, make(), film.duration, most).values() for _ in range(20)]
        table.loc[name, f"{most} peaks"] = np.mean(
            [[hit for _, _, hit in one] for one in tries]
        ) * len(SHEET)
table.round(1)

# %%
ku.predict("what the sheet fits best").compare(table["12 peaks"].idxmax())

# %% [markdown]
# The table counts hits, of as many as the sheet has beats. Read down the columns: does any of them put the film above the noise? With the sheet as it stood when you came, none does. Then read along the rows. What makes the machine hit is how much it may choose from: twelve peaks of four curves, each good for two seconds and a bit, are 107 seconds of chances in a film of 56. With enough peaks nearly every sheet fits every film, and every noise. Noise does so well because its four curves peak in four places; a film's peak together.
#
# Change `SHEET`, as sillily as you like, and run the cells from there. You can also beat the noise: put your shares where this film's peaks are. Then the sheet fits this film, and you know why.
#
# ## The machine that cuts
#
# Finding beats is one half. "It can map out a three-act structure down to the millisecond" is about a machine that *makes* one. That one is shorter: cut whatever is there so that a cut falls on every beat. By how many milliseconds will it miss, at worst?

# %%
ku.predict("the cutting machine's largest error", 1.0, unit="ms")


# %%
NAMES = ["1A-1", "2A-1", "3A-1", "4A-1", "5A-1"]


def cut_to(sheet, seconds, seed):
    """Cut pieces of any takes so that a cut falls on every beat, as near as frames allow."""
    random = np.random.default_rng(seed)
    beats = [0, *(round(share * seconds * 24) for share in sheet.values()), round(seconds * 24)]
    made = ku.Cut(f"On the beat, {seconds} s", rushes=rushes)
    for start, stop in pairwise(beats):
        long = [n for n in NAMES if rushes[n].last - rushes[n].first > stop - start]
        take = rushes[random.choice(long)]
        first = random.integers(take.first, take.last - (stop - start))
        made.add(take, f"{first}f", f"{first + stop - start}f")
    return made


def worst(made, sheet, seconds):
    """Return by how many milliseconds the cuts miss their beats, at worst."""
    wanted = [share * seconds for share in sheet.values()]
    return max(abs(frame / 24 - at) for frame, at in zip(made.cuts, wanted, strict=True)) * 1000


SECONDS = 19
machine = cut_to(SHEET, SECONDS, seed=1)
ku.predict("the cutting machine's largest error").compare(worst(machine, SHEET, SECONDS))

# %% [markdown]
# A frame lasts 41.7 milliseconds, and nothing can be cut between two. So whatever the sheet, the error is half a frame at most, 20.8 ms, and a film at 24 frames a second is not structured "to the millisecond": no cut of it can be moved by one.
#
# There is a way out. Make the film a second longer.

# %%
for seconds in (18, 19, 20, 21):
    print(f"{seconds} s: {worst(cut_to(SHEET, seconds, 1), SHEET, seconds):4.1f} ms")
machine.render("on-the-beat.mp4")

# %% [markdown]
# With the sheet as it stood when you came, a film of 20 seconds has no error at all. Play the 19 seconds above. Every turn is where the sheet wants it. Does anything turn?
#
# ## In your words
#
# Three sentences about one moment of the editor's cut that surprised you: what you had expected, when it came, and what the number says of it. A timecode in square brackets shows its frame, a number in braces is measured again. The three below are ours: write yours in their place.

# %%
words = """
I had expected that the copy would stay dark for as long as the lamp that it copies.
At [film@00:00:39:04] there is paper, and a glow at its edge; at [film@00:00:39:14] the light lies on it, and it is warm.
The number, {film.surprise = 0.16 bits} on average over the whole film, says nothing of who lit the paper.
"""
ku.critique(words, film=film)

# %% [markdown]
# ## Check yourself
#
# Your function is checked above. One question is left: at which frame of the editor's cut is the machine most surprised? Count frames from the film's beginning, at 24 a second. The picture has it, and so has a timecode; two frames off is near enough.

# %%
frame = 0

# %%
ku.check("08 frame of the peak", frame, found=found)

# %% [markdown]
# What may you say now? By the line at the top the first half is wrong, as far as pictures go: the machine passed over the choice. But it knows light and no story, so that says as much about the machine. And the sheet fitted this film no better than noise. So: that a number for surprise points at cuts and at lamps being switched. That a number for inevitability points at what is shown twice. That a sheet fits noise. Not that the essay is right: it speaks of choices, and none of these three knows what a choice is. Whether a machine could know, this lesson has not tried. You marked some moments by hand. What did you use?
#
# ## Go further
#
# - Ask two people to mark the film as you did, and lay your lists together. On which moment do you agree within a second? Is it a cut?
# - Film a minute with your telephone in which nothing changes but one thing, and that matters. Bring it in with `ku.import_footage`, and `ku.surprises` it. What is its place?
# - Make hindsight know order. What would a shot have to point *forward* to?
# - Itti and Baldi followed people's eyes, not their stories: read how they asked.
# - Lesson 09 asks people, not numbers.
#
# ## Sources
#
# - The claims: an unsigned opinion piece that begins "The entertainment elite are panicking over a ghost story", 2026.
# - L. Itti and P. Baldi, "Bayesian surprise attracts human attention", *Vision Research* 49 (2009), 1295-1306. In their study 72 % of people's shifts of gaze went to places more surprising than the average. Places, steps and forgetting are this kit's.
# - T. J. Smith and J. M. Henderson, "Edit blindness: the relationship between attention and global change blindness in dynamic scenes", *Journal of Eye Movement Research* 2 (2008), abstract: a quarter of the edits inside a scene were not detected, a third with a sudden onset of motion.
# - The sheet: a page of fifteen beats mapped to three acts, davidputman.co.uk/ampcre/fifteenbeats.html, after Blake Snyder; the other page is penwise.ai/story_arcs-explained. Snyder's own book was not read for this one.
# - Hindsight, and the machines that fit and cut, are this course's own.
