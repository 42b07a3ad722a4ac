# %% [markdown]
# # 05 Light and texture
#
# Two cameras looked at one lamp in one second. Is it as bright in the one picture as in the other?
#
# ![Two stills side by side. Left: a red lamp close before a pale grey-blue wall, its bulb seen from the side. Right: the same lamp smaller, its bulb towards us, on a dark table before dark shelves, another lamp's head out of focus at the right.](images/05-one-second.jpg)
#
# *Claims under test: machines lack "lighting consistency", and what they make has "that unreal sheen". The first would be wrong if light held still inside their shots, and jumped no more at their cuts than in films that people made. The second would be wrong, as far as numbers go, if no number for texture told the one kind from the other.*
#
# About 70 minutes. You need lesson 01, or to know what a cut is. One small function is yours to write: a cell that needs it says so, and all else goes on. The trade's words are in the [glossary](glossary.md).

# %%
import numpy as np

import kuleshov as ku
from kuleshov import plots
from kuleshov.lessons import lesson_05

rushes = ku.rushes("understudy")
cabins = {
    name: ku.fetch(f"g_ll_cabin_{window}", or_else=None) or lesson_05.stand_in(name)
    for name, window in {"short": "w9", "long": "w21"}.items()
}

# %% [markdown]
# ## Watch first
#
# A cabin by night, twenty seconds without a cut, made by one machine in two settings. One looks back over a *short* stretch of what it has made while it goes on, the other over a *long* one.
#
# Play the short one, once, to its end. Watch nothing but the light: the lanterns, the moon, the boards. Then the long one. Then don't scroll back.

# %%
lesson_05.first_frames(cabins)

# %% [markdown]
# ## Predict
#
# Photographers count light in **stops**. One stop brighter is twice the light, two stops are four times. By how many stops is the last second of the *short* one brighter than its first? 0 if the light held still, below 0 if it fell. We go by the **median**: half of the picture is darker than that, half is brighter.

# %%
ku.predict("drift of the short one", 0.0, unit="stops")

# %% [markdown]
# ## Measure
#
# A picture is a table of codes, 0 to 255. Codes are not light: a display turns them into light by a curve, near enough a power of 2.2. The line that is given below does that.
#
# **Yours, 1.** By how many stops is picture *a* brighter than picture *b*? Take the mean light of each, and count the doublings between the two.
#
# <details><summary>A hint</summary>
#
# Begin with `ratio = light_a.mean() / light_b.mean()`. Twice the light is a ratio of 2, and should come out as 1; four times as 2; half as -1. `np.log2` counts that. The last line begins with `return`.
#
# </details>


# %%
def stops_between(a, b):
    """Return by how many stops picture a is brighter than picture b."""
    light_a, light_b = (a / 255) ** 2.2, (b / 255) ** 2.2
    ### BEGIN SOLUTION
    return float(np.log2(light_a.mean() / light_b.mean()))
    ### END SOLUTION


# %%
ku.check("05 stops between", stops_between)

# %%
for name, film in cabins.items():
    first, last = film.frame(12), film.frame(film.frames - 12)
    print(f"{name:5} by the median:    {ku.apart(last, first)}")
    print(f"{'':5} by your mean:    {stops_between(last, first):+.2f} stops")

# %% [markdown]
# The first line is the kit's. It takes no mean but the *median* of red, of green and of blue, and says how far two such colours are apart: in stops, and in dE (CIEDE2000), where about 1 can barely be seen. A bright moon moves a mean and leaves a median where it was. Neither is *the* light; say which you mean.
#
# Now over time. What changes slowly inside a shot is its **drift**. Each curve counts from its own first second.

# %%
drifts = {name: ku.drift(film) for name, film in cabins.items()}
plots.light({**drifts, "4A-1": ku.drift(rushes["4A-1"])})

# %% [markdown]
# The third curve is take 4A-1 of our rushes, where two lamps act: they turn away, fail and burn again. It swings by two stops and more, and ends near where it began. So two numbers are wanted: the *net*, the last second against the first, and the *range*, from the darkest to the brightest. In the cabins nobody moves a lamp.

# %%
for name, found in drifts.items():
    print(f"{name:5} {found}")
ku.predict("drift of the short one").compare(drifts["short"].net, share=False)

