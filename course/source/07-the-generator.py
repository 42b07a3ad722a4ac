# %% [markdown]
# # 07 The generator
#
# Here is a lamp in the middle of a shot. Where will its head be in a second?
#
# ![Left, a still: a red desk lamp close before a dark grey wall, its shade to the upper right, its lit bulb towards us; at the right edge a window by night. Right, an empty frame of the same size, in which stands: one second later.](images/07-next.jpg)
#
# *Claim under test: the probability trap. "Generative video models predict the most likely next pixel based on historical training data." It would be wrong if what comes out of such a model were not what it holds most likely. And if two films of one brief are as unlike as films of two briefs, nobody sits in a trap.*
#
# About 70 minutes, ten minutes less without the two functions; a cell that needs one says so, and all else goes on. You need lesson 01, or to know what a take is. Two lamps play the scene: Filament, the red one, is close in 4A (a set-up, the place of a camera), Diode, the white one, in 5A; in 1A you see both from afar. The trade's words are in the [glossary](glossary.md).

# %%
import numpy as np

import kuleshov as ku
from kuleshov.lessons import lesson_07

rushes = ku.rushes("understudy")

# %% [markdown]
# ## Watch first
#
# A small model watches ten seconds of this lamp. Then we stop the take, and the model goes on by itself. It has never seen anything else. Play what it makes, to its end. From when on would you no longer say that this is *one* lamp?

# %%
dream = ku.dream(rushes["4A-1"], seconds=4, seed=1, start=1.5, stop=11.5)
dream

# %% [markdown]
# It keeps twenty *patterns*, pictures that it may lay over each other in any strength, and one rule: how the strengths of this frame become those of the next, and a little chance. So all that it can show is a sum of what it saw. It can't move a head: it fades one place out and another in, and meanwhile two heads shine through each other.
#
# ## Predict
#
# Ugly is no number. How far ahead does it see? Let it foretell frames of the take that it has not learnt, and count how many levels of grey its pictures are off. Two rivals cost nothing. One says *nothing changes*: the frame in a second will be the frame of now. The other always shows *the mean picture* of what was learnt.
#
# We try the wide take, 1A: twenty seconds to learn, ten to foretell. We ask at ten distances, from one frame to four seconds; where two lie within 2 % of each other, the simpler is named. Up to how many seconds ahead will *nothing changes* be the nearest of the three?

# %%
ku.predict("up to how far ahead 'nothing changes' is nearest", 0.1, unit="s")

# %% [markdown]
# **Yours, 1.** By how much is *nothing changes* wrong? You get pictures that follow each other, as one block of numbers (pictures, rows, columns), and how many frames ahead is asked. Hold each picture against the one so many frames later. Square what is off, take the mean of all squares, and of that the root. So large errors count for more, and an error upwards does not make up for one downwards.
#
# <details><summary>A hint</summary>
#
# `pictures[ahead:]` are all pictures but the first few, `pictures[:-ahead]` all but the last few, so that each stands beside the one that it is held against. Begin with `off = ...`, the one less the other. `off**2` squares every number of a block at once, `np.mean(...)` takes the mean of all of them, `np.sqrt(...)` the root. The last line begins with `return`.
#
# </details>


# %%
def nothing_changes(pictures, ahead):
    """Return how far each picture is from the one so many frames later: one number, in levels."""
    ### BEGIN SOLUTION
    off = pictures[ahead:] - pictures[:-ahead]
    return float(np.sqrt(np.mean(off**2)))
    ### END SOLUTION


# %%
ku.check("07 nothing changes", nothing_changes)

# %% [markdown]
# ## Measure
#
# Now all three, the wide take first.

# %%
wide = ku.forecast_error(rushes["1A-1"], learn=20, test=10)
wide.plot()

# %%
ku.predict("up to how far ahead 'nothing changes' is nearest").compare(
    wide.spells[0].last, share=False
)

# %%
pictures = lesson_07.small(rushes["1A-1"], wide.tested)
starts = len(pictures) - wide.horizons[-1]  # frames that have all ten distances ahead of them
for ahead in (1, 12, 24):
    print(
        f"{ahead:2} frames ahead: {nothing_changes(pictures[: starts + ahead], ahead):.1f} levels"
    )

