# %% [markdown]
# # 11 The economy of attention
#
# You will scroll for ninety seconds at most. You will sit in the dark for less than a minute. Afterwards you will be asked what you still know.
#
# ![Left, a narrow column of small dark stills that runs out of the picture at the top and at the bottom. Right, one still, large, with black around it. Under each an empty bar with a question mark.](images/11-two-bars.png)
#
# This lesson argues with an essay of 2026, an opinion piece without a name under it. It says that those who make feeds won't replace Hollywood, for they are in another business: they hold you for a moment, and they break what all have seen into niches.
#
# *Claims under test: holding a teenager for ninety seconds "is fundamentally different" from keeping an audience in the dark for two hours; and where Hollywood had a monoculture, the feed has niches and nothing shared. We ask the first of your memory: it would be wrong if as much stayed from the one as from the other. The second would be wrong if people could stay in their niches and still share works.*
#
# About 75 minutes, six less without the one function. You need lesson 01, or to know what a take is. A desk and a town are yours to set. A cell that needs the function says so, and all else goes on. The trade's words are in the [glossary](glossary.md).

# %%
import kuleshov as ku
from kuleshov.lessons import lesson_11

films = lesson_11.films(ku.fetch_lesson("lesson-11", progress=False))
trial = ku.attention(films)
trial

# %% [markdown]
# ## Predict
#
# First you. Some short pieces will run in a **feed**, which brings the next one as soon as you swipe, and as many others in a dark room, without anything to press. Then comes a test. Allow six minutes for it: a minute of counting in your head, a moment to write down what comes to mind, and up to 48 stills, to each of which you say *old* or *new*. About half of them are **lures**: stills from pieces that you weren't shown. Some lures are from another film, and some from another moment of a film that you saw; those are *new* as well.
#
# Of the pieces that you saw, how many will you know again?

# %%
ku.predict("known again of the feed", 70, unit="%")
ku.predict("known again of the dark room", 70, unit="%")

# %% [markdown]
# ## Watch
#
# A coin has chosen which room comes first. Both cells know; begin with the one that lets you in. What you do is written down on this machine, in `studio/attention`, and sent nowhere.

# %%
trial.feed()

# %%
trial.dark()

# %% [markdown]
# Before the test: in which ways did the two rooms differ, apart from being a feed and a dark room? Each of them could make a difference by itself. Write down three at least.

# %%
confounds = ["", "", ""]
ku.check("11 confounds", confounds)

# %% [markdown]
# <details><summary>Ours, for when yours are written</summary>
#
# - How long you saw each piece. (Pieces that you saw for less than two seconds don't count. That is no remedy: it drops those that you swiped away, and so favours the feed.)
# - In the feed you chose what to leave: what you remember there is what you liked.
# - The size of the picture, and what was around it.
# - Which came first, and how tired you were. (A coin only helps where there are many of you.)
# - You knew that there would be a test. In a real feed nobody does.
# - What was shown. A coin dealt the pieces; so few may still fall unevenly, and one scene may come back in both rooms.
# - How hard the lures are. Both rooms have as many from another moment of the same film, give or take one; but one moment may be like another, or not at all.
# - In one you did something with your hand, in the other nothing.
# - Sound. In a real feed and in a cinema it is half of the thing. Under the first cell it says how many of your pieces have any.
#
# </details>

# %%
trial.test()

# %%
result = trial.result or trial.simulated()
result.plot()

# %%
for room, found in (("feed", result.feed), ("dark room", result.dark)):
    known = 100 * found.hits / found.old  # of those that were on screen for two seconds
    told = ku.predict(f"known again of the {room}").compare(round(known, 1), share=False)
    print(f"{'' if trial.result else 'simulated: '}{told}")

# %% [markdown]
# Whoever says *old* to everything knows all of them again. So the bars are **d prime**, written d', which counts against you the lures that you took for old: 0 is guessing, 2 is right five times in six. The lines through the ends of the bars are intervals: in 95 of 100 such tests they hold the true number. (`print(trial.coins)` says what the coins decided. `trial.forget()` deletes what was kept of you.)
#
# Here are twenty viewers made by chance, a line each. All of them remember the dark room better, by six tenths, for we made them so. Each point is what a test finds of it.

# %%
twenty = ku.remembered_by(trial.simulated(feed=1.0, dark=1.6, seed=n) for n in range(20))
twenty.plot()

