# %% [markdown]
# # 09 A fair comparison
#
# Somebody shows you two films and asks which is better. Before you answer, ask who chose them.
#
# *Claim under test: films that people made are worth more of your time than films that were generated, and you can tell. It would be wrong if people who don't know which is which prefer them as often as the others.*
#
# You will not settle that tonight. You will find out what it would take, and put a smaller question to people, one that a few of them can begin to answer.
#
# About two hours of your own, and three people who can spare you ten minutes each. Take it in two sittings: one up to the votes, one when they are in. You need lesson 01 and lesson 02. The trade's words are in the [glossary](glossary.md).

# %%
import numpy as np

import kuleshov as ku

rushes = ku.rushes("understudy")

# %% [markdown]
# ## Watch first
#
# Nine methods were given the same request: a woman and a man talk; begin on her, then show him, from the other side. Each row is one method's answer, first frame to last.
#
# ![Nine rows of stills, one for each generator: a woman and a man in talk; in most rows the picture changes to the man halfway, in three it does not.](images/01-srs.jpg)
#
# Which row would you rather see as a film? Keep your answer for a while.
#
# There are four such requests and nine methods: a grid of 36. It looks like a fair fight: the same request for everybody, side by side. Here is what the catalogue knows about the nine.

# %%
clips = ku.catalog().to_frame()
grid = clips[clips.brief != ""].drop_duplicates("model").set_index("model")
facts = grid[["width", "height", "fps", "duration_s"]].round(1)
facts.rename(columns={"fps": "frames a second", "duration_s": "seconds"})

# %% [markdown]
# ## Predict
#
# Read the table again. Write down three things that are unfair in this comparison. They are for you: no cell reads them.
#
# Then look ahead. You will show people pairs of four films: *mine*, a scene that you cut; *shuffled*, its shots in an order drawn by chance; *generated*; and *reel*, put together from generated pieces. Take the pairs with one of the first two and one of the last two. In what share of them will the first kind win? 0 is never, 1 is always; put your number where 0.8 stands. We count *shuffled* as made by people, though chance has ordered it. Is that fair?

# %%
unfair = [
    "",
    "",
    "",
]
ku.predict("films that people made, preferred in a share of pairs", 0.8)

# %% [markdown]
# When your three are written, open ours.
#
# <details>
# <summary>What we found, after a while</summary>
#
# - All 36 were chosen, and put on their own page, by the authors of one of the nine, ShotDirector. We don't know what was left out.
# - Rates go from 8 to 24 frames a second and lengths from 4 to 12 seconds. At 8 frames a second everything stutters, whoever made it.
# - The full requests are not published. We know them in a sentence each.
# - Two of the nine were built for something else. ReCamMaster films a given video again along another camera path; SynCamMaster makes views of one moment from several cameras. Both were asked for a cut.
#
# </details>
#
# So what can such a grid still carry? It shows what these methods *can* give. It can't rank them.
#
# ## Do it: four contestants
#
# A fair comparison is one that you arrange. Yours has four films: a scene that you cut, the same shots in an order drawn by chance, a film that was generated, and one put together from several generated ones by a rule: 1.8 seconds from the middle of each, there and back. The third and fourth come from the grid if you are connected; otherwise a small model of your own computer dreams from three takes.
#
# Here is a scene of ours, so that the page runs. Put your own in its place: copy the lines from "A scene of mine" in lesson 02. Eight to ten seconds are best: so long are the other films.

# %%
mine = ku.Cut.from_text(
    """
title: mine
1A-1 07:00 08:18
3A-1 04:18 05:18
4A-1 02:00 03:06
5A-1 03:04 04:04 J6
7A-1 05:22 07:06
4A-1 11:22 12:16
5A-1 12:20 13:16 J4
""",
    rushes,
)
mine

# %%
by_chance = ku.shuffled(mine, seed=9)
ordered = [(shot.take, shot.in_, shot.out) for shot in mine]
drawn = [(shot.take, shot.in_, shot.out) for shot in by_chance]
print("The same shots:", sorted(ordered) == sorted(drawn))
if ordered == drawn:
    print("Chance has left your order as it was. Take another seed, or a cut of more shots.")
by_chance

# %% [markdown]
# Same pictures, same lengths, same average. The splits are gone: they belong to an order. `print(by_chance.to_text())` shows the list, if you doubt it.

# %%
methods = ("phantom", "shotdirector", "cinetrans")
answers = [ku.fetch(f"g_sd_srs_{method}", or_else=None) for method in methods]
answers = [clip for clip in answers if clip] or [
    ku.dream(rushes[take], seconds=n) for take, n in {"4A-1": 9, "5A-1": 4, "1A-1": 4}.items()
]
reel = ku.Cut("reel", rate=answers[0].rate)
for clip in answers + answers[-2::-1]:  # there and back, the last one once
    middle = clip.duration / 2
    reel.add(clip, middle - 0.9, middle + 0.9)