# %% [markdown]
# So there is a stretch in which the model knows something that its rivals don't: from about a second on. Now the close take that it dreamt of, ten seconds and ten.

# %%
close = ku.forecast_error(rushes["4A-1"], learn=10, test=10)
close.plot()

# %% [markdown]
# Here it is nowhere the best. Up to half a second *nothing changes* is, and after that whoever shows one and the same mean for ever. A model that wins on one stretch may lose on the next.
#
# ## Where the eye and the number disagree
#
# Leave models aside. Filament played this scene twice, as takes do. Go to each moment of the second take, look up the eight moments of the first that are most like it, and see what came one second later, each time. You have eight futures of one present. (Where the lamp stood still for long, several come from one and the same hold.) What will you answer?
#
# - the mean of the eight,
# - one of them, drawn by lot,
# - or that nothing changes?
#
# Which is nearest to what really came, by your measure, over all moments? Write "the mean", "a draw" or "nothing changes".

# %%
ku.predict("nearest to what came", "nothing changes")

# %%
found = ku.futures(rushes["4A-1"], rushes["4A-2"], ahead=1.0)
found

# %%
answers = {"mean": "the mean", "drawn": "a draw", "persistence": "nothing changes"}
ku.predict("nearest to what came").compare(answers[min(found.errors, key=found.errors.get)])

# %% [markdown]
# Look at the third picture of the first row. Count its heads. (We count three.) Every one of the eight under it could be the film, and it could not. The second picture is what came: it is also the answer to the question at the top of this page.
#
# Over all moments together it is the best of the three answers, though at a single one any of them may be. Against the draw it had to be, for squared errors add up: in squares, a draw is on average wrong by what the mean is wrong, and on top of that by how far the draws lie apart. So whoever is marked by the distance from the truth, and may give one answer, learns to give a blur. *Sharpness* is how much a picture changes from pixel to pixel, as a share of what came. The mean has lost more than half of it.

# %%
every = found.to_frame()
worse = (every["mean sharpness"] < every["drawn sharpness"]).sum()
print(f"In {worse} of {len(found)} moments the mean is less sharp than the one that was drawn.")

# %% [markdown]
# ## Do it: coins
#
# And what is *most likely*? Take something smaller than a picture: a coin that falls heads six times in ten, tossed a hundred times. Of all sequences one is more likely than any other: heads, a hundred times. Draw 200,000 sequences. How many heads will be in the one that has most?

# %%
ku.predict("most heads in 200,000 draws of 100", 95)

# %%
heads = np.random.default_rng(1).binomial(100, 0.6, 200_000)  # how many, in each draw
ku.predict("most heads in 200,000 draws of 100").compare(int(heads.max()))

# %% [markdown]
# The most likely sequence never came. (Sixty is the most likely *number* of heads, and the mean as well. But a film is no number. It is one sequence.) Each sequence with sixty heads is less likely, and there are so many that one with about sixty always comes. How much less likely?
#
# **Yours, 2.** Surprise is counted in *bits*: one for each halving of the chance. Something of chance 1/2 is 1 bit, of 1/4 it is 2. You get tosses, such as "HHT", and the chance of heads. Return the bits of the whole sequence: the sum of the bits of its tosses.
#
# <details><summary>A hint</summary>
#
# A toss of chance p has `-np.log2(p)` bits. Begin with `bits = 0`, and go through the tosses in a loop, `for toss in tosses:`. Heads has the chance `p_heads`; what is left for tails? Add, don't multiply: a product of two thousand chances is too small for a computer.
#
# </details>


# %%
def surprise(tosses, p_heads):
    """Return how surprising a sequence of "H" and "T" is, in bits."""
    ### BEGIN SOLUTION
    bits = 0
    for toss in tosses:
        bits -= np.log2(p_heads if toss == "H" else 1 - p_heads)
    return float(bits)
    ### END SOLUTION


# %%
ku.check("07 surprise", surprise)