# %% [markdown]
# So it drifts in both, and in this pair less with the longer memory. In the short one most of it comes between the third second and the ninth. Here are two seconds of the long one, its first and its last. Did you see this while you watched?

# %%
ku.apart((cabins["long"], 0.5), (cabins["long"], 19.5))

# %% [markdown]
# ## Where the eye and the number disagree
#
# You watched the light with care, and measured it three ways. One more question about the *short* one, and please answer it from memory. How many people are on the porch at the end?

# %%
ku.predict("people on the porch of the short one, at its end", 1)

# %%
porch = (0.54, 0.40, 0.46, 0.50)  # left, top, width, height, in shares of the picture
moments = [round(second * 24) for second in (2.5, 3.5, 4.5, 6.5, 9.5, 19.5)]
plots.stills(cabins["short"], moments, "the right half of the porch", region=porch)

# %% [markdown]
# At 00:00:02:12 there is a wall of boards with two windows, and two lamps burn on it. Two seconds later one window is a door, one lamp is gone, and something pink stands at the post. By the tenth second a second person sits there in a chair. Nobody has walked in.
#
# If you missed it, you were watching the light, as you had been asked to. If you saw it, ask somebody else. Do the numbers say it?

# %%
for name, film in cabins.items():
    numbers = ku.measure(film, ["shots", "flicker"])
    print(f"{name:5} {numbers.shots}; {numbers.flicker}; most surprise: {ku.surprises(film)[0]}")
ku.predict("people on the porch of the short one, at its end").compare(2, share=False)

# %% [markdown]
# One shot each, and next to no flicker. One number comes near. Lesson 08's machine is surprised by what changes. In the clips themselves (stills that stand in for them give others) it is surprised most in the short one at 3.75 s, where the door comes, with 0.055 bits; but in the long one, where nobody comes, its highest is 0.051. So it says that something changed, and not that somebody came.
#
# ## Consistency is not constancy
#
# Now across cuts, which is where films are lit. `exposure` says by how many stops the picture jumps at a cut. Thirty-one generated clips of our catalogue have a cut at which that can be measured. In how many is the jump smaller than in our editor's cut of *The Understudy*, which is one room in one night?

# %%
ku.predict("of 31 generated clips, how many jump less than ours", 5)

# %%
cut = ku.Cut.load(rushes.path / "editors-cut.edit", rushes)
film = ku.Clip(rushes.path / "editors-cut.mp4")
ours = ku.measure(film, ["exposure"], edit=cut).exposure.value
clips = ku.table("clips").set_index("film")
generated, made = (clips[clips.made_by == who] for who in ("a generator", "people"))
jumps = generated.exposure.dropna()
fewer = int((jumps < ours).sum())
named = {
    "The Understudy": ours,
    "Bunny": made.exposure["h_bbb_480p"],
    "NASA": made.exposure["h_nasa"],
}
plots.dots(
    {"made": named, "generated": jumps},
    "jump in light at a cut, mean of a film (stops)",
    f"{fewer} of {len(jumps)} generated clips jump less than The Understudy",
)

# %%
ku.predict("of 31 generated clips, how many jump less than ours").compare(fewer)

# %% [markdown]
# In more than half of them light jumps *less* than in any of the three films that people made; in three it jumps more than in all three of these. (Thirty-one clips are not thirty-one makers: a few machines answered the same few briefs.) The pictures at the top of this page say what a jump can be: a cut from a lit wall to dark shelves. Whoever shows the same wall in every shot has no jump. Consistency is not constancy, and a small number here is no merit.
#
# ## Sheen
#
# The other claim is about texture. Here are eight films, a still of each. Some were made by people, some by generators.
#
# ![Eight stills, A to H. A: a woman with wavy brown hair in low sun. B: a white ceramic rabbit on scratched brown wood. C: a woman in grey at a grand piano in a gilded room. D: a red desk lamp, lit, before a grey wall. E: a telescope's gold mirrors, lit in a black hall. F: a blonde woman in a bright pink blouse before blurred green. G: a bearded man in a hat, close. H: pink clouds over a few trees, drawn.](images/05-eight.jpg)
#
# Rank them by eye: which has most sheen, whatever you mean by the word? That one first, the least last. Write your order in place of ours, which is only the alphabet.
#
# The cell then says who made which, with three numbers. *Slope* is how fast detail falls off as it gets finer: photographs of nature are said to have about -2, and the further below, the softer. (All eight lie below, whoever made them.) *Grain* is what is new and random in each frame. *Second_order* is how unevenly a picture changes from frame to frame; a paper tells generated films from others by that thought. NaN is a number that the kit refuses to give. (One of the films that people made is rendered, and one is drawn.) Their cards, such as `ku.card("slope")`, say what fools them.