# %%
print(twenty)

# %% [markdown]
# Some lines fall. A line falls for one in five of such viewers, and one by herself shows the difference beyond her interval in fewer than one test of ten. Twenty together show it nearly nine times in ten. So your two bars are an anecdote, and twenty files from a class, handed over by those who want to, are a small experiment: `ku.remembered_by("the folder")`. (Ours flatter. Our twenty have the same true difference, and real people vary, so you will want more of them.)
#
# Many viewers make chance smaller, and they even out what the coins decide: which room came first, and which pieces it had. They leave the rest of your list as it is. And both rooms showed pieces of a few seconds. About two hours you have found out nothing yet.
#
# ## Do it: a swarm on one page
#
# Now the other claim. The essay has a table, "The monoculture vs. the swarm". Here are its rows, and what we ask instead of each.
#
# | "Hollywood model" | "ByteDance model" | what can be counted |
# |---|---|---|
# | "1 Massive Cultural Anchor" | "10,000,000 Micro-Niches" | people who saw the most-seen work; views in one's own niche |
# | "Shared Global Experience" | "Isolated Algorithmic Feeds" | of what one saw, another saw too |
# | "$300M Production Budget" | "$0 Production Cost" | what a work costs: we can only put it in |
# | "High Monetization Per Capita" | "Low Margin, High Volume Ads" | what a person pays: the same |
#
# Nobody can run a year of a whole audience twice, so we run a model of it. A thousand people and some works lie on a circle of taste, cut into fifty niches. A work has an *appeal* that nobody knows beforehand. A few works are offered; each person takes what looks best to her at a glance. Nobody watches a work twice. All the rest are rules, and here are those that you will move, with whose they are.

# %%
ku.market("monoculture").rules

# %% [markdown]
# Nearly all are ours: we know of nobody who has measured them. So don't ask what comes out. Ask what comes out *whatever one puts in*, and what doesn't. Two rules say how works are found. `push` is popularity: at 0 all have the same chance of being offered, at 1 twice the views are twice the chances. `match` is what the feed knows of you: the share of its offers that come from your own niche.
#
# "Shared" needs a number. **Yours.** You get what two people have watched, as two lists of works. Which share of what the first one saw did the second one see too? Nobody is listed with a work twice.
#
# <details><summary>A hint</summary>
#
# Begin with `both = [...]`, a list of those works in `mine` that are in `theirs` as well: a loop inside brackets can ask `if work in theirs`. How long is it, as a share of all that is in `mine`? `len(...)` counts. Who saw nothing shares nothing: 0.
#
# </details>


# %%
def overlap(mine, theirs):
    """Return the share of the works in mine that are in theirs too, 0 to 1."""
    ### BEGIN SOLUTION
    both = [work for work in mine if work in theirs]
    return len(both) / len(mine) if mine else 0.0
    ### END SOLUTION


# %%
ku.check("11 overlap", overlap)

# %%
hers, his = ["moth", "lamp", "tide", "room"], ["lamp"]
print(f"she shares {overlap(hers, his):.0%} with him, he shares {overlap(his, hers):.0%} with her")

# %% [markdown]
# Of a whole audience both sides count, over all pairs. The monoculture offers 200 works a year, and people have time for 12. How much of what one person saw has another seen too? And in a feed with 10,000 works, time for 100, much `match` and little `push`?

# %%
ku.predict("shared by two people, monoculture", 10, unit="%")
ku.predict("shared by two people, niche feed", 10, unit="%")

# %%
essay = ku.markets("monoculture", "niche feed")
for name in essay:
    shared = round(100 * essay[name]["overlap"], 1)
    print(ku.predict(f"shared by two people, {name}").compare(shared, share=False))
essay

# %% [markdown]
# That is the essay's table, as an output. In the one column there is an anchor that nearly everybody saw. In the other nine views of ten lie in people's own niches, and two people have next to nothing in common. By lot alone they would share 6 % in the one (12 of 200) and 1 % in the other, and one view in fifty would lie in one's own niche. (The last two rows are no findings. *A person pays* is what a viewing earns times the slots that she fills, and we put in both. Nor is it one that all works earn what they cost where they cost nothing.)
#
# So the essay is right? Under these rules. Now you look for others. Here is a feed that stands in between. Move its sliders until it has no column in the table: two people are to share *40 % and more*, and *30 % and more* of all views are to lie in people's own niches.
#
# <details><summary>A hint</summary>
#
# Popularity brings people together, up to a point, and what the feed knows of them takes them apart. Must one be weak where the other is strong? Move `push` on past 1.5, and watch how many slots stay empty.
#
# </details>