# %%
likeliest, usual = surprise("H" * 100, 0.6), surprise("H" * 60 + "T" * 40, 0.6)
print(f"heads only: {likeliest:.1f} bits; sixty heads: {usual:.1f} bits")
print(f"Heads only is {2 ** (usual - likeliest):,.0f} times as likely as any one such sequence.")
print(
    f"Half of all draws have {np.quantile(heads, 0.25):.0f} to {np.quantile(heads, 0.75):.0f} heads."
)

# %% [markdown]
# What comes is what is *usual*, and hardly ever what is *likeliest*. A **sampler** is a machine that draws. A generator that draws its pictures gives usual ones, and hardly ever the likeliest. (The dream at the top was drawn too. Its ghosts come from the twenty patterns: it has nothing else to draw with.)
#
# But a sampler may lean. Move the slider: **temperature** makes what is likely likelier still (below 1), or less so (above). Find where heads only begins to come.

# %%
lesson_07.temperature()

# %% [markdown]
# <details><summary>Where it begins</summary>
#
# Near 0.1 it comes about once in six draws, at 0.05 nearly always.
#
# </details>
#
# There the charge is right: that machine gives the most likely thing, again and again. (That is a coin. Generators of films have other knobs that lean the same way.) So ask of a generator not whether it knows probabilities, but how it draws from them.
#
# ## Do it: direct one
#
# Our own generator learnt fifteen takes of this scene and nothing else. It starts from noise and draws. You say three things: from where it is seen, what happens, and which chance (the *seed*). Beats of the scene are "rehearsal", "the copy", "the test", "the flicker", "dark", "the choice" and "the shadow". First see one as it was played, from 00:00:13:12 on: Filament's bulb fails, and it can't keep its head up. Then four answers of the machine to that brief.

# %%
rushes["4A-1"].clip

# %%
first = {seed: ku.generate("4A", "the flicker", seconds=3, seed=seed) for seed in range(1, 5)}
ku.side_by_side(**{f"take {seed}": film for seed, film in first.items()})

# %% [markdown]
# Now it is yours: another beat, another set-up, other seeds. Write in half a line what you want to see, and run it as often as you like.

# %%
wanted = "Diode copies a move, and doesn't quite dare to"
setup, beat, seeds = "5A", "the test", range(1, 7)
takes = {seed: ku.generate(setup, beat, seconds=3, seed=seed) for seed in seeds}
print(wanted)
ku.side_by_side(**{f"take {seed}": film for seed, film in takes.items()})

# %% [markdown]
# Some have two heads for a moment, or one that jumps: this is a very small model, and those are its faults, not its choices. Nobody moved a lamp for these, and you can't: there is no hand on a joint, only another throw. In the scripts that made our rushes (`datasets/rushes/understudy/make`) a head that shall turn on a word turns there, to the frame. Here you look until one does. That is directing too: by choosing. Choose three, by eye, and write down why: the take's number, and what you saw in it that the others lack.

# %%
chosen = {1: "", 3: "", 5: ""}
ku.check("07 chosen", chosen, takes=takes)

# %% [markdown]
# One question more before you keep them: how near does each lie to a frame that the machine has learnt?

# %%
for seed in chosen:
    print(f"take {seed}: {ku.nearest(takes[seed]).finding}")
played = {"4A": "4A-2", "5A": "5A-2"}.get(setup)  # the set-ups that were shot twice
if played:
    print(f"{played}, which it never saw: {ku.nearest(rushes[played]).finding}")

# %% [markdown]
# In 4A and 5A the last line is a yardstick: a second performance by the same actor, in the same room. By the half it lies as near as the machine's, or nearer: rooms and rests repeat themselves. Compare the furthest. How far does the second performance go from all that was learnt, and how far do yours? (It lasts ten seconds and they last three, and the longer one looks, the farther is the furthest.) So "near" alone doesn't say that something was remembered. And if it was: whose film is it then?
#
# ## Measure: one brief, many makers
#
# So no sampler is bound to the likeliest picture. And yet. Five makers answered the same four briefs. Of the first we know one sentence: "a woman and a man converse; from her mid-close to his medium close-up; camera left-forward, 120 degrees right". Before you see the table, predict: take two films of one brief by different makers, and two that share neither brief nor maker. How far apart are the first, as a share of the second? 0 if a brief makes all films the same, 1 if it makes no difference.