# %%
ranked = "ABCDEFGH"
eight = lesson_05.unveiled(ranked)
first = (eight["made by"].head(4) == "a generator").sum()
print(f"Of the four that machines made, {first} stand on your first four places; luck gives two.")
for id in ("slope", "grain", "second_order"):
    people, machines = [*made[id].dropna(), lesson_05.ours()[id]], generated[id].dropna()
    inside = ((machines >= min(people)) & (machines <= max(people))).sum()
    print(
        f"{id:12} people {min(people):.2f} to {max(people):.2f} ({len(people)} files); of "
        f"{len(generated)} generated clips {inside} lie within, {generated[id].isna().sum()} were refused"
    )
eight

# %% [markdown]
# None of the three separates: nearly all of what machines made lies inside what people made, and people's films are few here, so this says what the numbers can't do, and little more. Grain is missing in most clips. Where has it gone?
#
# A film is packed small before it travels. What packs it is a **codec**, and ours has one knob, called *crf*: the higher, the smaller the file. Here are four seconds of our own lamp, packed four times. Which of the three numbers will move most?

# %%
parcels = lesson_05.parcels(rushes["4A-1"], 2 * 24, 6 * 24, (16, 22, 28, 34))
for id in ("slope", "second_order"):
    low, high, makers = parcels[id].min(), parcels[id].max(), generated[id].dropna()
    passed = makers.between(low, high).sum()
    print(
        f"{id:12} {low:.2f} to {high:.2f}: the knob passes {passed} of {len(makers)} makers' clips"
    )
parcels

# %% [markdown]
# The lamp is the same, and so is who made it. In this piece the knob alone doubles *second_order*, and passes a good part of the makers on its way; what is in the piece counts for more (the whole take, D above, has ten times as much). The slope moves by 0.28. And grain: the takes were made with 2.2 levels of it. In the file that came with the course 0.94 is left, in the largest parcel about three quarters of a level, in the others nothing that can be measured. Part of what these numbers hear is the parcel, and every clip of our catalogue came in one. So when somebody shows you a sheen, ask first how it was packed. `ku.matched`, in lesson 09, brings films into one form before they are compared.
#
# ## Do it: grade by hand
#
# Back to the two pictures at the top, and to the question there. A **grade** is what brings pictures together: another exposure, another balance of colours. Move the sliders until both numbers are as near 0 as you can get them: *stops* first, then *warmth* (blue against amber), *tint* last (pink against green).

# %%
close, over = rushes["4A-1"].frame(scene=16), rushes["2A-1"].frame(scene=16)
box = ku.match_grade(close, over)
box

# %% [markdown]
# Are they near 0? Each slider moves what the others did, so go round twice. Then look at the pictures and no more at the numbers. The wall is as dark as the shelves, and the bulb, which was a light, is something pale. Take one thing that is in both, the inside of the shade (framed below), and hold it against itself as it was before you touched it.

# %%
print("the whole pictures:", ku.apart(close, over))
ku.apart(close, over, region=(0.566, 0.472, 0.016, 0.097), against=(0.531, 0.417, 0.039, 0.061))

# %% [markdown]
# It was the same light all along, to within a third of a stop wherever in the shade you lay the frames. What moved the median was the *framing*, and the grade has paid for it with the lamp. This pair stands on the card of `exposure` under what fools it: `ku.card("exposure")`.
#
# Does that matter where the pictures move? Put your grade into a cut, and play across it. Then take it off (click on the first shot, and empty *Grade* beside it; in code `pair.grade(1, None)`), and play again. (That a line is cut off here, as the room says, is no matter.)