# %%
desk = ku.market("mixed").sliders()
desk

# %%
two = {"right": essay["niche feed"], "wrong": desk.market}  # the table's own, and yours
ku.check("11 two markets", two)

# %% [markdown]
# Such feeds can be had, and they have a price. All that we found leave a fifth of the slots empty, or more: who has seen all the hits is left with her niche, or with nothing new.
#
# ## Measure
#
# Four markets, one dot a year.

# %%
four = ku.markets(years=3)
four.plot()

# %% [markdown]
# Did you expect those two side by side? The popularity feed has no budgets, no studios and ten thousand works, and people share as much in it as in the monoculture. Nor do they stay in their niches any more than there. It is the case that the essay leaves out.
#
# What makes a monoculture, then? Here it is again, with ten thousand works, and all other rules as they were.

# %%
print(ku.market("monoculture", works=10_000, years=2))

# %% [markdown]
# How many works there are decides, how much time people have for them, and how they are found. What they cost isn't in anybody's choice here at all.
#
# ## Where the eye and the number disagree
#
# Read two columns of these rows. One is named like an injustice, the other like a culture.

# %%
for name, market in four.items():
    half, inequality, shared = (market[answer] for answer in ("half", "gini", "overlap"))
    print(
        f"{name:16}  Gini {inequality:.2f}  shared {shared:4.0%}  half of the views: {half:.1%} of the works"
    )

# %% [markdown]
# The **Gini** is 0 where all works have as many views and near 1 where one has nearly all. What two people share rises with it from the second market to the fourth. (The first has fifty times fewer works, so it doesn't fit into that row.) Whoever mourns the monoculture and whoever counts the winners may be looking at the same thing, one from the seats and one from the stage. No number here tells you which of them to be.
#
# Which market do we live in? In a random sample of YouTube's videos, 0.16 % have half of the views. That is the side of the popularity feed, and further out than our model can go. (It says nothing about who shares them with whom.)
#
# And do hits go to the best? In five worlds the mixed feed gets the same works and the same people; only chance is thrown anew. Here is the most-seen work of each world, and its place by appeal.

# %%
lesson_11.hits(ku.market("mixed", same_works=True))

# %% [markdown]
# All come from the very best of ten thousand. The best mostly wins, not always. That is no merit of ours, it is a test that the model had to pass: in 2006 Salganik, Dodds and Watts let 14,341 people choose songs, with and without knowing what others had chosen. With more influence came more inequality and less foresight. The best "rarely did poorly", the worst "rarely did well".
#
# ## Do it: a curator
#
# "When the cost of content creation drops to zero, the value of human curation skyrockets." Let the works become many. One audience finds them by popularity. Another asks curators, one for each niche: she watches the 200 works that lie nearest to it and hands on the better half. What is a slot worth, in appeals? *Glance* is how far people are off about a work that they haven't seen, *slip* how far a curator is off about one that she has. (Slots that stay empty aren't counted in the worth; where there are such, their share is said.)

# %%
lesson_11.curation(works=(2000, 20_000), glances=(1, 3), slips=(0.5, 1.5))

# %% [markdown]
# A curator comes out first only where nobody can judge at a glance *and* she is seldom far off herself (slip 0.5); by how much, you see, and nothing skyrockets. (Count her empty slots as worth nothing, and that lead is gone, or nearly.) Where works can be judged at a glance, the crowd is a curator already, and it has a thousand heads. Of which kind are the films that you love: trailers that tell the truth, or films that need their last ten minutes?
#
# ## Do it: the ladder
#
# Last, the essay's own fear: that the small work by which people learn and live, ads, music videos and corporate films, "will be entirely automated". In this town a hundred people begin each year. They practise in small paid jobs until they are able to lead a film, and go away after a year without pay. Bit by bit machines take 90 % of the small jobs. Count the years from the first job that goes: when is one leader in ten missing, of as many as there are today?

# %%
ku.predict("the year from which one leader in ten is missing", 3)

# %%
ladder = ku.ladder(automated=0.9)
guess = ku.predict("the year from which one leader in ten is missing")
print(guess.compare(ladder.shows, share=False))
ladder