films = {
    "mine": mine.render("mine.mp4"),
    "shuffled": by_chance.render("shuffled.mp4"),
    "generated": answers[0],
    "reel": reel.render("reel.mp4"),
}

# %% [markdown]
# Don't look at them yet. They will come to you without their names.
#
# Before films can be compared they must have one form, or people will vote on sharpness and on stutter. `ku.matched` brings them to as many pixels as the smallest has, and to the lowest rate among them. Each keeps its own shape, without black bars, and here its length as well: a film that is cut short loses its end, and the shuffled one would lose other shots than yours. Read what was done.

# %%
same = ku.matched(shorten=False, **films)
print(same)
for name, film in same.items():
    print(f"{name} lasts {film.duration:.1f} s.")
if films["mine"].sound and not same["mine"].sound:
    print("Your viewers hear nothing: another film has no sound, so none keeps its own.")

# %% [markdown]
# That is the price of one form. Would you pay it?
#
# ## What these four can tell
#
# Not whether the claim is true, and you should know so before anybody votes.
#
# - What the films show gives them away. Where the generated ones came from the grid, they have people in a garden, and yours has lamps. Who prefers lamps prefers yours, with or without a name on it.
# - Two films a side are two films. Ten people who agree about them know nothing about a third.
# - It is half of the claim. The other half is "and you can tell": for that, ask after each vote which of the two was generated, and count.
#
# But one of the six pairs is as fair as a comparison gets. *Mine* and *shuffled* have the same lamps, the same frames, the same lengths, the same maker. Nothing differs but the order, and the sound where it is heard. So here is a claim that your viewers can test tonight: *somebody who doesn't know which is which prefers the order that you made to one that nobody made.* It would be wrong if they take either as often. For the large claim you would need many films of either kind that show like things, as "Go further" says.
#
# ## Do it: blind
#
# The screening room below shows all six pairs, one after the other, without names. It draws the order of the pairs, and the sides. Nobody can vote before having seen both films. Each vote is kept at once, and who leaves and comes back goes on where they were. The names come after the last vote, because a name that is shown earlier gives away the pairs that are left.
#
# Sit down first yourself, as `author`. You know your own film, so your votes are kept but not counted below.
#
# Then call the first of your three, and ask for a pseudonym. Before they look, write it under "Next viewer" and press Enter: the names go, and the pairs are drawn anew. Press W, and the room fills the screen, so that nothing of this page is left to read. (Or click the room with the right mouse button, choose *Create New View for Cell Output*, and show only that.) Leave them alone with it. When they have read the names, do the same for the next.

# %%
room = ku.screening_room(**same, blind=True, viewer="author")
room

# %% [markdown]
# Did you vote for the shuffled film, or against your own? You are the only one who was in a position to cheat.
#
# The votes are lines of text in `studio/preferences`, a file for each viewer. A class merges them by putting its files into one folder. This is where the second sitting begins.

# %%
cast = [
    one
    for one in ku.preferences().judgements
    if {one.first, one.second} <= set(films) and one.viewer != "author"
]
judged = ku.preferences(cast)
missing = [name for name in films if name not in judged.films]
if missing:
    waits = f"The {len(cast)} real votes wait, and made-up ones" if cast else "Made-up votes"
    print(f"No votes yet on: {', '.join(missing)}. {waits} stand in for all four films:")
    judged = ku.preferences("""
    made1, mine > shuffled, it knows where it is going
    made1, mine > generated, I waited for something
    made1, shuffled > reel
    made2, shuffled > mine, it surprised me
    made2, mine > generated
    made2, generated > reel, one place
    made3, mine > shuffled
    made3, generated > mine, so smooth
    made3, shuffled > reel
    """)
judged

# %% [markdown]
# The order comes from a model of pairs, Bradley and Terry's of 1952: each film has a strength, and the chance of being preferred is its share of the two strengths. The share is an estimate: every film begins with half a win and half a loss, so that two votes of two don't say 100 %. Beside it stands what was won. Under five viewers the kit gives no interval, for it would have to be invented.
#
# The last number is **agreement**, where two people have seen one pair: 1 where everybody who saw a pair said the same, 0 where they agree as often as dice, and below 0 where less often. Read it first. A ranking on which nobody agrees ranks the voters.