# %%
pair = ku.Cut("One second, two cameras", rushes=rushes)
for name, start in [("4A-1", 14), ("2A-1", 16)]:
    pair.add(name, rushes[name].at(scene=start), rushes[name].at(scene=start + 2))
pair.grade(1, box.grade)
ku.cutting_room(rushes, pair)

# %% [markdown]
# Where both pictures show the same thing, the number is honest. So here is one picture twice. On the right it is as it was, on the left somebody has graded it. Undo that, to within 0.15 stops and 1.5 dE.

# %%
spoilt = lesson_05.strange(close)
undo = ku.match_grade(spoilt, close)
undo

# %%
grade = undo.grade  # as the sliders stand; or by hand: {"stops": 0.0, "warmth": 0.0, "tint": 0.0}
ku.check("05 undone", grade, strange=spoilt, original=close)

# %% [markdown]
# ## In your words
#
# Three sentences about the cabin: what you saw while you watched the light, what you didn't, and what its number says. A timecode in square brackets shows its frame. The three below are ours: write yours in their place.

# %%
words = """
At [cabin@00:00:02:12] I was looking at the lantern, and there was a wall behind it.
At [cabin@00:00:19:12] somebody sits where that wall was, and I could not say when they came.
The light had risen by two stops by then, and that I had not seen either.
"""
ku.critique(words, cabin=cabins["short"])

# %% [markdown]
# ## Check yourself
#
# Your function is checked above. One question is left: which of the three numbers can no longer be measured, once the parcel is small? Write its name between the quotes, as it stands in the table's head.

# %%
gone = ""
ku.check("05 is gone", gone)

# %% [markdown]
# What may you say now? Of the first claim, half: inside these two shots the light did not hold, with the short memory even less. (It is the sky, more than the porch: see below.) At cuts it jumps, in more than half of them, less than in three films that people made: three are few, but a jump is no sign of a machine. Of the second, that none of these three numbers told machines from people, and that each of them hears the parcel as well. Whether there is a sheen, your ranking may know. These numbers don't.
#
# ## Go further
#
# - Does the long one keep its people? Count the boards, the lamps, the flowers. What has gone by its last second?
# - `ku.drift` a shot of your own film, taken with a telephone on automatic. Who moved the light?
# - Put the editor's cut through four parcels. At which crf do you see it? At which do the numbers?
# - Take a region: `ku.drift(cabins["short"], region=(0, 0, 0.4, 0.4))` is sky and tree. Is it the sky or the porch that rose?
# - Assignment a4 asks for this match on pictures of your own class.
#
# ## Sources
#
# - "Lighting consistency": an unsigned opinion piece that begins "The entertainment elite are panicking over a ghost story", 2026. "That unreal sheen that AI-generated video tends to have": Carrie Marshall, TechRadar, February 2026, who says it of *some* of one short film, and thinks the film worth more than "a thousand bits of blatant copyright infringement".
# - The cabins: `g_ll_cabin_w9` and `g_ll_cabin_w21`, NVIDIA and the LongLive authors, project page, repository under Apache-2.0. The numbers in their names, 9 and 21, are the window's. What they show was looked at second by second.
# - The eight stills, A to H: X. Wu, B. Gao, Y. Qiao, Y. Wang and X. Chen, CineTrans project page (2025), CC BY-SA 4.0; MDN Web Docs contributors, CC0; Kandinsky Lab, Kandinsky 5.0, CC BY-SA 4.0; this course; NASA; the ShotDirector project page (2025), CC BY-SA 4.0; CineTrans again; Blender Foundation, *Big Buck Bunny* (2008), CC BY 3.0. `course/images/05-make.py` makes all pictures of this page; whose each is stands in `course/images/05-sources.md`.
# - `ku.table("clips")`: the catalogue's 63 clips, measured with this kit (`benchmarks/real_clips.py`, `docs/clips.md`).
# - dE: G. Sharma, W. Wu and E. N. Dalal, "The CIEDE2000 color-difference formula", *Color Research and Application* 30 (2005). The slope: D. J. Field, *Journal of the Optical Society of America A* 4 (1987). Second_order is after C. Zheng and others, "D3: Training-free AI-generated video detection using second-order features", ICCV 2025, with small pictures' brightness in place of their features: so nothing here says how theirs fares.