# %% [markdown]
# Why so late? Two rules, and both are ours. Those who lead today stay for 25 years on average (`retire`), so at first few are missed. And the machines take eight years (`drift`). Here they are again, as slow as that and all at once.

# %%
for drift in (8, 0):
    print(f"drift {drift}: {ku.ladder(drift=drift)}")

# %% [markdown]
# It is the slow takeover, more than anything, that hides the break. While it goes on, whoever counts directors will say that all is well.
#
# Can it be mended? The sliders hold from the year in which the machines come. Leave `automated` and `drift`, and find a town in which the number of those able to lead is 80 % of today's and more, after 20 years *and* after 40.
#
# <details><summary>A hint</summary>
#
# No slider does it alone, and no two do. What happens to somebody without a job? She goes away after a while. As long as she stays, she practises little, and earns hardly ever. Each of the three has a slider; move all of them far. (With `unpaid` at 1, practice without pay counts as much as a paid job.)
#
# </details>

# %%
town = ladder.sliders()
town

# %%
ku.check("11 mended", town.ladder)

# %% [markdown]
# What would your sliders be called outside the model: a fund, a school, a law, a second job? (All rules of this ladder are ours: `ladder.rules`. It shows what follows from what, and not what will be.)
#
# ## In your words
#
# Here are your pieces, numbered. Take the one that you see most clearly, of the feed or of the dark, and put its number in the place of our 1.

# %%
seen = trial.seen()
seen

# %% [markdown]
# Three sentences about it. Which moment is it, and did you see it because of the room, or because of the film? A timecode in square brackets shows its frame; it counts from the piece's beginning. The three below are ours: write yours in their place.

# %%
words = """
At [piece@00:00:01:00] I can still say where the light came from.
I saw it for a few seconds, and chose nothing.
In the other room I might have left it at [piece@00:00:00:04], or looked at it longer.
"""
ku.critique(words, piece=seen[1])

# %% [markdown]
# ## Check yourself
#
# Your function, your desk and your town are checked above.
#
# What may you say now? That your own two bars are an anecdote. That "monoculture or swarm" is a false choice in this model: how many works there are, how much time people have and how they find them decides, cost isn't in the choice at all, and a feed can have niches and share works as well, where people leave slots empty. That a curator comes out ahead of the crowd only where nobody can judge at a glance, and she can after watching. That a broken ladder hides its break for years, and longer if the jobs go slowly. And that each of these stands on rules that are ours.
#
# ## Go further
#
# - Pool your class: `ku.remembered_by("the folder")`. How many of you does it take?
# - More influence: for `push` of 0, 1 and 1.5, `ku.market("monoculture", push=..., same_works=True)`. Print its `["gini"]` and its `.unpredictability`: by how much a work's success differs from world to world, as a share of what a work has on average.
# - `ku.market("niche feed", curated=1.0, reads=800)["worth"]`: what if a curator could watch four times as much?
# - `ku.market("mixed", years=1).swings("overlap").plot()`: which rule moves sharing most by itself? From where to where each is tried is our choice, and it decides: with `push` up to 1.2 only, `match` would be first. `ladder.swings(20)` asks the same of the ladder.
# - `ku.market("monoculture", opening=1.0, at_once=10).plot()`: let works open all through the year. Who wins now, and is that merit?
# - Which rule is missing? Write down one that would turn an answer round, and who could measure it.
#
# ## Sources
#
# - The claims, the table, curation and the ladder: an unsigned opinion piece that begins "The entertainment elite are panicking over a ghost story", 2026.
# - M. J. Salganik, P. S. Dodds and D. J. Watts, "Experimental Study of Inequality and Unpredictability in an Artificial Cultural Market", *Science* 311 (2006): its abstract. That box-office revenues are "asymptotically Pareto-distributed and have infinite variance", which the model gives where works open all year and people come one by one: A. De Vany and W. D. Walls, *Journal of Cultural Economics* 23 (1999), its abstract.
# - The sample of YouTube: R. McGrady and others, 2023, read in a summary only.
# - d' and its interval, as the kit's own docstrings cite them: M. J. Hautus (1995), V. Gourevitch and E. Galanter (1967).
# - The numbers of this page are computed on it. `tests/economy` holds the model to what is known at its limits; `course/images/11-make.py` makes the picture.