# %%
ku.predict("films of one brief, against films that share nothing", 0.5)

# %%
fetched = ku.fetch_lesson("lesson-07", progress=False)  # 5 MB
grid = ku.crossed(lesson_07.answers(fetched))
grid

# %% [markdown]
# Look along the first row. In all five a woman wears pink. In four an old man in a beige shirt stands before something green. The sentence above orders none of that. (The full briefs were never published. So much agrees, here and in the other rows, that it was most likely ordered there. Then it says nothing about who answered.)
#
# Now the number. Each film is looked at in eight moments, as pictures of 32 by 18 pixels, and held against each other film. Under the catalogue's pairs stand three yardsticks of our own: two takes of one actor, six set-ups of one beat, and one take packed as small as a phone would send it.

# %%
ku.predict("films of one brief, against films that share nothing").compare(grid.ratios["row"])

# %%
grid.plot(lesson_07.yardsticks(rushes))

# %% [markdown]
# A little more than chance would give; with one maker or one brief left out it comes near to that. (The heading of the table says from where to where.) So a brief does make films somewhat alike. It should: who does what is asked is not trapped. Who made it counts about as much. And by this number *ours* are the most alike: two takes of one lamp, six set-ups of one beat.
#
# Which should make you doubt the number. It sees place and framing: what is dark, and where. Ours are one room. Pink is a few of its pixels, and "her in pink, him in beige, again" is a thought that it can't have. Nor are twenty films many, and they were picked by the authors of one of the five (lesson 09). So: the measure does not bear the charge out, and is not the one that could.
#
# ## In your words
#
# Three sentences about the dream: what you saw, from when on, and what the machine did there. A timecode in square brackets shows its frame. The three below are ours: write yours in their place.

# %%
words = """
At [dream@00:00:00:00] it is still a lamp, and I would have believed it.
At [dream@00:00:01:00] I see more heads than one, and the wall through all of them.
It has twenty pictures to lay over each other there, and no hand to move one.
"""
ku.critique(words, dream=dream)

# %% [markdown]
# ## Check yourself
#
# Your functions and your choice are checked above. One question is left. Three machines are asked for the next picture: one gives the *mean* of the futures, one the *likeliest*, one a *draw*. Which one is marked down least, if the mark is the squared distance from what comes? Write its word between the quotes.

# %%
marked = ""
ku.check("07 marked down least", marked)

# %% [markdown]
# What may you say now? "Predict" holds: these models learn what follows from what. "The most likely" does not: a sampler gives what is usual, a blur is what a bad question gets, and only a machine that leans all the way gives the likeliest, again and again. (How much of ours is memory is another charge.) Whether many makers think alike, five makers on four briefs can't tell you: that they dressed her alike you saw, and who ordered the dress you don't know.
#
# ## Go further
#
# - Have five people of your class film one brief, and hold each against each with `ku.distance(one, other)`. How alike are people?
# - `ku.futures(rushes["5A-1"], rushes["5A-2"])`: has Diode fewer futures than Filament?
# - `ku.forecast_error` on a take of your own: water, leaves, a face. Where do the curves cross?
# - Direct a beat in a set-up in which it was never shot. What does the machine put there?
# - Assignment a6 asks for these curves on takes of your own class.
#
# ## Sources
#
# - "The Probability Trap": an unsigned opinion piece that begins "The entertainment elite are panicking over a ghost story", 2026.
# - The model that dreams: G. Doretto, A. Chiuso, Y. N. Wu and S. Soatto, "Dynamic textures", *International Journal of Computer Vision* 51 (2003), as the kit's own card cites it. What it can't do stands in its card: `from kuleshov.generate import LDS`, then `print(LDS.card)`; that of our own generator is docs/generator.md.
# - The grid: Wu, Chen, Wang, Qiao, ShotDirector project page, 2025, CC BY-SA 4.0. The sentence of the brief is the catalogue's: `ku.catalog()["g_sd_srs_phantom"].asked`. What the clips show was looked at.
# - Shares of rows and columns: M. J. Anderson, *Austral Ecology* 26 (2001), as cited in `ku.crossed`.
# - The numbers of this page are computed on it; `course/images/07-make.py` makes its picture.