# %%
people = {"mine", "shuffled"}  # pairs of one of these and one of the others, in real votes
won = [
    (1 + (one.choice if one.first in people else -one.choice)) / 2
    for one in cast
    if len({one.first, one.second} & people) == 1
]
guess = ku.predict("films that people made, preferred in a share of pairs")
waits = "Your prediction waits for people who have seen a film of each kind."
guess.compare(float(np.mean(won))) if won else print(waits)

# %% [markdown]
# And the claim that they could test: did they prefer an order that somebody made?

# %%
order = [one for one in cast if {one.first, one.second} == people]
yours = sum(one.choice == (1 if one.first == "mine" else -1) for one in order)
chances = sum(one.choice == (1 if one.first == "shuffled" else -1) for one in order)
print(
    f"{yours} for your order, {chances} for chance's, {len(order) - yours - chances} for neither."
)

# %% [markdown]
# With three viewers even three of three says little: if people took either as often, three would agree on yours in one of eight evenings. With six of six it would be one in 64.
#
# Did somebody vote for the shuffled film, or against yours? Ask why, and write the answer down before you explain yours. Then see all four with their names on, and with what sound they have.

# %%
ku.side_by_side(**films)

# %% [markdown]
# ## Measure
#
# Now the numbers, of the films as your viewers saw them.

# %%
measured = ku.compare(**same)
measured.plot()

# %% [markdown]
# On top stands what the four films differ in most, counted in spreads: one spread is how far ordinary clips lie apart. Names are bold where even the intervals of the first two films lie apart. An interval takes twelve shots: shorter films have none, and no name is bold. Find the rows in which *mine* and *shuffled* differ. They have the same shots. What belongs to a shot, such as its length, its light or its texture, is the same in both, and where such a number differs, it comes from how the films were coded and measured. What is left knows about order, or about what happens at a cut.
#
# Which differences are more than chance? Take two films and deal their shots to two piles at random, thousands of times: how often do the piles differ as much as the films do? That share is *p*. But shots hang together. Ten shots of one scene share their light and their tempo, and are hardly more than one; dealt one by one, they often find a difference where there is none. So they are dealt in runs, the longer the more the films' own numbers hang together, and under the table stands how long they are. You ask many measures at once, and some luck will look like a find, so each *p* is raised for the number of questions (Holm's rule).
#
# Your four films can't be asked, unless you made yours long: a side needs twelve shots, and five runs of them. So here are two films of a minute, made so that you know the answer beforehand. Three takes in turn, the same minute of them, to the frame. *Quick* is cut twice as often as *slow*. That is all. They are small, 320 by 180, because only the numbers look at them.
#
# Which numbers should differ, and which can't? Name two of each. Then run it; rendering and measuring take up to a minute.


# %%
def one_minute(title, times):
    """Three takes in turn, the same minute of them, cut so many times as often."""
    cut = ku.Cut(title, rushes=rushes)
    for n in range(5 * times):
        for take, seconds in {"1A-1": 4.5, "4A-1": 3.5, "5A-1": 4.0}.items():
            start = 1.5 + n * seconds / times
            cut.add(take, start, start + seconds / times)
    return cut


tempi = {"slow": one_minute("slow", 1), "quick": one_minute("quick", 2)}
minutes = {name: cut.render(f"{name}.mp4", size=(320, 180)) for name, cut in tempi.items()}
ku.compare(**minutes).differences()

# %% [markdown]
# *delta* needs no unit: how much more often one of a film's shots (or stretches of time, where there are too few shots) has the higher value than one of the other's, from -1 to 1, and 0 where neither has it more often. Read it with the two numbers beside it. A difference can be sure and mean nothing, and it can matter to everybody in the room and have too few shots to be sure.
#
# Did your two and two come out as you said?
#
# <details>
# <summary>What we found when we made this page</summary>
#
# Two rows stood: the average and the median length of a shot. That was to be expected, and it is one fact under two names. Colour and texture were not found, as they should not be: both films hold the same frames.
#
# Now look at the rows whose interval leaves out 0 and whose name is not bold. With us there were two. Asked alone, each would have had a *p* of about .02; as one of twelve questions it has .15 or .2, and that is what the table shows. One is *Time in shots under 2 s*. That one differs: we have cut it so. Nothing found is not nothing there. The other is *Surprise*, and nobody expected that of the same frames. Is it luck? Or does each cut startle a machine that guesses the next picture, so that twice the cuts startle it more? The table can't say. Lesson 08 asks.
#
# </details>
#
# The same question about your film and the generated one, for what it is worth:

# %%
measured.differences("mine", "generated")

# %% [markdown]
# Where a side has fewer than twelve shots, the table says so and gives no *p*. And what is found, if anything, is a difference of two films: whether their makers differ takes many films of each.
#
# And what did the matching do by itself? Here is your film, before and after.

# %%
price = ku.compare(match=False, before=same.given["mine"], after=same["mine"])
price.plot()

# %% [markdown]
# If there is a row in which the two marks lie apart, it is a number that you would have put down to the maker. If there is none, this matching was cheap, for this film.
#
# ## Where the eye and the number disagree
#
# The votes put four films in an order, and each film has a column of numbers. Surely one of the numbers goes with the votes?
#
# In the table, `rho` is Spearman's rank correlation, from -1 to 1. This *p* is for one number alone, and is not raised. With four films it can't be smaller than 2 in 24, or 0.08.

# %%
going = ku.against(judged.ranking, measured).over(len(films))
perfect = [one.name for one in going if abs(one.rho) > 0.999]
print(
    f"In the voters' order or its reverse, {len(perfect)} of {len(going)}:",
    ", ".join(perfect) or "none",
)
going.table().head(8)

# %% [markdown]
# A number that puts the films in exactly the order of the votes: you could write a paper about it. If there is none tonight, other voters may bring one.
#
# First count. Four films can stand in 24 orders. Two of them, the voters' own and its reverse, give a correlation of 1 or -1. So a number that means nothing goes perfectly with the votes with a chance of 2 in 24, as long as no two films tie. How many of your numbers would do so if none of them meant anything? Return the number to expect on average; it need not be whole. If you are stuck, our answer is in [source/09-a-fair-comparison.py](source/09-a-fair-comparison.py).
#
# <details><summary>A hint</summary>
#
# Three films can stand in 3 × 2 × 1 orders: three of them may come first, two are left for the second place, one for the last. So begin with `orders = 1` and multiply it in a loop, `for n in range(2, films + 1)`. Two of these orders are perfect. What share of all is that, and how many of `measures` does it make?
#
# </details>


# %%
def perfect_by_chance(films, measures):
    """Return how many of some measures go perfectly with the votes, if none means anything."""
    ### BEGIN SOLUTION
    orders = 1
    for n in range(2, films + 1):
        orders *= n
    return measures * 2 / orders
    ### END SOLUTION


# %%
print(f"by chance: {perfect_by_chance(len(films), len(going)):.1f} of {len(going)}")
print(f"found:     {len(perfect)} of {len(going)}")

# %%
ku.check("09 perfect by chance", perfect_by_chance)

# %% [markdown]
# Were more found than chance would give? Numbers hang together: where one goes with the votes, those that measure nearly the same thing go with it. And where two films tie in a number, as yours may in the length of a shot, it can't go perfectly with votes that don't tie: then chance gives less than the line above says.
#
# This is why the kit has no score that adds its numbers up. Somebody fitted one for generated video, to users' opinions; EvalCrafter is the name to look for in the sources. A fit always finds weights.
#
# What would help? More films, not more numbers. More viewers. And a film in the set that you know to be badly made, to see whether anybody, human or number, notices.
#
# ## In your words
#
# Three sentences on the pair that surprised you: what people said, what a number says, and what neither says. Point with a timecode. The three below are made up, about the edit as it stood when you came: write yours in their place.

# %%
words = """
At [mine@00:00:04:00] the second face comes with its answer; shuffled, that word comes last and answers nobody.
Both films have shots of {mine.asl = 1.1 s}, and the shuffled one has them too.
Nobody who preferred it could say where it was going, and two of them liked that.
"""
ku.critique(words, **films)

# %% [markdown]
# ## Check yourself
#
# Your own comparison, in numbers that you can defend:

# %%
ku.check("09 votes", judged)

# %% [markdown]
# ## Go further
#
# - Film the request yourself: a woman and a man talk, begin on her, show him from the other side. Bring it in with `ku.import_footage` and put it into the grid as the tenth method. How long did it take?
# - Put your editor's pride aside: have a classmate cut the reel, and you the shuffle.
# - Vote again in a week on the same pairs. How well do you agree with yourself?
# - Assignment a7 asks for the same with a critique of 600 words.
#
# ## Sources
#
# - The grid of 36: Wu, Chen, Wang, Qiao, ShotDirector project page, 2025, CC BY-SA 4.0; rates, sizes and lengths were read from the files.
# - R. A. Bradley and M. E. Terry, "Rank analysis of incomplete block designs", *Biometrika* 39 (1952), 324-345.
# - M. G. Kendall and B. Babington Smith, "On the method of paired comparisons", *Biometrika* 31 (1940), 324-345: agreement.
# - EvalCrafter, Liu and others, "EvalCrafter: Benchmarking and evaluating large video generation models", 2023, arXiv 2310.11440.
# - The question of the essays: Carrie Marshall, TechRadar, February 2026, on a short by Jia Zhangke; and an unsigned opinion piece that begins "The entertainment elite are panicking over a ghost story".
